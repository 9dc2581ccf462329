"""What a browser needs to compute without a connection: every number from the core, every sentence in each language.

No number is typed here. The sentences of the formulas are those that the engine says about a sample of values,
so that page and device say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from ..clinical import doses, formulas
from ..clinical.doses import MAGNESIUM_SULFATE
from ..clinical.engine.assess import assess
from ..clinical.engine.convert import CEILINGS, STRENGTHS, USUAL
from ..clinical.engine.loading import FIXED_DOSE
from ..clinical.engine.urine_24h import (
    ADEQUACY_WORDS,
    ADEQUATE_RATIO,
    ADJUST_ABOVE_BMI,
    ADJUST_FROM_CM,
    ADJUST_SHARE,
    USABLE_RATIO,
)
from ..clinical.facts import Choice, Count, Fact, Measurement, Range
from ..clinical.formulas import CkdEpi
from ..clinical.knowledge import patient as p
from ..clinical.knowledge.base import KNOWLEDGE
from ..clinical.knowledge.treatment import CONTENT_MMOL
from ..clinical.units import (
    MAGNESIUM_SULFATE_HEPTAHYDRATE_G_MOL,
    MMOL,
    UNITS,
    Substance,
    Unit,
)
from ..readers.answers import Written, hear
from ..readers.doubts import LARGEST_LOAD, LARGEST_LOAD_PER_KG
from . import calculator_amounts as of_amounts
from . import words
from .calculators import CALCULATORS, LABELS, Calculator
from .desk import MARK
from .wording import PLACES, Wording

TWO_PLACES = 2  # of a computed value whose unit is not in PLACES


@lru_cache(maxsize=1)
def constants(days: int) -> dict[str, Any]:
    """The numbers, and the words of every language, as JSON; `days` is how long they may be used unconfirmed."""
    return {
        "version": KNOWLEDGE.version,
        "days": days,
        "numbers": numbers(),
        "facts": {fact.key: _fact(fact) for each in CALCULATORS.values() for fact in each.asked},
        "calculators": {each.key: _calculator(each) for each in CALCULATORS.values()},
        "words": {code: sentences(Wording(code)) for code, _name in settings.LANGUAGES},
    }


# --- numbers ---------------------------------------------------------------------------------------------------


def numbers() -> dict[str, Any]:
    """Every constant of the formulas."""
    substances = {
        fact.substance for each in CALCULATORS.values() for fact in each.asked if isinstance(fact, Measurement)
    }
    return {
        "units": {unit.symbol: _unit(unit) for unit in UNITS},
        "substances": {each.key: _substance(each) for each in substances if each},
        "places": PLACES,
        "other_places": TWO_PLACES,
        "salt": float(MAGNESIUM_SULFATE_HEPTAHYDRATE_G_MOL),
        "stock_percent": float(doses.PERCENT_OF_STOCK),
        "share": float(formulas.FILTERABLE_SHARE),
        "ckd_epi": {
            "scale": float(formulas.CKD_EPI_SCALE),
            "above": float(formulas.CKD_EPI_ABOVE),
            "age": float(formulas.CKD_EPI_AGE),
            "female": _by_sex(formulas.CKD_EPI_FEMALE),
            "male": _by_sex(formulas.CKD_EPI_MALE),
        },
        "creatinine": {
            "per_kg": float(formulas.CREATININE_PER_KG),
            "per_year": float(formulas.CREATININE_PER_YEAR),
            "female": float(formulas.CREATININE_FEMALE),
            "usable": [float(each) for each in USABLE_RATIO],
            "adequate": [float(each) for each in ADEQUATE_RATIO],
        },
        "weight": {
            "female": float(formulas.IDEAL_KG_FEMALE),
            "male": float(formulas.IDEAL_KG_MALE),
            "per_inch": float(formulas.IDEAL_KG_PER_INCH),
            "from_inches": float(formulas.IDEAL_FROM_INCHES),
            "inch": float(formulas.CM_PER_INCH),
            "bmi": float(ADJUST_ABOVE_BMI),
            "from_cm": float(ADJUST_FROM_CM),
            "share": float(ADJUST_SHARE),
        },
        "fixed_load": float(FIXED_DOSE),
        "ceilings": [
            {"part": each.part, "limit": float(each.limit), "unit": each.unit.symbol, "hard": each.hard}
            for each in (*CEILINGS, *USUAL)
        ],
        "load_per_kg": float(LARGEST_LOAD_PER_KG),
        "strengths": [float(each) for each in STRENGTHS],
        "products": [float(mmol) for mmol in CONTENT_MMOL.values()],
    }


def _unit(unit: Unit) -> dict[str, object]:
    return {"dimension": unit.dimension.value, "basis": unit.basis.value, "factor": float(unit.factor)}


def _substance(substance: Substance) -> dict[str, float]:
    return {"mass": float(substance.molar_mass), "valence": substance.valence}


def _by_sex(own: CkdEpi) -> dict[str, float]:
    return {"kappa": float(own.kappa), "alpha": float(own.alpha), "factor": float(own.factor)}


def _fact(fact: Fact) -> dict[str, Any]:
    """How a box is read: its units, what it refuses and what it doubts."""
    if isinstance(fact, Choice):
        return {"kind": "choice"}
    if isinstance(fact, Count):
        most = None if fact.usual_high is None else float(fact.usual_high)
        hard = [[fact.unit.symbol, float(fact.low), float(fact.high)]]
        usual = [] if most is None else [[fact.unit.symbol, None, most]]
        return {
            "kind": "number",
            "units": [fact.unit.symbol],
            "substance": "",
            "hard": hard,
            "usual": usual,
            "most": [],
            "likelier": [],
        }
    assert isinstance(fact, Measurement)
    return {
        "kind": "number",
        "units": [unit.symbol for unit in fact.units],
        "substance": fact.substance.key if fact.substance else "",
        "hard": _range(fact.hard),
        "usual": _range(fact.usual),
        "most": [[MMOL.symbol, None, float(LARGEST_LOAD)]] if fact is p.LOAD_DOSE else [],
        "likelier": _likelier(fact),
    }


def _range(limits: Range | None) -> list[list[object]]:
    if limits is None:
        return []
    return [[unit.symbol, _or_none(low), _or_none(high)] for unit, low, high in limits.limits]


def _or_none(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _likelier(fact: Fact) -> list[list[object]]:
    """Serum magnesium that would be ordinary in another unit (DX-UNIT-12)."""
    if fact is not p.MAGNESIUM_SERUM:
        return []
    return [[unit.symbol, float(low), float(high), other] for unit, (low, high, other) in p.LIKELIER_IN.items()]


def _calculator(each: Calculator) -> dict[str, object]:
    return {"asked": [fact.key for fact in each.asked], "needs": [[fact.key for fact in ways] for ways in each.needs]}


# --- words -----------------------------------------------------------------------------------------------------

# Values with which the engine says each of its formulas once.
SAMPLE = {
    "patient.age_years": "60", "patient.sex": "female", "patient.weight": "110 kg", "patient.height": "165 cm",
    "serum.creatinine": "80 µmol/L", "urine_spot.magnesium": "2 mmol/L", "urine_spot.creatinine": "8 mmol/L",
    "urine_24h.volume": "1500 mL", "urine_24h.duration": "24 h", "urine_24h.magnesium": "2 mmol/L",
    "urine_24h.creatinine": "8 mmol/L", "loading_test.dose": "30 mmol", "loading_test.urine_magnesium_24h": "12 mmol/24h",
}  # fmt: skip
VARIANTS: dict[str, tuple[str, dict[str, str]]] = {
    "femg": ("femg", {"serum.magnesium": "0.6 mmol/L"}),
    "femg_ionised": ("femg", {"serum.ionised_magnesium": "0.4 mmol/L"}),
    "egfr": ("egfr", {}),
    "urine_magnesium_24h": ("urine_magnesium_24h", {}),
    "urine_magnesium_24h_reported": ("urine_magnesium_24h", {"urine_24h.magnesium": "3 mmol/24h"}),
    "collection_adequacy": ("collection_adequacy", {}),
    "loading_test_retention": ("loading_test_retention", {}),
    "loading_test_retention_baseline": (
        "loading_test_retention",
        {
            "loading_test.protocol": "0.1mmol_per_kg_4h", "loading_test.dose": "5 mmol",
            "loading_test.baseline_magnesium_per_creatinine": "0.2 mmol/mmol",
            "loading_test.urine_creatinine_24h": "10 mmol/24h", "loading_test.urine_magnesium_24h": "4 mmol/24h",
        },
    ),
}  # fmt: skip


@lru_cache(maxsize=1)
def formula_templates() -> dict[str, str]:
    """The sentence of each formula, with places for its values, as the engine says it."""
    found = {}
    for key, (name, more) in VARIANTS.items():
        written = {fact: Written(typed) for fact, typed in {**SAMPLE, **more}.items()}
        formula = assess(hear(written).facts).computed[name].formula
        assert formula is not None, key
        found[key] = formula.template
    return found


OFFLINE = {
    "offline": _("Computed on this device, without a connection."),
    "kept": _("Knowledge version {version}, last confirmed with the server {age} ago."),
    "confirmed": _("Last confirmed with the server {age} ago."),
    "too_old": _("Nothing is computed: knowledge version {version} on this device was last confirmed with the server {age} ago, and after {days} days a correction could have been missed. Open this page once with a connection."),
    "wrong_clock": _("Nothing is computed: the clock of this device stands before the moment at which its knowledge was confirmed. Set the clock, or open this page once with a connection."),
    "no_class": _("Without a connection only the number is computed. What it means here is judged with a connection; until then, hold it against the limits and conditions below."),
    "no_workup": _("A workup needs a connection."),
    "not_offline": _("Nothing can be computed without a connection: this browser has not kept the calculator yet. What is typed stays here."),
    "failed": _("The server was not reached or could not answer. What is typed stays here."),
    "bound": _("{fact}: bounds such as “<” and “>” are computed with a connection only."),
    "adults": _("From 18 years only."),
    "hour": _("{number} h"),
    "day": _("{number} d"),
}  # fmt: skip
READING = {
    "no_number": _("“{text}” is not a number. Write it like 0.45 or 0,45."),
    "thousands": _("“{text}” has a thousands separator. Write it without."),
    "two_ways": _("“{text}” could be {small} or {large}. Write it without a thousands separator and without a final zero."),
    "problem": _("{fact}: {problem}"),
    "no_unit": _("{fact}: choose the unit. Without it the number means nothing ({units})."),
    "other_unit": _("{fact}: the number was written in {pasted}, but {chosen} is chosen. Make them agree."),
    "not_its_unit": _("{fact}: “{unit}” is not a unit for it. Use {units}."),
    "outside": _("{fact}: {value} is outside {low} to {high}. Check the number and its unit."),
    "unusual": _("{fact}: {value} is unusual. Check the number and its unit."),
    "likelier": _("{fact}: {value} would be an ordinary value in {other}. Check the unit."),
    "too_much": _("{fact}: {value} is more than the protocol gives. Check whether mEq was taken for mmol."),
    "sure": _("Yes, this is right"),
    "missing": _("Still needed"),
    "or": _("or"),
}  # fmt: skip


def sentences(wording: Wording) -> dict[str, Any]:
    """Everything that the device says, in one language; places for values stand in braces."""

    def said(message: str) -> str:
        return wording.template(message)

    return {
        "decimal": wording.number(Decimal("0.5"))[1],
        "units": {unit.symbol: wording.unit(unit) for unit in UNITS},
        "years": [said(_("year")), said(_("years"))],
        "formulas": {key: said(template) for key, template in formula_templates().items()},
        "labels": {key: said(label) for key, label in _labels().items()},
        "facts": {fact.key: said(fact.label) for each in CALCULATORS.values() for fact in each.asked},
        "adequacy": {key: said(label) for key, label in ADEQUACY_WORDS.items()},
        "samples": {"spot": said(_("spot urine"))},
        "sexes": {
            "female": said(_("female")),
            "male": said(_("male")),
            "": said(_("sex not known, the lower of both")),
        },
        "adjusted": said(_("BMI above 30: adjusted weight {weight} used")),
        "height_unknown": said(_("Height not known: actual weight used")),
        "salt_name": said(MAGNESIUM_SULFATE),
        "salt_formula": said(of_amounts.SALT_FORMULA),
        "magnesium_formula": said(of_amounts.MAGNESIUM_FORMULA),
        "volume_formula": said(of_amounts.VOLUME_FORMULA),
        "solution": said(of_amounts.SOLUTION),
        "above": said(of_amounts.ABOVE),
        "usually": said(of_amounts.USUALLY),
        "not_above": said(of_amounts.NOT_ABOVE),
        "too_strong": said(of_amounts.TOO_STRONG),
        "ceilings": {ceiling.part: said(ceiling.label) for ceiling in CEILINGS},
        "products": [said(label) for label in CONTENT_MMOL],
        "own": said(of_amounts.OWN),
        "head": [said(head) for head in of_amounts.HEAD],
        "a_day": said(of_amounts.A_DAY),
        "no_salt": said(of_amounts.NO_SALT),
        "mark": said(MARK),
        **{key: said(message) for key, message in (*OFFLINE.items(), *READING.items())},
    }


def _labels() -> dict[str, str]:
    names: Iterable[str] = {name for each in CALCULATORS.values() for name in each.results}
    amounts = {
        "magnesium": _("Magnesium"), "meq": _("Magnesium in milliequivalents"), "mg": _("Magnesium, elemental"),
    }  # fmt: skip
    return {name: words.COMPUTED[name] for name in names} | LABELS | amounts
