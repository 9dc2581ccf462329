"""How every rule comes out in the built-in cases, and which of their answers move it.

The index is made once in a process, at the first page that needs it (a fifth of a second for 69 cases).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..clinical.engine.assess import assess
from ..clinical.facts import Facts
from ..readers.answers import hear
from ..readers.invented import answers
from ..readers.library import built_in_cases
from .knowledge_rows import answers_of_rows
from .rule_run import MET, NOT_MET, UNKNOWN, keys_of, less_by_one, outcomes, signature

INVENTED = "invented"
PASSED_BY = "does not apply"  # what the engine notes of a row of the paths that does not hold


@dataclass(frozen=True, slots=True)
class InCases:
    """The built-in cases by how a rule came out in them; a case that never came to the rule is in none."""

    met: tuple[str, ...] = ()
    not_met: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def reached(self) -> tuple[str, ...]:
        return (*self.met, *self.unknown, *self.not_met)


@cache
def index() -> dict[str, InCases]:
    """By rule id; a rule that no case reached is absent."""
    found: dict[str, dict[str, list[str]]] = {}
    for key, case in built_in_cases().items():
        for rule_id, each in outcomes(assess(case.facts)).items():
            lists = found.setdefault(rule_id, {MET: [], NOT_MET: [], UNKNOWN: []})
            lists[each.verdict].append(key)
    return {rule_id: InCases(**{word: tuple(keys) for word, keys in lists.items()}) for rule_id, lists in found.items()}


@cache
def in_cases(rule_id: str) -> InCases:
    return index().get(rule_id, InCases())


@cache
def rows_left() -> dict[int, int]:
    """At which row of the ordered list of paths (1 for the first) how many built-in cases took their path.

    The engine notes each row that it passed by; the row after those is the one that held.
    """
    found: dict[int, int] = {}
    for case in built_in_cases().values():
        row = 1 + sum(finding.evidence.statement.template == PASSED_BY for finding in assess(case.facts).trace)
        found[row] = found.get(row, 0) + 1
    return found


@cache
def answers_used(rule_id: str) -> tuple[str, ...]:
    """The keys of the answers that a rule looks at, as far as tables and cases show it.

    Those of the rows that carry it, those its findings name, and those which, taken away from a case, change
    how the rule comes out there. Where no published case comes to the rule, the invented patient may.
    """
    keys = dict.fromkeys(answers_of_rows(rule_id))
    for name in _tried(in_cases(rule_id)):
        keys |= dict.fromkeys(_moving(name).get(rule_id, ()))
    return tuple(keys)


def _tried(cases: InCases) -> tuple[str, ...]:
    """Two cases of different outcome, whose answers are taken away one by one."""
    return (*cases.met[:1], *cases.unknown[:1], *cases.not_met[:1])[:2] or (INVENTED,)


@cache
def _moving(name: str) -> dict[str, tuple[str, ...]]:
    """For each rule that a case comes to, the answers it names and those without which it comes out otherwise."""
    facts = facts_of(name)
    here = outcomes(assess(facts))
    found = {rule_id: dict.fromkeys(keys_of(each)) for rule_id, each in here.items()}
    for key, less in less_by_one(facts):
        there = outcomes(assess(less))
        for rule_id, each in here.items():
            if rule_id not in there or signature(there[rule_id]) != signature(each):
                found[rule_id][key] = None
    return {rule_id: tuple(keys) for rule_id, keys in found.items()}


@cache
def invented_facts() -> Facts:
    """The invented patient, with every question answered."""
    return hear(answers()).facts


def facts_of(name: str) -> Facts:
    """The facts of a built-in case, or of the invented patient."""
    return invented_facts() if name == INVENTED else built_in_cases()[name].facts
