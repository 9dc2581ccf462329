"""TX-INV-29 to -43: conditions of an infusion; potassium, calcium, refeeding."""

from __future__ import annotations

from ..clinical.knowledge import patient as p
from . import reading as r
from .case import CARDS, LOADS, Case, item_words, words
from .checks import check
from .inv_amount import any_by_vein

WATCHED = {
    "ecg",
    "vital_signs",
    "patellar_reflex",
    "urine_output",
    "serum_magnesium",
    "potassium_calcium_phosphate_creatinine",
}
STOP_WORDS = ("reflex", "Respiratory rate", "blood pressure", "bradycardia", "Drowsiness", "Urine", "1.50")


@check(
    "TX-INV-29", "Every infusion has its monitoring, its stop rules and calcium gluconate at hand.", when=any_by_vein
)
def tx_inv_29(case: Case) -> str | None:
    """Also one that stands under withheld: whoever releases it must find them beside it (safety H70)."""
    missing = WATCHED - {row.what for row in case.plan.monitoring if row.rule.id == "TX-IV-14"}
    if missing:
        return f"not watched: {', '.join(sorted(missing))}"
    stops = " ".join(stop.text.template for stop in case.plan.stop_criteria if stop.rule.id == "TX-IV-15")
    for word in STOP_WORDS:
        if word not in stops:
            return f"no stop rule for {word}"
    return None if "CA_GLUC_ANTIDOTE" in case.items else "no calcium gluconate"


def _beyond_cards(case: Case) -> str | None:
    """Anything by vein but the first dose of arrest or torsades."""
    return ", ".join(sorted(case.codes_of(case.by_vein) - CARDS)) or None


def _slow_heart(case: Case) -> bool:
    stops = r.hard_stops(case.facts)
    return stops["av_block"] is True or stops["heart_rate"] is True


@check(
    "TX-INV-30",
    "AV block 2 or 3 without pacemaker, marked bradycardia: no planned or urgent magnesium by vein.",
    when=_slow_heart,
)
def tx_inv_30(case: Case) -> str | None:
    return _beyond_cards(case)


@check(
    "TX-INV-31",
    "Myasthenia: no automatic magnesium by vein.",
    when=lambda c: r.yes(c.facts, "myasthenia_gravis", "lambert_eaton"),
)
def tx_inv_31(case: Case) -> str | None:
    """In arrest the bolus is allowed; with a pulse a prescriber decides on it."""
    beyond = _beyond_cards(case)
    if beyond:
        return beyond
    bold = [item.code for item, _dose in case.by_vein if item.automatic]
    return bold[0] if bold and not r.yes(case.facts, "cardiac_arrest") else None


def _depressed(case: Case) -> bool:
    stops = r.hard_stops(case.facts)
    return stops["reflex"] is True or stops["breathing"] is True


@check("TX-INV-32", "No knee reflex or fewer than 12 breaths: no dose, no repeat.", when=_depressed)
def tx_inv_32(case: Case) -> str | None:
    return _beyond_cards(case)


@check("TX-INV-33", "Urine below 25 mL/h: no repeat.", when=lambda c: r.oliguria(c.facts))
def tx_inv_33(case: Case) -> str | None:
    wrong = case.codes_of(case.by_vein) - CARDS - LOADS
    if wrong:
        return ", ".join(sorted(wrong))
    for item, dose in case.by_vein:
        if dose.per_day > 1 or "repeated once" in item_words(item):
            return f"{item.code} may be repeated"
    return None


def _low_pressure(case: Case) -> bool:
    return r.hard_stops(case.facts)["blood_pressure"] is True


@check("TX-INV-34", "Systolic below 90 that no arrhythmia explains: no planned infusion.", when=_low_pressure)
def tx_inv_34(case: Case) -> str | None:
    """In torsades the pressure is the rhythm's: what belongs to its card may follow."""
    if r.yes(case.facts, "torsades_de_pointes", "ventricular_arrhythmia_unstable", "cardiac_arrest"):
        return None if case.path != "P4_IV_PLANNED" else _beyond_cards(case)
    return _beyond_cards(case)


@check(
    "TX-INV-35", "Magnesium never in one line with calcium, phosphate or bicarbonate.", when=lambda c: bool(c.by_vein)
)
def tx_inv_35(case: Case) -> str | None:
    if "W_NO_MIXING" not in case.warned:
        return "mixing is not warned of"
    calcium = case.items.get("CA_GLUCONATE")
    said = words(*(w.text for w in case.assessment.warnings)) + (item_words(calcium) if calcium else "")
    return (
        None
        if calcium is None or "separate lines" in said or "line of its own" in said
        else "calcium without a line of its own"
    )


def _heart_at_risk(case: Case) -> bool:
    facts = case.facts
    risk = r.takes(facts, ("digoxin",)) or r.potassium_below(facts, "3.0") is True or r.qtc_from(facts, "480")
    fast = any((dose.rate_g_per_h or 99) > 1 for _item, dose in case.by_vein)
    return bool(case.by_vein) and (risk or fast)


