"""The knowledge browser as pages: public, complete, searchable, tried without a trace."""

import html
import re
import sys
import types

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from diagnostics.clinical.knowledge.rulebook import RULES
from diagnostics.models import Answer, Workup
from diagnostics.presenters import knowledge
from diagnostics.presenters.knowledge_sources import sources
from diagnostics.presenters.wording import Wording
from diagnostics.views.knowledge import body

from .pages import fields

pytestmark = pytest.mark.django_db

LISTS = (
    "/knowledge/", "/knowledge/path/", "/knowledge/limits/", "/knowledge/drugs/", "/knowledge/sources/",
    "/knowledge/sign-off/", "/knowledge/changes/",
)  # fmt: skip
CHAPTERS = tuple(key for key, _title, _begins in knowledge.CHAPTERS)
MG = "serum__magnesium"


def read(client, address: str, **more) -> str:
    response = client.get(address, more)
    assert response.status_code == 200, address
    return html.unescape(response.content.decode())


def try_rule(client, rule_id: str, **answers) -> str:
    """Fill in the form of a rule and press run; names with a double underscore, as in the form."""
    response = client.post(f"/knowledge/rule/{rule_id}/", answers)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def verdict(page: str) -> str:
    found = re.search(r'class="verdict-line"><span[^>]*>.</span> ([^<]*)</p>', page)
    assert found, "no answer on the page"
    return found[1]


# --- pages -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_rule_has_a_page_with_its_title_and_sources(client, chapter):
    """All rules of the rulebook, chapter by chapter."""
    lines = {source.number: source for source in sources("en")}
    for rule in RULES.values():
        if knowledge.chapter_key(rule.id) != chapter:
            continue
        page = read(client, f"/knowledge/rule/{rule.id}/")
        assert f'<span class="rule-id">{rule.id}</span> {Wording().text(rule.title)}' in page
        for number in knowledge.lines("en")[rule.id].sources:
            assert lines[number].text in page
            assert lines[number].link in page
        assert ("not yet confirmed against a source</a>" in page) == (not rule.verified)
        assert "November 2026" in page


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("address", LISTS)
def test_every_list_opens_in_both_languages(client, address, language):
    with translation.override(language):
        page = client.get(address, headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}">' in page
    assert "<h1>" in page


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_lists_its_rules_with_a_link_to_each(client, chapter):
    page = read(client, f"/knowledge/chapter/{chapter}/").partition('id="told"')[0]
    for rule_id in RULES:
        assert (f'href="/knowledge/rule/{rule_id}/"' in page) == (knowledge.chapter_key(rule_id) == chapter)


def test_the_overview_counts_and_links_every_chapter(client):
    page = read(client, "/knowledge/")
    assert f"<dd>{len(RULES)}</dd>" in page
    for chapter in CHAPTERS:
        assert f'href="/knowledge/chapter/{chapter}/"' in page


@pytest.mark.parametrize("address", ["/knowledge/rule/TX-XX-01/", "/knowledge/chapter/nowhere/", "/knowledge/nowhere/"])
def test_what_does_not_exist_is_404(client, address):
    assert client.get(address).status_code == 404


def test_a_rule_id_in_small_letters_leads_to_its_page(client):
    response = client.get("/knowledge/rule/tx-iv-06/")
    assert response["Location"] == "/knowledge/rule/TX-IV-06/"


def test_the_sign_off_page_lists_exactly_what_is_not_confirmed(client):
    page = read(client, "/knowledge/sign-off/")
    listed = re.findall(r'href="/knowledge/rule/([^/]+)/"', page)
    assert sorted(listed) == sorted(rule.id for rule in RULES.values() if not rule.verified)


def test_the_limits_page_shows_where_equal_belongs(client):
    page = read(client, "/knowledge/limits/").replace("\u00a0", " ")
    assert "at or below 0.40 mmol/L" in page
    assert "below 1.0 mg/dL" in page
    assert "A clinic may set it from 0.65 to 0.75 mmol/L" in page


def test_sources_lead_to_the_text_and_to_the_rules(client):
    page = read(client, "/knowledge/sources/")
    for source in sources("en"):
        assert f'id="source-{source.number}"' in page
        assert source.link in page


def test_the_path_is_a_picture_and_a_list(client):
    page = read(client, "/knowledge/path/")
    assert page.count("<svg") == 3  # the mark of the site, and the two ladders
    assert "style=" not in page
    assert 'href="/knowledge/rule/TX-SEV-21/"' in page
    assert "<caption>The two urine tests together</caption>" in page


def test_long_lists_are_made_once_per_language(client):
    body.cache_clear()
    read(client, "/knowledge/sources/")
    read(client, "/knowledge/sources/")
    assert body.cache_info().hits == 1


def test_pages_ask_the_database_nothing(client, django_assert_num_queries):
    read(client, "/knowledge/")
    with django_assert_num_queries(0):
        for address in (*LISTS, "/knowledge/rule/TX-IV-H/", "/knowledge/chapter/iv/"):
            read(client, address)


