"""What an oral dose is made of: the start, the next step, the cap, the split, the day (TX-PO-01 to -07, TX-SEV-13, TX-ELY-09)."""

from __future__ import annotations

from typing import Any

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.oral import choose_dose
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.base import Knowledge
from diagnostics.clinical.knowledge.thresholds import ClinicLimits

from .situations import given, situation
from .strategies import ALL_ASKED, D, at, condition, harmless, knowing, mg, oral_items, quantity, said, taken, without

MODERATE = harmless(mg("0.55"))
KIDNEY_30 = at(p.EGFR_REPORTED, "45")


def on(mmol: str, *, days: int | None = 9, failed: bool | None = False) -> list:
    """Oral magnesium in use, mmol a day."""
    known: list = [(p.ORAL_DOSE, quantity(p.ORAL_DOSE, mmol))]
    known += [(p.ORAL_DAYS, D(days))] if days is not None else []
    return [*known, (p.ORAL_FAILED, failed)]


def dose_of(facts: Facts, limits: ClinicLimits | None = None) -> Any:
    plan = assess(facts, Knowledge(limits=limits or ClinicLimits())).plan
    (item,) = (item for item in plan.recommended if item.family == "oral")
    return item


def told(item: Any) -> tuple[str, str, int]:
    return item.code, str(item.dose.mmol_per_dose), item.dose.times_per_day


@pytest.mark.parametrize(
    "known, expected",
    [
        ([], ("ORAL_24_MMOL", "8", 3)),
        ([mg("0.60")], ("ORAL_12_MMOL", "4", 3)),
        ([KIDNEY_30], ("ORAL_12_MMOL", "4", 3)),
        ([condition("known_gitelman")], ("ORAL_12_MMOL", "4", 3)),
    ],
)
def test_the_start_is_8_mmol_three_times_only_when_moderate_with_a_good_kidney(known, expected):
    assert told(dose_of(knowing(MODERATE, *known))) == expected


@pytest.mark.parametrize(
    "known, total",
    [
        (on("4"), "12"),  # the ladder: 12, 20, 24, 30
        (on("8"), "12"),
        (on("8.1"), "8.1"),  # 12 is less than 4 above, 20 more than 10 above
        (on("12"), "20"),
        (on("16"), "20"),
        (on("16.1"), "24"),
        (on("20"), "24"),
        (on("20.1"), "30"),
        (on("26"), "30"),
        (on("26.1"), "26.1"),
        (on("30"), "30"),
        (on("40"), "30"),
        (on("12", days=2), "12"),
        (on("12", days=3), "20"),
        (on("12", days=None), "12"),
        ([*on("12"), KIDNEY_30], "20"),
        ([*on("20"), KIDNEY_30], "24"),
        ([*on("30"), KIDNEY_30], "24"),
        (on("12", failed=True), "12"),  # failed without an adjunct route: best tolerated
        (on("12", days=2, failed=True), "12"),
        ([*on("12", days=2, failed=True), (p.KNOWN_ROUTE, "renal")], "20"),
        ([(p.ORAL_FAILED, True)], "12"),
    ],
)
def test_the_next_step_is_4_to_10_mmol_higher_after_3_days(known, total):
    assert choose_dose(situation(harmless(mg("0.65"), *known))).total == D(total)


@pytest.mark.parametrize(
    "known, total, per_dose, times",
    [
        ([condition("refeeding_risk"), at(p.WEIGHT, "50")], "20.0", "10", 2),
        ([condition("refeeding"), at(p.WEIGHT, "70")], "28.0", "9.3", 3),
        ([condition("refeeding_risk"), at(p.WEIGHT, "90")], "30", "10", 3),
    ],
)
def test_refeeding_asks_for_04_mmol_for_each_kg_up_to_the_cap(known, total, per_dose, times):
    facts = knowing(MODERATE, *known)
    assert choose_dose(situation(facts)).total == D(total)
    assert told(dose_of(facts)) == ("ORAL_TITRATE", per_dose, times)


def test_refeeding_without_a_good_kidney_starts_as_usual():
    assert choose_dose(situation(knowing(MODERATE, condition("refeeding_risk"), KIDNEY_30))).code == "ORAL_12_MMOL"


@pytest.mark.parametrize("code", ["refeeding", "refeeding_risk"])
def test_refeeding_without_a_weight_starts_with_the_lower_dose(code):
    """TX-ELY-09 goes by weight: 24 mmol would be too much for 40 kg."""
    facts = knowing(MODERATE, condition(code))
    assert choose_dose(situation(without(facts, p.WEIGHT))).code == "ORAL_12_MMOL"
    assert choose_dose(situation(without(MODERATE, p.WEIGHT))).code == "ORAL_24_MMOL"


