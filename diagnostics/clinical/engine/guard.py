"""The guard: every dose is held against the hard limits a second time, before it is shown, printed or sent.

It shares no code with the rules that make doses: it reads the patient's facts itself, bands kidney
function itself and has limits of its own (knowledge/limits.py). A changed dose meets the same guard.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..assessment import Assessment, Recommendation, Withheld
from ..doses import Dose, DrugDose, IVDose, OralDose
from ..facts import Facts, Measurement
from ..formulas import egfr_ckd_epi_2021
from ..knowledge import limits
from ..knowledge.patient import (
    ADULT,
    AGE,
    AKI_STAGE,
    CONDITIONS,
    CREATININE_SERUM,
    DIALYSIS,
    EGFR_REPORTED,
    FINDINGS,
    GIVEN_DOSE,
    GIVEN_HOURS_AGO,
    GIVEN_ROUTE,
    MAGNESIUM_SERUM,
    POTASSIUM_SERUM,
    PREGNANT,
    SEX,
    WEIGHT,
)
from ..text import Statement, _, say
from ..units import KG, MMOL, MMOL_L

DEFAULT_LOWER_LIMIT = Decimal("0.70")


@dataclass(frozen=True, slots=True)
class Patient:
    """What the guard needs, read from the facts by its own lights. `floor` is 60, 30, 15, 0 or None (not known)."""

    adult: bool
    age_known: bool
    refused: bool
    emergency: bool
    toxic: bool
    not_low: bool
    potassium: Decimal | None
    floor: int | None
    weight: Decimal | None
    given_g: Decimal
    given_48h_g: Decimal
    given_5d_g: Decimal


def look_at(facts: Facts, lower_limit: Decimal = DEFAULT_LOWER_LIMIT) -> Patient:
    """Read the patient once more. `lower_limit` is the clinic's, in mmol/L."""
    age, adult = facts.number(AGE), facts.answer(ADULT)
    rhythm = bool(facts.answer(FINDINGS["torsades_de_pointes"]) or facts.answer(FINDINGS["cardiac_arrest"]))
    weight = facts.quantity(WEIGHT)
    return Patient(
        adult=age >= 18 if age is not None else bool(adult),
        age_known=age is not None or adult is not None,
        refused=bool(
            facts.answer(PREGNANT)
            or facts.answer(DIALYSIS)
            or facts.answer(CONDITIONS["continuous_renal_replacement"])
            or facts.answer(CONDITIONS["pre_eclampsia"])
        ),
        emergency=rhythm or bool(facts.answer(FINDINGS["ventricular_arrhythmia_unstable"])),
        toxic=_reaches(facts, limits.TOXIC_ABOVE, above=True),
        not_low=_reaches(facts, _not_low_from(lower_limit), above=False),
        potassium=_mmol_l(facts, POTASSIUM_SERUM, unusable=">"),
        floor=_floor(facts),
        weight=weight.to(KG).value if weight else None,
        given_g=_given(facts, 24),
        given_48h_g=_given(facts, 48),
        given_5d_g=_given(facts, 120),
    )


def _mmol_l(facts: Facts, fact: Measurement, *, unusable: str) -> Decimal | None:
    """The value in mmol/L; a bound of the `unusable` kind counts as not known."""
    value = facts.quantity(fact)
    return value.to(MMOL_L).value if value is not None and value.comparator != unusable else None


def _not_low_from(lower_limit: Decimal) -> dict[str, Decimal]:
    if lower_limit == DEFAULT_LOWER_LIMIT:
        return limits.NOT_LOW_FROM
    return {"mmol/L": min(lower_limit, limits.NOT_LOW_NEVER_ABOVE_MMOL_L)}


def _reaches(facts: Facts, table: dict[str, Decimal], *, above: bool) -> bool:
    """Whether serum magnesium is above (or at) the limit in its own unit; a bound from above says nothing."""
    value = facts.quantity(MAGNESIUM_SERUM)
    if value is None or value.comparator == "<":
        return False
    own = table.get(value.unit.symbol)
    number, limit = (value.value, own) if own is not None else (value.to(MMOL_L).value, table["mmol/L"])
    return number > limit if above else number >= limit


