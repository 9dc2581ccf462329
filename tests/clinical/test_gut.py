"""After a loss outside the kidney: each sub-cause of the gut, its trigger and its tests (DX-GI-01 to -12)."""

from __future__ import annotations

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.facts import DrugTaken
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.gut import AUTOIMMUNE, GUT_CAUSES
from diagnostics.clinical.knowledge.rulebook import RULES

from .strategies import ALL_ASKED, D, Patient, at, condition, finding, harmless, mg, said, taken, taken_class

KEPT = (at(p.U24_MAGNESIUM, "0.2", "mmol/24h"), at(p.U24_CREATININE, "10", "mmol/24h"))
LOSS = (at(p.U24_MAGNESIUM, "4", "mmol/24h"), at(p.U24_CREATININE, "10", "mmol/24h"))
LOW_K, ALKALOSIS = at(p.POTASSIUM_SERUM, "3.2"), at(p.BICARBONATE_SERUM, "32")
PATIROMER = taken("patiromer")  # brings the route to the gut, and a row of its own


def rows(*known, drugs=()):
    found = assess(harmless(*KEPT, *known, drugs=drugs)).gut
    return {row.rule.id.removeprefix("DX-GI-"): row.state for row in found}


def test_every_row_of_the_dossier_is_here_with_its_tests():
    assert [row.rule for row in GUT_CAUSES] == [f"DX-GI-{number:02d}" for number in range(1, 13)]
    assert all(row.rule in RULES and row.label and row.tests for row in GUT_CAUSES)
    assert set(AUTOIMMUNE) <= set(p.CONDITIONS)


def test_the_gut_is_looked_into_only_when_it_has_a_share():
    diarrhoea = condition("chronic_diarrhoea")
    assert assess(harmless(*KEPT, diarrhoea)).gut
    assert assess(harmless(*LOSS)).gut == ()
    beside = assess(harmless(*LOSS, diarrhoea))
    assert beside.route.also == ("gastrointestinal",)
    assert beside.gut
    assert assess(harmless(*KEPT, (p.AGE, D(9)), diarrhoea)).gut == ()


def test_a_poor_diet_alone_does_not_look_into_the_gut():
    known = ((p.POOR_FOOD_SOURCES, True), (p.WEIGHT_LOSS, True))
    found = assess(harmless(*KEPT, *known))
    assert (found.route.value, found.gut) == ("intake", ())


# -- 01 proton pump inhibitor ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("months, expected", [("2.9", None), ("3", "met"), ("4", "met")])
def test_a_proton_pump_inhibitor_counts_from_3_months(months, expected):
    assert rows(drugs=[taken("omeprazole", months=D(months))]).get("01") == expected


@pytest.mark.parametrize("months, expected", [("0.45", None), ("0.46", "met")])
def test_in_severe_deficiency_it_counts_from_14_days(months, expected):
    assert rows(mg("0.45"), drugs=[taken("omeprazole", months=D(months))]).get("01") == expected


def test_for_how_long_it_was_taken_is_asked():
    found = assess(harmless(*KEPT, drugs=[taken("omeprazole")])).gut
    assert [(row.rule.id, row.state, row.missing) for row in found] == [("DX-GI-01", "unknown", ("drugs",))]


def test_one_that_was_stopped_counts_for_14_days():
    assert "01" in rows(drugs=[taken("omeprazole", months=D(24), stopped_days_ago=D(14))])
    assert "01" not in rows(drugs=[taken("omeprazole", months=D(24), stopped_days_ago=D(15))])


# -- the others ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code, expected",
    [
        ("chronic_diarrhoea", {"02": "met", "03": "met"}),
        ("diarrhoea", {"02": "unknown", "03": "met"}),
        ("acute_diarrhoea", {"12": "met"}),
        ("inflammatory_bowel_disease", {"04": "met"}),
        ("coeliac_disease", {"12": "met"}),
        ("short_bowel", {"05": "met"}),
        ("high_output_stoma", {"05": "met"}),
        ("ileostomy", {"05": "unknown"}),
        ("bowel_resection", {"05": "unknown", "07": "met"}),
        ("steatorrhoea", {"06": "met"}),
        ("chronic_pancreatitis", {"06": "met"}),
        ("laxative_misuse", {"08": "met"}),
        ("bariatric_surgery", {"09": "met"}),
    ],
)
def test_each_condition_leads_to_its_own_tests(code, expected):
    assert rows(condition(code)) == expected


