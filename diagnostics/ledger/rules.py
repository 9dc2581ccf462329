"""The table of rules: for each id what applies it and what tests it, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

from diagnostics.clinical.evidence import Rule
from diagnostics.clinical.knowledge.rulebook import RULES
from diagnostics.presenters.rule_ledger import LEDGER, HeldBy

from . import PROJECT
from .dossiers import dossier_ids
from .holders import examples_that_meet, invariants_checked, proofs_of, test_files, tests_that_name
from .places import CODE, NOTED, Place, application_files, names_in, where_applied
from .reasons import ELSEWHERE, HEADINGS, Elsewhere

TABLE = PROJECT / "docs" / "rules.md"
EXAMPLES_SHOWN = 5
TESTS_SHOWN = 12

LAW = "a law about every answer, carried out by the rules that it sums up; the check of its name holds it"

HEAD = """# Rules

Written by `python3 dev.py rules --write` from the rulebook, the source and the tests; do not change it by hand.

- **strength**: A regulator, guideline or review of trials; B primary study; C review, textbook, label or laboratory manual; D a
  choice made here. A star: rests on a figure or a choice that is not yet confirmed against a source.
- **applied in**: functions and tables that name the rule. In brackets: named in a docstring or comment only. In italics: why
  no code names it.
- **tests**: checks of the proof, which asks them of random patients (`manage.py prove`, and some thousands in the tests);
  tests that name the rule; and the number of worked examples and published cases whose checked answer rests on it.

"""


@cache
def ledger() -> dict[str, HeldBy]:
    """What holds each rule, worked out anew, once for a process."""
    places, named, examples = where_applied(application_files()), tests_that_name(test_files()), examples_that_meet()
    proofs, checked = proofs_of(), invariants_checked()
    return {
        rule_id: HeldBy(
            applied=_said(places.get(rule_id, ()), CODE),
            noted=_said(places.get(rule_id, ()), NOTED),
            reason=_reason(ELSEWHERE.get(rule_id)) or (LAW if rule_id in checked else ""),
            named=(*proofs.get(rule_id, ()), *named.get(rule_id, ()))[:TESTS_SHOWN],
            exercised=examples.get(rule_id, ())[:EXAMPLES_SHOWN],
            exercised_count=len(examples.get(rule_id, ())),
        )
        for rule_id in RULES
    }


def _said(places: tuple[Place, ...], how: str) -> tuple[str, ...]:
    return tuple(
        f"{each.file.removeprefix('diagnostics/')}: {each.name}".rstrip(": ") for each in places if each.how == how
    )


def _reason(elsewhere: Elsewhere | None) -> str:
    if elsewhere is None:
        return ""
    return f"{elsewhere.why} ({elsewhere.place.replace(':', ': ')})" if elsewhere.place else elsewhere.why


def as_json(rows: dict[str, HeldBy]) -> str:
    """The ledger as the application reads it."""
    written = {"schema": "mgcds-rule-ledger/1", "rules": {rule_id: asdict(row) for rule_id, row in rows.items()}}
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def as_markdown(rows: dict[str, HeldBy]) -> str:
    """The table for people, a section for each family of ids."""
    return HEAD + "".join(_sections(rows))


def _sections(rows: dict[str, HeldBy]) -> Iterator[str]:
    untested = sum(not row.tested for row in rows.values())
    yield f"{len(rows)} rules; {untested} of them no test names and no example meets (marked –).\n"
    section = ""
    for rule_id, row in rows.items():
        if (head := rule_id.rsplit("-", 1)[0]) != section:
            section = head
            yield f"\n## {section}\n\n| id | rule | strength | applied in | tests |\n|---|---|---|---|---|\n"
        yield f"| {rule_id} | {_cell(RULES[rule_id].title)} | {_strength(RULES[rule_id])} | {_applied(row)} | {_tests(row)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _strength(rule: Rule) -> str:
    return rule.strength if rule.verified else f"{rule.strength}*"


def _applied(row: HeldBy) -> str:
    parts = [*row.applied, *(f"({place})" for place in row.noted)]
    if row.reason:
        parts.append(f"*{_cell(row.reason)}*")
    return "<br>".join(parts) or "**missing**"


def _tests(row: HeldBy) -> str:
    parts = [name.removeprefix("tests/").removeprefix("diagnostics/") for name in row.named]
    if row.exercised_count:
        parts.append(
            f"{row.exercised_count} examples: {', '.join(row.exercised)}{' …' * (row.exercised_count > EXAMPLES_SHOWN)}"
        )
    return "<br>".join(parts) or "–"


def problems(rows: dict[str, HeldBy]) -> list[str]:
    """What is wrong with the rules themselves: an id without code or reason, a reason that is none."""
    unknown = [each for each in dossier_ids() if each not in RULES and each not in HEADINGS]
    nowhere = [each for each, row in ELSEWHERE.items() if row.place and not _exists(row.place)]
    return [
        *(f"{each}: in the dossiers, not in the rulebook" for each in unknown),
        *(f"{each}: neither an implementation nor a reason" for each, row in rows.items() if not _accounted(row)),
        *(
            f"{each}: code names it; take its line out of ledger/reasons.py"
            for each in ELSEWHERE
            if _left_over(each, rows)
        ),
        *(f"{each}: no such place: {ELSEWHERE[each].place}" for each in nowhere),
    ]


def _accounted(row: HeldBy) -> bool:
    """A row of the list of codes alone gives a rule a name, not an effect."""
    return bool(_effects((*row.applied, *row.noted)) or row.reason)


def _left_over(rule_id: str, rows: dict[str, HeldBy]) -> bool:
    """Whether a reason says that nothing has to be built of what is built."""
    return not ELSEWHERE[rule_id].place and bool(_effects(rows[rule_id].applied))


def _effects(places: tuple[str, ...]) -> list[str]:
    return [place for place in places if not place.startswith("clinical/knowledge/codes.py")]


def _exists(place: str) -> bool:
    file, name = place.split(":")
    path = PROJECT / "diagnostics" / file
    return path.exists() and name in names_in(path.read_text("utf-8"))


def outputs() -> dict[Path, str]:
    """The files of the table with what should stand in them."""
    rows = ledger()
    return {LEDGER: as_json(rows), TABLE: as_markdown(rows)}
