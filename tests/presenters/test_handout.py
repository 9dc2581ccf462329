"""What the patient takes home: plain, after the decisions, silent in an emergency, and printed in large type."""

from __future__ import annotations

import datetime
import itertools
import json
import re
import subprocess

import pytest
from django.template.loader import render_to_string
from hypothesis import given

from diagnostics import pdf
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.spacing import UNLISTED_APART
from diagnostics.clinical.facts import DrugTaken
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.drugs import CLASSES, DRUGS
from diagnostics.presenters.day import APART, MEALS, MOMENTS, Apart, plan_day
from diagnostics.presenters.desk import Choosing
from diagnostics.presenters.handout import URGENT, handout
from diagnostics.presenters.wording import NBSP, Wording
from tests.clinical.strategies import D, at, condition, finding, harmless, laws, mg, patients, taken
from tests.clinical.test_treatment_examples import SCENARIOS, run
from tests.test_pdf import assert_valid, joined, needs, pages_of, text_of

from .reading_level import dutch_syllables, english_syllables, flesch_douma, flesch_kincaid, sentences

WHEN = datetime.datetime(2026, 11, 24, 14, 5, tzinfo=datetime.UTC)
GONE = DrugTaken("hydrochlorothiazide", "hydrochlorothiazide", frozenset({"thiazide"}), D(3), D(5))
DRUGS_TAKEN = (
    taken("omeprazole", months=D(24), can_stop=False),
    taken("levothyroxine"),
    taken("ciprofloxacin"),
    GONE,
)


def look(*known, drugs=()):
    return assess(harmless((p.SETTING, "clinic"), *known, drugs=drugs))


def accepted(assessment, *but):
    return [Choosing(item.code, "accept") for item in assessment.plan.recommended if item.code not in but]


def sheet(assessment, decisions=None, language="en"):
    decisions = accepted(assessment) if decisions is None else decisions
    return handout(assessment, Wording(language), decisions=decisions, printed_at=WHEN)


def text(shown) -> str:
    """All of a sheet as running text."""
    medicines = [" ".join((each.name, each.amount, each.times)) for each in shown.medicines]
    return joined(" ".join([*shown.sentences, *medicines, *shown.apart, *(m.fits for m in shown.day)]))


# -- what it says ---------------------------------------------------------------------------------------------


def test_a_patient_on_tablets_gets_all_parts():
    shown = sheet(look(mg("0.62"), drugs=DRUGS_TAKEN))
    assert [part.key for part in shown.parts] == ["treatment", "day", "effects", "stopped", "blood_test", "know"]
    assert not shown.instead
    assert "Take the tablets or powder in small amounts" in text(shown)
    assert "You have stopped: hydrochlorothiazide." in text(shown)
    assert re.search(r"We look at these again: [^.]*\bomeprazole\b", text(shown))
    assert "That is on 8 December 2026 at the latest." in text(shown)


def test_the_dose_is_that_of_the_plan():
    assessment = look(mg("0.62"))
    [item] = [each for each in assessment.plan.recommended if each.family == "oral"]
    [medicine] = sheet(assessment).medicines
    assert medicine.amount == Wording().magnesium(item.dose.mmol_per_dose)
    assert medicine.amount in Wording().dose_line(item.dose)
    assert medicine.times == f"{item.dose.times_per_day} times a day"


def test_a_medicine_stands_there_without_any_other_word_about_treatment():
    assessment = look(mg("0.62"), at(p.POTASSIUM_SERUM, "3.1"))
    potassium = [item.code for item in assessment.plan.recommended if item.family == "potassium"]
    shown = sheet(assessment, [Choosing(potassium[0], "accept")])
    assert [medicine.name for medicine in shown.medicines] == ["potassium chloride"]
    assert shown.parts[0].key == "treatment"
    assert "potassium chloride" in joined(text_of(pdf.render_handout(shown)))


