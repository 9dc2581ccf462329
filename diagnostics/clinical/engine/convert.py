"""Amounts of magnesium in other units, and tablets to an amount: arithmetic without a patient, never a proposal.

A converted amount is held against the hard limits of the guard at their widest, those of normal kidney
function; what is not above them is not thereby right for anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ..doses import PERCENT_OF_STOCK, grams_in, grams_of_sulfate, meq, mg, millilitres_with, mmol_of_sulfate
from ..knowledge import limits
from ..knowledge.thresholds import ClinicLimits
from ..text import _
from ..units import MAGNESIUM, ML, MMOL, MMOL_DAY, G, Quantity, Unit


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of magnesium: as salt (magnesium sulfate heptahydrate, g) and as mmol of magnesium."""

    salt_g: Decimal
    mmol: Decimal

    @property
    def meq(self) -> Decimal:
        return meq(self.mmol)

    @property
    def mg(self) -> Decimal:
        """Elemental magnesium."""
        return mg(self.mmol)

    def millilitres(self, percent: Decimal) -> Decimal:
        """The volume that holds it, of a solution of so many g of the salt per 100 mL."""
        return millilitres_with(self.salt_g, percent=percent)


def amount_of(written: Quantity, *, percent: Decimal | None) -> Amount | None:
    """The amount that was written in g of the salt, mmol, mEq, mg elemental or mL; None for mL without a strength."""
    if written.unit is ML:
        if percent is None:
            return None
        salt = grams_in(written.value, percent=percent)
    elif written.unit is G:
        salt = written.value
    else:
        mmol = Quantity(written.value, written.unit, MAGNESIUM).to(MMOL).value
        return Amount(grams_of_sulfate(mmol), mmol)
    return Amount(salt, mmol_of_sulfate(salt))


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A limit of one part (a dose, a day): in g of the salt or in mmol of magnesium, and its rule.

    `hard`: that of the guard at its widest, which no clinic can pass; else the usual one, which a clinic may set.
    """

    part: str
    label: str
    limit: Decimal
    unit: Unit
    rule: str
    hard: bool = True

    def passed_by(self, amount: Amount) -> bool:
        """Whether the amount is more."""
        return self.is_below(amount.salt_g if self.unit is G else amount.mmol)

    def is_below(self, value: Decimal) -> bool:
        """Whether a value in its unit is more."""
        return value > self.limit


_WIDEST = max(limits.IV_G_PER_24H)
CEILINGS: tuple[Ceiling, ...] = (
    Ceiling("iv_dose", _("one dose by vein"), limits.IV_G_PER_SCHEDULED_DOSE[_WIDEST], G, "TX-IV-02"),
    Ceiling("iv_day", _("24 hours by vein"), min(limits.IV_G_PER_24H[_WIDEST], limits.IV_G_PER_24H_NEVER_ABOVE), G, "TX-INV-20"),
    Ceiling("oral_dose", _("one dose by mouth"), limits.ORAL_MMOL_PER_DOSE, MMOL, "TX-INV-27"),
    Ceiling("oral_day", _("one day by mouth"), limits.ORAL_MMOL_PER_DAY[max(limits.ORAL_MMOL_PER_DAY)], MMOL, "TX-INV-27"),
)  # fmt: skip
USUAL: tuple[Ceiling, ...] = (
    Ceiling("oral_dose", _("one dose by mouth"), ClinicLimits().oral_single_max_mmol, MMOL, "TX-PO-05", hard=False),
    Ceiling("oral_day", _("one day by mouth"), ClinicLimits().oral_max_mmol_d, MMOL, "TX-PO-03", hard=False),
)
STRENGTHS: tuple[Decimal, ...] = (PERCENT_OF_STOCK, limits.IV_PERCENT_ARREST, limits.IV_PERCENT)


def strength_refused(percent: Decimal) -> bool:
    """Whether a solution is too strong to be given by vein undiluted, whatever the patient (TX-INV-16)."""
    return percent > limits.IV_PERCENT_ARREST


@dataclass(frozen=True, slots=True)
class Units:
    """So many tablets to a daily amount: exactly, and the whole numbers next to it with what they hold in a day."""

    content_mmol: Decimal
    exactly: Decimal

    @property
    def fewer(self) -> int:
        return int(self.exactly.to_integral_value(ROUND_FLOOR))

    @property
    def more(self) -> int:
        return int(self.exactly.to_integral_value(ROUND_CEILING))

    def mmol_of(self, number: int) -> Decimal:
        """Magnesium in so many of them."""
        return self.content_mmol * number


def units_a_day(*, content: Quantity, wanted: Quantity) -> Units:
    """Tablets to a daily amount; the content is the elemental one of the label, never the weight of a salt (TX-PO-04)."""
    content_mmol = content.to(MMOL).value
    return Units(content_mmol, wanted.to(MMOL_DAY).value / content_mmol)


def passed(held: Mapping[str, Decimal], ceilings: tuple[Ceiling, ...] = (*CEILINGS, *USUAL)) -> tuple[Ceiling, ...]:
    """The limits that amounts pass, by part; a usual limit is not named where the hard one is passed as well."""
    over = [each for each in ceilings if each.part in held and each.is_below(held[each.part])]
    return tuple(
        each for each in over if each.hard or not any(other.hard and other.part == each.part for other in over)
    )


def limits_passed(amount: Amount) -> tuple[Ceiling, ...]:
    """The limits that one amount passes, were it one dose or all of one day."""
    return passed({each.part: amount.salt_g if each.unit is G else amount.mmol for each in CEILINGS})
