"""Magnesium by vein and by mouth, and the three adjuncts: which, how much, or withheld (TX-IV, TX-PO, TX-AMI, TX-SGL, TX-PPI)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from . import path as t
from . import units as u
from .logic import Answer, any_of
from .patient import Patient
from .route import Route
from .severity import GROUP_E, GROUP_M, SERIOUS, unreliable
from .units import D

Grams = dict[str, Decimal]  # item → magnesium sulfate heptahydrate of 24 hours


@dataclass(frozen=True, slots=True)
class Intravenous:
    """What is put forward by vein, and what stands ready until something is known."""

    given: Grams
    withheld: Grams


NOTHING = Intravenous({}, {})
CAP = {60: D(12), 30: D(7), 15: D(5)}  # TX-IV-05, -07: g in 24 hours
CONTINUATION = {60: ("IV_INF_5G_6H", D(5)), 30: ("IV_INF_5G_12H", D(5)), 15: ("IV_INF_2_5G_12H", D("2.5"))}
PLANNED: dict[int, tuple[tuple[str, str, Decimal], ...]] = {  # TX-IV-06, -07: level → item, dose
    60: (("critical", "IV_INF_5G_12H_X2", D(10)), ("severe", "IV_INF_5G_12H", D(5)), ("moderate", "IV_INF_4G_8H", D(4)),
         ("mild", "IV_INF_2G_4H", D(2))),
    30: (("severe", "IV_INF_5G_12H", D(5)), ("moderate", "IV_INF_4G_8H", D(4)), ("mild", "IV_INF_2G_4H", D(2))),
    15: (("severe", "IV_INF_2_5G_12H", D("2.5")), ("moderate", "IV_INF_2G_8H", D(2)), ("mild", "IV_INF_1G_4H", D(1))),
}  # fmt: skip


def intravenous(c: t.Setting, path: str) -> Intravenous:
    """The items of the path with their grams; doses need an adult, the cards an adult or an unknown age."""
    p = c.p
    if p.child or path == t.PT or p.condition("pre_eclampsia") is True:
        return NOTHING
    cards = _cards(p, path)
    if p.child is None or (path == t.PX and t.out_of_scope(p) is True):
        return Intravenous(cards, {})
    if path == t.P6:
        return _emergency(p, cards)
    old = p.number("serum.taken_days_ago")
    if path not in (t.P4, t.P5) or (old is not None and old > 7):
        return NOTHING
    doses = _urgent(p) if path == t.P5 else _planned(p)
    wait = any_of(*stops(p, path).values())
    return Intravenous(doses, {}) if wait is False else Intravenous({}, doses)


def stops(p: Patient, path: str) -> dict[str, Answer]:
    """Each item of TX-IV-H; an unknown kidney function has doses of its own in P5 (ruling 10)."""
    items = {**t.flat_stops(p), **t.correctable_stops(p)}
    if path == t.P5:
        items["urine"] = False if items["urine"] else items["urine"]
        if p.kidney is None:
            items["kidney"] = False if p.aki is not None else None
    return items


def _cards(p: Patient, path: str) -> Grams:
    """TX-IV-01 and -02; in arrest only with torsades or a known low magnesium (ruling 29)."""
    torsades, arrest = p.finding("torsades_de_pointes") is True, p.finding("cardiac_arrest") is True
    low = p.low is True and not unreliable(p)
    if arrest:
        return {"IV_BOLUS_ARREST_2G": D(2)} if torsades or low else {}
    unstable = path == t.P6 and p.finding("ventricular_arrhythmia_unstable") is True and low
    return {"IV_BOLUS_TDP_2G_10MIN": D(2)} if torsades or unstable else {}


def _emergency(p: Patient, cards: Grams) -> Intravenous:
    blocked = any_of(*stops(p, t.P6).values())
    if "IV_BOLUS_ARREST_2G" in cards or (not cards and p.finding("cardiac_arrest") is True):
        return Intravenous(cards, {})
    if cards:
        later = _after_torsades(p, cards)
        return Intravenous({**cards, **later}, {}) if blocked is False else Intravenous(cards, later)
    load = _load(p)
    more = _continued(p, load)
    return Intravenous({**load, **more}, {}) if blocked is False else Intravenous(load, more)


def _after_torsades(p: Patient, cards: Grams) -> Grams:
    """A second 2 g and 0.5 or 1 g/h for 6 hours; below 30 or unknown, or above the range: only the first."""
    if p.kidney is None or p.kidney < 30 or u.above(p.magnesium, u.ABOVE_RANGE) is True:
        return {}
    fast = p.kidney == 60 and u.below(p.magnesium, u.SEVERE) is True
    return _capped(p, {"IV_REPEAT_TDP": D(2), "IV_MAINT_TDP": D(6) if fast else D(3)}, sum(cards.values(), D(0)))


def _load(p: Patient) -> Grams:
    full = p.kidney is not None and p.kidney >= 30
    return {"IV_LOAD_2G_15MIN": D(2)} if full else {"IV_LOAD_1G_15MIN": D(1)}


def _continued(p: Patient, load: Grams) -> Grams:
    """TX-IV-05: nothing more from 0.60 up."""
    if u.below(p.magnesium, u.MODERATE) is not True or p.kidney not in CONTINUATION:
        return {}
    item, grams = CONTINUATION[p.kidney]
    return _capped(p, {item: grams}, sum(load.values(), D(0)))


def _urgent(p: Patient) -> Grams:
    load = _load(p)
    return {**load, **_continued(p, load)}


def _planned(p: Patient) -> Grams:
    if p.kidney not in PLANNED:
        return {}
    for level, item, grams in PLANNED[p.kidney]:
        if band(p, level):
            return _capped(p, {item: grams}, D(0))
    return {}


def band(p: Patient, level: str) -> bool:
    if level == "critical":
        return u.is_critical(p.magnesium) is True
    limit = {"severe": u.SEVERE, "moderate": u.MODERATE, "mild": u.LOW}[level]
    return u.below(p.magnesium, limit) is True


def _capped(p: Patient, items: Grams, used: Decimal) -> Grams:
    """Cut to what the kidney, the body and the day allow, in steps of 0.5 g (TX-SEV-19; rulings 39, 44)."""
    assert p.kidney is not None
    cap = CAP[p.kidney]
    if p.weight is not None and p.weight < 45:
        cap = min(cap, D("0.2") * p.weight)
    if p.given_iv_grams is None:
        return {}
    left = cap - used - p.given_iv_grams
    kept: Grams = {}
    for item, grams in items.items():
        fits = min(grams, left)
        if fits < grams:
            fits = (fits * 2).to_integral_value(ROUND_FLOOR) / 2
        if fits > 0:
            kept[item] = fits
            left -= fits
    return kept


# -- by mouth -----------------------------------------------------------------------------------------------


def oral(p: Patient, path: str) -> tuple[Decimal, Decimal] | None:
    """The least and the most per day of an automatic oral dose, mmol; None where there is none."""
    old = p.number("serum.taken_days_ago")
    held: tuple[tuple[str, bool], ...] = (
        ("path", path not in (t.P2, t.P3)),
        ("TX-INV-01", p.child is not False),
        ("TX-INV-05", p.kidney is None or p.kidney < 30),
        ("ruling 33", p.oliguria is True),
        ("TX-PO-13", p.aki is None or p.aki >= 2),
        ("TX-PO-08", p.condition("bowel_obstruction") is not False),
        ("TX-PO-09", p.unknown_drug or p.on("integrase_inhibitor") is None),
        ("old sample", old is not None and old > 7),
    )
    if any(met for _rule, met in held):
        return None
    most = D(30) if p.kidney == 60 else D(24)
    if p.condition("refeeding_risk") is True and p.kidney == 60 and p.weight is not None:
        return D(0), most
    if (p.oral_dose or 0) > 0 or p.refractory is True:
        return D(1), most
    start = D(24) if band(p, "moderate") and p.kidney == 60 else D(12)
    return start, start


# -- adjuncts -----------------------------------------------------------------------------------------------


def amiloride(p: Patient, path: str, route: Route, sglt2i: bool) -> bool:
    """TX-AMI-01 and -03: everything known and nothing against it."""
    sodium, old = p.value("serum.sodium"), p.number("serum.taken_days_ago")
    against: tuple[tuple[str, Answer], ...] = (
        ("TX-INV-14", path != t.P3),
        ("TX-INV-01", p.child is not False),
        ("TX-INV-48", route.value not in ("renal", "mixed") or route.certainty not in ("established", "probable")),
        ("TX-INV-45", p.kidney != 60),
        ("TX-INV-44", None if p.potassium is None else p.potassium.above(D("5.0"))),
        ("TX-AMI-02", p.potassium_below("3.0")),
        ("TX-AMI-01", old is not None and old > 7),
        ("TX-INV-47", None if p.aki is None else p.aki > 0),
        ("TX-INV-47", p.oliguria),
        ("TX-AMI-03", p.conditions(("diabetic_nephropathy", "addison", "dehydration"))),
        ("TX-INV-46", p.on(*AGAINST_AMILORIDE)),
        ("TX-INV-46", p.unknown_drug),
        ("TX-INV-03", any_of(p.may_be_pregnant, lactating(p))),
        ("TX-AMI-03", sodium is not None and sodium.below(D(130))),
        ("TX-INV-02", p.dialysis),
        ("TX-DIS-05", p.tubulopathy),
        ("TX-SGL-07", sglt2i),
    )
    return all(met is False for _rule, met in against)


AGAINST_AMILORIDE = (
    "potassium_sparing_diuretic", "mineralocorticoid_antagonist", "ace_inhibitor", "angiotensin_receptor_blocker",
    "neprilysin_inhibitor", "renin_inhibitor", "potassium_supplement", "trimethoprim", "calcineurin_inhibitor", "heparin", "nsaid",
)  # fmt: skip


def lactating(p: Patient) -> Answer:
    answer = p.get("patient.lactating")
    if answer is None:
        return False if p.may_be_pregnant is False and p.sex == "male" else None
    return bool(answer)


def sglt2_inhibitor(p: Patient, path: str) -> bool:
    """TX-SGL-01 and -04, on a licensed ground only."""
    licensed = p.conditions(("type_2_diabetes", "chronic_kidney_disease", "proteinuric_ckd", "heart_failure"))
    low_egfr = any_of(*(value.below(D(20)) for value in p.egfrs)) if p.egfrs else None
    against: tuple[tuple[str, Answer], ...] = (
        ("TX-INV-14", path != t.P3),
        ("TX-INV-01", p.child is not False),
        ("TX-SGL-01", licensed is not True),
        ("TX-SGL-01", p.get("patient.setting") not in ("clinic", "community")),
        ("TX-SGL-01", u.below(p.magnesium, u.SEVERE)),
        ("TX-SGL-01", p.findings((*SERIOUS, *GROUP_M))),
        ("TX-INV-53", any_of(low_egfr, p.kidney is None or p.kidney == 0)),
        ("TX-INV-53", any_of(p.may_be_pregnant, lactating(p), p.dialysis)),
        ("TX-SGL-04", p.conditions(AGAINST_SGLT2I)),
        ("TX-INV-57", p.condition("kidney_transplant")),
        ("TX-SGL-05", p.age is None or p.age >= 85),
        ("TX-SGL-01", p.on("sglt2_inhibitor")),
        ("TX-DIS-05", p.tubulopathy),
        ("unknown drug", p.unknown_drug),
    )
    return all(met is False for _rule, met in against)


AGAINST_SGLT2I = (
    "type_1_diabetes", "pancreatogenic_diabetes", "diabetes_type_unknown", "ketoacidosis_history", "diabetic_ketoacidosis",
    "acutely_ill", "fasting", "dehydration", "sepsis", "perioperative", "fournier_gangrene", "recurrent_genital_infection",
    "recurrent_urinary_infection", "ketogenic_diet", "alcohol_use_disorder", "eating_disorder",
)  # fmt: skip


def inulin(p: Patient, path: str) -> bool:
    """TX-PPI-05."""
    colon = p.get("history.colon_present")
    against: tuple[tuple[str, Answer], ...] = (
        ("TX-INV-14", path != t.P3),
        ("TX-INV-01", p.child is not False),
        ("TX-PPI-05", p.ppi_must_go_on is not True),
        ("TX-INV-59", u.below(p.magnesium, u.SEVERE)),
        ("TX-INV-59", None if colon is None else not colon),
        ("TX-PPI-05", p.findings(GROUP_E)),
        ("TX-INV-59", p.conditions(AGAINST_INULIN)),
    )
    return all(met is False for _rule, met in against)


AGAINST_INULIN = (
    "irritable_bowel_syndrome", "fructan_allergy", "fructose_intolerance", "bowel_obstruction", "inflammatory_bowel_disease",
    "short_bowel", "ileostomy",
)  # fmt: skip
