"""What to ask next? The open tests, and whether each page of the workup is still worth its questions (DX-ALG).

A step is needed when its answers can settle something open, optional when the history settles the
matter, settled when its answers are in, and unsafe where a gate is shut.
"""

from __future__ import annotations

from typing import Protocol

from ..assessment import LoadingProtocol, NextStep, Reason, Route, StepState
from ..evidence import Evidence, Truth
from ..facts import Step
from ..knowledge import thresholds as t
from ..knowledge.causes import DISCORDANT_24H_RENAL, DISCORDANT_FEMG_RENAL, REMEASURE
from ..knowledge.patient import (
    ALBUMIN_SERUM,
    BICARBONATE_SERUM,
    CREATININE_SERUM,
    EGFR_REPORTED,
    FINDINGS,
    GIVEN_ROUTE,
    IONISED_MAGNESIUM,
    MAGNESIUM_SERUM,
    PHOSPHATE_SERUM,
    POTASSIUM_SERUM,
    QTC,
    SPOT_MAGNESIUM,
    U24_MAGNESIUM,
)
from ..knowledge.rulebook import rule
from ..origins import GeneticReferral
from ..text import Statement, _, say
from .inquiry import Inquiry
from .route import Tests
from .situation import Situation
from .status import refractory
from .urine import functional_triggers

NO_STOP_TRIAL = ("platinum",)  # its loss may be permanent: there is nothing to wait for (DX-ALG-03)


class Ask(Protocol):
    """Adds a next step once per code: code, why, rule and the values of the sentence."""

    def __call__(self, code: str, why: str, rule_id: str, **values: object) -> None: ...


def next_steps(
    s: Situation,
    *,
    status: str,
    tests: Tests,
    loading: LoadingProtocol,
    sufficient: bool,
    flags: Evidence,
    referral: GeneticReferral,
    order: tuple[Statement, ...],
) -> tuple[NextStep, ...]:
    """Ordered: safety first, then what settles the diagnosis."""
    found: list[NextStep] = []

    def ask(code: str, why: str, rule_id: str, **values: object) -> None:
        if all(step.code != code for step in found):
            found.append(NextStep(code, say(why, **values), rule(rule_id)))
            s.inquiry.met(rule_id, say(why, **values))

    _confirm_first(s, status, ask)
    _linked(s, status, ask)
    if status == "low" and s.people.scope.in_scope:
        _discordance(tests, ask)
        _urine(s, tests, sufficient, ask)
        _after_the_cause(s, sufficient, ask)
        _after_urine(s, tests, ask)
        if tests.any_valid and tests.result in ("indeterminate", "discordant"):
            _undecided(s, tests, ask)
        if loading.offered:
            ask("loading_test", _("Urine tests do not decide: a loading test can"), "DX-ALG-06")
    if status == "possible_latent_deficiency" and s.people.scope.in_scope and s.level.value is not None:
        _latent(s, loading, ask)
    if order:
        ask("order_once", _("Order once, for the pattern of the loss: {tests}"), "DX-ALG-07", tests=order)
    _refer(s, status, tests, flags, referral, ask)
    return tuple(found)


def _refer(s: Situation, status: str, tests: Tests, flags: Evidence, referral: GeneticReferral, ask: Ask) -> None:
    """DX-GENE-01 and the end of DX-ALG-08."""
    if referral.suggested:
        why = _("An inherited loss of magnesium is possible: {reason}")
        ask("refer_nephrology", why, "DX-GENE-01", reason=referral.because[0])
        ask(
            "refer_genetics",
            _("A gene panel, with the mitochondrial genome and the copy number of HNF1B"),
            "DX-GENE-01",
        )
    if s.route.value in ("indeterminate", "discordant") and status == "low" and tests.any_valid:
        ask(
            "refer_nephrology",
            _("The tests do not decide: nephrology, with genetics where a red flag is present"),
            "DX-ALG-08",
        )
        if flags.truth is Truth.MET:
            ask("refer_genetics", _("A red flag is present: {flags}"), "DX-ALG-08", flags=flags.statement)


