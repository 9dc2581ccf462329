"""The questions in their order; each answer is there for the next. The file to read first."""

from __future__ import annotations

from ..assessment import Assessment
from ..facts import Facts
from ..knowledge.base import KNOWLEDGE, Knowledge
from .advice import patient_advice
from .cause_specific import cause_specific
from .conclude import conclude
from .diet import diet
from .discordance import discordances
from .disease import look_for_disease
from .loading import offer_test, tubular_drug
from .treatment import treat
from .urgency import urgency
from .watch_rules import keep_measuring
from .watching import this_sample
from .workup import loading_not_wanted, next_steps, page_states


def assess(facts: Facts, knowledge: Knowledge = KNOWLEDGE) -> Assessment:
    """Answer the clinical questions about one patient. Pure: same facts, same answer.

    How sure it is and what would change it is added by `explore`.
    """
    found = conclude(facts, knowledge)  # real? how bad? why? where is it lost? how fast to treat?
    inquiry, s, route, status = found.inquiry, found.situation, found.route, found.status.word
    disease = look_for_disease(found)  # which disease of kidney or gut?
    loading = offer_test(
        inquiry,
        signs=s.signs,
        kidney=s.kidney,
        level=s.level,
        wanted=loading_not_wanted(inquiry, status=status, tests=found.tests, risk=found.risk),
        tubular=tubular_drug(found.causes) or (route.value == "renal" and route.certainty == "established"),
    )
    plan = treat(s, found.path)  # what to give, how much?
    particular, food = cause_specific(s, found.path), diet(s, found.path)  # what else to know?
    told = patient_advice(s, found.path, plan, food)  # what to tell the patient?
    sufficient = found.history.route is not None
    return Assessment(
        facts=facts,
        knowledge_version=knowledge.version,
        scope=s.people.scope,
        emergency_banner=found.banner,
        status=status,
        status_because=found.status.because,
        severity=s.level.severity,
        symptomatic=s.signs.symptomatic,
        urgency=urgency(s, found.path, do_not_wait=found.banner),
        computed=inquiry.computed,
        route=route,
        causes=found.causes,
        next_steps=next_steps(
            s,
            status=status,
            tests=found.tests,
            loading=loading,
            sufficient=sufficient,
            flags=found.flags,
            referral=disease.referral,
            order=disease.order,
        ),
        steps=page_states(s, status=status, tests=found.tests, loading=loading, sufficient=sufficient, route=route),
        loading=loading,
        plan=plan,
        warnings=tuple(inquiry.warnings.values()),
        trace=tuple(inquiry.findings),
        discordance=discordances(found),
        patterns=disease.patterns,
        traps=disease.traps,
        genetic_referral=disease.referral,
        gut=disease.gut,
        surveillance=keep_measuring(inquiry, this_sample(inquiry, s.level), kidney=s.kidney, calcium=s.calcium)
        if s.people.scope.in_scope
        else (),
        cause_specific=particular,
        diet=food,
        advice=told,
    )
