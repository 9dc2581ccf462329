"""The answer of the machine interface: the shape of the contract, rounded numbers, every text with its rule."""

import json
from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.clinical.assessment import Calculated, Warning
from diagnostics.clinical.doses import DrugDose, IVDose, OralDose
from diagnostics.clinical.knowledge.patient import MAGNESIUM_SERUM
from diagnostics.clinical.knowledge.rulebook import rule
from diagnostics.clinical.sureness import Change, Cutoff, Flip
from diagnostics.clinical.text import say
from diagnostics.clinical.units import (
    CALCIUM,
    MAGNESIUM,
    MG_24H,
    MG_DL,
    ML_MIN_173,
    MMOL_24H,
    MMOL_L,
    PERCENT,
    RATIO,
    Quantity,
)  # fmt: skip
from diagnostics.presenters.machine import amount, assessment_json, dose_json, number, plain, rounded, with_doubts
from diagnostics.presenters.wording import Wording
from diagnostics.readers.doubts import Doubt
from tests.presenters import sample

SAMPLES = {name: getattr(sample, name) for name in
           ("severe", "not_low", "pending", "indeterminate", "out_of_scope", "toxic", "emergency")}  # fmt: skip
KEYS = [
    "schema", "id", "knowledge_version", "scope", "status", "severity", "symptomatic", "urgency", "computed", "route", "causes",
    "patterns", "traps", "genetic_referral", "gut", "next_steps", "plan", "board", "cause_specific",
    "diet", "advice", "warnings", "explored", "cutoffs", "robustness",
    "intervals", "worth", "discordance", "surveillance", "trace",
]  # fmt: skip
TESTS = {"value", "unit", "class", "valid", "notes"}
COMPUTED = {
    "egfr": TESTS - {"class"}, "adjusted_calcium": TESTS - {"class"}, "femg": TESTS, "urine_magnesium_24h": TESTS,
    "collection_adequacy": {"value", "unit", "class"}, "loading_test_retention": TESTS,
}  # fmt: skip


def written(assessment=None, **changes):
    return assessment_json(replace(assessment or sample.severe(), **changes), "7", (), Wording())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_answer_has_the_shape_of_the_contract(name):
    answer = written(SAMPLES[name]())
    assert list(answer) == KEYS
    assert answer["schema"] == "mgcds-assessment/1"
    assert {key: set(value) for key, value in answer["computed"].items()} == COMPUTED
    assert {"value", "certainty", "settled_by", "also"} <= set(answer["route"])
    assert {"path", "path_rule", "recommended", "withheld", "monitoring", "stop_criteria", "recheck"} <= set(
        answer["plan"]
    )
    assert answer["genetic_referral"]["suggested"] in (True, False, None)
    assert isinstance(answer["genetic_referral"]["because"], list)
    assert answer["symptomatic"] in (True, False, None)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_answer_is_json(name):
    answer = written(SAMPLES[name]())
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_every_row_names_its_rule_and_keeps_its_keys():
    answer = written()
    plan = answer["plan"]
    rows = {
        "causes": (answer["causes"], {"code", "kind", "route", "weight", "rule"}),
        "next_steps": (answer["next_steps"], {"code", "why", "rule"}),
        "recommended": (plan["recommended"], {"code", "order", "text", "rule", "automatic", "off_label", "dose"}),
        "withheld": (plan["withheld"], {"family", "code", "dose", "because"}),
        "because": (plan["withheld"][0]["because"], {"rule", "kind", "text", "released_by"}),
        "monitoring": (plan["monitoring"], {"what", "when", "rule"}),
        "stop_criteria": (plan["stop_criteria"], {"text", "rule"}),
        "recheck": ([plan["recheck"]], {"within_hours", "rule"}),
        "warnings": (answer["warnings"], {"code", "text", "rule", "path"}),
        "trace": (answer["trace"], {"rule", "outcome", "text", "inputs", "missing", "citations", "verified"}),
    }
    for name, (found, keys) in rows.items():
        assert found, name
        for row in found:
            assert keys <= set(row), name
            assert row.get("rule", row.get("because"))


def test_recommendations_come_in_their_order():
    orders = [item["order"] for item in written()["plan"]["recommended"]]
    assert orders == list(range(1, len(orders) + 1))
    assert [item["code"] for item in written()["plan"]["recommended"]][1] == "CA_GLUC_ANTIDOTE"


def test_the_id_goes_back_and_may_be_absent():
    assert assessment_json(sample.severe(), " µ7 ")["id"] == " µ7 "
    assert assessment_json(sample.severe())["id"] is None


# -- numbers ---------------------------------------------------------------------------------------