def _confirm_first(s: Situation, status: str, ask: Ask) -> None:
    facts = s.inquiry.facts
    only_ionised = status == "possible_latent_deficiency" and s.level.value is None
    if status in ("unknown", "suspected_spurious") or only_ionised:
        ask("repeat_serum", _("Measure magnesium in a fresh, reliable serum or lithium heparin sample"), "DX-ALG-01")
    if (
        s.low
        and not s.level.severe
        and s.signs.symptomatic is False
        and not s.causes
        and facts.quantity(U24_MAGNESIUM) is None
    ):
        ask(
            "repeat_serum",
            _("A single unexpected low value without signs: repeat it with potassium, calcium, albumin and creatinine"),
            "DX-SER-07",
        )
    chelated = s.inquiry.takes("foscarnet") or s.condition("massive_transfusion") or s.condition("plasma_exchange")
    if chelated and facts.quantity(IONISED_MAGNESIUM) is None:
        ask(
            "ionised_magnesium",
            _("Citrate or foscarnet binds magnesium: ionised magnesium falls more than total"),
            "DX-PRE-08",
        )
    low_albumin = s.level.value is not None and s.inquiry.passes(ALBUMIN_SERUM, t.ALBUMIN_LOW) is Truth.MET
    if low_albumin and facts.quantity(IONISED_MAGNESIUM) is None:
        ask("ionised_magnesium", _("Albumin is low: ionised magnesium tells whether the deficit is real"), "DX-PRE-01")
    heart = s.inquiry.takes("qt_prolonging", "digoxin") or any(
        s.condition(code) for code in ("heart_failure", "ischaemic_heart_disease", "atrial_fibrillation")
    )
    ecg_wanted = (
        s.level.severe
        or (s.low and (heart or s.calcium.low is Truth.MET))
        or max(s.signs.s, s.signs.n, s.signs.cardiac, s.signs.e) is Truth.MET
        or s.inquiry.passes(POTASSIUM_SERUM, t.K_LOW) is Truth.MET
    )
    if ecg_wanted and facts.quantity(QTC) is None:
        ask("ecg", _("12-lead ECG with QTc"), "DX-ECG-01")


def _linked(s: Situation, status: str, ask: Ask) -> None:
    if status in ("not_low", "high"):
        return
    facts = s.inquiry.facts
    if facts.quantity(CREATININE_SERUM) is None and facts.quantity(EGFR_REPORTED) is None:
        ask("creatinine", _("Creatinine: without it no scheduled dose and no sure urine test"), "DX-XEL-01")
    if facts.quantity(POTASSIUM_SERUM) is None:
        ask("potassium", _("Potassium belongs to every low magnesium"), "DX-XEL-01")
    if s.calcium.adjusted is None and s.calcium.low is Truth.UNKNOWN:
        ask("calcium", _("Calcium with albumin, or ionised calcium"), "DX-XEL-01")
    if s.calcium.low is Truth.MET and facts.values.get("serum.pth") is None:
        ask("pth", _("Low calcium: parathyroid hormone, before and after magnesium"), "DX-XEL-03")


def _urine(s: Situation, tests: Tests, sufficient: bool, ask: Ask) -> None:
    if s.kidney.below_30 or s.kidney.unstable or s.route.certainty == "established":
        return
    facts = s.inquiry.facts
    why = _("The history suffices for a presumption; a spot urine is offered, not needed") if sufficient else None
    if sufficient and facts.quantity(SPOT_MAGNESIUM) is None and facts.quantity(U24_MAGNESIUM) is None:
        ask("urine_spot", why or "", "DX-ALG-03")
    elif not sufficient:
        if facts.quantity(U24_MAGNESIUM) is None:
            ask(
                "urine_24h",
                _("24-hour urine with magnesium, creatinine, calcium and potassium, serum on the same day"),
                "DX-ALG-04",
            )
        if facts.quantity(SPOT_MAGNESIUM) is None and tests.femg.value is None:
            ask(
                "urine_spot",
                _("If 24 hours are impossible: spot urine for magnesium and creatinine (FEMg)"),
                "DX-ALG-04",
            )
    if facts.word(GIVEN_ROUTE) is None and (facts.quantity(SPOT_MAGNESIUM) or facts.quantity(U24_MAGNESIUM)):
        ask(
            "magnesium_given",
            _("Was magnesium given in the 72 hours before the urine? It decides whether a renal class holds"),
            "RUL-13",
        )


