"""Python started anew, and how long that took."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from .timing import Sample

ROOT = Path(__file__).resolve().parents[2]


class Failed(RuntimeError):
    """A started process ended with an error; the message is what it wrote about that."""


def run(*arguments: str | Path, folder: Path = ROOT) -> tuple[Sample, str]:
    """Start Python with these arguments: how long it took, and what it wrote. Raises Failed."""
    env = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    cpu, wall = _cpu_of_children(), time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=env, capture_output=True, text=True)
    taken = Sample(time.perf_counter() - wall, _cpu_of_children() - cpu)
    if done.returncode:
        raise Failed(f"{' '.join(map(str, arguments))}: {done.stderr[-2000:]}")
    return taken, done.stdout


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
