"""What comes out: the explained assessment of one patient, the single source of every output.

Texts are Statements; presenters say them. Words of code fields are those of the machine interface.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .doses import Dose
from .evidence import Evidence, Rule
from .facts import Facts, Step
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
    patterns: tuple[object, ...] = field(default=())
    cutoffs: tuple[object, ...] = field(default=())
    robustness: tuple[object, ...] = field(default=())
    cause_specific: tuple[Advice, ...] = ()
    diet: Diet | None = None
    advice: tuple[Advice, ...] = ()
