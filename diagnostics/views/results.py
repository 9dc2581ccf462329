"""Pages that show: check answers, conclusion, and the example."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ..clinical.facts import Step
from ..forms.summary import summary_of
from ..models import Workup
from ..presenters.pictures import ALL, LINES, MAP, PATH
from ..presenters.shapes import WithheldLine
from .current import with_workup
from .picture import LAST_PAGES, STEP_TITLES, Picture, linked, url_name


@require_safe
@with_workup
def check(request: HttpRequest, workup: Workup) -> HttpResponse:
    """Every answer as it was typed and as it was read, with a way back to each."""
    picture = Picture(workup, to_the_end=True)
    groups = [
        {"title": str(STEP_TITLES[step]), "url": url_name(step.value), "rows": summary_of(step, picture)}
        for step in Step
    ]
    return render(request, "diagnostics/check.html", {**frame(picture, "check"), "groups": groups})


@require_safe
@with_workup
def conclusion(request: HttpRequest, workup: Workup) -> HttpResponse:
    """The verdict, why, what would settle the rest, and how it was reached."""
    picture = Picture(workup, explored=True, pictures=(PATH, LINES, MAP))
    return render(request, "diagnostics/conclusion.html", frame(picture, "conclusion"))


@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """A finished workup to look at; nothing in it can be changed."""
    workup = Workup.objects.filter(example=True).first()
    if workup is None:
        raise Http404
    picture = Picture(workup, explored=True, pictures=ALL)
    groups = [{"title": str(STEP_TITLES[step]), "rows": summary_of(step, picture)} for step in Step]
    withheld = withheld_of(picture, lead=False) if picture.report else []
    context = {
        "picture": picture, "title": gettext("Example"), "groups": groups, "withheld": withheld, "read_only": True, "opens": True,
    }  # fmt: skip
    return render(request, "diagnostics/example.html", context)


def frame(picture: Picture, page: str) -> dict[str, object]:
    """What each page around the workup needs. Statements open where their sources are listed, on the last two."""
    opens = page in ("conclusion", "plan")
    return {"picture": picture, "title": LAST_PAGES[page], "steps": picture.steps(page), "page": page, "opens": opens}


def withheld_of(picture: Picture, *, lead: bool = True) -> list[tuple[WithheldLine, list[object]]]:
    """What is withheld; each answer that it waits for leads to its question where `lead`."""
    assert picture.report is not None
    return [(entry, [(line, linked(line, lead=lead)) for line in entry.open]) for entry in picture.report.withheld]
