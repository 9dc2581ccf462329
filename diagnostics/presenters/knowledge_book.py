"""The whole knowledge as one document on paper, for a pharmacy committee."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from ..clinical.knowledge.base import KNOWLEDGE
from . import words
from .decision_path import Rung, severity_ladder
from .desk import DISCLAIMER, MARK
from .knowledge import chapters
from .knowledge_shapes import Chapter, ClassLine, LimitLine, SettingLine, SourceLine
from .knowledge_sources import sources
from .knowledge_tables import assumptions, drug_classes, hard_limits, limits, settings
from .wording import Wording, begun


@dataclass(frozen=True, slots=True)
class Book:
    """What stands in the document, ready to be printed."""

    language: str
    title: str
    identity: str
    intro: str
    disclaimer: str
    mark: str
    strengths: tuple[str, ...]
    labels: Mapping[str, str]
    chapters: tuple[Chapter, ...]
    to_sign: tuple[Chapter, ...]
    limits: tuple[LimitLine, ...]
    settings: tuple[SettingLine, ...]
    hard: tuple[tuple[str, str], ...]
    assumptions: tuple[str, ...]
    severity: tuple[Rung, ...]
    classes: tuple[ClassLine, ...]
    sources: tuple[SourceLine, ...]


LABELS = {
    "page": words.LABELS["page"],
    "of": words.LABELS["of"],
    "limits": _("Limits"),
    "path": _("How fast, and by which way"),
    "drugs": _("Drugs by class"),
    "references": words.LABELS["references"],
    "sign_off": _("To be confirmed"),
    "sign_off_hint": _("These rules have a box to tick in their chapter, which is signed at its end."),
    "assumptions": _("Variation of measurements, settings without a source"),
    "signature": words.LABELS["signature"],
}


def book(language: str) -> Book:
    """The document in one language."""
    wording = Wording(language)
    text, every = wording.text, chapters(language)
    return Book(
        language=language,
        title=text(_("Low magnesium: the rules and their sources")),
        identity=begun(wording.line(_("knowledge {version}"), version=KNOWLEDGE.version)),
        intro=text(
            _("Each rule with its strength (letter), its sources (numbers) and a mark where it is not yet confirmed.")
        ),
        disclaimer=text(DISCLAIMER),
        mark=text(MARK),
        strengths=tuple(text(said) for said in words.STRENGTH.values()),
        labels={key: text(label) for key, label in LABELS.items()},
        chapters=every,
        to_sign=tuple(chapter for chapter in every if chapter.unconfirmed),
        limits=limits(language),
        settings=settings(language),
        hard=hard_limits(language),
        assumptions=assumptions(language),
        severity=severity_ladder(language),
        classes=drug_classes(language),
        sources=sources(language),
    )
