"""Emergency cards: arrest, torsades, seizure, laryngospasm (TX-IV-01 to -04). They wait for no laboratory value."""

from __future__ import annotations

from decimal import Decimal

from ..assessment import Reason
from ..doses import IVDose
from ..evidence import Truth
from ..knowledge import treatment as table
from ..knowledge.treatment import Infusion
from ..text import Statement, _, say
from .draft import Draft, reason
from .iv_dosing import (
    LIMIT_REACHED,
    continue_after_load,
    day_budget,
    infuse,
    loading_row,
    loading_text,
    make_dose,
    over_the_day,
    preparation,
    prescriber_decides,
    reached,
    repeat,
    said_of,
)
from .path import P6, Path
from .situation import Situation


def plan_emergency(s: Situation, path: Path, draft: Draft) -> None:
    if s.arrest and (s.torsades or s.low):
        _card(
            s,
            draft,
            table.ARREST,
            say(
                _(
                    "Cardiac arrest: 2 g magnesium sulfate heptahydrate as a bolus, beside the resuscitation protocol. 4 mL of the 50 % solution made up to 10 mL (20 %)."
                )
            ),
        )
    elif s.torsades or (s.low and s.inquiry.finding("ventricular_arrhythmia_unstable")):
        _card(
            s,
            draft,
            table.TORSADES,
            say(
                _(
                    "2 g magnesium sulfate heptahydrate over 10 minutes. Do not wait for laboratory results. Defibrillate first if pulseless or unstable."
                )
            ),
        )
        s.inquiry.warn(
            "W_LABEL_EXCEEDED",
            say(_("200 mg/min is faster than the general label rate of 150 mg/min: the named exception for torsades.")),
            "TX-IV-02",
        )
    if s.torsades or (s.low and s.inquiry.finding("ventricular_arrhythmia_unstable")):
        if path.code == P6:
            _after_torsades(s, draft)
    elif path.code == P6 and not s.arrest:
        _load_in_emergency(s, draft)
    if path.kind == "scope" or s.people.dialysis:
        why = reason(
            "TX-SEV-01",
            "out_of_scope",
            say(_("no scheduled dose: {why}"), why=path.because),
            say(_("the team that treats the patient")),
        )
        draft.withhold("iv", "IV_INF_5G_12H", why)


def _card(s: Situation, draft: Draft, row: Infusion, text: Statement) -> None:
    """TX-IV-01 and -02: no laboratory value is needed; some findings make it a named person's decision."""
    details = (
        []
        if s.arrest
        else [say(_("{stop}: the prescriber decides"), stop=stop.evidence.statement) for stop in s.iv.flat]
    )
    if s.level.high is Truth.MET:
        details.append(say(_("Serum magnesium is above range: the prescriber confirms")))
    if s.people.child is None:
        details.append(say(_("Adult dose: the age is not known")))
    if s.people.refused:
        details.append(say(_("Call the team that treats this patient now")))
    dose = make_dose(row, row.grams, None)
    confirm = bool(details)
    details = [*preparation(dose), *details]
    draft.propose(row.code, text, row.rule, dose=dose, automatic=not confirm, details=tuple(details), family="iv")


