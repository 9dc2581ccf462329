"""The view-model of screen and paper: plain texts and tones, in the order in which they are shown.

Every text is ready to be shown in the reader's language; a tone carries a word and a sign beside its
colour. `report.py` fills it; pages and paper loop over it and decide nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .cited import Cited
from .drawing import on_paper
from .shapes_beyond import (
    AdviceGroup,
    CutoffGroup,
    DietSheet,
    DiscordanceLine,
    Figure,
    GutLine,
    OriginLine,
    ReferralLines,
    SpreadLine,
)
from .wording import NBSP, begun


@dataclass(frozen=True, slots=True)
class Tone:
    """How urgent something is: `key` is ok, info, warning or critical; `word` and `icon` say it without colour."""

    key: str
    word: str
    icon: str


@dataclass(frozen=True, slots=True)
class Why(Cited):
    """What a conclusion opens into: the rule, the values it used, the formula with numbers, what is missing."""

    rule: str
    title: str
    text: str
    values: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    strength: str = ""
    sources: tuple[int, ...] = ()
    verified: bool = True
    mark: str = ""  # "not yet confirmed against a source", or empty
    limits: tuple[str, ...] = ()  # that the values were held against
    whose: str = ""  # who holds the limits
    against: tuple[str, ...] = ()
    flips: tuple[str, ...] = ()  # how far from another answer


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What the physician did with an item: `key` is accept, change or reject; `line` says all of it."""

    key: str
    word: str
    reason: str
    chosen: str
    line: str


class Dosed:
    """Something with a dose in one line: amount and equivalents, then how it is given, then its limits."""

    __slots__ = ()
    dose_line: str

    @property
    def dose_parts(self) -> tuple[str, ...]:
        """The line in its parts, for a screen that sets them under each other."""
        parts = self.dose_line.split("; ")
        return (*(f"{part};" for part in parts[:-1]), parts[-1])


@dataclass(frozen=True, slots=True)
class Item(Cited, Dosed):
    """One thing to do. `tags` are short words beside the title (off-label, needs a named decision, …)."""

    key: str
    title: str
    tone: Tone
    details: tuple[str, ...] = ()
    dose_line: str = ""
    automatic: bool = True
    off_label: bool = False
    tags: tuple[str, ...] = ()
    why: Why | None = None
    sources: tuple[int, ...] = ()
    verified: bool = True
    mark: str = ""
    decision: DecisionLine | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the plan: `key` is treat_now, replace, electrolytes, cause, adjuncts, refer or other."""

    key: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """An answer to one of the questions: `label` asks, `answer` says, `detail` explains."""

    key: str
    label: str
    answer: str
    tone: Tone
    detail: str = ""
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Banner:
    """The emergency banner above everything else."""

    title: str
    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Check:
    """Something that is not known and that a treatment waits for: the key of its question, and its short name."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class ReasonLine(Cited):
    """Why something is withheld, and what would release it."""

    text: str
    released_by: str
    rule: str
    kind: str
    missing: tuple[Check, ...] = ()
    sources: tuple[int, ...] = ()
    mark: str = ""
    why: Why | None = None

    @property
    def sentence(self) -> str:
        """The text where it stands alone."""
        return begun(self.text)


@dataclass(frozen=True, slots=True)
class OpenLine:
    """Reasons of one kind as one line: what is not known yet, and what all of it is released by."""

    checks: tuple[Check, ...]
    released_by: str
    line: str


@dataclass(frozen=True, slots=True)
class WithheldLine(Cited, Dosed):
    """A treatment that is not proposed. `line` is label, reasons and releases in one text.

    `reasons` are all of them; `open` draws those together that wait for several answers, `other` are the rest,
    and `told` says both.
    """

    key: str
    family: str
    label: str
    reasons: tuple[ReasonLine, ...]
    open: tuple[OpenLine, ...]
    other: tuple[ReasonLine, ...]
    told: tuple[str, ...]
    line: str
    dose_line: str = ""
    sources: tuple[int, ...] = ()
    verified: bool = True
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ArgumentLine(Cited):
    """One argument about a candidate treatment, with the rule that it stands under."""

    text: str
    rule: str
    sources: tuple[int, ...] = ()
    mark: str = ""

    @property
    def cites_in_one(self) -> str:
        """The reference numbers, which no line of paper breaks."""
        return self.cites.replace(" ", NBSP)


