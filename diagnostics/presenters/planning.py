"""The plan: what to do now, the items and their decisions, what is withheld, and what to watch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Monitoring, Reason, Recommendation, StopCriterion, Warning, Withheld
from ..clinical.doses import MAGNESIUM_SULFATE, IVDose
from ..clinical.evidence import Rule
from ..clinical.knowledge.codes import ITEMS
from . import words
from .desk import MOST_WORD, Desk
from .shapes import Block, DecisionLine, Item, ReasonLine, Section, TimedLine, WarningLine, WithheldLine
from .wording import cut

ITEM_LABELS = {item.code: item.label for item in ITEMS}
MOST_DO_NOW = 6


class Planning(Desk):
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
        for entry in withheld:
            for reason in entry.reasons:
                if reason.kind == "not_known":
                    for missing in reason.missing or ((reason.released_by,) if reason.released_by else ()):
                        waiting.setdefault(missing, []).append(entry.label)
        questions: dict[tuple[str, ...], list[str]] = {}
        for missing, held in waiting.items():
            questions.setdefault(tuple(dict.fromkeys(held)), []).append(missing)
        wanted = sorted(questions.items(), key=lambda pair: -len(pair[0]))
        return [self.ask(missing, held) for held, missing in wanted[: 1 if self.assessment.urgency == "routine" else 3]]

    def ask(self, missing: list[str], held: tuple[str, ...]) -> Item:
        asked = ", ".join(missing)
        return Item(
            key=f"ASK {asked}",
            title=self.line(_("Find out: {missing}"), missing=asked),
            tone=self.tones["warning"],
            details=(self.line(_("Waits for it: {held}"), held=", ".join(held)),),
        )

    def tests_first(self) -> list[Item]:
        """The next tests as things to do, where nothing can be given yet."""
        if self.assessment.status not in ("unknown", "suspected_spurious"):
            return []
        return [
            Item(
                step.code,
                self.named(words.NEXT_STEP, step.code),
                self.tones["warning"],
                details=(self.say(step.why),),
                why=self.why(step.rule, step.why),
                sources=self.sources.of(step.rule),
                verified=step.rule.verified,
            )
            for step in self.assessment.next_steps[:2]
        ]

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
            details=(*self.diluent(recommendation), *(self.say(detail) for detail in recommendation.details)),
            dose_line=self.wording.dose_line(recommendation.dose),
            automatic=recommendation.automatic,
            off_label=recommendation.off_label,
            tags=tuple(self.tags(recommendation)),
            why=self.why(rule, recommendation.text),
            sources=self.sources.of(rule),
            verified=rule.verified,
            mark="" if rule.verified else self.mark,
            decision=self.decision(recommendation),
        )

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
        told = [
            self.line(_("{text} (released by: {release})"), text=r.text, release=r.released_by)
            if r.released_by
            else r.text
            for r in reasons
        ]
        return WithheldLine(
            key=entry.code,
            family=entry.family,
            label=label,
            reasons=reasons,
            line=f"{label}: {'; '.join(told)}" if told else label,
            dose_line=self.wording.dose_line(entry.dose),
            sources=tuple(numbers),
            verified=not unverified,
            mark=self.mark if unverified else "",
        )

    def withheld_label(self, entry: Withheld) -> str:
        """The family of a treatment, or for those without one the item."""
        if entry.family == "other" and entry.code in ITEM_LABELS:
            return self.text(ITEM_LABELS[entry.code])
        return self.named(words.FAMILY, entry.family)

    def reason(self, reason: Reason) -> ReasonLine:
        return ReasonLine(
            self.say(reason.text),
            self.say(reason.released_by),
            reason.rule.id,
            reason.kind,
            self.labels(reason.missing),
            self.sources.of(reason.rule),
        )

    def warning(self, warning: Warning) -> WarningLine:
        urgent = warning.code in ("W_TOXICITY",) or (self.assessment.emergency_banner and warning.code == "W_TELEMETRY")
        return WarningLine(
            warning.code,
            self.say(warning.text),
            self.tones["critical" if urgent else "warning"],
            warning.rule.id,
            warning.path or "",
            self.sources.of(warning.rule),
            "" if warning.rule.verified else self.mark,
        )

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
            yield self.timed(
                "spacing", self.wording.value(cut(entry.drug, MOST_WORD)), self.say(entry.text), entry.rule
            )

    def follow_up(self, recheck: TimedLine | None, *lists: tuple[TimedLine, ...]) -> Iterable[Block]:
        """Recheck, what to watch, when to stop and what to keep apart, each as one paragraph."""
        titles = (words.LABELS["monitoring"], words.LABELS["stop_rules"], words.LABELS["spacing"])
        if recheck:
            yield Block(self.text(words.LABELS["recheck"]), _told((recheck,)))
        for title, lines in zip(titles, lists, strict=True):
            if lines:
                yield Block(self.text(title), _told(lines))


def without(sections: tuple[Section, ...], keys: set[str]) -> tuple[Section, ...]:
    rest = (Section(s.key, s.title, tuple(item for item in s.items if item.key not in keys)) for s in sections)
    return tuple(section for section in rest if section.items)


def _is_infusion(item: Item) -> bool:
    return item.key.startswith("IV_")


def _told(lines: tuple[TimedLine, ...]) -> str:
    """Lines as one text; neighbours with the same mark and sources name them once, behind the last."""
    told = []
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        same = after is not None and (after.sources, after.mark) == (line.sources, line.mark)
        told.append(line.line if same else f"{line.line}{'†' if line.mark else ''} {line.cites}".rstrip())
    return "; ".join(told) + "."
