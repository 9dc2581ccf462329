"""TX-INV-19 to -28: rate and amount."""

from __future__ import annotations

from decimal import Decimal

from ..clinical.doses import Dose, IVDose, OralDose
from ..clinical.knowledge import patient as p
from . import reading as r
from .case import CARDS, LOADS, Case, Item, words
from .change import knowing, without
from .checks import SERIES, check

D = Decimal
GRAMS_PER_DAY = {60: D(12), 30: D(7), 15: D(5), 0: D(2), None: D(5)}  # below 15: two first doses of 1 g at most
TEN_MINUTES = CARDS | {"IV_REPEAT_TDP"}


def any_by_vein(case: Case) -> bool:
    return any(True for _pair in case.shown_by_vein())


@check("TX-INV-19", "At most 200 mg/min in torsades, 150 mg/min loading, else 1 g/h.", when=any_by_vein)
def tx_inv_19(case: Case) -> str | None:
    for item, dose in case.shown_by_vein():
        if item.code == "IV_BOLUS_ARREST_2G":
            continue
        per_minute = D(200) if item.code in TEN_MINUTES else D(150) if item.code in LOADS else D(1000) / 60
        if not dose.minutes or dose.salt_g * 1000 > per_minute * dose.minutes:
            return f"{item.code}: {dose.salt_g} g in {dose.minutes} min"
    return None


def day_limit(case: Case) -> Decimal:
    """By kidney band, and 0.2 g/kg below 45 kg (TX-SEV-19)."""
    weight = r.light(case.facts)
    cap = GRAMS_PER_DAY[case.floor]
    return cap if weight is None else min(cap, weight * D("0.2"))


def _first_card_alone(case: Case) -> bool:
    return all(item.code in CARDS for item, _dose in case.by_vein)


@check("TX-INV-20", "In 24 hours, with what was given, at most the cap of the kidney band, never above 15 g.",
       when=lambda c: bool(c.by_vein))  # fmt: skip
def tx_inv_20(case: Case) -> str | None:
    """The first dose of arrest or torsades stands apart (TX-INV-22); with an amount not known a person decides."""
    if _first_card_alone(case):
        return None
    given = r.given_by_vein(case.facts, 24)
    if given is None:
        bold = [item.code for item, _dose in case.by_vein if item.automatic and item.code not in CARDS]
        return f"{bold[0]} is automatic with an unknown amount given" if bold else None
    total = case.grams + given
    return f"{total} g in 24 h" if total > min(day_limit(case), D(15)) else None


@check("TX-INV-21", "At most 40 g in 5 days; eGFR below 30: 20 g in 48 hours.", when=lambda c: bool(c.by_vein))
def tx_inv_21(case: Case) -> str | None:
    """Of the plan of a day and what is known to have been given; for the days to come the limit is printed."""
    if not any(stop.rule.id == "TX-INV-21" and "5 days" in stop.text.template for stop in case.plan.stop_criteria):
        return "the limit of 5 days is not printed"
    hours, most = (48, D(20)) if case.floor in (15, 0) else (120, D(40))
    given = r.given_by_vein(case.facts, hours) or D(0)
    if _first_card_alone(case) or not given:
        return None
    return f"{case.grams + given} g in {hours} h" if case.grams + given > most else None


FULL_P4 = (("0.50", D(5)), ("0.60", D(4)), ("0.70", D(2)))


def _full_dose(case: Case) -> Decimal:
    """The single dose of TX-IV-06 for this level with good kidneys."""
    value = r.magnesium(case.facts)
    if case.path != "P4_IV_PLANNED" or value is None:
        return D(5)
    if r.severe(case.facts) is not False:
        return D(5)
    return D(4) if r.below(value, r.MODERATE) is not False else D(2)


@check("TX-INV-22", "eGFR below 30: at most half the dose, 2.5 g at once, no second dose before a level.",
       when=lambda c: c.floor in (15, 0) and any_by_vein(c))  # fmt: skip
def tx_inv_22(case: Case) -> str | None:
    planned = [(item, dose) for item, dose in case.shown_by_vein() if item.code not in CARDS | LOADS]
    for item, dose in planned:
        if dose.salt_g > min(D("2.5"), _full_dose(case) / 2) or dose.per_day > 1:
            return f"{item.code}: {dose.per_day} × {dose.salt_g} g"
    if any(dose.salt_g > 1 for item, dose in case.shown_by_vein() if item.code in LOADS):
        return "a loading dose above 1 g"
    repeats = {item.code for item, _dose in case.by_vein} & {"IV_REPEAT_TDP", "IV_MAINT_TDP"}
    if repeats or len(case.scheduled) > 1:
        return "a second dose before a level"
    before = any(row.what == "serum_magnesium" and "before" in row.when.template for row in case.plan.monitoring)
    return None if before or not case.scheduled else "no level before the next dose"


def _no_filter(case: Case) -> bool:
    return case.floor == 0 or r.passing_no_urine(case.facts) or r.aki(case.facts) == 3


@check("TX-INV-23", "eGFR below 15, anuria, AKI stage 3: no scheduled infusion, no oral magnesium.", when=_no_filter)
def tx_inv_23(case: Case) -> str | None:
    wrong = case.codes_of(case.scheduled) | case.codes_of(case.by_mouth)
    return ", ".join(sorted(wrong)) or None


@check("TX-INV-24", "eGFR 30 to 59: at most 7 g in 24 h, no second infusion before a level.",
       when=lambda c: c.floor == 30 and bool(c.by_vein))  # fmt: skip
def tx_inv_24(case: Case) -> str | None:
    infusions = case.scheduled
    if len(infusions) > 1 or any(dose.per_day > 1 for _item, dose in infusions):
        return "a second infusion before a level"
    return None if case.grams <= 7 or _first_card_alone(case) else f"{case.grams} g"


