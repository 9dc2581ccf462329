"""The side panel: saves what is on the page so far, and shows what is known with it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from ..clinical.facts import Fact, Step
from ..forms import StepForm
from ..forms.blocks import Boxes
from ..forms.fields import box_of
from ..forms.posted import Posted, name_of
from ..models import Conflict, Workup
from ..readers.answers import Written
from .current import page_of, with_workup
from .picture import Picture
from .steps import form_of, save


@require_POST
@with_workup
def panel(request: HttpRequest, workup: Workup) -> HttpResponse:
    """Save, then answer with the panel, the step list, the banner and what changed in the boxes.

    The reply carries the revision of the request, so that the page drops one that comes late.
    """
    step = step_named(request.POST.get("step", ""))
    page = page_of(request, workup)
    if page is None or step is None:
        return render(request, "diagnostics/partials/panel_stopped.html", {"foreign": True}, status=409)
    posted = StepForm(step).posted(request.POST)
    try:
        save(workup, posted, page)
    except Conflict:
        return render(request, "diagnostics/partials/panel_stopped.html", status=409)
    response = reply(request, workup, step, posted)
    response["X-Revision"] = str(page.revision)
    return response


def step_named(text: str) -> Step | None:
    """The step of that name, if there is one."""
    return next((step for step in Step if step.value == text), None)


def reply(request: HttpRequest, workup: Workup, step: Step, posted: Posted) -> HttpResponse:
    """The parts of the page that the saving may have changed."""
    picture = Picture(workup)
    rewritten = {key for key, written in posted.written.items() if differs(picture, key, written)}
    return render(request, "diagnostics/partials/panel_reply.html", parts_changed(workup, step, rewritten, picture))


def parts_changed(workup: Workup, step: Step, keys: Collection[str], picture: Picture | None = None) -> dict[str, Any]:
    """What the parts need that a saving may have changed; the boxes of `keys` are written anew."""
    picture = picture or Picture(workup)
    form = form_of(picture, step)
    boxes = [box_of(form, fact) for fact in facts_of(form)]
    rewritten = {name_of(key) for key in keys}
    return {
        "picture": picture,
        "form": form,
        "steps": picture.steps(step.value),
        "notes": [box for box in boxes if box.name not in rewritten],
        "rewritten": [box for box in boxes if box.name in rewritten],
        "oob": True,
    }


def facts_of(form: StepForm) -> list[Fact]:
    """The facts of a page that are typed into boxes."""
    return [fact for block in form.blocks if isinstance(block, Boxes) for fact in block.facts]


def differs(picture: Picture, key: str, posted: Written) -> bool:
    """Whether the words in a box were rewritten when they were saved."""
    stored = picture.answers.get(key)
    return stored is not None and (stored.text, stored.unit) != (posted.text, posted.unit)
