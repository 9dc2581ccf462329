"""The code lists: complete, each code once, each with a rule of the rulebook."""

import re
from pathlib import Path

import pytest

from diagnostics.clinical.engine import assess
from diagnostics.clinical.knowledge.codes import (
    CAUSE_CODES,
    CLASS_RULES,
    CONDITION_RULES,
    FINDING_RULES,
    ITEMS,
    WARNINGS,
    code_lists,
)  # fmt: skip
from diagnostics.clinical.knowledge.drugs import CLASSES, DRUGS
from diagnostics.clinical.knowledge.patient import CONDITIONS, FINDINGS
from diagnostics.clinical.knowledge.rulebook import RULES

LISTS = code_lists()


@pytest.mark.parametrize("name", LISTS)
def test_each_code_is_there_once_with_a_label_and_a_rule(name):
    rows = LISTS[name]
    codes = [row.code for row in rows]
    assert len(codes) == len(set(codes))
    assert all(row.label for row in rows)
    assert {row.rule for row in rows} <= set(RULES)


def test_every_finding_condition_class_and_drug_is_listed():
    assert [row.code for row in LISTS["findings"]] == list(FINDINGS)
    assert [row.code for row in LISTS["conditions"]] == list(CONDITIONS)
    assert [row.code for row in LISTS["classes"]] == list(CLASSES)
    assert [row.code for row in LISTS["drugs"]] == list(DRUGS)


def test_no_rule_is_kept_for_a_code_that_does_not_exist():
    assert set(FINDING_RULES) == set(FINDINGS)
    assert set(CONDITION_RULES) == set(CONDITIONS)
    assert set(CLASS_RULES) == set(CLASSES)


def test_the_causes_are_those_that_can_be_known():
    assert {row.code for row in LISTS["causes"]} == set(CAUSE_CODES)
    assert {"dietary_deficiency", "gitelman_syndrome", "hereditary_slc12a3", "thiazide", "burns"} <= set(CAUSE_CODES)


def test_the_vocabulary_of_the_treatment_dossier_is_whole():
    assert len(ITEMS) == 44
    assert len(LISTS["forbidden"]) == 28
    assert len(WARNINGS) == 34 + 3 + 13  # the dossier's, the reader's, and the engine's own


def test_every_code_that_the_engine_writes_is_in_the_vocabulary():
    engine = Path(assess.__file__).parent
    written = {
        code for file in engine.glob("*.py") for code in re.findall(r'"(W_[A-Z_0-9]+)"', file.read_text("utf-8"))
    }
    assert written <= {code.code for code in WARNINGS}
