"""All knowledge together, with the clinic's limits and the version that every output states."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..conditions import Threshold
from .thresholds import ClinicLimits
from .version import knowledge_version


@dataclass(frozen=True)
class Knowledge:
    """The tables as one clinic uses them. `limits` are checked when it is made.

    Raises BadLimits for limits out of order or range.
    """

    limits: ClinicLimits = field(default_factory=ClinicLimits)

    @property
    def version(self) -> str:
        """The version of the tables and the reasoning; a clinic's own limits are not in it."""
        return knowledge_version()

    def __post_init__(self) -> None:
        self.limits.checked()
        object.__setattr__(self, "_moved", {})

    def threshold(self, threshold: Threshold) -> Threshold:
        """The threshold at this clinic's value."""
        moved: dict[str, Threshold] = self._moved  # type: ignore[attr-defined]
        if threshold.key not in moved:
            moved[threshold.key] = self.limits.moved(threshold)
        return moved[threshold.key]


KNOWLEDGE = Knowledge()
