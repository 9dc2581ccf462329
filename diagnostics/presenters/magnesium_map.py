"""Where magnesium goes, and where this patient loses it: the places of the body with what is known of each.

The facts about the places are those of the diagnosis dossier (section 2, 5.3, 7, 12, appendix A), each with its
source; the dossier gives the three shares of the tubule in the order of the tubule. Where the loss is, is read
from the route of the assessment, its tests and its causes. No answer tells which part of the tubule loses
magnesium, so that is said to be unknown. `magnesium_map_drawing.py` draws it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment
from ..clinical.evidence import Citation
from ..clinical.knowledge.citations import SEED_001, SEED_002
from . import words
from .wording import Wording, begun

INTAKE, GUT, CELLS, KIDNEY, ELSEWHERE = "intake", "gut", "cells", "kidney", "elsewhere"
EXITS = (INTAKE, GUT, CELLS, KIDNEY, ELSEWHERE)
# What a place is to this patient.
LOST, ALSO, SUSPECTED, KEPT, UNKNOWN, NOTHING = "lost", "also", "suspected", "kept", "unknown", "nothing"

PLACES_OF_ROUTE: dict[str, tuple[str, ...]] = {
    "renal": (KIDNEY,),
    "gastrointestinal": (GUT,),
    "intake": (INTAKE,),
    "redistribution": (CELLS,),
    "other_extrarenal": (ELSEWHERE,),
    "mixed": (KIDNEY,),
}
OUTSIDE_THE_KIDNEY = (INTAKE, GUT, CELLS, ELSEWHERE)
NAMES = {
    INTAKE: _("Intake"),
    GUT: _("Gut"),
    CELLS: _("Cells and bone"),
    KIDNEY: _("Kidney"),
    ELSEWHERE: _("Skin, milk"),
}
# What each place does, with its source. The shares of the tubule are left out: the dossier does not name their segments.
FACTS: dict[str, tuple[str, tuple[Citation, ...]]] = {
    INTAKE: (_("30 to 40 % of the magnesium in food is absorbed"), (SEED_001, SEED_002)),
    GUT: (_("the small bowel takes up the bulk, passively; the colon the regulated part"), (SEED_002,)),
    CELLS: (_("about 60 % of some 25 g is in bone, part of it exchangeable; less than 1 % is in blood"), (SEED_002,)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its state for this patient: `word` says it, `because` names what points there."""

    key: str
    name: str
    state: str
    word: str
    because: tuple[str, ...] = ()
    fact: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Map:
    """All places in the order of `EXITS`, and what no answer tells."""

    places: tuple[Place, ...]
    unknown: str

    def at(self, key: str) -> Place:
        return next(place for place in self.places if place.key == key)


def magnesium_map(assessment: Assessment, wording: Wording) -> Map | None:
    """The map of a patient with low magnesium; None where the question of a loss does not arise."""
    route = assessment.route.value
    if route == "not_applicable" or not assessment.scope.in_scope:
        return None
    states = _states(assessment)
    places = tuple(_place(key, states[key], assessment, wording) for key in EXITS)
    return Map(places, _unknown(assessment, states, wording))


def _states(assessment: Assessment) -> dict[str, str]:
    """The state of each place, from the route, then from tests and causes."""
    route = assessment.route
    states = dict.fromkeys(EXITS, NOTHING)
    if route.value in ("indeterminate", "discordant"):
        states = dict.fromkeys(EXITS, UNKNOWN)
    if route.value in ("extrarenal_unspecified", "mixed"):
        states |= dict.fromkeys(OUTSIDE_THE_KIDNEY, UNKNOWN)
    for cause in assessment.causes:
        for place in _places(cause.routes):
            if cause.active and states[place] in (NOTHING, UNKNOWN):
                states[place] = SUSPECTED
    if _conserved(assessment) and route.value not in ("renal", "mixed", "discordant"):
        states[KIDNEY] = KEPT
    states |= dict.fromkeys(_places(route.also), ALSO)
    states |= dict.fromkeys(PLACES_OF_ROUTE.get(route.value, ()), LOST)
    return states


def _places(routes: tuple[str, ...]) -> list[str]:
    return [place for route in routes for place in PLACES_OF_ROUTE.get(route, ())]


def _conserved(assessment: Assessment) -> bool:
    """Whether a urine test that counts says that the kidney conserves magnesium."""
    tests = (assessment.computed.get(name) for name in ("urine_magnesium_24h", "femg"))
    return any(test is not None and test.valid and test.grade == "conserved" for test in tests)


def _place(key: str, state: str, assessment: Assessment, wording: Wording) -> Place:
    fact, citations = FACTS.get(key, ("", ()))
    because = tuple(
        begun(wording.say(cause.label)) for cause in assessment.causes if cause.active and key in _places(cause.routes)
    )
    shown = because if state in (LOST, ALSO, SUSPECTED) else ()
    return Place(
        key,
        wording.text(NAMES[key]),
        state,
        _word(key, state, assessment, wording),
        shown,
        wording.text(fact),
        citations,
    )


def _word(key: str, state: str, assessment: Assessment, wording: Wording) -> str:
    """What a state is called at a place, with how sure it is where magnesium is lost."""
    if state in (LOST, ALSO):
        said = wording.text({INTAKE: _("too little"), CELLS: _("shifts in here")}.get(key, _("lost here")))
        certainty = assessment.route.certainty
        if state == LOST and certainty in words.CERTAINTY and certainty != "none":
            return wording.line(_("{lost}: {certainty}"), lost=said, certainty=wording.text(words.CERTAINTY[certainty]))
        return said
    return wording.text({SUSPECTED: _("possible"), KEPT: _("kept"), UNKNOWN: _("not known"), NOTHING: ""}[state])


def _unknown(assessment: Assessment, states: dict[str, str], wording: Wording) -> str:
    """What no answer tells."""
    if assessment.route.value == "discordant":
        return wording.text(_("The tests disagree; where magnesium is lost is not known."))
    if assessment.route.value == "indeterminate":
        return wording.text(_("Where magnesium is lost is not known yet."))
    if states[KIDNEY] == LOST:
        return wording.text(_("Which part of the tubule loses magnesium is not known from these answers."))
    if assessment.route.value == "extrarenal_unspecified":
        return wording.text(_("Where outside the kidney magnesium is lost is not known."))
    return ""


def in_words(place: Place, wording: Wording) -> str:
    """A place as a line of the list beside the picture."""
    said = place.word or wording.text(_("no sign of a loss"))
    line = f"{place.name}: {said}"
    if place.because:
        line = f"{line} ({', '.join(place.because)})"
    return f"{line}. {begun(place.fact)}." if place.fact else f"{line}."
