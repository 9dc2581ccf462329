"""Which disease of kidney or gut: patterns, genes, referral, and the tests of the gut."""

from __future__ import annotations

from dataclasses import dataclass

from .evidence import Citation, Rule
from .text import Statement


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the renal pattern matrix that this patient comes near to.

    `score` counts the columns that fit, of `asked` that expect something; `fits`, `against` and `unknown` say
    which. `acquired` are its acquired candidates, `found` those acquired explanations that this patient has,
    `first_open` what is not asked yet of those to be excluded first. `fit` is the truth of the columns that
    make the row (DX-GENE-01).
    """

    rule: Rule
    label: Statement
    genes: tuple[str, ...]
    score: int
    asked: int
    fits: tuple[Statement, ...]
    against: tuple[Statement, ...]
    unknown: tuple[Statement, ...]
    acquired: tuple[Statement, ...]
    found: tuple[Statement, ...]
    first_open: tuple[str, ...]
    fit: str
    missing: tuple[str, ...] = ()
    hereditary: Statement | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to keep in mind, with its sources."""

    text: Statement
    citations: tuple[Citation, ...]
    verified: bool = True


@dataclass(frozen=True, slots=True)
class GeneLead:
    """A gene worth looking at: its disease, what it shows, and which of its signs this patient has (`here`).

    `omim` is empty where the number has not been confirmed.
    """

    genes: tuple[str, ...]
    syndrome: Statement
    omim: str
    inheritance: Statement
    onset: Statement | None
    shows: tuple[Statement, ...]
    beyond: Statement
    here: tuple[Statement, ...]
    rules: tuple[str, ...]
    citations: tuple[Citation, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class GeneticReferral:
    """Whether nephrology with genetics is suggested: True, False, or None while not enough is known (DX-GENE-01).

    `because` are the reasons that hold, `open` those that hold but for something not known yet, `missing` the
    facts that would settle it. `leads` and `notes` are filled when a referral is suggested or may be.
    """

    suggested: bool | None
    because: tuple[Statement, ...] = ()
    open: tuple[Statement, ...] = ()
    missing: tuple[str, ...] = ()
    leads: tuple[GeneLead, ...] = ()
    notes: tuple[Statement, ...] = ()
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class GutTest:
    """A sub-cause of loss through the gut with its next tests. `state` is met, or unknown where it may hold."""

    rule: Rule
    label: Statement
    state: str
    because: Statement
    tests: tuple[Statement, ...]
    missing: tuple[str, ...] = ()
