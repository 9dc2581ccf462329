"""What a printed report carries inside: the case, the answer in codes, both versions, and a hash over all of it.

The first digits of the hash are printed on the paper as a code. It shows that paper and data belong together and
that neither was changed by accident or by a careless hand. It is no signature: whoever makes a new file can make a
new hash for it.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop as _

from .. import SOFTWARE_VERSION
from ..clinical.assessment import Assessment
from ..clinical.facts import Facts
from ..clinical.knowledge.version import EDITION
from ..comparison.differences import answer
from ..presenters.shapes import Report
from ..presenters.wording import Wording
from ..readers.case import BadCase
from ..readers.strict_json import BadJson, load_json
from .answers import answer_to, case_of, confirmed_paths, facts_of, in_codes

SCHEMA = "mgcds-report/1"
FILE_NAME = "mgcds-report.json"
CHECK = _(
    "{code}. The data of this paper are inside its PDF file. Whether it still holds can be checked at any time: choose the file on the page /recheck/ of this application; it shows this code, and says what has changed since."
)
LARGEST = 500_000  # bytes
CODE_DIGITS = 16  # of the hash, on paper
_KEYS = {
    "schema", "case", "confirmed", "assessment", "knowledge_version", "software_version", "language", "printed", "copy",
    "lines", "hash",
}  # fmt: skip
_FORM = re.compile(r"[0-9A-F]{16}")
MOST_LINES = 300

Json = dict[str, Any]


class BadBundle(ValueError):
    """The data cannot be used. `why` is one of altered, not_ours, newer, unreadable."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Bundle:
    """Data that came back, whole as their hash says. `lines` are what the paper must show, word by word."""

    facts: Facts
    case_id: str
    answer: Json
    knowledge: str
    software: str
    printed: str
    copy: bool
    lines: tuple[str, ...]
    code: str


# -- out ---------------------------------------------------------------------------------------------------------


def bundle(assessment: Assessment, report: Report, *, case_id: str = "") -> str | None:
    """The data of a report as JSON text; None for facts that no case file can hold."""
    facts = assessment.facts
    try:
        written = answer_to(facts, assessment)
    except BadCase:
        return None  # the paper goes without data rather than not at all
    content: Json = {
        "schema": SCHEMA,
        "case": case_of(facts, case_id or None),
        "confirmed": confirmed_paths(facts),
        "assessment": in_codes(written),
        "knowledge_version": assessment.knowledge_version,
        "software_version": SOFTWARE_VERSION,
        "language": report.language,
        "printed": report.printed_iso,
        "copy": bool(report.copy),
        "lines": [line for line in dict.fromkeys(lines_of(report)) if line],
    }
    return canonical({**content, "hash": hash_of(content)})


def canonical(content: Json) -> str:
    """The one way in which these data are written: keys in order, no blanks."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_number)


def _number(value: object) -> float:
    """A fraction as it was read; it was written from a float and becomes the same one."""
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} is no value of JSON")


def hash_of(content: Json) -> str:
    """SHA-256 over all but the hash itself."""
    return hashlib.sha256(canonical({k: v for k, v in content.items() if k != "hash"}).encode()).hexdigest()


def code_of(text: str) -> str:
    """The code that is printed, of data as `bundle` wrote them."""
    return grouped(json.loads(text)["hash"])


def grouped(digits: str) -> str:
    """The first digits of a hash, in groups that can be read aloud: 0A1B-2C3D-4E5F-6789."""
    digits = digits[:CODE_DIGITS].upper()
    return "-".join(digits[place : place + 4] for place in range(0, CODE_DIGITS, 4))


def date_of(printed: str) -> datetime:
    """The date of the data; of a paper without one, the first day of the knowledge's edition."""
    if printed:
        return datetime.fromisoformat(printed)
    year, month = EDITION.split(".")[:2]
    return datetime(int(year), int(month), 1, tzinfo=UTC)


# -- back --------------------------------------------------------------------------------------------------------


def read_bundle(data: bytes) -> Bundle:
    """The data of a report that came back. Raises BadBundle."""
    try:
        content = load_json(data, largest=LARGEST)
    except BadJson:
        raise BadBundle("unreadable") from None
    if not isinstance(content, dict) or not str(content.get("schema", "")).startswith("mgcds-report/"):
        raise BadBundle("not_ours")
    if content["schema"] != SCHEMA:
        raise BadBundle("newer")
    try:
        whole = content.get("hash") == hash_of(content)
    except (TypeError, ValueError, OverflowError):
        raise BadBundle("unreadable") from None
    if not whole:
        raise BadBundle("altered")
    return _read(content)


def _read(content: Json) -> Bundle:
    """The parts, each of its kind: a file made by hand can have a hash that fits and be nonsense all the same."""
    if set(content) != _KEYS or not _fits(content):
        raise BadBundle("not_ours")
    try:
        facts = facts_of(content["case"], content["confirmed"])
        answer(content["assessment"])
    except BadCase:
        raise BadBundle("not_ours") from None
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise BadBundle("not_ours") from None
    return Bundle(
        facts=facts,
        case_id=str(content["case"].get("id") or ""),
        answer=content["assessment"],
        knowledge=content["knowledge_version"],
        software=content["software_version"],
        printed=content["printed"],
        copy=content["copy"],
        lines=tuple(content["lines"]),
        code=grouped(content["hash"]),
    )


def _fits(content: Json) -> bool:
    words = all(
        isinstance(content[name], str) and len(content[name]) <= 100
        for name in ("knowledge_version", "software_version", "language", "printed")
    )
    lists = all(
        isinstance(content[name], list)
        and len(content[name]) <= MOST_LINES
        and all(isinstance(each, str) for each in content[name])
        for name in ("confirmed", "lines")
    )
    return words and lists and isinstance(content["copy"], bool) and isinstance(content["case"], dict)


# -- paper and data ----------------------------------------------------------------------------------------------


def lines_of(report: Report) -> tuple[str, ...]:
    """What the paper must show for its data to be believed: the verdict and every dose, proposed, chosen or withheld."""
    items = (*report.do_now, *(item for section in report.plan for item in section.items))
    # what was chosen in place of an item without a dose is in somebody's own words, which stay out of the data
    chosen = (item.decision.chosen for item in items if item.dose_line and item.decision)
    return (report.verdict, *(item.dose_line for item in items), *chosen, *(each.dose_line for each in report.withheld))


def with_code(report: Report, data: str | None) -> Report:
    """The report with the code of its data to be printed, and how to check it."""
    if data is None:
        return report
    line = Wording(report.language).line(CHECK, code=code_of(data))
    return replace(report, check=line)


def typed_code(text: str) -> str:
    """A code as somebody typed it from paper, in its printed form; empty when it is none."""
    digits = re.sub(r"[\s\-–]", "", text).upper().replace("O", "0")
    return grouped(digits) if _FORM.fullmatch(digits) else ""


def differs_on_paper(carried: Bundle, shown: str) -> bool:
    """Whether the text of a paper has another code than its data, or lacks one of their lines."""
    text = squeezed(shown)
    return not all(squeezed(line) in text for line in (carried.code, *carried.lines))


def squeezed(text: str) -> str:
    """A text without its blanks, so that it does not matter where a line was broken."""
    return "".join(unicodedata.normalize("NFKC", text).split())
