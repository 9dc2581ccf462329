"""The protocol sheet of the magnesium loading test, for the patient at hand (diagnosis dossier, section 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..clinical.assessment import Assessment
from .wording import Wording


@dataclass(frozen=True, slots=True)
class LoadingSheet:
    pass


def loading_sheet(assessment: Assessment, wording: Wording, *, case_label: str = "", printed_at: datetime | None = None) -> LoadingSheet:
    return LoadingSheet()
