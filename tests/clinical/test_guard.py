"""The second look at every dose: it refuses what must not be given, whoever made it and however it came."""

from __future__ import annotations

import inspect as python_inspect
import random
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diagnostics.clinical.assessment import Assessment, Recommendation
from diagnostics.clinical.doses import DrugDose, IVDose, OralDose
from diagnostics.clinical.engine import guard
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.guard import check_changed_dose, look_at, refusals
from diagnostics.clinical.knowledge import limits
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge import treatment as table
from diagnostics.clinical.knowledge.base import Knowledge
from diagnostics.clinical.knowledge.rulebook import RULES, rule
from diagnostics.clinical.knowledge.thresholds import ClinicLimits
from diagnostics.clinical.text import say

from .strategies import (
    CARDS,
    GRAMS_PER_DAY,
    GRAMS_PER_DOSE,
    GRAMS_PER_LOAD,
    LOADS,
    STARTS,
    D,
    at,
    codes,
    condition,
    day_limit,
    finding,
    floor_of,
    given_grams,
    harmless,
    iv_items,
    iv_scheduled,
    knowing,
    laws,
    mg,
    other_items,
    patients,
    taken,
    warned,
    without,
)

# what a person may type into the plan
GRAMS = st.sampled_from(
    [D(v) for v in ["0.5", "1", "2", "2.5", "3", "4", "5", "6", "7", "8", "10", "12", "15", "20", "28", "40"]]
)
MINUTES = st.sampled_from([D(v) for v in (0, 1, 9, 10, 14, 15, 59, 60, 180, 240, 360, 480, 720, 1440)])
VOLUMES = st.sampled_from([D(v) for v in (4, 10, 50, 100, 250, 500, 1000)])
IV_CODES = [
    *CARDS,
    "IV_REPEAT_TDP",
    "IV_MAINT_TDP",
    *LOADS,
    "IV_INF_5G_12H",
    "IV_INF_5G_6H",
    "IV_INF_2_5G_12H",
    "IV_INF_1G_4H",
]
iv_doses = st.builds(IVDose, GRAMS, VOLUMES, MINUTES, st.just("sodium chloride 0.9 %"), st.sampled_from([1, 1, 2, 3]))
STRICT = D("1.01")  # the limits are held against a dose that passes them by more than rounding


def too_much(facts, code: str, dose: IVDose) -> str:
    """Which of the limits written down in this suite a dose passes; empty for none."""
    floor = floor_of(facts)
    single = (
        D(2) if code in CARDS | {"IV_REPEAT_TDP"} else GRAMS_PER_LOAD[floor] if code in LOADS else GRAMS_PER_DOSE[floor]
    )
    fastest = 200 if code in CARDS | {"IV_REPEAT_TDP"} else 150 if code in LOADS else D(1000) / 60
    shortest = 10 if code in CARDS | {"IV_REPEAT_TDP"} else 15
    arrest = code == "IV_BOLUS_ARREST_2G"
    found = {
        "single dose": dose.salt_g > single,
        "day": dose.salt_g * dose.per_day > GRAMS_PER_DAY[floor],
        "time": not arrest and dose.minutes < shortest,
        "rate": not arrest and bool(dose.minutes) and dose.salt_g * 1000 / dose.minutes > fastest * STRICT,
        "concentration": dose.salt_g * 100 / dose.volume_ml > (20 if arrest else 5),
    }
    return ", ".join(name for name, holds in found.items() if holds)


@laws(1500)
@given(patients(), st.sampled_from(IV_CODES), iv_doses)
def test_hard_limit_by_kidney_band(facts, code, dose):
    """Whatever is typed for whomever: what passes a limit of this suite is refused."""
    why = too_much(facts, code, dose)
    assert not why or refusals(look_at(facts), code, dose), why


