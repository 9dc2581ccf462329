"""The built-in cases: published patients, one TOML file each in diagnostics/cases."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..clinical.facts import Facts
from .case import SCHEMA, read_case

FOLDER = Path(__file__).resolve().parents[1] / "cases"


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A published patient: `key` is the name of its file, `source` where it was published."""

    key: str
    title: str
    vignette: str
    source: str
    facts: Facts


@cache
def built_in_cases() -> dict[str, BuiltIn]:
    """All built-in cases by their key, read once in a process. Raises BadCase for one that cannot be read."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}


def _read(path: Path) -> BuiltIn:
    case = tomllib.loads(path.read_text("utf-8"))
    facts, _doubts = read_case({"schema": SCHEMA, **case["facts"]})
    return BuiltIn(path.stem, case.get("title", path.stem), case.get("vignette", ""), case.get("source", ""), facts)
