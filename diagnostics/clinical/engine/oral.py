"""Oral magnesium: dose, steps, products, the bridge, and why there is none (TX-PO)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from ..doses import OralDose
from ..evidence import Truth
from ..knowledge import thresholds as t
from ..knowledge import treatment as table
from ..knowledge.diet import EU_UPPER_MMOL, US_UPPER_MMOL
from ..knowledge.drugs import shown_name
from ..knowledge.patient import AV_BLOCK, ORAL_DOSE, PHOSPHATE_SERUM, REGION
from ..text import Statement, _, say
from .draft import Draft, reason
from .oral_against import oral_against
from .path import P1, P2, P3, P4, PX, Path
from .situation import Situation
from .spacing import plan_spacing

DIARRHOEA = ("diarrhoea", "chronic_diarrhoea", "acute_diarrhoea")


def plan_oral(s: Situation, path: Path, draft: Draft) -> None:
    """The oral treatment of paths P2 and P3, a bridge beside a blocked or waiting infusion, or the reason for none."""
    if path.code in (P2, P3):
        _propose_or_withhold(s, draft)
    elif path.intravenous and (path.kind == "iv_blocked" or (path.code == P4 and s.setting in ("clinic", "community"))):
        _bridge(s, draft)
    else:
        _none(s, path, draft)
    if s.low and s.refractory and any(s.condition(c) for c in DIARRHOEA):
        said = say(_("Diarrhoea itself loses magnesium and potassium, and oral magnesium can make it worse."))
        s.inquiry.warn("W_DIARRHOEA", said, "TX-PO-06")


def _propose_or_withhold(s: Situation, draft: Draft) -> None:
    held, choice = oral_against(s), choose_dose(s)
    if not held:
        _propose(s, draft, choice)
        return
    shown = s.kidney.band != "unknown" and s.people.child is not None
    draft.withhold("oral", choice.code, *held, dose=_as_dose(s, choice) if shown else None)


# -- how much ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """A dose before the limits of the day: item code, mmol per day, and the sentence it will be said in."""

    code: str
    total: Decimal
    template: str
    fixed: tuple[Decimal, int] | None = None


def choose_dose(s: Situation) -> Choice:
    """What to give by mouth (TX-PO-01 to -07, TX-ELY-09)."""
    if s.oral_now > 0 and (s.intolerable_diarrhoea or any(s.condition(c) for c in DIARRHOEA)):
        said = GENTLER_WITHOUT_ASPARTATE if _no_aspartate(s) else GENTLER
        return Choice("ORAL_SALT_SWITCH", min(s.oral_now / 2, _cap(s)), said)
    choice = _next_step(s) if s.oral_now > 0 or s.oral_failed else _first_dose(s)
    refeeding = _refeeding_mmol(s)
    # with reduced kidneys the weight may only lower the dose: never more than with good ones
    if refeeding is not None and (s.kidney.band == "60" or refeeding < choice.total):
        return Choice("ORAL_TITRATE", min(refeeding, _cap(s)), REFEEDING)
    return choice


def _first_dose(s: Situation) -> Choice:
    """TX-PO-01, -02; at refeeding risk with the weight not known the lower one, since the weight decides (TX-ELY-09)."""
    moderate = s.level.moderate and s.kidney.band == "60" and not s.tubulopathy
    moderate = moderate and not (_at_refeeding_risk(s) and not s.weight_kg)
    start = table.ORAL_START_MODERATE if moderate else table.ORAL_START_MILD
    return Choice("ORAL_24_MMOL" if moderate else "ORAL_12_MMOL", start[0] * start[1], START, start)


START = _("Oral magnesium {per_dose} mmol {times} times a day, with food")
RAISE = _("Raise oral magnesium to {per_dose} mmol {times} times a day, with food")
OVER = _(
    "Oral magnesium in use is {now} mmol a day, above the limit of {limit} mmol kept here: nephrology decides on it. Without "
    "a specialist at most {per_dose} mmol {times} times a day, with food"
)
LOWER = _(
    "Oral magnesium in use is {now} mmol a day, above the limit of {limit} mmol for an eGFR of 30 to 59: lower it to "
    "{per_dose} mmol {times} times a day, with food"
)
KEEP = _("Go on with the best tolerated oral dose: {per_dose} mmol {times} times a day, with food")
GENTLER = _(
    "Diarrhoea on oral magnesium: halve it to {per_dose} mmol {times} times a day with food, and change to aspartate, "
    "glycinate or slow-release lactate; stop and recheck if it persists for 48 hours"
)
GENTLER_WITHOUT_ASPARTATE = _(
    "Diarrhoea on oral magnesium: halve it to {per_dose} mmol {times} times a day with food, and change to glycinate or "
    "slow-release lactate; stop and recheck if it persists for 48 hours"
)
REFEEDING = _("Refeeding risk: oral magnesium 0.4 mmol/kg a day = {per_dose} mmol {times} times a day")
BRIDGE = _(
    "Bridge, not adequate treatment: oral magnesium {per_dose} mmol {times} times a day until the infusion is decided"
)


def _cap(s: Situation) -> Decimal:
    limits = s.inquiry.knowledge.limits
    return min(table.ORAL_MAX_BAND_30, limits.oral_max_mmol_d) if s.kidney.band == "30" else limits.oral_max_mmol_d


def _refeeding_mmol(s: Situation) -> Decimal | None:
    """TX-ELY-09: mmol a day by mouth at refeeding risk; None without the risk or the weight."""
    if not _at_refeeding_risk(s) or not s.weight_kg:
        return None
    return s.weight_kg * table.REFEEDING_MMOL_KG


def _at_refeeding_risk(s: Situation) -> bool:
    return s.condition("refeeding_risk") or s.condition("refeeding")


def _next_step(s: Situation) -> Choice:
    """TX-PO-03: up by 4 to 10 mmol a day to the next step of the ladder, not before 3 days, never above the cap."""
    now, cap = s.oral_now, _cap(s)
    long_enough = s.oral_failed or (s.oral_days is not None and s.oral_days >= 3)
    steps = [(per_dose, times) for per_dose, times in table.ORAL_LADDER if per_dose * times <= cap]
    higher = [step for step in steps if now + 4 <= step[0] * step[1] <= now + 10]
    # TX-SEV-13: failed without an adjunct route is the best tolerated dose and a referral, no further step
    if higher and long_enough and not (s.oral_failed and not s.adjunct_route and now > 0):
        return Choice("ORAL_TITRATE", higher[0][0] * higher[0][1], RAISE, higher[0])
    mild = table.ORAL_START_MILD
    if now > cap:
        return Choice("ORAL_TITRATE", cap, LOWER if _over_for_the_kidney(s) else OVER)
    return Choice("ORAL_TITRATE", now, KEEP) if now else Choice("ORAL_TITRATE", mild[0] * mild[1], KEEP, mild)


def _split(total: Decimal, s: Situation) -> tuple[Decimal, int]:
    """Into single doses of at most `oral_single_max_mmol`, 2 to 4 times a day (TX-PO-05), in steps of 0.1 mmol down."""
    single = s.inquiry.knowledge.limits.oral_single_max_mmol
    times = next((n for n in (2, 3, 4) if total / n <= single), 4)
    return min((total / times).quantize(Decimal("0.1"), rounding=ROUND_DOWN).normalize() + 0, single), times


def _as_dose(s: Situation, choice: Choice) -> OralDose:
    single = s.inquiry.knowledge.limits.oral_single_max_mmol
    fits = choice.fixed is not None and choice.fixed[0] <= single
    per_dose, times = choice.fixed if choice.fixed is not None and fits else _split(choice.total, s)
    return OralDose(table.ORGANIC_SALT, per_dose, times)


def _said(s: Situation, template: str, dose: OralDose) -> Statement:
    values: dict[str, object] = {"per_dose": dose.mmol_per_dose, "times": Decimal(dose.times_per_day)}
    if template in (OVER, LOWER):
        values |= {"now": s.oral_now, "limit": _cap(s)}
    return say(template, **values)


# -- the item ------------------------------------------------------------------------------------------------------


def _propose(s: Situation, draft: Draft, choice: Choice, *, bridge: bool = False) -> None:
    dose, confirm, details = _within_the_day(s, _as_dose(s, choice))
    if dose.mmol_per_dose <= 0:
        said = say(_("what was already given today reaches the oral limit"))
        draft.withhold("oral", choice.code, reason("TX-INV-27", "contraindicated", said, say(_("tomorrow"))))
        return
    if s.oral_now > _cap(s):
        confirm = confirm or not _over_for_the_kidney(s)
        _over_the_limit(s)
    if s.stale:
        confirm = True
        details = [*details, say(_("The serum values are older than 7 days: repeat them first"))]
    details = [*details, *_products(s), *_exclusions(s)]
    rule_id = _RULES.get(choice.code, "TX-PO-03")
    if s.kidney.band == "30" and not bridge:
        rule_id = "TX-PO-07"
        renal = _(
            "eGFR 30 to 59: start at 12 mmol a day or less, magnesium and creatinine after 1 week, then at most 24 mmol "
            "a day."
        )
        s.inquiry.warn("W_RENAL_REDUCED", say(renal), "TX-PO-07")
    text = _said(s, BRIDGE if bridge else choice.template, dose)
    automatic = not (confirm or bridge)
    draft.propose(choice.code, text, rule_id, dose=dose, automatic=automatic, details=tuple(details), family="oral")
    _warnings(s, dose)
    plan_spacing(s, draft)
    _course(draft)


def _course(draft: Draft) -> None:
    """How long, when it has failed, when to stop (TX-PO-11 to -13)."""
    until = _(
        "cause removed: until magnesium is 0.70 mmol/L or above, 48 hours more, then stop and recheck at 2 to 4 weeks; cause "
        "that stays: go on, with magnesium, potassium and creatinine every 3 to 6 months"
    )
    failed = _(
        "Oral treatment has failed: below 0.50 mmol/L, a rise below 0.05 mmol/L after 7 days at 20 mmol a day or more, not "
        "tolerated, or a new red flag. Check adherence, binding drugs, diarrhoea and the cause"
    )
    draft.monitor("duration", say(until), "TX-PO-11")
    draft.stop(say(_("Magnesium above range: stop, recheck in 1 to 2 weeks")), "TX-PO-13")
    draft.stop(say(_("eGFR below 30 or acute kidney injury of stage 2 or more: stop oral magnesium")), "TX-PO-13")
    draft.stop(say(failed), "TX-PO-12")


def _over_for_the_kidney(s: Situation) -> bool:
    """TX-PO-07: what is above the limit is so because of an eGFR of 30 to 59."""
    return s.kidney.band == "30" and _cap(s) == table.ORAL_MAX_BAND_30


def _over_the_limit(s: Situation) -> None:
    """TX-PO-03, -07, TX-REF-02: a dose in use above the limit is never cut without a word."""
    if _over_for_the_kidney(s):
        said = _("More oral magnesium than reduced kidneys may get: measure magnesium and creatinine.")
        s.inquiry.warn("W_RENAL_REDUCED", say(said), "TX-PO-07", ORAL_DOSE.key)
    else:
        said = _("Oral magnesium above the limit kept here is not lowered or raised without the specialist.")
        s.inquiry.warn("W_SPECIALIST", say(said), "TX-PO-03", ORAL_DOSE.key)


_RULES = {"ORAL_12_MMOL": "TX-PO-01", "ORAL_24_MMOL": "TX-PO-02", "ORAL_SALT_SWITCH": "TX-PO-06"}


def _products(s: Situation) -> list[Statement]:
    """The region's organic products that this patient may have (TX-PO-04, -08)."""
    barred = {
        name
        for name, holds in (("glycerophosphate", _no_glycerophosphate(s)), ("aspartate", _no_aspartate(s)))
        if holds
    }
    region = s.inquiry.facts.word(REGION) or ""
    rows = table.PRODUCTS[region] if region or "aspartate" not in barred else table.PRODUCTS_WITHOUT_ASPARTATE
    found = [say(text) for salt, text in rows if salt not in barred]
    if found:
        found.append(
            say(_("Take the nearest whole number of tablets or sachets; the elemental content on the label decides"))
        )
    return found


