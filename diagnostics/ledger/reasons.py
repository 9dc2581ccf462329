"""The rules whose id stands in no code: where they are applied all the same, or why nothing applies them.

One line for each, to be reviewed like any other table. A place is "file:name" below `diagnostics/`; a test sees
that it exists. A line without a place, which says that nothing has to be built, goes when code names its rule.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Why code need not name the rule. `place` is where it holds all the same, empty where nothing has to be built."""

    why: str
    place: str = ""


_FACTOR = "the factor follows from the molar mass and the unit"
_CHOSEN = "sources disagree; the figure chosen is applied here"

ELSEWHERE: dict[str, Elsewhere] = {
    # Diagnosis.
    "DX-GEN-04": Elsewhere("the version is a hash of all tables and of the reasoning", "clinical/knowledge/version.py:knowledge_version"),
    "DX-UNIT-01": Elsewhere(_FACTOR, "clinical/units.py:MAGNESIUM"),
    "DX-UNIT-02": Elsewhere(_FACTOR, "clinical/units.py:MAGNESIUM"),
    "DX-UNIT-03": Elsewhere(_FACTOR, "clinical/units.py:CREATININE"),
    "DX-UNIT-04": Elsewhere(_FACTOR, "clinical/units.py:CALCIUM"),
    "DX-UNIT-05": Elsewhere(_FACTOR, "clinical/units.py:PHOSPHATE"),
    "DX-UNIT-06": Elsewhere(_FACTOR, "clinical/units.py:PTH"),
    "DX-UNIT-08": Elsewhere("equivalents are halved or not by the charge of the ion", "clinical/units.py:Substance"),
    "DX-UNIT-09": Elsewhere(_FACTOR, "clinical/units.py:G_DL"),
    "DX-UNIT-11": Elsewhere("a number without its unit is refused, and no unit is chosen beforehand", "readers/case_values.py:_quantity"),
    "DX-UNIT-13": Elsewhere("24 mg and 1 mmol a day are two limits of one threshold, each native", "clinical/knowledge/thresholds.py:U24_RENAL"),
    "DX-UNIT-15": Elsewhere("albumin outside its usual range is asked about once more", "clinical/knowledge/patient.py:ALBUMIN_SERUM"),
    "DX-UNIT-16": Elsewhere("one field takes a concentration or an amount, told apart by its unit, never both", "clinical/knowledge/patient.py:U24_MAGNESIUM"),
    "DX-PRE-07": Elsewhere("information only: the dossier states no rule, the laboratory's comment decides"),
    "DX-PRE-09": Elsewhere("the sheet of the loading test says container and acid as the laboratory asks", "presenters/loading_sheet.py:COLLECT"),
    "DX-SYM-05": Elsewhere("asked as context; no grade, route or path rests on it"),
    "DX-SYM-06": Elsewhere("context only, as the dossier says"),
    "DX-HX-C20": Elsewhere("no weight: an association, said with the diet", "clinical/engine/diet.py:plan_diet"),
    "DX-HX-C21": Elsewhere("no weight: context, said with the diet", "clinical/engine/diet.py:plan_diet"),
    "DX-HX-C22": Elsewhere("no weight: an association"),
    "DX-HX-C26": Elsewhere("out of scope for route and tests", "clinical/engine/scope.py:population"),
    "DX-HX-I01": Elsewhere("the four questions of the intake score", "clinical/engine/causes.py:intake_score"),
    "DX-HX-I02": Elsewhere("a reference figure for the patient sheet; it decides nothing"),
    "DX-HX-I03": Elsewhere("said as a note of the cause", "clinical/engine/causes.py:_intake"),
    "DX-U24-09": Elsewhere("said as a note of the cause", "clinical/knowledge/causes.py:CONDITION_CAUSES"),
    "DX-MLT-P5": Elsewhere("a published use of protocol P1 with doubtful specificity; no protocol of its own"),
    "DX-MLT-08": Elsewhere("the answer is \"depleted\", never \"the cause of symptoms\"", "clinical/knowledge/thresholds.py:RETAINED"),
    "DX-MLT-09": Elsewhere("a research test that the dossier only mentions"),
    "DX-MLT-SOFT": Elsewhere("the row \"soft\" of section 9.4, which has no id of its own", "clinical/engine/loading.py:_cautions"),
    "DX-ALG-00": Elsewhere("the first question of every assessment", "clinical/engine/emergency.py:do_not_wait"),
    "DX-ALG-05": Elsewhere("DX-COMB-01 to -07 carry it out", "clinical/engine/route.py:combine"),
    "DX-ALG-07": Elsewhere("each way out has rules of its own", "clinical/engine/route.py:locate"),
    "DX-XEL-09": Elsewhere("how often ions are low together; it decides nothing"),
    # Treatment.
    "TX-SEV-14": Elsewhere("what every path gets beside magnesium", "clinical/engine/treatment.py:treat"),
    "TX-AMI-08": Elsewhere("amiloride is only ever proposed alone", "clinical/engine/amiloride.py:plan_amiloride"),
    "TX-AMI-10": Elsewhere("no item of a plan holds one", "clinical/knowledge/codes.py:ITEMS"),
    "TX-PPI-02": Elsewhere("said in the item on the proton pump inhibitor", "clinical/engine/culprits.py:_ppi"),
    "TX-PPI-04": Elsewhere("said in the item on the proton pump inhibitor", "clinical/engine/culprits.py:_ppi"),
    "TX-PPI-06": Elsewhere("said in the item on the proton pump inhibitor", "clinical/engine/culprits.py:_ppi"),
    "TX-PPI-07": Elsewhere("each culprit has its line", "clinical/engine/culprits.py:plan_cause"),
    "TX-DRUG-11": Elsewhere("a reference to TX-ELY-10", "clinical/engine/electrolytes.py:_at_thiamine_risk"),
    # Where sources disagree.
    "TX-C-02": Elsewhere(_CHOSEN, "clinical/knowledge/thresholds.py:K_IV_TRIGGER"),
    "TX-C-03": Elsewhere(_CHOSEN, "clinical/knowledge/treatment.py:PLANNED"),
    "TX-C-04": Elsewhere(_CHOSEN, "clinical/knowledge/thresholds.py:ClinicLimits"),
    "TX-C-05": Elsewhere(_CHOSEN, "clinical/engine/amiloride.py:_kidney_for_amiloride"),
    "TX-C-07": Elsewhere(_CHOSEN, "clinical/engine/oral.py:plan_oral"),
    "TX-C-08": Elsewhere(_CHOSEN, "clinical/engine/safety.py:_all_stops"),
    "TX-C-09": Elsewhere(_CHOSEN, "clinical/knowledge/thresholds.py:RR_STOP"),
    "TX-C-10": Elsewhere(_CHOSEN, "clinical/engine/iv_safeguards.py:add_safeguards"),
    "TX-C-12": Elsewhere(_CHOSEN, "clinical/knowledge/thresholds.py:K_HIGH_AMILORIDE"),
    "TX-C-13": Elsewhere(_CHOSEN, "clinical/engine/inulin.py:plan_inulin"),
    "TX-C-14": Elsewhere(_CHOSEN, "clinical/knowledge/thresholds.py:HIGH"),
    "TX-C-15": Elsewhere(_CHOSEN, "clinical/engine/sglt2.py:_kidney_for_sglt2"),
    "TX-C-16": Elsewhere(_CHOSEN, "clinical/engine/monitoring.py:plan_toxicity"),
    "TX-C-18": Elsewhere(_CHOSEN, "clinical/knowledge/treatment.py:TORSADES"),
    "TX-C-19": Elsewhere(_CHOSEN, "clinical/engine/iv_emergency.py:_no_continuation"),
    "TX-C-20": Elsewhere(_CHOSEN, "clinical/engine/status.py:_low_albumin"),
    # Rulings.
    "RUL-16": Elsewhere("null while not everything was asked", "clinical/engine/emergency.py:Signs.symptomatic"),
    "RUL-28": Elsewhere("the card stays, with the team to call", "clinical/engine/iv_emergency.py:_card"),
    "RUL-31": Elsewhere("from the lower limit on there is nothing to treat", "clinical/engine/paths.py:_not_low"),
    "RUL-35": Elsewhere("obstruction counts as nothing by mouth", "clinical/engine/situation.py:Situation.bowel_blocked"),
    "RUL-39": Elsewhere("cut in steps to the cap of the body weight, the code unchanged", "clinical/engine/iv_dosing.py:_fitting"),
    "RUL-42": Elsewhere("every infusion brings the antidote, every path its recheck", "clinical/engine/iv_safeguards.py:add_safeguards"),
    "RUL-49": Elsewhere("what is not done here: maintenance after torsades is 3 or 6 g over 6 hours", "clinical/knowledge/treatment.py:TORSADES_MAINTENANCE_FULL"),
    "RUL-50": Elsewhere("for display only", "clinical/engine/status.py:_low_albumin"),
}  # fmt: skip

# ids of the dossiers that head a section; each rule below them has an id of its own
_FAMILIES = (
    "AMI",
    "DIET",
    "DIS",
    "DRUG",
    "ELY",
    "HAND",
    "INV",
    "IV",
    "MON",
    "OOS",
    "PO",
    "PPI",
    "REF",
    "SC",
    "SEV",
    "SGL",
    "TOX",
)
HEADINGS = frozenset(f"TX-{family}" for family in _FAMILIES)
