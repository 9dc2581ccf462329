"""What leaves the screen after signing: text for the record, the patient's sheet, a calendar file.

All of it is made from what was frozen, in the language chosen here. Without a signature there is none of it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from ..models import SignedAssessment, Workup
from ..presenters.calendar_file import Due, calendar_file, due, said
from ..presenters.handout import Handout, handout
from ..presenters.record_text import TEXTS, record_text
from ..presenters.report import Choosing, Report
from ..presenters.wording import Wording
from .current import with_workup
from .frozen import freeze, thaw
from .picture import Picture, reported
from .results import frame

log = logging.getLogger(__name__)

FARTHEST = timedelta(days=366)  # from today, for the day on which the treatment starts


# -- freezing ---------------------------------------------------------------------------------------------


def papers(picture: Picture, *, case_label: str, moment: datetime) -> dict[str, object]:
    """What is frozen beside the report: report and sheet in each language, and the dates that are due."""
    assert picture.assessment is not None
    before, frozen = picture.wording, {}
    try:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                frozen[language] = _papers_in(language, picture, case_label, moment)
    finally:
        picture.wording = before
    return {"papers": frozen, "due": freeze(due(picture.assessment, picture.decisions))}


def _papers_in(language: str, picture: Picture, case_label: str, moment: datetime) -> dict[str, object]:
    picture.wording = Wording(language)
    decisions = picture.decisions_in(picture.wording)
    report = reported(picture.assessment, picture, decisions=decisions, case_label=case_label, printed_at=moment)
    return {"report": freeze(report), "handout": freeze(_sheet(picture, decisions, moment))}


def _sheet(picture: Picture, decisions: tuple[Choosing, ...], moment: datetime) -> Handout | None:
    """The patient's sheet; a failure is logged without any value, the page says that there is none, and signing goes on."""
    assert picture.assessment is not None
    try:
        return handout(picture.assessment, picture.wording, decisions=decisions, printed_at=moment)
    except Exception as failure:
        log.error("The patient's sheet failed: %s", type(failure).__name__)
        return None


def _paper(signed: SignedAssessment, language: str, kind: type, name: str):
    """A frozen paper; None where it was signed before there was such a one."""
    frozen = signed.outputs.get("papers", {}).get(language, {}).get(name)
    if frozen is None and name == "report" and language == signed.language:
        frozen = signed.outputs["report"]
    return thaw(kind, frozen)


# -- pages ------------------------------------------------------------------------------------------------


def with_signed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the workup and what was signed of it; without a signature, lead to signing."""

    @wraps(view)
    def wrapped(request: HttpRequest, workup: Workup) -> HttpResponse:
        from .sign import latest

        signed = latest(workup)
        return redirect("workup-sign") if signed is None else view(request, workup, signed)

    return with_workup(wrapped)


def chosen_language(request: HttpRequest) -> str:
    """The language of the paper; by default that of the screen."""
    asked = request.GET.get("language") or request.POST.get("language") or get_language() or "en"
    return asked if asked in dict(settings.LANGUAGES) else "en"


def page(workup: Workup, signed: SignedAssessment, language: str, title: str) -> dict[str, object]:
    return {
        **frame(Picture(workup), "sign"),
        "title": title,
        "signed": signed,
        "is_current": signed.version == workup.version,
        "chosen": language,
    }


@require_safe
@with_signed
def record_texts(request: HttpRequest, workup: Workup, signed: SignedAssessment) -> HttpResponse:
    """The three texts, each to copy, with all signs or in ASCII alone."""
    language, ascii_only = chosen_language(request), request.GET.get("signs") == "ascii"
    report: Report | None = _paper(signed, language, Report, "report")
    texts = [(kind, gettext(label), record_text(report, kind, ascii_only=ascii_only))
             for kind, (label, _write) in TEXTS.items()] if report else []  # fmt: skip
    context = page(workup, signed, language, gettext("Text for the record"))
    return render(request, "diagnostics/record_texts.html", {**context, "texts": texts, "ascii_only": ascii_only})


@require_safe
@with_signed
def patient_sheet(request: HttpRequest, workup: Workup, signed: SignedAssessment) -> HttpResponse:
    """The patient's sheet as a page, to look at before it is printed."""
    language = chosen_language(request)
    sheet: Handout | None = _paper(signed, language, Handout, "handout")
    context = page(workup, signed, language, gettext("Sheet for the patient"))
    return render(request, "diagnostics/handout.html", {**context, "sheet": sheet})


@require_safe
@with_signed
def patient_sheet_pdf(request: HttpRequest, workup: Workup, signed: SignedAssessment) -> HttpResponse:
    """The same on paper."""
    from ..pdf import render_handout
    from .sign import pdf_response

    sheet: Handout | None = _paper(signed, chosen_language(request), Handout, "handout")
    if sheet is None:
        return redirect("workup-handout")
    return pdf_response(render_handout(sheet), "magnesium-patient.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@with_signed
def calendar(request: HttpRequest, workup: Workup, signed: SignedAssessment) -> HttpResponse:
    """Ask when the treatment starts, and give the file with what is due from then on."""
    now = timezone.localtime()
    events: tuple[Due, ...] = thaw(tuple[Due, ...], signed.outputs.get("due") or [])
    typed = {
        "day": request.POST.get("day", now.date().isoformat()).strip(),
        "time": request.POST.get("time", f"{now:%H:%M}").strip(),
    }
    language, problems = chosen_language(request), {}
    if request.method == "POST":
        start, problems = starting(typed, now)
        if start is not None and events:
            wording = Wording(language)
            content = calendar_file(
                events, wording, start=start, now=now, uid=lambda key: uid_of(workup, key), sequence=workup.version
            )
            response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
            response["Content-Disposition"] = 'attachment; filename="magnesium-blood-test.ics"'
            return response
    dates = [said(each, now, Wording(get_language() or "en")) for each in events]
    context = page(workup, signed, language, gettext("Calendar file"))
    shown = {
        **context,
        "events": events,
        "dates": dates,
        "typed": typed,
        "wrong": problems,
        "problems": problems.items(),
    }
    return render(request, "diagnostics/calendar.html", shown, status=400 if problems else 200)


def starting(typed: dict[str, str], now: datetime) -> tuple[datetime | None, dict[str, str]]:
    """The start that was typed, or what is wrong with it by the name of its box."""
    problems = {}
    try:
        day = date.fromisoformat(typed["day"])
        if abs(day - now.date()) > FARTHEST:
            problems["day"] = gettext("Give a day within a year of today.")
    except ValueError:
        problems["day"] = gettext("Give the day as year-month-day, for instance 2026-11-24.")
    try:
        moment = time.fromisoformat(typed["time"])
    except ValueError:
        problems["time"] = gettext("Give the time as hours:minutes, for instance 14:05.")
    if problems:
        return None, problems
    return timezone.make_aware(datetime.combine(day, moment.replace(tzinfo=None))), {}


def uid_of(workup: Workup, key: str) -> str:
    """An identifier that stays when the file is made again; it rests on the random key of the workup alone."""
    return f"{hashlib.sha256(f'calendar:{workup.key}:{key}'.encode()).hexdigest()[:32]}@mgcds"
