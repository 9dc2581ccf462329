"""Codes of other vocabularies: well-formed, each once, and each beside the fact it belongs to."""

import json
import re

import pytest

from diagnostics.clinical.facts import Measurement
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge import terminology as names
from diagnostics.clinical.knowledge.codes import CAUSE_CODES
from diagnostics.clinical.knowledge.drugs import CLASSES, DRUGS
from diagnostics.clinical.knowledge.patient import FACTS, FINDINGS
from diagnostics.presenters.vocabularies import add_atc, diagnoses, measurements
from diagnostics.presenters.wording import Wording
from tests.clinical.strategies import unit

SHAPES = {
    names.LOINC: r"[1-9]\d{0,6}-\d",
    names.SNOMED: r"[1-9]\d{5,17}",
    names.ICD10: r"[A-Z]\d\d(\.\d)?",
    names.ICD10_CM: r"[A-Z]\d\d(\.[0-9A-Z]{1,4})?",
    names.ATC: r"[A-Z]\d\d([A-Z]([A-Z](\d\d)?)?)?",
}
# diagnosis dossier, section 15: the table read once more, by item
DOSSIER_LOINC = [
    "19123-9",
    "2601-3",
    "2593-2",
    "2597-3",
    "19124-7",
    "2598-1",
    "24447-5",
    "2599-9",
    "13474-2",
    "2160-0",
    "14682-9",
    "2161-8",
    "14683-7",
    "2162-6",
    "14684-5",
    "2823-3",
    "6298-4",
    "2829-0",
    "33949-9",
    "17861-6",
    "2000-8",
    "1995-0",
    "2004-0",
    "14637-3",
    "17862-4",
    "34265-9",
    "2079-2",
    "1751-7",
    "14879-1",
    "2777-1",
    "1963-8",
    "1959-6",
    "2731-8",
    "98979-8",
    "3167-4",
    "19153-6",
    "13362-9",
    "30211-7",
]
WRITTEN = [
    # fact, unit, LOINC
    (p.MAGNESIUM_SERUM, "mmol/L", "2601-3"),
    (p.MAGNESIUM_SERUM, "mg/dL", "19123-9"),
    (p.MAGNESIUM_SERUM, "mg/L", "19123-9"),
    (p.MAGNESIUM_SERUM, "mEq/L", None),
    (p.IONISED_MAGNESIUM, "mmol/L", None),
    (p.SPOT_MAGNESIUM, "mmol/L", "2598-1"),
    (p.SPOT_MAGNESIUM, "mg/dL", "19124-7"),
    (p.U24_MAGNESIUM, "mmol/L", "2598-1"),
    (p.U24_MAGNESIUM, "mmol/24h", "2599-9"),
    (p.U24_MAGNESIUM, "mg/24h", "24447-5"),
    (p.LOAD_URINE_MAGNESIUM, "mmol/24h", "2599-9"),
    (p.LOAD_BASELINE_RATIO, "mg/mg", "13474-2"),
    (p.LOAD_BASELINE_RATIO, "mmol/mmol", None),
    (p.CREATININE_SERUM, "µmol/L", "14682-9"),
    (p.CREATININE_SERUM, "mmol/L", "14682-9"),
    (p.CREATININE_SERUM, "mg/dL", "2160-0"),
    (p.SPOT_CREATININE, "mmol/L", "14683-7"),
    (p.SPOT_CREATININE, "mg/dL", "2161-8"),
    (p.U24_CREATININE, "mmol/24h", "14684-5"),
    (p.U24_CREATININE, "g/24h", "2162-6"),
    (p.POTASSIUM_SERUM, "mmol/L", "2823-3"),
    (p.POTASSIUM_SERUM, "mEq/L", "2823-3"),
    (p.U24_POTASSIUM, "mmol/24h", "2829-0"),
    (p.U24_POTASSIUM, "mmol/L", None),
    (p.CALCIUM_SERUM, "mmol/L", "2000-8"),
    (p.CALCIUM_SERUM, "mg/dL", "17861-6"),
    (p.CALCIUM_SERUM, "mEq/L", None),
    (p.ADJUSTED_CALCIUM, "mmol/L", None),
    (p.IONISED_CALCIUM, "mmol/L", "1995-0"),
    (p.IONISED_CALCIUM, "mg/dL", None),
    (p.SPOT_CALCIUM, "mmol/L", "2004-0"),
    (p.SPOT_CALCIUM, "mg/dL", "17862-4"),
    (p.U24_CALCIUM, "mmol/24h", "14637-3"),
    (p.U24_CALCIUM, "mg/24h", None),
    (p.U24_CHLORIDE, "mmol/24h", "2079-2"),
    (p.ALBUMIN_SERUM, "g/L", "1751-7"),
    (p.ALBUMIN_SERUM, "g/dL", "1751-7"),
    (p.PHOSPHATE_SERUM, "mmol/L", "14879-1"),
    (p.PHOSPHATE_SERUM, "mg/dL", "2777-1"),
    (p.BICARBONATE_SERUM, "mmol/L", "1963-8"),
    (p.PTH_SERUM, "pg/mL", "2731-8"),
    (p.PTH_SERUM, "pmol/L", None),
    (p.EGFR_REPORTED, "mL/min/1.73m2", None),
    (p.U24_VOLUME, "mL", "3167-4"),
    (p.U24_DURATION, "h", "13362-9"),
    (p.SODIUM_SERUM, "mmol/L", None),
]
EVERY_CODE = [row.code for row in names.LAB_CODES] + [row.code for row in (*names.DIAGNOSES, *names.SUBSTANCES)]


