"""What to watch, when to measure again, and which tests to ask for now (TX-MON, TX-SEV-15, -20, DX-XEL)."""

from __future__ import annotations

from decimal import Decimal

from ..doses import DrugDose
from ..evidence import Truth
from ..knowledge import thresholds as t
from ..knowledge.drugs import shown_name
from ..knowledge.patient import (
    CREATININE_SERUM,
    DIALYSIS,
    EGFR_REPORTED,
    MAGNESIUM_SERUM,
    PHOSPHATE_SERUM,
    POTASSIUM_SERUM,
    QTC,
)
from ..text import Statement, _, say
from .cause_specific import inherited_aim, own_lines
from .draft import Draft, reason
from .path import P0, P1, P2, P3, P4, P5, P6, PT, PX, Path
from .situation import Situation


def plan_recheck(s: Situation, path: Path, draft: Draft) -> None:
    """TX-MON-02: every path above P0 has a recheck, P4 and above within 24 hours (TX-INV-61)."""
    hours, text = _first_recheck(s, path)
    if hours is not None:
        draft.check_again(hours, text, "TX-MON-02")
    if draft.recheck is None:
        return
    draft.propose("RECHECK", say(_("Recheck: {text}"), text=draft.recheck.text), "TX-MON-02")
    if path.code in (P2, P3, P1):
        draft.monitor("magnesium_potassium_calcium_creatinine", draft.recheck.text, "TX-MON-02")


def plan_targets(s: Situation, path: Path, draft: Draft) -> None:
    """TX-MON-01, -03, TX-ELY-08: the aim, and what asks for more."""
    if not s.low or path.kind == "scope" or path.code == PT:
        return
    draft.monitor("target", _target(s), "TX-MON-01")
    if s.inquiry.passes(PHOSPHATE_SERUM, t.PHOSPHATE_LOW) is Truth.MET:
        said = _("low: replace by local protocol, never in one bag or line with magnesium or calcium")
        draft.monitor("phosphate", say(said), "TX-ELY-08")
    if path.code in (P1, P2, P3, P4):
        said = _(
            "Escalate: a new danger sign, falling magnesium, potassium below 3.0 mmol/L, adjusted calcium below 1.90 mmol/L, "
            "or QTc of 500 ms or more"
        )
        draft.stop(say(said), "TX-MON-03")


def _target(s: Situation) -> Statement:
    """TX-MON-01: the heart first, then the aim of an inherited loss, then the range."""
    if s.torsades or s.signs.qtc_480 is Truth.MET or s.inquiry.takes("digoxin"):
        return say(_("magnesium of 0.80 mmol/L or above, not above range (torsades, long QT, digoxin)"))
    if s.tubulopathy:
        return inherited_aim(s) or say(_("no symptoms, in severe inherited loss"))
    return say(_("magnesium from 0.70 mmol/L to the upper limit of the range"))


def _first_recheck(s: Situation, path: Path) -> tuple[int | None, Statement]:
    """The earliest of all that ask for a recheck: a worse kidney never moves it later (TX-INV-26)."""
    wanted = path.wanted or path.code
    if path.code == P6 or (path.kind == "scope" and (s.torsades or s.arrest)):
        return 2, say(_("magnesium, potassium, calcium and ECG 1 to 2 h after the dose, then 6-hourly"))
    if path.code == PT:
        grave = s.toxicity.truth is Truth.MET or t.VERY_TOXIC.holds(s.level.value) is Truth.MET
        if grave:
            return 4, say(_("magnesium at 4 h"))
        return 24, say(_("magnesium within 24 h, sooner with eGFR below 30"))
    if path.code == PX and wanted in (P4, P5):
        return 24, say(_("magnesium, potassium and creatinine again within 24 h"))
    if wanted in (P4, P5):
        return 24, say(_("magnesium 6 h after the end of the infusion, at the latest within 24 h"))
    doubted = path.code == P0 and s.level.toxic is Truth.MET  # ruling 55: until the repeat
    kind = "pending" if doubted else path.kind
    if kind in _FIXED:
        hours, text = _FIXED[kind]
        return hours, say(text)
    if wanted in (P1, P2, P3):
        hours, text = min(_reasons_to_recheck(s, wanted))
        return hours, say(text)
    return _while_risk_drugs_go_on(s) if path.kind == "latent" else (None, say(""))


