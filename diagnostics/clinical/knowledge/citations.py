"""The sources of the knowledge base: one constant for each text, and DESIGN for a choice without one.

R01 to R128 are the references of the diagnosis rules, the names in words those of the treatment
rules, SEED_000 to SEED_004 the five texts the knowledge base began from. `read` says how much was
read: "text" the text or the page in question, "abstract" its abstract, "secondary" only a text that
quotes it, "seed" one of the five. A second name for the same text stands under "Second names".
"""

from __future__ import annotations

from ..evidence import Citation
from ..text import _

DESIGN = Citation(
    key="MGCDS",
    text=_("MgCDS clinical knowledge base: a design choice or specialist background knowledge, "
           "not yet confirmed against a source"),
    kind="design",
)

# The five texts this knowledge base began from.
SEED_000 = Citation(
    key="SEED_000",
    text="News text on inherited magnesium deficiency and the gene CNNM2, 2011, on Stuiver M et al. Am J "
         "Hum Genet 2011",
    year=2011, doi="10.1016/j.ajhg.2011.02.005", read="seed",
)
SEED_001 = Citation(
    key="SEED_001", text="Radboudumc news on magnesium deficiency: diet, prophylaxis, inulin, 6 June 2024",
    year=2024, read="seed",
)
SEED_002 = Citation(
    key="SEED_002",
    text="Dutch summary (machine-translated) of Touyz RM, de Baaij JHF, Hoenderop JGJ. Magnesium "
         "disorders. N Engl J Med 2024",
    year=2024, doi="10.1056/NEJMra1510603", read="seed",
)
SEED_003 = Citation(
    key="SEED_003",
    text="Blog of a clinic on magnesium and autoimmune disease; low evidential quality, trials not traceable",
    read="seed",
)
SEED_004 = Citation(
    key="SEED_004", text="Castiglioni et al. Osteoporosis review (abstract). Nutrients 2013;5:3022-33",
    authors="Castiglioni et al", title="Osteoporosis review", journal="Nutrients", volume="5", pages="3022-33",
    year=2013, doi="10.3390/nu5083022", read="seed",
)