def test_the_ledger_is_shown_where_there_is_one(client, monkeypatch):
    held = types.SimpleNamespace(
        named=("tests/clinical/test_x.py::test_this",), exercised=("WT-04", "WT-06"), exercised_count=14,
        applied=("clinical/engine/iv.py: plan",), noted=("clinical/facts.py",), reason="",
    )  # fmt: skip
    stub = types.ModuleType("rule_ledger")
    stub.held_by = lambda rule_id: {"TX-IV-06": held}[rule_id]
    monkeypatch.setitem(sys.modules, "diagnostics.presenters.rule_ledger", stub)
    page = read(client, "/knowledge/rule/TX-IV-06/")
    for words in (
        "tests/clinical/test_x.py::test_this",
        "WT-04, WT-06, …",
        "rest on it: 14",
        "clinical/engine/iv.py: plan",
    ):
        assert words in page
    assert "What holds it" not in read(client, "/knowledge/rule/TX-IV-05/")


def test_pages_open_without_a_ledger(client, monkeypatch):
    monkeypatch.setitem(sys.modules, "diagnostics.presenters.rule_ledger", None)
    assert "What holds it" not in read(client, "/knowledge/rule/TX-IV-06/")


# --- search ------------------------------------------------------------------------------------------------


def links(page: str) -> list[str]:
    """The links of the search result, in their order."""
    return re.findall(r'href="([^"]+)"', page[page.index('id="found"') : page.index('class="library-facts"')])


def test_search_leads_to_the_rule_and_to_the_drug(client):
    assert links(read(client, "/knowledge/", q="tx-iv-06"))[0] == "/knowledge/rule/TX-IV-06/"
    assert links(read(client, "/knowledge/", q="omeprazole"))[0] == "/knowledge/drugs/#proton_pump_inhibitor"
    assert links(read(client, "/knowledge/", q="Agus 1999"))[0].startswith("/knowledge/sources/#source-")
    assert 'id="proton_pump_inhibitor"' in read(client, "/knowledge/drugs/")


def test_search_says_when_nothing_fits(client):
    assert "Nothing fits" in read(client, "/knowledge/", q="xyzzy")


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}", "\x00"]
)
def test_hostile_text_in_a_search_is_inert(client, hostile):
    page = client.get("/knowledge/", {"q": hostile}).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert ">14<" not in page


# --- trying a rule -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value, unit, expected",
    [
        ("0.499", "mmol/L", "Met"),
        ("0.50", "mmol/L", "Not met"),
        ("0.501", "mmol/L", "Not met"),
        ("1.19", "mg/dL", "Met"),
        ("1.2", "mg/dL", "Not met"),
        ("0,45", "mmol/L", "Met"),
    ],
)
def test_a_rule_is_tried_around_its_limit(client, value, unit, expected):
    patient = {
        "patient__age_years": "70", "patient__sex": "female", "serum__creatinine": "80", "serum__creatinine-unit": "µmol/L",
        "serum__potassium": "4.1", "serum__potassium-unit": "mmol/L", "asked__findings": "absent",
        MG: value, f"{MG}-unit": unit, "serum__calcium": "2.35", "serum__calcium-unit": "mmol/L", f"{MG}-ok": "yes",
    }  # fmt: skip
    assert verdict(try_rule(client, "TX-SEV-05", **patient)) == expected


def test_a_rule_that_lacks_an_answer_says_what_is_missing(client):
    page = try_rule(client, "TX-IV-H", **{MG: "0.45", f"{MG}-unit": "mmol/L"})
    assert verdict(page) == "Not decided: something is not known"
    assert "To settle it:" in page
    assert "Heart rate" in page[page.index("To settle it:") :]


def test_a_rule_that_no_answer_leads_to_says_so(client):
    page = try_rule(client, "TX-SGL-07", **{MG: "0.90", f"{MG}-unit": "mmol/L"})
    assert verdict(page).startswith("Not asked")


def test_an_empty_form_gets_an_answer_too(client):
    assert verdict(try_rule(client, "TX-SEV-20")) == "Met"


def test_what_cannot_be_read_stays_in_its_box_with_the_reason(client):
    page = try_rule(client, "DX-SER-01", **{MG: "much", f"{MG}-unit": "mmol/L"})
    assert "Not used yet" in page
    assert "“much” is not a number" in page
    assert 'value="much"' in page


def test_an_unusual_value_waits_for_its_confirmation(client):
    page = try_rule(client, "DX-SER-01", **{MG: "0.21", f"{MG}-unit": "mmol/L"})
    assert f'name="{MG}-ok"' in page
    assert "Magnesium: low" not in page
    sure = try_rule(client, "DX-SER-01", **{MG: "0.21", f"{MG}-unit": "mmol/L", f"{MG}-ok": "yes"})
    assert "Magnesium: low" in sure


def test_a_published_case_fills_the_form_and_is_run(client):
    page = read(client, "/knowledge/rule/TX-SEV-04/", case="ppi-49f-seizure")
    assert verdict(page) == "Met"
    sent = fields(
        client.get("/knowledge/rule/TX-SEV-04/?case=ppi-49f-seizure").content.decode(), "/knowledge/rule/TX-SEV-04/#try"
    )
    again = client.post("/knowledge/rule/TX-SEV-04/", sent)
    assert verdict(html.unescape(again.content.decode())) == "Met"


