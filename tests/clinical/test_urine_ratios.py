"""Calcium, potassium and chloride in the urine: classes, sources of the value, limits (DX-UCA-01, DX-UK-01, DX-UCL-01)."""

from __future__ import annotations

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge import patient as p

from .strategies import D, at, harmless

SPOT_CREATININE = at(p.SPOT_CREATININE, "10")
ALKALOSIS = at(p.BICARBONATE_SERUM, "32")
LOW_K = at(p.POTASSIUM_SERUM, "3.0")


def calcium(*known):
    return assess(harmless(*known)).computed.get("urine_calcium_creatinine")


def grade(*known):
    found = calcium(*known)
    return found.grade if found else "nothing"


def outcomes(rule, *known):
    return [f.evidence.truth.word for f in assess(harmless(*known)).trace if f.rule.id == rule]


@pytest.mark.parametrize(
    "amount, expected",
    [("1.94", "low"), ("1.95", "normal"), ("2.00", "normal"), ("6.00", "normal"), ("6.04", "normal"), ("6.05", "high")],
)
def test_urine_calcium_is_compared_with_two_decimals_and_equal_is_normal(amount, expected):
    """DX-GEN-03: 0.195 is said, and compared, as 0.20."""
    assert grade(at(p.SPOT_CALCIUM, amount), SPOT_CREATININE) == expected


@pytest.mark.parametrize(
    "ratio, expected", [("0.069", "low"), ("0.07", "normal"), ("0.21", "normal"), ("0.211", "high")]
)
def test_a_reported_ratio_of_masses_has_its_own_limits(ratio, expected):
    assert grade(at(p.REPORTED_CA_CR, ratio, "mg/mg")) == expected


def test_a_measured_ratio_goes_before_a_reported_one_and_the_spot_before_the_timed():
    reported, spot = at(p.REPORTED_CA_CR, "0.9"), at(p.SPOT_CALCIUM, "1.0")
    timed = (at(p.U24_CALCIUM, "9"), at(p.U24_CREATININE, "10"))
    assert grade(reported) == "high"
    assert grade(reported, spot, SPOT_CREATININE) == "low"
    assert grade(reported, spot, SPOT_CREATININE, *timed) == "low"
    assert grade(*timed) == "high"


def test_a_concentration_and_an_amount_meet_through_the_volume():
    known = (at(p.U24_CALCIUM, "0.5"), at(p.U24_CREATININE, "10", "mmol/24h"))
    assert grade(*known) == "nothing"
    assert grade(*known, at(p.U24_VOLUME, "2000")) == "low"


@pytest.mark.parametrize(
    "amount, symbol, expected",
    [
        ("280", "mg/24h", "nothing"),
        ("281", "mg/24h", "high"),
        ("7.0", "mmol/24h", "nothing"),
        ("7.1", "mmol/24h", "high"),
    ],
)
def test_a_day_of_urine_is_high_above_4_mg_per_kg(amount, symbol, expected):
    """70 kg: 280 mg or 7.0 mmol."""
    assert grade(at(p.U24_CALCIUM, amount, symbol)) == expected


def test_an_over_collected_day_says_nothing_of_calcium_per_kg():
    twice = at(p.U24_CREATININE, "20", "mmol/24h")  # about 10 are expected
    high, alone = at(p.U24_CALCIUM, "8", "mmol/24h"), at(p.U24_CREATININE, "10", "mmol/24h")
    assert grade(high, alone) == "high"
    assert grade(high, twice) == "normal"  # by its ratio of 0.40


def test_high_by_day_against_low_by_ratio_is_not_classified():
    assert grade(at(p.U24_CALCIUM, "8", "mmol/24h"), at(p.SPOT_CALCIUM, "1"), SPOT_CREATININE) is None


def test_a_bound_that_does_not_decide_gives_no_class():
    assert grade(at(p.REPORTED_CA_CR, "<0.15")) == "low"
    assert grade(at(p.REPORTED_CA_CR, "<0.50")) is None


def test_a_child_has_a_value_without_a_class():
    found = calcium((p.AGE, D(9)), at(p.SPOT_CALCIUM, "1.0"), SPOT_CREATININE)
    assert found.value is not None
    assert found.grade is None


@pytest.mark.parametrize(
    "amount, expected", [("19.9", "not_shown"), ("20", "not_shown"), ("20.1", "renal_potassium_wasting")]
)
def test_urine_potassium_above_2_per_creatinine_is_wasting(amount, expected):
    found = assess(harmless(LOW_K, at(p.SPOT_POTASSIUM, amount), SPOT_CREATININE))
    assert found.computed["urine_potassium_creatinine"].grade == expected


def test_urine_potassium_is_not_judged_at_a_potassium_that_is_not_low():
    known = (at(p.SPOT_POTASSIUM, "60"), SPOT_CREATININE)
    for potassium in ("3.5", "4.4"):
        found = assess(harmless(at(p.POTASSIUM_SERUM, potassium), *known)).computed["urine_potassium_creatinine"]
        assert found.grade is None
        assert found.notes
    assert outcomes("DX-UK-01", *known) == []
    assert outcomes("DX-UK-01", LOW_K, *known) == ["met"]


@pytest.mark.parametrize("amount, expected", [("19", "met"), ("20", "unknown"), ("25", "unknown"), ("26", "met")])
def test_urine_chloride_between_the_published_limits_decides_nothing(amount, expected):
    assert outcomes("DX-UCL-01", ALKALOSIS, at(p.SPOT_CHLORIDE, amount)) == [expected]


def test_urine_chloride_is_read_in_alkalosis_only():
    assert outcomes("DX-UCL-01", at(p.BICARBONATE_SERUM, "30"), at(p.SPOT_CHLORIDE, "90")) == []
