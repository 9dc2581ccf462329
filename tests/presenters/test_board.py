"""The board for and against: every candidate always there, and never another word about it than the plan's."""

import re

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge.candidates import AGAINST, ARGUMENTS, CANDIDATES, ELIGIBLE, EVIDENCE, FOR, LICENCE
from diagnostics.clinical.knowledge.drugs import CLASSES
from diagnostics.presenters.machine import assessment_json
from diagnostics.presenters.report import report
from diagnostics.presenters.weighing import NO_REASON_TO_STOP, weigh
from diagnostics.presenters.wording import Wording
from diagnostics.proof.patients import patient
from tests.clinical.test_treatment_examples import SCENARIOS, run
from tests.presenters import sample

PATIENTS = 400
STATES = {"proposed", "waits", "withheld", "not_considered"}
FAMILIES = {candidate.code: candidate.family for candidate in CANDIDATES if candidate.family}
DRUGS = ("proton_pump_inhibitor", "diuretic", "other_culprit")


@pytest.fixture(scope="module")
def some_hundred():
    return [assess(patient(seed)) for seed in range(PATIENTS)]


def by_code(assessment):
    return {each.candidate.code: each for each in weigh(assessment)}


def test_the_candidates_are_those_of_the_product():
    assert {each.code for each in CANDIDATES} == {*FAMILIES, *DRUGS}
    assert set(FAMILIES.values()) == {"oral", "iv", "amiloride", "sglt2_inhibitor", "inulin"}


@pytest.mark.parametrize("candidate", CANDIDATES, ids=lambda each: each.code)
def test_every_candidate_has_every_kind_of_argument(candidate):
    sides = [each.side for each in ARGUMENTS if each.candidate == candidate.code]
    assert {*sides} == {FOR, AGAINST, ELIGIBLE, EVIDENCE, LICENCE}
    assert sides.count(EVIDENCE) == sides.count(LICENCE) == sides.count(ELIGIBLE) == 1


def test_every_candidate_is_always_there_with_a_state(some_hundred):
    seen = set()
    for assessment in some_hundred:
        weighed = weigh(assessment)
        assert [each.candidate for each in weighed] == list(CANDIDATES)
        for each in weighed:
            assert each.state in STATES
            assert each.items if each.state == "proposed" else each.because
            seen.add((each.candidate.code, each.state))
    for code in FAMILIES:
        assert {state for name, state in seen if name == code} >= {"proposed", "not_considered"}, code
    assert {state for name, state in seen if name == "iv"} == STATES
    assert {("proton_pump_inhibitor", "withheld"), ("proton_pump_inhibitor", "waits")} <= seen


def test_the_board_proposes_what_the_plan_recommends_and_nothing_else(some_hundred):
    for assessment in some_hundred:
        plan, board = assessment.plan, by_code(assessment)
        recommended = {item.family for item in plan.recommended}
        for code, family in FAMILIES.items():
            held = [entry for entry in plan.withheld if entry.family == family]
            assert (board[code].state == "proposed") == (family in recommended), (assessment.facts, code)
            if board[code].state == "proposed":
                assert {item.code for item in board[code].items} <= {item.code for item in plan.recommended}
            else:
                reasons = {reason.text.template for entry in held for reason in entry.because}
                assert {reason.text.template for reason in board[code].because} == reasons
            if held and family not in recommended:
                assert board[code].state != "proposed"


def test_the_board_reviews_the_drugs_that_the_plan_reviews(some_hundred):
    reviewed = 0
    for assessment in some_hundred:
        plan, board = assessment.plan, by_code(assessment)
        codes = {item.code for item in plan.recommended}
        assert (board["proton_pump_inhibitor"].state == "proposed") == ("PPI_STOP_SWITCH_H2RA" in codes)
        asked = {
            line.values["cause"].template
            for item in plan.recommended
            if item.code == "CULPRIT_REVIEW"
            for line in item.details
            if "action" in line.values
        }
        known = {cause.label.template: cause.code for cause in assessment.causes if cause.kind == "drug"}
        named = {known[label] for label in asked}
        diuretics = named & {"thiazide", "loop_diuretic", "osmotic_diuretic"}
        others = {code for code in named - diuretics if CLASSES[code].culprit_rule != NO_REASON_TO_STOP}
        assert (board["diuretic"].state == "proposed") == bool(diuretics)
        assert (board["other_culprit"].state == "proposed") == bool(others)
        reviewed += bool(named)
    assert reviewed > 20


