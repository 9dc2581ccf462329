"""How sure is it, and what would change it? What is added to an assessment by asking the questions again."""

from __future__ import annotations

from dataclasses import replace

from ..assessment import Assessment, NextStep, StepState
from ..facts import Step
from ..knowledge.base import KNOWLEDGE, Knowledge
from ..sureness import Worth
from ..text import _, say
from .conclude import Conclusions, conclude
from .cutoffs import cutoffs
from .robustness import flips
from .spread import spreads
from .worth import worths

TEST_OF_STEP = {Step.URINE_24H: "urine_24h", Step.FRACTIONAL_EXCRETION: "urine_spot", Step.LOADING_TEST: "loading_test"}


def explore(assessment: Assessment, knowledge: Knowledge = KNOWLEDGE) -> Assessment:
    """The assessment with other published limits, the values that would change it, and the worth of each open test."""
    found = conclude(assessment.facts, knowledge)
    weighed = _weighed(found, assessment, assessment.next_steps)
    return replace(weighed, explored=True, cutoffs=cutoffs(found), robustness=flips(found), spread=spreads(found))


def weigh(assessment: Assessment, knowledge: Knowledge = KNOWLEDGE) -> Assessment:
    """The assessment with the worth of the open urine tests alone: enough to say which page comes next."""
    urine = tuple(step for step in assessment.next_steps if step.code in TEST_OF_STEP.values())
    return _weighed(conclude(assessment.facts, knowledge), assessment, urine) if urine else assessment


def _weighed(found: Conclusions, assessment: Assessment, tests: tuple[NextStep, ...]) -> Assessment:
    """What follows from the worth of these tests for the next steps and the pages."""
    worth = worths(found, assessment.plan, tests)
    return replace(
        assessment,
        worth=worth,
        next_steps=_ordered(assessment.next_steps, worth),
        steps=tuple(_state(state, worth) for state in assessment.steps),
    )


def _ordered(steps: tuple[NextStep, ...], worth: tuple[Worth, ...]) -> tuple[NextStep, ...]:
    """A test that can change nothing stands behind the others; otherwise the order stays."""
    idle = {each.code for each in worth if not (each.changes_route or each.changes_plan)}
    return tuple(sorted(steps, key=lambda step: step.code in idle))


def _state(state: StepState, worth: tuple[Worth, ...]) -> StepState:
    """A page whose test can change nothing is optional, and says so."""
    test = TEST_OF_STEP.get(state.step)
    each = next((each for each in worth if each.code == test), None)
    if each is None or each.changes_route or each.changes_plan or state.state != "needed":
        return state
    return replace(state, state="optional", why=say(_("no result of it would change the route or the plan")))
