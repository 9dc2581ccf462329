"""The cut-offs that decide, each with its limit in every unit that has one of its own, and its rule.

The limits that a clinic may move stand in `ClinicLimits`; a move is checked for order and range
(treatment dossier 0.5). No setting can relax a safety invariant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from ..conditions import Threshold
from ..text import _
from ..units import (
    G_DL, G_L, MAGNESIUM, MEQ_L, MG_24H, MG_DL, MG_L, MG_MG, ML_H, ML_MIN_173, MMHG, MMOL_24H, MMOL_L, MMOL_MMOL, MS, PER_MIN, PERCENT,
    U_L, Quantity, Unit,
)  # fmt: skip


class BadLimits(ValueError):
    """Raised when a clinic's limits contradict each other or leave their allowed range."""


def _below(key: str, label: str, rule: str, limits: Mapping[Unit, str], inclusive: tuple[Unit, ...] = (), places: Mapping[Unit, int] | None = None) -> Threshold:
    return Threshold(key, label, "below", {u: Decimal(v) for u, v in limits.items()}, rule, frozenset(inclusive), places or {})


def _above(key: str, label: str, rule: str, limits: Mapping[Unit, str], inclusive: tuple[Unit, ...] = (), places: Mapping[Unit, int] | None = None) -> Threshold:
    return Threshold(key, label, "above", {u: Decimal(v) for u, v in limits.items()}, rule, frozenset(inclusive), places or {})


def _magnesium(key: str, label: str, rule: str, side: str, mmol: str, mg_dl: str, meq: str, inclusive: tuple[Unit, ...] = ()) -> Threshold:
    limits = {MMOL_L: Decimal(mmol), MG_DL: Decimal(mg_dl), MEQ_L: Decimal(meq), MG_L: Decimal(mg_dl) * 10}
    return Threshold(key, label, side, limits, rule, frozenset(inclusive))


# serum magnesium (treatment 0.2, DX-SER-01, -02, -08)
LOW = _magnesium("lln", _("low"), "DX-SER-01", "below", "0.70", "1.7", "1.4")
MODERATE = _magnesium("moderate_below", _("moderate"), "DX-SER-02", "below", "0.60", "1.5", "1.2")
SEVERE = _magnesium("iv_below", _("severe"), "DX-SER-02", "below", "0.50", "1.2", "1.0")
CRITICAL = _magnesium("critical_at", _("critical"), "DX-SER-02", "below", "0.40", "1.0", "0.80", inclusive=(MMOL_L, MEQ_L))
HIGH = _magnesium("uln", _("above range"), "DX-SER-08", "above", "1.00", "2.4", "2.0")
TOXIC = _magnesium("toxicity", _("toxicity"), "TX-SEV-02", "above", "2.0", "4.9", "4.0")
VERY_TOXIC = _magnesium("toxicity_antidote", _("toxicity, antidote level"), "TX-TOX-02", "above", "4.0", "9.7", "8.0")
LATENT = _magnesium("latent", _("below 0.85 mmol/L"), "DX-SER-05", "below", "0.85", "2.07", "1.7")
BELOW_040 = _magnesium("unexplained_below", _("below 0.40 mmol/L"), "DX-ALG-03", "below", "0.40", "0.97", "0.80")

# other serum values (rulings 5 and 6; treatment 0.5)
K_LOW = _below("potassium_low", _("low potassium"), "RUL-06", {MMOL_L: "3.5"})
K_IV_TRIGGER = _below("k_iv_trigger", _("potassium for the intravenous path"), "TX-SEV-06", {MMOL_L: "3.0"})
K_BELOW_25 = _below("potassium_below_2_5", _("very low potassium"), "TX-ELY-03", {MMOL_L: "2.5"})
K_HIGH_AMILORIDE = _above("amiloride_k_max_start", _("potassium too high for amiloride"), "TX-AMI-03", {MMOL_L: "5.0"})
K_CONTAMINATED = _above("potassium_contamination", _("potassium of a contaminated sample"), "DX-PRE-03", {MMOL_L: "6.0"}, inclusive=(MMOL_L,))
NA_VERY_LOW = _below("sodium_amiloride", _("severe hyponatraemia"), "TX-AMI-03", {MMOL_L: "130"})
NA_LOW = _below("sodium_low", _("low sodium"), "RUL-06", {MMOL_L: "135"})
CA_LOW = _below("calcium_low", _("low calcium"), "RUL-06", {MMOL_L: "2.20", MG_DL: "8.8"})
CA_VERY_LOW = _below("ca_iv_trigger", _("severe hypocalcaemia"), "TX-SEV-06", {MMOL_L: "1.90", MG_DL: "7.6"})
CA_TOTAL_CONTAMINATED = _below("calcium_contamination", _("low total calcium of a contaminated sample"), "DX-PRE-03", {MMOL_L: "2.00"})
ICA_VERY_LOW = _below("ionised_calcium_low", _("ionised calcium below 1.00 mmol/L"), "TX-SEV-06", {MMOL_L: "1.00"})
PHOSPHATE_LOW = _below("phosphate_low", _("low phosphate"), "RUL-06", {MMOL_L: "0.80"})
PHOSPHATE_HIGH = _above("phosphate_high", _("high phosphate"), "RUL-06", {MMOL_L: "1.45"})
HCO3_HIGH = _above("bicarbonate_high", _("high bicarbonate"), "RUL-06", {MMOL_L: "30"})
HCO3_LOW = _below("bicarbonate_low", _("low bicarbonate"), "RUL-06", {MMOL_L: "20"})
ALP_LOW = _below("alp_low", _("low alkaline phosphatase"), "RUL-06", {U_L: "30"})
ALP_HIGH = _above("alp_high", _("high alkaline phosphatase"), "RUL-06", {U_L: "130"})
ALBUMIN_LOW = _below("albumin_low", _("low albumin"), "DX-PRE-01", {G_L: "35", G_DL: "3.5"})

