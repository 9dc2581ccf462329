"""Trying all checks on many patients: a block of seeds → how often each was asked, and what broke."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec

from ..clinical.facts import Facts
from ..readers.case_writing import write_case
from . import invariants, laws, safety, stops
from .case import Assess, Case
from .checks import CHECKS, HOW_OFTEN, Check
from .patients import patient
from .reach import reached
from .shrink import shrink, told

TABLES = (invariants, laws, safety, stops)  # importing them fills CHECKS
for name in ("second_opinion", "agreement"):  # where there is one, it adds its check with @check when it is imported
    if find_spec(f"diagnostics.proof.{name}"):
        import_module(f"diagnostics.proof.{name}")
MOST_KEPT = 5  # broken patients kept for each check


@dataclass
class Trial:
    """What came of some patients.

    `asked` counts, by check, the patients for whom its premise was met; `met` the paths, items, rules, … of their answers.
    """

    patients: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    broken: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    times_broken: Counter[str] = field(default_factory=Counter)
    met: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: Trial) -> None:
        self.patients += other.patients
        self.asked += other.asked
        self.times_broken += other.times_broken
        self.met += other.met
        for name, found in other.broken.items():
            self.broken[name] = [*self.broken.get(name, []), *found][:MOST_KEPT]

    @property
    def vacuous(self) -> list[str]:
        """Checks that never had anything to say: nothing was proved of them."""
        return [name for name in CHECKS if not self.asked[name]]


def try_patients(
    seeds: Iterable[int],
    often: Mapping[str, int] = HOW_OFTEN,
    assess: Assess | None = None,
    only: Collection[str] = (),
) -> Trial:
    """Hold the checks against the patient of each seed; those of a kind (or one by its id) against one of every `often[kind]`.

    With `only`, these checks alone and against every patient.
    """
    chosen = [(each, 1 if only else often.get(each.id, often[each.kind])) for each in CHECKS.values()]
    chosen = [(each, step) for each, step in chosen if not only or each.id in only]
    trial = Trial()
    for seed in seeds:
        facts = patient(seed)
        case = Case(facts, assess) if assess else Case(facts)
        trial.patients += 1
        trial.met.update(set(_reached(case)))
        for each, step in chosen:
            if seed % step == 0:
                _try(each, case, seed, trial)
    return trial


def _reached(case: Case) -> Iterable[tuple[str, str]]:
    try:
        return reached(case.assessment)
    except Exception:  # the checks say what went wrong
        return ()


def _try(each: Check, case: Case, seed: int, trial: Trial) -> None:
    wrong = None
    try:
        if each.premise(case):
            trial.asked[each.id] += 1
            wrong = each.complaint(case)
    except Exception as problem:  # a patient who makes the engine fall over breaks every law
        wrong = f"{type(problem).__name__}: {problem}"
    if wrong is not None:
        trial.times_broken[each.id] += 1
        trial.broken.setdefault(each.id, [])
        if len(trial.broken[each.id]) < MOST_KEPT:
            trial.broken[each.id].append((seed, wrong))


def breaks(each: Check, facts: Facts, assess: Assess | None = None) -> str | None:
    """What is wrong for this patient, if anything."""
    case = Case(facts, assess) if assess else Case(facts)
    try:
        return each.complaint(case)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"


def smallest(name: str, seed: int, assess: Assess | None = None) -> Facts:
    """The smallest patient made from this seed who still breaks the check."""
    each = CHECKS[name]
    return shrink(patient(seed), lambda facts: breaks(each, facts, assess) is not None)


def describe(name: str, facts: Facts, assess: Assess | None = None) -> str:
    """A broken check with its smallest patient, as a list of facts and as a case."""
    lines = [
        f"{name}: {CHECKS[name].says}",
        f"  broken: {breaks(CHECKS[name], facts, assess)}",
        *(f"  - {line}" for line in told(facts)),
    ]
    lines.append("  " + json.dumps(write_case(facts, name), ensure_ascii=False))
    return "\n".join(lines)
