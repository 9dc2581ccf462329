"""Units, quantities and what a dose is in other units: figures from treatment.md 0.2 and diagnosis.md 1."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.clinical import formulas, units
from diagnostics.clinical.conditions import Threshold
from diagnostics.clinical.doses import IVDose, OralDose, grams_of_sulfate, meq, mg, mmol_of_sulfate
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.evidence import Truth
from diagnostics.clinical.facts import Count, Measurement
from diagnostics.clinical.formulas import (
    FILTERABLE_SHARE,
    NotComputable,
    adjusted_calcium,
    egfr_ckd_epi_2021,
    fractional_excretion,
    per_day,
    retention,
)
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.units import (
    CALCIUM,
    CREATININE,
    MAGNESIUM,
    PHOSPHATE,
    POTASSIUM,
    PTH,
    UNITS,
    Basis,
    Dimension,
    IncompatibleUnits,
    Quantity,
    Substance,
    Unit,
    find_unit,
    round_half_up,
)

from .strategies import D, at, harmless, laws, unit

# -- conversions --------------------------------------------------------------------------------------------

CONVERSIONS = """
magnesium 1 mmol/L 2.4305 mg/dL
magnesium 1 mmol/L 2 mEq/L
magnesium 1 mmol/L 24.305 mg/L
magnesium 1 mg/dL 0.411438 mmol/L
magnesium 2 mEq/L 2.4305 mg/dL
magnesium 0.70 mmol/L 1.70135 mg/dL
magnesium 1 mmol/24h 24.305 mg/24h
magnesium 1 mmol/24h 2 mEq/24h
magnesium 10 mmol/day 243.05 mg/day
magnesium 12 mmol/day 24 mEq/day
magnesium 20 mmol 486.1 mg
magnesium 16 mEq 8 mmol
calcium 1 mmol/L 4.0078 mg/dL
calcium 1 mmol/L 2 mEq/L
calcium 10 mg/dL 2.495134 mmol/L
phosphate 1 mmol/L 3.0974 mg/dL
creatinine 1 mg/dL 88.4017 µmol/L
creatinine 1 mmol/L 11.312 mg/dL
creatinine 10 mmol/24h 1131.2 mg/24h
creatinine 10 mmol/24h 1.1312 g/24h
potassium 4.2 mmol/L 4.2 mEq/L
parathyroid_hormone 1 pmol/L 9.425 pg/mL
parathyroid_hormone 20 pg/mL 20 ng/L
none 1.5 L 1500 mL
none 24 h 1440 min
none 4.2 g/dL 42 g/L
"""
SUBSTANCES: dict[str, Substance | None] = {
    s.key: s for s in (MAGNESIUM, CALCIUM, PHOSPHATE, CREATININE, POTASSIUM, PTH)
} | {"none": None}
ROWS = [line.split() for line in CONVERSIONS.strip().split("\n")]


@pytest.mark.parametrize("substance, number, symbol, expected, other", ROWS)
def test_conversions(substance, number, symbol, expected, other):
    value = Quantity(D(number), unit(symbol), SUBSTANCES[substance])
    places = -D(expected).as_tuple().exponent
    assert round_half_up(value.to(unit(other)).value, places) == D(expected)


def test_molar_masses():
    assert {s.key: str(s.molar_mass) for s in (MAGNESIUM, CREATININE, CALCIUM, PHOSPHATE)} == {
        "magnesium": "24.305",
        "creatinine": "113.12",
        "calcium": "40.078",
        "phosphate": "30.974",
    }
    assert D("246.47") == units.MAGNESIUM_SULFATE_HEPTAHYDRATE_G_MOL


MEASURED = [fact for fact in p.FACTS if isinstance(fact, Measurement)]
PAIRS = [(fact, one, other) for fact in MEASURED for one in fact.units for other in fact.units if one is not other]


@laws(300)
@given(st.sampled_from(PAIRS), st.decimals("0.01", "999", places=4), st.sampled_from(["", "<", ">"]))
def test_every_unit_of_every_fact_converts_back(pair, number, comparator):
    """Units of one dimension lead to each other and back; those of two dimensions never."""
    fact, one, other = pair
    value = Quantity(number, one, fact.substance, comparator)
    if one.dimension is not other.dimension:
        with pytest.raises(IncompatibleUnits):
            value.to(other)
        return
    if Basis.MOLE in (one.basis, other.basis) and Dimension.RATIO is one.dimension:
        return
    back = value.to(other).to(one)
    assert abs(back.value - number) <= D("1e-20") * number
    assert back.comparator == comparator


@pytest.mark.parametrize(
    "one, other", [pair for pair in product(UNITS, UNITS) if pair[0].dimension is not pair[1].dimension]
)
def test_concentration_and_amount_factors_never_interchange(one: Unit, other: Unit):
    """Safety H61: no factor leads from a concentration to an amount, an amount a day or an amount per kg."""
    with pytest.raises(IncompatibleUnits):
        Quantity(D(1), one, MAGNESIUM).to(other)


def test_a_ratio_of_two_substances_has_no_single_factor():
    with pytest.raises(IncompatibleUnits):
        Quantity(D(1), unit("mmol/mmol"), CALCIUM).to(unit("mg/mg"))


def test_an_amount_of_no_substance_has_no_moles_and_creatinine_no_equivalents():
    with pytest.raises(IncompatibleUnits):
        Quantity(D(1), unit("mmol/L")).to(unit("mg/dL"))
    with pytest.raises(IncompatibleUnits):
        Quantity(D(1), unit("mmol/L"), CREATININE).to(unit("mEq/L"))


def test_a_day_of_urine_comes_from_concentration_volume_and_time():
    concentration, volume = Quantity(D("0.5"), unit("mmol/L"), MAGNESIUM), Quantity(D(2), unit("L"))
    assert per_day(analyte=concentration, volume=volume, duration=None).value == 1
    assert per_day(analyte=concentration, volume=volume, duration=Quantity(D(12), unit("h"))).value == 2
    assert per_day(analyte=concentration, volume=None, duration=None) is None
    in_mass = per_day(analyte=Quantity(D("1.2"), unit("mg/dL"), MAGNESIUM), volume=volume, duration=None)
    assert (in_mass.value, in_mass.unit) == (24, unit("mg/24h"))


@pytest.mark.parametrize(
    "text", ["umol/L", "µmol/L", "μmol/L", " MMOL / L ", "mg/dl", "meq/l", "mmol/d", "mL/min/1.73m²", "IU/L", "bpm"]
)
def test_units_are_found_however_they_are_written(text):
    assert find_unit(text) is not None


@pytest.mark.parametrize("text", ["", "mmol", "g", "mg/mL", "mol/L", "mmol/L/L", "0.5", "kg/m2"])
def test_a_unit_of_another_fact_is_refused_for_serum_magnesium(text):
    assert find_unit(text) not in p.MAGNESIUM_SERUM.units


# -- FEMg ---------------------------------------------------------------------------------------------------

QUANTITIES = {
    "urine_magnesium": Quantity(D("2.0"), unit("mmol/L"), MAGNESIUM),
    "urine_creatinine": Quantity(D("8.0"), unit("mmol/L"), CREATININE),
    "serum_magnesium": Quantity(D("0.50"), unit("mmol/L"), MAGNESIUM),
    "serum_creatinine": Quantity(D("80"), unit("µmol/L"), CREATININE),
}
FEMG = D("5.71")  # 100 × 2.0 × 0.080 / (0.7 × 0.50 × 8.0)
WAYS = {
    "urine_magnesium": ("mmol/L", "mg/dL", "mg/L", "mEq/L"),
    "urine_creatinine": ("mmol/L", "mg/dL", "µmol/L"),
    "serum_magnesium": ("mmol/L", "mg/dL", "mg/L", "mEq/L"),
    "serum_creatinine": ("µmol/L", "mg/dL", "mmol/L"),
}


@pytest.mark.parametrize("name", QUANTITIES)
@pytest.mark.parametrize("bare", [D("2.0"), 2, 2.0, "2.0", None])
def test_femg_refuses_bare_numbers(name, bare):
    with pytest.raises((AttributeError, TypeError, IncompatibleUnits)):
        fractional_excretion(**{**QUANTITIES, name: bare})


@pytest.mark.parametrize("symbol", ["mmol/24h", "mmol", "mL", "%"])
@pytest.mark.parametrize("name", QUANTITIES)
def test_femg_refuses_other_kinds_of_quantities(name, symbol):
    with pytest.raises(IncompatibleUnits):
        fractional_excretion(**{**QUANTITIES, name: Quantity(D(2), unit(symbol), MAGNESIUM)})


def test_femg_same_result_in_every_unit_combination():
    """144 combinations; also through the whole engine, class and all."""
    for symbols in product(*WAYS.values()):
        spoken = {name: QUANTITIES[name].to(unit(symbol)) for name, symbol in zip(WAYS, symbols, strict=True)}
        assert fractional_excretion(**spoken).rounded(2).value == FEMG, symbols
    facts = dict(zip(WAYS, (p.SPOT_MAGNESIUM, p.SPOT_CREATININE, p.MAGNESIUM_SERUM, p.CREATININE_SERUM), strict=True))
    for symbols in list(product(*WAYS.values()))[::7]:
        known = [(facts[name], QUANTITIES[name].to(unit(symbol))) for name, symbol in zip(WAYS, symbols, strict=True)]
        femg = assess(harmless(*known)).computed["femg"]
        assert (femg.value.rounded(2).value, femg.grade) == (FEMG, "renal"), symbols


def test_femg_from_ionised_magnesium_has_no_filterable_share():
    assert D("0.7") == FILTERABLE_SHARE
    total, ionised = fractional_excretion(**QUANTITIES), fractional_excretion(**QUANTITIES, ionised=True)
    assert abs(ionised.value - total.value * D("0.7")) < D("1e-20")


@pytest.mark.parametrize("name", ["urine_creatinine", "serum_magnesium", "serum_creatinine"])
def test_femg_of_nothing_is_an_error(name):
    with pytest.raises(NotComputable):
        fractional_excretion(**{**QUANTITIES, name: Quantity(D(0), QUANTITIES[name].unit, QUANTITIES[name].substance)})


@pytest.mark.parametrize(
    "name, comparator, result",
    [
        ("urine_magnesium", "<", "<"),
        ("urine_magnesium", ">", ">"),
        ("serum_creatinine", ">", ">"),
        ("serum_magnesium", "<", ">"),
        ("urine_creatinine", "<", ">"),
    ],
)
def test_a_bound_in_gives_a_bound_out(name, comparator, result):
    old = QUANTITIES[name]
    bound = Quantity(old.value, old.unit, old.substance, comparator)
    assert fractional_excretion(**{**QUANTITIES, name: bound}).comparator == result


@pytest.mark.parametrize("signs", [("<", "<"), (">", ">")])
def test_two_bounds_that_pull_apart_give_nothing(signs):
    names = ("urine_magnesium", "urine_creatinine")
    bounds = {
        n: Quantity(QUANTITIES[n].value, QUANTITIES[n].unit, QUANTITIES[n].substance, c)
        for n, c in zip(names, signs, strict=True)
    }
    assert fractional_excretion(**{**QUANTITIES, **bounds}) is None


# -- other formulas in other units --------------------------------------------------------------------------


@pytest.mark.parametrize("symbol", ["µmol/L", "mg/dL", "mmol/L"])
def test_egfr_is_the_same_in_every_unit_of_creatinine(symbol):
    creatinine = Quantity(D(80), unit("µmol/L"), CREATININE).to(unit(symbol))
    assert round_half_up(egfr_ckd_epi_2021(creatinine=creatinine, age_years=D(50), female=True).value, 1) == D("77.4")


@pytest.mark.parametrize("symbol", ["mmol/24h", "mg/24h", "mEq/24h"])
def test_retention_is_the_same_in_every_unit(symbol):
    excreted = Quantity(D("8.1"), unit("mmol/24h"), MAGNESIUM).to(unit(symbol))
    assert round_half_up(retention(dose=Quantity(D(30), unit("mmol"), MAGNESIUM), excreted=excreted).value, 6) == 73


def test_calcium_is_adjusted_in_the_unit_reported():
    albumin = Quantity(D(20), unit("g/L"), None)
    by_moles = adjusted_calcium(calcium=Quantity(D("1.90"), unit("mmol/L"), CALCIUM), albumin=albumin)
    by_mass = adjusted_calcium(calcium=Quantity(D("7.6"), unit("mg/dL"), CALCIUM), albumin=albumin)
    assert (by_moles.value, by_moles.unit) == (D("2.30"), unit("mmol/L"))
    assert (by_mass.value, by_mass.unit) == (D("9.2"), unit("mg/dL"))
    assert albumin.to(unit("g/dL")).value == 2


# -- doses in other units -----------------------------------------------------------------------------------

# treatment.md 0.2: g of heptahydrate, mmol, mEq, mg elemental, mL of the 50 % solution.
# The dossier prints 3945 mg for 40 g; 40 g / 246.47 × 24.305 is 3944.496 mg.
EQUIVALENTS = """
0.5 2.0 4.1 49 1
1 4.06 8.1 98.6 2
2 8.1 16.2 197 4
2.5 10.1 20.3 247 5
4 16.2 32.5 394 8
5 20.3 40.6 493 10
6 24.3 48.7 592 12
7 28.4 56.8 690 14
8 32.5 64.9 789 16
10 40.6 81.1 986 20
12 48.7 97.4 1183 24
15 60.9 121.7 1479 30
20 81.1 162.3 1972 40
28 113.6 227.2 2761 56
40 162.3 324.6 3944 80
"""
# w/v %: mg/mL, mmol/mL, mEq/mL, mmol per 100 mL
SOLUTIONS = """
1 10 0.041 0.081 4.1
2 20 0.081 0.162 8.1
4 40 0.162 0.325 16.2
5 50 0.203 0.406 20.3
10 100 0.406 0.811 40.6
20 200 0.811 1.623 81.1
50 500 2.029 4.057 202.9
"""
# mmol: mg, mEq by mouth
ORAL = "4 97 8|8 194 16|10 243 20|12 292 24|15 365 30|20 486 40|24 583 48|30 729 60|40 972 80|50 1215 100"


def as_printed(value: Decimal, printed: str) -> bool:
    """Whether the value, rounded to the digits printed, is what is printed."""
    return round_half_up(value, max(-D(printed).as_tuple().exponent, 0)) == D(printed)


@pytest.mark.parametrize("grams, in_mmol, in_meq, in_mg, ml", [row.split() for row in EQUIVALENTS.strip().split("\n")])
def test_dose_equivalents_agree_to_last_digit(grams, in_mmol, in_meq, in_mg, ml):
    dose = IVDose(D(grams), D(500), D(720), "sodium chloride 0.9 %")
    assert as_printed(dose.mmol, in_mmol)
    assert as_printed(dose.meq, in_meq)
    assert as_printed(dose.mg, in_mg)
    assert dose.stock_ml == D(ml)
    assert dose.mmol == mmol_of_sulfate(D(grams))
    assert abs(grams_of_sulfate(dose.mmol) - D(grams)) < D("1e-20")


@pytest.mark.parametrize(
    "percent, mg_ml, mmol_ml, meq_ml, per_100", [row.split() for row in SOLUTIONS.strip().split("\n")]
)
def test_concentrations_agree_to_last_digit(percent, mg_ml, mmol_ml, meq_ml, per_100):
    dose = IVDose(D(percent), D(100), D(60), "glucose 5 %")
    assert dose.percent_w_v == D(percent)
    assert dose.salt_g * 1000 / dose.volume_ml == D(mg_ml)
    assert as_printed(dose.mmol / 100, mmol_ml)
    assert as_printed(dose.meq / 100, meq_ml)
    assert as_printed(dose.mmol, per_100)


@pytest.mark.parametrize("in_mmol, in_mg, in_meq", [row.split() for row in ORAL.split("|")])
def test_oral_equivalents_agree_to_last_digit(in_mmol, in_mg, in_meq):
    assert as_printed(mg(D(in_mmol)), in_mg)
    assert meq(D(in_mmol)) == D(in_meq)


@pytest.mark.parametrize("in_mg, in_mmol", [("250", "10.3"), ("300", "12.3"), ("350", "14.4")])
def test_the_limits_of_supplements_in_mmol(in_mg, in_mmol):
    assert as_printed(Quantity(D(in_mg), unit("mg"), MAGNESIUM).to(unit("mmol")).value, in_mmol)


@pytest.mark.parametrize(
    "grams, minutes, per_hour, per_minute",
    [
        ("1", "60", "1", "16.7"),
        ("2", "60", "2", "33.3"),
        ("9", "60", "9", "150"),
        ("2", "10", "12", "200"),
        ("2", "15", "8", "133"),
        ("5", "360", "0.83", "13.9"),
        ("5", "720", "0.42", "6.9"),
        ("2.5", "720", "0.21", "3.5"),
        ("5", "180", "1.67", "27.8"),
    ],
)
def test_rates_of_the_dossier(grams, minutes, per_hour, per_minute):
    dose = IVDose(D(grams), D(250), D(minutes), "glucose 5 %")
    assert as_printed(dose.rate_g_per_h, per_hour)
    assert as_printed(dose.rate_mg_per_min, per_minute)


@laws(200)
@given(st.decimals("0.5", "20", places=1), st.decimals("10", "1000", places=0), st.decimals("10", "1440", places=0))
def test_rate_times_duration_equals_dose(grams, volume, minutes):
    dose = IVDose(grams, volume, minutes, "glucose 5 %")
    assert abs(dose.rate_g_per_h * minutes / 60 - grams) < D("1e-20")
    assert abs(dose.rate_mg_per_min * minutes / 1000 - grams) < D("1e-20")
    assert abs(dose.rate_ml_per_h * minutes / 60 - volume) < D("1e-20")
    assert abs(dose.percent_w_v * volume / 100 - grams) < D("1e-20")


def test_a_bolus_has_no_rate():
    bolus = IVDose(D(2), D(10), D(0), "glucose 5 %")
    assert (bolus.rate_g_per_h, bolus.rate_mg_per_min, bolus.rate_ml_per_h) == (None, None, None)
    assert bolus.percent_w_v == 20


@pytest.mark.parametrize("per_dose, times, per_day_mmol", [("4", 3, 12), ("8", 3, 24), ("10", 2, 20), ("10", 3, 30)])
def test_an_oral_day_is_dose_times_times(per_dose, times, per_day_mmol):
    assert OralDose("magnesium", D(per_dose), times).mmol_per_day == per_day_mmol


# -- unknown is neither zero nor normal ---------------------------------------------------------------------


@pytest.mark.parametrize("truth", [*Truth])
def test_a_truth_has_no_truth_value(truth):
    with pytest.raises(TypeError):
        bool(truth)
    with pytest.raises(TypeError):
        assert not truth


def test_kleene_tables():
    met, not_met, unknown = Truth.MET, Truth.NOT_MET, Truth.UNKNOWN
    assert min(met, unknown) is unknown
    assert min(not_met, unknown) is not_met
    assert max(met, unknown) is met
    assert max(not_met, unknown) is unknown
    assert [truth.negated for truth in (met, unknown, not_met)] == [not_met, unknown, met]
    assert [Truth.of(answer) for answer in (True, None, False)] == [met, unknown, not_met]


@pytest.mark.parametrize("fact", MEASURED, ids=lambda fact: fact.key)
def test_a_missing_value_is_unknown_to_every_threshold(fact):
    threshold = Threshold("any", "any", "below", {fact.units[0]: D(1)}, "DX-GEN-02")
    assert harmless().quantity(p.CREATININE_SERUM) is None
    assert threshold.holds(None) is Truth.UNKNOWN


def test_quantities_do_not_compare_with_numbers():
    with pytest.raises(TypeError):
        _ = Quantity(D(1), unit("mmol/L"), MAGNESIUM) < D(2)  # type: ignore[operator]
    with pytest.raises(TypeError):
        _ = Quantity(D(1), unit("mmol/L")) < Quantity(D(2), unit("mmol/L"))  # type: ignore[operator]
    assert Quantity(D(1), unit("mmol/L"), MAGNESIUM) != D(1)


def test_every_measurement_has_units_and_hard_limits_that_hold_in_each_of_them():
    for fact in MEASURED:
        assert fact.units, fact.key
        assert fact.hard, fact.key
        dimensions = {u.dimension for u in fact.units}
        with_limits = {own.dimension for own, _low, _high in fact.hard.limits}
        assert dimensions <= with_limits, fact.key


def test_every_count_has_an_upper_limit():
    assert all(fact.high > 0 for fact in p.FACTS if isinstance(fact, Count))


def test_formulas_take_quantities_by_name_only():
    with pytest.raises(TypeError):
        formulas.fractional_excretion(*QUANTITIES.values())  # type: ignore[misc]
    assert at(p.QTC, 480)[1].value == 480
