"""The tables of drugs hold together, and a drug is found however a person writes it."""

from __future__ import annotations

from collections import defaultdict

import pytest

from diagnostics.clinical.knowledge.drugs import CLASSES, DRUGS, find_drug, in_class, search, spellings

CONTRACT_CLASSES = """
    proton_pump_inhibitor h2_blocker thiazide loop_diuretic osmotic_diuretic platinum anti_egfr_antibody
    other_anticancer calcineurin_inhibitor mtor_inhibitor amphotericin_b aminoglycoside pentamidine
    foscarnet antituberculous_polypeptide laxative patiromer beta2_agonist theophylline insulin metformin
    digoxin bisphosphonate denosumab teriparatide calcimimetic vitamin_d calcium_supplement
    parenteral_nutrition_without_magnesium magnesium_product potassium_sparing_diuretic sglt2_inhibitor
    ace_inhibitor angiotensin_receptor_blocker neprilysin_inhibitor renin_inhibitor
    mineralocorticoid_antagonist potassium_supplement trimethoprim nsaid tetracycline quinolone
    levothyroxine iron integrase_inhibitor mycophenolate qt_prolonging sodium_polystyrene_sulfonate
    neuromuscular_blocker opioid sedative calcium_channel_blocker
"""

# Rows D01–D28 of the diagnosis dossier: the drugs each names.
ROWS = {
    "DX-HX-D01": "omeprazole, esomeprazole, lansoprazole, dexlansoprazole, pantoprazole, rabeprazole",
    "DX-HX-D02": "famotidine",
    "DX-HX-D03": "hydrochlorothiazide, chlortalidone, indapamide, metolazone",
    "DX-HX-D04": "furosemide, bumetanide, torasemide",
    "DX-HX-D05": "mannitol, urea, large saline load",
    "DX-HX-D06": "cisplatin, carboplatin, oxaliplatin",
    "DX-HX-D07": "cetuximab, panitumumab, necitumumab",
    "DX-HX-D08": "erlotinib, lapatinib, cabozantinib, arsenic trioxide, liposomal doxorubicin, ifosfamide",
    "DX-HX-D09": "tacrolimus, ciclosporin",
    "DX-HX-D10": "sirolimus, everolimus",
    "DX-HX-D11": "amphotericin B",
    "DX-HX-D12": "gentamicin, tobramycin, amikacin, neomycin",
    "DX-HX-D13": "pentamidine",
    "DX-HX-D14": "foscarnet",
    "DX-HX-D15": "capreomycin, viomycin, streptomycin",
    "DX-HX-D16": "laxative, bowel preparation, bisacodyl, senna",
    "DX-HX-D17": "patiromer",
    "DX-HX-D18": "salbutamol, terbutaline, theophylline",
    "DX-HX-D19": "insulin, dextrose infusion",
    "DX-HX-D20": "metformin",
    "DX-HX-D21": "digoxin",
    "DX-HX-D22": "pamidronate, denosumab, teriparatide",
    "DX-HX-D23": "cinacalcet",
    "DX-HX-D24": "vitamin D, calcium",
    "DX-HX-D25": "parenteral nutrition without magnesium, iv fluids without magnesium",
    "DX-HX-D26": "tetracycline, ciprofloxacin, ibuprofen",
    "DX-HX-D27": "magnesium supplement, magnesium antacid, magnesium laxative",
    "DX-HX-D28": "amiloride, triamterene, spironolactone, empagliflozin, dapagliflozin, canagliflozin",
}

QT_PROLONGING = """
    amiodarone, sotalol, quinidine, disopyramide, procainamide, dofetilide, ibutilide, dronedarone,
    haloperidol, droperidol, chlorpromazine, thioridazine, pimozide, ziprasidone, citalopram,
    escitalopram, methadone, ondansetron, domperidone, erythromycin, clarithromycin, azithromycin,
    moxifloxacin, levofloxacin, ciprofloxacin, fluconazole, pentamidine, foscarnet, arsenic trioxide,
    chloroquine, hydroxychloroquine, vandetanib
"""

SPACED = """
    doxycycline, sodium fluoride, ciprofloxacin, ferrous sulfate, penicillamine, nitrofurantoin,
    quinidine, chloroquine, hydroxychloroquine, nitroxoline, alendronate, eltrombopag, levothyroxine,
    mycophenolate, dolutegravir, raltegravir, bictegravir, erlotinib, digoxin, gabapentin, phenytoin,
    rosuvastatin, fexofenadine, itraconazole, ketoconazole, isoniazid, azithromycin, cefalexin, captopril,
    lisinopril, patiromer, sodium polystyrene sulfonate
"""

