"""Values that decide: at, just below and just above every limit, in each unit that a laboratory reports.

Numbers without a unit are in the first unit of their fact. "<" and ">" are censored values.
"""

from __future__ import annotations

from decimal import Decimal

from ..clinical.facts import Choice, Count, Fact, Measurement, Refused, YesNo
from ..clinical.knowledge import patient as p
from ..clinical.knowledge.codes import CAUSE_CODES
from ..clinical.units import MEQ_L, MG_DL, MG_L, MMOL_L, Quantity, Unit, find_unit

NUMBERS: dict[Measurement, str] = {
    p.WEIGHT: "22 30 44 44.9 45 46 62 81 120 250",
    p.HEIGHT: "140 152 175 190",
    p.QTC: "400 440 479 480 481 499 500 501 560",
    p.SYSTOLIC_BP: "60 89 90 91 99 100 109 110 111 180",
    p.HEART_RATE: "35 39 40 41 49 50 51 76 150",
    p.RESPIRATORY_RATE: "6 11 12 13 15 16 17 30",
    p.URINE_OUTPUT: "0 10 24 25 26 60 150",
    p.POTASSIUM_SERUM: "2.2 2.4 2.5 2.6 2.9 3.0 3.1 3.4 3.5 3.6 4.0 4.9 5.0 5.1 5.4 5.5 5.9 6.0 6.5 <3.0 <2.5 >5.0 >6.0",
    p.SODIUM_SERUM: "128 129 130 131 134 135 136 150",
    p.CHLORIDE_SERUM: "85 95 105",
    p.BICARBONATE_SERUM: "15 19 20 21 25 30 31 38",
    p.PHOSPHATE_SERUM: "0.3 0.79 0.80 0.81 1.1 1.45 1.46 2.2",
    p.CALCIUM_SERUM: "1.70 1.85 1.90 1.99 2.00 2.10 2.20 2.30 2.80",
    p.ADJUSTED_CALCIUM: "1.60 1.89 1.90 1.91 2.19 2.20 2.21 2.40 2.75 <1.90 <2.20",
    p.IONISED_CALCIUM: "0.80 0.99 1.00 1.01 1.20",
    p.ALBUMIN_SERUM: "18 34 35 36 44",
    p.CREATININE_SERUM: "35 60 75 95 110 140 190 260 420 700 >900 <60",
    p.EGFR_REPORTED: "4 10 14 14.9 15 16 19 20 29 29.9 30 31 44 45 46 59 59.9 60 61 89 90 120 <15 <30 <60 >60 >90",
    p.GLUCOSE: "2.5 3.0 5.5 18",
    p.ALP: "20 29 30 31 80 130 131",
    p.PTH_SERUM: "1 4 60",
    p.VITAMIN_D: "20 50 90",
    p.URATE: "0.2 0.35 0.5",
    p.GIVEN_DOSE: "4 8 16.2 20 30.4 45 60 75 120 160",
    p.ORAL_DOSE: "0 4 10 12 20 24 30 31 40 90",
    p.U24_VOLUME: "300 400 900 1800 2900 3100 6000",
    p.U24_DURATION: "18 20 22 23 24 25 28 30",
    p.U24_MAGNESIUM: "0.1 0.3 0.6 1.2 3 <0.2",
    p.U24_CREATININE: "1 2 5 6 9 14",
    p.U24_CALCIUM: "0.2 1 3 9",
    p.U24_POTASSIUM: "10 20 40 80",
    p.U24_CHLORIDE: "10 20 80",
    p.SPOT_MAGNESIUM: "0.1 0.3 0.5 1.5 3 6 <0.2",
    p.SPOT_CREATININE: "0.9 1.0 2 6 9 12",
    p.SPOT_CALCIUM: "0.2 1 3 6",
    p.SPOT_POTASSIUM: "10 25 50 90",
    p.SPOT_CHLORIDE: "10 15 60",
    p.REPORTED_FEMG: "0.5 1.99 2.00 2.01 3 3.99 4.00 4.01 7.99 8.00 8.01 20",
    p.REPORTED_CA_CR: "0.1 0.19 0.20 0.21 0.4 0.60 0.61",
    p.LOAD_DOSE: "5 28 30 32",
    p.LOAD_URINE_MAGNESIUM: "3 5 14 15 20 24 25 28",
    p.LOAD_BASELINE_MAGNESIUM: "1 2 4",
    p.LOAD_URINE_CREATININE: "3 9 14",
    p.LOAD_BASELINE_RATIO: "0.05 0.2",
    p.REPORTED_RETENTION: "-20 10 19 19.9 20 20.1 35 49.9 50 50.1 51 80",
    p.MAGNESIUM_LOWER_LIMIT: "0.66 0.70 0.75",
    p.USUAL_MAGNESIUM: "0.40 0.46 0.50 0.55 0.60",
    p.IONISED_MAGNESIUM: "0.30 0.40 0.44 0.45 0.46 0.60",
    p.IONISED_LOW: "0.45",
    p.IONISED_HIGH: "0.60",
}
IN_UNITS: tuple[tuple[Measurement, str, str], ...] = (
    (p.POTASSIUM_SERUM, "mEq/L", "2.4 2.9 3.0 3.5 4.1 5.0 5.1"),
    (p.ADJUSTED_CALCIUM, "mg/dL", "7.5 7.6 7.7 8.7 8.8 8.9 9.6"),
    (p.ADJUSTED_CALCIUM, "mEq/L", "3.7 3.79 3.8 4.3 4.4 4.5"),
    (p.CALCIUM_SERUM, "mg/dL", "7.0 7.6 8.0 9.5"),
    (p.CALCIUM_SERUM, "mEq/L", "3.5 4.6"),
    (p.IONISED_CALCIUM, "mg/dL", "3.9 4.0 4.1 4.8"),
    (p.ALBUMIN_SERUM, "g/dL", "2.0 3.4 3.5 4.2"),
    (p.CREATININE_SERUM, "mg/dL", "0.6 0.8 1.1 1.6 2.5 6"),
    (p.CREATININE_SERUM, "mmol/L", "0.07 0.12 0.25"),
    (p.PHOSPHATE_SERUM, "mg/dL", "1.5 2.4 2.5 4.4 4.6"),
    (p.PTH_SERUM, "pg/mL", "20 500"),
    (p.PTH_SERUM, "ng/L", "30"),
    (p.URATE, "µmol/L", "250 400"),
    (p.GIVEN_DOSE, "mg", "200 400 740"),
    (p.GIVEN_DOSE, "mEq", "16 40 80"),
    (p.ORAL_DOSE, "mg/day", "97 292 583 729 800"),
    (p.ORAL_DOSE, "mEq/day", "8 24 60"),
    (p.U24_VOLUME, "L", "0.4 1.8 3.2"),
    (p.U24_MAGNESIUM, "mmol/24h", "0.2 0.49 0.50 0.51 0.99 1.00 1.01 3 8"),
    (p.U24_MAGNESIUM, "mg/24h", "11.9 12 12.1 24 24.1 60"),
    (p.U24_MAGNESIUM, "mg/dL", "0.4 3"),
    (p.U24_MAGNESIUM, "mg/L", "5 30"),
    (p.U24_MAGNESIUM, "mEq/L", "0.5"),
    (p.U24_MAGNESIUM, "mEq/24h", "0.9 1.0 2.0 2.1"),
    (p.U24_CREATININE, "mmol/24h", "3 6 9 11 16"),
    (p.U24_CREATININE, "mg/24h", "900 1300"),
    (p.U24_CREATININE, "g/24h", "0.8 1.1"),
    (p.U24_CALCIUM, "mmol/24h", "0.5 4 9"),
    (p.SPOT_MAGNESIUM, "mg/dL", "0.3 1 4"),
    (p.SPOT_MAGNESIUM, "mg/L", "3 12 40"),
    (p.SPOT_MAGNESIUM, "mEq/L", "0.2 1 4"),
    (p.SPOT_CREATININE, "mg/dL", "9 40 70 120"),
    (p.SPOT_CREATININE, "µmol/L", "900 6000 11000"),
    (p.LOAD_DOSE, "mg", "729"),
    (p.LOAD_DOSE, "mEq", "60"),
    (p.LOAD_URINE_MAGNESIUM, "mg/24h", "120 400 600"),
    (p.REPORTED_CA_CR, "mg/mg", "0.05 0.2"),
    (p.MAGNESIUM_LOWER_LIMIT, "mg/dL", "1.6 1.8"),
    (p.USUAL_MAGNESIUM, "mg/dL", "1.1 1.3"),
    (p.IONISED_MAGNESIUM, "mg/dL", "0.9 1.2"),
)
COUNTS: dict[Count, str] = {
    p.AGE: "0 12 17 18 19 40 55 64 74 75 76 84 85 101",
    p.AV_BLOCK: "0 1 2 3",
    p.AKI_STAGE: "0 1 2 3",
    p.TAKEN_DAYS_AGO: "0 1 7 8 400",
    p.GIVEN_HOURS_AGO: "1 5 11 12 23 24 25 40 47 48 71 72 73 119 120 200",
    p.ORAL_DAYS: "2 3 6 7 8 30",
    p.ONSET_DAYS: "3 7 8 90 400",
    p.AGE_AT_FIRST_LOW: "5 17 18 39 40 60",
    p.CAUSE_REMOVED_MONTHS: "1 2 3 6",
}

