"""Diet and supplements (TX-DIET-01 to -08, TX-PO-10): how much, which foods, when it is enough, and what is not promised."""

from __future__ import annotations

import pytest
from hypothesis import given

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.diet import AUTOIMMUNE, FOODS, GROUPS, requirement

from .strategies import D, at, codes, condition, finding, harmless, laws, mg, patients, said, taken, warned, without


def look(*known, drugs=(), gone=()):
    return assess(without(harmless(*known, drugs=drugs), *gone))


def remarks(assessment):
    return {remark.code: said(remark.text).strip() for remark in assessment.diet.remarks}


def needs(*known, gone=()):
    return [(n.authority, n.mg, str(n.mmol)) for n in look(*known, gone=gone).diet.requirements]


# -- how much (TX-DIET-03) ---------------------------------------------------------------------------------------


def test_the_table_has_the_figures_of_the_dossier_in_mg_and_mmol():
    rows = [(requirement(g, "RDA").mg, str(requirement(g, "RDA").mmol), requirement(g, "EFSA").mg) for g in GROUPS]
    assert rows == [
        (400, "16.5", 350),
        (420, "17.3", 350),
        (310, "12.8", 300),
        (320, "13.2", 300),
        (350, "14.4", 300),
        (360, "14.8", 300),
        (310, "12.8", 300),
        (320, "13.2", 300),
    ]
    assert {str(requirement(g, "EFSA").mmol) for g in GROUPS} == {"14.4", "12.3"}


@pytest.mark.parametrize(
    "age, expected",
    [
        ("18", []),
        ("19", [("RDA", 310, "12.8")]),
        ("30", [("RDA", 310, "12.8")]),
        ("31", [("RDA", 320, "13.2")]),
        ("90", [("RDA", 320, "13.2")]),
    ],
)
def test_age_bands(age, expected):
    assert needs((p.AGE, D(age)), (p.REGION, "US")) == expected


def test_a_fraction_of_a_year_falls_into_no_gap():
    assert needs((p.AGE, D("30.5")), (p.REGION, "US")) == [("RDA", 310, "12.8")]


@pytest.mark.parametrize(
    "region, expected",
    [("US", ["RDA"]), ("UK", ["EFSA"]), ("NL", ["EFSA"]), (None, ["RDA", "EFSA"])],
)
def test_the_region_chooses_the_authority_and_an_unknown_one_gets_both(region, expected):
    gone = [p.REGION] if region is None else []
    known = [] if region is None else [(p.REGION, region)]
    assert [authority for authority, _mg, _mmol in needs(*known, gone=gone)] == expected


def test_pregnancy_breast_feeding_and_men():
    assert needs((p.PREGNANT, True), (p.AGE, D(35)), (p.REGION, "US")) == [("RDA", 360, "14.8")]
    assert needs((p.LACTATING, True), (p.AGE, D(25)), (p.REGION, "US")) == [("RDA", 310, "12.8")]
    assert needs((p.SEX, "male"), (p.REGION, "US")) == [("RDA", 420, "17.3")]


def test_unknown_sex_or_age_gets_every_row_that_fits():
    assert len(needs((p.REGION, "US"), gone=[p.SEX])) == 2
    assert len(needs((p.REGION, "US"), (p.ADULT, True), gone=[p.AGE])) == 2


# -- foods (TX-DIET-04) ----------------------------------------------------------------------------------------


def test_halibut_shows_that_tables_disagree_and_three_foods_have_no_figure():
    foods = {food.key: food for food in FOODS}
    assert foods["halibut"].mg == (24, 90)
    assert [food.key for food in FOODS if food.tables_disagree] == ["halibut"]
    assert [food.key for food in FOODS if not food.mg] == ["kale", "oats", "chickpeas"]
    assert (foods["pumpkin_seeds"].mg, foods["almonds"].mg, foods["milk"].mg) == ((156,), (80,), (24, 27))
    assert len(FOODS) == 26
    assert all(foods[key].rich_in_potassium for key in ("almonds", "black_beans", "spinach", "potato"))


@pytest.mark.parametrize(
    "more, expected",
    [
        ([at(p.POTASSIUM_SERUM, "5.0")], False),
        ([at(p.POTASSIUM_SERUM, "5.1")], True),
        ([at(p.EGFR_REPORTED, 45)], False),
        ([at(p.EGFR_REPORTED, 44)], True),
    ],
)
def test_potassium_in_food_is_warned_of_above_5_or_below_45(more, expected):
    found = look(*more)
    assert ("W_POTASSIUM_FOODS" in warned(found)) is expected
    assert ("potassium_foods" in remarks(found)) is expected
    assert "potassium_foods_open" not in remarks(found)


@pytest.mark.parametrize("gone", [p.POTASSIUM_SERUM, p.EGFR_REPORTED])
def test_unknown_potassium_or_kidneys_should_be_known_first(gone):
    found = look(gone=[gone])
    assert "should be known before" in remarks(found)["potassium_foods_open"]
    assert "W_POTASSIUM_FOODS" not in warned(found)