@pytest.mark.parametrize("code", AUTOIMMUNE)
def test_an_autoimmune_disease_asks_for_coeliac_serology_in_a_loss_through_the_gut(code):
    assert rows(condition(code), drugs=[PATIROMER])["03"] == "met"


def test_known_coeliac_disease_is_not_suspected_again():
    assert "03" not in rows(condition("coeliac_disease"), condition("chronic_diarrhoea"))


def test_weight_loss_beside_diarrhoea_asks_for_inflammatory_disease():
    diarrhoea = condition("chronic_diarrhoea")
    assert rows(diarrhoea, (p.WEIGHT_LOSS, True))["04"] == "met"
    assert "04" not in rows(diarrhoea)
    assert "04" not in rows((p.WEIGHT_LOSS, True), drugs=[PATIROMER])


def test_low_urine_chloride_in_alkalosis_asks_for_misuse():
    assert rows(ALKALOSIS, at(p.SPOT_CHLORIDE, "19"), drugs=[PATIROMER])["08"] == "met"
    assert "08" not in rows(ALKALOSIS, at(p.SPOT_CHLORIDE, "20"), drugs=[PATIROMER])


def test_a_low_potassium_asks_for_urine_chloride_while_nothing_else_explains_the_loss():
    found = assess(harmless(*KEPT, LOW_K)).gut
    assert [(row.rule.id, row.state, row.missing) for row in found if row.rule.id == "DX-GI-08"] == [
        ("DX-GI-08", "unknown", (p.SPOT_CHLORIDE.key,))
    ]
    assert "08" not in rows(LOW_K, drugs=[taken("omeprazole", months=D(24))])
    assert "08" not in rows(LOW_K, condition("vomiting"))


@pytest.mark.parametrize(
    "drug",
    [taken("patiromer"), taken_class("sodium_polystyrene_sulfonate"), DrugTaken("Colestyramine", "", frozenset())],
)
def test_binders_are_reviewed(drug):
    assert rows(condition("bariatric_surgery"), drugs=[drug])["10"] == "met"


def test_a_binder_stopped_yesterday_is_not_reviewed():
    assert "10" not in rows(condition("bariatric_surgery"), drugs=[taken("patiromer", stopped_days_ago=D(1))])


@pytest.mark.parametrize("years, expected", [("17.9", "met"), ("18", None)])
def test_childhood_onset_with_low_calcium_is_perhaps_trpm6(years, expected):
    low = at(p.ADJUSTED_CALCIUM, "2.00")
    assert rows((p.AGE_AT_FIRST_LOW, D(years)), low).get("11") == expected


def test_childhood_onset_alone_is_not():
    assert "11" not in rows((p.AGE_AT_FIRST_LOW, D(3)))
    assert "11" in rows((p.AGE_AT_FIRST_LOW, D(3)), finding("seizure_earlier"))
    assert "11" in rows((p.AGE_AT_FIRST_LOW, D(3)), (p.CONSANGUINITY, True))


def test_a_possible_childhood_onset_is_asked_only_while_the_loss_is_occult():
    low = at(p.ADJUSTED_CALCIUM, "2.00")
    assert rows(low) == {"11": "unknown", "12": "met"}
    assert "11" not in rows(low, drugs=[taken("omeprazole", months=D(24))])
    assert "11" not in rows(low, drugs=[taken("omeprazole")])  # for how long is the question there


def test_nothing_found_brings_the_general_list():
    found = assess(harmless(*KEPT))
    assert found.route.value == "extrarenal_unspecified"
    assert [row.rule.id for row in found.gut] == ["DX-GI-12"]
    assert "PEth" in said(*found.gut[0].tests)
    assert "12" not in rows(condition("short_bowel"))


def test_lists_that_were_not_asked_are_named_where_nothing_was_found():
    facts = Patient(harmless(*KEPT).values, (), ALL_ASKED - {"drugs", "conditions"})
    (found,) = assess(facts).gut
    assert found.missing == ("drugs", "conditions")
