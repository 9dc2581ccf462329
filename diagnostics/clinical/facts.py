"""What can be known about a patient, how it is read, and what is known of one patient.

A fact knows its label, units and plausible range and reads what was written ("one door in"). `Facts`
holds the values of one patient; what is absent is unknown, never normal (DX-GEN-01).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum

from .evidence import Truth
from .reading import Unreadable, read_number
from .text import Statement, _, say
from .units import IncompatibleUnits, Quantity, Substance, Unit, find_unit


class Step(Enum):
    """The pages of the workup; each fact is asked on one of them."""

    START = "start"
    SERUM = "serum"
    HISTORY = "history"
    URINE_24H = "urine-24h"
    FRACTIONAL_EXCRETION = "fractional-excretion"
    LOADING_TEST = "loading-test"


class Refused(ValueError):
    """What was given cannot be taken; `statement` says what happened and what to do."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(statement.template)
        self.statement = statement


@dataclass(frozen=True, slots=True)
class Range:
    """Limits in each unit that has limits of its own; the first unit serves all others by conversion.

    `low` and `high` belong to the range. None means no limit on that side.
    """

    limits: tuple[tuple[Unit, Decimal | None, Decimal | None], ...]

    def bounds(self, unit: Unit, substance: Substance | None) -> tuple[Decimal | None, Decimal | None, Unit]:
        """The limits that hold for a value in `unit`, and the unit they are in."""
        for own, low, high in self.limits:
            if own is unit:
                return low, high, own
        first, low, high = self.limits[0]
        return low, high, first


@dataclass(frozen=True, slots=True, repr=False)
class Fact:
    """Something that can be known. `key` names it in forms, cases and code, `path` in the machine interface."""

    key: str
    path: str
    label: str
    step: Step
    hint: str = ""

    def __repr__(self) -> str:
        return f"<{self.key}>"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as read, with the reasons why a person should look at it once more.

    `doubts` are (warning code, statement): W_CONFIRM_VALUE for an unusual value, W_UNIT_SUSPECTED
    for one that fits another unit better.
    """

    value: object
    doubts: tuple[tuple[str, Statement], ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Measurement(Fact):
    """A fact with a number and a unit. `hard` limits refuse, outside `usual` a person confirms once."""

    units: tuple[Unit, ...] = ()
    substance: Substance | None = None
    hard: Range | None = None
    usual: Range | None = None
    signed: bool = False
    below_detection: bool = False

    def unit(self, text: str) -> Unit:
        """The unit that `text` names. Raises Refused if it is none of this fact's units."""
        unit = find_unit(text)
        if unit is None or unit not in self.units:
            raise Refused(
                say(
                    _("{fact}: “{unit}” is not a unit for it. Use {units}."),
                    fact=self,
                    unit=text[:40],
                    units=", ".join(u.symbol for u in self.units),
                )
            )
        return unit

    def read(self, written: str | int | Decimal, unit_text: str = "") -> Reading:
        """Read a number and its unit, as typed or sent.

        A unit pasted behind the number must equal the chosen one, or stand in for one not chosen.
        Raises Refused with a sentence for the person who wrote it.
        """
        if isinstance(written, str):
            try:
                parsed = read_number(written, signed=self.signed)
            except Unreadable as problem:
                raise Refused(say(_("{fact}: {problem}"), fact=self, problem=problem.statement)) from problem
            value, comparator, pasted = parsed.value, parsed.comparator, parsed.unit_text
        else:
            value, comparator, pasted = Decimal(written), "", ""
        if not value.is_finite():
            raise Refused(say(_("{fact}: this is not a number. Write it like 0.45 or 0,45."), fact=self))
        unit_text = self._chosen_unit(pasted, unit_text)
        return self.judge(Quantity(value, self.unit(unit_text), self.substance, comparator))

    def _chosen_unit(self, pasted: str, chosen: str) -> str:
        if pasted and chosen and self.unit(pasted) is not self.unit(chosen):
            raise Refused(
                say(
                    _("{fact}: the number was written in {pasted}, but {chosen} is chosen. Make them agree."),
                    fact=self,
                    pasted=pasted[:20],
                    chosen=chosen[:20],
                )
            )
        if pasted or chosen:
            return pasted or chosen
        if len(self.units) == 1:
            return self.units[0].symbol
        raise Refused(
            say(
                _("{fact}: choose the unit. Without it the number means nothing ({units})."),
                fact=self,
                units=", ".join(u.symbol for u in self.units),
            )
        )

    def judge(self, value: Quantity) -> Reading:
        """Hold a quantity against the hard and the usual limits. Raises Refused outside the hard ones."""
        if self.hard and not _inside(value, self.hard):
            low, high, unit = self.hard.bounds(value.unit, self.substance)
            raise Refused(
                say(
                    _("{fact}: {value} is outside {low} to {high}. Check the number and its unit."),
                    fact=self,
                    value=value,
                    low=_plain(low),
                    high=_limit(high, unit),
                )
            )
        if self.usual and value.exact and not _inside(value, self.usual):
            low, high, unit = self.usual.bounds(value.unit, self.substance)
            doubt = say(_("{fact}: {value} is unusual. Check the number and its unit."), fact=self, value=value)
            return Reading(value, (("W_CONFIRM_VALUE", doubt),))
        return Reading(value)


def _plain(limit: Decimal | None) -> object:
    return "…" if limit is None else limit


def _limit(limit: Decimal | None, unit: Unit) -> object:
    return "…" if limit is None else Quantity(limit, unit)


