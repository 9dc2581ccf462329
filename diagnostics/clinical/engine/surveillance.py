"""When must magnesium be measured again? Signals DX-SUR-01 to -19 (diagnosis dossier, section 14).

Pure functions of the facts, the magnesium on file and a day that is passed in. The facts are read as they stand on
that day ("for 3 months", "stopped 10 days ago"). COLLECT: every rule with a ground gives one signal, that of its
earliest ground. What is not known never silences a signal and never lengthens an interval: the stricter reading is
taken and what is missing is named. Schedules stand in knowledge/surveillance.py, the rules one by one in
engine/watch_rules.py, alerts on a result in engine/result_alerts.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..assessment import Surveillance
from ..evidence import Rule
from ..facts import Facts
from ..knowledge.base import KNOWLEDGE, Knowledge
from ..text import Statement, _, say
from ..units import MMOL_L, Quantity
from .calculations import calcium_state, kidney_function
from .inquiry import Inquiry
from .watch_rules import keep_measuring
from .watching import Past


@dataclass(frozen=True, slots=True)
class MagnesiumOnFile:
    """A serum magnesium measured earlier.

    `taken_at` is when the sample was taken: all of them and every moment passed with them either naive and in one
    clinic's local time, or all aware of one time zone; the day is the day of that clock. A sample that must not be
    acted on (TX-SEV-20) is `unreliable` and answers nothing.
    """

    value: Quantity
    taken_at: datetime
    unreliable: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """ "Measure magnesium", by which rule, why and from when (the signal object of section 14).

    `due_date` may lie in the past; a schedule that waits for an event is due today. `counted_from` is the day of
    the last magnesium, or today for a first one. `verified` False: the interval is a default to be set locally.
    """

    rule: Rule
    reason: Statement
    due_date: date
    urgency: str
    basis: str
    optional: bool
    counted_from: date
    latest_days: int | None
    positions: tuple[Statement, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        return self.rule.verified

    @property
    def source_mark(self) -> str:
        """The strength of the rule, A to D."""
        return self.rule.strength


def signals(
    facts: Facts,
    on_file: Iterable[MagnesiumOnFile],
    today: date,
    *,
    admitted_on: date | None = None,
    knowledge: Knowledge = KNOWLEDGE,
) -> tuple[Signal, ...]:
    """Every rule that asks for a magnesium, one signal each, the earliest due first.

    `on_file` in any order; what is dated after `today` is left out. The magnesium among the facts is not on file
    unless it is passed: only its sender knows its day. `admitted_on` is the day of admission, if known (DX-SUR-10).
    """
    past = _past(on_file, today)
    inquiry = Inquiry(facts, knowledge)
    admitted = None if admitted_on is None else (today - admitted_on).days
    found = keep_measuring(
        inquiry, past, kidney=kidney_function(inquiry), calcium=calcium_state(inquiry), admitted_days_ago=admitted
    )
    dated = (_dated(line, past, today) for line in found)
    return tuple(sorted(dated, key=lambda signal: (signal.due_date, signal.rule.id)))


def _dated(line: Surveillance, past: tuple[Past, ...], today: date) -> Signal:
    since = today - timedelta(days=past[0].days_ago) if past and line.basis == "repeat" else today
    return Signal(
        line.rule,
        say(_("{ground}: measure magnesium {when}"), ground=line.ground, when=line.when),
        today + timedelta(days=line.due_in_days or 0),
        line.urgency,
        line.basis,
        line.optional,
        since,
        line.latest_days if line.basis == "repeat" else 0,
        line.positions,
        line.missing,
    )


def newest_first(on_file: Iterable[MagnesiumOnFile]) -> tuple[MagnesiumOnFile, ...]:
    """What can be relied on, the latest first; of one moment the lowest first."""
    usable = [each for each in on_file if not each.unreliable]
    usable.sort(key=lambda each: (each.taken_at, -each.value.to(MMOL_L).value), reverse=True)
    return tuple(usable)


def _past(on_file: Iterable[MagnesiumOnFile], today: date) -> tuple[Past, ...]:
    filed = (each for each in newest_first(on_file) if each.taken_at.date() <= today)
    return tuple(Past((today - each.taken_at.date()).days, each.value) for each in filed)
