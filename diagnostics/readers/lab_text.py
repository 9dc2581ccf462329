"""A pasted laboratory report → proposals: a value, its unit and the line that both come from. Nothing is taken here.

Nothing is guessed: no unit, no specimen, no choice between two numbers. A text of two dates or two people gives no
proposal at all (safety H63). The text is neither kept nor logged. Read `read_report` first, then lab_layout.py (lines
and columns), lab_pieces.py (one line taken apart), lab_names.py and lab_words.py (what the words mean), lab_origin.py
(one person, one date).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..clinical.facts import Fact, Measurement, Refused
from ..clinical.knowledge.patient import (
    BY_KEY,
    IONISED_HIGH,
    IONISED_LOW,
    IONISED_MAGNESIUM,
    MAGNESIUM_LOWER_LIMIT,
    MAGNESIUM_SERUM,
    TUBE,
)
from ..clinical.knowledge.terminology import LAB_CODES, LabCode
from ..clinical.reading import Unreadable, read_number
from ..clinical.text import Statement, _, say
from ..clinical.units import Dimension, Unit, find_unit
from .lab_layout import LONGEST_LINE, Columns, Line, columns_of, joined, lines_of, turned
from .lab_names import Named, test_of, together
from .lab_origin import TWO_COLUMNS, dates_problem, is_about_the_paper, other_thing, people_problem
from .lab_pieces import Kind, Piece, bounds_of
from .lab_words import (
    DEPARTMENTS,
    FILLING,
    FIXED,
    HEADINGS,
    HIGH_FLAGS,
    LOW_FLAGS,
    NOT_ASKED,
    PENDING,
    REMARKS,
    SPECIMENS,
    TESTS,
    TUBES,
    URINES,
    Specimen,
)

MOST_SIGNS = 20_000  # characters of one report
MOST_LINES = 800

# Why a line gives no proposal.
SEVERAL = _("More than one number: it is not clear which is the result.")
UNCLEAR = _("The number can be read in more than one way.")
NO_VALUE = _("No result on this line.")
NO_RESULT_YET = _("The report says that there is no result.")
NOT_ASKED_HERE = _("Not asked in this workup.")
BLOOD_OR_URINE = _("It is not said whether this was measured in blood or in urine.")
WHICH_URINE = _(
    "It is not said whether this is a timed collection or a spot of urine. Paste it on the step it belongs to."
)
OTHER_FLUID = _("Measured in something else than blood or urine.")
TOO_LONG_LINE = _("The line is too long to be read.")
CODE_AGAINST_NAME = _("The code and the name are of different tests.")
TWO_UNITS = _("Two units on the line.")
AMOUNT_INSTEAD = _("The amount per 24 h is proposed instead.")
# What is wrong with a proposal that cannot be ticked.
TWICE = _(
    "{fact} stands more than once in the text, with different values. Nothing is taken; type the one that is meant."
)
CODE_OTHER_UNIT = _("{fact}: the code in the report is of another kind of unit than {unit}.")
# What to mind about one that can.
FLAG_AGAINST_RANGE = _("The report's flag does not fit the range beside it. Compare with the original.")
REMARK = _("The report has a remark on this result. Read the line.")
EDTA_TUBE = _("The report names {tube} as the tube of this sample.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that may be taken: `key` of the question, `number` as printed, and where it comes from.

    `unit` is None where the text gives none. With a `problem` it cannot be taken; `notes` say what to mind.
    `text` is the line; `first` and `last` are its numbers in the pasted text.
    """

    key: str
    number: str
    unit: Unit | None
    unit_text: str
    from_heading: bool
    flag: str
    range: str
    first: int
    last: int
    text: str
    problem: Statement | None = None
    notes: tuple[Statement, ...] = ()

    @property
    def fact(self) -> Fact:
        return BY_KEY[self.key]

    @property
    def lacks_unit(self) -> bool:
        """Whether the value still must get a unit."""
        return isinstance(self.fact, Measurement) and not self.unit_text

    @property
    def written(self) -> str:
        """The words to write in the box: number and unit."""
        return f"{self.number} {self.unit.symbol}" if self.unit else self.number


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that gives no proposal; `why` is None where nothing on it is known."""

    number: int
    text: str
    why: Statement | None = None


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text says. With a `refusal` nothing is proposed, and it says why and what to do."""

    proposals: tuple[Proposal, ...] = ()
    unread: tuple[Unread, ...] = ()
    refusal: Statement | None = None