def test_only_drugs_that_the_review_names_are_looked_at_again():
    shown = sheet(look(mg("0.62"), drugs=[taken("furosemide"), taken("citalopram"), taken("amlodipine")]))
    [line] = [each for part in shown.parts if part.key == "stopped" for each in part.lines]
    assert "furosemide" in line
    assert "citalopram" in line
    assert "amlodipine" not in line


def test_a_changed_dose_is_the_one_on_the_sheet():
    import dataclasses

    assessment = look(mg("0.62"))
    [item] = [each for each in assessment.plan.recommended if each.family == "oral"]
    dose = dataclasses.replace(item.dose, mmol_per_dose=D(3), times_per_day=2)
    changed = Choosing(item.code, "change", "loose stools", Wording().dose_line(dose), dose)
    [medicine] = sheet(assessment, [changed]).medicines
    assert (medicine.amount, medicine.times) == (Wording().magnesium(D(3)), "2 times a day")
    words_alone = Choosing(item.code, "change", "loose stools", "half a sachet twice")
    [medicine] = sheet(assessment, [words_alone]).medicines
    assert medicine.amount == "half a sachet twice"


@pytest.mark.parametrize("choice", ["", "reject"])
def test_a_treatment_that_was_not_agreed_is_not_on_the_sheet(choice):
    assessment = look(mg("0.62"), drugs=DRUGS_TAKEN)
    [item] = [each for each in assessment.plan.recommended if each.family == "oral"]
    decisions = [*accepted(assessment, item.code), *([Choosing(item.code, choice, "no")] if choice else [])]
    shown = sheet(assessment, decisions)
    assert "tablets or powder" not in text(shown)
    assert "Loose stools" not in text(shown)
    assert not shown.day
    assert not shown.apart
    assert all("magnesium" not in medicine.name for medicine in shown.medicines)
    assert bool(shown.left_out) is (choice == "")


def test_without_any_decision_the_facts_that_ask_nothing_remain():
    shown = sheet(look(mg("0.62"), drugs=DRUGS_TAKEN), [])
    assert shown.medicines == ()
    assert shown.ring
    assert "Do not buy extra magnesium" in text(shown)
    assert shown.left_out


def test_magnesium_in_use_is_spoken_of_without_a_decision():
    shown = sheet(look(mg("0.62"), at(p.ORAL_DOSE, 12)), [])
    assert "Loose stools are common" in text(shown)


def test_a_recheck_that_was_rejected_or_changed():
    assessment = look(mg("0.62"))
    assert "blood_test" not in [part.key for part in sheet(assessment, [Choosing("RECHECK", "reject", "x")]).parts]
    changed = sheet(assessment, [Choosing("RECHECK", "change", "", "with the GP on Friday")])
    assert "Agreed with you: with the GP on Friday" in text(changed)
    assert "at the latest" not in text(changed)


def test_the_same_day_is_said():
    planned = look(mg("0.45"))
    assert "Your treatment starts today." in text(sheet(planned))
    assert "This is looked into today." in text(sheet(planned, []))


# -- where it must not speak ----------------------------------------------------------------------------------


EMERGENCIES = [
    [mg("0.45"), finding("seizure_now")],
    [mg("0.38"), finding("tetany")],
    [mg("0.80"), finding("torsades_de_pointes")],
    [mg("2.60"), finding("reduced_reflexes")],
]


@pytest.mark.parametrize("known", EMERGENCIES)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_in_an_emergency_there_is_no_sheet_but_the_call_for_help(known, language):
    shown = sheet(look(*known, drugs=DRUGS_TAKEN), language=language)
    assert shown.instead
    assert (shown.what_it_is, shown.parts, shown.medicines, shown.day, shown.apart) == ("", (), (), (), ())
    assert re.search(r"\b(999|112|911)\b", " ".join(shown.instead))


@pytest.mark.parametrize(
    "known", [[(p.AGE, D(9))], [(p.PREGNANT, True)], [(p.DIALYSIS, True)], [condition("pre_eclampsia")]]
)
def test_outside_the_scope_there_is_no_sheet(known):
    shown = sheet(look(mg("0.62"), *known))
    assert "no sheet for you from here" in " ".join(shown.instead)
    assert (shown.parts, shown.medicines, shown.day) == ((), (), ())


