"""A number line drawn upright, so that its labels stand under each other and fit a phone.

From left to right: the patient's value in a frame among the classes used here, the scale with the value and its
interval, and each limit with whose it is. Labels that would touch are moved apart and tied to their place by a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import log10

from .drawing import ACCENT, INK, LINE, NARROW, PAPER, SIZE, SOFT, Drawing, Shape, Text, apart, box, line, wrapped
from .number_lines import Band, NumberLine, Tick

CLASS_RIGHT = 103.0  # where the names of the classes end
AXIS, THICK = 110.0, 14.0  # the scale: its left edge and how thick it is
ELBOW, LABELS = 134.0, 145.0  # where the tie of a label bends, and where labels begin
INSIDE = 4.0  # round the label of the patient
BETWEEN = 5.0  # labels
TOP, BOTTOM = 28.0, 22.0  # for the heading and the word about the scale
LEAST = 200.0  # height of the scale
HEAVY = 40.0  # how much the label of the patient holds its place against the others
MARGIN = 0.06  # of the scale beyond the outermost number
GREYS = ("0", ".1", ".2", ".32", ".45", ".6")  # how dark a class is, beside its name


@dataclass(frozen=True, slots=True)
class Scale:
    """From a number to its height in the drawing."""

    low: float
    high: float
    logarithmic: bool
    top: float
    height: float

    def y(self, number: Decimal | float) -> float:
        """The height of a number; what lies outside the scale stands at its end."""
        value = float(number)
        if self.logarithmic:
            value = log10(value) if value > 0 else self.low
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.top + self.height * (1 - share)


def scale_of(shown: NumberLine, top: float, height: float) -> Scale:
    """A scale with room for every limit, the value and its interval."""
    numbers = [float(tick.at) for tick in shown.ticks] + [float(shown.value)]
    if shown.interval:
        numbers += [float(shown.interval.low), float(shown.interval.high)]
    if shown.logarithmic:
        numbers = [log10(number) for number in numbers if number > 0]
    low, high = min(numbers), max(numbers)
    margin = (high - low) * MARGIN
    return Scale(low - margin, high + margin, shown.logarithmic, top, height)


def draw_number_line(shown: NumberLine) -> Drawing:
    """The drawing of one index."""
    labels = [_label(tick) for tick in reversed(shown.ticks)]
    height = max(LEAST, sum(label.height for label in labels))
    scale = scale_of(shown, TOP, height)
    drawing = Drawing(NARROW, TOP + height + BOTTOM)
    drawing.add(Text(0, 14, shown.title, ACCENT, bold=True))
    _bands(drawing, shown, scale)
    _limits(drawing, labels, scale)
    _left(drawing, shown, scale)
    _value(drawing, shown, scale)
    drawing.add(Text(0, drawing.height - 5, shown.scale, SOFT))
    return drawing


# --- the limits, on the right ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Label:
    """The lines of a limit: what begins there, bold where it is used here, and under it whose it is."""

    tick: Tick
    first: tuple[str, ...]
    then: tuple[str, ...]

    @property
    def height(self) -> float:
        return LINE * len(self.first + self.then) + BETWEEN


def _label(tick: Tick) -> _Label:
    width = NARROW - LABELS
    first, *more = tick.limits
    begins = wrapped(f"{tick.label} {first.beyond}", width, SIZE, bold=tick.used)
    then = wrapped(first.whose, width, SIZE)
    for limit in more:
        then += wrapped(f"{limit.beyond}: {limit.whose}", width, SIZE)
    return _Label(tick, tuple(begins), tuple(then))


def _limits(drawing: Drawing, labels: list[_Label], scale: Scale) -> None:
    """The limits from the highest, each with its tick."""
    wanted = [scale.y(label.tick.at) - LINE / 2 for label in labels]
    tops = apart(wanted, [label.height for label in labels], scale.top, scale.top + scale.height)
    for label, top in zip(labels, tops, strict=True):
        y, middle, used = scale.y(label.tick.at), top + LINE / 2, label.tick.used
        drawing.add(line([(AXIS if used else AXIS + THICK, y), (AXIS + THICK + 5, y)], INK, 2.5 if used else 1.2))
        drawing.add(line([(AXIS + THICK + 5, y), (ELBOW, middle), (LABELS - 4, middle)], SOFT, 1))
        after = drawing.write(LABELS, top + 12, label.first, INK, bold=used)
        drawing.write(LABELS, after, label.then, SOFT)


# --- the scale ------------------------------------------------------------------------------------------------


def _bands(drawing: Drawing, shown: NumberLine, scale: Scale) -> None:
    """The classes as steps of grey with their names; a name that must move is tied to its class."""
    for place, band in enumerate(shown.bands):
        low, high = _ends(band, scale)
        drawing.add(_grey(high, low - high, GREYS[_darkness(shown, place)]))
    drawing.add(_frame(scale))


def _ends(band: Band, scale: Scale) -> tuple[float, float]:
    """Where a class begins and ends, from below."""
    low = scale.top + scale.height if band.low is None else scale.y(band.low)
    return low, scale.top if band.high is None else scale.y(band.high)


def _darkness(shown: NumberLine, place: int) -> int:
    """The farther from what is not low the darker; where there is no such class, from the lowest to the highest."""
    if len(shown.bands) == 6:
        return (5, 4, 3, 2, 0, 1)[place]
    return (0, 2, 4)[place]


def _grey(top: float, height: float, share: str) -> Shape:
    return Shape(
        "rect", f'x="{AXIS:.0f}" y="{top:.1f}" width="{THICK:.0f}" height="{max(height, 0):.1f}" fill-opacity="{share}"'
    )


def _frame(scale: Scale) -> Shape:
    return Shape(
        "rect",
        f'x="{AXIS:.0f}" y="{scale.top:.1f}" width="{THICK:.0f}" height="{scale.height:.1f}" fill="none" stroke="{INK}" class="l"',
    )


# --- the classes and the patient, on the left -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of a class at its middle, or the patient's value at its place."""

    at: float
    lines: tuple[str, ...]
    more: tuple[str, ...] = ()
    own: bool = False

    @property
    def height(self) -> float:
        return LINE * len(self.lines + self.more) + (2 * INSIDE + 2 if self.own else 2)


