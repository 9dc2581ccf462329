"""One line of a laboratory report taken apart: words, numbers, units, ranges, flags, dates and codes, by cell.

Whatever could be read in two ways becomes a piece of the kind UNCLEAR, and nothing is read from its part of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from .lab_words import FLAG_SIGNS, FLAGS, RANGE_LABELS, folded


class Kind(Enum):
    """What a piece of a line is. BARE is a unit that stands for itself, such as L, which may be a flag instead."""

    WORD = "word"
    NUMBER = "number"
    UNIT = "unit"
    BARE = "bare unit"
    RANGE = "range"
    FLAG = "flag"
    DATE = "date"
    TIME = "time"
    CODE = "code"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line as it stands there; `word` is it folded, or the name that it is known by."""

    kind: Kind
    text: str
    cell: int
    start: int
    word: str = ""
    inside: bool = False


SEPARATORS = ("\t", "|", ";")
_BLANKS = re.compile(r"[^\S\t]{2,}")

_MONTH = (
    r"(?:jan|feb|maart|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)(?:uari|ruari|uary|ruary|ch|il|e|i|y|ust|ustus|t|"
    r"tember|ober|ember)?"
)
_CLOCK = r"(?:[T ,]+(?:at |om )?(?:[01]?\d|2[0-3]):?[0-5]\d(?::?[0-5]\d)?(?:\s?[ap]m)?(?:\s?(?:uur|hrs?|h))?(?![\w.,]\d|\w))?"
_DATE = re.compile(
    rf"(?<![\w.,/-])(?:\d{{4}}-[01]\d-[0-3]\d|(?:19|20)\d\d[01]\d[0-3]\d|\d{{1,2}}(?P<by>[-/.])\d{{1,2}}(?P=by)(?:\d{{4}}|\d\d)(?![.,]\d)|"
    rf"\d{{1,2}}[ -]{_MONTH}\.?[ ,-]+(?:\d{{4}}|\d\d)|{_MONTH}\.? \d{{1,2}},? \d{{4}}|\d{{1,2}}[ -]{_MONTH}\b|"
    rf"\d{{1,2}}/\d{{1,2}}(?=[\s|;:]|$)){_CLOCK}(?![\w/])",
    re.IGNORECASE | re.ASCII,
)
_TIME = re.compile(
    r"(?<![\w.,:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?[ap]m)?(?![\w:])", re.IGNORECASE | re.ASCII
)
_CODE = re.compile(r"(?<![\w.,-])\d{4,5}-\d(?![\w.,-])", re.ASCII)

_PER = r"\s?/\s?"
_DAY = r"(?:24\s?-?\s?(?:hours|hour|hrs|hr|h|uren|uur|u)|dag|day|etmaal|etm|d)"
_UNIT = re.compile(
    rf"(?:%|(?:[pnµμumk]|mc)?mol{_PER}(?:mmol|mol|{_DAY}|[mdµ]?l|kg)|m?eq{_PER}(?:{_DAY}|[md]?l|kg)|mval{_PER}l|"
    rf"(?:[pnµμumk]|mc)?g{_PER}(?:mmol|mg|g|{_DAY}|[mdµ]?l|kg)|[kmµμu]?i?u{_PER}m?l|"
    rf"m?l{_PER}(?:min(?:{_PER}1[.,]73(?:\s?m\s?\^?[2²])?)?|{_DAY}|h))(?![\w/^])",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:mmol|µmol|umol|mEq|meq|mg|g|mL|ml|L|l|dL|dl|liter|litre|uren|uur|hours|hour|hrs|hr|h)(?![\w/^])"
)

_LIMIT = r"[<>≤≥]?\s?\d+(?:[.,]\d+)?"
_TO = r"(?:-|–|—|−|‐|\.\.\.?|tot en met|t/m|tot|to)"
_RANGE = re.compile(
    rf"(?<!\w)(?<!\d[.,])({_LIMIT})(?:\s?{_UNIT.pattern})?\s?{_TO}\s?({_LIMIT})(?![\w]*\d)(?![.,]\d)(?!\s?/)",
    re.IGNORECASE | re.ASCII,
)
_CHAINED = re.compile(rf"\s?(?:{_TO})\s?\d", re.ASCII)
_NUMBER = re.compile(r"(?:[~≈±<>≤≥=]{1,3}\s?)?[-−+]?(?:\.|(?<![\w)\"']),)?\d(?:[\d.,]*\d)?", re.ASCII)

_END_OF_NUMBER = re.compile(r"(?:LL|HH|L|H)(?!\w)|[-+](?!\d)|\(|\.(?:\s|$)")

# Names with numbers in them, and how they are known.
_NAMED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), known)
    for pattern, known in (
        (
            r"1\s?[.,]\s?25[\s-]*(?:di)?-?(?:\(?OH\)?\s?2?|hydroxy)(?:[\s-]*vit(?:\.|amine?)?[\s-]*D[23]?)?",
            "calcitriol",
        ),
        (
            r"25[\s-]*(?:\(?OH\)?|hydroxy)[\s-]*(?:vit(?:\.|amine?)?[\s-]*D[23]?|cholecalciferol|D[23]?)?(?:\s?\(?D2\s?\+\s?D3\)?)?|"
            r"vit(?:\.|amine?)?[\s-]*D[23]?[\s,-]*\(?25[\s-]*\(?(?:OH|hydroxy)\)?(?:[\s-]*D)?\)?|vit(?:\.|amine?)?[\s-]*D|calcidiol",
            "vitd25",
        ),
        (
            r"(?:e?GFR[\s/:,-]*)?\(?CKD[\s-]*EPI[\s,-]*\(?(?:(?:creatinine?|kreatinine?)[\s,-]*)?(?:20(?:09|12|21))?\)?",
            "egfr",
        ),
        (r"24[\s-]*(?:hours|hour|hrs|hr|h|uurs|uur|uren|u)\.?", "24h"),
    )
)
_LASTS = re.compile(
    r"(?:collection (?:time|period|duration|hours)|duration(?: of collection)?|verzamel(?:duur|tijd|periode)|duur)\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_](?:(?!/\s?24\s?-?[hu])[^\s|;()\[\]{}:=,\"])*")


