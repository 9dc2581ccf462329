"""Where each question stands: its step, and the id on the page."""

from __future__ import annotations

from functools import cache

from ..clinical.facts import CONDITIONS, DRUGS, FINDINGS, Step
from .blocks import Drugs, Ticks, leaves
from .pages import PAGES
from .posted import name_of

# Lists that are asked as a whole: the section that asks them.
_LISTS = {
    FINDINGS: (Step.START, "symptoms"),
    CONDITIONS: (Step.HISTORY, "conditions"),
    DRUGS: (Step.HISTORY, "drugs"),
}


@cache
def places() -> dict[str, tuple[Step, str]]:
    """The step and the id of every question, by its key."""
    found = dict(_LISTS)
    for step, layout in PAGES.items():
        for block in leaves(layout):
            for key in block.asks():
                folded = block.name if isinstance(block, Ticks) else name_of(key)
                found[key] = (step, "drugs" if isinstance(block, Drugs) else f"div_id_{folded}")
    return found
