"""`manage.py bench` runs and prints ratios. What it measures is for people to read; no test waits for a time."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from diagnostics.benchmarks import patient
from diagnostics.readers.answers import hear


def bench(*arguments):
    """What the command prints for the quickest of its measurements."""
    out = io.StringIO()
    call_command("bench", "--rounds", "1", "--only", "assess", *arguments, stdout=out)
    return out.getvalue()


def test_the_table_holds_medians_ratio_and_goal():
    heading, _line, row, *_rest = bench().splitlines()
    assert heading.split() == ["measurement", "median", "reference", "ratio", "goal", "met"]
    assert row.startswith("assess, full case with trace")
    assert " × " in row
    assert "≤ 2 ms" in row


def test_a_program_gets_the_same_as_json():
    (row,) = json.loads(bench("--json"))
    assert row["ratio"] == row["subject"] / row["reference"] > 1
    assert "findings" in row["note"]


def test_no_rounds_are_no_measurement():
    with pytest.raises(CommandError, match="1 or more"):
        call_command("bench", "--rounds", "0")


def test_the_answers_of_the_workup_say_what_the_case_says():
    heard, known = hear(patient.answers()), patient.facts()
    assert not heard.waiting
    assert {**heard.facts.values, **known.values} == heard.facts.values
    assert [(drug.name, drug.classes) for drug in heard.facts.drugs] == [
        (drug.name, drug.classes) for drug in known.drugs
    ]
    assert heard.facts.asked == known.asked
