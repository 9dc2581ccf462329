"""Every published limit about one index, side by side (diagnosis dossier, appendix B; treatment dossier, section 15).

A row is one position: what it says in words, who holds it, and the thresholds that it would put in the place
of those used here. Under a single limit a value equal to it is not beyond it (DX-FEMG-03, note on single limits).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..conditions import Threshold
from ..evidence import Citation
from ..text import _
from ..units import MG_24H, MG_DL, MMOL_24H, MMOL_L, PERCENT, Unit
from . import thresholds as t
from .citations import (
    CTCAE, DESIGN, LEEDS, NHS_HIGHLAND, PHARM_J, R02, R03, R04, R05, R06, R07, R08, R11, R12, R22, R23, R24, R25, R26, R27, R28,
    R38, R41, R42, R43, R46, R102, R111, RCHT_2021, SEED_000, SEED_002, VAN_DER_SIJS_2002,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublishedLimit:
    """One authority's limit.

    `about` is the index, `cutoff` the limit in words, `instead` the thresholds by the key of the one they
    stand for; empty for the limit that is used here. `note` says what is known against it.
    """

    about: str
    cutoff: str
    citations: tuple[Citation, ...]
    instead: Mapping[str, Threshold] = field(default_factory=dict)
    note: str = ""
    rule: str = "DX-GEN-00"


def _low(unit: Unit, limit: str) -> dict[str, Threshold]:
    return {t.LOW.key: _limit(t.LOW, unit, limit)}


def _limit(used: Threshold, unit: Unit, limit: str, *, inclusive: bool = False) -> Threshold:
    kept = frozenset((unit,)) if inclusive else frozenset()
    places = {unit: used.places[unit]} if unit in used.places else {}
    return Threshold(used.key, used.label, used.side, {unit: Decimal(limit)}, used.rule, kept, places)


def _single(below: Threshold, above: Threshold, unit: Unit, limit: str) -> dict[str, Threshold]:
    """A single limit: beyond it one class, up to and including it the other."""
    return {below.key: _limit(below, unit, limit, inclusive=True), above.key: _limit(above, unit, limit)}


def _femg(limit: str) -> dict[str, Threshold]:
    return _single(t.FEMG_CONSERVED, t.FEMG_RENAL, PERCENT, limit)


def _u24(unit: Unit, limit: str) -> dict[str, Threshold]:
    return _single(t.U24_CONSERVED, t.U24_RENAL, unit, limit)


def _retention(limit: str) -> dict[str, Threshold]:
    return _single(t.EXCRETED, t.RETAINED, PERCENT, limit)


LOW, SEVERE, HIGH = "serum_low", "serum_severe", "serum_high"
FEMG, U24, RETENTION = "femg", "urine_magnesium_24h", "loading_test_retention"

PUBLISHED_LIMITS: tuple[PublishedLimit, ...] = (
    PublishedLimit(LOW, _("low below 0.70 mmol/L (1.7 mg/dL)"), (SEED_002, R06, R07, R08), rule="DX-SER-01"),
    PublishedLimit(LOW, _("low below 0.65 mmol/L"), (R04,), _low(MMOL_L, "0.65"), rule="DX-SER-01"),
    PublishedLimit(LOW, _("low below 0.75 mmol/L"), (R02, R12, R04, R05), _low(MMOL_L, "0.75"), rule="DX-SER-01"),
    PublishedLimit(LOW, _("low below 0.85 mmol/L"), (R03, R04), _low(MMOL_L, "0.85"), _("used by 2 of 43 surveyed centres"), rule="DX-SER-01"),
    PublishedLimit(LOW, _("low below 1.46 mg/dL"), (R11,), _low(MG_DL, "1.46"), rule="DX-SER-01"),
    PublishedLimit(LOW, _("low below 1.8 mg/dL"), (), _low(MG_DL, "1.8"), _("in circulation; no source was read"), rule="DX-SER-01"),

    PublishedLimit(SEVERE, _("severe, by vein, below 0.50 mmol/L (1.2 mg/dL)"), (SEED_002, R07, NHS_HIGHLAND, VAN_DER_SIJS_2002), rule="TX-C-01"),
    PublishedLimit(SEVERE, _("by vein below 0.40 mmol/L"), (RCHT_2021, LEEDS, PHARM_J), {t.SEVERE.key: _limit(t.SEVERE, MMOL_L, "0.40")}, rule="TX-C-01"),
    PublishedLimit(SEVERE, _("grade 3 below 0.40 mmol/L (CTCAE)"), (CTCAE,), {t.SEVERE.key: _limit(t.SEVERE, MMOL_L, "0.40")}, _("a scale of adverse effects in cancer treatment"), rule="DX-SER-03"),

    PublishedLimit(HIGH, _("above range beyond 1.0 mmol/L (2.4 mg/dL)"), (SEED_002, R07, R08), rule="TX-C-14"),
    PublishedLimit(HIGH, _("above range beyond 1.1 mmol/L"), (R06,), {t.HIGH.key: _limit(t.HIGH, MMOL_L, "1.1")}, rule="TX-C-14"),
    PublishedLimit(HIGH, _("above range beyond 1.2 mmol/L"), (SEED_000,), {t.HIGH.key: _limit(t.HIGH, MMOL_L, "1.2")}, rule="TX-C-14"),

    PublishedLimit(FEMG, _("conserved below 2 %, renal above 4 %"), (R24, R25, DESIGN), rule="DX-FEMG-03"),
    PublishedLimit(FEMG, _("renal above 0.5 %"), (R27,), _femg("0.5"), _("would call almost every loss outside the kidney renal"), rule="DX-FEMG-03"),
    PublishedLimit(FEMG, _("renal above 2 %"), (R25, R26, R28, R102, R111), _femg("2"), rule="DX-FEMG-03"),
    PublishedLimit(FEMG, _("renal above 3 %"), (R23,), _femg("3"), rule="DX-FEMG-03"),
    PublishedLimit(FEMG, _("renal above 4 %"), (R24,), _femg("4"), rule="DX-FEMG-03"),

    PublishedLimit(U24, _("conserved below 0.50 mmol, renal above 1.00 mmol (12 and 24 mg)"), (R26, R24), rule="DX-U24-02"),
    PublishedLimit(U24, _("renal above 10 mg"), (R25, R111), _u24(MG_24H, "10"), rule="DX-U24-02"),
    PublishedLimit(U24, _("renal above 24 mg"), (R27, R28), _u24(MG_24H, "24"), rule="DX-U24-02"),
    PublishedLimit(U24, _("renal above 1 mmol"), (R24,), _u24(MMOL_24H, "1.00"), rule="DX-U24-02"),
    PublishedLimit(U24, _("renal above 30 mg"), (R25, R111), _u24(MG_24H, "30"), rule="DX-U24-02"),
    PublishedLimit(U24, _("renal above 3.65 mg"), (R22,), _u24(MG_24H, "3.65"), _("one manual; far from all others"), rule="DX-U24-02"),

    PublishedLimit(RETENTION, _("depleted above 50 %, replete or wasting below 20 %"), (R38, R41, R46, DESIGN), rule="DX-MLT-04"),
    PublishedLimit(RETENTION, _("depleted above 20 %"), (R41, R42, R111), _retention("20"), rule="DX-MLT-05"),
    PublishedLimit(RETENTION, _("depleted above 25 %"), (R43,), _retention("25"), rule="DX-MLT-05"),
    PublishedLimit(RETENTION, _("depleted above 27.5 %"), (R38,), _retention("27.5"), _("97.5th centile of 88 healthy adults"), rule="DX-MLT-05"),
)  # fmt: skip
