"""Where magnesium is lost: DX-COMB-01 to -07, DX-XR-01 and rulings 10 to 23."""

from __future__ import annotations

from dataclasses import dataclass

from .causes import GUT, INTAKE, OTHER, RENAL, SHIFT, SHIFT_TRIGGERS, Cause, M, S, by_history, quick
from .patient import Patient
from .urine import CONSERVED, DEPLETED, GREY, REPLETE, Measured, femg, loading_test, refused, urine_24h
from .urine import RENAL as R

NONE, PRESUMPTIVE, PROBABLE, ESTABLISHED = 0, 1, 2, 3
WORDS = ("none", "presumptive", "probable", "established")
EXTRA, DISCORDANT, INDETERMINATE = "extrarenal", "discordant", "indeterminate"


@dataclass(frozen=True, slots=True)
class Route:
    value: str
    certainty: str
    history_only: bool = False
    also: tuple[str, ...] = ()


# DX-COMB-01: (24-hour, fractional excretion) → conclusion, certainty; in this order
COMBINED: dict[tuple[str | None, str | None], tuple[str, int]] = {
    (R, R): (RENAL, ESTABLISHED), (R, GREY): (RENAL, PROBABLE), (R, CONSERVED): (DISCORDANT, NONE), (R, None): (RENAL, PROBABLE),
    (GREY, R): (RENAL, PROBABLE), (GREY, GREY): (INDETERMINATE, NONE), (GREY, CONSERVED): (EXTRA, PROBABLE), (GREY, None): (INDETERMINATE, NONE),
    (CONSERVED, R): (DISCORDANT, NONE), (CONSERVED, GREY): (EXTRA, PROBABLE), (CONSERVED, CONSERVED): (EXTRA, ESTABLISHED),
    (CONSERVED, None): (EXTRA, PROBABLE),
    (None, R): (RENAL, PROBABLE), (None, GREY): (INDETERMINATE, NONE), (None, CONSERVED): (EXTRA, PROBABLE), (None, None): (INDETERMINATE, NONE),
}  # fmt: skip

# the same, after the loading test
LOADED: dict[tuple[str, int, str], tuple[str, int]] = {
    (INDETERMINATE, NONE, DEPLETED): (EXTRA, PROBABLE), (INDETERMINATE, NONE, REPLETE): (RENAL, PROBABLE),
    (DISCORDANT, NONE, DEPLETED): (EXTRA, PROBABLE), (DISCORDANT, NONE, REPLETE): (RENAL, PROBABLE),
    (EXTRA, PROBABLE, DEPLETED): (EXTRA, ESTABLISHED), (EXTRA, PROBABLE, REPLETE): (DISCORDANT, NONE),
    (RENAL, PROBABLE, DEPLETED): (DISCORDANT, NONE), (RENAL, PROBABLE, REPLETE): (RENAL, ESTABLISHED),
}  # fmt: skip
POINTS_TO = {R: RENAL, CONSERVED: EXTRA, DEPLETED: EXTRA, REPLETE: RENAL}


def by_tests(u24: Measured, fraction: Measured, load: Measured) -> tuple[str, int]:
    """The conclusion of the tests, and its certainty after the step down (rulings 15 and 59)."""
    before = COMBINED[(u24.token, fraction.token)]
    after = LOADED.get((*before, load.token), before) if load.token else before
    conclusion, certainty = after
    carriers = [t for t in (u24, fraction) if POINTS_TO.get(t.token or "") == conclusion]
    if POINTS_TO.get(load.token or "") == conclusion:
        carriers.append(load)
    if certainty and carriers and all(test.step_down for test in carriers):
        certainty -= 1
    return conclusion, certainty


def route(p: Patient, found: tuple[Cause, ...], classes: tuple[Measured, Measured, Measured], status: str) -> Route:
    if refused(p):
        return Route("not_applicable", "none")
    if status != "low":
        return Route(INDETERMINATE if status == "unknown" else "not_applicable", "none")
    conclusion, certainty = by_tests(*classes)
    history, known = by_history(p, found), p.get("history.known_route")
    if conclusion == DISCORDANT:
        return Route(DISCORDANT, "none")
    if conclusion == INDETERMINATE:
        if known:
            return Route(known, "established", history_only=True)
        return Route(history, "presumptive", True) if history else Route(INDETERMINATE, "none")
    labels = (RENAL,) if conclusion == RENAL else extrarenal(p, found, known)
    expected = known or history
    agrees = expected == RENAL if conclusion == RENAL else expected not in (None, RENAL, "mixed")
    if agrees:  # DX-COMB-06; the tests tell the kidney from the rest, no more
        certainty = ESTABLISHED if known == labels[0] else min(certainty + 1, ESTABLISHED)
    strong_gut = any(c.weight == S and c.active and GUT in c.routes for c in found)
    also = (GUT,) if conclusion == RENAL and strong_gut else labels[1:]
    return Route(labels[0], WORDS[certainty], also=also)


def extrarenal(p: Patient, found: tuple[Cause, ...], known: str | None) -> tuple[str, ...]:
    """DX-XR-01, in its order, after what an earlier workup established; more than one may be named."""
    active = [c for c in found if c.active]
    codes = {c.code for c in active}
    gut = any(GUT in c.routes and (c.weight == S or (c.weight == M and c.routes[0] == GUT)) for c in active)
    gut = gut or bool(codes & {"proton_pump_inhibitor", "laxative", "patiromer", "vomiting"})
    fed = p.intake_score >= 3 or bool(codes & {"dietary_deficiency", "parenteral_nutrition_without_magnesium"})
    rows = (
        (SHIFT, quick(p) and bool(codes & SHIFT_TRIGGERS)),
        (GUT, gut),
        (INTAKE, fed and not gut),
        (OTHER, bool(codes & {"burns", "lactation"})),
    )
    labels = [label for label, met in rows if met]
    if known in (GUT, INTAKE, SHIFT, OTHER):
        labels = [known, *(label for label in labels if label != known)]
    return tuple(labels) or ("extrarenal_unspecified",)


def tests(p: Patient) -> tuple[Measured, Measured, Measured]:
    return urine_24h(p), femg(p), loading_test(p)
