"""What is signed is frozen: inputs, decisions, outcome and knowledge version."""

import re

import pytest

from diagnostics.models import SignedAssessment
from diagnostics.presenters.report import Report
from diagnostics.views.frozen import freeze, thaw
from diagnostics.views.picture import Picture

from .pages import fields
from .test_plan import ORAL, decide


def sign(guest, **changes):
    form = fields(guest.open("/workup/sign/"), "/workup/sign/")
    return guest.client.post("/workup/sign/", {**form, **changes})


def test_signing_freezes_inputs_decisions_and_version(mild):
    decide(mild, **{f"choice-{ORAL}": "accept"})
    assert sign(mild).url == "/workup/sign/"
    signed = SignedAssessment.objects.get()
    assert signed.inputs["serum.magnesium"]["text"] == "0.62"
    assert signed.decisions[0]["code"] == ORAL
    assert signed.knowledge_version == Picture(mild.workup).assessment.knowledge_version
    assert signed.intact
    page = mild.open("/workup/sign/")
    assert "PDF for the record" in page
    assert "Text to copy" in page


def test_signing_twice_is_one_signature(mild):
    form = fields(mild.open("/workup/sign/"), "/workup/sign/")
    for _ in range(3):
        mild.client.post("/workup/sign/", form)
    assert SignedAssessment.objects.count() == 1


def test_what_was_not_seen_cannot_be_signed(mild):
    form = fields(mild.open("/workup/sign/"), "/workup/sign/")
    mild.answer("serum", serum__potassium="2.9")
    response = mild.client.post("/workup/sign/", form)
    assert response.status_code == 409
    assert "Nothing was signed" in response.content.decode()
    assert SignedAssessment.objects.count() == 0


def test_nothing_is_signed_while_an_answer_waits(mild):
    mild.answer("serum", serum__sodium="abc")
    page = mild.open("/workup/sign/")
    assert "wait to be corrected or confirmed" in page
    form = fields(mild.open("/workup/serum/"), "/workup/serum/") | {"version": [str(mild.workup.version)]}
    mild.client.post("/workup/sign/", form)
    assert SignedAssessment.objects.count() == 0


def test_draft_never_exported(mild):
    response = mild.client.get("/workup/report.pdf")
    assert (response.status_code, response.url) == (302, "/workup/sign/")


def test_the_paper_shows_what_was_signed_not_what_was_changed_since(mild):
    sign(mild)
    text_before = area(mild.open("/workup/sign/"))
    mild.answer("serum", serum__magnesium="0.55")
    page = mild.open("/workup/sign/")
    assert "Signed, and changed since" in page
    assert area(page) == text_before
    assert "0.62" in text_before
    assert "0.55" not in text_before


def area(page):
    return re.search(r"<textarea[^>]*readonly>(.*?)</textarea>", page, re.S)[1]


def test_old_assessment_renders_identically_after_upgrade(mild, monkeypatch):
    """Once signed, no rule is asked again."""
    sign(mild)
    before = area(mild.open("/workup/sign/"))
    monkeypatch.setattr("diagnostics.views.picture.assess", lambda facts: 1 / 0)
    assert area(mild.open("/workup/sign/")) == before


def test_tampered_row_is_refused(mild):
    sign(mild)
    signed = SignedAssessment.objects.get()
    signed.inputs["serum.magnesium"]["text"] = "0.92"
    signed.save()
    assert not SignedAssessment.objects.get().intact
    assert "altered in the database" in mild.open("/workup/sign/")
    assert "PDF for the record" not in mild.open("/workup/sign/")
    assert mild.client.get("/workup/report.pdf").url == "/workup/sign/"


def test_a_report_thaws_to_what_was_frozen(severe):
    report = Picture(severe.workup).report
    assert thaw(Report, freeze(report)) == report


def test_the_text_to_copy_has_dose_decision_and_version(mild):
    decide(mild, **{f"choice-{ORAL}": "reject", f"reason-{ORAL}": "patient declines"})
    sign(mild)
    text = area(mild.open("/workup/sign/"))
    assert "patient declines" in text
    assert SignedAssessment.objects.get().knowledge_version in text


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_report_is_a_pdf(mild):
    pytest.importorskip("weasyprint")
    sign(mild)
    response = mild.client.get("/workup/report.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert "attachment" in response["Content-Disposition"]
    assert "0.62" not in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert response.content == mild.client.get("/workup/report.pdf").content


def test_nothing_of_the_web_imports_weasyprint_before_it_prints():
    import subprocess
    import sys

    code = (
        "import os, sys; os.environ.update(DJANGO_SETTINGS_MODULE='tests.settings'); import django; django.setup();"
        "from django.urls import get_resolver; get_resolver().url_patterns; sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_confirmed_unusual_value_says_so_on_paper(mild):
    mild.answer("serum", serum__magnesium="0.22", serum__magnesium_ok="yes", stay="yes")
    mild.answer("serum", serum__magnesium_ok="yes", stay="yes")
    sign(mild)
    report = SignedAssessment.objects.get().outputs["report"]
    rows = [row for group in report["values"] for row in group["rows"] if row["key"] == "serum.magnesium"]
    assert "unusual, confirmed" in rows[0]["as_entered"]