def test_hard_limit_by_kidney_band_100k_patients():
    """A hundred thousand doses of any size, time and volume for patients of every kidney band."""
    draw = random.Random(2026)
    people = {
        egfr: look_at(harmless(mg("0.45"), at(p.EGFR_REPORTED, egfr)))
        for egfr in ("95", "60", "45", "30", "29", "15", "14", "5")
    }
    facts = {egfr: harmless(mg("0.45"), at(p.EGFR_REPORTED, egfr)) for egfr in people}
    floors = {egfr: facts[egfr] for egfr in people}
    for _number in range(100_000):
        egfr, code = draw.choice([*people]), draw.choice(IV_CODES)
        dose = IVDose(
            D(draw.randint(1, 400)) / 10, D(draw.randint(5, 1000)), D(draw.randint(0, 1440)), "", draw.randint(1, 3)
        )
        if refusals(people[egfr], code, dose):
            continue
        assert not too_much(floors[egfr], code, dose), (egfr, code, dose)


@laws(600)
@given(patients())
def test_every_dose_of_every_plan_passes_the_limits_of_this_suite(facts):
    assessment = assess(facts)
    for item, dose in iv_items(assessment):
        assert not too_much(facts, item.code, dose), item.code


# -- mutated doses ------------------------------------------------------------------------------------------

PLANS: dict[str, Assessment] = {name: assess(facts) for name, facts in STARTS.items()} | {
    "low potassium": assess(harmless(at(p.POTASSIUM_SERUM, "3.2"))),
    "very low potassium": assess(harmless(at(p.POTASSIUM_SERUM, "2.4"))),
    "very low calcium": assess(harmless(at(p.ADJUSTED_CALCIUM, "1.80"))),
    "alcohol": assess(harmless(condition("alcohol_use_disorder"))),
    "Wernicke": assess(harmless(condition("alcohol_use_disorder"), finding("ataxia"))),
    "kidney 30": assess(harmless(mg("0.35"), at(p.EGFR_REPORTED, 40))),
    "kidney 15": assess(harmless(mg("0.35"), at(p.EGFR_REPORTED, 20))),
    "toxic with signs": assess(harmless(mg("3"), at(p.EGFR_REPORTED, 20), finding("reduced_reflexes"))),
}
DOSED = [(name, item) for name, plan in PLANS.items() for item in plan.plan.recommended if item.dose is not None]
NAMES = [f"{name}: {item.code}" for name, item in DOSED]


def ten_times(dose):
    if isinstance(dose, IVDose):
        return replace(dose, salt_g=dose.salt_g * 10, volume_ml=dose.volume_ml * 10, minutes=dose.minutes * 10)
    if isinstance(dose, OralDose):
        return replace(dose, mmol_per_dose=dose.mmol_per_dose * 10)
    return replace(dose, amount=dose.amount * 10)


def in_a_tenth_of_the_time(dose):
    return replace(dose, minutes=dose.minutes / 10) if getattr(dose, "minutes", None) else None


def in_a_tenth_of_the_volume(dose):
    return replace(dose, volume_ml=dose.volume_ml / 10) if isinstance(dose, IVDose) else None


def nothing(dose):
    return replace(dose, **{amount_of(dose): D(0)})


def less_than_nothing(dose):
    return replace(dose, **{amount_of(dose): D(-1)})


def amount_of(dose) -> str:
    return {IVDose: "salt_g", OralDose: "mmol_per_dose", DrugDose: "amount"}[type(dose)]


def by_another_route(dose):
    return replace(dose, route="im") if isinstance(dose, DrugDose) else None


def of_another_drug(dose):
    return replace(dose, drug="furosemide") if isinstance(dose, DrugDose) else None


def twenty_times_a_day(dose):
    if isinstance(dose, IVDose):
        return replace(dose, per_day=20)
    return replace(dose, times_per_day=20) if isinstance(dose, OralDose) or dose.times_per_day else None