def _left(drawing: Drawing, shown: NumberLine, scale: Scale) -> None:
    """The names of the classes and, in its frame, the value; its own class is named in the frame alone."""
    names = [_own(shown, scale)]
    for band in shown.bands:
        low, high = _ends(band, scale)
        if low - high > 1 and band.name != shown.grade:
            names.append(_Name((low + high) / 2, tuple(wrapped(band.name, CLASS_RIGHT, SIZE))))
    names.sort(key=lambda name: name.at)
    wanted = [name.at - name.height / 2 for name in names]
    weights = [HEAVY if name.own else 1.0 for name in names]
    tops = apart(wanted, [name.height for name in names], scale.top, scale.top + scale.height, weights)
    for name, top in zip(names, tops, strict=True):
        (_frame_of_own if name.own else _class)(drawing, name, top)


def _own(shown: NumberLine, scale: Scale) -> _Name:
    width = CLASS_RIGHT - 2 * INSIDE - 1
    lines = [*wrapped(shown.label, width, SIZE, bold=True), *wrapped(shown.grade, width, SIZE, bold=True)]
    more = wrapped(shown.interval.text, width, SIZE) if shown.interval else []
    return _Name(scale.y(shown.value), tuple(lines), tuple(more), own=True)


def _class(drawing: Drawing, name: _Name, top: float) -> None:
    middle = top + name.height / 2
    if abs(middle - name.at) > 3:
        drawing.add(line([(CLASS_RIGHT + 1, middle), (AXIS, name.at)], SOFT, 1))
    for place, text in enumerate(name.lines):
        drawing.add(Text(CLASS_RIGHT, top + 13 + LINE * place, text, INK, anchor="end"))


def _frame_of_own(drawing: Drawing, name: _Name, top: float) -> None:
    drawing.add(line([(CLASS_RIGHT, top + name.height / 2), (AXIS + THICK / 2, name.at)], ACCENT, 2.5))
    drawing.add(box(1, top + 1, CLASS_RIGHT - 1, name.height - 2, ACCENT, 2))
    after = drawing.write(INSIDE + 0.5, top + INSIDE + 13, name.lines, ACCENT, bold=True)
    drawing.write(INSIDE + 0.5, after, name.more, INK)


def _value(drawing: Drawing, shown: NumberLine, scale: Scale) -> None:
    """The interval as a bar with ends, the value as a diamond on it; an arrow where only a bound is known."""
    x, y = AXIS + THICK / 2, scale.y(shown.value)
    if shown.interval:
        high, low = scale.y(shown.interval.high), scale.y(shown.interval.low)
        for colour, width in ((PAPER, 6.0), (ACCENT, 3.0)):
            drawing.add(line([(x, high), (x, low)], colour, width))
        for end in (high, low):
            drawing.add(line([(x - 5, end), (x + 5, end)], ACCENT, 3))
    corners = f"{x:.1f},{y - 9:.1f} {x + 9:.1f},{y:.1f} {x:.1f},{y + 9:.1f} {x - 9:.1f},{y:.1f}"
    drawing.add(Shape("polygon", f'points="{corners}" fill="{ACCENT}" stroke="{PAPER}" stroke-width="2" class="fa lp"'))
    if shown.comparator:
        way = 26 if shown.comparator == "<" else -26
        drawing.add(line([(x, y), (x, y + way)], ACCENT, 3))
