"""Metamorphic laws: the answers about two patients who differ in one thing must differ in the right direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from ..clinical import formulas
from ..clinical.doses import IVDose, OralDose
from ..clinical.facts import Fact, Facts, Measurement
from ..clinical.knowledge import patient as p
from ..clinical.units import MMOL_L, Quantity
from . import reading as r
from .case import ADJUNCTS, Case
from .change import knowing, other_units, spelled_out, without
from .checks import SERIES, VARIANTS, always, check
from .dice import Dice
from .inv_scope import inherited

NEAR = Decimal("0.02")
LIMITS = [Decimal(each) for each in ("0.40", "0.50", "0.60", "0.70", "0.85", "1.00", "2.0", "4.0")]


def dice_of(case: Case) -> Dice:
    """Throws that belong to this patient: the same patient is always changed in the same way."""
    return Dice(sum((index + 1) * len(key) for index, key in enumerate(case.facts.values)) + 7 * len(case.facts.drugs))


def answer(case: Case) -> dict[str, object]:
    """What is concluded and proposed, without the words; amounts without the noise of converting."""
    a, plan = case.assessment, case.plan
    return {
        "status": a.status, "severity": a.severity, "urgency": a.urgency, "symptomatic": a.symptomatic,
        "route": (a.route.value, a.route.certainty, sorted(a.route.also)), "path": (plan.path, plan.path_rule.id),
        "items": [(item.code, _amounts(item.dose), item.automatic) for item in plan.recommended],
        "withheld": sorted((entry.family, entry.code, str(_amounts(entry.dose))) for entry in plan.withheld),
        "classes": {name: each.grade for name, each in a.computed.items()},
        "recheck": plan.recheck and plan.recheck.within_hours,
        "causes": sorted((each.code, each.weight, each.active) for each in a.causes), "loading": a.loading.offered,
    }  # fmt: skip


def _amounts(dose: object) -> object:
    if isinstance(dose, IVDose):
        return round(dose.salt_g, 6), dose.volume_ml, dose.minutes, dose.per_day
    return (round(dose.mmol_per_dose, 6), dose.times_per_day) if isinstance(dose, OralDose) else dose


def differences(one: Mapping[str, object], other: Mapping[str, object]) -> str | None:
    found = [f"{name}: {value} ≠ {other[name]}" for name, value in one.items() if other[name] != value]
    return found[0] if found else None


# -- the same patient, said otherwise -----------------------------------------------------------------------


def _far_from_limits(value: Quantity) -> bool:
    number = value.to(MMOL_L).value
    return value.exact and all(abs(number - limit) > NEAR for limit in LIMITS)


@check("LAW-UNITS", "Magnesium in another unit, away from every limit, gives the same answer (TX-INV-10).", kind=VARIANTS,
       when=lambda c: bool((v := r.magnesium(c.facts)) and _far_from_limits(v)))  # fmt: skip
def law_units(case: Case) -> str | None:
    """The unit is taken as confirmed, since what looks like another unit differs from unit to unit (ruling 2)."""
    value = r.magnesium(case.facts)
    assert value is not None
    confirmed = replace(case.facts, confirmed=frozenset({p.MAGNESIUM_SERUM.key}))
    first = answer(case.asked_of(confirmed))
    for unit in other_units(p.MAGNESIUM_SERUM, value):
        said = knowing(confirmed, (p.MAGNESIUM_SERUM, value.to(unit)))
        if different := differences(first, answer(case.asked_of(said))):
            return f"{unit}: {different}"
    return None


OTHER_NUMBERS = (
    p.ADJUSTED_CALCIUM, p.CALCIUM_SERUM, p.ALBUMIN_SERUM, p.PHOSPHATE_SERUM, p.POTASSIUM_SERUM, p.CREATININE_SERUM, p.GIVEN_DOSE,
    p.ORAL_DOSE, p.U24_VOLUME, p.SPOT_MAGNESIUM, p.SPOT_CREATININE, p.U24_CREATININE, p.LOAD_URINE_MAGNESIUM, p.SODIUM_SERUM,
    p.CHLORIDE_SERUM, p.BICARBONATE_SERUM, p.LOAD_DOSE,
)  # fmt: skip
AT_LIMITS: dict[Measurement, tuple[str, ...]] = {
    p.ADJUSTED_CALCIUM: ("1.90", "2.20"), p.CALCIUM_SERUM: ("1.90", "2.00", "2.20"), p.ALBUMIN_SERUM: ("35",), p.PHOSPHATE_SERUM: ("0.80", "1.45"),
}  # fmt: skip


def _far(fact: Measurement, value: Quantity) -> bool:
    """Converting a limit has rounding of its own (2.20 mmol/L is 8.8 mg/dL): stay 2 % away from it."""
    limits = AT_LIMITS.get(fact, ())
    number = value.to(fact.units[0]).value if limits else Decimal(0)
    return all(abs(number - Decimal(limit)) > Decimal(limit) / 50 for limit in limits)


def _kept_together(case: Case) -> tuple[Measurement, ...]:
    """Calcium and albumin keep their units where what they adjust to lies at a limit of its own."""
    calcium, albumin = case.facts.quantity(p.CALCIUM_SERUM), case.facts.quantity(p.ALBUMIN_SERUM)
    if calcium is None or albumin is None:
        return ()
    adjusted = formulas.adjusted_calcium(calcium=calcium, albumin=albumin)
    near = adjusted is not None and not _far(p.ADJUSTED_CALCIUM, adjusted)
    return (p.CALCIUM_SERUM, p.ALBUMIN_SERUM) if near else ()


@check("LAW-UNITS-ALL", "Every other number in another unit gives the same answer.", kind=VARIANTS,
       when=lambda c: any(fact.key in c.facts.values for fact in OTHER_NUMBERS))  # fmt: skip
def law_units_all(case: Case) -> str | None:
    dice, said, kept = dice_of(case), case.facts, _kept_together(case)
    for fact in OTHER_NUMBERS:
        value = None if fact in kept else case.facts.quantity(fact)
        if value is not None and (units := other_units(fact, value)) and _far(fact, value):
            said = knowing(said, (fact, value.to(dice.pick(units))))
    return differences(answer(case), answer(case.asked_of(said)))


@check("LAW-ORDER", "Drugs and answers entered in another order give the same answer.", kind=VARIANTS, when=always)
def law_order(case: Case) -> str | None:
    facts = case.facts
    turned = replace(facts, drugs=facts.drugs[::-1], values=dict(reversed(list(facts.values.items()))))
    return differences(answer(case), answer(case.asked_of(turned)))


@check("LAW-AGAIN", "The same patient gives the same assessment, to the last word.", kind=VARIANTS, when=always)
def law_again(case: Case) -> str | None:
    return None if case.asked_of(case.facts).assessment == case.assessment else "another answer"


@check("LAW-LISTS", "A list asked in full says the same as its noes written out.", kind=VARIANTS,
       when=lambda c: bool({"findings", "conditions"} & c.facts.asked))  # fmt: skip
def law_lists(case: Case) -> str | None:
    said = case.facts
    for name in sorted({"findings", "conditions"} & case.facts.asked):
        said = spelled_out(said, name)
    return differences(answer(case), answer(case.asked_of(said)))


# -- unknown ------------------------------------------------------------------------------------------------

HARMLESS: tuple[tuple[Fact, str, str], ...] = (
    (p.WEIGHT, "70", "kg"), (p.QTC, "420", "ms"), (p.SYSTOLIC_BP, "128", "mmHg"), (p.HEART_RATE, "76", "/min"),
    (p.RESPIRATORY_RATE, "18", "/min"), (p.URINE_OUTPUT, "70", "mL/h"), (p.MAGNESIUM_SERUM, "0.90", "mmol/L"),
    (p.POTASSIUM_SERUM, "4.2", "mmol/L"), (p.SODIUM_SERUM, "140", "mmol/L"), (p.CHLORIDE_SERUM, "102", "mmol/L"),
    (p.BICARBONATE_SERUM, "25", "mmol/L"), (p.PHOSPHATE_SERUM, "1.10", "mmol/L"), (p.ADJUSTED_CALCIUM, "2.35", "mmol/L"),
    (p.EGFR_REPORTED, "95", "mL/min"), (p.GLUCOSE, "5.5", "mmol/L"), (p.ALP, "80", "U/L"),
)  # fmt: skip
HARMLESS_WORDS: tuple[tuple[Fact, object], ...] = (
    (p.AGE, Decimal(18)), (p.PREGNANT, False), (p.LACTATING, False), (p.DIALYSIS, False), (p.AV_BLOCK, Decimal(0)), (p.PACEMAKER, True),
    (p.PATELLAR_REFLEX, "present"), (p.AKI_STAGE, Decimal(0)), (p.TAKEN_DAYS_AGO, Decimal(0)), (p.TUBE, "serum"), (p.HAEMOLYSED, False),
    (p.DRIP_ARM, False), (p.GIVEN_ROUTE, "none"), (p.ORAL_FAILED, False), (p.INTOLERABLE_DIARRHOEA, False), (p.POOR_FOOD_SOURCES, False),
    (p.WEIGHT_LOSS, False), (p.ALCOHOL_CALORIES, False), (p.MAGNESIUM_FREE_NUTRITION, False), (p.NIL_BY_MOUTH, False), (p.COLON_PRESENT, True),
    (p.FAMILY_HISTORY, False), (p.CONSANGUINITY, False),
)  # fmt: skip
ANSWERS: dict[Fact, object] = {
    **{fact: fact.read(number, unit).value for fact, number, unit in HARMLESS},  # type: ignore[attr-defined]
    **dict(HARMLESS_WORDS),
    **dict.fromkeys((*p.FINDINGS.values(), *p.CONDITIONS.values()), False),
}  # fmt: skip
# they say whether a collection was complete, which is the law of collections; calcium for each kg may contradict the
# one for each creatinine; and at refeeding risk the weight may lower a dose in use, which goes on without it
JUDGED_BY_BODY = {
    p.AGE: (p.U24_CREATININE, p.LOAD_URINE_CREATININE),
    p.WEIGHT: (p.U24_CREATININE, p.LOAD_URINE_CREATININE, p.U24_CALCIUM, p.ORAL_DOSE),
}
CERTAINTY = ("none", "presumptive", "probable", "established")


def boldness(case: Case) -> dict[str, Decimal | int]:
    automatic = [item for item in case.plan.recommended if item.automatic and item.dose is not None]
    # a known inherited loss goes to the vein only by a person until danger signs are asked for (TX-SEV-09)
    bound_to_person = inherited(case) and r.severe(case.facts) is not False
    grams = Decimal(0) if bound_to_person and not any(item.automatic for item, _dose in case.by_vein) else case.grams
    return {
        "certainty": CERTAINTY.index(case.assessment.route.certainty), "doses": len(automatic), "grams": grams,
        "mmol by mouth": case.mmol_by_mouth, "adjuncts": len(ADJUNCTS & set(case.items)),
    }  # fmt: skip


def stays_by_mouth(case: Case) -> bool:
    """By TX-SEV-09, as the rule of the path or under one that came after it."""
    return any(row.rule.id == "TX-SEV-09" and row.evidence.truth.name == "MET" for row in case.assessment.trace)


def waits_for_signs(case: Case) -> bool:
    """A known inherited loss whose danger signs are not asked: the infusion (TX-SEV-05, -06) is a person's to decide.

    It stands apart only as long as nothing by vein is automatic.
    """
    by_person = not any(item.automatic for item, _dose in case.by_vein)
    return by_person and inherited(case) and case.plan.path_rule.id in ("TX-SEV-05", "TX-SEV-06")


def bolder(unknown: Case, known: Case) -> str | None:
    """Where the first says more than the second. Rulings 37 (diet) and 54 (inherited) stand apart."""
    one, other = boldness(unknown), boldness(known)
    if one["certainty"] > other["certainty"]:
        return "a more certain route"
    diet = {"P1_DIET_CAUSE"} & {unknown.path, known.path}
    if diet or any(stays_by_mouth(case) for case in (unknown, known)) or waits_for_signs(unknown):
        return None
    if unknown.place is not None and known.place is not None and unknown.place > known.place:
        return f"{unknown.path} above {known.path}"
    return next((f"{name}: {one[name]} for {other[name]}" for name in one if one[name] > other[name]), None)


QUESTIONS_AT_A_TIME = 8


def _questions(facts: Facts) -> list[Fact]:
    """What is answered now."""
    return [fact for fact in ANSWERS if fact.key in facts.values or fact.key.partition(".")[0] in facts.asked]


@check(
    "LAW-UNKNOWN",
    "With an answer unknown the plan is never bolder than with that answer harmless (ruling 8).",
    kind=SERIES,
)
def law_unknown(case: Case) -> str | None:
    dice, questions = dice_of(case), _questions(case.facts)
    for fact in (dice.pick(questions) for _time in range(QUESTIONS_AT_A_TIME if questions else 0)):
        bare = without(case.facts, *JUDGED_BY_BODY.get(fact, ()))
        unknown = case.asked_of(without(bare, fact))
        known = case.asked_of(knowing(without(bare, fact), (fact, ANSWERS[fact])))
        if wrong := bolder(unknown, known) or _lost(unknown, known):
            return f"{fact.label} not known: {wrong}"
    return None


def _lost(unknown: Case, known: Case) -> str | None:
    """A rule met without this answer and open with it: knowing more never turns met into unknown."""
    before, after = (_outcomes(case) for case in (unknown, known))
    lost = [id for id, truth in before.items() if truth == "MET" and after.get(id) == "UNKNOWN"]
    return f"{lost[0]} is met, and open when it is known" if lost else None


def _outcomes(case: Case) -> dict[str, str]:
    """The outcome of each rule that was checked once; a rule with several rows asks several questions."""
    times = Counter(row.rule.id for row in case.assessment.trace)
    return {row.rule.id: row.evidence.truth.name for row in case.assessment.trace if times[row.rule.id] == 1}


@check(
    "LAW-DRUGS-UNKNOWN",
    "Drugs not asked for never make a plan bolder.",
    kind=VARIANTS,
    when=lambda c: "drugs" in c.facts.asked,
)
def law_drugs_unknown(case: Case) -> str | None:
    return bolder(case.asked_of(replace(case.facts, asked=case.facts.asked - {"drugs"})), case)


@check("LAW-BOUND", "A bound is never bolder than the values within it (rulings 3 and 58).", kind=VARIANTS,
       when=lambda c: (v := r.magnesium(c.facts)) is not None and v.comparator == "<")  # fmt: skip
def law_bound(case: Case) -> str | None:
    value = r.magnesium(case.facts)
    assert value is not None
    bare = case.asked_of(
        without(case.facts, *(fact for fact in p.FACTS if fact.path.startswith(("urine_", "loading_test"))))
    )
    for share in ("0.98", "0.8"):
        inside = replace(value, value=value.value * Decimal(share), comparator="")
        exact = bare.asked_of(knowing(bare.facts, (p.MAGNESIUM_SERUM, inside)))
        if exact.plan.path_rule.id == "TX-SEV-09":
            continue
        if bare.place is not None and exact.place is not None and bare.place > exact.place:
            return f"{bare.path} above {exact.path} of {inside.value}"
        if bare.path == exact.path and bare.grams > exact.grams:
            return f"{bare.grams} g above {exact.grams} g of {inside.value}"
    return None


RISING = ("1.1", "1.5", "2.0", "2.1", "3.2", "4.5")


@check("LAW-HIGH", "Above the range a higher magnesium never brings more magnesium.", kind=VARIANTS,
       when=lambda c: r.above(r.magnesium(c.facts), r.HIGH) is True)  # fmt: skip
def law_high(case: Case) -> str | None:
    lower = None
    for number in RISING:
        higher = case.asked_of(knowing(case.facts, (p.MAGNESIUM_SERUM, p.MAGNESIUM_SERUM.read(number, "mmol/L").value)))
        if lower is not None and (higher.grams > lower.grams or higher.mmol_by_mouth > lower.mmol_by_mouth):
            return f"more at {number}"
        lower = higher
    return None


@check("LAW-CITED", "Every rule met names a source.")
def law_cited(case: Case) -> str | None:
    for row in case.assessment.trace:
        if row.evidence.truth.name == "MET" and not row.rule.citations:
            return row.rule.id
    return None
