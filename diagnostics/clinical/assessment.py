"""What comes out: the explained assessment of one patient, the single source of every output.

Texts are Statements; presenters say them. Words of code fields are those of the machine interface.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .doses import Dose
from .evidence import Citation, Evidence, Rule, Truth
from .facts import Fact, Facts, Step
from .text import Statement
from .units import Quantity


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule checked against one patient: met, not met or unknown, with its evidence."""

    rule: Rule
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Calculated:
    """A computed (or reported) value.

    `grade` is its class or None; `valid` whether it may be used; `formula` says the equation with the
    numbers put in; `step_down` whether what rests on it loses one step of certainty.
    """

    name: str
    value: Quantity | None = None
    grade: str | None = None
    valid: bool = False
    notes: tuple[Statement, ...] = ()
    formula: Statement | None = None
    reported: bool = False
    step_down: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is said or withheld, by which rule. `kind` is a word of the machine interface."""

    rule: Rule
    kind: str
    text: Statement
    released_by: Statement | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    in_scope: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """A candidate cause. `weight` strong, moderate or weak; `active` False when the exposure is over."""

    code: str
    label: Statement
    kind: str
    routes: tuple[str, ...]
    weight: str
    rule: Rule
    note: Statement | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Route:
    """Where magnesium is lost, how sure, what settled it. `settled_by` of history, urine_24h, femg, loading_test."""

    value: str
    certainty: str
    settled_by: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    rule: Rule | None = None
    because: Statement | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    code: str
    why: Statement
    rule: Rule


@dataclass(frozen=True, slots=True)
class StepState:
    """Whether a page of the workup is still worth its questions: needed, optional, settled or unsafe, and why."""

    step: Step
    state: str
    why: Statement


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An item of the plan. `automatic` False: proposed only for a named person's decision."""

    code: str
    text: Statement
    rule: Rule
    dose: Dose | None = None
    automatic: bool = True
    off_label: bool = False
    details: tuple[Statement, ...] = ()
    family: str = "other"
    order: int = 0


@dataclass(frozen=True, slots=True)
class Withheld:
    """A treatment that is not proposed, with each reason and what would release it."""

    family: str
    code: str
    because: tuple[Reason, ...]
    dose: Dose | None = None
    label: Statement | None = None


@dataclass(frozen=True, slots=True)
class Monitoring:
    what: str
    when: Statement
    rule: Rule


@dataclass(frozen=True, slots=True)
class StopCriterion:
    text: Statement
    rule: Rule


@dataclass(frozen=True, slots=True)
class Recheck:
    within_hours: int
    rule: Rule
    text: Statement


@dataclass(frozen=True, slots=True)
class Warning:
    code: str
    text: Statement
    rule: Rule
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Spacing:
    """One line of the timetable that keeps a drug and oral magnesium apart."""

    drug: str
    text: Statement
    rule: Rule


@dataclass(frozen=True, slots=True)
class Advice:
    """A line of advice, never a dose to give (TX-SC-03): `about` names the cause, condition or situation it is for.

    `kind` is aim, do, watch, specialist, not_done, known, scope, food or patient. `names_dose` tells that it
    names figures which specialists use. `verified` is False where the line, or its rule, rests on unverified
    knowledge.
    """

    code: str
    text: Statement
    rule: Rule
    kind: str
    about: Statement | None = None
    names_dose: bool = False
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Food:
    """Magnesium in a portion of food, in mg, approximate: no figure, one, or two (`tables_disagree`, or a range)."""

    key: str
    label: Statement
    portion: Statement
    mg: tuple[int, ...] = ()
    tables_disagree: bool = False
    rich_in_potassium: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """How much magnesium a group of people needs a day from all sources, by one authority ("RDA" or "EFSA")."""

    authority: str
    group: Statement
    mg: int
    mmol: Decimal
    text: Statement


@dataclass(frozen=True, slots=True)
class Diet:
    """What the diet can do for this patient. `suffices` alone: yes, no or not_known, and why."""

    suffices: str
    because: Statement
    requirements: tuple[Requirement, ...]
    foods: tuple[Food, ...]
    remarks: tuple[Advice, ...]
    rule: Rule


