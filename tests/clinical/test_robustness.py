"""What would change this: the turning points are all there, the first value beyond is the first, the chances add up."""

from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.clinical.engine.conclude import conclude
from diagnostics.clinical.engine.robustness import CONCLUSIONS, WALKED, answers, chance_between, flips, share_between
from diagnostics.clinical.engine.turning import turning_points
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.variation import VARIATIONS
from diagnostics.clinical.units import Quantity

from .strategies import laws, patients

D = Decimal


def with_value(facts, fact, number):
    value = facts.quantity(fact)
    return facts.having(**{fact.key.replace(".", "__"): Quantity(number, value.unit, value.substance)})


def measured(facts):
    """The measured values of a patient whose turning points are asked for."""
    return [fact for fact in WALKED if (value := facts.quantity(fact)) is not None and value.exact]


def inside(low, high, random):
    """Values in an interval: just inside of both ends, and one anywhere."""
    width = high - low
    return (low + width / 1000, low + width * D(str(random.uniform(0.1, 0.9))), high - width / 1000)


@laws(60)
@given(patients(), st.integers(0, 10**6))
def test_between_two_turning_points_nothing_changes(facts, seed):
    """The table of turning points is complete: no other value of a measurement changes a conclusion."""
    random = Random(seed)
    known = measured(facts)
    for fact in random.sample(known, min(4, len(known))):
        found = conclude(facts)
        value = facts.quantity(fact)
        low, high, unit = fact.hard.bounds(value.unit, fact.substance)
        ends = [
            Quantity(end if end is not None else D(0), unit, fact.substance).to(value.unit).value for end in (low, high)
        ]
        points = [ends[0], *(turn.at for turn in turning_points(found, fact)), ends[1]]
        for start, end in pairwise(points):
            if end <= start or end <= 0:
                continue
            seen = {tuple(answers(conclude(with_value(facts, fact, x))).items()) for x in inside(start, end, random)}
            assert len(seen) == 1, (fact.key, str(value), str(start), str(end), seen)


@laws(40)
@given(patients(), st.integers(0, 10**6))
def test_a_turning_point_itself_belongs_to_the_side_that_it_says(facts, seed):
    known = measured(facts)
    for fact in Random(seed).sample(known, min(3, len(known))):
        turns = turning_points(conclude(facts), fact)
        for turn in turns:
            if not turn.printed or sum(other.at == turn.at for other in turns) > 1:
                continue
            beside = turn.at * (D("1.0001") if turn.upper else D("0.9999"))
            if any(min(beside, turn.at) < other.at < max(beside, turn.at) for other in turns):
                continue
            at, near = (answers(conclude(with_value(facts, fact, number))) for number in (turn.at, beside))
            assert at == near, (fact.key, turn)


@laws(60)
@given(patients())
def test_each_flip_is_true(facts):
    """The conclusion under the named value is the one that is said, and the value is on the named side."""
    found = conclude(facts)
    for flip in flips(found):
        there = answers(conclude(with_value(facts, flip.if_.fact, flip.if_.to.value)))
        assert there[flip.conclusion] == flip.would_become != answers(found)[flip.conclusion] == flip.now
        assert flip.if_.from_ is facts.quantity(flip.if_.fact)


def severe(magnesium="0.45", **more) -> Facts:
    return Facts(
        {
            p.AGE.key: D(60), p.SEX.key: "female", p.MAGNESIUM_SERUM.key: p.MAGNESIUM_SERUM.read(magnesium, "mmol/L").value,
            p.CREATININE_SERUM.key: p.CREATININE_SERUM.read("80", "µmol/L").value,
            p.SPOT_MAGNESIUM.key: p.SPOT_MAGNESIUM.read("2.0", "mmol/L").value,
            p.SPOT_CREATININE.key: p.SPOT_CREATININE.read("8.0", "mmol/L").value,
            p.GIVEN_ROUTE.key: "none", **more,
        },
        asked=frozenset(("findings", "conditions", "drugs")),
    )  # fmt: skip


def flip_of(facts, conclusion, fact):
    return next(flip for flip in flips(conclude(facts)) if (flip.conclusion, flip.if_.fact) == (conclusion, fact))


@pytest.mark.parametrize(
    "magnesium, to, becomes",
    [
        ("0.49", "0.50", "moderate"),  # 0.50 is not severe
        ("0.50", "0.49", "severe"),
        ("0.41", "0.40", "critical"),  # 0.40 is critical
        ("0.40", "0.41", "severe"),
        ("0.69", "0.70", "none"),
    ],
)
def test_the_nearest_magnesium_that_changes_the_severity(magnesium, to, becomes):
    flip = flip_of(severe(magnesium), "severity", p.MAGNESIUM_SERUM)
    assert (flip.if_.to.value, flip.would_become) == (D(to), becomes)


def test_the_urine_magnesium_at_which_femg_leaves_its_class():
    """FEMg 6.35 %; renal above 4.00 % as rounded, so from 4.005 %: 2.0 × 4.005 / 6.349… = 1.2616 mmol/L."""
    flip = flip_of(severe(), "route", p.SPOT_MAGNESIUM)
    assert (flip.now, flip.would_become, flip.if_.to.value) == ("renal", "indeterminate", D("1.26"))
    assert not any(turn.at == D("1.262") for turn in turning_points(conclude(severe()), p.SPOT_MAGNESIUM))


def test_the_chance_at_the_limit_is_a_half():
    chance = chance_between(p.MAGNESIUM_SERUM.key, D("0.50"), D("0.50"), None, up=False)
    assert chance == D("50.0")


def test_the_chance_of_one_standard_deviation():
    """A log-normal value with a coefficient of variation of 10 % lies 10 % lower with the chance Φ(−1.056)."""
    assert share_between(D(100), D(90), None, cv=D("0.1"), up=False) == pytest.approx(0.14552, abs=1e-4)


def test_the_chances_of_neighbouring_intervals_add_up():
    key = p.POTASSIUM_SERUM.key
    whole = chance_between(key, D("3.2"), D("3.0"), None, up=False)
    parts = chance_between(key, D("3.2"), D("3.0"), D("2.5"), up=False) + chance_between(
        key, D("3.2"), D("2.5"), None, up=False
    )
    assert float(whole) == pytest.approx(float(parts))


def test_the_chance_of_a_simulation_is_the_exact_one():
    random, near = Random(7), 0
    row = next(row for row in VARIATIONS if row.fact is p.MAGNESIUM_SERUM)
    sigma = float(row.together) / 100
    for _ in range(20_000):
        near += 0.52 * random.lognormvariate(0, sigma) < 0.50
    exact = float(chance_between(p.MAGNESIUM_SERUM.key, D("0.52"), D("0.50"), None, up=False))
    assert 100 * near / 20_000 == pytest.approx(exact, abs=1.0)


def test_a_value_without_a_known_variation_has_no_chance():
    assert chance_between(p.HEART_RATE.key, D(60), D(40), None, up=False) is None


def test_a_bound_is_not_moved():
    facts = severe("<0.30")
    assert all(flip.if_.fact is not p.MAGNESIUM_SERUM for flip in flips(conclude(facts)))
    assert set(CONCLUSIONS) == {"severity", "route", "path"}
