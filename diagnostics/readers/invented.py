"""One invented patient with every question answered: the example to look at, and a start to try rules on."""

from __future__ import annotations

from .answers import ABSENT, Written
from .groups import BEFORE_INFUSION, GROUPS, RED_FLAGS, SCOPE

NUMBERS = {
    "patient.age_years": ("71", ""),
    "patient.weight": ("68", ""),
    "patient.height": ("165", ""),
    "presentation.ecg.qtc": ("462", ""),
    "presentation.systolic_bp": ("128", ""),
    "presentation.heart_rate": ("84", ""),
    "presentation.respiratory_rate": ("16", ""),
    "presentation.urine_output": ("70", ""),
    "presentation.ecg.av_block": ("0", ""),
    "presentation.aki_stage": ("0", ""),
    "serum.magnesium": ("0.45", "mmol/L"),
    "serum.creatinine": ("78", "µmol/L"),
    "serum.potassium": ("3.1", "mmol/L"),
    "serum.calcium": ("2.05", "mmol/L"),
    "serum.albumin": ("38", "g/L"),
    "serum.bicarbonate": ("25", "mmol/L"),
    "history.onset_days": ("60", ""),
    "history.age_at_first_low_years": ("71", ""),
    "urine_spot.magnesium": ("0.4", "mmol/L"),
    "urine_spot.creatinine": ("6.8", "mmol/L"),
    "drugs.0.months": ("60", ""),
}
WORDS = {
    "patient.sex": "female",
    "patient.setting": "ward",
    "patient.region": "NL",
    "presentation.patellar_reflex": "present",
    "serum.sample.tube": "serum",
    "serum.sample.haemolysed": "no",
    "serum.sample.drip_arm": "no",
    "history.magnesium_given.route": "none",
    "history.nil_by_mouth": "no",
    "history.colon_present": "yes",
    "history.iv_access": "peripheral",
    "history.family_history": "no",
    "drugs.0.name": "omeprazole",
    "drugs.0.can_stop": "no",
    "drugs.1.name": "metformin",
    "asked.drugs": ABSENT,
    "findings.cramps": "yes",
    "conditions.type_2_diabetes": "yes",
}
NOES = (
    "presentation.ecg.pacemaker", "patient.pregnant", "patient.lactating", "patient.dialysis",
    *(f"findings.{code}" for code in RED_FLAGS),
    *(f"conditions.{code}" for code in (*BEFORE_INFUSION, *SCOPE)),
)  # fmt: skip


def answers() -> dict[str, Written]:
    """The words of the example."""
    given = {key: Written(text, unit) for key, (text, unit) in NUMBERS.items()}
    given |= {key: Written(text) for key, text in WORDS.items()}
    given |= {key: Written("no") for key in NOES}
    return given | {group.rest: Written(ABSENT) for group in GROUPS}