# Diagnosis.
R01 = Citation(
    key="R01", text="Touyz RM, de Baaij JHF, Hoenderop JGJ. Magnesium disorders. N Engl J Med 2024",
    authors="Touyz RM, de Baaij JHF, Hoenderop JGJ", title="Magnesium disorders", journal="N Engl J Med",
    year=2024, doi="10.1056/NEJMra1510603", read="seed",
)
R02 = Citation(
    key="R02",
    text="Costello RB et al. Case for an evidence-based reference interval for serum magnesium. Adv Nutr "
         "2016",
    authors="Costello RB et al", title="Case for an evidence-based reference interval for serum magnesium", journal="Adv Nutr",
    year=2016, read="abstract",
)
R03 = Citation(
    key="R03",
    text="Rosanoff A et al. Updated standardization of serum magnesium reference ranges. Eur J Nutr "
         "2022;61:3697 (abstract, introduction)",
    authors="Rosanoff A et al", title="Updated standardization of serum magnesium reference ranges", journal="Eur J Nutr", volume="61", pages="3697",
    year=2022, doi="10.1007/s00394-022-02916-w", read="abstract",
)
R04 = Citation(
    key="R04", text="Magnesium concentrations in 20 438 Warsaw inpatients. Nutrients 2020",
    title="Magnesium concentrations in 20 438 Warsaw inpatients", journal="Nutrients",
    year=2020, pmcid="PMC7353204", read="abstract",
)
R05 = Citation(
    key="R05", text="Arnaud MJ. Update on the assessment of magnesium status. Br J Nutr 2008;99 Suppl 3",
    authors="Arnaud MJ", title="Update on the assessment of magnesium status", journal="Br J Nutr", volume="99 Suppl 3",
    year=2008, read="abstract",
)
R06 = Citation(key="R06", text="Alfred Pathology handbook: RCPA/AACB harmonised reference intervals")
R07 = Citation(key="R07", text="NHS Lothian acute oncology: hypomagnesaemia (Right Decisions Scotland)")
R08 = Citation(key="R08", text="South Tees NHS pathology: magnesium")
R09 = Citation(
    key="R09",
    text="CTCAE v5 \"hypomagnesemia\", as reproduced in an open-source toxicity-grading test suite and a "
         "CTCAE table",
)
R10 = Citation(
    key="R10",
    text="Hospital telephone limits for magnesium: Homerton, Heart of England, South West London "
         "Pathology, Royal Melbourne",
)
R11 = Citation(key="R11", text="StatPearls: Hypomagnesemia")
R12 = Citation(
    key="R12",
    text="Institute of Medicine. Dietary reference intakes … magnesium. 1997 (loading-test page, overview)",
    authors="Institute of Medicine", title="Dietary reference intakes … magnesium",
    year=1997,
)
R13 = Citation(
    key="R13", text="Cornes MP, Ford C, Gama R. Ann Clin Biochem 2008;45:601",
    authors="Cornes MP, Ford C, Gama R", journal="Ann Clin Biochem", volume="45", pages="601",
    year=2008, pmid="18768536",
)
R14 = Citation(
    key="R14", text="kEDTA sample contamination: a reappraisal. 2019 (AACC journal)",
    title="kEDTA sample contamination: a reappraisal",
    year=2019, read="abstract",
)
R15 = Citation(
    key="R15", text="Spurious electrolyte disorders. Am J Nephrol 2013;38:50",
    title="Spurious electrolyte disorders", journal="Am J Nephrol", volume="38", pages="50",
    year=2013, read="abstract",
)
R16 = Citation(
    key="R16", text="Külpmann WR, Gerlach M. Scand J Clin Lab Invest Suppl 1996;224:251",
    authors="Külpmann WR, Gerlach M", journal="Scand J Clin Lab Invest Suppl", volume="224", pages="251",
    year=1996, pmid="8865441",
)
R17 = Citation(
    key="R17", text="Ionised and total magnesium in intestinal and liver disease",
    title="Ionised and total magnesium in intestinal and liver disease",
    pmid="9804396",
)
R18 = Citation(
    key="R18",
    text="Ionised and total magnesium in renal and hepatic diseases. Eur J Clin Chem Clin Biochem "
         "1996;34:257",
    title="Ionised and total magnesium in renal and hepatic diseases", journal="Eur J Clin Chem Clin Biochem", volume="34", pages="257",
    year=1996,
)
R19 = Citation(
    key="R19", text="Johansson M, Whiss PA. Biol Trace Elem Res 2007;115:13",
    authors="Johansson M, Whiss PA", journal="Biol Trace Elem Res", volume="115", pages="13",
    year=2007, pmid="17406070",
)
R20 = Citation(
    key="R20", text="Calculators quoting Kroll MH, Elin RJ. Clin Chem 1985 (original not read)",
    year=1985, read="secondary",
)
R21 = Citation(
    key="R21",
    text="Ionised magnesium: Greenway 1996 Clin Biochem 29:515; NOVA 8 evaluation; AVL 988/4 evaluation "
         "(DOI 10.3109/00365519609088646); IFCC guideline, Clin Chem Lab Med 2008;46:21",
)
R22 = Citation(
    key="R22",
    text="Wallach's Interpretation of Diagnostic Tests (excerpt); UF pathology magnesium page; Davis's lab "
         "tests urine magnesium page",
)
R23 = Citation(
    key="R23",
    text="Elisaf M, Panteli K, Theodorou J, Siamopoulos KC. Magnes Res 1997;10:315 (through a nephrology "
         "question-and-answer text)",
    authors="Elisaf M, Panteli K, Theodorou J, Siamopoulos KC", journal="Magnes Res", volume="10", pages="315",
    year=1997, read="secondary",
)
R24 = Citation(
    key="R24",
    text="Tucker BM et al. Urinary magnesium in the evaluation of hypomagnesemia. JAMA 2020 (through "
         "ClinLabNavigator)",
    authors="Tucker BM et al", title="Urinary magnesium in the evaluation of hypomagnesemia", journal="JAMA",
    year=2020, read="secondary",
)
R25 = Citation(key="R25", text="CMDT: Hypomagnesemia (AccessMedicine)")
R26 = Citation(
    key="R26", text="Magnesium: the forgotten electrolyte. Australian Prescriber",
    title="Magnesium: the forgotten electrolyte", journal="Australian Prescriber",
)
R27 = Citation(
    key="R27",
    text="Mayo Clinic Laboratories urine magnesium tests (several catalogues); Leeds Teaching Hospitals "
         "urine magnesium; ARUP urine magnesium",
)
R28 = Citation(key="R28", text="Family-medicine textbook chapter on magnesium")
R29 = Citation(
    key="R29", text="Lam M, Adelstein DJ. Am J Kidney Dis 1986;8:164",
    authors="Lam M, Adelstein DJ", journal="Am J Kidney Dis", volume="8", pages="164",
    year=1986, pmid="3752072",
)
R29a = Citation(
    key="R29a", text="Cisplatin magnesium wasting. Arch Intern Med (extract)",
    title="Cisplatin magnesium wasting", journal="Arch Intern Med",
)
R30 = Citation(
    key="R30", text="Cunningham J, Rodríguez M, Messa P. Clin Kidney J 2012",
    authors="Cunningham J, Rodríguez M, Messa P", journal="Clin Kidney J",
    year=2012, pmcid="PMC4455820", read="abstract",
)
R31 = Citation(
    key="R31",
    text="Magnesium balance in chronic and end-stage kidney disease. Adv Chronic Kidney Dis 2018;25:291",
    title="Magnesium balance in chronic and end-stage kidney disease", journal="Adv Chronic Kidney Dis", volume="25", pages="291",
    year=2018, pmid="29793669",
)
R32 = Citation(
    key="R32",
    text="Proteinuria-associated renal magnesium wasting in chronic kidney disease (5126 patients; trial "
         "of 114)",
    read="abstract",
)
R33 = Citation(
    key="R33", text="Janett S et al. Gastroenterol Res Pract 2015:951768 (abstract, table 1)",
    authors="Janett S et al", journal="Gastroenterol Res Pract", pages="951768",
    year=2015, pmcid="PMC4434191", read="abstract",
)
R34 = Citation(
    key="R34", text="FHHNC due to CLDN16, Polish cohort. Nephrol Dial Transplant 2015;30:636",
    title="FHHNC due to CLDN16, Polish cohort", journal="Nephrol Dial Transplant", volume="30", pages="636",
    year=2015, pmid="25477417",
)
R35 = Citation(
    key="R35", text="Kestenbaum B et al. Kidney Int Rep 2022;7:2474",
    authors="Kestenbaum B et al", journal="Kidney Int Rep", volume="7", pages="2474",
    year=2022, pmcid="PMC9751685", read="abstract",
)
R36 = Citation(
    key="R36", text="Cockcroft DW, Gault MH. Nephron 1976;16:31",
    authors="Cockcroft DW, Gault MH", journal="Nephron", volume="16", pages="31",
    year=1976, read="abstract",
)
R37 = Citation(
    key="R37",
    text="NKF CKD-EPI creatinine 2021; NIDDK adult equations; Inker LA et al. N Engl J Med 2021;385:1737",
    year=2021,
)
R38 = Citation(
    key="R38",
    text="Magnesium loading test reference values (Gullestad et al.; authors not confirmed). Scand J Clin "
         "Lab Invest 1994;54:23",
    title="Magnesium loading test reference values", journal="Scand J Clin Lab Invest", volume="54", pages="23",
    year=1994, pmid="8171268",
)
R39 = Citation(
    key="R39", text="Ryzen E, Elbaum N, Singer FR, Rude RK. Magnesium 1985;4:137",
    authors="Ryzen E, Elbaum N, Singer FR, Rude RK", journal="Magnesium", volume="4", pages="137",
    year=1985, pmid="4046642", read="abstract",
)
R40 = Citation(
    key="R40", text="Rob PM et al. J Intern Med 1999;246:373",
    authors="Rob PM et al", journal="J Intern Med", volume="246", pages="373",
    year=1999, pmid="10583708", read="abstract",
)
R41 = Citation(key="R41", text="Leeds pathology: magnesium infusion protocol")
R42 = Citation(
    key="R42", text="Fulop T. Hypomagnesemia workup. Medscape",
    authors="Fulop T", title="Hypomagnesemia workup", journal="Medscape",
)
R43 = Citation(
    key="R43", text="Cundy T, Mackay J. Curr Opin Gastroenterol 2011;27:180 (extract)",
    authors="Cundy T, Mackay J", journal="Curr Opin Gastroenterol", volume="27", pages="180",
    year=2011,
)
R45 = Citation(
    key="R45", text="Magnesium loading test in 21 intensive-care patients, 2004 (abstract, mr04006)",
    year=2004, read="abstract",
)
R46 = Citation(key="R46", text="Medical Algorithms: urine magnesium and loading-test pages")
R47 = Citation(key="R47", text="Handbook of laboratory tests, 11th ed., urine magnesium")
R48 = Citation(
    key="R48", text="Magnesium sulfate heptahydrate product information (Pfizer, DBL/MIMS, other labels)",
)
R49 = Citation(
    key="R49", text="Oral magnesium load in sportsmen. Cas Lek Cesk 1993",
    title="Oral magnesium load in sportsmen", journal="Cas Lek Cesk",
    year=1993, pmid="8242695",
)
R50 = Citation(
    key="R50", text="FDA Drug Safety Communication on proton pump inhibitors, 2 March 2011",
    year=2011,
)
R51 = Citation(key="R51", text="MHRA Drug Safety Update on proton pump inhibitors, April 2012", year=2012)
R52 = Citation(
    key="R52", text="Medsafe Prescriber Update 2012;33(4):32",
    journal="Medsafe Prescriber Update", volume="33(4)", pages="32",
    year=2012,
)
R53 = Citation(
    key="R53",
    text="Systematic review of PPI-induced hypomagnesaemia case reports (Hess MW et al.; authors not "
         "confirmed). Aliment Pharmacol Ther 2012",
    title="Systematic review of PPI-induced hypomagnesaemia case reports", journal="Aliment Pharmacol Ther",
    year=2012, doi="10.1111/j.1365-2036.2012.05201.x",
)
R54 = Citation(
    key="R54", text="Kieboom BCT et al. PPIs and hypomagnesemia. Am J Kidney Dis 2015;66:775",
    authors="Kieboom BCT et al", title="PPIs and hypomagnesemia", journal="Am J Kidney Dis", volume="66", pages="775",
    year=2015,
)
R55 = Citation(
    key="R55", text="Kieboom BCT et al. Thiazides. Pharmacoepidemiol Drug Saf 2018;27:1166",
    authors="Kieboom BCT et al", title="Thiazides", journal="Pharmacoepidemiol Drug Saf", volume="27", pages="1166",
    year=2018, pmid="30095199",
)
R56 = Citation(
    key="R56", text="PPIs and hospitalization with hypomagnesemia, Ontario. PLoS Med 2014",
    title="PPIs and hospitalization with hypomagnesemia, Ontario", journal="PLoS Med",
    year=2014,
)
R57 = Citation(
    key="R57", text="PPI meta-analysis. Medicine 2019",
    title="PPI meta-analysis", journal="Medicine",
    year=2019, pmcid="PMC6946416",
)
R58 = Citation(
    key="R58", text="Freedberg DE et al. Gastroenterology 2017;152:706",
    authors="Freedberg DE et al", journal="Gastroenterology", volume="152", pages="706",
    year=2017, pmid="28257716",
)
R60 = Citation(
    key="R60", text="Drug-induced hypomagnesaemia: scope and management. Drug Saf 2005",
    title="Drug-induced hypomagnesaemia: scope and management", journal="Drug Saf",
    year=2005, doi="10.2165/00002018-200528090-00003", pmid="16119971",
)
R61 = Citation(
    key="R61", text="Workeneh BT et al. Kidney360 2021;2:154 (abstract, table 3)",
    authors="Workeneh BT et al", journal="Kidney360", volume="2", pages="154",
    year=2021, read="abstract",
)
R61b = Citation(
    key="R61b", text="Liamis G et al. Pharmacol Res Perspect 2021;9:e00829",
    authors="Liamis G et al", journal="Pharmacol Res Perspect", volume="9", pages="e00829",
    year=2021,
)
R62 = Citation(
    key="R62",
    text="Hypomagnesemia in critically ill patients. J Intensive Care 2018 (tables 1, 2, introduction)",
    title="Hypomagnesemia in critically ill patients", journal="J Intensive Care",
    year=2018, doi="10.1186/s40560-018-0291-y",
)
R63 = Citation(
    key="R63", text="De Marchi S et al. N Engl J Med 1993",
    authors="De Marchi S et al", journal="N Engl J Med",
    year=1993, read="abstract",
)
R64 = Citation(
    key="R64", text="Elisaf M et al. J Trace Elem Med Biol 1995;9:210",
    authors="Elisaf M et al", journal="J Trace Elem Med Biol", volume="9", pages="210",
    year=1995, read="abstract",
)
R65 = Citation(
    key="R65", text="Vanoni FO et al. Nutrients 2021;13:1959",
    authors="Vanoni FO et al", journal="Nutrients", volume="13", pages="1959",
    year=2021,
)
R66 = Citation(key="R66", text="Cetuximab hypomagnesemia", pmid="16945172")
R66a = Citation(
    key="R66a", text="Chen P et al. Oncol Lett 2013 (10 randomised trials)",
    authors="Chen P et al", journal="Oncol Lett",
    year=2013,
)
R67 = Citation(
    key="R67", text="Cheng H et al. Panitumumab. Hosp Pharm",
    authors="Cheng H et al", title="Panitumumab", journal="Hosp Pharm",
    read="abstract",
)
R68 = Citation(
    key="R68", text="Magnesium monitoring with anti-EGFR antibodies. J Clin Pharm Ther 2013",
    title="Magnesium monitoring with anti-EGFR antibodies", journal="J Clin Pharm Ther",
    year=2013,
)
R69 = Citation(
    key="R69", text="Cetuximab US label text, as reproduced in a public data set",
    read="secondary",
)
R71 = Citation(
    key="R71", text="Magnesium depletion with cisplatin. Clin Oncol 2006;18:710",
    title="Magnesium depletion with cisplatin", journal="Clin Oncol", volume="18", pages="710",
    year=2006, pmid="17100159",
)
R72 = Citation(
    key="R72",
    text="Gratreak BDK et al. Physiol Rep 2020;8:e14316; CNI and hypomagnesemia in 236 transplant "
         "recipients, 2023",
)
R73 = Citation(
    key="R73",
    text="Determinants of hypomagnesemia in type 2 diabetes (Kurstjens et al.; authors not confirmed). Eur "
         "J Endocrinol 2017;176:11",
    title="Determinants of hypomagnesemia in type 2 diabetes", journal="Eur J Endocrinol", volume="176", pages="11",
    year=2017,
)
R74 = Citation(
    key="R74", text="Causes of hypomagnesemia in type 2 diabetes, table. Clin J Am Soc Nephrol",
    title="Causes of hypomagnesemia in type 2 diabetes, table", journal="Clin J Am Soc Nephrol",
)
R75 = Citation(
    key="R75",
    text="ASPEN refeeding consensus. Nutr Clin Pract 2020;35:178; NICE criteria table in PMC8672300",
    year=2020,
)
R76 = Citation(
    key="R76", text="Nightingale JMD. How to manage a high-output stoma. Frontline Gastroenterol",
    authors="Nightingale JMD", title="How to manage a high-output stoma", journal="Frontline Gastroenterol",
    doi="10.1136/flgastro-2018-101108",
)
R77 = Citation(key="R77", text="Patiromer safety information for professionals")
R78 = Citation(
    key="R78", text="Hungry bone: BMC Nephrol 2017;18:12 and related abstracts",
    year=2017, read="abstract",
)
R79 = Citation(
    key="R79", text="Predictors of clinical hypomagnesemia. Arch Intern Med 1984;144:1794",
    title="Predictors of clinical hypomagnesemia", journal="Arch Intern Med", volume="144", pages="1794",
    year=1984, pmid="6476998",
)
R80 = Citation(
    key="R80", text="Requested v routine magnesium. JAMA 1990;263:3063",
    title="Requested v routine magnesium", journal="JAMA", volume="263", pages="3063",
    year=1990,
)
R81 = Citation(
    key="R81",
    text="Salinas M et al. Intervention in primary care over 65 years (abstract); review, Diagnosis/De "
         "Gruyter 2023",
    year=2023, read="abstract",
)
R82 = Citation(
    key="R82", text="Huang CL, Kuo E. J Am Soc Nephrol 2007;18:2649",
    authors="Huang CL, Kuo E", journal="J Am Soc Nephrol", volume="18", pages="2649",
    year=2007, pmid="17804670",
)
R83 = Citation(
    key="R83", text="Yang Y et al. ECG in isolated hypomagnesemia. Front Physiol 2021",
    authors="Yang Y et al", title="ECG in isolated hypomagnesemia", journal="Front Physiol",
    year=2021, doi="10.3389/fphys.2020.617374",
)
R84 = Citation(key="R84", text="Acquired Gitelman syndrome: reviews and cases (PMC6099516, PMC5140875)")
R85 = Citation(
    key="R85", text="Tseng MH, Konrad M, Ding JJ, Lin SH. Biomed J 2022;45:74",
    authors="Tseng MH, Konrad M, Ding JJ, Lin SH", journal="Biomed J", volume="45", pages="74",
    year=2022, pmid="34767995",
)
R86 = Citation(
    key="R86", text="Gitelman-like syndromes review. Curr Opin Nephrol Hypertens 2022;31:508",
    title="Gitelman-like syndromes review", journal="Curr Opin Nephrol Hypertens", volume="31", pages="508",
    year=2022, pmid="35894287",
)
R87 = Citation(
    key="R87",
    text="NCBI MedGen C1865974 and OMIM entry texts HOMG1, HOMG3 (heterogeneity of hypomagnesemia)",
)
R88 = Citation(
    key="R88", text="Stuiver M et al. Am J Hum Genet 2011;88:333",
    authors="Stuiver M et al", journal="Am J Hum Genet", volume="88", pages="333",
    year=2011, doi="10.1016/j.ajhg.2011.02.005",
)
R89 = Citation(
    key="R89",
    text="Vall-Palomar M et al. Pediatr Nephrol 2021; Godron A et al. CJASN 2012;7:801 (PMC3338284); "
         "clinical utility card CLDN16/19, Eur J Hum Genet 2014",
)
R90 = Citation(
    key="R90", text="Blanchard A et al. KDIGO Gitelman. Kidney Int 2017;91:24 (abstract; criteria not read)",
    authors="Blanchard A et al", title="KDIGO Gitelman", journal="Kidney Int", volume="91", pages="24",
    year=2017, pmid="28003083", read="abstract",
)
R91 = Citation(key="R91", text="ERKNet Gitelman page")
R92 = Citation(key="R92", text="UK Kidney Association Gitelman page")
R93 = Citation(key="R93", text="HNF1B meta-analysis of 539 cases", read="abstract")
R94 = Citation(key="R94", text="Orphanet text: dominant hypomagnesemia with hypocalciuria")
R94a = Citation(key="R94a", text="Orphanet text: normocalciuric form of hypomagnesemia")
R96 = Citation(
    key="R96", text="HUPRA: Belostotsky R et al. Am J Hum Genet 2011;88:193 (through an encyclopedia entry)",
    authors="Belostotsky R et al", journal="Am J Hum Genet", volume="88", pages="193",
    year=2011, read="secondary",
)
R97 = Citation(key="R97", text="Clinical biochemistry textbook table, third trimester")
R98 = Citation(
    key="R98",
    text="NIH Office of Dietary Supplements: magnesium fact sheet (table of recommended allowances)",
)
R99 = Citation(
    key="R99",
    text="Textbook lists read in excerpts (critical-care and nephrology handbooks, family-practice "
         "notebook, Cecil-type chapter, hypocalcaemia questions and answers)",
)
R101 = Citation(key="R101", text="Imperial College, London Ontario and South Tees urine magnesium ranges")
R102 = Citation(key="R102", text="Intensive-care teaching note on FEMg (Topf & Murray 2003)", year=2003)
R103 = Citation(key="R103", text="Congenital causes of hypomagnesemia, table 2", pmcid="PMC4062555")
R104 = Citation(key="R104", text="StatPearls: Gitelman syndrome")
R105 = Citation(key="R105", text="Pseudo-Bartter review", pmcid="PMC7857843")
R106 = Citation(
    key="R106", text="Bartter gene overview. Orphanet J Rare Dis 2018 (s13023-018-0981-5)",
    title="Bartter gene overview", journal="Orphanet J Rare Dis",
    year=2018,
)
R107 = Citation(
    key="R107", text="García-Nieto VM et al. Nefrología 2024;44(1) (TRPM7)",
    authors="García-Nieto VM et al", journal="Nefrología", volume="44(1)",
    year=2024,
)
R108 = Citation(key="R108", text="CNNM2 gene–disease summary listing PMID 24699222, 33600043, 34490037")
R109 = Citation(
    key="R109", text="Int J Endocrinol 2018:9041694, table 6",
    journal="Int J Endocrinol", pages="9041694",
    year=2018,
)
R110 = Citation(
    key="R110", text="Novel aspects of renal magnesium homeostasis. Front Pediatr 2018 (CLDN10)",
    title="Novel aspects of renal magnesium homeostasis", journal="Front Pediatr",
    year=2018,
)
R111 = Citation(
    key="R111",
    text="Agus ZS. Hypomagnesemia. J Am Soc Nephrol 1999;10:1616 (full text as carried in a public archive)",
    authors="Agus ZS", title="Hypomagnesemia", journal="J Am Soc Nephrol", volume="10", pages="1616",
    year=1999,
)
R112 = Citation(
    key="R112",
    text="NCI CTCAE v4, v5 and v6 laboratory criteria, as carried in the open-source admiral package",
)
R113 = Citation(
    key="R113",
    text="Adjusted calcium: GPnotebook, calculation of calcium concentration (mmol/L); Medscape reference "
         "calculator 267 (both units)",
)
R114 = Citation(
    key="R114",
    text="Assadi F. Iran J Kidney Dis 2008;2:115 (abstract); urine K/Cr ROC study, DOI "
         "10.12182/20230560201 (abstract)",
    pmid="19377223", read="abstract",
)
R115 = Citation(
    key="R115",
    text="Leslie SW. Hypercalciuria workup. Medscape answers 185322; Koyun M et al. Pediatr Nephrol "
         "2007;22:1297 (abstract)",
)
R116 = Citation(
    key="R116",
    text="Metabolic alkalosis by urine chloride: textbook table; University of Connecticut teaching page; "
         "Gitelman review table 4",
)
R117 = Citation(key="R117", text="WHO ATC/DDD index, copies of 3 December 2021 and 25 April 2026", year=2026)
R118 = Citation(
    key="R118",
    text="LOINC: MIMIC-IV lab-item map on LOINC 2.71; HL7 PDDI value sets on LOINC 2.64–2.82; public code "
         "tables for 2000-8 and 3167-4",
)
R119 = Citation(
    key="R119", text="ICD-10 2019 and ICD-10-CM tabular list 2021, as carried in open-source packages",
)
R120 = Citation(
    key="R120",
    text="Human Disease Ontology OMIM cross-references; ClinGen/GenCC submission for CNNM2 (616418); a "
         "public code table for 613845",
)
R121 = Citation(
    key="R121", text="ATP1A1: Am J Hum Genet 2018;103:808",
    journal="Am J Hum Genet", volume="103", pages="808",
    year=2018, pmid="30388404", read="abstract",
)
R122 = Citation(
    key="R122", text="Wilson FH et al. Science 2004;306:1190",
    authors="Wilson FH et al", journal="Science", volume="306", pages="1190",
    year=2004, pmid="15498972", read="abstract",
)
R123 = Citation(
    key="R123", text="EAST syndrome. N Engl J Med",
    title="EAST syndrome", journal="N Engl J Med",
    pmcid="PMC3398803", read="abstract",
)
R124 = Citation(
    key="R124",
    text="Paulhus K et al. Int J Mol Sci 2020;21:2802 (abstract); GeneReviews, episodic ataxia type 1, "
         "NBK25442 (summary)",
    year=2020, read="abstract",
)
R125 = Citation(
    key="R125",
    text="Hadj-Rabia S et al. Genet Med 2018;20:190 (abstract); University of Arizona eye-disorder page, "
         "HELIX",
    year=2018, read="abstract",
)
R126 = Citation(
    key="R126",
    text="Kenny–Caffey: J Clin Endocrinol Metab 2023;108(9):e754; Int J Pediatr Endocrinol 2017:1 "
         "(abstracts)",
    read="abstract",
)
R127 = Citation(key="R127", text="Veltassa US professional site, warnings and precautions")
R128 = Citation(
    key="R128", text="Labcorp magnesium test 001537; CAMC laboratory magnesium test (rejection criteria)",
)

