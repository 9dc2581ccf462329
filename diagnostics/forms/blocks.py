"""Layout objects for crispy-forms: a section with its heading, and the kinds of question inside it.

Each block renders from one template in one go, which costs a tenth of a field at a time.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from crispy_forms.layout import LayoutObject
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ..clinical.facts import Fact
from ..clinical.knowledge.patient import BY_KEY
from ..readers.answers import ABSENT, NOT_KNOWN, Written, drug_rows
from ..readers.groups import Group
from .drugs import MOST_ROWS, drug_columns, name_chosen, row_keys, row_numbers, row_of
from .fields import UNLESS, box_of, hides, options_of
from .posted import Posted, clean, name_of, words

if TYPE_CHECKING:
    from .step import StepForm

Problem = tuple[str, str]


class Block(LayoutObject, ABC):
    """Some questions that are rendered, posted and checked together."""

    template = ""
    fields: list[object] = []

    @abstractmethod
    def asks(self) -> tuple[str, ...]:
        """The keys of the answers that the block asks for."""

    @abstractmethod
    def take(self, data: Mapping[str, str], posted: Posted) -> None:
        """Add what was posted for this block."""

    @abstractmethod
    def shown(self, form: StepForm) -> dict[str, object]:
        """What the template needs."""

    def problems(self, form: StepForm) -> Iterator[Problem]:
        """Where to go and what to say for each answer that waits."""
        heard = form.heard
        for key in self.asks():
            if key in heard.refused:
                yield f"div_id_{name_of(key)}", form.wording.say(heard.refused[key])
            elif key in heard.unit_changed:
                yield f"div_id_{name_of(key)}", unit_question(form, key)
            for doubt in heard.doubts.get(key, ()):
                yield f"div_id_{name_of(key)}", form.wording.say(doubt)

    def render(self, form: StepForm, context: object, template_pack: str = "", **kwargs: object) -> SafeString:
        return render_to_string(self.template, self.shown(form))


def unit_question(form: StepForm, key: str) -> str:
    """What is asked when the unit was changed under a standing number."""
    return gettext("%(fact)s: the unit was changed, the number was not. Say which of the two you meant.") % {
        "fact": form.wording.text(BY_KEY[key].label)
    }


class Boxes(Block):
    """Numbers with their units, and choices from a list, in a grid."""

    template = "diagnostics/forms/boxes.html"

    def __init__(self, *facts: Fact) -> None:
        self.facts = facts

    def asks(self) -> tuple[str, ...]:
        return tuple(fact.key for fact in self.facts)

    def take(self, data: Mapping[str, str], posted: Posted) -> None:
        for fact in self.facts:
            posted.written[fact.key] = words(data, fact.key)
            choice = clean(data.get(f"{name_of(fact.key)}-change"))
            if choice:
                posted.choices[fact.key] = choice

    def shown(self, form: StepForm) -> dict[str, object]:
        boxes = [box_of(form, fact) for fact in self.facts]
        return {"boxes": boxes, "small": not any(box.units or len(box.fixed_unit) > 6 for box in boxes)}


class Questions(Block):
    """Single questions with round choices, none of them preselected.

    `all_no` offers to answer everything that is still open with no, in one press.
    """

    template = "diagnostics/forms/questions.html"

    def __init__(self, *facts: Fact, all_no: bool = False) -> None:
        self.facts, self.all_no = facts, all_no

    @property
    def key(self) -> str:
        return name_of(self.facts[0].key)

    def asks(self) -> tuple[str, ...]:
        return tuple(fact.key for fact in self.facts)

    def take(self, data: Mapping[str, str], posted: Posted) -> None:
        rest_no = self.all_no and data.get("all-no") == self.key
        for fact in self.facts:
            written = words(data, fact.key)
            posted.written[fact.key] = Written("no") if rest_no and written.blank else written

    def shown(self, form: StepForm) -> dict[str, object]:
        rows = [self._row(form, fact) for fact in self.facts]
        return {"rows": rows, "all_no": self.all_no, "key": self.key}

    def _row(self, form: StepForm, fact: Fact) -> dict[str, object]:
        written = form.answers.get(fact.key, Written())
        chosen = NOT_KNOWN if written.state == NOT_KNOWN else written.text
        problem = form.heard.refused.get(fact.key)
        return {
            "name": name_of(fact.key),
            "label": form.wording.text(fact.label),
            "options": [(value, label, value == chosen) for value, label in options_of(form, fact)],
            "problem": form.wording.say(problem),
            "unless": UNLESS.get(fact.key, ""),
            "hidden": hides(form, fact.key),
        }


class Ticks(Block):
    """A group of findings or conditions; only what is present is ticked."""

    template = "diagnostics/forms/ticks.html"

    def __init__(self, group: Group) -> None:
        self.group = group

    @property
    def name(self) -> str:
        return f"{self.group.of}-{self.group.key}"

    def asks(self) -> tuple[str, ...]:
        return (*(f"{self.group.of}.{code}" for code in self.group.codes), self.group.rest)

    def take(self, data: Mapping[str, str], posted: Posted) -> None:
        ticked = set(data.getlist(self.name)) if hasattr(data, "getlist") else set(data.get(self.name, ()))
        for code in self.group.codes:
            posted.written[f"{self.group.of}.{code}"] = Written("yes") if code in ticked else Written()
        rest = data.get(f"{self.name}-rest") == ABSENT or data.get("all-absent") == self.group.of
        posted.written[self.group.rest] = Written(ABSENT) if rest else Written()

    def shown(self, form: StepForm) -> dict[str, object]:
        text, answers, of = form.wording.text, form.answers, self.group.of
        choices = []
        for code in self.group.codes:
            key = f"{of}.{code}"
            choices.append((code, text(BY_KEY[key].label), answers.get(key, Written()).text == "yes"))
        present = sum(ticked for _code, _label, ticked in choices)
        absent = answers.get(self.group.rest, Written()).text == ABSENT
        return {
            "name": self.name, "label": text(self.group.label), "choices": choices, "present": present, "absent": absent,
        }  # fmt: skip


class Drugs(Block):
    """Rows of drugs: name, for how long, stopped or not, and whether it can be stopped."""

    template = "diagnostics/forms/drugs.html"
    key = "asked.drugs"

    def asks(self) -> tuple[str, ...]:
        return (self.key,)

    def take(self, data: Mapping[str, str], posted: Posted) -> None:
        for row in row_numbers(data):
            for key in row_keys(row):
                posted.written[key] = words(data, key)
        chosen = name_chosen(data)
        if chosen is not None and f"drugs.{chosen[0]}.name" in posted.written:
            posted.written[f"drugs.{chosen[0]}.name"] = Written(chosen[1])
        all_named = data.get("asked__drugs") == ABSENT
        posted.written[self.key] = Written(ABSENT) if all_named else Written()

    def problems(self, form: StepForm) -> Iterator[Problem]:
        for row in drug_rows(form.answers):
            for key in row_keys(row):
                if key in form.heard.refused:
                    yield f"div_id_{name_of(key)}", form.wording.say(form.heard.refused[key])

    def shown(self, form: StepForm) -> dict[str, object]:
        used = drug_rows(form.answers)
        free = (row for row in range(MOST_ROWS) if row not in used)
        blank = islice(free, max(1, 3 - len(used)))
        return {
            "columns": drug_columns(),
            "rows": [row_of(form, row) for row in (*used, *blank)],
            "all_named": form.answers.get(self.key, Written()).text == ABSENT,
        }


class Section(LayoutObject):
    """A heading with the blocks under it. A folded one opens when something in it was answered."""

    def __init__(
        self,
        key: str,
        title: str,
        *blocks: Block,
        hint: str = "",
        tone: str = "",
        folded: bool = False,
        filter: bool = False,
    ) -> None:
        self.key, self.title, self.hint, self.tone = key, title, hint, tone
        self.folded, self.filter = folded, filter
        self.fields = list(blocks)

    def render(self, form: StepForm, context: object, template_pack: str = "", **kwargs: object) -> SafeString:
        inside = mark_safe("".join(block.render(form, context) for block in self.fields))
        answered = self.folded and any(
            not form.answers.get(key, Written()).blank for block in self.fields for key in block.asks()
        )
        ticks = next((block.group.of for block in self.fields if isinstance(block, Ticks)), "")
        shown = {
            "key": self.key, "title": form.wording.text(self.title), "hint": form.wording.text(self.hint), "tone": self.tone,
            "folded": self.folded, "open": answered, "filter": self.filter, "inside": inside, "ticks": ticks,
        }  # fmt: skip
        return render_to_string("diagnostics/forms/section.html", shown)


def leaves(layout: LayoutObject) -> tuple[Block, ...]:
    """The blocks of a page, in their order."""
    return tuple(block for section in layout.fields for block in section.fields)
