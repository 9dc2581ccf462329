"""Print the same report twice in a fresh process, and say how long each took: CPU seconds as JSON."""

from __future__ import annotations

import importlib
import json
import os
import time
from collections.abc import Callable


def main() -> None:
    """Everything but the printing is loaded before the clock starts, as in a worker that waits for work."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgcds.settings")
    os.environ.setdefault("MGCDS_LOCAL", "1")
    import django

    django.setup()
    from ..pdf import render_assessment
    from .patient import assessment

    known = assessment()
    loading = seconds(lambda: importlib.import_module("weasyprint"))
    first, second = (seconds(lambda: render_assessment(known, case_id="benchmark")) for _each in range(2))
    print(json.dumps({"first": loading + first, "second": second, "loading": loading}))


def seconds(task: Callable[[], object]) -> float:
    """CPU time of one call."""
    start = time.process_time()
    task()
    return time.process_time() - start


if __name__ == "__main__":
    main()