# -- LOINC ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [*DOSSIER_LOINC, *names.WRONG_CODES])
def test_every_loinc_code_has_its_check_digit(code):
    number, _, digit = code.partition("-")
    assert names.check_digit(number) == digit


@pytest.mark.parametrize("mistyped", ["19123-8", "19132-9", "2610-3", "98997-8", "2601-2"])
def test_a_mistyped_loinc_code_has_another_check_digit(mistyped):
    number, _, digit = mistyped.partition("-")
    assert names.check_digit(number) != digit


def test_every_code_of_the_dossier_is_a_row_and_no_other():
    assert sorted(row.code for row in names.LAB_CODES) == sorted(DOSSIER_LOINC)


def test_no_loinc_code_stands_twice():
    codes = [row.code for row in names.LAB_CODES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("code", ["62238-1", "33914-3"])
def test_the_codes_of_older_equations_are_nowhere(code):
    assert code in names.WRONG_CODES
    assert code not in EVERY_CODE
    assert code not in names.COMPUTED_CODES.values()
    assert code not in json.dumps([measurements(Wording()), diagnoses(Wording())])
    assert names.facts_for(code, unit("mL/min/1.73m2")) == ()


@pytest.mark.parametrize("fact, symbol, code", WRITTEN)
def test_a_value_is_coded_by_its_fact_and_the_kind_of_its_unit(fact, symbol, code):
    assert unit(symbol) in fact.units
    assert names.code_for(fact, unit(symbol)) == code


def test_every_measurement_that_the_dossier_lists_has_its_code():
    """A fact with a row gets a code in at least one of its units, the eGFR that was reported excepted."""
    listed = {fact for row in names.LAB_CODES for fact in row.facts}
    for fact in listed:
        written = [names.code_for(fact, each) for each in fact.units]
        assert any(written) is (fact is not p.EGFR_REPORTED), fact
    assert {fact for fact, _symbol, code in WRITTEN if code} <= listed


def test_no_unit_of_a_fact_has_two_codes_but_for_synonyms():
    synonyms = {("3167-4", "19153-6"), ("13362-9", "30211-7")}
    for fact in FACTS:
        if isinstance(fact, Measurement):
            for each in fact.units:
                fitting = tuple(row.code for row in names.codes_of(fact) if row.fits(each))
                assert len(fitting) < 2 or fitting in synonyms, (fact, each)


def test_mass_and_moles_are_never_confused():
    for row in names.LAB_CODES:
        kinds = {"mass" in row.label: "MASS", "moles" in row.label or "molar" in row.label: "MOLE"}
        if True in kinds:
            assert kinds[True] in {basis.name for basis in row.bases}, row.label


def test_ionised_magnesium_has_a_code_only_where_a_site_gives_one():
    mmol = unit("mmol/L")
    assert names.CONFIGURABLE == (p.IONISED_MAGNESIUM,)
    assert names.codes_of(p.IONISED_MAGNESIUM) == ()
    assert names.code_for(p.IONISED_MAGNESIUM, mmol, configured={"serum.ionised_magnesium": "local"}) == "local"
    assert names.code_for(p.MAGNESIUM_SERUM, mmol, configured={"serum.ionised_magnesium": "local"}) == "2601-3"


def test_a_reported_egfr_is_read_by_the_code_of_2021_but_never_written_with_it():
    clearance = unit("mL/min/1.73m2")
    assert names.facts_for("98979-8", clearance) == (p.EGFR_REPORTED,)
    assert names.code_for(p.EGFR_REPORTED, clearance) is None
    assert names.COMPUTED_CODES == {"egfr": "98979-8"}


def test_a_code_is_read_only_in_a_unit_of_its_kind():
    assert names.facts_for("2601-3", unit("mmol/L")) == (p.MAGNESIUM_SERUM,)
    assert names.facts_for("2601-3", unit("mg/dL")) == ()
    assert names.facts_for("0-0", unit("mg/dL")) == ()


# -- diagnoses and substances ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [*names.DIAGNOSES, *names.SUBSTANCES, *(row.coding for row in names.LAB_CODES)])
def test_every_code_has_the_shape_of_its_vocabulary(row):
    assert re.fullmatch(SHAPES[row.system], row.code), row
    assert row.system in names.SYSTEMS


def test_no_code_stands_twice_for_one_concept():
    rows = [(row.concept, row.system, row.code) for row in (*names.DIAGNOSES, *names.SUBSTANCES)]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    "concept, system, codes",
    [
        ("hypomagnesaemia", "snomed", {"190855004"}),
        ("hypomagnesaemia", "icd10cm", {"E83.42"}),
        ("hypomagnesaemia", "icd10", {"E83.4"}),
        ("trpm6_disease", "snomed", {"711151004"}),
        ("dietary_deficiency", "icd10", {"E61.2"}),
        ("hypokalaemia", "icd10cm", {"E87.6"}),
        ("hypocalcaemia", "icd10cm", {"E83.51"}),
        ("hypocalcaemia", "icd10", set()),
        ("refeeding", "icd10", set()),
        ("adverse_effect_of_thiazide", "icd10", {"Y54.3"}),
        ("adverse_effect_of_loop_diuretic", "icd10", {"Y54.4"}),
        ("adverse_effect_of_acid_reducer", "icd10cm", {"T47.1X5A"}),
        ("gitelman_syndrome", "snomed", set()),
    ],
)
def test_a_diagnosis_has_the_codes_of_the_dossier(concept, system, codes):
    assert {row.code for row in names.codings_of(concept) if row.system == system} == codes