def _floor(facts: Facts) -> int | None:
    candidates = []
    reported, creatinine, age = facts.quantity(EGFR_REPORTED), facts.quantity(CREATININE_SERUM), facts.number(AGE)
    if creatinine is not None and creatinine.comparator == ">":
        candidates.append(Decimal(0))  # the bound allows any worse kidney
    elif creatinine is not None and creatinine.value > 0 and (age is None or age >= 18):
        for female in (True, False):
            if facts.word(SEX) in (None, "unknown", "female" if female else "male"):
                years = Decimal(18) if age is None else age  # at a higher age it is lower still
                at_years = egfr_ckd_epi_2021(creatinine=creatinine, age_years=years, female=female)
                if age is not None or (at_years.exact and at_years.value < 15):
                    candidates.append(at_years.value)
    if reported is not None and not (reported.comparator == "<" and any(0 < c < reported.value for c in candidates)):
        # a bound allows the worst kidney, unless an exact value lies within it
        candidates.append(reported.value if reported.comparator != "<" else Decimal(0))
    if not candidates:
        return 0 if facts.number(AKI_STAGE) == 3 else None
    egfr = min(candidates)
    floor = next(limit for limit in (60, 30, 15, 0) if egfr >= limit)
    stage = int(facts.number(AKI_STAGE) or 0) or (2 if facts.answer(CONDITIONS["acute_kidney_injury"]) else 0)
    return min(floor, {0: 60, 1: 30, 2: 15, 3: 0}[stage])


def _given(facts: Facts, within_hours: int) -> Decimal:
    hours, dose = facts.number(GIVEN_HOURS_AGO), facts.quantity(GIVEN_DOSE)
    if facts.word(GIVEN_ROUTE) != "iv" or dose is None or (hours is not None and hours >= within_hours):
        return Decimal(0)
    return dose.to(MMOL).value * Decimal("246.47") / 1000


def may_name_figures(facts: Facts, lower_limit: Decimal = DEFAULT_LOWER_LIMIT) -> bool:
    """Whether figures that specialists use may be named beside the plan: an adult in scope whose magnesium is not in range."""
    patient = look_at(facts, lower_limit)
    return patient.adult and patient.age_known and not (patient.refused or patient.toxic or patient.not_low)


# -- the checks --------------------------------------------------------------------------------------------------


def refusals(patient: Patient, code: str, dose: Dose, *, fast_profile: bool = False) -> list[Statement]:
    """Why this dose may not be shown for this patient; empty when it may."""
    if not _is_a_number(dose):
        return [say(_("a dose must be a positive number"))]
    if isinstance(dose, IVDose):
        found = [*_any_magnesium(patient, code), *_intravenous(patient, code, dose, fast_profile)]
    elif isinstance(dose, OralDose):
        found = [*_any_magnesium(patient, code), *_oral(patient, dose)]
    else:
        found = _other(patient, dose)
    if not patient.adult and (patient.age_known or code not in limits.EMERGENCY_CODES):
        found.append(say(_("no dose under 18 years or with the age not known")))
    return found


def _is_a_number(dose: Dose) -> bool:
    """Every figure finite, amounts above zero."""
    if isinstance(dose, IVDose):
        figures = (dose.salt_g, dose.volume_ml, dose.minutes)
        return all(f.is_finite() for f in figures) and min(dose.salt_g, dose.volume_ml) > 0 and dose.minutes >= 0
    if isinstance(dose, OralDose):
        return dose.mmol_per_dose.is_finite() and dose.mmol_per_dose > 0
    return dose.amount.is_finite() and dose.amount > 0 and (dose.minutes is None or dose.minutes.is_finite())


def _any_magnesium(patient: Patient, code: str) -> list[Statement]:
    card = code in limits.EMERGENCY_CODES or code == "IV_MAINT_TDP"
    found = []
    if patient.toxic:
        found.append(say(_("magnesium is above 2.0 mmol/L: no magnesium at all")))
    if patient.not_low and not (card and patient.emergency):
        found.append(say(_("magnesium is not low")))
    if patient.refused and not (card and patient.emergency):
        found.append(say(_("pregnancy, dialysis or pre-eclampsia: no dose from here")))
    return found


