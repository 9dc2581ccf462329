"""The quick calculators: what each asks, and the engine's answer as lines. They decide nothing and store nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment, Calculated
from ..clinical.facts import Fact, Facts
from ..clinical.knowledge import calculator as c
from ..clinical.knowledge import patient as p
from ..clinical.knowledge.published_limits import FEMG, PUBLISHED_LIMITS, RETENTION, U24
from . import words
from .knowledge import lines as rule_lines
from .knowledge_shapes import RuleLine
from .record import Record
from .wording import Wording, begun

SHOWN_OUTCOMES = ("met", "unknown")


@dataclass(frozen=True, slots=True)
class Calculator:
    """One calculator.

    `facts` are measured, `more` help to judge the result; of each of `needs` one must be known. `results` are
    names of computed values, `about` an index with published limits, `rules` the ids on the page, and
    `also` further rules whose findings are shown. `for_patient`: its values fit a workup.
    """

    key: str
    title: str
    lead: str
    facts: tuple[Fact, ...]
    rules: tuple[str, ...]
    needs: tuple[tuple[Fact, ...], ...]
    more: tuple[Fact, ...] = ()
    results: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    about: str = ""
    for_patient: bool = True

    @property
    def asked(self) -> tuple[Fact, ...]:
        return (*self.facts, *self.more)


_WHO = (p.AGE, p.SEX)
_EGFR = ("DX-EGFR-01", "DX-EGFR-02", "DX-EGFR-03")
_GIVEN = (p.GIVEN_ROUTE, p.GIVEN_HOURS_AGO)

CALCULATORS: dict[str, Calculator] = {
    each.key: each
    for each in (
        Calculator(
            "femg", _("Fractional excretion of magnesium"),
            _("Is magnesium lost by the kidney? From one spot of urine and a blood sample of the same time."),
            (p.MAGNESIUM_SERUM, p.IONISED_MAGNESIUM, p.CREATININE_SERUM, p.SPOT_MAGNESIUM, p.SPOT_CREATININE),
            tuple(f"DX-FEMG-0{number}" for number in range(1, 10)),
            ((p.MAGNESIUM_SERUM, p.IONISED_MAGNESIUM), (p.CREATININE_SERUM,), (p.SPOT_MAGNESIUM,), (p.SPOT_CREATININE,)),
            (*_WHO, p.IONISED_LOW, *_GIVEN), ("femg", "egfr"), (*_EGFR, "RUL-10", "RUL-13"), FEMG,
        ),
        Calculator(
            "urine-24h", _("24-hour urine magnesium"),
            _("How much magnesium is in the urine of a day, and was the collection complete?"),
            (p.U24_VOLUME, p.U24_DURATION, p.U24_MAGNESIUM, p.U24_CREATININE, *_WHO, p.WEIGHT, p.HEIGHT),
            tuple(f"DX-U24-0{number}" for number in range(9)), ((p.U24_MAGNESIUM,),),
            (p.MAGNESIUM_SERUM, p.CREATININE_SERUM, *_GIVEN), ("urine_magnesium_24h", "collection_adequacy", "egfr"),
            (*_EGFR, "RUL-10", "RUL-13", "RUL-14", "DX-POP-09"), U24,
        ),
        Calculator(
            "loading-test", _("Retention in the magnesium loading test"),
            _("How much of the infused magnesium stayed in the body, and was the collection complete?"),
            (
                p.PROTOCOL, p.LOAD_DOSE, p.LOAD_URINE_MAGNESIUM, p.LOAD_URINE_CREATININE, p.LOAD_BASELINE_RATIO,
                p.LOAD_BASELINE_MAGNESIUM,
            ),
            tuple(f"DX-MLT-0{number}" for number in range(1, 9)), ((p.LOAD_DOSE, p.PROTOCOL), (p.LOAD_URINE_MAGNESIUM,)),
            (*_WHO, p.WEIGHT, p.HEIGHT, p.CREATININE_SERUM),
            ("loading_test_retention", "loading_collection_adequacy", "egfr"),
            (*_EGFR, "DX-U24-03", "RUL-62", "DX-POP-05"), RETENTION,
        ),
        Calculator(
            "egfr", _("eGFR (CKD-EPI 2021)"), _("Estimated glomerular filtration from creatinine, age and sex."),
            (p.CREATININE_SERUM, *_WHO), _EGFR, ((p.CREATININE_SERUM,), (p.AGE,)),
            results=("egfr",),
        ),
        Calculator(
            "dose-converter", _("Converter of magnesium amounts"),
            _("One amount in g of magnesium sulfate heptahydrate, mmol, mEq, mg of magnesium and mL of a solution."),
            (c.AMOUNT, c.CONCENTRATION), ("DX-UNIT-07", "TX-IV-02", "TX-INV-16", "TX-INV-20", "TX-INV-27", "TX-PO-03", "TX-PO-05", "TX-INV-25"), ((c.AMOUNT,),),
            for_patient=False,
        ),
        Calculator(
            "oral-products", _("Oral products compared"),
            _("What one tablet or sachet holds, and how many in a day come to an amount that was decided on elsewhere."),
            (c.WANTED, c.CONTENT), ("TX-PO-03", "TX-PO-04", "TX-PO-05", "RUL-47", "TX-INV-27"), ((c.WANTED, c.CONTENT),),
            for_patient=False,
        ),
    )
}  # fmt: skip
KNOWN: dict[str, Fact] = {**p.BY_KEY, **c.CALCULATOR_FACTS}


# --- the view-model ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One result: what it is, its value, its class in words, the formula with the numbers put in, and remarks."""

    label: str
    value: str
    grade: str = ""
    formula: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """A sentence with a tone: `key` is warning, critical or info."""

    key: str
    text: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule that spoke, with what it said of these values."""

    rule: str
    text: str
    word: str
    mark: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a calculator says. `needs` are the labels of what is still missing; `head` and `rows` are a table."""

    lines: tuple[Line, ...] = ()
    alerts: tuple[Alert, ...] = ()
    applied: tuple[Applied, ...] = ()
    needs: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.lines or self.rows)


