"""When it says that nothing can change, nothing does: every open fact is answered in every way that decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.conclude import conclude
from diagnostics.clinical.engine.enough import EXAMPLES, FACT_OF_TEST, URINE_TESTS, enough
from diagnostics.clinical.engine.explore import weigh
from diagnostics.clinical.engine.worth import RESULTS
from diagnostics.clinical.facts import CONDITIONS, DRUGS, FINDINGS, Facts
from diagnostics.clinical.knowledge.codes import CAUSE_CODES
from diagnostics.clinical.knowledge.drugs import CLASSES
from diagnostics.clinical.knowledge.patient import BY_KEY, KNOWN_CAUSE, MAGNESIUM_SERUM
from diagnostics.proof.dice import Dice
from diagnostics.proof.edges import LISTED, MAGNESIUM, MEASURED, WORDED, measured
from diagnostics.proof.patients import patient

LISTS = {FINDINGS, CONDITIONS, DRUGS}
EDGES: dict[str, list[object]] = {fact.key: [True, False] for fact in LISTED}
for _fact, _value in (*MEASURED, *WORDED):
    EDGES.setdefault(_fact.key, []).append(_value)
EDGES[KNOWN_CAUSE.key] = list(CAUSE_CODES)
EDGES[MAGNESIUM_SERUM.key] = [
    measured(MAGNESIUM_SERUM, number, unit)
    for unit, bands in MAGNESIUM.items()
    for text in bands.values()
    for number in text.split()
]
SEEDS = 180  # two patients of each
BLOCKS = 6


def partial(seed: int) -> Facts:
    """A random patient of whom some answers, sometimes a whole page of them, are not there yet."""
    facts, dice = patient(seed), Dice(seed + 10**6)
    steps = {fact.step for fact in BY_KEY.values() if dice.chance(0.12)}
    share = dice.pick((0.0, 0.1, 0.4))
    kept = {
        key: value for key, value in facts.values.items() if BY_KEY[key].step not in steps and not dice.chance(share)
    }
    return replace(facts, values=kept, asked=facts.asked if dice.chance(0.8) else frozenset())


def answer(facts: Facts) -> tuple[str, str, str]:
    found = conclude(facts)
    return found.situation.level.severity, found.route.value, found.path.code


def open_keys(facts: Facts) -> list[str]:
    return [key for key in EDGES if key not in facts.values and key.partition(".")[0] not in facts.asked]


@pytest.mark.parametrize("block", range(BLOCKS))
def test_when_nothing_can_change_no_answer_changes_anything(block):
    settled = 0
    for seed in range(block, SEEDS, BLOCKS):
        for facts in (patient(seed), partial(seed)):
            if not enough(weigh(assess(facts))).settled:
                continue
            settled += 1
            now = answer(facts)
            for key in open_keys(facts):
                for value in EDGES[key]:
                    there = replace(facts, values={**facts.values, key: value})
                    assert answer(there) == now, (seed, key, value)
            for test in (test for test in URINE_TESTS if FACT_OF_TEST[test] not in facts.values):
                for result, there in RESULTS[test](facts):
                    assert answer(there) == now, (seed, test, result)
    assert settled >= 3, "too few patients for whom nothing could change: the test would prove nothing"


@pytest.mark.parametrize("seed", range(0, 300, 3))
def test_what_is_named_can_change_what_it_is_named_for(seed):
    """A fact is named for severity, route or path only when one of its answers changes that."""
    facts = partial(seed)
    now = answer(facts)
    for each in enough(weigh(assess(facts))).open:
        claimed = [place for place, what in enumerate(("severity", "route", "path")) if what in each.changes]
        if not claimed or each.key in LISTS or each.key in RESULTS:
            continue
        reached = [answer(replace(facts, values={**facts.values, each.key: value})) for value in EDGES[each.key]]
        assert any(then[place] != now[place] for then in reached for place in claimed), (seed, each)


@pytest.mark.parametrize("seed", range(0, 300, 3))
def test_it_never_finishes_over_what_a_treatment_waits_for(seed):
    facts = partial(seed)
    assessment = weigh(assess(facts))
    found = enough(assessment)
    missing = {key for entry in assessment.plan.withheld for reason in entry.because for key in reason.missing}
    if LISTS - facts.asked or any(key in BY_KEY and key not in facts.values for key in missing - LISTS):
        waits = {key for key in missing if key in open_keys(facts)} | (LISTS - facts.asked)
        if waits:
            assert not found.settled, (seed, waits)
            assert not found.may_finish, (seed, waits)


@pytest.mark.parametrize("seed", range(0, 120, 3))
def test_what_was_not_tried_is_not_claimed(seed):
    """With few tries it says less, never something else."""
    assessment = weigh(assess(partial(seed)))
    whole, short = enough(assessment), enough(assessment, most_tried=8)
    assert short.may_finish == whole.may_finish
    if short.complete:
        assert short == whole
    else:
        assert not short.settled


def test_a_danger_sign_not_asked_keeps_it_open():
    facts = patient(1)
    facts = replace(facts, asked=facts.asked - {FINDINGS})
    assert not enough(weigh(assess(facts))).settled
    assert not enough(weigh(assess(facts))).may_finish


def test_what_was_said_to_be_not_known_does_not_hold_up_the_end():
    facts = next(
        facts
        for facts in map(patient, range(200))
        if facts.asked == LISTS
        and not enough(weigh(assess(facts))).may_finish
        and len(enough(weigh(assess(facts))).open) < 3
    )
    assessment = weigh(assess(facts))
    keys = frozenset(each.key for each in enough(assessment).open)
    passed = enough(assessment, keys)
    assert passed.may_finish
    assert not passed.settled


def test_examples_are_of_their_lists():
    for name in (FINDINGS, CONDITIONS):
        assert all(f"{name}.{code}" in BY_KEY for code in EXAMPLES[name])
    assert all(code in CLASSES for code in EXAMPLES[DRUGS])
