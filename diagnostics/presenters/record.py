"""How it was reached: the values as entered, the arithmetic, and every rule that was checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Calculated, Finding
from ..clinical.evidence import Truth
from ..clinical.facts import Choice, Count, DrugTaken, Fact, Measurement, Step, YesNo
from ..clinical.knowledge.patient import BY_KEY
from ..clinical.text import Statement
from ..clinical.units import IncompatibleUnits, Quantity, Unit
from . import words
from .desk import MOST_WORD, Desk
from .shapes import Calc, PathNode, TraceRow, ValueGroup, ValueRow
from .wording import NBSP, PLACES, cut

ABOUT_A_VALUE = ("W_CONFIRM_VALUE", "W_UNIT_SUSPECTED")
MOST_DRUGS = 60
MOST_MISSING = 40


class Record(Desk):
    """The values, the sums and the rules behind the answer."""

    def values(self) -> tuple[ValueGroup, ...]:
        """All entered values, by the step that asks them, with their units as entered."""
        notes = {w.path: self.say(w.text) for w in self.assessment.warnings if w.path and w.code in ABOUT_A_VALUE}
        rows: dict[Step, list[ValueRow]] = {step: [] for step in Step}
        for key, value in self.facts.values.items():
            fact = BY_KEY.get(key)
            if fact is not None and not (isinstance(fact, YesNo) and _listed_in(key)):
                rows[fact.step].append(self.value_row(fact, value, notes.get(fact.path, "")))
        rows[Step.START] += self.list_rows("findings", _("Symptoms and signs"))
        rows[Step.HISTORY] += self.list_rows("conditions", _("Diseases and events"))
        rows[Step.HISTORY] += self.drug_rows()
        return tuple(
            ValueGroup(step.value, self.text(words.STEP[step.value]), tuple(found))
            for step, found in rows.items()
            if found
        )

    def value_row(self, fact: Fact, value: object, note: str) -> ValueRow:
        canonical = ""
        if isinstance(value, Quantity) and isinstance(fact, Measurement):
            canonical = self.canonical(value, fact.units[0])
        shown = cut(self.entered[fact.key], MOST_WORD) if fact.key in self.entered else self.as_entered(fact, value)
        return ValueRow(fact.key, self.text(fact.label), shown, canonical, note)

    def as_entered(self, fact: Fact, value: object) -> str:
        if isinstance(fact, Choice) and isinstance(value, str):
            return self.wording.value(dict(fact.options).get(value, words.plain(value)))
        if isinstance(fact, Count) and isinstance(value, Decimal):
            return self.wording.quantity(Quantity(value, fact.unit))
        return self.wording.value(value)

    def canonical(self, value: Quantity, unit: Unit) -> str:
        """The same value in the first unit of its fact, as far as one leads to the other."""
        if unit is value.unit:
            return ""
        try:
            other = value.to(unit)
        except IncompatibleUnits:
            return ""
        places = PLACES.get(unit.symbol, 2)
        exact = other.value == other.rounded(places).value
        return f"{'=' if exact else '≈'}{NBSP}{self.wording.quantity(other, places)}"

    def list_rows(self, name: str, title: str) -> list[ValueRow]:
        """The findings or conditions in one or two rows: present, and absent."""
        answers = {
            key: value for key, value in self.facts.values.items() if key.partition(".")[0] == name and key in BY_KEY
        }
        present = [self.label(key) for key, value in answers.items() if value is True]
        absent = [self.label(key) for key, value in answers.items() if value is False]
        asked = name in self.facts.asked
        rows = []
        if present or asked:
            note = self.text(_("everything else was asked and answered no")) if asked else ""
            rows.append(ValueRow(name, self.text(title), ", ".join(present) or self.text(_("none")), note=note))
        if absent and not asked:
            rows.append(
                ValueRow(
                    f"{name} absent", self.line(_("{title}, answered no"), title=self.text(title)), ", ".join(absent)
                )
            )
        return rows

    def drug_rows(self) -> list[ValueRow]:
        drugs = self.facts.drugs
        if not drugs and "drugs" not in self.facts.asked:
            return []
        shown = [self.drug(drug) for drug in drugs[:MOST_DRUGS]]
        if len(drugs) > MOST_DRUGS:
            shown.append(self.line(_("and {number} more"), number=len(drugs) - MOST_DRUGS))
        return [ValueRow("drugs", self.text(_("Drugs")), "; ".join(shown) or self.text(_("none")))]

    def drug(self, drug: DrugTaken) -> str:
        parts = [self.wording.value(cut(drug.name, MOST_WORD))]
        if drug.months is not None:
            parts.append(self.line(_("for {months} months"), months=drug.months))
        if drug.stopped_days_ago is not None:
            parts.append(self.line(_("stopped {days} days ago"), days=drug.stopped_days_ago))
        if drug.can_stop is not None:
            parts.append(self.text(_("can be stopped") if drug.can_stop else _("cannot be stopped")))
        return ", ".join(parts)

    def arithmetic(self) -> tuple[Calc, ...]:
        computed = self.assessment.computed.items()
        return tuple(
            self.calculation(name, value) for name, value in computed if value.value is not None or value.notes
        )

    def calculation(self, name: str, calculated: Calculated) -> Calc:
        label = self.named(words.COMPUTED, name)
        result = self.wording.result(calculated, self.limits)
        grade = self.named(words.GRADE, calculated.grade) if calculated.grade else ""
        notes = [self.say(note) for note in calculated.notes]
        if calculated.reported:
            notes.insert(0, self.text(_("as reported by the laboratory")))
        if not calculated.valid and calculated.value:
            notes.insert(0, self.text(_("not used to decide")))
        formula = self.say(calculated.formula)
        line = formula or f"{label}: {result or self.text(_('not calculated'))}"
        if grade and not (calculated.formula and _names_its_grade(calculated.formula)):
            line = f"{line}: {grade}"
        return Calc(
            name,
            label,
            formula,
            result,
            grade,
            tuple(notes),
            calculated.valid,
            f"{line} ({'; '.join(notes)})" if notes else line,
        )

    def trace_row(self, finding: Finding) -> TraceRow:
        rule, evidence = finding.rule, finding.evidence
        missing = self.labels(evidence.missing)
        outcome = evidence.truth.word
        word = self.named(words.OUTCOME, outcome)
        if missing:
            word = self.line(_("{word} (needs: {missing})"), word=word, missing=missing)
        title, text = self.text(rule.title), self.say(evidence.statement)
        sources = self.sources.of(rule) if evidence.truth is Truth.MET else self.sources.already(rule)
        parts = [rule.id, text or title, word, *([self.mark] if not rule.verified else [])]
        return TraceRow(
            rule.id, title, outcome, word, text, missing, sources, rule.verified, rule.strength, " · ".join(parts)
        )

    def trace_met(self, trace: tuple[TraceRow, ...], said: Mapping[str, str]) -> Iterable[TraceRow]:
        """The rules that were met, once each; `said` names the place of a text that stands elsewhere already."""
        seen = set()
        for row in trace:
            if row.outcome == "met" and (row.rule, row.text) not in seen:
                seen.add((row.rule, row.text))
                place = next((where for text, where in said.items() if row.text.endswith(text)), "")
                yield replace(row, text=place) if place else row

    def said_before(self, arithmetic: tuple[Calc, ...]) -> dict[str, str]:
        """The formulas, proposals and warnings, and where in the report they stand."""
        plan = self.assessment.plan
        said = {self.say(item.text): self.text(_("see the plan")) for item in plan.recommended}
        said |= {self.say(warning.text): self.text(_("see the warnings")) for warning in self.assessment.warnings}
        if diet := self.assessment.diet:
            told = (diet.because, *(need.text for need in diet.requirements), *(remark.text for remark in diet.remarks))
            said |= {self.say(text): self.text(_("see the diet")) for text in told}
        said |= {each.formula: self.text(_("see the arithmetic")) for each in arithmetic if each.formula}
        return {text: where for text, where in said.items() if text}

    def trace_rest(self, trace: tuple[TraceRow, ...]) -> Iterable[str]:
        """The rules that were not met, and those not evaluated with what they need, in a line each."""
        for outcome in ("not_met", "unknown"):
            rules = tuple(dict.fromkeys(row.rule for row in trace if row.outcome == outcome))
            if rules:
                word = self.named(words.OUTCOME, outcome).capitalize()
                yield self.line(
                    _("{word} ({number}): {rules}"),
                    word=word,
                    number=len(rules),
                    rules=", ".join(_drawn_together(rules)),
                )
        missing = tuple(dict.fromkeys(label for row in trace if row.outcome == "unknown" for label in row.missing))
        if missing:
            shown = missing if len(missing) <= MOST_MISSING else (*missing[:MOST_MISSING], "…")
            yield self.line(_("Needed for those not evaluated: {missing}"), missing=shown)

    def path_text(self, nodes: tuple[PathNode, ...]) -> str:
        """The stations on the way as one text, for those who do not see the picture."""
        return " → ".join(f"{node.number} {node.label}: {node.note or node.word}" for node in nodes if node.number)


def _names_its_grade(formula: Statement) -> bool:
    return not {"grade", "adequacy", "words", "said"}.isdisjoint(formula.values)


def _listed_in(key: str) -> bool:
    return key.partition(".")[0] in ("findings", "conditions")


def _drawn_together(rules: tuple[str, ...]) -> Iterable[str]:
    """Rule ids with those of one group together, and neighbours in it as a range: DX-SER-01 to 04, 07."""
    groups: dict[str, list[str]] = {}
    for rule_id in rules:
        group, _dash, last = rule_id.rpartition("-")
        groups.setdefault(group, []).append(last)
    for group, lasts in groups.items():
        yield f"{group}-{f',{NBSP}'.join(_ranges(sorted(lasts)))}"


def _ranges(names: list[str]) -> Iterable[str]:
    """Names that end in running numbers, drawn together."""
    start = before = names[0]
    for name in (*names[1:], ""):
        if not _follows(before, name):
            yield start if start == before else f"{start}–{before}"
            start = name
        before = name


def _follows(one: str, other: str) -> bool:
    """Whether `other` is `one` plus one: 07 and 08, C09 and C10."""
    head, number = one.rstrip("0123456789"), one[len(one.rstrip("0123456789")) :]
    return bool(number) and other == f"{head}{int(number) + 1:0{len(number)}d}"
