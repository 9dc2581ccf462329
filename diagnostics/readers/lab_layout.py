"""From a pasted text to lines with one test each: columns and their headings, names that stand above their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .lab_names import test_of
from .lab_pieces import SEPARATORS, Kind, Piece, cells_of, dates_in, pieces_of
from .lab_words import COLUMNS, FILLING, RANGE_LABELS, folded

_BLANK_SIGNS = str.maketrans(
    dict.fromkeys(
        "\xa0\u2007\u202f\u2009\u200a\u2002\u2003\u2060\u200b\u200c\u200d\ufeff\xad\u200e\u200f\x0b\x0c\x00", " "
    )
)
_VALUE_WORDS = frozenset(FILLING | RANGE_LABELS | {name for name in COLUMNS if " " not in name})
LONGEST_LINE = 500  # characters; a longer line is not taken apart
MOST_JOINED = 4  # lines of a portal under the name of a test


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is read: its pieces, where it stands in the text (first and last line), and its text."""

    first: int
    last: int
    text: str
    pieces: tuple[Piece, ...]
    sign: str = " "
    cells: tuple[str, ...] = ()

    def has(self, *kinds: Kind) -> bool:
        return any(piece.kind in kinds for piece in self.pieces)

    @property
    def words(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind is Kind.WORD]


def lines_of(text: str) -> list[Line]:
    """The lines of a text that have something on them, each taken apart."""
    lines = []
    for number, raw in enumerate(re.split(r"\r\n|[\r\n\x85\u2028\u2029]", text), 1):
        shown = raw.translate(_BLANK_SIGNS)
        if shown.strip(" \t|;-=_*+.·"):
            lines.append(line_of(shown.strip("\n"), number))
    return lines


def line_of(text: str, first: int, last: int | None = None) -> Line:
    """One line, taken apart; of one that is too long the dates alone."""
    if len(text) > LONGEST_LINE:
        return Line(first, last or first, text, dates_in(text))
    sign, cells = cells_of(text)
    pieces: list[Piece] = []
    for number, (start, cell) in enumerate(cells):
        pieces += pieces_of(cell, number, start, text[:start], pieces[-1].kind if pieces else None)
    return Line(first, last or first, text, tuple(pieces), sign, tuple(cell.strip(" \"'") for _start, cell in cells))


# -- a name above its value --------------------------------------------------------------------------------


def joined(lines: list[Line]) -> list[Line]:
    """The lines, those of a portal put together: a name alone, and under it what was measured.

    Where two names stand alone under one another, a column was copied, and it is not known which value belongs to which.
    """
    made: list[Line] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        end = place + 1
        lonely = _is_name(line)
        neighbour = (place and _is_name(lines[place - 1])) or (end < len(lines) and _is_name(lines[end]))
        if lonely and not neighbour:
            while end < len(lines) and end - place <= MOST_JOINED and _is_value(lines[end]):
                end += 1
        text = "\t".join(each.text.strip() for each in lines[place:end])
        made.append(line if end == place + 1 else line_of(text, line.first, lines[end - 1].last))
        place = end
    return made


def _is_name(line: Line) -> bool:
    """Whether a line is the name of a test and nothing else, but for a unit."""
    if line.has(Kind.NUMBER, Kind.UNCLEAR, Kind.RANGE, Kind.DATE):
        return False
    return bool(line.words) and test_of(line.words).test != ""


def _is_value(line: Line) -> bool:
    """Whether a line has a value, a unit, a flag or a range, and no words of its own."""
    if line.has(Kind.DATE) or not line.pieces:
        return False
    return all(word in _VALUE_WORDS for piece in line.words for word in piece.word.split())


# -- columns ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Columns:
    """What the cells of a table hold, by the words above them."""

    sign: str
    roles: tuple[str, ...]

    @property
    def doubled(self) -> bool:
        """Whether there is more than one column of results."""
        return self.roles.count("result") > 1

    def apply(self, line: Line) -> Line:
        """The line with its pieces as the headings above them say; as it is where it does not fit the table."""
        if line.sign != self.sign or len(line.cells) != len(self.roles):
            return line
        return replace(
            line, pieces=tuple(made for piece in line.pieces if (made := _as_in(self.roles[piece.cell], piece)))
        )


_NO_RESULTS = {"flag": Kind.FLAG, "range": Kind.RANGE, "code": Kind.CODE}


def _as_in(role: str, piece: Piece) -> Piece | None:
    if role == "previous" or (role == "comment" and piece.kind is not Kind.WORD):
        return None
    if role == "code" and piece.kind is Kind.WORD:
        return None
    if role in _NO_RESULTS and piece.kind in (Kind.NUMBER, Kind.UNCLEAR, Kind.WORD, Kind.BARE, Kind.RANGE, Kind.FLAG):
        return replace(piece, kind=_NO_RESULTS[role] if piece.kind is not Kind.CODE else Kind.CODE)
    return piece


def columns_of(line: Line) -> Columns | None:
    """What the cells hold, if this is the heading of a table."""
    if line.has(Kind.NUMBER, Kind.UNCLEAR, Kind.RANGE) or len(line.cells) < 2:
        return None
    roles = tuple(COLUMNS.get(folded(re.sub(r"[(\[].*?[)\]]", " ", cell)), "") for cell in line.cells)
    known = [role for role in roles if role]
    if "result" not in known or len(known) < 2:
        return None
    if line.sign not in SEPARATORS and "previous" in known:
        return Columns("", ())  # blanks do not tell which of the two a single number is
    return Columns(line.sign, roles)


# -- tests as columns ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Turned:
    """A table with its tests side by side, turned into lines; `rows` counts its rows of results."""

    lines: list[Line] = field(default_factory=list)
    rows: int = 0


def turned(lines: list[Line]) -> Turned:
    """The lines, with a table that has its tests side by side turned round."""
    made, place = Turned(), 0
    while place < len(lines):
        head = lines[place]
        rows = list(_rows_under(head, lines[place + 1 :])) if _is_wide(head) else []
        if rows:
            made.rows = max(made.rows, len(rows))
            made.lines += [_pair(head, rows[0], column) for column in range(len(head.cells))]
        else:
            made.lines.append(head)
        place += 1 + len(rows)
    return made


def _is_wide(line: Line) -> bool:
    if line.sign not in SEPARATORS or line.has(Kind.NUMBER, Kind.UNCLEAR, Kind.RANGE):
        return False
    tests = {test_of([piece for piece in line.words if piece.cell == cell]).test for cell in range(len(line.cells))} - {
        ""
    }
    return len(tests) > 1


def _rows_under(head: Line, below: list[Line]) -> Iterator[Line]:
    for line in below:
        if line.sign != head.sign or len(line.cells) != len(head.cells) or not line.has(Kind.NUMBER, Kind.UNCLEAR):
            return
        yield line


def _pair(head: Line, row: Line, column: int) -> Line:
    return line_of(f"{head.cells[column]}\t{row.cells[column]}", head.first, row.last)
