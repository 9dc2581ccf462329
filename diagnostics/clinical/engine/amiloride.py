"""Amiloride: for whom, how much, and every reason against (TX-AMI)."""

from __future__ import annotations

from decimal import Decimal

from ..assessment import Reason
from ..doses import DrugDose
from ..evidence import Truth
from ..knowledge import thresholds as t
from ..knowledge.contraindications import AMILORIDE_STOPS
from ..knowledge.patient import (
    AGE,
    POTASSIUM_SERUM,
    SODIUM_SERUM,
    SYSTOLIC_BP,
    TAKEN_DAYS_AGO,
)
from ..text import Statement, _, say
from .contraindications import kidney_trouble_against, oral_must_run, reproduction_against, stops_against
from .draft import Draft, reason
from .path import P3, Path
from .situation import Situation


def amiloride_against(s: Situation) -> list[Reason]:
    """Contraindications of amiloride (TX-AMI-03, TX-INV-44 to -48), the indication apart."""
    found = _kidney_for_amiloride(s)
    found += reproduction_against(s)
    found += stops_against(s, AMILORIDE_STOPS)
    days = s.inquiry.facts.number(TAKEN_DAYS_AGO)
    if days is not None and days > 7:
        found.append(
            reason(
                "TX-AMI-01",
                "not_known",
                say(_("potassium is older than 7 days")),
                say(_("a new potassium")),
                ("serum.potassium",),
            )
        )
    if s.inquiry.passes(POTASSIUM_SERUM, t.K_IV_TRIGGER) is Truth.MET:
        found.append(
            reason(
                "TX-AMI-02",
                "contraindicated",
                say(_("potassium below 3.0 mmol/L: the potassium and magnesium plan comes first")),
                say(_("potassium of 3.0 mmol/L or more")),
            )
        )
    return found


def _kidney_for_amiloride(s: Situation) -> list[Reason]:
    band = s.kidney.band
    if s.kidney.aki != 0 or s.kidney.oliguria is Truth.MET:
        return kidney_trouble_against(s, "TX-INV-47")
    if band == "60":
        return []
    if band == "unknown":
        return [
            reason(
                "TX-INV-45",
                "not_known",
                say(_("kidney function not known")),
                say(_("creatinine")),
                ("serum.creatinine",),
            )
        ]
    if band == "30":
        return [
            reason(
                "TX-INV-45",
                "contraindicated",
                say(_("eGFR 30 to 59: not automatic")),
                say(_("nephrology, who may choose 2.5 mg")),
            )
        ]
    return [reason("TX-INV-45", "contraindicated", say(_("eGFR below 30")), say(_("nothing: choose another way")))]


def _amiloride_indication(s: Situation, path: Path) -> Reason | None:
    """TX-AMI-01 with rulings 15, 20, 61: refractory, and the route renal, established or probable."""
    if path.code != P3:
        return reason(
            "TX-AMI-01",
            "not_indicated",
            say(_("only after oral treatment failed, and never instead of the urgent paths")),
            say(_("failed oral treatment")),
        )
    if s.route.value != "renal":
        return reason(
            "TX-INV-48",
            "not_indicated",
            say(_("the route is not renal")),
            say(_("a renal route, established or probable")),
        )
    if s.route.certainty not in ("established", "probable"):
        said = _(
            "the renal route rests on history alone; it must be found before supplements, after a wash-out, or be known already"
        )
        return reason(
            "TX-INV-48",
            "not_indicated",
            say(said),
            say(_("urine magnesium or FEMg without supplements, or a known route")),
        )
    return None


