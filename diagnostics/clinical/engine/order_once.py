"""What is ordered once when a loss through the kidney is shown, as far as it is not known yet (dossier 11.1)."""

from __future__ import annotations

from ..assessment import Cause, Route
from ..evidence import Truth
from ..facts import Fact
from ..knowledge import thresholds as t
from ..knowledge.patient import (
    ALP,
    BICARBONATE_SERUM,
    CHLORIDE_SERUM,
    CREATININE_SERUM,
    EGFR_REPORTED,
    FINDINGS,
    GLUCOSE,
    KNOWN_CAUSE,
    PHOSPHATE_SERUM,
    POTASSIUM_SERUM,
    PTH_SERUM,
    REPORTED_CA_CR,
    SPOT_CALCIUM,
    SPOT_CHLORIDE,
    SPOT_POTASSIUM,
    SYSTOLIC_BP,
    U24_CALCIUM,
    U24_CHLORIDE,
    U24_POTASSIUM,
    URATE,
)
from ..text import Statement, _, say
from .calculations import Calcium
from .inquiry import Inquiry

ULTRASOUND = ("nephrocalcinosis", "renal_cysts", "kidney_stones")
SERUM = (
    POTASSIUM_SERUM,
    BICARBONATE_SERUM,
    CHLORIDE_SERUM,
    PHOSPHATE_SERUM,
    ALP,
    PTH_SERUM,
    GLUCOSE,
    URATE,
)


def order_once(
    inquiry: Inquiry, *, route: Route, causes: tuple[Cause, ...], calcium: Calcium, explained: bool
) -> tuple[Statement, ...]:
    """The tests of 11.1 that are not known.

    Empty until a loss through the kidney is found, and where a pattern can add nothing: the history explains
    the loss, or an earlier workup has established the cause.
    """
    if route.value != "renal" or explained or inquiry.facts.word(KNOWN_CAUSE):
        return ()
    return (
        *(say(fact.label) for fact in SERUM if _unknown(inquiry, fact)),
        *_calcium_and_creatinine(inquiry, calcium),
        *_urine(inquiry),
        *_bedside(inquiry, causes),
    )


def _unknown(inquiry: Inquiry, *facts: Fact) -> bool:
    return all(fact.key not in inquiry.facts.values for fact in facts)


def _calcium_and_creatinine(inquiry: Inquiry, calcium: Calcium) -> list[Statement]:
    rows = (
        (calcium.adjusted is None, _("calcium with albumin")),
        (_unknown(inquiry, CREATININE_SERUM, EGFR_REPORTED), CREATININE_SERUM.label),
    )
    return [say(label) for wanted, label in rows if wanted]


def _urine(inquiry: Inquiry) -> list[Statement]:
    """Potassium in the urine reads only with a low potassium, chloride only in alkalosis."""
    may_be_low = inquiry.passes(POTASSIUM_SERUM, t.K_LOW) is not Truth.NOT_MET
    may_be_alkalosis = inquiry.passes(BICARBONATE_SERUM, t.HCO3_HIGH) is not Truth.NOT_MET
    rows = (
        (_unknown(inquiry, SPOT_CALCIUM, U24_CALCIUM, REPORTED_CA_CR), _("urine calcium and creatinine")),
        (may_be_low and _unknown(inquiry, SPOT_POTASSIUM, U24_POTASSIUM), _("urine potassium and creatinine")),
        (may_be_alkalosis and _unknown(inquiry, SPOT_CHLORIDE, U24_CHLORIDE), _("urine chloride")),
        (inquiry.finding("proteinuria") is None, _("urine protein")),
        (inquiry.finding("glucosuria") is None, _("urine glucose")),
    )
    return [say(label) for wanted, label in rows if wanted]


def _bedside(inquiry: Inquiry, causes: tuple[Cause, ...]) -> list[Statement]:
    """Blood pressure, ultrasound, and a screen for diuretics where neither an active cause of weight nor
    nephrocalcinosis explains the loss."""
    unclear = not inquiry.finding("nephrocalcinosis") and not any(
        c.active and c.weight != "weak" and "renal" in c.routes for c in causes
    )
    imaged = any(inquiry.finding(code) for code in ULTRASOUND)
    rows = (
        (_unknown(inquiry, SYSTOLIC_BP), _("blood pressure")),
        (
            not imaged and any(FINDINGS[code].key not in inquiry.facts.values for code in ULTRASOUND),
            _("renal ultrasound (nephrocalcinosis, cysts, stones)"),
        ),
        (unclear, _("diuretic screen")),
    )
    return [say(label) for wanted, label in rows if wanted]
