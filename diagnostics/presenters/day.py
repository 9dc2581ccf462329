"""A day on which a patient's drugs keep their hours apart from magnesium by mouth (TX-PO-09).

The hours are those of the texts that the knowledge has for each drug; a test holds the two together. Nothing is
said of food or of how often a drug is taken: that is in its own leaflet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

HOURS = 24
MEALS = (8, 13, 18, 22)  # o'clock; magnesium is taken with food
MOMENTS = (7, 8, 11, 13, 16, 18, 22)
WAKING = 7
ENOUGH = 2  # moments for a drug, so that one that is taken twice a day may fit too


@dataclass(frozen=True, slots=True)
class Apart:
    """Hours that must lie between a drug and magnesium: `before` the next of it, `after` the last.

    `fasting`: only on getting up. `never`: not on a day with magnesium by mouth, so that no time fits.
    """

    before: int = 0
    after: int = 0
    fasting: bool = False
    never: bool = False

    def fits(self, hour: int, magnesium: Iterable[int]) -> bool:
        """Whether the drug may be taken at this hour of a day with magnesium at those hours."""
        if self.never or (self.fasting and hour != WAKING):
            return False
        return all(
            (each - hour) % HOURS >= self.before and (hour - each) % HOURS >= self.after and each != hour
            for each in magnesium
        )


NEVER = Apart(never=True)
APART: Mapping[str, Apart] = {
    "Keep it at least 2 hours apart from magnesium.": Apart(2, 2),
    "Keep it 2 to 3 hours apart from magnesium.": Apart(3, 3),
    "not assessed: keep 2 to 3 hours apart unless its own text says more": Apart(3, 3),
    "Keep it 4 hours apart from magnesium.": Apart(4, 4),
    "By mouth: the bisphosphonate first and fasting, magnesium at least 4 hours later.": Apart(4, 4, fasting=True),
    "The antibiotic 2 hours before magnesium or 6 hours after it.": Apart(2, 6),
    "Dolutegravir 2 hours before magnesium or 6 hours after it.": Apart(2, 6),
    "Bictegravir 2 hours before magnesium or 6 hours after it; check the label.": Apart(2, 6),
    "Ask the HIV pharmacist; as a rule 2 hours before magnesium or 6 hours after it.": Apart(2, 6),
    "The combination 4 hours before magnesium or 6 hours after it.": Apart(4, 6),
    "Magnesium 4 hours before erlotinib or 2 hours after it.": Apart(2, 4),
    "Do not combine it with oral magnesium (risk of alkalosis).": NEVER,
    "Avoid oral magnesium; ask the HIV pharmacist.": NEVER,
}


@dataclass(frozen=True, slots=True)
class Day:
    """`magnesium` are the hours at which it is taken, `fitting` the drugs that may be taken at each moment."""

    magnesium: tuple[int, ...]
    fitting: Mapping[int, tuple[str, ...]]
    without_time: tuple[str, ...]


def plan_day(times_a_day: int, drugs: Mapping[str, str]) -> Day | None:
    """The day that leaves each drug moments enough, or else the most; `drugs` are the texts about their hours by name.

    None when magnesium is taken more often than there are meals, or not at all.
    """
    if not 0 < times_a_day <= len(MEALS):
        return None
    apart = {name: APART.get(text, NEVER) for name, text in drugs.items()}
    possible = [each for each in apart.values() if not each.never]

    def freedom(meals: tuple[int, ...]) -> tuple[int, int]:
        counts = [sum(each.fits(hour, meals) for hour in MOMENTS) for each in possible]
        return min(min(counts, default=0), ENOUGH), -_unusual(meals)

    meals = max(combinations(MEALS, times_a_day), key=freedom)
    fitting = {hour: tuple(name for name, each in apart.items() if each.fits(hour, meals)) for hour in MOMENTS}
    placed = {name for names in fitting.values() for name in names}
    return Day(meals, fitting, tuple(name for name in drugs if name not in placed))


def _unusual(meals: tuple[int, ...]) -> int:
    """How many of the meals are not those that spread so many portions over the day."""
    usual = {1: (18,), 2: (8, 18), 3: (8, 13, 18)}.get(len(meals), MEALS)
    return sum(each not in usual for each in meals)