# -- is it enough (TX-DIET-01) -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "more, drugs, expected",
    [
        ([(p.SETTING, "clinic"), (p.CAUSE_REMOVABLE, True)], (), "yes"),
        ([mg("0.55")], (), "no"),
        ([mg("0.80")], (), "yes"),
        ([mg("0.80"), condition("known_gitelman")], (), "no"),
        ([condition("known_gitelman")], (), "no"),
        ([condition("short_bowel")], (), "no"),
        ([(p.KNOWN_ROUTE, "renal")], (), "no"),
        ([], [taken("omeprazole", months=D(24), can_stop=False)], "no"),
    ],
)
def test_when_food_alone_is_enough(more, drugs, expected):
    assert look(*more, drugs=drugs).diet.suffices == expected


def test_the_diet_sheet_says_whether_it_is_enough():
    item = next(i for i in look(condition("short_bowel")).plan.recommended if i.code == "DIET_SHEET")
    assert "poorly absorbed" in said(*item.details)


@pytest.mark.parametrize(
    "more",
    [
        [finding("torsades_de_pointes")],
        [mg("3.2")],
        [mg("1.10")],
        [(p.AGE, D(12))],
        [(p.TUBE, "edta")],
        [(p.DIALYSIS, True)],
        [(p.NIL_BY_MOUTH, True)],
        [condition("ileus")],
    ],
)
def test_no_diet_in_emergency_toxicity_childhood_or_before_a_level(more):
    found = look(*more)
    assert found.diet is None
    assert "DIET_SHEET" not in codes(found)


# -- supplements (TX-DIET-02, -07, -08, TX-PO-10) -------------------------------------------------------------------


def test_no_prophylactic_supplement_in_range():
    found = look(mg("0.70"))
    assert remarks(found)["no_prophylaxis"].startswith("No magnesium supplement while the level is normal")
    assert "no_prophylaxis" not in remarks(look(mg("0.69")))
    assert not [item for item in found.plan.recommended if item.family == "oral"]


def test_no_self_treatment_of_a_proven_low_level():
    assert "the doctor's plan" in remarks(look())["retail"]
    assert "retail_ppi_diabetes" in remarks(look(condition("type_2_diabetes")))
    assert "retail_ppi_diabetes" not in remarks(look())


@pytest.mark.parametrize(
    "region, expected",
    [
        ("US", {"unsupervised_us"}),
        ("UK", {"unsupervised_eu"}),
        ("NL", {"unsupervised_eu"}),
        (None, {"unsupervised_us", "unsupervised_eu"}),
    ],
)
def test_the_limit_of_unsupervised_supplements_by_region(region, expected):
    found = look(*([] if region is None else [(p.REGION, region)]), gone=[] if region else [p.REGION])
    limits = {remark.code: remark for remark in found.diet.remarks if remark.code.startswith("unsupervised")}
    assert set(limits) == expected
    figures = {key: tuple(str(v) for v in remark.text.values.values()) for key, remark in limits.items()}
    assert all(
        figures[key] == {"unsupervised_us": ("350", "14.4"), "unsupervised_eu": ("250", "10.3")}[key] for key in figures
    )


@pytest.mark.parametrize("more, gone", [([at(p.EGFR_REPORTED, 59)], []), ([], [p.EGFR_REPORTED])])
def test_no_limit_is_named_where_kidneys_are_weak_or_not_known(more, gone):
    found = remarks(look(*more, gone=gone))
    assert "No supplement without the doctor" in found["unsupervised_kidney"]
    assert not {"unsupervised_eu", "unsupervised_us"} & set(found)


def test_vitamin_d_only_to_correct_a_deficiency():
    assert "only to correct a deficiency" in remarks(look(drugs=[taken("colecalciferol")]))["vitamin_d"]
    assert "vitamin_d" not in remarks(look())


# -- wordings (TX-DIET-05, -06) -------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["multiple_sclerosis", "rheumatoid_arthritis", "systemic_lupus"])
def test_autoimmune_disease_keeps_the_wording_of_the_dossier(code):
    found = look(condition(code), mg("0.80"))
    assert remarks(found)["autoimmune"] == AUTOIMMUNE
    assert AUTOIMMUNE.startswith(
        "Low magnesium has been described in some people with multiple sclerosis, rheumatoid arthritis and lupus."
    )
    assert "has not been shown to treat these diseases" in AUTOIMMUNE
    assert "W_LOW_EVIDENCE" in warned(found)
    assert not [item for item in found.plan.recommended if item.dose is not None]


def test_osteoporosis_more_is_not_better_and_fractures_unproven():
    found = remarks(look(condition("osteoporosis")))
    assert found["osteoporosis"] == "Osteoporosis: keep magnesium in the normal range; more is not better."
    assert "unproven" in found["bone_evidence"]
    assert "more wrist fractures" in found["bone_evidence"]


@given(patients())
@laws(150)
def test_no_remark_names_the_doses_of_the_blog_or_promises_a_cure(facts):
    """TX-DIET-05, TX-INV-60: 500 mg oxide, 300 mg citrate, 400 mg glycinate and 600 mg a day are not used."""
    diet = assess(facts).diet
    for remark in diet.remarks if diet else ():
        text = said(remark.text)
        assert not any(f"{dose} mg" in text for dose in (500, 300, 400, 600))
        assert not remark.names_dose or remark.rule.id == "TX-PO-10"


@given(patients())
@laws(150)
def test_nobody_with_weak_or_unknown_kidneys_is_told_a_limit_of_supplements(facts):
    found = assess(facts)
    if found.diet and any(remark.names_dose for remark in found.diet.remarks):
        egfr = found.computed["egfr"].value
        assert egfr is not None
        assert egfr.value >= 60
        assert found.status != "high"
