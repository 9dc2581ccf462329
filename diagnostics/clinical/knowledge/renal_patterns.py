"""The pattern matrix after renal loss (diagnosis dossier 11.2), its traps, and the tests to order once (11.1).

A column expects one of some states ("low", "normal", "high"); without an expectation the dossier says "any"
and the column asks nothing. Normal means neither of the others. Codes of acquired candidates are drug
classes and conditions; what has no code stands in `also`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..evidence import Citation
from ..text import _
from .causes import CONDITION_CAUSES
from .citations import R34, R104, R105
from .drugs import CLASSES

LOW, NORMAL, HIGH = ("low",), ("normal",), ("high",)
NOT_HIGH, NOT_LOW = ("low", "normal"), ("normal", "high")


@dataclass(frozen=True, slots=True)
class RenalPattern:
    """One row of the matrix.

    `other` is the key of its last column (engine/patterns.py reads it) or "" without one. `defining` names
    the columns without which the row is not this pattern: it is left out when one of them contradicts.
    `core` are those that must fit before the row speaks for an inherited disease, `denied_by` those that may be
    unknown but must not contradict (DX-GENE-01, reason 4).
    """

    rule: str
    label: str
    genes: tuple[str, ...] = ()
    potassium: tuple[str, ...] = ()
    bicarbonate: tuple[str, ...] = ()
    urine_calcium: tuple[str, ...] = ()
    blood_pressure: tuple[str, ...] = ()
    other: str = ""
    defining: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    acquired: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    hereditary: str = ""


PATTERNS: tuple[RenalPattern, ...] = (
    RenalPattern(
        "DX-REN-P1", _("Low potassium and alkalosis with low urine calcium"),
        ("SLC12A3", "CLCNKB", "HNF1B", "KCNJ10", "KCNJ16", "ATP1A1", "MT-TI", "MT-TF"),
        LOW, HIGH, LOW, NOT_HIGH, "renin", core=("potassium", "bicarbonate"), denied_by=("urine_calcium",),
        acquired=("thiazide", "sjogren_syndrome", "platinum"),
        also=(_("a thiazide that was not mentioned (screen the urine)"),),
    ),
    RenalPattern(
        "DX-REN-P2", _("Low potassium and alkalosis with normal or high urine calcium"), ("CLCNKB", "BSND", "SLC12A1", "KCNJ1", "CASR"),
        LOW, HIGH, NOT_LOW, NOT_HIGH, core=("potassium", "bicarbonate"), denied_by=("urine_calcium",),
        acquired=("loop_diuretic", "aminoglycoside", "calcimimetic"),
        hereditary=_("with SLC12A1 and KCNJ1 magnesium is near normal; CASR by gain of function"),
    ),
    RenalPattern(
        "DX-REN-P3", _("Low urine calcium with normal potassium and bicarbonate"), ("FXYD2", "HNF1B", "SLC12A3"),
        NORMAL, NORMAL, LOW, NORMAL, "chondrocalcinosis", defining=("urine_calcium",), core=("potassium", "bicarbonate", "urine_calcium"),
        acquired=("thiazide",), hereditary=_("SLC12A3 as early Gitelman syndrome"),
    ),
    RenalPattern(
        "DX-REN-P4", _("Isolated loss of magnesium"), ("CNNM2", "EGF", "EGFR", "KCNA1", "PCBD1", "TRPM6"),
        NORMAL, NORMAL, NORMAL, NORMAL, "isolated",
        acquired=("anti_egfr_antibody", "platinum", "type_2_diabetes", "diabetes_type_unknown", "calcineurin_inhibitor", "recovering_acute_tubular_necrosis"),
        hereditary=_("TRPM6 with low calcium"),
    ),
    RenalPattern(
        "DX-REN-P5", _("High urine calcium, nephrocalcinosis or stones, parathyroid hormone high"), ("CLDN16", "CLDN19", "RRAGD"),
        NOT_HIGH, NOT_HIGH, HIGH, NORMAL, "nephrocalcinosis", defining=("urine_calcium",), core=("potassium", "bicarbonate", "urine_calcium"),
        acquired=("calcineurin_inhibitor", "hypercalcaemia", "renal_tubular_acidosis", "vitamin_d"),
        also=(_("nephrocalcinosis speaks against a calcineurin inhibitor"),),
    ),
    RenalPattern(
        "DX-REN-P6", _("Low calcium with low or inappropriately normal parathyroid hormone"), ("CASR", "TRPM6", "TRPM7", "FAM111A"),
        NOT_HIGH, NOT_LOW, NOT_LOW, NORMAL, "low_calcium", defining=("other",), core=("other",),
        also=(_("functional hypoparathyroidism of any severe hypomagnesaemia: measure again after repletion"),),
    ),
    RenalPattern(
        "DX-REN-P7", _("Low potassium with low bicarbonate and a normal anion gap"), ("KCNJ16", "mtDNA deletion"),
        LOW, LOW, (), NORMAL, "anion_gap", defining=("bicarbonate",),
        acquired=("amphotericin_b", "other_anticancer", "platinum", "renal_tubular_acidosis"),
        also=(_("toluene"), _("diarrhoea mimics it: urine chloride and urine anion gap tell")),
        hereditary=_("genes of distal renal tubular acidosis"),
    ),
    RenalPattern(
        "DX-REN-P8", _("High blood pressure with low potassium and alkalosis"), ("MT-TI",),
        LOW, HIGH, (), HIGH, defining=("blood_pressure",), acquired=("primary_aldosteronism", "cushing", "thiazide", "loop_diuretic"),
        also=(_("liquorice"), _("a diuretic for hypertension")), hereditary=_("in Liddle-type disease magnesium is normal"),
    ),
    RenalPattern(
        "DX-REN-P9", _("High serum calcium with high urine calcium"),
        urine_calcium=HIGH, other="high_calcium", defining=("other",),
        acquired=("hypercalcaemia", "primary_hyperparathyroidism", "vitamin_d", "calcium_supplement"), also=(_("malignancy"), _("milk-alkali")),
    ),
    RenalPattern(
        "DX-REN-P10", _("Proteinuria or chronic kidney disease"), ("HNF1B", "mtDNA deletion"),
        other="proteinuria", defining=("other",), acquired=("tubulointerstitial_nephritis", "proteinuric_ckd"), also=(_("glomerular proteinuria"),),
    ),
    RenalPattern(
        "DX-REN-P11", _("Polyuria or glucosuria"), other="polyuria", defining=("other",),
        acquired=("osmotic_diuretic", "recovering_acute_tubular_necrosis", "post_obstructive_diuresis"), also=(_("hyperglycaemia"), _("a large saline load")),
    ),
    RenalPattern(
        "DX-REN-P12", _("Diabetes with renal cysts, single kidney, genital anomaly, abnormal liver tests or gout"), ("HNF1B", "PCBD1"),
        other="diabetes_and_cysts", defining=("other",), core=("other",),
    ),
)  # fmt: skip

# 11.2: what is excluded first in every row
FIRST_DRUG_ROWS = tuple(f"DX-HX-D{number:02d}" for number in range(3, 16))
FIRST_CONDITION_ROWS = ("DX-HX-C07", "DX-HX-C08", "DX-HX-C14", "DX-HX-C15", "DX-HX-C16", "DX-HX-C17", "DX-HX-C18")
FIRST_DRUGS = frozenset(code for code, row in CLASSES.items() if row.rule in FIRST_DRUG_ROWS)
FIRST_CONDITIONS = frozenset(row.code for row in CONDITION_CAUSES if row.rule in FIRST_CONDITION_ROWS)
# diabetes belongs to P12 and explains none but the isolated loss (P4)
DIABETES = frozenset({"type_2_diabetes", "diabetes_type_unknown"})

INHERITED_ROWS = ("DX-REN-P1", "DX-REN-P2", "DX-REN-P3", "DX-REN-P5", "DX-REN-P6", "DX-REN-P12")


@dataclass(frozen=True, slots=True)
class Trap:
    """What has misled others, shown with the rows it belongs to."""

    rows: tuple[str, ...]
    text: str
    citations: tuple[Citation, ...]


TRAPS: tuple[Trap, ...] = (
    Trap(("DX-REN-P1", "DX-REN-P2", "DX-REN-P3"), _("Gitelman syndrome can have a normal serum magnesium and a variable urine calcium"), (R104,)),
    Trap(("DX-REN-P5",), _("FHHNC can have a normal serum magnesium: 24 % of 25 patients with CLDN16 disease had; FEMg gave the clue"), (R34,)),
    Trap(("DX-REN-P1", "DX-REN-P2", "DX-REN-P8"),
         _("A diuretic taken in secret: urine chloride changes from day to day; in a tubulopathy it is always high"), (R105,)),
)  # fmt: skip

# what each column is called, and the words of what it expects
COLUMN_LABELS: dict[str, str] = {
    "potassium": _("Potassium"), "bicarbonate": _("Bicarbonate"), "urine_calcium": _("Urine calcium"), "blood_pressure": _("Blood pressure"),
}  # fmt: skip
OTHER_LABELS: dict[str, str] = {
    "renin": _("renin activity and aldosterone high"), "chondrocalcinosis": _("chondrocalcinosis"), "isolated": _("nothing else found"),
    "nephrocalcinosis": _("nephrocalcinosis, stones or high parathyroid hormone"),
    "low_calcium": _("low calcium with low or inappropriately normal parathyroid hormone"), "anion_gap": _("normal anion gap"),
    "high_calcium": _("high serum calcium"), "proteinuria": _("proteinuria or chronic kidney disease"), "polyuria": _("polyuria or glucosuria"),
    "diabetes_and_cysts": _("diabetes with cysts or a genital anomaly"),
}  # fmt: skip

# findings that take "isolated" away from P4
NOT_ISOLATED = (
    "chondrocalcinosis", "nephrocalcinosis", "kidney_stones", "renal_cysts", "genital_malformation", "deafness", "eye_disease", "cardiomyopathy",
    "developmental_delay", "salt_craving", "polyuria", "glucosuria", "proteinuria",
)  # fmt: skip