NOT_ANY = _(
    "No value follows from these numbers: bounds such as “<” and “>” that pull in both directions, or an age under 18 years."
)


def missing(calculator: Calculator, facts: Facts, wording: Wording) -> tuple[str, ...]:
    """The labels of what is still needed; alternatives are joined by "or"."""
    either = f" {wording.text(_('or'))} "
    return tuple(
        either.join(wording.text(fact.label) for fact in ways)
        for ways in calculator.needs
        if not any(fact.key in facts.values for fact in ways)
    )


# --- what the engine computed of a patient --------------------------------------------------------------------


def of_patient(
    calculator: Calculator, assessment: Assessment, wording: Wording, ionised: Calculated | None = None
) -> Answer:
    """The engine's values and findings; `ionised` is the FEMg by ionised magnesium where both were measured."""
    record = Record(assessment, wording)
    lines = [
        _line(record, name, assessment.computed[name], ionised is not None)
        for name in calculator.results
        if name in assessment.computed and _says_something(assessment.computed[name])
    ]
    if ionised is not None and ionised.value is not None:
        lines.insert(1, _line(record, "femg_ionised", ionised, True))
    if LOAD_ADEQUACY in calculator.results:
        lines += _load_adequacy(assessment, record)
    needs = missing(calculator, assessment.facts, wording)
    alerts = [Alert("warning", begun(wording.say(reason.text)), reason.rule.id) for reason in assessment.scope.reasons]
    main = assessment.computed.get(calculator.results[0])
    if not needs and (main is None or main.value is None):
        alerts.append(Alert("warning", wording.text(NOT_ANY)))
    return Answer(tuple(lines), tuple(alerts), tuple(_applied(calculator, assessment, record)), needs)


def _says_something(calculated: Calculated) -> bool:
    return calculated.value is not None or bool(calculated.notes)


LABELS = {
    "femg_total": _("FEMg by total magnesium"),
    "femg_ionised": _("FEMg by ionised magnesium"),
}


def _line(record: Record, name: str, calculated: Calculated, both: bool) -> Line:
    shown = record.calculation(name, calculated)
    key = "femg_total" if name == "femg" and both else name
    label = record.text(LABELS[key]) if key in LABELS else record.named(words.COMPUTED, name)
    return Line(label, shown.result, shown.grade, shown.formula, tuple(map(begun, shown.notes)))


LOAD_ADEQUACY = "loading_collection_adequacy"


def _load_adequacy(assessment: Assessment, record: Record) -> Iterator[Line]:
    """How complete the collection after the load was: the engine says it as a finding only."""
    for finding in assessment.trace:
        said = finding.evidence.statement
        if finding.rule.id == "DX-U24-03" and "ratio" in said.values and p.U24_CREATININE.key not in assessment.facts:
            ratio = record.wording.value(said.values["ratio"])
            yield Line(record.named(words.COMPUTED, LOAD_ADEQUACY), ratio, formula=record.say(said))


def _applied(calculator: Calculator, assessment: Assessment, record: Record) -> Iterator[Applied]:
    shown = {*calculator.rules, *calculator.also}
    seen: set[tuple[str, str]] = set()
    for finding in assessment.trace:
        if finding.rule.id not in shown:
            continue
        row = record.trace_row(finding)
        if row.outcome in SHOWN_OUTCOMES and (row.rule, row.text) not in seen:
            seen.add((row.rule, row.text))
            yield Applied(row.rule, begun(row.text or row.title), row.word, "" if row.verified else record.mark)


# --- what stands around the answer ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Published:
    """A published limit: what it says, whose it is, what is said against it, and the rule."""

    cutoff: str
    whose: tuple[tuple[str, str], ...]
    note: str
    rule: str
    used: bool


def published(calculator: Calculator, wording: Wording) -> tuple[Published, ...]:
    """Every published limit of the index, the one that is used here first."""
    return tuple(
        Published(
            begun(wording.text(row.cutoff)), tuple((wording.text(each.text), each.link) for each in row.citations),
            wording.text(row.note), row.rule, not row.instead,
        )
        for row in PUBLISHED_LIMITS
        if calculator.about and row.about == calculator.about
    )  # fmt: skip


def rules_of(calculator: Calculator, language: str) -> tuple[RuleLine, ...]:
    """The rules behind a calculator, as lines of the knowledge browser."""
    known = rule_lines(language)
    return tuple(known[rule_id] for rule_id in calculator.rules)
