"""The patient as the treatment rules see them, for tests of one rule alone."""

from __future__ import annotations

from diagnostics.clinical.engine.conclude import conclude
from diagnostics.clinical.engine.situation import Situation
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.base import KNOWLEDGE, Knowledge

from .strategies import D, quantity


def situation(facts: Facts, knowledge: Knowledge = KNOWLEDGE) -> Situation:
    """What the core gathers before it chooses the path."""
    return conclude(facts, knowledge).situation


def given(mmol: str | None, hours: int = 3, route: str = "iv") -> list:
    """Magnesium given so many hours ago; None where nobody knows how much."""
    known: list = [(p.GIVEN_ROUTE, route), (p.GIVEN_HOURS_AGO, D(hours))]
    return known + ([(p.GIVEN_DOSE, quantity(p.GIVEN_DOSE, mmol))] if mmol else [])
