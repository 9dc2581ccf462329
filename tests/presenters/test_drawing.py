"""The small drawing under all pictures: widths of letters, lines, places that do not collide, and safe SVG."""

from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from diagnostics.presenters.drawing import INK, SIZE, Drawing, Text, apart, on_paper
from diagnostics.presenters.letters import WIDTHS, width_of, wrapped

FONTS = Path(__file__).parents[2] / "diagnostics" / "assets" / "fonts"
FORMS = ("", ".tf", ".cv05", ".ss03")  # those that the style sheets choose from


@pytest.mark.parametrize("bold, name", [(False, "Regular"), (True, "SemiBold")])
def test_the_widths_are_those_of_the_fonts(bold, name):
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / f"Inter-{name}.ttf") as font:
        glyphs, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        for letter, width in WIDTHS[bold].items():
            forms = [glyphs[ord(letter)] + form for form in FORMS]
            widest = max(widths[form][0] for form in forms if form in widths.metrics)
            assert 0 <= width - 100 * widest / em < 1, letter


def test_a_letter_that_is_not_known_is_taken_for_a_wide_one():
    assert width_of("药", 100) >= max(WIDTHS[False].values())


@pytest.mark.parametrize(
    "text", ["low below 0.75 mmol/L", "a\u00a0b\u00a0c", "Gastro-intestinaalverlieszonderblanco", "x"]
)
@pytest.mark.parametrize("width", [20, 40, 90, 400])
def test_lines_are_no_wider_than_asked_and_lose_no_letter(text, width):
    lines = wrapped(text, width, SIZE)
    assert all(width_of(line, SIZE) <= width for line in lines)
    assert "".join(lines).replace(" ", "").replace("\u00a0", "") == text.replace(" ", "").replace("\u00a0", "")


def test_what_is_too_long_ends_in_an_ellipsis():
    lines = wrapped("one two three four five six", 40, SIZE, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_blocks_are_moved_apart_in_their_order_and_stay_between_the_ends():
    dice = Random(7)
    for _each in range(400):
        heights = [dice.uniform(5, 40) for _block in range(dice.randint(1, 12))]
        wanted = sorted(dice.uniform(-20, 320) for _block in heights)
        room = sum(heights) + dice.uniform(0, 200)
        weights = [dice.choice((1, 40)) for _block in heights]
        tops = apart(wanted, heights, 10, 10 + room, weights)
        assert tops[0] >= 10 - 1e-6
        assert tops[-1] + heights[-1] <= 10 + room + 1e-6
        for place in range(len(tops) - 1):
            assert tops[place] + heights[place] <= tops[place + 1] + 1e-6


def test_blocks_with_room_stay_where_they_are_wanted():
    assert apart([20, 60, 100], [10, 10, 10], 0, 200) == [20, 60, 100]


def test_a_clash_is_found():
    drawing = Drawing(200, 50, [Text(10, 20, "one"), Text(20, 25, "two"), Text(190, 20, "out")])
    assert drawing.clashes() == [("one", "two"), ("out", "")]
    assert not Drawing(200, 50, [Text(10, 20, "one"), Text(10, 40, "two")]).clashes()


def test_nothing_typed_breaks_the_svg():
    drawing = Drawing(200, 50, [Text(10, 20, "<script>&\"'")])
    root = ElementTree.fromstring(drawing.svg("<b>", "&amp; ]]>", '"en'))
    assert root.get("role") == "img"
    assert [child.text for child in root] == ["<b>", "&amp; ]]>", "<script>&\"'"]
    assert root.get("fill") == INK


def test_on_paper_the_name_tells_all():
    """The alternative text of a PDF is the title alone."""
    root = ElementTree.fromstring(on_paper(Drawing(20, 20).svg("Kidney", "lost here", "en")))
    assert [child.text for child in root] == ["Kidney. lost here"]
