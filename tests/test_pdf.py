"""Paper: valid, readable, deterministic, and opening nothing."""

import dataclasses
import datetime
import functools
import gc
import html
import http.server
import io
import itertools
import json
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from diagnostics import pdf
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.explore import explore
from diagnostics.clinical.facts import DrugTaken
from diagnostics.clinical.knowledge import patient as p
from diagnostics.presenters.report import Choosing, report
from diagnostics.presenters.shapes import Report
from diagnostics.presenters.wording import NBSP, Wording
from diagnostics.views.frozen import freeze, thaw
from tests.presenters import sample

WHEN = datetime.datetime(2026, 11, 24, 14, 5, tzinfo=datetime.UTC)
ROOT = Path(__file__).resolve().parent.parent
CSS = (pdf.ASSETS / "report.css").read_text()


def needs(program: str) -> str:
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is missing; it is part of poppler-utils")
    return found


def text_of(document: bytes, *options: str) -> str:
    """The text of a PDF, with plain blanks."""
    command = [needs("pdftotext"), *options, "-", "-"]
    shown = subprocess.run(command, input=document, capture_output=True, check=True).stdout.decode()
    return shown.replace(NBSP, " ")


def joined(text: str) -> str:
    """A text as one line, as it is read and not as it was broken."""
    return " ".join(text.replace(NBSP, " ").split())


def pages_of(document: bytes) -> list[str]:
    return [joined(page) for page in text_of(document).split("\f")[:-1]]


@functools.cache
def printed(name: str = "severe", **more) -> bytes:
    return pdf.render_assessment(sample.ALL[name](), case_id="K7M2", printed_at=WHEN, **more)


@functools.cache
def loading_sheet(**more) -> bytes:
    offered = dataclasses.replace(sample.severe(), loading=sample.loading(offered=True))
    return pdf.render_loading_test_sheet(offered, case_id="K7M2", printed_at=WHEN, **more)


# --- valid -------------------------------------------------------------------------------------------------


def assert_valid(document: bytes) -> None:
    """PDF/UA-1 and PDF/A-3a. The validator is wrong about the length of a stream that ends in a carriage return;
    the lengths are checked below."""
    page = pytest.importorskip("page", reason="page-validation is one of requirements-dev.txt")
    for profile in ("ua1", "3a"):
        found = page.validate_pdf_bytes(document, profile=profile)
        wrong = [(each.rule_id, each.message) for each in found.failures if "STREAM-LENGTH" not in each.rule_id]
        assert not wrong


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", sample.ALL)
def test_every_report_is_valid(name, language):
    assert_valid(printed(name, language=language))


def test_the_loading_test_sheet_is_valid():
    assert_valid(loading_sheet())
    assert_valid(loading_sheet(language="nl"))


def test_a_report_with_decisions_and_an_attached_bundle_is_valid():
    decisions = (Choosing("IV_INF_5G_12H", "change", "fluid", "5 g in 250 mL over 12 h"),)
    shown = report(sample.severe(), Wording(), decisions=decisions, printed_at=WHEN)
    document = pdf.render_report(shown, attachments=[pdf.Attached("bundle.json", '{"resourceType": "Bundle"}', WHEN)])
    assert_valid(document)
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(document)) as opened:
        assert list(opened.attachments) == ["bundle.json"]


def test_each_stream_has_the_length_it_names():
    document = printed()
    for found in re.finditer(rb"/Length (\d+)[^>]*>>\s*\nstream\n", document):
        end = found.end() + int(found[1])
        assert document[end : end + 10] == b"\nendstream"


@pytest.mark.parametrize("make", [printed, loading_sheet])
def test_only_inter_is_embedded(make):
    shown = subprocess.run([needs("pdffonts"), "-"], input=make(), capture_output=True, check=True).stdout.decode()
    rows = shown.splitlines()[2:]
    assert rows
    for row in rows:
        assert re.match(r"[A-Z]{6}\+Inter\b.* yes yes yes ", row), row


def test_letters_that_inter_lacks_take_no_other_font():
    choice = Choosing("K_ORAL", "reject", "药 💊 ☐ décidé par e\u0301quipe \u202egnorw\u202c \x07\ufffe")
    document = printed(decisions=(choice,))
    shown = subprocess.run([needs("pdffonts"), "-"], input=document, capture_output=True, check=True).stdout.decode()
    assert all("+Inter" in row for row in shown.splitlines()[2:])
    assert "□ □ □ décidé par équipe gnorw" in joined(text_of(document))
    assert_valid(document)


