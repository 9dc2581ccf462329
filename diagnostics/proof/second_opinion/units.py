"""Values with units and their limits, from section 1 of the diagnosis dossier and 0.2 of the treatment dossier."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .logic import Answer

D = Decimal
MG_MASS, CREATININE_MASS, CALCIUM_MASS, SULFATE_MASS = D("24.305"), D("113.12"), D("40.078"), D("246.47")


@dataclass(frozen=True, slots=True)
class Value:
    """A number in the unit reported; `bound` "<" or ">" where the laboratory gave only a limit."""

    number: Decimal
    unit: str
    bound: str = ""

    def below(self, limit: Decimal) -> Answer:
        if self.bound == "<":
            return True if self.number <= limit else None
        if self.bound == ">":
            return False if self.number >= limit else None
        return self.number < limit

    def above(self, limit: Decimal) -> Answer:
        if self.bound == ">":
            return True if self.number >= limit else None
        if self.bound == "<":
            return False if self.number <= limit else None
        return self.number > limit

    def times(self, factor: Decimal, unit: str) -> Value:
        return Value(self.number * factor, unit, self.bound)


Limits = dict[str, Decimal]


def limits(mmol_l: str, mg_dl: str, meq_l: str) -> Limits:
    """A limit in its native units; mg/L is exactly ten times mg/dL."""
    return {"mmol/l": D(mmol_l), "mg/dl": D(mg_dl), "meq/l": D(meq_l), "mg/l": D(mg_dl) * 10}


# Treatment dossier 0.2: limits of serum magnesium by unit
LOW = limits("0.70", "1.7", "1.4")
MODERATE = limits("0.60", "1.5", "1.2")
SEVERE = limits("0.50", "1.2", "1.0")
CRITICAL = limits("0.40", "1.0", "0.80")  # at or below in mmol/L and mEq/L, below in mg/dL
ABOVE_RANGE = limits("1.00", "2.4", "2.0")
TOXIC = limits("2.0", "4.9", "4.0")
LATENT = limits("0.85", "2.07", "1.70")  # DX-SER-05
VERY_TOXIC = limits("4.0", "9.7", "8.0")  # TX-TOX-02


def below(value: Value | None, limit: Limits) -> Answer:
    return None if value is None else value.below(limit[value.unit])


def above(value: Value | None, limit: Limits) -> Answer:
    return None if value is None else value.above(limit[value.unit])


def at_least(value: Value | None, limit: Limits) -> Answer:
    answer = below(value, limit)
    return None if answer is None else not answer


def is_critical(value: Value | None) -> Answer:
    """At or below 0.40 mmol/L or 0.80 mEq/L, below 1.0 mg/dL."""
    if value is None:
        return None
    if value.unit in ("mg/dl", "mg/l"):
        return value.below(CRITICAL[value.unit])
    answer = value.above(CRITICAL[value.unit])
    return None if answer is None else not answer


# -- conversion ---------------------------------------------------------------------------------------------

MAGNESIUM_TO_MMOL = {
    "mmol/l": D(1), "mg/dl": 10 / MG_MASS, "mg/l": 1 / MG_MASS, "meq/l": D("0.5"),
    "mmol/24h": D(1), "mg/24h": 1 / MG_MASS, "meq/24h": D("0.5"),
    "mmol": D(1), "mg": 1 / MG_MASS, "meq": D("0.5"),
    "mmol/day": D(1), "mg/day": 1 / MG_MASS, "meq/day": D("0.5"),
}  # fmt: skip
CREATININE_TO_MMOL = {
    "mmol/l": D(1), "umol/l": D("0.001"), "mg/dl": 10 / CREATININE_MASS,
    "mmol/24h": D(1), "mg/24h": 1 / CREATININE_MASS, "g/24h": 1000 / CREATININE_MASS,
}  # fmt: skip
CALCIUM_TO_MMOL = {"mmol/l": D(1), "mg/dl": 10 / CALCIUM_MASS, "meq/l": D("0.5")}
RATIO_TO_MMOL = {"mmol/mmol": D(1), "mg/mg": CREATININE_MASS / MG_MASS}
ML_OF = {"ml": D(1), "l": D(1000)}


def converted(value: Value | None, factors: dict[str, Decimal], unit: str) -> Value | None:
    return None if value is None else value.times(factors[value.unit], unit)


def read_value(raw: Any) -> Value | None:
    """A quantity of the machine interface; null is not known."""
    if raw is None or raw.get("value") is None:
        return None
    written, bound = raw["value"], ""
    text = str(written).strip().replace(",", ".")
    if text[:1] in ("<", ">"):
        bound, text = text[0], text[1:].strip()
    unit = str(raw["unit"]).replace(" ", "").replace("µ", "u").replace("μ", "u").lower()
    return Value(D(text), unit, bound)


def read_number(raw: Any) -> Decimal | None:
    return None if raw is None else D(str(raw))


def half_up(number: Decimal, places: int) -> Decimal:
    return number.quantize(D(1).scaleb(-places), rounding=ROUND_HALF_UP)
