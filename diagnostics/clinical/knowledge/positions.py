"""What authorities say about a treatment where they disagree by kidney function, potassium, breathing or signs
(treatment dossier, section 15): positions without a threshold of this knowledge base to put in their place.

A position is a ladder: from each bottom on (included) its word holds, up to the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..evidence import Citation
from ..text import _
from ..units import ML_MIN_173, MMOL_L, PER_MIN, Unit
from .citations import (
    AMILORIDE_UK_LABEL, AMILORIDE_US_LABEL, CITRATE_SMPC, DESIGN, EMC_3539, FK, LEEDS, MAGNASPARTATE, NHS_HIGHLAND,
    RENAL_DRUG_HANDBOOK, UKKA_2023, UKMI_370_2, US_PREMIX_LABEL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Position:
    """One authority: in words, and as (bottom, word) rising from zero. `used` marks what this application does."""

    cutoff: str
    citations: tuple[Citation, ...]
    ladder: tuple[tuple[Decimal, str], ...]
    used: bool = False

    def says(self, value: Decimal) -> str:
        """The word that holds at a value."""
        return [word for bottom, word in self.ladder if value >= bottom][-1]


@dataclass(frozen=True, slots=True)
class Question:
    """A question on which authorities disagree. `about` names it, `unit` is that of the ladders."""

    about: str
    rule: str
    unit: Unit
    positions: tuple[Position, ...]


def _ladder(*steps: tuple[str, str]) -> tuple[tuple[Decimal, str], ...]:
    return tuple((Decimal(bottom), word) for bottom, word in steps)


STOP, DECIDE, HALF, GIVE = "contraindicated", "not_automatic", "half_dose", "allowed"
ABOVE_5_0, ABOVE_5_5 = "5.000001", "5.500001"  # the limit itself is still allowed

POSITIONS: tuple[Question, ...] = (
    Question("amiloride_kidney", "TX-C-05", ML_MIN_173, (
        Position(_("amiloride from eGFR 60, a decision from 30, never below"), (DESIGN,), _ladder(("0", STOP), ("30", DECIDE), ("60", GIVE)), used=True),
        Position(_("half the dose of amiloride at 10 to 50"), (RENAL_DRUG_HANDBOOK,), _ladder(("0", STOP), ("10", HALF), ("50.000001", GIVE))),
    )),
    Question("amiloride_potassium", "TX-C-12", MMOL_L, (
        Position(_("amiloride up to potassium 5.0 mmol/L"), (DESIGN,), _ladder(("0", GIVE), (ABOVE_5_0, STOP)), used=True),
        Position(_("amiloride up to potassium 5.5 mmol/L"), (AMILORIDE_UK_LABEL, AMILORIDE_US_LABEL), _ladder(("0", GIVE), (ABOVE_5_5, STOP))),
    )),
    Question("sglt2_kidney", "TX-C-15", ML_MIN_173, (
        Position(_("SGLT2 inhibitor from eGFR 20"), (UKKA_2023,), _ladder(("0", STOP), ("20", GIVE)), used=True),
        Position(_("dapagliflozin from eGFR 15"), (), _ladder(("0", STOP), ("15", GIVE))),
        Position(_("dapagliflozin from eGFR 25 on some labels"), (), _ladder(("0", STOP), ("25", GIVE))),
    )),
    Question("oral_kidney", "TX-C-07", ML_MIN_173, (
        Position(_("magnesium by mouth not automatic below eGFR 30"), (DESIGN,), _ladder(("0", DECIDE), ("30", GIVE)), used=True),
        Position(_("contraindicated in severe kidney disease"), (MAGNASPARTATE, CITRATE_SMPC), _ladder(("0", STOP), ("30", GIVE))),
        Position(_("half the dose"), (NHS_HIGHLAND,), _ladder(("0", HALF), ("30", GIVE))),
        Position(_("gluconate: no change of dose"), (FK,), _ladder(("0", GIVE))),
    )),
    Question("breathing", "TX-C-09", PER_MIN, (
        Position(_("no magnesium by vein below 12 breaths a minute, a senior decides below 16"), (DESIGN,), _ladder(("0", STOP), ("12", DECIDE), ("16", GIVE)), used=True),
        Position(_("at least 16 breaths a minute"), (US_PREMIX_LABEL, EMC_3539), _ladder(("0", STOP), ("16", GIVE))),
    )),
    Question("toxicity", "TX-C-16", MMOL_L, (
        Position(_("treat usually above 2.0 mmol/L"), (UKMI_370_2,), _ladder(("0", "not_high"), ("2.000001", "treat")), used=True),
        Position(_("2 to 4 mmol/L without signs: remove the source"), (LEEDS,), _ladder(("0", "not_high"), ("2.000001", "remove_source"), ("4.000001", "treat"))),
    )),
)  # fmt: skip
