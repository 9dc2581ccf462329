"""The notebook of one assessment: the facts so far, each rule checked, and the warnings raised.

It lives for one call of `assess`; every question writes its findings here in the order they are
asked, which is the trace.
"""

from __future__ import annotations

from ..assessment import Calculated, Finding, Warning
from ..conditions import Condition, Threshold
from ..evidence import Evidence, Truth
from ..facts import Facts, Measurement, YesNo
from ..knowledge.base import Knowledge
from ..knowledge.patient import CONDITIONS, FINDINGS
from ..knowledge.rulebook import rule
from ..text import Statement
from ..units import Quantity


class Inquiry:
    """What is known, believed and said while one patient is assessed."""

    __slots__ = ("computed", "facts", "findings", "knowledge", "warnings")

    def __init__(self, facts: Facts, knowledge: Knowledge) -> None:
        self.facts = facts
        self.knowledge = knowledge
        self.findings: list[Finding] = []
        self.warnings: dict[tuple[str, str | None, str], Warning] = {}
        self.computed: dict[str, Calculated] = {}

    def aside(self) -> Inquiry:
        """An empty notebook on the same facts, for a question whose findings are not kept."""
        return Inquiry(self.facts, self.knowledge)

    def check(self, rule_id: str, condition: Condition) -> Truth:
        """Check a condition for a rule, keep the finding, answer its truth."""
        return self.record(rule_id, condition.check(self.facts))

    def record(self, rule_id: str, evidence: Evidence) -> Truth:
        """Keep evidence for a rule in the trace."""
        self.findings.append(Finding(rule(rule_id), evidence))
        return evidence.truth

    def note(
        self, rule_id: str, truth: Truth, statement: Statement, missing: tuple[str, ...] = (), **inputs: object
    ) -> Truth:
        """Keep a finding stated directly."""
        return self.record(rule_id, Evidence(truth, statement, inputs=inputs, missing=missing))

    def met(self, rule_id: str, statement: Statement, **inputs: object) -> None:
        """Keep a rule that was applied."""
        self.record(rule_id, Evidence(Truth.MET, statement, inputs=inputs))

    def warn(self, code: str, statement: Statement, rule_id: str, path: str | None = None) -> None:
        """Raise a warning, once per code, place and sentence."""
        self.warnings.setdefault((code, path, statement.template), Warning(code, statement, rule(rule_id), path))

    # -- short questions -------------------------------------------------------------------------------------

    def finding(self, code: str) -> bool | None:
        return self.facts.answer(FINDINGS[code])

    def condition(self, code: str) -> bool | None:
        return self.facts.answer(CONDITIONS[code])

    def yes(self, fact: YesNo) -> bool:
        """Whether the answer is a known yes."""
        return self.facts.answer(fact) is True

    def passes(self, fact: Measurement, threshold: Threshold) -> Truth:
        """A measurement against a threshold at this clinic's value, without a finding."""
        return self.holds(self.facts.quantity(fact), threshold)

    def holds(self, value: Quantity | None, threshold: Threshold) -> Truth:
        return self.knowledge.threshold(threshold).holds(value)

    def takes(self, *classes: str) -> bool:
        """Whether a drug of these classes is known to be taken now, or was until today."""
        return any(d.acts and d.classes.intersection(classes) for d in self.facts.drugs)