def test_title_language_and_one_heading_of_the_first_level():
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(printed(language="nl"))) as opened:
        assert str(opened.Root.Lang) == "nl"
        assert str(opened.docinfo.Title) == "Low magnesium: assessment and plan" or opened.docinfo.Title
        assert "K7M2" not in str(opened.docinfo.Title)
    page = render_to_string("print/report.html", {"report": report(sample.severe(), Wording())})
    assert page.count("<h1") == 1
    assert "<table" not in page


# --- the same bytes ------------------------------------------------------------------------------------------


def test_equal_input_gives_equal_bytes():
    assert printed.__wrapped__() == printed.__wrapped__()
    assert loading_sheet.__wrapped__() == loading_sheet.__wrapped__()
    assert printed() != printed("not_low")


def test_the_identifier_can_be_given():
    assert b"0123456789abcdef".hex().encode() in printed(identifier=b"0123456789abcdef").lower() or (
        b"0123456789abcdef" in printed(identifier=b"0123456789abcdef")
    )


# --- what is on it -------------------------------------------------------------------------------------------


class Typed(dict):
    """The words typed for serum magnesium."""

    def __init__(self, words: str) -> None:
        super().__init__({"serum.magnesium": words})

    def __hash__(self) -> int:
        return hash(self["serum.magnesium"])


def first_page(name: str = "severe", **more) -> str:
    return pages_of(printed(name, **more))[0]


def test_first_page_stands_alone():
    page = first_page()
    for words in (
        "Patient label",
        "Severe hypomagnesaemia (0.48 mmol/L): renal loss, established.",
        "Do now",
        "Plan",
        "Withheld, and what would release it",
        "by 25 November 2026, 15:05",
        "Name, signature, date and time",
    ):
        assert words in page
    for dose in (sample.INFUSION, sample.ORAL, sample.CALCIUM):
        assert joined(Wording().dose_line(dose)) in page


@pytest.mark.parametrize("name", sample.ALL)
def test_every_pdf_page_has_identity_line_and_page_count(name):
    """Code, age, sex, sample time, knowledge version, and page n of m (safety H68)."""
    shown = report(sample.ALL[name](), Wording(), case_label="K7M2")
    pages = pages_of(printed(name))
    for number, page in enumerate(pages, 1):
        assert joined(shown.identity.line) in page
        assert "Supports, does not replace, clinical judgement." in page
        assert "† not yet confirmed against a source" in page
        assert f"page {number} of {len(pages)}" in page
    for part in ("case K7M2", "years", "female", "sample time not given", "knowledge 2026.11.1"):
        assert part in shown.identity.line.replace(NBSP, " ")


@pytest.mark.parametrize("name", sample.ALL)
def test_text_read_back_holds_every_dose_and_every_line_of_the_plan(name):
    """What the report says is on the paper, to the last digit (safety H67)."""
    shown = report(sample.ALL[name](), Wording(), case_label="K7M2", printed_at=WHEN)
    read = squeezed(" ".join(pages_of_without_margins(printed(name))))
    items = [*shown.do_now, *(item for section in shown.plan for item in section.items)]
    for item in items:
        for words in (item.title, item.dose_line, *item.details):
            assert squeezed(words) in read
    for block in shown.follow_up:
        assert squeezed(block.text) in read
    for calculated in shown.arithmetic:
        assert squeezed(calculated.line) in read
    for group in shown.values:
        for row in group.rows:
            assert squeezed(f"{row.label}: {row.as_entered}") in read
    for row in shown.trace_met:
        assert squeezed(f"{row.rule} ({row.strength})") in read
    for reference in shown.references:
        assert squeezed(f"{reference.number}. {reference.text}") in read


def squeezed(text: str) -> str:
    """Without any blank, so that it does not matter where a line or a page was broken."""
    return "".join(text.split())


def pages_of_without_margins(document: bytes) -> list[str]:
    """The pages without their last two lines, so that a sentence over a page break reads through."""
    pages = []
    for page in text_of(document, "-layout").split("\f")[:-1]:
        lines = [line for line in page.splitlines() if line.strip()]
        pages.append(" ".join(lines[:-2]))
    return pages


