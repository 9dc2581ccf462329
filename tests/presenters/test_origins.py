"""Patterns, genes, the genetic referral and the tests of the gut, on page, paper and in plain text."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge import patient as p
from diagnostics.presenters.machine import assessment_json
from diagnostics.presenters.plain_text import plain_text
from diagnostics.presenters.report import report
from diagnostics.presenters.wording import Wording
from tests.clinical.strategies import D, at, finding, harmless, taken

LOSS = (at(p.U24_MAGNESIUM, "4", "mmol/24h"), at(p.U24_CREATININE, "10", "mmol/24h"))
KEPT = (at(p.U24_MAGNESIUM, "0.2", "mmol/24h"), at(p.U24_CREATININE, "10", "mmol/24h"))
GITELMAN = (
    *LOSS,
    at(p.POTASSIUM_SERUM, "3.2"),
    at(p.BICARBONATE_SERUM, "32"),
    at(p.REPORTED_CA_CR, "0.10"),
    (p.AGE_AT_FIRST_LOW, D(20)),
    finding("salt_craving"),
)
THIAZIDE = (*GITELMAN[:4], (p.AGE_AT_FIRST_LOW, D(48)))


def arranged(*known, drugs=()):
    return report(assess(harmless(*known, drugs=drugs)), Wording())


def on_page(*known, drugs=()):
    return render_to_string("diagnostics/partials/origins.html", {"report": arranged(*known, drugs=drugs)})


def on_paper(*known, drugs=()):
    return render_to_string("print/_origins.html", {"report": arranged(*known, drugs=drugs)})


@pytest.mark.parametrize("shown", [on_page, on_paper])
def test_page_and_paper_show_pattern_genes_reasons_and_traps(shown):
    text = shown(*GITELMAN)
    for words in (
        "Low potassium and alkalosis with low urine calcium",
        "4 of 5 fit",
        "Fits: ",
        "Against: ",
        "Not known: renin",
        "Exclude first: ",
        "Inherited: SLC12A3",
        "variable urine calcium",
        "Nephrology with genetics is suggested.",
        "First low before the age of 40",
        "Gitelman syndrome (OMIM 263800)",
        "This patient has: Salt craving",
        "mitochondrial genome",
        "does not exclude",
    ):
        assert words in text.replace("\u00a0", " "), words


@pytest.mark.parametrize("shown", [on_page, on_paper])
def test_an_explanation_that_is_there_stands_before_the_genes_and_no_referral_is_shown(shown):
    text = shown(*THIAZIDE, drugs=[taken("hydrochlorothiazide")])
    assert text.index("Acquired explanation, present here") < text.index("Inherited: ")
    assert "Genetic testing" not in text
    assert "variable urine calcium" not in text


@pytest.mark.parametrize("shown", [on_page, on_paper])
def test_the_gut_shows_its_trigger_and_tests(shown):
    text = shown(*KEPT, drugs=[taken("omeprazole", months=D(24))]).replace("\u00a0", " ")
    assert "Takes omeprazole, for long enough. Tests: planned trial" in text
    assert "Patterns of loss" not in text


@pytest.mark.parametrize("shown", [on_page, on_paper])
def test_nothing_is_shown_where_nothing_is_to_be_said(shown):
    assert not shown().strip()


def test_a_number_that_was_not_confirmed_is_nowhere_in_the_answer():
    """Appendix C.5."""
    found = assess(harmless(*GITELMAN, finding("developmental_delay"), finding("deafness")))
    genes = {gene.name for gene in report(found, Wording()).referral.genes}
    assert {"KCNJ16", "ATP1A1"} <= genes
    written = f"{assessment_json(found)}{on_paper(*GITELMAN, finding('deafness'))}"
    assert "263800" in written
    assert "619406" not in written
    assert "618314" not in written


def test_a_row_that_rests_on_recall_has_its_mark_and_no_such_citation():
    shown = arranged(*GITELMAN, finding("deafness"))
    marks = {gene.name: gene.mark for gene in shown.referral.genes}
    assert marks["BSND"]
    assert not marks["SLC12A3"]
    cited = {number for gene in shown.referral.genes for number in gene.sources}
    assert not any(each.note == "a choice of this knowledge base" for each in shown.references if each.number in cited)
    assert next(row for row in shown.patterns if row.key == "DX-REN-P2").mark
    assert not next(row for row in shown.patterns if row.key == "DX-REN-P1").mark


def test_a_referral_that_waits_for_the_route_says_so():
    shown = arranged((p.AGE_AT_FIRST_LOW, D(20)))
    assert not shown.referral.suggested
    assert "must be shown first" in shown.referral.answer
    assert shown.referral.because
    waiting = harmless((p.AGE_AT_FIRST_LOW, D(20)))
    undecided = assess(type(waiting)(waiting.values, (), frozenset({"findings", "conditions"})))
    assert undecided.genetic_referral.open  # nothing holds yet, and the kidney is not known to lose: nothing to show
    assert report(undecided, Wording()).referral is None


def test_the_machine_writes_what_the_contract_names():
    answer = assessment_json(assess(harmless(*GITELMAN)))
    first = answer["patterns"][0]
    assert (first["rule"], first["genes"][0], first["score"]) == ("DX-REN-P1", "SLC12A3", 4)
    assert answer["genetic_referral"]["suggested"] is True
    assert all(isinstance(reason, str) for reason in answer["genetic_referral"]["because"])
    answer = assessment_json(assess(harmless(*KEPT, drugs=[taken("omeprazole", months=D(24))])))
    assert (answer["genetic_referral"]["suggested"], answer["genetic_referral"]["because"]) == (False, [])
    assert [(row["rule"], row["state"]) for row in answer["gut"]] == [("DX-GI-01", "met")]


def test_missing_facts_are_named_by_their_path():
    answer = assessment_json(assess(harmless(*LOSS, at(p.REPORTED_CA_CR, "0.4"))))
    assert answer["genetic_referral"]["missing"] == ["history.age_at_first_low_years"]


def test_plain_text_tells_all_four():
    text = plain_text(arranged(*GITELMAN))
    for title in ("PATTERNS OF LOSS THROUGH THE KIDNEY", "TRAPS", "GENETIC TESTING", "GENES TO LOOK AT"):
        assert title in text
    assert "LOOKING FURTHER IN THE GUT" in plain_text(arranged(*KEPT))
