"""Findings and conditions as they are asked: important ones one by one, the others in groups.

In a group only what applies is ticked; one choice per group says whether the rest was asked and is absent.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..clinical.facts import CONDITIONS, FINDINGS
from ..clinical.text import _


@dataclass(frozen=True, slots=True)
class Group:
    """Some findings or conditions that are ticked together. `of` names the list they belong to."""

    of: str
    key: str
    label: str
    codes: tuple[str, ...]

    @property
    def rest(self) -> str:
        """The key of the answer that says whether everything not ticked was asked."""
        return f"asked.{self.of}.{self.key}"


def _findings(key: str, label: str, codes: str) -> Group:
    return Group(FINDINGS, key, label, tuple(codes.split()))


def _conditions(key: str, label: str, codes: str) -> Group:
    return Group(CONDITIONS, key, label, tuple(codes.split()))


# Asked first and one by one: each of them shows the emergency plan at once.
RED_FLAGS: tuple[str, ...] = (
    "torsades_de_pointes", "ventricular_arrhythmia_unstable", "cardiac_arrest", "haemodynamic_instability_arrhythmic",
    "seizure_now", "laryngospasm",
)  # fmt: skip

# Asked one by one, because an unknown answer withholds intravenous magnesium.
BEFORE_INFUSION: tuple[str, ...] = ("myasthenia_gravis", "lambert_eaton", "recent_myocardial_damage", "liver_failure")

# Asked one by one, because they decide whether this tool may advise on treatment at all.
SCOPE: tuple[str, ...] = ("pre_eclampsia", "postpartum_6_weeks", "continuous_renal_replacement")

FINDING_GROUPS: tuple[Group, ...] = (
    _findings("irritability", _("Nerves and muscles"),
              "carpopedal_spasm tetany trousseau chvostek tremor fasciculation myoclonus hyperreflexia nystagmus "
              "vertical_nystagmus marked_weakness paraesthesia restlessness cramps weakness reduced_reflexes"),
    _findings("brain", _("Brain"),
              "seizure_last_24h seizure_earlier delirium confusion drowsiness loss_of_consciousness coma ataxia "
              "stroke_like_episode"),
    _findings("heart", _("Heart and circulation"),
              "nonsustained_vt new_atrial_fibrillation supraventricular_tachycardia frequent_ventricular_ectopy palpitations "
              "acute_coronary_syndrome coronary_spasm digoxin_toxicity bradycardia hypertension oliguria"),
    _findings("general", _("General"), "lethargy apathy anorexia nausea"),
    _findings("electrolytes", _("Electrolytes that do not recover"), "refractory_hypokalaemia refractory_hypocalcaemia"),
    _findings("origin", _("Signs that point to a cause"),
              "nephrocalcinosis kidney_stones renal_cysts genital_malformation chondrocalcinosis deafness eye_disease "
              "cardiomyopathy developmental_delay salt_craving polyuria glucosuria proteinuria"),
)  # fmt: skip

CONDITION_GROUPS: tuple[Group, ...] = (
    _conditions("bowel", _("Stomach and bowel"),
                "chronic_diarrhoea acute_diarrhoea diarrhoea vomiting steatorrhoea high_output_stoma ileostomy short_bowel "
                "bowel_resection bariatric_surgery inflammatory_bowel_disease coeliac_disease enteropathy radiation_enteritis "
                "chronic_pancreatitis acute_pancreatitis intestinal_fistula nasogastric_suction bowel_obstruction ileus "
                "bowel_preparation irritable_bowel_syndrome laxative_misuse"),
    _conditions("kidney", _("Kidney"),
                "chronic_kidney_disease proteinuric_ckd acute_kidney_injury recovering_acute_tubular_necrosis "
                "post_obstructive_diuresis tubulointerstitial_nephritis renal_tubular_acidosis diabetic_nephropathy "
                "kidney_transplant recurrent_urinary_infection"),
    _conditions("inherited", _("Inherited kidney disease, known"),
                "known_gitelman known_bartter known_fhhnc known_hnf1b known_trpm6 known_cnnm2 known_other_tubulopathy"),
    _conditions("diabetes", _("Diabetes and ketones"),
                "type_1_diabetes type_2_diabetes pancreatogenic_diabetes diabetes_type_unknown diabetic_ketoacidosis "
                "ketoacidosis_history ketogenic_diet"),
    _conditions("nutrition", _("Nutrition and alcohol"),
                "alcohol_use_disorder alcohol_withdrawal refeeding refeeding_risk eating_disorder fasting "
                "parenteral_nutrition fructan_allergy fructose_intolerance phenylketonuria"),
    _conditions("glands", _("Glands, calcium and bone"),
                "hypercalcaemia primary_hyperparathyroidism hypoparathyroidism recent_parathyroidectomy recent_thyroidectomy "
                "hungry_bone osteoblastic_metastases osteoporosis primary_aldosteronism cushing siadh hyperthyroidism addison"),
    _conditions("heart", _("Heart and circulation"),
                "hypertension heart_failure atrial_fibrillation ischaemic_heart_disease"),
    _conditions("acute", _("Acute illness and operations"),
                "acutely_ill critical_illness sepsis dehydration burns massive_transfusion plasma_exchange perioperative "
                "fournier_gangrene recurrent_genital_infection"),
    _conditions("other", _("Other"),
                "liver_transplant sjogren_syndrome systemic_lupus rheumatoid_arthritis multiple_sclerosis epilepsy "
                "palliative_care"),
)  # fmt: skip

GROUPS: tuple[Group, ...] = (*FINDING_GROUPS, *CONDITION_GROUPS)
SINGLES: tuple[str, ...] = (
    *(f"{FINDINGS}.{code}" for code in RED_FLAGS),
    *(f"{CONDITIONS}.{code}" for code in (*BEFORE_INFUSION, *SCOPE)),
)