def _within_the_day(s: Situation, dose: OralDose) -> tuple[OralDose, bool, list[Statement]]:
    """Count what was given by mouth today and what other products hold (TX-PO-15, rulings 44 and 63)."""
    details: list[Statement] = []
    confirm = False
    given = s.given_within_24h("oral") if s.oral_now == 0 else Decimal(0)
    cap = _cap(s)
    if given is None:
        confirm = True
        details.append(say(_("Magnesium was already given by mouth today, the amount is not known: count it")))
    elif given:
        left = cap - given
        if dose.mmol_per_day > left:
            per_dose = (max(left, Decimal(0)) / dose.times_per_day).quantize(
                Decimal("0.1"), rounding=ROUND_DOWN
            ).normalize() + 0
            dose, confirm = OralDose(dose.drug, per_dose, dose.times_per_day), True
            details.append(say(_("Cut today, because magnesium was already given by mouth")))
    if s.oral_amount_open:
        confirm = True
        details.append(say(_("The daily amount in use is only known as a bound: find out how much it is")))
    if s.oral_now == 0 and s.inquiry.takes("magnesium_product"):
        confirm = True
        details.append(
            say(_("A magnesium product is in use, its amount is not known: its magnesium counts towards this dose"))
        )
        s.inquiry.met("TX-PO-15", details[-1])
    return dose, confirm, details


