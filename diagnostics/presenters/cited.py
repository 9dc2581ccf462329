"""Reference numbers, as they are printed behind what they support."""

from __future__ import annotations

from collections.abc import Iterable


class Cited:
    """Something with reference numbers in `sources`."""

    __slots__ = ()
    sources: tuple[int, ...]

    @property
    def cites(self) -> str:
        """The reference numbers as they are printed, neighbours drawn together: [1–3, 7]; empty without any."""
        return f"[{', '.join(_runs(self.sources))}]" if self.sources else ""


def _runs(numbers: tuple[int, ...]) -> Iterable[str]:
    start = before = numbers[0]
    for number in (*numbers[1:], numbers[-1] + 2):
        if number != before + 1:
            yield str(start) if start == before else f"{start}–{before}"
            start = number
        before = number
