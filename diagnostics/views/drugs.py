"""Suggestions while the name of a drug is typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from ..forms.drug_search import suggestions
from ..forms.posted import clean
from ..presenters.wording import Wording


@require_http_methods(["GET", "HEAD", "POST"])
def drugs(request: HttpRequest) -> HttpResponse:
    """Drugs whose name, brand or class fits. Pages ask by POST, so that no drug stands in an address."""
    wording = Wording(get_language() or "en")
    data = request.POST if request.method == "POST" else request.GET
    text = clean(data.get("q") or next((value for name, value in data.items() if name.endswith("__name")), ""))
    return render(request, "diagnostics/partials/drugs.html", {"found": suggestions(text, wording)})
