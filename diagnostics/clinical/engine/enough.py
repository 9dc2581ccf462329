"""Is it enough? Whether anything not answered yet can still change severity, route or the way of treatment.

Every open fact is tried with a value of each class and the questions of `conclude` are asked again, the facts
that were asked for first. What no question looked at cannot change an answer and is not tried. A list that was
not asked in full (signs, diseases, drugs) and a fact for which a treatment is withheld always count as open:
unknown is not normal. "Nothing left" is said only when everything was tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from ..assessment import Assessment
from ..evidence import Truth
from ..facts import CONDITIONS, DRUGS, FINDINGS, DrugTaken, Facts
from ..knowledge.drugs import CLASSES
from ..knowledge.patient import (
    BY_KEY,
    CALCIUM_SERUM,
    CREATININE_SERUM,
    FACTS,
    GIVEN_ROUTE,
    KNOWN_CAUSE,
    KNOWN_ROUTE,
    LOAD_URINE_MAGNESIUM,
    MAGNESIUM_SERUM,
    POTASSIUM_SERUM,
    QTC,
    SPOT_MAGNESIUM,
    U24_MAGNESIUM,
)
from ..sureness import Enough, StillOpen
from .conclude import Conclusions, conclude
from .enough_values import values_to_try
from .explore import TEST_OF_STEP
from .worth import RESULTS

FACT_OF_TEST = {
    "repeat_serum": MAGNESIUM_SERUM.key, "potassium": POTASSIUM_SERUM.key, "creatinine": CREATININE_SERUM.key,
    "calcium": CALCIUM_SERUM.key, "ecg": QTC.key, "magnesium_given": GIVEN_ROUTE.key,
    "urine_24h": U24_MAGNESIUM.key, "urine_spot": SPOT_MAGNESIUM.key, "loading_test": LOAD_URINE_MAGNESIUM.key,
}  # fmt: skip
URINE_TESTS = tuple(TEST_OF_STEP.values())
LISTS = (FINDINGS, DRUGS, CONDITIONS)
# A few yes answers of each list, enough to see what it can change; the list counts as open without them too.
EXAMPLES: dict[str, tuple[str, ...]] = {
    FINDINGS: ("torsades_de_pointes", "tetany", "cramps"),
    CONDITIONS: ("chronic_diarrhoea", "known_gitelman", "pre_eclampsia"),
    DRUGS: ("proton_pump_inhibitor", "thiazide", "platinum"),
}
MOST_NAMED = 3  # of each kind: no more are looked for once that many are found
SEVERITY, ROUTE, PATH, PLAN = "severity", "route", "path", "plan"


def enough(assessment: Assessment, passed: Set[str] = frozenset(), most_tried: int | None = None) -> Enough:
    """What can still change; `passed` are the keys of facts of which a person said that they are not known.

    Takes an assessment that was weighed (`explore.weigh`), so that no urine test is tried twice. Of the optional
    facts about `most_tried` answers are tried at most: when none of them changes anything and others are left,
    the answer is not `complete`, and nothing is claimed of the rest.
    """
    found, looked_at = _watched(assessment.facts)
    asked_for = _asked_for(assessment)
    wanted: list[StillOpen] = []
    others: list[StillOpen] = []
    for key in asked_for:
        changes = _changes(assessment, found, key, _tries(assessment.facts, key))
        if changes:
            wanted.append(StillOpen(key, changes, wanted=True, passed=key in passed))
        if sum(not each.passed for each in wanted) >= MOST_NAMED:
            return Enough(tuple(wanted))
    if any(not each.passed for each in wanted):
        return Enough(tuple(wanted))
    tried = 0
    for key in _rest(assessment.facts, looked_at, asked_for):
        if most_tried is not None and tried >= most_tried:
            return Enough((*wanted, *others), complete=False)
        tries = tuple(_tries(assessment.facts, key))
        tried += len(tries)
        changes = _changes(assessment, found, key, tries)
        if changes:
            others.append(StillOpen(key, changes, wanted=False, passed=key in passed))
            if not others[-1].passed or len(others) >= MOST_NAMED:
                break  # one shows that something can; more would cost time and tell no more
    return Enough((*wanted, *others))


# -- what is open ----------------------------------------------------------------------------------------------------


def _asked_for(assessment: Assessment) -> tuple[str, ...]:
    """What this patient's answer waits for: the magnesium, the lists, the next tests, what releases a treatment."""
    facts, plan = assessment.facts, assessment.plan
    pages = {TEST_OF_STEP.get(state.step, ""): state.state for state in assessment.steps}
    tests = [step.code for step in assessment.next_steps if step.code in FACT_OF_TEST]
    keys = [
        *([MAGNESIUM_SERUM.key] if assessment.status == "unknown" else []),
        *(name for name in LISTS if name not in facts.asked),
        *(
            code if code in URINE_TESTS else FACT_OF_TEST[code]
            for code in tests
            if pages.get(code, "needed") == "needed"
        ),
        *(key for entry in plan.withheld for reason in entry.because for key in reason.missing),
    ]
    return tuple(key for key in dict.fromkeys(keys) if key in URINE_TESTS or _is_open(facts, key))


