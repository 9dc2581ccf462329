"""Why? Candidate causes from drugs, conditions and intake, and the red flags (diagnosis dossier 5, DX-ALG-03).

Causes COLLECT and are ranked: established earlier, then by weight. Association is not cause (DX-GEN-06).
"""

from __future__ import annotations

from decimal import Decimal

from ..assessment import Cause
from ..conditions import Yes, any_met, passes
from ..evidence import Evidence, Truth
from ..facts import DrugTaken
from ..knowledge import thresholds as t
from ..knowledge.causes import (
    CAUSE_ROUTES,
    CONDITION_CAUSES,
    HEREDITARY,
    HEREDITARY_LABELS,
    INTAKE_PLAUSIBLE,
    INTAKE_POINTS,
    RED_FLAG_FINDINGS,
    SJOGREN,
)
from ..knowledge.drugs import CLASSES, DrugClass, find_drug, shown_name
from ..knowledge.patient import (
    AGE,
    AGE_AT_FIRST_LOW,
    ALCOHOL_CALORIES,
    BICARBONATE_SERUM,
    CAUSE_REMOVED_MONTHS,
    CONDITIONS,
    CONSANGUINITY,
    FAMILY_HISTORY,
    FINDINGS,
    KNOWN_CAUSE,
    KNOWN_ROUTE,
    LACTATING,
    MAGNESIUM_FREE_NUTRITION,
    MAGNESIUM_SERUM,
    ONSET_DAYS,
    PHOSPHATE_SERUM,
    POOR_FOOD_SOURCES,
    POTASSIUM_SERUM,
    PTH_SERUM,
    WEIGHT_LOSS,
)
from ..knowledge.rulebook import rule
from ..text import Statement, _, say
from .calculations import Calcium
from .inquiry import Inquiry
from .status import Level

WEIGHTS = {"strong": 0, "moderate": 1, "weak": 2}
_INTAKE_FACTS = {
    "poor_food_sources": POOR_FOOD_SOURCES,
    "weight_loss_or_half_intake": WEIGHT_LOSS,
    "alcohol_main_calories": ALCOHOL_CALORIES,
    "magnesium_free_nutrition": MAGNESIUM_FREE_NUTRITION,
}
DAYS_PER_MONTH = Decimal("30.4375")


def find_causes(inquiry: Inquiry, level: Level) -> tuple[Cause, ...]:
    """All candidate causes, most likely first."""
    causes = [
        *_known(inquiry),
        *_hereditary(inquiry),
        *_drugs(inquiry, level),
        *_conditions(inquiry),
        *_intake(inquiry),
    ]
    unique: dict[str, Cause] = {}  # a known cause comes first and has the routes of its own row
    for cause in sorted(causes, key=_strength):
        unique.setdefault(cause.code, cause)
    return tuple(
        sorted(unique.values(), key=lambda c: (not _is_known(inquiry, c), WEIGHTS[c.weight], not c.active, c.code))
    )


def _strength(cause: Cause) -> tuple[bool, int, str]:
    """Of two drugs of one class the active, stronger one stands, whatever the order of entry."""
    return not cause.active, WEIGHTS[cause.weight], str(cause.label.values.get("name", ""))


def _is_known(inquiry: Inquiry, cause: Cause) -> bool:
    return inquiry.facts.word(KNOWN_CAUSE) == cause.code


def _known(inquiry: Inquiry) -> list[Cause]:
    code = inquiry.facts.word(KNOWN_CAUSE)
    if code is None:
        return []
    kind, label = cause_label(code)
    route = inquiry.facts.word(KNOWN_ROUTE)
    routes = (route,) if route else cause_routes(code)
    inquiry.met("DX-ALG-02", say(_("Established by an earlier workup: {cause}"), cause=label))
    return [Cause(code, label, kind, routes, "strong", rule("DX-ALG-02"), say(_("Established by an earlier workup")))]