def _after_the_cause(s: Situation, sufficient: bool, ask: Ask) -> None:
    """DX-ALG-03: measure again once the cause is gone."""
    cause = next((c for c in s.causes if c.code in REMEASURE and c.active), None)
    if sufficient and cause:
        ask(
            "remeasure",
            _("Measure magnesium again {when}; if it stays low, urine tests"),
            "DX-ALG-03",
            when=REMEASURE[cause.code],
        )


def _discordance(tests: Tests, ask: Ask) -> None:
    """DX-COMB-02, -03: say the ordinary reasons first."""
    pair = (tests.u24.grade, tests.femg.grade)
    if pair == ("renal", "conserved"):
        ask("explain_discordance", DISCORDANT_24H_RENAL, "DX-COMB-02")
    elif pair == ("conserved", "renal"):
        ask("explain_discordance", DISCORDANT_FEMG_RENAL, "DX-COMB-03")


def _after_urine(s: Situation, tests: Tests, ask: Ask) -> None:
    renal = "renal" in (tests.u24.grade, tests.femg.grade)
    undecided = tests.result in ("indeterminate", "discordant")
    triggers = functional_triggers(s.inquiry)
    if renal and triggers:
        ask(
            "repeat_urine",
            _("May be a functional renal loss: treat the trigger and repeat ({triggers})"),
            "DX-U24-08",
            triggers=triggers,
        )
    if "invalid" in (tests.u24.grade, tests.femg.grade) and undecided and not s.kidney.below_30:
        ask(
            "repeat_urine",
            _("Repeat the urine with the serum under wash-out, while magnesium is low and if it is safe"),
            "DX-ALG-08",
        )


def _undecided(s: Situation, tests: Tests, ask: Ask) -> None:
    """DX-ALG-08 in its order, up to the loading test; ionised magnesium stands among what is confirmed first."""
    if tests.u24.valid and tests.femg.valid:
        ask(
            "repeat_urine",
            _("Repeat the urine with the serum under wash-out, while magnesium is low and if it is safe"),
            "DX-ALG-08",
        )
    drug = next((c for c in s.causes if c.kind == "drug" and c.active and c.code not in NO_STOP_TRIAL), None)
    if drug:
        ask(
            "stop_trial",
            _("Trial of stopping or changing the likeliest drug ({drug}), if its prescriber agrees"),
            "DX-ALG-08",
            drug=drug.label,
        )
    disturbed = _disturbed(s)
    if disturbed:
        ask("correct_first", _("Correct first, then repeat: {what}"), "DX-ALG-08", what=disturbed)
    ask(
        "urine_screen",
        _("Calcium and creatinine in the urine, and a screen for diuretics and laxatives"),
        "DX-ALG-08",
    )


def _disturbed(s: Situation) -> tuple[Statement, ...]:
    """What by itself makes the kidney lose magnesium (DX-ALG-08, DX-HX-C24)."""
    rows = [
        (s.inquiry.passes(POTASSIUM_SERUM, t.K_LOW) is Truth.MET, _("Potassium depletion")),
        (s.inquiry.passes(PHOSPHATE_SERUM, t.PHOSPHATE_LOW) is Truth.MET, _("Phosphate depletion")),
        (s.inquiry.passes(BICARBONATE_SERUM, t.HCO3_LOW) is Truth.MET, _("Metabolic acidosis")),
        (bool(s.inquiry.finding("glucosuria")), FINDINGS["glucosuria"].label),
    ]
    return tuple(say(label) for holds, label in rows if holds)


def _latent(s: Situation, loading: LoadingProtocol, ask: Ask) -> None:
    """DX-SER-05: what is offered when a level that is not low does not rule out depletion."""
    if not s.kidney.below_30 and not s.kidney.unstable and s.inquiry.facts.quantity(U24_MAGNESIUM) is None:
        ask(
            "urine_24h",
            _("Low magnesium in a 24-hour urine supports a depletion; it gives no class at this serum level"),
            "DX-SER-05",
        )
    ask("diet_review", _("Review of the diet: how much magnesium is eaten?"), "DX-SER-05")
    if loading.offered:
        ask("loading_test", _("A loading test tells only whether the body is depleted"), "DX-ALG-06")


# -- is the loading test wanted? ---------------------------------------------------------------------------------


