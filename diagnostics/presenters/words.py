"""What the code words of the machine interface are called on screen and paper, marked for translation.

A word that is not here is shown as it stands, with blanks for underscores, so that a new code is never lost.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

TONES: Mapping[str, tuple[str, str]] = {
    "ok": (_("No urgency"), "✓"),
    "info": (_("Note"), "○"),
    "warning": (_("Caution"), "▲"),
    "critical": (_("Danger"), "⚠"),
}

STATUS: Mapping[str, str] = {
    "low": _("low"),
    "not_low": _("not low"),
    "possible_latent_deficiency": _("not low, but the body may be depleted"),
    "high": _("above the range"),
    "suspected_spurious": _("the sample may be wrong"),
    "unknown": _("not known"),
}
SEVERITY: Mapping[str, str] = {
    "none": _("no hypomagnesaemia"),
    "mild": _("mild"),
    "moderate": _("moderate"),
    "severe": _("severe"),
    "critical": _("critical"),
    "unknown": _("not known"),
}
URGENCY: Mapping[str, str] = {
    "routine": _("routine"),
    "same_day": _("same day"),
    "urgent": _("urgent"),
    "emergency": _("emergency"),
}
ROUTE: Mapping[str, str] = {
    "renal": _("renal loss"),
    "gastrointestinal": _("gastrointestinal loss"),
    "intake": _("poor intake"),
    "redistribution": _("shift into cells or bone"),
    "other_extrarenal": _("other loss outside the kidney"),
    "extrarenal_unspecified": _("loss outside the kidney, not specified"),
    "mixed": _("mixed renal and extrarenal loss"),
    "indeterminate": _("not yet clear"),
    "discordant": _("the tests disagree"),
    "not_applicable": _("not applicable"),
}
CERTAINTY: Mapping[str, str] = {
    "established": _("established"),
    "probable": _("probable"),
    "presumptive": _("presumptive"),
    "none": _("no conclusion"),
}
SETTLED_BY: Mapping[str, str] = {
    "history": _("the history"),
    "urine_24h": _("the 24-hour urine"),
    "femg": _("the fractional excretion"),
    "loading_test": _("the loading test"),
}
PLAN_PATH: Mapping[str, str] = {
    "P0_NONE": _("No magnesium treatment"),
    "P1_DIET_CAUSE": _("Diet and removal of the cause"),
    "P2_ORAL": _("Magnesium by mouth"),
    "P3_ORAL_ADJUNCT": _("Magnesium by mouth with an adjunct"),
    "P4_IV_PLANNED": _("Planned intravenous magnesium, the same day"),
    "P5_IV_URGENT": _("Urgent intravenous magnesium"),
    "P6_EMERGENCY": _("Emergency treatment"),
    "P7_HOME_PARENTERAL": _("Long-term parenteral magnesium by a specialist team"),
    "PT_TOXICITY": _("Too much magnesium: stop and treat"),
    "PX_REFER": _("Refer: no dose from here"),
}
NEXT_STEP: Mapping[str, str] = {
    "urine_24h": _("24-hour urine: magnesium and creatinine"),
    "urine_spot": _("Spot urine with paired serum: magnesium and creatinine"),
    "loading_test": _("Magnesium loading test"),
    "repeat_serum": _("Repeat the serum sample"),
    "ionised_magnesium": _("Ionised magnesium"),
    "ecg": _("12-lead ECG"),
    "creatinine": _("Creatinine"),
    "potassium": _("Potassium"),
    "calcium": _("Calcium"),
    "pth": _("Parathyroid hormone"),
    "magnesium_given": _("Was magnesium given before the urine?"),
    "repeat_urine": _("Repeat the urine"),
    "refer_nephrology": _("Refer to nephrology"),
    "refer_genetics": _("Refer to clinical genetics"),
    "remeasure": _("Measure magnesium again"),
    "explain_discordance": _("Why the tests disagree"),
    "stop_trial": _("Trial of stopping a drug"),
    "correct_first": _("Correct first"),
    "urine_screen": _("Urine calcium and drug screen"),
    "diet_review": _("Review of the diet"),
    "order_once": _("Order once"),
}
WHAT_TO_WATCH: Mapping[str, str] = {
    "serum_magnesium": _("Serum magnesium"),
    "potassium": _("Serum potassium"),
    "calcium": _("Serum calcium"),
    "creatinine": _("Creatinine"),
    "potassium_creatinine": _("Potassium and creatinine"),
    "potassium_calcium_phosphate_creatinine": _("Potassium, calcium, phosphate and creatinine"),
    "magnesium_potassium_calcium_creatinine": _("Magnesium, potassium, calcium and creatinine"),
    "magnesium_potassium_phosphate": _("Magnesium, potassium and phosphate"),
    "egfr_potassium_magnesium_volume": _("eGFR, potassium, magnesium and volume state"),
    "ecg": _("ECG"),
    "vital_signs": _("Blood pressure, heart rate, breathing and oxygen saturation"),
    "blood_pressure": _("Blood pressure"),
    "patellar_reflex": _("Knee reflex"),
    "urine_output": _("Urine output"),
    "phosphate": _("Serum phosphate"),
    "target": _("Target"),
    "end_of_infusions": _("End of the infusions"),
    "duration": _("How long"),
}
FAMILY: Mapping[str, str] = {
    "oral": _("Magnesium by mouth"),
    "iv": _("Intravenous magnesium"),
    "amiloride": _("Amiloride"),
    "sglt2_inhibitor": _("SGLT2 inhibitor"),
    "inulin": _("Inulin"),
    "other": _("Other"),
}
KIND_OF_REASON: Mapping[str, str] = {
    "contraindicated": _("contraindicated"),
    "not_known": _("not known"),
    "not_indicated": _("not indicated"),
    "out_of_scope": _("out of scope"),
}
COMPUTED: Mapping[str, str] = {
    "findings": _("Symptoms and signs"),
    "drugs": _("Drugs"),
    "conditions": _("Diseases and operations"),
    "egfr": _("eGFR"),
    "adjusted_calcium": _("Calcium adjusted for albumin"),
    "femg": _("Fractional excretion of magnesium"),
    "urine_magnesium_24h": _("Magnesium in the urine of 24 hours"),
    "collection_adequacy": _("Creatinine collected, of that expected"),
    "loading_test_retention": _("Retention in the loading test"),
    "loading_collection_adequacy": _("Creatinine collected in the loading test, of that expected"),
    "albumin_adjusted_magnesium": _("Magnesium adjusted for albumin"),
    "urine_calcium_creatinine": _("Urine calcium/creatinine"),
    "urine_potassium_creatinine": _("Urine potassium/creatinine"),
    "magnesium_creatinine": _("Urine magnesium/creatinine"),
}
# Shorter than the label of the question: in a list of what is to be checked.
TO_CHECK: Mapping[str, str] = {
    "presentation.ecg.av_block": _("AV block on the ECG"),
    "presentation.aki_stage": _("Acute kidney injury"),
    "drugs": _("Complete list of drugs"),
    "findings": _("Symptoms and signs"),
    "conditions": _("Diseases and operations"),
}
GRADE: Mapping[str, str] = {
    "conserved": _("conserved"),
    "grey": _("grey zone"),
    "renal": _("renal loss"),
    "invalid": _("cannot be interpreted"),
    "adequate": _("adequate"),
    "likely_under": _("probably incomplete"),
    "likely_over": _("probably too much"),
    "depleted": _("depleted"),
    "equivocal": _("equivocal"),
    "replete_or_wasting": _("replete, or wasting"),
    "low": _("low"),
    "normal": _("normal"),
    "high": _("high"),
    "renal_potassium_wasting": _("the kidney wastes potassium"),
    "not_shown": _("no wasting shown"),
}
ABOUT: Mapping[str, str] = {
    "serum_low": _("Whether magnesium is low"),
    "serum_severe": _("Whether it is severe"),
    "serum_high": _("Whether magnesium is above the range"),
    "femg": _("FEMg"),
    "urine_magnesium_24h": _("24-hour magnesium"),
    "loading_test_retention": _("Loading test"),
    "amiloride_kidney": _("Amiloride and kidney function"),
    "amiloride_potassium": _("Amiloride and potassium"),
    "sglt2_kidney": _("SGLT2 inhibitor and kidney function"),
    "oral_kidney": _("Magnesium by mouth and kidney function"),
    "breathing": _("Intravenous magnesium and breathing"),
    "toxicity": _("Too much magnesium"),
}
POSITION: Mapping[str, str] = {
    **GRADE,
    "low": _("low"),
    "not_low": _("not low"),
    "severe": _("severe"),
    "not_severe": _("not severe"),
    "high": _("above the range"),
    "not_high": _("not above the range"),
    "allowed": _("allowed"),
    "half_dose": _("half the dose"),
    "not_automatic": _("a decision, not automatic"),
    "contraindicated": _("contraindicated"),
    "treat": _("treat"),
    "remove_source": _("remove the source"),
}
EGFR_BAND: Mapping[str, str] = {
    "60": _("60 or above"),
    "30": _("30 to 59"),
    "15": _("15 to 29"),
    "0": _("below 15"),
}
OUTCOME: Mapping[str, str] = {
    "met": _("met"),
    "not_met": _("not met"),
    "unknown": _("not evaluated"),
}
GUT_STATE: Mapping[str, str] = {
    "met": _("to be looked for"),
    "unknown": _("perhaps"),
}
STEP: Mapping[str, str] = {
    "start": _("Start"),
    "serum": _("Serum"),
    "history": _("History"),
    "urine-24h": _("24-hour urine"),
    "fractional-excretion": _("Fractional excretion"),
    "loading-test": _("Loading test"),
}
STEP_STATE: Mapping[str, str] = {
    "needed": _("needed"),
    "optional": _("optional"),
    "settled": _("settled"),
    "unsafe": _("not safe"),
    "not_needed": _("not needed"),
}
NODE_STATE: Mapping[str, str] = {
    "taken": _("done"),
    "current": _("to do next"),
    "open": _("optional"),
    "skipped": _("not needed"),
    "unsafe": _("not safe"),
    "not_needed": _("not needed"),
}
CAUSE_KIND: Mapping[str, str] = {
    "drug": _("drug"),
    "condition": _("condition"),
    "hereditary": _("hereditary"),
    "intake": _("intake"),
    "other": _("other"),
}
WEIGHT: Mapping[str, str] = {
    "strong": _("strong"),
    "moderate": _("moderate"),
    "weak": _("weak"),
}
STRENGTH: Mapping[str, str] = {
    "A": _("A: guideline, regulator, trials or systematic review"),
    "B": _("B: clinical studies"),
    "C": _("C: review, label, laboratory manual or consensus"),
    "D": _("D: expert judgement or a choice made here"),
}
DECISION: Mapping[str, str] = {
    "accept": _("accepted"),
    "change": _("changed"),
    "reject": _("rejected"),
}
SECTION: Mapping[str, str] = {
    "treat_now": _("Treat now"),
    "replace": _("Replace magnesium"),
    "electrolytes": _("Correct potassium and calcium"),
    "cause": _("Remove the cause"),
    "adjuncts": _("Adjuncts"),
    "refer": _("Refer"),
    "tests": _("Ask for"),
    "other": _("Also"),
}

ADVICE: Mapping[str, str] = {"aim": _("Target")}  # the other kinds say it in their own text

LABELS: Mapping[str, str] = {
    "by_cause": _("Particular to this patient"),
    "diet": _("Diet"),
    "foods": _("Magnesium in a portion, mg, approximate"),
    "for_patient": _("For the patient"),
    "patient_label": _("Patient label"),
    "do_now": _("Do now"),
    "plan": _("Plan"),
    "withheld": _("Withheld, and what would release it"),
    "released_by": _("released by"),
    "board": _("For and against each treatment"),
    "board_note": _(
        "Every treatment that may be thought of, with the arguments of the sources. What is proposed is said in the plan above."
    ),
    "board_for": _("For"),
    "board_against": _("Against"),
    "board_eligible": _("What would make it eligible"),
    "board_evidence": _("Strength of the evidence"),
    "board_licence": _("Licence"),
    "board_now": _("In this patient"),
    "board_part_held": _("a part is withheld"),
    "why": _("Why"),
    "against": _("Warnings"),
    "causes": _("Likely causes"),
    "next_steps": _("What would settle the rest"),
    "warnings": _("Warnings"),
    "monitoring": _("Watch"),
    "stop_rules": _("Stop and reassess when"),
    "recheck": _("Recheck"),
    "follow_up": _("Follow-up"),
    "spacing": _("Keep apart from oral magnesium"),
    "surveillance": _("Measure magnesium again because of"),
    "signature": _("Name, signature, date and time"),
    "values": _("Values as entered"),
    "arithmetic": _("Arithmetic"),
    "path": _("Way through the workup"),
    "number_lines": _("Among the published limits"),
    "trace": _("Rules applied"),
    "references": _("References"),
    "cutoffs": _("Under other published cut-offs"),
    "flips": _("What would change this"),
    "spreads": _("How sure the numbers are"),
    "discordance": _("Why the results disagree"),
    "patterns": _("Patterns of loss through the kidney"),
    "patterns_note": _("A pattern is a hint, not a diagnosis; low magnesium itself changes potassium and calcium."),
    "traps": _("Traps"),
    "genes": _("Genes to look at"),
    "referral": _("Genetic testing"),
    "referral_reasons": _("Because"),
    "referral_open": _("Would count"),
    "gut": _("Looking further in the gut"),
    "gut_tests": _("Tests"),
    "knowledge_version": _("Knowledge version"),
    "scope": _("Outside the scope of this tool"),
    "missing": _("missing"),
    "reason": _("reason"),
    "no_do_now": _("Nothing that cannot wait."),
    "details": _("How this was reached"),
    "withheld_dose": _("Dose, if released"),
    "printed": _("printed"),
    "page": _("page"),
    "of": _("of"),
    "check": _("Check this paper"),
}

# The section of an item, by the beginning of its code; the first that fits holds.
SECTION_OF_CODE: tuple[tuple[str, str], ...] = (
    ("IV_BOLUS", "treat_now"),
    ("IV_REPEAT", "treat_now"),
    ("IV_MAINT", "treat_now"),
    ("IV_LOAD", "treat_now"),
    ("STOP_MG", "treat_now"),
    ("ICU_TELEMETRY", "treat_now"),
    ("CA_GLUC_ANTIDOTE", "replace"),
    ("IV_", "replace"),
    ("ORAL_", "replace"),
    ("DIET_", "replace"),
    ("SPACING_", "replace"),
    ("NO_TREATMENT", "replace"),
    ("K_", "electrolytes"),
    ("CA_", "electrolytes"),
    ("THIAMINE", "electrolytes"),
    ("CULPRIT_", "cause"),
    ("PPI_", "cause"),
    ("AMILORIDE", "adjuncts"),
    ("TRIAMTERENE", "adjuncts"),
    ("SGLT2I", "adjuncts"),
    ("INULIN", "adjuncts"),
    ("REFER_", "refer"),
    ("REQUEST_TESTS", "tests"),
)


def section_of(code: str) -> str:
    """The section of the plan in which an item stands."""
    return next((section for start, section in SECTION_OF_CODE if code.startswith(start)), "other")


def plain(code: str) -> str:
    """A code word as it is shown when no other word is known."""
    text = code.replace("_", " ").replace("-", " ").strip()
    return text[:1].upper() + text[1:]
