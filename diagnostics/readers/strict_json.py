"""The one door for JSON from outside: bytes → object, or one sentence that says where it is wrong.

What two programs could read in two ways is refused (safety T17, H54): duplicate keys, NaN, lone surrogates,
NUL, text that is not UTF-8, endless nesting, numbers with absurd digits. Fractions become Decimal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

LARGEST = 1_000_000  # bytes
DEEPEST = 40  # levels of brackets; a case has 5
MOST_DIGITS = 30  # of a number, and the largest power of ten

# A string (also one that never ends), a bracket or sign, or a word such as a number; no match fails halfway,
# so that hostile text costs no more time than its length.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[{}\[\]:,]|[^\s"{}\[\]:,]++', re.DOTALL)
_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[{\[]|[}\]]', re.DOTALL)
_FORBIDDEN_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_FORBIDDEN_CHARACTER = re.compile("[\0\ud800-\udfff]")
_BLANKS = " \t\r\n"


class BadJson(ValueError):
    """The bytes are not JSON that can be trusted. `line` and `column` count from 1; None where not known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column

    def __str__(self) -> str:
        if self.line is None:
            return self.message
        return f"line {self.line}, column {self.column}: {self.message}"


class _Refused(ValueError):
    """Raised inside the decoder, which does not know the place: `literal` is what to look for."""

    def __init__(self, message: str, literal: str) -> None:
        super().__init__(message)
        self.message = message
        self.literal = literal


class _Duplicate(ValueError):
    """Raised inside the decoder when an object holds a key twice."""


def load_json(data: bytes, *, largest: int = LARGEST, deepest: int = DEEPEST) -> object:
    """The object that `data` holds.

    Raises BadJson, and nothing else, for everything that is not one well-formed and unambiguous JSON text
    of at most `largest` bytes and `deepest` levels.
    """
    if len(data) > largest:
        raise BadJson(f"the text is longer than {largest} bytes")
    text = _decoded(data)
    if text.count("[") + text.count("{") > deepest:
        _check_depth(text, deepest)
    loaded = _parsed(text)
    if _FORBIDDEN_ESCAPE.search(text):
        _check_characters(text)
    return loaded


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode("utf-8", "replace")
        raise _bad("the text is not UTF-8", before, len(before)) from None


def _parsed(text: str) -> object:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as problem:
        raise BadJson(f"not valid JSON: {problem.msg}", problem.lineno, problem.colno) from None
    except _Refused as problem:
        raise _bad(problem.message, text, _place_of(text, problem.literal)) from None
    except _Duplicate:
        raise _duplicate(text) from None


def _bad(message: str, text: str, place: int) -> BadJson:
    """The error with its place, counted in `text`."""
    line = text.count("\n", 0, place) + 1
    return BadJson(message, line, place - (text.rfind("\n", 0, place) + 1) + 1)


# -- what the decoder asks -----------------------------------------------------------------------------------


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Duplicate
    return made


def _integer(literal: str) -> int:
    if len(literal) > MOST_DIGITS:
        raise _Refused(f"a number has more than {MOST_DIGITS} digits", literal)
    return int(literal)


def _fraction(literal: str) -> Decimal:
    try:
        value = Decimal(literal)
    except InvalidOperation:
        raise _Refused("a number is too large", literal) from None
    if len(value.as_tuple().digits) > MOST_DIGITS or abs(int(value.as_tuple().exponent)) > 2 * MOST_DIGITS:
        raise _Refused(f"a number has more than {MOST_DIGITS} digits", literal)
    return value


def _constant(literal: str) -> object:
    raise _Refused(f"{literal} is not a number", literal)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_fraction, parse_constant=_constant
)  # fmt: skip


# -- where it is wrong ---------------------------------------------------------------------------------------


def _check_depth(text: str, deepest: int) -> None:
    depth = 0
    for token in _BRACKET.finditer(text):
        sign = token[0][0]
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        if depth > deepest:
            raise _bad(f"more than {deepest} levels of brackets", text, token.start())


def _tokens(text: str, wanted: Callable[[str], bool]) -> Iterator[re.Match[str]]:
    return (token for token in _TOKEN.finditer(text) if wanted(token[0]))


def _place_of(text: str, literal: str) -> int:
    """Where a word stands outside strings; the beginning if it cannot be found."""
    return next((token.start() for token in _tokens(text, literal.__eq__)), 0)


def _check_characters(text: str) -> None:
    """Look for NUL and lone surrogates, which only an escape can have brought in."""
    for token in _tokens(text, lambda found: found[0] == '"'):
        if _FORBIDDEN_ESCAPE.search(token[0]) and _FORBIDDEN_CHARACTER.search(json.loads(token[0])):
            raise _bad("a text holds a NUL character or half of a surrogate pair", text, token.start())


def _duplicate(text: str) -> BadJson:
    """The error for the first key that its object already holds."""
    keys: list[set[str] | None] = []  # one set for each open object, None for an array
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        if sign in "{[":
            keys.append(set() if sign == "{" else None)
        elif sign in "}]":
            keys.pop()
        elif sign == '"' and keys and (seen := keys[-1]) is not None and _is_key(text, token.end()):
            key = json.loads(token[0])
            if key in seen:
                return _bad(f"the key {json.dumps(key[:40])} stands twice in one object", text, token.start())
            seen.add(key)
    return BadJson("a key stands twice in one object")


def _is_key(text: str, end: int) -> bool:
    """Whether a colon follows the string that ends at `end`."""
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return text.startswith(":", end)
