"""Which values to try for an open fact: one of each class that the rules tell apart, and each limit itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ..facts import Choice, Count, Fact, Measurement, Refused, YesNo
from ..knowledge.causes import HEREDITARY
from ..knowledge.codes import CAUSE_CODES
from ..knowledge.patient import (
    AGE,
    CALCIUM_SERUM,
    CREATININE_SERUM,
    GIVEN_HOURS_AGO,
    IONISED_CALCIUM,
    KNOWN_CAUSE,
    LOAD_URINE_MAGNESIUM,
    SPOT_MAGNESIUM,
    U24_MAGNESIUM,
    WEIGHT,
)
from ..knowledge.turning_points import DIRECT
from ..units import Quantity
from .causes import cause_label, cause_routes

# facts without a limit of their own: how they act depends on others, so a spread of values from low to high
SPREAD: dict[Fact, tuple[str, ...]] = {
    CREATININE_SERUM: ("40", "80", "110", "150", "260", "420", "900"),  # µmol/L
    CALCIUM_SERUM: ("1.4", "1.7", "1.85", "1.95", "2.1", "2.3", "2.8"),  # mmol/L
    IONISED_CALCIUM: ("0.7", "0.9", "1.0", "1.05", "1.2", "1.5"),  # mmol/L
    U24_MAGNESIUM: ("0", "0.2", "0.6", "1.2", "3", "8"),  # mmol/L
    SPOT_MAGNESIUM: ("0", "0.2", "0.6", "1.5", "4", "10"),  # mmol/L
    LOAD_URINE_MAGNESIUM: ("1", "5", "14", "20", "25", "30"),  # mmol/24h
    WEIGHT: ("40", "70", "120"),  # kg
    AGE: ("17", "18", "40", "75", "90"),  # years
    GIVEN_HOURS_AGO: ("1", "12", "48", "100"),  # hours
}
COUNTED = ("0", "1", "3", "14", "60", "400")
MEASURED = ("0", "0.1", "0.5", "1", "3", "10", "30", "100", "1500", "3500")


def values_to_try(fact: Fact) -> Iterator[object]:
    """The values, the telling ones first; none for a fact of another kind."""
    if isinstance(fact, YesNo):
        yield from (True, False)
    elif isinstance(fact, Choice):
        yield from _causes() if fact is KNOWN_CAUSE else (word for word, _label in fact.options)
    elif isinstance(fact, Count):
        numbers = tuple(map(str, fact.options)) or SPREAD.get(fact, COUNTED)
        yield from (Decimal(number) for number in numbers if fact.low <= Decimal(number) <= fact.high)
    elif isinstance(fact, Measurement):
        yield from _measured(fact)


@cache
def _causes() -> tuple[str, ...]:
    """One known cause of each kind with the same routes: by these it acts on the answer."""
    found: dict[object, str] = {}
    for code in CAUSE_CODES:
        found.setdefault((cause_label(code)[0], cause_routes(code), code in HEREDITARY), code)
    return tuple(found.values())


def _measured(fact: Measurement) -> Iterator[Quantity]:
    """Within the hard limits: a spread, or both sides of every limit and the limit itself."""
    if fact in DIRECT and fact not in SPREAD:
        yield from filter(lambda value: _allowed(fact, value), _round_the_limits(fact))
        return
    for number in SPREAD.get(fact, MEASURED):
        value = Quantity(Decimal(number), fact.units[0], fact.substance)
        if _allowed(fact, value):
            yield value


def _round_the_limits(fact: Measurement) -> Iterator[Quantity]:
    for threshold in DIRECT[fact]:
        for unit, limit in threshold.limits.items():
            if unit in fact.units:
                for factor in ("0.9", "1", "1.1"):
                    yield Quantity(limit * Decimal(factor), unit, fact.substance)


def _allowed(fact: Measurement, value: Quantity) -> bool:
    try:
        fact.judge(value)
    except Refused:
        return False
    return True
