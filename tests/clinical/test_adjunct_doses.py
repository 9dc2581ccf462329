"""The dose of an adjunct, when a person must confirm it, and what goes with it (TX-AMI-02, -05 to -07, TX-SGL-02, -05, -06, TX-PPI-05)."""

from __future__ import annotations

from typing import Any

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p

from .strategies import ALL_ASKED, D, at, condition, harmless, knowing, mg, said, taken, without
from .test_treatment_tables import NO_ANSWER, OPEN, told

AMILORIDE, SGLT2, INULIN = OPEN["amiloride"], OPEN["sglt2_inhibitor"], OPEN["inulin"]


def item_of(facts: Facts, family: str) -> Any:
    (item,) = (item for item in assess(facts).plan.recommended if item.family == family)
    return item


def held_of(facts: Facts, family: str) -> Any:
    (entry,) = (entry for entry in assess(facts).plan.withheld if entry.family == family)
    return entry


def warned(facts: Facts) -> set[str]:
    return {warning.code for warning in assess(facts).warnings}


def reduced_by(rule_id: str, facts: Facts) -> bool:
    """Whether this rule itself warns of reduced kidneys; other rules raise the same code."""
    return ("W_RENAL_REDUCED", rule_id) in {(warning.code, warning.rule.id) for warning in assess(facts).warnings}


@pytest.mark.parametrize(
    "known, amount",
    [
        ([], "5"), ([(p.AGE, D(74))], "5"), ([(p.AGE, D(75))], "2.5"), ([at(p.SYSTOLIC_BP, "110")], "5"), ([at(p.SYSTOLIC_BP, "109")], "2.5"),
    ],
)  # fmt: skip
def test_amiloride_is_5_mg_and_half_for_the_old_or_with_low_pressure(known, amount):
    item = item_of(knowing(AMILORIDE, *known), "amiloride")
    assert (item.dose.amount, item.dose.unit, item.dose.times_per_day) == (D(amount), "mg", 1)
    second = any("triamterene" in line.template for line in item.details)
    assert second == (amount == "5")


@pytest.mark.parametrize(
    "facts, automatic",
    [
        (AMILORIDE, True),
        (knowing(AMILORIDE, condition("type_1_diabetes")), False),
        (knowing(AMILORIDE, condition("type_2_diabetes")), False),
        (knowing(AMILORIDE, condition("pancreatogenic_diabetes")), False),
        (knowing(AMILORIDE, condition("diabetes_type_unknown")), False),
        (told(AMILORIDE, p.CONDITIONS["type_2_diabetes"], NO_ANSWER), False),
        (knowing(AMILORIDE, condition("known_gitelman")), False),
        (knowing(AMILORIDE, condition("liver_failure")), False),
        (told(AMILORIDE, p.CONDITIONS["liver_failure"], NO_ANSWER), False),
        (without(AMILORIDE, p.SODIUM_SERUM), True),
    ],
)
def test_amiloride_is_confirmed_by_a_person_with_diabetes_tubulopathy_or_liver_disease(facts, automatic):
    assert item_of(facts, "amiloride").automatic == automatic


@pytest.mark.parametrize("sodium, given", [("129", False), ("130", True)])
def test_amiloride_waits_while_sodium_is_below_130(sodium, given):
    facts = knowing(AMILORIDE, at(p.SODIUM_SERUM, sodium))
    assert any(item.family == "amiloride" for item in assess(facts).plan.recommended) == given


def test_sodium_not_known_is_pointed_out_beside_amiloride():
    details = item_of(without(AMILORIDE, p.SODIUM_SERUM), "amiloride").details
    assert any(line.template.startswith("Sodium is not known") for line in details)
    assert not any(line.template.startswith("Sodium is not known") for line in item_of(AMILORIDE, "amiloride").details)


def test_what_goes_with_amiloride():
    plan = assess(AMILORIDE).plan
    assert {"potassium_creatinine", "serum_magnesium"} <= {entry.what for entry in plan.monitoring}
    assert sum(stop.rule.id == "TX-AMI-06" for stop in plan.stop_criteria) == 2
    assert plan.recheck is not None
    assert plan.recheck.within_hours <= 168
    assert {"W_OFF_LABEL", "W_LOW_EVIDENCE", "W_K_MONITOR", "W_HYPERK_RISK"} <= warned(AMILORIDE)


