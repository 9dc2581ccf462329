"""A case a line: how many in a second, and whether memory stays flat."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from ..management.commands.assess import answer, assessed
from ..presenters.wording import Wording
from .patient import CASE, published
from .processes import run
from .results import Row, at_least, at_most
from .timing import alternate_calls

FEW, MANY = 1_000, 5_000


def measure(rounds: int) -> list[Row]:
    """Cases in this process, then whole files in processes of their own."""
    lines = [json.dumps(case, ensure_ascii=False).encode() for case in (*published(), CASE)]
    return [rate(rounds, lines), *memory(lines)]


def rate(rounds: int, lines: list[bytes]) -> Row:
    """Cases a second: read, assessed and written."""
    wording = Wording()
    taken = alternate_calls(
        rounds,
        {
            "whole": lambda: [answered(line, wording) for line in lines],
            "json": partial(translate, [(line, answered(line, wording)) for line in lines]),
        },
    )
    per_second = {name: len(lines) / sample.cpu for name, sample in taken.items()}
    return Row(
        "lines: read, assess, write",
        per_second["whole"],
        "cases/s",
        per_second["json"],
        "json.loads and json.dumps of the same texts alone",
        (at_least(per_second["whole"], 300, "cases/s"),),
        f"{len(lines)} different cases, of CPU time; {taken['whole'].collected}",
    )


def answered(line: bytes, wording: Wording) -> str:
    """The answer to a case as a line of JSON."""
    assessment, case_id = assessed(line, wording)
    return json.dumps(answer(assessment, case_id, wording), ensure_ascii=False, separators=(",", ":"))


def translate(pairs: Iterable[tuple[bytes, str]]) -> None:
    """Parse each question and write each answer, without anything in between."""
    for question, said in pairs:
        json.loads(question)
        json.dumps(said, ensure_ascii=False)


# -- whole files ----------------------------------------------------------------------------------------------


def memory(lines: list[bytes]) -> list[Row]:
    """Peak memory of `assess --lines` for few and for many cases, once: chance has no part in it."""
    (few_seconds, few), (many_seconds, many) = (whole_file(lines, count) for count in (FEW, MANY))
    if not few:
        return [Row("lines: peak memory", None, "MiB", note="this system does not tell it")]
    per_second = (MANY - FEW) / (many_seconds - few_seconds)
    return [
        Row(
            f"lines: peak memory, {MANY:,} cases",
            many,
            "MiB",
            few,
            f"the same for {FEW:,} cases",
            (at_most(many / few, 1.05, "×"),),
            f"one run each; without the start {per_second:.0f} cases/s",
        )
    ]


def whole_file(lines: list[bytes], count: int) -> tuple[float, float]:
    """CPU seconds and peak MiB of `assess --lines` for as many cases."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.ndjson"
        path.write_bytes(b"\n".join(islice(cycle(lines), count)) + b"\n")
        taken, written = run("-m", "diagnostics.benchmarks.peak", "assess", "--lines", path)
    return taken.cpu, json.loads(written)["peak_mib"]
