"""Assessment → `mgcds-assessment/1`, the answer of the machine interface.

Numbers are JSON numbers, rounded here for display and nowhere before; texts are in the language of the
wording, with plain blanks and minus signs, so that a script can search them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ..clinical.assessment import (
    Assessment,
    Calculated,
    Cause,
    Finding,
    Plan,
    Reason,
    Recommendation,
    Surveillance,
    Warning,
    Withheld,
)
from ..clinical.doses import MAGNESIUM_SULFATE, Dose, DrugDose, IVDose, OralDose, meq, mg
from ..clinical.evidence import Citation, Rule
from ..clinical.facts import CONDITIONS, DRUGS, FINDINGS, Fact
from ..clinical.knowledge.candidates import ARGUMENTS, EVIDENCE, LICENCE
from ..clinical.knowledge.patient import BY_KEY
from ..clinical.knowledge.rulebook import rule
from ..clinical.sureness import Cutoff, Discordance, Flip, Spread, Worth
from ..clinical.text import Statement
from ..clinical.units import (
    ML_MIN_173,
    MMOL_24H,
    MMOL_L,
    PERCENT,
    RATIO,
    IncompatibleUnits,
    Quantity,
    Unit,
    round_half_up,
)  # fmt: skip
from ..readers.doubts import Doubt
from .weighing import Weighed, weigh
from .wording import MINUS, NBSP, Wording

SCHEMA = "mgcds-assessment/1"

# The computed values: name → unit, decimals, and whether the interface gives a class and a validity.
COMPUTED: Mapping[str, tuple[Unit, int, bool, bool]] = {
    "egfr": (ML_MIN_173, 2, False, True),
    "adjusted_calcium": (MMOL_L, 2, False, True),
    "femg": (PERCENT, 2, True, True),
    "urine_magnesium_24h": (MMOL_24H, 2, True, True),
    "collection_adequacy": (RATIO, 2, True, False),
    "loading_test_retention": (PERCENT, 1, True, True),
}
_LIST_PATHS = {FINDINGS: "presentation.findings", CONDITIONS: "history.conditions", DRUGS: "history.drugs"}
_NARROW_NBSP = "\u202f"

Json = dict[str, Any]


def assessment_json(
    assessment: Assessment,
    case_id: str | None = None,
    doubts: Iterable[Doubt] = (),
    wording: Wording | None = None,
) -> Json:
    """The whole answer as objects that `json.dumps` writes."""
    return _Writer(wording or Wording()).answer(with_doubts(assessment, doubts), case_id)


def with_doubts(assessment: Assessment, doubts: Iterable[Doubt]) -> Assessment:
    """The assessment with the doubts of its reader before its own warnings, each thing said once."""
    said = {(warning.code, warning.path) for warning in assessment.warnings}
    added = tuple(
        Warning(doubt.code, doubt.statement, rule(doubt.rule), doubt.path)
        for doubt in doubts
        if (doubt.code, doubt.path) not in said
    )
    return replace(assessment, warnings=(*added, *assessment.warnings)) if added else assessment


def plain(text: str) -> str:
    """A text with ordinary blanks and minus signs."""
    if text.isascii():
        return text
    return text.replace(NBSP, " ").replace(_NARROW_NBSP, " ").replace(MINUS, "-")


# -- numbers ---------------------------------------------------------------------------------------


def number(value: Decimal) -> int | float:
    """A JSON number, exact for as many digits as it has room for."""
    return int(value) if value == value.to_integral_value() else float(value)


def rounded(value: Decimal | None, places: int) -> int | float | None:
    """A JSON number with so many decimals, rounded half up."""
    return None if value is None else number(round_half_up(value, places))


def amount(value: Decimal) -> int | float:
    """An amount of magnesium: one decimal, below 1 two significant digits."""
    if value and abs(value) < 1:
        return number(value.quantize(Decimal(1).scaleb(value.adjusted() - 1), rounding=ROUND_HALF_UP))
    return number(round_half_up(value, 1))


def in_unit(value: Quantity, unit: Unit) -> Quantity:
    """The value in the unit of the interface; as it is where nothing leads there."""
    try:
        return value.to(unit)
    except IncompatibleUnits:
        return value


def dose_json(dose: Dose | None) -> Json | None:
    """A dose with all its equivalents, which come from the one dose object."""
    match dose:
        case IVDose():
            return _iv_dose(dose)
        case OralDose():
            return _oral_dose(dose)
        case DrugDose():
            return _drug_dose(dose)
    return None


def _iv_dose(dose: IVDose) -> Json:
    return {
        "drug": MAGNESIUM_SULFATE,
        "route": "iv",
        "salt_g": number(dose.salt_g),
        "mmol": amount(dose.mmol),
        "meq": amount(dose.meq),
        "mg": rounded(dose.mg, 0),
        "volume_ml": number(dose.volume_ml),
        "diluent": dose.diluent,
        "percent_w_v": rounded(dose.percent_w_v, 2),
        "minutes": number(dose.minutes),
        "rate_g_per_h": rounded(dose.rate_g_per_h, 2),
        "per_day": dose.per_day,
        "max_24h_g": None if dose.max_24h_g is None else number(dose.max_24h_g),
    }


def _oral_dose(dose: OralDose) -> Json:
    per_dose, per_day = dose.mmol_per_dose, dose.mmol_per_day
    return {
        "drug": dose.drug,
        "route": "oral",
        "mmol_per_dose": amount(per_dose),
        "mg_per_dose": rounded(mg(per_dose), 0),
        "meq_per_dose": amount(meq(per_dose)),
        "times_per_day": dose.times_per_day,
        "mmol_per_day": amount(per_day),
        "mg_per_day": rounded(mg(per_day), 0),
    }


def _drug_dose(dose: DrugDose) -> Json:
    written: Json = {
        "drug": dose.drug,
        "route": dose.route,
        "amount": {"value": number(dose.amount), "unit": dose.unit},
    }
    if dose.times_per_day is not None:
        written["times_per_day"] = dose.times_per_day
    if dose.minutes is not None:
        written["minutes"] = number(dose.minutes)
    return written


def path_of(key: str) -> str:
    """Where a fact stands in a case; a key that is no fact stays as it is."""
    fact = BY_KEY.get(key)
    return fact.path if fact else _LIST_PATHS.get(key, key)


# -- the answer, part by part -------------------------------------------------------------------------


class _Writer:
    """Writes one answer in one language."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def say(self, statement: Statement | None) -> str | None:
        return None if statement is None else plain(self.wording.say(statement))

    def answer(self, assessment: Assessment, case_id: str | None) -> Json:
        return {
            "schema": SCHEMA,
            "id": case_id,
            "knowledge_version": assessment.knowledge_version,
            "scope": {
                "in_scope": assessment.scope.in_scope,
                "reasons": [{"rule": each.rule.id, "text": self.say(each.text)} for each in assessment.scope.reasons],
            },
            "status": assessment.status,
            "severity": assessment.severity,
            "symptomatic": assessment.symptomatic,
            "urgency": assessment.urgency,
            "computed": {name: self.computed(name, assessment.computed.get(name)) for name in COMPUTED},
            "route": self.route(assessment),
            "causes": [self.cause(cause) for cause in assessment.causes],
            "patterns": self.written(assessment.patterns),
            "traps": self.written(assessment.traps),
            "genetic_referral": self.genetic_referral(assessment),
            "gut": self.written(assessment.gut),
            "next_steps": [
                {"code": step.code, "why": self.say(step.why), "rule": step.rule.id} for step in assessment.next_steps
            ],
            "plan": self.plan(assessment.plan),
            "board": [self.weighed(each) for each in weigh(assessment)],
            "cause_specific": self.written(assessment.cause_specific),
            "diet": self.written(assessment.diet),
            "advice": self.written(assessment.advice),
            "warnings": [self.warning(warning) for warning in assessment.warnings],
            "explored": assessment.explored,
            "cutoffs": [self.cutoff(each) for each in assessment.cutoffs],
            "robustness": [self.flip(each) for each in assessment.robustness],
            "intervals": [self.spread(each) for each in assessment.spread],
            "worth": [self.worth(each) for each in assessment.worth],
            "discordance": [self.discordance(each) for each in assessment.discordance],
            "surveillance": [self.surveillance(line) for line in assessment.surveillance],
            "trace": [self.finding(finding) for finding in assessment.trace],
        }

    # -- diagnosis -----------------------------------------------------------------------------------

    def computed(self, name: str, done: Calculated | None) -> Json:
        unit, places, graded, validated = COMPUTED[name]
        done = done or Calculated(name)
        value = in_unit(done.value, unit) if done.value else None
        written: Json = {
            "value": rounded(value.value, places) if value else None,
            "unit": value.unit.symbol if value else unit.symbol,
        }
        if value and not value.exact:
            written["comparator"] = value.comparator
        if graded:
            written["class"] = done.grade
        if validated:
            written["valid"] = done.valid
            written["notes"] = [self.say(note) for note in done.notes]
        return written

    def route(self, assessment: Assessment) -> Json:
        route = assessment.route
        return {
            "value": route.value,
            "certainty": route.certainty,
            "settled_by": list(route.settled_by),
            "also": list(route.also),
            "rule": route.rule.id if route.rule else None,
            "because": self.say(route.because),
        }

    def cause(self, cause: Cause) -> Json:
        return {
            "code": cause.code,
            "kind": cause.kind,
            "route": cause.routes[0] if cause.routes else None,
            "weight": cause.weight,
            "rule": cause.rule.id,
            "routes": list(cause.routes),
            "label": self.say(cause.label),
            "active": cause.active,
            "note": self.say(cause.note),
        }

    def genetic_referral(self, assessment: Assessment) -> Json:
        written: Json = self.written(assessment.genetic_referral)
        written["missing"] = [path_of(key) for key in assessment.genetic_referral.missing]
        return written

    # -- how sure ------------------------------------------------------------------------------------------

    def cutoff(self, row: Cutoff) -> Json:
        return {
            "about": row.about,
            "source": plain(row.source),
            "cutoff": self.say(row.cutoff),
            "would_say": row.would_say,
            "used": row.used,
            "tag": row.tag,
            "route": row.route,
            "path": row.path,
            "rule": row.rule.id,
        }

    def flip(self, flip: Flip) -> Json:
        change = flip.if_
        return {
            "conclusion": flip.conclusion,
            "now": flip.now,
            "would_become": flip.would_become,
            "if": {
                "fact": change.fact.path if isinstance(change.fact, Fact) else change.fact,
                "from": self.written(change.from_),
                "to": self.written(change.to),
            },
            "chance_percent": None if flip.chance_percent is None else number(flip.chance_percent),
            "variation_assumed": flip.assumed,
        }

    def spread(self, spread: Spread) -> Json:
        low, high = (Quantity(round_half_up(q.value, 2), q.unit, q.substance) for q in (spread.low, spread.high))
        return {
            "about": spread.about,
            "low": self.written(low),
            "high": self.written(high),
            "shares_percent": {share.grade: number(share.percent) for share in spread.shares},
            "variation_assumed": spread.assumed,
        }

    def worth(self, worth: Worth) -> Json:
        return {
            "code": worth.code,
            "changes_route": worth.changes_route,
            "changes_plan": worth.changes_plan,
            "text": self.say(worth.text),
        }

    def discordance(self, each: Discordance) -> Json:
        reasons = [
            {"text": self.say(r.text), "check": self.say(r.check), "present": r.present.word} for r in each.reasons
        ]
        return {"rule": each.rule.id, "text": self.say(each.text), "advice": self.say(each.advice), "reasons": reasons}

    # -- plan ------------------------------------------------------------------------------------------

    def plan(self, plan: Plan) -> Json:
        recheck = plan.recheck
        return {
            "path": plan.path,
            "path_rule": plan.path_rule.id,
            "path_because": self.say(plan.path_because),
            "recommended": [
                self.recommendation(item, place)
                for place, item in enumerate(sorted(plan.recommended, key=lambda each: each.order), 1)
            ],
            "withheld": [self.withheld(item) for item in plan.withheld],
            "monitoring": [
                {"what": watch.what, "when": self.say(watch.when), "rule": watch.rule.id} for watch in plan.monitoring
            ],
            "stop_criteria": [{"text": self.say(stop.text), "rule": stop.rule.id} for stop in plan.stop_criteria],
            "recheck": recheck
            and {
                "within_hours": recheck.within_hours,
                "rule": recheck.rule.id,
                "text": self.say(recheck.text),
            },
            "spacing": [
                {"drug": line.drug, "text": self.say(line.text), "rule": line.rule.id} for line in plan.spacing
            ],
        }

    def recommendation(self, item: Recommendation, place: int) -> Json:
        return {
            "code": item.code,
            "order": place,
            "text": self.say(item.text),
            "rule": item.rule.id,
            "automatic": item.automatic,
            "off_label": item.off_label,
            "dose": dose_json(item.dose),
            "family": item.family,
            "details": [self.say(detail) for detail in item.details],
        }

    def withheld(self, item: Withheld) -> Json:
        return {
            "family": item.family,
            "code": item.code,
            "dose": dose_json(item.dose),
            "because": [self.reason(reason) for reason in item.because],
        }

    def weighed(self, weighed: Weighed) -> Json:
        """A candidate treatment and where it stands; for and against it at length are on page and paper."""
        code = weighed.candidate.code
        return {
            "candidate": code,
            "state": weighed.state,
            "items": [item.code for item in weighed.items],
            "because": [{"rule": reason.rule.id, "text": self.say(reason.text)} for reason in weighed.because],
            **{
                each.side: plain(self.wording.text(each.text))
                for each in ARGUMENTS
                if each.candidate == code and each.side in (EVIDENCE, LICENCE)
            },
        }

    def reason(self, reason: Reason) -> Json:
        return {
            "rule": reason.rule.id,
            "kind": reason.kind,
            "text": self.say(reason.text),
            "released_by": self.say(reason.released_by),
            "missing": [path_of(key) for key in reason.missing],
        }

    def surveillance(self, line: Surveillance) -> Json:
        return {
            "rule": line.rule.id,
            "ground": self.say(line.ground),
            "when": self.say(line.when),
            "basis": line.basis,
            "due_in_days": line.due_in_days,
            "every_days": line.every_days,
            "latest_days": line.latest_days,
            "urgency": line.urgency,
            "optional": line.optional,
            "positions": [self.say(position) for position in line.positions],
            "missing": [path_of(key) for key in line.missing],
            "verified": line.rule.verified,
        }

    # -- warnings and trace ----------------------------------------------------------------------------

    def warning(self, warning: Warning) -> Json:
        return {
            "code": warning.code,
            "text": self.say(warning.text),
            "rule": warning.rule.id,
            "path": warning.path,
        }

    def finding(self, finding: Finding) -> Json:
        evidence = finding.evidence
        return {
            "rule": finding.rule.id,
            "outcome": evidence.truth.word,
            "text": self.say(evidence.statement),
            "inputs": {path_of(key): self.input(value) for key, value in evidence.inputs.items()},
            "missing": [path_of(key) for key in evidence.missing],
            "citations": [citation.text for citation in finding.rule.citations],
            "verified": finding.rule.verified,
        }

    def input(self, value: object) -> object:
        """A value that a rule used, as it is said; yes and no stay true and false."""
        if value is None or isinstance(value, bool):
            return value
        return plain(self.wording.value(value))

    # -- parts that other modules define ------------------------------------------------------------------

    def written(self, value: object) -> Any:
        """Anything of the core as JSON: statements said, rules by id, quantities with their unit."""
        match value:
            case None | bool() | int() | str():
                return plain(value) if isinstance(value, str) else value
            case Statement():
                return self.say(value)
            case Rule():
                return value.id
            case Citation():
                return plain(value.text)
            case Fact():
                return value.path
            case Quantity() | Unit():
                return plain(self.wording.value(value))
            case Decimal():
                return number(value)
            case Mapping():
                return {str(key): self.written(each) for key, each in value.items()}
            case tuple() | list() | frozenset() | set():
                return [
                    self.written(each)
                    for each in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)
                ]
        if is_dataclass(value) and not isinstance(value, type):
            # a name such as `if_` stands for a word that Python keeps for itself
            return {each.name.rstrip("_"): self.written(getattr(value, each.name)) for each in fields(value)}
        return plain(str(value))
