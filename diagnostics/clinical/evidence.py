"""Truth with three values, the sources of a rule, and a truth that explains itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NoReturn

from .text import Statement


class Truth(IntEnum):
    """Kleene's three values, ordered so that `min` is "and" and `max` is "or"."""

    NOT_MET = 0
    UNKNOWN = 1
    MET = 2

    @classmethod
    def of(cls, answer: bool | None) -> Truth:
        """MET, NOT_MET, or UNKNOWN for None."""
        return cls.UNKNOWN if answer is None else cls.MET if answer else cls.NOT_MET

    def __bool__(self) -> NoReturn:
        """Unknown has no truth value: ask `is Truth.MET` instead."""
        raise TypeError("a Truth has three values; compare it with `is`")

    @property
    def negated(self) -> Truth:
        return Truth(2 - self.value)

    @property
    def word(self) -> str:
        """The word of the machine interface: met, not_met or unknown."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Citation:
    """A published text, or (kind "design") a choice of this knowledge base without one.

    `text` is what is printed: authors, title or description, journal and year as the dossiers give them. The
    same in parts are `authors` (parted by commas, perhaps with "et al"), `title` (or what stands in its place),
    `journal`, `year`, `volume` and `pages` (or the number of the article); a part that the dossiers do not give
    is empty, and all are for a text that stands for several. `read` says how much of it was read: "text",
    "abstract", "secondary" or "seed".
    """

    key: str
    text: str
    year: int | None = None
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""
    kind: str = "published"
    read: str = "text"
    authors: str = ""
    title: str = ""
    journal: str = ""
    volume: str = ""
    pages: str = ""

    @property
    def link(self) -> str:
        """The address to look it up, or an empty text."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        if self.pmcid:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/"
        return self.url


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry of the rulebook: what a rule id stands for and what it rests on.

    `strength` is A to D as the dossiers define it. `verified` is False where a figure of the
    rule rests on unverified knowledge ([RECALL]) or on a design choice.
    """

    id: str
    title: str
    strength: str
    citations: tuple[Citation, ...]
    verified: bool
    reviewed: str = "2026-11"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A truth that explains itself.

    `because` are the parts it was made of, `inputs` the values used by name of the fact,
    `missing` the keys of the facts that would settle an unknown.
    """

    truth: Truth
    statement: Statement
    because: tuple[Evidence, ...] = ()
    inputs: Mapping[str, object] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
