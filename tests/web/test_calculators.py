"""The quick calculators: right by the worked examples, silent about nonsense, and without a trace."""

from __future__ import annotations

import html
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from diagnostics.clinical.doses import IVDose, OralDose
from diagnostics.clinical.engine.convert import CEILINGS, amount_of
from diagnostics.clinical.engine.guard import Patient, refusals
from diagnostics.clinical.knowledge.calculator import CALCULATOR_FACTS
from diagnostics.clinical.knowledge.patient import BY_KEY
from diagnostics.clinical.knowledge.rulebook import RULES
from diagnostics.clinical.knowledge.treatment import CONTENT_MMOL
from diagnostics.clinical.units import MMOL, G, Quantity
from diagnostics.models import Answer, Workup
from diagnostics.presenters.calculators import CALCULATORS

from .pages import Guest

pytestmark = pytest.mark.django_db

D = Decimal
DATA = Path(__file__).parents[1] / "clinical" / "data" / "worked_examples_diagnosis.json"
EXAMPLES = json.loads(DATA.read_text("utf-8"), parse_float=D, parse_int=D)["examples"]


def address(key: str) -> str:
    return f"/calculators/{key}/"


def words(values: dict[str, object]) -> dict[str, str]:
    """(value, unit) or a word by the key of the fact → what the form sends, unusual values confirmed."""
    sent = {}
    for key, value in values.items():
        name = key.replace(".", "__")
        if isinstance(value, tuple):
            sent |= {name: str(value[0]), f"{name}-unit": value[1], f"{name}-ok": "yes"}
        else:
            sent |= {name: str(value), f"{name}-ok": "yes"}
    return sent


def page_of(client, key: str, values: dict[str, object], **more) -> str:
    response = client.post(address(key), {**words(values), **more})
    assert response.status_code == 200
    return html.unescape(response.content.decode()).replace("\u00a0", " ")


def lines(page: str) -> dict[str, str]:
    """The results of a page: value by label."""
    found = re.findall(r"<dt>([^<]*)</dt><dd>\s*<span class=\"calc-value\">(.*?)</span>", page)
    return dict(found)


def number(text: str) -> Decimal:
    return D(re.match(r"[−-]?[\d.]+", text)[0].replace("−", "-"))


# --- right by the worked examples --------------------------------------------------------------------------------


def given(entry: dict) -> tuple[Decimal, str]:
    unit = {"umol/L": "µmol/L"}.get(entry["unit"], entry["unit"])
    text = format(entry["value"], "f")
    return (text + "0" if len(text.partition(".")[2]) == 3 else text), unit


SEXES = {"F": "female", "M": "male"}
FEMG = {"serum_mg": "serum.magnesium", "serum_ionised_mg": "serum.ionised_magnesium", "serum_creatinine": "serum.creatinine",
        "urine_mg": "urine_spot.magnesium", "urine_creatinine": "urine_spot.creatinine"}  # fmt: skip
U24 = {"urine_mg": "urine_24h.magnesium", "volume": "urine_24h.volume", "duration": "urine_24h.duration",
       "u24_creatinine": "urine_24h.creatinine", "weight": "patient.weight", "height": "patient.height"}  # fmt: skip
LOAD = {"dose": "loading_test.dose", "post_u24_mg": "loading_test.urine_magnesium_24h", "post_u24_creatinine": "loading_test.urine_creatinine_24h",
        "pre_urine_mg_to_creatinine": "loading_test.baseline_magnesium_per_creatinine"}  # fmt: skip
EGFR = {"serum_creatinine": "serum.creatinine"}
# formula → calculator, names of its inputs, and label, name and decimals of what is compared
RIGHT = {
    "DX-FEMG-01": ("femg", FEMG, "Fractional excretion of magnesium", "femg_percent", 2),
    "DX-FEMG-02": ("femg", FEMG, "Fractional excretion of magnesium", "femg_ionised_percent", 2),
    "DX-U24-01": ("urine-24h", U24, "Magnesium in the urine of 24 hours", ("u24_mg", "u24_mg_mass"), 2),
    "DX-U24-03": ("urine-24h", U24, "Creatinine collected, of that expected", "ratio", 2),
    "DX-EGFR-01": ("egfr", EGFR, "eGFR", "egfr", 2),
    "DX-MLT-01": ("loading-test", LOAD, "Retention in the loading test", "retention_percent", 1),
    "DX-MLT-03": ("loading-test", LOAD, "Retention in the loading test", "retention_percent", 1),
}
CHECKED = [each for each in EXAMPLES if each["formula_id"] in RIGHT and "inputs" in each]


