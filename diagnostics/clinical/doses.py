"""Doses as value objects whose parts must multiply out, and the one place that turns them into other units.

An intravenous dose is stored in g of magnesium sulfate heptahydrate, an oral dose in mmol of magnesium;
everything else is derived here (treatment dossier 0.2; TX-INV-25; safety H04, H23).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .text import _
from .units import MAGNESIUM, MAGNESIUM_SULFATE_HEPTAHYDRATE_G_MOL

MAGNESIUM_SULFATE = _("magnesium sulfate heptahydrate")
PERCENT_OF_STOCK = Decimal(50)


def plain(number: Decimal) -> Decimal:
    """Without trailing zeros: a dose is never written 5.0, which is read as 50 (TX-INV-72)."""
    return number.normalize() + 0


def mmol_of_sulfate(grams: Decimal) -> Decimal:
    """Millimoles of magnesium in `grams` of magnesium sulfate heptahydrate (DX-UNIT-07)."""
    return grams * 1000 / MAGNESIUM_SULFATE_HEPTAHYDRATE_G_MOL


def grams_of_sulfate(mmol: Decimal) -> Decimal:
    """Grams of magnesium sulfate heptahydrate that hold `mmol` of magnesium (DX-UNIT-07)."""
    return mmol * MAGNESIUM_SULFATE_HEPTAHYDRATE_G_MOL / 1000


def meq(mmol: Decimal) -> Decimal:
    """Milliequivalents of magnesium."""
    return mmol * MAGNESIUM.valence


def mg(mmol: Decimal) -> Decimal:
    """Milligrams of elemental magnesium."""
    return mmol * MAGNESIUM.molar_mass


def grams_in(millilitres: Decimal, *, percent: Decimal) -> Decimal:
    """Grams of the salt in a volume of a solution of so many g per 100 mL."""
    return millilitres * percent / 100


def millilitres_with(grams: Decimal, *, percent: Decimal) -> Decimal:
    """The volume of a solution of so many g per 100 mL that holds the grams of the salt."""
    return grams * 100 / percent


@dataclass(frozen=True, slots=True)
class IVDose:
    """One intravenous dose of magnesium sulfate heptahydrate.

    `salt_g` in `volume_ml` over `minutes` (0 for the arrest bolus), given `per_day` times;
    `max_24h_g` is the cap of this patient's kidney band, None where only this one dose is given.
    """

    salt_g: Decimal
    volume_ml: Decimal
    minutes: Decimal
    diluent: str
    per_day: int = 1
    max_24h_g: Decimal | None = None

    @property
    def mmol(self) -> Decimal:
        return mmol_of_sulfate(self.salt_g)

    @property
    def meq(self) -> Decimal:
        return meq(self.mmol)

    @property
    def mg(self) -> Decimal:
        return mg(self.mmol)

    @property
    def percent_w_v(self) -> Decimal:
        """Final concentration in g per 100 mL."""
        return plain(self.salt_g * 100 / self.volume_ml)

    @property
    def stock_ml(self) -> Decimal:
        """Volume of the 50 % w/v solution that holds the dose."""
        return plain(millilitres_with(self.salt_g, percent=PERCENT_OF_STOCK))

    @property
    def rate_g_per_h(self) -> Decimal | None:
        """None for a bolus."""
        return self.salt_g * 60 / self.minutes if self.minutes else None

    @property
    def rate_mg_per_min(self) -> Decimal | None:
        return self.salt_g * 1000 / self.minutes if self.minutes else None

    @property
    def rate_ml_per_h(self) -> Decimal | None:
        return self.volume_ml * 60 / self.minutes if self.minutes else None


@dataclass(frozen=True, slots=True)
class OralDose:
    """An oral dose of magnesium: `mmol_per_dose`, `times_per_day`, as the salt named."""

    drug: str
    mmol_per_dose: Decimal
    times_per_day: int

    @property
    def mmol_per_day(self) -> Decimal:
        return plain(self.mmol_per_dose * self.times_per_day)


@dataclass(frozen=True, slots=True)
class DrugDose:
    """A dose of another drug: `amount` of `unit` by `route`, so many times a day or over so many minutes."""

    drug: str
    route: str
    amount: Decimal
    unit: str
    times_per_day: int | None = None
    minutes: Decimal | None = None


Dose = IVDose | OralDose | DrugDose
