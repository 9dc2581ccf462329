"""What must be read together: linked electrolytes and confounders, none of which decides by itself.

They enter the trace, and as warnings where they change how another result is read (diagnosis dossier 3 and 13).
"""

from __future__ import annotations

from ..conditions import passes
from ..evidence import Evidence, Truth
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    AGE_AT_FIRST_LOW,
    BICARBONATE_SERUM,
    FAMILY_HISTORY,
    FINDINGS,
    PHOSPHATE_SERUM,
    POTASSIUM_SERUM,
    PTH_SERUM,
    SODIUM_SERUM,
)
from ..text import _, say
from .calculations import Calcium
from .inquiry import Inquiry
from .status import Level


def linked_electrolytes(inquiry: Inquiry, level: Level, calcium: Calcium) -> None:
    """DX-XEL-02 to -08: what the other ions say beside a low magnesium."""
    facts = inquiry.facts
    rows = (
        ("DX-XEL-02", passes(POTASSIUM_SERUM, facts.quantity(POTASSIUM_SERUM), t.K_LOW)),
        ("DX-XEL-05", passes(BICARBONATE_SERUM, facts.quantity(BICARBONATE_SERUM), t.HCO3_HIGH)),
        ("DX-XEL-05", passes(BICARBONATE_SERUM, facts.quantity(BICARBONATE_SERUM), t.HCO3_LOW)),
        ("DX-XEL-06", passes(PHOSPHATE_SERUM, facts.quantity(PHOSPHATE_SERUM), t.PHOSPHATE_LOW)),
        ("DX-XEL-07", passes(SODIUM_SERUM, facts.quantity(SODIUM_SERUM), t.NA_LOW)),
    )
    for rule_id, evidence in rows:
        inquiry.record(rule_id, evidence)
    inquiry.record("DX-XEL-03", Evidence(calcium.low, say(_("adjusted calcium below 2.20 mmol/L"))))
    if level.is_low and calcium.low is Truth.MET:
        _low_calcium(inquiry)


def _low_calcium(inquiry: Inquiry) -> None:
    """DX-XEL-03, -04: parathyroid hormone beside low calcium and low magnesium."""
    pth = inquiry.facts.quantity(PTH_SERUM)
    if pth is None:
        return
    said = say(
        _(
            "Low calcium with parathyroid hormone {pth}: low or normal for your laboratory means functional "
            "hypoparathyroidism until magnesium is corrected; high means vitamin D deficiency, malabsorption, kidney "
            "disease, hungry bone or FHHNC."
        ),
        pth=pth,
    )
    inquiry.warn("W_PTH_WITH_LOW_CALCIUM", said, "DX-XEL-03", PTH_SERUM.key)
    inquiry.met("DX-XEL-04", said)


def confounders(inquiry: Inquiry, level: Level) -> None:
    """DX-PRE-08, -10 and DX-FEMG-06, -09: what can hide or mimic a loss."""
    raising = inquiry.takes("potassium_sparing_diuretic", "mineralocorticoid_antagonist", "sglt2_inhibitor")
    if raising and level.known:
        said = say(
            _(
                "A potassium-sparing diuretic or SGLT2 inhibitor raises magnesium and can mask a loss through the kidney."
            )
        )
        inquiry.warn("W_MASKED_LOSS", said, "DX-PRE-10", "history.drugs")
    _hidden_leak(inquiry, level)
    _leak_at_normal_level(inquiry, level)


def _hidden_leak(inquiry: Inquiry, level: Level) -> None:
    """DX-FEMG-09: below 0.40 mmol/L a leak can hide behind a tiny filtered load."""
    femg = inquiry.computed.get("femg")
    first = inquiry.facts.number(AGE_AT_FIRST_LOW)
    inherited = (first is not None and first < 18) or inquiry.yes(FAMILY_HISTORY)
    if femg and femg.grade == "conserved" and inherited and t.BELOW_040.holds(level.value) is Truth.MET:
        said = say(
            _(
                "Magnesium below 0.40 mmol/L with an inherited pattern: a leak can hide when the filtered load is tiny. "
                "Repeat FEMg at 0.55 mmol/L or above, more than 72 h after the last dose."
            )
        )
        inquiry.warn("W_HIDDEN_LEAK", said, "DX-FEMG-09", "urine_spot.magnesium")


def _leak_at_normal_level(inquiry: Inquiry, level: Level) -> None:
    """DX-FEMG-06: with nephrocalcinosis or a family with FHHNC, FEMg above 4 % can be diagnostic at a normal level."""
    femg = inquiry.computed.get("femg")
    renal = femg is not None and femg.value is not None and t.FEMG_RENAL.holds(femg.value) is Truth.MET
    marked = bool(inquiry.facts.answer(FINDINGS["nephrocalcinosis"])) or inquiry.yes(FAMILY_HISTORY)
    if renal and marked and level.low is Truth.NOT_MET:
        said = say(
            _(
                "FEMg above 4 % at a normal serum magnesium can still be diagnostic with nephrocalcinosis or FHHNC in the family."
            )
        )
        inquiry.warn("W_LEAK_AT_NORMAL_LEVEL", said, "DX-FEMG-06", "urine_spot.magnesium")
