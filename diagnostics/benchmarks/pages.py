"""The pages of a filled workup: the server's time and queries, beside a minimal page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from urllib.parse import urlencode

from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ..clinical.facts import Fact, Step
from ..clinical.knowledge.patient import ONSET_DAYS, POTASSIUM_SERUM
from ..forms.posted import name_of
from ..models import Answer, Page, Workup
from .form_fields import fields_of
from .patient import answers
from .results import Goal, Row, at_most
from .site import throw_away_site
from .timing import Sample, alternate_calls

LAST_PAGES = ("check", "conclusion", "plan", "sign")
FORM = "application/x-www-form-urlencoded"

Visit = Callable[[], object]


def measure(rounds: int) -> list[Row]:
    """Every page of the workup in turn, and the panel that follows each answer."""
    with throw_away_site() as client:
        fill_workup(client)
        visits = visits_of(client)
        queries = {name: queries_of(visit) for name, visit in visits.items()}
        taken = alternate_calls(rounds, visits)
    minimal = taken.pop("minimal")
    return [row(name, sample, minimal, queries) for name, sample in taken.items()]


def fill_workup(client: Client) -> None:
    """Begin a workup as a visitor does, and answer everything."""
    seen(client.get(reverse("minimal")))  # brings the CSRF cookie
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    seen(client.post(reverse("start"), token), 302)
    workup = Workup.objects.get()
    workup.version = 1
    workup.save()
    page = Page(form="", version=1)
    Answer.objects.bulk_create(Answer.of(workup, key, written, page) for key, written in answers().items())


def visits_of(client: Client) -> dict[str, Visit]:
    """What is measured, by name."""
    steps = [step.value for step in Step]
    return {
        "minimal": visit(client, "minimal"),
        **{f"step: {name}": visit(client, f"workup-{name}") for name in steps},
        **{f"page: {name}": visit(client, f"workup-{name}") for name in LAST_PAGES},
        "panel: serum": changes(client, Step.SERUM, POTASSIUM_SERUM, ("3.1", "3.2")),
        "panel: history": changes(client, Step.HISTORY, ONSET_DAYS, ("60", "61")),
    }


def visit(client: Client, name: str) -> Visit:
    """Open a page."""
    address = reverse(name)
    return lambda: seen(client.get(address))


def changes(client: Client, step: Step, fact: Fact, texts: tuple[str, ...]) -> Visit:
    """Answer one question of a page anew each time, as the page's script reports it."""
    fields = fields_on(client, step)
    revisions = count(1)

    def change() -> None:
        revision = next(revisions)
        now = {**fields, name_of(fact.key): texts[revision % len(texts)], "revision": revision}
        seen(client.post(reverse("workup-panel"), urlencode(now, doseq=True), content_type=FORM))

    return change


def fields_on(client: Client, step: Step) -> Mapping[str, object]:
    """What stands in the form of a step."""
    response = client.get(reverse(f"workup-{step.value}"))
    seen(response)
    return fields_of(response.content.decode())


def seen(response: HttpResponseBase, status: int = 200) -> None:
    """See to it that the answer is the one that was meant to be measured."""
    if response.status_code != status:
        raise RuntimeError(f"status {response.status_code} instead of {status}: {response.headers}")


def queries_of(visit: Visit) -> int:
    """How often a page asks the database, transactions included, once everything is warm."""
    visit()
    with CaptureQueriesContext(connection) as asked:
        visit()
    return len(asked)


def row(name: str, taken: Sample, minimal: Sample, queries: Mapping[str, int]) -> Row:
    """One page beside the minimal one."""
    return Row(
        name,
        1000 * taken.cpu,
        "ms CPU",
        1000 * minimal.cpu,
        "",
        goals(name, taken, minimal, queries[name]),
        f"{queries[name]} queries (minimal page: {queries['minimal']}); on the wall {1000 * taken.wall:.1f} ms;"
        f" {taken.collected}",
    )


def goals(name: str, taken: Sample, minimal: Sample, queries: int) -> tuple[Goal, ...]:
    """The goals of a page."""
    milliseconds = 1000 * taken.cpu
    if name.startswith("step"):
        ratio = at_most(taken.cpu / minimal.cpu, 12, "×")
        return ratio, at_most(milliseconds, 25, "ms"), at_most(queries, 12, "queries")
    if name.startswith("panel"):
        return (at_most(milliseconds, 20, "ms"),)
    if name == "page: conclusion":
        return (at_most(milliseconds, 50, "ms"),)
    return ()
