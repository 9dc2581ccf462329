"""What a measurement says: a row of the table, with the goals it is held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

COLUMNS = ("measurement", "median", "reference", "ratio", "goal", "met")


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit in words, and whether it is met."""

    text: str
    met: bool


def at_most(value: float, limit: float, unit: str) -> Goal:
    """The goal that a value is not above a limit."""
    return Goal(f"≤ {limit:g} {unit}", value <= limit)


def at_least(value: float, limit: float, unit: str) -> Goal:
    """The goal that a value is not below a limit."""
    return Goal(f"≥ {limit:g} {unit}", value >= limit)


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. `subject` is None where it could not be made, and the note says why."""

    name: str
    subject: float | None
    unit: str
    reference: float | None = None
    against: str = ""
    goals: tuple[Goal, ...] = ()
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Subject by reference."""
        return self.subject / self.reference if self.subject is not None and self.reference else None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it stands in the table."""
        return (
            self.name,
            amount(self.subject, self.unit),
            amount(self.reference, self.unit),
            amount(self.ratio, "×"),
            ", ".join(goal.text for goal in self.goals) or "–",
            ", ".join("yes" if goal.met else "NO" for goal in self.goals) or "–",
        )

    @property
    def remark(self) -> str:
        """What the reference is, and what else is to be known."""
        against = f"reference: {self.against}" if self.against else ""
        return "; ".join(part for part in (against, self.note) if part)

    def as_json(self) -> dict[str, Any]:
        """The row as objects that `json.dumps` writes."""
        return {
            "name": self.name,
            "unit": self.unit,
            "subject": self.subject,
            "reference": self.reference,
            "ratio": self.ratio,
            "against": self.against,
            "goals": [{"goal": goal.text, "met": goal.met} for goal in self.goals],
            "note": self.note,
        }


def amount(value: float | None, unit: str) -> str:
    """A number with three digits and its unit; a dash for none."""
    if value is None:
        return "–"
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{places}f} {unit}"


def table(rows: Iterable[Row]) -> str:
    """The rows under their headings, each with its remark below it."""
    shown = list(rows)
    lines = [COLUMNS, *(row.cells for row in shown)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(COLUMNS))]
    text = [laid_out(COLUMNS, widths), "  ".join("-" * width for width in widths)]
    for row in shown:
        text.append(laid_out(row.cells, widths))
        text += [f"    {row.remark}"] * bool(row.remark)
    return "\n".join(text)


def laid_out(cells: tuple[str, ...], widths: list[int]) -> str:
    """Words to the left, numbers to the right."""
    return "  ".join(
        cell.rjust(width) if 1 <= place <= 3 else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()
