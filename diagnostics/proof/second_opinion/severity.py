"""How low, how ill, how soon: status, severity, symptoms and urgency."""

from __future__ import annotations

from . import units as u
from .logic import Answer, all_of, any_of
from .patient import Patient
from .units import D

# Treatment dossier 1.1 with rulings 24, 57 and README 11
GROUP_E = (
    "cardiac_arrest", "torsades_de_pointes", "ventricular_arrhythmia_unstable", "seizure_now", "laryngospasm",
    "haemodynamic_instability_arrhythmic",
)  # fmt: skip
GROUP_S = (
    "carpopedal_spasm", "tetany", "trousseau", "seizure_last_24h", "delirium", "coma", "stroke_like_episode", "ataxia",
    "confusion", "loss_of_consciousness",
)  # fmt: skip
GROUP_N = (
    "tremor", "chvostek", "fasciculation", "hyperreflexia", "vertical_nystagmus", "nystagmus", "myoclonus",
    "marked_weakness", "seizure_earlier",
)  # fmt: skip
CARDIAC = (
    "digoxin_toxicity", "acute_coronary_syndrome", "coronary_spasm", "new_atrial_fibrillation", "supraventricular_tachycardia",
)  # fmt: skip
GROUP_M = (
    "lethargy", "weakness", "cramps", "nausea", "anorexia", "apathy", "paraesthesia", "restlessness", "palpitations", "drowsiness",
)  # fmt: skip
SERIOUS = (*GROUP_E, *GROUP_S, *GROUP_N, *CARDIAC, "nonsustained_vt")
BOLD = (*GROUP_E, *GROUP_S, "nonsustained_vt")  # DX-SYM-03 and the bold words of DX-SYM-04


def symptomatic(p: Patient) -> Answer:
    """Ruling 24: true for E, S, N and cardiac."""
    return p.findings(SERIOUS)


def toxic_signs(p: Patient) -> Answer:
    """The signs of ruling 55."""
    degree = p.number("presentation.ecg.av_block")
    reflex = p.get("presentation.patellar_reflex")
    return any_of(
        p.findings(("reduced_reflexes", "bradycardia", "drowsiness", "coma", "confusion")),
        None if reflex is None else reflex == "absent",
        p.sign_below("systolic_bp", "90"),
        p.sign_below("heart_rate", "50"),
        p.sign_below("respiratory_rate", "12"),
        None if degree is None else degree >= 1,
    )


def contaminated(p: Patient) -> bool:
    """DX-PRE-03 with ruling 51: potassium of 6.0 or more with low calcium or alkaline phosphatase, unexplained."""
    if p.potassium_below("6.0") is not False:
        return False
    low_calcium = p.calcium_low
    if low_calcium is None and p.adjusted_calcium is None:
        total = u.converted(p.value("serum.calcium"), u.CALCIUM_TO_MMOL, "mmol/l")
        low_calcium = None if total is None else total.below(D("2.00"))
    alp = p.value("serum.alp")
    suspected = any_of(low_calcium, None if alp is None else alp.below(D(30)))
    explained = (
        (p.kidney is not None and p.kidney < 30 and bool(p.egfrs))
        or bool(p.aki)
        or p.dialysis is True
        or p.findings((*GROUP_E, *GROUP_S, *GROUP_N)) is True
    )
    return suspected is True and not explained


def unreliable(p: Patient) -> bool:
    """A chelating tube, a drip arm or contamination (ruling 1); haemolysis is judged with the level."""
    tube = p.get("serum.sample.tube")
    return tube in ("edta", "citrate", "oxalate") or bool(p.get("serum.sample.drip_arm")) or contaminated(p)


def unit_suspected(p: Patient) -> bool:
    """DX-UNIT-12."""
    mg = p.magnesium
    if mg is None or mg.bound:
        return False
    low, high = {"mg/dl": (D("0.40"), D("1.05")), "mmol/l": (D("1.20"), D("3.00"))}.get(mg.unit, (D(1), D(0)))
    return low <= mg.number <= high


