"""The stations of the decision path: serum → history → urine → loading test → route → plan, this patient's way numbered.

`path_drawing.py` draws them; their text alternative is the ordered list of `PathNode`s.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment, Calculated
from ..clinical.facts import Step
from ..clinical.knowledge.patient import IONISED_MAGNESIUM, MAGNESIUM_SERUM
from . import words
from .shapes import PathNode
from .wording import Wording

TITLES = {
    "serum": _("Serum"),
    "history": _("History"),
    "urine-24h": _("24-hour urine"),
    "fractional-excretion": _("FEMg"),
    "loading-test": _("Loading test"),
    "route": _("Route"),
    "plan": _("Plan"),
}
_TESTS = {
    Step.URINE_24H: "urine_magnesium_24h",
    Step.FRACTIONAL_EXCRETION: "femg",
    Step.LOADING_TEST: "loading_test_retention",
}
_STATES = {
    "needed": "current",
    "optional": "open",
    "settled": "skipped",
    "not_needed": "skipped",
    "unsafe": "unsafe",
}


# --- the stations ----------------------------------------------------------------------------------------


def path_nodes(assessment: Assessment, wording: Wording) -> tuple[PathNode, ...]:
    """The stations in their order, those on this patient's way numbered."""
    found = [_serum(assessment, wording), _history(assessment, wording)]
    found += [_test(assessment, wording, step, name) for step, name in _TESTS.items()]
    found += [_route(assessment, wording), _plan(assessment, wording)]
    nodes, number = [], 0
    for key, state, note in found:
        taken = state in ("taken", "current")
        number += taken
        word = wording.text(words.NODE_STATE[state])
        nodes.append(PathNode(key, wording.text(TITLES[key]), state, word, number if taken else 0, note))
    return tuple(nodes)


_Found = tuple[str, str, str]


def _step_state(assessment: Assessment, step: Step) -> str:
    """The state of a station that has no result yet."""
    for state in assessment.steps:
        if state.step is step:
            return _STATES.get(state.state, "open")
    return "skipped"


def _serum(assessment: Assessment, wording: Wording) -> _Found:
    facts = assessment.facts
    value = facts.quantity(MAGNESIUM_SERUM) or facts.quantity(IONISED_MAGNESIUM)
    status = wording.text(words.STATUS.get(assessment.status, words.plain(assessment.status)))
    if assessment.status == "low" and assessment.severity in words.SEVERITY:
        status = wording.text(words.SEVERITY[assessment.severity])
    if value is None:
        return "serum", "current", status
    return "serum", "taken", f"{wording.quantity(value)}, {status}"


def _history(assessment: Assessment, wording: Wording) -> _Found:
    facts = assessment.facts
    asked = bool(facts.drugs or facts.asked) or any(key.startswith(("history.", "conditions.")) for key in facts)
    if not asked:
        return "history", _step_state(assessment, Step.HISTORY), ""
    labels = [wording.say(cause.label) for cause in assessment.causes[:2]]
    return "history", "taken", ", ".join(labels) or wording.text(_("no cause found"))


def _test(assessment: Assessment, wording: Wording, step: Step, name: str) -> _Found:
    calculated = assessment.computed.get(name)
    if calculated is None or calculated.value is None:
        return step.value, _step_state(assessment, step), ""
    return step.value, "taken", _result(calculated, wording)


def _result(calculated: Calculated, wording: Wording) -> str:
    if calculated.value is None:
        return ""
    value = wording.result(calculated)
    return (
        f"{value}: {wording.text(words.GRADE.get(calculated.grade, calculated.grade))}" if calculated.grade else value
    )


def _route(assessment: Assessment, wording: Wording) -> _Found:
    route = assessment.route
    said = wording.text(words.ROUTE.get(route.value, words.plain(route.value)))
    if route.value in ("indeterminate", "discordant"):
        return "route", "open", said
    if route.value == "not_applicable":
        return "route", "skipped", ""
    if route.certainty in words.CERTAINTY and route.certainty != "none":
        said = f"{said}, {wording.text(words.CERTAINTY[route.certainty])}"
    return "route", "taken", said


def _plan(assessment: Assessment, wording: Wording) -> _Found:
    path = assessment.plan.path
    return "plan", "taken", wording.text(words.PLAN_PATH.get(path, words.plain(path)))