# bedside (TX-IV-H, TX-IV-14, ruling 6)
BRADYCARDIA = _below("bradycardia", _("marked bradycardia"), "TX-IV-H", {PER_MIN: "40"})
BRADYCARDIA_TOXIC = _below("bradycardia_toxicity", _("bradycardia"), "TX-SEV-02", {PER_MIN: "50"})
HYPOTENSION = _below("hypotension", _("hypotension"), "TX-IV-H", {MMHG: "90"})
RR_STOP = _below("respiratory_rate_stop", _("respiratory depression"), "TX-IV-H", {PER_MIN: "12"})
RR_SENIOR = _below("respiratory_rate_senior", _("slow breathing"), "TX-IV-H", {PER_MIN: "16"})
OLIGURIA = _below("oliguria", _("oliguria"), "TX-IV-H", {ML_H: "25"})
QTC_500 = _above("qtc_500", _("QTc 500 ms or more"), "TX-SEV-04", {MS: "500"}, inclusive=(MS,))
QTC_480 = _above("qtc_480", _("QTc 480 ms or more"), "TX-SEV-08", {MS: "480"}, inclusive=(MS,))
SBP_110 = _below("sbp_110", _("systolic below 110 mmHg"), "TX-AMI-02", {MMHG: "110"})
# no dossier gives a figure for high blood pressure as a pattern item: a choice made here, for sign-off
SBP_HIGH = _above("sbp_high", _("high blood pressure"), "DX-REN-P8", {MMHG: "140"}, inclusive=(MMHG,))
SBP_100 = _below("sbp_100", _("systolic below 100 mmHg"), "TX-SGL-05", {MMHG: "100"})

# kidney function (DX-EGFR-03, TX-PO-07, TX-IV-07); unrounded
EGFR_90 = _below("egfr_90", _("eGFR below 90"), "TX-IV-09", {ML_MIN_173: "90"})
EGFR_60 = _below("egfr_60", _("eGFR below 60"), "DX-EGFR-03", {ML_MIN_173: "60"})
EGFR_45 = _below("egfr_45", _("eGFR below 45"), "TX-PO-07", {ML_MIN_173: "45"})
EGFR_30 = _below("egfr_30", _("eGFR below 30"), "DX-EGFR-03", {ML_MIN_173: "30"})
EGFR_15 = _below("egfr_15", _("eGFR below 15"), "TX-IV-H", {ML_MIN_173: "15"})

# urine and loading test (DX-U24-02, DX-FEMG-03, -04, DX-MLT-04); values rounded as DX-GEN-03 says
_U24_PLACES = {MMOL_24H: 2, MG_24H: 1}
U24_CONSERVED = _below("u24_low", _("magnesium conserved"), "DX-U24-02", {MMOL_24H: "0.50", MG_24H: "12"}, places=_U24_PLACES)
U24_RENAL = _above("u24_high", _("renal loss"), "DX-U24-02", {MMOL_24H: "1.00", MG_24H: "24"}, places=_U24_PLACES)
FEMG_CONSERVED = _below("femg_low", _("magnesium conserved"), "DX-FEMG-03", {PERCENT: "2.00"}, places={PERCENT: 2})
FEMG_RENAL = _above("femg_high", _("renal loss"), "DX-FEMG-03", {PERCENT: "4.00"}, places={PERCENT: 2})
FEMG_RENAL_CKD = _above("femg_high_ckd", _("renal loss at eGFR 30 to 59"), "DX-FEMG-04", {PERCENT: "8.00"}, places={PERCENT: 2})
RETAINED = _above("mlt_high", _("depleted"), "DX-MLT-04", {PERCENT: "50"}, places={PERCENT: 1})
EXCRETED = _below("mlt_low", _("replete or wasting"), "DX-MLT-04", {PERCENT: "20"}, places={PERCENT: 1})

