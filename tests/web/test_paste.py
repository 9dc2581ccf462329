"""A pasted laboratory report: proposed beside its lines, taken only when ticked, and kept nowhere."""

import json
import logging
import re
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from diagnostics.models import Answer
from diagnostics.readers.lab_text import MOST_SIGNS, OFFERED

from .pages import fields

REPORT = "Afname: 12-03-2024\nMagnesium\t0,45\tmmol/L\tL\t0,70-1,05\nKalium\t3,1\tmmol/L\nKreatinine\t78\tµmol/L\nGlucose\t5,4\n"
CORPUS = Path(__file__).parents[1] / "readers" / "data" / "lab_text"
PASTE, TAKE = "/workup/serum/paste/", "/workup/serum/take/"


def paste(guest, text=REPORT, step="serum", **headers):
    address = f"/workup/{step}/paste/"
    return guest.client.post(address, {**fields(guest.open(address), address), "text": text}, headers=headers)


def in_place(guest, text=REPORT, step="serum"):
    return paste(guest, text, step, **{"HX-Request": "true"}).content.decode()


def take_form(page, step="serum"):
    return fields(page, f"/workup/{step}/take/")


def take(guest, form, step="serum", headers=None, **ticked):
    return guest.client.post(f"/workup/{step}/take/", {**form, **ticked}, headers=headers)


def ticks(page):
    """What each tick would post."""
    return dict(re.findall(r'type="checkbox" name="([^"]+)" value="([^"]+)"', page))


def test_the_box_stands_on_the_steps_with_laboratory_values(guest):
    for step in ("serum", "urine-24h", "fractional-excretion"):
        assert f'action="/workup/{step}/paste/"' in guest.open(f"/workup/{step}/")
        assert f'action="/workup/{step}/paste/"' in guest.open(f"/workup/{step}/paste/")
    for step in ("start", "history", "loading-test"):
        assert "paste-form" not in guest.open(f"/workup/{step}/")
        assert guest.client.get(f"/workup/{step}/paste/").status_code == 404


def test_values_are_proposed_beside_their_lines_and_nothing_is_saved(guest):
    page = in_place(guest)
    assert ticks(page)["serum__magnesium"] == "0,45 mmol/L"
    assert "Magnesium  0,45  mmol/L  L  0,70-1,05" in page
    assert "5 values proposed. Nothing is filled in yet." in page
    assert "checked" not in page.replace('value="" checked', "")
    assert not guest.workup.written()
    assert guest.workup.version == 0


def test_only_what_is_ticked_is_posted_and_saved(guest):
    form = take_form(paste(guest).content.decode())
    assert set(form) <= {"csrfmiddlewaretoken", "form", "version", "serum__glucose"}
    assert form["serum__glucose"] == [""], "the unit is not chosen"
    response = take(guest, form, serum__magnesium="0,45 mmol/L")
    assert (response.status_code, response.url) == (302, "/workup/serum/")
    saved = guest.workup.written()
    assert set(saved) == {"serum.magnesium"}
    assert (saved["serum.magnesium"].text, saved["serum.magnesium"].unit) == ("0,45", "mmol/L")
    assert 'value="0,45"' in guest.open("/workup/serum/")


def test_a_value_without_a_unit_is_offered_in_each_unit_and_in_none_by_itself(guest):
    page = in_place(guest, "Magnesium 0,45\nKalium 3,1\nGlucose 5,4")
    assert not ticks(page)
    offered = re.findall(r'type="radio" name="serum__magnesium" value="([^"]*)"( checked)?', page)
    assert offered[0] == ("", " checked")
    assert {value for value, _checked in offered[1:]} == {"0,45 mmol/L", "0,45 mg/dL", "0,45 mEq/L"}
    assert re.findall(r'type="radio" name="serum__glucose" value="([^"]*)"', page) == ["", "5,4 mmol/L"]
    take(guest, take_form(page), serum__glucose="5,4 mmol/L")
    assert set(guest.workup.written()) == {"serum.glucose"}


def test_an_implausible_value_meets_the_doubts_of_a_typed_one(guest):
    page = in_place(guest, "Magnesium 1.7 mmol/L\nCalcium 1.60 mmol/L\nKalium 31 mmol/L")
    assert "would be an ordinary value in mg/dL, mEq/L. Check the unit." in page
    assert "1.60\u00a0mmol/L is unusual. Check the number and its unit." in page
    assert "31\u00a0mmol/L is outside 1.0 to 10\u00a0mmol/L" in page
    assert set(ticks(page)) == {"serum__magnesium", "serum__calcium"}
    take(guest, take_form(page), serum__magnesium="1.7 mmol/L")
    assert not guest.workup.written()["serum.magnesium"].confirmed
    step = guest.open("/workup/serum/")
    assert 'name="serum__magnesium-ok"' in step, "it is asked for once more, as after typing"
    assert "There is a problem" in step


