"""Is it real, and how bad? The sample, the status, the severity.

Status takes the FIRST met: unreliable sample, high, low, latent, not low. Severity takes the gravest
band that is certain; a censored value takes the mildest its bound allows (ruling 58).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..assessment import Calculated
from ..conditions import Threshold, passes
from ..evidence import Truth
from ..formulas import albumin_adjusted_magnesium
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    ALBUMIN_SERUM,
    ALP,
    CALCIUM_SERUM,
    DIALYSIS,
    DRIP_ARM,
    FINDINGS,
    GIVEN_HOURS_AGO,
    GIVEN_ROUTE,
    HAEMOLYSED,
    IONISED_LOW,
    IONISED_MAGNESIUM,
    MAGNESIUM_LOWER_LIMIT,
    MAGNESIUM_SERUM,
    POTASSIUM_SERUM,
    TUBE,
)
from ..text import Statement, _, say
from ..units import MEQ_L, MG_DL, MG_L, MMOL_L, Quantity, Unit
from .calculations import Calcium, Kidney
from .emergency import Signs
from .inquiry import Inquiry

CHELATING = ("edta", "citrate", "oxalate")


@dataclass(frozen=True, slots=True)
class Level:
    """The serum magnesium as far as it can be trusted.

    `value` as reported; `usable` False when the sample is unreliable; `low`, `high`, `toxic` as truths.
    `severity` is the band by the number alone.
    """

    value: Quantity | None
    unreliable: bool
    haemolysed: bool
    low: Truth
    high: Truth
    toxic: Truth
    severity: str
    critical: bool
    severe: bool
    moderate: bool

    @property
    def known(self) -> bool:
        """A number that decides whether magnesium is low, from a sample that can be trusted (ruling 1)."""
        hidden = self.haemolysed and self.low is Truth.NOT_MET
        return self.value is not None and self.low is not Truth.UNKNOWN and not self.unreliable and not hidden

    @property
    def is_low(self) -> bool:
        return self.known and self.low is Truth.MET

    @property
    def mmol_l(self) -> Quantity | None:
        return self.value.to(MMOL_L) if self.value is not None else None

    @property
    def censored(self) -> bool:
        return self.value is not None and not self.value.exact


def measure_level(inquiry: Inquiry, *, signs: Signs, kidney: Kidney, calcium: Calcium) -> Level:
    """Look at the sample and the number (DX-PRE-02 to -05, DX-SER-01, -02)."""
    value = inquiry.facts.quantity(MAGNESIUM_SERUM)
    unreliable = _unreliable(inquiry, signs, kidney, calcium)
    haemolysed = inquiry.yes(HAEMOLYSED)
    low = inquiry.record("DX-SER-01", passes(MAGNESIUM_SERUM, value, inquiry.knowledge.threshold(t.LOW)))
    bands = {
        name: inquiry.holds(value, threshold) is Truth.MET and not unreliable
        for name, threshold in (("critical", t.CRITICAL), ("severe", t.SEVERE), ("moderate", t.MODERATE))
    }
    bands["severe"] = bands["severe"] or bands["critical"]
    hidden = haemolysed and low is Truth.NOT_MET
    severity = "unknown" if unreliable or hidden else _severity(low, bands)
    if value is not None and low is Truth.MET:
        inquiry.met(
            "DX-SER-02", say(_("Magnesium {value} is in the band: {band}"), value=value, band=severity_word(severity))
        )
    return Level(
        value,
        unreliable,
        haemolysed,
        low,
        inquiry.holds(value, t.HIGH),
        inquiry.holds(value, t.TOXIC),
        severity,
        bands["critical"],
        bands["severe"],
        bands["moderate"],
    )


def severity_word(severity: str) -> str:
    """The band in words."""
    return {
        "none": _("not low"),
        "mild": _("mild"),
        "moderate": _("moderate"),
        "severe": _("severe"),
        "critical": _("critical"),
        "unknown": _("not known"),
    }[severity]


def _severity(low: Truth, bands: dict[str, bool]) -> str:
    if low is Truth.UNKNOWN:
        return "unknown"
    if low is Truth.NOT_MET:
        return "none"
    return next((name for name in ("critical", "severe", "moderate") if bands[name]), "mild")


def _unreliable(inquiry: Inquiry, signs: Signs, kidney: Kidney, calcium: Calcium) -> bool:
    facts = inquiry.facts
    tube = facts.word(TUBE)
    chelating = inquiry.note(
        "DX-PRE-04",
        Truth.of(None if tube is None else tube in CHELATING),
        say(_("Blood tube: {tube}"), tube=tube or _("not known")),
    )
    drip = inquiry.note("DX-PRE-05", facts.truth(DRIP_ARM), say(_("Sample from an arm with a running infusion")))
    contaminated = _contaminated(inquiry, signs, kidney, calcium)
    if Truth.MET in (chelating, drip) or contaminated:
        said = _("The sample is unreliable. Repeat it the same day; do not act on this number.")
        inquiry.warn("W_RECHECK_SAMPLE", say(said), "DX-PRE-04", "serum.sample")
        return True
    return False


def _contaminated(inquiry: Inquiry, signs: Signs, kidney: Kidney, calcium: Calcium) -> bool:
    """DX-PRE-03 with ruling 51: high potassium with low calcium or low ALP, unless the patient explains it."""
    facts = inquiry.facts
    potassium = inquiry.passes(POTASSIUM_SERUM, t.K_CONTAMINATED)
    total = facts.quantity(CALCIUM_SERUM)
    low_calcium = calcium.low if calcium.adjusted is not None else t.CA_TOTAL_CONTAMINATED.holds(total)
    partner = max(low_calcium, t.ALP_LOW.holds(facts.quantity(ALP)))
    pattern = inquiry.note(
        "DX-PRE-03", min(potassium, partner), say(_("High potassium with low calcium or low alkaline phosphatase"))
    )
    if pattern is not Truth.MET:
        return False
    explained = (
        kidney.egfr_band in ("15", "0")
        or bool(kidney.aki)
        or inquiry.yes(DIALYSIS)
        or bool(inquiry.condition("continuous_renal_replacement"))  # ruling 52: it is dialysis
        or Truth.MET in (signs.e, signs.s, signs.n)
    )
    if explained:
        said = _(
            "High potassium with low calcium can also mean a contaminated sample: repeat it at once, go on meanwhile."
        )
        inquiry.warn("W_RECHECK_SAMPLE", say(said), "RUL-51", "serum.sample")
    return not explained


@dataclass(frozen=True, slots=True)
class Status:
    """The word of the machine interface and why."""

    word: str
    because: Statement


def confirm(inquiry: Inquiry, level: Level, *, risk_factor: bool, calcium: Calcium) -> Status:
    """Low, not low, high, latent, spurious or unknown (DX-SER-01, -05, -06, -08; rulings 1, 22, 51, 62)."""
    _remarks(inquiry, level)
    ionised = _ionised_low(inquiry)
    if level.unreliable:
        if level.low is Truth.MET:
            return Status(
                "suspected_spurious", say(_("Magnesium {value} comes from an unreliable sample"), value=level.value)
            )
        return Status("unknown", say(_("The sample is unreliable: repeat it")))
    if level.value is None:
        if ionised is Truth.MET:
            return Status(
                "possible_latent_deficiency",
                say(_("Ionised magnesium is below the laboratory's interval; total magnesium is not known")),
            )
        return Status("unknown", say(_("Serum magnesium is not known")))
    if level.low is Truth.UNKNOWN:
        return Status(
            "unknown", say(_("{value} is only a bound: it does not say whether magnesium is low"), value=level.value)
        )
    if level.low is Truth.MET:
        return Status("low", say(_("Serum magnesium {value} is low"), value=level.value))
    if level.haemolysed and level.toxic is not Truth.MET:
        inquiry.warn(
            "W_RECHECK_SAMPLE",
            say(_("Haemolysis raises magnesium and can hide a low value: repeat the sample.")),
            "DX-PRE-02",
            "serum.sample",
        )
        return Status("unknown", say(_("Magnesium {value} in a haemolysed sample: repeat it"), value=level.value))
    if level.high is Truth.MET:
        inquiry.met("DX-SER-08", say(_("Magnesium {value} is above the range: not hypomagnesaemia"), value=level.value))
        return Status("high", say(_("Serum magnesium {value} is above the range"), value=level.value))
    return _not_low(inquiry, level, ionised, risk_factor, calcium)


def _not_low(inquiry: Inquiry, level: Level, ionised: Truth, risk_factor: bool, calcium: Calcium) -> Status:
    borderline = inquiry.holds(level.value, t.LATENT) is Truth.MET
    latent = borderline and (risk_factor or refractory(inquiry) is Truth.MET)
    inquiry.note(
        "DX-SER-05", Truth.of(latent), say(_("Magnesium from the lower limit to below 0.85 mmol/L with a risk factor"))
    )
    if ionised is Truth.MET:
        return Status(
            "possible_latent_deficiency",
            say(_("Total magnesium {value} is not low, ionised magnesium is"), value=level.value),
        )
    if latent:
        return Status(
            "possible_latent_deficiency",
            say(
                _("Magnesium {value} is not low, but a normal serum level does not rule out depletion"),
                value=level.value,
            ),
        )
    return Status("not_low", say(_("Serum magnesium {value} is not low"), value=level.value))


def refractory(inquiry: Inquiry) -> Truth:
    """Potassium or calcium that does not rise with its own treatment, a sign of depletion (DX-SER-05)."""
    return max(
        inquiry.facts.truth(FINDINGS["refractory_hypokalaemia"]),
        inquiry.facts.truth(FINDINGS["refractory_hypocalcaemia"]),
    )


def _ionised_low(inquiry: Inquiry) -> Truth:
    """DX-SER-06: against the laboratory's own interval only."""
    value, low = inquiry.facts.quantity(IONISED_MAGNESIUM), inquiry.facts.quantity(IONISED_LOW)
    if value is None:
        return Truth.UNKNOWN
    truth = below_own_limit(value, low)
    said = (
        _("Ionised magnesium {value}, laboratory's lower limit {low}")
        if low
        else _("Ionised magnesium {value}: no laboratory interval, no class")
    )
    return inquiry.note("DX-SER-06", truth, say(said, value=value, low=low))


