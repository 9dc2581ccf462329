"""The case of the machine interface (`mgcds-case/1`) → Facts, and back.

Nothing is guessed and nothing ignored: an unknown key, an unknown code and a number without a unit are
errors, and all of them are reported together, each with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeGuard

from ..clinical.facts import DRUGS, DrugTaken, Fact, Facts, Measurement, Reading, Refused
from ..clinical.knowledge.patient import AGE, FACTS
from ..clinical.text import Statement, _, say
from .case_shape import (
    COMPLETE,
    DRUG_FACTS,
    DRUG_KEYS,
    LIST_PATHS,
    LISTS,
    LONGEST_TEXT,
    MOST_DRUGS,
    PATHS_BY_LAST_PART,
    SCHEMA,
    Shape,
    shape_of_facts,
)  # fmt: skip
from .case_values import QUANTITY_KEYS, read_drug_name, read_value
from .case_writing import write_case
from .doubts import ADULT_FROM, Doubt, doubts_between
from .given import is_clean, nearest, shown, some

__all__ = ["SCHEMA", "BadCase", "Problem", "id_of", "read_case", "write_case"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a case: its place, and a statement that begins with the place if there is one."""

    path: str
    statement: Statement


class BadCase(ValueError):
    """The case cannot be used; `errors` are all its problems."""

    def __init__(self, errors: list[Problem]) -> None:
        super().__init__(f"{len(errors)} problems in the case")
        self.errors = errors


def read_case(data: object) -> tuple[Facts, list[Doubt]]:
    """Facts and doubts of a case. Raises BadCase with every problem of it, and nothing else."""
    if not isinstance(data, dict):
        raise BadCase([Problem("", say(_("The case must be one JSON object.")))])
    reader = _Reader(child=_is_child(data))
    reader.read(data)
    if reader.problems:
        raise BadCase(reader.problems)
    facts = reader.facts()
    return facts, [*reader.doubts, *doubts_between(facts)]


def id_of(data: object) -> str | None:
    """The id of a case, also of one that cannot be read; None if it has none that can be given back."""
    given = data.get("id") if isinstance(data, dict) else None
    return given if _is_id(given) else None


# -- small questions -------------------------------------------------------------------------------


def _is_id(given: object) -> TypeGuard[str]:
    return isinstance(given, str) and len(given) <= LONGEST_TEXT and is_clean(given)


def _is_child(data: Mapping[Any, object]) -> bool:
    """Whether the case is known to be of somebody under 18; asked before weight and height are judged."""
    patient = data.get("patient")
    if not isinstance(patient, dict):
        return False
    age, adult = patient.get("age_years"), patient.get("adult")
    if age is None:
        return adult is False
    reading = _Reader(child=False).reading(AGE, age, AGE.path)
    return reading is not None and isinstance(reading.value, Decimal) and reading.value < ADULT_FROM


# -- reading ---------------------------------------------------------------------------------------


