"""Inulin beside a proton pump inhibitor that must go on (TX-PPI-05)."""

from __future__ import annotations

from decimal import Decimal

from ..assessment import Reason
from ..doses import DrugDose
from ..knowledge.contraindications import INULIN_STOPS
from ..text import _, say
from .contraindications import oral_must_run, stops_against
from .draft import Draft, reason
from .path import P2, P3, Path
from .situation import Situation


def inulin_against(s: Situation) -> list[Reason]:
    """Contraindications of inulin (TX-PPI-05, TX-INV-59), the indication apart."""
    found = stops_against(s, INULIN_STOPS)
    if s.level.severe:
        found.append(
            reason(
                "TX-INV-59",
                "contraindicated",
                say(_("magnesium below 0.50 mmol/L")),
                say(_("magnesium of 0.50 mmol/L or more")),
            )
        )
    return found


def plan_inulin(s: Situation, path: Path, draft: Draft) -> None:
    missing = _inulin_indication(s, path)
    against = [*inulin_against(s), *oral_must_run(draft)] if s.ppi and path.code in (P2, P3) else []
    if missing or against:
        draft.withhold("inulin", "INULIN_RAMP", *([missing] if missing else []), *against)
        if any(r.kind == "contraindicated" and r.rule.id == "TX-INV-59" for r in against) and s.condition(
            "irritable_bowel_syndrome"
        ):
            s.inquiry.warn(
                "W_GI_GAS", say(_("Inulin would cause wind and pain in irritable bowel syndrome.")), "TX-PPI-05"
            )
        return
    dose = DrugDose(_("native inulin"), "oral", Decimal(5), "g", times_per_day=1)
    draft.propose(
        "INULIN_RAMP",
        say(
            _(
                "Native inulin 5 g a day with food for 3 to 7 days, 10 g a day for 7 days, then 20 g a day in 2 portions for a trial of 14 days, beside magnesium"
            )
        ),
        "TX-PPI-05",
        dose=dose,
        details=(say(_("Expected rise about 0.08 mmol/L; stop if below 0.05")),),
        family="inulin",
    )
    warn = s.inquiry.warn
    warn(
        "W_LOW_EVIDENCE",
        say(_("Inulin rests on one small study (11 patients with proton pump inhibitors).")),
        "TX-PPI-05",
    )
    warn("W_GI_GAS", say(_("Wind, bloating and loose stools depend on the dose: drop back a step.")), "TX-PPI-05")
    warn("W_NOT_FOR_ACUTE", say(_("Not for acute treatment: the effect takes weeks.")), "TX-PPI-05")
    draft.monitor("serum_magnesium", say(_("at the end of the 14-day inulin trial, then at 4 weeks")), "TX-MON-02")
    draft.stop(say(_("Stop inulin if magnesium rises by less than 0.05 mmol/L in 14 days")), "TX-PPI-05")


def _inulin_indication(s: Situation, path: Path) -> Reason | None:
    if not s.ppi:
        return reason(
            "TX-PPI-05",
            "not_indicated",
            say(_("no proton pump inhibitor that must go on")),
            say(_("a proton pump inhibitor that cannot stop")),
        )
    if path.code not in (P2, P3):
        return reason(
            "TX-INV-14",
            "not_indicated",
            say(_("not on this path: never for acute treatment")),
            say(_("magnesium of 0.50 mmol/L or more and no red flag")),
        )
    if s.ppi_cannot_stop:
        return None
    if all(d.can_stop for d in s.ppi):
        return reason(
            "TX-PPI-01",
            "not_indicated",
            say(_("the proton pump inhibitor can stop: that comes first")),
            say(_("a proton pump inhibitor that cannot stop")),
        )
    return reason(
        "RUL-43", "not_known", say(_("can the proton pump inhibitor stop? not known")), say(_("the answer")), ("drugs",)
    )
