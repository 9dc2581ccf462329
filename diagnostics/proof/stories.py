"""What can be the matter with a patient: causes with the drugs and values that go with them, pictures, kidneys, stops."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """A cause as it is met: conditions, drugs of which one is taken, values (fact key, "number unit" or word) that follow.

    A drug with "!" is taken for years and cannot stop.
    """

    conditions: str = ""
    drugs: str = ""
    findings: str = ""
    values: tuple[tuple[str, str], ...] = ()
    route: str = ""


_LOW_K = (("serum.potassium", "2.9 mmol/L"),)
_GITELMAN = (
    ("serum.potassium", "2.8 mmol/L"), ("serum.bicarbonate", "31 mmol/L"), ("urine_spot.calcium", "0.2 mmol/L"),
    ("serum.usual_magnesium", "0.50 mmol/L"), ("history.age_at_first_low_years", "24"), ("urine_spot.chloride", "80 mmol/L"),
)  # fmt: skip

_SUDDEN = (("history.onset_days", "3"), ("serum.potassium", "4.0 mmol/L"), ("serum.phosphate", "1.1 mmol/L"))
_DIET = (
    ("history.intake.poor_food_sources", "yes"), ("history.intake.weight_loss_or_half_intake", "yes"), ("serum.potassium", "4.2 mmol/L"),
    ("serum.adjusted_calcium", "2.35 mmol/L"), ("patient.setting", "clinic"), ("history.cause_removable", "yes"),
)  # fmt: skip

STORIES: tuple[Story, ...] = (
    Story(),
    Story(drugs="omeprazole pantoprazole esomeprazole class:proton_pump_inhibitor", route="gastrointestinal"),
    Story(drugs="omeprazole lansoprazole", conditions="irritable_bowel_syndrome", route="gastrointestinal"),
    Story(drugs="hydrochlorothiazide indapamide chlortalidone class:thiazide", conditions="hypertension", values=_LOW_K, route="renal"),
    Story(drugs="furosemide bumetanide class:loop_diuretic", conditions="heart_failure", route="renal"),
    Story(drugs="cisplatin carboplatin", route="renal"),
    Story(drugs="cetuximab panitumumab class:anti_egfr_antibody", route="renal"),
    Story(drugs="tacrolimus ciclosporin", conditions="kidney_transplant", route="renal"),
    Story(drugs="gentamicin amphotericin_b foscarnet pentamidine", conditions="acutely_ill sepsis", route="renal"),
    Story(drugs="digoxin", conditions="atrial_fibrillation heart_failure"),
    Story(drugs="amiodarone sotalol haloperidol citalopram", values=(("presentation.ecg.qtc", "485 ms"),)),
    Story(conditions="known_gitelman", values=_GITELMAN, route="renal"),
    Story(conditions="known_bartter", values=(("serum.potassium", "3.0 mmol/L"), ("urine_spot.calcium", "6 mmol/L")), route="renal"),
    Story(conditions="known_fhhnc", findings="nephrocalcinosis kidney_stones", values=(("urine_spot.calcium", "9 mmol/L"),), route="renal"),
    Story(conditions="known_hnf1b", findings="renal_cysts", route="renal"),
    Story(conditions="known_trpm6", values=(("serum.adjusted_calcium", "1.80 mmol/L"), ("serum.pth", "1 pmol/L"))),
    Story(conditions="known_cnnm2", findings="seizure_earlier", route="renal"),
    Story(findings="salt_craving polyuria chondrocalcinosis", values=_GITELMAN, route="renal"),
    Story(findings="nephrocalcinosis polyuria", values=(("history.family_history", "yes"),), route="renal"),
    Story(conditions="alcohol_use_disorder alcohol_withdrawal", values=(*_LOW_K, ("serum.phosphate", "0.6 mmol/L")), route="mixed"),
    Story(conditions="alcohol_use_disorder", values=(("history.intake.alcohol_main_calories", "yes"),), route="mixed"),
    Story(conditions="short_bowel high_output_stoma", values=(("history.colon_present", "no"),), route="gastrointestinal"),
    Story(conditions="chronic_diarrhoea inflammatory_bowel_disease", values=(("serum.bicarbonate", "18 mmol/L"),), route="gastrointestinal"),
    Story(conditions="vomiting", values=(("serum.bicarbonate", "32 mmol/L"), ("history.nil_by_mouth", "yes")), route="gastrointestinal"),
    Story(conditions="acute_pancreatitis", values=(("serum.adjusted_calcium", "1.85 mmol/L"),)),
    Story(conditions="refeeding refeeding_risk", values=(("serum.phosphate", "0.4 mmol/L"), *_LOW_K), route="redistribution"),
    Story(conditions="hungry_bone", values=_SUDDEN),
    Story(conditions="diabetic_ketoacidosis", drugs="insulin_infusion", values=_SUDDEN),
    Story(conditions="refeeding", values=_SUDDEN),
    Story(conditions="hungry_bone recent_parathyroidectomy", values=(("serum.adjusted_calcium", "1.7 mmol/L"), ("serum.alp", "240 U/L"))),
    Story(conditions="type_2_diabetes", drugs="metformin insulin"),
    Story(conditions="type_2_diabetes diabetic_nephropathy", drugs="insulin metformin empagliflozin"),
    Story(conditions="type_1_diabetes diabetic_ketoacidosis", drugs="insulin_infusion insulin"),
    Story(values=(("history.intake.poor_food_sources", "yes"), ("history.intake.weight_loss_or_half_intake", "yes")), route="intake"),
    Story(values=(("history.intake.magnesium_free_nutrition", "yes"),), conditions="parenteral_nutrition", route="intake"),
    Story(conditions="hypercalcaemia primary_hyperparathyroidism", values=(("serum.adjusted_calcium", "2.9 mmol/L"),), route="renal"),
    Story(conditions="primary_aldosteronism hypertension", values=_LOW_K, drugs="spironolactone eplerenone", route="renal"),
    Story(conditions="chronic_kidney_disease proteinuric_ckd", drugs="ramipril losartan"),
    Story(conditions="heart_failure chronic_kidney_disease", drugs="sacubitril_valsartan ramipril", values=(("serum.egfr", "52 mL/min"),)),
    Story(conditions="burns critical_illness", values=(("patient.setting", "icu"),), route="other_extrarenal"),
    Story(conditions="massive_transfusion", values=(("patient.setting", "icu"),), route="redistribution"),
    Story(conditions="multiple_sclerosis osteoporosis", values=(("serum.magnesium", "0.80 mmol/L"),)),
    Story(conditions="rheumatoid_arthritis systemic_lupus", drugs="hydroxychloroquine naproxen"),
    Story(conditions="laxative_misuse eating_disorder", drugs="bisacodyl senna", values=_LOW_K, route="gastrointestinal"),
    Story(drugs="magnesium_oxide magnesium_antacid magnesium_citrate", conditions="chronic_kidney_disease"),
    Story(conditions="myasthenia_gravis lambert_eaton"),
    Story(conditions="liver_failure", drugs="spironolactone furosemide"),
    Story(conditions="pre_eclampsia postpartum_6_weeks", values=(("patient.pregnant", "yes"), ("patient.age_years", "31"))),
    Story(conditions="palliative_care"),
)  # fmt: skip

SIMPLE_STORIES: tuple[Story, ...] = (
    Story(),
    Story(conditions="hungry_bone", values=_SUDDEN),
    Story(values=_DIET),
    Story(values=_DIET, route="intake"),
    Story(values=(("history.known_route", "renal"), ("history.oral_magnesium.failed", "yes"), ("patient.setting", "clinic"))),
    Story(conditions="type_2_diabetes", values=(("history.oral_magnesium.failed", "yes"), ("patient.setting", "clinic"))),
    Story(conditions="type_2_diabetes", drugs="insulin gliclazide", values=(("history.oral_magnesium.failed", "yes"), ("patient.setting", "clinic"))),
    Story(drugs="omeprazole! pantoprazole!", values=(("history.oral_magnesium.failed", "yes"),), route="gastrointestinal"),
)  # fmt: skip

# what is seen and felt; each line one picture
PICTURES: tuple[str, ...] = (
    "", "", "", "", "", "", "cramps", "lethargy paraesthesia", "nausea anorexia", "restlessness", "palpitations", "weakness",
    "tremor", "chvostek", "fasciculation hyperreflexia", "vertical_nystagmus", "marked_weakness", "nystagmus myoclonus",
    "carpopedal_spasm", "tetany", "trousseau", "seizure_last_24h", "seizure_earlier", "delirium", "coma", "ataxia", "confusion",
    "stroke_like_episode", "loss_of_consciousness", "seizure_now", "laryngospasm", "torsades_de_pointes", "cardiac_arrest",
    "cardiac_arrest torsades_de_pointes", "ventricular_arrhythmia_unstable", "haemodynamic_instability_arrhythmic",
    "torsades_de_pointes haemodynamic_instability_arrhythmic", "nonsustained_vt", "new_atrial_fibrillation",
    "supraventricular_tachycardia", "acute_coronary_syndrome", "coronary_spasm", "digoxin_toxicity",
    "frequent_ventricular_ectopy", "refractory_hypokalaemia", "refractory_hypocalcaemia", "drowsiness", "reduced_reflexes",
    "bradycardia", "oliguria", "hypertension", "drowsiness reduced_reflexes",
)  # fmt: skip

QUIET_PICTURES: tuple[str, ...] = (
    *[""] * 12,
    "cramps",
    "lethargy",
    "paraesthesia",
    "frequent_ventricular_ectopy",
    "tremor",
)

# what stands in the way of magnesium by vein, of a potassium-sparing drug, an SGLT2 inhibitor, inulin, magnesium by mouth
HURDLES: tuple[tuple[str, str], ...] = (
    ("presentation.ecg.av_block", "2"), ("presentation.ecg.av_block", "3"), ("presentation.ecg.pacemaker", "yes"),
    ("presentation.heart_rate", "36 /min"), ("presentation.patellar_reflex", "absent"), ("presentation.respiratory_rate", "10 /min"),
    ("presentation.respiratory_rate", "13 /min"), ("presentation.systolic_bp", "84 mmHg"), ("presentation.urine_output", "12 mL/h"),
    ("presentation.urine_output", "0 mL/h"), ("presentation.aki_stage", "1"), ("presentation.aki_stage", "2"), ("presentation.aki_stage", "3"),
    ("conditions.recent_myocardial_damage", "yes"), ("conditions.myasthenia_gravis", "yes"), ("conditions.lambert_eaton", "yes"),
    ("conditions.liver_failure", "yes"), ("conditions.acute_kidney_injury", "yes"), ("conditions.addison", "yes"),
    ("conditions.diabetic_nephropathy", "yes"), ("conditions.dehydration", "yes"), ("conditions.sepsis", "yes"),
    ("conditions.perioperative", "yes"), ("conditions.fasting", "yes"), ("conditions.fournier_gangrene", "yes"),
    ("conditions.recurrent_genital_infection", "yes"), ("conditions.recurrent_urinary_infection", "yes"),
    ("conditions.ketoacidosis_history", "yes"), ("conditions.pancreatogenic_diabetes", "yes"), ("conditions.type_1_diabetes", "yes"),
    ("conditions.ketogenic_diet", "yes"), ("conditions.irritable_bowel_syndrome", "yes"), ("conditions.fructan_allergy", "yes"),
    ("conditions.fructose_intolerance", "yes"), ("conditions.phenylketonuria", "yes"), ("conditions.bowel_obstruction", "yes"),
    ("conditions.ileus", "yes"), ("conditions.vomiting", "yes"), ("history.nil_by_mouth", "yes"), ("history.colon_present", "no"),
    ("history.iv_access", "central"), ("history.iv_access", "none"), ("serum.phosphate", "1.9 mmol/L"), ("serum.sodium", "127 mmol/L"),
    ("conditions.kidney_transplant", "yes"), ("conditions.refeeding_risk", "yes"), ("conditions.alcohol_use_disorder", "yes"),
    ("patient.lactating", "yes"), ("patient.dialysis", "yes"), ("patient.pregnant", "yes"), ("conditions.continuous_renal_replacement", "yes"),
    ("conditions.postpartum_6_weeks", "yes"), ("conditions.pre_eclampsia", "yes"), ("serum.sample.tube", "edta"),
    ("serum.sample.haemolysed", "yes"), ("serum.sample.drip_arm", "yes"), ("serum.sample.tube", "citrate"), ("patient.age_years", "15"),
    ("serum.taken_days_ago", "9"), ("serum.potassium", "5.2 mmol/L"), ("serum.potassium", "6.3 mmol/L"),
)  # fmt: skip

HURDLE_DRUGS: tuple[str, ...] = (
    "ramipril", "losartan", "sacubitril_valsartan", "aliskiren", "spironolactone", "triamterene", "potassium_chloride", "salt_substitute",
    "trimethoprim", "trimethoprim_sulfamethoxazole", "tacrolimus", "ciclosporin", "heparin", "ibuprofen", "co_amilofruse", "co_triamterzide",
    "amiloride", "rocuronium", "vecuronium", "digoxin", "raltegravir", "dolutegravir", "bictegravir", "levothyroxine", "doxycycline",
    "ciprofloxacin", "alendronic_acid", "iron", "mycophenolate_mofetil", "verapamil", "morphine", "diazepam", "calcium_carbonate",
    "alfacalcidol", "calcitriol", "gliclazide", "insulin", "furosemide", "magnesium_oxide", "magnesium_citrate", "magnesium_antacid",
    "gabapentin", "sodium_polystyrene_sulfonate", "empagliflozin", "amphotericin_b", "class:ace_inhibitor", "class:qt_prolonging",
    "class:neuromuscular_blocker", "class:magnesium_product", "unheard-of mixture",
)  # fmt: skip