def test_headings_say_that_a_leaf_is_needed():
    """Ruling 46: Y53.x and Y43.x are no codes to send."""
    headings = {row.code for row in (*names.DIAGNOSES, *names.SUBSTANCES) if row.leaf_needed}
    assert headings == {"Y53", "Y43", "A12CC"}
    assert all(row.note for row in (*names.DIAGNOSES, *names.SUBSTANCES) if row.leaf_needed)


def test_what_the_dossier_says_to_verify_is_not_marked_as_verified():
    unsure = {row.concept for row in names.DIAGNOSES if not row.verified}
    assert {"gitelman_syndrome", "other_tubulopathy"} <= unsure
    assert all(row.verified for row in names.codings_of("hypomagnesaemia"))


def test_every_meaning_is_a_word_of_the_assessment_and_a_concept():
    words = {
        "status": {"low"},
        "severity": {"mild", "moderate", "severe", "critical"},
        "cause": set(CAUSE_CODES),
        "finding": set(FINDINGS),
    }
    assert all(word in words[part] for part, word in names.MEANINGS)
    assert set(names.MEANINGS.values()) | {"hypokalaemia", "hypocalcaemia"} == set(names.CONCEPTS)
    assert {row.concept for row in names.DIAGNOSES} <= set(names.CONCEPTS)