# What TX-DRUG says who decides, and which of its rows it is.
CULPRITS = {
    "thiazide": "TX-DRUG-01",
    "loop_diuretic": "TX-DRUG-02",
    "proton_pump_inhibitor": "TX-DRUG-03",
    "aminoglycoside": "TX-DRUG-04",
    "amphotericin_b": "TX-DRUG-05",
    "platinum": "TX-DRUG-06",
    "anti_egfr_antibody": "TX-DRUG-07",
    "calcineurin_inhibitor": "TX-DRUG-08",
    "foscarnet": "TX-DRUG-09",
    "pentamidine": "TX-DRUG-09",
    "laxative": "TX-DRUG-10",
    "digoxin": "TX-DRUG-12",
    "qt_prolonging": "TX-DRUG-13",
    "metformin": "TX-DRUG-14",
    "insulin": "TX-DRUG-14",
    "beta2_agonist": "TX-DRUG-14",
    "theophylline": "TX-DRUG-14",
    "mtor_inhibitor": "TX-DRUG-15",
    "other_anticancer": "TX-DRUG-15",
    "patiromer": "TX-DRUG-16",
    "sodium_polystyrene_sulfonate": "TX-DRUG-16",
}

OWNERS = {
    "", "oncology", "transplant", "infection", "cardiology", "gastroenterology", "hiv", "nephrology",
    "diabetes",
}  # fmt: skip


def names(text: str) -> list[str]:
    return [" ".join(name.split()) for name in text.split(",")]


# -- classes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CONTRACT_CLASSES.split())
def test_every_class_of_the_contract_exists_and_has_drugs(code):
    assert CLASSES[code].code == code
    assert CLASSES[code].label
    assert in_class(code)


def test_no_class_is_written_twice_or_left_empty():
    labels = [each.label for each in CLASSES.values()]
    assert len(set(labels)) == len(labels)
    assert [code for code in CLASSES if not in_class(code)] == []


@pytest.mark.parametrize("code", CLASSES)
def test_a_class_is_a_cause_or_it_is_not(code):
    each = CLASSES[code]
    assert each.weight in {"", "strong", "moderate", "weak"}
    assert set(each.routes) <= {"renal", "gastrointestinal", "redistribution", "intake"}
    assert each.owner in OWNERS
    if each.weight:
        assert each.rule.startswith("DX-HX-D")
        assert each.culprit_rule.startswith("TX-DRUG-")
        assert each.action
        assert each.routes or code == "h2_blocker"  # listed with a weight but without a route
    else:
        assert not each.routes


@pytest.mark.parametrize("code, rule", CULPRITS.items())
def test_a_culprit_names_its_own_row(code, rule):
    assert CLASSES[code].culprit_rule == rule
    assert CLASSES[code].action


@pytest.mark.parametrize(
    "code, weight, routes",
    [
        ("proton_pump_inhibitor", "strong", ("gastrointestinal",)),
        ("h2_blocker", "weak", ()),
        ("thiazide", "strong", ("renal",)),
        ("loop_diuretic", "moderate", ("renal",)),
        ("osmotic_diuretic", "moderate", ("renal",)),
        ("platinum", "strong", ("renal",)),
        ("anti_egfr_antibody", "strong", ("renal",)),
        ("other_anticancer", "weak", ("renal", "gastrointestinal")),
        ("calcineurin_inhibitor", "strong", ("renal",)),
        ("mtor_inhibitor", "weak", ("renal",)),
        ("amphotericin_b", "strong", ("renal",)),
        ("aminoglycoside", "moderate", ("renal",)),
        ("pentamidine", "moderate", ("renal",)),
        ("foscarnet", "strong", ("redistribution", "renal")),
        ("antituberculous_polypeptide", "moderate", ("renal",)),
        ("laxative", "moderate", ("gastrointestinal",)),
        ("patiromer", "moderate", ("gastrointestinal",)),
        ("beta2_agonist", "weak", ("redistribution",)),
        ("theophylline", "weak", ("redistribution", "renal")),
        ("insulin", "moderate", ("redistribution",)),
        ("metformin", "weak", ("gastrointestinal",)),
        ("bisphosphonate", "weak", ("redistribution", "renal")),
        ("calcimimetic", "weak", ("renal",)),
        ("vitamin_d", "weak", ("renal",)),
        ("calcium_supplement", "weak", ("renal",)),
        ("parenteral_nutrition_without_magnesium", "strong", ("intake",)),
        ("digoxin", "", ()),
        ("tetracycline", "", ()),
        ("quinolone", "", ()),
        ("nsaid", "", ()),
        ("magnesium_product", "", ()),
        ("potassium_sparing_diuretic", "", ()),
        ("mineralocorticoid_antagonist", "", ()),
        ("sglt2_inhibitor", "", ()),
    ],
)
def test_weight_and_route_are_those_of_the_dossier(code, weight, routes):
    assert (CLASSES[code].weight, CLASSES[code].routes) == (weight, routes)


