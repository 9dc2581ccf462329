"""Every statement of the conclusion and the plan opens in place to what it rests on."""

import html
import re

import pytest
from django.utils import translation

from diagnostics.views.picture import Picture

from .pages import MILD, SEVERE, Guest, fill
from .test_browser import findings

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("/workup/conclusion/", "/workup/plan/")
MARK = {"en": "not yet confirmed against a source", "nl": "nog niet met een bron bevestigd"}
PATIENTS = {
    "mild": MILD,
    "severe": SEVERE,
    "urgent": {**SEVERE, "start": {**SEVERE["start"], "findings__tetany": "yes", "presentation__ecg__qtc": "505"}},
    "not_low": {**MILD, "serum": {**MILD["serum"], "serum__magnesium": "0.90"}},
    "child": {**SEVERE, "start": {**SEVERE["start"], "patient__age_years": "12"}},
}
# What is a statement on each page: the place of the statement, and what must open in it.
STATEMENTS = {
    "/workup/conclusion/": (
        ".verdict", ".answer", ".causes > .cause:has(.cause-route)", "[aria-labelledby=warnings] .lines > li",
        "#panel ol.lines > li", "section.card-box > ul > li",
    ),
    "/workup/plan/": (
        ".verdict", ".item", ".withheld", "#panel .lines > li", "[aria-labelledby=spacing] .lines > li", ".do-now > .short",
    ),
}  # fmt: skip


@pytest.fixture
def without_scripts(browser, live_server):
    """A page of a browser that runs no scripts."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en-GB")
    yield context.new_page()
    context.close()


def let_in(page, client, live_server):
    """Give the browser the session of a guest whose workup was filled in."""
    cookies = [{"name": name, "value": each.value, "url": live_server.url} for name, each in client.cookies.items()]
    page.context.add_cookies(cookies)


def speak(guest, language):
    guest.client.post("/language/setlang/", {"language": language, "next": "/"})


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", PATIENTS)
def test_every_statement_opens_to_its_rule_and_a_source(without_scripts, live_server, client, name, language):
    page, guest = without_scripts, fill(Guest(client).begin(), PATIENTS[name])
    speak(guest, language)
    let_in(page, client, live_server)
    opened = 0
    for address in PAGES:
        page.goto(address)
        for place in STATEMENTS[address]:
            for statement in page.locator(place).all():
                assert_opens(statement, MARK[language])
                opened += 1
    assert opened >= 12


def assert_opens(statement, mark):
    """A click on its summary shows rule and source; nothing of it is seen before."""
    told = statement.inner_text()[:80]
    details = statement.locator("details.why")
    assert details.count() >= 1, told
    body = details.first.locator(".why-body").first
    assert not body.is_visible(), told
    details.first.locator("summary").first.click()
    assert body.is_visible(), told
    for each in details.first.locator(".why-body").all():
        assert each.locator("a.rule[href^='/knowledge/rule/']").count() == 1, told
        assert each.locator(".cites a").count() >= 1 or mark in each.inner_text(), told
    assert details.first.locator("summary").first.inner_text().strip() not in ("", "Why", "Waarom"), told


@pytest.mark.parametrize("name", PATIENTS)
def test_every_citation_and_rule_leads_somewhere(guest, name):
    """Each number is in the list of the same page, and each rule is in the knowledge browser."""
    fill(guest, PATIENTS[name])
    rules = set()
    for address in PAGES:
        page = guest.open(address)
        for number in set(re.findall(r'href="#ref-(\d+)"', page)):
            assert f'id="ref-{number}"' in page, (address, number)
        for target in set(re.findall(r'href="#(item-[A-Z0-9_]+)"', page)):
            assert f'id="{target}"' in page, (address, target)
        rules |= set(re.findall(r'class="rule" href="([^"]+)"', page))
    assert len(rules) > 10
    for address in rules:
        assert guest.client.get(address).status_code == 200, address


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_conclusion_opens_to_values_limit_and_distance(without_scripts, live_server, client, language):
    page, guest = without_scripts, fill(Guest(client).begin(), MILD)
    speak(guest, language)
    let_in(page, client, live_server)
    page.goto("/workup/conclusion/")
    answer = page.locator(".answer").nth(1)
    answer.locator("summary").click()
    told = answer.locator(".why-body").inner_text().replace("\u00a0", " ")
    words = {
        "en": ("0.62 mmol/L", "Limit", "below 0.50 mmol/L", "after", "Speaks against it", "What would change it", "0.59 mmol/L"),
        "nl": ("0,62 mmol/L", "Grens", "onder 0,50 mmol/L", "volgens", "Spreekt ertegen", "Wat dit zou veranderen", "0,59 mmol/L"),
    }  # fmt: skip
    for word in words[language]:
        assert word in told, word


@pytest.mark.browser
@pytest.mark.parametrize("width, scheme", [(1280, "light"), (1280, "dark"), (360, "light")])
@pytest.mark.parametrize("name", ["mild", "urgent"])
def test_all_open_axe_finds_nothing_and_nothing_is_cut_off(page, live_server, client, name, width, scheme):
    fill(Guest(client).begin(), PATIENTS[name])
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    let_in(page, client, live_server)
    for address in PAGES:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert findings(page) == "", address
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address


@pytest.mark.parametrize("name", PATIENTS)
def test_every_candidate_is_on_the_board(guest, name):
    page = fill(guest, PATIENTS[name]).open("/workup/plan/")
    for code in (
        "oral",
        "iv",
        "amiloride",
        "sglt2_inhibitor",
        "inulin",
        "proton_pump_inhibitor",
        "diuretic",
        "other_culprit",
    ):
        assert page.count(f'id="board-{code}"') == 1


@pytest.mark.browser
def test_the_board_has_columns_with_room_and_is_stacked_on_a_phone(page, live_server, client):
    fill(Guest(client).begin(), MILD)
    let_in(page, client, live_server)
    page.goto("/workup/plan/")
    cells = page.locator("#board-oral .board-parts > div")
    tops = {round(each.bounding_box()["y"]) for each in cells.all()}
    assert len(tops) == 1
    page.set_viewport_size({"width": 360, "height": 900})
    tops = [each.bounding_box()["y"] for each in cells.all()]
    assert tops == sorted(set(tops))
    assert page.locator("#board-oral .board-part").first.is_visible()
    assert (
        page.get_by_role("region", name="For and against each treatment").get_by_role("heading", level=3).count() >= 8
    )


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", PATIENTS)
def test_what_is_not_confirmed_is_marked_beside_its_own_line(guest, name, language):
    """Where no source stands behind a figure, its line says so; where one does, it does not."""
    fill(guest, PATIENTS[name])
    speak(guest, language)
    conclusion, plan = (lines_of(guest.open(address)) for address in PAGES)
    with translation.override(language):
        report = Picture(guest.workup, explored=True).report
    followed = (*report.warnings, *report.monitoring, *report.stop_rules, *report.surveillance)
    told = [(line, getattr(line, "what", "") or line.text, plan) for line in followed]
    told += [(line, line.text, conclusion) for line in report.warnings]
    told += [(line, line.title, conclusion) for line in report.next_steps]
    told += [(line, line.text, plan) for row in report.board for line in (*row.pro, *row.contra)]
    for line, text, page in told:
        mine = [each for each in page if " ".join(html.escape(text).split()) in each]
        assert mine, text
        assert any((MARK[language] in re.split("<details|</li>", each)[0]) == bool(line.mark) for each in mine), text
    assert any(line.mark for line, _text, _page in told)


def lines_of(page):
    """The items of all lists of a page, each up to the next."""
    return " ".join(page.split()).split("<li")[1:]