def test_a_word_of_the_assessment_leads_to_its_codes():
    assert {row.code for row in names.codings_for("severity", "severe")} == {"190855004", "E83.42", "E83.4"}
    assert names.codings_for("status", "not_low") == ()
    assert names.codings_for("severity", "none") == ()


def test_substances_are_drugs_of_the_knowledge_or_named_as_others():
    assert {row.concept for row in names.SUBSTANCES} - set(DRUGS) == {"thiamine"}
    assert set(names.WITHOUT_CODE) - set(DRUGS) == {"inulin"}
    assert not set(names.WITHOUT_CODE) & {row.concept for row in names.SUBSTANCES}


@pytest.mark.parametrize("row", names.SUBSTANCES, ids=lambda row: f"{row.concept} {row.code}")
def test_the_code_of_a_drug_lies_in_a_group_of_one_of_its_classes(row):
    drug = DRUGS.get(row.concept)
    groups = [group for code in (drug.classes if drug else ()) for group in names.atc_of_class(code)]
    if groups and not row.code.startswith("B05"):  # additives to infusions stand apart
        assert any(row.code.startswith(group) for group in groups)


@pytest.mark.parametrize(
    "code, groups",
    [
        ("antituberculous_polypeptide", ("J04AB30", "J01GA01")),  # ruling 46: not J04A as a whole, none for viomycin
        ("proton_pump_inhibitor", ("A02BC",)),
        ("thiazide", ("C03A", "C03BA")),
        ("loop_diuretic", ("C03C",)),
        ("anti_egfr_antibody", ("L01FE",)),
        ("calcineurin_inhibitor", ("L04AD",)),
        ("mtor_inhibitor", ("L04AH",)),
        ("aminoglycoside", ("J01GB",)),
        ("amphotericin_b", ("J02AA01",)),
        ("metformin", ("A10BA02",)),
        ("patiromer", ("V03AE09",)),
        ("digoxin", ("C01AA05",)),
        ("opioid", ()),
    ],
)
def test_a_class_has_the_atc_groups_of_the_dossier(code, groups):
    assert names.atc_of_class(code) == groups


def test_streptomycin_is_no_longer_among_the_antituberculous_codes():
    assert [row.code for row in names.atc_of_drug("streptomycin")] == ["J01GA01"]
    assert [row.code for row in names.atc_of_drug("capreomycin")] == ["J04AB30"]
    assert names.atc_of_drug("viomycin") == ()


@pytest.mark.parametrize("code", CLASSES)
def test_every_atc_group_of_a_class_is_well_formed(code):
    assert all(re.fullmatch(SHAPES[names.ATC], group) for group in names.atc_of_class(code))


# -- as the machine interface lists them ----------------------------------------------------------------------------


def test_every_measurement_is_listed_with_its_codes_and_units():
    listed = {row["code"]: row for row in measurements(Wording())}
    assert set(listed) == {fact.path for fact in FACTS if isinstance(fact, Measurement)}
    assert [(each["code"], each["units"]) for each in listed["serum.magnesium"]["loinc"]] == [
        ("19123-9", ["mg/dL", "mg/L"]),
        ("2601-3", ["mmol/L"]),
    ]
    assert [(each["code"], each["units"]) for each in listed["serum.egfr"]["loinc"]] == [("98979-8", [])]
    assert [path for path, row in listed.items() if row["configurable"]] == ["serum.ionised_magnesium"]


def test_every_diagnosis_is_listed_with_its_meanings():
    listed = {row["code"]: row for row in diagnoses(Wording())}
    assert set(listed) == set(names.CONCEPTS)
    assert "severity:mild" in listed["hypomagnesaemia"]["means"]
    assert listed["refeeding"]["codings"] == []
    assert {row["uri"] for row in listed["hypomagnesaemia"]["codings"]} == {
        "http://snomed.info/sct",
        "http://hl7.org/fhir/sid/icd-10",
        "http://hl7.org/fhir/sid/icd-10-cm",
    }


def test_drugs_and_classes_gain_their_atc_codes():
    drugs, classes = [{"code": "amiloride"}, {"code": "viomycin"}], [{"code": "thiazide"}]
    add_atc(drugs=drugs, classes=classes)
    assert [row["atc"] for row in (*drugs, *classes)] == [["C03DB01"], [], ["C03A", "C03BA"]]
