"""When magnesium is to be measured again → a calendar file (iCalendar, RFC 5545).

It says that a blood test is due and nothing of the patient. The start, the present and the keys are passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment
from .desk import DISCLAIMER, Decided
from .wording import Wording

TO_THE_MINUTE = 48  # hours; what is due later is due on a day
LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Due:
    """A blood test at the latest so many hours after the start: the recheck of the plan, or a later surveillance."""

    key: str
    hours: int


def due(assessment: Assessment, decisions: Iterable[Decided] = ()) -> tuple[Due, ...]:
    """The dates that the plan sets, soonest first. A recheck that was changed or rejected has none."""
    recheck = assessment.plan.recheck
    otherwise = {each.code for each in decisions if each.choice in ("change", "reject")}
    found = [Due("recheck", recheck.within_hours)] if recheck and "RECHECK" not in otherwise else []
    taken = {each.hours for each in found}
    for line in assessment.surveillance:
        hours = 24 * (line.due_in_days or 0)
        if hours > 0 and not line.optional and hours not in taken:
            taken.add(hours)
            found.append(Due(f"surveillance-{line.rule.id}-{hours}", hours))
    return tuple(sorted(found, key=lambda each: each.hours))


def when(each: Due, start: datetime) -> datetime:
    """The latest moment, in the local time zone."""
    return timezone.localtime(start + timedelta(hours=each.hours))


def said(each: Due, start: datetime, wording: Wording) -> str:
    """The latest moment in words: a day, with the time where it is near."""
    latest = when(each, start)
    return wording.date(latest if each.hours < TO_THE_MINUTE else latest.date())


def calendar_file(
    events: Iterable[Due],
    wording: Wording,
    *,
    start: datetime,
    now: datetime,
    uid: Callable[[str], str],
    sequence: int = 0,
) -> bytes:
    """The file. `uid` makes the identifier of an event from its key; a higher `sequence` replaces an event of before."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//MgCDS//magnesium//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in events:
        event = Event()
        latest = when(each, start)
        event.add("uid", uid(each.key))
        event.add("dtstamp", now.astimezone(UTC))
        event.add("sequence", sequence)
        event.add("summary", wording.text(_("Magnesium blood test due")))
        what = wording.text(_("What to measure is in the plan."))
        event.add("description", f"{what} {wording.text(DISCLAIMER)}")
        if each.hours < TO_THE_MINUTE:
            event.add("dtstart", latest.astimezone(UTC))
            event.add("duration", LASTS)
        else:
            event.add("dtstart", latest.date())
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", wording.text(_("Magnesium blood test due")))
        alarm.add("trigger", timedelta(hours=-1) if each.hours < TO_THE_MINUTE else timedelta(hours=8))
        event.add_component(alarm)
        calendar.add_component(event)
    return calendar.to_ical()
