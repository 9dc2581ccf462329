"""Severity to path: TX-SEV-01 to -21 as lists of rows, the first that is met decides (section 1, rulings 27 to 37)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from . import severity as s
from . import units as u
from .logic import Answer, all_of, any_of
from .patient import Patient
from .units import D

P0, P1, P2, P3 = "P0_NONE", "P1_DIET_CAUSE", "P2_ORAL", "P3_ORAL_ADJUNCT"
P4, P5, P6 = "P4_IV_PLANNED", "P5_IV_URGENT", "P6_EMERGENCY"
PT, PX = "PT_TOXICITY", "PX_REFER"
Row = tuple[str, str, Answer]  # rule, path, condition


@dataclass(frozen=True)
class Setting:
    """A patient with what the paths take from elsewhere: the route, strong causes, and a free adjunct."""

    p: Patient
    renal: bool
    dietary: bool
    removable: bool
    adjunct_free: bool

    @cached_property
    def card(self) -> Answer:
        return self.p.findings(("cardiac_arrest", "torsades_de_pointes"))

    @cached_property
    def adjunct_route(self) -> Answer:
        """TX-SEV-13: renal route, type 2 diabetes, or a PPI that cannot stop."""
        return any_of(self.renal, self.p.condition("type_2_diabetes"), self.p.ppi_must_go_on)


def first(rows: tuple[Row, ...]) -> tuple[str, str] | None:
    return next(((rule, path) for rule, path, met in rows if met is True), None)


def decide(c: Setting) -> tuple[str, str, str]:
    """The path, its rule, and the path that level and signs alone would give."""
    p = c.p
    by_level = first(_level(c)) or ("TX-SEV-12", P0)
    gate = first(
        (
            ("TX-SEV-02", PT, toxic(p)),
            ("TX-SEV-02", P0, u.above(p.magnesium, u.TOXIC)),
            ("TX-SEV-02", PT, all_of(u.above(p.magnesium, u.ABOVE_RANGE), s.toxic_signs(p), c.card is not True)),
            ("TX-SEV-01", PX, out_of_scope(p)),
        )
    )
    if gate:
        return gate[1], gate[0], by_level[1]
    rule, path = by_level
    if hard_stop(p, path) is True:
        return PX, "TX-SEV-18", path
    if path in (P2, P3) and oral_refused(p):
        return PX, "TX-SEV-18", path
    return path, rule, path


def toxic(p: Patient) -> Answer:
    """TX-SEV-02, first limb, with ruling 55 and what is documented for a suspected unit."""
    if u.above(p.magnesium, u.TOXIC) is not True:
        return False
    if s.toxic_signs(p) is True:
        return True
    if s.unreliable(p):
        return False
    source = (p.oral_dose or 0) > 0 or p.on("magnesium_product") is True or p.given_by_vein(24) != 0
    return not s.unit_suspected(p) or source or (p.kidney is not None and p.kidney < 30)


def out_of_scope(p: Patient) -> Answer:
    return any_of(p.child, p.dialysis, p.get("patient.pregnant"), p.condition("pre_eclampsia"), obstetric_fit(p))


def obstetric_fit(p: Patient) -> Answer:
    """A seizure in pregnancy or up to 6 weeks after birth: eclampsia until shown otherwise (ruling 52)."""
    mother = any_of(p.get("patient.pregnant"), p.condition("postpartum_6_weeks"))
    return all_of(mother, p.findings(("seizure_now", "seizure_last_24h")))


def _level(c: Setting) -> tuple[Row, ...]:
    """TX-SEV-20 and -03 to -13 in their order."""
    p, mg, low = c.p, c.p.magnesium, c.p.low
    severe, moderate = u.below(mg, u.SEVERE) is True, u.below(mg, u.MODERATE) is True
    if low is not True or s.unreliable(p):
        return (
            ("TX-SEV-03", P6, p.finding("torsades_de_pointes")),
            ("TX-SEV-03", P0, p.finding("cardiac_arrest")),
            ("TX-SEV-20", P0, s.unreliable(p) or low is None),
            ("TX-SEV-12", P0, True),
        )
    any_symptom = p.findings((*s.SERIOUS, *s.GROUP_M))
    stable = inherited_and_stable(p)
    refractory = c.p.refractory
    failed = p.get("history.oral_magnesium.failed")
    diarrhoea = p.get("history.oral_magnesium.intolerable_diarrhoea")
    heart = any_of(p.qtc_at_least("480"), p.finding("frequent_ventricular_ectopy")) is True
    raised = p.findings((*s.CARDIAC, *s.GROUP_N)) is True or (moderate and heart)
    helped = c.adjunct_route is True and c.adjunct_free and out_of_scope(p) is not True
    p3_first = diarrhoea is True and not severe and not raised and helped
    impossible = any_of(p.get("history.nil_by_mouth"), p.conditions(("ileus", "bowel_obstruction", "vomiting")))
    return (
        ("TX-SEV-03", P6, any_of(c.card, p.findings(s.GROUP_E))),
        ("TX-SEV-04", P5, any_of(p.findings((*s.GROUP_S, "nonsustained_vt")), p.qtc_at_least("500"))),
        ("TX-SEV-04", P5, severe and p.findings(s.GROUP_N)),
        ("TX-SEV-04", P5, u.is_critical(mg) is True and any_symptom),
        ("TX-SEV-05", P4, severe and not stable),
        ("TX-SEV-06", P4, not stable and any_of(p.potassium_below("3.0"), p.calcium_very_low)),
        ("TX-SEV-07", P4, impossible),
        ("TX-SEV-07", P4, moderate and p.condition("short_bowel")),
        ("TX-SEV-13", P3, p3_first),
        ("TX-SEV-07", P4, diarrhoea),
        ("TX-SEV-07", P4, moderate and all_of(failed, c.adjunct_route is not True)),
        ("TX-SEV-21", P4, p.findings((*s.CARDIAC, *s.GROUP_N))),
        ("TX-SEV-08", P4, moderate and heart),
        ("TX-SEV-13", P3, all_of(refractory, c.adjunct_route)),
        ("TX-SEV-09", P2, stable and severe),
        ("TX-SEV-08", P2, moderate),
        ("TX-SEV-10", P1, diet_may_do(c)),
        ("TX-SEV-11", P2, True),
    )


def inherited_and_stable(p: Patient) -> bool:
    """TX-SEV-09 with rulings 30, 54 and 57: only removes -05 and -06."""
    usual = u.converted(p.value("serum.usual_magnesium"), u.MAGNESIUM_TO_MMOL, "mmol/l")
    now = u.converted(p.magnesium, u.MAGNESIUM_TO_MMOL, "mmol/l")
    near = usual is None or (now is not None and now.below(usual.number - D("0.05")) is not True)
    return (
        p.tubulopathy is True
        and near
        and p.findings((*s.SERIOUS, "frequent_ventricular_ectopy")) is False
        and p.qtc_at_least("480") is not True
        and u.is_critical(p.magnesium) is False
        and p.potassium_below("2.5") is not True
    )


def diet_may_do(c: Setting) -> Answer:
    """TX-SEV-10 with rulings 17 and 37: everything must be known but the ECG."""
    p = c.p
    return all_of(
        p.findings((*s.SERIOUS, *s.GROUP_M)) is False,
        p.potassium_below("3.5") is False,
        p.calcium_low is False,
        p.get("patient.setting") in ("clinic", "community"),
        c.removable or c.dietary,
        p.qtc_at_least("480") is not True,
        p.condition("heart_failure") is False,
        p.on("digoxin", "qt_prolonging") is False,
        p.get("history.oral_magnesium.failed") is not True and (p.oral_dose or 0) <= 0,
        p.tubulopathy is not True,
    )


# -- TX-SEV-18 ----------------------------------------------------------------------------------------------


def flat_stops(p: Patient) -> dict[str, Answer]:
    """The items of TX-IV-H that send a planned infusion elsewhere (rulings 32, 33, 53)."""
    reflex = p.get("presentation.patellar_reflex")
    return {
        "av_block": p.blocked,
        "bradycardia": p.heart_rate_stop,
        "myocardial damage": p.condition("recent_myocardial_damage"),
        "neuromuscular": p.conditions(("myasthenia_gravis", "lambert_eaton")),
        "reflex": None if reflex is None else reflex == "absent",
        "breathing": p.sign_below("respiratory_rate", "12"),
        "kidney": True if p.kidney == 0 else (None if p.aki is None else False),
        "urine": p.measured_oliguria,
    }


def correctable_stops(p: Patient) -> dict[str, Answer]:
    """Those that wait for a specialist, an anaesthetist or a correction; the path stays (ruling 53)."""
    arrhythmic = p.finding("haemodynamic_instability_arrhythmic")
    pressure = p.sign_below("systolic_bp", "90")
    return {
        "relaxant": any_of(p.on("neuromuscular_blocker"), p.condition("perioperative")),
        "liver": p.condition("liver_failure"),
        "pressure": False if arrhythmic is True and pressure else pressure,
    }


def hard_stop(p: Patient, path: str) -> Answer:
    """Low urine flow stops a planned infusion; a first load it does not stop (ruling 33)."""
    if path not in (P4, P5):
        return False
    return any_of(*(answer for item, answer in flat_stops(p).items() if path == P4 or item != "urine"))


def oral_refused(p: Patient) -> bool:
    failing = (p.kidney is not None and p.kidney < 30) or (p.aki or 0) >= 2
    return failing or any(d.acting and d.name == "raltegravir" for d in p.drugs)