def test_a_typed_value_is_shown_beside_and_replaced_only_by_a_tick(guest):
    guest.answer(
        "serum",
        serum__magnesium="0.62",
        serum__magnesium_unit="mmol/L",
        serum__potassium="3.1",
        serum__potassium_unit="mmol/L",
    )
    page = in_place(guest)
    assert "Filled in now: 0.62 mmol/L. A tick replaces it." in page
    assert "Already filled in." in page
    assert "serum__potassium" not in ticks(page)
    take(guest, take_form(page), serum__creatinine="78 µmol/L")
    assert guest.written("serum.magnesium").text == "0.62"
    take(guest, take_form(in_place(guest)), serum__magnesium="0,45 mmol/L")
    assert guest.written("serum.magnesium").text == "0,45"


def test_an_answer_that_is_newer_than_the_proposals_is_a_conflict_with_the_same_page(guest):
    form = take_form(in_place(guest))
    guest.answer("serum", serum__magnesium="0.62", serum__magnesium_unit="mmol/L")
    response = take(guest, form, serum__magnesium="0,45 mmol/L")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Another page has saved something else since this one was opened." in page
    assert guest.written("serum.magnesium").text == "0.62"
    again = fields(page, TAKE)
    assert guest.client.post(TAKE, again).url == "/workup/serum/"
    assert guest.written("serum.magnesium").text == "0,45"
    assert guest.written("serum.potassium") is None


def test_a_conflict_in_place_saves_nothing_either(guest):
    form = take_form(in_place(guest))
    guest.answer("serum", serum__magnesium="0.62", serum__magnesium_unit="mmol/L")
    response = take(guest, form, headers={"HX-Request": "true"}, serum__magnesium="0,45 mmol/L")
    assert response.status_code == 409
    assert guest.written("serum.magnesium").text == "0.62"


def test_a_page_of_another_workup_neither_reads_nor_takes(guest):
    address = PASTE
    form, page = fields(guest.open(address), address), in_place(guest)
    guest.answer("serum", serum__potassium="3.1", stay="yes")
    guest.client.post("/workup/next-patient/")
    guest.begin()
    for where, data in (
        (PASTE, {**form, "text": REPORT}),
        (TAKE, {**take_form(page), "serum__magnesium": "0,45 mmol/L"}),
    ):
        assert guest.client.post(where, data).status_code == 409
        answer = guest.client.post(where, data, headers={"HX-Request": "true"}).content.decode()
        assert "This page belongs to another workup." in answer
        assert "0,45" not in answer
    assert not guest.workup.written()


def test_nothing_but_questions_of_the_table_is_taken(guest):
    form = take_form(in_place(guest))
    take(
        guest,
        form,
        patient__age_years="71",
        drugs__0__name="omeprazole",
        asked__drugs="absent",
        serum__magnesium="0,45 mmol/L",
    )
    assert set(guest.workup.written()) == {"serum.magnesium"}
    assert set(OFFERED).isdisjoint({"patient.age_years", "findings.torsades_de_pointes"})


def test_urine_of_a_mixed_report_goes_to_its_own_step(guest):
    text = (CORPUS / "nl_serum_en_urine.txt").read_text("utf-8")
    page = in_place(guest, text)
    take(guest, take_form(page), urine_24h__magnesium="1,2 mmol/24h", urine_24h__volume="2100 mL")
    saved = guest.workup.written()
    assert (saved["urine_24h.magnesium"].text, saved["urine_24h.magnesium"].unit) == ("1,2", "mmol/24h")
    assert 'value="2100"' in guest.open("/workup/urine-24h/")


def test_the_answer_in_place_brings_boxes_and_panel_up_to_date(guest):
    page = take(
        guest, take_form(in_place(guest)), headers={"HX-Request": "true"}, serum__magnesium="0,45 mmol/L"
    ).content.decode()
    assert "1 value was filled in:" in page
    assert 'id="div_id_serum__magnesium" data-hx-swap-oob="true"' in page
    assert "Severe hypomagnesaemia" in page
    assert 'id="version" name="version" value="1" data-hx-swap-oob="true"' in page


