"""The shape of a case (`mgcds-case/1`): its keys, its limits, and what it says of a drug."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..clinical.facts import CONDITIONS, DRUGS, FINDINGS, Count, Step, YesNo
from ..clinical.knowledge.patient import FACTS
from ..clinical.text import _
from ..clinical.units import DAYS, MONTHS

SCHEMA = "mgcds-case/1"
COMPLETE = "complete"
LISTS = (FINDINGS, CONDITIONS, DRUGS)  # what "asked" may name
LIST_PATHS = {FINDINGS: "presentation.findings", CONDITIONS: "history.conditions", DRUGS: "history.drugs"}
CLASS_PREFIX = "class:"
LONGEST_TEXT = 200  # characters of an id or of a drug's name
LONGEST_NUMBER = 40  # characters of a number written as text
MOST_DRUGS = 500

DRUG_MONTHS = Count("drug.months", "months", _("Months taken"), Step.HISTORY, unit=MONTHS, high=Decimal(1200))
DRUG_STOPPED = Count("drug.stopped", "stopped_days_ago", _("Stopped, days ago"), Step.HISTORY,
                     unit=DAYS, high=Decimal(36500))  # fmt: skip
DRUG_CAN_STOP = YesNo("drug.can_stop", "can_stop", _("The drug can be stopped"), Step.HISTORY)
DRUG_FACTS = (DRUG_MONTHS, DRUG_STOPPED, DRUG_CAN_STOP)
DRUG_KEYS = ("name", *(fact.path for fact in DRUG_FACTS))

Shape = dict[str, Any]  # key → Fact, Shape, or what else the reader knows how to read


def shape_of_facts() -> Shape:
    """The parts of a case, from the paths of the facts."""
    root: Shape = {}
    for fact in FACTS:
        *parts, last = fact.path.split(".")
        part = root
        for name in parts:
            part = part.setdefault(name, {})
        part[last] = fact
    return root


def _paths_by_last_part() -> dict[str, list[str]]:
    paths: dict[str, list[str]] = {}
    for fact in FACTS:
        paths.setdefault(fact.path.rpartition(".")[2], []).append(fact.path)
    return paths


PATHS_BY_LAST_PART = _paths_by_last_part()
