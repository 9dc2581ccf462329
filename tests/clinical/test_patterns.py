"""The matrix after a loss through the kidney: what fits, what is shown, what is excluded first (DX-REN-P1 to -P12)."""

from __future__ import annotations

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.causes import HEREDITARY
from diagnostics.clinical.knowledge.drugs import CLASSES
from diagnostics.clinical.knowledge.genes import BY_NAME, FEATURES, GENES
from diagnostics.clinical.knowledge.renal_patterns import (
    COLUMN_LABELS,
    FIRST_CONDITIONS,
    FIRST_DRUGS,
    OTHER_LABELS,
    PATTERNS,
    TRAPS,
)
from diagnostics.clinical.knowledge.rulebook import RULES

from .strategies import D, at, condition, finding, harmless, knowing, said, taken, without

LOSS = at(p.REPORTED_FEMG, "9")
KEPT = at(p.REPORTED_FEMG, "1")
LOW_K, ALKALOSIS, ACIDOSIS = at(p.POTASSIUM_SERUM, "3.0"), at(p.BICARBONATE_SERUM, "32"), at(p.BICARBONATE_SERUM, "18")
CA_LOW, CA_NORMAL, CA_HIGH = (at(p.REPORTED_CA_CR, ratio) for ratio in ("0.10", "0.40", "0.80"))
GITELMAN = (LOSS, LOW_K, ALKALOSIS, CA_LOW)


def patterns(*known, drugs=()):
    return assess(harmless(*known, drugs=drugs)).patterns


def scores(*known, drugs=()):
    return {pattern.rule.id.removeprefix("DX-REN-"): pattern.score for pattern in patterns(*known, drugs=drugs)}


def row(name, *known, drugs=()):
    return next(pattern for pattern in patterns(*known, drugs=drugs) if pattern.rule.id == f"DX-REN-{name}")


# -- the tables ------------------------------------------------------------------------------------------------


def test_every_row_of_the_matrix_is_here_with_known_codes():
    assert [each.rule for each in PATTERNS] == [f"DX-REN-P{number}" for number in range(1, 13)]
    for each in PATTERNS:
        assert each.rule in RULES
        assert set(each.genes) <= set(BY_NAME)
        assert all(code in CLASSES or code in p.CONDITIONS for code in each.acquired)
        assert each.other in ("", *OTHER_LABELS)
        assert {*each.defining, *each.core, *each.denied_by} <= {*COLUMN_LABELS, "other"}
        for name in {*each.defining, *each.core} - {"other"}:
            assert getattr(each, name), "a column that expects anything cannot define a row"
        for column in COLUMN_LABELS:
            assert set(getattr(each, column)) <= {"low", "normal", "high"}


def test_what_is_excluded_first_is_drugs_d03_to_d15_and_the_named_conditions():
    assert {CLASSES[code].rule for code in FIRST_DRUGS} == {f"DX-HX-D{n:02d}" for n in range(3, 16)}
    assert {"alcohol_use_disorder", "type_2_diabetes", "primary_aldosteronism", "kidney_transplant"} <= FIRST_CONDITIONS
    assert not {"sjogren_syndrome", "chronic_diarrhoea", "hypertension"} & FIRST_CONDITIONS


def test_a_number_of_omim_that_was_recalled_is_not_shown():
    """Appendix C.5."""
    hidden = {gene.omim for gene in GENES if gene.omim and not gene.omim_shown}
    assert hidden == {"619406", "618314"}


def test_every_gene_has_sources_signs_that_we_know_and_a_mark():
    assert len(BY_NAME) == sum(len(gene.names) for gene in GENES) == 27
    for gene in GENES:
        assert gene.citations
        assert all(citation.kind != "design" for citation in gene.citations)
        assert set(gene.features) <= {*p.FINDINGS, *p.CONDITIONS}
    assert not {gene.names[0] for gene in GENES if gene.verified} & {"BSND", "EGFR", "PCBD1", "KCNJ16", "CLDN10"}
    assert not {"cramps", "tetany", "seizure_now", "renal_cysts", "nephrocalcinosis"} & set(FEATURES)


# -- when --------------------------------------------------------------------------------------------------------


def test_the_matrix_is_read_after_a_loss_through_the_kidney_only():
    rest = GITELMAN[1:]
    assert "P1" in scores(LOSS, *rest)
    assert scores(KEPT, *rest) == {}
    assert scores(*rest) == {}  # not decided where it goes


def test_a_loss_by_history_alone_and_mixed_causes_have_patterns_too():
    thiazide, ppi = taken("hydrochlorothiazide"), taken("omeprazole", months=D(24))
    found = assess(harmless(at(p.POTASSIUM_SERUM, "3.2"), at(p.BICARBONATE_SERUM, "29"), CA_LOW, drugs=[thiazide]))
    assert (found.route.value, found.route.certainty) == ("renal", "presumptive")
    assert found.patterns
    found = assess(harmless(CA_LOW, drugs=[thiazide, ppi]))
    assert found.route.value == "mixed"
    assert found.patterns


