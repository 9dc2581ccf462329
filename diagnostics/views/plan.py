"""The plan: what to give, what is held back and why, and a decision on each item."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views import View

from ..clinical.assessment import Recommendation
from ..models import Conflict, Decided, Workup
from ..presenters.pictures import TIMELINE
from ..presenters.report import Item
from .conflict import decision_conflict_page, foreign_page
from .current import new_token, page_of, with_workup
from .decisions import Judged, Part, judge, parts_of, standing, take
from .picture import Picture
from .results import frame, withheld_of


@dataclass(frozen=True, slots=True)
class Choice:
    """An item of the plan with the decision on it."""

    item: Item
    judged: Judged
    parts: list[Part]

    @property
    def choice(self) -> str:
        return "" if self.judged.outdated else self.judged.decided.choice


@method_decorator(with_workup, name="dispatch")
class PlanPage(View):
    """Show the plan, and save what is decided."""

    def get(self, request: HttpRequest, workup: Workup) -> HttpResponse:
        picture, judged = decided_picture(workup, explored=True, pictures=(TIMELINE,))
        context = {**frame(picture, "plan"), "token": new_token(workup)}
        if picture.report is not None:
            context["sections"] = sections_of(picture, judged)
            context["problems"] = problems_of(picture, judged)
            context["first"] = first_of(picture)
            context["withheld"] = withheld_of(picture)
        return render(request, "diagnostics/plan.html", context)

    def post(self, request: HttpRequest, workup: Workup) -> HttpResponse:
        page = page_of(request, workup)
        if page is None:
            return foreign_page(request)
        recommendations = recommendations_of(Picture(workup))
        try:
            workup.decide(take(request.POST, recommendations.values()), page=page)
        except Conflict as conflict:
            return decision_conflict_page(request, workup, conflict)
        picture, judged = decided_picture(workup)
        open_ones = problems_of(picture, judged) or "stay" in request.POST
        return redirect("workup-plan" if open_ones else "workup-sign")


def recommendations_of(picture: Picture) -> dict[str, Recommendation]:
    """The items of the plan by their code."""
    assessment = picture.assessment
    return {each.code: each for each in assessment.plan.recommended} if assessment else {}


def decided_picture(
    workup: Workup, *, explored: bool = False, pictures: Collection[str] = ()
) -> tuple[Picture, dict[str, Judged]]:
    """The workup with the decisions that hold, and the judgement on all of them."""
    picture = Picture(workup, explored=explored, pictures=pictures)
    stored = {row.code: row.decided for row in workup.decisions.all()}
    judged = {}
    if picture.assessment is not None:
        for code, recommendation in recommendations_of(picture).items():
            decided = stored.get(code, Decided())
            judged[code] = judge(decided, recommendation, picture.assessment, picture.wording)
        picture.decisions = standing(judged, picture.wording)
        picture.decisions_in = partial(standing, judged)
    return picture, judged


def sections_of(picture: Picture, judged: dict[str, Judged]) -> list[dict[str, object]]:
    """The sections of the plan with the decisions beside their items; those with something to do now come first."""
    recommendations = recommendations_of(picture)
    assert picture.report is not None
    first = {item.key for item in picture.report.do_now}
    ordered = sorted(picture.report.plan, key=lambda section: first.isdisjoint(item.key for item in section.items))
    return [
        {
            "section": section,
            "choices": [
                Choice(item, judged[item.key], parts_of(recommendations[item.key], judged[item.key].decided))
                for item in section.items
                if item.key in judged
            ],
        }
        for section in ordered
    ]


def first_of(picture: Picture) -> list[Item]:
    """What to do or find out first that is no item of the plan; in an emergency the banner has it."""
    assert picture.report is not None
    codes = recommendations_of(picture)
    return [] if picture.urgent else [item for item in picture.report.do_now if item.key not in codes]


def problems_of(picture: Picture, judged: dict[str, Judged]) -> list[tuple[str, str]]:
    """The id to go to and the sentence of each decision that does not hold."""
    found = []
    recommendations = recommendations_of(picture)
    for code, each in judged.items():
        title = picture.wording.say(recommendations[code].text)
        for problem in each.problems:
            found.append((f"item-{code}", f"{title}: {problem}"))
        if each.outdated:
            changed = gettext("the suggestion has changed since the decision; decide again.")
            found.append((f"item-{code}", f"{title}: {changed}"))
    return found
