"""A pasted laboratory report → proposals: a value, its unit and the line that both come from. Nothing is taken here.

Nothing is guessed: no unit, no specimen, no choice between two numbers. A text of two dates or two people gives no
proposal at all (safety H63). The text is neither kept nor logged. Read `read_report` first, then lab_layout.py (lines
and columns), lab_pieces.py and lab_parts.py (one line taken apart), lab_proposals.py (what is wrong with a value),
lab_names.py and lab_words.py (what the words mean), lab_origin.py (one person, one date).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..clinical.facts import Fact, Measurement
from ..clinical.knowledge.patient import (
    BY_KEY,
    IONISED_HIGH,
    IONISED_LOW,
    MAGNESIUM_LOWER_LIMIT,
    MAGNESIUM_SERUM,
    TUBE,
)
from ..clinical.text import Statement, _, say
from ..clinical.units import Dimension, find_unit
from .lab_layout import LONGEST_LINE, Columns, Line, columns_of, joined, lines_of, turned
from .lab_names import Named, test_of, together
from .lab_origin import TWO_COLUMNS, dates_problem, is_about_the_paper, other_thing, people_problem
from .lab_parts import (
    NothingProposed,
    code_in,
    is_bare_unit,
    is_flag,
    is_per_day,
    named_in,
    only_unit,
    parts_of,
    said_behind,
    the_number,
    tube_in,
    unit_of,
)
from .lab_pieces import Kind, Piece
from .lab_proposals import Pasted, Proposal, Unread, limits_proposed, notes_of, problem_of, same_value
from .lab_words import (
    DEPARTMENTS,
    FILLING,
    FIXED,
    HEADINGS,
    NOT_ASKED,
    PENDING,
    SPECIMENS,
    TESTS,
    URINES,
    Specimen,
)

MOST_SIGNS = 20_000  # characters of one report
MOST_LINES = 800

# Why a line gives no proposal.
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
EDTA_TUBE = _("The report names {tube} as the tube of this sample.")


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
            self.columns, self.unit_text = columns, only_unit(line.pieces)
            return
        line = self.columns.apply(line) if self.columns else line
        if _has_no_result_yet(line):
            self.unread.append(Unread(line.first, line.text, say(NO_RESULT_YET)))
            return
        parts = list(parts_of(line.pieces))
        if any(named_in(part).test or code_in(part) for part in parts):
            for part in sorted(parts, key=lambda part: not named_in(part).test):  # what names no test comes last
                self._result(line, part)
        else:
            self._heading(line)

    def _result(self, line: Line, part: list[Piece]) -> None:
        try:
            self.proposals += list(self._proposed(line, part))
        except NothingProposed as reason:
            silent = reason.why is None and any(each.first == line.first for each in self.proposals)
            if not silent and not any(each.number == line.first and each.text == line.text for each in self.unread):
                self.unread.append(Unread(line.first, line.text, reason.why))

    def _proposed(self, line: Line, part: list[Piece]) -> Iterator[Proposal]:
        fact, named = self._asked(part)
        number = the_number(part)
        unit_text, from_heading = self._unit_text(part, fact)
        unit = unit_of(fact, find_unit(unit_text)) if unit_text else None
        flag = " ".join(piece.text for piece in part if is_flag(piece, fact))
        limits = " ".join(piece.text for piece in part if piece.kind is Kind.RANGE)
        one = Proposal(
            fact.key, number.text.strip(), unit, unit_text, from_heading, flag, limits, line.first, line.last, line.text,
        )  # fmt: skip
        one = replace(one, problem=problem_of(one, code_in(part)), notes=tuple(notes_of(one)))
        yield from self._with_tube(one, part, named)
        yield from limits_proposed(one)

    def _with_tube(self, one: Proposal, part: list[Piece], named: Named) -> Iterator[Proposal]:
        """A value from a tube other than plain serum says so; with magnesium the tube itself is proposed."""
        tube = tube_in(part) or (self.tube if self.specimen is Specimen.BLOOD and not named.specimen else "")
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
        """The question that a part of a line answers. Raises NothingProposed where it is none, or not clear which."""
        named, code = named_in(part), code_in(part)
        if named.test == NOT_ASKED or (code and not code.facts and not named.test):
            raise NothingProposed(NOT_ASKED_HERE)
        if not named.test and not code:
            raise NothingProposed("")
        specimen = self._specimen(part, named)
        facts = set(TESTS[named.test].values()) if named.test else set(code.facts if code else ())
        if code and code.facts and named.test:
            if not facts & set(code.facts):
                raise NothingProposed(CODE_AGAINST_NAME)
            facts &= set(code.facts)
        fitting = [fact for fact in facts if _specimen_of(fact) is specimen]
        if code and not named.specimen and len({_specimen_of(fact) for fact in facts}) == 1:
            fitting = list(facts)  # the code itself says in what it was measured
        fitting = [fact for fact in fitting if fact in _OFFERED]
        if len(fitting) == 1 and isinstance(fitting[0], Measurement):
            return fitting[0], named
        raise NothingProposed(_WHY_NOT.get(specimen, NOT_ASKED_HERE) if named.test or fitting else NOT_ASKED_HERE)

    def _specimen(self, part: list[Piece], named: Named) -> Specimen:
        """In what a value was measured, by its own words, its unit, the heading above, and at last the step."""
        if named.test in FIXED:
            return next(iter(TESTS[named.test]))
        said = named.specimen or said_behind(part)
        if said not in (None, Specimen.BLOOD) and self.specimen is None:
            self.specimen = Specimen.UNSURE  # a list that mixes specimens says it for each line, or does not say it
        per_day = any(is_per_day(piece) for piece in part)
        if said is None and per_day and self.specimen in (None, *URINES):
            return Specimen.TIMED
        specimen = said or self.specimen or (Specimen.BLOOD if self.urine is None else Specimen.UNSURE)
        if specimen is Specimen.URINE:
            return Specimen.TIMED if per_day else self.urine or Specimen.URINE
        return specimen

    # -- which unit --

    def _unit_text(self, part: list[Piece], fact: Measurement) -> tuple[str, bool]:
        """The unit beside the value, or else the one of the heading above, if it is one for this test."""
        units = [piece.text for piece in part if piece.kind is Kind.UNIT or is_bare_unit(piece, fact)]
        if len({find_unit(text) or text for text in units}) > 1:
            raise NothingProposed(TWO_UNITS)
        if units:
            return units[0], False
        above = unit_of(fact, find_unit(self.unit_text)) if self.unit_text else None
        return (self.unit_text, True) if above in fact.units else ("", False)

    # -- headings --

    def _heading(self, line: Line) -> None:
        """Take note of what a line without a test says about the lines under it."""
        words = [word for piece in line.words for word in piece.word.split()]
        named = together(SPECIMENS[word] for word in words if word in SPECIMENS)
        known = all(word in SPECIMENS or word in HEADINGS or word in FILLING for word in words)
        quiet = known and not line.has(Kind.NUMBER, Kind.UNCLEAR, Kind.RANGE)
        if quiet and named:
            self.specimen, self.tube = named, tube_in(list(line.pieces))
        elif self._leaves_it_open(named, quiet, words):
            self.specimen = Specimen.UNSURE
        if quiet:
            self.unit_text = only_unit(line.pieces)
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
            if len({same_value(each) for each in kept}) > 1:
                yield from (replace(each, problem=say(TWICE, fact=BY_KEY[key])) for each in kept)
            else:
                yield kept[0]


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


def _specimen_of(fact: Fact) -> Specimen | None:
    return _SPECIMEN_OF.get(fact)


def _has_no_result_yet(line: Line) -> bool:
    """Whether a line names a test and says that there is no result."""
    found = PENDING.search(line.text)
    if not found or line.has(Kind.NUMBER, Kind.UNCLEAR):
        return False
    return test_of([piece for piece in line.words if piece.start < found.start()]).test != ""
