"""The turning points of one measured value: where a comparison of the rules changes its answer.

A limit on the value itself is taken over; a limit on an index (FEMg, 24-hour magnesium, retention, adequacy
of a collection, eGFR, adjusted calcium) is solved for the value, exactly, with all other values as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ..conditions import Threshold
from ..facts import Facts, Measurement
from ..formulas import baseline_from_ratio, egfr_creatinine_at
from ..knowledge.patient import (
    ADJUSTED_CALCIUM,
    AGE,
    ALBUMIN_SERUM,
    CALCIUM_SERUM,
    CREATININE_SERUM,
    IONISED_LOW,
    IONISED_MAGNESIUM,
    LOAD_BASELINE_RATIO,
    LOAD_DOSE,
    LOAD_URINE_CREATININE,
    LOAD_URINE_MAGNESIUM,
    MAGNESIUM_SERUM,
    PROTOCOL,
    SEX,
    SPOT_CREATININE,
    SPOT_MAGNESIUM,
    U24_CREATININE,
    U24_DURATION,
    U24_MAGNESIUM,
    U24_VOLUME,
    USUAL_MAGNESIUM,
)
from ..knowledge.turning_points import ADEQUACY, DIRECT, INDEX, NEAR_OWN_LEVEL_MMOL_L, POLYURIA, TOO_DILUTE
from ..units import G_DL, G_L, HOUR, MG_DL, ML, MMOL, MMOL_24H, MMOL_L, Dimension, IncompatibleUnits, Quantity, Unit
from .conclude import Conclusions
from .urine_24h import adequacy_of


@dataclass(frozen=True, slots=True)
class Turn:
    """A point where an answer changes, in the unit of the value.

    `upper` says that the point itself belongs to the values above it; `printed` that it is a limit in this
    unit and no solution of an index.
    """

    at: Decimal
    upper: bool
    printed: bool = False


def turning_points(found: Conclusions, fact: Measurement) -> tuple[Turn, ...]:
    """Every turning point of a measured value, in rising order; none for a value that is absent or only a bound."""
    value = found.inquiry.facts.quantity(fact)
    if value is None or not value.exact:
        return ()
    turns = [*_direct(found, fact, value)]
    for index in indices(found):
        turns += index.turns(fact, value)
    if fact is CREATININE_SERUM:
        turns += _creatinine(found, value)
    hard = _hard(fact, value.unit)
    inside = {(turn.at, turn.upper): turn for turn in turns if hard[0] <= turn.at <= hard[1]}
    return tuple(
        sorted(inside.values(), key=lambda turn: (turn.at, not turn.upper))
    )  # the point itself may stand alone


def _hard(fact: Measurement, unit: Unit) -> tuple[Decimal, Decimal]:
    """The hard limits in the unit of the value; what is not limited ends at 0 and at a large number."""
    assert fact.hard is not None
    low, high, own = fact.hard.bounds(unit, fact.substance)
    ends = []
    for end, none in ((low, Decimal(0)), (high, Decimal("1E9"))):
        ends.append(none if end is None else Quantity(end, own, fact.substance).to(unit).value)
    return ends[0], ends[1]


def breaking_point(threshold: Threshold, unit: Unit) -> tuple[Decimal, bool]:
    """Where a comparison in `unit` changes: the number, and whether the number itself belongs above.

    With rounding (DX-GEN-03) the answer changes half a last place beside the limit.
    """
    limit = threshold.limits[unit]
    included = unit in threshold.inclusive
    if unit not in threshold.places:
        return limit, (threshold.side == "above") == included
    half = Decimal(5).scaleb(-threshold.places[unit] - 1)
    if (threshold.side == "below") == included:
        return limit + half, True
    return limit - half, True


def _direct(found: Conclusions, fact: Measurement, value: Quantity) -> list[Turn]:
    knowledge = found.inquiry.knowledge
    turns = [turn for threshold in DIRECT.get(fact, ()) for turn in _of(knowledge.threshold(threshold), value)]
    facts = found.inquiry.facts
    if fact is MAGNESIUM_SERUM:
        turns += _own_level(facts.quantity(USUAL_MAGNESIUM), value)
    if fact is IONISED_MAGNESIUM and (low := facts.quantity(IONISED_LOW)) is not None:
        turns.append(Turn(low.to(value.unit).value, True, low.unit is value.unit))
    if fact is U24_CREATININE:
        turns += _dilute(facts, value)
    if fact is U24_VOLUME:
        turns += _volume(facts, value)
    if fact is U24_DURATION:
        turns += _polyuria_duration(facts)
    return turns


def _of(threshold: Threshold, value: Quantity) -> list[Turn]:
    """The turning point of a limit for a value; in a unit without a limit of its own by conversion."""
    native = threshold.native(value.unit)
    at, upper = breaking_point(threshold, native)
    try:
        here = Quantity(at, native, value.substance).to(value.unit).value
    except IncompatibleUnits:  # a limit that is written for other units only
        return []
    return [Turn(here, upper, native is value.unit)]


def _own_level(usual: Quantity | None, value: Quantity) -> list[Turn]:
    """Ruling 30: not more than 0.05 mmol/L below the patient's own level."""
    if usual is None:
        return []
    near = Quantity(usual.to(MMOL_L).value - NEAR_OWN_LEVEL_MMOL_L, MMOL_L, value.substance)
    return [Turn(near.to(value.unit).value, True)]


