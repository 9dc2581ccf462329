"""Signals to measure magnesium (diagnosis dossier, section 14): who, from when, and what nothing may silence."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.surveillance import MagnesiumOnFile, Signal, signals
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge import surveillance as table
from diagnostics.clinical.knowledge.drugs import CLASSES, DRUGS
from diagnostics.clinical.knowledge.patient import CONDITIONS, FINDINGS
from diagnostics.clinical.knowledge.rulebook import RULES
from tests.clinical import strategies as s
from tests.clinical.strategies import at, condition, finding, harmless, laws, magnesium, taken, taken_class

TODAY = date(2024, 3, 1)  # the day after a leap day


def filed(days_ago: int, number: str = "0.80", symbol: str = "mmol/L", today: date = TODAY, **more) -> MagnesiumOnFile:
    noon = datetime(today.year, today.month, today.day, 12) - timedelta(days=days_ago)
    return MagnesiumOnFile(magnesium(number, symbol), noon, **more)


def asked(facts: Facts, *on_file: MagnesiumOnFile, today: date = TODAY, **more) -> dict[str, Signal]:
    return {signal.rule.id: signal for signal in signals(facts, on_file, today, **more)}


def due_in(facts: Facts, rule_id: str, *on_file: MagnesiumOnFile, **more) -> int | None:
    found = asked(facts, *on_file, **more).get(rule_id)
    return None if found is None else (found.due_date - TODAY).days


ENOUGH = D(60)  # months: late in every schedule
DRUG_ROWS = [
    # rule, drug, months on it, days until the next one after a magnesium of today
    ("DX-SUR-01", "omeprazole", D(0), 91),
    ("DX-SUR-01", "omeprazole", D("2.9"), 91),
    ("DX-SUR-01", "omeprazole", D(3), 365),
    ("DX-SUR-01", "omeprazole", None, 91),
    ("DX-SUR-02", "hydrochlorothiazide", D(0), 28),
    ("DX-SUR-02", "furosemide", D("2.7"), 28),
    ("DX-SUR-02", "furosemide", D("2.8"), 182),
    ("DX-SUR-02", "furosemide", None, 28),
    ("DX-SUR-03", "cisplatin", ENOUGH, 0),
    ("DX-SUR-05", "cetuximab", D(1), 7),
    ("DX-SUR-05", "necitumumab", D(1), 7),
    ("DX-SUR-05", "panitumumab", D(1), 0),
    ("DX-SUR-06", "amphotericin_b", D(0), 1),
    ("DX-SUR-06", "foscarnet", D(1), 1),
    ("DX-SUR-06", "pentamidine", D(1), 1),
    ("DX-SUR-06", "gentamicin", D(1), 3),
    ("DX-SUR-06", "gentamicin", None, 3),
    ("DX-SUR-07", "tacrolimus", D(2), 0),
    ("DX-SUR-07", "ciclosporin", D(3), 91),
    ("DX-SUR-08", "patiromer", D("0.5"), 14),
    ("DX-SUR-08", "patiromer", D(1), 91),
    ("DX-SUR-14", "parenteral_nutrition_without_magnesium", D(1), 1),
]
CONDITION_ROWS = [
    ("DX-SUR-09", "type_2_diabetes", 365),
    ("DX-SUR-09", "diabetes_type_unknown", 365),
    ("DX-SUR-11", "refeeding_risk", 1),
    ("DX-SUR-11", "refeeding", 1),
    ("DX-SUR-12", "sepsis", 1),
    ("DX-SUR-12", "critical_illness", 1),
    ("DX-SUR-12", "continuous_renal_replacement", 1),
    ("DX-SUR-12", "perioperative", 1),
    ("DX-SUR-13", "short_bowel", 7),
    ("DX-SUR-13", "high_output_stoma", 7),
    ("DX-SUR-13", "inflammatory_bowel_disease", 7),
    ("DX-SUR-13", "chronic_diarrhoea", 7),
    ("DX-SUR-13", "bariatric_surgery", 7),
    ("DX-SUR-14", "parenteral_nutrition", 1),
    ("DX-SUR-15", "kidney_transplant", 91),
    ("DX-SUR-15", "proteinuric_ckd", 91),
    *(("DX-SUR-18", code, 182) for code in CONDITIONS if code.startswith("known_")),
]


# -- the table -------------------------------------------------------------------------------------------------


def test_every_rule_of_the_table_is_in_the_rulebook_and_every_code_is_known():
    rows = (*table.WATCHES, table.ALCOHOL, table.OLDER)
    assert {row.rule for row in rows} | {"DX-SUR-16", "DX-SUR-19"} == set(table.SIGNAL_RULES)
    assert set(table.SIGNAL_RULES) | set(table.ALERT_RULES) <= set(RULES)
    assert {code for row in rows for code in row.classes} <= set(CLASSES)
    assert {key for row in rows for key in row.only} <= set(DRUGS)
    assert {code for row in rows for code in row.conditions} <= set(CONDITIONS)
    assert set(table.REFLEX_FINDINGS) <= set(FINDINGS)
    assert set(table.NO_SIGNAL) <= set(CONDITIONS)


def test_intervals_grow_with_time_so_that_an_older_magnesium_is_never_due_later():
    for row in (*table.WATCHES, table.ALCOHOL, table.OLDER):
        for schedule in (row.schedule, row.frequent, row.after):
            days = [phase.every.days or 0 for phase in schedule]
            assert days == sorted(days), row.rule
            assert all(phase.until for phase in schedule[:-1]), row.rule


def test_a_healthy_patient_raises_no_signal():
    assert asked(harmless()) == {}


@pytest.mark.parametrize("rule_id, drug, months, days", DRUG_ROWS)
def test_a_drug_is_measured_first_at_once_and_then_at_its_interval(rule_id, drug, months, days):
    facts = harmless(drugs=[taken(drug, months=months)])
    first = asked(facts)[rule_id]
    assert (first.due_date, first.basis) == (TODAY, "baseline")
    again = asked(facts, filed(0))[rule_id]
    assert ((again.due_date - TODAY).days, again.basis) == (days, "repeat")


@pytest.mark.parametrize("rule_id, code, days", CONDITION_ROWS)
def test_a_condition_is_measured_first_at_once_and_then_at_its_interval(rule_id, code, days):
    facts = harmless(condition(code))
    assert due_in(facts, rule_id) == 0
    assert due_in(facts, rule_id, filed(0)) == days


def test_a_signal_says_who_why_and_how_sure():
    signal = asked(harmless(condition("kidney_transplant")), filed(0))["DX-SUR-15"]
    assert s.said(signal.reason).startswith("{ground}: measure magnesium {when}")
    assert "Kidney transplant" in s.said(signal.reason)
    assert (signal.verified, signal.source_mark, signal.urgency) == (False, "B", "routine")
    assert asked(harmless((p.AGE, D(70)), (p.SETTING, "community")))["DX-SUR-17"].verified


def test_intensive_care_is_measured_daily():
    facts = harmless((p.SETTING, "icu"))
    assert due_in(facts, "DX-SUR-12", filed(0)) == 1
    assert due_in(facts, "DX-SUR-12", filed(3)) == -2  # late, and says so


def test_what_is_due_first_stands_first():
    facts = harmless(condition("type_2_diabetes"), condition("refeeding"), drugs=[taken("tacrolimus", months=ENOUGH)])
    assert [signal.rule.id for signal in signals(facts, [filed(0)], TODAY)] == ["DX-SUR-11", "DX-SUR-07", "DX-SUR-09"]


def test_each_rule_gives_one_signal_with_its_earliest_ground():
    facts = harmless(drugs=[taken("furosemide", months=ENOUGH), taken("chlortalidone", months=D(1))])
    found = [signal for signal in signals(facts, [filed(0)], TODAY) if signal.rule.id == "DX-SUR-02"]
    assert [(signal.due_date - TODAY).days for signal in found] == [28]
    assert "chlortalidone" in s.said(found[0].reason) or "chlortalidone" in str(found[0].reason)
    assert "furosemide" in str(found[0].reason)


# -- proton pump inhibitors (DX-SUR-01) --------------------------------------------------------------------------


def ppi(*known, drugs=(), months=ENOUGH):
    return harmless(*known, drugs=[taken("omeprazole", months=months), *drugs])


def test_a_proton_pump_inhibitor_alone_is_a_matter_of_choice_with_both_positions():
    signal = asked(ppi(), filed(0))["DX-SUR-01"]
    assert signal.optional
    positions = s.said(*signal.positions)
    assert "FDA" in positions
    assert "AGA" in positions


@pytest.mark.parametrize(
    "partner", ["digoxin", "furosemide", "hydrochlorothiazide", "mannitol", "tacrolimus", "cisplatin"]
)
def test_with_digoxin_a_diuretic_or_another_drug_that_lowers_magnesium_it_is_on(partner):
    assert not asked(ppi(drugs=[taken(partner)]), filed(0))["DX-SUR-01"].optional


@pytest.mark.parametrize("partner", ["famotidine", "metformin", "insulin", "amiloride", "empagliflozin", "vitamin_d"])
def test_a_weak_cause_or_none_leaves_it_a_matter_of_choice(partner):
    assert asked(ppi(drugs=[taken(partner)]), filed(0))["DX-SUR-01"].optional


def test_a_combined_product_is_its_own_partner():
    both = replace(taken("omeprazole", months=ENOUGH), classes=frozenset({"proton_pump_inhibitor", "thiazide"}))
    assert not asked(harmless(drugs=[both]), filed(0))["DX-SUR-01"].optional


@pytest.mark.parametrize(
    "known, days",
    [
        ((p.AGE, D(64)), 365),
        ((p.AGE, D(65)), 182),
        ((p.AGE, D(66)), 182),
        (at(p.EGFR_REPORTED, 61), 365),
        (at(p.EGFR_REPORTED, 60), 365),
        (at(p.EGFR_REPORTED, 59), 182),
        (at(p.EGFR_REPORTED, "<90"), 182),  # may be below 60
    ],
)
def test_age_and_kidney_function_halve_the_interval_but_do_not_switch_it_on(known, days):
    signal = asked(ppi(known), filed(0))["DX-SUR-01"]
    assert (signal.due_date - TODAY).days == days
    assert signal.optional


@pytest.mark.parametrize("partner", ["digoxin", "furosemide", "indapamide"])
def test_a_diuretic_or_digoxin_halves_the_interval(partner):
    assert due_in(ppi(drugs=[taken(partner, months=ENOUGH)]), "DX-SUR-01", filed(0)) == 182


def test_another_drug_that_lowers_magnesium_switches_it_on_at_the_longer_interval():
    assert due_in(ppi(drugs=[taken("cisplatin")]), "DX-SUR-01", filed(0)) == 365


@pytest.mark.parametrize("gone, key", [(p.AGE, p.AGE.key), (p.EGFR_REPORTED, p.CREATININE_SERUM.key)])
def test_what_is_not_known_halves_the_interval_and_is_named(gone, key):
    signal = asked(s.without(ppi(), gone), filed(0))["DX-SUR-01"]
    assert (signal.due_date - TODAY).days == 182
    assert signal.missing == (key,)


def test_drugs_not_fully_known_switch_it_on():
    facts = replace(ppi(), asked=frozenset({"findings", "conditions"}))
    signal = asked(facts, filed(0))["DX-SUR-01"]
    assert (signal.optional, signal.missing) == (False, ("drugs",))


@pytest.mark.parametrize("months, said", [(None, True), (D("2.9"), True), (D(3), False), (D(4), False)])
def test_a_duration_that_is_short_or_not_known_does_not_silence_it_but_is_said(months, said):
    signal = asked(ppi(months=months), filed(0))["DX-SUR-01"]
    assert ("if for 3 months or longer" in str(signal.reason)) is said


def test_a_stopped_proton_pump_inhibitor_raises_none():
    assert asked(harmless(drugs=[taken("omeprazole", stopped_days_ago=D(1))])) == {}
    assert "DX-SUR-01" in asked(harmless(drugs=[taken("omeprazole", stopped_days_ago=D("0.5"))]))


def test_the_first_interval_ends_with_the_magnesium_measured_after_three_months():
    """The phase is that of the last magnesium: measured in the second month, the next is due three months later."""
    assert due_in(ppi(months=D(6)), "DX-SUR-01", filed(120)) == 91 - 120
    assert due_in(ppi(months=D(6)), "DX-SUR-01", filed(91)) == 365 - 91
    assert due_in(ppi(months=D(6)), "DX-SUR-01", filed(92)) == 91 - 92


# -- other drugs ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("potassium, days", [("3.4", 0), ("3.5", 28), ("3.6", 28)])
def test_a_diuretic_with_low_potassium_is_measured_with_each_potassium(potassium, days):
    facts = harmless(at(p.POTASSIUM_SERUM, potassium), drugs=[taken("furosemide")])
    assert due_in(facts, "DX-SUR-02", filed(1)) == (0 if days == 0 else days - 1)
    assert due_in(facts, "DX-SUR-02", filed(0)) == 28  # measured with that potassium


CISPLATIN_AFTER = [
    # days since the last dose, days since the last magnesium, its level, days until the next
    (10, 0, "0.80", 30),
    (29, 0, "0.80", 30),
    (30, 0, "0.80", 61),
    (90, 0, "0.80", 61),
    (91, 0, "0.80", 91),
    (181, 0, "0.80", 91),
    (182, 0, "0.80", 183),
    (364, 0, "0.80", 183),
    (365, 0, "0.80", None),
    (365, 0, "0.70", None),
    (365, 0, "0.69", 365),
    (365, 0, "<0.80", 365),  # may be low
    (3000, 0, "0.60", 365),
    (400, 60, "0.80", 183 - 60),  # measured within the year
]


@pytest.mark.parametrize("stopped, ago, level, days", CISPLATIN_AFTER)
def test_cisplatin_is_followed_for_a_year_and_then_yearly_while_low(stopped, ago, level, days):
    facts = harmless(drugs=[taken("cisplatin", stopped_days_ago=D(stopped))])
    assert due_in(facts, "DX-SUR-03", filed(ago, level)) == days


def test_cisplatin_long_ago_without_any_magnesium_is_measured():
    assert due_in(harmless(drugs=[taken("cisplatin", stopped_days_ago=D(4000))]), "DX-SUR-03") == 0


@pytest.mark.parametrize("stopped, days", [(55, 7), (56, 7), (57, None)])
@pytest.mark.parametrize("drug", ["cetuximab", "panitumumab", "necitumumab"])
def test_an_anti_egfr_antibody_is_followed_until_eight_weeks_after_the_last_dose(drug, stopped, days):
    facts = harmless(drugs=[taken(drug, stopped_days_ago=D(stopped))])
    assert due_in(facts, "DX-SUR-05", filed(0)) == days


def test_an_unnamed_drug_of_a_class_counts_as_the_one_to_watch():
    facts = harmless(drugs=[taken_class("platinum"), taken_class("anti_egfr_antibody")])
    assert set(asked(facts, filed(0))) == {"DX-SUR-03", "DX-SUR-05"}


@pytest.mark.parametrize("drug", ["carboplatin", "oxaliplatin", "cabozantinib", "ifosfamide"])
def test_other_anticancer_drugs_are_measured_each_cycle_only_with_another_risk(drug):
    alone = harmless(drugs=[taken(drug)])
    assert due_in(alone, "DX-SUR-04") == 0
    assert due_in(alone, "DX-SUR-04", filed(0)) is None
    assert due_in(harmless(drugs=[taken(drug), taken("omeprazole")]), "DX-SUR-04", filed(0)) == 0
    assert due_in(harmless(condition("chronic_diarrhoea"), drugs=[taken(drug)]), "DX-SUR-04", filed(0)) == 0


@pytest.mark.parametrize("name", ["drugs", "conditions"])
def test_another_risk_that_was_not_asked_does_not_silence_the_cycle(name):
    facts = harmless(drugs=[taken("carboplatin")])
    signal = asked(replace(facts, asked=facts.asked - {name}), filed(0))["DX-SUR-04"]
    assert signal.missing == (name,)


@pytest.mark.parametrize("months, there", [(D("0.09"), False), (D("0.1"), True), (None, True)])
def test_an_aminoglycoside_counts_after_three_days(months, there):
    assert ("DX-SUR-06" in asked(harmless(drugs=[taken("gentamicin", months=months)]))) is there


# -- conditions -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code, settled", [("short_bowel", 30), ("parenteral_nutrition", 3)])
def test_the_interval_grows_once_the_last_two_are_not_low(code, settled):
    rule_id = "DX-SUR-13" if code == "short_bowel" else "DX-SUR-14"
    facts = harmless(condition(code))
    narrow = due_in(facts, rule_id, filed(0))
    assert due_in(facts, rule_id, filed(0), filed(7)) == settled
    assert due_in(facts, rule_id, filed(0), filed(7, "0.70")) == settled
    assert due_in(facts, rule_id, filed(0), filed(7, "0.69")) == narrow
    assert due_in(facts, rule_id, filed(0, "0.69"), filed(7)) == narrow
    assert due_in(facts, rule_id, filed(0), filed(7, "<0.80")) == narrow  # may be low


@pytest.mark.parametrize(
    "known", [condition("alcohol_use_disorder"), condition("alcohol_withdrawal"), (p.WEIGHT_LOSS, True)]
)
def test_alcohol_and_malnutrition_are_measured_on_admission(known):
    facts = harmless(known)
    assert due_in(facts, "DX-SUR-10") == 0
    assert due_in(facts, "DX-SUR-10", filed(0)) is None
    assert due_in(facts, "DX-SUR-10", filed(7)) is None
    assert due_in(facts, "DX-SUR-10", filed(8)) == 0
    assert due_in(facts, "DX-SUR-10", filed(8), admitted_on=TODAY - timedelta(days=8)) is None
    assert due_in(facts, "DX-SUR-10", filed(9), admitted_on=TODAY - timedelta(days=8)) == 0


def test_alcohol_is_measured_daily_for_three_days_while_low():
    facts = harmless(condition("alcohol_use_disorder"))
    assert due_in(facts, "DX-SUR-10", filed(0, "0.69")) == 1
    assert due_in(facts, "DX-SUR-10", filed(0, "0.69"), filed(1, "0.60")) == 1
    assert due_in(facts, "DX-SUR-10", filed(0, "0.69"), filed(2, "0.60")) == 1
    assert due_in(facts, "DX-SUR-10", filed(0, "0.69"), filed(3, "0.60")) is None
    assert due_in(facts, "DX-SUR-10", filed(0, "0.70"), filed(1, "0.60")) is None
    assert due_in(facts, "DX-SUR-10", filed(0, "0.69"), filed(1, "0.80"), filed(9, "0.60")) == 1


@pytest.mark.parametrize("setting, again", [("clinic", None), ("community", None), ("ward", 0), ("icu", 0)])
def test_only_an_admission_asks_for_the_magnesium_of_an_admission(setting, again):
    facts = harmless(condition("alcohol_use_disorder"), (p.SETTING, setting))
    assert due_in(facts, "DX-SUR-10", filed(300)) == again
    assert due_in(s.without(facts, p.SETTING), "DX-SUR-10", filed(300)) == 0


def test_a_diabetes_of_unknown_type_says_that_the_type_is_missing():
    facts = s.without(harmless(condition("diabetes_type_unknown")), p.CONDITIONS["type_2_diabetes"])
    assert asked(facts)["DX-SUR-09"].missing == ("conditions.type_2_diabetes",)
    assert asked(harmless(condition("type_2_diabetes")))["DX-SUR-09"].missing == ()


def test_a_family_history_is_measured_once():
    facts = harmless((p.FAMILY_HISTORY, True))
    assert due_in(facts, "DX-SUR-18") == 0
    assert due_in(facts, "DX-SUR-18", filed(4000)) is None


@pytest.mark.parametrize("code", table.NO_SIGNAL)
def test_an_association_raises_no_signal(code):
    assert asked(harmless(condition(code))) == {}


@pytest.mark.parametrize(
    "age, setting, last, days",
    [
        (D(64), "community", None, None),
        (D(65), "community", None, 0),
        (D(65), "community", 364, 1),
        (D(65), "community", 365, 0),
        (D(65), "community", 366, -1),
        (D(65), "ward", None, None),
        (D(65), "clinic", None, None),
        (D(65), None, None, 0),
    ],
)
def test_from_65_years_primary_care_measures_yearly(age, setting, last, days):
    facts = harmless((p.AGE, age), (p.SETTING, setting))
    assert due_in(facts, "DX-SUR-17", *([] if last is None else [filed(last)])) == days


# -- reflex signals (DX-SUR-16) ---------------------------------------------------------------------------------------

REFLEX = [
    (at(p.POTASSIUM_SERUM, "3.4"), True),
    (at(p.POTASSIUM_SERUM, "3.5"), False),
    (at(p.ADJUSTED_CALCIUM, "2.19"), True),
    (at(p.ADJUSTED_CALCIUM, "2.20"), False),
    (at(p.ADJUSTED_CALCIUM, "8.7", "mg/dL"), True),
    (at(p.ADJUSTED_CALCIUM, "8.8", "mg/dL"), False),
    (at(p.PHOSPHATE_SERUM, "0.79"), True),
    (at(p.PHOSPHATE_SERUM, "0.80"), False),
    (at(p.SODIUM_SERUM, "134"), True),
    (at(p.SODIUM_SERUM, "135"), False),
    (at(p.QTC, "471"), True),
    (at(p.QTC, "470"), False),
    (at(p.QTC, "469"), False),
    *((finding(code), True) for code in table.REFLEX_FINDINGS),
    (finding("cramps"), False),
]


@pytest.mark.parametrize("known, there", REFLEX)
def test_a_reflex_signal_is_due_now(known, there):
    found = asked(harmless(known)).get("DX-SUR-16")
    assert (found is not None) is there
    if found:
        assert (found.due_date, found.basis) == (TODAY, "reflex")


def test_digoxin_asks_for_magnesium_and_any_current_one_answers():
    facts = harmless(drugs=[taken("digoxin")])
    assert due_in(facts, "DX-SUR-16") == 0
    assert due_in(facts, "DX-SUR-16", filed(7)) is None
    assert due_in(facts, "DX-SUR-16", filed(8)) == 0


def test_a_low_potassium_is_answered_only_by_a_magnesium_as_new_as_it():
    facts = harmless(at(p.POTASSIUM_SERUM, "3.0"), (p.TAKEN_DAYS_AGO, D(2)))
    assert due_in(facts, "DX-SUR-16", filed(3)) == 0
    assert due_in(facts, "DX-SUR-16", filed(2)) is None
    undated = s.without(facts, p.TAKEN_DAYS_AGO)
    assert due_in(undated, "DX-SUR-16", filed(1)) == 0
    assert due_in(undated, "DX-SUR-16", filed(0)) is None


@pytest.mark.parametrize(
    "known, urgency",
    [
        (at(p.POTASSIUM_SERUM, "3.0"), "same_day"),
        (finding("tetany"), "urgent"),
        (finding("seizure_last_24h"), "urgent"),
        (finding("seizure_now"), "emergency"),
        (finding("torsades_de_pointes"), "emergency"),
    ],
)
def test_a_reflex_signal_is_as_urgent_as_its_gravest_sign(known, urgency):
    assert asked(harmless(known, at(p.SODIUM_SERUM, "130")))["DX-SUR-16"].urgency == urgency


# -- what is on file -----------------------------------------------------------------------------------------------


def test_an_unreliable_sample_answers_nothing():
    assert asked(harmless(condition("sepsis")), filed(0, unreliable=True))["DX-SUR-12"].basis == "baseline"


def test_what_is_dated_after_today_is_not_yet_on_file():
    assert asked(harmless(condition("sepsis")), filed(-1))["DX-SUR-12"].basis == "baseline"


@pytest.mark.parametrize(
    "taken_on, due",
    [
        (date(2024, 1, 31), date(2024, 2, 7)),
        (date(2024, 2, 28), date(2024, 3, 6)),  # over the leap day
        (date(2023, 2, 28), date(2023, 3, 7)),
        (date(2023, 12, 31), date(2024, 1, 7)),
    ],
)
def test_weeks_run_over_the_ends_of_months_and_years(taken_on, due):
    on_file = [MagnesiumOnFile(magnesium("0.8"), datetime(taken_on.year, taken_on.month, taken_on.day, 23, 59))]
    found = signals(harmless(condition("short_bowel")), on_file, taken_on)
    assert [signal.due_date for signal in found] == [due]


@pytest.mark.parametrize(
    "taken_on, due",
    [
        (date(2023, 3, 1), date(2024, 2, 29)),  # 365 days, of which the last is a leap day
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2024, 3, 1), date(2025, 3, 1)),
    ],
)
def test_a_year_is_never_longer_than_that_of_the_calendar(taken_on, due):
    on_file = [MagnesiumOnFile(magnesium("0.8"), datetime(taken_on.year, taken_on.month, taken_on.day, 8))]
    found = signals(harmless(condition("type_2_diabetes")), on_file, taken_on)
    assert [signal.due_date for signal in found] == [due]


# -- laws ----------------------------------------------------------------------------------------------------------

_LEVELS = st.sampled_from(["0.45", "0.69", "0.70", "0.90", "<0.80", ">0.60"])
_FILED = st.lists(st.builds(filed, st.integers(0, 800), _LEVELS), max_size=4)


def dues(facts, on_file, today=TODAY):
    return {signal.rule.id: signal for signal in signals(facts, on_file, today)}


@laws(150)
@given(s.patients(), _FILED, s.drugs())
def test_a_further_drug_never_removes_a_signal_or_makes_it_later(facts, on_file, drug):
    before, after = dues(facts, on_file), dues(replace(facts, drugs=(*facts.drugs, drug)), on_file)
    assert set(before) <= set(after)
    for rule_id, signal in before.items():
        assert after[rule_id].due_date <= signal.due_date
        assert signal.optional or not after[rule_id].optional


@laws(150)
@given(s.patients(), _FILED, st.integers(1, 500))
def test_another_day_never_makes_a_signal_later(facts, on_file, days):
    """What is due counts from what is on file; a first magnesium is due on whichever day one asks."""
    later = TODAY + timedelta(days=days)
    before, after = dues(facts, on_file), dues(facts, on_file, later)
    assert set(before) <= set(after)
    for rule_id, signal in before.items():
        assert (after[rule_id].due_date - later).days <= (signal.due_date - TODAY).days
        if signal.basis == "repeat" and signal.latest_days is not None:
            assert after[rule_id].due_date <= max(signal.due_date, later)


_HARMLESS_KEYS = st.sampled_from([*s.HARMLESS])


@laws(150)
@given(s.patients(known=True), _FILED, _HARMLESS_KEYS)
def test_a_harmless_answer_forgotten_never_silences_a_signal(facts, on_file, key):
    known = replace(facts, values={**facts.values, key: s.HARMLESS[key]})
    before, after = dues(known, on_file), dues(s.without(known, key), on_file)
    assert set(before) <= set(after)
    for rule_id, signal in before.items():
        assert after[rule_id].due_date <= signal.due_date


@laws(100)
@given(s.patients(known=True), _FILED, st.sampled_from(["drugs", "conditions", "findings"]))
def test_a_list_not_fully_asked_never_silences_a_signal(facts, on_file, name):
    before = dues(facts, on_file)
    after = dues(replace(facts, asked=facts.asked - {name}), on_file)
    assert set(before) <= set(after)
    for rule_id, signal in before.items():
        assert after[rule_id].due_date <= signal.due_date
        assert signal.optional or not after[rule_id].optional


@laws(100)
@given(s.patients(), _FILED, st.randoms(use_true_random=False))
def test_the_order_of_what_is_told_does_not_matter(facts, on_file, random):
    drugs, shuffled = list(facts.drugs), list(on_file)
    random.shuffle(drugs)
    random.shuffle(shuffled)
    assert signals(facts, on_file, TODAY) == signals(replace(facts, drugs=tuple(drugs)), shuffled, TODAY)


@laws(100)
@given(s.patients(), _FILED)
def test_one_signal_for_a_rule_in_the_order_in_which_they_are_due(facts, on_file):
    found = signals(facts, on_file, TODAY)
    assert len({signal.rule.id for signal in found}) == len(found)
    assert list(found) == sorted(found, key=lambda signal: signal.due_date)
    assert "DX-SUR-19" not in {signal.rule.id for signal in found}


# -- in the assessment ----------------------------------------------------------------------------------------------


def test_an_assessment_says_who_is_measured_again_counted_from_its_own_sample():
    found = {line.rule.id: line for line in assess(harmless(condition("type_2_diabetes"))).surveillance}
    assert {rule_id: (line.basis, line.due_in_days, line.every_days) for rule_id, line in found.items()} == {
        "DX-SUR-09": ("repeat", 365, 365)
    }


def test_an_assessment_without_a_reliable_magnesium_asks_for_it_now():
    for known in (s.without(harmless(), p.MAGNESIUM_SERUM), harmless((p.TUBE, "edta"))):
        facts = s.knowing(known, condition("type_2_diabetes"), at(p.POTASSIUM_SERUM, "3.0"))
        lines = {line.rule.id: line.basis for line in assess(facts).surveillance}
        assert lines == {"DX-SUR-09": "baseline", "DX-SUR-16": "reflex"}


@pytest.mark.parametrize("known", [(p.AGE, D(17)), (p.PREGNANT, True), (p.DIALYSIS, True)])
def test_out_of_scope_nobody_is_put_under_surveillance(known):
    assert assess(harmless(condition("type_2_diabetes"), known)).surveillance == ()


@laws(100)
@given(s.patients())
def test_the_assessment_and_the_signals_agree(facts):
    """The same rules speak, wherever the sample of the facts is the only one on file."""
    done = assess(facts)
    if not done.scope.in_scope or done.status in ("unknown", "suspected_spurious"):
        return
    value, days = facts.quantity(p.MAGNESIUM_SERUM), int(facts.number(p.TAKEN_DAYS_AGO) or 0)
    if value is None:
        return
    midnight = datetime(TODAY.year, TODAY.month, TODAY.day) - timedelta(days=days)
    found = dues(facts, [MagnesiumOnFile(value, midnight)])
    assert {line.rule.id: line.due_in_days or 0 for line in done.surveillance} == {
        rule_id: (signal.due_date - TODAY).days for rule_id, signal in found.items()
    }
