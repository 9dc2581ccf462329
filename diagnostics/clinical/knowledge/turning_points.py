"""Where a conclusion can turn: for each measured value the limits it is held against, directly or in an index.

Written down once more than in the questions themselves, so that "what would change this" finds the turning
points without trying values; a test walks through the values and finds no other.
"""

from __future__ import annotations

from decimal import Decimal

from ..conditions import Threshold
from ..facts import Measurement
from ..units import HOUR, MG_DL, MMOL_L, ML, NG_L, PERCENT, PG_ML, PMOL_L, RATIO, Unit
from . import thresholds as t
from .patient import (
    ADJUSTED_CALCIUM, ALP, BICARBONATE_SERUM, CALCIUM_SERUM, EGFR_REPORTED, HEART_RATE, IONISED_CALCIUM, LIKELIER_IN,
    MAGNESIUM_SERUM, PHOSPHATE_SERUM, POTASSIUM_SERUM, PTH_SERUM, QTC, REPORTED_FEMG, REPORTED_RETENTION, RESPIRATORY_RATE,
    SODIUM_SERUM, SPOT_CREATININE, SYSTOLIC_BP, U24_DURATION, URINE_OUTPUT,
)  # fmt: skip


def _at(key: str, unit: Unit, limit: str | Decimal, *, above: bool = True, inclusive: bool = False, places: int | None = None) -> Threshold:
    """A limit that stands in the text of a rule and not among the thresholds."""
    kept = {} if places is None else {unit: places}
    return Threshold(f"{key} {limit} {unit.symbol}", "", "above" if above else "below", {unit: Decimal(limit)}, "", frozenset((unit,)) if inclusive else frozenset(), kept)


# DX-UNIT-12: a value that fits another unit better makes no toxicity without signs (ruling 55)
_SUSPECT = tuple(
    _at("suspected_unit", unit, limit, above=above, inclusive=False)
    for unit, (low, high, _likelier) in LIKELIER_IN.items()
    for limit, above in ((low, False), (high, True))
)
_PTH_HIGH = tuple(_at("pth_high", unit, limit) for unit, limit in ((PMOL_L, "50"), (PG_ML, "470"), (NG_L, "470")))
_MAGNESIUM = (t.LOW, t.MODERATE, t.SEVERE, t.CRITICAL, t.HIGH, t.TOXIC, t.LATENT, t.BELOW_040, *_SUSPECT)
_CALCIUM = (t.CA_LOW, t.CA_VERY_LOW)
_EGFR = (t.EGFR_90, t.EGFR_60, t.EGFR_45, t.EGFR_30, t.EGFR_15)
_FEMG = (t.FEMG_CONSERVED, t.FEMG_RENAL, t.FEMG_RENAL_CKD, _at("femg_impossible", PERCENT, "150"))
_RETENTION = (t.RETAINED, t.EXCRETED)

# DX-U24-03, on the ratio rounded to two decimals
ADEQUACY = (
    _at("adequacy_invalid_low", RATIO, "0.50", above=False, places=2), _at("adequacy_under", RATIO, "0.70", above=False, places=2),
    _at("adequacy_over", RATIO, "1.30", places=2), _at("adequacy_invalid_high", RATIO, "1.50", places=2),
)  # fmt: skip
TOO_DILUTE = _at("urine_creatinine_dilute", MMOL_L, "1", above=False)  # DX-FEMG-07
POLYURIA = _at("polyuria", ML, t.POLYURIA_ML_PER_DAY)  # DX-U24-08, per 24 h

DIRECT: dict[Measurement, tuple[Threshold, ...]] = {
    MAGNESIUM_SERUM: _MAGNESIUM,
    POTASSIUM_SERUM: (t.K_LOW, t.K_IV_TRIGGER, t.K_BELOW_25, t.K_HIGH_AMILORIDE, t.K_CONTAMINATED),
    SODIUM_SERUM: (t.NA_VERY_LOW, t.NA_LOW),
    CALCIUM_SERUM: (t.CA_TOTAL_CONTAMINATED,),
    ADJUSTED_CALCIUM: _CALCIUM,
    IONISED_CALCIUM: (t.ICA_VERY_LOW,),
    PHOSPHATE_SERUM: (t.PHOSPHATE_LOW, t.PHOSPHATE_HIGH),
    BICARBONATE_SERUM: (t.HCO3_HIGH, t.HCO3_LOW),
    ALP: (t.ALP_LOW,),
    PTH_SERUM: _PTH_HIGH,
    QTC: (t.QTC_480, t.QTC_500),
    HEART_RATE: (t.BRADYCARDIA, t.BRADYCARDIA_TOXIC),
    SYSTOLIC_BP: (t.HYPOTENSION, t.SBP_100, t.SBP_110),
    RESPIRATORY_RATE: (t.RR_STOP, t.RR_SENIOR),
    URINE_OUTPUT: (t.OLIGURIA,),
    EGFR_REPORTED: _EGFR,
    SPOT_CREATININE: (TOO_DILUTE,),
    U24_DURATION: (_at("too_short", HOUR, "20", above=False), _at("too_long", HOUR, "28")),  # DX-U24-01
    REPORTED_FEMG: _FEMG,
    REPORTED_RETENTION: _RETENTION,
}

# limits of the indices, by their name among the computed values
INDEX: dict[str, tuple[Threshold, ...]] = {
    "femg": _FEMG,
    "urine_magnesium_24h": (t.U24_CONSERVED, t.U24_RENAL),
    "loading_test_retention": _RETENTION,
    "collection_adequacy": ADEQUACY,
    "egfr": _EGFR,
    "adjusted_calcium": _CALCIUM,
}

NEAR_OWN_LEVEL_MMOL_L = Decimal("0.05")  # ruling 30

__all__ = ["ADEQUACY", "DIRECT", "INDEX", "MG_DL", "NEAR_OWN_LEVEL_MMOL_L", "POLYURIA", "TOO_DILUTE"]
