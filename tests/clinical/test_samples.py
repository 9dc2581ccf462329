"""How old the samples are decides what may be given on them (safety H15, ruling 40)."""

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.knowledge import patient as p
from diagnostics.readers.case import BadCase, read_case

from .strategies import CARDS, LOADS, D, codes, finding, harmless, iv_scheduled, mg


def planned(days: int):
    """A very low magnesium without danger signs, sampled so many days ago."""
    return assess(harmless(mg("0.30"), (p.TAKEN_DAYS_AGO, D(days))))


@pytest.mark.parametrize("days", [0, 1, 7])
def test_a_sample_of_this_week_carries_an_infusion(days):
    assert iv_scheduled(planned(days))


@pytest.mark.parametrize("days", [8, 30, 400])
def test_stale_or_future_labs_block_dose(days):
    assessment = planned(days)
    assert not iv_scheduled(assessment)
    held = [item for item in assessment.plan.withheld if item.code == "IV_INF_5G_12H_X2"]
    assert [reason for reason in held[0].because if reason.rule.id == "RUL-40"]
    with pytest.raises(BadCase) as refused:
        read_case({"schema": "mgcds-case/1", "patient": {"adult": True}, "serum": {"taken_days_ago": -days}})
    assert [problem.path for problem in refused.value.errors] == ["serum.taken_days_ago"]


@pytest.mark.parametrize("sign", ["seizure_now", "torsades_de_pointes"])
def test_danger_now_does_not_wait_for_a_new_sample(sign):
    assessment = assess(harmless(mg("0.30"), (p.TAKEN_DAYS_AGO, D(30)), finding(sign)))
    assert codes(assessment) & (CARDS | LOADS)
