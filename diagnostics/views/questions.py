"""The page that lists every question, from which one goes straight to any of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ..forms.index import questions_of
from ..models import Workup
from .current import with_workup
from .picture import LAST_PAGES, STEP_TITLES, TO_PAGE, Picture, url_name


@require_safe
@with_workup
def questions(request: HttpRequest, workup: Workup) -> HttpResponse:
    """Every question under its page and section, each a link. The search dialog takes its list from here."""
    picture = Picture(workup)
    pages = [
        {"title": str(title), "url": reverse(url_name(step.value)), "parts": questions_of(step, picture.wording)}
        for step, title in STEP_TITLES.items()
    ]
    context = {
        "picture": picture, "title": gettext("All questions"), "steps": picture.steps("questions"), "pages": pages,
        "last_pages": [(f"{TO_PAGE}{key}", str(title), reverse(url_name(key))) for key, title in LAST_PAGES.items()],
    }  # fmt: skip
    return render(request, "diagnostics/questions.html", context)
