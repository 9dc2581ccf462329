"""The decision path as a picture: serum → history → urine → loading test → route → plan, this patient's way lit.

The picture is an SVG with presentation attributes only, so that it is the same on screen and on paper and
breaks no content policy; its text alternative is the ordered list of `PathNode`s. The way is bold and
numbered, and what lies beside it dashed, so that it reads in black and white.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment, Calculated
from ..clinical.facts import Step
from ..clinical.knowledge.patient import IONISED_MAGNESIUM, MAGNESIUM_SERUM
from . import words
from .shapes import PathNode
from .wording import Wording

# Measures in the picture's own units, which are CSS pixels at full width.
WIDTH, HEIGHT = 682, 176
BOX_WIDTH, BOX_HEIGHT = 157, 68
COLUMN, ROW = 174, 106
LINE = 15.5
LETTERS = 21  # of a line in a box
MOST_LINES = 3
ACCENT, INK, PALE, PAPER = "#0b4f6c", "#1b1f23", "#6b7680", "#ffffff"

# Where each station stands: column, row, and how many columns it spans.
PLACES = {
    "serum": (0, 0, 1),
    "history": (1, 0, 1),
    "urine-24h": (2, 0, 1),
    "fractional-excretion": (3, 0, 1),
    "loading-test": (0, 1, 1),
    "route": (1, 1, 1),
    "plan": (2, 1, 2),
}
TITLES = {
    "serum": _("Serum"),
    "history": _("History"),
    "urine-24h": _("24-hour urine"),
    "fractional-excretion": _("FEMg"),
    "loading-test": _("Loading test"),
    "route": _("Route"),
    "plan": _("Plan"),
}
_TESTS = {
    Step.URINE_24H: "urine_magnesium_24h",
    Step.FRACTIONAL_EXCRETION: "femg",
    Step.LOADING_TEST: "loading_test_retention",
}
_STATES = {
    "needed": "current",
    "optional": "open",
    "settled": "skipped",
    "not_needed": "skipped",
    "unsafe": "unsafe",
}


# --- the stations ----------------------------------------------------------------------------------------


def path_nodes(assessment: Assessment, wording: Wording) -> tuple[PathNode, ...]:
    """The stations in their order, those on this patient's way numbered."""
    found = [_serum(assessment, wording), _history(assessment, wording)]
    found += [_test(assessment, wording, step, name) for step, name in _TESTS.items()]
    found += [_route(assessment, wording), _plan(assessment, wording)]
    nodes, number = [], 0
    for key, state, note in found:
        taken = state in ("taken", "current")
        number += taken
        word = wording.text(words.NODE_STATE[state])
        nodes.append(PathNode(key, wording.text(TITLES[key]), state, word, number if taken else 0, note))
    return tuple(nodes)


_Found = tuple[str, str, str]


def _step_state(assessment: Assessment, step: Step) -> str:
    """The state of a station that has no result yet."""
    for state in assessment.steps:
        if state.step is step:
            return _STATES.get(state.state, "open")
    return "skipped"


def _serum(assessment: Assessment, wording: Wording) -> _Found:
    facts = assessment.facts
    value = facts.quantity(MAGNESIUM_SERUM) or facts.quantity(IONISED_MAGNESIUM)
    status = wording.text(words.STATUS.get(assessment.status, words.plain(assessment.status)))
    if assessment.status == "low" and assessment.severity in words.SEVERITY:
        status = wording.text(words.SEVERITY[assessment.severity])
    if value is None:
        return "serum", "current", status
    return "serum", "taken", f"{wording.quantity(value)}, {status}"


def _history(assessment: Assessment, wording: Wording) -> _Found:
    facts = assessment.facts
    asked = bool(facts.drugs or facts.asked) or any(key.startswith(("history.", "conditions.")) for key in facts)
    if not asked:
        return "history", _step_state(assessment, Step.HISTORY), ""
    labels = [wording.say(cause.label) for cause in assessment.causes[:2]]
    return "history", "taken", ", ".join(labels) or wording.text(_("no cause found"))


def _test(assessment: Assessment, wording: Wording, step: Step, name: str) -> _Found:
    calculated = assessment.computed.get(name)
    if calculated is None or calculated.value is None:
        return step.value, _step_state(assessment, step), ""
    return step.value, "taken", _result(calculated, wording)


def _result(calculated: Calculated, wording: Wording) -> str:
    if calculated.value is None:
        return ""
    value = wording.result(calculated)
    return (
        f"{value}: {wording.text(words.GRADE.get(calculated.grade, calculated.grade))}" if calculated.grade else value
    )


def _route(assessment: Assessment, wording: Wording) -> _Found:
    route = assessment.route
    said = wording.text(words.ROUTE.get(route.value, words.plain(route.value)))
    if route.value in ("indeterminate", "discordant"):
        return "route", "open", said
    if route.value == "not_applicable":
        return "route", "skipped", ""
    if route.certainty in words.CERTAINTY and route.certainty != "none":
        said = f"{said}, {wording.text(words.CERTAINTY[route.certainty])}"
    return "route", "taken", said


