"""What must hold on every page, whatever is on it."""

import re
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from diagnostics.models import Answer, Decision, SignedAssessment, Workup

from .pages import ALL_PAGES, CALCULATOR_PAGES, Guest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
XSS = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'-alert(1)-'", "javascript:alert(1)", "{{ 7|add:7 }}",
    "{% load i18n %}", "<svg/onload=alert(1)>", "\u202egpj", "&lt;b&gt;", "</textarea><script>",
]  # fmt: skip


def test_no_native_number_inputs_in_any_template():
    for template in TEMPLATES:
        assert not re.search(r"type=[\"']?(number|range)", template.read_text(encoding="utf-8")), template


def test_no_inline_script_or_style_in_any_template():
    for template in TEMPLATES:
        if "print" in template.parts:
            continue
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|hx-on|hx-vals=.js:", text), template
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), template


@pytest.mark.parametrize("address", [*ALL_PAGES, *CALCULATOR_PAGES])
def test_no_native_number_inputs_on_any_page(severe, address):
    assert 'type="number"' not in severe.open(address)


def test_boxes_with_measurements_are_not_filled_by_the_browser(guest):
    page = guest.open("/workup/serum/")
    for box in re.findall(r'<input class="form-control"[^>]*>', page):
        assert 'autocomplete="off"' in box
        assert 'inputmode="decimal"' in box


@pytest.mark.parametrize("hostile", XSS)
def test_xss_corpus_inert_in_html(guest, hostile):
    guest.answer(
        "history", drugs__0__name=hostile, drugs__0__months=hostile, drugs__0__can_stop=hostile, history__onset_days=hostile,
        history__iv_access=hostile, stay="yes",
    )  # fmt: skip
    guest.answer("serum", serum__magnesium=hostile, serum__magnesium_unit=hostile, stay="yes")
    for address in (*ALL_PAGES, "/"):
        page = guest.open(address)
        assert "<script>alert" not in page
        assert not re.search(r"<(img|svg)[^>]*(onerror|onload)=", page)
        assert "</textarea><script>" not in page
        assert ">14<" not in re.sub(r'<a href="#ref-14"[^>]*>14</a>', "", page)  # a reference may have that number


def test_hostile_text_in_a_drug_search_is_inert(client, db):
    assert b"<script" not in client.get("/drugs/", {"q": "<script>"}).content


def everything():
    """All that is stored, but for the life of the sessions."""
    rows = [list(model.objects.order_by("pk").values()) for model in (Workup, Answer, Decision, SignedAssessment)]
    return rows, sorted(session.session_data.split(":")[0] for session in Session.objects.all())


def test_get_changes_nothing(severe):
    severe.open("/workup/start/")
    before = everything()
    addresses = (
        *ALL_PAGES,
        *CALCULATOR_PAGES,
        "/calculators/constants.json",
        "/calculators/worker.js",
        "/calculators/femg/workup/",
        "/",
        "/about/",
        "/copy/",
        "/recheck/",
        "/healthz",
        "/drugs/?q=ome",
        "/workup/report.pdf",
        "/workup/loading-test.pdf",
        "/workup/record-text/",
        "/workup/handout/",
        "/workup/handout.pdf",
        "/workup/calendar/",
    )
    for address in addresses:
        assert severe.client.get(address).status_code in (200, 302)
        assert severe.client.head(address).status_code in (200, 302)
    for address in ("/workup/next-patient/", "/workup/panel/", "/workup/serum/take/"):
        assert severe.client.get(address).status_code == 405
    assert everything() == before


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/workup/start/",
        "/workup/panel/",
        "/workup/plan/",
        "/workup/sign/",
        "/workup/calendar/",
        "/workup/next-patient/",
        "/drugs/",
        "/workup/serum/paste/",
        "/workup/serum/take/",
        "/copy/",
        "/recheck/",
        "/calculators/femg/",
        "/calculators/femg/workup/",
    ],
)
def test_post_without_token_is_403(db, address):
    guest = Guest(Client(enforce_csrf_checks=True))
    response = guest.client.post(address, {"serum__magnesium": "0.45"})
    assert response.status_code == 403
    assert b"0.45" not in response.content
    assert Workup.objects.count() == 0


def test_security_headers_on_every_status_code(guest):
    for address in ("/", "/nowhere/", "/workup/serum/", "/workup/report.pdf"):
        response = guest.client.get(address)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"


def test_exception_during_render_shows_no_dose(severe, monkeypatch):
    def explode(*args, **kwargs):
        raise RuntimeError("half way")

    monkeypatch.setattr("diagnostics.views.plan.parts_of", explode)
    severe.client.raise_request_exception = False
    response = severe.client.get("/workup/plan/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "No result can be shown" in page
    assert not re.search(r"\d+(\.\d+)?\s*(g|mg|mmol|mL)\b", page)


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_are_plain_and_without_numbers(template):
    from django.template.loader import render_to_string

    page = render_to_string(template)
    assert page.startswith("<!doctype html>")
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page[page.index("<body") :])
    assert not re.search(r"\d", words)


def test_the_health_page_is_plain(client, db):
    assert client.get("/healthz").content == b"ok\n"


def test_status_has_text_without_colour(severe):
    """Each state of the step list and each tone has a word beside its colour and sign."""
    page = severe.open("/workup/serum/")
    for state in ("done", "optional", "not needed"):
        assert f'<span class="step-word">{state}</span>' in page
    assert "Caution" in page


@pytest.mark.parametrize("address", [*ALL_PAGES, *CALCULATOR_PAGES, "/", "/about/", "/example/", "/copy/", "/recheck/"])
def test_ids_are_unique_and_references_to_them_exist(severe, address):
    from django.core.management import call_command

    call_command("demo", verbosity=0)
    page = severe.open(address)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), sorted(each for each in ids if ids.count(each) > 1)
    for attribute in ("for", "aria-describedby", "aria-labelledby"):
        for value in re.findall(rf'\s{attribute}="([^"]*)"', page):
            assert set(value.split()) <= set(ids), (attribute, value)


@pytest.mark.parametrize("address", [*ALL_PAGES, *CALCULATOR_PAGES, "/", "/about/", "/copy/", "/recheck/"])
def test_every_page_has_one_main_heading_and_a_title(guest, address):
    page = guest.open(address)
    assert page.count("<h1") == 1
    assert re.search(r"<title>[^<]{5,}</title>", page)


def test_pages_speak_dutch_when_asked(guest):
    guest.client.post("/language/setlang/", {"language": "nl", "next": "/workup/serum/"})
    assert '<html lang="nl">' in guest.open("/workup/serum/")
