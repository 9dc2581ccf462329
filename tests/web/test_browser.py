"""The pages in a real browser: scripts, keyboard, small screens, and what axe finds."""

import pytest
from django.core.management import call_command

from .pages import ALL_PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def begin(page):
    page.goto("/")
    page.get_by_role("button", name="Start a workup").click()
    page.wait_for_url("**/workup/start/")


def settle(page):
    """Wait until the panel shows what was typed."""
    page.locator("#panel:not(.is-stale)").wait_for()


def type_in(page, name, value, unit=None):
    page.locator(f"#id_{name}").fill(value)
    if unit:
        page.locator(f"#unit_{name}").select_option(unit)
    page.locator(f"#id_{name}").blur()
    settle(page)


def patient(page):
    """A severe case by way of the pages."""
    begin(page)
    page.locator("#danger button[name=all-no]").click()
    type_in(page, "patient__age_years", "71")
    page.locator("#id_patient__sex").select_option("female")
    page.goto("/workup/serum/")
    type_in(page, "serum__magnesium", "0,45", "mmol/L")
    type_in(page, "serum__creatinine", "78", "µmol/L")
    page.goto("/workup/history/")
    type_in(page, "drugs__0__name", "omeprazole")
    page.locator("#list_drugs__0__name [role=option]").first.wait_for(state="attached")


def findings(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="one of requirements-dev.txt")
    result = axe.Axe().run(page, options={"runOnly": RULES})
    return result.generate_report() if result.violations_count else ""


IN_THE_DARK = ("/workup/serum/", "/workup/plan/", "/workup/link/", "/recheck/")


@pytest.mark.parametrize(
    "scheme, addresses",
    [("light", (*ALL_PAGES, "/", "/about/", "/example/", "/copy/", "/recheck/", "/nowhere/")), ("dark", IN_THE_DARK)],
)
def test_axe_finds_nothing(page, scheme, addresses):
    call_command("demo", verbosity=0)
    page.emulate_media(color_scheme=scheme)
    patient(page)
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert findings(page) == "", address


