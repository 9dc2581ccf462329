"""Advice on screen and paper: by cause, diet, and the patient's own words; each said once, marked where it is not confirmed."""

import json
import re

import pytest
from django.template.loader import render_to_string

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge import patient as p
from diagnostics.presenters.machine import assessment_json
from diagnostics.presenters.plain_text import plain_text
from diagnostics.presenters.report import report
from diagnostics.presenters.wording import NBSP, Wording
from tests.clinical.strategies import at, condition, harmless, mg
from tests.presenters import sample

GITELMAN = assess(harmless(condition("known_gitelman"), at(p.POTASSIUM_SERUM, "3.2")))


def shown(assessment=GITELMAN):
    return report(assessment, Wording())


def plain(text):
    return text.replace(NBSP, " ")


def test_lines_stand_under_the_cause_they_are_about():
    (group,) = shown().by_cause
    assert group.title == "Gitelman syndrome"
    assert "Indometacin is not proposed" in group.text
    assert group.text.endswith(".")


def test_the_target_stands_once_under_what_is_watched():
    arranged = shown()
    target = "potassium of 3.0 and magnesium of 0.6 mmol/L or above"
    assert [plain(line.line) for line in arranged.monitoring if target in plain(line.line)]
    assert not any(target in plain(group.text) for group in arranged.by_cause)


def test_a_target_that_another_one_replaced_stands_among_the_lines():
    arranged = shown(assess(harmless(condition("known_gitelman"), at(p.QTC, 490))))
    assert "Target: potassium of 3.0" in plain(arranged.by_cause[0].text)


def test_what_rests_on_unverified_knowledge_is_marked():
    arranged = shown(assess(harmless(condition("known_trpm6"))))
    assert all(line.mark for group in arranged.by_cause for line in group.lines)
    assert "†" in arranged.by_cause[0].text
    assert not any(line.mark for line in shown().by_cause[0].lines)


def test_the_diet_and_the_words_for_the_patient_are_marked_too():
    arranged = shown()
    assert arranged.for_patient_mark
    assert next(line.key for line in arranged.diet.lines if line.mark) == "enough"
    paper = render_to_string("print/report.html", {"report": arranged})
    assert f"<h2>{arranged.labels['for_patient']}†</h2>" in paper


def test_foods_in_one_text_with_the_tables_that_disagree():
    foods = shown().diet.foods
    assert "halibut (85 g) 24 or 90 (tables disagree)" in plain(foods)
    assert "milk (1 cup) 24 to 27" in plain(foods)
    assert "oats (no figure)" in foods


def test_a_warning_is_not_repeated_in_the_diet():
    arranged = shown(assess(harmless(condition("multiple_sclerosis"), mg("0.80"))))
    about = "has not been shown to treat these diseases"
    assert [line for line in arranged.warnings if about in line.text]
    assert not [line for line in arranged.diet.lines if about in line.text]


def test_a_report_without_advice_leaves_its_headings_out():
    page = render_to_string("print/report.html", {"report": report(sample.severe(), Wording())})
    for heading in ("by_cause", "diet", "for_patient"):
        assert f"<h2>{shown().labels[heading]}</h2>" not in page


@pytest.mark.parametrize("heading", ["by_cause", "diet", "for_patient"])
def test_screen_paper_and_terminal_say_the_same(heading):
    arranged = shown()
    paper = render_to_string("print/report.html", {"report": arranged})
    screen = render_to_string(
        "diagnostics/partials/plan_rest.html", {"report": arranged, "read_only": True, "withheld": ()}
    )
    terminal = plain_text(arranged)
    assert arranged.labels[heading] in paper
    assert arranged.labels[heading] in screen
    assert arranged.labels[heading].upper() in terminal
    assert "Indometacin is not proposed" in paper
    assert "Indometacin is not proposed" in screen
    assert "Indometacin is not proposed" in terminal


def test_the_machine_answer_names_rule_kind_and_figures():
    answer = json.loads(json.dumps(assessment_json(GITELMAN, "1", (), Wording())))
    lines = {line["code"]: line for line in answer["cause_specific"]}
    assert lines["gitelman_aim"]["kind"] == "aim"
    assert lines["gitelman_aim"]["rule"] == "TX-DIS-01"
    assert lines["gitelman_magnesium"]["names_dose"] is True
    assert lines["gitelman_indometacin"]["names_dose"] is False
    assert answer["diet"]["suffices"] == "no"
    assert {"key": "kale", "label": "kale", "portion": "no figure", "mg": []}.items() <= answer["diet"]["foods"][
        -3
    ].items()
    assert answer["advice"][0]["rule"] == "TX-HAND-01"
    assert assessment_json(sample.severe(), "1", (), Wording())["diet"] is None


def test_paper_stays_lean_with_all_its_advice():
    page = render_to_string("print/report.html", {"report": shown()})
    assert len(re.findall(r"<t[dh]\b", page)) == 0
    assert len(re.findall(r"<(?:p|li|div|h\d|ul|ol|table)\b", page)) <= 80
