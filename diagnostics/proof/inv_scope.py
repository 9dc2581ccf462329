"""TX-INV-01 to -18: who may be treated from here, on which sample, by which route."""

from __future__ import annotations

from ..clinical.doses import IVDose, OralDose
from ..clinical.knowledge import patient as p
from . import reading as r
from .case import ADJUNCTS, CARDS, LOADS, ORDER, RHYTHM, Case, item_words, words
from .change import without
from .checks import VARIANTS, check

KEEPS_POTASSIUM = {"AMILORIDE_5MG"}  # triamterene and spironolactone are never proposed as items


def _listed(codes: set[str]) -> str | None:
    return ", ".join(sorted(codes)) or None


@check("TX-INV-01", "Under 18 or age not known: no dose of anything.", when=lambda c: r.child(c.facts) is not False)
def tx_inv_01(case: Case) -> str | None:
    """Ruling 11: with the age not known the arrest and torsades cards stay, labelled as adult doses."""
    if r.child(case.facts):
        shown = case.codes_of(case.shown_doses()) | ({"loading test"} if case.assessment.loading.dose else set())
        return _listed(shown)
    return _listed({item.code for item in case.plan.recommended if item.dose is not None} - CARDS)


@check(
    "TX-INV-02",
    "Dialysis: no scheduled magnesium, no amiloride, no SGLT2 inhibitor.",
    when=lambda c: r.dialysis(c.facts),
)
def tx_inv_02(case: Case) -> str | None:
    allowed = CARDS if r.card_rhythm(case.facts) else set()
    magnesium = {item.code for item, dose in case.shown_doses() if isinstance(dose, IVDose | OralDose)} - allowed
    wrong = magnesium | (set(case.items) & {"AMILORIDE_5MG", "SGLT2I_10MG"})
    if not wrong and set(case.items) & CARDS and "REFER_NEPHROLOGY" not in case.items:
        return "a card without “nephrology now”"
    return _listed(wrong)


def _pregnant_or_open(case: Case) -> bool:
    return case.facts.answer(p.PREGNANT) is True or r.pregnancy_open(case.facts)


@check(
    "TX-INV-03", "Pregnant: PX_REFER and no drug that harms; not known: withheld with a reason.", when=_pregnant_or_open
)
def tx_inv_03(case: Case) -> str | None:
    """Magnesium above the range is tested first, for everybody (ruling 27)."""
    wrong = set(case.items) & {"AMILORIDE_5MG", "SGLT2I_10MG"}
    if wrong:
        return _listed(wrong)
    high = r.above(r.magnesium(case.facts), r.HIGH)
    if case.facts.answer(p.PREGNANT) is True:
        return None if case.path == "PX_REFER" or high is not False else f"path {case.path}"
    unexplained = {
        code for code in ("AMILORIDE_5MG", "SGLT2I_10MG") if code not in case.held or not case.held[code].because
    }
    return _listed(unexplained)


@check("TX-INV-04", "Pre-eclampsia, eclampsia: no dose, obstetric protocol only.", when=lambda c: r.eclampsia(c.facts))
def tx_inv_04(case: Case) -> str | None:
    """An antidote for known toxicity is no dose of magnesium and stays, but not in known pre-eclampsia (ruling 28)."""
    shown = case.codes_of(case.shown_doses()) | ({"loading test"} if case.assessment.loading.dose else set())
    if not r.yes(case.facts, "pre_eclampsia") and case.path == "PT_TOXICITY":
        shown -= {"CA_GLUC_ANTIDOTE"}
    return _listed(shown)


@check(
    "TX-INV-05",
    "eGFR not known: nothing scheduled, first emergency dose only, loading 1 g.",
    when=lambda c: c.floor is None,
)
def tx_inv_05(case: Case) -> str | None:
    wrong = case.codes_of(case.scheduled) | (set(case.items) & {"AMILORIDE_5MG", "SGLT2I_10MG", "IV_REPEAT_TDP"})
    wrong |= {item.code for item, _dose in case.by_mouth if item.automatic}
    wrong |= {item.code for item, dose in case.by_vein if item.code in LOADS and dose.salt_g * dose.per_day > 1}
    return _listed(wrong)


@check("TX-INV-06", "Potassium not known: no potassium-sparing drug, potassium requested.",
       when=lambda c: c.facts.quantity(p.POTASSIUM_SERUM) is None)  # fmt: skip
def tx_inv_06(case: Case) -> str | None:
    if set(case.items) & KEEPS_POTASSIUM:
        return "amiloride"
    waits = [
        e.code
        for e in case.plan.withheld
        if e.family == "iv" and any("serum.potassium" in b.missing for b in e.because)
    ]
    if waits:
        return f"{waits[0]} waits for potassium"
    asked = "potassium" in item_words(case.items["REQUEST_TESTS"]) if "REQUEST_TESTS" in case.items else False
    if (
        case.path != "PT_TOXICITY"
        and not asked
        and not any(step.code == "potassium" for step in case.assessment.next_steps)
    ):
        return "potassium is not asked for"
    return None


