"""A report as plain data and back, so that what was signed is printed again exactly as it was."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def freeze(value: object) -> object:
    """Dataclasses as dicts, tuples as lists, words and numbers as they are."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: freeze(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): freeze(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [freeze(part) for part in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    return str(value)


def thaw(kind: Any, data: Any) -> Any:
    """The value of type `kind` that `data` was frozen from."""
    if data is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return thaw(next(part for part in get_args(kind) if part is not type(None)), data)
    if origin is tuple:
        return tuple(thaw(get_args(kind)[0], part) for part in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: thaw(get_args(kind)[1], part) for key, part in data.items()}
    if is_dataclass(kind):
        hints = _hints(kind)
        return kind(
            **{name: thaw(hint, data[name]) if name in data else _nothing(hint) for name, hint in hints.items()}
        )
    return data


def _nothing(kind: Any) -> Any:
    """What stands for a part that a report did not have yet when it was signed: it prints as it did then."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None
    return (origin or kind)()


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
