"""`manage.py knowledge_diff`: which shared cases change their answer between two versions, and why."""

from __future__ import annotations

import io
import json
import shutil
import subprocess

import pytest
from django.core.management import CommandError, call_command

from diagnostics.comparison import versions
from diagnostics.comparison.checkouts import NoSuchVersion, checkout
from diagnostics.comparison.differences import Change, answer, compare
from diagnostics.comparison.saying import as_text
from diagnostics.comparison.tables import rows, said
from diagnostics.comparison.versions import NoAnswer, Version, ask, shared_cases
from diagnostics.ledger import PROJECT
from diagnostics.management.commands import knowledge_diff as command

EDITS = {
    "knowledge/thresholds.py": ('_("potassium for the intravenous path"), "TX-SEV-06", {MMOL_L: "3.0"}',
                                '_("potassium for the intravenous path"), "TX-SEV-06", {MMOL_L: "2.0"}'),
    "knowledge/treatment.py": ('("60", "severe"): _row("IV_INF_5G_12H", "5", 500, 720',
                               '("60", "severe"): _row("IV_INF_5G_12H", "4", 500, 720'),
    "knowledge/rulebook.py": ('"Under 18 years the pathway declines to classify"', '"Under 18 years nothing is classified"'),
}  # fmt: skip