@check(
    "TX-INV-36",
    "Digoxin, potassium below 3.0, QTc from 480 or more than 1 g/h: telemetry is printed.",
    when=_heart_at_risk,
)
def tx_inv_36(case: Case) -> str | None:
    return None if "ICU_TELEMETRY" in case.items and "W_TELEMETRY" in case.warned else "no telemetry"


def _calcium_wanted(case: Case) -> bool:
    facts = case.facts
    here = (
        r.child(facts) is not True
        and case.path not in ("PT_TOXICITY", "P0_NONE")
        and case.low is True
        and not r.eclampsia(facts)
    )
    adjusted = r.calcium_low(facts)
    unknown = all(facts.quantity(f) is None for f in (p.ADJUSTED_CALCIUM, p.CALCIUM_SERUM, p.IONISED_CALCIUM))
    tetany = r.yes(facts, "tetany", "carpopedal_spasm", "trousseau") and (adjusted is True or unknown)
    treated = bool(case.magnesium_codes()) and not (facts.answer(p.PREGNANT) or r.dialysis(facts))
    return here and treated and (r.calcium_below_190(facts) is True or tetany)


@check(
    "TX-INV-37",
    "Calcium below 1.90, or tetany with calcium low or unknown: a calcium plan beside magnesium.",
    when=_calcium_wanted,
)
def tx_inv_37(case: Case) -> str | None:
    """Ruling 41. Calcium never stands in for magnesium."""
    if "CA_GLUCONATE" not in case.items and "CA_GLUCONATE" not in case.held:
        return "no calcium plan"
    explained = case.by_vein or any(entry.family == "iv" for entry in case.plan.withheld)
    return None if explained else "calcium without magnesium"


@check("TX-INV-38", "Calcium gluconate over 5 minutes or more, by vein only.",
       when=lambda c: any("calcium" in words(dose.drug) for _item, dose in c.other))  # fmt: skip
def tx_inv_38(case: Case) -> str | None:
    for item, dose in case.other:
        if "calcium" in words(dose.drug) and (dose.route != "iv" or (dose.minutes or 0) < 5):
            return f"{item.code}: {dose.route} over {dose.minutes} min"
    return None


def _potassium_items(case: Case) -> list[str]:
    return [item.code for item, dose in case.other if "potassium" in words(dose.drug)]


@check("TX-INV-39", "Low potassium with low magnesium: no potassium plan without the magnesium plan.",
       when=lambda c: c.low is True and bool(_potassium_items(c)))  # fmt: skip
def tx_inv_39(case: Case) -> str | None:
    if case.magnesium_codes():
        return None
    explained = {entry.family for entry in case.plan.withheld if entry.because}
    return None if {"iv", "oral"} <= explained and case.path != "P0_NONE" else "potassium alone"


@check(
    "TX-INV-40",
    "Potassium by vein at most 10 mmol/h without ECG, 40 mmol/L, never a bolus.",
    when=lambda c: "K_IV" in c.items,
)
def tx_inv_40(case: Case) -> str | None:
    item, dose = next((item, dose) for item, dose in case.other if item.code == "K_IV")
    if dose.route != "iv" or not dose.minutes or dose.amount * 60 > 10 * dose.minutes or dose.minutes < 30:
        return f"{dose.amount} {dose.unit} in {dose.minutes} min"
    said = item_words(item)
    return None if "40 mmol/L" in said and "bolus" in said else "limits not printed"


@check("TX-INV-41", "No potassium supplement beside amiloride.", when=lambda c: "AMILORIDE_5MG" in c.items)
def tx_inv_41(case: Case) -> str | None:
    beside = [code for code in _potassium_items(case) if case.items[code].automatic]
    return beside[0] if beside else None


def _thiamine_wanted(case: Case) -> bool:
    risk = ("alcohol_use_disorder", "alcohol_withdrawal", "refeeding", "refeeding_risk")
    return r.yes(case.facts, *risk) or case.facts.answer(p.ALCOHOL_CALORIES) is True


@check("TX-INV-42", "Alcohol or refeeding: thiamine before glucose or feed, printed.", when=_thiamine_wanted)
def tx_inv_42(case: Case) -> str | None:
    return None if "W_THIAMINE_FIRST" in case.warned else "not printed"


ACTIVE_D = ("alfacalcidol", "calcitriol")


@check("TX-INV-43", "No active vitamin D for low calcium while magnesium is low.",
       when=lambda c: c.low is True and r.calcium_low(c.facts) is True)  # fmt: skip
def tx_inv_43(case: Case) -> str | None:
    for item in case.plan.recommended:
        named = [name for name in ACTIVE_D if name in words(item.text, getattr(item.dose, "drug", "")).lower()]
        if named:
            return f"{item.code}: {named[0]}"
    return None
