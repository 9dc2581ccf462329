"""Thresholds and conditions: tests on facts that answer with evidence.

A comparison is made in the unit the laboratory reported where the threshold has a limit in it
(DX-GEN-02). A censored value decides only where its bound does (ruling 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from .evidence import Evidence, Truth
from .facts import DRUGS, Facts, Measurement, YesNo
from .text import Statement, _, say
from .units import Quantity, Unit


@dataclass(frozen=True, slots=True)
class Threshold:
    """A cut-off. `limits` maps each unit with a limit of its own to it; the first serves the others.

    `side` is "below" or "above"; a value equal to the limit is on that side only for the units in
    `inclusive`. `places` are the decimals to which a value is rounded before it is compared (DX-GEN-03).
    """

    key: str
    label: str
    side: str
    limits: Mapping[Unit, Decimal]
    rule: str
    inclusive: frozenset[Unit] = frozenset()
    places: Mapping[Unit, int] = field(default_factory=dict)

    def native(self, unit: Unit) -> Unit:
        """The unit in which a value in `unit` is compared."""
        return unit if unit in self.limits else next(iter(self.limits))

    def limit_for(self, value: Quantity) -> Quantity:
        """The limit that `value` is held against."""
        unit = self.native(value.unit)
        return Quantity(self.limits[unit], unit, value.substance)

    def holds(self, value: Quantity | None) -> Truth:
        """Whether the value lies on this side of the limit; UNKNOWN for None or where a bound does not decide."""
        if value is None:
            return Truth.UNKNOWN
        unit = self.native(value.unit)
        number, limit = value.to(unit), self.limits[unit]
        if unit in self.places:
            number = number.rounded(self.places[unit])
        if number.comparator:
            return self._censored(number, limit)
        if number.value == limit:
            return Truth.of(unit in self.inclusive)
        return Truth.of((number.value < limit) == (self.side == "below"))

    def _censored(self, number: Quantity, limit: Decimal) -> Truth:
        towards = "<" if self.side == "below" else ">"
        decided = number.value <= limit if number.comparator == "<" else number.value >= limit
        if not decided:
            return Truth.UNKNOWN
        return Truth.of(number.comparator == towards)


class Condition(Protocol):
    """Something that can be checked against facts."""

    def check(self, facts: Facts) -> Evidence: ...


@dataclass(frozen=True, slots=True)
class Yes:
    """The question was answered yes."""

    fact: YesNo

    def check(self, facts: Facts) -> Evidence:
        truth = facts.truth(self.fact)
        said = {Truth.MET: _("{fact}: yes"), Truth.NOT_MET: _("{fact}: no"), Truth.UNKNOWN: _("{fact}: not known")}[
            truth
        ]
        missing = (self.fact.key,) if truth is Truth.UNKNOWN else ()
        return Evidence(truth, say(said, fact=self.fact), missing=missing)


@dataclass(frozen=True, slots=True)
class Passes:
    """A measurement lies on the threshold's side of its limit."""

    fact: Measurement
    threshold: Threshold

    def check(self, facts: Facts) -> Evidence:
        return passes(self.fact, facts.quantity(self.fact), self.threshold)


_SAID: dict[tuple[str, bool, bool], str] = {
    # side, inclusive, met
    ("below", False, True): _("{fact} {value} is below {limit}"),
    ("below", False, False): _("{fact} {value} is not below {limit}"),
    ("below", True, True): _("{fact} {value} is at or below {limit}"),
    ("below", True, False): _("{fact} {value} is not at or below {limit}"),
    ("above", False, True): _("{fact} {value} is above {limit}"),
    ("above", False, False): _("{fact} {value} is not above {limit}"),
    ("above", True, True): _("{fact} {value} is at or above {limit}"),
    ("above", True, False): _("{fact} {value} is not at or above {limit}"),
}


