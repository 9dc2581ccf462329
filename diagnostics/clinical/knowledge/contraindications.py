"""Contraindications of amiloride, SGLT2 inhibitors and inulin as tables (TX-AMI-03, TX-SGL-04, TX-PPI-05)."""

from __future__ import annotations

from dataclasses import dataclass

from ..conditions import Condition, IfKnown, Not, Passes, Takes, Yes, any_of
from . import thresholds as t
from .patient import (
    COLON_PRESENT,
    CONDITIONS,
    POTASSIUM_SERUM,
    SODIUM_SERUM,
)
from ..text import _


@dataclass(frozen=True, slots=True)
class Stop:
    """A contraindication: the condition, its rule, and what would release it."""

    rule: str
    when: Condition
    released_by: str


def _yes(code: str) -> Yes:
    return Yes(CONDITIONS[code])


AMILORIDE_STOPS: tuple[Stop, ...] = (
    Stop(
        "TX-INV-44", Passes(POTASSIUM_SERUM, t.K_HIGH_AMILORIDE), _("potassium of 5.0 mmol/L or lower, within 7 days")
    ),
    Stop("TX-INV-47", _yes("diabetic_nephropathy"), _("nothing: choose another way")),
    Stop("TX-INV-47", _yes("addison"), _("nothing: choose another way")),
    Stop(
        "TX-INV-46",
        Takes(("potassium_sparing_diuretic", "mineralocorticoid_antagonist"), _("another potassium-sparing drug")),
        _("the other drug stopped by its prescriber"),
    ),
    Stop(
        "TX-INV-46",
        Takes(
            ("ace_inhibitor", "angiotensin_receptor_blocker", "neprilysin_inhibitor", "renin_inhibitor"),
            _("ACE inhibitor, ARB, sacubitril or aliskiren"),
        ),
        _("the other drug stopped by its prescriber, or nephrology"),
    ),
    Stop(
        "TX-INV-46",
        Takes(("potassium_supplement",), _("potassium supplement or salt substitute")),
        _("the supplement stopped, or nephrology"),
    ),
    Stop("TX-INV-46", Takes(("trimethoprim",), _("trimethoprim")), _("the antibiotic course ended")),
    Stop("TX-INV-46", Takes(("calcineurin_inhibitor",), _("ciclosporin or tacrolimus")), _("the transplant team")),
    Stop("TX-AMI-03", Takes(("heparin",), _("heparin")), _("heparin ended")),
    Stop("TX-AMI-03", Takes(("nsaid",), _("regular NSAID")), _("the NSAID stopped")),
    Stop(
        "TX-AMI-03",
        any_of(_yes("dehydration"), IfKnown(Passes(SODIUM_SERUM, t.NA_VERY_LOW))),
        _("volume and sodium corrected"),
    ),
    Stop(
        "TX-AMI-05",
        any_of(_yes("acute_diarrhoea"), _yes("vomiting")),
        _("the vomiting or diarrhoea ended"),
    ),
)

SGLT2_STOPS: tuple[Stop, ...] = (
    Stop(
        "TX-INV-52",
        any_of(_yes("type_1_diabetes"), _yes("pancreatogenic_diabetes")),
        _("nothing from here: the diabetes team"),
    ),
    Stop(
        "TX-INV-52",
        any_of(_yes("ketoacidosis_history"), _yes("diabetic_ketoacidosis")),
        _("nothing from here: the diabetes team"),
    ),
    Stop(
        "TX-INV-54",
        any_of(
            _yes("acutely_ill"),
            _yes("fasting"),
            _yes("dehydration"),
            _yes("sepsis"),
            _yes("critical_illness"),
            _yes("perioperative"),
            _yes("vomiting"),
            _yes("acute_diarrhoea"),
            _yes("alcohol_withdrawal"),
        ),
        _("recovered, eating and drinking normally"),
    ),
    Stop(
        "TX-INV-55",
        any_of(_yes("fournier_gangrene"), _yes("recurrent_genital_infection"), _yes("recurrent_urinary_infection")),
        _("nothing: choose another way"),
    ),
    Stop(
        "TX-SGL-04",
        any_of(_yes("ketogenic_diet"), _yes("alcohol_use_disorder"), _yes("eating_disorder")),
        _("the diet, drinking or eating disorder ended"),
    ),
    Stop("TX-INV-52", _yes("diabetes_type_unknown"), _("type 1 diabetes excluded")),
    Stop("TX-INV-57", _yes("kidney_transplant"), _("the transplant team")),
    Stop("TX-SGL-04", Takes(("sglt2_inhibitor",), _("an SGLT2 inhibitor already")), _("nothing: it is in use already")),
)

INULIN_STOPS: tuple[Stop, ...] = (
    Stop("TX-INV-59", Not(Yes(COLON_PRESENT)), _("a colon in use")),
    Stop(
        "TX-INV-59",
        any_of(_yes("short_bowel"), _yes("ileostomy"), _yes("high_output_stoma")),
        _("nothing: choose another way"),
    ),
    Stop("TX-INV-59", _yes("irritable_bowel_syndrome"), _("a prescriber who accepts more wind and pain")),
    Stop("TX-PPI-05", any_of(_yes("fructan_allergy"), _yes("fructose_intolerance")), _("nothing: choose another way")),
    Stop("TX-PPI-05", any_of(_yes("bowel_obstruction"), _yes("ileus")), _("the bowel works again")),
    Stop("TX-PPI-05", _yes("inflammatory_bowel_disease"), _("gastroenterology: no active flare")),
)