def _intravenous(patient: Patient, code: str, dose: IVDose, fast_profile: bool) -> list[Statement]:
    found = []
    if dose.per_day < 1:
        return [say(_("a dose must be a positive amount in a volume, over a time"))]
    floor = patient.floor if patient.floor is not None else 15
    single = (
        limits.IV_G_EMERGENCY_DOSE
        if code in limits.EMERGENCY_CODES
        else limits.IV_G_EMERGENCY_DOSE / (1 if floor >= 30 else 2)
        if code in limits.LOADING_CODES
        else limits.IV_G_PER_SCHEDULED_DOSE[floor]
    )
    if dose.salt_g > single:
        found.append(say(_("more than {limit} g in one dose for this kidney function"), limit=single))
    if code not in limits.EMERGENCY_CODES | limits.LOADING_CODES and patient.floor is None:
        found.append(say(_("kidney function not known: no scheduled infusion")))
    if dose.per_day > 1 and floor < 60:
        found.append(say(_("no second infusion before a level with eGFR below 60")))
    if dose.salt_g * dose.per_day > min(limits.IV_G_PER_24H[floor], limits.IV_G_PER_24H_NEVER_ABOVE):
        found.append(
            say(_("more than {limit} g in 24 hours for this kidney function"), limit=limits.IV_G_PER_24H[floor])
        )
    found += _rate(code, dose, fast_profile)
    if dose.percent_w_v > (limits.IV_PERCENT_ARREST if code == "IV_BOLUS_ARREST_2G" else limits.IV_PERCENT):
        found.append(say(_("more concentrated than allowed: {percent} %"), percent=dose.percent_w_v))
    return found


def _rate(code: str, dose: IVDose, fast_profile: bool) -> list[Statement]:
    if code == "IV_BOLUS_ARREST_2G":
        return []
    shortest = limits.TORSADES_MINUTES if code in limits.EMERGENCY_CODES else limits.LOADING_MINUTES
    if dose.minutes < shortest:
        return [say(_("faster than {minutes} minutes"), minutes=shortest)]
    per_minute = dose.salt_g * 1000 / dose.minutes
    fastest = (
        limits.IV_MG_PER_MIN_TORSADES
        if code in limits.EMERGENCY_CODES
        else limits.IV_MG_PER_MIN_LOADING
        if code in limits.LOADING_CODES
        else (limits.IV_G_PER_H_PROFILE if fast_profile else limits.IV_G_PER_H_INFUSION) * 1000 / 60
    )
    return [say(_("faster than {rate} mg/min"), rate=fastest.quantize(Decimal("0.1")))] if per_minute > fastest else []


def _oral(patient: Patient, dose: OralDose) -> list[Statement]:
    if dose.times_per_day < 1:
        return [say(_("a dose must be a positive amount, once a day or more"))]
    found = []
    if patient.floor is None or patient.floor < 30:
        found.append(say(_("no oral magnesium with eGFR below 30 or not known")))
    elif dose.mmol_per_day > limits.ORAL_MMOL_PER_DAY[patient.floor]:
        found.append(say(_("more than {limit} mmol a day"), limit=limits.ORAL_MMOL_PER_DAY[patient.floor]))
    if dose.mmol_per_dose > limits.ORAL_MMOL_PER_DOSE:
        found.append(say(_("more than {limit} mmol in one dose"), limit=limits.ORAL_MMOL_PER_DOSE))
    return found


