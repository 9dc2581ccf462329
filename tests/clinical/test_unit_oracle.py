"""Every conversion against pint, a library of units by others, with the molar masses written a second time.

pint knows nothing of magnesium; from moles to mass and to equivalents it is led here by multiplying with
a molar mass or a charge as quantities, so that a wrong factor does not come out in the right unit.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import permutations, product

import pint
import pytest

from diagnostics.clinical import units
from diagnostics.clinical.doses import IVDose, OralDose, grams_of_sulfate, meq, mg, mmol_of_sulfate
from diagnostics.clinical.facts import Measurement
from diagnostics.clinical.formulas import (
    baseline_from_ratio,
    collection_ratio,
    filtered_load,
    fractional_excretion,
    per_day,
    ratio_to_creatinine,
    retention,
)
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.units import UNITS, Dimension, IncompatibleUnits, Quantity, Substance, Unit

from .strategies import D, unit

REGISTRY = pint.UnitRegistry(non_int_type=Decimal, cache_folder=None)
REGISTRY.define("equivalent = [ion_charge] = eq")
REGISTRY.define("enzyme_unit_here = [enzyme_activity]")
REGISTRY.define("kilogram_of_body = [body_mass]")  # no drug is weighed in it
EXACT = D("1e-12")

# what each symbol means, in pint's words
MEANING = {
    "mmol/L": "millimole / liter", "µmol/L": "micromole / liter", "nmol/L": "nanomole / liter", "pmol/L": "picomole / liter",
    "mg/dL": "milligram / deciliter", "mg/L": "milligram / liter", "g/L": "gram / liter", "g/dL": "gram / deciliter",
    "pg/mL": "picogram / milliliter", "ng/L": "nanogram / liter", "mEq/L": "milliequivalent / liter",
    "mmol": "millimole", "mg": "milligram", "g": "gram", "mEq": "milliequivalent",
    "mmol/24h": "millimole / (24 * hour)", "mg/24h": "milligram / (24 * hour)", "g/24h": "gram / (24 * hour)",
    "mEq/24h": "milliequivalent / (24 * hour)", "mmol/day": "millimole / day", "mg/day": "milligram / day", "mEq/day": "milliequivalent / day",
    "mmol/kg": "millimole / kilogram_of_body", "mg/kg": "milligram / kilogram_of_body", "mEq/kg": "milliequivalent / kilogram_of_body",
    "mmol/mmol": "millimole / millimole", "mg/mg": "milligram / milligram", "ratio": "dimensionless", "%": "percent",
    "mL": "milliliter", "L": "liter", "h": "hour", "min": "minute", "ms": "millisecond", "kg": "kilogram_of_body", "cm": "centimeter",
    "mmHg": "mmHg", "/min": "1 / minute", "mL/h": "milliliter / hour", "mL/min/1.73m2": "milliliter / minute / (1.73 * meter ** 2)",
    "U/L": "enzyme_unit_here / liter", "years": "year", "months": "month", "days": "day",
}  # fmt: skip

# g/mol and charge, from diagnosis.md section 1 (DX-UNIT-01 to -12), not from the code
SUBSTANCES = {
    "magnesium": ("24.305", 2), "creatinine": ("113.12", 0), "calcium": ("40.078", 2), "phosphate": ("30.974", 0), "potassium": ("39.098", 1),
    "sodium": ("22.990", 1), "chloride": ("35.45", 1), "bicarbonate": ("61.017", 1), "parathyroid_hormone": ("9425", 0), "albumin": ("66500", 0),
}  # fmt: skip
SALT_G_MOL = D("246.47")

OWN_SUBSTANCES = {value.key: value for value in vars(units).values() if isinstance(value, Substance)}
FACT_SUBSTANCES = {
    fact.substance.key: fact.substance for fact in p.FACTS if isinstance(fact, Measurement) and fact.substance
}

# pint leads from one to the other, and here it must not: an age is no duration, a share no percentage,
# and a ratio of two substances is converted only where both are known
KEPT_APART = {
    frozenset({Dimension.DURATION, Dimension.AGE}),
    frozenset({Dimension.RATIO, Dimension.PERCENT}),
    frozenset({Dimension.RATIO}),
}
NUMBERS = (D("0.65"), D(1), D("137.03"))


def close(ours: Decimal, theirs: object, tolerance: Decimal = EXACT) -> bool:
    expected = Decimal(str(theirs))
    return abs(ours - expected) <= tolerance * abs(expected)


def asked(number: Decimal, symbol: str) -> pint.Quantity:
    return number * (Decimal(1) * REGISTRY(MEANING[symbol]))


def counted_in(value: pint.Quantity) -> str:
    """Whether an amount is counted in moles, grams or equivalents."""
    dimensions = dict(value.dimensionality)
    return next((name for name in ("[substance]", "[ion_charge]", "[mass]") if dimensions.get(name, 0) > 0), "")


@cache
def kind(symbol: str) -> str:
    return counted_in(asked(Decimal(1), symbol))


@cache
def base(symbol: str, counted: str, substance: str | None) -> tuple[Decimal, object] | None:
    """One of a unit, counted in moles, grams or equivalents, in pint's base units: number and dimensions."""
    value = asked(Decimal(1), symbol)
    if counted != counted_in(value):
        _grams, charge = SUBSTANCES.get(substance or "", ("", 0))
        known = substance is not None and "" not in (counted, counted_in(value))
        if not known or (not charge and "[ion_charge]" in (counted, counted_in(value))):
            return None
        value = led(value, counted, substance)
    plain = value.to_base_units()
    return Decimal(str(plain.magnitude)), plain.dimensionality


