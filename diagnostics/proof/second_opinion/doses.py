"""Magnesium by vein and by mouth, and the three adjuncts: which, how much, or withheld (TX-IV, TX-PO, TX-AMI, TX-SGL, TX-PPI)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from . import path as t
from . import units as u
from .logic import Answer, any_of
from .patient import Patient
from .route import Route
from .severity import unreliable
from .units import D

Grams = dict[str, Decimal]  # item → magnesium sulfate heptahydrate of 24 hours


@dataclass(frozen=True, slots=True)
class Intravenous:
    """What is put forward by vein, and what stands ready until something is known."""

    given: Grams
    withheld: Grams


NOTHING = Intravenous({}, {})
CAP = {60: D(12), 30: D(7), 15: D(5), 0: D(2)}  # TX-IV-05, -07: g in 24 hours; below 15 the bolus only
CONTINUATION = {60: ("IV_INF_5G_6H", D(5)), 30: ("IV_INF_5G_12H", D(5)), 15: ("IV_INF_2_5G_12H", D("2.5"))}
PLANNED: dict[int, tuple[tuple[str, str, Decimal], ...]] = {  # TX-IV-06, -07: level → item, dose
    60: (("critical", "IV_INF_5G_12H_X2", D(10)), ("severe", "IV_INF_5G_12H", D(5)), ("moderate", "IV_INF_4G_8H", D(4)),
         ("mild", "IV_INF_2G_4H", D(2))),
    30: (("severe", "IV_INF_5G_12H", D(5)), ("moderate", "IV_INF_4G_8H", D(4)), ("mild", "IV_INF_2G_4H", D(2))),
    15: (("severe", "IV_INF_2_5G_12H", D("2.5")), ("moderate", "IV_INF_2G_8H", D(2)), ("mild", "IV_INF_1G_4H", D(1))),
}  # fmt: skip


def intravenous(p: Patient, path: str, by_level: str) -> Intravenous:
    """The items of the path with their grams. `by_level` is what a referral (TX-SEV-18) took the place of."""
    if p.child or path == t.PT or p.condition("pre_eclampsia") is True or t.obstetric_fit(p) is True:
        return NOTHING
    cards = _cards(p, path)
    if p.child is None:
        return Intravenous(cards, {})
    if path == t.P6:
        return _emergency(p, cards)
    if path == t.PX and t.out_of_scope(p) is True:
        return Intravenous(cards, {})
    if path == t.P5:
        return _urgent(p)
    if path == t.PX and by_level == t.P5:
        return Intravenous({}, _load(p))
    if path == t.P4 or (path == t.PX and by_level == t.P4):
        doses = _planned(p)
        wait = path == t.PX or waits(p) is not False
        return Intravenous({}, doses) if wait else Intravenous(doses, {})
    return NOTHING


def waits(p: Patient, *passed: str) -> Answer:
    """A stop of TX-IV-H, the `passed` ones apart, or a sample older than 7 days."""
    old = p.number("serum.taken_days_ago")
    items = {**t.flat_stops(p), **t.correctable_stops(p)}
    return any_of(old is not None and old > 7, *(answer for item, answer in items.items() if item not in passed))


def _cards(p: Patient, path: str) -> Grams:
    """TX-IV-01 and -02; in arrest only with torsades or a known low magnesium (ruling 29)."""
    torsades, arrest = p.finding("torsades_de_pointes") is True, p.finding("cardiac_arrest") is True
    low = p.low is True and not unreliable(p)
    if arrest:
        return {"IV_BOLUS_ARREST_2G": D(2)} if torsades or low else {}
    return {"IV_BOLUS_TDP_2G_10MIN": D(2)} if torsades or (path == t.P6 and _unstable(p)) else {}


def _unstable(p: Patient) -> bool:
    return p.finding("ventricular_arrhythmia_unstable") is True and p.low is True and not unreliable(p)


def _emergency(p: Patient, cards: Grams) -> Intravenous:
    if cards:
        ventricular = p.finding("torsades_de_pointes") is True or _unstable(p)
        again, later = _after_torsades(p, cards) if ventricular else ({}, {})
        known = t.flat_stops(p) | {k: v for k, v in t.correctable_stops(p).items() if k != "pressure"}
        if any(answer is True for answer in known.values()):
            return Intravenous(cards, {})
        unknown = None in known.values() or p.sign_below("systolic_bp", "90") is None
        given = {**cards, **again}
        return Intravenous(given, later) if unknown else Intravenous({**given, **later}, {})
    load, more = _load(p), _continued(p)
    if known_stop(p, "urine", "kidney") or _left(p) < sum(load.values()):
        return Intravenous({}, load)
    return Intravenous(load, more) if waits(p) is not False else Intravenous({**load, **more}, {})


def known_stop(p: Patient, *passed: str) -> bool:
    items = {**t.flat_stops(p), **t.correctable_stops(p)}
    return any(answer is True for item, answer in items.items() if item not in passed)


def _after_torsades(p: Patient, cards: Grams) -> tuple[Grams, Grams]:
    """A second 2 g, then 0.5 or 1 g/h for 6 hours; below 30 or unknown, or above the range: only the first."""
    if p.kidney is None or p.kidney < 30 or u.above(p.magnesium, u.ABOVE_RANGE) is True:
        return {}, {}
    fast = p.kidney == 60 and u.below(p.magnesium, u.SEVERE) is True and not unreliable(p)
    fitted = _capped(p, {"IV_REPEAT_TDP": D(2), "IV_MAINT_TDP": D(6) if fast else D(3)}, sum(cards.values(), D(0)))
    again = fitted.pop("IV_REPEAT_TDP", D(0))
    return ({"IV_REPEAT_TDP": again}, fitted) if again == 2 else ({}, {})


def _load(p: Patient) -> Grams:
    full = p.kidney is not None and p.kidney >= 30
    return {"IV_LOAD_2G_15MIN": D(2)} if full else {"IV_LOAD_1G_15MIN": D(1)}


def _continued(p: Patient) -> Grams:
    """TX-IV-05: nothing more from 0.60 up."""
    if u.below(p.magnesium, u.MODERATE) is not True or p.kidney not in CONTINUATION:
        return {}
    item, grams = CONTINUATION[p.kidney]
    return _capped(p, {item: grams}, sum(_load(p).values(), D(0)))


def _urgent(p: Patient) -> Intravenous:
    """TX-IV-04, -05: the load waits for the same as an infusion, but for urine and an unknown eGFR (rulings 10, 33, 53)."""
    load, more = _load(p), _continued(p)
    held = {**load, **more}
    if waits(p, "urine") is not False or _left(p) < sum(load.values()):
        return Intravenous({}, held)
    if p.measured_oliguria is None:
        return Intravenous({}, held)
    return Intravenous(load, more) if waits(p) is not False else Intravenous(held, {})


def _planned(p: Patient) -> Grams:
    if p.kidney not in PLANNED:
        return {}
    for level, item, grams in PLANNED[p.kidney]:
        if band(p, level):
            return _capped(p, {item: min(grams, _at_once_with_good_kidneys(p))}, D(0))
    return {}


def _at_once_with_good_kidneys(p: Patient) -> Decimal:
    """TX-INV-26: two infusions a day at the critical level, each cut to half of what is left; else no limit of its own."""
    if p.kidney == 60 or u.is_critical(p.magnesium) is not True:
        return D("Infinity")
    left = _half_steps(min(D(10), _left(p, 60)))
    twice = _half_steps(left / 2)
    return D("Infinity") if not twice or 2 * twice < min(left, D(5)) else twice


def band(p: Patient, level: str) -> bool:
    if level == "critical":
        return u.is_critical(p.magnesium) is True
    limit = {"severe": u.SEVERE, "moderate": u.MODERATE, "mild": u.LOW}[level]
    return u.below(p.magnesium, limit) is True


def _left(p: Patient, as_with: int | None = None) -> Decimal:
    """What kidney, body and day still allow (TX-SEV-19, TX-INV-20, -21; rulings 39, 44, 63), or would with another eGFR."""
    kidney = as_with or p.kidney
    cap = CAP[15 if kidney is None else kidney]
    weight = p.value("patient.weight")
    if weight is not None and weight.number < 45:
        cap = min(cap, D("0.2") * weight.number)
    rows = [(cap, 24), (D(40), 120)]  # TX-INV-21
    if kidney is None or kidney < 30:
        rows.append((D(20), 48))
    return min(limit - (p.given_by_vein(hours) or 0) for limit, hours in rows)


def _capped(p: Patient, items: Grams, used: Decimal) -> Grams:
    """Cut in steps of 0.5 g; two doses of a day are cut alike, or give way to one that is more."""
    left = _left(p) - used
    kept: Grams = {}
    for item, grams in items.items():
        fits = _half_steps(min(grams, left))
        if item.endswith("_X2"):
            twice, once = 2 * _half_steps(fits / 2), min(fits, grams / 2)
            fits = max(twice, once)
        if fits > 0:
            kept[item] = fits
            left -= fits
    return kept


def _half_steps(grams: Decimal) -> Decimal:
    return max((grams * 2).to_integral_value(ROUND_FLOOR) / 2, D(0))


# -- by mouth -----------------------------------------------------------------------------------------------


SALT_FORBIDDEN = ("raltegravir", "sodium polystyrene sulfonate", "class:sodium_polystyrene_sulfonate")


def oral_held(p: Patient) -> bool:
    """Why no oral dose is put forward, on the paths that want one."""
    held: tuple[tuple[str, bool], ...] = (
        ("TX-INV-01", p.child is not False),
        ("TX-INV-05", p.kidney is None or p.kidney < 30),
        ("ruling 33", p.oliguria is True),
        ("TX-PO-13", (p.aki or 0) >= 2),
        ("TX-PO-08", p.condition("bowel_obstruction") is not False or p.get("history.nil_by_mouth") is not False),
        ("TX-PO-09", not p.drugs_asked),
        ("TX-PO-09", any(d.acting and d.name in (*SALT_FORBIDDEN, "class:integrase_inhibitor") for d in p.drugs)),
    )
    return any(met for _rule, met in held)


def oral_to_confirm(p: Patient) -> bool:
    """An unknown drug, an old sample, or an unknown amount already taken: a prescriber decides."""
    old = p.number("serum.taken_days_ago")
    dose = p.value("history.oral_magnesium.dose")
    product = (p.oral_dose or 0) <= 0 and p.on("magnesium_product") is True
    given = (p.oral_dose or 0) <= 0 and p.given_oral_today
    above = p.kidney == 60 and (p.oral_dose or 0) > 30  # TX-PO-03: only by a specialist
    bounded = dose is not None and dose.bound != ""
    return p.unknown_drug or above or (old is not None and old > 7) or product or given or bounded


def oral(p: Patient, path: str) -> tuple[Decimal, Decimal] | None:
    """The least and the most per day of an automatic oral dose, mmol; None where there is none."""
    if path not in (t.P2, t.P3) or oral_held(p) or oral_to_confirm(p):
        return None
    most = D(30) if p.kidney == 60 else D(24)
    refeeding = p.conditions(("refeeding_risk", "refeeding")) is True
    if (p.oral_dose or 0) > 0 or p.refractory is True or (refeeding and p.kidney == 60 and p.weight is not None):
        return D("0.1"), most
    too_little_known = refeeding and p.weight is None
    more = band(p, "moderate") and p.kidney == 60 and p.tubulopathy is not True and not too_little_known
    start = D(24) if more else D(12)
    return start, start


# -- adjuncts -----------------------------------------------------------------------------------------------


def amiloride(p: Patient, path: str, route: Route, sglt2i: bool) -> bool:
    """Put forward automatically: on P3, nothing against it and nothing for a prescriber to weigh (TX-AMI-04)."""
    held: tuple[tuple[str, Answer], ...] = (
        ("TX-INV-14", path != t.P3 or oral_held(p)),
        ("TX-INV-01", p.child is not False),
        ("TX-SGL-07", sglt2i),
        ("TX-DIS-05", p.tubulopathy is True),
        ("TX-AMI-04", p.conditions(("liver_failure", *DIABETES))),
        ("unknown drug", p.unknown_drug),
    )
    return all(met is False for _rule, met in (*held, *amiloride_against(p, route)))


Against = tuple[tuple[str, Answer], ...]


def perhaps(against: Against) -> bool:
    """Not ruled out; what waits for an answer counts (rulings 8 and 36)."""
    return all(met is not True for _rule, met in against)


def amiloride_against(p: Patient, route: Route) -> Against:
    """TX-AMI-01 and -03: to be proposed, each must be known not to hold."""
    sodium, old = p.value("serum.sodium"), p.number("serum.taken_days_ago")
    return (
        ("TX-INV-48", route.value != "renal" or route.certainty not in ("established", "probable")),
        ("TX-INV-45", None if p.kidney is None else p.kidney != 60),
        ("TX-INV-44", None if p.potassium is None else p.potassium.above(D("5.0"))),
        ("TX-AMI-02", p.potassium_below("3.0")),
        ("TX-AMI-01", None if old is not None and old > 7 else False),
        ("TX-INV-47", None if p.aki is None else p.aki > 0),
        ("TX-INV-47", p.oliguria is True),
        ("TX-AMI-03", p.conditions(("diabetic_nephropathy", "addison", "dehydration", "vomiting", "acute_diarrhoea"))),
        ("TX-INV-46", p.on(*AGAINST_AMILORIDE)),
        ("TX-INV-03", any_of(p.may_be_pregnant, lactating(p))),
        ("TX-AMI-03", sodium is not None and sodium.below(D(130)) is not False),
        ("TX-INV-02", p.get("patient.dialysis")),
    )


AGAINST_AMILORIDE = (
    "potassium_sparing_diuretic", "mineralocorticoid_antagonist", "ace_inhibitor", "angiotensin_receptor_blocker",
    "neprilysin_inhibitor", "renin_inhibitor", "potassium_supplement", "trimethoprim", "calcineurin_inhibitor", "heparin", "nsaid",
)  # fmt: skip


DIABETES = ("type_1_diabetes", "type_2_diabetes", "pancreatogenic_diabetes", "diabetes_type_unknown")


def lactating(p: Patient) -> Answer:
    """Not known only matters in a woman who may be (12 to 55)."""
    answer = p.get("patient.lactating")
    if p.sex == "male":
        return False
    if answer is None:
        return None if p.age is None or 12 <= p.age <= 55 else False
    return bool(answer)


def sglt2_inhibitor(p: Patient, path: str) -> bool:
    """Put forward automatically: on P3, nothing against it and nothing for a prescriber to weigh (TX-SGL-05)."""
    held: tuple[tuple[str, Answer], ...] = (
        ("TX-INV-14", path != t.P3 or oral_held(p)),
        ("TX-INV-01", p.child is not False),
        ("TX-SGL-05", p.age is not None and p.age >= 75),
        ("TX-SGL-05", p.sign_below("systolic_bp", "100") is True),
        ("TX-SGL-05", p.on("loop_diuretic", "calcineurin_inhibitor", "mtor_inhibitor", "mycophenolate", "platinum")),
        ("TX-DIS-05", p.tubulopathy is True),
        ("unknown drug", p.unknown_drug),
    )
    return all(met is False for _rule, met in (*held, *sglt2_against(p)))


def sglt2_proposed(p: Patient, path: str) -> bool:
    """Put forward at all, be it for a prescriber to weigh: then amiloride waits (TX-SGL-07)."""
    return (
        path == t.P3 and p.child is False and not oral_held(p) and all(met is False for _rule, met in sglt2_against(p))
    )


def sglt2_against(p: Patient) -> Against:
    """TX-SGL-01 and -04, on a licensed ground only."""
    licensed = p.conditions(("type_2_diabetes", "chronic_kidney_disease", "proteinuric_ckd", "heart_failure"))
    return (
        ("TX-SGL-01", licensed is not True),
        ("TX-SGL-01", p.get("patient.setting") not in ("clinic", "community")),
        ("TX-SGL-01", u.below(p.magnesium, u.SEVERE) is True),
        ("TX-SGL-04", any_of(None if p.aki is None else p.aki > 0, p.oliguria is True)),
        ("TX-INV-53", None if p.kidney is None else p.kidney < 30),
        ("TX-INV-53", any_of(p.may_be_pregnant, lactating(p), p.get("patient.dialysis"))),
        ("TX-SGL-04", p.conditions(AGAINST_SGLT2I)),
        ("TX-INV-57", p.condition("kidney_transplant")),
        ("TX-SGL-05", p.age is not None and p.age >= 85),
        ("TX-SGL-01", p.on("sglt2_inhibitor")),
    )


AGAINST_SGLT2I = (
    "type_1_diabetes", "pancreatogenic_diabetes", "diabetes_type_unknown", "ketoacidosis_history", "diabetic_ketoacidosis",
    "acutely_ill", "fasting", "dehydration", "sepsis", "perioperative", "fournier_gangrene", "recurrent_genital_infection",
    "recurrent_urinary_infection", "ketogenic_diet", "alcohol_use_disorder", "alcohol_withdrawal", "eating_disorder",
    "critical_illness", "vomiting", "acute_diarrhoea",
)  # fmt: skip


def inulin(p: Patient, path: str) -> bool:
    held = path not in (t.P2, t.P3) or oral_held(p) or p.child is not False
    return not held and all(met is False for _rule, met in inulin_against(p))


def inulin_against(p: Patient) -> Against:
    """TX-PPI-05."""
    colon = p.get("history.colon_present")
    return (
        ("TX-PPI-05", p.ppi_must_go_on is not True),
        ("TX-INV-59", u.below(p.magnesium, u.SEVERE) is True),
        ("TX-INV-59", None if colon is None else not colon),
        ("TX-INV-59", p.conditions(AGAINST_INULIN)),
    )


AGAINST_INULIN = (
    "irritable_bowel_syndrome", "fructan_allergy", "fructose_intolerance", "bowel_obstruction", "inflammatory_bowel_disease",
    "short_bowel", "ileostomy", "high_output_stoma", "ileus",
)  # fmt: skip
