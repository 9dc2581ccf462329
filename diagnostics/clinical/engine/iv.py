"""Intravenous magnesium: emergency cards, loading, infusions, caps, preparation (TX-IV)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from ..assessment import Reason
from ..doses import IVDose, grams_of_sulfate
from ..evidence import Truth
from ..knowledge import treatment as table
from ..knowledge.treatment import Infusion
from ..text import Statement, _, say
from .draft import Draft, reason
from .paths import P4, P5, P6, PX, Path
from .situation import Situation


@dataclass(slots=True)
class Budget:
    """What may still be given in these 24 hours, in g of magnesium sulfate heptahydrate.

    `cap` is the limit of the kidney band, cut by body weight; `left` shrinks as doses are planned.
    """

    cap: Decimal
    left: Decimal

    def take(self, grams: Decimal) -> Decimal:
        """The part of `grams` that still fits, in steps of 0.5 g; it is spent."""
        fits = min(grams, self.left)
        fits = (fits / table.CUT_STEP_G).to_integral_value(ROUND_DOWN) * table.CUT_STEP_G
        self.left -= fits
        return max(fits, Decimal(0))


def plan_intravenous(s: Situation, path: Path, draft: Draft) -> None:
    """All intravenous magnesium of the plan, or why there is none."""
    if s.people.child or s.people.pre_eclampsia or s.people.obstetric_seizure:
        _withhold_all(s, draft, "TX-SEV-01", "out_of_scope", say(_("out of scope: no dose from here")))
        return
    if path.code == P6 or (path.kind == "scope" and (s.torsades or (s.arrest and s.low))):
        _emergency(s, path, draft)
    elif path.code == P5 or path.wanted == P5:
        _urgent(s, path, draft)
    elif path.code == P4 or path.wanted == P4:
        _planned(s, path, draft)
    else:
        _none(s, path, draft)
    if any(isinstance(item.dose, IVDose) for item in draft.items.values()):
        _companions(s, path, draft)


# -- building a dose -----------------------------------------------------------------------------------------


def _budget(s: Situation) -> Budget:
    caps = s.inquiry.knowledge.limits.iv_max_g_24h
    cap = caps.get(s.kidney.band, caps["15"])
    weight = s.weight_kg
    if weight is not None and weight < table.LIGHT_BODY_KG:
        cap = min(cap, weight * table.LIGHT_BODY_G_PER_KG)
    given = s.given_within_24h("iv")
    spent = grams_of_sulfate(given) if given is not None else Decimal(0)
    return Budget(cap, cap - spent)


def _dose(row: Infusion, grams: Decimal, cap: Decimal | None) -> IVDose:
    return IVDose(
        grams, Decimal(row.volume_ml), Decimal(row.minutes), table.SODIUM_CHLORIDE_OR_GLUCOSE, row.per_day, cap
    )


def _prescriber_decides(s: Situation) -> tuple[bool, tuple[Statement, ...]]:
    """Whether a named person must confirm, and why (TX-IV-H, TX-SEV-19, cumulative dose)."""
    why = []
    if s.iv.senior_confirms:
        why.append(say(_("Respiratory rate 12 to 15 per minute: a senior confirms")))
    weight = s.weight_kg
    if weight is not None and weight < table.LIGHT_BODY_KG:
        why.append(say(_("Body weight below 45 kg: at most 0.2 g/kg in 24 h, the prescriber confirms")))
        s.inquiry.met("TX-SEV-19", why[-1])
    if weight is None:
        s.inquiry.warn(
            "W_UNKNOWN_INPUT",
            say(_("Body weight not known: below 45 kg at most 0.2 g/kg may be given in 24 h.")),
            "TX-SEV-19",
            "patient.weight",
        )
    if s.given_within_24h("iv") is None:
        why.append(say(_("Magnesium was already given by vein, the amount is not known: count it before giving more")))
    return bool(why), tuple(why)


# -- emergency (P6) --------------------------------------------------------------------------------------------


def _emergency(s: Situation, path: Path, draft: Draft) -> None:
    if s.arrest and (s.torsades or s.low):
        _card(
            s,
            draft,
            table.ARREST,
            say(
                _(
                    "Cardiac arrest: 2 g magnesium sulfate heptahydrate as a bolus, beside the resuscitation protocol. 4 mL of the 50 % solution made up to 10 mL (20 %)."
                )
            ),
        )
    elif s.torsades or (s.low and s.inquiry.finding("ventricular_arrhythmia_unstable")):
        _card(
            s,
            draft,
            table.TORSADES,
            say(
                _(
                    "2 g magnesium sulfate heptahydrate over 10 minutes. Do not wait for laboratory results. Defibrillate first if pulseless or unstable."
                )
            ),
        )
        s.inquiry.warn(
            "W_LABEL_EXCEEDED",
            say(_("200 mg/min is faster than the general label rate of 150 mg/min: the named exception for torsades.")),
            "TX-IV-02",
        )
    if s.torsades or (s.low and s.inquiry.finding("ventricular_arrhythmia_unstable")):
        if path.code == P6 and s.adult_for_sure:
            _after_torsades(s, draft)
    elif path.code == P6 and not s.arrest:
        _load_in_emergency(s, draft)
    if path.kind == "scope" or s.people.dialysis:
        _withhold_scheduled(
            draft,
            reason(
                "TX-SEV-01",
                "out_of_scope",
                say(_("no scheduled dose: {why}"), why=path.because),
                say(_("the team that treats the patient")),
            ),
        )


def _card(s: Situation, draft: Draft, row: Infusion, text: Statement) -> None:
    """TX-IV-01 and -02: no laboratory value is needed; some findings make it a named person's decision."""
    details = [
        say(_("A stop of the list below applies: the prescriber decides")) for _stop in s.iv.flat[:1] if not s.arrest
    ]
    if s.level.high is Truth.MET:
        details.append(say(_("Serum magnesium is above range: the prescriber confirms")))
    if s.people.child is None:
        details.append(say(_("Adult dose: the age is not known")))
    if s.people.refused:
        details.append(say(_("Call the team that treats this patient now")))
    draft.propose(
        row.code,
        text,
        row.rule,
        dose=_dose(row, row.grams, None),
        automatic=not details,
        details=tuple(details),
        family="iv",
    )


