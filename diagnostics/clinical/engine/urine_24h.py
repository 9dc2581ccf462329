"""24-hour urine magnesium and the adequacy of its collection (DX-U24)."""

from __future__ import annotations

from decimal import Decimal

from ..assessment import Calculated
from ..evidence import Truth
from ..formulas import (
    collection_ratio,
    ideal_weight_kg,
    per_day,
    predicted_creatinine_excretion,
)
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    AGE,
    HEIGHT,
    SEX,
    U24_CREATININE,
    U24_DURATION,
    U24_MAGNESIUM,
    U24_VOLUME,
    WEIGHT,
)
from ..text import Statement, _, say
from ..units import CM, HOUR, KG, MG_24H, MMOL_24H, Dimension, Quantity
from .inquiry import Inquiry
from .urine import Setting, Verdict, base_class, judge_functional, judge_given, judge_kidney

# ratio of measured to predicted creatinine: the lowest and highest of each class, both included (DX-U24-03)
USABLE_RATIO = (Decimal("0.50"), Decimal("1.50"))
ADEQUATE_RATIO = (Decimal("0.70"), Decimal("1.30"))
# above this body mass index, and from this height, the weight is adjusted by this share of the excess (ruling 14)
ADJUST_ABOVE_BMI, ADJUST_FROM_CM, ADJUST_SHARE = Decimal(30), Decimal("152.4"), Decimal("0.4")


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
    verdict = Verdict(inquiry, base_class(inquiry, amount, t.U24_CONSERVED, t.U24_RENAL, "DX-U24-02"))
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


def _modify_timed(
    verdict: Verdict, setting: Setting, adequacy: Calculated, duration: Quantity | None, by_concentration: bool
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
    judge_kidney(verdict, setting, "DX-U24-07")
    judge_given(verdict, setting, "DX-U24-06")
    judge_functional(verdict, "DX-U24-08")


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
        if not USABLE_RATIO[0] <= shown <= USABLE_RATIO[1]
        else "likely_under"
        if shown < ADEQUATE_RATIO[0]
        else "likely_over"
        if shown > ADEQUATE_RATIO[1]
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
    if weight.to(KG).value / metres**2 <= ADJUST_ABOVE_BMI or height.to(CM).value < ADJUST_FROM_CM:
        return weight, None
    ideal = ideal_weight_kg(female=female, height_cm=height.to(CM).value)
    adjusted = ideal + ADJUST_SHARE * (weight.to(KG).value - ideal)
    return Quantity(adjusted, KG), say(
        _("BMI above 30: adjusted weight {weight} used"), weight=Quantity(adjusted, KG).rounded(1)
    )
