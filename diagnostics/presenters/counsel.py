"""What is particular to the causes, what the diet can do, and what the patient is told."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_noop as _

from ..clinical.counsel import Advice, Food
from ..clinical.knowledge.rulebook import rule
from ..clinical.text import Statement
from . import words
from .desk import Desk
from .shapes_beyond import AdviceGroup, AdviceLine, DietSheet
from .wording import begun


class Counsel(Desk):
    """Advice beside the plan; nothing of it is an item to accept or reject."""

    def counsel(self) -> dict[str, object]:
        facts = self.assessment.advice
        return {
            "by_cause": tuple(self.by_cause()),
            "diet": self.diet_sheet(),
            "for_patient": tuple(self.say(fact.text) for fact in facts),
            "for_patient_mark": "" if all(fact.verified for fact in facts) else self.mark,
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
        lines = [
            self.under("enough", diet.because, "TX-DIET-01"),
            *(self.under("need", need.text, "TX-DIET-03") for need in diet.requirements),
            *(self.advice_line(remark) for remark in diet.remarks if self.say(remark.text) not in said),
        ]
        return DietSheet(
            tuple(lines),
            "; ".join(self.food(food) for food in diet.foods),
            self.sources.of(diet.rule),
            "" if diet.rule.verified else self.mark,
        )

    def under(self, key: str, text: Statement, rule_id: str) -> AdviceLine:
        """A statement of the diet as a line with its rule."""
        row = rule(rule_id)
        return self.advice_line(Advice(key, text, row, "food", verified=row.verified))

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
