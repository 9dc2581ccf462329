"""The questions in their order; each answer is there for the next. The file to read first."""

from __future__ import annotations

from ..assessment import Assessment
from ..evidence import Truth
from ..facts import Facts
from ..knowledge.base import KNOWLEDGE, Knowledge
from .calculations import calcium_state, kidney_function, magnesium_given
from .causes import find_causes, red_flags
from .emergency import do_not_wait, look_for_signs, toxicity_signs
from .fractional_excretion import femg
from .inquiry import Inquiry
from .loading import loading_result, offer_test, tubular_drug
from .paths import choose_path
from .remarks import confounders, linked_electrolytes
from .route import by_history, locate, weigh_tests
from .safety import intravenous_stops
from .scope import population
from .situation import Situation
from .status import confirm, measure_level
from .treatment import treat
from .urgency import urgency
from .urine import Setting
from .urine_24h import timed_urine
from .workup import loading_not_wanted, next_steps, page_states


def assess(facts: Facts, knowledge: Knowledge = KNOWLEDGE) -> Assessment:
    """Answer the clinical questions about one patient. Pure: same facts, same answer."""
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
    loading = offer_test(
        inquiry,
        signs=signs,
        kidney=kidney,
        level=level,
        wanted=loading_not_wanted(inquiry, status=status.word, tests=tests, risk=risk),
        tubular=tubular_drug(causes) or (route.value == "renal" and route.certainty == "established"),
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
    path = choose_path(situation)  # what to give, how much?
    plan = treat(situation, path)
    return Assessment(
        facts=facts,
        knowledge_version=knowledge.version,
        scope=people.scope,
        emergency_banner=banner,
        status=status.word,
        status_because=status.because,
        severity=level.severity,
        symptomatic=signs.symptomatic,
        urgency=urgency(situation, path, do_not_wait=banner),
        computed=inquiry.computed,
        route=route,
        causes=causes,
        next_steps=next_steps(
            situation, status=status.word, tests=tests, loading=loading, sufficient=history.route is not None
        ),
        steps=page_states(
            situation,
            status=status.word,
            tests=tests,
            loading=loading,
            sufficient=history.route is not None,
            route=route,
        ),
        loading=loading,
        plan=plan,
        warnings=tuple(inquiry.warnings.values()),
        trace=tuple(inquiry.findings),
    )
