"""Why do the results disagree? The contradictions of this patient, the likeliest ordinary reason first (DX-COMB-02 to -07)."""

from __future__ import annotations

from collections.abc import Callable

from ..evidence import Truth
from ..facts import DRUGS
from ..knowledge import thresholds as t
from ..knowledge.discordance import CONTRADICTIONS, Contradiction
from ..knowledge.patient import LOAD_URINE_CREATININE, SPOT_MAGNESIUM, U24_MAGNESIUM
from ..knowledge.rulebook import rule
from ..sureness import Discordance, OrdinaryReason
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
    return SIGNS[key](found)


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


def _caused(found: Conclusions, *routes: str, kind: str = "") -> Truth:
    """An active cause on one of these routes; its absence proves nothing."""
    causes = (c for c in found.causes if c.active and (not kind or c.kind == kind))
    return Truth.of(any(set(routes).intersection(c.routes) for c in causes) or None)


def _two_samples(found: Conclusions) -> Truth:
    facts = found.inquiry.facts
    return Truth.of(facts.quantity(SPOT_MAGNESIUM) is not None and facts.quantity(U24_MAGNESIUM) is not None)


def _small_load(found: Conclusions) -> Truth:
    """A low filtration rate or a magnesium below 0.40 mmol/L (DX-FL-01)."""
    kidney = found.situation.kidney
    return max(Truth.of(kidney.reduced or kidney.below_30), t.BELOW_040.holds(found.situation.level.value))


SIGNS: dict[str, Callable[[Conclusions], Truth]] = {
    "always": lambda found: Truth.UNKNOWN,
    "magnesium_given": lambda found: magnesium_given(found.inquiry),
    "diuretic": lambda found: _took(found, *DIURETICS),
    "two_samples": _two_samples,
    "under_collection": lambda found: _collected(found, "likely_under", "invalid"),
    "over_collection": lambda found: _collected(found, "likely_over", "invalid"),
    "load_under_collection": lambda found: _load_collected(found),
    "large_gfr": lambda found: t.EGFR_90.holds(found.situation.kidney.egfr).negated,
    "small_load": _small_load,
    "reduced_kidney": lambda found: t.EGFR_60.holds(found.situation.kidney.egfr),
    "renal_cause_too": lambda found: _caused(found, "renal"),
    "volume_loss": lambda found: _caused(found, "gastrointestinal", kind="condition"),
    "renal_drug_stopped": _stopped,
    "gut_or_intake": lambda found: _caused(found, "gastrointestinal", "intake"),
}
