"""Assessment → Report: what to say, in which order and how urgent, with numbered references.

Screen and paper print the same `Report` and so cannot disagree. Nothing is computed here that belongs to
medicine: numbers, reasons and doses come from the assessment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import (
    Assessment, Calculated, Cause, Finding, Monitoring, Reason, Recommendation, StopCriterion, Warning, Withheld,
)  # fmt: skip
from ..clinical.doses import MAGNESIUM_SULFATE, IVDose
from ..clinical.evidence import Citation, Evidence, Rule, Truth
from ..clinical.facts import Choice, Count, DrugTaken, Fact, Facts, Measurement, Step, YesNo
from ..clinical.knowledge.codes import ITEMS
from ..clinical.knowledge.patient import AGE, BY_KEY, IONISED_MAGNESIUM, MAGNESIUM_SERUM, SEX, TAKEN_DAYS_AGO
from ..clinical.text import Statement
from ..clinical.units import IncompatibleUnits, Quantity, Unit
from . import words
from .pathway import draw_path, path_nodes
from .shapes import (
    Banner, Block, Calc, CauseLine, Conclusion, CutoffRow, DecisionLine, Identity, Item, NextStepLine, PathNode, ReasonLine,
    Reference, Report, Section, StepLine, TimedLine, Tone, TraceRow, ValueGroup, ValueRow, WarningLine, Why, WithheldLine,
)  # fmt: skip
from .wording import NBSP, PLACES, Wording, cut

MARK = _("not yet confirmed against a source")
DISCLAIMER = _("Supports, does not replace, clinical judgement.")
ITEM_LABELS = {item.code: item.label for item in ITEMS}
MOST_DO_NOW = 6
MOST_DRUGS = 60
MOST_WORD = 60  # characters of a case code or a drug's name


class Decided(Protocol):
    """What a physician decided about an item: `choice` is accept, change or reject, `dose` the chosen one in words."""

    code: str
    choice: str
    reason: str
    dose: str


@dataclass(frozen=True, slots=True)
class Choosing:
    """A decision as a plain value, for callers without a database."""

    code: str
    choice: str
    reason: str = ""
    dose: str = ""


def report(
    assessment: Assessment,
    wording: Wording,
    *,
    decisions: Iterable[Decided] = (),
    entered: Mapping[str, str] | None = None,
    case_label: str = "",
    sampled_at: datetime | None = None,
    printed_at: datetime | None = None,
) -> Report:
    """Arrange an assessment for screen and paper.

    `entered` holds the words typed for a fact by its key, where they are known; without it a value is
    shown from its number, whose digits are those that were entered. Dates are passed in, never looked up.
    """
    return Editor(
        assessment, wording, decisions=decisions, entered=entered, case_label=case_label, sampled_at=sampled_at,
        printed_at=printed_at,
    ).report()  # fmt: skip


class _Sources:
    """Numbers each citation when it is first used."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.cited: list[Citation] = []

    def of(self, rule: Rule | None) -> tuple[int, ...]:
        """The reference numbers of a rule."""
        if rule is None:
            return ()
        return tuple(sorted({self._number(citation) for citation in rule.citations}))

    def already(self, rule: Rule) -> tuple[int, ...]:
        """The reference numbers of a rule that needs none of its own."""
        return tuple(sorted({self.numbers[c.key] for c in rule.citations if c.key in self.numbers}))

    def _number(self, citation: Citation) -> int:
        if citation.key not in self.numbers:
            self.cited.append(citation)
            self.numbers[citation.key] = len(self.cited)
        return self.numbers[citation.key]


