"""TX-INV-44 to -59: amiloride, SGLT2 inhibitor, proton pump inhibitor and inulin."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ..clinical.doses import DrugDose
from ..clinical.knowledge import patient as p
from ..clinical.knowledge.drugs import DRUGS
from . import reading as r
from .case import Case, item_words, words
from .checks import check

AMILORIDE, SGLT2I, INULIN = "AMILORIDE_5MG", "SGLT2I_10MG", "INULIN_RAMP"


def proposed(code: str) -> Callable[[Case], bool]:
    return lambda case: code in case.items


def _never(case: Case, code: str, why: str) -> str | None:
    return f"proposed with {why}" if code in case.items else None


def _potassium_not_low_enough(case: Case) -> bool:
    return r.above(case.facts.quantity(p.POTASSIUM_SERUM), {"mmol/L": "5.0", "mEq/L": "5.0"}) is not False


def _may_come_up(case: Case) -> bool:
    """Oral treatment has failed and kidneys lose magnesium: where amiloride is thought of."""
    failed = case.facts.answer(p.ORAL_FAILED) is True or case.facts.answer(p.INTOLERABLE_DIARRHOEA) is True
    return case.low is True and failed


@check("TX-INV-44", "No amiloride with potassium above 5.0 or not known.", when=_potassium_not_low_enough)
def tx_inv_44(case: Case) -> str | None:
    return _never(case, AMILORIDE, "potassium above 5.0 or not known")


@check(
    "TX-INV-45", "No amiloride with eGFR below 30 or not known, none automatic below 60.", when=lambda c: c.floor != 60
)
def tx_inv_45(case: Case) -> str | None:
    item = case.items.get(AMILORIDE)
    if item is None or (case.floor == 30 and not item.automatic):
        return None
    return f"proposed with eGFR from {case.floor}"


KEEP_POTASSIUM = (
    "ace_inhibitor", "angiotensin_receptor_blocker", "neprilysin_inhibitor", "renin_inhibitor", "mineralocorticoid_antagonist",
    "potassium_sparing_diuretic", "potassium_supplement", "trimethoprim", "calcineurin_inhibitor",
)  # fmt: skip


@check(
    "TX-INV-46",
    "No amiloride beside a drug that keeps or brings potassium.",
    when=lambda c: r.takes(c.facts, KEEP_POTASSIUM),
)
def tx_inv_46(case: Case) -> str | None:
    return _never(case, AMILORIDE, "a drug that keeps potassium")


def _kidney_or_adrenal(case: Case) -> bool:
    facts = case.facts
    return bool(r.aki(facts)) or r.oliguria(facts) or r.yes(facts, "addison", "diabetic_nephropathy")


@check("TX-INV-47", "No amiloride in AKI, anuria, Addison disease, diabetic nephropathy.", when=_kidney_or_adrenal)
def tx_inv_47(case: Case) -> str | None:
    return _never(case, AMILORIDE, "AKI, no urine, Addison or diabetic nephropathy")


@check("TX-INV-48", "Amiloride only with magnesium lost through the kidney.", when=_may_come_up)
def tx_inv_48(case: Case) -> str | None:
    """Presumed only, or mixed by history alone, is not enough (rulings 15 and 20)."""
    route = case.assessment.route
    if AMILORIDE not in case.items or (route.value == "renal" and route.certainty in ("probable", "established")):
        return None
    by_test = route.value == "mixed" and route.settled_by != ("history",) and route.certainty != "presumptive"
    return None if by_test else f"route {route.value}, {route.certainty}"


LOSES_MAGNESIUM = {"thiazide", "loop_diuretic"}


_LOSERS = [row.label.lower() for row in DRUGS.values() if LOSES_MAGNESIUM & set(row.classes)]


def _is_loser(name: str) -> bool:
    return any(loser in name.lower() for loser in _LOSERS)


@check("TX-INV-49", "No thiazide or loop diuretic, alone or combined, as treatment of low magnesium.",
       when=lambda c: bool(c.other))  # fmt: skip
def tx_inv_49(case: Case) -> str | None:
    for item, dose in case.other:
        name = words(dose.drug)
        if _is_loser(name) or (item.code == AMILORIDE and name != "amiloride"):
            return f"{item.code}: {name}"
    return None


@check("TX-INV-50", "Amiloride: potassium and creatinine within 7 days, stop at 5.5.", when=proposed(AMILORIDE))
def tx_inv_50(case: Case) -> str | None:
    watched = any(row.rule.id == "TX-AMI-05" and "potassium" in row.what for row in case.plan.monitoring)
    stop = any(each.rule.id == "TX-AMI-06" and "5.5" in each.text.template for each in case.plan.stop_criteria)
    recheck = case.plan.recheck
    if recheck is None or recheck.within_hours > 168:
        return "no recheck within 7 days"
    return None if watched and stop else "no potassium check or stop at 5.5"


def _per_day(dose: DrugDose) -> Decimal:
    return dose.amount * (dose.times_per_day or 1)


@check("TX-INV-51", "Amiloride at most 10 mg a day.", when=proposed(AMILORIDE))
def tx_inv_51(case: Case) -> str | None:
    dose = case.items[AMILORIDE].dose
    if not isinstance(dose, DrugDose) or dose.unit != "mg" or _per_day(dose) > 10:
        return f"{dose}"
    return None


NOT_SURE_NO = ("type_1_diabetes", "pancreatogenic_diabetes", "ketoacidosis_history", "diabetic_ketoacidosis")


@check("TX-INV-52", "No SGLT2 inhibitor in type 1 or pancreatogenic diabetes or after ketoacidosis.",
       when=lambda c: not r.known_no(c.facts, *NOT_SURE_NO))  # fmt: skip
def tx_inv_52(case: Case) -> str | None:
    """Not known counts as yes (0.3)."""
    return _never(case, SGLT2I, "one of these, or not known")


LICENSED = ("type_2_diabetes", "chronic_kidney_disease", "proteinuric_ckd", "heart_failure")


def _sglt2_body(case: Case) -> bool:
    facts = case.facts
    lactating = facts.answer(p.LACTATING) is True and facts.word(p.SEX) != "male"
    return facts.answer(p.PREGNANT) is True or lactating or r.dialysis(facts) or r.egfr_below(facts, 30) is not False


@check(
    "TX-INV-53",
    "No SGLT2 inhibitor in pregnancy, lactation, dialysis, eGFR below 20; for magnesium only below 30.",
    when=_sglt2_body,
)
def tx_inv_53(case: Case) -> str | None:
    item = case.items.get(SGLT2I)
    if item is None:
        return None
    facts = case.facts
    between = r.egfr_below(facts, 20) is False and not r.dialysis(facts) and facts.answer(p.PREGNANT) is not True
    lactating = facts.answer(p.LACTATING) is True and facts.word(p.SEX) != "male"
    if between and not lactating and (r.yes(facts, *LICENSED) or not item.automatic):
        return None
    return "proposed all the same"


UNWELL = ("acutely_ill", "fasting", "perioperative", "sepsis")


@check("TX-INV-54", "No SGLT2 inhibitor when unwell, fasting, around an operation, septic; sick-day text always.",
       when=lambda c: not r.known_no(c.facts, *UNWELL) or SGLT2I in c.items)  # fmt: skip
def tx_inv_54(case: Case) -> str | None:
    if SGLT2I not in case.items:
        return None
    if not r.known_no(case.facts, *UNWELL):
        return "unwell, or not known"
    return None if "W_SICK_DAY" in case.warned else "no sick-day text"


INFECTIONS = ("fournier_gangrene", "recurrent_genital_infection", "recurrent_urinary_infection")


@check("TX-INV-55", "No SGLT2 inhibitor after Fournier gangrene or with severe genital or urinary infections.",
       when=lambda c: not r.known_no(c.facts, *INFECTIONS))  # fmt: skip
def tx_inv_55(case: Case) -> str | None:
    return _never(case, SGLT2I, "such an infection, or not known")


@check("TX-INV-56", "SGLT2 inhibitor without another indication is marked off-label.", when=proposed(SGLT2I))
def tx_inv_56(case: Case) -> str | None:
    return None if r.yes(case.facts, *LICENSED) or case.items[SGLT2I].off_label else "not marked"


@check("TX-INV-57", "SGLT2 inhibitor never automatic after a kidney transplant.",
       when=lambda c: not r.known_no(c.facts, "kidney_transplant"))  # fmt: skip
def tx_inv_57(case: Case) -> str | None:
    item = case.items.get(SGLT2I)
    return "automatic" if item is not None and item.automatic else None


def _takes_ppi(case: Case) -> bool:
    """One that goes on: of one that was stopped nothing is left to review."""
    goes_on = any(
        "proton_pump_inhibitor" in drug.classes and drug.stopped_days_ago is None for drug in case.facts.drugs
    )
    return case.low is True and goes_on and not r.spurious(case.facts)


@check(
    "TX-INV-58",
    "A proton pump inhibitor with low magnesium is always reviewed, another one is no cure.",
    when=_takes_ppi,
)
def tx_inv_58(case: Case) -> str | None:
    if not {"PPI_STOP_SWITCH_H2RA", "CULPRIT_REVIEW"} & set(case.items) or "W_PPI_REVIEW" not in case.warned:
        return "no review"
    for item, dose in case.other:
        if any(
            "proton_pump_inhibitor" in row.classes
            for row in DRUGS.values()
            if row.label.lower() == words(dose.drug).lower()
        ):
            return f"{item.code}: another one"
    return None


@check("TX-INV-59", "Inulin from 5 to 20 g a day, never without a colon, with irritable bowel or below 0.50.",
       when=lambda c: c.low is True and r.takes(c.facts, ("proton_pump_inhibitor",)))  # fmt: skip
def tx_inv_59(case: Case) -> str | None:
    """A bound takes the mildest band that it allows (ruling 58)."""
    item = case.items.get(INULIN)
    if item is None:
        return None
    facts = case.facts
    if (
        facts.answer(p.COLON_PRESENT) is not True
        or not r.known_no(facts, "irritable_bowel_syndrome")
        or r.severe(facts) is True
    ):
        return "no colon, irritable bowel, or severe"
    if not isinstance(item.dose, DrugDose) or _per_day(item.dose) > 5:
        return f"first step {item.dose}"
    return None if "20 g" in item_words(item) else "its maximum is not printed"
