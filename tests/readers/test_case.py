"""The case of the machine interface → Facts: nothing guessed, nothing ignored, every problem named."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnostics.clinical.facts import Choice, Count, DrugTaken, Facts, Measurement, YesNo
from diagnostics.clinical.knowledge.patient import (
    AGE,
    BY_PATH,
    CONDITIONS,
    FACTS,
    FINDINGS,
    HEIGHT,
    KNOWN_CAUSE,
    MAGNESIUM_SERUM,
    SEX,
    WEIGHT,
)  # fmt: skip
from diagnostics.clinical.units import KG, MAGNESIUM, MG_DL, MMOL_24H, MMOL_L, Quantity
from diagnostics.presenters.wording import Wording
from diagnostics.readers.case import BadCase, id_of, read_case, write_case

CASES = sorted((Path(__file__).parents[2] / "diagnostics" / "cases").glob("*.toml"))
MEASUREMENTS = [fact for fact in FACTS if isinstance(fact, Measurement)]
# Their limits are in mmol/L and mmol/24h only, and neither leads to the other.


def case(**parts):
    return {"schema": "mgcds-case/1", **parts}


def put(path, value):
    """A case with one value at a path."""
    *parts, last = path.split(".")
    whole = part = case()
    for name in parts:
        part = part.setdefault(name, {})
    part[last] = value
    return whole


def read(data) -> Facts:
    return read_case(data)[0]


def doubts(data):
    return [(doubt.code, doubt.path) for doubt in read_case(data)[1]]


def errors_of(data):
    """The errors of a case; none for one that can be read."""
    try:
        read_case(data)
    except BadCase as refused:
        return refused.errors
    return []


def problems(data):
    """The problems of a case as they are printed."""
    return [Wording().say(each.statement).replace("\u00a0", " ") for each in errors_of(data)]


def problem(data):
    (only,) = problems(data)
    return only


def mmol_l(value, unit=MMOL_L, comparator=""):
    return Quantity(Decimal(value), unit, MAGNESIUM, comparator)


# -- the whole -------------------------------------------------------------------------------------


def test_an_empty_case_knows_nothing():
    assert read(case()) == Facts()


def test_null_is_not_known_everywhere():
    empty = case(
        id=None,
        asked=None,
        patient=None,
        presentation={"findings": None, "ecg": None},
        serum={"magnesium": None},
        history={"drugs": None, "conditions": {"diarrhoea": None}},
    )
    assert read(empty) == Facts()


@pytest.mark.parametrize("data", [None, [], "case", 1, True, [case()]])
def test_a_case_is_one_object(data):
    assert problem(data) == "The case must be one JSON object."


@pytest.mark.parametrize("schema", [None, "", "mgcds-case/2", "mgcds-case/1 ", 1, ["mgcds-case/1"]])
def test_the_schema_must_be_the_known_one(schema):
    assert problem({"schema": schema}) == "schema: write “mgcds-case/1”."
    assert problem({}) == "schema: write “mgcds-case/1”."


def test_the_id_goes_back_unchanged():
    assert id_of(case(id=" Café 7/µ ")) == " Café 7/µ "
    assert id_of(case()) is None
    assert id_of([]) is None


@pytest.mark.parametrize("given", [7, True, {}, "x" * 201, "a\0b", "\ud800"])
def test_an_id_that_cannot_go_back_is_refused(given):
    assert problem(case(id=given)) == "id: write a text of at most 200 characters."
    assert id_of(case(id=given)) is None


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_every_published_case_is_read_and_written_back(path):
    data = case(**tomllib.loads(path.read_text(encoding="utf-8"))["facts"])
    facts, _doubts = read_case(data)
    assert facts.values or facts.drugs
    written = json.loads(json.dumps(write_case(facts, data["id"])))
    assert read(written) == facts
    assert written["id"] == data["id"]


# -- asked -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given, expected",
    [
        ("complete", {"findings", "conditions", "drugs"}),
        (["findings"], {"findings"}),
        (["drugs", "conditions"], {"drugs", "conditions"}),
        ([], set()),
        (None, set()),
    ],
)
def test_asked_names_the_lists_that_were_asked_in_full(given, expected):
    assert read(case(asked=given)).asked == expected


@pytest.mark.parametrize(
    "given", ["all", "findings", ["finding"], ["findings", None], {"findings": True}, True, 1, [["drugs"]]]
)
def test_any_other_asked_is_an_error(given):
    assert problem(case(asked=given)) == (
        "asked: write “complete” or a list of these words: findings, conditions, drugs."
    )


def test_what_is_not_listed_is_no_where_the_list_was_asked():
    facts = read(case(asked="complete", presentation={"findings": {"cramps": True}}))
    assert facts.answer(FINDINGS["cramps"]) is True
    assert facts.answer(FINDINGS["tetany"]) is False
    assert facts.answer(CONDITIONS["myasthenia_gravis"]) is False


def test_null_stays_unknown_although_the_list_was_asked():
    conditions = {"myasthenia_gravis": None, "sepsis": True}
    facts = read(case(asked="complete", history={"conditions": conditions}))
    assert facts.answer(CONDITIONS["myasthenia_gravis"]) is None
    assert facts.answer(CONDITIONS["sepsis"]) is True
    assert facts.answer(CONDITIONS["burns"]) is False
    assert facts.asked == {"findings", "drugs"}


@pytest.mark.parametrize(
    "parts, left",
    [
        ({"presentation": None}, {"conditions", "drugs"}),
        ({"presentation": {"findings": None}}, {"conditions", "drugs"}),
        ({"history": None}, {"findings"}),
        ({"history": {"conditions": None}}, {"findings", "drugs"}),
        ({"history": {"drugs": None}}, {"findings", "conditions"}),
        ({"serum": None}, {"findings", "conditions", "drugs"}),
    ],
)
def test_a_list_that_is_null_was_not_asked(parts, left):
    assert read(case(asked="complete", **parts)).asked == left


# -- keys and codes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path, value, said",
    [
        ("patinet", {}, "patinet: this key is not known. Nearest known key: patient."),
        ("patient.age", 71, "patient.age: this key is not known. Nearest known key: age_years."),
        ("patient.wieght", None, "patient.wieght: this key is not known. Nearest known key: weight."),
        ("serum.magnesum", None, "serum.magnesum: this key is not known. Nearest known key: magnesium."),
        ("magnesium", None, "magnesium: this key is not known. Nearest known key: serum.magnesium."),
        ("serum.sample.tub", 1, "serum.sample.tub: this key is not known. Nearest known key: tube."),
        ("serum.ionised_magnesium_interval.lo", 1,
         "serum.ionised_magnesium_interval.lo: this key is not known. Nearest known key: low."),
        ("presentation.ecg.QTC", 1, "presentation.ecg.QTC: this key is not known. Nearest known key: qtc."),
        ("presentation.findings.seizure", True,
         "presentation.findings.seizure: this key is not known. Nearest known key: seizure_now."),
        ("presentation.findings.sepsis", True,
         "presentation.findings.sepsis: this key is not known. Nearest known key: history.conditions.sepsis."),
        ("history.conditions.diabetes_type_2", True,
         "history.conditions.diabetes_type_2: this key is not known. Nearest known key: diabetes_type_unknown."),
        ("history.oral_magnesium.doses", 1, "history.oral_magnesium.doses: this key is not known. Nearest known key: dose."),
        ("urine_24h.kreatinine", None, "urine_24h.kreatinine: this key is not known. Nearest known key: creatinine."),
        ("urine_spot.zzz", None, "urine_spot.zzz: this key is not known. Known here: magnesium, creatinine, calcium, potassium, "
         "chloride, reported_femg, reported_calcium_per_creatinine."),
    ],
)  # fmt: skip
def test_every_unknown_key_is_an_error_with_a_hint(path, value, said):
    assert problem(put(path, value)) == said


def parts_of_a_case():
    """Every object that a case can hold."""
    paths = {fact.path.rpartition(".")[0] for fact in FACTS}
    return sorted(paths | {path.partition(".")[0] for path in paths} | {"history", "presentation"})


@pytest.mark.parametrize("path", parts_of_a_case())
def test_no_part_takes_a_key_it_does_not_know(path):
    assert problem(put(f"{path}.zzzz", True)).startswith(f"{path}.zzzz: this key is not known.")
    assert problem(put(f"{path}.zzzz", None)).startswith(f"{path}.zzzz: this key is not known.")


@pytest.mark.parametrize("path", parts_of_a_case())
@pytest.mark.parametrize("value", [[], "yes", 1, True])
def test_a_part_must_be_an_object(path, value):
    assert problem(put(path, value)).startswith(f"{path}: write an object with keys like these: ")


@pytest.mark.parametrize("key", [1, None, 2.5, ("a",), "a\nb\x1b[31m", "é" * 300, "\ud800", ""])
def test_a_strange_key_is_an_error_on_one_printable_line(key):
    (said,) = problems({**case(), key: 1})
    assert said.isprintable()
    assert len(said) < 300


def test_a_part_holds_every_code_of_the_knowledge():
    findings, conditions = dict.fromkeys(FINDINGS, True), dict.fromkeys(CONDITIONS, False)
    facts = read(case(presentation={"findings": findings}, history={"conditions": conditions}))
    assert all(facts.answer(fact) is True for fact in FINDINGS.values())
    assert all(facts.answer(fact) is False for fact in CONDITIONS.values())


# -- quantities --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value, expected",
    [
        (0.45, mmol_l("0.45")),
        (Decimal("0.45"), mmol_l("0.45")),
        (1, mmol_l("1")),
        ("0.45", mmol_l("0.45")),
        ("0,45", mmol_l("0.45")),
        (" .45 ", mmol_l("0.45")),
        ("<0.10", mmol_l("0.10", comparator="<")),
        ("> 2,5", mmol_l("2.5", comparator=">")),
        ("0,45 mmol/l", mmol_l("0.45")),
        (0.30000000000000004, mmol_l("0.30000000000000004")),
        (Decimal("4.5E-1"), mmol_l("0.45")),
    ],
)
def test_a_value_is_a_number_or_as_a_person_types_it(value, expected):
    assert read(put("serum.magnesium", {"value": value, "unit": "mmol/L"})).values["serum.magnesium"] == expected


@pytest.mark.parametrize(
    "unit, expected", [("mg/dL", MG_DL), ("MG/DL", MG_DL), (" mg / dl ", MG_DL), ("mmol/l", MMOL_L)]
)
def test_case_and_blanks_of_a_unit_do_not_matter(unit, expected):
    assert read(put("serum.magnesium", {"value": 1.1, "unit": unit})).quantity(MAGNESIUM_SERUM).unit is expected


def test_micro_signs_are_one():
    for unit in ("µmol/L", "μmol/L", "umol/L"):
        assert (
            read(put("serum.creatinine", {"value": 80, "unit": unit})).values["serum.creatinine"].unit.symbol
            == "µmol/L"
        )


@pytest.mark.parametrize("fact", MEASUREMENTS, ids=repr)
def test_unit_missing_is_refused_never_defaulted(fact):
    for written in (
        1,
        1.5,
        "1",
        "1 " + fact.units[0].symbol,
        {"value": 1},
        {"value": "1", "unit": None},
        {"value": 1, "unit": ""},
    ):
        said = problem(put(fact.path, written))
        assert said.startswith(f"{fact.path}: ")
        assert "choose the unit" in said or "is not a unit" in said


@pytest.mark.parametrize("fact", MEASUREMENTS, ids=repr)
def test_a_unit_of_something_else_is_refused(fact):
    said = problem(put(fact.path, {"value": 1, "unit": "furlong"}))
    assert said.startswith(f"{fact.path}: “furlong” is not a unit for it. Use {fact.units[0].symbol}")


def every_unit():
    return [(fact, unit) for fact in MEASUREMENTS for unit in fact.units]


@pytest.mark.parametrize("fact, unit", every_unit())
def test_every_unit_of_every_measurement_has_limits(fact, unit):
    data = put(fact.path, {"value": 1, "unit": unit.symbol})
    refused = problems(data)
    if refused:
        assert "is outside" in refused[0]
    else:
        assert read(data).quantity(fact) == Quantity(Decimal(1), unit, fact.substance)
    assert "is outside" in problem(put(fact.path, {"value": 10**20, "unit": unit.symbol}))


@pytest.mark.parametrize("given", [{"value": None, "unit": "mmol/L"}, {"unit": "mmol/L"}, {"value": None}, {}])
def test_a_quantity_without_a_value_is_not_known(given):
    assert read(put("serum.magnesium", given)) == Facts()


@pytest.mark.parametrize(
    "value, said",
    [
        (48, "48 mmol/L is outside 0.05 to 10 mmol/L. Check the number and its unit."),
        (0, "0 mmol/L is outside 0.05 to 10 mmol/L. Check the number and its unit."),
        (-0.0, "0 mmol/L is outside 0.05 to 10 mmol/L. Check the number and its unit."),
        ("-0.5", "“-0.5” is not a number. Write it like 0.45 or 0,45."),
        ("low", "“low” is not a number. Write it like 0.45 or 0,45."),
        ("0.45 mg/dL", "the number was written in mg/dL, but mmol/L is chosen. Make them agree."),
        ("1e-1", "“e-1” is not a unit for it. Use mmol/L, mg/dL, mEq/L, mg/L."),
        (True, "this is not a number. Write it like 0.45 or 0,45."),
        ([0.45], "this is not a number. Write it like 0.45 or 0,45."),
        (float("nan"), "this is not a number. Write it like 0.45 or 0,45."),
        (float("inf"), "this is not a number. Write it like 0.45 or 0,45."),
        (10**400, "this is not a number. Write it like 0.45 or 0,45."),
        (Decimal("1e999999"), "this is not a number. Write it like 0.45 or 0,45."),
        (Decimal("sNaN"), "this is not a number. Write it like 0.45 or 0,45."),
        ("9" * 50, "this is not a number. Write it like 0.45 or 0,45."),
    ],
)
def test_a_value_that_cannot_be_is_an_error(value, said):
    assert problem(put("serum.magnesium", {"value": value, "unit": "mmol/L"})) == f"serum.magnesium: {said}"


@pytest.mark.parametrize(
    "value, outcome",
    [
        ("0.049", None),
        ("0.05", "confirm"),
        ("0.29", "confirm"),
        ("0.30", ""),
        ("1.19", ""),
        ("10", "confirm"),
        ("10.01", None),
    ],
)
def test_hard_limits_refuse_and_usual_limits_doubt(value, outcome):
    data = put("serum.magnesium", {"value": value, "unit": "mmol/L"})
    if outcome is None:
        assert "is outside 0.05 to 10 mmol/L" in problem(data)
    else:
        assert (("W_CONFIRM_VALUE", "serum.magnesium") in doubts(data)) is (outcome == "confirm")


def test_a_misspelt_key_in_a_quantity_is_named():
    assert problems(put("serum.magnesium", {"vlaue": 0.45, "unit": "mmol/L"})) == [
        "serum.magnesium.vlaue: this key is not known. Nearest known key: value."
    ]


def test_swapped_columns_detected():
    swapped = case(
        serum={"creatinine": {"value": 8.5, "unit": "mmol/L"}},
        urine_spot={"creatinine": {"value": 85, "unit": "umol/L"}},
    )
    assert [line.partition(":")[0] for line in problems(swapped)] == [
        "serum.creatinine",
        "urine_spot.creatinine",
    ]


# -- other kinds of facts ------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [71, 71.5, "71", "71,5", Decimal("71.50"), 0, 120])
def test_an_age_is_a_number_or_a_numeric_text(value):
    assert read(put("patient.age_years", value)).number(AGE) == Decimal(str(value).replace(",", "."))


@pytest.mark.parametrize(
    "value", [-1, 121, "old", True, [71], {"value": 71, "unit": "years"}, "<18", "7l", float("nan"), "1.234"]
)
def test_any_other_age_is_an_error(value):
    assert problem(put("patient.age_years", value)).startswith("patient.age_years: ")


@pytest.mark.parametrize("path", [fact.path for fact in FACTS if isinstance(fact, YesNo)])
def test_yes_and_no_are_booleans(path):
    assert read(put(path, True)).values == {BY_PATH[path].key: True}
    for value in ("yes", "true", 1, 0, "", [], {}):
        assert problem(put(path, value)) == f"{path}: write true, false or null."


@pytest.mark.parametrize(
    "fact", [fact for fact in FACTS if isinstance(fact, Choice) and fact is not KNOWN_CAUSE], ids=repr
)
def test_a_choice_takes_its_words_alone(fact):
    for word, _label in fact.options:
        assert read(put(fact.path, word)).word(fact) == word
    for value in ("x", "", word.swapcase(), f"{word} ", 1, True, [word], {}):
        assert "is none of" in problem(put(fact.path, value))


@pytest.mark.parametrize("fact", [fact for fact in FACTS if isinstance(fact, Count)], ids=repr)
def test_a_count_has_limits(fact):
    value = max(fact.options, default=int(fact.low))
    assert read(put(fact.path, value)).number(fact) == value
    for wrong in (-1, int(fact.high) + 1, "x", None if False else True, {}):
        assert problem(put(fact.path, wrong)).startswith(f"{fact.path}: ")


CAUSES = ("proton_pump_inhibitor", "chronic_diarrhoea", "known_gitelman", "dietary_deficiency", "gitelman_syndrome",
          "bartter_syndrome", "fhhnc", "trpm6_disease", "hnf1b_disease", "cnnm2_disease", "hereditary_slc12a3", "hereditary_mt-ti")  # fmt: skip


@pytest.mark.parametrize("code", CAUSES)
def test_a_known_cause_is_a_class_a_condition_or_a_disease(code):
    assert read(put("history.known_cause", code)).word(KNOWN_CAUSE) == code


@pytest.mark.parametrize(
    "code",
    ["omeprazole", "gitelman", "hereditary_", "hereditary_xyz", "Gitelman_syndrome", "", 1, ["fhhnc"], True],
)
def test_any_other_cause_is_an_error(code):
    assert "is not a known cause. Nearest known code: " in problem(put("history.known_cause", code))


# -- children ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", [{"age_years": 3}, {"age_years": "0,2"}, {"adult": False}, {"age_years": 17.9, "adult": True}]
)
def test_for_a_child_the_limits_of_adults_do_not_hold(who):
    facts, found = read_case(
        case(patient={"weight": {"value": 4.1, "unit": "kg"}, "height": {"value": "55", "unit": "cm"}, **who})
    )
    assert facts.quantity(WEIGHT) == Quantity(Decimal("4.1"), KG)
    assert facts.quantity(HEIGHT).value == 55
    assert not [doubt for doubt in found if doubt.path in ("patient.weight", "patient.height")]


@pytest.mark.parametrize("who", [{"age_years": 18}, {"adult": True}, {}, {"age_years": 18, "adult": False}])
def test_for_everybody_else_they_hold(who):
    assert "is outside 20 to 350 kg" in problem(case(patient={"weight": {"value": 4.1, "unit": "kg"}, **who}))


@pytest.mark.parametrize("weight", [0, -3])
def test_a_child_weighs_something(weight):
    assert "must be above 0" in problem(case(patient={"age_years": 3, "weight": {"value": weight, "unit": "kg"}}))


# -- drugs ---------------------------------------------------------------------------------------------------


def drugs(*entries):
    return case(history={"drugs": list(entries)})


def test_a_drug_is_found_by_its_names():
    (taken,) = read(drugs({"name": "Frusemide", "months": "12,5", "stopped_days_ago": None, "can_stop": False})).drugs
    assert taken == DrugTaken("Frusemide", "furosemide", frozenset({"loop_diuretic"}), Decimal("12.5"), None, False)


def test_a_class_stands_for_a_drug():
    (taken,) = read(drugs({"name": "class:proton_pump_inhibitor", "stopped_days_ago": 3})).drugs
    assert taken.classes == {"proton_pump_inhibitor"}
    assert taken.stopped_days_ago == 3


def test_an_unknown_class_is_an_error():
    said = problem(drugs({"name": "class:proton_pump"}))
    assert said == (
        "history.drugs[0].name: “proton_pump” is not a known class. Nearest known class: class:proton_pump_inhibitor."
    )


def test_an_unknown_drug_is_taken_and_doubted():
    data = drugs({"name": "omeprazole"}, {"name": "unobtainium"})
    facts, found = read_case(data)
    assert facts.drugs[1] == DrugTaken("unobtainium", "", frozenset())
    assert [(doubt.code, doubt.path) for doubt in found] == [("W_DRUG_NOT_ASSESSED", "history.drugs[1].name")]


def test_a_misspelt_drug_is_doubted_with_what_may_be_meant_and_another_drug_is_not_suggested():
    said = [
        Wording().say(doubt.statement) for doubt in read_case(drugs({"name": "omeprazzole"}, {"name": "carvedilol"}))[1]
    ]
    assert "“omeprazole”" in said[0]
    assert said[1] == "“carvedilol” is not known here and was not assessed."


@pytest.mark.parametrize(
    "entry, place",
    [
        ("omeprazole", "[0]"), (None, "[0]"), (["omeprazole"], "[0]"), ({}, "[0].name"), ({"name": None}, "[0].name"),
        ({"name": ""}, "[0].name"), ({"name": "  "}, "[0].name"), ({"name": 1}, "[0].name"), ({"name": "x" * 201}, "[0].name"),
        ({"name": "a\0"}, "[0].name"), ({"name": "omeprazole", "dose": 20}, "[0].dose"),
        ({"name": "omeprazole", "months": -1}, "[0].months"), ({"name": "omeprazole", "months": 1201}, "[0].months"),
        ({"name": "omeprazole", "months": True}, "[0].months"), ({"name": "omeprazole", "months": "two"}, "[0].months"),
        ({"name": "omeprazole", "stopped_days_ago": "1,234"}, "[0].stopped_days_ago"),
        ({"name": "omeprazole", "can_stop": "no"}, "[0].can_stop"),
    ],
)  # fmt: skip
def test_a_drug_that_cannot_be_read_is_an_error(entry, place):
    assert problem(drugs(entry)).startswith(f"history.drugs{place}: ")


@pytest.mark.parametrize("given", [{}, "omeprazole", 1, True, [{"name": "omeprazole"}] * 501])
def test_drugs_are_a_list(given):
    assert problem(put("history.drugs", given)) == "history.drugs: write a list of at most 500 drugs."


# -- everything together ---------------------------------------------------------------------------------------


def test_all_problems_are_collected():
    data = {
        "schema": "mgcds-case/0", "id": 1, "asked": "some", "extra": 1,
        "patient": {"age_years": 200, "weight": 68, "sex": "F"},
        "presentation": {"findings": {"cramp": True, "tetany": "yes"}},
        "serum": {"magnesium": {"value": 48, "unit": "mmol/L"}, "calcium": {"value": "1.250", "unit": "mmol/L"}},
        "history": {"drugs": [{"name": "class:x"}, {"nam": "y"}], "known_route": "kidney"},
    }  # fmt: skip
    assert [line.partition(":")[0] for line in problems(data)] == [
        "schema", "id", "asked", "extra", "patient.age_years", "patient.weight", "patient.sex", "presentation.findings.cramp",
        "presentation.findings.tetany", "serum.magnesium", "serum.calcium", "history.drugs[0].name", "history.drugs[1].nam",
        "history.drugs[1].name", "history.known_route",
    ]  # fmt: skip


# -- there and back ---------------------------------------------------------------------------------------------


def test_the_case_that_is_written_is_short_and_plain():
    facts = Facts(
        {
            AGE.key: Decimal(71), SEX.key: "female", MAGNESIUM_SERUM.key: mmol_l("0.45"), "findings.cramps": True,
            "urine_24h.magnesium": Quantity(Decimal("0.1"), MMOL_24H, MAGNESIUM, "<"),
        },
        (DrugTaken("omeprazole", "omeprazole", frozenset({"proton_pump_inhibitor"}), Decimal("60.5"), None, False),),
        frozenset({"findings", "drugs", "conditions"}),
    )  # fmt: skip
    assert write_case(facts, "7") == {
        "schema": "mgcds-case/1",
        "id": "7",
        "asked": "complete",
        "patient": {"age_years": 71, "sex": "female"},
        "presentation": {"findings": {"cramps": True}},
        "serum": {"magnesium": {"value": 0.45, "unit": "mmol/L"}},
        "urine_24h": {"magnesium": {"value": "<0.1", "unit": "mmol/24h"}},
        "history": {"drugs": [{"name": "omeprazole", "months": 60.5, "can_stop": False}]},
    }


def test_a_bound_with_three_decimals_is_not_taken_for_thousands():
    written = write_case(Facts({MAGNESIUM_SERUM.key: mmol_l("1.234", comparator=">")}))
    assert read(written).quantity(MAGNESIUM_SERUM) == mmol_l("1.234", comparator=">")


def values_of(fact):
    """Values that a fact takes, as a case holds them."""
    if isinstance(fact, YesNo):
        return st.booleans()
    if isinstance(fact, Choice):
        return st.sampled_from([word for word, _label in fact.options] or CAUSES)
    if isinstance(fact, Count):
        return st.sampled_from(fact.options) if fact.options else st.decimals(fact.low, fact.high, places=1).map(float)
    return st.sampled_from(fact.units).flatmap(lambda unit: quantities(fact, unit))


def quantities(fact, unit):
    low, high, of = fact.hard.bounds(unit, fact.substance)
    if of.dimension is not unit.dimension:
        return st.none()
    limits = (Quantity(limit, of, fact.substance).to(unit).value for limit in (low, high))
    numbers = st.decimals(*limits, places=6).map(float)
    return numbers.map(lambda number: {"value": number, "unit": unit.symbol})


@st.composite
def sound_cases(draw):
    data = case(id=draw(st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)))
    for fact in draw(st.lists(st.sampled_from(FACTS), max_size=12, unique=True)):
        *parts, last = fact.path.split(".")
        part = data
        for name in parts:
            part = part.setdefault(name, {})
        part[last] = draw(values_of(fact))
    data["asked"] = draw(
        st.none() | st.just("complete") | st.lists(st.sampled_from(["findings", "drugs"]), unique=True)
    )
    names = st.sampled_from(["omeprazole", "class:thiazide", "unobtainium", "Lasix", "magnesium citrate"])
    entry = st.fixed_dictionaries({"name": names}, optional={"months": st.integers(0, 1200), "can_stop": st.booleans()})
    data.setdefault("history", {})["drugs"] = draw(st.lists(entry, max_size=3))
    return data


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(sound_cases())
def test_what_was_read_is_written_and_read_the_same(data):
    facts, found = read_case(data)
    written = json.loads(json.dumps(write_case(facts, data["id"])))
    assert read(written) == facts
    assert sorted(doubts(written)) == sorted((doubt.code, doubt.path) for doubt in found)
    assert write_case(read(written), id_of(written)) == written


WORDS = st.sampled_from(["schema", "mgcds-case/1", "id", "asked", "complete", "patient", "serum", "magnesium", "value", "unit", "mmol/L",
                         "history", "drugs", "name", "omeprazole", "presentation", "findings", "cramps", "0,45", "<1", "urine_24h"])  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals(allow_nan=True) | WORDS | st.text(max_size=6) | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=4) | st.integers(), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@settings(deadline=None)
@given(ANYTHING)
def test_whatever_the_object_only_bad_case_is_raised(data):
    assert all(said for said in problems(data))


@settings(deadline=None)
@given(st.sampled_from([*BY_PATH, "history.drugs", "history", "serum", "id", "asked"]), ANYTHING)
def test_whatever_the_value_only_bad_case_is_raised(path, value):
    assert all(each.path.startswith(path) for each in errors_of(put(path, value)))
