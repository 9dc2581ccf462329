"""The view-model of the knowledge browser: plain texts in the reader's language, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in a list. `mark` says that it is not yet confirmed; `letter` is its strength.

    `sources` are the numbers of all its sources, `published` those of its publications alone.
    """

    id: str
    title: str
    letter: str
    strength: str
    mark: str
    sources: tuple[int, ...] = ()
    published: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """Some rules on one subject."""

    key: str
    title: str
    rules: tuple[RuleLine, ...]

    @property
    def unconfirmed(self) -> tuple[RuleLine, ...]:
        return tuple(rule for rule in self.rules if rule.mark)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with its number, where to find it and how much of it was read."""

    number: int
    text: str
    link: str
    short: str
    read: str
    design: bool
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A cut-off: `limits` in every unit with a limit of its own, `may_move` how a clinic may set it."""

    key: str
    label: str
    rule: str
    limits: tuple[str, ...]
    rounding: tuple[str, ...]
    may_move: str
    compared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows of one table that carry a rule, in words; `href` is where more is said, or empty."""

    title: str
    lines: tuple[str, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Disagreed:
    """A disagreement: its rule (or empty), what sources say and what holds here (empty where the rule says both)."""

    rule: str
    said: str
    here: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A built-in case with how a rule came out in it."""

    key: str
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class CaseGroup:
    """The built-in cases of one outcome: the first few, and those behind them."""

    word: str
    title: str
    first: tuple[CaseLine, ...]
    rest: tuple[CaseLine, ...]

    @property
    def number(self) -> int:
        return len(self.first) + len(self.rest)


@dataclass(frozen=True, slots=True)
class RulePage:
    """All that is known of one rule."""

    line: RuleLine
    chapter: Chapter
    reviewed: str
    design: bool
    sources: tuple[SourceLine, ...]
    limits: tuple[LimitLine, ...]
    rows: tuple[RowGroup, ...]
    disagreements: tuple[Disagreed, ...]
    concerns: tuple[RuleLine, ...]
    before: RuleLine | None
    after: RuleLine | None


@dataclass(frozen=True, slots=True)
class DrugLine:
    """A drug and what is its own."""

    label: str
    names: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class of drugs: what it does to magnesium, what is asked, and its drugs."""

    code: str
    label: str
    atc: str
    rules: tuple[str, ...]
    weight: str
    routes: str
    carry_over: str
    carry_over_mark: str
    notes: tuple[str, ...]
    drugs: tuple[DrugLine, ...]


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting of a clinic: its default and the range it may be set to."""

    label: str
    default: str
    allowed: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change of the clinical content."""

    version: str
    month: str
    text: str
    rules: tuple[str, ...]