def by_pint(number: Decimal, one: str, other: str, substance: str | None) -> Decimal | None:
    """The number in the other unit, or None where pint finds no way."""
    wanted = kind(other)
    here, there = base(one, wanted, substance), base(other, wanted, substance)
    if here is None or there is None or here[1] != there[1]:
        return None
    return number * here[0] / there[0]


def led(value: pint.Quantity, counted: str, substance: str) -> pint.Quantity:
    """A value counted otherwise, through moles."""
    grams, charge = SUBSTANCES[substance]
    per_mole = {
        "[substance]": REGISTRY.Quantity(Decimal(1), "mole / mole"),
        "[mass]": REGISTRY.Quantity(Decimal(grams), "gram / mole"),
        "[ion_charge]": REGISTRY.Quantity(Decimal(charge), "equivalent / mole"),
    }
    return value / per_mole[counted_in(value)] * per_mole[counted]


def ours(number: Decimal, one: Unit, other: Unit, substance: Substance | None) -> Decimal | None:
    try:
        return Quantity(number, one, substance).to(other).value
    except IncompatibleUnits:
        return None


# -- conversions of quantities -------------------------------------------------------------------------------


def test_every_unit_has_a_meaning_and_every_substance_its_second_molar_mass():
    assert set(MEANING) == {u.symbol for u in UNITS}
    assert len({u.symbol for u in UNITS}) == len(UNITS)
    own = {key: (str(s.molar_mass), s.valence) for key, s in {**OWN_SUBSTANCES, **FACT_SUBSTANCES}.items()}
    assert own == SUBSTANCES
    assert D("246.47") == SALT_G_MOL == units.MAGNESIUM_SULFATE_HEPTAHYDRATE_G_MOL


PAIRS = [
    pytest.param(one, other, key, id=f"{key or 'no substance'}: {one} to {other}")
    for key in (None, *SUBSTANCES)
    for one, other in permutations(UNITS, 2)
    if key is None or one.basis.value or other.basis.value
]


def test_every_ordered_pair_of_units_of_every_substance_agrees_with_pint_or_is_refused():
    """20 thousand pairs; accepted exactly where pint finds a way, but for what is kept apart on purpose."""
    wrong = []
    for pair in PAIRS:
        one, other, key = pair.values
        substance = OWN_SUBSTANCES[key] if key else None
        for number in NUMBERS:
            here, there = ours(number, one, other, substance), by_pint(number, one.symbol, other.symbol, key)
            apart = frozenset({one.dimension, other.dimension}) in KEPT_APART
            if here is None:
                right = there is None or apart
            else:
                right = there is not None and close(here, there) and (not apart or one.basis is other.basis)
            if not right:
                wrong.append(f"{pair.id}: {number} gives {here}, pint {there}")
                break
    assert not wrong, f"{len(wrong)} of {len(PAIRS)}: " + "; ".join(wrong[:20])


FACT_PAIRS = [
    pytest.param(fact, one, other, id=f"{fact.key}: {one} to {other}")
    for fact in p.FACTS
    if isinstance(fact, Measurement)
    for one, other in permutations(fact.units, 2)
]


@pytest.mark.parametrize("fact, one, other", FACT_PAIRS)
def test_every_ordered_pair_of_units_of_every_measurement(fact, one, other):
    """Concentrations lead to concentrations and days to days; a day needs the volume, a ratio both substances."""
    alike = one.dimension is other.dimension and one.dimension is not Dimension.RATIO
    for number in NUMBERS:
        here = ours(number, one, other, fact.substance)
        assert (here is not None) == alike
        if here is not None:
            key = fact.substance.key if fact.substance else None
            assert close(here, by_pint(number, one.symbol, other.symbol, key))


def test_a_wrong_molar_mass_is_noticed(monkeypatch):
    base.cache_clear()
    monkeypatch.setitem(SUBSTANCES, "magnesium", ("24.306", 2))
    with pytest.raises(AssertionError, match="magnesium: mmol/L to mg/dL"):
        test_every_ordered_pair_of_units_of_every_substance_agrees_with_pint_or_is_refused()
    base.cache_clear()


