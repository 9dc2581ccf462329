"""The pictures of a report: the way through the workup, the number lines, where magnesium goes, the plan along time.

Each is drawn for a wide page and, where that would be too small on a phone, for a narrow one. `ALL` are their
keys; a page names those that it shows, for drawing takes time.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_noop as _

from ..clinical.evidence import Citation
from . import magnesium_map, timeline, words
from .desk import MARK, Desk
from .drawing import NARROW, WIDE, Drawing
from .magnesium_map import Map
from .magnesium_map_drawing import draw_map
from .number_line_drawing import draw_number_line
from .number_lines import number_lines
from .path_drawing import narrow_path, wide_path
from .pathway import path_nodes
from .shapes import Item, Section
from .shapes_beyond import Figure
from .timeline import Watched
from .timeline_drawing import draw_timeline

PATH, LINES, MAP, TIMELINE = "path", "lines", "map", "timeline"
ALL = (PATH, LINES, MAP, TIMELINE)
USED_HERE = _("Bold: the limits used here. The frame holds this patient's value; the bar is its interval.")


class Pictures(Desk):
    """Draws what a report shows in pictures; what is not wanted is left empty."""

    wanted: Collection[str] = ALL

    def pictures(
        self, do_now: tuple[Item, ...], plan: tuple[Section, ...], watch: Watched, path_text: str
    ) -> dict[str, object]:
        wide, narrow = self.path_pictures(path_text) if PATH in self.wanted else ("", "")
        return {
            "path_svg": wide,
            "path_narrow": narrow,
            "number_lines": self.number_lines() if LINES in self.wanted else (),
            "number_lines_note": self.number_lines_note() if LINES in self.wanted else "",
            "map": self.map() if MAP in self.wanted else None,
            "timeline": self.timeline(do_now, plan, watch) if TIMELINE in self.wanted else None,
        }

    def path_pictures(self, told: str) -> tuple[str, str]:
        """The way through the workup for a wide page and for a phone."""
        nodes, title = path_nodes(self.assessment, self.wording), self.text(words.LABELS["path"])
        wide, narrow = (draw(nodes).svg(title, told, self.wording.language) for draw in (wide_path, narrow_path))
        return wide, narrow

    def figure(
        self, key: str, title: str, told: str, wide: Drawing, narrow: Drawing | None = None, *,
        lines: tuple[str, ...] = (), note: str = "", sources: tuple[int, ...] = (),
    ) -> Figure:  # fmt: skip
        drawn = wide.svg(title, told, self.wording.language)
        small = drawn if narrow is None else narrow.svg(title, told, self.wording.language)
        return Figure(key, title, drawn, small, lines, note, sources)

    def number_lines(self) -> tuple[Figure, ...]:
        """A number line for each index that has a class."""
        return tuple(
            self.figure(shown.about, shown.title, shown.told, draw_number_line(shown))
            for shown in number_lines(self.assessment, self.wording)
        )

    def number_lines_note(self) -> str:
        """What the pictures mean by bold and frame, and by the mark at an interval."""
        said = self.text(USED_HERE)
        if any(spread.assumed for spread in self.assessment.spread):
            said = f"{said} † {self.text(MARK)}."
        return said

    def map(self) -> Figure | None:
        """Where magnesium goes and where this patient loses it."""
        shown = magnesium_map.magnesium_map(self.assessment, self.wording)
        if shown is None:
            return None
        lines = tuple(magnesium_map.in_words(place, self.wording) for place in shown.places)
        told = " ".join(line for line in (*lines, shown.unknown) if line)
        return self.figure(
            "map", self.text(_("Where magnesium goes")), told, draw_map(shown, self.wording),
            lines=lines, note=shown.unknown, sources=self.sources.citing(_citations(shown)),
        )  # fmt: skip

    def timeline(self, do_now: tuple[Item, ...], plan: tuple[Section, ...], watch: Watched) -> Figure | None:
        """The plan along time; None where nothing is planned."""
        stretches = timeline.timeline(self.assessment, self.wording, do_now=do_now, plan=plan, watch=watch)
        if not stretches:
            return None
        lines = tuple(timeline.in_words(stretch) for stretch in stretches)
        wide, narrow = draw_timeline(stretches, WIDE), draw_timeline(stretches, NARROW)
        note = self.text(_("What has no time of its own begins today."))
        return self.figure(
            "timeline", self.text(_("The plan along time")), " ".join(lines), wide, narrow, lines=lines, note=note
        )


def _citations(shown: Map) -> list[Citation]:
    return [citation for place in shown.places for citation in place.citations]
