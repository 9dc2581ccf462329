"""Doses of intravenous and oral magnesium as tables (treatment dossier 2 and 3).

The dose table is keyed by kidney band and level and has no default row (safety H21). Times and volumes
marked [DESIGN] in the dossier rest inside the label rates.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..text import _

SODIUM_CHLORIDE_OR_GLUCOSE = _("sodium chloride 0.9 % or glucose 5 %")


@dataclass(frozen=True, slots=True)
class Infusion:
    """A row of the dose table: code, g of magnesium sulfate heptahydrate, mL, minutes, times a day."""

    code: str
    grams: Decimal
    volume_ml: int
    minutes: int
    rule: str
    per_day: int = 1


def _row(code: str, grams: str, volume_ml: int, minutes: int, rule: str, per_day: int = 1) -> Infusion:
    return Infusion(code, Decimal(grams), volume_ml, minutes, rule, per_day)


# emergency (TX-IV-01 to -04)
ARREST = _row("IV_BOLUS_ARREST_2G", "2", 10, 0, "TX-IV-01")
TORSADES = _row("IV_BOLUS_TDP_2G_10MIN", "2", 100, 10, "TX-IV-02")
TORSADES_REPEAT = _row("IV_REPEAT_TDP", "2", 100, 10, "TX-IV-02")
TORSADES_MAINTENANCE_FULL = _row("IV_MAINT_TDP", "6", 250, 360, "TX-IV-02")
TORSADES_MAINTENANCE_HALF = _row("IV_MAINT_TDP", "3", 250, 360, "TX-IV-02")
LOAD_FULL = _row("IV_LOAD_2G_15MIN", "2", 100, 15, "TX-IV-04")
LOAD_HALF = _row("IV_LOAD_1G_15MIN", "1", 100, 15, "TX-IV-04")

# continuation after a loading dose, by kidney band (TX-IV-05)
CONTINUATION: dict[str, Infusion] = {
    "60": _row("IV_INF_5G_6H", "5", 250, 360, "TX-IV-05"),
    "30": _row("IV_INF_5G_12H", "5", 500, 720, "TX-IV-05"),
    "15": _row("IV_INF_2_5G_12H", "2.5", 250, 720, "TX-IV-05"),
}

# planned infusion, by kidney band and severity (TX-IV-06, TX-IV-07)
PLANNED: dict[tuple[str, str], Infusion] = {
    ("60", "critical"): _row("IV_INF_5G_12H_X2", "5", 500, 720, "TX-IV-06", 2),
    ("60", "severe"): _row("IV_INF_5G_12H", "5", 500, 720, "TX-IV-06"),
    ("60", "moderate"): _row("IV_INF_4G_8H", "4", 250, 480, "TX-IV-06"),
    ("60", "mild"): _row("IV_INF_2G_4H", "2", 100, 240, "TX-IV-06"),
    ("30", "critical"): _row("IV_INF_5G_12H", "5", 500, 720, "TX-IV-07"),
    ("30", "severe"): _row("IV_INF_5G_12H", "5", 500, 720, "TX-IV-07"),
    ("30", "moderate"): _row("IV_INF_4G_8H", "4", 250, 480, "TX-IV-07"),
    ("30", "mild"): _row("IV_INF_2G_4H", "2", 100, 240, "TX-IV-07"),
    ("15", "critical"): _row("IV_INF_2_5G_12H", "2.5", 250, 720, "TX-IV-07"),
    ("15", "severe"): _row("IV_INF_2_5G_12H", "2.5", 250, 720, "TX-IV-07"),
    ("15", "moderate"): _row("IV_INF_2G_8H", "2", 250, 480, "TX-IV-07"),
    ("15", "mild"): _row("IV_INF_1G_4H", "1", 100, 240, "TX-IV-07"),
}

# the faster profiles a clinic may name; only at eGFR 60 or above (conflict C-03)
HIGHLAND = _row("IV_INF_5G_3H", "5", 250, 180, "TX-IV-06", 2)
LABEL = _row("IV_INF_5G_3H", "5", 250, 180, "TX-IV-06")

BOLUS_ONLY_G_24H = Decimal(2)  # TX-IV-03, -05: eGFR below 15, first doses only
POOR_KIDNEY_G_48H = Decimal(20)  # TX-INV-21: eGFR below 30 or not known
LIGHT_BODY_KG = Decimal(45)
LIGHT_BODY_G_PER_KG = Decimal("0.2")
CUT_STEP_G = Decimal("0.5")

# oral ladder of total daily doses, mmol: (per dose, times) (TX-PO-01 to -05)
ORAL_LADDER: tuple[tuple[Decimal, int], ...] = (
    (Decimal(4), 3), (Decimal(10), 2), (Decimal(8), 3), (Decimal(10), 3),
)  # fmt: skip
ORAL_START_MILD, ORAL_START_MODERATE = ORAL_LADDER[0], ORAL_LADDER[2]
ORAL_MAX_BAND_30 = Decimal(24)
REFEEDING_MMOL_KG = Decimal("0.4")

ORGANIC_SALT = _("magnesium, organic salt")
# by region: (salt, what to tell), in the order of choice (TX-PO-04, treatment 2.2)
PRODUCTS: dict[str, tuple[tuple[str, str], ...]] = {
    "UK": (
        ("citrate", _("UK: magnesium citrate tablet 4 mmol (97 mg)")),
        ("glycerophosphate", _("UK: magnesium glycerophosphate tablet 4 mmol (97 mg)")),
        ("aspartate", _("UK: magnesium aspartate sachet 10 mmol (243 mg)")),
    ),
    "NL": (
        ("aspartate", _("Netherlands: magnesium aspartate sachet 10 mmol (243 mg)")),
        ("gluconate", _("Netherlands: magnesium gluconate tablet 500 mg salt = 1.2 mmol (29 mg)")),
    ),
    "US": (("lactate", _("US: magnesium lactate SR 835 mg dihydrate = 3.5 mmol (84 mg)")),),
    "": (("citrate", _("An organic salt: citrate, aspartate, lactate, glycinate or gluconate")),),
}
# what one tablet or sachet of a named product holds by its label, mmol of magnesium (treatment 2.2)
CONTENT_MMOL: dict[str, Decimal] = {
    PRODUCTS["UK"][0][1]: Decimal(4),
    PRODUCTS["UK"][1][1]: Decimal(4),
    PRODUCTS["UK"][2][1]: Decimal(10),
    PRODUCTS["NL"][0][1]: Decimal(10),
    PRODUCTS["NL"][1][1]: Decimal("1.2"),
    PRODUCTS["US"][0][1]: Decimal("3.5"),
}
PRODUCTS_WITHOUT_ASPARTATE = (("citrate", _("An organic salt: citrate, lactate, glycinate or gluconate")),)  # TX-INV-65
