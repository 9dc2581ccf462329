"""What of a case may travel in a link: codes and numbers, no words of a person and nothing that singles one out.

There are no dates to hide: a case knows days, months and years ago, never when.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ..clinical.facts import DrugTaken, Facts
from ..clinical.knowledge.drugs import DRUGS
from ..clinical.knowledge.patient import AGE, AGE_AT_FIRST_LOW
from ..readers.answers import drug_class
from ..readers.case_shape import CLASS_PREFIX

# So few people are older that the year alone can name one: HIPAA's safe harbour gathers them as 90 or older.
OLDEST_TOLD = Decimal(89)
OLDER = Decimal(90)
UNNAMED = "unlisted drug"  # stands for the name of a drug that the knowledge does not hold: somebody typed it


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was changed so that nobody is recognised: an age above 89, and so many names of drugs."""

    age: bool = False
    drugs: int = 0


def without_identity(facts: Facts) -> tuple[Facts, LeftOut]:
    """The facts as they may travel, and what that took away.

    An answer "no" that follows from a list that was asked in full is not written out: it reads the same.
    """
    values = {key: value for key, value in facts.values.items() if not _follows(facts, key, value)}
    older = False
    for fact in (AGE, AGE_AT_FIRST_LOW):
        age = facts.number(fact)
        if age is not None:
            older |= age > OLDEST_TOLD
            values[fact.key] = OLDER if age > OLDEST_TOLD else Decimal(int(age))
    drugs = tuple(_coded(place, drug) for place, drug in enumerate(facts.drugs, 1))
    unnamed = sum(is_unnamed(drug) for drug in drugs)
    return replace(facts, values=values, drugs=drugs), LeftOut(older, unnamed)


def _follows(facts: Facts, key: str, value: object) -> bool:
    return value is False and key.partition(".")[0] in facts.asked


def _coded(place: int, drug: DrugTaken) -> DrugTaken:
    """A drug by the name that the knowledge has for it, not by the one that was typed."""
    if drug.drug in DRUGS:
        return replace(drug, name=DRUGS[drug.drug].label)
    code = drug_class(drug.name) if drug.classes else ""
    return replace(drug, name=f"{CLASS_PREFIX}{code}" if code else f"{UNNAMED} {place}")


def is_unnamed(drug: DrugTaken) -> bool:
    """Whether this stands for a drug whose name did not travel."""
    return drug.name.rpartition(" ")[0] == UNNAMED and drug.name.rpartition(" ")[2].isdecimal()


def is_coded(facts: Facts) -> bool:
    """Whether nothing in it is a person's own words: what a link that this application made always is."""
    return all(drug.drug or drug.classes or is_unnamed(drug) for drug in facts.drugs)