def _other(patient: Patient, dose: DrugDose) -> list[Statement]:
    row = next((r for r in limits.DRUG_LIMITS if (r.drug, r.route, r.unit) == (dose.drug, dose.route, dose.unit)), None)
    if row is None:
        return [say(_("no limits are known for this drug and route"))]
    found = []
    if not 0 < dose.amount <= row.per_dose:
        found.append(say(_("more than {limit} {unit} in one dose, or nothing"), limit=row.per_dose, unit=row.unit))
    if dose.amount * (dose.times_per_day or 1) > row.per_day:
        found.append(say(_("more than {limit} {unit} a day"), limit=row.per_day, unit=row.unit))
    if row.minutes_at_least is not None and (dose.minutes is None or dose.minutes < row.minutes_at_least):
        found.append(say(_("faster than {minutes} minutes"), minutes=row.minutes_at_least))
    if dose.drug == "amiloride" and (
        patient.potassium is None or patient.potassium > 5 or patient.floor is None or patient.floor < 60
    ):
        found.append(say(_("no amiloride with potassium above 5.0 or not known, or eGFR below 60 or not known")))
    if dose.drug == "empagliflozin or dapagliflozin" and (patient.floor is None or patient.floor < 30):
        found.append(say(_("no SGLT2 inhibitor with eGFR below 30 or not known")))
    return found


def day_total_refused(patient: Patient, items: Iterable[tuple[str, Dose | None]]) -> bool:
    """Whether all intravenous magnesium of the plan, with what was given, passes the limit of 24 hours, 48 hours or 5 days.

    The first dose of arrest or torsades stands outside the kidney band (TX-INV-22).
    """
    total = Decimal(0)
    counted = False
    for code, dose in items:
        if isinstance(dose, IVDose):
            total += dose.salt_g * dose.per_day
            counted = counted or code not in ("IV_BOLUS_ARREST_2G", "IV_BOLUS_TDP_2G_10MIN")
    floor = patient.floor if patient.floor is not None else 15
    cap = limits.IV_G_PER_24H[floor]
    if patient.weight is not None and patient.weight < 45:
        cap = min(cap, patient.weight * limits.IV_G_PER_KG_24H_BELOW_45_KG)
    over = total + patient.given_g > cap or total + patient.given_5d_g > limits.IV_G_PER_5_DAYS
    poor = floor < 30 and total + patient.given_48h_g > limits.IV_G_PER_48H_BELOW_30
    return counted and (over or poor)


# -- the two places where it stands ---------------------------------------------------------------------------------


def inspect(
    facts: Facts,
    items: tuple[Recommendation, ...],
    *,
    fast_profile: bool = False,
    lower_limit: Decimal = DEFAULT_LOWER_LIMIT,
) -> tuple[list[Recommendation], list[tuple[Recommendation, list[Statement]]]]:
    """Part the items into those that may be shown and those the guard refuses, each with its reasons."""
    patient = look_at(facts, lower_limit)
    shown, refused = [], []
    for item in items:
        why = [] if item.dose is None else refusals(patient, item.code, item.dose, fast_profile=fast_profile)
        if why:
            refused.append((item, why))
        else:
            shown.append(item)
    if day_total_refused(patient, ((item.code, item.dose) for item in shown)):
        last = next(item for item in reversed(shown) if isinstance(item.dose, IVDose))
        shown.remove(last)
        refused.append((last, [say(_("together more than allowed in 24 hours"))]))
    return shown, refused


def inspect_withheld(facts: Facts, held: tuple[Withheld, ...], *, fast_profile: bool = False) -> tuple[Withheld, ...]:
    """Withheld items keep their dose only where the amount itself is within limits."""
    patient = look_at(facts)
    kept = []
    for entry in held:
        too_much = entry.dose is not None and refusals(patient, entry.code, entry.dose, fast_profile=fast_profile)
        kept.append(Withheld(entry.family, entry.code, entry.because, None if too_much else entry.dose, entry.label))
    return tuple(kept)


def check_changed_dose(assessment: Assessment, item: Recommendation, dose: Dose) -> list[Statement]:
    """Why a dose that a person changed may not stand; the same limits as for a proposed one (safety H65)."""
    patient = look_at(assessment.facts)
    why = refusals(patient, item.code, dose)
    others = [(r.code, r.dose) for r in assessment.plan.recommended if r.code != item.code]
    if not why and day_total_refused(patient, [*others, (item.code, dose)]):
        why = [say(_("together more than allowed in 24 hours"))]
    return why