# serum magnesium by band, per unit: toxic, high, normal, lower normal, mild, moderate, severe, critical
BANDS = ("toxic", "high", "normal", "latent", "mild", "moderate", "severe", "critical")
MAGNESIUM: dict[Unit, dict[str, str]] = {
    MMOL_L: {
        "toxic": "2.01 2.6 4.0 4.01 5.2 >3", "high": "1.01 1.1 1.5 2.0 >1.00", "normal": "0.85 0.86 0.93 1.00",
        "latent": "0.70 0.71 0.77 0.84 <0.75 <0.80 <0.85 >0.60 >0.30", "mild": "0.60 0.61 0.64 0.68 0.69 0.695 <0.70 <0.65",
        "moderate": "0.50 0.51 0.55 0.58 0.59 0.599 <0.60", "severe": "0.41 0.42 0.45 0.48 0.49 0.499 <0.50",
        "critical": "0.10 0.25 0.30 0.35 0.38 0.39 0.40 <0.40 <0.30 <0.10",
    },
    MG_DL: {
        "toxic": "5.0 6.3 9.7 9.8", "high": "2.5 3.1 4.9", "normal": "2.07 2.1 2.3 2.4", "latent": "1.7 1.8 2.0",
        "mild": "1.5 1.6 <1.7", "moderate": "1.2 1.3 1.4", "severe": "1.0 1.1 <1.2", "critical": "0.6 0.8 0.9 <1.0",
    },
    MEQ_L: {
        "toxic": "4.1 8.0 8.1", "high": "2.1 3 4.0", "normal": "1.7 1.8 2.0", "latent": "1.4 1.5 1.6",
        "mild": "1.2 1.3 1.38", "moderate": "1.0 1.1 1.18", "severe": "0.82 0.9 0.98", "critical": "0.5 0.7 0.80 <0.8",
    },
    MG_L: {
        "toxic": "50 63", "high": "25 30 49", "normal": "21 24", "latent": "17 20", "mild": "15 16", "moderate": "12 14",
        "severe": "10 11", "critical": "7 9",
    },
}  # fmt: skip