@pytest.mark.parametrize(
    "code, days",
    [
        ("proton_pump_inhibitor", 14),
        ("thiazide", 28),
        ("loop_diuretic", 28),
        ("anti_egfr_antibody", 56),
        ("platinum", None),
        ("aminoglycoside", 28),
        ("amphotericin_b", 28),
        ("pentamidine", 28),
        ("foscarnet", 28),
        ("calcineurin_inhibitor", 14),
        ("osmotic_diuretic", 0),
        ("beta2_agonist", 1),
    ],
)
def test_how_long_a_stopped_drug_still_counts(code, days):
    assert CLASSES[code].carry_over_days == days


@pytest.mark.parametrize("code", CLASSES)
def test_no_sentence_orders_a_drug_to_be_stopped(code):
    action = CLASSES[code].action.casefold()
    assert not action.startswith(("stop", "switch", "change", "hold"))
    assert "stop it" not in action or "no reason to stop it" in action


@pytest.mark.parametrize("code", ["platinum", "anti_egfr_antibody", "other_anticancer"])
def test_oncology_owns_its_drugs(code):
    assert CLASSES[code].owner == "oncology"


# -- drugs -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", DRUGS)
def test_a_drug_is_whole(key):
    drug = DRUGS[key]
    assert drug.key == key
    assert drug.classes
    assert set(drug.classes) <= set(CLASSES)
    assert len(set(drug.classes)) == len(drug.classes)
    assert drug.weight in {"", "strong", "moderate", "weak"}
    assert find_drug(key) is drug
    for name in (drug.label, *drug.names):
        assert find_drug(name) is drug
        assert find_drug(f"  {name.upper()} ") is drug


def test_no_name_is_claimed_by_two_drugs():
    claimed = defaultdict(set)
    for drug in DRUGS.values():
        for name in spellings(drug):
            claimed[name].add(drug.key)
    assert {name: keys for name, keys in claimed.items() if len(keys) > 1} == {}


def test_the_tolerated_last_e_makes_no_two_drugs_one():
    every = {name: drug.key for drug in DRUGS.values() for name in spellings(drug)}
    assert [name for name in every if every.get(name + "e", every[name]) != every[name]] == []


@pytest.mark.parametrize("rule, name", [(rule, name) for rule, written in ROWS.items() for name in names(written)])
def test_every_drug_of_the_dossier_is_found_in_its_row(rule, name):
    drug = find_drug(name)
    assert drug is not None
    assert rule in {CLASSES[code].rule for code in drug.classes}


@pytest.mark.parametrize("name", names(QT_PROLONGING))
def test_every_qt_prolonging_drug_is_known_as_one(name):
    drug = find_drug(name)
    assert drug is not None
    assert "qt_prolonging" in drug.classes


def test_the_qt_list_is_that_of_the_ruling_and_no_longer():
    assert {drug.label for drug in in_class("qt_prolonging")} == set(names(QT_PROLONGING))


@pytest.mark.parametrize("name", names(SPACED))
def test_every_drug_that_magnesium_binds_says_how_to_keep_apart(name):
    drug = find_drug(name)
    assert drug is not None
    assert drug.spacing or any(CLASSES[code].spacing for code in drug.classes)


@pytest.mark.parametrize(
    "name, weight", [("cisplatin", "strong"), ("carboplatin", "moderate"), ("oxaliplatin", "weak")]
)
def test_platinum_compounds_differ(name, weight):
    assert DRUGS[name].weight == weight


