"""What leaves the screen after signing: text to paste, the patient's sheet, the calendar file."""

from __future__ import annotations

import datetime
import re

import pytest
from django.conf import settings
from django.utils import timezone

from diagnostics.models import SignedAssessment

from .pages import MILD, SEVERE, Guest, fields, fill
from .test_browser import findings
from .test_plan import ORAL, decide
from .test_safe_pages import XSS
from .test_sign import sign

PAGES = ("/workup/record-text/", "/workup/handout/", "/workup/calendar/")
FILES = ("/workup/handout.pdf", "/workup/calendar/")


@pytest.fixture
def signed(mild):
    """The mild patient with the tablets accepted, signed."""
    decide(mild, **{f"choice-{ORAL}": "accept"})
    sign(mild)
    return mild


def texts(page: str) -> dict[str, str]:
    import html

    return {name: html.unescape(text) for name, text in
            re.findall(r'<textarea[^>]*id="(\w+)"[^>]*>(.*?)</textarea>', page, re.S)}  # fmt: skip


def calendar_of(guest, **typed):
    form = fields(guest.open("/workup/calendar/"), "/workup/calendar/")
    return guest.client.post("/workup/calendar/", {**form, **typed})


# -- only what was signed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [*PAGES, "/workup/handout.pdf"])
def test_a_draft_leaves_nothing(mild, address):
    response = mild.client.get(address)
    assert (response.status_code, response.url) == (302, "/workup/sign/")


def test_a_draft_gives_no_calendar(mild):
    assert mild.client.post("/workup/calendar/", {"day": "2026-11-24"}).url == "/workup/sign/"


@pytest.mark.parametrize("address", [*PAGES, "/workup/handout.pdf"])
def test_without_a_workup_the_way_leads_to_the_start(client, db, address):
    assert client.get(address).url == "/"


@pytest.mark.parametrize("address", [*PAGES, "/workup/handout.pdf"])
def test_what_was_altered_is_not_handed_out(signed, address):
    row = SignedAssessment.objects.get()
    row.outputs["papers"]["nl"]["handout"]["ring"] = "Bel niemand."
    row.save()
    assert signed.client.get(address).url == "/workup/sign/"


def test_nothing_is_worked_out_again_for_what_was_signed(signed, monkeypatch):
    before = texts(signed.open("/workup/record-text/"))
    signed.answer("serum", serum__magnesium="0.55")
    page = signed.open("/workup/record-text/")
    assert texts(page) == before
    assert "0.62 mmol/L" in before["short"]
    assert "0.55" not in before["short"]
    assert "Signed, and changed since" in page
    assert "Signed, and changed since" in signed.open("/workup/handout/")


def test_signed_before_there_were_such_papers(signed):
    row = SignedAssessment.objects.get()
    row.outputs = {"report": row.outputs["report"]}
    row.digest = row.compute_digest()
    row.save()
    assert "0.62 mmol/L" in texts(signed.open("/workup/record-text/"))["short"]
    assert "no such paper in this language" in signed.open("/workup/record-text/?language=nl")
    assert "no such paper" in signed.open("/workup/handout/")
    assert signed.client.get("/workup/handout.pdf").url == "/workup/handout/"
    assert "sets no date" in signed.open("/workup/calendar/")


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_nothing_is_kept_by_a_browser(signed, address):
    assert "no-store" in signed.client.get(address)["Cache-Control"]


# -- the texts ----------------------------------------------------------------------------------------------------


def test_three_texts_with_decision_and_dose(signed):
    found = texts(signed.open("/workup/record-text/"))
    assert set(found) == {"short", "sbar", "letter"}
    for text in found.values():
        assert "[patient], 71 years, female" in text
        assert "[accepted]" in text
        assert re.search(r"\d mmol = \d+ mEq = \d+ mg magnesium", text)
        assert SignedAssessment.objects.get().knowledge_version in text


def test_the_language_is_chosen_there_and_not_by_the_screen(signed):
    page = signed.open("/workup/record-text/?language=nl&signs=ascii")
    assert '<html lang="en">' in page
    found = texts(page)
    assert found["letter"].startswith("Geachte collega,")
    assert "0,62 mmol/L" in found["short"]
    assert all(text.isascii() for text in found.values())
    assert "umol/L" in found["sbar"]
    assert "µmol/L" in texts(signed.open("/workup/record-text/?language=nl"))["sbar"]


