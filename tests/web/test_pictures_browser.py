"""The pictures in a real browser: legible on a phone, in the dark and in forced colours, and nothing over another."""

import pytest
from django.core.management import call_command

from .test_browser import findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHOWN = "[...document.querySelectorAll('.picture svg')].filter(svg => svg.getBoundingClientRect().width > 0)"
SIZES = f"{SHOWN}.map(svg => parseFloat(getComputedStyle(svg).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"
OVER = f"""{SHOWN}.flatMap(svg => {{
  const texts = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBBox()]);
  return texts.flatMap(([one, a], place) => texts.slice(place + 1).filter(([, b]) =>
    a.x < b.x + b.width - 0.5 && b.x < a.x + a.width - 0.5 && a.y + 2.5 < b.y + b.height && b.y + 2.5 < a.y + a.height
  ).map(([other]) => one + ' / ' + other));
}})"""
OUTSIDE = f"""{SHOWN}.flatMap(svg => [...svg.querySelectorAll('text')].filter(text => {{
  const box = text.getBBox(), all = svg.viewBox.baseVal;
  return box.x < -0.5 || box.x + box.width > all.width + 0.5 || box.y + box.height > all.height + 2;
}}).map(text => text.textContent))"""
CONTRAST = """() => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
      .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const ground = light(getComputedStyle(document.querySelector('.section')).backgroundColor);
  return [...document.querySelectorAll('.picture text:not(.fp)')].map(text => {
    const ink = light(getComputedStyle(text).fill);
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
  });
}"""


@pytest.fixture
def example(page):
    """The example, which shows all pictures."""
    call_command("demo", verbosity=0)

    def opened(width, language="en", **media):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(**media)
        page.goto("/example/")
        if language != "en":
            page.locator(f"button[name=language][value={language}]").click()
            page.locator(f"html[lang={language}]").wait_for()
        page.evaluate("document.fonts.ready")
        return page

    return opened


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_text_lies_over_another_and_the_page_does_not_scroll_sideways(example, width, language):
    page = example(width, language)
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate(f"{SHOWN}.length") == 5  # the way, the map, the plan, two number lines
    assert page.evaluate(OVER) == []
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_letters_are_large_enough_to_read(example):
    assert min(example(360).evaluate(SIZES)) >= 12
    assert min(example(320).evaluate(SIZES)) >= 10.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(example, scheme):
    found = example(1280, color_scheme=scheme).evaluate(CONTRAST)
    assert len(found) > 100
    assert min(found) >= 4.5


def test_in_forced_colours_the_pictures_take_those_of_the_person(example):
    page = example(1280, forced_colors="active")
    ink = "getComputedStyle(document.querySelector('.picture svg')).fill"
    assert page.evaluate(ink) == page.evaluate("getComputedStyle(document.body).color")


@pytest.mark.parametrize("width, scheme", [(1280, "light"), (1280, "dark"), (360, "light")])
def test_axe_finds_nothing_in_the_pictures(example, width, scheme):
    assert findings(example(width, color_scheme=scheme)) == ""


def test_printed_from_the_dark_the_pictures_are_those_for_a_wide_page_and_dark_on_white(example):
    page = example(1280, color_scheme="dark", media="print")
    assert page.locator(".picture-narrow").first.is_hidden()
    assert page.locator(".picture-wide").first.is_visible()
    assert min(page.evaluate(CONTRAST.replace("getComputedStyle(document.querySelector('.section')).backgroundColor", "'rgb(255,255,255)'"))) >= 4.5  # fmt: skip


def test_a_screen_reader_hears_a_name_and_what_each_picture_tells(example):
    for svg in example(1280).locator(".picture-wide svg, .number-lines svg, .map-and-words svg").all():
        assert svg.get_attribute("role") == "img"
        assert svg.locator("title").text_content()
        assert len(svg.locator("desc").text_content()) > 40
