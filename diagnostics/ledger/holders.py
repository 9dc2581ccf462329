"""Which tests hold a rule: those that name it, the proof's checks of it, and the worked examples that meet it and are checked."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from diagnostics.clinical.evidence import Truth

from . import PROJECT
from .mentions import ids_in
from .places import where_applied

if TYPE_CHECKING:
    from diagnostics.clinical.assessment import Assessment

TESTS = PROJECT / "tests"
PROOF = PROJECT / "diagnostics" / "proof"
KNOWLEDGE_PAGES = ("test_knowledge", "test_knowledge_browser", "test_knowledge_pdf")


def test_files() -> Iterator[Path]:
    """The modules of the suite that test something; those about the ledger and about the pages
    of the knowledge name rules without holding them."""
    yield from (path for path in sorted(TESTS.rglob("test_*.py")) if not _only_speaks(path))


def _only_speaks(path: Path) -> bool:
    shows = path.parent.name != "clinical" and path.stem in KNOWLEDGE_PAGES
    return path.parent.name == "ledger" or path.name == "test_version.py" or shows


def tests_that_name(files: Iterable[Path]) -> dict[str, tuple[str, ...]]:
    """For each rule id the tests that name it, as "file::test"; a table of a module counts for the tests that use it."""
    found: dict[str, set[str]] = {}
    for path in files:
        for rule_id, test in named_in(path.read_text("utf-8")):
            found.setdefault(rule_id, set()).add(f"{path.relative_to(PROJECT).as_posix()}::{test}")
    return {rule_id: tuple(sorted(tests)) for rule_id, tests in sorted(found.items())}


def proofs_of() -> dict[str, tuple[str, ...]]:
    """For each rule id what the proof asks of random patients, as "file::function": invariants, and the second evaluator.

    A note at the head of a file holds nothing; a function or table does.
    """
    places = where_applied(sorted(PROOF.rglob("*.py")))
    return {
        rule_id: tuple(f"{place.file}::{place.name}" for place in found if place.name)
        for rule_id, found in places.items()
    }


def invariants_checked() -> frozenset[str]:
    """The invariants that the proof has a check of the same id for."""
    from diagnostics.proof.invariants import INVARIANTS

    return frozenset(INVARIANTS)


def named_in(source: str) -> Iterator[tuple[str, str]]:
    """Each rule id with each test of a module that names it."""
    body = ast.parse(source).body
    tables = {name: set(_ids(node)) for node in body for name in _targets(node)}
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            ids = set(_ids(node)).union(*(tables[name] for name in used & tables.keys()))
            yield from ((rule_id, node.name) for rule_id in sorted(ids))


def _ids(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield from ids_in(each.value)


def _targets(node: ast.stmt) -> list[str]:
    """The names that a statement of a module gives: of a table, or of a helper that tests use."""
    match node:
        case ast.Assign(targets=targets):
            return [each.id for each in targets if isinstance(each, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case ast.FunctionDef(name=name) if not name.startswith("test_"):
            return [name]
    return []


def examples_that_meet() -> dict[str, tuple[str, ...]]:
    """For each rule id the worked examples and published cases whose answer is checked and that meet the rule."""
    found: dict[str, list[str]] = {}
    for example, ids in _examples():
        for rule_id in ids:
            found.setdefault(rule_id, []).append(example)
    return {rule_id: tuple(examples) for rule_id, examples in sorted(found.items())}


def _examples() -> Iterator[tuple[str, set[str]]]:
    from tests.clinical import test_cases, test_diagnosis_examples, test_treatment_examples

    for example in test_diagnosis_examples.EXAMPLES:
        yield example["id"], {example["formula_id"]}
    for scenario in test_treatment_examples.SCENARIOS:
        yield scenario["id"], met_in(test_treatment_examples.run(scenario))
    for name, case in test_cases.CASES.items():
        yield name, met_in(test_cases.run(case))


def met_in(assessment: Assessment) -> set[str]:
    """The rules that an assessment rests on: met in its trace, or the reason of what it says."""
    plan = assessment.plan
    said = (
        *plan.recommended,
        *plan.monitoring,
        *plan.stop_criteria,
        *plan.spacing,
        *assessment.warnings,
        *assessment.causes,
    )
    withheld = (reason for item in plan.withheld for reason in item.because)
    return {
        *(finding.rule.id for finding in assessment.trace if finding.evidence.truth is Truth.MET),
        *(each.rule.id for each in (*said, *withheld, *assessment.scope.reasons, *assessment.next_steps)),
        plan.path_rule.id,
        *([assessment.route.rule.id] if assessment.route.rule else []),
        *([plan.recheck.rule.id] if plan.recheck else []),
    }
