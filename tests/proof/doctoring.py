"""Assessments that are spoilt on purpose, to see that each law notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal as D
from typing import Any

from diagnostics.clinical.assessment import Assessment, Plan, Reason, Recommendation, Withheld
from diagnostics.clinical.doses import DrugDose, IVDose, OralDose
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge.rulebook import rule
from diagnostics.clinical.text import say

Change = Callable[[Assessment], Assessment]
SALINE = "sodium chloride 0.9 %"
BAG = IVDose(D(5), D(500), D(720), SALINE)
ORAL = OralDose("magnesium, organic salt", D(4), 3)
AMILORIDE = DrugDose("amiloride", "oral", D(5), "mg", times_per_day=1)
EMPA = DrugDose("empagliflozin or dapagliflozin", "oral", D(10), "mg", times_per_day=1)
INULIN = DrugDose("native inulin", "oral", D(5), "g", times_per_day=1)
POTASSIUM = DrugDose("potassium chloride", "oral", D(24), "mmol", times_per_day=3)


def planned(change: Callable[[Plan], Plan]) -> Change:
    return lambda a: replace(a, plan=change(a.plan))


def both(*changes: Change) -> Change:
    def all_of_them(a: Assessment) -> Assessment:
        for change in changes:
            a = change(a)
        return a

    return all_of_them


def adding(code: str, dose: Any = None, text: str = "something", rule_id: str = "TX-IV-06", **more: Any) -> Change:
    item = Recommendation(code, say(text), rule(rule_id), dose=dose, **more)
    return planned(
        lambda plan: replace(plan, recommended=(*plan.recommended, replace(item, order=len(plan.recommended) + 1)))
    )


def first(code: str, dose: Any = None) -> Change:
    item = Recommendation(code, say("something"), rule("TX-IV-06"), dose=dose, order=1)
    return planned(lambda plan: replace(plan, recommended=(item, *plan.recommended)))


def dropping(*codes: str) -> Change:
    return planned(lambda plan: replace(plan, recommended=tuple(i for i in plan.recommended if i.code not in codes)))


def editing(code: str, **more: Any) -> Change:
    """An item with other fields."""
    return planned(
        lambda plan: replace(
            plan, recommended=tuple(replace(i, **more) if i.code == code else i for i in plan.recommended)
        )
    )


def dosing(code: str, **more: Any) -> Change:
    """The dose of an item with other figures."""

    def of_plan(plan: Plan) -> Plan:
        items = (replace(i, dose=replace(i.dose, **more)) if i.code == code else i for i in plan.recommended)
        return replace(plan, recommended=tuple(items))

    return planned(of_plan)


def holding(code: str, family: str = "iv", dose: Any = None, because: tuple[Reason, ...] = ()) -> Change:
    return planned(lambda plan: replace(plan, withheld=(*plan.withheld, Withheld(family, code, because, dose))))


def letting_go(family: str) -> Change:
    return planned(lambda plan: replace(plan, withheld=tuple(e for e in plan.withheld if e.family != family)))


def without_reasons(plan: Plan) -> Plan:
    return replace(plan, withheld=tuple(replace(e, because=()) for e in plan.withheld))


def on_path(path: str, rule_id: str = "TX-SEV-12") -> Change:
    return planned(lambda plan: replace(plan, path=path, path_rule=rule(rule_id)))


def unwarned(*codes: str) -> Change:
    return lambda a: replace(a, warnings=tuple(w for w in a.warnings if w.code not in codes))


def unwatched(rule_id: str) -> Change:
    return planned(lambda plan: replace(plan, monitoring=tuple(m for m in plan.monitoring if m.rule.id != rule_id)))


def unstopped(prefix: str) -> Change:
    return planned(
        lambda plan: replace(
            plan, stop_criteria=tuple(s for s in plan.stop_criteria if not s.rule.id.startswith(prefix))
        )
    )


def rechecked(hours: int | None) -> Change:
    def of_plan(plan: Plan) -> Plan:
        return replace(plan, recheck=replace(plan.recheck, within_hours=hours) if hours and plan.recheck else None)

    return planned(of_plan)


def spoilt(change: Change) -> Callable[[Facts], Assessment]:
    """An engine whose every answer is changed."""
    return lambda facts: change(assess(facts))


def spoilt_if(condition: Callable[[Facts], bool], change: Change) -> Callable[[Facts], Assessment]:
    """An engine that answers wrongly for some patients."""
    return lambda facts: change(assess(facts)) if condition(facts) else assess(facts)