# Treatment: hospital and national guidelines.
NHS_HIGHLAND = Citation(key="NHS_HIGHLAND", text="NHS Highland hypomagnesaemia guideline (Right Decisions)")
RCHT_2021 = Citation(
    key="RCHT_2021", text="Royal Cornwall Hospitals (RCHT) hypomagnesaemia guideline V3.0, 2021",
    year=2021,
)
LEEDS = Citation(key="LEEDS", text="Leeds/SPS text on treating hypomagnesaemia")
PHARM_J = Citation(key="PHARM_J", text="Pharmaceutical Journal, text on treating hypomagnesaemia")
ENGLISH_GUIDELINE = Citation(
    key="ENGLISH_GUIDELINE",
    text="English GP/hospital guideline on hypomagnesaemia (archived copy, GUI201601)",
)
VAN_DER_SIJS_2002 = Citation(
    key="VAN_DER_SIJS_2002", text="van der Sijs. Ned Tijdschr Geneeskd 2002;146:934-8",
    authors="van der Sijs", journal="Ned Tijdschr Geneeskd", volume="146", pages="934-8",
    year=2002,
)
AYUK_GITTOES_2011 = Citation(
    key="AYUK_GITTOES_2011", text="Ayuk & Gittoes. Clin Endocrinol 2011;75:743-6",
    authors="Ayuk & Gittoes", journal="Clin Endocrinol", volume="75", pages="743-6",
    year=2011,
)
GALWAY = Citation(
    key="GALWAY", text="Galway University Hospitals IV monograph, magnesium sulfate heptahydrate",
)
HARRISON = Citation(key="HARRISON", text="Harrison's Manual of Medicine, electrolyte chapter")
ETG = Citation(key="ETG", text="Australian Therapeutic Guidelines (copy)")
FK = Citation(
    key="FK", text="Farmacotherapeutisch Kompas (NL): magnesium sulfate heptahydrate, gluconate, aspartate",
)
NICE_ESUOM4_2013 = Citation(
    key="NICE_ESUOM4_2013", text="NICE ESUOM4 2013: magnesium glycerophosphate, with the BNF dose",
    year=2013,
)
NHS_GGC = Citation(key="NHS_GGC", text="NHS Greater Glasgow and Clyde: choice of magnesium salts")
DANISH_ONCOLOGY = Citation(key="DANISH_ONCOLOGY", text="Danish region oncology guideline on hypomagnesaemia")
CF_MEDICINES = Citation(
    key="CF_MEDICINES", text="Cystic fibrosis medicines page: magnesium (up to 50 mmol a day)",
)

