"""The tests as a weapon: which test reaches which line, and which of them notices a slip first.

Everything happens in children that are forked after the tests were collected, so that a mutant costs
the time of its tests alone. A slip inside a function is set into the living function; one at the level
of a module needs the modules read anew, in a child that has not imported them yet.
"""

from __future__ import annotations

import ast
import functools
import importlib
import importlib.abc
import importlib.machinery
import os
import pickle
import signal
import sys
import time
import types
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import pytest

from .mutants import Mutant, compiled, mutants_of

ROOT = Path(__file__).parents[2]
CORE = ROOT / "diagnostics" / "clinical"
TESTS = ("tests/clinical", "tests/readers", "tests/proof/test_second_opinion.py")
KEPT_ANSWERS = "tests/clinical/test_kept_answers.py"
# asked first where the modules must be read anew, because to collect all tests takes longer than to run these
FIRST = (KEPT_ANSWERS, *(f"tests/clinical/test_{name}.py" for name in ("treatment_examples", "diagnosis_examples")))
SURVIVED, KILLED, OUT_OF_TIME, NOTICED = range(4)


@dataclass(slots=True)
class Reach:
    """What was measured of the tests once: seconds of each, and which of them pass through each line."""

    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))

    def tests(self, module: str, line: int, spread: tuple[int, int]) -> set[str]:
        """The tests through a line; where the line has no step of its own, those through its function."""
        own = self.lines.get((module, line))
        if own:
            return own
        first, last = spread
        return set().union(*(self.lines.get((module, n), set()) for n in range(first, last + 1)))


