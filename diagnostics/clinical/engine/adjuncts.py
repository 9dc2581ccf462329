"""Amiloride, SGLT2 inhibitors and inulin: for whom, and every reason against (TX-AMI, TX-SGL, TX-PPI-05).

Each family answers with its reasons for withholding; no reason means that it may be proposed. A stop
that is not known counts like one that is met, and says what to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..assessment import Reason
from ..conditions import Condition, IfKnown, Not, Passes, Takes, Yes, any_of
from ..doses import DrugDose
from ..evidence import Evidence, Truth
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    AGE,
    COLON_PRESENT,
    CONDITIONS,
    DIALYSIS,
    LACTATING,
    POTASSIUM_SERUM,
    PREGNANT,
    SEX,
    SODIUM_SERUM,
    SYSTOLIC_BP,
    TAKEN_DAYS_AGO,
)
from ..text import Statement, _, say
from .draft import Draft, reason
from .paths import P2, P3, PX, Path
from .situation import Situation


@dataclass(frozen=True, slots=True)
class Stop:
    """A contraindication: the condition, its rule, and what would release it."""

    rule: str
    when: Condition
    released_by: str


def _yes(code: str) -> Yes:
    return Yes(CONDITIONS[code])


AMILORIDE_STOPS: tuple[Stop, ...] = (
    Stop(
        "TX-INV-44", Passes(POTASSIUM_SERUM, t.K_HIGH_AMILORIDE), _("potassium of 5.0 mmol/L or lower, within 7 days")
    ),
    Stop("TX-INV-47", _yes("diabetic_nephropathy"), _("nothing: choose another way")),
    Stop("TX-INV-47", _yes("addison"), _("nothing: choose another way")),
    Stop(
        "TX-INV-46",
        Takes(("potassium_sparing_diuretic", "mineralocorticoid_antagonist"), _("another potassium-sparing drug")),
        _("the other drug stopped by its prescriber"),
    ),
    Stop(
        "TX-INV-46",
        Takes(
            ("ace_inhibitor", "angiotensin_receptor_blocker", "neprilysin_inhibitor", "renin_inhibitor"),
            _("ACE inhibitor, ARB, sacubitril or aliskiren"),
        ),
        _("the other drug stopped by its prescriber, or nephrology"),
    ),
    Stop(
        "TX-INV-46",
        Takes(("potassium_supplement",), _("potassium supplement or salt substitute")),
        _("the supplement stopped, or nephrology"),
    ),
    Stop("TX-INV-46", Takes(("trimethoprim",), _("trimethoprim")), _("the antibiotic course ended")),
    Stop("TX-INV-46", Takes(("calcineurin_inhibitor",), _("ciclosporin or tacrolimus")), _("the transplant team")),
    Stop("TX-AMI-03", Takes(("heparin",), _("heparin")), _("heparin ended")),
    Stop("TX-AMI-03", Takes(("nsaid",), _("regular NSAID")), _("the NSAID stopped")),
    Stop(
        "TX-AMI-03",
        any_of(_yes("dehydration"), IfKnown(Passes(SODIUM_SERUM, t.NA_VERY_LOW))),
        _("volume and sodium corrected"),
    ),
)

SGLT2_STOPS: tuple[Stop, ...] = (
    Stop(
        "TX-INV-52",
        any_of(_yes("type_1_diabetes"), _yes("pancreatogenic_diabetes")),
        _("nothing from here: the diabetes team"),
    ),
    Stop(
        "TX-INV-52",
        any_of(_yes("ketoacidosis_history"), _yes("diabetic_ketoacidosis")),
        _("nothing from here: the diabetes team"),
    ),
    Stop(
        "TX-INV-54",
        any_of(
            _yes("acutely_ill"),
            _yes("fasting"),
            _yes("dehydration"),
            _yes("sepsis"),
            _yes("critical_illness"),
            _yes("perioperative"),
            _yes("vomiting"),
        ),
        _("recovered, eating and drinking normally"),
    ),
    Stop(
        "TX-INV-55",
        any_of(_yes("fournier_gangrene"), _yes("recurrent_genital_infection"), _yes("recurrent_urinary_infection")),
        _("nothing: choose another way"),
    ),
    Stop(
        "TX-SGL-04",
        any_of(_yes("ketogenic_diet"), _yes("alcohol_use_disorder"), _yes("eating_disorder")),
        _("the diet, drinking or eating disorder ended"),
    ),
    Stop("TX-INV-57", _yes("kidney_transplant"), _("the transplant team")),
    Stop("TX-SGL-04", Takes(("sglt2_inhibitor",), _("an SGLT2 inhibitor already")), _("nothing: it is in use already")),
)

INULIN_STOPS: tuple[Stop, ...] = (
    Stop("TX-INV-59", Not(Yes(COLON_PRESENT)), _("a colon in use")),
    Stop(
        "TX-INV-59",
        any_of(_yes("short_bowel"), _yes("ileostomy"), _yes("high_output_stoma")),
        _("nothing: choose another way"),
    ),
    Stop("TX-INV-59", _yes("irritable_bowel_syndrome"), _("a prescriber who accepts more wind and pain")),
    Stop("TX-PPI-05", any_of(_yes("fructan_allergy"), _yes("fructose_intolerance")), _("nothing: choose another way")),
    Stop("TX-PPI-05", any_of(_yes("bowel_obstruction"), _yes("ileus")), _("the bowel works again")),
    Stop("TX-PPI-05", _yes("inflammatory_bowel_disease"), _("gastroenterology: no active flare")),
)


def _met(s: Situation, stops: tuple[Stop, ...]) -> list[Reason]:
    """The stops that are met or not known, as reasons."""
    found = []
    for stop in stops:
        evidence = stop.when.check(s.inquiry.facts)
        s.inquiry.record(stop.rule, evidence)
        if evidence.truth is not Truth.NOT_MET:
            found.append(_as_reason(stop.rule, evidence, stop.released_by))
    return found


def _as_reason(rule_id: str, evidence: Evidence, released_by: str) -> Reason:
    kind = "contraindicated" if evidence.truth is Truth.MET else "not_known"
    release = (
        say(released_by) if kind == "contraindicated" else say(_("an answer; then: {release}"), release=released_by)
    )
    return reason(rule_id, kind, evidence.statement, release, evidence.missing)


# -- amiloride -----------------------------------------------------------------------------------------------------


def amiloride_against(s: Situation) -> list[Reason]:
    """Contraindications of amiloride (TX-AMI-03, TX-INV-44 to -48), the indication apart."""
    found = _kidney_for_amiloride(s)
    found += _reproduction(s)
    found += _met(s, AMILORIDE_STOPS)
    days = s.inquiry.facts.number(TAKEN_DAYS_AGO)
    if days is not None and days > 7:
        found.append(
            reason(
                "TX-AMI-01",
                "not_known",
                say(_("potassium is older than 7 days")),
                say(_("a new potassium")),
                ("serum.potassium",),
            )
        )
    if s.inquiry.passes(POTASSIUM_SERUM, t.K_IV_TRIGGER) is Truth.MET:
        found.append(
            reason(
                "TX-AMI-02",
                "contraindicated",
                say(_("potassium below 3.0 mmol/L: the potassium and magnesium plan comes first")),
                say(_("potassium of 3.0 mmol/L or more")),
            )
        )
    return found


def _kidney_for_amiloride(s: Situation) -> list[Reason]:
    band = s.kidney.band
    if s.kidney.aki:
        return [
            reason("TX-INV-47", "contraindicated", say(_("acute kidney injury")), say(_("kidney function recovered")))
        ]
    if band == "60":
        return []
    if band == "unknown":
        return [
            reason(
                "TX-INV-45",
                "not_known",
                say(_("kidney function not known")),
                say(_("creatinine")),
                ("serum.creatinine",),
            )
        ]
    if band == "30":
        return [
            reason(
                "TX-INV-45",
                "contraindicated",
                say(_("eGFR 30 to 59: not automatic")),
                say(_("nephrology, who may choose 2.5 mg")),
            )
        ]
    return [reason("TX-INV-45", "contraindicated", say(_("eGFR below 30")), say(_("nothing: choose another way")))]


def _reproduction(s: Situation) -> list[Reason]:
    facts = s.inquiry.facts
    found = []
    if s.people.pregnancy_open:
        found.append(
            reason("RUL-12", "not_known", say(_("pregnancy not known")), say(_("a pregnancy test")), (PREGNANT.key,))
        )
        s.inquiry.warn(
            "W_PREGNANCY",
            say(_("Pregnancy is not known: amiloride, triamterene and SGLT2 inhibitors wait.")),
            "RUL-12",
            PREGNANT.key,
        )
    if facts.word(SEX) != "male" and facts.answer(LACTATING):
        found.append(reason("TX-OOS-05", "contraindicated", say(_("breast-feeding")), say(_("breast-feeding ended"))))
    dialysis = Yes(DIALYSIS).check(facts)
    if dialysis.truth is not Truth.NOT_MET:
        found.append(_as_reason("TX-INV-02", dialysis, _("no dialysis")))
    return found


def _amiloride_indication(s: Situation, path: Path) -> Reason | None:
    """TX-AMI-01 with rulings 15, 20, 61: refractory, and the route renal, established or probable."""
    if path.code != P3:
        return reason(
            "TX-AMI-01",
            "not_indicated",
            say(_("only after oral treatment failed, and never instead of the urgent paths")),
            say(_("failed oral treatment")),
        )
    if s.route.value != "renal":
        return reason(
            "TX-INV-48",
            "not_indicated",
            say(_("the route is not renal")),
            say(_("a renal route, established or probable")),
        )
    if s.route.certainty not in ("established", "probable"):
        said = _(
            "the renal route rests on history alone; it must be found before supplements, after a wash-out, or be known already"
        )
        return reason(
            "TX-INV-48",
            "not_indicated",
            say(said),
            say(_("urine magnesium or FEMg without supplements, or a known route")),
        )
    return None


def _amiloride(s: Situation, path: Path, draft: Draft) -> None:
    missing = _amiloride_indication(s, path)
    if missing:
        draft.withhold("amiloride", "AMILORIDE_5MG", missing)
        return
    against = amiloride_against(s)
    if draft.has_family("sglt2_inhibitor"):
        against.append(
            reason(
                "TX-SGL-07",
                "not_indicated",
                say(_("one adjunct at a time: the SGLT2 inhibitor first")),
                say(_("4 weeks later, if magnesium is still low")),
            )
        )
    amount = _amiloride_mg(s)
    dose = DrugDose("amiloride", "oral", amount, "mg", times_per_day=1)
    if against:
        known = all(r.kind != "not_known" for r in against)
        draft.withhold("amiloride", "AMILORIDE_5MG", *against, dose=dose if known else None)
        _hyperkalaemia_warning(s, against)
        return
    confirm, why = _amiloride_cautions(s)
    draft.propose(
        "AMILORIDE_5MG",
        say(
            _(
                "Amiloride {amount} mg once daily in the morning; 10 mg after 1 to 2 weeks if potassium stays at 5.0 or lower and magnesium is still low"
            ),
            amount=amount,
        ),
        "TX-AMI-02",
        dose=dose,
        automatic=not confirm,
        off_label=True,
        details=why,
        family="amiloride",
    )
    s.inquiry.warn("W_OFF_LABEL", say(_("Amiloride is off-label for hypomagnesaemia.")), "TX-AMI-02")
    s.inquiry.warn(
        "W_LOW_EVIDENCE",
        say(_("Weak evidence for amiloride: no trial with hypomagnesaemia as the disease.")),
        "TX-AMI-01",
    )
    s.inquiry.warn(
        "W_K_MONITOR",
        say(_("Potassium and creatinine at day 3 to 7 and in week 2; stop at potassium 5.5 or above.")),
        "TX-AMI-05",
    )
    s.inquiry.warn(
        "W_HYPERK_RISK",
        say(
            _(
                "Risk of hyperkalaemia: no potassium supplement, salt substitute, ACE inhibitor, ARB or trimethoprim beside it."
            )
        ),
        "TX-AMI-03",
    )
    draft.monitor(
        "potassium_creatinine",
        say(_("day 3 to 7, week 2, then monthly for 3 months, then every 3 months")),
        "TX-AMI-05",
    )
    draft.monitor(
        "serum_magnesium",
        say(_("at 2 and 4 weeks; go on only if it rose by 0.05 mmol/L or more by 4 weeks")),
        "TX-AMI-02",
    )
    draft.stop(
        say(_("Potassium 5.5 mmol/L or above: stop amiloride, ECG; 5.1 to 5.4: halve, recheck within 3 days")),
        "TX-AMI-06",
    )
    draft.stop(
        say(
            _("Creatinine up by more than 30 %, eGFR below 30, new trimethoprim, ACE inhibitor or ARB: stop amiloride")
        ),
        "TX-AMI-06",
    )
    draft.check_again(168, say(_("potassium and creatinine in 3 to 7 days")), "TX-INV-50")


def _amiloride_mg(s: Situation) -> Decimal:
    """5 mg; 2.5 mg from 75 years or with systolic blood pressure below 110 mmHg (TX-AMI-02)."""
    age = s.inquiry.facts.number(AGE)
    low_pressure = t.SBP_110.holds(s.inquiry.facts.quantity(SYSTOLIC_BP)) is Truth.MET
    return Decimal("2.5") if (age is not None and age >= 75) or low_pressure else Decimal(5)


def _amiloride_cautions(s: Situation) -> tuple[bool, tuple[Statement, ...]]:
    why: list[Statement] = []
    remarks: list[Statement] = []
    diabetes = [
        Truth.of(s.inquiry.condition(c))
        for c in ("type_1_diabetes", "type_2_diabetes", "pancreatogenic_diabetes", "diabetes_type_unknown")
    ]
    if max(diabetes) is not Truth.NOT_MET:
        why.append(say(_("Diabetes without nephropathy (or not known): the prescriber confirms; potassium at 3 days")))
    if s.tubulopathy:
        why.append(say(_("Salt-losing tubulopathy: secure salt intake first, nephrology decides")))
    if s.inquiry.facts.quantity(SODIUM_SERUM) is None:
        remarks.append(say(_("Sodium is not known: not below 130 mmol/L, check it with potassium")))
    if s.truth("liver_failure") is not Truth.NOT_MET:
        why.append(say(_("Liver disease: the prescriber confirms")))
    return bool(why), (*why, *remarks)


def _hyperkalaemia_warning(s: Situation, against: list[Reason]) -> None:
    if any(r.rule.id in ("TX-INV-44", "TX-INV-46", "TX-AMI-03") and r.kind == "contraindicated" for r in against):
        s.inquiry.warn(
            "W_HYPERK_RISK", say(_("Amiloride and triamterene would risk hyperkalaemia in this patient.")), "TX-AMI-03"
        )


# -- SGLT2 inhibitor -----------------------------------------------------------------------------------------------


def sglt2_against(s: Situation) -> list[Reason]:
    """Contraindications of an SGLT2 inhibitor (TX-SGL-04), the indication apart."""
    found = _kidney_for_sglt2(s)
    found += _reproduction(s)
    found += _met(s, SGLT2_STOPS)
    age = s.inquiry.facts.number(AGE)
    if age is not None and age >= 85:
        found.append(
            reason("TX-SGL-05", "contraindicated", say(_("85 years or older")), say(_("a specialist decision")))
        )
    return found


def _kidney_for_sglt2(s: Situation) -> list[Reason]:
    if s.kidney.band == "unknown":
        return [
            reason(
                "TX-INV-05",
                "not_known",
                say(_("kidney function not known")),
                say(_("creatinine")),
                ("serum.creatinine",),
            )
        ]
    if s.kidney.aki:
        return [
            reason("TX-INV-54", "contraindicated", say(_("acute kidney injury")), say(_("kidney function recovered")))
        ]
    if s.kidney.below_30:
        return [
            reason(
                "TX-INV-53",
                "contraindicated",
                say(_("eGFR below 30: not automatic for magnesium")),
                say(_("nephrology, on a licensed ground from eGFR 20")),
            )
        ]
    return []


def _licensed(s: Situation) -> bool:
    return s.type_2 or any(s.condition(c) for c in ("heart_failure", "chronic_kidney_disease", "proteinuric_ckd"))


def _sglt2_indication(s: Situation, path: Path) -> Reason | None:
    if path.code != P3:
        return reason(
            "TX-SGL-01",
            "not_indicated",
            say(_("only for refractory hypomagnesaemia, never for an urgent path or alone below 0.50 mmol/L")),
            say(_("failed oral treatment")),
        )
    if s.level.severe:
        return reason(
            "TX-SGL-01",
            "not_indicated",
            say(_("never alone below 0.50 mmol/L; the effect takes weeks")),
            say(_("a higher magnesium")),
        )
    if s.setting in ("ward", "icu"):
        return reason("TX-SGL-01", "not_indicated", say(_("for stable outpatients")), say(_("discharge")))
    if s.setting is None:
        return reason(
            "TX-SGL-01",
            "not_known",
            say(_("not known whether a stable outpatient")),
            say(_("the setting")),
            ("patient.setting",),
        )
    if not _licensed(s):
        s.inquiry.warn(
            "W_OFF_LABEL",
            say(
                _(
                    "An SGLT2 inhibitor without type 2 diabetes, chronic kidney disease or heart failure is off-label: specialist decision."
                )
            ),
            "TX-INV-56",
        )
        s.inquiry.warn(
            "W_LOW_EVIDENCE",
            say(_("SGLT2 inhibitors for refractory hypomagnesaemia rest on case series.")),
            "TX-SGL-03",
        )
        return reason(
            "TX-INV-56",
            "not_indicated",
            say(_("off-label: no type 2 diabetes, chronic kidney disease or heart failure")),
            say(_("a specialist decision")),
        )
    return None


def _sglt2(s: Situation, path: Path, draft: Draft) -> None:
    missing = _sglt2_indication(s, path)
    against = sglt2_against(s) if path.code == P3 else []
    if missing or against:
        draft.withhold("sglt2_inhibitor", "SGLT2I_10MG", *([missing] if missing else []), *against)
        if any(r.rule.id == "TX-INV-55" and r.kind == "contraindicated" for r in against):
            s.inquiry.warn(
                "W_GENITAL_INFECTION",
                say(_("Recurrent genital or urinary infection speaks against an SGLT2 inhibitor.")),
                "TX-SGL-04",
            )
        return
    dose = DrugDose(_("empagliflozin or dapagliflozin"), "oral", Decimal(10), "mg", times_per_day=1)
    confirm, why = _sglt2_cautions(s)
    draft.propose(
        "SGLT2I_10MG",
        say(_("Empagliflozin or dapagliflozin 10 mg once daily; expected rise 0.04 to 0.10 mmol/L over weeks")),
        "TX-SGL-02",
        dose=dose,
        automatic=not confirm,
        off_label=not _licensed(s),
        details=why,
        family="sglt2_inhibitor",
    )
    warn = s.inquiry.warn
    warn(
        "W_SICK_DAY",
        say(
            _(
                "Sick-day rule: hold when unable to eat or drink, with fever, vomiting or diarrhoea, and 3 days before surgery; restart 24 to 48 h after eating normally."
            )
        ),
        "TX-SGL-06",
    )
    warn(
        "W_GENITAL_INFECTION",
        say(_("Genital thrush is possible; stop and seek help for pain or swelling there.")),
        "TX-SGL-04",
    )
    warn("W_NOT_FOR_ACUTE", say(_("Not for acute treatment: the effect takes weeks.")), "TX-SGL-01")
    if s.kidney.band == "30":
        warn(
            "W_RENAL_REDUCED",
            say(_("eGFR 30 to 59: check kidney function, potassium and volume at 2 to 4 weeks.")),
            "TX-SGL-06",
        )
    if s.inquiry.takes("insulin", "sulfonylurea"):
        warn(
            "W_HYPOGLYCAEMIA",
            say(_("With insulin or a sulfonylurea: lower their dose to avoid hypoglycaemia.")),
            "TX-SGL-05",
        )
    draft.monitor(
        "egfr_potassium_magnesium_volume", say(_("at 2 to 4 weeks; magnesium at 4 and 8 to 12 weeks")), "TX-SGL-06"
    )
    draft.stop(
        say(
            _(
                "eGFR falls by more than 30 %: stop the SGLT2 inhibitor; for magnesium also if the rise is below 0.05 mmol/L at 12 weeks and there is no other reason for it"
            )
        ),
        "TX-SGL-06",
    )
    draft.check_again(504, say(_("eGFR, potassium, magnesium and volume in 2 to 4 weeks")), "TX-SGL-06")


def _sglt2_cautions(s: Situation) -> tuple[bool, tuple[Statement, ...]]:
    age = s.inquiry.facts.number(AGE)
    rows = (
        (age is not None and age >= 75, _("75 years or older: volume depletion")),
        (
            t.SBP_100.holds(s.inquiry.facts.quantity(SYSTOLIC_BP)) is Truth.MET,
            _("Systolic blood pressure below 100 mmHg"),
        ),
        (s.inquiry.takes("loop_diuretic"), _("With a loop diuretic: volume depletion")),
        (s.tubulopathy, _("Inherited tubulopathy: specialist only")),
    )
    why = tuple(say(text) for holds, text in rows if holds)
    return bool(why), why


# -- inulin ----------------------------------------------------------------------------------------------------------


def inulin_against(s: Situation) -> list[Reason]:
    """Contraindications of inulin (TX-PPI-05, TX-INV-59), the indication apart."""
    found = _met(s, INULIN_STOPS)
    if s.level.severe:
        found.append(
            reason(
                "TX-INV-59",
                "contraindicated",
                say(_("magnesium below 0.50 mmol/L")),
                say(_("magnesium of 0.50 mmol/L or more")),
            )
        )
    return found


def _inulin(s: Situation, path: Path, draft: Draft) -> None:
    missing = _inulin_indication(s, path)
    against = inulin_against(s) if s.ppi and path.code in (P2, P3) else []
    if missing or against:
        draft.withhold("inulin", "INULIN_RAMP", *([missing] if missing else []), *against)
        if any(r.kind == "contraindicated" and r.rule.id == "TX-INV-59" for r in against) and s.condition(
            "irritable_bowel_syndrome"
        ):
            s.inquiry.warn(
                "W_GI_GAS", say(_("Inulin would cause wind and pain in irritable bowel syndrome.")), "TX-PPI-05"
            )
        return
    dose = DrugDose(_("native inulin"), "oral", Decimal(5), "g", times_per_day=1)
    draft.propose(
        "INULIN_RAMP",
        say(
            _(
                "Native inulin 5 g a day with food for 3 to 7 days, 10 g a day for 7 days, then 20 g a day in 2 portions for a trial of 14 days, beside magnesium"
            )
        ),
        "TX-PPI-05",
        dose=dose,
        details=(say(_("Expected rise about 0.08 mmol/L; stop if below 0.05")),),
        family="inulin",
    )
    warn = s.inquiry.warn
    warn(
        "W_LOW_EVIDENCE",
        say(_("Inulin rests on one small study (11 patients with proton pump inhibitors).")),
        "TX-PPI-05",
    )
    warn("W_GI_GAS", say(_("Wind, bloating and loose stools depend on the dose: drop back a step.")), "TX-PPI-05")
    warn("W_NOT_FOR_ACUTE", say(_("Not for acute treatment: the effect takes weeks.")), "TX-PPI-05")
    draft.monitor("serum_magnesium", say(_("at the end of the 14-day inulin trial, then at 4 weeks")), "TX-MON-02")
    draft.stop(say(_("Stop inulin if magnesium rises by less than 0.05 mmol/L in 14 days")), "TX-PPI-05")


def _inulin_indication(s: Situation, path: Path) -> Reason | None:
    if not s.ppi:
        return reason(
            "TX-PPI-05",
            "not_indicated",
            say(_("no proton pump inhibitor that must go on")),
            say(_("a proton pump inhibitor that cannot stop")),
        )
    if path.code not in (P2, P3):
        return reason(
            "TX-INV-14",
            "not_indicated",
            say(_("not on this path: never for acute treatment")),
            say(_("magnesium of 0.50 mmol/L or more and no red flag")),
        )
    if s.ppi_cannot_stop:
        return None
    if all(d.can_stop for d in s.ppi):
        return reason(
            "TX-PPI-01",
            "not_indicated",
            say(_("the proton pump inhibitor can stop: that comes first")),
            say(_("a proton pump inhibitor that cannot stop")),
        )
    return reason(
        "RUL-43", "not_known", say(_("can the proton pump inhibitor stop? not known")), say(_("the answer")), ("drugs",)
    )


# -- all ---------------------------------------------------------------------------------------------------------------


def any_adjunct_open(s: Situation) -> bool:
    """Whether at least one adjunct on the patient's own route would not be withheld (ruling 36)."""
    sure = s.route.value == "renal" and s.route.certainty in ("established", "probable")
    stable = s.setting in ("clinic", "community") and not s.level.severe
    return (
        (sure and not amiloride_against(s))
        or (_licensed(s) and stable and not sglt2_against(s))
        or (s.ppi_cannot_stop and not inulin_against(s))
    )


