"""An invented patient of whom everything is known: as a case, as facts and as the answers of a workup."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ..clinical.assessment import Assessment
from ..clinical.engine.assess import assess
from ..clinical.facts import DRUGS, Fact, Facts, Measurement
from ..clinical.knowledge.patient import BY_PATH
from ..readers.answers import ABSENT, Written
from ..readers.case import SCHEMA, read_case
from ..readers.groups import GROUPS, SINGLES
from .processes import ROOT

USUAL = "ppi-omeprazole-75m-colectomy"


def _of(value: str, unit: str) -> dict[str, str]:
    return {"value": value, "unit": unit}


CASE: dict[str, Any] = {
    "schema": SCHEMA,
    "id": "benchmark",
    "asked": "complete",
    "patient": {
        "age_years": 71, "adult": True, "sex": "female", "weight": _of("68", "kg"), "height": _of("165", "cm"),
        "pregnant": False, "lactating": False, "dialysis": False, "setting": "ward", "region": "NL",
    },
    "presentation": {
        "ecg": {"qtc": _of("482", "ms"), "av_block": 0, "pacemaker": False},
        "systolic_bp": _of("128", "mmHg"), "heart_rate": _of("84", "/min"), "respiratory_rate": _of("16", "/min"),
        "urine_output": _of("70", "mL/h"), "patellar_reflex": "present", "aki_stage": 0,
        "findings": {"cramps": True, "paraesthesia": True, "palpitations": True, "lethargy": True},
    },
    "serum": {
        "magnesium": _of("0.38", "mmol/L"), "magnesium_lower_limit": _of("0.70", "mmol/L"), "taken_days_ago": 1,
        "potassium": _of("3.1", "mmol/L"), "sodium": _of("138", "mmol/L"), "chloride": _of("98", "mmol/L"),
        "bicarbonate": _of("27", "mmol/L"), "phosphate": _of("0.9", "mmol/L"), "calcium": _of("2.05", "mmol/L"),
        "albumin": _of("36", "g/L"), "creatinine": _of("78", "µmol/L"), "egfr": _of("66", "mL/min/1.73m2"),
        "glucose": _of("8.4", "mmol/L"), "pth": _of("4.1", "pmol/L"), "vitamin_d_25oh": _of("61", "nmol/L"),
        "alp": _of("92", "U/L"), "urate": _of("0.38", "mmol/L"),
        "sample": {"tube": "serum", "haemolysed": False, "drip_arm": False},
    },
    "history": {
        "magnesium_given": {"route": "none"},
        "intake": {
            "poor_food_sources": False, "weight_loss_or_half_intake": False, "alcohol_main_calories": False,
            "magnesium_free_nutrition": False,
        },
        "nil_by_mouth": False, "colon_present": True, "iv_access": "peripheral", "onset_days": 60,
        "age_at_first_low_years": 71, "family_history": False, "consanguinity": False,
        "conditions": {
            "type_2_diabetes": True, "hypertension": True, "heart_failure": True, "chronic_diarrhoea": True,
            "osteoporosis": True,
        },
        "drugs": [
            {"name": "omeprazole", "months": 60, "can_stop": False},
            {"name": "hydrochlorothiazide", "months": 26, "can_stop": True},
            {"name": "furosemide", "months": 12, "can_stop": False},
            {"name": "metformin", "months": 96},
            {"name": "digoxin", "months": 8, "can_stop": False},
            {"name": "alendronic acid", "months": 30},
        ],
    },
    "urine_24h": {
        "volume": _of("1900", "mL"), "duration": _of("24", "h"), "magnesium": _of("1.1", "mmol/L"),
        "creatinine": _of("4.2", "mmol/L"), "calcium": _of("1.2", "mmol/L"), "potassium": _of("31", "mmol/L"),
        "chloride": _of("64", "mmol/L"),
    },
    "urine_spot": {
        "magnesium": _of("1.3", "mmol/L"), "creatinine": _of("6.8", "mmol/L"), "calcium": _of("1.4", "mmol/L"),
        "potassium": _of("38", "mmol/L"), "chloride": _of("70", "mmol/L"),
    },
    "loading_test": {
        "protocol": "30mmol_8h", "dose": _of("30", "mmol"), "urine_magnesium_24h": _of("21", "mmol/24h"),
        "baseline_urine_magnesium_24h": _of("2.1", "mmol/24h"), "urine_creatinine_24h": _of("8.0", "mmol/24h"),
    },
}  # fmt: skip


@cache
def facts() -> Facts:
    """What is known of the patient."""
    return read_case(CASE)[0]


@cache
def assessment() -> Assessment:
    """What is concluded about the patient."""
    return assess(facts())


@cache
def usual_assessment() -> Assessment:
    """What is concluded about a published patient, of whom less is known."""
    case = next(each for each in published() if each["id"] == USUAL)
    return assess(read_case(case)[0])


def published() -> Iterator[dict[str, Any]]:
    """The published cases, as they come in through the machine interface."""
    for path in sorted((ROOT / "diagnostics" / "cases").glob("*.toml")):
        yield {"schema": SCHEMA, **tomllib.loads(path.read_text("utf-8"))["facts"]}


# -- as somebody would have typed it --------------------------------------------------------------------------


def answers() -> dict[str, Written]:
    """The words of a filled workup about the patient, by key."""
    given = {key: Written("no") for key in SINGLES}
    given |= {fact.key: _written(value, fact) for path, value in _leaves(CASE) if (fact := BY_PATH.get(path))}
    for row, drug in enumerate(CASE["history"][DRUGS]):
        given |= {f"drugs.{row}.{part}": _written(value) for part, value in drug.items()}
    return given | {place: Written(ABSENT) for place in (f"asked.{DRUGS}", *(group.rest for group in GROUPS))}


def _leaves(part: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, object]]:
    """Each value of the case with its path."""
    for key, value in part.items():
        if isinstance(value, dict) and "unit" not in value:
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def _written(value: object, fact: Fact | None = None) -> Written:
    """A value of the case in the words of a form, which names the unit only where there is a choice."""
    if isinstance(value, bool):
        return Written("yes" if value else "no")
    if isinstance(value, dict):
        return Written(value["value"], value["unit"] if isinstance(fact, Measurement) and len(fact.units) > 1 else "")
    return Written(str(value))
