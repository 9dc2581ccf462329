"""The form of one step: takes the words that were posted, and shows those that were saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from crispy_forms.helper import FormHelper
from django import forms

from ..clinical.facts import Step
from ..presenters.wording import Wording
from ..readers.answers import Heard, Written
from .blocks import Block, leaves
from .pages import PAGES
from .posted import Posted


class StepForm(forms.Form):
    """The questions of one step.

    Errors are those of the saved answers: nothing that was typed is lost, and what could not be read
    comes back with the reason, also when the page is opened again later. `grade` says what a value was
    judged as, such as "low"; an empty text where nothing is said.
    """

    def __init__(
        self,
        step: Step,
        answers: Mapping[str, Written] | None = None,
        heard: Heard | None = None,
        wording: Wording | None = None,
        grade: Callable[[str], str] = lambda key: "",
    ) -> None:
        super().__init__()
        self.step = step
        self.answers = answers or {}
        self.heard = heard or Heard()
        self.wording = wording or Wording()
        self.grade = grade
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = PAGES[step]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of questions of this step, without the headings around them."""
        return leaves(PAGES[self.step])

    def posted(self, data: Mapping[str, str]) -> Posted:
        """What was posted for the questions of this step; other names are not looked at."""
        taken = Posted()
        for block in self.blocks:
            block.take(data, taken)
        return taken

    @cached_property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """The id to go to and the sentence of each thing that stands in the way, in the order of the page."""
        return tuple(problem for block in self.blocks for problem in block.problems(self))
