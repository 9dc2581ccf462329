"""What would change this? For each measured value, the first value beyond which a conclusion is another one.

The turning points come from the rules; between two of them nothing can change, so one question for each
interval gives the conclusion in all of it. The chance that a person's own level lies in an interval is
exact for a value that varies in proportion to itself (log-normal); only one value varies at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from heapq import heappop, heappush
from math import erfc, log, sqrt

from ..facts import Measurement
from ..knowledge.patient import FACTS
from ..knowledge.turning_points import DIRECT
from ..knowledge.variation import VARIATION
from ..sureness import Change, Flip
from ..units import Quantity, round_half_up
from .conclude import Conclusions, conclude
from .turning import Turn, turning_points

CONCLUSIONS = ("severity", "route", "path")
LIKELY_STEPS = 4.0  # in coefficients of variation: beyond that the chance is negligible
FARTHEST_STEPS = 12.0  # beyond that a value says nothing about the one that was measured
UNKNOWN_VARIATION = Decimal(10)  # percent; only for the order in which values without one are looked at
NEGLIGIBLE_PERCENT = Decimal(1)
WALKED = tuple(fact for fact in FACTS if isinstance(fact, Measurement) and (fact in DIRECT or fact.key in VARIATION))


def flips(found: Conclusions) -> tuple[Flip, ...]:
    """For each conclusion the values that would change it: the nearest one, and all with a chance worth a word.

    Nearness counts in coefficients of variation of the value, a tenth more being as far as a tenth less.
    """
    now = answers(found)
    sides = _walk(found, now)
    each = [(side.nearness, flip) for side in sides for flip in side.flips(now)]
    each.sort(
        key=lambda pair: (CONCLUSIONS.index(pair[1].conclusion), -_chance(pair[1]), pair[0](pair[1].if_.to.value))
    )
    nearest = {
        conclusion: min(
            (pair for pair in each if pair[1].conclusion == conclusion),
            key=lambda pair: pair[0](pair[1].if_.to.value),
            default=None,
        )
        for conclusion in CONCLUSIONS
    }
    return tuple(
        pair[1] for pair in each if pair is nearest[pair[1].conclusion] or _chance(pair[1]) >= NEGLIGIBLE_PERCENT
    )


def _chance(flip: Flip) -> Decimal:
    return flip.chance_percent or Decimal(0)


def answers(found: Conclusions) -> dict[str, str]:
    """The words of the conclusions that may turn."""
    return {"severity": found.situation.level.severity, "route": found.route.value, "path": found.path.code}


@dataclass(frozen=True, slots=True)
class Interval:
    """Values between two turning points: the first of them on the grid of reporting, and the chance to be there."""

    first: Decimal
    chance: Decimal | None
    answers: dict[str, str]


@dataclass(slots=True)
class Side:
    """One measured value and its turning points in one direction, nearest first."""

    fact: Measurement
    value: Quantity
    turns: list[Turn]
    up: bool
    passed: list[Interval] = field(default_factory=list)

    def nearness(self, to: Decimal) -> float:
        """The distance in coefficients of variation, on the scale of ratios."""
        now = self.value.value
        if now <= 0 or to <= 0:
            return float("inf")
        row = VARIATION.get(self.fact.key)
        cv = row.together if row else UNKNOWN_VARIATION
        return abs(log(float(to) / float(now))) / float(cv / 100)

    def next_distance(self, place: int) -> float | None:
        """How far the next interval begins; None where there is none."""
        return self.nearness(self.turns[place].at) if place < len(self.turns) else None

    def look_beyond(self, place: int, found: Conclusions) -> None:
        """Ask what is concluded in the interval that begins at a turning point."""
        turn = self.turns[place]
        end = self.turns[place + 1] if place + 1 < len(self.turns) else None
        first = first_beyond(turn, end, self.value, up=self.up)
        if first is None or not _allowed(self.fact, self.value, first):
            return
        there = found.inquiry.facts.having(**{self.fact.key.replace(".", "__"): _as(self.value, first)})
        chance = chance_between(self.fact.key, self.value.value, turn.at, end.at if end else None, up=self.up)
        self.passed.append(Interval(first, chance, answers(conclude(there, found.inquiry.knowledge))))

    def flips(self, now: dict[str, str]) -> Iterator[Flip]:
        """The first change of each conclusion on this side, with the chance of all changes of it."""
        for conclusion in CONCLUSIONS:
            other = [interval for interval in self.passed if interval.answers[conclusion] != now[conclusion]]
            if not other:
                continue
            chances = [interval.chance for interval in other if interval.chance is not None]
            chance = round_half_up(sum(chances, Decimal(0)), 1) if chances else None
            change = Change(self.fact, self.value, _as(self.value, other[0].first))
            yield Flip(conclusion, now[conclusion], other[0].answers[conclusion], change, chance)


def _as(value: Quantity, number: Decimal) -> Quantity:
    return Quantity(number, value.unit, value.substance)


def _walk(found: Conclusions, now: dict[str, str]) -> list[Side]:
    """Look into the intervals of all values, nearest first, until nothing likely is left and every answer has turned."""
    sides = [side for fact in WALKED for side in _sides(found, fact)]
    waiting: list[tuple[float, int, int]] = []
    for number, side in enumerate(sides):
        _put(waiting, side, number, 0)
    turned: set[str] = set()
    while waiting:
        distance, number, place = heappop(waiting)
        if distance > FARTHEST_STEPS or (distance > LIKELY_STEPS and len(turned) == len(CONCLUSIONS)):
            break
        side = sides[number]
        side.look_beyond(place, found)
        turned |= {word for interval in side.passed[-1:] for word in CONCLUSIONS if interval.answers[word] != now[word]}
        _put(waiting, side, number, place + 1)
    return sides


def _put(waiting: list[tuple[float, int, int]], side: Side, number: int, place: int) -> None:
    distance = side.next_distance(place)
    if distance is not None:
        heappush(waiting, (distance, number, place))


def _sides(found: Conclusions, fact: Measurement) -> list[Side]:
    value = found.inquiry.facts.quantity(fact)
    if value is None or not value.exact:
        return []
    turns = turning_points(found, fact)
    below = [turn for turn in reversed(turns) if turn.at < value.value or (turn.at == value.value and turn.upper)]
    above = [turn for turn in turns if turn.at > value.value or (turn.at == value.value and not turn.upper)]
    return [Side(fact, value, below, up=False), Side(fact, value, above, up=True)]


def _allowed(fact: Measurement, value: Quantity, number: Decimal) -> bool:
    """Inside the hard limits: outside of them a value is refused and cannot be measured."""
    low, high, unit = fact.hard.bounds(value.unit, fact.substance) if fact.hard else (None, None, value.unit)
    there = _as(value, number).to(unit).value
    return there > 0 and (low is None or there >= low) and (high is None or there <= high)


def first_beyond(turn: Turn, end: Turn | None, value: Quantity, *, up: bool) -> Decimal | None:
    """The first value on the grid of reporting beyond a turning point; the middle where none fits before the next."""
    step = _step(turn, value.value)
    steps = turn.at / step
    if steps == steps.to_integral_value():
        on_this_side = turn.upper is up  # the point itself lies beyond
        first = turn.at if on_this_side else turn.at + (step if up else -step)
    else:
        first = (steps.to_integral_value(ROUND_FLOOR) + (1 if up else 0)) * step
    if end is not None and (first > end.at if up else first < end.at):
        return None if turn.at == end.at else (turn.at + end.at) / 2
    return first


def _step(turn: Turn, measured: Decimal) -> Decimal:
    """One in the last place that was reported, or that the limit has; a third significant figure for a solved index."""
    reported = Decimal(1).scaleb(min(int(measured.as_tuple().exponent), 0))
    if turn.printed:
        return min(reported, Decimal(1).scaleb(min(int(turn.at.as_tuple().exponent), 0)))
    return min(reported, Decimal(1).scaleb(turn.at.adjusted() - 2))


# -- chance ----------------------------------------------------------------------------------------------------------


def chance_between(key: str, measured: Decimal, start: Decimal, end: Decimal | None, *, up: bool) -> Decimal | None:
    """The chance, in percent, that the person's own level lies between two values on one side of the measured one.

    The level varies in proportion to itself: its logarithm is normal around the measured value, with the
    coefficients of `knowledge/variation.py`. None where there are none.
    """
    row = VARIATION.get(key)
    if row is None or measured <= 0:
        return None
    return Decimal(str(100 * share_between(measured, start, end, cv=row.together / 100, up=up)))


def share_between(measured: Decimal, start: Decimal, end: Decimal | None, *, cv: Decimal, up: bool) -> float:
    """The share of a log-normal distribution between two values, both on the same side of its median."""
    sigma = sqrt(log(1 + float(cv) ** 2))
    beyond_start = _tail(measured, start, sigma, up=up)
    return beyond_start - (_tail(measured, end, sigma, up=up) if end is not None else 0.0)


def _tail(measured: Decimal, limit: Decimal, sigma: float, *, up: bool) -> float:
    """The share beyond a limit."""
    if limit <= 0:
        return 1.0 if up else 0.0
    if sigma == 0:
        return 0.0
    z = log(float(limit) / float(measured)) / sigma
    return 0.5 * erfc((z if up else -z) / sqrt(2))
