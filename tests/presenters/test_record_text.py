"""Text for the record: in short, as SBAR, as a letter; in any characters and in ASCII."""

from __future__ import annotations

import re

import pytest

from diagnostics.presenters.record_text import TEXTS, UNCONFIRMED, record_text
from diagnostics.presenters.report import Choosing, report
from diagnostics.presenters.wording import Wording
from tests.clinical.test_treatment_examples import SCENARIOS, run
from tests.presenters import sample

LANGUAGES = ("en", "nl")
DECISIONS = (
    Choosing("IV_INF_5G_12H", "change", "fluid restriction", "5 g in 250 mL over 12 h"),
    Choosing("K_ORAL", "accept"),
    Choosing("SGLT2I_10MG", "reject", "recurrent infections"),
)


def arranged(name="severe", language="en", **more):
    return report(sample.ALL[name](), Wording(language), **more)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u2212", "-")


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_short_is_five_to_eight_lines_for_every_patient(language):
    for scenario in SCENARIOS:
        lines = record_text(report(run(scenario), Wording(language)), "short").splitlines()
        assert 5 <= len(lines) <= 8, scenario["id"]
        assert all(line.strip() for line in lines)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("name", sample.ALL)
def test_every_text_has_the_answer_the_plan_and_whose_judgement_counts(kind, name):
    shown = arranged(name)
    text = record_text(shown, kind)
    assert text.count("[patient]") == 1
    assert plain(shown.verdict) in text
    assert shown.knowledge_version in text
    assert plain(shown.disclaimer) in text
    for item in (each for section in shown.plan for each in section.items):
        if item.key != "RECHECK":
            assert plain(item.title.rstrip(".")) in text
            assert plain(item.dose_line) in text
    for entry in shown.withheld:
        assert plain(entry.label) in text
    for line in shown.monitoring:
        assert plain(line.line.rstrip(".")) in text
    if shown.recheck:
        assert plain(shown.recheck.line.rstrip(".")) in text
    if shown.banner:
        assert text.index(shown.banner.title) < text.index(plain(shown.verdict))


@pytest.mark.parametrize("kind", TEXTS)
def test_decisions_stand_before_their_items(kind):
    text = record_text(arranged(decisions=DECISIONS), kind)
    assert "[changed] 5 g in 250 mL over 12 h, in place of the suggestion: Magnesium sulfate heptahydrate" in text
    assert ". Reason: fluid restriction" in text
    assert "[accepted] Potassium chloride by mouth" in text
    assert "[no decision] Magnesium by mouth" in text
    rejected = re.search(r"\[rejected\] [^\[\n]*", text)[0]
    assert "recurrent infections" in rejected
    assert "10 mg" not in rejected, "a rejected dose is not written as if it were to be given"


@pytest.mark.parametrize("kind", TEXTS)
def test_a_recheck_that_was_decided_on_is_an_item(kind):
    scenario = next(each for each in SCENARIOS if each["id"] == "WT-35")
    assessment = run(scenario)
    assert "[no decision] Recheck" not in record_text(report(assessment, Wording()), kind)
    decided = report(assessment, Wording(), decisions=[Choosing("RECHECK", "reject", "seen elsewhere")])
    assert "[rejected] Recheck" in record_text(decided, kind)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_ascii_is_ascii_and_loses_no_sign(kind, language):
    for scenario in SCENARIOS:
        shown = report(run(scenario), Wording(language))
        full, old = record_text(shown, kind), record_text(shown, kind, ascii_only=True)
        assert old.isascii()
        assert old.count("?") == full.count("?"), scenario["id"]
        assert [line.count(":") for line in old.splitlines()] == [line.count(":") for line in full.splitlines()]
        numbers = re.compile(r"\d+(?:[.,]\d+)?")
        assert numbers.findall(old) == numbers.findall(full.replace("²", "2")), scenario["id"]


def test_signs_of_old_records():
    from diagnostics.presenters.plain_text import to_ascii

    assert to_ascii("Mg²⁺ 0.4 mmol/L, ≥ 104 µmol/L") == "Mg2+ 0.4 mmol/L, >= 104 umol/L"
    assert "104 umol/L" in record_text(arranged(), "sbar", ascii_only=True)
    assert "104 µmol/L" in record_text(arranged(), "sbar")


@pytest.mark.parametrize("kind", TEXTS)
def test_what_is_unconfirmed_is_marked_and_the_mark_explained(kind):
    text = record_text(arranged(), kind)
    assert text.count(UNCONFIRMED) > 1
    assert f"{UNCONFIRMED} not yet confirmed against a source." in text


def test_dutch_speaks_dutch():
    text = record_text(arranged(language="nl"), "letter")
    assert text.startswith("Geachte collega,")
    assert "[patiënt], 71 jaar, vrouw" in text
    assert "20,3 mmol" in text
    assert "20.3" not in text


def test_no_case_code_and_no_moment_but_that_of_signing():
    import datetime

    moment = datetime.datetime(2026, 11, 24, 14, 5, tzinfo=datetime.UTC)
    text = record_text(arranged(case_label="K7M2", printed_at=moment), "short")
    assert "K7M2" not in text
    assert "signed 24 November 2026, 15:05" in text


def test_only_so_many_reasons_and_the_rest_counted():
    for scenario in SCENARIOS:
        shown = report(run(scenario), Wording())
        for entry in shown.withheld:
            if len(entry.open) + len(entry.other) > 3:
                assert re.search(r"and \d+ more", record_text(shown, "short")), scenario["id"]
