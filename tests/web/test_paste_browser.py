"""The pasted report in a real browser: with and without scripts, by keyboard, on a phone, in Dutch, and what axe finds."""

import pytest

from .test_browser import begin, findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPORT = """Naam: A. Voorbeeld   Geb.datum: 01-02-1950
Afname: 12-03-2024 08:10
Bepaling	Uitslag	Eenheid		Referentie
Magnesium	0,45	mmol/L	↓	0,70 - 1,05
Kalium	3,1	mmol/L	↓	3,5 - 5,0
Kreatinine	78	µmol/L		60 - 110
Calcium	1,60	mmol/L	L	2,15 - 2,55
Glucose	5,4
25-OH vitamine D	45	ng/mL
HbA1c	41	mmol/mol
24-uurs urine
Magnesium	1,2	mmol/24 uur
"""


def opened(page, text=REPORT):
    """The serum step with the proposals of a report."""
    begin(page)
    page.goto("/workup/serum/")
    page.locator("#paste > summary").click()
    page.locator("#paste-text").fill(text)
    page.locator("#paste-form button").click()
    page.locator("#paste-said:not(:empty)").wait_for()


def test_paste_tick_take_and_the_panel_follows(page):
    opened(page)
    assert "7 values proposed. Nothing is filled in yet." in page.locator("#paste-said").inner_text()
    assert page.locator("#paste-said").get_attribute("role") == "status"
    assert page.locator(".take-form input:checked:not([value=''])").count() == 0
    assert page.locator("#id_serum__magnesium").input_value() == ""
    page.get_by_label("Serum magnesium: 0,45 mmol/L").check()
    page.get_by_label("Serum calcium, total").first.check()
    page.get_by_label("5,4 mmol/L").check()
    page.get_by_role("button", name="Take what is ticked").click()
    page.locator(".paste-taken").wait_for()
    assert "3 values were filled in:" in page.locator(".paste-taken").inner_text()
    assert page.evaluate("document.activeElement.id") == "paste-taken"
    assert page.locator("#id_serum__magnesium").input_value() == "0,45"
    assert page.locator("#unit_serum__magnesium").input_value() == "mmol/L"
    assert page.locator("#id_serum__potassium").input_value() == ""
    assert "Severe hypomagnesaemia" in page.locator(".panel-verdict").inner_text()
    page.locator("#panel-said", has_text="Severe hypomagnesaemia").wait_for(state="attached")
    page.locator("#note_serum__calcium .sure").wait_for()
    page.get_by_label("Yes, this is right").check()
    page.locator("#panel:not(.is-stale)").wait_for()
    page.locator("#id_serum__sodium").evaluate("box => box.closest('details').open = true")
    page.locator("#id_serum__sodium").fill("140")
    page.locator("#unit_serum__sodium").select_option("mmol/L")
    page.locator("#panel:not(.is-stale)").wait_for()
    page.reload()
    assert page.locator("#id_serum__sodium").input_value() == "140"
    assert page.locator("#id_serum__magnesium").input_value() == "0,45"


def test_two_dates_are_refused_in_place_and_the_text_can_be_mended(page):
    opened(page, "Bepaling  12-03-2024  13-03-2024\nMagnesium  0,45  0,62")
    assert "more than one date or time (12-03-2024 and 13-03-2024)" in page.locator("#paste-said").inner_text()
    assert page.locator(".paste-table").count() == 0
    page.locator("#paste-text").fill("Magnesium 0,45 mmol/L")
    page.locator("#paste-form button").click()
    page.locator(".paste-table").wait_for()
    assert "1 value proposed." in page.locator("#paste-said").inner_text()


def test_a_text_too_long_to_send_is_refused_at_once(page):
    opened(page, "Magnesium 0,45 mmol/L")
    page.locator(".paste-table").wait_for()
    page.locator("#paste-text").evaluate("box => { box.value = 'Magnesium 0,45 mmol/L '.repeat(60000); }")
    page.locator("#paste-form button").click()
    page.locator("#paste-said", has_text="too long").wait_for()
    assert "The text is too long" in page.locator("#paste-said").inner_text()
    assert page.locator(".paste-table").count() == 0


