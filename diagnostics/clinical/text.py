"""Sentences that keep their values until they are said in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def _(message: str) -> str:
    """Mark a sentence for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with its values still in it.

    `template` has `{name}` places; `values` holds a Quantity, a Fact (said as its label), a
    Decimal, a word or another Statement for each. `presenters/wording.py` says it.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)


def say(template: str, **values: object) -> Statement:
    """A Statement from a marked template and its values."""
    return Statement(template, values)
