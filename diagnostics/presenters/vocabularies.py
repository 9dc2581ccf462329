"""The codes of other vocabularies (LOINC, SNOMED CT, ICD-10, ICD-10-CM, ATC), as the machine interface lists them."""

from __future__ import annotations

from typing import Any

from ..clinical.facts import Measurement
from ..clinical.knowledge import terminology as names
from ..clinical.knowledge.patient import FACTS
from .wording import Wording

RULE = "RUL-46"  # the dossiers give these tables no rule of their own; the ruling that corrects them stands for them

Rows = list[dict[str, Any]]


def measurements(wording: Wording) -> Rows:
    """Every measurement with its LOINC codes: `units` are those for which a code is written, none for a code that
    is only read. A measurement that the dossiers give no code has an empty list."""
    return [
        {
            "code": fact.path,
            "label": wording.text(fact.label),
            "rule": RULE,
            "loinc": [
                {
                    "code": row.code,
                    "name": row.label,
                    "units": [] if row.read_only else [unit.symbol for unit in fact.units if row.fits(unit)],
                    "verified": row.coding.verified,
                    "note": wording.text(row.note) if row.note else "",
                }
                for row in names.codes_of(fact)
            ],
            "configurable": fact in names.CONFIGURABLE,
        }
        for fact in FACTS
        if isinstance(fact, Measurement)
    ]


def diagnoses(wording: Wording) -> Rows:
    """Every concept with its codes, and the words of an assessment that mean it, as part:word."""
    return [
        {
            "code": concept,
            "label": wording.text(label),
            "rule": RULE,
            "means": [f"{part}:{word}" for (part, word), meant in names.MEANINGS.items() if meant == concept],
            "codings": [_coding(row, wording) for row in names.codings_of(concept)],
        }
        for concept, label in names.CONCEPTS.items()
    ]


def add_atc(*, drugs: Rows, classes: Rows) -> None:
    """Give the rows of drugs and classes their ATC codes, where the dossiers hold them."""
    for row in drugs:
        row["atc"] = [code.code for code in names.atc_of_drug(row["code"])]
    for row in classes:
        row["atc"] = list(names.atc_of_class(row["code"]))


def _coding(row: names.Coding, wording: Wording) -> dict[str, Any]:
    return {
        "system": row.system,
        "uri": names.SYSTEMS[row.system],
        "code": row.code,
        "verified": row.verified,
        "leaf_needed": row.leaf_needed,
        "note": wording.text(row.note) if row.note else "",
    }
