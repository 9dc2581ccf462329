"""The ledger of rules: for each rule where it is implemented and which tests hold it.

It is written by a script and may be absent from an installation; nothing clinical rests on it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "docs" / "rules.json"


@dataclass(frozen=True, slots=True)
class Held:
    """Where a rule lives in the code, and the tests that hold it, each by file and name."""

    implemented: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


@cache
def ledger(file: Path = FILE) -> Mapping[str, Held]:
    """The ledger by rule id; empty where there is none or it cannot be read."""
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    rows = data.get("rules", data) if isinstance(data, dict) else data
    if isinstance(rows, list):
        rows = {row["id"]: row for row in rows if isinstance(row, dict) and "id" in row}
    return {rule_id: _held(row) for rule_id, row in rows.items() if isinstance(row, dict)}


def _held(row: Mapping[str, object]) -> Held:
    return Held(_texts(row.get("implemented")), _texts(row.get("tests")))


def _texts(given: object) -> tuple[str, ...]:
    return tuple(str(text) for text in given) if isinstance(given, list) else ()
