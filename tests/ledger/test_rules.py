"""Each rule of the dossiers has code or a stated reason, and the table of rules is current."""

from __future__ import annotations

import pytest

from diagnostics.clinical.knowledge.rulebook import RULES
from diagnostics.ledger import rules
from diagnostics.ledger.dossiers import dossier_ids, extracted
from diagnostics.ledger.holders import named_in
from diagnostics.ledger.mentions import ids_in
from diagnostics.ledger.places import places_in
from diagnostics.ledger.reasons import ELSEWHERE, HEADINGS, Elsewhere
from diagnostics.presenters.rule_ledger import HeldBy, held_by

BARE = HeldBy()


@pytest.fixture
def rows():
    return dict.fromkeys(RULES, HeldBy(applied=("clinical/engine/status.py: confirm",)))


def test_every_rule_of_the_dossiers_has_code_or_a_stated_reason():
    assert rules.problems(rules.ledger()) == []


@pytest.mark.parametrize("path", rules.outputs(), ids=lambda path: path.name)
def test_the_table_of_rules_is_current(path):
    """When this fails, run `python3 dev.py rules --write`."""
    assert path.read_text("utf-8") == rules.outputs()[path]


# -- what the check sees -----------------------------------------------------------------------------------------


def without_reasons(monkeypatch):
    monkeypatch.setattr(rules, "ELSEWHERE", {})


def test_a_rule_without_code_or_reason_is_a_problem(rows, monkeypatch):
    without_reasons(monkeypatch)
    assert rules.problems(rows) == []
    rows["TX-IV-02"] = BARE
    assert rules.problems(rows) == ["TX-IV-02: neither an implementation nor a reason"]


def test_a_place_in_the_list_of_codes_is_no_implementation(rows, monkeypatch):
    without_reasons(monkeypatch)
    rows["TX-IV-02"] = HeldBy(applied=("clinical/knowledge/codes.py: ITEMS",))
    assert len(rules.problems(rows)) == 1


def test_a_reason_that_points_nowhere_is_a_problem(rows, monkeypatch):
    rows["TX-PPI-02"] = BARE
    monkeypatch.setattr(rules, "ELSEWHERE", {"TX-PPI-02": Elsewhere("said there", "clinical/engine/culprits.py:gone")})
    rows["TX-PPI-02"] = HeldBy(reason="said there")
    assert rules.problems(rows) == ["TX-PPI-02: no such place: clinical/engine/culprits.py:gone"]


@pytest.mark.parametrize("place, left_over", [("", ["TX-IV-02"]), ("clinical/engine/status.py:confirm", [])])
def test_a_reason_to_build_nothing_is_left_over_when_code_names_the_rule(rows, monkeypatch, place, left_over):
    monkeypatch.setattr(rules, "ELSEWHERE", {"TX-IV-02": Elsewhere("because", place)})
    assert [line.split(":")[0] for line in rules.problems(rows)] == left_over


def test_an_id_of_the_dossiers_that_the_rulebook_lacks_is_a_problem(rows, monkeypatch):
    without_reasons(monkeypatch)
    monkeypatch.setattr(rules, "dossier_ids", lambda: ("TX-IV-02", "TX-IV", "TX-IV-99"))
    assert rules.problems(rows) == ["TX-IV-99: in the dossiers, not in the rulebook"]


def test_reasons_and_headings_are_about_ids_that_there_are():
    assert set(ELSEWHERE) <= set(RULES)
    assert set(dossier_ids()) >= HEADINGS
    assert len(dossier_ids()) == len(set(dossier_ids())) == 580


def test_ids_are_taken_from_the_dossiers(tmp_path):
    (tmp_path / "diagnosis.md").write_text("| DX-GEN-02 | see DX-IV-H and DX-SUR-A1 |", "utf-8")
    (tmp_path / "treatment.md").write_text("## 3 (TX-IV)\n| C-04 | a disagreement |\n**TX-IV-H** stops", "utf-8")
    (tmp_path / "rulings.md").write_text("1. **One** thing\n12. Another, DX-GEN-09 not\n", "utf-8")
    assert extracted(tmp_path) == [
        "DX-GEN-02",
        "DX-IV-H",
        "DX-SUR-A1",
        "RUL-01",
        "RUL-12",
        "TX-C-04",
        "TX-IV",
        "TX-IV-H",
    ]


# -- how it looks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, ids",
    [
        ("TX-IV-02", ("TX-IV-02",)),
        ("(DX-SER-01, -02 and -08)", ("DX-SER-01", "DX-SER-02", "DX-SER-08")),
        ("TX-PO-01 to -03", ("TX-PO-01", "TX-PO-02", "TX-PO-03")),
        ("rows DX-HX-D01–D03", ("DX-HX-D01", "DX-HX-D02", "DX-HX-D03")),
        ("rulings 24, 25 and 57", ("RUL-24", "RUL-25", "RUL-57")),
        ("ruling 6, 0.5 mmol", ("RUL-06",)),
        ("TX-IV-H and DX-SUR-A1", ("TX-IV-H", "DX-SUR-A1")),
        ("TX-IV-99, treatment 2.2, 3 of 12", ()),
    ],
)
def test_ids_are_found_in_text_also_where_it_shortens_them(text, ids):
    assert ids_in(text) == ids


SOURCE = '''"""About TX-IV-01."""
LIMIT = row("TX-IV-02")
# TX-IV-03
def give():
    """TX-IV-04."""
    name = "TX-IV-05"
    return "not TX-IV-06 as a word of its own"
class Plan:
    def held(self):
        return "TX-IV-07"
'''


def test_a_rule_is_applied_where_its_id_is_a_word_of_the_code():
    found = {rule_id: (place.name, place.how) for rule_id, place in places_in("x.py", SOURCE)}
    assert found == {
        "TX-IV-01": ("", "noted"),
        "TX-IV-02": ("LIMIT", "code"),
        "TX-IV-03": ("give", "noted"),
        "TX-IV-04": ("give", "noted"),
        "TX-IV-05": ("give", "code"),
        "TX-IV-07": ("Plan.held", "code"),
    }


TEST_SOURCE = '''
ROWS = ["TX-IV-01"]
def helper():
    return "TX-IV-02"
def test_rows(row=ROWS):
    """TX-IV-03."""
def test_helper():
    helper()
def test_nothing():
    pass
'''


def test_a_test_names_what_its_own_source_and_its_tables_name():
    assert set(named_in(TEST_SOURCE)) == {
        ("TX-IV-01", "test_rows"),
        ("TX-IV-03", "test_rows"),
        ("TX-IV-02", "test_helper"),
    }


def test_the_ledger_says_what_holds_a_rule():
    row = held_by("TX-IV-02")
    assert "clinical/engine/iv_emergency.py: plan_emergency" in row.applied
    assert "WT-11" in row.exercised
    assert row.exercised_count >= len(row.exercised)
    assert row.tested
    assert not HeldBy(applied=row.applied).tested


def test_the_ledger_knows_every_rule_and_no_other():
    assert all(held_by(rule_id) for rule_id in RULES)
    with pytest.raises(KeyError):
        held_by("TX-IV-99")