@pytest.mark.parametrize("example", CHECKED, ids=lambda each: each["id"])
def test_calculator_gives_the_worked_example(client, example):
    key, names, label, wanted, places = RIGHT[example["formula_id"]]
    if not set(example["inputs"]) <= {*names, "sex", "age"}:
        pytest.skip("an example of another sort of input")
    values = {names[name]: given(entry) for name, entry in example["inputs"].items() if name in names}
    if "sex" in example["inputs"]:
        values["patient.sex"] = SEXES[example["inputs"]["sex"]]
    if "age" in example["inputs"]:
        values["patient.age_years"] = example["inputs"]["age"]["value"]
    if example["formula_id"] == "DX-MLT-03":
        values["loading_test.protocol"] = "0.1mmol_per_kg_4h"
    shown = lines(page_of(client, key, values)).get(label)
    if shown is None:
        assert not set(example["expected"]) & {wanted if isinstance(wanted, str) else wanted[0]}, "no value on the page"
        return
    expected = next(
        entry
        for name, entry in example["expected"].items()
        if name in wanted and (isinstance(wanted, str) or entry["unit"] in shown.replace("24 h", "24h"))
    )
    assert abs(number(shown) - D(expected["value"])) <= max(
        abs(D(expected["value"])) * D("0.0005"), D("0.51").scaleb(-places)
    )


def test_there_are_enough_worked_examples():
    assert len(CHECKED) > 40


@pytest.mark.parametrize(
    "amount, shown",
    [
        (("1", "g"), ("1 g", "4.06 mmol", "8.11 mEq", "98.6 mg")),
        (("30", "mmol"), ("7.39 g", "30 mmol", "60 mEq", "729 mg")),
        (("60", "mEq"), ("7.39 g", "30 mmol", "60 mEq", "729 mg")),
        (("243.05", "mg"), ("2.46 g", "10 mmol", "20 mEq", "243 mg")),
        (("10", "mL"), ("5 g", "20.3 mmol", "40.6 mEq", "493 mg")),
    ],
)
def test_converter_by_the_table_of_the_dossier(client, amount, shown):
    page = page_of(client, "dose-converter", {"calculator.amount": amount, "calculator.concentration": ("50", "%")})
    found = lines(page)
    labels = ("Magnesium sulfate heptahydrate", "Magnesium", "Magnesium in milliequivalents", "Magnesium, elemental")
    assert tuple(found[label] for label in labels) == shown
    strong, weak = (number(found[f"Volume of a solution of {percent} %"]) for percent in (50, 5))
    assert abs(weak - 10 * strong) <= D("0.5")


def test_grams_of_the_salt_are_never_grams_of_magnesium():
    """5 g of the salt hold 20.3 mmol; 5 g of magnesium would be 206."""
    fact = CALCULATOR_FACTS["calculator.amount"]
    written = fact.read("5", "g").value
    assert round(amount_of(written, percent=None).mmol, 1) == D("20.3")
    with pytest.raises(ValueError, match="without a substance"):
        written.to(MMOL)


# --- hard limits ---------------------------------------------------------------------------------------------------


def healthy() -> Patient:
    """The patient for whom the guard allows most: an adult of 80 kg with a low magnesium and normal kidneys."""
    return Patient(True, True, False, False, False, False, D(4), 60, D(80), D(0), D(0), D(0))


@pytest.mark.parametrize("ceiling", CEILINGS, ids=lambda each: each.part)
@pytest.mark.parametrize("more", [D(0), D("0.1")])
def test_hard_limits_are_those_of_the_guard(ceiling, more):
    """At the limit of the converter the guard of the most robust patient still shows the dose; above it, no more."""
    size = ceiling.limit + more
    if ceiling.unit is G:
        per_day = 1 if ceiling.part == "iv_dose" else 2
        dose = IVDose(size / per_day, D(2000), D(1440), "", per_day)
    else:
        times = 1 if ceiling.part == "oral_dose" else 4
        dose = OralDose("", size / times, times)
    assert bool(refusals(healthy(), "IV_INF_5G_12H", dose)) is bool(more)
    amount = amount_of(Quantity(size, ceiling.unit), percent=None)
    assert ceiling.passed_by(amount) is bool(more)


