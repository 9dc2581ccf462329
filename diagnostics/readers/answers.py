"""Saved answers → Facts. What was written is stored; what it means is read anew each time.

An answer that cannot be read, is unusual and not yet confirmed, or had its unit changed under a standing
number is kept and shown, and stays out of the facts until a person has settled it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..clinical.facts import (
    CONDITIONS,
    DRUGS,
    FINDINGS,
    Count,
    DrugTaken,
    Fact,
    Facts,
    Measurement,
    Reading,
    Refused,
)
from ..clinical.knowledge.codes import CAUSE_CODES
from ..clinical.knowledge.drugs import CLASSES, find_drug
from ..clinical.knowledge.patient import BY_KEY, BY_PATH, KNOWN_CAUSE
from ..clinical.reading import Unreadable, read_number
from ..clinical.text import Statement, _, say
from ..clinical.units import IncompatibleUnits, Quantity, find_unit, round_half_up
from .case_shape import CLASS_PREFIX, DRUG_MONTHS, DRUG_STOPPED
from .doubts import doubts_between
from .groups import GROUPS, SINGLES

GIVEN, NOT_KNOWN = "given", "not_known"
ABSENT = "absent"
CONVERT, MEANT = "convert", "meant"


@dataclass(frozen=True, slots=True)
class Written:
    """The words given to one question.

    `confirmed` says that a person looked at an unusual value once more. `unit_before` is the unit that
    stood beside the same number before another one was chosen; until that is settled the value waits.
    """

    text: str = ""
    unit: str = ""
    state: str = GIVEN
    confirmed: bool = False
    unit_before: str = ""

    @property
    def blank(self) -> bool:
        return self.state == GIVEN and not self.text


Answers = Mapping[str, Written]


@dataclass(slots=True)
class Heard:
    """What the answers say, and what stands in the way of those that could not be used.

    `unusual` holds every doubt, `doubts` those that nobody has confirmed yet.
    """

    facts: Facts = field(default_factory=Facts)
    readings: dict[str, Reading] = field(default_factory=dict)
    refused: dict[str, Statement] = field(default_factory=dict)
    unusual: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    doubts: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    unit_changed: dict[str, tuple[object, object | None]] = field(default_factory=dict)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The keys of the answers that are not used yet."""
        return (*self.refused, *self.doubts, *self.unit_changed)


def hear(answers: Answers, known: Mapping[str, Fact] = BY_KEY) -> Heard:
    """Read the answers of one workup; of a calculator, `known` are the facts that it asks."""
    heard = Heard()
    values: dict[str, object] = {}
    for key, written in answers.items():
        fact = known.get(key)
        if fact is not None and not written.blank and written.state == GIVEN and _hear_one(heard, fact, written):
            values[key] = heard.readings[key].value
    drugs = tuple(_drugs(heard, answers))
    confirmed = _hold_back_doubtful(heard, answers, values)
    asked = _asked(answers, values)
    heard.facts = Facts(values, drugs=drugs, asked=asked, confirmed=confirmed)
    return heard


def _hear_one(heard: Heard, fact: Fact, written: Written) -> bool:
    """Read one answer; whether it has one meaning."""
    if written.unit_before and isinstance(fact, Measurement) and _hear_both(heard, fact, written):
        return False
    try:
        heard.readings[fact.key] = read(fact, written)
    except Refused as problem:
        heard.refused[fact.key] = problem.statement
        return False
    return True


def _hear_both(heard: Heard, fact: Measurement, written: Written) -> bool:
    """After a change of unit under a standing number: note what it was, and what it would be now."""
    try:
        before = fact.read(written.text, written.unit_before).value
    except Refused:
        return False
    try:
        now = fact.read(written.text, written.unit).value
    except Refused:
        now = None
    heard.unit_changed[fact.key] = before, now
    return True


def _hold_back_doubtful(heard: Heard, answers: Answers, values: dict[str, object]) -> frozenset[str]:
    """Take unusual values out until a person has confirmed them; the keys of those confirmed."""
    unusual: dict[str, list[Statement]] = {}
    for key, reading in heard.readings.items():
        unusual.setdefault(key, []).extend(statement for _code, statement in reading.doubts)
    for doubt in doubts_between(Facts(values)):
        fact = BY_PATH.get(doubt.path)
        if isinstance(fact, Measurement):
            unusual.setdefault(fact.key, []).append(doubt.statement)
    heard.unusual = {key: tuple(statements) for key, statements in unusual.items() if statements}
    heard.doubts = {key: statements for key, statements in heard.unusual.items() if not answers[key].confirmed}
    for key in heard.doubts:
        values.pop(key, None)
    return frozenset(key for key in heard.unusual if key in values)


def read(fact: Fact, written: Written) -> Reading:
    """Read one answer as its fact understands it. Raises Refused."""
    if isinstance(fact, Measurement):
        return fact.read(written.text, written.unit)
    if fact is KNOWN_CAUSE and written.text in CAUSE_CODES:
        return Reading(written.text)
    reading: Reading = fact.read(written.text)  # type: ignore[attr-defined]
    return reading


# -- findings and conditions ------------------------------------------------------------------------------


