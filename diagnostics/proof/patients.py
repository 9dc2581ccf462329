"""A whole patient from a seed: a story, a severity, a place, values that go with them, then a few changes.

The same seed gives the same patient in every version of Python. Values are what a person can type and the
readers take; unknown answers are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ..clinical.facts import CONDITIONS, DRUGS, FINDINGS, Count, DrugTaken, Fact, Facts, Measurement, YesNo
from ..clinical.knowledge import patient as p
from ..clinical.knowledge.drugs import CLASSES
from ..clinical.knowledge.drugs import DRUGS as DRUG_ROWS
from ..clinical.units import MMOL_L, Dimension, Quantity
from .dice import Dice
from .edges import BANDS, LISTED, MAGNESIUM, MEASURED, WORDED, allowed, measured, unit
from .stories import HURDLE_DRUGS, HURDLES, PICTURES, QUIET_PICTURES, SIMPLE_STORIES, STORIES, Story

LISTS = (FINDINGS, CONDITIONS, DRUGS)
_DRUG_KEYS, _CLASS_CODES = tuple(DRUG_ROWS), tuple(CLASSES)


def patient(seed: int) -> Facts:
    """The patient of this seed."""
    return _Invention(Dice(seed)).patient()


def taken(
    name: str, months: Decimal | None = None, stopped: Decimal | None = None, can_stop: bool | None = None
) -> DrugTaken:
    """A drug by its key, "class:code" or a name that nobody knows."""
    if name in DRUG_ROWS:
        row = DRUG_ROWS[name]
        return DrugTaken(row.label, row.key, frozenset(row.classes), months, stopped, can_stop)
    classes = frozenset({name.removeprefix("class:")}) if name.startswith("class:") else frozenset()
    return DrugTaken(name, "", classes, months, stopped, can_stop)


class _Invention:
    """One patient while it is made up."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.values: dict[str, object] = {}
        self.drugs: list[DrugTaken] = []

    def patient(self) -> Facts:
        """From a complete and harmless one to what the story, the place and chance make of it."""
        dice = self.dice
        quiet = dice.chance(0.4)  # an outpatient with little the matter, for whom most of the plan is open
        self.body()
        self.serum()
        story = dice.pick(SIMPLE_STORIES if quiet and dice.chance(0.35) else STORIES)
        self.tell(story)
        if dice.chance(0.1):
            self.tell(dice.pick(STORIES))
        self.see(quiet)
        self.kidney(quiet)
        self.magnesium(quiet)
        self.treatment()
        if dice.chance(0.45):
            self.urine(story.route)
        self.hinder(quiet)
        self.change(dice.pick((0, 0, 0, 1) if quiet else (0, 0, 1, 2, 4, 8)))
        return self.forget(dice.pick((0, 0, 0, 0, 1, 2) if quiet else (0, 0, 0, 1, 2, 4, 12)))

    # -- writing -------------------------------------------------------------------------------------------

    def know(self, fact: Fact, value: object) -> None:
        """Take the value, unless the readers would refuse it."""
        if not (isinstance(fact, Measurement) and isinstance(value, Quantity) and not allowed(fact, value)):
            self.values[fact.key] = value

    def know_all(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.values[key] = True

    def write(self, key: str, written: str) -> None:
        """Take "2.9 mmol/L", "yes", "no", a count or a word for the fact with this key."""
        fact = p.BY_KEY[key]
        if isinstance(fact, Measurement):
            number, _space, symbol = written.partition(" ")
            self.know(fact, measured(fact, number, unit(symbol)))
        elif isinstance(fact, YesNo):
            self.know(fact, written == "yes")
        else:
            self.know(fact, Decimal(written) if isinstance(fact, Count) else written)

    def number(self, fact: Measurement, low: float, high: float, digits: int = 3) -> None:
        """A value between two limits in the first unit of the fact, perhaps reported in another unit."""
        dice = self.dice
        base = measured(fact, _typed(dice.between(low, high), digits))
        self.know(fact, self.reported(fact, base, digits))

    def reported(self, fact: Measurement, base: Quantity, digits: int = 3) -> Quantity:
        """The value as a laboratory with other units reports it, now and then."""
        other = [each for each in fact.units if each.dimension is base.unit.dimension]
        if len(other) < 2 or base.unit.dimension is Dimension.RATIO or self.dice.chance(0.6):
            return base
        moved = base.to(self.dice.pick(other))
        return replace(moved, value=Decimal(_typed(float(moved.value), digits)))

    # -- who, where, how ill -------------------------------------------------------------------------------

    def body(self) -> None:
        dice = self.dice
        female = dice.chance(0.5)
        age = Decimal(
            dice.pick((18, 19, 28, 35, 44, 55, 66, 74, 75, 81, 90)) if dice.chance(0.97) else dice.pick((0, 9, 17))
        )
        plain: tuple[tuple[Fact, object], ...] = (
            (p.AGE, age), (p.ADULT, age >= 18), (p.SEX, "female" if female else "male"),
            (p.PREGNANT, female and dice.chance(0.04)), (p.LACTATING, female and dice.chance(0.03)), (p.DIALYSIS, dice.chance(0.02)),
            (p.SETTING, dice.pick(("clinic", "ward", "ward", "icu", "community"))), (p.REGION, dice.pick(("UK", "NL", "US"))),
            (p.AV_BLOCK, Decimal(0)), (p.PACEMAKER, False), (p.PATELLAR_REFLEX, "present"), (p.AKI_STAGE, Decimal(0)),
            (p.TAKEN_DAYS_AGO, Decimal(dice.pick((0, 0, 0, 1, 3)))), (p.TUBE, dice.pick(("serum", "serum", "lithium_heparin"))),
            (p.HAEMOLYSED, False), (p.DRIP_ARM, False), (p.NIL_BY_MOUTH, False), (p.COLON_PRESENT, True),
            (p.IV_ACCESS, dice.pick(("peripheral", "peripheral", "central", "none"))), (p.FAMILY_HISTORY, False),
            (p.CONSANGUINITY, False), (p.CAUSE_REMOVABLE, dice.chance(0.3)), (p.POOR_FOOD_SOURCES, dice.chance(0.2)),
            (p.WEIGHT_LOSS, False), (p.ALCOHOL_CALORIES, False), (p.MAGNESIUM_FREE_NUTRITION, False),
        )  # fmt: skip
        for fact, value in plain:
            self.values[fact.key] = value
        for fact, low, high in ((p.WEIGHT, 38, 110), (p.HEIGHT, 150, 195), (p.QTC, 390, 470), (p.SYSTOLIC_BP, 105, 165),
                                (p.HEART_RATE, 55, 105), (p.RESPIRATORY_RATE, 12, 24), (p.URINE_OUTPUT, 35, 120)):  # fmt: skip
            self.number(fact, low, high)

    def serum(self) -> None:
        ordinary = (
            (p.POTASSIUM_SERUM, 3.3, 5.0), (p.SODIUM_SERUM, 133, 146), (p.CHLORIDE_SERUM, 96, 108), (p.BICARBONATE_SERUM, 20, 30),
            (p.PHOSPHATE_SERUM, 0.7, 1.4), (p.ADJUSTED_CALCIUM, 2.1, 2.6), (p.ALBUMIN_SERUM, 28, 46), (p.GLUCOSE, 4, 12), (p.ALP, 32, 128),
        )  # fmt: skip
        for fact, low, high in ordinary:
            if self.dice.chance(0.9):
                self.number(fact, low, high, 2 if fact is p.POTASSIUM_SERUM else 3)
        if self.dice.chance(0.15):
            self.values.pop(p.ADJUSTED_CALCIUM.key, None)
            self.number(p.CALCIUM_SERUM, 1.8, 2.6)

    def tell(self, story: Story) -> None:
        """What goes with a cause: some of its conditions and signs, one of its drugs, most of its values."""
        dice = self.dice
        for name, codes in ((CONDITIONS, story.conditions), (FINDINGS, story.findings)):
            self.know_all(f"{name}.{code}" for code in codes.split() if dice.chance(0.75))
        if story.drugs:
            self.take(dice.pick(story.drugs.split()))
        for key, written in story.values:
            if dice.chance(0.7):
                self.write(key, written)

    def take(self, name: str) -> None:
        dice = self.dice
        if name.endswith("!"):
            self.drugs.append(taken(name.rstrip("!"), months=Decimal(24), can_stop=False))
            return
        months = dice.pick((None, Decimal(1), Decimal(3), Decimal(14), Decimal(60)))
        stopped = dice.pick(
            (None, None, None, None, None, Decimal(0), Decimal(5), Decimal(13), Decimal(14), Decimal(15), Decimal(200))
        )
        self.drugs.append(taken(name, months, stopped, dice.pick((None, True, True, False))))

    def see(self, quiet: bool) -> None:
        """What is seen and felt, now and then two pictures at once."""
        dice = self.dice
        pictures = QUIET_PICTURES if quiet else PICTURES
        for _time in range(2 if dice.chance(0.12) else 1):
            self.know_all(f"{FINDINGS}.{code}" for code in dice.pick(pictures).split())

    def hinder(self, quiet: bool) -> None:
        """What stands in the way of a treatment, and drugs taken besides."""
        dice = self.dice
        for key, written in dice.some(HURDLES, dice.pick((0, 0, 0, 1) if quiet else (0, 1, 1, 3))):
            self.write(key, written)
        for name in dice.some(HURDLE_DRUGS, dice.pick((0, 0, 0, 1) if quiet else (0, 0, 1, 2))):
            self.take(name)

    def kidney(self, quiet: bool) -> None:
        dice = self.dice
        bands = ((90, 125), (60, 89), (60, 110), (60, 110), (45, 59), (30, 44), (15, 29), (3, 14))
        low, high = dice.pick(bands[: 5 if quiet else 8])
        if dice.chance(0.75):
            self.number(p.EGFR_REPORTED, low, high, 2)
        if dice.chance(0.35):
            self.number(p.CREATININE_SERUM, 5200 / high, 5200 / low, 2)

    def magnesium(self, quiet: bool) -> None:
        """A level by band: at a limit, just beside it, or anywhere, in the unit of the laboratory."""
        dice = self.dice
        band = dice.pick(
            ("latent", "severe", "mild", "mild", "moderate", "moderate") if quiet else (*BANDS, *BANDS[4:], *BANDS[4:])
        )
        of = dice.pick((MMOL_L, MMOL_L, *MAGNESIUM))
        numbers = MAGNESIUM[of][band].split()
        value = measured(p.MAGNESIUM_SERUM, dice.pick(numbers), of)
        if dice.chance(0.4) and band not in ("toxic", "high"):
            low, high = {"normal": (0.86, 1.0), "latent": (0.7, 0.85), "mild": (0.6, 0.7), "moderate": (0.5, 0.6),
                         "severe": (0.41, 0.5), "critical": (0.12, 0.4)}[band]  # fmt: skip
            value = measured(p.MAGNESIUM_SERUM, _typed(dice.between(low, high), 2))
        if value.exact or dice.chance(0.4):
            self.know(p.MAGNESIUM_SERUM, value)

    def treatment(self) -> None:
        """Magnesium so far: none, by mouth for a while, failed, or by vein."""
        dice = self.dice
        course = dice.pick(("none", "none", "none", "oral", "failed", "failed", "iv"))
        self.write("history.magnesium_given.route", {"failed": "oral"}.get(course, course))
        self.values[p.ORAL_FAILED.key] = course == "failed" or self.values.get(p.ORAL_FAILED.key) is True
        self.values[p.INTOLERABLE_DIARRHOEA.key] = course == "failed" and dice.chance(0.3)
        if course in ("oral", "failed"):
            self.write("history.oral_magnesium.dose", f"{dice.pick((8, 12, 20, 24, 30))} mmol/day")
            self.write("history.oral_magnesium.days", str(dice.pick((3, 8, 30))))
        if course == "failed":
            self.write("history.known_route", dice.pick(("renal", "renal", "gastrointestinal", "intake")))
        if course != "none":
            self.write("history.magnesium_given.hours_ago", str(dice.pick((1, 5, 20, 23, 24, 30, 71, 72, 100))))
        if course == "iv":
            self.write("history.magnesium_given.dose", f"{dice.pick((4, 8, 16, 20.3, 30.4, 45, 60, 80, 150))} mmol")

    # -- urine ---------------------------------------------------------------------------------------------

    def urine(self, route: str) -> None:
        """Tests that agree with the route, mostly."""
        dice = self.dice
        renal = route in ("renal", "mixed") if dice.chance(0.8) else dice.chance(0.5)
        if dice.chance(0.6):
            self.number(p.SPOT_MAGNESIUM, *((2.5, 7) if renal else (0.05, 0.5)))
            self.number(p.SPOT_CREATININE, 2, 12)
        if dice.chance(0.6):
            self.timed(renal)
        if dice.chance(0.15):
            self.number(p.REPORTED_FEMG, *((4.5, 18) if renal else (0.3, 1.9)))
        if dice.chance(0.25):
            self.loading(renal)
        for fact, low, high in ((p.SPOT_CALCIUM, 0.2, 7), (p.SPOT_POTASSIUM, 8, 90), (p.SPOT_CHLORIDE, 8, 150)):
            if dice.chance(0.4):
                self.number(fact, low, high)

    def timed(self, renal: bool) -> None:
        dice = self.dice
        self.number(p.U24_VOLUME, 600, 3400)
        self.number(p.U24_DURATION, 20, 27, 2)
        if dice.chance(0.5):
            amount = _typed(dice.between(1.1, 6) if renal else dice.between(0.1, 0.5), 3)
            self.know(p.U24_MAGNESIUM, measured(p.U24_MAGNESIUM, amount, unit("mmol/24h")))
        else:
            self.number(p.U24_MAGNESIUM, *((1.2, 5) if renal else (0.1, 0.4)))
        if dice.chance(0.8):
            self.know(p.U24_CREATININE, measured(p.U24_CREATININE, _typed(dice.between(5, 17), 2), unit("mmol/24h")))
        for fact, low, high in ((p.U24_CALCIUM, 0.3, 6), (p.U24_POTASSIUM, 8, 70), (p.U24_CHLORIDE, 10, 120)):
            if dice.chance(0.3):
                self.number(fact, low, high)

    def loading(self, renal: bool) -> None:
        dice = self.dice
        self.know(p.PROTOCOL, dice.pick(tuple(word for word, _label in p.PROTOCOL.options)))
        self.number(p.LOAD_DOSE, 4, 32)
        self.number(p.LOAD_URINE_MAGNESIUM, *((18, 30) if renal else (2, 16)))
        if dice.chance(0.5):
            self.number(p.LOAD_BASELINE_MAGNESIUM, 0.5, 4)
        if dice.chance(0.5):
            self.number(p.LOAD_URINE_CREATININE, 5, 16)
        if dice.chance(0.3):
            self.number(p.LOAD_BASELINE_RATIO, 0.03, 0.4)
        if dice.chance(0.3):
            self.number(p.REPORTED_RETENTION, 5, 80, 2)

    # -- chance --------------------------------------------------------------------------------------------

    def change(self, times: int) -> None:
        """Answers that fit nothing: a value at an edge, a word, a sign, a condition, a drug."""
        dice = self.dice
        for _time in range(times):
            kind = dice.below(6)
            if kind < 2:
                self.know(*dice.pick(MEASURED))
            elif kind == 2:
                self.know(*dice.pick(WORDED))
            elif kind == 3:
                self.take(dice.pick(_DRUG_KEYS) if dice.chance(0.8) else f"class:{dice.pick(_CLASS_CODES)}")
            else:
                self.values[dice.pick(LISTED).key] = dice.chance(0.85)

    def forget(self, times: int) -> Facts:
        """The facts, with some answers taken away and some lists not asked in full."""
        dice = self.dice
        asked = [name for name in LISTS if times == 0 or dice.chance(0.93)]
        for _time in range(times):
            if self.values:
                del self.values[dice.pick(tuple(self.values))]
        if dice.chance(0.03):
            asked = []
        if self.drugs and times and dice.chance(0.1):
            self.drugs.pop(dice.below(len(self.drugs)))
        facts = Facts(self.consistent(), tuple(self.drugs), frozenset(asked))
        return self.spelled_out(facts, dice.pick((FINDINGS, CONDITIONS))) if dice.chance(0.1) else facts

    def consistent(self) -> dict[str, object]:
        """Without what the readers of a case would refuse to take together."""
        values = dict(self.values)
        age = values.get(p.AGE.key)
        if isinstance(age, Decimal) and p.ADULT.key in values:
            values[p.ADULT.key] = age >= 18
        if values.get(p.GIVEN_ROUTE.key) == "none":
            values.pop(p.GIVEN_HOURS_AGO.key, None)
            values.pop(p.GIVEN_DOSE.key, None)
        return values

    def spelled_out(self, facts: Facts, name: str) -> Facts:
        """A list that was asked one by one: most answers "no" written out, a few not known."""
        rows = p.FINDINGS if name == FINDINGS else p.CONDITIONS
        share = self.dice.pick((1.0, 0.97, 0.8))
        noes = {fact.key: False for fact in rows.values() if self.dice.chance(share)}
        return replace(facts, values={**noes, **facts.values}, asked=facts.asked - {name})


def _typed(value: float, digits: int) -> str:
    """With so many significant digits, as a person types it."""
    return format(Decimal(f"{value:.{digits}g}"), "f")