def _is_open(facts: Facts, key: str) -> bool:
    """Whether nothing is known under a key; of what is answered with its list, only while the list is open."""
    name = key.partition(".")[0]
    if name in LISTS:
        return name not in facts.asked and key not in facts.values
    return key in BY_KEY and key not in facts.values


def _rest(facts: Facts, looked_at: Set[str], asked_for: tuple[str, ...]) -> Iterator[str]:
    """Everything else that is open and that a question looked at; what an earlier workup found comes first."""
    tests = (test for test in URINE_TESTS if test not in asked_for and FACT_OF_TEST[test] not in facts.values)
    singles = (fact.key for fact in FACTS if fact.key.partition(".")[0] not in LISTS)
    order = dict.fromkeys((KNOWN_ROUTE.key, *tests, *singles))
    order |= {KNOWN_CAUSE.key: order.pop(KNOWN_CAUSE.key, None)}  # the longest list of answers comes last
    for key in order:
        if key not in asked_for and (key in URINE_TESTS or (key in looked_at and _is_open(facts, key))):
            yield key


# -- what it can change ----------------------------------------------------------------------------------------------


def _changes(assessment: Assessment, found: Conclusions, key: str, tries: Iterable[Facts]) -> tuple[str, ...]:
    """Which of severity, route, path and plan an answer under this key can change; `tries` are the patients with it."""
    waits = key in LISTS or _releases(assessment, key)
    worth = next((each for each in assessment.worth if each.code == key), None)
    if worth is not None:
        return tuple(what for what, does in ((ROUTE, worth.changes_route), (PLAN, worth.changes_plan)) if does)
    if waits and key not in LISTS:
        return (PLAN,)
    changed: set[str] = {PLAN} if waits else set()
    now = _answer(found)
    for there in tries:
        changed |= {what for what, is_new in _differs(now, _answer(conclude(there))) if is_new}
        if changed - {PLAN}:
            break  # what it can change first is said; the rest is for the reader to see when it is answered
    return tuple(what for what in (SEVERITY, ROUTE, PATH, PLAN) if what in changed)


def _releases(assessment: Assessment, key: str) -> bool:
    return any(key in reason.missing for entry in assessment.plan.withheld for reason in entry.because)


def _answer(found: Conclusions) -> tuple[str, str, str]:
    return found.situation.level.severity, found.route.value, found.path.code


def _differs(now: tuple[str, ...], then: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    return ((what, a != b) for what, a, b in zip((SEVERITY, ROUTE, PATH), now, then, strict=True))


def _tries(facts: Facts, key: str) -> Iterator[Facts]:
    """The patient with each answer that the key can have."""
    if key == DRUGS:
        for code in EXAMPLES[DRUGS]:
            drug = DrugTaken(CLASSES[code].label, "", frozenset((code,)))
            yield replace(facts, drugs=(*facts.drugs, drug))
    elif key in LISTS:
        for code in EXAMPLES[key]:
            if facts.truth(BY_KEY[f"{key}.{code}"]) is Truth.UNKNOWN:  # type: ignore[arg-type]
                yield _knowing(facts, f"{key}.{code}", True)
    elif key in RESULTS:
        yield from (there for _result, there in RESULTS[key](facts))
    else:
        yield from (_knowing(facts, key, value) for value in values_to_try(BY_KEY[key]))


def _knowing(facts: Facts, key: str, value: object) -> Facts:
    return replace(facts, values={**facts.values, key: value})


# -- what was looked at ----------------------------------------------------------------------------------------------


class _Watched(dict[str, object]):
    """Values that note which absent ones were asked for."""

    def __init__(self, values: object) -> None:
        super().__init__(values)  # type: ignore[call-overload]
        self.missed: set[str] = set()

    def get(self, key: str, default: object = None) -> object:
        if not super().__contains__(key):
            self.missed.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        there = super().__contains__(key)
        if not there:
            self.missed.add(str(key))
        return there


def _watched(facts: Facts) -> tuple[Conclusions, Set[str]]:
    """The conclusions, and the keys of the absent facts that some question looked at."""
    values = _Watched(facts.values)
    return conclude(replace(facts, values=values)), values.missed