def _no_glycerophosphate(s: Situation) -> bool:
    """TX-INV-64: phosphate high, eGFR below 60 or not known, or phenylketonuria."""
    phosphate = t.PHOSPHATE_HIGH.holds(s.inquiry.facts.quantity(PHOSPHATE_SERUM))
    return phosphate is Truth.MET or s.kidney.band != "60" or s.condition("phenylketonuria")


def _no_aspartate(s: Situation) -> bool:
    """TX-INV-65, TX-PO-08: AV block or bradycardia, also where no ECG was read, or fructose intolerance."""
    heart = any(stop.key in ("av_block", "bradycardia") for stop in (*s.iv.flat, *s.iv.unknown))
    degree = s.inquiry.facts.number(AV_BLOCK)
    return heart or bool(degree) or bool(s.inquiry.finding("bradycardia")) or s.condition("fructose_intolerance")


def _exclusions(s: Situation) -> list[Statement]:
    """TX-PO-07, -08: products this patient must not have."""
    found: list[Statement] = []
    if _no_glycerophosphate(s):
        found.append(say(_("Not glycerophosphate: phosphate high, eGFR below 60, or phenylketonuria")))
        s.inquiry.met("TX-INV-64", found[-1])
    if _no_aspartate(s):
        found.append(
            say(_("Not the aspartate sachet: AV block, bradycardia or an ECG not read, or fructose intolerance"))
        )
        s.inquiry.met("TX-INV-65", found[-1])
    if s.kidney.band != "60" and (s.kidney.aki or t.EGFR_45.holds(s.kidney.egfr) is not Truth.NOT_MET):
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


# -- bridge and none ---------------------------------------------------------------------------------------------------


def _bridge(s: Situation, draft: Draft) -> None:
    """TX-SEV-17, -18, ruling 38: an oral salt meanwhile, never as adequate treatment."""
    held, choice = oral_against(s, bridge=True), choose_dose(s)
    if held:
        draft.withhold("oral", choice.code, *held)
    else:
        _propose(s, draft, choice, bridge=True)


def _none(s: Situation, path: Path, draft: Draft) -> None:
    if path.code == PX and path.kind == "oral_blocked":
        held = oral_against(s)
        draft.withhold("oral", "ORAL_12_MMOL", *held)
        if s.no_oral_magnesium_with:
            names = tuple(shown_name(d.name) for d in s.no_oral_magnesium_with)
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
