"""Other published limits, the interval of a number, the worth of an open test, and why results disagree."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.conclude import conclude
from diagnostics.clinical.engine.cutoffs import cutoffs
from diagnostics.clinical.engine.explore import explore, weigh
from diagnostics.clinical.engine.spread import spreads
from diagnostics.clinical.engine.worth import RESULTS, worths
from diagnostics.clinical.evidence import Truth
from diagnostics.clinical.facts import DrugTaken, Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.drugs import find_drug
from diagnostics.clinical.knowledge.positions import POSITIONS
from diagnostics.clinical.knowledge.published_limits import FEMG, PUBLISHED_LIMITS, SEVERE
from diagnostics.clinical.units import PERCENT, Quantity

from .strategies import laws, patients

D = Decimal
ALL = frozenset(("findings", "conditions", "drugs"))


def adult(*drugs, **values) -> Facts:
    """A woman of 60 with normal kidneys; values as fact=text with its unit behind a blank."""
    known = {
        "magnesium": "0.55 mmol/L",
        "creatinine": "70 µmol/L",
        "potassium": "4.0 mmol/L",
        "adjusted_calcium": "2.3 mmol/L",
    }
    known |= values
    facts = {
        p.AGE.key: D(60),
        p.SEX.key: "female",
        p.WEIGHT.key: p.WEIGHT.read("70", "kg").value,
        p.GIVEN_ROUTE.key: "none",
    }
    for name, text in known.items():
        path = name.replace("__", ".")
        fact = p.BY_PATH[path if "." in path else f"serum.{path}"]
        number, _blank, unit = text.partition(" ")
        facts[fact.key] = fact.read(number, unit).value if unit else text
    return Facts(facts, drugs=drugs, asked=ALL)


def spot(femg: str, **values) -> Facts:
    """The same with this FEMg: urine creatinine 8 mmol/L, urine magnesium to fit."""
    magnesium = D(values.get("magnesium", "0.55 mmol/L").split()[0])
    urine = D(femg) / 100 * D("0.7") * magnesium * 8 / D("0.07")
    return adult(**{"urine_spot__magnesium": f"{urine:.4f} mmol/L", "urine_spot__creatinine": "8 mmol/L"}, **values)


def rows(facts, about):
    return [row for row in cutoffs(conclude(facts)) if row.about == about]


def said(facts, about):
    return {row.cutoff.template: row.would_say for row in rows(facts, about)}


# -- other published limits ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "femg, half, two, three, four, here, robust",
    [
        ("0.4", "conserved", "conserved", "conserved", "conserved", "conserved", True),
        ("1.4", "renal", "conserved", "conserved", "conserved", "conserved", False),
        (
            "2.0",
            "renal",
            "conserved",
            "conserved",
            "conserved",
            "grey",
            False,
        ),  # equal to a single limit is not beyond it
        ("2.6", "renal", "renal", "conserved", "conserved", "grey", False),
        ("3.5", "renal", "renal", "renal", "conserved", "grey", False),
        ("5.6", "renal", "renal", "renal", "renal", "renal", True),
    ],
)
def test_femg_under_every_published_limit(femg, half, two, three, four, here, robust):
    found = rows(spot(femg), FEMG)
    words = [row.would_say for row in found]
    assert words == [here, half, two, three, four]
    assert {row.robust for row in found} == {robust}
    assert [row.used for row in found] == [True, False, False, False, False]


def test_a_limit_that_changes_the_route_says_so():
    at_two = next(row for row in rows(spot("2.6"), FEMG) if "above 2 %" in row.cutoff.template)
    assert (at_two.would_say, at_two.route) == ("renal", "renal")


def test_a_lower_limit_for_treatment_by_vein_says_which_path_follows():
    """Magnesium 0.45 without signs: by vein here, by mouth where the limit is 0.40 (conflict C-01)."""
    here, *others = rows(adult(magnesium="0.45 mmol/L"), SEVERE)
    assert (here.would_say, here.path) == ("severe", None)
    assert {(row.would_say, row.path) for row in others} == {("not_severe", "P2_ORAL")}
    assert not here.robust


@pytest.mark.parametrize(
    "magnesium, low_by",
    [
        ("0.60 mmol/L", 6),
        ("0.64 mmol/L", 5),
        ("0.65 mmol/L", 4),
        ("0.72 mmol/L", 3),
        ("0.75 mmol/L", 1),
        ("0.84 mmol/L", 1),
        ("0.85 mmol/L", 0),
    ],
)
def test_serum_magnesium_under_every_lower_limit(magnesium, low_by):
    """0.65 and 1.46 mg/dL (0.601), 0.70, 1.8 mg/dL (0.7406), 0.75, 0.85; a value at a limit is not low by it."""
    assert [row.would_say for row in rows(adult(magnesium=magnesium), "serum_low")].count("low") == low_by


def test_another_limit_never_makes_a_plan():
    """The assessment under another limit is used for words alone: the plan is that of the limits used here."""
    facts = adult(magnesium="0.45 mmol/L")
    assert explore(assess(facts)).plan == assess(facts).plan


def test_every_published_limit_has_a_holder_or_says_that_none_was_read():
    for row in PUBLISHED_LIMITS:
        assert row.citations or "no source was read" in row.note, row.cutoff
    for about in {row.about for row in PUBLISHED_LIMITS}:
        assert [row.instead for row in PUBLISHED_LIMITS if row.about == about].count({}) == 1, about


@pytest.mark.parametrize("question", POSITIONS, ids=lambda question: question.about)
def test_the_ladder_of_a_position_rises_from_zero(question):
    assert sum(position.used for position in question.positions) == 1
    for position in question.positions:
        bottoms = [bottom for bottom, _word in position.ladder]
        assert bottoms[0] == 0
        assert bottoms == sorted(set(bottoms))


@pytest.mark.parametrize(
    "potassium, here, label",
    [
        ("5.0", "allowed", "allowed"),
        ("5.1", "contraindicated", "allowed"),
        ("5.5", "contraindicated", "allowed"),
        ("5.6", "contraindicated", "contraindicated"),
    ],
)
def test_potassium_for_amiloride_under_both_limits(potassium, here, label):
    found = said(spot("9", potassium=f"{potassium} mmol/L"), "amiloride_potassium")
    assert list(found.values()) == [here, label]


# -- intervals -----------------------------------------------------------------------------------------------------


@laws(60)
@given(patients())
def test_the_shares_of_an_interval_make_a_whole(facts):
    for spread in spreads(conclude(facts)):
        assert abs(sum(share.percent for share in spread.shares) - 100) <= D("0.3"), spread
        assert spread.low.value < spread.value.value < spread.high.value


def test_the_interval_of_femg_carries_all_four_measurements():
    """Coefficients 4 and 20, 4, 2 and 3, 3 and 5 percent: together 21.9 % on the logarithmic scale."""
    spread = next(each for each in spreads(conclude(spot("5"))) if each.about == "femg")
    assert float(spread.high.value / spread.value.value) == pytest.approx(1.535, abs=0.01)
    assert not any(each.about == "urine_magnesium_24h" for each in spreads(conclude(spot("5"))))


def test_retention_varies_by_the_published_points():
    facts = adult(**{"loading_test__dose": "30 mmol", "loading_test__urine_magnesium_24h": "15 mmol/24h"})
    spread = next(each for each in spreads(conclude(facts)) if each.about == "loading_test_retention")
    assert (spread.value.value, spread.assumed) == (D(50), False)
    assert float(spread.high.value) == pytest.approx(50 + 1.96 * 8.1, abs=0.01)
    assert {share.grade: share.percent for share in spread.shares}["depleted"] == pytest.approx(D("50"), abs=D("0.5"))


# -- the worth of a test -----------------------------------------------------------------------------------------


def worth(facts, code):
    assessment = assess(facts)
    return next(each for each in worths(conclude(facts), assessment.plan, assessment.next_steps) if each.code == code)


def omeprazole(months=40, can_stop=True):
    row = find_drug("omeprazole")
    return DrugTaken("omeprazole", row.key, frozenset(row.classes), D(months), None, can_stop)


def test_a_collection_can_change_the_route_but_not_the_treatment():
    """Nothing is known of the route, and magnesium by mouth is right for each of them."""
    found = worth(adult(), "urine_24h")
    assert (found.changes_route, found.changes_plan) == (True, False)
    assert {route for _result, route, _path in found.outcomes} >= {"renal", "extrarenal_unspecified", "discordant"}


def test_a_collection_can_change_the_treatment_where_oral_magnesium_failed():
    """After oral treatment failed, a proven renal loss opens amiloride."""
    facts = adult(**{"history.oral_magnesium.dose": "24 mmol/day"})
    facts = replace(facts, values={**facts.values, p.ORAL_FAILED.key: True, p.ORAL_DAYS.key: D(30), p.SETTING.key: "clinic",
                                   p.ORAL_DOSE.key: p.ORAL_DOSE.read("0", "mmol/day").value})  # fmt: skip
    assert worth(facts, "urine_24h").changes_plan


def test_no_urine_test_changes_anything_after_a_recent_dose_and_a_sufficient_history():
    """Magnesium by mouth today: a renal class would not hold, a conserved one agrees with the history."""
    facts = adult(omeprazole())
    facts = replace(facts, values={**facts.values, p.GIVEN_ROUTE.key: "oral", p.GIVEN_HOURS_AGO.key: D(5)})
    found = worth(facts, "urine_spot")
    assert (found.changes_route, found.changes_plan) == (False, False)
    assert weigh(assess(facts)).next_steps[-1].code in ("urine_spot", "remeasure")


def test_a_missing_potassium_can_change_the_treatment():
    facts = adult()
    facts = replace(facts, values={key: value for key, value in facts.values.items() if key != p.POTASSIUM_SERUM.key})
    found = worth(facts, "potassium")
    assert (found.changes_route, found.changes_plan) == (False, True)


def test_a_test_that_can_change_nothing_stands_last_and_its_page_is_optional():
    facts = adult(omeprazole())
    facts = replace(facts, values={**facts.values, p.GIVEN_ROUTE.key: "oral", p.GIVEN_HOURS_AGO.key: D(5)})
    explored = explore(assess(facts))
    idle = {each.code for each in explored.worth if not each.changes_route and not each.changes_plan}
    order = [step.code in idle for step in explored.next_steps]
    assert order == sorted(order)
    assert {step.code for step in explored.next_steps} == {step.code for step in assess(facts).next_steps}


@laws(40)
@given(patients())
def test_the_worth_of_a_test_is_true_of_every_result(facts):
    """What is said to be unable to change route and treatment changes neither under any result of its class."""
    assessment = assess(facts)
    for each in explore(assessment).worth:
        if each.changes_route:
            continue
        for _result, there in RESULTS[each.code](facts):
            assert assess(there).route.value == assessment.route.value or each.code not in (
                "urine_24h", "urine_spot", "loading_test", "magnesium_given", "repeat_serum", "creatinine",
            )  # fmt: skip


# -- why results disagree -------------------------------------------------------------------------------------------


def discordant(femg, u24, **values):
    facts = spot(femg, **values)
    timed = p.U24_MAGNESIUM.read(u24, "mmol/24h").value
    return replace(facts, values={**facts.values, p.U24_MAGNESIUM.key: timed})


def disagreement(facts, rule):
    return next(each for each in assess(facts).discordance if each.rule.id == rule)


def test_conserved_24_hours_with_renal_femg_asks_for_the_collection_first():
    found = disagreement(discordant("9", "0.3"), "DX-COMB-03")
    assert [reason.present for reason in found.reasons] == sorted((r.present for r in found.reasons), reverse=True)
    assert "incomplete" in found.reasons[0].text.template


def test_an_incomplete_collection_is_the_first_reason_where_it_is_known():
    facts = discordant("9", "1.4")
    creatinine = p.U24_CREATININE.read("6.2", "mmol/24h").value  # 61 % of what is predicted
    facts = replace(facts, values={**facts.values, p.U24_CREATININE.key: creatinine})
    assert assess(facts).discordance == ()  # an incomplete collection is not counted: nothing contradicts


def test_renal_24_hours_with_conserved_femg_points_to_the_samples():
    found = disagreement(discordant("1", "3"), "DX-COMB-02")
    assert found.reasons[0].present is Truth.MET
    assert "same time" in found.reasons[0].text.template


def test_renal_tests_beside_a_strong_cause_in_the_gut():
    facts = replace(discordant("9", "3"), drugs=(omeprazole(),))
    assert disagreement(facts, "DX-COMB-04").advice.template.startswith("Renal loss is present")
    assert disagreement(facts, "DX-COMB-07").reasons


def test_nothing_disagrees_in_a_patient_without_tests():
    assert assess(adult()).discordance == ()


def test_a_quantity_of_the_interval_keeps_its_unit():
    spread = next(each for each in spreads(conclude(spot("5"))) if each.about == "femg")
    assert isinstance(spread.low, Quantity)
    assert spread.low.unit is PERCENT
