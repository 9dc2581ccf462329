"""Who else decides (TX-REF), when a level in range is measured again (TX-MON-02), and an oral dose above the limit (TX-PO-03)."""

from __future__ import annotations

import pytest
from hypothesis import given

from diagnostics.clinical.doses import OralDose
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.base import Knowledge
from diagnostics.clinical.knowledge.thresholds import ClinicLimits

from .strategies import D, at, codes, condition, finding, harmless, laws, mg, patients, taken, warned, without

RENAL = (p.KNOWN_ROUTE, "renal")


def look(*known, drugs=(), gone=()):
    return assess(without(harmless(*known, drugs=drugs), *gone))


def oral(assessment):
    return next(item for item in assessment.plan.recommended if isinstance(item.dose, OralDose))


# -- who is asked ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "known, drugs, code, there",
    [
        ([at(p.EGFR_REPORTED, 30)], (), "REFER_NEPHROLOGY", False),
        ([at(p.EGFR_REPORTED, 29)], (), "REFER_NEPHROLOGY", True),
        ([RENAL], (), "REFER_NEPHROLOGY", True),
        ([RENAL], [taken("furosemide", months=D(24))], "REFER_NEPHROLOGY", False),
        ([RENAL, condition("alcohol_use_disorder")], (), "REFER_NEPHROLOGY", False),
        ([RENAL, mg("0.80")], (), "REFER_NEPHROLOGY", False),
        ([at(p.ORAL_DOSE, 30)], (), "REFER_NEPHROLOGY", False),
        ([at(p.ORAL_DOSE, 31)], (), "REFER_NEPHROLOGY", True),
        ([at(p.POTASSIUM_SERUM, "5.0")], [taken("amiloride")], "REFER_NEPHROLOGY", False),
        ([at(p.POTASSIUM_SERUM, "5.1")], [taken("amiloride")], "REFER_NEPHROLOGY", True),
        ([condition("short_bowel")], (), "REFER_GASTRO_NUTRITION", True),
        ([], [taken("omeprazole", months=D(24), can_stop=False)], "REFER_GASTRO_NUTRITION", True),
        ([], [taken("omeprazole", months=D(24), can_stop=True)], "REFER_GASTRO_NUTRITION", False),
        ([], [taken("cetuximab")], "REFER_ONCOLOGY", True),
        ([condition("kidney_transplant")], (), "REFER_TRANSPLANT", True),
        ([at(p.EGFR_REPORTED, 85)], [taken("raltegravir")], "REFER_SPECIALIST", True),
        ([(p.AV_BLOCK, D(1))], (), "REFER_CARDIOLOGY", False),
        ([(p.AV_BLOCK, D(2))], (), "REFER_CARDIOLOGY", True),
        ([(p.AV_BLOCK, D(2)), (p.PACEMAKER, True)], (), "REFER_CARDIOLOGY", False),
        ([condition("recent_myocardial_damage")], (), "REFER_CARDIOLOGY", True),
        ([finding("torsades_de_pointes")], (), "REFER_CARDIOLOGY", True),
        ([(p.PREGNANT, True)], (), "REFER_OBSTETRICS", True),
        ([(p.AGE, D(12))], (), "REFER_PAEDIATRICS", True),
    ],
)
def test_who_is_asked(known, drugs, code, there):
    assert (code in codes(look(*known, drugs=drugs))) is there


def test_one_line_names_every_reason_to_ask():
    item = next(
        i
        for i in look(condition("known_gitelman"), at(p.ORAL_DOSE, 50)).plan.recommended
        if i.code == "REFER_NEPHROLOGY"
    )
    why = item.text.values["why"]
    assert [part.template for part in why.values.values()] == [
        "inherited tubulopathy",
        "need of more magnesium by mouth than the limit kept here",
    ]


@pytest.mark.parametrize(
    "known, there",
    [
        ([at(p.RESPIRATORY_RATE, 12)], False),
        ([at(p.RESPIRATORY_RATE, 11)], True),
        ([finding("coma")], True),
        ([finding("seizure_now")], True),
        ([mg("0.40")], True),
        ([mg("0.55")], False),
    ],
)
def test_monitored_bed(known, there):
    """TX-REF-01."""
    assert ("ICU_TELEMETRY" in codes(look(*known))) is there


