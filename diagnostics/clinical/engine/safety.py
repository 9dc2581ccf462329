"""What must not be done? The stops of intravenous magnesium, each known, unknown, or known not to apply.

Stops COLLECT. A flat stop sends a planned infusion to a specialist (TX-SEV-18); one worded as somebody's
decision withholds it with that release and leaves the path (ruling 53); an unknown one withholds it as
not known (TX-INV-71, rulings 9 and 53).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..assessment import Reason
from ..conditions import AnyOf, Takes, Yes, passes
from ..evidence import Evidence, Truth
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    AV_BLOCK,
    CONDITIONS,
    HEART_RATE,
    PACEMAKER,
    PATELLAR_REFLEX,
    RESPIRATORY_RATE,
    SYSTOLIC_BP,
    URINE_OUTPUT,
)
from ..knowledge.rulebook import rule
from ..text import _, say
from .calculations import Kidney
from .emergency import Signs
from .inquiry import Inquiry


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of TX-IV-H. `flat` stops refer; others wait for the person named in `released_by`."""

    key: str
    evidence: Evidence
    flat: bool
    released_by: str
    refer: str = "REFER_SPECIALIST"


@dataclass(frozen=True, slots=True)
class IVSafety:
    """All stops of TX-IV-H for this patient, sorted by what is known."""

    flat: tuple[Stop, ...]
    waiting: tuple[Stop, ...]
    unknown: tuple[Stop, ...]
    senior_confirms: bool

    @property
    def blocked(self) -> tuple[Stop, ...]:
        return (*self.flat, *self.waiting)

    def reasons(self, stops: tuple[Stop, ...]) -> tuple[Reason, ...]:
        """The stops as reasons for withholding."""
        return tuple(
            Reason(
                rule("TX-IV-H"),
                "not_known" if stop.evidence.truth is Truth.UNKNOWN else "contraindicated",
                stop.evidence.statement,
                say(_("check it now")) if stop.evidence.truth is Truth.UNKNOWN else say(stop.released_by),
                stop.evidence.missing,
            )
            for stop in stops
        )


def intravenous_stops(inquiry: Inquiry, kidney: Kidney, signs: Signs) -> IVSafety:
    """Every item of TX-IV-H, asked as yes, no or not known."""
    stops = _all_stops(inquiry, kidney, signs)
    for stop in stops:
        inquiry.record("TX-IV-H", stop.evidence)
    breathing = inquiry.facts.quantity(RESPIRATORY_RATE)
    senior = t.RR_SENIOR.holds(breathing) is Truth.MET and t.RR_STOP.holds(breathing) is Truth.NOT_MET
    return IVSafety(
        flat=tuple(s for s in stops if s.evidence.truth is Truth.MET and s.flat),
        waiting=tuple(s for s in stops if s.evidence.truth is Truth.MET and not s.flat),
        unknown=tuple(s for s in stops if s.evidence.truth is Truth.UNKNOWN),
        senior_confirms=senior,
    )


