"""What the second clinical review found on the diagnostic side, each finding once."""

from decimal import Decimal as D

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.causes import CAUSE_ROUTES
from diagnostics.clinical.knowledge.codes import CAUSE_CODES
from diagnostics.clinical.knowledge.drugs import CLASSES

from .strategies import at, condition, finding, harmless, mg, said, taken, taken_class, warned

LOSING_FEMG = at(p.REPORTED_FEMG, "9")
GREY_FEMG = at(p.REPORTED_FEMG, "3")
CONSERVED = (at(p.REPORTED_FEMG, "1"), at(p.U24_MAGNESIUM, "0.2", "mmol/24h"), at(p.U24_CREATININE, "9", "mmol/24h"))
WASTING = (at(p.REPORTED_FEMG, "9"), at(p.U24_MAGNESIUM, "4", "mmol/24h"), at(p.U24_CREATININE, "9", "mmol/24h"))
UNDECIDED = (at(p.REPORTED_FEMG, "3"), at(p.U24_MAGNESIUM, "0.8", "mmol/24h"), at(p.U24_CREATININE, "9", "mmol/24h"))


def look(*known, drugs=()):
    return assess(harmless(*known, drugs=drugs))


def route(*known, drugs=()):
    found = look(*known, drugs=drugs).route
    return found.value, found.certainty


def cause(code):
    return p.KNOWN_CAUSE, code


def known(name):
    return p.KNOWN_ROUTE, name


def steps(assessment):
    return [step.code for step in assessment.next_steps]


def page(assessment, step):
    return next(state.state for state in assessment.steps if state.step.value == step)


def notes(assessment, name="femg"):
    return said(*assessment.computed[name].notes)


# -- A13: a known cause keeps its route ----------------------------------------------------------------------


def test_every_cause_that_can_be_known_and_lowers_magnesium_has_its_routes():
    for code in CAUSE_ROUTES:
        assert code in CAUSE_CODES
        assert look(cause(code)).causes[0].routes == CAUSE_ROUTES[code]


@pytest.mark.parametrize("code", [code for code in CLASSES if CLASSES[code].routes])
def test_a_known_drug_class_has_its_routes(code):
    assert look(cause(code)).causes[0].routes == CLASSES[code].routes


@pytest.mark.parametrize(
    ("code", "more", "expected"),
    [
        ("gitelman_syndrome", (), "renal"),
        ("gitelman_syndrome", (condition("known_gitelman"),), "renal"),
        ("hereditary_slc12a3", (), "renal"),
        ("chronic_diarrhoea", (), "gastrointestinal"),
        ("chronic_diarrhoea", (condition("chronic_diarrhoea"),), "gastrointestinal"),
        ("dietary_deficiency", (), "intake"),
    ],
)
def test_a_known_cause_points_to_its_route(code, more, expected):
    assert route(cause(code), *more) == (expected, "presumptive")


def test_a_known_cause_and_a_test_that_agrees():
    assert route(cause("chronic_diarrhoea"), at(p.REPORTED_FEMG, "1")) == ("gastrointestinal", "probable")
    assert route(cause("dietary_deficiency"), at(p.REPORTED_FEMG, "1"))[0] == "intake"
    assert route(cause("refeeding"), (p.ONSET_DAYS, D(3)), at(p.REPORTED_FEMG, "1"))[0] == "redistribution"


# -- A14, A15: known routes and results that agree or contradict ----------------------------------------------


@pytest.mark.parametrize("name", ["gastrointestinal", "intake", "redistribution", "other_extrarenal"])
def test_tests_outside_the_kidney_keep_the_known_route(name):
    assessment = look(known(name), *CONSERVED)
    assert (assessment.route.value, assessment.route.certainty) == (name, "established")
    assert "W_HISTORY_AGAINST_TESTS" not in warned(assessment)


def test_an_agreeing_test_does_not_lower_a_known_route():
    assert route(known("renal")) == ("renal", "established")
    assert route(known("renal"), LOSING_FEMG) == ("renal", "established")
    assert route(known("gastrointestinal"), at(p.REPORTED_FEMG, "1")) == ("gastrointestinal", "established")


def test_a_known_route_still_yields_to_tests_that_contradict_it():
    assessment = look(known("gastrointestinal"), *WASTING)
    assert assessment.route.value == "renal"
    assert "W_HISTORY_AGAINST_TESTS" in warned(assessment)


@pytest.mark.parametrize(
    ("urine", "retention", "warns"), [(WASTING, "83", True), (WASTING, "10", False), (CONSERVED, "10", True)]
)
def test_a_loading_test_against_an_established_result_warns(urine, retention, warns):
    assessment = look(*urine, at(p.REPORTED_RETENTION, retention))
    assert ("W_HISTORY_AGAINST_TESTS" in warned(assessment)) is warns
    assert assessment.route.certainty == "established"


# -- A16: the loading test comes late -------------------------------------------------------------------------


def test_one_undecided_urine_test_does_not_open_the_loading_test():
    assessment = look(GREY_FEMG)
    assert not assessment.loading.offered
    assert "loading_test" not in steps(assessment)
    assert "urine_24h" in steps(assessment)
    assert page(assessment, "loading-test") == "not_needed"


def test_an_invalid_urine_test_beside_an_undecided_one_is_repeated():
    incomplete = at(p.U24_CREATININE, "3", "mmol/24h")
    assessment = look(GREY_FEMG, at(p.U24_MAGNESIUM, "0.8", "mmol/24h"), incomplete)
    assert "repeat_urine" in steps(assessment)
    assert not assessment.loading.offered


