"""Try every invariant and law on very many random patients, on all cores; name the smallest who breaks one."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from functools import partial
from multiprocessing import get_context
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from diagnostics.proof.checks import CHECKS
from diagnostics.proof.reach import VOCABULARY, never_met
from diagnostics.proof.trial import Trial, describe, smallest, try_patients

BLOCK = 250  # patients that a worker takes at a time
BAR = 30


class Command(BaseCommand):
    help = (
        "Prove the safety invariants on random patients. Ends with status 1 and the smallest patient if one is broken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--patients", type=int, default=100_000, help="how many patients (100000)")
        parser.add_argument(
            "--seed", type=int, default=0, help="the first seed (0); the same seeds give the same patients"
        )
        parser.add_argument(
            "--check",
            action="append",
            default=[],
            metavar="ID",
            help="this check alone, on every patient; several may be given",
        )
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (one for each core)")

    def handle(self, *args: Any, **options: Any) -> None:
        count, first = options["patients"], options["seed"]
        if count < 1 or first < 0 or options["workers"] < 1:
            raise CommandError("--patients and --workers must be 1 or more, --seed 0 or more")
        self.only = tuple(options["check"])
        if unknown := sorted(set(self.only) - set(CHECKS)):
            raise CommandError(f"There is no check {', '.join(unknown)}; the checks are {', '.join(sorted(CHECKS))}")
        start = time.monotonic()
        total = Trial()
        for trial in _tried(range(first, first + count), options["workers"], self.only):
            total.add(trial)
            self.progress(total, count, start)
        self.stderr.write("")
        self.summary(total, time.monotonic() - start)
        if total.broken:
            for name, found in total.broken.items():
                self.stdout.write("\n" + describe(name, smallest(name, found[0][0])))
            raise CommandError(f"{len(total.broken)} of {len(CHECKS)} checks are broken", returncode=1)

    def progress(self, total: Trial, count: int, start: float) -> None:
        """One line on standard error that is written over; silent where nobody looks."""
        if not sys.stderr.isatty():
            return
        share = total.patients / count
        left = (time.monotonic() - start) * (1 / share - 1)
        bar = "#" * int(share * BAR)
        broken = sum(total.times_broken.values())
        self.stderr.write(f"\r[{bar:<{BAR}}] {total.patients}/{count}, {left:.0f} s left, {broken} broken ", ending="")
        self.stderr.flush()

    def summary(self, total: Trial, seconds: float) -> None:
        """Patients, time, and for each check how many patients it had something to say about."""
        chosen = {name: each for name, each in sorted(CHECKS.items()) if not self.only or name in self.only}
        self.stdout.write(f"{total.patients} patients, {len(chosen)} checks, {seconds:.0f} s")
        for name, each in chosen.items():
            broken = f", BROKEN {total.times_broken[name]} times" if total.times_broken[name] else ""
            self.stdout.write(f"{name:<18} {total.asked[name]:>8}  {each.says}{broken}")
        for kind, words in never_met(total.met).items():
            known = len(VOCABULARY[kind])
            named = f": {', '.join(words)} never" if words and kind != "rule" else ""
            self.stdout.write(f"{known - len(words)} of {known} {kind}s were met{named}")
        if vacuous := [name for name in total.vacuous if name in chosen]:
            self.stdout.write(f"Never had anything to say, so nothing is proved of: {', '.join(vacuous)}")


def _tried(seeds: range, workers: int, only: tuple[str, ...]) -> Iterator[Trial]:
    """The trials of all blocks, as they are done."""
    blocks = [seeds[at : at + BLOCK] for at in range(0, len(seeds), BLOCK)]
    work = partial(try_patients, only=only)
    if workers == 1 or len(blocks) == 1:
        yield from map(work, blocks)
        return
    with get_context("spawn").Pool(workers, _prepare) as pool:
        yield from pool.imap_unordered(work, blocks)


def _prepare() -> None:
    import django

    django.setup()
