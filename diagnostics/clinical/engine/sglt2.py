"""SGLT2 inhibitors: for whom, and every reason against (TX-SGL)."""

from __future__ import annotations

from decimal import Decimal

from ..assessment import Reason
from ..doses import DrugDose
from ..evidence import Truth
from ..knowledge import thresholds as t
from ..knowledge.contraindications import SGLT2_STOPS
from ..knowledge.patient import (
    AGE,
    SYSTOLIC_BP,
)
from ..text import Statement, _, say
from .contraindications import kidney_trouble_against, oral_must_run, reproduction_against, stops_against
from .draft import Draft, reason
from .path import P3, Path
from .situation import Situation

IMMUNOSUPPRESSION = ("calcineurin_inhibitor", "mtor_inhibitor", "mycophenolate")


def sglt2_against(s: Situation) -> list[Reason]:
    """Contraindications of an SGLT2 inhibitor (TX-SGL-04), the indication apart."""
    found = _kidney_for_sglt2(s)
    found += reproduction_against(s)
    found += stops_against(s, SGLT2_STOPS)
    age = s.inquiry.facts.number(AGE)
    if age is not None and age >= 85:
        found.append(
            reason("TX-SGL-05", "contraindicated", say(_("85 years or older")), say(_("a specialist decision")))
        )
    return found


def _kidney_for_sglt2(s: Situation) -> list[Reason]:
    if s.kidney.band == "unknown":
        return [
            reason(
                "TX-INV-05",
                "not_known",
                say(_("kidney function not known")),
                say(_("creatinine")),
                ("serum.creatinine",),
            )
        ]
    if s.kidney.aki != 0 or s.kidney.oliguria is Truth.MET:
        return kidney_trouble_against(s, "TX-SGL-04")
    if s.kidney.below_30:
        return [
            reason(
                "TX-INV-53",
                "contraindicated",
                say(_("eGFR below 30: not automatic for magnesium")),
                say(_("nephrology, on a licensed ground from eGFR 20")),
            )
        ]
    return []


def licensed(s: Situation) -> bool:
    return s.type_2 or any(s.condition(c) for c in ("heart_failure", "chronic_kidney_disease", "proteinuric_ckd"))


def _sglt2_indication(s: Situation, path: Path) -> Reason | None:
    if path.code != P3:
        return reason(
            "TX-SGL-01",
            "not_indicated",
            say(_("only for refractory hypomagnesaemia, never for an urgent path or alone below 0.50 mmol/L")),
            say(_("failed oral treatment")),
        )
    if s.level.severe:
        return reason(
            "TX-SGL-01",
            "not_indicated",
            say(_("never alone below 0.50 mmol/L; the effect takes weeks")),
            say(_("a higher magnesium")),
        )
    if s.setting in ("ward", "icu"):
        return reason("TX-SGL-01", "not_indicated", say(_("for stable outpatients")), say(_("discharge")))
    if s.setting is None:
        return reason(
            "TX-SGL-01",
            "not_known",
            say(_("not known whether a stable outpatient")),
            say(_("the setting")),
            ("patient.setting",),
        )
    if not licensed(s):
        s.inquiry.warn(
            "W_OFF_LABEL",
            say(
                _(
                    "An SGLT2 inhibitor without type 2 diabetes, chronic kidney disease or heart failure is off-label: specialist decision."
                )
            ),
            "TX-INV-56",
        )
        s.inquiry.warn(
            "W_LOW_EVIDENCE",
            say(_("SGLT2 inhibitors for refractory hypomagnesaemia rest on case series.")),
            "TX-SGL-03",
        )
        return reason(
            "TX-INV-56",
            "not_indicated",
            say(_("off-label: no type 2 diabetes, chronic kidney disease or heart failure")),
            say(_("a specialist decision")),
        )
    return None


def plan_sglt2(s: Situation, path: Path, draft: Draft) -> None:
    missing = _sglt2_indication(s, path)
    against = [*sglt2_against(s), *oral_must_run(draft)] if path.code == P3 else []
    if missing or against:
        draft.withhold("sglt2_inhibitor", "SGLT2I_10MG", *([missing] if missing else []), *against)
        if any(r.rule.id == "TX-INV-55" and r.kind == "contraindicated" for r in against):
            s.inquiry.warn(
                "W_GENITAL_INFECTION",
                say(_("Recurrent genital or urinary infection speaks against an SGLT2 inhibitor.")),
                "TX-SGL-04",
            )
        return
    dose = DrugDose(_("empagliflozin or dapagliflozin"), "oral", Decimal(10), "mg", times_per_day=1)
    confirm, why = _sglt2_cautions(s)
    draft.propose(
        "SGLT2I_10MG",
        say(_("Empagliflozin or dapagliflozin 10 mg once daily; expected rise 0.04 to 0.10 mmol/L over weeks")),
        "TX-SGL-02",
        dose=dose,
        automatic=not confirm,
        off_label=not licensed(s),
        details=why,
        family="sglt2_inhibitor",
    )
    warn = s.inquiry.warn
    warn(
        "W_SICK_DAY",
        say(
            _(
                "Sick-day rule: hold when unable to eat or drink, with fever, vomiting or diarrhoea, and 3 days before surgery; restart 24 to 48 h after eating normally."
            )
        ),
        "TX-SGL-06",
    )
    warn(
        "W_GENITAL_INFECTION",
        say(_("Genital thrush is possible; stop and seek help for pain or swelling there.")),
        "TX-SGL-04",
    )
    warn("W_NOT_FOR_ACUTE", say(_("Not for acute treatment: the effect takes weeks.")), "TX-SGL-01")
    if s.kidney.band == "30":
        warn(
            "W_RENAL_REDUCED",
            say(_("eGFR 30 to 59: check kidney function, potassium and volume at 2 to 4 weeks.")),
            "TX-SGL-06",
        )
    if s.inquiry.takes("insulin", "sulfonylurea"):
        warn(
            "W_HYPOGLYCAEMIA",
            say(_("With insulin or a sulfonylurea: lower their dose to avoid hypoglycaemia.")),
            "TX-SGL-05",
        )
    draft.monitor(
        "egfr_potassium_magnesium_volume", say(_("at 2 to 4 weeks; magnesium at 4 and 8 to 12 weeks")), "TX-SGL-06"
    )
    draft.stop(
        say(
            _(
                "eGFR falls by more than 30 %: stop the SGLT2 inhibitor; for magnesium also if the rise is below 0.05 mmol/L at 12 weeks and there is no other reason for it"
            )
        ),
        "TX-SGL-06",
    )
    draft.check_again(504, say(_("eGFR, potassium, magnesium and volume in 2 to 4 weeks")), "TX-SGL-06")


def _sglt2_cautions(s: Situation) -> tuple[bool, tuple[Statement, ...]]:
    age = s.inquiry.facts.number(AGE)
    rows = (
        (age is not None and age >= 75, _("75 years or older: volume depletion")),
        (
            t.SBP_100.holds(s.inquiry.facts.quantity(SYSTOLIC_BP)) is Truth.MET,
            _("Systolic blood pressure below 100 mmHg"),
        ),
        (s.inquiry.takes("loop_diuretic"), _("With a loop diuretic: volume depletion")),
        (s.inquiry.takes(*IMMUNOSUPPRESSION), _("Immunosuppression: infection of the genitals and urinary tract")),
        (s.inquiry.takes("platinum"), _("Chemotherapy: not with poor intake")),
        (s.tubulopathy, _("Inherited tubulopathy: specialist only")),
    )
    why = tuple(say(text) for holds, text in rows if holds)
    return bool(why), why
