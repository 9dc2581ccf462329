"""Where is magnesium lost? History, the combination of the tests, and the sorting of what is not renal.

The combination table DX-COMB-01 is complete: every pair of classes has one answer, and so has every
result of the loading test after it. No study has validated the combination.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..assessment import Calculated, Cause, Route
from ..evidence import Evidence, Truth
from ..knowledge.causes import GI_DRUGS, INTAKE_CAUSES, INTAKE_PLAUSIBLE, SHIFT_CONDITIONS, SHIFT_DRUGS
from ..knowledge.patient import KNOWN_ROUTE, LOAD_URINE_MAGNESIUM, ONSET_DAYS
from ..knowledge.rulebook import rule
from ..text import _, say
from .causes import intake_score, removed_and_persistent
from .inquiry import Inquiry

R_E, R_P = "renal_established", "renal_probable"
X_E, X_P = "extrarenal_established", "extrarenal_probable"
IND, DIS = "indeterminate", "discordant"

# DX-COMB-01: (24-hour class, FEMg class) -> result; None is missing (not done, invalid or without class)
TESTS: dict[tuple[str | None, str | None], str] = {
    ("renal", "renal"): R_E,
    ("renal", "grey"): R_P,
    ("renal", "conserved"): DIS,
    ("renal", None): R_P,
    ("grey", "renal"): R_P,
    ("grey", "grey"): IND,
    ("grey", "conserved"): X_P,
    ("grey", None): IND,
    ("conserved", "renal"): DIS,
    ("conserved", "grey"): X_P,
    ("conserved", "conserved"): X_E,
    ("conserved", None): X_P,
    (None, "renal"): R_P,
    (None, "grey"): IND,
    (None, "conserved"): X_P,
    (None, None): IND,
}

# then the loading test
LOADING: dict[tuple[str, str], str] = {
    (IND, "depleted"): X_P,
    (DIS, "depleted"): X_P,
    (IND, "replete_or_wasting"): R_P,
    (DIS, "replete_or_wasting"): R_P,
    (X_P, "depleted"): X_E,
    (X_P, "replete_or_wasting"): DIS,
    (R_P, "depleted"): DIS,
    (R_P, "replete_or_wasting"): R_E,
}

STEPS = ("established", "probable", "presumptive")
OUTSIDE = ("gastrointestinal", "intake", "redistribution", "other_extrarenal")  # routes that have a name of their own

# a loading test that contradicts an established result leaves it as it is, with a warning (DX-COMB-01)
AGAINST_LOADING = {(R_E, "depleted"), (X_E, "replete_or_wasting")}


def combine(u24: str | None, femg: str | None, loading: str | None) -> str:
    """The result of the tests alone (DX-COMB-01). Classes as lower-case words, None for missing."""
    before = TESTS[(u24, femg)]
    return LOADING.get((before, loading), before) if loading else before


@dataclass(frozen=True, slots=True)
class History:
    """What the history alone supports: a route or None, and why."""

    route: str | None
    because: str
    known: str | None


@dataclass(frozen=True, slots=True)
class Tests:
    """Classes of the valid tests and the result of their combination."""

    u24: Calculated
    femg: Calculated
    loading: Calculated
    result: str
    settled_by: tuple[str, ...]

    @property
    def any_valid(self) -> bool:
        return bool(self.settled_by)


def by_history(inquiry: Inquiry, causes: tuple[Cause, ...], flags: Evidence) -> History:
    """Is the history sufficient? All five conditions of DX-ALG-03 and ruling 20."""
    known = inquiry.facts.word(KNOWN_ROUTE)
    candidates = [c for c in causes if c.active and c.weight != "weak" and c.routes]
    route = _common_route(inquiry, candidates)
    if flags.truth is Truth.MET:
        route, why = None, _("a red flag asks for urine tests")
    elif removed_and_persistent(inquiry):
        route, why = None, _("magnesium stayed low after the cause was removed")
    elif route is None:
        why = _("no sufficient cause on one route")
    else:
        why = _("sufficient causes point to one route")
    inquiry.note("DX-ALG-03", Truth.of(route is not None), say(_("Is the history sufficient? {why}"), why=why))
    return History(route, why, known)


def _common_route(inquiry: Inquiry, candidates: list[Cause]) -> str | None:
    strong = [c for c in candidates if c.weight == "strong"]
    if not strong and len(candidates) < 2:
        return None
    if any(len(c.routes) > 1 for c in strong):
        return _mixed(strong)
    common = set(candidates[0].routes).intersection(*(c.routes for c in candidates))
    route = common.pop() if len(common) == 1 else None if common else _mixed(strong)
    if route == "redistribution" and not _fell_within_a_week(inquiry):
        return None
    return route


def _mixed(strong: list[Cause]) -> str | None:
    """Ruling 20: a strong cause on each of two routes (alcohol; PPI with a thiazide)."""
    return "mixed" if len({route for cause in strong for route in cause.routes}) > 1 else None


def _fell_within_a_week(inquiry: Inquiry) -> bool:
    onset = inquiry.facts.number(ONSET_DAYS)
    return onset is not None and onset <= 7


def weigh_tests(inquiry: Inquiry, u24: Calculated, femg: Calculated, loading: Calculated, *, low: bool) -> Tests:
    """DX-COMB-01 on the classes that are valid."""
    classes = {
        name: (c.grade if c.valid else None)
        for name, c in (("urine_24h", u24), ("femg", femg), ("loading_test", loading))
    }
    if not low:
        classes["loading_test"] = None
    result = combine(classes["urine_24h"], classes["femg"], classes["loading_test"])
    settled = tuple(name for name, grade in classes.items() if grade is not None)
    if settled:
        inquiry.met(
            "DX-COMB-01",
            say(
                _("The tests together: {result} (no study has validated this combination)"), result=RESULT_WORDS[result]
            ),
        )
    if (result, classes["loading_test"]) in AGAINST_LOADING:
        _warn_against_loading(inquiry, result, loading)
    return Tests(u24, femg, loading, result, settled)


def _warn_against_loading(inquiry: Inquiry, result: str, loading: Calculated) -> None:
    said = say(
        _("The loading test (retention {value}) contradicts the urine tests ({result}): the result stays, look again."),
        value=loading.value.rounded(1) if loading.value else None,
        result=RESULT_WORDS[result],
    )
    inquiry.warn("W_HISTORY_AGAINST_TESTS", said, "DX-COMB-01", LOAD_URINE_MAGNESIUM.key)
    inquiry.met("DX-COMB-01", said)


RESULT_WORDS = {
    R_E: _("renal loss established"),
    R_P: _("renal loss probable"),
    X_E: _("loss outside the kidney established"),
    X_P: _("loss outside the kidney probable"),
    IND: _("indeterminate"),
    DIS: _("discordant"),
}


def locate(
    inquiry: Inquiry,
    *,
    history: History,
    tests: Tests,
    causes: tuple[Cause, ...],
    low: bool,
    in_scope: bool,
    status: str,
) -> Route:
    """The route with its certainty (DX-COMB-01 to -07, DX-XR-01, rulings 15, 20, 59)."""
    if not in_scope:
        return Route(
            "not_applicable", "none", rule=rule("DX-POP-01"), because=say(_("Out of scope: the route is not judged"))
        )
    if status == "unknown":
        return Route(
            "indeterminate",
            "none",
            rule=rule("DX-ALG-01"),
            because=say(_("Serum magnesium is not known: the route cannot be judged")),
        )
    if not low:
        return Route(
            "not_applicable",
            "none",
            rule=rule("DX-ALG-01"),
            because=say(_("Magnesium is not low, or the sample is unreliable")),
        )
    if tests.result in (IND, DIS):
        return _without_tests(inquiry, history, tests)
    renal = tests.result in (R_E, R_P)
    certainty = _stepped(STEPS[0 if tests.result in (R_E, X_E) else 1], tests, renal)
    value, also = ("renal", _gut_too(inquiry, causes)) if renal else _outside_the_kidney(inquiry, causes, history.known)
    agreed = _agreement(inquiry, history, renal, value, certainty)
    said = say(_("The tests decide: {result}"), result=RESULT_WORDS[tests.result])
    if STEPS.index(agreed) < STEPS.index(certainty):
        raised = _("The tests decide: {result}; the history agrees, which makes it one step more certain")
        said = say(raised, result=RESULT_WORDS[tests.result])
    certainty = agreed
    return Route(value, certainty, tests.settled_by, also, rule("DX-COMB-01"), said)


def _without_tests(inquiry: Inquiry, history: History, tests: Tests) -> Route:
    if tests.result == DIS:
        return Route(
            "discordant",
            "none",
            tests.settled_by,
            rule=rule("DX-COMB-01"),
            because=say(_("The tests contradict each other")),
        )
    if history.known:
        return Route(
            history.known,
            "established",
            ("history",),
            rule=rule("DX-ALG-02"),
            because=say(_("Established by an earlier workup")),
        )
    if history.route:
        return Route(
            history.route,
            "presumptive",
            ("history",),
            rule=rule("DX-ALG-03"),
            because=say(_("By history: {why}"), why=history.because),
        )
    return Route(
        "indeterminate",
        "none",
        (),
        rule=rule("DX-ALG-08"),
        because=say(_("Neither history nor tests decide: {why}"), why=history.because),
    )


def _stepped(certainty: str, tests: Tests, renal: bool) -> str:
    """One step down when every test that carries the result asks for it (rulings 15 and 59)."""
    wanted = ("renal", "replete_or_wasting") if renal else ("conserved", "depleted")
    carriers = [c for c in (tests.u24, tests.femg, tests.loading) if c.valid and c.grade in wanted]
    if carriers and all(c.step_down for c in carriers):
        return STEPS[min(STEPS.index(certainty) + 1, 2)]
    return certainty


def _agreement(inquiry: Inquiry, history: History, renal: bool, value: str, certainty: str) -> str:
    expected = history.known or history.route
    if expected is None:
        return certainty
    agrees = expected == "renal" if renal else expected not in ("renal", "mixed")
    if agrees:
        inquiry.met("DX-COMB-06", say(_("History and tests agree: one step more certain")))
        if history.known == value:  # established by itself (DX-ALG-02): a test that agrees cannot make it less
            return "established"
        return STEPS[max(STEPS.index(certainty) - 1, 0)]
    if expected != "mixed":
        said = say(
            _("History points to {expected}, the tests to {found}: the tests win, the cause stays listed."),
            expected=ROUTE_WORDS[expected],
            found=ROUTE_WORDS[value],
        )
        inquiry.warn("W_HISTORY_AGAINST_TESTS", said, "RUL-20" if history.known else "DX-COMB-07")
        inquiry.met("DX-COMB-07", said)
    return certainty


ROUTE_WORDS = {
    "renal": _("loss through the kidney"),
    "gastrointestinal": _("gastrointestinal loss"),
    "intake": _("poor intake"),
    "redistribution": _("a shift into cells or bone"),
    "other_extrarenal": _("another loss outside the kidney"),
    "extrarenal_unspecified": _("a loss outside the kidney, not specified"),
    "mixed": _("mixed causes"),
    "indeterminate": _("not decided"),
    "discordant": _("contradictory tests"),
    "not_applicable": _("not judged"),
}


def _gut_too(inquiry: Inquiry, causes: tuple[Cause, ...]) -> tuple[str, ...]:
    """DX-COMB-04: an active strong gastrointestinal cause beside a renal result."""
    if any(c.active and c.weight == "strong" and "gastrointestinal" in c.routes for c in causes):
        inquiry.met("DX-COMB-04", say(_("Renal loss present; a gastrointestinal contribution is not excluded")))
        return ("gastrointestinal",)
    return ()


def _outside_the_kidney(inquiry: Inquiry, causes: tuple[Cause, ...], known: str | None) -> tuple[str, tuple[str, ...]]:
    """DX-XR-01, in its order, after a route that an earlier workup established; more than one may hold."""
    active = [c for c in causes if c.active]
    gut = (
        any(
            "gastrointestinal" in c.routes
            and (c.weight == "strong" or (c.weight == "moderate" and c.routes[0] == "gastrointestinal"))
            for c in active
        )
        or any(c.code in GI_DRUGS for c in active)
        or any(c.code == "vomiting" for c in active)
    )
    if any(c.active and c.weight == "strong" and c.routes == ("renal",) for c in causes):
        inquiry.met(
            "DX-COMB-05", say(_("A drug or disease of the kidney is listed, but the kidney conserves: do not blame it"))
        )
    found = [
        ("redistribution", _fell_within_a_week(inquiry) and _shift_trigger(active)),
        ("gastrointestinal", gut),
        ("intake", _poor_intake(inquiry, active) and not gut),
        ("other_extrarenal", any(c.code in ("burns", "lactation") for c in active)),
    ]
    labels = [name for name, holds in found if holds]
    if known in OUTSIDE:
        labels = [known, *(name for name in labels if name != known)]
    labels = labels or ["extrarenal_unspecified"]
    inquiry.met("DX-XR-01", say(_("Outside the kidney: {route}"), route=ROUTE_WORDS[labels[0]]))
    return labels[0], tuple(labels[1:])


def _poor_intake(inquiry: Inquiry, active: list[Cause]) -> bool:
    """A plausible score, or poor intake found by an earlier workup."""
    return intake_score(inquiry)[0] >= INTAKE_PLAUSIBLE or any(c.code in INTAKE_CAUSES for c in active)


def _shift_trigger(active: list[Cause]) -> bool:
    return any(c.code in SHIFT_CONDITIONS or c.code in SHIFT_DRUGS for c in active)
