"""Mistakes that a second evaluator, written from the same words, brought to light; each with a small patient."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from diagnostics.clinical.doses import IVDose
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.guard import look_at
from diagnostics.clinical.knowledge import patient as p

from .situations import situation
from .strategies import at, codes, condition, finding, harmless, mg, without


def waiting(assessment):
    """Grams of 24 hours of what is withheld by vein, by item."""
    doses = [(entry.code, entry.dose) for entry in assessment.plan.withheld]
    return {code: dose.salt_g * dose.per_day for code, dose in doses if isinstance(dose, IVDose)}


LIGHT = at(p.WEIGHT, 22)  # 0.2 g/kg is 4.4 g in 24 hours


@pytest.mark.parametrize(
    "level, sign, expected",
    [
        ("0.45", None, {"IV_INF_5G_12H": D(4)}),
        ("0.35", None, {"IV_INF_5G_12H_X2": D(4)}),
        ("0.45", "tetany", {"IV_LOAD_2G_15MIN": D(2), "IV_INF_5G_6H": D(2)}),
    ],
)
def test_a_dose_that_waits_for_an_answer_is_cut_like_one_that_is_given(level, sign, expected):
    """Rulings 9 and 39, TX-SEV-19: worked out in full, so that the answer releases the right dose."""
    facts = harmless(mg(level), LIGHT, *([finding(sign)] if sign else []))
    assert waiting(assess(without(facts, p.PATELLAR_REFLEX))) == expected


def test_what_was_given_today_is_taken_off_a_dose_that_waits():
    facts = harmless(mg("0.45"), (p.GIVEN_ROUTE, "iv"), (p.GIVEN_HOURS_AGO, D(5)), at(p.GIVEN_DOSE, "40.57"))
    assert waiting(assess(without(facts, p.PATELLAR_REFLEX))) == {"IV_INF_5G_12H": D(2)}


@pytest.mark.parametrize("doubt", [None, (p.TUBE, "edta"), (p.DRIP_ARM, True)])
def test_a_magnesium_above_two_that_may_be_false_is_repeated_the_same_day(doubt):
    """Ruling 55 with TX-SEV-20: alone it is a suspected unit, else an unreliable sample."""
    assessment = assess(harmless(mg("2.6"), *([doubt] if doubt else [])))
    assert (assessment.plan.path, assessment.urgency) == ("P0_NONE", "same_day")
    assert assessment.plan.recheck is not None
    assert assessment.plan.recheck.within_hours <= 24


def test_tetany_with_a_magnesium_of_a_doubtful_unit_is_urgent():
    """Ruling 26: it is not known."""
    assert assess(harmless(mg("2.6"), finding("tetany"))).urgency == "urgent"


@pytest.mark.parametrize("level, urgency", [("1.00", "routine"), ("1.01", "routine"), ("1.19", "routine")])
def test_a_magnesium_just_above_range_stays_routine(level, urgency):
    assert assess(harmless(mg(level))).urgency == urgency


@pytest.mark.parametrize("hours, value", [(None, "0.30"), (24, "0.30"), (20, "0.36"), (28, "0.26")])
def test_femg_of_a_timed_urine_minds_its_hours_where_creatinine_is_an_amount(hours, value):
    """DX-U24-01 turned round: 8 mmol/24 h in 2000 mL of 20 hours is 3.33 mmol/L, not 4."""
    timed = [at(p.U24_VOLUME, 2000), at(p.U24_MAGNESIUM, "0.5"), at(p.U24_CREATININE, 8, "mmol/24h")]
    if hours:
        timed.append(at(p.U24_DURATION, hours))
    found = assess(harmless(mg("0.60"), at(p.CREATININE_SERUM, "10.0"), *timed)).computed["femg"].value
    assert found is not None
    assert found.rounded(2).value == D(value)


def test_food_alone_does_not_treat_someone_fed_without_magnesium():
    """Ruling 37: dietary means intake plausible and no strong cause; such feeding is one (DX-HX-D25)."""
    clinic = (p.SETTING, "clinic")
    eats_poorly = [clinic, (p.POOR_FOOD_SOURCES, True), (p.WEIGHT_LOSS, True)]
    assert assess(harmless(*eats_poorly)).plan.path == "P1_DIET_CAUSE"
    assert assess(harmless(*eats_poorly, (p.MAGNESIUM_FREE_NUTRITION, True))).plan.path == "P2_ORAL"
    assert assess(harmless(clinic, (p.MAGNESIUM_FREE_NUTRITION, True))).plan.path == "P2_ORAL"


@pytest.mark.parametrize(
    "kind", ["type_1_diabetes", "type_2_diabetes", "pancreatogenic_diabetes", "diabetes_type_unknown"]
)
def test_renal_cysts_with_any_diabetes_ask_for_urine_tests(kind):
    """DX-ALG-03: a red flag, so that the history alone does not settle the route."""
    facts = [condition(kind), condition("chronic_diarrhoea"), condition("tubulointerstitial_nephritis", False)]
    assert assess(harmless(*facts)).route.certainty == "presumptive"
    assert assess(harmless(*facts, finding("renal_cysts"))).route.certainty == "none"


@pytest.mark.parametrize("cause", ["known_gitelman", "known_cnnm2", "gitelman_syndrome", "hereditary_cnnm2"])
def test_an_inherited_loss_entered_as_the_known_cause_counts_as_one(cause):
    """TX-SEV-09: stable near the own level, it is treated by mouth."""
    assessment = assess(harmless(mg("0.45"), (p.KNOWN_CAUSE, cause)))
    assert assessment.plan.path == "P2_ORAL"
    assert not codes(assessment) & {"IV_INF_5G_12H"}


@pytest.mark.parametrize("creatinine", ["900", ">900", "520"])
def test_a_creatinine_that_is_kidney_failure_at_any_adult_age_tells_so_without_an_age(creatinine):
    """At the youngest adult age 520 µmol/L gives 14 mL/min/1.73 m²; the second check of doses says the same."""
    facts = without(harmless(mg("0.45"), (p.ADULT, True), at(p.CREATININE_SERUM, creatinine)), p.AGE)
    assessment = assess(facts)
    assert (assessment.plan.path, assessment.plan.path_rule.id) == ("PX_REFER", "TX-SEV-18")
    assert look_at(facts).floor == 0


@pytest.mark.parametrize("creatinine", ["300", "<900"])
def test_a_creatinine_that_is_no_failure_at_the_youngest_adult_age_leaves_the_kidney_unknown(creatinine):
    facts = without(harmless(mg("0.45"), (p.ADULT, True), at(p.CREATININE_SERUM, creatinine)), p.AGE, p.EGFR_REPORTED)
    assert situation(facts).kidney.band == "unknown"
    assert look_at(facts).floor is None


@pytest.mark.parametrize("creatinine, repeated", [("170", True), ("900", False), (None, False)])
def test_the_second_check_of_doses_reads_a_bound_of_egfr_beside_an_exact_creatinine(creatinine, repeated):
    """Computed 38 lies within "<60": the repeat in torsades is not refused; without it the worst is assumed."""
    kidney = [at(p.EGFR_REPORTED, "<60"), *([at(p.CREATININE_SERUM, creatinine)] if creatinine else [])]
    found = codes(assess(harmless(finding("torsades_de_pointes"), *kidney)))
    assert ("IV_REPEAT_TDP" in found) is repeated


@pytest.mark.parametrize("level, path", [("0.55", "P4_IV_PLANNED"), ("0.65", "P3_ORAL_ADJUNCT")])
def test_diarrhoea_with_a_short_bowel_below_060_goes_to_the_vein(level, path):
    """TX-SEV-07 before ruling 36, which speaks of diarrhoea only."""
    facts = harmless(mg(level), condition("short_bowel"), (p.INTOLERABLE_DIARRHOEA, True), (p.KNOWN_ROUTE, "renal"))
    assert assess(facts).plan.path == path