SAID = {  # the name of a value in the sentence of an item → what it must be of the dose
    "grams": lambda dose: dose.salt_g, "volume": lambda dose: dose.volume_ml, "hours": lambda dose: dose.minutes / 60,
    "per_dose": lambda dose: dose.mmol_per_dose, "times": lambda dose: dose.times_per_day, "amount": lambda dose: dose.amount,
}  # fmt: skip


def _figures_differ(item: Item, dose: Dose) -> str | None:
    """Whether the sentence of an item has other numbers than its dose."""
    said = getattr(item, "text", None) or getattr(item, "label", None)
    for name, value in said.values.items() if said is not None else ():
        if name in SAID and isinstance(value, Decimal) and abs(value - SAID[name](dose)) > D("1e-9"):
            return f"{item.code} says {value} for {SAID[name](dose)}"
    return None


def _within(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= D("0.02") * abs(other)


@check("TX-INV-25", "Each dose has its figures in every unit, and they agree within 2 %.",
       when=lambda c: any(True for _pair in c.shown_doses()))  # fmt: skip
def tx_inv_25(case: Case) -> str | None:
    for item, dose in case.shown_doses():
        if different := _figures_differ(item, dose):
            return different
        if isinstance(dose, IVDose):
            agree = _within(dose.mmol, dose.salt_g * D("4.0573")) and _within(dose.meq, dose.mmol * 2)
            agree = agree and _within(dose.mg, dose.mmol * D("24.305")) and _within(dose.stock_ml, dose.salt_g * 2)
            if not agree or not dose.diluent or dose.volume_ml <= 0:
                return f"{item.code}: figures do not agree"
        elif isinstance(dose, OralDose) and dose.mmol_per_day != dose.mmol_per_dose * dose.times_per_day:
            return f"{item.code}: {dose.mmol_per_dose} × {dose.times_per_day} is not {dose.mmol_per_day}"
    return None


def _explained_by_kidney(case: Case) -> bool:
    """Potassium of 6.0 or more: a bad kidney explains it, a good one makes the sample suspect (ruling 51)."""
    return r.potassium_below(case.facts, "6.0") is not True and case.facts.quantity(p.POTASSIUM_SERUM) is not None


EGFR_STEPS = ("95", "60", "59", "50", "45", "44", "30", "29", "20", "15", "14", "8")


def _freer(worse: Case, better: Case) -> str | None:
    """Where a plan gives more, faster or looks later than another (ruling 36 lets an adjunct change the path)."""
    same = worse.path == better.path
    if same or not better.facts.answer(p.INTOLERABLE_DIARRHOEA):
        if worse.grams > better.grams:
            return f"{worse.grams} g by vein for {better.grams} g"
        if worse.fastest > better.fastest:
            return f"{worse.fastest} g/h for {better.fastest} g/h"
    if worse.mmol_by_mouth > better.mmol_by_mouth:
        return f"{worse.mmol_by_mouth} mmol by mouth for {better.mmol_by_mouth} mmol"
    if same and worse.plan.recheck and better.plan.recheck:
        late, early = worse.plan.recheck.within_hours, better.plan.recheck.within_hours
        return f"recheck at {late} h for {early} h" if late > early else None
    return None


URINE_TESTS = tuple(fact for fact in p.FACTS if fact.path.startswith(("urine_", "loading_test")))


@check("TX-INV-26", "A lower eGFR never brings a larger dose, a faster rate or a later recheck; unknown is never freer than 15 to 29.",
       kind=SERIES, when=lambda c: c.low is True and r.child(c.facts) is False and not _explained_by_kidney(c))  # fmt: skip
def tx_inv_26(case: Case) -> str | None:
    """What the urine shows is the same for all; its tests are left out, since eGFR decides whether they count."""
    bare = without(case.facts, p.CREATININE_SERUM, *URINE_TESTS)
    better = None
    for number in EGFR_STEPS:
        value = p.EGFR_REPORTED.read(number, "mL/min").value
        worse = case.asked_of(knowing(bare, (p.EGFR_REPORTED, value)))
        if better is not None and (wrong := _freer(worse, better)):
            return f"eGFR {number}: {wrong}"
        if number == "20":
            unknown = case.asked_of(without(bare, p.EGFR_REPORTED))
            if unknown.grams > worse.grams or unknown.mmol_by_mouth > worse.mmol_by_mouth:
                return f"eGFR not known: {unknown.grams} g and {unknown.mmol_by_mouth} mmol"
        better = worse
    return None


@check("TX-INV-27", "By mouth at most 10 mmol at once and 30 a day, divided above 10.", when=lambda c: bool(c.by_mouth))
def tx_inv_27(case: Case) -> str | None:
    for item, dose in case.by_mouth:
        if dose.mmol_per_dose > 10 or dose.mmol_per_day > 30 or (dose.mmol_per_day > 10 and dose.times_per_day < 2):
            return f"{item.code}: {dose.times_per_day} × {dose.mmol_per_dose} mmol"
    return None


@check("TX-INV-28", "eGFR below 30: no oral magnesium; below 45: no oxide, hydroxide, carbonate.",
       when=lambda c: r.egfr_below(c.facts, 45) is True or c.floor in (15, 0))  # fmt: skip
def tx_inv_28(case: Case) -> str | None:
    if case.floor in (15, 0) and case.by_mouth:
        return case.by_mouth[0][0].code
    for item, dose in case.by_mouth:
        offered = words(dose.drug, item.text, *(d for d in item.details if not words(d).startswith(("Not ", "No "))))
        if any(salt in offered.lower() for salt in ("oxide", "carbonate")):
            return f"{item.code} offers {offered}"
    return None