def test_by_keyboard_alone(page):
    begin(page)
    page.goto("/workup/serum/")
    page.locator("#paste > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "paste-text"
    page.keyboard.insert_text("Magnesium 0,45 mmol/L")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".paste-table").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "serum__magnesium"
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".paste-taken").wait_for()
    assert page.locator("#id_serum__magnesium").input_value() == "0,45"


def test_a_conflict_is_shown_in_place_of_the_page_and_can_be_settled(page):
    opened(page, "Magnesium 0,45 mmol/L")
    page.get_by_label("Serum magnesium: 0,45 mmol/L").check()
    page.locator("#id_serum__magnesium").fill("0.62")
    page.locator("#unit_serum__magnesium").select_option("mmol/L")
    page.locator("#panel:not(.is-stale)").wait_for()
    page.get_by_role("button", name="Take what is ticked").click()
    page.get_by_role("button", name="Save what was typed here").click()
    page.wait_for_url("**/workup/serum/")
    page.locator("#id_serum__magnesium[value='0,45']").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, scheme):
    page.emulate_media(color_scheme=scheme)
    opened(page)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert findings(page) == ""
    page.get_by_label("Serum magnesium: 0,45 mmol/L").check()
    page.get_by_role("button", name="Take what is ticked").click()
    page.locator(".paste-taken").wait_for()
    assert findings(page) == ""
    page.goto("/workup/serum/paste/")
    assert findings(page) == ""


@pytest.mark.parametrize("width", [320, 360, 768])
def test_the_table_needs_no_sideways_scrolling_and_its_targets_are_large_enough(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    opened(page)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    small = page.evaluate(
        """() => [...document.querySelectorAll('#paste button, #paste input:not([type=hidden]), #paste summary')]
            .filter(each => each.offsetParent)
            .map(each => [each.outerHTML.slice(0, 80), (each.closest('label') || each).getBoundingClientRect()])
            .filter(([_, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    )
    assert small == []


def test_in_dutch(browser, live_server):
    context = browser.new_context(base_url=live_server.url, locale="nl-NL")
    page = context.new_page()
    page.goto("/")
    page.locator("form.actions button").first.click()
    page.goto("/workup/serum/")
    page.get_by_role("heading", name="Laboratoriumuitslag plakken").click()
    page.locator("#paste-text").fill(REPORT)
    page.get_by_role("button", name="Tekst lezen").click()
    page.locator(".paste-table").wait_for()
    assert "7 waarden voorgesteld. Er is nog niets ingevuld." in page.locator("#paste-said").inner_text()
    page.get_by_label("Serummagnesium: 0,45 mmol/L").check()
    page.get_by_role("button", name="Aangevinkte waarden overnemen").click()
    page.locator(".paste-taken").wait_for()
    assert "Ernstige hypomagnesiëmie" in page.locator(".panel-verdict").inner_text()
    context.close()


def test_without_scripts_on_a_page_of_its_own(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    begin(page)
    page.goto("/workup/serum/")
    page.locator("#paste > summary").click()
    page.locator("#paste-text").fill(REPORT)
    page.locator("#paste-form button").click()
    assert page.url.endswith("/workup/serum/paste/")
    assert "7 values proposed." in page.locator("#paste-said").inner_text()
    assert page.locator("#paste-text").input_value() == REPORT, "so that it can be mended"
    page.get_by_label("Serum magnesium: 0,45 mmol/L").check()
    page.get_by_label("5,4 mmol/L").check()
    page.get_by_role("button", name="Take what is ticked").click()
    assert page.url.endswith("/workup/serum/")
    assert page.locator("#id_serum__magnesium").input_value() == "0,45"
    assert page.locator("#id_serum__glucose").input_value() == "5,4"
    assert page.locator("#id_serum__potassium").input_value() == ""
    assert "Severe hypomagnesaemia" in page.locator("#panel").inner_text()
    context.close()
