"""The sources in parts: nothing that the printed text does not say, and addresses that are well formed."""

from __future__ import annotations

import re

import pytest

from diagnostics.clinical.evidence import Citation
from diagnostics.ledger.citations import all_citations, csl, outputs

SOURCES = {source.key: source for source in all_citations()}


def test_all_sources_of_the_dossiers_are_here():
    assert len(SOURCES) >= 272


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_no_part_of_a_source_says_more_than_its_text(source):
    for part in (source.authors, source.title, source.journal, source.volume, source.pages):
        assert part in source.text
    assert not source.volume or source.journal
    assert not source.pages or source.journal


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_addresses_of_a_source_are_well_formed(source):
    assert re.fullmatch(r"(?:10\.\d{4,9}/[^\s]*[^\s.,;)])?", source.doi)
    assert re.fullmatch(r"(?:[1-9]\d{6,7})?", source.pmid)
    assert re.fullmatch(r"(?:PMC[1-9]\d{5,7})?", source.pmcid)
    assert re.fullmatch(r"(?:https://\S+)?", source.url)
    assert source.year is None or 1950 < source.year < 2027
    assert source.year is None or str(source.year) in source.text


def test_no_two_sources_have_the_same_pmid_by_mistake():
    ids = [source.pmid for source in SOURCES.values() if source.pmid]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "known, link",
    [
        (dict(doi="10.1/a", pmid="1", pmcid="PMC1", url="https://a"), "https://doi.org/10.1/a"),
        (dict(pmid="1", pmcid="PMC1", url="https://a"), "https://pubmed.ncbi.nlm.nih.gov/1/"),
        (dict(pmcid="PMC1", url="https://a"), "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/"),
        (dict(url="https://a"), "https://a"),
        ({}, ""),
    ],
)
def test_the_link_of_a_source_is_the_most_lasting_that_is_known(known, link):
    assert Citation(key="X", text="", **known).link == link


def test_the_list_of_sources_is_current():
    """When this fails, run `python3 dev.py rules --write`."""
    for path, text in outputs().items():
        assert path.read_text("utf-8") == text


def test_a_source_as_csl():
    assert csl(SOURCES["R82"]) == {
        "id": "R82",
        "type": "article-journal",
        "author": [{"family": "Huang", "given": "CL"}, {"family": "Kuo", "given": "E"}],
        "container-title": "J Am Soc Nephrol",
        "issued": {"date-parts": [[2007]]},
        "volume": "18",
        "page": "2649",
        "PMID": "17804670",
        "URL": "https://pubmed.ncbi.nlm.nih.gov/17804670/",
        "note": "Huang CL, Kuo E. J Am Soc Nephrol 2007;18:2649 [published; read: text]",
    }


@pytest.mark.parametrize(
    "key, authors",
    [
        ("R40", [{"family": "Rob", "given": "PM"}, {"literal": "et al."}]),
        ("AYUK_GITTOES_2011", [{"family": "Ayuk"}, {"family": "Gittoes"}]),
        ("R01", [{"family": "Touyz", "given": "RM"}, {"family": "de Baaij", "given": "JHF"}, {"family": "Hoenderop", "given": "JGJ"}]),
        ("R12", [{"literal": "Institute of Medicine"}]),
    ],
)  # fmt: skip
def test_authors_are_written_as_they_are_given(key, authors):
    assert csl(SOURCES[key])["author"] == authors


def test_a_source_without_a_journal_is_described_by_its_text():
    assert csl(SOURCES["GALWAY"])["title"] == SOURCES["GALWAY"].text
    assert csl(SOURCES["GALWAY"])["type"] == "document"