def loading_not_wanted(inquiry: Inquiry, *, status: str, tests: Tests, risk: bool) -> Reason | None:
    """DX-ALG-06: only after both urine tests are undecided, or at 0.70 to 0.85 mmol/L with suspicion.

    Of the repeat under wash-out nothing is asked; the second urine test stands for it.
    """
    if tests.loading.value is not None:
        return Reason(rule("DX-ALG-06"), "not_indicated", say(_("the test is done already")))
    suspected = risk or refractory(inquiry) is Truth.MET
    borderline = inquiry.passes(MAGNESIUM_SERUM, t.LATENT) is Truth.MET
    latent = status == "possible_latent_deficiency" and suspected and borderline
    undecided = status == "low" and tests.any_valid and tests.result in ("indeterminate", "discordant")
    both = tests.u24.valid and tests.femg.valid
    if latent or (undecided and both):
        return None
    if undecided:
        return Reason(
            rule("DX-ALG-06"),
            "not_indicated",
            say(_("one urine test does not decide: the other one comes first")),
            say(_("urine tests that do not decide")),
        )
    if status == "low" and not tests.any_valid:
        return Reason(
            rule("DX-ALG-06"),
            "not_indicated",
            say(_("urine tests come first")),
            say(_("urine tests that do not decide")),
        )
    return Reason(
        rule("DX-ALG-06"), "not_indicated", say(_("it can add nothing here")), say(_("urine tests that do not decide"))
    )


# -- the pages -----------------------------------------------------------------------------------------------------


def page_states(
    s: Situation, *, status: str, tests: Tests, loading: LoadingProtocol, sufficient: bool, route: Route
) -> tuple[StepState, ...]:
    """One state per page with the reason shown beside it."""
    always = say(_("always asked"))
    states = [
        StepState(Step.START, "needed", always),
        StepState(Step.SERUM, "needed", always),
        StepState(Step.HISTORY, "needed", always),
    ]
    state, why = _urine_state(s, status, tests, sufficient, route)
    for step, calculated in ((Step.URINE_24H, tests.u24), (Step.FRACTIONAL_EXCRETION, tests.femg)):
        done = calculated.valid
        states.append(StepState(step, "settled" if done else state, say(_("answered")) if done else why))
    states.append(_loading_state(tests, loading))
    return tuple(states)


def _urine_state(s: Situation, status: str, tests: Tests, sufficient: bool, route: Route) -> tuple[str, Statement]:
    if not s.people.scope.in_scope:
        return "not_needed", say(_("out of scope: urine tests are not judged"))
    if status == "possible_latent_deficiency":
        return "optional", say(_("low urine magnesium supports a depletion, but it gives no class at this level"))
    if status in ("not_low", "high"):
        return "not_needed", say(_("magnesium is not low: urine tests cannot be read"))
    if status in ("unknown", "suspected_spurious"):
        return "optional", say(_("first a reliable serum magnesium"))
    if s.kidney.below_30 or s.kidney.unstable:
        return "not_needed", say(_("eGFR below 30, acute kidney injury or oliguria: urine indices do not hold"))
    if route.certainty == "established":
        return "optional", say(_("the route is established"))
    if tests.result not in ("indeterminate", "discordant"):
        return "optional", say(_("the other urine test already decides; both together are surer"))
    if sufficient:
        return "optional", say(_("the history suffices for a presumption"))
    return "needed", say(_("settles whether the kidney loses magnesium"))


def _loading_state(tests: Tests, loading: LoadingProtocol) -> StepState:
    if tests.loading.valid:
        return StepState(Step.LOADING_TEST, "settled", say(_("answered")))
    if loading.offered and not tests.any_valid:
        said = say(_("a normal serum level does not rule out depletion, and the test is safe"))
        return StepState(Step.LOADING_TEST, "optional", said)
    if loading.offered:
        return StepState(Step.LOADING_TEST, "needed", say(_("urine tests do not decide, and the test is safe")))
    unwanted = next((r for r in loading.reasons if r.kind == "not_indicated"), None)
    if unwanted:
        return StepState(Step.LOADING_TEST, "not_needed", unwanted.text)
    return StepState(Step.LOADING_TEST, "unsafe", loading.reasons[0].text)
