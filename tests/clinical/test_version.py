"""The version of the knowledge changes when the knowledge does, and at no other time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from diagnostics.clinical.knowledge import thresholds
from diagnostics.clinical.knowledge.citations import DESIGN, R50
from diagnostics.clinical.knowledge.codes import ITEMS
from diagnostics.clinical.knowledge.contraindications import AMILORIDE_STOPS
from diagnostics.clinical.knowledge.drugs import DRUGS
from diagnostics.clinical.knowledge.limits import DRUG_LIMITS
from diagnostics.clinical.knowledge.patient import POTASSIUM_SERUM
from diagnostics.clinical.knowledge.rulebook import RULES
from diagnostics.clinical.knowledge.treatment import PLANNED
from diagnostics.clinical.knowledge.version import constants, knowledge_version, version_of
from diagnostics.clinical.units import MAGNESIUM, MMOL_L

ROOT = Path(__file__).parents[2]
NOW = list(constants())


def changed(name: str, value: object) -> str:
    """The version with one constant changed."""
    assert name in dict(NOW)
    return version_of([(each, value if each == name else kept) for each, kept in NOW])


def test_the_same_knowledge_has_the_same_version():
    assert version_of(NOW) == version_of(reversed(NOW)) == knowledge_version()


def test_the_order_of_a_mapping_or_a_set_is_no_knowledge():
    turned = []
    for name, value in NOW:
        if isinstance(value, dict):
            value = dict(reversed(value.items()))
        elif isinstance(value, set | frozenset):
            value = type(value)(sorted(value, key=str, reverse=True))
        turned.append((name, value))
    assert version_of(turned) == knowledge_version()


def test_the_order_of_rows_in_a_private_table_is_no_knowledge():
    assert changed("_TABLE", dict(NOW)["_TABLE"][::-1]) == knowledge_version()


CHANGES = {
    "a limit": ("LOW", replace(thresholds.LOW, limits={**thresholds.LOW.limits, MMOL_L: Decimal("0.71")})),
    "the digits of a limit": ("NEAR_LIMIT_MMOL_L", Decimal("0.020")),
    "which side a value at the limit is on": ("CRITICAL", replace(thresholds.CRITICAL, inclusive=frozenset())),
    "a title": ("RULES", RULES | {"DX-SER-01": replace(RULES["DX-SER-01"], title="Other words")}),
    "a strength": ("RULES", RULES | {"DX-SER-01": replace(RULES["DX-SER-01"], strength="D")}),
    "whether a rule is verified": (
        "RULES", RULES | {"DX-SER-01": replace(RULES["DX-SER-01"], verified=not RULES["DX-SER-01"].verified)},
    ),
    "a source of a rule": ("RULES", RULES | {"DX-SER-01": replace(RULES["DX-SER-01"], citations=(DESIGN,))}),
    "a rule taken away": ("RULES", {key: row for key, row in RULES.items() if key != "DX-SER-01"}),
    "the text of a source": ("R50", replace(R50, text="Another text")),
    "the link of a source": ("R50", replace(R50, pmid="1")),
    "a class of a drug": ("DRUGS", DRUGS | {"omeprazole": replace(DRUGS["omeprazole"], classes=("laxative",))}),
    "another name of a drug": ("DRUGS", DRUGS | {"omeprazole": replace(DRUGS["omeprazole"], names=("a name",))}),
    "a flag of a drug": ("DRUGS", DRUGS | {"omeprazole": replace(DRUGS["omeprazole"], flags=frozenset({"not_by_mouth"}))}),
    "a dose": ("PLANNED", PLANNED | {("60", "mild"): replace(PLANNED["60", "mild"], grams=Decimal("2.5"))}),
    "a hard limit": ("DRUG_LIMITS", (replace(DRUG_LIMITS[0], per_day=Decimal(20)), *DRUG_LIMITS[1:])),
    "a contraindication": ("AMILORIDE_STOPS", AMILORIDE_STOPS[1:]),
    "the order of contraindications": ("AMILORIDE_STOPS", AMILORIDE_STOPS[::-1]),
    "a code": ("ITEMS", (replace(ITEMS[0], rule="TX-IV-02"), *ITEMS[1:])),
    "a unit of a measurement": ("POTASSIUM_SERUM", replace(POTASSIUM_SERUM, units=POTASSIUM_SERUM.units[:1])),
    "a range of a measurement": ("POTASSIUM_SERUM", replace(POTASSIUM_SERUM, hard=None)),
    "a molar mass": ("MAGNESIUM", replace(MAGNESIUM, molar_mass=Decimal("24.3"))),
    "the range a clinic may choose from": ("ClinicLimits.CAPS", {"60": ("5", "16"), "30": ("5", "7"), "15": ("2.5", "5")}),
    "the reasoning": ("REASONING", "0" * 64),
}  # fmt: skip


@pytest.mark.parametrize("name, value", CHANGES.values(), ids=CHANGES)
def test_a_change_of_the_knowledge_changes_its_version(name, value):
    assert changed(name, value) != knowledge_version()


def test_the_limits_that_a_clinic_starts_from_are_in_the_version():
    knowledge = dict(NOW)["KNOWLEDGE"]
    moved = replace(knowledge, limits=replace(knowledge.limits, lln=Decimal("0.72")))
    assert changed("KNOWLEDGE", moved) != knowledge_version()


def test_a_table_in_a_new_module_counts_by_itself(monkeypatch):
    monkeypatch.setattr(thresholds, "A_NEW_TABLE", ("of one row",), raising=False)
    assert version_of(constants()) != knowledge_version()


def test_what_has_no_canonical_form_is_an_error_and_not_left_out():
    with pytest.raises(TypeError, match="no canonical form"):
        version_of([("THING", object())])


@pytest.mark.parametrize("one, other", [("1", 1), (("ab", "c"), ("a", "bc")), ((), None), ({"a": "b"}, {"b": "a"})])
def test_values_that_differ_never_look_alike(one, other):
    assert version_of([("X", one)]) != version_of([("X", other)])


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_version_is_the_same_in_every_process(seed):
    code = "from diagnostics.clinical.knowledge.base import KNOWLEDGE; print(KNOWLEDGE.version)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout.strip() == knowledge_version()
