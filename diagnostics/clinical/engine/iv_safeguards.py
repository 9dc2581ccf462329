"""What goes with every intravenous dose: antidote, no mixing, monitoring, stop rules (TX-IV-10 to -18)."""

from __future__ import annotations

from ..knowledge.thresholds import ClinicLimits
from ..text import _, say
from .draft import Draft
from .path import P5, P6, Path
from .situation import Situation


def add_safeguards(s: Situation, path: Path, draft: Draft) -> None:
    draft.propose(
        "CA_GLUC_ANTIDOTE",
        say(
            _(
                "Calcium gluconate 10 %, 10 mL (1 g) ready at the bedside as antidote; not to be given unless magnesium is too high"
            )
        ),
        "TX-IV-18",
        family="other",
    )
    s.inquiry.warn(
        "W_CA_GLUCONATE_READY",
        say(_("Calcium gluconate 10 %, 10 mL must be at the bedside during every infusion.")),
        "TX-IV-18",
    )
    s.inquiry.warn(
        "W_NO_MIXING",
        say(
            _(
                "Not in one bag or line with calcium, phosphate or bicarbonate: separate lines, or one after the other with a flush."
            )
        ),
        "TX-IV-12",
    )
    if s.kidney.reduced:
        s.inquiry.warn(
            "W_RENAL_REDUCED", say(_("Dose and monitoring are set for reduced kidney function.")), "TX-IV-07"
        )
    _monitoring(s, path, draft)
    _end_of_infusions(draft)
    _stop_rules(draft, s.inquiry.knowledge.limits)


def _monitoring(s: Situation, path: Path, draft: Draft) -> None:
    urgent = (path.wanted or path.code) in (P5, P6) or path.kind == "scope"
    rows = (
        ("ecg", _("continuous") if urgent else _("12-lead before the infusion; telemetry where asked for")),
        (
            "vital_signs",
            _("every 5 min during a bolus or loading dose, every 15 min for 1 h, then hourly")
            if urgent
            else _("before, at 15, 30 and 60 min, then 2-hourly"),
        ),
        (
            "patellar_reflex",
            _("after a bolus, then hourly")
            if path.code == P6
            else _("after a bolus, then 2-hourly")
            if urgent
            else _("before each dose and at the end"),
        ),
        (
            "urine_output",
            _("hourly; at least 25 mL/h before a repeat")
            if urgent
            else _("recorded; at least 25 mL/h before a repeat"),
        ),
        (
            "serum_magnesium",
            _("1 to 2 h after the dose, then 6-hourly")
            if path.code == P6
            else _("6 h after the end of the infusion, then 12-hourly")
            if urgent
            else _("6 h after the last planned infusion, then daily"),
        ),
        ("potassium_calcium_phosphate_creatinine", _("with each magnesium") if urgent else _("daily")),
    )
    for what, when in rows:
        draft.monitor(what, say(when), "TX-IV-14")
    if s.kidney.below_30:
        draft.monitor("serum_magnesium", say(_("before each further dose (eGFR below 30)")), "TX-IV-14")


def _end_of_infusions(draft: Draft) -> None:
    """TX-IV-16, TX-MON-04: when to go over to oral treatment, when to stop."""
    said = _(
        "magnesium at or above 0.50 mmol/L twice, 12 to 24 h apart, signs gone and able to swallow: overlap with oral "
        "magnesium, level at 24 to 48 h and at 3 to 7 days; at or above 0.70 mmol/L with the cause removed: stop"
    )
    draft.monitor("end_of_infusions", say(said), "TX-IV-16")


def _stop_rules(draft: Draft, limits: ClinicLimits) -> None:
    for text in (
        _("Knee reflex lost"),
        _("Respiratory rate below 12 per minute"),
        _("Systolic blood pressure below 90 mmHg, or a fall of more than 30 mmHg"),
        _("New bradycardia or AV block"),
        _("Drowsiness, or flushing with low blood pressure"),
        _("Urine below 25 mL/h for 4 hours"),
        _("Magnesium above 1.50 mmol/L: stop, recheck in 4 to 6 hours"),
    ):
        draft.stop(say(text), "TX-IV-15")
    draft.stop(say(_("Then: stop the infusion, call a senior, calcium gluconate at hand")), "TX-TOX-01")
    most = say(_("In any 5 days at most {grams} g magnesium sulfate heptahydrate"), grams=limits.iv_max_g_5d)
    draft.stop(most, "TX-INV-21")
