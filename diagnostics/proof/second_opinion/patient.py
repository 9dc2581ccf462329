"""One case of the machine interface (`mgcds-case/1`), read anew: what is absent is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from . import units as u
from .drugs import CLASSES
from .logic import Answer, all_of, any_in, any_of
from .units import D, Value

ClassesOf = Callable[[str], Iterable[str]]
_FLOORS = (60, 30, 15, 0)
_FEED = "parenteral_nutrition_without_magnesium"  # DX-HX-D25


@dataclass(frozen=True, slots=True)
class Taken:
    """A drug: its classes (none if nobody knows it), months taken, days since it was stopped."""

    name: str
    classes: frozenset[str]
    months: Decimal | None
    stopped: Decimal | None
    can_stop: Answer

    @property
    def acting(self) -> bool:
        """Taken now; stopped less than a day ago still counts where it is a danger."""
        return self.stopped is None or self.stopped < 1


def _nobody(_name: str) -> Iterable[str]:
    return ()


class Patient:
    """The facts of one case, and the plain readings that several tables share."""

    def __init__(self, case: dict[str, Any], classes_of: ClassesOf = _nobody) -> None:
        self._case = case
        asked = case.get("asked") or ()
        self._complete = frozenset(("findings", "conditions", "drugs") if asked == "complete" else asked)
        history = case.get("history") or {}
        presentation = case.get("presentation") or {}
        self._findings = presentation.get("findings") or {}
        self._conditions = history.get("conditions") or {}
        self.drugs = tuple(_taken(row, classes_of) for row in history.get("drugs") or ())

    def get(self, path: str) -> Any:
        part: Any = self._case
        for name in path.split("."):
            if not isinstance(part, dict):
                return None
            part = part.get(name)
        return part

    def value(self, path: str) -> Value | None:
        return u.read_value(self.get(path))

    def number(self, path: str) -> Decimal | None:
        return u.read_number(self.get(path))

    def _listed(self, listed: dict[str, Any], name: str, code: str) -> Answer:
        answer = listed.get(code)
        return False if answer is None and name in self._complete and code not in listed else answer

    def finding(self, code: str) -> Answer:
        return self._listed(self._findings, "findings", code)

    def condition(self, code: str) -> Answer:
        return self._listed(self._conditions, "conditions", code)

    def findings(self, codes: Iterable[str]) -> Answer:
        return any_in(self.finding(code) for code in codes)

    def conditions(self, codes: Iterable[str]) -> Answer:
        return any_in(self.condition(code) for code in codes)

    def on(self, *classes: str) -> Answer:
        """Whether a drug of these classes is acting now."""
        if any(drug.acting and drug.classes & set(classes) for drug in self.drugs):
            return True
        return False if "drugs" in self._complete else None

    @cached_property
    def drugs_asked(self) -> bool:
        return "drugs" in self._complete

    @cached_property
    def unknown_drug(self) -> bool:
        return any(drug.acting and not drug.classes for drug in self.drugs)

    # -- who -----------------------------------------------------------------------------------------------

    @cached_property
    def age(self) -> Decimal | None:
        return self.number("patient.age_years")

    @cached_property
    def child(self) -> Answer:
        if self.age is not None:
            return self.age < 18
        adult = self.get("patient.adult")
        return None if adult is None else not adult

    @cached_property
    def sex(self) -> str | None:
        sex = self.get("patient.sex")
        return None if sex == "unknown" else sex

    @cached_property
    def may_be_pregnant(self) -> Answer:
        """Pregnant, or not asked in a woman of 12 to 55 (ruling 12)."""
        pregnant = self.get("patient.pregnant")
        if pregnant is not None:
            return bool(pregnant)
        no_risk = self.sex == "male" or (self.age is not None and not 12 <= self.age <= 55)
        return False if no_risk else None

    @cached_property
    def dialysis(self) -> Answer:
        return any_of(self.get("patient.dialysis"), self.condition("continuous_renal_replacement"))

    @cached_property
    def weight(self) -> Decimal | None:
        weight = self.value("patient.weight")
        return None if weight is None or weight.bound else weight.number

    # -- serum ---------------------------------------------------------------------------------------------

    @cached_property
    def magnesium(self) -> Value | None:
        return self.value("serum.magnesium")

    @cached_property
    def low(self) -> Answer:
        return u.below(self.magnesium, u.LOW)

    @cached_property
    def potassium(self) -> Value | None:
        return self.value("serum.potassium")

    def potassium_below(self, limit: str) -> Answer:
        return None if self.potassium is None else self.potassium.below(D(limit))

    @cached_property
    def adjusted_calcium(self) -> Value | None:
        """DX-CA-01: computed from total and albumin, else as reported. In mmol/L or mg/dL."""
        total, albumin = self.value("serum.calcium"), self.value("serum.albumin")
        if total is None or albumin is None:
            reported = self.value("serum.adjusted_calcium")
            return reported.times(D("0.5"), "mmol/l") if reported and reported.unit == "meq/l" else reported
        if total.unit == "meq/l":
            total = total.times(D("0.5"), "mmol/l")
        g_l = albumin.number * (10 if albumin.unit == "g/dl" else 1)
        shift = D("0.02") * (40 - g_l) if total.unit == "mmol/l" else D("0.08") * (40 - g_l)
        flipped = {"": "", "<": ">", ">": "<"}[albumin.bound]
        if total.bound and flipped and total.bound != flipped:
            return None
        return Value(total.number + shift, total.unit, total.bound or flipped)

    def calcium_below(self, mmol: str, mg: str) -> Answer:
        calcium = self.adjusted_calcium
        return None if calcium is None else calcium.below(D(mmol if calcium.unit == "mmol/l" else mg))

    @cached_property
    def calcium_very_low(self) -> Answer:
        """Adjusted below 1.90 mmol/L, or ionised below 1.00 (DX-CA-01 prefers it; README 10)."""
        ionised = u.converted(self.value("serum.ionised_calcium"), u.CALCIUM_TO_MMOL, "mmol/l")
        if ionised is not None and ionised.below(D("1.00")) is True:
            return True
        if self.adjusted_calcium is None:
            return None if ionised is None else ionised.below(D("1.00"))
        return self.calcium_below("1.90", "7.6")

    @cached_property
    def calcium_low(self) -> Answer:
        """Adjusted below 2.20 mmol/L; a very low one is low (ruling 6)."""
        return True if self.calcium_very_low else self.calcium_below("2.20", "8.8")

    # -- kidney --------------------------------------------------------------------------------------------

    @cached_property
    def aki(self) -> int | None:
        """KDIGO stage; a known injury without a stage is stage 2 (ruling 56)."""
        stage, known = self.number("presentation.aki_stage"), self.condition("acute_kidney_injury")
        if stage:
            return int(stage)
        if known:
            return 2
        return None if stage is None and known is None else 0

    @cached_property
    def egfrs(self) -> tuple[Value, ...]:
        reported = self.value("serum.egfr")
        found = [] if reported is None else [reported]
        computed = self._computed_egfr()
        return tuple(found if computed is None else [*found, computed])

    def _computed_egfr(self) -> Value | None:
        """DX-EGFR-01; sex not known: the lower of both (DX-EGFR-02)."""
        creatinine = u.converted(self.value("serum.creatinine"), u.CREATININE_TO_MMOL, "mmol/l")
        if creatinine is None or self.child or (self.age is None and creatinine.bound == "<"):
            return None
        years = 18.0 if self.age is None else float(self.age)  # the youngest adult has the highest
        mg_dl = float(creatinine.number) * 11.312
        both = [
            142 * min(mg_dl / k, 1) ** a * max(mg_dl / k, 1) ** -1.2 * 0.9938**years * factor
            for sex, k, a, factor in (("female", 0.7, -0.241, 1.012), ("male", 0.9, -0.302, 1.0))
            if self.sex in (None, sex)
        ]
        lower = D(repr(min(both)))
        if self.age is None and not creatinine.bound:
            return Value(lower, "ml/min", "<") if lower < 15 else None  # any older and it is lower still
        return Value(lower, "ml/min", {"": "", "<": ">", ">": "<"}[creatinine.bound])

    @cached_property
    def kidney(self) -> int | None:
        """The floor of the eGFR band (60, 30, 15, 0), None if not known. The lower of two, and AKI (rulings 7, 34)."""
        by_aki = {None: 60, 0: 60, 1: 30, 2: 15, 3: 0}[self.aki]
        if not self.egfrs:
            return 0 if by_aki == 0 else None
        lower = min(self.egfrs, key=lambda value: value.number)
        floor = 0 if lower.bound == "<" else next(floor for floor in _FLOORS if lower.number >= floor)
        return min(floor, by_aki)

    @cached_property
    def oliguria(self) -> Answer:
        urine = self.value("presentation.urine_output")
        flow = None if urine is None else urine.below(D(25))
        said = self.finding("oliguria")
        return True if said else (flow if flow is not None else said)

    @cached_property
    def measured_oliguria(self) -> Answer:
        """Known to be low, or measured; a mere "no" to oliguria does not measure it."""
        urine = self.value("presentation.urine_output")
        return True if self.oliguria else None if urine is None else urine.below(D(25))

    # -- history -------------------------------------------------------------------------------------------

    @cached_property
    def oral_dose(self) -> Decimal | None:
        dose = u.converted(self.value("history.oral_magnesium.dose"), u.MAGNESIUM_TO_MMOL, "mmol/day")
        return None if dose is None else dose.number

    @cached_property
    def given(self) -> Answer:
        """Magnesium within 72 hours (DX-FEMG-05; rulings 13 and 61)."""
        product = any("magnesium_product" in d.classes and (d.stopped is None or d.stopped < 3) for d in self.drugs)
        if product or (self.oral_dose or 0) > 0:
            return True
        route, hours = self.get("history.magnesium_given.route"), self.number("history.magnesium_given.hours_ago")
        if route is None:
            return None
        return route != "none" and (hours is None or hours < 72)

    def given_by_vein(self, within: int) -> Decimal | None:
        """Salt given by vein within so many hours, g; None where the amount is not known (rulings 44, 63)."""
        route, hours = self.get("history.magnesium_given.route"), self.number("history.magnesium_given.hours_ago")
        if route != "iv" or (hours is not None and hours >= within):
            return D(0)
        dose = u.converted(self.value("history.magnesium_given.dose"), u.MAGNESIUM_TO_MMOL, "mmol")
        return None if dose is None else dose.number * u.SULFATE_MASS / 1000

    @cached_property
    def given_oral_today(self) -> bool:
        """Magnesium by mouth within 24 hours that may change today's dose."""
        route, hours = self.get("history.magnesium_given.route"), self.number("history.magnesium_given.hours_ago")
        return route == "oral" and (hours is None or hours < 24)

    @cached_property
    def refractory(self) -> Answer:
        """Oral treatment failed (TX-PO-12) or is limited by diarrhoea (TX-AMI-01)."""
        return any_of(
            self.get("history.oral_magnesium.failed"), self.get("history.oral_magnesium.intolerable_diarrhoea")
        )

    @cached_property
    def tubulopathy(self) -> Answer:
        known = self.get("history.known_cause") or ""
        hereditary = known.startswith("hereditary_") or known in (*HEREDITARY, *TUBULOPATHIES)
        return True if hereditary else self.conditions(TUBULOPATHIES)

    @cached_property
    def ppi_must_go_on(self) -> Answer:
        answers = [d.can_stop for d in self.drugs if d.stopped is None and "proton_pump_inhibitor" in d.classes]
        if not answers:
            return False if self.on("proton_pump_inhibitor") is False else None
        return any_of(*(None if can_stop is None else not can_stop for can_stop in answers))

    @cached_property
    def intake_score(self) -> int:
        """DX-HX-I04."""
        points = {"poor_food_sources": 2, "weight_loss_or_half_intake": 2, "alcohol_main_calories": 2}
        points["magnesium_free_nutrition"] = 3
        fed = any(d.stopped is None or d.stopped <= 14 for d in self.drugs if _FEED in d.classes)
        yes = {name for name in points if self.get(f"history.intake.{name}")} | (
            {"magnesium_free_nutrition"} if fed else set()
        )
        return sum(points[name] for name in yes)

    @cached_property
    def heart_rate_stop(self) -> Answer:
        rate = self.value("presentation.heart_rate")
        return None if rate is None else rate.below(D(40))

    @cached_property
    def blocked(self) -> Answer:
        """AV block of the second or third degree without a pacemaker; without an ECG not known."""
        degree = self.number("presentation.ecg.av_block")
        if degree is None:
            return None
        pacemaker = self.get("presentation.ecg.pacemaker")
        return all_of(degree >= 2, None if pacemaker is None else not pacemaker)

    def sign_below(self, path: str, limit: str) -> Answer:
        value = self.value(f"presentation.{path}")
        return None if value is None else value.below(D(limit))

    @cached_property
    def qtc(self) -> Value | None:
        return self.value("presentation.ecg.qtc")

    def qtc_at_least(self, limit: str) -> Answer:
        if self.qtc is None:
            return None
        answer = self.qtc.below(D(limit))
        return None if answer is None else not answer


TUBULOPATHIES = (
    "known_gitelman", "known_bartter", "known_fhhnc", "known_hnf1b", "known_trpm6", "known_cnnm2", "known_other_tubulopathy",
)  # fmt: skip
HEREDITARY = ("gitelman_syndrome", "bartter_syndrome", "fhhnc", "trpm6_disease", "hnf1b_disease", "cnnm2_disease")


def _taken(row: dict[str, Any], classes_of: ClassesOf) -> Taken:
    name = str(row["name"]).strip()
    lower = name.lower()
    if lower.startswith("class:"):
        classes = frozenset({lower[6:]})
    else:
        classes = CLASSES.get(lower, frozenset()) | frozenset(classes_of(name))
    return Taken(
        lower,
        classes,
        u.read_number(row.get("months")),
        u.read_number(row.get("stopped_days_ago")),
        row.get("can_stop"),
    )
