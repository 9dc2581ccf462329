"""`manage.py assess`: its call forms, exit statuses and streams, as scripts rely on them."""

import io
import json
import sys
import tracemalloc
import types

import pytest
from django.core.management import CommandError, call_command

from diagnostics.management.commands import assess as command
from tests.starts import python

GOOD = {
    "schema": "mgcds-case/1",
    "id": "µ-42",
    "asked": "complete",
    "patient": {"age_years": 71, "sex": "female", "weight": {"value": 68, "unit": "kg"}},
    "serum": {
        "magnesium": {"value": "0,31", "unit": "mmol/L"},
        "creatinine": {"value": 80, "unit": "umol/L"},
        "potassium": {"value": 2.2, "unit": "mmol/L"},
    },
    "history": {"drugs": [{"name": "omeprazole", "months": 60, "can_stop": False}]},
}
BAD = {"schema": "mgcds-case/1", "id": "bad", "serum": {"magnesium": {"value": 48, "unit": "mmol/L"}}, "patinet": {}}
PROBLEMS = [
    "serum.magnesium: 48 mmol/L is outside 0.05 to 10 mmol/L. Check the number and its unit.",
    "patinet: this key is not known. Nearest known key: patient.",
]


def run(*arguments):
    """Exit status, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("assess", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def case(tmp_path):
    """Write a case file."""

    def write(content, name="case.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


@pytest.fixture
def typed(monkeypatch):
    """Put bytes on standard input."""

    def give(content):
        monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(content)))

    return give


def ndjson(*cases):
    return b"".join((each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n" for each in cases)


def answers(text):
    return [json.loads(line) for line in text.splitlines()]


# -- one case --------------------------------------------------------------------------------------


def test_readable_text_is_the_default(case):
    status, out, err = run(case(GOOD))
    assert (status, err) == (0, "")
    assert "hypomagnesaemia (0.31 mmol/L)" in out
    assert "REFERENCES" in out


def test_json_is_the_answer_of_the_contract(case):
    status, out, err = run(case(GOOD), "--format", "json")
    answer = json.loads(out)
    assert (status, err) == (0, "")
    assert (answer["schema"], answer["id"], answer["status"]) == ("mgcds-assessment/1", "µ-42", "low")
    assert ("W_CONFIRM_VALUE", "serum.potassium") in [(w["code"], w["path"]) for w in answer["warnings"]]


def test_a_dash_reads_standard_input(case, typed):
    typed(json.dumps(GOOD).encode())
    assert run("-", "--format", "json") == run(case(GOOD), "--format", "json")


def test_an_answer_that_is_no_answer_is_still_status_0(case):
    status, out, _err = run(case({"schema": "mgcds-case/1"}), "--format", "json")
    assert (status, json.loads(out)["status"]) == (0, "unknown")
    child = {"schema": "mgcds-case/1", "patient": {"age_years": 4, "weight": {"value": 15, "unit": "kg"}}}
    status, out, _err = run(case(child), "--format", "json")
    assert (status, json.loads(out)["scope"]["in_scope"]) == (0, False)


def test_an_unusable_case_is_status_2_with_a_line_for_each_problem_and_no_output(case):
    for form in ("json", "text"):
        status, out, err = run(case(BAD), "--format", form)
        assert (status, out) == (2, "")
        assert err.splitlines() == PROBLEMS


@pytest.mark.parametrize(
    "content, said",
    [
        (
            b'{"schema": "mgcds-case/1", "id": "a", "id": "b"}',
            'line 1, column 39: the key "id" stands twice in one object.',
        ),
        (b'{"schema": "mgcds-case/1",\n "id": NaN}', "line 2, column 8: NaN is not a number."),
        (b'{"id": "\xff"}', "line 1, column 9: the text is not UTF-8."),
        (b"", "line 1, column 1: not valid JSON: Expecting value."),
        (b"[" * 100_000, "line 1, column 41: more than 40 levels of brackets."),
        (b"[]", "The case must be one JSON object."),
        (b" " * 2_000_000, "the text is longer than 1000000 bytes."),
    ],
)
def test_what_is_no_case_is_status_2_with_its_place(case, content, said):
    assert run(case(content)) == (2, "", f"{said}\n")


def test_a_problem_stays_on_one_printable_line(case):
    status, out, err = run(
        case({"schema": "mgcds-case/1", "a\nb\x1b[2J": 1, "serum": {"magnesium": {"value": "\x07", "unit": "x\ny"}}})
    )
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 2
    assert all(line.isprintable() for line in err.splitlines())


def test_a_file_that_is_not_there_is_status_2(tmp_path):
    status, out, err = run(tmp_path / "none.json")
    assert (status, out) == (2, "")
    assert err == f"{tmp_path / 'none.json'}: the file cannot be read: No such file or directory.\n"


def test_the_language_and_ascii_can_be_chosen(case):
    assert "0,31 mmol/L" in run(case(GOOD), "--language", "nl")[1]
    assert run(case(GOOD), "--ascii")[1].isascii()


@pytest.mark.parametrize(
    "arguments", [[], ["c.json", "--lines", "--format", "text"], ["c.json", "--lines", "--pdf", "x.pdf"]]
)
def test_a_call_that_makes_no_sense_is_status_2(arguments):
    with pytest.raises(CommandError) as refused:
        call_command("assess", *arguments)
    assert refused.value.returncode == 2


# -- paper -------------------------------------------------------------------------------------------


@pytest.fixture
def printed(monkeypatch):
    """What `diagnostics.pdf` was asked to print; it is not asked to print."""
    asked = []

    def render_assessment(assessment, *, language, case_id):
        asked.append((assessment, language, case_id))
        return b"%PDF-1.7 a report"

    monkeypatch.setitem(sys.modules, "diagnostics.pdf", types.SimpleNamespace(render_assessment=render_assessment))
    return asked


def test_the_pdf_is_written_and_nothing_printed(case, tmp_path, printed):
    target = tmp_path / "summary.pdf"
    target.write_bytes(b"an older one")
    assert run(case(GOOD), "--pdf", target, "--language", "nl") == (0, "", "")
    assert target.read_bytes() == b"%PDF-1.7 a report"
    assert [(language, case_id) for _assessment, language, case_id in printed] == [("nl", "µ-42")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.json", "summary.pdf"]


def test_the_doubts_of_the_reader_are_printed_too(case, tmp_path, printed):
    run(case(GOOD), "--pdf", tmp_path / "summary.pdf")
    assert "W_CONFIRM_VALUE" in [warning.code for warning in printed[0][0].warnings]


def test_the_answer_can_be_had_beside_the_pdf(case, tmp_path, printed):
    _status, out, _err = run(case(GOOD), "--pdf", tmp_path / "summary.pdf", "--format", "json")
    assert json.loads(out)["id"] == "µ-42"


def test_a_pdf_that_cannot_be_written_is_status_2(case, tmp_path, printed):
    status, out, err = run(case(GOOD), "--pdf", tmp_path / "no" / "summary.pdf")
    assert (status, out) == (2, "")
    assert err.endswith("summary.pdf: the file cannot be written: No such file or directory.\n")


def test_no_pdf_is_written_for_an_unusable_case(case, tmp_path, printed):
    assert run(case(BAD), "--pdf", tmp_path / "summary.pdf")[0] == 2
    assert not (tmp_path / "summary.pdf").exists()


# -- a case a line -------------------------------------------------------------------------------------


def test_lines_are_answered_one_by_one_in_their_order(case):
    cases = [{**GOOD, "id": str(number)} for number in range(20)]
    status, out, err = run(case(ndjson(*cases)), "--lines", "--format", "json")
    assert (status, err) == (0, "")
    assert [answer["id"] for answer in answers(out)] == [each["id"] for each in cases]


EXPLORED = ("explored", "cutoffs", "robustness", "intervals", "worth", "next_steps")


def test_a_line_is_answered_as_the_case_alone(case):
    alone = run(case(GOOD), "--format", "json")[1]
    assert answers(run(case(ndjson(GOOD)), "--lines", "--explore")[1]) == [json.loads(alone)]


def test_a_line_without_exploring_says_so_and_is_otherwise_the_same(case):
    alone = json.loads(run(case(GOOD), "--format", "json")[1])
    (line,) = answers(run(case(ndjson(GOOD)), "--lines")[1])
    assert (alone["explored"], line["explored"]) == (True, False)
    assert {k: v for k, v in line.items() if k not in EXPLORED} == {k: v for k, v in alone.items() if k not in EXPLORED}
    assert sorted(line["next_steps"], key=str) == sorted(alone["next_steps"], key=str)


def test_a_bad_line_is_answered_in_its_place_and_the_others_are_assessed(case):
    content = ndjson(GOOD, BAD, b'{"id": "x", "id": "y"}', b"", b"\xff", {**BAD, "id": 7}, GOOD)
    status, out, _err = run(case(content), "--lines")
    assert status == 1
    first, bad, twice, blank, latin, numbered, last = answers(out)
    assert first["id"] == last["id"] == "µ-42"
    messages = [line.partition(": ")[2] for line in PROBLEMS]
    assert bad == {
        "schema": "mgcds-error/1",
        "line": 2,
        "id": "bad",
        "errors": [{"path": "serum.magnesium", "message": messages[0]}, {"path": "patinet", "message": messages[1]}],
    }
    assert (twice["line"], twice["id"]) == (3, None)
    assert twice["errors"] == [{"path": "", "message": 'column 13: the key "id" stands twice in one object.'}]
    assert blank["errors"] == [{"path": "", "message": "column 1: not valid JSON: Expecting value."}]
    assert latin["errors"] == [{"path": "", "message": "column 1: the text is not UTF-8."}]
    assert numbered["id"] is None


def test_line_ends_of_windows_and_a_missing_last_one_do_not_matter(case):
    content = json.dumps(GOOD).encode()
    for ending in (b"", b"\n", b"\r\n"):
        status, out, _err = run(case(content + b"\r\n" + content + ending), "--lines")
        assert (status, len(answers(out))) == (0, 2)


def test_no_lines_give_no_answers(typed):
    typed(b"")
    assert run("-", "--lines") == (0, "", "")


def test_a_line_that_is_too_long_is_refused_without_being_kept(typed, monkeypatch):
    monkeypatch.setattr(command, "LARGEST_CASE", 1000)
    typed(b"x" * 1001 + b"\n" + b"y" * 10_000 + b"\n" + b"z" * 2500 + b"\n{}")
    status, out, _err = run("-", "--lines")
    assert status == 1
    messages = [answer["errors"][0]["message"] for answer in answers(out)]
    assert messages[:3] == ["the text is longer than 1000 bytes."] * 3
    assert len(messages) == 4


def test_each_answer_is_out_before_the_next_case_is_read(monkeypatch):
    """Whoever waits for an answer before sending the next case gets it."""
    written = []

    class Waits(io.RawIOBase):
        """Gives the next line only when the one before was answered."""

        given = 0

        def readable(self):
            return True

        def readline(self, _size=-1):
            assert len(written) == self.given
            self.given += 1
            return ndjson(GOOD) if self.given <= 3 else b""

    class Out(io.StringIO):
        def flush(self):
            written[:] = self.getvalue().splitlines()

    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=Waits()))
    call_command("assess", "-", "--lines", stdout=Out())
    assert len(written) == 3


def test_an_error_in_the_program_costs_one_line_only(case, monkeypatch):
    good = command.answer

    def answer(assessment, case_id, wording):
        if case_id == "breaks":
            raise KeyError("0.31 mmol/L of Mrs Smith")
        return good(assessment, case_id, wording)

    monkeypatch.setattr(command, "answer", answer)
    status, out, err = run(case(ndjson(GOOD, {**GOOD, "id": "breaks"}, GOOD)), "--lines")
    assert status == 1
    first, broken, last = answers(out)
    assert (broken["line"], broken["id"]) == (2, "breaks")
    assert first == last
    assert err.startswith("line 2: KeyError in test_assess_command.py, line ")
    assert "Smith" not in out + err


class Endless(io.RawIOBase):
    """A stream that gives the same case again and again, and is nowhere kept as a whole."""

    def __init__(self, lines):
        self.left = lines

    def readline(self, _size=-1):
        self.left -= 1
        return ndjson(GOOD) if self.left >= 0 else b""


class Nowhere(io.StringIO):
    """An output that keeps nothing."""

    def write(self, text):
        return len(text)


def test_memory_does_not_grow_with_the_number_of_lines(monkeypatch):
    peaks = []
    for lines in (5, 30, 300):  # the first ones fill the caches
        monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=Endless(lines)))
        tracemalloc.start()
        call_command("assess", "-", "--lines", stdout=Nowhere())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 1.3 * peaks[1] + 500_000


# -- codes ---------------------------------------------------------------------------------------------


def test_codes_lists_everything_that_the_interface_accepts_or_answers():
    status, out, _err = run("--codes", "--format", "json")
    listed = json.loads(out)
    assert status == 0
    assert list(listed) == [
        "schema", "knowledge_version", "drugs", "classes", "findings", "conditions", "causes", "items", "forbidden", "warnings", "units",
        "measurements", "diagnoses",
    ]  # fmt: skip
    for name, rows in listed.items():
        if isinstance(rows, list):
            codes = [row["code"] for row in rows]
            assert len(codes) == len(set(codes)), name
            assert all(row["label"] and row["rule"] for row in rows), name


def test_codes_can_be_read_as_text():
    status, out, _err = run("--codes")
    assert status == 0
    assert "\nWARNINGS\n" in out
    assert "  W_UNIT_SUSPECTED " in out


# -- on its own ------------------------------------------------------------------------------------------


def test_it_runs_without_a_database_a_key_or_any_other_setting(case):
    nowhere = {"DATABASE_URL": "postgres://nobody:secret@127.0.0.1:1/nothing"}
    ended = python("manage.py", "assess", str(case(GOOD)), "--format", "json", **nowhere)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["id"] == "µ-42"


def test_its_exit_status_reaches_the_shell(case):
    ended = python("manage.py", "assess", str(case(BAD)))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines() == PROBLEMS
    assert python("manage.py", "assess", "--lines", str(case(ndjson(GOOD, BAD)))).returncode == 1
    assert python("manage.py", "assess").returncode == 2


def test_it_loads_neither_weasyprint_nor_views_for_a_text(case):
    script = (
        "import sys, django; django.setup()\n"
        "from django.core.management import call_command\n"
        f"call_command('assess', {str(case(GOOD))!r})\n"
        "loaded = [name for name in sys.modules if name.startswith(('weasyprint', 'diagnostics.views', 'diagnostics.pdf'))]\n"
        "assert not loaded, loaded\n"
    )
    ended = python("-c", script, MGCDS_LOCAL="1")
    assert (ended.returncode, ended.stderr) == (0, "")
