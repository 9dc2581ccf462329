"""What the parts of one report share: the assessment, the wording, the numbered sources, and small things to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment, Finding
from ..clinical.doses import Dose
from ..clinical.evidence import Citation, Evidence, Rule
from ..clinical.facts import Facts
from ..clinical.knowledge.patient import AGE, BY_KEY, SEX, TAKEN_DAYS_AGO
from ..clinical.units import Quantity
from . import words
from .shapes import Check, Identity, Reference, Tone
from .wording import Wording, cut

MARK = _("not yet confirmed against a source")
DISCLAIMER = _("Supports, does not replace, clinical judgement.")
MOST_WORD = 60  # characters of a case code or a drug's name


class Decided(Protocol):
    """What a physician decided about an item: `choice` is accept, change or reject, `dose` the chosen one in words."""

    code: str
    choice: str
    reason: str
    dose: str


@dataclass(frozen=True, slots=True)
class Choosing:
    """A decision as a plain value, for callers without a database. `given` is the changed dose that `dose` says."""

    code: str
    choice: str
    reason: str = ""
    dose: str = ""
    given: Dose | None = None


class Sources:
    """Numbers each citation when it is first used."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.cited: list[Citation] = []

    def of(self, rule: Rule | None) -> tuple[int, ...]:
        """The reference numbers of a rule."""
        return self.citing(rule.citations) if rule else ()

    def citing(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The reference numbers of some citations."""
        return tuple(sorted({self._number(citation) for citation in citations}))

    def of_citations(self, citations: tuple[Citation, ...]) -> tuple[int, ...]:
        """The reference numbers of citations that stand without a rule."""
        return tuple(sorted({self._number(citation) for citation in citations}))

    def already(self, rule: Rule) -> tuple[int, ...]:
        """The reference numbers of a rule that needs none of its own."""
        return tuple(sorted({self.numbers[c.key] for c in rule.citations if c.key in self.numbers}))

    def _number(self, citation: Citation) -> int:
        if citation.key not in self.numbers:
            self.cited.append(citation)
            self.numbers[citation.key] = len(self.cited)
        return self.numbers[citation.key]


class Desk:
    """The facts and tools that every part of a report works with."""

    def __init__(
        self,
        assessment: Assessment,
        wording: Wording,
        *,
        decisions: Iterable[Decided] = (),
        entered: Mapping[str, str] | None = None,
        case_label: str = "",
        sampled_at: datetime | None = None,
        printed_at: datetime | None = None,
    ) -> None:
        self.assessment = assessment
        self.facts: Facts = assessment.facts
        self.wording = wording
        self.say = wording.say
        self.text = wording.text
        self.line = wording.line
        self.decisions = {decision.code: decision for decision in decisions}
        self.entered = entered or {}
        self.case_label = cut(case_label, MOST_WORD)
        self.sampled_at, self.printed_at = sampled_at, printed_at
        self.sources = Sources()
        self.findings = _by_rule(assessment.trace)
        self.mark = self.text(MARK)
        self.tones = {key: Tone(key, self.text(word), icon) for key, (word, icon) in words.TONES.items()}
        self.limits = tuple(_limits(assessment.trace))

    def named(self, table: Mapping[str, str], code: str) -> str:
        """The word for a code, or the code in plain letters."""
        return self.text(table[code]) if code in table else self.wording.value(words.plain(code))

    def label(self, key: str) -> str:
        """What a fact or a computed value is called."""
        fact = BY_KEY.get(key)
        if fact is not None:
            return self.text(fact.label)
        return self.named(words.COMPUTED, key)

    def labels(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.label(key) for key in keys))

    def checks(self, keys: Iterable[str]) -> tuple[Check, ...]:
        """The questions behind some keys, by short names, each once."""
        named = {self.text(words.TO_CHECK[key]) if key in words.TO_CHECK else self.label(key): key for key in keys}
        return tuple(Check(key, label) for label, key in named.items())

    def tone_of(self, urgent: bool, careful: bool) -> Tone:
        return self.tones["critical" if urgent else "warning" if careful else "info"]

    def identity(self) -> Identity:
        age = self.facts.number(AGE)
        shown_age = self.wording.quantity(Quantity(age, AGE.unit)) if age is not None else self.text(_("age not known"))
        sex = self.facts.word(SEX)
        shown_sex = self.text(dict(SEX.options)[sex]) if sex in ("female", "male") else self.text(_("sex not known"))
        version = self.line(_("knowledge {version}"), version=self.assessment.knowledge_version)
        case = self.line(_("case {case}"), case=self.case_label) if self.case_label else self.text(_("no case code"))
        parts = (case, shown_age, shown_sex.lower(), self.sample(), version)
        return Identity(case, shown_age, shown_sex.lower(), self.sample(), version, " · ".join(parts))

    def sample(self) -> str:
        """When the sample was taken, as far as it is known."""
        if self.sampled_at:
            return self.line(_("sample of {moment}"), moment=self.wording.date(self.sampled_at))
        days = self.facts.number(TAKEN_DAYS_AGO)
        if days is None:
            return self.text(_("sample time not given"))
        if not days:
            return self.text(_("sample taken today"))
        return self.line(_("sample taken {days} ago"), days=Quantity(days, TAKEN_DAYS_AGO.unit))

    def inputs(self, evidence: Evidence) -> Iterable[str]:
        """The values used, with their names."""
        for key, value in evidence.inputs.items():
            yield f"{self.label(key)}: {self.wording.value(value)}"

    def formulas(self, used: Iterable[str]) -> Iterable[str]:
        """The equations of the computed values among these, with the numbers put in."""
        for key in used:
            calculated = self.assessment.computed.get(key)
            if calculated and calculated.formula:
                yield self.say(calculated.formula)

    def reference(self, number: int, citation: Citation) -> Reference:
        notes = {
            "secondary": _("quoted from a secondary text"),
            "abstract": _("abstract read"),
            "seed": _("from the founding documents"),
        }
        note = _("a choice of this knowledge base") if citation.kind == "design" else notes.get(citation.read, "")
        link = citation.link.removeprefix("https://doi.org/")
        short = f"doi:{link}" if citation.doi else link.removeprefix("https://")
        return Reference(number, self.text(citation.text), citation.link, short, self.text(note))


def _by_rule(trace: tuple[Finding, ...]) -> dict[str, list[Evidence]]:
    """What was found for each rule, in the order in which it was asked."""
    found: dict[str, list[Evidence]] = {}
    for finding in trace:
        found.setdefault(finding.rule.id, []).append(finding.evidence)
    return found


def _limits(trace: tuple[Finding, ...]) -> Iterable[Quantity]:
    """The limits that any rule held a value against."""
    waiting = [finding.evidence for finding in trace]
    while waiting:
        evidence = waiting.pop()
        limit = evidence.statement.values.get("limit")
        if isinstance(limit, Quantity):
            yield limit
        waiting.extend(evidence.because)