def passes(fact: Measurement, value: Quantity | None, threshold: Threshold) -> Evidence:
    """Evidence of `value` against `threshold`, with both numbers in the sentence."""
    if value is None:
        return Evidence(Truth.UNKNOWN, say(_("{fact}: not known"), fact=fact), missing=(fact.key,))
    truth, limit = threshold.holds(value), threshold.limit_for(value)
    inputs = {fact.key: value}
    if truth is Truth.UNKNOWN:
        said = say(
            _("{fact} {value}: only a bound, it does not decide against {limit}"), fact=fact, value=value, limit=limit
        )
        return Evidence(truth, said, inputs=inputs, missing=(fact.key,))
    template = _SAID[threshold.side, limit.unit in threshold.inclusive, truth is Truth.MET]
    return Evidence(truth, say(template, fact=fact, value=value, limit=limit), inputs=inputs)


@dataclass(frozen=True, slots=True)
class Takes:
    """A drug of one of these classes is taken now, or its last dose still acts."""

    classes: tuple[str, ...]
    label: str

    def check(self, facts: Facts) -> Evidence:
        found = [drug for drug in facts.drugs if drug.acts and drug.classes.intersection(self.classes)]
        if found:
            names = tuple(drug.name.removeprefix("class:").replace("_", " ") for drug in found)
            return Evidence(Truth.MET, say(_("takes {names}"), names=names), inputs={DRUGS: names})
        if DRUGS in facts.asked:
            return Evidence(Truth.NOT_MET, say(_("takes none of: {label}"), label=self.label))
        return Evidence(Truth.UNKNOWN, say(_("drugs not fully known: {label}"), label=self.label), missing=(DRUGS,))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one holds: the largest truth of the parts."""

    parts: tuple[Condition, ...]

    def check(self, facts: Facts) -> Evidence:
        return any_met([part.check(facts) for part in self.parts])


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition

    def check(self, facts: Facts) -> Evidence:
        inner = self.part.check(facts)
        return Evidence(inner.truth.negated, inner.statement, inner.because, inner.inputs, inner.missing)


@dataclass(frozen=True, slots=True)
class IfKnown:
    """The part, read as not met while it is not known: only for what a worked example shows may stay unmeasured."""

    part: Condition

    def check(self, facts: Facts) -> Evidence:
        inner = self.part.check(facts)
        if inner.truth is not Truth.UNKNOWN:
            return inner
        return Evidence(Truth.NOT_MET, inner.statement, inner.because, inner.inputs)


def any_of(*parts: Condition) -> AnyOf:
    return AnyOf(parts)


def any_met(parts: list[Evidence]) -> Evidence:
    """Kleene "or" of evidence; the sentence names the parts that decide."""
    truth = max((part.truth for part in parts), default=Truth.NOT_MET)
    return _joined(truth, parts, _("none of these holds"))


def all_met(parts: list[Evidence]) -> Evidence:
    """Kleene "and" of evidence; the sentence names the parts that decide."""
    truth = min((part.truth for part in parts), default=Truth.MET)
    return _joined(truth, parts, _("all of these hold"))


def _joined(truth: Truth, parts: list[Evidence], otherwise: str) -> Evidence:
    deciding = [part for part in parts if part.truth is truth]
    shown = deciding[:4] if truth is not Truth.NOT_MET or len(deciding) <= 2 else []
    inputs: dict[str, object] = {}
    for part in deciding:
        inputs.update(part.inputs)
    missing = tuple(dict.fromkeys(key for part in parts if part.truth is Truth.UNKNOWN for key in part.missing))
    return Evidence(
        truth,
        joined([part.statement for part in shown]) if shown else say(otherwise),
        because=tuple(deciding),
        inputs=inputs,
        missing=missing if truth is Truth.UNKNOWN else (),
    )


def joined(statements: Iterable[Statement]) -> Statement:
    """Several statements as one, parted by semicolons."""
    parts = list(statements)
    if len(parts) == 1:
        return parts[0]
    template = "; ".join(f"{{part{index}}}" for index in range(len(parts)))
    return Statement(template, {f"part{index}": part for index, part in enumerate(parts)})
