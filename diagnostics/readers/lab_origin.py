"""Is this one report, of one person and one date? And is it a report at all, or something else that was copied?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from ..clinical.text import Statement, _, say
from .lab_pieces import Kind, Piece
from .lab_words import COLUMNS, NAMES, folded

# -- something else on the clipboard --------------------------------------------------------------------------

_OTHER_THINGS: tuple[tuple[re.Pattern[str], Statement], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), say(sentence))
    for pattern, sentence in (
        (
            r"\s*\{\\rtf|.*\\par[d ]\b.*\\par",
            _(
                "This is the code of a formatted document (RTF), not its text. Open it, copy the results there, and paste those."
            ),
        ),
        (
            r"\s*(?:<!doctype|<html|<\?xml|<table|<meta|<div|<body|<tr\b|Version:\d.*StartHTML)|[\s\S]*</t[dr]>",
            _(
                "This is the code of a web page or an XML file, not its text. Copy the results as they are shown, and paste those."
            ),
        ),
        (
            r"\s*MSH\|",
            _(
                "This is an HL7 message for computers. Copy the results as they are shown on the screen, and paste those."
            ),
        ),
        (
            r"\s*[\[{]\s*[\"{\[]",
            _("This is data for computers (JSON). Copy the results as they are shown on the screen, and paste those."),
        ),
        (
            r"\s*(?:%PDF-|\x89PNG|GIF8|PK\x03|data:\w+/|JVBERi)",
            _("This is the inside of a file, not text. Open the file, copy the results there, and paste those."),
        ),
        (
            r"\s*(?:https?://|file://|www\.|[A-Za-z]:\\|\\\\)\S*\s*$",
            _(
                "This is the address of a page or a file, not its text. Open it, copy the results there, and paste those."
            ),
        ),
    )
)
GARBLED = say(_("This is not readable text. Copy the results again as they are shown on the screen, and paste those."))


def other_thing(text: str) -> Statement | None:
    """What the text is if it plainly is no report, and what to do; else None."""
    strange = sum(sign == "\ufffd" or (ord(sign) < 32 and sign not in "\t\n\r") for sign in text)
    for pattern, statement in _OTHER_THINGS:
        if pattern.match(text):
            return statement
    return GARBLED if strange > max(3, len(text) // 50) else None


# -- dates -----------------------------------------------------------------------------------------------------

TWO_DATES = _(
    "The text has results of more than one date or time ({first} and {second}). Nothing is proposed: paste the results of one date."
)
TWO_COLUMNS = _("The text has more than one column of results. Nothing is proposed: paste the column of one date.")

_BIRTH = re.compile(r"\b(?:geb|geboren|geboortedatum|geb\.?\s?datum|born|birth|dob|d\.o\.b)\b\.?", re.IGNORECASE)
_PAGE = re.compile(r"\b(?:page|pagina|blz|bladzijde|p\.)\W*$", re.IGNORECASE)
# Dates of the paper and not of the sample; each label may stand with one date.
_OF_THE_PAPER = re.compile(
    r"(print|afdruk|geprint|report|rapport|receiv|ontvangen|ontvangst|order|aanvra|aangevraagd|request|autori|author|verif|valid|vrijgegeven|"
    r"released|issued|admi|opname|discharge|ontslag|verzonden|sent|approved|resulted|geregistreerd|registered|download|geëxporteerd|export)\w*",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTHS_TOO = {"mar": 3, "maa": 3, "may": 5, "oct": 10} | {name: place for place, name in enumerate(_MONTHS, 1)}
_ANY_YEAR = 2000  # a leap year, for dates without one
_TODAY = re.compile(
    r"\b(?:today|vandaag)\b.*\b(?:yesterday|gisteren)\b|\b(?:yesterday|gisteren)\b.*\b(?:today|vandaag)\b",
    re.IGNORECASE,
)


def dates_meant(text: str) -> frozenset[date]:
    """Every date that a text can mean, day or month first; without a year, one of the year 2000."""
    text = text.lower()
    month = next((number for name, number in _MONTHS_TOO.items() if re.search(rf"(?<![a-z]){name}", text)), 0)
    numbers = [
        int(number)
        for number in re.findall(r"\d+", re.split(r"[t ,]+(?=\d{1,2}:?\d\d)", text)[0] if not month else text)
    ]
    if month:
        day, year = (numbers[0], numbers[1] if len(numbers) > 1 else _ANY_YEAR) if numbers else (0, 0)
        return _valid([(year, month, day)])
    if re.match(r"\d{4}-", text):
        return _valid([(numbers[0], numbers[1], numbers[2])])
    if re.match(r"(?:19|20)\d{6}", text):
        digits = text[:8]
        return _valid([(int(digits[:4]), int(digits[4:6]), int(digits[6:]))])
    year = numbers[2] if len(numbers) > 2 else _ANY_YEAR
    return _valid([(year, numbers[1], numbers[0]), (year, numbers[0], numbers[1])])


def _valid(days: Iterable[tuple[int, int, int]]) -> frozenset[date]:
    found = set()
    for year, month, day in days:
        try:
            found.add(date(year + 2000 if year < 100 else year, month, day))
        except ValueError:
            continue
    return frozenset(found)


def dates_problem(lines: Iterable[tuple[str, list[Piece]]]) -> Statement | None:
    """Why the dates of the lines are not those of one sample; None if they are."""
    by_label: dict[str, tuple[str, frozenset[date]]] = {}
    for text, pieces in lines:
        columns = _side_by_side(text, pieces)
        if columns or _TODAY.search(text):
            return say(TWO_DATES, first=columns[0], second=columns[1]) if columns else say(TWO_COLUMNS)
        for label, piece in _dated(text, pieces):
            meant = dates_meant(piece.text)
            if not meant:
                continue
            first, known = by_label.setdefault(label, (piece.text, meant))
            if known.isdisjoint(meant):
                return _PEOPLE["born"] if label == "born" else say(TWO_DATES, first=first, second=piece.text)
            by_label[label] = first, known & meant
    return None


def _dated(text: str, pieces: list[Piece]) -> Iterator[tuple[str, Piece]]:
    """Each date of a line with what it is the date of: an empty text for the sample."""
    end = 0
    for piece in pieces:
        if piece.kind is not Kind.DATE:
            continue
        before = text[end : piece.start]
        end = piece.start + len(piece.text)
        if _PAGE.search(before):
            continue
        paper = _OF_THE_PAPER.search(before)
        yield "born" if _BIRTH.search(before) else paper[1].lower() if paper else "", piece


def _side_by_side(text: str, pieces: list[Piece]) -> tuple[str, str] | None:
    """Different dates, or different times, that stand side by side without a word between them, as over columns."""
    stamps = [piece for piece in pieces if piece.kind in (Kind.DATE, Kind.TIME)]
    for one, other in pairwise(stamps):
        between = text[one.start + len(one.text) : other.start]
        if one.kind is other.kind and one.text != other.text and not any(sign.isalnum() for sign in between):
            return one.text, other.text
    return None


# -- people ----------------------------------------------------------------------------------------------------

_PEOPLE = {
    "name": say(_("The text names two patients. Nothing is proposed: paste the results of one patient.")),
    "number": say(_("The text has two patient numbers. Nothing is proposed: paste the results of one patient.")),
    "born": say(_("The text has two dates of birth. Nothing is proposed: paste the results of one patient.")),
}
_END = r"(?=\s{2,}|[\t|;\n]|$|\s+(?:geb|dob|d\.o\.b|born|birth|mrn|pat|bsn|sex|gender|geslacht|nr|id|age|leeftijd|m/v|\()\b|\s*\()"
_NAME = re.compile(
    r"(?:^|[\t|;]|\s{2,}|\bnew\s)\s*(?:naam\s+pati[eë]nt|pati[eë]nt(?:en)?\s?-?naam|patient\s+name|pati[eë]nt|naam|name|cli[eë]nt|achternaam|surname|last name)"
    rf"\s*[:=\t|;]\s*([^\d\t|;\n]{{2,80}}?){_END}",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(mrn|(?:pati[eë]nt|pat\.?)(?:en)?[\s-]?(?:id|number|no|nr|nummer)|bsn|nhs(?:\s?(?:no|number))?|hospital\s(?:no|number)|zis(?:[\s-]?(?:nr|nummer))?|"
    r"pid|patientnummer|identificatienummer|medical record number)\b[\s.:=#|;]*([A-Z]{0,3}\d[\dA-Z-]{2,})",
    re.IGNORECASE,
)


def people_problem(lines: Iterable[str]) -> Statement | None:
    """Why the lines are not those of one person; None if nothing says so."""
    names: set[str] = set()
    numbers: dict[str, str] = {}
    for line in lines:
        for found in _NAME.finditer(line):
            name = folded(found[1])
            if name and name not in COLUMNS and name not in NAMES:
                names.add(" ".join(sorted(name.split())))
        if len(names) > 1:
            return _PEOPLE["name"]
        for found in _NUMBER.finditer(line):
            label, number = folded(found[1]).replace(" ", ""), found[2].upper()
            if numbers.setdefault(label, number) != number:
                return _PEOPLE["number"]
    return None


def is_about_the_paper(line: str, pieces: Iterable[Piece]) -> bool:
    """Whether a line says whose report it is or when it was made, and is no line of results."""
    if _NAME.search(line) or _NUMBER.search(line) or _BIRTH.search(line):
        return True
    if re.match(r"\W*(?:page|pagina|blz|bladzijde)\b", line, re.IGNORECASE):
        return True
    return bool(_OF_THE_PAPER.search(line)) and any(piece.kind is Kind.DATE for piece in pieces)