def _after_torsades(s: Situation, draft: Draft) -> None:
    why_not = _no_continuation(s)
    if why_not:
        draft.withhold("iv", "IV_MAINT_TDP", *why_not)
        return
    budget = _budget(s)
    budget.take(table.TORSADES.grams)
    repeat = budget.take(table.TORSADES_REPEAT.grams)
    draft.propose(
        "IV_REPEAT_TDP",
        say(_("Second 2 g over 10 minutes if torsades continues or returns after 5 to 15 minutes")),
        "TX-IV-02",
        dose=_dose(table.TORSADES_REPEAT, repeat, budget.cap),
        family="iv",
    )
    full = s.level.severe and s.kidney.band == "60"
    row = table.TORSADES_MAINTENANCE_FULL if full else table.TORSADES_MAINTENANCE_HALF
    grams = budget.take(row.grams)
    if grams:
        said = _("Then 1 g/h for 6 hours") if full else _("Then 0.5 g/h for 6 hours")
        draft.propose(
            "IV_MAINT_TDP",
            say(_("{text}; decide on magnesium, potassium and ECG"), text=said),
            "TX-IV-02",
            dose=_dose(row, grams, budget.cap),
            family="iv",
        )


def _no_continuation(s: Situation) -> tuple[Reason, ...]:
    """Why nothing follows the first emergency dose: kidney, level, stops known or unknown."""
    if s.kidney.band == "unknown":
        return (
            reason(
                "TX-IV-02",
                "not_known",
                say(_("eGFR not known: first dose only")),
                say(_("creatinine, or a senior decision with a level")),
                ("serum.creatinine",),
            ),
        )
    if s.kidney.below_30:
        return (
            reason(
                "TX-IV-02",
                "contraindicated",
                say(_("eGFR below 30: first dose only")),
                say(_("a senior decision with a level")),
            ),
        )
    if s.level.high is Truth.MET:
        return (
            reason(
                "TX-INV-09",
                "contraindicated",
                say(_("serum magnesium above range: first dose only")),
                say(_("a level within range")),
            ),
        )
    stops = tuple(stop for stop in s.iv.blocked if stop.key != "blood_pressure")
    if stops:
        return s.iv.reasons(stops)
    return s.iv.reasons(s.iv.unknown)