def _all_stops(inquiry: Inquiry, kidney: Kidney, signs: Signs) -> list[Stop]:
    facts = inquiry.facts
    cardiology = _("cardiology")

    def condition(code: str) -> Evidence:
        return Yes(CONDITIONS[code]).check(facts)

    return [
        Stop("av_block", _av_block(inquiry), True, cardiology, "REFER_CARDIOLOGY"),
        Stop(
            "bradycardia",
            passes(HEART_RATE, facts.quantity(HEART_RATE), t.BRADYCARDIA),
            True,
            cardiology,
            "REFER_CARDIOLOGY",
        ),
        Stop(
            "myocardial_damage", condition("recent_myocardial_damage"), True, _("cardiology agrees"), "REFER_CARDIOLOGY"
        ),
        Stop("myasthenia", condition("myasthenia_gravis"), True, _("a specialist with ventilation available")),
        Stop("lambert_eaton", condition("lambert_eaton"), True, _("a specialist with ventilation available")),
        Stop("reflex", _reflex(inquiry), True, _("the reflex returns and toxicity is excluded")),
        Stop(
            "breathing",
            passes(RESPIRATORY_RATE, facts.quantity(RESPIRATORY_RATE), t.RR_STOP),
            True,
            _("breathing recovers"),
        ),
        Stop("urine", _oliguria(inquiry, kidney), True, _("urine output of at least 25 mL/h"), "REFER_NEPHROLOGY"),
        Stop("kidney", _kidney_failure(kidney), True, _("nephrology"), "REFER_NEPHROLOGY"),
        Stop(
            "neuromuscular_blocker",
            AnyOf(
                (Takes(("neuromuscular_blocker",), _("neuromuscular blocker")), Yes(CONDITIONS["perioperative"]))
            ).check(facts),
            False,
            _("the anaesthetist decides"),
        ),
        Stop("liver", condition("liver_failure"), False, _("a specialist confirms")),
        Stop("blood_pressure", _hypotension(inquiry, signs), False, _("correct the blood pressure first")),
    ]


def _av_block(inquiry: Inquiry) -> Evidence:
    degree, pacemaker = inquiry.facts.number(AV_BLOCK), inquiry.facts.answer(PACEMAKER)
    if degree is None:
        return Evidence(Truth.UNKNOWN, say(_("AV block: no ECG read")), missing=(AV_BLOCK.key,))
    if degree < 2 or pacemaker:
        return Evidence(Truth.NOT_MET, say(_("no second- or third-degree AV block without a pacemaker")))
    if pacemaker is None:
        return Evidence(
            Truth.UNKNOWN,
            say(_("AV block of degree {degree}: pacemaker not known"), degree=degree),
            missing=(PACEMAKER.key,),
        )
    return Evidence(
        Truth.MET,
        say(_("AV block of degree {degree} without a pacemaker"), degree=degree),
        inputs={AV_BLOCK.key: degree},
    )


def _reflex(inquiry: Inquiry) -> Evidence:
    reflex = inquiry.facts.word(PATELLAR_REFLEX)
    if reflex is None:
        return Evidence(Truth.UNKNOWN, say(_("knee reflex: not examined")), missing=(PATELLAR_REFLEX.key,))
    said = _("knee reflex absent") if reflex == "absent" else _("knee reflex present")
    return Evidence(Truth.of(reflex == "absent"), say(said), inputs={PATELLAR_REFLEX.key: reflex})


def _oliguria(inquiry: Inquiry, kidney: Kidney) -> Evidence:
    measured = passes(URINE_OUTPUT, inquiry.facts.quantity(URINE_OUTPUT), t.OLIGURIA)
    if kidney.oliguria is Truth.MET and measured.truth is not Truth.MET:
        return Evidence(Truth.MET, say(_("oliguria")))
    return measured


def _kidney_failure(kidney: Kidney) -> Evidence:
    """eGFR below 15 or AKI stage 3. An unknown eGFR has rules of its own (ruling 10); an unknown AKI does not pass."""
    if kidney.band == "0":
        return Evidence(Truth.MET, say(_("eGFR below 15 or acute kidney injury stage 3")))
    if kidney.aki is None:
        return Evidence(Truth.UNKNOWN, say(_("acute kidney injury: not known")), missing=("presentation.aki_stage",))
    return Evidence(Truth.NOT_MET, say(_("no kidney failure")))


def _hypotension(inquiry: Inquiry, signs: Signs) -> Evidence:
    evidence = passes(SYSTOLIC_BP, inquiry.facts.quantity(SYSTOLIC_BP), t.HYPOTENSION)
    if evidence.truth is Truth.MET and inquiry.finding("haemodynamic_instability_arrhythmic"):
        return Evidence(Truth.NOT_MET, say(_("low blood pressure caused by the arrhythmia")))
    return evidence
