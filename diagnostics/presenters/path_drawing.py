"""The decision path drawn: for a wide page in two rows of boxes, for a phone as a line with stops.

The way is bold and numbered, and what lies beside it dashed, so that it reads in black and white.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from .drawing import (
    ACCENT,
    INK,
    LINE,
    NARROW,
    PAPER,
    SIZE,
    SOFT,
    WIDE,
    Drawing,
    Shape,
    Text,
    box,
    disc,
    head,
    line,
    numbered,
    wrapped,
)
from .shapes import PathNode

# Where each station stands on a wide page: column, row, and how many columns it spans.
PLACES = {
    "serum": (0, 0, 1),
    "history": (1, 0, 1),
    "urine-24h": (2, 0, 1),
    "fractional-excretion": (3, 0, 1),
    "loading-test": (0, 1, 1),
    "route": (1, 1, 1),
    "plan": (2, 1, 2),
}
BOX, COLUMN, GAP = 157, 174, 40
INSIDE = 9  # between the edge of a box and its text
MOST_LINES = 6
DASHES = "4 3"

_Points = list[tuple[float, float]]


# --- on a wide page -------------------------------------------------------------------------------------------


def wide_path(nodes: tuple[PathNode, ...]) -> Drawing:
    """Boxes in two rows; a way that leaves its row goes through the gap between them."""
    places = _corners(nodes)
    drawing = Drawing(WIDE, max(top + height for _left, top, _width, height in places.values()) + 2)
    way = [node.key for node in nodes if node.number]
    for one, other in pairwise(nodes):
        if _neighbours(one.key, other.key):
            drawing.add(line(_straight(places, one.key, other.key), SOFT, 1, DASHES))
    for lane, (key, following) in enumerate(pairwise(way)):
        near = _neighbours(key, following)
        points = _straight(places, key, following) if near else _round_about(places, key, following, lane)
        drawing.add(line(points, ACCENT, 3), _arrow(points))
    for node in nodes:
        _station(drawing, node, places[node.key])
    return drawing


_Corner = tuple[float, float, float, float]


def _corners(nodes: tuple[PathNode, ...]) -> dict[str, _Corner]:
    """Left, top, width and height of each box; those of a row are as high as the one with most lines."""
    most = {row: 1 for _column, row, _span in PLACES.values()}
    for node in nodes:
        row = PLACES[node.key][1]
        most[row] = max(most[row], len(_note(node, _width(node.key))))
    heights = {row: 34 + LINE * lines for row, lines in most.items()}
    tops = {0: 2.0, 1: 2 + heights[0] + GAP}
    return {
        key: (2 + column * COLUMN, tops[row], _width(key), heights[row]) for key, (column, row, _span) in PLACES.items()
    }


def _width(key: str) -> float:
    return BOX + (PLACES[key][2] - 1) * COLUMN - 2


def _note(node: PathNode, width: float) -> list[str]:
    return wrapped(node.note or node.word, width - 2 * INSIDE, SIZE, most=MOST_LINES)


def _station(drawing: Drawing, node: PathNode, corner: _Corner) -> None:
    left, top, width, height = corner
    lit = node.number > 0
    dashes = "" if node.state == "taken" else DASHES
    drawing.add(box(left, top, width, height, ACCENT if lit else SOFT, 2.5 if lit else 1, dashes))
    start = left + INSIDE
    if lit:
        drawing.add(*numbered(start + 10, top + 16, node.number))
        start += 27
    drawing.add(Text(start, top + 20.5, node.label, ACCENT if lit else SOFT, bold=True))
    drawing.write(left + INSIDE, top + 42, _note(node, width), INK if lit else SOFT)


def _neighbours(one: str, other: str) -> bool:
    (column, row, span), (next_column, next_row, _span) = PLACES[one], PLACES[other]
    return row == next_row and next_column == column + span


def _straight(places: dict[str, _Corner], one: str, other: str) -> _Points:
    left, top, width, height = places[one]
    return [(left + width, top + height / 2), (places[other][0], top + height / 2)]


def _round_about(places: dict[str, _Corner], one: str, other: str, lane: int) -> _Points:
    """Down into the gap between the rows, along it, and into the other box."""
    left, top, width, height = places[one]
    other_left, other_top, other_width, other_height = places[other]
    gap = places["loading-test"][1] - GAP + 9 + 6 * (lane % 3)
    x, other_x = left + width * 0.62, other_left + min(other_width, BOX) * 0.38
    from_y = top + height if top < gap else top
    to_y = other_top if other_top > gap else other_top + other_height
    return [(x, from_y), (x, gap), (other_x, gap), (other_x, to_y)]


def _arrow(points: _Points) -> Shape:
    (from_x, from_y), (x, y) = points[-2], points[-1]
    if from_y == y:
        return head(x, y, "right" if from_x < x else "left")
    return head(x, y, "down" if from_y < y else "up")


# --- on a phone -----------------------------------------------------------------------------------------------

RAIL, SIDE, WORDS = 20.0, 46.0, 66.0  # where the way runs, where stops beside it lie, where the words begin


def narrow_path(nodes: tuple[PathNode, ...]) -> Drawing:
    """One stop under the other; the way runs through the numbered ones and past the others."""
    drawing = Drawing(NARROW)
    stops: list[tuple[PathNode, float]] = []
    y = 18.0
    for node in nodes:
        stops.append((node, y))
        y = _words(drawing, node, y)
    drawing.height = y - 14
    way = [at for node, at in stops if node.number]
    behind = [line([(RAIL, at), (RAIL, following)], ACCENT, 4) for at, following in pairwise(way)]
    behind += [line([(RAIL, at), (SIDE - 8, at)], SOFT, 1.5, DASHES) for node, at in stops if not node.number]
    drawing.parts[:0] = behind
    for node, at in stops:
        drawing.add(*_stop(node, at))
    return drawing


def _words(drawing: Drawing, node: PathNode, y: float) -> float:
    """Title and note of a stop; where the next one begins."""
    lit = node.number > 0
    start = WORDS if not lit else WORDS - 24
    drawing.add(Text(start, y + 4.8, node.label, ACCENT if lit else SOFT, bold=True))
    notes = wrapped(node.note or node.word, NARROW - start, SIZE, most=MOST_LINES)
    return drawing.write(start, y + 4.8 + LINE, notes, INK if lit else SOFT) + 11


def _stop(node: PathNode, y: float) -> Iterable[Shape | Text]:
    """A filled disc with its number; one with a dashed edge for what is still to do, and a small one beside the way."""
    if not node.number:
        return (disc(SIDE, y, 7, PAPER, SOFT, 1.5, "3 2.5"),)
    if node.state == "taken":
        return numbered(RAIL, y, node.number)
    number = Text(RAIL, y + 4.8, str(node.number), ACCENT, bold=True, anchor="middle")
    return disc(RAIL, y, 10.5, PAPER, ACCENT, 2.5, DASHES), number
