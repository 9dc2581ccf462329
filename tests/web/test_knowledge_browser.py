"""The knowledge browser in a real browser: what axe finds, small screens, keyboard, and pages without scripts."""

import pytest

from .pages import KNOWLEDGE_PAGES
from .test_browser import findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


IN_THE_DARK = ("/knowledge/path/", "/knowledge/limits/", "/knowledge/rule/TX-IV-H/?case=ppi-49f-seizure")


@pytest.mark.parametrize("scheme, addresses", [("light", KNOWLEDGE_PAGES), ("dark", IN_THE_DARK)])
def test_axe_finds_nothing(page, scheme, addresses):
    page.emulate_media(color_scheme=scheme)
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert findings(page) == "", address


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    for address in KNOWLEDGE_PAGES:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, (address, width)


def test_targets_are_large_enough(page):
    page.set_viewport_size({"width": 360, "height": 700})
    for address in KNOWLEDGE_PAGES:
        page.goto(address)
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, select, input:not([type=hidden]), summary, nav a')]
                .filter(each => each.offsetParent && !each.matches('.visually-hidden'))
                .map(each => [each.outerHTML.slice(0, 80), (each.closest('label') || each).getBoundingClientRect()])
                .filter(([_, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
        )
        assert small == [], address


def test_the_picture_of_the_path_scrolls_by_keyboard_on_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/knowledge/path/")
    figure = page.locator("figure.path").first
    figure.focus()
    for _press in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('figure.path').scrollLeft > 0")


def test_a_rule_is_found_and_tried_without_scripts(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/knowledge/")
    page.get_by_label("Search the knowledge").fill("TX-SEV-05")
    page.get_by_role("button", name="Search").click()
    page.locator("#main").get_by_role("link", name="TX-SEV-05").click()
    page.locator("#id_serum__magnesium").fill("0,45")
    page.locator("#unit_serum__magnesium").select_option("mmol/L")
    page.get_by_role("button", name="Run").click()
    assert page.locator(".try-answer .verdict-line").inner_text().strip().endswith("Met")
    assert "0" not in page.url.partition("/knowledge/rule/TX-SEV-05/")[2]
    context.close()
