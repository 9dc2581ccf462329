"""All questions of the workup with the page and the place of each, for who wants to go to one at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..clinical.facts import DRUGS, Step
from ..clinical.knowledge.patient import BY_KEY
from ..presenters.short_names import SHORT_NAMES
from ..presenters.wording import Wording
from .blocks import Block, Drugs, Section, Ticks
from .pages import PAGES
from .places import places


@dataclass(frozen=True, slots=True)
class Question:
    """`key` names it when a page is left for it, `target` is its id on the page, `short` other names for it."""

    key: str
    label: str
    step: Step
    target: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a page with its questions."""

    title: str
    questions: tuple[Question, ...]


def questions_of(step: Step, wording: Wording) -> list[Part]:
    """The sections of one page with their questions, in the order of the page."""
    sections: list[Section] = list(PAGES[step].fields)
    return [
        Part(wording.text(section.title), tuple(q for block in section.fields for q in _of(step, block, wording)))
        for section in sections
    ]


def _of(step: Step, block: Block, wording: Wording) -> Iterator[Question]:
    keys = [DRUGS] if isinstance(block, Drugs) else [key for key in block.asks() if key in BY_KEY]
    for key in keys:
        label = wording.text(BY_KEY[key].label) if key in BY_KEY else wording.text(_drugs_label())
        if isinstance(block, Ticks):
            label = f"{label} ({wording.text(block.group.label)})"
        yield Question(key, label, step, places()[key][1], SHORT_NAMES.get(key, ""))


def _drugs_label() -> str:
    return next(str(s.title) for s in PAGES[Step.HISTORY].fields if any(isinstance(b, Drugs) for b in s.fields))
