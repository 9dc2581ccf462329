"""The second evaluator holds for the worked examples of both dossiers, and agrees with the core on random patients."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.proof.agreement import classes_of, compare, second_opinion
from diagnostics.proof.patients import patient
from diagnostics.proof.second_opinion import Opinion, opinion, urine
from diagnostics.proof.second_opinion.patient import Patient
from diagnostics.proof.second_opinion.route import WORDS, by_tests
from tests.clinical.strategies import harmless, mg
from tests.clinical.treatment_scenarios import SCENARIOS, case_of

EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "clinical" / "data" / "worked_examples_diagnosis.json").read_text("utf-8")
)["examples"]
BY_VEIN = ("IV_BOLUS", "IV_REPEAT", "IV_MAINT", "IV_LOAD", "IV_INF")
AS_THE_DEFAULT = [s for s in SCENARIOS if "iv_below" not in s.get("config", {})]  # it has the default limits only


def of(*rules: str) -> Any:
    """The worked examples of these rules, each by its id."""
    found = [example for example in EXAMPLES if example["formula_id"] in rules]
    return pytest.mark.parametrize("example", found, ids=[example["id"] for example in found])


# -- treatment ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", AS_THE_DEFAULT, ids=[s["id"] for s in AS_THE_DEFAULT])
def test_each_treatment_scenario_gets_its_path_and_its_doses(scenario):
    other = opinion(case_of(scenario), classes_of)
    assert other.path == scenario["expected_path"]
    wanted = set(scenario["recommended"])
    assert {code for code in wanted if code.startswith(BY_VEIN)} <= set(other.iv)
    assert not [code for code in wanted & set(ADJUNCTS) if not ADJUNCTS[code](other)]
    assert {"ORAL_12_MMOL": (12, 12), "ORAL_24_MMOL": (24, 24)}.get(oral_code(wanted), other.oral) == other.oral
    assert other.oral is not None or "ORAL_TITRATE" not in wanted


@pytest.mark.parametrize("scenario", AS_THE_DEFAULT, ids=[s["id"] for s in AS_THE_DEFAULT])
def test_no_treatment_scenario_gets_what_it_forbids(scenario):
    other = opinion(case_of(scenario), classes_of)
    assert not [code for code in scenario["forbidden"] if code in FORBIDDEN and FORBIDDEN[code](other)]


ADJUNCTS = {
    "AMILORIDE_5MG": lambda o: o.amiloride,
    "SGLT2I_10MG": lambda o: o.sglt2_inhibitor,
    "INULIN_RAMP": lambda o: o.inulin,
}
FORBIDDEN = {
    "F_AMILORIDE": lambda o: o.amiloride,
    "F_SGLT2I": lambda o: o.sglt2_inhibitor,
    "F_INULIN": lambda o: o.inulin,
    "F_IV_ANY": lambda o: bool(o.iv),
    "F_IV_SCHEDULED": lambda o: any(code.startswith("IV_INF") for code in o.iv),
    "F_ORAL_MG": lambda o: o.oral is not None,
    "F_ORAL_ONLY": lambda o: o.oral is not None and not o.iv,
    "F_DOSE_OUTPUT": lambda o: o.oral is not None or bool(o.iv),
    "F_MG_ANY": lambda o: o.oral is not None or bool(o.iv),
}


def oral_code(wanted: set[str]) -> str:
    return next((code for code in wanted if code in ("ORAL_12_MMOL", "ORAL_24_MMOL")), "")


# -- diagnosis ----------------------------------------------------------------------------------------------

LOW = {"magnesium": {"value": 0.5, "unit": "mmol/L"}, "egfr": {"value": 90, "unit": "mL/min/1.73m2"}}


def case(serum: dict[str, Any] | None = None, **parts: Any) -> Patient:
    """A low magnesium, a good kidney, no magnesium given, and what the example has."""
    given = {"magnesium_given": {"route": "none"}, "oral_magnesium": {"dose": {"value": 0, "unit": "mmol/day"}}}
    return Patient({"asked": "complete", "serum": {**LOW, **(serum or {})}, **{"history": given, **parts}})


def in_units(quantity: dict[str, Any]) -> dict[str, Any]:
    return {"value": quantity["value"], "unit": {"y": "years"}.get(quantity["unit"], quantity["unit"])}


def close(found: D | None, wanted: float) -> bool:
    return found is not None and float(found) == pytest.approx(wanted, rel=0.0005)


@of("DX-SER-02")
def test_serum_is_graded_in_the_unit_reported(example):
    grade = {"NOT_LOW": "none", "SEVERE": "severe", "CRITICAL": "critical"}.get(example["expected"]["grade"])
    found = opinion({"asked": "complete", "serum": {"magnesium": in_units(example["inputs"]["mg"])}}).severity
    assert found == grade if grade else found in ("mild", "moderate")


@of("DX-FEMG-01")
def test_fractional_excretion(example):
    i, wanted = example["inputs"], example["expected"]
    serum = {"magnesium": in_units(i["serum_mg"]), "creatinine": in_units(i["serum_creatinine"])}
    spot = {"magnesium": in_units(i["urine_mg"]), "creatinine": in_units(i["urine_creatinine"])}
    found = urine.femg(case(serum, urine_spot=spot))
    assert close(found.value, wanted["femg_percent"]["value"])
    assert found.grade == example["expected_class"].lower()


@of("DX-FEMG-04", "DX-FEMG-05")
def test_fractional_excretion_bends_to_the_kidney_and_to_magnesium_given(example):
    i = example["inputs"]
    given = {"magnesium_given": {"route": "iv" if i.get("mg_given_last_72h") else "none", "hours_ago": 10}}
    egfr = {"egfr": {"value": i["egfr"]["value"], "unit": "mL/min/1.73m2"}}
    found = urine.femg(case(egfr, history=given, urine_spot={"reported_femg": i["femg"]}))
    assert found.grade == example["expected_class"].lower()


@of("DX-U24-01", "DX-U24-02")
def test_timed_urine(example):
    i = example["inputs"]
    timed = {"volume": i.get("volume"), "duration": i.get("duration")}
    found = urine.urine_24h(case(urine_24h={**timed, "magnesium": i.get("urine_mg") or i["u24_mg"]}))
    assert found.grade == example["expected_class"].lower()
    if "u24_mg" in example["expected"]:
        assert close(found.value, example["expected"]["u24_mg"]["value"])


@of("DX-U24-03")
def test_adequacy_of_a_collection(example):
    i = example["inputs"]
    someone = {"age_years": i["age"]["value"], "sex": {"M": "male", "F": "female"}[i["sex"]], "weight": i["weight"]}
    mmol = D(str(i["u24_creatinine"]["value"])) / (D("113.12") if i["u24_creatinine"]["unit"] == "mg/24h" else 1)
    assert urine.adequacy(case(patient=someone), mmol) == example["expected_class"].lower()


@of("DX-MLT-01", "DX-MLT-03")
def test_retention_of_a_load(example):
    i = example["inputs"]
    ratio = i.get("pre_urine_mg_to_creatinine")
    load = {
        "protocol": "0.1mmol_per_kg_4h" if ratio else "30mmol_8h",
        "dose": i["dose"],
        "urine_magnesium_24h": i["post_u24_mg"],
        "urine_creatinine_24h": i.get("post_u24_creatinine"),
        "baseline_magnesium_per_creatinine": ratio,
    }
    found = urine.loading_test(case(loading_test=load))
    assert found.value is not None
    assert float(found.value) == pytest.approx(example["expected"]["retention_percent"]["value"], rel=0.0005)
    assert found.grade == example["expected_class"].lower()


@of("DX-EGFR-01")
def test_kidney_function_by_ckd_epi(example):
    i = example["inputs"]
    if not i["age"]["value"] >= 18:
        pytest.skip("children are out of scope")
    someone = {"age_years": i["age"]["value"], "sex": {"M": "male", "F": "female"}[i["sex"]]}
    found = Patient({"patient": someone, "serum": {"creatinine": in_units(i["serum_creatinine"])}}).egfrs
    assert close(found[0].number, example["expected"]["egfr"]["value"])


@of("DX-COMB-01")
def test_the_three_tests_combine(example):
    i = example["inputs"]
    words = [i[name] for name in ("u24", "femg", "mlt")]
    conclusion, certainty = by_tests(
        *(urine.Measured(None if word in ("NOT_DONE", "INVALID") else word.lower()) for word in words)
    )
    found = f"{conclusion}_{WORDS[certainty]}" if certainty else conclusion
    assert found.upper() == example["expected"]["conclusion"]


# -- agreement ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", range(0, 1500, 100))
def test_independent_oracle_agrees_everywhere(first):
    """The second evaluator, on a hundred random patients at a time (safety H47)."""
    differ = {}
    for seed in range(first, first + 100):
        facts = patient(seed)
        found = compare(assess(facts), second_opinion(facts))
        if found:
            differ[seed] = found
    assert not differ


def other_than(other: Opinion, **changed: Any) -> Opinion:
    return replace(other, **changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"path": "P0_NONE"},
        {"severity": "mild"},
        {"urgency": "emergency"},
        {"route": "renal"},
        {"certainty": "probable"},
        {"femg": "grey"},
        {"iv": {"IV_INF_5G_12H": D(4)}},
        {"oral": (D(12), D(12))},
        {"amiloride": True},
    ],
    ids=str,
)
def test_a_difference_in_any_output_is_named(changed):
    facts = harmless(mg("0.45"))
    agreed = second_opinion(facts)
    assert compare(assess(facts), agreed) == []
    assert len(compare(assess(facts), other_than(agreed, **changed))) == 1