def _load_in_emergency(s: Situation, draft: Draft) -> None:
    """Seizure, laryngospasm, another arrhythmia with instability: TX-IV-03 or -04."""
    seizure = bool(s.inquiry.finding("seizure_now"))
    row = _loading_row(s)
    rule_id = "TX-IV-04" if s.inquiry.finding("laryngospasm") and not seizure else "TX-IV-03"
    text = _loading_text(s, row, seizure)
    dose = _dose(row, row.grams, None)
    if s.people.child is None:
        draft.withhold(
            "iv",
            row.code,
            reason(
                "RUL-11",
                "not_known",
                say(_("age not known")),
                say(_("an adult: senior decision now")),
                ("patient.age_years",),
            ),
            dose=dose,
            label=text,
        )
        return
    blocked = tuple(stop for stop in s.iv.blocked if stop.key not in ("urine", "kidney"))
    if blocked:
        held = tuple(reason(r.rule.id, r.kind, r.text, say(_("senior decision now"))) for r in s.iv.reasons(blocked))
        draft.withhold("iv", row.code, *held, dose=dose, label=text)
        return
    confirm, why = _prescriber_decides(s)
    draft.propose(
        row.code, text, rule_id, dose=dose, automatic=not confirm, details=(*why, *_repeat(s, row)), family="iv"
    )
    _continue_after_load(s, draft, row)


def _loading_row(s: Situation) -> Infusion:
    return table.LOAD_FULL if s.kidney.band in ("60", "30") else table.LOAD_HALF


def _loading_text(s: Situation, row: Infusion, seizure: bool) -> Statement:
    said = (
        _(
            "Loading dose {grams} g magnesium sulfate heptahydrate over 15 minutes, with the status protocol; check sodium, calcium and glucose"
        )
        if seizure
        else _("Loading dose {grams} g magnesium sulfate heptahydrate over 15 minutes")
    )
    return say(said, grams=row.grams)


def _repeat(s: Situation, row: Infusion) -> tuple[Statement, ...]:
    """Whether the loading dose may be repeated once (TX-IV-03, -04; rulings 10, 33)."""
    if s.kidney.oliguria is Truth.MET or s.kidney.band in ("unknown", "0"):
        return (say(_("No repeat without a level")),)
    if s.iv.unknown or s.iv.blocked:
        return ()
    return (
        say(
            _(
                "May be repeated once after 15 minutes while signs persist and reflexes are present; the infusion is then cut by the same amount"
            )
        ),
    )


def _continue_after_load(s: Situation, draft: Draft, load: Infusion) -> None:
    """TX-IV-05: the infusion after the loading dose, within the cap of the day."""
    if not s.level.moderate:
        said = say(_("magnesium was 0.60 mmol/L or above: loading dose only, look for another cause"))
        draft.withhold("iv", "IV_INF_5G_6H", reason("TX-IV-05", "not_indicated", said, say(_("the next level"))))
        return
    held = _infusion_held(s)
    if held:
        row = table.CONTINUATION.get(s.kidney.band)
        code = row.code if row else "IV_INF_5G_12H"
        dose = _dose(row, row.grams, _budget(s).cap) if row and s.kidney.band != "unknown" else None
        draft.withhold("iv", code, *held, dose=dose)
        return
    budget = _budget(s)
    budget.take(load.grams)
    row = table.CONTINUATION[s.kidney.band]
    _infuse(s, draft, row, budget, _continuation_text(s, row))


