"""What counts as a number: one table for both decimal signs, and the reasons for what is refused (H05–H07)."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.clinical.facts import Measurement, Refused, Step
from diagnostics.clinical.reading import Unreadable, read_number
from diagnostics.clinical.units import MMOL_L
from diagnostics.presenters.wording import Wording

FACT = Measurement("x", "x", "Magnesium", Step.SERUM, units=(MMOL_L,))
SIGNED = Measurement("x", "x", "Retention", Step.SERUM, units=(MMOL_L,), signed=True)

# text with a dot → what it is; the same text with a comma is the same number
READABLE = {
    "0": "0", "1": "1", "5": "5", "10": "10", "42": "42", "100": "100", "1000": "1000", "12345": "12345", "999999999": "999999999",
    "0.0": "0", "0.00": "0", "0.1": "0.1", "0.01": "0.01", "0.10": "0.1", "0.45": "0.45", "0.70": "0.7", "0.700": "0.7",
    "0.123": "0.123", "0.450": "0.45", "0.695": "0.695", "0.005": "0.005", "0.0005": "0.0005", "0.12345678": "0.12345678",
    ".5": "0.5", ".45": "0.45", ".450": "0.45", ".05": "0.05", "1.2": "1.2", "1.25": "1.25", "1.0": "1", "2.50": "2.5",
    "12.3": "12.3", "12.34": "12.34", "123.4": "123.4", "123.45": "123.45", "1234.5": "1234.5", "1.2345": "1.2345",
    "1.2500": "1.25", "9.99": "9.99", "75.50": "75.5", "88.4": "88.4", "2500.0": "2500", "1.12345678": "1.12345678",
    " 0.45": "0.45", "0.45 ": "0.45", "  0.45  ": "0.45", "\t0.45": "0.45", "0.45\n": "0.45",
    "<0.10": "<0.10", "< 0.10": "<0.10", "<0.5": "<0.5", ">7": ">7", "> 7.5": ">7.5", "<.1": "<0.1", ">10": ">10",
    "0.45 mmol/L": "0.45", "0.45mmol/L": "0.45", "0.45  mmol/l": "0.45", "0.45 MMOL/L": "0.45", "<0.10 mmol/L": "<0.10",
    "5 mmol/L": "5", "0.45 mmol / L": "0.45",
}  # fmt: skip
REFUSED = (
    "", " ", ".", "-", "+", "<", ">", "..", "0.", "5.", "12.", "0..45", "0.4.5", "0.45.", ".4.5", "1.2.3", "1.23.456",
    "1.234.56", "0.45 0.50", "0.45-0.50", "0.45/0.50", "0.45 - 0.50", "0. 45", "0 .45", "4 5", "1 234", "1 234.5", "1'234",
    "1_000", "+0.45", "-0.45", "-5", "--5", "−0.45", "- 0.45", "1e3", "1E3", "1e-3", "4.5e1", "0x1F", "0b1", "1/2", "½", "²",
    "NaN", "nan", "inf", "-inf", "Infinity", "∞", "low", "zero", "true", "None", "null", "#N/A", "?", "~0.45", "ca 0.45",
    "≤0.45", "≥0.45", "=0.45", "<<0.45", "<>0.45", "0.45<", "0.45>", "< > 0.45", "<=0.45", "<-0.45", "(0.45)", "[0.45]",
    "0.45!", "0.45;", "0.45%", "0.45*", "$0.45", "'0.45", '"0.45"', "0.45 H", "0.45 low", "0.45 mg/dL", "0.45 mmol",
    "0.45 mmol/L 0.50", "mmol/L", "mmol/L 0.45", "０.４５", "１２", "0.4５", "٠.٤٥", "٤٥", "०.४५", "४५", "0·45", "0٫45", "0⁄45",
    "0.45\u00a0mmol/L", "0\u00a0.45", "0\u200b.45", "0.45\u200b", "\u202e0.45", "\ufeff0.45", "0.45\x00", "0.4\n5", "0\t.45",
    "0.123456789", "1234567890", "1234567890.5", "9" * 400, "0." + "1" * 400,
)  # fmt: skip
AMBIGUOUS = (
    "1.234", "1.250", "2.000", "9.999", "12.345", "75.500", "123.456", "999.999", "<1.234", "> 1.250", "1.250 mmol/L",
    "1.234.567", "12.345.678",
)  # fmt: skip
# Ruling 4 speaks of any integer part that is not zero, and of numbers with a sign as well.
ALSO_AMBIGUOUS = ("1234.567", "01.234", "-1.234")


def rows():
    """Every text with a dot and with a comma, once each."""
    table = list(READABLE.items())
    table += [(text, None) for text in (*REFUSED, *AMBIGUOUS)]
    with_comma = [(text.replace(".", ","), expected) for text, expected in table if "." in text]
    return list(dict([*table, *with_comma]).items())


def said(reading):
    return f"{reading.value.comparator}{reading.value.value}"


def test_the_table_has_two_hundred_rows():
    assert len(rows()) >= 200


@pytest.mark.parametrize("text, expected", rows())
def test_number_table_nl_and_en(text, expected):
    if expected is None:
        with pytest.raises(Refused):
            FACT.read(text, "mmol/L")
        return
    quantity = FACT.read(text, "mmol/L").value
    assert quantity.value == Decimal(expected.lstrip("<>"))
    assert quantity.comparator == expected[: len(expected) - len(expected.lstrip("<>"))]


@pytest.mark.parametrize("text", [*AMBIGUOUS, *(text.replace(".", ",") for text in AMBIGUOUS)])
def test_ambiguous_thousands_refused(text):
    with pytest.raises(Unreadable) as problem:
        read_number(text)
    statement = problem.value.statement
    assert "thousands separator" in statement.template


@pytest.mark.parametrize("text, readings", [("1.250", ("1.250", "1250")), ("1,250", ("1.250", "1250"))])
def test_an_ambiguous_number_is_refused_with_both_readings(text, readings):
    with pytest.raises(Unreadable) as problem:
        read_number(text)
    sentence = Wording().say(problem.value.statement)
    assert all(reading in sentence for reading in (text, *readings))


@pytest.mark.parametrize("text", ALSO_AMBIGUOUS)
def test_ambiguous_thousands_behind_any_integer_part(text):
    with pytest.raises(Unreadable):
        read_number(text, signed=True)


@pytest.mark.parametrize("text", [text for text in REFUSED if text.strip()])
def test_hostile_numbers_refused_with_reason(text):
    with pytest.raises(Refused) as problem:
        FACT.read(text, "mmol/L")
    sentence = Wording().say(problem.value.statement)
    assert sentence.startswith("Magnesium: ")
    assert any(word in sentence for word in ("Write it like", "is not a unit", "Make them agree", "Write it without"))
    assert len(sentence) < 200


@pytest.mark.parametrize(
    "text, expected", [("-19.5", "-19.5"), ("-19,5", "-19.5"), ("−19.5", "-19.5"), ("12.4", "12.4")]
)
def test_a_minus_sign_is_read_where_it_can_be_meant(text, expected):
    assert SIGNED.read(text, "mmol/L").value.value == Decimal(expected)


def test_a_pasted_unit_must_be_the_chosen_one():
    both = Measurement("x", "x", "Magnesium", Step.SERUM, units=(MMOL_L, *FACT.units))
    assert said(both.read("0,45 mmol/L", "mmol/L")) == "0.45"
    with pytest.raises(Refused):
        FACT.read("0,45 mg/dL", "mmol/L")


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_refused(text):
    with contextlib.suppress(Unreadable):
        written = read_number(text)
        assert written.value.is_finite()
        assert written.value >= 0


@given(st.decimals(min_value=0, max_value=999999, places=2))
def test_both_decimal_signs_read_the_same(number):
    text = f"{number:f}"
    assert read_number(text).value == read_number(text.replace(".", ",")).value == number