# Treatment: arrest, torsades, seizure.
TZIVONI_1988 = Citation(
    key="TZIVONI_1988", text="Tzivoni. Circulation 1988;77:392-7 (torsades, 12 patients)",
    authors="Tzivoni", journal="Circulation", volume="77", pages="392-7",
    year=1988,
)
RCUK = Citation(key="RCUK", text="RCUK algorithm (2 g over 10 min)")
AHA = Citation(key="AHA", text="AHA ACLS handbook (copy; 1–2 g)", read="secondary")
TORSADES_2020 = Citation(
    key="TORSADES_2020", text="Management of torsades, table 5. Trends Cardiovasc Med 2020;30(8):451-60",
    title="Management of torsades, table 5", journal="Trends Cardiovasc Med", volume="30(8)", pages="451-60",
    year=2020, pmcid="PMC7429078",
)
VANDERBILT = Citation(key="VANDERBILT", text="Vanderbilt internal medicine handbook, QTc page")
GOYAL_2012 = Citation(
    key="GOYAL_2012", text="Goyal. JAMA 2012;307:157-64",
    authors="Goyal", journal="JAMA", volume="307", pages="157-64",
    year=2012,
)
UK_TEACHING_NOTE = Citation(
    key="UK_TEACHING_NOTE", text="UK teaching note on seizures with low magnesium (low authority)",
)

