"""Pasted laboratory reports: a corpus of layouts with what must be proposed from each, and what must hold for any text.

Nobody in data/lab_text/ is a real patient. Beside each text stands what is expected of it, line by line.
"""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diagnostics.clinical.facts import Measurement
from diagnostics.clinical.knowledge.patient import BY_KEY
from diagnostics.clinical.units import find_unit
from diagnostics.readers.lab_names import test_of as named
from diagnostics.readers.lab_pieces import Kind, cells_of, pieces_of
from diagnostics.readers.lab_text import MOST_LINES, MOST_SIGNS, OFFERED, read_report
from diagnostics.readers.lab_words import NAMES, NOT_ASKED, TESTS, Specimen

CORPUS = Path(__file__).parent / "data" / "lab_text"
TEXTS = sorted(path.stem for path in CORPUS.glob("*.txt"))
URINE = {"serum": None, "urine-24h": Specimen.TIMED, "fractional-excretion": Specimen.SPOT}
REFUSED = {
    "nl_twee_data_kolommen", "en_two_dates_newest_first", "en_two_dates_without_year", "nl_twee_data_onder_elkaar",
    "nl_vandaag_en_gisteren", "en_two_results_columns", "nl_breed_twee_rijen", "en_two_patients", "nl_twee_geboortedata",
    "nl_twee_patientnummers", "en_html_source", "en_rtf_source", "en_hl7", "en_json", "en_a_link", "en_a_letter",
}  # fmt: skip


def text_of(name):
    return (CORPUS / f"{name}.txt").read_bytes().decode("utf-8")


def expected(name):
    return json.loads((CORPUS / f"{name}.json").read_text("utf-8"))


def described(one):
    """A proposal as the files of the corpus write it."""
    said = {
        "key": one.key,
        "number": one.number,
        "unit": one.unit.symbol if one.unit else one.unit_text,
        "line": one.first,
    }
    more = {
        "from_heading": one.from_heading, "flag": one.flag, "range": one.range,
        "problem": one.problem.template if one.problem else "", "notes": [note.template for note in one.notes],
    }  # fmt: skip
    return said | {name: value for name, value in more.items() if value}


def test_the_corpus_is_large_and_in_both_languages():
    assert len(TEXTS) >= 40
    assert {name[:3] for name in TEXTS} == {"en_", "nl_"}
    assert {path.stem for path in CORPUS.glob("*.json")} == set(TEXTS)


@pytest.mark.parametrize("name", TEXTS)
def test_a_layout_gives_what_stands_beside_it(name):
    wanted = expected(name)
    found = read_report(text_of(name), URINE[wanted["step"]])
    assert (found.refusal.template if found.refusal else None) == wanted.get("refusal")
    assert [described(one) for one in found.proposals] == wanted["proposals"]
    assert [{"line": each.number, "why": each.why.template if each.why else ""} for each in found.unread] == wanted[
        "unread"
    ]


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_two_dates_two_people_and_other_things_give_no_proposal(name):
    assert expected(name)["proposals"] == []
    assert expected(name)["refusal"]


def test_windows_line_ends_and_old_ones_change_nothing():
    text = text_of("nl_excel_tabs")
    for end in ("\r\n", "\r"):
        assert [described(one) for one in read_report(text.replace("\n", end)).proposals] == expected("nl_excel_tabs")[
            "proposals"
        ]


