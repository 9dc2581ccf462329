"""Where magnesium is lost: DX-COMB-01 to -07, DX-XR-01 and rulings 10 to 23."""

from __future__ import annotations

from dataclasses import dataclass

from .causes import GUT, INTAKE, OTHER, RENAL, S, M, SHIFT, SHIFT_TRIGGERS, Cause, by_history, quick
from .logic import any_of
from .patient import HEREDITARY, Patient
from .severity import unreliable
from .urine import CONSERVED, DEPLETED, GREY, REPLETE, Test, femg, loading_test, urine_24h
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


def by_tests(u24: Test, fraction: Test, load: Test) -> tuple[str, int]:
    """The conclusion of the tests, and its certainty after the step down (rulings 15 and 59)."""
    before = COMBINED[(u24.token, fraction.token)]
    after = LOADED.get((*before, load.token), before) if load.token else before
    conclusion, certainty = after
    carriers = [t for t in (u24, fraction) if POINTS_TO.get(t.token or "") == conclusion]
    if after != before:
        carriers.append(load)
    if certainty and carriers and all(test.step_down for test in carriers):
        certainty -= 1
    return conclusion, certainty


def route(p: Patient, found: tuple[Cause, ...], classes: tuple[Test, Test, Test]) -> Route:
    if refused(p) or p.low is not True or unreliable(p):
        return Route("not_applicable", "none")
    conclusion, certainty = by_tests(*classes)
    history, known = by_history(p, found), known_route(p)
    if conclusion == DISCORDANT:
        return Route(DISCORDANT, "none")
    if conclusion == INDETERMINATE:
        if known:
            return Route(known, "established", history_only=True)
        return Route(history, "presumptive", True) if history else Route(INDETERMINATE, "none")
    labels = (RENAL,) if conclusion == RENAL else extrarenal(p, found)
    if history in labels or known in labels:
        certainty = ESTABLISHED if known in labels else min(certainty + 1, ESTABLISHED)
    strong_gut = any(c.weight == S and c.active and GUT in c.routes for c in found)
    also = (GUT,) if conclusion == RENAL and strong_gut else labels[1:]
    return Route(labels[0], WORDS[certainty], also=also)


def refused(p: Patient) -> bool:
    """Ruling 23 with 52."""
    return any_of(p.child, p.get("patient.pregnant"), p.condition("postpartum_6_weeks"), p.dialysis) is True


def known_route(p: Patient) -> str | None:
    known: str | None = p.get("history.known_route")
    if known is not None:
        return known
    cause = p.get("history.known_cause") or ""
    return RENAL if cause in HEREDITARY or cause.startswith("hereditary_") else None


def extrarenal(p: Patient, found: tuple[Cause, ...]) -> tuple[str, ...]:
    """DX-XR-01, in its order; more than one may be named."""
    active = [c for c in found if c.active]
    codes = {c.code for c in active} | ({"alcohol_withdrawal"} if p.condition("alcohol_withdrawal") else set())
    gut = any(GUT in c.routes and c.weight >= M and c.code != "type_2_diabetes" for c in active) or bool(
        codes & {"proton_pump_inhibitor", "laxative", "patiromer"}
    )
    gut = gut or p.conditions(("diarrhoea", "vomiting", "steatorrhoea", "laxative_misuse", "bowel_preparation")) is True
    rows = (
        (SHIFT, quick(p) and bool(codes & SHIFT_TRIGGERS)),
        (GUT, gut),
        (INTAKE, p.intake_score >= 3 and not gut),
        (OTHER, any(OTHER in c.routes for c in active)),
    )
    return tuple(label for label, met in rows if met) or ("extrarenal_unspecified",)


def tests(p: Patient) -> tuple[Test, Test, Test]:
    return urine_24h(p), femg(p), loading_test(p)
