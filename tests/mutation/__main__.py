"""Try mutants of the clinical core: `python -m tests.mutation [modules…] [--sample N] [--seconds S]`.

Results are kept in .mutation/, so that a long run can be stopped and continued; a module whose text or
whose tests changed is tried again where a mutant had survived.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path

KEPT = Path(__file__).parents[2] / ".mutation"
os.environ.setdefault("LAWS", "0.3")  # fewer patients for each law: another seed finds no more per second

from .suite import CORE, ROOT, Order, Trial, Tried, load, measure, module_of, read, try_one, with_tests  # noqa: E402

# only texts, or lists of texts that other tests compare word for word
TEXTS = ("knowledge/citations.py", "knowledge/rulebook.py", "knowledge/codes.py", "text.py", "__init__.py")


def main() -> int:
    options = command_line()
    KEPT.mkdir(exist_ok=True)
    kept = Results(KEPT / "results.jsonl")
    trials = [trial for path in chosen(options.modules) for trial in trials_of(path)]
    if not options.again:
        trials = [trial for trial in trials if kept.wants(trial)]
    if options.sample:
        trials = random.Random(1).sample(trials, min(options.sample, len(trials)))
    if trials:
        order = Order(reach(options.measure))
        try_all(trials, order, options.seconds, kept)
    report(kept, {module_of(path) for path in chosen(options.modules)})
    return 0


def command_line() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py mutate", description=__doc__)
    parser.add_argument("modules", nargs="*", help="for instance units engine/iv_dosing; all without")
    parser.add_argument("--sample", type=int, metavar="N", help="only N mutants, the same on every run")
    parser.add_argument("--seconds", type=float, default=15, help="processor time of tests for one mutant (15)")
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


def reach(anew: bool) -> object:
    file = KEPT / "reach.pickle"
    if anew or not file.exists():
        print("Measuring which test reaches which line …", flush=True)
        return measure(file)
    return load(file)


def try_all(trials: list[Trial], order: Order, seconds: float, kept: Results) -> None:
    """Those inside functions with the tests collected once; those of module level each in a fresh import."""
    fresh = [trial for trial in trials if not read(trial.path)[1][trial.number].owner]
    inside = [trial for trial in trials if read(trial.path)[1][trial.number].owner]
    for trial in fresh:
        kept.add(trial, try_one(trial, order, seconds, None))
    if not inside:
        return

    def work(items) -> int:
        for trial in inside:
            kept.add(trial, try_one(trial, order, seconds, items))
        return 0

    if with_tests(work):
        sys.exit("The tests could not be collected.")


class Results:
    """What became of each mutant, by module, owner and text; kept on disk line by line."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.known: dict[str, dict[str, object]] = {}
        for line in file.read_text("utf-8").splitlines() if file.exists() else ():
            row = json.loads(line)
            self.known[row["key"]] = row

    def key(self, trial: Trial) -> str:
        """The same for the same slip in the same function, wherever its lines have moved to."""
        mutants = read(trial.path)[1]
        mutant = mutants[trial.number]
        alike = sum(1 for other in mutants[: trial.number] if other.name == mutant.name)
        text = f"{trial.module} {mutant.name} {alike}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def wants(self, trial: Trial) -> bool:
        row = self.known.get(self.key(trial))
        return row is None or row["outcome"] != "killed"

    def add(self, trial: Trial, tried: Tried) -> None:
        row = {
            "key": self.key(trial), "module": tried.module, "line": tried.line, "name": tried.name,
            "outcome": tried.outcome, "test": tried.test,
        }  # fmt: skip
        self.known[row["key"]] = row
        with self.file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        if tried.outcome != "killed":
            print(
                f"{tried.outcome:12} {tried.module.removeprefix('diagnostics.clinical.')}:{tried.line} {tried.name}",
                flush=True,
            )


def report(kept: Results, modules: set[str]) -> None:
    """Of each module: mutants, those tried, and what became of them.

    "open" are those for which the time was up before a test failed: neither killed nor known to survive.
    """
    print(f"\n{'module':44} {'mutants':>7} {'tried':>6} {'killed':>6} {'open':>6} {'alive':>6}")
    for path in sorted(CORE.rglob("*.py")):
        module = module_of(path)
        if module not in modules:
            continue
        rows = [kept.known.get(kept.key(trial)) for trial in trials_of(path)]
        outcome = Counter(row["outcome"] for row in rows if row)
        counts = (len(rows), sum(outcome.values()), outcome["killed"], outcome["out of time"])
        alive = outcome["survived"] + outcome["unreached"]
        print(f"{module:44} {counts[0]:7} {counts[1]:6} {counts[2]:6} {counts[3]:6} {alive:6}")


if __name__ == "__main__":
    start = time.monotonic()
    status = main()
    print(f"{time.monotonic() - start:.0f} s")
    sys.exit(status)
