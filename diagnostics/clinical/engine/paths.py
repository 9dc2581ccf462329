"""By which way? The treatment path (TX-SEV).

Rows go by PRIORITY: the first that holds sets the path; TX-SEV-18 may then replace it by a referral.
Symptoms only ever raise it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from ..conditions import joined
from ..evidence import Truth
from ..knowledge import thresholds as t
from ..knowledge.drugs import shown_name
from ..knowledge.patient import (
    MAGNESIUM_SERUM,
    POTASSIUM_SERUM,
    USUAL_MAGNESIUM,
    suspected_unit,
)
from ..text import Statement, _, say
from ..units import MMOL_L
from .adjuncts import any_adjunct_open
from .diet_enough import diet_is_enough
from .path import P0, P1, P2, P3, P4, P5, P6, PT, PX, Path
from .situation import Situation

Row = tuple[str, Callable[[Situation], Path | None]]


def choose_path(s: Situation) -> Path:
    """The first row that holds, then TX-SEV-18."""
    chosen: Path | None = None
    for rule_id, row in ROWS:
        path = row(s)
        if path is None:
            if chosen is None:
                s.inquiry.note(rule_id, Truth.NOT_MET, say(_("does not apply")))
            continue
        chosen = path
        s.inquiry.met(path.rule, say(_("Path {path}: {because}"), path=path.code, because=path.because))
        break
    assert chosen is not None, "the last row always holds"
    return _blocked(s, chosen)


# -- the rows --------------------------------------------------------------------------------------------------


def _toxicity(s: Situation) -> Path | None:
    """TX-SEV-02 above 2.0 mmol/L, for everybody, and above range with signs (rulings 27, 55)."""
    signs = s.toxicity.truth is Truth.MET
    value = s.level.value
    if s.level.toxic is Truth.MET:
        if signs or not (s.level.unreliable or _unit_in_doubt(s)):
            return Path(PT, "TX-SEV-02", say(_("magnesium {value} is above 2.0 mmol/L"), value=value))
        said = _(
            "magnesium {value} may be an unreliable sample or another unit: stop magnesium, repeat and confirm the unit"
        )
        return Path(P0, "TX-SEV-02", say(said, value=value), kind="high")
    if s.level.high is Truth.MET and signs and not (s.arrest or s.torsades):
        return Path(PT, "TX-SEV-02", say(_("magnesium {value} is above range with signs of toxicity"), value=value))
    return None


def _unit_in_doubt(s: Situation) -> bool:
    """A suspected unit that nothing in the history explains: no magnesium source, no failing kidney."""
    explained = (
        s.oral_now > 0 or s.inquiry.takes("magnesium_product") or s.kidney.below_30 or s.given_within_24h("iv") != 0
    )
    value = s.level.value
    confirmed = MAGNESIUM_SERUM.key in s.inquiry.facts.confirmed
    return value is not None and suspected_unit(value) and not confirmed and not explained


def _scope(s: Situation) -> Path | None:
    people = s.people
    if not people.refused:
        return None
    text = (
        _("under 18 years")
        if people.child
        else _("seizure in pregnancy or after birth: eclampsia until shown otherwise")
        if people.obstetric_seizure
        else _("pre-eclampsia or eclampsia")
        if people.pre_eclampsia
        else _("pregnant")
        if people.pregnant
        else _("on dialysis")
    )
    return Path(PX, "TX-SEV-01", say(text), kind="scope")


def _pending(s: Situation) -> Path | None:
    if s.level.known or s.torsades or s.arrest:
        return None
    return Path(
        P0,
        "TX-SEV-20",
        say(_("magnesium is not known from a reliable sample: repeat it the same day, no dose")),
        kind="pending",
    )


def _emergency(s: Situation) -> Path | None:
    finding = s.inquiry.finding
    if s.torsades:
        return Path(P6, "TX-SEV-03", say(_("torsades de pointes, whatever the magnesium")))
    if s.arrest and s.low:
        return Path(P6, "TX-SEV-03", say(_("cardiac arrest with known low magnesium")))
    urgent = (
        ("ventricular_arrhythmia_unstable", _("unstable ventricular arrhythmia with low magnesium")),
        ("seizure_now", _("seizure in progress with low magnesium")),
        ("laryngospasm", _("laryngospasm with low magnesium")),
        ("haemodynamic_instability_arrhythmic", _("instability caused by an arrhythmia with low magnesium")),
    )
    if s.low:
        for code, text in urgent:
            if finding(code):
                return Path(P6, "TX-SEV-03", say(text))
    return None


def _arrest_without_magnesium(s: Situation) -> Path | None:
    """Ruling 29: arrest without torsades and magnesium not low or not known."""
    if s.arrest and not s.low:
        return Path(
            P0,
            "TX-SEV-03",
            say(_("cardiac arrest without torsades: resuscitation protocol, no magnesium from here")),
            kind="text_only",
        )
    return None


def _above_range(s: Situation) -> Path | None:
    if s.level.high is Truth.MET:
        return Path(P0, "TX-SEV-02", say(_("magnesium is above range: stop all magnesium products")), kind="high")
    return None


def _urgent(s: Situation) -> Path | None:
    if not s.low:
        return None
    if s.signs.severe is Truth.MET:
        return Path(
            P5,
            "TX-SEV-04",
            say(_("low magnesium with a severe sign, non-sustained ventricular tachycardia or QTc of 500 ms or more")),
        )
    if s.level.severe and s.signs.n is Truth.MET:
        return Path(P5, "TX-SEV-04", say(_("severe deficiency with a neuromuscular sign")))
    if s.level.critical and s.signs.any_symptom is Truth.MET:
        return Path(P5, "TX-SEV-04", say(_("critical magnesium with a symptom")))
    return None


def stable_tubulopathy(s: Situation) -> bool:
    """TX-SEV-09 with rulings 30 and 54: inherited, near the own level, without signs; QTc and K unknown do not break it."""
    if not (s.low and s.tubulopathy) or s.level.critical:
        return False
    # ruling 54: only QTc and potassium may be unknown; symptoms must have been asked
    quiet = max(s.signs.e, s.signs.s, s.signs.n, s.signs.cardiac, s.signs.nsvt) is Truth.NOT_MET
    ectopy = bool(s.inquiry.finding("frequent_ventricular_ectopy"))
    potassium = s.inquiry.passes(POTASSIUM_SERUM, t.K_BELOW_25) is Truth.MET
    if not quiet or ectopy or potassium or s.signs.qtc_480 is Truth.MET or s.level.censored:
        return False
    usual, value = s.inquiry.facts.quantity(USUAL_MAGNESIUM), s.level.mmol_l
    assert value is not None
    if usual is None:
        said = _(
            "The patient's own stable magnesium is not known: being above the critical level was taken as near it."
        )
        s.inquiry.warn("W_UNKNOWN_INPUT", say(said), "TX-SEV-09", USUAL_MAGNESIUM.key)
        return True
    return value.value >= usual.to(MMOL_L).value - Decimal("0.05")


def _severe(s: Situation) -> Path | None:
    if s.low and s.level.severe and not stable_tubulopathy(s):
        return Path(
            P4,
            "TX-SEV-05",
            say(_("severe deficiency without severe signs: planned intravenous treatment the same day")),
        )
    return None


def _linked_electrolytes(s: Situation) -> Path | None:
    if not s.low or stable_tubulopathy(s):
        return None
    if s.inquiry.passes(POTASSIUM_SERUM, t.K_IV_TRIGGER) is Truth.MET:
        return Path(P4, "TX-SEV-06", say(_("low magnesium with potassium below 3.0 mmol/L")))
    if s.calcium.very_low is Truth.MET:
        return Path(P4, "TX-SEV-06", say(_("low magnesium with severe hypocalcaemia")))
    return None


def _diarrhoea_with_adjunct(s: Situation) -> Path | None:
    """Ruling 36: dose-limiting diarrhoea, not severe, and an adjunct that is not withheld: P3 before P4.

    It speaks of diarrhoea only. A short bowel below 0.60 mmol/L absorbs too little, and no adjunct mends that (TX-SEV-07).
    """
    if _soft_signs(s) or _moderate_heart(s) or (s.condition("short_bowel") and s.level.moderate):
        return None
    if (
        s.low
        and s.intolerable_diarrhoea
        and not s.level.severe
        and not s.bowel_blocked
        and s.adjunct_route
        and any_adjunct_open(s)
    ):
        return Path(P3, "TX-SEV-13", say(_("oral magnesium limited by diarrhoea, and an adjunct is possible")))
    return None


def _oral_impossible(s: Situation) -> Path | None:
    if not s.low:
        return None
    if s.bowel_blocked:
        return Path(P4, "TX-SEV-07", say(_("nothing can be given by mouth")))
    if s.intolerable_diarrhoea:
        return Path(P4, "TX-SEV-07", say(_("oral magnesium causes intolerable diarrhoea")))
    if s.condition("short_bowel") and s.level.moderate:
        return Path(P4, "TX-SEV-07", say(_("short bowel with magnesium below 0.60 mmol/L")))
    if s.oral_failed and s.level.moderate and not s.adjunct_route:
        return Path(P4, "TX-SEV-07", say(_("oral treatment failed, magnesium below 0.60 mmol/L and no adjunct route")))
    return None


def _soft_signs(s: Situation) -> Path | None:
    if not s.low:
        return None
    if s.signs.cardiac is Truth.MET:
        return Path(P4, "TX-SEV-21", say(_("low magnesium with a cardiac sign")))
    if s.signs.n is Truth.MET:
        return Path(P4, "TX-SEV-21", say(_("low magnesium with a neuromuscular sign")))
    return None


def _moderate_heart(s: Situation) -> Path | None:
    ectopy = bool(s.inquiry.finding("frequent_ventricular_ectopy"))
    if s.low and s.level.moderate and (s.signs.qtc_480 is Truth.MET or ectopy):
        return Path(
            P4, "TX-SEV-08", say(_("moderate deficiency with QTc 480 to 499 ms or frequent ventricular ectopy"))
        )
    return None


def _refractory(s: Situation) -> Path | None:
    if s.low and s.refractory and s.adjunct_route:
        said = say(_("oral treatment failed, and an adjunct has a route to help on"))
        kept = _tubulopathy(s)
        if kept is not None:  # why a level or potassium that asks for the vein does not get it (TX-INV-13)
            s.inquiry.met("TX-SEV-09", kept.because)
            said = joined((said, kept.because))
        return Path(P3, "TX-SEV-13", said)
    return None


def _tubulopathy(s: Situation) -> Path | None:
    if (
        s.low
        and stable_tubulopathy(s)
        and (s.level.severe or s.inquiry.passes(POTASSIUM_SERUM, t.K_IV_TRIGGER) is Truth.MET)
    ):
        return Path(
            P2,
            "TX-SEV-09",
            say(_("inherited tubulopathy, stable near the patient's own level: oral treatment with nephrology")),
        )
    return None


def _moderate(s: Situation) -> Path | None:
    if s.low and s.level.moderate:
        return Path(P2, "TX-SEV-08", say(_("moderate deficiency")))
    return None


def _diet_enough(s: Situation) -> Path | None:
    if s.low and diet_is_enough(s):
        return Path(P1, "TX-SEV-10", say(_("mild deficiency without symptoms from a dietary or removable cause")))
    return None


def _mild(s: Situation) -> Path | None:
    return Path(P2, "TX-SEV-11", say(_("mild deficiency"))) if s.low else None


def _not_low(s: Situation) -> Path | None:
    return Path(
        P0, "TX-SEV-12", say(_("magnesium is not low; a normal serum level does not exclude depletion")), kind="latent"
    )


ROWS: tuple[Row, ...] = (
    ("TX-SEV-02", _toxicity),
    ("TX-SEV-01", _scope),
    ("TX-SEV-20", _pending),
    ("TX-SEV-03", _emergency),
    ("TX-SEV-03", _arrest_without_magnesium),
    ("TX-SEV-02", _above_range),
    ("TX-SEV-04", _urgent),
    ("TX-SEV-05", _severe),
    ("TX-SEV-06", _linked_electrolytes),
    ("TX-SEV-13", _diarrhoea_with_adjunct),
    ("TX-SEV-07", _oral_impossible),
    ("TX-SEV-21", _soft_signs),
    ("TX-SEV-08", _moderate_heart),
    ("TX-SEV-13", _refractory),
    ("TX-SEV-09", _tubulopathy),
    ("TX-SEV-08", _moderate),
    ("TX-SEV-10", _diet_enough),
    ("TX-SEV-11", _mild),
    ("TX-SEV-12", _not_low),
)


# what the level and the signs give to a patient whom TX-SEV-01 refers
BY_LEVEL_AND_SIGNS = (
    _emergency,
    _urgent,
    _severe,
    _linked_electrolytes,
    _oral_impossible,
    _soft_signs,
    _moderate_heart,
)


def _blocked(s: Situation, path: Path) -> Path:
    """TX-SEV-18: a known hard rule blocks the way the path would take (rulings 32, 33)."""
    if path.code in (P4, P5):
        flat = [stop for stop in s.iv.flat if not (stop.key == "urine" and path.code == P5)]
        if flat:
            said = say(
                _("{because}; but intravenous magnesium is blocked: {stop}"),
                because=path.because,
                stop=flat[0].evidence.statement,
            )
            s.inquiry.met("TX-SEV-18", said)
            return Path(PX, "TX-SEV-18", said, wanted=path.code, kind="iv_blocked")
    if path.code in (P2, P3):
        stop = _oral_stop(s)
        if stop is not None:
            said = say(_("{because}; but oral magnesium is blocked: {stop}"), because=path.because, stop=stop)
            s.inquiry.met("TX-SEV-18", said)
            return replace(path, code=PX, rule="TX-SEV-18", because=said, wanted=path.code, kind="oral_blocked")
    return path


def _oral_stop(s: Situation) -> Statement | None:
    if s.kidney.below_30:
        return say(_("eGFR below 30, or acute kidney injury of stage 2 or more"))
    if s.raltegravir:
        return say(_("takes {drug}"), drug=shown_name(s.raltegravir[0].name))
    return None
