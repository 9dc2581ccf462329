"""Every page in every state a person can meet it in: the one list that all checks of pages go through.

A new page, or a new state of one, is a line in STATES; tests/web/checks.py says what must hold on each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest
from django.test import Client
from django.urls import include, path

from diagnostics.models import Answer, Page, SignedAssessment, Workup
from diagnostics.readers.invented import answers as invented_answers

from .pages import KNOWLEDGE_PAGES, MILD, RESULTS, SECTIONS, SEVERE, Guest, fields, fill

ORAL = "ORAL_12_MMOL"


# --- Pages that only a fault shows ----------------------------------------------------------------------


def fail(request: HttpRequest, error: type[Exception]) -> None:
    """What a view does that goes wrong."""
    raise error("on purpose")


ERRORS = {400: SuspiciousOperation, 403: PermissionDenied, 500: RuntimeError}
urlpatterns = [
    *(path(f"error/{status}/", fail, {"error": error}) for status, error in ERRORS.items()),
    path("", include("mgcds.urls")),
]


# --- Whose workup it is ---------------------------------------------------------------------------------

TORSADES = {"start": {**SEVERE["start"], "findings__torsades_de_pointes": "yes"}, "serum": SEVERE["serum"]}
CHILD = {"start": {"patient__age_years": "9", "patient__weight": "30"}, "serum": SEVERE["serum"]}
DIALYSIS = {"start": {**SEVERE["start"], "patient__dialysis": "yes"}, "serum": SEVERE["serum"]}
NORMAL = {**SEVERE, "serum": {**SEVERE["serum"], "serum__magnesium": "0.85"}}
WRONG = {
    "start": {"patient__age_years": "old", "patient__weight": "6800", "presentation__ecg__qtc": "9"},
    "serum": {
        "serum__magnesium": "0.22", "serum__magnesium_unit": "mmol/L", "serum__potassium": "much",
        "serum__calcium": "2.05", "serum__calcium_unit": "", "serum__creatinine": "1.250",
    },
    "history": {"drugs__0__name": "omeprazole", "drugs__0__months": "long", "drugs__1__name": "unheard of", "history__onset_days": "x"},
    "urine-24h": {"urine_24h__volume": "0", "urine_24h__magnesium": "much"},
    "fractional-excretion": {"urine_spot__magnesium": "much", "urine_spot__creatinine": "-1"},
    "loading-test": {"loading_test__dose": "much", "loading_test__urine_magnesium_24h": "x"},
}  # fmt: skip


def nobody(client: Client) -> None:
    """A browser without a workup."""


def empty(client: Client) -> Guest:
    return Guest(client).begin()


def severe(client: Client) -> Guest:
    return fill(empty(client), SEVERE)


def mild(client: Client) -> Guest:
    return fill(empty(client), MILD)


def full(client: Client) -> Guest:
    """Every question answered."""
    guest = empty(client)
    workup = guest.workup
    Answer.objects.bulk_create(
        Answer.of(workup, key, written, Page(form="", version=1)) for key, written in invented_answers().items()
    )
    Workup.objects.filter(pk=workup.pk).update(version=1)
    return guest


def emergency(client: Client) -> Guest:
    return fill(empty(client), TORSADES)


def child(client: Client) -> Guest:
    return fill(empty(client), CHILD)


def dialysis(client: Client) -> Guest:
    return fill(empty(client), DIALYSIS)


def normal(client: Client) -> Guest:
    """Whose magnesium is not low."""
    return fill(empty(client), NORMAL)


def wrong(client: Client) -> Guest:
    """Who typed what cannot be read on every page."""
    guest = empty(client)
    for step, answers in WRONG.items():
        form = guest.form(step)
        unknown = {
            name for name in answers if name.replace("_unit", "-unit") not in form and not name.endswith("_unit")
        }
        assert not unknown, f"no such box on {step}: {unknown}"
        guest.send(step, form, **answers, stay="yes")
    return guest


def unit_changed(client: Client) -> Guest:
    """Who changed the unit of a value and has not yet said what is meant."""
    guest = empty(client)
    guest.answer("serum", serum__magnesium="1.7", serum__magnesium_unit="mg/dL")
    guest.answer("serum", serum__magnesium_unit="mmol/L", stay="yes")
    return guest


def decide(guest: Guest, **choices: str) -> None:
    form = fields(guest.open("/workup/plan/"), "/workup/plan/")
    guest.client.post("/workup/plan/", {**form, "stay": "yes", **choices})


def decided(client: Client) -> Guest:
    guest = mild(client)
    decide(guest, **{f"choice-{ORAL}": "accept"})
    return guest


def undecided(client: Client) -> Guest:
    """Whose rejection still lacks its reason, which is an error on the plan."""
    guest = mild(client)
    decide(guest, **{f"choice-{ORAL}": "reject"})
    return guest


def signed(client: Client) -> Guest:
    guest = decided(client)
    guest.client.post("/workup/sign/", fields(guest.open("/workup/sign/"), "/workup/sign/"))
    assert SignedAssessment.objects.filter(workup=guest.workup).exists()
    return guest


def changed_since(client: Client) -> Guest:
    guest = signed(client)
    guest.answer("serum", serum__magnesium="0.55")
    return guest


def altered(client: Client) -> Guest:
    """Whose signed record was tampered with."""
    guest = signed(client)
    row = SignedAssessment.objects.get(workup=guest.workup)
    row.inputs["serum.magnesium"]["text"] = "0.92"
    row.save()
    return guest


# --- What is done on the page before it is looked at ------------------------------------------------------


def settled(page) -> None:
    page.locator("#panel:not(.is-stale)").wait_for()


def opens_next_patient(page, guest) -> None:
    page.locator(".next-patient > summary").click()


def types_on(page, guest) -> None:
    """Typed, and the panel does not know it yet."""
    page.locator("#id_serum__potassium").press_sequentially("3")
    page.locator("#panel.is-stale").wait_for()


def answers(page, guest) -> None:
    """An answer that has come into the panel."""
    page.locator("#id_serum__potassium").fill("2.9")
    page.locator("#unit_serum__potassium").select_option("mmol/L")
    page.locator("#id_serum__potassium").blur()
    settled(page)


def is_offline(page, guest) -> None:
    page.route("**/workup/panel/", lambda route: route.abort())
    page.locator("#id_serum__potassium").fill("2.9")
    page.locator("#id_serum__potassium").blur()
    page.locator(".panel-offline").wait_for()


def is_gone(page, guest) -> None:
    page.context.clear_cookies(name="mgcds_session")
    page.locator("#id_serum__potassium").fill("2.9")
    page.locator("#id_serum__potassium").blur()
    page.locator(".panel-gone").wait_for()


def meets_another_tab(page, guest) -> None:
    guest.answer("serum", serum__magnesium="0.54")
    page.locator("#id_serum__magnesium").fill("0.48")
    page.locator("#id_serum__magnesium").blur()
    page.locator("#panel .tone-critical").wait_for()


def submits(page, form: str = "#step-form") -> None:
    """Send a form without its scripts, as a browser without any would."""
    with page.expect_navigation():
        page.locator(form).evaluate("form => form.submit()")


def conflicts(page, guest) -> None:
    guest.answer("serum", serum__magnesium="0.54")
    page.locator("#id_serum__magnesium").evaluate("box => box.value = '0.48'")
    submits(page)


def conflicts_on_the_plan(page, guest) -> None:
    decide(guest, **{f"choice-{ORAL}": "accept"})
    page.locator(f"input[name='choice-{ORAL}'][value=change]").evaluate("box => box.checked = true")
    submits(page, ".plan-form")


def is_outdated(page, guest) -> None:
    guest.answer("serum", serum__magnesium="0.55")
    submits(page, "main form[action='/workup/sign/']")


def is_of_another_workup(page, guest) -> None:
    session = guest.client.session
    session["workup"] = Workup.objects.create().key
    session.save()
    submits(page)


def is_of_a_deleted_workup(page, guest) -> None:
    guest.workup.delete()
    submits(page)


def lacks_its_token(page, guest) -> None:
    page.locator("main form input[name=csrfmiddlewaretoken]").first.evaluate("box => box.remove()")
    submits(page, "main form")


def was_idle(page, guest) -> None:
    page.locator("#idle").evaluate("note => note.hidden = false")


def adds_a_drug(page, guest) -> None:
    page.locator("button[value=drugs]").click()
    page.locator("#id_drugs__3__name").press_sequentially("omep")
    page.locator("#list_drugs__3__name [role=option]").first.wait_for()


def finds_in_a_list(page, guest) -> None:
    page.locator("[data-filter]").first.press_sequentially("cramp")


def chooses_change(page, guest) -> None:
    page.locator(f"input[name='choice-{ORAL}'][value=change]").check()


def runs_a_rule(page, guest) -> None:
    page.locator("#id_serum__magnesium").fill("0,45")
    page.locator("#unit_serum__magnesium").select_option("mmol/L")
    with page.expect_navigation():
        page.locator("#try button[type=submit]").last.click()


def runs_a_rule_on_nonsense(page, guest) -> None:
    page.locator("#id_serum__magnesium").fill("much")
    with page.expect_navigation():
        page.locator("#try button[type=submit]").last.click()


# --- The list ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """A page as somebody meets it: whose workup, which address, what is done there, and the status it ends with."""

    who: Callable[[Client], Guest | None]
    address: str
    does: Callable[..., None] | None = None
    status: int = 200
    reports: tuple[str, ...] = ()  # what the browser may report meanwhile

    @property
    def name(self) -> str:
        does = f" {self.does.__name__}" if self.does else ""
        return f"{self.who.__name__} {self.address}{does}"


STEPS = tuple(f"/workup/{name}/" for name in SECTIONS)
LAST = tuple(f"/workup/{name}/" for name in RESULTS)
SERUM, HISTORY, CONCLUSION, PLAN, SIGN = (
    f"/workup/{name}/" for name in ("serum", "history", "conclusion", "plan", "sign")
)
RULE = "/knowledge/rule/TX-SEV-05/"

STATES = (
    *(State(nobody, address) for address in ("/", "/about/", "/example/")),
    *(State(nobody, address) for address in KNOWLEDGE_PAGES),
    State(nobody, "/knowledge/?q=qqqq"),
    State(nobody, "/knowledge/chapter/iv/"),
    State(nobody, RULE, runs_a_rule),
    State(nobody, RULE, runs_a_rule_on_nonsense),
    State(nobody, "/nowhere/", status=404),
    *(State(nobody, f"/error/{status}/", status=status) for status in ERRORS),
    State(nobody, "/", lacks_its_token, status=403),
    State(empty, "/"),
    *(State(empty, address) for address in (*STEPS, *LAST)),
    State(severe, "/"),
    *(State(severe, address) for address in (*STEPS, *LAST)),
    *(State(full, address) for address in (*STEPS, *LAST)),
    *(State(wrong, address) for address in (*STEPS, *LAST)),
    *(State(emergency, address) for address in ("/workup/start/", SERUM, CONCLUSION, PLAN)),
    *(State(who, address) for who in (child, dialysis, normal) for address in (CONCLUSION, PLAN)),
    State(unit_changed, SERUM),
    State(severe, SERUM, opens_next_patient),
    State(severe, SERUM, types_on),
    State(severe, SERUM, answers),
    State(severe, SERUM, is_offline, reports=("ERR_FAILED", "htmx:afterRequest")),
    State(severe, SERUM, is_gone, reports=("Response Status Error Code 410",)),
    State(severe, SERUM, meets_another_tab, reports=("Response Status Error Code 409",)),
    State(severe, SERUM, was_idle),
    State(severe, SERUM, conflicts, status=409),
    State(severe, SERUM, is_of_another_workup, status=409),
    State(severe, SERUM, is_of_a_deleted_workup, status=410),
    State(severe, HISTORY, adds_a_drug),
    State(severe, HISTORY, finds_in_a_list),
    *(State(mild, address) for address in (CONCLUSION, PLAN)),
    State(mild, PLAN, chooses_change),
    State(mild, PLAN, conflicts_on_the_plan, status=409),
    State(decided, PLAN),
    State(undecided, PLAN),
    State(undecided, SIGN),
    State(decided, SIGN),
    State(mild, SIGN, is_outdated, status=409),
    *(State(who, SIGN) for who in (signed, changed_since, altered)),
)  # fmt: skip