# -- doses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("grams", ["0.5", "1", "2", "2.5", "5", "6", "10", "12", "40"])
def test_grams_of_the_heptahydrate_in_mmol_mg_and_meq(grams):
    salt = REGISTRY.Quantity(D(grams), "gram") / REGISTRY.Quantity(SALT_G_MOL, "gram / mole")
    element = salt * REGISTRY.Quantity(D("24.305"), "gram / mole")
    charge = salt * REGISTRY.Quantity(D(2), "equivalent / mole")
    dose = IVDose(D(grams), D(500), D(360), "sodium chloride 0.9 %")
    assert close(mmol_of_sulfate(D(grams)), salt.to("millimole").magnitude)
    assert close(dose.mmol, salt.to("millimole").magnitude)
    assert close(dose.mg, element.to("milligram").magnitude)
    assert close(dose.meq, charge.to("milliequivalent").magnitude)
    assert close(grams_of_sulfate(mmol_of_sulfate(D(grams))), D(grams))


@pytest.mark.parametrize("mmol", ["0.1", "4", "12", "24", "30", "30.4"])
def test_mmol_of_magnesium_in_mg_meq_and_grams_of_salt(mmol):
    amount = REGISTRY.Quantity(D(mmol), "millimole")
    assert close(mg(D(mmol)), (amount * REGISTRY.Quantity(D("24.305"), "gram / mole")).to("milligram").magnitude)
    assert close(meq(D(mmol)), (amount * REGISTRY.Quantity(D(2), "equivalent / mole")).to("milliequivalent").magnitude)
    salt = amount * REGISTRY.Quantity(SALT_G_MOL, "gram / mole")
    assert close(grams_of_sulfate(D(mmol)), salt.to("gram").magnitude)


@pytest.mark.parametrize(
    "grams, volume, minutes", [*product(("1", "2.5", "10"), ("10", "100", "1000"), ("10", "15", "720"))]
)
def test_rates_and_strength_of_an_infusion(grams, volume, minutes):
    dose = IVDose(D(grams), D(volume), D(minutes), "sodium chloride 0.9 %")
    salt, bag = REGISTRY.Quantity(D(grams), "gram"), REGISTRY.Quantity(D(volume), "milliliter")
    time = REGISTRY.Quantity(D(minutes), "minute")
    assert close(dose.rate_g_per_h, (salt / time).to("gram / hour").magnitude)
    assert close(dose.rate_mg_per_min, (salt / time).to("milligram / minute").magnitude)
    assert close(dose.rate_ml_per_h, (bag / time).to("milliliter / hour").magnitude)
    assert close(dose.percent_w_v, 100 * (salt / bag).to("gram / milliliter").magnitude)
    stock = REGISTRY.Quantity(D("0.5"), "gram / milliliter")
    assert close(dose.stock_ml, (salt / stock).to("milliliter").magnitude)


def test_an_oral_day_in_three_units():
    dose = OralDose("magnesium", D("7.5"), 4)
    day = REGISTRY.Quantity(D("7.5"), "millimole") * 4 / REGISTRY.Quantity(D(1), "day")
    assert close(dose.mmol_per_day, day.to("millimole / day").magnitude)


# -- formulas, in every unit they take -------------------------------------------------------------------------

MAGNESIUM_UNITS = ("mmol/L", "mg/dL", "mg/L", "mEq/L")
CREATININE_UNITS = ("mmol/L", "µmol/L", "mg/dL")


def both(number: str, symbol: str, key: str) -> tuple[Quantity, pint.Quantity]:
    """A value of ours, and pint's in moles."""
    theirs = led(asked(D(number), symbol), "[substance]", key)
    return Quantity(D(number), unit(symbol), OWN_SUBSTANCES[key]), theirs


def plain(value: pint.Quantity, wanted: str) -> Decimal:
    return Decimal(str(value.to(wanted).magnitude))


@pytest.mark.parametrize("urine, serum, creatinine", [*product(MAGNESIUM_UNITS, MAGNESIUM_UNITS, CREATININE_UNITS)])
def test_femg_in_every_combination_of_units(urine, serum, creatinine):
    u_mg, pu_mg = both("3.1", urine, "magnesium")
    s_mg, ps_mg = both("0.91", serum, "magnesium")
    u_cr, pu_cr = both("7.3", "mmol/L", "creatinine")
    s_cr, ps_cr = both("1.07", creatinine, "creatinine")
    value = fractional_excretion(
        urine_magnesium=u_mg, urine_creatinine=u_cr, serum_magnesium=s_mg, serum_creatinine=s_cr
    )
    assert value is not None
    assert value.unit.symbol == "%"
    assert close(value.value, plain(pu_mg * ps_cr / (D("0.7") * ps_mg * pu_cr), "percent"))
    free = fractional_excretion(
        urine_magnesium=u_mg, urine_creatinine=u_cr, serum_magnesium=s_mg, serum_creatinine=s_cr, ionised=True
    )
    assert free is not None
    assert close(free.value, plain(pu_mg * ps_cr / (ps_mg * pu_cr), "percent"))