def _dilute(facts: Facts, value: Quantity) -> list[Turn]:
    """DX-FEMG-07 for a timed urine: its concentration, or its amount in its volume."""
    if value.unit.dimension is Dimension.CONCENTRATION:
        return _of(TOO_DILUTE, value)
    volume = facts.quantity(U24_VOLUME)
    if volume is None:
        return []
    amount = TOO_DILUTE.limits[MMOL_L] * volume.to(ML).value / 1000
    return [Turn(Quantity(amount, MMOL_24H, value.substance).to(value.unit).value, True)]


def _volume(facts: Facts, value: Quantity) -> list[Turn]:
    """DX-U24-08 more than 3 L a day; DX-FEMG-07 where the creatinine is an amount."""
    duration = facts.quantity(U24_DURATION)
    hours = duration.to(HOUR).value if duration else Decimal(24)
    points = [(POLYURIA.limits[ML] * hours / 24, False)]
    creatinine = facts.quantity(U24_CREATININE)
    if creatinine is not None and creatinine.unit.dimension is Dimension.AMOUNT_PER_DAY:
        points.append((creatinine.to(MMOL_24H).value * 1000 / TOO_DILUTE.limits[MMOL_L], False))
    return [Turn(Quantity(at, ML).to(value.unit).value, upper) for at, upper in points]


def _polyuria_duration(facts: Facts) -> list[Turn]:
    volume = facts.quantity(U24_VOLUME)
    return [] if volume is None else [Turn(volume.to(ML).value * 24 / POLYURIA.limits[ML], True)]


def _creatinine(found: Conclusions, value: Quantity) -> list[Turn]:
    """The creatinine at each limit of eGFR; with the sex not known, for both."""
    age, sex = found.inquiry.facts.number(AGE), found.inquiry.facts.word(SEX)
    if age is None or age < 18:
        return []
    sexes = (sex == "female",) if sex in ("female", "male") else (True, False)
    turns = []
    for threshold in INDEX["egfr"]:
        unit = next(iter(threshold.limits))
        for female in sexes:
            at = egfr_creatinine_at(Quantity(threshold.limits[unit], unit), age_years=age, female=female)
            turns.append(Turn(at.to(value.unit).value, False))
    return turns


