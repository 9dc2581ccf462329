"""Facts → the case that reads as these facts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..clinical.facts import DRUGS, DrugTaken, Facts
from ..clinical.knowledge.patient import FACTS
from ..clinical.units import Quantity
from .case_shape import COMPLETE, DRUG_CAN_STOP, DRUG_MONTHS, DRUG_STOPPED, LISTS, SCHEMA


def write_case(facts: Facts, case_id: str | None = None) -> dict[str, object]:
    """The case (`mgcds-case/1`) that reads as these facts.

    Numbers are int or float: exact for all that a person can type, a number with more than 17 digits loses
    the rest.
    """
    case: dict[str, Any] = {"schema": SCHEMA}
    if case_id is not None:
        case["id"] = case_id
    if facts.asked:
        case["asked"] = COMPLETE if facts.asked >= set(LISTS) else sorted(facts.asked)
    for fact in FACTS:
        if fact.key in facts.values:
            *parts, last = fact.path.split(".")
            part = case
            for name in parts:
                part = part.setdefault(name, {})
            part[last] = _written(facts.values[fact.key])
    if facts.drugs:
        case.setdefault("history", {})[DRUGS] = [_written_drug(drug) for drug in facts.drugs]
    return case


def _written(value: object) -> object:
    if isinstance(value, Quantity):
        return {"value": _written_number(value), "unit": value.unit.symbol}
    return _plain_number(value) if isinstance(value, Decimal) else value


def _written_number(value: Quantity) -> int | float | str:
    if value.exact:
        return _plain_number(value.value)
    digits = format(value.value, "f")
    if len(digits.partition(".")[2]) == 3:
        digits += "0"  # three decimals could be taken for thousands
    return value.comparator + digits


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _written_drug(drug: DrugTaken) -> dict[str, object]:
    given: dict[str, object] = {"name": drug.name}
    for fact, value in ((DRUG_MONTHS, drug.months), (DRUG_STOPPED, drug.stopped_days_ago)):
        if value is not None:
            given[fact.path] = _plain_number(value)
    if drug.can_stop is not None:
        given[DRUG_CAN_STOP.path] = drug.can_stop
    return given
