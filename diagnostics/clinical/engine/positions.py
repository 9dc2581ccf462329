"""This patient under the positions of authorities on a treatment (treatment dossier, section 15)."""

from __future__ import annotations

from ..evidence import Truth
from ..knowledge.patient import POTASSIUM_SERUM, RESPIRATORY_RATE
from ..knowledge.positions import Position, Question
from ..knowledge.rulebook import rule
from ..sureness import Cutoff
from ..text import say
from ..units import Quantity
from .conclude import Conclusions


def positions_of(found: Conclusions, question: Question) -> list[Cutoff]:
    """A row per position, where the question arises for this patient and the value is known."""
    value = _value(found, question.about)
    if value is None or not value.exact:
        return []
    number = value.to(question.unit).value
    return [
        Cutoff(
            question.about,
            source_of(position),
            say(position.cutoff),
            position.says(number),
            used=position.used,
            robust=False,
            rule=rule(question.rule),
            citations=position.citations,
        )
        for position in question.positions
    ]


def source_of(position: Position) -> str:
    """Who holds the position, for the machine interface."""
    return "; ".join(citation.text for citation in position.citations)


def _value(found: Conclusions, about: str) -> Quantity | None:
    """The value that the question turns on; None where the question does not arise."""
    s, facts = found.situation, found.inquiry.facts
    renal = s.low and s.route.value == "renal"
    arises = {
        "amiloride_kidney": (renal, s.kidney.egfr),
        "amiloride_potassium": (renal, facts.quantity(POTASSIUM_SERUM)),
        "sglt2_kidney": (s.low and s.type_2, s.kidney.egfr),
        "oral_kidney": (s.low and s.kidney.below_30, s.kidney.egfr),
        "breathing": (s.low and found.path.intravenous, facts.quantity(RESPIRATORY_RATE)),
        "toxicity": (s.level.toxic is Truth.MET and s.toxicity.truth is not Truth.MET, s.level.value),
    }
    holds, value = arises[about]
    return value if holds and s.people.scope.in_scope else None
