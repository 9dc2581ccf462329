"""The report on paper: the first of a process, and those that follow, beside other ways to print the same page."""

from __future__ import annotations

import importlib
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.template.loader import render_to_string

from ..pdf import ASSETS, render_assessment, render_page
from ..presenters.report import report
from ..presenters.wording import Wording
from .chromium import printing
from .patient import assessment
from .processes import run
from .results import Row, at_most
from .timing import Sample, alternate, alternate_calls

STYLE = ASSETS / "report.css"
MOST_COLD = 5  # fresh processes


def measure(rounds: int) -> list[Row]:
    """The first print of a process, and the later ones."""
    return [first_print(min(rounds, MOST_COLD)), *later_prints(rounds)]


# -- the first print of a process ---------------------------------------------------------------------------


def first_print(rounds: int) -> Row:
    """From nothing loaded to a finished file, beside the second print of the same process."""
    taken: dict[str, list[float]] = {"first": [], "second": [], "loading": []}

    def start() -> Sample:
        sample, written = run("-m", "diagnostics.benchmarks.first_print")
        for name, seconds in json.loads(written).items():
            taken[name].append(seconds)
        return sample

    alternate(rounds, {"process": start})
    first, second, loading = (sorted(times)[len(times) // 2] for times in taken.values())
    return Row(
        "pdf: first of a process",
        1000 * first,
        "ms CPU",
        1000 * second,
        "the second print of that process",
        (at_most(first / second, 1.5, "×"),),
        f"of it loading WeasyPrint {1000 * loading:.0f} ms; {rounds} processes",
    )


# -- later prints -------------------------------------------------------------------------------------------


def later_prints(rounds: int) -> list[Row]:
    """The same page by our way, by WeasyPrint used plainly, and by Chromium."""
    page = page_of_report()
    with ways_to_print(page) as ways:
        made = {name: way() for name, way in ways.items()}
        taken = alternate_calls(rounds, ways)
    ours, plain, whole = taken["ours"], taken["plain"], taken["whole"]
    return [
        Row(
            "pdf: warm, beside plain WeasyPrint",
            1000 * ours.cpu,
            "ms CPU",
            1000 * plain.cpu,
            "HTML(string=page).write_pdf() of the same page, nothing shared, no tags",
            (at_most(ours.cpu / plain.cpu, 0.40, "×"),),
            f"{described(made['ours'])}; plain {described(made['plain'])}; with report and template"
            f" {1000 * whole.cpu:.0f} ms",
        ),
        beside_chromium(ours, taken.get("chromium"), made.get("chromium", b"")),
    ]


def beside_chromium(ours: Sample, chromium: Sample | None, made: bytes) -> Row:
    """Our print by the clock on the wall, because a browser works in several processes."""
    name = "pdf: warm, beside Chromium"
    if chromium is None:
        return Row(name, 1000 * ours.wall, "ms", note="no reference: Chromium or Playwright is not installed")
    return Row(
        name,
        1000 * ours.wall,
        "ms",
        1000 * chromium.wall,
        "tagged print of the same page in an open headless Chromium, by the wall",
        (at_most(ours.wall / chromium.wall, 1.5, "×"),),
        f"Chromium {described(made)}",
    )


def page_of_report() -> str:
    """The page that is printed for the full case."""
    return render_to_string("print/report.html", {"report": report(assessment(), Wording(), case_label="benchmark")})


@contextmanager
def ways_to_print(page: str) -> Iterator[dict[str, Callable[[], bytes]]]:
    """Each way to make a file, by name."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(with_style(page), "utf-8")
        ways = {
            "ours": lambda: render_page(page.encode()),
            "plain": lambda: plainly(page),
            "whole": lambda: render_assessment(assessment(), case_id="benchmark"),
        }
        with printing(file) as chromium:
            yield ways if chromium is None else {**ways, "chromium": chromium}


def plainly(page: str) -> bytes:
    """WeasyPrint as its first example shows it: style sheet and fonts are read anew for each document."""
    weasyprint = importlib.import_module("weasyprint")  # by name: the application itself knows it in pdf.py alone
    document = weasyprint.HTML(string=page, base_url=ASSETS.as_uri() + "/")
    made: bytes = document.write_pdf(stylesheets=[str(STYLE)])
    return made


def with_style(page: str) -> str:
    """The page as a browser needs it: with its character set and the style sheet."""
    head = f'<head><meta charset="utf-8"/><link rel="stylesheet" href="{STYLE.as_uri()}"/>'
    return f"<!doctype html>{page.replace('<head>', head, 1)}"


def described(made: bytes) -> str:
    """How long and how large a file is."""
    pages = [int(number) for number in re.findall(rb"/Type\s*/Pages\b[^>]*/Count\s+(\d+)", made)]
    pages += [int(number) for number in re.findall(rb"/Count\s+(\d+)[^>]*/Type\s*/Pages\b", made)]
    length = f"{max(pages)} pages, " if pages else ""
    return f"{length}{len(made) / 1024:.0f} KiB"
