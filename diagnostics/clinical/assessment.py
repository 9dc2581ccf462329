"""What comes out: the explained assessment of one patient, the single source of every output.

Texts are Statements; presenters say them. Words of code fields are those of the machine interface.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .counsel import Advice, Diet
from .doses import Dose
from .evidence import Evidence, Rule
from .facts import Facts, Step
from .origins import GeneticReferral, GutTest, Pattern, Remark
from .sureness import Cutoff, Discordance, Flip, Spread, Worth
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
    genetic_referral: GeneticReferral = field(default_factory=lambda: GeneticReferral(None))
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
