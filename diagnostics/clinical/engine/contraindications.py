"""Contraindications checked against one patient: what is met, and what is not known, as reasons to withhold."""

from __future__ import annotations

from ..assessment import Reason
from ..conditions import Yes
from ..evidence import Evidence, Truth
from ..knowledge.contraindications import Stop
from ..knowledge.patient import (
    AKI_STAGE,
    DIALYSIS,
    LACTATING,
    PREGNANT,
    SEX,
)
from ..text import _, say
from .draft import Draft, reason
from .scope import of_childbearing_age
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


def kidney_trouble_against(s: Situation, rule_id: str) -> list[Reason]:
    """Acute kidney injury, known or not, and oliguria: nothing that acts on the kidney is started."""
    found = []
    if s.kidney.aki is None:
        missing = (AKI_STAGE.key,)
        found.append(
            reason(rule_id, "not_known", say(_("acute kidney injury: not known")), say(_("the answer")), missing)
        )
    elif s.kidney.aki:
        found.append(
            reason(rule_id, "contraindicated", say(_("acute kidney injury")), say(_("kidney function recovered")))
        )
    if s.kidney.oliguria is Truth.MET:
        found.append(reason(rule_id, "contraindicated", say(_("oliguria")), say(_("urine output recovered"))))
    return found


def oral_must_run(draft: Draft) -> list[Reason]:
    """An adjunct is never the only treatment (TX-INV-14): it waits while oral magnesium is withheld."""
    if draft.has_family("oral"):
        return []
    said = say(_("only beside oral magnesium, which is withheld"))
    return [reason("TX-INV-14", "not_indicated", said, say(_("oral magnesium")))]


def reproduction_against(s: Situation) -> list[Reason]:
    facts = s.inquiry.facts
    found = []
    if s.people.pregnancy_open:
        found.append(
            reason("RUL-12", "not_known", say(_("pregnancy not known")), say(_("a pregnancy test")), (PREGNANT.key,))
        )
    if of_childbearing_age(s.inquiry) and facts.answer(LACTATING) is None:
        found.append(
            reason(
                "TX-SGL-04", "not_known", say(_("breast-feeding: not known")), say(_("the answer")), (LACTATING.key,)
            )
        )
    if facts.word(SEX) != "male" and facts.answer(LACTATING):
        found.append(reason("TX-OOS-05", "contraindicated", say(_("breast-feeding")), say(_("breast-feeding ended"))))
    dialysis = Yes(DIALYSIS).check(facts)
    if dialysis.truth is not Truth.NOT_MET:
        found.append(as_reason("TX-INV-02", dialysis, _("no dialysis")))
    return found
