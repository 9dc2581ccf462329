"""A comparison for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from .differences import NOTHING, CaseChange, Change, Comparison

SCHEMA = "mgcds-knowledge-diff/1"
REASONS_SHOWN = 12
LONGEST = 160


def as_json(found: Comparison) -> dict[str, Any]:
    """Everything that was found."""
    return {
        "schema": SCHEMA,
        "old": {"name": found.old.name, "knowledge_version": found.old.version},
        "new": {"name": found.new.name, "knowledge_version": found.new.version},
        "cases_compared": len(found.old.answers),
        "cases": [asdict(case) for case in found.cases],
        "knowledge": {table: [asdict(change) for change in rows] for table, rows in found.knowledge.items()},
    }


def as_text(found: Comparison) -> str:
    """What a reviewer should read, the changed answers first."""
    return "\n".join([*_head(found), *_cases(found), *_tables(found)])


def _head(found: Comparison) -> Iterator[str]:
    changed = len(found.changed)
    other = len(found.cases) - changed
    yield f"{found.old.name} (knowledge {found.old.version}) → {found.new.name} (knowledge {found.new.version})"
    yield (
        f"{len(found.old.answers)} cases: {changed} answered differently, {other} answered the same for other reasons, "
        f"{len(found.old.answers) - len(found.cases)} the same."
    )


def _cases(found: Comparison) -> Iterator[str]:
    for case in found.changed:
        yield from ("", case.case, *_answer(case), *_because(case))
    if others := [case for case in found.cases if not case.answer]:
        yield from ("", "Same answer, other reasons")
        for case in others:
            rules = ", ".join(dict.fromkeys(each.what for each in case.reasons))
            yield _short(f"  {case.case}: {rules}")


def _answer(case: CaseChange) -> Iterator[str]:
    for change in case.answer:
        old, new = change.old.split(", "), change.new.split(", ")
        yield f"  {change.what}: {_without(old, new)} → {_without(new, old)}"


def _without(parts: list[str], others: list[str]) -> str:
    """Of a list, such as the numbers of a dose, what the other one does not say too."""
    return ", ".join([part for part in parts if part not in others] or parts)


def _because(case: CaseChange) -> Iterator[str]:
    """The rules that came out differently, last those that are only asked now and do not apply."""
    if case.reasons:
        yield "  because"
    for change in sorted(case.reasons, key=_asked_in_vain)[:REASONS_SHOWN]:
        yield _short(f"    {change.what} {change.old} → {change.new}: {change.text}")
    if (more := len(case.reasons) - REASONS_SHOWN) > 0:
        yield f"    and {more} more"


def _asked_in_vain(change: Change) -> bool:
    return change.old == NOTHING and change.new == "not_met"


def _tables(found: Comparison) -> Iterator[str]:
    if not found.knowledge:
        yield from ("", "The tables of the knowledge are the same.")
        return
    yield from ("", "Knowledge")
    for table, rows in found.knowledge.items():
        yield f"  {table}"
        yield from (_short(f"    {_row(change)}") for change in rows)


def _row(change: Change) -> str:
    return f"{change.what}: {change.old} → {change.new}".removeprefix(": ")


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
