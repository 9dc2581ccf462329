"""The three tests: 24-hour magnesium, fractional excretion and loading test, with all their modifiers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from . import units as u
from .logic import Answer, any_of
from .patient import Patient
from .severity import ionised_below_interval, unreliable
from .units import D, Value, half_up

CONSERVED, GREY, RENAL, INVALID = "conserved", "grey", "renal", "invalid"
DEPLETED, EQUIVOCAL, REPLETE = "depleted", "equivocal", "replete_or_wasting"


@dataclass(frozen=True, slots=True)
class Measured:
    """A class (None: not done or no class), whether it loses a step of certainty, and its value."""

    grade: str | None = None
    step_down: bool = False
    value: Decimal | None = None

    @property
    def token(self) -> str | None:
        return None if self.grade == INVALID else self.grade


def zone(value: Value, low: Decimal, high: Decimal, places: int) -> str | None:
    """Conserved below `low`, renal above `high`, grey between; None where a bound does not decide."""
    rounded = Value(half_up(value.number, places), value.unit, value.bound)
    if rounded.below(low) is True:
        return CONSERVED
    if rounded.above(high) is True:
        return RENAL
    return GREY if not value.bound else None


def serum_low(p: Patient) -> Answer:
    """A reliable total magnesium below the limit (DX-U24-00); an unreliable one says nothing."""
    return None if unreliable(p) else p.low


def refused(p: Patient) -> bool:
    """Out of scope for tests and route: ruling 23 with 52 and DX-HX-C26."""
    born = p.conditions(("postpartum_6_weeks", "pre_eclampsia"))
    return any_of(p.child, p.get("patient.pregnant"), born, p.dialysis) is True


def unsteady(p: Patient) -> Answer:
    return any_of(bool(p.aki), p.oliguria)


# -- adequacy of a collection (DX-U24-03, ruling 14) --------------------------------------------------------


def adequacy(p: Patient, creatinine_mmol: Decimal | None) -> str | None:
    if creatinine_mmol is None or p.age is None or p.weight is None or p.sex is None:
        return None
    predicted = (28 - D("0.2") * p.age) * judged_weight(p, p.weight)
    if p.sex == "female":
        predicted *= D("0.85")
    ratio = half_up(creatinine_mmol * u.CREATININE_MASS / predicted, 2)
    rows = (("invalid", ratio < D("0.50")), ("likely_under", ratio < D("0.70")), ("adequate", ratio <= D("1.30")),
            ("likely_over", ratio <= D("1.50")))  # fmt: skip
    return next((band for band, met in rows if met), "invalid")


def judged_weight(p: Patient, weight: Decimal) -> Decimal:
    """Adjusted weight above a body mass index of 30; below 60 inches or without a height the actual one."""
    height = p.value("patient.height")
    if height is None or weight / (height.number / 100) ** 2 <= 30:
        return weight
    inches = height.number / D("2.54")
    if inches < 60:
        return weight
    ideal = (50 if p.sex == "male" else D("45.5")) + D("2.3") * (inches - 60)
    return ideal + D("0.4") * (weight - ideal)


# -- timed urine --------------------------------------------------------------------------------------------


def _per_24h(p: Patient, name: str, factors: dict[str, Decimal]) -> Value | None:
    """An amount in mmol per 24 hours from an amount, or from concentration, volume and time (DX-U24-01)."""
    measured = p.value(f"urine_24h.{name}")
    mmol = u.converted(measured, factors, "mmol")
    if mmol is None or measured is None or measured.unit.endswith("/24h"):
        return mmol
    volume = u.converted(p.value("urine_24h.volume"), u.ML_OF, "ml")
    hours = p.value("urine_24h.duration")
    if volume is None or volume.bound or (hours is not None and hours.bound):
        return None
    return mmol.times(volume.number / 1000 * 24 / (D(24) if hours is None else hours.number), "mmol")


def urine_24h(p: Patient) -> Measured:
    measured, amount = p.value("urine_24h.magnesium"), _per_24h(p, "magnesium", u.MAGNESIUM_TO_MMOL)
    if measured is None or amount is None or refused(p):
        return Measured()
    hours = p.value("urine_24h.duration")
    timed = measured.unit.endswith("/24h") or hours is None or 20 <= hours.number <= 28
    if measured.unit.startswith("mg"):
        grade = zone(amount.times(u.MG_MASS, "mg"), D(12), D(24), 1)
    else:
        grade = zone(amount, D("0.50"), D("1.00"), 2)
    creatinine = _per_24h(p, "creatinine", u.CREATININE_TO_MMOL)
    collected = adequacy(p, creatinine.number if creatinine is not None and not creatinine.bound else None)
    if serum_low(p) is None:
        return Measured(None, value=amount.number)
    invalid: tuple[tuple[str, bool], ...] = (
        ("DX-U24-00", serum_low(p) is False),
        ("DX-U24-01", not timed),
        ("DX-U24-05", collected == "invalid"),
        ("DX-U24-05", collected == "likely_under" and grade != RENAL),
        ("DX-U24-05", collected == "likely_over" and grade != CONSERVED),
        ("DX-U24-06", p.given is True and grade in (GREY, RENAL)),
        ("DX-U24-07", p.kidney is not None and p.kidney < 30 and bool(p.egfrs)),
        ("ruling 19", unsteady(p) is True),
    )
    if any(met for _rule, met in invalid):
        return Measured(INVALID, value=amount.number)
    unsure = collected is None or (p.given is None and grade in (GREY, RENAL)) or not p.egfrs
    return Measured(grade, unsure, amount.number)


# -- fractional excretion -----------------------------------------------------------------------------------

Sample = tuple[Value, Value, Value | None]  # magnesium, creatinine, and the creatinine concentration in mmol/L


def _spot(p: Patient) -> Sample | None:
    magnesium = u.converted(p.value("urine_spot.magnesium"), u.MAGNESIUM_TO_MMOL, "mmol")
    creatinine = u.converted(p.value("urine_spot.creatinine"), u.CREATININE_TO_MMOL, "mmol")
    return None if magnesium is None or creatinine is None else (magnesium, creatinine, creatinine)


def _timed(p: Patient) -> Sample | None:
    """The timed sample itself, as concentrations or as amounts: the ratio is the same."""
    pairs = (("magnesium", u.MAGNESIUM_TO_MMOL), ("creatinine", u.CREATININE_TO_MMOL))
    found = [p.value(f"urine_24h.{name}") for name, _factors in pairs]
    if None in found:
        return None
    plain = [u.converted(p.value(f"urine_24h.{name}"), factors, "mmol") for name, factors in pairs]
    volume = u.converted(p.value("urine_24h.volume"), u.ML_OF, "ml")
    hours = p.value("urine_24h.duration")
    litres = None if volume is None else volume.number / 1000
    span = D(1) if hours is None else hours.number / 24
    by_amount = [value is not None and value.unit.endswith("/24h") for value in found]
    magnesium, creatinine = plain
    assert magnesium is not None
    assert creatinine is not None
    concentration = creatinine
    if by_amount[1]:
        concentration = None if litres is None else creatinine.times(span / litres, "mmol")
    if by_amount[0] == by_amount[1]:
        return magnesium, creatinine, concentration
    if litres is None:
        return None
    if by_amount[0]:
        magnesium = magnesium.times(span / litres, "mmol")
    assert concentration is not None
    return magnesium, concentration, concentration


def femg(p: Patient) -> Measured:
    """DX-FEMG-01 to -08 with rulings 12, 13, 18, 19 and 62; a reported value where nothing can be computed."""
    sample = _spot(p) or _timed(p)
    value, ionised = _computed_femg(p, sample) if sample else (None, False)
    reported = False
    if value is None:
        value, reported, ionised, sample = p.value("urine_spot.reported_femg"), True, False, None
        if value is None:
            return Measured()
    if value.number > 150:
        return Measured(INVALID, value=value.number)
    if refused(p):
        return Measured(None, value=value.number)
    low = ionised_below_interval(p) if ionised else serum_low(p)
    grade = zone(value, D("2.00"), D("4.00"), 2)
    weak = sample is not None and sample[2] is not None and sample[2].below(D(1)) is True
    invalid: tuple[tuple[str, bool], ...] = (
        ("DX-FEMG-05", p.given is True and grade in (GREY, RENAL)),
        ("DX-FEMG-04", p.kidney is not None and p.kidney < 30 and bool(p.egfrs)),
        ("DX-FEMG-07", unsteady(p) is True or weak),
    )
    if low is not True:
        return Measured(None, value=value.number)
    if any(met for _rule, met in invalid):
        return Measured(INVALID, value=value.number)
    if grade == RENAL and p.kidney == 30 and value.above(D(8)) is not True:
        grade = GREY
    unsure = ionised or reported or (p.given is None and grade in (GREY, RENAL)) or not p.egfrs
    return Measured(grade, unsure, value.number)


def _computed_femg(p: Patient, sample: Sample) -> tuple[Value | None, bool]:
    """100 × (U_Mg × S_Cr) / (0.7 × S_Mg × U_Cr), or with ionised magnesium without the 0.7."""
    serum_cr = u.converted(p.value("serum.creatinine"), u.CREATININE_TO_MMOL, "mmol")
    serum_mg, share, ionised = u.converted(p.magnesium, u.MAGNESIUM_TO_MMOL, "mmol"), D("0.7"), False
    if serum_mg is None:
        serum_mg = u.converted(p.value("serum.ionised_magnesium"), u.MAGNESIUM_TO_MMOL, "mmol")
        share, ionised = D(1), True
    if serum_mg is None or serum_cr is None:
        return None, ionised
    urine_mg, urine_cr, _concentration = sample
    if not (serum_mg.number and urine_cr.number):
        return None, ionised
    number = 100 * urine_mg.number * serum_cr.number / (share * serum_mg.number * urine_cr.number)
    return _bounded(number, (urine_mg, serum_cr), (serum_mg, urine_cr)), ionised


def _bounded(number: Decimal, above: tuple[Value, ...], below: tuple[Value, ...]) -> Value | None:
    """A bound above the line keeps its side, one below it turns; two that disagree say nothing."""
    turned = {"<": ">", ">": "<", "": ""}
    bounds = {value.bound for value in above} | {turned[value.bound] for value in below}
    bounds.discard("")
    return Value(number, "%", *bounds) if len(bounds) < 2 else None


# -- loading test -------------------------------------------------------------------------------------------


def loading_test(p: Patient) -> Measured:
    retention, reported = _retention(p), False
    if retention is None:
        retention, reported = p.value("loading_test.reported_retention"), True
        if retention is None:
            return Measured()
    if refused(p):
        return Measured(None, value=retention.number)
    rounded = Value(half_up(retention.number, 1), "%", retention.bound)
    rows = ((DEPLETED, rounded.above(D(50))), (REPLETE, rounded.below(D(20))))
    grade = next((g for g, met in rows if met is True), EQUIVOCAL if not retention.bound else None)
    creatinine = u.converted(p.value("loading_test.urine_creatinine_24h"), u.CREATININE_TO_MMOL, "mmol")
    collected = adequacy(p, creatinine.number if creatinine is not None and not creatinine.bound else None)
    invalid: tuple[tuple[str, bool], ...] = (
        ("DX-POP-05", (p.kidney is not None and p.kidney < 30 and bool(p.egfrs)) or unsteady(p) is True),
        ("DX-MLT-06", collected == "invalid"),
        ("DX-MLT-06", collected == "likely_under" and grade in (DEPLETED, EQUIVOCAL)),
        ("DX-MLT-06", collected == "likely_over" and grade in (REPLETE, EQUIVOCAL)),
    )
    if any(met for _rule, met in invalid):
        return Measured(INVALID, value=retention.number)
    return Measured(grade, collected is None or reported or not p.egfrs, retention.number)


def _retention(p: Patient) -> Value | None:
    """DX-MLT-01 or, for the protocol of 4 hours with a baseline, -03."""
    dose = u.converted(p.value("loading_test.dose"), u.MAGNESIUM_TO_MMOL, "mmol")
    if dose is None and p.get("loading_test.protocol") in ("30mmol_8h", "30mmol_12h"):
        dose = Value(D(30), "mmol")
    excreted = u.converted(p.value("loading_test.urine_magnesium_24h"), u.MAGNESIUM_TO_MMOL, "mmol")
    if dose is None or excreted is None or dose.bound or not dose.number:
        return None
    baseline = D(0)
    if p.get("loading_test.protocol") == "0.1mmol_per_kg_4h":
        ratio = u.converted(p.value("loading_test.baseline_magnesium_per_creatinine"), u.RATIO_TO_MMOL, "mmol")
        creatinine = u.converted(p.value("loading_test.urine_creatinine_24h"), u.CREATININE_TO_MMOL, "mmol")
        if ratio is not None and creatinine is not None:
            baseline = ratio.number * creatinine.number
    number = 100 * (1 - (excreted.number - baseline) / dose.number)
    return Value(number, "%", {"": "", "<": ">", ">": "<"}[excreted.bound])
