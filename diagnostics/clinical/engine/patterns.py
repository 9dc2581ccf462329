"""Which pattern of renal loss does this patient come near to? (diagnosis dossier 11.2)

Asked once a loss through the kidney is found, whatever its certainty: by history alone too, and with mixed
causes, for they hold a loss through the kidney; never before, and never outside the scope.

One point for each column that fits, nothing for one that is not known. A column in which the dossier expects
"any" asks nothing and gives no point; where it is known, it is counted in once the defining column of its row
fits, or P9 to P12, which ask for one or two things, could never be shown. Shown is every row within one point
of the best that has two columns, or its defining finding, and whose defining column is not contradicted.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..assessment import Cause, Route
from ..evidence import Evidence, Truth
from ..facts import CONDITIONS as CONDITION_LIST
from ..facts import DRUGS as DRUG_LIST
from ..knowledge.drugs import CLASSES
from ..knowledge.patient import CONDITIONS
from ..knowledge.renal_patterns import (
    COLUMN_LABELS,
    DIABETES,
    FIRST_CONDITIONS,
    FIRST_DRUGS,
    INHERITED_ROWS,
    PATTERNS,
    TRAPS,
    RenalPattern,
)
from ..knowledge.rulebook import rule
from ..origins import Pattern, Remark
from ..text import Statement, _, say
from .calculations import Calcium
from .inquiry import Inquiry
from .pattern_columns import Columns, read_columns
from .urine_ratios import UrineRatios

RENAL_ROUTES = ("renal", "mixed")
LEAST_COLUMNS = 2  # one value alone is no pattern


@dataclass(frozen=True, slots=True)
class Fitted:
    """A row held against a patient: the truth of each of its columns."""

    row: RenalPattern
    columns: tuple[tuple[str, Evidence], ...]
    any_known: int  # known columns in which the row expects "any"

    @property
    def score(self) -> int:
        return sum(evidence.truth is Truth.MET for _name, evidence in self.columns)

    @property
    def reach(self) -> int:
        """The score with the columns that expect "any", once what defines the row is there."""
        has = [self.truth(name) is Truth.MET for name in self.row.defining]
        return self.score + (self.any_known if has and all(has) else 0)

    @property
    def may_be_shown(self) -> bool:
        if any(self.truth(name) is Truth.NOT_MET for name in self.row.defining):
            return False
        one_is_enough = "other" in self.row.defining and self.truth("other") is Truth.MET
        return one_is_enough or self.score >= LEAST_COLUMNS

    @property
    def core(self) -> Truth:
        """Whether the columns that make the row speak for an inherited disease fit, and none of the others denies it."""
        if any(self.truth(name) is Truth.NOT_MET for name in self.row.denied_by):
            return Truth.NOT_MET
        return min((self.truth(name) for name in self.row.core), default=Truth.NOT_MET)

    @property
    def missing_of_core(self) -> tuple[str, ...]:
        found = (e.missing for name, e in self.columns if name in self.row.core and e.truth is Truth.UNKNOWN)
        return tuple(dict.fromkeys(key for missing in found for key in missing))

    @property
    def truth_of_all(self) -> Truth:
        """All columns together; one that nobody asks here (renin) counts only where it defines the row."""
        asked = [
            evidence.truth
            for name, evidence in self.columns
            if name in self.row.defining or evidence.truth is not Truth.UNKNOWN or evidence.missing
        ]
        return min(asked, default=Truth.UNKNOWN)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for _name, evidence in self.columns for key in evidence.missing))

    def truth(self, name: str) -> Truth:
        return next((evidence.truth for column, evidence in self.columns if column == name), Truth.UNKNOWN)

    def statements(self, truth: Truth) -> tuple[Statement, ...]:
        return tuple(evidence.statement for _name, evidence in self.columns if evidence.truth is truth)


def may_be_renal(route: Route) -> bool:
    """Whether magnesium is, or may turn out to be, lost through the kidney."""
    return route.value in (*RENAL_ROUTES, "indeterminate", "discordant")


def fit_rows(inquiry: Inquiry, calcium: Calcium, urine: UrineRatios) -> tuple[Fitted, ...]:
    """Every row held against the patient."""
    columns = read_columns(inquiry, calcium, urine)
    return tuple(Fitted(row, columns.of(row), _any_known(row, columns)) for row in PATTERNS)


def _any_known(row: RenalPattern, columns: Columns) -> int:
    return sum(columns.known(name) and not getattr(row, name) for name in COLUMN_LABELS)


def match_patterns(
    inquiry: Inquiry, rows: tuple[Fitted, ...], *, route: Route, causes: tuple[Cause, ...]
) -> tuple[Pattern, ...]:
    """The rows within one point of the best, best first (DX-REN-P1 to -P12)."""
    if route.value not in RENAL_ROUTES:
        return ()
    shown = [each for each in rows if each.may_be_shown]
    best = max((each.reach for each in shown), default=0)
    near = sorted((each for each in shown if each.reach >= best - 1), key=lambda each: -each.reach)
    patterns = tuple(_pattern(inquiry, each, causes) for each in near)
    for each, pattern in zip(near, patterns, strict=True):
        inquiry.note(each.row.rule, each.truth_of_all, _in_a_sentence(pattern), missing=pattern.missing)
    return patterns


def _in_a_sentence(pattern: Pattern) -> Statement:
    said = _("{label}: {score} of {asked} fit")
    return say(said, label=pattern.label, score=pattern.score, asked=pattern.asked)


def traps(patterns: tuple[Pattern, ...]) -> tuple[Remark, ...]:
    """What has misled others with these rows (11.2), unless something acquired explains them."""
    rows = {pattern.rule.id for pattern in patterns if not pattern.found}
    return tuple(Remark(say(trap.text), trap.citations) for trap in TRAPS if rows.intersection(trap.rows))


# -- acquired explanations -----------------------------------------------------------------------------------------


def acquired_first(row: str) -> frozenset[str]:
    """Codes of what is excluded before a row speaks for an inherited disease.

    Diabetes is left out where it is not the row's own candidate: with it P12 could never hold, nor the low
    urine calcium of HNF1B disease.
    """
    own = next(each.acquired for each in PATTERNS if each.rule == row)
    return (FIRST_DRUGS | FIRST_CONDITIONS | frozenset(own)) - (DIABETES - frozenset(own))


def explains(row: str, causes: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """The acquired explanations for this row that the patient has."""
    if row == "DX-REN-P12":
        return ()
    first = acquired_first(row)
    return tuple(cause for cause in causes if cause.active and cause.code in first)


def not_asked(inquiry: Inquiry) -> tuple[str, ...]:
    """The lists in which an acquired explanation may still hide."""
    return tuple(name for name in (DRUG_LIST, CONDITION_LIST) if name not in inquiry.facts.asked)


def speaks_for_heredity(inquiry: Inquiry, fitted: Fitted, causes: tuple[Cause, ...]) -> Evidence:
    """DX-GENE-01, reason 4: the row fits in its core and nothing acquired explains it.

    P6 counts only after repletion, which cannot be while magnesium is low.
    """
    row, label = fitted.row.rule, say(fitted.row.label)
    if row not in INHERITED_ROWS or fitted.core is Truth.NOT_MET or explains(row, causes):
        return Evidence(Truth.NOT_MET, label)
    if fitted.core is Truth.UNKNOWN:
        return Evidence(Truth.UNKNOWN, Statement(""), missing=fitted.missing_of_core)
    if row == "DX-REN-P6":
        return Evidence(Truth.UNKNOWN, say(_("{label}: counts only if it stays after repletion"), label=label))
    hidden = () if row == "DX-REN-P12" else not_asked(inquiry)
    if hidden:
        return Evidence(
            Truth.UNKNOWN, say(_("{label}, unless something acquired explains it"), label=label), missing=hidden
        )
    return Evidence(Truth.MET, label)


# -- one row -------------------------------------------------------------------------------------------------------


def _pattern(inquiry: Inquiry, fitted: Fitted, causes: tuple[Cause, ...]) -> Pattern:
    row = fitted.row
    own = tuple(say(_label(code)) for code in row.acquired) + tuple(say(text) for text in row.also)
    return Pattern(
        rule=rule(row.rule),
        label=say(row.label),
        genes=row.genes,
        score=fitted.score,
        asked=len(fitted.columns),
        fits=fitted.statements(Truth.MET),
        against=fitted.statements(Truth.NOT_MET),
        unknown=fitted.statements(Truth.UNKNOWN),
        acquired=own,
        found=tuple(cause.label for cause in explains(row.rule, causes)),
        first_open=not_asked(inquiry),
        fit=fitted.core.word,
        missing=fitted.missing,
        hereditary=say(row.hereditary) if row.hereditary else None,
    )


def _label(code: str) -> str:
    return CLASSES[code].label if code in CLASSES else CONDITIONS[code].label
