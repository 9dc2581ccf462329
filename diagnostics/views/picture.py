"""All that a page shows of one workup: the words, what they mean, and what follows from them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..clinical.assessment import Assessment
from ..clinical.engine.assess import assess
from ..clinical.engine.enough import enough
from ..clinical.engine.explore import explore, weigh
from ..clinical.facts import Facts, Measurement, Step
from ..clinical.knowledge.patient import BY_KEY, MAGNESIUM_SERUM
from ..forms.places import places
from ..models import Workup
from ..presenters import words
from ..presenters.copies import as_copy, copy_lines
from ..presenters.desk import Desk
from ..presenters.report import Choosing, Report, report
from ..presenters.shapes import OpenLine
from ..presenters.still_open import StillOpenLines, still_open
from ..presenters.wording import Wording, begun
from ..readers.answers import NOT_KNOWN, Heard, Written, hear
from ..readers.groups import RED_FLAGS

MOST_TRIED = 8  # answers to optional questions, while the panel is waited for

log = logging.getLogger(__name__)

STEP_TITLES = {
    Step.START: _("Start"),
    Step.SERUM: _("Serum"),
    Step.HISTORY: _("History"),
    Step.URINE_24H: _("24-hour urine"),
    Step.FRACTIONAL_EXCRETION: _("Fractional excretion"),
    Step.LOADING_TEST: _("Loading test"),
}
LAST_PAGES = {
    "check": _("Check answers"),
    "conclusion": _("Conclusion"),
    "plan": _("Plan"),
    "sign": _("Sign and print"),
}
TO_PAGE = "page:"  # begins the key of a page among those of the questions
WORDS = {
    "needed": _("to do"),
    "optional": _("optional"),
    "settled": _("done"),
    "not_needed": _("not needed"),
    "unsafe": _("not safe"),
}


def url_name(page: str) -> str:
    """The name of the address of a page."""
    return f"workup-{page}"


@dataclass(frozen=True, slots=True)
class StepLink:
    """One line of the step list. `state` is done, needed, optional, not_needed, unsafe or last."""

    key: str
    title: str
    url: str
    state: str
    word: str
    why: str
    now: bool


class Picture:
    """One workup as its pages show it. What costs time is worked out when first asked for."""

    def __init__(
        self, workup: Workup, *, explored: bool = False, to_the_end: bool = False, pictures: Collection[str] = ()
    ) -> None:
        """`explored`: with what would change the answer, which costs more and only the last pages show.

        `to_the_end`: every optional question is tried as well, which costs more than the live panel may.
        `pictures` are those that the page shows.
        """
        self.pictures = pictures
        self.workup = workup
        self.most_tried = None if to_the_end else MOST_TRIED
        self.explored = explored
        self.answers: dict[str, Written] = workup.written()
        self.heard: Heard = hear(self.answers)
        self.wording = Wording(get_language() or "en")
        self.decisions: tuple[Choosing, ...] = ()
        self.decisions_in: Callable[[Wording], tuple[Choosing, ...]] = lambda wording: self.decisions

    @cached_property
    def assessment(self) -> Assessment | None:
        """The explained answer; None when it could not be made, which no page hides."""
        return assessed(self.heard.facts, explored=self.explored)

    @cached_property
    def report(self) -> Report | None:
        """The assessment as sentences, with the decisions that hold; None when it could not be made."""
        return None if self.assessment is None else reported(self.assessment, self, pictures=self.pictures)

    @cached_property
    def still_open(self) -> StillOpenLines | None:
        """Whether anything not answered can still change the answer; None when it could not be told."""
        if self.assessment is None or self.report is None:
            return None
        passed = {key for key, written in self.answers.items() if written.state == NOT_KNOWN}
        try:
            found = enough(self.assessment, passed, self.most_tried)
            return still_open(Desk(self.assessment, self.wording), found, self.report.withheld)
        except Exception as failure:  # nothing is said rather than something wrong
            log.error("What is still open could not be told: %s", type(failure).__name__)
            return None

    @cached_property
    def open_links(self) -> list[tuple[str, list[tuple[str, str]], int]]:
        """What can still change, and by what: each with the address of its question."""
        groups = self.still_open.groups if self.still_open else ()
        return [(group.what, [(c.label, address_of(c.key)) for c in group.by], group.more) for group in groups]

    @cached_property
    def alarm(self) -> bool:
        """A danger sign was answered yes and nothing could be worked out: help is called for without a plan."""
        if self.report is not None:
            return False
        return any(self.heard.facts.values.get(f"findings.{code}") is True for code in RED_FLAGS)

    @cached_property
    def urgent(self) -> bool:
        """Whether there is something to do before anything else, which stands on every page."""
        return self.report is not None and (self.report.banner is not None or self.assessment.urgency == "emergency")

    def entered(self) -> dict[str, str]:
        """The words typed for each value that is used, with their unit, and whether it was confirmed."""
        facts = self.heard.facts
        return {key: self._typed(key) for key in facts.values if isinstance(BY_KEY.get(key), Measurement)}

    def _typed(self, key: str) -> str:
        written = self.answers[key]
        fixed = "" if written.unit else self.wording.unit(BY_KEY[key].units[0])  # type: ignore[attr-defined]
        typed = f"{written.text} {written.unit or fixed}".strip()
        confirmed = key in self.heard.facts.confirmed
        return gettext("%(value)s (unusual, confirmed)") % {"value": typed} if confirmed else typed

    def grade(self, key: str) -> str:
        """What a value was judged as; empty while it is not used, and for values that no rule grades alone."""
        if key != MAGNESIUM_SERUM.key or key not in self.heard.facts.values or self.assessment is None:
            return ""
        return self.wording.text(words.STATUS.get(self.assessment.status, ""))

    @property
    def copy_lines(self) -> tuple[str, ...]:
        """What is to be said where this is a copy of a case; empty where it is not."""
        return copy_lines(self.workup.copied, self.wording) if self.workup.copied else ()

    @property
    def idle_seconds(self) -> int:
        """After how long without a request the workup is deleted."""
        return settings.SESSION_COOKIE_AGE

    @cached_property
    def waiting(self) -> int:
        """How many answers are kept but not used yet."""
        return len(self.heard.waiting)

    def answered(self, step: Step) -> bool:
        """Whether something of a step was answered."""
        return any(step_of(key) is step and not written.blank for key, written in self.answers.items())

    def steps(self, now: str) -> list[StepLink]:
        """The step list, with `now` as the page in hand."""
        states = {state.step: state for state in self.assessment.steps} if self.assessment else {}
        links = []
        for step, title in STEP_TITLES.items():
            given = states.get(step)
            state = given.state if given else "needed"
            done = self.answered(step) or state == "settled"
            shown = "done" if done else state
            word = gettext("done") if done else str(WORDS.get(state, state))
            why = begun(self.wording.say(given.why)) if given and not done else ""
            links.append(self._link(step.value, str(title), shown, word, why, now))
        links += [self._link(key, str(title), "last", "", "", now) for key, title in LAST_PAGES.items()]
        return links

    @staticmethod
    def _link(key: str, title: str, state: str, word: str, why: str, now: str) -> StepLink:
        return StepLink(key, title, reverse(url_name(key)), state, word, why, key == now)

    def after(self, step: Step) -> str:
        """The address of the next page that is worth its questions."""
        order = list(Step)
        states = {state.step: state.state for state in self.assessment.steps} if self.assessment else {}
        for later in order[order.index(step) + 1 :]:
            if states.get(later, "needed") == "needed":
                return reverse(url_name(later.value))
        return reverse(url_name("check"))


def step_of(key: str) -> Step | None:
    """The step whose page asks for an answer."""
    if key.startswith("drugs."):
        return Step.HISTORY
    return places()[key][0] if key in places() else None


def linked(line: OpenLine, *, lead: bool = True) -> list[tuple[str, str]]:
    """What is not known yet, with the address of its question where `lead` and where a page asks it."""
    return [(check.label, address_of(check.key) if lead else "") for check in line.checks]


def address_of(key: str) -> str:
    """The address of a question; empty for what no page asks."""
    if key not in places():
        return ""
    step, target = places()[key]
    return f"{reverse(url_name(step.value))}#{target}"


def destination_of(key: str) -> str:
    """The address of a question, or of one of the last pages named by its key; empty for neither."""
    page = key.removeprefix(TO_PAGE)
    return reverse(url_name(page)) if page != key and page in LAST_PAGES else address_of(key)


def assessed(facts: Facts, *, explored: bool = False) -> Assessment | None:
    """Ask the core. A failure is logged without any value, and told to the reader by the page."""
    try:
        return explore(assess(facts)) if explored else weigh(assess(facts))
    except Exception as failure:  # the page must say so, and the emergency text must not depend on it
        log.error("The assessment failed: %s", type(failure).__name__)
        return None


def reported(assessment: Assessment, picture: Picture, **more: Any) -> Report | None:
    """Arrange the answer for the reader; a failure is treated like one of the core."""
    try:
        given = {"decisions": picture.decisions, "entered": picture.entered(), **more}
        arranged = report(assessment, picture.wording, **given)
        return as_copy(arranged, picture.workup.copied)
    except Exception as failure:
        log.error("The report failed: %s", type(failure).__name__)
        return None
