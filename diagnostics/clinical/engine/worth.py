"""What is the next test worth? For each open test, whether any result of it can still change the route or the plan.

Results are taken class by class, one value from the middle of each, and the questions asked again. A test
that can change neither is not worth taking for this patient now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from ..assessment import NextStep, Plan
from ..facts import Facts, Measurement
from ..formulas import predicted_creatinine_excretion
from ..knowledge.patient import (
    ADJUSTED_CALCIUM,
    AGE,
    CREATININE_SERUM,
    DRIP_ARM,
    EGFR_REPORTED,
    GIVEN_HOURS_AGO,
    GIVEN_ROUTE,
    HAEMOLYSED,
    LOAD_DOSE,
    LOAD_URINE_CREATININE,
    LOAD_URINE_MAGNESIUM,
    MAGNESIUM_SERUM,
    POTASSIUM_SERUM,
    QTC,
    REPORTED_FEMG,
    SEX,
    SPOT_CREATININE,
    SPOT_MAGNESIUM,
    TUBE,
    U24_CREATININE,
    U24_MAGNESIUM,
    WEIGHT,
)
from ..sureness import Worth
from ..text import Statement, _, say
from ..units import MG_24H, ML_MIN_173, MMOL, MMOL_24H, MMOL_L, MS, PERCENT, Quantity, Unit
from .conclude import Conclusions, conclude
from .treatment import treat

Results = Iterator[tuple[str, Facts]]

# one value of each class, from its middle (the classes of DX-U24-02, DX-FEMG-03 and -04, DX-MLT-04, and the limits of the plan)
U24_VALUES = (("renal", "2.0"), ("grey", "0.75"), ("conserved", "0.25"))  # mmol/24h
FEMG_VALUES = (("renal", "12"), ("grey", "3"), ("conserved", "1"))  # %
RETENTION_VALUES = (("depleted", "75"), ("equivocal", "35"), ("replete_or_wasting", "10"))  # %
MAGNESIUM_VALUES = ("0.35", "0.45", "0.55", "0.65", "0.78", "0.95", "1.1")  # mmol/L
POTASSIUM_VALUES = ("2.2", "2.8", "3.2", "4.2", "5.3", "6.5")  # mmol/L
CALCIUM_VALUES = ("1.7", "2.05", "2.35")  # mmol/L, adjusted
EGFR_VALUES = ("95", "75", "50", "37", "20", "10")  # mL/min/1.73 m2
QTC_VALUES = ("420", "490", "520")  # ms
LOAD = Decimal(30)  # mmol


def worths(found: Conclusions, plan: Plan, steps: tuple[NextStep, ...]) -> tuple[Worth, ...]:
    """The worth of every open step that is a test with results."""
    return tuple(_worth(found, plan, step.code) for step in steps if step.code in RESULTS)


def _worth(found: Conclusions, plan: Plan, code: str) -> Worth:
    """Ask again under each result, until nothing more can be found out; of urine tests a plan per route is enough."""
    outcomes: dict[tuple[str, str, str], None] = {}
    treatment = signature(plan)
    same = {_key(found)} if code in OF_URINE else set()  # a urine test acts on the plan through the route alone
    changes_route = changes_plan = False
    for result, facts in RESULTS[code](found.inquiry.facts):
        there = conclude(facts, found.inquiry.knowledge)
        outcomes[(result, there.route.value, there.path.code)] = None
        changes_route = changes_route or there.route.value != found.route.value
        if not changes_plan and _key(there) not in same:
            changes_plan = signature(treat(there.situation, there.path)) != treatment
            same |= {_key(there)} if code in OF_URINE else set()
        if changes_plan and (changes_route or code not in OF_ROUTE):
            break  # nothing more to find out
    return Worth(code, changes_route, changes_plan, _said(changes_route, changes_plan), tuple(outcomes))


def _key(found: Conclusions) -> tuple[str, str, str]:
    return found.route.value, found.route.certainty, found.path.code


def signature(plan: Plan) -> tuple[object, ...]:
    """What is given and how: the path and the items with their doses, apart from the list of missing tests."""
    items = {(item.code, item.dose, item.automatic) for item in plan.recommended if item.code != "REQUEST_TESTS"}
    return plan.path, frozenset(items)


def _said(route: bool, plan: bool) -> Statement:
    if route and plan:
        return say(_("It can still change where magnesium is lost, and the plan"))
    if route:
        return say(_("It can still change where magnesium is lost, but not the plan"))
    if plan:
        return say(_("It can still change the plan"))
    return say(_("No result of it would change the route or the plan"))


# -- the results of each test ----------------------------------------------------------------------------------------


def _measured(fact: Measurement, number: str | Decimal, unit: Unit) -> dict[str, object]:
    return {fact.key: Quantity(Decimal(number), unit, fact.substance)}


def _with(facts: Facts, *more: dict[str, object]) -> Facts:
    values = {key: value for each in more for key, value in each.items()}
    return facts.having(**{key.replace(".", "__"): value for key, value in values.items()})


def complete_collection(facts: Facts, fact: Measurement) -> dict[str, object]:
    """The creatinine of a complete collection, where it can be predicted (DX-U24-03)."""
    age, sex, weight = facts.number(AGE), facts.word(SEX), facts.quantity(WEIGHT)
    if age is None or sex not in ("female", "male") or weight is None:
        return {}
    predicted = predicted_creatinine_excretion(age_years=age, female=sex == "female", weight=weight)
    return {fact.key: Quantity(predicted.value, MG_24H, fact.substance)}


def femg_of(facts: Facts, percent: str) -> dict[str, object]:
    """A spot sample with this FEMg: measured where the serum allows it, else as a laboratory reports it."""
    serum, creatinine = facts.quantity(MAGNESIUM_SERUM), facts.quantity(CREATININE_SERUM)
    if serum is None or creatinine is None or not (serum.exact and creatinine.exact):
        return _measured(REPORTED_FEMG, percent, PERCENT)
    urine_creatinine = Decimal(8)
    magnesium = Decimal(percent) / 100 * Decimal("0.7") * serum.to(MMOL_L).value * urine_creatinine
    magnesium /= creatinine.to(MMOL_L).value
    return _measured(SPOT_MAGNESIUM, magnesium, MMOL_L) | _measured(SPOT_CREATININE, urine_creatinine, MMOL_L)


def _urine_24h(facts: Facts) -> Results:
    """A complete collection; without a spot sample its own FEMg may be of any class beside it."""
    creatinine = complete_collection(facts, U24_CREATININE)
    spot = facts.quantity(SPOT_MAGNESIUM) is not None or facts.quantity(REPORTED_FEMG) is not None
    for grade, number in U24_VALUES:
        timed = _measured(U24_MAGNESIUM, number, MMOL_24H) | creatinine
        if spot:
            yield grade, _with(facts, timed)
            continue
        for _grade, percent in FEMG_VALUES:
            yield grade, _with(facts, timed, femg_of(facts, percent))


def _urine_spot(facts: Facts) -> Results:
    for grade, percent in FEMG_VALUES:
        yield grade, _with(facts, femg_of(facts, percent))


def _loading(facts: Facts) -> Results:
    creatinine = complete_collection(facts, LOAD_URINE_CREATININE)
    for grade, retained in RETENTION_VALUES:
        excreted = LOAD * (100 - Decimal(retained)) / 100
        load = _measured(LOAD_DOSE, LOAD, MMOL) | _measured(LOAD_URINE_MAGNESIUM, excreted, MMOL_24H)
        yield grade, _with(facts, load, creatinine)


def _given(facts: Facts) -> Results:
    yield "none", _with(facts, {GIVEN_ROUTE.key: "none"})
    yield "oral", _with(facts, {GIVEN_ROUTE.key: "oral", GIVEN_HOURS_AGO.key: Decimal(12)})


def _repeat_serum(facts: Facts) -> Results:
    sound = {TUBE.key: "serum", HAEMOLYSED.key: False, DRIP_ARM.key: False}
    for number in MAGNESIUM_VALUES:
        yield number, _with(facts, sound, _measured(MAGNESIUM_SERUM, number, MMOL_L))


def _values(fact: Measurement, numbers: tuple[str, ...], unit: Unit) -> Callable[[Facts], Results]:
    def results(facts: Facts) -> Results:
        for number in numbers:
            yield number, _with(facts, _measured(fact, number, unit))

    return results


RESULTS: dict[str, Callable[[Facts], Results]] = {
    "urine_24h": _urine_24h,
    "urine_spot": _urine_spot,
    "loading_test": _loading,
    "magnesium_given": _given,
    "repeat_serum": _repeat_serum,
    "creatinine": _values(EGFR_REPORTED, EGFR_VALUES, ML_MIN_173),
    "potassium": _values(POTASSIUM_SERUM, POTASSIUM_VALUES, MMOL_L),
    "calcium": _values(ADJUSTED_CALCIUM, CALCIUM_VALUES, MMOL_L),
    "ecg": _values(QTC, QTC_VALUES, MS),
}
OF_URINE = ("urine_24h", "urine_spot", "loading_test", "magnesium_given")
OF_ROUTE = (*OF_URINE, "repeat_serum", "creatinine")
