"""The rows of drugs in the history step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from ..clinical.knowledge.drugs import CLASSES, Drug, find_drug
from ..readers.answers import NOT_KNOWN, Written, drug_class
from .drug_search import suggestions
from .posted import clean, name_of

if TYPE_CHECKING:
    from .step import StepForm

MOST_ROWS = 60
CHOOSING = "drug-is"
_ROW_NAME = re.compile(r"drugs__(\d{1,2})__name", re.ASCII)
_PARTS = ("name", "months", "stopped_days_ago", "can_stop")


def row_keys(row: int) -> tuple[str, ...]:
    """The keys of the answers in one row."""
    return tuple(f"drugs.{row}.{part}" for part in _PARTS)


def row_numbers(data: Mapping[str, str]) -> tuple[int, ...]:
    """The numbers of the rows that were posted."""
    numbers = (int(found[1]) for found in map(_ROW_NAME.fullmatch, data) if found)
    return tuple(sorted(number for number in numbers if number < MOST_ROWS))


def name_chosen(data: Mapping[str, str]) -> tuple[int, str] | None:
    """The row and the name that a press of "Did you mean" chose; None where none was pressed."""
    number, colon, name = clean(data.get(CHOOSING)).partition(":")
    if not (colon and name and number.isascii() and number.isdigit() and 0 < int(number) <= MOST_ROWS):
        return None
    return int(number) - 1, name


def drug_columns() -> tuple[str, ...]:
    """The headings over the rows."""
    return gettext("Drug"), gettext("Months taken"), gettext("Stopped, days ago"), gettext("Can it be stopped?")


def row_of(form: StepForm, row: int) -> dict[str, object]:
    """One row with its words and its problems."""
    answers, refused = form.answers, form.heard.refused
    can_stop = answers.get(f"drugs.{row}.can_stop", Written())
    chosen = NOT_KNOWN if can_stop.state == NOT_KNOWN else can_stop.text
    choices = (("yes", gettext("Yes")), ("no", gettext("No")), (NOT_KNOWN, gettext("Not known")))
    name = answers.get(f"drugs.{row}.name", Written()).text
    return {
        "number": row + 1,
        "boxes": [
            {
                "part": part,
                "name": name_of(f"drugs.{row}.{part}"),
                "text": answers.get(f"drugs.{row}.{part}", Written()).text,
                "problem": form.wording.say(refused.get(f"drugs.{row}.{part}")),
            }
            for part in _PARTS[:3]
        ],
        "can_stop": {
            "name": name_of(f"drugs.{row}.can_stop"),
            "options": [(value, label, value == chosen) for value, label in choices],
        },
        "note": note_on(form, name),
        "near": suggestions(name, form.wording)[:5]
        if name and not drug_class(name) and find_drug(name) is None
        else [],
    }


def note_on(form: StepForm, name: str) -> str:
    """What a name was understood as, or that it is kept but not assessed."""
    if not name:
        return ""
    code = drug_class(name)
    if code:
        return form.wording.text(CLASSES[code].label)
    known = find_drug(name)
    if known is None:
        return gettext("Not in this knowledge base: kept and printed, not assessed.")
    return f"{known.label}: {classes_of(form, known)}"


def classes_of(form: StepForm, known: Drug) -> str:
    """The classes that a drug belongs to."""
    return ", ".join(form.wording.text(CLASSES[code].label) for code in known.classes if code in CLASSES)
