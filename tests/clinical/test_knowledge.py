"""The tables of the knowledge: complete, in order, each with its rule, each rule with its sources."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from diagnostics.clinical import knowledge
from diagnostics.clinical.doses import IVDose
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.route import LOADING, TESTS, combine
from diagnostics.clinical.knowledge import causes, emergency, limits
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge import treatment as table
from diagnostics.clinical.knowledge.base import KNOWLEDGE, Knowledge
from diagnostics.clinical.knowledge.citations import CITATIONS
from diagnostics.clinical.knowledge.codes import CAUSE_CODES, ITEMS, WARNINGS, code_lists
from diagnostics.clinical.knowledge.drugs import CLASSES, DRUGS, find_drug
from diagnostics.clinical.knowledge.rulebook import RULES
from diagnostics.clinical.knowledge.thresholds import THRESHOLDS, BadLimits, ClinicLimits
from diagnostics.clinical.units import MMOL_L

from .strategies import D, at, codes, condition, finding, harmless, iv_items, laws, mg, patients, taken, unit, warned

CORE = Path(knowledge.__file__).parents[2]
SOURCES = sorted(path for path in CORE.rglob("*.py") if "benchmarks" not in path.parts)
RULE = re.compile(r"\b(?:(?:DX|TX)-[A-Z0-9]+(?:-[A-Z0-9]+)*|RUL-\d+)\b")
QUOTED = re.compile(r'"((?:DX|TX|RUL)-[A-Z0-9-]+)"')
USED = sorted({found for path in SOURCES for found in QUOTED.findall(path.read_text("utf-8"))})


# -- rules --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule_id", USED)
def test_every_rule_named_in_the_code_is_in_the_rulebook(rule_id):
    assert rule_id in RULES


def test_the_scan_finds_the_rules_of_the_code():
    assert {"TX-IV-14", "DX-SER-01", "RUL-33"} <= set(USED)


@pytest.mark.parametrize("rule_id", RULES)
def test_every_rule_has_a_title_a_strength_and_a_citation(rule_id):
    row = RULES[rule_id]
    assert row.id == rule_id
    assert RULE.fullmatch(rule_id)
    assert row.title.strip()
    assert row.strength in tuple("ABCD")
    assert row.citations
    assert all(CITATIONS[citation.key] == citation for citation in row.citations)
    assert re.fullmatch(r"20\d\d-\d\d", row.reviewed)


def test_a_rule_that_rests_on_a_choice_alone_is_not_verified():
    assert not [row.id for row in RULES.values() if row.verified and all(c.kind == "design" for c in row.citations)]


def test_all_rules_of_the_rulings_are_there():
    assert {f"RUL-{number:02d}" for number in range(1, 64)} <= set(RULES)


@pytest.mark.parametrize("number", range(1, 73))
def test_every_invariant_of_the_treatment_dossier_is_there(number):
    assert f"TX-INV-{number:02d}" in RULES


@pytest.mark.parametrize("threshold", THRESHOLDS, ids=lambda threshold: threshold.key)
def test_every_threshold_has_a_rule(threshold):
    assert threshold.rule in RULES
    assert threshold.side in ("below", "above")
    assert threshold.limits
    assert threshold.label
    assert threshold.inclusive <= set(threshold.limits)
    assert set(threshold.places) <= set(threshold.limits)


def test_threshold_keys_are_unique():
    keys = [threshold.key for threshold in THRESHOLDS]
    assert len(keys) == len(set(keys))


def test_limits_of_magnesium_in_two_units_lie_within_the_rounding_band():
    """TX-INV-10: 0.02 mmol/L."""
    for threshold in (t for t in THRESHOLDS if unit("mEq/L") in t.limits and unit("mg/dL") in t.limits):
        for symbol in ("mg/dL", "mEq/L", "mg/L"):
            fact = at(p.MAGNESIUM_SERUM, threshold.limits[unit(symbol)], symbol)[1]
            allowed = D("0.02") if threshold.limits[MMOL_L] <= 2 else D("0.05")
            assert abs(fact.to(MMOL_L).value - threshold.limits[MMOL_L]) <= allowed, (threshold.key, symbol)


# -- codes of the contract ----------------------------------------------------------------------------------

FINDING_CODES = [
    "lethargy",
    "weakness",
    "cramps",
    "nausea",
    "anorexia",
    "apathy",
    "carpopedal_spasm",
    "tetany",
    "laryngospasm",
    "tremor",
    "paraesthesia",
    "restlessness",
    "fasciculation",
    "myoclonus",
    "chvostek",
    "trousseau",
    "hyperreflexia",
    "nystagmus",
    "vertical_nystagmus",
    "marked_weakness",
    "reduced_reflexes",
    "seizure_now",
    "seizure_last_24h",
    "seizure_earlier",
    "delirium",
    "confusion",
    "loss_of_consciousness",
    "coma",
    "ataxia",
    "stroke_like_episode",
    "palpitations",
    "new_atrial_fibrillation",
    "supraventricular_tachycardia",
    "nonsustained_vt",
    "ventricular_arrhythmia_unstable",
    "torsades_de_pointes",
    "cardiac_arrest",
    "haemodynamic_instability_arrhythmic",
    "acute_coronary_syndrome",
    "coronary_spasm",
    "digoxin_toxicity",
    "frequent_ventricular_ectopy",
    "bradycardia",
    "oliguria",
    "drowsiness",
    "hypertension",
    "refractory_hypokalaemia",
    "refractory_hypocalcaemia",
    "chondrocalcinosis",
    "nephrocalcinosis",
    "kidney_stones",
    "renal_cysts",
    "genital_malformation",
    "deafness",
    "eye_disease",
    "cardiomyopathy",
    "developmental_delay",
    "salt_craving",
    "polyuria",
    "glucosuria",
    "proteinuria",
]
CONDITION_CODES = [
    "chronic_diarrhoea",
    "acute_diarrhoea",
    "diarrhoea",
    "steatorrhoea",
    "radiation_enteritis",
    "enteropathy",
    "high_output_stoma",
    "ileostomy",
    "short_bowel",
    "bowel_resection",
    "bariatric_surgery",
    "inflammatory_bowel_disease",
    "coeliac_disease",
    "chronic_pancreatitis",
    "vomiting",
    "nasogastric_suction",
    "intestinal_fistula",
    "acute_pancreatitis",
    "alcohol_use_disorder",
    "alcohol_withdrawal",
    "type_1_diabetes",
    "type_2_diabetes",
    "pancreatogenic_diabetes",
    "diabetic_nephropathy",
    "diabetic_ketoacidosis",
    "ketoacidosis_history",
    "refeeding",
    "refeeding_risk",
    "hungry_bone",
    "recent_parathyroidectomy",
    "recent_thyroidectomy",
    "osteoblastic_metastases",
    "massive_transfusion",
    "plasma_exchange",
    "burns",
    "hypercalcaemia",
    "primary_hyperparathyroidism",
    "primary_aldosteronism",
    "cushing",
    "siadh",
    "hyperthyroidism",
    "recovering_acute_tubular_necrosis",
    "post_obstructive_diuresis",
    "tubulointerstitial_nephritis",
    "renal_tubular_acidosis",
    "proteinuric_ckd",
    "chronic_kidney_disease",
    "acute_kidney_injury",
    "kidney_transplant",
    "liver_transplant",
    "liver_failure",
    "sjogren_syndrome",
    "multiple_sclerosis",
    "rheumatoid_arthritis",
    "systemic_lupus",
    "osteoporosis",
    "hypertension",
    "heart_failure",
    "recent_myocardial_damage",
    "sepsis",
    "critical_illness",
    "acutely_ill",
    "fasting",
    "perioperative",
    "myasthenia_gravis",
    "lambert_eaton",
    "addison",
    "laxative_misuse",
    "eating_disorder",
    "ketogenic_diet",
    "parenteral_nutrition",
    "bowel_preparation",
    "bowel_obstruction",
    "ileus",
    "irritable_bowel_syndrome",
    "fructan_allergy",
    "fructose_intolerance",
    "phenylketonuria",
    "fournier_gangrene",
    "recurrent_genital_infection",
    "recurrent_urinary_infection",
    "pre_eclampsia",
    "postpartum_6_weeks",
    "palliative_care",
    "known_gitelman",
    "known_bartter",
    "known_fhhnc",
    "known_hnf1b",
    "known_trpm6",
    "known_cnnm2",
    "known_other_tubulopathy",
    "diabetes_type_unknown",
    "hypoparathyroidism",
    "atrial_fibrillation",
    "ischaemic_heart_disease",
    "epilepsy",
    "dehydration",
    "continuous_renal_replacement",
]
CLASS_CODES = [
    "proton_pump_inhibitor",
    "h2_blocker",
    "thiazide",
    "loop_diuretic",
    "osmotic_diuretic",
    "platinum",
    "anti_egfr_antibody",
    "other_anticancer",
    "calcineurin_inhibitor",
    "mtor_inhibitor",
    "amphotericin_b",
    "aminoglycoside",
    "pentamidine",
    "foscarnet",
    "antituberculous_polypeptide",
    "laxative",
    "patiromer",
    "beta2_agonist",
    "theophylline",
    "insulin",
    "metformin",
    "digoxin",
    "bisphosphonate",
    "denosumab",
    "teriparatide",
    "calcimimetic",
    "vitamin_d",
    "calcium_supplement",
    "parenteral_nutrition_without_magnesium",
    "magnesium_product",
    "potassium_sparing_diuretic",
    "sglt2_inhibitor",
    "ace_inhibitor",
    "angiotensin_receptor_blocker",
    "neprilysin_inhibitor",
    "renin_inhibitor",
    "mineralocorticoid_antagonist",
    "potassium_supplement",
    "trimethoprim",
    "nsaid",
    "tetracycline",
    "quinolone",
    "levothyroxine",
    "iron",
    "integrase_inhibitor",
    "mycophenolate",
    "qt_prolonging",
    "sodium_polystyrene_sulfonate",
    "neuromuscular_blocker",
    "opioid",
    "sedative",
    "calcium_channel_blocker",
]
OTHER_CAUSE_CODES = [
    "dietary_deficiency",
    "gitelman_syndrome",
    "bartter_syndrome",
    "fhhnc",
    "trpm6_disease",
    "hnf1b_disease",
    "cnnm2_disease",
    "hereditary_slc12a3",
]


@pytest.mark.parametrize("code", FINDING_CODES)
def test_every_finding_of_the_contract_is_known(code):
    assert p.FINDINGS[code].path == f"presentation.findings.{code}"


@pytest.mark.parametrize("code", CONDITION_CODES)
def test_every_condition_of_the_contract_is_known(code):
    assert p.CONDITIONS[code].path == f"history.conditions.{code}"


@pytest.mark.parametrize("code", CLASS_CODES)
def test_every_class_of_the_contract_is_known_and_can_be_a_cause(code):
    assert code in CLASSES
    assert code in CAUSE_CODES


@pytest.mark.parametrize("code", [*OTHER_CAUSE_CODES, *CONDITION_CODES])
def test_every_cause_of_the_contract_is_known(code):
    assert code in CAUSE_CODES


def test_every_unit_and_code_list_of_the_contract_is_answered():
    assert {"drugs", "classes", "findings", "conditions", "causes", "items", "warnings", "units"} <= set(code_lists())


ITEM_CODES, WARNING_CODES = {code.code for code in ITEMS}, {code.code for code in WARNINGS}


def _written(pattern: str) -> set[str]:
    return {
        code
        for path in (CORE / "clinical" / "engine").glob("*.py")
        for code in re.findall(pattern, path.read_text("utf-8"))
    }


@pytest.mark.parametrize("code", sorted(_written(r'"(W_[A-Z0-9_]+)"')))
def test_every_warning_the_engine_writes_is_in_the_vocabulary(code):
    assert code in WARNING_CODES


@pytest.mark.parametrize("code", sorted(_written(r'propose\(\s*"([A-Z][A-Z0-9_]+)"')))
def test_every_item_the_engine_proposes_is_in_the_vocabulary(code):
    assert code in ITEM_CODES


@laws(400)
@given(patients())
def test_every_code_that_comes_out_is_in_the_vocabulary(facts):
    assessment = assess(facts)
    assert codes(assessment) <= ITEM_CODES
    assert {entry.code for entry in assessment.plan.withheld} <= ITEM_CODES
    assert warned(assessment) <= WARNING_CODES
    assert {cause.code for cause in assessment.causes} <= set(CAUSE_CODES)
    kinds = {reason.kind for entry in assessment.plan.withheld for reason in entry.because}
    assert kinds <= {"contraindicated", "not_known", "not_indicated", "out_of_scope"}


# -- symptoms and causes ------------------------------------------------------------------------------------


def test_each_sign_stands_in_one_group():
    listed = [code for group in emergency.GROUPS.values() for code in group]
    assert len(listed) == len(set(listed))
    assert {*listed, emergency.NONSUSTAINED_VT, *emergency.TOXICITY_FINDINGS, *emergency.BANNER_FLAGS} <= set(
        p.FINDINGS
    )


GROUP_OF = {
    "E": """torsades_de_pointes cardiac_arrest ventricular_arrhythmia_unstable seizure_now laryngospasm
            haemodynamic_instability_arrhythmic""",
    "S": """carpopedal_spasm tetany trousseau seizure_last_24h delirium confusion loss_of_consciousness coma
            stroke_like_episode ataxia""",
    "N": """tremor chvostek fasciculation myoclonus hyperreflexia nystagmus vertical_nystagmus marked_weakness
            seizure_earlier""",
    "cardiac": """digoxin_toxicity acute_coronary_syndrome coronary_spasm new_atrial_fibrillation
                  supraventricular_tachycardia""",
    "M": "paraesthesia restlessness cramps lethargy weakness palpitations nausea anorexia apathy drowsiness",
}


@pytest.mark.parametrize("name", GROUP_OF)
def test_the_groups_are_those_of_the_dossier_and_rulings(name):
    assert set(emergency.GROUPS[name]) == set(GROUP_OF[name].split())


LEAST = [
    ("E", "0.65", 6),
    ("S", "0.65", 5),
    ("N", "0.65", 4),
    ("N", "0.45", 5),
    ("cardiac", "0.65", 4),
    ("M", "0.65", 2),
    ("M", "0.35", 5),
]


@pytest.mark.parametrize("name, level, least", LEAST)
def test_each_sign_of_a_group_brings_its_least_path(name, level, least):
    """Treatment 1.1. Toxicity and obstetrics apart, nothing lowers it."""
    for code in emergency.GROUPS[name]:
        path = assess(harmless(mg(level), finding(code))).plan.path
        assert int(path[1]) >= least, code


@pytest.mark.parametrize("row", [*causes.CONDITION_CAUSES, causes.SJOGREN], ids=lambda row: row.code)
def test_every_condition_cause_is_a_condition_with_a_rule_routes_and_weight(row):
    assert row.code in p.CONDITIONS
    assert row.rule in RULES
    assert set(row.routes) <= {"renal", "gastrointestinal", "redistribution", "intake", "other_extrarenal"}
    assert row.weight in ("strong", "moderate", "weak")
    assert row.code in {
        cause.code for cause in assess(harmless(condition(row.code), at(p.POTASSIUM_SERUM, "3.2"))).causes
    }


@pytest.mark.parametrize("code", CLASSES)
def test_every_class_with_a_weight_is_found_as_a_cause(code):
    row = CLASSES[code]
    if row.weight and row.routes:
        drugs = [drug for drug in DRUGS.values() if code in drug.classes and "cause_only_intravenous" not in drug.flags]
        for drug in drugs[:1]:
            found = {cause.code for cause in assess(harmless(drugs=[taken(drug.key)])).causes}
            assert code in found


@pytest.mark.parametrize("key", DRUGS)
def test_every_drug_is_found_by_its_own_key_and_label(key):
    assert find_drug(key) is DRUGS[key]
    assert find_drug(DRUGS[key].label) is DRUGS[key]
    assert set(DRUGS[key].classes) <= set(CLASSES)


def test_the_table_of_combined_tests_is_complete():
    """DX-COMB-01: every pair, and every result of the loading test after it."""
    grades = ("renal", "grey", "conserved", None)
    assert set(TESTS) == {(u24, femg) for u24 in grades for femg in grades}
    for u24 in grades:
        for femg in grades:
            for retention in ("depleted", "equivocal", "replete_or_wasting", None):
                assert combine(u24, femg, retention)
            assert combine(u24, femg, "equivocal") == combine(u24, femg, None)
    assert set(LOADING.values()) <= {*TESTS.values()}


# -- doses: order of the tables -----------------------------------------------------------------------------

KIDNEYS, LEVELS = ("60", "30", "15"), ("mild", "moderate", "severe", "critical")


def test_the_planned_table_has_a_row_for_each_band_and_level_and_no_other():
    """Safety H21: no default row."""
    assert set(table.PLANNED) == {(band, level) for band in KIDNEYS for level in LEVELS}
    assert set(table.CONTINUATION) == set(KIDNEYS)


def day(row) -> object:
    return row.grams * row.per_day


@pytest.mark.parametrize("band", KIDNEYS)
def test_planned_doses_rise_with_severity(band):
    for milder, graver in pairwise(table.PLANNED[(band, level)] for level in LEVELS):
        assert day(graver) >= day(milder)
        assert graver.grams >= milder.grams


@pytest.mark.parametrize("level", LEVELS)
def test_dose_monotone_in_egfr_and_mg(level):
    """Safety H22: the dose, the rate and the repeats never rise as the band falls."""
    for better, worse in pairwise(table.PLANNED[(band, level)] for band in KIDNEYS):
        _no_more(better, worse)


def test_the_continuation_never_rises_as_the_band_falls():
    for better, worse in pairwise(table.CONTINUATION[band] for band in KIDNEYS):
        _no_more(better, worse)
    assert table.LOAD_HALF.grams < table.LOAD_FULL.grams
    assert table.TORSADES_MAINTENANCE_HALF.grams < table.TORSADES_MAINTENANCE_FULL.grams


def _no_more(better, worse) -> None:
    assert worse.grams <= better.grams
    assert day(worse) <= day(better)
    assert worse.per_day <= better.per_day
    assert worse.grams / worse.minutes <= better.grams / better.minutes


def _rows() -> list[table.Infusion]:
    single = [value for value in vars(table).values() if isinstance(value, table.Infusion)]
    return [*single, *table.PLANNED.values(), *table.CONTINUATION.values()]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row.code}, {row.grams} g")
def test_every_row_of_the_dose_tables_lies_within_the_label(row):
    """TX-IV-10, -11, TX-INV-15, -16, -19, -22."""
    dose = IVDose(row.grams, D(row.volume_ml), D(row.minutes), "", row.per_day)
    assert row.code in ITEM_CODES
    assert row.rule in RULES
    if row.code == "IV_BOLUS_ARREST_2G":
        assert (row.minutes, dose.percent_w_v) == (0, 20)
        return
    assert dose.percent_w_v <= 5
    fastest = (
        200 if "TDP_2G" in row.code or row.code == "IV_REPEAT_TDP" else 150 if "LOAD" in row.code else D(1000) / 60
    )
    assert dose.rate_mg_per_min <= (fastest * 2 if row.code == "IV_INF_5G_3H" else fastest)
    assert row.minutes >= (10 if fastest == 200 else 15)


@pytest.mark.parametrize("band, cap", [("60", 12), ("30", 7), ("15", 5)])
def test_a_day_of_each_band_fits_under_its_cap(band, cap):
    """TX-INV-20, -22, -24: below eGFR 60 once; below 30 at most 2.5 g and half the dose of 60."""
    rows = [table.PLANNED[(band, level)] for level in LEVELS]
    assert all(day(row) <= cap for row in rows)
    assert day(table.CONTINUATION[band]) + (table.LOAD_HALF if band == "15" else table.LOAD_FULL).grams <= cap
    if band != "60":
        assert all(row.per_day == 1 for row in rows)
    if band == "15":
        assert all(row.grams <= D("2.5") for row in rows)
        assert all(table.PLANNED[("15", level)].grams * 2 <= table.PLANNED[("60", level)].grams for level in LEVELS)


def test_the_guards_limits_rise_with_the_kidney_band():
    for limit in (limits.IV_G_PER_24H, limits.IV_G_PER_SCHEDULED_DOSE, limits.ORAL_MMOL_PER_DAY):
        ordered = [limit[floor] for floor in sorted(limit)]
        assert ordered == sorted(ordered)


def test_the_oral_ladder_climbs_within_its_limits():
    totals = [per_dose * times for per_dose, times in table.ORAL_LADDER]
    assert totals == sorted(totals) == [12, 20, 24, 30]
    assert all(4 <= higher - lower <= 10 for lower, higher in pairwise(totals))
    assert all(per_dose <= 10 for per_dose, _times in table.ORAL_LADDER)


# -- every regimen through the engine -----------------------------------------------------------------------

REGIMENS = {
    "IV_BOLUS_ARREST_2G": (finding("cardiac_arrest"),),
    "IV_BOLUS_TDP_2G_10MIN": (finding("torsades_de_pointes"),),
    "IV_REPEAT_TDP": (finding("torsades_de_pointes"),),
    "IV_MAINT_TDP": (finding("torsades_de_pointes"),),
    "IV_LOAD_2G_15MIN": (finding("tetany"),),
    "IV_LOAD_1G_15MIN": (finding("tetany"), at(p.EGFR_REPORTED, 20)),
    "IV_INF_5G_6H": (finding("tetany"), mg("0.45")),
    "IV_INF_5G_12H": (mg("0.45"),),
    "IV_INF_5G_12H_X2": (mg("0.35"),),
    "IV_INF_4G_8H": (mg("0.55"), finding("tremor")),
    "IV_INF_2G_4H": (finding("tremor"),),
    "IV_INF_2_5G_12H": (mg("0.45"), at(p.EGFR_REPORTED, 20)),
    "IV_INF_2G_8H": (mg("0.55"), finding("tremor"), at(p.EGFR_REPORTED, 20)),
    "IV_INF_1G_4H": (finding("tremor"), at(p.EGFR_REPORTED, 20)),
}


def test_the_regimens_of_this_suite_are_those_of_the_knowledge():
    assert {row.code for row in _rows()} - {"IV_INF_5G_3H"} == set(REGIMENS)


@pytest.mark.parametrize("code", REGIMENS)
def test_every_regimen_has_monitoring_and_stop_rule(code):
    """Safety H70; TX-INV-29."""
    assessment = assess(harmless(*REGIMENS[code]))
    dose = next(dose for item, dose in iv_items(assessment) if item.code == code)
    plan = assessment.plan
    assert dose.salt_g > 0
    assert {row.what for row in plan.monitoring if row.rule.id == "TX-IV-14"} >= {
        "ecg",
        "vital_signs",
        "patellar_reflex",
        "urine_output",
        "serum_magnesium",
    }
    assert [stop for stop in plan.stop_criteria if stop.rule.id == "TX-IV-15"]
    assert plan.recheck
    assert plan.recheck.within_hours <= 24
    assert "CA_GLUC_ANTIDOTE" in codes(assessment)


@pytest.mark.parametrize(
    "profile, code", [("highland", "IV_INF_5G_3H"), ("label", "IV_INF_5G_3H"), ("slow", "IV_INF_5G_12H")]
)
def test_every_profile_of_a_clinic_has_monitoring_and_stop_rule(profile, code):
    assessment = assess(harmless(mg("0.45")), Knowledge(ClinicLimits(iv_profile=profile)))
    assert code in codes(assessment)
    assert code in ITEM_CODES
    assert [stop for stop in assessment.plan.stop_criteria if stop.rule.id == "TX-IV-15"]
    assert "W_TELEMETRY" in warned(assessment) or profile == "slow"


ADJUNCT_PLANS = {
    "AMILORIDE_5MG": harmless((p.KNOWN_ROUTE, "renal"), (p.ORAL_FAILED, True)),
    "SGLT2I_10MG": harmless((p.ORAL_FAILED, True), condition("type_2_diabetes"), (p.SETTING, "clinic")),
    "INULIN_RAMP": harmless((p.ORAL_FAILED, True), drugs=[taken("omeprazole", months=D(24), can_stop=False)]),
}


@pytest.mark.parametrize("code", ADJUNCT_PLANS)
def test_every_adjunct_has_monitoring_and_a_recheck(code):
    assessment = assess(ADJUNCT_PLANS[code])
    assert code in codes(assessment)
    assert assessment.plan.monitoring
    assert assessment.plan.recheck
    if code != "INULIN_RAMP":
        assert assessment.plan.stop_criteria


# -- settings of a clinic -----------------------------------------------------------------------------------

OUT_OF_RANGE = [
    {"lln": "0.64"},
    {"lln": "0.76"},
    {"uln": "0.94"},
    {"uln": "1.21"},
    {"moderate_below": "0.54"},
    {"moderate_below": "0.66"},
    {"iv_below": "0.39"},
    {"iv_below": "0.51"},
    {"critical_at": "0.39"},
    {"critical_at": "0.46"},
    {"oral_max_mmol_d": "23"},
    {"oral_max_mmol_d": "41"},
    {"oral_single_max_mmol": "4"},
    {"oral_single_max_mmol": "13"},
    {"iv_max_g_5d": "41"},
    {"lln": "0.65", "moderate_below": "0.65"},
    {"critical_at": "0.45", "iv_below": "0.42"},
]


@pytest.mark.parametrize("moved", OUT_OF_RANGE, ids=str)
def test_a_setting_out_of_range_or_order_is_refused(moved):
    """Treatment 0.5."""
    with pytest.raises(BadLimits):
        Knowledge(ClinicLimits(**{name: D(value) for name, value in moved.items()}))


@pytest.mark.parametrize(
    "caps",
    [
        {"60": 16, "30": 7, "15": 5},
        {"60": 12, "30": 8, "15": 5},
        {"60": 12, "30": 7, "15": 6},
        {"60": 12},
        {"60": 4, "30": 7, "15": 5},
    ],
)
def test_a_cap_of_a_day_out_of_range_or_order_is_refused(caps):
    """Treatment 0.5: 5–15, 5–7 and 2.5–5 g by kidney band."""
    with pytest.raises(BadLimits):
        Knowledge(ClinicLimits(iv_max_g_24h={band: D(cap) for band, cap in caps.items()}))


def test_an_unknown_profile_is_refused():
    with pytest.raises(BadLimits):
        Knowledge(ClinicLimits(iv_profile="bolus"))


def test_the_shipped_settings_are_those_of_the_dossier():
    shipped = ClinicLimits()
    assert {
        f.name: str(getattr(shipped, f.name)) for f in fields(shipped) if f.name not in ("iv_max_g_24h", "iv_profile")
    } == {
        "lln": "0.70",
        "uln": "1.00",
        "moderate_below": "0.60",
        "iv_below": "0.50",
        "critical_at": "0.40",
        "oral_max_mmol_d": "30",
        "oral_single_max_mmol": "10",
        "iv_max_g_5d": "40",
    }
    assert shipped.iv_max_g_24h == {"60": 12, "30": 7, "15": 5}
    assert KNOWLEDGE.limits == shipped
    assert re.fullmatch(r"\d{4}\.\d{2}-[0-9a-f]{12}", KNOWLEDGE.version)


def test_a_moved_limit_moves_in_every_unit():
    knowledge_of_a_clinic = Knowledge(ClinicLimits(lln=D("0.75")))
    for number, symbol in (("0.72", "mmol/L"), ("1.75", "mg/dL"), ("1.44", "mEq/L")):
        assert assess(harmless(mg(number, symbol))).status == "not_low"
        assert assess(harmless(mg(number, symbol)), knowledge_of_a_clinic).status == "low"
        assert assess(harmless(mg(number, symbol)), knowledge_of_a_clinic).plan.path == "P2_ORAL"