@check("TX-INV-07", "Unreliable sample: no dose except the emergency card.", when=lambda c: r.spurious(c.facts))
def tx_inv_07(case: Case) -> str | None:
    """The dossier means doses that rest on the magnesium; the cards of arrest and torsades rest on none."""
    wrong = case.magnesium_codes() | (set(case.items) & ADJUNCTS)
    return _listed(wrong - (RHYTHM if r.card_rhythm(case.facts) else set()))


def _not_low(case: Case) -> bool:
    return case.low is False and not r.card_rhythm(case.facts)


NAMED_EXCEPTIONS = {"TX-PO-11", "TX-ELY-09", "TX-DRUG-06"}


@check("TX-INV-08", "Magnesium not low and no arrest or torsades: no magnesium, no adjunct.", when=_not_low)
def tx_inv_08(case: Case) -> str | None:
    wrong = {item.code for item, _dose in case.by_vein} | (set(case.items) & ADJUNCTS)
    wrong |= {item.code for item, _dose in case.by_mouth if item.rule.id not in NAMED_EXCEPTIONS}
    return _listed(wrong)


def _is_high(case: Case) -> bool:
    return r.above(r.magnesium(case.facts), r.HIGH) is True


@check("TX-INV-09", "Above the range: no magnesium in any output; above 2.0: PT_TOXICITY.", when=_is_high)
def tx_inv_09(case: Case) -> str | None:
    """Rulings 2 and 55: a suspected unit or an unreliable sample makes no toxicity without signs."""
    toxic = r.above(r.magnesium(case.facts), r.TOXIC) is True
    allowed = RHYTHM if not toxic and r.card_rhythm(case.facts) else set()
    wrong = {item.code for item, dose in case.shown_doses() if isinstance(dose, IVDose | OralDose)} - allowed
    if wrong:
        return _listed(wrong)
    if toxic and case.path not in ("PT_TOXICITY", "P0_NONE"):
        return f"path {case.path} above 2.0"
    doubted = p.suspected_unit(r.magnesium(case.facts)) or r.spurious(case.facts)  # type: ignore[arg-type]
    return "P0 with a toxic level" if toxic and case.path == "P0_NONE" and not doubted else None


def _bands(case: Case) -> str | None:
    """The band by the reported unit's own limits, where the number decides it."""
    value = r.magnesium(case.facts)
    if value is None or not value.exact or r.spurious(case.facts):
        return None
    if not r.low(case.facts):
        return "none"
    if r.critical(case.facts):
        return "critical"
    return "severe" if r.severe(case.facts) else "moderate" if r.below(value, r.MODERATE) else "mild"


@check("TX-INV-10", "Bands follow the reported unit's own limits.", when=lambda c: _bands(c) is not None)
def tx_inv_10(case: Case) -> str | None:
    """That two units give one plan is the law of units; that results show units, TX-INV-25 and -72."""
    band = _bands(case)
    return None if band == case.assessment.severity else f"{case.assessment.severity} instead of {band}"


def _not_by_mouth_alone(case: Case) -> str | None:
    if case.path in ORDER[1:4]:
        return f"path {case.path}"
    waiting = [entry for entry in case.plan.withheld if entry.family == "iv"]
    alone = [item.code for item, _dose in case.by_mouth if item.automatic]
    return f"{alone[0]} alone" if alone and not case.by_vein and not waiting else None


@check("TX-INV-11", "Seizure, tetany, laryngospasm, ventricular arrhythmia with low magnesium: never oral only.",
       when=lambda c: c.low is True and r.yes(c.facts, *r.NEVER_ORAL_ONLY))  # fmt: skip
def tx_inv_11(case: Case) -> str | None:
    return _not_by_mouth_alone(case)


def _torsades_here(case: Case) -> bool:
    facts = case.facts
    toxic = r.above(r.magnesium(facts), r.TOXIC) is True
    return r.yes(facts, "torsades_de_pointes") and not r.child(facts) and not toxic and not r.eclampsia(facts)


@check(
    "TX-INV-12",
    "Torsades: the card is shown whatever the magnesium, first, and waits for nothing.",
    when=_torsades_here,
)
def tx_inv_12(case: Case) -> str | None:
    first = case.plan.recommended[0] if case.plan.recommended else None
    if first is None or first.code not in CARDS or not isinstance(first.dose, IVDose) or first.dose.salt_g != 2:
        return "no card of 2 g in the first place"
    return None if case.assessment.urgency == "emergency" else f"urgency {case.assessment.urgency}"


TUBULOPATHIES = ("gitelman", "bartter", "fhhnc", "hnf1b", "trpm6", "cnnm2", "hereditary", "known_")


