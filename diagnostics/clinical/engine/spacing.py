"""Which drugs are to be kept apart from oral magnesium, and by how long (TX-PO-09)."""

from __future__ import annotations

from ..assessment import Spacing
from ..facts import DrugTaken
from ..knowledge.drugs import CLASSES, find_drug, shown_name
from ..knowledge.rulebook import rule
from ..text import _, say
from .draft import Draft
from .situation import Situation

UNLISTED_APART = _("not assessed: keep 2 to 3 hours apart unless its own text says more")


def plan_spacing(s: Situation, draft: Draft) -> None:
    """TX-PO-09: the timetable for drugs that bind magnesium; the larger interval stands."""
    for taken in s.drugs_now:
        text = _apart(taken)
        if text:
            draft.spacing.append(Spacing(shown_name(taken.name), say(text), rule("TX-PO-09")))
    if draft.spacing:
        names = tuple(entry.drug for entry in draft.spacing)
        s.inquiry.warn("W_SPACING", say(_("Keep oral magnesium apart from: {names}."), names=names), "TX-PO-09")
        draft.propose(
            "SPACING_TABLE",
            say(_("Print the timetable that keeps magnesium apart from: {names}"), names=names),
            "TX-PO-09",
        )


def _apart(taken: DrugTaken) -> str:
    """How far from magnesium: by the drug, else by its class, else the interval of an unlisted drug."""
    row = find_drug(taken.drug) if taken.drug else None
    if row is not None and "not_by_mouth" in row.flags:
        return ""
    by_class = next((CLASSES[c].spacing for c in sorted(taken.classes) if CLASSES[c].spacing), "")
    unlisted = row is None and not taken.classes
    return (row.spacing if row else "") or by_class or (UNLISTED_APART if unlisted else "")
