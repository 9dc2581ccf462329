"""Why do the results disagree? The contradictions of this patient, the likeliest ordinary reason first (DX-COMB-02 to -07)."""

from __future__ import annotations

from ..assessment import Discordance, OrdinaryReason
from ..evidence import Truth
from ..facts import DRUGS
from ..knowledge import thresholds as t
from ..knowledge.discordance import CONTRADICTIONS, Contradiction
from ..knowledge.patient import LOAD_URINE_CREATININE, SPOT_MAGNESIUM, U24_MAGNESIUM
from ..knowledge.rulebook import rule
from ..text import say
from .calculations import magnesium_given
from .conclude import Conclusions
from .loading import TUBULAR
from .urine import DIURETICS
from .urine_24h import adequacy_of

RENAL_TESTS = ("renal_established", "renal_probable")
OUTSIDE_TESTS = ("extrarenal_established", "extrarenal_probable")


def discordances(found: Conclusions) -> tuple[Discordance, ...]:
    """What contradicts what in this patient, each with its reasons: those with a sign first, those ruled out last."""
    present = _present(found)
    return tuple(_explained(found, each) for each in CONTRADICTIONS if each.key in present)


def _present(found: Conclusions) -> set[str]:
    tests, history = found.tests, found.history
    pair = (tests.u24.grade if tests.u24.valid else None, tests.femg.grade if tests.femg.valid else None)
    expected = history.known or history.route
    renal, outside = tests.result in RENAL_TESTS, tests.result in OUTSIDE_TESTS
    against = expected is not None and expected != "mixed" and (
        (renal and expected != "renal") or (outside and expected == "renal")
    )  # fmt: skip
    keys = {
        "renal_24h_conserved_femg": pair == ("renal", "conserved"),
        "conserved_24h_renal_femg": pair == ("conserved", "renal"),
        "renal_tests_gut_history": renal and "gastrointestinal" in found.route.also,
        "conserved_tests_renal_drug": outside and _strong_renal(found),
        "history_against_tests": against,
        "loading_against_urine": _loading_against(found),
    }
    return {key for key, holds in keys.items() if holds and found.status.word == "low"}


def _strong_renal(found: Conclusions) -> bool:
    return any(c.active and c.weight == "strong" and c.routes == ("renal",) for c in found.causes)


def _loading_against(found: Conclusions) -> bool:
    tests = found.tests
    if not tests.loading.valid:
        return False
    urine = {c.grade for c in (tests.u24, tests.femg) if c.valid}
    return ("renal" in urine and tests.loading.grade == "depleted") or (
        "conserved" in urine and tests.loading.grade == "replete_or_wasting"
    )


def _explained(found: Conclusions, contradiction: Contradiction) -> Discordance:
    signs = [(place, _sign(found, reason.sign), reason) for place, reason in enumerate(contradiction.reasons)]
    ranked = sorted(signs, key=lambda each: (-each[1].value, each[0]))
    reasons = tuple(OrdinaryReason(say(reason.text), say(reason.check), truth) for _place, truth, reason in ranked)
    return Discordance(rule(contradiction.rule), say(contradiction.text), reasons, say(contradiction.advice))


def _sign(found: Conclusions, key: str) -> Truth:
    """Whether a reason has its sign in this patient; unknown where nothing tells."""
    facts, kidney = found.inquiry.facts, found.situation.kidney
    signs = {
        "always": Truth.UNKNOWN,
        "magnesium_given": magnesium_given(found.inquiry),
        "diuretic": _took(found, *DIURETICS),
        "two_samples": _both(facts.quantity(SPOT_MAGNESIUM) is not None, facts.quantity(U24_MAGNESIUM) is not None),
        "under_collection": _collected(found, "likely_under", "invalid"),
        "over_collection": _collected(found, "likely_over", "invalid"),
        "load_under_collection": _load_collected(found),
        "large_gfr": t.EGFR_90.holds(kidney.egfr).negated,
        "small_load": max(Truth.of(kidney.reduced or kidney.below_30), t.BELOW_040.holds(found.situation.level.value)),
        "reduced_kidney": t.EGFR_60.holds(kidney.egfr),
        "renal_cause_too": Truth.of(any("renal" in c.routes and c.active for c in found.causes) or None),
        "volume_loss": Truth.of(
            any(c.active and "gastrointestinal" in c.routes and c.kind == "condition" for c in found.causes) or None
        ),
        "renal_drug_stopped": _stopped(found),
        "gut_or_intake": Truth.of(
            any(c.active and {"gastrointestinal", "intake"}.intersection(c.routes) for c in found.causes) or None
        ),
    }
    return signs[key]


def _both(*holds: bool) -> Truth:
    return Truth.of(all(holds))


def _took(found: Conclusions, *classes: str) -> Truth:
    facts = found.inquiry.facts
    if any(drug.classes.intersection(classes) for drug in facts.drugs):
        return Truth.MET
    return Truth.NOT_MET if DRUGS in facts.asked else Truth.UNKNOWN


def _stopped(found: Conclusions) -> Truth:
    """A drug that makes the kidney lose magnesium was stopped."""
    tubular = [drug for drug in found.inquiry.facts.drugs if drug.classes.intersection(TUBULAR)]
    if not tubular:
        return Truth.UNKNOWN
    return Truth.of(any(drug.stopped_days_ago is not None for drug in tubular))


def _collected(found: Conclusions, *grades: str) -> Truth:
    done = found.inquiry.computed.get("collection_adequacy")
    return Truth.of(None if done is None or done.grade is None else done.grade in grades)


def _load_collected(found: Conclusions) -> Truth:
    aside = found.inquiry.aside()
    done = adequacy_of(aside, aside.facts.quantity(LOAD_URINE_CREATININE), "loading_collection_adequacy")
    return Truth.of(None if done.grade is None else done.grade in ("likely_under", "invalid"))
