"""Every reason against an oral dose: known stops and safety questions that are open (TX-PO-07 to -09)."""

from __future__ import annotations

from ..assessment import Reason
from ..evidence import Truth
from ..facts import DRUGS as DRUG_LIST
from ..knowledge.drugs import shown_name
from ..knowledge.patient import CONDITIONS, NIL_BY_MOUTH
from ..text import _, say
from .draft import reason
from .situation import Situation


def oral_against(s: Situation, *, bridge: bool = False) -> tuple[Reason, ...]:
    """Every reason against an oral dose: known stops and safety questions that are open."""
    held: list[Reason] = []
    if s.people.child is None:
        held.append(
            reason("TX-INV-01", "not_known", say(_("age not known")), say(_("the age")), ("patient.age_years",))
        )
    if s.kidney.band == "unknown":
        held.append(
            reason(
                "TX-INV-05",
                "not_known",
                say(_("kidney function not known")),
                say(_("creatinine")),
                ("serum.creatinine",),
            )
        )
    elif s.kidney.below_30:
        held.append(
            reason(
                "TX-PO-07",
                "contraindicated",
                say(_("eGFR below 30, or acute kidney injury of stage 2 or more")),
                say(_("nephrology")),
            )
        )
    if s.kidney.oliguria is Truth.MET:
        held.append(reason("RUL-33", "contraindicated", say(_("oliguria")), say(_("urine output of at least 25 mL/h"))))
    for drug in s.no_oral_magnesium_with:
        held.append(
            reason(
                "TX-PO-09",
                "contraindicated",
                say(_("takes {drug}: not to be combined with oral magnesium"), drug=shown_name(drug.name)),
                say(_("the specialist who prescribes it")),
            )
        )
    if s.perhaps_raltegravir:
        said = say(_("takes an HIV integrase inhibitor: which one is not known"))
        release = say(_("its name; raltegravir must not be combined with oral magnesium"))
        held.append(reason("TX-PO-09", "not_known", said, release, (DRUG_LIST,)))
    if s.intolerable_diarrhoea and bridge:
        said = say(_("oral magnesium causes intolerable diarrhoea"))
        held.append(reason("TX-PO-06", "contraindicated", said, say(_("diarrhoea settled"))))
    if s.cannot_swallow_now:
        held.append(
            reason(
                "TX-PO-08", "contraindicated", say(_("nothing can be given by mouth")), say(_("the bowel works again"))
            )
        )
    held += _open_questions(s)
    return tuple(held)


def _open_questions(s: Situation) -> list[Reason]:
    facts = s.inquiry.facts
    open_ = [
        (facts.answer(NIL_BY_MOUTH) is None, _("can the patient swallow? not known"), NIL_BY_MOUTH.key),
        (
            facts.answer(CONDITIONS["bowel_obstruction"]) is None,
            _("bowel obstruction: not known"),
            CONDITIONS["bowel_obstruction"].key,
        ),
        (
            DRUG_LIST not in facts.asked,
            _("are all drugs known? some must not be combined with oral magnesium"),
            DRUG_LIST,
        ),
    ]
    return [
        reason("TX-PO-08", "not_known", say(text), say(_("the answer")), (key,))
        for unknown, text, key in open_
        if unknown
    ]
