"""`manage.py bench`: how fast the engine, the pages and the printing are, beside references in the same run.

Medians of alternating rounds. Nothing here passes or fails: absolute times depend on the machine, and
what counts are the ratios.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from diagnostics.benchmarks import engine, keys, lines, pages, paper, start
from diagnostics.benchmarks.results import Row, table

# In this order, so that the quick ones run before the heap has grown.
MEASUREMENTS: dict[str, Callable[[int], list[Row]]] = {
    "assess": engine.measure,
    "lines": lines.measure,
    "pages": pages.measure,
    "pdf": paper.measure,
    "check": start.measure,
    "keys": keys.measure,
}


class Command(BaseCommand):
    help = "Measure the speed of MgCDS beside references, in alternating rounds; prints medians and ratios."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rounds", type=int, default=7, help="rounds of which the median is taken (7)")
        parser.add_argument("--only", choices=MEASUREMENTS, action="append", help="measure this alone; may be repeated")
        parser.add_argument("--json", action="store_true", help="print the rows as JSON")

    def handle(self, *args: object, **options: Any) -> None:
        if options["rounds"] < 1:
            raise CommandError("--rounds must be 1 or more.")
        rows: list[Row] = []
        for name in options["only"] or MEASUREMENTS:
            self.progress(f"{name} …")
            rows += MEASUREMENTS[name](options["rounds"])
        self.stdout.write(self.as_json(rows) if options["json"] else self.as_text(rows, options["rounds"]))

    def progress(self, text: str) -> None:
        """Say what is going on to a person who waits at a terminal."""
        if sys.stderr.isatty():
            self.stderr.write(text, self.style.NOTICE)

    def as_text(self, rows: list[Row], rounds: int) -> str:
        """The table, and how it came about."""
        return (
            f"{table(rows)}\n\nMedians of {rounds} alternating rounds. The garbage collector is on, with thresholds"
            f" {gc.get_threshold()}, and has nothing left to do when a sample starts; its share of the time is noted.\n"
            f"Load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: above that number, trust times of CPU"
            " and not those on the wall."
        )

    def as_json(self, rows: list[Row]) -> str:
        """The rows for a program."""
        return json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=2)