def _plan(assessment: Assessment, wording: Wording) -> _Found:
    path = assessment.plan.path
    return "plan", "taken", wording.text(words.PLAN_PATH.get(path, words.plain(path)))


# --- the picture -----------------------------------------------------------------------------------------


def draw_path(nodes: tuple[PathNode, ...], *, title: str, language: str = "en") -> SafeString:
    """The picture of the stations; every text in it is escaped here."""
    way = [node for node in nodes if node.number]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH - 2}" height="{HEIGHT}"'
        f' font-family="Inter" font-size="13.4" role="img" lang="{escape(language)}">',
        f"<title>{escape(_spoken(title, way))}</title>",
        *_pale_lines(nodes),
        *_lit_lines(way),
        *(_box(node) for node in nodes),
        "</svg>",
    ]
    return mark_safe("".join(parts))


def _spoken(title: str, way: Iterable[PathNode]) -> str:
    return f"{title}: {' → '.join(node.label for node in way)}"


def _corner(key: str) -> tuple[int, int, int]:
    """Left, top and width of a station's box."""
    column, row, span = PLACES[key]
    return 1 + column * COLUMN, 1 + row * ROW, BOX_WIDTH + (span - 1) * COLUMN


def _pale_lines(nodes: tuple[PathNode, ...]) -> Iterable[str]:
    """Thin dashed lines between neighbours in a row."""
    for one, next_one in pairwise(nodes):
        if _neighbours(one.key, next_one.key):
            yield _line(_straight(one.key, next_one.key), PALE, 1, ' stroke-dasharray="4 3"')


def _lit_lines(way: list[PathNode]) -> Iterable[str]:
    """The bold line along the way, each stretch with an arrow head."""
    for lane, (one, next_one) in enumerate(pairwise(way)):
        near = _neighbours(one.key, next_one.key)
        points = _straight(one.key, next_one.key) if near else _round_about(one.key, next_one.key, lane)
        yield _line(points, ACCENT, 3, "")
        yield _head(points)


def _neighbours(one: str, other: str) -> bool:
    (column, row, span), (next_column, next_row, _span) = PLACES[one], PLACES[other]
    return row == next_row and next_column == column + span


_Points = list[tuple[int, int]]


def _straight(one: str, other: str) -> _Points:
    left, top, width = _corner(one)
    middle = top + BOX_HEIGHT // 2
    return [(left + width, middle), (_corner(other)[0], middle)]


def _round_about(one: str, other: str, lane: int) -> _Points:
    """Down into the gap between the rows, along it, and into the other box."""
    left, top, width = _corner(one)
    other_left, other_top, other_width = _corner(other)
    gap = BOX_HEIGHT + 9 + 5 * (lane % 4)
    x, other_x = left + width // 2, other_left + other_width // 2
    from_y = top + BOX_HEIGHT if top < gap else top
    to_y = other_top if other_top > gap else other_top + BOX_HEIGHT
    return [(x, from_y), (x, gap), (other_x, gap), (other_x, to_y)]


def _line(points: _Points, colour: str, width: int, more: str) -> str:
    joined = " ".join(f"{x},{y}" for x, y in points)
    return f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="{width}"{more}/>'


def _head(points: _Points) -> str:
    """A triangle at the end of a line, pointing along its last stretch."""
    (from_x, from_y), (x, y) = points[-2], points[-1]
    if from_y == y:
        back = x - 9 if from_x < x else x + 9
        shape = f"{x},{y} {back},{y - 5} {back},{y + 5}"
    else:
        back = y - 9 if from_y < y else y + 9
        shape = f"{x},{y} {x - 5},{back} {x + 5},{back}"
    return f'<polygon points="{shape}" fill="{ACCENT}"/>'


def _box(node: PathNode) -> str:
    left, top, width = _corner(node.key)
    lit = node.number > 0
    edge = f'stroke="{ACCENT}" stroke-width="2.5"' if lit else f'stroke="{PALE}" stroke-width="1"'
    if node.state != "taken":
        edge += ' stroke-dasharray="4 3"'
    title = f"{node.number} {node.label}" if lit else node.label
    texts = [_text(left + 9, top + 17, title, ACCENT if lit else PALE, ' font-weight="600"')]
    letters = LETTERS * width // BOX_WIDTH
    for place, words_in_line in enumerate(_wrapped(node.note or node.word, letters)):
        texts.append(_text(left + 9, top + 17 + LINE * (place + 1), words_in_line, INK if lit else PALE, ""))
    return f'<rect x="{left}" y="{top}" width="{width}" height="{BOX_HEIGHT}" rx="5" fill="{PAPER}" {edge}/>' + "".join(
        texts
    )


def _text(x: float, y: float, words_in_line: str, colour: str, more: str) -> str:
    return f'<text x="{x}" y="{y}" fill="{colour}"{more}>{escape(words_in_line)}</text>'


def _wrapped(text: str, letters: int) -> list[str]:
    """The text in lines of at most `letters`, broken at blanks that may break; what is too much ends in …."""
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) + bool(lines[-1]) <= letters or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip(" ")
        else:
            lines.append(word)
    lines = [line if len(line) <= letters + 2 else f"{line[: letters + 1]}…" for line in lines]
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][: letters - 1]}…"]
