"""Where a visitor arrives, and what the site says about itself."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..clinical.knowledge.base import KNOWLEDGE
from ..clinical.knowledge.patient import AGE, MAGNESIUM_SERUM, SEX
from ..models import Workup
from ..presenters.wording import Wording
from ..readers.answers import Written, hear
from .conflict import said
from .current import begin, current, forget


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What this is; a new workup, or the one at hand with enough of it to see whose it is."""
    if request.method == "POST":
        begin(request)
        return redirect("workup-start")
    workup = current(request)
    context = {
        "at_hand": at_hand(workup) if workup else None,
        "example": Workup.objects.filter(example=True).exists(),
        "knowledge_version": KNOWLEDGE.version,
    }
    return render(request, "diagnostics/landing.html", context)


def at_hand(workup: Workup) -> dict[str, object]:
    """Enough of a workup to recognise the patient: age, sex, the first value, when it was begun."""
    wording, answers = Wording(get_language() or "en"), workup.written()

    def words(key: str) -> str:
        return said(key, answers.get(key, Written()), wording) if key in answers else ""

    magnesium = hear(answers).readings.get(MAGNESIUM_SERUM.key)
    return {
        "age": words(AGE.key),
        "sex": words(SEX.key),
        "first": wording.value(magnesium.value) if magnesium else words(MAGNESIUM_SERUM.key),
        "started": workup.started,
        "empty": workup.version == 0,
        "copied": bool(workup.copied),
    }


@require_POST
def next_patient(request: HttpRequest) -> HttpResponse:
    """Delete everything of the workup at hand, and start empty."""
    forget(request)
    response = redirect("start")
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What it is for, what it is not, and what it rests on."""
    return render(request, "diagnostics/about.html", {"knowledge_version": KNOWLEDGE.version})


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For a monitor: the application runs and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
