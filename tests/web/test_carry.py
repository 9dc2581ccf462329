"""A case that leaves the screen as a link or inside a report, and comes back."""

import io
import json
import logging
import re
import tempfile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from diagnostics.carried.answers import answer_to
from diagnostics.carried.link import pack, unpack
from diagnostics.comparison.differences import answer
from diagnostics.models import SignedAssessment, Workup
from diagnostics.views import carry
from diagnostics.views.picture import Picture

from .pages import Guest, fields
from .test_browser import findings
from .test_sign import sign

CANARY = "kanarie-4711"


def address_of(guest: Guest) -> str:
    return re.search(r"<textarea[^>]*readonly[^>]*>([^<]*)</textarea>", guest.open("/workup/link/"))[1]


def opened(link: str, **more) -> Guest:
    """Somebody else who opens a link, in another browser."""
    other = Guest(Client())
    other.response = other.client.post("/copy/", {"code": link, **more})
    return other


def check(client, content: bytes | None = None, **posted):
    if content is not None:
        posted["file"] = SimpleUploadedFile("report.pdf", content)
    return client.post("/recheck/", posted)


@pytest.fixture
def report(mild) -> bytes:
    """The PDF of the mild case, signed."""
    sign(mild)
    return mild.client.get("/workup/report.pdf").content


# --- the link ------------------------------------------------------------------------------------------------


def test_the_link_is_made_only_when_asked_for(severe):
    for page in ("conclusion", "sign"):
        shown = severe.open(f"/workup/{page}/")
        assert 'href="/workup/link/"' in shown
        assert "/copy/#" not in shown
    assert "/copy/#1" in address_of(severe)


def test_the_values_stand_behind_the_hash_alone(severe):
    address = address_of(severe)
    before, _hash, code = address.partition("#")
    assert before == "http://testserver/copy/"
    assert unpack(code).facts.values["serum.magnesium"].value == unpack(address).facts.values["serum.magnesium"].value


def test_an_opened_link_is_answered_the_same_and_says_what_it_is(severe):
    other = opened(address_of(severe))
    assert other.response.url == "/workup/conclusion/"
    verdict = re.search(r'verdict-line">([^<]*)<', severe.open("/workup/conclusion/"))[1]
    assert verdict in other.open("/workup/conclusion/")
    mine, theirs = (Picture(each.workup).heard.facts for each in (severe, other))
    assert answer(answer_to(mine)) == answer(answer_to(theirs))
    for page in ("start", "serum", "history", "check", "conclusion", "plan", "sign", "link"):
        assert "Copy of a case, not a record" in other.open(f"/workup/{page}/")
        assert "Copy of a case, not a record" not in severe.open(f"/workup/{page}/")
    assert "Copy of a case, not a record" in other.open("/")


def test_saving_a_page_of_a_copy_loses_nothing(mild):
    other = opened(address_of(mild))
    before = answer(answer_to(Picture(other.workup).heard.facts))
    for step in ("start", "serum", "history"):
        other.client.post(f"/workup/{step}/", other.form(step))
    assert answer(answer_to(Picture(other.workup).heard.facts)) == before


def test_no_words_and_no_high_age_travel(severe):
    severe.answer("start", patient__age_years="93")
    severe.answer("history", drugs__1__name=CANARY, drugs__1__months="3")
    page = severe.open("/workup/link/")
    assert "An age above 89 travels as 90." in page
    assert "left out: 1" in page
    other = opened(address_of(severe))
    history = other.open("/workup/history/")
    assert CANARY not in history
    assert "unlisted drug 2" in history
    assert 'value="90"' in other.open("/workup/start/")
    assert "left out: 1" in history


def test_answers_that_wait_are_named_as_left_out(severe):
    severe.answer("serum", serum__sodium="abc")
    assert "waiting: 1" in severe.open("/workup/link/")


def test_a_copy_that_is_answered_differently_is_announced(severe, monkeypatch):
    monkeypatch.setattr(carry, "answered_differently", lambda facts, carried: True)
    assert "the copy is answered differently" in severe.open("/workup/link/")