@pytest.mark.parametrize(
    "facts, shown",
    [
        (knowing(AMILORIDE, condition("addison")), True),
        (told(AMILORIDE, p.CONDITIONS["addison"], NO_ANSWER), False),
        (told(knowing(AMILORIDE, at(p.POTASSIUM_SERUM, "5.1")), p.CONDITIONS["addison"], NO_ANSWER), False),
    ],
)
def test_a_withheld_amiloride_shows_its_dose_only_where_all_is_known(facts, shown):
    assert (held_of(facts, "amiloride").dose is not None) == shown


@pytest.mark.parametrize(
    "facts, risk",
    [
        (knowing(AMILORIDE, at(p.POTASSIUM_SERUM, "5.1")), True),
        (Facts(AMILORIDE.values, (taken("enalapril"),), ALL_ASKED), True),
        (Facts(AMILORIDE.values, (taken("heparin"),), ALL_ASKED), True),
        (without(AMILORIDE, p.POTASSIUM_SERUM), False),
        (knowing(AMILORIDE, condition("addison")), False),
    ],
)
def test_the_risk_of_hyperkalaemia_is_said_where_a_known_stop_brings_it(facts, risk):
    assert ("W_HYPERK_RISK" in warned(facts)) == risk


@pytest.mark.parametrize("certainty, known", [("established", True), ("presumptive", False)])
def test_amiloride_needs_more_than_a_history_of_renal_loss(certainty, known):
    """A thiazide makes a renal route by history alone: presumptive (TX-INV-48, ruling 15)."""
    facts = AMILORIDE if known else Facts(without(AMILORIDE, p.KNOWN_ROUTE).values, (taken("cisplatin"),), ALL_ASKED)
    assessment = assess(facts)
    assert (assessment.route.value, assessment.route.certainty) == ("renal", certainty)
    assert any(item.family == "amiloride" for item in assessment.plan.recommended) == known
    if not known:
        assert [why.rule.id for why in held_of(facts, "amiloride").because] == ["TX-INV-48"]


@pytest.mark.parametrize(
    "known, drug, automatic",
    [
        ([], "", True), ([(p.AGE, D(74))], "", True), ([(p.AGE, D(75))], "", False), ([at(p.SYSTOLIC_BP, "100")], "", True),
        ([at(p.SYSTOLIC_BP, "99")], "", False), ([], "furosemide", False), ([], "tacrolimus", False), ([], "cisplatin", False),
        ([condition("known_gitelman")], "", False),
    ],
)  # fmt: skip
def test_an_sglt2_inhibitor_is_confirmed_by_a_person_where_volume_or_infection_is_at_stake(known, drug, automatic):
    facts = knowing(SGLT2, *known)
    facts = Facts(facts.values, (taken(drug),), ALL_ASKED) if drug else facts
    item = item_of(facts, "sglt2_inhibitor")
    assert (item.dose.amount, item.dose.unit, item.dose.times_per_day) == (10, "mg", 1)
    assert item.automatic == automatic
    assert not item.off_label


@pytest.mark.parametrize("age, given", [("84", True), ("85", False)])
def test_no_sglt2_inhibitor_from_85_years_on(age, given):
    facts = knowing(SGLT2, (p.AGE, D(age)))
    assert any(item.family == "sglt2_inhibitor" for item in assess(facts).plan.recommended) == given


@pytest.mark.parametrize(
    "known, rule_id, kind",
    [
        ([(p.SETTING, "ward")], "TX-SGL-01", "not_indicated"),
        ([(p.SETTING, "icu")], "TX-SGL-01", "not_indicated"),
        ([condition("type_2_diabetes", False), (p.KNOWN_ROUTE, "renal")], "TX-INV-56", "not_indicated"),
    ],
)
def test_an_sglt2_inhibitor_is_for_stable_outpatients_on_a_licensed_ground(known, rule_id, kind):
    because = held_of(knowing(SGLT2, *known), "sglt2_inhibitor").because
    assert [(why.rule.id, why.kind) for why in because] == [(rule_id, kind)]


def test_the_setting_not_known_is_asked_before_an_sglt2_inhibitor():
    (why,) = held_of(without(SGLT2, p.SETTING), "sglt2_inhibitor").because
    assert (why.rule.id, why.kind, why.missing) == ("TX-SGL-01", "not_known", ("patient.setting",))


