"""Where a rule id stands in source: in code, as a word of its own; or noted, in a docstring or a comment."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from diagnostics.clinical.knowledge.rulebook import RULES

from . import PROJECT
from .mentions import ids_in

CODE, NOTED = "code", "noted"
APPLICATION = PROJECT / "diagnostics"
# the rulebook names every rule; what writes the ledger and what shows the knowledge name rules without applying them;
# the proof tests rules (holders.py)
_NOT_APPLIED = (
    "clinical/knowledge/rulebook.py",
    "ledger/",
    "migrations/",
    "proof/",
    "presenters/clinical_changes.py",
    "benchmarks/",
    "comparison/",
    "presenters/rule_ledger.py",
    "presenters/knowledge",
    "presenters/decision_path.py",
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A function, class or table that a rule id stands in; `how` is "code" or "noted"."""

    file: str
    name: str
    how: str = CODE


@dataclass(frozen=True, slots=True)
class _Span:
    name: str
    first: int
    last: int


def application_files() -> Iterator[Path]:
    """The source that can apply a rule."""
    for path in sorted(APPLICATION.rglob("*.py")):
        if not path.relative_to(APPLICATION).as_posix().startswith(_NOT_APPLIED):
            yield path


def where_applied(files: Iterable[Path]) -> dict[str, tuple[Place, ...]]:
    """For each rule id the places that name it, those in code first."""
    found: dict[str, set[Place]] = {}
    for path in files:
        for rule_id, place in places_in(path.relative_to(PROJECT).as_posix(), path.read_text("utf-8")):
            found.setdefault(rule_id, set()).add(place)
    return {rule_id: _best(places) for rule_id, places in sorted(found.items())}


def _best(places: set[Place]) -> tuple[Place, ...]:
    """Each function once, as code where it stands in both ways."""
    code = {(place.file, place.name) for place in places if place.how == CODE}
    kept = [place for place in places if place.how == CODE or (place.file, place.name) not in code]
    return tuple(sorted(kept, key=lambda place: (place.how != CODE, place)))


def places_in(file: str, text: str) -> Iterator[tuple[str, Place]]:
    """Each mention of a rule id in a source, with the definition that it stands in."""
    tree = ast.parse(text)
    spans, docstrings = list(_spans(tree)), _docstrings(tree)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        place = _around(spans, node.lineno)
        if node in docstrings:
            yield from ((each, Place(file, place, NOTED)) for each in ids_in(node.value))
        elif node.value in RULES:
            yield node.value, Place(file, place, CODE)
    for line, comment in _comments(text):
        yield from ((each, Place(file, _about(spans, line), NOTED)) for each in ids_in(comment))


def _spans(tree: ast.AST, within: str = "") -> Iterator[_Span]:
    """The lines of every function, class, method and table, outer before inner; what is local is part of its function."""
    for node in ast.iter_child_nodes(tree):
        name = _name_of(node)
        if name is None:
            continue
        full = f"{within}.{name}" if within else name
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
        yield _Span(full, first, node.end_lineno or node.lineno)
        if isinstance(node, ast.ClassDef):
            yield from _spans(node, full)


def _name_of(node: ast.AST) -> str | None:
    match node:
        case ast.FunctionDef() | ast.ClassDef() | ast.AsyncFunctionDef():
            return node.name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return None


def _around(spans: list[_Span], line: int) -> str:
    """The innermost definition around a line; "" is the module."""
    return next((each.name for each in reversed(spans) if each.first <= line <= each.last), "")


def _about(spans: list[_Span], line: int) -> str:
    """What a comment is about: the definition around it, else the one it stands right above."""
    below = (each.name for each in spans if each.first == line + 1)
    return _around(spans, line) or next(below, "")


def _docstrings(tree: ast.AST) -> set[ast.Constant]:
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            found.add(body[0].value)
    return found


def _comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def names_in(text: str) -> set[str]:
    """The functions, classes, methods and tables that a source defines."""
    return {span.name for span in _spans(ast.parse(text))}
