"""The forms come from the table of facts, and ask all of it."""

import pytest

from diagnostics.clinical.facts import Measurement, Step
from diagnostics.clinical.knowledge.patient import CONDITIONS, FACTS, FINDINGS
from diagnostics.forms import StepForm
from diagnostics.forms.pages import PAGES
from diagnostics.readers.answers import Written, hear, settle, three_digits
from diagnostics.readers.groups import BEFORE_INFUSION, GROUPS, RED_FLAGS, SCOPE


def keys_of(step):
    return [key for block in StepForm(step).blocks for key in block.asks()]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.key)
def test_every_fact_is_asked_once(fact):
    places = [step for step in Step if fact.key in keys_of(step)]
    at_start = fact.key in {f"conditions.{code}" for code in SCOPE}  # asked with the patient, before all else
    assert places == [Step.START if at_start else fact.step]
    assert keys_of(places[0]).count(fact.key) == 1


def test_groups_and_single_questions_cover_each_code_once():
    codes = [f"{group.of}.{code}" for group in GROUPS for code in group.codes]
    codes += [f"findings.{code}" for code in RED_FLAGS]
    codes += [f"conditions.{code}" for code in (*BEFORE_INFUSION, *SCOPE)]
    assert len(codes) == len(set(codes))
    assert set(codes) == {f"findings.{code}" for code in FINDINGS} | {f"conditions.{code}" for code in CONDITIONS}


@pytest.mark.parametrize(
    "fact", [f for f in FACTS if isinstance(f, Measurement) and len(f.units) > 1], ids=lambda f: f.key
)
def test_unit_missing_is_refused_never_defaulted(fact):
    heard = hear({fact.key: Written("1")})
    assert fact.key in heard.refused
    assert fact.key not in heard.facts.values


@pytest.mark.parametrize("fact", [f for f in FACTS if isinstance(f, Measurement)], ids=lambda f: f.key)
def test_no_unit_is_chosen_beforehand(fact):
    from diagnostics.forms.fields import box_of

    box = box_of(StepForm(fact.step), fact)
    assert box.unit == ""
    assert bool(box.units) != bool(box.fixed_unit)


def test_danger_signs_are_the_first_questions():
    assert keys_of(Step.START)[: len(RED_FLAGS)] == [f"findings.{code}" for code in RED_FLAGS]
    assert PAGES[Step.START].fields[0].tone == "danger"


def test_only_names_of_the_page_are_taken():
    posted = StepForm(Step.URINE_24H).posted({"serum__magnesium": "0.45", "urine_24h__volume": "1800"})
    assert "serum.magnesium" not in posted.written
    assert posted.written["urine_24h.volume"] == Written("1800")


def test_posted_text_is_cut_and_freed_of_what_no_database_keeps():
    posted = StepForm(Step.SERUM).posted({"serum__magnesium": "0\x00.4" + "5" * 5000})
    assert (
        posted.written["serum.magnesium"].text
        == ("0.4" + "5" * 5000)[:200].replace("\x00", "")[: len(posted.written["serum.magnesium"].text)]
    )
    assert len(posted.written["serum.magnesium"].text) <= 200


@pytest.mark.parametrize(
    "value, shown",
    [
        ("0.69945", "0.699"),
        ("1.0988", "1.1"),
        ("12.345", "12.3"),
        ("123.45", "123"),
        ("1234.5", "1235"),
        ("0", "0"),
        ("0.00412", "0.00412"),
    ],
)
def test_converted_numbers_have_three_digits_and_can_be_read_again(value, shown):
    from decimal import Decimal

    from diagnostics.clinical.reading import read_number

    assert three_digits(Decimal(value)) == shown
    assert read_number(shown).value == Decimal(shown)


def test_a_tick_for_another_value_is_dropped():
    before = Written("0.2", "mmol/L", confirmed=True)
    assert settle("serum.magnesium", before, before) == before
    assert not settle("serum.magnesium", before, Written("0.1", "mmol/L", confirmed=True)).confirmed


def test_a_tick_for_another_age_is_dropped_too():
    assert not settle("patient.age_years", Written("101", confirmed=True), Written("111", confirmed=True)).confirmed


def test_typing_a_number_and_ticking_at_once_is_a_confirmation_of_that_number():
    """The tick stands under the value it is for; a new value with an old tick is not confirmed."""
    assert settle("serum.magnesium", Written("0.2", "mmol/L"), Written("0.2", "mmol/L", confirmed=True)).confirmed