def computed(name, value, **more):
    done = {name: Calculated(name, value, valid=True, **more)}
    return written(computed=done)["computed"][name]


@pytest.mark.parametrize(
    "name, value, shown, unit",
    [
        ("egfr", Quantity(D("75.4951"), ML_MIN_173), 75.5, "mL/min/1.73m2"),
        ("adjusted_calcium", Quantity(D("2.305"), MMOL_L, CALCIUM), 2.31, "mmol/L"),
        ("adjusted_calcium", Quantity(D("8.8"), MG_DL, CALCIUM), 2.2, "mmol/L"),
        ("femg", Quantity(D("1.41666"), PERCENT), 1.42, "%"),
        ("femg", Quantity(D("2.005"), PERCENT), 2.01, "%"),
        ("urine_magnesium_24h", Quantity(D("0.355"), MMOL_24H, MAGNESIUM), 0.36, "mmol/24h"),
        ("urine_magnesium_24h", Quantity(D("24"), MG_24H, MAGNESIUM), 0.99, "mmol/24h"),
        ("collection_adequacy", Quantity(D("0.9349"), RATIO), 0.93, "ratio"),
        ("loading_test_retention", Quantity(D("73.04"), PERCENT), 73, "%"),
        ("loading_test_retention", Quantity(D("-19.45"), PERCENT), -19.5, "%"),
    ],
)
def test_computed_values_are_rounded_half_up_in_the_unit_of_the_contract(name, value, shown, unit):
    result = computed(name, value)
    assert (result["value"], result["unit"]) == (shown, unit)


def test_what_was_not_computed_stands_there_without_a_value():
    answer = written(computed={})["computed"]
    assert set(answer) == set(COMPUTED)
    for result in answer.values():
        assert result["value"] is None
        assert result.get("class") is None
        assert result.get("valid", False) is False
        assert result.get("notes", []) == []


def test_a_bound_keeps_its_sign():
    assert computed("femg", Quantity(D("0.4"), PERCENT, None, "<"))["comparator"] == "<"


def test_an_intravenous_dose_has_all_its_equivalents():
    dose = IVDose(D(5), D(500), D(720), "glucose 5 %", 1, D(12))
    assert dose_json(dose) == {
        "drug": "magnesium sulfate heptahydrate", "route": "iv", "salt_g": 5, "mmol": 20.3, "meq": 40.6, "mg": 493,
        "volume_ml": 500, "diluent": "glucose 5 %", "percent_w_v": 1.0, "minutes": 720, "rate_g_per_h": 0.42, "per_day": 1,
        "max_24h_g": 12,
    }  # fmt: skip


def test_a_bolus_has_no_rate_and_one_dose_no_cap():
    dose = dose_json(IVDose(D("2"), D(10), D(0), "sodium chloride 0.9 %"))
    assert dose["rate_g_per_h"] is None
    assert dose["max_24h_g"] is None
    assert (dose["salt_g"], dose["percent_w_v"], dose["minutes"]) == (2, 20, 0)


def test_an_oral_dose_counts_each_dose_and_the_day():
    assert dose_json(OralDose("magnesium citrate", D(4), 3)) == {
        "drug": "magnesium citrate", "route": "oral", "mmol_per_dose": 4, "mg_per_dose": 97, "meq_per_dose": 8,
        "times_per_day": 3, "mmol_per_day": 12, "mg_per_day": 292,
    }  # fmt: skip


def test_another_drug_has_an_amount_with_times_or_minutes():
    assert dose_json(DrugDose("amiloride", "oral", D("2.5"), "mg", 1)) == {
        "drug": "amiloride", "route": "oral", "amount": {"value": 2.5, "unit": "mg"}, "times_per_day": 1,
    }  # fmt: skip
    assert dose_json(DrugDose("calcium gluconate 10 %", "iv", D(10), "mL", None, D(10))) == {
        "drug": "calcium gluconate 10 %", "route": "iv", "amount": {"value": 10, "unit": "mL"}, "minutes": 10,
    }  # fmt: skip
    assert dose_json(None) is None


@given(st.decimals("0.5", "20", places=1))
def test_dose_equivalents_agree(grams):
    dose = dose_json(IVDose(grams, D(100), D(60), "glucose 5 %"))
    mmol = float(grams) * 1000 / 246.47
    assert dose["mmol"] == pytest.approx(mmol, abs=0.051)
    assert dose["meq"] == pytest.approx(2 * mmol, abs=0.051)
    assert dose["mg"] == pytest.approx(24.305 * mmol, abs=0.51)