def test_two_undecided_urine_tests_open_it_after_the_repeat():
    assessment = look(*UNDECIDED, at(p.POTASSIUM_SERUM, "3.3"), drugs=[taken("salbutamol")])
    asked = [code for code in steps(assessment) if code not in ("ecg", "creatinine")]
    order = ["repeat_urine", "stop_trial", "correct_first", "urine_screen", "loading_test", "refer_nephrology"]
    assert assessment.loading.offered
    assert [code for code in asked if code in order] == order


# -- A17: functional renal loss -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "drugs"),
    [
        ((finding("glucosuria"),), ()),
        ((finding("polyuria"),), ()),
        ((at(p.BICARBONATE_SERUM, "15"),), ()),
        ((at(p.U24_VOLUME, "3200"),), ()),
        ((at(p.U24_VOLUME, "2900"), at(p.U24_DURATION, "20")), ()),
        ((), (taken("mannitol"),)),
        ((condition("alcohol_use_disorder"),), ()),
    ],
)
def test_a_trigger_of_functional_loss_is_said(more, drugs):
    assessment = look(*WASTING, *more, drugs=drugs)
    assert "functional renal loss" in notes(assessment)
    assert "On a diuretic" not in notes(assessment)
    assert "repeat_urine" in steps(assessment)


def test_without_a_trigger_nothing_is_said():
    assessment = look(*WASTING, at(p.U24_VOLUME, "3000"))
    assert not assessment.computed["femg"].notes[1:]
    assert "repeat_urine" not in steps(assessment)


@pytest.mark.parametrize(("days", "noted"), [(2, True), (6, True), (7, False)])
def test_a_diuretic_stopped_recently_is_noted(days, noted):
    assessment = look(*WASTING, drugs=[taken("hydrochlorothiazide", stopped_days_ago=D(days))])
    assert ("cannot be separated" in notes(assessment)) is noted


# -- A19, A20, A21: ionised magnesium, latent deficiency, transplant ---------------------------------------------


@pytest.mark.parametrize(
    ("ionised", "status"),
    [
        ("0.40", "possible_latent_deficiency"),
        ("<0.40", "possible_latent_deficiency"),
        ("<0.44", "possible_latent_deficiency"),
        ("<0.50", "not_low"),
        (">0.50", "not_low"),
    ],
)
def test_an_ionised_bound_counts_where_it_decides(ionised, status):
    assert look(mg("0.90"), at(p.IONISED_MAGNESIUM, ionised), at(p.IONISED_LOW, "0.44")).status == status


@pytest.mark.parametrize("risk", [condition("chronic_diarrhoea"), finding("refractory_hypokalaemia")])
def test_a_possible_latent_deficiency_has_next_steps(risk):
    assessment = look(mg("0.80"), risk)
    assert assessment.status == "possible_latent_deficiency"
    assert {"urine_24h", "diet_review", "loading_test"} <= set(steps(assessment))
    assert page(assessment, "loading-test") == page(assessment, "urine-24h") == "optional"


def test_a_low_ionised_magnesium_alone_asks_for_a_total():
    facts = harmless(at(p.IONISED_MAGNESIUM, "0.40"), at(p.IONISED_LOW, "0.44"))
    bare = type(facts)({k: v for k, v in facts.values.items() if k != p.MAGNESIUM_SERUM.key}, facts.drugs, facts.asked)
    assert "repeat_serum" in steps(assess(bare))


def test_the_loading_test_is_discouraged_after_a_kidney_transplant():
    assessment = look(mg("0.78"), condition("kidney_transplant"))
    assert "transplant" in said(*assessment.loading.cautions)


# -- A23, A24 ------------------------------------------------------------------------------------------------


def test_a_feed_without_magnesium_is_poor_intake_as_a_drug_and_as_an_answer():
    as_drug = look(at(p.REPORTED_FEMG, "1"), drugs=[taken_class("parenteral_nutrition_without_magnesium")])
    as_answer = look(at(p.REPORTED_FEMG, "1"), (p.MAGNESIUM_FREE_NUTRITION, True))
    assert as_drug.route.value == as_answer.route.value == "intake"


@pytest.mark.parametrize(("reported", "warns"), [("20", True), ("72", False)])
def test_a_reported_retention_is_compared(reported, warns):
    measured = (at(p.LOAD_DOSE, "30"), at(p.LOAD_URINE_MAGNESIUM, "8"))
    assessment = look(*measured, at(p.REPORTED_RETENTION, reported))
    assert ("does not agree" in notes(assessment, "loading_test_retention")) is warns
    assert assessment.computed["loading_test_retention"].value.rounded(0).value == 73


def test_a_dose_by_weight_without_the_dose_is_said():
    assessment = look((p.PROTOCOL, "0.1mmol_per_kg_1h"), at(p.LOAD_URINE_MAGNESIUM, "5"))
    assert assessment.computed["loading_test_retention"].value is None
    assert "Retention needs" in notes(assessment, "loading_test_retention")


def test_an_albumin_that_is_only_a_bound_asks_for_ionised_magnesium():
    assert "ionised_magnesium" in steps(look(at(p.ALBUMIN_SERUM, "<30")))


def test_insulin_is_a_cause_by_vein_only_by_name_and_by_class():
    for drug in (taken("insulin"), taken_class("insulin")):
        assert "insulin" not in {found.code for found in look(drugs=[drug]).causes}
        assert "insulin" in {found.code for found in look(condition("diabetic_ketoacidosis"), drugs=[drug]).causes}
    assert "insulin" in {found.code for found in look(drugs=[taken("insulin_infusion")]).causes}