def _asked(answers: Answers, values: dict[str, object]) -> frozenset[str]:
    """Answer no for what was asked and not ticked; the lists that were asked in full."""
    complete = {FINDINGS: True, CONDITIONS: True}
    for group in GROUPS:
        if answers.get(group.rest, Written()).text == ABSENT:
            for code in group.codes:
                values.setdefault(f"{group.of}.{code}", False)
        else:
            complete[group.of] = False
    for key in SINGLES:
        if not isinstance(values.get(key), bool):
            complete[key.partition(".")[0]] = False
    asked = {name for name, whole in complete.items() if whole}
    if answers.get(f"asked.{DRUGS}", Written()).text == ABSENT:
        asked.add(DRUGS)
    return frozenset(asked)


# -- drugs ------------------------------------------------------------------------------------------------


def drug_rows(answers: Answers) -> tuple[int, ...]:
    """The numbers of the rows in which something about a drug was written."""
    rows = {
        int(key.split(".")[1]) for key, written in answers.items() if key.startswith("drugs.") and not written.blank
    }
    return tuple(sorted(rows))


def _drugs(heard: Heard, answers: Answers) -> Iterator[DrugTaken]:
    for row in drug_rows(answers):
        name = answers.get(f"drugs.{row}.name", Written()).text.strip()
        if not name:
            heard.refused[f"drugs.{row}.name"] = say(_("Name the drug, or empty its row."))
            continue
        taken = _drug(name)
        yield replace(
            taken,
            months=_number(heard, answers, f"drugs.{row}.months", DRUG_MONTHS),
            stopped_days_ago=_number(heard, answers, f"drugs.{row}.stopped_days_ago", DRUG_STOPPED),
            can_stop={"yes": True, "no": False}.get(answers.get(f"drugs.{row}.can_stop", Written()).text),
        )


def _drug(name: str) -> DrugTaken:
    """The drug or class as the knowledge holds it, or by its name alone."""
    code = drug_class(name)
    if code:
        return DrugTaken(name, "", frozenset((code,)))
    known = find_drug(name)
    return DrugTaken(name, known.key, frozenset(known.classes)) if known else DrugTaken(name, "", frozenset())


def drug_class(name: str) -> str:
    """The code of the class that `name` is, written as `class:thiazide` or by its label; else an empty text."""
    typed = name.strip().lower()
    word = typed.removeprefix(CLASS_PREFIX).strip()
    if word in CLASSES and word != typed:
        return word
    return "" if find_drug(name) else _CLASS_BY_LABEL.get(word, "")


_CLASS_BY_LABEL = {each.label.lower(): each.code for each in CLASSES.values()}


def _number(heard: Heard, answers: Answers, key: str, fact: Count) -> Decimal | None:
    """A plain number in a row of drugs; a problem is noted under `key`."""
    written = answers.get(key, Written())
    if written.blank:
        return None
    try:
        value = fact.read(written.text).value
    except Refused as problem:
        heard.refused[key] = problem.statement
        return None
    return value if isinstance(value, Decimal) else None


# -- what changes when an answer is written anew ----------------------------------------------------------


def settle(key: str, before: Written, now: Written, choice: str = "") -> Written:
    """What to store when `now` was written where `before` stood.

    Splits a pasted unit from its number. A unit changed under a standing number is remembered until
    `choice` says whether to convert the number (CONVERT) or to keep it (MEANT).
    """
    fact = BY_KEY.get(key)
    if isinstance(fact, Measurement):
        now = _pasted_unit_apart(fact, now)
        now = _after_change_of_unit(fact, before, now, choice)
    if now.confirmed and (now.text, now.unit) != (before.text, before.unit):
        return replace(now, confirmed=False)  # the tick was for another value
    return now


def _pasted_unit_apart(fact: Measurement, now: Written) -> Written:
    """`1,7 mg/dL` fills both boxes, if no other unit was chosen."""
    try:
        parsed = read_number(now.text, signed=fact.signed)
    except Unreadable:
        return now
    unit = find_unit(parsed.unit_text) if parsed.unit_text else None
    if unit is None or unit not in fact.units or now.unit not in ("", unit.symbol):
        return now
    number = now.text.strip()[: now.text.strip().rindex(parsed.unit_text)].strip()
    return replace(now, text=number, unit=unit.symbol)


def _after_change_of_unit(fact: Measurement, before: Written, now: Written, choice: str) -> Written:
    started = before.unit_before or before.unit
    if not (started and now.unit and now.text) or now.text != before.text or now.unit == started:
        return replace(now, unit_before="")
    if choice == MEANT:
        return replace(now, unit_before="")
    if choice == CONVERT:
        return replace(now, text=_converted(fact, now, started), unit_before="")
    return replace(now, unit_before=started)


def _converted(fact: Measurement, now: Written, unit_before: str) -> str:
    """The number in the new unit, to three significant digits."""
    try:
        value = fact.read(now.text, unit_before).value
        assert isinstance(value, Quantity)
        return value.comparator + three_digits(value.to(fact.unit(now.unit)).value)
    except (Refused, IncompatibleUnits):
        return now.text


def three_digits(value: Decimal) -> str:
    """A number rounded to three significant digits; whole when it has more than three before the point."""
    if not value:
        return "0"
    text = f"{round_half_up(value, max(0, 2 - value.adjusted())):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
