"""The invariants hold for the engine on a few thousand patients, and each of them can fail."""

from __future__ import annotations

import io
import json
from decimal import Decimal as D

import pytest
from django.core.management import CommandError, call_command

from diagnostics.clinical.doses import IVDose
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.text import Statement
from diagnostics.proof.case import Case
from diagnostics.proof.checks import ANSWER, CHECKS, OUTPUT, SERIES, VARIANTS, Check, add
from diagnostics.proof.invariants import INVARIANTS, NUMBERED
from diagnostics.proof.patients import patient
from diagnostics.proof.reach import never_met
from diagnostics.proof.shrink import shrink
from diagnostics.proof.trial import Trial, breaks, describe, try_patients
from diagnostics.readers.case import read_case, write_case

from ..clinical.strategies import at, finding, harmless, mg, taken
from .doctoring import adding, editing, spoilt
from .spoilt import MODERATE, OF_THE_DOSE, OF_THE_OUTPUT, SEVERE, SPOILT

PATIENTS = 3000
RARE = {"STOP-AMILORIDE": 5, "STOP-SGLT2": 3, "STOP-INULIN": 3, "LAW-BOUND": 3, "LAW-HIGH": 5, "SAFE-10": 2}
OFTEN = {ANSWER: 1, VARIANTS: 15, SERIES: 75, OUTPUT: 30, **RARE}  # the command asks the costly ones more often


@pytest.fixture(scope="module")
def trial() -> Trial:
    return try_patients(range(PATIENTS), OFTEN)


def test_no_random_patient_breaks_an_invariant_or_a_law(trial):
    assert trial.patients == PATIENTS
    assert not trial.broken, "\n".join(f"{name}: {found}" for name, found in trial.broken.items())


@pytest.mark.parametrize("name", CHECKS)
def test_the_premise_of_each_check_is_met_by_some_patient(trial, name):
    assert trial.asked[name] > 0


@pytest.mark.parametrize("kind", ["path", "route", "item", "warning"])
def test_the_patients_reach_every_path_route_item_and_warning(trial, kind):
    assert never_met(trial.met)[kind] == []


def test_every_invariant_of_the_dossier_has_its_function():
    assert len(NUMBERED) == 72
    assert set(NUMBERED) <= set(INVARIANTS)


def test_every_check_is_shown_to_fail():
    """The agreement with the second evaluator has tests of its own (test_second_opinion.py)."""
    assert set(SPOILT) | set(OF_THE_DOSE) | set(OF_THE_OUTPUT) | {"AGREE"} == set(CHECKS)


@pytest.mark.parametrize("name", SPOILT)
def test_each_check_accepts_the_engine_and_notices_a_spoilt_answer(name):
    facts, engine = SPOILT[name]
    check = CHECKS[name]
    assert check.complaint(Case(facts)) is None
    case = Case(facts, engine)
    assert check.premise(case)
    assert check.complaint(case)


def test_the_laws_of_a_dose_notice_figures_that_do_not_multiply_out():
    class Odd(IVDose):
        @property
        def percent_w_v(self):
            return D(3)

        @property
        def mmol(self):
            return D(1)

    dose = Odd(D(5), D(500), D(720), "sodium chloride 0.9 %")
    case = Case(harmless(mg("0.45")), spoilt(adding("IV_INF_5G_12H_X2", dose)))
    assert CHECKS["SAFE-03"].complaint(case)
    assert CHECKS["SAFE-04"].complaint(case)


@pytest.mark.parametrize("output", ["dutch_page", "machine"])
def test_the_law_of_outputs_notices_other_numbers(output):
    case = Case(SEVERE)
    assert CHECKS["SAFE-17"].complaint(case) is None
    setattr(case, output, getattr(Case(MODERATE), output))
    assert CHECKS["SAFE-17"].complaint(case)


def test_a_check_cannot_be_registered_twice():
    with pytest.raises(ValueError, match="twice"):
        add(CHECKS["TX-INV-01"])


# -- patients -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, 1, 17, 4711])
def test_a_seed_is_always_the_same_patient(seed):
    assert patient(seed) == patient(seed)
    assert patient(seed) != patient(seed + 1)


