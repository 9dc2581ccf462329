"""`manage.py knowledge_diff OLD NEW`: which shared cases change their answer from one version to another, and why.

Exit status: 0 the same; 1 an answer, a reason or a table differs; 2 a version could not be found or asked.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from diagnostics.comparison.checkouts import NoSuchVersion, checkout
from diagnostics.comparison.differences import compare
from diagnostics.comparison.saying import as_json, as_text
from diagnostics.comparison.versions import NoAnswer, Version, ask, shared_cases

UNUSABLE = 2
WIDTH = 30


class Command(BaseCommand):
    help = "Compare two versions on the shared cases. A version is a git revision, a folder, or . for the working tree."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("old", help="the version to start from")
        parser.add_argument("new", nargs="?", default=".", help="the version to compare it with (the working tree)")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            with self.bar(2 * len(shared_cases())) as tick:
                old, new = (self.ask(options[each], tick) for each in ("old", "new"))
        except (NoSuchVersion, NoAnswer) as problem:
            raise CommandError(str(problem), returncode=UNUSABLE) from None
        found = compare(old, new)
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(found))
        if not found.same:
            sys.exit(1)

    def ask(self, name: str, tick: Any) -> Version:
        with checkout(name) as folder:
            return ask(name, folder, shared_cases(), tick)

    @contextlib.contextmanager
    def bar(self, total: int) -> Iterator[Any]:
        """A progress bar for a person who waits at a terminal; gone when the work is done."""
        if not self.stderr.isatty():
            yield lambda: None
            return
        done = 0

        def tick() -> None:
            nonlocal done
            done += 1
            filled = WIDTH * done // total
            self.stderr.write(f"\r[{'#' * filled}{' ' * (WIDTH - filled)}] {done}/{total} cases", ending="")

        yield tick
        self.stderr.write("\r" + " " * (WIDTH + 30) + "\r", ending="")
