"""The pages that ask: one for each step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from ..clinical.facts import Step
from ..clinical.knowledge.patient import CREATININE_SERUM, MAGNESIUM_SERUM
from ..forms import StepForm
from ..forms.posted import Posted
from ..models import Conflict, Page, Workup
from ..presenters.loading_offer import loading_offer
from ..readers.answers import Written, settle
from .conflict import conflict_page, foreign_page
from .current import new_token, page_of, with_workup
from .pasting import offer
from .picture import STEP_TITLES, Picture, destination_of, linked, url_name

# A press of one of these saves and stays on the page; its value names the place to come back to.
FINISHING = "finish"  # a press of this one saves and goes to the conclusion
STAYING = ("stay", "all-no", "all-absent", "drug-is")


def save(workup: Workup, posted: Posted, page: Page) -> bool:
    """Keep what was posted; whether something changed. Raises Conflict."""

    def settled(key: str, before: Written, now: Written) -> Written:
        return settle(key, before, now, posted.choices.get(key, ""))

    return workup.remember(posted.written, settled, page=page)


@method_decorator(with_workup, name="dispatch")
class StepPage(View):
    """Ask the questions of one step, and save the answers."""

    step: Step = Step.START

    def get(self, request: HttpRequest, workup: Workup) -> HttpResponse:
        return show(request, Picture(workup), self.step)

    def post(self, request: HttpRequest, workup: Workup) -> HttpResponse:
        page = page_of(request, workup)
        if page is None:
            return foreign_page(request)
        posted = StepForm(self.step).posted(request.POST)
        try:
            save(workup, posted, page)
        except Conflict as conflict:
            return conflict_page(request, workup, self.step, conflict)
        return redirect(self.destination(request, workup))

    def destination(self, request: HttpRequest, workup: Workup) -> str:
        """The same page while something on it waits or more is to come, else the next one worth its questions."""
        here = url_name(self.step.value)
        picture = Picture(workup)
        asked = destination_of(request.POST.get("jump", ""))
        if asked:
            return asked
        if any(name in request.POST for name in STAYING) or form_of(picture, self.step).problems:
            return here
        if FINISHING in request.POST:
            return reverse(url_name("conclusion"))
        return picture.after(self.step)


def form_of(picture: Picture, step: Step) -> StepForm:
    """The form of a step with what was saved."""
    return StepForm(step, picture.answers, picture.heard, picture.wording, picture.grade)


def show(request: HttpRequest, picture: Picture, step: Step) -> HttpResponse:
    """The whole page of a step."""
    form = form_of(picture, step)
    steps = picture.steps(step.value)
    context = {
        "picture": picture,
        "form": form,
        "step": step,
        "title": STEP_TITLES[step],
        "steps": steps,
        "note": next((link for link in steps if link.now and link.why and link.state != "needed"), None),
        "token": new_token(picture.workup),
        "problems": form.problems,
        **extra(picture, step),
        **offer(step, picture),
    }
    return render(request, f"diagnostics/{step.name.lower()}.html", context)


def extra(picture: Picture, step: Step) -> dict[str, object]:
    """What a single step shows above its questions."""
    if step is Step.FRACTIONAL_EXCRETION:
        values = ((fact, picture.heard.facts.quantity(fact)) for fact in (MAGNESIUM_SERUM, CREATININE_SERUM))
        return {"paired": [(picture.wording.text(fact.label), picture.wording.value(value)) for fact, value in values]}
    if step is Step.LOADING_TEST and picture.assessment is not None:
        loading = loading_offer(picture.assessment, picture.wording)
        return {"offer": loading, "open": [(line, linked(line)) for line in loading.open]}
    return {}
