"""Searching the knowledge: ids, titles, drug names, classes, conditions, sources and codes, best fit first.

Titles are searched in the reader's language and in English. A rule id, a code or a name in full comes
straight to the top; otherwise every word must be found.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext_noop as _

from ..clinical.knowledge.codes import FORBIDDEN, ITEMS, WARNINGS
from ..clinical.knowledge.drugs import CLASSES, DRUGS, find_drug
from ..clinical.knowledge.patient import CONDITIONS, FINDINGS
from ..clinical.knowledge.rulebook import RULES
from ..clinical.text import Statement
from .knowledge import chapters
from .knowledge_rows import listed_conditions, listed_findings, rows_by_rule
from .knowledge_sources import sources
from .wording import Wording

LANGUAGES = 4
MOST = 40  # of a kind
LONGEST = 100  # characters that are looked at
IN_FULL, ID_STARTS, NAME_STARTS, WORD_STARTS, INSIDE, BEHIND = 100, 80, 60, 40, 20, 10
KINDS = {
    "rule": _("Rules"),
    "drug": _("Drugs"),
    "class": _("Classes of drugs"),
    "code": _("Codes"),
    "source": _("Sources"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found. `names` are compared in full, `text` and `behind` by their words.

    `page` is rule, drugs or sources, `place` the rule id or the part of the page.
    """

    kind: str
    page: str
    place: str
    title: str
    note: str
    names: tuple[str, ...]
    text: str
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """The entries of one kind that fit, best first; `more` says how many are left out."""

    kind: str
    title: str
    entries: tuple[Entry, ...]
    more: int


def plain(text: str) -> str:
    """Small letters without accents, and without what joins words."""
    letters = (sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w%.]+|_", " ", "".join(letters)).split())


def search(query: str, language: str) -> tuple[Hits, ...]:
    """What fits, grouped by kind; the kind with the best fit first. Nothing for an empty query."""
    wanted = plain(query[:LONGEST])
    if not wanted:
        return ()
    drug = find_drug(query[:LONGEST])
    known = plain(drug.label) if drug else ""
    ranked: dict[str, list[tuple[int, int, Entry]]] = {}
    for place, entry in enumerate(index(language)):
        rank = IN_FULL if entry.kind == "drug" and entry.names[0] == known else fit(entry, wanted)
        if rank:
            ranked.setdefault(entry.kind, []).append((-rank, place, entry))
    text = Wording(language).text
    groups = sorted(
        ((min(found), kind, sorted(found)) for kind, found in ranked.items()), key=lambda group: group[0][:2]
    )
    return tuple(
        Hits(kind, text(KINDS[kind]), tuple(entry for _rank, _place, entry in found[:MOST]), max(0, len(found) - MOST))
        for _best, kind, found in groups
    )


def fit(entry: Entry, wanted: str) -> int:
    """How well an entry fits; 0 for not at all."""
    if wanted in entry.names:
        return IN_FULL
    if any(name.startswith(wanted) for name in entry.names):
        return ID_STARTS if entry.kind == "rule" else NAME_STARTS
    words = wanted.split()
    if all(f" {word}" in entry.text for word in words):
        return WORD_STARTS
    if all(word in entry.text for word in words):
        return INSIDE
    return BEHIND if all(word in entry.text or f" {word}" in entry.behind for word in words) else 0


@lru_cache(maxsize=LANGUAGES)
def index(language: str) -> tuple[Entry, ...]:
    """Everything that can be found, in the order of the rulebook and the tables."""
    wording = Wording(language)
    return (*_rules(language, wording), *_drugs(wording), *_classes(wording), *_codes(wording), *_sources(language))


def _rules(language: str, wording: Wording) -> list[Entry]:
    return [
        Entry(
            "rule", "rule", line.id, line.title, line.mark, (plain(line.id),),
            _words(line.id, line.title, RULES[line.id].title), _words(chapter.title, *_carried(line.id, wording)),
        )
        for chapter in chapters(language)
        for line in chapter.rules
    ]  # fmt: skip


def _carried(rule_id: str, wording: Wording) -> list[str]:
    """What the rows of a rule are called: a search for a condition finds the rule behind it."""
    rows = rows_by_rule().get(rule_id, ())
    labels = [label for row in rows if isinstance(label := getattr(row, "label", ""), str)]
    labels += [CONDITIONS[code].label for code in listed_conditions(rule_id)]
    labels += [FINDINGS[code].label for code in listed_findings(rule_id)]
    codes = [code for row in rows if isinstance(code := getattr(row, "code", ""), str)]
    labels += [CONDITIONS[code].label for code in codes if code in CONDITIONS]
    labels += [drug.label for drug in DRUGS.values() if set(codes).intersection(drug.classes)]
    return [*labels, *(wording.text(label) for label in labels)]


def _drugs(wording: Wording) -> list[Entry]:
    found = []
    for drug in DRUGS.values():
        labels = [CLASSES[code].label for code in drug.classes if code in CLASSES]
        said = wording.say(Statement("{names}", {"names": tuple(labels)}))
        names = tuple(plain(name) for name in (drug.label, *drug.names))
        place = drug.classes[0] if drug.classes else ""
        found.append(
            Entry("drug", "drugs", place, drug.label, said, names, _words(drug.label, *drug.names), _words(said))
        )
    return found


def _classes(wording: Wording) -> list[Entry]:
    return [
        Entry(
            "class", "drugs", row.code, wording.text(row.label), row.atc, (plain(row.label), plain(row.code)),
            _words(row.label, wording.text(row.label), row.atc, row.code),
        )
        for row in CLASSES.values()
    ]  # fmt: skip


def _codes(wording: Wording) -> list[Entry]:
    return [
        Entry(
            "code", "rule", row.rule, wording.text(row.label), row.code, (plain(row.code),),
            _words(row.code, row.label, wording.text(row.label)),
        )
        for row in (*ITEMS, *FORBIDDEN, *WARNINGS)
    ]  # fmt: skip


def _sources(language: str) -> list[Entry]:
    return [
        Entry("source", "sources", f"source-{each.number}", each.text, each.read, (), _words(each.text, each.short))
        for each in sources(language)
    ]


def _words(*texts: str) -> str:
    """Texts to look through, with a blank before each word."""
    return " " + " ".join(plain(text) for text in texts)