def test_the_invented_patient_comes_to_rules_that_no_published_case_comes_to(client):
    assert "None of the 69 published cases comes to this rule." in read(client, "/knowledge/rule/DX-COMB-01/")
    page = read(client, "/knowledge/rule/DX-COMB-01/", case="invented")
    assert verdict(page) == "Met"
    assert "(0.4 mmol/L × 78 µmol/L) / (0.7 × 0.45 mmol/L × 6.8 mmol/L) = 1.46 %" in page.replace("\u00a0", " ")


@pytest.mark.parametrize("case", ["nobody", "../../etc/passwd", "<script>"])
def test_a_case_that_does_not_exist_leaves_the_form_empty(client, case):
    page = read(client, "/knowledge/rule/TX-SEV-04/", case=case)
    assert "verdict-line" not in page


def test_trying_a_rule_keeps_nothing(client):
    before = (Workup.objects.count(), Answer.objects.count(), Session.objects.count())
    response = client.post("/knowledge/rule/TX-SEV-05/", {MG: "0.4321", f"{MG}-unit": "mmol/L"})
    assert "0.4321" in response.content.decode()
    assert (Workup.objects.count(), Answer.objects.count(), Session.objects.count()) == before
    assert "0.4321" not in str(response.headers) + str(client.cookies)
    assert "0.4321" not in read(client, "/knowledge/rule/TX-SEV-05/")
    assert "no-store" in response["Cache-Control"]


def test_no_answer_of_a_patient_stands_in_an_address(client):
    page = read(client, "/knowledge/rule/TX-IV-H/")
    form = re.search(r'<form method="post" action="([^"]*)"', page)
    assert form
    assert form[1] == "/knowledge/rule/TX-IV-H/#try"
    assert (
        client.get("/knowledge/rule/TX-IV-H/", {MG: "0.45", f"{MG}-unit": "mmol/L"}).content.decode().count("0.45") == 0
    )


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}"])
def test_hostile_answers_are_inert(client, hostile):
    sent = {
        MG: hostile,
        f"{MG}-unit": hostile,
        "drugs__0__name": hostile,
        "asked__findings": hostile,
        "patient__sex": hostile,
    }
    page = client.post("/knowledge/rule/TX-IV-H/", sent).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert ">14<" not in page


def test_a_post_without_token_is_403(db):
    response = Client(enforce_csrf_checks=True).post("/knowledge/rule/TX-IV-H/", {MG: "0.45"})
    assert response.status_code == 403


def test_a_failing_engine_shows_no_answer(client, monkeypatch):
    monkeypatch.setattr("diagnostics.views.knowledge.assessed", lambda facts: None)
    page = try_rule(client, "TX-SEV-05", **{MG: "0.45", f"{MG}-unit": "mmol/L"})
    assert "verdict-line" not in page
    assert "could not be worked out" in page


# --- from the workup, and on paper -------------------------------------------------------------------------


def test_every_rule_id_of_a_workup_leads_to_its_page(mild):
    for address in ("/workup/conclusion/", "/workup/plan/"):
        page = mild.open(address)
        named = re.findall(r'<(\w+) class="rule"[^>]*>([A-Z0-9-]+)<', page)
        assert named
        for tag, rule_id in named:
            assert tag == "a"
            assert f'href="/knowledge/rule/{rule_id}/"' in page


def test_every_page_leads_to_the_knowledge(client):
    for address in ("/", "/about/"):
        assert 'href="/knowledge/"' in client.get(address).content.decode()


def test_the_pdf_is_printed_once_and_then_kept(client, monkeypatch):
    printed = []
    monkeypatch.setattr("diagnostics.pdf.render_page", lambda content: printed.append(content) or b"%PDF-1.7 once")
    first, second = client.get("/knowledge.pdf"), client.get("/knowledge.pdf")
    assert first.content == second.content == b"%PDF-1.7 once"
    assert len(printed) == 1
    assert first["Content-Type"] == "application/pdf"
    assert re.fullmatch(r'attachment; filename="mgcds-knowledge-[\w.-]+-en\.pdf"', first["Content-Disposition"])
    client.get("/knowledge.pdf", headers={"accept-language": "nl"})
    assert len(printed) == 2


def test_who_asks_while_it_is_printed_is_asked_to_wait(client, monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *args, **more: False)
    response = client.get("/knowledge.pdf")
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_a_print_that_fails_is_tried_again(client, monkeypatch):
    def fail(content):
        raise RuntimeError("no paper")

    monkeypatch.setattr("diagnostics.pdf.render_page", fail)
    client.raise_request_exception = False
    assert client.get("/knowledge.pdf").status_code == 500
    monkeypatch.setattr("diagnostics.pdf.render_page", lambda content: b"%PDF-1.7")
    assert client.get("/knowledge.pdf").status_code == 200


def test_the_assumed_variations_are_listed_to_be_signed(client, db):
    told = client.get("/knowledge/sign-off/").content.decode().replace("\xa0", " ")
    assert "Serum potassium: 2 % by the assay, 5 % from day to day" in told
