"""Reading names and values out of a posted form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..readers.answers import NOT_KNOWN, Written

LONGEST = 200


@dataclass(slots=True)
class Posted:
    """The words posted, by key, and the answers to "convert, or did you mean it?" by key."""

    written: dict[str, Written] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)


def name_of(key: str) -> str:
    """The name that a key has in a form."""
    return key.replace(".", "__")


def clean(text: str | None) -> str:
    """A posted text without what no database keeps, and of a length that can be shown."""
    return (text or "").replace("\x00", "").strip()[:LONGEST]


def words(data: Mapping[str, str], key: str) -> Written:
    """The words posted for one question with a box or round choices."""
    name = name_of(key)
    text = clean(data.get(name))
    if text == NOT_KNOWN:
        return Written(state=NOT_KNOWN)
    confirmed = bool(text) and data.get(f"{name}-ok") == "yes"
    return Written(text, clean(data.get(f"{name}-unit"))[:40], confirmed=confirmed)