def inherited(case: Case) -> bool:
    """A known inherited tubulopathy, as a condition or as the cause found before."""
    known = any(code.startswith("known_") and r.yes(case.facts, code) for code in p.CONDITIONS)
    return known or (case.facts.word(p.KNOWN_CAUSE) or "").startswith(TUBULOPATHIES)


@check("TX-INV-13", "Severe: never P0, P1 or oral only, but for the inherited and stable.",
       when=lambda c: r.severe(c.facts) is True and not r.spurious(c.facts))  # fmt: skip
def tx_inv_13(case: Case) -> str | None:
    if case.path in ORDER[:2]:
        return f"path {case.path}"
    if case.path in ORDER[2:4] and inherited(case) and "inherited" in words(case.plan.path_because):
        applied = any(f.rule.id == "TX-SEV-09" and f.evidence.truth.name == "MET" for f in case.assessment.trace)
        return None if applied else "TX-SEV-09 is not in the trace"
    return _not_by_mouth_alone(case)


@check("TX-INV-14", "P4 to P6: no adjunct or diet as the only treatment; none is started in P5 or P6.",
       when=lambda c: c.path in ORDER[4:])  # fmt: skip
def tx_inv_14(case: Case) -> str | None:
    adjuncts = set(case.items) & ADJUNCTS
    if adjuncts and case.path in ORDER[5:]:
        return _listed(adjuncts)
    waiting = any(entry.family == "iv" and entry.because for entry in case.plan.withheld)
    text_only = r.yes(case.facts, "cardiac_arrest") and case.low is not True
    return None if case.by_vein or waiting or text_only else "no magnesium by vein, proposed or explained"


@check("TX-INV-15", "Push only in arrest, 10 minutes only for torsades or unstable rhythm, all else 15 or more.",
       when=lambda c: any(True for _pair in c.shown_by_vein()))  # fmt: skip
def tx_inv_15(case: Case) -> str | None:
    rhythm = r.yes(
        case.facts, "torsades_de_pointes", "ventricular_arrhythmia_unstable", "haemodynamic_instability_arrhythmic"
    )
    for item, dose in case.shown_by_vein():
        push = item.code == "IV_BOLUS_ARREST_2G" and r.yes(case.facts, "cardiac_arrest")
        ten = item.code in ("IV_BOLUS_TDP_2G_10MIN", "IV_REPEAT_TDP") and rhythm
        if dose.minutes < (0 if push else 10 if ten else 15):
            return f"{item.code} over {dose.minutes} min"
    return None


@check("TX-INV-16", "At most 20 % in arrest, 10 % otherwise, 5 % by a peripheral vein; never 50 %.",
       when=lambda c: any(True for _pair in c.shown_by_vein()))  # fmt: skip
def tx_inv_16(case: Case) -> str | None:
    central = case.facts.word(p.IV_ACCESS) == "central"
    for item, dose in case.shown_by_vein():
        most = 20 if item.code == "IV_BOLUS_ARREST_2G" else 10 if central else 5
        if dose.salt_g * 100 > most * dose.volume_ml:
            return f"{item.code}: {dose.salt_g} g in {dose.volume_ml} mL"
    return None


@check(
    "TX-INV-17",
    "No magnesium into muscle, no magnesium sulfate by mouth.",
    when=lambda c: any(True for _pair in c.shown_doses()),
)
def tx_inv_17(case: Case) -> str | None:
    for item, dose in case.shown_doses():
        drug = words(getattr(dose, "drug", ""))
        if isinstance(dose, OralDose) and "sulfate" in drug:
            return f"{item.code}: {drug} by mouth"
        if getattr(dose, "route", "oral") not in ("oral", "iv") or (
            "magnesium" in drug and not isinstance(dose, OralDose)
        ):
            return f"{item.code}: {drug} by another route"
    return None


def _long_loss(case: Case) -> bool:
    """Somebody for whom long infusions at home come up: oral treatment failed, short bowel, high output."""
    return case.facts.answer(p.ORAL_FAILED) is True or r.yes(case.facts, "short_bowel", "high_output_stoma")


@check("TX-INV-18", "No automatic long-term or subcutaneous magnesium.", when=_long_loss)
def tx_inv_18(case: Case) -> str | None:
    if case.path == "P7_HOME_PARENTERAL":
        return "path P7"
    for item in case.plan.recommended:
        if item.dose is not None and "subcutaneous" in item_words(item).lower():
            return item.code
    return None


@check("TX-INV-06b", "Potassium not known never stops emergency magnesium.", kind=VARIANTS,
       when=lambda c: c.path == "P6_EMERGENCY" and c.facts.quantity(p.POTASSIUM_SERUM) is not None)  # fmt: skip
def tx_inv_06b(case: Case) -> str | None:
    other = case.asked_of(without(case.facts, p.POTASSIUM_SERUM))
    lost = (set(case.items) - set(other.items)) & (RHYTHM | LOADS)
    return _listed(lost)