@pytest.mark.parametrize(
    "amount, parts",
    [
        (("2", "g"), set()),
        (("6", "g"), {"one dose by mouth"}),
        (("6.1", "g"), {"one dose by vein", "one dose by mouth"}),
        (("12.1", "g"), {"one dose by vein", "24 hours by vein", "one dose by mouth", "one day by mouth"}),
        (("12.5", "mmol"), set()),
        (("12.6", "mmol"), {"one dose by mouth"}),
        (("26", "mEq"), {"one dose by mouth"}),
        (("13", "mL"), {"one dose by vein", "one dose by mouth"}),
    ],
)
def test_converter_says_which_hard_limits_are_passed(client, amount, parts):
    page = page_of(client, "dose-converter", {"calculator.amount": amount, "calculator.concentration": ("50", "%")})
    assert set(re.findall(r"More than the hard limit for ([^:]*):", page)) == parts
    assert "This converts. It proposes no dose" in page


@pytest.mark.parametrize(
    "amount, parts", [("10", set()), ("10.1", {"one dose by mouth"}), ("31", {"one day by mouth"})]
)
def test_converter_names_the_usual_limit_where_the_hard_one_is_not_passed(client, amount, parts):
    page = page_of(client, "dose-converter", {"calculator.amount": (amount, "mmol")})
    assert set(re.findall(r"More than the usual limit for ([^:]*):", page)) == parts
    assert ("Not above any hard limit" in page) is not bool(parts)


def test_converter_warns_of_a_solution_that_is_never_given_undiluted(client):
    page = page_of(client, "dose-converter", {"calculator.amount": ("2", "g"), "calculator.concentration": ("50", "%")})
    assert "50 % is never given by vein undiluted: at most 20 %" in page
    page = page_of(client, "dose-converter", {"calculator.amount": ("2", "g"), "calculator.concentration": ("10", "%")})
    assert "never given by vein undiluted" not in page


# --- oral products ---------------------------------------------------------------------------------------------------


def test_products_hold_what_their_label_says():
    """Both figures of the label, mmol and mg, agree with the content that is counted with."""
    for label, mmol in CONTENT_MMOL.items():
        own, mg = re.search(r"([\d.]+) mmol \((\d+) mg\)", label).groups()
        assert D(own) == mmol
        assert abs(mmol * D("24.305") - D(mg)) < D("1.2")


def test_tablets_to_a_daily_amount(client):
    page = page_of(
        client, "oral-products", {"calculator.wanted": ("24", "mmol/day"), "calculator.content": ("64", "mg")}
    )
    rows = [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.S)]
    assert rows[1] == [
        "From the box",
        "2.63 mmol = 5.27 mEq = 64 mg",
        "9.11",
        "9 a day = 23.7 mmol; 10 a day = 26.3 mmol",
    ]
    assert next(row for row in rows if row[0].startswith("UK: magnesium citrate"))[2:] == ["6", "6 a day = 24 mmol"]
    assert "never the weight of the salt" in page


def test_a_daily_amount_above_the_hard_limit_is_said(client):
    assert "hard limit for one day by mouth: 40 mmol" in page_of(
        client, "oral-products", {"calculator.wanted": ("41", "mmol/day")}
    )
    assert "More than the hard limit" not in page_of(client, "oral-products", {"calculator.wanted": ("40", "mmol/day")})


# --- FEMg: both ways, and what judges it ---------------------------------------------------------------------------------

SPOT = {
    "serum.magnesium": ("0,45", "mmol/L"), "serum.creatinine": ("78", "µmol/L"), "urine_spot.magnesium": ("2.1", "mmol/L"),
    "urine_spot.creatinine": ("6.8", "mmol/L"), "patient.age_years": "71", "patient.sex": "female",
    "history.magnesium_given.route": "none",
}  # fmt: skip


