"""The number lines: each value in its place, every published limit with its holder, and no label over another."""

from decimal import Decimal as D
from math import isclose, log10

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.explore import explore
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.published_limits import FEMG, PUBLISHED_LIMITS, RETENTION, U24
from diagnostics.presenters.number_line_drawing import draw_number_line, scale_of
from diagnostics.presenters.number_lines import CLASS_WORDS, GROUPS, SERUM, number_lines
from diagnostics.presenters.source_names import SHORT
from diagnostics.presenters.wording import Wording
from tests.clinical.strategies import at, harmless

from .pictured import LANGUAGES, patients


def lines_of(*known, language="en"):
    return {line.about: line for line in number_lines(explore(assess(harmless(*known))), Wording(language))}


def serum(text, unit, language="en"):
    return lines_of(at(p.MAGNESIUM_SERUM, text, unit), language=language)[SERUM]


def plain(text):
    return text.replace("\u00a0", " ")


def everything():
    """Every line of every patient in both languages, with what was assessed."""
    for assessment in patients():
        for language in LANGUAGES:
            for line in number_lines(assessment, Wording(language)):
                yield assessment, language, line


# --- which limits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("about", GROUPS)
def test_every_published_limit_is_a_tick_with_its_holder(about):
    """Also those of which the dossier says that no source was read, with just these words."""
    lines = {line.about: line for _assessment, language, line in everything() if language == "en"}
    told = plain(lines[about].told)
    for row in PUBLISHED_LIMITS:
        if row.about in GROUPS[about]:
            for citation in row.citations:
                assert SHORT[citation.key] in told, (row.cutoff, citation.key)
            assert row.citations or row.note in told


def test_every_holder_of_a_limit_has_a_short_name_and_none_is_made_up():
    keys = {citation.key for row in PUBLISHED_LIMITS for citation in row.citations}
    assert keys == set(SHORT)


@pytest.mark.parametrize(
    ("text", "unit", "numbers"),
    [
        ("0.55", "mmol/L", ["0.40 mmol/L", "0.50 mmol/L", "0.60 mmol/L", "≈ 0.601 mmol/L", "0.65 mmol/L", "0.70 mmol/L",
                            "≈ 0.74 mmol/L", "0.75 mmol/L", "0.85 mmol/L", "1.00 mmol/L", "1.1 mmol/L", "1.2 mmol/L"]),
        ("1.3", "mg/dL", ["≈ 0.97 mg/dL", "1.0 mg/dL", "1.2 mg/dL", "1.46 mg/dL", "1.5 mg/dL", "≈ 1.58 mg/dL", "1.7 mg/dL",
                          "1.8 mg/dL", "≈ 1.82 mg/dL", "≈ 2.07 mg/dL", "2.4 mg/dL", "≈ 2.67 mg/dL", "≈ 2.92 mg/dL"]),
    ],
)  # fmt: skip
def test_a_limit_stands_where_the_unit_of_the_value_has_it(text, unit, numbers):
    """DX-GEN-02: 1.7 mg/dL is compared as 1.7 and not as 0.70 mmol/L; what is converted says so."""
    assert [plain(tick.label) for tick in serum(text, unit).ticks] == numbers


def test_a_converted_limit_names_the_number_as_published():
    tick = next(tick for tick in serum("1.3", "mg/dL").ticks if "1.82" in tick.label)
    assert plain(tick.limits[0].beyond) == "low below 0.75 mmol/L"
    assert "IOM 1997" in tick.limits[0].whose


def test_the_limits_used_here_are_marked_and_the_others_are_not():
    used = [plain(tick.label) for tick in serum("0.55", "mmol/L").ticks if tick.used]
    assert used == ["0.40 mmol/L", "0.50 mmol/L", "0.60 mmol/L", "0.70 mmol/L", "1.00 mmol/L"]


def test_dutch_has_its_decimal_sign_and_words():
    line = serum("0,55".replace(",", "."), "mmol/L", "nl")
    assert plain(line.ticks[0].label) == "0,40 mmol/L"
    assert line.grade == "matig"
    assert "laag onder" in line.told


# --- the value ------------------------------------------------------------------------------------------------


def test_the_value_lies_in_the_class_that_the_engine_gave_it():
    """For every value with a class; what is not valid has none. A value at a limit may lie on either side of it."""
    seen = set()
    for _assessment, language, line in everything():
        words = [band.name for band in line.bands]
        if line.grade not in words or line.comparator:
            continue
        band = line.bands[words.index(line.grade)]
        places = D("0.005") if line.about != RETENTION else D("0.05")
        assert band.low is None or line.value >= band.low - places, (line.about, line.value, line.grade)
        assert band.high is None or line.value <= band.high + places, (line.about, line.value, line.grade)
        seen.add((line.about, language))
    assert seen == {(about, language) for about in GROUPS for language in LANGUAGES}


