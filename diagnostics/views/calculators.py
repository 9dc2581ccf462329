"""The quick calculators: public pages, nothing stored. Values come by POST alone; only "take into a workup" saves them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from ..clinical.assessment import Calculated
from ..clinical.facts import Facts
from ..clinical.knowledge.base import KNOWLEDGE
from ..clinical.knowledge.patient import IONISED_MAGNESIUM, MAGNESIUM_SERUM
from ..forms.calculators import CalculatorForm
from ..models import Page, Workup, new_key
from ..presenters.calculator_amounts import of_converter, of_products
from ..presenters.calculator_constants import constants as constants_of
from ..presenters.calculators import (
    CALCULATORS,
    Answer,
    Calculator,
    of_patient,
    published,
    rules_of,
)
from ..presenters.wording import Wording
from ..readers.answers import Written, settle
from .current import begin, current, new_token, page_of
from .landing import at_hand
from .offline import files, stamp
from .picture import assessed

WORKER = "js/calculators-worker.js"


def language() -> str:
    return get_language() or "en"


def named(key: str) -> Calculator:
    """The calculator of that name. Raises Http404 where there is none."""
    if key not in CALCULATORS:
        raise Http404
    return CALCULATORS[key]


# --- pages ---------------------------------------------------------------------------------------------------


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All calculators, each with the question that it answers."""
    context = {"calculators": spoken(), "version": KNOWLEDGE.version, "days": settings.OFFLINE_DAYS}
    return render(request, "diagnostics/calculators/overview.html", context)


def spoken() -> list[tuple[str, str, str]]:
    """Key, title and question of each calculator in the reader's language."""
    wording = Wording(language())
    return [(each.key, wording.text(each.title), wording.text(each.lead)) for each in CALCULATORS.values()]


@require_http_methods(["GET", "HEAD", "POST"])
def calculator(request: HttpRequest, key: str) -> HttpResponse:
    """One calculator; posted, with its answer: the whole page, or the parts of it that htmx asked for."""
    form = CalculatorForm.of(named(key), request.POST, Wording(language()))
    asked = request.method == "POST"
    if request.headers.get("HX-Request"):
        return render(request, "diagnostics/calculators/reply.html", answered(form, asked=asked))
    return page(request, form, asked=asked)


def page(request: HttpRequest, form: CalculatorForm, *, asked: bool, **more: object) -> HttpResponse:
    """The page of a calculator."""
    here, about = form.wording.language, form.calculator
    context = {
        **answered(form, asked=asked),
        "calculator": about,
        "title": form.wording.text(about.title),
        "lead": form.wording.text(about.lead),
        "calculators": spoken(),
        "rules": rules_of(about, here),
        "published": published(about, form.wording),
        "version": KNOWLEDGE.version,
        "days": settings.OFFLINE_DAYS,
        **more,
    }
    return render(request, "diagnostics/calculators/calculator.html", context)


def answered(form: CalculatorForm, *, asked: bool) -> dict[str, object]:
    """The form with its answer; no answer before something was written."""
    shown = asked and not form.blank
    return {
        "form": form,
        "asked": asked,
        "answer": answer(form) if shown else None,
        "problems": form.problems if asked else (),
        "failed": shown and answer(form) is None,
    }


def answer(form: CalculatorForm) -> Answer | None:
    """What the engine says about what was written; None where it could not be worked out."""
    facts = form.heard.facts
    if form.calculator.key == "dose-converter":
        return of_converter(facts, form.wording)
    if form.calculator.key == "oral-products":
        return of_products(facts, form.wording)
    assessment = assessed(facts)
    if assessment is None:
        return None
    return of_patient(form.calculator, assessment, form.wording, by_ionised(form, facts))


def by_ionised(form: CalculatorForm, facts: Facts) -> Calculated | None:
    """FEMg by ionised magnesium, where total magnesium was measured as well and is what the engine takes."""
    both = {MAGNESIUM_SERUM.key, IONISED_MAGNESIUM.key}
    if form.calculator.key != "femg" or not both <= set(facts.values):
        return None
    without = {key: value for key, value in facts.values.items() if key != MAGNESIUM_SERUM.key}
    found = assessed(Facts(without, confirmed=facts.confirmed))
    return found.computed.get("femg") if found else None


# --- into a workup ---------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Open a new workup with what was written saved in it; one at hand is replaced only when that was confirmed."""
    if request.method != "POST":
        return redirect("calculator", named(key).key)
    form = CalculatorForm.of(named(key), request.POST, Wording(language()))
    if form.blank or not form.calculator.for_patient:
        return page(request, form, asked=True)
    before = current(request)
    if before is not None and before.version and page_of(request, before) is None:
        return page(request, form, asked=True, replaces=at_hand(before), token=new_token(before))
    keep(begin(request), form)
    return redirect("workup-start")


def keep(workup: Workup, form: CalculatorForm) -> None:
    """Save the words with their units; a value that was looked at once more stays confirmed."""

    def settled(key: str, _before: Written, now: Written) -> Written:
        return settle(key, now, now)

    given = {key: written for key, written in form.answers.items() if not written.blank}
    workup.remember(given, settled, page=Page(new_key()[:16], workup.version))


# --- without a connection ----------------------------------------------------------------------------------------


@require_safe
def constants(request: HttpRequest) -> HttpResponse:
    """What the browser needs to compute alone: numbers from the core, words, and what to keep. The same for everybody."""
    made = datetime.now(UTC).isoformat(timespec="seconds")
    known = constants_of(settings.OFFLINE_DAYS)
    return JsonResponse({**known, "made": made, "files": files(), "stamp": stamp()})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at an address whose scope is the calculators and nothing else."""
    local = finders.find(WORKER)
    if local:
        with open(local, encoding="utf-8") as source:
            return HttpResponse(source.read(), content_type="text/javascript; charset=utf-8")
    with staticfiles_storage.open(WORKER) as source:
        return HttpResponse(source.read(), content_type="text/javascript; charset=utf-8")