MUTATIONS = (
    ten_times,
    in_a_tenth_of_the_time,
    in_a_tenth_of_the_volume,
    nothing,
    less_than_nothing,
    by_another_route,
    of_another_drug,
    twenty_times_a_day,
)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
@pytest.mark.parametrize("name, item", DOSED, ids=NAMES)
def test_a_mutated_dose_is_refused(name, item, mutation):
    dose = mutation(item.dose)
    if dose is not None:
        assert refusals(look_at(PLANS[name].facts), item.code, dose)


@pytest.mark.parametrize("name, item", DOSED, ids=NAMES)
def test_changed_dose_meets_same_hard_limit(name, item):
    """Safety H65: what the guard refuses of the engine it refuses of a person; the proposal itself passes."""
    plan = PLANS[name]
    assert not check_changed_dose(plan, item, item.dose)
    for mutation in MUTATIONS:
        dose = mutation(item.dose)
        if dose is not None:
            assert check_changed_dose(plan, item, dose), mutation.__name__


@pytest.mark.parametrize("bad", ["NaN", "Infinity", "-Infinity", "sNaN"])
@pytest.mark.parametrize("part", ["salt_g", "volume_ml", "minutes"])
def test_a_number_that_is_no_number_is_refused(part, bad):
    facts = harmless(mg("0.45"))
    dose = replace(IVDose(D(5), D(500), D(720), "glucose 5 %"), **{part: D(bad)})
    assert refusals(look_at(facts), "IV_INF_5G_12H", dose)


@pytest.mark.parametrize("bad", ["NaN", "Infinity", "-Infinity"])
def test_an_oral_or_other_dose_that_is_no_number_is_refused(bad):
    patient = look_at(harmless())
    assert refusals(patient, "ORAL_12_MMOL", OralDose("magnesium", D(bad), 3))
    assert refusals(patient, "AMILORIDE_5MG", DrugDose("amiloride", "oral", D(bad), "mg", 1))
    assert refusals(patient, "K_IV", DrugDose("potassium chloride", "iv", D(5), "mmol", minutes=D(bad)))


BANDS = {"60": 95, "30": 45, "15": 20, "0": 10}


@pytest.mark.parametrize("band, level", [*table.PLANNED])
def test_a_dose_of_a_better_band_is_refused_where_it_is_larger(band, level):
    """A row of the table for another kidney: never more than the patient's own band allows."""
    row = table.PLANNED[(band, level)]
    dose = IVDose(row.grams, D(row.volume_ml), D(row.minutes), "", row.per_day)
    for own, egfr in BANDS.items():
        facts = harmless(mg("0.35"), at(p.EGFR_REPORTED, egfr))
        if too_much(facts, row.code, dose):
            assert refusals(look_at(facts), row.code, dose), own


@pytest.mark.parametrize("egfr", [45, 20])
def test_no_second_infusion_before_a_level_below_sixty(egfr):
    """TX-INV-22, -24: a person cannot make it twice a day either."""
    plan = assess(harmless(mg("0.45"), at(p.EGFR_REPORTED, egfr)))
    for item, dose in iv_scheduled(plan):
        assert check_changed_dose(plan, item, replace(dose, salt_g=dose.salt_g / 2, per_day=2))


@laws(400)
@given(patients(starts=("severe", "critical", "tetany", "seizure")), st.sampled_from(["8", "20", "30.4", "45"]), GRAMS)
def test_a_changed_infusion_with_what_was_given_stays_within_the_day(facts, mmol, grams):
    facts = knowing(facts, (p.GIVEN_ROUTE, "iv"), (p.GIVEN_HOURS_AGO, D(4)), at(p.GIVEN_DOSE, mmol))
    plan = assess(facts)
    for item, dose in iv_scheduled(plan):
        changed = replace(dose, salt_g=grams, volume_ml=grams * 100)
        others = sum((d.salt_g * d.per_day for i, d in iv_items(plan) if i.code != item.code), D(0))
        if others + grams * dose.per_day + given_grams(facts) > day_limit(facts):
            assert check_changed_dose(plan, item, changed)


