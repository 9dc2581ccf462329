"""The proposals of a pasted report as rows to tick, and the values that were ticked.

A tick carries its value itself, so that nothing but what was ticked is posted. A value without a unit has one
choice for each unit that it may have, and "do not take" stands first: it cannot be taken without a unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from ..clinical.facts import Choice, Measurement, Refused
from ..clinical.knowledge.patient import BY_KEY
from ..clinical.units import Quantity
from ..presenters.wording import Wording
from ..readers.answers import NOT_KNOWN, Heard, Written, hear, read
from ..readers.lab_proposals import Pasted, Proposal
from ..readers.lab_text import OFFERED
from .posted import Posted, clean, name_of, words


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal. `choices` are (what is posted, what is said) for each unit of a value that came without one."""

    name: str
    label: str
    value: str
    unit: str
    from_heading: bool
    flag: str
    range: str
    first: int
    last: int
    text: str
    posts: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    notes: tuple[str, ...] = ()
    now: str = ""
    same: bool = False

    @property
    def can_be_taken(self) -> bool:
        return not self.problem and not self.same


@dataclass(frozen=True, slots=True)
class Table:
    """What a pasted text gave: rows to tick, lines that gave none with the reason, or why nothing is proposed."""

    rows: tuple[Row, ...]
    unread: tuple[tuple[int, str, str], ...]
    refusal: str

    @property
    def proposed(self) -> int:
        """How many values can be taken."""
        return sum(row.can_be_taken for row in self.rows)


def table_of(pasted: Pasted, answers: Mapping[str, Written], wording: Wording) -> Table:
    """The proposals beside what is answered already; they meet the doubts that typed values meet."""
    heard = hear(
        {**answers, **{each.key: Written(each.number, _symbol(each)) for each in pasted.proposals if not each.problem}}
    )
    return Table(
        tuple(_row(each, answers.get(each.key, Written()), heard, wording) for each in pasted.proposals),
        tuple((each.number, each.text.strip(), wording.say(each.why)) for each in pasted.unread),
        wording.say(pasted.refusal),
    )


def taken(data: Mapping[str, str]) -> Posted:
    """The values that were ticked; names that are no question of the table are not looked at."""
    return Posted({key: words(data, key) for key in OFFERED if clean(data.get(name_of(key)))})


def _symbol(one: Proposal) -> str:
    return one.unit.symbol if one.unit else ""


def _row(one: Proposal, before: Written, heard: Heard, wording: Wording) -> Row:
    doubts = () if one.problem or one.lacks_unit else heard.unusual.get(one.key, ())
    notes = tuple(dict.fromkeys(wording.say(each) for each in (*one.notes, *doubts)))
    choices = _choices(one, wording) if one.lacks_unit and not one.problem else ()
    problem = wording.say(one.problem)
    if one.lacks_unit and not choices and not problem:
        problem = gettext("The value fits none of the units of this question.")
    return Row(
        name_of(one.key), wording.text(one.fact.label), _shown(one, wording),
        wording.unit(one.unit) if one.unit else one.unit_text, one.from_heading, one.flag, one.range, one.first, one.last,
        one.text.replace("\t", "  ").strip(), posts=one.written, choices=choices, problem=problem, notes=notes,
        now=_said(one.key, before, wording), same=_is_same(one, before),
    )  # fmt: skip


def _shown(one: Proposal, wording: Wording) -> str:
    fact = one.fact
    return wording.text(dict(fact.options)[one.number]) if isinstance(fact, Choice) else one.number


def _choices(one: Proposal, wording: Wording) -> tuple[tuple[str, str], ...]:
    """The value in each unit in which it can be."""
    fact = one.fact
    assert isinstance(fact, Measurement)
    made = []
    for unit in fact.units:
        try:
            fact.read(one.number, unit.symbol)
        except Refused:
            continue
        made.append((f"{one.number} {unit.symbol}", f"{one.number} {wording.unit(unit)}"))
    return tuple(made)


def _said(key: str, before: Written, wording: Wording) -> str:
    """What is answered already, in words; empty where nothing is."""
    if before.state == NOT_KNOWN:
        return gettext("Not known")
    fact = BY_KEY[key]
    if isinstance(fact, Choice) and before.text:
        return wording.text(dict(fact.options).get(before.text, before.text))
    return f"{before.text} {before.unit}".strip()


def _is_same(one: Proposal, before: Written) -> bool:
    """Whether the value stands in its box already."""
    if before.blank or before.state == NOT_KNOWN or one.lacks_unit:
        return False
    try:
        return _plain(read(one.fact, before).value) == _plain(read(one.fact, Written(one.number, _symbol(one))).value)
    except Refused:
        return False


def _plain(value: object) -> tuple[Decimal, str, str] | object:
    return (value.value, value.unit.symbol, value.comparator) if isinstance(value, Quantity) else value