@pytest.mark.parametrize("code", ["heart_failure", "chronic_kidney_disease", "proteinuric_ckd"])
def test_each_licensed_ground_is_enough(code):
    facts = knowing(SGLT2, condition("type_2_diabetes", False), (p.KNOWN_ROUTE, "renal"), condition(code))
    assert not item_of(facts, "sglt2_inhibitor").off_label


def test_what_goes_with_an_sglt2_inhibitor():
    plan = assess(SGLT2).plan
    assert {"W_SICK_DAY", "W_GENITAL_INFECTION", "W_NOT_FOR_ACUTE"} <= warned(SGLT2)
    assert any(stop.rule.id == "TX-SGL-06" for stop in plan.stop_criteria)
    assert any(entry.what == "egfr_potassium_magnesium_volume" for entry in plan.monitoring)
    assert "W_HYPOGLYCAEMIA" not in warned(SGLT2)
    assert "W_HYPOGLYCAEMIA" in warned(Facts(SGLT2.values, (taken("insulin"),), ALL_ASKED))
    assert reduced_by("TX-SGL-06", knowing(SGLT2, at(p.EGFR_REPORTED, "45")))
    assert not reduced_by("TX-SGL-06", SGLT2)


def test_one_adjunct_at_a_time_the_sglt2_inhibitor_first():
    facts = knowing(SGLT2, (p.KNOWN_ROUTE, "renal"))
    assert item_of(facts, "sglt2_inhibitor").dose.amount == 10
    assert "TX-SGL-07" in {why.rule.id for why in held_of(facts, "amiloride").because}


@pytest.mark.parametrize(
    "level, can_stop, rule_id, kind",
    [
        ("0.65", True, "TX-PPI-01", "not_indicated"),
        ("0.65", None, "RUL-43", "not_known"),
        ("0.45", False, "TX-INV-14", "not_indicated"),
    ],
)
def test_inulin_is_for_a_proton_pump_inhibitor_that_must_go_on(level, can_stop, rule_id, kind):
    facts = harmless(mg(level), drugs=[taken("omeprazole", months=D(24), can_stop=can_stop)])
    assert (rule_id, kind) in {(why.rule.id, why.kind) for why in held_of(facts, "inulin").because}


def test_inulin_starts_at_5_g_once_a_day():
    item = item_of(INULIN, "inulin")
    assert (item.dose.amount, item.dose.unit, item.dose.times_per_day) == (5, "g", 1)
    assert {"W_LOW_EVIDENCE", "W_GI_GAS", "W_NOT_FOR_ACUTE"} <= warned(INULIN)
    assert [why.rule.id for why in held_of(harmless(), "inulin").because] == ["TX-PPI-05"]


def test_the_warnings_of_two_treatments_with_one_code_both_stand():
    """Weak evidence of the SGLT2 inhibitor does not hide behind that of another adjunct, nor one kidney warning behind another."""
    facts = knowing(
        harmless(mg("0.55"), at(p.EGFR_REPORTED, "50")),
        condition("type_2_diabetes"),
        (p.ORAL_FAILED, True),
        (p.SETTING, "clinic"),
    )
    sentences = [said(w.text) for w in assess(facts).warnings if w.code == "W_RENAL_REDUCED"]
    assert len(sentences) == len(set(sentences)) == 2


def test_inulin_stops_below_050_also_where_an_inherited_loss_stays_by_mouth():
    """TX-INV-59: the one way for a severe level to come to P2 or P3 is TX-SEV-09."""
    facts = knowing(INULIN, condition("known_gitelman"), mg("0.45"))
    assert assess(facts).plan.path in ("P2_ORAL", "P3_ORAL_ADJUNCT")
    assert "TX-INV-59" in {why.rule.id for why in held_of(facts, "inulin").because}


@pytest.mark.parametrize("usual, warns", [(None, True), ("0.46", False)])
def test_a_level_of_ones_own_that_is_not_known_is_said(usual, warns):
    """TX-SEV-09."""
    own = [at(p.USUAL_MAGNESIUM, usual)] if usual else []
    facts = harmless(mg("0.45"), condition("known_gitelman"), *own)
    found = assess(facts)
    assert found.plan.path_rule.id == "TX-SEV-09"
    assert any(w.code == "W_UNKNOWN_INPUT" and w.rule.id == "TX-SEV-09" for w in found.warnings) is warns
