"""Removing the cause: culprit drugs, the proton pump inhibitor, and who must be asked (TX-DRUG, TX-PPI, TX-REF).

Nothing here stops a drug: each line asks its prescriber (TX-DRUG-00, TX-INV-66).
"""

from __future__ import annotations

from ..conditions import joined
from ..doses import IVDose
from ..evidence import Truth
from ..knowledge import thresholds as t
from ..knowledge.drugs import CLASSES, shown_name
from ..knowledge.patient import KNOWN_CAUSE, POTASSIUM_SERUM, RESPIRATORY_RATE
from ..text import Statement, _, say
from .draft import Draft
from .path import P0, P1, P2, P3, PT, PX, Path
from .situation import Situation

REFERRALS: dict[str, str] = {
    "REFER_NEPHROLOGY": _("Nephrology"),
    "REFER_CARDIOLOGY": _("Cardiology"),
    "REFER_GASTRO_NUTRITION": _("Gastroenterology and nutrition team"),
    "REFER_ONCOLOGY": _("Oncology"),
    "REFER_TRANSPLANT": _("Transplant team"),
    "REFER_OBSTETRICS": _("Obstetrics"),
    "REFER_PAEDIATRICS": _("Paediatrics"),
    "REFER_SPECIALIST": _("Specialist"),
}
_RULE = {
    "REFER_NEPHROLOGY": "TX-REF-02",
    "REFER_CARDIOLOGY": "TX-REF-06",
    "REFER_GASTRO_NUTRITION": "TX-REF-03",
    "REFER_ONCOLOGY": "TX-REF-04",
    "REFER_TRANSPLANT": "TX-REF-04",
    "REFER_OBSTETRICS": "TX-OOS-02",
    "REFER_PAEDIATRICS": "TX-OOS-01",
    "REFER_SPECIALIST": "TX-REF-04",
}
STAYS = (
    "kidney_transplant",
    "short_bowel",
    "ileostomy",
    "bowel_resection",
    "bariatric_surgery",
)  # nobody can take it away
ONCOLOGY = ("platinum", "anti_egfr_antibody", "other_anticancer", "mtor_inhibitor")


def plan_cause(s: Situation, path: Path, draft: Draft) -> None:
    """Review of the PPI and of each culprit; the diet sheet."""
    if path.code not in (PT,) and path.kind not in ("pending", "high", "text_only"):
        _digoxin_and_qt(s, draft)
        if s.ppi and (s.low or path.kind == "scope"):
            _ppi(s, draft)
        _culprits(s, path, draft)
    else:
        _digoxin_and_qt(s, draft)


def _ppi(s: Situation, draft: Draft) -> None:
    names = tuple(shown_name(d.name) for d in s.ppi)
    s.inquiry.warn(
        "W_PPI_REVIEW",
        say(
            _("Review the proton pump inhibitor ({names}): another one is no cure, the effect is of the class."),
            names=names,
        ),
        "TX-PPI-01",
    )
    if s.ppi_cannot_stop:
        said = say(
            _(
                "The proton pump inhibitor ({names}) cannot stop: lowest effective dose, decided with gastroenterology or cardiology; magnesium monthly for 3 months, then every 3 to 6 months"
            ),
            names=names,
        )
        draft.propose("CULPRIT_REVIEW", said, "TX-PPI-03")
        return
    text = say(
        _(
            "Is the proton pump inhibitor ({names}) needed? If not, ask its prescriber to stop it; if so, to change to an H2 blocker"
        ),
        names=names,
    )
    details = (
        say(_("Recheck magnesium at 1 and 2 weeks: it is normal about 4 days to 2 weeks after stopping")),
        say(_("Acid rebound for some weeks: antacid or alginate as needed (count magnesium in it)")),
        say(_("Tell other prescribers: record PPI-associated hypomagnesaemia as an adverse reaction")),
    )
    draft.propose("PPI_STOP_SWITCH_H2RA", text, "TX-PPI-01", details=details)


def _culprits(s: Situation, path: Path, draft: Draft) -> None:
    lines = []
    for cause in s.causes:
        if cause.kind == "drug" and cause.active and cause.code != "proton_pump_inhibitor" and cause.code in CLASSES:
            row = CLASSES[cause.code]
            if row.action and s.drugs(cause.code):
                lines.append(say(_("{cause}: {action}"), cause=cause.label, action=row.action))
                s.inquiry.met(row.culprit_rule or "TX-DRUG-00", lines[-1])
    others = [c for c in s.causes if c.kind in ("condition", "intake") and c.active and c.code not in STAYS]
    lines += [say(_("{cause}: treat or correct it"), cause=cause.label) for cause in others[:4]]
    if lines or path.code == P1:
        text = say(_("Remove the cause: for each, is it needed, what is the alternative, who decides?"))
        draft.propose("CULPRIT_REVIEW", text, "TX-DRUG-00", details=tuple(lines))