def test_a_seizure_is_monitored_before_the_level_is_known():
    found = look(finding("seizure_now"), gone=[p.MAGNESIUM_SERUM])
    assert found.plan.path == "P0_NONE"
    assert "ICU_TELEMETRY" in codes(found)


@given(patients())
@laws(100)
def test_who_is_out_of_scope_is_referred_without_a_scheduled_dose(facts):
    """TX-REF-05."""
    found = assess(facts)
    if (
        any(reason.rule.id in ("DX-POP-01", "DX-POP-04") for reason in found.scope.reasons)
        and found.plan.path == "PX_REFER"
    ):
        assert any(code.startswith("REFER_") for code in codes(found))
        assert not [item for item in found.plan.recommended if isinstance(item.dose, OralDose)]


# -- a level in range on a drug that lowers it -----------------------------------------------------------------------


@pytest.mark.parametrize("drug", ["omeprazole", "hydrochlorothiazide", "furosemide"])
def test_a_level_in_range_is_measured_again_while_a_risk_drug_goes_on(drug):
    found = look(mg("0.80"), drugs=[taken(drug)])
    assert found.plan.path == "P0_NONE"
    assert found.plan.recheck.within_hours == 12 * 7 * 24
    assert "every year" in found.plan.recheck.text.template
    assert "RECHECK" in codes(found)


def test_other_risk_drugs_follow_their_own_protocol():
    found = look(mg("0.80"), drugs=[taken("cisplatin")])
    assert "protocol" in found.plan.recheck.text.template


@pytest.mark.parametrize("drugs", [[], [taken("omeprazole", stopped_days_ago=D(0))], [taken("amlodipine")]])
def test_without_a_risk_drug_that_goes_on_a_level_in_range_needs_no_recheck(drugs):
    assert look(mg("0.80"), drugs=drugs).plan.recheck is None


# -- an oral dose in use above the limit ------------------------------------------------------------------------------

OVER = "W_SPECIALIST"
PLACE = p.ORAL_DOSE.key


def over(assessment, code=OVER):
    return (code, PLACE) in {(w.code, w.path) for w in assessment.warnings}


@pytest.mark.parametrize("dose, expected", [(29, False), (30, False), (31, True), (50, True)])
def test_a_dose_above_the_limit_is_never_cut_without_a_word(dose, expected):
    found = look(condition("known_gitelman"), at(p.ORAL_DOSE, dose), (p.ORAL_DAYS, D(90)))
    item = oral(found)
    assert over(found) is expected
    assert item.dose.mmol_per_day <= 30
    assert item.automatic is not expected
    assert (item.text.values.get("now") == dose) is expected


def test_the_limit_of_the_clinic_is_the_one_that_is_named():
    facts = harmless(at(p.ORAL_DOSE, 28), (p.ORAL_DAYS, D(90)))
    found = assess(facts, Knowledge(ClinicLimits(oral_max_mmol_d=D(24))))
    assert oral(found).text.values["limit"] == 24
    assert over(found)


@pytest.mark.parametrize("egfr, dose, expected", [(59, 30, True), (59, 24, False), (60, 30, False)])
def test_reduced_kidneys_lower_a_dose_with_the_reason(egfr, dose, expected):
    found = look(at(p.EGFR_REPORTED, egfr), at(p.ORAL_DOSE, dose), (p.ORAL_DAYS, D(90)))
    assert over(found, "W_RENAL_REDUCED") is expected
    if expected:
        assert oral(found).text.template.startswith("Oral magnesium in use is {now} mmol a day, above the limit")
        assert oral(found).dose.mmol_per_day == 24
    assert "W_GUARD" not in warned(found)


def test_halving_for_diarrhoea_says_when_it_is_more_than_half():
    clinic = ((p.SETTING, "clinic"), (p.INTOLERABLE_DIARRHOEA, True), condition("type_2_diabetes"))
    found = look(at(p.ORAL_DOSE, 80), *clinic)
    assert oral(found).code == "ORAL_SALT_SWITCH"
    assert oral(found).dose.mmol_per_day == 30
    assert over(found)
    assert not oral(found).automatic
    assert not over(look(at(p.ORAL_DOSE, 24), *clinic))
