"""How fast? The urgency of the whole answer (ruling 26, with the step up of ruling 60)."""

from __future__ import annotations

from ..evidence import Truth
from ..knowledge import thresholds as t
from ..knowledge.emergency import SEIZURES, TETANY
from ..knowledge.patient import POTASSIUM_SERUM
from .path import P0, P1, P2, P3, P4, P5, P6, PT, PX, Path
from .paths import BY_LEVEL_AND_SIGNS
from .situation import Situation

LADDER = ("routine", "same_day", "urgent", "emergency")
_BY_PATH = {P0: "routine", P1: "routine", P2: "routine", P3: "routine", P4: "same_day", P5: "urgent", P6: "emergency"}


def urgency(s: Situation, path: Path, *, do_not_wait: bool) -> str:
    """Ruling 26, with the step up of ruling 60 taken from the path's own urgency."""
    base = _own_urgency(s, path)
    if s.low and _raised(s):
        base = max(base, min(base + 1, LADDER.index("urgent")))
    floor = max((LADDER.index(word) for word, holds in _minimums(s, path, do_not_wait) if holds), default=0)
    return LADDER[max(base, floor)]


def _own_urgency(s: Situation, path: Path) -> int:
    if path.code == PT:
        grave = s.toxicity.truth is Truth.MET or t.VERY_TOXIC.holds(s.level.value) is Truth.MET
        return LADDER.index("emergency" if grave else "same_day")
    code = path.wanted or path.code
    if path.code == PX and path.kind == "scope":
        code = _path_without_scope(s)
    return LADDER.index(_BY_PATH.get(code, "routine"))


def _path_without_scope(s: Situation) -> str:
    """What the level and the signs would give to a patient within scope."""
    for row in BY_LEVEL_AND_SIGNS:
        path = row(s)
        if path is not None:
            return path.code
    return P0


def _raised(s: Situation) -> bool:
    potassium = s.inquiry.passes(POTASSIUM_SERUM, t.K_IV_TRIGGER) is Truth.MET
    return potassium or s.inquiry.takes("digoxin") or s.signs.qtc_480 is Truth.MET


def _minimums(s: Situation, path: Path, do_not_wait: bool) -> tuple[tuple[str, bool], ...]:
    # ruling 55: a magnesium above 2.0 that may be false is repeated like any other sample that does not hold
    doubted = path.code == P0 and s.level.toxic is Truth.MET
    pending = path.kind == "pending" or doubted or (path.code == PX and path.kind == "scope" and not s.level.known)
    unknown = not s.level.known or doubted
    fits = any(s.inquiry.finding(code) for code in (*SEIZURES, *TETANY))
    return (
        ("emergency", s.signs.e is Truth.MET or s.people.obstetric_seizure),
        ("urgent", do_not_wait and s.low),
        ("same_day", s.signs.m is Truth.MET and s.low),
        ("same_day", s.level.censored and s.low),
        ("urgent", unknown and fits),
        ("same_day", pending),
    )