def test_femg_by_total_and_by_ionised_magnesium(client):
    page = page_of(client, "femg", {**SPOT, "serum.ionised_magnesium": ("0.30", "mmol/L")})
    assert lines(page)["FEMg by total magnesium"] == "7.65 %"
    assert lines(page)["FEMg by ionised magnesium"] == "8.03 %"
    assert "100 × (2.1 mmol/L × 78 µmol/L) / (0.7 × 0.45 mmol/L × 6.8 mmol/L) = 7.65 %" in page
    assert "100 × (2.1 mmol/L × 78 µmol/L) / (0.30 mmol/L × 6.8 mmol/L) = 8.03 %" in page


@pytest.mark.parametrize(
    "change, said",
    [
        ({}, "renal loss"),
        ({"serum.magnesium": ("0.80", "mmol/L")}, "No class: serum magnesium is not low"),
        ({"serum.creatinine": ("300", "µmol/L")}, "is below 30: urine indices do not hold"),
        (
            {"history.magnesium_given.route": "iv", "history.magnesium_given.hours_ago": "10"},
            "Magnesium was given within 72 h",
        ),
        ({"urine_spot.creatinine": ("0.8", "mmol/L")}, "too dilute to judge"),
        ({"patient.age_years": "16"}, "Under 18 years"),
    ],
)
def test_femg_is_judged_by_the_engine(client, change, said):
    assert said in page_of(client, "femg", {**SPOT, **change})


def test_the_same_value_in_another_unit_gives_the_same_femg(client):
    other = {
        "serum.magnesium": ("1.09372", "mg/dL"),
        "urine_spot.magnesium": ("4.2", "mEq/L"),
        "serum.creatinine": ("0.88234", "mg/dL"),
    }
    assert lines(page_of(client, "femg", {**SPOT, **other})) == lines(page_of(client, "femg", SPOT))


def test_completeness_of_both_collections_is_judged(client):
    who = {"patient.age_years": "60", "patient.sex": "female", "patient.weight": "70"}
    day = page_of(
        client,
        "urine-24h",
        {**who, "urine_24h.magnesium": ("3", "mmol/24h"), "urine_24h.creatinine": ("3", "mmol/24h")},
    )
    assert lines(day)["Creatinine collected, of that expected"] == "0.36"
    assert "not usable" in day
    load = {"loading_test.protocol": "30mmol_8h", "loading_test.urine_magnesium_24h": ("10", "mmol/24h")}
    load = page_of(client, "loading-test", {**who, **load, "loading_test.urine_creatinine_24h": ("5", "mmol/24h")})
    assert lines(load)["Creatinine collected in the loading test, of that expected"] == "0.59"
    assert "The collection is probably incomplete: this class cannot be trusted" in load


# --- nonsense, doubts, and nothing lost -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed, unit, said",
    [
        ("much", "mmol/L", "Serum magnesium: “much” is not a number."),
        ("0.45", "", "Serum magnesium: choose the unit."),
        ("1.234", "mmol/L", "could be 1.234 or 1234"),
        ("400", "mmol/L", "Serum magnesium: 400 mmol/L is outside 0.05 to 10 mmol/L."),
        ("0.45 mg/dL", "mmol/L", "Make them agree."),
        ("-1", "mmol/L", "is not a number"),
        ("0.45", "furlong", "is not a unit for it"),
    ],
)
def test_nonsense_is_refused_in_the_words_of_the_label_and_kept(client, typed, unit, said):
    sent = {**words(SPOT), "serum__magnesium": typed, "serum__magnesium-unit": unit}
    page = html.unescape(client.post(address("femg"), sent).content.decode()).replace("\u00a0", " ")
    assert said in page
    assert f'value="{typed}"' in page
    assert "Fractional excretion of magnesium" not in lines(page)
    assert "Still needed" in page


def test_an_unusual_value_waits_until_it_is_confirmed(client):
    sent = {**words(SPOT), "serum__magnesium": "0.10"}
    del sent["serum__magnesium-ok"]
    assert "is unusual" in client.post(address("femg"), sent).content.decode()
    assert (
        lines(page_of(client, "femg", {**SPOT, "serum.magnesium": ("0.10", "mmol/L")}))[
            "Fractional excretion of magnesium"
        ]
        == "34.41 %"
    )


@pytest.mark.parametrize("typed", ["<5", "> 5"])
def test_a_bound_is_not_converted(client, typed):
    page = page_of(client, "dose-converter", {"calculator.amount": (typed, "mmol")})
    assert "Amount: write one number, without < or >." in page
    assert not lines(page)