def cause_label(code: str) -> tuple[str, Statement]:
    """The kind of a cause code and its label."""
    if code in CLASSES:
        return "drug", say(CLASSES[code].label)
    if code in HEREDITARY_LABELS:
        return "hereditary", say(HEREDITARY_LABELS[code])
    if code.startswith("hereditary_"):
        return "hereditary", say(_("Inherited disease of {gene}"), gene=code.removeprefix("hereditary_").upper())
    if code == "dietary_deficiency":
        return "intake", say(_("Poor dietary intake"))
    if code in CONDITIONS:
        return "condition", say(CONDITIONS[code].label)
    return "other", say(code)


def cause_routes(code: str) -> tuple[str, ...]:
    """The routes of a cause code, as the same cause has them when it is found by a drug, a condition or the intake."""
    if code in CLASSES:
        return CLASSES[code].routes
    return CAUSE_ROUTES.get(code, ("renal",) if code.startswith("hereditary_") else ())


def _hereditary(inquiry: Inquiry) -> list[Cause]:
    found = []
    for condition, (code, routes) in HEREDITARY.items():
        if inquiry.condition(condition):
            kind, label = cause_label(code)
            found.append(Cause(code, label, kind, routes, "strong", rule("DX-HX-C25")))
            inquiry.met("DX-HX-C25", say(_("Known inherited disorder: {cause}"), cause=label))
    return found


# -- drugs -----------------------------------------------------------------------------------------------------


def _drugs(inquiry: Inquiry, level: Level) -> list[Cause]:
    found: list[Cause] = []
    for taken in inquiry.facts.drugs:
        for code in sorted(taken.classes):
            drug_class = CLASSES[code]
            cause = _drug_cause(inquiry, taken, drug_class, level)
            if cause is not None:
                found.append(cause)
    for cause in found:
        inquiry.met(
            cause.rule.id, say(_("{cause}: {weight} candidate"), cause=cause.label, weight=WEIGHT_WORDS[cause.weight])
        )
    return sorted(found, key=lambda c: WEIGHTS[c.weight])


WEIGHT_WORDS = {"strong": _("strong"), "moderate": _("moderate"), "weak": _("weak")}


def _drug_cause(inquiry: Inquiry, taken: DrugTaken, drug_class: DrugClass, level: Level) -> Cause | None:
    if not drug_class.weight or not drug_class.routes or not still_acts(taken, drug_class):
        return None
    row = find_drug(taken.drug) if taken.drug else None
    if _only_intravenous(taken) and not inquiry.condition("diabetic_ketoacidosis"):
        return None
    weight = (row.weight if row and row.weight else "") or drug_class.weight
    note = say(drug_class.note) if drug_class.note else None
    if drug_class.code == "proton_pump_inhibitor":
        weight, note = _ppi_weight(taken, level, note)
    began_after = _began_after_the_fall(inquiry, taken)
    if began_after:
        note = say(_("Began after magnesium had already fallen"))
    name = shown_name(taken.name)
    alone = name.casefold() == drug_class.label.casefold()
    label = say(name) if alone else say(_("{name} ({group})"), name=name, group=drug_class.label)
    return Cause(
        drug_class.code, label, "drug", drug_class.routes, weight, rule(drug_class.rule), note, active=not began_after
    )


def _only_intravenous(taken: DrugTaken) -> bool:
    """DX-HX-D19: insulin shifts magnesium by vein only; of insulin without a name the way is not known."""
    if not taken.drug:
        return "insulin" in taken.classes
    row = find_drug(taken.drug)
    return row is not None and "cause_only_intravenous" in row.flags


def still_acts(taken: DrugTaken, drug_class: DrugClass) -> bool:
    """A stopped drug counts as current for its carry-over time."""
    if taken.stopped_days_ago is None or drug_class.carry_over_days is None:
        return True
    return taken.stopped_days_ago <= drug_class.carry_over_days


