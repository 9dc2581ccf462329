"""The columns of the renal pattern matrix, read from one patient (diagnosis dossier 11.2).

The dossier gives no upper limit of potassium, calcium, parathyroid hormone or anion gap, and none of blood
pressure: potassium is low or not, blood pressure high or not, and the others are shown but judged only where
they are certain, by a condition that is known or by a value so high that it asks for confirmation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..conditions import Threshold, Yes, all_met, any_met, joined
from ..evidence import Evidence, Truth
from ..facts import Measurement
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    ADJUSTED_CALCIUM,
    BICARBONATE_SERUM,
    CALCIUM_SERUM,
    CHLORIDE_SERUM,
    CONDITIONS,
    FINDINGS,
    POTASSIUM_SERUM,
    PTH_SERUM,
    SODIUM_SERUM,
    SPOT_CALCIUM,
    SYSTOLIC_BP,
)
from ..knowledge.renal_patterns import COLUMN_LABELS, NOT_ISOLATED, OTHER_LABELS, RenalPattern
from ..text import Statement, _, say
from ..units import MMOL_L, Quantity
from .calculations import Calcium
from .inquiry import Inquiry
from .urine import above_3_litres
from .urine_ratios import UrineRatios

State = tuple[str | None, Statement, tuple[str, ...]]  # low, normal, high or None; the sentence; what is missing


@dataclass(frozen=True, slots=True)
class Columns:
    """What one patient shows in each column, read once for all rows."""

    states: Mapping[str, State]
    other: Callable[[str], Evidence]

    def known(self, name: str) -> bool:
        return self.states[name][0] is not None

    def of(self, row: RenalPattern) -> tuple[tuple[str, Evidence], ...]:
        """Each column in which the row expects something, with whether it fits."""
        found = []
        for name, (word, said, missing) in self.states.items():
            expected: tuple[str, ...] = getattr(row, name)
            if expected:
                truth = Truth.of(None if word is None else word in expected)
                found.append((name, Evidence(truth, said, missing=missing)))
        if row.other:
            found.append(("other", self.other(row.other)))
        return tuple(found)


def read_columns(inquiry: Inquiry, calcium: Calcium, urine: UrineRatios) -> Columns:
    """The columns of this patient."""
    states = {
        "potassium": _serum_state(inquiry, POTASSIUM_SERUM, t.K_LOW, None),
        "bicarbonate": _serum_state(inquiry, BICARBONATE_SERUM, t.HCO3_LOW, t.HCO3_HIGH),
        "urine_calcium": _urine_calcium_state(urine),
        "blood_pressure": _pressure_state(inquiry),
    }
    return Columns(states, lambda key: _other(inquiry, key, calcium))


def _serum_state(inquiry: Inquiry, fact: Measurement, low: Threshold, high: Threshold | None) -> State:
    value = inquiry.facts.quantity(fact)
    if value is None:
        return None, say(_("{fact}: not known"), fact=fact), (fact.key,)
    is_low, is_high = inquiry.holds(value, low), inquiry.holds(value, high) if high else Truth.NOT_MET
    if is_low is Truth.MET:
        return "low", say(_("{fact} {amount}: low"), fact=fact, amount=value), ()
    if is_high is Truth.MET:
        return "high", say(_("{fact} {amount}: high"), fact=fact, amount=value), ()
    if Truth.UNKNOWN in (is_low, is_high):
        return None, say(_("{fact} {amount}: only a bound"), fact=fact, amount=value), (fact.key,)
    if high is None:
        return "normal", say(_("{fact} {amount}: not low"), fact=fact, amount=value), ()
    return "normal", say(_("{fact} {amount}: neither low nor high"), fact=fact, amount=value), ()


def _urine_calcium_state(urine: UrineRatios) -> State:
    if urine.calcium is None or urine.calcium_said is None:
        return None, say(_("{fact}: not known"), fact=COLUMN_LABELS["urine_calcium"]), (SPOT_CALCIUM.key,)
    return urine.calcium, urine.calcium_said, ()


def _pressure_state(inquiry: Inquiry) -> State:
    """High by the measured pressure, or by hypertension, treated or not."""
    value = inquiry.facts.quantity(SYSTOLIC_BP)
    measured = t.SBP_HIGH.holds(value)
    known = [inquiry.facts.truth(fact) for fact in (CONDITIONS["hypertension"], FINDINGS["hypertension"])]
    if measured is Truth.MET:
        return "high", _pressure_said(value, _("high")), ()
    if Truth.MET in known:
        return "high", say(_("hypertension")), ()
    if measured is Truth.NOT_MET or (value is None and set(known) == {Truth.NOT_MET}):
        return "normal", _pressure_said(value, _("not high")), ()
    return None, say(_("{fact}: not known"), fact=COLUMN_LABELS["blood_pressure"]), (SYSTOLIC_BP.key,)


def _pressure_said(value: Quantity | None, word: str) -> Statement:
    if value is None:
        return say(_("blood pressure {word}"), word=word)
    return say(_("{fact} {amount}: {word}"), fact=SYSTOLIC_BP, amount=value, word=word)


def _other(inquiry: Inquiry, key: str, calcium: Calcium) -> Evidence:
    """The last column of a row."""
    label = say(OTHER_LABELS[key])
    if key == "renin":
        return Evidence(Truth.UNKNOWN, label)
    if key == "anion_gap":
        return _anion_gap(inquiry)
    if key == "isolated":
        return _isolated(inquiry)
    found = {
        "chondrocalcinosis": lambda: _yes(inquiry, "chondrocalcinosis"),
        "nephrocalcinosis": lambda: any_met([_yes(inquiry, "nephrocalcinosis", "kidney_stones"), _high_pth(inquiry)]),
        "low_calcium": lambda: all_met([_low_calcium(calcium), _pth_not_high(inquiry)]),
        "high_calcium": lambda: _high_calcium(inquiry, calcium),
        "proteinuria": lambda: _yes(inquiry, "proteinuria", "proteinuric_ckd", "chronic_kidney_disease"),
        "polyuria": lambda: _polyuria(inquiry),
        "diabetes_and_cysts": lambda: _diabetes_and_cysts(inquiry),
    }[key]()
    if found.truth is Truth.MET:
        return found
    template = _("no {feature}") if found.truth is Truth.NOT_MET else _("{feature}: not known")
    return Evidence(found.truth, say(template, feature=label), missing=found.missing)


def _yes(inquiry: Inquiry, *codes: str) -> Evidence:
    """Any of these findings or conditions; said by the names of those present."""
    checked = [Yes(FINDINGS.get(code) or CONDITIONS[code]).check(inquiry.facts) for code in codes]
    truth = max(each.truth for each in checked)
    missing = tuple(key for each in checked for key in each.missing) if truth is Truth.UNKNOWN else ()
    present = [
        say((FINDINGS.get(code) or CONDITIONS[code]).label)
        for code, each in zip(codes, checked, strict=True)
        if each.truth is Truth.MET
    ]
    return Evidence(truth, joined(present) if present else Statement(""), missing=missing)


def _isolated(inquiry: Inquiry) -> Evidence:
    """Nothing else was found; each such finding takes it away."""
    found = _yes(inquiry, *NOT_ISOLATED)
    if found.truth is Truth.MET:
        return Evidence(Truth.NOT_MET, say(_("also found: {what}"), what=found.statement))
    label = say(OTHER_LABELS["isolated"])
    if found.truth is Truth.UNKNOWN:
        return Evidence(Truth.UNKNOWN, say(_("{feature}: not known"), feature=label), missing=found.missing)
    return Evidence(Truth.MET, label)


def _high_pth(inquiry: Inquiry) -> Evidence:
    """The dossier gives no upper limit: only a value that asks for confirmation is certainly high."""
    value = inquiry.facts.quantity(PTH_SERUM)
    if value is None or not PTH_SERUM.judge(value).doubts:
        missing = (PTH_SERUM.key,) if value is None else ()
        return Evidence(Truth.UNKNOWN, say(_("{fact}: not judged"), fact=PTH_SERUM), missing=missing)
    return Evidence(Truth.MET, say(_("{fact} {amount}: high"), fact=PTH_SERUM, amount=value))


def _pth_not_high(inquiry: Inquiry) -> Evidence:
    """Low or inappropriately normal: certain only with known hypoparathyroidism."""
    if inquiry.condition("hypoparathyroidism"):
        return Evidence(Truth.MET, say(CONDITIONS["hypoparathyroidism"].label))
    high = _high_pth(inquiry)
    return Evidence(high.truth.negated, high.statement, missing=high.missing)


def _low_calcium(calcium: Calcium) -> Evidence:
    missing = (CALCIUM_SERUM.key,) if calcium.low is Truth.UNKNOWN else ()
    return Evidence(calcium.low, say(_("low calcium")), missing=missing)


def _high_calcium(inquiry: Inquiry, calcium: Calcium) -> Evidence:
    """Hypercalcaemia that is known, or a calcium so high that it asks for confirmation."""
    known = inquiry.condition("hypercalcaemia")
    certain = calcium.adjusted is not None and calcium.adjusted.exact and _asks_for_confirmation(calcium)
    if known or certain:
        return Evidence(Truth.MET, say(OTHER_LABELS["high_calcium"]))
    if known is False or calcium.low is Truth.MET:
        return Evidence(Truth.NOT_MET, say(OTHER_LABELS["high_calcium"]))
    missing = (CALCIUM_SERUM.key,) if calcium.adjusted is None else ()
    return Evidence(Truth.UNKNOWN, say(OTHER_LABELS["high_calcium"]), missing=missing)


def _asks_for_confirmation(calcium: Calcium) -> bool:
    assert calcium.adjusted is not None
    usual = ADJUSTED_CALCIUM.usual
    assert usual is not None
    _low, high, unit = usual.bounds(calcium.adjusted.unit, calcium.adjusted.substance)
    return high is not None and calcium.adjusted.to(unit).value > high


def _polyuria(inquiry: Inquiry) -> Evidence:
    if above_3_litres(inquiry):
        return Evidence(Truth.MET, say(FINDINGS["polyuria"].label))
    return _yes(inquiry, "polyuria", "glucosuria")


def _diabetes_and_cysts(inquiry: Inquiry) -> Evidence:
    """Single kidney, liver tests and gout are not asked, so that absent cysts alone do not rule the row out."""
    diabetes = _yes(inquiry, "type_1_diabetes", "type_2_diabetes", "diabetes_type_unknown")
    feature = _yes(inquiry, "renal_cysts", "genital_malformation")
    if feature.truth is Truth.NOT_MET:
        feature = Evidence(Truth.UNKNOWN, feature.statement)
    return all_met([diabetes, feature])


def _anion_gap(inquiry: Inquiry) -> Evidence:
    """Sodium − chloride − bicarbonate; shown, not judged, for the dossier gives no limits."""
    facts = (SODIUM_SERUM, CHLORIDE_SERUM, BICARBONATE_SERUM)
    values = [inquiry.facts.quantity(fact) for fact in facts]
    missing = tuple(fact.key for fact, value in zip(facts, values, strict=True) if value is None)
    known = [value.to(MMOL_L).value for value in values if value is not None and value.exact]
    if len(known) < 3:
        return Evidence(Truth.UNKNOWN, say(_("{fact}: not known"), fact=OTHER_LABELS["anion_gap"]), missing=missing)
    said = say(
        _("anion gap {gap} mmol/L: hold it against your laboratory's limits"), gap=known[0] - known[1] - known[2]
    )
    return Evidence(Truth.UNKNOWN, said)