@pytest.mark.parametrize("name", sample.ALL)
def test_withheld_items_listed_on_paper(name):
    """Each with its reasons and what would release it (safety H69)."""
    shown = report(sample.ALL[name](), Wording())
    read = joined(" ".join(pages_of_without_margins(printed(name))))
    for entry in shown.withheld:
        assert joined(entry.label) in read
        for told in entry.told:
            assert joined(told) in read
        for reason in entry.reasons:
            named = [check.label for line in entry.open for check in line.checks]
            assert joined(reason.text) in read or all(check.label in named for check in reason.missing)
            if reason.released_by:
                assert joined(f"(released by: {reason.released_by})") in read
        if entry.dose_line:
            assert joined(f"Dose, if released: {entry.dose_line}") in read


@pytest.mark.parametrize("name", sample.ALL)
def test_no_line_ends_between_a_number_and_its_unit(name):
    """Safety H41."""
    lines = [line.strip() for line in text_of(printed(name), "-layout").splitlines() if line.strip()]
    for line, after in itertools.pairwise(lines):
        assert not (re.search(r"\d$", line) and re.match(r"(mmol|mEq|mg|g|mL|L|%|h|min|ms|mmHg)\b", after)), (
            line,
            after,
        )
        assert not re.search(r"\d[.,]$", line) or not re.match(r"\d", after), (line, after)


def test_suggested_and_chosen_are_both_printed():
    decisions = (
        Choosing("IV_INF_5G_12H", "change", "fluid restriction", "5 g in 250 mL over 12 h"),
        Choosing("SGLT2I_10MG", "reject", "recurrent infections"),
        Choosing("K_ORAL", "accept"),
    )
    read = joined(" ".join(pages_of_without_margins(printed(decisions=decisions))))
    assert "Chosen in place of the suggestion: 5 g in 250 mL over 12 h. Reason: fluid restriction" in read
    assert joined(Wording().dose_line(sample.INFUSION)) in read
    assert "Decision: rejected. Reason: recurrent infections" in read
    assert "Decision: accepted" in read


def test_values_are_printed_as_they_were_typed():
    assert "Serum magnesium: 0,48 mmol/l" in joined(text_of(printed(entered=Typed("0,48 mmol/l"))))


def test_no_forbidden_abbreviations_on_paper():
    for name in sample.ALL:
        assert not re.search(r"MgSO4|MSO4|\bU/d\b", " ".join(pages_of(printed(name))))


def test_danger_is_said_in_words_and_signs():
    page = first_page("emergency")
    assert "⚠ Treat first." in page
    assert "⚠ Danger" in page
    assert "▲ Find out" in page


def test_dutch_paper_has_a_decimal_comma():
    read = joined(text_of(printed(language="nl")))
    assert "20,3 mmol" in read
    assert "0,48 mmol/L" in read
    assert "20.3" not in read


# --- the sheet of the loading test ---------------------------------------------------------------------------


def test_loading_test_never_printed_when_it_is_not_offered():
    """Unsafe or unknown is not offered, and what is not offered has no sheet (safety H64)."""
    with pytest.raises(pdf.CannotPrint, match="not offered"):
        pdf.render_loading_test_sheet(sample.severe())
    no_dose = dataclasses.replace(sample.loading(offered=True), dose=None)
    with pytest.raises(pdf.CannotPrint):
        pdf.render_loading_test_sheet(dataclasses.replace(sample.severe(), loading=no_dose))


def test_the_sheet_holds_infusion_watching_stopping_and_collecting():
    read = joined(" ".join(pages_of(loading_sheet())))
    for words in (
        "30 mmol over 8 h",
        "7.39 g magnesium sulfate heptahydrate = 30 mmol = 60 mEq = 729 mg magnesium = 14.8 mL of the 50 % solution; "
        "in 500 mL (1.48 %) over 8 h = 0.92 g/h (62.5 mL/h)",
        "Diluent: glucose 5 %",
        "Age above 65",
        "The knee reflex is lost; breathing falls below 16/min; blood pressure falls; AV block appears",
        "The 24 hours begin when the infusion starts",
        "Blood pressure, pulse, breathing and knee reflex: before, every hour, and at the end.",
        "Retention (%) = 100 × (1 − magnesium in the urine of these 24 h (mmol/24 h) / 30 mmol)",
        "Above 50 %: depleted. 20 % to 50 %: equivocal. Below 20 %: replete, or wasting.",
        "Patient label",
        "page 2 of 2",
    ):
        assert words in read


