"""The names of the treatment paths (treatment dossier 0.4) and what is known of a chosen one."""

from __future__ import annotations

from dataclasses import dataclass

from ..text import Statement

P0, P1, P2, P3 = "P0_NONE", "P1_DIET_CAUSE", "P2_ORAL", "P3_ORAL_ADJUNCT"
P4, P5, P6 = "P4_IV_PLANNED", "P5_IV_URGENT", "P6_EMERGENCY"
PT, PX = "PT_TOXICITY", "PX_REFER"


@dataclass(frozen=True, slots=True)
class Path:
    """The path, the rule that set it, and the path that TX-SEV-18 replaced (`wanted`).

    `kind` tells the P0 paths and the referrals apart: "pending", "high", "latent", "text_only", "scope",
    "iv_blocked", "oral_blocked".
    """

    code: str
    rule: str
    because: Statement
    wanted: str = ""
    kind: str = ""

    @property
    def intravenous(self) -> bool:
        return (self.wanted or self.code) in (P4, P5, P6)
