"""Answers kept for comparison: what the core said of some hundred patients when somebody last looked.

They say nothing about what is right; the other tests do. They show that a change of the code changed no
answer, or which part of which answers. After a change that was meant: `python3 dev.py answers --write`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path

from diagnostics.clinical.assessment import Assessment
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.explore import explore
from diagnostics.clinical.evidence import Citation, Rule
from diagnostics.clinical.facts import Fact
from diagnostics.clinical.text import Statement
from diagnostics.clinical.units import Unit
from diagnostics.proof.patients import patient

FILE = Path(__file__).parent / "data" / "kept_answers.json"
PATIENTS = range(500)
EXPLORED = range(60)  # these are asked too what would change the answer, which takes far longer
LEFT_OUT = {"facts", "knowledge_version", "explored"}
LENGTH = 8

Answer = dict[str, str]


def answer(seed: int) -> Answer:
    """The parts of the answer about one patient, each as the beginning of its hash; "words" are its sentences."""
    assessment = assess(patient(seed))
    if seed in EXPLORED:
        assessment = explore(assessment)
    words: list[str] = []
    parts = {name: shape(getattr(assessment, name), words) for name in parts_of(assessment)}
    return {name: _hash(part) for name, part in {**parts, "words": words}.items() if part not in ([], None)}


def parts_of(assessment: Assessment) -> Iterator[str]:
    return (each.name for each in fields(assessment) if each.name not in LEFT_OUT)


def shape(thing: object, words: list[str]) -> object:
    """What is said, without how: sentences give their values here, and themselves to `words`."""
    if isinstance(thing, Statement):
        words.append(thing.template)
        return shape(thing.values, words)
    if isinstance(thing, Rule):
        return thing.id
    if isinstance(thing, Fact):
        return thing.key
    if isinstance(thing, Unit):
        return str(thing)
    if isinstance(thing, Citation):
        return thing.key
    if isinstance(thing, Enum):
        return thing.name
    if isinstance(thing, Mapping):
        return sorted([str(shape(key, words)), shape(value, words)] for key, value in thing.items())
    if isinstance(thing, (set, frozenset)):
        return sorted(str(shape(each, words)) for each in thing)
    if isinstance(thing, (list, tuple)):
        return [shape(each, words) for each in thing]
    if is_dataclass(thing):
        return {name: shape(getattr(thing, name), words) for name in _names(type(thing))}
    if isinstance(thing, Decimal):
        return format(thing.normalize(), "f")
    assert thing is None or isinstance(thing, (str, int, float)), type(thing)
    return thing


def _names(kind: type) -> list[str]:
    """Fields and what is worked out from them."""
    worked_out = [name for name in dir(kind) if isinstance(getattr(kind, name), property)]
    return [*(each.name for each in fields(kind)), *worked_out]


def _hash(part: object) -> str:
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:LENGTH]


def kept() -> dict[int, Answer]:
    """The answers in the file, by seed."""
    return {int(seed): parts for seed, parts in json.loads(FILE.read_text("utf-8")).items()}


def differences(before: Answer, now: Answer) -> set[str]:
    """The parts that are not the same."""
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py answers", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the answers of now")
    write = parser.parse_args().write
    before = kept() if FILE.exists() else {}
    now = {seed: answer(seed) for seed in PATIENTS}
    changed = Counter(part for seed in now for part in differences(before.get(seed, {}), now[seed]))
    for part, times in changed.most_common():
        print(f"{part:20} {times:4} of {len(now)} patients")
    if not changed:
        print(f"The same answers about {len(now)} patients as those kept.")
    if write:
        lines = ",\n".join(f'"{seed}": {json.dumps(parts)}' for seed, parts in now.items())
        FILE.write_text(f"{{\n{lines}\n}}\n", "utf-8")
    return 1 if changed and not write else 0


if __name__ == "__main__":
    raise SystemExit(main())
