"""What the urine says: 24-hour magnesium with the adequacy of its collection, and FEMg.

Each gives a class (conserved, grey, renal, invalid) after its modifiers, and whether what rests on it
loses one step of certainty. Without low serum magnesium there is no class (DX-U24-00, DX-FEMG-06).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..assessment import Calculated
from ..conditions import Threshold
from ..evidence import Truth
from ..formulas import (
    NotComputable,
    collection_ratio,
    fractional_excretion,
    ideal_weight_kg,
    per_day,
    predicted_creatinine_excretion,
)
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    AGE,
    CREATININE_SERUM,
    HEIGHT,
    IONISED_LOW,
    IONISED_MAGNESIUM,
    MAGNESIUM_SERUM,
    REPORTED_FEMG,
    SEX,
    SPOT_CREATININE,
    SPOT_MAGNESIUM,
    U24_CREATININE,
    U24_DURATION,
    U24_MAGNESIUM,
    U24_VOLUME,
    WEIGHT,
)
from ..text import Statement, _, say
from ..units import CM, HOUR, KG, MG_24H, ML, MMOL_24H, MMOL_L, PERCENT, Dimension, Quantity
from .calculations import Kidney
from .inquiry import Inquiry

DIURETICS = ("thiazide", "loop_diuretic", "osmotic_diuretic")
FUNCTIONAL = ("alcohol_use_disorder", "renal_tubular_acidosis", "diabetic_ketoacidosis")


@dataclass(frozen=True, slots=True)
class Setting:
    """What every urine index needs to know."""

    low: Truth
    kidney: Kidney
    given: Truth
    in_scope: bool


class _Class:
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


# -- 24-hour urine -------------------------------------------------------------------------------------------


def timed_urine(inquiry: Inquiry, setting: Setting) -> tuple[Calculated, Calculated]:
    """24-hour magnesium and the adequacy of the collection (DX-U24-00 to -08)."""
    adequacy = _adequacy(inquiry)
    u24 = _timed_magnesium(inquiry, setting, adequacy)
    inquiry.computed["collection_adequacy"] = adequacy
    inquiry.computed["urine_magnesium_24h"] = u24
    return u24, adequacy


def _timed_magnesium(inquiry: Inquiry, setting: Setting, adequacy: Calculated) -> Calculated:
    facts = inquiry.facts
    analyte, volume, duration = facts.quantity(U24_MAGNESIUM), facts.quantity(U24_VOLUME), facts.quantity(U24_DURATION)
    name = "urine_magnesium_24h"
    if analyte is None:
        return Calculated(name)
    amount = per_day(analyte=analyte, volume=volume, duration=duration)
    if amount is None:
        said = say(_("24-hour magnesium needs the urine volume."))
        inquiry.note("DX-U24-01", Truth.UNKNOWN, said, missing=(U24_VOLUME.key,))
        return Calculated(name, notes=(said,))
    amount = amount if amount.unit.basis is MG_24H.basis else amount.to(MMOL_24H)
    by_concentration = analyte.unit.dimension is Dimension.CONCENTRATION
    formula = (
        _amount_formula(analyte, volume, duration, amount)
        if by_concentration
        else say(_("24-hour magnesium as reported: {value}"), value=amount)
    )
    inquiry.met("DX-U24-01", formula)
    if setting.low is Truth.UNKNOWN or not setting.in_scope:
        return Calculated(
            name,
            amount,
            notes=(say(_("Not interpretable: serum magnesium not known to be low, or out of scope")),),
            formula=formula,
        )
    verdict = _Class(inquiry, base_class(inquiry, amount, t.U24_CONSERVED, t.U24_RENAL, "DX-U24-02"))
    _modify_timed(verdict, setting, adequacy, duration if by_concentration else None, by_concentration)
    grade = verdict.grade
    return Calculated(
        name, amount, grade, grade not in (None, "invalid"), tuple(verdict.notes), formula, step_down=verdict.step_down
    )


def _amount_formula(
    analyte: Quantity, volume: Quantity | None, duration: Quantity | None, amount: Quantity
) -> Statement:
    hours = duration.to(HOUR) if duration else Quantity(Decimal(24), HOUR)
    return say(
        _("24-hour magnesium = {concentration} × {volume} × 24 h / {hours} = {value}"),
        concentration=analyte,
        volume=volume,
        hours=hours,
        value=amount.rounded(2 if amount.unit is MMOL_24H else 1),
    )


def base_class(inquiry: Inquiry, value: Quantity, conserved: Threshold, renal: Threshold, rule_id: str) -> str | None:
    """Conserved, grey or renal by the two limits; None where a bound does not decide."""
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


def _modify_timed(
    verdict: _Class, setting: Setting, adequacy: Calculated, duration: Quantity | None, by_concentration: bool
) -> None:
    if setting.low is Truth.NOT_MET:
        verdict.invalid("DX-U24-00", say(_("Not interpretable at a serum magnesium that is not low")))
        return
    if duration is not None and not 20 <= duration.to(HOUR).value <= 28:
        verdict.invalid(
            "DX-U24-01", say(_("A collection of {hours} cannot be scaled to 24 h (20 to 28 h can)"), hours=duration)
        )
        return
    if duration is None and by_concentration:
        verdict.remark("RUL-14", say(_("Collection time not given: 24 h assumed")))
    if adequacy.grade is not None and not adequacy_allows(
        verdict.grade, adequacy.grade, under_keeps="renal", over_keeps="conserved"
    ):
        verdict.invalid(
            "DX-U24-05",
            say(
                _("The collection is {adequacy}: this class cannot be trusted"), adequacy=ADEQUACY_WORDS[adequacy.grade]
            ),
        )
    elif adequacy.grade is None:
        verdict.kept_lower(
            "DX-U24-05",
            say(_("Completeness of the collection not known: one step less certain")),
            (U24_CREATININE.key,),
        )
    _kidney(verdict, setting, "DX-U24-07")
    _given(verdict, setting, "DX-U24-06")
    _functional(verdict, "DX-U24-08")


def adequacy_allows(grade: str | None, adequacy: str, *, under_keeps: str, over_keeps: str) -> bool:
    """Whether a class survives an imperfect collection: only the error that cannot have made it (DX-U24-05, DX-MLT-06)."""
    return {
        "adequate": True,
        "likely_under": grade == under_keeps,
        "likely_over": grade == over_keeps,
        "invalid": False,
    }[adequacy]


ADEQUACY_WORDS = {
    "adequate": _("complete"),
    "likely_under": _("probably incomplete"),
    "likely_over": _("probably over-collected"),
    "invalid": _("not usable"),
}


def _kidney(verdict: _Class, setting: Setting, rule_id: str) -> None:
    kidney = setting.kidney
    if kidney.unstable:
        verdict.invalid("RUL-19", say(_("Acute kidney injury or oliguria: no steady state")))
    elif kidney.band in ("15", "0"):
        verdict.invalid(rule_id, say(_("eGFR {egfr} is below 30: urine indices do not hold"), egfr=kidney.egfr))
    elif kidney.band == "unknown":
        verdict.kept_lower("RUL-10", say(_("eGFR not known: one step less certain")), ("serum.creatinine",))
    elif kidney.band == "30" and rule_id == "DX-U24-07":
        verdict.remark(rule_id, say(_("The filtered load is small: 24-hour magnesium under-detects wasting")))


def _given(verdict: _Class, setting: Setting, rule_id: str) -> None:
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


def _functional(verdict: _Class, rule_id: str) -> None:
    if verdict.grade != "renal":
        return
    if verdict.inquiry.takes(*DIURETICS):
        verdict.remark(rule_id, say(_("On a diuretic: its effect cannot be separated from a tubular disorder")))
    if any(verdict.inquiry.condition(code) for code in FUNCTIONAL):
        verdict.remark(rule_id, say(_("May be a functional renal loss: treat the trigger and repeat")))


def adequacy_of(inquiry: Inquiry, measured: Quantity | None, name: str) -> Calculated:
    """Measured against predicted creatinine excretion (DX-U24-03, ruling 14); class None when it cannot be judged."""
    facts = inquiry.facts
    sex, age, weight = facts.word(SEX), facts.number(AGE), facts.quantity(WEIGHT)
    if measured is None or weight is None or age is None or sex not in ("female", "male"):
        return Calculated(name)
    if not measured.exact:
        return Calculated(name, notes=(say(_("Creatinine is only a bound: completeness not judged")),))
    used, note = _weight_to_use(weight, facts.quantity(HEIGHT), female=sex == "female")
    predicted = predicted_creatinine_excretion(age_years=age, female=sex == "female", weight=used)
    ratio = collection_ratio(measured=measured, predicted=predicted)
    shown = ratio.rounded(2).value
    grade = (
        "invalid"
        if shown < Decimal("0.50") or shown > Decimal("1.50")
        else "likely_under"
        if shown < Decimal("0.70")
        else "likely_over"
        if shown > Decimal("1.30")
        else "adequate"
    )
    formula = say(
        _("Creatinine excreted {measured}, predicted {predicted}: ratio {ratio}, {grade}"),
        measured=measured.to(MG_24H).rounded(0),
        predicted=predicted.rounded(0),
        ratio=ratio.rounded(2),
        grade=ADEQUACY_WORDS[grade],
    )
    inquiry.met("DX-U24-03", formula)
    notes = [note] if note else []
    if age >= 75:
        notes.append(say(_("Age 75 or more: judging completeness by creatinine is less reliable")))
        inquiry.met("DX-POP-09", notes[-1])
    return Calculated(name, ratio, grade, grade != "invalid", tuple(notes), formula)


def _adequacy(inquiry: Inquiry) -> Calculated:
    facts = inquiry.facts
    creatinine = facts.quantity(U24_CREATININE)
    measured = (
        per_day(analyte=creatinine, volume=facts.quantity(U24_VOLUME), duration=facts.quantity(U24_DURATION))
        if creatinine
        else None
    )
    return adequacy_of(inquiry, measured, "collection_adequacy")


def _weight_to_use(weight: Quantity, height: Quantity | None, *, female: bool) -> tuple[Quantity, Statement | None]:
    if height is None:
        return weight, say(_("Height not known: actual weight used"))
    metres = height.to(CM).value / 100
    if weight.to(KG).value / metres**2 <= 30 or height.to(CM).value < Decimal("152.4"):
        return weight, None
    ideal = ideal_weight_kg(female=female, height_cm=height.to(CM).value)
    adjusted = ideal + Decimal("0.4") * (weight.to(KG).value - ideal)
    return Quantity(adjusted, KG), say(
        _("BMI above 30: adjusted weight {weight} used"), weight=Quantity(adjusted, KG).rounded(1)
    )


# -- fractional excretion --------------------------------------------------------------------------------------


def femg(inquiry: Inquiry, setting: Setting) -> Calculated:
    """FEMg from the spot sample where one is given, else from the timed one, else as reported (ruling 18)."""
    spot = _sample_femg(inquiry, *_spot(inquiry), _("spot urine"))
    timed = _sample_femg(inquiry, *_timed(inquiry), _("timed urine"))
    measured = spot or timed
    reported = inquiry.facts.quantity(REPORTED_FEMG)
    result = _graded_femg(inquiry, setting, measured, reported)
    if spot and timed:
        _compare_samples(inquiry, setting, spot, timed)
    if measured and reported:
        _compare_reported(inquiry, measured, reported)
    inquiry.computed["femg"] = result
    return result


@dataclass(frozen=True, slots=True)
class _Sample:
    value: Quantity
    formula: Statement
    dilute: bool
    ionised: bool


def _spot(inquiry: Inquiry) -> tuple[Quantity | None, Quantity | None, Quantity | None]:
    creatinine = inquiry.facts.quantity(SPOT_CREATININE)
    return inquiry.facts.quantity(SPOT_MAGNESIUM), creatinine, creatinine


def _timed(inquiry: Inquiry) -> tuple[Quantity | None, Quantity | None, Quantity | None]:
    """Magnesium and creatinine of the timed urine as concentrations, with the volume where needed."""
    facts = inquiry.facts
    pair = [
        _as_concentration(facts.quantity(fact), facts.quantity(U24_VOLUME)) for fact in (U24_MAGNESIUM, U24_CREATININE)
    ]
    if None not in pair:
        return pair[0], pair[1], pair[1]
    raw = [facts.quantity(fact) for fact in (U24_MAGNESIUM, U24_CREATININE)]
    if all(q is not None and q.unit.dimension is Dimension.AMOUNT_PER_DAY for q in raw):
        # without a volume two amounts still give the ratio: as if excreted in one litre
        per_litre = [Quantity(q.to(MMOL_24H).value, MMOL_L, q.substance, q.comparator) for q in raw if q]
        return per_litre[0], per_litre[1], None
    return None, None, None


def _as_concentration(value: Quantity | None, volume: Quantity | None) -> Quantity | None:
    if value is None or value.unit.dimension is Dimension.CONCENTRATION:
        return value
    if volume is None:
        return None
    return Quantity(value.to(MMOL_24H).value / (volume.to(ML).value / 1000), MMOL_L, value.substance, value.comparator)


def _sample_femg(
    inquiry: Inquiry, urine_mg: Quantity | None, urine_cr: Quantity | None, concentration: Quantity | None, name: str
) -> _Sample | None:
    facts = inquiry.facts
    total, ionised, creatinine = (
        facts.quantity(MAGNESIUM_SERUM),
        facts.quantity(IONISED_MAGNESIUM),
        facts.quantity(CREATININE_SERUM),
    )
    serum_mg = total or ionised
    if urine_mg is None or urine_cr is None or serum_mg is None or creatinine is None:
        return None
    by_ionised = total is None
    try:
        value = fractional_excretion(
            urine_magnesium=urine_mg,
            urine_creatinine=urine_cr,
            serum_magnesium=serum_mg,
            serum_creatinine=creatinine,
            ionised=by_ionised,
        )
    except NotComputable:
        return None
    if value is None:
        return None
    said = (
        _("FEMg ({sample}) = 100 × ({u_mg} × {s_cr}) / ({s_mg} × {u_cr}) = {value}")
        if by_ionised
        else _("FEMg ({sample}) = 100 × ({u_mg} × {s_cr}) / (0.7 × {s_mg} × {u_cr}) = {value}")
    )
    formula = say(
        said, sample=name, u_mg=urine_mg, s_cr=creatinine, s_mg=serum_mg, u_cr=urine_cr, value=value.rounded(2)
    )
    dilute = concentration is not None and concentration.to(MMOL_L).value < 1
    return _Sample(value, formula, dilute, by_ionised)


def _graded_femg(inquiry: Inquiry, setting: Setting, sample: _Sample | None, reported: Quantity | None) -> Calculated:
    if sample is None and reported is None:
        return Calculated("femg")
    if sample is not None:
        value, formula, rule_id = sample.value, sample.formula, "DX-FEMG-02" if sample.ionised else "DX-FEMG-01"
    else:
        assert reported is not None
        value, formula, rule_id = (
            reported,
            say(_("FEMg as reported by the laboratory: {value}"), value=reported),
            "DX-FEMG-01",
        )
    inquiry.met(rule_id, formula, femg=value.rounded(2))
    if value.value > 150:
        said = say(_("FEMg above 150 % is not possible: check the values and their units"))
        return Calculated("femg", value, "invalid", False, (said,), formula)
    if setting.low is not Truth.MET and not _ionised_is_low(inquiry, sample):
        said = say(_("No class: serum magnesium is not low, or not known to be low"))
        inquiry.met("DX-FEMG-06", said)
        return Calculated("femg", value, None, False, (said,), formula, reported=sample is None)
    if not setting.in_scope:
        return Calculated("femg", value, None, False, (say(_("Out of scope: no class")),), formula)
    verdict = _Class(inquiry, base_class(inquiry, value, t.FEMG_CONSERVED, t.FEMG_RENAL, "DX-FEMG-03"))
    _modify_femg(verdict, setting, value, sample)
    grade = verdict.grade
    return Calculated(
        "femg",
        value,
        grade,
        grade not in (None, "invalid"),
        tuple(verdict.notes),
        formula,
        reported=sample is None,
        step_down=verdict.step_down,
    )


def _ionised_is_low(inquiry: Inquiry, sample: _Sample | None) -> bool:
    """Ruling 62: FEMg from ionised magnesium has a class only below the laboratory's own interval."""
    if sample is None or not sample.ionised:
        return False
    value, low = inquiry.facts.quantity(IONISED_MAGNESIUM), inquiry.facts.quantity(IONISED_LOW)
    return value is not None and low is not None and value.exact and value.value < low.to(value.unit).value