def test_there_are_no_patterns_outside_the_scope():
    assert patterns(*GITELMAN, (p.AGE, D(9))) == ()


# -- each row ------------------------------------------------------------------------------------------------------


def test_low_potassium_alkalosis_and_low_urine_calcium_is_p1():
    found = row("P1", *GITELMAN)
    assert (found.score, found.asked, found.fit) == (4, 5, "met")
    assert found.genes[0] == "SLC12A3"
    assert "renin" in said(*found.unknown)
    assert patterns(*GITELMAN)[0] is not None
    assert patterns(*GITELMAN)[0].rule.id == "DX-REN-P1"


def test_with_another_urine_calcium_the_bartter_row_leads_and_p1_stays_beside_it():
    for urine in (CA_NORMAL, CA_HIGH):
        found = scores(LOSS, LOW_K, ALKALOSIS, urine)
        assert (found["P2"], found["P1"]) == (4, 3)
    assert "Urine calcium" in said(*row("P1", LOSS, LOW_K, ALKALOSIS, CA_HIGH).against)


def test_low_urine_calcium_alone_is_p3():
    found = scores(LOSS, CA_LOW, finding("chondrocalcinosis"))
    assert found["P3"] == 5
    assert "P4" not in found
    assert "P3" not in scores(LOSS, CA_HIGH)


def test_nothing_but_magnesium_is_p4():
    assert scores(LOSS, CA_NORMAL)["P4"] == 5
    assert scores(LOSS, CA_NORMAL, finding("deafness"))["P4"] == 4
    assert "also found" in said(*row("P4", LOSS, CA_NORMAL, finding("deafness")).against)


def test_high_urine_calcium_with_nephrocalcinosis_is_p5():
    found = row("P5", LOSS, CA_HIGH, finding("nephrocalcinosis"))
    assert (found.score, found.genes) == (5, ("CLDN16", "CLDN19", "RRAGD"))
    assert "P5" not in scores(LOSS, CA_LOW, finding("nephrocalcinosis"))


def test_parathyroid_hormone_is_high_only_where_it_is_certain():
    """The dossier gives no limit: above 50 pmol/L a value asks for confirmation."""
    assert scores(LOSS, CA_HIGH, at(p.PTH_SERUM, "51"))["P5"] == 5
    assert scores(LOSS, CA_HIGH, at(p.PTH_SERUM, "50"))["P5"] == 4


def test_low_calcium_with_known_hypoparathyroidism_is_p6_and_normal_calcium_rules_it_out():
    low = at(p.ADJUSTED_CALCIUM, "2.00")
    assert scores(LOSS, CA_NORMAL, low, condition("hypoparathyroidism"))["P6"] == 5
    assert scores(LOSS, CA_NORMAL, low)["P6"] == 4
    assert "P6" not in scores(LOSS, CA_NORMAL)
    assert "P6" not in scores(LOSS, CA_NORMAL, low, at(p.PTH_SERUM, "60"))


def test_low_potassium_with_low_bicarbonate_is_p7_and_the_anion_gap_is_shown():
    found = row("P7", LOSS, LOW_K, ACIDOSIS, at(p.SODIUM_SERUM, "138"), at(p.CHLORIDE_SERUM, "108"))
    assert found.score == 3
    assert "anion gap" in said(*found.unknown)
    assert "P7" not in scores(*GITELMAN)


@pytest.mark.parametrize("systolic, shown", [("139", False), ("140", True), ("141", True)])
def test_a_high_pressure_brings_p8(systolic, shown):
    known = (LOSS, LOW_K, ALKALOSIS, at(p.SYSTOLIC_BP, systolic))
    assert ("P8" in scores(*known)) is shown
    assert scores(*known)["P1"] == (2 if shown else 3)


def test_treated_hypertension_counts_as_high_pressure():
    assert "hypertension" in said(*row("P8", LOSS, LOW_K, ALKALOSIS, condition("hypertension")).fits)


def test_high_serum_calcium_is_p9():
    known = condition("hypercalcaemia")
    assert scores(LOSS, CA_HIGH, known)["P9"] == 2
    assert "P9" not in scores(LOSS, CA_HIGH)
    assert scores(LOSS, CA_HIGH, at(p.ADJUSTED_CALCIUM, "3.05"))["P9"] == 2


@pytest.mark.parametrize(
    "name, known",
    [
        ("P10", finding("proteinuria")),
        ("P10", condition("proteinuric_ckd")),
        ("P11", finding("polyuria")),
        ("P11", finding("glucosuria")),
    ],
)
def test_a_row_that_asks_for_one_thing_is_shown_with_it_alone(name, known):
    assert scores(LOSS, CA_NORMAL, known)[name] == 1
    assert name not in scores(LOSS, CA_NORMAL)


def test_diabetes_with_cysts_is_p12():
    diabetes, cysts = condition("type_2_diabetes"), finding("renal_cysts")
    assert scores(LOSS, CA_LOW, diabetes, cysts)["P12"] == 1
    assert "P12" not in scores(LOSS, CA_LOW, cysts)
    assert "P12" not in scores(LOSS, CA_LOW, diabetes)


# -- what is not known -----------------------------------------------------------------------------------------------


