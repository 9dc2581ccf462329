"""What a single box or question shows: label, words, units, echo, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from ..clinical.facts import Choice, Count, Fact, Measurement
from ..clinical.knowledge.codes import CAUSE_CODES, OTHER_CAUSES
from ..clinical.knowledge.drugs import CLASSES
from ..clinical.knowledge.patient import CONDITIONS
from ..clinical.units import IncompatibleUnits, Quantity
from ..readers.answers import CONVERT, MEANT, NOT_KNOWN, Written, three_digits
from .posted import name_of

if TYPE_CHECKING:
    from .step import StepForm


# Questions that another answer makes pointless: shown unless that one reads so ("*" is any answer).
UNLESS: dict[str, str] = {
    "history.magnesium_given.hours_ago": "history__magnesium_given__route=none",
    "history.magnesium_given.dose": "history__magnesium_given__route=none",
    "patient.adult": "patient__age_years=*",
    "patient.pregnant": "patient__sex=male",
    "patient.lactating": "patient__sex=male",
    "conditions.pre_eclampsia": "patient__sex=male",
    "conditions.postpartum_6_weeks": "patient__sex=male",
}

# Questions that matter only beside the answer to another: without it no rule is changed by them, which a test proves.
ONLY_WITH: dict[str, str] = {
    "history.oral_magnesium.days": "history.oral_magnesium.dose",
    "serum.ionised_magnesium_interval.low": "serum.ionised_magnesium",
    "serum.ionised_magnesium_interval.high": "serum.ionised_magnesium",
    "loading_test.baseline_urine_magnesium_24h": "loading_test.urine_magnesium_24h",
    "loading_test.baseline_magnesium_per_creatinine": "loading_test.urine_magnesium_24h",
}


def hides(form: StepForm, key: str) -> bool:
    """Whether a question is pointless now; one that was answered is always shown."""
    if not form.answers.get(key, Written()).blank:
        return False
    if key in ONLY_WITH:
        return form.answers.get(ONLY_WITH[key], Written()).blank
    if key not in UNLESS:
        return False
    name, _equals, value = UNLESS[key].partition("=")
    other = form.answers.get(name.replace("__", "."), Written()).text
    return bool(other) and value in ("*", other)


@dataclass(frozen=True, slots=True)
class Box:
    """A box for a number with its unit, or a list to choose from."""

    name: str
    label: str
    kind: str
    text: str
    unit: str = ""
    units: tuple[tuple[str, str], ...] = ()
    fixed_unit: str = ""
    options: tuple[tuple[str, str], ...] = ()
    echo: str = ""
    problem: str = ""
    doubts: tuple[str, ...] = ()
    confirmed: bool = False
    meanings: tuple[tuple[str, str], ...] = ()
    unless: str = ""
    only_with: str = ""
    hidden: bool = False

    @property
    def invalid(self) -> bool:
        return bool(self.problem or self.meanings or (self.doubts and not self.confirmed))

    @property
    def long(self) -> bool:
        """Whether what can be chosen needs more room than a short number."""
        return any(len(label) > 12 for _value, label in self.options)

    @property
    def noted(self) -> bool:
        """Whether there is something to say under the box."""
        return bool(self.echo or self.problem or self.doubts or self.meanings)


def box_of(form: StepForm, fact: Fact) -> Box:
    """The box of one fact, with what was written in it."""
    written = form.answers.get(fact.key, Written())
    shared = dict(
        unless=UNLESS.get(fact.key, ""),
        only_with=name_of(ONLY_WITH.get(fact.key, "")),
        hidden=hides(form, fact.key),
        name=name_of(fact.key),
        label=form.wording.text(fact.label),
        problem=problem_of(form, fact.key),
    )
    if isinstance(fact, Choice):
        chosen = NOT_KNOWN if written.state == NOT_KNOWN else written.text
        return Box(kind="choice", text=chosen, options=options_of(form, fact), **shared)
    units = fact.units if isinstance(fact, Measurement) else (fact.unit,) if isinstance(fact, Count) else ()
    several = len(units) > 1
    return Box(
        kind="number", text=written.text, unit=written.unit,
        units=tuple((unit.symbol, form.wording.unit(unit)) for unit in units) if several else (),
        fixed_unit="" if several else form.wording.unit(units[0]),
        echo=echo_of(form, fact), doubts=tuple(map(form.wording.say, form.heard.unusual.get(fact.key, ()))),
        confirmed=written.confirmed, meanings=meanings_of(form, fact), **shared,
    )  # fmt: skip


def problem_of(form: StepForm, key: str) -> str:
    """Why an answer could not be taken, or an empty text."""
    return form.wording.say(form.heard.refused.get(key))


def options_of(form: StepForm, fact: Fact) -> tuple[tuple[str, str], ...]:
    """The values and labels to choose from, "not known" among them."""
    text = form.wording.text
    if isinstance(fact, Choice):
        options = [(word, text(label)) for word, label in fact.options or causes()]
    elif isinstance(fact, Count):
        options = [(str(number), str(number) if number else gettext("None")) for number in fact.options]
    else:
        options = [("yes", gettext("Yes")), ("no", gettext("No"))]
    if not any(value == "unknown" for value, _label in options):
        options.append((NOT_KNOWN, gettext("Not known")))
    return tuple(options)


@cache
def causes() -> tuple[tuple[str, str], ...]:
    """What an earlier workup may have found, by its label."""
    labels = {each.code: each.label for each in OTHER_CAUSES}
    labels |= {code: condition.label for code, condition in CONDITIONS.items()} | {
        code: each.label for code, each in CLASSES.items()
    }
    return tuple(sorted(((code, labels[code]) for code in CAUSE_CODES), key=lambda pair: pair[1].lower()))


def echo_of(form: StepForm, fact: Fact) -> str:
    """How a number was read: in its own unit and in another that is in use for it."""
    reading = form.heard.readings.get(fact.key)
    value = reading.value if reading else None
    if not isinstance(fact, Measurement) or not isinstance(value, Quantity) or fact.key in form.heard.unit_changed:
        return ""
    read, grade = form.wording.quantity(value), form.grade(fact.key)
    other = next((unit for unit in fact.units if unit is not value.unit), None)
    if other is None:
        return "" if read.startswith(form.answers[fact.key].text) else read
    there = converted(form, value, other)
    said = f"{read} = {there}" if there else read
    return f"{said} · {grade}" if grade else said


def converted(form: StepForm, value: Quantity, unit: object) -> str:
    """A quantity in another unit, rounded to three digits; empty where no way leads there."""
    try:
        there = value.to(unit)  # type: ignore[arg-type]
    except IncompatibleUnits:
        return ""
    return form.wording.quantity(Quantity(Decimal(three_digits(there.value)), there.unit, None, there.comparator))


def meanings_of(form: StepForm, fact: Fact) -> tuple[tuple[str, str], ...]:
    """After a change of unit under a standing number: convert it, or keep the number, where that is possible?"""
    before, now = form.heard.unit_changed.get(fact.key, (None, None))
    if not isinstance(before, Quantity) or not isinstance(fact, Measurement):
        return ()
    said = {
        "before": form.wording.quantity(before),
        "after": converted(form, before, fact.unit(form.answers[fact.key].unit)),
    }
    meanings = [(CONVERT, gettext("Convert %(before)s to %(after)s") % said)]
    if isinstance(now, Quantity):
        meanings.append((MEANT, gettext("I meant %(value)s") % {"value": form.wording.quantity(now)}))
    return tuple(meanings)