def cells_of(line: str) -> tuple[str, list[tuple[int, str]]]:
    """The sign that parts the cells of a line, and each cell with its place; blanks are the last resort."""
    for sign in SEPARATORS:
        if sign in line.strip():
            parts, start = [], 0
            for cell in line.split(sign):
                parts.append((start, cell))
                start += len(cell) + 1
            return sign, parts
    parts, start = [], 0
    for blank in _BLANKS.finditer(line):
        parts.append((start, line[start : blank.start()]))
        start = blank.end()
    return " ", [part for part in (*parts, (start, line[start:])) if part[1].strip()]


def pieces_of(cell: str, number: int, start: int = 0, before: str = "", last: Kind | None = None) -> list[Piece]:
    """The pieces of one cell. `before` is what stands before it on the line, `last` the kind of the piece before it."""
    return [
        replace(piece, cell=number, start=piece.start + start)
        for piece in _with_labels(list(_scan(cell, before, last)))
    ]


def dates_in(text: str) -> tuple[Piece, ...]:
    """The dates of a line that is not taken apart otherwise."""
    return tuple(Piece(Kind.DATE, found[0], 0, found.start(), folded(found[0])) for found in _DATE.finditer(text))


def _scan(cell: str, before: str, last: Kind | None) -> Iterator[Piece]:
    place, depth = 0, 0
    while place < len(cell):
        sign = cell[place]
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth = max(0, depth - 1)
        piece = None if sign.isspace() else _next(cell, place, before, last)
        if piece is None:
            place += 1
            continue
        yield replace(piece, inside=depth > 0)
        place, last = place + len(piece.text), piece.kind


def _next(cell: str, place: int, before: str, last: Kind | None) -> Piece | None:
    """The piece that begins at a place, if one does."""

    def made(kind: Kind, text: str, word: str = "") -> Piece:
        return Piece(kind, text, 0, place, word or folded(text))

    for pattern, kind in ((_DATE, Kind.DATE), (_TIME, Kind.TIME), (_CODE, Kind.CODE)):
        if found := pattern.match(cell, place):
            return made(kind, found[0])
    for pattern, known in _NAMED:
        found = pattern.match(cell, place)
        if found and not (known == "24h" and _LASTS.search(before + cell[:place])):
            return made(Kind.WORD, found[0], known)
    if found := _RANGE.match(cell, place):
        return made(Kind.UNCLEAR if _CHAINED.match(cell, found.end()) else Kind.RANGE, found[0])
    if (found := _NUMBER.match(cell, place)) and not _behind_a_letter(cell, place):
        clear = _begins_well(cell, place) and _ends_well(cell, found.end())
        return made(Kind.NUMBER if clear else Kind.UNCLEAR, found[0])
    if not _behind_a_letter(cell, place) or last in (Kind.NUMBER, Kind.RANGE):
        if found := _UNIT.match(cell, place):
            return made(Kind.UNIT, found[0])
        if last in (Kind.NUMBER, Kind.RANGE, Kind.FLAG) and (found := _BARE.match(cell, place)):
            return made(Kind.BARE, found[0])
    if found := FLAG_SIGNS.match(cell, place):
        return made(Kind.FLAG, found[0], found[0])
    if found := _WORD.match(cell, place):
        word = folded(found[0])
        return made(Kind.FLAG if word in FLAGS else Kind.WORD, found[0], word)
    # digits of another script, and other signs that belong to a number
    return made(Kind.UNCLEAR, cell[place]) if cell[place].isnumeric() else None


def _behind_a_letter(cell: str, place: int) -> bool:
    return place > 0 and (cell[place - 1].isalnum() or cell[place - 1] == "_")


def _begins_well(cell: str, place: int) -> bool:
    """Whether a number that begins with a point or comma stands free: "...45" may be 45 as well as 0.45."""
    return cell[place] not in ".," or place == 0 or cell[place - 1].isspace() or cell[place - 1] in "([<>=:"


def _ends_well(cell: str, end: int) -> bool:
    """Whether a number ends where it seems to: before a blank, a flag or its unit."""
    rest = cell[end:]
    if not rest or rest[0].isspace():
        return True
    if rest[0] in ")]}*!↓↑▼▲,:\"'":
        return not re.match(r"['’:]\d", rest)
    return any(pattern.match(rest) for pattern in (_UNIT, _BARE, _END_OF_NUMBER))


def _with_labels(pieces: list[Piece]) -> list[Piece]:
    """After "ref" or the like, and in brackets behind a comparison sign, numbers are limits and not results."""
    labelled, made = False, []
    for piece in pieces:
        if piece.kind is Kind.WORD:
            labelled = piece.word in RANGE_LABELS or (
                labelled and piece.word in ("range", "values", "waarden", "value")
            )
        elif piece.kind is Kind.NUMBER and (labelled or (piece.inside and piece.text[0] in "<>≤≥")):
            piece = replace(piece, kind=Kind.RANGE)
        elif piece.kind in (Kind.RANGE, Kind.DATE):
            labelled = False
        made.append(piece)
    return made


def bounds_of(limits: str) -> tuple[str, str]:
    """The lower and the upper number of a printed range; empty where it has none, or is more than one range."""
    found = _RANGE.fullmatch(limits.strip())
    return (found[1], found[2]) if found else ("", "")