def read_report(text: str, urine: Specimen | None = None) -> Pasted:
    """Read a pasted report. `urine` is the kind that a step about urine asks for; None on the step about blood."""
    refusal = _refused_at_once(text)
    if refusal:
        return Pasted(refusal=refusal)
    plain = lines_of(text)
    table = turned(joined(plain))
    headings = [columns for line in table.lines if (columns := columns_of(line))]
    refusal = (
        people_problem(line.text for line in plain)
        or dates_problem((line.text, list(line.pieces)) for line in plain)
        or (say(TWO_COLUMNS) if table.rows > 1 or any(columns.doubled for columns in headings) else None)
    )
    if refusal:
        return Pasted(refusal=refusal)
    reader = _Reader(urine)
    for line in table.lines:
        reader.read(line)
    return reader.result()


def _refused_at_once(text: str) -> Statement | None:
    if not text.strip():
        return say(_("Nothing was pasted. Copy the results from the laboratory system, and paste them here."))
    if len(text) > MOST_SIGNS or text.count("\n") > MOST_LINES:
        return say(
            _("The text is too long: at most {signs} characters and {lines} lines are read. Paste the results of one date only."),
            signs=str(MOST_SIGNS), lines=str(MOST_LINES),
        )  # fmt: skip
    return other_thing(text)


