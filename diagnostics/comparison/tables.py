"""Write the knowledge of the version in the current folder to standard output, as JSON.

This file runs inside each version, also inside versions that are older than it is: it uses nothing of the
project but the knowledge itself, and takes every table that it finds.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

PACKAGE = "diagnostics.clinical.knowledge"
NAMES_OF_ROWS = ("id", "key", "code", "rule")


def tables() -> dict[str, dict[str, object]]:
    """Every constant of the knowledge as rows by name; rows that stand alone are gathered by their kind."""
    found: dict[str, dict[str, object]] = {}
    for module in pkgutil.iter_modules(importlib.import_module(PACKAGE).__path__):
        for name, value in vars(importlib.import_module(f"{PACKAGE}.{module.name}")).items():
            if name.isupper() and not name.startswith("_"):
                if is_dataclass(value) and not isinstance(value, type):
                    found.setdefault(type(value).__name__, {}).setdefault(_name(value, name), written(value))
                else:
                    found.setdefault(name, rows(value))
    return found


def rows(value: object) -> dict[str, object]:
    """The rows of a table by their name or place."""
    if isinstance(value, Mapping):
        return {said(key): written(row) for key, row in value.items()}
    if isinstance(value, tuple) and value and all(is_dataclass(row) for row in value):
        names = [_name(row, "row") for row in value]
        alone = len(names) == len(set(names))
        return {
            name if alone else f"{place} {name}": written(row)
            for place, (name, row) in enumerate(zip(names, value, strict=True), 1)
        }
    return {"": written(value)}


def _name(row: object, otherwise: str) -> str:
    """How a row is called: by the first of these fields that it has."""
    return next((getattr(row, each) for each in NAMES_OF_ROWS if isinstance(getattr(row, each, None), str)), otherwise)


def written(value: object) -> object:
    """A row as its fields, anything else as text; rows inside a row by their name."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: said(getattr(value, each.name)) for each in fields(value)}
    return said(value)


def said(value: object) -> str:
    """A value as text that is the same in every process."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return ", ".join(sorted(f"{said(key)}: {said(each)}" for key, each in value.items()))
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(map(said, value)))
    if isinstance(value, tuple | list):
        return ", ".join(map(said, value))
    if is_dataclass(value) and not isinstance(value, type):
        named = next((getattr(value, each) for each in ("key", "id", "code", "symbol") if hasattr(value, each)), None)
        return str(named) if named is not None else _inner(value)
    return str(value)


def _inner(value: object) -> str:
    parts = (f"{each.name}={said(getattr(value, each.name))}" for each in fields(value))  # type: ignore[arg-type]
    return f"{type(value).__name__}({', '.join(parts)})"


if __name__ == "__main__":
    json.dump(tables(), sys.stdout)
