"""Whether the loading test is offered on its page: the infusion and its cautions, or what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment
from .planning import Planning, without_drawn_together
from .shapes import Dosed, OpenLine, ReasonLine
from .wording import Wording, begun


@dataclass(frozen=True, slots=True)
class LoadingOffer(Dosed):
    """`open` draws together what is not known yet, `other` are the remaining reasons against the test."""

    offered: bool
    dose_line: str
    diluent: str
    cautions: tuple[str, ...]
    open: tuple[OpenLine, ...]
    other: tuple[ReasonLine, ...]


def loading_offer(assessment: Assessment, wording: Wording) -> LoadingOffer:
    """The loading test of an assessment, in words."""
    loading, desk = assessment.loading, Planning(assessment, wording)
    diluent = getattr(loading.dose, "diluent", "")
    reasons = tuple(desk.reason(reason) for reason in loading.reasons)
    together = desk.together(reasons)
    return LoadingOffer(
        offered=loading.offered,
        dose_line=wording.dose_line(loading.dose) if loading.offered else "",
        diluent=wording.line(_("Diluent: {diluent}"), diluent=wording.value(diluent)) if diluent else "",
        cautions=tuple(begun(wording.say(caution)) for caution in loading.cautions),
        open=together,
        other=without_drawn_together(reasons, together),
    )
