"""Try mutants of the clinical core: `python -m tests.mutation [modules…] [--sample N] [--seconds S]`.

Results are kept in .mutation/, so that a long run can be stopped and continued; a module whose text or
whose tests changed is tried again where a mutant had survived.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parents[2] / ".mutation"
PARENT = os.getpid()
os.environ.setdefault("LAWS", "0.3")  # fewer patients for each law: another seed finds no more per second

from .suite import (  # noqa: E402
    CORE,
    ROOT,
    Order,
    Reach,
    Trial,
    Tried,
    in_child,
    load,
    measure,
    module_of,
    read,
    try_anew,
    try_one,
    with_tests,
)

# only texts, or lists of texts that other tests compare word for word
TEXTS = ("knowledge/citations.py", "knowledge/rulebook.py", "knowledge/codes.py", "text.py", "__init__.py")


def main() -> int:
    options = command_line()
    KEPT.mkdir(exist_ok=True)
    kept = Results(KEPT / "results.jsonl")
    trials = [trial for path in chosen(options.modules) for trial in trials_of(path)]
    if not options.again:
        settled = ("killed",) if options.harder else ("killed", "noticed")
        trials = [trial for trial in trials if kept.wants(trial, settled)]
    if options.sample:
        trials = random.Random(1).sample(trials, min(options.sample, len(trials)))
    if trials:
        order = Order(reach(options.measure))
        try_all(trials, order, options, kept)
    report(kept, {module_of(path) for path in chosen(options.modules)})
    return 0


def command_line() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py mutate", description=__doc__)
    parser.add_argument("modules", nargs="*", help="for instance units engine/iv_dosing; all without")
    parser.add_argument("--sample", type=int, metavar="N", help="only N mutants, the same on every run")
    parser.add_argument("--seconds", type=float, default=15, help="processor time of tests for one mutant (15)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (one for each core)")
    parser.add_argument("--harder", action="store_true", help="try again what only the kept answers noticed")
    parser.add_argument("--again", action="store_true", help="try all again, not only what is new or survived")
    parser.add_argument("--measure", action="store_true", help="measure anew which test reaches which line")
    return parser.parse_args()


def chosen(names: list[str]) -> list[Path]:
    """The files of the modules named, in the order named; all that hold more than texts without names."""
    if names:
        found = [CORE / f"{name.removesuffix('.py')}.py" for name in names]
        missing = [str(path.relative_to(CORE)) for path in found if not path.exists()]
        if missing:
            sys.exit(f"There is no {', '.join(missing)} in {CORE.relative_to(ROOT)}")
        return found
    return [path for path in sorted(CORE.rglob("*.py")) if not str(path).endswith(TEXTS)]


def trials_of(path: Path) -> list[Trial]:
    return [Trial(module_of(path), path, number) for number in range(len(read(path)[1]))]


def reach(anew: bool) -> Reach:
    file = KEPT / "reach.pickle"
    if anew or not file.exists():
        print("Measuring which test reaches which line …", flush=True)
        return measure(file)
    return load(file)


def try_all(trials: list[Trial], order: Order, options: argparse.Namespace, kept: Results) -> None:
    """Share the mutants among workers, function by function, each taking the next when it is done with one."""
    groups: dict[tuple[str, str], list[Trial]] = defaultdict(list)
    for trial in trials:
        groups[trial.module, read(trial.path)[1][trial.number].owner].append(trial)
    inside = [group for (_module, owner), group in groups.items() if owner]
    fresh = [[trial] for (_module, owner), group in groups.items() if not owner for trial in group]
    queues = [(inside, multiprocessing.Value("i", 0)), (fresh, multiprocessing.Value("i", 0))]
    workers = [os.fork() for _ in range(options.workers - 1) if os.getpid() == PARENT]
    if inside and in_child(lambda: with_tests(lambda items: _work(queues[0], order, options.seconds, items, kept))):
        sys.exit("The tests could not be collected.")
    _work(queues[1], order, options.seconds, None, kept)
    if os.getpid() != PARENT:
        os._exit(0)
    for worker in workers:
        os.waitpid(worker, 0)
    kept.read()


def _work(queue: tuple[list[list[Trial]], Any], order: Order, seconds: float, items: Any, kept: Results) -> int:
    """Take groups of mutants from the queue until it is empty."""
    groups, taken = queue
    while True:
        with taken.get_lock():
            number, taken.value = taken.value, taken.value + 1
        if number >= len(groups):
            return 0
        for trial in groups[number]:
            kept.add(trial, try_one(trial, order, seconds, items) if items else try_anew(trial, order, seconds))


class Results:
    """What became of each mutant, by module, owner and text; kept on disk line by line."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.known: dict[str, dict[str, object]] = {}
        self.read()

    def read(self) -> None:
        """What all workers have written; of several about one mutant the last counts."""
        for line in self.file.read_text("utf-8").splitlines() if self.file.exists() else ():
            row = json.loads(line)
            self.known[row["key"]] = row

    def key(self, trial: Trial) -> str:
        """The same for the same slip in the same function, wherever its lines have moved to."""
        mutants = read(trial.path)[1]
        mutant = mutants[trial.number]
        alike = sum(1 for other in mutants[: trial.number] if other.name == mutant.name)
        text = f"{trial.module} {mutant.name} {alike}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def wants(self, trial: Trial, settled: tuple[str, ...]) -> bool:
        """Whether it was never tried, or its outcome is not among those that count as settled."""
        row = self.known.get(self.key(trial))
        return row is None or row["outcome"] not in settled

    def add(self, trial: Trial, tried: Tried) -> None:
        row = {
            "key": self.key(trial), "module": tried.module, "line": tried.line, "name": tried.name,
            "outcome": tried.outcome, "test": tried.test,
        }  # fmt: skip
        self.known[row["key"]] = row
        with self.file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        if tried.outcome not in ("killed", "noticed"):
            print(
                f"{tried.outcome:12} {tried.module.removeprefix('diagnostics.clinical.')}:{tried.line} {tried.name}",
                flush=True,
            )


def report(kept: Results, modules: set[str]) -> None:
    """Of each module: mutants, those tried, what became of them, and the shares killed and not unnoticed.

    "open" are those for which the time was up before a test failed: neither killed nor known to survive.
    """
    columns = ("mutants", "tried", "killed", "noticed", "open", "alive", "killed %", "seen %")
    print("\n" + f"{'module':30}" + "".join(f"{column:>9}" for column in columns))
    total: Counter[str] = Counter()
    for path in sorted(CORE.rglob("*.py")):
        if module_of(path) in modules:
            rows = [kept.known.get(kept.key(trial)) for trial in trials_of(path)]
            counts = Counter({"mutants": len(rows)}) + Counter(str(row["outcome"]) for row in rows if row)
            total += counts
            print(line_of(str(path.relative_to(CORE).with_suffix("")), counts))
    print(line_of("all", total))


def line_of(name: str, counts: Counter[str]) -> str:
    tried = counts.total() - counts["mutants"]
    killed, noticed = counts["killed"], counts["noticed"]
    alive = counts["survived"] + counts["unreached"]
    numbers = (counts["mutants"], tried, killed, noticed, counts["out of time"], alive)
    shares = (100 * killed / tried, 100 * (killed + noticed) / tried) if tried else (0, 0)
    return f"{name:30}" + "".join(f"{n:9}" for n in numbers) + "".join(f"{share:9.1f}" for share in shares)


if __name__ == "__main__":
    start = time.monotonic()
    status = main()
    print(f"{time.monotonic() - start:.0f} s")
    sys.exit(status)
