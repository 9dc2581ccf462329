"""All 90 treatment scenarios of the dossier: path, items that must appear, items that must not, warnings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from diagnostics.clinical.assessment import Assessment
from diagnostics.clinical.doses import IVDose, OralDose
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge.base import Knowledge
from diagnostics.clinical.knowledge.thresholds import ClinicLimits
from diagnostics.readers.case import read_case

from .treatment_scenarios import SCENARIOS, case_of


def run(scenario: dict[str, Any]) -> Assessment:
    facts = read_case(case_of(scenario))[0]
    config = {k: v if isinstance(v, str) else Decimal(str(v)) for k, v in scenario.get("config", {}).items()}
    return assess(facts, Knowledge(ClinicLimits(**config)))


def _codes(a: Assessment, *, automatic: bool = False) -> set[str]:
    return {item.code for item in a.plan.recommended if item.automatic or not automatic}


def _iv(a: Assessment, *, automatic: bool = True) -> list[IVDose]:
    return [i.dose for i in a.plan.recommended if isinstance(i.dose, IVDose) and (i.automatic or not automatic)]


def _oral(a: Assessment) -> list[OralDose]:
    return [i.dose for i in a.plan.recommended if isinstance(i.dose, OralDose) and i.automatic]


def _text(a: Assessment) -> str:
    parts = [i.text.template + " ".join(d.template for d in i.details) for i in a.plan.recommended]
    return " ".join(parts + [w.text.template for w in a.warnings]).lower()


SCHEDULED = ("IV_INF", "IV_MAINT")

# what each forbidden code of the vocabulary means; True: the plan breaks it
BREAKS: dict[str, Callable[[Assessment], bool]] = {
    "F_ORAL_ONLY": lambda a: bool(_oral(a)) and not _iv(a),
    "F_IV_ANY": lambda a: bool(_iv(a, automatic=False)),
    "F_IV_SCHEDULED": lambda a: any(c.startswith(SCHEDULED) for c in _codes(a)),
    "F_IV_PUSH": lambda a: any(d.minutes < 10 for d in _iv(a, automatic=False)),
    "F_FULL_DOSE_IV": lambda a: any(
        i.code.startswith(SCHEDULED) and isinstance(i.dose, IVDose) and i.dose.salt_g > Decimal("2.5") for i in a.plan.recommended
    ),
    "F_SECOND_IV_WITHOUT_LEVEL": lambda a: any(d.per_day > 1 for d in _iv(a)) or "IV_REPEAT_TDP" in _codes(a),
    "F_IM": lambda a: "into muscle" in _text(a).replace("never into muscle", ""),
    "F_MG_ANY": lambda a: bool(_iv(a, automatic=False) or _oral(a)),
    "F_ORAL_MG": lambda a: any(isinstance(i.dose, OralDose) for i in a.plan.recommended),
    "F_MG_OXIDE": lambda a: any(i.dose.drug.find("oxide") >= 0 for i in a.plan.recommended if isinstance(i.dose, OralDose)),
    "F_GLYCEROPHOSPHATE": lambda a: bool(_oral(a)) and "not glycerophosphate" not in _text(a),
    "F_ASPARTATE_SACHET": lambda a: any(isinstance(i.dose, OralDose) for i in a.plan.recommended) and "not the aspartate sachet" not in _text(a),
    "F_AMILORIDE": lambda a: "AMILORIDE_5MG" in _codes(a),
    "F_TRIAMTERENE": lambda a: any("TRIAMTERENE" in c for c in _codes(a)),
    "F_K_SUPPLEMENT_WITH_AMILORIDE": lambda a: "AMILORIDE_5MG" in _codes(a) and bool({"K_ORAL", "K_IV"} & _codes(a)),
    "F_SGLT2I": lambda a: "SGLT2I_10MG" in _codes(a),
    "F_INULIN": lambda a: "INULIN_RAMP" in _codes(a),
    "F_THIAZIDE_LOOP_AS_TREATMENT": lambda a: any("thiazide" in getattr(i.dose, "drug", "") for i in a.plan.recommended),
    "F_ANOTHER_PPI": lambda a: "another one is no cure" not in _text(a) and "PPI_STOP_SWITCH_H2RA" not in _codes(a),
    "F_PROPHYLACTIC_SUPPLEMENT": lambda a: bool(_oral(a)) and a.status != "low",
    "F_DISEASE_CLAIM": lambda a: "treats multiple sclerosis" in _text(a) or "treats osteoporosis" in _text(a),
    "F_ADJUNCT_AS_SOLE": lambda a: bool({"AMILORIDE_5MG", "SGLT2I_10MG", "INULIN_RAMP"} & _codes(a)) and not (_oral(a) or _iv(a)),
    "F_MIX_WITH_CALCIUM": lambda a: bool(_iv(a)) and "separate lines" not in _text(a),
    "F_STOP_SPECIALIST_DRUG": lambda a: any(i.text.template.lower().startswith("stop ") and "magnesium" not in i.text.template for i in a.plan.recommended),
    "F_ACTIVE_VITAMIN_D_LONG_TERM": lambda a: any("calcitriol" in getattr(i.dose, "drug", "") for i in a.plan.recommended),
    "F_DOSE_OUTPUT": lambda a: any(i.dose is not None for i in a.plan.recommended) or any(w.dose is not None for w in a.plan.withheld),
    "F_HIGH_DOSE_ORAL_OVER_MAX": lambda a: any(d.mmol_per_day > (24 if a.computed["egfr"].value and a.computed["egfr"].value.value < 60 else 30) for d in _oral(a)),
    "F_WAIT_FOR_LAB": lambda a: not any(i.family == "iv" and i.dose for i in a.plan.recommended),
}  # fmt: skip


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[s["id"] for s in SCENARIOS])
def test_treatment_scenario(scenario):
    assessment = run(scenario)
    assert assessment.plan.path == scenario["expected_path"]
    assert set(scenario["recommended"]) <= _codes(assessment)
    assert set(scenario["required_warnings"]) <= {w.code for w in assessment.warnings}
    broken = [code for code in scenario["forbidden"] if BREAKS[code](assessment)]
    assert not broken
    assert "W_GUARD" not in {w.code for w in assessment.warnings}


def test_all_ninety_scenarios_are_here():
    assert len(SCENARIOS) == 90


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[s["id"] for s in SCENARIOS])
def test_the_rules_named_by_the_scenario_exist(scenario):
    from diagnostics.clinical.knowledge.rulebook import rule

    assert all(rule(rule_id) for rule_id in scenario["rules"])