class _Reader:
    """Walks through one case and keeps what it finds: values, drugs, doubts, problems."""

    def __init__(self, *, child: bool) -> None:
        self.child = child
        self.values: dict[str, object] = {}
        self.drugs: list[DrugTaken] = []
        self.asked: frozenset[str] = frozenset()
        self.null: set[str] = set()  # places that are null: not known, also in a list that was asked in full
        self.doubts: list[Doubt] = []
        self.problems: list[Problem] = []

    def read(self, data: Mapping[Any, object]) -> None:
        if data.get("schema") is None:
            self.schema(None, "schema")
        self.part(data, _SHAPE, "")

    def facts(self) -> Facts:
        """What was read."""
        asked = set(self.asked)
        for name in self.asked:
            path = LIST_PATHS[name]
            if any(path == place or path.startswith(f"{place}.") for place in self.null):
                asked.discard(name)
            elif any(place.startswith(f"{path}.") for place in self.null):
                asked.discard(name)
                self._answer_no_for_the_rest(path)
        return Facts(self.values, tuple(self.drugs), frozenset(asked))

    def _answer_no_for_the_rest(self, path: str) -> None:
        """Write out the answers of a list that was asked in full but for what is null in it."""
        for fact in FACTS:
            if fact.path.startswith(f"{path}.") and fact.path not in self.null:
                self.values.setdefault(fact.key, False)

    def problem(self, path: str, template: str, **values: object) -> None:
        """Note a problem; `fact` in the template is its place."""
        self.problems.append(Problem(path, Statement(template, {"fact": path, **values})))

    # -- parts and keys ----------------------------------------------------------------------------

    def part(self, data: Mapping[Any, object], shape: Shape, path: str) -> None:
        for key, value in data.items():
            place = f"{path}.{shown(key)}" if path else shown(key)
            below = shape.get(key) if isinstance(key, str) else None
            if below is None:
                self.unknown_key(key, shape, place)
            elif value is None:
                self.null.add(place)
            elif isinstance(below, Fact):
                self.fact(below, value)
            elif not isinstance(below, dict):
                below(self, value, place)
            elif isinstance(value, dict):
                self.part(value, below, place)
            else:
                self.no_object(place, below)

    def no_object(self, place: str, keys: Iterable[str]) -> None:
        self.problem(place, _("{fact}: write an object with keys like these: {keys}."), keys=some(keys))

    def unknown_key(self, key: object, known: Iterable[str], place: str) -> None:
        word = shown(key)
        elsewhere = PATHS_BY_LAST_PART.get(word, ())
        near = elsewhere[0] if elsewhere else nearest(word, tuple(known))
        if near:
            self.problem(place, _("{fact}: this key is not known. Nearest known key: {near}."), near=near)
        else:
            self.problem(place, _("{fact}: this key is not known. Known here: {keys}."), keys=some(known))

    def schema(self, given: object, place: str) -> None:
        if given != SCHEMA:
            self.problem(place, _("{fact}: write “{schema}”."), schema=SCHEMA)

    def id(self, given: object, place: str) -> None:
        if not _is_id(given):
            self.problem(place, _("{fact}: write a text of at most {most} characters."), most=LONGEST_TEXT)

    def asked_lists(self, given: object, place: str) -> None:
        words = LISTS if given == COMPLETE else given
        if isinstance(words, list | tuple) and all(isinstance(word, str) and word in LISTS for word in words):
            self.asked = frozenset(words)
        else:
            said = _("{fact}: write “complete” or a list of these words: {words}.")
            self.problem(place, said, words=some(LISTS))

    # -- facts and drugs ---------------------------------------------------------------------------

    def fact(self, fact: Fact, value: object) -> None:
        if isinstance(fact, Measurement) and isinstance(value, dict):
            self.only(QUANTITY_KEYS, value, fact.path)
        reading = self.reading(fact, value, fact.path)
        if reading is not None:
            self.values[fact.key] = reading.value
            self.doubts += [Doubt(code, fact.path, statement) for code, statement in reading.doubts]

    def reading(self, fact: Fact, value: object, place: str) -> Reading | None:
        """One value as its fact reads it; None if it is not known or cannot be taken."""
        try:
            return read_value(fact, value, child=self.child)
        except Refused as refused:
            self.refused(refused, place)
            return None

    def refused(self, refused: Refused, place: str) -> None:
        """Note the sentence of a fact, with the place instead of the fact's label."""
        said = refused.statement
        self.problems.append(Problem(place, Statement(said.template, {**said.values, "fact": place})))

    def only(self, known: tuple[str, ...], given: Mapping[Any, object], place: str) -> None:
        for key in given:
            if key not in known:
                self.unknown_key(key, known, f"{place}.{shown(key)}")

    def drug_list(self, given: object, place: str) -> None:
        if not isinstance(given, list | tuple) or len(given) > MOST_DRUGS:
            self.problem(place, _("{fact}: write a list of at most {most} drugs."), most=MOST_DRUGS)
            return
        for row, drug in enumerate(given):
            self.drug(drug, f"{place}[{row}]")

    def drug(self, given: object, place: str) -> None:
        if not isinstance(given, dict):
            self.no_object(place, DRUG_KEYS)
            return
        self.only(DRUG_KEYS, given, place)
        taken = self.named(given.get("name"), f"{place}.name")
        known = {fact.path: self.of_a_drug(fact, given, place) for fact in DRUG_FACTS}
        if taken:
            self.drugs.append(replace(taken, **known))

    def of_a_drug(self, fact: Fact, given: Mapping[Any, object], place: str) -> Any:
        value = given.get(fact.path)
        reading = None if value is None else self.reading(fact, value, f"{place}.{fact.path}")
        return reading.value if reading else None

    def named(self, name: object, place: str) -> DrugTaken | None:
        try:
            taken, doubts = read_drug_name(name)
        except Refused as refused:
            self.refused(refused, place)
            return None
        self.doubts += [Doubt(code, place, statement, "DX-GEN-01") for code, statement in doubts]
        return taken


_SHAPE = shape_of_facts()
_SHAPE |= {"schema": _Reader.schema, "id": _Reader.id, "asked": _Reader.asked_lists}
_SHAPE["history"][DRUGS] = _Reader.drug_list
