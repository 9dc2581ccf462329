"""The form in which a rule is tried on an invented or a published patient. Nothing of it is stored.

Above stand the answers that the rule looks at, below the others of the patient at hand; both are posted
back each time, so that no session is needed. Words are read by the same door as those of a workup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from ..clinical.facts import CONDITIONS, DRUGS, FINDINGS, Count, DrugTaken, Fact, Facts, YesNo
from ..clinical.knowledge.drugs import CLASSES
from ..clinical.knowledge.patient import AGE, BY_KEY, CREATININE_SERUM, MAGNESIUM_SERUM, POTASSIUM_SERUM, SEX
from ..clinical.units import Quantity
from ..presenters.wording import Wording
from ..readers.answers import ABSENT, Heard, Written, drug_class, hear
from ..readers.groups import GROUPS, SINGLES
from .blocks import Block, Boxes, Drugs, Questions
from .posted import Posted, clean, name_of, words

LISTS = (FINDINGS, CONDITIONS)
ALWAYS: tuple[Fact, ...] = (AGE, SEX, MAGNESIUM_SERUM, CREATININE_SERUM, POTASSIUM_SERUM)
MOST_SHOWN = 40  # answers of the rule; what else matters stays among the others


class TrialForm:
    """The questions around one rule; `keys` are those it looks at, in the order in which they are shown."""

    def __init__(self, keys: Iterable[str], answers: Mapping[str, Written], wording: Wording) -> None:
        self.answers = dict(answers)
        self.wording = wording
        self.heard: Heard = hear(self.answers)
        self.keys = tuple(keys)[:MOST_SHOWN]

    @staticmethod
    def grade(key: str) -> str:
        """Nothing is said of a value beside its box."""
        return ""

    @property
    def own(self) -> tuple[str, ...]:
        """The keys of the answers that the rule looks at, with the few that nothing works without."""
        return tuple(dict.fromkeys((*self.keys, *(fact.key for fact in ALWAYS))))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The questions of the rule; drugs last."""
        return (*_blocks(self.own), *((Drugs(),) if self._asks_drugs else ()))

    @cached_property
    def others(self) -> tuple[Block, ...]:
        """The other answers of the patient at hand."""
        given = (key for key, written in self.answers.items() if key in BY_KEY and not written.blank)
        return _blocks(key for key in given if key not in self.own)

    @property
    def _asks_drugs(self) -> bool:
        return DRUGS in self.keys or any(key.startswith("drugs.") or key == "asked.drugs" for key in self.answers)

    def shown(self) -> dict[str, object]:
        """What the template needs."""
        return {
            "blocks": [block.render(self, None) for block in self.blocks],
            "others": [block.render(self, None) for block in self.others],
            "lists": [(name, self._all_absent(name)) for name in LISTS],
            "problems": [problem for block in (*self.blocks, *self.others) for problem in block.problems(self)],
        }

    def _all_absent(self, name: str) -> bool:
        return all(self.answers.get(group.rest, Written()).text == ABSENT for group in GROUPS if group.of == name)


def _blocks(keys: Iterable[str]) -> tuple[Block, ...]:
    facts = [BY_KEY[key] for key in dict.fromkeys(keys) if key in BY_KEY]
    questions = [fact for fact in facts if isinstance(fact, YesNo) or (isinstance(fact, Count) and fact.options)]
    boxes = [fact for fact in facts if fact not in questions]
    return (*((Boxes(*boxes),) if boxes else ()), *((Questions(*questions),) if questions else ()))


# --- words posted, and words of a published patient ---------------------------------------------------------


def posted_answers(data: Mapping[str, str]) -> dict[str, Written]:
    """The answers in a posted trial; names that are no question are not looked at."""
    answers = {key: words(data, key) for key in BY_KEY if name_of(key) in data}
    drugs = Posted()
    Drugs().take(data, drugs)
    answers |= drugs.written
    for name in LISTS:
        if clean(data.get(f"asked__{name}")) == ABSENT:
            answers |= all_absent(name, answers)
    return {key: written for key, written in answers.items() if not written.blank}


def all_absent(name: str, answers: Mapping[str, Written]) -> dict[str, Written]:
    """What it takes to say that everything of a list that is not named was asked and is absent."""
    given = {group.rest: Written(ABSENT) for group in GROUPS if group.of == name}
    singles = (key for key in SINGLES if key.partition(".")[0] == name)
    return given | {key: Written("no") for key in singles if answers.get(key, Written()).blank}


def written_of(facts: Facts) -> dict[str, Written]:
    """The words that read as these facts, unusual values confirmed."""
    answers = {key: _written(value) for key, value in facts.values.items() if key in BY_KEY}
    for row, drug in enumerate(facts.drugs):
        answers |= {key: written for key, written in _drug(row, drug) if not written.blank}
    if DRUGS in facts.asked:
        answers[f"asked.{DRUGS}"] = Written(ABSENT)
    for name in LISTS:
        if name in facts.asked:
            answers |= all_absent(name, answers)
    return answers


def _written(value: object) -> Written:
    if isinstance(value, Quantity):
        return Written(value.comparator + _digits(value.value), value.unit.symbol, confirmed=True)
    if isinstance(value, bool):
        return Written("yes" if value else "no")
    return Written(_digits(value) if isinstance(value, Decimal) else str(value), confirmed=True)


def _digits(value: Decimal) -> str:
    """All digits; three decimals get a fourth, because they could be taken for thousands."""
    text = format(value, "f")
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _drug(row: int, drug: DrugTaken) -> Iterator[tuple[str, Written]]:
    code = drug_class(drug.name)
    yield f"drugs.{row}.name", Written(CLASSES[code].label if code else drug.name)
    for part, value in (("months", drug.months), ("stopped_days_ago", drug.stopped_days_ago)):
        yield f"drugs.{row}.{part}", Written(_digits(value) if value is not None else "")
    yield f"drugs.{row}.can_stop", Written({True: "yes", False: "no", None: ""}[drug.can_stop])
