"""The calculators in a real browser: as one types, without a connection, and what axe finds."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from playwright.sync_api import Error

from diagnostics.clinical import formulas
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.convert import STRENGTHS, amount_of, limits_passed, units_a_day
from diagnostics.clinical.facts import Count, Facts, Measurement
from diagnostics.clinical.knowledge import calculator as c
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.treatment import CONTENT_MMOL
from diagnostics.clinical.units import ML, MMOL, Quantity
from diagnostics.models import Workup
from diagnostics.presenters.calculators import CALCULATORS, KNOWN

from .pages import CALCULATOR_PAGES
from .test_browser import findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

D = Decimal
PAGES = CALCULATOR_PAGES
FILLED = {
    "femg": {
        "serum__magnesium": ("0,45", "mmol/L"), "serum__ionised_magnesium": ("0.32", "mmol/L"), "serum__creatinine": ("78", "µmol/L"),
        "urine_spot__magnesium": ("5.1", "mg/dL"), "urine_spot__creatinine": ("6.8", "mmol/L"), "patient__age_years": ("71", ""),
        "patient__sex": "female",
    },
    "urine-24h": {
        "urine_24h__volume": ("1.8", "L"), "urine_24h__duration": ("24", ""), "urine_24h__magnesium": ("1.2", "mmol/L"),
        "urine_24h__creatinine": ("5", "mmol/L"), "patient__age_years": ("60", ""), "patient__sex": "female",
        "patient__weight": ("110", ""), "patient__height": ("165", ""), "serum__magnesium": ("0.5", "mmol/L"),
        "serum__creatinine": ("0.9", "mg/dL"),
    },
    "loading-test": {
        "loading_test__protocol": "0.1mmol_per_kg_4h", "loading_test__dose": ("7", "mmol"), "loading_test__urine_magnesium_24h": ("5", "mmol/24h"),
        "loading_test__urine_creatinine_24h": ("12", "mmol/24h"), "loading_test__baseline_magnesium_per_creatinine": ("0.1", "mmol/mmol"),
        "patient__age_years": ("60", ""), "patient__sex": "male", "patient__weight": ("70", ""),
    },
    "egfr": {"serum__creatinine": ("1.0", "mg/dL"), "patient__age_years": ("55", ""), "patient__sex": "female"},
    "dose-converter": {"calculator__amount": ("13", "g"), "calculator__concentration": ("50", "")},
    "oral-products": {"calculator__wanted": ("24", "mmol/day"), "calculator__content": ("64", "mg")},
}  # fmt: skip


def fill(page, key: str, **instead) -> None:
    for name, value in {**FILLED[key], **instead}.items():
        if isinstance(value, str):
            page.locator(f"#id_{name}").select_option(value)
        else:
            page.locator(f"#id_{name}").fill(value[0])
            if value[1]:
                page.locator(f"select#unit_{name}").select_option(value[1])


def settled(page) -> str:
    """What the result says once it is up to date."""
    page.locator(".calc-stale").wait_for(state="hidden")
    return page.locator("#answer").inner_text().replace("\u00a0", " ")


def results(page) -> dict[str, tuple[str, str]]:
    """Value and formula of each result by its label."""
    rows = page.evaluate(
        """() => [...document.querySelectorAll('.calc-lines > div')].map(row => [row.querySelector('dt').textContent,
            [row.querySelector('.calc-value')?.textContent || '', row.querySelector('.formula')?.textContent || '']])"""
    )
    return {label: tuple(pair) for label, pair in rows}


def table(page) -> list[list[str]]:
    return page.evaluate(
        "() => [...document.querySelectorAll('.calc-table tr')].map(row => [...row.children].map(cell => cell.textContent))"
    )


# --- with a connection ---------------------------------------------------------------------------------------


def test_the_result_follows_as_one_types(page):
    page.goto("/calculators/femg/")
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.url)))
    fill(page, "femg")
    page.locator("#answer .calc-value").first.wait_for()
    assert "FEMg by total magnesium" in settled(page)
    assert page.locator("#note_serum__magnesium .echo").inner_text().startswith("= 0.45")
    assert all("?" not in url for _method, url in sent), "no value in an address"
    assert page.locator("#id_serum__magnesium").input_value() == "0,45"
    assert Workup.objects.count() == 0


def test_an_error_is_said_under_its_box_and_the_rest_stays(page):
    page.goto("/calculators/femg/")
    fill(page, "femg", serum__magnesium=("much", "mmol/L"), serum__ionised_magnesium=("", ""))
    page.get_by_role("button", name="Compute").click()
    page.locator("#note_serum__magnesium .wrong").wait_for()
    assert "Serum magnesium: “much” is not a number" in page.locator("#note_serum__magnesium").inner_text()
    assert "Still needed: Serum magnesium or Ionised magnesium" in settled(page)
    assert page.locator("#id_serum__magnesium").input_value() == "much"


def test_values_are_taken_into_a_workup(page):
    page.goto("/calculators/femg/")
    fill(page, "femg")
    page.get_by_role("button", name="Compute").click()
    page.locator("#answer .calc-value").first.wait_for()
    page.get_by_role("button", name="Take these values into a workup").click()
    page.wait_for_url("**/workup/start/")
    assert page.locator("#id_patient__age_years").input_value() == "71"
    page.goto("/workup/serum/")
    assert page.locator("#id_serum__magnesium").input_value() == "0,45"
    page.goto("/workup/fractional-excretion/")
    assert page.locator("#id_urine_spot__magnesium").input_value() == "5.1"
    assert page.locator("select#unit_urine_spot__magnesium").input_value() == "mg/dL"
    # a second time: the workup at hand is not lost without being asked
    page.goto("/calculators/femg/")
    fill(page, "femg", serum__magnesium=("0.50", "mmol/L"))
    page.get_by_role("button", name="Take these values into a workup").click()
    page.locator("#replace").wait_for()
    assert findings(page) == ""
    assert page.locator("#id_serum__magnesium").input_value() == "0.50"
    page.get_by_role("button", name="Delete it and start a new one with these values").click()
    page.wait_for_url("**/workup/start/")
    assert Workup.objects.get().written()["serum.magnesium"].text == "0.50"


@pytest.mark.parametrize("key", CALCULATORS)
def test_every_calculator_works_without_scripts(browser, live_server, key):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"/calculators/{key}/")
    fill(page, key)
    page.get_by_role("button", name="Compute").click()
    assert page.url.endswith(f"/calculators/{key}/")
    assert page.locator("#answer .calc-value, #answer td").count() > 0
    name, value = next((name, value) for name, value in FILLED[key].items() if isinstance(value, tuple))
    assert page.locator(f"#id_{name}").input_value() == value[0]
    if CALCULATORS[key].for_patient:
        page.get_by_role("button", name="Take these values into a workup").click()
        assert page.url.endswith("/workup/start/")
    context.close()


# --- what every page must be --------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, scheme):
    page.emulate_media(color_scheme=scheme)
    for address in PAGES:
        page.goto(address)
        assert findings(page) == "", address
    for key in CALCULATORS:
        page.goto(f"/calculators/{key}/")
        fill(page, key)
        page.get_by_role("button", name="Compute").click()
        page.locator("#answer .calc-value, #answer td").first.wait_for()
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert findings(page) == "", key


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    for address in PAGES:
        page.goto(address)
        key = address.strip("/").rpartition("/")[2]
        if key in FILLED:
            fill(page, key)
            page.get_by_role("button", name="Compute").click()
            page.locator("#answer .calc-value, #answer td").first.wait_for()
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, (address, width)
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, select, input:not([type=hidden]), summary, nav a')]
                .filter(each => each.offsetParent && !each.matches('.visually-hidden'))
                .map(each => [each.outerHTML.slice(0, 80), (each.closest('label') || each).getBoundingClientRect()])
                .filter(([_, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
        )
        assert small == [], address


# --- the device computes what the server computes --------------------------------------------------------------------

SAMPLES = 60  # of each calculator, beside one for every pair of units


def quantity(fact: Measurement, unit, draw: random.Random) -> Quantity:
    """A plausible value in this unit: somewhere in the usual or hard limits, with three digits."""
    limits = fact.usual or fact.hard
    low, high, own = limits.bounds(unit, fact.substance)
    low, high = low or high / 50, high
    low, high = (Quantity(each, own, fact.substance).to(unit).value for each in (low, high))
    value = D(str(draw.uniform(float(low), float(high))))
    return Quantity(round(value, max(0, 2 - value.adjusted())) or low, unit, fact.substance)


def drawn(key: str, draw: random.Random, **units) -> dict[str, object]:
    """Values for all that a calculator asks; `units` by key of the fact, else a random one."""
    values: dict[str, object] = {}
    for fact in CALCULATORS[key].asked:
        if isinstance(fact, Count):
            values[fact.key] = D(draw.randint(18, 99)) if fact is p.AGE else D(draw.randint(1, 48))
        elif isinstance(fact, Measurement):
            values[fact.key] = quantity(fact, units.get(fact.key) or draw.choice(fact.units), draw)
        else:
            values[fact.key] = draw.choice([word for word, _label in fact.options])
    return values


def pairs(key: str) -> list[dict[str, object]]:
    """One set of units for every pair of two units of two facts of a calculator."""
    facts = [fact for fact in CALCULATORS[key].asked if isinstance(fact, Measurement) and len(fact.units) > 1]
    return [
        {one.key: first, other.key: second}
        for place, one in enumerate(facts)
        for other in facts[place + 1 :] or [one]
        for first in one.units
        for second in other.units
    ]


def as_sent(values: dict[str, object]) -> dict[str, object]:
    """The same values as the page would read them."""
    sent: dict[str, object] = {}
    for key, value in values.items():
        if isinstance(value, Quantity):
            fact = KNOWN[key]
            sent[key] = {
                "value": float(value.value),
                "unit": value.unit.symbol,
                "substance": fact.substance.key if fact.substance else "",
            }
        elif isinstance(value, Decimal):
            sent[key] = {"value": float(value), "unit": KNOWN[key].unit.symbol}
        elif value not in ("unknown", "none"):
            sent[key] = value
    return sent


def by_the_core(key: str, values: dict[str, object]) -> dict[str, float | list]:
    """What the core computes, flat: name → number."""
    facts = Facts(values)
    if key == "dose-converter":
        strength = facts.quantity(c.CONCENTRATION).value
        amount = amount_of(facts.quantity(c.AMOUNT), percent=strength)
        volumes = [float(amount.millilitres(each)) for each in dict.fromkeys((strength, *STRENGTHS))]
        above = [[ceiling.part, ceiling.hard] for ceiling in limits_passed(amount)]
        return {
            "salt": float(amount.salt_g),
            "magnesium": float(amount.mmol),
            "meq": float(amount.meq),
            "mg": float(amount.mg),
            "volumes": volumes,
            "above": above,
        }
    if key == "oral-products":
        content, wanted = facts.quantity(c.CONTENT), facts.quantity(c.WANTED)
        all_units = [
            units_a_day(content=each, wanted=wanted)
            for each in (content, *(Quantity(mmol, MMOL) for mmol in CONTENT_MMOL.values()))
        ]
        return {
            "exactly": [float(each.exactly) for each in all_units],
            "whole": [[each.fewer, each.more] for each in all_units],
        }
    found = assess(facts).computed
    told = {
        name: float(found[name].value.value)
        for name in CALCULATORS[key].results
        if name in found and found[name].value is not None
    }
    if key == "femg":
        alone = {name: value for name, value in values.items() if name != p.MAGNESIUM_SERUM.key}
        told["femg_ionised"] = float(assess(Facts(alone)).computed["femg"].value.value)
    if key == "urine-24h":
        told["unit"] = found["urine_magnesium_24h"].value.unit.symbol
        if (adequacy := found["collection_adequacy"]).grade:
            told["grade"] = adequacy.grade
    return told


ON_THE_DEVICE = """([key, all]) => fetch('/calculators/constants.json').then(reply => reply.json()).then(constants => all.map(values => {
    const found = MgCalculate.compute(key, values, constants.numbers), told = {};
    if (key === 'dose-converter') {
        for (const name of ['salt', 'magnesium', 'meq', 'mg']) told[name] = found[name].value;
        told.volumes = found.volumes.map(each => each.value);
        told.above = found.above.map(each => [each.part, each.hard]);
    } else if (key === 'oral-products') {
        told.exactly = found.rows.map(each => each.exactly);
        told.whole = found.rows.map(each => [each.fewer, each.more]);
    } else {
        for (const name of Object.keys(found)) told[name] = found[name].value;
        if (key === 'urine-24h') {
            told.unit = found.urine_magnesium_24h.unit;
            if (found.collection_adequacy) told.grade = found.collection_adequacy.grade;
        }
        delete told.loading_collection_adequacy;
    }
    return told;
}))"""


@pytest.mark.parametrize("key", CALCULATORS)
def test_the_device_computes_what_the_core_computes(page, key):
    draw = random.Random(key)
    sets = [drawn(key, draw, **units) for units in (*pairs(key), *({} for _each in range(SAMPLES)))]
    page.goto(f"/calculators/{key}/")
    device = page.evaluate(ON_THE_DEVICE, [key, [as_sent(values) for values in sets]])
    assert len(sets) >= SAMPLES
    for values, told in zip(sets, device, strict=True):
        expected = by_the_core(key, values)
        assert set(told) == set(expected), values
        for name, value in expected.items():
            same = (
                value
                if isinstance(value, str) or name in ("above", "whole")
                else pytest.approx(value, rel=1e-9, abs=1e-9)
            )
            assert told[name] == same, (name, values)


def test_every_unit_becomes_every_other_as_in_the_core(page):
    """All units of all facts of the calculators, each with its substance."""
    asked = {fact for calculator in CALCULATORS.values() for fact in calculator.asked if isinstance(fact, Measurement)}
    ways = []
    for fact in sorted(asked, key=lambda each: each.key):
        for one in fact.units:
            for other in fact.units:
                written = Quantity(D("12.34"), one, fact.substance)
                try:
                    ways.append((as_sent({fact.key: written})[fact.key], other.symbol, float(written.to(other).value)))
                except ValueError:
                    ways.append((as_sent({fact.key: written})[fact.key], other.symbol, None))
    page.goto("/calculators/")
    told = page.evaluate(
        """ways => fetch('/calculators/constants.json').then(reply => reply.json()).then(constants => ways.map(([value, unit]) => {
            try { return MgCalculate.convert(value, unit, constants.numbers); } catch (problem) { return null; } }))""",
        ways,
    )
    assert len(ways) > 150
    for (value, unit, expected), found in zip(ways, told, strict=True):
        assert found == (None if expected is None else pytest.approx(expected, rel=1e-12)), (value, unit)


READ = """typed => fetch('/calculators/constants.json').then(reply => reply.json()).then(constants => typed.map(([key, text, unit]) => {
    const words = constants.words.en, fact = constants.facts[key], label = words.facts[key];
    const read = MgCalculate.read(fact, label, text, unit, words);
    if (!read || read.problem) return [read && read.problem, null, []];
    const judged = MgCalculate.judge(fact, label, read, constants.numbers, words);
    return [judged.problem || null, judged.problem ? null : [read.value, read.unit], judged.doubts || []];
}))"""
TYPED = [
    ("serum.magnesium", text, unit)
    for text, unit in (
        ("0.45", "mmol/L"), ("0,45", "mmol/L"), (".45", "mmol/L"), ("1,7 mg/dL", ""), ("1.7 mg/dl", "mg/dL"), ("0.45", ""), ("much", "mmol/L"),
        ("1.234", "mmol/L"), ("1,234,5", "mmol/L"), ("-1", "mmol/L"), ("400", "mmol/L"), ("0.01", "mmol/L"), ("0.10", "mmol/L"), ("0.70", "mg/dL"),
        ("1.7", "mmol/L"), ("0.45 mg/dL", "mmol/L"), ("1e3", "mmol/L"), ("1 2", "mmol/L"), ("0.45 stone", ""), ("2.9", "mg/dL"), ("24.3", "mg/L"),
        ("4.0", "mEq/L"), ("٣", "mmol/L"), ("1.5", "mEq/L"),
    )
] + [
    ("serum.creatinine", "78 umol/L", ""), ("patient.age_years", "71", ""), ("patient.age_years", "130", ""), ("patient.age_years", "105", ""),
    ("patient.weight", "15", ""), ("patient.weight", "30", ""), ("loading_test.dose", "60", "mmol"), ("loading_test.dose", "60", "mEq"),
    ("calculator.amount", "101", "g"), ("calculator.concentration", "60", ""), ("calculator.content", "97", "mg"),
    ("urine_spot.magnesium", "13", "mmol/L"), ("urine_spot.creatinine", "0.05", "mmol/L"),
]  # fmt: skip


def test_the_device_reads_and_doubts_as_the_form_does(page):
    """The same sentence for what cannot be read, the same doubt, the same number."""
    from diagnostics.forms.calculators import CalculatorForm
    from diagnostics.presenters.wording import Wording
    from diagnostics.readers.answers import Written

    page.goto("/calculators/")
    for (key, text, unit), (problem, value, doubts) in zip(TYPED, page.evaluate(READ, TYPED), strict=True):
        owner = next(each for each in CALCULATORS.values() if any(fact.key == key for fact in each.asked))
        form = CalculatorForm(owner, {key: Written(text, unit)}, Wording("en"))
        refused = form.wording.say(form.heard.refused.get(key))
        assert (problem or "").replace("\u00a0", " ") == refused.replace("\u00a0", " "), (text, unit)
        assert [each.replace("\u00a0", " ") for each in doubts] == [
            form.wording.say(each).replace("\u00a0", " ") for each in form.heard.doubts.get(key, ())
        ], (text, unit)
        if value:
            read = form.heard.readings[key].value
            assert value[0] == pytest.approx(float(read.value if isinstance(read, Quantity) else read))


# --- without a connection --------------------------------------------------------------------------------------------


@pytest.fixture
def device(browser, live_server):
    """A browser that has opened the calculators once, and has kept them."""

    def made(locale: str = "en-GB"):
        context = browser.new_context(base_url=live_server.url, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.goto("/calculators/")
        kept(page)
        return context, page

    contexts: list = []
    yield made
    for context in contexts:
        context.close()


def kept(page) -> None:
    """Wait until the worker is at work."""
    page.locator("#calculators[data-kept]").wait_for(state="attached")


@pytest.mark.parametrize("locale", ["en-GB", "nl-NL"])
@pytest.mark.parametrize("key", CALCULATORS)
def test_without_a_connection_the_page_says_the_same_numbers(device, key, locale):
    context, page = device(locale)
    compute = "Compute" if locale == "en-GB" else "Berekenen"
    page.goto(f"/calculators/{key}/")
    fill(page, key)
    page.get_by_role("button", name=compute).click()
    page.locator("#answer .calc-value, #answer td").first.wait_for()
    settled(page)
    with_server, rows = results(page), table(page)

    context.set_offline(True)
    page.goto(f"/calculators/{key}/")
    fill(page, key)
    page.get_by_role("button", name=compute).click()
    page.locator(".calc-alone").wait_for()
    said = settled(page)
    assert results(page) == with_server
    assert table(page) == rows
    assert ("without a connection" if locale == "en-GB" else "zonder verbinding") in said
    assert "2026." in page.locator(".calc-alone").inner_text()
    assert findings(page) == ""


def test_one_visit_to_the_overview_keeps_all_pages_in_the_language_read(device):
    context, page = device("nl-NL")
    context.set_offline(True)
    page.goto("/calculators/egfr/")
    assert page.locator("html").get_attribute("lang") == "nl"
    fill(page, "egfr", serum__creatinine=("1,0", "mg/dL"))
    page.locator(".calc-alone").wait_for()
    assert "66,53" in settled(page)


def test_without_a_connection_a_loading_dose_by_weight_is_doubted(device):
    """0.2 mmol per kg, where 0.2 mEq per kg was meant."""
    context, page = device()
    context.set_offline(True)
    page.goto("/calculators/loading-test/")
    fill(page, "loading-test", loading_test__dose=("14", "mmol"))
    page.locator("#note_loading_test__dose .doubt").wait_for()
    assert "Check whether mEq was taken for mmol" in page.locator("#note_loading_test__dose").inner_text()
    assert "Still needed" not in settled(page)
    assert "Retention in the loading test" not in results(page)


def test_without_a_connection_limits_and_errors_are_said(device):
    context, page = device()
    context.set_offline(True)
    page.goto("/calculators/dose-converter/")
    fill(page, "dose-converter")
    page.locator(".calc-alone").wait_for()
    said = settled(page)
    for part in (
        "one dose by vein: 6 g magnesium sulfate heptahydrate",
        "24 hours by vein: 12 g",
        "one dose by mouth: 12.5 mmol",
        "one day by mouth: 40 mmol",
    ):
        assert f"More than the hard limit for {part}" in said
    assert "50 % is never given by vein undiluted: at most 20 %" in said
    page.goto("/calculators/femg/")
    fill(page, "femg", serum__magnesium=("much", "mmol/L"), serum__ionised_magnesium=("<0.3", "mmol/L"))
    page.locator("#note_serum__magnesium .wrong").wait_for()
    assert "Serum magnesium: “much” is not a number" in page.locator("#note_serum__magnesium").inner_text()
    assert "with a connection only" in page.locator("#note_serum__ionised_magnesium").inner_text()
    assert "Still needed: Serum magnesium or Ionised magnesium" in settled(page)
    page.locator("#id_serum__magnesium").fill("0.10")
    page.locator("#ok_serum__magnesium").wait_for()
    assert "Fractional excretion" not in results(page)
    page.locator("#ok_serum__magnesium").check()
    page.locator("#answer .calc-value").first.wait_for()
    assert page.locator("#ok_serum__magnesium").is_checked()
    assert "Only" not in page.locator("#answer .calc-value").first.inner_text()
    assert page.get_by_role("button", name="Take these values into a workup").is_disabled()
    assert "A workup needs a connection" in page.locator(".calc-take").inner_text()


def test_a_confirmation_is_for_the_value_that_was_confirmed(device):
    context, page = device()
    context.set_offline(True)
    page.goto("/calculators/femg/")
    fill(page, "femg", serum__magnesium=("0.10", "mmol/L"), serum__ionised_magnesium=("", ""))
    page.locator("#ok_serum__magnesium").check()
    page.locator("#answer .calc-value").first.wait_for()
    page.locator("#id_serum__magnesium").fill("0.20")
    page.locator("#ok_serum__magnesium:not(:checked)").wait_for()
    assert "Still needed" in settled(page)


def test_when_the_server_is_back_it_answers_again(device):
    context, page = device()
    context.set_offline(True)
    page.goto("/calculators/femg/")
    fill(page, "femg")
    page.locator(".calc-alone").wait_for()
    context.set_offline(False)
    page.locator(".calc-alone").wait_for(state="detached")
    assert page.locator("#answer .tag").first.inner_text() == "renal loss"
    page.get_by_role("button", name="Take these values into a workup").click()
    page.wait_for_url("**/workup/start/")


def test_a_server_that_is_gone_while_the_network_stands_is_no_obstacle(device):
    context, page = device()
    page.goto("/calculators/egfr/")
    context.route("**/calculators/egfr/", lambda route: route.abort())
    fill(page, "egfr")
    page.locator(".calc-alone").wait_for()
    assert "66.5" in settled(page)


@pytest.mark.parametrize("passed, refused", [(29.9, ""), (30.1, "30 d ago"), (-2, "the clock of this device")])
def test_knowledge_that_is_too_old_computes_nothing(device, settings, passed, refused):
    """Thirty days, as the settings say; and a clock that was set back proves nothing."""
    assert settings.OFFLINE_DAYS == 30
    context, page = device()
    context.set_offline(True)
    context.add_init_script(f"{{ const real = Date.now.bind(Date); Date.now = () => real() + {passed} * 86400000; }}")
    page.goto("/calculators/egfr/")
    fill(page, "egfr")
    page.get_by_role("button", name="Compute").click()
    page.locator("#answer .card-box").first.wait_for()
    said = settled(page)
    assert ("Nothing is computed" in said) is bool(refused)
    assert refused in said
    assert (page.locator("#answer .calc-value").count() == 0) is bool(refused)


def test_nothing_of_a_patient_is_kept(device):
    """With a workup open, values typed and answers seen, the cache holds the public pages alone."""
    _context, page = device()
    page.goto("/")
    page.get_by_role("button", name="Start a workup").click()
    page.wait_for_url("**/workup/start/")
    page.locator("#id_patient__age_years").fill("83")
    page.locator("#id_patient__age_years").blur()
    page.locator("#panel:not(.is-stale)").wait_for()
    page.goto("/calculators/femg/")
    fill(page, "femg", serum__magnesium=("0.4321", "mmol/L"))
    page.get_by_role("button", name="Compute").click()
    page.locator("#answer .calc-value").first.wait_for()
    page.get_by_role("button", name="Take these values into a workup").click()
    page.locator("#replace").wait_for()
    page.goto("/calculators/")
    page.evaluate("navigator.serviceWorker.controller.postMessage({refresh: true})")
    page.wait_for_timeout(800)
    held = page.evaluate(
        """async () => { const all = []; for (const name of await caches.keys()) { const cache = await caches.open(name);
            for (const request of await cache.keys()) all.push([request.url, await (await cache.match(request)).text()]); } return all; }"""
    )
    assert len(held) > 20
    for url, text in held:
        path = url.partition("://")[2].partition("/")[2]
        assert path.startswith(("calculators/", "static/")), url
        assert "workup" not in path.replace("static/js/workup.js", "")
        if not path.startswith("static/"):
            assert "0.4321" not in text
            assert "A workup is open" not in text
    stored = page.evaluate("() => JSON.stringify([localStorage, sessionStorage])")
    assert "0.4321" not in stored
    assert "83" not in stored


def test_the_worker_has_no_say_over_the_workup(device):
    """Its scope ends at the calculators: a workup without a connection is never an old one from a cache."""
    context, page = device()
    page.goto("/")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/workup/start/")


def test_values_of_the_formulas_are_those_of_the_core(page):
    """No number is typed twice: what the page is given is what the core has."""
    known = page.request.get("/calculators/constants.json").json()["numbers"]
    assert known["share"] == float(formulas.FILTERABLE_SHARE)
    assert known["ckd_epi"]["female"]["kappa"] == float(formulas.CKD_EPI_FEMALE.kappa)
    assert known["units"][ML.symbol]["factor"] == 1
