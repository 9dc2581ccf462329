"""How sure is a number? The 95 % interval of each index, and how much of it lies in each class.

An index that is a product of measurements is log-normal when they are: its variance on the logarithmic
scale is the sum of theirs, exactly. Retention varies by the points that a repeated test differed in healthy
people (DX-MLT-P1); eGFR varies with creatinine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import erf, exp, log, sqrt

from ..conditions import Threshold
from ..formulas import egfr_ckd_epi_2021, egfr_creatinine_at
from ..knowledge import thresholds as t
from ..knowledge.patient import AGE, CREATININE_SERUM, MAGNESIUM_SERUM, SEX
from ..knowledge.variation import RETENTION_REPEAT_SD_POINTS, VARIATION, Z_95
from ..sureness import Share, Spread
from ..units import Quantity, round_half_up
from .conclude import Conclusions
from .turning import breaking_point, indices

FEMG_CLASSES, RETENTION_CLASSES = ("conserved", "grey", "renal"), ("replete_or_wasting", "equivocal", "depleted")
BANDS = ("critical", "severe", "moderate", "mild", "none")
EGFR_BANDS = ("0", "15", "30", "60")


@dataclass(frozen=True, slots=True)
class Bell:
    """A distribution around a value: the share below a number, and the number below which a share lies."""

    below: Callable[[Decimal], float]
    at_z: Callable[[float], Decimal]


def log_normal(value: Decimal, sigma: float) -> Bell:
    """Around a median, with the standard deviation of the logarithm."""

    def below(limit: Decimal) -> float:
        return 0.0 if limit <= 0 else _phi(log(float(limit) / float(value)) / sigma)

    return Bell(below, lambda z: value * Decimal(str(exp(z * sigma))))


def normal(value: Decimal, sd: Decimal) -> Bell:
    """Around a mean, with a standard deviation in the same unit."""
    return Bell(lambda limit: _phi(float((limit - value) / sd)), lambda z: value + sd * Decimal(str(z)))


def _phi(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))


def log_sigma(keys: tuple[str, ...]) -> float:
    """The standard deviation of the logarithm of a product of independent measurements."""
    rows = [VARIATION[key] for key in keys if key in VARIATION]
    return sqrt(sum(log(1 + float(row.together / 100) ** 2) for row in rows))


def spreads(found: Conclusions) -> tuple[Spread, ...]:
    """The intervals of the magnesium, the eGFR and each urine index that has a class."""
    made = (_magnesium(found), _egfr(found), *_urine(found), _retention(found))
    return tuple(spread for spread in made if spread is not None)


def _magnesium(found: Conclusions) -> Spread | None:
    value = found.inquiry.facts.quantity(MAGNESIUM_SERUM)
    if value is None or not value.exact:
        return None
    limits = tuple(found.inquiry.knowledge.threshold(each) for each in (t.CRITICAL, t.SEVERE, t.MODERATE, t.LOW))
    return _spread("serum.magnesium", value, limits, BANDS, log_normal(value.value, log_sigma((MAGNESIUM_SERUM.key,))))


def _urine(found: Conclusions) -> list[Spread]:
    made = []
    for index in indices(found):
        done = found.inquiry.computed.get(index.name)
        if (
            index.name not in ("femg", "urine_magnesium_24h")
            or done is None
            or not done.valid
            or index.value.value <= 0
        ):
            continue
        limits = index.limits[:2]
        if index.name == "femg" and found.situation.kidney.band == "30":
            limits = (index.limits[0], found.inquiry.knowledge.threshold(t.FEMG_RENAL_CKD))
        bell = log_normal(index.value.value, log_sigma(tuple(index.powers)))
        made.append(_spread(index.name, index.value, limits, FEMG_CLASSES, bell))
    return made


def _retention(found: Conclusions) -> Spread | None:
    done = found.tests.loading
    if done.value is None or not done.valid or not done.value.exact:
        return None
    limits = tuple(found.inquiry.knowledge.threshold(each) for each in (t.EXCRETED, t.RETAINED))
    bell = normal(done.value.value, RETENTION_REPEAT_SD_POINTS)
    return _spread("loading_test_retention", done.value, limits, RETENTION_CLASSES, bell, assumed=False)


def _egfr(found: Conclusions) -> Spread | None:
    """From creatinine, age and sex; the equation's own error is not in it."""
    facts, done = found.inquiry.facts, found.inquiry.computed.get("egfr")
    creatinine, age, sex = facts.quantity(CREATININE_SERUM), facts.number(AGE), facts.word(SEX)
    if (
        done is None
        or not done.valid
        or done.reported
        or creatinine is None
        or age is None
        or sex not in ("female", "male")
    ):
        return None
    if not creatinine.exact or done.value is None:
        return None
    female, unit = sex == "female", done.value.unit
    bell = log_normal(creatinine.value, log_sigma((CREATININE_SERUM.key,)))

    def egfr(number: Decimal) -> Decimal:
        at = Quantity(number, creatinine.unit, creatinine.substance)
        return egfr_ckd_epi_2021(creatinine=at, age_years=age, female=female).value

    def below(limit: Decimal) -> float:
        at = egfr_creatinine_at(Quantity(limit, unit), age_years=age, female=female)
        return 1 - bell.below(at.to(creatinine.unit).value)

    turned = Bell(below, lambda z: egfr(bell.at_z(-z)))
    return _spread("egfr", done.value, (t.EGFR_15, t.EGFR_30, t.EGFR_60), EGFR_BANDS, turned)


def _spread(
    about: str,
    value: Quantity,
    limits: tuple[Threshold, ...],
    grades: tuple[str, ...],
    bell: Bell,
    *,
    assumed: bool = True,
) -> Spread:
    """`grades` rise with the value, one more than the limits between them."""
    native = limits[0].native(value.unit)
    edges = []
    for limit in limits:
        at, _upper = breaking_point(limit, limit.native(value.unit))
        edges.append(Quantity(at, native, value.substance).to(value.unit).value)
    below = [0.0, *(bell.below(edge) for edge in edges), 1.0]
    shares = tuple(
        Share(grade, round_half_up(Decimal(str(100 * (high - low))), 1))
        for grade, (low, high) in zip(grades, pairwise(below), strict=True)
    )
    lowest, highest = (Quantity(bell.at_z(float(z)), value.unit, value.substance) for z in (-Z_95, Z_95))
    return Spread(about, value, lowest, highest, shares, assumed)
