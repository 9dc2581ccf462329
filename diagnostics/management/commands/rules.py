"""`manage.py rules`: checks, or with --write renews, what is written from the rules themselves.

Exit status: 0 all is current and in order; 1 something is not, each on a line of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from diagnostics.ledger import PROJECT, citations, dossiers, rules, safety, source

# what is written, by name; the hash of the reasoning stands in the source, so it goes first
PARTS: dict[str, Callable[[], dict[Path, str]]] = {
    "reasoning": source.outputs,
    "rules": rules.outputs,
    "citations": citations.outputs,
    "safety": safety.outputs,
}


class Command(BaseCommand):
    help = "Check the table of rules, the citations, the safety tests and the knowledge version; --write renews them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="write what is out of date")
        parser.add_argument("--only", choices=PARTS, action="append", help="this part alone; may be repeated")
        parser.add_argument(
            "--safety", action="append_const", const="safety", dest="only", help="the safety tests alone"
        )
        parser.add_argument("--run", action="store_true", help="also run the safety tests on numbers, rules and output")
        parser.add_argument(
            "--dossiers", metavar="FOLDER", type=Path, help="first take the ids anew from the dossiers in FOLDER"
        )

    def handle(self, *args: object, **options: Any) -> None:
        if options["dossiers"]:
            dossiers.write_ids(options["dossiers"])
        wrong = []
        for name in options["only"] or PARTS:
            wrong += self.part(PARTS[name](), write=options["write"])
            wrong += problems(name)
        if options["run"] and not safety.run_clinical_tests():
            wrong.append("A safety test fails.")
        for line in wrong:
            self.stdout.write(line)
        if wrong:
            sys.exit(1)
        self.stdout.write("All is current and in order.")

    def part(self, files: dict[Path, str], *, write: bool) -> list[str]:
        """Write the files that differ, or name them."""
        stale = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
        if write:
            for path in stale:
                path.parent.mkdir(exist_ok=True)
                path.write_text(files[path], "utf-8")
                self.stderr.write(f"written: {path.relative_to(PROJECT)}")
            return []
        return [f"{path.relative_to(PROJECT)}: out of date; run: python3 dev.py rules --write" for path in stale]


def problems(name: str) -> list[str]:
    """What writing does not mend: rules without code or reason, tests that are said to be built."""
    if name == "rules":
        return rules.problems(rules.ledger())
    return safety.problems(safety.safety_tests()) if name == "safety" else []
