"""What a version answers to the shared cases and what it knows, asked in a process of its own."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diagnostics.ledger import PROJECT

from . import tables

Json = dict[str, Any]
CASES = PROJECT / "diagnostics" / "cases"


class NoAnswer(Exception):
    """A version could not be asked; the text says why."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version: its name as it was given, what it knows by table and row, its answers by case."""

    name: str
    tables: dict[str, dict[str, Any]]
    answers: dict[str, Json]

    @property
    def version(self) -> str:
        """The knowledge version that its answers state."""
        return next(
            (each["knowledge_version"] for each in self.answers.values() if "knowledge_version" in each), "unknown"
        )


def shared_cases() -> dict[str, Json]:
    """The published cases and, where the tests are here, the scenarios of the treatment rules, by id."""
    cases = {}
    for path in sorted(CASES.glob("*.toml")):
        facts = tomllib.loads(path.read_text("utf-8"))["facts"]
        cases[path.stem] = {"schema": "mgcds-case/1", **facts, "id": path.stem}
    if (PROJECT / "tests" / "clinical" / "treatment_scenarios.py").exists():
        from tests.clinical.treatment_scenarios import SCENARIOS, case_of

        cases |= {scenario["id"]: case_of(scenario) for scenario in SCENARIOS}
    return cases


def ask(name: str, folder: Path, cases: dict[str, Json], tick: Callable[[], None] = lambda: None) -> Version:
    """Ask the version in a folder. `tick` is called after each case. Raises NoAnswer."""
    return Version(name, knowledge_of(name, folder), answers_of(name, folder, cases, tick))


def knowledge_of(name: str, folder: Path) -> dict[str, dict[str, Any]]:
    """The tables of the version in a folder."""
    source = Path(tables.__file__).read_text("utf-8")
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=folder, env=_environment(), capture_output=True, text=True
    )
    if done.returncode:
        raise NoAnswer(f"{name}: its knowledge cannot be read: {_last(done.stderr)}")
    return json.loads(done.stdout)


def answers_of(name: str, folder: Path, cases: dict[str, Json], tick: Callable[[], None]) -> dict[str, Json]:
    """The answers of the version in a folder, a line for each case."""
    with tempfile.TemporaryDirectory(prefix="mgcds-cases-") as place:
        lines = Path(place) / "cases.jsonl"
        lines.write_text("".join(f"{json.dumps(case)}\n" for case in cases.values()), "utf-8")
        command = [sys.executable, "manage.py", "assess", str(lines), "--lines", "--format", "json"]
        errors = Path(place) / "errors"
        with errors.open("w") as complaints:
            asked = subprocess.Popen(
                command, cwd=folder, env=_environment(), stdout=subprocess.PIPE, stderr=complaints, text=True
            )
            found = {}
            for case_id, line in zip(cases, asked.stdout or (), strict=False):
                found[case_id] = json.loads(line)
                tick()
            asked.communicate()
        if len(found) != len(cases):
            raise NoAnswer(f"{name}: {len(found)} of {len(cases)} cases were answered: {_last(errors.read_text())}")
    return found


def _last(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else "it said nothing"


def _environment() -> dict[str, str]:
    """As on this machine, whatever surrounds the call; modules are those of the folder alone."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("MGCDS_", "DJANGO_", "PYTHONPATH", "COV_"))
    }
    return {**kept, "MGCDS_LOCAL": "1", "MGCDS_SECRET_KEY": secrets.token_urlsafe(50), "PYTHONDONTWRITEBYTECODE": "1"}