@pytest.mark.parametrize("name", ["raltegravir", "sodium polystyrene sulfonate"])
def test_no_oral_magnesium_beside_it(name):
    drug = find_drug(name)
    assert drug is not None
    assert "no_oral_magnesium" in drug.flags


def test_long_term_insulin_is_told_from_a_drip():
    assert "cause_only_intravenous" in DRUGS["insulin"].flags
    assert "cause_only_intravenous" not in DRUGS["insulin_infusion"].flags


@pytest.mark.parametrize(
    "name, classes",
    [
        ("levofloxacin", {"quinolone", "qt_prolonging"}),
        ("co-trimoxazole", {"trimethoprim"}),
        ("sacubitril/valsartan", {"neprilysin_inhibitor", "angiotensin_receptor_blocker"}),
        ("co-amilozide", {"potassium_sparing_diuretic", "thiazide"}),
        ("co-amilofruse", {"potassium_sparing_diuretic", "loop_diuretic"}),
        ("olmesartan + hydrochlorothiazide", {"angiotensin_receptor_blocker", "thiazide"}),
        ("methadone", {"opioid", "qt_prolonging"}),
        ("salt substitute", {"potassium_supplement"}),
        ("gliclazide", {"sulfonylurea"}),
    ],
)
def test_a_drug_may_belong_to_several_classes(name, classes):
    drug = find_drug(name)
    assert drug is not None
    assert set(drug.classes) == classes


@pytest.mark.parametrize(
    "written, key",
    [
        ("frusemide", "furosemide"),
        ("FUROSEMIDE", "furosemide"),
        ("furosemid", "furosemide"),
        ("torsemide", "torasemide"),
        ("cyclosporine", "ciclosporin"),
        ("cyclosporin", "ciclosporin"),
        ("Ciclosporine", "ciclosporin"),
        ("albuterol", "salbutamol"),
        ("levalbuterol", "levosalbutamol"),
        ("chlorthalidone", "chlortalidone"),
        ("bendrofluazide", "bendroflumethiazide"),
        ("HCTZ", "hydrochlorothiazide"),
        ("amphotericin", "amphotericin_b"),
        ("Amphotericin-B", "amphotericin_b"),
        ("liposomal amphotericin", "liposomal_amphotericin_b"),
        ("glyburide", "glibenclamide"),
        ("indomethacin", "indometacin"),
        ("cephalexin", "cefalexin"),
        ("cholecalciferol", "colecalciferol"),
        ("vitamin-D3", "colecalciferol"),
        ("rapamycin", "sirolimus"),
        ("succinylcholine", "suxamethonium"),
        ("meperidine", "pethidine"),
        ("phenobarbitone", "phenobarbital"),
        ("omeprazol", "omeprazole"),
        ("esomeprazole magnesium", "esomeprazole"),
        ("Pantoprazole  Sodium", "pantoprazole"),
        ("metformin hydrochloride", "metformin"),
        ("levothyroxine sodium", "levothyroxine"),
        ("L-thyroxine", "levothyroxine"),
        ("losartan potassium", "losartan"),
        ("amlodipine besilate", "amlodipine"),
        ("alendronate", "alendronic_acid"),
        ("alendronate sodium", "alendronic_acid"),
        ("risedronate", "risedronic_acid"),
        ("ibandronate", "ibandronic_acid"),
        ("zoledronate", "zoledronic_acid"),
        ("pamidronate", "pamidronic_acid"),
        ("mycophenolate", "mycophenolate_mofetil"),
        ("mycophenolate sodium", "mycophenolic_acid"),
        ("ferrous sulphate", "ferrous_sulfate"),
        ("iron sulfate", "ferrous_sulfate"),
        ("magnesium sulphate", "magnesium_sulfate"),
        ("magnesium sulfate infusion", "magnesium_sulfate"),
        ("MgSO4", "magnesium_sulfate"),
        ("IV magnesium", "magnesium_sulfate"),
        ("milk of magnesia", "magnesium_hydroxide"),
        ("magnesium", "magnesium_supplement"),
        ("magnesium bisglycinate", "magnesium_glycinate"),
        ("Slow Mag", "magnesium_chloride"),
        ("Mag-Tab SR", "magnesium_lactate"),
        ("Neomag", "magnesium_glycerophosphate"),
        ("magnaspartate", "magnesium_aspartate"),
        ("KCl", "potassium_chloride"),
        ("polyethylene glycol", "macrogol"),
        ("sodium picosulphate", "sodium_picosulfate"),
        ("polystyrene sulphonate", "sodium_polystyrene_sulfonate"),
        ("dextrose infusion", "glucose_infusion"),
        ("Jardiance", "empagliflozin"),
        ("Juluca", "dolutegravir_rilpivirine"),
        ("Biktarvy", "bictegravir"),
        ("cotrimoxazole", "trimethoprim_sulfamethoxazole"),
        ("trimethoprim-sulfamethoxazole", "trimethoprim_sulfamethoxazole"),
        ("sulfamethoxazole + trimethoprim", "trimethoprim_sulfamethoxazole"),
        ("trimethoprim and sulfamethoxazole", "trimethoprim_sulfamethoxazole"),
        ("TMP/SMX", "trimethoprim_sulfamethoxazole"),
        ("valsartan / sacubitril", "sacubitril_valsartan"),
        ("triamterene-hydrochlorothiazide", "co_triamterzide"),
        ("hydrochlorothiazide/amiloride", "co_amilozide"),
        ("coamilofruse", "co_amilofruse"),
        ("calcium and vitamin D", "calcium_carbonate_colecalciferol"),
        ("indapamide/amlodipine/perindopril", "perindopril_indapamide_amlodipine"),
    ],
)
def test_a_drug_is_found_however_it_is_written(written, key):
    assert find_drug(written) is DRUGS[key]


