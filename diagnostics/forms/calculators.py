"""The form of a calculator: the boxes of the workup, posted back each time; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from ..clinical.facts import Fact
from ..clinical.knowledge.calculator import AMOUNT, CALCULATOR_FACTS
from ..clinical.text import _, say
from ..clinical.units import MG, ML, G, Quantity
from ..presenters.calculators import KNOWN, Calculator
from ..presenters.wording import Wording
from ..readers.answers import Heard, Written, hear
from .blocks import Boxes
from .fields import Box, box_of
from .posted import Posted

# In the converter a unit says of what: grams of the salt are no grams of magnesium.
OF_WHAT = {G: _("g of the salt"), MG: _("mg of magnesium"), ML: _("mL of a solution")}


class CalculatorForm:
    """The questions of one calculator with what was written, and what stands in the way of it."""

    def __init__(self, calculator: Calculator, answers: Mapping[str, Written], wording: Wording) -> None:
        self.calculator, self.wording = calculator, wording
        self.answers = dict(answers)
        self.heard: Heard = exact_only(hear(self.answers, KNOWN))

    @classmethod
    def of(cls, calculator: Calculator, data: Mapping[str, str], wording: Wording) -> CalculatorForm:
        """The form as it was posted; names that it does not ask are not looked at."""
        posted = Posted()
        Boxes(*calculator.asked).take(data, posted)
        return cls(calculator, posted.written, wording)

    @staticmethod
    def grade(key: str) -> str:
        """Nothing is said of a value beside its box."""
        return ""

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return all(written.blank for written in self.answers.values())

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of what is measured."""
        return self._boxes(self.calculator.facts)

    @cached_property
    def more(self) -> tuple[Box, ...]:
        """The boxes of what helps to judge the result."""
        return self._boxes(self.calculator.more)

    def _boxes(self, facts: Iterable[Fact]) -> tuple[Box, ...]:
        boxes = (self._amount() if fact is AMOUNT else box_of(self, fact) for fact in facts)  # type: ignore[arg-type]
        return tuple(
            replace(box, unless="", only_with="", hidden=False) for box in boxes
        )  # there are few, and all matter

    def _amount(self) -> Box:
        """The box of the converter, whose units say of what; what they come to is the answer, not an echo."""
        box = box_of(self, AMOUNT)  # type: ignore[arg-type]
        units = tuple((unit.symbol, self.wording.text(OF_WHAT.get(unit, unit.symbol))) for unit in AMOUNT.units)
        return replace(box, units=units, echo="")

    @cached_property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """The id to go to and the sentence of each thing that stands in the way."""
        return tuple(Boxes(*self.calculator.asked).problems(self))  # type: ignore[arg-type]


def exact_only(heard: Heard) -> Heard:
    """Take out bounds such as "<5" where an amount is converted: only a number can be."""
    values = dict(heard.facts.values)
    for key, fact in CALCULATOR_FACTS.items():
        value = values.get(key)
        if isinstance(value, Quantity) and not value.exact:
            heard.refused[key] = say(_("{fact}: write one number, without < or >."), fact=fact)
            del values[key]
    heard.facts = replace(heard.facts, values=values)
    return heard
