"""What must somebody be told about a new magnesium? Alerts DX-SUR-A1 to -A6 (diagnosis dossier, section 14).

Pure functions of the facts, the magnesium on file and a moment that is passed in. The newest reliable magnesium is
the result; a level is compared in the unit reported, a fall in the unit that both share, else in mmol/L. A bound
raises what it decides (ruling 3); one that leaves open whether magnesium is low is told like a low one, with the
request for the exact level (ruling 58). Moments are those of `MagnesiumOnFile`: all naive or all aware.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from ..evidence import Rule, Truth
from ..facts import Facts
from ..knowledge import surveillance as k
from ..knowledge import thresholds as t
from ..knowledge.base import KNOWLEDGE, Knowledge
from ..knowledge.patient import CALCIUM_SERUM, MAGNESIUM_SERUM, POTASSIUM_SERUM
from ..knowledge.rulebook import rule
from ..text import Statement, _, say
from ..units import MMOL_L, Quantity
from .calculations import calcium_state
from .inquiry import Inquiry
from .surveillance import MagnesiumOnFile, Signal, newest_first

LEVELS = ("routine", "same_day", "urgent", "telephone")
_LEVEL_OF_URGENCY = {"routine": "routine", "same_day": "same_day", "urgent": "urgent", "emergency": "telephone"}


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to tell. `level` is one of LEVELS, mildest first; a telephone alert must be acknowledged.

    `about` is the rule of the overdue signal, or "". `value` is the result it is about. `escalated_by` says what
    raised it one step (DX-SUR-A4). `missing` are the keys of facts that could still raise it.
    """

    rule: Rule
    level: str
    reason: Statement
    value: Quantity | None = None
    about: str = ""
    escalated_by: tuple[Statement, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def acknowledge(self) -> bool:
        """Whether a named person must confirm that it was heard (DX-SUR-A2)."""
        return self.level == "telephone"


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    """An alert that was raised before, with what became of it.

    Raises ValueError for a snooze without a reason (DX-SUR-A6).
    """

    rule_id: str
    level: str
    raised_at: datetime
    value: Quantity | None = None
    about: str = ""
    acknowledged: bool = False
    snoozed_until: datetime | None = None
    snooze_reason: str = ""

    def __post_init__(self) -> None:
        if self.snoozed_until is not None and not self.snooze_reason.strip():
            raise ValueError("an alert is snoozed with a reason")

    def quiet_at(self, now: datetime) -> bool:
        """Within 24 h of the alert, or snoozed; one that must be acknowledged is quiet only after that."""
        if self.level == "telephone" and not self.acknowledged:
            return False
        recent = now - self.raised_at < timedelta(hours=k.QUIET_HOURS)
        return recent or (self.snoozed_until is not None and now < self.snoozed_until)


@dataclass(frozen=True, slots=True)
class OpenSignal:
    """A signal as it was first raised, on which day."""

    signal: Signal
    raised_on: date

    @property
    def late_after(self) -> Decimal | None:
        """Days after which it is overdue: its interval and a quarter more, 0 for a first magnesium; None for a
        signal that waits for an event."""
        return None if self.signal.latest_days is None else self.signal.latest_days * k.OVERDUE_FACTOR

    @property
    def counted_from(self) -> date:
        return self.signal.counted_from if self.signal.basis == "repeat" else self.raised_on


def alerts(
    facts: Facts,
    on_file: Iterable[MagnesiumOnFile],
    now: datetime,
    already: Iterable[RaisedAlert] = (),
    open_signals: Iterable[OpenSignal] = (),
    *,
    knowledge: Knowledge = KNOWLEDGE,
) -> tuple[Alert, ...]:
    """What to tell now, the gravest first; what was told within 24 h or is snoozed is left out unless it is worse."""
    filed = tuple(each for each in newest_first(on_file) if each.taken_at <= now)
    before = tuple(already)
    found = (*_result_alerts(Inquiry(facts, knowledge), filed), *_overdue(filed, tuple(open_signals), now.date()))
    told = (alert for alert in found if not _told_before(alert, before, now))
    return tuple(sorted(told, key=lambda alert: (-LEVELS.index(alert.level), alert.rule.id, alert.about)))


# -- A1 to A4: the result ------------------------------------------------------------------------------------------


def _result_alerts(inquiry: Inquiry, filed: tuple[MagnesiumOnFile, ...]) -> tuple[Alert, ...]:
    if not filed:
        return ()
    found = tuple(
        alert for alert in (_newly_low(inquiry, filed), _severe(inquiry, filed[0].value), _fall(filed)) if alert
    )
    return _escalated(inquiry, filed[0].value, found)


def _newly_low(inquiry: Inquiry, filed: tuple[MagnesiumOnFile, ...]) -> Alert | None:
    """DX-SUR-A1: low after a normal level or none; a previous one of which that is not known counts as normal."""
    value = filed[0].value
    low = inquiry.holds(value, t.LOW)
    before = inquiry.holds(filed[1].value, t.LOW) if len(filed) > 1 else Truth.NOT_MET
    if low is Truth.NOT_MET or before is Truth.MET:
        return None
    if low is Truth.UNKNOWN:
        said = say(_("Magnesium {value} may be low: ask the laboratory for the exact level"), value=value)
        return Alert(rule("DX-SUR-A1"), "same_day", said, value, missing=(MAGNESIUM_SERUM.key,))
    return Alert(rule("DX-SUR-A1"), "same_day", say(_("Magnesium {value} is newly low"), value=value), value)


def _severe(inquiry: Inquiry, value: Quantity) -> Alert | None:
    """DX-SUR-A2: severe is urgent, critical goes by telephone."""
    if inquiry.holds(value, t.CRITICAL) is Truth.MET:
        said = say(_("Magnesium {value} is critical: telephone, and have it acknowledged"), value=value)
        return Alert(rule("DX-SUR-A2"), "telephone", said, value)
    if inquiry.holds(value, t.SEVERE) is Truth.MET:
        said = say(_("Magnesium {value} is severely low"), value=value)
        missing = () if value.exact else (MAGNESIUM_SERUM.key,)
        return Alert(rule("DX-SUR-A2"), "urgent", said, value, missing=missing)
    return None


def _fall(filed: tuple[MagnesiumOnFile, ...]) -> Alert | None:
    """DX-SUR-A3: at least 0.15 mmol/L or 20 % within 7 days (days of the calendar), also when still normal.

    Held against every earlier level of those days, so that a fall in steps is not missed; the largest one is told.
    """
    newest = filed[0]
    near = [
        each.value
        for each in filed[1:]
        if (newest.taken_at.date() - each.taken_at.date()).days <= k.FALL_WITHIN_DAYS and fell(each.value, newest.value)
    ]
    if not near:
        return None
    highest = max(near, key=lambda value: value.to(MMOL_L).value)
    said = say(_("Magnesium fell from {before} to {now} within 7 days"), before=highest, now=newest.value)
    return Alert(rule("DX-SUR-A3"), "same_day", said, newest.value)


def fell(before: Quantity, now: Quantity) -> bool:
    """Whether magnesium fell by 0.15 mmol/L or by 20 %, both inclusive; a bound only where it decides.

    In the unit both share, so that no conversion rounds a boundary; else in mmol/L.
    """
    if before.comparator == "<" or now.comparator == ">":
        return False
    if before.unit is not now.unit:
        before, now = before.to(MMOL_L), now.to(MMOL_L)
    fall = replace(before, value=before.value - now.value)
    by_amount = fall.to(MMOL_L).value >= k.FALL_MMOL_L
    return fall.value > 0 and (by_amount or fall.value * 100 >= before.value * k.FALL_PERCENT)


def _escalated(inquiry: Inquiry, value: Quantity, found: tuple[Alert, ...]) -> tuple[Alert, ...]:
    """DX-SUR-A4: low with low potassium or calcium, a QT drug or digoxin; one step up, from routine where nothing
    else is told."""
    if inquiry.holds(value, t.LOW) is not Truth.MET:
        return found
    partners, missing = _partners(inquiry)
    if not partners:
        return tuple(replace(alert, missing=(*alert.missing, *missing)) for alert in found)
    if not found:
        said = say(_("Magnesium {value} is low together with: {partners}"), value=value, partners=partners)
        return (Alert(rule("DX-SUR-A4"), _one_up("routine"), said, value, escalated_by=partners),)
    return tuple(replace(alert, level=_one_up(alert.level), escalated_by=partners) for alert in found)


def _partners(inquiry: Inquiry) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """What makes a low magnesium more dangerous, and which of the values are not known."""
    potassium, calcium = inquiry.passes(POTASSIUM_SERUM, t.K_LOW), calcium_state(inquiry).low
    digoxin = inquiry.takes("digoxin") or inquiry.finding("digoxin_toxicity")
    asked = (
        (potassium is Truth.MET, _("low potassium")),
        (calcium is Truth.MET, _("low calcium")),
        (inquiry.takes("qt_prolonging"), _("a QT-prolonging drug")),
        (bool(digoxin), _("digoxin")),
    )
    missing = ((POTASSIUM_SERUM.key, potassium), (CALCIUM_SERUM.key, calcium))
    return (
        tuple(say(text) for is_there, text in asked if is_there),
        tuple(key for key, truth in missing if truth is Truth.UNKNOWN),
    )


def _one_up(level: str) -> str:
    return LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]


