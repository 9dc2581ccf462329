"""Where each candidate treatment stands in the plan of one patient: proposed, waiting, withheld or not considered.

It only reads the plan and never decides: what is proposed here is recommended there, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment, Cause, Reason, Recommendation
from ..clinical.facts import DRUGS, DrugTaken
from ..clinical.knowledge.candidates import CANDIDATES, Candidate
from ..clinical.knowledge.drugs import CLASSES
from ..clinical.knowledge.rulebook import rule
from ..clinical.text import Statement, say

PROPOSED, WAITS, WITHHELD, NOT_CONSIDERED = "proposed", "waits", "withheld", "not_considered"
NO_REASON_TO_STOP = "TX-DRUG-14"  # its drugs are named in the review, to say that they go on
PPI = "proton_pump_inhibitor"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its state, the items that propose it and the reasons that hold it back."""

    candidate: Candidate
    state: str
    items: tuple[Recommendation, ...] = ()
    because: tuple[Reason, ...] = ()
    named: bool = False  # proposed only for a named prescriber's decision
    lines: tuple[Statement, ...] = ()  # what an item asks about these drugs, where it asks about others too


def weigh(assessment: Assessment) -> tuple[Weighed, ...]:
    """All candidates in their order, each with its state."""
    return tuple(_weigh(candidate, assessment) for candidate in CANDIDATES)


def _weigh(candidate: Candidate, assessment: Assessment) -> Weighed:
    return _family(candidate, assessment) if candidate.family else _review(candidate, assessment)


# -- treatments that are items of the plan ---------------------------------------------------------------------


def _family(candidate: Candidate, assessment: Assessment) -> Weighed:
    plan = assessment.plan
    items = tuple(item for item in plan.recommended if item.family == candidate.family)
    held = (reason for entry in plan.withheld if entry.family == candidate.family for reason in entry.because)
    because = tuple({(reason.rule.id, reason.text.template): reason for reason in held}.values())
    if items:
        return Weighed(candidate, PROPOSED, items, because, named=not any(item.automatic for item in items))
    return Weighed(candidate, state_of(because), (), because)


def state_of(because: Iterable[Reason]) -> str:
    """What the reasons for withholding come to: a contraindication counts before a missing indication, that before a gap."""
    kinds = {reason.kind for reason in because}
    if "contraindicated" in kinds:
        return WITHHELD
    return WAITS if kinds == {"not_known"} else NOT_CONSIDERED


# -- drugs that are reviewed -------------------------------------------------------------------------------------


def _review(candidate: Candidate, assessment: Assessment) -> Weighed:
    if items := _reviewing(candidate, assessment):
        causes = _culprits(candidate, assessment)
        lines = (line for item in items for cause in causes for line in _about(item, cause))
        return Weighed(candidate, PROPOSED, items, lines=tuple(lines))
    because = _not_reviewed(candidate, assessment)
    return Weighed(candidate, state_of((because,)), (), (because,))


def _reviewing(candidate: Candidate, assessment: Assessment) -> tuple[Recommendation, ...]:
    """The items of the plan that ask about these drugs."""
    if PPI in candidate.classes:
        return tuple(item for item in assessment.plan.recommended if item.code == "PPI_STOP_SWITCH_H2RA")
    return tuple(
        item
        for item in assessment.plan.recommended
        if item.code == "CULPRIT_REVIEW" and any(_about(item, cause) for cause in _culprits(candidate, assessment))
    )


def _culprits(candidate: Candidate, assessment: Assessment) -> list[Cause]:
    """The drugs among the causes that this candidate is about and that may be stopped for magnesium."""
    return [
        cause
        for cause in assessment.causes
        if cause.kind == "drug" and cause.active and _is_about(candidate, cause.code) and _may_stop(cause.code)
    ]


def _is_about(candidate: Candidate, code: str) -> bool:
    named = {code for each in CANDIDATES for code in each.classes}
    return code in candidate.classes if candidate.classes else code not in named


def _may_stop(code: str) -> bool:
    return code in CLASSES and CLASSES[code].culprit_rule != NO_REASON_TO_STOP


def _about(item: Recommendation, cause: Cause) -> list[Statement]:
    """The lines of a review that ask about the drug behind this cause."""
    return [line for line in item.details if "action" in line.values and line.values.get("cause") == cause.label]


def _not_reviewed(candidate: Candidate, assessment: Assessment) -> Reason:
    """Why the plan does not ask about these drugs."""
    taken = _taken(candidate, assessment)
    if PPI in candidate.classes and any(drug.can_stop is False for drug in taken) and _reviewed(assessment):
        said = say(_("it cannot stop: the lowest dose that works is proposed instead"))
        return Reason(rule("TX-PPI-03"), "contraindicated", said, say(_("gastroenterology or cardiology")))
    if taken:
        said = say(_("the plan does not ask for it: {why}"), why=assessment.plan.path_because)
        return Reason(assessment.plan.path_rule, "not_indicated", said, say(_("a low magnesium that it explains")))
    if DRUGS not in assessment.facts.asked:
        return Reason(
            rule("DX-GEN-01"), "not_known", say(_("the list of drugs is not complete")), say(_("the drugs")), (DRUGS,)
        )
    return Reason(rule(candidate.rule), "not_indicated", _none_taken(candidate, assessment))


def _reviewed(assessment: Assessment) -> bool:
    """Whether the plan looks at the proton pump inhibitor."""
    return any(warning.code == "W_PPI_REVIEW" for warning in assessment.warnings)


def _taken(candidate: Candidate, assessment: Assessment) -> list[DrugTaken]:
    """The drugs in use that this candidate is about."""
    codes = set(candidate.classes) or {cause.code for cause in _culprits(candidate, assessment)}
    return [drug for drug in assessment.facts.drugs if drug.stopped_days_ago is None and drug.classes & codes]


def _none_taken(candidate: Candidate, assessment: Assessment) -> Statement:
    if candidate.classes:
        return say(_("no such drug is taken"))
    others = [cause for cause in assessment.causes if cause.kind == "drug" and _is_about(candidate, cause.code)]
    if past := tuple(cause.label for cause in others if _may_stop(cause.code)):
        return say(_("a cause, but not among the drugs taken now: {drugs}"), drugs=past)
    if going_on := tuple(cause.label for cause in others if cause.code in CLASSES):
        return say(_("low magnesium alone is no reason to stop: {drugs}"), drugs=going_on)
    return say(_("no other drug is known as a cause here"))