def test_a_bound_gives_a_bound(client):
    page = page_of(client, "femg", {**SPOT, "urine_spot.magnesium": ("<0.10", "mmol/L")})
    assert lines(page)["Fractional excretion of magnesium"].startswith("<0.36")


@pytest.mark.parametrize("key", CALCULATORS)
def test_an_empty_form_and_hostile_words_are_survived(client, key):
    assert "Nothing is filled in yet." in page_of(client, key, {})
    for hostile in (
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "9" * 500,
        "\x00",
        "{{ 7|add:7 }}",
        "1e9",
        "NaN",
        "Infinity",
    ):
        sent = {fact.key.replace(".", "__"): hostile for fact in CALCULATORS[key].asked}
        sent |= {f"{name}-unit": hostile for name in sent}
        page = client.post(address(key), sent).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_zero_and_extremes_do_not_break_the_converter(client):
    for amount in (("0", "g"), ("0.00000001", "mg"), ("100", "g"), ("2000", "mL")):
        assert lines(
            page_of(client, "dose-converter", {"calculator.amount": amount, "calculator.concentration": ("0.1", "%")})
        )


# --- pages -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", CALCULATORS)
def test_each_page_has_its_rules_limits_and_sources(client, key):
    page = client.get(address(key)).content.decode()
    linked = set(re.findall(r'href="/knowledge/rule/([^/"]+)/"', page))
    assert set(CALCULATORS[key].rules) <= linked <= set(RULES)
    for rule_id in linked:
        assert client.get(f"/knowledge/rule/{rule_id}/").status_code == 200
    assert page.count("<h1") == 1
    unconfirmed = sum(not RULES[each].verified for each in CALCULATORS[key].rules)
    assert page.count("not yet confirmed against a source</span>") >= unconfirmed


def test_published_cut_offs_stand_with_whose_they_are(client):
    page = html.unescape(client.get(address("femg")).content.decode())
    assert "Renal above 3" in page
    assert "Magnes Res 1997;10:315" in page


def test_the_calculators_are_linked_from_everywhere(client):
    assert client.get("/").content.decode().count('href="/calculators/"') >= 3
    overview = client.get("/calculators/").content.decode()
    for key in CALCULATORS:
        assert f'href="{address(key)}"' in overview
    assert client.get("/calculators/nowhere/").status_code == 404


def test_dutch(client):
    client.post("/language/setlang/", {"language": "nl", "next": "/calculators/"})
    page = page_of(client, "femg", SPOT)
    assert '<html lang="nl">' in page
    assert lines(page) == {
        "Fractionele magnesiumexcretie (FEMg)": "7,65 %",
        "eGFR": "67,05 mL/min/1,73 m²",
    } or "7,65 %" in str(lines(page))
    assert "(0,7 × 0,45 mmol/L × 6,8 mmol/L) = 7,65 %" in page
    assert "Neem deze waarden over in een analyse" in page
    page = page_of(client, "dose-converter", {"calculator.amount": ("8", "g")})
    assert "Meer dan de harde grens voor één intraveneuze dosis: 6 g magnesiumsulfaat-heptahydraat" in page