def _digoxin_and_qt(s: Situation, draft: Draft) -> None:
    if s.inquiry.takes("digoxin") or s.inquiry.finding("digoxin_toxicity"):
        s.inquiry.warn(
            "W_DIGOXIN",
            say(
                _(
                    "Digoxin: low magnesium raises its toxicity; potassium of 4.0 or above, telemetry with intravenous magnesium."
                )
            ),
            "TX-DRUG-12",
        )
    qt = s.drugs("qt_prolonging")
    if qt and (s.low or s.torsades):
        names = tuple(shown_name(d.name) for d in qt)
        draft.propose(
            "CULPRIT_REVIEW",
            say(_("Review QT-prolonging drugs ({names}): ECG, potassium of 4.0 or above"), names=names),
            "TX-DRUG-13",
        )


# -- referrals -----------------------------------------------------------------------------------------------------


def plan_referrals(s: Situation, path: Path, draft: Draft) -> None:
    """Who else decides, and why."""
    reasons: dict[str, list[Statement]] = {}
    for code, why in _referrals(s, path, draft):
        reasons.setdefault(code, []).append(why)
    for code, found in reasons.items():
        draft.propose(code, say(_("{who}: {why}"), who=REFERRALS[code], why=joined(found)), _RULE[code])
    specialist = path.code == PX or _specialist(s, path, draft)
    if specialist:
        s.inquiry.warn("W_SPECIALIST", say(_("A specialist decides on part of this plan.")), "TX-REF-04")


def _referrals(s: Situation, path: Path, draft: Draft) -> list[tuple[str, Statement]]:
    people = s.people
    rows: list[tuple[str, bool, str]] = [
        ("REFER_PAEDIATRICS", people.child is True, _("under 18 years")),
        (
            "REFER_OBSTETRICS",
            people.pregnant is True or people.pre_eclampsia or people.postpartum,
            _("pregnancy or the weeks after birth"),
        ),
        ("REFER_NEPHROLOGY", people.dialysis, _("dialysis: dialysate magnesium and prescription")),
    ]
    if people.child is not True:
        rows += _specialties(s, path, draft)
    found = [(code, say(text)) for code, holds, text in rows if holds]
    if path.kind == "iv_blocked":
        found += [(stop.refer, stop.evidence.statement) for stop in s.iv.flat]
    return found


def _specialties(s: Situation, path: Path, draft: Draft) -> list[tuple[str, bool, str]]:
    known = s.inquiry.facts.word(KNOWN_CAUSE) or ""
    amiloride_withheld = (
        path.code == P3
        and s.route.value == "renal"
        and draft.is_held("amiloride")
        and not draft.has_family("sglt2_inhibitor")
    )
    oncology = bool(s.drugs(*ONCOLOGY)) or known in ONCOLOGY
    active = s.low or path.code in (PT, PX) or s.torsades or s.arrest
    return [
        ("REFER_NEPHROLOGY", active and s.kidney.below_30, _("eGFR below 30 or acute kidney injury")),
        ("REFER_NEPHROLOGY", s.low and s.tubulopathy, _("inherited tubulopathy")),
        ("REFER_NEPHROLOGY", amiloride_withheld, _("renal loss that no adjunct can be given for")),
        ("REFER_NEPHROLOGY", path.code == P3 and s.kidney.band == "30", _("refractory with eGFR 30 to 59")),
        (
            "REFER_NEPHROLOGY",
            s.low and s.oral_now > s.inquiry.knowledge.limits.oral_max_mmol_d,
            _("need of more magnesium by mouth than the limit kept here"),
        ),
        (
            "REFER_NEPHROLOGY",
            _sparing_with_high_potassium(s),
            _("a potassium-sparing diuretic with potassium above 5.0 mmol/L"),
        ),
        (
            "REFER_NEPHROLOGY",
            s.low and _unexplained_renal_loss(s),
            _("renal loss that no drug and no known disease explains"),
        ),
        (
            "REFER_CARDIOLOGY",
            s.torsades or bool(s.inquiry.finding("ventricular_arrhythmia_unstable")),
            _("torsades or ventricular arrhythmia: pacing at hand"),
        ),
        ("REFER_CARDIOLOGY", s.low and s.signs.cardiac is Truth.MET, _("cardiac signs")),
        ("REFER_CARDIOLOGY", s.low and _heart_stops(s), _("AV block or recent myocardial damage")),
        (
            "REFER_GASTRO_NUTRITION",
            s.low and (s.condition("short_bowel") or s.condition("high_output_stoma")),
            _("short bowel or high-output stoma; if intravenous need recurs, home parenteral magnesium"),
        ),
        (
            "REFER_GASTRO_NUTRITION",
            s.low and s.ppi_cannot_stop,
            _("a proton pump inhibitor that cannot stop"),
        ),
        (
            "REFER_GASTRO_NUTRITION",
            s.low and s.oral_failed and s.route.value == "gastrointestinal",
            _("gastrointestinal loss and failed oral treatment"),
        ),
        (
            "REFER_ONCOLOGY",
            active and oncology,
            _("the owner of the anticancer drug: magnesium in the protocol, dose decisions"),
        ),
        (
            "REFER_TRANSPLANT",
            active and (s.condition("kidney_transplant") or s.condition("liver_transplant")),
            _("level and choice of the antirejection drug"),
        ),
        (
            "REFER_SPECIALIST",
            path.kind == "oral_blocked" and bool(s.raltegravir),
            _("HIV pharmacist: oral magnesium and raltegravir"),
        ),
        (
            "REFER_SPECIALIST",
            path.code == P2 and s.oral_failed and not s.adjunct_route,
            _("oral treatment failed and no adjunct has a route to help on"),
        ),
        (
            "REFER_SPECIALIST",
            path.code == P3
            and not any(draft.has_family(f) for f in ("amiloride", "sglt2_inhibitor", "inulin"))
            and s.route.value != "renal",
            _("refractory, and every adjunct is withheld"),
        ),
    ]


