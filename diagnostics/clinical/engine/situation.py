"""Everything the treatment questions need to know about one patient, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..assessment import Cause, Route
from ..evidence import Evidence, Truth
from ..facts import DRUGS as DRUG_LIST
from ..facts import DrugTaken
from ..knowledge.causes import HEREDITARY
from ..knowledge.drugs import find_drug
from ..knowledge.patient import (
    GIVEN_DOSE,
    GIVEN_HOURS_AGO,
    GIVEN_ROUTE,
    INTOLERABLE_DIARRHOEA,
    KNOWN_CAUSE,
    NIL_BY_MOUTH,
    ORAL_DAYS,
    ORAL_DOSE,
    ORAL_FAILED,
    SETTING,
    TAKEN_DAYS_AGO,
    WEIGHT,
)
from ..units import KG, MMOL, MMOL_DAY
from .calculations import Calcium, Kidney
from .emergency import Signs
from .inquiry import Inquiry
from .safety import IVSafety
from .scope import Population
from .status import Level


@dataclass(frozen=True, slots=True)
class Situation:
    """The patient as the treatment rules see them."""

    inquiry: Inquiry
    people: Population
    level: Level
    signs: Signs
    kidney: Kidney
    calcium: Calcium
    route: Route
    causes: tuple[Cause, ...]
    toxicity: Evidence
    iv: IVSafety

    # -- who and where ------------------------------------------------------------------------------------

    @property
    def adult_for_sure(self) -> bool:
        return self.people.child is False

    @property
    def setting(self) -> str | None:
        return self.inquiry.facts.word(SETTING)

    @property
    def weight_kg(self) -> Decimal | None:
        weight = self.inquiry.facts.quantity(WEIGHT)
        return weight.to(KG).value if weight else None

    @property
    def weight_open(self) -> bool:
        """The weight is only a bound that may hide a lighter body (TX-SEV-19)."""
        weight = self.inquiry.facts.quantity(WEIGHT)
        return weight is not None and weight.comparator == "<"

    # -- signs ---------------------------------------------------------------------------------------------

    @property
    def torsades(self) -> bool:
        return bool(self.inquiry.finding("torsades_de_pointes"))

    @property
    def arrest(self) -> bool:
        return bool(self.inquiry.finding("cardiac_arrest"))

    @property
    def low(self) -> bool:
        return self.level.is_low

    # -- oral treatment so far -------------------------------------------------------------------------------

    @property
    def oral_now(self) -> Decimal:
        """Oral magnesium now in mmol per day, a lower bound as its value; 0 where none or not known."""
        dose = self.inquiry.facts.quantity(ORAL_DOSE)
        return dose.to(MMOL_DAY).value if dose and dose.comparator != "<" else Decimal(0)

    @property
    def oral_amount_open(self) -> bool:
        """The daily amount is only a bound: it is at least, or at most, what was entered (ruling 3)."""
        dose = self.inquiry.facts.quantity(ORAL_DOSE)
        return dose is not None and not dose.exact and dose.value > 0

    @property
    def oral_failed(self) -> bool:
        """TX-PO-12: said to have failed, or severe on treatment (a stable inherited loss apart)."""
        if self.inquiry.yes(ORAL_FAILED):
            return True
        return (
            self.inquiry.facts.answer(ORAL_FAILED) is None
            and self.level.severe
            and self.oral_now > 0
            and not self.tubulopathy
        )

    @property
    def oral_days(self) -> Decimal | None:
        return self.inquiry.facts.number(ORAL_DAYS)

    @property
    def intolerable_diarrhoea(self) -> bool:
        return self.inquiry.yes(INTOLERABLE_DIARRHOEA)

    @property
    def refractory(self) -> bool:
        return self.oral_failed or self.intolerable_diarrhoea

    @property
    def bowel_blocked(self) -> bool:
        """Nothing can be given by mouth: nil by mouth, ileus, obstruction, persistent vomiting."""
        return self.inquiry.yes(NIL_BY_MOUTH) or any(
            self.inquiry.condition(c) for c in ("ileus", "bowel_obstruction", "vomiting")
        )

    @property
    def cannot_swallow_now(self) -> bool:
        """Nothing by mouth, also because of the state the patient is in."""
        unsafe = ("cardiac_arrest", "seizure_now", "coma", "laryngospasm", "loss_of_consciousness")
        return self.bowel_blocked or any(self.inquiry.finding(code) for code in unsafe)

    @property
    def magnesium_source(self) -> bool:
        """Magnesium is being taken: a known dose or a product."""
        return self.oral_now > 0 or self.inquiry.takes("magnesium_product")

    @property
    def stale(self) -> bool:
        """The serum values are older than 7 days (ruling 40)."""
        days = self.inquiry.facts.number(TAKEN_DAYS_AGO)
        return days is not None and days > 7

    @property
    def swallowing_known(self) -> bool:
        return self.inquiry.facts.answer(NIL_BY_MOUTH) is not None

    def given_within_24h(self, route: str) -> Decimal | None:
        """Magnesium given by this route in the last 24 h, mmol; 0 for none, None when given but not known how much."""
        return self.given_within(24, route)

    def given_within(self, limit: int, route: str) -> Decimal | None:
        """The same for the last `limit` hours."""
        facts = self.inquiry.facts
        hours, dose = facts.number(GIVEN_HOURS_AGO), facts.quantity(GIVEN_DOSE)
        if facts.word(GIVEN_ROUTE) != route or (hours is not None and hours >= limit):
            return Decimal(0)
        return dose.to(MMOL).value if dose and dose.exact else None

    # -- drugs and diseases ----------------------------------------------------------------------------------

    def drugs(self, *classes: str) -> list[DrugTaken]:
        """Drugs of these classes taken now, or until today."""
        return [d for d in self.drugs_now if d.classes.intersection(classes)]

    @property
    def ppi(self) -> list[DrugTaken]:
        return [d for d in self.drugs("proton_pump_inhibitor") if d.stopped_days_ago is None]

    @property
    def ppi_cannot_stop(self) -> bool:
        return any(d.can_stop is False for d in self.ppi)

    @property
    def no_oral_magnesium_with(self) -> list[DrugTaken]:
        """Drugs that forbid oral magnesium (TX-PO-09: raltegravir; polystyrene sulfonate is not to be combined)."""
        by_name = (
            d for d in self.drugs_now if d.drug and (row := find_drug(d.drug)) and "no_oral_magnesium" in row.flags
        )
        by_class = (d for d in self.drugs("sodium_polystyrene_sulfonate") if not d.drug)
        return [*by_name, *by_class]

    @property
    def perhaps_raltegravir(self) -> bool:
        """An integrase inhibitor whose name is not known: it may be the one that forbids oral magnesium (TX-PO-09)."""
        return any(not d.drug for d in self.drugs("integrase_inhibitor"))

    @property
    def not_assessed(self) -> tuple[str, ...]:
        """Drugs in use that the knowledge does not hold: nobody has checked them for interactions (DX-GEN-01)."""
        return tuple(d.name for d in self.drugs_now if not d.drug and not d.classes)

    @property
    def raltegravir(self) -> list[DrugTaken]:
        return [d for d in self.no_oral_magnesium_with if "integrase_inhibitor" in d.classes]

    @property
    def drugs_now(self) -> list[DrugTaken]:
        return [d for d in self.inquiry.facts.drugs if d.acts]

    @property
    def drugs_asked(self) -> bool:
        return DRUG_LIST in self.inquiry.facts.asked

    @property
    def tubulopathy(self) -> bool:
        """A known inherited tubulopathy (TX-SEV-09)."""
        known = self.inquiry.facts.word(KNOWN_CAUSE) or ""
        hereditary = {*HEREDITARY, *(code for code, _routes in HEREDITARY.values())}
        return (
            any(self.inquiry.condition(c) for c in HEREDITARY) or known in hereditary or known.startswith("hereditary_")
        )

    @property
    def type_2(self) -> bool:
        return bool(self.inquiry.condition("type_2_diabetes"))

    @property
    def adjunct_route(self) -> bool:
        """A route on which an adjunct can help: renal loss, type 2 diabetes, or a PPI that cannot stop (TX-SEV-13)."""
        return self.route.value == "renal" or self.type_2 or self.ppi_cannot_stop

    def condition(self, code: str) -> bool:
        return bool(self.inquiry.condition(code))

    def truth(self, code: str) -> Truth:
        return Truth.of(self.inquiry.condition(code))