def _continuation_text(s: Situation, row: Infusion) -> Statement:
    said = {
        "60": _(
            "Then 5 g in 250 mL over 6 hours; if magnesium 6 hours after the end is still severe or signs persist, 5 g over 12 hours"
        ),
        "30": _("Then 5 g in 500 mL over 12 hours once; the next dose only after a level"),
        "15": _(
            "Then 2.5 g in 250 mL over 12 hours once, nephrology informed; a level 6 hours after, before any further dose"
        ),
    }[s.kidney.band]
    return say(said)


def _infusion_held(s: Situation) -> tuple[Reason, ...]:
    """Why a planned or continuing infusion waits: kidney function, stops, unknown items."""
    if s.people.child is None:
        return (reason("RUL-11", "not_known", say(_("age not known")), say(_("the age")), ("patient.age_years",)),)
    held: list[Reason] = []
    if s.kidney.band == "unknown":
        held.append(
            reason(
                "TX-IV-07",
                "not_known",
                say(_("kidney function not known")),
                say(_("creatinine")),
                ("serum.creatinine",),
            )
        )
    held += s.iv.reasons(s.iv.blocked)
    held += s.iv.reasons(s.iv.unknown)
    return tuple(held)


def _infuse(s: Situation, draft: Draft, row: Infusion, budget: Budget, text: Statement) -> None:
    grams = budget.take(row.grams * row.per_day) / row.per_day
    grams = (grams / table.CUT_STEP_G).to_integral_value(ROUND_DOWN) * table.CUT_STEP_G
    if grams <= 0:
        said = say(_("what was already given reaches the limit of {cap} g in 24 h"), cap=budget.cap)
        draft.withhold(
            "iv",
            row.code,
            reason("TX-INV-20", "contraindicated", said, say(_("24 hours after the first dose, with a level"))),
        )
        return
    confirm, why = _prescriber_decides(s)
    if grams < row.grams:
        why = (*why, say(_("Cut to {grams} g so that the limit of 24 hours holds"), grams=grams))
    draft.propose(
        row.code, text, row.rule, dose=_dose(row, grams, budget.cap), automatic=not confirm, details=why, family="iv"
    )


# -- urgent (P5) and planned (P4) ----------------------------------------------------------------------------------


def _urgent(s: Situation, path: Path, draft: Draft) -> None:
    row = _loading_row(s)
    text, dose = _loading_text(s, row, seizure=False), _dose(row, row.grams, None)
    if path.code == PX:
        held = tuple(
            reason(r.rule.id, r.kind, r.text, say(_("senior decision now"))) for r in s.iv.reasons(s.iv.blocked)
        )
        draft.withhold("iv", row.code, *held, dose=dose, label=text)
        return
    waits = _load_waits(s)
    if waits:
        draft.withhold("iv", row.code, *waits, dose=dose, label=text)
        if s.level.moderate:
            _continue_after_load(s, draft, row)
        return
    confirm, why = _prescriber_decides(s)
    draft.propose(
        row.code, text, "TX-IV-04", dose=dose, automatic=not confirm, details=(*why, *_repeat(s, row)), family="iv"
    )
    _continue_after_load(s, draft, row)


def _load_waits(s: Situation) -> tuple[Reason, ...]:
    """Ruling 53: with one item not known a P5 load waits too. Oliguria allows the first load (ruling 33)."""
    if s.people.child is None:
        return (reason("RUL-11", "not_known", say(_("age not known")), say(_("the age")), ("patient.age_years",)),)
    blocked = tuple(stop for stop in s.iv.blocked if stop.key != "urine")
    return (*s.iv.reasons(blocked), *s.iv.reasons(s.iv.unknown))


