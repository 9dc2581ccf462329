"""What is particular to this patient's causes, conditions and situation (TX-DIS, TX-SC, TX-OOS).

Lines COLLECT, each once. They advise and never prescribe (TX-SC-03): a figure that specialists use is named only for an adult
whose magnesium is low and for whom every gate of the line is known to be open; otherwise the line is said without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..counsel import Advice
from ..evidence import Truth
from ..knowledge import thresholds as t
from ..knowledge.cause_specific import INHERITED, OUTSIDE, SUBJECTS, Line, Subject
from ..knowledge.patient import (
    AV_BLOCK,
    COLON_PRESENT,
    CONDITIONS,
    FINDINGS,
    HEART_RATE,
    IONISED_MAGNESIUM,
    LACTATING,
    MAGNESIUM_LOWER_LIMIT,
    NIL_BY_MOUTH,
    PHOSPHATE_SERUM,
    POTASSIUM_SERUM,
)
from ..knowledge.rulebook import rule
from ..text import Statement, _, say
from .amiloride import amiloride_against
from .causes import cause_label
from .electrolytes import HALF_DOSE_DRUGS, WERNICKE_SIGNS
from .guard import may_name_figures
from .oral_against import oral_against
from .path import PT, Path
from .scope import of_childbearing_age
from .situation import Situation
from .status import ctcae_grade


def cause_specific(s: Situation, path: Path) -> tuple[Advice, ...]:
    """Every line that holds for this patient, who is outside the scope first, then inherited, then acquired causes."""
    codes = _codes(s, path)
    subjects = OUTSIDE if s.people.child is True else SUBJECTS
    lines = {line.code: line for subject in subjects for line in _lines(s, path, subject, codes)}
    for line in {line.rule.id: line for line in lines.values()}.values():  # each rule once in the trace
        s.inquiry.met(line.rule.id, say(_("Advice for: {about}"), about=line.about))
    return tuple(lines.values())


def inherited_aim(s: Situation) -> Statement | None:
    """The aim of this patient's inherited loss, which takes the place of the usual target (TX-MON-01)."""
    codes = _cause_codes(s)
    aims = (
        line
        for subject in INHERITED
        if codes.intersection(subject.codes)
        for line in subject.lines
        if line.kind == "aim"
    )
    return next((say(line.text) for line in aims), None)


def own_lines(s: Situation) -> frozenset[str]:
    """The keys of every line of this patient's subjects, whether or not it is said now."""
    codes = _codes(s, None)
    return frozenset(line.key for subject in SUBJECTS if codes.intersection(subject.codes) for line in subject.lines)


# -- which subjects ------------------------------------------------------------------------------------------------


_NAMED = {code for subject in SUBJECTS for code in subject.codes}
ASKED = tuple((code, fact) for rows in (CONDITIONS, FINDINGS) for code, fact in rows.items() if code in _NAMED)


def _codes(s: Situation, path: Path | None) -> set[str]:
    return _cause_codes(s) | _situations(s, path)


def _cause_codes(s: Situation) -> set[str]:
    """Codes of the causes that still act, and of every condition and finding that some subject is about."""
    found = {cause.code for cause in s.causes if cause.active}
    return found.union(code for code, fact in ASKED if s.inquiry.facts.answer(fact))


def _situations(s: Situation, path: Path | None) -> set[str]:
    people = s.people
    rows = (
        ("child", people.child is True),
        ("pregnant", people.pregnant is True),
        ("obstetric_seizure", people.obstetric_seizure),
        ("dialysis", people.dialysis),
        ("egfr_below_15", s.kidney.egfr_band == "0" and not people.dialysis),
        ("lactating", s.inquiry.yes(LACTATING)),
        ("toxicity", path is not None and path.code == PT),
        ("setting_icu", s.setting == "icu"),
        ("route_redistribution", _shifts(s)),
        ("takes_mineralocorticoid_antagonist", s.inquiry.takes("mineralocorticoid_antagonist")),
        ("low_calcium", s.calcium.low is Truth.MET),
        ("nil_by_mouth", s.inquiry.yes(NIL_BY_MOUTH)),
    )
    return {code for code, holds in rows if holds}


def _shifts(s: Situation) -> bool:
    """TX-DIS-18: the route, or a strong cause that acts and does nothing but shift magnesium."""
    only = (c for c in s.causes if c.active and c.weight == "strong" and c.routes == ("redistribution",))
    return s.route.value == "redistribution" or any(only)


def _about(subject: Subject, codes: set[str], s: Situation) -> Statement:
    if subject.label:
        return say(subject.label)
    code = next(code for code in subject.codes if code in codes)
    own = (cause.label for cause in s.causes if cause.code == code)
    return next(own, cause_label(code)[1])


# -- which lines ---------------------------------------------------------------------------------------------------


def _lines(s: Situation, path: Path, subject: Subject, codes: set[str]) -> Iterator[Advice]:
    if codes.isdisjoint(subject.codes):
        return
    for line in subject.lines:
        if WHEN[line.when](s, path):
            yield _said(s, line, _about(subject, codes, s))