def test_the_sheet_has_a_row_for_each_hour():
    page = sheet_page()
    table = ElementTree.fromstring(page).find(".//table")
    heads = [head.text for head in table.iter("th") if head.get("scope") == "row"]
    assert heads == ["Before", *(f"{n}{NBSP}h" for n in range(1, 8)), f"End (8{NBSP}h)"]
    assert all(head.get("scope") for head in table.iter("th"))


def sheet_page() -> str:
    from diagnostics.presenters.loading_sheet import loading_sheet as arranged

    offered = dataclasses.replace(sample.severe(), loading=sample.loading(offered=True))
    return render_to_string("print/loading_test.html", {"sheet": arranged(offered, Wording())})


# --- it opens nothing ------------------------------------------------------------------------------------------


@pytest.fixture
def canary():
    """A server on this machine that notes whoever comes by."""
    visits: list[str] = []

    class Note(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Note)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    server.visits = visits
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


CHANNELS = {
    "image": '<img src="{url}" alt="x"/>',
    "style sheet": '<link rel="stylesheet" href="{url}"/>',
    "import": '<style>@import url("{url}");</style>',
    "font": '<style>@font-face {{ font-family: Evil; src: url("{url}") }} p {{ font-family: Evil }}</style>',
    "background": '<p style="background: url({url})">x</p>',
    "list image": '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "content": '<style>p::before {{ content: url("{url}") }}</style>',
    "object": '<object data="{url}">x</object>',
    "embed": '<embed src="{url}"/>',
    "svg image": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title><image href="{url}" width="9" height="9"/></svg>',
    "svg use": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title><use href="{url}#a"/></svg>',
    "attachment": '<a rel="attachment" href="{url}">x</a><link rel="attachment" href="{url}"/>',
    "base": '<base href="{url}"/><img src="relative" alt="x"/>',
    "iframe": '<iframe src="{url}"></iframe>',
}


@pytest.mark.parametrize("channel", CHANNELS)
def test_pdf_renderer_opens_nothing(channel, canary, tmp_path):
    """A hostile page, as it could only exist if escaping failed, reaches neither the net nor a file (safety T13)."""
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET-7Q")
    for url in (
        f"http://127.0.0.1:{canary.server_port}/{channel.replace(' ', '-')}",
        secret.as_uri(),
        "file:///etc/passwd",
    ):
        markup = CHANNELS[channel].format(url=html.escape(url))
        page = f'<html lang="en"><head><title>x</title></head><body><h1>x</h1><p>x</p>{markup}</body></html>'
        document = pdf.render_page(page.encode())
        pikepdf = pytest.importorskip("pikepdf")
        with pikepdf.open(io.BytesIO(document)) as opened:
            assert not list(opened.attachments)
            content = b"".join(stream.read_bytes() for stream in opened.objects if isinstance(stream, pikepdf.Stream)
                               and "/FontFile2" not in str(stream.keys()))  # fmt: skip
        assert b"TOP-SECRET-7Q" not in content
        assert b"root:" not in content
    assert canary.visits == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.ttf",
        "https://example.org/x.ttf",
        "data:text/plain,x",
        "file:///etc/passwd",
        "file://host" + str(pdf.ASSETS / "report.css"),
        pdf.ASSETS.as_uri() + "/../pdf.py",
        pdf.ASSETS.as_uri() + "/%2e%2e/pdf.py",
        pdf.ASSETS.as_uri() + "/fonts",
        pdf.ASSETS.as_uri() + "/missing.ttf",
        "ftp://127.0.0.1/x",
    ],
)
def test_the_style_sheet_may_load_our_own_files_only(url):
    with pytest.raises(ValueError, match="refused"):
        pdf.asset(url)


def test_our_own_files_are_found():
    assert pdf.asset(pdf.ASSETS.as_uri() + "/fonts/Inter-Regular.ttf").name == "Inter-Regular.ttf"


# --- what people typed -------------------------------------------------------------------------------------------

SCRIPTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "</title></head><script>alert(1)</script>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe src=//evil>",
    "&lt;b&gt;&amp;#60;",
    "]]><!--",
    "<style>*{display:none}</style>",
    "'-alert(1)-'",
    "<link rel=attachment href=file:///etc/passwd>",
]