def in_child(work: Callable[[], int], seconds: float = 0) -> int:
    """Run `work` in a forked child; its answer, or KILLED when it dies or takes more than `seconds` of the processor."""
    child = os.fork()
    if child == 0:
        if seconds:
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        try:
            answer = work()
        except BaseException:
            answer = KILLED
        os._exit(answer)
    _pid, status = os.waitpid(child, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else KILLED


def silent() -> None:
    """What a mutant prints is of no interest."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)


# -- the tests -----------------------------------------------------------------------------------------------


class Collected:
    """A pytest plugin that, instead of running the collected tests, hands them to `work`."""

    def __init__(self, work: Callable[[dict[str, pytest.Item]], int]) -> None:
        self.work = work
        self.answer = KILLED
        self.failed = False

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if not self.failed:
            self.answer = self.work({item.nodeid: item for item in session.items})
        return True


def with_tests(work: Callable[[dict[str, pytest.Item]], int], paths: Iterable[str] = TESTS) -> int:
    """Collect the tests and let `work` have them."""
    plugin = Collected(work)
    options = [
        "-o",
        "addopts=--import-mode=importlib",
        "-p",
        "no:terminal",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:timeout",
    ]
    pytest.main([*options, *paths], plugins=[plugin])
    return plugin.answer


class Listener:
    """Hears whether a test failed."""

    def __init__(self) -> None:
        self.failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed


def run_until_one_fails(items: dict[str, pytest.Item], order: Iterable[str], seconds: float, tell: int) -> int:
    """Run tests in this order; the name of the first that fails is written to the pipe `tell`.

    Those that know what is right come first, for so many seconds of the processor; then those that only
    know what was said before, all of them.
    """
    listener, start = Listener(), time.process_time()
    next(iter(items.values())).config.pluginmanager.register(listener)
    names = [name for name in order if name in items]
    answer = SURVIVED
    for name in (name for name in names if not _is_kept(name)):
        if time.process_time() > start + seconds:
            answer = OUT_OF_TIME
            break
        if _fails(items[name], listener):
            os.write(tell, name.encode())
            return KILLED
    if any(_fails(items[name], listener) for name in names if _is_kept(name)):
        return NOTICED
    return answer


def _is_kept(name: str) -> bool:
    return name.startswith(KEPT_ANSWERS)


def _fails(item: pytest.Item, listener: Listener) -> bool:
    item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
    return listener.failed


def measure(target: Path) -> Reach:
    """Run every test once, with coverage.py listening, and write down what it reached."""

    def listen(items: dict[str, pytest.Item]) -> int:
        import coverage

        reach = Reach()
        cover = coverage.Coverage(data_file=None, include=[f"{CORE}/*"], config_file=False)
        cover.start()
        for number, (name, item) in enumerate(items.items()):
            cover.switch_context(str(number))
            start = time.process_time()
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            reach.seconds[name] = time.process_time() - start
        cover.stop()
        names, data = list(items), cover.get_data()
        for file in data.measured_files():
            module = module_of(Path(file))
            for line, contexts in data.contexts_by_lineno(file).items():
                reach.lines[module, line] = {names[int(c)] for c in contexts if c}
        with target.open("wb") as out:
            pickle.dump((reach.seconds, dict(reach.lines)), out)
        return 0

    def work() -> int:
        silent()
        return with_tests(listen)

    if in_child(work):
        sys.exit("The tests could not be measured: do they pass?")
    return load(target)


def load(target: Path) -> Reach:
    with target.open("rb") as file:
        seconds, lines = pickle.load(file)
    return Reach(seconds, defaultdict(set, lines))


def module_of(path: Path) -> str:
    """The name of a module of the core, from its file."""
    return ".".join(path.resolve().relative_to(ROOT).with_suffix("").parts)


# -- which test first ----------------------------------------------------------------------------------------


class Order:
    """Tests in the order in which they are likely to notice: those that did so nearby, then the quick, mixed."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self.kills: dict[str, Counter[str]] = defaultdict(Counter)

    def of(self, tests: Iterable[str], places: tuple[str, ...]) -> list[str]:
        """The tests, first by kills at the places named (nearest first), then each test function its share of time."""
        groups: dict[str, list[str]] = defaultdict(list)
        for name in sorted(tests, key=lambda name: (self.reach.seconds.get(name, 0), name)):
            groups[name.partition("[")[0]].append(name)
        spent = {}
        for names in groups.values():
            spent.update(zip(names, accumulate(self.reach.seconds.get(name, 0) for name in names), strict=True))
        return sorted(spent, key=lambda name: (*(-self.kills[place][name] for place in places), spent[name], name))

    def note(self, name: str, places: tuple[str, ...]) -> None:
        for place in places:
            self.kills[place][name] += 1


# -- setting a slip --------------------------------------------------------------------------------------------


def codes_in(code: types.CodeType) -> Iterator[types.CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield constant
            yield from codes_in(constant)


def living_function(module: types.ModuleType, owner: str) -> types.FunctionType:
    """The function object of a name like `Threshold.holds`, whatever it is wrapped in."""
    found: object = module
    for part in owner.split("."):
        found = vars(found)[part] if isinstance(found, (types.ModuleType, type)) else getattr(found, part)
    if isinstance(found, property):
        found = found.fget
    found = getattr(found, "__func__", found)
    found = getattr(found, "__wrapped__", found)
    assert isinstance(found, types.FunctionType), owner
    return found


def set_slip(name: str, tree: ast.Module, mutant: Mutant) -> None:
    """Give the living function the code with the slip; whoever imported it has it too."""
    module = importlib.import_module(name)
    code = compiled(tree, mutant, str(module.__file__))
    assert isinstance(code, types.CodeType)
    function = living_function(module, mutant.owner)
    function.__code__ = next(c for c in codes_in(code) if c.co_qualname == mutant.owner)


class Slipped(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with a slip in it."""

    def __init__(self, name: str, path: Path, tree: ast.Module, mutant: Mutant) -> None:
        self.name, self.path, self.tree, self.mutant = name, path, tree, mutant

    def find_spec(self, fullname: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        exec(compiled(self.tree, self.mutant, str(self.path)), vars(module))


# -- trying mutants ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a mutant, and the test that killed it.

    "killed" by a test that knows what is right; "noticed" only as a change of the kept answers; "out of time"
    before either; "survived" all tests that reach it; "unreached" by any.
    """

    module: str
    line: int
    name: str
    outcome: str
    test: str = ""


OUTCOMES = {KILLED: "killed", SURVIVED: "survived", OUT_OF_TIME: "out of time", NOTICED: "noticed"}


@dataclass(slots=True)
class Trial:
    """One mutant to be tried: its module, its number among the mutants of that module."""

    module: str
    path: Path
    number: int


@functools.cache
def read(path: Path) -> tuple[ast.Module, list[Mutant]]:
    """The tree of a module and its mutants; only a child that is about to end spends them."""
    tree = ast.parse(path.read_text("utf-8"))
    return tree, mutants_of(tree)


def spread_of(tree: ast.Module, line: int) -> tuple[int, int]:
    """First and last line of the innermost function around a line."""
    around = [
        (n.lineno, n.end_lineno or n.lineno)
        for n in ast.walk(tree)
        if isinstance(n, ast.FunctionDef) and n.lineno <= line <= (n.end_lineno or 0)
    ]
    return max(around, default=(line, line))


def try_anew(trial: Trial, order: Order, seconds: float) -> Tried:
    """Try a mutant of module level, in a child that imports the modules anew: with few tests first, then with all."""
    found = try_one(trial, order, seconds, None, FIRST)
    return found if found.outcome in ("killed", "noticed") else try_one(trial, order, seconds, None)


def try_one(
    trial: Trial,
    order: Order,
    seconds: float,
    items: dict[str, pytest.Item] | None,
    paths: Iterable[str] = TESTS,
) -> Tried:
    """Try a mutant in a child of its own. Without `items` the tests of `paths` are collected anew in that child."""
    tree, mutants = read(trial.path)
    mutant = mutants[trial.number]
    places = (f"{trial.module}:{mutant.line}", f"{trial.module}:{mutant.owner}", trial.module)
    if items is None:
        tests = set(order.reach.seconds)
    else:
        tests = order.reach.tests(trial.module, mutant.line, spread_of(tree, mutant.line))
        if not tests:
            return Tried(trial.module, mutant.line, mutant.name, "unreached")
    names = order.of(tests, places)
    hear, tell = os.pipe()

    def work() -> int:
        silent()
        if items is not None:
            set_slip(trial.module, tree, mutant)
            return run_until_one_fails(items, names, seconds, tell)
        sys.meta_path.insert(0, Slipped(trial.module, trial.path, tree, mutant))
        return with_tests(lambda anew: run_until_one_fails(anew, names, seconds, tell), paths)

    answer = in_child(work, 2 * seconds + 60)
    os.close(tell)
    killer = os.read(hear, 4096).decode()
    os.close(hear)
    if killer:
        order.note(killer, places)
    return Tried(trial.module, mutant.line, mutant.name, OUTCOMES.get(answer, "killed"), killer)
