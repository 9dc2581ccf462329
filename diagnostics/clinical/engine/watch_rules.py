"""The rules of surveillance one by one (DX-SUR-01 to -18): those that need only their row, and those that ask more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..assessment import Surveillance
from ..evidence import Truth
from ..facts import CONDITIONS as CONDITION_LIST
from ..facts import DRUGS as DRUG_LIST
from ..facts import DrugTaken
from ..knowledge import surveillance as k
from ..knowledge import thresholds as t
from ..knowledge.causes import CONDITION_CAUSES
from ..knowledge.drugs import CLASSES, shown_name
from ..knowledge.patient import (
    AGE,
    CONDITIONS,
    CREATININE_SERUM,
    FINDINGS,
    PHOSPHATE_SERUM,
    POTASSIUM_SERUM,
    QTC,
    SETTING,
    SODIUM_SERUM,
)
from ..knowledge.rulebook import rule
from ..text import Statement, _, say
from .calculations import Calcium, Kidney
from .inquiry import Inquiry
from .watching import Ground, Past, Watched, due_line, grounds, lowers_magnesium

URGENCIES = ("emergency", "urgent", "same_day", "routine")


def keep_measuring(
    inquiry: Inquiry,
    past: tuple[Past, ...],
    *,
    kidney: Kidney,
    calcium: Calcium,
    admitted_days_ago: int | None = None,
) -> tuple[Surveillance, ...]:
    """The lines of all rules that apply, in days from the day asked about; those due first stand first."""
    patient = Watched(inquiry, past, kidney, calcium, admitted_days_ago)
    found: dict[str, list[Surveillance]] = {}
    for ask in _QUESTIONS:
        for line in ask(patient):
            found.setdefault(line.rule.id, []).append(line)
    lines = (_strictest(each) for each in found.values())
    return tuple(sorted(lines, key=lambda line: (line.due_in_days or 0, line.rule.id)))


def _strictest(lines: list[Surveillance]) -> Surveillance:
    """One line for a rule: the earliest, with all grounds, and the gravest urgency."""
    if len(lines) == 1:
        return lines[0]
    first = min(lines, key=lambda line: (line.due_in_days or 0, line.latest_days or 0, str(line.ground)))
    grounds_of_all = sorted({str(line.ground): line.ground for line in lines}.items())
    return replace(
        first,
        ground=first.ground if len(grounds_of_all) == 1 else say("{all}", all=tuple(g for _key, g in grounds_of_all)),
        urgency=min((line.urgency for line in lines), key=URGENCIES.index),
        missing=tuple(dict.fromkeys(key for line in lines for key in line.missing)),
    )


def _by_the_table(p: Watched) -> Iterable[Surveillance]:
    """The rows that need nothing but their ground and their schedule."""
    for row in k.WATCHES:
        if row.rule not in _OWN:
            for ground in grounds(row, p):
                line = due_line(row, p, ground)
                if line:
                    yield line


def _proton_pump_inhibitor(p: Watched) -> Iterable[Surveillance]:
    """DX-SUR-01: a matter of course beside digoxin, a diuretic or another drug that lowers magnesium."""
    others = [d for d in p.facts.drugs if not d.classes.intersection(k.PPI.classes)]
    risky = sorted(
        (d for d in others if (d.acts and d.classes.intersection(k.WITH_PPI)) or lowers_magnesium(d)),
        key=lambda drug: drug.name,
    )
    # a combined product brings its partner itself
    both = [d for d in p.facts.drugs if d.acts and d.classes.intersection(k.PPI.classes) and _has_partner(d)]
    open_keys = (DRUG_LIST,) if p.drugs_open and not (risky or both) else ()
    frequent, missing = _shorter_interval(p)
    for ground in grounds(k.PPI, p):
        line = due_line(k.PPI, p, ground, k.PPI.frequent if frequent else k.PPI.schedule)
        if line:
            yield replace(
                line,
                ground=_with_partners(ground, tuple(shown_name(drug.name) for drug in risky[:3])),
                optional=not (risky or both or open_keys),
                missing=tuple(dict.fromkeys((*open_keys, *missing))),
            )


def _with_partners(ground: Ground, others: tuple[str, ...]) -> Statement:
    """The inhibitor, the condition where its duration is short or not known, and what else lowers magnesium."""
    months = ground.drug.months if ground.drug else None
    long_term = months is not None and months >= k.LONG_TERM_MONTHS
    said = say("{ppi}" if long_term else _("{ppi}, if for 3 months or longer"), ppi=ground.name)
    return say(_("{ppi} with {others}"), ppi=said, others=others) if others else said


def _has_partner(drug: DrugTaken) -> bool:
    rest = replace(drug, drug="", classes=drug.classes.difference(k.PPI.classes))
    return bool(rest.classes.intersection(k.WITH_PPI)) or lowers_magnesium(rest)


def _shorter_interval(p: Watched) -> tuple[bool, tuple[str, ...]]:
    """Whether every 6 months holds: with a diuretic or digoxin, from 65 years, eGFR below 60, or one of them open."""
    age = p.facts.number(AGE)
    known = (
        p.inquiry.takes(*k.WITH_PPI),
        age is not None and age >= k.OLDER_FROM_YEARS,
        p.kidney.reduced,
    )
    if any(known):
        return True, ()
    asked = (
        (DRUG_LIST, p.drugs_open),
        (AGE.key, age is None),
        (CREATININE_SERUM.key, p.kidney.band == "unknown"),
    )
    missing = tuple(key for key, is_open in asked if is_open)
    return bool(missing), missing


def _diuretic(p: Watched) -> Iterable[Surveillance]:
    """DX-SUR-02: with each potassium check while potassium is low."""
    low = p.inquiry.passes(POTASSIUM_SERUM, t.K_LOW) is Truth.MET
    for ground in grounds(k.DIURETIC, p):
        line = due_line(k.DIURETIC, p, ground)
        if line and low:
            said = say(_("{when}, and with each potassium check while potassium is low"), when=line.when)
            due = 0 if p.last is None or p.last > p.sample_days else line.due_in_days
            line = replace(line, when=said, due_in_days=min(due or 0, line.due_in_days or 0))
        if line:
            yield line


def _cisplatin(p: Watched) -> Iterable[Surveillance]:
    """DX-SUR-03: after the year that follows the last dose only while the last magnesium is low, or not known."""
    for ground in grounds(k.CISPLATIN, p):
        over = ground.stopped is not None and p.last is not None and ground.stopped - p.last >= k.YEAR
        line = None if over else due_line(k.CISPLATIN, p, ground)
        if over and p.last is not None and not p.not_low(p.past[0]):
            line = due_line(replace(k.CISPLATIN, after=(k.CISPLATIN_WHILE_LOW,)), p, ground)
        if line:
            yield line


def _other_anticancer(p: Watched) -> Iterable[Surveillance]:
    """DX-SUR-04: each cycle only with another risk, a drug or a condition."""
    for row in k.OTHER_ANTICANCER:
        for ground in grounds(row, p):
            drug = any(lowers_magnesium(d) for d in p.facts.drugs if d is not ground.drug)
            condition = any(p.inquiry.condition(c.code) for c in CONDITION_CAUSES if c.weight in ("strong", "moderate"))
            missing = () if drug or condition else _open_lists(p)
            line = due_line(row, p, ground, row.frequent if drug or condition or missing else ())
            if line:
                yield replace(line, missing=missing)


def _open_lists(p: Watched) -> tuple[str, ...]:
    return tuple(name for name in (DRUG_LIST, CONDITION_LIST) if name not in p.facts.asked)


def _diabetes(p: Watched) -> Iterable[Surveillance]:
    """DX-SUR-09; a diabetes of unknown type may be type 2."""
    row = next(row for row in k.WATCHES if row.rule == "DX-SUR-09")
    known = p.inquiry.condition("type_2_diabetes")
    for ground in grounds(row, p):
        line = due_line(row, p, ground)
        if line:
            yield replace(line, missing=() if known else (CONDITIONS["type_2_diabetes"].key,))


def _alcohol(p: Watched) -> Iterable[Surveillance]:
    """DX-SUR-10: on admission, then daily for 3 days if low; of an outpatient only a first magnesium."""
    outpatient = p.facts.word(SETTING) in ("clinic", "community")
    run = 0
    while run < len(p.past) and not p.not_low(p.past[run]):
        run += 1
    for ground in grounds(k.ALCOHOL, p):
        line = due_line(k.ALCOHOL, p, ground)
        if line is None:
            continue
        first_low = p.past[run - 1].days_ago if run else 0
        if p.last is None or (not outpatient and _admission_open(p, p.last)):
            yield replace(line, basis="baseline", due_in_days=0, every_days=None, latest_days=None)
        elif run and not outpatient and first_low - p.last < k.DAYS_WHILE_LOW:
            yield line


def _admission_open(p: Watched, last: int) -> bool:
    """No magnesium since the admission; where its day is not known, no current one (ruling 40)."""
    return last > (k.CURRENT_DAYS if p.admitted_days_ago is None else p.admitted_days_ago)


def _older(p: Watched) -> Iterable[Surveillance]:
    """DX-SUR-17: from 65 years in primary care; a setting that is not known may be that."""
    age, setting = p.facts.number(AGE), p.facts.word(SETTING)
    if age is not None and age >= k.OLDER_FROM_YEARS and setting in (None, "community"):
        said = _("Age 65 or above, in primary care") if setting else _("Age 65 or above, if in primary care")
        line = due_line(k.OLDER, p, Ground(said))
        if line:
            yield replace(line, missing=() if setting else (SETTING.key,))


def _reflex(p: Watched) -> Iterable[Surveillance]:
    """DX-SUR-16: now, unless a magnesium at least as new as the sign is on file. Parathyroid hormone has no limit
    of its own in the rulings, so a low one is not judged; its low calcium is."""
    facts, inquiry = p.facts, p.inquiry
    signs = [(FINDINGS[code].label, word, code) for code, word in k.REFLEX_FINDINGS.items() if inquiry.finding(code)]
    signs += [(CLASSES[code].label, word, code) for code, word in k.REFLEX_DRUGS.items() if inquiry.takes(code)]
    values = (
        (_("Low potassium"), inquiry.passes(POTASSIUM_SERUM, t.K_LOW)),
        (_("Low calcium"), p.calcium.low),
        (_("Low phosphate"), inquiry.passes(PHOSPHATE_SERUM, t.PHOSPHATE_LOW)),
        (_("Low sodium"), inquiry.passes(SODIUM_SERUM, t.NA_LOW)),
        (_("QTc above 470 ms"), k.QTC_470.holds(facts.quantity(QTC))),
    )
    signs += [(label, "same_day", "") for label, truth in values if truth is Truth.MET]
    waiting = [sign for sign in signs if not _answered(p, sign[2])]
    if waiting:
        yield Surveillance(
            rule("DX-SUR-16"),
            say("{signs}", signs=tuple(label for label, _word, _code in waiting)),
            say(k.NOW),
            0,
            None,
            None,
            "reflex",
            min((word for _label, word, _code in waiting), key=URGENCIES.index),
        )


def _answered(p: Watched, code: str) -> bool:
    if p.last is None:
        return False
    return p.last <= (max(k.CURRENT_DAYS, p.sample_days) if code in k.UNDATED else p.sample_days)


_OWN = frozenset({"DX-SUR-01", "DX-SUR-02", "DX-SUR-03", "DX-SUR-04", "DX-SUR-09"})
_QUESTIONS: tuple[Callable[[Watched], Iterable[Surveillance]], ...] = (
    _by_the_table,
    _proton_pump_inhibitor,
    _diuretic,
    _cisplatin,
    _other_anticancer,
    _diabetes,
    _alcohol,
    _older,
    _reflex,
)
