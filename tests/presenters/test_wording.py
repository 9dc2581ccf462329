"""How numbers, doses and sentences are written."""

import datetime
import re
from decimal import Decimal as D

import pytest

from diagnostics.clinical.doses import DrugDose, IVDose, OralDose, grams_of_sulfate
from diagnostics.clinical.knowledge.patient import MAGNESIUM_SERUM
from diagnostics.clinical.knowledge.treatment import (
    ARREST,
    CONTINUATION,
    LOAD_FULL,
    LOAD_HALF,
    ORAL_LADDER,
    PLANNED,
    TORSADES,
)
from diagnostics.clinical.text import Statement, say
from diagnostics.clinical.units import (
    MAGNESIUM,
    MG_DL,
    ML_MIN_173,
    MMOL,
    MMOL_24H,
    MMOL_L,
    PER_MIN,
    PERCENT,
    YEARS,
    G,
    Quantity,
    quantity,
)
from diagnostics.presenters.wording import MINUS, NBSP, Wording

ENGLISH, DUTCH = Wording("en"), Wording("nl")
WATER = "sodium chloride 0.9 % or glucose 5 %"


def plain(text: str) -> str:
    """With ordinary blanks, for reading in a test."""
    return text.replace(NBSP, " ")


# --- numbers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value, places, english, dutch",
    [
        ("0.50", None, "0.50", "0,50"),  # as entered
        ("5", None, "5", "5"),
        (".5", None, "0.5", "0,5"),  # never a naked point
        ("1E+2", None, "100", "100"),
        ("-19.5", None, f"{MINUS}19.5", f"{MINUS}19,5"),
        ("5.0", 2, "5", "5"),  # no trailing zero
        ("20.28650", 1, "20.3", "20,3"),
        ("10", 0, "10", "10"),
        ("0.4166666666666", 2, "0.42", "0,42"),
        ("-0.004", 2, "0", "0"),  # no minus before zero
        ("49.7712345678901", None, "49.77", "49,77"),  # a computed number is not printed in full
    ],
)
def test_number_table(value, places, english, dutch):
    assert ENGLISH.number(D(value), places) == english
    assert DUTCH.number(D(value), places) == dutch


@pytest.mark.parametrize(
    "value, shown",
    [
        (quantity("0.50", MMOL_L), "0.50 mmol/L"),  # a typed zero stays
        (Quantity(D("0.10"), MMOL_L, None, "<"), "<0.10 mmol/L"),
        (quantity("1.7", MG_DL, MAGNESIUM).to(MMOL_L), "0.70 mmol/L"),
        (quantity("76", PER_MIN), "76/min"),
        (quantity("1", YEARS), "1 year"),
        (quantity("71", YEARS), "71 years"),
        (quantity("49.7712345678901", ML_MIN_173), "49.8 mL/min/1.73 m²"),
        (quantity("1.30", MMOL_24H), "1.30 mmol/24 h"),
        (quantity("6.31", PERCENT), "6.31 %"),
        (Quantity(D(30) / 7, MMOL), "4.3 mmol"),
    ],
)
def test_quantity_table(value, shown):
    assert plain(ENGLISH.quantity(value)) == shown


def test_formatter_leading_zero_no_trailing_zero_nbsp():
    """Every dose of the dose tables, in both languages: no naked point, no trailing zero, no unit that wraps."""
    for wording in (ENGLISH, DUTCH):
        for line in map(wording.dose_line, every_dose()):
            assert not re.search(r"(?<!\d)[.,]\d", line), line
            assert not re.search(r"\d[.,]\d*0(?!\d)", line), line
            assert not re.search(r"\d (?:g|mg|mmol|mEq|mL|h|min|%)\b", line), line


@pytest.mark.parametrize("text", ["5 g over 12 h", "the 50 % solution", "≥ 4.0 mmol/L", "2 to 5 days", "0.2 mmol/kg"])
def test_numbers_in_sentences_stay_with_their_units(text):
    said = ENGLISH.say(say(text))
    assert plain(said) == text
    assert not re.search(r"\d (?:g|h|%|mmol|days)", said)


def test_a_unit_behind_a_value_place_does_not_wrap():
    assert ENGLISH.say(say("{grams} g over {hours} hours", grams=D(5), hours=D(12))) == f"5{NBSP}g over 12{NBSP}hours"


