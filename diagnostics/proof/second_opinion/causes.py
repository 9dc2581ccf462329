"""What the history offers: causes with their routes and weights (tables 5.1 to 5.3), and whether it suffices."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from . import units as u
from .logic import any_of
from .patient import HEREDITARY, TUBULOPATHIES, Patient, Taken
from .units import D

RENAL, GUT, SHIFT, INTAKE, OTHER = "renal", "gastrointestinal", "redistribution", "intake", "other_extrarenal"
S, M, W = 3, 2, 1

# class → rule, routes, weight
DRUGS: dict[str, tuple[str, tuple[str, ...], int]] = {
    "h2_blocker": ("DX-HX-D02", (), W),
    "thiazide": ("DX-HX-D03", (RENAL,), S),
    "loop_diuretic": ("DX-HX-D04", (RENAL,), M),
    "osmotic_diuretic": ("DX-HX-D05", (RENAL,), M),
    "platinum": ("DX-HX-D06", (RENAL,), S),
    "anti_egfr_antibody": ("DX-HX-D07", (RENAL,), S),
    "other_anticancer": ("DX-HX-D08", (RENAL, GUT), W),
    "calcineurin_inhibitor": ("DX-HX-D09", (RENAL,), S),
    "mtor_inhibitor": ("DX-HX-D10", (RENAL,), W),
    "amphotericin_b": ("DX-HX-D11", (RENAL,), S),
    "aminoglycoside": ("DX-HX-D12", (RENAL,), M),
    "pentamidine": ("DX-HX-D13", (RENAL,), M),
    "foscarnet": ("DX-HX-D14", (SHIFT, RENAL), S),
    "antituberculous_polypeptide": ("DX-HX-D15", (RENAL,), M),
    "laxative": ("DX-HX-D16", (GUT,), M),
    "patiromer": ("DX-HX-D17", (GUT,), M),
    "beta2_agonist": ("DX-HX-D18", (SHIFT,), W),
    "theophylline": ("DX-HX-D18", (SHIFT, RENAL), W),
    "insulin": ("DX-HX-D19", (SHIFT,), M),
    "glucose_infusion": ("DX-HX-D19", (SHIFT,), M),
    "metformin": ("DX-HX-D20", (GUT,), W),
    "bisphosphonate": ("DX-HX-D22", (SHIFT, RENAL), W),
    "denosumab": ("DX-HX-D22", (SHIFT, RENAL), W),
    "teriparatide": ("DX-HX-D22", (SHIFT, RENAL), W),
    "calcimimetic": ("DX-HX-D23", (RENAL,), W),
    "vitamin_d": ("DX-HX-D24", (RENAL,), W),
    "calcium_supplement": ("DX-HX-D24", (RENAL,), W),
    "parenteral_nutrition_without_magnesium": ("DX-HX-D25", (INTAKE,), S),
}
PLATINUM_WEIGHT = {"carboplatin": M, "oxaliplatin": W}
# DX-ALG-03: days after the exposure in which it still counts
CARRY_OVER = {
    "proton_pump_inhibitor": 14, "thiazide": 28, "loop_diuretic": 28, "osmotic_diuretic": 0, "anti_egfr_antibody": 56, "platinum": 10**9,
    **dict.fromkeys(("amphotericin_b", "aminoglycoside", "pentamidine", "foscarnet"), 28),
    **dict.fromkeys(("beta2_agonist", "theophylline", "insulin", "glucose_infusion"), 1),
}  # fmt: skip

CONDITIONS: dict[str, tuple[str, tuple[str, ...], int]] = {
    **dict.fromkeys(("chronic_diarrhoea", "acute_diarrhoea", "steatorrhoea", "high_output_stoma"), ("DX-HX-C01", (GUT,), S)),
    "diarrhoea": ("DX-HX-C01", (GUT,), M),
    **dict.fromkeys(("short_bowel", "bowel_resection", "bariatric_surgery"), ("DX-HX-C02", (GUT,), S)),
    "ileostomy": ("DX-HX-C02", (GUT,), M),
    **dict.fromkeys(
        ("inflammatory_bowel_disease", "coeliac_disease", "radiation_enteritis", "chronic_pancreatitis", "enteropathy"),
        ("DX-HX-C03", (GUT,), M),
    ),
    **dict.fromkeys(("vomiting", "nasogastric_suction"), ("DX-HX-C04", (GUT,), W)),
    "intestinal_fistula": ("DX-HX-C05", (GUT,), M),
    "acute_pancreatitis": ("DX-HX-C06", (SHIFT, INTAKE), M),
    "alcohol_use_disorder": ("DX-HX-C07", (RENAL, INTAKE, GUT, SHIFT), S),
    "type_2_diabetes": ("DX-HX-C08", (RENAL, GUT, INTAKE), M),
    "diabetes_type_unknown": ("DX-HX-C08", (RENAL, GUT, INTAKE), W),
    "diabetic_ketoacidosis": ("DX-HX-C09", (RENAL, SHIFT), S),
    "refeeding": ("DX-HX-C10", (SHIFT,), S),
    "hungry_bone": ("DX-HX-C11", (SHIFT,), S),
    **dict.fromkeys(("recent_parathyroidectomy", "recent_thyroidectomy", "osteoblastic_metastases"), ("DX-HX-C11", (SHIFT,), M)),
    "alcohol_withdrawal": ("DX-XR-01", (SHIFT,), M),
    **dict.fromkeys(("massive_transfusion", "plasma_exchange"), ("DX-HX-C12", (SHIFT,), M)),
    "burns": ("DX-HX-C13", (OTHER,), M),
    **dict.fromkeys(("hypercalcaemia", "primary_hyperparathyroidism"), ("DX-HX-C14", (RENAL,), M)),
    **dict.fromkeys(("primary_aldosteronism", "cushing", "siadh", "hyperthyroidism"), ("DX-HX-C15", (RENAL,), W)),
    **dict.fromkeys(
        ("recovering_acute_tubular_necrosis", "post_obstructive_diuresis", "tubulointerstitial_nephritis", "renal_tubular_acidosis"),
        ("DX-HX-C16", (RENAL,), S),
    ),
    "proteinuric_ckd": ("DX-HX-C17", (RENAL,), M),
    "kidney_transplant": ("DX-HX-C18", (RENAL,), S),
    **dict.fromkeys(("critical_illness", "sepsis"), ("DX-HX-C23", (RENAL, GUT, SHIFT, INTAKE), M)),
    **dict.fromkeys(("laxative_misuse", "bowel_preparation"), ("DX-HX-D16", (GUT,), M)),
    **dict.fromkeys(TUBULOPATHIES, ("DX-HX-C25", (RENAL,), S)),
    "known_trpm6": ("DX-HX-C25", (GUT, RENAL), S),
}  # fmt: skip
SHIFT_TRIGGERS = {
    "acute_pancreatitis", "diabetic_ketoacidosis", "refeeding", "hungry_bone", "recent_parathyroidectomy", "recent_thyroidectomy",
    "osteoblastic_metastases", "massive_transfusion", "plasma_exchange", "foscarnet", "beta2_agonist", "theophylline", "insulin",
    "glucose_infusion", "alcohol_withdrawal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cause:
    code: str
    rule: str
    routes: tuple[str, ...]
    weight: int
    active: bool = True


def causes(p: Patient) -> tuple[Cause, ...]:
    """All candidates, each code once: the acting and stronger one stands."""
    found = [*_established(p), *(cause for drug in p.drugs for cause in _of_drug(p, drug))]
    found += [Cause(code, *row) for code, row in CONDITIONS.items() if p.condition(code) is True]
    if p.condition("sjogren_syndrome") is True:
        found.append(Cause("sjogren_syndrome", "DX-HX-C19", (RENAL,), M if p.potassium_below("3.5") is True else W))
    if p.get("patient.lactating") is True:
        found.append(Cause("lactation", "DX-HX-C13", (OTHER,), M))
    if p.intake_score >= 3:
        found.append(Cause("dietary_deficiency", "DX-HX-I04", (INTAKE,), M))
    if p.get("history.intake.magnesium_free_nutrition") is True:
        found.append(Cause("parenteral_nutrition_without_magnesium", "DX-HX-D25", (INTAKE,), S))
    kept: dict[str, Cause] = {}
    for cause in sorted(found, key=lambda c: (not c.active, -c.weight)):
        kept.setdefault(cause.code, cause)
    return tuple(kept.values())


def _established(p: Patient) -> list[Cause]:
    """A cause that an earlier workup found is strong, on the route that was found with it."""
    code: str | None = p.get("history.known_cause")
    if code is None:
        return []
    known = p.get("history.known_route")
    return [Cause(code, "DX-ALG-02", (known,) if known else _routes_of(code), S)]


def _routes_of(code: str) -> tuple[str, ...]:
    if code == "proton_pump_inhibitor":
        return (GUT,)
    if code in ("trpm6_disease", "hereditary_trpm6"):
        return (GUT, RENAL)
    if code in HEREDITARY or code.startswith("hereditary_"):
        return (RENAL,)
    if code in DRUGS:
        return DRUGS[code][1]
    if code in CONDITIONS:
        return CONDITIONS[code][1]
    single = {"dietary_deficiency": INTAKE, "lactation": OTHER, "sjogren_syndrome": RENAL}
    weak = ("potassium_depletion", "phosphate_depletion", "metabolic_acidosis")
    return (single[code],) if code in single else (RENAL,) if code in weak else ()


def _of_drug(p: Patient, drug: Taken) -> list[Cause]:
    found = []
    for code in sorted(drug.classes):
        if drug.stopped is not None and drug.stopped > CARRY_OVER.get(code, 14):
            continue
        active = not _began_after(p, drug)
        if code == "proton_pump_inhibitor":
            found.append(Cause(code, "DX-HX-D01", (GUT,), _ppi_weight(p, drug.months), active))
        elif code == "insulin" and "infusion" not in drug.name and p.condition("diabetic_ketoacidosis") is not True:
            continue  # only by vein
        elif code in DRUGS:
            rule, routes, weight = DRUGS[code]
            if code == "platinum":
                weight = PLATINUM_WEIGHT.get(drug.name, S)
            found.append(Cause(code, rule, routes, weight, active))
    return found


def _began_after(p: Patient, drug: Taken) -> bool:
    """DX-ALG-03 (c): taken for at least a month less than magnesium has been low."""
    onset = p.number("history.onset_days")
    if onset is None or drug.months is None:
        return False
    month = D("30.4375")
    return (drug.months + 1) * month + (drug.stopped or 0) < onset


def _ppi_weight(p: Patient, months: Decimal | None) -> int:
    """Strong from a year or when severe, moderate from three months, else weak."""
    if u.below(p.magnesium, u.SEVERE) is True or (months is not None and months >= 12):
        return S
    return M if months is not None and months >= 3 else W


# -- DX-ALG-03 ----------------------------------------------------------------------------------------------


def by_history(p: Patient, found: tuple[Cause, ...]) -> str | None:
    """The route that the history alone makes presumptive, "mixed" (ruling 20), or None."""
    if red_flag(p, found) or p.number("history.cause_removed_months_ago") is not None:
        return None
    weighty = [cause for cause in found if cause.weight >= M and cause.active and cause.routes]
    strong = [cause for cause in weighty if cause.weight == S]
    if not strong and len(weighty) < 2:
        return None
    several = "mixed" if len({route for cause in strong for route in cause.routes}) > 1 else None
    if any(len(cause.routes) > 1 for cause in strong):
        return several
    shared = set.intersection(*(set(cause.routes) for cause in weighty))
    if len(shared) != 1:
        return None if shared else several
    route = shared.pop()
    return None if route == SHIFT and not quick(p) else route


def quick(p: Patient) -> bool:
    """A fall within 7 days; not asked is not quick."""
    onset = p.number("history.onset_days")
    return onset is not None and onset <= 7


def red_flag(p: Patient, found: tuple[Cause, ...]) -> bool:
    strong = any(cause.weight == S and cause.active for cause in found)
    first = p.number("history.age_at_first_low_years")
    first = p.age if first is None else first
    diabetes = p.conditions(("type_1_diabetes", "type_2_diabetes", "pancreatogenic_diabetes", "diabetes_type_unknown"))
    bicarbonate = p.value("serum.bicarbonate")
    alkalosis = None if bicarbonate is None else bicarbonate.above(D(30))
    diuretic_or_vomiting = any_of(p.on("thiazide", "loop_diuretic", "osmotic_diuretic"), p.condition("vomiting"))
    flags: tuple[tuple[str, object], ...] = (
        ("young", first is not None and first < 40 and not strong),
        ("family", p.get("history.family_history") or p.get("history.consanguinity")),
        ("stones", p.findings(("nephrocalcinosis", "kidney_stones"))),
        ("K or HCO3", any_of(p.potassium_below("3.0"), alkalosis) and diuretic_or_vomiting is not True),
        ("syndromes", p.findings(("deafness", "ataxia", "eye_disease", "cardiomyopathy", "developmental_delay"))),
        ("HNF1B", diabetes is True and p.finding("renal_cysts") is True),
        ("HNF1B", p.finding("genital_malformation")),
        ("parathyroid", p.calcium_low is True and high_pth(p)),
        ("very low", below_040(p) and not strong),
    )
    return any(met is True for _name, met in flags)


def high_pth(p: Patient) -> bool:
    """Above what the dossier wants confirmed; it gives no upper limit."""
    pth = p.value("serum.pth")
    return pth is not None and pth.above(D(50 if pth.unit == "pmol/l" else 470)) is True


def below_040(p: Patient) -> bool:
    return u.below(p.magnesium, u.limits("0.40", "0.97", "0.80")) is True
