"""Calcium, potassium and chloride in the urine, read for the pattern of a loss through the kidney (dossier 11.1).

The spot sample serves where one is given, else the timed one, as for FEMg (ruling 18); a ratio that the
laboratory reported stands in where neither was measured.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..assessment import Calculated
from ..evidence import Truth
from ..facts import Measurement
from ..formulas import NotComputable, per_day, ratio_to_creatinine
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    BICARBONATE_SERUM,
    POTASSIUM_SERUM,
    REPORTED_CA_CR,
    SPOT_CALCIUM,
    SPOT_CHLORIDE,
    SPOT_CREATININE,
    SPOT_POTASSIUM,
    U24_CALCIUM,
    U24_CHLORIDE,
    U24_CREATININE,
    U24_DURATION,
    U24_POTASSIUM,
    U24_VOLUME,
    WEIGHT,
)
from ..text import Statement, _, say
from ..units import HOUR, KG, MG_24H, MMOL_24H, MMOL_L, Dimension, Quantity
from .inquiry import Inquiry


@dataclass(frozen=True, slots=True)
class UrineRatios:
    """`calcium` is low, normal or high, or None where it is not known; `potassium` whether the kidney wastes it;
    `chloride` low, high, between, or None where it was not judged."""

    calcium: str | None
    calcium_said: Statement | None
    potassium: Truth
    chloride: str | None


def urine_ratios(inquiry: Inquiry, *, in_scope: bool) -> UrineRatios:
    """DX-UCA-01, DX-UK-01, DX-UCL-01. Outside the scope values are shown without a class."""
    calcium, said = _calcium(inquiry, in_scope)
    return UrineRatios(calcium, said, _potassium(inquiry, in_scope), _chloride(inquiry) if in_scope else None)


# -- calcium -------------------------------------------------------------------------------------------------------


def _calcium(inquiry: Inquiry, in_scope: bool) -> tuple[str | None, Statement | None]:
    name = "urine_calcium_creatinine"
    ratio, reported = _ratio(inquiry, SPOT_CALCIUM, U24_CALCIUM), False
    if ratio is None:
        ratio, reported = inquiry.facts.quantity(REPORTED_CA_CR), True
    high_by_day = _high_by_day(inquiry)
    if ratio is None and high_by_day is None:
        return None, None
    grade = _calcium_class(ratio, high_by_day) if in_scope else None
    said = _calcium_said(ratio, high_by_day, grade)
    inquiry.computed[name] = Calculated(
        name, ratio or high_by_day, grade, grade is not None, formula=said, reported=reported and ratio is not None
    )
    if in_scope:
        inquiry.note("DX-UCA-01", Truth.UNKNOWN if grade is None else Truth.MET, said)
    return grade, _in_short(ratio, high_by_day, grade)


def _in_short(ratio: Quantity | None, high_by_day: Quantity | None, grade: str | None) -> Statement:
    amount = high_by_day.rounded(1) if high_by_day is not None else _to_compare(ratio) if ratio is not None else None
    template = _("Urine calcium {amount}: {grade}") if high_by_day else _("Urine calcium/creatinine {amount}: {grade}")
    return say(template, amount=amount, grade=CALCIUM_WORDS[grade])


def _to_compare(ratio: Quantity) -> Quantity:
    """With the decimals with which it is compared."""
    return ratio.rounded(t.URINE_CA_LOW.places[t.URINE_CA_LOW.native(ratio.unit)])


CALCIUM_WORDS = {"low": _("low"), "normal": _("normal"), "high": _("high"), None: _("not classified")}


def _calcium_class(ratio: Quantity | None, high_by_day: Quantity | None) -> str | None:
    """High by either limb, low by the ratio alone; None where they contradict or a bound does not decide."""
    low, high = t.URINE_CA_LOW.holds(ratio), t.URINE_CA_HIGH.holds(ratio)
    if high_by_day is not None:
        return None if low is Truth.MET else "high"
    if low is Truth.MET:
        return "low"
    if high is Truth.MET:
        return "high"
    return "normal" if low is high is Truth.NOT_MET else None


def _calcium_said(ratio: Quantity | None, high_by_day: Quantity | None, grade: str | None) -> Statement:
    if high_by_day is not None:
        said = _("24-hour urine calcium {amount} is above 4 mg (0.1 mmol) per kg: {grade}")
        return say(said, amount=high_by_day.rounded(1), grade=CALCIUM_WORDS[grade])
    assert ratio is not None
    return say(
        _("Urine calcium/creatinine {value}: {grade} (low below {low}, high above {high})"),
        value=_to_compare(ratio),
        grade=CALCIUM_WORDS[grade],
        low=t.URINE_CA_LOW.limit_for(ratio),
        high=t.URINE_CA_HIGH.limit_for(ratio),
    )


def _high_by_day(inquiry: Inquiry) -> Quantity | None:
    """The 24-hour calcium where it is above 4 mg or 0.1 mmol per kg; None otherwise or when not known.

    A collection that is too large or cannot be scaled to a day does not count.
    """
    facts = inquiry.facts
    analyte, weight = facts.quantity(U24_CALCIUM), facts.quantity(WEIGHT)
    adequacy = inquiry.computed.get("collection_adequacy")
    spoilt = adequacy is not None and adequacy.grade in ("likely_over", "invalid")
    if analyte is None or weight is None or not weight.exact or spoilt or _odd_duration(inquiry, analyte):
        return None
    amount = per_day(analyte=analyte, volume=facts.quantity(U24_VOLUME), duration=facts.quantity(U24_DURATION))
    if amount is None or amount.comparator == "<":
        return None
    unit = MG_24H if amount.unit.basis is MG_24H.basis else MMOL_24H
    amount = amount.to(unit)
    return amount if amount.value > t.URINE_CA_PER_KG_HIGH[unit] * weight.to(KG).value else None


def _odd_duration(inquiry: Inquiry, analyte: Quantity) -> bool:
    duration = inquiry.facts.quantity(U24_DURATION)
    if duration is None or analyte.unit.dimension is Dimension.AMOUNT_PER_DAY:
        return False
    return not 20 <= duration.to(HOUR).value <= 28


# -- potassium and chloride ----------------------------------------------------------------------------------------


def _potassium(inquiry: Inquiry, in_scope: bool) -> Truth:
    """DX-UK-01: the kidney wastes potassium; judged only while serum potassium is low."""
    ratio = _ratio(inquiry, SPOT_POTASSIUM, U24_POTASSIUM)
    if ratio is None:
        return Truth.UNKNOWN
    name, low = "urine_potassium_creatinine", inquiry.passes(POTASSIUM_SERUM, t.K_LOW) is Truth.MET
    judged = low and in_scope
    wasting = t.URINE_K_WASTING.holds(ratio) if judged else Truth.UNKNOWN
    said = say(
        _("Urine potassium/creatinine {value} (limit {limit}, read at a low potassium)"),
        value=ratio.rounded(2),
        limit=t.URINE_K_WASTING.limit_for(ratio),
    )
    grade = {Truth.MET: "renal_potassium_wasting", Truth.NOT_MET: "not_shown"}.get(wasting)
    notes = () if low else (say(_("Not judged: potassium is not known to be low")),)
    inquiry.computed[name] = Calculated(name, ratio, grade, grade is not None, notes, said)
    if judged:
        inquiry.note("DX-UK-01", wasting, said)
    return wasting


def _chloride(inquiry: Inquiry) -> str | None:
    """DX-UCL-01: judged only in alkalosis; 20 to 25 mmol/L decides nothing, for sources differ there."""
    value = next(
        (v for v in (inquiry.facts.quantity(fact) for fact in (SPOT_CHLORIDE, U24_CHLORIDE)) if _is_concentration(v)),
        None,
    )
    if value is None or inquiry.passes(BICARBONATE_SERUM, t.HCO3_HIGH) is not Truth.MET:
        return None
    low, high = t.URINE_CL_LOW.holds(value), t.URINE_CL_HIGH.holds(value)
    if low is Truth.MET:
        word, said = "low", _("Urine chloride {value} in alkalosis: low, as in vomiting or laxative use")
    elif high is Truth.MET:
        word, said = (
            "high",
            _("Urine chloride {value} in alkalosis: salt lost through the kidney, or a current diuretic"),
        )
    else:
        word, said = "between", _("Urine chloride {value} in alkalosis: between the published limits, undecided")
    inquiry.note("DX-UCL-01", Truth.UNKNOWN if word == "between" else Truth.MET, say(said, value=value))
    return word


def _is_concentration(value: Quantity | None) -> bool:
    return value is not None and value.unit.dimension is MMOL_L.dimension


# -- ratios --------------------------------------------------------------------------------------------------------


def _ratio(inquiry: Inquiry, spot: Measurement, timed: Measurement) -> Quantity | None:
    """Analyte per creatinine, from the spot sample or else the timed one."""
    facts = inquiry.facts
    pairs = ((facts.quantity(spot), facts.quantity(SPOT_CREATININE)), _timed_pair(inquiry, timed))
    for analyte, creatinine in pairs:
        if analyte is not None and creatinine is not None:
            try:
                return ratio_to_creatinine(analyte=analyte, creatinine=creatinine)
            except NotComputable:
                continue
    return None


def _timed_pair(inquiry: Inquiry, timed: Measurement) -> tuple[Quantity | None, Quantity | None]:
    """Analyte and creatinine of the collection, both as concentrations or both per 24 h."""
    facts = inquiry.facts
    analyte, creatinine = facts.quantity(timed), facts.quantity(U24_CREATININE)
    if analyte is None or creatinine is None or analyte.unit.dimension is creatinine.unit.dimension:
        return analyte, creatinine
    volume, duration = facts.quantity(U24_VOLUME), facts.quantity(U24_DURATION)
    return (
        per_day(analyte=analyte, volume=volume, duration=duration),
        per_day(analyte=creatinine, volume=volume, duration=duration),
    )