# -- no way around ------------------------------------------------------------------------------------------


def test_hard_limit_has_no_override_path():
    """Safety H27: no argument, no mark on the item, no setting of a clinic lets a dose pass."""
    assert set(python_inspect.signature(check_changed_dose).parameters) == {"assessment", "item", "dose"}
    assert set(python_inspect.signature(refusals).parameters) == {"patient", "code", "dose", "fast_profile"}
    plan = PLANS["kidney 15"]
    item, dose = iv_scheduled(plan)[0]
    double = replace(dose, salt_g=dose.salt_g * 2)
    confirmed = replace(item, automatic=False, off_label=True, details=(say("a senior confirms"),), family="other")
    assert check_changed_dose(plan, confirmed, double)


@pytest.mark.parametrize("start", ["severe", "critical", "tetany", "seizure", "torsades"])
def test_no_setting_of_a_clinic_passes_the_hard_limits(start):
    """TX-INV: no clinic setting can switch one off. The guard reads limits of its own."""
    loose = ClinicLimits(
        iv_max_g_24h={"60": D(12), "30": D(7), "15": D(5)},
        oral_max_mmol_d=D(40),
        oral_single_max_mmol=D("12.5"),
        iv_profile="highland",
    )
    for egfr in (95, 45, 20):
        facts = knowing(STARTS[start], at(p.EGFR_REPORTED, egfr))
        for item, dose in iv_items(assess(facts, Knowledge(loose))):
            assert dose.salt_g <= (
                2 if item.code in CARDS | LOADS | {"IV_REPEAT_TDP"} else GRAMS_PER_DOSE[floor_of(facts)]
            )
            assert item.code in CARDS | LOADS | {"IV_REPEAT_TDP"} or dose.rate_g_per_h <= 2


@pytest.mark.parametrize("egfr", [95, 45, 20])
@pytest.mark.parametrize("start", ["critical", "tetany", "torsades"])
def test_a_cap_above_the_hard_limit_changes_nothing(start, egfr):
    """A clinic that writes 100 g into its settings is refused, or gets the doses of everybody else."""
    facts = knowing(STARTS[start], at(p.EGFR_REPORTED, egfr))
    try:
        knowledge = Knowledge(ClinicLimits(iv_max_g_24h={"60": D(100), "30": D(100), "15": D(100)}))
    except ValueError:
        return
    total = sum((dose.salt_g * dose.per_day for _item, dose in iv_items(assess(facts, knowledge))), D(0))
    assert total <= day_limit(facts)


def test_the_guard_shares_no_code_with_the_engine():
    """Safety rule 5: it looks again, by other code."""
    source = python_inspect.getsource(guard)
    modules = (
        "situation",
        "calculations",
        "kidney",
        "iv",
        "iv_dosing",
        "iv_emergency",
        "oral",
        "paths",
        "status",
        "treatment",
        "inquiry",
        "draft",
    )
    assert not any(f"from .{module} import" in source for module in modules)
    assert "knowledge.treatment" not in source
    assert "thresholds" not in source


@laws(500)
@given(patients())
@example(harmless(at(p.CREATININE_SERUM, ">900")))
@example(harmless(at(p.EGFR_REPORTED, "<15"), at(p.CREATININE_SERUM, 70)))
def test_the_guard_bands_the_kidney_no_better_than_this_suite(facts):
    """Not known counts as the band 15 for a card and as nothing for an infusion."""
    mine, own = floor_of(facts), look_at(facts).floor
    assert own is None or mine is None or own <= mine
    if mine is None:  # a bound that allows any kidney is read as the worst one
        assert own in (None, 0)


# -- every drug ---------------------------------------------------------------------------------------------

SAFE = look_at(harmless(at(p.POTASSIUM_SERUM, "4.0")))


