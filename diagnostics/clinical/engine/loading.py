"""The magnesium loading test: its result, and whether it may be offered (diagnosis dossier 9).

The safety gates COLLECT: one met or unknown gate and no protocol is shown (safety H64, ruling 62).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..assessment import Calculated, Cause, LoadingProtocol, Reason
from ..conditions import Takes, Yes, passes
from ..doses import IVDose, grams_of_sulfate
from ..evidence import Evidence, Truth
from ..formulas import baseline_from_ratio, retention
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    AGE,
    AV_BLOCK,
    CONDITIONS,
    DIALYSIS,
    FINDINGS,
    HEART_RATE,
    LACTATING,
    LOAD_BASELINE_MAGNESIUM,
    LOAD_BASELINE_RATIO,
    LOAD_DOSE,
    LOAD_URINE_CREATININE,
    LOAD_URINE_MAGNESIUM,
    PATELLAR_REFLEX,
    PREGNANT,
    PROTOCOL,
    REPORTED_RETENTION,
    RESPIRATORY_RATE,
    SYSTOLIC_BP,
    WEIGHT,
)
from ..knowledge.rulebook import rule
from ..text import Statement, _, say
from ..units import KG, MMOL, Quantity
from .calculations import Kidney
from .emergency import Signs
from .inquiry import Inquiry
from .scope import could_be_pregnant
from .status import Level
from .urine import Setting
from .urine_24h import ADEQUACY_WORDS, adequacy_allows, adequacy_of

FIXED_DOSE = Decimal(30)
TUBULAR = (
    "thiazide",
    "loop_diuretic",
    "osmotic_diuretic",
    "platinum",
    "calcineurin_inhibitor",
    "aminoglycoside",
    "amphotericin_b",
    "anti_egfr_antibody",
)
RETENTION_WORDS = {
    "depleted": _("depleted"),
    "equivocal": _("equivocal"),
    "replete_or_wasting": _("replete or wasting"),
    "invalid": _("not interpretable"),
    None: _("no class: only a bound"),
}


# -- the result ------------------------------------------------------------------------------------------------


def loading_result(inquiry: Inquiry, setting: Setting) -> Calculated:
    """Retention and its class (DX-MLT-01 to -07, rulings 14, 21, 62)."""
    value, formula, notes = _retention(inquiry)
    if value is None:
        result = Calculated("loading_test_retention", notes=notes)
    elif not setting.in_scope:
        result = Calculated("loading_test_retention", value, notes=(say(_("Out of scope: no class")),), formula=formula)
    else:
        result = _graded(inquiry, setting, value, formula, notes)
    inquiry.computed["loading_test_retention"] = result
    return result


def _retention(inquiry: Inquiry) -> tuple[Quantity | None, Statement | None, tuple[Statement, ...]]:
    facts = inquiry.facts
    excreted, reported = facts.quantity(LOAD_URINE_MAGNESIUM), facts.quantity(REPORTED_RETENTION)
    dose = _dose_given(inquiry)
    if excreted is None or dose is None:
        notes = _dose_missing(inquiry) if excreted is not None else ()
        if reported is None:
            return None, None, notes
        return reported, say(_("Retention as reported: {value}"), value=reported), notes
    baseline, rule_id, notes = _baseline(inquiry)
    value = retention(dose=dose, excreted=excreted, baseline=baseline)
    if value is None:
        return None, None, notes
    said = (
        _("Retention = 100 × (1 − ({excreted} − {baseline}) / {dose}) = {value}")
        if baseline
        else _("Retention = 100 × (1 − {excreted} / {dose}) = {value}")
    )
    formula = say(
        said, excreted=excreted, baseline=baseline.rounded(2) if baseline else None, dose=dose, value=value.rounded(1)
    )
    inquiry.met(rule_id, formula)
    if reported is not None:
        notes = (*notes, *_compare_reported(inquiry, value, reported))
    own = facts.quantity(LOAD_BASELINE_MAGNESIUM)
    if own is not None and baseline is None:
        beside = retention(dose=dose, excreted=excreted, baseline=own)
        if beside is not None:
            notes = (
                *notes,
                say(
                    _("With the collection before the test: {value} (shown beside, does not classify)"),
                    value=beside.rounded(1),
                ),
            )
            inquiry.met("DX-MLT-02", notes[-1])
    return value, formula, notes


def _dose_missing(inquiry: Inquiry) -> tuple[Statement, ...]:
    """A dose by weight is not guessed: the weight used on the day is not known."""
    said = say(_("Retention needs the magnesium infused in the test."))
    inquiry.note("DX-MLT-01", Truth.UNKNOWN, said, missing=(LOAD_DOSE.key,))
    return (said,)


def _compare_reported(inquiry: Inquiry, value: Quantity, reported: Quantity) -> tuple[Statement, ...]:
    """A reported retention beside the measurements, by the same tenth as a reported FEMg; the measurements are used."""
    difference = abs(value.value - reported.value)
    if difference <= max(abs(reported.value), Decimal(10)) / 10:
        return ()
    said = say(
        _("The reported retention {reported} does not agree with the measurements ({computed}); these are used."),
        reported=reported,
        computed=value.rounded(1),
    )
    inquiry.warn("W_CONFIRM_VALUE", said, "DX-MLT-01", REPORTED_RETENTION.key)
    return (said,)


def _dose_given(inquiry: Inquiry) -> Quantity | None:
    dose = inquiry.facts.quantity(LOAD_DOSE)
    if dose is None and inquiry.facts.word(PROTOCOL) in ("30mmol_8h", "30mmol_12h"):
        return Quantity(FIXED_DOSE, MMOL, LOAD_DOSE.substance)
    return dose


def _baseline(inquiry: Inquiry) -> tuple[Quantity | None, str, tuple[Statement, ...]]:
    """The baseline that belongs to the protocol: only the weight-based 4-hour one has one (DX-MLT-03)."""
    facts = inquiry.facts
    if facts.word(PROTOCOL) != "0.1mmol_per_kg_4h":
        return None, "DX-MLT-01", ()
    ratio, creatinine = facts.quantity(LOAD_BASELINE_RATIO), facts.quantity(LOAD_URINE_CREATININE)
    if ratio is None or creatinine is None:
        return None, "DX-MLT-01", (say(_("No baseline magnesium/creatinine: computed without it")),)
    return baseline_from_ratio(magnesium_per_creatinine=ratio, creatinine_24h=creatinine), "DX-MLT-03", ()


def _graded(
    inquiry: Inquiry, setting: Setting, value: Quantity, formula: Statement | None, notes: tuple[Statement, ...]
) -> Calculated:
    high, low = inquiry.holds(value, t.RETAINED), inquiry.holds(value, t.EXCRETED)
    grade = (
        "depleted"
        if high is Truth.MET
        else "replete_or_wasting"
        if low is Truth.MET
        else None
        if Truth.UNKNOWN in (high, low)
        else "equivocal"
    )
    inquiry.note(
        "DX-MLT-04",
        Truth.UNKNOWN if grade is None else Truth.MET,
        say(
            _("Retention {value}: {grade} (depleted above 50 %, replete or wasting below 20 %)"),
            value=value.rounded(1),
            grade=RETENTION_WORDS[grade],
        ),
    )
    step_down = False
    if grade == "equivocal" and value.rounded(1).value <= Decimal("27.5") and value.rounded(1).value > 20:
        notes = (*notes, say(_("Within the healthy range of the largest reference study (up to 27.5 %)")))
        inquiry.met("DX-MLT-05", notes[-1])
    adequacy = adequacy_of(inquiry, inquiry.facts.quantity(LOAD_URINE_CREATININE), "loading_collection_adequacy")
    if adequacy.grade is None:
        step_down = True
        notes = (*notes, say(_("Completeness of the collection not known: one step less certain")))
        inquiry.note("DX-MLT-06", Truth.UNKNOWN, notes[-1], missing=(LOAD_URINE_CREATININE.key,))
    elif grade is not None and not adequacy_allows(
        grade, adequacy.grade, under_keeps="replete_or_wasting", over_keeps="depleted"
    ):
        grade = "invalid"
        notes = (
            *notes,
            say(
                _("The collection is {adequacy}: this class cannot be trusted"), adequacy=ADEQUACY_WORDS[adequacy.grade]
            ),
        )
        inquiry.met("DX-MLT-06", notes[-1])
    if setting.kidney.below_30 or setting.kidney.unstable:
        grade = "invalid"
        notes = (*notes, say(_("eGFR below 30, acute kidney injury or oliguria: the kidney retains magnesium")))
        inquiry.met("DX-POP-05", notes[-1])
    elif setting.kidney.band == "unknown":
        step_down = True
        notes = (*notes, say(_("eGFR not known: one step less certain")))
        inquiry.note("RUL-62", Truth.UNKNOWN, notes[-1], missing=("serum.creatinine",))
    elif setting.kidney.reduced:
        notes = (*notes, say(_("Reduced kidney function retains magnesium: a high retention can be false")))
        inquiry.met("DX-MLT-07", notes[-1])
    age = inquiry.facts.number(AGE)
    if age is not None and age > 65:
        notes = (*notes, say(_("Above 65 years more is retained: no change of class")))
        inquiry.met("DX-MLT-07", notes[-1])
    reported = inquiry.facts.quantity(LOAD_URINE_MAGNESIUM) is None or _dose_given(inquiry) is None
    return Calculated(
        "loading_test_retention",
        value,
        grade,
        grade not in (None, "invalid"),
        notes,
        formula,
        reported=reported,
        step_down=step_down or reported,
    )


# -- may it be offered? ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Gate:
    rule: str
    evidence: Evidence


def _yes(inquiry: Inquiry, code: str) -> Evidence:
    return Yes(FINDINGS[code] if code in FINDINGS else CONDITIONS[code]).check(inquiry.facts)


_GATE_CODES = (
    ("DX-MLT-S1", "pre_eclampsia"),
    ("DX-MLT-S1", "postpartum_6_weeks"),
    ("DX-MLT-S1", "continuous_renal_replacement"),
    ("DX-MLT-S3", "bradycardia"),
    ("DX-MLT-S3", "new_atrial_fibrillation"),
    ("DX-MLT-S3", "supraventricular_tachycardia"),
    ("DX-MLT-S3", "nonsustained_vt"),
    ("DX-MLT-S3", "frequent_ventricular_ectopy"),
    ("DX-MLT-S3", "atrial_fibrillation"),
    ("DX-MLT-S3", "recent_myocardial_damage"),
    ("DX-MLT-S5", "myasthenia_gravis"),
    ("DX-MLT-S5", "lambert_eaton"),
)


def _gates(inquiry: Inquiry, signs: Signs, kidney: Kidney, level: Level) -> list[_Gate]:
    facts = inquiry.facts
    age, degree, reflex = facts.number(AGE), facts.number(AV_BLOCK), facts.word(PATELLAR_REFLEX)
    symptomatic = signs.symptomatic
    stated = [
        ("DX-MLT-S1", None if age is None else age < 18, _("under 18 years"), "patient.age_years"),
        (
            "DX-MLT-S1",
            facts.answer(PREGNANT) if facts.answer(PREGNANT) is not None or not could_be_pregnant(inquiry) else None,
            _("pregnant"),
            PREGNANT.key,
        ),
        ("DX-MLT-S1", _false_if_male(inquiry, facts.answer(LACTATING)), _("breast-feeding"), LACTATING.key),
        ("DX-MLT-S1", facts.answer(DIALYSIS), _("on dialysis"), DIALYSIS.key),
        ("DX-MLT-S2", None if kidney.band == "unknown" else kidney.below_30, _("eGFR below 30"), "serum.creatinine"),
        (
            "DX-MLT-S2",
            None if kidney.aki is None else kidney.aki > 0,
            _("acute kidney injury"),
            "presentation.aki_stage",
        ),
        ("DX-MLT-S2", _answer(kidney.oliguria), _("oliguria"), "presentation.urine_output"),
        ("DX-MLT-S3", None if degree is None else degree > 0, _("AV block"), AV_BLOCK.key),
        ("DX-MLT-S6", None if reflex is None else reflex == "absent", _("absent knee reflex"), PATELLAR_REFLEX.key),
        (
            "DX-MLT-S6",
            None if not level.known else _at_least_one(level),
            _("serum magnesium 1.0 mmol/L or above"),
            "serum.magnesium",
        ),
        (
            "DX-MLT-S7",
            True if signs.banner is Truth.MET else symptomatic,
            _("symptoms: needs treatment, not a test"),
            "findings",
        ),
    ]
    gates = [
        _Gate(r, Evidence(Truth.of(answer), say(text), missing=(key,) if answer is None else ()))
        for r, answer, text, key in stated
    ]
    for rule_id, code in _GATE_CODES:
        gates.append(_Gate(rule_id, _yes(inquiry, code)))
    gates.append(_Gate("DX-MLT-S3", passes(HEART_RATE, facts.quantity(HEART_RATE), t.BRADYCARDIA_TOXIC)))
    gates.append(_Gate("DX-MLT-S4", passes(RESPIRATORY_RATE, facts.quantity(RESPIRATORY_RATE), t.RR_SENIOR)))
    gates.append(_Gate("DX-MLT-S6", passes(SYSTOLIC_BP, facts.quantity(SYSTOLIC_BP), t.HYPOTENSION)))
    gates.append(_Gate("DX-MLT-S5", _takes(inquiry, ("neuromuscular_blocker",), _("neuromuscular blocker"))))
    return gates


def _answer(truth: Truth) -> bool | None:
    return {Truth.MET: True, Truth.NOT_MET: False, Truth.UNKNOWN: None}[truth]


def _false_if_male(inquiry: Inquiry, answer: bool | None) -> bool | None:
    return answer if answer is not None or could_be_pregnant(inquiry) else False


def _at_least_one(level: Level) -> bool:
    assert level.mmol_l is not None
    return level.mmol_l.value >= 1


def _takes(inquiry: Inquiry, classes: tuple[str, ...], label: str) -> Evidence:
    return Takes(classes, label).check(inquiry.facts)


def offer_test(
    inquiry: Inquiry, *, signs: Signs, kidney: Kidney, level: Level, wanted: Reason | None, tubular: bool
) -> LoadingProtocol:
    """The protocol for this patient when every gate is known to be open and the test can add something (DX-ALG-06)."""
    reasons = []
    for gate in _gates(inquiry, signs, kidney, level):
        inquiry.record(gate.rule, gate.evidence)
        if gate.evidence.truth is not Truth.NOT_MET:
            kind = "contraindicated" if gate.evidence.truth is Truth.MET else "not_known"
            release = say(_("not while this holds")) if kind == "contraindicated" else say(_("answer this first"))
            reasons.append(Reason(rule(gate.rule), kind, gate.evidence.statement, release, gate.evidence.missing))
    if tubular:
        said = say(_("renal wasting or a drug that acts on the tubule: the test will be falsely normal"))
        reasons.append(
            Reason(
                rule("DX-MLT-S8"),
                "contraindicated",
                said,
                say(_("a specialist who wants it all the same, with a reason")),
            )
        )
    if wanted is not None:
        reasons.append(wanted)
    protocol, mmol = _protocol(inquiry)
    offered = not reasons
    cautions = tuple(_cautions(inquiry, kidney))
    if not offered:
        return LoadingProtocol(False, tuple(reasons), protocol, cautions=cautions)
    return LoadingProtocol(True, (), protocol, _infusion(protocol, mmol), mmol, cautions)


def _protocol(inquiry: Inquiry) -> tuple[str, Decimal]:
    """30 mmol over 8 h, or 0.1 mmol/kg over 4 h below 50 kg (DX-MLT-P1, -P3)."""
    weight = inquiry.facts.quantity(WEIGHT)
    if weight is not None and weight.to(KG).value < 50:
        return "0.1mmol_per_kg_4h", weight.to(KG).value / 10
    return "30mmol_8h", FIXED_DOSE


def _infusion(protocol: str, mmol: Decimal) -> IVDose:
    minutes = Decimal(480 if protocol == "30mmol_8h" else 240)
    return IVDose(grams_of_sulfate(mmol), Decimal(500), minutes, _("glucose 5 %"))


def _cautions(inquiry: Inquiry, kidney: Kidney) -> list[Statement]:
    """The soft row of 9.4."""
    facts = inquiry.facts
    age, weight = facts.number(AGE), facts.quantity(WEIGHT)
    rows = [
        (
            weight is not None and weight.to(KG).value < 50,
            _("Body weight below 50 kg: the weight-based protocol is used"),
        ),
        (weight is None, _("Body weight not known: below 50 kg the weight-based protocol is used")),
        (kidney.band == "30", _("eGFR 30 to 59: the test is discouraged, retention can be falsely high")),
        (inquiry.takes("digoxin"), _("On digoxin")),
        (inquiry.takes("opioid", "sedative"), _("On drugs that depress the nervous system")),
        (age is not None and age > 75, _("Older than 75 years")),
        (bool(inquiry.condition("heart_failure")), _("Heart failure")),
        (bool(inquiry.condition("kidney_transplant")), _("Kidney transplant: the test is discouraged")),
        (
            inquiry.computed["adjusted_calcium"].value is not None
            and t.CA_LOW.holds(inquiry.computed["adjusted_calcium"].value) is Truth.MET,
            _("Low calcium: the infusion can lower it further"),
        ),
    ]
    return [say(text) for applies, text in rows if applies]


def tubular_drug(causes: tuple[Cause, ...]) -> bool:
    """A diuretic, platinum (also in the past), calcineurin inhibitor or other drug that acts on the tubule (DX-MLT-S8)."""
    return any(cause.active and cause.code in TUBULAR for cause in causes)