# Treatment: intravenous magnesium and toxicity.
EMC_3539 = Citation(key="EMC_3539", text="UK product information EMC 3539, magnesium sulfate heptahydrate")
EMC_3579 = Citation(
    key="EMC_3579", text="UK product information EMC 3579, magnesium sulfate heptahydrate 10 %",
)
EMC_15329 = Citation(key="EMC_15329", text="UK product information EMC 15329, magnesium sulfate heptahydrate")
EMC_13170 = Citation(key="EMC_13170", text="UK product information EMC 13170, magnesium sulfate heptahydrate")
EMC_11785 = Citation(key="EMC_11785", text="UK product information EMC 11785, magnesium sulfate heptahydrate")
UK_SMPC_20 = Citation(
    key="UK_SMPC_20", text="UK product information of magnesium sulfate heptahydrate 20 % (copy)",
)
US_LABEL = Citation(key="US_LABEL", text="US label of magnesium sulfate heptahydrate 50 %")
US_PREMIX_LABEL = Citation(key="US_PREMIX_LABEL", text="US label of magnesium sulfate heptahydrate premix")
PFIZER_PREMIX = Citation(
    key="PFIZER_PREMIX", text="Pfizer, magnesium sulfate heptahydrate in water: how supplied",
)
MG_CHLORIDE_LABEL = Citation(
    key="MG_CHLORIDE_LABEL",
    text="Label of magnesium chloride for injection (480 mg/5 mL anhydrous, 1 mmol/mL)",
)
DOSHI = Citation(
    key="DOSHI", text="Doshi, Waller, Clemmons. Retrospective general-medicine cohort, n = 90",
    authors="Doshi, Waller, Clemmons",
)
KU_2018 = Citation(
    key="KU_2018", text="Ku. Support Care Cancer 2018 (transplant cohort, n = 82)",
    authors="Ku", journal="Support Care Cancer",
    year=2018, doi="10.1007/s00520-018-4127-z",
)
SUPPORT_CARE_2016 = Citation(
    key="SUPPORT_CARE_2016", text="Support Care Cancer 2016: 4 g over 1 h v 2 h (transplant cohort, n = 103)",
    journal="Support Care Cancer",
    year=2016, doi="10.1007/s00520-016-3252-9",
)
JOACP = Citation(
    key="JOACP", text="JOACP: prospective intensive-care cohort on the rise per gram",
    doi="10.4103/joacp.JOACP_530_20", pmcid="PMC9728415",
)
AMBADOS_2002 = Citation(
    key="AMBADOS_2002", text="Ambados. J Pharm Pract Res 2002",
    authors="Ambados", journal="J Pharm Pract Res",
    year=2002, doi="10.1002/jppr2002324307",
)
MAGNESIUM_CHAPTER = Citation(
    key="MAGNESIUM_CHAPTER", text="Magnesium chapter of a textbook (abstract)",
    doi="10.4324/9781315825748-40", read="abstract",
)
INCOMPATIBILITY_PAGE = Citation(
    key="INCOMPATIBILITY_PAGE", text="Secondary page on incompatibilities of magnesium sulfate heptahydrate",
    read="secondary",
)
UKMI_370_2 = Citation(key="UKMI_370_2", text="UKMi Q&A 370.2 (2013): toxicity of magnesium", year=2013)
UKMI_14_6 = Citation(key="UKMI_14_6", text="UKMi 14.6: subcutaneous magnesium")
NL_INTERNAL_MEDICINE = Citation(
    key="NL_INTERNAL_MEDICINE", text="Dutch internal-medicine guide: hypermagnesaemia",
)

