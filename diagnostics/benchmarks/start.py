"""Starting: `manage.py check`, beside that of an empty project."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command

from .processes import ROOT, run
from .results import Row, at_most
from .timing import Sample, alternate


def measure(rounds: int) -> list[Row]:
    """Both started in turn; what is compiled at the first start is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        call_command("startproject", "empty", folder)
        samplers = {"ours": check(ROOT), "empty": check(Path(folder))}
        for start in samplers.values():
            start()
        taken = alternate(rounds, samplers)
    subject, reference = taken["ours"], taken["empty"]
    return [
        Row(
            "manage.py check",
            1000 * subject.cpu,
            "ms CPU",
            1000 * reference.cpu,
            "an empty Django project",
            (at_most(subject.cpu / reference.cpu, 1.3, "×"),),
            f"on the wall {1000 * subject.wall:.0f} and {1000 * reference.wall:.0f} ms",
        )
    ]


def check(project: Path) -> Callable[[], Sample]:
    """How to sample the checks of a project."""
    return lambda: run("manage.py", "check", folder=project)[0]
