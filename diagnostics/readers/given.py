"""Small questions about what comes from outside: is it a number, can it be given back, what was meant?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import TypeGuard

LONGEST_SHOWN = 60  # characters of something from outside in a message
MOST_LISTED = 30
MOST_DIGITS = 30


def is_clean(text: str) -> bool:
    """Whether a text can be given back anywhere: no NUL, no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def is_number(value: object) -> TypeGuard[int | float | Decimal]:
    """Whether this is a number of JSON or TOML; true and false are none."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def exact(value: int | float | Decimal) -> Decimal | None:
    """A number of the case as Decimal; None for one that no measurement can be (NaN, endless digits)."""
    if isinstance(value, int) and value.bit_length() > 4 * MOST_DIGITS:
        return None
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return None
    parts = number.as_tuple()
    if len(parts.digits) > MOST_DIGITS or abs(int(parts.exponent)) > 2 * MOST_DIGITS:
        return None
    return number if number else Decimal(0)


def shown(word: object) -> str:
    """A key or word of the case as it can stand in a message: short, on one line, printable."""
    text = word if isinstance(word, str) else type(word).__name__
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:LONGEST_SHOWN])


def some(words: Iterable[str]) -> str:
    """The words as a list in a sentence; the first of them if they are many."""
    listed = list(words)
    return ", ".join(listed[:MOST_LISTED]) + (", …" if len(listed) > MOST_LISTED else "")


@lru_cache(maxsize=1024)
def nearest(word: str, known: tuple[str, ...], likeness: float = 0.6) -> str:
    """The known word that is most like this one, or begins with it; an empty text if there is none."""
    word = word[:LONGEST_SHOWN].lower()
    alike = difflib.get_close_matches(word, known, 1, likeness)
    beginning = (each for each in known if len(word) > 2 and each.startswith(word))
    return alike[0] if alike else next(beginning, "")
