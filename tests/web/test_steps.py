"""The pages that ask: what is saved, what waits, what is shown again."""

import pytest

from diagnostics.forms.places import places

from .pages import ALL_PAGES, SECTIONS, Guest


@pytest.mark.parametrize("address", ALL_PAGES)
def test_every_page_of_an_empty_workup_opens(guest, address):
    response = guest.client.get(address)
    assert response.status_code == 200
    assert ("All questions" if "questions" in address else "Step ") in response.content.decode()


@pytest.mark.parametrize("address", ALL_PAGES)
def test_without_a_workup_every_page_leads_to_the_start(client, db, address):
    response = client.get(address)
    assert (response.status_code, response.url) == (302, "/")


def test_an_answer_is_saved_as_it_was_typed(guest):
    response = guest.answer("serum", serum__magnesium="0,45", serum__magnesium_unit="mmol/L")
    assert response.status_code == 302
    written = guest.written("serum.magnesium")
    assert (written.text, written.unit) == ("0,45", "mmol/L")
    page = guest.open("/workup/serum/")
    assert 'value="0,45"' in page
    assert "0.45\u00a0mmol/L = 1.09\u00a0mg/dL · low" in page


def test_saving_leads_to_the_next_step_that_is_worth_its_questions(guest):
    assert guest.answer("start", patient__age_years="71").url == "/workup/serum/"
    assert guest.answer("serum").url == "/workup/history/"


def test_saving_without_going_on_stays(guest):
    assert guest.answer("start", stay="yes").url == "/workup/start/"


@pytest.mark.parametrize("typed", ["about 0.4", "1,234", "0.4.5", "999", "1e3", "-0.4", "٠٫٤"])
def test_what_cannot_be_read_is_kept_and_shown_with_the_reason(guest, typed):
    response = guest.answer("serum", serum__magnesium=typed, serum__magnesium_unit="mmol/L")
    assert response.url == "/workup/serum/"
    page = guest.open("/workup/serum/")
    assert f'value="{typed}"' in page
    assert "There is a problem" in page
    assert "<title>Error: " in page
    assert 'href="#div_id_serum__magnesium"' in page
    assert 'id="div_id_serum__magnesium"' in page


def test_unit_missing_is_refused_never_defaulted(guest):
    guest.answer("serum", serum__magnesium="0.45")
    page = guest.open("/workup/serum/")
    assert "choose the unit" in page
    assert "not known yet" in page  # nothing was concluded from it


@pytest.mark.parametrize("typed, unit", [("1,7 mg/dL", "mg/dL"), ("0.70mmol/l", "mmol/L"), ("78 umol/L", "")])
def test_a_pasted_unit_fills_both_boxes(guest, typed, unit):
    guest.answer("serum", serum__magnesium=typed, stay="yes")
    written = guest.written("serum.magnesium")
    if unit:
        assert written.unit == unit
        assert unit.lower() not in written.text.lower()
    else:  # not a unit of magnesium
        assert (written.text, written.unit) == (typed, "")


def test_an_unusual_value_waits_until_somebody_confirms_it(guest):
    guest.answer("serum", serum__magnesium="0.22", serum__magnesium_unit="mmol/L")
    page = guest.open("/workup/serum/")
    assert "is unusual" in page
    assert "Yes, this is right" in page
    assert "not known yet" in page
    response = guest.answer("serum", serum__magnesium_ok="yes")
    assert response.url == "/workup/history/"
    assert guest.written("serum.magnesium").confirmed
    page = guest.open("/workup/serum/")
    assert "There is a problem" not in page
    assert "Critical hypomagnesaemia" in page
    assert "unusual, confirmed" in guest.open("/workup/check/")


def test_a_confirmation_does_not_carry_over_to_another_value(guest):
    guest.answer("serum", serum__magnesium="0.22", serum__magnesium_unit="mmol/L", serum__magnesium_ok="yes")
    guest.answer("serum", serum__magnesium="0.11")
    assert not guest.written("serum.magnesium").confirmed


