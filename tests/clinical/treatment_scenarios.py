"""The treatment scenarios of the dossier, written as cases of the machine interface."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DATA = json.loads((Path(__file__).parent / "data" / "worked_examples_treatment.json").read_text("utf-8"))
BASELINE: dict[str, Any] = DATA["baseline"]
SCENARIOS: list[dict[str, Any]] = DATA["scenarios"]

SYMPTOMS = {
    "carpopedal": "carpopedal_spasm", "encephalopathy": "confusion", "fatigue": "lethargy", "tingling": "paraesthesia",
}  # fmt: skip
SYMPTOM_CONDITIONS = {"vomiting": "vomiting", "diarrhoea": "chronic_diarrhoea"}
CONDITIONS = {
    "myasthenia gravis": "myasthenia_gravis", "Gitelman syndrome": "known_gitelman", "FHHNC": "known_fhhnc",
    "jejunostomy": "high_output_stoma", "refeeding risk": "refeeding_risk", "alcohol use disorder": "alcohol_use_disorder",
    "kidney transplant": "kidney_transplant", "osteoporosis": "osteoporosis", "atrial fibrillation": "atrial_fibrillation",
    "pre-eclampsia": "pre_eclampsia", "phenylketonuria": "phenylketonuria", "systemic lupus erythematosus": "systemic_lupus",
    "diabetic nephropathy": "diabetic_nephropathy", "recurrent genital candidiasis": "recurrent_genital_infection", "ileus": "ileus",
    "Crohn disease": "inflammatory_bowel_disease", "gastroenteritis": "acutely_ill",
}  # fmt: skip
FINDING_CONDITIONS = {"digoxin toxicity": "digoxin_toxicity"}
PPI_MUST_GO_ON = {"Barrett oesophagus", "Zollinger-Ellison"}
NO_CODE = {"BMI 13.8", "HIV", "4 IV courses in 4 weeks"}
CAUSES = {
    "low dietary intake": "dietary_deficiency", "thiazide": "thiazide", "PPI": "proton_pump_inhibitor", "loop diuretic": "loop_diuretic",
    "previous cisplatin": "platinum", "cisplatin": "platinum", "Gitelman": "gitelman_syndrome", "CLDN16": "fhhnc", "anti-EGFR": "anti_egfr_antibody",
    "tacrolimus": "calcineurin_inhibitor", "amphotericin B": "amphotericin_b", "Crohn disease": "inflammatory_bowel_disease",
}  # fmt: skip
ECG = {"torsades": ["torsades_de_pointes"], "arrest_vt_poly": ["cardiac_arrest", "torsades_de_pointes"], "normal": []}
DRUGS = {"magnesium sulfate infusion": "magnesium sulfate"}
DIABETES = {"t1": "type_1_diabetes", "t2": "type_2_diabetes"}


def _quantity(value: dict[str, Any] | None) -> dict[str, Any] | None:
    if value is None or value["value"] is None:
        return None
    units = {"mmol/d": "mmol/day", "mL/min/1.73 m2": "mL/min/1.73m2"}
    return {"value": str(value["value"]), "unit": units.get(value["unit"], value["unit"])}


def case_of(scenario: dict[str, Any]) -> dict[str, Any]:
    """The scenario merged over the baseline, as mgcds-case/1."""
    i = {**BASELINE, **scenario["inputs"]}
    findings = dict.fromkeys(ECG[i["ecg"]], True)
    conditions: dict[str, bool] = {}
    for symptom in i["symptoms"]:
        if symptom in SYMPTOM_CONDITIONS:
            conditions[SYMPTOM_CONDITIONS[symptom]] = True
        else:
            findings[SYMPTOMS.get(symptom, symptom)] = True
    for condition in i["conditions"]:
        if condition in FINDING_CONDITIONS:
            findings[FINDING_CONDITIONS[condition]] = True
        elif condition not in PPI_MUST_GO_ON | NO_CODE:
            conditions[CONDITIONS[condition]] = True
    for flag, code in (
        ("short_bowel", "short_bowel"),
        ("ibs", "irritable_bowel_syndrome"),
        ("dka_history", "ketoacidosis_history"),
    ):
        if i[flag]:
            conditions[code] = True
    if i["diabetes"] in DIABETES:
        conditions[DIABETES[i["diabetes"]]] = True
    return {
        "schema": "mgcds-case/1", "id": scenario["id"], "asked": "complete",
        "patient": {
            "age_years": i["age"]["value"], "sex": i["sex"], "weight": _quantity(i["weight"]), "pregnant": i["pregnant"],
            "lactating": i["lactating"], "dialysis": i["dialysis"], "setting": "icu" if i["setting"] in ("ED", "ICU") else i["setting"], "region": i["region"],
        },
        "presentation": {
            "findings": findings, "ecg": {"qtc": _quantity(i["qtc"]), "av_block": i["av_block"], "pacemaker": i["pacemaker"]},
            "systolic_bp": _quantity(i["sbp"]), "heart_rate": _quantity(i["hr"]), "respiratory_rate": _quantity(i["rr"]),
            "urine_output": _quantity(i["urine"]), "patellar_reflex": i["patellar_reflex"], "aki_stage": i["aki_stage"],
        },
        "serum": {
            "magnesium": _quantity(i["mg"]), "potassium": _quantity(i["k"]), "adjusted_calcium": _quantity(i["ca_adj"]), "phosphate": _quantity(i["phosphate"]),
            "egfr": _quantity(i["egfr"]), "sample": {"tube": "serum" if i["mg_sample_ok"] else "edta", "haemolysed": False, "drip_arm": False},
        },
        "history": {
            "drugs": _drugs(i), "conditions": conditions,
            "oral_magnesium": {"dose": _quantity(i["oral_mg_dose"]), "days": i["days_on_oral"]["value"], "failed": i["oral_failure"], "intolerable_diarrhoea": False},
            "nil_by_mouth": i["nil_by_mouth"], "colon_present": i["colon_present"], "iv_access": i["iv_access"],
            "known_route": None if i["route"] == "unknown" else i["route"],
            "known_cause": CAUSES.get(i["cause"]), "cause_removable": i["cause_removable"],
        },
    }  # fmt: skip


def _drugs(i: dict[str, Any]) -> list[dict[str, Any]]:
    must_go_on = PPI_MUST_GO_ON & set(i["conditions"])
    found = []
    for name in i["drugs"]:
        row: dict[str, Any] = {"name": DRUGS.get(name, name)}
        if name.endswith("prazole"):
            row["can_stop"] = not must_go_on
        found.append(row)
    return found
