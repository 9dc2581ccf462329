"""A small drawing: texts and shapes with their places, from which one SVG for screen and paper is written.

Paper knows no style sheet for SVG, so each part carries its colour as a presentation attribute; on screen the
class beside it lets `screen.css` set the colours of dark mode and of forced colours. No style attribute, no
script, no address. The places of all texts are known before anything is drawn, so tests can hold them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import accumulate, combinations

from django.utils.safestring import SafeString, mark_safe

from .letters import width_of, wrapped

SIZE = 13.4  # of letters, in CSS pixels: 10 points on paper
LINE = 16.0  # from line to line
UP, DOWN = 11.0, 3.6  # how far a line of text reaches above and below its base
NARROW, WIDE = 336, 682  # the width of a phone, which is half the width of paper; and the whole width

# Colours by what they are for, with the class that the style sheet of the screen knows them by.
INK, SOFT, ACCENT, PAPER = "#1b1f23", "#56616b", "#0b4f6c", "#ffffff"
CLASSES = {INK: "", SOFT: "s", ACCENT: "a", PAPER: "p"}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that is taken up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles have a point inside both."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: `x` is its start, its middle or its end, `y` its base line."""

    x: float
    y: float
    text: str
    colour: str = INK
    bold: bool = False
    anchor: str = "start"

    @property
    def box(self) -> Box:
        width = width_of(self.text, SIZE, self.bold)
        left = self.x - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - UP, left + width, self.y + DOWN)

    def svg(self) -> str:
        weight = ' font-weight="600"' if self.bold else ""
        anchor = "" if self.anchor == "start" else f' text-anchor="{self.anchor}"'
        return f'<text x="{_n(self.x)}" y="{_n(self.y)}"{fill(self.colour)}{weight}{anchor}>{escape(self.text)}</text>'


@dataclass(frozen=True, slots=True)
class Shape:
    """Any other element of SVG: `tag` and its attributes, ready to be written."""

    tag: str
    attributes: str

    def svg(self) -> str:
        return f"<{self.tag} {self.attributes}/>"


@dataclass(slots=True)
class Drawing:
    """What is drawn, in the order in which it is painted."""

    width: int
    height: float = 0
    parts: list[Text | Shape] = field(default_factory=list)

    @property
    def texts(self) -> list[Text]:
        return [part for part in self.parts if isinstance(part, Text)]

    def add(self, *parts: Text | Shape) -> None:
        self.parts += parts

    def write(self, x: float, y: float, lines: Iterable[str], colour: str = INK, bold: bool = False) -> float:
        """Lines under each other; the base line for what follows."""
        for line in lines:
            self.add(Text(x, y, line, colour, bold))
            y += LINE
        return y

    def clashes(self) -> list[tuple[str, str]]:
        """Texts that lie over each other, and those that leave the drawing, with an empty second text."""
        found = [(one.text, other.text) for one, other in combinations(self.texts, 2) if one.box.meets(other.box)]
        around = Box(0, 0, self.width, self.height)
        return found + [(each.text, "") for each in self.texts if not _inside(each.box, around)]

    def svg(self, title: str, told: str, language: str) -> SafeString:
        """The SVG, with its name and, for those who do not see it, all that it tells."""
        height = _n(self.height)
        return mark_safe(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height}" width="{self.width}"'
            f' height="{height}" font-family="Inter" font-size="{SIZE}" fill="{INK}" role="img"'
            f' lang="{escape(language)}"><title>{escape(title)}</title><desc>{escape(told)}</desc>'
            + "".join(part.svg() for part in self.parts)
            + "</svg>"
        )


def on_paper(svg: str) -> SafeString:
    """The same SVG for a PDF, whose alternative text is the title alone: the title tells all."""
    return mark_safe(svg.replace("</title><desc>", ". ", 1).replace("</desc>", "</title>", 1))


def _inside(box: Box, around: Box) -> bool:
    return box.left >= 0 and box.top >= 0 and box.right <= around.right and box.bottom <= around.bottom


def _n(number: float) -> str:
    """A number with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")


def fill(colour: str) -> str:
    """The attributes of something filled; ink needs none."""
    return f' fill="{colour}"{_class("f", colour)}' if colour != INK else ""


def stroke(colour: str, width: float, dashes: str = "") -> str:
    """The attributes of a line."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'fill="none" stroke="{colour}" stroke-width="{_n(width)}"{dashed}{_class("l", colour)}'


def _class(kind: str, colour: str) -> str:
    """Of something filled (f) or a line (l); the style sheet knows `fs`, `la` and so on."""
    return f' class="{kind}{CLASSES[colour]}"'


