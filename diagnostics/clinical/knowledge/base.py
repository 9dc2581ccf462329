"""All knowledge together, with the clinic's limits and the version that every output states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..conditions import Threshold
from .thresholds import ClinicLimits
from .version import knowledge_version


@dataclass(frozen=True)
class Knowledge:
    """The tables as one clinic uses them. `limits` are checked when it is made.

    `instead` holds other limits by the key of the threshold they stand for: another authority's, to say what
    would be concluded under it. No plan is ever made from those.

    Raises BadLimits for limits out of order or range.
    """

    limits: ClinicLimits = field(default_factory=ClinicLimits)
    instead: Mapping[str, Threshold] = field(default_factory=dict)

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
            moved[threshold.key] = self.instead.get(threshold.key) or self.limits.moved(threshold)
        return moved[threshold.key]


KNOWLEDGE = Knowledge()
