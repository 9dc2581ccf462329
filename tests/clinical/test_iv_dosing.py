"""The parts that an intravenous dose is made of, each at its limits (TX-IV-03 to -09, TX-SEV-19, TX-INV-20, rulings 33, 40, 44)."""

from __future__ import annotations

import pytest

from diagnostics.clinical.doses import IVDose
from diagnostics.clinical.engine import assess as engine
from diagnostics.clinical.engine.iv_dosing import (
    Budget,
    day_budget,
    expected_rise,
    over_the_day,
    prescriber_decides,
    repeat,
    stale_sample,
)
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.treatment import LOAD_FULL, LOAD_HALF

from .situations import given, situation
from .strategies import D, at, condition, finding, harmless, iv_items, knowing, mg, quantity, without

SEVERE = harmless(mg("0.45"))


@pytest.mark.parametrize(
    "known, cap, left",
    [
        ([], "12", "12"),
        ([at(p.EGFR_REPORTED, "60")], "12", "12"),
        ([at(p.EGFR_REPORTED, "59")], "7", "7"),
        ([at(p.EGFR_REPORTED, "29")], "5", "5"),
        ([at(p.EGFR_REPORTED, "14")], "2", "2"),
        ([at(p.WEIGHT, "45")], "12", "12"),
        ([at(p.WEIGHT, "44")], "8.8", "8.8"),
        ([at(p.WEIGHT, "30")], "6", "6"),
        ([at(p.WEIGHT, "44"), at(p.EGFR_REPORTED, "29")], "5", "5"),
        (given("20.28644"), "12", "7.0000011332"),
        (given("20.28644", hours=23), "12", "7.0000011332"),
        (given("20.28644", hours=24), "12", "12"),
        (given("20.28644", route="oral"), "12", "12"),
        (given(None), "12", "12"),
    ],
)
def test_the_day_has_one_cap_and_what_is_left_of_it(known, cap, left):
    budget = day_budget(situation(knowing(SEVERE, *known)))
    assert budget.cap == D(cap)
    assert abs(budget.left - D(left)) < D("0.000001")


def test_an_unknown_kidney_has_the_cap_of_15_to_29():
    assert day_budget(situation(without(SEVERE, p.EGFR_REPORTED))).cap == 5


@pytest.mark.parametrize(
    "left, wanted, taken, rest",
    [
        ("12", "5", "5", "7"),
        ("4.9", "5", "4.5", "0.4"),
        ("0.5", "5", "0.5", "0"),
        ("0.4", "5", "0", "0.4"),
        ("-1", "5", "0", "-1"),
    ],
)
def test_a_budget_is_spent_in_steps_of_half_a_gram(left, wanted, taken, rest):
    budget = Budget(D(12), D(left), D(12), 24)
    assert budget.take(D(wanted)) == D(taken)
    assert budget.left == D(rest)


@pytest.mark.parametrize("grams, over", [("11.9", False), ("12", False), ("12.1", True)])
def test_a_dose_may_reach_the_limit_of_the_day_and_not_pass_it(grams, over):
    why = over_the_day(situation(SEVERE), D(grams))
    assert (why is not None) == over
    if why is not None:
        assert (why.rule.id, why.kind) == ("TX-INV-20", "contraindicated")
        assert why.text.values["cap"] == 12
        assert why.released_by is not None


def test_an_urgent_load_over_the_day_is_withheld_with_that_reason():
    """8 g of the 7 g of eGFR 30 to 59 are gone already."""
    facts = harmless(mg("0.45"), finding("tetany"), at(p.EGFR_REPORTED, "45"), *given("32.5"))
    plan = engine.assess(facts).plan
    held = next(entry for entry in plan.withheld if entry.code == "IV_LOAD_2G_15MIN")
    assert [(why.rule.id, why.kind) for why in held.because] == [("TX-INV-20", "contraindicated")]
    assert held.dose is not None
    assert held.dose.salt_g == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "egfr, grams, rise",
    [
        ("90", "5", "0.2"),
        ("89.9", "5", "0.3"),
        ("30", "5", "0.3"),
        ("29.9", "5", ""),
        ("90", "4", ""),
        ("90", "2.5", ""),
    ],
)
def test_the_expected_rise_is_said_of_5_g_alone_and_by_kidney(egfr, grams, rise):
    lines = expected_rise(situation(knowing(SEVERE, at(p.EGFR_REPORTED, egfr))), IVDose(D(grams), D(500), D(720), ""))
    assert len(lines) == (2 if rise else 0)
    if rise:
        assert lines[0].values["rise"] == D(rise)


