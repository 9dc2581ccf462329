"""What holds a rule: the code that applies it and the tests that check it, as the ledger was last written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LEDGER = Path(__file__).with_name("rule_ledger.json")


@dataclass(frozen=True, slots=True)
class HeldBy:
    """What holds a rule.

    `applied` are the functions and tables that name it in code, "file: name"; `noted` those whose docstring or
    comment names it; `reason` says why no code names it, or where it holds all the same. `named` are tests that
    name it, "file::test", twelve at most; `exercised` five at most of the `exercised_count` worked examples and
    published cases whose checked answer rests on it.
    """

    applied: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    reason: str = ""
    named: tuple[str, ...] = ()
    exercised: tuple[str, ...] = ()
    exercised_count: int = 0

    @property
    def tested(self) -> bool:
        """Whether any test names the rule or any checked example rests on it."""
        return bool(self.named or self.exercised_count)


def held_by(rule_id: str) -> HeldBy:
    """What holds the rule with this id; KeyError with the id where there is no such rule."""
    return _ledger()[rule_id]


@cache
def _ledger() -> dict[str, HeldBy]:
    rows: dict[str, dict[str, Any]] = json.loads(LEDGER.read_text("utf-8"))["rules"]
    return {rule_id: _row(row) for rule_id, row in rows.items()}


def _row(row: dict[str, Any]) -> HeldBy:
    lists = {name: tuple(row[name]) for name in ("applied", "noted", "named", "exercised")}
    return HeldBy(reason=row["reason"], exercised_count=row["exercised_count"], **lists)
