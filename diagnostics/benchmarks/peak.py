"""Run one management command, its output thrown away, and print its peak memory.

A process of its own, because the peak of a process that grew before says nothing:
`python -m diagnostics.benchmarks.peak assess --lines cases.ndjson`
"""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path


def peak_mib() -> float | None:
    """The most memory this process has held; None where the system does not tell."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else None


def main() -> None:
    """Run the command of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgcds.settings")
    os.environ.setdefault("MGCDS_LOCAL", "1")
    from django.core.management import execute_from_command_line

    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        execute_from_command_line(["manage.py", *sys.argv[1:]])
    print(json.dumps({"peak_mib": peak_mib()}))


if __name__ == "__main__":
    main()