# --- shown digits and classes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value, limit, shown",
    [
        (quantity("1.7", MG_DL, MAGNESIUM).to(MMOL_L), quantity("0.70", MMOL_L), "0.699 mmol/L"),
        (quantity("0.695", MMOL_L), quantity("0.70", MMOL_L), "0.695 mmol/L"),
        (quantity("0.69", MMOL_L), quantity("0.70", MMOL_L), "0.69 mmol/L"),
        (quantity("0.70", MMOL_L), quantity("0.70", MMOL_L), "0.70 mmol/L"),
        (Quantity(D("29.99712345678"), ML_MIN_173), quantity("30", ML_MIN_173), "29.997 mL/min/1.73 m²"),
        (Quantity(D("29.71234567890"), ML_MIN_173), quantity("30", ML_MIN_173), "29.7 mL/min/1.73 m²"),
    ],
)
def test_shown_digits_never_contradict_the_class(value, limit, shown):
    """One digit more where rounding would make a value look like its limit."""
    assert plain(ENGLISH.compared(value, limit)) == shown


def test_a_sentence_with_a_limit_shows_enough_digits():
    value = quantity("1.7", MG_DL, MAGNESIUM).to(MMOL_L)
    said = ENGLISH.say(
        say("{fact} {value} is below {limit}", fact=MAGNESIUM_SERUM, value=value, limit=quantity("0.70", MMOL_L))
    )
    assert plain(said) == "Serum magnesium 0.699 mmol/L is below 0.70 mmol/L"


def test_a_value_at_the_limit_in_another_unit_is_not_stretched():
    """0.70 mmol/L beside 1.4 mEq/L, which are the same."""
    from diagnostics.clinical.units import MEQ_L

    assert (
        plain(ENGLISH.compared(quantity("0.70", MMOL_L, MAGNESIUM), quantity("1.4", MEQ_L, MAGNESIUM))) == "0.70 mmol/L"
    )


# --- doses -------------------------------------------------------------------------------------------------


def every_dose():
    for row in (ARREST, TORSADES, LOAD_FULL, LOAD_HALF, *CONTINUATION.values(), *PLANNED.values()):
        yield IVDose(row.grams, D(row.volume_ml), D(row.minutes), WATER, row.per_day, D(12))
    for per_dose, times in ORAL_LADDER:
        yield OralDose("magnesium citrate", per_dose, times)
    yield IVDose(grams_of_sulfate(D(30)), D(500), D(480), "glucose 5 %")
    yield DrugDose("amiloride", "oral", D("2.50"), "mg", 1)
    yield DrugDose("calcium gluconate 10 %", "iv", D(10), "mL", None, D(10))


@pytest.mark.parametrize(
    "dose, line",
    [
        (
            IVDose(D(5), D(500), D(720), WATER, 1, D(12)),
            "5 g magnesium sulfate heptahydrate = 20.3 mmol = 40.6 mEq = 493 mg magnesium = 10 mL of the 50 % solution;"
            " in 500 mL (1 %) over 12 h = 0.42 g/h (41.7 mL/h); at most 12 g (48.7 mmol) in 24 h",
        ),
        (
            IVDose(D(2), D(100), D(15), WATER),
            "2 g magnesium sulfate heptahydrate = 8.1 mmol = 16.2 mEq = 197 mg magnesium = 4 mL of the 50 % solution;"
            " in 100 mL (2 %) over 15 min = 133 mg/min = 8 g/h (400 mL/h)",
        ),
        (
            IVDose(D(2), D(10), D(0), WATER),
            "2 g magnesium sulfate heptahydrate = 8.1 mmol = 16.2 mEq = 197 mg magnesium = 4 mL of the 50 % solution;"
            " in 10 mL (20 %) as a bolus",
        ),
        (
            IVDose(D(5), D(500), D(720), WATER, 2),
            "5 g magnesium sulfate heptahydrate = 20.3 mmol = 40.6 mEq = 493 mg magnesium = 10 mL of the 50 % solution;"
            " in 500 mL (1 %) over 12 h = 0.42 g/h (41.7 mL/h); twice in 24 h",
        ),
        (
            OralDose("magnesium citrate", D(8), 3),
            "8 mmol = 16 mEq = 194 mg magnesium as magnesium citrate, 3 times a day"
            " = 24 mmol = 48 mEq = 583 mg magnesium a day",
        ),
        (
            OralDose("magnesium citrate", D("12.0"), 1),
            "12 mmol = 24 mEq = 292 mg magnesium as magnesium citrate, once a day",
        ),
        (DrugDose("amiloride", "oral", D("2.50"), "mg", 1), "amiloride 2.5 mg by mouth, once a day"),
        (
            DrugDose("calcium gluconate 10 %", "iv", D(10), "mL", None, D(10)),
            "calcium gluconate 10 % 10 mL intravenously, over 10 min",
        ),
        (None, ""),
    ],
)
def test_dose_lines(dose, line):
    assert plain(ENGLISH.dose_line(dose)) == line


