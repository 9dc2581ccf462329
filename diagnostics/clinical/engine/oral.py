"""Oral magnesium: dose, steps, products, spacing, and why it is withheld (TX-PO)."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from ..assessment import Reason, Spacing
from ..doses import OralDose
from ..evidence import Truth
from ..facts import DRUGS as DRUG_LIST
from ..knowledge import thresholds as t
from ..knowledge import treatment as table
from ..knowledge.drugs import CLASSES, find_drug
from ..knowledge.patient import CONDITIONS, NIL_BY_MOUTH, PHOSPHATE_SERUM, REGION
from ..knowledge.rulebook import rule
from ..text import Statement, _, say
from .draft import Draft, reason
from .path import P1, P2, P3, P4, PX, Path
from .situation import Situation

DIARRHOEA = ("diarrhoea", "chronic_diarrhoea", "acute_diarrhoea")
EU_UPPER_MMOL, US_UPPER_MMOL = Decimal("10.3"), Decimal("14.4")


def plan_oral(s: Situation, path: Path, draft: Draft) -> None:
    """The oral treatment of paths P2 and P3, a bridge beside a blocked or waiting infusion, or the reason for none."""
    if path.code in (P2, P3):
        held = _held(s)
        per_dose, times, code, text = choose_dose(s)
        dose = OralDose(_salt(s), per_dose, times)
        if held:
            draft.withhold(
                "oral",
                code,
                *held,
                dose=dose if s.kidney.band not in ("unknown",) and s.people.child is not None else None,
            )
            return
        _propose(s, draft, path, code, text, dose)
    elif path.intravenous and (path.kind == "iv_blocked" or (path.code == P4 and s.setting in ("clinic", "community"))):
        _bridge(s, draft)
    else:
        _none(s, path, draft)
    if s.low and s.refractory and any(s.condition(c) for c in DIARRHOEA):
        said = say(_("Diarrhoea itself loses magnesium and potassium, and oral magnesium can make it worse."))
        s.inquiry.warn("W_DIARRHOEA", said, "TX-PO-06")


# -- why not -----------------------------------------------------------------------------------------------------


def _held(s: Situation) -> tuple[Reason, ...]:
    """Every reason against an oral dose: known stops and safety questions that are open."""
    held: list[Reason] = []
    if s.people.child is None:
        held.append(
            reason("TX-INV-01", "not_known", say(_("age not known")), say(_("the age")), ("patient.age_years",))
        )
    if s.kidney.band == "unknown":
        held.append(
            reason(
                "TX-INV-05",
                "not_known",
                say(_("kidney function not known")),
                say(_("creatinine")),
                ("serum.creatinine",),
            )
        )
    elif s.kidney.below_30:
        held.append(
            reason(
                "TX-PO-07",
                "contraindicated",
                say(_("eGFR below 30, or acute kidney injury of stage 2 or more")),
                say(_("nephrology")),
            )
        )
    if s.kidney.oliguria is Truth.MET:
        held.append(reason("RUL-33", "contraindicated", say(_("oliguria")), say(_("urine output of at least 25 mL/h"))))
    for drug in s.no_oral_magnesium_with:
        held.append(
            reason(
                "TX-PO-09",
                "contraindicated",
                say(_("takes {drug}: not to be combined with oral magnesium"), drug=drug.name),
                say(_("the specialist who prescribes it")),
            )
        )
    if s.bowel_blocked:
        held.append(
            reason(
                "TX-PO-08", "contraindicated", say(_("nothing can be given by mouth")), say(_("the bowel works again"))
            )
        )
    held += _open_questions(s)
    return tuple(held)


def _open_questions(s: Situation) -> list[Reason]:
    facts = s.inquiry.facts
    open_ = [
        (facts.answer(NIL_BY_MOUTH) is None, _("can the patient swallow? not known"), NIL_BY_MOUTH.key),
        (
            facts.answer(CONDITIONS["bowel_obstruction"]) is None,
            _("bowel obstruction: not known"),
            CONDITIONS["bowel_obstruction"].key,
        ),
        (
            DRUG_LIST not in facts.asked,
            _("are all drugs known? some must not be combined with oral magnesium"),
            DRUG_LIST,
        ),
    ]
    return [
        reason("TX-PO-08", "not_known", say(text), say(_("the answer")), (key,))
        for unknown, text, key in open_
        if unknown
    ]


# -- how much ------------------------------------------------------------------------------------------------------


def choose_dose(s: Situation) -> tuple[Decimal, int, str, Statement]:
    """mmol per dose, times a day, item code and sentence (TX-PO-01 to -07, TX-ELY-09)."""
    if s.oral_now > 0 and (s.intolerable_diarrhoea or any(s.condition(c) for c in DIARRHOEA)):
        return _gentler(s)
    if s.condition("refeeding_risk") or s.condition("refeeding"):
        chosen = _refeeding(s)
        if chosen:
            return chosen
    if s.oral_now > 0 or s.oral_failed:
        return _next_step(s)
    moderate = s.level.moderate and s.kidney.band == "60" and not s.tubulopathy
    per_dose, times = table.ORAL_START_MODERATE if moderate else table.ORAL_START_MILD
    code = "ORAL_24_MMOL" if moderate else "ORAL_12_MMOL"
    return (
        per_dose,
        times,
        code,
        say(
            _("Oral magnesium {per_dose} mmol {times} times a day, with food"), per_dose=per_dose, times=Decimal(times)
        ),
    )


def _cap(s: Situation) -> Decimal:
    limits = s.inquiry.knowledge.limits
    return min(table.ORAL_MAX_BAND_30, limits.oral_max_mmol_d) if s.kidney.band == "30" else limits.oral_max_mmol_d


def _next_step(s: Situation) -> tuple[Decimal, int, str, Statement]:
    """TX-PO-03: up by 4 to 10 mmol a day to the next step of the ladder, never above the cap."""
    now, cap = s.oral_now, _cap(s)
    steps = [(per_dose, times) for per_dose, times in table.ORAL_LADDER if per_dose * times <= cap]
    higher = [step for step in steps if now + 4 <= step[0] * step[1] <= now + 10]
    if higher:
        per_dose, times = higher[0]
        said = _("Raise oral magnesium to {per_dose} mmol {times} times a day, with food")
    else:
        total = min(now, cap) if now else table.ORAL_LADDER[0][0] * table.ORAL_LADDER[0][1]
        per_dose, times = _split(total, s)
        said = _("Go on with the best tolerated oral dose: {per_dose} mmol {times} times a day, with food")
    return per_dose, times, "ORAL_TITRATE", say(said, per_dose=per_dose, times=Decimal(times))


def _split(total: Decimal, s: Situation) -> tuple[Decimal, int]:
    """Into single doses of at most `oral_single_max_mmol`, 2 to 4 times a day (TX-PO-05), in steps of 0.1 mmol down."""
    single = s.inquiry.knowledge.limits.oral_single_max_mmol
    times = next((n for n in (2, 3, 4) if total / n <= single), 4)
    return (total / times).quantize(Decimal("0.1"), rounding=ROUND_DOWN).normalize() + 0, times


def _gentler(s: Situation) -> tuple[Decimal, int, str, Statement]:
    """TX-PO-06: halve, split, change the salt."""
    per_dose, times = _split(min(s.oral_now / 2, _cap(s)), s)
    said = _(
        "Diarrhoea on oral magnesium: halve it to {per_dose} mmol {times} times a day with food, and change to aspartate, glycinate or slow-release lactate; stop and recheck if it persists for 48 hours"
    )
    return per_dose, times, "ORAL_SALT_SWITCH", say(said, per_dose=per_dose, times=Decimal(times))


def _refeeding(s: Situation) -> tuple[Decimal, int, str, Statement] | None:
    """TX-ELY-09: 0.4 mmol/kg a day by mouth, cut to the oral maximum; the renal limits go first below eGFR 60."""
    if s.weight_kg is None or s.kidney.band != "60":
        return None
    total = min(s.weight_kg * table.REFEEDING_MMOL_KG, s.inquiry.knowledge.limits.oral_max_mmol_d)
    per_dose, times = _split(total, s)
    return (
        per_dose,
        times,
        "ORAL_TITRATE",
        say(
            _("Refeeding risk: oral magnesium 0.4 mmol/kg a day = {per_dose} mmol {times} times a day"),
            per_dose=per_dose,
            times=Decimal(times),
        ),
    )


# -- the item ------------------------------------------------------------------------------------------------------


def _salt(s: Situation) -> str:
    return table.ORGANIC[s.inquiry.facts.word(REGION) or ""]


def _propose(
    s: Situation, draft: Draft, path: Path, code: str, text: Statement, dose: OralDose, *, bridge: bool = False
) -> None:
    dose, confirm, details = _within_the_day(s, dose)
    if dose.mmol_per_dose <= 0:
        said = say(_("what was already given today reaches the oral limit"))
        draft.withhold("oral", code, reason("TX-INV-27", "contraindicated", said, say(_("tomorrow"))))
        return
    details = [
        *details,
        *(say(product) for product in table.PRODUCTS[s.inquiry.facts.word(REGION) or ""]),
        *_exclusions(s),
    ]
    rule_id = {"ORAL_12_MMOL": "TX-PO-01", "ORAL_24_MMOL": "TX-PO-02", "ORAL_SALT_SWITCH": "TX-PO-06"}.get(
        code, "TX-PO-03"
    )
    if s.kidney.band == "30" and not bridge:
        rule_id = "TX-PO-07"
        s.inquiry.warn(
            "W_RENAL_REDUCED",
            say(
                _(
                    "eGFR 30 to 59: start at 12 mmol a day or less, magnesium and creatinine after 1 week, then at most 24 mmol a day."
                )
            ),
            "TX-PO-07",
        )
    draft.propose(
        code, text, rule_id, dose=dose, automatic=not (confirm or bridge), details=tuple(details), family="oral"
    )
    _warnings(s, dose)
    _spacing(s, draft)


def _within_the_day(s: Situation, dose: OralDose) -> tuple[OralDose, bool, list[Statement]]:
    """Count what was given by mouth today and what other products hold (TX-PO-15, rulings 44 and 63)."""
    details: list[Statement] = []
    confirm = False
    given = s.given_within_24h("oral") if s.oral_now == 0 else Decimal(0)
    if given is None:
        confirm = True
        details.append(say(_("Magnesium was already given by mouth today, the amount is not known: count it")))
    elif given:
        left = s.inquiry.knowledge.limits.oral_max_mmol_d - given
        if dose.mmol_per_day > left:
            per_dose = (max(left, Decimal(0)) / dose.times_per_day).quantize(
                Decimal("0.1"), rounding=ROUND_DOWN
            ).normalize() + 0
            dose, confirm = OralDose(dose.drug, per_dose, dose.times_per_day), True
            details.append(say(_("Cut today, because magnesium was already given by mouth")))
    if s.oral_now == 0 and s.inquiry.takes("magnesium_product"):
        confirm = True
        details.append(
            say(_("A magnesium product is in use, its amount is not known: its magnesium counts towards this dose"))
        )
        s.inquiry.met("TX-PO-15", details[-1])
    return dose, confirm, details


def _exclusions(s: Situation) -> list[Statement]:
    """TX-PO-07, -08: products this patient must not have."""
    found: list[Statement] = []
    facts = s.inquiry.facts
    phosphate = t.PHOSPHATE_HIGH.holds(facts.quantity(PHOSPHATE_SERUM))
    below_60 = s.kidney.band != "60"
    if phosphate is Truth.MET or below_60 or s.condition("phenylketonuria"):
        found.append(say(_("Not glycerophosphate: phosphate high, eGFR below 60, or phenylketonuria")))
        s.inquiry.met("TX-INV-64", found[-1])
    conduction = any(
        stop.key in ("av_block", "bradycardia") and stop.evidence.truth is not Truth.NOT_MET
        for stop in (*s.iv.flat, *s.iv.unknown)
    )
    if conduction or s.inquiry.finding("bradycardia") or s.condition("fructose_intolerance"):
        found.append(
            say(_("Not the aspartate sachet: AV block, bradycardia or an ECG not read, or fructose intolerance"))
        )
        s.inquiry.met("TX-INV-65", found[-1])
    if (
        s.kidney.band in ("15", "0", "unknown")
        or t.EGFR_45.holds(s.kidney.egfr) is not Truth.NOT_MET
        or (s.kidney.band == "30" and s.kidney.aki)
    ):
        found.append(say(_("No oxide, hydroxide or carbonate: eGFR below 45")))
        s.inquiry.met("TX-INV-28", found[-1])
    else:
        found.append(say(_("Oxide, hydroxide and carbonate only as last resort; oxide at most 1000 mg a day")))
    return found


def _warnings(s: Situation, dose: OralDose) -> None:
    warn = s.inquiry.warn
    warn(
        "W_DIARRHOEA",
        say(_("Loose stools are common: smaller doses with food; halve above 3 loose stools a day.")),
        "TX-PO-06",
    )
    upper = US_UPPER_MMOL if s.inquiry.facts.word(REGION) == "US" else EU_UPPER_MMOL
    if dose.mmol_per_day > upper:
        warn(
            "W_UL_EXCEEDED",
            say(
                _(
                    "Above the limit for unsupervised supplements ({limit} mmol a day), which does not apply to supervised treatment."
                ),
                limit=upper,
            ),
            "TX-PO-10",
        )
    diabetes = any(
        s.condition(c)
        for c in ("type_1_diabetes", "type_2_diabetes", "pancreatogenic_diabetes", "diabetes_type_unknown")
    )
    if diabetes:
        warn("W_SUGAR", say(_("If the aspartate sachet is chosen: count its 2.7 g of sucrose.")), "TX-PO-08")


# -- spacing ---------------------------------------------------------------------------------------------------------


def _spacing(s: Situation, draft: Draft) -> None:
    """TX-PO-09: the timetable for drugs that bind magnesium; the larger interval stands."""
    for taken in s.drugs_now:
        row = find_drug(taken.drug) if taken.drug else None
        if row is None or "not_by_mouth" in row.flags:
            continue
        text = row.spacing or next((CLASSES[c].spacing for c in sorted(taken.classes) if CLASSES[c].spacing), "")
        if text:
            draft.spacing.append(Spacing(taken.name, say(text), rule("TX-PO-09")))
    if draft.spacing:
        names = ", ".join(entry.drug for entry in draft.spacing)
        s.inquiry.warn("W_SPACING", say(_("Keep oral magnesium apart from: {names}."), names=names), "TX-PO-09")
        draft.propose(
            "SPACING_TABLE",
            say(_("Print the timetable that keeps magnesium apart from: {names}"), names=names),
            "TX-PO-09",
        )


# -- bridge and none ---------------------------------------------------------------------------------------------------


def _bridge(s: Situation, draft: Draft) -> None:
    """TX-SEV-17, -18, ruling 38: an oral salt meanwhile, never as adequate treatment."""
    held = _held(s)
    per_dose, times, code, _text = choose_dose(s)
    if held:
        draft.withhold("oral", code, *held)
        return
    said = say(
        _(
            "Bridge, not adequate treatment: oral magnesium {per_dose} mmol {times} times a day until the infusion is decided"
        ),
        per_dose=per_dose,
        times=Decimal(times),
    )
    _propose(s, draft, Path("", "", said), code, said, OralDose(_salt(s), per_dose, times), bridge=True)


def _none(s: Situation, path: Path, draft: Draft) -> None:
    if path.code == PX and path.kind == "oral_blocked":
        held = _held(s)
        draft.withhold("oral", "ORAL_12_MMOL", *held)
        if s.no_oral_magnesium_with:
            names = ", ".join(d.name for d in s.no_oral_magnesium_with)
            s.inquiry.warn(
                "W_SPACING", say(_("Oral magnesium must not be combined with: {names}."), names=names), "TX-PO-09"
            )
        return
    rule_id, kind, text, release = _why_none(s, path)
    draft.withhold("oral", "ORAL_12_MMOL", reason(rule_id, kind, say(text, why=path.because), say(release)))


def _why_none(s: Situation, path: Path) -> tuple[str, str, str, str]:
    if path.kind == "scope":
        return "TX-SEV-01", "out_of_scope", _("out of scope: {why}"), _("the team that treats the patient")
    if path.kind == "pending":
        return (
            "TX-SEV-20",
            "not_known",
            _("magnesium not known from a reliable sample"),
            _("a reliable serum magnesium"),
        )
    if path.code.startswith("PT") or path.kind == "high":
        return "TX-INV-09", "contraindicated", _("magnesium is above range"), _("a low magnesium")
    if path.code == P1:
        return (
            "TX-SEV-10",
            "not_indicated",
            _(
                "diet and removal of the cause come first; oral treatment is an equal option if the cause cannot be removed"
            ),
            _("no rise at the recheck"),
        )
    if path.intravenous:
        return (
            "TX-INV-13",
            "not_indicated",
            _("the intravenous path comes first; by mouth only as overlap afterwards"),
            _("signs gone and magnesium at or above 0.50 mmol/L twice"),
        )
    return "TX-INV-08", "not_indicated", _("magnesium is not low"), _("a low magnesium")