def plan_amiloride(s: Situation, path: Path, draft: Draft) -> None:
    missing = _amiloride_indication(s, path)
    if missing:
        draft.withhold("amiloride", "AMILORIDE_5MG", missing)
        return
    against = [*amiloride_against(s), *oral_must_run(draft)]
    if draft.has_family("sglt2_inhibitor"):
        against.append(
            reason(
                "TX-SGL-07",
                "not_indicated",
                say(_("one adjunct at a time: the SGLT2 inhibitor first")),
                say(_("4 weeks later, if magnesium is still low")),
            )
        )
    amount = _amiloride_mg(s)
    dose = DrugDose("amiloride", "oral", amount, "mg", times_per_day=1)
    if against:
        known = all(r.kind != "not_known" for r in against)
        draft.withhold("amiloride", "AMILORIDE_5MG", *against, dose=dose if known else None)
        _hyperkalaemia_warning(s, against)
        return
    confirm, why = _amiloride_cautions(s)
    draft.propose(
        "AMILORIDE_5MG",
        say(
            _(
                "Amiloride {amount} mg once daily in the morning; 10 mg after 1 to 2 weeks if potassium stays at 5.0 or lower and magnesium is still low"
            ),
            amount=amount,
        ),
        "TX-AMI-02",
        dose=dose,
        automatic=not confirm,
        off_label=True,
        details=(*why, *_triamterene(s, amount)),
        family="amiloride",
    )
    s.inquiry.warn("W_OFF_LABEL", say(_("Amiloride is off-label for hypomagnesaemia.")), "TX-AMI-02")
    s.inquiry.warn(
        "W_LOW_EVIDENCE",
        say(_("Weak evidence for amiloride: no trial with hypomagnesaemia as the disease.")),
        "TX-AMI-01",
    )
    s.inquiry.warn(
        "W_K_MONITOR",
        say(_("Potassium and creatinine at day 3 to 7 and in week 2; stop at potassium 5.5 or above.")),
        "TX-AMI-05",
    )
    s.inquiry.warn(
        "W_HYPERK_RISK",
        say(
            _(
                "Risk of hyperkalaemia: no potassium supplement, salt substitute, ACE inhibitor, ARB or trimethoprim beside it."
            )
        ),
        "TX-AMI-03",
    )
    draft.monitor(
        "potassium_creatinine",
        say(_("day 3 to 7, week 2, then monthly for 3 months, then every 3 months")),
        "TX-AMI-05",
    )
    draft.monitor(
        "serum_magnesium",
        say(_("at 2 and 4 weeks; go on only if it rose by 0.05 mmol/L or more by 4 weeks")),
        "TX-AMI-02",
    )
    draft.stop(
        say(_("Potassium 5.5 mmol/L or above: stop amiloride, ECG; 5.1 to 5.4: halve, recheck within 3 days")),
        "TX-AMI-06",
    )
    draft.stop(
        say(
            _("Creatinine up by more than 30 %, eGFR below 30, new trimethoprim, ACE inhibitor or ARB: stop amiloride")
        ),
        "TX-AMI-06",
    )
    draft.check_again(168, say(_("potassium and creatinine in 3 to 7 days")), "TX-INV-50")


def _amiloride_mg(s: Situation) -> Decimal:
    """5 mg; 2.5 mg from 75 years or with systolic blood pressure below 110 mmHg (TX-AMI-02)."""
    age = s.inquiry.facts.number(AGE)
    low_pressure = t.SBP_110.holds(s.inquiry.facts.quantity(SYSTOLIC_BP)) is Truth.MET
    return Decimal("2.5") if (age is not None and age >= 75) or low_pressure else Decimal(5)


def _amiloride_cautions(s: Situation) -> tuple[bool, tuple[Statement, ...]]:
    why: list[Statement] = []
    remarks: list[Statement] = []
    diabetes = [
        Truth.of(s.inquiry.condition(c))
        for c in ("type_1_diabetes", "type_2_diabetes", "pancreatogenic_diabetes", "diabetes_type_unknown")
    ]
    if max(diabetes) is not Truth.NOT_MET:
        why.append(say(_("Diabetes without nephropathy (or not known): the prescriber confirms; potassium at 3 days")))
    if s.tubulopathy:
        why.append(say(_("Salt-losing tubulopathy: secure salt intake first, nephrology decides")))
    if s.inquiry.facts.quantity(SODIUM_SERUM) is None:
        remarks.append(say(_("Sodium is not known: not below 130 mmol/L, check it with potassium")))
    if s.truth("liver_failure") is not Truth.NOT_MET:
        why.append(say(_("Liver disease: the prescriber confirms")))
    return bool(why), (*why, *remarks)


def _triamterene(s: Situation, amiloride_mg: Decimal) -> tuple[Statement, ...]:
    """TX-AMI-07: the second choice; it has every stop of amiloride, and two of its own, which must be known absent.

    Where amiloride itself starts lower, no start dose of triamterene is known, so none is named.
    """
    liver, stones = s.truth("liver_failure"), Truth.of(s.inquiry.finding("kidney_stones"))
    if amiloride_mg < 5 or max(liver, stones) is not Truth.NOT_MET:
        return ()
    said = say(_("Where amiloride is not available: triamterene 50 mg twice daily, with the same stops and checks"))
    s.inquiry.met("TX-AMI-07", said)
    return (said,)


def _hyperkalaemia_warning(s: Situation, against: list[Reason]) -> None:
    if any(r.rule.id in ("TX-INV-44", "TX-INV-46", "TX-AMI-03") and r.kind == "contraindicated" for r in against):
        s.inquiry.warn(
            "W_HYPERK_RISK", say(_("Amiloride and triamterene would risk hyperkalaemia in this patient.")), "TX-AMI-03"
        )