def _ppi_weight(taken: DrugTaken, level: Level, note: Statement | None) -> tuple[str, Statement | None]:
    """DX-HX-D01: strong from 12 months or in severe deficiency, moderate from 3 months, else weak."""
    if (taken.months is not None and taken.months >= 12) or level.severity in ("severe", "critical"):
        return "strong", note
    if taken.months is None:
        return "weak", say(_("Duration not known: how long has it been taken? From 3 months it counts more"))
    return ("moderate" if taken.months >= 3 else "weak"), note


def _began_after_the_fall(inquiry: Inquiry, taken: DrugTaken) -> bool:
    onset = inquiry.facts.number(ONSET_DAYS)
    if onset is None or taken.months is None:
        return False
    exposed = taken.months * DAYS_PER_MONTH + (taken.stopped_days_ago or 0)
    return exposed + DAYS_PER_MONTH < onset


# -- conditions and intake ---------------------------------------------------------------------------------------


def _conditions(inquiry: Inquiry) -> list[Cause]:
    found = []
    for row in CONDITION_CAUSES:
        if inquiry.condition(row.code):
            label = say(CONDITIONS[row.code].label)
            found.append(
                Cause(
                    row.code,
                    label,
                    "condition",
                    row.routes,
                    row.weight,
                    rule(row.rule),
                    say(row.note) if row.note else None,
                )
            )
            inquiry.met(row.rule, say(_("{cause}: {weight} candidate"), cause=label, weight=WEIGHT_WORDS[row.weight]))
    if inquiry.condition(SJOGREN.code):
        low_k = inquiry.passes(POTASSIUM_SERUM, t.K_LOW) is Truth.MET
        weight = SJOGREN.weight if low_k else "weak"
        found.append(
            Cause(
                SJOGREN.code,
                say(CONDITIONS[SJOGREN.code].label),
                "condition",
                SJOGREN.routes,
                weight,
                rule(SJOGREN.rule),
                say(SJOGREN.note),
            )
        )
    found += _depletions(inquiry)
    if inquiry.yes(LACTATING):
        found.append(
            Cause(
                "lactation", say(_("Breast-feeding")), "condition", ("other_extrarenal",), "moderate", rule("DX-HX-C13")
            )
        )
    return found


_DEPLETIONS = (
    ("potassium_depletion", _("Potassium depletion"), POTASSIUM_SERUM, t.K_LOW),
    ("phosphate_depletion", _("Phosphate depletion"), PHOSPHATE_SERUM, t.PHOSPHATE_LOW),
    ("metabolic_acidosis", _("Metabolic acidosis"), BICARBONATE_SERUM, t.HCO3_LOW),
)


def _depletions(inquiry: Inquiry) -> list[Cause]:
    """DX-HX-C24: correct and repeat; weak, and never sufficient."""
    note = say(_("Correct it and measure again"))
    return [
        Cause(code, say(label), "other", ("renal",), "weak", rule("DX-HX-C24"), note)
        for code, label, fact, threshold in _DEPLETIONS
        if inquiry.passes(fact, threshold) is Truth.MET
    ]


def intake_score(inquiry: Inquiry) -> tuple[int, bool]:
    """DX-HX-I04: the score from what is known to be so, and whether all was asked."""
    answers = {name: inquiry.facts.answer(_INTAKE_FACTS[name]) for name, _points in INTAKE_POINTS}
    if _fed_without_magnesium(inquiry):
        answers["magnesium_free_nutrition"] = True
    score = sum(points for name, points in INTAKE_POINTS if answers[name])
    return score, None not in answers.values()


def _fed_without_magnesium(inquiry: Inquiry) -> bool:
    """DX-HX-D25: the feed entered among the drugs says the same as the answer to the question."""
    feed = CLASSES["parenteral_nutrition_without_magnesium"]
    return any(feed.code in taken.classes and still_acts(taken, feed) for taken in inquiry.facts.drugs)


