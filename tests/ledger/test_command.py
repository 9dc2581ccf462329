"""`manage.py rules`: what it writes and how it ends."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from diagnostics.ledger import PROJECT, safety
from diagnostics.management.commands import rules as command


@pytest.fixture
def page(tmp_path, monkeypatch):
    """One file to be written, in a project of its own, and nothing else to look at."""
    path = tmp_path / "docs" / "page.md"
    monkeypatch.setattr(command, "PROJECT", tmp_path)
    monkeypatch.setattr(command, "PARTS", {"citations": lambda: {path: "new\n"}})
    return path


def run(**options):
    out = io.StringIO()
    try:
        call_command("rules", **options, stdout=out, stderr=io.StringIO())
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_what_is_out_of_date_is_named_and_nothing_written(page):
    assert run() == (1, "docs/page.md: out of date; run: python3 dev.py rules --write\n")
    assert not page.exists()


def test_what_is_out_of_date_is_written_on_demand(page):
    assert run(write=True) == (0, "All is current and in order.\n")
    assert page.read_text() == "new\n"
    assert run() == (0, "All is current and in order.\n")
    page.write_text("old\n")
    assert run()[0] == 1


def test_what_writing_does_not_mend_is_status_1(page, monkeypatch):
    monkeypatch.setattr(command, "problems", lambda name: ["TX-IV-02: neither an implementation nor a reason"])
    assert run(write=True) == (1, "TX-IV-02: neither an implementation nor a reason\n")


@pytest.mark.parametrize("passed, status", [(True, 0), (False, 1)])
def test_a_safety_test_that_fails_is_status_1(page, monkeypatch, passed, status):
    monkeypatch.setattr(safety, "run_clinical_tests", lambda: passed)
    assert run(write=True, run=True)[0] == status


def test_each_part_writes_inside_the_project():
    for files in (part() for part in command.PARTS.values()):
        assert all(path.is_relative_to(PROJECT) for path in files)
        assert all(text.endswith("\n") for text in files.values())
