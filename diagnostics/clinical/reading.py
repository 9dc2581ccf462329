"""The one parser for numbers that people type, paste or send.

One comma or one dot is a decimal sign. Grouping, blanks inside, exponents, signs, full-width and
other digits are refused, and so is a number that could be read in two ways (rulings 4; safety H05, H06).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .text import Statement, _, say

_NUMBER = re.compile(r"(-?)(\d{0,9})(?:([.,])(\d{1,8}))?", re.ASCII)
_AMBIGUOUS = re.compile(r"-?0*[1-9]\d*(?:[.,]\d{3})+", re.ASCII)
_WITH_UNIT = re.compile(r"([<>]?\s*-?[\d.,]+)\s*([^\d\s.,<>-].*)?", re.ASCII)


class Unreadable(ValueError):
    """What was written is not one number; `statement` says why and what to write instead."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(statement.template)
        self.statement = statement


@dataclass(frozen=True, slots=True)
class Written:
    """A number as read: its value, "<" or ">" before it, and the text of a unit pasted behind it."""

    value: Decimal
    comparator: str = ""
    unit_text: str = ""


def read_number(text: str, *, signed: bool = False) -> Written:
    """Read `0.45`, `0,45`, `.45`, `<0.10` or `0,45 mmol/L`.

    Raises Unreadable for everything else; `signed` allows a minus sign.
    """
    shown = text.strip().replace("\u2212", "-")
    found = _WITH_UNIT.fullmatch(shown)
    if not found or not shown.isprintable():
        raise Unreadable(say(_("“{text}” is not a number. Write it like 0.45 or 0,45."), text=shown[:40]))
    digits = found[1].strip()
    comparator = digits[0] if digits[0] in "<>" else ""
    digits = digits.lstrip("<>").strip()
    if _AMBIGUOUS.fullmatch(digits):
        raise Unreadable(_ambiguous(digits))
    number = _NUMBER.fullmatch(digits)
    if not number or not (number[2] or number[4]) or (number[1] and not signed):
        raise Unreadable(say(_("“{text}” is not a number. Write it like 0.45 or 0,45."), text=shown[:40]))
    value = Decimal(f"{number[1]}{number[2] or 0}.{number[4] or 0}") if number[4] else Decimal(number[1] + number[2])
    return Written(value, comparator, (found[2] or "").strip())


def _ambiguous(digits: str) -> Statement:
    parts = re.split(r"[.,]", digits)
    if len(parts) > 2:
        return say(_("“{text}” has a thousands separator. Write it without."), text=digits)
    return say(
        _("“{text}” could be {small} or {large}. Write it without a thousands separator and without a final zero."),
        text=digits,
        small=f"{parts[0]}.{parts[1]}",
        large="".join(parts),
    )
