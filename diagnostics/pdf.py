"""Report → PDF bytes. The only module that knows WeasyPrint, and it imports it at the first render.

Each file claims PDF/UA-1 and PDF/A-3a and embeds Inter alone. A document may fetch nothing: style sheet
and fonts are read once per process from `assets/`. Equal input gives equal bytes: dates are passed in and
the identifier follows from the content.
"""

from __future__ import annotations

import atexit
import functools
import gc
import hashlib
import logging
import mimetypes
import threading
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from django.template.loader import render_to_string

from .carried.bundle import FILE_NAME, bundle, date_of, with_code
from .clinical.assessment import Assessment
from .presenters.copies import named_copy
from .presenters.handout import Handout
from .presenters.knowledge_book import book
from .presenters.loading_sheet import LoadingSheet, loading_sheet
from .presenters.report import Decided, Report, report
from .presenters.wording import Wording

ASSETS = Path(__file__).resolve().parent / "assets"  # the style sheets and the fonts, nothing else
LONGEST_PAGE = 1_000_000  # characters of HTML; a report has some ten thousand
COLLECT_EVERY = 25  # documents

NO_GLYPH = ord("□")
# Characters that are left out: those that XML cannot hold, and those that print nothing or turn the text around.
LEFT_OUT = frozenset(
    [
        *(*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xAD, 0xFEFF, 0xFFFE, 0xFFFF),
        *(*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070)),
    ]
)

_UA_XMP = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF, such as the bundle from which the report was made; `made` is its date."""

    name: str
    content: str
    made: datetime


class CannotPrint(ValueError):
    """What was asked for may not be printed; the message says why."""


# --- what is printed -------------------------------------------------------------------------------------


def render_report(printed: Report, *, identifier: bytes | None = None, attachments: Iterable[Attached] = ()) -> bytes:
    """The report as a PDF. `identifier` tells two documents apart; by default it follows from the content."""
    return _print("print/report.html", {"report": printed}, identifier, attachments)


def render_assessment(
    assessment: Assessment,
    *,
    language: str = "en",
    case_id: str = "",
    decisions: Iterable[Decided] = (),
    entered: Mapping[str, str] | None = None,
    printed_at: datetime | None = None,
    identifier: bytes | None = None,
) -> bytes:
    """An assessment as a PDF in one language."""
    arranged = report(
        assessment, Wording(language), decisions=decisions, entered=entered, case_label=case_id, printed_at=printed_at
    )
    data = bundle(assessment, arranged, case_id=case_id)
    return render_with_data(with_code(arranged, data), data, identifier=identifier)


def render_with_data(printed: Report, data: str | None, *, identifier: bytes | None = None) -> bytes:
    """The report with the data from which it was made inside, where there are any."""
    made = date_of(printed.printed_iso)
    attachments = [Attached(FILE_NAME, data, made)] if data else []
    return render_report(printed, identifier=identifier, attachments=attachments)


def render_loading_test_sheet(
    assessment: Assessment,
    *,
    language: str = "en",
    case_id: str = "",
    printed_at: datetime | None = None,
    identifier: bytes | None = None,
    copy: bool = False,
) -> bytes:
    """The protocol of the loading test for this patient; `copy` where it is a copy of a case, which it then says.

    Raises CannotPrint when the test is not offered (safety H64).
    """
    if not assessment.loading.offered or assessment.loading.dose is None:
        raise CannotPrint("The loading test is not offered to this patient, so there is no protocol to print.")
    wording = Wording(language)
    sheet: LoadingSheet = loading_sheet(assessment, wording, case_label=case_id, printed_at=printed_at)
    if copy:
        sheet = replace(sheet, identity=named_copy(sheet.identity, wording))
    return _print("print/loading_test.html", {"sheet": sheet}, identifier, ())


def render_handout(sheet: Handout, *, identifier: bytes | None = None) -> bytes:
    """The patient's sheet as a PDF in large type."""
    page = _page("print/handout.html", {"sheet": sheet})
    return render_page(page, identifier=identifier, large=True)


def knowledge_page(language: str = "en") -> bytes:
    """All rules with their limits, drugs and sources, and what is to be signed, as the page that is printed."""
    return _page("print/knowledge.html", {"book": book(language)})


def _print(
    template: str, context: Mapping[str, object], identifier: bytes | None, attachments: Iterable[Attached]
) -> bytes:
    return render_page(_page(template, context), identifier=identifier, attachments=attachments)


def _page(template: str, context: Mapping[str, object]) -> bytes:
    """The page of a template with the letters that can be printed."""
    page = unicodedata.normalize("NFC", render_to_string(template, dict(context))).translate(_press().letters)
    if len(page) > LONGEST_PAGE:
        raise CannotPrint("This report is too long to print: shorten what was typed, or export it instead.")
    return page.encode("utf-8", "replace")


# --- how it is printed -----------------------------------------------------------------------------------


