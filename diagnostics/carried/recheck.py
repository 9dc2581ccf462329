"""A case that came back: computed again with the present knowledge, and compared with the answer it carried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..clinical.knowledge.base import KNOWLEDGE
from ..comparison.differences import NOTHING, Change, compare
from ..comparison.versions import Version
from ..readers.strict_json import load_json
from .answers import GROUPS, OTHER, TOLD, answer_to, in_codes, summary
from .attachment import BadPdf, open_pdf
from .bundle import BadBundle, Bundle, canonical, differs_on_paper, read_bundle, typed_code
from .link import BadLink, Carried, unpack

SAME, CHANGED, ALTERED, UNUSABLE = "same", "changed", "altered", "unusable"
MARKED = "marked"  # in place of a value of which a link holds a mark only

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What became of something that was checked again.

    `outcome` is same, changed, altered or unusable; for the last two `why` is one word, else empty. `then` and `now`
    are the answers in codes (`then` is empty for a link). `reasons` are the rules that came out differently.
    """

    outcome: str
    why: str = ""
    knowledge_then: str = ""
    knowledge_now: str = ""
    software: str = ""
    printed: str = ""
    case_id: str = ""
    code: str = ""
    copy: bool = False
    by_link: bool = False
    differences: tuple[Change, ...] = ()
    reasons: tuple[Change, ...] = ()
    then: Json = field(default_factory=dict)
    now: Json = field(default_factory=dict)


def recheck_file(data: bytes, typed: str = "") -> Rechecked:
    """A report as PDF, or the data inside it. `typed` is the code that somebody read on the paper, if any."""
    try:
        if data[:1024].lstrip().startswith(b"%PDF-"):
            inside, shown = open_pdf(data)
            carried = read_bundle(inside)
            if differs_on_paper(carried, shown):
                return altered("paper")
        elif data.lstrip()[:1] in (b"{", b"\xef"):
            carried = read_bundle(data)
        else:
            return unusable("not_pdf" if data else "empty")
    except BadPdf as problem:
        return unusable(problem.why)
    except BadBundle as problem:
        return altered("hash") if problem.why == "altered" else unusable(problem.why)
    if typed.strip():
        code = typed_code(typed)
        if not code:
            return unusable("typed_code")
        if code != carried.code:
            return altered("typed")
    return _of_bundle(carried)


def recheck_link(text: str) -> Rechecked:
    """The code of a link, or the whole link."""
    try:
        return _of_link(unpack(text))
    except BadLink as problem:
        return unusable(f"link_{problem.why}")


def altered(why: str) -> Rechecked:
    return Rechecked(ALTERED, why)


def unusable(why: str) -> Rechecked:
    return Rechecked(UNUSABLE, why)


def _of_bundle(carried: Bundle) -> Rechecked:
    now = answer_to(carried.facts)
    if carried.answer.get("knowledge_version") != carried.knowledge:
        return altered("inconsistent")
    found = compare(_version(carried.answer), _version(as_carried(in_codes(now)))).cases
    differences = found[0].answer if found else ()
    if differences and carried.knowledge == KNOWLEDGE.version:
        return altered("inconsistent")  # the same knowledge never answered this case like that
    return Rechecked(
        outcome=CHANGED if differences else SAME,
        knowledge_then=carried.knowledge,
        knowledge_now=KNOWLEDGE.version,
        software=carried.software,
        printed=carried.printed,
        case_id=carried.case_id,
        code=carried.code,
        copy=carried.copy,
        differences=differences,
        reasons=found[0].reasons if found else (),
        then=carried.answer,
        now=now,
    )


def as_carried(written: Json) -> Any:
    """An answer as it comes out of a file: keys in order, fractions as read from text."""
    return load_json(canonical(written).encode())


def _version(written: Json) -> Version:
    return Version("", {}, {"case": written})


def _of_link(carried: Carried) -> Rechecked:
    now = answer_to(carried.facts)
    differences = tuple(_of_summaries(carried.answer, summary(now)))
    if differences and carried.knowledge == KNOWLEDGE.version:
        return altered("inconsistent")
    return Rechecked(
        outcome=CHANGED if differences else SAME,
        knowledge_then=carried.knowledge,
        knowledge_now=KNOWLEDGE.version,
        by_link=True,
        differences=differences,
        now=now,
    )


def _of_summaries(then: dict[str, str], now: dict[str, str]) -> Iterator[Change]:
    for what in (*TOLD, *GROUPS, OTHER):
        if then[what] != now[what]:
            yield Change(what, then[what], now[what]) if what in TOLD else Change(what, MARKED, NOTHING)
