"""The rulebook: for each rule id what the rule says, how strong it is and what it rests on.

Strength: A regulator, guideline or review of trials; B primary study; C review, textbook, label or
laboratory manual; D a choice made here. A rule with `verified=False` rests on a figure or a choice
not yet confirmed against a source: DESIGN then stands after its publications. Titles that name a
drug dose in g mean magnesium sulfate heptahydrate; doses by mouth are mmol of magnesium.
"""

from __future__ import annotations

from ..evidence import Citation, Rule
from ..text import _
from .citations import (
    ABERDEEN_FORMULARY,
    ADULT_GUIDELINE_POTASSIUM,
    AGUS_1999,
    AHA,
    AMBADOS_2002,
    AMILORIDE_PIL,
    AMILORIDE_PILOT,
    AMILORIDE_SGLT2I_2024,
    AMILORIDE_UK_LABEL,
    AMILORIDE_US_LABEL,
    ANTONIOU_2015,
    ASPEN_2020,
    ATSMON_2005,
    AYUK_GITTOES_2011,
    BELFAST_SERIES,
    BFR_2017,
    BIKTARVY,
    BLANCHARD_2017,
    BMJ_THIAMINE_CASE,
    BONNEMA_2010,
    BRESSENDORFF_2017,
    CF_MEDICINES,
    CIPROFLOXACIN_1989,
    CISPLATIN_2024,
    CITRATE_SMPC,
    CLAVERIE_MARTIN_2015,
    COBURN_1991,
    CTCAE,
    DESIGN,
    DIETITIANS_CANADA,
    DOSHI,
    DRENTHEN,
    DRUGS_COM_LEVOTHYROXINE,
    EFNS_WERNICKE,
    EFSA_2015,
    ELDERAWI_2018,
    EMC_12118,
    EMC_15329,
    EMC_25343,
    EMC_2678,
    EMC_3539,
    EMC_3579,
    EMC_4841,
    ENGLISH_GUIDELINE,
    EPLERENONE_TEXT,
    ERKNET_GITELMAN,
    ESMO_2113P,
    ETG,
    FDA_2011,
    FINE_1991,
    FIROZ_2001,
    FK,
    GALWAY,
    GITELMAN_TABLE,
    GOYAL_2012,
    GUNN_2022,
    HARRISON,
    HEPARIN_TEXT,
    HESS_2012,
    HESS_2015,
    HESS_2016,
    HOSPITALIST_QT,
    HUANG_KUO_2007,
    INCOMPATIBILITY_PAGE,
    JANETT_2015,
    JARDIANCE_LABEL,
    JOACP,
    KAPPELER_2016,
    KIDNEY360_NETWORK,
    KONRAD_2021,
    KU_2018,
    LEEDS,
    LERNER_2024,
    LIAMIS_2021,
    LINDBERG_1993,
    LOTHIAN_ONCOLOGY,
    MACKAY_BLADON_2010,
    MAGNASPARTATE,
    MAGNESIUM_CHAPTER,
    MAKOWSKY_2019,
    MARTINEZ_RIQUELME_2005,
    MG_CHLORIDE_LABEL,
    MHRA_2012,
    MHRA_CANAGLIFLOZIN_2017,
    MORI_2019,
    MURDOCH_1993,
    NEOMAG,
    NHS_GGC_POTASSIUM,
    NHS_HIGHLAND,
    NHS_HIGHLAND_IV_POTASSIUM,
    NHS_HIGHLAND_POTASSIUM,
    NHS_SICK_DAY,
    NICE_CG32,
    NICE_ESUOM4_2013,
    NIGHTINGALE_1994,
    NIH_COVID_19,
    NL_INTERNAL_MEDICINE,
    ODS,
    ODS_FOODS,
    OKAMOTO_2024,
    ORCHARD_2014,
    PANITUMUMAB_SERIES,
    PHARM_J,
    POLISH_FHHNC_2015,
    R02,
    R03,
    R04,
    R05,
    R06,
    R07,
    R08,
    R09,
    R10,
    R102,
    R103,
    R111,
    R112,
    R113,
    R114,
    R115,
    R116,
    R12,
    R122,
    R127,
    R128,
    R13,
    R14,
    R16,
    R17,
    R18,
    R19,
    R20,
    R21,
    R22,
    R23,
    R24,
    R25,
    R26,
    R27,
    R28,
    R29,
    R29a,
    R30,
    R31,
    R32,
    R33,
    R34,
    R35,
    R36,
    R37,
    R38,
    R39,
    R40,
    R41,
    R42,
    R43,
    R45,
    R46,
    R47,
    R48,
    R50,
    R51,
    R52,
    R53,
    R54,
    R55,
    R56,
    R57,
    R58,
    R60,
    R61,
    R62,
    R63,
    R64,
    R65,
    R66,
    R66a,
    R67,
    R68,
    R69,
    R71,
    R72,
    R73,
    R74,
    R75,
    R76,
    R77,
    R78,
    R79,
    R80,
    R81,
    R82,
    R83,
    R84,
    R85,
    R86,
    R87,
    R91,
    R92,
    R93,
    R94,
    R97,
    R98,
    R99,
    RAY_2020,
    RCHT_2021,
    RCUK,
    RENAL_DRUG_HANDBOOK,
    SAHA_2022,
    SANCHEZ_FRUCTUOSO_2023,
    SCHAAFSMA,
    SC_SERIES_2015,
    SEED_000,
    SEED_001,
    SEED_002,
    SEED_003,
    SEED_004,
    SHAH_2022,
    SHAH_2023,
    SHAH_2024,
    SMITH_1988,
    SONG_2020,
    SPS_IV_POTASSIUM,
    SUPPORT_CARE_2016,
    TAHIRI_2001,
    TANG_2016,
    THANGARASA_2016,
    TORSADES_2020,
    TRAINEE_TEXT,
    TRIAMTERENE_LABEL,
    TURNER_2016,
    TZIVONI_1988,
    UKKA_2023,
    UKKA_GITELMAN,
    UKMI_14_6,
    UKMI_370_2,
    UK_TEACHING_NOTE,
    US_LABEL,
    US_PREMIX_LABEL,
    VALL_PALOMAR_2021,
    VANDERBILT,
    VAN_DER_SIJS_2002,
    VAN_LAECKE_2014,
    VAN_LAECKE_2017,
    VIERING_2017,
    VKM_2016,
    WAKAI_2019,
    WALKER_2003,
    WAZNY_2000,
)


def _rule(rule_id: str, title: str, strength: str, *citations: Citation, verified: bool = True) -> Rule:
    """A row of the table; what is not verified also cites the design choice."""
    cited = citations if verified else (*citations, DESIGN)
    return Rule(id=rule_id, title=title, strength=strength, citations=cited, verified=verified)