# -- indices -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Index:
    """A computed value and how it depends on what was measured.

    (value − offset) rises with the power 1 or −1 of each measurement in `powers`; `slopes` are changes of the
    value per unit of a measurement, in that measurement's unit.
    """

    name: str
    value: Quantity
    limits: tuple[Threshold, ...]
    powers: dict[str, int]
    slopes: dict[str, Decimal]
    offset: Decimal = Decimal(0)

    def turns(self, fact: Measurement, measured: Quantity) -> list[Turn]:
        if fact.key not in self.powers and fact.key not in self.slopes:
            return []
        unit = self.limits[0].native(self.value.unit)
        now = self.value.to(unit).value
        solved = []
        for limit in self.limits:
            at, upper = breaking_point(limit, limit.native(unit))
            here = self._solve(fact.key, measured.value, now, at)
            if here is not None:
                solved.append(Turn(here, upper is not self._falls(fact.key, now)))
        return solved

    def _falls(self, key: str, now: Decimal) -> bool:
        """Whether the index falls as the measurement rises."""
        if key in self.slopes:
            return self.slopes[key] < 0
        return (self.powers[key] < 0) is (now >= self.offset)

    def _solve(self, key: str, measured: Decimal, now: Decimal, at: Decimal) -> Decimal | None:
        if key in self.slopes:
            return measured + (at - now) / self.slopes[key]
        try:
            ratio = (at - self.offset) / (now - self.offset)
            solved = measured * (ratio if self.powers[key] > 0 else 1 / ratio)
        except (InvalidOperation, ZeroDivisionError):  # nothing was excreted: no multiple of it reaches a limit
            return None
        return solved if solved > 0 else None


def indices(found: Conclusions) -> list[Index]:
    """Every index that was computed from measurements of this patient."""
    made = (
        _femg(found),
        _timed(found),
        _retention(found),
        _adjusted(found),
        _adequacy(found, "collection_adequacy", U24_CREATININE, timed=True),
        _adequacy(found, "loading_collection_adequacy", LOAD_URINE_CREATININE, timed=False),
    )
    return [index for index in made if index is not None and index.value.exact]


def _limits(found: Conclusions, name: str) -> tuple[Threshold, ...]:
    return tuple(found.inquiry.knowledge.threshold(threshold) for threshold in INDEX[name])


def _computed(found: Conclusions, name: str) -> Quantity | None:
    done = found.inquiry.computed.get(name)
    return done.value if done is not None and not done.reported else None


def _femg(found: Conclusions) -> Index | None:
    facts, value = found.inquiry.facts, _computed(found, "femg")
    if value is None:
        return None
    spot = facts.quantity(SPOT_MAGNESIUM) is not None and facts.quantity(SPOT_CREATININE) is not None
    magnesium, creatinine = (SPOT_MAGNESIUM, SPOT_CREATININE) if spot else (U24_MAGNESIUM, U24_CREATININE)
    serum = MAGNESIUM_SERUM if facts.quantity(MAGNESIUM_SERUM) is not None else IONISED_MAGNESIUM
    powers = {magnesium.key: 1, creatinine.key: -1, serum.key: -1, CREATININE_SERUM.key: 1}
    if not spot:
        powers |= _volume_power(facts)
    return Index("femg", value, _limits(found, "femg"), powers, {})


def _volume_power(facts: Facts) -> dict[str, int]:
    """One analyte as a concentration and the other as an amount: the volume does not cancel."""
    magnesium, creatinine = facts.quantity(U24_MAGNESIUM), facts.quantity(U24_CREATININE)
    by_volume = [q is not None and q.unit.dimension is Dimension.AMOUNT_PER_DAY for q in (magnesium, creatinine)]
    if by_volume[0] == by_volume[1]:
        return {}
    return {U24_VOLUME.key: -1 if by_volume[0] else 1}