@pytest.mark.parametrize("typed", SCRIPTS)
def test_xss_corpus_inert_on_paper(typed):
    """Every text that a person can write is printed as written, and adds nothing to the file (safety T10)."""
    pikepdf = pytest.importorskip("pikepdf")
    drugs = (DrugTaken(typed, "", frozenset()),)
    assessment = dataclasses.replace(sample.severe(), facts=dataclasses.replace(sample.facts(), drugs=drugs))
    document = pdf.render_assessment(
        assessment,
        case_id=typed,
        entered={"serum.magnesium": typed},
        decisions=(Choosing("K_ORAL", "change", typed, typed),),
    )
    read = joined(text_of(document))
    assert read.count(joined(typed)) >= 5
    with pikepdf.open(io.BytesIO(document)) as opened:
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(opened.Root.keys())
        assert list(opened.attachments) == ["mgcds-report.json"]
        for found in opened.objects:
            if isinstance(found, pikepdf.Dictionary):
                assert not {"/JS", "/JavaScript", "/URI", "/Launch"} & set(found.keys())
    assert_valid(document)


def test_template_syntax_in_user_text_is_literal():
    """What a person typed is never compiled (safety T14)."""
    typed = "{{ 7|add:7 }} {% now 'Y' %} {fact} %(x)s {{ report.mark }}"
    document = printed(decisions=(Choosing("K_ORAL", "reject", typed),), entered=Typed(typed))
    assert joined(text_of(document)).count(typed) == 2


def test_long_texts_are_cut_and_printed_in_time(record_property):
    """One word of 50 000 letters, 2 000 drugs and a long reason make no long render (safety F20)."""
    drugs = tuple(DrugTaken("x" * 5000, "", frozenset()) for _ in range(2000))
    assessment = dataclasses.replace(sample.severe(), facts=dataclasses.replace(sample.facts(), drugs=drugs))
    start = datetime.datetime.now(datetime.UTC)
    document = pdf.render_assessment(
        assessment,
        case_id="y" * 50_000,
        entered={"serum.magnesium": "z" * 50_000},
        decisions=(Choosing("K_ORAL", "change", "w" * 50_000, "v" * 50_000),),
    )
    assert (datetime.datetime.now(datetime.UTC) - start).total_seconds() < 20
    assert len(pages_of(document)) < 20


def test_a_page_that_is_too_long_is_refused_with_a_reason(monkeypatch):
    monkeypatch.setattr(pdf, "LONGEST_PAGE", 1000)
    with pytest.raises(pdf.CannotPrint, match="too long"):
        printed.__wrapped__()


# --- style and speed ---------------------------------------------------------------------------------------------


def test_the_style_sheet_is_small():
    rules = re.findall(r"[^{}]+\{", re.sub(r"/\*.*?\*/", "", CSS, flags=re.S))
    assert len(rules) <= 80


def test_the_report_has_no_cells_and_few_boxes():
    page = render_to_string("print/report.html", {"report": report(sample.severe(), Wording(), printed_at=WHEN)})
    assert len(re.findall(r"<t[dh]\b", page)) == 0
    assert len(re.findall(r"<(?:p|li|div|h\d|ul|ol|table)\b", page)) <= 70


def test_no_print_is_smaller_than_ten_points():
    sizes = re.findall(r"(?:font-size: |font: )([\d.]+)pt", CSS)
    assert sizes
    assert min(map(float, sizes)) >= 10
    svg = report(sample.severe(), Wording()).path_svg
    assert float(re.search(r'font-size="([\d.]+)"', svg)[1]) * 0.75 >= 10