def test_dose_lines_in_dutch_have_a_decimal_comma():
    line = plain(DUTCH.dose_line(IVDose(D(5), D(500), D(720), WATER)))
    assert {"20,3 mmol", "40,6 mEq", "493 mg", "0,42 g/h", "41,7 mL/h"} <= set(
        re.findall(r"[\d,]+ (?:mmol|mEq|mg|g/h|mL/h)", line)
    )
    assert "." not in line


def test_dose_equivalents_agree_to_last_digit():
    """Each printed figure of a dose is the rounded value of the one dose object (safety H04)."""
    steps = {"mmol": ("mmol", "0.1"), "mEq": ("meq", "0.1"), "mg": ("mg", "1")}
    for dose in every_dose():
        if not isinstance(dose, IVDose):
            continue
        line = plain(ENGLISH.dose_line(dose)).split(";")[0]
        for unit, (name, step) in steps.items():
            shown = D(re.search(rf"([\d.]+) {unit}\b", line)[1])
            assert abs(shown - getattr(dose, name)) <= D(step) / 2, line


def test_no_dose_line_uses_an_abbreviation_that_kills():
    for dose in every_dose():
        assert not re.search(r"MgSO4|MSO4|\bMS\b|\bU\b|\bIU\b|µg|\bQD\b|\bOD\b", ENGLISH.dose_line(dose))


# --- sentences -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value, said",
    [
        (MAGNESIUM_SERUM, "Serum magnesium"),
        (quantity("0.45", MMOL_L), "0.45 mmol/L"),
        (D("3.50"), "3.50"),
        (12, "12"),
        (True, "yes"),
        (None, "not known"),
        (G, "g"),
        (say("{n} g", n=D(2)), "2 g"),
        (("a", "b"), "a, b"),
        (frozenset({"b", "a"}), "a, b"),
        ("omeprazole", "omeprazole"),
        (datetime.date(2026, 11, 24), "24 November 2026"),
    ],
)
def test_every_kind_of_value_is_said(value, said):
    assert plain(ENGLISH.say(Statement("{x}", {"x": value}))) == said


def test_template_syntax_in_user_text_is_literal():
    """What a person typed is a value; it is never read as a template."""
    typed = "{fact} {{ 7*7 }} {% load x %} {0} {x.__class__} %s ${7}"
    assert ENGLISH.say(say("takes {name}", name=typed, fact="no")) == f"takes {typed}"
    assert DUTCH.say(say("takes {name}", name=typed)).endswith(typed)


def test_a_place_without_a_value_stays_visible():
    assert ENGLISH.say(say("{fact} and {other}", fact="a")) == "a and {other}"


def test_a_typed_text_is_cut():
    said = ENGLISH.say(say("takes {name}", name="x" * 50_000))
    assert len(said) < 600
    assert said.endswith("…")


def test_dutch_dates_have_dutch_months():
    assert plain(DUTCH.date(datetime.date(2026, 3, 1))) == "1 maart 2026"
    assert plain(DUTCH.date(datetime.datetime(2026, 3, 1, 14, 5))) == "1 maart 2026, 14:05"


def test_english_asks_no_catalogue(monkeypatch):
    """English texts are the templates themselves."""
    from django.utils import translation

    monkeypatch.setattr(translation, "gettext", None)
    monkeypatch.setattr(translation, "override", None)
    said = ENGLISH.say(say("{fact}: {word}, {value}", fact=MAGNESIUM_SERUM, word="low", value=quantity("0.6", MMOL_L)))
    assert plain(said) == "Serum magnesium: low, 0.6 mmol/L"