def _intake(inquiry: Inquiry) -> list[Cause]:
    score, asked = intake_score(inquiry)
    plausible = score >= INTAKE_PLAUSIBLE
    truth = Truth.of(True if plausible else False if asked else None)
    inquiry.note(
        "DX-HX-I04",
        truth,
        say(
            _("Low-intake score {score} of 9; 3 or more makes poor intake plausible (not validated)"),
            score=Decimal(score),
        ),
    )
    found = []
    if inquiry.yes(MAGNESIUM_FREE_NUTRITION):
        label = say(CLASSES["parenteral_nutrition_without_magnesium"].label)
        found.append(
            Cause("parenteral_nutrition_without_magnesium", label, "intake", ("intake",), "strong", rule("DX-HX-D25"))
        )
    if plausible:
        note = say(_("Rarely explains a magnesium below 0.50 mmol/L alone: look for a second cause"))
        found.append(
            Cause(
                "dietary_deficiency",
                say(_("Poor dietary intake")),
                "intake",
                ("intake",),
                "moderate",
                rule("DX-HX-I04"),
                note,
            )
        )
    return found


# -- red flags ---------------------------------------------------------------------------------------------------


def red_flags(inquiry: Inquiry, causes: tuple[Cause, ...], level: Level, calcium: Calcium) -> Evidence:
    """DX-ALG-03: what asks for urine tests although the history names a cause."""
    facts = inquiry.facts
    strong = any(cause.weight == "strong" and cause.active for cause in causes)
    parts = [Yes(FINDINGS[code]).check(facts) for code in RED_FLAG_FINDINGS]
    parts += [Yes(fact).check(facts) for fact in (FAMILY_HISTORY, CONSANGUINITY)]
    parts.append(_young(inquiry, strong))
    parts.append(_losing_potassium(inquiry))
    high_pth = _high_pth(inquiry)
    parts.append(Evidence(min(calcium.low, high_pth), say(_("low calcium with high parathyroid hormone"))))
    if not strong:
        parts.append(passes(MAGNESIUM_SERUM, level.value, t.BELOW_040))
    diabetic = max(
        facts.truth(CONDITIONS[code])
        for code in ("type_1_diabetes", "type_2_diabetes", "pancreatogenic_diabetes", "diabetes_type_unknown")
    )
    cysts = facts.truth(FINDINGS["renal_cysts"])
    parts.append(Evidence(min(diabetic, cysts), say(_("diabetes with renal cysts"))))
    flags = any_met(parts)
    inquiry.record(
        "DX-ALG-03",
        Evidence(
            flags.truth, say(_("Red flags: {flags}"), flags=flags.statement), flags.because, flags.inputs, flags.missing
        ),
    )
    return flags


def _young(inquiry: Inquiry, strong: bool) -> Evidence:
    age = inquiry.facts.number(AGE_AT_FIRST_LOW)
    now = inquiry.facts.number(AGE)
    first = age if age is not None else now if now is not None and now < 40 else None
    answer = None if first is None and now is None else (first is not None and first < 40 and not strong)
    return Evidence(Truth.of(answer), say(_("first low before the age of 40 without a strong cause")))


def _losing_potassium(inquiry: Inquiry) -> Evidence:
    low = inquiry.passes(POTASSIUM_SERUM, t.K_IV_TRIGGER)
    alkalosis = inquiry.passes(BICARBONATE_SERUM, t.HCO3_HIGH)
    explained = inquiry.takes("thiazide", "loop_diuretic", "osmotic_diuretic") or bool(inquiry.condition("vomiting"))
    truth = Truth.NOT_MET if explained else max(low, alkalosis)
    return Evidence(truth, say(_("potassium below 3.0 or bicarbonate above 30 mmol/L without diuretic or vomiting")))


def _high_pth(inquiry: Inquiry) -> Truth:
    # the dossier gives no upper limit of PTH: a value that asks for confirmation is certainly high
    value = inquiry.facts.quantity(PTH_SERUM)
    if value is None:
        return Truth.UNKNOWN
    return Truth.MET if PTH_SERUM.judge(value).doubts else Truth.UNKNOWN


def removed_and_persistent(inquiry: Inquiry) -> bool:
    """Magnesium still low after the cause was removed (DX-ALG-03 e)."""
    return inquiry.facts.number(CAUSE_REMOVED_MONTHS) is not None
