"""The whole second opinion on one case."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import doses, severity
from . import path as t
from . import units as u
from .causes import Cause, M, S, causes
from .logic import Answer
from .patient import ClassesOf, Patient, _nobody
from .route import Route, route, tests
from .severity import unreliable


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second evaluator says; words are those of the machine interface.

    `iv` and `iv_withheld` are grams of magnesium sulfate heptahydrate in 24 hours by item; `oral` the least and the
    most that an automatic oral dose may hold, mmol a day; the adjuncts: whether one is put forward automatically.
    """

    path: str
    path_rule: str
    status: str
    severity: str
    symptomatic: Answer
    urgency: str
    route: str
    certainty: str
    also: tuple[str, ...]
    urine_24h: str | None
    femg: str | None
    loading_test: str | None
    iv: dict[str, Decimal]
    iv_withheld: dict[str, Decimal]
    oral: tuple[Decimal, Decimal] | None
    amiloride: bool
    sglt2_inhibitor: bool
    inulin: bool


def opinion(case: dict[str, Any], classes_of: ClassesOf = _nobody) -> Opinion:
    """The opinion on a case of the machine interface; `classes_of` names the classes of drugs not in the tables here."""
    p = Patient(case, classes_of)
    found, classes = causes(p), tests(p)
    risk = any(cause.weight >= M for cause in found)
    refractory = p.findings(("refractory_hypokalaemia", "refractory_hypocalcaemia")) is True
    status = severity.status(p, risk or refractory)
    where = route(p, found, classes, status)
    setting = _setting(p, found, where)
    path, rule, by_level = t.decide(setting)
    by_vein = doses.intravenous(p, path, by_level)
    return Opinion(
        path=path,
        path_rule=rule,
        status=status,
        severity=severity.severity(p),
        symptomatic=severity.symptomatic(p),
        urgency=severity.urgency(p, path, by_level, _pending(p, path), unreliable(p)),
        route=where.value,
        certainty=where.certainty,
        also=where.also,
        urine_24h=classes[0].grade,
        femg=classes[1].grade,
        loading_test=classes[2].grade,
        iv=by_vein.given,
        iv_withheld=by_vein.withheld,
        oral=doses.oral(p, path),
        amiloride=doses.amiloride(p, path, where, doses.sglt2_proposed(p, path)),
        sglt2_inhibitor=doses.sglt2_inhibitor(p, path),
        inulin=doses.inulin(p, path),
    )


def _pending(p: Patient, path: str) -> bool:
    """The sample is still to come, or to be repeated (TX-SEV-20; not low and haemolysed, or of a doubtful unit)."""
    repeated = p.get("serum.sample.haemolysed") is True and p.low is False
    doubtful = path == t.P0 and u.above(p.magnesium, u.TOXIC) is True
    return p.low is None or unreliable(p) or repeated or doubtful


def _setting(p: Patient, found: tuple[Cause, ...], where: Route) -> t.Setting:
    return t.Setting(
        p,
        renal=where.value == "renal",
        dietary=(where.value == "intake" or p.intake_score >= 3) and not _strong(found),
        removable=p.get("history.cause_removable") is True or _culprit_can_stop(p, found),
        adjunct_free=any(
            map(doses.perhaps, (doses.sglt2_against(p), doses.inulin_against(p), doses.amiloride_against(p, where)))
        ),
    )


def _strong(found: tuple[Cause, ...]) -> bool:
    """A strong cause beside the diet itself; feeding without magnesium is one (DX-HX-D25)."""
    return any(cause.weight == S and cause.code != "dietary_deficiency" for cause in found)


def _culprit_can_stop(p: Patient, found: tuple[Cause, ...]) -> bool:
    """Every cause of weight is a drug that can stop: none stays (ruling 37, TX-DIET-01)."""
    weighty = [cause.code for cause in found if cause.weight >= M and cause.active and cause.routes != ("intake",)]
    stoppable = {code for drug in p.drugs if drug.can_stop is True and drug.acting for code in drug.classes}
    return bool(weighty) and p.tubulopathy is not True and stoppable.issuperset(weighty)
