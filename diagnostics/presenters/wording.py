"""Statement → sentence, quantity → number, dose → line: in the reader's language, decimal sign and units.

The one formatter (safety H04, H41): a leading zero always, no trailing zero on a dose, a no-break space
before the unit, a real minus sign. A measured value keeps the digits it was entered with; a computed one
is rounded here and nowhere before. All figures of a dose come from the one dose object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from django.utils import formats, timezone, translation
from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Calculated
from ..clinical.doses import MAGNESIUM_SULFATE, Dose, DrugDose, IVDose, OralDose, meq, mg, mmol_of_sulfate
from ..clinical.evidence import Rule
from ..clinical.facts import Fact
from ..clinical.knowledge.treatment import ORGANIC_SALT
from ..clinical.text import Statement
from ..clinical.units import (
    MEQ,
    MG,
    ML,
    ML_H,
    MMOL,
    PERCENT,
    Dimension,
    G,
    IncompatibleUnits,
    Quantity,
    Unit,
    round_half_up,
)

NBSP = "\u00a0"
MINUS = "\u2212"
LONGEST_TEXT = 500  # characters of a text that somebody typed; more is cut

# Decimals of a computed value by unit; a unit that is not here takes two.
PLACES = {
    "µmol/L": 0,
    "nmol/L": 0,
    "mmol": 1,
    "mg": 0,
    "mEq": 1,
    "mg/24h": 1,
    "mEq/24h": 1,
    "mmol/day": 1,
    "mg/day": 0,
    "mEq/day": 1,
    "mL": 1,
    "min": 0,
    "ms": 0,
    "kg": 1,
    "cm": 0,
    "mmHg": 0,
    "/min": 0,
    "mL/h": 1,
    "mL/min/1.73m2": 1,
    "U/L": 0,
    "years": 1,
    "months": 1,
    "days": 1,
    "h": 1,
}
MOST_PLACES = 8

_MEASURED = {Dimension.CONCENTRATION, Dimension.PERCENT, Dimension.RATIO, Dimension.AMOUNT_PER_DAY, Dimension.CLEARANCE}
_DOSES = {"mmol/day", "mg/day", "mEq/day"}

# Units that are words, for one and for more.
_UNIT_WORDS = {"years": (_("year"), _("years")), "months": (_("month"), _("months")), "days": (_("day"), _("days"))}
_UNIT_SIGNS = {
    "mL/min/1.73m2": f"mL/min/1.73{NBSP}m²",
    "mmol/24h": f"mmol/24{NBSP}h",
    "mg/24h": f"mg/24{NBSP}h",
    "g/24h": f"g/24{NBSP}h",
    "mEq/24h": f"mEq/24{NBSP}h",
    "ratio": "",
}

_PLACE = re.compile(r"\{(\w+)\}")
# A blank that must not break: between a number (or the place of one) and its unit, behind a comparison sign.
_UNITS_IN_TEXT = r"(?:%|[mµnp]?mol\b|mEq\b|[mµk]?g\b|m?L\b|ms\b|mmHg\b|h\b|min\b|cm\b|U/L|hours?\b|days?\b|weeks?\b|months?\b|years?\b|uur\b|uren\b|dag(?:en)?\b|weken\b|week\b|maand(?:en)?\b|jaar\b)"
_BEFORE_UNIT = re.compile(rf"(?:(?<=\d)|(?<=^)) (?={_UNITS_IN_TEXT})")
_AFTER_SIGN = re.compile(r"(?<=[<>≤≥=≈×+]) (?=[\d\u2212])")

_ROUTE_WORDS = {
    "oral": _("by mouth"),
    "iv": _("intravenously"),
    "io": _("into the bone"),
    "sc": _("under the skin"),
    "im": _("into the muscle"),
    "nasogastric": _("by feeding tube"),
}


def glue(text: str) -> str:
    """The text with no-break blanks where a number and its unit must stay together."""
    return _AFTER_SIGN.sub(NBSP, _BEFORE_UNIT.sub(NBSP, text))


def cut(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text that somebody typed, cut to a length that paper can bear."""
    text = re.sub(r"[ \t\r\n\f\v]+", " ", text).strip()  # no-break blanks stay
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def begun(text: str) -> str:
    """The text with a capital at its start, unless its first word has capitals or signs of its own (eGFR, pH, µg)."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return text[0].upper() + text[1:] if first.isascii() and first.islower() else text


@lru_cache(maxsize=4096)
def _parts(template: str) -> tuple[str, ...]:
    """A template taken apart: text, name, text, name, …, text."""
    pieces = _PLACE.split(template)
    return tuple(piece if place % 2 else glue(piece) for place, piece in enumerate(pieces))


@lru_cache(maxsize=4096)
def _translated(language: str, template: str) -> str:
    with translation.override(language):
        return translation.gettext(template)


def _plain(value: Decimal) -> str:
    """All digits, without an exponent."""
    return format(value, "f")


def _without_zeros(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _is_computed(value: Decimal) -> bool:
    """Whether a number has more digits than a person types, and is therefore a result of arithmetic."""
    return len(str(value)) > 11


class Wording:
    """Says things in one language."""

    __slots__ = ("language", "_decimal_sign", "_english")

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._english = language == "en"
        self._decimal_sign = "." if self._english else self._sign_of(language)

    @staticmethod
    def _sign_of(language: str) -> str:
        with translation.override(language):
            return str(formats.get_format("DECIMAL_SEPARATOR"))

    # -- sentences ------------------------------------------------------------------------------------

    def text(self, message: str) -> str:
        """A marked sentence or word without values, translated."""
        if not message:
            return ""
        return _parts_joined(message if self._english else _translated(self.language, message))

    def say(self, statement: Statement | None) -> str:
        """A statement as a sentence; empty for None."""
        if statement is None:
            return ""
        values = statement.values
        template = statement.template if self._english else self._template(statement.template)
        parts = _parts(template)
        if len(parts) == 1:
            return parts[0]
        said = list(parts)
        for place in range(1, len(parts), 2):
            name = parts[place]
            if name not in values:
                said[place] = f"{{{name}}}"
            elif name == "value" and type(values.get("limit")) is Quantity and type(values[name]) is Quantity:
                said[place] = self.compared(values[name], values["limit"])
            else:
                said[place] = self.value(values[name])
        return "".join(said)

    def _template(self, template: str) -> str:
        return _translated(self.language, template) if template else ""

    def template(self, message: str) -> str:
        """A marked sentence, translated, with the places for its values still in it."""
        parts = _parts(message if self._english else self._template(message))
        return "".join(f"{{{part}}}" if place % 2 else part for place, part in enumerate(parts))

    def line(self, template: str, **values: object) -> str:
        """A marked sentence of the presenters' own; a text among its values is ready and stands as it is."""
        parts = list(_parts(template if self._english else self._template(template)))
        for place in range(1, len(parts), 2):
            value = values[parts[place]]
            parts[place] = value if isinstance(value, str) else self.value(value)
        return "".join(parts)

    def value(self, value: object) -> str:
        """Any value that can stand in a statement."""
        known = _SAID_BY.get(type(value))
        if known is not None:
            return known(self, value)
        if isinstance(value, Fact):
            return self.text(value.label)
        if isinstance(value, Enum):
            return self._word(str(value.value))
        return self._word(str(value))

    def _yes_no(self, answer: bool) -> str:
        return self.text(_("yes") if answer else _("no"))

    def _listed(self, values: Iterable[object]) -> str:
        return ", ".join(self.value(part) for part in values)

    def _sorted(self, values: Iterable[object]) -> str:
        return ", ".join(sorted(self.value(part) for part in values))

    def _word(self, word: str) -> str:
        """A word of the core, translated where there is a translation; a text typed by somebody as it is."""
        word = cut(word)
        if not word or self._english:
            return glue(word)
        with translation.override(self.language):
            return glue(translation.gettext(word))

    # -- numbers --------------------------------------------------------------------------------------

    def _signed(self, digits: str) -> str:
        digits = digits.replace("-", MINUS)
        return digits if self._decimal_sign == "." else digits.replace(".", self._decimal_sign)

    def number(self, value: Decimal, places: int | None = None) -> str:
        """A number: as entered, or rounded half up to `places` decimals and then without trailing zeros."""
        if places is None and _is_computed(value):
            places = max(0, 3 - value.adjusted())
        if places is None:
            return self._signed(_plain(value))
        return self._signed(_without_zeros(self._rounded(value, places)))

    @staticmethod
    def _rounded(value: Decimal, places: int) -> str:
        rounded = round_half_up(value, places)
        return _plain(rounded if rounded else abs(rounded))

    def quantity(self, quantity: Quantity, places: int | None = None) -> str:
        """A number with its unit: as entered, or rounded to `places` (a computed one to what its unit is worth).

        A result of the laboratory keeps the zeros of its last places; an amount to be given has none.
        """
        value, unit = quantity.value, quantity.unit
        if places is None and _is_computed(value):
            places = PLACES.get(unit.symbol, 2)
        if places is not None and unit.dimension in _MEASURED and unit.symbol not in _DOSES:
            number = self._signed(self._rounded(value, places))
        else:
            number = self.number(value, places)
        return quantity.comparator + self._with_unit(number, unit, value)

    def _with_unit(self, number: str, unit: Unit, value: Decimal) -> str:
        sign = self._unit_text(unit.symbol, value)
        return f"{number}{sign}" if not sign or sign.startswith("/") else f"{number}{NBSP}{sign}"

    def unit(self, unit: Unit) -> str:
        """A unit as it is printed."""
        return self._unit_text(unit.symbol, None)

    def _unit_text(self, symbol: str, value: Decimal | None) -> str:
        if symbol in _UNIT_WORDS:
            one, more = _UNIT_WORDS[symbol]
            return self.text(one if value == 1 else more)
        sign = _UNIT_SIGNS.get(symbol, symbol)
        return sign if self._decimal_sign == "." else sign.replace("1.73", f"1{self._decimal_sign}73")

    def compared(self, value: Quantity, limit: Quantity, places: int | None = None) -> str:
        """A value beside a limit: with as many digits more as it takes not to look like the limit."""
        return self.distinct(value, (limit,), places)

    def distinct(self, value: Quantity, limits: Iterable[Quantity], places: int | None = None) -> str:
        """A value that looks like none of the limits unless it equals it (safety H09)."""
        if places is None and not _is_computed(value.value):
            return self.quantity(value)
        places = PLACES.get(value.unit.symbol, 2) if places is None else places
        others = [
            limit for limit in (_in_unit(limit, value.unit) for limit in limits) if limit not in (None, value.value)
        ]
        while places < MOST_PLACES and any(_look_equal(value.value, other, places) for other in others):
            places += 1
        return self.quantity(value, places)

    def result(self, calculated: Calculated, limits: Iterable[Quantity] = ()) -> str:
        """A computed value with the digits of its formula, which are those it was compared with (DX-GEN-03)."""
        if calculated.value is None:
            return ""
        said = calculated.formula.values.get("value") if calculated.formula else None
        return self.distinct(said if isinstance(said, Quantity) else calculated.value, limits)

    # -- doses ----------------------------------------------------------------------------------------

    def dose_line(self, dose: Dose | None) -> str:
        """A dose with all its equivalents, from the one dose object; empty for None."""
        match dose:
            case IVDose():
                return self._iv_line(dose)
            case OralDose():
                return self._oral_line(dose)
            case DrugDose():
                return self._drug_line(dose)
        return ""

    def magnesium(self, mmol: Decimal) -> str:
        """An amount of magnesium in three units."""
        return f"{self._amount(mmol, MMOL)} = {self._amount(meq(mmol), MEQ)} = {self._amount(mg(mmol), MG)}"

    def sulfate(self, grams: Decimal) -> str:
        """An amount of magnesium sulfate heptahydrate with its magnesium."""
        return f"{self._grams(grams)} ({self._amount(mmol_of_sulfate(grams), MMOL)})"

    def _amount(self, value: Decimal, unit: Unit) -> str:
        return self._with_unit(self.number(value, PLACES[unit.symbol]), unit, value)

    def _grams(self, value: Decimal) -> str:
        return self._with_unit(self.number(value, 2), G, value)

    def _iv_line(self, dose: IVDose) -> str:
        amount = self.line(
            _("{grams} {salt} = {mmol} = {meq} = {mg} magnesium = {stock} of the 50 % solution"),
            grams=self._grams(dose.salt_g),
            salt=self._word(MAGNESIUM_SULFATE),
            mmol=self._amount(dose.mmol, MMOL),
            meq=self._amount(dose.meq, MEQ),
            mg=self._amount(dose.mg, MG),
            stock=self._amount(dose.stock_ml, ML),
        )
        parts = [amount, self._iv_course(dose)]
        if dose.per_day > 1:
            parts.append(self.line(_("{times} in 24 h"), times=self._times(dose.per_day)))
        if dose.max_24h_g is not None:
            parts.append(self.line(_("at most {amount} in 24 h"), amount=self.sulfate(dose.max_24h_g)))
        return "; ".join(parts)

    def _iv_course(self, dose: IVDose) -> str:
        volume = self._amount(dose.volume_ml, ML)
        percent = self._with_unit(self.number(dose.percent_w_v, 2), PERCENT, dose.percent_w_v)
        if not dose.minutes or dose.rate_g_per_h is None or dose.rate_ml_per_h is None:
            return self.line(_("in {volume} ({percent}) as a bolus"), volume=volume, percent=percent)
        return self.line(
            _("in {volume} ({percent}) over {time} = {rate} ({flow})"),
            volume=volume,
            percent=percent,
            time=self.duration(dose.minutes),
            rate=self._rate(dose),
            flow=self._amount(dose.rate_ml_per_h, ML_H),
        )

    def _rate(self, dose: IVDose) -> str:
        """In g/h, and in mg/min where the dose is given within the hour."""
        grams = f"{self.number(dose.rate_g_per_h or Decimal(0), 2)}{NBSP}g/h"
        if dose.minutes >= 60:
            return grams
        return f"{self.number(dose.rate_mg_per_min or Decimal(0), 0)}{NBSP}mg/min = {grams}"

    def _oral_line(self, dose: OralDose) -> str:
        once, salt = self.magnesium(dose.mmol_per_dose), self.salt(dose)
        if dose.times_per_day == 1:
            return self.line(_("{amount} magnesium as {drug}, once a day"), amount=once, drug=salt)
        return self.line(
            _("{amount} magnesium as {drug}, {times} a day = {daily} magnesium a day"),
            amount=once,
            drug=salt,
            times=self._times(dose.times_per_day),
            daily=self.magnesium(dose.mmol_per_day),
        )

    def salt(self, dose: OralDose) -> str:
        """What magnesium by mouth is bound to."""
        return self.text(_("an organic salt")) if dose.drug == ORGANIC_SALT else self._word(dose.drug)

    def amount(self, dose: DrugDose) -> str:
        """How much of another drug at a time."""
        return f"{self.number(dose.amount, 2)}{NBSP}{self._word(dose.unit)}"

    def _drug_line(self, dose: DrugDose) -> str:
        parts = [
            f"{self._word(dose.drug)} {self.amount(dose)} {self.text(_ROUTE_WORDS.get(dose.route, dose.route))}".rstrip()
        ]
        if dose.times_per_day:
            parts.append(self.line(_("{times} a day"), times=self._times(dose.times_per_day)))
        if dose.minutes:
            parts.append(self.line(_("over {time}"), time=self.duration(dose.minutes)))
        return ", ".join(parts)

    def _times(self, times: int) -> str:
        words = {1: _("once"), 2: _("twice")}
        return (
            self.text(words[times])
            if times in words
            else self.line(_("{number} times"), number=times).replace(" ", NBSP)
        )

    def duration(self, minutes: Decimal) -> str:
        """Minutes below an hour, hours from there on."""
        if minutes < 60 or minutes % 30:
            return f"{self.number(minutes, 0)}{NBSP}min"
        return f"{self.number(minutes / 60, 1)}{NBSP}h"

    # -- dates ----------------------------------------------------------------------------------------

    def date(self, day: date) -> str:
        """A day, and the time with it where there is one, with the month as a word."""
        with translation.override(self.language):
            if isinstance(day, datetime):
                local = timezone.localtime(day) if timezone.is_aware(day) else day
                return formats.date_format(local, "j F Y, H:i").replace(" ", NBSP)
            return formats.date_format(day, "j F Y").replace(" ", NBSP)


_SAID_BY: dict[type, Callable[[Wording, Any], str]] = {
    str: Wording._word,
    Quantity: Wording.quantity,
    Decimal: Wording.number,
    int: lambda wording, number: str(number).replace("-", MINUS),
    bool: Wording._yes_no,
    Statement: Wording.say,
    Unit: Wording.unit,
    IVDose: Wording.dose_line,
    OralDose: Wording.dose_line,
    DrugDose: Wording.dose_line,
    Rule: lambda wording, rule: rule.id,
    type(None): lambda wording, nothing: wording.text(_("not known")),
    date: Wording.date,
    datetime: Wording.date,
    tuple: Wording._listed,
    list: Wording._listed,
    set: Wording._sorted,
    frozenset: Wording._sorted,
}


def _parts_joined(template: str) -> str:
    parts = _parts(template)
    return parts[0] if len(parts) == 1 else template


def _in_unit(limit: Quantity, unit: Unit) -> Decimal | None:
    try:
        return limit.to(unit).value
    except IncompatibleUnits:
        return None


def _look_equal(value: Decimal, limit: Decimal, places: int) -> bool:
    return round_half_up(value, places) == limit or round_half_up(value, places) == round_half_up(limit, places)
