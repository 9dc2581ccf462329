"""Status, severity, route and path of one patient: the questions that everything else follows from.

`assess` goes on from here to the plan; "what would change this" asks the same questions of nearby facts
and of other published limits.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..assessment import Cause, Route
from ..evidence import Evidence, Truth
from ..facts import Facts
from ..knowledge.base import KNOWLEDGE, Knowledge
from .calculations import calcium_state, kidney_function, magnesium_given
from .causes import find_causes, red_flags
from .emergency import do_not_wait, look_for_signs, toxicity_signs
from .fractional_excretion import femg
from .inquiry import Inquiry
from .loading import loading_result
from .path import Path
from .paths import choose_path
from .remarks import confounders, linked_electrolytes
from .route import History, Tests, by_history, locate, weigh_tests
from .safety import intravenous_stops
from .scope import population
from .situation import Situation
from .status import Status, confirm, measure_level
from .urine import Setting
from .urine_24h import timed_urine


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What is concluded about one patient before anything is planned, with the notebook it was written in."""

    inquiry: Inquiry
    situation: Situation
    banner: bool
    risk: bool
    status: Status
    tests: Tests
    flags: Evidence
    history: History
    path: Path

    @property
    def route(self) -> Route:
        return self.situation.route

    @property
    def causes(self) -> tuple[Cause, ...]:
        return self.situation.causes


def conclude(facts: Facts, knowledge: Knowledge = KNOWLEDGE) -> Conclusions:
    """Answer the clinical questions up to the treatment path. Pure: same facts, same answer."""
    inquiry = Inquiry(facts, knowledge)
    people = population(inquiry)  # in scope?
    signs = look_for_signs(inquiry)  # treat now?
    kidney, calcium = kidney_function(inquiry), calcium_state(inquiry)  # what can be computed?
    level = measure_level(inquiry, signs=signs, kidney=kidney, calcium=calcium)  # is it real, how bad?
    banner = do_not_wait(inquiry, signs, severity=level.severity) and (level.is_low or not level.known)
    causes = find_causes(inquiry, level)  # why?
    risk = any(cause.weight in ("strong", "moderate") for cause in causes)
    status = confirm(inquiry, level, risk_factor=risk, calcium=calcium)
    flags = red_flags(inquiry, causes, level, calcium)
    low = status.word == "low"
    setting = Setting(
        Truth.UNKNOWN if level.unreliable else level.low,
        kidney,
        magnesium_given(inquiry),
        people.scope.in_scope,
    )
    u24, _adequacy = timed_urine(inquiry, setting)  # where is it lost?
    tests = weigh_tests(inquiry, u24, femg(inquiry, setting), loading_result(inquiry, setting), low=low)
    linked_electrolytes(inquiry, level, calcium)
    confounders(inquiry, level)
    history = by_history(inquiry, causes, flags)
    route = locate(
        inquiry,
        history=history,
        tests=tests,
        causes=causes,
        low=low,
        in_scope=people.scope.in_scope,
        status=status.word,
    )
    situation = Situation(  # what must not be done?
        inquiry,
        people,
        level,
        signs,
        kidney,
        calcium,
        route,
        causes,
        toxicity_signs(inquiry),
        intravenous_stops(inquiry, kidney, signs),
    )
    path = choose_path(situation)  # how fast, by which way?
    return Conclusions(inquiry, situation, banner, risk, status, tests, flags, history, path)
