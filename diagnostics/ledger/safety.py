"""The list of safety tests: which named tests the suite has, and what is open."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import PROJECT

LIST = PROJECT / "tests" / "data" / "safety_tests.toml"
PAGE = PROJECT / "docs" / "safety-tests.md"
BUILT, OPEN = "built", "open"
CONCERNS = {
    "numbers": "Numbers and units",
    "clinical": "Clinical rules",
    "output": "What is shown and printed",
    "other": "Everything else",
}
HEAD = """# Safety tests

Written by `python3 dev.py rules --write` from `tests/data/safety_tests.toml` and the suite; do not change it by hand.
Each test is named after the danger that it guards against. What is built passes with the suite; what is open says why.
"""


@dataclass(frozen=True, slots=True)
class SafetyTest:
    """A test that the safety case names: the danger by its id and in words, and whether the suite has it."""

    name: str
    hazard: str
    subject: str
    concerns: str
    state: str
    reason: str = ""


def safety_tests(text: str | None = None) -> tuple[SafetyTest, ...]:
    """The list, in the order of the dangers, as it is kept or as `text` has it."""
    rows = tomllib.loads(LIST.read_text("utf-8") if text is None else text)["test"]
    return tuple(SafetyTest(**row) for row in rows)


@cache
def tests_of_the_suite() -> dict[str, tuple[str, ...]]:
    """Every test function of the suite with the files it stands in, read once for a process."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((PROJECT / "tests").rglob("test_*.py")):
        for name in _tests_in(path):
            found[name] = (*found.get(name, ()), path.relative_to(PROJECT).as_posix())
    return found


def _tests_in(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name


def problems(listed: tuple[SafetyTest, ...]) -> list[str]:
    """Where the list and the suite differ, and rows that do not say what they must."""
    suite = tests_of_the_suite()
    return [
        *(
            f"{each.name}: said to be built, but not in the suite"
            for each in listed
            if each.state == BUILT and each.name not in suite
        ),
        *(
            f"{each.name}: said to be open, but in {suite[each.name][0]}"
            for each in listed
            if each.state == OPEN and each.name in suite
        ),
        *(f"{each.name}: open without a reason" for each in listed if each.state == OPEN and not each.reason),
        *(
            f"{each.name}: unknown state or subject"
            for each in listed
            if each.state not in (BUILT, OPEN) or each.concerns not in CONCERNS
        ),
    ]


def with_what_was_built(text: str) -> str:
    """The text of the list, with each test that the suite has by now said to be built."""
    suite, blocks = tests_of_the_suite(), text.split("[[test]]\n")
    return "[[test]]\n".join(_built(block) if _name(block) in suite else block for block in blocks)


def _name(block: str) -> str:
    return block.partition('name = "')[2].partition('"')[0]


def _built(block: str) -> str:
    lines = block.replace('state = "open"', 'state = "built"').splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("reason = "))


def page(listed: tuple[SafetyTest, ...]) -> str:
    """The list for people."""
    suite, parts = tests_of_the_suite(), [HEAD]
    for key, title in CONCERNS.items():
        rows = [each for each in listed if each.concerns == key]
        built = sum(each.state == BUILT for each in rows)
        parts.append(
            f"\n## {title}\n\n{built} of {len(rows)} built.\n\n| danger | test | where, or why open |\n|---|---|---|\n"
        )
        parts += [f"| {each.hazard} {each.subject} | {each.name} | {_place(each, suite)} |\n" for each in rows]
    return "".join(parts)


def _place(each: SafetyTest, suite: dict[str, tuple[str, ...]]) -> str:
    if each.state == OPEN:
        return f"open: {each.reason}"
    return "<br>".join(suite.get(each.name, ("**missing**",)))


def clinical_tests() -> list[str]:
    """The built tests about numbers, clinical rules and output, as pytest calls them."""
    suite = tests_of_the_suite()
    names = dict.fromkeys(each.name for each in safety_tests() if each.state == BUILT and each.concerns != "other")
    return [f"{file}::{name}" for name in names for file in suite.get(name, ())]


def run_clinical_tests() -> bool:
    """Run them; whether all of them passed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *clinical_tests()]
    return subprocess.run(command, cwd=PROJECT).returncode == 0


def outputs() -> dict[Path, str]:
    """The files with what should stand in them."""
    text = with_what_was_built(LIST.read_text("utf-8"))
    return {LIST: text, PAGE: page(safety_tests(text))}
