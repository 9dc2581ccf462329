"""DX-GENE-01: each of the seven reasons on its own, the loss through the kidney it needs, and what is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge import patient as p

from .strategies import (
    ALL_ASKED,
    D,
    Patient,
    at,
    condition,
    finding,
    harmless,
    knowing,
    laws,
    mg,
    patients,
    said,
    taken,
    without,
)

LOSS = (at(p.U24_MAGNESIUM, "4", "mmol/24h"), at(p.U24_CREATININE, "10", "mmol/24h"))  # renal, probable
KEPT = (at(p.U24_MAGNESIUM, "0.2", "mmol/24h"), at(p.U24_CREATININE, "10", "mmol/24h"))
ADULT_ONSET = (p.AGE_AT_FIRST_LOW, D(48))
LOW_K, ALKALOSIS = at(p.POTASSIUM_SERUM, "3.2"), at(p.BICARBONATE_SERUM, "32")
CA_LOW, CA_NORMAL, CA_HIGH = (at(p.REPORTED_CA_CR, ratio) for ratio in ("0.10", "0.40", "0.80"))
PLAIN = (*LOSS, ADULT_ONSET, CA_NORMAL)  # an adult who wastes magnesium and nothing else


def referral(*known, drugs=()):
    return assess(harmless(*PLAIN, *known, drugs=drugs)).genetic_referral


def suggested(*known, drugs=()):
    return referral(*known, drugs=drugs).suggested


def steps(*known, drugs=()):
    return [(s.code, s.rule.id) for s in assess(harmless(*PLAIN, *known, drugs=drugs)).next_steps]


def first(years):
    return p.AGE_AT_FIRST_LOW, D(years)


def test_no_reason_known_to_hold_and_all_asked_is_no():
    found = referral()
    assert (found.suggested, found.because, found.missing, found.leads) == (False, (), (), ())
    assert not {"refer_genetics", "refer_nephrology"} & {code for code, _rule in steps()}


# -- the loss it needs -------------------------------------------------------------------------------------------


def test_it_needs_a_loss_through_the_kidney_that_is_established_or_probable():
    young = first(20)
    assert suggested(young) is True
    assert assess(harmless(*KEPT, young)).genetic_referral.suggested is False
    undecided = assess(harmless(young)).genetic_referral
    assert undecided.suggested is None
    assert undecided.because
    assert "urine_24h.magnesium" in undecided.missing


def test_a_presumption_is_not_enough_and_stays_open():
    known = (at(p.REPORTED_FEMG, "9"), first(20), CA_NORMAL)  # a reported value alone: presumptive
    assert assess(harmless(*known)).route.certainty == "presumptive"
    assert assess(harmless(*known)).genetic_referral.suggested is None


def test_a_child_and_a_magnesium_that_is_not_low_are_not_judged():
    assert assess(harmless(*PLAIN, (p.AGE, D(12)))).genetic_referral.suggested is None
    assert assess(harmless(*PLAIN, mg("0.80"))).genetic_referral.suggested is False


# -- reason 1: early -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "years, expected", [("17.9", True), ("18", True), ("39.9", True), ("40", False), ("41", False)]
)
def test_first_low_before_40_counts(years, expected):
    assert suggested(first(years)) is expected


@pytest.mark.parametrize("years, expected", [("17.9", True), ("18", False), ("39.9", False)])
def test_with_a_strong_acquired_cause_only_childhood_counts(years, expected):
    assert suggested(first(years), drugs=[taken("cisplatin")]) is expected


def test_a_weak_cause_does_not_explain_an_early_onset():
    assert suggested(first(30), drugs=[taken("sirolimus")]) is True


def test_with_drugs_not_asked_an_early_onset_stays_open():
    facts = harmless(*PLAIN, first(30))
    found = assess(Patient(facts.values, (), ALL_ASKED - {"drugs"})).genetic_referral
    assert found.suggested is None
    assert "drugs" in found.missing
    assert "unless" in said(*found.open)


def test_the_age_now_stands_in_only_below_40():
    facts = without(harmless(*PLAIN), p.AGE_AT_FIRST_LOW)
    found = assess(facts).genetic_referral  # 50 years: it may have begun at 20
    assert (found.suggested, found.missing) == (None, ("history.age_at_first_low_years",))
    assert assess(knowing(facts, (p.AGE, D(39)))).genetic_referral.suggested is True
    assert assess(knowing(facts, (p.AGE, D(40)))).genetic_referral.suggested is None
    told = assess(knowing(facts, (p.ONSET_DAYS, D(30)))).genetic_referral  # low for a month, at 50
    assert told.suggested is False


# -- reason 2: persistent --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("months, expected", [("2.9", False), ("3", True), ("4", True)])
def test_still_low_3_months_after_the_cause_was_removed_counts(months, expected):
    assert suggested((p.CAUSE_REMOVED_MONTHS, D(months))) is expected


def test_after_platinum_persistence_does_not_count():
    past = taken("cisplatin", stopped_days_ago=D(400))
    assert suggested((p.CAUSE_REMOVED_MONTHS, D(13)), drugs=[past]) is False


@pytest.mark.parametrize("days, expected", [("91", False), ("92", None)])
def test_a_drug_stopped_3_months_ago_asks_whether_it_was_the_cause(days, expected):
    found = referral(drugs=[taken("hydrochlorothiazide", stopped_days_ago=D(days))])
    assert found.suggested is expected
    assert (p.CAUSE_REMOVED_MONTHS.key in found.missing) is (expected is None)


# -- reason 3: family --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", [p.FAMILY_HISTORY, p.CONSANGUINITY])
def test_family_and_related_parents_count(fact):
    assert suggested((fact, True)) is True
    assert assess(without(harmless(*PLAIN), fact)).genetic_referral.missing == (fact.key,)


# -- reason 4: patterns ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "known",
    [
        (LOW_K, ALKALOSIS, CA_LOW),  # P1
        (LOW_K, ALKALOSIS, CA_HIGH),  # P2
        (CA_LOW,),  # P3
        (CA_HIGH,),  # P5
        (condition("type_2_diabetes"), finding("renal_cysts")),  # P12
    ],
)
def test_a_pattern_that_is_mostly_inherited_counts(known):
    assert suggested(*known) is True


@pytest.mark.parametrize(
    "known, drug",
    [
        ((LOW_K, ALKALOSIS, CA_LOW), "hydrochlorothiazide"),
        ((LOW_K, ALKALOSIS, CA_HIGH), "furosemide"),
        ((CA_LOW,), "indapamide"),
        ((CA_HIGH,), "tacrolimus"),
    ],
)
def test_a_pattern_that_a_drug_explains_does_not_count(known, drug):
    found = referral(*known, drugs=[taken(drug)])
    assert (found.suggested, found.leads) == (False, ())


def test_without_urine_calcium_potassium_and_alkalosis_are_enough_for_p1_or_p2():
    facts = without(harmless(*PLAIN, LOW_K, ALKALOSIS), p.REPORTED_CA_CR)
    assert assess(facts).genetic_referral.suggested is True


def test_one_pattern_is_named_not_its_neighbour():
    because = said(*referral(LOW_K, ALKALOSIS, CA_LOW).because)
    assert "with low urine calcium" in because
    assert "normal or high urine calcium" not in because


def test_a_loss_of_nothing_but_magnesium_does_not_count():
    assert suggested(CA_NORMAL) is False


def test_an_unknown_urine_calcium_leaves_p3_and_p5_open():
    found = assess(without(harmless(*PLAIN), p.REPORTED_CA_CR)).genetic_referral
    assert (found.suggested, found.missing, found.open) == (None, (p.SPOT_CALCIUM.key,), ())


def test_low_calcium_with_low_parathyroid_hormone_counts_only_after_repletion():
    found = referral(at(p.ADJUSTED_CALCIUM, "2.00"), condition("hypoparathyroidism"))
    assert found.suggested is None
    assert "after repletion" in said(*found.open)


def test_with_drugs_not_asked_a_pattern_stays_open():
    facts = harmless(*PLAIN, LOW_K, ALKALOSIS, CA_LOW)
    found = assess(Patient(facts.values, (), ALL_ASKED - {"drugs"})).genetic_referral
    assert found.suggested is None
    assert "unless something acquired explains it" in said(*found.open)


# -- reasons 5, 6, 7 ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", ["deafness", "eye_disease", "cardiomyopathy", "genital_malformation", "developmental_delay", "salt_craving",
             "chondrocalcinosis"]
)  # fmt: skip
def test_a_sign_beyond_the_kidney_counts(code):
    found = referral(finding(code))
    assert found.suggested is True
    assert found.leads[0].here
    assert p.FINDINGS[code].label in said(*found.leads[0].here)


@pytest.mark.parametrize(
    "code", ["cramps", "ataxia", "tetany", "seizure_earlier", "kidney_stones", "renal_cysts", "polyuria"]
)
def test_what_low_magnesium_or_age_alone_can_do_is_no_reason(code):
    assert suggested(finding(code)) is False


def test_nephrocalcinosis_counts_and_not_asked_it_stays_open():
    assert suggested(finding("nephrocalcinosis")) is True
    found = assess(without(harmless(*PLAIN), p.FINDINGS["nephrocalcinosis"])).genetic_referral
    assert (found.suggested, found.missing) == (None, ("findings.nephrocalcinosis",))


@pytest.mark.parametrize("level, expected", [("0.50", False), ("0.49", True)])
def test_below_050_again_and_unexplained_counts(level, expected):
    assert suggested(mg(level), first(45)) is expected


def test_a_first_low_magnesium_or_an_explained_one_is_not_recurrent():
    assert suggested(mg("0.45"), first(50)) is False
    assert suggested(mg("0.45"), first(45), drugs=[taken("cisplatin")]) is False


# -- through the gut -----------------------------------------------------------------------------------------------------


def test_childhood_onset_of_a_loss_through_the_gut_leads_to_trpm6():
    found = assess(harmless(*KEPT, first(2), at(p.ADJUSTED_CALCIUM, "1.95"))).genetic_referral
    assert found.suggested is True
    assert found.leads[0].genes == ("TRPM6",)
    assert assess(harmless(*KEPT, first(2))).genetic_referral.suggested is False


# -- what comes with it ----------------------------------------------------------------------------------------------------


def test_a_suggestion_brings_both_referrals_the_panel_and_its_limits():
    found = referral(LOW_K, ALKALOSIS, CA_LOW)
    notes = said(*found.notes)
    for words in ("mitochondrial genome", "copy number of HNF1B", "does not exclude", "counselling"):
        assert words in notes
    assert {("refer_nephrology", "DX-GENE-01"), ("refer_genetics", "DX-GENE-01")} <= set(
        steps(LOW_K, ALKALOSIS, CA_LOW)
    )
    assert found.leads[0].genes == ("SLC12A3",)
    assert all(lead.citations for lead in found.leads)


def test_a_disorder_on_record_is_to_be_confirmed():
    assert "on record" in said(*referral(first(20), condition("known_gitelman")).notes)
    assert "on record" not in said(*referral(first(20)).notes)


def test_undecided_tests_with_a_red_flag_ask_for_genetics_too():
    """The end of DX-ALG-08."""
    grey = (at(p.U24_MAGNESIUM, "0.7", "mmol/24h"), at(p.U24_CREATININE, "10", "mmol/24h"), ADULT_ONSET)
    codes = [step.code for step in assess(harmless(*grey)).next_steps]
    assert "refer_nephrology" in codes
    assert "refer_genetics" not in codes
    assert "refer_genetics" in [step.code for step in assess(harmless(*grey, finding("deafness"))).next_steps]


# -- any patient ---------------------------------------------------------------------------------------------------------


# what makes a suggestion likely, for a drawn patient seldom has it
LIKELY = (
    (),
    (*LOSS, first(20)),
    (*LOSS, finding("deafness")),
    (*LOSS, LOW_K, ALKALOSIS),
    (*LOSS, CA_HIGH),
    (*KEPT, first(2), at(p.ADJUSTED_CALCIUM, "2.00")),
)
HARMLESS = (
    (p.FAMILY_HISTORY, False),
    (p.CONSANGUINITY, False),
    (p.FINDINGS["nephrocalcinosis"], False),
    (p.FINDINGS["deafness"], False),
    at(p.REPORTED_CA_CR, "0.40"),
    at(p.POTASSIUM_SERUM, "4.2"),
    at(p.BICARBONATE_SERUM, "25"),
    at(p.SYSTOLIC_BP, "120"),
)


@laws(300)
@given(patients(), st.sampled_from(LIKELY))
def test_yes_no_and_not_known_each_keep_their_promise(facts, likely):
    found = assess(knowing(facts, *likely))
    answer, renal = found.genetic_referral, found.route.value == "renal" and found.route.certainty != "presumptive"
    by_gut = any(row.rule.id == "DX-GI-11" for row in found.gut)
    if answer.suggested is True:
        assert answer.because
        assert renal or by_gut
    if answer.suggested is False:
        assert (answer.because, answer.open, answer.missing, answer.leads) == ((), (), (), ())
    assert bool(found.patterns) <= (found.route.value in ("renal", "mixed"))
    for each in found.patterns:
        assert each.score == len(each.fits)
        assert each.asked == len(each.fits) + len(each.against) + len(each.unknown)


@laws(300)
@given(patients(), st.sampled_from(LIKELY), st.sampled_from(HARMLESS))
def test_an_unknown_is_never_bolder_than_a_harmless_answer(facts, likely, item):
    """Ruling 8."""
    facts = knowing(facts, *likely)
    unknown = assess(without(facts, item[0])).genetic_referral.suggested
    if unknown is True:
        assert assess(knowing(facts, item)).genetic_referral.suggested is True
    if unknown is False:
        assert assess(knowing(facts, item)).genetic_referral.suggested is not True


def test_the_likely_patients_are_suggested_for_genetics():
    """Without them the two laws above would hold for want of cases."""
    assert [assess(harmless(*likely)).genetic_referral.suggested for likely in LIKELY[1:]] == [True] * 5