@pytest.mark.parametrize("asked", ["", "xx", "<script>", "en'"])
def test_an_unknown_language_is_one_of_ours(signed, asked):
    page = signed.client.get("/workup/record-text/", {"language": asked}).content.decode()
    assert "[patient]" in texts(page)["short"]
    assert "<script>'" not in page


@pytest.mark.parametrize("hostile", XSS)
def test_hostile_names_of_drugs_are_inert_wherever_they_go(mild, hostile):
    mild.answer("history", drugs__0__name=hostile, drugs__0__stopped_days_ago="3", stay="yes")
    sign(mild)
    for address in PAGES:
        page = mild.open(address)
        assert "<script>alert" not in page
        assert not re.search(r"<(img|svg)[^>]*(onerror|onload)=", page)
        assert ">14<" not in page
    assert mild.client.get("/workup/handout.pdf").content.startswith(b"%PDF-")


# -- the sheet ----------------------------------------------------------------------------------------------------


def test_the_sheet_is_a_page_and_a_paper_in_the_language_asked_for(signed):
    assert "Take the tablets or powder" in signed.open("/workup/handout/")
    page = signed.open("/workup/handout/?language=nl")
    assert 'class="handout" lang="nl"' in page
    assert "Neem de tabletten" in page
    response = signed.client.get("/workup/handout.pdf?language=nl")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="magnesium-patient.pdf"'
    from tests.test_pdf import assert_valid, joined, text_of

    assert_valid(response.content)
    assert "Neem de tabletten" in joined(text_of(response.content))


def test_what_has_no_decision_is_named_beside_the_sheet(mild):
    sign(mild)
    page = mild.open("/workup/handout/")
    assert "Not on the sheet" in page
    assert "Oral magnesium 12 mmol a day" in page.replace("\u00a0", " ")
    assert "Take the tablets" not in page


def test_a_rejected_treatment_is_not_on_the_sheet(mild):
    decide(mild, **{f"choice-{ORAL}": "reject", f"reason-{ORAL}": "patient declines"})
    sign(mild)
    page = mild.open("/workup/handout/")
    assert "Take the tablets" not in page
    assert "patient declines" not in page


def test_a_changed_dose_reaches_the_sheet(mild):
    decide(
        mild, **{f"choice-{ORAL}": "change", f"mmol_per_dose-{ORAL}": "5,0", f"reason-{ORAL}": "loose stools before"}
    )
    sign(mild)
    page = mild.open("/workup/handout/")
    assert re.search(r"<td>5\s*mmol = 10\s*mEq", page)
    assert "loose stools before" not in page
    assert "[changed]" in texts(mild.open("/workup/record-text/"))["short"]
    assert re.search(r"<td>5\s*mmol", mild.open("/workup/handout/?language=nl"))


def test_in_an_emergency_the_page_says_so_instead(guest):
    fill(guest, {**SEVERE, "start": {**SEVERE["start"], "findings__seizure_now": "yes"}})
    sign(guest)
    page = guest.open("/workup/handout/")
    assert "You need care right now. Do not wait for this sheet." in page
    assert "Take the tablets" not in page
    assert "Good to know" not in page


# -- the calendar -------------------------------------------------------------------------------------------------


def parsed(response):
    icalendar = pytest.importorskip("icalendar")
    assert response["Content-Type"].startswith("text/calendar")
    return icalendar.Calendar.from_ical(response.content)


