"""Values that are possible but strange: taken as they are, and pointed out once (rulings 2 and 5).

Form, case file and interface ask here, so that all of them doubt the same values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..clinical.facts import Facts
from ..clinical.knowledge.patient import (
    ADULT,
    AGE,
    LIKELIER_IN,
    LOAD_DOSE,
    MAGNESIUM_SERUM,
    PROTOCOL,
    WEIGHT,
    suspected_unit,
)
from ..clinical.text import Statement, _, say
from ..clinical.units import MMOL

CONFIRM_VALUE = "W_CONFIRM_VALUE"
UNIT_SUSPECTED = "W_UNIT_SUSPECTED"
DRUG_NOT_ASSESSED = "W_DRUG_NOT_ASSESSED"

LARGEST_LOAD = Decimal(32)  # mmol, DX-UNIT-14
LARGEST_LOAD_PER_KG = Decimal("0.11")  # mmol/kg, DX-UNIT-14
ADULT_FROM = Decimal(18)  # years


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that a person should look at once more: warning code, place in the input, sentence, rule."""

    code: str
    path: str
    statement: Statement
    rule: str = "DX-GEN-00"


def is_child(facts: Facts) -> bool:
    """Whether the patient is known to be under 18."""
    age = facts.number(AGE)
    return facts.answer(ADULT) is False if age is None else age < ADULT_FROM


def doubts_between(facts: Facts) -> Iterator[Doubt]:
    """The doubts about what values mean together; whether one alone is usual is judged where it is read."""
    yield from _unit(facts)
    yield from _loading_dose(facts)
    yield from _age(facts)


def _unit(facts: Facts) -> Iterator[Doubt]:
    value = facts.quantity(MAGNESIUM_SERUM)
    if value and suspected_unit(value):
        said = say(
            _("{fact}: {value} would be an ordinary value in {other}. Check the unit."),
            fact=MAGNESIUM_SERUM, value=value, other=LIKELIER_IN[value.unit][2],
        )  # fmt: skip
        yield Doubt(UNIT_SUSPECTED, MAGNESIUM_SERUM.path, said, "DX-UNIT-12")


def _loading_dose(facts: Facts) -> Iterator[Doubt]:
    dose = facts.quantity(LOAD_DOSE)
    if dose is None:
        return
    mmol = dose.to(MMOL).value
    protocol, weight = facts.word(PROTOCOL) or "", facts.quantity(WEIGHT)
    per_kg = mmol / weight.value if weight and weight.value and "per_kg" in protocol else Decimal(0)
    if mmol > LARGEST_LOAD or per_kg > LARGEST_LOAD_PER_KG:
        said = say(
            _("{fact}: {value} is more than the protocol gives. Check whether mEq was taken for mmol."),
            fact=LOAD_DOSE, value=dose,
        )  # fmt: skip
        yield Doubt(CONFIRM_VALUE, LOAD_DOSE.path, said, "DX-UNIT-14")


def _age(facts: Facts) -> Iterator[Doubt]:
    age, adult = facts.number(AGE), facts.answer(ADULT)
    if age is not None and adult is not None and adult is not (age >= ADULT_FROM):
        said = say(_("{fact}: this does not agree with the age. The age counts."), fact=ADULT)
        yield Doubt(CONFIRM_VALUE, ADULT.path, said, "DX-GEN-05")