def test_axe_finds_nothing_on_pages_with_errors_and_emergencies(page):
    begin(page)
    page.locator("#div_id_findings__torsades_de_pointes input[value=yes]").check()
    page.locator("#treat-now").wait_for(state="visible")
    page.goto("/workup/serum/")
    type_in(page, "serum__magnesium", "0.22", "mmol/L")
    type_in(page, "serum__potassium", "much", "mmol/L")
    type_in(page, "serum__calcium", "8.2", "mg/dL")
    page.locator("#id_serum__calcium").press_sequentially("4")
    page.locator("#panel.is-stale").wait_for()
    assert findings(page) == "", "a panel that is not up to date stays readable"
    page.locator("#id_serum__calcium").press("Backspace")
    page.locator("#unit_serum__calcium").select_option("mmol/L")
    page.locator(".meanings").wait_for()
    assert findings(page) == ""
    page.get_by_role("button", name="Save and continue").last.click()
    page.locator("#errors").wait_for()
    assert findings(page) == ""


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    patient(page)
    for address in (*ALL_PAGES, "/", "/about/", "/copy/", "/recheck/"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, (address, width)


def test_targets_are_large_enough(page):
    page.set_viewport_size({"width": 360, "height": 700})
    patient(page)
    for address in ALL_PAGES:
        page.goto(address)
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, select, input:not([type=hidden]), summary, nav a')]
                .filter(each => each.offsetParent && !each.matches('.visually-hidden'))
                .map(each => [each.outerHTML.slice(0, 80), (each.closest('label') || each).getBoundingClientRect()])
                .filter(([_, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
        )
        assert small == [], address


def test_a_box_that_is_written_anew_keeps_the_focus(page):
    begin(page)
    page.goto("/workup/serum/")
    type_in(page, "serum__magnesium", "0.45", "mmol/L")
    page.locator("#unit_serum__magnesium").select_option("mg/dL")
    page.get_by_label("Convert 0.45").check()
    page.locator("#note_serum__magnesium .echo").wait_for()
    settle(page)
    assert page.locator("#id_serum__magnesium").input_value() == "1.09"
    assert page.evaluate("document.activeElement.id") == "id_serum__magnesium"


def test_a_page_of_a_deleted_workup_says_so(browser, live_server):
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    page = context.new_page()
    begin(page)
    page.goto("/workup/serum/")
    context.clear_cookies()
    page.locator("#id_serum__magnesium").fill("0.45")
    page.locator("#id_serum__magnesium").blur()
    page.locator(".panel-gone").wait_for()
    assert page.locator(".panel-offline").is_hidden()
    context.close()


def test_a_danger_sign_shows_what_to_do_at_once(page):
    begin(page)
    assert page.locator("#treat-now").is_hidden()
    page.locator("#div_id_findings__torsades_de_pointes input[value=yes]").check()
    page.locator("#treat-now .dose").first.wait_for()
    assert "magnesium sulfate heptahydrate" in page.locator("#treat-now").inner_text()


def test_the_panel_follows_and_each_answer_is_kept(page):
    begin(page)
    page.goto("/workup/serum/")
    type_in(page, "serum__magnesium", "0,45", "mmol/L")
    assert "Severe hypomagnesaemia" in page.locator("#panel").inner_text()
    assert "Severe hypomagnesaemia" in page.locator("#panel-said").inner_text()
    assert int(page.locator("#version").input_value()) >= 1
    assert "= 0.45\u00a0mmol/L = 1.09\u00a0mg/dL" in page.locator("#note_serum__magnesium").inner_text()
    page.reload()
    assert page.locator("#id_serum__magnesium").input_value() == "0,45"


def test_edit_greys_the_panel_until_it_is_recalculated(page):
    begin(page)
    page.goto("/workup/serum/")
    page.locator("#id_serum__magnesium").type("0")
    assert page.locator("#panel.is-stale").count() == 1


def test_late_partial_reply_never_overwrites_newer(page):
    """The first reply is held back until the second has been shown."""
    begin(page)
    page.goto("/workup/serum/")
    type_in(page, "serum__magnesium", "0.60", "mmol/L")
    held = []

    def hold_first(route):
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/workup/panel/", hold_first)
    page.evaluate("htmx.config.timeout = 0")
    page.locator("#step-form").evaluate("form => form.removeAttribute('data-hx-sync')")
    page.locator("#id_serum__magnesium").fill("0.62")
    page.locator("#id_serum__magnesium").blur()
    page.wait_for_timeout(600)
    page.locator("#id_serum__magnesium").fill("0.45")
    page.locator("#id_serum__magnesium").blur()
    page.wait_for_timeout(800)
    if held:
        held[0].continue_()
        page.wait_for_timeout(600)
    assert "0.45" in page.locator(".panel-verdict").inner_text()


def test_a_changed_unit_is_settled_in_place(page):
    begin(page)
    page.goto("/workup/serum/")
    type_in(page, "serum__magnesium", "1.7", "mg/dL")
    page.locator("#unit_serum__magnesium").select_option("mmol/L")
    page.get_by_label("Convert").check()
    page.locator("#id_serum__magnesium[value='0.699']").wait_for()
    assert page.locator("#unit_serum__magnesium").input_value() == "mmol/L"


def test_an_unusual_value_is_confirmed_in_place(page):
    begin(page)
    page.goto("/workup/serum/")
    type_in(page, "serum__magnesium", "0.22", "mmol/L")
    page.get_by_label("Yes, this is right").check()
    settle(page)
    page.get_by_text("Critical hypomagnesaemia").first.wait_for()
    assert page.get_by_label("Yes, this is right").is_checked()


def test_a_pasted_value_fills_number_and_unit(page):
    begin(page)
    page.goto("/workup/serum/")
    page.locator("#id_serum__creatinine").evaluate(
        """box => { const data = new DataTransfer(); data.setData('text', '78 umol/L');
        box.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"""
    )
    assert page.locator("#id_serum__creatinine").input_value() == "78"
    assert page.locator("#unit_serum__creatinine").input_value() == "µmol/L"


def test_drug_names_are_suggested_without_an_address_that_tells(page):
    begin(page)
    page.goto("/workup/history/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#id_drugs__0__name").type("omep")
    page.locator("#list_drugs__0__name [data-value=omeprazole]").wait_for()
    assert not any("omep" in url for url in asked)


def test_another_row_for_a_drug_comes_without_a_reload(page):
    from diagnostics.models import Workup

    begin(page)
    page.goto("/workup/history/")
    for row in range(4):
        if row > 2:
            page.get_by_role("button", name="Add another").click()
            assert page.evaluate("document.activeElement.name") == "drugs__3__name"
        with page.expect_response("**/drugs/"):
            type_in(page, f"drugs__{row}__name", f"drug {row}")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#id_drugs__3__name[value='drug 3']").wait_for()
    assert Workup.objects.get().answers.filter(key__endswith="name").count() == 4


def test_all_groups_absent_in_one_press_without_a_reload(page):
    begin(page)
    page.get_by_role("button", name="In all groups").click()
    assert page.locator(".ticks-count", has_text="all absent").count() == page.locator(".ticks").count()
    page.locator("#panel:not(.is-stale)").wait_for()


def test_focus_goes_to_the_errors_and_from_there_to_the_box(page):
    begin(page)
    page.goto("/workup/serum/")
    page.locator("#id_serum__magnesium").fill("0.45")
    page.locator("#id_serum__magnesium").press("Enter")
    page.locator("#errors").wait_for()
    assert page.evaluate("document.activeElement.id") == "errors"
    page.locator("#errors a").first.click()
    assert page.evaluate("document.activeElement.name") == "serum__magnesium"


def test_the_first_stop_of_the_keyboard_is_the_skip_link(page):
    begin(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_double_click_saves_once(page):
    from diagnostics.models import Workup

    begin(page)
    page.goto("/workup/serum/")
    page.locator("#id_serum__magnesium").fill("0.45")
    page.locator("#unit_serum__magnesium").select_option("mmol/L")
    page.get_by_role("button", name="Save", exact=True).dblclick()
    page.locator("#id_serum__magnesium[value='0.45']").wait_for()
    assert Workup.objects.get().answers.filter(key="serum.magnesium").count() == 1


@pytest.mark.parametrize("step", ["start", "serum", "history"])
def test_every_step_works_without_scripts(browser, live_server, step):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    begin(page)
    page.goto(f"/workup/{step}/")
    page.locator("summary").first.click()
    page.get_by_role("button", name="Save and continue").last.click()
    assert page.url.startswith(live_server.url + "/workup/")
    assert page.locator("h1").count() == 1
    context.close()


def test_a_whole_workup_without_scripts(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    begin(page)
    page.locator("#danger button[name=all-no]").click()
    page.locator("#id_patient__age_years").fill("71")
    page.get_by_role("button", name="Save and continue").last.click()
    page.locator("#id_serum__magnesium").fill("0,45 mmol/L")
    page.get_by_role("button", name="Save and continue").last.click()
    page.locator("#id_drugs__0__name").fill("omeprazole")
    page.get_by_role("button", name="Save and continue").last.click()
    page.goto("/workup/conclusion/")
    assert "Severe hypomagnesaemia (0.45\u00a0mmol/L)" in page.locator("main").inner_text()
    context.close()