def _after_torsades(s: Situation, draft: Draft) -> None:
    """The second dose and the maintenance of TX-IV-02, within the limit of the day."""
    why_not = _no_continuation(s)
    budget = day_budget(s)
    budget.take(table.TORSADES.grams)
    second = Decimal(0) if why_not else budget.take(table.TORSADES_REPEAT.grams)
    if second < table.TORSADES_REPEAT.grams:
        why_not = why_not or (_day_is_full(s),)
        draft.withhold("iv", "IV_REPEAT_TDP", *why_not)
        draft.withhold("iv", "IV_MAINT_TDP", *why_not)
        return
    again = make_dose(table.TORSADES_REPEAT, second, budget.cap)
    said = _("Second {grams} g over 10 minutes if torsades continues or returns after 5 to 15 minutes")
    confirm, why = prescriber_decides(s)
    if s.iv.unknown:
        why = (*why, say(_("Look first: {checks}"), checks=tuple(stop.evidence.statement for stop in s.iv.unknown)))
    draft.propose(
        "IV_REPEAT_TDP",
        said_of(said, again),
        "TX-IV-02",
        dose=again,
        automatic=not (confirm or s.iv.unknown),
        details=(*preparation(again), *why),
        family="iv",
    )
    full = s.low and s.level.severe and s.kidney.band == "60"
    row = table.TORSADES_MAINTENANCE_FULL if full else table.TORSADES_MAINTENANCE_HALF
    if s.iv.unknown:
        # the cards do not wait for the bedside checks, what is scheduled after them does (ruling 53, TX-INV-71)
        grams = budget.take(row.grams)
        dose = make_dose(row, grams, budget.cap) if grams else None
        draft.withhold("iv", "IV_MAINT_TDP", *s.iv.reasons(s.iv.unknown), dose=dose)
        return
    infuse(s, draft, row, budget, _maintenance_text)


def _maintenance_text(s: Situation, dose: IVDose) -> Statement:
    said = _("Then {grams} g over {hours} hours; decide on magnesium, potassium and ECG")
    return said_of(said, dose)


def _day_is_full(s: Situation) -> Reason:
    return reached(s, LIMIT_REACHED, say(_("a senior decision with a level")))


def _no_continuation(s: Situation) -> tuple[Reason, ...]:
    """Why nothing follows the first emergency dose: kidney, level, stops that are known."""
    if s.people.child is None:
        missing = ("patient.age_years",)
        return (reason("RUL-11", "not_known", say(_("age not known")), say(_("the age")), missing),)
    if s.kidney.band == "unknown":
        return (
            reason(
                "TX-IV-02",
                "not_known",
                say(_("eGFR not known: first dose only")),
                say(_("creatinine, or a senior decision with a level")),
                ("serum.creatinine",),
            ),
        )
    if s.kidney.below_30:
        return (
            reason(
                "TX-IV-02",
                "contraindicated",
                say(_("eGFR below 30: first dose only")),
                say(_("a senior decision with a level")),
            ),
        )
    if s.level.high is Truth.MET:
        return (
            reason(
                "TX-INV-09",
                "contraindicated",
                say(_("serum magnesium above range: first dose only")),
                say(_("a level within range")),
            ),
        )
    return s.iv.reasons(tuple(stop for stop in s.iv.blocked if stop.key != "blood_pressure"))


def _load_in_emergency(s: Situation, draft: Draft) -> None:
    """Seizure, laryngospasm, another arrhythmia with instability: TX-IV-03 or -04."""
    seizure = bool(s.inquiry.finding("seizure_now"))
    row = loading_row(s)
    rule_id = "TX-IV-04" if s.inquiry.finding("laryngospasm") and not seizure else "TX-IV-03"
    text = loading_text(s, row, seizure)
    dose = make_dose(row, row.grams, None)
    if s.people.child is None:
        draft.withhold(
            "iv",
            row.code,
            reason(
                "RUL-11",
                "not_known",
                say(_("age not known")),
                say(_("an adult: senior decision now")),
                ("patient.age_years",),
            ),
            dose=dose,
            label=text,
        )
        return
    blocked = tuple(stop for stop in s.iv.blocked if stop.key not in ("urine", "kidney"))
    full = over_the_day(s, row.grams)
    if blocked or full:
        because = (*s.iv.reasons(blocked), *((full,) if full else ()))
        held = tuple(reason(r.rule.id, r.kind, r.text, say(_("senior decision now"))) for r in because)
        draft.withhold("iv", row.code, *held, dose=dose, label=text)
        return
    confirm, why = prescriber_decides(s)
    draft.propose(
        row.code,
        text,
        rule_id,
        dose=dose,
        automatic=not confirm,
        details=(*preparation(dose), *why, *repeat(s, row)),
        family="iv",
    )
    continue_after_load(s, draft, row)
