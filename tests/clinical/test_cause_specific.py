"""What is particular to a cause (TX-DIS, TX-SC) and to who is outside (TX-OOS): said to the right patient, and never as an order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.cause_specific import GATES, WHEN
from diagnostics.clinical.engine.guard import may_name_figures
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.cause_specific import SUBJECTS
from diagnostics.clinical.knowledge.codes import CAUSE_CODES
from diagnostics.clinical.knowledge.rulebook import RULES

from .strategies import D, at, condition, finding, harmless, laws, mg, patients, quantity, said, taken, without

LINES = [line for subject in SUBJECTS for line in subject.lines]
SITUATIONS = {"child", "pregnant", "obstetric_seizure", "egfr_below_15", "dialysis", "lactating", "toxicity", "setting_icu", "route_redistribution"}  # fmt: skip


def look(*known, drugs=(), gone=()):
    return assess(without(harmless(*known, drugs=drugs), *gone))


def lines(assessment):
    return {line.code: line for line in assessment.cause_specific}


def text(assessment, code):
    return said(lines(assessment)[code].text).strip()


def known(name):
    return condition(f"known_{name}")


# -- the table -----------------------------------------------------------------------------------------------


def test_every_line_has_a_rule_a_situation_gates_and_a_key_of_its_own():
    for line in LINES:
        assert line.rule in RULES
        assert line.when in WHEN
        assert set(line.gates) <= set(GATES)
        assert bool(line.figures) == bool(line.gates)
    own = {id(line): line.key for line in LINES}
    assert len(set(own.values())) == len(own)


def test_every_subject_is_about_codes_that_exist():
    codes = {code for subject in SUBJECTS for code in subject.codes}
    assert codes - set(CAUSE_CODES) - set(p.CONDITIONS) - set(p.FINDINGS) == SITUATIONS


def test_all_rules_of_the_section_are_said_somewhere():
    """TX-DIS-07 is TX-SC itself."""
    wanted = {f"TX-DIS-{n:02d}" for n in range(1, 19)} - {"TX-DIS-07"}
    wanted |= {f"TX-SC-0{n}" for n in (1, 2, 3)} | {f"TX-OOS-0{n}" for n in range(1, 9)}
    assert wanted <= {line.rule for line in LINES}


def test_a_line_without_its_figures_names_no_amount():
    amount = re.compile(r"\d[\d.]* ?(?:mmol(?!/L)|mg|g|mEq|micrograms?)\b")
    for line in LINES:
        assert not amount.search(line.text), line.key


# -- inherited (TX-DIS-01 to -05) -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "how", [known("gitelman"), (p.KNOWN_CAUSE, "gitelman_syndrome"), (p.KNOWN_CAUSE, "hereditary_slc12a3")]
)
def test_gitelman_has_its_own_target_in_the_plan_and_among_its_lines(how):
    found = look(how)
    target = "potassium of 3.0 and magnesium of 0.6 mmol/L or above; this may be out of reach"
    assert text(found, "gitelman_aim") == target
    assert [said(m.when).strip() for m in found.plan.monitoring if m.what == "target"] == [target]


def test_long_qt_goes_before_the_target_of_gitelman():
    found = look(known("gitelman"), at(p.QTC, 490))
    assert ["0.80" in said(m.when) for m in found.plan.monitoring if m.what == "target"] == [True]
    assert "gitelman_aim" in lines(found)


def test_gitelman_figures_are_told_as_what_others_use():
    found = look(known("gitelman"), at(p.POTASSIUM_SERUM, "3.2"))
    assert text(found, "gitelman_magnesium").startswith("A secondary text gives magnesium 300 mg (12.3 mmol)")
    assert text(found, "gitelman_potassium").startswith("A secondary text gives potassium chloride 40 mmol")
    assert "nephrologists use 5 to 20 mg a day" in text(found, "gitelman_sparing")
    assert "by a nephrologist only" in text(found, "gitelman_sparing")
    assert text(found, "gitelman_indometacin") == "Indometacin is not proposed"
    assert not {"AMILORIDE_5MG"} & {item.code for item in found.plan.recommended}


@pytest.mark.parametrize(
    "more, drugs, gone, hidden",
    [
        ([at(p.EGFR_REPORTED, 59)], (), (), {"gitelman_magnesium", "gitelman_potassium", "gitelman_sparing"}),
        ([at(p.EGFR_REPORTED, 60)], (), (), set()),
        ([], (), (p.EGFR_REPORTED,), {"gitelman_magnesium", "gitelman_potassium", "gitelman_sparing"}),
        ([at(p.POTASSIUM_SERUM, "3.5")], (), (), {"gitelman_potassium"}),
        ([at(p.POTASSIUM_SERUM, "2.9")], (), (), {"gitelman_sparing"}),
        ([], (), (p.POTASSIUM_SERUM,), {"gitelman_potassium", "gitelman_sparing"}),
        ([], [taken("ramipril")], (), {"gitelman_potassium", "gitelman_sparing"}),
        ([], [taken("raltegravir")], (), {"gitelman_magnesium", "gitelman_potassium"}),
        ([], (), (p.PREGNANT,), {"gitelman_sparing"}),
        ([], (), ("drugs",), {"gitelman_magnesium", "gitelman_potassium", "gitelman_sparing"}),
    ],
)
def test_a_closed_gate_takes_the_figure_away_and_leaves_the_line(more, drugs, gone, hidden):
    start = harmless(known("gitelman"), at(p.POTASSIUM_SERUM, "3.4"), *more, drugs=drugs)
    if "drugs" in gone:
        found = assess(type(start)(start.values, start.drugs, start.asked - {"drugs"}))
    else:
        found = assess(without(start, *gone))
    with_figures = {"gitelman_magnesium", "gitelman_potassium", "gitelman_sparing"}
    assert {code for code in with_figures if not lines(found)[code].names_dose} == hidden


def test_gitelman_in_pregnancy_is_said_where_it_can_come():
    assert "gitelman_pregnancy" in lines(look(known("gitelman")))
    assert "gitelman_pregnancy" not in lines(look(known("gitelman"), (p.SEX, "male")))
    assert "gitelman_pregnancy" not in lines(look(known("gitelman"), (p.AGE, D(60))))


def test_a_level_in_range_leaves_target_ecg_and_what_is_not_done():
    found = lines(look(known("gitelman"), mg("0.74")))
    assert set(found) == {
        "gitelman_aim",
        "gitelman_indometacin",
        "gitelman_ecg",
        "gitelman_illness",
        "gitelman_pregnancy",
    }


def test_bartter_no_thiazide():
    assert text(look(known("bartter")), "bartter_not").startswith("No thiazide")


def test_trpm6_is_treated_to_no_symptoms():
    found = look(known("trpm6"))
    assert text(found, "trpm6_aim").startswith("no symptoms rather than a normal level")
    assert "by a specialist" in text(found, "trpm6_life")
    assert not lines(found)["trpm6_aim"].verified


def test_fhhnc_gets_no_thiazide_and_keeps_the_kidney_limits():
    found = look(known("fhhnc"), mg("0.55"), at(p.EGFR_REPORTED, 28))
    assert text(found, "fhhnc_thiazide").startswith("No thiazide from here")
    assert "within the kidney limits" in text(found, "fhhnc_supplements")
    assert not any(line.names_dose for line in found.cause_specific)


@pytest.mark.parametrize(
    "name, own", [("hnf1b", "hnf1b_watch"), ("cnnm2", "cnnm2_seizure"), ("other_tubulopathy", "inherited_supplements")]
)
def test_other_inherited_losses_keep_adjuncts_for_the_specialist(name, own):
    found = lines(look(known(name)))
    assert {own, "inherited_supplements", "inherited_adjuncts"} <= set(found)
    assert found["inherited_adjuncts"].rule.id == "TX-DIS-05"


def test_east_rests_on_unverified_knowledge():
    assert not lines(look((p.KNOWN_CAUSE, "hereditary_kcnj10")))["east_potassium"].verified


# -- bowel and home treatment (TX-DIS-06, -13, TX-SC) -----------------------------------------------------------


def test_short_bowel_salt_and_water_first_and_said_once():
    found = look(condition("short_bowel"))
    assert text(found, "bowel_salt_first").startswith("Salt and water first")
    assert not any("Salt and water" in said(d) for item in found.plan.recommended for d in item.details)


@pytest.mark.parametrize("egfr, there", [(44, False), (45, True), (60, True)])
def test_oxide_for_the_specialist_only_from_egfr_45(egfr, there):
    assert ("bowel_oxide" in lines(look(condition("short_bowel"), at(p.EGFR_REPORTED, egfr)))) is there


def test_the_amount_of_oxide_is_named_from_egfr_60():
    assert not lines(look(condition("short_bowel"), at(p.EGFR_REPORTED, 59)))["bowel_oxide"].names_dose
    assert "specialists give 12 to 24 mmol" in text(
        look(condition("short_bowel"), at(p.EGFR_REPORTED, 60)), "bowel_oxide"
    )


@pytest.mark.parametrize("colon, there", [(True, False), (False, True), (None, True)])
def test_no_inulin_unless_a_colon_is_known(colon, there):
    start = (
        harmless(condition("short_bowel"), (p.COLON_PRESENT, colon))
        if colon is not None
        else without(harmless(condition("short_bowel")), p.COLON_PRESENT)
    )
    assert ("bowel_inulin" in lines(assess(start))) is there


def test_home_treatment_is_referred_and_never_prescribed():
    """TX-SC-03, TX-INV-18."""
    found = look(condition("short_bowel"), mg("0.55"), (p.ORAL_FAILED, True))
    assert "never prescribed from here" in text(found, "home_parenteral")
    assert "unlicensed" in text(found, "under_the_skin")
    assert "2 to 4 mmol (0.5 to 1 g) magnesium sulfate heptahydrate" in text(found, "under_the_skin")
    assert found.plan.path != "P7_HOME_PARENTERAL"
    assert "home_parenteral" not in lines(look(condition("short_bowel")))


@pytest.mark.parametrize("more", [condition("heart_failure"), at(p.EGFR_REPORTED, 29)])
def test_the_amount_under_the_skin_is_not_named_where_it_may_not_be_given(more):
    found = look(condition("short_bowel"), mg("0.55"), (p.ORAL_FAILED, True), more)
    assert not lines(found)["under_the_skin"].names_dose


@pytest.mark.parametrize(
    "code", ["chronic_diarrhoea", "inflammatory_bowel_disease", "acute_pancreatitis", "coeliac_disease"]
)
def test_bowel_disease_small_doses(code):
    assert "small doses, or by vein" in text(look(condition(code)), "gut_small_doses")


# -- refeeding, alcohol, bone, transplant, diabetes, intensive care -------------------------------------------------


def test_refeeding_amounts_of_nice_beside_the_doses_of_the_plan():
    assert text(look(condition("refeeding_risk")), "refeeding_amounts").startswith(
        "The doses of the plan stand; for comparison, NICE"
    )


@pytest.mark.parametrize("more", [at(p.POTASSIUM_SERUM, "5.1"), at(p.PHOSPHATE_SERUM, "1.46"), at(p.EGFR_REPORTED, 59)])
def test_refeeding_amounts_not_with_a_high_level_or_weak_kidneys(more):
    assert not lines(look(condition("refeeding_risk"), more))["refeeding_amounts"].names_dose


@pytest.mark.parametrize("gone", [p.POTASSIUM_SERUM, p.PHOSPHATE_SERUM, p.EGFR_REPORTED])
def test_refeeding_amounts_not_with_a_level_that_is_not_known(gone):
    assert not lines(look(condition("refeeding_risk"), gone=[gone]))["refeeding_amounts"].names_dose


def test_wernicke_and_its_cofactor():
    assert "alcohol_cofactor" in lines(look(condition("alcohol_use_disorder"), finding("ataxia")))
    assert "alcohol_cofactor" not in lines(look(condition("alcohol_use_disorder")))


def test_hungry_bone_by_the_surgical_protocol_and_measured_twice_a_day():
    found = look(condition("hungry_bone"))
    assert "by the surgical protocol" in text(found, "bone_calcium")
    assert found.plan.recheck.within_hours == 12
    assert look(condition("recent_thyroidectomy"), (p.SETTING, "ward")).plan.recheck.within_hours == 12
    assert look(condition("recent_thyroidectomy"), (p.SETTING, "clinic")).plan.recheck.within_hours == 336


def test_transplant_organic_salt_no_oxide_doses_and_no_promise():
    found = look(condition("kidney_transplant"), drugs=[taken("tacrolimus")])
    assert "an organic salt rather than oxide" in text(found, "transplant_oral")
    assert "exceed the limit of oxide kept here" in text(found, "transplant_oxide")
    assert text(found, "no_amiloride_with_cni") == "No amiloride beside ciclosporin or tacrolimus"
    assert "only by the transplant team" in text(found, "transplant_sglt2")
    assert not any("Kidney transplant: treat" in said(d).strip() for i in found.plan.recommended for d in i.details)


def test_diabetes_no_promise_of_better_glucose():
    found = look(condition("type_2_diabetes"))
    assert text(found, "diabetes_glucose").startswith("Do not promise better glucose")
    assert lines(found)["diabetes_glucose"].names_dose
    in_range = lines(look(condition("type_2_diabetes"), mg("0.80")))
    assert not in_range["diabetes_glucose"].names_dose


def test_ketoacidosis_protocol_first():
    assert "no SGLT2 inhibitor" in text(look(condition("diabetic_ketoacidosis")), "ketoacidosis_first")


def test_intensive_care():
    found = look((p.SETTING, "icu"), condition("critical_illness"), at(p.IONISED_MAGNESIUM, "0.40"))
    assert {"icu_correct", "icu_level", "icu_ionised"} <= set(lines(found))
    assert found.plan.recheck.within_hours == 12
    assert "icu_ionised" not in lines(look((p.SETTING, "icu")))


@pytest.mark.parametrize("code", ["recovering_acute_tubular_necrosis", "post_obstructive_diuresis"])
def test_a_kidney_that_is_moving_is_seen_again_within_a_day(code):
    found = look(condition(code))
    assert "every 12 to 24 h" in text(found, "diuresis_watch")
    assert found.plan.recheck.within_hours == 24


def test_endocrine_causes_and_no_calcium_in_hypercalcaemia():
    assert "endocrine_severity" in lines(look(condition("hyperthyroidism")))
    assert (
        text(look(condition("hypercalcaemia")), "hypercalcaemia_calcium") == "Never a supplement that contains calcium"
    )
    assert "hypercalcaemia_calcium" not in lines(look(condition("primary_aldosteronism")))


@pytest.mark.parametrize(
    "what", [condition("heart_failure"), condition("atrial_fibrillation"), finding("acute_coronary_syndrome")]
)
def test_heart_disease_no_routine_magnesium_in_range(what):
    found = lines(look(what, mg("0.80")))
    assert "heart_not_routine" in found
    assert "heart_aim" not in found
    assert "heart_aim" in lines(look(what))


def test_redistribution_small_doses_and_a_level_at_12_hours():
    for found in (look(condition("refeeding")), look((p.KNOWN_ROUTE, "redistribution"))):
        assert {"shift_small", "shift_level"} <= set(lines(found))
        assert found.plan.recheck.within_hours == 12
    assert "shift_small" not in lines(look())


# -- who is outside (TX-OOS) ---------------------------------------------------------------------------------------


def test_a_child_gets_one_line_and_no_cause_of_its_own():
    found = look((p.AGE, D(9)), known("trpm6"))
    assert set(lines(found)) == {"child"}
    assert found.plan.path == "PX_REFER"


def test_pregnancy_keeps_its_limits_and_no_figure():
    found = look((p.PREGNANT, True), known("gitelman"))
    assert {"pregnant", "pregnant_not", "gitelman_pregnancy"} <= set(lines(found))
    assert not any(line.names_dose for line in found.cause_specific)


def test_after_birth_no_figure_is_named():
    found = look(condition("postpartum_6_weeks"), known("gitelman"), at(p.POTASSIUM_SERUM, "3.2"))
    assert "gitelman_magnesium" in lines(found)
    assert not any(line.names_dose for line in found.cause_specific)


@pytest.mark.parametrize(
    "known_facts, code, rule",
    [
        ([condition("pre_eclampsia")], "pre_eclampsia", "TX-OOS-03"),
        ([condition("pre_eclampsia")], "pre_eclampsia_refer", "TX-DIS-17"),
        ([(p.DIALYSIS, True)], "dialysis", "TX-OOS-04"),
        ([condition("continuous_renal_replacement")], "dialysis", "TX-OOS-04"),
        ([at(p.EGFR_REPORTED, 14)], "kidney_failure", "TX-OOS-04"),
        ([(p.LACTATING, True)], "lactating_not", "TX-OOS-05"),
        ([condition("palliative_care")], "palliative", "TX-OOS-06"),
        ([condition("bowel_preparation"), mg("0.80")], "other_uses", "TX-OOS-07"),
        ([finding("new_atrial_fibrillation"), mg("0.80")], "other_uses", "TX-OOS-07"),
        ([mg("3.2")], "toxicity", "TX-OOS-08"),
    ],
)
def test_who_is_outside_is_told_why(known_facts, code, rule):
    assert lines(look(*known_facts))[code].rule.id == rule


def test_egfr_15_is_not_yet_outside():
    assert "kidney_failure" not in lines(look(at(p.EGFR_REPORTED, 15)))
    assert "other_uses" not in lines(look(condition("bowel_preparation")))


# -- for any patient -------------------------------------------------------------------------------------------------


@given(patients())
@laws(200)
def test_figures_are_named_only_for_an_adult_in_scope_with_a_low_magnesium(facts):
    """TX-INV-01 to -04, -07 to -09: the guard looks a second time."""
    found = assess(facts)
    if any(line.names_dose for line in found.cause_specific):
        assert found.status == "low"
        assert may_name_figures(facts)
        assert found.scope.in_scope


@given(patients())
@laws(200)
def test_every_line_is_unverified_where_its_rule_is(facts):
    for line in assess(facts).cause_specific:
        assert line.rule.verified or not line.verified
        assert not re.search(r"MgSO|magnesium sulfate(?! heptahydrate)", said(line.text))


def test_the_guard_has_its_own_look_at_figures():
    assert may_name_figures(harmless())
    assert not may_name_figures(harmless(mg("0.70")))
    assert not may_name_figures(harmless((p.AGE, D(17))))
    assert not may_name_figures(harmless((p.PREGNANT, True)))
    assert not may_name_figures(without(harmless(), p.AGE))


# -- one figure more: the limit of the laboratory in another unit (DX-SER-01) ------------------------------------------

DISAGREES = "serum.magnesium_lower_limit"


def disagreement(value, own):
    found = look(mg(*value), (p.MAGNESIUM_LOWER_LIMIT, quantity(p.MAGNESIUM_LOWER_LIMIT, *own)))
    return [said(w.text)[:12] for w in found.warnings if w.path == DISAGREES]


@pytest.mark.parametrize(
    "value, own, expected",
    [
        (("1.7", "mg/dL"), ("0.70", "mmol/L"), []),  # 0.70 mmol/L is printed as 1.7 mg/dL
        (("1.6", "mg/dL"), ("0.70", "mmol/L"), []),
        (("1.4", "mEq/L"), ("0.70", "mmol/L"), []),
        (("0.70", "mmol/L"), ("1.7", "mg/dL"), []),
        (("0.69", "mmol/L"), ("1.7", "mg/dL"), []),
        (("1.7", "mg/dL"), ("0.75", "mmol/L"), ["Low by your "]),  # 0.75 mmol/L is printed as 1.8 mg/dL
        (("1.8", "mg/dL"), ("0.75", "mmol/L"), []),
        (("0.68", "mmol/L"), ("0.66", "mmol/L"), ["Not low by y"]),
        (("0.72", "mmol/L"), ("0.75", "mmol/L"), ["Low by your "]),
        (("0.75", "mmol/L"), ("0.75", "mmol/L"), []),
    ],
)
def test_the_limit_of_the_laboratory_is_compared_as_it_is_printed_in_the_unit_of_the_value(value, own, expected):
    assert disagreement(value, own) == expected


def test_the_grade_of_cancer_treatment_uses_the_same_limit():
    cisplatin = [taken("cisplatin")]
    own = (p.MAGNESIUM_LOWER_LIMIT, quantity(p.MAGNESIUM_LOWER_LIMIT, "0.70"))
    graded = [
        "W_CTCAE_GRADE" in {w.code for w in look(mg(number, "mg/dL"), own, drugs=cisplatin).warnings}
        for number in ("1.6", "1.7")
    ]
    assert graded == [True, False]
