"""Decisions on the plan: saved, judged by the same limits, and void when the suggestion changes."""

import re

import pytest

from diagnostics.models import Decision

from .pages import fields

ORAL = "ORAL_12_MMOL"


def decide(guest, **choices):
    """Open the plan, fill in what is decided, and press save; underscores at the end of a name stand for the code."""
    form = fields(guest.open("/workup/plan/"), "/workup/plan/")
    return guest.client.post(
        "/workup/plan/", {**form, **{name.replace("__", "-"): value for name, value in choices.items()}}
    )


def test_the_mild_patient_is_offered_magnesium_by_mouth(mild):
    page = mild.open("/workup/plan/")
    assert f'id="item-{ORAL}"' in page
    assert "Withheld, and what would release it" in page
    assert "Stop and reassess" in page or "Watch" in page


def test_a_decision_is_saved_and_shown(mild):
    response = decide(mild, **{f"choice-{ORAL}": "accept"})
    assert response.url == "/workup/sign/"
    assert "Decision: accepted" in mild.open("/workup/plan/")
    assert mild.workup.decisions.get().choice == "accept"


@pytest.mark.parametrize("choice", ["change", "reject"])
def test_soft_override_requires_reason(mild, choice):
    response = decide(mild, **{f"choice-{ORAL}": choice, f"mmol_per_dose-{ORAL}": "5"})
    assert response.url == "/workup/plan/"
    page = mild.open("/workup/plan/")
    assert "Give the reason" in page
    assert "There is a problem" in page
    assert f'href="#item-{ORAL}"' in page
    assert "Decision: " not in page


def test_a_changed_dose_within_the_limits_stands_beside_the_suggested_one(mild):
    decide(
        mild, **{f"choice-{ORAL}": "change", f"mmol_per_dose-{ORAL}": "5,0", f"reason-{ORAL}": "loose stools before"}
    )
    page = mild.open("/workup/plan/")
    assert "Decision: changed" in page
    assert re.search(r"5\s?mmol", page)
    assert re.search(r"4\s?mmol", page)
    assert "loose stools before" in page


@pytest.mark.parametrize("typed", ["200", "0", "-3", "1,234", "four", "", "6 g", "<5"])
def test_changed_dose_meets_same_hard_limit(mild, typed):
    decide(mild, **{f"choice-{ORAL}": "change", f"mmol_per_dose-{ORAL}": typed, f"reason-{ORAL}": "my choice"})
    page = mild.open("/workup/plan/")
    assert "There is a problem" in page
    assert "Decision: " not in page
    assert f'value="{typed.replace("<", "&lt;")}"' in page  # kept as typed
    assert mild.client.get("/workup/sign/").content.decode().count("do not hold") == 1


@pytest.mark.parametrize("typed", ["2.5", "1e2"])
def test_times_a_day_are_whole(mild, typed):
    decide(mild, **{f"choice-{ORAL}": "change", f"times_per_day-{ORAL}": typed, f"reason-{ORAL}": "my choice"})
    assert "There is a problem" in mild.open("/workup/plan/")


def test_a_dose_that_cannot_be_checked_is_refused(mild, monkeypatch):
    def broken(*args):
        raise LookupError("no limits")

    monkeypatch.setattr("diagnostics.views.decisions.check_changed_dose", broken)
    decide(mild, **{f"choice-{ORAL}": "change", f"mmol_per_dose-{ORAL}": "5", f"reason-{ORAL}": "my choice"})
    assert "could not be checked" in mild.open("/workup/plan/")


def test_an_unchanged_dose_is_no_change(mild):
    decide(mild, **{f"choice-{ORAL}": "change", f"reason-{ORAL}": "my choice"})
    assert "This is the suggested dose" in mild.open("/workup/plan/")


def test_edit_after_result_invalidates_it(mild):
    """A decision was for the suggestion as it stood; when an answer changes that, it must be taken again."""
    decide(mild, **{f"choice-{ORAL}": "accept"})
    mild.answer("serum", serum__magnesium="0.55")
    page = mild.open("/workup/plan/")
    assert f'id="item-{ORAL}"' not in page
    assert "Decision: accepted" not in page


def test_another_dose_under_the_same_name_is_another_suggestion(mild):
    decide(mild, **{f"choice-{ORAL}": "accept"})
    Decision.objects.update(suggested="of another dose")
    page = mild.open("/workup/plan/")
    assert "The suggestion has changed since the decision" in page
    assert "Decision: accepted" not in page
    assert "do not hold" in mild.open("/workup/sign/")


def test_an_answer_that_changes_nothing_leaves_the_decision(mild):
    decide(mild, **{f"choice-{ORAL}": "accept"})
    mild.answer("serum", serum__sodium="140", serum__sodium_unit="mmol/L")
    assert "Decision: accepted" in mild.open("/workup/plan/")


def test_double_submit_one_decision(mild):
    form = fields(mild.open("/workup/plan/"), "/workup/plan/") | {f"choice-{ORAL}": "accept"}
    for _ in range(3):
        assert mild.client.post("/workup/plan/", form).status_code == 302
    assert Decision.objects.count() == 1


def test_two_tabs_deciding_differently_are_compared(mild):
    first = fields(mild.open("/workup/plan/"), "/workup/plan/")
    second = fields(mild.open("/workup/plan/"), "/workup/plan/")
    mild.client.post("/workup/plan/", first | {f"choice-{ORAL}": "accept"})
    response = mild.client.post("/workup/plan/", second | {f"choice-{ORAL}": "reject", f"reason-{ORAL}": "no"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Accept" in page
    assert "Reject, no" in page
    assert mild.workup.decisions.get().choice == "accept"


def test_a_choice_that_is_none_is_not_kept(mild):
    decide(mild, **{f"choice-{ORAL}": "whatever", "choice-NOT_AN_ITEM": "accept"})
    assert Decision.objects.count() == 0


def test_hard_limit_has_no_override_path(mild):
    """No reason, however typed, carries a refused dose into the report, the paper or the text to copy."""
    decide(mild, **{f"choice-{ORAL}": "change", f"mmol_per_dose-{ORAL}": "97", f"reason-{ORAL}": "senior agrees"})
    mild.client.post("/workup/sign/", fields(mild.open("/workup/plan/"), "/workup/plan/"))
    assert mild.workup.signed.count() == 0
    for address in ("/workup/conclusion/", "/workup/sign/"):
        assert not re.search(r"(?<![\d.])97\u00a0mmol", mild.open(address))


def test_withheld_items_are_listed_with_what_releases_them(severe):
    page = severe.open("/workup/plan/")
    assert "Intravenous magnesium" in page
    assert "released by" in page
    assert "Find out" in page  # what is missing stands among the first things to do


def test_what_a_treatment_waits_for_is_one_list_that_leads_to_the_questions(severe):
    page = severe.open("/workup/plan/")
    assert page.count("Not known yet") == 1
    for target in ("start/#div_id_presentation__heart_rate", "history/#div_id_conditions__myasthenia_gravis",
                   "history/#div_id_conditions-acute", "history/#drugs"):  # fmt: skip
        step, _sharp, name = target.partition("/#")
        assert f'href="/workup/{target}"' in page
        assert f'id="{name}"' in severe.open(f"/workup/{step}/"), name


def test_what_is_to_be_done_now_is_decided_first(severe):
    page = severe.open("/workup/plan/")
    assert page.index("Ask for now") < page.index("Diet sheet")
