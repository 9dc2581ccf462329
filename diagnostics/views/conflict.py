"""What is shown when a page is older than what was saved since."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext

from ..clinical.facts import Choice, Fact, Step
from ..clinical.knowledge.patient import BY_KEY
from ..models import Conflict, Decided, Workup
from ..presenters.wording import Wording
from ..readers.answers import NOT_KNOWN, Written
from .current import new_token
from .picture import STEP_TITLES, url_name

OF_THE_PAGE = {"csrfmiddlewaretoken", "form", "version", "revision", "stay"}


def conflict_page(
    request: HttpRequest, workup: Workup, step: Step, conflict: Conflict, again: str = ""
) -> HttpResponse:
    """Both values side by side, and the choice between them; nothing was saved.

    `again` names the address that the posted values go to once more, if it is not the page of the step.
    """
    wording = Wording(get_language() or "en")
    rows = [
        (label_of(key, wording), said(key, stored, wording), said(key, posted, wording))
        for key, (stored, posted) in conflict.both.items()
    ]
    hidden = [(name, value) for name, values in request.POST.lists() if name not in OF_THE_PAGE for value in values]
    context = {
        "rows": rows,
        "hidden": hidden,
        "here": url_name(step.value),
        "again": again or url_name(step.value),
        "title": STEP_TITLES[step],
        "token": new_token(workup),
        "version": workup.version,
    }
    return render(request, "diagnostics/conflict.html", context, status=409)


def foreign_page(request: HttpRequest) -> HttpResponse:
    """The page was made for another workup: nothing of it is saved in this one."""
    return render(request, "diagnostics/foreign.html", status=409)


def label_of(key: str, wording: Wording) -> str:
    """The question that an answer belongs to."""
    fact = BY_KEY.get(key)
    if fact is not None:
        return wording.text(fact.label)
    if key.startswith("drugs."):
        _drugs, row, part = key.split(".")
        return f"{gettext('Drug')} {int(row) + 1}, {part.replace('_', ' ')}"
    return gettext("Everything not ticked was asked and is absent")


def said(key: str, written: Written, wording: Wording) -> str:
    """An answer in words, as it was typed."""
    if written.state == NOT_KNOWN:
        return gettext("Not known")
    if not written.text:
        return gettext("nothing")
    fact: Fact | None = BY_KEY.get(key)
    if isinstance(fact, Choice):
        return wording.text(dict(fact.options).get(written.text, written.text))
    word = {"yes": gettext("Yes"), "no": gettext("No"), "absent": gettext("Yes")}.get(written.text, written.text)
    return f"{word} {written.unit}".strip()


def decision_conflict_page(request: HttpRequest, workup: Workup, conflict: Conflict) -> HttpResponse:
    """The same for decisions on the plan: both, and the choice between them."""
    rows = [(code, summed(stored), summed(posted)) for code, (stored, posted) in conflict.both.items()]
    hidden = [(name, value) for name, values in request.POST.lists() if name not in OF_THE_PAGE for value in values]
    context = {
        "rows": rows,
        "hidden": hidden,
        "here": "workup-plan",
        "again": "workup-plan",
        "title": gettext("Plan"),
        "token": new_token(workup),
        "version": workup.version,
    }
    return render(request, "diagnostics/conflict.html", context, status=409)


def summed(decided: object) -> str:
    """A decision in words."""
    assert isinstance(decided, Decided)
    words = {"accept": gettext("Accept"), "change": gettext("Change"), "reject": gettext("Reject")}
    parts = [words.get(decided.choice, gettext("nothing")), *decided.parts.values(), decided.reason]
    return ", ".join(part for part in parts if part)