def below_own_limit(value: Quantity | None, low: Quantity | None) -> Truth:
    """A value against the laboratory's lower limit; a censored value where its bound decides (ruling 3)."""
    if value is None or low is None or not low.exact:
        return Truth.UNKNOWN
    limit = Threshold("own_lower_limit", "", "below", {value.unit: low.to(value.unit).value}, "DX-SER-06")
    return limit.holds(value)


def _remarks(inquiry: Inquiry, level: Level) -> None:
    """What to know about this number, none of which changes its class."""
    value = level.value
    if value is None:
        return
    show_ctcae(inquiry, level)
    if level.haemolysed and level.low is Truth.MET:
        inquiry.warn(
            "W_HAEMOLYSED",
            say(_("Low despite haemolysis, which raises magnesium: truly low.")),
            "DX-PRE-02",
            "serum.sample.haemolysed",
        )
    own = inquiry.facts.quantity(MAGNESIUM_LOWER_LIMIT)
    if own is not None and value.exact:
        by_laboratory = value.value < as_printed_in(own, value.unit).value
        if by_laboratory != (level.low is Truth.MET):
            said = (
                _("Low by your laboratory (limit {limit}), not by the limit used here.")
                if by_laboratory
                else _("Not low by your laboratory (limit {limit}), low by the limit used here.")
            )
            inquiry.warn("W_THRESHOLD_DISAGREEMENT", say(said, limit=own), "DX-SER-01", "serum.magnesium_lower_limit")
    if inquiry.passes(ALBUMIN_SERUM, t.ALBUMIN_LOW) is Truth.MET:
        _low_albumin(inquiry, value)
    _recent_dose(inquiry)


