"""The version of the knowledge: a hash of everything this application knows and how it reasons with it.

Every constant of every module beside this one is taken by value, found by name and not by a list, so that a
new table counts by itself. The constant REASONING of `reasoning.py`, a hash of the source of the clinical core
and of the readers, is one of them: the order of rules in a function is knowledge as much as a limit in a table.
The version therefore stands for what the application would say; the wording and the pages are not in it.

It does not change with the order of a mapping or a set, the order of rows in a private table, comments,
docstrings, layout, imports or annotations. It changes with a value, also with its digits ("0.70" and "0.7"
read differently), with the order of a public tuple, with a name and with the order in which rules are asked.
It is worked out once for a process, when it is first asked for. What was signed keeps the version it was signed
with, in whatever form that was.
"""

from __future__ import annotations

import hashlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import import_module
from types import FunctionType, GenericAlias, MethodType, ModuleType, UnionType

EDITION = "2026.11"
DIGITS = 12
_ITSELF = "version"

# what is code or a type: its source is in REASONING
_NO_VALUE = (ModuleType, FunctionType, MethodType, GenericAlias, UnionType, classmethod, staticmethod, property)


@cache
def knowledge_version() -> str:
    """The version as every output states it: the edition and the first digits of the hash."""
    return version_of(constants())


def version_of(named: Iterable[tuple[str, object]]) -> str:
    """The version of these named values, in whatever order they come."""
    write = Canon()
    parts = {name.encode() + b"=" + write.digest(value, ordered=not name.startswith("_")) for name, value in named}
    return f"{EDITION}-{hashlib.sha256(b''.join(sorted(parts))).hexdigest()[:DIGITS]}"


def constants() -> Iterator[tuple[str, object]]:
    """Each constant of the knowledge by its name; one that several modules name comes several times."""
    package = import_module(__package__)
    for found in pkgutil.iter_modules(package.__path__):
        if found.name != _ITSELF:
            yield from _constants_of(import_module(f"{__package__}.{found.name}"))


def _constants_of(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in vars(module).items():
        if isinstance(value, type):
            if value.__module__ == module.__name__:
                yield from ((f"{value.__name__}.{inner}", kept) for inner, kept in _data_of(vars(value)))
        elif not name.startswith("__") and is_value(value):
            yield name, value


def _data_of(namespace: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The tables that a class keeps for all its objects, such as the ranges of a clinic's limits."""
    for name, value in namespace.items():
        if not name.startswith("_") and isinstance(value, Mapping | tuple | frozenset):
            yield name, value


def is_value(value: object) -> bool:
    """Whether it is knowledge, and not code or a type."""
    return not (isinstance(value, _NO_VALUE) or hasattr(value, "__wrapped__")) and getattr(type(value), "__module__", "") not in ("typing", "__future__")


class Canon:
    """Writes values in one form each and hashes it; what stands in several tables is hashed once."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[object, bytes]] = {}

    def digest(self, value: object, *, ordered: bool = True) -> bytes:
        """The hash of a value; with `ordered` False the order of a tuple does not count. Raises TypeError for the unknown."""
        if is_dataclass(value) and not isinstance(value, type):
            if id(value) not in self.known:
                self.known[id(value)] = value, self._row(value)  # kept, so that its id stays its own
            return self.known[id(value)][1]
        return self._other(value, ordered=ordered)

    def _row(self, row: object) -> bytes:
        parts = [each.name.encode() + b"=" + self.digest(getattr(row, each.name)) for each in fields(row)]  # type: ignore[arg-type]
        return _hashed(type(row).__name__, parts)

    def _other(self, value: object, *, ordered: bool) -> bytes:
        match value:
            case Enum():
                return _hashed(type(value).__name__, [value.name.encode()])
            case None | bool() | int() | float() | str() | Decimal():
                return _hashed(type(value).__name__, [str(value).encode()])
            case re.Pattern():
                return _hashed("pattern", [str(value.flags).encode(), str(value.pattern).encode()])
            case Mapping():
                return _hashed("map", sorted(self.digest(key) + self.digest(each) for key, each in value.items()))
            case set() | frozenset():
                return _hashed("set", sorted(map(self.digest, value)))
            case tuple() | list():
                parts = [self.digest(each) for each in value]
                return _hashed("row", parts if ordered else sorted(parts))
            case FunctionType():
                return _hashed("code", [value.__qualname__.encode()])
        raise TypeError(f"knowledge holds a {type(value).__name__}, whose value has no canonical form")


def _hashed(kind: str, parts: Iterable[bytes]) -> bytes:
    """A hash of parts that cannot run into one another: each is preceded by its length."""
    whole = hashlib.sha256(kind.encode())
    for part in parts:
        whole.update(len(part).to_bytes(4, "big"))
        whole.update(part)
    return whole.digest()