_LISTED = {*p.FINDINGS.values(), *p.CONDITIONS.values()}
_QUESTIONS = [fact for fact in p.FACTS if isinstance(fact, YesNo) and fact not in _LISTED]
_CHOICES = [fact for fact in p.FACTS if isinstance(fact, Choice)]


def unit(symbol: str) -> Unit:
    """The unit of that symbol. Raises KeyError if there is none."""
    found = find_unit(symbol)
    if found is None:
        raise KeyError(symbol)
    return found


def measured(fact: Measurement, number: str, of: Unit | None = None) -> Quantity:
    """The quantity as typed: "0.45", "<0.30"."""
    comparator = number[0] if number[0] in "<>" else ""
    return Quantity(Decimal(number.lstrip("<>")), of or fact.units[0], fact.substance, comparator)


def allowed(fact: Measurement, value: Quantity) -> bool:
    """Whether the readers would take this value."""
    try:
        fact.judge(value)
    except Refused:
        return False
    return True


def _all_measured() -> list[tuple[Fact, object]]:
    plain = [(fact, measured(fact, n)) for fact, numbers in NUMBERS.items() for n in numbers.split()]
    other = [(fact, measured(fact, n, unit(symbol))) for fact, symbol, numbers in IN_UNITS for n in numbers.split()]
    return [(fact, value) for fact, value in (*plain, *other) if allowed(fact, value)]


def _all_worded() -> list[tuple[Fact, object]]:
    words: list[tuple[Fact, object]] = [(fact, word) for fact in _CHOICES for word, _label in fact.options]
    words += [(p.KNOWN_CAUSE, code) for code in CAUSE_CODES]
    words += [(fact, Decimal(n)) for fact, numbers in COUNTS.items() for n in numbers.split()]
    return words + [(fact, answer) for fact in _QUESTIONS for answer in (True, False)]


MEASURED: tuple[tuple[Fact, object], ...] = tuple(_all_measured())
WORDED: tuple[tuple[Fact, object], ...] = tuple(_all_worded())
LISTED: tuple[Fact, ...] = (*p.FINDINGS.values(), *p.CONDITIONS.values())
