"""What a rule answers for one patient, in words: the verdict, the findings with their numbers, what it led to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment, Finding
from . import words
from .record import Record
from .rule_run import MET, NOT_MET, NOT_REACHED, UNKNOWN, Outcome, Use, outcome
from .wording import Wording, begun

VERDICTS: Mapping[str, tuple[str, str, str]] = {
    MET: (_("Met"), "info", "●"),
    NOT_MET: (_("Not met"), "info", "○"),
    UNKNOWN: (_("Not decided: something is not known"), "warning", "?"),
    NOT_REACHED: (_("Not asked: this patient gives no reason to come to this rule"), "info", "–"),
}
PARTS: Mapping[str, str] = {
    "plan": _("Way through the treatment"),
    "recommended": _("Proposed"),
    "withheld": _("Withheld"),
    "monitoring": _("To watch"),
    "stop_criteria": _("To stop"),
    "recheck": _("To measure again"),
    "spacing": _("To keep apart"),
    "scope": _("Out of scope"),
    "route": _("Where magnesium is lost"),
    "causes": _("Cause"),
    "next_steps": _("Next test"),
    "loading": _("Loading test"),
    "warnings": _("Warning"),
    "patterns": _("Pattern"),
    "cutoffs": _("Other published limits"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One check of the rule: how it came out, the sentence, the numbers, the parts, and what is missing."""

    outcome: str
    word: str
    text: str
    values: tuple[str, ...]
    formulas: tuple[str, ...]
    because: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """The answer of one rule. `led_to` are pairs of what kind of thing and which sentence; `context` the whole answer.

    `arithmetic` are the equations with the numbers put in.
    """

    verdict: str
    word: str
    tone: str
    icon: str
    found: tuple[Found, ...]
    led_to: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    context: tuple[tuple[str, str], ...]
    arithmetic: tuple[str, ...]


def rule_answer(assessment: Assessment, rule_id: str, wording: Wording) -> RuleAnswer:
    """What the assessment says about one rule."""
    record, here = Record(assessment, wording), outcome(assessment, rule_id)
    word, tone, icon = VERDICTS[here.verdict]
    return RuleAnswer(
        verdict=here.verdict,
        word=wording.text(word),
        tone=tone,
        icon=icon,
        found=tuple(_found(finding, record) for finding in here.findings),
        led_to=_led_to(here, record),
        missing=_missing(here, record) if here.verdict == UNKNOWN else (),
        context=_context(assessment, record),
        arithmetic=tuple(calc.line for calc in record.arithmetic() if calc.formula),
    )


def _found(finding: Finding, record: Record) -> Found:
    evidence = finding.evidence
    return Found(
        outcome=evidence.truth.word,
        word=record.named(words.OUTCOME, evidence.truth.word),
        text=begun(record.say(evidence.statement)),
        values=tuple(record.inputs(evidence)),
        formulas=tuple(record.formulas(evidence.inputs)),
        because=tuple(dict.fromkeys(begun(record.say(part.statement)) for part in evidence.because)),
        missing=record.labels(evidence.missing),
    )


def _led_to(here: Outcome, record: Record) -> tuple[tuple[str, str], ...]:
    found = {begun(record.say(finding.evidence.statement)) for finding in here.findings}
    said = ((_part(use, record), begun(record.say(use.said))) for use in here.uses)
    return tuple(dict.fromkeys(pair for pair in said if pair[1] and pair[1] not in found))


def _part(use: Use, record: Record) -> str:
    return record.named(PARTS, use.part)


def _missing(here: Outcome, record: Record) -> tuple[str, ...]:
    keys = [key for finding in here.findings for key in finding.evidence.missing]
    return record.labels((*keys, *(key for use in here.uses for key in use.missing)))


def _context(assessment: Assessment, record: Record) -> tuple[tuple[str, str], ...]:
    """The answers around the rule, so that it is not read alone."""
    text = record.text
    return (
        (text(_("Magnesium")), record.named(words.STATUS, assessment.status)),
        (text(_("Severity")), record.named(words.SEVERITY, assessment.severity)),
        (text(_("Route")), record.named(words.ROUTE, assessment.route.value)),
        (text(_("Treatment")), record.named(words.PLAN_PATH, assessment.plan.path)),
    )