def test_another_knowledge_version_is_said(severe, monkeypatch):
    code, carried = pack(Picture(severe.workup).heard.facts)
    assert "which can say something else" not in opened(code).open("/workup/conclusion/")
    older = carry.Carried(carried.facts, "2020.1-abc", carried.answer, carried.left_out)
    monkeypatch.setattr(carry, "unpack", lambda text: older)
    page = opened(code).open("/workup/conclusion/")
    assert "2020.1-abc" in page
    assert "which can say something else" in page


@pytest.mark.parametrize("spoil, said", [
    (lambda link: link[:-5], "cut or altered"),
    (lambda link: link.replace("#1", "#2"), "newer form"),
    (lambda link: link[:60] + ("A" if link[60] != "A" else "B") + link[61:], "cut or altered"),
    (lambda link: "", "Paste the whole link"),
    (lambda link: link * 100, "longer than a link"),
])  # fmt: skip
def test_an_altered_link_is_refused_with_a_sentence(severe, spoil, said):
    other = opened(spoil(address_of(severe)))
    assert other.response.status_code == 400
    page = other.response.content.decode()
    assert said in page
    assert 'aria-invalid="true"' in page
    assert Workup.objects.count() == 1


def test_a_link_never_deletes_the_workup_at_hand_by_itself(severe, mild_link):
    workup = severe.workup
    response = severe.client.post("/copy/", {"code": mild_link})
    assert "A workup is open in this browser" in response.content.decode()
    assert severe.workup == workup
    form = fields(response.content.decode(), "/copy/")
    assert severe.client.post("/copy/", form).url == "/workup/conclusion/"
    assert not Workup.objects.filter(pk=workup.pk).exists()
    assert severe.workup.copied


@pytest.fixture
def mild_link() -> str:
    from diagnostics.readers.library import built_in_cases

    return pack(built_in_cases()["ppi-49f-seizure"].facts)[0]


def test_the_next_patient_is_no_copy(severe):
    other = opened(address_of(severe))
    other.client.post("/workup/next-patient/")
    assert "Copy of a case" not in other.begin().open("/workup/start/")


def test_a_code_that_is_too_dense_is_not_drawn():
    assert carry.qr("https://mgcds.example/copy/#" + "a" * 300)
    assert carry.qr("https://mgcds.example/copy/#" + "a" * 2500) is None
    assert carry.qr("https://mgcds.example/copy/#" + "a" * 9000) is None


def test_the_drawing_keeps_the_content_policy():
    drawn = carry.qr("https://mgcds.example/copy/#abc")
    assert "style" not in drawn
    assert "<script" not in drawn


def test_papers_of_a_copy_say_so_on_each_page(mild):
    other = opened(address_of(mild))
    sign(other)
    document = other.client.get("/workup/report.pdf").content
    for page in texts(document):
        assert "Copy of a case, not a record" in " ".join(page.split())
    assert "copy of a case, not a record" in check(Client(), document).content.decode()
    assert SignedAssessment.objects.get().outputs["report"]["copy"]


def texts(document: bytes) -> list[str]:
    import pypdf

    return [page.extract_text().replace("\xa0", " ") for page in pypdf.PdfReader(io.BytesIO(document)).pages]


# --- the re-check --------------------------------------------------------------------------------------------


def test_a_report_made_here_is_answered_the_same(report, client):
    response = check(client, report)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Same answer" in page
    assert "no-store" in response["Cache-Control"]
    code = re.search(r"[0-9A-F]{4}(-[0-9A-F]{4}){3}", page)[0]
    assert code in re.sub(r"\s", "", texts(report)[-1])
    assert "Same answer" in check(client, report, printed=code.lower()).content.decode()
    assert "do not belong together" in check(client, report, printed="0000 0000 0000 0000").content.decode()


def test_a_decided_dose_is_part_of_what_is_checked(mild, client):
    from .test_plan import ORAL, decide

    decide(mild, **{f"choice-{ORAL}": "reject", f"reason-{ORAL}": "药 declines ☐"})
    sign(mild)
    assert "Same answer" in check(client, mild.client.get("/workup/report.pdf").content).content.decode()


def test_what_was_signed_before_papers_carried_data_is_printed_as_it_was(mild):
    sign(mild)
    signed = SignedAssessment.objects.get()
    del signed.outputs["data"], signed.outputs["report"]["check"], signed.outputs["report"]["copy"]
    signed.digest = signed.compute_digest()
    signed.save()
    document = mild.client.get("/workup/report.pdf").content
    assert "holds no data to check" in check(Client(), document).content.decode()
    assert "Check this paper" not in "".join(texts(document))


