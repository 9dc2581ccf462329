"""What is particular to a cause or condition: aims, what is for a specialist only, what is not done (TX-DIS, TX-SC, TX-OOS).

These are lines of advice. No line is a dose to give (TX-SC-03): `figures` is the same line with what specialists use, and
it is said only where every gate of the line is open for this patient.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..text import _


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a subject.

    `kind` is aim, do, watch, specialist, not_done, known or scope. `when` names the situation in which it is said, `gates`
    what must hold before `figures` take the place of `text`; both are answered by the engine. `recall` marks a line
    that rests on unverified knowledge although its rule does not.
    """

    key: str
    rule: str
    kind: str
    text: str
    when: str = "low"
    figures: str = ""
    gates: tuple[str, ...] = ()
    recall: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Lines for causes, conditions or findings with these codes; `label` where they have one name together."""

    codes: tuple[str, ...]
    lines: tuple[Line, ...]
    label: str = ""


_SPECIALIST_ADJUNCTS = Line("inherited_adjuncts", "TX-DIS-05", "specialist", _("An SGLT2 inhibitor or amiloride only by a specialist"))
_SUPPLEMENTS_STAY = Line("inherited_supplements", "TX-DIS-05", "do", _("Magnesium supplements remain the treatment"))

INHERITED: tuple[Subject, ...] = (
    Subject(
        ("gitelman_syndrome", "known_gitelman", "hereditary_slc12a3"),
        (
            Line("gitelman_aim", "TX-DIS-01", "aim",
                 _("potassium of 3.0 and magnesium of 0.6 mmol/L or above; this may be out of reach"), when="always"),
            Line("gitelman_salts", "TX-DIS-01", "do",
                 _("Salt freely with food; magnesium as an organic, slow-release salt; potassium as chloride rather than effervescent")),
            Line("gitelman_magnesium", "TX-DIS-01", "known", _("Magnesium in 2 to 4 small doses a day, with meals"),
                 figures=_("A secondary text gives magnesium 300 mg (12.3 mmol) a day in 2 to 4 doses with meals"), gates=("oral",)),
            Line("gitelman_potassium", "TX-DIS-01", "known", _("Potassium chloride by its own plan, beside magnesium"),
                 figures=_("A secondary text gives potassium chloride 40 mmol a day or more, in low potassium"), gates=("potassium",)),
            Line("gitelman_sparing", "TX-DIS-01", "specialist",
                 _("Amiloride or eplerenone: by a nephrologist only, with salt added, and with potassium chloride in low potassium; the evidence is limited"),
                 figures=_("Amiloride (nephrologists use 5 to 20 mg a day) or eplerenone: by a nephrologist only, with salt added, and with "
                           "potassium chloride in low potassium; the evidence is limited"), gates=("amiloride",)),
            Line("gitelman_indometacin", "TX-DIS-01", "not_done", _("Indometacin is not proposed"), when="always"),
            Line("gitelman_ecg", "TX-DIS-01", "watch", _("ECG every year and before any QT-prolonging drug"), when="always"),
            Line("gitelman_illness", "TX-DIS-01", "do", _("In acute illness: intravenous treatment early"), when="always"),
            Line("gitelman_pregnancy", "TX-DIS-01", "watch", _("In pregnancy the needs rise: obstetrics and nephrology together"), when="fertile"),
        ),
    ),
    Subject(
        ("bartter_syndrome", "known_bartter", "hereditary_slc12a1", "hereditary_kcnj1", "hereditary_clcnkb", "hereditary_bsnd"),
        (
            Line("bartter_care", "TX-DIS-02", "specialist",
                 _("Nephrology decides: potassium chloride, magnesium salts as needed; an NSAID only by the specialist"), when="always"),
            Line("bartter_not", "TX-DIS-02", "not_done",
                 _("No thiazide; a potassium-sparing drug, ACE inhibitor or ARB not as routine"), when="always"),
        ),
    ),
    Subject(
        ("trpm6_disease", "known_trpm6", "hereditary_trpm6"),
        (
            Line("trpm6_aim", "TX-DIS-03", "aim",
                 _("no symptoms rather than a normal level; 0.4 to 0.8 mmol/L is typical on treatment"), when="always"),
            Line("trpm6_acute", "TX-DIS-03", "do", _("An acute episode takes the urgent or the emergency path"), when="always"),
            Line("trpm6_life", "TX-DIS-03", "specialist",
                 _("For life, by a specialist: high-dose oral magnesium split over 3 to 6 doses a day; by tube, under the skin or by vein where needed")),
            Line("trpm6_vitamin_d", "TX-DIS-03", "specialist", _("Active vitamin D rests on a case report: not from here")),
        ),
    ),
    Subject(
        ("fhhnc", "known_fhhnc", "hereditary_cldn16", "hereditary_cldn19"),
        (
            Line("fhhnc_supplements", "TX-DIS-04", "specialist",
                 _("Magnesium supplements with the specialist, within the kidney limits of oral magnesium; citrate may help as alkali and against stones")),
            Line("fhhnc_thiazide", "TX-DIS-04", "not_done",
                 _("No thiazide from here: it lowers urine calcium, yet neither magnesium nor a thiazide changed serum magnesium or the "
                   "decline of kidney function; a specialist decides"), when="always"),
        ),
    ),
    Subject(
        ("hnf1b_disease", "known_hnf1b", "hereditary_hnf1b"),
        (
            _SUPPLEMENTS_STAY,
            Line("hnf1b_watch", "TX-DIS-05", "watch",
                 _("Watch for diabetes and kidney anomalies; do not assume that the rules of type 2 diabetes hold"), when="always"),
            _SPECIALIST_ADJUNCTS,
        ),
    ),
    Subject(
        ("cnnm2_disease", "known_cnnm2", "hereditary_cnnm2"),
        (
            Line("cnnm2_aim", "TX-DIS-05", "aim", _("no symptoms; a low level may persist"), when="always"),
            Line("cnnm2_seizure", "TX-DIS-05", "do", _("A seizure takes the emergency path"), when="always"),
            _SUPPLEMENTS_STAY,
            _SPECIALIST_ADJUNCTS,
        ),
    ),
    Subject(
        ("hereditary_kcnj10",),
        (
            _SUPPLEMENTS_STAY,
            Line("east_potassium", "TX-DIS-05", "specialist", _("Potassium and magnesium; a potassium-sparing drug by a specialist"), recall=True),
            _SPECIALIST_ADJUNCTS,
        ),
    ),
    Subject(
        ("known_other_tubulopathy", "hereditary_kcna1", "hereditary_fxyd2", "hereditary_egf", "hereditary_mt-ti", "hereditary_mt-tf"),
        (_SUPPLEMENTS_STAY, _SPECIALIST_ADJUNCTS),
    ),
)  # fmt: skip

_UNDER_THE_SKIN = (
    Line("home_parenteral", "TX-SC-03", "specialist",
         _("If oral treatment fails: magnesium under the skin or by vein at home is arranged by a specialist nutrition team, never prescribed from here"),
         when="failing"),
    Line("under_the_skin", "TX-SC-01", "specialist",
         _("Magnesium under the skin is unlicensed; the nutrition team chooses the amount and the fluid"), when="failing",
         figures=_("Nutrition teams give under the skin, unlicensed: 2 to 4 mmol (0.5 to 1 g) magnesium sulfate heptahydrate in 0.5 to 1 L sodium "
                   "chloride 0.9 % over 6 to 12 h, 3 to 7 times a week"), gates=("under_the_skin",)),
    Line("under_the_skin_not", "TX-SC-01", "not_done",
         _("Not under the skin with eGFR below 30, oedema, bleeding at the site on an anticoagulant, or a heart that cannot take the fluid"), when="failing"),
    Line("under_the_skin_watch", "TX-SC-02", "watch",
         _("Under the skin: change the site each time; magnesium every week for 4 weeks, then monthly"), when="failing"),
)  # fmt: skip

ACQUIRED: tuple[Subject, ...] = (
    Subject(
        ("short_bowel", "high_output_stoma", "ileostomy"),
        (
            Line("bowel_salt_first", "TX-ELY-11", "do",
                 _("Salt and water first: volume depletion keeps potassium and magnesium wasting going")),
            Line("bowel_fluids", "TX-DIS-06", "specialist",
                 _("Less hypotonic fluid by mouth, oral rehydration solution and loperamide: by the gastroenterology team")),
            Line("bowel_oxide", "TX-DIS-06", "specialist",
                 _("Magnesium oxide capsules at night usually correct it: a specialist may bend the rule that oxide is the last resort"), when="oxide_possible",
                 figures=_("Magnesium oxide capsules at night usually correct it (specialists give 12 to 24 mmol): a specialist may bend the rule that oxide "
                           "is the last resort"), gates=("oral",)),
            Line("bowel_vitamin_d", "TX-DIS-06", "specialist", _("Alfacalcidol only by a specialist, with calcium every week")),
            Line("bowel_inulin", "TX-DIS-06", "not_done", _("No inulin without a colon"), when="no_colon"),
            *_UNDER_THE_SKIN,
        ),
        _("Short bowel or stoma"),
    ),
    Subject(
        ("refeeding", "refeeding_risk"),
        (
            Line("refeeding_amounts", "TX-DIS-08", "known", _("Potassium, phosphate and magnesium together, by the refeeding protocol"), when="always",
                 figures=_("The doses of the plan stand; for comparison, NICE gives a day, unless the levels before feeding are high: potassium 2 to 4 mmol/kg, phosphate 0.3 to 0.6 mmol/kg, magnesium "
                           "0.4 mmol/kg by mouth or 0.2 mmol/kg by vein"), gates=("refeeding",)),
        ),
        _("Refeeding"),
    ),
    Subject(
        ("alcohol_use_disorder", "alcohol_withdrawal"),
        (
            Line("alcohol_cofactor", "TX-ELY-10", "known",
                 _("Magnesium is a cofactor of thiamine: a Wernicke encephalopathy that did not respond to thiamine was reversed by magnesium (one case)"),
                 when="wernicke"),
        ),
        _("Alcohol"),
    ),
    Subject(
        ("hungry_bone", "recent_parathyroidectomy", "recent_thyroidectomy"),
        (
            Line("bone_calcium", "TX-DIS-09", "specialist",
                 _("High-dose calcium and active vitamin D by the surgical protocol; magnesium by its own severity"), when="always"),
            Line("bone_watch", "TX-DIS-09", "watch", _("Magnesium, calcium, potassium and phosphate twice a day for 48 h"), when="always"),
        ),
    ),
    Subject(
        ("kidney_transplant",),
        (
            Line("transplant_level", "TX-DIS-10", "known", _("Magnesium is often 0.5 to 0.7 mmol/L here, usually without symptoms")),
            Line("transplant_oral", "TX-DIS-10", "do", _("A trial by mouth, an organic salt rather than oxide")),
            Line("transplant_oxide", "TX-DIS-10", "not_done", _("Not the oxide doses of the transplant trials: the second one did not raise magnesium"),
                 figures=_("Not the doses of the transplant trials (magnesium oxide 450 mg, 11.2 mmol, up to 3 times a day): they exceed the limit of oxide "
                           "kept here, and the second trial did not raise magnesium"), gates=("oral",)),
            Line("transplant_sglt2", "TX-DIS-10", "specialist", _("An SGLT2 inhibitor only by the transplant team"), when="always"),
            Line("transplant_glucose", "TX-DIS-10", "not_done",
                 _("Do not expect lower glucose: fasting glucose fell in the trial of 2014 and not in that of 2017")),
        ),
    ),
    Subject(
        ("calcineurin_inhibitor",),
        (Line("no_amiloride_with_cni", "TX-DIS-10", "not_done", _("No amiloride beside ciclosporin or tacrolimus"), when="always"),),
        _("Calcineurin inhibitor"),
    ),
    Subject(
        ("type_2_diabetes",),
        (
            Line("diabetes_adjunct", "TX-DIS-11", "do",
                 _("If oral magnesium fails, an SGLT2 inhibitor comes first among the adjuncts, where its own rules allow it")),
            Line("diabetes_glucose", "TX-DIS-11", "not_done",
                 _("Do not promise better glucose: a small trial found no effect on insulin sensitivity, another small one was open"), when="always",
                 figures=_("Do not promise better glucose: in a trial of 14 patients 15 mmol a day for 6 weeks raised magnesium from 0.70 to 0.75 mmol/L without "
                           "an effect on insulin sensitivity; a small open one of 250 mg a day saw HbA1c go from 8.32 to 7.96 %"), gates=("oral",)),
        ),
    ),
    Subject(
        ("diabetic_ketoacidosis",),
        (
            Line("ketoacidosis_first", "TX-DIS-11", "do",
                 _("The local ketoacidosis protocol first; magnesium by its severity; no SGLT2 inhibitor"), when="always"),
        ),
    ),
    Subject(
        ("critical_illness", "setting_icu"),
        (
            Line("icu_correct", "TX-DIS-12", "do",
                 _("Correct magnesium below 0.50 mmol/L, in arrhythmia, and where potassium or calcium does not respond")),
            Line("icu_level", "TX-DIS-12", "watch", _("Magnesium level every 6 to 12 h")),
            Line("icu_ionised", "TX-DIS-12", "known",
                 _("Ionised magnesium is read against the local range; it does not change the rules here"), when="ionised"),
        ),
        _("Intensive care"),
    ),
    Subject(
        ("chronic_diarrhoea", "acute_diarrhoea", "diarrhoea", "inflammatory_bowel_disease", "acute_pancreatitis", "chronic_pancreatitis", "coeliac_disease"),
        (
            Line("gut_small_doses", "TX-DIS-13", "do",
                 _("Magnesium by mouth can make it worse: small doses, or by vein; look at potassium and calcium too")),
        ),
        _("Diarrhoea, bowel disease or pancreatitis"),
    ),
    Subject(
        ("recovering_acute_tubular_necrosis", "post_obstructive_diuresis"),
        (
            Line("diuresis_watch", "TX-DIS-14", "watch",
                 _("Kidney function is moving: the rules of acute kidney injury hold; reassess every 12 to 24 h"), when="always"),
        ),
    ),
    Subject(
        ("primary_aldosteronism", "hyperthyroidism", "hypercalcaemia", "primary_hyperparathyroidism"),
        (
            Line("endocrine_severity", "TX-DIS-15", "do", _("While the cause is treated, magnesium follows its own severity")),
        ),
        _("Endocrine cause"),
    ),
    Subject(
        ("hypercalcaemia",),
        (Line("hypercalcaemia_calcium", "TX-DIS-15", "not_done", _("Never a supplement that contains calcium"), when="always"),),
    ),
    Subject(
        ("recent_myocardial_damage", "acute_coronary_syndrome", "heart_failure", "atrial_fibrillation", "new_atrial_fibrillation"),
        (
            Line("heart_aim", "TX-DIS-16", "aim", _("magnesium of 0.70 mmol/L or above")),
            Line("heart_not_routine", "TX-DIS-16", "not_done", _("No routine magnesium at a normal level"), when="always"),
        ),
        _("Heart disease"),
    ),
    Subject(
        ("route_redistribution",),
        (
            Line("shift_small", "TX-DIS-18", "do", _("By the level, in small doses: expect a quick rise")),
            Line("shift_level", "TX-DIS-18", "watch", _("Magnesium level at 12 h")),
        ),
        _("Shift into cells or bone"),
    ),
)  # fmt: skip

# who is outside, and what holds there (section 13)
OUTSIDE: tuple[Subject, ...] = (
    Subject(("child",), (
        Line("child", "TX-OOS-01", "scope",
             _("Doses for children go by weight and other limits hold: paediatrics; in an emergency the paediatric life-support protocol"), when="always"),
    ), _("Under 18 years")),
    Subject(("pregnant",), (
        Line("pregnant", "TX-OOS-02", "scope", _("Obstetrics and the pharmacist decide; supplements by mouth are usual"), when="low"),
        Line("pregnant_not", "TX-OOS-02", "not_done",
             _("No potassium-sparing drug, no SGLT2 inhibitor; magnesium by vein for more than 5 to 7 days may lower the calcium and harm the bones of the unborn child"),
             when="always"),
    ), _("Pregnancy")),
    Subject(("pre_eclampsia", "obstetric_seizure"), (
        Line("pre_eclampsia", "TX-OOS-03", "scope", _("Other doses and other targets hold: the obstetric protocol, no dose from here"), when="always"),
        Line("pre_eclampsia_refer", "TX-DIS-17", "do", _("Refer to obstetrics at once"), when="always"),
    ), _("Pre-eclampsia or eclampsia")),
    Subject(("egfr_below_15",), (
        Line("kidney_failure", "TX-OOS-04", "scope", _("No magnesium from here beyond a first emergency dose: nephrology decides"), when="always"),
    ), _("eGFR below 15")),
    Subject(("dialysis",), (
        Line("dialysis", "TX-OOS-04", "scope", _("Nephrology decides: magnesium of the dialysate, and what is prescribed"), when="always"),
    ), _("Dialysis")),
    Subject(("lactating",), (
        Line("lactating", "TX-OOS-05", "scope", _("Magnesium can be replaced while breast-feeding"), when="low"),
        Line("lactating_not", "TX-OOS-05", "not_done", _("No SGLT2 inhibitor; amiloride is not advised"), when="always"),
    ), _("Breast-feeding")),
    Subject(("palliative_care",), (
        Line("palliative", "TX-OOS-06", "scope", _("Individual goals; magnesium under the skin only by the team"), when="always"),
    )),
    Subject(("bowel_preparation", "atrial_fibrillation", "new_atrial_fibrillation", "alcohol_withdrawal"), (
        Line("other_uses", "TX-OOS-07", "scope",
             _("Without a low level other uses of magnesium are not treated here: bowel preparation, asthma, migraine, atrial fibrillation, tetanus, alcohol delirium"),
             when="not_low"),
    ), _("Other uses of magnesium")),
    Subject(("toxicity",), (
        Line("toxicity", "TX-OOS-08", "scope", _("First aid only from here; what follows is the local team's"), when="always"),
    ), _("Too much magnesium")),
)  # fmt: skip

SUBJECTS: tuple[Subject, ...] = (*OUTSIDE, *INHERITED, *ACQUIRED)