def _inside(value: Quantity, limits: Range) -> bool:
    low, high, unit = limits.bounds(value.unit, value.substance)
    number = value.to(unit).value
    # a censored value is judged by its bound: "<0.10" may lie below the lowest limit
    below = low is not None and number < low
    above = high is not None and number > high
    return not below and not above


@dataclass(frozen=True, slots=True, repr=False)
class YesNo(Fact):
    """A question with the answers yes, no and not known."""

    def read(self, written: object) -> Reading:
        if isinstance(written, bool):
            return Reading(written)
        if written in ("yes", "no"):
            return Reading(written == "yes")
        raise Refused(say(_("{fact}: answer yes, no or not known."), fact=self))


@dataclass(frozen=True, slots=True, repr=False)
class Choice(Fact):
    """A fact with one of a few words; `options` are (word, label)."""

    options: tuple[tuple[str, str], ...] = ()

    def read(self, written: object) -> Reading:
        if isinstance(written, str) and written in dict(self.options):
            return Reading(written)
        words = ", ".join(word for word, _label in self.options)
        shown = str(written)[:40]
        raise Refused(say(_("{fact}: “{written}” is none of {words}."), fact=self, written=shown, words=words))


@dataclass(frozen=True, slots=True, repr=False)
class Count(Fact):
    """A plain number in one fixed unit, such as years, months or days."""

    unit: Unit = field(kw_only=True)
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(100000)
    usual_high: Decimal | None = None
    options: tuple[int, ...] = ()

    def read(self, written: str | int | Decimal) -> Reading:
        if isinstance(written, str):
            try:
                parsed = read_number(written)
            except Unreadable as problem:
                raise Refused(say(_("{fact}: {problem}"), fact=self, problem=problem.statement)) from problem
            if parsed.comparator or (parsed.unit_text and find_unit(parsed.unit_text) is not self.unit):
                raise Refused(say(_("{fact}: write a plain number of {unit}."), fact=self, unit=self.unit.symbol))
            written = parsed.value
        value = Decimal(written)
        if not value.is_finite() or not self.low <= value <= self.high:
            raise Refused(
                say(
                    _("{fact}: {value} is outside {low} to {high}. Check the number and its unit."),
                    fact=self,
                    value=_shown(value, self.unit),
                    low=self.low,
                    high=_shown(self.high, self.unit),
                )
            )
        if self.options and value not in self.options:
            words = ", ".join(str(option) for option in self.options)
            raise Refused(say(_("{fact}: “{written}” is none of {words}."), fact=self, written=value, words=words))
        if self.usual_high is not None and value > self.usual_high:
            doubt = say(
                _("{fact}: {value} is unusual. Check the number and its unit."),
                fact=self,
                value=_shown(value, self.unit),
            )
            return Reading(value, (("W_CONFIRM_VALUE", doubt),))
        return Reading(value)


def _shown(value: Decimal, unit: Unit) -> object:
    return value if not unit.symbol or unit.symbol == "ratio" or not value.is_finite() else Quantity(value, unit)


@dataclass(frozen=True, slots=True)
class DrugTaken:
    """A drug in the history.

    `drug` is the key of its row in knowledge/drugs.py, or "" for one that the knowledge does not hold;
    `classes` are the class codes that row belongs to. `months` and `stopped_days_ago` are None when not
    known (for the latter: still taken). `can_stop` is yes, no or not known.
    """

    name: str
    drug: str
    classes: frozenset[str]
    months: Decimal | None = None
    stopped_days_ago: Decimal | None = None
    can_stop: bool | None = None

    @property
    def acts(self) -> bool:
        """Taken now, or stopped less than a day ago: the last dose still works."""
        return self.stopped_days_ago is None or self.stopped_days_ago < 1


FINDINGS, CONDITIONS, DRUGS = "findings", "conditions", "drugs"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one patient.

    `values` by fact key; `asked` holds the lists (findings, conditions, drugs) of which everything not
    listed was asked and answered no. `confirmed` are the keys of unusual values that a person confirmed.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    drugs: tuple[DrugTaken, ...] = ()
    asked: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()

    def quantity(self, fact: Measurement) -> Quantity | None:
        value = self.values.get(fact.key)
        return value if isinstance(value, Quantity) else None

    def number(self, fact: Count) -> Decimal | None:
        value = self.values.get(fact.key)
        return value if isinstance(value, Decimal) else None

    def word(self, fact: Choice) -> str | None:
        value = self.values.get(fact.key)
        return value if isinstance(value, str) else None

    def answer(self, fact: YesNo) -> bool | None:
        """Yes, no, or None for not known; a list that was asked in full answers no for what it does not name."""
        value = self.values.get(fact.key)
        if isinstance(value, bool):
            return value
        if self.asked and fact.key.partition(".")[0] in self.asked:
            return False
        return None

    def truth(self, fact: YesNo) -> Truth:
        return Truth.of(self.answer(fact))

    def having(self, **values: object) -> Facts:
        """A copy that knows more; keyword names are fact keys with `__` for a dot."""
        added = {key.replace("__", "."): value for key, value in values.items()}
        return replace(self, values={**self.values, **added})

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)


__all__ = [
    "CONDITIONS",
    "DRUGS",
    "FINDINGS",
    "Choice",
    "Count",
    "DrugTaken",
    "Fact",
    "Facts",
    "IncompatibleUnits",
    "Measurement",
    "Range",
    "Reading",
    "Refused",
    "Step",
    "YesNo",
]
