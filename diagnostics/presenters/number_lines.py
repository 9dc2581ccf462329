"""A number line for each index of a patient: every published limit as a tick with whose it is, and the value.

Plain values only; `number_line_drawing.py` draws them. A limit stands where the engine compares: at the number
that it has in the unit of the value, or else converted, which is marked ≈ and names the number as published.
FEMg and the 24-hour amount have a logarithmic scale, because they vary in proportion to themselves and their
limits lie far apart; serum magnesium and retention a linear one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment, Calculated
from ..clinical.conditions import Threshold
from ..clinical.evidence import Citation, Truth
from ..clinical.knowledge import published_limits as pl
from ..clinical.knowledge import thresholds as t
from ..clinical.knowledge.base import KNOWLEDGE
from ..clinical.knowledge.patient import MAGNESIUM_SERUM
from ..clinical.sureness import Spread
from ..clinical.units import Quantity, Unit
from . import words
from .source_names import SHORT
from .wording import NBSP, Wording

SERUM = "serum.magnesium"
LINEAR, LOGARITHMIC = "linear", "logarithmic"
SCALES = {SERUM: LINEAR, pl.FEMG: LOGARITHMIC, pl.U24: LOGARITHMIC, pl.RETENTION: LINEAR}
TITLES = {
    SERUM: _("Serum magnesium"),
    pl.FEMG: _("FEMg"),
    pl.U24: _("24-hour magnesium"),
    pl.RETENTION: _("Retention in the loading test"),
}
GROUPS = {
    SERUM: (pl.LOW, pl.SEVERE, pl.HIGH), pl.FEMG: (pl.FEMG,), pl.U24: (pl.U24,), pl.RETENTION: (pl.RETENTION,),
}  # fmt: skip
# The limits that part the classes used here, from the lowest, and the classes, one more.
CLASSES: dict[str, tuple[tuple[Threshold, ...], tuple[str, ...]]] = {
    SERUM: ((t.CRITICAL, t.SEVERE, t.MODERATE, t.LOW, t.HIGH), ("critical", "severe", "moderate", "mild", "not_low", "high")),
    pl.FEMG: ((t.FEMG_CONSERVED, t.FEMG_RENAL), ("conserved", "grey", "renal")),
    pl.U24: ((t.U24_CONSERVED, t.U24_RENAL), ("conserved", "grey", "renal")),
    pl.RETENTION: ((t.EXCRETED, t.RETAINED), ("replete_or_wasting", "equivocal", "depleted")),
}  # fmt: skip
CLASS_WORDS = {**words.POSITION, **words.SEVERITY, "high": words.GRADE["high"], "invalid": _("not valid")}
# What begins beyond a limit, by the key of its threshold.
BEYOND = {
    "lln": _("low below"),
    "moderate_below": _("moderate below"),
    "iv_below": _("severe below"),
    "critical_at": _("critical below"),
    "uln": _("high above"),
    "femg_low": _("conserved below"),
    "femg_high": _("renal above"),
    "femg_high_ckd": _("renal at eGFR 30 to 59 above"),
    "u24_low": _("conserved below"),
    "u24_high": _("renal above"),
    "mlt_low": _("replete or wasting below"),
    "mlt_high": _("depleted above"),
}
AT_LIMIT = {"critical_at": _("critical at or below")}  # where the limit itself belongs to what lies beyond
BY_VEIN, GRADE_3 = _("by vein below"), _("grade 3 below")  # other limits for what is called severe here
PLACES = {"%": 2, "mmol/24h": 2, "mg/24h": 1, "mEq/24h": 2, "mmol/L": 2, "mg/dL": 2, "mEq/L": 2, "mg/L": 1}


@dataclass(frozen=True, slots=True)
class Band:
    """A class between two numbers; None where it is open."""

    name: str
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Limit:
    """What begins beyond a limit, whose it is, and whether it is the one used here."""

    beyond: str
    whose: str
    used: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the line with the limits that lie there; `label` says its number with the unit."""

    at: Decimal
    label: str
    limits: tuple[Limit, ...]

    @property
    def used(self) -> bool:
        return any(limit.used for limit in self.limits)


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % interval of a value; `assumed` says that it rests on a setting without a source."""

    low: Decimal
    high: Decimal
    text: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One index of a patient among the published limits, in the unit of the value; `told` says all of it in words."""

    about: str
    title: str
    logarithmic: bool
    scale: str
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    value: Decimal
    comparator: str
    label: str
    grade: str
    interval: Interval | None
    told: str = ""


def number_lines(assessment: Assessment, wording: Wording) -> tuple[NumberLine, ...]:
    """The lines of those indices that this patient has with a class, in the order of the workup."""
    return tuple(_line(index, wording) for index in _indices(assessment))


