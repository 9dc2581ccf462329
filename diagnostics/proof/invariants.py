"""The 72 invariants of the treatment dossier, section 12, by id: the table that is checked for every patient.

Four compare several assessments (06b, 26, 67, 68), three speak of what is printed (69, 70, 72); the others are
properties of one assessment.
"""

from __future__ import annotations

from . import inv_adjuncts, inv_amount, inv_drip, inv_general, inv_scope
from .checks import CHECKS, Check

_MODULES = (inv_scope, inv_amount, inv_drip, inv_adjuncts, inv_general)
INVARIANTS: dict[str, Check] = {id: each for id, each in CHECKS.items() if "INV" in id.split("-")}
NUMBERED = tuple(f"TX-INV-{number:02}" for number in range(1, 73))
