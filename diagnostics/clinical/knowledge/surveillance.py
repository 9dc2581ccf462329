"""Who needs repeated magnesium measurements, and how often (diagnosis dossier, section 14).

A month counts as a twelfth of 365 days, rounded down: 30, 91, 182 and 365 days, so that nothing falls due later
than the calendar says. Where the dossier gives a range, `days` is its near end, from which a measurement is due,
and `latest` its far end, after which it is late. What decides beside the row (other drugs, age, kidney function, the last
result) stands in engine/surveillance.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..conditions import Threshold
from ..facts import YesNo
from ..text import _
from ..units import MS
from .patient import FAMILY_HISTORY, MAGNESIUM_FREE_NUTRITION, WEIGHT_LOSS


@dataclass(frozen=True, slots=True)
class Interval:
    """Days between two measurements, from the nearest to the latest.

    None for both: an event sets the moment (a cycle, a dose, a trough level), and its date is not known here.
    """

    days: int | None = None
    latest: int | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a schedule and how it is said.

    It holds when the last magnesium was measured less than `until` days after the start (of the drug, or after the
    last dose); None: for as long as the ground lasts.
    """

    every: Interval
    said: str
    until: int | None = None


Schedule = tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """A row of section 14: who (any one of the grounds will do), and when to measure again.

    Without a `schedule` only a first magnesium is asked for. `classes` are drugs taken now; `only` narrows them to some drugs, where an unnamed drug of the class counts as
    one of them unless `named` is set. `over_days`: for a drug taken longer than this. `answers` are questions
    answered yes. `after` is the schedule after the last dose and `after_days` for how long (None: for ever).
    `frequent` is the schedule of a patient with a further risk. `stable` comes in place of the schedule once the
    last two results are not low. `positions` are what authorities say where they disagree.
    """

    rule: str
    schedule: Schedule = ()
    classes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    named: bool = False
    over_days: int = 0
    conditions: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    answers: tuple[YesNo, ...] = ()
    after: Schedule = ()
    after_days: int | None = 0
    frequent: Schedule = ()
    stable: Phase | None = None
    urgency: str = "routine"
    positions: tuple[str, ...] = ()


MONTH, QUARTER, HALF_YEAR, YEAR = 30, 91, 182, 365


def _once(days: int) -> Interval:
    return Interval(days, days)


DAILY, WEEKLY, MONTHLY_3, MONTHLY_6, YEARLY = _once(1), _once(7), _once(QUARTER), _once(HALF_YEAR), _once(YEAR)
TWICE_WEEKLY = Interval(3, 4)
AT_THE_EVENT = Interval()

# -- the rows --------------------------------------------------------------------------------------------------

_ANTI_EGFR = (
    _("labels: during treatment and for at least 8 weeks after the last dose"),
    _("one study: every 4–8 weeks"),
)

