"""Potassium, calcium, thiamine beside magnesium (TX-ELY)."""

from __future__ import annotations

from decimal import Decimal

from ..assessment import Reason
from ..conditions import passes
from ..doses import DrugDose
from ..evidence import Truth
from ..knowledge import thresholds as t
from ..knowledge.emergency import SEIZURES, TETANY
from ..knowledge.patient import ALCOHOL_CALORIES, NIL_BY_MOUTH, POTASSIUM_SERUM
from ..text import _, say
from .draft import Draft, reason
from .path import P0, PT, PX, Path
from .situation import Situation

HALF_DOSE_DRUGS = (
    "potassium_sparing_diuretic",
    "mineralocorticoid_antagonist",
    "ace_inhibitor",
    "angiotensin_receptor_blocker",
    "neprilysin_inhibitor",
    "renin_inhibitor",
)
WERNICKE_SIGNS = ("confusion", "ataxia", "delirium", "coma", "nystagmus", "vertical_nystagmus", "loss_of_consciousness")


def plan_electrolytes(s: Situation, path: Path, draft: Draft) -> None:
    """What goes beside magnesium; nothing without a magnesium plan (TX-INV-39), nothing where no dose may be given."""
    _thiamine_first(s)
    if path.code in (P0, PT) or path.kind == "scope":
        _calcium_elsewhere(s)
        return
    _potassium(s, path, draft)
    _potassium_floor(s, draft)
    _calcium(s, path, draft)
    _thiamine(s, draft)


def _potassium_floor(s: Situation, draft: Draft) -> None:
    """TX-ELY-04 with ruling 48: 4.0 mmol/L or above where the heart is at risk, never pushed above 4.5."""
    at_risk = s.torsades or s.signs.qtc_480 is Truth.MET or s.inquiry.takes("digoxin")
    if at_risk or s.inquiry.finding("acute_coronary_syndrome") or s.inquiry.finding("digoxin_toxicity"):
        said = say(_("keep potassium at 4.0 mmol/L or above, and do not push it above 4.5 mmol/L"))
        draft.monitor("potassium", said, "TX-ELY-04")
        s.inquiry.met("TX-ELY-04", said)


def _calcium_elsewhere(s: Situation) -> None:
    """Where no dose is given from here, severe hypocalcaemia is still said (TX-INV-37)."""
    asks = any(s.inquiry.finding(code) for code in (*TETANY, *SEIZURES))
    if s.calcium.very_low is Truth.MET or (asks and s.calcium.low is not Truth.NOT_MET):
        said = say(
            _("Calcium is low or not known with these signs: measure it now and treat it by the local protocol.")
        )
        s.inquiry.warn("W_CA_PLAN", said, "TX-INV-37", "serum.calcium")


def _potassium(s: Situation, path: Path, draft: Draft) -> None:
    value = s.inquiry.facts.quantity(POTASSIUM_SERUM)
    if s.inquiry.record("DX-XEL-08", passes(POTASSIUM_SERUM, value, t.K_LOW)) is not Truth.MET:
        return
    said = say(_("Potassium will not hold until magnesium is normal: replace both in parallel."))
    s.inquiry.warn("W_K_NOT_HOLD_UNTIL_MG", said, "TX-ELY-01")
    if draft.has_family("amiloride"):
        said = say(_("amiloride takes the place of oral potassium at 3.0 to 3.4 mmol/L; recheck potassium in 3 days"))
        release = say(_("potassium below 3.0 mmol/L, or amiloride stopped"))
        draft.withhold("other", "K_ORAL", reason("TX-INV-41", "not_indicated", said, release))
        return
    held = _potassium_held(s, path)
    if held:
        draft.withhold("other", "K_ORAL", held)
    elif _needs_a_drip(s):
        _potassium_by_vein(s, draft)
    elif s.cannot_swallow_now:
        said = say(_("nothing by mouth now, and potassium of 3.0 mmol/L or more needs no infusion by this rule"))
        draft.withhold("other", "K_ORAL", reason("TX-ELY-03", "contraindicated", said, say(_("able to swallow"))))
    else:
        _potassium_by_mouth(s, draft)


def _potassium_held(s: Situation, path: Path) -> Reason | None:
    """Why no potassium dose is proposed from here, if so."""
    if s.people.child is None:
        return reason("TX-INV-01", "not_known", say(_("age not known")), say(_("the age")), ("patient.age_years",))
    if path.code == PX:
        said = say(_("no dose from here: the specialist decides on magnesium and potassium together, the same day"))
        return reason("TX-INV-39", "contraindicated", said, say(_("the specialist")))
    if not _needs_a_drip(s) and not s.cannot_swallow_now and s.inquiry.facts.answer(NIL_BY_MOUTH) is None:
        said = say(_("can the patient swallow? not known"))
        return reason("TX-ELY-02", "not_known", said, say(_("the answer")), (NIL_BY_MOUTH.key,))
    return None