def test_no_drug_is_said_to_go_on_that_may_be_stopped(some_hundred):
    """Only where the rule about a drug says so: a platinum compound of an earlier course is not such a drug."""
    scenarios = [run(each) for each in SCENARIOS]
    said = 0
    for assessment in (*some_hundred, *scenarios):
        codes = {cause.label.template: cause.code for cause in assessment.causes if cause.kind == "drug"}
        for reason in by_code(assessment)["other_culprit"].because:
            if reason.text.template.startswith("low magnesium alone is no reason to stop"):
                named = [codes[label.template] for label in reason.text.values["drugs"]]
                assert all(CLASSES[code].culprit_rule == NO_REASON_TO_STOP for code in named), named
                said += 1
    assert said
    earlier = by_code(run(next(each for each in SCENARIOS if each["id"] == "WT-44")))["other_culprit"]
    assert "not among the drugs taken now" in earlier.because[0].text.template


def test_a_review_is_told_drug_by_drug():
    """No row says of a cancer drug that its stop is proposed: it repeats the question to the owner."""
    row = next(
        each
        for each in report(run(next(s for s in SCENARIOS if s["id"] == "WT-50")), Wording()).board
        if each.key == "other_culprit"
    )
    assert row.state == "proposed"
    assert "Ask oncology" in row.items[0].title
    assert "Stop" not in row.title


def test_only_a_named_decision_is_said_to_be_one(some_hundred):
    named = [each for assessment in some_hundred for each in weigh(assessment) if each.named]
    assert named
    assert all(not item.automatic for each in named for item in each.items)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_says_each_state_in_words(some_hundred, language):
    wording = Wording(language)
    begins = {"en": {"proposed": "proposed", "waits": "waits", "withheld": "withheld because", "not_considered": "not considered, since"},
              "nl": {"proposed": "voorgesteld", "waits": "wacht", "withheld": "achterwege gelaten, want", "not_considered": "niet overwogen, want"}}  # fmt: skip
    for assessment in some_hundred[:60]:
        rows = report(assessment, wording).board
        states = {each.candidate.code: each.state for each in weigh(assessment)}
        assert {row.key: row.state for row in rows} == states
        for row in rows:
            assert row.now.startswith(begins[language][row.state])
            assert len(row.now) > len(begins[language][row.state]) + 3
        order = [list(begins["en"]).index(row.state) for row in rows]
        assert order == sorted(order)


def test_every_argument_has_a_rule_and_a_source_or_its_mark():
    for row in report(sample.severe(), Wording()).board:
        for line in (*row.pro, *row.contra, *row.eligible, *row.evidence, *row.licence):
            assert line.rule
            assert line.sources
            assert line.text[0].isupper() or line.text[0].isdigit()


def test_what_nobody_confirmed_is_marked():
    rows = {row.key: row for row in report(sample.severe(), Wording()).board}
    mark = "not yet confirmed against a source"
    assert rows["amiloride"].eligible[0].mark == mark  # the limits of 60 and 5.0 are choices
    assert rows["diuretic"].evidence[0].mark == mark
    assert rows["inulin"].evidence[0].mark == ""  # the study was read
    assert "11 patients, two cycles of 14" in rows["inulin"].evidence[0].text


def test_the_board_gives_no_dose():
    for argument in ARGUMENTS:
        assert not re.search(r"\d\s*(mg|g|mL|mEq|mmol)\b(?!/)", argument.text), argument.text


def test_the_machine_interface_says_the_same():
    for scenario in SCENARIOS[::15]:
        assessment = run(scenario)
        answer = assessment_json(assessment)
        assert {row["candidate"]: row["state"] for row in answer["board"]} == {
            each.candidate.code: each.state for each in weigh(assessment)
        }
        codes = {item["code"] for item in answer["plan"]["recommended"]}
        for row in answer["board"]:
            assert row["evidence"]
            assert set(row["items"]) <= codes


def test_paper_argues_only_about_what_the_plan_thinks_of():
    """Sources of the other arguments come last and are not listed on paper."""
    shown = report(sample.not_low(), Wording())
    assert not any(row.considered for row in shown.board)
    assert shown.more_references
    cited = {number for row in report(sample.severe(), Wording()).board if row.considered for number in row.sources}
    assert cited <= {each.number for each in report(sample.severe(), Wording()).references}
