"""For each law a patient, and an engine that breaks it for that patient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal as D
from itertools import count

from diagnostics.clinical.assessment import Assessment, Warning
from diagnostics.clinical.doses import DrugDose, IVDose
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.evidence import Evidence, Truth
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.rulebook import rule
from diagnostics.clinical.text import say

from ..clinical.strategies import at, condition, finding, harmless, knowing, mg, taken, without
from .doctoring import (
    AMILORIDE,
    BAG,
    EMPA,
    INULIN,
    ORAL,
    POTASSIUM,
    SALINE,
    Change,
    adding,
    both,
    dosing,
    dropping,
    first,
    holding,
    letting_go,
    on_path,
    planned,
    rechecked,
    spoilt,
    spoilt_if,
    unstopped,
    unwarned,
    without_reasons,
)  # fmt: skip

Engine = Callable[[Facts], Assessment]
MILD, MODERATE, SEVERE, CRITICAL = (harmless(mg(level)) for level in ("0.65", "0.55", "0.45", "0.35"))
TETANY, TORSADES = harmless(mg("0.45"), finding("tetany")), harmless(mg("0.45"), finding("torsades_de_pointes"))
SEIZURE, ARREST = harmless(mg("0.45"), finding("seizure_now")), harmless(mg("0.45"), finding("cardiac_arrest"))
CHILD, NOT_LOW, HIGH = harmless((p.AGE, D(12))), harmless(mg("0.90")), harmless(mg("1.10"))
NO_EGFR = without(SEVERE, p.EGFR_REPORTED)
RENAL = harmless((p.KNOWN_ROUTE, "renal"), (p.ORAL_FAILED, True), at(p.ORAL_DOSE, 20), (p.ORAL_DAYS, D(9)))
DIABETIC = harmless((p.ORAL_FAILED, True), condition("type_2_diabetes"), (p.SETTING, "clinic"))
UNLICENSED = harmless((p.KNOWN_ROUTE, "renal"), (p.ORAL_FAILED, True), (p.SETTING, "clinic"), drugs=[taken("ramipril")])
PPI = harmless((p.ORAL_FAILED, True), drugs=[taken("omeprazole", months=D(24), can_stop=False)])
WEAK_KIDNEY, MIDDLING_KIDNEY, WORST_KIDNEY = (knowing(SEVERE, at(p.EGFR_REPORTED, egfr)) for egfr in (20, 45, 10))
INTRAMUSCULAR = DrugDose("magnesium sulfate heptahydrate", "im", D(1), "g")
STRONG, FAST = IVDose(D(5), D(10), D(720), SALINE), IVDose(D(5), D(500), D(60), SALINE)
TOO_MUCH = IVDose(D(8), D(500), D(720), SALINE, per_day=2)
AMI, SGLT = adding("AMILORIDE_5MG", AMILORIDE), adding("SGLT2I_10MG", EMPA)
LOADING = harmless(mg("0.80"), condition("type_2_diabetes"), (p.SETTING, "clinic"))


def _dose_in_loading(a: Assessment) -> Assessment:
    return replace(a, loading=replace(a.loading, offered=False, dose=BAG))


def _offered(a: Assessment) -> Assessment:
    return replace(a, loading=replace(a.loading, offered=True))


def _is_20(facts: Facts) -> bool:
    value = facts.quantity(p.EGFR_REPORTED)
    return value is not None and value.value == 20


def _has(code: str) -> Callable[[Facts], bool]:
    return lambda facts: facts.answer(p.FINDINGS[code]) is True


def _level(number: str) -> Callable[[Facts], bool]:
    return lambda facts: (v := facts.quantity(p.MAGNESIUM_SERUM)) is not None and v.value == D(number)


def _in_mg_dl(facts: Facts) -> bool:
    return any(
        getattr(getattr(v, "unit", None), "symbol", "") in ("mg/dL", "mEq/L", "mg/L", "µmol/L", "g/dL")
        for v in facts.values.values()
    )


def _warning(code: str, text: str = "something") -> Change:
    return lambda a: replace(a, warnings=(*a.warnings, Warning(code, say(text), rule("TX-IV-06"))))


def _never_the_same() -> Engine:
    numbers = count()
    return lambda facts: replace(assess(facts), urgency=f"{next(numbers)}")


def _uncited(a: Assessment) -> Assessment:
    row = replace(
        a.trace[0], rule=replace(a.trace[0].rule, citations=()), evidence=Evidence(Truth.MET, say("something"))
    )
    return replace(a, trace=(row,))


def _more_certain(a: Assessment) -> Assessment:
    return replace(a, route=replace(a.route, certainty="established"))


SPOILT: dict[str, tuple[Facts, Engine]] = {
    "TX-INV-01": (CHILD, spoilt(adding("ORAL_12_MMOL", ORAL))),
    "TX-INV-02": (harmless(mg("0.45"), (p.DIALYSIS, True)), spoilt(adding("IV_INF_5G_12H", BAG))),
    "TX-INV-03": (harmless((p.PREGNANT, True)), spoilt(on_path("P2_ORAL"))),
    "TX-INV-04": (harmless(mg("0.45"), condition("pre_eclampsia")), spoilt(adding("IV_LOAD_2G_15MIN", BAG))),
    "TX-INV-05": (NO_EGFR, spoilt(adding("IV_INF_5G_12H", BAG))),
    "TX-INV-06": (without(MILD, p.POTASSIUM_SERUM), spoilt(both(dropping("REQUEST_TESTS"), lambda a: replace(a, next_steps=())))),
    "TX-INV-06b": (SEIZURE, spoilt_if(lambda f: f.quantity(p.POTASSIUM_SERUM) is None, dropping("IV_LOAD_2G_15MIN"))),
    "TX-INV-07": (harmless(mg("0.45"), (p.TUBE, "edta")), spoilt(adding("IV_INF_5G_12H", BAG))),
    "TX-INV-08": (NOT_LOW, spoilt(adding("ORAL_12_MMOL", ORAL))),
    "TX-INV-09": (HIGH, spoilt(holding("ORAL_12_MMOL", "oral", ORAL))),
    "TX-INV-10": (SEVERE, spoilt(lambda a: replace(a, severity="mild"))),
    "TX-INV-11": (TETANY, spoilt(on_path("P2_ORAL"))),
    "TX-INV-12": (TORSADES, spoilt(first("DIET_SHEET"))),
    "TX-INV-13": (SEVERE, spoilt(on_path("P2_ORAL"))),
    "TX-INV-14": (TETANY, spoilt(AMI)),
    "TX-INV-15": (SEVERE, spoilt(dosing("IV_INF_5G_12H", minutes=D(10)))),
    "TX-INV-16": (SEVERE, spoilt(dosing("IV_INF_5G_12H", volume_ml=D(10)))),
    "TX-INV-17": (SEVERE, spoilt(adding("MG_IM", INTRAMUSCULAR))),
    "TX-INV-18": (RENAL, spoilt(on_path("P7_HOME_PARENTERAL"))),
    "TX-INV-19": (SEVERE, spoilt(dosing("IV_INF_5G_12H", minutes=D(240)))),
    "TX-INV-20": (SEVERE, spoilt(dosing("IV_INF_5G_12H", per_day=3))),
    "TX-INV-21": (SEVERE, spoilt(unstopped("TX-INV-21"))),
    "TX-INV-22": (WEAK_KIDNEY, spoilt(dosing("IV_INF_2_5G_12H", salt_g=D(3)))),
    "TX-INV-23": (WORST_KIDNEY, spoilt(adding("ORAL_12_MMOL", ORAL))),
    "TX-INV-24": (MIDDLING_KIDNEY, spoilt(dosing("IV_INF_5G_12H", per_day=2))),
    "TX-INV-25": (MODERATE, spoilt(holding("IV_INF_5G_12H", dose=replace(BAG, diluent="")))),
    "TX-INV-26": (SEVERE, spoilt_if(_is_20, adding("IV_INF_5G_12H_X2", replace(BAG, per_day=3)))),
    "TX-INV-27": (MILD, spoilt(dosing("ORAL_12_MMOL", mmol_per_dose=D(12)))),
    "TX-INV-28": (knowing(MILD, at(p.EGFR_REPORTED, 40)), spoilt(dosing("ORAL_12_MMOL", drug="magnesium oxide"))),
    "TX-INV-29": (SEVERE, spoilt(dropping("CA_GLUC_ANTIDOTE"))),
    "TX-INV-30": (knowing(SEVERE, (p.AV_BLOCK, D(2))), spoilt(adding("IV_INF_5G_12H", BAG))),
    "TX-INV-31": (knowing(SEVERE, condition("myasthenia_gravis")), spoilt(adding("IV_INF_5G_12H", BAG))),
    "TX-INV-32": (knowing(SEVERE, (p.PATELLAR_REFLEX, "absent")), spoilt(adding("IV_LOAD_2G_15MIN", BAG))),
    "TX-INV-33": (knowing(TORSADES, at(p.URINE_OUTPUT, 10)), spoilt(adding("IV_REPEAT_TDP", BAG))),
    "TX-INV-34": (knowing(SEVERE, at(p.SYSTOLIC_BP, 80)), spoilt(adding("IV_INF_5G_12H", BAG))),
    "TX-INV-35": (SEVERE, spoilt(unwarned("W_NO_MIXING"))),
    "TX-INV-36": (knowing(SEVERE, at(p.QTC, 485)), spoilt(unwarned("W_TELEMETRY"))),
    "TX-INV-37": (knowing(SEVERE, at(p.ADJUSTED_CALCIUM, "1.80")), spoilt(dropping("CA_GLUCONATE"))),
    "TX-INV-38": (knowing(SEVERE, at(p.ADJUSTED_CALCIUM, "1.80")), spoilt(dosing("CA_GLUCONATE", minutes=D(2)))),
    "TX-INV-39": (knowing(MILD, at(p.POTASSIUM_SERUM, "3.2")), spoilt(both(dropping("ORAL_12_MMOL"), letting_go("oral")))),
    "TX-INV-40": (knowing(SEVERE, at(p.POTASSIUM_SERUM, "2.3")), spoilt(dosing("K_IV", minutes=D(20)))),
    "TX-INV-41": (RENAL, spoilt(adding("K_ORAL", POTASSIUM))),
    "TX-INV-42": (knowing(MILD, condition("alcohol_use_disorder")), spoilt(unwarned("W_THIAMINE_FIRST"))),
    "TX-INV-43": (knowing(MILD, at(p.ADJUSTED_CALCIUM, "2.10")), spoilt(adding("X", text="Alfacalcidol 1 microgram a day"))),
    "TX-INV-44": (knowing(RENAL, at(p.POTASSIUM_SERUM, "5.1")), spoilt(AMI)),
    "TX-INV-45": (knowing(RENAL, at(p.EGFR_REPORTED, 45)), spoilt(AMI)),
    "TX-INV-46": (UNLICENSED, spoilt(AMI)),
    "TX-INV-47": (knowing(RENAL, condition("addison")), spoilt(AMI)),
    "TX-INV-48": (DIABETIC, spoilt(AMI)),
    "TX-INV-49": (RENAL, spoilt(dosing("AMILORIDE_5MG", drug="amiloride with hydrochlorothiazide"))),
    "TX-INV-50": (RENAL, spoilt(rechecked(336))),
    "TX-INV-51": (RENAL, spoilt(dosing("AMILORIDE_5MG", times_per_day=3))),
    "TX-INV-52": (knowing(DIABETIC, condition("ketoacidosis_history")), spoilt(SGLT)),
    "TX-INV-53": (knowing(DIABETIC, at(p.EGFR_REPORTED, 18)), spoilt(SGLT)),
    "TX-INV-54": (DIABETIC, spoilt(unwarned("W_SICK_DAY"))),
    "TX-INV-55": (knowing(DIABETIC, condition("fournier_gangrene")), spoilt(SGLT)),
    "TX-INV-56": (MILD, spoilt(SGLT)),
    "TX-INV-57": (knowing(DIABETIC, condition("kidney_transplant")), spoilt(SGLT)),
    "TX-INV-58": (PPI, spoilt(unwarned("W_PPI_REVIEW"))),
    "TX-INV-59": (knowing(PPI, (p.COLON_PRESENT, False)), spoilt(adding("INULIN_RAMP", INULIN))),
    "TX-INV-60": (knowing(MILD, condition("multiple_sclerosis")), spoilt(adding("X", text="Magnesium treats multiple sclerosis"))),
    "TX-INV-61": (SEVERE, spoilt(rechecked(48))),
    "TX-INV-62": (MILD, spoilt(planned(without_reasons))),
    "TX-INV-63": (harmless(drugs=[taken("levothyroxine")]), spoilt(dropping("SPACING_TABLE"))),
    "TX-INV-64": (knowing(MILD, at(p.PHOSPHATE_SERUM, "1.60")), spoilt(dosing("ORAL_12_MMOL", drug="magnesium glycerophosphate"))),
    "TX-INV-65": (knowing(MILD, finding("bradycardia")), spoilt(dosing("ORAL_12_MMOL", drug="magnesium aspartate sachet"))),
    "TX-INV-66": (harmless(drugs=[taken("cisplatin")]), spoilt(adding("X", text="Stop cisplatin"))),
    "TX-INV-67": (MODERATE, spoilt_if(lambda f: any(_has(code)(f) for code in p.FINDINGS), on_path("P0_NONE"))),
    "TX-INV-68": (MODERATE, spoilt_if(_level("0.45"), on_path("P2_ORAL"))),
    "TX-INV-69": (TORSADES, spoilt(first("DIET_SHEET"))),
    "TX-INV-70": (SEVERE, spoilt(lambda a: replace(a, trace=()))),
    "TX-INV-71": (without(SEVERE, p.PATELLAR_REFLEX), spoilt(adding("IV_INF_5G_12H", BAG))),
    "TX-INV-72": (SEVERE, spoilt(adding("X", text="MgSO4 5 g"))),
    "SAFE-01": (SEVERE, spoilt(dosing("IV_INF_5G_12H", salt_g=D("NaN")))),
    "SAFE-02": (SEVERE, spoilt(dosing("IV_INF_5G_12H", salt_g=D(7)))),
    "SAFE-05": (knowing(SEVERE, (p.TAKEN_DAYS_AGO, D(8))), spoilt(adding("IV_INF_5G_12H", BAG))),
    "SAFE-06": (harmless(mg("<0.80")), spoilt(adding("ORAL_12_MMOL", ORAL))),
    "SAFE-07": (harmless((p.PREGNANT, True)), spoilt(adding("K_ORAL", POTASSIUM))),
    "SAFE-08": (MILD, spoilt(letting_go("amiloride"))),
    "SAFE-09": (MILD, spoilt(unstopped("TX-PO-1"))),
    "SAFE-10": (TORSADES, spoilt_if(lambda f: len(f.values) == 1, lambda a: replace(a, emergency_banner=False))),
    "SAFE-11": (RENAL, spoilt(dosing("AMILORIDE_5MG", amount=D(20)))),
    "SAFE-12": (without(LOADING, p.PATELLAR_REFLEX), spoilt(_offered)),
    "SAFE-13": (MILD, spoilt(_dose_in_loading)),
    "SAFE-14": (SEVERE, spoilt(_warning("W_GUARD"))),
    "SAFE-15": (MILD, spoilt(first("DIET_SHEET"))),
    "SAFE-16": (SEVERE, spoilt(adding("IV_BOLUS_ARREST_2G", replace(BAG, salt_g=D(2))))),
    "LAW-UNITS": (harmless(mg("0.55")), spoilt_if(_in_mg_dl, on_path("P0_NONE"))),
    "LAW-UNITS-ALL": (MILD, spoilt_if(_in_mg_dl, on_path("P0_NONE"))),
    "LAW-ORDER": (harmless(drugs=[taken("omeprazole"), taken("furosemide")]),
                  spoilt_if(lambda f: f.drugs[0].drug == "omeprazole", on_path("P0_NONE"))),
    "LAW-AGAIN": (MILD, _never_the_same()),
    "LAW-LISTS": (MILD, spoilt_if(lambda f: "conditions" in f.asked, on_path("P0_NONE"))),
    "LAW-UNKNOWN": (MILD, spoilt_if(lambda f: len(f.asked) < 3 or len(f.values) < len(MILD.values), adding("IV_INF_5G_12H", BAG))),
    "LAW-DRUGS-UNKNOWN": (MILD, spoilt_if(lambda f: "drugs" not in f.asked, _more_certain)),
    "LAW-BOUND": (harmless(mg("<0.50")), spoilt_if(lambda f: f.quantity(p.MAGNESIUM_SERUM).comparator == "<", on_path("P6_EMERGENCY"))),
    "LAW-HIGH": (HIGH, spoilt_if(_level("1.5"), adding("IV_INF_5G_12H", BAG))),
    "LAW-CITED": (MILD, spoilt(_uncited)),
    "STOP-AMILORIDE": (RENAL, spoilt(AMI)),
    "STOP-SGLT2": (DIABETIC, spoilt(SGLT)),
    "STOP-INULIN": (PPI, spoilt(adding("INULIN_RAMP", INULIN))),
    "STOP-DRIP": (SEVERE, spoilt(adding("IV_INF_5G_12H", BAG))),
}  # fmt: skip

# the figures of a dose are worked out from its grams and cannot be spoilt; their laws would notice another formula
OF_THE_DOSE = ("SAFE-03", "SAFE-04")
OF_THE_OUTPUT = ("SAFE-17",)  # all outputs are made from one assessment, so they are spoilt apart from it
