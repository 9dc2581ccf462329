"""Advice beside the plan: what is particular to a cause, what the diet can do, what the patient is told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .evidence import Rule
from .text import Statement


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
