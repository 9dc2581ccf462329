"""Which test a name means, and in what it was measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .lab_pieces import Piece
from .lab_words import FILLING, NAMES, PREFIXES, RANGE_LABELS, SPECIMENS, SYMBOLS, URINES, Specimen

_PREFIX = re.compile(r"(dU|fP|vB|aB|Pt|CSF|[USPB])[-–](?=[A-Za-z])")
_NO_LETTER = re.compile(r"[^A-Za-z]")


@dataclass(frozen=True, slots=True)
class Named:
    """`test` is a key of lab_words.TESTS, NOT_ASKED, or empty; `specimen` is None where none is named."""

    test: str = ""
    specimen: Specimen | None = None


def test_of(pieces: Sequence[Piece]) -> Named:
    """The test that some words name. All of them must be known: "magnesium oxide" is no magnesium."""
    words, specimens = _words(pieces)
    return Named(_named_by(words, pieces) or _in_each_cell(pieces), together(specimens))


def _named_by(words: list[str], pieces: Sequence[Piece]) -> str:
    phrases = (
        words,
        [w for w in words if w not in SPECIMENS],
        [w for w in words if w not in SPECIMENS and not _fills(w)],
    )
    known = (phrase for phrase in phrases if " ".join(phrase) in NAMES and _as_written(phrase, pieces))
    return next((NAMES[" ".join(phrase)] for phrase in known), "")


def _in_each_cell(pieces: Sequence[Piece]) -> str:
    """The test that two cells name, each in its own way, as where a short name stands before the long one."""
    cells = [[piece for piece in pieces if piece.cell == cell] for cell in sorted({piece.cell for piece in pieces})]
    spoken = [(_words(cell)[0], cell) for cell in cells]
    tests = {_named_by(words, cell) for words, cell in spoken if not all(w in SPECIMENS or _fills(w) for w in words)}
    return tests.pop() if len(tests) == 1 else ""


def _words(pieces: Sequence[Piece]) -> tuple[list[str], list[Specimen]]:
    words: list[str] = []
    specimens: list[Specimen] = []
    for piece in pieces:
        own = piece.word.split()
        found = _PREFIX.match(piece.text)
        if found and len(own) > 1:
            specimens.append(PREFIXES[found[1].lower()])
            own = own[1:]
        words += [
            word for place, word in enumerate(own) if word != (own[place - 1] if place else words[-1] if words else "")
        ]
    specimens += [SPECIMENS[word] for word in words if word in SPECIMENS]
    return words, specimens


def _fills(word: str) -> bool:
    return word in FILLING or word in RANGE_LABELS


def _as_written(phrase: Sequence[str], pieces: Sequence[Piece]) -> bool:
    """Whether a short symbol is written as laboratories do: Mg and MG, but not mg."""
    if len(phrase) != 1 or phrase[0].rstrip("2") not in SYMBOLS:
        return True
    allowed = SYMBOLS[phrase[0].rstrip("2")]
    return any(
        _NO_LETTER.sub("", part) in allowed
        for piece in pieces
        for part in re.split(r"(?<=[A-Za-z])[-–](?=[A-Za-z])", piece.text)
    )


def together(specimens: Iterable[Specimen]) -> Specimen | None:
    """One specimen from all that were named; UNSURE where they disagree, None where none was named."""
    named = set(specimens)
    kinds = named & {Specimen.TIMED, Specimen.SPOT}
    if Specimen.OTHER in named:
        return Specimen.OTHER
    if len(kinds) == 2 or (Specimen.BLOOD in named and named & set(URINES)):
        return Specimen.UNSURE
    if kinds:
        return kinds.pop()
    return next(iter(named), None)