@given(patients())
@laws(100)
def test_no_sheet_ever_stands_between_a_patient_and_urgent_care(facts):
    assessment = assess(facts)
    shown = sheet(assessment)
    grave = assessment.emergency_banner or assessment.urgency in URGENT or not assessment.scope.in_scope
    if grave or assessment.plan.path in ("PT_TOXICITY", "PX_REFER"):
        assert shown.instead
    assert not (shown.instead and (shown.parts or shown.medicines or shown.day))
    families = {item.family for item in assessment.plan.recommended}
    assert "inulin" in families or "inulin" not in text(shown).lower()


# -- the day ----------------------------------------------------------------------------------------------------


def spacing_texts() -> set[str]:
    return {each.spacing for each in (*CLASSES.values(), *DRUGS.values()) if each.spacing} | {UNLISTED_APART}


def test_every_text_about_hours_has_its_hours():
    assert set(APART) == spacing_texts()


@pytest.mark.parametrize("said", sorted(APART))
def test_the_hours_are_those_of_the_text(said):
    apart, named = APART[said], [int(number) for number in re.findall(r"\d+", said)]
    if not named:
        assert apart.never
    elif "erlotinib" in said:  # magnesium before the drug, so that the drug comes after it
        assert (apart.after, apart.before) == (named[0], named[1])
    elif " before " in said:
        assert (apart.before, apart.after) == (named[0], named[1])
    else:
        assert (apart.before, apart.after) == (max(named), max(named))
    assert apart.fasting is ("fasting" in said)


@pytest.mark.parametrize("times", range(1, len(MEALS) + 1))
@pytest.mark.parametrize("texts", list(itertools.combinations(sorted(APART), 2)))
def test_no_drug_stands_nearer_to_magnesium_than_it_may(times, texts):
    day = plan_day(times, {f"drug {n}": said for n, said in enumerate(texts)})
    assert len(day.magnesium) == times
    for hour, names in day.fitting.items():
        for name in names:
            apart = APART[texts[int(name[-1])]]
            for meal in day.magnesium:
                assert (meal - hour) % 24 >= apart.before
                assert (hour - meal) % 24 >= apart.after
                assert meal != hour
    placed = {name for names in day.fitting.values() for name in names}
    assert placed.isdisjoint(day.without_time)
    assert len(placed) + len(day.without_time) == len(texts)


def test_what_may_never_be_combined_has_no_time():
    day = plan_day(
        2,
        {
            "raltegravir": "Avoid oral magnesium; ask the HIV pharmacist.",
            "iron": "Keep it 4 hours apart from magnesium.",
        },
    )
    assert day.without_time == ("raltegravir",)
    assert plan_day(2, {"new drug": "a text that nobody wrote hours for"}).without_time == ("new drug",)


def test_magnesium_is_moved_to_later_meals_for_a_drug_of_the_morning():
    day = plan_day(
        3, {"alendronic acid": "By mouth: the bisphosphonate first and fasting, magnesium at least 4 hours later."}
    )
    assert day.magnesium == (13, 18, 22)
    assert day.fitting[7] == ("alendronic acid",)
    assert plan_day(3, {}).magnesium == (8, 13, 18)


def test_more_portions_than_meals_have_no_table():
    assert plan_day(0, {}) is None
    assert plan_day(len(MEALS) + 1, {}) is None
    assert set(MEALS) <= set(MOMENTS)
    assert not Apart(never=True).fits(8, ())


def test_the_table_names_this_patients_drugs():
    shown = sheet(look(mg("0.62"), drugs=DRUGS_TAKEN))
    named = {name for moment in shown.day for name in moment.fits.split(", ")}
    assert {"levothyroxine", "ciprofloxacin"} <= named
    assert "omeprazole" not in named
    assert [moment.magnesium for moment in shown.day].count("yes, with food") == 3
    assert len(shown.apart) == 2


