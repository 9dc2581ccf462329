"""The decision path as the rules stand: the ordered list of TX-SEV, the steps of DX-ALG, the table DX-COMB-01.

Everything is read from what the engine walks: the order and the rule of each row from `paths.ROWS`, where a
row can lead and with which words from the row itself, the tables of the tests from `route.py`. A row that is
moved, added or dropped there is so here too. The picture has presentation attributes only, as `drawing.py`.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TypeGuard

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_noop as _

from ..clinical.engine import path as names
from ..clinical.engine.paths import ROWS
from ..clinical.engine.route import AGAINST_LOADING, LOADING, RESULT_WORDS, TESTS
from ..clinical.knowledge.rulebook import RULES
from . import words
from .case_index import in_cases, rows_left
from .drawing import ACCENT, INK, PAPER
from .drawing import SOFT as PALE
from .wording import Wording, begun

PATHS = {name: code for name, code in vars(names).items() if isinstance(code, str) and code in words.PLAN_PATH}
AFTER = "TX-SEV-18"  # may replace the chosen path by a referral
CLASSES = ("renal", "grey", "conserved", None)
LOADED = ("depleted", "equivocal", "replete_or_wasting")
LANGUAGES = 4
_PLACE = re.compile(r"\{\w+\}")  # where a value of the patient stands
Row = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Rung:
    """A row of the ladder: its place, its rule, when it holds, where it leads, and how many cases left here."""

    number: int
    rule: str
    title: str
    when: tuple[str, ...]
    leads_to: tuple[str, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of results: its caption, the headings of its columns, and rows with a heading each."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


# --- the ordered list of the treatment paths ----------------------------------------------------------------


@lru_cache(maxsize=LANGUAGES)
def severity_ladder(language: str) -> tuple[Rung, ...]:
    """The rows of TX-SEV in the order in which the engine tries them; the first that holds sets the path."""
    wording = Wording(language)
    rungs = [_rung(place, rule_id, row, wording) for place, (rule_id, row) in enumerate(ROWS, 1)]
    refer = wording.text(words.PLAN_PATH[names.PX])
    after = Rung(len(rungs) + 1, AFTER, wording.text(RULES[AFTER].title), (), (refer,), len(in_cases(AFTER).met))
    return (*rungs, after)


def _rung(number: int, rule_id: str, row: Row, wording: Wording) -> Rung:
    said = tuple(begun(_PLACE.sub("…", wording.text(each))) for each in sentences(row))
    leads_to = tuple(wording.text(words.PLAN_PATH[code]) for code in targets(row))
    return Rung(number, rule_id, wording.text(RULES[rule_id].title), said, leads_to, _left_at(number))


def _left_at(number: int) -> int:
    """How many built-in cases took their path at this row."""
    return rows_left().get(number, 0)


def targets(row: Row) -> tuple[str, ...]:
    """The paths that a row of the engine can answer with: those it names."""
    return tuple(PATHS[name] for name in row.__code__.co_names if name in PATHS)


def sentences(row: Row) -> tuple[str, ...]:
    """The sentences with which a row gives its reason, in the order in which it tries them."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(row)))
    aside = {id(each) for call in ast.walk(tree) if _calls(call, "Takes") for each in ast.walk(call)}
    said = (call.args[0] for call in ast.walk(tree) if _calls(call, "_") and id(call) not in aside)
    lines = sorted((arg.lineno, arg.col_offset, arg.value) for arg in said if isinstance(arg, ast.Constant))
    return tuple(dict.fromkeys(text for _line, _column, text in lines))


def _calls(node: ast.AST, name: str) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


# --- the steps of the diagnosis and the table of the tests ---------------------------------------------------


@lru_cache(maxsize=LANGUAGES)
def algorithm(language: str) -> tuple[Rung, ...]:
    """The steps DX-ALG in their order."""
    text = Wording(language).text
    steps = [rule for rule in RULES.values() if rule.id.startswith("DX-ALG-")]
    return tuple(Rung(place, rule.id, text(rule.title), (), (), 0) for place, rule in enumerate(steps))


@lru_cache(maxsize=LANGUAGES)
def tests_table(language: str) -> Table:
    """The classes of the 24-hour urine against those of FEMg, and what they say together (DX-COMB-01)."""
    text = Wording(language).text
    names_of = {word: text(words.GRADE[word]) if word else text(_("missing")) for word in CLASSES}
    rows = tuple(
        (names_of[u24], tuple(begun(text(RESULT_WORDS[TESTS[u24, femg]])) for femg in CLASSES)) for u24 in CLASSES
    )
    corner = text(_("24-hour urine, and FEMg across"))
    return Table(text(_("The two urine tests together")), corner, tuple(names_of.values()), rows)


