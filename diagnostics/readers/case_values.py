"""One value of a case → a Reading, or Refused with the sentence that says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, NoReturn

from ..clinical.facts import Choice, Count, DrugTaken, Fact, Measurement, Reading, Refused, YesNo
from ..clinical.knowledge.codes import CAUSE_CODES
from ..clinical.knowledge.drugs import CLASSES, find_drug
from ..clinical.knowledge.drugs import DRUGS as KNOWN_DRUGS
from ..clinical.knowledge.patient import HEIGHT, KNOWN_CAUSE, WEIGHT
from ..clinical.text import Statement, _, say
from ..clinical.units import Quantity
from .case_shape import CLASS_PREFIX, LONGEST_NUMBER, LONGEST_TEXT
from .doubts import DRUG_NOT_ASSESSED
from .given import exact, is_clean, is_number, nearest, shown, some

QUANTITY_KEYS = ("value", "unit")
LIKE_A_MISSPELLING = 0.86  # not so low that another drug is suggested: carvedilol is no calcifediol
QUANTITY_FORM = '{"value": 0.45, "unit": "mmol/L"}'

# For a child the answer is "out of scope", also where weight or height are outside the limits of adults.
_OF_A_CHILD = {fact.key: replace(fact, hard=None, usual=None) for fact in (WEIGHT, HEIGHT)}


def read_value(fact: Fact, value: object, *, child: bool = False) -> Reading | None:
    """A value as its fact reads it; None for a quantity whose number is not known. Raises Refused."""
    if isinstance(fact, Measurement):
        return _quantity(fact, value, child)
    if isinstance(fact, Count):
        return fact.read(_number(value))
    if isinstance(fact, YesNo):
        return _yes_no(fact, value)
    if fact is KNOWN_CAUSE:
        return _cause(value)
    assert isinstance(fact, Choice)
    return fact.read(shown(value))


def _refuse(template: str, **values: object) -> NoReturn:
    raise Refused(Statement(template, values))


def _quantity(fact: Measurement, value: object, child: bool) -> Reading | None:
    if not isinstance(value, dict):
        _refuse(_("{fact}: choose the unit and write both like this: {form}."), form=QUANTITY_FORM)
    number, unit = value.get("value"), _unit(fact, value)
    if number is None:
        return None
    if not unit:
        said = _("{fact}: choose the unit. Without it the number means nothing ({units}).")
        _refuse(said, units=some(each.symbol for each in fact.units))
    if child and fact.key in _OF_A_CHILD:
        return _of_a_child(_OF_A_CHILD[fact.key], number, unit)
    return fact.read(_number(number), unit)


def _unit(fact: Measurement, value: Mapping[Any, object]) -> str:
    """The text of the unit, which must be one of the fact's, or an empty one."""
    unit = value.get("unit")
    if unit is None:
        return ""
    if not isinstance(unit, str):
        _refuse(_("{fact}: write the unit as a text."))
    return fact.unit(shown(unit)).symbol


def _of_a_child(fact: Measurement, number: object, unit: str) -> Reading:
    reading = fact.read(_number(number), unit)
    if isinstance(reading.value, Quantity) and reading.value.value <= 0:
        _refuse(_("{fact}: the number must be above 0."))
    return reading


def _number(value: object) -> str | Decimal:
    """A number of the case, or one as a person typed it."""
    if isinstance(value, str) and len(value) <= LONGEST_NUMBER:
        return value
    number = exact(value) if is_number(value) else None
    if number is None:
        _refuse(_("{fact}: this is not a number. Write it like 0.45 or 0,45."))
    return number


def _yes_no(fact: YesNo, value: object) -> Reading:
    if not isinstance(value, bool):
        _refuse(_("{fact}: write true, false or null."))
    return fact.read(value)


def _cause(value: object) -> Reading:
    if isinstance(value, str) and value in CAUSE_CODES:
        return Reading(value)
    said = _("{fact}: “{code}” is not a known cause. Nearest known code: {near}.")
    _refuse(said, code=shown(value), near=nearest(shown(value), CAUSE_CODES) or CAUSE_CODES[0])


# -- drugs -----------------------------------------------------------------------------------------


def read_drug_name(name: object) -> tuple[DrugTaken, tuple[tuple[str, Statement], ...]]:
    """The drug or class of that name, and a doubt if the knowledge does not hold it. Raises Refused."""
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_TEXT or not is_clean(name):
        _refuse(_("{fact}: write the name of the drug, at most {most} characters."), most=LONGEST_TEXT)
    if name.strip().lower().startswith(CLASS_PREFIX):
        return DrugTaken(name, "", frozenset((_drug_class(name),))), ()
    drug = find_drug(name)
    if drug:
        return DrugTaken(name, drug.key, frozenset(drug.classes)), ()
    return DrugTaken(name, "", frozenset()), ((DRUG_NOT_ASSESSED, _not_assessed(shown(name))),)


def _drug_class(name: str) -> str:
    code = name.strip().lower().removeprefix(CLASS_PREFIX).strip()
    if code not in CLASSES:
        near = nearest(shown(code), tuple(CLASSES)) or next(iter(CLASSES))
        said = _("{fact}: “{code}” is not a known class. Nearest known class: {near}.")
        _refuse(said, code=shown(code), near=f"{CLASS_PREFIX}{near}")
    return code


def _not_assessed(name: str) -> Statement:
    near = _nearest_drug(name)
    if near:
        said = _("“{name}” is not known here and was not assessed. The nearest known name is “{near}”.")
        return say(said, name=name, near=near)
    return say(_("“{name}” is not known here and was not assessed."), name=name)


def _nearest_drug(name: str) -> str:
    code = name.strip().lower().replace(" ", "_")
    return f"{CLASS_PREFIX}{code}" if code in CLASSES else nearest(name, _DRUG_NAMES, LIKE_A_MISSPELLING)


_DRUG_NAMES = tuple(
    sorted({name.lower() for drug in KNOWN_DRUGS.values() for name in (drug.label, *drug.names)})
)  # fmt: skip