def _while_risk_drugs_go_on(s: Situation) -> tuple[int | None, Statement]:
    """TX-MON-02, path P0: 4 to 12 weeks while a drug that lowers magnesium goes on, then yearly on a PPI or diuretic."""
    yearly = [d for d in s.drugs("proton_pump_inhibitor", "thiazide", "loop_diuretic") if d.stopped_days_ago is None]
    if yearly:
        names = tuple(shown_name(d.name) for d in yearly)
        return 2016, say(_("magnesium in 4 to 12 weeks, then every year, as long as in use: {names}"), names=names)
    risky = {c.code for c in s.causes if c.kind == "drug" and c.active and c.weight != "weak"}
    others = [d for d in s.drugs(*risky) if d.stopped_days_ago is None]
    if others:
        names = tuple(shown_name(d.name) for d in others)
        return 2016, say(
            _("magnesium in 4 to 12 weeks, or as the protocol of the drug says, as long as in use: {names}"),
            names=names,
        )
    return None, say("")


_FIXED = {
    "high": (72, _("magnesium in 24 to 72 h")),
    "pending": (24, _("a reliable magnesium the same day")),
    "scope": (24, _("with the team that treats the patient, within 24 h")),
}


def _reasons_to_recheck(s: Situation, wanted: str) -> list[tuple[int, str]]:
    ward = s.setting in ("ward", "icu")
    own = own_lines(s)
    refeeding = s.condition("refeeding_risk") or s.condition("refeeding")
    weak = s.kidney.band != "60" or bool(s.kidney.aki)
    poor = s.kidney.band in ("15", "0", "unknown") or s.kidney.below_30 or s.kidney.oliguria is Truth.MET
    mild = _("magnesium, potassium, calcium and creatinine in 1 to 2 weeks (ward: 3 to 5 days)")
    rows = [
        (refeeding, 12, _("magnesium, potassium and phosphate every 12 h for 3 days")),
        (
            "bone_watch" in own and (ward or s.condition("hungry_bone")),
            12,
            _("magnesium, calcium, potassium and phosphate twice a day for 48 h"),
        ),
        ("shift_level" in own or s.condition("critical_illness"), 12, _("magnesium level at 12 h")),
        ("diuresis_watch" in own, 24, _("magnesium, potassium and creatinine every 12 to 24 h")),
        (s.level.moderate and ward, 48, _("magnesium, potassium, calcium and creatinine in 24 to 48 h")),
        (poor, 72 if not ward else 48, _("magnesium, potassium and creatinine within days")),
        (s.signs.m is Truth.MET, 72, _("seen the same day, magnesium within 72 h")),
        (_below_the_usual_trigger(s), 72, _("magnesium in 48 to 72 h; intravenous if it does not rise")),
        (weak, 72 if ward else 168, _("magnesium and creatinine at 1 week (ward: 3 to 5 days)")),
        (s.level.moderate, 168, _("magnesium, potassium, calcium and creatinine in 3 to 7 days")),
        (wanted != P1, 120 if ward else 336, mild),
        (True, 336, _("magnesium, potassium, calcium and creatinine in 2 to 4 weeks")),
    ]
    return [(hours, text) for holds, hours, text in rows if holds]


def _below_the_usual_trigger(s: Situation) -> bool:
    """Conflict C-01: a clinic that gives oral magnesium at 0.40 to 0.49 mmol/L."""
    return s.low and not s.level.severe and t.SEVERE.holds(s.level.value) is Truth.MET


def plan_stop_sources(s: Situation, path: Path, draft: Draft) -> None:
    """TX-PO-13, -15, ruling 56: no magnesium by mouth with eGFR below 30, AKI of stage 2 or more, or oliguria."""
    cannot_shed = s.kidney.below_30 or s.kidney.oliguria is Truth.MET
    if path.code == PT or path.kind == "high" or not (cannot_shed and s.magnesium_source):
        return
    said = say(_("Stop magnesium by mouth (supplements, antacids, laxatives): the kidney cannot shed it"))
    draft.propose("STOP_MG", said, "TX-PO-13")
    s.inquiry.warn("W_RENAL_REDUCED", say(_("Reduced kidney function: magnesium accumulates.")), "TX-PO-07")
    draft.check_again(168, say(_("magnesium and creatinine within 1 week")), "TX-PO-13")


# -- tests to ask for ----------------------------------------------------------------------------------------------


