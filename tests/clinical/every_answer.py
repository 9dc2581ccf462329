"""Runs a piece of reasoning once for every combination of answers to the questions that it asks.

A question is put when it is needed, so that what a row never looks at is not multiplied out: each run
stands for all patients who differ only in what was not asked, and all runs together for every patient.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence


class Answers:
    """Gives one fixed series of answers, and remembers what was asked."""

    def __init__(self, script: list[int]) -> None:
        self.script = script
        self.asked: dict[str, Hashable] = {}
        self.options: list[int] = []

    def ask(self, name: str, options: Sequence[Hashable]) -> Hashable:
        """The answer to a question; the same question has one answer in one run."""
        if name not in self.asked:
            place = len(self.options)
            if place == len(self.script):
                self.script.append(0)
            self.options.append(len(options))
            self.asked[name] = options[self.script[place]]
        return self.asked[name]


def every(run: Callable[[Answers], object]) -> Iterator[tuple[dict[str, Hashable], object]]:
    """Each series of answers with what `run` made of it."""
    script: list[int] = []
    while True:
        answers = Answers(script)
        result = run(answers)
        yield answers.asked, result
        while script and script[-1] + 1 == answers.options[len(script) - 1]:
            script.pop()
        if not script:
            return
        script[-1] += 1
