"""On which steps a laboratory report can be pasted."""

from __future__ import annotations

from ..clinical.facts import Step
from ..readers.lab_text import MOST_SIGNS
from ..readers.lab_words import Specimen
from .current import new_token
from .picture import Picture

# The steps that offer it, and the kind of urine that each of them is about.
PASTING: dict[Step, Specimen | None] = {
    Step.SERUM: None,
    Step.URINE_24H: Specimen.TIMED,
    Step.FRACTIONAL_EXCRETION: Specimen.SPOT,
}


def offer(step: Step, picture: Picture) -> dict[str, object]:
    """What the box for pasting needs on the page of a step; nothing on a step that does not offer it.

    Its token is one of its own: a value that was saved from the step's page since is then a conflict, not overwritten.
    """
    if step not in PASTING:
        return {}
    return {
        "paste_page": f"workup-{step.value}-paste",
        "take_page": f"workup-{step.value}-take",
        "paste_token": new_token(picture.workup),
        "longest": MOST_SIGNS,
    }