class Editor:
    """Writes one report. Each method fills one part; their order in `report` is that of the references."""

    def __init__(
        self,
        assessment: Assessment,
        wording: Wording,
        *,
        decisions: Iterable[Decided] = (),
        entered: Mapping[str, str] | None = None,
        case_label: str = "",
        sampled_at: datetime | None = None,
        printed_at: datetime | None = None,
    ) -> None:
        self.assessment = assessment
        self.facts: Facts = assessment.facts
        self.wording = wording
        self.say = wording.say
        self.text = wording.text
        self.line = wording.line
        self.decisions = {decision.code: decision for decision in decisions}
        self.entered = entered or {}
        self.case_label = cut(case_label, MOST_WORD)
        self.sampled_at, self.printed_at = sampled_at, printed_at
        self.sources = _Sources()
        self.findings = _by_rule(assessment.trace)
        self.mark = self.text(MARK)
        self.tones = {key: Tone(key, self.text(word), icon) for key, (word, icon) in words.TONES.items()}
        self.limits = tuple(_limits(assessment.trace))

    def report(self) -> Report:
        assessment = self.assessment
        sections = self.plan()
        withheld = tuple(self.withheld(entry) for entry in assessment.plan.withheld)
        do_now = self.do_now(sections, withheld)
        conclusions = self.conclusions()
        causes = tuple(self.cause(cause) for cause in assessment.causes)
        next_steps = tuple(
            NextStepLine(step.code, self.named(words.NEXT_STEP, step.code), self.say(step.why), step.rule.id, self.sources.of(step.rule))
            for step in assessment.next_steps
        )
        warnings = tuple(self.warning(warning) for warning in assessment.warnings)
        monitoring = tuple(self.monitoring(line) for line in assessment.plan.monitoring)
        stop_rules = tuple(self.stop_rule(rule) for rule in assessment.plan.stop_criteria)
        recheck, spacing = self.recheck(), tuple(self.spacing())
        nodes = path_nodes(assessment, self.wording)
        arithmetic = tuple(self.calculation(name, value) for name, value in assessment.computed.items() if _is_shown(value))
        trace = tuple(self.trace_row(finding) for finding in assessment.trace)
        return Report(
            language=self.wording.language,
            title=self.title(),
            identity=self.identity(),
            printed=self.wording.date(self.printed_at) if self.printed_at else "",
            printed_iso=self.printed_at.isoformat(timespec="seconds") if self.printed_at else "",
            verdict=self.verdict(),
            certainty=self.named(words.CERTAINTY, assessment.route.certainty),
            tone=self.tone(),
            labels={key: self.text(label) for key, label in words.LABELS.items()},
            banner=self.banner(),
            do_now=do_now,
            **conclusions,
            conclusions=tuple(conclusions.values()),
            reasons=self.reasons(causes),
            scope=tuple(self.reason(reason) for reason in assessment.scope.reasons) if not assessment.scope.in_scope else (),
            causes=causes,
            next_steps=next_steps,
            steps=tuple(self.step(state.step.value, state.state, self.say(state.why)) for state in assessment.steps),
            flips=self.flips(),
            cutoffs=self.cutoffs(),
            patterns=self.patterns(),
            plan=sections,
            plan_after_now=_without(sections, self.said_elsewhere(do_now)),
            withheld=withheld,
            warnings=warnings,
            monitoring=monitoring,
            stop_rules=stop_rules,
            recheck=recheck,
            spacing=spacing,
            follow_up=tuple(self.follow_up(recheck, monitoring, stop_rules, spacing)),
            values=self.values(),
            arithmetic=arithmetic,
            path=nodes,
            path_text=self.path_text(nodes),
            path_svg=draw_path(nodes, title=self.text(words.LABELS["path"]), language=self.wording.language),
            trace=trace,
            trace_met=tuple(self.trace_met(trace, arithmetic)),
            trace_rest=tuple(self.trace_rest(trace)),
            references=tuple(self.reference(number, citation) for number, citation in enumerate(self.sources.cited, 1)),
            knowledge_version=assessment.knowledge_version,
            disclaimer=self.text(DISCLAIMER),
            mark=self.mark,
        )  # fmt: skip

    # -- small things -----------------------------------------------------------------------------------

    def named(self, table: Mapping[str, str], code: str) -> str:
        """The word for a code, or the code in plain letters."""
        return self.text(table[code]) if code in table else self.wording.value(words.plain(code))

    def label(self, key: str) -> str:
        """What a fact or a computed value is called."""
        fact = BY_KEY.get(key)
        if fact is not None:
            return self.text(fact.label)
        return self.named(words.COMPUTED, key)

    def labels(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.label(key) for key in keys))

    def tone_of(self, urgent: bool, careful: bool) -> Tone:
        return self.tones["critical" if urgent else "warning" if careful else "info"]

    # -- who and what -----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.text(_("Low magnesium: assessment and plan"))

    def identity(self) -> Identity:
        age = self.facts.number(AGE)
        shown_age = self.wording.quantity(Quantity(age, AGE.unit)) if age is not None else self.text(_("age not known"))
        sex = self.facts.word(SEX)
        shown_sex = self.text(dict(SEX.options)[sex]) if sex in ("female", "male") else self.text(_("sex not known"))
        version = self.line(_("knowledge {version}"), version=self.assessment.knowledge_version)
        case = self.line(_("case {case}"), case=self.case_label) if self.case_label else self.text(_("no case code"))
        parts = (case, shown_age, shown_sex.lower(), self.sample(), version)
        return Identity(case, shown_age, shown_sex, self.sample(), version, " · ".join(parts))

    def sample(self) -> str:
        """When the sample was taken, as far as it is known."""
        if self.sampled_at:
            return self.line(_("sample of {moment}"), moment=self.wording.date(self.sampled_at))
        days = self.facts.number(TAKEN_DAYS_AGO)
        if days is None:
            return self.text(_("sample time not given"))
        return self.line(_("sample taken {days} ago"), days=Quantity(days, TAKEN_DAYS_AGO.unit))

    # -- 1 verdict --------------------------------------------------------------------------------------

    def tone(self) -> Tone:
        """The tone of the whole, by urgency."""
        assessment = self.assessment
        if assessment.urgency in ("emergency", "urgent") or assessment.emergency_banner:
            return self.tones["critical"]
        if assessment.urgency == "same_day" or assessment.status in ("suspected_spurious", "unknown", "high"):
            return self.tones["warning"]
        return self.tones["ok" if assessment.status == "not_low" else "info"]

    def level(self) -> str:
        """The magnesium as entered, total or else ionised; empty if there is none."""
        for fact in (MAGNESIUM_SERUM, IONISED_MAGNESIUM):
            value = self.facts.quantity(fact)
            if value is not None:
                return self.wording.quantity(value)
        return ""

    def verdict(self) -> str:
        """The answer in one sentence, with how sure it is."""
        said = self.what_it_is()
        if not self.assessment.scope.in_scope:
            return self.line(_("{what}: outside the scope of this tool."), what=said)
        route = self.where_it_goes()
        return self.line(_("{what}: {route}."), what=said, route=route) if route else f"{said}."

    def what_it_is(self) -> str:
        assessment = self.assessment
        level = self.level()
        if assessment.plan.path == "PT_TOXICITY":
            return self.line(_("Too much magnesium ({level})"), level=level)
        sentences = {
            "not_low": _("Magnesium is not low"),
            "possible_latent_deficiency": _("Magnesium is not low, but the body may be depleted"),
            "high": _("Magnesium is above the range"),
            "suspected_spurious": _("Magnesium reads low, but the sample may be wrong"),
            "unknown": _("Whether magnesium is low is not known yet"),
        }
        grades = {
            "mild": _("Mild hypomagnesaemia"),
            "moderate": _("Moderate hypomagnesaemia"),
            "severe": _("Severe hypomagnesaemia"),
            "critical": _("Critical hypomagnesaemia"),
        }
        said = self.text(sentences.get(assessment.status) or grades.get(assessment.severity, _("Hypomagnesaemia")))
        return self.line(_("{what} ({level})"), what=said, level=level) if level else said

    def where_it_goes(self) -> str:
        """The route with its certainty; empty where the question does not arise."""
        route = self.assessment.route
        if route.value == "not_applicable" or self.assessment.status not in ("low", "possible_latent_deficiency"):
            return ""
        if route.value == "indeterminate":
            return self.text(_("where it is lost is not yet clear"))
        if route.value == "discordant":
            return self.text(_("the tests disagree about where it is lost"))
        said = self.named(words.ROUTE, route.value)
        if route.certainty != "none":
            said = self.line(_("{route}, {certainty}"), route=said, certainty=self.named(words.CERTAINTY, route.certainty))
        if route.also:
            said = self.line(_("{route}, with {also}"), route=said, also=", ".join(self.named(words.ROUTE, r) for r in route.also))
        return said

    def banner(self) -> Banner | None:
        assessment = self.assessment
        if assessment.plan.path == "PT_TOXICITY":
            text = _("Stop every source of magnesium. Follow the local emergency protocol.")
            return Banner(self.text(_("Too much magnesium")), self.text(text), self.tones["critical"])
        if not assessment.emergency_banner:
            return None
        text = _("Do not wait for the diagnostic tests. Follow the local emergency protocol; it goes before this report.")
        return Banner(self.text(_("Treat first")), self.text(text), self.tones["critical"])

    # -- 2 do now ---------------------------------------------------------------------------------------

    def do_now(self, sections: tuple[Section, ...], withheld: tuple[WithheldLine, ...]) -> tuple[Item, ...]:
        """Safety first: what treats now, what to find out now because a treatment waits for it, then the rest."""
        assessment = self.assessment
        first = [item for section in sections if section.key == "treat_now" for item in section.items]
        if assessment.urgency != "routine" and not first:
            first = [item for section in sections if section.key == "replace" for item in section.items if _is_infusion(item)]
        first += [item for section in sections if section.key == "tests" for item in section.items]
        first += self.find_out(withheld)
        if assessment.urgency != "routine":
            first += [item for section in sections if section.key in ("electrolytes", "refer") for item in section.items]
        if not first:
            first = self.tests_first() + [item for section in sections for item in section.items][:3]
        return tuple(dict.fromkeys(first))[:MOST_DO_NOW]

    def said_elsewhere(self, do_now: tuple[Item, ...]) -> set[str]:
        """What paper need not print again under the plan: what to do now, and the recheck of the follow-up."""
        keys = {item.key for item in do_now}
        if self.assessment.plan.recheck and "RECHECK" not in self.decisions:
            keys.add("RECHECK")
        return keys

    def find_out(self, withheld: tuple[WithheldLine, ...]) -> list[Item]:
        """The missing facts that hold a treatment back, most wanted first (safety H69)."""
        waiting: dict[str, list[str]] = {}
        for entry in withheld:
            for reason in entry.reasons:
                if reason.kind == "not_known":
                    for missing in reason.missing or ((reason.released_by,) if reason.released_by else ()):
                        waiting.setdefault(missing, []).append(entry.label)
        wanted = sorted(waiting.items(), key=lambda pair: -len(pair[1]))
        if self.assessment.urgency == "routine":
            wanted = wanted[:1]
        return [self.ask(missing, tuple(dict.fromkeys(held))) for missing, held in wanted[:3]]

    def ask(self, missing: str, held: tuple[str, ...]) -> Item:
        return Item(
            key=f"ASK {missing}", title=self.line(_("Find out: {missing}"), missing=missing), tone=self.tones["warning"],
            details=(self.line(_("Waits for it: {held}"), held=held),),
        )  # fmt: skip

    def tests_first(self) -> list[Item]:
        """The next tests as things to do, where nothing can be given yet."""
        if self.assessment.status not in ("unknown", "suspected_spurious"):
            return []
        return [
            Item(step.code, self.named(words.NEXT_STEP, step.code), self.tones["warning"], details=(self.say(step.why),),
                 why=self.why(step.rule, step.why), sources=self.sources.of(step.rule), verified=step.rule.verified)
            for step in self.assessment.next_steps[:2]
        ]  # fmt: skip

    # -- 3 why ------------------------------------------------------------------------------------------

    def conclusions(self) -> dict[str, Conclusion]:
        assessment = self.assessment
        urgent = assessment.urgency in ("urgent", "emergency")
        severe = assessment.severity in ("severe", "critical")
        route = assessment.route
        return {
            "status": self.conclusion("status", _("Is it real?"), self.named(words.STATUS, assessment.status),
                                      self.tone(), assessment.status_because),
            "severity": self.conclusion("severity", _("How severe?"), self.named(words.SEVERITY, assessment.severity),
                                        self.tone_of(severe and urgent, severe), self.symptoms()),
            "urgency": self.conclusion("urgency", _("How urgent?"), self.named(words.URGENCY, assessment.urgency),
                                       self.tone_of(urgent, assessment.urgency == "same_day"), None),
            "route": self.conclusion("route", _("Where is it lost?"), self.route_answer(), self.tones["info"], route.because, route.rule),
            "path_of_treatment": self.conclusion("path", _("What follows?"), self.named(words.PLAN_PATH, assessment.plan.path),
                                                 self.tone(), assessment.plan.path_because, assessment.plan.path_rule),
        }  # fmt: skip

    def conclusion(
        self, key: str, label: str, answer: str, tone: Tone, because: Statement | None, rule: Rule | None = None
    ) -> Conclusion:
        why = self.why(rule, because) if rule else None
        return Conclusion(key, self.text(label), answer, tone, self.say(because), why)

    def symptoms(self) -> Statement:
        said = {True: _("with symptoms"), False: _("without symptoms"), None: _("symptoms not known")}
        return Statement(said[self.assessment.symptomatic])

    def route_answer(self) -> str:
        route = self.assessment.route
        answer = self.named(words.ROUTE, route.value)
        if route.certainty != "none":
            answer = self.line(_("{route}, {certainty}"), route=answer, certainty=self.named(words.CERTAINTY, route.certainty))
        if route.settled_by:
            by = tuple(self.named(words.SETTLED_BY, word) for word in route.settled_by)
            answer = self.line(_("{answer} (settled by {by})"), answer=answer, by=by)
        return answer

    def reasons(self, causes: tuple[CauseLine, ...]) -> tuple[str, ...]:
        """The three strongest facts: the level, the route, then the cause or the reason for the treatment."""
        assessment = self.assessment
        said = [self.say(assessment.status_because), self.say(assessment.route.because)]
        said += [cause.line for cause in causes[:1]]
        said.append(self.say(assessment.plan.path_because))
        return tuple(dict.fromkeys(text for text in said if text))[:3]

    def why(self, rule: Rule, said: Statement | None) -> Why:
        """What opens under a conclusion: the rule, and what was found when it was checked."""
        finding = self.findings.get(rule.id)
        evidence = finding.evidence if finding else Evidence(Truth.MET, said or Statement(""))
        return Why(
            rule=rule.id,
            title=self.text(rule.title),
            text=self.say(evidence.statement),
            values=tuple(self.inputs(evidence)),
            formulas=tuple(self.formulas(evidence)),
            because=tuple(dict.fromkeys(self.say(part.statement) for part in evidence.because))[:8],
            missing=self.labels(evidence.missing),
            strength=self.named(words.STRENGTH, rule.strength),
            sources=self.sources.of(rule),
            verified=rule.verified,
            mark="" if rule.verified else self.mark,
        )

    def inputs(self, evidence: Evidence) -> Iterable[str]:
        for key, value in evidence.inputs.items():
            yield f"{self.label(key)}: {self.wording.value(value)}"

    def formulas(self, evidence: Evidence) -> Iterable[str]:
        for key in evidence.inputs:
            calculated = self.assessment.computed.get(key)
            if calculated and calculated.formula:
                yield self.say(calculated.formula)

    def cause(self, cause: Cause) -> CauseLine:
        label, weight = self.say(cause.label), self.named(words.WEIGHT, cause.weight)
        routes = ", ".join(self.named(words.ROUTE, route) for route in cause.routes)
        after = f"{routes}, {weight}" if routes else weight
        if not cause.active:
            after = self.line(_("{line}; exposure is over"), line=after)
        return CauseLine(
            key=cause.code, label=label, kind=self.named(words.CAUSE_KIND, cause.kind), routes=routes, weight=weight,
            line=f"{label}: {after}", line_after_label=after, tone=self.tones["warning" if cause.weight == "strong" else "info"], note=self.say(cause.note), active=cause.active,
            why=self.why(cause.rule, cause.note), sources=self.sources.of(cause.rule), verified=cause.rule.verified,
        )  # fmt: skip

    # -- 4 what would change it ---------------------------------------------------------------------------

    def step(self, key: str, state: str, text: str) -> StepLine:
        return StepLine(key, self.named(words.STEP, key), state, self.named(words.STEP_STATE, state), text)

    def flips(self) -> tuple[str, ...]:
        """The nearest values that would change a conclusion, as the assessment says them."""
        return tuple(self.say(entry.text) for entry in self.assessment.robustness if _has_text(entry))

    def patterns(self) -> tuple[str, ...]:
        return tuple(self.say(entry.text) for entry in self.assessment.patterns if _has_text(entry))

    def cutoffs(self) -> tuple[CutoffRow, ...]:
        """The same value under other published cut-offs."""
        value = self.wording.value
        return tuple(
            CutoffRow(self.label(entry.about), value(entry.cutoff), self.named(words.GRADE, entry.would_say), value(entry.source))
            for entry in self.assessment.cutoffs
            if hasattr(entry, "would_say")
        )

    # -- 5 plan -----------------------------------------------------------------------------------------

    def plan(self) -> tuple[Section, ...]:
        """The items in their sections, each in the order of the engine."""
        grouped: dict[str, list[Item]] = {key: [] for key in words.SECTION}
        urgent = self.assessment.urgency in ("urgent", "emergency")
        for recommendation in sorted(self.assessment.plan.recommended, key=lambda r: r.order):
            section = self.section(recommendation.code)
            grouped[section].append(self.item(recommendation, urgent and section == "treat_now"))
        return tuple(Section(key, self.text(words.SECTION[key]), tuple(items)) for key, items in grouped.items() if items)

    def section(self, code: str) -> str:
        """The section of an item; calcium treats now where magnesium is too high."""
        if code.startswith("CA_GLUC") and self.assessment.plan.path == "PT_TOXICITY":
            return "treat_now"
        return words.section_of(code)

    def item(self, recommendation: Recommendation, urgent: bool) -> Item:
        rule = recommendation.rule
        careful = recommendation.off_label or not recommendation.automatic
        return Item(
            key=recommendation.code, title=self.title_of(recommendation), tone=self.tone_of(urgent, careful),
            details=(*self.diluent(recommendation), *(self.say(detail) for detail in recommendation.details)),
            dose_line=self.wording.dose_line(recommendation.dose), automatic=recommendation.automatic,
            off_label=recommendation.off_label, tags=tuple(self.tags(recommendation)), why=self.why(rule, recommendation.text),
            sources=self.sources.of(rule), verified=rule.verified, mark="" if rule.verified else self.mark,
            decision=self.decision(recommendation),
        )  # fmt: skip

    def title_of(self, recommendation: Recommendation) -> str:
        """The text of an item; that of a dose in g always with the salt in full (safety H04)."""
        title = self.say(recommendation.text)
        salt = self.wording.value(MAGNESIUM_SULFATE)
        if isinstance(recommendation.dose, IVDose) and salt.lower() not in title.lower():
            return self.line(_("{salt}: {text}"), salt=salt[:1].upper() + salt[1:], text=title)
        return title

    def diluent(self, recommendation: Recommendation) -> Iterable[str]:
        diluent = getattr(recommendation.dose, "diluent", "")
        if diluent:
            yield self.line(_("Diluent: {diluent}"), diluent=diluent)

    def tags(self, recommendation: Recommendation) -> Iterable[str]:
        if recommendation.off_label:
            yield self.text(_("off-label"))
        if not recommendation.automatic:
            yield self.text(_("only on a named prescriber's decision"))

    def decision(self, recommendation: Recommendation) -> DecisionLine | None:
        """What was decided, with the suggested dose beside a changed one (safety H65)."""
        decided = self.decisions.get(recommendation.code)
        if decided is None:
            return None
        word, reason, chosen = self.named(words.DECISION, decided.choice), cut(decided.reason), cut(decided.dose)
        if decided.choice == "change":
            line = self.line(_("Decision: changed. Chosen in place of the suggestion: {chosen}"), chosen=chosen)
        else:
            line = self.line(_("Decision: {word}"), word=word)
        if reason:
            line = self.line(_("{line}. Reason: {reason}"), line=line, reason=reason)
        return DecisionLine(decided.choice, word, reason, chosen, line)

    def withheld(self, entry: Withheld) -> WithheldLine:
        label = self.say(entry.label) or self.withheld_label(entry)
        reasons = tuple(self.reason(reason) for reason in entry.because)
        unverified = any(not reason.rule.verified for reason in entry.because)
        numbers = sorted({number for reason in reasons for number in reason.sources})
        told = [self.line(_("{text} (released by: {release})"), text=r.text, release=r.released_by) if r.released_by else r.text for r in reasons]
        return WithheldLine(
            key=entry.code, family=entry.family, label=label, reasons=reasons,
            line=f"{label}: {'; '.join(told)}" if told else label,
            dose_line=self.wording.dose_line(entry.dose), sources=tuple(numbers), verified=not unverified,
            mark=self.mark if unverified else "",
        )  # fmt: skip

    def withheld_label(self, entry: Withheld) -> str:
        """The family of a treatment, or for those without one the item."""
        if entry.family == "other" and entry.code in ITEM_LABELS:
            return self.text(ITEM_LABELS[entry.code])
        return self.named(words.FAMILY, entry.family)

    def reason(self, reason: Reason) -> ReasonLine:
        return ReasonLine(
            self.say(reason.text), self.say(reason.released_by), reason.rule.id, reason.kind, self.labels(reason.missing),
            self.sources.of(reason.rule),
        )  # fmt: skip

    def warning(self, warning: Warning) -> WarningLine:
        urgent = warning.code in ("W_TOXICITY",) or (self.assessment.emergency_banner and warning.code == "W_TELEMETRY")
        return WarningLine(
            warning.code, self.say(warning.text), self.tones["critical" if urgent else "warning"], warning.rule.id,
            warning.path or "", self.sources.of(warning.rule), "" if warning.rule.verified else self.mark,
        )  # fmt: skip

    # -- 6 what to watch ----------------------------------------------------------------------------------

    def timed(self, key: str, what: str, when: str, rule: Rule) -> TimedLine:
        line = f"{what}: {when}" if when else what
        return TimedLine(key, what, when, line, rule.id, self.sources.of(rule), "" if rule.verified else self.mark)

    def monitoring(self, entry: Monitoring) -> TimedLine:
        return self.timed(entry.what, self.named(words.WHAT_TO_WATCH, entry.what), self.say(entry.when), entry.rule)

    def stop_rule(self, entry: StopCriterion) -> TimedLine:
        return self.timed("stop", self.say(entry.text), "", entry.rule)

    def recheck(self) -> TimedLine | None:
        """The recheck with its latest moment, where it is known when this was printed."""
        recheck = self.assessment.plan.recheck
        if recheck is None:
            return None
        when = self.within(recheck.within_hours)
        if self.printed_at:
            latest = self.wording.date(self.printed_at + timedelta(hours=recheck.within_hours))
            when = self.line(_("{when}: by {latest}"), when=when, latest=latest)
        text = self.say(recheck.text)
        cited = self.timed("recheck", text, when, recheck.rule)
        return replace(cited, line=f"{text} ({when})")

    def within(self, hours: int) -> str:
        if hours % 24 == 0 and hours > 48:
            return self.line(_("within {days} days"), days=hours // 24)
        return self.line(_("within {hours} h"), hours=hours)

    def spacing(self) -> Iterable[TimedLine]:
        for entry in self.assessment.plan.spacing:
            yield self.timed("spacing", self.wording.value(cut(entry.drug, MOST_WORD)), self.say(entry.text), entry.rule)

    def follow_up(
        self, recheck: TimedLine | None, *lists: tuple[TimedLine, ...]
    ) -> Iterable[Block]:
        """Recheck, what to watch, when to stop and what to keep apart, each as one paragraph."""
        titles = (words.LABELS["monitoring"], words.LABELS["stop_rules"], words.LABELS["spacing"])
        if recheck:
            yield Block(self.text(words.LABELS["recheck"]), _told((recheck,)))
        for title, lines in zip(titles, lists, strict=True):
            if lines:
                yield Block(self.text(title), _told(lines))

    # -- 7 how it was reached -----------------------------------------------------------------------------

    def values(self) -> tuple[ValueGroup, ...]:
        """All entered values, by the step that asks them, with their units as entered."""
        notes = {w.path: self.say(w.text) for w in self.assessment.warnings if w.path}
        rows: dict[Step, list[ValueRow]] = {step: [] for step in Step}
        for key, value in self.facts.values.items():
            fact = BY_KEY.get(key)
            if fact is not None and not (isinstance(fact, YesNo) and _listed_in(key)):
                rows[fact.step].append(self.value_row(fact, value, notes.get(fact.path, "")))
        rows[Step.START] += self.list_rows("findings", _("Symptoms and signs"))
        rows[Step.HISTORY] += self.list_rows("conditions", _("Diseases and events"))
        rows[Step.HISTORY] += self.drug_rows()
        return tuple(ValueGroup(step.value, self.text(words.STEP[step.value]), tuple(found)) for step, found in rows.items() if found)

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
        answers = {key: value for key, value in self.facts.values.items() if key.partition(".")[0] == name and key in BY_KEY}
        present = [self.label(key) for key, value in answers.items() if value is True]
        absent = [self.label(key) for key, value in answers.items() if value is False]
        asked = name in self.facts.asked
        rows = []
        if present or asked:
            note = self.text(_("everything else was asked and answered no")) if asked else ""
            rows.append(ValueRow(name, self.text(title), ", ".join(present) or self.text(_("none")), note=note))
        if absent and not asked:
            rows.append(ValueRow(f"{name} absent", self.line(_("{title}, answered no"), title=self.text(title)), ", ".join(absent)))
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

    def calculation(self, name: str, calculated: Calculated) -> Calc:
        label = self.named(words.COMPUTED, name)
        result = self.result(calculated)
        grade = self.named(words.GRADE, calculated.grade) if calculated.grade else ""
        notes = [self.say(note) for note in calculated.notes]
        if calculated.reported:
            notes.insert(0, self.text(_("as reported by the laboratory")))
        if not calculated.valid and calculated.value:
            notes.insert(0, self.text(_("not used to decide")))
        formula = self.say(calculated.formula)
        line = formula or f"{label}: {result}"
        if grade and not (calculated.formula and _names_its_grade(calculated.formula)):
            line = f"{line}: {grade}"
        return Calc(name, label, formula, result, grade, tuple(notes), calculated.valid, f"{line} ({'; '.join(notes)})" if notes else line)

    def result(self, calculated: Calculated) -> str:
        """The value with the digits of its formula, which are those it was compared with (DX-GEN-03)."""
        if calculated.value is None:
            return ""
        said = calculated.formula.values.get("value") if calculated.formula else None
        return self.wording.distinct(said if isinstance(said, Quantity) else calculated.value, self.limits)

    # -- the trace and the sources ------------------------------------------------------------------------

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
        return TraceRow(rule.id, title, outcome, word, text, missing, sources, rule.verified, rule.strength, " · ".join(parts))

    def trace_met(self, trace: tuple[TraceRow, ...], arithmetic: tuple[Calc, ...]) -> Iterable[TraceRow]:
        """The rules that were met, once each; a formula that stands under the arithmetic is not said again."""
        formulas = {calculated.formula for calculated in arithmetic if calculated.formula}
        seen = set()
        for row in trace:
            if row.outcome == "met" and (row.rule, row.text) not in seen:
                seen.add((row.rule, row.text))
                yield replace(row, text=self.text(_("see the arithmetic"))) if row.text in formulas else row

    def path_text(self, nodes: tuple[PathNode, ...]) -> str:
        """The stations on the way as one text, for those who do not see the picture."""
        return " → ".join(f"{node.number} {node.label}: {node.note or node.word}" for node in nodes if node.number)

    def trace_rest(self, trace: tuple[TraceRow, ...]) -> Iterable[str]:
        """The rules that were not met, and those not evaluated with what they need, in a line each."""
        for outcome in ("not_met", "unknown"):
            rules = tuple(dict.fromkeys(row.rule for row in trace if row.outcome == outcome))
            if rules:
                word = self.named(words.OUTCOME, outcome).capitalize()
                yield self.line(_("{word} ({number}): {rules}"), word=word, number=len(rules), rules=", ".join(_drawn_together(rules)))
        missing = tuple(dict.fromkeys(label for row in trace if row.outcome == "unknown" for label in row.missing))
        if missing:
            shown = missing[:40] if len(missing) <= 40 else (*missing[:40], "…")
            yield self.line(_("Needed for those not evaluated: {missing}"), missing=shown)

    def reference(self, number: int, citation: Citation) -> Reference:
        notes = {"secondary": _("quoted from a secondary text"), "abstract": _("abstract read"), "seed": _("from the founding documents")}
        note = _("a choice of this knowledge base") if citation.kind == "design" else notes.get(citation.read, "")
        link = citation.link.removeprefix("https://doi.org/")
        short = f"doi:{link}" if citation.doi else link.removeprefix("https://")
        return Reference(number, self.text(citation.text), citation.link, short, self.text(note))


# --- plain helpers ---------------------------------------------------------------------------------------


def _by_rule(trace: tuple[Finding, ...]) -> dict[str, Finding]:
    """The finding that speaks for each rule: the first that was met, or else the first."""
    found: dict[str, Finding] = {}
    for finding in trace:
        kept = found.get(finding.rule.id)
        if kept is None or (finding.evidence.truth is Truth.MET and kept.evidence.truth is not Truth.MET):
            found[finding.rule.id] = finding
    return found


def _drawn_together(rules: tuple[str, ...]) -> Iterable[str]:
    """Rule ids with those of one group together, and neighbours in it as a range: DX-SER-01 to 04, 07."""
    groups: dict[str, list[str]] = {}
    for rule_id in rules:
        group, _dash, last = rule_id.rpartition("-")
        groups.setdefault(group, []).append(last)
    for group, lasts in groups.items():
        yield f"{group}-{f',{NBSP}'.join(_ranges(lasts))}"


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
    head, number = one.rstrip("0123456789"), one[len(one.rstrip("0123456789")):]
    return bool(number) and other == f"{head}{int(number) + 1:0{len(number)}d}"


def _limits(trace: tuple[Finding, ...]) -> Iterable[Quantity]:
    """The limits that any rule held a value against."""
    waiting = [finding.evidence for finding in trace]
    while waiting:
        evidence = waiting.pop()
        limit = evidence.statement.values.get("limit")
        if isinstance(limit, Quantity):
            yield limit
        waiting.extend(evidence.because)


def _without(sections: tuple[Section, ...], keys: set[str]) -> tuple[Section, ...]:
    rest = (Section(s.key, s.title, tuple(item for item in s.items if item.key not in keys)) for s in sections)
    return tuple(section for section in rest if section.items)


def _is_infusion(item: Item) -> bool:
    return item.key.startswith("IV_")


def _is_shown(calculated: Calculated) -> bool:
    return calculated.value is not None or bool(calculated.notes)


def _names_its_grade(formula: Statement) -> bool:
    return not {"grade", "adequacy", "words", "said"}.isdisjoint(formula.values)


def _listed_in(key: str) -> bool:
    return key.partition(".")[0] in ("findings", "conditions")


def _told(lines: tuple[TimedLine, ...]) -> str:
    """Lines as one text; neighbours with the same mark and sources name them once, behind the last."""
    told = []
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        same = after is not None and (after.sources, after.mark) == (line.sources, line.mark)
        told.append(line.line if same else f"{line.line}{'†' if line.mark else ''} {line.cites}".rstrip())
    return "; ".join(told) + "."


def _has_text(entry: object) -> bool:
    return isinstance(getattr(entry, "text", None), Statement)


__all__ = [
    "Banner", "Block", "Calc", "CauseLine", "Choosing", "Conclusion", "CutoffRow", "Decided", "DecisionLine", "Identity", "Item",
    "NextStepLine", "PathNode", "ReasonLine", "Reference", "Report", "Section", "StepLine", "TimedLine", "Tone", "TraceRow",
    "ValueGroup", "ValueRow", "WarningLine", "Why", "WithheldLine", "report",
]  # fmt: skip
