"""`manage.py recheck FILE…`: whether a report still holds, computed again with the present knowledge.

Exit status: 0 the same answer; 1 the answer has changed; 2 altered, or not to be used. Of several files the highest.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

if TYPE_CHECKING:
    from diagnostics.carried.recheck import Rechecked
    from diagnostics.presenters.wording import Wording

SCHEMA = "mgcds-recheck/1"
STATUS = {"same": 0, "changed": 1, "altered": 2, "unusable": 2}
UNUSABLE = 2


class Command(BaseCommand):
    help = "Compute the case inside a report (PDF, or its data as JSON) or inside a link again, and say what differs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", help="PDF or JSON files; - for standard input")
        parser.add_argument("--link", help="the link of a case, or - to read it from standard input")
        parser.add_argument("--code", default="", help="the code printed on the paper, to be compared with the file")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--language", choices=("en", "nl"), default="en", help="language of the texts")

    def handle(self, *args: object, **options: Any) -> None:
        from diagnostics.carried.recheck import recheck_file, recheck_link
        from diagnostics.presenters.wording import Wording

        if bool(options["files"]) == bool(options["link"]):
            raise CommandError("Name the files, or give --link.", returncode=UNUSABLE)
        if options["link"]:
            text = sys.stdin.read(100_000) if options["link"] == "-" else options["link"]
            found = [("link", recheck_link(text))]
        else:
            found = [(name, recheck_file(content(name), options["code"])) for name in options["files"]]
        wording = Wording(options["language"])
        for name, each in found:
            self.stdout.write(
                as_line(name, each, wording) if options["format"] == "json" else as_text(name, each, wording)
            )
        worst = max(STATUS[each.outcome] for _name, each in found)
        if worst:
            sys.exit(worst)


def content(name: str) -> bytes:
    """A file, no more of it than is ever read. Raises CommandError when it cannot be read."""
    from diagnostics.carried.open_pdf import LARGEST

    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with Path(name).open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as problem:
        raise CommandError(f"{name}: the file cannot be read: {problem.strerror}.", returncode=UNUSABLE) from None


def as_line(name: str, found: Rechecked, wording: Wording) -> str:
    """One file as one line of JSON."""
    from diagnostics.carried.saying import said

    shown = said(found, wording)
    written = {
        "schema": SCHEMA, "file": name, "outcome": found.outcome, "why": found.why or None, "text": shown.text,
        "id": found.case_id or None, "code": found.code or None, "copy": found.copy,
        "knowledge_then": found.knowledge_then or None, "knowledge_now": found.knowledge_now or None,
        "differences": [asdict(each) for each in shown.differences],
        "because": [asdict(each) for each in shown.because],
        "changes": [asdict(each) for each in shown.log],
    }  # fmt: skip
    return json.dumps(written, ensure_ascii=False)


def as_text(name: str, found: Rechecked, wording: Wording) -> str:
    """One file as lines for a terminal."""
    from diagnostics.carried.saying import said
    from diagnostics.presenters.machine import plain

    shown = said(found, wording)
    lines = [f"{name}: {shown.title}", f"  {shown.text}"]
    lines += [f"  {label}: {value}" for label, value in shown.facts]
    lines += [f"  {each.label}: {each.was} → {each.now}" for each in shown.differences]
    lines += [f"    {each.rule} {each.title}: {each.was} → {each.now}" for each in shown.because]
    lines += [f"  {entry.version}, {entry.month}: {entry.text}" for entry in shown.log]
    return "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in plain("\n".join(lines)))