# --- shapes ---------------------------------------------------------------------------------------------------


def line(points: Sequence[tuple[float, float]], colour: str = SOFT, width: float = 1, dashes: str = "") -> Shape:
    """A line through points."""
    joined = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return Shape("polyline", f'points="{joined}" {stroke(colour, width, dashes)}')


def curve(path: str, colour: str = SOFT, width: float = 1, dashes: str = "") -> Shape:
    """A path in the letters of SVG."""
    return Shape("path", f'd="{path}" {stroke(colour, width, dashes)} stroke-linecap="round" stroke-linejoin="round"')


def area(path: str, colour: str, edge: str = "", width: float = 1) -> Shape:
    """A filled path, with an edge where one is named."""
    if not edge:
        return Shape("path", f'd="{path}"{fill(colour)}')
    return Shape(
        "path",
        f'd="{path}" fill="{colour}" stroke="{edge}" stroke-width="{_n(width)}" class="f{CLASSES[colour]} l{CLASSES[edge]}"',
    )


def box(
    left: float,
    top: float,
    width: float,
    height: float,
    edge: str,
    thick: float = 1,
    dashes: str = "",
    round_: float = 5,
) -> Shape:
    """A rectangle filled with paper."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return Shape(
        "rect",
        f'x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(round_)}" fill="{PAPER}"'
        f' stroke="{edge}" stroke-width="{_n(thick)}"{dashed} class="fp l{CLASSES[edge]}"',
    )


def disc(
    x: float, y: float, radius: float, colour: str = ACCENT, edge: str = "", thick: float = 0, dashes: str = ""
) -> Shape:
    """A circle."""
    edged = f' stroke="{edge}" stroke-width="{_n(thick)}"' if edge else ""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    classes = f"f{CLASSES[colour]}" + (f" l{CLASSES[edge]}" if edge else "")
    return Shape(
        "circle", f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{colour}"{edged}{dashed} class="{classes}"'
    )


def head(x: float, y: float, towards: str, colour: str = ACCENT, size: float = 5) -> Shape:
    """The head of an arrow that ends in a point: `towards` is up, down, left or right."""
    back = 1.8 * size
    corners = {
        "down": f"{_n(x - size)},{_n(y - back)} {_n(x + size)},{_n(y - back)}",
        "up": f"{_n(x - size)},{_n(y + back)} {_n(x + size)},{_n(y + back)}",
        "right": f"{_n(x - back)},{_n(y - size)} {_n(x - back)},{_n(y + size)}",
        "left": f"{_n(x + back)},{_n(y - size)} {_n(x + back)},{_n(y + size)}",
    }[towards]
    return Shape("polygon", f'points="{_n(x)},{_n(y)} {corners}"{fill(colour)}')


def numbered(x: float, y: float, number: int) -> tuple[Shape, Text]:
    """A number in white on a disc."""
    return disc(x, y, 10.5), Text(x, y + 4.8, str(number), PAPER, bold=True, anchor="middle")


# --- places that do not collide -------------------------------------------------------------------------------


def apart(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float, weights: Sequence[float] = ()
) -> list[float]:
    """The tops of blocks that stand under each other in their order, each as near to its wanted top as can be.

    Blocks that would touch are moved together, in the mean as little as can be, one with a greater weight less;
    all lie between `low` and `high`, which must have room for them.
    """
    groups: list[_Group] = []
    for top, height, weight in zip(wanted, heights, weights or [1.0] * len(wanted), strict=True):
        groups.append(_Group(max(top, low), height, weight, [height]))
        while len(groups) > 1 and groups[-2].end > groups[-1].top:
            last = groups.pop()
            groups[-1] = groups[-1].joined(last, low)
    end = high
    for group in reversed(groups):
        group.top = min(group.top, end - group.height)
        end = group.top
    return [top for group in groups for top in accumulate(group.heights[:-1], initial=group.top)]


@dataclass(slots=True)
class _Group:
    """Blocks that touch: where they begin, how high they are together, how much they weigh."""

    top: float
    height: float
    weight: float
    heights: list[float]

    @property
    def end(self) -> float:
        return self.top + self.height

    def joined(self, other: _Group, low: float) -> _Group:
        weight = self.weight + other.weight
        top = (self.top * self.weight + (other.top - self.height) * other.weight) / weight
        return _Group(max(top, low), self.height + other.height, weight, self.heights + other.heights)


__all__ = ["Box", "Drawing", "Shape", "Text", "apart", "wrapped"]
