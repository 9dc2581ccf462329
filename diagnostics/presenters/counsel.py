"""What is particular to the causes, what the diet can do, and what the patient is told."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Advice, Food
from . import words
from .desk import Desk
from .shapes import AdviceGroup, AdviceLine, DietSheet
from .wording import begun


class Counsel(Desk):
    """Advice beside the plan; nothing of it is an item to accept or reject."""

    def counsel(self) -> dict[str, object]:
        return {
            "by_cause": tuple(self.by_cause()),
            "diet": self.diet_sheet(),
            "for_patient": tuple(self.say(fact.text) for fact in self.assessment.advice),
        }

    def said_in_the_plan(self) -> set[str]:
        """What stands under the targets and warnings already and need not be said again."""
        plan = self.assessment.plan
        said = [watch.when for watch in plan.monitoring] + [warning.text for warning in self.assessment.warnings]
        return {self.say(each) for each in said}

    def by_cause(self) -> Iterable[AdviceGroup]:
        """The lines, drawn together by what they are about."""
        groups: dict[str, list[AdviceLine]] = {}
        said = self.said_in_the_plan()
        for advice in self.assessment.cause_specific:
            if self.say(advice.text) not in said:
                groups.setdefault(begun(self.say(advice.about)), []).append(self.advice_line(advice))
        for title, lines in groups.items():
            yield AdviceGroup(title, tuple(lines), _told(lines))

    def advice_line(self, advice: Advice) -> AdviceLine:
        kind = self.text(words.ADVICE[advice.kind]) if advice.kind in words.ADVICE else ""
        text = begun(self.say(advice.text))
        mark = "" if advice.verified else self.mark
        line = f"{kind}: {text[:1].lower()}{text[1:]}" if kind else text
        return AdviceLine(advice.code, kind, text, line, advice.rule.id, self.sources.of(advice.rule), mark)

    def diet_sheet(self) -> DietSheet | None:
        diet = self.assessment.diet
        if diet is None:
            return None
        said = self.said_in_the_plan()
        remarks = tuple(self.advice_line(remark) for remark in diet.remarks if self.say(remark.text) not in said)
        return DietSheet(
            self.say(diet.because),
            tuple(self.say(need.text) for need in diet.requirements),
            "; ".join(self.food(food) for food in diet.foods),
            remarks,
            self.sources.of(diet.rule),
            "" if diet.rule.verified else self.mark,
        )

    def food(self, food: Food) -> str:
        """A food with its portion and its milligrams as a bare number, which the heading explains."""
        name, portion = self.say(food.label), self.say(food.portion)
        if not food.mg:
            return self.line(_("{food} (no figure)"), food=name)
        amount, most = str(food.mg[0]), food.mg[-1]
        if food.tables_disagree:
            amount = self.line(_("{low} or {high} (tables disagree)"), low=amount, high=most)
        elif len(food.mg) > 1:
            amount = self.line(_("{low} to {high}"), low=amount, high=most)
        return self.line(_("{food} ({portion}) {amount}"), food=name, portion=portion, amount=amount)


def _told(lines: list[AdviceLine]) -> str:
    """Lines as one text; sources and mark stand once behind neighbours that share them."""
    told = []
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        same = after is not None and (after.sources, after.mark) == (line.sources, line.mark)
        told.append(line.line if same else f"{line.line}{'†' if line.mark else ''} {line.cites}".rstrip())
    return "; ".join(told) + "."