@dataclass(frozen=True, slots=True)
class Plan:
    path: str
    path_rule: Rule
    path_because: Statement
    recommended: tuple[Recommendation, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    monitoring: tuple[Monitoring, ...] = ()
    stop_criteria: tuple[StopCriterion, ...] = ()
    recheck: Recheck | None = None
    spacing: tuple[Spacing, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadingProtocol:
    """The loading test for this patient: the infusion, and whether it may be offered."""

    offered: bool
    reasons: tuple[Reason, ...] = ()
    protocol: str = "30mmol_8h"
    dose: Dose | None = None
    mmol: Decimal | None = None
    cautions: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Surveillance:
    """A ground to measure magnesium again (diagnosis dossier, section 14).

    `ground` is who, `when` the schedule in words. `due_in_days` counts from the day asked about: 0 or less is due
    now, None waits for an event (a cycle, a dose) whose date is not known. `every_days` to `latest_days` is the
    interval it follows, both None for such an event or without one. `basis` is baseline, repeat or reflex.
    `optional`: off unless chosen, because authorities disagree; `positions` are what they say. `missing` are the
    keys of facts without which the stricter reading was taken.
    """

    rule: Rule
    ground: Statement
    when: Statement
    due_in_days: int | None
    every_days: int | None
    latest_days: int | None
    basis: str
    urgency: str = "routine"
    optional: bool = False
    positions: tuple[Statement, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another than measured: the first value, on the grid of reporting, that changes something."""

    fact: Fact | str
    from_: Quantity
    to: Quantity


@dataclass(frozen=True, slots=True)
class Flip:
    """What one value would have to be for a conclusion (status, severity, route or path) to be another.

    `chance_percent` is the chance that the person's own level lies there, given the variation of that value
    alone; None where no variation is known. `assumed` says that the variation is a setting without a source.
    """

    conclusion: str
    now: str
    would_become: str
    if_: Change
    chance_percent: Decimal | None
    assumed: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the interval of an index lies in one class, in percent."""

    grade: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Spread:
    """An index with its 95 % interval from the variation of all its measurements, and the share of each class."""

    about: str
    value: Quantity
    low: Quantity
    high: Quantity
    shares: tuple[Share, ...]
    assumed: bool = True


@dataclass(frozen=True, slots=True)
class Cutoff:
    """What one published limit says of this patient.

    `would_say` is the class under it, `used` marks the limit that this assessment used, `robust` whether all
    limits about this index agree; `route` and `path` are what would follow if they are not those of now.
    """

    about: str
    source: str
    cutoff: Statement
    would_say: str
    used: bool
    robust: bool
    rule: Rule
    citations: tuple[Citation, ...] = ()
    route: str | None = None
    path: str | None = None

    @property
    def tag(self) -> str:
        return "robust" if self.robust else "limit_dependent"


@dataclass(frozen=True, slots=True)
class Worth:
    """Whether any result of an open test can still change the route, or the plan.

    `outcomes` are (result, route, path) of each class of results, in words of the machine interface.
    """

    code: str
    changes_route: bool
    changes_plan: bool
    text: Statement
    outcomes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OrdinaryReason:
    """An ordinary reason for contradicting results, the check for it, and whether this patient has it."""

    text: Statement
    check: Statement
    present: Truth


@dataclass(frozen=True, slots=True)
class Discordance:
    """Results that contradict each other (DX-COMB-02 to -07), the ordinary reasons ranked, and what to do."""

    rule: Rule
    text: Statement
    reasons: tuple[OrdinaryReason, ...]
    advice: Statement


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


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole answer for one patient. `trace` holds every finding in the order of the questions."""

    facts: Facts
    knowledge_version: str
    scope: Scope
    emergency_banner: bool
    status: str
    status_because: Statement
    severity: str
    symptomatic: bool | None
    urgency: str
    computed: Mapping[str, Calculated]
    route: Route
    causes: tuple[Cause, ...]
    next_steps: tuple[NextStep, ...]
    steps: tuple[StepState, ...]
    loading: LoadingProtocol
    plan: Plan
    warnings: tuple[Warning, ...]
    trace: tuple[Finding, ...]
    patterns: tuple[Pattern, ...] = ()
    traps: tuple[Remark, ...] = ()
    genetic_referral: GeneticReferral = GeneticReferral(None)
    gut: tuple[GutTest, ...] = ()
    discordance: tuple[Discordance, ...] = ()
    surveillance: tuple[Surveillance, ...] = ()
    cause_specific: tuple[Advice, ...] = ()
    diet: Diet | None = None
    advice: tuple[Advice, ...] = ()
    # added by `explore`; empty and `explored` False where nobody asked
    explored: bool = False
    cutoffs: tuple[Cutoff, ...] = ()
    robustness: tuple[Flip, ...] = ()
    spread: tuple[Spread, ...] = ()
    worth: tuple[Worth, ...] = ()
