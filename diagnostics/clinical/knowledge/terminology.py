"""Codes of other vocabularies for what this knowledge holds: LOINC, SNOMED CT, ICD-10, ICD-10-CM, ATC.

Diagnosis dossier section 15 and treatment dossier section 14, with the corrections of ruling 46. A row is a choice
to be checked against the current release of its vocabulary before use; the licence terms of LOINC and SNOMED CT
apply. What the dossiers leave open has no row, or a row without a code: nothing is guessed. Codes of the drug classes
stand with the classes in drugs.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..facts import Fact
from ..text import _
from ..units import Basis, Dimension, Unit
from .drugs import CLASSES
from .patient import (
    ALBUMIN_SERUM, BICARBONATE_SERUM, CALCIUM_SERUM, CREATININE_SERUM, EGFR_REPORTED, IONISED_CALCIUM, IONISED_MAGNESIUM,
    LOAD_BASELINE_MAGNESIUM, LOAD_BASELINE_RATIO, LOAD_URINE_CREATININE, LOAD_URINE_MAGNESIUM, MAGNESIUM_SERUM, PHOSPHATE_SERUM,
    POTASSIUM_SERUM, PTH_SERUM, SPOT_CALCIUM, SPOT_CREATININE, SPOT_MAGNESIUM, U24_CALCIUM, U24_CHLORIDE, U24_CREATININE,
    U24_DURATION, U24_MAGNESIUM, U24_POTASSIUM, U24_VOLUME,
)  # fmt: skip

LOINC, SNOMED, ICD10, ICD10_CM, ATC = "loinc", "snomed", "icd10", "icd10cm", "atc"
SYSTEMS: Mapping[str, str] = {
    LOINC: "http://loinc.org",
    SNOMED: "http://snomed.info/sct",
    ICD10: "http://hl7.org/fhir/sid/icd-10",
    ICD10_CM: "http://hl7.org/fhir/sid/icd-10-cm",
    ATC: "http://www.whocc.no/atc",
}


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of one vocabulary for a concept.

    `verified`: the code was read in a text, for this very use. `leaf_needed`: a heading, to be completed with its
    last character before it is sent anywhere. `note` says what to mind.
    """

    concept: str
    system: str
    code: str
    verified: bool = True
    note: str = ""
    leaf_needed: bool = False


@dataclass(frozen=True, slots=True)
class LabCode:
    """A LOINC code and the facts that it stands for, in units of one dimension and basis.

    `read_only`: a report with this code is the fact, but the fact need not be what the code says, so it is never
    written. No `facts`: known, but nothing here holds it.
    """

    label: str
    code: str
    dimension: Dimension
    bases: tuple[Basis, ...] = (Basis.NONE,)
    facts: tuple[Fact, ...] = ()
    note: str = ""
    read_only: bool = False

    def fits(self, unit: Unit) -> bool:
        """Whether a value in this unit is of the kind that the code names."""
        return unit.dimension is self.dimension and unit.basis in self.bases

    @property
    def coding(self) -> Coding:
        return Coding(self.label, LOINC, self.code, True, self.note)


_C, _D, _R = Dimension.CONCENTRATION, Dimension.AMOUNT_PER_DAY, Dimension.RATIO
_MASS, _MOLES = (Basis.MASS,), (Basis.MOLE,)
_MONOVALENT = (Basis.MOLE, Basis.EQUIVALENT)  # DX-UNIT-08: the same number in mmol and mEq
_POST_LOAD = _("Also used for the 24 h from the start of a loading test: say so beside the result")

