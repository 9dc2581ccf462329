"""One patient with what was answered, and the three printed forms of the answer: the thing a law is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

from ..clinical.assessment import Assessment, Plan, Recommendation, Withheld
from ..clinical.doses import Dose, DrugDose, IVDose, OralDose
from ..clinical.engine.assess import assess
from ..clinical.facts import Facts
from ..clinical.text import Statement
from ..presenters.machine import assessment_json
from ..presenters.plain_text import plain_text
from ..presenters.report import report
from ..presenters.shapes import Report
from ..presenters.wording import Wording
from . import reading

CARDS = frozenset({"IV_BOLUS_ARREST_2G", "IV_BOLUS_TDP_2G_10MIN"})
RHYTHM = CARDS | {"IV_REPEAT_TDP", "IV_MAINT_TDP"}  # all of TX-IV-01 and -02
LOADS = frozenset({"IV_LOAD_2G_15MIN", "IV_LOAD_1G_15MIN"})
ADJUNCTS = frozenset({"AMILORIDE_5MG", "SGLT2I_10MG", "INULIN_RAMP"})
ORDER = ("P0_NONE", "P1_DIET_CAUSE", "P2_ORAL", "P3_ORAL_ADJUNCT", "P4_IV_PLANNED", "P5_IV_URGENT", "P6_EMERGENCY")

Item = Recommendation | Withheld
Assess = Callable[[Facts], Assessment]


class Case:
    """A patient and the answer. `assess` answers for this patient and for any other that a law asks about."""

    def __init__(self, facts: Facts, assess: Assess = assess) -> None:
        self.facts = facts
        self.assess = assess

    @cached_property
    def assessment(self) -> Assessment:
        return self.assess(self.facts)

    def asked_of(self, facts: Facts) -> Case:
        """The same questions about another patient."""
        return Case(facts, self.assess)

    @property
    def plan(self) -> Plan:
        return self.assessment.plan

    @property
    def path(self) -> str:
        return self.assessment.plan.path

    @cached_property
    def floor(self) -> int | None:
        return reading.floor(self.facts)

    @cached_property
    def low(self) -> bool | None:
        return reading.low(self.facts)

    # -- what is proposed ----------------------------------------------------------------------------------

    @cached_property
    def items(self) -> dict[str, Recommendation]:
        """What is proposed, by code."""
        return {item.code: item for item in self.plan.recommended}

    @cached_property
    def held(self) -> dict[str, Withheld]:
        return {entry.code: entry for entry in self.plan.withheld}

    @cached_property
    def warned(self) -> frozenset[str]:
        return frozenset(warning.code for warning in self.assessment.warnings)

    @cached_property
    def by_vein(self) -> list[tuple[Recommendation, IVDose]]:
        return [(item, item.dose) for item in self.plan.recommended if isinstance(item.dose, IVDose)]

    @cached_property
    def by_mouth(self) -> list[tuple[Recommendation, OralDose]]:
        return [(item, item.dose) for item in self.plan.recommended if isinstance(item.dose, OralDose)]

    @cached_property
    def other(self) -> list[tuple[Recommendation, DrugDose]]:
        return [(item, item.dose) for item in self.plan.recommended if isinstance(item.dose, DrugDose)]

    @cached_property
    def scheduled(self) -> list[tuple[Recommendation, IVDose]]:
        """By vein and planned: all but the first emergency doses, their repeat, and the loading dose."""
        first = CARDS | LOADS | {"IV_REPEAT_TDP"}
        return [(item, dose) for item, dose in self.by_vein if item.code not in first]

    def shown_doses(self) -> Iterator[tuple[Item, Dose]]:
        """Every dose in the answer, proposed or standing under withheld."""
        items: tuple[Item, ...] = (*self.plan.recommended, *self.plan.withheld)
        for item in items:
            if item.dose is not None:
                yield item, item.dose

    def shown_by_vein(self) -> Iterator[tuple[Item, IVDose]]:
        return ((item, dose) for item, dose in self.shown_doses() if isinstance(dose, IVDose))

    def codes_of(self, pairs: Iterable[tuple[Item, Dose]]) -> set[str]:
        return {item.code for item, _dose in pairs}

    def magnesium_codes(self) -> set[str]:
        """Codes of all proposed doses of magnesium."""
        return {item.code for item, _dose in (*self.by_vein, *self.by_mouth)}

    @property
    def grams(self) -> Decimal:
        """Proposed by vein in 24 hours, g of magnesium sulfate heptahydrate."""
        return sum((dose.salt_g * dose.per_day for _item, dose in self.by_vein), Decimal(0))

    @property
    def mmol_by_mouth(self) -> Decimal:
        return sum((dose.mmol_per_day for _item, dose in self.by_mouth), Decimal(0))

    @property
    def fastest(self) -> Decimal:
        """g per hour of the fastest that runs; a bolus in arrest has no rate."""
        return max((dose.rate_g_per_h or Decimal(0) for _item, dose in self.by_vein), default=Decimal(0))

    @property
    def place(self) -> int | None:
        """The place of the path in the order P0 to P6; PX and PT stand outside."""
        return ORDER.index(self.path) if self.path in ORDER else None

    # -- what is printed -----------------------------------------------------------------------------------

    @cached_property
    def page(self) -> Report:
        """What screen and paper show."""
        return report(self.assessment, Wording(), pictures=())

    @cached_property
    def dutch_page(self) -> Report:
        return report(self.assessment, Wording("nl"), pictures=())

    @cached_property
    def text(self) -> str:
        return plain_text(self.page)

    @cached_property
    def machine(self) -> dict[str, Any]:
        return assessment_json(self.assessment)


def words(*statements: object) -> str:
    """All words of statements, with those inside them."""
    parts: list[str] = []
    for each in statements:
        if isinstance(each, Statement):
            parts += [each.template, words(*each.values.values())]
        elif isinstance(each, str):
            parts.append(each)
        elif isinstance(each, tuple | list):
            parts.append(words(*each))
    return " ".join(parts)


def item_words(item: Recommendation) -> str:
    """The sentence, the details and the name of the drug of an item."""
    drug = getattr(item.dose, "drug", "")
    return words(item.text, *item.details, drug)
