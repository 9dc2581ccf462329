"""What the patient is told (TX-HAND-01): each fact to whom it is for, in plain words."""

from __future__ import annotations

import pytest
from hypothesis import given

from diagnostics.clinical.engine.advice import WHEN
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.advice import FACTS

from .strategies import D, at, condition, finding, harmless, laws, mg, patients, said, taken, without


def look(*known, drugs=(), gone=()):
    return assess(without(harmless(*known, drugs=drugs), *gone))


def told(*known, drugs=(), gone=()):
    return {fact.code: said(fact.text).strip() for fact in look(*known, drugs=drugs, gone=gone).advice}


def test_the_fourteen_items_of_the_handout_are_there_and_each_has_its_situation():
    assert {fact.item for fact in FACTS} == set(range(1, 15))
    assert {fact.when for fact in FACTS} == set(WHEN)


def test_a_patient_on_tablets_is_told_how_to_take_them():
    facts = told()
    assert "Your blood level is low." in facts["what_it_is_low"]
    assert {"small_doses", "loose_stools", "keep_apart_others", "blood_test", "do_not_buy"} <= set(facts)
    assert not {"keep_apart", "amiloride", "sglt2", "inulin", "drip", "no_other_disease"} & set(facts)


def test_a_level_in_range_gets_no_word_of_tablets():
    facts = told(mg("0.80"))
    assert "is not low" in facts["what_it_is"]
    assert not {"small_doses", "loose_stools", "ring_at_once", "what_it_is_low"} & set(facts)


@pytest.mark.parametrize(
    "region, number",
    [("NL", "112"), ("UK", "999"), ("US", "911"), (None, "112, 999, 911 or the local emergency number")],
)
def test_the_emergency_number_of_the_region(region, number):
    found = look(*([(p.REGION, region)] if region else []), gone=[] if region else [p.REGION])
    fact = next(fact for fact in found.advice if fact.code == "ring_at_once")
    assert fact.text.values["number"] == number


def test_the_drugs_to_keep_apart_are_this_patients_own():
    found = look(drugs=[taken("levothyroxine"), taken("amlodipine"), taken("doxycycline")])
    fact = next(fact for fact in found.advice if fact.code == "keep_apart")
    assert fact.text.values["names"] == tuple(line.drug for line in found.plan.spacing)
    assert {name.lower() for name in fact.text.values["names"]} == {"levothyroxine", "doxycycline"}


@pytest.mark.parametrize(
    "hours_of, expected",
    [
        ([], "2 weeks"),
        ([mg("0.55"), (p.SETTING, "clinic")], "7 days"),
        ([mg("0.45")], "24 hours"),
        ([condition("refeeding_risk")], "12 hours"),
    ],
)
def test_the_blood_test_is_never_later_than_the_recheck_of_the_plan(hours_of, expected):
    found = look((p.SETTING, "clinic"), *hours_of)
    fact = next(fact for fact in found.advice if fact.code == "blood_test")
    when = fact.text.values["when"]
    assert when.template.replace("{number}", str(when.values["number"])) == expected


def test_after_a_normal_level_the_blood_test_is_said_without_treatment():
    facts = told(mg("0.80"), drugs=[taken("omeprazole", months=D(24))])
    assert "blood_test_only" in facts
    assert "blood_test" not in facts
    assert "what_lowers_it" in facts


def test_adjuncts_are_explained_only_where_they_are_proposed_or_in_use():
    amiloride = told((p.KNOWN_ROUTE, "renal"), (p.ORAL_FAILED, True))
    assert "no salt substitutes" in amiloride["amiloride"]
    assert "sglt2" not in amiloride
    sglt2 = told((p.ORAL_FAILED, True), condition("type_2_diabetes"), (p.SETTING, "clinic"))
    assert "before surgery" in sglt2["sglt2"]
    inulin = told(drugs=[taken("omeprazole", months=D(24), can_stop=False)])
    assert "start slowly" in inulin["inulin"]
    assert "sglt2" in told(drugs=[taken("empagliflozin")])


def test_the_drip_is_explained_also_while_it_waits_for_a_check():
    assert "drip" in told(mg("0.45"))
    assert "drip" in told(mg("0.45"), gone=[p.PATELLAR_REFLEX])
    assert "drip" not in told()


def test_on_the_drip_the_tablets_that_failed_are_not_praised():
    facts = told(mg("0.52"), condition("short_bowel"), (p.ORAL_FAILED, True), at(p.ORAL_DOSE, 24))
    assert "drip" in facts
    assert "small_doses" not in facts


@pytest.mark.parametrize("code", ["multiple_sclerosis", "rheumatoid_arthritis", "systemic_lupus", "osteoporosis"])
def test_magnesium_treats_no_other_disease(code):
    assert (
        "does not treat multiple sclerosis, arthritis, lupus or osteoporosis"
        in told(condition(code))["no_other_disease"]
    )


def test_food_by_potassium_and_kidneys():
    assert "food_helps" in told((p.SETTING, "clinic"), (p.CAUSE_REMOVABLE, True))
    assert "food_beside_treatment" in told(condition("known_gitelman"))
    high = told(at(p.POTASSIUM_SERUM, "5.1"))
    assert "food_potassium" in high
    assert not {"food_helps", "food_beside_treatment"} & set(high)
    assert "food_potassium_open" in told(gone=[p.POTASSIUM_SERUM])


def test_a_child_is_told_the_danger_signs_alone():
    assert set(told((p.AGE, D(9)))) == {"ring_at_once"}


def test_weak_kidneys_get_no_word_of_taking_tablets():
    assert not {"small_doses", "loose_stools"} & set(told(at(p.EGFR_REPORTED, 28), at(p.ORAL_DOSE, 12)))


@given(patients())
@laws(150)
def test_nobody_is_told_to_take_what_the_plan_does_not_give(facts):
    found = assess(facts)
    facts_told = {fact.code for fact in found.advice}
    families = {item.family for item in found.plan.recommended}
    dose = facts.quantity(p.ORAL_DOSE)
    in_use = dose is not None and dose.value > 0
    assert "small_doses" not in facts_told or "oral" in families or in_use
    assert "inulin" not in facts_told or "inulin" in families
    assert "do_not_buy" in facts_told or facts_told <= {"ring_at_once"}


def test_danger_signs_also_before_the_level_is_known():
    assert "ring_at_once" in told(finding("cramps"), gone=[p.MAGNESIUM_SERUM])
