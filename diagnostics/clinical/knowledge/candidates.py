"""What speaks for and against each treatment that may be thought of, and how good the evidence is (dossier 2 to 8).

These are arguments of the sources, never a dose to give. Which of them is proposed for a patient, and which waits or
is withheld, is said by the plan alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..evidence import Citation
from ..text import _
from .citations import (
    AGUS_1999, AMILORIDE_PILOT, AMILORIDE_UK_LABEL, AMILORIDE_US_LABEL, ATSMON_2005, CITRATE_SMPC, DESIGN, DOSHI, ERKNET_GITELMAN,
    EMC_3539, FDA_2011, FINE_1991, FIROZ_2001, FK, GALWAY, GUNN_2022, HESS_2012, HESS_2015, HESS_2016, JANETT_2015,
    JARDIANCE_LABEL, KAPPELER_2016, KIDNEY360_NETWORK, KU_2018, LEEDS, LIAMIS_2021, MACKAY_BLADON_2010, MAGNASPARTATE,
    MHRA_2012, MURDOCH_1993, NHS_GGC, NHS_HIGHLAND, RAY_2020, RCHT_2021, SAHA_2022, SEED_001, SEED_002, SHAH_2022,
    SHAH_2023, SMITH_1988, SUPPORT_CARE_2016, TANG_2016, TZIVONI_1988, UKKA_2023, US_LABEL, VAN_DER_SIJS_2002, WALKER_2003,
    WAZNY_2000,
)  # fmt: skip

FOR, AGAINST, ELIGIBLE, EVIDENCE, LICENCE = "for", "against", "eligible", "evidence", "licence"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A treatment that may be thought of.

    `family` is that of the plan's items, or empty for the review of a drug; then `classes` are the drugs that it is
    about, empty for all other culprits.
    """

    code: str
    label: str
    rule: str
    family: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument about a candidate: for, against, what would make it eligible, how good the evidence is, its licence.

    `citations` are the sources that were read for it; empty: it rests on its rule, with that rule's sources and mark.
    """

    candidate: str
    side: str
    text: str
    rule: str
    citations: tuple[Citation, ...] = ()


CANDIDATES: tuple[Candidate, ...] = (
    Candidate("oral", _("Organic magnesium salt by mouth"), "TX-PO-04", family="oral"),
    Candidate("iv", _("Magnesium sulfate heptahydrate by vein"), "TX-IV-06", family="iv"),
    Candidate("proton_pump_inhibitor", _("Proton pump inhibitor: stop or replace"), "TX-PPI-01", classes=("proton_pump_inhibitor",)),
    Candidate("diuretic", _("Diuretic: stop, replace or lower"), "TX-DRUG-01", classes=("thiazide", "loop_diuretic", "osmotic_diuretic")),
    Candidate("other_culprit", _("Another drug that lowers magnesium: review with its owner"), "TX-DRUG-00"),
    Candidate("sglt2_inhibitor", _("SGLT2 inhibitor"), "TX-SGL-01", family="sglt2_inhibitor"),
    Candidate("amiloride", _("Amiloride"), "TX-AMI-01", family="amiloride"),
    Candidate("inulin", _("Inulin"), "TX-PPI-05", family="inulin"),
)  # fmt: skip

ARGUMENTS: tuple[Argument, ...] = (
    # magnesium by mouth
    Argument("oral", FOR, _("Supplements are the base of treatment"), "TX-PO-04", (SEED_002,)),
    Argument("oral", FOR, _("Organic salts are taken up better than oxide, of which about 4 % is absorbed"), "TX-PO-04",
             (SEED_002, FIROZ_2001, WALKER_2003, KAPPELER_2016)),
    Argument("oral", AGAINST, _("Diarrhoea limits the dose, and itself loses magnesium"), "TX-PO-06", (SEED_001, SEED_002)),
    Argument("oral", AGAINST, _("The larger the single dose, the smaller the share that is absorbed: from about 65 % down to 11 %"),
             "TX-PO-05", (FINE_1991,)),
    Argument("oral", AGAINST, _("Labels of citrate and aspartate forbid it below a GFR of 30"), "TX-PO-07",
             (CITRATE_SMPC, MAGNASPARTATE)),
    Argument("oral", ELIGIBLE, _("Magnesium is low, the patient can swallow, and eGFR is 30 or more"), "TX-PO-07"),
    Argument("oral", EVIDENCE, _("Small comparisons of absorption; no robust evidence that one salt is clinically better than another"),
             "TX-PO-04", (NHS_GGC, FIROZ_2001, WALKER_2003, KAPPELER_2016)),
    Argument("oral", LICENCE, _("Licensed products differ by country: check the local formulary"), "TX-PO-04"),
    # magnesium by vein
    Argument("iv", FOR, _("Hospital guidelines give it below 0.50 mmol/L, also without symptoms"), "TX-SEV-05",
             (SEED_002, NHS_HIGHLAND, VAN_DER_SIJS_2002)),
    Argument("iv", FOR, _("In torsades 9 of 12 patients settled on the first dose and 3 on the second"), "TX-IV-02", (TZIVONI_1988,)),
    Argument("iv", AGAINST, _("Up to half of a dose appears in the urine"), "TX-IV-08", (GALWAY, AGUS_1999)),
    Argument("iv", AGAINST, _("Heart block, absent knee reflexes, slow breathing and poor urine output forbid it"), "TX-IV-H",
             (US_LABEL, EMC_3539, NHS_HIGHLAND, RCHT_2021)),
    Argument("iv", AGAINST, _("Without symptoms, some hospitals give it only below 0.40 mmol/L"), "TX-C-01", (RCHT_2021, LEEDS)),
    Argument("iv", ELIGIBLE, _("A severe level, severe or neuromuscular signs, cardiac instability, or oral treatment that failed or is "
             "impossible; and no hard stop"), "TX-SEV-07"),
    Argument("iv", EVIDENCE, _("Labels and guidelines; 12 patients with torsades; speed compared in cohorts of 90, 82 and 103 patients "
             "without a difference in serum level"), "TX-IV-08", (FK, TZIVONI_1988, DOSHI, KU_2018, SUPPORT_CARE_2016)),
    Argument("iv", LICENCE, _("On-label; in torsades the rate is above that of the label"), "TX-IV-02", (US_LABEL, TZIVONI_1988)),
    # proton pump inhibitor
    Argument("proton_pump_inhibitor", FOR, _("Magnesium is normal in about 4 days to 2 weeks after stopping"), "TX-PPI-02",
             (HESS_2012, MACKAY_BLADON_2010)),
    Argument("proton_pump_inhibitor", FOR, _("In about a quarter of reported cases supplements did not suffice until it was stopped"),
             "TX-PPI-02", (FDA_2011,)),
    Argument("proton_pump_inhibitor", AGAINST, _("Another proton pump inhibitor is no cure: low magnesium recurs"), "TX-PPI-01",
             (HESS_2012, JANETT_2015)),
    Argument("proton_pump_inhibitor", AGAINST, _("Some need it: Barrett oesophagus, severe oesophagitis, ulcer bleeding, Zollinger–Ellison "
             "syndrome, dual antiplatelet treatment with a high bleeding risk"), "TX-PPI-03"),
    Argument("proton_pump_inhibitor", AGAINST, _("Acid rebound for some weeks"), "TX-PPI-04"),
    Argument("proton_pump_inhibitor", ELIGIBLE, _("A proton pump inhibitor is taken, magnesium is low, and it can stop or be replaced by an "
             "H2 blocker"), "TX-PPI-01"),
    Argument("proton_pump_inhibitor", EVIDENCE, _("Observational studies and reported cases; the effect is one of the class"), "TX-PPI-01",
             (HESS_2012, JANETT_2015, MHRA_2012)),
    Argument("proton_pump_inhibitor", LICENCE, _("A question to the prescriber, not a drug treatment"), "TX-DRUG-00"),
    # diuretic
    Argument("diuretic", FOR, _("A thiazide or loop diuretic wastes magnesium"), "TX-AMI-08"),
    Argument("diuretic", AGAINST, _("What it treats needs another way: another antihypertensive (no ACE inhibitor or ARB if amiloride is "
             "planned) or the lowest dose"), "TX-DRUG-01"),
    Argument("diuretic", ELIGIBLE, _("A diuretic is taken, magnesium is low, and its prescriber agrees"), "TX-DRUG-00"),
    Argument("diuretic", EVIDENCE, _("Expert judgement; no study of stopping is held here"), "TX-DRUG-01", (DESIGN,)),
    Argument("diuretic", LICENCE, _("A question to the prescriber, not a drug treatment"), "TX-DRUG-00"),
    # other culprits
    Argument("other_culprit", FOR, _("Cancer drugs, immunosuppressants and some anti-infectives are associated with low magnesium"),
             "TX-DRUG-00", (SEED_001, ATSMON_2005, LIAMIS_2021)),
    Argument("other_culprit", AGAINST, _("No cancer, antirejection, anti-infective or cardiac drug is stopped without its owner"), "TX-DRUG-00"),
    Argument("other_culprit", ELIGIBLE, _("Such a drug is taken, magnesium is low, and its owner agrees"), "TX-DRUG-00"),
    Argument("other_culprit", EVIDENCE, _("Tables of associations; for each drug see its own rule"), "TX-DRUG-00", (ATSMON_2005, LIAMIS_2021)),
    Argument("other_culprit", LICENCE, _("A question to the prescriber, not a drug treatment"), "TX-DRUG-00"),
    # SGLT2 inhibitor
    Argument("sglt2_inhibitor", FOR, _("Raised magnesium by 0.07 mmol/L (0.06 to 0.08) in 25 trials with 28 269 patients"), "TX-SGL-03",
             (KIDNEY360_NETWORK,)),
    Argument("sglt2_inhibitor", FOR, _("With type 2 diabetes, chronic kidney disease or heart failure it has a reason of its own"), "TX-SGL-01"),
    Argument("sglt2_inhibitor", AGAINST, _("The effect takes weeks: never alone below 0.50 mmol/L or with symptoms"), "TX-SGL-01"),
    Argument("sglt2_inhibitor", AGAINST, _("Most patients in the trials had a normal magnesium; none with inherited wasting was found"),
             "TX-SGL-03", (TANG_2016, KIDNEY360_NETWORK)),
    Argument("sglt2_inhibitor", AGAINST, _("Not with a risk of ketoacidosis, acute illness or severe genital infection"), "TX-SGL-04",
             (JARDIANCE_LABEL, UKKA_2023)),
    Argument("sglt2_inhibitor", ELIGIBLE, _("Oral treatment failed, stable outpatient, magnesium of 0.50 mmol/L or more, eGFR of 30 or more, "
             "pregnancy excluded, and none of its hard stops"), "TX-SGL-01"),
    Argument("sglt2_inhibitor", EVIDENCE, _("Strong for a small rise (25 trials); for refractory hypomagnesaemia only reports of 3, 2, 4 and 1 "
             "patients"), "TX-SGL-03", (KIDNEY360_NETWORK, TANG_2016, RAY_2020, SHAH_2022, SHAH_2023, SAHA_2022)),
    Argument("sglt2_inhibitor", LICENCE, _("On-label with type 2 diabetes, chronic kidney disease or heart failure; otherwise off-label"),
             "TX-SGL-01"),
    # amiloride
    Argument("amiloride", FOR, _("Raised plasma magnesium with the dose; spironolactone did not"), "TX-AMI-01", (MURDOCH_1993,)),
    Argument("amiloride", FOR, _("Reduces the loss of magnesium that diuretics cause"), "TX-AMI-01", (AMILORIDE_US_LABEL,)),
    Argument("amiloride", AGAINST, _("Potassium above 5.5 mmol/L in about 10 % of users without a diuretic that loses potassium"),
             "TX-AMI-08", (AMILORIDE_US_LABEL,)),
    Argument("amiloride", AGAINST, _("In diabetes with heavy proteinuria 2 of 9 patients had acute kidney injury with a high potassium"),
             "TX-AMI-04", (AMILORIDE_PILOT,)),
    Argument("amiloride", AGAINST, _("Worsens salt depletion in a salt-losing tubulopathy"), "TX-AMI-04", (ERKNET_GITELMAN,)),
    Argument("amiloride", ELIGIBLE, _("A renal loss, established or probable; oral treatment failed; eGFR of 60 or more; potassium known and "
             "5.0 mmol/L or lower; none of its hard stops"), "TX-AMI-01"),
    Argument("amiloride", EVIDENCE, _("Weak: no trial with hypomagnesaemia as the disease; in 20 patients on amphotericin B magnesium was only "
             "probably preserved"), "TX-AMI-01", (MURDOCH_1993, SMITH_1988, WAZNY_2000)),
    Argument("amiloride", LICENCE, _("Off-label for hypomagnesaemia"), "TX-AMI-02", (AMILORIDE_UK_LABEL, AMILORIDE_US_LABEL)),
    # inulin
    Argument("inulin", FOR, _("Magnesium rose from 0.60 to 0.68 mmol/L while the proton pump inhibitor went on, with fewer cramps"),
             "TX-PPI-05", (HESS_2016,)),
    Argument("inulin", FOR, _("A food: no interaction with a drug is known"), "TX-PPI-05"),
    Argument("inulin", AGAINST, _("In mice it did not restore magnesium"), "TX-PPI-05", (HESS_2015,)),
    Argument("inulin", AGAINST, _("Wind and bloating, above all in irritable bowel syndrome"), "TX-PPI-05", (GUNN_2022,)),
    Argument("inulin", AGAINST, _("Not for acute treatment, and not below 0.50 mmol/L"), "TX-PPI-05"),
    Argument("inulin", ELIGIBLE, _("A proton pump inhibitor that cannot stop, magnesium of 0.50 mmol/L or more, no red flag, a colon in use, "
             "and oral magnesium beside it"), "TX-PPI-05"),
    Argument("inulin", EVIDENCE, _("11 patients, two cycles of 14 days, with 10 controls; no randomised trial was found"), "TX-PPI-05",
             (HESS_2016,)),
    Argument("inulin", LICENCE, _("A food, not a medicine"), "TX-PPI-05"),
)  # fmt: skip
