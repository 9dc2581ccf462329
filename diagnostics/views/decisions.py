"""Decisions on the items of the plan: what was typed, whether it holds, and the dose it makes.

A changed dose meets the same limits as a suggested one. What cannot be checked is refused.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..clinical.assessment import Assessment, Recommendation
from ..clinical.doses import Dose, DrugDose, IVDose, OralDose
from ..clinical.engine.guard import check_changed_dose
from ..clinical.reading import Unreadable, read_number
from ..clinical.text import Statement
from ..forms.posted import clean
from ..models import LONGEST_REASON, Decided, Decision
from ..presenters.report import Choosing
from ..presenters.wording import Wording

log = logging.getLogger(__name__)

# The figures of a dose that a physician may change: attribute, label, unit.
PARTS: dict[type, tuple[tuple[str, object, str], ...]] = {
    IVDose: (
        ("salt_g", _("Magnesium sulfate heptahydrate"), "g"),
        ("volume_ml", _("Volume"), "mL"),
        ("minutes", _("Time"), "min"),
        ("per_day", _("Times in 24 hours"), ""),
    ),
    OralDose: (("mmol_per_dose", _("Magnesium each time"), "mmol"), ("times_per_day", _("Times a day"), "")),
    DrugDose: (("amount", _("Amount"), ""), ("times_per_day", _("Times a day"), ""), ("minutes", _("Time"), "min")),
}  # fmt: skip
WHOLE = {"per_day", "times_per_day"}


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a dose as it is typed."""

    name: str
    label: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision with what stands in its way. `dose` is the changed one, where there is one."""

    decided: Decided
    problems: tuple[str, ...] = ()
    outdated: bool = False
    dose: Dose | None = None

    @property
    def holds(self) -> bool:
        return bool(self.decided.choice) and not self.problems and not self.outdated


def mark_of(recommendation: Recommendation) -> str:
    """What a proposal is told apart by: another dose or another wording is another proposal."""
    content = f"{recommendation.code} {recommendation.dose!r} {recommendation.text!r}"
    return hashlib.sha256(content.encode()).hexdigest()


def parts_of(recommendation: Recommendation, decided: Decided) -> list[Part]:
    """The figures that may be changed, with what was typed or else what is suggested."""
    dose = recommendation.dose
    shown = []
    for name, label, unit in PARTS.get(type(dose), ()):
        value = getattr(dose, name)
        if value is None:
            continue
        unit = dose.unit if isinstance(dose, DrugDose) and name == "amount" else unit
        shown.append(Part(name, str(label), unit, decided.parts.get(name, plain(value))))
    return shown


def plain(value: object) -> str:
    """A figure without an exponent and without zeros at its end."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def take(data: Mapping[str, str], recommendations: Iterable[Recommendation]) -> dict[str, Decided]:
    """The decisions posted for the items of a plan."""
    taken = {}
    for recommendation in recommendations:
        code = recommendation.code
        choice = data.get(f"choice-{code}", "")
        if choice not in Decision.CHOICES:
            continue
        names = [name for name, _label, _unit in PARTS.get(type(recommendation.dose), ())]
        parts = {name: clean(data[f"{name}-{code}"]) for name in names if f"{name}-{code}" in data}
        reason = data.get(f"reason-{code}", "").replace("\x00", "").strip()[:LONGEST_REASON]
        kept = parts if choice == Decision.CHANGE else {}
        taken[code] = Decided(choice, reason, kept, mark_of(recommendation))
    return taken


def judge(decided: Decided, recommendation: Recommendation, assessment: Assessment, wording: Wording) -> Judged:
    """Whether a decision holds for the proposal as it is now."""
    if not decided.choice:
        return Judged(decided)
    if decided.suggested != mark_of(recommendation):
        return Judged(decided, outdated=True)
    problems, dose = [], None
    if decided.choice != Decision.ACCEPT and not decided.reason:
        problems.append(gettext("Give the reason; it is printed."))
    if decided.choice == Decision.CHANGE and recommendation.dose is not None:
        dose, refused = changed(decided, recommendation, assessment, wording)
        problems += refused
    return Judged(decided, tuple(problems), dose=None if problems else dose)


def changed(
    decided: Decided, recommendation: Recommendation, assessment: Assessment, wording: Wording
) -> tuple[Dose | None, list[str]]:
    """The changed dose, or the reasons why it is refused."""
    figures: dict[str, Decimal | int] = {}
    problems = []
    for part in parts_of(recommendation, decided):
        try:
            figures[part.name] = figure(part)
        except Unreadable as problem:
            problems.append(f"{part.label}: {wording.say(problem.statement)}")
        except ValueError:
            problems.append(gettext("%(figure)s: write a plain number above 0.") % {"figure": part.label})
    if problems or recommendation.dose is None:
        return None, problems
    dose: Dose = replace(recommendation.dose, **figures)  # type: ignore[arg-type]
    if dose == recommendation.dose:
        return None, [gettext("This is the suggested dose. Accept it, or change a figure.")]
    refused = [wording.say(refusal) for refusal in refusals(assessment, recommendation, dose)]
    return dose, [gettext("Refused: %(reason)s") % {"reason": reason} for reason in refused]


def figure(part: Part) -> Decimal | int:
    """The number typed for one figure. Raises Unreadable or ValueError."""
    read = read_number(part.text)
    if read.comparator or read.unit_text or read.value <= 0:
        raise ValueError(part.name)
    if part.name in WHOLE:
        if read.value != int(read.value):
            raise ValueError(part.name)
        return int(read.value)
    return read.value


def refusals(assessment: Assessment, recommendation: Recommendation, dose: Dose) -> list[Statement]:
    """What the guard has against a changed dose. A dose that cannot be checked is refused."""
    try:
        return list(check_changed_dose(assessment, recommendation, dose))
    except Exception as failure:  # fail closed: no dose passes unchecked
        log.error("A changed dose could not be checked: %s", type(failure).__name__)
        return [Statement(gettext("This dose could not be checked and is therefore not taken."))]


def standing(judged: Mapping[str, Judged], wording: Wording) -> tuple[Choosing, ...]:
    """The decisions that hold, as the report prints them."""
    return tuple(_standing(code, each, wording) for code, each in judged.items() if each.holds)


def _standing(code: str, judged: Judged, wording: Wording) -> Choosing:
    decided = judged.decided
    if judged.dose is None and decided.choice == Decision.CHANGE:  # an item without a dose: the words say what instead
        return Choosing(code, decided.choice, "", decided.reason)
    chosen = wording.dose_line(judged.dose) if judged.dose else ""
    return Choosing(code, decided.choice, decided.reason, chosen, judged.dose)
