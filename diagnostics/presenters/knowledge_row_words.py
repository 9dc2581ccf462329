"""The rows of the knowledge tables that carry a rule, in words.

A row of a table that has no words of its own here is said by its label, so that a new table shows up by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from ..clinical.conditions import Threshold
from ..clinical.knowledge.candidates import CANDIDATES, Argument
from ..clinical.knowledge.causes import ConditionCause
from ..clinical.knowledge.codes import Code
from ..clinical.knowledge.contraindications import Stop
from ..clinical.knowledge.drugs import CLASSES, DrugClass
from ..clinical.knowledge.gut import GutCause
from ..clinical.knowledge.limits import DrugLimit
from ..clinical.knowledge.patient import (
    BICARBONATE_SERUM,
    CONDITIONS,
    FINDINGS,
    POTASSIUM_SERUM,
    SPOT_CALCIUM,
    SYSTOLIC_BP,
)
from ..clinical.knowledge.positions import Question
from ..clinical.knowledge.published_limits import PublishedLimit
from ..clinical.knowledge.renal_patterns import RenalPattern
from ..clinical.knowledge.surveillance import Watch
from ..clinical.knowledge.treatment import CONTINUATION, PLANNED, Infusion
from ..clinical.text import Statement
from . import words
from .knowledge_rows import listed_conditions, listed_findings, rows_by_rule
from .knowledge_shapes import RowGroup
from .knowledge_sources import source_numbers
from .knowledge_tables import amount, drug_limit, limit_text, routes
from .wording import Wording, begun

STATES: Mapping[str, str] = {"low": _("low"), "normal": _("normal"), "high": _("high")}
COLUMNS = {
    "potassium": POTASSIUM_SERUM,
    "bicarbonate": BICARBONATE_SERUM,
    "urine_calcium": SPOT_CALCIUM,
    "blood_pressure": SYSTOLIC_BP,
}


def row_groups(rule_id: str, wording: Wording) -> tuple[RowGroup, ...]:
    """The rows of the tables that name a rule, in words, grouped by kind."""
    found: dict[str, dict[str, None]] = {}
    for row in rows_by_rule().get(rule_id, ()):
        if isinstance(row, Threshold):
            continue  # has a section of its own
        said = begun(_row(row, wording))
        if said:
            found.setdefault(ROW_KINDS.get(type(row), OTHER_ROWS), {})[said] = None
    for title, table, listed in (
        (_("Symptoms and signs"), FINDINGS, listed_findings(rule_id)),
        (_("Diseases and events"), CONDITIONS, listed_conditions(rule_id)),
    ):
        if listed:
            found[title] = dict.fromkeys(wording.text(table[code].label) for code in listed)
    return tuple(
        RowGroup(wording.text(title), tuple(lines), "knowledge-drugs" if title == ROW_KINDS[DrugClass] else "")
        for title, lines in found.items()
    )


ROW_KINDS: Mapping[type, str] = {
    DrugClass: _("Classes of drugs"),
    ConditionCause: _("Conditions as causes"),
    Stop: _("Contraindications"),
    Infusion: _("Infusions"),
    DrugLimit: _("Hard limits of the second look"),
    Code: _("What it can lead to"),
    PublishedLimit: _("Published limits"),
    Question: _("What authorities say"),
    Watch: _("When to measure again"),
    RenalPattern: _("Pattern of a renal loss"),
    GutCause: _("Next tests of the gut"),
    Argument: _("Arguments for and against"),
}
OTHER_ROWS = _("Other tables")
# Where a row of a table that is not named above says what it is about.
_NAMES = ("label", "name", "title", "text", "said", "cutoff", "note", "why")


def _row(row: object, wording: Wording) -> str:
    text = wording.text
    match row:
        case DrugClass():
            said = [text(row.label), *([text(words.WEIGHT[row.weight])] if row.weight else [])]
            return ", ".join([*said, *([routes(row.routes, wording)] if row.routes else [])])
        case ConditionCause():
            label = text(CONDITIONS[row.code].label) if row.code in CONDITIONS else words.plain(row.code)
            note = f". {text(row.note)}" if row.note else ""
            return f"{label}: {text(words.WEIGHT[row.weight])}, {routes(row.routes, wording)}{note}"
        case Stop():
            released = text(row.released_by)
            return wording.line(
                _("{stop}; released by: {released}"), stop=_condition(row.when, wording), released=released
            )
        case Infusion():
            return _infusion(row, wording)
        case DrugLimit():
            return drug_limit(row, wording)
        case PublishedLimit():
            return _published(row, wording)
        case GutCause():
            return f"{text(row.label)}: {'; '.join(text(test) for test in row.tests)}"
        case RenalPattern():
            return _pattern(row, wording)
        case Watch():
            return _watch(row, wording)
        case Argument():
            treatment = next(each.label for each in CANDIDATES if each.code == row.candidate)
            return f"{text(treatment)}: {text(row.text)}"
        case Question():
            return "; ".join(text(position.cutoff) for position in row.positions)
    return _any_row(row, wording)


def _published(row: PublishedLimit, wording: Wording) -> str:
    numbers = sorted(each for c in row.citations if (each := source_numbers().get(c.key)))
    said = wording.text(row.cutoff) + (f" [{', '.join(map(str, numbers))}]" if numbers else "")
    return f"{said} ({wording.text(row.note)})" if row.note else said


def _pattern(row: RenalPattern, wording: Wording) -> str:
    """What a pattern expects, the genes behind it, and what can look like it without an inherited cause."""
    text = wording.text
    expected = [
        f"{text(fact.label)}: {' / '.join(text(STATES[state]) for state in getattr(row, column))}"
        for column, fact in COLUMNS.items()
        if getattr(row, column)
    ]
    parts = [text(row.label), *expected]
    if row.genes:
        parts.append(wording.line(_("genes: {genes}"), genes=", ".join(row.genes)))
    if row.acquired:
        parts.append(wording.line(_("acquired: {causes}"), causes=", ".join(_labels(row.acquired, wording))))
    return "; ".join(parts)


def _watch(row: Watch, wording: Wording) -> str:
    """Who is measured again, and when."""
    text = wording.text
    who = [*_labels((*row.classes, *row.conditions), wording), *(text(fact.label) for fact in row.answers)]
    when = [text(phase.said) for phase in row.schedule]
    when += [wording.line(_("after the last dose: {when}"), when=text(phase.said)) for phase in row.after]
    when = when or [text(_("a first magnesium only"))]
    return ": ".join(part for part in (", ".join(who), "; ".join(when)) if part)


def _labels(codes: Iterable[str], wording: Wording) -> list[str]:
    """What classes of drugs and conditions are called."""
    known = {**{code: row.label for code, row in CLASSES.items()}, **{code: f.label for code, f in CONDITIONS.items()}}
    return [wording.text(known[code]) if code in known else wording.value(words.plain(code)) for code in codes]


def _any_row(row: object, wording: Wording) -> str:
    """A row in the words that it has: its label, or else the first of its texts."""
    for name in _NAMES:
        given = getattr(row, name, None)
        if isinstance(given, Statement):
            return wording.say(given)
        if isinstance(given, str) and given:
            return wording.text(given)
    code = getattr(row, "code", "")
    return wording.value(words.plain(code)) if isinstance(code, str) else ""


def _infusion(row: Infusion, wording: Wording) -> str:
    """A row of the dose tables: for whom, how much of which salt, in what and how fast."""
    values = {"grams": wording.sulfate(row.grams), "volume": amount(Decimal(row.volume_ml), "mL", wording)}
    if row.minutes:
        template = _("{grams} magnesium sulfate heptahydrate in {volume} over {time}")
        said = wording.line(template, time=wording.duration(Decimal(row.minutes)), **values)
    else:
        said = wording.line(_("{grams} magnesium sulfate heptahydrate in {volume} as a bolus"), **values)
    said = f"{said}, {wording.text(_('twice'))}" if row.per_day == 2 else said
    whom = _for_whom(row, wording)
    return f"{whom}: {said}" if whom else said


def _for_whom(row: Infusion, wording: Wording) -> str:
    """The kidney band and the severity under which a row stands in its table."""
    for (band, severity), planned in PLANNED.items():
        if planned is row:
            level = wording.text(words.SEVERITY[severity])
            return wording.line(_("eGFR from {band}, {level}"), band=band, level=level)
    for band, continued in CONTINUATION.items():
        if continued is row:
            return wording.line(_("eGFR from {band}"), band=band)
    return ""


def _condition(condition: object, wording: Wording) -> str:
    """What a condition asks, in words: a question, a limit, or some drugs."""
    fact, threshold = getattr(condition, "fact", None), getattr(condition, "threshold", None)
    label, part = getattr(condition, "label", ""), getattr(condition, "part", None)
    if isinstance(threshold, Threshold) and fact is not None:
        unit, value = next(iter(threshold.limits.items()))
        return f"{wording.text(fact.label)} {limit_text(threshold, unit, value, wording)}"
    if label:
        return wording.say(Statement(_("takes {names}"), {"names": label}))
    if part is not None:
        inner = _condition(part, wording)
        return inner if type(condition).__name__ == "IfKnown" else wording.line(_("not: {inner}"), inner=inner)
    if parts := getattr(condition, "parts", ()):
        return " / ".join(_condition(each, wording) for each in parts)
    return wording.text(fact.label) if fact is not None else ""