def test_a_changed_answer_is_told_with_its_reasons_and_log(report, client):
    import pypdf

    from tests.presenters.test_carried import canonical, doctored

    data = next(iter(pypdf.PdfReader(io.BytesIO(report)).attachment_list)).content
    content = json.loads(data)
    written = content["assessment"]
    written["severity"], written["knowledge_version"] = "severe", "2026.10-0123456789ab"
    older = doctored(canonical(content), assessment=written, knowledge_version="2026.10-0123456789ab")
    page = check(client, canonical(older).encode()).content.decode()
    assert "The answer has changed" in page
    assert "Then, no longer valid" in page
    assert "What changed in the knowledge since" in page
    client.post("/language/setlang/", {"language": "nl", "next": "/recheck/"})
    page = check(client, canonical(older).encode()).content.decode()
    assert "Het antwoord is veranderd" in page
    assert "Toen, niet meer geldig" in page


def test_an_altered_file_is_called_so(report, client):
    import pypdf

    data = next(iter(pypdf.PdfReader(io.BytesIO(report)).attachment_list)).content
    assert "This file was altered" in check(client, data.replace(b'"age_years":71', b'"age_years":17')).content.decode()


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 nonsense", b"PK\x03\x04", b"{}", b"\x00" * 1000, b"%PDF-" + b"1 0 obj\n" * 6000, b"x" * 2_100_000, b"x" * 3_000_000]
)  # fmt: skip
def test_nonsense_is_a_sentence_never_a_failure(client, db, content):
    response = check(client, content)
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()


def test_nothing_given_is_a_sentence(client, db):
    assert "Nothing was given" in check(client).content.decode()


def test_a_failure_of_the_program_is_a_sentence_too(client, db, monkeypatch):
    monkeypatch.setattr(carry, "recheck_link", lambda text: 1 / 0)
    response = check(client, code="1abc")
    assert response.status_code == 400
    assert "not those of a report" in response.content.decode()


def everything_stored() -> str:
    return "".join(str(list(model.objects.values())) for model in apps.get_models())


