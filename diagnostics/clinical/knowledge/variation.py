"""How much a measured value varies without anything being the matter: assay and within-person variation.

The clinical sources of this knowledge base give no coefficients of variation but one (the loading test).
All others are settings of this application, marked as assumptions wherever a chance rests on them; a
clinic replaces them by its laboratory's own. They never decide anything: they only say how near a
conclusion is to another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..evidence import Citation
from ..facts import Measurement
from .citations import R38
from .patient import (
    ADJUSTED_CALCIUM,
    ALBUMIN_SERUM,
    ALP,
    BICARBONATE_SERUM,
    CALCIUM_SERUM,
    CREATININE_SERUM,
    IONISED_CALCIUM,
    IONISED_MAGNESIUM,
    LOAD_URINE_CREATININE,
    LOAD_URINE_MAGNESIUM,
    MAGNESIUM_SERUM,
    PHOSPHATE_SERUM,
    POTASSIUM_SERUM,
    QTC,
    SODIUM_SERUM,
    SPOT_CREATININE,
    SPOT_MAGNESIUM,
    U24_CREATININE,
    U24_MAGNESIUM,
    U24_VOLUME,
)


@dataclass(frozen=True, slots=True)
class Variation:
    """Coefficients of variation of one measurement in percent of its value.

    `analytical` is the laboratory's, `within` the day-to-day variation of one person at rest. Dilution and
    volume of a urine change all of its concentrations alike; what is left of the day-to-day variation stands
    with magnesium. Without a `source` both are assumptions.
    """

    fact: Measurement
    analytical: Decimal
    within: Decimal
    source: Citation | None = None

    @property
    def together(self) -> Decimal:
        """Both as one coefficient of variation, percent: the root of the sum of squares."""
        return (self.analytical**2 + self.within**2).sqrt()


def _row(fact: Measurement, analytical: str, within: str) -> Variation:
    return Variation(fact, Decimal(analytical), Decimal(within))


VARIATIONS: tuple[Variation, ...] = (
    _row(MAGNESIUM_SERUM, "2", "3"),
    _row(IONISED_MAGNESIUM, "2", "3"),
    _row(POTASSIUM_SERUM, "2", "5"),
    _row(SODIUM_SERUM, "1", "1"),
    _row(CALCIUM_SERUM, "2", "2"),
    _row(ADJUSTED_CALCIUM, "2", "2"),
    _row(IONISED_CALCIUM, "2", "2"),
    _row(ALBUMIN_SERUM, "2", "3"),
    _row(PHOSPHATE_SERUM, "2", "8"),
    _row(BICARBONATE_SERUM, "3", "4"),
    _row(CREATININE_SERUM, "3", "5"),
    _row(ALP, "4", "6"),
    _row(QTC, "2", "2"),
    _row(SPOT_MAGNESIUM, "4", "20"),
    _row(SPOT_CREATININE, "4", "0"),
    _row(U24_MAGNESIUM, "4", "15"),
    _row(U24_CREATININE, "4", "10"),
    _row(U24_VOLUME, "2", "0"),
    _row(LOAD_URINE_MAGNESIUM, "4", "15"),
    _row(LOAD_URINE_CREATININE, "4", "10"),
)
VARIATION: dict[str, Variation] = {row.fact.key: row for row in VARIATIONS}

# a retention measured again in the same healthy person differs by this many points, one standard deviation (DX-MLT-P1)
RETENTION_REPEAT_SD_POINTS = Decimal("8.1")
RETENTION_SOURCE = R38

Z_95 = Decimal("1.96")  # half the width of a 95 % interval, in standard deviations
