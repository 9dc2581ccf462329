"""What can be computed before any question: eGFR and the kidney band, adjusted calcium, magnesium given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ..assessment import Calculated
from ..evidence import Truth
from ..formulas import NotComputable, adjusted_calcium, egfr_ckd_epi_2021
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    ADJUSTED_CALCIUM,
    AGE,
    AKI_STAGE,
    ALBUMIN_SERUM,
    CALCIUM_SERUM,
    CREATININE_SERUM,
    DIALYSIS,
    EGFR_REPORTED,
    FINDINGS,
    GIVEN_HOURS_AGO,
    GIVEN_ROUTE,
    IONISED_CALCIUM,
    ORAL_DOSE,
    PREGNANT,
    SEX,
    URINE_OUTPUT,
)
from ..text import Statement, _, say
from ..units import Quantity
from .inquiry import Inquiry

BANDS = ("60", "30", "15", "0")
WASH_OUT_HOURS = 72
YOUNGEST = Decimal(18)  # of all adults the youngest has the highest eGFR: what is low then is low at any age


@dataclass(frozen=True, slots=True)
class Kidney:
    """How the kidneys work, for every rule that asks.

    `band` is "60" (eGFR 60 or more), "30", "15", "0" (below 15) or "unknown", after the step for acute
    kidney injury (ruling 34); `egfr_band` before it. `aki` is the KDIGO stage or None when not known.
    """

    egfr: Quantity | None
    band: str
    egfr_band: str
    aki: int | None
    oliguria: Truth

    @property
    def below_30(self) -> bool:
        """Below 30 by eGFR, or treated so by acute kidney injury of stage 2 or more (rulings 34, 56)."""
        return self.band in ("15", "0") or (self.aki or 0) >= 2

    @property
    def reduced(self) -> bool:
        """Known to be below 60, by eGFR or by acute kidney injury."""
        return self.band in ("30", "15", "0") or bool(self.aki)

    @property
    def unstable(self) -> bool:
        """Acute kidney injury or oliguria: no steady state (ruling 19)."""
        return bool(self.aki) or self.oliguria is Truth.MET


def kidney_function(inquiry: Inquiry) -> Kidney:
    """eGFR (DX-EGFR-01, -02), band and acute kidney injury (rulings 7, 34, 56)."""
    egfr = _egfr(inquiry)
    aki = _aki_stage(inquiry)
    egfr_band = _band(egfr)
    band = _with_aki(egfr_band, aki)
    if band == "unknown":
        said, truth = say(_("Kidney function is not known")), Truth.UNKNOWN
    else:
        said, truth = say(_("Kidney function: eGFR {egfr}"), egfr=egfr or _("not known")), Truth.MET
    inquiry.note("DX-EGFR-03", truth, said, missing=("serum.creatinine",) if truth is Truth.UNKNOWN else ())
    return Kidney(egfr, band, egfr_band, aki, _oliguria(inquiry))


def _egfr(inquiry: Inquiry) -> Quantity | None:
    facts = inquiry.facts
    computed, formula = _computed_egfr(inquiry)
    reported = facts.quantity(EGFR_REPORTED)
    if computed and reported and _within(computed, reported):
        reported = None  # ruling 3: a bound that the exact value keeps to decides nothing
    notes: list[Statement] = []
    if computed and reported and _band(computed) != _band(reported):
        notes.append(
            say(
                _(
                    "The reported eGFR {reported} and the computed one {computed} lie in different bands; the lower rules."
                ),
                reported=reported,
                computed=computed.rounded(1),
            )
        )
        inquiry.warn("W_EGFR_DIFFERS", notes[-1], "RUL-07", "serum.egfr")
    known = [value for value in (computed, reported) if value is not None]
    egfr = _lowest(known) if known else None
    reasons = [
        text
        for text, applies in (
            (_("acute kidney injury: eGFR unreliable"), bool(_aki_stage(inquiry))),
            (_("pregnancy: eGFR unreliable"), inquiry.yes(PREGNANT)),
            (_("dialysis: eGFR unreliable"), inquiry.yes(DIALYSIS)),
        )
        if applies
    ]
    notes += [say(reason) for reason in reasons]
    inquiry.computed["egfr"] = Calculated(
        "egfr",
        egfr,
        valid=egfr is not None and not reasons,
        notes=tuple(notes),
        formula=formula,
        reported=egfr is reported and egfr is not None,
    )
    if egfr is not None:
        inquiry.met("DX-EGFR-02" if reasons else "DX-EGFR-01", formula or say(_("eGFR as reported: {egfr}"), egfr=egfr))
    return egfr


def _within(exact: Quantity, bound: Quantity) -> bool:
    """Whether an exact value lies inside a bound."""
    sides = {"<": exact.value < bound.value, ">": exact.value > bound.value}
    return exact.exact and sides.get(bound.comparator, False)


def _lowest(known: list[Quantity]) -> Quantity:
    """The one that rules (ruling 7): by band, since a bound such as "<30" may be much lower than it says."""
    return min(known, key=lambda value: (int(_band(value)), value.value))


def _computed_egfr(inquiry: Inquiry) -> tuple[Quantity | None, Statement | None]:
    facts = inquiry.facts
    creatinine, age, sex = facts.quantity(CREATININE_SERUM), facts.number(AGE), facts.word(SEX)
    if creatinine is None or (age is None and creatinine.comparator == "<") or (age is not None and age < 18):
        return None, None
    years = YOUNGEST if age is None else age
    sexes = (sex == "female",) if sex in ("female", "male") else (True, False)
    try:
        values = [egfr_ckd_epi_2021(creatinine=creatinine, age_years=years, female=female) for female in sexes]
    except NotComputable:
        return None, None
    value = min(values, key=lambda q: q.value)
    if age is None:
        value = replace(value, comparator="<")
        if creatinine.comparator != ">" and t.EGFR_15.holds(value) is not Truth.MET:
            return None, None  # at some adult age it is no kidney failure: then it is not known (ruling 10)
    said = say(
        _("eGFR (CKD-EPI 2021) from creatinine {creatinine}, age {age}, {sex} = {value}"),
        creatinine=creatinine,
        age=_("not known") if age is None else age,
        sex=_("female") if sex == "female" else _("male") if sex == "male" else _("sex not known, the lower of both"),
        value=value.rounded(2),
    )
    return value, said


def _band(egfr: Quantity | None) -> str:
    """The band; of a censored eGFR the strictest that its bound allows."""
    if egfr is None:
        return "unknown"
    for band, threshold in (("60", t.EGFR_60), ("30", t.EGFR_30), ("15", t.EGFR_15)):
        if threshold.holds(egfr) is Truth.NOT_MET:
            return band
    return "0"


def _aki_stage(inquiry: Inquiry) -> int | None:
    stage = inquiry.facts.number(AKI_STAGE)
    condition = inquiry.condition("acute_kidney_injury")
    if stage is not None:
        return max(int(stage), 2) if condition and not stage else int(stage)
    return None if condition is None else 2 if condition else 0


def _with_aki(band: str, aki: int | None) -> str:
    if not aki:
        return band
    if band == "unknown":
        return "0" if aki == 3 else "unknown"
    return BANDS[max(BANDS.index(band), aki)]


def _oliguria(inquiry: Inquiry) -> Truth:
    """Less than 25 mL/h (ruling 33); a measured urine output decides over the finding."""
    measured = t.OLIGURIA.holds(inquiry.facts.quantity(URINE_OUTPUT))
    finding = inquiry.facts.truth(FINDINGS["oliguria"])
    return max(measured, finding) if finding is Truth.MET else measured


@dataclass(frozen=True, slots=True)
class Calcium:
    """Adjusted calcium, or the ionised value that stands in for it."""

    adjusted: Quantity | None
    low: Truth
    very_low: Truth


def calcium_state(inquiry: Inquiry) -> Calcium:
    """Adjusted calcium (DX-CA-01); ionised below 1.00 mmol/L counts like below 1.90, whatever the adjusted value."""
    facts = inquiry.facts
    total, albumin, reported = (
        facts.quantity(CALCIUM_SERUM),
        facts.quantity(ALBUMIN_SERUM),
        facts.quantity(ADJUSTED_CALCIUM),
    )
    computed = adjusted_calcium(calcium=total, albumin=albumin) if total and albumin else None
    value = computed or reported
    formula = None
    if computed and total and albumin:
        formula = say(
            _("Calcium {total} adjusted for albumin {albumin} = {value}"),
            total=total,
            albumin=albumin,
            value=computed.rounded(2),
        )
        inquiry.met("DX-CA-01", formula)
    inquiry.computed["adjusted_calcium"] = Calculated(
        "adjusted_calcium",
        value,
        valid=value is not None,
        formula=formula,
        reported=value is not None and computed is None,
    )
    ionised = facts.quantity(IONISED_CALCIUM)
    very_low = t.ICA_VERY_LOW.holds(ionised)
    if value is not None:
        if very_low is Truth.MET:  # DX-CA-01 prefers the ionised value: an adjusted one does not outweigh it
            return Calcium(value, Truth.MET, Truth.MET)
        return Calcium(value, t.CA_LOW.holds(value), t.CA_VERY_LOW.holds(value))
    if ionised is not None:
        # an ionised value above 1.00 does not say that adjusted calcium is normal
        return Calcium(None, Truth.MET if very_low is Truth.MET else Truth.UNKNOWN, very_low)
    return Calcium(None, Truth.UNKNOWN, Truth.UNKNOWN)


def magnesium_given(inquiry: Inquiry) -> Truth:
    """Whether magnesium was given within 72 h, by mouth or vein (rulings 13 and 61)."""
    facts = inquiry.facts
    route, hours, dose = facts.word(GIVEN_ROUTE), facts.number(GIVEN_HOURS_AGO), facts.quantity(ORAL_DOSE)
    recent = route in ("oral", "iv") and (hours is None or hours < WASH_OUT_HOURS)
    if recent or (dose is not None and dose.value > 0) or _product_within_wash_out(inquiry):
        return Truth.MET
    if route == "none" or (route in ("oral", "iv") and hours is not None):
        return Truth.NOT_MET
    return Truth.UNKNOWN


def _product_within_wash_out(inquiry: Inquiry) -> bool:
    """A magnesium product in use, or stopped less than 72 h ago."""
    products = (d for d in inquiry.facts.drugs if "magnesium_product" in d.classes)
    return any(d.stopped_days_ago is None or d.stopped_days_ago * 24 < WASH_OUT_HOURS for d in products)


def kidney_stage_words(band: str) -> str:
    """The band in words."""
    return {
        "60": _("eGFR 60 or above"),
        "30": _("eGFR 30 to 59"),
        "15": _("eGFR 15 to 29"),
        "0": _("eGFR below 15"),
        "unknown": _("eGFR not known"),
    }[band]


__all__ = [
    "Calcium",
    "Kidney",
    "calcium_state",
    "kidney_function",
    "kidney_stage_words",
    "magnesium_given",
]