def _kidney_cannot_shed(s: Situation) -> bool:
    """Oliguria or acute kidney injury: a senior decides on any potassium."""
    return s.kidney.oliguria is Truth.MET or (s.kidney.aki or 0) >= 2


def _needs_a_drip(s: Situation) -> bool:
    """TX-ELY-03: below 2.5, or below 3.0 with ECG change, arrhythmia, digoxin; or no oral route."""
    low = s.inquiry.passes(POTASSIUM_SERUM, t.K_IV_TRIGGER) is Truth.MET
    heart = (
        s.signs.qtc_480 is Truth.MET
        or s.inquiry.takes("digoxin")
        or s.torsades
        or Truth.MET in (s.signs.cardiac, s.signs.nsvt)
    )
    arrhythmia = bool(
        s.inquiry.finding("ventricular_arrhythmia_unstable") or s.inquiry.finding("frequent_ventricular_ectopy")
    )
    very_low = s.inquiry.passes(POTASSIUM_SERUM, t.K_BELOW_25) is Truth.MET
    return very_low or (low and (heart or arrhythmia or s.cannot_swallow_now))


def _halved(s: Situation) -> bool:
    """TX-ELY-02: half with eGFR below 30 (or not known) or a drug that keeps potassium."""
    poor = s.kidney.band in ("15", "0", "unknown") or _kidney_cannot_shed(s)
    return poor or s.inquiry.takes(*HALF_DOSE_DRUGS)


def _potassium_by_mouth(s: Situation, draft: Draft) -> None:
    amount = Decimal(12) if _halved(s) else Decimal(24)
    low = s.inquiry.passes(POTASSIUM_SERUM, t.K_IV_TRIGGER) is Truth.MET
    again = (
        say(_("Recheck potassium within 12 to 24 hours, with telemetry"))
        if low
        else say(_("Recheck potassium within 24 to 48 hours"))
    )
    dose = DrugDose(_("potassium chloride"), "oral", amount, "mmol", times_per_day=3)
    supplement = s.inquiry.takes("potassium_supplement")
    with_magnesium = draft.has_family("oral") or draft.has_family("iv")
    senior = s.tubulopathy or supplement or not with_magnesium or _kidney_cannot_shed(s)
    details = [
        again,
        say(_("Chloride, not citrate, in alkalosis or Gitelman syndrome; review the dose when magnesium is normal")),
    ]
    if supplement:
        details.append(say(_("A potassium supplement is in use: count it, at most 80 mmol a day together")))
    if not with_magnesium:
        details.append(say(_("Magnesium is withheld here: potassium alone will not hold, decide both together")))
    draft.propose(
        "K_ORAL",
        say(_("Potassium chloride {amount} mmol by mouth 3 times a day"), amount=amount),
        "TX-ELY-02",
        dose=dose,
        automatic=not senior,
        details=tuple(details),
        family="potassium",
    )
    draft.monitor("potassium", again, "TX-ELY-02")


def _potassium_by_vein(s: Situation, draft: Draft) -> None:
    amount = Decimal(5) if _halved(s) else Decimal(10)
    dose = DrugDose(_("potassium chloride"), "iv", amount, "mmol", minutes=Decimal(60))
    details = (
        say(_("Never a bolus; at most 40 mmol/L by a peripheral vein, at most 10 mmol/h on a ward")),
        say(_("Up to 20 mmol/h only with continuous ECG; hour by hour by potassium")),
    )
    draft.propose(
        "K_IV",
        say(_("Potassium chloride {amount} mmol in 1 hour by infusion pump, repeated by level"), amount=amount),
        "TX-ELY-03",
        dose=dose,
        automatic=not _kidney_cannot_shed(s),
        details=details,
        family="potassium",
    )
    draft.monitor("potassium", say(_("hourly while potassium runs by vein")), "TX-ELY-03")


# -- calcium -----------------------------------------------------------------------------------------------------