def test_a_text_that_is_too_long_is_refused_with_what_to_do():
    line = "Magnesium 0.45 mmol/L\n"
    for text in (line * (MOST_SIGNS // len(line) + 1), "\n" * MOST_LINES + line * 2, line + "x" * MOST_SIGNS):
        found = read_report(text)
        assert found.proposals == ()
        assert "too long" in found.refusal.template
    long_line = read_report(line + "Potassium " + "x" * 600 + " 3.1 mmol/L")
    assert [one.key for one in long_line.proposals] == ["serum.magnesium"]
    assert long_line.unread[0].number == 2
    dated = read_report(f"12-03-2024\n{line}Comment {'x' * 600} 13-03-2024")
    assert dated.proposals == (), "its dates count"


def test_a_text_made_to_be_slow_is_read_all_the_same():
    for hostile in (
        "<" * MOST_SIGNS,
        "1-" * 9_900,
        "a\t" * 9_900,
        "Naam: " + "a " * 9_000,
        ("0.45 magnesium " * 30 + "\n") * 40,
    ):
        begun = time.perf_counter()
        read_report(hostile)
        assert time.perf_counter() - begun < 20, hostile[:20]  # well under a second on an idle machine


def test_nothing_pasted_is_said():
    assert "Nothing was pasted" in read_report(" \n\t ").refusal.template


@pytest.mark.parametrize(
    "first, second, same",
    [
        ("12-03-2024", "2024-03-12", True), ("12-03-2024", "12 maart 2024", True), ("03/12/2024", "Mar 12, 2024", True),
        ("12-03-2024 08:10", "12-03-2024 16:00", True), ("12-mrt-2024", "12.03.24", True), ("12-03-2024", "12-03-2023", False),
        ("12/03", "13/03", False), ("1 mei 2024", "2 mei 2024", False), ("20240312", "20240313", False), ("12 Mar", "13 Mar", False),
    ],
)  # fmt: skip
def test_dates_are_compared_whatever_way_they_are_written(first, second, same):
    text = f"Collected: {first}\nMagnesium 0.45 mmol/L\nCollected: {second}\nPotassium 3.1 mmol/L\n"
    assert (len(read_report(text).proposals) == 2) is same, read_report(text).refusal


def test_the_date_of_birth_and_of_the_paper_are_no_second_sample():
    text = "DOB: 01/02/1950  Collected: 12/03/2024  Reported: 14/03/2024\nMagnesium 0.45 mmol/L\n"
    assert [one.key for one in read_report(text).proposals] == ["serum.magnesium"]


@pytest.mark.parametrize(
    "heading",
    [
        "Rapport   12-03-2024   13-03-2024", "Tijd   08:00   16:00", "Reported 12 Mar 2024 | 13 Mar 2024", "08:00\t16:00",
        "Collected 12-03-2024 08:00   12-03-2024 16:00",
    ],
)  # fmt: skip
def test_dates_or_times_side_by_side_are_columns_whatever_stands_before_them(heading):
    found = read_report(f"{heading}\nMagnesium   0,45   0,62 mmol/L\nKalium   3,1 mmol/L\n")
    assert found.proposals == ()
    assert found.refusal


def test_two_papers_put_together_are_noticed_by_their_own_dates():
    text = "Reported: 12/03/2024\nMagnesium 0.45 mmol/L\nReported: 14/03/2024\nPotassium 3.1 mmol/L\n"
    assert read_report(text).proposals == ()


@pytest.mark.parametrize(
    "line, key, number, unit",
    [
        ("Magnesium (serum): 0,45 mmol/L", "serum.magnesium", "0,45", "mmol/L"),
        ("S-Magnesium 0,45 mmol/l", "serum.magnesium", "0,45", "mmol/L"),
        ("magnesium, plasma 1.1 mg/dl", "serum.magnesium", "1.1", "mg/dL"),
        ("Magnesium 0.9 mEq/L", "serum.magnesium", "0.9", "mEq/L"),
        ("Magnesium geïoniseerd 0,38 mmol/L", "serum.ionised_magnesium", "0,38", "mmol/L"),
        ("Kreatinine 78 umol/L", "serum.creatinine", "78", "µmol/L"),
        ("Kreatinine 78 \u03bcmol/l", "serum.creatinine", "78", "µmol/L"),
        ("eGFR (MDRD) 85 mL/min/1.73 m²", "serum.egfr", "85", "mL/min/1.73m2"),
        ("CKD-EPI 2009 85 ml/min/1,73m2", "serum.egfr", "85", "mL/min/1.73m2"),
        ("25-OH vitamine D 45 nmol/L", "serum.vitamin_d_25oh", "45", "nmol/L"),
        ("Parathormoon (PTH) 7,1 pmol/L", "serum.pth", "7,1", "pmol/L"),
        ("HCO3- 24 mmol/L", "serum.bicarbonate", "24", "mmol/L"),
        ("fosfaat 0,85 mmol/L", "serum.phosphate", "0,85", "mmol/L"),
        ("Albumine 38 g/l", "serum.albumin", "38", "g/L"),
        ("24-uurs urine magnesium 1,2 mmol/24 uur", "urine_24h.magnesium", "1,2", "mmol/24h"),
        ("Urine magnesium/24 h: 24 mg/24h", "urine_24h.magnesium", "24", "mg/24h"),
        ("dU-Kreatinine 9,8 mmol/dag", "urine_24h.creatinine", "9,8", "mmol/24h"),
        ("Urine volume 2.1 L", "urine_24h.volume", "2.1", "L"),
        ("Kalium in portie urine 31 mmol/L", "urine_spot.potassium", "31", "mmol/L"),
        ("MG    Magnesium    0,45    mmol/L", "serum.magnesium", "0,45", "mmol/L"),
        ("FEMg 4,2 %", "urine_spot.reported_femg", "4,2", "%"),
    ],
)  # fmt: skip
def test_names_and_units_in_both_languages(line, key, number, unit):
    (one,) = read_report(line).proposals
    assert (one.key, one.number, one.unit.symbol, one.problem) == (key, number, unit, None)


@pytest.mark.parametrize(
    "line",
    [
        "magnesium oxide 500 mg", "mg 0.45 mmol/L", "Pre-albumin 0.2 g/L", "pCO2 5.3 kPa", "1,25-(OH)2 vitamine D 90 pmol/L",
        "Anion gap 12 mmol/L", "Kreatinineklaring 85 ml/min", "Albumine/kreatinine ratio 3 mg/mmol", "Urine glucose 5 mmol/L",
        "Vitamin D3 45 nmol/L", "Magnesium ....45 mmol/L", "Magnesium (serum).45 mmol/L", "Magnesium tablet 3 x 5 mmol", "Bloeddruk 140/90", "Magnesium 0,45/0,62 mmol/L",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_result_is_not_proposed(line):
    assert [one.key for one in read_report(f"Chloride 101 mmol/L\n{line}").proposals] == ["serum.chloride"]


def test_every_name_belongs_to_a_test_and_every_test_to_a_question():
    assert set(NAMES.values()) == {*TESTS, NOT_ASKED}
    assert set(OFFERED) <= set(BY_KEY)
    for name, test in NAMES.items():
        written = name.upper() if len(name) < 4 else name
        cells = cells_of({"PH": "pH", "ICA": "iCa", "IMG": "iMg"}.get(written, written))[1]
        pieces = [piece for number, (start, cell) in enumerate(cells) for piece in pieces_of(cell, number, start)]
        words = [piece for piece in pieces if piece.kind is Kind.WORD]
        if len(words) == len(pieces) and not re.search(r"\d|^ica2|^img2", name):
            assert named(words).test == test, name


# -- any text ----------------------------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        "Magnesium", "Kalium", "Mg", "K", "S-Magnesium", "Kreatinine", "eGFR (CKD-EPI)", "25-OH vitamine D", "Urine", "24-uurs urine", "Serum",
        "0.45", "0,45", "<0.10", "1.250", "78", "0,70 - 1,05", "(3.5-5.0)", "<5", "mmol/L", "µmol/L", "mg/dL", "mmol/24 uur", "(mmol/L)", "L", "H",
        "*", "↓", "-", "+", "12-03-2024", "13/03", "08:10", "\n", "\n", "\n", "\t", "\t", " | ", ";", "   ", " ", " ", "Naam: A. Voorbeeld",
        "Uitslag", "Eenheid", "Referentie", "Vlag", "volgt", "2601-3", "ratio", "EDTA", "~", "1e3", "٤", "½", ".", ",", "/", "\u00a0", "\u200b",
    ]
)  # fmt: skip
REPORTS = st.lists(FRAGMENTS, max_size=60).map("".join) | st.lists(FRAGMENTS, max_size=40).map(" ".join)
INVISIBLE = re.compile(
    "[\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\u2060\u200b\u200c\u200d\ufeff\u00ad\u200e\u200f\x0b\x0c\x00]"
)


def plain(text):
    """The lines of a text, its many kinds of blank as one."""
    return [INVISIBLE.sub(" ", line) for line in re.split(r"\r\n|[\r\n\x85\u2028\u2029]", text)]


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=400) | REPORTS, st.sampled_from(list(URINE.values())))
@example("Magnesium 0.45 - 0.70 - 1.05 mmol/L", None)
@example("Magnesium\u200b0.\u200b45 mmol/L", None)
@example("Kalium\nMagnesium\n0.45", None)
@example("Kreatinine,78", None)
@example("Magnesium ....45", None)
@example('Magnesium (mmol/L).45 ").5', None)
def test_any_text_is_read_without_an_error_and_nothing_is_made_up(text, urine):
    found = read_report(text, urine)
    lines = plain(text)
    for one in found.proposals:
        own = "\n".join(lines[one.first - 1 : one.last])
        if not isinstance(one.fact, Measurement):
            assert one.number in own.lower() or one.number in text.lower() or one.number == "edta"
            continue
        assert re.search(rf"(?<![\d.])(?<![^\w)\"'],){re.escape(one.number)}(?!\d)", own), (one, own)
        if one.unit_text:
            assert one.unit_text in ("\n".join(lines) if one.from_heading else own)
            assert one.unit is None or one.problem or one.unit in one.fact.units
            assert one.unit is None or find_unit(one.unit_text) is not None
        else:
            assert one.unit is None
            assert one.lacks_unit
    if found.refusal:
        assert found.proposals == ()


@settings(max_examples=200, deadline=None)
@given(REPORTS)
def test_no_text_with_two_dates_gives_a_proposal(text):
    two = f"Afname: 12-03-2024\n{text}\nAfname: 14-03-2024\n"
    assert read_report(two).proposals == ()


@settings(max_examples=200, deadline=None)
@given(REPORTS)
def test_no_text_of_two_people_gives_a_proposal(text):
    two = f"Patient: Example, Anna\n{text}\nPatient: Sample, Bert\n"
    assert read_report(two).proposals == ()
