"""The rulebook as pages: chapters, one page a rule, and the sources behind them.

Nothing here is written a second time: titles, strengths and sources come from the rulebook, limits from
the thresholds, rows from the tables. What does not depend on a patient is made once per language.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils import formats, translation
from django.utils.translation import gettext_noop as _

from ..clinical.evidence import Rule
from ..clinical.knowledge.disagreements import DISAGREEMENTS, Disagreement, concerning
from ..clinical.knowledge.rulebook import RULES
from ..readers.library import built_in_cases
from . import words
from .case_index import in_cases
from .clinical_changes import CHANGES
from .desk import MARK
from .knowledge_shapes import (
    CaseGroup,
    CaseLine,
    ChangeLine,
    Chapter,
    Disagreed,
    RuleLine,
    RulePage,
)
from .knowledge_sources import source_numbers, sources
from .knowledge_tables import limits_of, row_groups
from .wording import Wording

LANGUAGES = 4  # kept in memory at most
FIRST_CASES = 6

# Key, title, and how the ids of the rules begin.
CHAPTERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("units", _("Samples and units"), ("DX-GEN", "DX-UNIT")),
    ("serum", _("Serum"), ("DX-SER",)),
    ("confounders", _("Confounders"), ("DX-PRE",)),
    ("symptoms", _("Symptoms and ECG"), ("DX-SYM", "DX-ECG")),
    ("history", _("History, drugs and conditions"), ("DX-HX",)),
    ("urine-24h", _("24-hour urine"), ("DX-U24",)),
    ("femg", _("Fractional excretion"), ("DX-FEMG", "DX-FL")),
    ("egfr", _("eGFR"), ("DX-EGFR",)),
    ("loading-test", _("Loading test"), ("DX-MLT",)),
    ("algorithm", _("Algorithm"), ("DX-ALG", "DX-COMB", "DX-XR")),
    ("renal", _("Renal patterns"), ("DX-REN", "DX-UCA", "DX-UCL", "DX-UK", "DX-GENE")),
    ("gut", _("Gut"), ("DX-GI",)),
    ("linked", _("Linked electrolytes"), ("DX-XEL", "DX-CA")),
    ("surveillance", _("Surveillance"), ("DX-SUR",)),
    ("populations", _("Populations"), ("DX-POP",)),
    ("severity", _("Severity and path"), ("TX-SEV",)),
    ("oral", _("Magnesium by mouth"), ("TX-PO",)),
    ("iv", _("Intravenous magnesium"), ("TX-IV", "TX-SC")),
    ("toxicity", _("Toxicity"), ("TX-TOX",)),
    ("electrolytes", _("Potassium, calcium and thiamine"), ("TX-ELY",)),
    ("amiloride", _("Amiloride"), ("TX-AMI",)),
    ("sglt2", _("SGLT2 inhibitors"), ("TX-SGL",)),
    ("ppi", _("Proton pump inhibitors and inulin"), ("TX-PPI",)),
    ("culprits", _("Culprit drugs"), ("TX-DRUG",)),
    ("causes", _("By cause"), ("TX-DIS",)),
    ("diet", _("Diet"), ("TX-DIET",)),
    ("follow-up", _("Follow-up"), ("TX-MON", "TX-REF", "TX-HAND")),
    ("safety", _("Safety invariants"), ("TX-INV",)),
    ("out-of-scope", _("Out of scope"), ("TX-OOS",)),
    ("disagreements", _("Disagreements"), ("TX-C",)),
    ("rulings", _("Rulings"), ("RUL",)),
)
OTHER = ("other", _("Other rules"), ())


# --- chapters and lines ------------------------------------------------------------------------------------


@lru_cache(maxsize=LANGUAGES)
def chapters(language: str) -> tuple[Chapter, ...]:
    """Every rule, in its chapter; a rule of a kind that no chapter names stands at the end."""
    text = Wording(language).text
    by_chapter: dict[str, list[RuleLine]] = {key: [] for key, _title, _begins in (*CHAPTERS, OTHER)}
    for rule_id, line in lines(language).items():
        by_chapter[chapter_key(rule_id)].append(line)
    made = (Chapter(key, text(title), tuple(by_chapter[key])) for key, title, _begins in (*CHAPTERS, OTHER))
    return tuple(chapter for chapter in made if chapter.rules)


def chapter_key(rule_id: str) -> str:
    """The key of the chapter in which a rule stands."""
    for key, _title, begins in CHAPTERS:
        if any(rule_id.startswith(f"{start}-") for start in begins):
            return key
    return OTHER[0]


@lru_cache(maxsize=LANGUAGES)
def lines(language: str) -> dict[str, RuleLine]:
    """Every rule as a line, by its id, in the order of the rulebook."""
    wording = Wording(language)
    mark, numbers = wording.text(MARK), source_numbers()
    return {rule.id: _line(rule, wording, mark, numbers) for rule in RULES.values()}


def _line(rule: Rule, wording: Wording, mark: str, numbers: dict[str, int]) -> RuleLine:
    strength = wording.text(words.STRENGTH.get(rule.strength, rule.strength))
    cited = {numbers[citation.key]: citation.kind for citation in rule.citations}
    published = tuple(sorted(number for number, kind in cited.items() if kind != "design"))
    mark = "" if rule.verified else mark
    return RuleLine(rule.id, wording.text(rule.title), rule.strength, strength, mark, tuple(sorted(cited)), published)


# --- one rule ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def rule_page(rule_id: str, language: str) -> RulePage:
    """The page of a rule. Raises KeyError for an id that is none."""
    rule, wording = RULES[rule_id], Wording(language)
    all_sources, numbers = sources(language), source_numbers()
    chapter = next(each for each in chapters(language) if each.key == chapter_key(rule_id))
    place = next(place for place, line in enumerate(chapter.rules) if line.id == rule_id)
    cited = dict.fromkeys(citation.key for citation in rule.citations)
    return RulePage(
        line=lines(language)[rule_id],
        chapter=chapter,
        reviewed=month(rule.reviewed, language),
        design=any(citation.kind == "design" for citation in rule.citations),
        sources=tuple(all_sources[numbers[key] - 1] for key in cited),
        limits=limits_of(rule_id, wording),
        rows=row_groups(rule_id, wording),
        disagreements=tuple(_disagreed(row, wording) for row in concerning(rule_id) if row.key != rule_id),
        concerns=_concerns(rule_id, language),
        before=chapter.rules[place - 1] if place else None,
        after=chapter.rules[place + 1] if place + 1 < len(chapter.rules) else None,
    )


def held(rule_id: str) -> object | None:
    """What holds a rule: the code that applies it and the tests that check it; None without a ledger."""
    try:
        from .rule_ledger import held_by
    except ImportError:
        return None
    try:
        return held_by(rule_id)
    except KeyError:
        return None


def _disagreed(row: Disagreement, wording: Wording) -> Disagreed:
    if row.key in RULES:
        return Disagreed(row.key, wording.text(RULES[row.key].title), "")
    return Disagreed("", wording.text(row.said), wording.text(row.here))


def _concerns(rule_id: str, language: str) -> tuple[RuleLine, ...]:
    """The rules that a disagreement concerns."""
    return tuple(lines(language)[each] for row in DISAGREEMENTS if row.key == rule_id for each in row.rules)


def disagreements(language: str) -> tuple[tuple[Disagreed, tuple[str, ...]], ...]:
    """Every disagreement with the ids of the rules concerned."""
    wording = Wording(language)
    return tuple((_disagreed(row, wording), row.rules) for row in DISAGREEMENTS)


def month(written: str, language: str) -> str:
    """A month like 2026-11 in words."""
    year, number = written.split("-")[:2]
    with translation.override(language):
        return str(formats.date_format(date(int(year), int(number), 1), "F Y"))


# --- the built-in cases ------------------------------------------------------------------------------------

OUTCOMES = (("met", _("met")), ("unknown", _("not decided: something is not known")), ("not_met", _("not met")))


@lru_cache(maxsize=2048)
def case_groups(rule_id: str, language: str) -> tuple[CaseGroup, ...]:
    """The built-in cases that come to a rule, by how it came out."""
    found, text = in_cases(rule_id), Wording(language).text
    groups = []
    for word, title in OUTCOMES:
        all_lines = tuple(_case_line(key) for key in getattr(found, word))
        if all_lines:
            groups.append(CaseGroup(word, text(title), all_lines[:FIRST_CASES], all_lines[FIRST_CASES:]))
    return tuple(groups)


def _case_line(key: str) -> CaseLine:
    case = built_in_cases()[key]
    return CaseLine(key, case.title, case.source)


# --- changes -----------------------------------------------------------------------------------------------


def changes(language: str) -> tuple[ChangeLine, ...]:
    """The clinical change log, newest first."""
    text = Wording(language).text
    return tuple(ChangeLine(each.version, month(each.month, language), text(each.text), each.rules) for each in CHANGES)
