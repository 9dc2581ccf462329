"""The report on paper: the first of a process, and those that follow, beside other ways to print it."""

from __future__ import annotations

import gc
import importlib
import json
import logging
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.template.loader import render_to_string

from ..clinical.assessment import Assessment
from ..pdf import ASSETS, render_assessment, render_page
from ..presenters.report import report
from ..presenters.wording import Wording
from .chromium import printing
from .naive import in_tables
from .patient import assessment, usual_assessment
from .pdf_file import described
from .processes import run
from .results import Row, at_most
from .timing import Sample, alternate_calls

STYLE = ASSETS / "report.css"
MOST_COLD = 5  # fresh processes

Ways = Mapping[str, Callable[[], bytes]]


def measure(rounds: int) -> list[Row]:
    """The first print of a process; later ones of a usual patient and of one of whom everything is known."""
    logging.getLogger("weasyprint").setLevel(logging.WARNING)
    rows = [first_print(min(rounds, MOST_COLD))]
    for name, known in (("usual", usual_assessment()), ("full", assessment())):
        rows += later_prints(f"pdf, {name} case", known, rounds)
    return rows


# -- the first print of a process ---------------------------------------------------------------------------


def first_print(processes: int) -> Row:
    """From WeasyPrint not yet loaded to a finished file, beside the second print of the same process."""
    runs = [json.loads(run("-m", "diagnostics.benchmarks.first_print")[1]) for _each in range(processes)]
    first, second, loading = (
        1000 * statistics.median(each[name] for each in runs) for name in ("first", "second", "loading")
    )
    return Row(
        "pdf, first of a process",
        first,
        "ms CPU",
        second,
        "the second print of that process",
        (at_most(first / second, 1.5, "×"),),
        f"{loading:.0f} ms of it load WeasyPrint, without that {(first - loading) / second:.2f} ×;"
        f" {processes} processes",
    )


# -- later prints -------------------------------------------------------------------------------------------


def later_prints(name: str, known: Assessment, rounds: int) -> list[Row]:
    """The report of a patient by our way, by WeasyPrint used plainly, and by Chromium."""
    with ways_to_print(known) as ways:
        made = {way: described(printed()) for way, printed in ways.items()}
        taken = alternate_calls(rounds, ways)
    whole = 1000 * taken["whole"].cpu
    return [
        beside(f"{name}, tables", taken, "tables", f"plain WeasyPrint, the same content in tables ({made['tables']})",
               f"{made['ours']}; with report and template {whole:.0f} ms"),
        beside(f"{name}, same page", taken, "plain", f"plain WeasyPrint, nothing shared, no tags ({made['plain']})"),
        beside_chromium(f"{name}, Chromium", taken["ours"], taken.get("chromium"), made.get("chromium", "")),
    ]  # fmt: skip


def beside(name: str, taken: Mapping[str, Sample], other: str, against: str, note: str = "") -> Row:
    """Our print beside another by WeasyPrint."""
    ours, theirs = taken["ours"].cpu, taken[other].cpu
    return Row(name, 1000 * ours, "ms CPU", 1000 * theirs, against, (at_most(ours / theirs, 0.40, "×"),), note)


def beside_chromium(name: str, ours: Sample, chromium: Sample | None, made: str) -> Row:
    """Our print by the clock on the wall, because a browser works in several processes."""
    if chromium is None:
        return Row(name, 1000 * ours.wall, "ms", note="no reference: Chromium or Playwright is not installed")
    against = f"an open headless Chromium printing the same page with tags, both by the wall ({made})"
    goal = at_most(ours.wall / chromium.wall, 1.5, "×")
    return Row(name, 1000 * ours.wall, "ms", 1000 * chromium.wall, against, (goal,))


@contextmanager
def ways_to_print(known: Assessment) -> Iterator[Ways]:
    """Each way to make a file of one patient's report, by name."""
    page = render_to_string("print/report.html", {"report": report(known, Wording(), case_label="benchmark")})
    tables = in_tables(page)
    ways: dict[str, Callable[[], bytes]] = {
        "ours": lambda: render_page(page.encode()),
        "plain": lambda: plainly(page, stylesheets=[str(STYLE)]),
        "tables": lambda: plainly(tables),
        "whole": lambda: render_assessment(known, case_id="benchmark"),
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(with_style(page), "utf-8")
        with printing(file) as chromium:
            yield {**ways, "chromium": chromium} if chromium else ways


def plainly(page: str, **options: object) -> bytes:
    """WeasyPrint as its first example shows it: style sheet and fonts are read anew for each document."""
    gc.unfreeze()  # what our way has spared the collector, this way would not have
    weasyprint = importlib.import_module("weasyprint")  # by name: the application itself knows it in pdf.py alone
    made: bytes = weasyprint.HTML(string=page, base_url=f"{ASSETS.as_uri()}/").write_pdf(**options)
    return made


def with_style(page: str) -> str:
    """The page as a browser needs it: with its character set and the style sheet."""
    head = f'<head><meta charset="utf-8"/><link rel="stylesheet" href="{STYLE.as_uri()}"/>'
    return f"<!doctype html>{page.replace('<head>', head, 1)}"
