"""Assessments made by hand, so that the presenters are tested without the engine.

`severe()` is a patient with a planned infusion, withheld treatments and every part of a report;
the others change what they name. Rules and their sources are those of the rulebook.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from diagnostics.clinical.assessment import (
    Assessment,
    Calculated,
    Cause,
    Finding,
    LoadingProtocol,
    Monitoring,
    NextStep,
    Plan,
    Reason,
    Recheck,
    Recommendation,
    Route,
    Scope,
    Spacing,
    StepState,
    StopCriterion,
    Warning,
    Withheld,
)
from diagnostics.clinical.doses import DrugDose, IVDose, OralDose, grams_of_sulfate
from diagnostics.clinical.evidence import Evidence, Truth
from diagnostics.clinical.facts import DrugTaken, Facts, Step
from diagnostics.clinical.knowledge.patient import MAGNESIUM_SERUM
from diagnostics.clinical.knowledge.rulebook import RULES, rule
from diagnostics.clinical.text import say
from diagnostics.clinical.units import (
    CREATININE,
    KG,
    MAGNESIUM,
    MG_DL,
    MMOL_24H,
    MMOL_L,
    MS,
    PERCENT,
    POTASSIUM,
    UMOL_L,
    Quantity,
    quantity,
)
from diagnostics.clinical.units import ML_MIN_173 as EGFR_UNIT

INFUSION = IVDose(D(5), D(500), D(720), "sodium chloride 0.9 % or glucose 5 %", 1, D(7))
ORAL = OralDose("magnesium citrate", D(8), 3)
AMILORIDE = DrugDose("amiloride", "oral", D("2.5"), "mg", 1)
CALCIUM = DrugDose("calcium gluconate 10 %", "iv", D(10), "mL", None, D(10))


def facts(**values) -> Facts:
    """What is known of the patient; keyword names are keys with `__` for a dot."""
    known = {
        "patient__age_years": D(71),
        "patient__sex": "female",
        "patient__weight": quantity("68", KG),
        "patient__dialysis": False,
        "presentation__ecg__qtc": quantity("462", MS),
        "serum__magnesium": quantity("0.48", MMOL_L, MAGNESIUM),
        "serum__magnesium_lower_limit": quantity("1.70", MG_DL, MAGNESIUM),
        "serum__potassium": quantity("3.1", MMOL_L, POTASSIUM),
        "serum__creatinine": quantity("104", UMOL_L, CREATININE),
        "urine_24h__magnesium": quantity("2.40", MMOL_24H, MAGNESIUM),
        "findings__cramps": True,
        "findings__lethargy": True,
        "conditions__type_2_diabetes": True,
    } | values
    drugs = (
        DrugTaken("omeprazole", "omeprazole", frozenset({"proton_pump_inhibitor"}), D(60), None, True),
        DrugTaken("hydrochlorothiazide", "hydrochlorothiazide", frozenset({"thiazide"}), D(26), None, False),
    )
    return Facts(drugs=drugs, asked=frozenset({"findings", "conditions", "drugs"})).having(**known)


def _finding(rule_id: str, truth: Truth, text: str, missing: tuple[str, ...] = (), **values) -> Finding:
    inputs = {key.replace("__", "."): value for key, value in values.items() if isinstance(value, Quantity)}
    return Finding(rule(rule_id), Evidence(truth, say(text, **values), inputs=inputs, missing=missing))


def trace(known: Facts) -> tuple[Finding, ...]:
    """Some findings that matter, and one of each rule of the dossiers that does not."""
    magnesium = known.values["serum.magnesium"]
    limit = quantity("0.50", MMOL_L)
    found = [
        _finding(
            "DX-SER-01",
            Truth.MET,
            "{fact} {value} is below {limit}",
            fact=MAGNESIUM_SERUM,
            value=magnesium,
            limit=quantity("0.70", MMOL_L),
        ),
        Finding(
            rule("DX-SER-02"),
            Evidence(
                Truth.MET,
                say("{fact} {value} is below {limit}", fact=MAGNESIUM_SERUM, value=magnesium, limit=limit),
                inputs={"serum.magnesium": magnesium},
            ),
        ),
        Finding(
            rule("DX-FEMG-03"),
            Evidence(
                Truth.MET,
                say(
                    "FEMg {value} is above {limit}",
                    value=quantity("6.31", PERCENT),
                    limit=quantity("4.00", PERCENT),
                ),
                inputs={"femg": quantity("6.31", PERCENT)},
            ),
        ),
        _finding("DX-U24-02", Truth.MET, "Urine magnesium {value}: renal", value=quantity("2.40", MMOL_24H)),
        _finding("TX-SEV-05", Truth.MET, "Magnesium below {limit} with minor symptoms: planned infusion", limit=limit),
        _finding(
            "TX-AMI-03",
            Truth.UNKNOWN,
            "Sodium is not known",
            ("serum.sodium",),
        ),
    ]
    seen = {finding.rule.id for finding in found}
    more = [row for row in RULES.values() if row.id not in seen and row.id.startswith(("DX-", "TX-SEV"))]
    others = [Finding(row, Evidence(Truth.NOT_MET, say("does not hold"))) for row in more[:140]]
    return (*found, *others)


def computed() -> dict[str, Calculated]:
    """Results as the engine gives them: unrounded, with the formula in words."""
    egfr, femg = D("49.7712345678901"), D("6.31234567890123")
    return {
        "egfr": Calculated(
            "egfr",
            Quantity(egfr, EGFR_UNIT),
            valid=True,
            formula=say(
                "eGFR (CKD-EPI 2021) from creatinine {creatinine}, age {age}, {sex} = {value}",
                creatinine=quantity("104", UMOL_L),
                age=D(71),
                sex="female",
                value=Quantity(egfr, EGFR_UNIT).rounded(2),
            ),
        ),
        "urine_magnesium_24h": Calculated("urine_magnesium_24h", quantity("2.40", MMOL_24H, MAGNESIUM), "renal", True),
        "femg": Calculated(
            "femg",
            Quantity(femg, PERCENT),
            "renal",
            True,
            notes=(say("eGFR {value}: at 30 to 59 a renal result needs care", value=quantity("49.8", EGFR_UNIT)),),
            formula=say(
                "FEMg = 100 × ({u_mg} × {s_cr}) / (0.7 × {s_mg} × {u_cr}) = {value}",
                u_mg=quantity("1.60", MMOL_L),
                s_cr=quantity("104", UMOL_L),
                s_mg=quantity("0.48", MMOL_L),
                u_cr=quantity("7.85", MMOL_L),
                value=quantity("6.31", PERCENT),
            ),
        ),
        "loading_test_retention": Calculated("loading_test_retention"),
    }


def _recommended() -> tuple[Recommendation, ...]:
    return (
        Recommendation(
            "IV_INF_5G_12H",
            say("Magnesium sulfate heptahydrate by infusion, once, then by level"),
            rule("TX-IV-07"),
            INFUSION,
            details=(say("Check magnesium 6 h after the end of the infusion, before any second dose."),),
            family="iv",
            order=1,
        ),
        Recommendation(
            "ORAL_24_MMOL",
            say("Magnesium by mouth after the infusion, in divided doses with food"),
            rule("TX-PO-02"),
            ORAL,
            family="oral",
            order=3,
        ),
        Recommendation(
            "CA_GLUC_ANTIDOTE",
            say("Antidote at the bedside"),
            rule("TX-IV-18"),
            CALCIUM,
            family="iv",
            order=2,
        ),
        Recommendation(
            "K_ORAL",
            say("Potassium chloride by mouth, in divided doses"),
            rule("TX-ELY-02"),
            DrugDose("potassium chloride", "oral", D(24), "mmol", 3),
            order=4,
        ),
        Recommendation(
            "PPI_STOP_SWITCH_H2RA",
            say("Ask whether omeprazole is still needed; if an acid blocker is, an H2 blocker"),
            rule("TX-PPI-02"),
            automatic=False,
            order=5,
        ),
        Recommendation(
            "SGLT2I_10MG",
            say("Empagliflozin: raises serum magnesium in type 2 diabetes"),
            rule("TX-SGL-02"),
            DrugDose("empagliflozin", "oral", D(10), "mg", 1),
            automatic=False,
            off_label=True,
            order=6,
        ),
        Recommendation("REFER_NEPHROLOGY", say("Nephrology, within days"), rule("TX-REF-02"), order=7),
    )


def _withheld() -> tuple[Withheld, ...]:
    return (
        Withheld(
            "amiloride",
            "AMILORIDE_5MG",
            (
                Reason(
                    rule("TX-AMI-03"),
                    "not_known",
                    say("Serum sodium is not known"),
                    say("a sodium of 130 mmol/L or more"),
                    ("serum.sodium",),
                ),
                Reason(rule("TX-AMI-04"), "contraindicated", say("eGFR 30–59: nephrology decides"), say("nephrology")),
            ),
            AMILORIDE,
            say("Amiloride"),
        ),
        Withheld(
            "inulin",
            "INULIN_RAMP",
            (Reason(rule("TX-PPI-05"), "not_indicated", say("The proton-pump inhibitor can be stopped")),),
        ),
    )


def plan() -> Plan:
    return Plan(
        "P4_IV_PLANNED",
        rule("TX-SEV-05"),
        say("Magnesium below 0.50 mmol/L with only minor symptoms"),
        _recommended(),
        _withheld(),
        monitoring=(
            Monitoring(
                "serum_magnesium",
                say("6 h after the end of the infusion, before any further dose"),
                rule("TX-IV-14"),
            ),
            Monitoring("patellar_reflex", say("before each dose and at the end"), rule("TX-IV-14")),
            Monitoring("vital_signs", say("at 0, 15, 30 and 60 min, then every 2 h"), rule("TX-IV-14")),
        ),
        stop_criteria=(
            StopCriterion(say("Knee reflex lost, or breathing below 12/min"), rule("TX-IV-15")),
            StopCriterion(say("Systolic blood pressure below 90 mmHg or a fall above 30 mmHg"), rule("TX-IV-15")),
        ),
        recheck=Recheck(24, rule("TX-MON-02"), say("Magnesium, potassium, calcium and creatinine")),
        spacing=(Spacing("levothyroxine", say("4 h before or after"), rule("TX-PO-09")),),
    )


def loading(offered: bool = False) -> LoadingProtocol:
    if not offered:
        reason = Reason(rule("DX-MLT-S7"), "contraindicated", say("Needs treatment, not a test"))
        return LoadingProtocol(False, (reason,))
    grams = grams_of_sulfate(D(30))
    dose = IVDose(grams, D(500), D(480), "glucose 5 %")
    return LoadingProtocol(True, (), "30mmol_8h", dose, D(30), (say("Age above 65: retention reads higher"),))


def severe() -> Assessment:
    known = facts()
    return Assessment(
        facts=known,
        knowledge_version="2026.11.1",
        scope=Scope(True),
        emergency_banner=False,
        status="low",
        status_because=say(
            "{fact} {value} is below {limit}",
            fact=MAGNESIUM_SERUM,
            value=known.values["serum.magnesium"],
            limit=quantity("0.50", MMOL_L),
        ),
        severity="severe",
        symptomatic=False,
        urgency="same_day",
        computed=computed(),
        route=Route(
            "renal",
            "established",
            ("urine_24h", "femg"),
            rule=rule("DX-COMB-01"),
            because=say("24-hour magnesium 2.40 mmol and FEMg 6.31 % both show renal loss"),
        ),
        causes=(
            Cause(
                "thiazide",
                say("Thiazide diuretic"),
                "drug",
                ("renal",),
                "strong",
                rule("DX-HX-D03"),
                say("often with low potassium and low urine calcium"),
            ),
            Cause(
                "proton_pump_inhibitor",
                say("Proton-pump inhibitor"),
                "drug",
                ("gastrointestinal",),
                "moderate",
                rule("DX-HX-D01"),
            ),
        ),
        next_steps=(
            NextStep("ecg", say("Magnesium below 0.50 mmol/L and potassium below 3.5"), rule("DX-ECG-01")),
            NextStep("request_sodium", say("Sodium is needed before amiloride can be considered"), rule("TX-AMI-03")),
        ),
        steps=(StepState(Step.LOADING_TEST, "settled", say("The urine tests agree: the test would add nothing")),),
        loading=loading(),
        plan=plan(),
        warnings=(
            Warning("W_TELEMETRY", say("Telemetry: potassium is low"), rule("TX-SEV-06")),
            Warning(
                "W_CONFIRM_VALUE",
                say(
                    "{fact}: {value} is unusual. Check the number and its unit.",
                    fact=MAGNESIUM_SERUM,
                    value=known.values["serum.magnesium"],
                ),
                rule("DX-GEN-01"),
                "serum.magnesium",
            ),
        ),
        trace=trace(known),
    )


def _bare(assessment: Assessment, path: str, **changes) -> Assessment:
    """The same patient with an empty plan of another path."""
    empty = Plan(path, rule("TX-SEV-12"), say("The first rule that fits"), recheck=plan().recheck)
    return replace(assessment, plan=changes.pop("plan", empty), **changes)


def not_low() -> Assessment:
    """Nothing to treat (P0)."""
    return _bare(
        severe(),
        "P0_NONE",
        facts=facts(serum__magnesium=quantity("0.82", MMOL_L, MAGNESIUM)),
        status="not_low",
        severity="none",
        urgency="routine",
        route=Route("not_applicable", "none"),
        causes=(),
        next_steps=(),
        status_because=say(
            "{fact} {value} is not low", fact=MAGNESIUM_SERUM, value=quantity("0.82", MMOL_L, MAGNESIUM)
        ),
    )


def pending() -> Assessment:
    """The sample must be repeated first."""
    return _bare(
        severe(),
        "P0_NONE",
        status="suspected_spurious",
        severity="unknown",
        urgency="same_day",
        route=Route("not_applicable", "none"),
        causes=(),
        status_because=say("EDTA tube: magnesium reads falsely low"),
        next_steps=(
            NextStep("repeat_serum", say("Take a serum or lithium-heparin tube, the same day"), rule("DX-PRE-04")),
        ),
    )


def indeterminate() -> Assessment:
    """The route is open, and something would settle it."""
    return replace(
        severe(),
        route=Route("indeterminate", "none", because=say("Urine tests are not done")),
        next_steps=(NextStep("urine_24h", say("Tells renal loss from other loss"), rule("DX-ALG-04")),),
        steps=(
            StepState(Step.URINE_24H, "needed", say("The route is open")),
            StepState(Step.FRACTIONAL_EXCRETION, "optional", say("If a 24-hour collection is impossible")),
            StepState(Step.LOADING_TEST, "unsafe", say("Needs treatment, not a test")),
        ),
        computed={"egfr": computed()["egfr"]},
        causes=(),
    )


def out_of_scope() -> Assessment:
    """A child: no dose, refer."""
    refer = Recommendation("REFER_PAEDIATRICS", say("Paediatrics, today"), rule("TX-SEV-01"))
    reason = Reason(rule("DX-GEN-05"), "out_of_scope", say("Younger than 18 years"), say("paediatric advice"))
    return _bare(
        severe(),
        "PX_REFER",
        facts=facts(patient__age_years=D(9)),
        scope=Scope(False, (reason,)),
        urgency="same_day",
        route=Route("not_applicable", "none"),
        causes=(),
        plan=Plan("PX_REFER", rule("TX-SEV-01"), say("Younger than 18 years"), (refer,)),
    )


def toxic() -> Assessment:
    """Too much magnesium, with signs."""
    stop = Recommendation("STOP_MG", say("Stop every source of magnesium"), rule("TX-TOX-01"))
    antidote = Recommendation(
        "CA_GLUCONATE", say("Calcium gluconate, slowly, with ECG"), rule("TX-TOX-02"), CALCIUM, order=1
    )
    value = quantity("2.60", MMOL_L, MAGNESIUM)
    return _bare(
        severe(),
        "PT_TOXICITY",
        facts=facts(serum__magnesium=value),
        status="high",
        severity="none",
        urgency="emergency",
        route=Route("not_applicable", "none"),
        causes=(),
        status_because=say("{fact} {value} is above the range", fact=MAGNESIUM_SERUM, value=value),
        plan=Plan("PT_TOXICITY", rule("TX-SEV-02"), say("Above 2.0 mmol/L"), (stop, antidote)),
    )


def emergency() -> Assessment:
    """Torsades: the card, and what must be found out now."""
    bolus = Recommendation(
        "IV_BOLUS_TDP_2G_10MIN",
        say("Magnesium sulfate heptahydrate at once"),
        rule("TX-IV-02"),
        IVDose(D(2), D(100), D(10), "sodium chloride 0.9 % or glucose 5 %"),
        family="iv",
    )
    base = severe()
    return replace(
        base,
        emergency_banner=True,
        symptomatic=True,
        urgency="emergency",
        plan=replace(
            base.plan,
            path="P6_EMERGENCY",
            path_rule=rule("TX-SEV-03"),
            path_because=say("Torsades de pointes"),
            recommended=(bolus, *base.plan.recommended),
        ),
    )


ALL = {
    "severe": severe,
    "not_low": not_low,
    "pending": pending,
    "indeterminate": indeterminate,
    "out_of_scope": out_of_scope,
    "toxic": toxic,
    "emergency": emergency,
}
