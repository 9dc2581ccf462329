"""Which rows of the knowledge tables carry a rule, and which answers those rows look at.

The tables are walked as they stand, so that a new row or a new table shows up by itself.
"""

from __future__ import annotations

import dataclasses
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module

from ..clinical import knowledge
from ..clinical.conditions import Takes, Threshold
from ..clinical.evidence import Citation, Rule
from ..clinical.facts import Fact
from ..clinical.knowledge import codes, patient
from ..clinical.knowledge.disagreements import Disagreement
from ..clinical.knowledge.drugs import DrugClass
from ..clinical.knowledge.rulebook import RULES

_RULES_OF = ("rule", "rule_id", "culprit_rule", "rules")
_NO_ROWS = (Rule, Citation, Fact, Disagreement)  # shown in their own way

# What each limit is held against, where the name of the limit does not say it.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "serum.magnesium": (
        "lln", "moderate_below", "iv_below", "critical_at", "uln", "toxicity", "toxicity_antidote", "latent", "unexplained_below",
        "femg_low", "femg_high", "femg_high_ckd",
    ),
    "serum.potassium": (
        "potassium_low", "k_iv_trigger", "potassium_below_2_5", "amiloride_k_max_start", "potassium_contamination",
    ),
    "serum.sodium": ("sodium_amiloride", "sodium_low"),
    "serum.calcium": ("calcium_low", "ca_iv_trigger", "calcium_contamination"),
    "serum.ionised_calcium": ("ionised_calcium_low",),
    "serum.phosphate": ("phosphate_low", "phosphate_high"),
    "serum.bicarbonate": ("bicarbonate_high", "bicarbonate_low"),
    "serum.alp": ("alp_low", "alp_high"),
    "serum.albumin": ("albumin_low",),
    "presentation.heart_rate": ("bradycardia", "bradycardia_toxicity"),
    "presentation.systolic_bp": ("hypotension", "sbp_110", "sbp_100"),
    "presentation.respiratory_rate": ("respiratory_rate_stop", "respiratory_rate_senior"),
    "presentation.urine_output": ("oliguria",),
    "presentation.ecg.qtc": ("qtc_500", "qtc_480"),
    "serum.creatinine": ("egfr_90", "egfr_60", "egfr_45", "egfr_30", "egfr_15", "femg_low", "femg_high", "femg_high_ckd"),
    "serum.egfr": ("egfr_90", "egfr_60", "egfr_45", "egfr_30", "egfr_15"),
    "urine_24h.magnesium": ("u24_low", "u24_high"),
    "urine_24h.volume": ("u24_low", "u24_high"),
    "urine_spot.magnesium": ("femg_low", "femg_high", "femg_high_ckd"),
    "urine_spot.creatinine": ("femg_low", "femg_high", "femg_high_ckd", "urine_calcium_low", "urine_calcium_high", "urine_potassium_wasting"),
    "loading_test.dose": ("mlt_high", "mlt_low"),
    "loading_test.urine_magnesium_24h": ("mlt_high", "mlt_low"),
    "urine_spot.calcium": ("urine_calcium_low", "urine_calcium_high"),
    "urine_spot.potassium": ("urine_potassium_wasting",),
}  # fmt: skip


@cache
def rows_by_rule() -> dict[str, tuple[object, ...]]:
    """For each rule the rows of all tables that name it, each row once."""
    found: dict[str, list[object]] = {}
    for name in sorted(each.name for each in pkgutil.iter_modules(knowledge.__path__)):
        table = import_module(f"{knowledge.__name__}.{name}")
        for row in _rows(vars(table).values()):
            for rule_id in _named_by(row):
                known = found.setdefault(rule_id, [])
                if not any(row is other for other in known):
                    known.append(row)
    return {rule_id: tuple(rows) for rule_id, rows in found.items()}


def _rows(values: Iterable[object]) -> Iterator[object]:
    """The dataclass rows in module-level constants, tuples and mappings."""
    for value in values:
        if isinstance(value, Mapping):
            yield from _rows(tuple(value.values()))
        elif isinstance(value, tuple | list):
            yield from _rows(value)
        elif dataclasses.is_dataclass(value) and not isinstance(value, (type, *_NO_ROWS)):
            yield value


def _named_by(row: object) -> tuple[str, ...]:
    """The ids of the rules that a row names."""
    given = [getattr(row, name, ()) for name in _RULES_OF]
    ids = [each for value in given for each in (value if isinstance(value, tuple) else (value,))]
    named = (each.id if isinstance(each, Rule) else each for each in ids)
    return tuple(dict.fromkeys(each for each in named if isinstance(each, str) and each in RULES))


def answers_of_rows(rule_id: str) -> tuple[str, ...]:
    """The keys of the answers that the rows of a rule look at."""
    keys = dict.fromkeys(f"findings.{code}" for code in listed_findings(rule_id))
    keys |= dict.fromkeys(f"conditions.{code}" for code in listed_conditions(rule_id))
    for row in rows_by_rule().get(rule_id, ()):
        keys |= dict.fromkeys(_answers_of(row))
    return tuple(keys)


def _answers_of(row: object) -> Iterable[str]:
    if isinstance(row, Threshold):
        return compared_with(row)
    if isinstance(row, DrugClass):
        return ("drugs",)
    return (*_listed(str(getattr(row, "code", ""))), *_facts_in(getattr(row, "when", None)))


def listed_findings(rule_id: str) -> tuple[str, ...]:
    """The codes of the symptoms and signs that belong to a rule."""
    return tuple(code for code, owner in codes.FINDING_RULES.items() if owner == rule_id and code in patient.FINDINGS)


def listed_conditions(rule_id: str) -> tuple[str, ...]:
    """The codes of the diseases and events that belong to a rule."""
    owned = codes.CONDITION_RULES.items()
    return tuple(code for code, owner in owned if owner == rule_id and code in patient.CONDITIONS)


def compared_with(threshold: Threshold) -> tuple[str, ...]:
    """The keys of the answers that are held against a limit, or from which the value held against it is computed."""
    return tuple(key for key, limits_of in COMPARED.items() if threshold.key in limits_of)


def _listed(code: str) -> list[str]:
    return [fact.key for table in (patient.CONDITIONS, patient.FINDINGS) if (fact := table.get(code))]


def _facts_in(condition: object) -> Iterator[str]:
    """The facts that a condition asks, however deep."""
    if isinstance(condition, Fact):
        yield condition.key
    elif isinstance(condition, Takes):
        yield "drugs"
    elif isinstance(condition, tuple):
        for part in condition:
            yield from _facts_in(part)
    elif dataclasses.is_dataclass(condition) and not isinstance(condition, type | Threshold):
        for field in dataclasses.fields(condition):
            yield from _facts_in(getattr(condition, field.name))
