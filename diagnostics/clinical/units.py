"""Units, substances and quantities: a number never travels without its unit.

Concentration, amount, amount per day and amount per kg are different dimensions; no factor leads
from one to another (DX-UNIT-10). Conversion goes through moles, mass and equivalents with the molar
mass and valence of the substance. Arithmetic is Decimal throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum


class Dimension(Enum):
    """What kind of thing a unit measures; quantities of different dimensions never mix."""

    CONCENTRATION = "concentration"
    AMOUNT = "amount"
    AMOUNT_PER_DAY = "amount per day"
    AMOUNT_PER_KG = "amount per kg"
    RATIO = "ratio"
    PERCENT = "percent"
    VOLUME = "volume"
    DURATION = "duration"
    MASS = "body mass"
    LENGTH = "length"
    PRESSURE = "pressure"
    FREQUENCY = "frequency"
    FLOW = "flow"
    CLEARANCE = "clearance"
    ACTIVITY = "activity"
    AGE = "age"


class Basis(Enum):
    """How an amount of substance is counted."""

    MOLE = "mmol"
    MASS = "mg"
    EQUIVALENT = "mEq"
    NONE = ""


class IncompatibleUnits(ValueError):
    """Raised when a quantity is asked to become something it is not."""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A unit: `factor` leads to the base of its dimension and basis (mmol, mg or mEq; per litre, day, kg)."""

    symbol: str
    dimension: Dimension
    basis: Basis
    factor: Decimal

    def __str__(self) -> str:
        return self.symbol

    def __repr__(self) -> str:
        return f"<{self.symbol}>"


@dataclass(frozen=True, slots=True, eq=False)
class Substance:
    """A substance with its molar mass in g/mol and the charge of its ion (0: no equivalents)."""

    key: str
    molar_mass: Decimal
    valence: int = 0


def _unit(symbol: str, dimension: Dimension, basis: Basis = Basis.NONE, factor: str = "1") -> Unit:
    return Unit(symbol, dimension, basis, Decimal(factor))


_C, _A, _D, _K = Dimension.CONCENTRATION, Dimension.AMOUNT, Dimension.AMOUNT_PER_DAY, Dimension.AMOUNT_PER_KG

MMOL_L = _unit("mmol/L", _C, Basis.MOLE)
UMOL_L = _unit("µmol/L", _C, Basis.MOLE, "0.001")
NMOL_L = _unit("nmol/L", _C, Basis.MOLE, "0.000001")
PMOL_L = _unit("pmol/L", _C, Basis.MOLE, "0.000000001")
MG_DL = _unit("mg/dL", _C, Basis.MASS, "10")
MG_L = _unit("mg/L", _C, Basis.MASS)
G_L = _unit("g/L", _C, Basis.MASS, "1000")
G_DL = _unit("g/dL", _C, Basis.MASS, "10000")
PG_ML = _unit("pg/mL", _C, Basis.MASS, "0.000001")
NG_L = _unit("ng/L", _C, Basis.MASS, "0.000001")
MEQ_L = _unit("mEq/L", _C, Basis.EQUIVALENT)
MMOL = _unit("mmol", _A, Basis.MOLE)
MG = _unit("mg", _A, Basis.MASS)
G = _unit("g", _A, Basis.MASS, "1000")
MEQ = _unit("mEq", _A, Basis.EQUIVALENT)
MMOL_24H = _unit("mmol/24h", _D, Basis.MOLE)
MG_24H = _unit("mg/24h", _D, Basis.MASS)
G_24H = _unit("g/24h", _D, Basis.MASS, "1000")
MEQ_24H = _unit("mEq/24h", _D, Basis.EQUIVALENT)
MMOL_DAY = _unit("mmol/day", _D, Basis.MOLE)
MG_DAY = _unit("mg/day", _D, Basis.MASS)
MEQ_DAY = _unit("mEq/day", _D, Basis.EQUIVALENT)
MMOL_KG = _unit("mmol/kg", _K, Basis.MOLE)
MG_KG = _unit("mg/kg", _K, Basis.MASS)
MEQ_KG = _unit("mEq/kg", _K, Basis.EQUIVALENT)
MMOL_MMOL = _unit("mmol/mmol", Dimension.RATIO, Basis.MOLE)
MG_MG = _unit("mg/mg", Dimension.RATIO, Basis.MASS)
RATIO = _unit("ratio", Dimension.RATIO)
PERCENT = _unit("%", Dimension.PERCENT)
ML = _unit("mL", Dimension.VOLUME)
LITRE = _unit("L", Dimension.VOLUME, factor="1000")
HOUR = _unit("h", Dimension.DURATION, factor="60")
MINUTE = _unit("min", Dimension.DURATION)
MS = _unit("ms", Dimension.DURATION, factor="0.0000166666666666666666666667")
KG = _unit("kg", Dimension.MASS)
CM = _unit("cm", Dimension.LENGTH)
MMHG = _unit("mmHg", Dimension.PRESSURE)
PER_MIN = _unit("/min", Dimension.FREQUENCY)
ML_H = _unit("mL/h", Dimension.FLOW)
ML_MIN_173 = _unit("mL/min/1.73m2", Dimension.CLEARANCE)
U_L = _unit("U/L", Dimension.ACTIVITY)
YEARS = _unit("years", Dimension.AGE, factor="365.25")
MONTHS = _unit("months", Dimension.AGE, factor="30.4375")
DAYS = _unit("days", Dimension.AGE)

UNITS: tuple[Unit, ...] = tuple(value for value in dict(globals()).values() if isinstance(value, Unit))


