"""Signing: the assessment is frozen with all that led to it, and printed from there."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext
from django.views import View
from django.views.decorators.http import require_safe

from ..carried.bundle import bundle, with_code
from ..models import SignedAssessment, Workup
from ..presenters.plain_text import plain_text
from ..presenters.shapes import Report
from .conflict import foreign_page
from .current import new_token, page_of, with_workup
from .decisions import Judged
from .frozen import freeze, thaw
from .picture import Picture, reported
from .plan import decided_picture, problems_of, recommendations_of
from .results import frame
from .take_away import papers


@method_decorator(with_workup, name="dispatch")
class SignPage(View):
    """What is about to be signed, or what was."""

    def get(self, request: HttpRequest, workup: Workup) -> HttpResponse:
        return self.show(request, workup)

    def post(self, request: HttpRequest, workup: Workup) -> HttpResponse:
        page = page_of(request, workup)
        if page is None:
            return foreign_page(request)
        if page.version != workup.version:
            return self.show(request, workup, outdated=True)
        picture, judged = decided_picture(workup, explored=True)
        if not hindrances(picture, judged) and sign(workup, picture, page.version) is None:
            return self.show(request, workup, outdated=True)
        return redirect("workup-sign")

    def show(self, request: HttpRequest, workup: Workup, *, outdated: bool = False) -> HttpResponse:
        picture, judged = decided_picture(workup, explored=True)
        signed = latest(workup)
        codes = recommendations_of(picture)
        open_items = [item for section in picture.report.plan for item in section.items
                      if item.key in codes and not judged[item.key].holds] if picture.report else []  # fmt: skip
        context = {
            **frame(picture, "sign"),
            "signed": signed,
            "is_current": signed is not None and signed.version == workup.version,
            "copy_text": copy_text(thaw_report(signed)) if signed else "",
            "altered": signed is None and workup.signed.exists(),
            "hindrances": hindrances(picture, judged),
            "open_items": open_items,
            "outdated": outdated,
            "token": new_token(workup),
        }
        return render(request, "diagnostics/sign.html", context, status=409 if outdated else 200)


def hindrances(picture: Picture, judged: dict[str, Judged]) -> list[tuple[str, str]]:
    """What must be settled before signing: the address to go to, and what to do there."""
    found = []
    if picture.waiting:
        found.append(("workup-check", gettext("Some answers wait to be corrected or confirmed.")))
    if problems_of(picture, judged):
        found.append(("workup-plan", gettext("Some decisions on the plan do not hold.")))
    if picture.report is None:
        found.append(("workup-check", gettext("The assessment could not be made.")))
    return found


def sign(workup: Workup, picture: Picture, version: int) -> SignedAssessment | None:
    """Freeze inputs, decisions and what follows from them. Signed twice, it is still one row.

    None when the workup is no longer at `version`, the one that was looked at.
    """
    with transaction.atomic():
        workup.lock()
        if workup.version != version:
            return None
        before = workup.signed.filter(version=version).first()
        if before is not None:
            return before
        signed = frozen(workup, picture)
        signed.save()
        return signed


def frozen(workup: Workup, picture: Picture) -> SignedAssessment:
    """All that is signed, with its digest."""
    assert picture.assessment is not None
    now = timezone.now()
    case = case_code(workup)
    report = reported(picture.assessment, picture, case_label=case, printed_at=now)
    assert report is not None
    data = bundle(picture.assessment, report, case_id=case)
    signed = SignedAssessment(
        workup=workup,
        version=workup.version,
        signed=now,
        language=get_language() or "en",
        knowledge_version=picture.assessment.knowledge_version,
        inputs={key: freeze(written) for key, written in picture.answers.items()},
        decisions=[freeze(decision) for decision in picture.decisions],
        outputs={
            "report": freeze(with_code(report, data)),
            "data": data,
            **papers(picture, case_label=case, moment=now),
        },
    )
    signed.digest = signed.compute_digest()
    return signed


def case_code(workup: Workup) -> str:
    """A code to tell papers apart; it leads nowhere and says nothing about the patient."""
    return hashlib.sha256(f"paper:{workup.key}:{workup.version}".encode()).hexdigest()[:8].upper()


def latest(workup: Workup) -> SignedAssessment | None:
    """What was signed last, if it still is what was signed."""
    signed = workup.signed.order_by("-version").first()
    return signed if signed is not None and signed.intact else None


def thaw_report(signed: SignedAssessment) -> Report:
    """The report as it was signed."""
    report: Report = thaw(Report, signed.outputs["report"])
    return report


def copy_text(report: Report) -> str:
    """The report as text for a record: whose it is, what was decided, then all of it."""
    undecided = gettext("no decision")
    decided = [f"- {item.title.removesuffix('.')}: {item.decision.line if item.decision else undecided}"
               for section in report.plan for item in section.items]  # fmt: skip
    heading = [gettext("Decisions").upper(), *decided] if decided else []
    return "\n".join([report.identity.line, report.printed, "", *heading, "", plain_text(report)])


@require_safe
@with_workup
def report_pdf(request: HttpRequest, workup: Workup) -> HttpResponse:
    """The PDF of what was signed; without a signature there is none."""
    from ..pdf import render_with_data

    signed = latest(workup)
    if signed is None:
        return redirect("workup-sign")
    # what was signed before papers carried their data has none
    paper = render_with_data(thaw_report(signed), signed.outputs.get("data"))
    return pdf_response(paper, f"mgcds-{signed.code}.pdf")


@require_safe
@with_workup
def loading_test_pdf(request: HttpRequest, workup: Workup) -> HttpResponse:
    """The protocol sheet of the loading test, when the test is offered."""
    assessment = Picture(workup).assessment
    if assessment is None or not assessment.loading.offered:
        return redirect("workup-loading-test")
    from ..pdf import render_loading_test_sheet

    sheet = render_loading_test_sheet(
        assessment,
        language=get_language() or "en",
        case_id=case_code(workup),
        printed_at=timezone.now(),
        copy=bool(workup.copied),
    )
    return pdf_response(sheet, "mgcds-loading-test.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