def severity(p: Patient) -> str:
    """The band of treatment 0.2; a bound takes the mildest that it allows (ruling 58)."""
    mg = p.magnesium
    if mg is None or unreliable(p):
        return "unknown"
    if p.low is not True:
        return "unknown" if p.low is None or p.get("serum.sample.haemolysed") else "none"
    rows = (("critical", u.is_critical(mg)), ("severe", u.below(mg, u.SEVERE)), ("moderate", u.below(mg, u.MODERATE)))
    return next((band for band, met in rows if met is True), "mild")


def status(p: Patient, risk_factor: bool) -> str:
    mg = p.magnesium
    haemolysed = p.get("serum.sample.haemolysed") is True
    ionised_low = ionised_below_interval(p) is True
    high = u.above(mg, u.ABOVE_RANGE)
    rows: tuple[tuple[str, str, bool], ...] = (
        ("DX-PRE-03", "suspected_spurious", unreliable(p) and p.low is True),
        ("ruling 62", "unknown", mg is not None and unreliable(p)),
        ("DX-SER-01", "low", p.low is True),
        ("ruling 55", "high", u.above(mg, u.TOXIC) is True),
        ("ruling 1", "unknown", mg is not None and haemolysed),
        ("DX-SER-08", "high", high is True),
        ("ruling 22", "possible_latent_deficiency", ionised_low),
        ("DX-GEN-01", "unknown", p.low is None),
        ("DX-SER-05", "possible_latent_deficiency", u.below(mg, u.LATENT) is True and risk_factor),
    )
    return next((result for _rule, result, met in rows if met), "not_low")


def ionised_below_interval(p: Patient) -> Answer:
    """DX-SER-06: only against the laboratory's own interval."""
    measured, low = p.value("serum.ionised_magnesium"), p.value("serum.ionised_magnesium_interval.low")
    if measured is None or low is None:
        return None
    if measured.unit != low.unit:
        measured = u.converted(measured, u.MAGNESIUM_TO_MMOL, "mmol/l")
        low = u.converted(low, u.MAGNESIUM_TO_MMOL, "mmol/l")
        assert measured is not None
        assert low is not None
    return measured.below(low.number)


# -- urgency (rulings 26 and 60) ----------------------------------------------------------------------------

_STEPS = ("routine", "same_day", "urgent", "emergency")
_BY_PATH = {"P6_EMERGENCY": 3, "P5_IV_URGENT": 2, "P4_IV_PLANNED": 1}


def urgency(p: Patient, path: str, by_level: str, pending: bool, spurious: bool) -> str:
    """`by_level` is the path that the level and the signs would give, were the patient in scope."""
    low = p.low is True and not spurious
    own = _BY_PATH.get(by_level if path == "PX_REFER" else path, 0)
    if path == "PT_TOXICITY":
        own = 3 if toxic_signs(p) or u.above(p.magnesium, u.VERY_TOXIC) else 1
    raises = low and any_of(p.potassium_below("3.0"), p.on("digoxin"), p.qtc_at_least("480"))
    if raises and own < 2:
        own += 1
    fits = p.findings(("seizure_now", "seizure_last_24h")) is True
    obstetric = any_of(p.get("patient.pregnant"), p.condition("pre_eclampsia"), p.condition("postpartum_6_weeks"))
    minimums: tuple[tuple[str, int, Answer], ...] = (
        ("group E", 3, p.findings(GROUP_E)),
        ("TX-SEV-01", 3, fits and obstetric),
        ("DX-SYM-00", 2, low and dont_wait(p)),
        ("group M", 1, low and p.findings(GROUP_M)),
        ("TX-SEV-15", 2, pending and p.findings(("tetany", "carpopedal_spasm", "trousseau", "seizure_last_24h"))),
        ("TX-SEV-20", 1, pending),
        ("ruling 58", 1, low and p.magnesium is not None and p.magnesium.bound != ""),
    )
    return _STEPS[max(own, *(step for _rule, step, met in minimums if met is True), 0)]


def dont_wait(p: Patient) -> Answer:
    """DX-SYM-00: an emergency sign, a critical level, or a serious sign with a severe one."""
    degree = p.number("presentation.ecg.av_block")
    return any_of(
        p.findings(BOLD),
        p.qtc_at_least("500"),
        None if degree is None else degree >= 2,
        u.is_critical(p.magnesium),
        all_of(symptomatic(p), u.below(p.magnesium, u.SEVERE)),
    )
