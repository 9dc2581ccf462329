"""The table of everything that is checked for a patient: invariants, laws, and whatever else joins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .case import Case

ANSWER, VARIANTS, SERIES, OUTPUT = "answer", "variants", "series", "output"
# of so many patients one is checked: asking again and printing cost more
HOW_OFTEN = {ANSWER: 1, VARIANTS: 5, SERIES: 20, OUTPUT: 20, "STOP-AMILORIDE": 1, "STOP-SGLT2": 1, "STOP-INULIN": 1}

Question = Callable[[Case], bool]
Complaint = Callable[[Case], str | None]


@dataclass(frozen=True, slots=True)
class Check:
    """One law: its id, its words, when it has something to say, and what is wrong (None: nothing).

    `kind` is "answer" (a property of one assessment), "variants" (compares it with the assessments of a few changed
    patients), "series" (of many) or "output" (of what is printed).
    """

    id: str
    says: str
    kind: str
    premise: Question
    complaint: Complaint


CHECKS: dict[str, Check] = {}


def always(_case: Case) -> bool:
    return True


def check(id: str, says: str, *, when: Question = always, kind: str = ANSWER) -> Callable[[Complaint], Complaint]:
    """Register a function as the law `id`; it is asked only where its premise is met."""

    def register(complaint: Complaint) -> Complaint:
        def asked(case: Case) -> str | None:
            return complaint(case) if when(case) else None

        asked.__name__ = getattr(complaint, "__name__", id)
        asked.__doc__ = says
        add(Check(id, says, kind, when, asked))
        return asked

    return register


def add(new: Check) -> None:
    """Add a check to the table. Raises ValueError if its id is taken."""
    if new.id in CHECKS:
        raise ValueError(f"{new.id} is registered twice")
    CHECKS[new.id] = new
