"""What a pasted report proposes: the shapes, and what is wrong with a proposal or to be minded about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..clinical.facts import Fact, Measurement, Refused
from ..clinical.knowledge.patient import (
    BY_KEY,
    IONISED_HIGH,
    IONISED_LOW,
    IONISED_MAGNESIUM,
    MAGNESIUM_LOWER_LIMIT,
    MAGNESIUM_SERUM,
    TUBE,
)
from ..clinical.knowledge.terminology import LabCode
from ..clinical.reading import Unreadable, read_number
from ..clinical.text import Statement, _, say
from ..clinical.units import Unit
from .lab_pieces import bounds_of
from .lab_words import HIGH_FLAGS, LOW_FLAGS, PENDING, REMARKS

CODE_OTHER_UNIT = _("{fact}: the code in the report is of another kind of unit than {unit}.")
# What to mind about one that can.
FLAG_AGAINST_RANGE = _("The report's flag does not fit the range beside it. Compare with the original.")
REMARK = _("The report has a remark on this result. Read the line.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that may be taken: `key` of the question, `number` as printed, and where it comes from.

    `unit` is None where the text gives none. With a `problem` it cannot be taken; `notes` say what to mind.
    `text` is the line; `first` and `last` are its numbers in the pasted text.
    """

    key: str
    number: str
    unit: Unit | None
    unit_text: str
    from_heading: bool
    flag: str
    range: str
    first: int
    last: int
    text: str
    problem: Statement | None = None
    notes: tuple[Statement, ...] = ()

    @property
    def fact(self) -> Fact:
        return BY_KEY[self.key]

    @property
    def lacks_unit(self) -> bool:
        """Whether the value still must get a unit."""
        return isinstance(self.fact, Measurement) and not self.unit_text

    @property
    def written(self) -> str:
        """The words to write in the box: number and unit."""
        return f"{self.number} {self.unit.symbol}" if self.unit else self.number


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that gives no proposal; `why` is None where nothing on it is known."""

    number: int
    text: str
    why: Statement | None = None


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text says. With a `refusal` nothing is proposed, and it says why and what to do."""

    proposals: tuple[Proposal, ...] = ()
    unread: tuple[Unread, ...] = ()
    refusal: Statement | None = None


# -- what is wrong, and what to mind -----------------------------------------------------------------------------------


def problem_of(one: Proposal, code: LabCode | None) -> Statement | None:
    """Why a value cannot be taken as it stands; None if it can."""
    fact = one.fact
    assert isinstance(fact, Measurement)
    if code and one.unit and code.facts and not code.fits(one.unit):
        return say(CODE_OTHER_UNIT, fact=fact, unit=one.unit.symbol)
    try:
        if one.lacks_unit:
            read_number(one.number)
        else:
            fact.read(one.number, one.unit.symbol if one.unit else one.unit_text)
    except Unreadable as problem:
        return say(_("{fact}: {problem}"), fact=fact, problem=problem.statement)
    except Refused as problem:
        return problem.statement
    return None


def notes_of(one: Proposal) -> Iterator[Statement]:
    if one.problem is None and _flag_is_odd(one):
        yield say(FLAG_AGAINST_RANGE)
    if REMARKS.search(one.text) or PENDING.search(one.text):
        yield say(REMARK)


def _flag_is_odd(one: Proposal) -> bool:
    """Whether the printed flag contradicts the printed range: then one of them, or the number, was misread."""
    low, high = (_decimal(limit) for limit in bounds_of(one.range))
    flag, value = one.flag.lower(), _decimal(one.number)
    if value is None:
        return False
    if flag in LOW_FLAGS and low is not None:
        return value >= low
    return flag in HIGH_FLAGS and high is not None and value <= high


def _decimal(text: str) -> Decimal | None:
    try:
        return read_number(text).value
    except Unreadable:
        return None


def same_value(one: Proposal) -> object:
    """What two proposals for one question must share to be the same."""
    return (
        _decimal(one.number) if one.key != TUBE.key else one.number,
        one.number[:1] in "<>",
        one.unit or one.unit_text,
    )


# -- the laboratory's own limits, where a question asks for them ---------------------------------------------------------

_LIMITS = {MAGNESIUM_SERUM.key: (MAGNESIUM_LOWER_LIMIT, None), IONISED_MAGNESIUM.key: (IONISED_LOW, IONISED_HIGH)}


def limits_proposed(one: Proposal) -> Iterator[Proposal]:
    """The limits printed beside a magnesium, in its unit."""
    if one.unit is None or one.problem is not None:
        return
    for fact, limit in zip(_LIMITS.get(one.key, ()), bounds_of(one.range), strict=False):
        if fact is not None and limit:
            made = replace(one, key=fact.key, number=limit, flag="", notes=())
            yield replace(made, problem=problem_of(made, None))
