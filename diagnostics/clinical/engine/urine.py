"""What every urine index shares: its setting, its class on the way through the modifiers, and the modifiers.

Each index gives a class (conserved, grey, renal, invalid) and whether what rests on it loses one step of
certainty. Without low serum magnesium there is no class (DX-U24-00, DX-FEMG-06).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..conditions import Threshold
from ..evidence import Truth
from ..facts import DrugTaken
from ..knowledge import thresholds as t
from ..knowledge.drugs import CLASSES
from ..knowledge.patient import BICARBONATE_SERUM, CONDITIONS, FINDINGS, U24_DURATION, U24_VOLUME
from ..text import Statement, _, say
from ..units import HOUR, ML, Quantity
from .calculations import Kidney
from .causes import still_acts
from .inquiry import Inquiry

DIURETICS = ("thiazide", "loop_diuretic")
FUNCTIONAL_CONDITIONS = ("alcohol_use_disorder", "renal_tubular_acidosis", "diabetic_ketoacidosis")


@dataclass(frozen=True, slots=True)
class Setting:
    """What every urine index needs to know."""

    low: Truth
    kidney: Kidney
    given: Truth
    in_scope: bool


class Verdict:
    """A class on its way through the modifiers; each modifier says in a note what it did."""

    def __init__(self, inquiry: Inquiry, grade: str | None) -> None:
        self.inquiry = inquiry
        self.grade = grade
        self.notes: list[Statement] = []
        self.step_down = False

    def invalid(self, rule_id: str, said: Statement) -> None:
        self.grade = "invalid"
        self.notes.append(said)
        self.inquiry.met(rule_id, said)

    def kept_lower(self, rule_id: str, said: Statement, missing: tuple[str, ...] = ()) -> None:
        """Class kept, one step of certainty less."""
        self.step_down = True
        self.notes.append(said)
        self.inquiry.note(rule_id, Truth.UNKNOWN, said, missing=missing)

    def remark(self, rule_id: str, said: Statement) -> None:
        self.notes.append(said)
        self.inquiry.met(rule_id, said)


def base_class(inquiry: Inquiry, value: Quantity, conserved: Threshold, renal: Threshold, rule_id: str) -> str | None:
    """Conserved, grey or renal by the two limits; None where a bound does not decide."""
    conserved, renal = inquiry.knowledge.threshold(conserved), inquiry.knowledge.threshold(renal)
    low, high = conserved.holds(value), renal.holds(value)
    grade = (
        "conserved"
        if low is Truth.MET
        else "renal"
        if high is Truth.MET
        else None
        if Truth.UNKNOWN in (low, high)
        else "grey"
    )
    said = say(
        _("{value}: {grade} (conserved below {low}, renal above {high})"),
        value=value.rounded(2),
        grade=CLASS_WORDS[grade],
        low=conserved.limit_for(value),
        high=renal.limit_for(value),
    )
    inquiry.note(rule_id, Truth.UNKNOWN if grade is None else Truth.MET, said)
    return grade


CLASS_WORDS = {
    "conserved": _("conserved"),
    "grey": _("grey zone"),
    "renal": _("renal loss"),
    "invalid": _("not interpretable"),
    None: _("no class: only a bound"),
}


def judge_kidney(verdict: Verdict, setting: Setting, rule_id: str) -> None:
    kidney = setting.kidney
    if kidney.unstable:
        verdict.invalid("RUL-19", say(_("Acute kidney injury or oliguria: no steady state")))
    elif kidney.band in ("15", "0"):
        verdict.invalid(rule_id, say(_("eGFR {egfr} is below 30: urine indices do not hold"), egfr=kidney.egfr))
    elif kidney.band == "unknown":
        verdict.kept_lower("RUL-10", say(_("eGFR not known: one step less certain")), ("serum.creatinine",))
    elif kidney.band == "30" and rule_id == "DX-U24-07":
        verdict.remark(rule_id, say(_("The filtered load is small: 24-hour magnesium under-detects wasting")))


def judge_given(verdict: Verdict, setting: Setting, rule_id: str) -> None:
    if verdict.grade not in ("renal", "grey"):
        return
    if setting.given is Truth.MET:
        verdict.invalid(
            rule_id, say(_("Magnesium was given within 72 h: the excess is excreted, renal loss cannot be judged"))
        )
    elif setting.given is Truth.UNKNOWN:
        verdict.kept_lower(
            "RUL-13",
            say(_("Was magnesium given in the last 72 h? Not known: one step less certain")),
            ("history.magnesium_given.route",),
        )


def judge_functional(verdict: Verdict, rule_id: str) -> None:
    """DX-U24-06, -08: a renal class on a diuretic or with a trigger is kept, and what may explain it is said."""
    if verdict.grade != "renal":
        return
    if verdict.inquiry.takes(*DIURETICS):
        verdict.remark(rule_id, say(_("On a diuretic: its effect cannot be separated from a tubular disorder")))
    elif any(_within_wash_out(taken) for taken in verdict.inquiry.facts.drugs if taken.classes.intersection(DIURETICS)):
        verdict.remark(
            rule_id,
            say(_("A diuretic was stopped recently: its effect cannot be separated from a tubular disorder")),
        )
    triggers = functional_triggers(verdict.inquiry)
    if triggers:
        said = _("May be a functional renal loss: treat the trigger and repeat ({triggers})")
        verdict.remark(rule_id, say(said, triggers=triggers))


def _within_wash_out(taken: DrugTaken) -> bool:
    """A diuretic that was not stopped long enough before the urine (DX-U24-06)."""
    return taken.stopped_days_ago is None or taken.stopped_days_ago < t.DIURETIC_WASH_OUT_DAYS


def functional_triggers(inquiry: Inquiry) -> tuple[Statement, ...]:
    """What makes a healthy kidney lose magnesium for a while (DX-U24-08, DX-FEMG-08)."""
    polyuria = bool(inquiry.finding("polyuria")) or above_3_litres(inquiry)
    acidosis = inquiry.passes(BICARBONATE_SERUM, t.HCO3_LOW) is Truth.MET
    conditions = [CONDITIONS[code].label for code in FUNCTIONAL_CONDITIONS if inquiry.condition(code)]
    rows = [
        (bool(inquiry.finding("glucosuria")), FINDINGS["glucosuria"].label),
        (polyuria, FINDINGS["polyuria"].label),
        (_acts(inquiry, "osmotic_diuretic"), CLASSES["osmotic_diuretic"].label),
        (acidosis, _("Metabolic acidosis")),
    ]
    return tuple(say(label) for label in (*conditions, *(label for holds, label in rows if holds)))


def above_3_litres(inquiry: Inquiry) -> bool:
    """Whether the timed urine shows polyuria (DX-U24-08)."""
    volume, duration = inquiry.facts.quantity(U24_VOLUME), inquiry.facts.quantity(U24_DURATION)
    if volume is None or volume.comparator == "<":
        return False
    hours = duration.to(HOUR).value if duration else 24
    return volume.to(ML).value * 24 / hours > t.POLYURIA_ML_PER_DAY


def _acts(inquiry: Inquiry, code: str) -> bool:
    """A drug of the class is taken, or was stopped within the time that it still acts."""
    return any(code in taken.classes and still_acts(taken, CLASSES[code]) for taken in inquiry.facts.drugs)