# -- line by line ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reader:
    """Goes through the lines; remembers what the headings above a line say."""

    urine: Specimen | None
    specimen: Specimen | None = None
    tube: str = ""
    unit_text: str = ""
    columns: Columns | None = None
    proposals: list[Proposal] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def read(self, line: Line) -> None:
        if len(line.text) > LONGEST_LINE:
            self.unread.append(Unread(line.first, line.text[:LONGEST_LINE] + "…", say(TOO_LONG_LINE)))
            return
        columns = columns_of(line)
        if columns is not None:
            self.columns, self.unit_text = columns, _only_unit(line.pieces)
            return
        line = self.columns.apply(line) if self.columns else line
        if _has_no_result_yet(line):
            self.unread.append(Unread(line.first, line.text, say(NO_RESULT_YET)))
            return
        parts = list(_parts(line.pieces))
        if any(_test(part).test or _code(part) for part in parts):
            for part in sorted(parts, key=lambda part: not _test(part).test):  # what names no test comes last
                self._result(line, part)
        else:
            self._heading(line)

    def _result(self, line: Line, part: list[Piece]) -> None:
        try:
            self.proposals += list(self._proposed(line, part))
        except _NothingProposed as reason:
            silent = reason.why is None and any(each.first == line.first for each in self.proposals)
            if not silent and not any(each.number == line.first and each.text == line.text for each in self.unread):
                self.unread.append(Unread(line.first, line.text, reason.why))

    def _proposed(self, line: Line, part: list[Piece]) -> Iterator[Proposal]:
        fact, named = self._asked(part)
        number = _the_number(part)
        unit_text, from_heading = self._unit_text(part, fact)
        unit = _of_fact(fact, find_unit(unit_text)) if unit_text else None
        flag = " ".join(piece.text for piece in part if _is_flag(piece, fact))
        limits = " ".join(piece.text for piece in part if piece.kind is Kind.RANGE)
        one = Proposal(
            fact.key, number.text.strip(), unit, unit_text, from_heading, flag, limits, line.first, line.last, line.text,
        )  # fmt: skip
        one = replace(one, problem=_problem(one, _code(part)), notes=tuple(_notes(one)))
        yield from self._with_tube(one, part, named)
        yield from _limits_proposed(one)

    def _with_tube(self, one: Proposal, part: list[Piece], named: Named) -> Iterator[Proposal]:
        """A value from a tube other than plain serum says so; with magnesium the tube itself is proposed."""
        tube = _tube(part) or (self.tube if self.specimen is Specimen.BLOOD and not named.specimen else "")
        if not tube or not one.key.startswith("serum."):
            yield one
            return
        note = say(EDTA_TUBE, tube=say(dict(TUBE.options)[tube]))
        yield replace(one, notes=(*one.notes, note))
        if one.key == MAGNESIUM_SERUM.key:
            yield replace(
                one, key=TUBE.key, number=tube, unit=None, unit_text="", flag="", range="", problem=None, notes=()
            )

    # -- which question --

    def _asked(self, part: list[Piece]) -> tuple[Measurement, Named]:
        """The question that a part of a line answers. Raises _NothingProposed where it is none, or not clear which."""
        named, code = _test(part), _code(part)
        if named.test == NOT_ASKED or (code and not code.facts and not named.test):
            raise _NothingProposed(NOT_ASKED_HERE)
        if not named.test and not code:
            raise _NothingProposed("")
        specimen = self._specimen(part, named)
        facts = set(TESTS[named.test].values()) if named.test else set(code.facts if code else ())
        if code and code.facts and named.test:
            if not facts & set(code.facts):
                raise _NothingProposed(CODE_AGAINST_NAME)
            facts &= set(code.facts)
        fitting = [fact for fact in facts if _specimen_of(fact) is specimen]
        if code and not named.specimen and len({_specimen_of(fact) for fact in facts}) == 1:
            fitting = list(facts)  # the code itself says in what it was measured
        fitting = [fact for fact in fitting if fact in _OFFERED]
        if len(fitting) == 1 and isinstance(fitting[0], Measurement):
            return fitting[0], named
        raise _NothingProposed(_WHY_NOT.get(specimen, NOT_ASKED_HERE) if named.test or fitting else NOT_ASKED_HERE)

    def _specimen(self, part: list[Piece], named: Named) -> Specimen:
        """In what a value was measured, by its own words, its unit, the heading above, and at last the step."""
        if named.test in FIXED:
            return next(iter(TESTS[named.test]))
        said = named.specimen or _said_behind(part)
        if said not in (None, Specimen.BLOOD) and self.specimen is None:
            self.specimen = Specimen.UNSURE  # a list that mixes specimens says it for each line, or does not say it
        per_day = any(_per_day(piece) for piece in part)
        if said is None and per_day and self.specimen in (None, *URINES):
            return Specimen.TIMED
        specimen = said or self.specimen or (Specimen.BLOOD if self.urine is None else Specimen.UNSURE)
        if specimen is Specimen.URINE:
            return Specimen.TIMED if per_day else self.urine or Specimen.URINE
        return specimen

    # -- which unit --

    def _unit_text(self, part: list[Piece], fact: Measurement) -> tuple[str, bool]:
        """The unit beside the value, or else the one of the heading above, if it is one for this test."""
        units = [piece.text for piece in part if piece.kind is Kind.UNIT or _is_bare_unit(piece, fact)]
        if len({find_unit(text) or text for text in units}) > 1:
            raise _NothingProposed(TWO_UNITS)
        if units:
            return units[0], False
        above = _of_fact(fact, find_unit(self.unit_text)) if self.unit_text else None
        return (self.unit_text, True) if above in fact.units else ("", False)

    # -- headings --

    def _heading(self, line: Line) -> None:
        """Take note of what a line without a test says about the lines under it."""
        words = [word for piece in line.words for word in piece.word.split()]
        named = together(SPECIMENS[word] for word in words if word in SPECIMENS)
        known = all(word in SPECIMENS or word in HEADINGS or word in FILLING for word in words)
        quiet = known and not line.has(Kind.NUMBER, Kind.UNCLEAR, Kind.RANGE)
        if quiet and named:
            self.specimen, self.tube = named, _tube(list(line.pieces))
        elif self._leaves_it_open(named, quiet, words):
            self.specimen = Specimen.UNSURE
        if quiet:
            self.unit_text = _only_unit(line.pieces)
        elif not is_about_the_paper(line.text, line.pieces) and not all(
            p.kind in (Kind.DATE, Kind.TIME, Kind.FLAG) for p in line.pieces
        ):
            self.unread.append(Unread(line.first, line.text))

    def _leaves_it_open(self, named: Specimen | None, quiet: bool, words: list[str]) -> bool:
        """Whether after a line it is no longer said in what the values under it were measured."""
        if named:
            return named is not Specimen.BLOOD or self.specimen in URINES
        if any(word.startswith(("urin", "liquor")) for word in words):
            return True
        return quiet and self.specimen in (*URINES, Specimen.OTHER) and any(word in DEPARTMENTS for word in words)

    # -- all lines together --

    def result(self) -> Pasted:
        proposals = list(self._each_once())
        unread = tuple(sorted(self.unread, key=lambda each: each.number))
        if not proposals:
            return Pasted(
                unread=unread,
                refusal=say(_("No result that this workup asks for was found in the text. Is it the right one?")),
            )
        return Pasted(tuple(proposals), unread)

    def _each_once(self) -> Iterator[Proposal]:
        """One proposal for each question; where the text has two different values, none of them can be taken."""
        by_key: dict[str, list[Proposal]] = {}
        for proposal in self.proposals:
            by_key.setdefault(proposal.key, []).append(proposal)
        for key, several in by_key.items():
            kept = several
            amounts = [each for each in several if each.unit and each.unit.dimension is Dimension.AMOUNT_PER_DAY]
            if amounts and len(amounts) < len(several):
                self.unread += [
                    Unread(each.first, each.text, say(AMOUNT_INSTEAD)) for each in several if each not in amounts
                ]
                kept = amounts
            if len({_value(each) for each in kept}) > 1:
                yield from (replace(each, problem=say(TWICE, fact=BY_KEY[key])) for each in kept)
            else:
                yield kept[0]