def plan_tests(s: Situation, path: Path, draft: Draft) -> None:
    """What is missing and would change the plan (TX-INV-05, -06, -62; TX-SEV-15, -20; DX-XEL-01)."""
    wanted = _missing_tests(s, path)
    if not wanted:
        return
    rule_id = "TX-SEV-20" if path.kind == "pending" else "DX-XEL-01"
    draft.propose("REQUEST_TESTS", say(_("Ask for now: {tests}"), tests=tuple(wanted)), rule_id, details=())
    told = any(warning.code == "W_RECHECK_SAMPLE" for warning in s.inquiry.warnings.values())
    if path.kind == "pending" and s.level.unreliable and not told:
        s.inquiry.warn(
            "W_RECHECK_SAMPLE",
            say(_("Repeat the sample the same day; no dose on this number.")),
            "TX-SEV-20",
            "serum.sample",
        )
    strong = (
        s.inquiry.takes("proton_pump_inhibitor", "thiazide", "loop_diuretic", "platinum", "anti_egfr_antibody")
        or s.condition("alcohol_use_disorder")
        or s.condition("short_bowel")
    )
    fits = any(
        s.inquiry.finding(c) for c in ("seizure_now", "seizure_last_24h", "tetany", "carpopedal_spasm", "trousseau")
    )
    if path.kind == "pending" and fits and strong:
        said = say(
            _(
                "Tetany or seizure with a strong setting: the prescriber may start magnesium before the result; a decision of the prescriber, not a recommendation."
            )
        )
        s.inquiry.warn("W_PRESCRIBER_MAY_START", said, "TX-SEV-15")


def _missing_tests(s: Situation, path: Path) -> list[str]:
    facts = s.inquiry.facts
    tests = []
    if path.kind == "pending":
        tests.append(_("serum magnesium from a fresh, reliable sample"))
    elif facts.quantity(MAGNESIUM_SERUM) is None:
        tests.append(_("serum magnesium"))
    doses = path.code not in (P0, PT) and path.kind != "scope"
    if (
        facts.quantity(CREATININE_SERUM) is None
        and facts.quantity(EGFR_REPORTED) is None
        and (doses or path.kind == "pending")
        and not s.inquiry.yes(DIALYSIS)
    ):
        tests.append(_("creatinine"))
    if facts.quantity(POTASSIUM_SERUM) is None and path.code != PT:
        tests.append(_("potassium"))
    if s.calcium.adjusted is None and s.calcium.low is Truth.UNKNOWN and path.code != PT:
        tests.append(_("calcium with albumin, or ionised calcium"))
    if path.kind == "pending" or (s.inquiry.finding("seizure_now") and path.code == P6):
        tests.append(_("glucose and sodium"))
    if doses and facts.quantity(QTC) is None and (s.level.severe or path.code in (P4, P5, P6)):
        tests.append(_("12-lead ECG"))
    if s.iv.unknown and path.intravenous:
        tests.append(_("the open safety checks of intravenous magnesium"))
    if path.code == PX and path.kind == "iv_blocked":
        tests.append(_("magnesium, potassium and creatinine again the same day"))
    if s.people.pregnancy_open and s.people.child is not True and (s.low or s.torsades):
        tests.append(_("a pregnancy test"))
    if path.kind == "pending" and s.inquiry.facts.quantity(PHOSPHATE_SERUM) is None:
        tests.append(_("phosphate"))
    return tests


def unknown_input_warning(s: Situation, draft: Draft) -> None:
    """W_UNKNOWN_INPUT whenever something is withheld or limited because it is not known."""
    for entry in draft.held:
        for why in entry.because:
            if why.kind == "not_known":
                s.inquiry.warn(
                    "W_UNKNOWN_INPUT", say(_("Withheld for want of an answer: {why}."), why=why.text), why.rule.id
                )
                return
    if s.kidney.band == "unknown" and draft.has_family("iv"):
        s.inquiry.warn("W_UNKNOWN_INPUT", say(_("Kidney function is not known: first dose only.")), "TX-INV-05")


# -- toxicity and no treatment ---------------------------------------------------------------------------------------


