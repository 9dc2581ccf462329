"""The keyboard alone: going to a question, choosing a drug, a whole case, and how much of it there is to press."""

from __future__ import annotations

import re

import pytest

from diagnostics.benchmarks.keys import CASES, KEY, THOUGHT, Hands
from diagnostics.clinical.knowledge.patient import BY_KEY

from .test_browser import begin, findings, settle, type_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def search(page, text):
    page.locator("#main").focus()
    page.keyboard.press("/")
    page.locator("#jump[open]").wait_for()
    page.locator("#jump-said").filter(has_text=re.compile(r"\d")).wait_for()
    page.keyboard.type(text)


@pytest.mark.parametrize("text, name", [
    ("mg", "serum__magnesium"), ("K", "serum__potassium"), ("qtc", "presentation__ecg__qtc"), ("kreat", "serum__creatinine"),
    ("serum pot", "serum__potassium"), ("weight", "patient__weight"), ("ppi", "drugs__0__name"), ("femg", "urine_spot__magnesium"),
])  # fmt: skip
def test_a_slash_and_a_few_letters_go_to_a_question(page, text, name):
    begin(page)
    search(page, text)
    page.keyboard.press("Enter")
    page.locator(f"#id_{name}:focus").wait_for()


def test_what_was_typed_before_is_saved_on_the_way(page):
    from diagnostics.models import Workup

    begin(page)
    page.locator("#id_patient__age_years").fill("71")
    search(page, "potassium")
    page.keyboard.press("Enter")
    page.locator("#id_serum__potassium:focus").wait_for()
    assert Workup.objects.get().written()["patient.age_years"].text == "71"


def test_a_slash_in_a_box_is_a_slash(page):
    begin(page)
    page.goto("/workup/history/")
    page.locator("#id_drugs__0__name").focus()
    page.keyboard.type("lisinopril/hydrochlorothiazide")
    assert page.locator("#jump[open]").count() == 0
    assert page.locator("#id_drugs__0__name").input_value() == "lisinopril/hydrochlorothiazide"


def test_the_key_can_be_turned_off_and_that_is_remembered(page):
    begin(page)
    search(page, "")
    page.locator("#jump [data-jump-key]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    assert page.locator("#jump[open]").count() == 0
    page.goto("/workup/serum/")
    page.locator("#main").focus()
    page.keyboard.press("/")
    page.wait_for_timeout(200)
    assert page.locator("#jump[open]").count() == 0
    assert page.evaluate("Object.entries(localStorage)") == [["mgcds-slash", "off"]]
    page.get_by_role("link", name="Go to a question").click()
    page.locator("#jump[open]").wait_for()


def test_escape_gives_the_focus_back(page):
    begin(page)
    page.get_by_role("link", name="Go to a question").focus()
    page.keyboard.press("Enter")
    page.locator("#jump-text:focus").wait_for()
    page.keyboard.press("Escape")
    assert "jump-open" in page.evaluate("document.activeElement.className")


def test_axe_finds_nothing_in_the_open_search_and_the_open_list(page):
    begin(page)
    search(page, "mag")
    assert findings(page) == ""
    page.keyboard.press("Escape")
    page.goto("/workup/history/")
    page.locator("#id_drugs__0__name").focus()
    page.keyboard.type("omep")
    page.locator("#list_drugs__0__name [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert findings(page) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_small_screen_holds_search_and_list(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    begin(page)
    search(page, "mag")
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(sideways) <= 0
    box = page.locator("#jump").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert findings(page) == ""
    page.goto("/workup/history/")
    page.locator("#id_drugs__0__name").fill("")
    page.locator("#id_drugs__0__name").press_sequentially("thia")
    page.locator("#list_drugs__0__name [role=option]").first.wait_for()
    assert page.evaluate(sideways) <= 0
    page.goto("/workup/questions/")
    assert page.evaluate(sideways) <= 0


def test_a_drug_is_chosen_with_arrows_and_enter(page):
    begin(page)
    page.goto("/workup/history/")
    box = page.locator("#id_drugs__0__name")
    box.focus()
    page.keyboard.type("omep")
    page.locator("#list_drugs__0__name [role=option]").nth(1).wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert re.match(r"\d names fit", page.locator("#drugs-said").text_content())
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert box.input_value() == "omeprazole"
    assert page.url.endswith("/workup/history/"), "Enter in the list does not send the page"
    settle(page)
    page.locator(".facts", has_text="Proton pump inhibitor").wait_for()


def test_escape_closes_the_list_and_keeps_the_text(page):
    begin(page)
    page.goto("/workup/history/")
    page.locator("#id_drugs__0__name").focus()
    page.keyboard.type("omep")
    page.locator("#list_drugs__0__name [role=option]").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#list_drugs__0__name").is_hidden()
    assert page.locator("#id_drugs__0__name").input_value() == "omep"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "drugs__0__months"


def test_the_next_page_begins_at_its_first_open_question(page):
    begin(page)
    page.locator("#id_patient__age_years").focus()
    page.keyboard.type("71")
    page.keyboard.press("Enter")
    page.locator("#id_serum__magnesium:focus").wait_for()
    page.goto("/workup/history/")
    assert page.evaluate("document.activeElement === document.body"), "who comes by a link begins at the top"


def test_a_danger_sign_is_not_skipped_by_the_focus(page):
    begin(page)
    page.locator("#div_id_findings__torsades_de_pointes input[value=yes]").check()
    page.locator("#treat-now .dose").first.wait_for()
    page.locator("#id_patient__age_years").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/workup/serum/")
    assert page.evaluate("document.activeElement.name || ''") == ""


def test_all_questions_are_a_page_without_scripts(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    begin(page)
    page.get_by_role("link", name="Go to a question").click()
    page.wait_for_url("**/workup/questions/")
    assert page.locator(".jump-setting").is_hidden(), "what needs scripts is not shown"
    listed = page.locator("a[data-jump]").evaluate_all("all => all.map(each => each.dataset.jump)")
    assert set(BY_KEY) <= set(listed), "every question is in the list"
    page.get_by_role("link", name="Serum potassium").click()
    assert page.url.endswith("/workup/serum/#div_id_serum__potassium")
    page.goto("/workup/history/")
    page.locator("#id_drugs__0__name").fill("omeprasol")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="omeprazole").click()
    assert page.locator("#id_drugs__0__name").input_value() == "omeprazole"
    context.close()


def test_finish_now_shows_the_conclusion(page):
    begin(page)
    type_in(page, "patient__age_years", "12")
    button = page.get_by_role("button", name="Finish now")
    if not button.count():
        assert page.locator(".enough").inner_text().startswith("Could still change")
        return
    button.press("Enter")
    page.wait_for_url("**/workup/conclusion/")


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_entered_with_the_keyboard_alone(page, name):
    """The counts depend on no clock, so they are held; the seconds of the machine are only measured."""
    hands = Hands(page)
    CASES[name](hands)
    assert page.url.endswith("/workup/conclusion/")
    assert "hypomagnesaemia" in page.locator("main").inner_text()
    assert len(hands.asked) == len(set(hands.asked)), "nothing is asked twice"
    answered = re.search(r"after (\d+) entries and (\d+) presses", hands.first)
    assert int(answered[1]) <= 6
    assert int(answered[2]) <= 1
    assert KEY * hands.keys + THOUGHT * hands.thoughts <= 40
