"""What changed in the clinical content, newest first: the log that a pharmacist reads.

Changes of the software that alter no answer stand in CHANGELOG.md alone. `rules` are the ids concerned;
none means the whole rulebook. The log stands outside the knowledge, whose version must not change with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the knowledge: its edition, the month (YYYY-MM), what changed, and the rules concerned."""

    version: str
    month: str
    text: str
    rules: tuple[str, ...] = ()


CHANGES: tuple[Change, ...] = (
    Change("2026.11", "2026-11", _("First version: from a low magnesium to its severity, route and cause, a plan with doses, what is withheld and why, and what to watch. Each rule names its source.")),
)  # fmt: skip
