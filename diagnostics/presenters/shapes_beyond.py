"""The view-model of what stands beside verdict and plan: how sure it is, where it comes from, advice and diet."""

from __future__ import annotations

from dataclasses import dataclass

from .cited import Cited
from .drawing import on_paper


@dataclass(frozen=True, slots=True)
class CutoffRow(Cited):
    """What one published limit says of the patient; `then` is what would follow, `used` marks the one used here."""

    about: str
    cutoff: str
    would_say: str
    then: tuple[str, ...]
    used: str
    rule: str
    sources: tuple[int, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class CutoffGroup:
    """All published limits about one index, and whether they agree."""

    about: str
    robust: bool
    line: str
    rows: tuple[CutoffRow, ...]


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """An index with its interval; `mark` says that the variation is not confirmed against a source."""

    about: str
    line: str
    mark: str


@dataclass(frozen=True, slots=True)
class ReasonToCheck:
    """An ordinary reason for a contradiction; `state` is met, not_met or unknown, `word` says it."""

    text: str
    check: str
    word: str
    state: str


@dataclass(frozen=True, slots=True)
class DiscordanceLine(Cited):
    """Results that disagree, what to do with them, and the reasons, likeliest first."""

    rule: str
    text: str
    advice: str
    reasons: tuple[ReasonToCheck, ...]
    sources: tuple[int, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class OriginLine(Cited):
    """A pattern of loss through the kidney with how far it fits, or a trap: `title` and, under it, `lines`."""

    key: str
    title: str
    score: str
    lines: tuple[str, ...]
    sources: tuple[int, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class GeneLine(Cited):
    """A gene with its disease; `here` names the signs that this patient has, or is empty."""

    name: str
    syndrome: str
    text: str
    here: str
    sources: tuple[int, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ReferralLines(Cited):
    """Whether genetic testing is suggested, why, what would count, and which genes."""

    suggested: bool
    answer: str
    because: tuple[str, ...]
    open: tuple[str, ...]
    missing: tuple[str, ...]
    genes: tuple[GeneLine, ...]
    notes: tuple[str, ...]
    sources: tuple[int, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class GutLine(Cited):
    """A sub-cause of loss through the gut and its tests; `word` is empty where its trigger is met."""

    key: str
    title: str
    state: str
    word: str
    because: str
    tests: str
    sources: tuple[int, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class AdviceLine(Cited):
    """A line of advice: `kind` in a word (aim, specialist only, not done), `line` is both."""

    key: str
    kind: str
    text: str
    line: str
    rule: str
    sources: tuple[int, ...] = ()
    mark: str = ""

    @property
    def sentence(self) -> str:
        """The text with its full stop, where it stands among others."""
        return f"{self.text.rstrip('.')}."


@dataclass(frozen=True, slots=True)
class AdviceGroup:
    """The lines about one cause, condition or situation, and all of them as one text."""

    title: str
    lines: tuple[AdviceLine, ...]
    text: str


@dataclass(frozen=True, slots=True)
class DietSheet(Cited):
    """What the diet can do: whether it is enough, how much is needed, what else to say; `foods` is one text."""

    lines: tuple[AdviceLine, ...]
    foods: str
    sources: tuple[int, ...] = ()
    mark: str = ""


# --- pictures -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure(Cited):
    """A picture with its name: the SVG for a wide page, that for a phone (or the same), and what it tells in words.

    `lines` are the ordered list beside it; where they are empty, the SVG itself tells all. `note` says what the
    picture leaves open.
    """

    key: str
    title: str
    wide: str
    narrow: str
    lines: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[int, ...] = ()

    @property
    def one(self) -> bool:
        """Whether one drawing serves every width."""
        return self.wide == self.narrow

    @property
    def paper(self) -> str:
        """The drawing for paper."""
        return on_paper(self.wide)
