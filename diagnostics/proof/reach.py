"""How far the random patients reach: paths, routes, items, warnings and rules that they met, and those they never did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..clinical.assessment import Assessment
from ..clinical.knowledge.rulebook import RULES

PATHS = (
    "P0_NONE", "P1_DIET_CAUSE", "P2_ORAL", "P3_ORAL_ADJUNCT", "P4_IV_PLANNED", "P5_IV_URGENT", "P6_EMERGENCY", "PT_TOXICITY", "PX_REFER",
)  # fmt: skip
ROUTES = (
    "renal", "gastrointestinal", "intake", "redistribution", "other_extrarenal", "extrarenal_unspecified", "mixed", "discordant",
    "indeterminate", "not_applicable",
)  # fmt: skip
# treatment dossier, section 16
ITEMS = [
    "IV_BOLUS_ARREST_2G",
    "IV_BOLUS_TDP_2G_10MIN",
    "IV_REPEAT_TDP",
    "IV_MAINT_TDP",
    "IV_LOAD_2G_15MIN",
    "IV_LOAD_1G_15MIN",
    "IV_INF_5G_6H",
    "IV_INF_5G_12H",
    "IV_INF_5G_12H_X2",
    "IV_INF_4G_8H",
    "IV_INF_2G_4H",
    "IV_INF_2_5G_12H",
    "IV_INF_2G_8H",
    "IV_INF_1G_4H",
    "ORAL_12_MMOL",
    "ORAL_24_MMOL",
    "ORAL_TITRATE",
    "ORAL_SALT_SWITCH",
    "AMILORIDE_5MG",
    "SGLT2I_10MG",
    "INULIN_RAMP",
    "PPI_STOP_SWITCH_H2RA",
    "CULPRIT_REVIEW",
    "CA_GLUCONATE",
    "K_ORAL",
    "K_IV",
    "THIAMINE",
    "DIET_SHEET",
    "NO_TREATMENT",
    "STOP_MG",
    "REFER_NEPHROLOGY",
    "REFER_CARDIOLOGY",
    "REFER_GASTRO_NUTRITION",
    "REFER_ONCOLOGY",
    "REFER_TRANSPLANT",
    "REFER_OBSTETRICS",
    "REFER_PAEDIATRICS",
    "REFER_SPECIALIST",
    "ICU_TELEMETRY",
    "RECHECK",
    "CA_GLUC_ANTIDOTE",
    "SPACING_TABLE",
    "REQUEST_TESTS",
]
WARNINGS = [
    "W_TELEMETRY",
    "W_CA_GLUCONATE_READY",
    "W_RENAL_REDUCED",
    "W_OFF_LABEL",
    "W_SICK_DAY",
    "W_SPACING",
    "W_DIARRHOEA",
    "W_NO_MIXING",
    "W_K_MONITOR",
    "W_HYPERK_RISK",
    "W_K_NOT_HOLD_UNTIL_MG",
    "W_CA_PLAN",
    "W_THIAMINE_FIRST",
    "W_LOW_EVIDENCE",
    "W_THRESHOLD_DISAGREEMENT",
    "W_NOT_FOR_ACUTE",
    "W_PPI_REVIEW",
    "W_GI_GAS",
    "W_SPECIALIST",
    "W_UNKNOWN_INPUT",
    "W_MYASTHENIA",
    "W_AV_BLOCK",
    "W_LABEL_EXCEEDED",
    "W_SUGAR",
    "W_UL_EXCEEDED",
    "W_SALT_DEPLETION",
    "W_HYPOGLYCAEMIA",
    "W_GENITAL_INFECTION",
    "W_PREGNANCY",
    "W_TOXICITY",
    "W_POTASSIUM_FOODS",
    "W_RECHECK_SAMPLE",
    "W_DIGOXIN",
    "W_HIGHER_NOT_BETTER",
]
VOCABULARY = {"path": PATHS, "route": ROUTES, "item": ITEMS, "warning": WARNINGS, "rule": tuple(RULES)}


def reached(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """What this answer used, as ("item", "K_ORAL") and the like."""
    plan = assessment.plan
    yield "path", plan.path
    yield "route", assessment.route.value
    yield "rule", plan.path_rule.id
    for item in plan.recommended:
        yield "item", item.code
    for warning in assessment.warnings:
        yield "warning", warning.code
    reasons = [why for entry in plan.withheld for why in entry.because]
    lines = (*plan.monitoring, *plan.stop_criteria, *plan.spacing, *assessment.causes, *assessment.next_steps, *reasons)
    rows: tuple[Any, ...] = (
        *assessment.trace,
        *plan.recommended,
        *assessment.warnings,
        *lines,
        *assessment.loading.reasons,
    )
    for row in rows:
        yield "rule", row.rule.id


def never_met(met: Counter[tuple[str, str]]) -> dict[str, list[str]]:
    """The words of each vocabulary that no patient met. Many rules only explain and are met by none."""
    return {kind: [word for word in words if not met[kind, word]] for kind, words in VOCABULARY.items()}