@pytest.mark.parametrize("code", ["diarrhoea", "chronic_diarrhoea", "acute_diarrhoea"])
def test_diarrhoea_on_oral_magnesium_halves_it(code):
    choice = choose_dose(situation(harmless(mg("0.65"), condition(code), *on("24"))))
    assert (choice.code, choice.total) == ("ORAL_SALT_SWITCH", 12)
    assert choose_dose(situation(harmless(mg("0.65"), condition(code)))).code == "ORAL_12_MMOL"


@pytest.mark.parametrize("now, total", [("40", "20"), ("80", "30")])
def test_half_of_much_stays_below_the_cap(now, total):
    facts = harmless(mg("0.65"), (p.INTOLERABLE_DIARRHOEA, True), *on(now))
    assert choose_dose(situation(facts)).total == D(total)


@pytest.mark.parametrize(
    "limits, known, expected",
    [
        (ClinicLimits(oral_single_max_mmol=D(5)), [], ("ORAL_24_MMOL", "5", 4)),
        (ClinicLimits(oral_single_max_mmol=D(8)), [], ("ORAL_24_MMOL", "8", 3)),
        (ClinicLimits(oral_max_mmol_d=D(24)), on("24"), ("ORAL_TITRATE", "8", 3)),
        (ClinicLimits(oral_max_mmol_d=D(24)), on("20"), ("ORAL_TITRATE", "8", 3)),
        (ClinicLimits(oral_max_mmol_d=D(40)), on("38"), ("ORAL_TITRATE", "9.5", 4)),
        (ClinicLimits(oral_max_mmol_d=D(40)), [*on("38"), KIDNEY_30], ("ORAL_TITRATE", "8", 3)),
    ],
)
def test_single_doses_and_days_keep_to_the_limits_of_the_clinic(limits, known, expected):
    assert told(dose_of(knowing(MODERATE, *known), limits)) == expected


@pytest.mark.parametrize(
    "mmol, per_dose, confirm",
    [("6", "8", False), ("6.1", "7.9", True), ("15", "5", True), ("29.5", "0.1", True)],
)
def test_what_was_given_by_mouth_today_counts_against_30_mmol(mmol, per_dose, confirm):
    item = dose_of(knowing(MODERATE, *given(mmol, route="oral")))
    assert (str(item.dose.mmol_per_dose), item.automatic) == (per_dose, not confirm)


def test_a_day_that_is_full_has_no_further_dose():
    plan = assess(knowing(MODERATE, *given("30", route="oral"))).plan
    (held,) = (entry for entry in plan.withheld if entry.family == "oral")
    assert [(why.rule.id, why.kind) for why in held.because] == [("TX-INV-27", "contraindicated")]


@pytest.mark.parametrize(
    "facts, automatic",
    [
        (MODERATE, True),
        (knowing(MODERATE, *given("4", hours=24, route="oral")), True),
        (knowing(MODERATE, *given(None, route="oral")), False),
        (knowing(MODERATE, *given("20")), True),  # by vein: its own route
        (knowing(MODERATE, (p.ORAL_DOSE, quantity(p.ORAL_DOSE, ">12"))), False),
        (knowing(MODERATE, (p.ORAL_DOSE, quantity(p.ORAL_DOSE, "<12"))), False),
        (Facts(MODERATE.values, (taken("magnesium_hydroxide"),), ALL_ASKED), False),
        (knowing(MODERATE, (p.TAKEN_DAYS_AGO, D(7))), True),
        (knowing(MODERATE, (p.TAKEN_DAYS_AGO, D(8))), False),
    ],
)
def test_an_oral_dose_is_automatic_only_where_nothing_has_to_be_counted(facts, automatic):
    assert dose_of(facts).automatic == automatic


@pytest.mark.parametrize(
    "known, barred, free",
    [
        ([], (), ("citrate", "glycerophosphate", "aspartate")),
        ([at(p.PHOSPHATE_SERUM, "1.46")], ("glycerophosphate",), ("citrate", "aspartate")),
        ([at(p.PHOSPHATE_SERUM, "1.45")], (), ("glycerophosphate",)),
        ([KIDNEY_30], ("glycerophosphate",), ("aspartate",)),
        ([condition("phenylketonuria")], ("glycerophosphate",), ("aspartate",)),
        ([(p.AV_BLOCK, D(1))], ("aspartate",), ("glycerophosphate",)),
        ([at(p.HEART_RATE, "39")], ("aspartate",), ("citrate",)),
        ([condition("fructose_intolerance")], ("aspartate",), ("citrate",)),
    ],
)
def test_a_product_that_must_not_be_given_is_not_offered(known, barred, free):
    """UK: citrate, glycerophosphate, aspartate (TX-INV-64, -65)."""
    offered = " ".join(
        line.template for line in dose_of(knowing(MODERATE, *known)).details if line.template.startswith("UK")
    )
    assert all(salt not in offered for salt in barred)
    assert all(salt in offered for salt in free)