# Treatment: oral magnesium.
MAGNASPARTATE = Citation(key="MAGNASPARTATE", text="Magnaspartate (magnesium aspartate sachet) SmPC")
NEOMAG = Citation(key="NEOMAG", text="Neomag (magnesium glycerophosphate) SmPC and patient leaflet")
COLONIS = Citation(key="COLONIS", text="Magnesium glycerophosphate (Colonis), product text")
CITRATE_SMPC = Citation(key="CITRATE_SMPC", text="Magnesium citrate (UK) SmPC text")
MAG_TAB_SR = Citation(key="MAG_TAB_SR", text="Mag-Tab SR (magnesium lactate, US), label text")
URO_MAG = Citation(key="URO_MAG", text="Uro-Mag (magnesium oxide, US), label text")
US_OXIDE_LABEL = Citation(key="US_OXIDE_LABEL", text="Magnesium oxide tablet (US), label text")
EMC_2678 = Citation(key="EMC_2678", text="UK product information EMC 2678, oral magnesium")
EMC_12118 = Citation(key="EMC_12118", text="UK product information EMC 12118, oral magnesium")
EMC_4841 = Citation(key="EMC_4841", text="UK product information EMC 4841, oral magnesium")
EMC_25343 = Citation(key="EMC_25343", text="UK product information EMC 25343, oral magnesium")
FIROZ_2001 = Citation(
    key="FIROZ_2001", text="Firoz & Graber. Magnes Res 2001;14:257-62",
    authors="Firoz & Graber", journal="Magnes Res", volume="14", pages="257-62",
    year=2001, pmid="11794633",
)
WALKER_2003 = Citation(
    key="WALKER_2003", text="Walker. Magnes Res 2003;16:183-91",
    authors="Walker", journal="Magnes Res", volume="16", pages="183-91",
    year=2003,
)
KAPPELER_2016 = Citation(
    key="KAPPELER_2016", text="Kappeler. BMC Nutr 2016",
    authors="Kappeler", journal="BMC Nutr",
    year=2016, doi="10.1186/s40795-016-0121-3",
)
COUDRAY_2005 = Citation(
    key="COUDRAY_2005", text="Coudray 2005 (rats)",
    authors="Coudray",
    year=2005,
)
FINE_1991 = Citation(
    key="FINE_1991", text="Fine. J Clin Invest 1991;88:396-402",
    authors="Fine", journal="J Clin Invest", volume="88", pages="396-402",
    year=1991, pmid="1864954",
)
BRESSENDORFF_2017 = Citation(
    key="BRESSENDORFF_2017", text="Bressendorff. KI Reports 2017;2:380-9",
    authors="Bressendorff", journal="KI Reports", volume="2", pages="380-9",
    year=2017, pmid="29142966",
)
WAKAI_2019 = Citation(
    key="WAKAI_2019", text="Wakai 2019: hypermagnesaemia in users of magnesium oxide",
    authors="Wakai",
    year=2019, pmcid="PMC6373027",
)
MORI_2019 = Citation(
    key="MORI_2019", text="Mori 2019: hypermagnesaemia with magnesium oxide",
    authors="Mori",
    year=2019, pmid="31379418",
)
BFR_2017 = Citation(
    key="BFR_2017", text="BfR 2017, quoting the EFSA/SCF upper level for magnesium supplements",
    year=2017,
)
VKM_2016 = Citation(key="VKM_2016", text="VKM 2016 and IOM: upper level for magnesium supplements", year=2016)
CIPROFLOXACIN_1989 = Citation(
    key="CIPROFLOXACIN_1989", text="Ciprofloxacin crossover study. Clin Pharmacol Ther 1989;46:700-5",
    title="Ciprofloxacin crossover study", journal="Clin Pharmacol Ther", volume="46", pages="700-5",
    year=1989, pmid="2598571",
)
DRUGS_COM_LEVOTHYROXINE = Citation(
    key="DRUGS_COM_LEVOTHYROXINE", text="drugs.com: levothyroxine and magnesium citrate, interaction text",
)
BIKTARVY = Citation(
    key="BIKTARVY", text="Biktarvy US professional site (antacids with aluminium or magnesium)",
)
COBURN_1991 = Citation(
    key="COBURN_1991", text="Coburn. Am J Kidney Dis 1991;17:708-11",
    authors="Coburn", journal="Am J Kidney Dis", volume="17", pages="708-11",
    year=1991, pmid="2042654",
)
LINDBERG_1993 = Citation(
    key="LINDBERG_1993", text="Lindberg. South Med J 1993;86:1385-8",
    authors="Lindberg", journal="South Med J", volume="86", pages="1385-8",
    year=1993, pmid="8272917",
)

# Treatment: potassium, calcium, refeeding, alcohol.
TURNER_2016 = Citation(
    key="TURNER_2016", text="Turner 2016/2019. Society for Endocrinology emergency guidance: hypocalcaemia",
    authors="Turner",
    year=2016,
)
SPS_IV_POTASSIUM = Citation(key="SPS_IV_POTASSIUM", text="SPS: intravenous potassium")
NHS_HIGHLAND_IV_POTASSIUM = Citation(
    key="NHS_HIGHLAND_IV_POTASSIUM", text="NHS Highland: intravenous potassium",
)
NHS_GGC_POTASSIUM = Citation(key="NHS_GGC_POTASSIUM", text="NHS Greater Glasgow and Clyde hypokalaemia page")
NHS_HIGHLAND_POTASSIUM = Citation(key="NHS_HIGHLAND_POTASSIUM", text="NHS Highland hypokalaemia page")
ADULT_GUIDELINE_POTASSIUM = Citation(
    key="ADULT_GUIDELINE_POTASSIUM",
    text="Hospital-level adult guideline copy: hypokalaemia (duckeggcontent.com)",
)
TRAINEE_TEXT = Citation(
    key="TRAINEE_TEXT", text="Trainee text on hypocalcaemia with low magnesium (low authority)",
)
NICE_CG32 = Citation(key="NICE_CG32", text="NICE CG32: nutrition support, refeeding")
EFNS_WERNICKE = Citation(key="EFNS_WERNICKE", text="EFNS guideline on Wernicke encephalopathy")
BMJ_THIAMINE_CASE = Citation(
    key="BMJ_THIAMINE_CASE", text="BMJ case: thiamine-refractory Wernicke reversed by magnesium",
)