@dataclass(frozen=True, slots=True)
class BoardItem:
    """An item of the plan by which a candidate is proposed."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A candidate treatment: what speaks for and against it, how good the evidence is, and where it stands.

    `state` is proposed, waits, withheld or not_considered; `word` and `icon` say it, `now` is word and reasons in one
    text. `here` are the reasons of this patient, each with what would release it.
    """

    key: str
    title: str
    state: str
    word: str
    icon: str
    now: str
    items: tuple[BoardItem, ...]
    here: tuple[ReasonLine, ...]
    pro: tuple[ArgumentLine, ...]
    contra: tuple[ArgumentLine, ...]
    eligible: tuple[ArgumentLine, ...]
    evidence: tuple[ArgumentLine, ...]
    licence: tuple[ArgumentLine, ...]

    @property
    def considered(self) -> bool:
        """Whether the plan thinks of it at all; paper argues only about these."""
        return self.state != "not_considered"

    @property
    def sources(self) -> tuple[int, ...]:
        """The reference numbers of all its arguments."""
        lines = (*self.pro, *self.contra, *self.eligible, *self.evidence, *self.licence)
        return tuple(sorted({number for line in lines for number in line.sources}))


@dataclass(frozen=True, slots=True)
class CauseLine(Cited):
    """A candidate cause; `line` is label, route and weight in one text."""

    key: str
    label: str
    kind: str
    routes: str
    weight: str
    line: str
    line_after_label: str
    tone: Tone
    note: str = ""
    active: bool = True
    why: Why | None = None
    sources: tuple[int, ...] = ()
    verified: bool = True


@dataclass(frozen=True, slots=True)
class NextStepLine(Cited):
    """A test or question that would settle something; `line` is both texts, of which the first is `title`.

    `worth` says what its result can still change.
    """

    key: str
    title: str
    text: str
    line: str
    rule: str
    sources: tuple[int, ...] = ()
    worth: str = ""
    mark: str = ""
    why: Why | None = None

    @property
    def after(self) -> str:
        """The line without its title."""
        return self.line.removeprefix(self.title)


@dataclass(frozen=True, slots=True)
class StepLine:
    """A page of the workup: `state` is needed, optional, settled or unsafe."""

    key: str
    title: str
    state: str
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class TimedLine(Cited):
    """Something to watch (`what`, `when`), or a rule to stop (`what` alone)."""

    key: str
    what: str
    when: str
    line: str
    rule: str
    sources: tuple[int, ...] = ()
    mark: str = ""
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A run-in paragraph of the follow-up: a title and one text."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class WarningLine(Cited):
    key: str
    text: str
    tone: Tone
    rule: str
    path: str = ""
    sources: tuple[int, ...] = ()
    mark: str = ""
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class ValueRow:
    """An entered value: as entered with its unit, and in the canonical unit where that differs."""

    key: str
    label: str
    as_entered: str
    canonical: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """The values that one step of the workup asks."""

    key: str
    title: str
    rows: tuple[ValueRow, ...]


@dataclass(frozen=True, slots=True)
class Calc:
    """A computed value with its formula, its class and what limits its use."""

    key: str
    name: str
    formula: str
    result: str
    grade: str
    notes: tuple[str, ...]
    valid: bool
    line: str