# -- how hard it is to read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word, count", [("heart", 1), ("magnesium", 4), ("muscles", 2), ("tired", 1), ("table", 2), ("asked", 1)]
)
def test_english_syllables(word, count):
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    "word, count", [("bloed", 1), ("spieren", 2), ("nieren", 2), ("medicijn", 3), ("eeuw", 1), ("behandeling", 4)]
)
def test_dutch_syllables(word, count):
    assert dutch_syllables(word) == count


def every_sheet(language):
    """Every sheet that tells something; those of emergencies are two short sentences."""
    for scenario in SCENARIOS:
        shown = sheet(run(scenario), language=language)
        if not shown.instead:
            yield scenario["id"], shown
    yield "with drugs", sheet(look(mg("0.62"), drugs=DRUGS_TAKEN), language=language)


def test_english_is_for_a_reader_of_twelve(record_property):
    """Grade 7 is the school year of a child of 12 to 13; every sheet stays below it, all together near 5."""
    grades = {name: flesch_kincaid(shown.sentences) for name, shown in every_sheet("en")}
    record_property("grades", json.dumps(grades))
    assert max(grades.values()) < 7, max(grades.items(), key=lambda pair: pair[1])
    assert sum(grades.values()) / len(grades) < 6


def test_dutch_is_rather_easy(record_property):
    """An ease of 70 to 80 is "vrij gemakkelijk"; no sheet falls below 65, the mean is above 70."""
    ease = {name: flesch_douma(shown.sentences) for name, shown in every_sheet("nl")}
    record_property("ease", json.dumps(ease))
    assert min(ease.values()) > 65, min(ease.items(), key=lambda pair: pair[1])
    assert sum(ease.values()) / len(ease) > 70


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_sentence_is_long(language):
    told = {text for _name, shown in every_sheet(language) for text in shown.sentences}
    assert [each for each in sentences(told) if len(each.split()) > 30] == []


# -- on paper -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed():
    def print_in(language):
        return pdf.render_handout(sheet(look(mg("0.62"), drugs=DRUGS_TAKEN), language=language))

    return {language: print_in(language) for language in ("en", "nl")}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_sheet_is_valid_on_paper(printed, language):
    assert_valid(printed[language])


def test_the_sheet_of_an_emergency_is_valid_on_paper():
    document = pdf.render_handout(sheet(look(*EMERGENCIES[0])))
    assert_valid(document)
    assert len(pages_of(document)) == 1
    assert "You need care right now" in pages_of(document)[0]


def test_every_sentence_is_on_paper(printed):
    shown = sheet(look(mg("0.62"), drugs=DRUGS_TAKEN))
    read = "".join(text_of(printed["en"]).split())
    for said in (*shown.sentences, *shown.apart, *(m.amount for m in shown.medicines), *(m.when for m in shown.day)):
        assert "".join(said.replace(NBSP, " ").split()) in read, said


def test_no_letter_is_smaller_than_twelve_points(printed):
    command = [needs("pdftotext"), "-bbox-layout", "-", "-"]
    boxes = subprocess.run(command, input=printed["en"], capture_output=True, check=True).stdout.decode()
    heights = [
        float(high) - float(low) for low, high in re.findall(r'<word [^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)"', boxes)
    ]
    assert len(heights) > 200
    inter = 1.21  # the height of a line of Inter, of its size
    assert min(heights) / inter > 11.9


def test_equal_sheets_are_equal_bytes(printed):
    assert pdf.render_handout(sheet(look(mg("0.62"), drugs=DRUGS_TAKEN))) == printed["en"]


def test_the_sheet_names_nobody_and_every_head_has_a_scope():
    page = render_to_string("print/handout.html", {"sheet": sheet(look(mg("0.62"), drugs=DRUGS_TAKEN))})
    assert "years" not in page
    assert "female" not in page
    assert page.count("<h1") == 1
    assert all("scope=" in head for head in re.findall(r"<th\b[^>]*>", page))
