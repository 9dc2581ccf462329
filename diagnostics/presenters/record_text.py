"""Report → text to paste into the record: in short, as SBAR, or as a letter.

Each is made from the same `Report` that page and paper show, so that the numbers are the same. None names the
patient: "[patient]" keeps the place. A decision stands before its item; a rejected one loses its dose, so that
nobody reads it as an order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.utils.translation import gettext_noop as _

from . import words
from .machine import plain
from .plain_text import to_ascii
from .shapes import Item, Report, TimedLine, WithheldLine
from .wording import Wording, begun

MOST_REASONS = 3  # why something is withheld; more are counted
UNCONFIRMED = "(*)"  # the mark of what is not yet confirmed against a source, in every set of characters


def record_text(report: Report, kind: str, *, ascii_only: bool = False) -> str:
    """One of TEXTS; `ascii_only` for records that know nothing but ASCII (umol/L, >=)."""
    _label, write = TEXTS[kind]
    text = plain("\n".join(write(Scribe(report))))
    return to_ascii(text) if ascii_only else text


class Scribe:
    """Says the parts of one report in a line each; every text is made of these."""

    def __init__(self, report: Report) -> None:
        self.report = report
        wording = Wording(report.language)
        self.text, self.line = wording.text, wording.line

    def who(self) -> str:
        identity = self.report.identity
        return f"{self.text(_('[patient]'))}, {identity.age}, {identity.sex}"

    def answer(self) -> str:
        """What comes first of all, the verdict, and how urgent it is."""
        report = self.report
        first = f"{report.banner.title}: {report.banner.text} " if report.banner else ""
        urgency = self.line(_("Urgency: {answer}."), answer=report.urgency.answer.lower())
        return f"{first}{report.verdict} {urgency}"

    def why(self) -> str:
        told = [each.sentence for each in self.report.scope] or list(self.report.reasons)
        return "; ".join(text.rstrip(".") for text in told) or self.report.status.answer

    def items(self) -> list[Item]:
        """The plan; the recheck has a line of its own while nobody decided otherwise."""
        every = (item for section in self.report.plan for item in section.items)
        return [item for item in every if item.key != "RECHECK" or item.decision or not self.report.recheck]

    def item(self, item: Item) -> str:
        """An item with what was decided about it."""
        tags = f" ({', '.join(item.tags)})" if item.tags else ""
        mark = f" {UNCONFIRMED}" if item.mark else ""
        title, decision = f"{item.title.rstrip('.')}{tags}", item.decision
        suggested = _with(title, item.dose_line)
        if decision is None:
            return f"[{self.text(_('no decision'))}] {suggested}{mark}"
        told = {"accept": suggested, "reject": title}.get(decision.key, suggested)
        if decision.key == "change":
            told = self.line(
                _("{chosen}, in place of the suggestion: {suggested}"), chosen=decision.chosen, suggested=suggested
            )
        reason = self.line(_(". Reason: {reason}"), reason=decision.reason.rstrip(".")) if decision.reason else ""
        return f"[{decision.word}] {told}{mark}{reason}"

    def plan(self) -> list[str]:
        return [self.item(item) for item in self.items()] or [self.text(_("nothing is proposed"))]

    def withheld(self) -> list[str]:
        return [self.held(entry) for entry in self.report.withheld]

    def held(self, entry: WithheldLine) -> str:
        """What is withheld, with the first reasons."""
        told = [self.line(_("not known yet: {named}"), named=", ".join(check.label for check in line.checks))
                for line in entry.open]  # fmt: skip
        told += [reason.text.rstrip(".") for reason in entry.other]
        shown = told[:MOST_REASONS]
        if len(told) > MOST_REASONS:
            shown.append(self.line(_("and {number} more"), number=len(told) - MOST_REASONS))
        mark = f" {UNCONFIRMED}" if entry.mark else ""
        return f"{_with(entry.label, '; '.join(shown))}{mark}"

    def watch(self) -> str:
        return _timed(self.report.monitoring)

    def stop(self) -> str:
        return _timed(self.report.stop_rules)

    def recheck(self) -> str:
        recheck = self.report.recheck
        return _timed((recheck,)) if recheck else self.text(_("none is planned"))

    def values(self) -> Iterator[tuple[str, str]]:
        """Each step with the values that it asked, as they were entered."""
        for group in self.report.values:
            shown = (f"{row.label}: {row.as_entered}{f' ({row.note})' if row.note else ''}" for row in group.rows)
            yield group.title, "; ".join(shown)

    def computed(self) -> str:
        return "; ".join(f"{calc.name} {calc.result}{f' ({calc.grade})' if calc.grade else ''}"
                         for calc in self.report.arithmetic if calc.valid and calc.result)  # fmt: skip

    def foot(self) -> str:
        """The version and when it was signed, what the mark means, and whose judgement counts."""
        report = self.report
        version = self.line(_("MgCDS, knowledge {version}"), version=report.knowledge_version)
        signed = self.line(_("signed {moment}"), moment=report.printed) if report.printed else ""
        marked = any(each.mark for each in (*self.items(), *report.withheld, *report.monitoring, *report.stop_rules))
        mark = f" {UNCONFIRMED} {report.mark}." if marked or (report.recheck and report.recheck.mark) else ""
        return f"{report.disclaimer} {version}{f', {signed}' if signed else ''}.{mark}"

    def label(self, key: str) -> str:
        return self.text(words.LABELS[key])


def _with(title: str, more: str) -> str:
    return f"{title}: {more}" if more else title


def _timed(lines: Iterable[TimedLine]) -> str:
    """Lines as one text; neighbours that share the mark have it once, behind the last."""
    lines = tuple(lines)
    told = []
    for line, after in zip(lines, (*lines, None)[1:], strict=True):
        marked = line.mark and not (after and after.mark)
        told.append(f"{line.line.rstrip('.')}{f' {UNCONFIRMED}' if marked else ''}")
    return "; ".join(told)


# -- in short ---------------------------------------------------------------------------------------------


def short(say: Scribe) -> Iterator[str]:
    """Five to seven lines."""
    yield f"{say.who()}. {say.answer()}"
    yield f"{say.label('why')}: {say.why()}."
    yield f"{say.label('plan')}: {_numbered(say.plan())}."
    if say.report.withheld:
        yield f"{say.text(_('Withheld'))}: {_numbered(say.withheld())}."
    if say.report.monitoring:
        yield f"{say.label('monitoring')}: {say.watch()}."
    yield f"{say.label('recheck')}: {say.recheck()}."
    yield say.foot()


def _numbered(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else " ".join(f"{number}) {text};" for number, text in enumerate(texts, 1))[:-1]


# -- SBAR -------------------------------------------------------------------------------------------------


def sbar(say: Scribe) -> Iterator[str]:
    """Situation, background, assessment, recommendation."""
    yield f"S ({say.text(_('situation'))})"
    yield f"{say.who()}. {say.answer()}"
    yield ""
    yield f"B ({say.text(_('background'))})"
    yield from (f"{title}: {shown}." for title, shown in say.values())
    yield ""
    yield f"A ({say.text(_('assessment'))})"
    yield from _assessed(say)
    yield ""
    yield f"R ({say.text(_('recommendation'))})"
    for item in say.items():
        details = "" if _rejected(item) else "".join(f". {detail.rstrip('.')}" for detail in item.details)
        yield f"- {say.item(item)}{details}."
    if not say.items():
        yield f"- {begun(say.plan()[0])}."
    yield from _rest(say)
    yield ""
    yield say.foot()


def _rejected(item: Item) -> bool:
    return item.decision is not None and item.decision.key == "reject"


def _assessed(say: Scribe) -> Iterator[str]:
    report = say.report
    yield from (f"{each.sentence.rstrip('.')}." for each in report.scope)
    for each in report.conclusions:
        detail = each.detail.rstrip(".")
        yield f"{each.label} {_with(each.answer, detail)}."
    if report.causes:
        yield f"{say.label('causes')}: {'; '.join(cause.line for cause in report.causes)}."
    if say.computed():
        yield f"{say.text(_('Computed'))}: {say.computed()}."


def _rest(say: Scribe) -> Iterator[str]:
    """What is not given, what is watched, and what is still to be found out."""
    report = say.report
    parts = (
        (say.text(_("Withheld")), "; ".join(say.withheld())),
        (say.label("monitoring"), say.watch()),
        (say.label("stop_rules"), say.stop()),
        (say.label("recheck"), say.recheck()),
        (say.label("spacing"), _timed(report.spacing)),
        (say.label("next_steps"), "; ".join(step.line.rstrip(".") for step in report.next_steps)),
    )
    yield from (f"{title}: {told}." for title, told in parts if told)


# -- letter -----------------------------------------------------------------------------------------------


def letter(say: Scribe) -> Iterator[str]:
    """To a colleague who goes on with the treatment."""
    yield say.text(_("Dear colleague,"))
    yield ""
    yield say.line(_("Concerning: {who}"), who=say.who())
    yield ""
    yield say.answer()
    yield from _because(say)
    yield ""
    yield f"{say.label('values')}:"
    yield from (f"- {title}: {shown}." for title, shown in say.values())
    yield ""
    yield f"{say.label('plan')}:"
    yield from (f"- {begun(told)}." for told in say.plan())
    yield ""
    yield from _rest(say)
    yield ""
    yield say.foot()
    yield ""
    yield say.text(_("With kind regards,"))
    yield say.text(_("[name, signature]"))


def _because(say: Scribe) -> Iterable[str]:
    causes = [cause.line for cause in say.report.causes]
    yield f"{say.label('why')}: {say.why()}."
    if causes:
        yield f"{say.label('causes')}: {'; '.join(causes)}."


TEXTS: Mapping[str, tuple[str, Callable[[Scribe], Iterator[str]]]] = {
    "short": (_("In short"), short),
    "sbar": (_("SBAR"), sbar),
    "letter": (_("Letter"), letter),
}
