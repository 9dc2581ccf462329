"""The plan along time: what is done now, today, this week, this month and later, and what goes on meanwhile.

A recheck and a measurement for surveillance stand where their hours or days put them. What is to do now is the
list "Do now" of the report, so an emergency comes first; another item of the plan has no time of its own and
begins today. What is watched stands with its own words under "Meanwhile", for its times hang on the treatment.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment
from .shapes import Item, Section, TimedLine
from .wording import Wording

NOW, TODAY, WEEK, MONTH, LATER, MEANWHILE = "now", "today", "week", "month", "later", "meanwhile"
TITLES = {
    NOW: _("Now"),
    TODAY: _("Today"),
    WEEK: _("This week"),
    MONTH: _("Within a month"),
    LATER: _("Later"),
    MEANWHILE: _("Meanwhile"),
}
RECHECK, ANTIDOTE = "RECHECK", "CA_GLUC_ANTIDOTE"
HOURS = {TODAY: 24, WEEK: 7 * 24, MONTH: 31 * 24}  # the last hour of each


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on the line: what, by when in words, and the hour it is due, where it has one."""

    text: str
    hours: int | None = None
    kind: str = "item"  # or recheck, measure, watch


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time with what falls into it; `urgent` where it goes before everything else."""

    key: str
    title: str
    marks: tuple[Mark, ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched, as the report says it."""

    recheck: TimedLine | None
    surveillance: tuple[TimedLine, ...]
    monitoring: tuple[TimedLine, ...]


def stretch_of(hours: int) -> str:
    """The stretch into which an hour falls; what is overdue falls into today."""
    return next((key for key, last in HOURS.items() if hours <= last), LATER)


def timeline(
    assessment: Assessment,
    wording: Wording,
    *,
    do_now: tuple[Item, ...],
    plan: tuple[Section, ...],
    watch: Watched,
) -> tuple[Stretch, ...]:
    """The stretches that have something in them, the earliest first."""
    found: dict[str, list[Mark]] = {key: [] for key in TITLES}
    first = {item.key: item for item in do_now if item.key != RECHECK}
    rest = {item.key: item for section in plan for item in section.items if item.key not in {*first, RECHECK}}
    if ANTIDOTE in rest and any(key.startswith("IV_") for key in first):
        first[ANTIDOTE] = rest.pop(ANTIDOTE)  # at the bedside before the infusion runs
    found[NOW] += [Mark(_said(item)) for item in first.values()]
    found[TODAY] += [Mark(_said(item)) for item in rest.values()]
    if watch.recheck is not None and assessment.plan.recheck is not None:
        hours = assessment.plan.recheck.within_hours
        found[stretch_of(hours)].append(
            Mark(wording.line(_("Recheck: {line}"), line=watch.recheck.line), hours, "recheck")
        )
    for line, entry in zip(watch.surveillance, assessment.surveillance, strict=True):
        hours = None if entry.due_in_days is None else entry.due_in_days * 24
        key = MEANWHILE if hours is None else stretch_of(hours)
        found[key].append(Mark(wording.line(_("Magnesium again: {line}"), line=line.line), hours, "measure"))
    found[MEANWHILE] += [Mark(line.line, None, "watch") for line in watch.monitoring]
    urgent = assessment.emergency_banner or assessment.urgency == "emergency"
    return tuple(
        Stretch(key, wording.text(TITLES[key]), _in_order(marks), urgent and key == NOW)
        for key, marks in found.items()
        if marks
    )


def _said(item: Item) -> str:
    """The title, with the decision on it where there is one."""
    return f"{item.title} ({item.decision.word})" if item.decision else item.title


def _in_order(marks: list[Mark]) -> tuple[Mark, ...]:
    """Each once; what has no hour first, then by the hour."""
    kept = dict.fromkeys(marks)
    return tuple(sorted(kept, key=lambda mark: -1 if mark.hours is None else max(mark.hours, 0)))


def in_words(stretch: Stretch) -> str:
    """A stretch as a line of the list beside the picture."""
    return f"{stretch.title}: {'; '.join(mark.text.rstrip('.') for mark in stretch.marks)}."
