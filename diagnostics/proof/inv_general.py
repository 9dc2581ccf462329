"""TX-INV-60 to -72: claims, rechecks, reasons, spacing, products, order and wording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from ..clinical.knowledge import patient as p
from ..clinical.knowledge.drugs import DRUGS
from . import reading as r
from .case import CARDS, LOADS, ORDER, Case, item_words, words
from .change import knowing, without
from .checks import OUTPUT, SERIES, check
from .inv_amount import URINE_TESTS

UNTREATED = ("multiple_sclerosis", "rheumatoid_arthritis", "systemic_lupus", "osteoporosis")
NAMES = ("multiple sclerosis", "rheumatoid", "lupus", "autoimmune", "osteoporosis")


def _in_range(case: Case) -> bool:
    high = r.above(r.magnesium(case.facts), r.HIGH)
    return case.low is False and high is False and not r.card_rhythm(case.facts)


@check("TX-INV-60", "No supplement for magnesium in range; no claim that it treats MS, RA, SLE or osteoporosis.",
       when=lambda c: _in_range(c) or r.yes(c.facts, *UNTREATED))  # fmt: skip
def tx_inv_60(case: Case) -> str | None:
    supplements = [item.code for item, _dose in case.by_mouth if item.automatic and item.rule.id != "TX-PO-11"]
    if _in_range(case) and supplements:
        return supplements[0]
    items = (item_words(item) for item in case.plan.recommended if item.code != "CULPRIT_REVIEW")  # treats a cause
    for said in (*items, *(words(w.text) for w in case.assessment.warnings)):
        lowered = said.lower()
        if any(name in lowered for name in NAMES) and "not" not in lowered and "no proven" not in lowered:
            denies = "keep magnesium in the normal range" in lowered
            if not denies and ("treat" in lowered or "cure" in lowered or "helps" in lowered):
                return said
    return None


@check(
    "TX-INV-61", "Every plan above P0 has a recheck; P4 and above within 24 hours.", when=lambda c: c.path != "P0_NONE"
)
def tx_inv_61(case: Case) -> str | None:
    recheck = case.plan.recheck
    if recheck is None:
        return "no recheck"
    if case.path in (*ORDER[4:], "PT_TOXICITY") and recheck.within_hours > 24:
        return f"in {recheck.within_hours} h"
    return None if recheck.within_hours > 0 else "a recheck in no time"


@check(
    "TX-INV-62",
    "Every withheld item shows a reason code and what would release it.",
    when=lambda c: bool(c.plan.withheld),
)
def tx_inv_62(case: Case) -> str | None:
    for entry in case.plan.withheld:
        if not entry.because:
            return f"{entry.code}: no reason"
        for reason in entry.because:
            released = reason.released_by is not None and words(reason.released_by).strip()
            if not reason.kind or not words(reason.text).strip() or not released:
                return f"{entry.code}: {reason.rule.id} without reason or release"
    return None


BINDING = (
    "tetracycline", "quinolone", "iron", "penicillamine", "nitrofurantoin", "nitroxoline", "eltrombopag", "levothyroxine", "mycophenolate",
)  # fmt: skip


def _bound(case: Case) -> list[str]:
    """Keys of drugs of TX-PO-09 that are swallowed now."""
    return [drug.drug for drug in case.facts.drugs if drug.acts and drug.drug and drug.classes & set(BINDING)
            and "not_by_mouth" not in DRUGS[drug.drug].flags]  # fmt: skip


@check("TX-INV-63", "Drugs that bind: a timetable; raltegravir: no automatic oral magnesium.",
       when=lambda c: (bool(c.by_mouth) and bool(_bound(c))) or r.takes_drug(c.facts, "raltegravir"))  # fmt: skip
def tx_inv_63(case: Case) -> str | None:
    if r.takes_drug(case.facts, "raltegravir") and case.by_mouth:
        return f"{case.by_mouth[0][0].code} with raltegravir"
    if not case.by_mouth:
        return None
    spaced = " ".join(row.drug.lower() for row in case.plan.spacing)
    missing = [key for key in _bound(case) if DRUGS[key].label.lower() not in spaced]
    if missing or "SPACING_TABLE" not in case.items:
        return f"no time for {', '.join(missing) or 'anything'}"
    return None


def _offered(case: Case) -> Iterable[tuple[str, str]]:
    """Code and words of each oral dose, without the lines that say what not to take."""
    for item, dose in case.by_mouth:
        details = (words(each) for each in item.details)
        kept = [line for line in details if not line.startswith(("Not ", "No ", "Oxide, hydroxide"))]
        yield item.code, words(dose.drug, item.text, *kept).lower()


def _no_glycerophosphate(case: Case) -> bool:
    phosphate = r.above(case.facts.quantity(p.PHOSPHATE_SERUM), {"mmol/L": "1.45"})
    return phosphate is True or case.floor != 60 or r.yes(case.facts, "phenylketonuria")


@check("TX-INV-64", "No glycerophosphate with high phosphate, eGFR below 60 or phenylketonuria.",
       when=lambda c: bool(c.by_mouth) and _no_glycerophosphate(c))  # fmt: skip
def tx_inv_64(case: Case) -> str | None:
    wrong = [code for code, offered in _offered(case) if "glycerophosphate" in offered]
    return wrong[0] if wrong else None


def _slow_or_blocked(case: Case) -> bool:
    degree = case.facts.number(p.AV_BLOCK)
    slow = r.below(case.facts.quantity(p.HEART_RATE), {"/min": "40"}) is True or r.yes(case.facts, "bradycardia")
    return bool(degree) or slow


@check("TX-INV-65", "No aspartate sachet with AV block or bradycardia; no oral magnesium with bowel obstruction.",
       when=lambda c: (bool(c.by_mouth) and _slow_or_blocked(c)) or r.yes(c.facts, "bowel_obstruction"))  # fmt: skip
def tx_inv_65(case: Case) -> str | None:
    if r.yes(case.facts, "bowel_obstruction") and case.by_mouth:
        return "by mouth with bowel obstruction"
    wrong = [code for code, offered in _offered(case) if _slow_or_blocked(case) and "aspartate" in offered]
    return wrong[0] if wrong else None


OWNED = (
    "platinum", "anti_egfr_antibody", "other_anticancer", "calcineurin_inhibitor", "mtor_inhibitor", "integrase_inhibitor",
    "aminoglycoside", "amphotericin_b", "foscarnet", "pentamidine", "quinolone", "tetracycline", "digoxin", "antiarrhythmic",
)  # fmt: skip


@check("TX-INV-66", "No automatic stop of cytotoxic, antirejection, antiretroviral, anti-infective or cardiac drugs.",
       when=lambda c: r.takes(c.facts, OWNED))  # fmt: skip
def tx_inv_66(case: Case) -> str | None:
    mine = {drug.name.lower() for drug in case.facts.drugs if drug.classes & set(OWNED)}
    mine |= {DRUGS[drug.drug].label.lower() for drug in case.facts.drugs if drug.drug and drug.classes & set(OWNED)}
    for item in case.plan.recommended:
        for said in (item.text, *item.details):
            told = words(said).lower()
            if told.startswith(("stop ", "hold ")) and any(name in told for name in mine):
                return f"{item.code}: {told}"
    return None


# oliguria is no sign of lost magnesium: it takes their meaning from urine tests, and so may turn the route
SIGNS = tuple(code for code in p.FINDINGS if code != "oliguria")


@check(
    "TX-INV-67",
    "A symptom can only raise the path.",
    kind=SERIES,
    when=lambda c: c.place is not None and c.low is True,
)
def tx_inv_67(case: Case) -> str | None:
    """PX and PT stand outside. Each sign that is not there is tried, a dozen of them for each patient."""
    start = len(case.facts.values) % 5
    for code in SIGNS[start::5]:
        fact = p.FINDINGS[code]
        if case.facts.answer(fact) is True:
            continue
        absent = case if case.facts.answer(fact) is False else case.asked_of(knowing(case.facts, (fact, False)))
        present = case.asked_of(knowing(case.facts, (fact, True)))
        if absent.place is not None and present.place is not None and present.place < absent.place:
            return f"{code}: {present.path} below {absent.path}"
    return None


STEPS = ("0.20", "0.35", "0.40", "0.41", "0.45", "0.49", "0.50", "0.55", "0.59", "0.60", "0.65", "0.69", "0.70", "0.90")


@check("TX-INV-68", "A lower magnesium never brings a lower path, nor a smaller IV dose within a path.", kind=SERIES,
       when=lambda c: r.magnesium(c.facts) is not None)  # fmt: skip
def tx_inv_68(case: Case) -> str | None:
    """In the unit reported; tests of the route are left out, since the level decides whether they count."""
    bare = without(case.facts, *URINE_TESTS)
    unit = r.magnesium(case.facts).unit  # type: ignore[union-attr]
    worse = None
    for number in STEPS:
        value = p.MAGNESIUM_SERUM.read(number, "mmol/L").value.to(unit).rounded(3)  # type: ignore[attr-defined]
        better = case.asked_of(knowing(bare, (p.MAGNESIUM_SERUM, value)))
        if worse is not None and worse.place is not None and better.place is not None:
            if worse.place < better.place:
                return f"{number}: {better.path} above {worse.path} of a lower level"
            if worse.path == better.path and worse.grams < better.grams:
                return f"{number}: {better.grams} g for {worse.grams} g of a lower level"
        worse = better
    return None


def _has_card(case: Case) -> bool:
    return bool(set(case.items) & (CARDS | LOADS)) and case.path in ("P6_EMERGENCY", "PX_REFER")


@check("TX-INV-69", "The emergency card comes first in every output.", kind=OUTPUT, when=_has_card)
def tx_inv_69(case: Case) -> str | None:
    code = next(code for code in case.items if code in CARDS | LOADS)
    if case.plan.recommended[0].code != code:
        return "not first in the plan"
    if case.machine["plan"]["recommended"][0]["code"] != code:
        return "not first in the machine output"
    if not case.page.do_now or case.page.do_now[0].key != code:
        return "not first on the page"
    titles = [item.title for item in case.page.do_now]
    flat = " ".join(case.text.split())
    places = [flat.find(" ".join(title.split())[:40]) for title in titles]
    return (
        None
        if places[0] >= 0 and places[0] == min(place for place in places if place >= 0)
        else "not first in the text"
    )


HOLDERS = ("SER", "SEV")  # the groups of rules that hold a limit of the level


def _level_decided(case: Case) -> bool:
    return case.low is not None and not r.spurious(case.facts)


@check("TX-INV-70", "Thresholds and their holders are printed with the plan.", kind=OUTPUT, when=_level_decided)
def tx_inv_70(case: Case) -> str | None:
    """The limit that the level was held against, with its rule and sources, on paper and in the machine output."""
    limits = {Decimal(table[unit]) for table in (r.LOW, r.MODERATE, r.SEVERE, r.HIGH, r.CRITICAL_AT | r.CRITICAL_BELOW)
              for unit in table}  # fmt: skip
    rows = [row for row in case.page.trace if row.rule.split("-")[1] in HOLDERS]
    held = [row for row in rows if {Decimal(number) for number in re.findall(r"\d+\.?\d*", row.text)} & limits]
    if not held or not any(row.rule and row.title for row in held):
        return "no limit on the page"
    if not any(row.sources for row in held):
        return "a limit without its holder"
    printed = [row for row in case.machine["trace"] if row["rule"] in {each.rule for each in held}]
    return None if printed and case.plan.path_rule.citations else "no limit in the machine output"


@check("TX-INV-71", "Any item of TX-IV-H unknown: no scheduled dose by vein.",
       when=lambda c: None in r.hard_stops(c.facts).values())  # fmt: skip
def tx_inv_71(case: Case) -> str | None:
    """Ruling 53: a P5 load too; only the P6 cards do not wait, and their repeat waits for a look, by a person."""
    wrong = case.codes_of(case.scheduled)
    if case.path != "P6_EMERGENCY" and set(r.hard_stops(case.facts).values()) - {False, None} == set():
        others = {name for name, answer in r.hard_stops(case.facts).items() if answer is None} - {"urine"}
        wrong |= (set(case.items) & LOADS) if others else set()
    repeat = case.items.get("IV_REPEAT_TDP")
    if repeat is not None and repeat.automatic:
        wrong.add("IV_REPEAT_TDP")
    if {name for name, answer in r.hard_stops(case.facts).items() if answer is None} == {"blood_pressure"}:
        wrong -= {"IV_REPEAT_TDP"} if r.yes(case.facts, "haemodynamic_instability_arrhythmic") else set()
    return ", ".join(sorted(wrong)) or None


SHORT = re.compile(r"Mg ?SO ?4|\bMSO ?4\b|mag ?sulf?\b", re.IGNORECASE)
TRAILING = re.compile(r"\d\.\d*0 (?:g|mmol|mg|mL|mEq)(?![\w/])")
NAKED = re.compile(r"(?<![\d.\w])\.\d")


@check(
    "TX-INV-72", "Magnesium sulfate is never shortened; no trailing zero on a dose, always a leading one.", kind=OUTPUT
)
def tx_inv_72(case: Case) -> str | None:
    if found := SHORT.search(case.text):
        return f"“{found.group()}”"
    for item in (*case.page.do_now, *(each for section in case.page.plan for each in section.items)):
        for line in (item.title, item.dose_line, *item.details):
            plain = line.replace("\u00a0", " ").replace("\u202f", " ")
            if found := TRAILING.search(plain) or NAKED.search(plain):
                return f"“{found.group()}” in “{plain}”"
    return None