@dataclass(frozen=True, slots=True)
class _Index:
    """An index of the patient: its value as it is said, its class, its interval, the limits that part the classes."""

    about: str
    value: Quantity
    calculated: Calculated | None
    grade: str
    spread: Spread | None
    limits: tuple[Threshold, ...]

    @property
    def unit(self) -> Unit:
        return self.value.unit


def _indices(assessment: Assessment) -> Iterator[_Index]:
    spreads = {spread.about: spread for spread in assessment.spread}
    magnesium = assessment.facts.quantity(MAGNESIUM_SERUM)
    if magnesium is not None and assessment.scope.in_scope:
        yield _Index(SERUM, magnesium, None, _serum_class(assessment), spreads.get(SERUM), _used(SERUM, assessment))
    for about in (pl.U24, pl.FEMG, pl.RETENTION):
        done = assessment.computed.get(about)
        if done is not None and done.value is not None and done.grade is not None:
            yield _Index(about, done.value, done, done.grade, spreads.get(about), _used(about, assessment))


def _used(about: str, assessment: Assessment) -> tuple[Threshold, ...]:
    """The limits at this clinic's values; at an eGFR of 30 to 59 a higher one for FEMg (DX-FEMG-04)."""
    limits = CLASSES[about][0]
    egfr = assessment.computed.get("egfr")
    value = egfr.value if egfr else None
    if about == pl.FEMG and t.EGFR_60.holds(value) is Truth.MET and t.EGFR_30.holds(value) is Truth.NOT_MET:
        limits = (t.FEMG_CONSERVED, t.FEMG_RENAL_CKD)
    return tuple(KNOWLEDGE.threshold(limit) for limit in limits)


def _serum_class(assessment: Assessment) -> str:
    """The class in words of the line; a sample that may be wrong, or an unknown status, has none of them."""
    if assessment.status == "low":
        return assessment.severity
    return {"possible_latent_deficiency": "not_low"}.get(assessment.status, assessment.status)


# --- the line -------------------------------------------------------------------------------------------------


def _line(index: _Index, wording: Wording) -> NumberLine:
    title = wording.text(TITLES[index.about])
    scale = wording.text(_("scale: linear") if SCALES[index.about] == LINEAR else _("scale: logarithmic"))
    line = NumberLine(
        about=index.about,
        title=title,
        logarithmic=SCALES[index.about] == LOGARITHMIC,
        scale=scale,
        bands=tuple(_bands(index, wording)),
        ticks=tuple(_ticks(index, wording)),
        value=index.value.value,
        comparator=index.value.comparator,
        label=_value_said(index, wording),
        grade=_grade_word(index, wording),
        interval=_interval(index, wording),
    )
    return replace(line, told=_in_words(line, wording))


def _value_said(index: _Index, wording: Wording) -> str:
    limits = tuple(limit.limit_for(index.value) for limit in index.limits)
    return wording.result(index.calculated, limits) if index.calculated else wording.quantity(index.value)


def _grade_word(index: _Index, wording: Wording) -> str:
    table = {**CLASS_WORDS, "suspected_spurious": words.STATUS["suspected_spurious"]}
    return wording.text(table.get(index.grade, words.plain(index.grade)))


def _interval(index: _Index, wording: Wording) -> Interval | None:
    """The 95 % interval, which is a setting without a source where the variation is."""
    spread = index.spread
    if spread is None:
        return None
    low, high = spread.low.to(index.unit), spread.high.to(index.unit)
    places = PLACES.get(index.unit.symbol, 2)
    said = wording.line(
        _("95 %: {low} to {high}"),
        low=wording.number(low.value, places), high=wording.number(high.value, places),
    )  # fmt: skip
    return Interval(low.value, high.value, f"{said}{NBSP + '†' if spread.assumed else ''}", spread.assumed)


def _bands(index: _Index, wording: Wording) -> Iterator[Band]:
    """The classes used here, from the lowest, each up to the limit that ends it."""
    edges = [_at(limit, index.unit) for limit in index.limits]
    names = [wording.text(CLASS_WORDS[word]) for word in CLASSES[index.about][1]]
    for name, low, high in zip(names, [None, *edges], [*edges, None], strict=True):
        yield Band(name, low, high)


# --- the ticks ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Position:
    """A limit as somebody holds it."""

    threshold: Threshold
    beyond: str
    whose: tuple[str, ...]
    used: bool


def _ticks(index: _Index, wording: Wording) -> Iterator[Tick]:
    """From the lowest; limits at the same place share a tick."""
    found: dict[Decimal, list[_Position]] = {}
    for position in _positions(index, wording):
        found.setdefault(_at(position.threshold, index.unit), []).append(position)
    exact = [at for at, there in found.items() if any(index.unit in each.threshold.limits for each in there)]
    for at in sorted(found):
        yield Tick(at, _number(at, index.unit, exact, wording), _limits(found[at], index.unit, wording))


