"""Alternating rounds, medians, and what the garbage collector took of the time."""

from __future__ import annotations

import gc
import math
import random
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

LONG_ENOUGH = 0.05  # seconds; a quicker task is repeated until its sample lasts so long
MOST_REPEATS = 1000


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds of one call: on the wall, of this process's CPU, and spent collecting garbage."""

    wall: float
    cpu: float
    collecting: float = 0.0

    @property
    def collected(self) -> str:
        """The collector's share of the time."""
        return f"collector {100 * self.collecting / self.wall:.0f} %" if self.wall else ""


Sampler = Callable[[], Sample]


def alternate(rounds: int, samplers: Mapping[str, Sampler]) -> dict[str, Sample]:
    """The median of each; every round takes one sample of each, in an order of its own."""
    samples: dict[str, list[Sample]] = {name: [] for name in samplers}
    names, shuffled = list(samplers), random.Random(1)  # none always comes after the same other one
    for _turn in range(rounds):
        shuffled.shuffle(names)
        for name in names:
            samples[name].append(samplers[name]())
    return {name: median(taken) for name, taken in samples.items()}


def alternate_calls(rounds: int, tasks: Mapping[str, Callable[[], object]]) -> dict[str, Sample]:
    """The median of a call of each task in this process, after a call to warm it up."""
    return alternate(rounds, {name: partial(sample, task, repeats_of(task)) for name, task in tasks.items()})


def repeats_of(task: Callable[[], object]) -> int:
    """Warm a task up, and say how many calls of it make a sample that is long enough."""
    task()
    seconds = sample(task, 1).wall
    return max(1, min(MOST_REPEATS, math.ceil(LONG_ENOUGH / max(seconds, 1e-9))))


def sample(task: Callable[[], object], repeats: int) -> Sample:
    """One sample, from as many calls; the collector starts it with nothing to do and works as it will."""
    gc.collect()
    with Collecting() as collecting:
        wall, cpu = time.perf_counter(), time.process_time()
        for _each in range(repeats):
            task()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Sample(wall / repeats, cpu / repeats, collecting.seconds / repeats)


def median(samples: Iterable[Sample]) -> Sample:
    """The sample of which each part is the median of that part."""
    taken = list(samples)
    return Sample(
        statistics.median(each.wall for each in taken),
        statistics.median(each.cpu for each in taken),
        statistics.median(each.collecting for each in taken),
    )


class Collecting(AbstractContextManager["Collecting"]):
    """Adds up how long the garbage collector works."""

    def __init__(self) -> None:
        self.seconds = self._began = 0.0

    def __enter__(self) -> Collecting:
        gc.callbacks.append(self._hear)
        return self

    def __exit__(self, *_problem: object) -> None:
        gc.callbacks.remove(self._hear)

    def _hear(self, phase: str, _info: object) -> None:
        now = time.perf_counter()
        if phase == "start":
            self._began = now
        else:
            self.seconds += now - self._began
