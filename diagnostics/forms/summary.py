"""The answers of a step as rows to look through: as typed, as read, and where to change them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext

from ..clinical.facts import Step
from ..presenters.wording import Wording
from ..readers.answers import ABSENT, NOT_KNOWN, Heard, Written, drug_rows
from .blocks import Block, Boxes, Drugs, Questions, Ticks
from .drugs import note_on
from .fields import box_of, options_of
from .posted import name_of
from .step import StepForm


class Read(Protocol):
    """Answers with what they mean."""

    answers: dict[str, Written]
    heard: Heard
    wording: Wording


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: `typed` as it was given, `read` as it was understood, `problem` why it waits."""

    label: str
    typed: str
    read: str = ""
    problem: str = ""
    target: str = ""


def summary_of(step: Step, picture: Read) -> list[Row]:
    """What was answered on one step, in the order of its page."""
    form = StepForm(step, picture.answers, picture.heard, picture.wording)
    return [row for block in form.blocks for row in _rows(form, block)]


def _rows(form: StepForm, block: Block) -> Iterator[Row]:
    if isinstance(block, Boxes):
        yield from _boxes(form, block)
    elif isinstance(block, Questions):
        yield from _questions(form, block)
    elif isinstance(block, Ticks):
        yield from _ticks(form, block)
    elif isinstance(block, Drugs):
        yield from _drugs(form, block)


def _boxes(form: StepForm, block: Boxes) -> Iterator[Row]:
    for fact in block.facts:
        box = box_of(form, fact)
        if not box.text:
            continue
        typed = dict(box.options).get(box.text, box.text)
        waits = "; ".join((box.problem, *(() if box.confirmed else box.doubts))).strip("; ")
        if box.meanings:
            waits = " / ".join(label for _choice, label in box.meanings)
        read = (
            gettext("%(value)s, unusual, confirmed") % {"value": box.echo} if box.doubts and box.confirmed else box.echo
        )
        yield Row(box.label, f"{typed} {box.unit or box.fixed_unit}".strip(), read, waits, f"div_id_{box.name}")


def _questions(form: StepForm, block: Questions) -> Iterator[Row]:
    for fact in block.facts:
        written = form.answers.get(fact.key, Written())
        if written.blank:
            continue
        chosen = NOT_KNOWN if written.state == NOT_KNOWN else written.text
        said = dict(options_of(form, fact)).get(chosen, chosen)
        yield Row(form.wording.text(fact.label), said, target=f"div_id_{name_of(fact.key)}")


def _ticks(form: StepForm, block: Ticks) -> Iterator[Row]:
    shown = block.shown(form)
    present = [label for _code, label, ticked in shown["choices"] if ticked]  # type: ignore[attr-defined]
    if not present and not shown["absent"]:
        return
    asked = gettext("everything else asked and absent") if present else gettext("everything asked and absent")
    rest = asked if shown["absent"] else gettext("the rest not asked")
    typed = ", ".join(present) or gettext("None")
    yield Row(str(shown["label"]), typed, rest, target=f"div_id_{block.name}")


def _drugs(form: StepForm, block: Drugs) -> Iterator[Row]:
    for number in drug_rows(form.answers):
        answers = {
            part: form.answers.get(f"drugs.{number}.{part}", Written())
            for part in ("name", "months", "stopped_days_ago", "can_stop")
        }
        words = [answers["name"].text]
        if answers["months"].text:
            words.append(gettext("for %(months)s months") % {"months": answers["months"].text})
        if answers["stopped_days_ago"].text:
            words.append(gettext("stopped %(days)s days ago") % {"days": answers["stopped_days_ago"].text})
        can_stop = {"yes": gettext("can be stopped"), "no": gettext("cannot be stopped")}.get(answers["can_stop"].text)
        words += [can_stop] if can_stop else []
        problem = "; ".join(
            form.wording.say(form.heard.refused[f"drugs.{number}.{part}"])
            for part in answers
            if f"drugs.{number}.{part}" in form.heard.refused
        )
        target = f"div_id_{name_of(f'drugs.{number}.name')}"
        yield Row(gettext("Drug"), ", ".join(words), note_on(form, answers["name"].text), problem, target)
    if form.answers.get(block.key, Written()).text == ABSENT:
        yield Row(gettext("Drugs"), gettext("These are all"), target="div_id_asked__drugs")
