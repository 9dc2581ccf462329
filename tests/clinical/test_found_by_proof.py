"""Mistakes that random patients brought to light, each with the smallest patient that showed it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from diagnostics.clinical.doses import IVDose, OralDose
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.guard import day_total_refused, look_at
from diagnostics.clinical.evidence import Truth
from diagnostics.clinical.knowledge import patient as p

from .strategies import at, codes, condition, finding, harmless, iv_items, knowing, mg, said, taken

STABLE = harmless(mg("0.45"), condition("known_other_tubulopathy"), (p.ORAL_FAILED, True))
DIARRHOEA = harmless(mg("0.65"), (p.INTOLERABLE_DIARRHOEA, True), (p.KNOWN_ROUTE, "renal"), at(p.ORAL_DOSE, 20))


def test_a_severe_level_that_stays_by_mouth_says_that_the_loss_is_inherited_and_stable():
    """TX-INV-13: the exception is printed with its reason, also where TX-SEV-13 sets the path (ruling 30)."""
    assessment = assess(STABLE)
    assert assessment.plan.path == "P3_ORAL_ADJUNCT"
    assert "inherited tubulopathy" in said(assessment.plan.path_because)
    assert any(row.rule.id == "TX-SEV-09" and row.evidence.truth is Truth.MET for row in assessment.trace)


def test_failed_oral_treatment_without_an_inherited_loss_says_nothing_of_one():
    assessment = assess(harmless((p.ORAL_FAILED, True), (p.KNOWN_ROUTE, "renal")))
    assert assessment.plan.path == "P3_ORAL_ADJUNCT"
    assert "inherited" not in said(assessment.plan.path_because)


def test_drugs_not_asked_for_do_not_lead_to_the_vein_where_knowing_them_would_not():
    """Rulings 8 and 36: an adjunct that waits for an answer is not one that is ruled out."""
    assert assess(DIARRHOEA).plan.path == "P3_ORAL_ADJUNCT"
    unasked = assess(replace(DIARRHOEA, asked=DIARRHOEA.asked - {"drugs"}))
    assert unasked.plan.path == "P3_ORAL_ADJUNCT"
    assert "AMILORIDE_5MG" not in codes(unasked)


def test_diarrhoea_with_every_adjunct_ruled_out_goes_to_the_vein():
    ruled_out = replace(DIARRHOEA, drugs=(taken("ramipril"),))
    assert assess(ruled_out).plan.path == "P4_IV_PLANNED"


@pytest.mark.parametrize("region", ["UK", "NL", None])
@pytest.mark.parametrize("dose", [0, 24])
def test_aspartate_is_not_named_where_it_must_not_be_given(region, dose):
    """TX-INV-65: neither as a product nor in the advice to change the salt."""
    facts = harmless(
        finding("bradycardia"), condition("diarrhoea"), at(p.ORAL_DOSE, dose), (p.ORAL_DAYS, D(9)), (p.REGION, region)
    )
    items = [item for item in assess(facts).plan.recommended if item.family == "oral"]
    assert items
    for item in items:
        offered = said(item.text, *(line for line in item.details if not line.template.startswith("Not ")))
        assert "aspartate" not in offered


def test_aspartate_stays_where_nothing_speaks_against_it():
    item = next(i for i in assess(harmless((p.REGION, None))).plan.recommended if i.family == "oral")
    assert "aspartate" in said(*item.details)


@pytest.mark.parametrize("ionised, urgent", [("0.99", True), ("1.00", False), ("1.01", False)])
def test_a_very_low_ionised_calcium_is_not_outweighed_by_an_adjusted_one(ionised, urgent):
    """DX-CA-01 prefers the ionised value; TX-SEV-06 and TX-ELY-06 act on it."""
    assessment = assess(harmless(at(p.IONISED_CALCIUM, ionised)))
    assert (assessment.plan.path == "P4_IV_PLANNED") is urgent
    assert ("CA_GLUCONATE" in codes(assessment)) is urgent


def test_a_very_low_adjusted_calcium_is_not_outweighed_by_an_ionised_one():
    facts = knowing(harmless(at(p.IONISED_CALCIUM, "1.15")), at(p.ADJUSTED_CALCIUM, "1.80"))
    assert "CA_GLUCONATE" in codes(assess(facts))


def given_by_vein(mmol: str, hours_ago: int):
    return (p.GIVEN_ROUTE, "iv"), at(p.GIVEN_DOSE, mmol), (p.GIVEN_HOURS_AGO, D(hours_ago))


def grams(assessment) -> D:
    return sum((dose.salt_g * dose.per_day for _item, dose in iv_items(assessment)), D(0))


@pytest.mark.parametrize(
    "mmol, hours_ago, left", [("140", 119, "5"), ("146", 119, "4"), ("162.5", 119, "0"), ("162.5", 120, "5")]
)
def test_what_was_given_in_five_days_counts_against_forty_grams(mmol, hours_ago, left):
    """TX-INV-21: 40 g are 162.3 mmol."""
    assessment = assess(harmless(mg("0.45"), *given_by_vein(mmol, hours_ago)))
    assert grams(assessment) == D(left)
    if not grams(assessment):
        held = next(entry for entry in assessment.plan.withheld if entry.family == "iv")
        assert held.because[0].rule.id == "TX-INV-21"


@pytest.mark.parametrize(
    "mmol, hours_ago, left", [("71", 47, "2.5"), ("76", 47, "1"), ("82", 47, "0"), ("82", 48, "2.5")]
)
def test_below_thirty_what_was_given_in_two_days_counts_against_twenty_grams(mmol, hours_ago, left):
    """TX-INV-21: 20 g are 81.1 mmol."""
    facts = harmless(mg("0.45"), at(p.EGFR_REPORTED, 20), *given_by_vein(mmol, hours_ago))
    assert grams(assess(facts)) == D(left)


@pytest.mark.parametrize("mmol, given", [("4", True), ("4.1", False), ("8", False)])
def test_below_fifteen_a_load_on_top_of_a_load_waits_for_a_senior(mmol, given):
    """TX-IV-03: a single 1 g, repeated only with a level; 1 g is 4.06 mmol. The engine says so, not the guard."""
    facts = harmless(mg("0.60"), finding("seizure_now"), at(p.EGFR_REPORTED, 9), *given_by_vein(mmol, 5))
    assessment = assess(facts)
    assert bool(grams(assessment)) is given
    assert "W_GUARD" not in {warning.code for warning in assessment.warnings}
    held = [entry for entry in assessment.plan.withheld if entry.code == "IV_LOAD_1G_15MIN"]
    assert bool(held) is not given
    assert all("senior decision now" in said(why.released_by) for entry in held for why in entry.because)


def test_the_guard_counts_five_days_too():
    facts = harmless(mg("0.45"), *given_by_vein("150", 100))
    dose = IVDose(D(5), D(500), D(720), "sodium chloride 0.9 %")
    assert day_total_refused(look_at(facts), [("IV_INF_5G_12H", dose)])
    assert not day_total_refused(look_at(harmless(mg("0.45"))), [("IV_INF_5G_12H", dose)])


WANTS_LOADING = harmless(mg("0.80"), condition("type_2_diabetes"), (p.SETTING, "clinic"))


def test_no_loading_test_in_pre_eclampsia():
    """TX-INV-04: no dose of magnesium from here, a test included."""
    assert assess(WANTS_LOADING).loading.offered
    assert not assess(knowing(WANTS_LOADING, condition("pre_eclampsia"))).loading.offered


@pytest.mark.parametrize(
    "reported, infused", [("<60", True), ("<90", True), ("<50", False), (">60", True), ("55", True)]
)
def test_a_bound_of_egfr_rules_where_the_computed_one_does_not_keep_to_it(reported, infused):
    """Computed 56: inside a bound it stands (ruling 3); else the lower rules, a bound at the lowest that it allows (ruling 7)."""
    facts = harmless(mg("0.45"), at(p.CREATININE_SERUM, 106), at(p.EGFR_REPORTED, reported))
    assessment = assess(facts)
    assert bool(iv_items(assessment)) is infused
    assert "W_GUARD" not in {warning.code for warning in assessment.warnings}


@pytest.mark.parametrize("oral_now", [None, "10", "20", "30"])
def test_reduced_kidneys_never_bring_more_by_mouth_at_refeeding_risk(oral_now):
    """TX-INV-26 with TX-ELY-09: 50 kg gives 20 mmol a day; the limit of 24 for eGFR 30 to 59 is no dose to raise it to."""
    used = [at(p.ORAL_DOSE, oral_now)] if oral_now else []
    patient = harmless(mg("0.65"), condition("refeeding_risk"), at(p.WEIGHT, 50), *used)
    good, reduced = (mouth(knowing(patient, at(p.EGFR_REPORTED, egfr))) for egfr in (95, 45))
    assert good == D(20)
    assert D(0) < reduced <= good


def mouth(facts) -> D:
    """Millimoles a day by mouth that are proposed."""
    doses = [item.dose for item in assess(facts).plan.recommended if isinstance(item.dose, OralDose)]
    return sum((dose.mmol_per_day for dose in doses), D(0))


@pytest.mark.parametrize(
    "weight, egfr, grams, per_day", [(40, 95, 4, 2), (40, 45, 4, 1), (70, 45, 5, 1), (20, 20, 2, 1)]
)
def test_reduced_kidneys_never_bring_a_larger_infusion_at_once(weight, egfr, grams, per_day):
    """TX-INV-26 with TX-SEV-19: 40 kg gives 8 g in 24 hours, 4 g at once, also where there is no second infusion."""
    patient = harmless(mg("0.35"), at(p.WEIGHT, weight), at(p.EGFR_REPORTED, egfr))
    doses = [item.dose for item in assess(patient).plan.recommended if isinstance(item.dose, IVDose)]
    assert [(dose.salt_g, dose.per_day) for dose in doses] == [(D(grams), per_day)]
