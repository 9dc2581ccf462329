"""Contraindications checked against one patient: what is met, and what is not known, as reasons to withhold."""

from __future__ import annotations

from ..assessment import Reason
from ..conditions import Yes
from ..evidence import Evidence, Truth
from ..knowledge.contraindications import Stop
from ..knowledge.patient import (
    DIALYSIS,
    LACTATING,
    PREGNANT,
    SEX,
)
from ..text import _, say
from .draft import reason
from .situation import Situation


def stops_against(s: Situation, stops: tuple[Stop, ...]) -> list[Reason]:
    """The stops that are met or not known, as reasons."""
    found = []
    for stop in stops:
        evidence = stop.when.check(s.inquiry.facts)
        s.inquiry.record(stop.rule, evidence)
        if evidence.truth is not Truth.NOT_MET:
            found.append(as_reason(stop.rule, evidence, stop.released_by))
    return found


def as_reason(rule_id: str, evidence: Evidence, released_by: str) -> Reason:
    kind = "contraindicated" if evidence.truth is Truth.MET else "not_known"
    release = (
        say(released_by) if kind == "contraindicated" else say(_("an answer; then: {release}"), release=released_by)
    )
    return reason(rule_id, kind, evidence.statement, release, evidence.missing)


def reproduction_against(s: Situation) -> list[Reason]:
    facts = s.inquiry.facts
    found = []
    if s.people.pregnancy_open:
        found.append(
            reason("RUL-12", "not_known", say(_("pregnancy not known")), say(_("a pregnancy test")), (PREGNANT.key,))
        )
        s.inquiry.warn(
            "W_PREGNANCY",
            say(_("Pregnancy is not known: amiloride, triamterene and SGLT2 inhibitors wait.")),
            "RUL-12",
            PREGNANT.key,
        )
    if facts.word(SEX) != "male" and facts.answer(LACTATING):
        found.append(reason("TX-OOS-05", "contraindicated", say(_("breast-feeding")), say(_("breast-feeding ended"))))
    dialysis = Yes(DIALYSIS).check(facts)
    if dialysis.truth is not Truth.NOT_MET:
        found.append(as_reason("TX-INV-02", dialysis, _("no dialysis")))
    return found