def _timed(found: Conclusions) -> Index | None:
    value, magnesium = _computed(found, "urine_magnesium_24h"), found.inquiry.facts.quantity(U24_MAGNESIUM)
    if value is None or magnesium is None:
        return None
    powers = {U24_MAGNESIUM.key: 1}
    if magnesium.unit.dimension is Dimension.CONCENTRATION:
        powers |= {U24_VOLUME.key: 1, U24_DURATION.key: -1}
    return Index("urine_magnesium_24h", value, _limits(found, "urine_magnesium_24h"), powers, {})


def _adequacy(found: Conclusions, name: str, creatinine: Measurement, *, timed: bool) -> Index | None:
    value, measured = _computed(found, name), found.inquiry.facts.quantity(creatinine)
    if name == "loading_collection_adequacy":
        value = _loading_adequacy(found)
    if value is None or measured is None:
        return None
    powers = {creatinine.key: 1}
    if timed and measured.unit.dimension is Dimension.CONCENTRATION:
        powers |= {U24_VOLUME.key: 1, U24_DURATION.key: -1}
    return Index(name, value, ADEQUACY, powers, {})


def _loading_adequacy(found: Conclusions) -> Quantity | None:
    quiet = found.inquiry.aside()
    return adequacy_of(quiet, quiet.facts.quantity(LOAD_URINE_CREATININE), "loading_collection_adequacy").value


def _retention(found: Conclusions) -> Index | None:
    """100 − retention is the share excreted: it rises with the magnesium in the urine and falls with the dose."""
    facts, value = found.inquiry.facts, _computed(found, "loading_test_retention")
    excreted, dose = facts.quantity(LOAD_URINE_MAGNESIUM), facts.quantity(LOAD_DOSE)
    if value is None or excreted is None:
        return None
    given = dose.to(MMOL).value if dose is not None else Decimal(30)
    per_unit = excreted.to(MMOL_24H).value / excreted.value if excreted.value else Decimal(1)
    slopes = {LOAD_URINE_MAGNESIUM.key: -100 * per_unit / given, **_baseline_slope(facts, given)}
    return Index(
        "loading_test_retention",
        value,
        _limits(found, "loading_test_retention"),
        {LOAD_DOSE.key: -1},
        slopes,
        Decimal(100),
    )


def _baseline_slope(facts: Facts, given: Decimal) -> dict[str, Decimal]:
    """The expected excretion without the load rises with the creatinine of that day (DX-MLT-03)."""
    creatinine, ratio = facts.quantity(LOAD_URINE_CREATININE), facts.quantity(LOAD_BASELINE_RATIO)
    if creatinine is None or ratio is None or not creatinine.value or facts.word(PROTOCOL) != "0.1mmol_per_kg_4h":
        return {}
    expected = baseline_from_ratio(magnesium_per_creatinine=ratio, creatinine_24h=creatinine).value
    return {LOAD_URINE_CREATININE.key: 100 * expected / creatinine.value / given}


def _adjusted(found: Conclusions) -> Index | None:
    """Adjusted calcium rises with calcium and falls with albumin (DX-CA-01)."""
    facts, value = found.inquiry.facts, _computed(found, "adjusted_calcium")
    calcium, albumin = facts.quantity(CALCIUM_SERUM), facts.quantity(ALBUMIN_SERUM)
    if value is None or calcium is None or albumin is None or facts.quantity(ADJUSTED_CALCIUM) is value:
        return None
    unit = value.unit
    per_calcium = Quantity(Decimal(1), calcium.unit, calcium.substance).to(unit).value
    per_albumin = Decimal("0.8") if unit is MG_DL else Decimal("0.02")
    per_unit = Quantity(Decimal(1), albumin.unit, albumin.substance).to(G_DL if unit is MG_DL else G_L).value
    slopes = {CALCIUM_SERUM.key: per_calcium, ALBUMIN_SERUM.key: -per_albumin * per_unit}
    return Index("adjusted_calcium", value, _limits(found, "adjusted_calcium"), {}, slopes)