@pytest.mark.parametrize("about, logarithmic", [(SERUM, False), (FEMG, True), (U24, True), (RETENTION, False)])
def test_the_scale_is_decided_and_said(about, logarithmic):
    lines = [line for _assessment, _language, line in everything() if line.about == about]
    assert lines
    for line in lines:
        assert line.logarithmic is logarithmic
        assert line.scale in {True: {"scale: logarithmic", "schaal: logaritmisch"}, False: {"scale: linear", "schaal: lineair"}}[logarithmic]  # fmt: skip
        assert line.scale in [text.text for text in draw_number_line(line).texts]
        assert line.scale in line.told


def test_places_on_the_scale_are_in_proportion():
    linear = scale_of(serum("0.55", "mmol/L"), 0, 100)
    assert isclose(linear.y(0.4) - linear.y(0.5), linear.y(1.1) - linear.y(1.2))
    line = next(line for _assessment, _language, line in everything() if line.about == FEMG)
    scale = scale_of(line, 0, 100)
    assert isclose(scale.y(1) - scale.y(2), scale.y(2) - scale.y(4))
    assert isclose(scale.y(2), 100 * (1 - (log10(2) - scale.low) / (scale.high - scale.low)))


def test_every_number_lies_on_the_scale_and_higher_is_above():
    for _assessment, _language, line in everything():
        scale = scale_of(line, 10, 200)
        heights = [scale.y(tick.at) for tick in line.ticks]
        assert heights == sorted(heights, reverse=True)
        assert len(set(heights)) == len(heights)
        assert 10 <= scale.y(line.value) <= 210
        if line.interval:
            assert scale.y(line.interval.high) < scale.y(line.value) < scale.y(line.interval.low)


def test_the_interval_is_that_of_the_assessment_and_marked_where_it_rests_on_a_setting():
    for assessment, _language, line in everything():
        spread = next((each for each in assessment.spread if each.about == line.about), None)
        assert (line.interval is None) == (spread is None)
        if spread:
            assert line.interval.low == spread.low.to(spread.value.unit).value
            assert line.interval.text.endswith("†") == spread.assumed


def test_a_bound_is_said_as_one_and_a_zero_has_a_place():
    assert plain(serum("<0.3", "mmol/L").label) == "<0.3 mmol/L"
    scale = scale_of(next(line for _a, _l, line in everything() if line.about == U24), 10, 200)
    assert scale.y(0) == 210


def test_a_sample_that_may_be_wrong_is_not_called_low():
    words = {CLASS_WORDS[word] for word in ("mild", "moderate", "severe", "critical")}
    found = [line for a, language, line in everything()
             if a.status == "suspected_spurious" and line.about == SERUM and language == "en"]  # fmt: skip
    assert found
    assert not words & {line.grade for line in found}


def test_at_an_egfr_of_30_to_59_the_higher_limit_of_femg_parts_the_classes():
    """DX-FEMG-04."""
    moved = [
        line
        for _a, language, line in everything()
        if line.about == FEMG and language == "en" and line.bands[1].high == 8
    ]
    for line in moved:
        assert [tick.label for tick in line.ticks if "eGFR 30 to 59" in plain(tick.limits[0].beyond)] == ["8.00\u00a0%"]
    assert moved


# --- the drawing ----------------------------------------------------------------------------------------------


def test_no_label_lies_over_another_or_leaves_the_drawing():
    for assessment, language, line in everything():
        assert not draw_number_line(line).clashes(), (assessment.facts.values, language, line.about)


def test_the_drawing_says_the_value_its_class_and_every_limit():
    for _assessment, _language, line in everything():
        said = " ".join(text.text for text in draw_number_line(line).texts)
        for words in (line.label, line.grade, *(tick.label for tick in line.ticks)):
            assert plain(words).replace(" ", "") in plain(said).replace(" ", "")


def test_a_value_outside_the_scope_has_no_line():
    for assessment in patients():
        if not assessment.scope.in_scope:
            assert SERUM not in {line.about for line in number_lines(assessment, Wording())}


def test_a_limit_that_holds_is_on_the_side_of_the_value():
    """The tick of the lower limit lies above a low value, below one that is not low."""
    for assessment, _language, line in everything():
        if line.about != SERUM or line.comparator or assessment.status not in ("low", "not_low"):
            continue
        low = next(tick for tick in line.ticks if tick.used and any("low below" in plain(each.beyond) or "laag onder" in plain(each.beyond) for each in tick.limits))  # fmt: skip
        assert (line.value < low.at) == (assessment.status == "low")
