"""The plan along time, drawn from above to below: a stop for each stretch of time, and beside it what falls there.

Now is filled, and has a thick frame where it goes before everything; what goes on meanwhile runs along a dashed
line. Signs tell things to do (●) from things to measure (○) and to watch (–).
"""

from __future__ import annotations

from .drawing import ACCENT, INK, LINE, PAPER, SIZE, SOFT, Drawing, Text, box, disc, line, wrapped
from .timeline import MEANWHILE, NOW, Mark, Stretch

RAIL, SIGN, WORDS = 13.0, 32.0, 48.0
SIGNS = {"item": "●", "recheck": "○", "measure": "○", "watch": "–"}
BETWEEN, APART = 4.0, 14.0  # marks; stretches
MOST_LINES = 8  # of one mark
FRAME = 7.0


def draw_timeline(stretches: tuple[Stretch, ...], width: int) -> Drawing:
    """The drawing for a page of this width."""
    drawing = Drawing(width)
    y, stops = 20.0, []
    for stretch in stretches:
        stops.append((stretch, y))
        below = _stretch(drawing, stretch, y)
        if stretch.urgent:
            drawing.parts.insert(0, box(SIGN - FRAME, y - 19, width - SIGN + FRAME - 2, below - y + 9, ACCENT, 3))
        y = below + APART
    drawing.height = y - APART
    _rail(drawing, stops, drawing.height)
    return drawing


def _stretch(drawing: Drawing, stretch: Stretch, y: float) -> float:
    """The title and the marks of a stretch; where they end."""
    drawing.add(Text(SIGN, y, stretch.title, ACCENT, bold=True))
    y += LINE + 3
    for mark in stretch.marks:
        drawing.add(Text(SIGN, y, SIGNS[mark.kind], ACCENT if mark.kind == "item" else SOFT))
        y = drawing.write(WORDS, y, _lines(mark, drawing.width), INK) + BETWEEN
    return y


def _lines(mark: Mark, width: int) -> list[str]:
    return wrapped(mark.text, width - WORDS - 12, SIZE, most=MOST_LINES)


def _rail(drawing: Drawing, stops: list[tuple[Stretch, float]], bottom: float) -> None:
    """The line behind the stops, dashed where something goes on meanwhile."""
    timed = [y for stretch, y in stops if stretch.key != MEANWHILE]
    behind = [line([(RAIL, timed[0] - 5), (RAIL, timed[-1] - 5)], ACCENT, 3)] if len(timed) > 1 else []
    if stops and stops[-1][0].key == MEANWHILE:
        start = timed[-1] - 5 if timed else stops[-1][1] - 5
        behind.append(line([(RAIL, start), (RAIL, bottom - 6)], SOFT, 2, "3 4"))
    drawing.parts[:0] = behind
    for stretch, y in stops:
        if stretch.key == MEANWHILE:
            continue
        filled = stretch.key == NOW
        drawing.add(disc(RAIL, y - 5, 8, ACCENT if filled else PAPER, ACCENT, 2.5))