_TABLE: tuple[Rule, ...] = (
    # Diagnosis: general behaviour.
    _rule("DX-GEN-00", _("Every result is a suggestion shown with its reasoning, and it never delays urgent "
                         "care"),
          "D", verified=False),
    _rule("DX-GEN-01", _("An unanswered item is unknown: never read as normal, never counted against a "
                         "cause"),
          "D", verified=False),
    _rule("DX-GEN-02", _("Each value is compared in the unit the laboratory reported, with limits native to "
                         "that unit"),
          "D", verified=False),
    _rule("DX-GEN-03", _("Rounding is for comparison only, half up: FEMg to 0.01 %, 24-hour magnesium to "
                         "0.01 mmol, retention to 0.1 %"),
          "D", verified=False),
    _rule("DX-GEN-04", _("All limits live in one versioned configuration, and a report keeps the version it "
                         "used"),
          "D", verified=False),
    _rule("DX-GEN-05", _("Under 18 years the pathway declines to classify"), "C", R06, R27, R37),
    _rule("DX-GEN-06", _("Associations such as autoimmune disease, osteoporosis or mortality are context "
                         "only and carry no diagnostic weight"),
          "D", SEED_003, SEED_004, verified=False),
    # Diagnosis: units.
    _rule("DX-UNIT-01", _("Magnesium: mg/dL × 0.4114 or mg/L ÷ 24.305 gives mmol/L, and mmol/L × 2 gives "
                          "mEq/L"),
          "C", R46),
    _rule("DX-UNIT-02", _("Amount of magnesium: mg per 24 h ÷ 24.305 gives mmol per 24 h, so 24 mg is "
                          "0.9875 mmol"),
          "C", R46),
    _rule("DX-UNIT-03", _("Creatinine: mg/dL × 88.402 gives µmol/L, and mg per 24 h ÷ 113.12 gives mmol per "
                          "24 h"),
          "C", DESIGN, verified=False),
    _rule("DX-UNIT-04", _("Total calcium: mg/dL × 0.2495 gives mmol/L"), "C", DESIGN, verified=False),
    _rule("DX-UNIT-05", _("Phosphate, reported as phosphorus: mg/dL × 0.3229 gives mmol/L"), "C", DESIGN, verified=False),
    _rule("DX-UNIT-06", _("Parathyroid hormone: pg/mL (or ng/L) ÷ 9.425 gives pmol/L"), "C", DESIGN, verified=False),
    _rule("DX-UNIT-07", _("1 g of magnesium sulfate heptahydrate holds 4.0573 mmol of magnesium, so 30 mmol "
                          "is 7.394 g or 60 mEq"),
          "C", R48),
    _rule("DX-UNIT-08", _("Potassium, sodium, chloride and bicarbonate: 1 mEq/L equals 1 mmol/L"),
          "C", DESIGN, verified=False),
    _rule("DX-UNIT-09", _("Albumin: g/dL × 10 gives g/L"), "C", DESIGN, verified=False),
    _rule("DX-UNIT-10", _("A concentration and an amount per 24 h share no conversion factor: 20–200 mg per "
                          "24 h is 0.82–8.23 mmol"),
          "C", R22),
    _rule("DX-UNIT-11", _("The unit of magnesium must be given: 1.7 mg/dL is 0.70 mmol/L, but 1.7 mEq/L is "
                          "0.85 mmol/L"),
          "C", SEED_002, R03),
    _rule("DX-UNIT-12", _("Magnesium of 0.40–1.05 in mg/dL or 1.20–3.00 in mmol/L is queried as a wrong "
                          "unit, never corrected silently"),
          "D", verified=False),
    _rule("DX-UNIT-13", _("24 mg per 24 h (0.9875 mmol) and 1 mmol per 24 h (24.305 mg) are two different "
                          "limits"),
          "C", DESIGN, verified=False),
    _rule("DX-UNIT-14", _("A loading dose above 0.11 mmol/kg, or above 32 mmol in total, is queried as a "
                          "possible mEq and mmol mix-up"),
          "D", R46, R39, verified=False),
    _rule("DX-UNIT-15", _("Albumin below 8 g/L or above 8 g/dL is queried as a possible wrong unit"),
          "D", verified=False),
    _rule("DX-UNIT-16", _("A 24-hour amount must agree within 5 % with concentration times volume, or it is "
                          "queried"),
          "D", verified=False),
    # Diagnosis: serum magnesium.
    _rule("DX-SER-01", _("Serum magnesium is low below 0.70 mmol/L, 1.7 mg/dL or 1.4 mEq/L; a value at the "
                         "limit is not low"),
          "C", SEED_002, R06, R07, R08),
    _rule("DX-SER-02", _("Low magnesium is severe below 0.50 mmol/L (1.2 mg/dL) and critical at 0.40 mmol/L "
                         "or less (below 1.0 mg/dL)"),
          "C", SEED_002, R07, R10),
    _rule("DX-SER-03", _("CTCAE grades 1 to 4 change at 0.5, 0.4 and 0.3 mmol/L (1.2, 0.9 and 0.7 mg/dL); "
                         "shown with cancer therapy"),
          "C", R112, R09),
    _rule("DX-SER-04", _("Low magnesium with neuromuscular irritability, seizure or arrhythmia is as urgent "
                         "as severe, whatever the number"),
          "D", R03, verified=False),
    _rule("DX-SER-05", _("Magnesium of 0.70 to below 0.85 mmol/L with a risk factor is noted as possible "
                         "latent deficiency, not a diagnosis"),
          "C", SEED_002, R02, R03, R04, R05),
    _rule("DX-SER-06", _("Ionised magnesium is low only below the laboratory's own interval; no universal "
                         "interval exists"),
          "C", R21, SEED_001, SEED_002),
    _rule("DX-SER-07", _("One low, unexpected value, neither severe nor symptomatic, is repeated before a "
                         "full urine work-up"),
          "D", verified=False),
    _rule("DX-SER-08", _("Magnesium above the upper limit (1.0 mmol/L, 2.4 mg/dL) is not hypomagnesaemia "
                         "and leaves this pathway"),
          "C", SEED_002, R07, R08),
    # Diagnosis: samples.
    _rule("DX-PRE-01", _("Albumin below 35 g/L can make total magnesium read low: check ionised magnesium, "
                         "never correct in order to classify"),
          "D", SEED_002, R16, R17, R18, R19, R20, verified=False),
    _rule("DX-PRE-02", _("Haemolysis falsely raises magnesium: low despite it is truly low; a value that is "
                         "not low is repeated"),
          "C", SEED_002, R22),
    _rule("DX-PRE-03", _("Potassium of 6.0 mmol/L or more with low calcium or low alkaline phosphatase "
                         "suggests EDTA contamination: repeat"),
          "B", R13, R14, SEED_002),
    _rule("DX-PRE-04", _("Magnesium needs serum or lithium-heparin plasma; EDTA, citrate and oxalate or "
                         "fluoride tubes read falsely low"),
          "C", SEED_002, R08, R128),
    _rule("DX-PRE-05", _("Blood drawn from an arm with a running infusion is diluted or contaminated: "
                         "repeat"),
          "C", verified=False),
    _rule("DX-PRE-06", _("Magnesium given in the last 24 h by vein or 12 h by mouth can mask deficiency: "
                         "serum not in steady state"),
          "D", verified=False),
    _rule("DX-PRE-07", _("Icterus, lipaemia, gadolinium contrast within 24 h and paraprotein may disturb "
                         "the assay: ask the laboratory"),
          "D", verified=False),
    _rule("DX-PRE-08", _("After massive transfusion, citrate, foscarnet or plasma exchange, ionised "
                         "magnesium falls more than total"),
          "C", R61, R21, R111),
    _rule("DX-PRE-09", _("Urine for magnesium is collected without metal, and acidified or not as the local "
                         "laboratory instructs"),
          "C", R27, R47),
    _rule("DX-PRE-10", _("Amiloride, triamterene and SGLT2 inhibitors raise serum magnesium and can mask a "
                         "renal leak"),
          "C", SEED_002),
    # Diagnosis: symptoms, signs and ECG.
    _rule("DX-SYM-00", _("Emergency signs, critical magnesium, or severe magnesium with symptoms: do not "
                         "wait for the diagnostic tests"),
          "D", verified=False),
    _rule("DX-SYM-01", _("Lethargy, weakness, cramps, apathy, anorexia and nausea support testing but carry "
                         "no severity weight"),
          "C", SEED_000, SEED_001, SEED_002),
    _rule("DX-SYM-02", _("Carpopedal spasm, tetany, tremor, Chvostek, Trousseau, brisk reflexes and "
                         "nystagmus count as symptomatic"),
          "C", SEED_001, SEED_002, R99),
    _rule("DX-SYM-03", _("Seizure, delirium, coma, stroke-like episode and ataxia are emergency signs when "
                         "magnesium is low"),
          "C", SEED_000, SEED_002, R51, R03),
    _rule("DX-SYM-04", _("Ventricular arrhythmia, torsades, cardiac arrest and instability are emergencies; "
                         "other cardiac signs are symptomatic"),
          "C", SEED_000, SEED_001, SEED_002, R03, R62),
    _rule("DX-SYM-05", _("Refractory low potassium or calcium supports true depletion; chondrocalcinosis "
                         "suggests a chronic course"),
          "C", SEED_002, R92, R94),
    _rule("DX-SYM-06", _("Vasoconstriction and hypertension are context only"), "C", SEED_000, SEED_002),
    _rule("DX-ECG-01", _("A 12-lead ECG is due below 0.50 mmol/L (1.2 mg/dL), with signs, low potassium or "
                         "calcium, digoxin or heart disease"),
          "D", verified=False),
    _rule("DX-ECG-02", _("Isolated low magnesium lengthens QTc slightly (439 v 433 ms, n = 50) and leaves "
                         "PR, QRS and ST unchanged"),
          "B", R83),
    _rule("DX-ECG-03", _("Wide QRS, T-wave change, long PR, ST depression and U waves are described, mostly "
                         "with mixed disorders"),
          "C", R111),
    _rule("DX-ECG-04", _("QTc of 500 ms or more, polymorphic VT or high-grade AV block brings the emergency "
                         "banner"),
          "D", verified=False),
    # Diagnosis: history, drugs.
    _rule("DX-HX-D01", _("Proton pump inhibitor: gut loss; strong from 12 months or if severe, moderate "
                         "from 3; recovery about 4 days after stopping"),
          "B", R50, R51, R52, R53, R33, R57, R54, SEED_001, SEED_002),
    _rule("DX-HX-D02", _("H2 blocker: weak and disputed; the preferred switch from a proton pump inhibitor"),
          "B", R56, R54, R53),
    _rule("DX-HX-D03", _("Thiazide or thiazide-like diuretic: strong, renal; low potassium and low urine "
                         "calcium, like Gitelman"),
          "B", R55, SEED_001, verified=False),
    _rule("DX-HX-D04", _("Loop diuretic: moderate, renal; matters mainly with a proton pump inhibitor, a "
                         "thiazide or poor intake"),
          "C", R55, R54, R61),
    _rule("DX-HX-D05", _("Mannitol, high glucose, urea or a large saline load: moderate, renal, while "
                         "exposed"),
          "C", R62),
    _rule("DX-HX-D06", _("Platinum: renal, strong for cisplatin, moderate for carboplatin; not discounted "
                         "because the course has ended"),
          "B", R71, R29, R29a, SEED_001, verified=False),
    _rule("DX-HX-D07", _("Anti-EGFR antibody: strong, renal; more with longer treatment; recovers about 4 "
                         "to 8 weeks after stopping"),
          "B", R66, R67, R66a, SEED_001, verified=False),
    _rule("DX-HX-D08", _("Other anticancer drugs (HER2/EGFR or kinase inhibitor, arsenic trioxide, "
                         "ifosfamide): weak to moderate"),
          "C", R07, R61, verified=False),
    _rule("DX-HX-D09", _("Calcineurin inhibitor, tacrolimus more than ciclosporin: strong, renal, "
                         "level-dependent, with high urine calcium"),
          "B", R72, SEED_001),
    _rule("DX-HX-D10", _("mTOR inhibitor (sirolimus, everolimus): weak, renal"), "D", verified=False),
    _rule("DX-HX-D11", _("Amphotericin B: strong, renal, with low potassium and renal tubular acidosis"),
          "C", R60),
    _rule("DX-HX-D12", _("Aminoglycoside: moderate, renal, appearing days into the course"),
          "C", R60, R61, verified=False),
    _rule("DX-HX-D13", _("Pentamidine: moderate, renal, within days to weeks"),
          "C", R60, R61, verified=False),
    _rule("DX-HX-D14", _("Foscarnet: strong; by chelation ionised magnesium falls at once, in up to 70 %"),
          "C", R61),
    _rule("DX-HX-D15", _("Capreomycin, viomycin or streptomycin: moderate, renal"), "C", R61),
    _rule("DX-HX-D16", _("Laxative misuse or bowel preparation without magnesium: moderate, gut; low urine "
                         "chloride and magnesium"),
          "C", R60),
    _rule("DX-HX-D17", _("Patiromer: moderate, gut; it binds magnesium in the colon (adverse event in 5.3 "
                         "%)"),
          "A", R77),
    _rule("DX-HX-D18", _("Beta-2 agonist or theophylline: weak to moderate shift within hours"),
          "C", R73, R61),
    _rule("DX-HX-D19", _("Intravenous insulin, ketoacidosis treatment or dextrose infusion: moderate shift "
                         "within hours"),
          "C", R99, R73),
    _rule("DX-HX-D20", _("Metformin: weak; lower magnesium in a cohort with type 2 diabetes"), "B", R73),
    _rule("DX-HX-D21", _("Digoxin is not a cause to act on, but it raises the danger of low magnesium"),
          "A", R50, R51),
    _rule("DX-HX-D22", _("Bisphosphonate, denosumab or teriparatide: weak; after an intravenous dose, with "
                         "low calcium"),
          "C", R61, verified=False),
    _rule("DX-HX-D23", _("Cinacalcet or another calcimimetic: weak, renal"), "D", verified=False),
    _rule("DX-HX-D24", _("Vitamin D excess or high-dose calcium: weak, renal, through hypercalcaemia"),
          "C", R99),
    _rule("DX-HX-D25", _("Parenteral nutrition or prolonged intravenous fluids without magnesium: strong, "
                         "intake, within days"),
          "C", R62),
    _rule("DX-HX-D26", _("Tetracycline, quinolone, ibuprofen and other single reports: weak, listed only on "
                         "request"),
          "C", R07, R61),
    _rule("DX-HX-D27", _("Magnesium supplements, antacids and laxatives invalidate urine indices and can "
                         "themselves cause diarrhoea"),
          "C", SEED_001, R24),
    _rule("DX-HX-D28", _("Potassium-sparing diuretics and SGLT2 inhibitors raise magnesium and confound the "
                         "work-up"),
          "C", SEED_002),
    # Diagnosis: history, conditions.
    _rule("DX-HX-C01", _("Chronic or severe diarrhoea, steatorrhoea, or a stoma or fistula above 1.5–2 L a "
                         "day: strong, gut"),
          "C", R76, R99, verified=False),
    _rule("DX-HX-C02", _("Short bowel, extensive resection, intestinal bypass or malabsorptive bariatric "
                         "surgery: strong, gut"),
          "C", SEED_002, R62),
    _rule("DX-HX-C03", _("Inflammatory bowel, coeliac or Whipple disease, radiation enteritis, pancreatic "
                         "insufficiency: moderate to strong, gut"),
          "C", R26, R87, R99),
    _rule("DX-HX-C04", _("Prolonged vomiting or nasogastric suction: weak to moderate; look for alkalosis "
                         "and low urine chloride"),
          "C", R26),
    _rule("DX-HX-C05", _("Intestinal or biliary fistula, villous adenoma: moderate, gut"),
          "C", R62, verified=False),
    _rule("DX-HX-C06", _("Acute pancreatitis: moderate shift by saponification, with poor intake, within "
                         "days"),
          "C", R62),
    _rule("DX-HX-C07", _("Alcohol use disorder: strong, by mixed routes; the tubular defect is gone after 4 "
                         "weeks of abstinence"),
          "B", R64, R63, R65),
    _rule("DX-HX-C08", _("Type 2 diabetes with poor control: moderate, mixed routes; of 395 patients 30.6 % "
                         "were below 0.70 mmol/L"),
          "C", R73, R74, SEED_000, SEED_001, SEED_002),
    _rule("DX-HX-C09", _("Diabetic ketoacidosis: strong, renal then shift; magnesium may be normal or high "
                         "before insulin"),
          "C", R62),
    _rule("DX-HX-C10", _("Refeeding: strong shift within 5 days; mild is a fall of 10–20 %, moderate 20–30 "
                         "%, severe above 30 %"),
          "A", R75),
    _rule("DX-HX-C11", _("Hungry bone: strong shift, with low calcium, low phosphate and rising alkaline "
                         "phosphatase"),
          "C", R78),
    _rule("DX-HX-C12", _("Massive transfusion, plasma exchange or cardiopulmonary bypass: moderate shift or "
                         "chelation"),
          "C", R99, R111),
    _rule("DX-HX-C13", _("Major burns, profuse sweating or lactation: moderate, other extrarenal loss"),
          "C", R26),
    _rule("DX-HX-C14", _("Hypercalcaemia or primary hyperparathyroidism: moderate, renal; in "
                         "hyperparathyroidism often near normal"),
          "C", R26),
    _rule("DX-HX-C15", _("Aldosteronism, Cushing, SIADH, volume expansion or hyperthyroidism: weak to "
                         "moderate, renal"),
          "C", R99, SEED_002),
    _rule("DX-HX-C16", _("Recovery from tubular necrosis, post-obstructive diuresis, tubulointerstitial "
                         "nephritis, tubular acidosis: strong, renal"),
          "C", R62),
    _rule("DX-HX-C17", _("Proteinuric chronic kidney disease: moderate, renal; prevalence 14.7 %, "
                         "independent of stage"),
          "B", R32),
    _rule("DX-HX-C18", _("Kidney transplant: strong, renal, by calcineurin inhibitor, PTH, proton pump "
                         "inhibitor and diuretic together"),
          "C", R72),
    _rule("DX-HX-C19", _("Sjögren syndrome with low potassium and alkalosis: moderate, renal (acquired "
                         "Gitelman)"),
          "C", R84),
    _rule("DX-HX-C20", _("Multiple sclerosis, rheumatoid arthritis and lupus carry no weight: ask about "
                         "their drugs and Sjögren instead"),
          "D", SEED_003, verified=False),
    _rule("DX-HX-C21", _("Osteoporosis and fragility fracture are a possible consequence and carry no "
                         "weight"),
          "C", SEED_004, SEED_002),
    _rule("DX-HX-C22", _("Hypertension is an association without weight, used only in the renal pattern"),
          "C", SEED_000),
    _rule("DX-HX-C23", _("Critical illness and sepsis: moderate, multifactorial"), "C", SEED_001, SEED_002),
    _rule("DX-HX-C24", _("Potassium or phosphate depletion, or metabolic acidosis: weak to moderate, renal; "
                         "correct and repeat"),
          "C", R62, R64),
    _rule("DX-HX-C25", _("Family history of low magnesium, stones, early kidney failure, seizures, deafness "
                         "or consanguinity points to heredity"),
          "C", SEED_000, R85),
    _rule("DX-HX-C26", _("Pregnancy and pre-eclampsia are outside the scope of the classification"),
          "D", verified=False),
    # Diagnosis: history, intake.
    _rule("DX-HX-I01", _("Intake: ask about whole grains, legumes, nuts and green vegetables; absorption is "
                         "30–40 %"),
          "C", SEED_001, SEED_002, SEED_003),
    _rule("DX-HX-I02", _("Recommended intake: men 400 mg a day to age 30, then 420; women 310, then 320"),
          "A", R98, SEED_003),
    _rule("DX-HX-I03", _("Poor intake alone rarely explains magnesium below 0.50 mmol/L: look for a second "
                         "cause"),
          "D", verified=False),
    _rule("DX-HX-I04", _("Low intake is plausible from 3 points: 2 each for poor food groups, weight loss, "
                         "alcohol; 3 for magnesium-free feeding"),
          "D", verified=False),
    # Diagnosis: 24-hour urine.
    _rule("DX-U24-00", _("24-hour urine magnesium is interpreted only with a low serum magnesium within 24 "
                         "h of the collection"),
          "C", R26),
    _rule("DX-U24-01", _("24-hour magnesium is concentration times volume, scaled to 24 h only for "
                         "collections of 20 to 28 h"),
          "C", R46, verified=False),
    _rule("DX-U24-02", _("24-hour magnesium: below 0.50 mmol (12 mg) conserved, 0.50–1.00 grey, above 1.00 "
                         "mmol (24 mg) renal loss"),
          "C", R26, R24, R27, R28),
    _rule("DX-U24-03", _("A collection is adequate when its creatinine is 0.70–1.30 of that predicted from "
                         "age, weight and sex"),
          "D", R35, R36, verified=False),
    _rule("DX-U24-04", _("Creatinine of 20–25 mg/kg a day in men and 15–20 in women is a quick check, for "
                         "information only"),
          "C", verified=False),
    _rule("DX-U24-05", _("Under-collection can only lower urine magnesium, so a renal result stands; "
                         "over-collection is the reverse"),
          "D", verified=False),
    _rule("DX-U24-06", _("Before a collection: no magnesium for 72 h, and no diuretic for 5 half-lives or "
                         "5–7 days, only if clinically safe"),
          "D", R24, R38, verified=False),
    _rule("DX-U24-07", _("24-hour magnesium is invalid below an eGFR of 30; at 30–59 it stands but "
                         "under-detects wasting"),
          "C", R30, R31),
    _rule("DX-U24-08", _("Glucosuria, saline above 2 L a day, polyuria above 3 L, mannitol, alcohol within "
                         "48 h or acidosis: functional renal loss"),
          "C", R62, R64),
    _rule("DX-U24-09", _("In alcohol misuse the urine test is repeated after 4 weeks of abstinence before a "
                         "fixed tubular defect is called"),
          "B", R63),
    _rule("DX-FL-01", _("Filtered load (mmol a day) is 0.7 × serum magnesium (mmol/L) × GFR (mL/min) × 1.44"),
          "C", SEED_002, R111),
    # Diagnosis: fractional excretion.
    _rule("DX-FEMG-01", _("FEMg (%) = 100 × (urine Mg × serum creatinine) / (0.7 × serum Mg × urine "
                          "creatinine), sampled together"),
          "C", R111, R24, R23, SEED_002),
    _rule("DX-FEMG-02", _("With ionised magnesium FEMg omits the 0.7, reads about 1.17 times higher and "
                          "counts one step less certain"),
          "D", R21, verified=False),
    _rule("DX-FEMG-03", _("FEMg with low magnesium and eGFR 60 or more: conserved below 2 %, grey 2–4 %, "
                          "renal loss above 4 %"),
          "C", R23, R24, R25, R26, R28, R29, R102, R111),
    _rule("DX-FEMG-04", _("FEMg is invalid below an eGFR of 30; at 30–59 a renal result becomes grey unless "
                          "above 8 %"),
          "D", R30, R31, verified=False),
    _rule("DX-FEMG-05", _("Magnesium within the last 72 h voids a renal or grey FEMg; a conserved one stays "
                          "valid"),
          "D", R24, verified=False),
    _rule("DX-FEMG-06", _("FEMg has no class when serum magnesium is not low, but it can still point to "
                          "FHHNC above 4 %"),
          "B", R34),
    _rule("DX-FEMG-07", _("Acute kidney injury, unstable creatinine, rhabdomyolysis, obstruction or urine "
                          "creatinine below 1 mmol/L: no FEMg class"),
          "C", verified=False),
    _rule("DX-FEMG-08", _("Diuretics, osmotic load, saline, alcohol and acidosis qualify FEMg as they do "
                          "the 24-hour result"),
          "C", R24, R62, R64, verified=False),
    _rule("DX-FEMG-09", _("Conserved FEMg below 0.40 mmol/L with a hereditary pattern can hide a leak: "
                          "repeat at 0.55 or more, 72 h after a dose"),
          "C", R99, verified=False),
    _rule("DX-FEMG-10", _("Spot urine magnesium to creatinine is information only; adult reference "
                          "0.04–0.12 mg/mg"),
          "C", R27),
    # Diagnosis: kidney function.
    _rule("DX-EGFR-01", _("eGFR is computed with the CKD-EPI 2021 creatinine equation, from age 18, with "
                          "IDMS-standardised creatinine"),
          "A", R37),
    _rule("DX-EGFR-02", _("eGFR is unreliable in kidney injury, pregnancy, dialysis and extreme muscle "
                          "mass; with sex unknown the lower one rules"),
          "D", verified=False),
    _rule("DX-EGFR-03", _("Unrounded eGFR gates the urine tests and the loading test at 30 and 60; low "
                          "magnesium below 30 is unexpected"),
          "C", R30, R31, R32),
    # Diagnosis: loading test.
    _rule("DX-MLT-P1", _("Default loading test: 30 mmol by vein over 8 h, 24-hour urine from the start; "
                         "97.5th centile of retention 27.5 %"),
          "B", R38),
    _rule("DX-MLT-P2", _("Leeds protocol: 30 mmol in 500 mL glucose (5 %) over 12 h; depletion unlikely if "
                         "more than 24 mmol is excreted"),
          "C", R41),
    _rule("DX-MLT-P3", _("Weight-based protocol: 0.1 mmol/kg (0.2 mEq/kg, 2.4 mg/kg) lean body weight by "
                         "vein over 4 h, with a baseline"),
          "C", R39, R42, R46, R111, verified=False),
    _rule("DX-MLT-P4", _("Short protocol: 0.1 mmol/kg over 1 h; retention −18 ± 21 % (controls), 47 ± 43 % "
                         "(kidney transplant)"),
          "B", R40),
    _rule("DX-MLT-P5", _("In intensive care the 30 mmol test called 18 of 21 patients deficient: "
                         "specificity doubtful"),
          "B", R45),
    _rule("DX-MLT-01", _("Retention (%) = 100 × (1 − magnesium in the 24-hour urine after the load / dose)"),
          "B", R40),
    _rule("DX-MLT-02", _("With an adequate 24-hour baseline: retention (%) = 100 × (1 − (magnesium after − "
                         "magnesium before) / dose)"),
          "C", R46),
    _rule("DX-MLT-03", _("Weight-based protocol: the baseline is the magnesium to creatinine ratio before "
                         "times creatinine after the load"),
          "D", verified=False),
    _rule("DX-MLT-04", _("Retention: depleted above 50 %, equivocal 20–50 %, replete or wasting below 20 %"),
          "D", R38, R39, R40, R41, R42, R43, verified=False),
    _rule("DX-MLT-05", _("Other lower limits (20, 25 and 27.5 %) are shown; 20.1–27.5 % lies in the healthy "
                         "range of the largest study"),
          "C", R38, R41, R42, R43),
    _rule("DX-MLT-06", _("Under-collection falsely raises retention: a depleted or equivocal result is then "
                         "invalid, a replete one stands"),
          "D", verified=False),
    _rule("DX-MLT-07", _("Renal impairment raises retention, renal wasting lowers it, and older people "
                         "retain more than younger ones"),
          "C", R12),
    _rule("DX-MLT-08", _("Malnutrition, cirrhosis, diarrhoea and long diuretic use give a positive test: it "
                         "says depleted, not cause of symptoms"),
          "C", R42),
    _rule("DX-MLT-09", _("A stepwise infusion for the renal threshold (normal above 0.6 mmol/L) is a "
                         "research test and is not offered"),
          "C", R43),
    _rule("DX-MLT-S1", _("No loading test under 18 years, in pregnancy or lactation, or on dialysis"),
          "D", verified=False),
    _rule("DX-MLT-S2", _("No loading test with eGFR below 30, acute kidney injury or oliguria (below 100 mL "
                         "in 4 h)"),
          "C", R41, R48, R12),
    _rule("DX-MLT-S3", _("No loading test with AV block, sick sinus, bradyarrhythmia, other dysrhythmia or "
                         "recent myocardial damage"),
          "C", R41, R48),
    _rule("DX-MLT-S4", _("No loading test with respiratory failure or a respiratory rate below 16/min"),
          "C", R41, R48),
    _rule("DX-MLT-S5", _("No loading test with myasthenia gravis, Lambert–Eaton, other neuromuscular "
                         "disease or neuromuscular blockers"),
          "C", R48),
    _rule("DX-MLT-S6", _("No loading test with magnesium of 1.0 mmol/L or more, systolic pressure below 90 "
                         "mmHg or absent knee reflex"),
          "D", verified=False),
    _rule("DX-MLT-S7", _("No loading test in an emergency or with symptoms: these need treatment, not a "
                         "test"),
          "D", verified=False),
    _rule("DX-MLT-S8", _("With known renal wasting, a diuretic or a tubular drug the loading test reads "
                         "falsely normal: soft stop"),
          "C", R41, R42),
    _rule("DX-MLT-SOFT", _("Loading test with care: below 50 kg, eGFR 30–59, digoxin, CNS depressants, over "
                           "75 years, heart failure, low calcium"),
          "C", R48, verified=False),
    # Diagnosis: algorithm.
    _rule("DX-ALG-00", _("The emergency gate comes first and the pathway continues after it"),
          "D", verified=False),
    _rule("DX-ALG-01", _("Confirm first: a spurious value is repeated, and a value that is not low leaves "
                         "the pathway"),
          "D", verified=False),
    _rule("DX-ALG-02", _("The history lists candidate causes with route and weight; in most patients it "
                         "gives the cause"),
          "C", SEED_002),
    _rule("DX-ALG-03", _("History suffices with one strong or two moderate causes on one route, a fitting "
                         "course and no red flag"),
          "D", R53, R63, verified=False),
    _rule("DX-ALG-04", _("24-hour magnesium and FEMg come from one 24-hour collection with same-day serum; "
                         "spot FEMg only as a fallback"),
          "C", R24, SEED_002),
    _rule("DX-ALG-05", _("The urine classes are combined by a fixed table"), "D", verified=False),
    _rule("DX-ALG-06", _("The loading test is for indeterminate or discordant results after one repeat, or "
                         "strong suspicion at 0.70–0.85 mmol/L"),
          "D", SEED_002, verified=False),
    _rule("DX-ALG-07", _("Renal leads to the renal patterns, extrarenal to the search for gut, intake or "
                         "shift, indeterminate to a fixed list"),
          "D", verified=False),
    _rule("DX-ALG-08", _("Indeterminate: repeat under washout, ionised magnesium, stop-trial, correct "
                         "electrolytes, screens, loading test, referral"),
          "D", verified=False),
    _rule("DX-COMB-01", _("24-hour class, FEMg and loading test combine by a fixed table that no study has "
                          "validated"),
          "D", R12, R41, R42, verified=False),
    _rule("DX-COMB-02", _("24-hour result renal but FEMg conserved: samples not simultaneous or "
                          "over-collection; recompute from the 24-hour sample"),
          "D", verified=False),
    _rule("DX-COMB-03", _("24-hour result conserved but FEMg renal: believe FEMg if eGFR is 60 or more and "
                          "no magnesium was given"),
          "D", verified=False),
    _rule("DX-COMB-04", _("Tests renal with a strong gut history: renal loss is present and a gut "
                          "contribution is not excluded"),
          "D", verified=False),
    _rule("DX-COMB-05", _("Tests conserved with a strong renal drug: the effect may be over, so the drug is "
                          "not labelled as the cause"),
          "D", verified=False),
    _rule("DX-COMB-06", _("History and tests agree: the route counts as established"), "D", verified=False),
    _rule("DX-COMB-07", _("History and tests disagree: the tests decide the route, and the cause from the "
                          "history stays listed"),
          "D", verified=False),
    _rule("DX-XR-01", _("Extrarenal loss is sorted as shift (fall within 7 days and a trigger), gut, "
                        "intake, other, or unspecified"),
          "D", verified=False),
    # Diagnosis: after renal loss.
    _rule("DX-UCA-01", _("Urine calcium to creatinine below 0.20 mmol/mmol is low, above 0.60 (or 24-hour "
                         "calcium above 4 mg/kg) high"),
          "C", R115, verified=False),
    _rule("DX-UK-01", _("With potassium below 3.5, a urine potassium to creatinine above 2.0 mmol/mmol "
                        "means renal potassium wasting"),
          "C", R114, verified=False),
    _rule("DX-UCL-01", _("In alkalosis, urine chloride above 20–25 mmol/L means renal salt loss or a "
                         "current diuretic"),
          "C", R92, R116),
    _rule("DX-CA-01", _("Adjusted calcium: Ca + 0.02 × (40 − albumin g/L) in mmol/L, or Ca + 0.8 × (4.0 − "
                        "albumin g/dL) in mg/dL"),
          "C", R113),
    _rule("DX-REN-P1", _("Low potassium, alkalosis and low urine calcium: thiazide, acquired Gitelman, "
                         "cisplatin; SLC12A3 and related genes"),
          "C", R26, R85, R86, R87, R94, R103),
    _rule("DX-REN-P2", _("Low potassium, alkalosis and normal or high urine calcium: loop diuretic, "
                         "aminoglycoside; Bartter genes"),
          "C", R26, R85, R86, R87, R94, R103, verified=False),
    _rule("DX-REN-P3", _("Normal potassium and bicarbonate with low urine calcium: FXYD2, HNF1B, early "
                         "Gitelman or a thiazide"),
          "C", R26, R85, R86, R87, R94, R103),
    _rule("DX-REN-P4", _("Isolated low magnesium: anti-EGFR antibody, cisplatin, diabetes, calcineurin "
                         "inhibitor; CNNM2, EGF, KCNA1"),
          "C", R26, R85, R86, R87, R94, R103, verified=False),
    _rule("DX-REN-P5", _("High urine calcium with nephrocalcinosis, falling eGFR and high PTH: CLDN16, "
                         "CLDN19, RRAGD"),
          "C", R26, R85, R86, R87, R94, R103),
    _rule("DX-REN-P6", _("Low calcium with low or normal PTH: functional hypoparathyroidism until "
                         "repletion; CASR, TRPM6, TRPM7, FAM111A"),
          "C", SEED_002, R85, R86, R87, R103, verified=False),
    _rule("DX-REN-P7", _("Low potassium and low bicarbonate with normal anion gap: amphotericin, Fanconi, "
                         "tubular acidosis; diarrhoea mimics"),
          "C", R60, R85, R86, R103, verified=False),
    _rule("DX-REN-P8", _("High blood pressure with low potassium and alkalosis: primary aldosteronism, "
                         "Cushing, diuretic; MT-TI family"),
          "C", R99, R122, verified=False),
    _rule("DX-REN-P9", _("High serum calcium with high urine calcium: malignancy, hyperparathyroidism, "
                         "vitamin D"),
          "C", R26, R99),
    _rule("DX-REN-P10", _("Proteinuria with chronic kidney disease: tubulointerstitial disease or "
                          "glomerular proteinuria; HNF1B, mitochondrial"),
          "C", R32, R62, R85, R86),
    _rule("DX-REN-P11", _("Polyuria and glucosuria: hyperglycaemia, saline, mannitol, recovery of tubular "
                          "necrosis or obstruction"),
          "C", R62),
    _rule("DX-REN-P12", _("Diabetes with renal cysts, single kidney, genital anomaly, abnormal liver tests "
                          "or gout: HNF1B"),
          "C", R93, R94, R85, verified=False),
    _rule("DX-GENE-01", _("Genetics is suggested for renal loss with early onset, persistence of 3 months, "
                          "family history or a typical pattern"),
          "D", R85, R86, R91, verified=False),
    # Diagnosis: after an extrarenal route.
    _rule("DX-GI-01", _("Proton pump inhibitor for 3 months (14 days if severe): a planned withdrawal; "
                        "magnesium rises in 4 days to 2 weeks"),
          "D", R53, R33),
    _rule("DX-GI-02", _("Chronic diarrhoea (3 or more stools a day for over 4 weeks): calprotectin, "
                        "culture, coeliac serology, TSH, elastase"),
          "D", verified=False),
    _rule("DX-GI-03", _("Suspected coeliac disease: tTG-IgA with total IgA on gluten, then duodenal biopsy"),
          "D", verified=False),
    _rule("DX-GI-04", _("Suspected inflammatory bowel disease: ileocolonoscopy and MR enterography"),
          "D", verified=False),
    _rule("DX-GI-05", _("Short bowel or a stoma above 1.5–2 L a day: measure output, random urine sodium, "
                        "imaging of the remaining bowel"),
          "D", R76),
    _rule("DX-GI-06", _("Suspected pancreatic insufficiency: faecal elastase and imaging"),
          "D", verified=False),
    _rule("DX-GI-07", _("Suspected bile acid malabsorption or bacterial overgrowth: SeHCAT or C4, breath "
                        "test"),
          "D", verified=False),
    _rule("DX-GI-08", _("Suspected laxative or diuretic misuse or eating disorder: stool and urine screen"),
          "D", verified=False),
    _rule("DX-GI-09", _("After bariatric surgery: full micronutrient panel"), "D", verified=False),
    _rule("DX-GI-10", _("Potassium binder, cholestyramine or a high phosphate or phytate load: review"),
          "D", verified=False),
    _rule("DX-GI-11", _("Childhood onset with low calcium, seizures or consanguinity: think of TRPM6, which "
                        "loses by gut and kidney"),
          "D", verified=False),
    _rule("DX-GI-12", _("No extrarenal cause found: diet, coeliac serology, calprotectin, elastase, alcohol "
                        "marker; repeat in 4 weeks"),
          "D", verified=False),
    # Diagnosis: linked electrolytes.
    _rule("DX-XEL-01", _("With any low magnesium check potassium, calcium, phosphate, bicarbonate, "
                         "creatinine, albumin and glucose"),
          "C", SEED_002),
    _rule("DX-XEL-02", _("Potassium that is low or does not rise with replacement: measure magnesium"),
          "C", R82, SEED_002),
    _rule("DX-XEL-03", _("Low calcium: measure magnesium and PTH; low or normal PTH is functional until "
                         "magnesium is corrected"),
          "C", SEED_002, R111),
    _rule("DX-XEL-04", _("Low calcium with high PTH: vitamin D deficiency, malabsorption, kidney disease, "
                         "hungry bone or FHHNC"),
          "C", verified=False),
    _rule("DX-XEL-05", _("Alkalosis: urine chloride, diuretics, vomiting, blood pressure; acidosis: tubular "
                         "acidosis, ketoacidosis, diarrhoea"),
          "C", verified=False),
    _rule("DX-XEL-06", _("Low phosphate: refeeding, alcohol, ketoacidosis treatment, hungry bone or Fanconi"),
          "C", verified=False),
    _rule("DX-XEL-07", _("Low sodium with low magnesium: diuretic, SIADH, alcohol or diarrhoea"),
          "C", verified=False),
    _rule("DX-XEL-08", _("Magnesium and potassium both low: urgency goes up one step and an ECG is asked "
                         "for"),
          "C", SEED_002, verified=False),
    _rule("DX-XEL-09", _("Inpatients with low magnesium among those low in potassium 42 %, phosphate 29 %, "
                         "sodium 27 %, calcium 22 %"),
          "B", R79),
    # Diagnosis: surveillance.
    _rule("DX-SUR-01", _("Long-term proton pump inhibitor, above all with digoxin or diuretic: magnesium at "
                         "the start, 3 months, then 12-monthly"),
          "A", R50, R51, R58, verified=False),
    _rule("DX-SUR-02", _("Thiazide or loop diuretic: magnesium at the start, at 4–12 weeks, then every 6–12 "
                         "months"),
          "B", R55, verified=False),
    _rule("DX-SUR-03", _("Cisplatin: magnesium before every cycle, then at 1, 3, 6 and 12 months, yearly "
                         "while low"),
          "C", R60, R61, verified=False),
    _rule("DX-SUR-04", _("Carboplatin and other listed anticancer drugs: magnesium at the start, each cycle "
                         "with another risk"),
          "C", R61, verified=False),
    _rule("DX-SUR-05", _("Anti-EGFR antibody: magnesium at the start, per dose and for at least 8 weeks "
                         "after the last dose"),
          "B", R67, R68, R69, verified=False),
    _rule("DX-SUR-06", _("Amphotericin or foscarnet: magnesium daily to twice weekly; pentamidine or "
                         "aminoglycoside over 3 days: twice weekly"),
          "C", R60, verified=False),
    _rule("DX-SUR-07", _("Tacrolimus or ciclosporin: magnesium with each trough level in the first 3 "
                         "months, then 3-monthly"),
          "C", R60, R72, verified=False),
    _rule("DX-SUR-08", _("Patiromer: magnesium at the start, at 2–4 weeks, then 3-monthly"),
          "A", R127, R77, verified=False),
    _rule("DX-SUR-09", _("Type 2 diabetes: magnesium once a year, more often with a diuretic, proton pump "
                         "inhibitor or poor control"),
          "B", R73, SEED_001, verified=False),
    _rule("DX-SUR-10", _("Alcohol use disorder, withdrawal or malnutrition: magnesium on admission, daily "
                         "for 3 days if low"),
          "A", R65, verified=False),
    _rule("DX-SUR-11", _("Refeeding risk: magnesium before feeding, then daily for at least 3–5 days"),
          "A", R75, verified=False),
    _rule("DX-SUR-12", _("Intensive care, sepsis, renal replacement, major or cardiac surgery: magnesium on "
                         "admission and daily"),
          "C", SEED_001, SEED_002, R62, verified=False),
    _rule("DX-SUR-13", _("Short bowel, high-output stoma, active bowel disease, chronic diarrhoea: weekly "
                         "until stable, then 1–3-monthly"),
          "C", R76, verified=False),
    _rule("DX-SUR-14", _("Parenteral nutrition: magnesium at the start, daily, then twice weekly"),
          "C", verified=False),
    _rule("DX-SUR-15", _("Kidney transplant or proteinuric kidney disease: magnesium every 3–6 months"),
          "B", R32, R72, verified=False),
    _rule("DX-SUR-16", _("Low potassium, calcium, phosphate or sodium, QTc above 470 ms, arrhythmia, "
                         "digoxin, seizure, tetany: magnesium now"),
          "B", R79, R80, SEED_002, verified=False),
    _rule("DX-SUR-17", _("From 65 years in primary care without a magnesium in 12 months: measure with the "
                         "next blood test, then yearly"),
          "B", R81),
    _rule("DX-SUR-18", _("Known hereditary disorder or relative of an index case: magnesium every 6–12 "
                         "months, as the specialist says"),
          "C", verified=False),
    _rule("DX-SUR-19", _("Osteoporosis or autoimmune disease alone raises no automatic signal"),
          "D", SEED_003, SEED_004, verified=False),
    _rule("DX-SUR-A1", _("A newly low magnesium is reported the same day"), "D", verified=False),
    _rule("DX-SUR-A2", _("Magnesium below 0.50 mmol/L is an urgent alert; 0.40 or less a telephone-type "
                         "alert to be acknowledged"),
          "C", R10),
    _rule("DX-SUR-A3", _("A fall of 0.15 mmol/L or of 20 % within 7 days raises an alert even if magnesium "
                         "is still normal"),
          "D", R75, verified=False),
    _rule("DX-SUR-A4", _("Low magnesium with low potassium or calcium, a QT drug or digoxin escalates one "
                         "step"),
          "D", verified=False),
    _rule("DX-SUR-A5", _("A signal is overdue when unanswered after its interval plus 25 %"),
          "D", verified=False),
    _rule("DX-SUR-A6", _("The same alert is not repeated within 24 h unless worse, and can be snoozed with "
                         "a reason"),
          "D", verified=False),
    # Diagnosis: populations outside the validated scope.
    _rule("DX-POP-01", _("Under 18 years: no pathway; paediatric nephrology, with the emergency banner "
                         "still shown"),
          "C", R06, R27, R37),
    _rule("DX-POP-02", _("Pregnancy and up to 6 weeks after birth: no route and no loading test; serum "
                         "value shown with a warning"),
          "C", R97, verified=False),
    _rule("DX-POP-03", _("Lactation: a warning, and no loading test"), "D", verified=False),
    _rule("DX-POP-04", _("Dialysis or anuria: no urine tests and no loading test; dialysate magnesium, "
                         "drugs, diarrhoea and nutrition as causes"),
          "C", R30, R31),
    _rule("DX-POP-05", _("eGFR below 30 without dialysis: serum and history only, urine indices are invalid"),
          "C", R30, R31),
    _rule("DX-POP-06", _("Acute kidney injury or unstable intensive care: serum and ionised magnesium, no "
                         "loading test by default"),
          "D", verified=False),
    _rule("DX-POP-07", _("Kidney transplant: allowed, calcineurin pattern expected, loading test "
                         "discouraged"),
          "D", verified=False),
    _rule("DX-POP-08", _("Intravenous magnesium for eclampsia, asthma or arrhythmia within 72 h: urine "
                         "indices are invalid"),
          "D", verified=False),
    _rule("DX-POP-09", _("From 75 years creatinine-based adequacy and loading-test retention are less "
                         "reliable"),
          "C", R12, verified=False),
    _rule("DX-POP-10", _("Transgender or intersex people, amputees, extreme muscle mass: both sex "
                         "coefficients, cystatin C suggested"),
          "C", R37),
    # Treatment: severity to path.
    _rule("TX-SEV-01", _("Under 18, dialysis, pregnancy or (pre-)eclampsia: no dosing, refer; adults in "
                         "arrest or torsades still get the card"),
          "D", verified=False),
    _rule("TX-SEV-02", _("Magnesium above 2.0 mmol/L, or above range with toxic signs, is treated as "
                         "toxicity"),
          "C", UKMI_370_2),
    _rule("TX-SEV-03", _("Torsades, or arrest, unstable arrhythmia, seizure or airway tetany with low "
                         "magnesium: emergency path"),
          "C", SEED_002, TZIVONI_1988, RCUK, AHA),
    _rule("TX-SEV-04", _("Low magnesium with tetany, recent seizure, coma, NSVT or QTc of 500 ms or more: "
                         "urgent intravenous path"),
          "D", SEED_002, AYUK_GITTOES_2011, VANDERBILT, verified=False),
    _rule("TX-SEV-05", _("Magnesium below 0.50 mmol/L with no or only minor symptoms: planned intravenous "
                         "magnesium the same day"),
          "C", SEED_002, NHS_HIGHLAND, VAN_DER_SIJS_2002),
    _rule("TX-SEV-06", _("Low magnesium with potassium below 3.0 or adjusted calcium below 1.90 mmol/L: "
                         "planned intravenous magnesium"),
          "D", SEED_002, TURNER_2016, verified=False),
    _rule("TX-SEV-07", _("Low magnesium and no oral route, short bowel below 0.60 mmol/L, or failed oral "
                         "treatment: planned intravenous magnesium"),
          "C", SEED_002, verified=False),
    _rule("TX-SEV-08", _("Magnesium 0.50 to below 0.60 mmol/L: oral at the moderate dose; intravenous if "
                         "QTc 480–499 ms or frequent ectopy"),
          "D", verified=False),
    _rule("TX-SEV-09", _("Known inherited tubulopathy near the patient's own level without symptoms stays "
                         "oral, with nephrology contact"),
          "D", ERKNET_GITELMAN, verified=False),
    _rule("TX-SEV-10", _("Magnesium 0.60 to below 0.70 mmol/L without symptoms or risk and with a removable "
                         "cause: diet and cause first"),
          "C", SEED_002, SEED_001, verified=False),
    _rule("TX-SEV-11", _("Magnesium 0.60 to below 0.70 mmol/L otherwise: oral at the mild dose"),
          "C", SEED_002),
    _rule("TX-SEV-12", _("Magnesium from 0.70 mmol/L to the upper limit: no treatment, diet advice; "
                         "depletion is not excluded"),
          "C", SEED_002),
    _rule("TX-SEV-13", _("Refractory to oral treatment: add amiloride (renal), an SGLT2 inhibitor (type 2 "
                         "diabetes) or inulin (PPI)"),
          "C", SEED_002, verified=False),
    _rule("TX-SEV-14", _("Every path treats the cause, corrects potassium and calcium, gives thiamine where "
                         "due, diet advice and follow-up"),
          "D", verified=False),
    _rule("TX-SEV-15", _("Tetany or seizure in a strong setting before magnesium is known: sample at once; "
                         "starting is the prescriber's decision"),
          "D", verified=False),
    _rule("TX-SEV-16", _("Magnesium of 0.40 mmol/L or less, or an urgent or emergency path: hospital, "
                         "monitored bed and 12-lead ECG"),
          "D", verified=False),
    _rule("TX-SEV-17", _("Planned intravenous magnesium from the community: same-day referral; oral may "
                         "start meanwhile if eGFR is 30 or more"),
          "D", verified=False),
    _rule("TX-SEV-18", _("Treatment indicated but a hard stop applies: specialist decision, the same day if "
                         "intravenous, within days if oral"),
          "D", verified=False),
    _rule("TX-SEV-19", _("Body weight below 45 kg: intravenous total at most 0.2 g/kg (0.8 mmol/kg) in 24 "
                         "h, confirmed by the prescriber"),
          "D", verified=False),
    _rule("TX-SEV-20", _("Magnesium unknown or the sample unreliable: repeat the same day, no dose unless "
                         "arrest or torsades"),
          "D", verified=False),
    _rule("TX-SEV-21", _("Low magnesium with digoxin toxicity, ACS or new AF, or softer signs from 0.50 "
                         "mmol/L: planned intravenous magnesium"),
          "D", verified=False),
    # Treatment: oral magnesium.
    _rule("TX-PO-01", _("Mild, oral start: organic salt 12 mmol a day (292 mg) as 4 mmol three times daily; "
                        "review at 1–2 weeks"),
          "C", NEOMAG, MAGNASPARTATE, RCHT_2021),
    _rule("TX-PO-02", _("Moderate, oral start: 24 mmol a day (583 mg) in 3 divided doses; review at 3–7 "
                        "days"),
          "C", NICE_ESUOM4_2013, LEEDS, HARRISON),
    _rule("TX-PO-03", _("Titration: raise by 4–10 mmol a day every 3–7 days, up to 30 mmol a day (729 mg)"),
          "D", HARRISON, CF_MEDICINES, verified=False),
    _rule("TX-PO-04", _("Salt choice: regional licensed organic product, other organic salt, chloride, and "
                        "oxide or carbonate last"),
          "C", SEED_002, FIROZ_2001, WALKER_2003, KAPPELER_2016),
    _rule("TX-PO-05", _("Single oral dose at most 10 mmol, in 2–4 doses a day with food"),
          "B", FINE_1991, MAGNASPARTATE, ENGLISH_GUIDELINE),
    _rule("TX-PO-06", _("More than 3 extra loose stools a day: halve and split the dose, change the salt, "
                        "stop if it persists for 48 h"),
          "C", SEED_002, SEED_001, MAGNASPARTATE),
    _rule("TX-PO-07", _("Oral by eGFR: 30–59 starts at 12 mmol a day at most; below 30 not automatic; below "
                        "15 or on dialysis never"),
          "C", BRESSENDORFF_2017, CITRATE_SMPC, MAGNASPARTATE, NHS_HIGHLAND, WAKAI_2019, MORI_2019,
          verified=False),
    _rule("TX-PO-08", _("No glycerophosphate with high phosphate or eGFR below 60; no aspartate sachet with "
                        "AV block or bradycardia"),
          "C", NEOMAG, MAGNASPARTATE, COBURN_1991, LINDBERG_1993, verified=False),
    _rule("TX-PO-09", _("Binding drugs are spaced from magnesium by 2 to 6 h; raltegravir is not combined "
                        "with oral magnesium"),
          "C", EMC_2678, EMC_12118, EMC_4841, EMC_25343, LOTHIAN_ONCOLOGY, CIPROFLOXACIN_1989,
          DRUGS_COM_LEVOTHYROXINE, BIKTARVY),
    _rule("TX-PO-10", _("Unsupervised supplements: at most 250 mg a day in the EU, 350 mg in the US; not a "
                        "treatment cap"),
          "C", BFR_2017, VKM_2016),
    _rule("TX-PO-11", _("Removable cause: oral until 0.70 mmol/L or more, then at least 48 h; persistent "
                        "cause: check every 3–6 months"),
          "C", NHS_HIGHLAND, MAGNASPARTATE),
    _rule("TX-PO-12", _("Oral failure: below 0.50 mmol/L on treatment, a rise below 0.05 after 7 days at "
                        "full dose, or intolerance"),
          "D", verified=False),
    _rule("TX-PO-13", _("Oral magnesium stops above the upper limit (recheck in 1–2 weeks), at eGFR below "
                        "30 or kidney injury stage 2 or more"),
          "D", verified=False),
    _rule("TX-PO-14", _("A magnesium aspartate sachet may go down a feeding tube in 200 mL water"),
          "C", MAGNASPARTATE),
    _rule("TX-PO-15", _("Antacids, laxatives, bowel preparation, supplements and feeds count towards the "
                        "total magnesium load"),
          "C", verified=False),
    # Treatment: intravenous magnesium.
    _rule("TX-IV-H", _("Hard stops: AV block, absent reflex, slow breathing, low urine, eGFR below 15, "
                       "myasthenia, hypotension, high magnesium"),
          "C", US_LABEL, US_PREMIX_LABEL, EMC_3539, EMC_3579, RCHT_2021, NHS_HIGHLAND, verified=False),
    _rule("TX-IV-01", _("Arrest with torsades or known low magnesium: 2 g magnesium sulfate heptahydrate "
                        "(8.1 mmol) in 10 mL as a bolus"),
          "C", AHA, RCUK),
    _rule("TX-IV-02", _("Torsades with a pulse: 2 g over 10 min whatever the serum level, again after 5–15 "
                        "min if needed, then 0.5–1 g/h"),
          "B", TZIVONI_1988, RCUK, AHA, TORSADES_2020),
    _rule("TX-IV-03", _("Seizure in progress with low magnesium: 2 g over 15 min beside the status "
                        "protocol; 1 g if eGFR is below 30 or unknown"),
          "C", HARRISON, UK_TEACHING_NOTE, verified=False),
    _rule("TX-IV-04", _("Tetany, recent seizure, NSVT or QTc of 500 ms or more: load 2 g over 15 min; 1 g "
                        "at eGFR 15–29 or unknown"),
          "C", verified=False),
    _rule("TX-IV-05", _("After the load by eGFR: 60 or more 5 g over 6 h, 30–59 5 g over 12 h, 15–29 2.5 g "
                        "over 12 h; caps 12, 7 and 5 g in 24 h"),
          "D", NHS_HIGHLAND, HARRISON, US_LABEL, verified=False),
    _rule("TX-IV-06", _("Planned dose, eGFR 60 or more: 5 g over 12 h below 0.50 mmol/L (twice at 0.40 or "
                        "less), 4 g over 8 h, 2 g over 4 h"),
          "C", GALWAY, NHS_HIGHLAND, US_LABEL, EMC_3539, EMC_15329, EMC_3579, HARRISON, ETG,
          LOTHIAN_ONCOLOGY, FK, verified=False),
    _rule("TX-IV-07", _("Planned dose, reduced kidney function: 30–59 at most 7 g in 24 h; 15–29 half, at "
                        "most 2.5 g per dose; below 15 withheld"),
          "D", NHS_HIGHLAND, JOACP, verified=False),
    _rule("TX-IV-08", _("Slow by default: up to half of an intravenous dose is lost in urine, though "
                        "comparisons show no difference in serum level"),
          "B", GALWAY, AGUS_1999, DOSHI, KU_2018, SUPPORT_CARE_2016),
    _rule("TX-IV-09", _("5 g raises magnesium by about 0.2 mmol/L (eGFR 90 or more) or 0.3 (30–89): an "
                        "estimate, never a reason to skip a level"),
          "B", JOACP),
    _rule("TX-IV-10", _("Dilution: never undiluted (50 %) by vein, at most 20 %, peripheral at most 5 %, so "
                        "5 g in 100 mL or more"),
          "C", US_LABEL, GALWAY),
    _rule("TX-IV-11", _("Rate: torsades at most 200 mg/min, seizure or tetany 150 mg/min, otherwise 1 g/h "
                        "on a ward and 2 g/h monitored"),
          "C", US_LABEL, EMC_15329, RCUK, NHS_HIGHLAND),
    _rule("TX-IV-12", _("Magnesium never shares a bag or line with calcium, carbonate, phosphate or "
                        "bicarbonate"),
          "C", AMBADOS_2002, MAGNESIUM_CHAPTER, INCOMPATIBILITY_PAGE, MG_CHLORIDE_LABEL),
    _rule("TX-IV-13", _("Intramuscular magnesium is not proposed, and oral magnesium sulfate heptahydrate "
                        "is never used as replacement"),
          "D", US_LABEL, verified=False),
    _rule("TX-IV-14", _("Every intravenous plan carries monitoring of ECG, vital signs, reflexes, urine and "
                        "magnesium (6 h after the infusion)"),
          "D", NHS_HIGHLAND, HARRISON, EMC_15329, verified=False),
    _rule("TX-IV-15", _("Stop the infusion: reflex lost, rate below 12/min, systolic below 90 or fall above "
                        "30 mmHg, magnesium above 1.50 mmol/L"),
          "D", verified=False),
    _rule("TX-IV-16", _("Intravenous treatment ends at 0.50 mmol/L or more twice, 12–24 h apart, without "
                        "symptoms; oral then overlaps"),
          "D", verified=False),
    _rule("TX-IV-17", _("Outpatient infusions: 4 g over 4 h or 5 g over 5 h at least; more than 3 courses "
                        "in 4 weeks go to a specialist"),
          "D", verified=False),
    _rule("TX-IV-18", _("Calcium gluconate 10 %, 10 mL (1 g), is at the bedside for every intravenous plan"),
          "C", US_LABEL),
    # Treatment: toxicity.
    _rule("TX-TOX-01", _("Any sign of toxicity: stop all magnesium, call a senior, airway, ECG, magnesium, "
                         "potassium, calcium, creatinine"),
          "C", UKMI_370_2, LEEDS, PHARM_J),
    _rule("TX-TOX-02", _("Signs or magnesium above 4.0 mmol/L: calcium gluconate 10 % 10 mL over 5–10 min "
                         "with ECG; saline, loop diuretic, dialysis"),
          "C", PHARM_J, LEEDS, NL_INTERNAL_MEDICINE, verified=False),
    _rule("TX-TOX-03", _("Without signs at 2.0–4.0 mmol/L: remove the source, recheck within 24 h; up to "
                         "2.0: stop, recheck in 24–72 h"),
          "C", LEEDS, PHARM_J, verified=False),
    _rule("TX-TOX-04", _("After toxicity no more magnesium, no restart at the same dose, and the cause is "
                         "reported"),
          "D", verified=False),
    # Treatment: potassium, calcium, phosphate, refeeding, alcohol.
    _rule("TX-ELY-01", _("Low magnesium with low potassium or calcium: magnesium at once, the others in "
                         "parallel"),
          "C", SEED_002, HUANG_KUO_2007, LOTHIAN_ONCOLOGY),
    _rule("TX-ELY-02", _("Potassium 2.5–3.4 mmol/L without ECG change: potassium chloride 40–80 mmol a day "
                         "by mouth, divided"),
          "C", NHS_GGC_POTASSIUM, NHS_HIGHLAND_POTASSIUM, ADULT_GUIDELINE_POTASSIUM, verified=False),
    _rule("TX-ELY-03", _("Intravenous potassium: 10 mmol/h at most on a ward, 20 with continuous ECG, 40 "
                         "mmol/L by peripheral vein, never a bolus"),
          "C", SPS_IV_POTASSIUM, NHS_HIGHLAND_IV_POTASSIUM),
    _rule("TX-ELY-04", _("Potassium targets: 3.5–5.0 mmol/L; at least 4.0 with long QT, torsades, ACS or "
                         "digoxin; Gitelman at least 3.0"),
          "C", TORSADES_2020, GOYAL_2012, ERKNET_GITELMAN, verified=False),
    _rule("TX-ELY-05", _("Adjusted calcium 1.90–2.19 mmol/L without symptoms: magnesium first, recheck "
                         "calcium after 24–72 h"),
          "C", AGUS_1999, SEED_002),
    _rule("TX-ELY-06", _("Adjusted calcium below 1.90 mmol/L, tetany, seizure or long QT: calcium gluconate "
                         "10 % 10–20 mL over 10 min, plus magnesium"),
          "C", TURNER_2016, TRAINEE_TEXT),
    _rule("TX-ELY-07", _("Vitamin D deficiency is replaced by local protocol; low magnesium blunts the "
                         "response, so correct it too"),
          "D", verified=False),
    _rule("TX-ELY-08", _("Low phosphate is replaced by local protocol, never mixed with magnesium or "
                         "calcium; high: no glycerophosphate"),
          "D", verified=False),
    _rule("TX-ELY-09", _("Refeeding risk: thiamine first; magnesium 0.4 mmol/kg a day by mouth or 0.2 by "
                         "vein, with potassium and phosphate"),
          "C", NICE_CG32, ASPEN_2020),
    _rule("TX-ELY-10", _("Alcohol: parenteral thiamine before glucose or feed; suspected Wernicke 200 mg "
                         "intravenously three times daily"),
          "C", EFNS_WERNICKE, BMJ_THIAMINE_CASE, AGUS_1999),
    _rule("TX-ELY-11", _("Chloride and volume depletion keep potassium and magnesium wasting going: saline "
                         "first in short bowel or ileostomy"),
          "D", verified=False),
    # Treatment: potassium-sparing drugs.
    _rule("TX-AMI-01", _("Amiloride needs renal wasting, failed oral treatment, eGFR of 60 or more and "
                         "potassium known and 5.0 or lower"),
          "C", MURDOCH_1993, AMILORIDE_US_LABEL, SMITH_1988, WAZNY_2000, SEED_002, verified=False),
    _rule("TX-AMI-02", _("Amiloride 5 mg in the morning, 10 mg after 1–2 weeks if needed; 2.5 mg from 75 "
                         "years or systolic below 110"),
          "C", AMILORIDE_UK_LABEL, AMILORIDE_US_LABEL, verified=False),
    _rule("TX-AMI-03", _("No amiloride: potassium above 5.0 or unknown, eGFR below 30, RAAS blocker, "
                         "trimethoprim, CNI, NSAID, pregnancy"),
          "C", AMILORIDE_UK_LABEL, AMILORIDE_US_LABEL, ANTONIOU_2015, HEPARIN_TEXT, ABERDEEN_FORMULARY,
          verified=False),
    _rule("TX-AMI-04", _("Amiloride with care: eGFR 30–59 (nephrology, 2.5 mg), diabetes, salt-losing "
                         "tubulopathy, cirrhosis"),
          "C", AMILORIDE_PILOT, BLANCHARD_2017, ERKNET_GITELMAN, RENAL_DRUG_HANDBOOK, verified=False),
    _rule("TX-AMI-05", _("On amiloride: potassium and creatinine at day 3–7, week 2, monthly × 3, then "
                         "3-monthly; magnesium at 2 and 4 weeks"),
          "D", verified=False),
    _rule("TX-AMI-06", _("Amiloride stops at potassium 5.5 or more or a creatinine rise above 30 %; "
                         "5.1–5.4: halve, recheck within 3 days"),
          "D", verified=False),
    _rule("TX-AMI-07", _("Triamterene is second choice where amiloride is not available: 50 mg twice daily, "
                         "label maximum 300 mg a day"),
          "C", TRIAMTERENE_LABEL, verified=False),
    _rule("TX-AMI-08", _("Never a combination with a thiazide or loop diuretic: the partner wastes "
                         "magnesium"),
          "D", AMILORIDE_US_LABEL, verified=False),
    _rule("TX-AMI-09", _("Spironolactone and eplerenone are not proposed for magnesium; already indicated, "
                         "they stay with the same checks"),
          "C", EPLERENONE_TEXT, verified=False),
    _rule("TX-AMI-10", _("Thiazides and loop diuretics are never suggested to treat low magnesium"),
          "D", verified=False),
    # Treatment: SGLT2 inhibitors.
    _rule("TX-SGL-01", _("SGLT2 inhibitor: for refractory low magnesium in stable outpatients; off-label "
                         "without diabetes, CKD or heart failure"),
          "C", SEED_002, verified=False),
    _rule("TX-SGL-02", _("Empagliflozin or dapagliflozin 10 mg once daily, not raised for magnesium; "
                         "canagliflozin 100 mg second choice"),
          "C", JARDIANCE_LABEL, MHRA_CANAGLIFLOZIN_2017),
    _rule("TX-SGL-03", _("Expected rise 0.04–0.10 mmol/L in type 2 diabetes; case series only in refractory "
                         "hypomagnesaemia"),
          "B", TANG_2016, KIDNEY360_NETWORK, RAY_2020, SHAH_2022, SHAH_2023, SAHA_2022, SHAH_2024),
    _rule("TX-SGL-04", _("No SGLT2 inhibitor: type 1 diabetes, past ketoacidosis, eGFR below 20 (magnesium "
                         "only 30), pregnancy, acute illness"),
          "C", JARDIANCE_LABEL, UKKA_2023, verified=False),
    _rule("TX-SGL-05", _("SGLT2 inhibitor with care: kidney transplant team only; volume depletion, old "
                         "age, loop diuretic, insulin, foot ulcer"),
          "C", UKKA_2023, SANCHEZ_FRUCTUOSO_2023, verified=False),
    _rule("TX-SGL-06", _("On an SGLT2 inhibitor: checks at 2–4 and 8–12 weeks, sick-day rule; stop if the "
                         "rise is below 0.05 mmol/L at 12 weeks"),
          "C", NHS_SICK_DAY, verified=False),
    _rule("TX-SGL-07", _("Type 2 diabetes, CKD or heart failure: SGLT2 inhibitor before amiloride; both "
                         "only one at a time, 4 weeks apart"),
          "D", AMILORIDE_SGLT2I_2024, verified=False),
    # Treatment: proton pump inhibitors and inulin.
    _rule("TX-PPI-01", _("Low magnesium on a proton pump inhibitor: stop it, or change to an H2 blocker; "
                         "another PPI is no cure"),
          "B", HESS_2012, JANETT_2015, verified=False),
    _rule("TX-PPI-02", _("After stopping, magnesium is normal in about 4 days to 2 weeks; recheck at 1 and "
                         "2 weeks; no rechallenge"),
          "B", HESS_2012, MACKAY_BLADON_2010, FDA_2011),
    _rule("TX-PPI-03", _("A proton pump inhibitor that cannot stop: lowest dose or pantoprazole with "
                         "magnesium; magnesium monthly × 3"),
          "C", MACKAY_BLADON_2010, MHRA_2012, verified=False),
    _rule("TX-PPI-04", _("Acid rebound lasts some weeks: antacid or alginate as needed, or a taper where "
                         "magnesium is 0.50 mmol/L or more"),
          "D", verified=False),
    _rule("TX-PPI-05", _("Inulin on a continued PPI, 0.50 mmol/L to below 0.70, colon present: 5 g, 10 g, "
                         "then 20 g a day for a 14-day trial"),
          "B", HESS_2016, SEED_002, SEED_001, HESS_2015, BONNEMA_2010, SCHAAFSMA, GUNN_2022, TAHIRI_2001,
          verified=False),
    _rule("TX-PPI-06", _("Other prescribers are informed and PPI-associated hypomagnesaemia is noted as an "
                         "adverse reaction"),
          "D", verified=False),
    _rule("TX-PPI-07", _("Proton pump inhibitor with a thiazide or loop diuretic: stop or switch both if "
                         "possible"),
          "D", verified=False),
    # Treatment: culprit drugs.
    _rule("TX-DRUG-00", _("Each culprit drug is listed with need, alternative and who decides; nothing is "
                          "stopped without its owner"),
          "D", SEED_001, ATSMON_2005, LIAMIS_2021, verified=False),
    _rule("TX-DRUG-01", _("Thiazide: stop or change the antihypertensive, or lowest dose with oral "
                          "magnesium"),
          "D", verified=False),
    _rule("TX-DRUG-02", _("Loop diuretic: lowest dose; SGLT2 inhibitor on licensed ground; amiloride only "
                          "if potassium is 5.0 or lower, no RAAS blocker"),
          "D", AMILORIDE_US_LABEL, verified=False),
    _rule("TX-DRUG-03", _("Proton pump inhibitor: question the need, stop or change to an H2 blocker"),
          "B", HESS_2012, JANETT_2015),
    _rule("TX-DRUG-04", _("Aminoglycoside: stop or shorten, alternative by microbiology; watch "
                          "neuromuscular block with intravenous magnesium"),
          "C", ATSMON_2005, verified=False),
    _rule("TX-DRUG-05", _("Amphotericin B: liposomal form or alternative; amiloride 5 mg twice daily in "
                          "hospital if its rules allow"),
          "C", SMITH_1988, WAZNY_2000, verified=False),
    _rule("TX-DRUG-06", _("Cisplatin: magnesium belongs in the hydration (less kidney damage, odds ratio "
                          "0.22); checked, not prescribed here"),
          "B", CISPLATIN_2024, OKAMOTO_2024, ESMO_2113P),
    _rule("TX-DRUG-07", _("Anti-EGFR antibody: replacement by CTCAE grade"), "B", THANGARASA_2016, CTCAE),
    _rule("TX-DRUG-08", _("Calcineurin inhibitor: level in range; conversion only by the transplant team"),
          "D", verified=False),
    _rule("TX-DRUG-09", _("Foscarnet or pentamidine: alternative, or daily magnesium and calcium checks"),
          "D", verified=False),
    _rule("TX-DRUG-10", _("Laxatives and bowel preparation: stop magnesium laxatives and stimulant abuse"),
          "C", ATSMON_2005),
    _rule("TX-DRUG-11", _("Alcohol: thiamine, magnesium by level, and the tubular loss recovers over weeks "
                          "of abstinence"),
          "C", EFNS_WERNICKE, AGUS_1999),
    _rule("TX-DRUG-12", _("Digoxin is not a cause, but low magnesium raises its toxicity: telemetry for "
                          "planned intravenous magnesium"),
          "C", US_LABEL, verified=False),
    _rule("TX-DRUG-13", _("QT-prolonging drugs: review, ECG, potassium of at least 4.0 mmol/L"),
          "D", verified=False),
    _rule("TX-DRUG-14", _("Metformin, insulin, beta-agonist and theophylline are not stopped for magnesium "
                          "alone"),
          "D", verified=False),
    _rule("TX-DRUG-15", _("mTOR inhibitor, carboplatin, arsenic trioxide, liposomal doxorubicin, "
                          "cabozantinib: oncology, magnesium by protocol"),
          "C", LOTHIAN_ONCOLOGY),
    _rule("TX-DRUG-16", _("Patiromer or polystyrene sulfonate: stop, or separate from magnesium"),
          "D", verified=False),
    _rule("TX-DRUG-17", _("Anti-EGFR: grade 1 oral 12–24 mmol a day, grade 2 oral plus IV, grade 3 repeated "
                          "IV, grade 4 admission"),
          "B", THANGARASA_2016, CTCAE, LOTHIAN_ONCOLOGY, PANITUMUMAB_SERIES),
    # Treatment: cause-specific.
    _rule("TX-DIS-01", _("Gitelman: aim for potassium 3.0 and magnesium 0.6 mmol/L or more, liberal salt, "
                         "organic magnesium, potassium chloride"),
          "C", BLANCHARD_2017, ERKNET_GITELMAN, UKKA_GITELMAN, GITELMAN_TABLE),
    _rule("TX-DIS-02", _("Bartter: nephrology, potassium chloride, magnesium as needed, no thiazide"),
          "C", KONRAD_2021, verified=False),
    _rule("TX-DIS-03", _("TRPM6: acute by the emergency paths, then lifelong split high-dose oral magnesium "
                         "aimed at no symptoms"),
          "D", verified=False),
    _rule("TX-DIS-04", _("FHHNC: magnesium supplements and a specialist; no thiazide recommendation"),
          "C", POLISH_FHHNC_2015, CLAVERIE_MARTIN_2015, VALL_PALOMAR_2021, verified=False),
    _rule("TX-DIS-05", _("Other inherited wasting: magnesium remains the treatment; SGLT2 inhibitor or "
                         "amiloride by a specialist only"),
          "C", VIERING_2017, SEED_000, verified=False),
    _rule("TX-DIS-06", _("Short bowel: salt and water first, oral rehydration, oral magnesium at night; "
                         "inulin excluded without a colon"),
          "C", NIGHTINGALE_1994, SEED_002, verified=False),
    _rule("TX-DIS-07", _("Home parenteral magnesium is arranged by a specialist team only"),
          "D", verified=False),
    _rule("TX-DIS-08", _("Refeeding and alcohol follow their electrolyte rules, thiamine first"),
          "C", NICE_CG32, ASPEN_2020, EFNS_WERNICKE),
    _rule("TX-DIS-09", _("Hungry bone: calcium and active vitamin D by surgical protocol, magnesium by "
                         "severity; checks twice daily for 48 h"),
          "C", verified=False),
    _rule("TX-DIS-10", _("Kidney transplant: oral trial, organic salt preferred; no amiloride with a CNI; "
                         "space mycophenolate by 2 h"),
          "C", VAN_LAECKE_2014, VAN_LAECKE_2017, SONG_2020, SANCHEZ_FRUCTUOSO_2023),
    _rule("TX-DIS-11", _("Type 2 diabetes: treat by severity, SGLT2 inhibitor as preferred adjunct; no "
                         "glycaemic benefit is promised"),
          "B", SEED_002, DRENTHEN, ELDERAWI_2018),
    _rule("TX-DIS-12", _("Intensive care: correct below 0.50 mmol/L, in arrhythmia or refractory potassium "
                         "or calcium; level every 6–12 h"),
          "C", SEED_002, SEED_001, verified=False),
    _rule("TX-DIS-13", _("Diarrhoea, bowel disease, pancreatitis, coeliac disease: treat the cause, small "
                         "oral doses or intravenous"),
          "D", verified=False),
    _rule("TX-DIS-14", _("Post-obstructive or recovering tubular diuresis: by severity, kidney injury rule, "
                         "reassess every 12–24 h"),
          "D", verified=False),
    _rule("TX-DIS-15", _("Aldosteronism, hyperthyroidism, hypercalcaemia: treat the cause; no "
                         "calcium-containing supplement in hypercalcaemia"),
          "D", verified=False),
    _rule("TX-DIS-16", _("Infarction, heart failure, atrial fibrillation: correct to 0.70 mmol/L or more; "
                         "no routine magnesium at a normal level"),
          "D", verified=False),
    _rule("TX-DIS-17", _("Pre-eclampsia: refer, no dosing here"), "D", verified=False),
    _rule("TX-DIS-18", _("Redistribution: by level, small doses, a quick rise is expected; level at 12 h"),
          "D", verified=False),
    _rule("TX-SC-01", _("Subcutaneous magnesium is unlicensed and for a nutrition team: 4 mmol (1 g) in 1 L "
                        "saline over 6–12 h"),
          "B", MARTINEZ_RIQUELME_2005, BELFAST_SERIES, SC_SERIES_2015, MAKOWSKY_2019, UKMI_14_6),
    _rule("TX-SC-02", _("Subcutaneous magnesium: rotate sites, weekly magnesium for 4 weeks, then monthly"),
          "D", verified=False),
    _rule("TX-SC-03", _("Home parenteral magnesium is never prescribed here, only referred"),
          "D", verified=False),
    # Treatment: diet and supplements.
    _rule("TX-DIET-01", _("Diet alone suffices for mild low magnesium without symptoms from low intake or a "
                          "removed cause"),
          "D", SEED_002, SEED_001, verified=False),
    _rule("TX-DIET-02", _("No prophylactic supplements in healthy people with normal magnesium; see a "
                          "doctor with symptoms"),
          "C", SEED_001),
    _rule("TX-DIET-03", _("Daily requirement: US 400–420 mg for men and 310–320 mg for women; EFSA 350 and "
                          "300 mg"),
          "C", ODS, DIETITIANS_CANADA, EFSA_2015, SEED_003),
    _rule("TX-DIET-04", _("Magnesium-rich foods by portion; potassium warning above 5.0 mmol/L or at eGFR "
                          "below 45"),
          "C", ODS_FOODS, DIETITIANS_CANADA, verified=False),
    _rule("TX-DIET-05", _("Autoimmune disease: magnesium has not been shown to treat it, and no "
                          "disease-specific dose is offered"),
          "C", SEED_003, LERNER_2024),
    _rule("TX-DIET-06", _("Osteoporosis: keep magnesium in the normal range; more is not better"),
          "B", SEED_004, SEED_002, ORCHARD_2014),
    _rule("TX-DIET-07", _("Retail supplements are no self-treatment for a proven low magnesium"),
          "C", SEED_001),
    _rule("TX-DIET-08", _("Vitamin D and calcium together with magnesium: only to correct a deficiency, by "
                          "local protocol"),
          "D", SEED_003, verified=False),
    # Treatment: follow-up, referral, patient text.
    _rule("TX-MON-01", _("Target 0.70 mmol/L to the upper limit; Gitelman 0.6 or more; torsades, digoxin, "
                         "long QT 0.80 or more"),
          "C", SEED_002, ERKNET_GITELMAN, verified=False),
    _rule("TX-MON-02", _("Recheck by path: mild oral 1–2 weeks, moderate 3–7 days, amiloride 3–7 days, IV 6 "
                         "h after the infusion, then daily"),
          "D", verified=False),
    _rule("TX-MON-03", _("Escalate: new red flag, falling magnesium, potassium below 3.0, calcium below "
                         "1.90, oral failure, QTc 500 ms or more"),
          "D", verified=False),
    _rule("TX-MON-04", _("De-escalate as signs go and magnesium holds; diet when 0.70 mmol/L or more twice, "
                         "2 weeks apart, and the cause is gone"),
          "D", verified=False),
    _rule("TX-REF-01", _("Intensive care or telemetry: torsades, VT, seizure, coma, breathing below 12/min, "
                         "toxicity, infusion above 1 g/h"),
          "D", verified=False),
    _rule("TX-REF-02", _("Nephrology: eGFR below 30, unexplained renal wasting, suspected heredity, need "
                         "above 30 mmol a day"),
          "D", verified=False),
    _rule("TX-REF-03", _("Gastroenterology or nutrition: short bowel, a proton pump inhibitor that cannot "
                         "stop, subcutaneous magnesium"),
          "D", verified=False),
    _rule("TX-REF-04", _("Oncology, transplant, diabetes and HIV teams decide about their own drugs"),
          "D", verified=False),
    _rule("TX-REF-05", _("Outside the scope no dose is offered"), "D", verified=False),
    _rule("TX-REF-06", _("Cardiology: AV block, torsades, myocardial damage"), "D", verified=False),
    _rule("TX-HAND-01", _("Patient handout: small doses with food, spacing, when to ring, blood test date, "
                          "no self-treatment"),
          "D", SEED_001, verified=False),
    # Treatment: safety invariants.
    _rule("TX-INV-01", _("Age under 18 or unknown: no dose of anything"), "D", verified=False),
    _rule("TX-INV-02", _("Dialysis: no scheduled magnesium, amiloride or SGLT2 inhibitor; only the arrest "
                         "or torsades card"),
          "D", verified=False),
    _rule("TX-INV-03", _("Pregnancy: refer; amiloride, triamterene, MRA and SGLT2 inhibitor withheld, also "
                         "if unknown in women of 12–55"),
          "D", verified=False),
    _rule("TX-INV-04", _("Pre-eclampsia or eclampsia: no dose, obstetric protocol text only"),
          "D", verified=False),
    _rule("TX-INV-05", _("eGFR unknown: no scheduled IV, amiloride or SGLT2 inhibitor; oral by override; "
                         "the emergency load is 1 g"),
          "D", verified=False),
    _rule("TX-INV-06", _("Potassium unknown: no amiloride, triamterene or MRA; it never stops emergency "
                         "magnesium"),
          "D", verified=False),
    _rule("TX-INV-07", _("An unreliable sample yields no dose except the emergency card"),
          "D", verified=False),
    _rule("TX-INV-08", _("Magnesium not low and no arrest or torsades: no IV, no new supplement, no new "
                         "adjunct, save named exceptions"),
          "D", verified=False),
    _rule("TX-INV-09", _("Above the upper limit no magnesium product (save the card up to 2.0 mmol/L); "
                         "above 2.0 no magnesium at all"),
          "D", verified=False),
    _rule("TX-INV-10", _("Units are shown; values over 0.02 mmol/L away from every limit give the same plan "
                         "in every unit"),
          "D", verified=False),
    _rule("TX-INV-11", _("Seizure, tetany, carpopedal spasm, laryngospasm or ventricular arrhythmia with "
                         "low magnesium: never oral only"),
          "D", verified=False),
    _rule("TX-INV-12", _("Torsades: the card is shown whatever the serum magnesium (unless above 2.0 "
                         "mmol/L), never delayed for results"),
          "D", verified=False),
    _rule("TX-INV-13", _("Below 0.50 mmol/L never no treatment, diet or oral only, save stable inherited "
                         "wasting with its reason"),
          "D", verified=False),
    _rule("TX-INV-14", _("Intravenous paths never rest on amiloride, SGLT2 inhibitor, inulin or diet alone"),
          "D", verified=False),
    _rule("TX-INV-15", _("A bolus under 10 min only in cardiac arrest; 10 min only in torsades or unstable "
                         "ventricular arrhythmia; else 15 min or more"),
          "D", verified=False),
    _rule("TX-INV-16", _("No undiluted solution (50 %) by vein; at most 20 %, outside arrest 10 %, "
                         "peripheral default 5 %"),
          "D", verified=False),
    _rule("TX-INV-17", _("No intramuscular magnesium and no oral magnesium sulfate heptahydrate for "
                         "replacement"),
          "D", verified=False),
    _rule("TX-INV-18", _("No automatic home or subcutaneous prescription"), "D", verified=False),
    _rule("TX-INV-19", _("Rate at most 200 mg/min in torsades, 150 in seizure or tetany loading, else 1 "
                         "g/h, 2 g/h monitored"),
          "C", US_LABEL, EMC_15329, RCUK),
    _rule("TX-INV-20", _("Any 24 h stays within the cap of the renal band and never above 15 g "
                         "automatically; label ceiling 28 g"),
          "D", EMC_15329, verified=False),
    _rule("TX-INV-21", _("Any 5 days at most 40 g (162 mmol); eGFR below 30 at most 20 g (81 mmol) in 48 h, "
                         "even with override"),
          "C", EMC_3539, EMC_15329, US_LABEL),
    _rule("TX-INV-22", _("eGFR below 30: no scheduled dose above half or above 2.5 g, and no second dose "
                         "before a level"),
          "D", NHS_HIGHLAND, verified=False),
    _rule("TX-INV-23", _("eGFR below 15, anuria or kidney injury stage 3: no scheduled intravenous and no "
                         "oral magnesium"),
          "D", verified=False),
    _rule("TX-INV-24", _("eGFR 30–59: at most 7 g in 24 h and no second infusion before a level"),
          "D", verified=False),
    _rule("TX-INV-25", _("Each dose prints salt or magnesium amount and, for IV, volume, diluent, final %, "
                         "time and rate, agreeing within 2 %"),
          "D", verified=False),
    _rule("TX-INV-26", _("A lower eGFR never gives a larger dose, a faster rate or a later recheck; unknown "
                         "is never freer than 15–29"),
          "D", verified=False),
    _rule("TX-INV-27", _("Oral: at most 10 mmol per dose and 30 mmol a day, divided above 10 mmol a day"),
          "D", verified=False),
    _rule("TX-INV-28", _("No automatic oral magnesium below eGFR 30; no oxide, hydroxide or carbonate below "
                         "45; oxide at most 1000 mg a day"),
          "D", WAKAI_2019, MORI_2019, verified=False),
    _rule("TX-INV-29", _("Every intravenous plan contains monitoring, stop criteria and calcium gluconate"),
          "D", US_LABEL, verified=False),
    _rule("TX-INV-30", _("AV block of degree 2–3 without pacemaker, or marked bradycardia: no scheduled "
                         "intravenous magnesium"),
          "C", US_LABEL, RCHT_2021, NHS_HIGHLAND),
    _rule("TX-INV-31", _("Myasthenia gravis: no automatic scheduled intravenous magnesium"),
          "C", US_PREMIX_LABEL),
    _rule("TX-INV-32", _("Absent patellar reflex or respiratory rate below 12/min: no dose and no repeat"),
          "D", verified=False),
    _rule("TX-INV-33", _("Urine below 25 mL/h or anuria: no repeat dose"), "C", EMC_3539, US_PREMIX_LABEL),
    _rule("TX-INV-34", _("Systolic pressure below 90 mmHg, not from arrhythmia: no planned intravenous dose"),
          "D", verified=False),
    _rule("TX-INV-35", _("Magnesium never shares a line or bag with calcium, phosphate or bicarbonate"),
          "C", AMBADOS_2002, INCOMPATIBILITY_PAGE),
    _rule("TX-INV-36", _("Digoxin, potassium below 3.0, QTc of 480 ms or more or a rate above 1 g/h: "
                         "telemetry is printed"),
          "D", verified=False),
    _rule("TX-INV-37", _("Calcium below 1.90 mmol/L or tetany: the calcium plan stands beside magnesium and "
                         "never replaces it"),
          "D", verified=False),
    _rule("TX-INV-38", _("Calcium gluconate runs over 5 min or more (default 10), never into muscle or "
                         "under the skin"),
          "D", verified=False),
    _rule("TX-INV-39", _("With low magnesium a potassium plan is never shown without the magnesium plan"),
          "D", verified=False),
    _rule("TX-INV-40", _("Intravenous potassium at most 10 mmol/h without ECG, 20 with, 40 mmol/L "
                         "peripheral, never a bolus"),
          "C", SPS_IV_POTASSIUM, NHS_HIGHLAND_IV_POTASSIUM),
    _rule("TX-INV-41", _("A potassium supplement is never combined with amiloride automatically"),
          "D", verified=False),
    _rule("TX-INV-42", _("Alcohol or refeeding risk: thiamine before glucose or feed is printed"),
          "D", verified=False),
    _rule("TX-INV-43", _("No long-term alfacalcidol or calcitriol for low calcium while magnesium is low"),
          "D", verified=False),
    _rule("TX-INV-44", _("No amiloride with potassium above 5.0 mmol/L or unknown"), "D", verified=False),
    _rule("TX-INV-45", _("No amiloride below eGFR 30 or unknown; not automatic below 60"),
          "D", verified=False),
    _rule("TX-INV-46", _("No amiloride with a RAAS blocker, MRA, triamterene, potassium supplement, "
                         "trimethoprim or calcineurin inhibitor"),
          "D", verified=False),
    _rule("TX-INV-47", _("No amiloride in acute kidney injury, anuria, Addison's disease or diabetic "
                         "nephropathy"),
          "D", verified=False),
    _rule("TX-INV-48", _("No amiloride without a renal wasting route"), "D", verified=False),
    _rule("TX-INV-49", _("No combination with a thiazide or loop diuretic, and none of these as treatment "
                         "of low magnesium"),
          "D", verified=False),
    _rule("TX-INV-50", _("Amiloride always brings a potassium and creatinine recheck within 7 days and a "
                         "stop at 5.5 mmol/L or more"),
          "D", verified=False),
    _rule("TX-INV-51", _("Amiloride at most 10 mg a day automatically, 20 mg by label"),
          "D", AMILORIDE_UK_LABEL, AMILORIDE_US_LABEL, verified=False),
    _rule("TX-INV-52", _("No SGLT2 inhibitor in type 1 or pancreatogenic diabetes, or after any "
                         "ketoacidosis"),
          "C", JARDIANCE_LABEL, UKKA_2023),
    _rule("TX-INV-53", _("No SGLT2 inhibitor in pregnancy, lactation, dialysis or eGFR below 20; for "
                         "magnesium only not below 30"),
          "D", verified=False),
    _rule("TX-INV-54", _("No SGLT2 inhibitor in acute illness, fasting, surgery or sepsis; the sick-day "
                         "text is always printed"),
          "D", verified=False),
    _rule("TX-INV-55", _("No SGLT2 inhibitor after Fournier's gangrene or recurrent or active severe "
                         "genital infection or urosepsis"),
          "D", verified=False),
    _rule("TX-INV-56", _("An SGLT2 inhibitor without type 2 diabetes, CKD or heart failure always carries "
                         "the off-label flag"),
          "D", verified=False),
    _rule("TX-INV-57", _("No automatic SGLT2 inhibitor in a kidney transplant"), "D", verified=False),
    _rule("TX-INV-58", _("Low magnesium on a proton pump inhibitor always brings its review, never another "
                         "PPI as the cure"),
          "D", verified=False),
    _rule("TX-INV-59", _("Inulin at most 20 g a day, first step 5 g; never without a colon, in IBS or below "
                         "0.50 mmol/L"),
          "D", HESS_2016, verified=False),
    _rule("TX-INV-60", _("No prophylactic supplement at a normal level, and no claim that magnesium treats "
                         "MS, RA, lupus or osteoporosis"),
          "D", verified=False),
    _rule("TX-INV-61", _("Every plan has a recheck date, within 24 h for intravenous paths"),
          "D", verified=False),
    _rule("TX-INV-62", _("Every withheld item shows its reason and what would release it"),
          "D", verified=False),
    _rule("TX-INV-63", _("Binding drugs bring a spacing timetable; raltegravir means no automatic oral "
                         "magnesium"),
          "D", verified=False),
    _rule("TX-INV-64", _("No glycerophosphate with high phosphate, eGFR below 60 or phenylketonuria"),
          "D", NEOMAG, verified=False),
    _rule("TX-INV-65", _("No aspartate sachet with AV block or bradycardia; no oral magnesium with bowel "
                         "obstruction"),
          "D", MAGNASPARTATE, verified=False),
    _rule("TX-INV-66", _("No automatic stop of cytotoxic, antirejection, antiretroviral, anti-infective or "
                         "cardiac drugs"),
          "D", verified=False),
    _rule("TX-INV-67", _("A symptom or red flag can only raise the path, never lower it"),
          "D", verified=False),
    _rule("TX-INV-68", _("A lower magnesium in the same unit never lowers the path or the intravenous dose "
                         "within a path"),
          "D", verified=False),
    _rule("TX-INV-69", _("The emergency card comes first in every output"), "D", verified=False),
    _rule("TX-INV-70", _("Limits and who holds them are printed with the plan"), "D", verified=False),
    _rule("TX-INV-71", _("Any item of the intravenous hard stops unknown: no scheduled intravenous dose; "
                         "emergency cards stay"),
          "D", verified=False),
    _rule("TX-INV-72", _("Magnesium sulfate heptahydrate is written in full; doses have a leading zero and "
                         "no trailing zero"),
          "D", verified=False),
    # Treatment: out of scope.
    _rule("TX-OOS-01", _("Under 18: no dosing, paediatrics; in an emergency the paediatric protocol"),
          "D", verified=False),
    _rule("TX-OOS-02", _("Pregnancy: obstetrics and pharmacist decide; magnesium for over 5–7 days may harm "
                         "the fetus; no SGLT2 inhibitor"),
          "C", US_LABEL, verified=False),
    _rule("TX-OOS-03", _("Pre-eclampsia or eclampsia: other doses and targets, obstetric protocol"),
          "D", verified=False),
    _rule("TX-OOS-04", _("Dialysis or eGFR below 15: nephrology, dialysate magnesium"), "D", verified=False),
    _rule("TX-OOS-05", _("Lactation: magnesium is possible; no SGLT2 inhibitor; amiloride not advised"),
          "C", AMILORIDE_PIL),
    _rule("TX-OOS-06", _("Palliative care: individual goals, subcutaneous only by the team"),
          "D", verified=False),
    _rule("TX-OOS-07", _("Bowel preparation, asthma, migraine, tetanus and other uses without low magnesium "
                         "are not treated here"),
          "D", verified=False),
    _rule("TX-OOS-08", _("Hypermagnesaemia: first aid only"), "D", verified=False),
    # Disagreements between sources, and what is done.
    _rule("TX-C-01", _("IV threshold without symptoms: 0.50 mmol/L here; some hospitals give oral magnesium "
                       "at 0.40–0.49"),
          "C", SEED_002, NHS_HIGHLAND, VAN_DER_SIJS_2002, RCHT_2021, LEEDS, PHARM_J, CITRATE_SMPC),
    _rule("TX-C-02", _("Low potassium or calcium as IV trigger: below 3.0 and 1.90 mmol/L here; the review "
                       "names these without numbers"),
          "D", SEED_002, verified=False),
    _rule("TX-C-03", _("IV speed: 5 g over 12 h here; some give 5 g over 3 h, and cohorts show no "
                       "difference in serum level"),
          "D", GALWAY, US_LABEL, EMC_15329, NHS_HIGHLAND, DOSHI, KU_2018, SUPPORT_CARE_2016, verified=False),
    _rule("TX-C-04", _("IV dose per day: 5 g over 12 h here (10 g in 24 h at 0.40 mmol/L or less); sources "
                       "range from 1 g to 28 g"),
          "D", FK, EMC_3579, NHS_HIGHLAND, GALWAY, EMC_15329, verified=False),
    _rule("TX-C-05", _("Amiloride and kidney function: automatic from eGFR 60, never below 30; a handbook "
                       "halves the dose at 10–50"),
          "D", SEED_002, RENAL_DRUG_HANDBOOK, AMILORIDE_UK_LABEL, AMILORIDE_US_LABEL, verified=False),
    _rule("TX-C-06", _("Magnesium chloride: inorganic and poorer, or equal to lactate and aspartate; second "
                       "line here"),
          "C", SEED_002, FIROZ_2001),
    _rule("TX-C-07", _("Oral magnesium below eGFR 30: contraindicated, halved or tolerated by source; not "
                       "automatic here"),
          "C", MAGNASPARTATE, CITRATE_SMPC, NHS_HIGHLAND, FK, BRESSENDORFF_2017, verified=False),
    _rule("TX-C-08", _("Myocardial damage or heart block: the label forbids, practice treats arrhythmia; "
                       "stop unless cardiology agrees"),
          "C", US_LABEL, NHS_HIGHLAND),
    _rule("TX-C-09", _("Respiratory rate before a dose: the label wants 16/min or more; here below 12 "
                       "stops, 12–15 needs a senior"),
          "D", US_PREMIX_LABEL, EMC_3539, verified=False),
    _rule("TX-C-10", _("ECG during infusion: required or not routine by source; here by the monitoring "
                       "table"),
          "D", EMC_15329, NHS_HIGHLAND, verified=False),
    _rule("TX-C-11", _("Upper level of supplements: 250 mg a day in the EU, 350 mg in the US; 600 mg is not "
                       "used"),
          "C", BFR_2017, VKM_2016, SEED_003),
    _rule("TX-C-12", _("Potassium limit for amiloride: labels 5.5 mmol/L, here 5.0"),
          "D", AMILORIDE_UK_LABEL, AMILORIDE_US_LABEL, verified=False),
    _rule("TX-C-13", _("Inulin: 20 g a day worked in 11 patients but not in mice; ramp to 20 g a day"),
          "B", HESS_2016, HESS_2015, BONNEMA_2010, GUNN_2022, verified=False),
    _rule("TX-C-14", _("Upper limit of normal: 1.0 mmol/L here, 1.2 in another source; the laboratory's "
                       "range is shown"),
          "C", SEED_002, SEED_000),
    _rule("TX-C-15", _("eGFR for an SGLT2 inhibitor: 20 by guideline, 15 or 25 in other texts; 30 here for "
                       "magnesium only"),
          "C", UKKA_2023, verified=False),
    _rule("TX-C-16", _("Toxicity: treat usually above 2.0 mmol/L, or only remove the source at 2–4 without "
                       "signs"),
          "C", UKMI_370_2, LEEDS),
    _rule("TX-C-17", _("SGLT2 inhibitors in transplant and oncology rest on case series: specialist "
                       "decision"),
          "B", RAY_2020, SHAH_2022, SHAH_2023, SAHA_2022, SONG_2020, SANCHEZ_FRUCTUOSO_2023),
    _rule("TX-C-18", _("Torsades dose: 2 g over 10 min here; the range in use is 1–2 g over 5–60 min"),
          "C", RCUK, AHA),
    _rule("TX-C-19", _("Torsades below eGFR 30: the label reduces; here the first bolus is full, without "
                       "repeat before a level"),
          "D", US_LABEL, verified=False),
    _rule("TX-C-20", _("Ionised or total magnesium with low albumin: no validated correction, total "
                       "magnesium decides"),
          "D", verified=False),
    _rule("TX-C-21", _("mg/dL against mmol/L at a limit: published pairs are rounded, so the reported unit "
                       "decides"),
          "D", verified=False),
    _rule("TX-C-22", _("Minor symptoms or soft signs at 0.50 mmol/L or more: signs by IV, sensations by "
                       "mouth with review in 72 h"),
          "D", AYUK_GITTOES_2011, RCHT_2021, SEED_001, HESS_2016, SEED_002, verified=False),
    # Rulings where the sources contradict each other or are silent.
    _rule("RUL-01", _("Low magnesium despite haemolysis is truly low; not low and haemolysed is unknown; "
                      "chelating tubes are unreliable"),
          "D", verified=False),
    _rule("RUL-02", _("A suspected unit never withholds by itself: it is confirmed once, or the plan goes "
                      "on with a warning"),
          "D", verified=False),
    _rule("RUL-03", _("A censored value counts in every comparison its bound decides, and gives only a "
                      "bound in formulas"),
          "D", verified=False),
    _rule("RUL-04", _("A comma or dot is a decimal sign; three digits after a single sign behind a non-zero "
                      "number are refused as ambiguous"),
          "D", verified=False),
    _rule("RUL-05", _("Calcium limits are 1.90 mmol/L or 7.6 mg/dL and 2.20 or 8.8; hard limits are added "
                      "for inputs that had none"),
          "D", verified=False),
    _rule("RUL-06", _("Words have figures: low calcium below 2.20, potassium below 3.5, sodium below 135, "
                      "phosphate below 0.80 mmol/L"),
          "D", verified=False),
    _rule("RUL-07", _("With two eGFRs in different bands the lower rules; doses are shown without a "
                      "trailing zero"),
          "D", verified=False),
    _rule("RUL-08", _("With an item unknown the answer is never bolder than with that item known to be "
                      "harmless"),
          "D", verified=False),
    _rule("RUL-09", _("With a bedside check unknown the path stays and the infusion is worked out but "
                      "withheld until the check is done"),
          "D", verified=False),
    _rule("RUL-10", _("eGFR unknown counts as 15–29: loading is 1 g once, planned infusion and oral "
                      "magnesium are withheld"),
          "D", verified=False),
    _rule("RUL-11", _("Age unknown: path by level, every dose withheld but the arrest and torsades card "
                      "labelled adult dose"),
          "D", verified=False),
    _rule("RUL-12", _("Pregnancy unknown in women of 12–55: amiloride, triamterene and SGLT2 inhibitor "
                      "withheld, magnesium stays"),
          "D", verified=False),
    _rule("RUL-13", _("Magnesium given unknown: the class stays one step down; if given, renal and grey "
                      "results become invalid"),
          "D", verified=False),
    _rule("RUL-14", _("Adequacy of a collection unknown: the class stays, one step down; 24 h is assumed if "
                      "the duration is unknown"),
          "D", verified=False),
    _rule("RUL-15", _("One step down goes from established to probable to presumptive; presumptive is not "
                      "enough for amiloride"),
          "D", verified=False),
    _rule("RUL-16", _("Symptomatic as a plain answer needs findings that were asked for; a value without a "
                      "class stays without"),
          "D", verified=False),
    _rule("RUL-17", _("An unknown ECG alone does not keep a mild patient without symptoms or cardiac risk "
                      "from diet and cause first"),
          "D", verified=False),
    _rule("RUL-18", _("FEMg uses the spot sample where there is one, else the timed sample; different "
                      "classes bring a warning"),
          "D", verified=False),
    _rule("RUL-19", _("Kidney injury or oliguria voids FEMg and 24-hour class; urine creatinine below 1 "
                      "mmol/L voids that FEMg only"),
          "D", verified=False),
    _rule("RUL-20", _("Indeterminate or missing tests with a sufficient history give a presumptive route; "
                      "discordant stays discordant"),
          "D", verified=False),
    _rule("RUL-21", _("Retention corrected for baseline is shown but never classifies; the weight-based "
                      "protocol falls back on the plain formula"),
          "D", verified=False),
    _rule("RUL-22", _("Any cause of moderate or strong weight is a risk factor; low ionised with normal "
                      "total is possible latent deficiency"),
          "D", verified=False),
    _rule("RUL-23", _("Out of scope for route and tests: under 18, pregnancy, up to 6 weeks after birth, "
                      "dialysis"),
          "D", verified=False),
    _rule("RUL-24", _("The symptom groups of the treatment rules are the master for diagnosis too"),
          "D", verified=False),
    _rule("RUL-25", _("Any symptom at 0.40 mmol/L or less means group S, N, M or cardiac"),
          "D", verified=False),
    _rule("RUL-26", _("Urgency follows the path, with minimums for emergency signs, toxicity, low "
                      "potassium, digoxin and long QTc"),
          "D", verified=False),
    _rule("RUL-27", _("Magnesium above 2.0 mmol/L is tested first, for everybody; no antidote dose under 18"),
          "D", verified=False),
    _rule("RUL-28", _("Pregnant or on dialysis with arrest or torsades: the card is shown with the team to "
                      "call"),
          "D", verified=False),
    _rule("RUL-29", _("Airway tetany needs low magnesium for the emergency path; arrest without torsades "
                      "and not low gets no magnesium"),
          "D", verified=False),
    _rule("RUL-30", _("Stable inherited wasting: at most 0.05 mmol/L below the patient's usual magnesium "
                      "counts as near it"),
          "D", verified=False),
    _rule("RUL-31", _("No treatment with diet advice covers the whole range from the lower to the upper "
                      "limit"),
          "D", verified=False),
    _rule("RUL-32", _("Urgent path with a known hard stop: refer urgently, the loading card stays in sight "
                      "until a senior decides"),
          "D", verified=False),
    _rule("RUL-33", _("Urine below 25 mL/h stops a planned infusion and oral magnesium; a first urgent load "
                      "is given without repeat"),
          "D", verified=False),
    _rule("RUL-34", _("Kidney injury stage 1 counts as eGFR 30–59, stage 2 as 15–29, stage 3 as below 15, "
                      "when stricter"),
          "D", verified=False),
    _rule("RUL-35", _("Bowel obstruction makes oral treatment impossible"), "D", verified=False),
    _rule("RUL-36", _("Dose-limiting diarrhoea, not severe: an adjunct before intravenous magnesium if at "
                      "least one is available"),
          "D", verified=False),
    _rule("RUL-37", _("Diet and cause first only in clinic or community with a dietary or removable cause, "
                      "never after failed oral treatment"),
          "D", verified=False),
    _rule("RUL-38", _("An oral bridge beside a waiting infusion is not oral-only and is marked as not "
                      "automatic"),
          "D", verified=False),
    _rule("RUL-39", _("Below 45 kg the infusion is cut to the cap in steps of 0.5 g"), "D", verified=False),
    _rule("RUL-40", _("Serum values count as one current sample unless older; beyond 7 days amiloride is "
                      "withheld"),
          "D", verified=False),
    _rule("RUL-41", _("A calcium plan for tetany, seizure or long QT only if calcium is low or unknown"),
          "D", verified=False),
    _rule("RUL-42", _("Each intravenous magnesium item brings the calcium gluconate antidote, and each path "
                      "above none a recheck"),
          "D", verified=False),
    _rule("RUL-43", _("Unknown whether a proton pump inhibitor can stop: inulin is withheld and the "
                      "question asked"),
          "D", verified=False),
    _rule("RUL-44", _("A known dose of magnesium already given counts against the caps of the day"),
          "D", verified=False),
    _rule("RUL-45", _("The list of QT-prolonging drugs used here"),
          "C", HOSPITALIST_QT, VANDERBILT, NIH_COVID_19, verified=False),
    _rule("RUL-46", _("Corrected codes: streptomycin J01GA01, capreomycin J04AB30, thiazide adverse effect "
                      "Y54.3, loop diuretic Y54.4"),
          "D", verified=False),
    _rule("RUL-47", _("Slow-Mag holds 71.5 mg (2.9 mmol); the elemental content on the label always decides"),
          "D", verified=False),
    _rule("RUL-48", _("Potassium of 4.0 mmol/L is a floor in ACS, long QT and digoxin; nothing pushes it "
                      "above 4.5"),
          "D", GOYAL_2012, verified=False),
    _rule("RUL-49", _("Infusing 1–4 g/h to above 2 mmol/L after torsades, as some intensive-care texts do, "
                      "is not done here"),
          "D", verified=False),
    _rule("RUL-50", _("The albumin correction of magnesium circulates in three forms and is for display "
                      "only"),
          "D", verified=False),
    _rule("RUL-51", _("Suspected contamination is spurious until repeated, unless eGFR is below 30, kidney "
                      "injury or serious signs are there"),
          "D", verified=False),
    _rule("RUL-52", _("Torsades or arrest with pre-eclampsia: no dose; a seizure up to 6 weeks after birth: "
                      "refer, no dose, emergency"),
          "D", verified=False),
    _rule("RUL-53", _("With one hard-stop item unknown an urgent load too stands withheld with its dose; "
                      "only emergency cards do not wait"),
          "D", verified=False),
    _rule("RUL-54", _("In stable inherited wasting an unknown QTc or potassium does not break the rule; "
                      "both are asked for"),
          "D", verified=False),
    _rule("RUL-55", _("Toxic signs above the upper limit come before an unreliable sample; a suspected unit "
                      "alone makes no toxicity"),
          "D", verified=False),
    _rule("RUL-56", _("Oral magnesium stops from kidney injury stage 2; an injury without a stage counts as "
                      "stage 2"),
          "D", verified=False),
    _rule("RUL-57", _("Drowsiness with low magnesium is group M; frequent ectopy is no group but breaks the "
                      "absence of symptoms"),
          "D", verified=False),
    _rule("RUL-58", _("A censored value takes the mildest band its bound allows, asks for the exact level "
                      "and is same-day at least"),
          "D", verified=False),
    _rule("RUL-59", _("Steps of certainty do not add up: one at most, and agreement with the history may "
                      "raise it again by one"),
          "D", verified=False),
    _rule("RUL-60", _("One step up of urgency starts from the path's own urgency; the minimums come after"),
          "D", verified=False),
    _rule("RUL-61", _("An oral dose above 0 counts whatever the route says; an unknown time since the last "
                      "dose is below 72 h"),
          "D", verified=False),
    _rule("RUL-62", _("With eGFR unknown no loading test is offered; with sex unknown the lower eGFR rules"),
          "D", verified=False),
    _rule("RUL-63", _("A magnesium dose given within 24 h counts against the cap of its own route"),
          "D", verified=False),
)

RULES: dict[str, Rule] = {row.id: row for row in _TABLE}


def rule(rule_id: str) -> Rule:
    """The rule with this id; KeyError with the id where there is none."""
    return RULES[rule_id]