def test_an_unknown_kidney_has_no_expected_rise():
    assert expected_rise(situation(without(SEVERE, p.EGFR_REPORTED)), IVDose(D(5), D(500), D(720), "")) == ()


def not_asked(facts: Facts) -> Facts:
    """Nobody asked for signs."""
    return Facts(facts.values, facts.drugs, facts.asked - {"findings"})


GITELMAN = (condition("known_gitelman"), (p.USUAL_MAGNESIUM, quantity(p.USUAL_MAGNESIUM, "0.60")))


@pytest.mark.parametrize(
    "facts, confirm",
    [
        (SEVERE, False),
        (knowing(SEVERE, at(p.RESPIRATORY_RATE, "15")), True),
        (knowing(SEVERE, at(p.RESPIRATORY_RATE, "16")), False),
        (knowing(SEVERE, at(p.WEIGHT, "44")), True),
        (knowing(SEVERE, at(p.WEIGHT, "45")), False),
        (knowing(SEVERE, at(p.WEIGHT, "<80")), True),
        (knowing(SEVERE, at(p.WEIGHT, ">80")), False),
        (knowing(SEVERE, *given(None)), True),
        (knowing(SEVERE, *given("4")), False),
        (knowing(SEVERE, *given(None, hours=24)), False),
        (without(SEVERE, p.WEIGHT), False),
        (knowing(SEVERE, *GITELMAN), False),
        (not_asked(knowing(SEVERE, *GITELMAN)), True),
        (not_asked(SEVERE), False),
        (not_asked(knowing(SEVERE, *GITELMAN, mg("0.35"))), False),
    ],
)
def test_the_prescriber_decides_where_something_asks_for_it(facts, confirm):
    decided, why = prescriber_decides(situation(facts))
    assert decided == confirm
    assert bool(why) == confirm


def test_a_light_body_is_written_into_the_trace():
    s = situation(knowing(SEVERE, at(p.WEIGHT, "44")))
    prescriber_decides(s)
    assert any(found.rule.id == "TX-SEV-19" for found in s.inquiry.findings)


@pytest.mark.parametrize("days, held", [(0, False), (7, False), (8, True)])
def test_a_magnesium_older_than_7_days_decides_no_infusion(days, held):
    why = stale_sample(situation(knowing(SEVERE, (p.TAKEN_DAYS_AGO, D(days)))))
    assert [(r.rule.id, r.kind, r.missing) for r in why] == (
        [("RUL-40", "not_known", ("serum.magnesium",))] if held else []
    )


@pytest.mark.parametrize(
    "known, row, once",
    [
        ([], LOAD_FULL, True),
        ([at(p.EGFR_REPORTED, "29")], LOAD_HALF, True),
        ([at(p.EGFR_REPORTED, "14")], LOAD_HALF, False),
        ([at(p.URINE_OUTPUT, "24")], LOAD_FULL, False),
        ([at(p.URINE_OUTPUT, "25")], LOAD_FULL, True),
        (given("32.4"), LOAD_FULL, True),  # just less than 8 g given, twice 2 g fit
        (given("32.5"), LOAD_FULL, False),  # just more than 8 g given
    ],
)
def test_a_load_may_be_repeated_once_where_kidney_and_day_allow(known, row, once):
    (line,) = repeat(situation(knowing(SEVERE, finding("tetany"), *known)), row)
    assert line.template.startswith("May be repeated once") == once