def plan_toxicity(s: Situation, path: Path, draft: Draft) -> None:
    """TX-TOX-01 to -04."""
    signs = s.toxicity.truth is Truth.MET
    grave = signs or t.VERY_TOXIC.holds(s.level.value) is Truth.MET
    details = (
        [say(_("Call a senior; airway, ECG; magnesium, potassium, calcium and creatinine at once"))] if grave else []
    )
    if grave:
        details.append(
            say(
                _(
                    "Sodium chloride 0.9 % and a loop diuretic if passing urine; dialysis if eGFR is below 15 or life is in danger"
                )
            )
        )
    draft.propose(
        "STOP_MG",
        say(_("Stop every source of magnesium: infusions, supplements, antacids, laxatives, feeds")),
        "TX-TOX-01",
        details=tuple(details),
    )
    s.inquiry.warn(
        "W_TOXICITY",
        say(_("Too much magnesium: never give more, never restart at the same dose; find the cause.")),
        "TX-TOX-04",
    )
    if s.level.haemolysed:
        s.inquiry.warn(
            "W_RECHECK_SAMPLE",
            say(_("Haemolysis raises magnesium: repeat the sample at once.")),
            "RUL-55",
            "serum.sample",
        )
    if grave and s.people.child is False and not s.people.pre_eclampsia:
        _antidote(s, draft)
    elif grave:
        why = reason(
            "RUL-27",
            "not_known" if s.people.child is None else "out_of_scope",
            say(_("no antidote dose from here: under 18 years, age not known, or pre-eclampsia")),
            say(_("senior decision now")),
        )
        draft.withhold("other", "CA_GLUC_ANTIDOTE", why)


def _antidote(s: Situation, draft: Draft) -> None:
    digoxin = s.inquiry.takes("digoxin") or bool(s.inquiry.finding("digoxin_toxicity"))
    dose = DrugDose(_("calcium gluconate 10 %"), "iv", Decimal(10), "mL", minutes=Decimal(10))
    details = [say(_("Over 5 to 10 minutes with ECG, repeat by response; never into muscle or under the skin"))]
    if digoxin:
        details.append(say(_("On digoxin: more slowly, with cardiology")))
    draft.propose(
        "CA_GLUC_ANTIDOTE",
        say(_("Calcium gluconate 10 %, 10 mL by vein slowly")),
        "TX-TOX-02",
        dose=dose,
        automatic=not digoxin,
        details=tuple(details),
        family="calcium",
    )


def plan_no_treatment(s: Situation, path: Path, draft: Draft) -> None:
    """P0: what to say when no magnesium is given."""
    if path.kind == "high":
        draft.propose(
            "STOP_MG", say(_("Stop all magnesium products until the level is known to be in range")), "TX-PO-13"
        )
        s.inquiry.warn("W_HIGHER_NOT_BETTER", say(_("More magnesium is not better.")), "TX-DIET-06")
    elif path.kind == "latent":
        draft.propose("NO_TREATMENT", say(_("No magnesium treatment: the serum level is not low")), "TX-SEV-12")
        s.inquiry.warn(
            "W_HIGHER_NOT_BETTER",
            say(_("More magnesium is not better; supplements in range have no proven benefit.")),
            "TX-DIET-02",
        )
        if s.oral_now > 0 and "STOP_MG" not in draft.items:
            said = say(
                _(
                    "Oral magnesium is in use: go on while the cause persists, or stop at least 48 h after a normal level and recheck at 2 to 4 weeks"
                )
            )
            draft.propose("ORAL_TITRATE", said, "TX-PO-11")
    elif path.kind == "text_only":
        draft.propose(
            "NO_TREATMENT",
            say(_("Resuscitation protocol; no magnesium from here unless torsades appears or magnesium is low")),
            "RUL-29",
        )


def disagreement_warnings(s: Situation, path: Path, near_limit: object) -> None:
    """W_THRESHOLD_DISAGREEMENT: near a limit, or where authorities differ (conflicts C-01, C-21, C-22)."""
    if near_limit is not None:
        s.inquiry.warn(
            "W_THRESHOLD_DISAGREEMENT",
            say(_("Within rounding of the limit {limit}: another unit may class it otherwise."), limit=near_limit),
            "TX-C-21",
        )
    if (
        s.low
        and t.SEVERE.holds(s.level.value) is Truth.MET
        and not s.level.critical
        and s.signs.symptomatic is not True
    ):
        s.inquiry.warn(
            "W_THRESHOLD_DISAGREEMENT",
            say(
                _(
                    "Sources differ on intravenous treatment of 0.40 to 0.49 mmol/L without symptoms: below 0.50 here; some give oral magnesium down to 0.40."
                )
            ),
            "TX-C-01",
            "serum.magnesium",
        )
    minor = s.signs.m is Truth.MET and not s.level.severe
    if s.low and (minor or path.rule == "TX-SEV-21"):
        s.inquiry.warn(
            "W_THRESHOLD_DISAGREEMENT",
            say(
                _(
                    "Sources differ on minor symptoms at 0.50 mmol/L and above: signs go to the vein here, sensations by mouth with review within 72 h."
                )
            ),
            "TX-C-22",
            "findings",
        )
