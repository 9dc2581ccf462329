"""FEMg from the spot sample, else from the timed one, else as reported (DX-FEMG, ruling 18)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..assessment import Calculated
from ..evidence import Truth
from ..formulas import (
    NotComputable,
    fractional_excretion,
)
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    CREATININE_SERUM,
    IONISED_LOW,
    IONISED_MAGNESIUM,
    MAGNESIUM_SERUM,
    REPORTED_FEMG,
    SPOT_CREATININE,
    SPOT_MAGNESIUM,
    U24_CREATININE,
    U24_DURATION,
    U24_MAGNESIUM,
    U24_VOLUME,
)
from ..text import Statement, _, say
from ..units import HOUR, ML, MMOL_24H, MMOL_L, Dimension, Quantity
from .inquiry import Inquiry
from .status import below_own_limit
from .urine import Setting, Verdict, base_class, judge_functional, judge_given, judge_kidney


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
    volume, duration = facts.quantity(U24_VOLUME), facts.quantity(U24_DURATION)
    pair = [_as_concentration(facts.quantity(fact), volume, duration) for fact in (U24_MAGNESIUM, U24_CREATININE)]
    if None not in pair:
        return pair[0], pair[1], pair[1]
    raw = [facts.quantity(fact) for fact in (U24_MAGNESIUM, U24_CREATININE)]
    if all(q is not None and q.unit.dimension is Dimension.AMOUNT_PER_DAY for q in raw):
        # without a volume two amounts still give the ratio: as if excreted in one litre
        per_litre = [Quantity(q.to(MMOL_24H).value, MMOL_L, q.substance, q.comparator) for q in raw if q]
        return per_litre[0], per_litre[1], None
    return None, None, None


def _as_concentration(value: Quantity | None, volume: Quantity | None, duration: Quantity | None) -> Quantity | None:
    """An amount per 24 h turned back into the concentration it came from (DX-U24-01; without a time 24 h, ruling 14)."""
    if value is None or value.unit.dimension is Dimension.CONCENTRATION:
        return value
    if volume is None:
        return None
    days = duration.to(HOUR).value / 24 if duration else Decimal(1)
    litres = volume.to(ML).value / 1000
    return Quantity(value.to(MMOL_24H).value * days / litres, MMOL_L, value.substance, value.comparator)


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
    verdict = Verdict(inquiry, base_class(inquiry, value, t.FEMG_CONSERVED, t.FEMG_RENAL, "DX-FEMG-03"))
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
    return below_own_limit(value, low) is Truth.MET


def _modify_femg(verdict: Verdict, setting: Setting, value: Quantity, sample: _Sample | None) -> None:
    if sample is None:
        verdict.kept_lower("RUL-12", say(_("Reported by a laboratory: one step less certain")))
    elif sample.dilute:
        verdict.invalid("DX-FEMG-07", say(_("Urine creatinine below 1 mmol/L: too dilute to judge")))
    elif sample.ionised:
        verdict.kept_lower("DX-FEMG-02", say(_("From ionised magnesium: no published limits, one step less certain")))
    if setting.kidney.band == "30" and verdict.grade == "renal" and t.FEMG_RENAL_CKD.holds(value) is not Truth.MET:
        verdict.grade = "grey"
        verdict.remark("DX-FEMG-04", say(_("eGFR 30 to 59: FEMg up to 8 % can be compensation, read as grey zone")))
    judge_kidney(verdict, setting, "DX-FEMG-04")
    judge_given(verdict, setting, "DX-FEMG-05")
    judge_functional(verdict, "DX-FEMG-08")


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