def git(folder, *arguments):
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", folder, *identity, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """A small repository of this project: `before` as it is, `after` with a limit, a dose and a title changed."""
    folder = tmp_path_factory.mktemp("history")
    skipped = shutil.ignore_patterns("__pycache__", "assets", "locale", "*.sqlite3*")
    for part in ("diagnostics", "mgcds"):
        shutil.copytree(PROJECT / part, folder / part, ignore=skipped)
    shutil.copy(PROJECT / "manage.py", folder)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "before")
    git(folder, "tag", "before")
    for file, (old, new) in EDITS.items():
        path = folder / "diagnostics" / "clinical" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    git(folder, "commit", "--quiet", "-am", "after")
    git(folder, "tag", "after")
    return folder


@pytest.fixture(scope="module")
def cases():
    """A few of the shared cases: a severe deficiency, a low potassium, one that nothing touches."""
    return {name: shared_cases()[name] for name in ("WT-01", "WT-04", "WT-58", "WT-85")}


@pytest.fixture(scope="module")
def found(history, cases):
    """Both revisions, checked out, asked and compared."""
    asked = []
    for name in ("before", "after"):
        with checkout(name, history) as folder:
            asked.append(ask(name, folder, cases))
    return compare(*asked)


def changes(found, case):
    return {
        change.what: (change.old, change.new) for each in found.changed if each.case == case for change in each.answer
    }


def test_a_changed_dose_is_seen_in_the_cases_that_get_it(found):
    old, new = changes(found, "WT-04")["recommended IV_INF_5G_12H"]
    assert "salt_g 5" in old
    assert "salt_g 4" in new


def test_a_changed_limit_is_explained_by_the_rule_that_came_out_differently(found):
    case = next(each for each in found.changed if each.case == "WT-58")
    assert changes(found, "WT-58")["path"] == ("P4_IV_PLANNED", "P2_ORAL")
    assert "TX-SEV-06" in {reason.what for reason in case.reasons}
    assert all(reason.text for reason in case.reasons)


def test_a_case_that_nothing_touches_is_not_listed(found):
    assert "WT-01" not in {each.case for each in found.cases}


def test_the_rows_of_the_knowledge_that_differ_are_named(found):
    assert [(row.what, row.old, row.new) for row in found.knowledge["THRESHOLDS"]] == [
        ("k_iv_trigger limits", "mmol/L: 3.0", "mmol/L: 2.0")
    ]
    assert [row.what for row in found.knowledge["RULES"]] == ["DX-GEN-05 title"]
    assert [(row.what, row.old, row.new) for row in found.knowledge["PLANNED"]] == [("60, severe grams", "5", "4")]
    assert "Threshold" not in found.knowledge, "said once, though it stands in two tables"


def test_the_versions_state_different_knowledge(found):
    assert found.old.version != found.new.version


def test_the_text_says_what_changed_first_and_why(found):
    lines = as_text(found).splitlines()
    assert lines[0].startswith("before (knowledge ")
    assert lines[1].startswith(f"4 cases: {len(found.changed)} answered differently")
    assert "  path: P4_IV_PLANNED → P2_ORAL" in lines
    assert any(line.startswith("    TX-SEV-06") for line in lines)
    assert any(line.startswith("  recommended IV_INF_5G_12H: salt_g 5, mmol 20.3") for line in lines), (
        "what differs of a dose"
    )
    assert "    k_iv_trigger limits: mmol/L: 3.0 → mmol/L: 2.0" in lines


def test_nothing_of_a_revision_stays_behind(found, history):
    assert len(git(history, "worktree", "list").splitlines()) == 1
    assert git(history, "status", "--porcelain") == ""


# -- the command -------------------------------------------------------------------------------------------------


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("knowledge_diff", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def few(monkeypatch, cases):
    monkeypatch.setattr(command, "shared_cases", lambda: cases)


def test_the_same_version_twice_is_status_0(few):
    status, out = run(".", "working tree")
    assert status == 0
    assert "0 answered differently, 0 answered the same for other reasons, 4 the same." in out
    assert "The tables of the knowledge are the same." in out


def test_two_folders_that_differ_are_status_1_also_as_json(few, history):
    status, out = run(PROJECT, history, "--format", "json")
    written = json.loads(out)
    assert status == 1
    assert written["schema"] == "mgcds-knowledge-diff/1"
    assert written["cases_compared"] == 4
    assert "WT-04" in {case["case"] for case in written["cases"]}
    assert "RULES" in written["knowledge"]


@pytest.mark.parametrize("name", ["no-such-revision", "0" * 40])
def test_what_is_no_version_is_status_2(few, name):
    with pytest.raises(CommandError) as refused:
        call_command("knowledge_diff", name, ".")
    assert refused.value.returncode == 2


def test_a_name_is_never_an_option_of_git():
    with pytest.raises(NoSuchVersion), checkout("--git-dir"):
        pass


def test_a_folder_of_something_else_is_no_version(tmp_path):
    with pytest.raises(NoSuchVersion, match="a folder without manage"), checkout(str(tmp_path)):
        pass


def test_a_version_that_does_not_run_is_said_so(tmp_path, cases):
    (tmp_path / "manage.py").write_text("raise SystemExit('broken')")
    with pytest.raises(NoAnswer, match="its knowledge cannot be read"):
        ask("old", tmp_path, cases)


def test_a_version_that_stops_half_way_is_said_so(tmp_path, cases, monkeypatch):
    (tmp_path / "manage.py").write_text("print('{}'); raise SystemExit('out of breath')")
    monkeypatch.setattr(versions, "knowledge_of", lambda *_: {})
    with pytest.raises(NoAnswer, match="1 of 4 cases were answered: out of breath"):
        ask("old", tmp_path, cases)


def test_all_shared_cases_are_asked():
    assert len(shared_cases()) == 69 + 90


# -- comparing ---------------------------------------------------------------------------------------------------


def version(*answers, **tables):
    return Version("x", tables, {str(place): each for place, each in enumerate(answers)})


def test_a_case_that_is_refused_now_is_another_answer():
    refused = {"schema": "mgcds-error/1", "errors": [{"path": "serum", "message": "no"}]}
    found = compare(version({**refused, "errors": []}), version(refused))
    assert found.cases[0].answer == (Change("refused", "–", "serum: no"),)
    assert answer(refused) == {"refused": "serum: no"}


def test_everything_that_a_clinician_acts_on_is_part_of_the_answer():
    written = {
        "scope": {"in_scope": True}, "status": "low", "severity": "mild", "urgency": "routine", "computed": {"femg": {"class": "renal"}},
        "route": {"value": "renal", "certainty": "probable"}, "causes": [{"code": "thiazide", "weight": "strong"}],
        "patterns": [{"rule": "DX-REN-P1", "score": 4}], "genetic_referral": {"suggested": True}, "next_steps": [{"code": "SPOT"}],
        "plan": {"path": "P2_ORAL", "recheck": {"within_hours": 72}, "recommended": [
            {"code": "K_ORAL", "automatic": False, "dose": {"drug": "potassium", "amount": {"value": 24, "unit": "mmol"}, "minutes": None}},
            {"code": "DIET_SHEET", "automatic": True, "dose": None},
        ], "withheld": [{"code": "AMILORIDE_5MG", "dose": None, "because": [{"kind": "not_known", "rule": "TX-AMI-03"}]}]},
        "warnings": [{"code": "W_SPACING"}],
    }  # fmt: skip
    assert answer(written) == {
        "in scope": "true", "status": "low", "severity": "mild", "urgency": "routine", "route": "renal", "certainty": "probable",
        "path": "P2_ORAL", "cause thiazide": "strong", "warning W_SPACING": "raised",
        "recommended K_ORAL": "drug potassium, amount 24 mmol; for a named person's decision", "recommended DIET_SHEET": "yes",
        "withheld AMILORIDE_5MG": "not_known (TX-AMI-03)", "class of femg": "renal", "pattern DX-REN-P1": "score 4",
        "genetic referral": "suggested", "next step SPOT": "asked for", "recheck within hours": "72",
    }  # fmt: skip


def test_a_row_that_comes_or_goes_is_said_whole():
    found = compare(version(TABLE={"a": {"dose": "1", "note": ""}}), version(TABLE={"b": {"dose": "2", "note": ""}}))
    assert found.knowledge["TABLE"] == (Change("a", "dose 1", "–"), Change("b", "–", "dose 2"))
    assert not found.same


def test_a_new_field_that_is_empty_is_no_change():
    assert compare(version(TABLE={"a": {"dose": "1"}}), version(TABLE={"a": {"dose": "1", "note": ""}})).same


def test_tables_are_written_alike_in_every_process():
    assert said(frozenset("cab")) == "a, b, c"
    assert rows({"a": ("x", "y")}) == {"a": "x, y"}
    assert rows("text") == {"": "text"}


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_person_at_a_terminal_sees_how_far_it_is():
    waiting, running = Terminal(), command.Command(stderr=Terminal())
    running.stderr._out = waiting
    with running.bar(4) as tick:
        tick()
        assert waiting.getvalue().endswith("[#######                       ] 1/4 cases")
    assert waiting.getvalue().endswith(" \r")


def test_a_program_gets_no_progress_bar():
    quiet = io.StringIO()
    with command.Command(stderr=quiet).bar(4) as tick:
        tick()
    assert quiet.getvalue() == ""
