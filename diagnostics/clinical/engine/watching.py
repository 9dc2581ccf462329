"""One row of the surveillance table against one patient: is there a ground, and when is magnesium due?

Days count back from the day asked about, so that nothing here needs a calendar.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ..assessment import Surveillance
from ..evidence import Truth
from ..facts import DRUGS as DRUG_LIST
from ..facts import DrugTaken, Facts
from ..knowledge import surveillance as k
from ..knowledge import thresholds as t
from ..knowledge.drugs import CLASSES, DRUGS, MODERATE, STRONG, shown_name
from ..knowledge.patient import CONDITIONS, SETTING, TAKEN_DAYS_AGO
from ..knowledge.rulebook import rule
from ..text import _, say
from ..units import Quantity
from .calculations import Calcium, Kidney
from .inquiry import Inquiry
from .status import Level

DAYS_PER_MONTH = Decimal("30.4375")


@dataclass(frozen=True, slots=True)
class Past:
    """A magnesium of so many days ago."""

    days_ago: int
    value: Quantity


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that asks for magnesium: its name, days since the start and since the last dose, as far as known."""

    name: str
    started: Decimal | None = None
    stopped: Decimal | None = None
    drug: DrugTaken | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """The patient as these rules see them. `past` has the latest magnesium first."""

    inquiry: Inquiry
    past: tuple[Past, ...]
    kidney: Kidney
    calcium: Calcium
    admitted_days_ago: int | None

    @property
    def facts(self) -> Facts:
        return self.inquiry.facts

    @property
    def last(self) -> int | None:
        """Days since the last magnesium on file."""
        return self.past[0].days_ago if self.past else None

    def not_low(self, past: Past) -> bool:
        """Known not to be low; a bound that does not decide is not known."""
        return self.inquiry.holds(past.value, t.LOW) is Truth.NOT_MET

    @property
    def stable(self) -> bool:
        return len(self.past) > 1 and all(self.not_low(each) for each in self.past[:2])

    @property
    def sample_days(self) -> int:
        """Days since the sample of the facts; today where that is not known, which asks for more."""
        taken = self.facts.number(TAKEN_DAYS_AGO)
        return 0 if taken is None else int(taken)

    @property
    def drugs_open(self) -> bool:
        return DRUG_LIST not in self.facts.asked


def this_sample(inquiry: Inquiry, level: Level) -> tuple[Past, ...]:
    """The magnesium of the facts as the only one on file, when it can be relied on."""
    if level.value is None or not level.known:
        return ()
    return (Past(int(inquiry.facts.number(TAKEN_DAYS_AGO) or 0), level.value),)


def grounds(row: k.Watch, p: Watched) -> list[Ground]:
    """What of a row this patient is known to have."""
    facts = p.facts
    found = [_drug_ground(drug) for drug in facts.drugs if _counts(row, drug)]
    yes = [CONDITIONS[code] for code in row.conditions] + list(row.answers)
    found += [Ground(fact.label) for fact in yes if facts.answer(fact) is True]
    setting = facts.word(SETTING)
    if setting in row.settings:
        found.append(Ground(dict(SETTING.options)[setting]))
    return found


def _drug_ground(drug: DrugTaken) -> Ground:
    started = None if drug.months is None else drug.months * DAYS_PER_MONTH
    return Ground(shown_name(drug.name), started, None if drug.acts else drug.stopped_days_ago, drug)


def _counts(row: k.Watch, drug: DrugTaken) -> bool:
    """Whether a drug is one of the row, taken now or within the time for which the row goes on after it."""
    if not drug.classes.intersection(row.classes):
        return False
    if row.only and not set(drug.drug.split("/")).intersection(row.only) and (drug.drug or row.named):
        return False
    if drug.months is not None and row.over_days and drug.months * DAYS_PER_MONTH <= row.over_days:
        return False
    stopped = drug.stopped_days_ago
    return stopped is None or drug.acts or row.after_days is None or stopped <= row.after_days


def _phase(schedule: k.Schedule, since: Decimal | None, last: int) -> k.Phase:
    """The phase in which the last magnesium was measured; the first one where that is not known."""
    at = None if since is None else since - last
    return next(phase for phase in schedule if phase.until is None or at is None or at < phase.until)


def due_line(row: k.Watch, p: Watched, ground: Ground, schedule: k.Schedule | None = None) -> Surveillance | None:
    """The line of one ground; None where a first magnesium is all that is asked for and it is there."""
    after = ground.stopped is not None and bool(row.after)
    schedule = row.after if after else row.schedule if schedule is None else schedule
    base = Surveillance(
        rule(row.rule),
        say("{ground}", ground=ground.name),
        say(_("now; {when}"), when=schedule[0].said) if schedule else say(k.NOW),
        0,
        None,
        None,
        "baseline",
        row.urgency,
        positions=tuple(say(position) for position in row.positions),
    )
    if p.last is None:
        return base
    if not schedule:
        return None
    if row.stable is not None and p.stable:
        schedule = (row.stable,)
    return _repeat(base, _phase(schedule, ground.stopped if after else ground.started, p.last), p.last)


def _repeat(base: Surveillance, phase: k.Phase, last: int) -> Surveillance:
    days = phase.every.days
    return replace(
        base,
        when=say(phase.said),
        due_in_days=None if days is None else days - last,
        every_days=days,
        latest_days=phase.every.latest,
        basis="repeat",
    )


def lowers_magnesium(drug: DrugTaken) -> bool:
    """A strong or moderate cause of loss that is taken or still counts (diagnosis dossier 5.1)."""
    row = DRUGS.get(drug.drug)
    if row and "cause_only_intravenous" in row.flags:
        return False
    classes = [CLASSES[code] for code in drug.classes if code in CLASSES and CLASSES[code].routes]
    counting = (
        each
        for each in classes
        if drug.stopped_days_ago is None
        or each.carry_over_days is None
        or drug.stopped_days_ago <= each.carry_over_days
    )
    return any(((row.weight if row else "") or each.weight) in (STRONG, MODERATE) for each in counting)
