"""What this patient is told, chosen from the facts of the handout (TX-HAND-01)."""

from __future__ import annotations

from collections.abc import Callable

from ..assessment import Plan
from ..counsel import Advice, Diet
from ..evidence import Truth
from ..knowledge.advice import EMERGENCY_NUMBERS, FACTS, NO_REGION, Fact
from ..knowledge.patient import REGION
from ..knowledge.rulebook import rule
from ..text import Statement, _, say
from .diet import AUTOIMMUNE, potassium_foods
from .path import P0, P1, P2, P3, PT, Path
from .situation import Situation


def patient_advice(s: Situation, path: Path, plan: Plan, food: Diet | None) -> tuple[Advice, ...]:
    """The facts that hold for this patient, in the order of the handout. Children: the danger signs alone (TX-OOS-01)."""
    told = Told(s, path, plan, food)
    chosen = [fact for fact in FACTS if WHEN[fact.when](told)]
    if s.people.child is True:
        chosen = [fact for fact in chosen if fact.when == "danger"]
    row = rule("TX-HAND-01")
    return tuple(Advice(fact.key, told.said(fact), row, "patient", verified=row.verified) for fact in chosen)


class Told:
    """What the choice of facts asks about a patient and the plan."""

    def __init__(self, s: Situation, path: Path, plan: Plan, food: Diet | None) -> None:
        self.s, self.path, self.plan = s, path, plan
        self.potassium = potassium_foods(s) if food is not None else None
        self.loss_goes_on = food is not None and food.suffices == "no"
        self.families = {item.family for item in plan.recommended}
        self.codes = {item.code for item in plan.recommended}

    @property
    def not_low(self) -> bool:
        return self.s.level.known and not self.s.low

    @property
    def oral(self) -> bool:
        """Magnesium by mouth is proposed, or is in use and nothing here stops it or takes its place."""
        goes_on = self.s.oral_now > 0 and self.path.code in (P0, P1, P2, P3) and "STOP_MG" not in self.codes
        return "oral" in self.families or goes_on

    @property
    def treated(self) -> bool:
        return self.s.low or self.oral

    @property
    def may_eat(self) -> bool:
        """Food rich in magnesium is advised, as far as potassium and kidneys are known."""
        return self.potassium in (Truth.NOT_MET, Truth.UNKNOWN)

    @property
    def drip(self) -> bool:
        """An infusion is proposed, or waits for a check with its dose."""
        waits = any(entry.family == "iv" and entry.dose is not None for entry in self.plan.withheld)
        return "iv" in self.families or waits

    def said(self, fact: Fact) -> Statement:
        """The fact with this patient's values in it."""
        if fact.key == "ring_at_once":
            region = self.s.inquiry.facts.word(REGION) or ""
            return say(fact.text, number=EMERGENCY_NUMBERS.get(region, NO_REGION))
        if fact.key == "keep_apart":
            return say(fact.text, names=tuple(line.drug for line in self.plan.spacing))
        if fact.key.startswith("blood_test") and self.plan.recheck is not None:
            return say(fact.text, when=_time(self.plan.recheck.within_hours))
        return say(fact.text)


def _time(hours: int) -> Statement:
    """Whole days from 48 hours on, whole weeks from 14 days on; never later than the recheck of the plan."""
    if hours >= 336:
        return say(_("{number} weeks"), number=hours // 168)
    if hours >= 48:
        return say(_("{number} days"), number=hours // 24)
    return say(_("{number} hours"), number=hours)


WHEN: dict[str, Callable[[Told], bool]] = {
    "always": lambda told: True,
    "low": lambda told: told.s.low,
    "not_low": lambda told: told.not_low,
    "oral": lambda told: told.oral,
    "spaced": lambda told: told.oral and bool(told.plan.spacing),
    "danger": lambda told: told.path.code != PT and not told.not_low,
    "recheck": lambda told: told.plan.recheck is not None and told.treated,
    "recheck_untreated": lambda told: told.plan.recheck is not None and not told.treated,
    "lowered": lambda told: told.s.low or bool(told.s.ppi),
    "food": lambda told: told.may_eat and not told.loss_goes_on,
    "food_beside_a_loss": lambda told: told.may_eat and told.loss_goes_on,
    "potassium_food": lambda told: told.potassium is Truth.MET,
    "potassium_food_open": lambda told: told.potassium is Truth.UNKNOWN,
    "amiloride": lambda told: "amiloride" in told.families or any(d.drug == "amiloride" for d in told.s.drugs_now),
    "sglt2": lambda told: "sglt2_inhibitor" in told.families or bool(told.s.drugs("sglt2_inhibitor")),
    "inulin": lambda told: "inulin" in told.families,
    "drip": lambda told: told.drip,
    "other_disease": lambda told: any(told.s.condition(c) for c in (*AUTOIMMUNE, "osteoporosis")),
}
