"""Each stop alone takes away a treatment that was proposed; not knowing about it does too.

These laws start from a patient who would get the treatment, so that none of them holds for want of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ..clinical.facts import Fact, Facts
from ..clinical.knowledge import patient as p
from .case import CARDS, LOADS, RHYTHM, Case
from .change import knowing, without
from .checks import VARIANTS, check
from .patients import taken

Stop = tuple[str, Facts]


def _measured(facts: Facts, fact: Fact, number: str, unit: str) -> Facts:
    return knowing(facts, (fact, fact.read(number, unit).value))  # type: ignore[attr-defined]


def _conditions(facts: Facts, codes: Iterable[str]) -> Iterable[Stop]:
    """With each condition there, and with each not known."""
    for code in codes:
        fact = p.CONDITIONS[code]
        yield code, knowing(facts, (fact, True))
        yield f"{code} not known", without(facts, fact)


def _with_drugs(facts: Facts, *names: str) -> Iterable[Stop]:
    for name in names:
        yield name, replace(facts, drugs=(*facts.drugs, taken(name)))
    yield "drugs not asked", replace(facts, asked=facts.asked - {"drugs"})


def _still_there(case: Case, code: str, stops: Iterable[Stop]) -> str | None:
    found = [name for name, facts in stops if code in case.asked_of(facts).items]
    return f"proposed all the same: {', '.join(found)}" if found else None


def _amiloride_stops(facts: Facts) -> Iterable[Stop]:
    yield "potassium 5.1", _measured(facts, p.POTASSIUM_SERUM, "5.1", "mmol/L")
    yield "potassium not known", without(facts, p.POTASSIUM_SERUM)
    bare = without(facts, p.CREATININE_SERUM)
    yield "eGFR 29", _measured(bare, p.EGFR_REPORTED, "29", "mL/min")
    yield "eGFR not known", without(bare, p.EGFR_REPORTED)
    yield "sodium 129", _measured(facts, p.SODIUM_SERUM, "129", "mmol/L")
    yield "AKI", knowing(facts, (p.AKI_STAGE, Decimal(1)))
    yield "dialysis", knowing(facts, (p.DIALYSIS, True))
    yield "oliguria", _measured(facts, p.URINE_OUTPUT, "10", "mL/h")
    yield "pregnant", knowing(facts, (p.PREGNANT, True))
    yield "old potassium", knowing(facts, (p.TAKEN_DAYS_AGO, Decimal(8)))
    yield from _conditions(facts, ("addison", "diabetic_nephropathy", "acute_kidney_injury", "dehydration"))
    yield from _with_drugs(
        facts, "ramipril", "losartan", "sacubitril_valsartan", "aliskiren", "spironolactone", "eplerenone", "triamterene",
        "potassium_chloride", "salt_substitute", "trimethoprim", "tacrolimus", "ciclosporin", "heparin", "ibuprofen", "amiloride",
    )  # fmt: skip


@check("STOP-AMILORIDE", "Each stop of TX-AMI-03 alone, known or not known, takes amiloride away (TX-INV-44 to -47).", kind=VARIANTS,
       when=lambda c: "AMILORIDE_5MG" in c.items)  # fmt: skip
def stop_amiloride(case: Case) -> str | None:
    """Acute kidney injury is asked twice, as a stage and as a condition; with the stage known the condition may be open."""
    stops = [stop for stop in _amiloride_stops(case.facts) if stop[0] != "acute_kidney_injury not known"]
    return _still_there(case, "AMILORIDE_5MG", stops)


def _sglt2_stops(facts: Facts) -> Iterable[Stop]:
    bare = without(facts, p.CREATININE_SERUM)
    yield "eGFR 19", _measured(bare, p.EGFR_REPORTED, "19", "mL/min")
    yield "eGFR not known", without(bare, p.EGFR_REPORTED)
    yield "dialysis", knowing(facts, (p.DIALYSIS, True))
    yield "pregnant", knowing(facts, (p.PREGNANT, True))
    if facts.word(p.SEX) == "female":
        yield "lactating", knowing(facts, (p.LACTATING, True))
    codes = (
        "type_1_diabetes", "pancreatogenic_diabetes", "ketoacidosis_history", "diabetic_ketoacidosis", "acutely_ill", "fasting",
        "perioperative", "sepsis", "dehydration", "fournier_gangrene", "recurrent_genital_infection", "recurrent_urinary_infection",
        "ketogenic_diet", "alcohol_use_disorder", "eating_disorder",
    )  # fmt: skip
    yield from _conditions(facts, codes)


@check("STOP-SGLT2", "Each stop of TX-SGL-04 alone, known or not known, takes the SGLT2 inhibitor away (TX-INV-52 to -55).",
       kind=VARIANTS, when=lambda c: "SGLT2I_10MG" in c.items)  # fmt: skip
def stop_sglt2(case: Case) -> str | None:
    return _still_there(case, "SGLT2I_10MG", _sglt2_stops(case.facts))


def _inulin_stops(facts: Facts) -> Iterable[Stop]:
    yield "no colon", knowing(facts, (p.COLON_PRESENT, False))
    yield "colon not known", without(facts, p.COLON_PRESENT)
    yield "severe", knowing(facts, (p.MAGNESIUM_SERUM, p.MAGNESIUM_SERUM.read("0.49", "mmol/L").value))
    codes = (
        "irritable_bowel_syndrome",
        "fructan_allergy",
        "fructose_intolerance",
        "bowel_obstruction",
        "short_bowel",
        "ileostomy",
    )
    yield from _conditions(facts, codes)


@check("STOP-INULIN", "Each reason of TX-PPI-05 alone takes inulin away (TX-INV-59).", kind=VARIANTS,
       when=lambda c: "INULIN_RAMP" in c.items)  # fmt: skip
def stop_inulin(case: Case) -> str | None:
    return _still_there(case, "INULIN_RAMP", _inulin_stops(case.facts))


def _drip_stops(facts: Facts) -> Iterable[Stop]:
    bare = without(facts, p.PACEMAKER)
    yield "AV block 2", knowing(bare, (p.AV_BLOCK, Decimal(2)), (p.PACEMAKER, False))
    numbers = (
        (p.HEART_RATE, "39", "/min"), (p.RESPIRATORY_RATE, "11", "/min"), (p.URINE_OUTPUT, "24", "mL/h"),
        (p.EGFR_REPORTED, "14", "mL/min"),
    )  # fmt: skip
    for fact, number, unit in numbers:
        yield f"{fact.label} {number}", _measured(facts, fact, number, unit)
        if fact is not p.EGFR_REPORTED:
            yield f"{fact.label} not known", without(facts, fact)
    yield "eGFR not known", without(facts, p.EGFR_REPORTED, p.CREATININE_SERUM)
    yield "AKI 3", knowing(facts, (p.AKI_STAGE, Decimal(3)))
    yield "knee reflex absent", knowing(facts, (p.PATELLAR_REFLEX, "absent"))
    yield "knee reflex not known", without(facts, p.PATELLAR_REFLEX)
    yield "AV block not known", without(facts, p.AV_BLOCK)
    yield "blood pressure not known", without(facts, p.SYSTOLIC_BP)
    yield from _conditions(facts, ("recent_myocardial_damage", "myasthenia_gravis", "lambert_eaton", "liver_failure"))
    yield from _with_drugs(facts, "rocuronium")


@check("STOP-DRIP", "Each stop of TX-IV-H alone, known or not known, takes every scheduled infusion away (TX-INV-30 to -33, -71).",
       kind=VARIANTS, when=lambda c: bool(c.scheduled))  # fmt: skip
def stop_drip(case: Case) -> str | None:
    """Low blood pressure is left to TX-INV-34: an arrhythmia may explain it."""
    found = []
    for name, facts in _drip_stops(case.facts):
        other = case.asked_of(facts)
        left = other.codes_of(other.scheduled)
        known = not name.endswith(("not known", "not asked"))
        if known and other.path != "P6_EMERGENCY" and name not in ("Urine output 24", "eGFR, as reported 14", "AKI 3"):
            left |= other.codes_of(other.by_vein) - CARDS - RHYTHM - (LOADS if not known else set())
        if left:
            found.append(f"{name} ({', '.join(sorted(left))})")
    return f"proposed all the same: {'; '.join(found)}" if found else None
