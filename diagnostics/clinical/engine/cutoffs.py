"""The same patient under every published limit: the same questions asked with another authority's number.

An index on which all limits agree is robust; where one of them says something else, the verdict depends on
the limit, and the reader should know whose it is (diagnosis dossier, appendix B).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..evidence import Truth
from ..knowledge.positions import POSITIONS
from ..knowledge.published_limits import FEMG, HIGH, LOW, PUBLISHED_LIMITS, RETENTION, SEVERE, U24, PublishedLimit
from ..knowledge.rulebook import rule
from ..knowledge.thresholds import THRESHOLDS
from ..sureness import Cutoff
from ..text import Statement, say
from ..units import Quantity
from .conclude import Conclusions, conclude
from .positions import positions_of

BY_KEY = {threshold.key: threshold for threshold in THRESHOLDS}
Word = Callable[[Conclusions], str | None]


def _grade(name: str) -> Word:
    def word(found: Conclusions) -> str | None:
        done = found.inquiry.computed.get(name)
        return done.grade if done is not None and done.valid else None

    return word


def _low(found: Conclusions) -> str | None:
    level = found.situation.level
    return {Truth.MET: "low", Truth.NOT_MET: "not_low", Truth.UNKNOWN: None}[level.low]


def _severe(found: Conclusions) -> str | None:
    level = found.situation.level
    return None if not level.is_low else "severe" if level.severe else "not_severe"


def _high(found: Conclusions) -> str | None:
    """Only where it can matter: a magnesium that is not low."""
    level = found.situation.level
    if level.value is None or level.low is not Truth.NOT_MET:
        return None
    return {Truth.MET: "high", Truth.NOT_MET: "not_high", Truth.UNKNOWN: None}[level.high]


WORDS: dict[str, Word] = {
    LOW: _low,
    SEVERE: _severe,
    HIGH: _high,
    FEMG: _grade("femg"),
    U24: _grade("urine_magnesium_24h"),
    RETENTION: _grade("loading_test_retention"),
}


def cutoffs(found: Conclusions) -> tuple[Cutoff, ...]:
    """One row per published limit for each index of this patient that has a class; robust groups are marked."""
    rows: list[Cutoff] = []
    for about, word in WORDS.items():
        now = word(found)
        if now is not None and not found.situation.level.unreliable:
            rows += _marked([_under(found, row, now) for row in PUBLISHED_LIMITS if row.about == about])
    for position in POSITIONS:
        rows += _marked(positions_of(found, position))
    return tuple(rows)


def _marked(rows: list[Cutoff]) -> list[Cutoff]:
    """Robust when every limit says the same."""
    agreed = len({row.would_say for row in rows}) == 1
    return [replace(row, robust=agreed) for row in rows]


def _under(found: Conclusions, row: PublishedLimit, now: str) -> Cutoff:
    other = _asked_again(found, row)
    would_say = (WORDS[row.about](other) or "invalid") if other is not None else now
    return Cutoff(
        row.about,
        source_text(row),
        _words(row),
        would_say,
        used=not row.instead,
        robust=False,
        rule=rule(row.rule),
        citations=row.citations,
        route=other.route.value if other and other.route.value != found.route.value else None,
        path=other.path.code if other and other.path.code != found.path.code else None,
    )


def source_text(row: PublishedLimit) -> str:
    """Who holds the limit, for the machine interface."""
    return "; ".join(citation.text for citation in row.citations)


def _words(row: PublishedLimit) -> Statement:
    return say("{cutoff} ({note})", cutoff=say(row.cutoff), note=say(row.note)) if row.note else say(row.cutoff)


def _asked_again(found: Conclusions, row: PublishedLimit) -> Conclusions | None:
    """The conclusions under the row's limits; None where these treat the value like those used."""
    value = _value(found, row.about)
    knowledge = found.inquiry.knowledge
    if all(other.holds(value) is knowledge.threshold(BY_KEY[key]).holds(value) for key, other in row.instead.items()):
        return None
    return conclude(found.inquiry.facts, replace(knowledge, instead={**knowledge.instead, **row.instead}))


def _value(found: Conclusions, about: str) -> Quantity | None:
    if about in (LOW, SEVERE, HIGH):
        return found.situation.level.value
    done = found.inquiry.computed.get(about)
    return done.value if done else None