def test_a_value_that_fits_another_unit_is_questioned(guest):
    guest.answer("serum", serum__magnesium="1.7", serum__magnesium_unit="mmol/L")
    assert "would be an ordinary value in" in guest.open("/workup/serum/")


def test_unit_toggle_converts_or_clears(guest):
    """A unit changed under a standing number never changes the meaning in silence."""
    guest.answer("serum", serum__magnesium="1.7", serum__magnesium_unit="mg/dL")
    guest.answer("serum", serum__magnesium_unit="mmol/L")
    page = guest.open("/workup/serum/")
    assert "Convert 1.7\u00a0mg/dL to 0.699\u00a0mmol/L" in page
    assert "I meant 1.7\u00a0mmol/L" in page
    assert "not known yet" in page
    guest.answer("serum", serum__magnesium_change="convert")
    written = guest.written("serum.magnesium")
    assert (written.text, written.unit, written.unit_before) == ("0.699", "mmol/L", "")


def test_the_other_meaning_keeps_the_number(guest):
    guest.answer("serum", serum__potassium="3.1", serum__potassium_unit="mmol/L")
    guest.answer("serum", serum__potassium_unit="mEq/L")
    guest.answer("serum", serum__potassium_change="meant")
    written = guest.written("serum.potassium")
    assert (written.text, written.unit, written.unit_before) == ("3.1", "mEq/L", "")


def test_a_number_that_is_impossible_in_the_new_unit_can_only_be_converted(guest):
    guest.answer("serum", serum__calcium="8.2", serum__calcium_unit="mg/dL")
    guest.answer("serum", serum__calcium_unit="mmol/L")
    page = guest.open("/workup/serum/")
    assert "Convert 8.2\u00a0mg/dL to 2.05\u00a0mmol/L" in page
    assert "I meant" not in page


def test_going_back_to_the_first_unit_asks_nothing(guest):
    guest.answer("serum", serum__magnesium="1.7", serum__magnesium_unit="mg/dL")
    guest.answer("serum", serum__magnesium_unit="mmol/L")
    guest.answer("serum", serum__magnesium_unit="mg/dL")
    assert "Which do you mean?" not in guest.open("/workup/serum/")


def test_not_known_is_an_answer_and_blank_is_none(guest):
    guest.answer("start", patient__pregnant="not_known")
    assert guest.written("patient.pregnant").state == "not_known"
    assert guest.written("patient.lactating") is None


def test_no_to_all_leaves_given_answers_alone(guest):
    guest.answer("start", findings__seizure_now="yes", findings__laryngospasm="not_known")
    guest.answer("start", **{"all-no": "findings__torsades_de_pointes"})
    assert guest.written("findings.seizure_now").text == "yes"
    assert guest.written("findings.laryngospasm").state == "not_known"
    assert guest.written("findings.cardiac_arrest").text == "no"


def test_emergency_text_needs_no_other_input(guest):
    guest.answer("start", findings__torsades_de_pointes="yes")
    for address in ALL_PAGES:
        page = guest.open(address)
        assert "local emergency protocol" in page
        assert "2\u00a0g magnesium sulfate heptahydrate" in page


def test_emergency_text_works_when_calculation_fails(guest, monkeypatch):
    monkeypatch.setattr("diagnostics.views.picture.assess", broken)
    guest.answer("start", findings__torsades_de_pointes="yes")
    page = guest.open("/workup/serum/")
    assert "Follow the local emergency protocol" in page
    assert "The assessment could not be made" in page


def broken(facts):
    raise ZeroDivisionError("0.45 mmol/L in a message that must not be logged")


def test_emergency_text_works_when_the_wording_fails(guest, monkeypatch):
    monkeypatch.setattr("diagnostics.views.picture.report", lambda *args, **more: 1 / 0)
    guest.answer("start", findings__torsades_de_pointes="yes")
    assert "Follow the local emergency protocol" in guest.open("/workup/serum/")
    assert "could not be made" in guest.open("/workup/plan/")


