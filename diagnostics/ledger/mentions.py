"""Finding rule ids in text, also where a comment shortens them: "TX-PO-01 to -05", "DX-SER-01, -02", "ruling 12"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagnostics.clinical.knowledge.rulebook import RULES

_ID = re.compile(r"\b((?:DX|TX)-[A-Z0-9]+|RUL)-([A-Z]*)(\d*)")
_MORE = re.compile(r"(?P<join>, and | and | or |, | to |–| – )-?(?P<letters>[A-Z]?)(?P<number>\d{2})\b(?!\.\d)")
_RULING = re.compile(r"\brulings? (\d{1,2})\b", re.IGNORECASE)
_MORE_RULINGS = re.compile(r"(?P<join>, and | and | or |, | to |–)(?P<number>\d{1,2})\b(?!\.\d)")


def ids_in(text: str) -> tuple[str, ...]:
    """The ids of rules that a text names, each once, in the order of the text."""
    found = [rule_id for each in _ID.finditer(text) for rule_id in _from_id(text, each)]
    found += [rule_id for each in _RULING.finditer(text) for rule_id in _from_ruling(text, each)]
    return tuple(dict.fromkeys(rule_id for rule_id in found if rule_id in RULES))


def _from_id(text: str, first: re.Match[str]) -> Iterator[str]:
    section, letters, number = first.groups()
    yield f"{section}-{letters}{number}"
    place, last = first.end(), number
    while last and (more := _MORE.match(text, place)):
        for each in _steps(more["join"], last, more["number"]):
            yield f"{section}-{more['letters'] or letters}{each:02}"
        place, last = more.end(), more["number"]


def _from_ruling(text: str, first: re.Match[str]) -> Iterator[str]:
    last, place = first[1], first.end()
    yield f"RUL-{int(last):02}"
    while more := _MORE_RULINGS.match(text, place):
        for each in _steps(more["join"], last, more["number"]):
            yield f"RUL-{each:02}"
        place, last = more.end(), more["number"]


def _steps(join: str, last: str, number: str) -> range:
    """The numbers a continuation stands for: the next one, or all up to it."""
    whole = join.strip() in ("to", "–")
    return range(int(last) + 1 if whole else int(number), int(number) + 1)
