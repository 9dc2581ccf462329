"""Two tabs, double clicks, late replies: nothing is overwritten in silence and nothing is done twice."""

from diagnostics.models import Answer

from .pages import fields


def test_double_submit_one_row(guest):
    form = guest.form("serum")
    for _ in range(3):
        response = guest.send("serum", form, serum__magnesium="0.45", serum__magnesium_unit="mmol/L")
        assert response.status_code == 302
    assert Answer.objects.filter(key="serum.magnesium").count() == 1
    assert guest.workup.version == 1


def test_concurrent_edit_second_gets_409_with_both_values(guest):
    first, second = guest.form("serum"), guest.form("serum")
    guest.send("serum", first, serum__magnesium="0.45", serum__magnesium_unit="mmol/L")
    response = guest.send("serum", second, serum__magnesium="0.54", serum__magnesium_unit="mmol/L")
    page = response.content.decode()
    assert response.status_code == 409
    assert "0.45 mmol/L" in page
    assert "0.54 mmol/L" in page
    assert guest.written("serum.magnesium").text == "0.45"


def test_after_the_comparison_the_typed_values_can_still_be_saved(guest):
    first, second = guest.form("serum"), guest.form("serum")
    guest.send("serum", first, serum__magnesium="0.45", serum__magnesium_unit="mmol/L")
    page = guest.send("serum", second, serum__magnesium="0.54", serum__magnesium_unit="mmol/L").content.decode()
    response = guest.client.post("/workup/serum/", fields(page, "/workup/serum/"))
    assert response.status_code == 302
    assert guest.written("serum.magnesium").text == "0.54"


def test_another_tab_on_other_questions_is_no_conflict(guest):
    first, second = guest.form("serum"), guest.form("history")
    guest.send("serum", first, serum__magnesium="0.45", serum__magnesium_unit="mmol/L")
    response = guest.send("history", second, history__nil_by_mouth="no")
    assert response.status_code == 302


def test_back_then_resubmit_creates_no_second_assessment(guest):
    """The page that Back brings up sends old words: refused where newer ones stand, nothing twice."""
    old = guest.form("serum")
    guest.send("serum", old, serum__magnesium="0.45", serum__magnesium_unit="mmol/L")
    guest.answer("serum", serum__magnesium="0.54")
    response = guest.send("serum", old, serum__magnesium="0.45", serum__magnesium_unit="mmol/L")
    assert response.status_code == 409
    assert guest.written("serum.magnesium").text == "0.54"


def test_autosave_keeps_each_answer_as_it_is_given(guest):
    form = guest.form("serum")
    response = guest.panel("serum", form, serum__magnesium="0.45", serum__magnesium_unit="mmol/L")
    assert response.status_code == 200
    assert response["X-Revision"] == "1"
    assert "Severe hypomagnesaemia" in response.content.decode()
    assert guest.written("serum.magnesium").text == "0.45"


def test_a_page_is_no_conflict_to_its_own_autosave(guest):
    """The reply with the new version may not have arrived yet when the form is sent."""
    form = guest.form("serum")
    guest.panel("serum", form, serum__magnesium="0.4", serum__magnesium_unit="mmol/L")
    response = guest.send("serum", form, serum__magnesium="0.45", serum__magnesium_unit="mmol/L", revision="2")
    assert response.status_code == 302
    assert guest.written("serum.magnesium").text == "0.45"


def test_late_partial_reply_never_overwrites_newer(guest):
    """An autosave that arrives after a newer one of the same page changes nothing, not even a cleared box."""
    form = guest.form("serum")
    guest.panel("serum", form, revision=2, serum__magnesium="")
    late = guest.panel("serum", form, revision=1, serum__magnesium="0.45", serum__magnesium_unit="mmol/L")
    assert late["X-Revision"] == "1"  # the page drops a reply older than the newest it has shown
    assert guest.written("serum.magnesium") is None
    assert "Severe" not in late.content.decode()  # it shows what is stored, not what came late


def test_autosave_of_an_older_tab_is_refused(guest):
    old = guest.form("serum")
    guest.answer("serum", serum__magnesium="0.54", serum__magnesium_unit="mmol/L")
    response = guest.panel("serum", old, serum__magnesium="0.45", serum__magnesium_unit="mmol/L")
    assert response.status_code == 409
    assert "Another page has saved something else" in response.content.decode()


def test_a_page_of_the_last_patient_saves_nothing_in_the_next(guest):
    old = guest.form("serum")
    guest.client.post("/workup/next-patient/")
    guest.begin()
    response = guest.send("serum", old, serum__magnesium="0.45", serum__magnesium_unit="mmol/L")
    assert response.status_code == 409
    assert "belongs to another workup" in response.content.decode()
    assert not guest.workup.written()
    assert guest.panel("serum", old, serum__magnesium="0.45").status_code == 409


def test_a_forged_form_token_saves_nothing(guest):
    form = guest.form("serum") | {"form": ["abc:def"]}
    assert guest.send("serum", form, serum__magnesium="0.45").status_code == 409
    assert not guest.workup.written()


def test_odd_versions_are_read_as_the_oldest(guest):
    guest.answer("serum", serum__magnesium="0.54", serum__magnesium_unit="mmol/L")
    for version in ("", "-1", "x", "9" * 40, "१"):
        form = guest.form("serum") | {"version": [version]}
        response = guest.send("serum", form, serum__magnesium="0.45")
        assert response.status_code == 409


def test_the_panel_rewrites_a_box_that_was_converted(guest):
    form = guest.form("serum")
    guest.panel("serum", form, 1, serum__magnesium="1.7", serum__magnesium_unit="mg/dL")
    asked = guest.panel("serum", form, 2, serum__magnesium="1.7", serum__magnesium_unit="mmol/L").content.decode()
    assert "Which do you mean?" in asked
    answer = dict(serum__magnesium="1.7", serum__magnesium_unit="mmol/L", serum__magnesium_change="convert")
    page = guest.panel("serum", form, 3, **answer).content.decode()
    assert 'id="div_id_serum__magnesium" data-hx-swap-oob="true"' in page
    assert 'value="0.699"' in page
