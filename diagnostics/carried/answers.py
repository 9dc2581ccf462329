"""The answer of the machine interface in codes alone, and its summary for a link.

Sentences are left out: they stand on the paper, they are long, and in another language they are others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..clinical.assessment import Assessment
from ..clinical.engine.assess import assess
from ..clinical.facts import DrugTaken, Facts
from ..clinical.knowledge.patient import BY_KEY, BY_PATH
from ..comparison.differences import answer
from ..presenters.machine import assessment_json, with_doubts
from ..readers.answers import drug_class
from ..readers.case import read_case, write_case
from ..readers.case_shape import CLASS_PREFIX

Json = dict[str, Any]
# What stands in a link word by word; the rest of the answer by a mark that tells whether it is the same.
TOLD = ("in scope", "status", "severity", "urgency", "route", "certainty", "path")
GROUPS = ("recommended", "withheld", "warning", "cause")
OTHER = "other"
MARK = 8  # characters


def facts_of(case: object, confirmed: Iterable[str] = ()) -> Facts:
    """The facts of a case, with the paths of the unusual values that a person confirmed. Raises BadCase."""
    facts, _doubts = read_case(case)
    keys = (BY_PATH[path].key for path in confirmed if path in BY_PATH)
    return replace(facts, confirmed=frozenset(key for key in keys if key in facts.values))


def confirmed_paths(facts: Facts) -> list[str]:
    """The places in a case of the unusual values that a person confirmed."""
    return sorted(BY_KEY[key].path for key in facts.confirmed if key in BY_KEY)


def case_of(facts: Facts, case_id: str | None = None) -> Json:
    """The case that reads as these facts. A class of drugs goes by its code: a page takes its label too, a case does not."""
    return write_case(replace(facts, drugs=tuple(map(named, facts.drugs))), case_id)


def named(drug: DrugTaken) -> DrugTaken:
    """A class of drugs by its code; any other drug as it is."""
    if drug.drug or not drug.classes:
        return drug
    code = drug_class(drug.name)
    return replace(drug, name=f"{CLASS_PREFIX}{code}") if code else drug


def answer_to(facts: Facts, assessment: Assessment | None = None) -> Json:
    """The whole answer to these facts, with what their reader doubts; an assessment already made is not made again."""
    _facts, doubts = read_case(case_of(facts))
    return assessment_json(with_doubts(assessment or assess(facts), doubts))


def in_codes(written: Json) -> Json:
    """An answer without its sentences: enough to compare it and to list what it proposed."""
    plan = written["plan"]
    return {
        "schema": written["schema"],
        "knowledge_version": written["knowledge_version"],
        "scope": {"in_scope": written["scope"]["in_scope"], "reasons": _only(written["scope"]["reasons"], "rule")},
        **{name: written[name] for name in ("status", "severity", "symptomatic", "urgency")},
        "computed": {name: _without_notes(each) for name, each in written["computed"].items()},
        "route": {name: written["route"][name] for name in ("value", "certainty", "settled_by", "also", "rule")},
        "causes": _only(written["causes"], "code", "kind", "route", "weight", "rule", "active"),
        "patterns": _only(written["patterns"], "code", "rule", "score"),
        "genetic_referral": {"suggested": written["genetic_referral"]["suggested"]},
        "next_steps": _only(written["next_steps"], "code", "rule"),
        "plan": {
            "path": plan["path"],
            "path_rule": plan["path_rule"],
            "recommended": _only(
                plan["recommended"], "code", "order", "rule", "automatic", "off_label", "dose", "family"
            ),
            "withheld": [
                {**_kept(each, "family", "code", "dose"), "because": _only(each["because"], "rule", "kind", "missing")}
                for each in plan["withheld"]
            ],
            "monitoring": _only(plan["monitoring"], "what", "rule"),
            "recheck": plan["recheck"] and _kept(plan["recheck"], "within_hours", "rule"),
        },
        "warnings": _only(written["warnings"], "code", "rule", "path"),
        "trace": [{**_kept(each, "rule", "outcome"), "text": ""} for each in written["trace"]],
    }


def _without_notes(computed: Json) -> Json:
    return {name: value for name, value in computed.items() if name != "notes"}


def _only(rows: Iterable[Json], *names: str) -> list[Json]:
    return [_kept(row, *names) for row in rows]


def _kept(row: Json, *names: str) -> Json:
    return {name: row[name] for name in names if name in row}


# -- the summary in a link -------------------------------------------------------------------------------------


def summary(written: Json) -> dict[str, str]:
    """What a link says of the answer: its conclusions in words, the rest by marks."""
    flat = answer(written)
    groups: dict[str, dict[str, str]] = {name: {} for name in (*GROUPS, OTHER)}
    for what, value in flat.items():
        if what not in TOLD:
            first = what.partition(" ")[0]
            groups[first if first in GROUPS else OTHER][what] = value
    return {**{what: flat[what] for what in TOLD}, **{name: _mark(rows) for name, rows in groups.items()}}


def _mark(rows: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:MARK]
