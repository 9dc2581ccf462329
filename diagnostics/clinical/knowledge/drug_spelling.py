"""Names of drugs and classes that a person may have mistyped: a small Damerau distance over the names that are known.

A short text gets no suggestion, and the longer it is the more slips are forgiven; nothing is taken over by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from .drugs import DRUGS, Drug

SHORTEST = 5  # letters; below it nearly every word is near some name
SLIPS = ((5, 1), (8, 2), (12, 3))  # from so many letters on, so many slips
_DOSE = re.compile(r"[\s,:]+\d.*$", re.ASCII | re.DOTALL)


def letters(text: str) -> str:
    """Small letters and digits alone, without accents and without a dose behind the name."""
    plain = unicodedata.normalize("NFKD", _DOSE.sub("", text.strip()).casefold())
    return "".join(each for each in plain if each.isalnum())


def forgiven(text: str) -> int:
    """How many slips are forgiven in a text of this length."""
    return max((slips for shortest, slips in SLIPS if len(text) >= shortest), default=0)


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, leave out, replace or swap with their neighbour; `most` + 1 for anything beyond."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        now = [place]
        for column, there in enumerate(other, 1):
            cost = min(row[column] + 1, now[-1] + 1, row[column - 1] + (letter != there))
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == there:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, row = row, now
    return row[-1]


def slips(text: str, name: str) -> int | None:
    """How many slips lie between a text and a name, or the beginning of it while it is typed; None for too many."""
    most = forgiven(text)
    if not most:
        return None
    found = [distance(text, name, most)]
    if len(name) > len(text) and (begun := distance(text, name[: len(text)], 1)) <= 1:
        found.append(begun + 1)
    return least if (least := min(found)) <= most else None


def near_drugs(text: str, limit: int = 5) -> tuple[Drug, ...]:
    """The drugs whose name is near the text, the nearest first."""
    wanted = letters(text)
    ranked = []
    for place, (drug, names) in enumerate(_names()):
        found = [many for name in names if (many := slips(wanted, name)) is not None]
        if found:
            ranked.append((min(found), place, drug))
    least = min((rank for rank, _place, _drug in ranked), default=0)
    # what is a slip further away than the nearest is not meant
    return tuple(drug for rank, _place, drug in sorted(ranked, key=lambda each: each[:2]) if rank <= least + 1)[:limit]


def near_words(text: str, labels: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The codes of those labels of which a word, or all of it, is near the text."""
    wanted = letters(text)
    if len(wanted) < SLIPS[1][0]:
        return
    for code, label in labels:
        words = [letters(word) for word in re.split(r"[\s(),/-]+", label)]
        if any(len(word) >= SLIPS[1][0] and slips(wanted, word) is not None for word in (*words, letters(label))):
            yield code


@cache
def _names() -> tuple[tuple[Drug, tuple[str, ...]], ...]:
    """Every drug with the names it is written by; without the last e as well, as in Dutch and German."""
    found = []
    for drug in DRUGS.values():
        written = {letters(name) for name in (drug.label, *drug.names)}
        found.append((drug, tuple(sorted(written | {name.removesuffix("e") for name in written}))))
    return tuple(found)
