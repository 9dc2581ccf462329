"""A laboratory report pasted as text: read in the request, proposed in the answer, and kept nowhere.

Only what was ticked is saved, in the way of the step's own form. The text is not logged, and no address holds any of it.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from ..clinical.facts import Step
from ..forms.pasted import Table, table_of, taken
from ..models import Conflict, Workup
from ..readers.lab_text import read_report
from .conflict import conflict_page, foreign_page, label_of
from .current import page_of, with_workup
from .panel import parts_changed
from .pasting import PASTING, offer
from .picture import STEP_TITLES, Picture, address_of, url_name
from .steps import save


@method_decorator(sensitive_post_parameters(), name="dispatch")
@method_decorator(with_workup, name="dispatch")
class PastePage(View):
    """The box for the text, and under it what was read; a part of the step's page where scripts run, else a page of its own."""

    step: Step = Step.SERUM

    def get(self, request: HttpRequest, workup: Workup) -> HttpResponse:
        return self.page(request, workup)

    @method_decorator(sensitive_variables("text"))
    def post(self, request: HttpRequest, workup: Workup) -> HttpResponse:
        if page_of(request, workup) is None:
            return stopped(request) if _in_place(request) else foreign_page(request)
        text = request.POST.get("text", "")
        picture = Picture(workup)
        table = table_of(read_report(text, PASTING[self.step]), picture.answers, picture.wording)
        if _in_place(request):
            context = {"table": table, "picture": picture, "in_place": True, **offer(self.step, picture)}
            return render(request, "diagnostics/partials/paste_table.html", context)
        return self.page(request, workup, table, text)

    def page(self, request: HttpRequest, workup: Workup, table: Table | None = None, text: str = "") -> HttpResponse:
        """The page of its own."""
        picture = Picture(workup)
        context = {
            "picture": picture,
            "steps": picture.steps(self.step.value),
            "step_title": STEP_TITLES[self.step],
            "step_page": url_name(self.step.value),
            "table": table,
            "text": text,
            "own_page": True,
            **offer(self.step, picture),
        }
        return render(request, "diagnostics/paste.html", context)


@method_decorator(sensitive_post_parameters(), name="dispatch")
@method_decorator(with_workup, name="dispatch")
class TakePage(View):
    """Save what was ticked, as if it had been typed. At a conflict the script posts once more for the whole page."""

    step: Step = Step.SERUM
    http_method_names = ["post"]

    def post(self, request: HttpRequest, workup: Workup) -> HttpResponse:
        page = page_of(request, workup)
        if page is None:
            return stopped(request) if _in_place(request) else foreign_page(request)
        posted = taken(request.POST)
        try:
            save(workup, posted, page)
        except Conflict as conflict:
            return conflict_page(request, workup, self.step, conflict, again=f"workup-{self.step.value}-take")
        if not _in_place(request):
            return redirect(url_name(self.step.value))
        context = parts_changed(workup, self.step, set(posted.written))
        context["taken"] = [(label_of(key, context["picture"].wording), address_of(key)) for key in posted.written]
        return render(request, "diagnostics/partials/paste_taken.html", context)


def stopped(request: HttpRequest) -> HttpResponse:
    """The answer in place when the page was made for another workup."""
    return render(request, "diagnostics/partials/panel_stopped.html", {"foreign": True})


def _in_place(request: HttpRequest) -> bool:
    """Whether a script asks for a part of the page."""
    return request.headers.get("HX-Request") == "true"