# Magnesium and calcium in mEq have no code here: the dossier lists mass and moles only.
LAB_CODES: tuple[LabCode, ...] = (
    LabCode("magnesium, serum or plasma, mass/volume", "19123-9", _C, _MASS, (MAGNESIUM_SERUM,)),
    LabCode("magnesium, serum or plasma, moles/volume", "2601-3", _C, _MOLES, (MAGNESIUM_SERUM,)),
    LabCode("magnesium, whole blood, moles/volume", "2593-2", _C, _MOLES),
    LabCode("magnesium, red cells, moles/volume", "2597-3", _C, _MOLES),
    LabCode("magnesium, urine, mass/volume", "19124-7", _C, _MASS, (SPOT_MAGNESIUM, U24_MAGNESIUM)),
    LabCode("magnesium, urine, moles/volume", "2598-1", _C, _MOLES, (SPOT_MAGNESIUM, U24_MAGNESIUM)),
    LabCode("magnesium, 24 h urine, mass/time", "24447-5", _D, _MASS, (U24_MAGNESIUM, LOAD_URINE_MAGNESIUM, LOAD_BASELINE_MAGNESIUM), _POST_LOAD),
    LabCode("magnesium, 24 h urine, moles/time", "2599-9", _D, _MOLES, (U24_MAGNESIUM, LOAD_URINE_MAGNESIUM, LOAD_BASELINE_MAGNESIUM), _POST_LOAD),
    LabCode("magnesium/creatinine, urine, mass ratio", "13474-2", _R, _MASS, (LOAD_BASELINE_RATIO,)),
    LabCode("creatinine, serum or plasma, mass/volume", "2160-0", _C, _MASS, (CREATININE_SERUM,)),
    LabCode("creatinine, serum or plasma, moles/volume", "14682-9", _C, _MOLES, (CREATININE_SERUM,)),
    LabCode("creatinine, urine, mass/volume", "2161-8", _C, _MASS, (SPOT_CREATININE, U24_CREATININE)),
    LabCode("creatinine, urine, moles/volume", "14683-7", _C, _MOLES, (SPOT_CREATININE, U24_CREATININE)),
    LabCode("creatinine, 24 h urine, mass/time", "2162-6", _D, _MASS, (U24_CREATININE, LOAD_URINE_CREATININE)),
    LabCode("creatinine, 24 h urine, moles/time", "14684-5", _D, _MOLES, (U24_CREATININE, LOAD_URINE_CREATININE)),
    LabCode("potassium, serum or plasma", "2823-3", _C, _MONOVALENT, (POTASSIUM_SERUM,)),
    LabCode("potassium, blood", "6298-4", _C, _MONOVALENT),
    LabCode("potassium, 24 h urine", "2829-0", _D, _MONOVALENT, (U24_POTASSIUM,)),
    LabCode("potassium/creatinine, urine, molar", "33949-9", _R, _MOLES),
    LabCode("calcium, serum or plasma, mass/volume", "17861-6", _C, _MASS, (CALCIUM_SERUM,)),
    LabCode("calcium, serum or plasma, moles/volume", "2000-8", _C, _MOLES, (CALCIUM_SERUM,)),
    LabCode("calcium, ionised, serum or plasma, moles/volume", "1995-0", _C, _MOLES, (IONISED_CALCIUM,)),
    LabCode("calcium, urine, moles/volume", "2004-0", _C, _MOLES, (SPOT_CALCIUM, U24_CALCIUM)),
    LabCode("calcium, 24 h urine, moles/time", "14637-3", _D, _MOLES, (U24_CALCIUM,)),
    LabCode("calcium, urine, mass/volume", "17862-4", _C, _MASS, (SPOT_CALCIUM, U24_CALCIUM), _("Code read in a list only")),
    LabCode("chloride/creatinine, urine, molar", "34265-9", _R, _MOLES),
    LabCode("chloride, 24 h urine", "2079-2", _D, _MONOVALENT, (U24_CHLORIDE,)),
    LabCode("albumin, serum or plasma, mass/volume", "1751-7", _C, _MASS, (ALBUMIN_SERUM,)),
    LabCode("phosphate, serum or plasma, moles/volume", "14879-1", _C, _MOLES, (PHOSPHATE_SERUM,)),
    LabCode("phosphate, serum or plasma, mass/volume", "2777-1", _C, _MASS, (PHOSPHATE_SERUM,)),
    LabCode("bicarbonate, serum or plasma", "1963-8", _C, _MONOVALENT, (BICARBONATE_SERUM,)),
    LabCode("bicarbonate, blood", "1959-6", _C, _MONOVALENT),
    LabCode("parathyroid hormone, intact, mass/volume", "2731-8", _C, _MASS, (PTH_SERUM,)),
    LabCode("eGFR, CKD-EPI 2021, creatinine", "98979-8", Dimension.CLEARANCE, facts=(EGFR_REPORTED,), read_only=True,
            note=_("Only for the equation of 2021; a reported eGFR may come from another")),
    LabCode("24 h urine volume", "3167-4", Dimension.VOLUME, facts=(U24_VOLUME,)),
    LabCode("urine, total volume", "19153-6", Dimension.VOLUME, facts=(U24_VOLUME,)),
    LabCode("collection duration", "13362-9", Dimension.DURATION, facts=(U24_DURATION,)),
    LabCode("hours collected", "30211-7", Dimension.DURATION, facts=(U24_DURATION,)),
)  # fmt: skip