def test_the_calendar_has_the_recheck_and_nothing_of_the_patient(signed):
    today = timezone.localdate()
    response = calendar_of(signed, day=today.isoformat(), time="09:30")
    assert response["Content-Disposition"] == 'attachment; filename="magnesium-blood-test.ics"'
    calendar = parsed(response)
    assert str(calendar["VERSION"]) == "2.0"
    events = calendar.walk("VEVENT")
    due = {event.decoded("DTSTART") for event in events}
    within = SignedAssessment.objects.get().outputs["due"][0]["hours"]
    assert today + datetime.timedelta(hours=within) in due
    for event in events:
        assert str(event["SUMMARY"]) == "Magnesium blood test due"
        assert re.fullmatch(r"[0-9a-f]{32}@mgcds", str(event["UID"]))
        assert event.decoded("DTSTAMP").tzinfo is not None
        assert str(event["CLASS"]) == "PRIVATE"
        assert [str(alarm["ACTION"]) for alarm in event.walk("VALARM")] == ["DISPLAY"]
    assert len({str(event["UID"]) for event in events}) == len(events)
    said = response.content.decode()
    for word in ("71", "female", "0.62", "omeprazole", "mmol"):
        assert word not in re.sub(r"(UID|DTSTAMP|DTSTART|SEQUENCE)[^\r]*", "", said)
    assert b"\r\n" in response.content


def test_the_start_moves_all_dates_and_the_identifiers_stay(signed):
    today = timezone.localdate()
    first, second = (parsed(calendar_of(signed, day=day.isoformat(), time="09:30"))
                     for day in (today, today + datetime.timedelta(days=3)))  # fmt: skip
    before, after = ([(str(e["UID"]), e.decoded("DTSTART")) for e in each.walk("VEVENT")] for each in (first, second))
    assert [uid for uid, _day in before] == [uid for uid, _day in after]
    assert all(
        later - earlier == datetime.timedelta(days=3) for (_a, earlier), (_b, later) in zip(before, after, strict=True)
    )


def test_another_workup_has_other_identifiers_for_the_same_patient(signed, other_guest):
    fill(other_guest, MILD)
    decide(other_guest, **{f"choice-{ORAL}": "accept"})
    sign(other_guest)
    one, other = (
        {str(event["UID"]) for event in parsed(calendar_of(each)).walk("VEVENT")} for each in (signed, other_guest)
    )
    assert one.isdisjoint(other)


def test_what_is_due_within_two_days_has_its_minute(severe):
    sign(severe)
    response = calendar_of(severe, day=timezone.localdate().isoformat(), time="09:30", language="nl")
    [event] = [
        each for each in parsed(response).walk("VEVENT") if isinstance(each.decoded("DTSTART"), datetime.datetime)
    ]
    start = timezone.make_aware(datetime.datetime.combine(timezone.localdate(), datetime.time(9, 30)))
    assert event.decoded("DTSTART") == start + datetime.timedelta(hours=24)
    assert str(event["SUMMARY"]) == "Bloedonderzoek magnesium"


@pytest.mark.parametrize(
    "typed, wrong",
    [
        ({"day": ""}, "year-month-day"),
        ({"day": "tomorrow"}, "year-month-day"),
        ({"day": "0001-01-01"}, "within a year"),
        ({"day": "9999-12-31"}, "within a year"),
        ({"day": "2026-02-30"}, "year-month-day"),
        ({"time": "25:00"}, "hours:minutes"),
        ({"time": "<script>"}, "hours:minutes"),
        ({"day": "x" * 5000}, "year-month-day"),
    ],
)
def test_nonsense_is_told_and_nothing_typed_is_lost(signed, typed, wrong):
    response = calendar_of(signed, **typed)
    page = response.content.decode()
    assert response.status_code == 400
    assert wrong in page
    assert "There is a problem" in page
    assert "<script>" not in page.replace("<script src", "")
    [(name, value)] = typed.items()
    assert fields(page, "/workup/calendar/")[name] == [value]


def test_a_recheck_that_was_rejected_sets_no_date(mild):
    decide(mild, **{"choice-RECHECK": "reject", "reason-RECHECK": "seen elsewhere"})
    sign(mild)
    assert all(each["key"] != "recheck" for each in SignedAssessment.objects.get().outputs["due"])


# -- in a browser -------------------------------------------------------------------------------------------------


def arrive(context, live_server) -> None:
    """Let a browser go on with a signed workup: tablets accepted, levothyroxine to keep apart from them."""
    from django.test import Client

    case = {**MILD, "history": {**MILD["history"], "drugs__1__name": "levothyroxine"}}
    guest = fill(Guest(Client()).begin(), case)
    items = re.findall(r'name="choice-(\w+)"', guest.open("/workup/plan/"))
    decide(guest, **{f"choice-{code}": "accept" for code in items})
    sign(guest)
    key = guest.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])