def test_a_failed_assessment_is_told_and_logged_without_values(guest, monkeypatch, caplog):
    monkeypatch.setattr("diagnostics.views.picture.assess", broken)
    page = guest.open("/workup/conclusion/")
    assert "could not be made" in page
    assert "ZeroDivisionError" in caplog.text
    assert "0.45" not in caplog.text


def test_a_group_asked_and_absent_is_no_and_not_asked_is_unknown(guest):
    from diagnostics.clinical.knowledge.patient import finding
    from diagnostics.readers.answers import hear

    guest.answer("start", **{"findings-general": ["nausea"], "findings-general-rest": "absent"})
    facts = hear(guest.workup.written()).facts
    assert facts.answer(finding("nausea")) is True
    assert facts.answer(finding("apathy")) is False
    assert facts.answer(finding("tremor")) is None
    assert not facts.asked


def test_lists_count_as_asked_in_full_only_when_single_questions_are_answered_too(guest):
    from diagnostics.readers.answers import hear

    guest.answer("start", **{"all-absent": "findings"})
    assert "findings" not in hear(guest.workup.written()).facts.asked
    guest.answer("start", **{"all-no": "findings__torsades_de_pointes"})
    assert "findings" in hear(guest.workup.written()).facts.asked


def test_an_unticked_finding_is_taken_back(guest):
    guest.answer("start", **{"findings-general": ["nausea", "apathy"]})
    guest.answer("start", **{"findings-general": ["apathy"]})
    assert guest.written("findings.nausea").text == ""
    assert guest.written("findings.apathy").text == "yes"


def test_drugs_are_rows_and_unknown_names_are_kept(guest):
    from diagnostics.readers.answers import hear

    guest.answer(
        "history", drugs__0__name="Omeprazol", drugs__0__months="60", drugs__0__can_stop="no", drugs__1__name="Foobarol",
        drugs__2__name="class:thiazide", stay="drugs",
    )  # fmt: skip
    losec, foobarol, thiazide = hear(guest.workup.written()).facts.drugs
    assert (losec.drug, losec.months, losec.can_stop) == ("omeprazole", 60, False)
    assert (foobarol.name, foobarol.drug) == ("Foobarol", "")
    assert thiazide.classes == {"thiazide"}
    page = guest.open("/workup/history/")
    assert "kept and printed, not assessed" in page
    assert 'name="drugs__3__name"' in page  # a row more to fill in, also without scripts


def test_a_wrong_number_in_a_row_of_drugs_is_kept_and_named(guest):
    guest.answer("history", drugs__0__name="omeprazole", drugs__0__months="years")
    page = guest.open("/workup/history/")
    assert 'value="years"' in page
    assert 'href="#div_id_drugs__0__months"' in page


def test_the_loading_test_says_why_it_is_not_offered(severe):
    page = severe.open("/workup/loading-test/")
    assert "The test is not offered" in page
    assert "Protocol sheet" not in page
    assert severe.client.get("/workup/loading-test.pdf").url == "/workup/loading-test/"


def test_values_that_are_known_already_are_shown_not_asked_again(severe):
    page = severe.open("/workup/fractional-excretion/")
    assert "<strong>0.45\u00a0mmol/L</strong>" in page
    assert 'name="serum__magnesium"' not in page


def test_a_step_is_done_by_the_answers_of_its_own_page(guest):
    """Pre-eclampsia is a condition, but asked at the start: it says nothing about the history."""
    guest.answer("start", conditions__pre_eclampsia="no")
    page = guest.open("/workup/serum/")
    history = page[page.index('href="/workup/history/"') :]
    assert "to do" in history[: history.index("</a>")]
    start = page[page.index('href="/workup/start/"') :]
    assert "done" in start[: start.index("</a>")]


def test_every_question_has_its_place_on_a_page(severe):
    pages = {step: severe.open(f"/workup/{step}/") for step in SECTIONS}
    for key, (step, target) in places().items():
        assert f'id="{target}"' in pages[step.value], key


@pytest.mark.parametrize("step", SECTIONS)
def test_opening_and_saving_unchanged_changes_nothing(severe, step):
    before = severe.workup.written()
    version = severe.workup.version
    severe.answer(step)
    assert severe.workup.written() == before
    assert severe.workup.version == version


