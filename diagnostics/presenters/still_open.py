"""Can the answer still change? One line for the panel, and what finishing now leaves unknown and costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from ..clinical.engine.enough import FACT_OF_TEST
from ..clinical.facts import FINDINGS
from ..clinical.sureness import Enough
from ..readers.groups import RED_FLAGS
from .desk import Desk
from .shapes import Check, WithheldLine

MOST_NAMED = 3
MOST_COSTS = 4
WHAT = {
    ("severity",): _("severity"),
    ("route",): _("route"),
    ("plan",): _("plan"),
    ("severity", "route"): _("severity and route"),
    ("severity", "plan"): _("severity and plan"),
    ("route", "plan"): _("route and plan"),
    ("severity", "route", "plan"): _("severity, route and plan"),
}
BY_TEST = {
    "urine_24h": _("24-hour urine"),
    "urine_spot": _("spot urine"),
    "loading_test": _("loading test"),
}
DANGER_SIGNS = _("danger signs")


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """What can change (`what`), by which answers; `more` is how many others there are."""

    what: str
    by: tuple[Check, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class StillOpenLines:
    """`costs` are the treatments that stay withheld because something is not known."""

    settled: bool
    complete: bool
    may_finish: bool
    groups: tuple[OpenGroup, ...]
    passed: tuple[Check, ...]
    costs: tuple[str, ...]
    more_costs: int


def still_open(desk: Desk, found: Enough, withheld: Iterable[WithheldLine]) -> StillOpenLines:
    """What can still change, in the reader's words."""
    groups: dict[str, dict[str, Check]] = {}
    for each in found.open:
        if not each.passed:
            check = _check(desk, each.key)
            groups.setdefault(_what(desk, each.changes), {}).setdefault(check.label, check)
    passed = tuple(_check(desk, each.key) for each in found.open if each.passed)
    costs = tuple(cost for line in withheld if (cost := _cost(desk, line)))
    shown = (
        OpenGroup(what, tuple(by.values())[:MOST_NAMED], max(0, len(by) - MOST_NAMED)) for what, by in groups.items()
    )
    return StillOpenLines(
        found.settled,
        found.complete,
        found.may_finish,
        tuple(shown),
        passed,
        costs[:MOST_COSTS],
        max(0, len(costs) - MOST_COSTS),
    )


def _what(desk: Desk, changes: tuple[str, ...]) -> str:
    """The way of treatment and the items of the plan are both "plan"."""
    said = tuple(dict.fromkeys("plan" if what == "path" else what for what in changes))
    return desk.text(WHAT[said])


def _check(desk: Desk, key: str) -> Check:
    """The question behind a key: of the signs the danger signs first, of a test its first value."""
    if key == FINDINGS:
        flags = [f"{FINDINGS}.{code}" for code in RED_FLAGS]
        unasked = next((flag for flag in flags if flag not in desk.facts.values), None)
        return Check(unasked, desk.text(DANGER_SIGNS)) if unasked else desk.checks([key])[0]
    if key in BY_TEST:
        return Check(FACT_OF_TEST[key], desk.text(BY_TEST[key]))
    return desk.checks([key])[0]


def _cost(desk: Desk, line: WithheldLine) -> str:
    """ "Amiloride withheld: potassium not known"; empty where nothing unknown holds it back."""
    labels = list(dict.fromkeys(check.label for reason in line.reasons for check in reason.missing))
    if not labels:
        return ""
    named = ", ".join(labels[:MOST_NAMED])
    if len(labels) > MOST_NAMED:
        return desk.line(
            _("{treatment} withheld: {facts} and {number} more not known"),
            treatment=line.label,
            facts=named,
            number=str(len(labels) - MOST_NAMED),
        )
    return desk.line(_("{treatment} withheld: {facts} not known"), treatment=line.label, facts=named)