@pytest.mark.parametrize("row", limits.DRUG_LIMITS, ids=lambda row: f"{row.drug}, {row.route}")
def test_every_drug_row_has_limits_and_obeys_them(row):
    assert row.rule in RULES
    assert row.per_dose > 0
    assert row.per_day >= row.per_dose
    assert row.route in ("oral", "iv")
    minutes = row.minutes_at_least
    fits = DrugDose(row.drug, row.route, row.per_dose, row.unit, 1, minutes)
    assert not refusals(SAFE, "ANY", fits)
    assert refusals(SAFE, "ANY", replace(fits, amount=row.per_dose + D("0.1")))
    assert refusals(SAFE, "ANY", replace(fits, times_per_day=int(row.per_day / row.per_dose) + 1))
    if minutes:
        assert refusals(SAFE, "ANY", replace(fits, minutes=minutes - 1))
        assert refusals(SAFE, "ANY", replace(fits, minutes=None))


@laws(600)
@given(patients())
def test_every_other_drug_of_a_plan_has_a_row_and_is_within_it(facts):
    rows = {(row.drug, row.route, row.unit): row for row in limits.DRUG_LIMITS}
    assessment = assess(facts)
    doses = [dose for _item, dose in other_items(assessment)] + [
        e.dose for e in assessment.plan.withheld if isinstance(e.dose, DrugDose)
    ]
    for dose in doses:
        row = rows[(dose.drug, dose.route, dose.unit)]
        assert dose.amount <= row.per_dose
        assert dose.amount * (dose.times_per_day or 1) <= row.per_day


@pytest.mark.parametrize("known", [at(p.POTASSIUM_SERUM, "5.1"), at(p.EGFR_REPORTED, 59), (p.AKI_STAGE, D(1))])
def test_the_guard_itself_refuses_amiloride(known):
    dose = DrugDose("amiloride", "oral", D(5), "mg", 1)
    assert not refusals(look_at(harmless()), "AMILORIDE_5MG", dose)
    assert refusals(look_at(harmless(known)), "AMILORIDE_5MG", dose)
    assert refusals(look_at(without(harmless(), known[0], p.POTASSIUM_SERUM)), "AMILORIDE_5MG", dose)


def test_a_drug_without_a_row_is_refused():
    item = Recommendation("ANY", say("any"), rule("TX-INV-20"), DrugDose("digoxin", "oral", D("0.1"), "mg", 1))
    assert check_changed_dose(PLANS["mild"], item, item.dose)
    assert not {"W_GUARD"} & warned(PLANS["mild"])
    assert "AMILORIDE_5MG" in codes(PLANS["refractory, renal"])
    assert taken("digoxin").classes


# -- whom it refuses everything -----------------------------------------------------------------------------

NOT_FROM_HERE = {
    "child": ((p.AGE, D(17)),),
    "pregnant": ((p.PREGNANT, True),),
    "dialysis": ((p.DIALYSIS, True),),
    "pre-eclampsia": (condition("pre_eclampsia"),),
    "not low": (mg("0.80"),),
    "toxic": (mg("2.1"),),
}


@pytest.mark.parametrize("name", NOT_FROM_HERE)
def test_the_guard_refuses_magnesium_to_whom_it_must_not_be_given(name):
    patient = look_at(harmless(*NOT_FROM_HERE[name]))
    assert refusals(patient, "IV_INF_5G_12H", IVDose(D(5), D(500), D(720), ""))
    assert refusals(patient, "IV_LOAD_2G_15MIN", IVDose(D(2), D(100), D(15), ""))
    assert refusals(patient, "ORAL_12_MMOL", OralDose("magnesium", D(4), 3))


def test_age_unknown_gets_the_card_alone():
    patient = look_at(without(STARTS["torsades"], p.AGE))
    assert not refusals(patient, "IV_BOLUS_TDP_2G_10MIN", IVDose(D(2), D(100), D(10), ""))
    assert refusals(patient, "IV_INF_5G_12H", IVDose(D(5), D(500), D(720), ""))
    assert refusals(patient, "ORAL_12_MMOL", OralDose("magnesium", D(4), 3))