@dataclass(frozen=True, slots=True)
class PathNode:
    """A station of the decision path: `state` is taken, current, open, skipped or unsafe.

    `number` counts the stations on this patient's way; 0 beside it.
    """

    key: str
    label: str
    state: str
    word: str
    number: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class TraceRow(Cited):
    """One rule checked: `outcome` is met, not_met or unknown; `word` says it."""

    rule: str
    title: str
    outcome: str
    word: str
    text: str
    missing: tuple[str, ...]
    sources: tuple[int, ...]
    verified: bool
    strength: str
    line: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the numbered list; `note` says when only a secondary text was read."""

    number: int
    text: str
    link: str
    short: str  # the address as it is printed
    note: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who and what this is about, without a name. `line` stands on each page of paper."""

    case: str
    age: str
    sex: str
    sample: str
    version: str
    line: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer, ready to be shown."""

    language: str
    title: str
    identity: Identity
    printed: str
    printed_iso: str  # the same moment for machines; empty when none was given
    # 1 verdict, 2 do now
    verdict: str
    verdict_why: Why | None
    certainty: str
    tone: Tone
    labels: Mapping[str, str]  # the headings and small words, translated: no template holds a sentence of its own
    banner: Banner | None
    do_now: tuple[Item, ...]
    # 3 why
    status: Conclusion
    severity: Conclusion
    urgency: Conclusion
    route: Conclusion
    path_of_treatment: Conclusion
    conclusions: tuple[Conclusion, ...]  # the five above, in their order
    reasons: tuple[str, ...]
    scope: tuple[ReasonLine, ...]  # why the patient is outside the scope; empty inside
    causes: tuple[CauseLine, ...]
    # 4 what would change it
    next_steps: tuple[NextStepLine, ...]
    steps: tuple[StepLine, ...]
    flips: tuple[str, ...]
    flips_note: str
    spreads: tuple[SpreadLine, ...]
    cutoffs: tuple[CutoffGroup, ...]
    discordance: tuple[DiscordanceLine, ...]
    patterns: tuple[OriginLine, ...]
    traps: tuple[OriginLine, ...]
    referral: ReferralLines | None
    gut: tuple[GutLine, ...]
    # 5 the plan, for and against
    plan: tuple[Section, ...]
    plan_after_now: tuple[Section, ...]  # the plan without what already stands under `do_now`
    withheld: tuple[WithheldLine, ...]
    board: tuple[BoardRow, ...]  # every candidate treatment, whatever the plan says of it
    warnings: tuple[WarningLine, ...]
    by_cause: tuple[AdviceGroup, ...]  # what is particular to this patient's causes and conditions
    diet: DietSheet | None
    for_patient: tuple[str, ...]  # plain words
    for_patient_mark: str
    # 6 what to watch
    monitoring: tuple[TimedLine, ...]
    stop_rules: tuple[TimedLine, ...]
    recheck: TimedLine | None
    spacing: tuple[TimedLine, ...]
    surveillance: tuple[TimedLine, ...]
    follow_up: tuple[Block, ...]  # the five above in a few run-in paragraphs
    # 7 how it was reached
    values: tuple[ValueGroup, ...]
    arithmetic: tuple[Calc, ...]
    path: tuple[PathNode, ...]
    path_text: str
    path_svg: str
    path_narrow: str  # the same for a phone
    number_lines: tuple[Figure, ...]
    number_lines_note: str
    map: Figure | None
    timeline: Figure | None
    trace: tuple[TraceRow, ...]
    trace_met: tuple[TraceRow, ...]
    trace_rest: tuple[str, ...]  # the other rules, by outcome, in a few lines
    # 8 sources, version
    references: tuple[Reference, ...]
    more_references: tuple[Reference, ...]  # cited only where a page argues about what the plan does not think of
    knowledge_version: str
    disclaimer: str
    mark: str  # the words of the mark "not yet confirmed against a source"
    copy: str = ""  # where this is a copy of a case: the sentence that says so
    check: str = ""  # the code of the data inside the PDF, and how to check them

    @property
    def path_paper(self) -> str:
        """The way through the workup for paper."""
        return on_paper(self.path_svg)

    @property
    def all_references(self) -> tuple[Reference, ...]:
        return (*self.references, *self.more_references)
