"""Hard limits of every dose, for the guard that looks a second time (safety rule 5; TX-INV).

They are written down apart from the dose tables on purpose: a slip in one does not repeat itself here.
No setting, no form and no person can pass them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

D = Decimal


@dataclass(frozen=True, slots=True)
class DrugLimit:
    """The most of a drug by one route: per dose, per day, and the shortest time in minutes for a dose by vein."""

    drug: str
    route: str
    unit: str
    per_dose: Decimal
    per_day: Decimal
    minutes_at_least: Decimal | None
    rule: str


# intravenous magnesium sulfate heptahydrate, g: by the lowest eGFR of the band
IV_G_PER_24H = {60: D(12), 30: D(7), 15: D(5), 0: D(2)}
IV_G_PER_SCHEDULED_DOSE = {60: D(6), 30: D(5), 15: D("2.5"), 0: D(0)}
IV_G_EMERGENCY_DOSE = D(2)
IV_G_PER_24H_NEVER_ABOVE = D(15)
IV_G_PER_5_DAYS = D(40)
IV_G_PER_48H_BELOW_30 = D(20)
IV_G_PER_KG_24H_BELOW_45_KG = D("0.2")
IV_MG_PER_MIN_TORSADES = D(200)
IV_MG_PER_MIN_LOADING = D(150)
IV_G_PER_H_INFUSION = D(1)
IV_G_PER_H_PROFILE = D(2)
IV_PERCENT_ARREST = D(20)
IV_PERCENT = D(5)
# serum magnesium in the unit reported: above it no magnesium at all; from it on not low
TOXIC_ABOVE = {"mmol/L": D("2.0"), "mg/dL": D("4.9"), "mEq/L": D("4.0"), "mg/L": D(49)}
NOT_LOW_FROM = {"mmol/L": D("0.70"), "mg/dL": D("1.7"), "mEq/L": D("1.4"), "mg/L": D(17)}
NOT_LOW_NEVER_ABOVE_MMOL_L = D("0.75")  # the highest lower limit a clinic may set
LOADING_MINUTES = D(15)
TORSADES_MINUTES = D(10)
EMERGENCY_CODES = frozenset({"IV_BOLUS_ARREST_2G", "IV_BOLUS_TDP_2G_10MIN", "IV_REPEAT_TDP"})
LOADING_CODES = frozenset({"IV_LOAD_2G_15MIN", "IV_LOAD_1G_15MIN"})

ORAL_MMOL_PER_DOSE = D("12.5")
ORAL_MMOL_PER_DAY = {60: D(40), 30: D(24)}

DRUG_LIMITS: tuple[DrugLimit, ...] = (
    DrugLimit("amiloride", "oral", "mg", D(10), D(10), None, "TX-INV-51"),
    DrugLimit("empagliflozin or dapagliflozin", "oral", "mg", D(10), D(10), None, "TX-SGL-02"),
    DrugLimit("native inulin", "oral", "g", D(10), D(20), None, "TX-INV-59"),
    DrugLimit("potassium chloride", "oral", "mmol", D(40), D(80), None, "TX-ELY-02"),
    DrugLimit("potassium chloride", "iv", "mmol", D(10), D(240), D(60), "TX-INV-40"),
    DrugLimit("calcium gluconate 10 %", "iv", "mL", D(20), D(100), D(5), "TX-INV-38"),
    DrugLimit("thiamine", "iv", "mg", D(200), D(600), None, "TX-ELY-10"),
    DrugLimit("thiamine", "oral", "mg", D(100), D(300), None, "TX-ELY-09"),
)
