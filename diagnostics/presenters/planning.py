"""The plan: what to do now, the items and their decisions, what is withheld, and what to watch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import (
    Monitoring,
    NextStep,
    Reason,
    Recommendation,
    StopCriterion,
    Surveillance,
    Warning,
    Withheld,
)
from ..clinical.doses import MAGNESIUM_SULFATE, IVDose
from ..clinical.evidence import Rule
from ..clinical.knowledge.codes import ITEMS
from ..clinical.text import Statement
from . import words
from .desk import MOST_WORD
from .grounds import Grounds
from .shapes import (
    Block,
    DecisionLine,
    Item,
    OpenLine,
    ReasonLine,
    Section,
    TimedLine,
    WarningLine,
    Why,
    WithheldLine,
)
from .wording import begun, cut

ITEM_LABELS = {item.code: item.label for item in ITEMS}
MOST_DO_NOW = 6
MOST_IN_TITLE = 3  # more than these are listed under the title


class Planning(Grounds):
    """What to do, what not to do yet, and what to watch meanwhile."""

    def do_now(self, sections: tuple[Section, ...], withheld: tuple[WithheldLine, ...]) -> tuple[Item, ...]:
        """Safety first: what treats now, what to find out now because a treatment waits for it, then the rest."""
        assessment = self.assessment
        first = [item for section in sections if section.key == "treat_now" for item in section.items]
        if assessment.urgency != "routine" and not first:
            first = [
                item for section in sections if section.key == "replace" for item in section.items if _is_infusion(item)
            ]
        first += [item for section in sections if section.key == "tests" for item in section.items]
        first += self.find_out(withheld)
        if assessment.urgency != "routine":
            first += [
                item for section in sections if section.key in ("electrolytes", "refer") for item in section.items
            ]
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
        because: dict[str, Why | None] = {}
        for entry in withheld:
            for reason in entry.reasons:
                if reason.kind == "not_known":
                    named = [check.label for check in reason.missing]
                    held = entry.label if entry.family == "other" else self.named(words.FAMILY, entry.family)
                    for missing in named or ([reason.released_by] if reason.released_by else []):
                        waiting.setdefault(missing, []).append(held)
                        because.setdefault(missing, reason.why)
        questions: dict[tuple[str, ...], list[str]] = {}
        for missing, held in waiting.items():
            questions.setdefault(tuple(dict.fromkeys(held)), []).append(missing)
        wanted = sorted(questions.items(), key=lambda pair: -len(pair[0]))
        most = 1 if self.assessment.urgency == "routine" else 3
        return [self.ask(missing, held, because[missing[0]]) for held, missing in wanted[:most]]

    def ask(self, missing: list[str], held: tuple[str, ...], why: Why | None) -> Item:
        asked, waits = ", ".join(missing), ", ".join(held)
        title = self.line(_("Find out: {missing}"), missing=asked)
        details = [self.line(_("Waits for it: {held}"), held=waits)]
        if len(missing) > MOST_IN_TITLE:
            title = self.line(_("Find out what holds back: {held}"), held=waits)
            details = [" · ".join(missing)]
        return Item(key=f"ASK {asked}", title=title, tone=self.tones["warning"], details=tuple(details), why=why)

    def tests_first(self) -> list[Item]:
        """The next tests as things to do, where nothing can be given yet."""
        if self.assessment.status not in ("unknown", "suspected_spurious"):
            return []
        return [self.test_first(step) for step in self.assessment.next_steps[:2]]

    def test_first(self, step: NextStep) -> Item:
        title, text = self.named(words.NEXT_STEP, step.code), begun(self.say(step.why))
        repeated = text.casefold().startswith(title.casefold())
        return Item(
            step.code,
            text if repeated else title,
            self.tones["warning"],
            details=() if repeated else (text,),
            why=self.why(step.rule, step.why),
            sources=self.sources.of(step.rule),
            verified=step.rule.verified,
            mark="" if step.rule.verified else self.mark,
        )

    def plan(self) -> tuple[Section, ...]:
        """The items in their sections, each in the order of the engine."""
        grouped: dict[str, list[Item]] = {key: [] for key in words.SECTION}
        urgent = self.assessment.urgency in ("urgent", "emergency")
        for recommendation in sorted(self.assessment.plan.recommended, key=lambda r: r.order):
            section = self.section(recommendation.code)
            grouped[section].append(self.item(recommendation, urgent and section == "treat_now"))
        return tuple(
            Section(key, self.text(words.SECTION[key]), tuple(items)) for key, items in grouped.items() if items
        )

    def section(self, code: str) -> str:
        """The section of an item; calcium treats now where magnesium is too high."""
        if code.startswith("CA_GLUC") and self.assessment.plan.path == "PT_TOXICITY":
            return "treat_now"
        return words.section_of(code)

    def item(self, recommendation: Recommendation, urgent: bool) -> Item:
        rule = recommendation.rule
        careful = recommendation.off_label or not recommendation.automatic
        return Item(
            key=recommendation.code,
            title=self.title_of(recommendation),
            tone=self.tone_of(urgent, careful),
            details=(*self.diluent(recommendation), *(begun(self.say(detail)) for detail in recommendation.details)),
            dose_line=self.wording.dose_line(recommendation.dose),
            automatic=recommendation.automatic,
            off_label=recommendation.off_label,
            tags=tuple(self.tags(recommendation)),
            why=self.why(rule, recommendation.text, family=recommendation.family),
            sources=self.sources.of(rule),
            verified=rule.verified,
            mark="" if rule.verified else self.mark,
            decision=self.decision(recommendation),
        )

    def title_of(self, recommendation: Recommendation) -> str:
        """The text of an item; that of a dose in g always with the salt in full (safety H04)."""
        title = begun(self.say(recommendation.text))
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
        together = self.together(reasons)
        other = without_drawn_together(reasons, together)
        told = (*(line.line for line in together), *(self.with_release(each.text, each.released_by) for each in other))
        return WithheldLine(
            key=entry.code,
            family=entry.family,
            label=label,
            reasons=reasons,
            open=together,
            other=other,
            told=told,
            line=f"{label}: {'; '.join(told)}" if told else label,
            dose_line=self.wording.dose_line(entry.dose),
            sources=tuple(numbers),
            verified=not unverified,
            mark=self.mark if unverified else "",
        )

    def all_withheld(self) -> tuple[WithheldLine, ...]:
        """Everything withheld; neighbours of one family that wait for the same are one line."""
        lines: list[WithheldLine] = []
        for entry in self.assessment.plan.withheld:
            line, last = self.withheld(entry), lines[-1] if lines else None
            if last and _wait_alike(last, line):
                item = line.label.removeprefix(f"{self.named(words.FAMILY, entry.family)} (")
                label = last.label if line.label in (item, last.label) else f"{last.label.removesuffix(')')}; {item}"
                lines[-1] = replace(last, label=label, line=f"{label}: {'; '.join(last.told)}")
            else:
                lines.append(line)
        return tuple(lines)

    def together(self, reasons: tuple[ReasonLine, ...]) -> tuple[OpenLine, ...]:
        """What is not known, drawn together in one line where the same releases several reasons."""
        waiting: dict[str, list[ReasonLine]] = {}
        for reason in reasons:
            if reason.kind == "not_known" and reason.missing and reason.released_by:
                waiting.setdefault(reason.released_by, []).append(reason)
        return tuple(self.open_line(release, found) for release, found in waiting.items() if len(found) > 1)

    def open_line(self, release: str, reasons: list[ReasonLine]) -> OpenLine:
        checks = tuple({check.label: check for reason in reasons for check in reason.missing}.values())
        named = " · ".join(check.label for check in checks)
        return OpenLine(
            checks, release, self.with_release(self.line(_("not known yet: {named}"), named=named), release)
        )

    def with_release(self, text: str, release: str) -> str:
        return self.line(_("{text} (released by: {release})"), text=text, release=release) if release else text

    def withheld_label(self, entry: Withheld) -> str:
        """The family of a treatment, with the item where there are several; for those without a family the item."""
        item = self.text(ITEM_LABELS.get(entry.code, ""))
        if entry.family == "other" and item:
            return item
        family = self.named(words.FAMILY, entry.family)
        several = sum(each.family == entry.family for each in self.assessment.plan.withheld) > 1
        return f"{family} ({item[0].lower()}{item[1:]})" if several and item else family

    def reason(self, reason: Reason) -> ReasonLine:
        return ReasonLine(
            self.say(reason.text),
            self.say(reason.released_by),
            reason.rule.id,
            reason.kind,
            self.checks(reason.missing),
            self.sources.of(reason.rule),
            "" if reason.rule.verified else self.mark,
            self.why(reason.rule, reason.text),
        )

    def warning(self, warning: Warning) -> WarningLine:
        urgent = warning.code in ("W_TOXICITY",) or (self.assessment.emergency_banner and warning.code == "W_TELEMETRY")
        return WarningLine(
            warning.code,
            begun(self.say(warning.text)),
            self.tones["critical" if urgent else "warning"],
            warning.rule.id,
            warning.path or "",
            self.sources.of(warning.rule),
            "" if warning.rule.verified else self.mark,
            self.why(warning.rule, warning.text),
        )

    def timed(self, key: str, what: str, when: str, rule: Rule, said: Statement) -> TimedLine:
        line = f"{what}: {when}" if when else what
        mark = "" if rule.verified else self.mark
        return TimedLine(key, what, when, line, rule.id, self.sources.of(rule), mark, self.why(rule, said))

    def monitoring(self, entry: Monitoring) -> TimedLine:
        what, when = self.named(words.WHAT_TO_WATCH, entry.what), self.say(entry.when)
        if when.casefold().startswith(what.casefold()):
            when = when[len(what) :].lstrip(" :,")
        return self.timed(entry.what, what, when, entry.rule, entry.when)

    def stop_rule(self, entry: StopCriterion) -> TimedLine:
        return self.timed("stop", self.say(entry.text), "", entry.rule, entry.text)

    def recheck(self) -> TimedLine | None:
        """The recheck with its latest moment, where it is known when this was printed."""
        recheck = self.assessment.plan.recheck
        if recheck is None:
            return None
        text, within = begun(self.say(recheck.text)), self.within(recheck.within_hours)
        when = [] if text.endswith(within) else [within]
        if self.printed_at:
            latest = self.wording.date(self.printed_at + timedelta(hours=recheck.within_hours))
            when.append(self.line(_("by {latest}"), latest=latest))
        cited = self.timed("recheck", text, ", ".join(when), recheck.rule, recheck.text)
        return replace(cited, line=f"{text}; {cited.when}" if when else text)

    def within(self, hours: int) -> str:
        if hours % 24 == 0 and hours > 48:
            return self.line(_("within {days} days"), days=hours // 24)
        return self.line(_("within {hours} h"), hours=hours)

    def spacing(self) -> Iterable[TimedLine]:
        for entry in self.assessment.plan.spacing:
            drug = self.wording.value(cut(entry.drug, MOST_WORD))
            yield self.timed("spacing", drug, self.say(entry.text), entry.rule, entry.text)

    def surveillance(self, entry: Surveillance) -> TimedLine:
        """Who needs magnesium again and when; where authorities disagree, what each of them says."""
        when = self.say(entry.when)
        if entry.positions:
            positions = "; ".join(self.say(position) for position in entry.positions)
            template = _("{when} (optional, authorities disagree – {positions})")
            when = self.line(template if entry.optional else _("{when} ({positions})"), when=when, positions=positions)
        if entry.missing:
            named = ", ".join(check.label for check in self.checks(entry.missing))
            when = self.line(_("{when}; not known: {missing}"), when=when, missing=named)
        return self.timed("surveillance", begun(self.say(entry.ground)), when, entry.rule, entry.ground)

    def follow_up(self, recheck: TimedLine | None, *lists: tuple[TimedLine, ...]) -> Iterable[Block]:
        """Recheck, what to watch, when to stop, what to keep apart and who is measured again, each as one paragraph."""
        titles = (
            words.LABELS["monitoring"],
            words.LABELS["stop_rules"],
            words.LABELS["spacing"],
            words.LABELS["surveillance"],
        )
        if recheck:
            yield Block(self.text(words.LABELS["recheck"]), _told((recheck,)))
        for title, lines in zip(titles, lists, strict=True):
            if lines:
                yield Block(self.text(title), _told(lines))


def without(sections: tuple[Section, ...], keys: set[str]) -> tuple[Section, ...]:
    rest = (Section(s.key, s.title, tuple(item for item in s.items if item.key not in keys)) for s in sections)
    return tuple(section for section in rest if section.items)


def without_drawn_together(reasons: tuple[ReasonLine, ...], together: tuple[OpenLine, ...]) -> tuple[ReasonLine, ...]:
    """The reasons that no line draws together."""
    return tuple(reason for reason in reasons if not any(_is_in(reason, line) for line in together))


def _wait_alike(one: WithheldLine, other: WithheldLine) -> bool:
    """Whether two treatments of one family, neither with a dose, are withheld for the same reasons."""
    return bool(one.told) and (one.family, one.told, one.dose_line) == (other.family, other.told, "")


def _is_in(reason: ReasonLine, line: OpenLine) -> bool:
    """Whether a line says what a reason does."""
    if reason.kind != "not_known" or not reason.missing or reason.released_by != line.released_by:
        return False
    return {check.label for check in reason.missing} <= {check.label for check in line.checks}


def _is_infusion(item: Item) -> bool:
    return item.key.startswith("IV_")


def _told(lines: tuple[TimedLine, ...]) -> str:
    """Lines as one text; neighbours with the same mark and sources name them once, behind the last."""
    told = []
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        same = after is not None and (after.sources, after.mark) == (line.sources, line.mark)
        told.append(line.line if same else f"{line.line}{'†' if line.mark else ''} {line.cites}".rstrip())
    return "; ".join(told) + "."
