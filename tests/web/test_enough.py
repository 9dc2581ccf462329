"""The panel says what can still change, and ends the workup when nothing wanted is open."""

from __future__ import annotations

import html
import re

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge.patient import BY_KEY
from diagnostics.forms.blocks import leaves
from diagnostics.forms.fields import ONLY_WITH
from diagnostics.forms.pages import PAGES
from diagnostics.proof.edges import MEASURED, WORDED
from diagnostics.proof.patients import patient
from diagnostics.views.picture import Picture


def panel(guest) -> str:
    page = guest.open("/workup/start/")
    found = re.search(r'<div class="enough">.*?</div>', page, re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", "", found[0]).split())) if found else ""


def test_an_empty_workup_waits_for_magnesium_and_danger_signs(guest):
    said = panel(guest)
    assert "Could still change:" in said
    assert "Serum magnesium" in said
    assert "danger signs" in said
    assert "Finish now" not in said


def test_danger_signs_answered_are_not_asked_again(guest):
    guest.answer("start", **{"all-no": "findings__torsades_de_pointes"})
    assert "danger signs" not in panel(guest)
    assert "Symptoms and signs" in panel(guest)


def test_each_thing_named_leads_to_its_question(guest):
    page = guest.open("/workup/start/")
    found = re.search(r'<div class="enough">.*?</div>', page, re.DOTALL)[0]
    for address, target in re.findall(r'href="([^"#]+)#([^"]+)"', found):
        assert f'id="{target}"' in guest.open(address)


def not_low(guest):
    """Somebody with a normal magnesium of whom the lists were asked."""
    guest.answer(
        "start", patient__age_years="50", patient__sex="male", **{"all-no": "patient__adult", "all-absent": "findings"}
    )
    guest.answer("start", **{"all-no": "findings__torsades_de_pointes"})
    guest.answer("serum", serum__magnesium="0.95", serum__magnesium_unit="mmol/L", serum__creatinine="80", serum__creatinine_unit="µmol/L",
                 serum__sample__tube="serum", serum__sample__haemolysed="no", serum__sample__drip_arm="no")  # fmt: skip
    guest.answer("history", asked__drugs="absent", **{"all-absent": "conditions"})
    guest.answer("history", **{"all-no": "conditions__myasthenia_gravis"})
    return guest


def test_finish_now_is_offered_and_leads_to_the_conclusion(guest):
    not_low(guest)
    page = guest.open("/workup/history/")
    assert '<button type="submit" form="step-form" name="finish"' in page, panel(guest)
    response = guest.answer("history", finish="yes")
    assert response.url == "/workup/conclusion/"


def test_the_page_of_all_answers_works_it_out_to_the_end(guest):
    not_low(guest)
    assert "Nothing left that would change" not in panel(guest)
    page = guest.open("/workup/check/")
    assert "Nothing left that would change" in page or "Could still change" in page


def test_finish_now_keeps_what_was_typed_and_does_not_pass_over_a_problem(guest):
    not_low(guest)
    response = guest.answer("serum", serum__potassium="much", serum__potassium_unit="mmol/L", finish="yes")
    assert response.url == "/workup/serum/"
    assert guest.written("serum.potassium").text == "much"


def test_finishing_says_what_it_leaves_unknown_and_costs(mild):
    picture = Picture(mild.workup)
    costs = picture.still_open.costs
    assert costs
    assert all("withheld:" in cost and "not known" in cost for cost in costs)
    waits = {check.label for line in picture.report.withheld for reason in line.reasons for check in reason.missing}
    for cost in costs:
        assert any(label in cost for label in waits)


def test_what_was_said_to_be_not_known_is_named(guest):
    guest.answer("serum", serum__magnesium="0.6", serum__magnesium_unit="mmol/L")
    guest.answer("start", patient__pregnant="not_known")
    passed = [check.key for check in Picture(guest.workup).still_open.passed]
    assert all(key == "patient.pregnant" for key in passed)


def test_the_panel_says_it_in_dutch(guest):
    guest.client.post("/language/setlang/", {"language": "nl", "next": "/"})
    assert "Kan nog veranderen:" in panel(guest)
    assert "tekenen van acuut gevaar" in panel(guest)


def test_a_failure_says_nothing_rather_than_something_wrong(guest, monkeypatch, caplog):
    def explode(*args, **more):
        raise RuntimeError("0.45")

    monkeypatch.setattr("diagnostics.views.picture.enough", explode)
    assert panel(guest) == ""
    assert "0.45" not in caplog.text


# -- questions that appear when they matter ---------------------------------------------------------------------------


@pytest.mark.parametrize("key", ONLY_WITH)
def test_a_question_that_is_hidden_could_change_nothing(key):
    """Without the other answer no value of it changes anything but the list of what is known."""
    values = [value for fact, value in (*MEASURED, *WORDED) if fact.key == key]
    assert values
    for seed in range(25):
        facts = patient(seed)
        without = {each: value for each, value in facts.values.items() if each not in (key, ONLY_WITH[key])}
        facts = facts.__class__(without, facts.drugs, facts.asked)
        now = assess(facts)
        for value in values[:6]:
            there = assess(facts.having(**{key.replace(".", "__"): value}))
            assert there.plan == now.plan, (seed, value)
            assert (there.route, there.severity, there.status) == (now.route, now.severity, now.status)


def test_a_question_shows_once_the_other_is_answered(guest):
    hidden = r'id="div_id_history__oral_magnesium__days"[^>]* hidden'
    assert re.search(hidden, guest.open("/workup/history/"))
    guest.answer("history", history__oral_magnesium__dose="12", history__oral_magnesium__dose_unit="mmol/day")
    assert not re.search(hidden, guest.open("/workup/history/"))


def test_no_question_is_asked_twice():
    keys = [key for layout in PAGES.values() for block in leaves(layout) for key in block.asks()]
    assert len(keys) == len(set(keys))
    assert all(key in BY_KEY or key.startswith("asked.") for key in keys)
