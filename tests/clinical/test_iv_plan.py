"""Who gets intravenous magnesium on which path, and what is said where there is none (TX-IV, TX-SEV-01, rulings 11, 28, 29, 33, 52, 53)."""

from __future__ import annotations

from typing import Any

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p

from .strategies import D, at, condition, finding, harmless, iv_items, knowing, mg, without

TORSADES, ARREST, TETANY = finding("torsades_de_pointes"), finding("cardiac_arrest"), finding("tetany")
SEIZURE = finding("seizure_now")


def held(facts: Facts) -> Any:
    (entry,) = (entry for entry in assess(facts).plan.withheld if entry.family == "iv")
    return entry


def cards(facts: Facts) -> set[str]:
    return {item.code for item, _dose in iv_items(assess(facts))}


@pytest.mark.parametrize(
    "known",
    [
        [(p.AGE, D(17)), TORSADES],
        [condition("pre_eclampsia"), TORSADES],
        [(p.PREGNANT, True), SEIZURE, TORSADES],
        [condition("postpartum_6_weeks"), SEIZURE, TORSADES],
    ],
    ids=["child", "pre-eclampsia", "seizure in pregnancy", "seizure after birth"],
)
def test_each_of_these_alone_has_no_dose_even_with_torsades(known):
    facts = harmless(mg("0.45"), *known)
    assert cards(facts) == set()
    assert [(why.rule.id, why.kind) for why in held(facts).because] == [("TX-SEV-01", "out_of_scope")]


@pytest.mark.parametrize("team", [(p.PREGNANT, True), (p.DIALYSIS, True)], ids=["pregnant", "dialysis"])
@pytest.mark.parametrize(
    "known, card",
    [
        ([TORSADES], "IV_BOLUS_TDP_2G_10MIN"),
        ([TORSADES, mg("0.80")], "IV_BOLUS_TDP_2G_10MIN"),
        ([ARREST], "IV_BOLUS_ARREST_2G"),
        ([ARREST, mg("0.80")], None),
        ([], None),
        ([TETANY], None),
    ],
)
def test_out_of_scope_has_the_card_of_torsades_and_of_arrest_with_low_magnesium_alone(team, known, card):
    facts = harmless(mg("0.45"), team, *known)
    assert cards(facts) == ({card} if card else set())
    if not card:
        assert {why.kind for why in held(facts).because} == {"out_of_scope"}


@pytest.mark.parametrize(
    "known, codes",
    [
        ([], {"IV_LOAD_2G_15MIN", "IV_INF_5G_6H"}),
        ([at(p.URINE_OUTPUT, "24")], {"IV_LOAD_2G_15MIN"}),  # the first load, no repeat, no infusion (ruling 33)
        ([at(p.RESPIRATORY_RATE, "11")], set()),
        ([at(p.RESPIRATORY_RATE, "11"), at(p.URINE_OUTPUT, "24")], set()),
        ([at(p.SYSTOLIC_BP, "89")], set()),
        ([(p.TAKEN_DAYS_AGO, D(8))], set()),
    ],
)
def test_a_load_goes_first_unless_a_stop_other_than_the_urine_holds_it(known, codes):
    assert cards(harmless(mg("0.45"), TETANY, *known)) == codes


@pytest.mark.parametrize(
    "gone", [p.RESPIRATORY_RATE, p.PATELLAR_REFLEX, p.SYSTOLIC_BP, p.HEART_RATE, p.AV_BLOCK, p.URINE_OUTPUT]
)
def test_a_load_waits_for_each_check_and_shows_its_dose(gone):
    facts = without(harmless(mg("0.45"), TETANY), gone)
    entries = {entry.code: entry for entry in assess(facts).plan.withheld if entry.family == "iv"}
    assert cards(facts) == set()
    assert entries["IV_LOAD_2G_15MIN"].dose.salt_g == 2  # type: ignore[union-attr]
    assert {why.kind for why in entries["IV_LOAD_2G_15MIN"].because} == {"not_known"}
    assert "IV_INF_5G_6H" in entries


def test_a_load_alone_waits_where_magnesium_was_060_or_more():
    facts = without(harmless(mg("0.65"), TETANY), p.RESPIRATORY_RATE)
    assert held(facts).code == "IV_LOAD_2G_15MIN"


@pytest.mark.parametrize(
    "facts, code, shown",
    [
        (harmless(mg("0.45"), condition("myasthenia_gravis")), "IV_INF_5G_12H", True),
        (harmless(mg("0.45"), at(p.EGFR_REPORTED, "14")), "IV_INF_5G_12H", False),
        (without(harmless(mg("0.45")), p.EGFR_REPORTED), "IV_INF_5G_12H", False),
        (without(harmless(mg("0.45")), p.AGE), "IV_INF_5G_12H", False),
        (without(harmless(mg("0.35")), p.HEART_RATE), "IV_INF_5G_12H_X2", True),
        (harmless(mg("0.45"), TETANY, condition("myasthenia_gravis")), "IV_LOAD_2G_15MIN", True),
        (without(harmless(mg("0.45"), TETANY), p.AGE), None, False),
    ],
)
def test_a_withheld_infusion_shows_its_dose_where_kidney_and_age_are_known(facts, code, shown):
    entries = [entry for entry in assess(facts).plan.withheld if entry.family == "iv"]
    assert cards(facts) == set()
    if code:
        assert [entry.code for entry in entries] == [code]
    assert all((entry.dose is not None) == shown for entry in entries)


@pytest.mark.parametrize(
    "facts, rule_id, kind",
    [
        (harmless(mg("0.80")), "TX-INV-08", "not_indicated"),
        (harmless(mg("1.10")), "TX-INV-09", "contraindicated"),
        (harmless(mg("2.10"), (p.GIVEN_ROUTE, "iv"), (p.AKI_STAGE, D(3))), "TX-INV-09", "contraindicated"),
        (harmless(mg("0.80"), ARREST), "RUL-29", "not_indicated"),
        (without(harmless(), p.MAGNESIUM_SERUM), "TX-SEV-20", "not_known"),
        (harmless(mg("0.65")), "TX-SEV-11", "not_indicated"),
        (harmless(mg("0.55")), "TX-SEV-08", "not_indicated"),
    ],
)
def test_why_there_is_no_infusion_is_said_by_rule_and_kind(facts, rule_id, kind):
    assert [(why.rule.id, why.kind) for why in held(facts).because] == [(rule_id, kind)]
    assert held(facts).because[0].released_by is not None


@pytest.mark.parametrize(
    "level, egfr, words",
    [
        ("0.35", "90", "then a second"),
        ("0.45", "90", "once daily by level"),
        ("0.35", "45", "only after a level"),
        ("0.55", "20", "only after a level"),
    ],
)
def test_the_sentence_of_a_planned_infusion_fits_its_times_and_kidney(level, egfr, words):
    facts = harmless(mg(level), at(p.EGFR_REPORTED, egfr), condition("ileus"))
    ((item, dose),) = iv_items(assess(facts))
    assert words in item.text.template
    assert item.text.values["grams"] == dose.salt_g


def test_safeguards_stand_beside_a_dose_given_or_withheld_and_nowhere_else():
    def stops(facts: Facts) -> bool:
        return any(stop.rule.id.startswith("TX-IV") for stop in assess(facts).plan.stop_criteria)

    assert stops(harmless(mg("0.45")))
    assert stops(without(harmless(mg("0.45")), p.HEART_RATE))
    assert not stops(harmless(mg("0.65")))
    assert not stops(knowing(harmless(mg("0.45")), (p.AGE, D(17))))