def test_only_parts_of_the_page_answer_what_the_page_sends_by_itself(client):
    reply = client.post(address("femg"), words(SPOT), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in reply
    assert "7.65" in reply
    assert 'id="note_serum__magnesium" data-hx-swap-oob="true"' in reply


# --- no trace, and into a workup ------------------------------------------------------------------------------------------------


def test_computing_stores_nothing(client):
    for key in CALCULATORS:
        client.get(address(key))
        client.post(address(key), words(SPOT))
    assert Workup.objects.count() == Answer.objects.count() == Session.objects.count() == 0
    assert set(client.cookies) <= {"csrftoken"}


def test_values_in_an_address_are_not_looked_at(client):
    assert "0.45" not in client.get(address("femg"), {"serum__magnesium": "0.45"}).content.decode()


def test_post_without_token_is_refused():
    strict = Client(enforce_csrf_checks=True)
    for place in (address("femg"), f"{address('femg')}workup/"):
        assert strict.post(place, words(SPOT)).status_code == 403
    assert Workup.objects.count() == 0


def test_values_are_taken_into_a_new_workup_as_typed(client):
    response = client.post(
        f"{address('femg')}workup/",
        {**words(SPOT), "urine_spot__magnesium": "2,1 mmol/L", "urine_spot__magnesium-unit": ""},
    )
    assert response.status_code == 302
    assert response["Location"] == "/workup/start/"
    guest = Guest(client)
    assert guest.written("serum.magnesium").text == "0,45"
    assert guest.written("serum.magnesium").unit == "mmol/L"
    assert (guest.written("urine_spot.magnesium").text, guest.written("urine_spot.magnesium").unit) == ("2,1", "mmol/L")
    assert guest.written("patient.sex").text == "female"
    assert 'value="0,45"' in guest.open("/workup/serum/")
    assert "Severe hypomagnesaemia" in guest.open("/workup/conclusion/")
    # the pages of the workup save on top of it as always
    guest.answer("serum", serum__potassium="3.1", serum__potassium_unit="mmol/L")
    assert guest.written("serum.magnesium").text == "0,45"


def test_what_cannot_be_read_is_taken_over_too(client):
    client.post(f"{address('femg')}workup/", {**words(SPOT), "serum__magnesium": "much"})
    assert Guest(client).written("serum.magnesium").text == "much"


def test_a_confirmed_value_stays_confirmed(client):
    client.post(f"{address('femg')}workup/", words({**SPOT, "serum.magnesium": ("0.22", "mmol/L")}))
    assert Guest(client).written("serum.magnesium").confirmed


def test_a_workup_at_hand_is_replaced_only_when_that_was_confirmed(severe):
    before, client = severe.workup, severe.client
    page = client.post(f"{address('femg')}workup/", words(SPOT)).content.decode()
    assert "A workup is open in this browser" in page
    assert 'value="0,45"' in page, "nothing typed is lost"
    assert severe.workup == before
    token = re.search(r'name="form" value="([^"]+)"', page)[1]
    assert client.post(f"{address('femg')}workup/", {**words(SPOT), "form": "wrong"}).status_code == 200
    assert severe.workup == before
    assert client.post(f"{address('femg')}workup/", {**words(SPOT), "form": token}).status_code == 302
    assert severe.workup != before
    assert severe.written("serum.magnesium").text == "0,45"
    assert not Workup.objects.filter(pk=before.pk).exists()


def test_the_converter_has_nothing_for_a_workup(client):
    for key in ("dose-converter", "oral-products"):
        assert "Take these values" not in client.get(address(key)).content.decode()
        client.post(
            f"{address(key)}workup/",
            {"calculator__amount": "5", "calculator__amount-unit": "g", "calculator__wanted": "5"},
        )
    assert Workup.objects.count() == 0


def test_going_to_the_address_of_taking_over_leads_back(client):
    assert client.get(f"{address('femg')}workup/")["Location"] == address("femg")


# --- for a device without a connection ----------------------------------------------------------------------------------------------


def test_constants_hold_every_fact_and_no_patient(severe):
    reply = severe.client.get("/calculators/constants.json")
    known = reply.json()
    assert known["version"]
    assert known["days"] == 30
    assert set(known["words"]) == {"en", "nl"}
    for calculator in known["calculators"].values():
        assert set(calculator["asked"]) <= set(known["facts"])
    assert set(known["facts"]) <= {*BY_KEY, *CALCULATOR_FACTS}
    strip = {"made"}
    other = Client().get("/calculators/constants.json").json()
    assert {k: v for k, v in known.items() if k not in strip} == {k: v for k, v in other.items() if k not in strip}


def test_all_that_is_kept_can_be_fetched_without_a_cookie(client):
    files = client.get("/calculators/constants.json").json()["files"]
    for page in files["pages"]:
        for language in files["languages"]:
            reply = Client().get(page, headers={"Accept-Language": language})
            assert reply.status_code == 200
            assert f'<html lang="{language}">' in reply.content.decode()
    assert len(files["pages"]) == len(CALCULATORS) + 1
    page = client.get(address("femg")).content.decode()
    used = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert used <= set(files["static"]), "every file of the page is kept"


def test_the_worker_is_served_where_its_scope_is_the_calculators(client):
    reply = client.get("/calculators/worker.js")
    assert reply["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in reply
    assert b"addEventListener" in reply.content
