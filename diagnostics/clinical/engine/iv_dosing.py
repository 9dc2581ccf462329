"""Intravenous doses within the limits of the day: loading, infusion, caps (TX-IV-03 to -07, TX-SEV-19)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from ..assessment import Reason
from ..doses import IVDose, grams_of_sulfate, plain
from ..evidence import Truth
from ..knowledge import thresholds as t
from ..knowledge import treatment as table
from ..knowledge.treatment import Infusion
from ..text import Statement, _, say
from .draft import Draft, reason
from .situation import Situation


@dataclass(slots=True)
class Budget:
    """What may still be given in these 24 hours, in g of magnesium sulfate heptahydrate.

    `cap` is the limit of the kidney band, cut by body weight; `left` shrinks as doses are planned. `limit` in
    `hours` is the one that is reached first: that of the day, or of 48 hours or 5 days (TX-INV-21).
    """

    cap: Decimal
    left: Decimal
    limit: Decimal
    hours: int

    def take(self, grams: Decimal) -> Decimal:
        """The part of `grams` that still fits, in steps of 0.5 g; it is spent."""
        fits = min(grams, self.left)
        fits = (fits / table.CUT_STEP_G).to_integral_value(ROUND_DOWN) * table.CUT_STEP_G
        self.left -= max(fits, Decimal(0))
        return plain(max(fits, Decimal(0)))


def day_budget(s: Situation, band: str = "") -> Budget:
    """Of this patient, or as it would be with the kidneys of another band."""
    band = band or s.kidney.band
    caps = s.inquiry.knowledge.limits.iv_max_g_24h
    cap = min(caps["15"], table.BOLUS_ONLY_G_24H) if band == "0" else caps.get(band, caps["15"])
    weight = s.weight_kg
    if weight is not None and weight < table.LIGHT_BODY_KG:
        cap = min(cap, weight * table.LIGHT_BODY_G_PER_KG)
    limits = [(cap, 24), (s.inquiry.knowledge.limits.iv_max_g_5d, 120)]
    if band != "60" and (s.kidney.below_30 or band == "unknown"):
        limits.append((table.POOR_KIDNEY_G_48H, 48))
    left, limit, hours = min((limit - _given(s, hours), limit, hours) for limit, hours in limits)
    return Budget(plain(cap), left, plain(limit), hours)


def _given(s: Situation, hours: int) -> Decimal:
    """Given by vein in the last hours, g; 0 where the amount is not known, which a person then has to count."""
    mmol = s.given_within(hours, "iv")
    return grams_of_sulfate(mmol) if mmol is not None else Decimal(0)


def reached(s: Situation, template: str, release: Statement) -> Reason:
    """Why no more fits: `template` names the limit and its hours."""
    budget = day_budget(s)
    rule_id = "TX-INV-20" if budget.hours == 24 else "TX-INV-21"
    return reason(rule_id, "contraindicated", say(template, cap=budget.limit, hours=Decimal(budget.hours)), release)


LIMIT_REACHED = _("what was already given reaches the limit of {cap} g in {hours} h")
LIMIT_PASSED = _("with what was already given it passes the limit of {cap} g in {hours} h")


def make_dose(row: Infusion, grams: Decimal, cap: Decimal | None) -> IVDose:
    return IVDose(
        grams, Decimal(row.volume_ml), Decimal(row.minutes), table.SODIUM_CHLORIDE_OR_GLUCOSE, row.per_day, cap
    )


def preparation(dose: IVDose) -> tuple[Statement, ...]:
    """TX-IV-10: how the bag is made, from the dose itself."""
    if not dose.minutes:
        return ()
    said = _(
        "Preparation: {stock} mL of the 50 % solution made up to {volume} mL; invert the bag at least 5 times, infusion "
        "pump, flush the line at the same rate; never undiluted"
    )
    return (say(said, stock=dose.stock_ml, volume=dose.volume_ml),)


def expected_rise(s: Situation, dose: IVDose) -> tuple[Statement, ...]:
    """TX-IV-08, -09: what 5 g does on average, and why slowly; an estimate."""
    if dose.salt_g != 5 or s.kidney.egfr is None or s.kidney.band not in ("60", "30"):
        return ()
    rise = Decimal("0.2") if t.EGFR_90.holds(s.kidney.egfr) is Truth.NOT_MET else Decimal("0.3")
    return (
        say(
            _("Expected rise about {rise} mmol/L per 5 g; it misses often, never use it instead of a level"), rise=rise
        ),
        say(_("Slow for safety and probable retention; direct comparisons show no difference in the serum level")),
    )


def prescriber_decides(s: Situation) -> tuple[bool, tuple[Statement, ...]]:
    """Whether a named person must confirm, and why (TX-IV-H, TX-SEV-19, cumulative dose)."""
    why = []
    if s.iv.senior_confirms:
        why.append(say(_("Respiratory rate 12 to 15 per minute: a senior confirms")))
    weight = s.weight_kg
    if weight is not None and weight < table.LIGHT_BODY_KG:
        why.append(say(_("Body weight below 45 kg: at most 0.2 g/kg in 24 h, the prescriber confirms")))
        s.inquiry.met("TX-SEV-19", why[-1])
    signs = max(s.signs.e, s.signs.s, s.signs.n, s.signs.cardiac, s.signs.nsvt)
    if s.tubulopathy and not s.level.critical and signs is Truth.UNKNOWN:
        # ruling 8: not asking must not be bolder than asking and hearing no
        why.append(say(_("Ask for danger signs first: without them a known inherited loss is treated by mouth")))
    if s.weight_open:
        why.append(say(_("Body weight is only known as an upper bound: weigh the patient")))
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


def loading_row(s: Situation) -> Infusion:
    return table.LOAD_FULL if s.kidney.band in ("60", "30") else table.LOAD_HALF


def loading_text(s: Situation, row: Infusion, seizure: bool) -> Statement:
    said = (
        _(
            "Loading dose {grams} g magnesium sulfate heptahydrate over 15 minutes, with the status protocol; check sodium, calcium and glucose"
        )
        if seizure
        else _("Loading dose {grams} g magnesium sulfate heptahydrate over 15 minutes")
    )
    return say(said, grams=row.grams)


def repeat(s: Situation, row: Infusion) -> tuple[Statement, ...]:
    """Whether the loading dose may be repeated once (TX-IV-03, -04; rulings 10, 33)."""
    if s.kidney.oliguria is Truth.MET or s.kidney.band in ("unknown", "0"):
        return (say(_("No repeat without a level")),)
    if s.iv.unknown or s.iv.blocked or over_the_day(s, row.grams * 2):
        return (say(_("No repeat without a level")),)
    return (
        say(
            _(
                "May be repeated once after 15 minutes while signs persist and reflexes are present; the infusion is then cut by the same amount"
            )
        ),
    )


def over_the_day(s: Situation, grams: Decimal) -> Reason | None:
    """Why this dose is too much on top of what was given in 24 h (TX-INV-20, rulings 44, 63)."""
    if grams <= day_budget(s).left:
        return None
    return reached(s, LIMIT_PASSED, say(_("a senior decision with a level")))


def stale_sample(s: Situation) -> tuple[Reason, ...]:
    """A magnesium older than 7 days decides no infusion (ruling 40; safety H15)."""
    if not s.stale:
        return ()
    said = say(_("the serum values are older than 7 days"))
    return (reason("RUL-40", "not_known", said, say(_("a new serum magnesium")), ("serum.magnesium",)),)


def continue_after_load(s: Situation, draft: Draft, load: Infusion) -> None:
    """TX-IV-05: the infusion after the loading dose, within the cap of the day."""
    if not s.level.moderate:
        said = say(_("magnesium was 0.60 mmol/L or above: loading dose only, look for another cause"))
        draft.withhold("iv", "IV_INF_5G_6H", reason("TX-IV-05", "not_indicated", said, say(_("the next level"))))
        return
    held = infusion_held(s)
    budget = day_budget(s)
    budget.take(load.grams)
    if held:
        row = table.CONTINUATION.get(s.kidney.band)
        code = row.code if row else "IV_INF_5G_12H"
        dose = fitted_dose(row, budget) if row and s.kidney.band != "unknown" else None
        draft.withhold("iv", code, *held, dose=dose)
        return
    infuse(s, draft, table.CONTINUATION[s.kidney.band], budget, _continuation_text)


def _continuation_text(s: Situation, dose: IVDose) -> Statement:
    said = {
        "60": _(
            "Then {grams} g in {volume} mL over {hours} hours; if magnesium 6 hours after the end is still severe or "
            "signs persist, more within the limit of the day"
        ),
        "30": _("Then {grams} g in {volume} mL over {hours} hours once; the next dose only after a level"),
        "15": _(
            "Then {grams} g in {volume} mL over {hours} hours once, nephrology informed; a level 6 hours after, before "
            "any further dose"
        ),
    }[s.kidney.band]
    return said_of(said, dose)


def said_of(template: str, dose: IVDose) -> Statement:
    """A sentence with the figures of the dose that is given, so that the two cannot differ (TX-INV-25)."""
    return say(template, grams=dose.salt_g, volume=dose.volume_ml, hours=plain(dose.minutes / 60))


def infusion_held(s: Situation) -> tuple[Reason, ...]:
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
    held += stale_sample(s)
    return tuple(held)


def _fitting(row: Infusion, budget: Budget) -> tuple[Decimal, int]:
    """Grams per dose and doses a day that the day still allows.

    Two cut doses that together are less than one give way to one: less magnesium in the blood never means
    less magnesium (TX-INV-68).
    """
    whole = budget.take(row.grams * row.per_day)
    each = plain((whole / row.per_day / table.CUT_STEP_G).to_integral_value(ROUND_DOWN) * table.CUT_STEP_G)
    if row.per_day > 1 and each * row.per_day < min(whole, row.grams):
        return min(whole, row.grams), 1
    return each, row.per_day


def fitted_dose(row: Infusion, budget: Budget) -> IVDose | None:
    """The infusion cut to what the day still allows, also where it waits (rulings 9 and 39); None if nothing is left."""
    grams, per_day = _fitting(row, budget)
    return replace(make_dose(row, grams, budget.cap), per_day=per_day) if grams > 0 else None


def no_more_at_once(s: Situation, row: Infusion) -> tuple[Infusion, tuple[Statement, ...]]:
    """TX-INV-26: where good kidneys get two cut infusions, reduced ones get no larger single one, and why."""
    full = table.PLANNED.get(("60", s.level.severity))
    if s.kidney.band == "60" or full is None or full.per_day == 1:
        return row, ()
    grams, _per_day = _fitting(full, day_budget(s, "60"))
    if not 0 < grams < row.grams:
        return row, ()
    said = _("Cut to {grams} g: no more at once than with good kidneys")
    return replace(row, grams=grams), (say(said, grams=grams),)


def infuse(
    s: Situation,
    draft: Draft,
    row: Infusion,
    budget: Budget,
    text: Callable[[Situation, IVDose], Statement],
    remarks: tuple[Statement, ...] = (),
) -> None:
    """Propose the infusion, cut to what the day still allows, or withhold it when nothing is left."""
    dose = fitted_dose(row, budget)
    if dose is None:
        release = say(_("24 hours after the first dose, with a level"))
        draft.withhold("iv", row.code, reached(s, LIMIT_REACHED, release))
        return
    confirm, why = prescriber_decides(s)
    why = (*remarks, *why)
    if dose.salt_g < row.grams:
        cut = _("Cut to {grams} g so that the limit of {hours} hours holds")
        why = (*why, say(cut, grams=dose.salt_g, hours=Decimal(budget.hours)))
    draft.propose(
        row.code,
        text(s, dose),
        row.rule,
        dose=dose,
        automatic=not confirm,
        details=(*preparation(dose), *why, *expected_rise(s, dose)),
        family="iv",
    )