def plan_adjuncts(s: Situation, path: Path, draft: Draft) -> None:
    """SGLT2 inhibitor first where it has a licensed ground, then amiloride, then inulin (TX-SGL-07)."""
    if path.code == PX or path.kind == "scope" or s.people.child is not False:
        _all_withheld(s, path, draft)
        return
    _sglt2(s, path, draft)
    _amiloride(s, path, draft)
    _inulin(s, path, draft)
    if s.low and s.tubulopathy:
        said = say(
            _("Salt-losing tubulopathy: a potassium-sparing drug worsens salt depletion; secure salt intake first.")
        )
        s.inquiry.warn("W_SALT_DEPLETION", said, "TX-AMI-04")


def _all_withheld(s: Situation, path: Path, draft: Draft) -> None:
    if s.people.child is None and path.kind != "scope" and path.code != PX:
        why = reason("TX-INV-01", "not_known", say(_("age not known")), say(_("the age")), ("patient.age_years",))
    elif path.kind == "scope":
        why = reason(
            "TX-SEV-01",
            "out_of_scope",
            say(_("out of scope: {why}"), why=path.because),
            say(_("the team that treats the patient")),
        )
    else:
        why = reason("TX-SEV-18", "not_indicated", say(_("a specialist decides first")), say(_("the specialist")))
    for family, code in (("sglt2_inhibitor", "SGLT2I_10MG"), ("amiloride", "AMILORIDE_5MG"), ("inulin", "INULIN_RAMP")):
        draft.withhold(family, code, why)
