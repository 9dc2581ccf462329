"""What a person may mean by the name of a drug: names and classes that fit, else those that are near."""

from __future__ import annotations

from dataclasses import dataclass

from ..clinical.knowledge.drug_spelling import near_drugs, near_words
from ..clinical.knowledge.drugs import CLASSES, Drug, search
from ..presenters.wording import Wording

MOST = 12
MOST_CLASSES = 3
MOST_NEAR = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`value` is what to write in the box, `about` the classes of a drug; `near` that the text was spelt otherwise."""

    value: str
    label: str
    about: str = ""
    near: bool = False


def suggestions(text: str, wording: Wording) -> list[Suggestion]:
    """Classes and drugs that fit the text; where none fits, those with a name near it."""
    if not text:
        return []
    fitting = [
        *(_class(code, wording) for code in _classes(text, wording)),
        *(_drug(drug, wording) for drug in search(text, MOST)),
    ]
    return fitting[:MOST] or near(text, wording)


def near(text: str, wording: Wording) -> list[Suggestion]:
    """What is spelt nearly so; nothing for a short text."""
    labels = [(code, wording.text(each.label)) for code, each in CLASSES.items()]
    return [
        *(_drug(drug, wording, near=True) for drug in near_drugs(text, MOST_NEAR)),
        *(_class(code, wording, near=True) for code in list(near_words(text, labels))[:MOST_CLASSES]),
    ]


def _classes(text: str, wording: Wording) -> list[str]:
    """Classes whose label has the text in it."""
    wanted = text.lower()
    if len(wanted) < 3:
        return []
    return [code for code, each in CLASSES.items() if wanted in wording.text(each.label).lower()][:MOST_CLASSES]


def _class(code: str, wording: Wording, *, near: bool = False) -> Suggestion:
    return Suggestion(f"class:{code}", wording.text(CLASSES[code].label), near=near)


def _drug(drug: Drug, wording: Wording, *, near: bool = False) -> Suggestion:
    about = ", ".join(wording.text(CLASSES[code].label) for code in drug.classes if code in CLASSES)
    return Suggestion(drug.label, drug.label, about, near)
