"""What a statement opens into: its rule, the values and formulas, the limit and whose it is, what speaks against it,
and how far it is from another answer. One way for all statements of screen and paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from django.utils.translation import gettext_noop as _

from ..clinical.evidence import Citation, Evidence, Rule, Truth
from ..clinical.knowledge.candidates import AGAINST, ARGUMENTS
from ..clinical.text import Statement
from ..clinical.units import Quantity
from . import words
from .knowledge_rows import answers_of_rows
from .knowledge_tables import limits_of
from .shapes import Why
from .sureness import Sureness
from .wording import Wording, begun, cut

MOST_LINES, MOST_VALUES, MOST_NAMES, MOST_LIMITS, LONGEST_NAME = 8, 8, 3, 6, 60
NOTHING_AGAINST = _("No published limit held here says otherwise, and no results disagree")
NO_FLIP = _("No single value that was tried changes this")
# Which answers a dose of a family rests on, where its rule names none.
USED: Mapping[str, tuple[str, ...]] = {
    "oral": ("serum.magnesium", "egfr"),
    "iv": ("serum.magnesium", "egfr", "patient.weight"),
    "amiloride": ("serum.potassium", "egfr", "patient.age_years"),
    "sglt2_inhibitor": ("serum.magnesium", "egfr", "patient.age_years"),
    "inulin": ("serum.magnesium",),
    "potassium": ("serum.potassium", "egfr"),
    "calcium": ("adjusted_calcium", "serum.adjusted_calcium", "serum.calcium"),
    "level": ("serum.magnesium",),
}
# What may change an answer, by the conclusion that it belongs to.
_FLIPS = {"status": "severity", "severity": "severity", "urgency": "path", "path": "path", "route": "route"}
_CUTOFFS = {"status": ("serum_low", "serum_high"), "severity": ("serum_low", "serum_severe")}


class Grounds(Sureness):
    """Writes what a statement rests on."""

    def why(self, rule: Rule, said: Statement | None, *, about: str = "", family: str = "") -> Why:
        """What opens under a statement. `about` names the conclusion, `family` the treatment that it belongs to."""
        evidence = self.evidence_of(rule, said, about)
        used = self.used(evidence, rule, family)
        limits = self.limits_in(evidence) or limit_lines(rule.id, self.wording.language)
        return Why(
            rule=rule.id,
            title=self.text(rule.title),
            text=begun(self.say(evidence.statement)),
            values=tuple(f"{self.label(key)}: {shown}" for key, shown in used.items())[:MOST_VALUES],
            formulas=tuple(self.formulas(used)),
            because=tuple(dict.fromkeys(begun(self.say(part.statement)) for part in evidence.because))[:MOST_LINES],
            missing=self.labels(evidence.missing),
            strength=self.named(words.STRENGTH, rule.strength),
            sources=self.sources.of(rule),
            verified=rule.verified,
            mark="" if rule.verified else self.mark,
            limits=tuple(limits),
            whose=self.whose(rule) if limits else "",
            against=tuple(self.against(about, family)),
            flips=tuple(self.flips_of(about)),
        )

    def evidence_of(self, rule: Rule, said: Statement | None, about: str) -> Evidence:
        """What was found when the rule was checked. A conclusion is said as the rule found it, all else in its own words."""
        found = self.findings.get(rule.id, [])
        same = [evidence for evidence in found if said is not None and evidence.statement == said]
        met = [evidence for evidence in found if evidence.truth is Truth.MET]
        best = next(iter((*same, *met)), None)
        if best is None:
            return Evidence(Truth.MET, said or Statement(""))
        return best if same or about or said is None else replace(best, statement=said)

    # -- values and formulas ---------------------------------------------------------------------------------

    def used(self, evidence: Evidence, rule: Rule, family: str) -> dict[str, str]:
        """The values used; where none are named, those that the rule's tables look at and a dose of the family rests on."""
        found = {key: self.wording.value(value) for key, value in inputs_of(evidence).items()}
        if not found:
            keys = (*answers_of_rows(rule.id), *USED.get(family, ()))
            found = {key: shown for key in keys if (shown := self.shown(key))}
        if "serum.egfr" in found:
            found.pop("egfr", None)
        return found

    def shown(self, key: str) -> str:
        """An answer or a computed value in words; empty where there is none."""
        if key in self.facts.values:
            return self.wording.value(self.facts.values[key])
        calculated = self.assessment.computed.get(key)
        return self.wording.result(calculated, self.limits) if calculated is not None else ""

    # -- the limit and whose it is ---------------------------------------------------------------------------

    def limits_in(self, evidence: Evidence) -> list[str]:
        """The limits that the rule held a value against in this patient."""
        found = [part.statement.values.get("limit") for part in parts_of(evidence)]
        return list(dict.fromkeys(self.wording.quantity(limit) for limit in found if isinstance(limit, Quantity)))[
            :MOST_LIMITS
        ]

    def whose(self, rule: Rule) -> str:
        """The names of those who hold the limit, the first few."""
        names = list(dict.fromkeys(self.holder(citation) for citation in rule.citations))
        more = len(names) - MOST_NAMES
        told = "; ".join(names[:MOST_NAMES])
        return self.line(_("{names} and {number} more"), names=told, number=more) if more > 0 else told

    def holder(self, citation: Citation) -> str:
        if citation.kind == "design":
            return self.text(_("a choice of this knowledge base"))
        name = cut(citation.authors or citation.title or self.text(citation.text), LONGEST_NAME)
        return f"{name} {citation.year}" if citation.year and str(citation.year) not in name else name

    # -- what speaks against it, and how far it is from another answer ------------------------------------------

    def against(self, about: str, family: str) -> Iterator[str]:
        if family:
            yield from (self.text(each.text) for each in ARGUMENTS if each.candidate == family and each.side == AGAINST)
        if about in _FLIPS and self.assessment.explored:
            found = list(dict.fromkeys(self.against_conclusion(about)))
            yield from found or [self.text(NOTHING_AGAINST)]

    def against_conclusion(self, about: str) -> Iterator[str]:
        """Other published limits under which it would be another, and results that disagree about it."""
        if about == "route":
            yield from (begun(self.say(each.text)) for each in self.assessment.discordance)
        now = {row.about: row.would_say for row in self.assessment.cutoffs if row.used}
        for row in self.assessment.cutoffs:
            told = self.named(words.POSITION, row.would_say)
            if about == "route" and row.route is not None:
                told = self.line(_("route: {what}"), what=self.named(words.ROUTE, row.route))
            elif about in ("path", "urgency") and row.path is not None:
                told = self.line(_("treatment: {what}"), what=self.named(words.PLAN_PATH, row.path))
            elif row.about not in _CUTOFFS.get(about, ()) or row.would_say == now.get(row.about, row.would_say):
                continue
            yield f"{begun(self.say(row.cutoff))}: {told}"

    def flips_of(self, about: str) -> Iterator[str]:
        if about not in _FLIPS or not self.assessment.explored:
            return
        found = [self.flip(each) for each in self.assessment.robustness if each.conclusion == _FLIPS[about]]
        yield from found or [self.text(NO_FLIP)]


def parts_of(evidence: Evidence) -> Iterator[Evidence]:
    """Some evidence and all that it was made of."""
    yield evidence
    for part in evidence.because:
        yield from parts_of(part)


def inputs_of(evidence: Evidence) -> dict[str, object]:
    """The values used, also in the parts."""
    found: dict[str, object] = {}
    for part in parts_of(evidence):
        found |= part.inputs
    return found


@lru_cache(maxsize=4096)
def limit_lines(rule_id: str, language: str) -> tuple[str, ...]:
    """The cut-offs of a rule in every unit."""
    rows = limits_of(rule_id, Wording(language))[:MOST_LIMITS]
    return tuple(f"{row.label}: {' / '.join(row.limits)}" for row in rows)
