"""Guests: nothing in the browser but a random key, nobody sees another's workup, nothing stays."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from diagnostics.models import Answer, Decision, SignedAssessment, Workup

from .pages import ALL_PAGES, SECTIONS

CANARY = "0.4137"


def test_guest_workup_expires_and_next_patient_starts_empty(severe):
    severe.client.post("/workup/next-patient/")
    assert Workup.objects.count() == Answer.objects.count() == 0
    severe.begin()
    page = severe.open("/workup/serum/")
    assert 'value="0.45"' not in page
    assert "omeprazole" not in severe.open("/workup/history/")
    severe.answer("serum", serum__magnesium="0.54", serum__magnesium_unit="mmol/L")
    Workup.objects.update(touched=timezone.now() - timedelta(days=2))
    assert severe.client.get("/workup/serum/").url == "/"
    assert Workup.objects.count() == 0


def test_next_patient_gets_another_session(severe):
    before = severe.client.session.session_key
    severe.client.post("/workup/next-patient/")
    severe.begin()
    assert severe.client.session.session_key != before


def test_the_start_page_shows_whose_workup_is_open(severe):
    page = severe.open("/")
    assert "Age 71" in page
    assert "Female" in page
    assert "0.45\u00a0mmol/L" in page
    assert "Continue this workup" in page


def test_starting_anew_deletes_the_workup_at_hand(severe):
    severe.client.post("/")
    assert Workup.objects.count() == 1
    assert not severe.workup.written()


def test_pressing_start_twice_makes_one_workup(guest):
    guest.begin()
    guest.begin()
    assert Workup.objects.count() == 1


def test_two_guests_never_see_each_other(severe, other_guest):
    for address in ALL_PAGES:
        page = other_guest.open(address)
        assert "0.45" not in page.replace("0.45 or 0,45", "")
        assert "omeprazole" not in page
    other_guest.client.post("/workup/next-patient/")
    assert severe.written("serum.magnesium").text == "0.45"


def test_guest_answers_not_in_cookie_and_purged(guest):
    guest.answer("serum", serum__magnesium=CANARY, serum__magnesium_unit="mmol/L")
    for cookie in guest.client.cookies.values():
        assert CANARY not in cookie.output()
        assert guest.workup.key not in cookie.output()
    Workup.objects.update(touched=timezone.now() - timedelta(days=2))
    call_command("purge", verbosity=0)
    assert Workup.objects.count() == Answer.objects.count() == 0


def test_purge_leaves_the_example_and_workups_in_use(guest):
    call_command("demo", verbosity=0)
    Workup.objects.filter(example=True).update(touched=timezone.now() - timedelta(days=2))
    call_command("purge", verbosity=0)
    assert Workup.objects.count() == 2


def test_looking_keeps_a_workup_alive(guest):
    hours_ago = timezone.now() - timedelta(hours=5)
    Workup.objects.update(touched=hours_ago)
    guest.open("/workup/conclusion/")
    assert guest.workup.touched > hours_ago


def test_no_patient_data_in_addresses_or_titles(guest):
    for step in SECTIONS:
        response = guest.answer(
            step, serum__magnesium=CANARY, serum__magnesium_unit="mmol/L", drugs__0__name="Canaryol"
        )
        assert CANARY not in response.url
        assert "?" not in response.url
    for address in ALL_PAGES:
        page = guest.open(address)
        title = page[page.index("<title>") : page.index("</title>")]
        assert CANARY not in title
        assert guest.workup.key not in page
        assert guest.client.session.session_key not in page


def test_canary_never_in_logs_urls_or_mail(guest, caplog, mailoutbox):
    caplog.set_level("DEBUG")
    caplog.handler.setLevel("DEBUG")
    logged_by_us = [r for r in caplog.records if not r.name.startswith("django.db")]
    guest.answer("serum", serum__magnesium=CANARY, serum__magnesium_unit="mmol/L")
    for address in (*ALL_PAGES, "/nowhere/"):
        guest.client.get(address)
    logged_by_us = [r for r in caplog.records if not r.name.startswith(("django.db", "django.template"))]
    assert not any(CANARY in record.getMessage() for record in logged_by_us)
    assert not mailoutbox


@pytest.mark.parametrize("address", [*ALL_PAGES, "/", "/about/", "/healthz", "/drugs/"])
def test_no_store_on_every_patient_response(guest, address):
    assert "no-store" in guest.client.get(address)["Cache-Control"]
    assert "no-store" in guest.client.post(address, {})["Cache-Control"]


def test_a_form_sent_after_the_workup_is_gone_is_told_so(guest):
    form = guest.form("serum")
    Workup.objects.all().delete()
    response = guest.send("serum", form, serum__magnesium="0.45")
    assert response.status_code == 410
    assert "no longer here" in response.content.decode()


def test_a_session_without_its_cookie_reaches_nothing(severe, other_guest):
    session = other_guest.client.session
    session["workup"] = "not-a-key"
    session.save()
    assert other_guest.client.get("/workup/check/").url == "/"


def test_the_example_can_be_read_and_not_written(db, client):
    call_command("demo", verbosity=0)
    page = client.get("/example/").content.decode()
    assert "invented patient" in page
    assert 'method="post"' not in page.split("<main")[1]
    session = client.session
    session["workup"] = Workup.objects.get().key
    session.save()
    assert client.get("/workup/start/").url == "/"


def test_without_an_example_there_is_no_such_page(client, db):
    assert client.get("/example/").status_code == 404
    assert "See a finished example" not in client.get("/").content.decode()


def test_deleting_a_workup_deletes_everything_of_it(mild):
    mild.client.post("/workup/sign/", mild_sign_form(mild))
    assert SignedAssessment.objects.count() == 1
    mild.client.post("/workup/next-patient/")
    assert SignedAssessment.objects.count() == Decision.objects.count() == Answer.objects.count() == 0


def mild_sign_form(guest):
    from .pages import fields

    return fields(guest.open("/workup/sign/"), "/workup/sign/")
