"""The laws for any patient that concern clinical rules and are not already an invariant of the treatment dossier."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ..clinical.doses import DrugDose, IVDose, OralDose
from ..clinical.engine.guard import check_changed_dose
from ..clinical.facts import Facts
from ..clinical.knowledge import patient as p
from ..presenters.shapes import Report
from . import reading as r
from .case import ADJUNCTS, CARDS, LOADS, RHYTHM, Case
from .checks import OUTPUT, VARIANTS, check
from .inv_amount import any_by_vein, day_limit

D = Decimal


def any_dose(case: Case) -> bool:
    return any(True for _pair in case.shown_doses())


@check("SAFE-01", "A dose is finite and above zero.", when=any_dose)
def safe_01(case: Case) -> str | None:
    parts: tuple[Decimal, ...]
    rest: tuple[Decimal, ...]
    for item, dose in case.shown_doses():
        if isinstance(dose, IVDose):
            parts, rest = (dose.salt_g, dose.volume_ml, D(dose.per_day)), (dose.minutes,)
        elif isinstance(dose, OralDose):
            parts, rest = (dose.mmol_per_dose, D(dose.times_per_day), D(1)), ()
        else:
            parts, rest = (dose.amount, D(1), D(1)), (dose.minutes or D(0),)
        if not all(x.is_finite() and x > 0 for x in parts) or not all(x.is_finite() and x >= 0 for x in rest):
            return item.code
    return None


PER_DOSE = {60: D(6), 30: D(5), 15: D("2.5"), 0: D(0), None: D(0)}
PER_LOAD = {60: D(2), 30: D(2), 15: D(1), 0: D(1), None: D(1)}


@check(
    "SAFE-02", "A single dose stays within the limit of its kidney band.", when=lambda c: bool(c.by_vein or c.by_mouth)
)
def safe_02(case: Case) -> str | None:
    for item, dose in case.by_vein:
        first = item.code in CARDS | {"IV_REPEAT_TDP"}
        most = D(2) if first else PER_LOAD[case.floor] if item.code in LOADS else PER_DOSE[case.floor]
        if dose.salt_g > most:
            return f"{item.code}: {dose.salt_g} g"
    for item, oral in case.by_mouth:
        if oral.mmol_per_day > {60: 30, 30: 24}.get(case.floor or 0, 0):
            return f"{item.code}: {oral.mmol_per_day} mmol"
    return None


@check("SAFE-03", "Rate times duration is the dose, volume times concentration too.", when=any_by_vein)
def safe_03(case: Case) -> str | None:
    for item, dose in case.shown_by_vein():
        if abs(dose.percent_w_v * dose.volume_ml / 100 - dose.salt_g) > D("1e-15"):
            return f"{item.code}: {dose.percent_w_v} % of {dose.volume_ml} mL"
        if dose.minutes:
            by_rate = (
                (dose.rate_g_per_h or D(0)) * dose.minutes / 60,
                (dose.rate_mg_per_min or D(0)) * dose.minutes / 1000,
            )
            if any(abs(grams - dose.salt_g) > D("1e-15") for grams in by_rate):
                return f"{item.code}: rate"
    return None


@check("SAFE-04", "Every equivalent converts back.", when=any_by_vein)
def safe_04(case: Case) -> str | None:
    for item, dose in case.shown_by_vein():
        back = (
            dose.mmol * D("246.47") / 1000,
            dose.meq / 2 * D("246.47") / 1000,
            dose.mg / D("24.305") * D("246.47") / 1000,
        )
        if any(abs(grams - dose.salt_g) > D("1e-15") for grams in back):
            return item.code
    return None


@check("SAFE-05", "No scheduled magnesium on an old sample.", when=lambda c: r.stale(c.facts))
def safe_05(case: Case) -> str | None:
    """Ruling 40: amiloride is withheld; safety H15: no infusion, and by mouth only by a person."""
    wrong = case.codes_of(case.scheduled) - RHYTHM | (set(case.items) & {"AMILORIDE_5MG"})
    wrong |= {item.code for item, _dose in case.by_mouth if item.automatic}
    return ", ".join(sorted(wrong)) or None


def _open_bound(case: Case) -> bool:
    value = r.magnesium(case.facts)
    return value is not None and not value.exact and case.low is None


@check("SAFE-06", "No magnesium where a bound leaves open whether it is low.", when=_open_bound)
def safe_06(case: Case) -> str | None:
    wrong = case.magnesium_codes() | (set(case.items) & ADJUNCTS)
    return ", ".join(sorted(wrong - (RHYTHM if r.card_rhythm(case.facts) else set()))) or None


def _out_of_scope(case: Case) -> bool:
    return (
        r.child(case.facts) is True
        or case.facts.answer(p.PREGNANT) is True
        or r.dialysis(case.facts)
        or r.eclampsia(case.facts)
    )


@check(
    "SAFE-07",
    "Out of scope: no dose but the card of arrest or torsades, and the antidote in toxicity.",
    when=_out_of_scope,
)
def safe_07(case: Case) -> str | None:
    barred = r.child(case.facts) or r.eclampsia(case.facts)
    allowed = CARDS if r.card_rhythm(case.facts) and not barred else set()
    allowed = allowed | ({"CA_GLUC_ANTIDOTE"} if case.path == "PT_TOXICITY" and not r.child(case.facts) else set())
    wrong = {item.code for item, dose in case.shown_doses() if dose is not None} - allowed
    return ", ".join(sorted(wrong)) or None


FAMILIES = {"oral", "iv", "amiloride", "sglt2_inhibitor", "inulin"}


@check("SAFE-08", "Each family of treatment is proposed or withheld, never passed over in silence.")
def safe_08(case: Case) -> str | None:
    told = {item.family for item in case.plan.recommended} | {entry.family for entry in case.plan.withheld}
    return ", ".join(sorted(FAMILIES - told)) or None


STOPS = {
    "ORAL": "TX-PO-12",
    "AMILORIDE_5MG": "TX-AMI-06",
    "SGLT2I_10MG": "TX-SGL-06",
    "INULIN_RAMP": "TX-PPI-05",
    "IV": "TX-IV-15",
}


def _regimens(case: Case) -> list[str]:
    found = [item.code for item, _dose in case.by_mouth] and ["ORAL"]
    return [*found, *(["IV"] if case.by_vein else []), *sorted(set(case.items) & ADJUNCTS)]


@check("SAFE-09", "Every regimen has monitoring and a stop rule.", when=lambda c: bool(_regimens(c)))
def safe_09(case: Case) -> str | None:
    for name in _regimens(case):
        if not any(stop.rule.id.startswith(STOPS[name]) for stop in case.plan.stop_criteria):
            return f"{name}: no stop rule"
    return None if case.plan.monitoring and case.plan.recheck else "no monitoring"


ALARMS = {"torsades_de_pointes": "IV_BOLUS_TDP_2G_10MIN", "cardiac_arrest": "", "seizure_now": "", "laryngospasm": "",
          "ventricular_arrhythmia_unstable": "", "haemodynamic_instability_arrhythmic": ""}  # fmt: skip


@check(
    "SAFE-10",
    "The emergency text is there whatever else is missing.",
    kind=VARIANTS,
    when=lambda c: r.yes(c.facts, *ALARMS),
)
def safe_10(case: Case) -> str | None:
    for code, card in ALARMS.items():
        if r.yes(case.facts, code):
            alone = case.asked_of(Facts({p.FINDINGS[code].key: True}))
            if not alone.assessment.emergency_banner or alone.assessment.urgency != "emergency" or not alone.items:
                return f"{code} alone"
            if card and next(iter(alone.items)) != card:
                return f"{code} alone has no card"
    return None


# safety H71: co-treatments have limits of their own: (most at once, most a day, least minutes)
LIMITS = {
    "K_ORAL": (D(24), D(80), D(0)), "K_IV": (D(10), D(10), D(60)), "CA_GLUCONATE": (D(20), D(20), D(5)), "CA_GLUC_ANTIDOTE": (D(10), D(10), D(5)),
    "THIAMINE": (D(200), D(600), D(0)), "AMILORIDE_5MG": (D(5), D(10), D(0)), "SGLT2I_10MG": (D(10), D(10), D(0)), "INULIN_RAMP": (D(5), D(5), D(0)),
}  # fmt: skip


@check(
    "SAFE-11",
    "Every other drug has limits and keeps them.",
    when=lambda c: any(isinstance(d, DrugDose) for _i, d in c.shown_doses()),
)
def safe_11(case: Case) -> str | None:
    for item, dose in case.shown_doses():
        if not isinstance(dose, DrugDose):
            continue
        if item.code not in LIMITS:
            return f"{item.code} has no limits"
        once, day, minutes = LIMITS[item.code]
        if dose.amount > once or dose.amount * (dose.times_per_day or 1) > day or (dose.minutes or D(0)) < minutes:
            return f"{item.code}: {dose.times_per_day} × {dose.amount} {dose.unit} in {dose.minutes} min"
    return None


@check(
    "SAFE-12",
    "The loading test is offered only where every danger is known to be absent.",
    when=lambda c: c.assessment.loading.offered,
)
def safe_12(case: Case) -> str | None:
    facts, stops = case.facts, r.hard_stops(case.facts)
    open_ = [
        name for name, answer in stops.items() if answer is not False and name not in ("heart_rate", "liver_failure")
    ]
    if open_:
        return f"{open_[0]} met or not known"
    if case.floor not in (60, 30) or r.aki(facts) != 0 or facts.number(p.AV_BLOCK) != 0:
        return "kidney or conduction"
    if r.child(facts) is not False or _out_of_scope(case) or facts.answer(p.DIALYSIS) is not False:
        return "out of scope"
    return "magnesium above range or not known" if r.above(r.magnesium(facts), r.HIGH) is not False else None


@check(
    "SAFE-13",
    "A loading test that is not offered carries no dose and says why.",
    when=lambda c: not c.assessment.loading.offered,
)
def safe_13(case: Case) -> str | None:
    loading = case.assessment.loading
    if loading.dose is not None or loading.mmol is not None:
        return "a dose"
    return None if loading.reasons else "no reason"


@check("SAFE-14", "The guard has nothing to refuse in a plan of the engine.")
def safe_14(case: Case) -> str | None:
    return "W_GUARD" if "W_GUARD" in case.warned else None


@check("SAFE-15", "What is proposed stands once and is numbered in its order.", when=lambda c: bool(c.plan.recommended))
def safe_15(case: Case) -> str | None:
    orders = [item.order for item in case.plan.recommended]
    if orders != list(range(1, len(orders) + 1)):
        return f"{orders}"
    return None if len(case.items) == len(orders) else "a code stands twice"


@check(
    "SAFE-16",
    "A dose that a person changes beyond the limits is refused.",
    when=lambda c: bool(c.by_vein or c.by_mouth),
)
def safe_16(case: Case) -> str | None:
    for item, dose in case.by_vein:
        if not check_changed_dose(case.assessment, item, replace(dose, salt_g=day_limit(case) + D("0.5"))):
            return f"{item.code}: more than the limit of the day"
        if dose.minutes and not check_changed_dose(case.assessment, item, replace(dose, minutes=D(1))):
            return f"{item.code}: in one minute"
    for item, oral in case.by_mouth:
        if not check_changed_dose(case.assessment, item, replace(oral, mmol_per_dose=D(13))):
            return f"{item.code}: 13 mmol at once"
    return None


@check("SAFE-17", "Page, machine output and the page in Dutch carry the same numbers.", kind=OUTPUT, when=any_dose)
def safe_17(case: Case) -> str | None:
    lines = dose_numbers(case.page)
    if lines != dose_numbers(case.dutch_page):
        return "Dutch and English differ"
    for item in case.machine["plan"]["recommended"]:
        dose = item["dose"] or {}
        figures = [
            dose[name]
            for name in ("salt_g", "mmol", "meq", "mg", "volume_ml", "mmol_per_dose", "mg_per_dose")
            if dose.get(name)
        ]
        missing = [figure for figure in figures if D(str(figure)) not in lines.get(item["code"], [])]
        if missing:
            return f"{item['code']}: {missing[0]} is not on the page"
    return None


def dose_numbers(page: Report) -> dict[str, list[Decimal]]:
    """The numbers in the line of each dose, by code of the item."""
    items = (*page.do_now, *(item for section in page.plan for item in section.items))
    dosed = [item for item in items if item.dose_line]
    return {
        item.key: [D(each.replace(",", ".")) for each in re.findall(r"\d+(?:[.,]\d+)?", item.dose_line)]
        for item in dosed
    }
