"""The knowledge browser says what the rules and tables say, and leaves nothing out."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.paths import ROWS
from diagnostics.clinical.engine.route import LOADING, RESULT_WORDS, TESTS
from diagnostics.clinical.evidence import Truth
from diagnostics.clinical.knowledge.disagreements import DISAGREEMENTS
from diagnostics.clinical.knowledge.drugs import CLASSES, DRUGS
from diagnostics.clinical.knowledge.patient import BY_KEY
from diagnostics.clinical.knowledge.rulebook import RULES
from diagnostics.clinical.knowledge.thresholds import THRESHOLDS
from diagnostics.forms.trial import written_of
from diagnostics.presenters import decision_path, knowledge, words
from diagnostics.presenters.case_index import answers_used, in_cases, index, rows_left
from diagnostics.presenters.clinical_changes import CHANGES
from diagnostics.presenters.knowledge_rows import COMPARED, compared_with, rows_by_rule
from diagnostics.presenters.knowledge_search import plain, search
from diagnostics.presenters.knowledge_sources import citations, source_numbers, sources
from diagnostics.presenters.knowledge_tables import drug_classes, limits
from diagnostics.presenters.rule_answer import rule_answer
from diagnostics.presenters.rule_run import outcome
from diagnostics.presenters.wording import NBSP, Wording
from diagnostics.readers.answers import hear
from diagnostics.readers.library import built_in_cases

ROOT = Path(__file__).resolve().parents[2]
CASES = built_in_cases()
ADULT = Decimal(18)
CHILDS_OWN = frozenset(("patient.weight", "patient.height"))  # the form takes those of adults only


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


# --- nothing is left out -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_rule_stands_in_one_chapter(language):
    listed = [line.id for chapter in knowledge.chapters(language) for line in chapter.rules]
    assert sorted(listed) == sorted(RULES)


def test_every_kind_of_rule_has_a_chapter_of_its_own():
    assert not [rule_id for rule_id in RULES if knowledge.chapter_key(rule_id) == "other"]


def test_every_source_of_every_rule_has_a_number_and_a_line():
    lines = sources("en")
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    for rule in RULES.values():
        for citation in rule.citations:
            assert rule.id in lines[source_numbers()[citation.key] - 1].rules
    assert len(lines) == len(citations())


def test_every_limit_is_shown_with_its_side_in_every_unit():
    shown = {line.key: line for line in limits("en")}
    assert list(shown) == [threshold.key for threshold in THRESHOLDS]
    for threshold in THRESHOLDS:
        assert len(shown[threshold.key].limits) == len(threshold.limits)
        for unit, said in zip(threshold.limits, shown[threshold.key].limits, strict=True):
            assert threshold.side in said
            assert said.startswith("at or ") == (unit in threshold.inclusive)
    critical = [spaced(text) for text in shown["critical_at"].limits]
    assert critical == [
        "at or below 0.40 mmol/L", "below 1.0 mg/dL", "at or below 0.80 mEq/L", "below 10.0 mg/L",
    ]  # fmt: skip
    assert spaced(shown["lln"].may_move) == "A clinic may set it from 0.65 to 0.75 mmol/L"
    assert [spaced(text) for text in shown["femg_low"].rounding] == ["Rounded half up to 0.01 %"]


def test_every_limit_says_which_answer_it_is_held_against():
    assert not [threshold.key for threshold in THRESHOLDS if not compared_with(threshold)]
    assert not [key for key in COMPARED if key not in BY_KEY]


def test_every_drug_stands_under_each_of_its_classes():
    shown = {line.code: {drug.label for drug in line.drugs} for line in drug_classes("en")}
    assert set(shown) == set(CLASSES)
    for drug in DRUGS.values():
        for code in drug.classes:
            if code in CLASSES:
                assert drug.label in shown[code]


def test_every_disagreement_names_rules_that_exist():
    for row in DISAGREEMENTS:
        assert row.rules
        assert not [rule_id for rule_id in row.rules if rule_id not in RULES]
        assert row.key in RULES or (row.said and row.here)
    told = {row.key for row in DISAGREEMENTS}
    assert not [rule_id for rule_id in RULES if rule_id.startswith("TX-C-") and rule_id not in told]


def test_a_disagreement_is_shown_on_the_page_of_its_rule_and_leads_back():
    page = knowledge.rule_page("TX-SEV-05", "en")
    assert [told.rule for told in page.disagreements] == ["TX-C-01"]
    assert [line.id for line in knowledge.rule_page("TX-C-01", "en").concerns] == ["TX-SEV-05"]


def test_the_rows_of_a_rule_come_with_its_page():
    page = knowledge.rule_page("TX-INV-46", "en")
    assert any("trimethoprim" in line for group in page.rows for line in group.lines)
    assert len(rows_by_rule()["TX-INV-46"]) == sum(len(group.lines) for group in page.rows)


# --- the built-in cases ------------------------------------------------------------------------------------


def test_the_index_counts_what_the_cases_answer():
    for name in list(CASES)[::9]:
        assessment = assess(CASES[name].facts)
        for rule_id in index():
            lists = in_cases(rule_id)
            here = outcome(assessment, rule_id).verdict
            found = [word for word in ("met", "not_met", "unknown") if name in getattr(lists, word)]
            assert found == ([] if here == "not_reached" else [here])


def test_a_hard_stop_that_is_not_known_is_not_called_met():
    undecided = [
        name
        for name, case in CASES.items()
        if (truths := [f.evidence.truth for f in assess(case.facts).trace if f.rule.id == "TX-IV-H"])
        and max(truths) is Truth.UNKNOWN
    ]
    assert undecided
    assert set(undecided) <= set(in_cases("TX-IV-H").unknown)


@pytest.mark.parametrize("name", CASES)
def test_a_case_read_through_the_form_is_the_same_patient(name):
    facts = CASES[name].facts
    read = hear(written_of(facts))
    refused = CHILDS_OWN if facts.values.get("patient.age_years", ADULT) < ADULT else frozenset()
    assert set(read.waiting) <= refused
    assert read.facts.asked == facts.asked
    for key, value in facts.values.items():
        assert key in refused or read.facts.values[key] == value
    assert [drug.classes for drug in read.facts.drugs] == [drug.classes for drug in facts.drugs]
    through, direct = assess(read.facts), assess(facts)
    assert through.plan.path == direct.plan.path
    assert [f.evidence.truth for f in through.trace] == [f.evidence.truth for f in direct.trace]


def test_the_answers_of_a_rule_are_those_that_move_it():
    assert "serum.magnesium" in answers_used("TX-SEV-05")
    assert "presentation.heart_rate" in answers_used("TX-IV-H")
    assert answers_used("DX-HX-D01")[0] == "drugs"
    assert "conditions.short_bowel" in answers_used("DX-HX-C02")


def test_an_answer_says_its_verdict_and_what_is_missing():
    facts = CASES["ppi-49f-seizure"].facts
    answer = rule_answer(assess(facts), "TX-IV-H", Wording())
    assert answer.verdict == "unknown"
    assert "Heart rate" in answer.missing
    assert rule_answer(assess(facts), "TX-SEV-04", Wording()).verdict == "met"
    assert rule_answer(assess(facts), "TX-SEV-20", Wording()).verdict == "not_met"
    assert rule_answer(assess(facts), "TX-SGL-07", Wording()).verdict == "not_reached"


# --- the decision path -------------------------------------------------------------------------------------


def test_the_ladder_has_the_rows_of_the_engine_in_their_order():
    ladder = decision_path.severity_ladder("en")
    assert [rung.rule for rung in ladder] == [*(rule_id for rule_id, _row in ROWS), "TX-SEV-18"]
    assert all(rung.leads_to for rung in ladder)
    assert all(rung.when for rung in ladder[:-1])


def test_each_case_takes_a_path_that_its_row_can_lead_to():
    for case in CASES.values():
        assessment = assess(case.facts)
        passed = sum(f.evidence.statement.template == "does not apply" for f in assessment.trace)
        rule_id, row = ROWS[passed]
        if assessment.plan.path_rule.id != "TX-SEV-18":
            assert assessment.plan.path in decision_path.targets(row)
            assert assessment.plan.path_rule.id == rule_id
            assert assessment.plan.path_because.template in decision_path.sentences(row)


def test_every_case_leaves_the_ladder_once():
    assert sum(rows_left().values()) == len(CASES)
    assert set(rows_left()) <= set(range(1, len(ROWS) + 1))


def test_every_path_of_the_list_is_a_path_of_the_plan():
    assert set(decision_path.PATHS.values()) <= set(words.PLAN_PATH)
    led = {path for rung in decision_path.severity_ladder("en") for path in rung.leads_to}
    assert led == {words.PLAN_PATH[code] for code in decision_path.PATHS.values()}


def test_the_scope_row_names_pregnancy_and_dialysis():
    row = next(row for rule_id, row in ROWS if rule_id == "TX-SEV-01")
    assert {"pregnant", "on dialysis", "under 18 years"} <= set(decision_path.sentences(row))


def test_the_table_of_the_tests_is_that_of_the_engine():
    table = decision_path.tests_table("en")
    cells = [cell.lower() for _head, row in table.rows for cell in row]
    assert cells == [RESULT_WORDS[TESTS[u24, femg]] for u24 in decision_path.CLASSES for femg in decision_path.CLASSES]
    after = decision_path.loading_table("en")
    said = {(before, grade): cell for before, (_head, row) in zip(RESULT_WORDS, after.rows, strict=True)
            for grade, cell in zip(decision_path.LOADED, row, strict=True)}  # fmt: skip
    for pair, cell in said.items():
        assert cell.lower() == RESULT_WORDS[LOADING[pair]] if pair in LOADING else cell.startswith("unchanged")


def test_the_picture_holds_every_row_and_no_style():
    ladder = decision_path.severity_ladder("en")
    svg = decision_path.draw_ladder(ladder, title="a < b", yes="yes", no="no", either="or", language="en")
    assert svg.count("<rect") == 2 * len(ladder)
    assert "style=" not in svg
    assert "a &lt; b" in svg
    for rung in ladder:
        assert f">{rung.number} {rung.rule}<" in svg


# --- search ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule_id", ["TX-IV-06", "DX-FEMG-03", "RUL-06", "TX-IV-H", "DX-MLT-S8"])
@pytest.mark.parametrize("write", [str, str.lower, lambda text: text.replace("-", " ")])
def test_a_rule_id_comes_straight_to_the_top(rule_id, write):
    hits = search(write(rule_id), "en")
    assert hits[0].kind == "rule"
    assert hits[0].entries[0].place == rule_id


@pytest.mark.parametrize("drug", ["omeprazole", "Furosemide", "frusemide", "cisplatin", "ciclosporine"])
def test_a_drug_comes_straight_to_the_top(drug):
    hits = search(drug, "nl")
    assert hits[0].kind == "drug"
    assert hits[0].entries[0].place in CLASSES


@pytest.mark.parametrize(
    "query, place",
    [
        ("W_TELEMETRY", "TX-IV-14"),
        ("short bowel", "DX-HX-C02"),
        ("loading test 50 %", "DX-MLT-04"),
        ("gitelman", "DX-REN-P1"),
        ("torsades", "TX-IV-02"),
    ],
)
def test_a_search_finds_the_rule(query, place):
    assert place in {entry.place for group in search(query, "en") for entry in group.entries}


def test_a_search_in_dutch_finds_dutch_and_english_words():
    for query in ("kalium", "potassium"):
        assert any(group.kind == "rule" for group in search(query, "nl"))


def test_a_search_finds_a_source():
    assert search("Agus 1999", "en")[0].kind == "source"


@pytest.mark.parametrize("query", ["", "   ", "?", "xyzzy", "\u0000", "é" * 500])
def test_a_search_for_nothing_finds_nothing(query):
    assert search(query, "en") == ()


def test_letters_are_compared_without_accents():
    assert plain("  Sjögren–Syndrome, 1.5 %") == "sjogren syndrome 1.5 %"


# --- the log -----------------------------------------------------------------------------------------------


def test_the_log_of_clinical_changes_is_that_of_the_change_file():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    part = re.search(r"### Clinical content\n(.*?)\n### Software", text, re.S)
    assert part
    listed = [" ".join(entry.split()) for entry in re.findall(r"^- (.*?)(?=^- |\Z)", part[1], re.S | re.M)]
    assert listed == [change.text for change in CHANGES if change.version == CHANGES[0].version]
    assert not [rule_id for change in CHANGES for rule_id in change.rules if rule_id not in RULES]