def render_page(
    page: bytes,
    *,
    identifier: bytes | None = None,
    attachments: Iterable[Attached] = (),
    large: bool = False,
) -> bytes:
    """A page of well-formed XHTML as a PDF; `large` in the type of the patient's sheet."""
    press = _press()
    with _quiet_collector(), _lines_at_once():
        return press.Paper(page).write_pdf(
            font_config=press.fonts,
            stylesheets=press.large if large else press.sheets,
            pdf_variant="pdf/a-3a",
            pdf_identifier=identifier or hashlib.sha256(page).hexdigest()[:32].encode(),
            finisher=_claim_ua,
            attachments=[press.attach(attached) for attached in attachments] or None,
        )


def _claim_ua(document: Any, pdf: Any) -> None:
    """Add the PDF/UA-1 claim to that of PDF/A, and leave the metadata uncompressed, as PDF/A asks."""
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream.stream = [stream.stream[0].replace(b"</rdf:RDF>", _UA_XMP + b"</rdf:RDF>", 1)]
    stream.compress = False


class WholeLine(str):
    """A text that is one letter, as far as going through its letters is concerned."""

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


@contextmanager
def _lines_at_once() -> Iterator[None]:
    """While it lasts, a text in a picture is laid out as a line.

    WeasyPrint lays out each letter by itself, in case letters have places of their own, which costs many times as
    much; ours have none.
    """
    from weasyprint import svg

    letter_by_letter = svg.text

    def line_at_once(drawn: Any, node: Any, size: float) -> None:
        node._etree_node.text = WholeLine(node.text or "")
        letter_by_letter(drawn, node, size)

    svg.text = svg.TAGS["text"] = line_at_once
    try:
        yield
    finally:
        svg.text = svg.TAGS["text"] = letter_by_letter


class Letters(dict[int, int | None]):
    """For `str.translate`: what Inter can print stays, the rest becomes a box, so that no other font is taken."""

    def __init__(self, printed: Iterable[int]) -> None:
        super().__init__({code: code for code in (*printed, 9, 10, 13)} | dict.fromkeys(LEFT_OUT))

    def __missing__(self, code: int) -> int:
        return NO_GLYPH


@functools.cache
def _press() -> SimpleNamespace:
    """WeasyPrint with our fonts and style sheet, once per process."""
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # it tells each step of each document
    import cssselect2
    from fontTools.ttLib import TTFont
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):
        """Only files inside ASSETS."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=("file",), allow_redirects=False)

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = asset(url)
            mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mime})

    class NoFetcher(URLFetcher):
        """The document itself may fetch nothing at all: style sheet and fonts are loaded already."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError("refused")

    class Paper(HTML):
        """Our own page: parsed as XML, which is faster, and without the style sheet for pages of strangers."""

        def __init__(self, page: bytes) -> None:
            self.base_url = None
            self.url_fetcher = NoFetcher()
            self.media_type = "print"
            root = ElementTree.fromstring(page)
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
            return []  # report.css says all that our few elements need

    def attach(attached: Attached) -> Attachment:
        """Ready text, so nothing is fetched."""
        return Attachment(
            string=attached.content,
            name=attached.name,
            relationship="Source",
            created=attached.made,
            modified=attached.made,
            url_fetcher=NoFetcher(),
        )

    fonts = FontConfiguration()
    sheet, large = (
        CSS(filename=ASSETS / name, base_url=ASSETS.as_uri() + "/", font_config=fonts, url_fetcher=AssetFetcher())
        for name in ("report.css", "handout.css")
    )
    with TTFont(ASSETS / "fonts" / "Inter-Regular.ttf", lazy=True) as font:
        letters = Letters(font.getBestCmap())
    atexit.register(_press.cache_clear)  # while what the fonts are cleaned up with is still there
    return SimpleNamespace(
        Paper=Paper, attach=attach, fonts=fonts, sheets=[sheet], large=[sheet, large], letters=letters
    )


def asset(url: str) -> Path:
    """The file that an address names. Raises ValueError unless it lies inside ASSETS."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        raise ValueError("refused")
    path = Path(unquote(parts.path)).resolve()
    if not path.is_relative_to(ASSETS) or not path.is_file():
        raise ValueError("refused")
    return path


# --- memory ----------------------------------------------------------------------------------------------

_lock = threading.Lock()
_printed = 0


@contextmanager
def _quiet_collector() -> Iterator[None]:
    """One render at a time, without the garbage collector in between; it gets its turn every few documents."""
    global _printed
    with _lock, warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile to be closed by itself
        warnings.filterwarnings("ignore", "unclosed file .*sRGB2014", ResourceWarning)
        was_on = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            _printed += 1
            if _printed == 1:
                gc.collect()
                gc.freeze()  # what was loaded for the first document stays
            elif _printed % COLLECT_EVERY == 0:
                gc.collect()
            if was_on:
                gc.enable()
