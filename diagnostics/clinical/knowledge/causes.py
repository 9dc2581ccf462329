"""Conditions that can lower magnesium, with route and weight (diagnosis dossier 5.2, 5.3), and the red flags.

Routes: renal, gastrointestinal, redistribution, intake, other_extrarenal. A row with several routes is
compatible with each of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..text import _

R, G, X, IN, OUT = "renal", "gastrointestinal", "redistribution", "intake", "other_extrarenal"


@dataclass(frozen=True, slots=True)
class ConditionCause:
    """A condition as a cause; `note` is a clue shown with it."""

    code: str
    rule: str
    routes: tuple[str, ...]
    weight: str
    note: str = ""


CONDITION_CAUSES: tuple[ConditionCause, ...] = (
    ConditionCause("chronic_diarrhoea", "DX-HX-C01", (G,), "strong"),
    ConditionCause("acute_diarrhoea", "DX-HX-C01", (G,), "strong"),
    ConditionCause("diarrhoea", "DX-HX-C01", (G,), "moderate", _("Severity and duration not stated")),
    ConditionCause("steatorrhoea", "DX-HX-C01", (G,), "strong"),
    ConditionCause("high_output_stoma", "DX-HX-C01", (G,), "strong"),
    ConditionCause("ileostomy", "DX-HX-C01", (G,), "moderate"),
    ConditionCause("short_bowel", "DX-HX-C02", (G,), "strong"),
    ConditionCause("bowel_resection", "DX-HX-C02", (G,), "strong"),
    ConditionCause("bariatric_surgery", "DX-HX-C02", (G,), "strong"),
    ConditionCause("inflammatory_bowel_disease", "DX-HX-C03", (G,), "moderate"),
    ConditionCause("coeliac_disease", "DX-HX-C03", (G,), "moderate"),
    ConditionCause("radiation_enteritis", "DX-HX-C03", (G,), "moderate"),
    ConditionCause("enteropathy", "DX-HX-C03", (G,), "moderate"),
    ConditionCause("chronic_pancreatitis", "DX-HX-C03", (G,), "moderate"),
    ConditionCause("vomiting", "DX-HX-C04", (G,), "weak", _("Gastric fluid holds little magnesium; think of alkalosis and low urine chloride")),
    ConditionCause("nasogastric_suction", "DX-HX-C04", (G,), "weak", _("Gastric fluid holds little magnesium; think of alkalosis and low urine chloride")),
    ConditionCause("intestinal_fistula", "DX-HX-C05", (G,), "moderate"),
    ConditionCause("acute_pancreatitis", "DX-HX-C06", (X, IN), "moderate", _("Within days")),
    ConditionCause("alcohol_use_disorder", "DX-HX-C07", (R, IN, G, X), "strong", _("The tubular defect is gone after 4 weeks of abstinence: repeat the urine tests then")),
    ConditionCause("alcohol_withdrawal", "DX-XR-01", (X,), "moderate"),
    ConditionCause("type_2_diabetes", "DX-HX-C08", (R, G, IN), "moderate"),
    ConditionCause("diabetes_type_unknown", "DX-HX-C08", (R, G, IN), "weak"),
    ConditionCause("diabetic_ketoacidosis", "DX-HX-C09", (R, X), "strong", _("Can be normal or high before insulin")),
    ConditionCause("refeeding", "DX-HX-C10", (X,), "strong"),
    ConditionCause("hungry_bone", "DX-HX-C11", (X,), "strong", _("Low calcium, low phosphate and rising alkaline phosphatase")),
    ConditionCause("recent_parathyroidectomy", "DX-HX-C11", (X,), "moderate"),
    ConditionCause("recent_thyroidectomy", "DX-HX-C11", (X,), "moderate"),
    ConditionCause("osteoblastic_metastases", "DX-HX-C11", (X,), "moderate"),
    ConditionCause("massive_transfusion", "DX-HX-C12", (X,), "moderate"),
    ConditionCause("plasma_exchange", "DX-HX-C12", (X,), "moderate"),
    ConditionCause("burns", "DX-HX-C13", (OUT,), "moderate"),
    ConditionCause("hypercalcaemia", "DX-HX-C14", (R,), "moderate"),
    ConditionCause("primary_hyperparathyroidism", "DX-HX-C14", (R,), "moderate"),
    ConditionCause("primary_aldosteronism", "DX-HX-C15", (R,), "weak"),
    ConditionCause("cushing", "DX-HX-C15", (R,), "weak"),
    ConditionCause("siadh", "DX-HX-C15", (R,), "weak"),
    ConditionCause("hyperthyroidism", "DX-HX-C15", (R,), "weak"),
    ConditionCause("recovering_acute_tubular_necrosis", "DX-HX-C16", (R,), "strong"),
    ConditionCause("post_obstructive_diuresis", "DX-HX-C16", (R,), "strong"),
    ConditionCause("tubulointerstitial_nephritis", "DX-HX-C16", (R,), "strong"),
    ConditionCause("renal_tubular_acidosis", "DX-HX-C16", (R,), "strong"),
    ConditionCause("proteinuric_ckd", "DX-HX-C17", (R,), "moderate"),
    ConditionCause("kidney_transplant", "DX-HX-C18", (R,), "strong"),
    ConditionCause("critical_illness", "DX-HX-C23", (R, G, X, IN), "moderate"),
    ConditionCause("sepsis", "DX-HX-C23", (R, G, X, IN), "moderate"),
    ConditionCause("laxative_misuse", "DX-HX-D16", (G,), "moderate"),
    ConditionCause("bowel_preparation", "DX-HX-D16", (G,), "moderate"),
)

# Sjögren syndrome counts with low potassium (DX-HX-C19); it is graded in the engine
SJOGREN = ConditionCause("sjogren_syndrome", "DX-HX-C19", (R,), "moderate", _("With low potassium and alkalosis: acquired Gitelman syndrome"))

HEREDITARY: dict[str, tuple[str, tuple[str, ...]]] = {
    "known_gitelman": ("gitelman_syndrome", (R,)),
    "known_bartter": ("bartter_syndrome", (R,)),
    "known_fhhnc": ("fhhnc", (R,)),
    "known_hnf1b": ("hnf1b_disease", (R,)),
    "known_trpm6": ("trpm6_disease", (G, R)),
    "known_cnnm2": ("cnnm2_disease", (R,)),
    "known_other_tubulopathy": ("known_other_tubulopathy", (R,)),
}

HEREDITARY_LABELS: dict[str, str] = {
    "gitelman_syndrome": _("Gitelman syndrome"), "bartter_syndrome": _("Bartter syndrome"), "fhhnc": _("FHHNC (CLDN16 or CLDN19)"),
    "hnf1b_disease": _("HNF1B disease"), "trpm6_disease": _("TRPM6 disease"), "cnnm2_disease": _("CNNM2 disease"),
    "known_other_tubulopathy": _("Inherited tubulopathy"),
}  # fmt: skip

# the routes of every cause that is not a drug class, for a cause known from an earlier workup (DX-ALG-02)
CAUSE_ROUTES: dict[str, tuple[str, ...]] = {
    **{row.code: row.routes for row in (*CONDITION_CAUSES, SJOGREN)},
    **dict(HEREDITARY.values()),
    **{condition: routes for condition, (_code, routes) in HEREDITARY.items()},
    "hereditary_trpm6": (G, R),
    "dietary_deficiency": (IN,),
    "lactation": (OUT,),
    **dict.fromkeys(("potassium_depletion", "phosphate_depletion", "metabolic_acidosis"), (R,)),
}

# triggers of a shift into cells or bone (DX-XR-01, order 1)
SHIFT_CONDITIONS = (
    "acute_pancreatitis", "diabetic_ketoacidosis", "refeeding", "hungry_bone", "recent_parathyroidectomy", "recent_thyroidectomy",
    "osteoblastic_metastases", "massive_transfusion", "plasma_exchange", "alcohol_withdrawal",
)  # fmt: skip
SHIFT_DRUGS = ("foscarnet", "beta2_agonist", "theophylline", "insulin", "glucose_infusion")

GI_DRUGS = ("proton_pump_inhibitor", "laxative", "patiromer")
INTAKE_POINTS = (("poor_food_sources", 2), ("weight_loss_or_half_intake", 2), ("alcohol_main_calories", 2), ("magnesium_free_nutrition", 3))
INTAKE_PLAUSIBLE = 3
INTAKE_CAUSES = ("dietary_deficiency", "parenteral_nutrition_without_magnesium")

# DX-ALG-03, red flags that are findings
RED_FLAG_FINDINGS = (
    "nephrocalcinosis", "kidney_stones", "deafness", "ataxia", "eye_disease", "genital_malformation", "cardiomyopathy", "developmental_delay",
)  # fmt: skip

# DX-ALG-03: when to measure again after the cause is removed
REMEASURE: dict[str, str] = {
    "proton_pump_inhibitor": _("1 to 2 weeks after the proton pump inhibitor is stopped or changed"),
    "thiazide": _("2 to 4 weeks after the diuretic is stopped"),
    "loop_diuretic": _("2 to 4 weeks after the diuretic is stopped"),
    "anti_egfr_antibody": _("8 weeks after the last dose of the antibody"),
    "alcohol_use_disorder": _("after 4 weeks of abstinence"),
    "chronic_diarrhoea": _("1 week after the diarrhoea has stopped"),
    "acute_diarrhoea": _("1 week after the diarrhoea has stopped"),
    "diarrhoea": _("1 week after the diarrhoea has stopped"),
}

# DX-COMB-02, -03: the ordinary reasons why the two urine tests disagree
DISCORDANT_24H_RENAL = _("24-hour urine renal but FEMg conserved: samples not at the same time, a spot taken after a diuretic wore off, over-collection, or a large GFR. Compute FEMg from the 24-hour sample")
DISCORDANT_FEMG_RENAL = _("24-hour urine conserved but FEMg renal: under-collection, a small filtered load, chronic kidney disease or recent magnesium. FEMg is to be believed at eGFR 60 or above without supplements")
