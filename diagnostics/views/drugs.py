"""Suggestions while the name of a drug is typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from ..clinical.knowledge.drugs import CLASSES, search
from ..forms.posted import clean
from ..presenters.wording import Wording

MOST = 12


@require_http_methods(["GET", "HEAD", "POST"])
def drugs(request: HttpRequest) -> HttpResponse:
    """Drugs whose name, brand or class fits. Pages ask by POST, so that no drug stands in an address."""
    wording = Wording(get_language() or "en")
    data = request.POST if request.method == "POST" else request.GET
    text = clean(data.get("q") or next((value for name, value in data.items() if name.endswith("__name")), ""))
    found = [
        (f"class:{each.code}", wording.text(each.label))
        for each in CLASSES.values()
        if len(text) > 2 and text.lower() in wording.text(each.label).lower()
    ][:3] + [
        (drug.label, ", ".join(wording.text(CLASSES[code].label) for code in drug.classes if code in CLASSES))
        for drug in (search(text, MOST) if text else ())
    ]
    return render(request, "diagnostics/partials/drugs.html", {"found": found})
