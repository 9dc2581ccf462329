"""The whole knowledge on paper: complete, valid, the same bytes each time, and not too long to print."""

import functools
import io
import re

import pytest
from django.template.loader import render_to_string

from diagnostics import pdf
from diagnostics.clinical.knowledge.base import KNOWLEDGE
from diagnostics.clinical.knowledge.drugs import DRUGS
from diagnostics.clinical.knowledge.rulebook import RULES
from diagnostics.presenters.knowledge_book import book
from diagnostics.presenters.knowledge_sources import sources
from diagnostics.presenters.knowledge_tables import limits

from .test_pdf import assert_valid, joined, pages_of, text_of

MOST_PAGES = 60
MOST_BOXES = 1500  # paragraphs, headings and list entries: what a print costs


@functools.cache
def printed(language: str = "en") -> bytes:
    with_language = pdf.knowledge_page(language)
    return pdf.render_page(with_language)


@functools.cache
def read(language: str = "en") -> str:
    return joined(text_of(printed(language), "-layout"))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_rule_stands_on_paper_with_its_strength(language):
    text = read(language)
    for rule in RULES.values():
        assert f"{rule.id} ({rule.strength}){'' if rule.verified else '†'} " in text, rule.id


def test_what_is_to_be_signed_has_a_box():
    text = read()
    for rule in RULES.values():
        assert (f"□ {rule.id} (" in text) == (not rule.verified), rule.id


def test_every_source_limit_and_drug_stands_on_paper():
    page = pdf.knowledge_page().decode()
    for source in sources("en"):
        assert f"\n{source.number}. " in page or f">{source.number}. " in page
    for limit in limits("en"):
        assert f"{limit.rule}: {', '.join(limit.limits)}".replace("&", "&amp;") in page
    for drug in DRUGS.values():
        assert drug.label in page


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_knowledge_on_paper_is_valid(language):
    assert_valid(printed(language))


def test_the_file_claims_accessibility_and_its_language():
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(printed("nl"))) as opened:
        assert str(opened.Root.Lang) == "nl"
        assert bool(opened.Root.MarkInfo.Marked)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in bytes(opened.Root.Metadata.read_bytes())
        assert len(opened.Root.Outlines.First.First.keys()) > 0


def test_every_page_names_the_version_and_its_number():
    pages = pages_of(printed())
    assert len(pages) <= MOST_PAGES
    for number, page in enumerate(pages, 1):
        assert f"Knowledge {KNOWLEDGE.version}" in page
        assert f"page {number} of {len(pages)}" in page


def test_the_same_knowledge_gives_the_same_bytes():
    assert pdf.knowledge_page() == pdf.knowledge_page()
    assert pdf.knowledge_page() != pdf.knowledge_page("nl")


def test_the_page_has_few_boxes_and_no_table():
    page = render_to_string("print/knowledge.html", {"book": book("en")})
    assert "<table" not in page
    assert page.count("<h1") == 1
    assert len(re.findall(r"<(?:p|li|div|h\d|ul|ol)\b", page)) <= MOST_BOXES