PPI = Watch(
    "DX-SUR-01", classes=("proton_pump_inhibitor",),
    schedule=(Phase(MONTHLY_3, _("3 months after the start, then every 12 months"), QUARTER), Phase(YEARLY, _("every 12 months"))),
    frequent=(Phase(MONTHLY_3, _("3 months after the start, then every 6 months"), QUARTER), Phase(MONTHLY_6, _("every 6 months"))),
    positions=(
        _("FDA and MHRA: consider magnesium before and, periodically, during long-term use"),
        _("AGA 2017: no routine magnesium in long-term users"),
    ),
)  # fmt: skip
DIURETIC = Watch(
    "DX-SUR-02", classes=("thiazide", "loop_diuretic"),
    schedule=(Phase(Interval(28, 84), _("4–12 weeks after the start, then every 6–12 months"), 84),
              Phase(Interval(HALF_YEAR, YEAR), _("every 6–12 months"))),
)  # fmt: skip
CISPLATIN = Watch(
    "DX-SUR-03", classes=("platinum",), only=("cisplatin",),
    schedule=(Phase(AT_THE_EVENT, _("before every cycle, then 1, 3, 6 and 12 months after the last one, yearly while low")),),
    after=(Phase(_once(MONTH), _("1, 3, 6 and 12 months after the last dose, then yearly while low"), MONTH),
           Phase(_once(QUARTER - MONTH), _("3, 6 and 12 months after the last dose, then yearly while low"), QUARTER),
           Phase(_once(HALF_YEAR - QUARTER), _("6 and 12 months after the last dose, then yearly while low"), HALF_YEAR),
           Phase(_once(YEAR - HALF_YEAR), _("12 months after the last dose, then yearly while low"), YEAR)),
    after_days=None,
)  # fmt: skip
CISPLATIN_WHILE_LOW = Phase(YEARLY, _("yearly while low"))
OTHER_ANTICANCER = (
    Watch("DX-SUR-04", classes=("platinum",), only=("carboplatin", "oxaliplatin"), named=True,
          frequent=(Phase(AT_THE_EVENT, _("with each cycle, because of another risk")),)),
    Watch("DX-SUR-04", classes=("other_anticancer",),
          frequent=(Phase(AT_THE_EVENT, _("with each cycle, because of another risk")),)),
)  # fmt: skip
_AFTER_ANTI_EGFR = (Phase(WEEKLY, _("weekly, until at least 8 weeks after the last dose")),)

WATCHES: tuple[Watch, ...] = (
    PPI,
    DIURETIC,
    CISPLATIN,
    *OTHER_ANTICANCER,
    Watch("DX-SUR-05", classes=("anti_egfr_antibody",), only=("cetuximab", "necitumumab"),
          schedule=(Phase(WEEKLY, _("weekly, and for at least 8 weeks after the last dose")),),
          after=_AFTER_ANTI_EGFR, after_days=56, positions=_ANTI_EGFR),
    Watch("DX-SUR-05", classes=("anti_egfr_antibody",), only=("panitumumab",), named=True,
          schedule=(Phase(AT_THE_EVENT, _("before each dose, and for at least 8 weeks after the last one")),),
          after=_AFTER_ANTI_EGFR, after_days=56, positions=_ANTI_EGFR),
    # pentamidine twice a week here, daily in TX-DRUG-09: the range holds both
    Watch("DX-SUR-06", classes=("amphotericin_b", "foscarnet", "pentamidine"), schedule=(Phase(Interval(1, 4), _("daily to twice a week")),), urgency="same_day"),
    Watch("DX-SUR-06", classes=("aminoglycoside",), over_days=3, schedule=(Phase(TWICE_WEEKLY, _("twice a week in a course of more than 3 days")),), urgency="same_day"),
    Watch("DX-SUR-07", classes=("calcineurin_inhibitor",),
          schedule=(Phase(AT_THE_EVENT, _("with each trough level in the first 3 months, then every 3 months"), QUARTER),
                    Phase(MONTHLY_3, _("every 3 months")))),
    Watch("DX-SUR-08", classes=("patiromer",),
          schedule=(Phase(Interval(14, 28), _("2–4 weeks after the start, then every 3 months"), 28), Phase(MONTHLY_3, _("every 3 months")))),
    Watch("DX-SUR-09", conditions=("type_2_diabetes", "diabetes_type_unknown"),
          schedule=(Phase(YEARLY, _("yearly, more often with a proton pump inhibitor, a diuretic or poor control")),)),
    Watch("DX-SUR-11", conditions=("refeeding_risk", "refeeding"), urgency="same_day",
          schedule=(Phase(DAILY, _("before feeding, then daily for at least 3–5 days")),)),
    Watch("DX-SUR-12", conditions=("sepsis", "critical_illness", "continuous_renal_replacement", "perioperative"), settings=("icu",),
          urgency="same_day", schedule=(Phase(DAILY, _("on admission, then daily")),)),
    Watch("DX-SUR-13", conditions=("short_bowel", "high_output_stoma", "inflammatory_bowel_disease", "chronic_diarrhoea", "bariatric_surgery"),
          schedule=(Phase(WEEKLY, _("weekly until stable, then every 1–3 months")),),
          stable=Phase(Interval(MONTH, QUARTER), _("every 1–3 months"))),
    Watch("DX-SUR-14", classes=("parenteral_nutrition_without_magnesium",), conditions=("parenteral_nutrition",),
          answers=(MAGNESIUM_FREE_NUTRITION,), urgency="same_day",
          schedule=(Phase(DAILY, _("daily, later twice a week")),), stable=Phase(TWICE_WEEKLY, _("twice a week"))),
    Watch("DX-SUR-15", conditions=("kidney_transplant", "proteinuric_ckd"),
          schedule=(Phase(Interval(QUARTER, HALF_YEAR), _("every 3–6 months")),)),
    Watch("DX-SUR-18", answers=(FAMILY_HISTORY,)),
    Watch("DX-SUR-18",
          conditions=("known_gitelman", "known_bartter", "known_fhhnc", "known_hnf1b", "known_trpm6", "known_cnnm2", "known_other_tubulopathy"),
          schedule=(Phase(Interval(HALF_YEAR, YEAR), _("every 6–12 months, as the specialist says")),)),
)  # fmt: skip

