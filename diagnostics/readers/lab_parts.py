"""One line of a laboratory's text in parts of one test each, and what a part says: test, specimen, number, unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..clinical.facts import Measurement
from ..clinical.knowledge.terminology import LAB_CODES, LabCode
from ..clinical.text import _, say
from ..clinical.units import Dimension, Unit, find_unit
from .lab_names import Named, test_of, together
from .lab_pieces import Kind, Piece
from .lab_words import SPECIMENS, TUBES, Specimen

SEVERAL = _("More than one number: it is not clear which is the result.")
UNCLEAR = _("The number can be read in more than one way.")
NO_VALUE = _("No result on this line.")
_BY_CODE: dict[str, LabCode] = {code.code: code for code in LAB_CODES}


class NothingProposed(ValueError):
    """A line gives no proposal; `why` says the reason, None where nothing on it is known."""

    def __init__(self, template: str) -> None:
        super().__init__(template)
        self.why = say(template) if template else None


def parts_of(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """A line in parts of one test each: a new part begins where a name follows a result and a number follows the name."""
    pieces = list(pieces)
    part: list[Piece] = []
    for place, piece in enumerate(pieces):
        if part and piece.kind is Kind.WORD and any(p.kind in (Kind.NUMBER, Kind.UNCLEAR) for p in part):
            name = list(_until_number(pieces[place:]))
            if name and test_of(name).test:
                yield part
                part = []
        part.append(piece)
    if part:
        yield part


def _until_number(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The words before the next number; none if no number follows."""
    words = []
    for piece in pieces:
        if piece.kind in (Kind.NUMBER, Kind.UNCLEAR):
            yield from words
            return
        if piece.kind is Kind.WORD:
            words.append(piece)


def named_in(part: list[Piece]) -> Named:
    """The test named before the number."""
    before = []
    for piece in part:
        if piece.kind in (Kind.NUMBER, Kind.UNCLEAR):
            break
        if piece.kind is Kind.WORD:
            before.append(piece)
    return test_of(before)


def said_behind(part: list[Piece]) -> Specimen | None:
    """The specimen that is named behind the number."""
    seen, words = False, []
    for piece in part:
        seen = seen or piece.kind in (Kind.NUMBER, Kind.UNCLEAR)
        if seen and piece.kind is Kind.WORD:
            words += piece.word.split()
    return together(SPECIMENS[word] for word in words if word in SPECIMENS)


def tube_in(part: list[Piece]) -> str:
    """The blood tube that is named; empty for plain serum."""
    words = (word for piece in part if piece.kind is Kind.WORD for word in piece.word.split())
    return next((TUBES[word] for word in words if word in TUBES), "")


def code_in(part: list[Piece]) -> LabCode | None:
    return next((_BY_CODE[piece.text] for piece in part if piece.kind is Kind.CODE and piece.text in _BY_CODE), None)


def the_number(part: list[Piece]) -> Piece:
    """The one number that is the result. Raises NothingProposed where there is none, or more than one."""
    if any(piece.kind is Kind.UNCLEAR for piece in part):
        raise NothingProposed(UNCLEAR)
    numbers = [piece for piece in part if piece.kind is Kind.NUMBER]
    if len(numbers) > 1 and not _compared(numbers[0]):
        numbers = [numbers[0], *(number for number in numbers[1:] if not _compared(number))]  # "0.45  <5": a limit
    if len(numbers) > 1:
        raise NothingProposed(SEVERAL)
    if not numbers or numbers[0].inside:
        raise NothingProposed(NO_VALUE)
    return numbers[0]


def _compared(piece: Piece) -> bool:
    return piece.text[0] in "<>≤≥"


# -- units ---------------------------------------------------------------------------------------------------------


def is_bare_unit(piece: Piece, fact: Measurement) -> bool:
    return piece.kind is Kind.BARE and find_unit(piece.text) in fact.units


def is_flag(piece: Piece, fact: Measurement) -> bool:
    return piece.kind is Kind.FLAG or (piece.kind is Kind.BARE and not is_bare_unit(piece, fact))


def is_per_day(piece: Piece) -> bool:
    unit = find_unit(piece.text) if piece.kind is Kind.UNIT else None
    return unit is not None and unit.dimension is Dimension.AMOUNT_PER_DAY


def only_unit(pieces: Iterable[Piece]) -> str:
    """The unit of a heading; empty where there is none or more than one."""
    units = {piece.text for piece in pieces if piece.kind is Kind.UNIT}
    return units.pop() if len(units) == 1 else ""


def unit_of(fact: Measurement, unit: Unit | None) -> Unit | None:
    """The same unit under the name that the question has for it: a day and 24 h are one."""
    if unit is None or unit in fact.units:
        return unit
    same = (
        each
        for each in fact.units
        if (each.dimension, each.basis, each.factor) == (unit.dimension, unit.basis, unit.factor)
    )
    return next(same, unit)
