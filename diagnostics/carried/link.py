"""A case ↔ the code of a link.

    code = "1" + base64url( first 6 bytes of SHA-256 over the rest + deflated JSON )

The JSON holds a case (`mgcds-case/1`, read by the same reader as case files), the version of the knowledge and a
summary of the answer it gave. "1" is the version of this form: it fixes the words that the compression knows
beforehand (`words-1.txt`), which therefore never change. The checksum tells a slip, not a forgery: whoever can read
this file can make a link, and a link claims nothing but to be a copy.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..clinical.facts import Facts
from ..readers.case import BadCase, write_case
from ..readers.strict_json import BadJson, load_json
from .answers import GROUPS, OTHER, TOLD, answer_to, confirmed_paths, facts_of, summary
from .coded import LeftOut, is_coded, without_identity

VERSION = "1"
LONGEST = 6_000  # characters of a code; one of 60 answers has some 500
LARGEST = 64 * 1024  # bytes of what it unpacks to
SEAL = 6  # bytes
LONGEST_WORD = 80
MOST_CONFIRMED = 60
_CODE = re.compile(r"[A-Za-z0-9_-]+")
_KEYS = {"case", "confirmed", "knowledge", "answer", "left_out"}


class BadLink(ValueError):
    """The code cannot be used. `why` is one of empty, long, damaged, newer, foreign."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Carried:
    """A case that came by link: the knowledge that answered it, a summary of that answer, and what was left out."""

    facts: Facts
    knowledge: str
    answer: dict[str, str] = field(default_factory=dict)
    left_out: LeftOut = field(default_factory=LeftOut)


def pack(facts: Facts) -> tuple[str, Carried]:
    """The code of a link for these facts, and what it carries."""
    coded, left_out = without_identity(facts)
    written = answer_to(coded)
    carried = Carried(coded, written["knowledge_version"], summary(written), left_out)
    return _code_of(carried), carried


def _code_of(carried: Carried) -> str:
    content = {
        "case": write_case(carried.facts),
        "confirmed": confirmed_paths(carried.facts),
        "knowledge": carried.knowledge,
        "answer": carried.answer,
        "left_out": {"age": carried.left_out.age, "drugs": carried.left_out.drugs},
    }
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zdict=_words())
    body = packer.compress(text.encode()) + packer.flush()
    return VERSION + base64.urlsafe_b64encode(_seal(body) + body).decode().rstrip("=")


def unpack(text: str) -> Carried:
    """What a code carries; the whole link will do, and blanks and line ends in it do not matter. Raises BadLink."""
    code = code_in(text)
    body = _body(code)
    try:
        content = load_json(_inflated(body), largest=LARGEST)
        return _carried(content)
    except (BadJson, BadCase):
        raise BadLink("foreign") from None


def code_in(text: str) -> str:
    """The code in what was pasted. Raises BadLink when it is none."""
    if len(text) > 2 * LONGEST:
        raise BadLink("long")
    code = "".join(text.rpartition("#")[2].split())
    if not code:
        raise BadLink("empty")
    if len(code) > LONGEST:
        raise BadLink("long")
    if not _CODE.fullmatch(code):
        raise BadLink("damaged")
    return code


def _body(code: str) -> bytes:
    """The compressed part of a code whose seal is whole."""
    if code[0] != VERSION:
        raise BadLink("newer" if code[0].isdigit() else "damaged")
    try:
        whole = base64.b64decode(code[1:] + "=" * (-len(code[1:]) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise BadLink("damaged") from None
    seal, body = whole[:SEAL], whole[SEAL:]
    if not body or _seal(body) != seal:
        raise BadLink("damaged")
    return body


def _seal(body: bytes) -> bytes:
    return hashlib.sha256(VERSION.encode() + body).digest()[:SEAL]


def _inflated(body: bytes) -> bytes:
    """Never more than LARGEST bytes, however small a bomb is packed."""
    packer = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_words())
    try:
        content = packer.decompress(body, LARGEST)
    except zlib.error:
        raise BadLink("damaged") from None
    if not packer.eof:
        raise BadLink("long" if packer.unconsumed_tail else "damaged")
    if packer.unused_data:
        raise BadLink("damaged")
    return content


def _carried(content: object) -> Carried:
    """The parts of a link, each held against what this application writes. Raises BadLink, BadCase."""
    if not isinstance(content, dict) or set(content) != _KEYS:
        raise BadLink("foreign")
    case, confirmed, left = content["case"], content["confirmed"], content["left_out"]
    if not isinstance(case, dict) or "id" in case or not _is_list_of_words(confirmed):
        raise BadLink("foreign")
    facts = facts_of(case, confirmed)
    if not is_coded(facts):
        raise BadLink("foreign")  # words of a person in a link: this application writes none
    return Carried(facts, _word(content["knowledge"]), _summary(content["answer"]), _left_out(left))


def _is_list_of_words(given: object) -> bool:
    return isinstance(given, list) and len(given) <= MOST_CONFIRMED and all(isinstance(each, str) for each in given)


def _summary(given: object) -> dict[str, str]:
    if not isinstance(given, dict) or set(given) != {*TOLD, *GROUPS, OTHER}:
        raise BadLink("foreign")
    return {name: _word(value) for name, value in given.items()}


def _left_out(given: object) -> LeftOut:
    if not isinstance(given, dict) or set(given) != {"age", "drugs"}:
        raise BadLink("foreign")
    age, drugs = given["age"], given["drugs"]
    if not isinstance(age, bool) or not isinstance(drugs, int) or isinstance(drugs, bool) or not 0 <= drugs <= 500:
        raise BadLink("foreign")
    return LeftOut(age, drugs)


def _word(given: object) -> str:
    """A code word of this application. Raises BadLink."""
    if not isinstance(given, str) or len(given) > LONGEST_WORD or not re.fullmatch(r"[A-Za-z0-9_.\-]+", given):
        raise BadLink("foreign")
    return given


@cache
def _words() -> bytes:
    return Path(__file__).with_name(f"words-{VERSION}.txt").read_bytes()