def _unexplained_renal_loss(s: Situation) -> bool:
    """TX-REF-02: a renal route that was found, with no acting drug and no strong disease on that route."""
    found = s.route.value == "renal" and s.route.certainty in ("established", "probable")
    return found and not any(
        c.active and "renal" in c.routes and (c.kind == "drug" or c.weight == "strong") for c in s.causes
    )


def _sparing_with_high_potassium(s: Situation) -> bool:
    """TX-REF-02, TX-AMI-06: potassium above 5.0 mmol/L on amiloride or triamterene."""
    high = s.inquiry.passes(POTASSIUM_SERUM, t.K_HIGH_AMILORIDE) is Truth.MET
    return high and s.inquiry.takes("potassium_sparing_diuretic")


def _heart_stops(s: Situation) -> bool:
    """TX-REF-06: AV block without a pacemaker, or recent myocardial damage, on whatever path."""
    return any(stop.key in ("av_block", "myocardial_damage") for stop in s.iv.flat)


def _specialist(s: Situation, path: Path, draft: Draft) -> bool:
    waiting = path.code == P3 and any(
        entry.family in ("amiloride", "sglt2_inhibitor", "inulin")
        and any(r.kind == "contraindicated" for r in entry.because)
        for entry in draft.held
    )
    bowel = s.low and (s.condition("short_bowel") or s.condition("high_output_stoma"))
    return waiting or bowel or (s.low and s.tubulopathy)


# -- telemetry and tests -------------------------------------------------------------------------------------------


def plan_monitored_bed(s: Situation, path: Path, draft: Draft) -> None:
    """TX-SEV-16, -06, -21, TX-INV-36, TX-REF-01."""
    potassium = s.inquiry.passes(POTASSIUM_SERUM, t.K_IV_TRIGGER) is Truth.MET
    code = path.wanted or path.code
    intravenous = code in ("P4_IV_PLANNED", "P5_IV_URGENT", "P6_EMERGENCY")
    rows = (
        (code in ("P5_IV_URGENT", "P6_EMERGENCY"), _("urgent or emergency path")),
        (path.kind == "scope" and (s.torsades or s.arrest), _("torsades or arrest")),
        (s.low and s.level.critical, _("magnesium at or below 0.40 mmol/L")),
        (intravenous and potassium, _("potassium below 3.0 mmol/L")),
        (intravenous and s.signs.qtc_480 is Truth.MET, _("QTc 480 ms or more")),
        (intravenous and s.inquiry.takes("digoxin"), _("digoxin")),
        (intravenous and s.signs.cardiac is Truth.MET, _("cardiac signs")),
        (path.rule == "TX-SEV-08" and code == "P4_IV_PLANNED", _("QTc or ectopy")),
        (_fast_infusion(draft), _("infusion faster than 1 g/h")),
        (path.code == PT and s.toxicity.truth is Truth.MET, _("toxicity with signs")),
        (_grave_signs(s), _("seizure, coma, ventricular arrhythmia, or breathing below 12/min")),
    )
    why = [text for holds, text in rows if holds]
    if why and s.people.child is not True and (path.code != P0 or path.kind == "pending"):
        draft.propose("ICU_TELEMETRY", say(_("Monitored bed with telemetry: {why}"), why=why[0]), "TX-SEV-16")
        s.inquiry.warn("W_TELEMETRY", say(_("Continuous ECG: {why}."), why=why[0]), "TX-INV-36")


def _grave_signs(s: Situation) -> bool:
    """TX-REF-01: what asks for a monitored bed on whatever path, also before the level is known."""
    signs = ("seizure_now", "coma", "ventricular_arrhythmia_unstable")
    slow = s.inquiry.passes(RESPIRATORY_RATE, t.RR_STOP) is Truth.MET
    return slow or any(s.inquiry.finding(code) for code in signs)


def _fast_infusion(draft: Draft) -> bool:
    """A scheduled infusion above 1 g/h, as a named clinic profile allows (TX-INV-36)."""
    doses = [
        item.dose for item in draft.items.values() if item.code.startswith("IV_INF") and isinstance(item.dose, IVDose)
    ]
    return any(dose.rate_g_per_h is not None and dose.rate_g_per_h > 1 for dose in doses)
