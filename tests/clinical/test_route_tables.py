"""Where magnesium is lost has exactly one answer: the combination of tests, its certainty, the sorting, the status.

Written from diagnosis.md 10.2 and 10.3 and rulings 1, 13 to 15, 20, 22, 51, 55, 59 and 62.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from diagnostics.clinical.assessment import Calculated, Cause
from diagnostics.clinical.engine import route
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.inquiry import Inquiry
from diagnostics.clinical.engine.route import History, combine, locate, weigh_tests
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.base import KNOWLEDGE
from diagnostics.clinical.knowledge.rulebook import rule
from diagnostics.clinical.text import say

from .exactly_one import prove
from .strategies import D, at, condition, finding, harmless, knowing, mg, quantity, taken, without

CLASSES = ("renal", "grey", "conserved", None)
RETENTIONS = ("depleted", "equivocal", "replete_or_wasting", None)

# the two tables of 10.2, read from the page: rows are the 24-hour class, columns FEMg renal, grey, conserved, missing
COMBINED = """
renal     | renal_established | renal_probable      | discordant             | renal_probable
grey      | renal_probable    | indeterminate       | extrarenal_probable    | indeterminate
conserved | discordant        | extrarenal_probable | extrarenal_established | extrarenal_probable
missing   | renal_probable    | indeterminate       | extrarenal_probable    | indeterminate
"""
# before, then depleted, equivocal, replete or wasting; "=" leaves it
THEN_LOADING = """
indeterminate          | extrarenal_probable    | = | renal_probable
discordant             | extrarenal_probable    | = | renal_probable
extrarenal_probable    | extrarenal_established | = | discordant
renal_probable         | discordant             | = | renal_established
renal_established      | =                      | = | =
extrarenal_established | =                      | = | =
"""


def cells(table: str) -> dict[str, list[str]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().split("\n")]
    return {first: rest for first, *rest in lines}


def by_page(u24: str | None, femg: str | None, loading: str | None) -> str:
    before = cells(COMBINED)[u24 or "missing"][CLASSES.index(femg)]
    if loading is None:
        return before
    after = cells(THEN_LOADING)[before][RETENTIONS.index(loading)]
    return before if after == "=" else after


RESULTS = {by_page(*case) for case in product(CLASSES, CLASSES, RETENTIONS)}


def test_each_pair_of_classes_and_retention_has_exactly_one_result():
    rows = {result: (lambda u24, femg, loading, own=result: by_page(u24, femg, loading) == own) for result in RESULTS}
    assert prove(rows, {"u24": CLASSES, "femg": CLASSES, "loading": RETENTIONS}, combine) == 64


def test_the_tables_of_the_code_hold_every_pair_and_nothing_else():
    assert set(route.TESTS) == set(product(CLASSES, CLASSES))
    assert set(route.LOADING) == {
        (before, retention)
        for before, after in cells(THEN_LOADING).items()
        for retention, cell in zip(RETENTIONS, after, strict=False)
        if cell != "="
    }


def test_the_loading_test_is_applied_after_the_urine_tests_never_before():
    """It could not have been a table of its own: the same retention leads to six results."""
    assert {combine(u, f, "depleted") for u, f in product(CLASSES, CLASSES)} == {
        "renal_established", "extrarenal_established", "extrarenal_probable", "discordant",
    }  # fmt: skip
    assert combine("renal", None, "depleted") == "discordant"
    assert combine("renal", "renal", "depleted") == "renal_established"


def test_a_pair_missing_from_the_table_is_noticed(monkeypatch):
    monkeypatch.delitem(route.TESTS, ("grey", None))
    with pytest.raises(KeyError):
        test_each_pair_of_classes_and_retention_has_exactly_one_result()


# -- certainty (rulings 15, 20, 59; DX-COMB-06) -----------------------------------------------------------------------


def graded(name: str, grade: str | None, step_down: bool) -> Calculated:
    return Calculated(name, None, grade, grade is not None, step_down=step_down)


STEPS = ("established", "probable", "presumptive")


def expected_certainty(u24: Any, femg: Any, loading: Any, history: str | None, known: str | None) -> tuple[str, str]:
    """Route and certainty from three (class, step down) pairs and the history."""
    result = by_page(u24[0], femg[0], loading[0])
    if result == "discordant":
        return "discordant", "none"
    if result == "indeterminate":
        if known:
            return known, "established"
        return (history, "presumptive") if history else ("indeterminate", "none")
    renal = result.startswith("renal")
    step = 0 if result.endswith("established") else 1
    carry = ("renal", "replete_or_wasting") if renal else ("conserved", "depleted")
    carriers = [lowered for grade, lowered in (u24, femg, loading) if grade in carry]
    if carriers and all(carriers):
        step = min(step + 1, 2)
    outside = known if known in ("gastrointestinal", "intake") else "extrarenal_unspecified"
    where = "renal" if renal else outside
    expected = known or history
    agrees = expected == "renal" if renal else expected in ("gastrointestinal", "intake")
    if expected is not None and agrees:
        step = 0 if known == where else max(step - 1, 0)
    return where, STEPS[step]


def test_each_set_of_tests_and_history_has_exactly_one_route_and_certainty():
    """16 pairs, 4 retentions, every step down, and a history that is silent, agrees or contradicts."""
    tried = 0
    for u, f, m in product(CLASSES, CLASSES, RETENTIONS):
        for lowered in product(*((False, True) if grade else (False,) for grade in (u, f, m))):
            three = list(zip((u, f, m), lowered, strict=True))
            for history, known in (
                (None, None),
                ("renal", None),
                ("gastrointestinal", None),
                (None, "renal"),
                (None, "intake"),
                ("mixed", None),
            ):
                inquiry = Inquiry(harmless(mg("0.55")), KNOWLEDGE)
                names = ("urine_24h", "femg", "loading")
                tests = weigh_tests(inquiry, *(graded(n, *t) for n, t in zip(names, three, strict=True)), low=True)
                found = locate(
                    inquiry, history=History(history, "", known), tests=tests, causes=(), low=True, in_scope=True, status="low"
                )  # fmt: skip
                assert (found.value, found.certainty) == expected_certainty(*three, history, known), (
                    three,
                    history,
                    known,
                )
                tried += 1
    assert tried == 6 * 343


def test_a_loading_test_counts_only_while_magnesium_is_low():
    inquiry = Inquiry(harmless(), KNOWLEDGE)
    none, load = graded("u", None, False), graded("m", "depleted", False)
    assert weigh_tests(inquiry, none, none, load, low=True).result == "extrarenal_probable"
    assert weigh_tests(inquiry, none, none, load, low=False).result == "indeterminate"


def test_each_gate_before_the_route_has_exactly_one_answer():
    """Out of scope, then not known, then not low, then the tests."""
    rows = {
        "not_applicable": lambda scope, status: not scope or status not in ("unknown", "low"),
        "indeterminate": lambda scope, status: scope and status == "unknown",
        "renal": lambda scope, status: scope and status == "low",
    }

    def answer(scope, status):
        inquiry = Inquiry(harmless(), KNOWLEDGE)
        renal = graded("u", "renal", False)
        tests = route.Tests(renal, renal, graded("m", None, False), "renal_established", ("urine_24h", "femg"))
        found = locate(
            inquiry, history=History(None, "", None), tests=tests, causes=(), low=status == "low", in_scope=scope, status=status
        )  # fmt: skip
        assert (found.certainty == "none") == (found.value != "renal")
        return found.value

    words = ("low", "not_low", "high", "unknown", "suspected_spurious", "possible_latent_deficiency")
    prove(rows, {"scope": (True, False), "status": words}, answer)


# -- sorting what is not renal (DX-XR-01) -------------------------------------------------------------------------------


def cause(code: str, weight: str, *routes: str, active: bool = True) -> Cause:
    return Cause(code, say(code), "condition", routes, weight, rule("DX-XR-01"), active=active)


GUT = {
    "strong": cause("short_bowel", "strong", "gastrointestinal"),
    "moderate": cause("coeliac_disease", "moderate", "gastrointestinal"),
    "moderate, second route": cause("type_2_diabetes", "moderate", "renal", "gastrointestinal"),
    "weak": cause("nasogastric_suction", "weak", "gastrointestinal"),
    "vomiting": cause("vomiting", "weak", "gastrointestinal"),
    "PPI": cause("proton_pump_inhibitor", "moderate", "renal", "gastrointestinal"),
    "over": cause("short_bowel", "strong", "gastrointestinal", active=False),
    "none": None,
}
COUNTS_AS_GUT = ("strong", "moderate", "vomiting", "PPI")


def expected_sorting(days: int | None, shift: bool, gut: str, poor: bool, burns: bool) -> tuple[str, tuple[str, ...]]:
    labels = []
    if days is not None and days <= 7 and shift:
        labels.append("redistribution")
    if gut in COUNTS_AS_GUT:
        labels.append("gastrointestinal")
    elif poor:
        labels.append("intake")
    if burns:
        labels.append("other_extrarenal")
    labels = labels or ["extrarenal_unspecified"]
    return labels[0], tuple(labels[1:])


def test_each_history_sorts_a_loss_outside_the_kidney_in_exactly_one_way():
    answers = {
        expected_sorting(*case) for case in product((None, 7, 8), (False, True), GUT, (False, True), (False, True))
    }
    rows = {
        answer: (
            lambda days, shift, gut, poor, burns, own=answer: expected_sorting(days, shift, gut, poor, burns) == own
        )
        for answer in answers
    }

    def sorted_by_code(days, shift, gut, poor, burns):
        facts = harmless() if days is None else harmless((p.ONSET_DAYS, D(days)))
        causes = [GUT[gut]] if GUT[gut] else []
        causes += [cause("refeeding", "strong", "redistribution")] if shift else []
        causes += [cause("dietary_deficiency", "moderate", "intake")] if poor else []
        causes += [cause("burns", "moderate", "other_extrarenal")] if burns else []
        return route._outside_the_kidney(Inquiry(facts, KNOWLEDGE), tuple(causes), None)

    axes = {
        "days": (None, 7, 8),
        "shift": (False, True),
        "gut": tuple(GUT),
        "poor": (False, True),
        "burns": (False, True),
    }
    assert prove(rows, axes, sorted_by_code) == 192


# -- status (rulings 1, 22, 51, 55, 62) ---------------------------------------------------------------------------------

LEVELS = {
    None: "none", "<0.90": "bound", "<0.65": "low", "0.69": "low", "0.70": "borderline", "0.84": "borderline",
    "0.85": "normal", "1.00": "normal", "1.01": "high", "2.0": "high", "2.01": "toxic",
}  # fmt: skip


def unreliable(tube: str, contaminated: str) -> bool:
    """A chelating tube or a drip arm; potassium with low calcium unless the patient explains it (ruling 51)."""
    return tube in ("edta", "drip arm") or contaminated == "yes"


def expected_status(level, tube, haemolysed, ionised, risk, contaminated):
    kind = LEVELS[level]
    if unreliable(tube, contaminated):
        return "suspected_spurious" if kind == "low" else "unknown"
    if kind == "none":
        return "possible_latent_deficiency" if ionised == "low" else "unknown"
    if kind in ("bound", "low"):
        return {"bound": "unknown", "low": "low"}[kind]
    if haemolysed and kind != "toxic":
        return "unknown"
    if kind in ("high", "toxic"):
        return "high"
    latent = ionised == "low" or (kind == "borderline" and risk != "none")
    return "possible_latent_deficiency" if latent else "not_low"


WORDS = ("low", "not_low", "high", "unknown", "suspected_spurious", "possible_latent_deficiency")


def test_each_sample_has_exactly_one_status():
    rows = {word: (lambda own=word, **case: expected_status(**case) == own) for word in WORDS}

    def answer(level, tube, haemolysed, ionised, risk, contaminated):
        facts: Facts = harmless((p.HAEMOLYSED, haemolysed))
        facts = without(facts, p.MAGNESIUM_SERUM) if level is None else knowing(facts, mg(level))
        if tube == "drip arm":
            facts = knowing(facts, (p.DRIP_ARM, True))
        elif tube != "not known":
            facts = knowing(facts, (p.TUBE, tube))
        else:
            facts = without(facts, p.TUBE)
        if ionised != "none":
            number = {"low": "0.44", "at the limit": "0.45", "no interval": "0.30"}[ionised]
            facts = knowing(facts, (p.IONISED_MAGNESIUM, quantity(p.IONISED_MAGNESIUM, number)))
            if ionised != "no interval":
                facts = knowing(facts, (p.IONISED_LOW, quantity(p.IONISED_LOW, "0.45")))
        if risk == "drug":
            facts = Facts(facts.values, (taken("cisplatin"),), facts.asked)
        elif risk == "refractory":
            facts = knowing(facts, finding("refractory_hypokalaemia"))
        if contaminated != "no":
            facts = knowing(facts, at(p.POTASSIUM_SERUM, "6.0"), at(p.ADJUSTED_CALCIUM, "2.19"))
        if contaminated == "explained":
            facts = knowing(facts, finding("tremor"))
        return assess(facts).status

    axes = {
        "level": tuple(LEVELS),
        "tube": ("serum", "edta", "drip arm", "not known"),
        "haemolysed": (False, True),
        "ionised": ("none", "low", "at the limit", "no interval"),
        "risk": ("none", "drug", "refractory"),
        "contaminated": ("no", "yes", "explained"),
    }
    assert prove(rows, axes, answer) == 11 * 4 * 2 * 4 * 3 * 3


@pytest.mark.parametrize(
    "explained",
    [
        at(p.EGFR_REPORTED, "29.9"),
        (p.AKI_STAGE, D(1)),
        (p.DIALYSIS, True),
        finding("tetany"),
        finding("seizure_now"),
        finding("tremor"),
    ],
    ids=lambda known: known[0].key,
)
def test_each_explanation_of_high_potassium_keeps_the_sample(explained):
    """eGFR below 30, acute kidney injury, dialysis, a sign of group E, S or N (ruling 51)."""
    pattern = (mg("0.45"), at(p.POTASSIUM_SERUM, "6.0"), at(p.ADJUSTED_CALCIUM, "2.19"))
    assert assess(harmless(*pattern)).status == "suspected_spurious"
    assert assess(harmless(*pattern, explained)).status == "low"
    assert assess(harmless(*pattern, at(p.EGFR_REPORTED, "30"))).status == "suspected_spurious"


@pytest.mark.parametrize(
    "potassium, calcium, alp, spurious",
    [
        ("5.9", "2.19", "80", False),
        ("6.0", "2.20", "80", False),
        ("6.0", "2.20", "29", True),
        ("6.0", "2.20", "30", False),
    ],
)
def test_the_pattern_of_contamination_needs_both_of_its_parts(potassium, calcium, alp, spurious):
    facts = harmless(mg("0.45"), at(p.POTASSIUM_SERUM, potassium), at(p.ADJUSTED_CALCIUM, calcium), at(p.ALP, alp))
    assert (assess(facts).status == "suspected_spurious") == spurious


def test_a_condition_is_a_cause_too():
    """Sanity of the sorting through the whole engine."""
    facts = harmless(mg("0.55"), condition("short_bowel"), at(p.U24_MAGNESIUM, "0.3", "mmol/24h"))
    assert assess(facts).route.value == "gastrointestinal"