@pytest.mark.parametrize("gone", [p.RESPIRATORY_RATE, p.PATELLAR_REFLEX, p.SYSTOLIC_BP, p.EGFR_REPORTED])
def test_a_load_is_not_repeated_while_a_check_is_open(gone):
    (line,) = repeat(situation(without(knowing(SEVERE, finding("tetany")), gone)), LOAD_FULL)
    assert line.template == "No repeat without a level"


@pytest.mark.parametrize(
    "mmol, grams, times",
    [
        ("8.1", "5", 2),
        ("10.2", "4.5", 2),
        ("28", "2.5", 2),
        ("29.6", "4.5", 1),
        ("32.4", "2", 2),
        ("46.6", "0.5", 1),
        ("48.0", None, 0),
        ("48.7", None, 0),
    ],
)
def test_a_planned_infusion_is_cut_to_what_the_day_still_allows(mmol, grams, times):
    """Critical and eGFR 95: twice 5 g, of 12 g a day, less what was given."""
    plan = engine.assess(harmless(mg("0.35"), *given(mmol)))
    doses = iv_items(plan)
    if grams is None:
        (held,) = (entry for entry in plan.plan.withheld if entry.family == "iv")
        assert [(why.rule.id, why.kind) for why in held.because] == [("TX-INV-20", "contraindicated")]
        assert doses == []
    else:
        ((_item, dose),) = doses
        assert (dose.salt_g, dose.per_day, dose.max_24h_g) == (D(grams), times, 12)


@pytest.mark.parametrize(
    "known, code, salt",
    [
        ([], "IV_INF_5G_6H", "5"),
        ([at(p.EGFR_REPORTED, "45")], "IV_INF_5G_12H", "5"),
        ([at(p.EGFR_REPORTED, "20")], "IV_INF_2_5G_12H", "2.5"),
        ([mg("0.59")], "IV_INF_5G_6H", "5"),
    ],
)
def test_the_infusion_after_a_load_follows_the_kidney(known, code, salt):
    doses = {item.code: dose for item, dose in iv_items(engine.assess(harmless(mg("0.45"), finding("tetany"), *known)))}
    assert doses[code].salt_g == D(salt)


def test_no_infusion_follows_a_load_from_060_on():
    plan = engine.assess(harmless(mg("0.60"), finding("tetany"))).plan
    (held,) = (entry for entry in plan.withheld if entry.family == "iv")
    assert (held.code, held.because[0].rule.id, held.because[0].kind) == ("IV_INF_5G_6H", "TX-IV-05", "not_indicated")


def test_an_infusion_that_waits_for_an_answer_keeps_its_dose_in_sight_where_the_kidney_is_known():
    facts = without(harmless(mg("0.45"), finding("tetany")), p.PATELLAR_REFLEX)
    held = {entry.code: entry for entry in engine.assess(facts).plan.withheld}
    assert held["IV_INF_5G_6H"].dose is not None
    blind = {entry.code: entry for entry in engine.assess(without(facts, p.EGFR_REPORTED)).plan.withheld}
    assert blind["IV_INF_5G_12H"].dose is None
    assert blind["IV_LOAD_1G_15MIN"].dose is not None


@pytest.mark.parametrize("mmol, grams", [(None, "5"), ("20.2", "5"), ("20.4", "4.5"), ("24.3", "4"), ("38.5", "0.5")])
def test_the_load_counts_before_the_infusion_that_follows_it(mmol, grams):
    """12 g a day, less what was given, less the 2 g of the load."""
    facts = harmless(mg("0.45"), finding("tetany"), *(given(mmol) if mmol else []))
    doses = {item.code: dose for item, dose in iv_items(engine.assess(facts))}
    assert doses["IV_LOAD_2G_15MIN"].salt_g == 2
    assert doses["IV_INF_5G_6H"].salt_g == D(grams)


@pytest.mark.parametrize("facts, warned", [(SEVERE, False), (without(SEVERE, p.WEIGHT), True)])
def test_a_weight_not_known_is_asked_for(facts, warned):
    found = {(warning.code, warning.path) for warning in engine.assess(facts).warnings}
    assert (("W_UNKNOWN_INPUT", "patient.weight") in found) == warned