@pytest.mark.parametrize(
    "written",
    ["", "   ", "-", "wonderdrug", "class:proton_pump_inhibitor", "lithium carbonate", "sodium chloride",
     "doxorubicin", "calcium magnesium", "furosemide + wonderdrug", "carboplatin + furosemide"],
)  # fmt: skip
def test_what_is_not_held_is_not_guessed(written):
    assert find_drug(written) is None


def test_a_combination_without_a_row_keeps_all_its_classes():
    drug = find_drug("Ramipril + amlodipine")
    assert drug is not None
    assert drug.classes == ("ace_inhibitor", "calcium_channel_blocker")
    assert find_drug(drug.key) == drug
    assert find_drug(drug.label) == drug


def test_a_combination_with_magnesium_does_not_lose_it():
    drug = find_drug("calcium + magnesium oxide")
    assert drug is not None
    assert "magnesium_product" in drug.classes
    assert "magnesium_oxide" in drug.flags


# -- search ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", DRUGS)
def test_a_label_typed_in_full_comes_first(key):
    assert search(DRUGS[key].label)[0] is DRUGS[key]


@pytest.mark.parametrize(
    "typed, first",
    [("omep", "omeprazole"), ("FRUSE", "furosemide"), ("cis", "cisplatin"), ("milk", "magnesium_hydroxide"),
     ("valsartan", "valsartan"), ("ciclosporine", "ciclosporin")],
)  # fmt: skip
def test_the_start_of_a_name_finds_it(typed, first):
    assert search(typed)[0] is DRUGS[first]


@pytest.mark.parametrize(
    "typed, code",
    [("proton", "proton_pump_inhibitor"), ("PPI", "proton_pump_inhibitor"), ("thiazide", "thiazide"),
     ("anti-egfr", "anti_egfr_antibody"), ("loop", "loop_diuretic")],
)  # fmt: skip
def test_a_class_finds_its_drugs(typed, code):
    found = search(typed, limit=50)
    assert set(in_class(code)) <= set(found)


def test_search_keeps_to_its_limit_and_repeats_nothing():
    found = search("a", limit=7)
    assert len(found) == len(set(found)) == 7
    assert search("a", limit=0) == ()


@pytest.mark.parametrize("typed", ["", "  ", "/", "zzzz"])
def test_nothing_typed_finds_nothing(typed):
    assert search(typed) == ()


@pytest.mark.parametrize(
    "written", ["omeprazole 20 mg", "Omeprazole, 40 mg daily", "omeprazol 1x20mg", "losartan potassium 50 mg"]
)
def test_a_dose_behind_the_name_is_left_out(written):
    assert find_drug(written).key in {"omeprazole", "losartan"}


@pytest.mark.parametrize("written", ["20 mg", "vitamin", "5"])
def test_a_dose_alone_is_no_drug(written):
    assert find_drug(written) is None
