"""Every published patient comes out as a careful reader of the rules expects, and never confidently wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.readers.case import read_case

FOLDER = Path(__file__).parents[2] / "diagnostics" / "cases"
CASES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def run(case):
    return assess(read_case({"schema": "mgcds-case/1", **case["facts"]})[0])


@pytest.mark.parametrize("name", CASES)
def test_published_case(name):
    case = CASES[name]
    expected, assessment = case["expected"], run(case)
    assert assessment.status == expected["status"]
    assert assessment.severity == expected["severity"]
    assert assessment.route.value in expected["route"]
    assert assessment.plan.path in expected["path"]
    assert assessment.urgency in expected["urgency"]
    assert set(expected.get("causes_include", ())) <= {cause.code for cause in assessment.causes}


@pytest.mark.parametrize("name", CASES)
def test_no_confident_wrong_route(name):
    case, assessment = CASES[name], run(CASES[name])
    undecided = {"indeterminate", "discordant", "not_applicable"}
    assert assessment.route.value in undecided | set(case["acceptable_routes"])
    if assessment.route.value == "indeterminate":
        assert assessment.next_steps, "an undecided answer names what would settle it"


def test_all_69_published_cases_are_here():
    assert len(CASES) == 69