# Treatment: potassium-sparing drugs.
AMILORIDE_UK_LABEL = Citation(key="AMILORIDE_UK_LABEL", text="Amiloride UK label")
AMILORIDE_US_LABEL = Citation(key="AMILORIDE_US_LABEL", text="Amiloride US label")
AMILORIDE_PIL = Citation(key="AMILORIDE_PIL", text="Amiloride patient leaflet")
TRIAMTERENE_LABEL = Citation(key="TRIAMTERENE_LABEL", text="Triamterene label")
EPLERENONE_TEXT = Citation(key="EPLERENONE_TEXT", text="Swiss eplerenone text")
RENAL_DRUG_HANDBOOK = Citation(key="RENAL_DRUG_HANDBOOK", text="Renal drug handbook")
MURDOCH_1993 = Citation(
    key="MURDOCH_1993", text="Murdoch. Br J Clin Pharmacol 1993;35:373-8",
    authors="Murdoch", journal="Br J Clin Pharmacol", volume="35", pages="373-8",
    year=1993, pmid="8485017",
)
WAZNY_2000 = Citation(
    key="WAZNY_2000", text="Wazny 2000: amiloride with amphotericin",
    authors="Wazny",
    year=2000, pmid="10669191",
)
SMITH_1988 = Citation(
    key="SMITH_1988", text="Smith 1988: amiloride with amphotericin",
    authors="Smith",
    year=1988,
)
ANTONIOU_2015 = Citation(
    key="ANTONIOU_2015", text="Antoniou. CMAJ 2015",
    authors="Antoniou", journal="CMAJ",
    year=2015,
)
AMILORIDE_PILOT = Citation(
    key="AMILORIDE_PILOT", text="Amiloride pilot in macroproteinuric diabetic kidney disease",
    pmcid="PMC5584552",
)
HEPARIN_TEXT = Citation(key="HEPARIN_TEXT", text="Interaction text on heparin and aldosterone (CSM advice)")
ABERDEEN_FORMULARY = Citation(
    key="ABERDEEN_FORMULARY", text="University of Aberdeen formulary: potassium-sparing diuretics",
)

# Treatment: SGLT2 inhibitors.
TANG_2016 = Citation(
    key="TANG_2016", text="Tang. Diabetologia 2016",
    authors="Tang", journal="Diabetologia",
    year=2016, doi="10.1007/s00125-016-4101-6",
)
KIDNEY360_NETWORK = Citation(
    key="KIDNEY360_NETWORK", text="Network meta-analysis of SGLT2 inhibitors and magnesium. Kidney360",
    title="Network meta-analysis of SGLT2 inhibitors and magnesium", journal="Kidney360",
    pmcid="PMC9034808",
)
RAY_2020 = Citation(
    key="RAY_2020", text="Ray 2020: SGLT2 inhibitor in refractory hypomagnesaemia (3 cases)",
    authors="Ray",
    year=2020, pmid="32734255",
)
SHAH_2022 = Citation(
    key="SHAH_2022", text="Shah 2022: SGLT2 inhibitor in refractory hypomagnesaemia (2 cases)",
    authors="Shah",
    year=2022, pmid="36185705",
)
SHAH_2023 = Citation(
    key="SHAH_2023",
    text="Shah 2023: SGLT2 inhibitor without diabetes, calcineurin inhibitor or platinum (4 cases)",
    authors="Shah",
    year=2023, pmid="37602145",
)
SHAH_2024 = Citation(
    key="SHAH_2024", text="Shah. Review, AJKD 2024",
    authors="Shah", journal="AJKD",
    year=2024,
)
SAHA_2022 = Citation(
    key="SAHA_2022", text="Saha 2022: SGLT2 inhibitor in refractory hypomagnesaemia (1 case)",
    authors="Saha",
    year=2022,
)
AMILORIDE_SGLT2I_2024 = Citation(
    key="AMILORIDE_SGLT2I_2024", text="Case of amiloride plus SGLT2 inhibitor, 2024",
    year=2024,
)
SONG_2020 = Citation(
    key="SONG_2020", text="Song 2020: SGLT2 inhibitor in kidney transplant (n = 50)",
    authors="Song",
    year=2020,
)
SANCHEZ_FRUCTUOSO_2023 = Citation(
    key="SANCHEZ_FRUCTUOSO_2023",
    text="Sánchez Fructuoso 2023: SGLT2 inhibitor in kidney transplant (n = 339)",
    authors="Sánchez Fructuoso",
    year=2023,
)
UKKA_2023 = Citation(
    key="UKKA_2023", text="UKKA guideline on SGLT2 inhibitors. BMC Nephrol 2023;24:310",
    title="UKKA guideline on SGLT2 inhibitors", journal="BMC Nephrol", volume="24", pages="310",
    year=2023,
)
JARDIANCE_LABEL = Citation(key="JARDIANCE_LABEL", text="Jardiance (empagliflozin) label")
MHRA_CANAGLIFLOZIN_2017 = Citation(
    key="MHRA_CANAGLIFLOZIN_2017", text="MHRA advice on canagliflozin (NECS summary, March 2017)",
    year=2017,
)
NHS_SICK_DAY = Citation(key="NHS_SICK_DAY", text="NHS sick-day leaflet, SGLT2 inhibitors")

# Treatment: proton pump inhibitors and inulin.
HESS_2016 = Citation(
    key="HESS_2016", text="Hess. Aliment Pharmacol Ther 2016;43:1178-85",
    authors="Hess", journal="Aliment Pharmacol Ther", volume="43", pages="1178-85",
    year=2016,
)
HESS_2015 = Citation(
    key="HESS_2015", text="Hess 2015: inulin in mice",
    authors="Hess",
    year=2015, pmcid="PMC4580428",
)
MACKAY_BLADON_2010 = Citation(
    key="MACKAY_BLADON_2010", text="Mackay & Bladon. QJM 2010;103:387-95",
    authors="Mackay & Bladon", journal="QJM", volume="103", pages="387-95",
    year=2010, pmid="20378675",
)
BONNEMA_2010 = Citation(
    key="BONNEMA_2010", text="Bonnema 2010: tolerance of inulin",
    authors="Bonnema",
    year=2010,
)
SCHAAFSMA = Citation(
    key="SCHAAFSMA", text="Schaafsma: tolerance of inulin",
    authors="Schaafsma",
)
GUNN_2022 = Citation(
    key="GUNN_2022", text="Gunn. Gut 2022",
    authors="Gunn", journal="Gut",
    year=2022,
)
TAHIRI_2001 = Citation(
    key="TAHIRI_2001", text="Tahiri 2001: fructo-oligosaccharide and magnesium absorption",
    authors="Tahiri",
    year=2001,
)

