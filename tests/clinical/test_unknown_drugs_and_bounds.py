"""What was stopped today still acts, what nobody assessed is not harmless, and a bound is not its value."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.calculations import magnesium_given
from diagnostics.clinical.engine.inquiry import Inquiry
from diagnostics.clinical.evidence import Truth
from diagnostics.clinical.facts import DrugTaken
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.base import Knowledge
from diagnostics.clinical.units import Quantity
from diagnostics.presenters.machine import assessment_json

from .strategies import (
    CARDS,
    D,
    at,
    codes,
    condition,
    finding,
    harmless,
    iv_items,
    mg,
    taken,
    taken_class,
    unit,
    warned,
    without,
)

REFRACTORY = (
    (p.SETTING, "clinic"),
    (p.KNOWN_ROUTE, "renal"),
    (p.ORAL_FAILED, True),
    at(p.ORAL_DOSE, "24"),
    (p.ORAL_DAYS, D(20)),
    mg("0.62"),
)


def item(assessment, code):
    return next((each for each in assessment.plan.recommended if each.code == code), None)


def held(assessment, code):
    return next((each for each in assessment.plan.withheld if each.code == code), None)


def refractory(*known, drugs=()):
    return assess(harmless(*REFRACTORY, *known, drugs=drugs))


def test_the_refractory_patient_gets_amiloride_unless_something_speaks_against_it():
    assert item(refractory(), "AMILORIDE_5MG").automatic


@pytest.mark.parametrize("drug", ["ramipril", "spironolactone", "trimethoprim"])
@pytest.mark.parametrize("days", [None, D(0)])
def test_a_drug_stopped_today_still_speaks_against_amiloride(drug, days):
    assert held(refractory(drugs=[taken(drug, stopped_days_ago=days)]), "AMILORIDE_5MG")


def test_raltegravir_stopped_today_still_forbids_oral_magnesium():
    drugs = [taken("raltegravir", stopped_days_ago=D(0))]
    assert not {"ORAL_12_MMOL", "ORAL_24_MMOL"} & codes(assess(harmless(mg("0.62"), drugs=drugs)))


@pytest.mark.parametrize("stopped, given", [(D(1), True), (D(2), True), (D(3), False)])
def test_a_magnesium_product_stopped_within_72_hours_counts_as_given(stopped, given):
    facts = harmless(mg("0.62"), drugs=[taken("magnesium_oxide", stopped_days_ago=stopped)])
    facts = without(facts, p.GIVEN_ROUTE, p.GIVEN_HOURS_AGO, p.GIVEN_DOSE, p.ORAL_DOSE)
    assert (magnesium_given(Inquiry(facts, Knowledge())) is Truth.MET) is given


@pytest.mark.parametrize("code", ["levothyroxine", "quinolone"])
def test_a_class_is_kept_apart_as_its_drugs_are(code):
    assert assess(harmless(mg("0.62"), drugs=[taken_class(code)])).plan.spacing


@pytest.mark.parametrize("code", ["sodium_polystyrene_sulfonate", "integrase_inhibitor"])
def test_a_class_that_may_forbid_oral_magnesium_withholds_it(code):
    assessment = assess(harmless(mg("0.62"), drugs=[taken_class(code)]))
    assert not {"ORAL_12_MMOL", "ORAL_24_MMOL"} & codes(assessment)


def test_a_drug_that_nobody_assessed_makes_a_dose_a_decision():
    unknown = DrugTaken("Entresto", "", frozenset())
    assessment = refractory(drugs=[unknown])
    for each in assessment.plan.recommended:
        if each.family in ("oral", "amiloride", "sglt2_inhibitor"):
            assert not each.automatic
            assert "Entresto" in str(each.details)
    assert [line.drug for line in assessment.plan.spacing] == ["Entresto"]


def test_the_second_dose_in_torsades_waits_for_a_look_not_for_a_result():
    facts = harmless(mg("0.45"), finding("torsades_de_pointes"))
    assessment = assess(without(facts, p.PATELLAR_REFLEX))
    assert codes(assessment) & CARDS
    assert item(assessment, "IV_REPEAT_TDP").automatic is False
    assert held(assessment, "IV_MAINT_TDP").dose is not None


@pytest.mark.parametrize(
    "known",
    [
        [condition("type_2_diabetes"), condition("acute_diarrhoea")],
        [condition("type_2_diabetes"), condition("alcohol_withdrawal")],
        [condition("heart_failure"), condition("diabetes_type_unknown")],
    ],
)
def test_more_that_speaks_against_an_sglt2_inhibitor(known):
    assert held(refractory(*known), "SGLT2I_10MG")


@pytest.mark.parametrize("drug", ["tacrolimus", "everolimus", "cisplatin"])
def test_with_immunosuppression_or_chemotherapy_the_prescriber_confirms(drug):
    found = item(refractory(condition("type_2_diabetes"), drugs=[taken(drug)]), "SGLT2I_10MG")
    assert found is not None
    assert not found.automatic


def test_acute_diarrhoea_holds_amiloride():
    assert held(refractory(condition("acute_diarrhoea")), "AMILORIDE_5MG")


def test_alcohol_as_main_calories_asks_for_thiamine():
    assessment = assess(harmless(mg("0.62"), (p.ALCOHOL_CALORIES, True), finding("confusion")))
    assert item(assessment, "THIAMINE").dose.route == "iv"
    assert "W_THIAMINE_FIRST" in warned(assessment)


def test_potassium_alone_or_beside_a_supplement_is_a_decision():
    low = at(p.POTASSIUM_SERUM, "3.4")
    assert item(assess(harmless(mg("0.62"), low)), "K_ORAL").automatic
    for drug in ("sodium_polystyrene_sulfonate", "potassium_chloride"):
        found = item(assess(harmless(mg("0.62"), low, drugs=[taken(drug)])), "K_ORAL")
        assert found is None or not found.automatic


def test_an_oral_dose_that_is_at_least_so_much_is_not_read_as_none():
    more = p.ORAL_DOSE, Quantity(Decimal(24), unit("mmol/day"), comparator=">")
    assessment = assess(harmless(mg("0.62"), more, (p.ORAL_DAYS, D(20))))
    assert "ORAL_12_MMOL" not in codes(assessment)
    assert not any(each.automatic for each in assessment.plan.recommended if each.family == "oral")


def test_a_weight_that_may_be_lighter_is_the_prescribers_decision():
    lighter = p.WEIGHT, Quantity(Decimal(45), unit("kg"), comparator="<")
    infusions = iv_items(assess(harmless(mg("0.35"), lighter)))
    assert infusions
    assert not any(each.automatic for each, _dose in infusions)


def test_below_45_kg_the_second_dose_in_torsades_is_no_automatic_one():
    assessment = assess(harmless(mg("0.45"), finding("torsades_de_pointes"), at(p.WEIGHT, "40")))
    found = item(assessment, "IV_REPEAT_TDP")
    assert found is None or not found.automatic


@pytest.mark.parametrize("egfr", ["100", "45", "20"])
@pytest.mark.parametrize("weight", ["70", "40", "24"])
@pytest.mark.parametrize("magnesium", ["0.25", "0.45", "0.62"])
def test_no_dose_is_written_with_a_trailing_zero(egfr, weight, magnesium):
    """TX-INV-72: 5.0 mL read as 50 mL is 25 g."""
    facts = harmless(mg(magnesium), at(p.EGFR_REPORTED, egfr), at(p.WEIGHT, weight))
    plan = assessment_json(assess(facts))["plan"]
    for each in (*plan["recommended"], *plan["withheld"]):
        written = json.dumps(each, ensure_ascii=False, default=str)
        assert not re.search(r"(?<![\d.])\d+\.\d*0[\s\u00a0]*(g|mL|mmol|mg|h)\b(?!/)", written), written


def test_the_limit_of_five_days_is_said_beside_an_infusion():
    stops = [stop for stop in assess(harmless(mg("0.35"))).plan.stop_criteria if stop.rule.id == "TX-INV-21"]
    assert stops


def test_a_known_inherited_loss_without_danger_signs_asked_gets_no_automatic_infusion():
    """Ruling 8: with every sign answered no it is treated by mouth; not asking must not be bolder."""
    asked = harmless(mg("0.45"), condition("known_gitelman"))
    assert not iv_items(assess(asked))
    infusions = iv_items(assess(without(asked, *p.FINDINGS.values())))
    assert not any(each.automatic for each, _dose in infusions)


@pytest.mark.parametrize(
    "known, named",
    [([], True), ([condition("liver_failure")], False), ([finding("kidney_stones")], False), ([(p.AGE, D(80))], False)],
)
def test_triamterene_is_named_as_second_choice_where_nothing_speaks_against_it(known, named):
    found = item(refractory(*known), "AMILORIDE_5MG")
    assert ("triamterene 50 mg" in str(found.details)) is named


def test_triamterene_is_never_named_where_amiloride_is_withheld():
    assessment = refractory(drugs=[taken("ramipril")])
    assert "triamterene 50 mg" not in str(assessment.plan.recommended)


def test_the_antidote_in_digoxin_toxicity_is_the_prescribers_decision():
    toxic = (mg("3.4"), at(p.EGFR_REPORTED, "20"), finding("reduced_reflexes"))
    assert item(assess(harmless(*toxic)), "CA_GLUC_ANTIDOTE").automatic
    assert not item(assess(harmless(*toxic, finding("digoxin_toxicity"))), "CA_GLUC_ANTIDOTE").automatic