# The LOINC code of a computed value, by its name in the interface; the eGFR here is always that of 2021 unless it was reported.
COMPUTED_CODES: Mapping[str, str] = {"egfr": "98979-8"}

# Ionised magnesium: a term exists, its code was not verified. A site that knows it passes {"serum.ionised_magnesium": code}.
CONFIGURABLE: tuple[Fact, ...] = (IONISED_MAGNESIUM,)

# Never for the eGFR of 2021: CKD-EPI 2009 and MDRD
WRONG_CODES: Mapping[str, str] = {"62238-1": "CKD-EPI 2009", "33914-3": "MDRD"}

_TITLE_ONLY = _("Title read; whether it is used for this disorder is to be verified")
_SEVENTH = _("Seventh character A by rule")
_LEAF = _("A leaf code is needed")

DIAGNOSES: tuple[Coding, ...] = (
    Coding("hypomagnesaemia", SNOMED, "190855004"),
    Coding("hypomagnesaemia", ICD10_CM, "E83.42"),
    Coding("hypomagnesaemia", ICD10, "E83.4"),
    Coding("trpm6_disease", SNOMED, "711151004"),
    Coding("trpm6_disease", ICD10_CM, "E83.42", verified=False),
    Coding("trpm6_disease", ICD10, "E83.4", verified=False),
    Coding("dietary_deficiency", ICD10_CM, "E61.2"),
    Coding("dietary_deficiency", ICD10, "E61.2"),
    Coding("hypokalaemia", ICD10_CM, "E87.6"),
    Coding("hypokalaemia", ICD10, "E87.6"),
    Coding("hypocalcaemia", ICD10_CM, "E83.51"),
    Coding("bartter_syndrome", ICD10_CM, "E26.81"),
    Coding("bartter_syndrome", ICD10, "N25.8", verified=False, note=_TITLE_ONLY),
    Coding("gitelman_syndrome", ICD10_CM, "N25.89", verified=False, note=_TITLE_ONLY),
    Coding("gitelman_syndrome", ICD10_CM, "N15.8", verified=False, note=_TITLE_ONLY),
    Coding("gitelman_syndrome", ICD10, "N25.8", verified=False, note=_TITLE_ONLY),
    Coding("other_tubulopathy", ICD10_CM, "N25.89", verified=False, note=_TITLE_ONLY),
    Coding("other_tubulopathy", ICD10_CM, "N15.8", verified=False, note=_TITLE_ONLY),
    Coding("other_tubulopathy", ICD10, "N25.8", verified=False, note=_TITLE_ONLY),
    Coding("adverse_effect_of_acid_reducer", ICD10_CM, "T47.1X5A", note=_SEVENTH),
    Coding("adverse_effect_of_acid_reducer", ICD10, "Y53", note=_LEAF, leaf_needed=True),
    Coding("adverse_effect_of_loop_diuretic", ICD10_CM, "T50.1X5A", note=_SEVENTH),
    Coding("adverse_effect_of_loop_diuretic", ICD10, "Y54.4"),
    Coding("adverse_effect_of_thiazide", ICD10_CM, "T50.2X5A", note=_SEVENTH),
    Coding("adverse_effect_of_thiazide", ICD10, "Y54.3", verified=False),
    Coding("adverse_effect_of_other_diuretic", ICD10_CM, "T50.2X5A", note=_SEVENTH),
    Coding("adverse_effect_of_other_diuretic", ICD10, "Y54.5"),
    Coding("adverse_effect_of_anticancer_or_immunosuppressant", ICD10_CM, "T45.1X5A", note=_SEVENTH),
    Coding("adverse_effect_of_anticancer_or_immunosuppressant", ICD10, "Y43", note=_LEAF, leaf_needed=True),
)  # fmt: skip

