"""Formulas at the edges of what can be computed, and against equations written a second time."""

from __future__ import annotations

from itertools import product

import pytest

from diagnostics.clinical.formulas import (
    NotComputable,
    albumin_adjusted_magnesium,
    collection_ratio,
    egfr_ckd_epi_2021,
    ideal_weight_kg,
    predicted_creatinine_excretion,
    ratio_to_creatinine,
    retention,
)
from diagnostics.clinical.reading import Unreadable, read_number
from diagnostics.clinical.units import CREATININE, MAGNESIUM, Quantity, Substance

from .strategies import D, ckd_epi, unit


def of(number: str | int, symbol: str, substance: Substance | None = None, sign: str = "") -> Quantity:
    return Quantity(D(number), unit(symbol), substance, sign)


@pytest.mark.parametrize(
    "creatinine, age, female", [*product((20, 61, 62, 79, 80, 81, 200, 900), (18, 50, 95), (True, False))]
)
def test_egfr_follows_the_equation_below_and_above_kappa_in_both_sexes(creatinine, age, female):
    """61.9 and 79.6 µmol/L are the 0.7 and 0.9 mg/dL at which the exponent changes (DX-EGFR-01)."""
    value = egfr_ckd_epi_2021(creatinine=of(creatinine, "µmol/L", CREATININE), age_years=D(age), female=female).value
    assert float(value) == pytest.approx(ckd_epi(creatinine, age, female), rel=1e-4)


@pytest.mark.parametrize("sign, bound", [("<", ">"), (">", "<"), ("", "")])
def test_a_bound_of_creatinine_turns_round_in_egfr(sign, bound):
    value = egfr_ckd_epi_2021(creatinine=of(80, "µmol/L", CREATININE, sign), age_years=D(50), female=True)
    assert value.comparator == bound


@pytest.mark.parametrize("centimetres, female, kilograms", [
    ("152.4", False, "50"), ("152.4", True, "45.5"), ("177.8", False, "73"), ("177.8", True, "68.5"), ("154.94", True, "47.8"),
])  # fmt: skip
def test_the_ideal_weight_rises_by_2_3_kg_for_each_inch_above_60(centimetres, female, kilograms):
    assert ideal_weight_kg(female=female, height_cm=D(centimetres)) == D(kilograms)


@pytest.mark.parametrize("age, female, expected", [(50, False, "1260"), (50, True, "1071"), (20, False, "1680")])
def test_the_predicted_creatinine_of_a_day(age, female, expected):
    """(28 − 0.2 × age) × 70 kg, and 0.85 of it in a woman."""
    value = predicted_creatinine_excretion(age_years=D(age), female=female, weight=of(70, "kg"))
    assert value.value == D(expected)


def test_magnesium_adjusted_for_albumin_rises_by_0_005_for_each_gram_below_40():
    value = albumin_adjusted_magnesium(magnesium=of("0.60", "mmol/L", MAGNESIUM), albumin=of(20, "g/L"))
    assert value.value == D("0.70")


@pytest.mark.parametrize("zero", ["0", "-1"])
def test_nothing_is_divided_by_zero_or_less(zero):
    """Each formula refuses by name, instead of failing in its arithmetic or answering with a wrong sign."""
    creatinine, magnesium = of(zero, "mmol/L", CREATININE), of(1, "mmol/L", MAGNESIUM)
    with pytest.raises(NotComputable):
        ratio_to_creatinine(analyte=magnesium, creatinine=creatinine)
    with pytest.raises(NotComputable):
        collection_ratio(measured=of(900, "mg/24h", CREATININE), predicted=of(zero, "mg/24h", CREATININE))
    with pytest.raises(NotComputable):
        egfr_ckd_epi_2021(creatinine=creatinine, age_years=D(50), female=True)
    with pytest.raises(NotComputable):
        retention(dose=of(zero, "mmol", MAGNESIUM), excreted=of(3, "mmol/24h", MAGNESIUM))


def test_a_minus_sign_is_refused_unless_asked_for():
    with pytest.raises(Unreadable):
        read_number("-1.5")
    assert read_number("-1.5", signed=True).value == D("-1.5")


@pytest.mark.parametrize("text, words", [("1,234,567", "thousands separator"), ("1,234", "could be")])
def test_what_is_wrong_with_a_grouped_number_is_said(text, words):
    with pytest.raises(Unreadable, match=words):
        read_number(text)