class _NothingProposed(ValueError):
    """A line gives no proposal; `why` says the reason, None where nothing on it is known."""

    def __init__(self, template: str) -> None:
        super().__init__(template)
        self.why = say(template) if template else None


_OFFERED = frozenset(fact for facts in TESTS.values() for fact in facts.values())
# Every question for which something may be proposed.
OFFERED: tuple[str, ...] = tuple(
    fact.key
    for fact in (
        *(f for facts in TESTS.values() for f in facts.values()),
        MAGNESIUM_LOWER_LIMIT,
        IONISED_LOW,
        IONISED_HIGH,
        TUBE,
    )
)
_WHY_NOT = {Specimen.UNSURE: BLOOD_OR_URINE, Specimen.URINE: WHICH_URINE, Specimen.OTHER: OTHER_FLUID}
_SPECIMEN_OF = {fact: specimen for facts in TESTS.values() for specimen, fact in facts.items()}
_BY_CODE: dict[str, LabCode] = {code.code: code for code in LAB_CODES}


def _specimen_of(fact: Fact) -> Specimen | None:
    return _SPECIMEN_OF.get(fact)


def _has_no_result_yet(line: Line) -> bool:
    """Whether a line names a test and says that there is no result."""
    found = PENDING.search(line.text)
    if not found or line.has(Kind.NUMBER, Kind.UNCLEAR):
        return False
    return test_of([piece for piece in line.words if piece.start < found.start()]).test != ""


# -- the parts of a line -------------------------------------------------------------------------------------------


