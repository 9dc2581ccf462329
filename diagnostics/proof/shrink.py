"""From a patient who breaks a law to the smallest one who still does: drop what does not matter, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from ..clinical.facts import Count, Facts, Measurement
from ..clinical.knowledge import patient as p
from ..clinical.units import Quantity
from .edges import allowed, measured

Breaks = Callable[[Facts], bool]
PLAIN = {p.AGE.key: Decimal(50), p.WEIGHT.key: Decimal(70), p.EGFR_REPORTED.key: Decimal(95)}


def shrink(facts: Facts, breaks: Breaks, most: int = 4000) -> Facts:
    """The smallest patient found for whom `breaks` still holds, after at most so many tries.

    Answers go by halves first and then one by one, then drugs, lists asked in full, and what is known of a drug;
    last, numbers become plain ones.
    """
    left = most
    changed = True
    while changed and left > 0:
        changed = False
        for smaller in _smaller(facts):
            left -= 1
            if left <= 0:
                break
            if breaks(smaller):
                facts, changed = smaller, True
                break
    return facts


def _smaller(facts: Facts) -> Iterator[Facts]:
    """Patients one step smaller than this one, the boldest steps first."""
    keys = list(facts.values)
    size = len(keys) // 2
    while size:
        for start in range(0, len(keys), size):
            gone = set(keys[start : start + size])
            yield replace(facts, values={key: value for key, value in facts.values.items() if key not in gone})
        size //= 2
    for index in range(len(facts.drugs)):
        yield replace(facts, drugs=facts.drugs[:index] + facts.drugs[index + 1 :])
    for name in sorted(facts.asked):
        yield replace(facts, asked=facts.asked - {name})
    yield from _plainer_drugs(facts)
    yield from _plainer_values(facts)


def _plainer_drugs(facts: Facts) -> Iterator[Facts]:
    for index, drug in enumerate(facts.drugs):
        for name in ("months", "stopped_days_ago", "can_stop"):
            if getattr(drug, name) is not None:
                less = replace(drug, **{name: None})  # type: ignore[arg-type]
                yield replace(facts, drugs=(*facts.drugs[:index], less, *facts.drugs[index + 1 :]))


def _plainer_values(facts: Facts) -> Iterator[Facts]:
    for key, value in facts.values.items():
        fact = p.BY_KEY[key]
        for plainer in _plainer(key, value):
            if plainer != value and not (isinstance(fact, Measurement) and not allowed(fact, plainer)):  # type: ignore[arg-type]
                yield replace(facts, values={**facts.values, key: plainer})


def _plainer(key: str, value: object) -> Iterator[object]:
    """The same kind of answer, easier to read: fewer digits, the first unit, an ordinary age."""
    fact = p.BY_KEY[key]
    if isinstance(fact, Count) and key in PLAIN and value != PLAIN[key]:
        yield PLAIN[key]
    if not isinstance(value, Quantity) or not isinstance(fact, Measurement):
        return
    if key in PLAIN and value.value != PLAIN[key]:
        yield measured(fact, str(PLAIN[key]))
    for digits in (1, 2):
        number = Decimal(format(Decimal(f"{value.value:.{digits}g}"), "f"))
        if len(str(number)) < len(str(value.value)):
            yield replace(value, value=number)


def told(facts: Facts) -> list[str]:
    """The patient as a list of facts, one a line."""
    lines = [f"{p.BY_KEY[key].label} ({key}): {_said(value)}" for key, value in facts.values.items()]
    for drug in facts.drugs:
        known = (("months", drug.months), ("stopped, days ago", drug.stopped_days_ago), ("can stop", drug.can_stop))
        lines.append(
            f"takes {drug.name}" + "".join(f", {name}: {_said(value)}" for name, value in known if value is not None)
        )
    lines.append(f"asked in full: {', '.join(sorted(facts.asked)) or 'nothing'}")
    return lines


def _said(value: object) -> str:
    if isinstance(value, Quantity):
        return f"{value.comparator}{value.value} {value.unit}"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