def _said(s: Situation, line: Line, about: Statement) -> Advice:
    figures = bool(line.figures) and _figures_may_be_named(s) and all(GATES[gate](s) for gate in line.gates)
    row = rule(line.rule)
    text = say(line.figures if figures else line.text)
    return Advice(line.key, text, row, line.kind, about, figures, row.verified and not line.recall)


def _not_low(s: Situation, path: Path) -> bool:
    return s.level.known and s.level.low is Truth.NOT_MET


def _oxide_possible(s: Situation) -> bool:
    """TX-INV-28: no oxide below eGFR 45, in acute kidney injury, or where neither is known."""
    return s.low and s.kidney.aki == 0 and t.EGFR_45.holds(s.kidney.egfr) is Truth.NOT_MET


def _tube_possible(s: Situation) -> bool:
    """TX-PO-14: the gut works and takes magnesium, the sachet is not barred (TX-INV-65), the kidneys shed it."""
    blocked = any(s.condition(code) for code in ("ileus", "bowel_obstruction", "vomiting"))
    degree, rate = s.inquiry.facts.number(AV_BLOCK), s.inquiry.facts.quantity(HEART_RATE)
    heart = degree == 0 and t.BRADYCARDIA.holds(rate) is Truth.NOT_MET
    return s.low and not blocked and heart and s.kidney.band in ("60", "30") and not s.raltegravir


def _ctcae(s: Situation, grade: int) -> bool:
    """CTCAE grade by the laboratory's own lower limit, else by the one used here (DX-SER-03)."""
    value = s.level.value
    if value is None or not s.low:
        return False
    limit = s.inquiry.facts.quantity(MAGNESIUM_LOWER_LIMIT) or s.inquiry.knowledge.threshold(t.LOW).limit_for(value)
    return ctcae_grade(value, lower_limit=limit) == grade


WHEN: dict[str, Callable[[Situation, Path], bool]] = {
    "always": lambda s, path: True,
    "low": lambda s, path: s.low,
    "not_low": _not_low,
    "fertile": lambda s, path: of_childbearing_age(s.inquiry),
    "failing": lambda s, path: s.low and (s.refractory or path.intravenous),
    "no_colon": lambda s, path: s.inquiry.facts.answer(COLON_PRESENT) is not True,
    "oxide_possible": lambda s, path: _oxide_possible(s),
    "wernicke": lambda s, path: s.low and any(s.inquiry.finding(code) for code in WERNICKE_SIGNS),
    "tube": lambda s, path: _tube_possible(s),
    "ctcae_1": lambda s, path: _ctcae(s, 1),
    "ctcae_2": lambda s, path: _ctcae(s, 2),
    "ctcae_3": lambda s, path: _ctcae(s, 3),
    "ctcae_4": lambda s, path: _ctcae(s, 4),
    "ionised": lambda s, path: s.low and s.inquiry.facts.quantity(IONISED_MAGNESIUM) is not None,
}


# -- which figures -------------------------------------------------------------------------------------------------


def _figures_may_be_named(s: Situation) -> bool:
    """An adult for certain with a low magnesium from a sound sample, and the guard agrees by its own look."""
    limits = s.inquiry.knowledge.limits
    return s.adult_for_sure and s.low and s.people.scope.in_scope and may_name_figures(s.inquiry.facts, limits.lln)


def _oral(s: Situation) -> bool:
    return s.kidney.band == "60" and not oral_against(s)


def _potassium(s: Situation) -> bool:
    """A low potassium, kidneys that shed it, nothing that keeps it (TX-ELY-02, TX-INV-41)."""
    low = s.inquiry.passes(POTASSIUM_SERUM, t.K_LOW) is Truth.MET
    return low and s.drugs_asked and _oral(s) and not s.inquiry.takes(*HALF_DOSE_DRUGS)


def _refeeding(s: Situation) -> bool:
    """Neither potassium nor phosphate is high, both known; kidneys as for full doses."""
    facts = s.inquiry.facts
    potassium = s.inquiry.passes(POTASSIUM_SERUM, t.K_HIGH_AMILORIDE)
    phosphate = t.PHOSPHATE_HIGH.holds(facts.quantity(PHOSPHATE_SERUM))
    return s.kidney.band == "60" and s.kidney.aki == 0 and max(potassium, phosphate) is Truth.NOT_MET


def _under_the_skin(s: Situation) -> bool:
    """TX-SC-01: known kidney function of 30 or more, and a heart that can take the fluid."""
    return s.kidney.band in ("60", "30") and not s.kidney.below_30 and s.truth("heart_failure") is Truth.NOT_MET


GATES: dict[str, Callable[[Situation], bool]] = {
    "oral": _oral,
    "potassium": _potassium,
    "amiloride": lambda s: not amiloride_against(s),
    "refeeding": _refeeding,
    "under_the_skin": _under_the_skin,
}