def test_what_is_not_known_gives_no_point_and_is_named():
    known = without(harmless(*GITELMAN), p.REPORTED_CA_CR, p.SYSTOLIC_BP)
    found = {each.rule.id: each for each in assess(known).patterns}
    assert found["DX-REN-P1"].score == found["DX-REN-P2"].score == 3  # hypertension was asked and answered no
    assert p.SPOT_CALCIUM.key in found["DX-REN-P1"].missing


def test_pressure_is_not_known_without_a_value_or_an_answer():
    facts = without(harmless(*GITELMAN), p.SYSTOLIC_BP, p.CONDITIONS["hypertension"], p.FINDINGS["hypertension"])
    found = assess(facts).patterns[0]
    assert found.score == 3
    assert p.SYSTOLIC_BP.key in found.missing


def test_one_value_is_no_pattern():
    facts = without(
        harmless(LOSS, LOW_K),
        p.BICARBONATE_SERUM,
        p.SYSTOLIC_BP,
        p.CONDITIONS["hypertension"],
        p.FINDINGS["hypertension"],
    )
    assert assess(facts).patterns == ()
    assert assess(knowing(without(facts, p.POTASSIUM_SERUM), condition("hypertension"))).patterns == ()


def test_every_row_within_one_point_of_the_best_is_shown_and_none_below():
    for known in (GITELMAN, (LOSS, CA_HIGH), (LOSS, LOW_K, ACIDOSIS), (LOSS, CA_NORMAL)):
        found = patterns(*known)
        assert found
        assert all(each.score >= max(other.score for other in found) - 1 for each in found)


# -- acquired explanations and traps ---------------------------------------------------------------------------------


def test_a_diuretic_is_named_before_the_genes_and_takes_the_traps_away():
    found = assess(harmless(*GITELMAN, drugs=[taken("hydrochlorothiazide")]))
    assert "hydrochlorothiazide" in said(*found.patterns[0].found).casefold()
    assert found.traps == ()
    assert len(assess(harmless(*GITELMAN)).traps) == 2


def test_a_drug_whose_effect_is_over_explains_nothing():
    past = taken("hydrochlorothiazide", stopped_days_ago=D(29))
    assert row("P1", *GITELMAN, drugs=[past]).found == ()
    assert row("P1", *GITELMAN, drugs=[taken("hydrochlorothiazide", stopped_days_ago=D(28))]).found


def test_drugs_that_were_not_asked_stay_open():
    facts = harmless(*GITELMAN)
    partly = type(facts)(facts.values, facts.drugs, frozenset({"findings", "conditions"}))
    assert assess(partly).patterns[0].first_open == ("drugs",)
    assert row("P1", *GITELMAN).first_open == ()


def test_diabetes_explains_an_isolated_loss_but_not_the_rows_of_hnf1b():
    diabetes = condition("type_2_diabetes")
    assert row("P4", LOSS, CA_NORMAL, diabetes).found
    assert row("P3", LOSS, CA_LOW, diabetes).found == ()


def test_each_trap_names_its_sources():
    assert {citation.key for trap in TRAPS for citation in trap.citations} == {"R104", "R34", "R105"}
    found = assess(harmless(LOSS, CA_HIGH, finding("nephrocalcinosis"))).traps
    assert "FHHNC" in said(*(trap.text for trap in found))


def test_a_known_inherited_disorder_is_no_acquired_explanation():
    assert not set(HEREDITARY) & FIRST_CONDITIONS
    assert row("P1", *GITELMAN, condition("known_gitelman")).found == ()


# -- order once ----------------------------------------------------------------------------------------------------


def ordered(facts):
    steps = [step for step in assess(facts).next_steps if step.code == "order_once"]
    return said(*steps[0].why.values["tests"]) if steps else ""


def test_what_is_known_is_not_ordered_again():
    told = ordered(harmless(LOSS))
    assert "urine calcium" in told
    assert "Urate" in told
    for known in ("Serum potassium", "Bicarbonate", "Glucose", "blood pressure", "urine potassium", "urine chloride"):
        assert known not in told
    assert "urine calcium" not in ordered(harmless(LOSS, CA_LOW))
    assert "Urate" not in ordered(harmless(LOSS, at(p.URATE, "0.3")))


def test_urine_potassium_and_chloride_are_ordered_where_they_can_be_read():
    assert "urine potassium" in ordered(harmless(LOSS, LOW_K))
    assert "urine chloride" in ordered(harmless(LOSS, ALKALOSIS))


def test_a_loss_that_the_history_explains_is_not_worked_up_further():
    assert ordered(harmless(LOSS, drugs=[taken("hydrochlorothiazide")])) == ""
    assert ordered(harmless(LOSS, (p.KNOWN_CAUSE, "gitelman_syndrome"))) == ""
    assert ordered(harmless(KEPT)) == ""


def test_a_diuretic_screen_is_for_a_loss_without_a_cause():
    assert "diuretic screen" in ordered(harmless(LOSS))
    assert "diuretic screen" not in ordered(harmless(LOSS, finding("nephrocalcinosis")))