CONCEPTS: Mapping[str, str] = {
    "hypomagnesaemia": _("Hypomagnesaemia"),
    "trpm6_disease": _("Hypomagnesaemia with secondary hypocalcaemia (TRPM6), intestinal hypomagnesaemia 1"),
    "dietary_deficiency": _("Too little magnesium in the diet"),
    "hypokalaemia": _("Hypokalaemia"),
    "hypocalcaemia": _("Hypocalcaemia"),
    "bartter_syndrome": _("Bartter syndrome"),
    "gitelman_syndrome": _("Gitelman syndrome"),
    "other_tubulopathy": _("Other tubulopathy"),
    "refeeding": _("Refeeding syndrome"),
    "adverse_effect_of_acid_reducer": _("Adverse effect of a proton pump inhibitor or antacid"),
    "adverse_effect_of_loop_diuretic": _("Adverse effect of a loop diuretic"),
    "adverse_effect_of_thiazide": _("Adverse effect of a thiazide"),
    "adverse_effect_of_other_diuretic": _("Adverse effect of another diuretic"),
    "adverse_effect_of_anticancer_or_immunosuppressant": _("Adverse effect of an anticancer or immunosuppressive medicine"),
}

# Which words of an assessment mean which concept: (part of the answer, word). No vocabulary here grades hypomagnesaemia, so
# every severity has the same codes.
MEANINGS: Mapping[tuple[str, str], str] = {
    ("status", "low"): "hypomagnesaemia",
    **{("severity", word): "hypomagnesaemia" for word in ("mild", "moderate", "severe", "critical")},
    ("cause", "dietary_deficiency"): "dietary_deficiency",
    ("cause", "refeeding"): "refeeding",
    **{("cause", code): "trpm6_disease" for code in ("trpm6_disease", "known_trpm6", "hereditary_trpm6")},
    **{("cause", code): "bartter_syndrome" for code in ("bartter_syndrome", "known_bartter")},
    **{("cause", code): "gitelman_syndrome" for code in ("gitelman_syndrome", "known_gitelman")},
    ("cause", "known_other_tubulopathy"): "other_tubulopathy",
    ("cause", "proton_pump_inhibitor"): "adverse_effect_of_acid_reducer",
    ("cause", "loop_diuretic"): "adverse_effect_of_loop_diuretic",
    ("cause", "thiazide"): "adverse_effect_of_thiazide",
    ("cause", "osmotic_diuretic"): "adverse_effect_of_other_diuretic",
    **{("cause", code): "adverse_effect_of_anticancer_or_immunosuppressant"
       for code in ("platinum", "anti_egfr_antibody", "other_anticancer", "calcineurin_inhibitor", "mtor_inhibitor")},
    ("finding", "refractory_hypokalaemia"): "hypokalaemia",
    ("finding", "refractory_hypocalcaemia"): "hypocalcaemia",
}  # fmt: skip


def _atc(drug: str, *codes: str, note: str = "") -> tuple[Coding, ...]:
    return tuple(Coding(drug, ATC, code, note=note) for code in codes)


_ADDITIVE = _("As an additive to intravenous fluids")
_MINERAL = _("As a mineral supplement")
_ANTACID = _("As an antacid")