@pytest.mark.parametrize("seed", range(0, 600, 3))
def test_every_patient_can_be_written_as_a_case_and_read_back(seed):
    facts = patient(seed)
    read, _doubts = read_case(json.loads(json.dumps(write_case(facts))))
    assert (read.values, read.drugs, read.asked) == (facts.values, facts.drugs, facts.asked)


# -- shrinking ----------------------------------------------------------------------------------------------


def test_a_broken_patient_shrinks_to_what_matters():
    facts = harmless(
        mg("0.4321"), finding("tetany"), at(p.QTC, 444), drugs=[taken("omeprazole"), taken("digoxin", months=D(3))]
    )

    def breaks_it(each):
        level = each.quantity(p.MAGNESIUM_SERUM)
        return level is not None and level.value < D("0.5") and any(drug.drug == "digoxin" for drug in each.drugs)

    smallest = shrink(facts, breaks_it)
    assert list(smallest.values) == [p.MAGNESIUM_SERUM.key]
    assert smallest.quantity(p.MAGNESIUM_SERUM).value == D("0.4")
    assert [(drug.drug, drug.months) for drug in smallest.drugs] == [("digoxin", None)]
    assert not smallest.asked


def test_a_broken_patient_is_told_as_facts_and_as_a_case():
    facts, engine = SPOILT["TX-INV-08"]
    smallest = shrink(facts, lambda each: breaks(CHECKS["TX-INV-08"], each, engine) is not None)
    told = describe("TX-INV-08", smallest, engine)
    assert "Serum magnesium" in told
    assert "ORAL_12_MMOL" in told
    case = json.loads(told.splitlines()[-1])
    read, _doubts = read_case(case)
    assert read.values == smallest.values


# -- the command --------------------------------------------------------------------------------------------


def test_the_command_proves_fifty_patients():
    out = io.StringIO()
    call_command("prove", patients=50, workers=1, stdout=out, stderr=io.StringIO())
    assert "50 patients" in out.getvalue()
    assert "TX-INV-72" in out.getvalue()
    assert "nothing is proved of" in out.getvalue()  # fifty do not reach every premise, and that is said


def test_the_command_asks_the_checks_named_of_every_patient():
    out = io.StringIO()
    call_command("prove", patients=30, workers=1, check=["LAW-AGAIN", "TX-INV-01"], stdout=out, stderr=io.StringIO())
    assert "30 patients, 2 checks" in out.getvalue()
    assert "LAW-AGAIN                30" in out.getvalue()
    with pytest.raises(CommandError, match="There is no check NONSENSE"):
        call_command("prove", patients=1, check=["NONSENSE"], stdout=io.StringIO(), stderr=io.StringIO())


def test_the_command_ends_with_status_1_and_the_smallest_patient(monkeypatch):
    wrong = Check("TX-INV-99", "No patient has a potassium.", ANSWER, lambda case: True, _has_potassium)
    monkeypatch.setitem(CHECKS, "TX-INV-99", wrong)
    out = io.StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command("prove", patients=20, workers=1, stdout=out, stderr=io.StringIO())
    assert stopped.value.returncode == 1
    told = out.getvalue()
    assert "TX-INV-99: No patient has a potassium." in told
    case = json.loads(told.strip().splitlines()[-1])
    assert set(case) == {"schema", "id", "serum"}


def _has_potassium(case: Case) -> str | None:
    return "a potassium" if case.facts.quantity(p.POTASSIUM_SERUM) else None


@pytest.mark.parametrize("option", [{"patients": 0}, {"workers": 0}, {"seed": -1}])
def test_the_command_refuses_numbers_that_mean_nothing(option):
    with pytest.raises(CommandError):
        call_command("prove", stdout=io.StringIO(), stderr=io.StringIO(), **option)


def test_the_law_of_figures_notices_a_sentence_with_other_numbers():
    """TX-INV-25: what is said and what is given must be one number."""
    assessment = Case(SEVERE).assessment
    item = next(each for each in assessment.plan.recommended if each.code == "IV_INF_5G_12H")
    wrong = Statement(item.text.template, {**item.text.values, "grams": D(4)})
    assert CHECKS["TX-INV-25"].complaint(Case(SEVERE, spoilt(editing("IV_INF_5G_12H", text=wrong))))