# DX-SUR-10 and -17 ask more than a row can say
ALCOHOL = Watch(
    "DX-SUR-10", conditions=("alcohol_use_disorder", "alcohol_withdrawal"), answers=(WEIGHT_LOSS,), urgency="same_day",
    schedule=(Phase(DAILY, _("on admission; daily for 3 days if low")),),
)  # fmt: skip
DAYS_WHILE_LOW = 3
OLDER = Watch("DX-SUR-17", schedule=(Phase(YEARLY, _("yearly, with the next blood test")),))
OLDER_FROM_YEARS = Decimal(65)
CURRENT_DAYS = 7  # ruling 40: what still counts as a current sample

# DX-SUR-01: what makes a long-term proton pump inhibitor a matter of course to watch, and what shortens its interval
WITH_PPI = ("digoxin", "thiazide", "loop_diuretic", "osmotic_diuretic")
LONG_TERM_MONTHS = Decimal(3)

# -- reflex signals (DX-SUR-16) ----------------------------------------------------------------------------------

QTC_470 = Threshold("qtc_470", _("QTc above 470 ms"), "above", {MS: Decimal(470)}, "DX-SUR-16")
NOW = _("now")

# Findings that ask for magnesium at once, with the urgency while magnesium is not known (ruling 26). What has no date of its
# own (an earlier seizure, digoxin) is answered by any current magnesium.
REFLEX_FINDINGS: dict[str, str] = {
    "torsades_de_pointes": "emergency",
    "ventricular_arrhythmia_unstable": "emergency",
    "laryngospasm": "emergency",
    "seizure_now": "emergency",
    "seizure_last_24h": "urgent",
    "tetany": "urgent",
    "carpopedal_spasm": "urgent",
    "nonsustained_vt": "same_day",
    "frequent_ventricular_ectopy": "same_day",
    "new_atrial_fibrillation": "same_day",
    "refractory_hypokalaemia": "same_day",
    "refractory_hypocalcaemia": "same_day",
    "seizure_earlier": "same_day",
}
REFLEX_DRUGS: dict[str, str] = {"digoxin": "same_day"}
UNDATED = frozenset({"seizure_earlier", "digoxin"})

# DX-SUR-19: associations that raise no signal
NO_SIGNAL = ("osteoporosis", "multiple_sclerosis", "rheumatoid_arthritis", "systemic_lupus")

# -- alerts on a result (DX-SUR-A1 to -A6) -----------------------------------------------------------------------

FALL_MMOL_L = Decimal("0.15")
FALL_PERCENT = Decimal(20)
FALL_WITHIN_DAYS = 7
OVERDUE_FACTOR = Decimal("1.25")
QUIET_HOURS = 24

SIGNAL_RULES: tuple[str, ...] = tuple(f"DX-SUR-{number:02d}" for number in range(1, 20))
ALERT_RULES: tuple[str, ...] = tuple(f"DX-SUR-A{number}" for number in range(1, 7))