# Treatment: oncology.
THANGARASA_2016 = Citation(
    key="THANGARASA_2016", text="Thangarasa. Clin Colorectal Cancer 2016",
    authors="Thangarasa", journal="Clin Colorectal Cancer",
    year=2016, pmid="26961757",
)
PANITUMUMAB_SERIES = Citation(
    key="PANITUMUMAB_SERIES", text="Panitumumab series: daily intravenous magnesium",
)
CISPLATIN_2024 = Citation(
    key="CISPLATIN_2024",
    text="Magnesium in cisplatin hydration, meta-analysis. Clin Exp Nephrol 2024;28:1-12",
    title="Magnesium in cisplatin hydration, meta-analysis", journal="Clin Exp Nephrol", volume="28", pages="1-12",
    year=2024, pmid="37530867",
)
OKAMOTO_2024 = Citation(
    key="OKAMOTO_2024", text="Okamoto 2024: magnesium in cisplatin hydration",
    authors="Okamoto",
    year=2024, doi="10.1007/s10147-024-02629-6",
)
ESMO_2113P = Citation(
    key="ESMO_2113P", text="ESMO 2023, abstract 2113P: magnesium with cisplatin",
    year=2023, read="abstract",
)

# Treatment: inherited disorders.
GITELMAN_TABLE = Citation(
    key="GITELMAN_TABLE", text="Secondary table on the treatment of Gitelman syndrome",
    read="secondary",
)
KONRAD_2021 = Citation(
    key="KONRAD_2021", text="Konrad. Kidney Int 2021;99:324-35 (ERKNet, Bartter)",
    authors="Konrad", journal="Kidney Int", volume="99", pages="324-35",
    year=2021, pmid="33509356", read="abstract",
)
VIERING_2017 = Citation(
    key="VIERING_2017", text="Viering & de Baaij 2017",
    authors="Viering & de Baaij",
    year=2017, pmid="27234911", read="abstract",
)
CLAVERIE_MARTIN_2015 = Citation(
    key="CLAVERIE_MARTIN_2015", text="Claverie-Martin 2015: FHHNC",
    authors="Claverie-Martin",
    year=2015, read="abstract",
)
VALL_PALOMAR_2021 = Citation(
    key="VALL_PALOMAR_2021", text="Vall-Palomar 2021: FHHNC",
    authors="Vall-Palomar",
    year=2021, read="abstract",
)

# Treatment: short bowel, subcutaneous magnesium, transplant, diabetes.
NIGHTINGALE_1994 = Citation(
    key="NIGHTINGALE_1994", text="Nightingale. Aliment Pharmacol Ther 1994",
    authors="Nightingale", journal="Aliment Pharmacol Ther",
    year=1994,
)
GUT_2006 = Citation(
    key="GUT_2006", text="Short-bowel guideline. Gut 2006;55(Suppl IV):iv1-12 (only the title was read)",
    title="Short-bowel guideline", journal="Gut", volume="55(Suppl IV)", pages="iv1-12",
    year=2006, read="secondary",
)
MARTINEZ_RIQUELME_2005 = Citation(
    key="MARTINEZ_RIQUELME_2005", text="Martínez-Riquelme. Clin Nutr 2005;24:158-63",
    authors="Martínez-Riquelme", journal="Clin Nutr", volume="24", pages="158-63",
    year=2005, pmid="15681114",
)
MAKOWSKY_2019 = Citation(
    key="MAKOWSKY_2019", text="Makowsky 2019: subcutaneous magnesium",
    authors="Makowsky",
    year=2019, pmcid="PMC6639584",
)
SC_SERIES_2015 = Citation(
    key="SC_SERIES_2015", text="26-patient series of subcutaneous magnesium, 2015",
    year=2015,
)
BELFAST_SERIES = Citation(key="BELFAST_SERIES", text="Belfast series of subcutaneous magnesium")
VAN_LAECKE_2014 = Citation(
    key="VAN_LAECKE_2014", text="Van Laecke 2014: magnesium oxide after kidney transplant",
    authors="Van Laecke",
    year=2014,
)
VAN_LAECKE_2017 = Citation(
    key="VAN_LAECKE_2017", text="Van Laecke 2017: magnesium oxide after kidney transplant",
    authors="Van Laecke",
    year=2017,
)
DRENTHEN = Citation(
    key="DRENTHEN", text="Drenthen. Diabetologia: magnesium in type 2 diabetes (n = 14)",
    authors="Drenthen", journal="Diabetologia",
)
ELDERAWI_2018 = Citation(
    key="ELDERAWI_2018", text="ELDerawi 2018: magnesium in type 2 diabetes",
    authors="ELDerawi",
    year=2018,
)

# Treatment: diet.
EFSA_2015 = Citation(
    key="EFSA_2015", text="EFSA J 2015;13(7):4186: dietary reference values for magnesium",
    journal="EFSA J", volume="13(7)", pages="4186",
    year=2015,
)
DIETITIANS_CANADA = Citation(
    key="DIETITIANS_CANADA", text="Dietitians of Canada: magnesium requirements and foods",
)
ODS_FOODS = Citation(key="ODS_FOODS", text="ODS/USDA list of magnesium in foods")
ORCHARD_2014 = Citation(
    key="ORCHARD_2014", text="Orchard. Am J Clin Nutr 2014;99:926-33",
    authors="Orchard", journal="Am J Clin Nutr", volume="99", pages="926-33",
    year=2014, pmid="24500155",
)
LERNER_2024 = Citation(
    key="LERNER_2024", text="Lerner 2024: review of magnesium and autoimmune disease",
    authors="Lerner",
    year=2024,
)

# QT-prolonging drugs.
HOSPITALIST_QT = Citation(key="HOSPITALIST_QT", text="The Hospitalist: review of QT-prolonging drugs")
NIH_COVID_19 = Citation(key="NIH_COVID_19", text="NIH COVID-19 guideline: QT-prolonging drugs")

# Second names of texts above, as the treatment rules call them.
STUIVER_2011 = R88
CASTIGLIONI_2013 = SEED_004
AGUS_1999 = R111
ASPEN_2020 = R75
ATSMON_2005 = R60
CTCAE = R112
ATC_INDEX = R117
BLANCHARD_2017 = R90
ERKNET_GITELMAN = R91
UKKA_GITELMAN = R92
FDA_2011 = R50
HESS_2012 = R53
HUANG_KUO_2007 = R82
JANETT_2015 = R33
LIAMIS_2021 = R61b
LOTHIAN_ONCOLOGY = R07
MHRA_2012 = R51
ODS = R98
POLISH_FHHNC_2015 = R34
RADBOUD_2024 = SEED_001
TOUYZ_2024 = R01
WORKENEH_2021 = R61

CITATIONS: dict[str, Citation] = {
    citation.key: citation for citation in tuple(globals().values()) if isinstance(citation, Citation)
}