# Substances of the plan (treatment dossier, section 14), by their key in drugs.py where they have one
SUBSTANCES: tuple[Coding, ...] = (
    *_atc("magnesium_sulfate", "A12CC02"),
    *_atc("magnesium_sulfate", "B05XA05", note=_ADDITIVE),
    *_atc("magnesium_aspartate", "A12CC05"),
    *_atc("magnesium_chloride", "A12CC01", note=_MINERAL),
    *_atc("magnesium_chloride", "B05XA11", note=_ADDITIVE),
    *_atc("magnesium_gluconate", "A12CC03"),
    *_atc("magnesium_citrate", "A12CC04"),
    *_atc("magnesium_lactate", "A12CC06"),
    *_atc("magnesium_oxide", "A12CC10", note=_MINERAL),
    *_atc("magnesium_oxide", "A02AA02", note=_ANTACID),
    *_atc("magnesium_carbonate", "A02AA01", note=_ANTACID),
    Coding("magnesium_glycerophosphate", ATC, "A12CC", note=_("No seventh character seen"), leaf_needed=True),
    *_atc("amiloride", "C03DB01"),
    *_atc("triamterene", "C03DB02"),
    *_atc("spironolactone", "C03DA01"),
    *_atc("eplerenone", "C03DA04"),
    *_atc("dapagliflozin", "A10BK01"),
    *_atc("canagliflozin", "A10BK02"),
    *_atc("empagliflozin", "A10BK03"),
    *_atc("famotidine", "A02BA03"),
    *_atc("calcium_gluconate", "A12AA03"),
    *_atc("alfacalcidol", "A11CC03"),
    *_atc("thiamine", "A11DA01"),
    # ruling 46
    Coding("streptomycin", ATC, "J01GA01", verified=False),
    Coding("capreomycin", ATC, "J04AB30", verified=False),
)  # fmt: skip
WITHOUT_CODE: Mapping[str, str] = {"inulin": _("Food, no ATC code"), "viomycin": _("No code in that group")}


# -- asking -----------------------------------------------------------------------------------------------------


def codes_of(fact: Fact) -> tuple[LabCode, ...]:
    """Every LOINC row of a fact, those that are only read included; none for what the dossier does not list."""
    return tuple(row for row in LAB_CODES if fact in row.facts)


def code_for(fact: Fact, unit: Unit, *, configured: Mapping[str, str] | None = None) -> str | None:
    """The LOINC code to write beside a value of this fact in this unit; None where no row says so.

    `configured` holds codes that a site knows itself, by fact key, and comes first.
    """
    own = (configured or {}).get(fact.key)
    if own:
        return own
    return next((row.code for row in codes_of(fact) if row.fits(unit) and not row.read_only), None)


def facts_for(code: str, unit: Unit) -> tuple[Fact, ...]:
    """The facts that a value with this LOINC code in this unit may be; several where the specimen decides."""
    return next((row.facts for row in LAB_CODES if row.code == code and row.fits(unit)), ())


def codings_of(concept: str) -> tuple[Coding, ...]:
    """The codes of a diagnosis; empty where the dossier says to look them up first."""
    return tuple(row for row in DIAGNOSES if row.concept == concept)


def codings_for(part: str, word: str) -> tuple[Coding, ...]:
    """The codes for a word of an assessment: part status, severity, cause or finding."""
    concept = MEANINGS.get((part, word))
    return codings_of(concept) if concept else ()


def atc_of_drug(key: str) -> tuple[Coding, ...]:
    """The ATC codes of a drug by its key, as far as the dossiers give them."""
    return tuple(row for row in SUBSTANCES if row.concept == key)


def atc_of_class(code: str) -> tuple[str, ...]:
    """The ATC groups of a class of drugs."""
    atc = CLASSES[code].atc
    return tuple(atc.split(", ")) if atc else ()


def check_digit(number: str) -> str:
    """The LOINC check digit of the number before the hyphen (mod 10: every second digit from the right doubled)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