# -- A5: overdue -----------------------------------------------------------------------------------------------


def _overdue(filed: tuple[MagnesiumOnFile, ...], waiting: tuple[OpenSignal, ...], today: date) -> list[Alert]:
    """DX-SUR-A5: unanswered after the interval and a quarter more; on the day itself it is not yet late."""
    late = []
    for each in waiting:
        limit = each.late_after
        if limit is None or _is_answered(each, filed) or (today - each.counted_from).days <= limit:
            continue
        said = say(_("Overdue: {reason}"), reason=each.signal.reason)
        level = _LEVEL_OF_URGENCY[each.signal.urgency]
        late.append(Alert(rule("DX-SUR-A5"), level, said, about=each.signal.rule.id))
    return late


def _is_answered(each: OpenSignal, filed: tuple[MagnesiumOnFile, ...]) -> bool:
    """By a magnesium after the one it counts from; a first one also by that of the day it was asked for."""
    days = (magnesium.taken_at.date() for magnesium in filed)
    if each.signal.basis == "repeat":
        return any(day > each.counted_from for day in days)
    return any(day >= each.counted_from for day in days)


# -- A6: not again and again -------------------------------------------------------------------------------------


def _told_before(alert: Alert, already: tuple[RaisedAlert, ...], now: datetime) -> bool:
    """DX-SUR-A6: an alert of the same rule, at least as grave, is still quiet."""
    return any(
        (raised.rule_id, raised.about) == (alert.rule.id, alert.about)
        and raised.quiet_at(now)
        and not _is_worse(alert, raised)
        for raised in already
    )


def _is_worse(alert: Alert, raised: RaisedAlert) -> bool:
    """A higher level, or a lower magnesium; one that cannot be compared counts as lower."""
    if LEVELS.index(alert.level) > LEVELS.index(raised.level):
        return True
    if alert.value is None:
        return False
    if raised.value is None:
        return True
    return alert.value != raised.value and not _at_least(alert.value, raised.value)


def _at_least(one: Quantity, other: Quantity) -> bool:
    if one.unit is not other.unit:
        one, other = one.to(MMOL_L), other.to(MMOL_L)
    return one.exact and other.exact and one.value >= other.value
