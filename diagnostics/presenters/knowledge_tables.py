"""The tables of the knowledge in words: limits, a clinic's settings, drugs, and the rows that carry a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext_noop as _

from ..clinical.conditions import Threshold
from ..clinical.knowledge.drugs import CLASSES, DRUGS, Drug, DrugClass
from ..clinical.knowledge.limits import DRUG_LIMITS, DrugLimit
from ..clinical.knowledge.patient import BY_KEY
from ..clinical.knowledge.thresholds import ClinicLimits
from ..clinical.knowledge.variation import VARIATIONS
from ..clinical.units import MMOL_L, Quantity, Unit, find_unit
from . import words
from .desk import MARK
from .knowledge_rows import all_thresholds, compared_with
from .knowledge_shapes import ClassLine, DrugLine, LimitLine, SettingLine
from .wording import NBSP, Wording, begun

LANGUAGES = 4
SIDES: Mapping[tuple[str, bool], str] = {
    ("below", False): _("below {limit}"),
    ("below", True): _("at or below {limit}"),
    ("above", False): _("above {limit}"),
    ("above", True): _("at or above {limit}"),
}


# --- limits ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=LANGUAGES)
def limits(language: str) -> tuple[LimitLine, ...]:
    """Every cut-off that decides, in the order of the table."""
    wording = Wording(language)
    return tuple(limit_line(threshold, wording) for threshold in all_thresholds())


def limits_of(rule_id: str, wording: Wording) -> tuple[LimitLine, ...]:
    """The cut-offs that belong to a rule."""
    return tuple(limit_line(threshold, wording) for threshold in all_thresholds() if threshold.rule == rule_id)


def limit_line(threshold: Threshold, wording: Wording) -> LimitLine:
    """A cut-off with its limit in every unit, how a value is rounded before, and who may move it."""
    return LimitLine(
        key=threshold.key,
        label=begun(wording.text(threshold.label)),
        rule=threshold.rule,
        limits=tuple(limit_text(threshold, unit, value, wording) for unit, value in threshold.limits.items()),
        rounding=tuple(_rounding(unit, places, wording) for unit, places in threshold.places.items()),
        may_move=_may_move(threshold.key, wording),
        compared=tuple(wording.text(BY_KEY[key].label) for key in compared_with(threshold)),
    )


def limit_text(threshold: Threshold, unit: Unit, value: Decimal, wording: Wording) -> str:
    side = SIDES[threshold.side, unit in threshold.inclusive]
    return wording.line(side, limit=wording.quantity(Quantity(value, unit)))


def _rounding(unit: Unit, places: int, wording: Wording) -> str:
    step = Quantity(Decimal(1).scaleb(-places), unit)
    return wording.line(_("Rounded half up to {step}"), step=wording.quantity(step))


def _may_move(key: str, wording: Wording) -> str:
    if key not in ClinicLimits.RANGES:
        return ""
    low, high = (wording.number(Decimal(end)) for end in ClinicLimits.RANGES[key])
    return wording.line(
        _("A clinic may set it from {low} to {high}"), low=low, high=f"{high}{NBSP}{wording.unit(MMOL_L)}"
    )


# Settings that are no cut-off of a laboratory value, with their unit and rule.
SETTINGS: tuple[tuple[str, str, str, str], ...] = (
    ("oral_max_mmol_d", _("Most magnesium by mouth a day"), "mmol", "TX-PO-03"),
    ("oral_single_max_mmol", _("Most magnesium by mouth at once"), "mmol", "TX-PO-05"),
    ("iv_max_g_5d", _("Most magnesium sulfate heptahydrate in 5 days"), "g", "TX-INV-21"),
)


@lru_cache(maxsize=LANGUAGES)
def settings(language: str) -> tuple[SettingLine, ...]:
    """What a clinic may set besides the cut-offs, with default and range."""
    wording, default = Wording(language), ClinicLimits()
    found = [
        SettingLine(
            wording.text(label),
            amount(getattr(default, key), unit, wording),
            _from_to(ClinicLimits.RANGES[key], unit, wording),
            rule,
        )
        for key, label, unit, rule in SETTINGS
    ]
    for band, given in ClinicLimits.CAPS.items():
        label = wording.line(_("Most magnesium sulfate heptahydrate in 24 h, eGFR from {band}"), band=band)
        allowed = _from_to(given, "g", wording)
        found.append(SettingLine(label, amount(default.iv_max_g_24h[band], "g", wording), allowed, "TX-IV-05"))
    return tuple(found)


@lru_cache(maxsize=LANGUAGES)
def assumptions(language: str) -> tuple[str, ...]:
    """The variation of each measurement: settings without a source, on which only chances and intervals rest."""
    wording = Wording(language)
    said = _("{fact}: {analytical} % by the assay, {within} % from day to day")
    return tuple(
        wording.line(
            said,
            fact=wording.text(row.fact.label),
            analytical=wording.number(row.analytical),
            within=wording.number(row.within),
        )
        for row in VARIATIONS
        if row.source is None
    )


def _from_to(ends: tuple[str, str], unit: str, wording: Wording) -> str:
    low, high = ends
    return wording.line(
        _("{low} to {high}"), low=wording.number(Decimal(low)), high=amount(Decimal(high), unit, wording)
    )


def amount(value: Decimal, symbol: str, wording: Wording) -> str:
    unit = find_unit(symbol)
    return f"{wording.number(value, 2)}{NBSP}{wording.unit(unit) if unit else symbol}"


@lru_cache(maxsize=LANGUAGES)
def hard_limits(language: str) -> tuple[tuple[str, str], ...]:
    """The limits of the guard that no clinic moves: words and rule."""
    wording = Wording(language)
    return tuple((drug_limit(row, wording), row.rule) for row in DRUG_LIMITS)


def drug_limit(row: DrugLimit, wording: Wording) -> str:
    once, daily = amount(row.per_dose, row.unit, wording), amount(row.per_day, row.unit, wording)
    route = wording.text({"oral": _("by mouth"), "iv": _("intravenously")}.get(row.route, row.route))
    said = wording.line(
        _("{drug} {route}: at most {once} at once and {daily} a day"),
        drug=wording.value(row.drug),
        route=route,
        once=once,
        daily=daily,
    )
    if row.minutes_at_least is None:
        return begun(said)
    slowly = wording.line(_("over at least {time}"), time=wording.duration(row.minutes_at_least))
    return begun(f"{said}, {slowly}")


# --- drugs -------------------------------------------------------------------------------------------------

FLAGS: Mapping[str, str] = {
    "no_oral_magnesium": _("not together with magnesium by mouth"),
    "not_by_mouth": _("never swallowed: no spacing"),
    "cause_only_intravenous": _("a cause only as an infusion or in ketoacidosis"),
    "magnesium_oxide": _("counts as magnesium oxide"),
    "not_below_egfr_45": _("not below an eGFR of 45"),
}


@lru_cache(maxsize=LANGUAGES)
def drug_classes(language: str) -> tuple[ClassLine, ...]:
    """The drugs by class, causes of a low magnesium first."""
    wording = Wording(language)
    ranked = sorted(CLASSES.values(), key=lambda row: not row.weight)
    return tuple(_class_line(row, wording) for row in ranked)


def _class_line(row: DrugClass, wording: Wording) -> ClassLine:
    text = wording.text
    is_cause = bool(row.weight and row.routes)
    return ClassLine(
        code=row.code,
        label=text(row.label),
        atc=row.atc,
        rules=tuple(dict.fromkeys(each for each in (row.rule, row.culprit_rule) if each)),
        weight=text(words.WEIGHT[row.weight]) if row.weight else "",
        routes=routes(row.routes, wording),
        carry_over=_carry_over(row, wording) if is_cause else "",
        carry_over_mark="" if row.carry_over_verified or not is_cause else text(MARK),
        notes=tuple(text(each) for each in (row.note, row.action, row.spacing) if each)
        + ((wording.line(_("Who must agree: {owner}."), owner=wording.value(row.owner)),) if row.owner else ()),
        drugs=tuple(_drug_line(drug, row, wording) for drug in DRUGS.values() if row.code in drug.classes),
    )


def routes(routes: Iterable[str], wording: Wording) -> str:
    return ", ".join(wording.text(words.ROUTE[route]) for route in routes)


def _carry_over(row: DrugClass, wording: Wording) -> str:
    if row.carry_over_days is None:
        return wording.text(_("counts for ever after it is stopped"))
    if not row.carry_over_days:
        return wording.text(_("counts only while it is given"))
    return wording.line(_("counts for {days} days after it is stopped"), days=row.carry_over_days)


def _drug_line(drug: Drug, row: DrugClass, wording: Wording) -> DrugLine:
    notes = [wording.text(FLAGS.get(flag, words.plain(flag))) for flag in sorted(drug.flags)]
    if drug.weight and drug.weight != row.weight:
        notes.insert(0, wording.line(_("weight {weight}"), weight=wording.text(words.WEIGHT[drug.weight])))
    if drug.spacing and drug.spacing != row.spacing:
        notes.append(wording.text(drug.spacing))
    return DrugLine(drug.label, ", ".join(drug.names), tuple(notes))