def _parts(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
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


def _test(part: list[Piece]) -> Named:
    """The test named before the number."""
    before = []
    for piece in part:
        if piece.kind in (Kind.NUMBER, Kind.UNCLEAR):
            break
        if piece.kind is Kind.WORD:
            before.append(piece)
    return test_of(before)


def _said_behind(part: list[Piece]) -> Specimen | None:
    """The specimen that is named behind the number."""
    seen, words = False, []
    for piece in part:
        seen = seen or piece.kind in (Kind.NUMBER, Kind.UNCLEAR)
        if seen and piece.kind is Kind.WORD:
            words += piece.word.split()
    return together(SPECIMENS[word] for word in words if word in SPECIMENS)


def _tube(part: list[Piece]) -> str:
    """The blood tube that is named; empty for plain serum."""
    words = (word for piece in part if piece.kind is Kind.WORD for word in piece.word.split())
    return next((TUBES[word] for word in words if word in TUBES), "")


def _code(part: list[Piece]) -> LabCode | None:
    return next((_BY_CODE[piece.text] for piece in part if piece.kind is Kind.CODE and piece.text in _BY_CODE), None)


def _the_number(part: list[Piece]) -> Piece:
    """The one number that is the result. Raises _NothingProposed where there is none, or more than one."""
    if any(piece.kind is Kind.UNCLEAR for piece in part):
        raise _NothingProposed(UNCLEAR)
    numbers = [piece for piece in part if piece.kind is Kind.NUMBER]
    if len(numbers) > 1 and not _compared(numbers[0]):
        numbers = [numbers[0], *(number for number in numbers[1:] if not _compared(number))]  # "0.45  <5": a limit
    if len(numbers) > 1:
        raise _NothingProposed(SEVERAL)
    if not numbers or numbers[0].inside:
        raise _NothingProposed(NO_VALUE)
    return numbers[0]


def _compared(piece: Piece) -> bool:
    return piece.text[0] in "<>≤≥"


# -- units ---------------------------------------------------------------------------------------------------------


def _is_bare_unit(piece: Piece, fact: Measurement) -> bool:
    return piece.kind is Kind.BARE and find_unit(piece.text) in fact.units


def _is_flag(piece: Piece, fact: Measurement) -> bool:
    return piece.kind is Kind.FLAG or (piece.kind is Kind.BARE and not _is_bare_unit(piece, fact))


def _per_day(piece: Piece) -> bool:
    unit = find_unit(piece.text) if piece.kind is Kind.UNIT else None
    return unit is not None and unit.dimension is Dimension.AMOUNT_PER_DAY


def _only_unit(pieces: Iterable[Piece]) -> str:
    """The unit of a heading; empty where there is none or more than one."""
    units = {piece.text for piece in pieces if piece.kind is Kind.UNIT}
    return units.pop() if len(units) == 1 else ""


def _of_fact(fact: Measurement, unit: Unit | None) -> Unit | None:
    """The same unit under the name that the question has for it: a day and 24 h are one."""
    if unit is None or unit in fact.units:
        return unit
    same = (
        each
        for each in fact.units
        if (each.dimension, each.basis, each.factor) == (unit.dimension, unit.basis, unit.factor)
    )
    return next(same, unit)


# -- what is wrong, and what to mind -----------------------------------------------------------------------------------


def _problem(one: Proposal, code: LabCode | None) -> Statement | None:
    """Why a value cannot be taken as it stands; None if it can."""
    fact = one.fact
    assert isinstance(fact, Measurement)
    if code and one.unit and code.facts and not code.fits(one.unit):
        return say(CODE_OTHER_UNIT, fact=fact, unit=one.unit.symbol)
    try:
        if one.lacks_unit:
            read_number(one.number)
        else:
            fact.read(one.number, one.unit.symbol if one.unit else one.unit_text)
    except Unreadable as problem:
        return say(_("{fact}: {problem}"), fact=fact, problem=problem.statement)
    except Refused as problem:
        return problem.statement
    return None


def _notes(one: Proposal) -> Iterator[Statement]:
    if one.problem is None and _flag_is_odd(one):
        yield say(FLAG_AGAINST_RANGE)
    if REMARKS.search(one.text) or PENDING.search(one.text):
        yield say(REMARK)


def _flag_is_odd(one: Proposal) -> bool:
    """Whether the printed flag contradicts the printed range: then one of them, or the number, was misread."""
    low, high = (_decimal(limit) for limit in bounds_of(one.range))
    flag, value = one.flag.lower(), _decimal(one.number)
    if value is None:
        return False
    if flag in LOW_FLAGS and low is not None:
        return value >= low
    return flag in HIGH_FLAGS and high is not None and value <= high


def _decimal(text: str) -> Decimal | None:
    try:
        return read_number(text).value
    except Unreadable:
        return None


def _value(one: Proposal) -> object:
    """What two proposals for one question must share to be the same."""
    return (
        _decimal(one.number) if one.key != TUBE.key else one.number,
        one.number[:1] in "<>",
        one.unit or one.unit_text,
    )


# -- the laboratory's own limits, where a question asks for them ---------------------------------------------------------

_LIMITS = {MAGNESIUM_SERUM.key: (MAGNESIUM_LOWER_LIMIT, None), IONISED_MAGNESIUM.key: (IONISED_LOW, IONISED_HIGH)}


def _limits_proposed(one: Proposal) -> Iterator[Proposal]:
    """The limits printed beside a magnesium, in its unit."""
    if one.unit is None or one.problem is not None:
        return
    for fact, limit in zip(_LIMITS.get(one.key, ()), bounds_of(one.range), strict=False):
        if fact is not None and limit:
            made = replace(one, key=fact.key, number=limit, flag="", notes=())
            yield replace(made, problem=_problem(made, None))
