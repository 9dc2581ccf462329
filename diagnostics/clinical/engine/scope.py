"""Who is outside the validated scope (diagnosis dossier 16, rulings 11, 12, 23, 52)."""

from __future__ import annotations

from dataclasses import dataclass

from ..assessment import Reason, Scope
from ..evidence import Truth
from ..knowledge.patient import ADULT, AGE, DIALYSIS, FINDINGS, LACTATING, PREGNANT, SEX
from ..knowledge.rulebook import rule
from ..text import _, say
from .inquiry import Inquiry


@dataclass(frozen=True, slots=True)
class Population:
    """What sort of patient: each True, False, or None for not known."""

    child: bool | None
    pregnant: bool | None
    pregnancy_open: bool
    pre_eclampsia: bool
    postpartum: bool
    obstetric_seizure: bool
    dialysis: bool
    scope: Scope

    @property
    def refused(self) -> bool:
        """No dosing from here (TX-SEV-01)."""
        return (
            self.child is True or self.dialysis or self.pregnant is True or self.pre_eclampsia or self.obstetric_seizure
        )


def of_childbearing_age(inquiry: Inquiry) -> bool:
    """A woman of 12 to 55 years, or where sex or age leave it open."""
    age = inquiry.facts.number(AGE)
    return inquiry.facts.word(SEX) != "male" and (age is None or 12 <= age <= 55)


def could_be_pregnant(inquiry: Inquiry) -> bool:
    """Pregnancy not answered in a woman of 12 to 55 years, or where sex or age leave it open (ruling 12)."""
    return inquiry.facts.answer(PREGNANT) is None and of_childbearing_age(inquiry)


def is_child(inquiry: Inquiry) -> bool | None:
    """Under 18; None when neither age nor adulthood is known."""
    age, adult = inquiry.facts.number(AGE), inquiry.facts.answer(ADULT)
    if age is not None:
        return age < 18
    return None if adult is None else not adult


def population(inquiry: Inquiry) -> Population:
    """Check DX-POP-01 to -10 and gather what the paths need."""
    facts = inquiry.facts
    child = is_child(inquiry)
    pregnant = facts.answer(PREGNANT)
    dialysis = inquiry.yes(DIALYSIS) or bool(inquiry.condition("continuous_renal_replacement"))
    pre_eclampsia = bool(inquiry.condition("pre_eclampsia"))
    postpartum = bool(inquiry.condition("postpartum_6_weeks"))
    seizure = any(facts.answer(FINDINGS[code]) for code in ("seizure_now", "seizure_last_24h"))
    outside = (
        ("DX-POP-01", child, _("Under 18 years: use a paediatric nephrology pathway")),
        ("DX-POP-02", bool(pregnant) or pre_eclampsia, _("Pregnancy: route and tests are not judged; obstetric team")),
        ("DX-POP-02", postpartum, _("Within 6 weeks after birth: route and tests are not judged")),
        (
            "DX-POP-04",
            dialysis,
            _("Dialysis: route and tests are not judged; look at dialysate magnesium, PPI, diarrhoea, nutrition"),
        ),
    )
    reasons = []
    for rule_id, applies, text in outside:
        inquiry.note(rule_id, Truth.of(applies), say(text))
        if applies:
            reasons.append(Reason(rule(rule_id), "out_of_scope", say(text)))
    if inquiry.yes(LACTATING):
        inquiry.met("DX-POP-03", say(_("Breast-feeding: no loading test, no SGLT2 inhibitor, amiloride not advised")))
    return Population(
        child,
        pregnant,
        could_be_pregnant(inquiry),
        pre_eclampsia,
        postpartum,
        obstetric_seizure=seizure and (bool(pregnant) or postpartum or pre_eclampsia),
        dialysis=dialysis,
        scope=Scope(not reasons, tuple(reasons)),
    )
