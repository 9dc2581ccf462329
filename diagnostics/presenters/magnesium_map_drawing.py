"""Where magnesium goes, as a line drawing: gut, blood, cells, bone, and one nephron from glomerulus to urine.

Where this patient loses magnesium the arrow is thick and its word framed; what is only possible is dashed, and
what is not known has a question mark, so that it reads without colour.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from .drawing import ACCENT, INK, LINE, PAPER, SIZE, SOFT, Drawing, Text, area, box, curve, disc, head, line, wrapped
from .letters import width_of
from .magnesium_map import (
    ALSO,
    CELLS,
    ELSEWHERE,
    GUT,
    INTAKE,
    KEPT,
    KIDNEY,
    LOST,
    NOTHING,
    SUSPECTED,
    UNKNOWN,
    Map,
    Place,
)
from .wording import Wording

WIDTH, HEIGHT = 352, 424
THICK = {LOST: 6.0, ALSO: 4.5, SUSPECTED: 2.5, KEPT: 1.5, UNKNOWN: 1.5, NOTHING: 1.5}
DASHED = {SUSPECTED: "7 4", UNKNOWN: "2 4"}
LABELS = {
    "small_bowel": _("small bowel"),
    "colon": _("colon"),
    "blood": _("Blood"),
    "cells": _("cells"),
    "bone": _("bone"),
    "glomerulus": _("glomerulus"),
    "proximal": _("proximal tubule"),
    "ascending": _("thick ascending limb"),
    "distal": _("distal convoluted tubule"),
    "which": _("which part is not known"),
    "urine": _("urine"),
    "stool": _("stool"),
}


def draw_map(shown: Map, wording: Wording) -> Drawing:
    """The drawing of a patient."""
    drawing = Drawing(WIDTH, HEIGHT)
    _gut(drawing, shown, wording)
    _nephron(drawing, shown, wording)
    _stores(drawing, shown, wording)
    _blood(drawing, shown, wording)
    return drawing


# --- arrows and words -----------------------------------------------------------------------------------------


def _arrow(drawing: Drawing, place: Place, points: list[tuple[float, float]], towards: str) -> None:
    """An arrow as thick as the loss is sure."""
    thick = THICK[place.state]
    colour = ACCENT if place.state in (LOST, ALSO, SUSPECTED) else SOFT
    (x, y), size = points[-1], 3.5 + thick
    back = {"down": (x, y - size), "up": (x, y + size), "right": (x - size, y), "left": (x + size, y)}[towards]
    drawing.add(
        line([*points[:-1], back], colour, thick, DASHED.get(place.state, "")), head(x, y, towards, colour, size)
    )


def _state(drawing: Drawing, place: Place, x: float, y: float, width: float, *, right: bool = False) -> None:
    """The word for a place, in a frame where magnesium is lost, behind a question mark where it is not known."""
    if not place.word:
        return
    framed = place.state in (LOST, ALSO)
    said = f"? {place.word}" if place.state == UNKNOWN else place.word
    lines = wrapped(said, width - (10 if framed else 0), SIZE, bold=framed)
    inside = max(width_of(text, SIZE, framed) for text in lines)
    left = x - inside - (11 if framed else 0) if right else x + framed
    if framed:
        drawing.add(box(left, y - 13, inside + 10, LINE * len(lines) + 5, ACCENT, 2))
        drawing.write(left + 5, y + 1, lines, ACCENT, bold=True)
    else:
        drawing.write(left, y, lines, INK if place.state == SUSPECTED else SOFT)


def _tube(drawing: Drawing, path: str, wide: float) -> None:
    """A tube: a wide line of ink with a wide line of paper in it."""
    drawing.add(curve(path, SOFT, wide), curve(path, PAPER, wide - 3))


# --- the gut, on the left -------------------------------------------------------------------------------------


def _gut(drawing: Drawing, shown: Map, wording: Wording) -> None:
    intake, gut = shown.at(INTAKE), shown.at(GUT)
    drawing.add(Text(0, 14, intake.name, INK, bold=True))
    _state(drawing, intake, 0, 32, 96)
    _arrow(drawing, intake, [(26, 66), (26, 92)], "down")
    drawing.add(Text(0, 108, gut.name, INK, bold=True))
    _tube(drawing, "M26 122V128C26 136 70 130 70 140S18 144 18 154S70 158 70 168S18 172 18 182S44 190 44 196", 11)
    drawing.write(0, 216, wrapped(wording.text(LABELS["small_bowel"]), 92, SIZE), SOFT)
    _tube(drawing, "M12 290V244C12 232 76 232 76 244V280C76 296 44 290 44 306", 15)
    drawing.write(24, 266, wrapped(wording.text(LABELS["colon"]), 48, SIZE), SOFT)
    _arrow(drawing, gut, [(44, 318), (44, 348)], "down")
    drawing.write(0, 364, [wording.text(LABELS["stool"])], INK)
    _state(drawing, gut, 0, 384, 96)
    for y in (150, 258):
        drawing.add(line([(87, y), (97, y)], SOFT, 1.5), head(104, y, "right", SOFT, 4))


# --- blood, cells and bone, in the middle ---------------------------------------------------------------------


def _blood(drawing: Drawing, shown: Map, wording: Wording) -> None:
    drawing.add(box(106, 112, 18, 196, INK, 1.5, round_=9))
    drawing.add(Text(115, 106, wording.text(LABELS["blood"]), INK, bold=True, anchor="middle"))
    elsewhere = shown.at(ELSEWHERE)
    drawing.add(Text(108, 14, elsewhere.name, INK, bold=True))
    _state(drawing, elsewhere, 108, 32, 88)
    _arrow(drawing, elsewhere, [(115, 92), (115, 64)], "up")
    drawing.add(line([(124, 128), (136, 128)], SOFT, 1.5), head(142, 128, "right", SOFT, 4))


def _stores(drawing: Drawing, shown: Map, wording: Wording) -> None:
    cells = shown.at(CELLS)
    _arrow(drawing, cells, [(115, 310), (115, 336)], "down")
    drawing.add(disc(128, 352, 12, PAPER, SOFT, 1.5), disc(128, 352, 4, SOFT))
    drawing.add(Text(146, 357, wording.text(LABELS["cells"]), SOFT))
    drawing.add(
        area(
            "M206 347C200 341 208 336 211 342H231C234 336 242 341 236 347V357C242 363 234 368 231 362H211C208 368 200 363 206 357Z",
            PAPER,
            SOFT,
            1.5,
        )
    )
    drawing.add(Text(246, 357, wording.text(LABELS["bone"]), SOFT))
    _state(drawing, cells, 116, 390, 130)


# --- the nephron, on the right --------------------------------------------------------------------------------


def _nephron(drawing: Drawing, shown: Map, wording: Wording) -> None:
    kidney = shown.at(KIDNEY)
    drawing.add(Text(204, 14, kidney.name, INK, bold=True))
    _tube(drawing, "M168 128H176C186 128 184 112 194 112S202 144 212 144S220 124 230 126", 8)
    drawing.add(curve("M230 126C236 126 236 132 236 138V258C236 280 256 280 256 258", SOFT, 2.5))
    drawing.add(curve("M256 258V168", SOFT, 6), curve("M256 258V168", PAPER, 2.5))
    _tube(drawing, "M256 168C256 150 266 150 268 160S284 172 288 160S304 148 310 160S338 172 338 150", 8)
    drawing.add(curve("M338 146V312", SOFT, 4))
    drawing.add(disc(158, 128, 15, PAPER, SOFT, 1.5), curve("M148 126C152 116 156 138 160 126S166 136 168 126", INK, 2))
    _label(drawing, wording, "glomerulus", 134, 166, 90)
    _label(drawing, wording, "proximal", 176, 68, 78)
    _label(drawing, wording, "distal", 262, 84, 90)
    _label(drawing, wording, "ascending", 262, 198, 72)
    if kidney.state in (LOST, ALSO):
        drawing.write(134, 214, wrapped(f"? {wording.text(LABELS['which'])}", 92, SIZE), SOFT)
    _arrow(drawing, kidney, [(338, 314), (338, 348)], "down")
    drawing.add(Text(WIDTH, 366, wording.text(LABELS["urine"]), INK, anchor="end"))
    _state(drawing, kidney, WIDTH, 386, 104, right=True)


def _label(drawing: Drawing, wording: Wording, key: str, x: float, y: float, width: float) -> None:
    drawing.write(x, y, wrapped(wording.text(LABELS[key]), width, SIZE), SOFT)
