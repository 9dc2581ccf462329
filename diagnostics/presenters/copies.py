"""What is said of a copy of a case, on each of its pages and papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_noop as _

from ..clinical.knowledge.base import KNOWLEDGE
from .shapes import Identity, Report
from .wording import Wording, cut

COPY = _("Copy of a case, not a record")


def copy_lines(copied: Mapping[str, Any], wording: Wording) -> tuple[str, ...]:
    """The sentences about a copy: `knowledge` answered it where it came from, `age` and `drugs` were left out."""
    lines = [wording.text(_("It came by link. Compare every value with the record before acting on it."))]
    knowledge = str(copied.get("knowledge", ""))
    if knowledge != KNOWLEDGE.version:
        said = _(
            "It was answered with knowledge {then}; here the present knowledge, {now}, answers it, which can say something else."
        )
        lines.append(wording.line(said, then=cut(knowledge, 60), now=KNOWLEDGE.version))
    if copied.get("age"):
        lines.append(wording.text(_("An age above 89 travels as 90.")))
    if copied.get("drugs"):
        said = _("Names of drugs that are not in the list do not travel; left out: {number}.")
        lines.append(wording.line(said, number=str(copied["drugs"])))
    return tuple(lines)


def as_copy(report: Report, copied: Mapping[str, Any]) -> Report:
    """The report of a copy, which says on each page what it is; any other report as it stands."""
    if not copied:
        return report
    wording = Wording(report.language)
    sentence = " ".join((f"{wording.text(COPY)}.", *copy_lines(copied, wording)))
    return replace(report, copy=sentence, identity=named_copy(report.identity, wording))


def named_copy(identity: Identity, wording: Wording) -> Identity:
    """The line that stands on each page of paper, beginning with what this is."""
    word = wording.text(COPY)
    return replace(identity, case=f"{word}, {identity.case}", line=f"{word} · {identity.line}")
