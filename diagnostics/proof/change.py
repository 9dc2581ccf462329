"""Small changes of a patient: an answer taken away, given, or written in another unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..clinical.facts import CONDITIONS, FINDINGS, Fact, Facts, Measurement
from ..clinical.knowledge import patient as p
from ..clinical.units import Basis, Dimension, Quantity, Unit

LISTED = {FINDINGS: p.FINDINGS, CONDITIONS: p.CONDITIONS}


def without(facts: Facts, *gone: Fact) -> Facts:
    """The patient with these answers not known, also where a list asked in full answered them."""
    for name in {fact.key.partition(".")[0] for fact in gone} & set(facts.asked) & set(LISTED):
        facts = spelled_out(facts, name)
    keys = {fact.key for fact in gone}
    return replace(facts, values={key: value for key, value in facts.values.items() if key not in keys})


def spelled_out(facts: Facts, name: str) -> Facts:
    """The same patient, with every "no" of a list that was asked in full written out."""
    noes = {fact.key: False for fact in LISTED[name].values()}
    return replace(facts, values={**noes, **facts.values}, asked=facts.asked - {name})


def knowing(facts: Facts, *known: tuple[Fact, object]) -> Facts:
    return replace(facts, values={**facts.values, **{fact.key: value for fact, value in known}})


def dropped(facts: Facts, keys: Iterable[str]) -> Facts:
    """Without these values, lists left as they are."""
    gone = set(keys)
    return replace(facts, values={key: value for key, value in facts.values.items() if key not in gone})


def other_units(fact: Measurement, value: Quantity) -> list[Unit]:
    """The other units that the same number can be written in."""
    found = []
    for unit in fact.units:
        same = unit.dimension is value.unit.dimension and unit.dimension is not Dimension.RATIO
        mixed = Basis.NONE in (unit.basis, value.unit.basis) and unit.basis is not value.unit.basis
        if same and not mixed and unit is not value.unit:
            found.append(unit)
    return found