def test_every_colour_is_readable_in_black_and_white():
    """At least 4.5 to 1 on white, so that a grey print keeps it."""
    colours = set(re.findall(r"#([0-9a-f]{3,6})\b", CSS + report(sample.severe(), Wording()).path_svg)) - {"ffffff"}
    for colour in colours:
        full = colour if len(colour) == 6 else "".join(letter * 2 for letter in colour)
        parts = [int(full[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        brightness = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (brightness + 0.05) >= 4.5, colour


def test_a_line_laid_out_at_once_lies_where_its_letters_would():
    """Each line begins within half a point of where WeasyPrint puts it letter by letter; kerning makes the rest."""
    page = render_to_string("print/report.html", {"report": report(sample.severe(), Wording())})
    at_once = text_of(pdf.render_page(page.encode()), "-bbox-layout")
    press = pdf._press()
    letters = press.Paper(page.encode()).write_pdf(font_config=press.fonts, stylesheets=press.sheets)
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>(Glomerulus|glomerulus|Serum|Kidney|Intake|urine|colon)<'
    ours, theirs = (re.findall(pattern, each) for each in (at_once, text_of(letters, "-bbox-layout")))
    assert len(ours) == len(theirs) >= 7
    for (x, y, word), (other_x, other_y, other) in zip(ours, theirs, strict=True):
        assert word == other
        assert abs(float(x) - float(other_x)) < 0.5
        assert abs(float(y) - float(other_y)) < 0.5


def test_a_picture_tells_its_contents_in_the_pdf():
    """The alternative text of each figure is all that it shows, in the language of the report."""
    pikepdf = pytest.importorskip("pikepdf")
    assessment = explore(assess(taken_apart()))
    for language, words in (
        ("en", ("Where magnesium goes. Intake", "The plan along time. Now", "low below (Touyz 2024", "Way through the workup. 1 Serum")),
        ("nl", ("Waar magnesium blijft. Inname", "Het behandelplan in de tijd. Nu", "laag onder (Touyz 2024", "Weg door de analyse. 1 Serum")),
    ):  # fmt: skip
        with pikepdf.open(io.BytesIO(pdf.render_assessment(assessment, language=language))) as opened:
            told = [
                str(each["/Alt"]).replace(NBSP, " ")
                for each in opened.objects
                if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
            ]
        assert len(told) == 5  # the way, the map, the plan, and two number lines
        for word in words:
            assert any(word in text for text in told), word


def taken_apart():
    """A patient with a low magnesium and a fractional excretion, both with an interval."""
    from tests.clinical.strategies import at, harmless

    return harmless(
        at(p.MAGNESIUM_SERUM, "0.55", "mmol/L"), at(p.CREATININE_SERUM, "80"),
        at(p.SPOT_MAGNESIUM, "3.0"), at(p.SPOT_CREATININE, "6.0"),
    )  # fmt: skip


def test_the_pictures_of_a_signed_report_are_drawn_and_not_printed_as_text():
    """What was signed comes back from the database as plain texts."""
    shown = report(sample.severe(), Wording(), printed_at=WHEN)
    signed = thaw(Report, json.loads(json.dumps(freeze(shown))))
    assert signed == shown
    page = render_to_string("print/report.html", {"report": signed})
    assert page == render_to_string("print/report.html", {"report": shown})
    assert "&lt;svg" not in page


def test_pictures_stand_after_the_first_page():
    first = pages_of(printed("severe"))[0]
    assert "Name, signature, date and time" in first
    for title in ("Where magnesium goes", "The plan along time", "Among the published limits"):
        assert title not in first
        assert any(title in page for page in pages_of(printed("severe"))[1:])


@pytest.mark.parametrize("name", ["severe", "emergency", "not_low"])
def test_pages_equal_those_with_weasyprints_own_style_sheet(name):
    """report.css says all that the elements need: leaving out the sheet for strangers' pages moves no word."""
    from weasyprint import HTML

    page = render_to_string("print/report.html", {"report": report(sample.ALL[name](), Wording())})
    press = pdf._press()
    with pdf._lines_at_once():  # the test below holds what this does to the pictures
        own = HTML(string=page).write_pdf(font_config=press.fonts, stylesheets=press.sheets)
    lean = pdf.render_page(page.encode())
    assert words_and_places(lean) == words_and_places(own)


def words_and_places(document: bytes) -> list[str]:
    return re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>(.*?)</word>', text_of(document, "-bbox"))


def test_weasyprint_is_not_imported_before_the_first_print():
    """The web process stays small until somebody prints."""
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings';"
        "import django; django.setup(); import diagnostics.pdf;"
        "sys.exit('weasyprint' in sys.modules or 'fontTools' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_printing_says_nothing_on_its_way_out():
    """No complaint of a cleaned-up font when the process ends."""
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings';"
        "import django; django.setup();"
        "from tests.presenters import sample; from diagnostics import pdf; pdf.render_assessment(sample.not_low())"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_the_collector_is_on_again_after_a_print():
    printed("not_low")
    assert gc.isenabled()


def test_threads_print_each_their_own():
    """Several at once: each gets its own report (safety H30)."""
    made: dict[str, bytes] = {}

    def one(name: str) -> None:
        made[name] = pdf.render_assessment(sample.ALL[name](), case_id=name, printed_at=WHEN)

    threads = [threading.Thread(target=one, args=(name,)) for name in sample.ALL]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, document in made.items():
        others = [other for other in sample.ALL if other != name]
        read = joined(text_of(document))
        assert f"case {name}" in read
        assert not any(f"case {other} " in read for other in others)
