"""Alerts on a magnesium result (DX-SUR-A1 to -A6): each with its boundary, and told once."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.clinical.engine.result_alerts import LEVELS, Alert, OpenSignal, RaisedAlert, alerts, fell
from diagnostics.clinical.engine.surveillance import MagnesiumOnFile, signals
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.base import Knowledge
from diagnostics.clinical.knowledge.thresholds import ClinicLimits
from tests.clinical import strategies as s
from tests.clinical.strategies import at, condition, finding, harmless, laws, magnesium, taken

NOW = datetime(2024, 3, 4, 10)


def level(number: str, days_ago: float = 0, symbol: str = "mmol/L", **more) -> MagnesiumOnFile:
    return MagnesiumOnFile(magnesium(number, symbol), NOW - timedelta(days=days_ago), **more)


def told(*on_file, facts=None, **more) -> dict[str, Alert]:
    return {alert.rule.id: alert for alert in alerts(facts or harmless(), on_file, NOW, **more)}


def levels(*on_file, **more) -> dict[str, str]:
    return {rule_id: alert.level for rule_id, alert in told(*on_file, **more).items()}


# -- A1, A2 ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "now, before, there",
    [
        ("0.69", "0.70", True),
        ("0.69", None, True),
        ("0.69", "0.69", False),
        ("0.70", "0.71", False),
        ("0.69", "<0.80", True),  # the previous may have been normal
        ("<0.70", "0.80", True),
        ("<0.80", "0.85", True),  # may be low
        (">0.70", "0.80", False),
    ],
)
def test_a_newly_low_magnesium_is_told_the_same_day(now, before, there):
    on_file = [level(now)] + ([level(before, 30)] if before else [])
    found = levels(*on_file)
    assert ("DX-SUR-A1" in found) is there
    assert found.get("DX-SUR-A1", "same_day") == "same_day"


def test_a_bound_that_may_be_low_asks_for_the_exact_level():
    alert = told(level("<0.80"))["DX-SUR-A1"]
    assert alert.missing == ("serum.magnesium",)
    assert "exact level" in alert.reason.template


@pytest.mark.parametrize(
    "number, symbol, expected",
    [
        ("0.50", "mmol/L", None),
        ("0.49", "mmol/L", "urgent"),
        ("0.41", "mmol/L", "urgent"),
        ("0.40", "mmol/L", "telephone"),
        ("0.39", "mmol/L", "telephone"),
        ("1.2", "mg/dL", None),
        ("1.1", "mg/dL", "urgent"),
        ("1.0", "mg/dL", "urgent"),  # 0.411 mmol/L
        ("0.9", "mg/dL", "telephone"),
        ("1.00", "mEq/L", None),
        ("0.99", "mEq/L", "urgent"),
        ("0.81", "mEq/L", "urgent"),
        ("0.80", "mEq/L", "telephone"),
        ("<0.50", "mmol/L", "urgent"),
        ("<0.40", "mmol/L", "telephone"),
        ("<0.60", "mmol/L", None),
    ],
)
def test_severe_is_urgent_and_critical_goes_by_telephone_in_the_unit_reported(number, symbol, expected):
    alert = told(level(number, symbol=symbol)).get("DX-SUR-A2")
    assert (alert.level if alert else None) == expected
    assert alert is None or alert.acknowledge is (expected == "telephone")


def test_a_bound_in_the_severe_range_asks_for_the_exact_level():
    assert told(level("<0.50"))["DX-SUR-A2"].missing[0] == "serum.magnesium"


def test_the_limits_are_those_of_the_clinic():
    clinic = Knowledge(ClinicLimits(lln=D("0.75")))
    assert [alert.rule.id for alert in alerts(harmless(), [level("0.72")], NOW, knowledge=clinic)] == ["DX-SUR-A1"]
    assert alerts(harmless(), [level("0.72")], NOW) == ()


def test_nothing_on_file_tells_nothing():
    assert told() == {}
    assert told(level("0.30", unreliable=True)) == {}
    assert told(level("0.30", -1)) == {}  # not yet


def test_of_two_results_of_one_moment_the_lower_one_is_told():
    assert told(level("0.80"), level("0.45"))["DX-SUR-A2"].value == magnesium("0.45")
    assert told(level("0.45"), level("0.80"))["DX-SUR-A2"].value == magnesium("0.45")


# -- A3 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before, now, there",
    [
        ("1.00", "0.86", False),  # 0.14 and 14 %
        ("1.00", "0.85", True),  # 0.15
        ("1.00", "0.84", True),  # 0.16
        ("1.000", "0.851", False),
        ("0.60", "0.481", False),  # 19.8 %
        ("0.70", "0.5607", False),  # 19.9 %
        ("0.70", "0.56", True),  # 20.0 %
        ("0.70", "0.559", True),  # 20.1 %
        ("0.80", "0.80", False),
        ("0.80", "0.95", False),  # a rise
    ],
)
def test_a_fall_of_015_or_of_20_percent_is_told(before, now, there):
    assert fell(magnesium(before), magnesium(now)) is there
    assert ("DX-SUR-A3" in told(level(now), level(before, 1))) is there


@pytest.mark.parametrize(
    "before, now, symbol, there",
    [
        ("2.00", "1.60", "mg/dL", True),  # 20 % exactly
        ("2.00", "1.61", "mg/dL", True),  # 0.160 mmol/L
        ("2.00", "1.64", "mg/dL", False),  # 0.148 mmol/L and 18 %
        ("1.80", "1.50", "mEq/L", True),  # 0.15 mmol/L exactly
        ("1.80", "1.51", "mEq/L", False),
        ("1.20", "0.96", "mEq/L", True),  # 20 % exactly
        ("1.20", "0.97", "mEq/L", False),
    ],
)
def test_a_fall_is_judged_in_the_unit_of_both(before, now, symbol, there):
    assert fell(magnesium(before, symbol), magnesium(now, symbol)) is there


def test_a_fall_between_two_units_is_judged_in_mmol():
    assert fell(magnesium("1.00"), magnesium("1.70", "mEq/L"))  # 0.85
    assert not fell(magnesium("1.00"), magnesium("1.72", "mEq/L"))  # 0.86
    assert fell(magnesium("2.40", "mg/dL"), magnesium("0.83"))  # from 0.987
    assert not fell(magnesium("2.40", "mg/dL"), magnesium("0.84"))


@pytest.mark.parametrize("days, there", [(6, True), (7, True), (8, False)])
def test_a_fall_counts_within_seven_days_of_the_calendar(days, there):
    assert ("DX-SUR-A3" in told(level("0.80"), level("1.00", days))) is there


def test_the_seventh_day_counts_whole():
    early = MagnesiumOnFile(magnesium("1.00"), datetime(2024, 2, 26, 0, 1))  # over the leap day
    late = MagnesiumOnFile(magnesium("0.80"), datetime(2024, 3, 4, 9, 59))
    assert "DX-SUR-A3" in told(early, late)
    assert "DX-SUR-A3" not in told(MagnesiumOnFile(early.value, datetime(2024, 2, 25, 23, 59)), late)


def test_a_fall_in_steps_is_not_missed_and_the_largest_is_told():
    alert = told(level("0.75"), level("0.90", 2), level("1.00", 5))["DX-SUR-A3"]
    assert alert.reason.values["before"] == magnesium("1.00")


@pytest.mark.parametrize(
    "before, now, there",
    [
        (">1.00", "0.85", True),  # at least 0.15
        (">1.00", "0.90", False),  # not decided
        ("1.00", "<0.85", True),
        ("1.00", "<0.90", False),
        ("<1.00", "0.50", False),
        ("1.00", ">0.50", False),
    ],
)
def test_a_bound_tells_a_fall_only_where_it_decides(before, now, there):
    assert fell(magnesium(before), magnesium(now)) is there


# -- A4 ----------------------------------------------------------------------------------------------------------

PARTNERS = [
    (harmless(at(p.POTASSIUM_SERUM, "3.4")), True),
    (harmless(at(p.POTASSIUM_SERUM, "3.5")), False),
    (harmless(at(p.ADJUSTED_CALCIUM, "2.19")), True),
    (harmless(at(p.ADJUSTED_CALCIUM, "2.20")), False),
    (harmless(drugs=[taken("sotalol")]), True),
    (harmless(drugs=[taken("sotalol", stopped_days_ago=D(1))]), False),
    (harmless(drugs=[taken("digoxin")]), True),
    (harmless(finding("digoxin_toxicity")), True),
    (harmless(drugs=[taken("omeprazole")]), False),
]


@pytest.mark.parametrize("facts, there", PARTNERS)
def test_a_combination_raises_what_is_told_one_step(facts, there):
    found = told(level("0.45"), facts=facts)
    expected = ("urgent", "telephone") if there else ("same_day", "urgent")
    assert (found["DX-SUR-A1"].level, found["DX-SUR-A2"].level) == expected
    assert bool(found["DX-SUR-A2"].escalated_by) is there


def test_there_is_no_step_above_the_telephone():
    assert levels(level("0.35"), facts=PARTNERS[0][0])["DX-SUR-A2"] == "telephone"


def test_a_combination_alone_is_told_the_same_day():
    lasting = (level("0.65"), level("0.65", 10))
    assert levels(*lasting, facts=PARTNERS[0][0]) == {"DX-SUR-A4": "same_day"}
    assert levels(*lasting) == {}
    assert levels(level("0.75"), level("0.75", 10), facts=PARTNERS[0][0]) == {}


def test_a_fall_that_is_still_normal_is_not_raised_by_a_combination():
    assert levels(level("0.80"), level("1.00", 1), facts=PARTNERS[0][0]) == {"DX-SUR-A3": "same_day"}


def test_a_potassium_that_is_not_known_is_named():
    alert = told(level("0.65"), facts=s.without(harmless(), p.POTASSIUM_SERUM))["DX-SUR-A1"]
    assert alert.missing == ("serum.potassium",)


# -- A5 ----------------------------------------------------------------------------------------------------------


def opened(days_ago: int, code: str = "type_2_diabetes", *on_file: MagnesiumOnFile) -> OpenSignal:
    """The signal of this condition, raised so many days ago from what was then on file."""
    day = (NOW - timedelta(days=days_ago)).date()
    (signal,) = signals(harmless(condition(code)), on_file, day)
    return OpenSignal(signal, day)


@pytest.mark.parametrize("days, late", [(456, False), (457, True)])  # 365 and a quarter more: 456.25
def test_a_yearly_signal_is_overdue_after_a_year_and_a_quarter(days, late):
    last = level("0.80", days)
    assert ("DX-SUR-A5" in told(last, open_signals=[opened(days, "type_2_diabetes", last)])) is late


@pytest.mark.parametrize("days, late", [(4, False), (5, False), (6, True)])
def test_exactly_at_the_interval_and_a_quarter_it_is_not_yet_late(days, late):
    """Twice a week: at the latest after 4 days; 4 × 1.25 = 5."""
    lines = [level("0.80", days), level("0.80", days + 1)]
    signal = opened(days, "parenteral_nutrition", *lines)
    assert signal.late_after == 5
    assert ("DX-SUR-A5" in told(*lines, open_signals=[signal])) is late


def test_a_range_is_late_only_after_its_far_end():
    lines = [level("0.80", 227)]
    assert told(*lines, open_signals=[opened(227, "kidney_transplant", *lines)]) == {}  # 182 × 1.25 = 227.5
    lines = [level("0.80", 228)]
    assert "DX-SUR-A5" in told(*lines, open_signals=[opened(228, "kidney_transplant", *lines)])


@pytest.mark.parametrize("days, late", [(0, False), (1, True)])
def test_a_first_magnesium_is_overdue_the_day_after_it_was_asked_for(days, late):
    assert ("DX-SUR-A5" in told(open_signals=[opened(days)])) is late


def test_a_magnesium_answers_a_signal():
    assert told(level("0.80", 3), open_signals=[opened(3)]) == {}
    last = level("0.80", 500)
    waiting = opened(500, "type_2_diabetes", last)
    assert "DX-SUR-A5" in told(last, open_signals=[waiting])
    assert told(last, level("0.80", 1), open_signals=[waiting]) == {}
    assert "DX-SUR-A5" in told(last, level("0.80", 1, unreliable=True), open_signals=[waiting])


def test_what_waits_for_an_event_is_never_late_by_the_calendar():
    last = level("0.80", 900)
    (signal,) = signals(harmless(drugs=[taken("panitumumab")]), [last], last.taken_at.date())
    assert told(last, open_signals=[OpenSignal(signal, date(2020, 1, 1))]) == {}


def test_an_overdue_signal_says_which_and_is_as_urgent_as_it():
    alert = told(open_signals=[opened(1, "sepsis")])["DX-SUR-A5"]
    assert (alert.about, alert.level) == ("DX-SUR-12", "same_day")
    assert "Sepsis" in str(alert.reason)


# -- A6 ----------------------------------------------------------------------------------------------------------


def raised(alert: Alert, hours: float, **more) -> RaisedAlert:
    return RaisedAlert(alert.rule.id, alert.level, NOW - timedelta(hours=hours), alert.value, alert.about, **more)


@pytest.mark.parametrize("hours, again", [(0, False), (23.99, False), (24, True), (25, True)])
def test_the_same_alert_is_not_repeated_within_a_day(hours, again):
    alert = told(level("0.65"))["DX-SUR-A1"]
    assert ("DX-SUR-A1" in told(level("0.65"), already=[raised(alert, hours)])) is again


def test_a_lower_magnesium_or_a_higher_level_is_told_at_once():
    alert = told(level("0.45"))["DX-SUR-A2"]
    assert "DX-SUR-A2" not in told(level("0.45"), already=[raised(alert, 1)])
    assert "DX-SUR-A2" not in told(level("0.46"), already=[raised(alert, 1)])
    assert "DX-SUR-A2" in told(level("0.44"), already=[raised(alert, 1)])
    assert "DX-SUR-A2" in told(level("0.45"), facts=PARTNERS[0][0], already=[raised(alert, 1)])


def test_worse_is_judged_across_units_and_a_bound_counts_as_worse():
    alert = told(level("0.45"))["DX-SUR-A2"]
    assert "DX-SUR-A2" not in told(level("0.90", symbol="mEq/L"), already=[raised(alert, 1)])
    assert "DX-SUR-A2" in told(level("0.89", symbol="mEq/L"), already=[raised(alert, 1)])
    assert "DX-SUR-A2" in told(level("<0.50"), already=[raised(alert, 1)])


def test_a_telephone_alert_is_repeated_until_somebody_has_acknowledged_it():
    alert = told(level("0.35"))["DX-SUR-A2"]
    assert "DX-SUR-A2" in told(level("0.35"), already=[raised(alert, 1)])
    assert "DX-SUR-A2" not in told(level("0.35"), already=[raised(alert, 1, acknowledged=True)])


@pytest.mark.parametrize("hours, again", [(-1, True), (0, True), (1, False)])
def test_an_alert_can_be_snoozed_with_a_reason(hours, again):
    alert = told(level("0.65"))["DX-SUR-A1"]
    snooze = raised(alert, 100, snoozed_until=NOW + timedelta(hours=hours), snooze_reason="seen on the ward round")
    assert ("DX-SUR-A1" in told(level("0.65"), already=[snooze])) is again
    assert "DX-SUR-A1" in told(level("0.64"), already=[snooze])


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_snooze_without_a_reason_is_refused(reason):
    with pytest.raises(ValueError, match="with a reason"):
        RaisedAlert("DX-SUR-A1", "same_day", NOW, snoozed_until=NOW, snooze_reason=reason)


def test_one_overdue_signal_does_not_silence_another():
    waiting = [opened(1, "sepsis"), opened(1, "type_2_diabetes")]
    first = told(open_signals=waiting[:1])["DX-SUR-A5"]
    found = alerts(harmless(), [], NOW, [raised(first, 1)], waiting)
    assert [alert.about for alert in found] == ["DX-SUR-09"]


# -- moments and laws ----------------------------------------------------------------------------------------------


def test_aware_moments_work_among_themselves_and_do_not_mix_with_naive_ones():
    now = NOW.replace(tzinfo=UTC)
    on_file = [MagnesiumOnFile(magnesium("0.80"), now), MagnesiumOnFile(magnesium("1.00"), now - timedelta(days=7))]
    assert [alert.rule.id for alert in alerts(harmless(), on_file, now)] == ["DX-SUR-A3"]
    with pytest.raises(TypeError):
        alerts(harmless(), on_file, NOW)


_LEVELS = st.sampled_from(
    ["0.30", "0.40", "0.41", "0.49", "0.50", "0.55", "0.69", "0.70", "0.80", "0.95", "1.10", "<0.50", "<0.80", ">1.00"]
)
_FILED = st.lists(st.builds(level, _LEVELS, st.integers(0, 12)), max_size=5)


@laws(150)
@given(s.patients(), _FILED, st.randoms(use_true_random=False))
def test_the_order_on_file_does_not_matter_and_the_gravest_is_told_first(facts, on_file, random):
    shuffled = list(on_file)
    random.shuffle(shuffled)
    found = alerts(facts, on_file, NOW)
    assert found == alerts(facts, shuffled, NOW)
    ranks = [LEVELS.index(alert.level) for alert in found]
    assert ranks == sorted(ranks, reverse=True)


@laws(150)
@given(s.patients(), _FILED)
def test_what_was_told_and_acknowledged_is_not_told_again_at_once(facts, on_file):
    """Unless its level is only a bound equal to the one told: that is the same result."""
    found = alerts(facts, on_file, NOW)
    before = [raised(alert, 0, acknowledged=True) for alert in found]
    assert alerts(facts, on_file, NOW, before) == ()


@laws(150)
@given(s.patients(), _FILED)
def test_a_lower_result_never_tells_less(facts, on_file):
    """Against the same past, one step down in level keeps every alert and never lowers it."""
    higher = {alert.rule.id: alert for alert in alerts(facts, [level("0.45"), *_older(on_file)], NOW)}
    lower = {alert.rule.id: alert for alert in alerts(facts, [level("0.38"), *_older(on_file)], NOW)}
    assert set(higher) <= set(lower)
    for rule_id, alert in higher.items():
        assert LEVELS.index(lower[rule_id].level) >= LEVELS.index(alert.level)


def _older(on_file):
    return [each for each in on_file if each.taken_at < NOW]