def _spelling(text: str) -> str:
    """A unit's text without blanks, case or the variants of one sign."""
    text = (
        text.strip()
        .replace("\u03bc", "µ")
        .replace("²", "2")
        .replace("^2", "2")
        .replace("1,73", "1.73")
        .replace(" ", "")
        .lower()
    )
    text = text.removesuffix(".")
    return (
        text.replace("umol", "µmol")
        .replace("mcmol", "µmol")
        .replace("mval", "meq")
        .replace("iu/l", "u/l")
        .replace("/d'", "/d")
    )


_BY_SPELLING: dict[str, Unit] = {_spelling(unit.symbol): unit for unit in UNITS}
_BY_SPELLING |= {
    "mmol/d": MMOL_DAY,
    "mg/d": MG_DAY,
    "meq/d": MEQ_DAY,
    "ml/min/1.73m²": ML_MIN_173,
    "ml/min/1.73": ML_MIN_173,
    "ml/min": ML_MIN_173,
    "hours": HOUR,
    "hour": HOUR,
    "bpm": PER_MIN,
    "l": LITRE,
    "g/day": G_24H,
    "msec": MS,
    "ng/l": NG_L,
    "y": YEARS,
    "u/l": U_L,
    "uur": HOUR,
    "uren": HOUR,
}
# As laboratories write a day, in English and Dutch; g/24h is the only unit of grams a day.
_BY_SPELLING |= {
    f"{amount.symbol.lower()}/{day}": per_24h
    for amount, per_24h in ((MMOL, MMOL_24H), (MG, MG_24H), (MEQ, MEQ_24H), (G, G_24H))
    for day in ("24hours", "24hour", "24hrs", "24hr", "24uur", "24uren", "24u")
}
_BY_SPELLING |= {
    f"{amount.symbol.lower()}/{day}": per_day
    for amount, per_day in ((MMOL, MMOL_DAY), (MG, MG_DAY), (MEQ, MEQ_DAY), (G, G_24H))
    for day in ("dag", "etmaal", "etm")
}

# "Mmol" or "MG" would be another unit in a strict reading; no unit here differs from another by case alone.


def find_unit(text: str) -> Unit | None:
    """The unit that `text` names, whatever its case and blanks; None if there is none."""
    return _BY_SPELLING.get(_spelling(text))


MAGNESIUM = Substance("magnesium", Decimal("24.305"), 2)
CREATININE = Substance("creatinine", Decimal("113.12"))
CALCIUM = Substance("calcium", Decimal("40.078"), 2)
PHOSPHATE = Substance("phosphate", Decimal("30.974"))
POTASSIUM = Substance("potassium", Decimal("39.098"), 1)
SODIUM = Substance("sodium", Decimal("22.990"), 1)
CHLORIDE = Substance("chloride", Decimal("35.45"), 1)
BICARBONATE = Substance("bicarbonate", Decimal("61.017"), 1)
PTH = Substance("parathyroid_hormone", Decimal("9425"))
ALBUMIN = Substance("albumin", Decimal("66500"))
MAGNESIUM_SULFATE_HEPTAHYDRATE_G_MOL = Decimal("246.47")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A Decimal with its unit and, where amounts can be counted in several ways, its substance.

    `comparator` is "" for an exact value, "<" or ">" for a censored one, of which only the bound
    is known. Quantities compare only through thresholds, never with plain numbers.
    """

    value: Decimal
    unit: Unit
    substance: Substance | None = None
    comparator: str = ""

    def to(self, unit: Unit) -> Quantity:
        """The same quantity in another unit.

        Raises IncompatibleUnits when the dimension differs or no molar mass leads there.
        """
        if unit is self.unit:
            return self
        if unit.dimension is not self.unit.dimension:
            raise IncompatibleUnits(f"{self.unit} is no {unit.dimension.value}")
        base = self.value * self.unit.factor
        if unit.basis is not self.unit.basis:
            base = self._in_basis(base, unit.basis)
        return Quantity(base / unit.factor, unit, self.substance, self.comparator)

    def _in_basis(self, base: Decimal, basis: Basis) -> Decimal:
        substance = self.substance
        if substance is None or Basis.NONE in (basis, self.unit.basis):
            raise IncompatibleUnits(f"{self.unit} cannot become {basis.value} without a substance")
        if self.unit.dimension is Dimension.RATIO:
            raise IncompatibleUnits("a ratio of two substances is converted where both are known")
        if Basis.EQUIVALENT in (basis, self.unit.basis) and not substance.valence:
            raise IncompatibleUnits(f"{substance.key} is not counted in equivalents")
        to_mole = {
            Basis.MOLE: Decimal(1),
            Basis.MASS: substance.molar_mass,
            Basis.EQUIVALENT: Decimal(substance.valence),
        }
        return base / to_mole[self.unit.basis] * to_mole[basis]

    def rounded(self, places: int) -> Quantity:
        """Rounded half up to `places` decimals, for comparison as DX-GEN-03 says and for display."""
        return Quantity(round_half_up(self.value, places), self.unit, self.substance, self.comparator)

    @property
    def exact(self) -> bool:
        """False for a censored value, whose number must not enter arithmetic."""
        return not self.comparator


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Commercial rounding, on Decimal (DX-GEN-03)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def quantity(value: str | int | Decimal, unit: Unit, substance: Substance | None = None) -> Quantity:
    """Short way to write an exact quantity."""
    return Quantity(Decimal(value), unit, substance)


MOLAR_MASSES: Mapping[str, Decimal] = {
    substance.key: substance.molar_mass for substance in (MAGNESIUM, CREATININE, CALCIUM, PHOSPHATE)
}