def _planned(s: Situation, path: Path, draft: Draft) -> None:
    row = _planned_row(s)
    held = _infusion_held(s)
    if path.code == PX or held:
        kidney_known = s.kidney.band not in ("unknown", "0")
        dose = _dose(row, row.grams, _budget(s).cap) if row and kidney_known and s.people.child is not None else None
        draft.withhold("iv", row.code if row else "IV_INF_5G_12H", *held, dose=dose)
        return
    assert row is not None
    _infuse(s, draft, row, _budget(s), _planned_text(s, row))


def _planned_row(s: Situation) -> Infusion | None:
    fast = s.inquiry.knowledge.limits.iv_profile in ("highland", "label")
    if fast and s.kidney.band == "60" and s.level.severe:
        return table.FAST
    return table.PLANNED.get((s.kidney.band, s.level.severity))


def _planned_text(s: Situation, row: Infusion) -> Statement:
    hours = Decimal(row.minutes) / 60
    if row.per_day == 2:
        return say(_("5 g over 12 hours, then a second 5 g over 12 hours; a level 6 hours after the second"))
    if s.kidney.band != "60":
        return say(
            _("{grams} g over {hours} hours once; the next dose only after a level"), grams=row.grams, hours=hours
        )
    return say(
        _("{grams} g over {hours} hours, once daily by level, usually for 2 to 5 days"), grams=row.grams, hours=hours
    )


# -- none ----------------------------------------------------------------------------------------------------------


def _none(s: Situation, path: Path, draft: Draft) -> None:
    if path.kind == "scope":
        said, kind, rule_id, release = (
            say(_("out of scope: {why}"), why=path.because),
            "out_of_scope",
            "TX-SEV-01",
            say(_("the team that treats the patient")),
        )
    elif path.kind == "pending":
        said, kind, rule_id = say(_("magnesium not known from a reliable sample")), "not_known", "TX-SEV-20"
        release = say(_("a reliable serum magnesium"))
    elif path.code.startswith("PT") or path.kind == "high":
        said, kind, rule_id, release = (
            say(_("magnesium is above range")),
            "contraindicated",
            "TX-INV-09",
            say(_("a low magnesium")),
        )
    elif path.kind == "text_only":
        said, kind, rule_id = say(_("no torsades and magnesium not known to be low")), "not_indicated", "RUL-29"
        release = say(_("torsades, or a low magnesium"))
    elif not s.low:
        said, kind, rule_id, release = (
            say(_("magnesium is not low")),
            "not_indicated",
            "TX-INV-08",
            say(_("a low magnesium")),
        )
    else:
        said, kind, rule_id = say(_("neither the level nor the signs ask for it")), "not_indicated", path.rule
        release = say(_("a severe level, a sign of group S or N, or failed oral treatment"))
    draft.withhold("iv", "IV_INF_5G_12H", reason(rule_id, kind, said, release))


def _withhold_all(s: Situation, draft: Draft, rule_id: str, kind: str, text: Statement) -> None:
    draft.withhold("iv", "IV_INF_5G_12H", reason(rule_id, kind, text, say(_("the team that treats the patient"))))


def _withhold_scheduled(draft: Draft, why: Reason) -> None:
    draft.withhold("iv", "IV_INF_5G_12H", why)


# -- what goes with every intravenous dose (TX-IV-10 to -18) ---------------------------------------------------------


def _companions(s: Situation, path: Path, draft: Draft) -> None:
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
    _stop_rules(draft)


def _monitoring(s: Situation, path: Path, draft: Draft) -> None:
    urgent = path.code in (P5, P6) or path.kind == "scope"
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


def _stop_rules(draft: Draft) -> None:
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