@pytest.mark.parametrize("analyte, creatinine", [*product(MAGNESIUM_UNITS, CREATININE_UNITS)])
def test_a_ratio_to_creatinine_in_every_combination_of_units(analyte, creatinine):
    (one, by_one), (other, by_other) = both("3.1", analyte, "magnesium"), both("7.3", creatinine, "creatinine")
    value = ratio_to_creatinine(analyte=one, creatinine=other)
    assert value is not None
    assert close(value.value, plain(by_one / by_other, "dimensionless"))


@pytest.mark.parametrize(
    "symbol, volume, hours", [*product(MAGNESIUM_UNITS, (("1800", "mL"), ("1.8", "L")), ("20", "24", "27.5"))]
)
def test_a_day_of_urine_in_every_combination_of_units(symbol, volume, hours):
    """A concentration in mg gives mg/24h, any other mmol/24h (DX-U24-01)."""
    (analyte, in_moles), (litres, volume_unit) = both("3.1", symbol, "magnesium"), volume
    time = REGISTRY.Quantity(D(hours), "hour")
    value = per_day(
        analyte=analyte, volume=Quantity(D(litres), unit(volume_unit)), duration=Quantity(D(hours), unit("h"))
    )
    flow = asked(D(litres), volume_unit) / time
    assert value is not None
    if symbol.startswith("mg"):
        assert value.unit.symbol == "mg/24h"
        assert close(value.value, plain(asked(D("3.1"), symbol) * flow, "milligram / day"))
    else:
        assert value.unit.symbol == "mmol/24h"
        assert close(value.value, plain(in_moles * flow, "millimole / day"))


@pytest.mark.parametrize("dose, excreted", [*product(("mmol", "mg", "mEq"), ("mmol/24h", "mg/24h", "mEq/24h"))])
def test_retention_in_every_combination_of_units(dose, excreted):
    day = REGISTRY.Quantity(D(1), "day")
    (given, by_given), (lost, by_lost) = both("33", dose, "magnesium"), both("11", excreted, "magnesium")
    before, by_before = both("3", excreted, "magnesium")
    plain_loss, net = by_lost * day / by_given, (by_lost - by_before) * day / by_given
    alone, with_before = retention(dose=given, excreted=lost), retention(dose=given, excreted=lost, baseline=before)
    assert alone is not None
    assert close(alone.value, 100 * (1 - plain(plain_loss, "dimensionless")))
    assert with_before is not None
    assert close(with_before.value, 100 * (1 - plain(net, "dimensionless")))


@pytest.mark.parametrize("ratio, creatinine", [*product(("mmol/mmol", "mg/mg"), ("mmol/24h", "mg/24h", "g/24h"))])
def test_the_baseline_from_a_ratio_in_every_combination_of_units(ratio, creatinine):
    """mg of magnesium per mg of creatinine is another number than mmol per mmol (DX-MLT-03)."""
    per, (day, by_day) = D("0.31"), both("9.5", creatinine, "creatinine")
    moles = REGISTRY.Quantity(per, "dimensionless")
    if ratio == "mg/mg":
        moles = moles * REGISTRY.Quantity(D("113.12"), "gram / mole") / REGISTRY.Quantity(D("24.305"), "gram / mole")
    value = baseline_from_ratio(
        magnesium_per_creatinine=Quantity(per, unit(ratio), units.MAGNESIUM), creatinine_24h=day
    )
    assert value.unit.symbol == "mmol/24h"
    assert close(value.value, plain(moles * by_day, "millimole / day"))


@pytest.mark.parametrize("measured", ["mmol/24h", "mg/24h", "g/24h"])
def test_the_collection_ratio_in_every_unit(measured):
    (one, by_one), (other, by_other) = both("1.1", measured, "creatinine"), both("1400", "mg/24h", "creatinine")
    assert close(collection_ratio(measured=one, predicted=other).value, plain(by_one / by_other, "dimensionless"))


@pytest.mark.parametrize("symbol", MAGNESIUM_UNITS)
def test_the_filtered_load_in_every_unit(symbol):
    """mL/min to a day: 1440 minutes, 1000 mL in a litre (DX-FL-01)."""
    serum, by_serum = both("1.7", symbol, "magnesium")
    load = D("0.7") * by_serum * REGISTRY.Quantity(D(95), "milliliter / minute")
    assert close(filtered_load(serum_magnesium=serum, gfr_ml_min=D(95)).value, plain(load, "millimole / day"))