def as_printed_in(limit: Quantity, unit: Unit) -> Quantity:
    """A limit of the laboratory in another unit, rounded as laboratories print it there.

    0.70 mmol/L is 1.7 mg/dL and 1.4 mEq/L (DX-GEN-02, DX-SER-01): unrounded, 1.701 mg/dL would call 1.7 mg/dL low.
    """
    return limit if limit.unit == unit else limit.to(unit).rounded(_PRINTED_PLACES.get(unit, 2))


_PRINTED_PLACES = {MMOL_L: 2, MG_DL: 1, MEQ_L: 1, MG_L: 0}


def _low_albumin(inquiry: Inquiry, value: Quantity) -> None:
    albumin = inquiry.facts.quantity(ALBUMIN_SERUM)
    assert albumin is not None
    said = say(
        _(
            "Albumin {albumin} is low: total magnesium reads low while ionised magnesium may be normal. Measure ionised magnesium."
        ),
        albumin=albumin,
    )
    if value.exact and albumin.exact:
        adjusted = albumin_adjusted_magnesium(magnesium=value, albumin=albumin)
        note = say(
            _(
                "For display only, three forms of this correction circulate and none classifies: adjusted magnesium {value}"
            ),
            value=adjusted.rounded(2),
        )
        inquiry.computed["albumin_adjusted_magnesium"] = Calculated(
            "albumin_adjusted_magnesium", adjusted, notes=(note,), formula=note
        )
    inquiry.warn("W_LOW_ALBUMIN", said, "DX-PRE-01", "serum.albumin")
    inquiry.met("DX-PRE-01", said, albumin=albumin)


