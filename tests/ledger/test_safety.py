"""The list of safety tests agrees with the suite."""

from __future__ import annotations

import pytest

from diagnostics.ledger.safety import (
    LIST,
    SafetyTest,
    clinical_tests,
    outputs,
    page,
    problems,
    safety_tests,
    with_what_was_built,
)

BUILT = SafetyTest("test_post_without_token_is_403", "T22", "forged posts", "other", "built")
OPEN = SafetyTest("test_of_a_thing_that_is_not_there", "T99", "a thing", "other", "open", "not there")


def test_every_safety_test_that_is_said_to_be_built_is_in_the_suite():
    assert problems(safety_tests()) == []


def test_the_page_of_safety_tests_is_current():
    """When this fails, run `python3 dev.py rules --write`."""
    for path, text in outputs().items():
        assert path.read_text("utf-8") == text


def test_all_names_of_the_safety_case_are_listed():
    listed = safety_tests()
    assert len(listed) == 165
    assert len({each.hazard for each in listed}) == 45 + 72 + 28
    clinical = [each for each in listed if each.concerns in ("numbers", "clinical", "output")]
    assert sum(each.state == "built" for each in clinical) >= 44


@pytest.mark.parametrize(
    "row, problem",
    [
        (BUILT, None),
        (OPEN, None),
        (SafetyTest(OPEN.name, "T99", "a thing", "other", "built"), "said to be built, but not in the suite"),
        (SafetyTest(BUILT.name, "T22", "forged posts", "other", "open", "why"), "said to be open, but in tests/"),
        (SafetyTest(OPEN.name, "T99", "a thing", "other", "open"), "open without a reason"),
        (SafetyTest(OPEN.name, "T99", "a thing", "all of it", "open", "why"), "unknown state or subject"),
    ],
)
def test_what_the_check_of_safety_tests_sees(row, problem):
    found = problems((row,))
    assert len(found) == (problem is not None)
    assert not problem or problem in found[0]


def test_a_test_that_was_built_meanwhile_is_said_to_be_built():
    text = LIST.read_text("utf-8")
    back = text.replace('subject = "CSRF, or state change by GET"\nconcerns = "other"\nstate = "built"',
                        'subject = "CSRF, or state change by GET"\nconcerns = "other"\nstate = "open"\nreason = "not yet"')  # fmt: skip
    assert back != text
    assert with_what_was_built(back) == text


def test_the_page_says_where_a_test_is_and_why_one_is_open():
    said = page((BUILT, OPEN))
    assert "| T22 forged posts | test_post_without_token_is_403 | tests/web/" in said
    assert "open: not there" in said
    assert "1 of 2 built." in said


def test_the_tests_that_can_be_run_are_those_on_numbers_rules_and_output():
    calls = clinical_tests()
    assert "tests/clinical/test_units.py::test_femg_refuses_bare_numbers" in calls
    assert not any("test_post_without_token_is_403" in call for call in calls)
    assert len(calls) >= 44
