"""Throws that are the same in every version of Python: only `random()` of a seeded generator is promised to stay."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of choices."""

    __slots__ = ("_random",)

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def chance(self, share: float) -> bool:
        """True in this share of throws."""
        return self._random.random() < share

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit`."""
        return int(self._random.random() * limit)

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random.random()

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[T], most: int) -> list[T]:
        """Between none and `most` different choices, few more often than many."""
        left, found = list(choices), []
        for _time in range(min(self.below(most + 1), self.below(most + 1) + 1, len(left))):
            found.append(left.pop(self.below(len(left))))
        return found