@pytest.mark.parametrize(
    "value, shown",
    [
        ("0", 0),
        ("0.123", 0.12),
        ("0.0456", 0.046),
        ("0.96", 0.96),
        ("0.999", 1),
        ("1.25", 1.3),
        ("20.286", 20.3),
        ("8.0", 8),
    ],
)
def test_amounts_have_one_decimal_and_small_ones_two_digits(value, shown):
    assert amount(D(value)) == shown


def test_json_numbers_are_whole_where_the_value_is():
    assert isinstance(number(D("5.00")), int)
    assert number(D("2.50")) == 2.5
    assert rounded(None, 2) is None


# -- texts -----------------------------------------------------------------------------------------


def test_texts_have_plain_blanks_and_minus_signs():
    assert plain("−5 mmol/L\u00a0or\u202fless – µ") == "-5 mmol/L or less – µ"
    assert "\u00a0" not in json.dumps(written(), ensure_ascii=False)


def test_texts_are_in_the_language_of_the_wording():
    said = assessment_json(sample.severe(), None, (), Wording("nl"))["trace"][1]["text"]
    assert "0,48 mmol/L" in said
    assert "0.48 mmol/L" in written()["trace"][1]["text"]


def test_the_trace_names_facts_by_their_path():
    rows = written()["trace"]
    inputs = {key for row in rows for key in row["inputs"]}
    missing = {key for row in rows for key in row["missing"]}
    assert "serum.magnesium" in inputs
    assert not any(key.startswith(("findings.", "conditions.")) for key in inputs | missing)


def test_the_trace_keeps_yes_and_no_and_cites_its_sources():
    for row in written()["trace"]:
        assert row["outcome"] in ("met", "not_met", "unknown")
        assert all(value is None or isinstance(value, str | bool) for value in row["inputs"].values())
        assert row["citations"]
        assert row["verified"] in (True, False)


def test_lists_of_findings_are_named_by_their_place():
    finding = sample._finding("DX-ALG-03", sample.Truth.UNKNOWN, "drugs not known", ("drugs", "findings.tetany"))
    (row,) = written(trace=(finding,))["trace"]
    assert row["missing"] == ["history.drugs", "presentation.findings.tetany"]


# -- doubts ------------------------------------------------------------------------------------------

DOUBT = Doubt("W_UNIT_SUSPECTED", "serum.magnesium", say("{fact}: strange", fact=MAGNESIUM_SERUM), "DX-UNIT-12")


def test_doubts_of_the_reader_come_first_among_the_warnings():
    warnings = assessment_json(sample.severe(), "7", [DOUBT], Wording())["warnings"]
    assert warnings[0] == {
        "code": "W_UNIT_SUSPECTED", "text": "Serum magnesium: strange", "rule": "DX-UNIT-12", "path": "serum.magnesium",
    }  # fmt: skip
    assert len(warnings) == len(sample.severe().warnings) + 1


def test_what_the_assessment_warns_of_already_is_not_said_twice():
    warning = Warning(DOUBT.code, say("said by the engine"), rule("DX-UNIT-12"), DOUBT.path)
    assessment = replace(sample.severe(), warnings=(warning,))
    assert with_doubts(assessment, [DOUBT]) is assessment
    assert with_doubts(assessment, []) is assessment


# -- how sure --------------------------------------------------------------------------------------------


def test_a_value_that_would_change_a_conclusion_is_written_as_the_contract_says():
    change = Change(MAGNESIUM_SERUM, Quantity(D("0.52"), MMOL_L, MAGNESIUM), Quantity(D("0.49"), MMOL_L, MAGNESIUM))
    flip = Flip("severity", "moderate", "severe", change, D("13.8"))
    assert written(robustness=(flip,))["robustness"] == [
        {
            "conclusion": "severity", "now": "moderate", "would_become": "severe",
            "if": {"fact": "serum.magnesium", "from": "0.52 mmol/L", "to": "0.49 mmol/L"},
            "chance_percent": 13.8, "variation_assumed": True,
        }
    ]  # fmt: skip


def test_a_published_limit_is_written_as_the_contract_says():
    row = Cutoff(
        "femg", "Somebody. 2001", say("renal above 2 %"), "renal", False, False, rule("DX-FEMG-03"), path="P2_ORAL"
    )
    assert written(cutoffs=(row,))["cutoffs"] == [
        {
            "about": "femg", "source": "Somebody. 2001", "cutoff": "renal above 2 %", "would_say": "renal", "used": False,
            "tag": "limit_dependent", "route": None, "path": "P2_ORAL", "rule": "DX-FEMG-03",
        }
    ]  # fmt: skip


def test_what_was_not_explored_says_so():
    answer = written()
    assert answer["explored"] is False
    assert answer["robustness"] == answer["cutoffs"] == []
