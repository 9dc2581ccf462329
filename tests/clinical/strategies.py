"""Whole patients for Hypothesis: a starting patient, then a few answers taken away and a few changed.

Every starting patient is complete and differs from a harmless one by little, so that what Hypothesis
leaves over of a failing patient is the smallest list of answers that matter.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from diagnostics.clinical.assessment import Assessment, Recommendation
from diagnostics.clinical.doses import DrugDose, IVDose, OralDose
from diagnostics.clinical.facts import Choice, Count, DrugTaken, Fact, Facts, Measurement, YesNo
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.codes import CAUSE_CODES
from diagnostics.clinical.knowledge.drugs import CLASSES
from diagnostics.clinical.knowledge.drugs import DRUGS as DRUG_ROWS
from diagnostics.clinical.text import Statement
from diagnostics.clinical.units import Quantity, Unit, find_unit

D = Decimal
ALL_ASKED = frozenset({"findings", "conditions", "drugs"})
settings.register_profile(
    "laws",
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=200,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=(HealthCheck.too_slow,),
)
LAWS = settings.get_profile("laws")


def laws(examples: int) -> settings:
    """The settings of one law with its number of patients, the same on every run; LAWS=20 tries 20 times as many, LAWS=0.3 a third."""
    return settings(LAWS, max_examples=max(1, round(examples * float(os.environ.get("LAWS", "1")))))


class Patient(Facts):
    """Facts that a failing test tells in one line, as what sets them apart from a harmless patient."""

    __slots__ = ()

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(difference(self))


# -- writing a patient --------------------------------------------------------------------------------------


def unit(symbol: str) -> Unit:
    found = find_unit(symbol)
    assert found is not None
    return found


def quantity(fact: Measurement, number: str | int | Decimal, symbol: str = "") -> Quantity:
    """A value of this fact; "<0.30" and ">2" are censored. Without a unit: the first unit of the fact."""
    text = str(number)
    comparator = text[0] if text[0] in "<>" else ""
    return Quantity(D(text.lstrip("<>")), unit(symbol) if symbol else fact.units[0], fact.substance, comparator)


def magnesium(number: str | int | Decimal, symbol: str = "mmol/L") -> Quantity:
    return quantity(p.MAGNESIUM_SERUM, number, symbol)


def taken(key: str, **more: Any) -> DrugTaken:
    """A drug of the knowledge by its key, taken now unless said otherwise."""
    return DrugTaken(DRUG_ROWS[key].label, key, frozenset(DRUG_ROWS[key].classes), **more)


def taken_class(code: str, **more: Any) -> DrugTaken:
    """An unnamed drug of a class."""
    return DrugTaken(f"class:{code}", "", frozenset({code}), **more)


def without(facts: Facts, *gone: Fact | str) -> Facts:
    """The patient with these answers not known; a finding or condition of a list asked in full included."""
    keys = {fact if isinstance(fact, str) else fact.key for fact in gone}
    for name in {key.partition(".")[0] for key in keys} & set(facts.asked):
        facts = spelled_out(facts, name)
    return replace(facts, values={key: value for key, value in facts.values.items() if key not in keys})


def spelled_out(facts: Facts, name: str) -> Facts:
    """The same patient, with every "no" of a list that was asked in full written out."""
    rows = {"findings": p.FINDINGS, "conditions": p.CONDITIONS}[name]
    noes = {fact.key: False for fact in rows.values()}
    return replace(facts, values={**noes, **facts.values}, asked=facts.asked - {name})


def knowing(facts: Facts, *known: tuple[Fact, object]) -> Facts:
    return replace(facts, values={**facts.values, **{fact.key: value for fact, value in known}})


def difference(facts: Facts) -> str:
    """What sets a patient apart from `harmless()`, for the message of a failing test."""
    base = harmless()
    changed = {key: value for key, value in facts.values.items() if base.values.get(key, False) != value}
    gone = [key for key in base.values if key not in facts.values]
    drugs = [drug.drug or drug.name for drug in facts.drugs]
    return f"harmless but {shown(changed)}; not known: {gone}; drugs: {drugs}; asked: {sorted(facts.asked)}"


def shown(values: dict[str, object]) -> dict[str, str]:
    return {
        key: f"{value.comparator}{value.value} {value.unit}" if isinstance(value, Quantity) else str(value)
        for key, value in values.items()
    }


# -- the starting patients ----------------------------------------------------------------------------------

_WORDS: tuple[tuple[Fact, object], ...] = (
    (p.AGE, D(50)),
    (p.SEX, "female"),
    (p.PREGNANT, False),
    (p.LACTATING, False),
    (p.DIALYSIS, False),
    (p.SETTING, "ward"),
    (p.REGION, "UK"),
    (p.AV_BLOCK, D(0)),
    (p.PACEMAKER, False),
    (p.PATELLAR_REFLEX, "present"),
    (p.AKI_STAGE, D(0)),
    (p.TAKEN_DAYS_AGO, D(0)),
    (p.TUBE, "serum"),
    (p.HAEMOLYSED, False),
    (p.DRIP_ARM, False),
    (p.GIVEN_ROUTE, "none"),
    (p.ORAL_FAILED, False),
    (p.INTOLERABLE_DIARRHOEA, False),
    (p.POOR_FOOD_SOURCES, False),
    (p.WEIGHT_LOSS, False),
    (p.ALCOHOL_CALORIES, False),
    (p.MAGNESIUM_FREE_NUTRITION, False),
    (p.NIL_BY_MOUTH, False),
    (p.COLON_PRESENT, True),
    (p.IV_ACCESS, "peripheral"),
    (p.FAMILY_HISTORY, False),
    (p.CONSANGUINITY, False),
    (p.CAUSE_REMOVABLE, False),
)
_NUMBERS: tuple[tuple[Measurement, str], ...] = (
    (p.WEIGHT, "70"),
    (p.HEIGHT, "170"),
    (p.QTC, "420"),
    (p.SYSTOLIC_BP, "128"),
    (p.HEART_RATE, "76"),
    (p.RESPIRATORY_RATE, "18"),
    (p.URINE_OUTPUT, "70"),
    (p.MAGNESIUM_SERUM, "0.65"),
    (p.POTASSIUM_SERUM, "4.2"),
    (p.SODIUM_SERUM, "140"),
    (p.CHLORIDE_SERUM, "102"),
    (p.BICARBONATE_SERUM, "25"),
    (p.PHOSPHATE_SERUM, "1.10"),
    (p.ADJUSTED_CALCIUM, "2.35"),
    (p.ALBUMIN_SERUM, "42"),
    (p.EGFR_REPORTED, "95"),
    (p.GLUCOSE, "5.5"),
    (p.ALP, "80"),
)
HARMLESS: dict[str, object] = {fact.key: value for fact, value in _WORDS} | {
    fact.key: quantity(fact, number) for fact, number in _NUMBERS
}


def harmless(*known: tuple[Fact, object], drugs: Iterable[DrugTaken] = ()) -> Facts:
    """A complete patient with a mildly low magnesium and nothing else, changed by what is `known`."""
    return knowing(Patient(dict(HARMLESS), tuple(drugs), ALL_ASKED), *known)


def finding(code: str, answer: bool = True) -> tuple[Fact, object]:
    return p.FINDINGS[code], answer


def condition(code: str, answer: bool = True) -> tuple[Fact, object]:
    return p.CONDITIONS[code], answer


def mg(number: str, symbol: str = "mmol/L") -> tuple[Fact, object]:
    return p.MAGNESIUM_SERUM, magnesium(number, symbol)


def at(fact: Measurement, number: str | int, symbol: str = "") -> tuple[Fact, object]:
    return fact, quantity(fact, number, symbol)


FAILED = (p.ORAL_FAILED, True)
STARTS: dict[str, Facts] = {
    "mild": harmless(),
    "moderate": harmless(mg("0.55")),
    "severe": harmless(mg("0.45")),
    "critical": harmless(mg("0.35")),
    "tetany": harmless(mg("0.45"), finding("tetany")),
    "seizure": harmless(mg("0.45"), finding("seizure_now")),
    "torsades": harmless(mg("0.45"), finding("torsades_de_pointes")),
    "arrest": harmless(mg("0.45"), finding("cardiac_arrest")),
    "diet": harmless((p.SETTING, "clinic"), (p.CAUSE_REMOVABLE, True)),
    "refractory, renal": harmless((p.KNOWN_ROUTE, "renal"), FAILED),
    "refractory, type 2": harmless(FAILED, condition("type_2_diabetes"), (p.SETTING, "clinic")),
    "refractory, PPI": harmless(FAILED, drugs=[taken("omeprazole", months=D(24), can_stop=False)]),
    "on oral": harmless(mg("0.55"), (p.ORAL_DOSE, quantity(p.ORAL_DOSE, 20)), (p.ORAL_DAYS, D(9))),
    "Gitelman": harmless(mg("0.48"), condition("known_gitelman"), at(p.POTASSIUM_SERUM, "2.9")),
    "not low": harmless(mg("0.80")),
    "toxic": harmless(mg("2.6"), at(p.EGFR_REPORTED, 12)),
    "nothing known": Patient(),
}

# -- what can be changed ------------------------------------------------------------------------------------

_EDGES: dict[Measurement, str] = {
    p.WEIGHT: "22 30 44 45 46 120 250",
    p.HEIGHT: "140 190",
    p.QTC: "479 480 499 500 560",
    p.SYSTOLIC_BP: "60 89 90 109 110",
    p.HEART_RATE: "35 39 40 49 50 150",
    p.RESPIRATORY_RATE: "6 11 12 15 16",
    p.URINE_OUTPUT: "0 24 25 26",
    p.MAGNESIUM_SERUM: "0.15 0.39 0.40 0.41 0.49 0.50 0.51 0.59 0.60 0.61 0.69 0.70 0.71 0.84 0.85 "
    "1.00 1.01 2.0 2.01 4.1 "
    "<0.10 <0.40 <0.50 <0.65 <0.70 >0.60 >1.00 >3",
    p.MAGNESIUM_LOWER_LIMIT: "0.75",
    p.USUAL_MAGNESIUM: "0.40 0.50 0.60",
    p.IONISED_MAGNESIUM: "0.40 0.60",
    p.IONISED_LOW: "0.45",
    p.POTASSIUM_SERUM: "2.4 2.5 2.9 3.0 3.4 3.5 5.0 5.1 6.0 6.5 <3.0 >5.0",
    p.SODIUM_SERUM: "128 130 134 135",
    p.BICARBONATE_SERUM: "19 30 31",
    p.CHLORIDE_SERUM: "90",
    p.PHOSPHATE_SERUM: "0.79 0.80 1.45 1.46",
    p.CALCIUM_SERUM: "1.85 1.99 2.10 2.30",
    p.ADJUSTED_CALCIUM: "1.89 1.90 2.19 2.20 <1.90",
    p.IONISED_CALCIUM: "0.99 1.00 1.20",
    p.ALBUMIN_SERUM: "20 34 35",
    p.CREATININE_SERUM: "70 110 200 400 >900 <60",
    p.EGFR_REPORTED: "10 14 15 29 30 44 45 59 60 120 <15 <60 >60 >90",
    p.GLUCOSE: "3.0",
    p.ALP: "20 30 131",
    p.PTH_SERUM: "1 60",
    p.VITAMIN_D: "20",
    p.URATE: "0.5",
    p.GIVEN_DOSE: "8 20 30.4 45 60",
    p.ORAL_DOSE: "0 4 12 20 24 30 40 90",
    p.U24_VOLUME: "400 1800",
    p.U24_DURATION: "19 20 24 28 29",
    p.U24_CALCIUM: "0.2 9",
    p.U24_POTASSIUM: "10 80",
    p.U24_CHLORIDE: "20",
    p.U24_CREATININE: "2 6 9",
    p.U24_MAGNESIUM: "0.1 0.3 1.2 <0.2",
    p.SPOT_MAGNESIUM: "0.1 0.5 1.5 6 <0.2",
    p.SPOT_CREATININE: "0.9 6 12",
    p.SPOT_CALCIUM: "0.2 6",
    p.SPOT_POTASSIUM: "10 90",
    p.SPOT_CHLORIDE: "15",
    p.REPORTED_FEMG: "1.99 2.00 3 4.01 8.01 20",
    p.REPORTED_CA_CR: "0.1 0.7",
    p.LOAD_DOSE: "30",
    p.LOAD_URINE_MAGNESIUM: "5 20 28",
    p.LOAD_BASELINE_MAGNESIUM: "2",
    p.LOAD_URINE_CREATININE: "9",
    p.LOAD_BASELINE_RATIO: "0.2",
    p.REPORTED_RETENTION: "10 20 35 50 51",
}
_UNITS: tuple[tuple[Measurement, str, str], ...] = (
    (p.MAGNESIUM_SERUM, "mg/dL", "0.9 1.0 1.1 1.2 1.4 1.5 1.6 1.7 1.8 2.4 2.5 4.9 5.0 <1.0 <1.7"),
    (p.MAGNESIUM_SERUM, "mEq/L", "0.78 0.80 0.82 0.98 1.0 1.18 1.2 1.38 1.4 2.1 4.1"),
    (p.MAGNESIUM_SERUM, "mg/L", "9 10 12 15 17 25"),
    (p.POTASSIUM_SERUM, "mEq/L", "2.9 3.0 3.5 5.0 5.1"),
    (p.ADJUSTED_CALCIUM, "mg/dL", "7.5 7.6 8.7 8.8"),
    (p.ADJUSTED_CALCIUM, "mEq/L", "3.7 4.3 4.5"),
    (p.CALCIUM_SERUM, "mg/dL", "7.0 8.0 9.5"),
    (p.ALBUMIN_SERUM, "g/dL", "2.0 3.4 3.5"),
    (p.CREATININE_SERUM, "mg/dL", "0.8 2.5 6"),
    (p.CREATININE_SERUM, "mmol/L", "0.07 0.25"),
    (p.PHOSPHATE_SERUM, "mg/dL", "2.4 4.6"),
    (p.PTH_SERUM, "pg/mL", "20 500"),
    (p.URATE, "µmol/L", "400"),
    (p.GIVEN_DOSE, "mg", "200 740"),
    (p.GIVEN_DOSE, "mEq", "16"),
    (p.ORAL_DOSE, "mg/day", "292 729"),
    (p.ORAL_DOSE, "mEq/day", "24"),
    (p.U24_VOLUME, "L", "1.8"),
    (p.U24_MAGNESIUM, "mmol/24h", "0.49 0.50 1.00 1.01 3"),
    (p.U24_MAGNESIUM, "mg/24h", "11.9 12 24 24.1"),
    (p.U24_MAGNESIUM, "mg/dL", "0.4 3"),
    (p.U24_MAGNESIUM, "mEq/24h", "0.9 2.1"),
    (p.U24_CREATININE, "mmol/24h", "6 11"),
    (p.U24_CREATININE, "g/24h", "1.1"),
    (p.SPOT_MAGNESIUM, "mg/dL", "0.3 4"),
    (p.SPOT_MAGNESIUM, "mg/L", "12"),
    (p.SPOT_MAGNESIUM, "mEq/L", "1"),
    (p.SPOT_CREATININE, "mg/dL", "70"),
    (p.SPOT_CREATININE, "µmol/L", "6000"),
    (p.LOAD_DOSE, "mg", "729"),
    (p.LOAD_URINE_MAGNESIUM, "mg/24h", "120"),
    (p.REPORTED_CA_CR, "mg/mg", "0.05"),
)
_COUNTS: dict[Count, str] = {
    p.AGE: "0 17 18 40 74 75 85 101",
    p.AV_BLOCK: "1 2 3",
    p.AKI_STAGE: "1 2 3",
    p.TAKEN_DAYS_AGO: "7 8 400",
    p.GIVEN_HOURS_AGO: "1 11 23 24 71 72",
    p.ORAL_DAYS: "3 7 30",
    p.ONSET_DAYS: "3 7 8 400",
    p.AGE_AT_FIRST_LOW: "5 39 60",
    p.CAUSE_REMOVED_MONTHS: "2",
}
_CAUSE_WORDS = (
    "proton_pump_inhibitor",
    "thiazide",
    "gitelman_syndrome",
    "dietary_deficiency",
    "hereditary_cldn16",
    "alcohol_use_disorder",
    "platinum",
)


def _measured() -> list[tuple[str, object]]:
    plain = [(fact.key, quantity(fact, n)) for fact, numbers in _EDGES.items() for n in numbers.split()]
    other = [(fact.key, quantity(fact, n, symbol)) for fact, symbol, numbers in _UNITS for n in numbers.split()]
    return plain + other


def _worded() -> list[tuple[str, object]]:
    choices = [f for f in p.FACTS if isinstance(f, Choice)]
    words = [(f.key, word) for f in choices for word, _label in f.options]
    words += [(p.KNOWN_CAUSE.key, code) for code in _CAUSE_WORDS]
    words += [(fact.key, D(n)) for fact, numbers in _COUNTS.items() for n in numbers.split()]
    listed = {*p.FINDINGS.values(), *p.CONDITIONS.values()}
    questions = [f for f in p.FACTS if isinstance(f, YesNo) and f not in listed]
    return words + [(f.key, answer) for f in questions for answer in (True, False)]


MEASURED, WORDED = _measured(), _worded()
FINDINGS_YES = [(fact.key, True) for fact in p.FINDINGS.values()]
CONDITIONS_YES = [(fact.key, True) for fact in p.CONDITIONS.values()]
assert set(_CAUSE_WORDS) <= set(CAUSE_CODES)

_CHANGES = st.one_of(*(st.sampled_from(pool) for pool in (MEASURED, WORDED, FINDINGS_YES, CONDITIONS_YES)))
_DRUG_KEYS = [*DRUG_ROWS]
_CLASS_CODES = [*CLASSES]


def drugs() -> st.SearchStrategy[DrugTaken]:
    """A drug of the knowledge or a class, for a while, perhaps stopped, perhaps one that can stop."""
    more = {
        "months": st.sampled_from((None, D(1), D(3), D(24))),
        "stopped_days_ago": st.sampled_from((None, None, None, D(5), D(100))),
        "can_stop": st.sampled_from((None, True, False)),
    }
    named = st.builds(taken, st.sampled_from(_DRUG_KEYS), **more)
    return st.one_of(named, st.builds(taken_class, st.sampled_from(_CLASS_CODES), **more))


_GONE = st.lists(st.sampled_from([*HARMLESS]), max_size=8)
_ASKED = st.sampled_from(
    [
        ALL_ASKED,
        ALL_ASKED,
        ALL_ASKED,
        ALL_ASKED - {"drugs"},
        ALL_ASKED - {"findings"},
        frozenset({"drugs"}),
        frozenset(),
    ]
)
_STARTS = st.sampled_from([*STARTS])
_CHANGED = st.lists(_CHANGES, max_size=9)
_TAKEN = st.lists(drugs(), max_size=3)


@st.composite
def patients(draw: st.DrawFn, *, known: bool = False, starts: tuple[str, ...] = ()) -> Facts:
    """A whole patient. `known`: nothing is taken away; `starts`: names of STARTS to begin from."""
    start = STARTS[draw(st.sampled_from(starts) if starts else _STARTS)]
    gone = [] if known else draw(_GONE)
    values = {key: value for key, value in start.values.items() if key not in gone}
    values |= dict(draw(_CHANGED))
    asked = start.asked if known else draw(_ASKED) & start.asked if start.asked else draw(_ASKED)
    return Patient(values, (*start.drugs, *draw(_TAKEN)), asked)


# -- reading a patient and a plan, by other lights than the engine's ----------------------------------------

LOW = {"mmol/L": "0.70", "mg/dL": "1.7", "mEq/L": "1.4", "mg/L": "17"}
SEVERE = {"mmol/L": "0.50", "mg/dL": "1.2", "mEq/L": "1.0", "mg/L": "12"}
ULN = {"mmol/L": "1.00", "mg/dL": "2.4", "mEq/L": "2.0", "mg/L": "24"}
TOXIC = {"mmol/L": "2.0", "mg/dL": "4.9", "mEq/L": "4.0", "mg/L": "49"}
ORDER = ("P0_NONE", "P1_DIET_CAUSE", "P2_ORAL", "P3_ORAL_ADJUNCT", "P4_IV_PLANNED", "P5_IV_URGENT", "P6_EMERGENCY")
CARDS = {"IV_BOLUS_ARREST_2G", "IV_BOLUS_TDP_2G_10MIN"}
LOADS = {"IV_LOAD_2G_15MIN", "IV_LOAD_1G_15MIN"}
ADJUNCTS = {"AMILORIDE_5MG", "SGLT2I_10MG", "INULIN_RAMP"}


def below(value: Quantity | None, table: dict[str, str]) -> bool | None:
    """Whether a value is below the limit of its unit; None where unknown or where a bound does not decide."""
    if value is None:
        return None
    limit = D(table[value.unit.symbol])
    if value.comparator == "<":
        return True if value.value <= limit else None
    if value.comparator == ">":
        return False if value.value >= limit else None
    return value.value < limit


def above(value: Quantity | None, table: dict[str, str]) -> bool | None:
    """Whether a value is above the limit of its unit; None as in `below`."""
    if value is None:
        return None
    limit = D(table[value.unit.symbol])
    if value.comparator == ">":
        return True if value.value >= limit else None
    if value.comparator == "<":
        return False if value.value <= limit else None
    return value.value > limit


def is_low(facts: Facts) -> bool | None:
    return below(facts.quantity(p.MAGNESIUM_SERUM), LOW)


def yes(facts: Facts, *codes: str) -> bool:
    """Whether one of these findings or conditions is known to be there."""
    rows = [rows[code] for code in codes for rows in (p.FINDINGS, p.CONDITIONS) if code in rows]
    return any(facts.answer(fact) is True for fact in rows)


def now(facts: Facts, *classes: str) -> bool:
    """Whether a drug of these classes is known to be taken now."""
    return any(d.stopped_days_ago is None and d.classes & set(classes) for d in facts.drugs)


def torsades(facts: Facts) -> bool:
    return yes(facts, "torsades_de_pointes")


def ckd_epi(creatinine_umol: float, age: float, female: bool) -> float:
    """The 2021 equation with floats, written down a second time."""
    kappa, alpha = (0.7, -0.241) if female else (0.9, -0.302)
    relative = creatinine_umol / 88.4017 / kappa
    value = 142 * min(relative, 1) ** alpha * max(relative, 1) ** -1.2 * 0.9938**age
    return float(value * (1.012 if female else 1))


def _egfrs(facts: Facts) -> list[tuple[float, str]]:
    found = []
    reported, creatinine = facts.quantity(p.EGFR_REPORTED), facts.quantity(p.CREATININE_SERUM)
    age, sex = facts.number(p.AGE), facts.word(p.SEX)
    if reported is not None:
        found.append((float(reported.value), reported.comparator))
    if creatinine is not None and age is not None and age >= 18:
        turned = {"": "", "<": ">", ">": "<"}[creatinine.comparator]
        umol = float(creatinine.to(unit("µmol/L")).value)
        sexes = {"female": [True], "male": [False]}.get(sex or "", [True, False])
        found.append((min(ckd_epi(umol, float(age), female) for female in sexes), turned))
    return found


def aki_stage(facts: Facts) -> int | None:
    stage, known = facts.number(p.AKI_STAGE), facts.answer(p.CONDITIONS["acute_kidney_injury"])
    if stage is None:
        return None if known is None else 2 if known else 0
    return 2 if known and not stage else int(stage)


def floor_of(facts: Facts) -> int | None:
    """60, 30, 15, 0 or None for not known: the lowest eGFR known, and one band lower for each stage of AKI."""
    floors = (60, 30, 15, 0)
    found = []
    for value, comparator in _egfrs(facts):
        if comparator == "<":
            if value > 15:
                return 0 if aki_stage(facts) == 3 else None  # only known to be below 60 or 30
            found.append(0)
        else:
            found.append(next(floor for floor in floors if value >= floor))
    stage = aki_stage(facts) or 0
    if not found:
        return 0 if stage == 3 else None
    return floors[max(floors.index(min(found)), stage)]


def child(facts: Facts) -> bool | None:
    age, adult = facts.number(p.AGE), facts.answer(p.ADULT)
    return age < 18 if age is not None else None if adult is None else not adult


def refused(facts: Facts) -> bool:
    """Outside the scope for every scheduled dose (TX-SEV-01)."""
    pregnant = facts.answer(p.PREGNANT) is True
    seizure = yes(facts, "seizure_now", "seizure_last_24h")
    return bool(
        child(facts)
        or pregnant
        or facts.answer(p.DIALYSIS)
        or yes(facts, "continuous_renal_replacement", "pre_eclampsia")
        or (seizure and yes(facts, "postpartum_6_weeks"))
    )


def unreliable(facts: Facts) -> bool:
    """A chelating tube or a drip arm (contamination apart, which has a test of its own)."""
    return facts.word(p.TUBE) in ("edta", "citrate", "oxalate") or facts.answer(p.DRIP_ARM) is True


def stops(facts: Facts) -> dict[str, bool | None]:
    """The items of TX-IV-H: True stops, None is not known."""
    degree, pacemaker = facts.number(p.AV_BLOCK), facts.answer(p.PACEMAKER)
    block = None if degree is None else False if degree < 2 or pacemaker else None if pacemaker is None else True
    reflex, stage = facts.word(p.PATELLAR_REFLEX), aki_stage(facts)
    urine = below(facts.quantity(p.URINE_OUTPUT), {"mL/h": "25"})
    pressure = below(facts.quantity(p.SYSTOLIC_BP), {"mmHg": "90"})
    blocker = now(facts, "neuromuscular_blocker") or (False if "drugs" in facts.asked else None)
    asked = {
        code: facts.answer(p.CONDITIONS[code])
        for code in ("recent_myocardial_damage", "myasthenia_gravis", "lambert_eaton", "liver_failure")
    }
    return {
        "av_block": block,
        "heart_rate": below(facts.quantity(p.HEART_RATE), {"/min": "40"}),
        "breathing": below(facts.quantity(p.RESPIRATORY_RATE), {"/min": "12"}),
        "reflex": None if reflex is None else reflex == "absent",
        "urine": True if yes(facts, "oliguria") else urine,
        "kidney": True if floor_of(facts) == 0 else None if stage is None else False,
        "blood_pressure": False if pressure and yes(facts, "haemodynamic_instability_arrhythmic") else pressure,
        "blocker": blocker,
        **asked,
    }


def iv_items(assessment: Assessment) -> list[tuple[Recommendation, IVDose]]:
    return [(item, item.dose) for item in assessment.plan.recommended if isinstance(item.dose, IVDose)]


def iv_scheduled(assessment: Assessment) -> list[tuple[Recommendation, IVDose]]:
    """Infusions, repeats and maintenance: everything by vein but the cards and the loading doses."""
    return [(item, dose) for item, dose in iv_items(assessment) if item.code not in CARDS | LOADS]


def iv_grams(assessment: Assessment) -> Decimal:
    """Magnesium sulfate heptahydrate of the plan in 24 hours, g."""
    return sum((dose.salt_g * dose.per_day for _item, dose in iv_items(assessment)), D(0))


def oral_items(assessment: Assessment) -> list[tuple[Recommendation, OralDose]]:
    return [(item, item.dose) for item in assessment.plan.recommended if isinstance(item.dose, OralDose)]


def oral_mmol(assessment: Assessment) -> Decimal:
    return sum((dose.mmol_per_day for _item, dose in oral_items(assessment)), D(0))


def other_items(assessment: Assessment) -> list[tuple[Recommendation, DrugDose]]:
    return [(item, item.dose) for item in assessment.plan.recommended if isinstance(item.dose, DrugDose)]


def codes(assessment: Assessment) -> set[str]:
    return {item.code for item in assessment.plan.recommended}


def warned(assessment: Assessment) -> set[str]:
    return {warning.code for warning in assessment.warnings}


def said(*statements: object) -> str:
    """All words of statements, with those inside them."""
    parts = []
    for statement in statements:
        if isinstance(statement, Statement):
            parts += [statement.template, said(*statement.values.values())]
        elif isinstance(statement, str):
            parts.append(statement)
    return " ".join(parts)


def place(assessment: Assessment) -> int | None:
    """The place of the path in the order P0 to P6; None for PX and PT, which stand outside."""
    return ORDER.index(assessment.plan.path) if assessment.plan.path in ORDER else None


def given_grams(facts: Facts) -> Decimal | None:
    """Magnesium sulfate given by vein within 24 hours, g; None when the amount is not known."""
    hours, dose = facts.number(p.GIVEN_HOURS_AGO), facts.quantity(p.GIVEN_DOSE)
    if facts.word(p.GIVEN_ROUTE) != "iv" or (hours is not None and hours >= 24):
        return D(0)
    return None if dose is None or not dose.exact else dose.to(unit("mmol")).value * D("0.24647")


GRAMS_PER_DAY = {60: D(12), 30: D(7), 15: D(5), 0: D(2), None: D(5)}
GRAMS_PER_DOSE = {60: D(6), 30: D(5), 15: D("2.5"), 0: D(0), None: D(0)}
GRAMS_PER_LOAD = {60: D(2), 30: D(2), 15: D(1), 0: D(1), None: D(1)}


def day_limit(facts: Facts) -> Decimal:
    """The most by vein in 24 hours for this kidney function and body, g."""
    weight = facts.quantity(p.WEIGHT)
    cap = GRAMS_PER_DAY[floor_of(facts)]
    return min(cap, weight.value * D("0.2")) if weight is not None and weight.value < 45 else cap
