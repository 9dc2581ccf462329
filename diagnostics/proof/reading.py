"""A patient read a second time, from the words of the dossiers and not by the engine's helpers.

Every question has three answers: True, False, and None for what is not known or what a bound leaves open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ..clinical.facts import Choice, Facts, Measurement
from ..clinical.knowledge import patient as p
from ..clinical.units import Quantity, find_unit

# treatment dossier 0.2: each unit has limits of its own
LOW = {"mmol/L": "0.70", "mg/dL": "1.7", "mEq/L": "1.4", "mg/L": "17"}
MODERATE = {"mmol/L": "0.60", "mg/dL": "1.5", "mEq/L": "1.2", "mg/L": "15"}
SEVERE = {"mmol/L": "0.50", "mg/dL": "1.2", "mEq/L": "1.0", "mg/L": "12"}
HIGH = {"mmol/L": "1.00", "mg/dL": "2.4", "mEq/L": "2.0", "mg/L": "24"}
TOXIC = {"mmol/L": "2.0", "mg/dL": "4.9", "mEq/L": "4.0", "mg/L": "49"}
CRITICAL_BELOW = {"mg/dL": "1.0", "mg/L": "10"}  # the other two units: at or below
CRITICAL_AT = {"mmol/L": "0.40", "mEq/L": "0.80"}

# groups of section 1.1 and ruling 24
EMERGENCY_SIGNS = (
    "cardiac_arrest", "torsades_de_pointes", "ventricular_arrhythmia_unstable", "seizure_now", "laryngospasm",
    "haemodynamic_instability_arrhythmic",
)  # fmt: skip
SEVERE_SIGNS = (
    "carpopedal_spasm", "tetany", "trousseau", "seizure_last_24h", "delirium", "coma", "stroke_like_episode", "ataxia",
    "confusion", "loss_of_consciousness",
)  # fmt: skip
NERVE_SIGNS = (
    "tremor", "chvostek", "fasciculation", "hyperreflexia", "vertical_nystagmus", "marked_weakness", "nystagmus", "myoclonus",
    "seizure_earlier",
)  # fmt: skip
NEVER_ORAL_ONLY = (
    "seizure_now", "seizure_last_24h", "tetany", "carpopedal_spasm", "laryngospasm", "torsades_de_pointes",
    "ventricular_arrhythmia_unstable", "nonsustained_vt", "haemodynamic_instability_arrhythmic",
)  # fmt: skip


def below(value: Quantity | None, table: dict[str, str]) -> bool | None:
    """Whether a value is below the limit of its unit."""
    if value is None:
        return None
    symbol, number = _native(value, table)
    limit = Decimal(table[symbol])
    if value.comparator == "<":
        return True if number <= limit else None
    if value.comparator == ">":
        return False if number >= limit else None
    return number < limit


def above(value: Quantity | None, table: dict[str, str]) -> bool | None:
    """Whether a value is above the limit of its unit."""
    if value is None:
        return None
    symbol, number = _native(value, table)
    limit = Decimal(table[symbol])
    if value.comparator == ">":
        return True if number >= limit else None
    if value.comparator == "<":
        return False if number <= limit else None
    return number > limit


def _native(value: Quantity, table: dict[str, str]) -> tuple[str, Decimal]:
    if value.unit.symbol in table:
        return value.unit.symbol, value.value
    first = next(iter(table))
    unit = find_unit(first)
    assert unit is not None
    return first, value.to(unit).value


def magnesium(facts: Facts) -> Quantity | None:
    return facts.quantity(p.MAGNESIUM_SERUM)


def low(facts: Facts) -> bool | None:
    return below(magnesium(facts), LOW)


def severe(facts: Facts) -> bool | None:
    return below(magnesium(facts), SEVERE)


def critical(facts: Facts) -> bool | None:
    value = magnesium(facts)
    if value is None or value.unit.symbol in CRITICAL_BELOW:
        return below(value, CRITICAL_BELOW)
    over = above(value, CRITICAL_AT)
    return None if over is None else not over


def yes(facts: Facts, *codes: str) -> bool:
    """Whether one of these findings or conditions is known to be there."""
    return any(_answer(facts, code) is True for code in codes)


def known_no(facts: Facts, *codes: str) -> bool:
    """Whether each of these is known to be absent."""
    return all(_answer(facts, code) is False for code in codes)


def _answer(facts: Facts, code: str) -> bool | None:
    rows = p.FINDINGS if code in p.FINDINGS else p.CONDITIONS
    return facts.answer(rows[code])


def takes(facts: Facts, classes: Iterable[str]) -> bool:
    """Whether a drug of these classes is taken now, or was until today."""
    wanted = frozenset(classes)
    return any(_acts(drug.stopped_days_ago) and drug.classes & wanted for drug in facts.drugs)


def takes_drug(facts: Facts, *keys: str) -> bool:
    return any(_acts(drug.stopped_days_ago) and drug.drug in keys for drug in facts.drugs)


def _acts(stopped: Decimal | None) -> bool:
    return stopped is None or stopped < 1


def word_is(facts: Facts, fact: Choice, *words: str) -> bool:
    return facts.word(fact) in words


# -- who --------------------------------------------------------------------------------------------------


def child(facts: Facts) -> bool | None:
    age, adult = facts.number(p.AGE), facts.answer(p.ADULT)
    if age is not None:
        return age < 18
    return None if adult is None else not adult


def dialysis(facts: Facts) -> bool:
    return facts.answer(p.DIALYSIS) is True or yes(facts, "continuous_renal_replacement")


def eclampsia(facts: Facts) -> bool:
    """Pre-eclampsia, or a seizure in pregnancy or within 6 weeks of birth (TX-SEV-01)."""
    seizure = yes(facts, "seizure_now", "seizure_last_24h")
    about_birth = facts.answer(p.PREGNANT) is True or yes(facts, "postpartum_6_weeks")
    return yes(facts, "pre_eclampsia") or (seizure and about_birth)


def pregnancy_open(facts: Facts) -> bool:
    """Not known to be not pregnant: a woman of 12 to 55 (ruling 12)."""
    age = facts.number(p.AGE)
    fertile = age is None or 12 <= age <= 55
    return facts.answer(p.PREGNANT) is None and facts.word(p.SEX) == "female" and fertile


def card_rhythm(facts: Facts) -> bool:
    return yes(facts, "torsades_de_pointes", "cardiac_arrest")


def stale(facts: Facts) -> bool:
    """Older than 7 days (ruling 40)."""
    days = facts.number(p.TAKEN_DAYS_AGO)
    return days is not None and days > 7


def spurious(facts: Facts) -> bool:
    """A chelating tube or a drip arm; haemolysis only where the value is not low (ruling 1)."""
    tube = word_is(facts, p.TUBE, "edta", "citrate", "oxalate")
    haemolysed = facts.answer(p.HAEMOLYSED) is True and low(facts) is False
    return tube or facts.answer(p.DRIP_ARM) is True or haemolysed or contaminated(facts)


def contaminated(facts: Facts) -> bool:
    """DX-PRE-03 with ruling 51."""
    potassium = below(facts.quantity(p.POTASSIUM_SERUM), {"mmol/L": "6.0", "mEq/L": "6.0"})
    if potassium is not False:
        return False
    calcium = calcium_low(facts)
    if adjusted_calcium(facts) is None and facts.quantity(p.ALBUMIN_SERUM) is None:
        calcium = below(facts.quantity(p.CALCIUM_SERUM), {"mmol/L": "2.00"})
    alp = below(facts.quantity(p.ALP), {"U/L": "30"})
    kidney = floor(facts) in (15, 0) or bool(aki(facts)) or dialysis(facts)
    signs = yes(facts, *EMERGENCY_SIGNS, *SEVERE_SIGNS, *NERVE_SIGNS)
    return bool(calcium or alp) and not kidney and not signs


# -- kidney -------------------------------------------------------------------------------------------------


def aki(facts: Facts) -> int | None:
    """The stage; acute kidney injury without one is stage 2 (ruling 56)."""
    stage, known = facts.number(p.AKI_STAGE), facts.answer(p.CONDITIONS["acute_kidney_injury"])
    if stage is None:
        return None if known is None else 2 if known else 0
    return 2 if known and not stage else int(stage)


def ckd_epi(creatinine_umol: float, age: float, female: bool) -> float:
    """CKD-EPI 2021 as published, with floats."""
    kappa, alpha = (0.7, -0.241) if female else (0.9, -0.302)
    relative = creatinine_umol / 88.4017 / kappa
    value: float = 142 * min(relative, 1.0) ** alpha * max(relative, 1.0) ** -1.2 * 0.9938**age
    return value * (1.012 if female else 1)


def egfrs(facts: Facts) -> list[tuple[float, str]]:
    """Each eGFR known, with its comparator."""
    found = []
    reported, creatinine = facts.quantity(p.EGFR_REPORTED), facts.quantity(p.CREATININE_SERUM)
    age = facts.number(p.AGE)
    if reported is not None:
        found.append((float(reported.value), reported.comparator))
    if creatinine is not None and age is not None and age >= 18:
        umol = creatinine.to(p.CREATININE_SERUM.units[0])
        sexes = {"female": (True,), "male": (False,)}.get(facts.word(p.SEX) or "", (True, False))
        lowest = min(ckd_epi(float(umol.value), float(age), female) for female in sexes)
        found.append((lowest, {"": "", "<": ">", ">": "<"}[creatinine.comparator]))
    exact = [value for value, comparator in found if not comparator]
    return [each for each in found if not any(_holds(each, value) for value in exact)]


def _holds(bound: tuple[float, str], exact: float) -> bool:
    """Ruling 3: a bound that an exact value keeps to decides nothing."""
    value, comparator = bound
    return (comparator == "<" and exact < value) or (comparator == ">" and exact > value)


def floor(facts: Facts) -> int | None:
    """60, 30, 15, 0: the lowest band known, acute kidney injury included (ruling 34); None for not known."""
    floors, found = (60, 30, 15, 0), []
    for value, comparator in egfrs(facts):
        if comparator == "<" and value > 15:
            return 0 if aki(facts) == 3 else None
        found.append(0 if comparator == "<" else next(each for each in floors if value >= each))
    stage = aki(facts) or 0
    if not found:
        return 0 if stage == 3 else None
    return min(min(found), {0: 60, 1: 30, 2: 15, 3: 0}[stage])


def egfr_below(facts: Facts, limit: float) -> bool | None:
    """Whether the lowest eGFR known is below a number."""
    found = egfrs(facts)
    if not found:
        return None
    if any(value < limit and comparator != ">" for value, comparator in found):
        return True
    undecided = any(
        (comparator == "<" and value > limit) or (comparator == ">" and value < limit) for value, comparator in found
    )
    return None if undecided else False


def passing_no_urine(facts: Facts) -> bool:
    value = facts.quantity(p.URINE_OUTPUT)
    return value is not None and value.value == 0


def oliguria(facts: Facts) -> bool:
    return yes(facts, "oliguria") or below(facts.quantity(p.URINE_OUTPUT), {"mL/h": "25"}) is True


# -- the heart and the drip ----------------------------------------------------------------------------------


def block_without_pacemaker(facts: Facts) -> bool | None:
    """AV block of degree 2 or 3 without a pacemaker."""
    degree, pacemaker = facts.number(p.AV_BLOCK), facts.answer(p.PACEMAKER)
    if degree is None:
        return None
    if degree < 2 or pacemaker is True:
        return False
    return True if pacemaker is False else None


def hard_stops(facts: Facts) -> dict[str, bool | None]:
    """The items of TX-IV-H."""
    pressure = below(facts.quantity(p.SYSTOLIC_BP), {"mmHg": "90"})
    rhythm = yes(facts, "haemodynamic_instability_arrhythmic")
    reflex = facts.word(p.PATELLAR_REFLEX)
    urine = below(facts.quantity(p.URINE_OUTPUT), {"mL/h": "25"})
    blocker = True if takes(facts, ("neuromuscular_blocker",)) else False if "drugs" in facts.asked else None
    stage = aki(facts)
    conditions = ("recent_myocardial_damage", "myasthenia_gravis", "lambert_eaton", "liver_failure")
    return {
        "av_block": block_without_pacemaker(facts),
        "heart_rate": below(facts.quantity(p.HEART_RATE), {"/min": "40"}),
        "breathing": below(facts.quantity(p.RESPIRATORY_RATE), {"/min": "12"}),
        "reflex": None if reflex is None else reflex == "absent",
        "urine": True if yes(facts, "oliguria") else urine,
        "kidney": True if floor(facts) == 0 else None if stage is None else False,
        "blood_pressure": False if pressure and rhythm else pressure,
        "blocker": blocker,
        **{code: _answer(facts, code) for code in conditions},
    }


def potassium_below(facts: Facts, limit: str) -> bool | None:
    return below(facts.quantity(p.POTASSIUM_SERUM), {"mmol/L": limit, "mEq/L": limit})


def adjusted_calcium(facts: Facts) -> Quantity | None:
    """Calcium adjusted for albumin (DX-CA-01): computed in mmol/L where both are exact, else as reported."""
    total, albumin = facts.quantity(p.CALCIUM_SERUM), facts.quantity(p.ALBUMIN_SERUM)
    if total is None or albumin is None:
        return facts.quantity(p.ADJUSTED_CALCIUM)
    if not (total.exact and albumin.exact):
        return None
    if total.unit.symbol == "mg/dL":
        return replace(total, value=total.value + Decimal("0.8") * (4 - albumin.to(p.ALBUMIN_SERUM.units[1]).value))
    in_mmol = total.to(p.CALCIUM_SERUM.units[0])
    return replace(in_mmol, value=in_mmol.value + Decimal("0.02") * (40 - albumin.to(p.ALBUMIN_SERUM.units[0]).value))


def ionised_very_low(facts: Facts) -> bool:
    return below(facts.quantity(p.IONISED_CALCIUM), {"mmol/L": "1.00"}) is True


def calcium_below_190(facts: Facts) -> bool | None:
    """Or ionised below 1.00 mmol/L, which DX-CA-01 prefers."""
    return ionised_very_low(facts) or below(adjusted_calcium(facts), {"mmol/L": "1.90", "mg/dL": "7.6"})


def calcium_low(facts: Facts) -> bool | None:
    return ionised_very_low(facts) or below(adjusted_calcium(facts), {"mmol/L": "2.20", "mg/dL": "8.8"})


def qtc_from(facts: Facts, limit: str) -> bool:
    value = facts.quantity(p.QTC)
    return value is not None and below(value, {"ms": limit}) is False


def given_by_vein(facts: Facts, within_hours: int) -> Decimal | None:
    """g of magnesium sulfate heptahydrate given by vein in the last hours; None when the amount is not known."""
    hours, dose = facts.number(p.GIVEN_HOURS_AGO), facts.quantity(p.GIVEN_DOSE)
    if facts.word(p.GIVEN_ROUTE) != "iv" or (hours is not None and hours >= within_hours):
        return Decimal(0)
    if dose is None or not dose.exact:
        return None
    return dose.to(p.GIVEN_DOSE.units[0]).value * Decimal("0.24647")


def light(facts: Facts) -> Decimal | None:
    """The weight in kg where it is below 45."""
    weight: Measurement = p.WEIGHT
    value = facts.quantity(weight)
    return value.value if value is not None and value.value < 45 else None