@lru_cache(maxsize=LANGUAGES)
def loading_table(language: str) -> Table:
    """What the loading test makes of the result before it (DX-COMB-01)."""
    text = Wording(language).text
    rows = tuple(
        (begun(text(RESULT_WORDS[before])), tuple(_after(before, grade, text) for grade in LOADED))
        for before in RESULT_WORDS
    )
    columns = tuple(text(words.GRADE[grade]) for grade in LOADED)
    return Table(text(_("Then the loading test")), text(_("Before, and loading test across")), columns, rows)


def _after(before: str, grade: str, text: Callable[[str], str]) -> str:
    if (before, grade) in AGAINST_LOADING:
        return text(_("unchanged, with a warning"))
    result = LOADING.get((before, grade))
    return begun(text(RESULT_WORDS[result])) if result else text(_("unchanged"))


# --- the picture ---------------------------------------------------------------------------------------------

WIDTH, LEFT, GAP, TOP = 690, 430, 44, 1
LINE, BETWEEN = 15.5, 16
LEAST_HEIGHT, AROUND = 50, 19  # of a box; what it takes beside its lines
LETTERS_LEFT, LETTERS_RIGHT = 58, 27


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A rung as it is drawn: the lines of its two boxes and how high they are."""

    head: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def height(self) -> int:
        return max(LEAST_HEIGHT, round(AROUND + LINE * max(len(self.left) + 1, len(self.right)) - 6))


def draw_ladder(rungs: tuple[Rung, ...], *, title: str, yes: str, no: str, either: str, language: str) -> SafeString:
    """The rows as boxes one under the other; a row that holds leads to the right, else to the next."""
    drawn = [_lines(rung, rungs, either) for rung in rungs]
    height = TOP * 2 + sum(each.height for each in drawn) + (len(drawn) - 1) * BETWEEN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' font-family="Inter" font-size="13.4" role="img" lang="{escape(language)}">',
        f"<title>{escape(title)}</title>",
    ]
    top = TOP
    for place, each in enumerate(drawn):
        parts.append(_box(1, top, LEFT, each.height, each.head, each.left))
        if each.right:
            parts.append(_across(top + each.height // 2, yes))
            parts.append(_box(LEFT + GAP, top, WIDTH - LEFT - GAP - 1, each.height, "", each.right))
        top += each.height
        if place + 1 < len(drawn):
            parts.append(_down(top, no if each.right else ""))
        top += BETWEEN
    return mark_safe("".join([*parts, "</svg>"]))


def _lines(rung: Rung, rungs: tuple[Rung, ...], either: str) -> _Drawn:
    """What stands in the boxes: the title of the rule, or the words of the row where a rule has several rows."""
    shared = sum(other.rule == rung.rule for other in rungs) > 1
    texts = rung.when if shared and rung.when else (rung.title,)
    left = tuple(line for text in texts for line in wrapped(text, LETTERS_LEFT))
    ways = [path if not place else f"{either} {path[0].lower()}{path[1:]}" for place, path in enumerate(rung.leads_to)]
    right = tuple(line for way in ways for line in wrapped(way, LETTERS_RIGHT))
    return _Drawn(f"{rung.number} {rung.rule}", left, right)


def wrapped(text: str, letters: int) -> list[str]:
    """The text in lines of at most `letters`, broken at blanks that may break."""
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) + bool(lines[-1]) <= letters or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip(" ")
        else:
            lines.append(word)
    return lines


def _box(left: int, top: int, width: int, height: int, head: str, lines: tuple[str, ...]) -> str:
    texts = [_text(left + 9, top + 17, head, ACCENT, ' font-weight="600"')] if head else []
    first = top + 17 + LINE if head else top + height / 2 + 5 - LINE * (len(lines) - 1) / 2
    texts += [_text(left + 9, first + LINE * place, line, INK, "") for place, line in enumerate(lines)]
    edge = f'stroke="{PALE}" stroke-width="1"' if head else f'stroke="{ACCENT}" stroke-width="2"'
    shape = f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="5" fill="{PAPER}" {edge}/>'
    return shape + "".join(texts)


def _text(x: float, y: float, line: str, colour: str, more: str) -> str:
    return f'<text x="{x}" y="{y}" fill="{colour}"{more}>{escape(line)}</text>'


def _down(y: int, no: str) -> str:
    end = y + BETWEEN
    said = _text(34, y + 12.5, no, PALE, "") if no else ""
    return (
        f'<line x1="24" y1="{y}" x2="24" y2="{end}" stroke="{PALE}" stroke-width="1.5"/>'
        f'<polygon points="24,{end} 19.5,{end - 7} 28.5,{end - 7}" fill="{PALE}"/>{said}'
    )


def _across(y: int, yes: str) -> str:
    start, end = LEFT + 1, LEFT + GAP
    return (
        f'<line x1="{start}" y1="{y}" x2="{end}" y2="{y}" stroke="{ACCENT}" stroke-width="2.5"/>'
        f'<polygon points="{end},{y} {end - 9},{y - 5} {end - 9},{y + 5}" fill="{ACCENT}"/>'
        + _text(start + 8, y - 6, yes, ACCENT, "")
    )
