"""The sources behind the rules, numbered in the order of their first use, and how much of each was read."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext_noop as _

from ..clinical.evidence import Citation
from ..clinical.knowledge.rulebook import RULES
from .knowledge_shapes import SourceLine
from .wording import Wording

LANGUAGES = 4
READ = {
    "secondary": _("quoted from a secondary text"),
    "abstract": _("abstract read"),
    "seed": _("from the founding documents"),
    "text": _("text read"),
}


@lru_cache(maxsize=1)
def citations() -> dict[str, Citation]:
    """Every source that a rule rests on, by its key, in the order of first use."""
    return {citation.key: citation for rule in RULES.values() for citation in rule.citations}


@lru_cache(maxsize=1)
def source_numbers() -> dict[str, int]:
    """The number of each source on the page of sources, by its key."""
    return {key: number for number, key in enumerate(citations(), 1)}


@lru_cache(maxsize=LANGUAGES)
def sources(language: str) -> tuple[SourceLine, ...]:
    """All sources with the rules that rest on them."""
    resting: dict[str, list[str]] = {}
    for rule in RULES.values():
        for key in dict.fromkeys(citation.key for citation in rule.citations):
            resting.setdefault(key, []).append(rule.id)
    wording = Wording(language)
    return tuple(
        _source(number, citation, tuple(resting[citation.key]), wording)
        for number, citation in enumerate(citations().values(), 1)
    )


def _source(number: int, citation: Citation, rules: tuple[str, ...], wording: Wording) -> SourceLine:
    design = citation.kind == "design"
    read = _("a choice of this knowledge base") if design else READ.get(citation.read, citation.read)
    short = f"doi:{citation.doi}" if citation.doi else citation.link.removeprefix("https://").rstrip("/")
    return SourceLine(number, wording.text(citation.text), citation.link, short, wording.text(read), design, rules)
