"""Values that are possible but strange are taken and pointed out (DX-UNIT-12, -14, -15; rulings 2 and 5)."""

from decimal import Decimal

import pytest

from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge.rulebook import RULES
from diagnostics.clinical.units import MAGNESIUM, MEQ_L, MG_DL, MG_L, MMOL_L, Quantity
from diagnostics.readers.case import read_case
from diagnostics.readers.doubts import doubts_between, is_child, suspected_unit


def magnesium(value, unit, comparator=""):
    return Quantity(Decimal(value), unit, MAGNESIUM, comparator)


def doubts(**parts):
    _facts, found = read_case({"schema": "mgcds-case/1", **parts})
    return [(doubt.code, doubt.path, doubt.rule) for doubt in found]


@pytest.mark.parametrize(
    "value, unit, suspected",
    [
        ("0.39", MG_DL, False), ("0.40", MG_DL, True), ("0.7", MG_DL, True), ("1.05", MG_DL, True), ("1.06", MG_DL, False),
        ("1.19", MMOL_L, False), ("1.20", MMOL_L, True), ("1.7", MMOL_L, True), ("3.00", MMOL_L, True), ("3.01", MMOL_L, False),
        ("0.7", MEQ_L, False), ("1.7", MEQ_L, False), ("17", MG_L, False), ("0.7", MMOL_L, False),
    ],
)  # fmt: skip
def test_a_magnesium_that_fits_another_unit_is_suspected(value, unit, suspected):
    assert suspected_unit(magnesium(value, unit)) is suspected
    given = {"value": value, "unit": unit.symbol}
    found = ("W_UNIT_SUSPECTED", "serum.magnesium", "DX-UNIT-12") in doubts(serum={"magnesium": given})
    assert found is suspected


def test_a_bound_is_no_reason_to_suspect_the_unit():
    assert not suspected_unit(magnesium("1.0", MG_DL, "<"))


@pytest.mark.parametrize(
    "protocol, dose, unit, weight, doubted",
    [
        ("30mmol_8h", 30, "mmol", 70, False), ("30mmol_8h", 32, "mmol", 70, False), ("30mmol_8h", "32.1", "mmol", 70, True),
        ("30mmol_8h", 60, "mEq", 70, False), ("30mmol_12h", 66, "mEq", 40, True), (None, 33, "mmol", None, True),
        ("0.1mmol_per_kg_4h", 7, "mmol", 70, False), ("0.1mmol_per_kg_4h", "7.7", "mmol", 70, False),
        ("0.1mmol_per_kg_4h", "7.8", "mmol", 70, True), ("0.1mmol_per_kg_1h", 14, "mmol", 70, True),
        ("0.1mmol_per_kg_1h", 14, "mEq", 70, False), ("0.1mmol_per_kg_4h", 14, "mmol", None, False),
    ],
)  # fmt: skip
def test_a_loading_dose_that_may_be_meq_taken_for_mmol_is_doubted(protocol, dose, unit, weight, doubted):
    patient = {"weight": {"value": weight, "unit": "kg"}} if weight else {}
    test = {"protocol": protocol, "dose": {"value": dose, "unit": unit}}
    found = ("W_CONFIRM_VALUE", "loading_test.dose", "DX-UNIT-14") in doubts(patient=patient, loading_test=test)
    assert found is doubted


@pytest.mark.parametrize(
    "value, unit, doubted",
    [(2.5, "g/dL", False), (7.9, "g/L", True), (25, "g/L", False), (5.6, "g/dL", True)],
)
def test_an_albumin_in_the_other_unit_is_doubted(value, unit, doubted):
    found = doubts(serum={"albumin": {"value": value, "unit": unit}})
    assert (("W_CONFIRM_VALUE", "serum.albumin", "DX-GEN-00") in found) is doubted


def test_magnesium_after_a_load_may_be_high():
    excreted = {"urine_magnesium_24h": {"value": 29, "unit": "mmol/24h"}}
    assert doubts(loading_test=excreted) == []
    assert doubts(urine_24h={"magnesium": {"value": 29, "unit": "mmol/24h"}}) == [
        ("W_CONFIRM_VALUE", "urine_24h.magnesium", "DX-GEN-00")
    ]


@pytest.mark.parametrize(
    "age, adult, doubted",
    [(12, True, True), (40, False, True), (18, True, False), (17, False, False), (12, None, False)],
)
def test_age_and_adult_that_disagree_are_doubted(age, adult, doubted):
    found = ("W_CONFIRM_VALUE", "patient.adult", "DX-GEN-05") in doubts(patient={"age_years": age, "adult": adult})
    assert found is doubted


@pytest.mark.parametrize(
    "known, child",
    [({}, False), ({"patient.adult": False}, True), ({"patient.age_years": Decimal("17.9")}, True), ({"patient.age_years": Decimal(18), "patient.adult": False}, False)],
)  # fmt: skip
def test_who_is_a_child(known, child):
    assert is_child(Facts(known)) is child


def test_every_doubt_names_a_rule_of_the_rulebook():
    facts, found = read_case(
        {
            "schema": "mgcds-case/1",
            "patient": {"age_years": 12, "adult": True},
            "serum": {"magnesium": {"value": 1.7, "unit": "mmol/L"}},
            "loading_test": {"dose": {"value": 40, "unit": "mmol"}},
            "history": {"drugs": [{"name": "unobtainium"}]},
        }
    )
    assert {doubt.rule for doubt in found} <= set(RULES)
    assert [doubt.code for doubt in doubts_between(facts)] == [
        "W_UNIT_SUSPECTED",
        "W_CONFIRM_VALUE",
        "W_CONFIRM_VALUE",
    ]