def _recent_dose(inquiry: Inquiry) -> None:
    """DX-PRE-06: a dose within 24 h (vein) or 12 h (mouth) raises the level for a while."""
    route, hours = inquiry.facts.word(GIVEN_ROUTE), inquiry.facts.number(GIVEN_HOURS_AGO)
    if route in ("iv", "oral") and hours is not None and hours < (24 if route == "iv" else 12):
        said = say(_("The serum level is not in steady state: magnesium was given {hours} h before."), hours=hours)
        inquiry.warn("W_NOT_STEADY_STATE", said, "DX-PRE-06", "history.magnesium_given")


def near_a_limit(inquiry: Inquiry, level: Level) -> Quantity | None:
    """The treatment limit within 0.02 mmol/L of the value, if any (treatment 0.2)."""
    value = level.mmol_l
    if value is None or not value.exact:
        return None
    for threshold in (t.LOW, t.MODERATE, t.SEVERE, t.CRITICAL):
        limit = inquiry.knowledge.threshold(threshold).limits[MMOL_L]
        if abs(value.value - limit) <= t.NEAR_LIMIT_MMOL_L:
            assert level.value is not None
            return inquiry.knowledge.threshold(threshold).limit_for(level.value)
    return None


# -- grades of cancer treatment ------------------------------------------------------------------------------------

_CTCAE = {MMOL_L: ("0.5", "0.4", "0.3"), MG_DL: ("1.2", "0.9", "0.7")}


def ctcae_grade(value: Quantity, *, lower_limit: Quantity) -> int | None:
    """CTCAE v5 grade in the unit reported; the second figure belongs to the milder grade (DX-SER-03).

    None for a censored value. Units without limits of their own go through mmol/L.
    """
    if not value.exact:
        return None
    unit = value.unit if value.unit in _CTCAE else MMOL_L
    number = value.to(unit).value
    if number >= as_printed_in(lower_limit, unit).value:
        return 0
    return 1 + sum(number < Decimal(limit) for limit in _CTCAE[unit])


def show_ctcae(inquiry: Inquiry, level: Level) -> None:
    """The grade beside the severity, only with an anticancer drug in the history (DX-SER-03)."""
    if level.value is None or not inquiry.takes("platinum", "anti_egfr_antibody", "other_anticancer"):
        return
    low = inquiry.knowledge.threshold(t.LOW)
    grade = ctcae_grade(
        level.value, lower_limit=inquiry.facts.quantity(MAGNESIUM_LOWER_LIMIT) or low.limit_for(level.value)
    )
    if grade:
        said = say(_("CTCAE version 5: grade {grade} hypomagnesaemia"), grade=Decimal(grade))
        inquiry.met("DX-SER-03", said)
        inquiry.warn("W_CTCAE_GRADE", said, "DX-SER-03", "serum.magnesium")