@pytest.mark.parametrize("egfr, said", [("44.9", "No oxide"), ("45", "Oxide"), ("60", "Oxide")])
def test_oxide_is_named_as_last_resort_from_45_on_and_not_below(egfr, said):
    details = [line.template for line in dose_of(knowing(MODERATE, at(p.EGFR_REPORTED, egfr))).details]
    assert sum(line.startswith(said) for line in details) == 1
    assert not any(line.startswith({"Oxide": "No oxide", "No oxide": "Oxide"}[said]) for line in details)


@pytest.mark.parametrize("mmol, total", [("1", "1"), ("2", "12"), ("10", "20"), ("9.9", "9.9")])
def test_a_step_of_just_10_mmol_is_allowed_and_a_small_dose_is_no_start(mmol, total):
    assert choose_dose(situation(harmless(mg("0.65"), *on(mmol)))).total == D(total)


def test_a_dose_in_use_holds_what_was_given_of_it_today():
    item = dose_of(knowing(MODERATE, *on("30"), *given("10", route="oral")))
    assert told(item) == ("ORAL_TITRATE", "10", 3)
    assert item.automatic


@pytest.mark.parametrize("level, said", [("0.65", True), ("0.80", False)])
def test_diarrhoea_beside_a_withheld_oral_dose_is_pointed_out_only_while_magnesium_is_low(level, said):
    facts = harmless(mg(level), (p.ORAL_FAILED, True), condition("diarrhoea"))
    warnings = assess(without(facts, p.EGFR_REPORTED)).warnings
    assert any(w.text.template.startswith("Diarrhoea itself loses magnesium") for w in warnings) == said


def test_a_bound_of_the_dose_in_use_is_asked_about():
    details = dose_of(knowing(MODERATE, (p.ORAL_DOSE, quantity(p.ORAL_DOSE, ">12")))).details
    assert any("only known as a bound" in line.template for line in details)


@pytest.mark.parametrize("region, level, limit", [
    ("UK", "0.65", "10.3"), ("NL", "0.65", "10.3"), ("US", "0.65", None), ("US", "0.55", "14.4"), ("UK", "0.55", "10.3"),
])  # fmt: skip
def test_the_limit_of_supplements_is_said_where_the_dose_passes_that_of_the_region(region, level, limit):
    """12 and 24 mmol a day against 10.3 (EU) and 14.4 (US) (TX-PO-10)."""
    warnings = assess(harmless(mg(level), (p.REGION, region))).warnings
    found = [str(w.text.values["limit"]) for w in warnings if w.code == "W_UL_EXCEEDED"]
    assert found == ([limit] if limit else [])


@pytest.mark.parametrize(
    "region, first", [("NL", "Netherlands"), ("US", "US"), ("UK", "UK"), (None, "An organic salt")]
)
def test_the_products_are_those_of_the_region(region, first):
    facts = without(MODERATE, p.REGION) if region is None else knowing(MODERATE, (p.REGION, region))
    assert dose_of(facts).details[0].template.startswith(first)


def test_intolerable_diarrhoea_with_an_adjunct_keeps_a_smaller_oral_dose():
    """P3 before P4 (ruling 36); as a bridge beside a blocked infusion it would be withheld."""
    known = [(p.INTOLERABLE_DIARRHOEA, True), (p.KNOWN_ROUTE, "renal"), *on("24")]
    assert told(dose_of(harmless(mg("0.65"), *known))) == ("ORAL_SALT_SWITCH", "6", 2)
    blocked = harmless(mg("0.45"), condition("myasthenia_gravis"), (p.INTOLERABLE_DIARRHOEA, True))
    (held,) = (entry for entry in assess(blocked).plan.withheld if entry.family == "oral")
    assert "TX-PO-06" in {why.rule.id for why in held.because}


@pytest.mark.parametrize("level, rule_id", [("0.80", "TX-INV-08"), ("1.10", "TX-INV-09")])
def test_oral_magnesium_is_withheld_by_name_where_magnesium_is_not_low(level, rule_id):
    (held,) = (entry for entry in assess(harmless(mg(level))).plan.withheld if entry.family == "oral")
    assert [why.rule.id for why in held.because] == [rule_id]


def test_a_proposed_dose_in_diarrhoea_says_that_diarrhoea_itself_loses_magnesium():
    """TX-PO-06: the warning does not depend on the dose being withheld; both sentences stand."""
    facts = knowing(
        harmless(mg("0.55")), condition("chronic_diarrhoea"), (p.ORAL_FAILED, True), (p.KNOWN_ROUTE, "renal")
    )
    told = [said(w.text) for w in assess(facts).warnings if w.code == "W_DIARRHOEA"]
    assert oral_items(assess(facts))
    assert len(told) == 2
    assert any("itself loses magnesium" in text for text in told)