def test_nothing_uploaded_is_stored_or_logged(client, db, caplog, monkeypatch, severe):
    severe.answer("history", drugs__1__name=CANARY)
    sign(severe)
    document = severe.client.get("/workup/report.pdf").content
    code = address_of(severe).partition("#")[2]
    Workup.objects.all().delete()
    assert CANARY not in everything_stored()
    files = []
    made = tempfile._TemporaryFileWrapper if hasattr(tempfile, "_TemporaryFileWrapper") else None
    assert made
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *given, **more: files.append(given))
    monkeypatch.setattr(tempfile, "mkstemp", lambda *given, **more: files.append(given))
    stranger = Client()
    before = everything_stored()
    with caplog.at_level(logging.DEBUG):
        assert "Same answer" in check(stranger, document).content.decode()
        assert "Same answer" in check(stranger, code=code).content.decode()
        check(stranger, CANARY.encode(), code=CANARY, printed=CANARY)
        check(stranger, document[: len(document) // 2])
        check(stranger, document + b"x" * 3_000_000)
    assert everything_stored() == before
    assert CANARY not in caplog.text
    assert code not in caplog.text
    assert "0.45" not in caplog.text
    assert not files
    assert not stranger.cookies.get("mgcds_session")


def test_a_pasted_code_is_shown_inert(client, db):
    page = check(client, code="</textarea><script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
    page = client.post("/copy/", {"code": "</textarea><script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


# --- the command ---------------------------------------------------------------------------------------------


def test_the_command_says_the_same(report, tmp_path, capsys, mild):
    path = tmp_path / "report.pdf"
    path.write_bytes(report)
    call_command("recheck", str(path))
    assert "Same answer" in capsys.readouterr().out
    call_command("recheck", str(path), format="json", language="nl")
    written = json.loads(capsys.readouterr().out)
    assert (written["schema"], written["outcome"]) == ("mgcds-recheck/1", "same")
    call_command("recheck", link=address_of(mild))
    assert "Same answer" in capsys.readouterr().out
    for content in (b"nonsense", report[:2000]):
        path.write_bytes(content)
        with pytest.raises(SystemExit) as ended:
            call_command("recheck", str(path))
        assert ended.value.code == 2


def test_the_command_tells_a_change_by_its_status(report, tmp_path):
    import pypdf

    from tests.presenters.test_carried import canonical, doctored

    content = json.loads(next(iter(pypdf.PdfReader(io.BytesIO(report)).attachment_list)).content)
    written = content["assessment"]
    written["urgency"], written["knowledge_version"] = "urgent", "2026.10-0"
    path = tmp_path / "report.json"
    path.write_text(canonical(doctored(canonical(content), assessment=written, knowledge_version="2026.10-0")))
    with pytest.raises(SystemExit) as ended:
        call_command("recheck", str(path))
    assert ended.value.code == 1


# --- in a browser --------------------------------------------------------------------------------------------


browser_test = pytest.mark.parametrize("width", [1280, 360])


def case_in(page):
    """A workup with a conclusion, by way of the session of the browser page."""
    from .test_browser import patient

    patient(page)
    page.wait_for_load_state("networkidle")  # leaving the page would cut off what its panel is asking
    page.goto("/workup/conclusion/")
    return page.locator(".verdict-line").first.inner_text()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@browser_test
def test_a_link_and_its_qr_code_open_the_case_elsewhere(page, browser, live_server, width):
    image = pytest.importorskip("PIL.Image", reason="pillow comes with WeasyPrint")

    from . import qr

    page.set_viewport_size({"width": width, "height": 800})
    verdict = case_in(page)
    page.get_by_role("link", name="Make the link").click()
    assert findings(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    link = page.locator("#copy").input_value()
    seen = image.open(io.BytesIO(page.locator("svg.qr").screenshot()))
    assert qr.read(qr.modules_of(seen)) == link
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("status").get_by_text("Copied.").wait_for()

    context = browser.new_context(base_url=live_server.url, locale="en-GB", viewport={"width": width, "height": 800})
    asked = []
    other = context.new_page()
    other.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    other.wait_for_url("**/workup/conclusion/")
    assert other.locator(".verdict-line").first.inner_text() == verdict
    assert other.locator(".copy-banner").is_visible()
    assert findings(other) == ""
    code = link.partition("#")[2]
    assert not [url for url in asked if code in url]
    other.go_back()
    assert code not in other.url
    # once more: what is open there now is not thrown away by a link
    other.goto("about:blank")
    other.goto(link)
    other.get_by_role("button", name="Delete it and open the copy").wait_for()
    assert findings(other) == ""
    other.get_by_role("button", name="Delete it and open the copy").click()
    other.wait_for_url("**/workup/conclusion/")
    other.goto("about:blank")
    other.goto(link[:-4])
    other.locator("#errors").wait_for()
    assert "cut or altered" in other.locator("#errors").inner_text()
    assert findings(other) == ""
    context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_scripts_the_link_is_pasted(page, browser, live_server):
    verdict = case_in(page)
    page.goto("/workup/link/")
    link = page.locator("#copy").input_value()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="nl-NL")
    other = context.new_page()
    other.goto(link)
    other.get_by_label("Link, of het deel na #").fill(link)
    other.get_by_role("button", name="Kopie openen").click()
    assert "Kopie van een casus, geen dossier" in other.locator(".copy-banner").inner_text()
    other.get_by_role("button", name="Engels").click()
    assert other.locator(".verdict-line").first.inner_text() == verdict
    context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@browser_test
def test_a_report_is_checked_again(page, tmp_path, width):
    page.set_viewport_size({"width": width, "height": 800})
    case_in(page)
    page.goto("/workup/sign/")
    page.get_by_role("button", name="sign and print").click()
    page.get_by_role("link", name="PDF for the record").wait_for()
    path = tmp_path / "report.pdf"
    path.write_bytes(page.request.get("/workup/report.pdf").body())
    page.get_by_role("link", name="Check a report").click()
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Check again").click()
    assert "Same answer" in page.locator("#result").inner_text()
    assert findings(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    path.write_bytes(path.read_bytes()[:3000])
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Check again").click()
    page.locator("#result.tone-info").wait_for()
    assert findings(page) == ""