def _calcium(s: Situation, path: Path, draft: Draft) -> None:
    """TX-ELY-05, -06 with ruling 41."""
    asks = any(s.inquiry.finding(code) for code in (*TETANY, *SEIZURES)) or s.signs.qtc_480 is Truth.MET
    very_low = s.calcium.very_low is Truth.MET
    urgent = very_low or (asks and s.calcium.low is Truth.MET)
    if urgent and s.people.child is None:
        draft.withhold(
            "other",
            "CA_GLUCONATE",
            reason("TX-INV-01", "not_known", say(_("age not known")), say(_("the age")), ("patient.age_years",)),
        )
    elif urgent:
        _calcium_gluconate(s, draft)
    elif asks and s.calcium.low is Truth.UNKNOWN:
        said = say(_("calcium not known: measure it now; low calcium alone can explain these signs"))
        draft.withhold(
            "other",
            "CA_GLUCONATE",
            reason("TX-ELY-06", "not_known", said, say(_("a calcium result that is low")), ("serum.calcium",)),
        )
        s.inquiry.warn(
            "W_CA_PLAN",
            say(_("Tetany, seizure or long QT: calcium must be known at once.")),
            "TX-ELY-06",
            "serum.calcium",
        )
    elif s.calcium.low is Truth.MET:
        said = say(
            _(
                "Mild hypocalcaemia: magnesium first, recheck calcium after 24 to 72 h; no long-term active vitamin D while magnesium is low."
            )
        )
        s.inquiry.warn("W_CA_PLAN", said, "TX-ELY-05")
        draft.monitor("calcium", say(_("after 24 to 72 h")), "TX-ELY-05")
        s.inquiry.met("TX-INV-43", said)


def _calcium_gluconate(s: Situation, draft: Draft) -> None:
    dose = DrugDose(_("calcium gluconate 10 %"), "iv", Decimal(10), "mL", minutes=Decimal(10))
    digoxin = s.inquiry.takes("digoxin") or bool(s.inquiry.finding("digoxin_toxicity"))
    details = [
        say(
            _(
                "10 to 20 mL (2.2 to 4.6 mmol) in 50 to 100 mL glucose 5 % with ECG, in a line of its own; beside magnesium, never instead"
            )
        ),
        say(_("If it recurs: 100 mL of 10 % in 1 L at 50 to 100 mL/h")),
    ]
    if digoxin:
        details.append(say(_("On digoxin: the prescriber confirms, more slowly, with cardiology")))
    draft.propose(
        "CA_GLUCONATE",
        say(_("Calcium gluconate 10 %, 10 mL over 10 minutes by vein, never into muscle or under the skin")),
        "TX-ELY-06",
        dose=dose,
        automatic=not digoxin,
        details=tuple(details),
        family="calcium",
    )
    s.inquiry.warn("W_CA_PLAN", say(_("Calcium and magnesium together: separate lines.")), "TX-INV-37")
    draft.monitor("calcium", say(_("with each magnesium")), "TX-ELY-06")


# -- thiamine ----------------------------------------------------------------------------------------------------


def _at_thiamine_risk(s: Situation) -> tuple[bool, bool]:
    """Alcohol, refeeding."""
    drinks = s.inquiry.yes(ALCOHOL_CALORIES)
    return (
        drinks or s.condition("alcohol_use_disorder") or s.condition("alcohol_withdrawal"),
        s.condition("refeeding_risk") or s.condition("refeeding"),
    )


def _thiamine_first(s: Situation) -> None:
    """TX-INV-42: said on every path."""
    if any(_at_thiamine_risk(s)):
        s.inquiry.warn("W_THIAMINE_FIRST", say(_("Thiamine before glucose or feeding.")), "TX-INV-42")


def _thiamine(s: Situation, draft: Draft) -> None:
    alcohol, refeeding = _at_thiamine_risk(s)
    if not alcohol and not refeeding:
        return
    wernicke = alcohol and any(s.inquiry.finding(code) for code in WERNICKE_SIGNS)
    if s.people.child is None:
        why = reason("TX-INV-01", "not_known", say(_("age not known")), say(_("the age")), ("patient.age_years",))
        draft.withhold("other", "THIAMINE", why)
        return
    route = "iv" if wernicke or s.cannot_swallow_now else "oral"
    dose = DrugDose(_("thiamine"), route, Decimal(200 if wernicke else 100), "mg", times_per_day=3)
    if wernicke:
        text = say(
            _(
                "Suspected Wernicke encephalopathy: thiamine 200 mg by vein 3 times a day, before glucose "
                "(local protocols use more)"
            )
        )
    else:
        text = say(_("Thiamine 100 mg 3 times a day (200 to 300 mg a day), before glucose or feeding"))
    draft.propose("THIAMINE", text, "TX-ELY-10" if alcohol else "TX-ELY-09", dose=dose, family="thiamine")
    if refeeding:
        draft.monitor("magnesium_potassium_phosphate", say(_("every 12 h for 3 days")), "TX-ELY-09")
