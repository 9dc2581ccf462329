"""The codes of the machine interface with their labels and rules: items, warnings, causes, and which row
of the dossiers a finding, condition or unit belongs to (treatment dossier, section 16).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..text import _
from ..units import UNITS
from .causes import CONDITION_CAUSES, HEREDITARY_LABELS, SJOGREN
from .drugs import CLASSES
from .drugs import DRUGS as KNOWN_DRUGS
from .patient import CONDITIONS, FINDINGS


@dataclass(frozen=True, slots=True)
class Code:
    """A code, what it means, and the rule it comes from."""

    code: str
    label: str
    rule: str


# fmt: off
ITEMS: tuple[Code, ...] = (
    Code("IV_BOLUS_ARREST_2G", _("Magnesium sulfate heptahydrate 2 g as a bolus in cardiac arrest"), "TX-IV-01"),
    Code("IV_BOLUS_TDP_2G_10MIN", _("Magnesium sulfate heptahydrate 2 g over 10 minutes for torsades or unstable ventricular arrhythmia"), "TX-IV-02"),
    Code("IV_REPEAT_TDP", _("Second dose if torsades continues or returns"), "TX-IV-02"),
    Code("IV_MAINT_TDP", _("Infusion after torsades"), "TX-IV-02"),
    Code("IV_LOAD_2G_15MIN", _("Magnesium sulfate heptahydrate 2 g over 15 minutes"), "TX-IV-04"),
    Code("IV_LOAD_1G_15MIN", _("Magnesium sulfate heptahydrate 1 g over 15 minutes"), "TX-IV-04"),
    Code("IV_INF_5G_6H", _("Magnesium sulfate heptahydrate 5 g over 6 hours"), "TX-IV-05"),
    Code("IV_INF_5G_3H", _("5 g over 3 hours (named clinic profile)"), "TX-IV-06"),
    Code("IV_INF_5G_12H", _("Magnesium sulfate heptahydrate 5 g over 12 hours"), "TX-IV-06"),
    Code("IV_INF_5G_12H_X2", _("Magnesium sulfate heptahydrate 5 g over 12 hours, twice"), "TX-IV-06"),
    Code("IV_INF_4G_8H", _("Magnesium sulfate heptahydrate 4 g over 8 hours"), "TX-IV-06"),
    Code("IV_INF_2G_4H", _("Magnesium sulfate heptahydrate 2 g over 4 hours"), "TX-IV-06"),
    Code("IV_INF_2_5G_12H", _("Magnesium sulfate heptahydrate 2.5 g over 12 hours"), "TX-IV-07"),
    Code("IV_INF_2G_8H", _("Magnesium sulfate heptahydrate 2 g over 8 hours"), "TX-IV-07"),
    Code("IV_INF_1G_4H", _("Magnesium sulfate heptahydrate 1 g over 4 hours"), "TX-IV-07"),
    Code("ORAL_12_MMOL", _("Oral magnesium 12 mmol a day"), "TX-PO-01"),
    Code("ORAL_24_MMOL", _("Oral magnesium 24 mmol a day"), "TX-PO-02"),
    Code("ORAL_TITRATE", _("Adjust the oral dose"), "TX-PO-03"),
    Code("ORAL_SALT_SWITCH", _("Change to another magnesium salt"), "TX-PO-06"),
    Code("AMILORIDE_5MG", _("Amiloride"), "TX-AMI-02"),
    Code("SGLT2I_10MG", _("SGLT2 inhibitor"), "TX-SGL-02"),
    Code("INULIN_RAMP", _("Inulin, increased step by step"), "TX-PPI-05"),
    Code("PPI_STOP_SWITCH_H2RA", _("Review the proton pump inhibitor"), "TX-PPI-01"),
    Code("CULPRIT_REVIEW", _("Review the drugs that lower magnesium"), "TX-DRUG-00"),
    Code("CA_GLUCONATE", _("Calcium gluconate"), "TX-ELY-06"),
    Code("K_ORAL", _("Potassium by mouth"), "TX-ELY-02"),
    Code("K_IV", _("Potassium by vein"), "TX-ELY-03"),
    Code("THIAMINE", _("Thiamine"), "TX-ELY-10"),
    Code("DIET_SHEET", _("Diet sheet"), "TX-DIET-01"),
    Code("NO_TREATMENT", _("No magnesium treatment"), "TX-SEV-12"),
    Code("STOP_MG", _("Stop all magnesium products"), "TX-TOX-01"),
    Code("REFER_NEPHROLOGY", _("Nephrology"), "TX-REF-02"),
    Code("REFER_CARDIOLOGY", _("Cardiology"), "TX-REF-06"),
    Code("REFER_GASTRO_NUTRITION", _("Gastroenterology or nutrition team"), "TX-REF-03"),
    Code("REFER_ONCOLOGY", _("Oncology"), "TX-REF-04"),
    Code("REFER_TRANSPLANT", _("Transplant team"), "TX-REF-04"),
    Code("REFER_OBSTETRICS", _("Obstetrics"), "TX-OOS-02"),
    Code("REFER_PAEDIATRICS", _("Paediatrics"), "TX-OOS-01"),
    Code("REFER_SPECIALIST", _("Specialist decision"), "TX-SEV-18"),
    Code("ICU_TELEMETRY", _("Intensive care or telemetry"), "TX-REF-01"),
    Code("RECHECK", _("Measure again"), "TX-MON-02"),
    Code("CA_GLUC_ANTIDOTE", _("Calcium gluconate at the bedside"), "TX-IV-18"),
    Code("SPACING_TABLE", _("Timetable that keeps drugs and oral magnesium apart"), "TX-PO-09"),
    Code("REQUEST_TESTS", _("Request the missing tests"), "TX-SEV-20"),
)

FORBIDDEN: tuple[Code, ...] = (
    Code("F_ORAL_ONLY", _("Oral magnesium alone"), "TX-INV-11"),
    Code("F_IV_ANY", _("Any magnesium by vein"), "TX-IV-H"),
    Code("F_IV_SCHEDULED", _("Scheduled magnesium by vein"), "TX-IV-H"),
    Code("F_IV_PUSH", _("Magnesium pushed into a vein"), "TX-INV-15"),
    Code("F_FULL_DOSE_IV", _("Full intravenous dose"), "TX-INV-22"),
    Code("F_SECOND_IV_WITHOUT_LEVEL", _("Second infusion without a level"), "TX-INV-24"),
    Code("F_IM", _("Magnesium into a muscle"), "TX-INV-17"),
    Code("F_MG_ANY", _("Any magnesium"), "TX-INV-09"),
    Code("F_ORAL_MG", _("Oral magnesium"), "TX-INV-28"),
    Code("F_MG_OXIDE", _("Magnesium oxide"), "TX-PO-07"),
    Code("F_GLYCEROPHOSPHATE", _("Magnesium glycerophosphate"), "TX-PO-08"),
    Code("F_ASPARTATE_SACHET", _("Magnesium aspartate sachet"), "TX-PO-08"),
    Code("F_AMILORIDE", _("Amiloride"), "TX-AMI-03"),
    Code("F_TRIAMTERENE", _("Triamterene"), "TX-AMI-07"),
    Code("F_K_SUPPLEMENT_WITH_AMILORIDE", _("Potassium supplement with amiloride"), "TX-INV-41"),
    Code("F_SGLT2I", _("SGLT2 inhibitor"), "TX-SGL-04"),
    Code("F_INULIN", _("Inulin"), "TX-PPI-05"),
    Code("F_THIAZIDE_LOOP_AS_TREATMENT", _("Thiazide or loop diuretic as treatment"), "TX-AMI-10"),
    Code("F_ANOTHER_PPI", _("Another proton pump inhibitor as the cure"), "TX-PPI-01"),
    Code("F_PROPHYLACTIC_SUPPLEMENT", _("Supplement without a deficiency"), "TX-DIET-02"),
    Code("F_DISEASE_CLAIM", _("Claim that magnesium treats another disease"), "TX-DIET-05"),
    Code("F_ADJUNCT_AS_SOLE", _("Adjunct as the only treatment"), "TX-INV-14"),
    Code("F_MIX_WITH_CALCIUM", _("Magnesium and calcium in one line"), "TX-IV-12"),
    Code("F_STOP_SPECIALIST_DRUG", _("Stopping a specialist's drug without its owner"), "TX-DRUG-00"),
    Code("F_ACTIVE_VITAMIN_D_LONG_TERM", _("Long-term active vitamin D while magnesium is low"), "TX-ELY-05"),
    Code("F_DOSE_OUTPUT", _("Any dose"), "TX-INV-01"),
    Code("F_HIGH_DOSE_ORAL_OVER_MAX", _("Oral dose above the maximum"), "TX-INV-27"),
    Code("F_WAIT_FOR_LAB", _("Waiting for the laboratory"), "TX-INV-12"),
)

WARNINGS: tuple[Code, ...] = (
    Code("W_TELEMETRY", _("Telemetry"), "TX-IV-14"),
    Code("W_CA_GLUCONATE_READY", _("Calcium gluconate at the bedside"), "TX-IV-18"),
    Code("W_RENAL_REDUCED", _("Dose reduced for the kidney"), "TX-IV-07"),
    Code("W_OFF_LABEL", _("Outside the licence"), "TX-SGL-01"),
    Code("W_SICK_DAY", _("Sick-day rule"), "TX-SGL-06"),
    Code("W_SPACING", _("Keep drugs and oral magnesium apart"), "TX-PO-09"),
    Code("W_DIARRHOEA", _("Oral magnesium can cause diarrhoea"), "TX-PO-06"),
    Code("W_NO_MIXING", _("Do not mix in one line"), "TX-IV-12"),
    Code("W_K_MONITOR", _("Watch potassium"), "TX-AMI-05"),
    Code("W_HYPERK_RISK", _("Risk of a high potassium"), "TX-AMI-03"),
    Code("W_K_NOT_HOLD_UNTIL_MG", _("Potassium does not hold until magnesium is normal"), "TX-ELY-01"),
    Code("W_CA_PLAN", _("Calcium needs its own plan"), "TX-ELY-06"),
    Code("W_THIAMINE_FIRST", _("Thiamine before glucose or feeding"), "TX-ELY-10"),
    Code("W_LOW_EVIDENCE", _("Weak evidence"), "DX-GEN-00"),
    Code("W_THRESHOLD_DISAGREEMENT", _("Published limits disagree"), "TX-INV-70"),
    Code("W_NOT_FOR_ACUTE", _("Not for acute treatment"), "TX-INV-14"),
    Code("W_PPI_REVIEW", _("Proton pump inhibitor to be reviewed"), "TX-PPI-01"),
    Code("W_GI_GAS", _("Bloating and wind"), "TX-PPI-05"),
    Code("W_SPECIALIST", _("A specialist decides"), "TX-DRUG-00"),
    Code("W_UNKNOWN_INPUT", _("Something needed is not known"), "DX-GEN-01"),
    Code("W_MYASTHENIA", _("Myasthenia"), "TX-IV-H"),
    Code("W_AV_BLOCK", _("AV block"), "TX-IV-H"),
    Code("W_LABEL_EXCEEDED", _("Above the label's rate"), "TX-IV-02"),
    Code("W_SUGAR", _("The product contains sugar"), "TX-PO-08"),
    Code("W_UL_EXCEEDED", _("Above the limit for unsupervised supplements"), "TX-PO-10"),
    Code("W_SALT_DEPLETION", _("Risk of salt depletion"), "TX-AMI-04"),
    Code("W_HYPOGLYCAEMIA", _("Risk of hypoglycaemia"), "TX-SGL-05"),
    Code("W_GENITAL_INFECTION", _("Risk of genital infection"), "TX-SGL-04"),
    Code("W_PREGNANCY", _("Pregnancy"), "TX-INV-03"),
    Code("W_TOXICITY", _("Too much magnesium"), "TX-TOX-01"),
    Code("W_POTASSIUM_FOODS", _("Foods rich in potassium"), "TX-DIET-04"),
    Code("W_RECHECK_SAMPLE", _("Repeat the sample"), "TX-SEV-20"),
    Code("W_DIGOXIN", _("Digoxin"), "TX-DRUG-12"),
    Code("W_HIGHER_NOT_BETTER", _("More is not better"), "TX-DIET-06"),
    Code("W_CTCAE_GRADE", _("Grade of cancer treatment toxicity"), "DX-SER-03"),
    Code("W_EGFR_DIFFERS", _("Two eGFR values in different bands: the lower rules"), "RUL-07"),
    Code("W_FEMG_DIFFERS", _("Two FEMg values do not agree"), "RUL-18"),
    Code("W_GUARD", _("A dose was refused by the second check"), "TX-INV-20"),
    Code("W_HAEMOLYSED", _("Low despite haemolysis: truly low"), "DX-PRE-02"),
    Code("W_HIDDEN_LEAK", _("A leak can hide at a very low magnesium"), "DX-FEMG-09"),
    Code("W_HISTORY_AGAINST_TESTS", _("History and tests point to different routes"), "DX-COMB-07"),
    Code("W_LEAK_AT_NORMAL_LEVEL", _("A renal leak at a normal serum magnesium"), "DX-FEMG-06"),
    Code("W_LOW_ALBUMIN", _("Low albumin: total magnesium reads low"), "DX-PRE-01"),
    Code("W_MASKED_LOSS", _("A drug can mask a renal loss"), "DX-PRE-10"),
    Code("W_NOT_STEADY_STATE", _("Serum level not in steady state"), "DX-PRE-06"),
    Code("W_PRESCRIBER_MAY_START", _("The prescriber may start before the result"), "TX-SEV-15"),
    Code("W_PTH_WITH_LOW_CALCIUM", _("Parathyroid hormone beside low calcium"), "DX-XEL-03"),
    Code("W_CONFIRM_VALUE", _("Unusual value: check the number and its unit"), "DX-GEN-00"),
    Code("W_UNIT_SUSPECTED", _("The value fits another unit better: check the unit"), "DX-UNIT-12"),
    Code("W_DRUG_NOT_ASSESSED", _("A drug that the knowledge does not hold was not assessed"), "DX-GEN-01"),
)

# fmt: on

# -- causes that are neither a drug class nor a condition ------------------------------------------

_HEREDITARY_RULE = "DX-HX-C25"
GENES = (
    "slc12a3", "clcnkb", "bsnd", "slc12a1", "kcnj1", "casr", "cldn16", "cldn19", "fxyd2", "hnf1b", "pcbd1", "trpm6", "trpm7", "cnnm2",
    "egf", "egfr", "kcna1", "kcnj10", "kcnj16", "atp1a1", "rragd", "mt-ti", "mt-tf", "sars2", "fam111a", "cldn10",
)  # fmt: skip

OTHER_CAUSES: tuple[Code, ...] = (
    Code("potassium_depletion", _("Potassium depletion"), "DX-HX-C24"),
    Code("phosphate_depletion", _("Phosphate depletion"), "DX-HX-C24"),
    Code("metabolic_acidosis", _("Metabolic acidosis"), "DX-HX-C24"),
    Code("lactation", _("Breast-feeding"), "DX-HX-C13"),
    Code("dietary_deficiency", _("Too little magnesium in the diet"), "DX-HX-I04"),
    *(Code(code, label, _HEREDITARY_RULE) for code, label in HEREDITARY_LABELS.items() if code not in CONDITIONS),
    *(Code(f"hereditary_{gene}", gene.upper(), _HEREDITARY_RULE) for gene in GENES),
)


CAUSE_CODES: tuple[str, ...] = tuple(dict.fromkeys((*CLASSES, *CONDITIONS, *(cause.code for cause in OTHER_CAUSES))))

# -- which rule a finding, condition or drug belongs to --------------------------------------------

_FINDING_RULES = {
    "DX-SYM-01": "lethargy weakness cramps nausea anorexia apathy",
    "DX-SYM-02": "carpopedal_spasm tetany tremor paraesthesia restlessness fasciculation myoclonus chvostek trousseau hyperreflexia "
                 "nystagmus vertical_nystagmus marked_weakness",
    "DX-SYM-03": "seizure_now seizure_last_24h seizure_earlier delirium confusion loss_of_consciousness coma ataxia stroke_like_episode",
    "DX-SYM-04": "palpitations new_atrial_fibrillation supraventricular_tachycardia nonsustained_vt ventricular_arrhythmia_unstable "
                 "torsades_de_pointes cardiac_arrest haemodynamic_instability_arrhythmic acute_coronary_syndrome coronary_spasm "
                 "digoxin_toxicity frequent_ventricular_ectopy",
    "DX-SYM-05": "refractory_hypokalaemia refractory_hypocalcaemia chondrocalcinosis",
    "DX-SYM-06": "hypertension",
    "TX-SEV-03": "laryngospasm",
    "TX-SEV-02": "bradycardia drowsiness reduced_reflexes",
    "TX-IV-H": "oliguria",
    "DX-ALG-03": "nephrocalcinosis kidney_stones renal_cysts genital_malformation deafness eye_disease cardiomyopathy developmental_delay",
    "DX-GENE-01": "salt_craving",
    "DX-U24-08": "polyuria glucosuria",
    "DX-REN-P10": "proteinuria",
}  # fmt: skip
_CONDITION_RULES = {
    "DX-HX-C07": "alcohol_withdrawal",
    "DX-HX-C20": "multiple_sclerosis rheumatoid_arthritis systemic_lupus",
    "DX-HX-C21": "osteoporosis",
    "DX-HX-C22": "hypertension",
    "DX-HX-C26": "pre_eclampsia postpartum_6_weeks",
    "DX-HX-D25": "parenteral_nutrition",
    "DX-EGFR-03": "chronic_kidney_disease",
    "DX-FEMG-07": "acute_kidney_injury",
    "DX-ECG-01": "ischaemic_heart_disease",
    "DX-SYM-03": "epilepsy",
    "TX-IV-H": "liver_failure recent_myocardial_damage myasthenia_gravis lambert_eaton",
    "TX-SEV-07": "ileus",
    "TX-PO-08": "bowel_obstruction phenylketonuria",
    "TX-ELY-07": "hypoparathyroidism",
    "TX-ELY-09": "refeeding_risk",
    "TX-AMI-03": "diabetic_nephropathy addison",
    "TX-SGL-04": "type_1_diabetes pancreatogenic_diabetes ketoacidosis_history acutely_ill fasting dehydration perioperative eating_disorder "
                 "ketogenic_diet fournier_gangrene recurrent_genital_infection recurrent_urinary_infection",
    "TX-PPI-05": "irritable_bowel_syndrome fructan_allergy fructose_intolerance",
    "TX-DIS-01": "known_gitelman",
    "TX-DIS-02": "known_bartter",
    "TX-DIS-03": "known_trpm6",
    "TX-DIS-04": "known_fhhnc",
    "TX-DIS-05": "known_hnf1b known_cnnm2 known_other_tubulopathy",
    "TX-DIS-10": "liver_transplant",
    "TX-DIS-16": "heart_failure atrial_fibrillation",
    "TX-OOS-04": "continuous_renal_replacement",
    "TX-OOS-06": "palliative_care",
}  # fmt: skip

# Classes that are neither cause nor culprit, but stop or limit a treatment; all others are there for their spacing.
_CLASS_RULES = {
    "TX-AMI-03": "angiotensin_receptor_blocker ace_inhibitor neprilysin_inhibitor renin_inhibitor potassium_supplement trimethoprim heparin",
    "TX-SGL-05": "sulfonylurea",
    "TX-IV-H": "neuromuscular_blocker opioid sedative calcium_channel_blocker",
    "TX-DRUG-13": "antiarrhythmic",
    "TX-PO-08": "aluminium_containing",
}


def _by_code(rules: dict[str, str]) -> dict[str, str]:
    return {code: rule for rule, codes in rules.items() for code in codes.split()}


FINDING_RULES: dict[str, str] = _by_code(_FINDING_RULES)
CONDITION_RULES: dict[str, str] = _by_code(_CONDITION_RULES) | {
    cause.code: cause.rule for cause in (*CONDITION_CAUSES, SJOGREN)
}


def _class_rules() -> dict[str, str]:
    limiting = _by_code(_CLASS_RULES)
    return {code: row.rule or row.culprit_rule or limiting.get(code, "TX-PO-09") for code, row in CLASSES.items()}


CLASS_RULES: dict[str, str] = _class_rules()


def code_lists() -> dict[str, tuple[Code, ...]]:
    """Every code that the interface accepts or answers with, list by list."""
    classes = tuple(Code(code, row.label, CLASS_RULES[code]) for code, row in CLASSES.items())
    conditions = tuple(Code(code, fact.label, CONDITION_RULES[code]) for code, fact in CONDITIONS.items())
    return {
        "drugs": tuple(Code(drug.key, drug.label, CLASS_RULES[drug.classes[0]]) for drug in KNOWN_DRUGS.values()),
        "classes": classes,
        "findings": tuple(Code(code, fact.label, FINDING_RULES[code]) for code, fact in FINDINGS.items()),
        "conditions": conditions,
        "causes": (*classes, *(each for each in conditions if each.code not in CLASSES), *OTHER_CAUSES),
        "items": ITEMS,
        "forbidden": FORBIDDEN,
        "warnings": WARNINGS,
        "units": tuple(Code(unit.symbol, unit.dimension.value, "DX-UNIT-11") for unit in UNITS),
    }
