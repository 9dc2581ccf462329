"""Published equations on quantities.

Each takes typed quantities, converts once, computes in Decimal and returns a Quantity; a bare number or
a quantity of another kind raises. Censored inputs give a bound ("<" or ">") or, where they pull in
both directions, nothing (ruling 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .units import (
    CREATININE,
    G_DL,
    G_L,
    HOUR,
    KG,
    MAGNESIUM,
    MG_24H,
    MG_DL,
    ML,
    ML_MIN_173,
    MMOL,
    MMOL_24H,
    MMOL_L,
    MMOL_MMOL,
    PERCENT,
    RATIO,
    Dimension,
    Quantity,
    Unit,
)

FILTERABLE_SHARE = Decimal("0.7")


@dataclass(frozen=True, slots=True)
class CkdEpi:
    """What the equation takes by sex: κ in mg/dL, the power below κ, and the factor of all."""

    kappa: Decimal
    alpha: Decimal
    factor: Decimal


CKD_EPI_SCALE, CKD_EPI_ABOVE, CKD_EPI_AGE = Decimal(142), Decimal("-1.200"), Decimal("0.9938")
CKD_EPI_FEMALE = CkdEpi(Decimal("0.7"), Decimal("-0.241"), Decimal("1.012"))
CKD_EPI_MALE = CkdEpi(Decimal("0.9"), Decimal("-0.302"), Decimal(1))
CREATININE_PER_KG, CREATININE_PER_YEAR, CREATININE_FEMALE = Decimal(28), Decimal("0.2"), Decimal("0.85")
IDEAL_KG_FEMALE, IDEAL_KG_MALE, IDEAL_KG_PER_INCH, IDEAL_FROM_INCHES = (
    Decimal("45.5"),
    Decimal(50),
    Decimal("2.3"),
    Decimal(60),
)
CM_PER_INCH = Decimal("2.54")
_OPPOSITE = {"": "", "<": ">", ">": "<"}


class NotComputable(ValueError):
    """Raised when an input makes the formula meaningless (zero or less where it must be positive)."""


def _bound(rising: tuple[Quantity, ...], falling: tuple[Quantity, ...] = ()) -> str | None:
    """The comparator of a result that rises with some inputs and falls with others; None if undetermined."""
    seen = {q.comparator for q in rising} | {_OPPOSITE[q.comparator] for q in falling}
    seen.discard("")
    return "" if not seen else seen.pop() if len(seen) == 1 else None


def _positive(*quantities: Quantity) -> None:
    if any(quantity.value <= 0 for quantity in quantities):
        raise NotComputable("needs values above zero")


def fractional_excretion(
    *,
    urine_magnesium: Quantity,
    urine_creatinine: Quantity,
    serum_magnesium: Quantity,
    serum_creatinine: Quantity,
    ionised: bool = False,
) -> Quantity | None:
    """FEMg % = 100 × (U_Mg × S_Cr) / (0.7 × S_Mg × U_Cr); without 0.7 for ionised magnesium (DX-FEMG-01, -02).

    Raises NotComputable for an input of zero or less, urine magnesium apart.
    """
    _positive(urine_creatinine, serum_magnesium, serum_creatinine)
    comparator = _bound((urine_magnesium, serum_creatinine), (serum_magnesium, urine_creatinine))
    if comparator is None:
        return None
    share = Decimal(1) if ionised else FILTERABLE_SHARE
    u_mg, s_mg = urine_magnesium.to(MMOL_L).value, serum_magnesium.to(MMOL_L).value
    u_cr, s_cr = urine_creatinine.to(MMOL_L).value, serum_creatinine.to(MMOL_L).value
    return Quantity(100 * u_mg * s_cr / (share * s_mg * u_cr), PERCENT, None, comparator)


def ratio_to_creatinine(*, analyte: Quantity, creatinine: Quantity) -> Quantity | None:
    """Analyte per creatinine in urine, mmol/mmol (DX-FEMG-10, DX-UCA-01, DX-UK-01).

    Both as concentrations or both as amounts per 24 h. Raises NotComputable for a creatinine of zero or less.
    """
    _positive(creatinine)
    comparator = _bound((analyte,), (creatinine,))
    if comparator is None:
        return None
    common = MMOL_24H if analyte.unit.dimension is Dimension.AMOUNT_PER_DAY else MMOL_L
    value = analyte.to(common).value / creatinine.to(common).value
    return Quantity(value, MMOL_MMOL, analyte.substance, comparator)


def per_day(*, analyte: Quantity, volume: Quantity | None, duration: Quantity | None) -> Quantity | None:
    """Amount in 24 h from concentration, volume and collection time; an amount per 24 h is taken as it is (DX-U24-01).

    The result is in mg/24h for a mass concentration, else in mmol/24h. None without a volume.
    """
    if analyte.unit.dimension is Dimension.AMOUNT_PER_DAY:
        return analyte
    if volume is None:
        return None
    hours = duration.to(HOUR).value if duration else Decimal(24)
    unit: Unit = MG_24H if analyte.unit.basis is MG_24H.basis else MMOL_24H
    per_litre = analyte.to(MG_DL).value * 10 if unit is MG_24H else analyte.to(MMOL_L).value
    value = per_litre * volume.to(ML).value / 1000 * 24 / hours
    return Quantity(value, unit, analyte.substance, analyte.comparator)


def predicted_creatinine_excretion(*, age_years: Decimal, female: bool, weight: Quantity) -> Quantity:
    """(28 − 0.2 × age) × weight [× 0.85 if female], mg/24h (DX-U24-03)."""
    value = (CREATININE_PER_KG - CREATININE_PER_YEAR * age_years) * weight.to(KG).value
    return Quantity(value * CREATININE_FEMALE if female else value, MG_24H, CREATININE)


def collection_ratio(*, measured: Quantity, predicted: Quantity) -> Quantity:
    """Measured to predicted creatinine excretion (DX-U24-03)."""
    _positive(predicted)
    return Quantity(measured.to(MG_24H).value / predicted.to(MG_24H).value, RATIO, None, measured.comparator)


def ideal_weight_kg(*, female: bool, height_cm: Decimal) -> Decimal:
    """50 kg (men) or 45.5 kg (women) + 2.3 kg per inch above 60 inches (ruling 14)."""
    inches_above = height_cm / CM_PER_INCH - IDEAL_FROM_INCHES
    return (IDEAL_KG_FEMALE if female else IDEAL_KG_MALE) + IDEAL_KG_PER_INCH * inches_above


def egfr_ckd_epi_2021(*, creatinine: Quantity, age_years: Decimal, female: bool) -> Quantity:
    """142 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^−1.200 × 0.9938^age [× 1.012 if female] (DX-EGFR-01).

    Scr in mg/dL; κ 0.7 (F) or 0.9 (M), α −0.241 (F) or −0.302 (M). Adults only.
    """
    _positive(creatinine)
    own = CKD_EPI_FEMALE if female else CKD_EPI_MALE
    relative = creatinine.to(MG_DL).value / own.kappa
    one = Decimal(1)
    value = (
        CKD_EPI_SCALE * min(relative, one) ** own.alpha * max(relative, one) ** CKD_EPI_ABOVE * CKD_EPI_AGE**age_years
    )
    comparator = _OPPOSITE[creatinine.comparator]
    return Quantity(value * own.factor, ML_MIN_173, None, comparator)


def egfr_creatinine_at(egfr: Quantity, *, age_years: Decimal, female: bool) -> Quantity:
    """The creatinine, mg/dL, at which the equation of `egfr_ckd_epi_2021` gives this eGFR (DX-EGFR-01 solved)."""
    own = CKD_EPI_FEMALE if female else CKD_EPI_MALE
    at_kappa = CKD_EPI_SCALE * CKD_EPI_AGE**age_years * own.factor
    share = egfr.to(ML_MIN_173).value / at_kappa
    power = CKD_EPI_ABOVE if share < 1 else own.alpha
    return Quantity(own.kappa * share ** (1 / power), MG_DL, CREATININE)


def adjusted_calcium(*, calcium: Quantity, albumin: Quantity) -> Quantity | None:
    """Ca + 0.02 × (40 − albumin g/L) in mmol/L, or Ca + 0.8 × (4.0 − albumin g/dL) in mg/dL (DX-CA-01).

    In the unit of the calcium; other units go through mmol/L.
    """
    comparator = _bound((calcium,), (albumin,))
    if comparator is None:
        return None
    if calcium.unit is MG_DL:
        value = calcium.value + Decimal("0.8") * (4 - albumin.to(G_DL).value)
        return Quantity(value, MG_DL, calcium.substance, comparator)
    value = calcium.to(MMOL_L).value + Decimal("0.02") * (40 - albumin.to(G_L).value)
    return Quantity(value, MMOL_L, calcium.substance, comparator)


def albumin_adjusted_magnesium(*, magnesium: Quantity, albumin: Quantity) -> Quantity:
    """Mg + 0.005 × (40 − albumin g/L), mmol/L; for display only, never to classify (DX-PRE-01)."""
    return Quantity(magnesium.to(MMOL_L).value + Decimal("0.005") * (40 - albumin.to(G_L).value), MMOL_L, MAGNESIUM)


def filtered_load(*, serum_magnesium: Quantity, gfr_ml_min: Decimal) -> Quantity:
    """0.7 × serum Mg (mmol/L) × GFR (mL/min) × 1.44, mmol/24h (DX-FL-01)."""
    value = FILTERABLE_SHARE * serum_magnesium.to(MMOL_L).value * gfr_ml_min * Decimal("1.44")
    return Quantity(value, MMOL_24H, MAGNESIUM)


def retention(*, dose: Quantity, excreted: Quantity, baseline: Quantity | None = None) -> Quantity | None:
    """100 × (1 − (excreted − baseline) / dose) %; without a baseline DX-MLT-01, with one DX-MLT-02."""
    _positive(dose)
    comparator = _bound((baseline,) if baseline else (), (excreted,))
    if comparator is None:
        return None
    net = excreted.to(MMOL_24H).value - (baseline.to(MMOL_24H).value if baseline else 0)
    return Quantity(100 * (1 - net / dose.to(MMOL).value), PERCENT, None, comparator)


def baseline_from_ratio(*, magnesium_per_creatinine: Quantity, creatinine_24h: Quantity) -> Quantity:
    """Expected excretion without the load: U_Mg/U_Cr before × creatinine of the post-load day (DX-MLT-03)."""
    ratio = magnesium_per_creatinine
    value = ratio.value if ratio.unit is MMOL_MMOL else ratio.value * CREATININE.molar_mass / MAGNESIUM.molar_mass
    return Quantity(value * creatinine_24h.to(MMOL_24H).value, MMOL_24H, MAGNESIUM)