def test_the_step_s_own_page_goes_on_after_values_were_taken(guest):
    form = guest.form("serum")
    take(guest, take_form(in_place(guest)), serum__magnesium="0,45 mmol/L")
    later = {**guest.form("serum"), "form": form["form"]}
    assert guest.panel("serum", later, serum__potassium="3.4", serum__potassium_unit="mmol/L").status_code == 200
    assert guest.written("serum.magnesium").text == "0,45"


@pytest.mark.parametrize("name", ["nl_twee_data_kolommen", "en_two_patients", "en_html_source", "en_a_letter"])
def test_a_refusal_says_why_and_offers_no_tick(guest, name):
    page = in_place(guest, (CORPUS / f"{name}.txt").read_text("utf-8"))
    assert not ticks(page)
    assert "values proposed" not in page
    assert re.search(r"Nothing is proposed|not its text|Is it the right one", page)


def test_a_text_that_is_too_long_is_refused_with_a_sentence(guest):
    page = in_place(guest, "Magnesium 0.45 mmol/L\n" * (MOST_SIGNS // 20))
    assert "The text is too long" in page
    assert not ticks(page)


def test_lab_text_corpus_takes_nothing_unconfirmed(guest):
    """Safety H63: whatever is pasted, nothing is answered by it, and no tick is set beforehand."""
    for path in sorted(CORPUS.glob("*.txt")):
        step = json.loads(path.with_suffix(".json").read_text("utf-8"))["step"]
        page = in_place(guest, path.read_bytes().decode("utf-8"), step)
        assert not re.search(r'type="checkbox"[^>]* checked', page), path.name
        assert not re.search(r'type="radio"[^>]*value="[^"]+"[^>]* checked', page), path.name
        if 'class="take-form"' in page:
            take(guest, take_form(page, step), step)
    assert not guest.workup.written()
    assert Answer.objects.count() == 0


CANARY = "Kanarievogel-73"


@pytest.mark.django_db(transaction=True)
def test_the_text_is_in_no_table_no_log_no_session_and_no_address(guest, caplog):
    caplog.set_level(logging.DEBUG)
    text = f"Naam: {CANARY}\nOpmerking {CANARY}\nMagnesium 0,45 mmol/L {CANARY}\nKalium 3,1 mmol/L {CANARY}\n"
    shown = paste(guest, text)
    assert CANARY in shown.content.decode(), "the line is shown in the reply"
    response = take(guest, take_form(shown.content.decode()), serum__magnesium="0,45 mmol/L")
    assert CANARY not in response.url
    guest.client.post(PASTE, {"text": text, "form": "forged"})
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert CANARY not in str(cursor.fetchall()), table
    for session in Session.objects.all():
        assert CANARY not in str(session.get_decoded())
    if connection.vendor == "sqlite":
        base = Path(connection.settings_dict["NAME"])
        files = [path for path in base.parent.glob(f"{base.name}*") if path.is_file()]
        stored = b"".join(path.read_bytes() for path in files)
        assert b"0,45" in stored, "what was ticked is there, so these are the files to look at"
        assert CANARY.encode() not in stored
    assert CANARY not in caplog.text
    assert not any(CANARY in str(vars(record)) for record in caplog.records)
    assert all(CANARY not in cookie.output() for cookie in guest.client.cookies.values())
    assert "no-store" in shown["Cache-Control"]


def test_hostile_text_stays_text(guest):
    page = in_place(
        guest,
        'Magnesium 0.45 mmol/L <img src=x onerror=alert(1)>\n"><script>alert(1)</script>\n{{ 7|add:7 }} </textarea>',
    )
    assert "<script>alert" not in page
    assert "<img" not in page
    whole = paste(guest, "</textarea><script>alert(1)</script>\nMagnesium 0.45 mmol/L").content.decode()
    assert "</textarea><script>" not in whole


def test_the_table_speaks_dutch(guest):
    guest.client.post("/language/setlang/", {"language": "nl", "next": "/workup/serum/"})
    page = in_place(guest, "Magnesium 1.60 mmol/L\nGlucose 5,4\nMagnesium volgt")
    assert "voorgesteld. Er is nog niets ingevuld." in page
    assert "Niet overnemen" in page
    assert "Volgens de uitslag is er geen resultaat." in page
    assert "1,60\u00a0mmol/L" in page


def test_paste_needs_a_workup_and_take_is_no_address_to_open(client, db, guest):
    assert guest.client.get(TAKE).status_code == 405
    guest.client.post("/workup/next-patient/")
    guest.client.cookies.clear()
    assert guest.client.get(PASTE).status_code == 302
    assert guest.client.post(PASTE, {"text": REPORT}).status_code == 410
