"""Where the assessment of the core and the second opinion disagree."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..clinical.assessment import Assessment
from ..clinical.doses import IVDose, OralDose
from ..clinical.facts import Facts
from ..clinical.knowledge.drugs import find_drug
from ..readers.case_writing import write_case
from .case import Case
from .checks import check
from .second_opinion import Opinion, opinion


def classes_of(name: str) -> Iterable[str]:
    """The classes of a drug by its name, for names that the second opinion's own tables do not hold."""
    drug = find_drug(name)
    return () if drug is None else drug.classes


def second_opinion(facts: Facts) -> Opinion:
    """The second opinion on the case that reads as these facts."""
    return opinion(write_case(facts), classes_of)


def compare(assessment: Assessment, other: Opinion) -> list[str]:
    """The outputs that differ, each as "what: first / second"."""
    pairs: list[tuple[str, object, object]] = [
        ("path", assessment.plan.path, other.path),
        ("status", assessment.status, other.status),
        ("severity", assessment.severity, other.severity),
        ("symptomatic", assessment.symptomatic, other.symptomatic),
        ("urgency", assessment.urgency, other.urgency),
        ("route", assessment.route.value, other.route),
        ("certainty", assessment.route.certainty, other.certainty),
        ("urine_24h", _grade(assessment, "urine_magnesium_24h"), other.urine_24h),
        ("femg", _grade(assessment, "femg"), other.femg),
        ("loading_test", _grade(assessment, "loading_test_retention"), other.loading_test),
        ("iv", _grams(assessment.plan.recommended), other.iv),
        ("iv withheld", _grams(assessment.plan.withheld), other.iv_withheld),
        ("amiloride", _automatic(assessment, "AMILORIDE_5MG"), other.amiloride),
        ("sglt2_inhibitor", _automatic(assessment, "SGLT2I_10MG"), other.sglt2_inhibitor),
        ("inulin", _automatic(assessment, "INULIN_RAMP"), other.inulin),
    ]
    differ = [f"{what}: {first} / {second}" for what, first, second in pairs if first != second]
    return differ + _oral(assessment, other)


def _grade(assessment: Assessment, name: str) -> str | None:
    found = assessment.computed.get(name)
    return None if found is None else found.grade


def _grams(items: Iterable[object]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for item in items:
        dose = getattr(item, "dose", None)
        if isinstance(dose, IVDose):
            found[getattr(item, "code", "")] = dose.salt_g * dose.per_day
    return found


def _automatic(assessment: Assessment, code: str) -> bool:
    return any(item.code == code and item.automatic for item in assessment.plan.recommended)


def _oral(assessment: Assessment, other: Opinion) -> list[str]:
    doses = [
        item.dose.mmol_per_day
        for item in assessment.plan.recommended
        if item.automatic and isinstance(item.dose, OralDose)
    ]
    total = sum(doses, Decimal(0))
    if other.oral is None:
        return [f"oral: {total} / none"] if doses else []
    low, high = other.oral
    return [] if doses and low <= total <= high else [f"oral: {total} / {low} to {high}"]


@check("AGREE", "A second evaluator, written from the same words and from nothing else, says the same.")
def agree(case: Case) -> str | None:
    differ = compare(case.assessment, second_opinion(case.facts))
    return "; ".join(differ) or None
