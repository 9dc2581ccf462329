"""What one assessment says about one rule: met, not met, unknown or not reached, and with which sentences.

A rule shows itself in two ways: as a finding of the trace, or as the ground of something said (an item of
the plan, a warning, a reason to withhold). Where there is no finding, what was said counts, so that no rule
looks idle that decided something.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..clinical.assessment import Assessment, Finding
from ..clinical.evidence import Evidence, Rule, Truth
from ..clinical.facts import Fact, Facts
from ..clinical.text import Statement

MET, NOT_MET, UNKNOWN, NOT_REACHED = "met", "not_met", "unknown", "not_reached"
NOT_KNOWN = "not_known"  # a Reason of this kind, or a warning that something is missing, decides nothing
_NOT_WALKED = {"facts", "trace"}
_RULES_OF = ("rule", "path_rule")
_SENTENCES = ("text", "because", "path_because", "why", "note", "when", "label")


@dataclass(frozen=True, slots=True)
class Use:
    """Something said on the ground of a rule: `part` is the part of the answer, `reason` the word of a Reason."""

    part: str
    said: Statement | None
    reason: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that an assessment says about a rule."""

    verdict: str
    findings: tuple[Finding, ...]
    uses: tuple[Use, ...]


def outcomes(assessment: Assessment) -> dict[str, Outcome]:
    """The outcome of every rule that the assessment came to."""
    findings: dict[str, list[Finding]] = {}
    for finding in assessment.trace:
        findings.setdefault(finding.rule.id, []).append(finding)
    uses: dict[str, list[Use]] = {}
    for rule_id, use in _uses(assessment):
        known = uses.setdefault(rule_id, [])
        if use not in known:
            known.append(use)
    return {
        rule_id: _outcome(tuple(findings.get(rule_id, ())), tuple(uses.get(rule_id, ())))
        for rule_id in dict.fromkeys((*findings, *uses))
    }


def outcome(assessment: Assessment, rule_id: str) -> Outcome:
    """The outcome of one rule."""
    return outcomes(assessment).get(rule_id, Outcome(NOT_REACHED, (), ()))


def _outcome(findings: tuple[Finding, ...], uses: tuple[Use, ...]) -> Outcome:
    """The findings decide; what was said on the ground of a rule speaks for it only where it has no finding."""
    truths = [finding.evidence.truth for finding in findings]
    truths = truths or [Truth.UNKNOWN if use.reason == NOT_KNOWN else Truth.MET for use in uses]
    return Outcome(max(truths).word, findings, uses)


def _uses(assessment: Assessment) -> Iterator[tuple[str, Use]]:
    for field in dataclasses.fields(assessment):
        if field.name not in _NOT_WALKED:
            yield from _below(getattr(assessment, field.name), field.name)


def _below(given: object, part: str) -> Iterator[tuple[str, Use]]:
    """Every use of a rule in a part of the answer, however deep."""
    if isinstance(given, Mapping):
        given = tuple(given.values())
    if isinstance(given, tuple):
        for each in given:
            yield from _below(each, part)
    elif dataclasses.is_dataclass(given) and not isinstance(given, Rule | Statement | Fact | type):
        yield from _here(given, part)
        for field in dataclasses.fields(given):
            yield from _below(getattr(given, field.name), field.name if part == "plan" else part)


def _here(given: object, part: str) -> Iterator[tuple[str, Use]]:
    for name in _RULES_OF:
        rule = getattr(given, name, None)
        if isinstance(rule, Rule):
            yield rule.id, Use(part, _sentence(given), _reason(given), getattr(given, "missing", ()))


def _reason(given: object) -> str:
    return NOT_KNOWN if getattr(given, "code", "") == "W_UNKNOWN_INPUT" else str(getattr(given, "kind", ""))


def _sentence(given: object) -> Statement | None:
    found = (getattr(given, name, None) for name in _SENTENCES)
    return next((each for each in found if isinstance(each, Statement)), None)


# --- which answers a rule looks at ------------------------------------------------------------------------


def keys_of(outcome_of_rule: Outcome) -> tuple[str, ...]:
    """The facts that the findings of a rule used or missed, also those of their parts."""
    keys: dict[str, None] = {}
    for finding in outcome_of_rule.findings:
        for evidence in _parts(finding.evidence):
            keys |= dict.fromkeys((*evidence.inputs, *evidence.missing))
    for use in outcome_of_rule.uses:
        keys |= dict.fromkeys(use.missing)
    return tuple(keys)


def _parts(evidence: Evidence) -> Iterable[Evidence]:
    yield evidence
    for part in evidence.because:
        yield from _parts(part)


def signature(outcome_of_rule: Outcome) -> tuple[object, ...]:
    """What must stay the same for a rule to count as untouched: its truths and its sentences, not their numbers."""
    found = tuple((f.evidence.truth, f.evidence.statement.template) for f in outcome_of_rule.findings)
    said = tuple((use.part, use.said.template if use.said else "", use.reason) for use in outcome_of_rule.uses)
    return outcome_of_rule.verdict, found, said


def less_by_one(facts: Facts) -> Iterator[tuple[str, Facts]]:
    """The same patient with one answer not known, for each answer; drugs and lists count as one each."""
    for key, value in facts.values.items():
        if value is False and key.partition(".")[0] in facts.asked:
            continue  # without it the list, asked in full, still answers no
        yield key, dataclasses.replace(facts, values={k: v for k, v in facts.values.items() if k != key})
    for place in range(len(facts.drugs)):
        yield "drugs", dataclasses.replace(facts, drugs=facts.drugs[:place] + facts.drugs[place + 1 :])
    for name in facts.asked:
        yield name, dataclasses.replace(facts, asked=facts.asked - {name})
