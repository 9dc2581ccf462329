"""Intravenous magnesium of the plan: emergency, urgent, planned, or the reason for none (TX-IV)."""

from __future__ import annotations

from ..assessment import Reason
from ..doses import IVDose
from ..knowledge import treatment as table
from ..knowledge.treatment import Infusion
from ..text import Statement, _, say
from .draft import Draft, reason
from .iv_dosing import (
    continue_after_load,
    day_budget,
    fitted_dose,
    infuse,
    infusion_held,
    loading_row,
    loading_text,
    make_dose,
    no_more_at_once,
    over_the_day,
    preparation,
    prescriber_decides,
    repeat,
    said_of,
    stale_sample,
)
from .iv_emergency import plan_emergency
from .iv_safeguards import add_safeguards
from .path import P4, P5, P6, PX, Path
from .situation import Situation


def plan_intravenous(s: Situation, path: Path, draft: Draft) -> None:
    """All intravenous magnesium of the plan, or why there is none."""
    if s.people.child or s.people.pre_eclampsia or s.people.obstetric_seizure:
        _withhold_all(s, draft, "TX-SEV-01", "out_of_scope", say(_("out of scope: no dose from here")))
        return
    if path.code == P6 or (path.kind == "scope" and (s.torsades or (s.arrest and s.low))):
        plan_emergency(s, path, draft)
    elif path.code == P5 or path.wanted == P5:
        _urgent(s, path, draft)
    elif path.code == P4 or path.wanted == P4:
        _planned(s, path, draft)
    else:
        _none(s, path, draft)
    doses = [*(item.dose for item in draft.items.values()), *(entry.dose for entry in draft.held)]
    if any(isinstance(dose, IVDose) for dose in doses):
        add_safeguards(s, path, draft)


# -- urgent (P5) and planned (P4) ----------------------------------------------------------------------------------


def _urgent(s: Situation, path: Path, draft: Draft) -> None:
    row = loading_row(s)
    text, dose = loading_text(s, row, seizure=False), make_dose(row, row.grams, None)
    if path.code == PX:
        held = tuple(
            reason(r.rule.id, r.kind, r.text, say(_("senior decision now"))) for r in s.iv.reasons(s.iv.blocked)
        )
        draft.withhold("iv", row.code, *held, dose=dose, label=text)
        return
    waits = _load_waits(s)
    if waits:
        draft.withhold("iv", row.code, *waits, dose=dose, label=text)
        if s.level.moderate:
            continue_after_load(s, draft, row)
        return
    confirm, why = prescriber_decides(s)
    draft.propose(
        row.code,
        text,
        "TX-IV-04",
        dose=dose,
        automatic=not confirm,
        details=(*preparation(dose), *why, *repeat(s, row)),
        family="iv",
    )
    continue_after_load(s, draft, row)


def _load_waits(s: Situation) -> tuple[Reason, ...]:
    """Ruling 53: with one item not known a P5 load waits too. Oliguria allows the first load (ruling 33)."""
    if s.people.child is None:
        return (reason("RUL-11", "not_known", say(_("age not known")), say(_("the age")), ("patient.age_years",)),)
    blocked = tuple(stop for stop in s.iv.blocked if stop.key != "urine")
    full = over_the_day(s, loading_row(s).grams)
    waits = (*s.iv.reasons(blocked), *s.iv.reasons(s.iv.unknown), *stale_sample(s))
    return (*waits, full) if full else waits


def _planned(s: Situation, path: Path, draft: Draft) -> None:
    full, held = _planned_row(s), infusion_held(s)
    row, remarks = no_more_at_once(s, full) if full else (None, ())
    if path.code == PX or held:
        kidney_known = s.kidney.band not in ("unknown", "0")
        dose = fitted_dose(row, day_budget(s)) if row and kidney_known and s.people.child is not None else None
        draft.withhold("iv", row.code if row else "IV_INF_5G_12H", *held, dose=dose)
        return
    assert row is not None
    infuse(s, draft, row, day_budget(s), _planned_text, remarks)


def _planned_row(s: Situation) -> Infusion | None:
    profile = s.inquiry.knowledge.limits.iv_profile
    if (
        s.kidney.band == "60"
        and s.level.severe
        and (profile == "highland" or (profile == "label" and not s.level.critical))
    ):
        return table.HIGHLAND if profile == "highland" else table.LABEL
    return table.PLANNED.get((s.kidney.band, s.level.severity))


def _planned_text(s: Situation, dose: IVDose) -> Statement:
    if dose.per_day == 2:
        said = _(
            "{grams} g over {hours} hours, then a second {grams} g over {hours} hours; a level 6 hours after the second"
        )
    elif s.kidney.band != "60":
        said = _("{grams} g over {hours} hours once; the next dose only after a level")
    else:
        said = _("{grams} g over {hours} hours, once daily by level, usually for 2 to 5 days")
    return said_of(said, dose)


# -- none ----------------------------------------------------------------------------------------------------------


def _none(s: Situation, path: Path, draft: Draft) -> None:
    if path.kind == "scope":
        said, kind, rule_id, release = (
            say(_("out of scope: {why}"), why=path.because),
            "out_of_scope",
            "TX-SEV-01",
            say(_("the team that treats the patient")),
        )
    elif path.kind == "pending":
        said, kind, rule_id = say(_("magnesium not known from a reliable sample")), "not_known", "TX-SEV-20"
        release = say(_("a reliable serum magnesium"))
    elif path.code.startswith("PT") or path.kind == "high":
        said, kind, rule_id, release = (
            say(_("magnesium is above range")),
            "contraindicated",
            "TX-INV-09",
            say(_("a low magnesium")),
        )
    elif path.kind == "text_only":
        said, kind, rule_id = say(_("no torsades and magnesium not known to be low")), "not_indicated", "RUL-29"
        release = say(_("torsades, or a low magnesium"))
    elif not s.low:
        said, kind, rule_id, release = (
            say(_("magnesium is not low")),
            "not_indicated",
            "TX-INV-08",
            say(_("a low magnesium")),
        )
    else:
        said, kind, rule_id = say(_("neither the level nor the signs ask for it")), "not_indicated", path.rule
        release = say(_("a severe level, severe or neuromuscular signs, or failed oral treatment"))
    draft.withhold("iv", "IV_INF_5G_12H", reason(rule_id, kind, said, release))


def _withhold_all(s: Situation, draft: Draft, rule_id: str, kind: str, text: Statement) -> None:
    draft.withhold("iv", "IV_INF_5G_12H", reason(rule_id, kind, text, say(_("the team that treats the patient"))))