def _modify_femg(verdict: _Class, setting: Setting, value: Quantity, sample: _Sample | None) -> None:
    if sample is None:
        verdict.kept_lower("RUL-12", say(_("Reported by a laboratory: one step less certain")))
    elif sample.dilute:
        verdict.invalid("DX-FEMG-07", say(_("Urine creatinine below 1 mmol/L: too dilute to judge")))
    elif sample.ionised:
        verdict.kept_lower("DX-FEMG-02", say(_("From ionised magnesium: no published limits, one step less certain")))
    if setting.kidney.band == "30" and verdict.grade == "renal" and t.FEMG_RENAL_CKD.holds(value) is not Truth.MET:
        verdict.grade = "grey"
        verdict.remark("DX-FEMG-04", say(_("eGFR 30 to 59: FEMg up to 8 % can be compensation, read as grey zone")))
    _kidney(verdict, setting, "DX-FEMG-04")
    _given(verdict, setting, "DX-FEMG-05")
    _functional(verdict, "DX-FEMG-08")


def _compare_samples(inquiry: Inquiry, setting: Setting, spot: _Sample, timed: _Sample) -> None:
    grades = [
        "conserved"
        if t.FEMG_CONSERVED.holds(s.value) is Truth.MET
        else "renal"
        if t.FEMG_RENAL.holds(s.value) is Truth.MET
        else "grey"
        for s in (spot, timed)
    ]
    if setting.low is Truth.MET and grades[0] != grades[1]:
        said = say(
            _(
                "FEMg of the spot urine ({spot}) and of the timed urine ({timed}) differ in class; the spot sample is used."
            ),
            spot=spot.value.rounded(2),
            timed=timed.value.rounded(2),
        )
        inquiry.warn("W_FEMG_DIFFERS", said, "RUL-18", "urine_spot.magnesium")


def _compare_reported(inquiry: Inquiry, sample: _Sample, reported: Quantity) -> None:
    difference = abs(sample.value.value - reported.value)
    if difference > Decimal("0.1") * max(reported.value, Decimal(1)):
        said = say(
            _(
                "The reported FEMg {reported} does not agree with the measurements ({computed}); the measurements are used."
            ),
            reported=reported,
            computed=sample.value.rounded(2),
        )
        inquiry.warn("W_FEMG_DIFFERS", said, "RUL-12", "urine_spot.reported_femg")


__all__ = [
    "ADEQUACY_WORDS",
    "CLASS_WORDS",
    "PERCENT",
    "Setting",
    "adequacy_allows",
    "adequacy_of",
    "base_class",
    "femg",
    "timed_urine",
]