def _number(at: Decimal, unit: Unit, exact: list[Decimal], wording: Wording) -> str:
    """A limit in the unit of the value; a converted one is marked, and looks like none that has this unit."""
    if at in exact:
        return wording.quantity(Quantity(at, unit))
    others = [Quantity(each, unit) for each in exact]
    return f"≈{NBSP}{wording.distinct(Quantity(at, unit), others, PLACES.get(unit.symbol, 2))}"


def _limits(positions: list[_Position], unit: Unit, wording: Wording) -> tuple[Limit, ...]:
    """What begins there, each once with all who hold it; what is used here first."""
    held: dict[str, list[_Position]] = {}
    for position in positions:
        held.setdefault(_beyond(position, unit, wording), []).append(position)
    limits = (
        Limit(beyond, ", ".join(dict.fromkeys(name for p in each for name in p.whose)), any(p.used for p in each))
        for beyond, each in held.items()
    )
    return tuple(sorted(limits, key=lambda limit: not limit.used))


def _at(threshold: Threshold, unit: Unit) -> Decimal:
    """Where a limit lies in the unit of the value."""
    native = threshold.native(unit)
    return Quantity(threshold.limits[native], native, MAGNESIUM_SERUM.substance).to(unit).value


def _beyond(position: _Position, unit: Unit, wording: Wording) -> str:
    """What begins beyond a limit, with the number as published where that is in another unit."""
    threshold, beyond = position.threshold, position.beyond
    if threshold.native(unit) in threshold.inclusive:
        beyond = AT_LIMIT.get(threshold.key, beyond)
    said = wording.text(beyond)
    if unit in threshold.limits:
        return said
    native = threshold.native(unit)
    return f"{said} {wording.quantity(Quantity(threshold.limits[native], native, MAGNESIUM_SERUM.substance))}"


def _positions(index: _Index, wording: Wording) -> Iterator[_Position]:
    """Every published limit about an index, then those of the classes that no publication stands for."""
    named = {limit.key: limit for limit in index.limits}
    told: set[str] = set()
    for row in (row for group in GROUPS[index.about] for row in pl.PUBLISHED_LIMITS if row.about == group):
        whose = _names(row.citations, wording) or (wording.text(row.note),)
        for threshold in _thresholds(row, named):
            told.add(threshold.key)
            yield _Position(threshold, _word_beyond(row, threshold), whose, not row.instead)
    for limit in index.limits:
        if limit.key not in told:
            yield _Position(limit, BEYOND[limit.key], (limit.rule,), True)


def _thresholds(row: pl.PublishedLimit, named: dict[str, Threshold]) -> Iterable[Threshold]:
    """The thresholds of a row: those used here, or its own; of a single limit the upper class alone."""
    if row.instead:
        return [row.instead[sorted(row.instead, key=_is_above)[-1]]]
    keys = {pl.LOW: ("lln",), pl.SEVERE: ("iv_below",), pl.HIGH: ("uln",), pl.FEMG: ("femg_low", "femg_high"),
            pl.U24: ("u24_low", "u24_high"), pl.RETENTION: ("mlt_low", "mlt_high")}[row.about]  # fmt: skip
    own = {limit.key: limit for limit in t.THRESHOLDS}
    return [named.get(key, own[key]) for key in keys]


def _is_above(key: str) -> bool:
    return key.endswith("_high")


def _word_beyond(row: pl.PublishedLimit, threshold: Threshold) -> str:
    if row.about == pl.SEVERE and row.instead:
        return GRADE_3 if row.rule == "DX-SER-03" else BY_VEIN
    return BEYOND[threshold.key]


def _names(citations: tuple[Citation, ...], wording: Wording) -> tuple[str, ...]:
    return tuple(wording.text(SHORT[citation.key]) for citation in citations)


# --- in words -------------------------------------------------------------------------------------------------


def _in_words(line: NumberLine, wording: Wording) -> str:
    """The value, then each limit from the lowest."""
    own = wording.line(_("this patient {value}, {grade}"), value=line.label, grade=line.grade)
    if line.interval:
        own = f"{own}, {line.interval.text}"
    limits = [f"{tick.label} {'; '.join(_limit_said(limit, wording) for limit in tick.limits)}" for tick in line.ticks]
    return f"{own}. {wording.text(_('Published limits'))}: {'. '.join(limits)}. {line.scale}."


def _limit_said(limit: Limit, wording: Wording) -> str:
    used = f", {wording.text(_('used here'))}" if limit.used else ""
    return f"{limit.beyond} ({limit.whose}{used})"