_CA_CR_PLACES = {MMOL_MMOL: 2, MG_MG: 3}  # DX-GEN-03; a ratio of masses with one more, for its limit has two of its own
URINE_CA_LOW = _below("urine_calcium_low", _("low urine calcium"), "DX-UCA-01", {MMOL_MMOL: "0.20", MG_MG: "0.07"}, places=_CA_CR_PLACES)
URINE_CA_HIGH = _above("urine_calcium_high", _("high urine calcium"), "DX-UCA-01", {MMOL_MMOL: "0.60", MG_MG: "0.21"}, places=_CA_CR_PLACES)
URINE_CA_PER_KG_HIGH = {MG_24H: Decimal(4), MMOL_24H: Decimal("0.1")}  # DX-UCA-01: 24-hour calcium per kg of body weight
URINE_K_WASTING = _above("urine_potassium_wasting", _("renal potassium wasting"), "DX-UK-01", {MMOL_MMOL: "2.0"})
URINE_CL_HIGH = _above("urine_chloride_high", _("renal salt loss or a diuretic"), "DX-UCL-01", {MMOL_L: "25"})
URINE_CL_LOW = _below("urine_chloride_low", _("low urine chloride"), "DX-UCL-01", {MMOL_L: "20"})
POLYURIA_ML_PER_DAY = Decimal(3000)  # DX-U24-08
DIURETIC_WASH_OUT_DAYS = 7  # DX-U24-06

NEAR_LIMIT_MMOL_L = Decimal("0.02")
THRESHOLDS: tuple[Threshold, ...] = tuple(value for value in dict(globals()).values() if isinstance(value, Threshold))


@dataclass(frozen=True, slots=True)
class ClinicLimits:
    """The settings of a clinic, in the units of the treatment dossier, section 0.5."""

    lln: Decimal = Decimal("0.70")
    uln: Decimal = Decimal("1.00")
    moderate_below: Decimal = Decimal("0.60")
    iv_below: Decimal = Decimal("0.50")
    critical_at: Decimal = Decimal("0.40")
    oral_max_mmol_d: Decimal = Decimal(30)
    oral_single_max_mmol: Decimal = Decimal(10)
    iv_max_g_24h: Mapping[str, Decimal] = field(default_factory=lambda: {"60": Decimal(12), "30": Decimal(7), "15": Decimal(5)})
    iv_max_g_5d: Decimal = Decimal(40)
    iv_profile: str = "slow"

    RANGES: ClassVar[dict[str, tuple[str, str]]] = {
        "lln": ("0.65", "0.75"), "uln": ("0.95", "1.20"), "moderate_below": ("0.55", "0.65"), "iv_below": ("0.40", "0.50"),
        "critical_at": ("0.40", "0.45"), "oral_max_mmol_d": ("24", "40"), "oral_single_max_mmol": ("5", "12.5"), "iv_max_g_5d": ("0", "40"),
    }  # fmt: skip

    CAPS: ClassVar[dict[str, tuple[str, str]]] = {"60": ("5", "15"), "30": ("5", "7"), "15": ("2.5", "5")}

    def checked(self) -> ClinicLimits:
        """Itself, when every limit is in range and in order. Raises BadLimits otherwise."""
        for name, (low, high) in self.RANGES.items():
            if not Decimal(low) <= getattr(self, name) <= Decimal(high):
                raise BadLimits(f"{name} must be between {low} and {high}")
        if set(self.iv_max_g_24h) != set(self.CAPS):
            raise BadLimits("iv_max_g_24h needs a cap for each kidney band: 60, 30 and 15")
        for band, (low, high) in self.CAPS.items():
            if not Decimal(low) <= self.iv_max_g_24h[band] <= Decimal(high):
                raise BadLimits(f"iv_max_g_24h of band {band} must be between {low} and {high}")
        if not self.iv_max_g_24h["15"] <= self.iv_max_g_24h["30"] <= self.iv_max_g_24h["60"]:
            raise BadLimits("iv_max_g_24h must not rise as kidney function falls")
        if not self.critical_at <= self.iv_below < self.moderate_below < self.lln < self.uln:
            raise BadLimits("the limits must rise: critical_at, iv_below, moderate_below, lln, uln")
        if self.iv_profile not in ("slow", "highland", "label"):
            raise BadLimits("iv_profile must be slow, highland or label")
        return self

    def moved(self, threshold: Threshold) -> Threshold:
        """The threshold at this clinic's value; the limits of all units move together."""
        own = getattr(self, threshold.key, None)
        if own is None or own == threshold.limits[MMOL_L]:
            return threshold
        base = Quantity(own, MMOL_L, MAGNESIUM)
        limits = {unit: own if unit is MMOL_L else base.to(unit).value for unit in threshold.limits}
        return Threshold(threshold.key, threshold.label, threshold.side, limits, threshold.rule, threshold.inclusive, threshold.places)