browser_test = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class TestInABrowser:
    pytestmark = browser_test

    def test_the_button_copies_what_the_box_shows_and_says_so(self, page, live_server):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
        arrive(page.context, live_server)
        for address in ("/workup/record-text/", "/workup/record-text/?language=nl&signs=ascii"):
            page.goto(address)
            for kind in ("short", "sbar", "letter"):
                page.locator(f"button[data-copy={kind}]").click()
                page.locator(f"#{kind}-said", has_text="Copied.").wait_for()
                assert page.evaluate("navigator.clipboard.readText()") == page.locator(f"#{kind}").input_value()
                assert page.locator(f"#{kind}-said").get_attribute("role") == "status"

    def test_a_copy_that_fails_is_told_and_the_text_is_selected(self, page, live_server):
        arrive(page.context, live_server)
        page.goto("/workup/record-text/")
        page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
        page.locator("button[data-copy=short]").click()
        page.locator("#short-said", has_text="Not copied").wait_for()
        area = page.locator("#short")
        assert area.evaluate("a => a.selectionEnd - a.selectionStart") == len(area.input_value())

    def test_the_whole_text_on_the_page_of_signing_is_copied_too(self, page, live_server):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
        arrive(page.context, live_server)
        page.goto("/workup/sign/")
        page.get_by_role("button", name="Copy").click()
        page.locator("#copy-said", has_text="Copied.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#copy").input_value()

    def test_the_calendar_is_downloaded(self, page, live_server):
        icalendar = pytest.importorskip("icalendar")
        arrive(page.context, live_server)
        page.goto("/workup/calendar/")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the calendar file").click()
        assert download.value.suggested_filename == "magnesium-blood-test.ics"
        with open(download.value.path(), "rb") as file:
            assert icalendar.Calendar.from_ical(file.read()).walk("VEVENT")
        assert page.url.endswith("/workup/calendar/")

    @pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 320)])
    def test_axe_finds_nothing_and_nothing_runs_out_of_a_small_screen(self, page, live_server, scheme, width):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 740})
        arrive(page.context, live_server)
        for address in (*PAGES, "/workup/handout/?language=nl", "/workup/record-text/?signs=ascii", "/workup/sign/"):
            page.goto(address)
            assert findings(page) == "", address
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, address
            small = page.evaluate(
                """() => [...document.querySelectorAll('main button, main a, main input:not([type=hidden]), main select')]
                    .filter(each => each.offsetParent && !each.closest('p, li')).map(each => each.getBoundingClientRect())
                    .filter(box => box.height < 24 || box.width < 24).length"""
            )
            assert small == 0, address

    def test_all_of_it_without_scripts_in_dutch(self, browser, live_server):
        context = browser.new_context(base_url=live_server.url, java_script_enabled=False, accept_downloads=True)
        page = context.new_page()
        arrive(context, live_server)
        page.goto("/workup/sign/")
        page.locator("button[name=language][value=nl]").click()
        page.get_by_role("link", name="Tekst voor het dossier").click()
        assert page.locator("#letter").input_value().startswith("Geachte collega,")
        assert page.locator("button[data-copy]").first.is_hidden()
        page.goto("/workup/sign/")
        page.get_by_role("link", name="Blad voor de patiënt").click()
        assert "Wanneer u direct hulp belt" in page.locator(".handout").inner_text()
        assert "levothyroxine" in page.locator(".handout-table").last.inner_text()
        page.goto("/workup/calendar/")
        with page.expect_download() as download:
            page.get_by_role("button", name="Agendabestand downloaden").click()
        assert download.value.suggested_filename == "magnesium-blood-test.ics"
        context.close()

    def test_the_page_prints_the_sheet_alone(self, page, live_server):
        arrive(page.context, live_server)
        page.goto("/workup/handout/")
        page.emulate_media(media="print")
        assert page.locator(".handout").is_visible()
        for hidden in (".not-printed", ".bar", ".steps", ".foot"):
            assert page.locator(hidden).is_hidden(), hidden
