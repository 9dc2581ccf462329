"""`manage.py assess`: one patient in, one explained assessment out, without web server or database.

Exit status: 0 assessed; 1 a line of `--lines` could not be used; 2 the input could not be used.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

if TYPE_CHECKING:
    from diagnostics.clinical.assessment import Assessment
    from diagnostics.presenters.wording import Wording

ERROR_SCHEMA = "mgcds-error/1"
CODES_SCHEMA = "mgcds-codes/1"
LARGEST_CASE = 1_000_000  # bytes
UNUSABLE = 2


class Unusable(Exception):
    """The input cannot be used; `problems` are (path, message), the path empty where it is the whole text."""

    def __init__(self, problems: list[tuple[str, str]], case_id: str | None = None) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems
        self.case_id = case_id


class Command(BaseCommand):
    help = "Assess one patient, or with --lines one patient a line, from a case file (mgcds-case/1)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", nargs="?", help="the case file; - for standard input")
        parser.add_argument("--format", choices=("text", "json"), help="text unless --lines is given")
        parser.add_argument("--lines", action="store_true", help="one case a line in, one answer a line out (json)")
        parser.add_argument(
            "--explore",
            action="store_true",
            help="with --lines: also what would change each answer, which one case always has; about 40 ms a case",
        )
        parser.add_argument(
            "--pdf", metavar="PATH", help="write the report as PDF; nothing is printed without --format"
        )
        parser.add_argument("--language", choices=("en", "nl"), default="en", help="language of the texts")
        parser.add_argument("--ascii", action="store_true", help="readable text in ASCII only")
        parser.add_argument("--codes", action="store_true", help="list every code, with its label and rule")

    def handle(self, *args: object, **options: Any) -> None:
        self.refuse_contradictions(options)
        self.speak_utf8()
        from diagnostics.presenters.wording import Wording

        wording = Wording(options["language"])
        try:
            if options["codes"]:
                self.codes(wording, as_json=options["format"] == "json")
            elif options["lines"]:
                self.lines(options["case"], wording, explored=options["explore"])
            else:
                self.one(options, wording)
            self.stdout.flush()
        except BrokenPipeError:
            self.nobody_listens()

    def refuse_contradictions(self, options: dict[str, Any]) -> None:
        if not options["codes"] and not options["case"]:
            raise CommandError("Name the case file, or - for standard input.", returncode=UNUSABLE)
        if options["lines"] and (options["format"] == "text" or options["pdf"]):
            raise CommandError("--lines answers in json, a line for each case.", returncode=UNUSABLE)

    def speak_utf8(self) -> None:
        """Answers are UTF-8 whatever the terminal's locale."""
        stream = self.stdout._out
        if stream is sys.stdout and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")

    def nobody_listens(self) -> NoReturn:
        """Whoever read our output has closed it: end quietly, also when Python closes it once more."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)

    # -- one case ------------------------------------------------------------------------------------

    def one(self, options: dict[str, Any], wording: Wording) -> None:
        try:
            assessment, case_id = assessed(self.content(options["case"]), wording)
        except Unusable as problem:
            self.fail(problem.problems)
        if options["pdf"]:
            self.pdf(Path(options["pdf"]), assessment, options["language"], case_id)
        form = options["format"] or (None if options["pdf"] else "text")
        if form == "json":
            self.stdout.write(json.dumps(answer(assessment, case_id, wording), ensure_ascii=False, indent=2))
        elif form == "text":
            self.stdout.write(readable(assessment, case_id, wording, ascii_only=options["ascii"]))

    def content(self, name: str) -> bytes:
        with self.opened(name) as stream:
            return stream.read(LARGEST_CASE + 1)

    @contextlib.contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """The case file, or standard input for `-`."""
        if name == "-":
            yield sys.stdin.buffer
            return
        try:
            stream = open(name, "rb")  # noqa: SIM115
        except OSError as problem:
            self.fail([(name, f"the file cannot be read: {problem.strerror}.")])
        with stream:
            yield stream

    def fail(self, problems: Iterable[tuple[str, str]]) -> NoReturn:
        """One line for each problem on standard error, nothing on standard output."""
        for path, message in problems:
            self.stderr.write(one_line(f"{path}: {message}" if path else message))
        sys.exit(UNUSABLE)

    def pdf(self, target: Path, assessment: Assessment, language: str, case_id: str | None) -> None:
        """Write the report beside its place first, so that a half-written one never stands there."""
        from diagnostics.pdf import render_assessment

        document = render_assessment(assessment, language=language, case_id=case_id or "")
        waiting = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            waiting.write_bytes(document)
            waiting.replace(target)
        except OSError as problem:
            waiting.unlink(missing_ok=True)
            self.fail([(str(target), f"the file cannot be written: {problem.strerror}.")])

    # -- a case a line ---------------------------------------------------------------------------------

    def lines(self, name: str, wording: Wording, *, explored: bool) -> None:
        """Answer each line in its place; nothing is kept from one line to the next."""
        all_good = True
        with self.opened(name) as stream, rare_collection():
            for place, line in enumerate(lines_of(stream), 1):
                written, good = self.line(place, line, wording, explored=explored)
                all_good &= good
                self.stdout.write(json.dumps(written, ensure_ascii=False, separators=(",", ":")))
                self.stdout.flush()
        if not all_good:
            sys.exit(1)

    def line(self, place: int, line: bytes, wording: Wording, *, explored: bool) -> tuple[dict[str, Any], bool]:
        """The answer to one line, and whether it is an assessment."""
        try:
            assessment, case_id = assessed(line, wording, explored=explored)
            return answer(assessment, case_id, wording), True
        except Unusable as problem:
            return bad_line(place, problem), False
        except Exception as bug:  # must not cost the other patients their answer
            self.stderr.write(f"line {place}: {where(bug)}")
            said = "this case could not be assessed because of an error in the program; please report it."
            return bad_line(place, Unusable([("", said)], id_in(line))), False

    # -- codes ---------------------------------------------------------------------------------------

    def codes(self, wording: Wording, *, as_json: bool) -> None:
        listed = codes(wording)
        if as_json:
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2))
            return
        for name, rows in listed.items():
            if isinstance(rows, list):
                self.stdout.write(f"\n{name.upper()}")
                for row in rows:
                    self.stdout.write(f"  {row['code']:<42} {row['rule']:<12} {row['label']}")


# -- what the command does, without the command ------------------------------------------------------


def assessed(content: bytes, wording: Wording, *, explored: bool = True) -> tuple[Assessment, str | None]:
    """The assessment of one case with the doubts of its reader, and its id. Raises Unusable."""
    from diagnostics.clinical.engine.assess import assess
    from diagnostics.clinical.engine.explore import explore
    from diagnostics.presenters.machine import with_doubts
    from diagnostics.readers.case import BadCase, id_of, read_case
    from diagnostics.readers.strict_json import BadJson, load_json

    try:
        data = load_json(content, largest=LARGEST_CASE)
    except BadJson as problem:
        raise Unusable([("", f"{problem}.")]) from None
    try:
        facts, doubts = read_case(data)
    except BadCase as problem:
        problems = [(each.path, message(each.path, wording.say(each.statement))) for each in problem.errors]
        raise Unusable(problems, id_of(data)) from None
    found = assess(facts)
    return with_doubts(explore(found) if explored else found, doubts), id_of(data)


def message(path: str, said: str) -> str:
    """What is wrong, without the place at its beginning and with plain blanks."""
    from diagnostics.presenters.machine import plain

    return plain(said).removeprefix(f"{path}: ")


def answer(assessment: Assessment, case_id: str | None, wording: Wording) -> dict[str, Any]:
    from diagnostics.presenters.machine import assessment_json

    return assessment_json(assessment, case_id, (), wording)


def readable(assessment: Assessment, case_id: str | None, wording: Wording, *, ascii_only: bool) -> str:
    from diagnostics.presenters.plain_text import plain_text
    from diagnostics.presenters.report import report

    return plain_text(report(assessment, wording, case_label=case_id or "", pictures=()), ascii_only=ascii_only)


def codes(wording: Wording) -> dict[str, Any]:
    """Every code of the interface with its label and rule; drugs with their other names and classes, and what
    measurements, diagnoses, drugs and classes are called in other vocabularies."""
    from diagnostics.clinical.knowledge.base import KNOWLEDGE
    from diagnostics.clinical.knowledge.codes import code_lists
    from diagnostics.clinical.knowledge.drugs import DRUGS
    from diagnostics.presenters.vocabularies import add_atc, diagnoses, measurements

    listed: dict[str, Any] = {"schema": CODES_SCHEMA, "knowledge_version": KNOWLEDGE.version}
    for name, rows in code_lists().items():
        listed[name] = [{"code": row.code, "label": wording.text(row.label), "rule": row.rule} for row in rows]
    for row in listed["drugs"]:
        drug = DRUGS[row["code"]]
        row |= {"names": list(drug.names), "classes": list(drug.classes)}
    add_atc(drugs=listed["drugs"], classes=listed["classes"])
    return listed | {"measurements": measurements(wording), "diagnoses": diagnoses(wording)}


@contextlib.contextmanager
def rare_collection() -> Iterator[None]:
    """Spare the garbage collector what is loaded already, and let it look at the rest less often."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def bad_line(place: int, problem: Unusable) -> dict[str, Any]:
    """What stands in the place of the answer to a line that cannot be used."""
    errors = [{"path": path, "message": said.removeprefix("line 1, ")} for path, said in problem.problems]
    return {"schema": ERROR_SCHEMA, "line": place, "id": problem.case_id, "errors": errors}


def id_in(line: bytes) -> str | None:
    from diagnostics.readers.case import id_of
    from diagnostics.readers.strict_json import load_json

    return id_of(load_json(line, largest=LARGEST_CASE))


def where(bug: Exception) -> str:
    """Kind and place of an error of the program, without the values of the patient."""
    frame = traceback.extract_tb(bug.__traceback__)[-1]
    return f"{type(bug).__name__} in {Path(frame.filename).name}, line {frame.lineno}"


def lines_of(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream without their ends; of one that is too long only as much as shows that it is."""
    while line := stream.readline(LARGEST_CASE + 2):
        while not line.endswith(b"\n") and (rest := stream.readline(LARGEST_CASE)):
            if rest.endswith(b"\n"):
                break
        yield line.rstrip(b"\r\n")


def one_line(text: str) -> str:
    """A text that cannot move the cursor or begin another line."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