def test_check_answers_shows_typed_and_read_with_a_way_back(severe):
    page = severe.open("/workup/check/")
    assert "0.45 mmol/L" in page
    assert "1.09\u00a0mg/dL" in page
    assert 'href="/workup/serum/#div_id_serum__magnesium"' in page


def test_questions_that_do_not_arise_are_hidden_but_never_an_answer(guest):
    guest.answer("start", patient__sex="male")
    page = guest.open("/workup/start/")
    pregnant = page[page.index('id="div_id_patient__pregnant"') :][:120]
    assert " hidden" in pregnant
    guest.answer("start", patient__pregnant="yes")
    page = guest.open("/workup/start/")
    pregnant = page[page.index('id="div_id_patient__pregnant"') :][:120]
    assert " hidden" not in pregnant


def test_a_guest_is_a_browser(client, db):
    assert Guest(client).begin().open("/workup/start/").startswith("<!doctype html>")


def undecided(guest, **changes):
    """The patient of the example, whose urine tests do not decide."""
    from diagnostics.management.commands.demo import answers
    from diagnostics.models import Page
    from diagnostics.readers.answers import Written

    given = {key: written for key, written in answers().items() if not key.startswith("drugs.")}
    given |= {
        "serum.magnesium": Written("0.62", "mmol/L"),
        "serum.potassium": Written("4.1", "mmol/L"),
        "serum.calcium": Written("2.3", "mmol/L"),
        "patient.age_years": Written("45"),
        "findings.cramps": Written("no"),
        "urine_spot.magnesium": Written("1.0", "mmol/L"),
        "urine_24h.volume": Written("1.8", "L"),
        "urine_24h.duration": Written("24", "h"),
        "urine_24h.magnesium": Written("0.45", "mmol/L"),
        "urine_24h.creatinine": Written("6.5", "mmol/L"),
    }
    given |= changes
    guest.workup.remember(given, lambda key, before, now: now, page=Page("test", 0))


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_loading_test_comes_with_a_sheet_when_urine_does_not_decide(guest):
    pytest.importorskip("weasyprint")
    undecided(guest)
    page = guest.open("/workup/loading-test/")
    assert "The test can be done in this patient" in page
    assert "30\u00a0mmol" in page
    response = guest.client.get("/workup/loading-test.pdf")
    assert response.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "key",
    ["serum.creatinine", "presentation.patellar_reflex", "presentation.respiratory_rate", "presentation.ecg.av_block"],
)
def test_loading_test_never_offered_when_unsafe_or_unknown(guest, key):
    from diagnostics.readers.answers import Written

    undecided(guest, **{key: Written()})
    assert "The test is not offered" in guest.open("/workup/loading-test/")
    assert guest.client.get("/workup/loading-test.pdf").status_code == 302


def test_rows_of_drugs_are_numbered_anew_and_never_run_out(guest):
    rows = {f"drugs__{row}__name": f"drug {row}" for row in range(40, 60)}
    guest.answer("history", **rows)
    form = guest.form("history")
    free = [
        name for name, (text, *_) in form.items() if name.startswith("drugs__") and name.endswith("__name") and not text
    ]
    assert free == ["drugs__0__name"]
    guest.answer("history", drugs__0__name="omeprazole")
    assert guest.written("drugs.0.name").text == "omeprazole"


@pytest.mark.parametrize(
    "name", ["omeprazole", "Omeprazole 20 mg", "omeprazol 1dd40mg", "omeprazole, 20 mg twice a day"]
)
def test_a_drug_is_known_with_its_dose_behind_it(guest, name):
    guest.answer("history", drugs__0__name=name)
    assert "omeprazole: Proton pump inhibitor" in guest.open("/workup/history/")
    assert guest.written("drugs.0.name").text == name


def test_a_name_that_only_begins_like_a_drug_is_kept_and_not_assessed(guest):
    guest.answer("history", drugs__0__name="omeprazole or so")
    assert "kept and printed, not assessed" in guest.open("/workup/history/")
