"""What came of a re-check, in the reader's language: one sentence first, then the differences in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.utils.translation import gettext_noop as _

from ..clinical.doses import Dose, DrugDose, IVDose, OralDose
from ..clinical.knowledge.codes import code_lists
from ..clinical.knowledge.rulebook import RULES
from ..comparison.differences import NOTHING, Change
from ..presenters import words
from ..presenters.clinical_changes import CHANGES
from ..presenters.clinical_changes import Change as Logged
from ..presenters.knowledge import month
from ..presenters.wording import Wording, cut
from .recheck import ALTERED, CHANGED, MARKED, SAME, UNUSABLE, Rechecked

Json = dict[str, Any]
MOST_REASONS = 20
LONGEST_VALUE = 300

ICONS = {SAME: ("ok", "✓"), CHANGED: ("warning", "▲"), ALTERED: ("critical", "⚠"), UNUSABLE: ("info", "○")}
TITLES = {
    SAME: _("Same answer"),
    CHANGED: _("The answer has changed"),
    ALTERED: _("This file was altered"),
    UNUSABLE: _("This could not be checked"),
}
WHY: Mapping[str, str] = {
    "hash": _("The data do not match their hash: something in them is not as it was written. Do not rely on this file; ask for the record itself."),
    "paper": _("What the pages show does not match the data inside: the printed code or a printed dose is another. Do not rely on this file; ask for the record itself."),
    "typed": _("The code typed here is not that of the data: paper and file do not belong together, or one of them was altered. Compare the code once more, digit by digit."),
    "inconsistent": _("The answer inside does not follow from the values inside, with the same knowledge: one of them was altered. Do not rely on this file; ask for the record itself."),
    "typed_code": _("The printed code has 16 digits and letters from A to F, in four groups. Type it again, or leave the box empty."),
    "empty": _("Nothing was given. Choose a file, or paste a link."),
    "not_pdf": _("This is neither a PDF nor the data of a report. Choose the PDF as it was saved from here."),
    "damaged": _("The PDF cannot be read: it is damaged or incomplete. Save it once more from where it came."),
    "encrypted": _("The PDF is locked with a password. Save it without one, then try again."),
    "too_large": _("The file is larger, or holds more, than a report can. At most 2 MB are read."),
    "too_many_pages": _("The PDF has more pages than a report can have. Choose the report alone."),
    "too_slow": _("Reading the PDF took too long and was stopped. Save it once more from where it came."),
    "busy": _("Others are checking files at this moment. Try again in a few seconds."),
    "no_file": _("The PDF holds no data to check: it is no report of this application, is older than this check, or was printed or saved anew by another program, which loses the data."),
    "two_files": _("The PDF holds the data twice, so it is not clear which are meant. Choose the PDF as it was saved from here."),
    "unreadable": _("The data inside cannot be read: they are no JSON that has one meaning."),
    "not_ours": _("The data are not those of a report of this application."),
    "newer": _("The data are of a newer form than this site knows. Check them where they were made."),
    "link_empty": _("Nothing was given. Paste the whole link, or the part after #."),
    "link_long": _("This is longer than a link of this application can be. Paste the link alone."),
    "link_damaged": _("This link was cut or altered. Copy it once more, all of it, and paste it again."),
    "link_newer": _("This link is of a newer form than this site knows. Open it where it was made."),
    "link_foreign": _("This link was not made by this application."),
}  # fmt: skip

LABELS: Mapping[str, str] = {
    "in scope": _("Within the scope of this tool"),
    "status": _("Magnesium"),
    "severity": _("Severity"),
    "urgency": _("Urgency"),
    "route": _("Route of loss"),
    "certainty": _("Certainty"),
    "path": _("Path of treatment"),
    "genetic referral": _("Genetic testing"),
    "recheck within hours": _("Measure again within"),
    "recommended": _("What is recommended, with its doses"),
    "withheld": _("What is withheld, with its reasons"),
    "warning": _("Warnings"),
    "cause": _("Likely causes"),
    "other": _("Tests, patterns and referrals"),
}
TABLES: Mapping[str, Mapping[str, str]] = {
    "status": words.STATUS,
    "severity": words.SEVERITY,
    "urgency": words.URGENCY,
    "route": words.ROUTE,
    "certainty": words.CERTAINTY,
    "path": words.PLAN_PATH,
    "in scope": {"true": _("yes"), "false": _("no")},
    "genetic referral": {"suggested": _("suggested")},
}
KINDS: tuple[tuple[str, str], ...] = (
    ("recommended ", _("Recommended: {name}")),
    ("withheld ", _("Withheld: {name}")),
    ("warning ", _("Warning: {name}")),
    ("cause ", _("Cause: {name}")),
    ("class of ", _("Class of: {name}")),
    ("pattern ", _("Pattern: {name}")),
    ("next step ", _("Next step: {name}")),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing as it was answered then, and as it is now; `key` is its name for machines."""

    key: str
    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """An entry of the clinical change log."""

    version: str
    month: str
    text: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """A rule that came out differently."""

    rule: str
    title: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Said:
    """A re-check, ready to be shown."""

    outcome: str
    tone: str
    icon: str
    title: str
    text: str
    facts: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]
    because: tuple[Because, ...]
    more: int  # rules beyond those listed
    log: tuple[LogLine, ...]


def said(found: Rechecked, wording: Wording) -> Said:
    """The re-check in words."""
    return _Saying(found, wording).said()


class _Saying:
    def __init__(self, found: Rechecked, wording: Wording) -> None:
        self.found, self.wording = found, wording
        self.text, self.line = wording.text, wording.line

    def said(self) -> Said:
        found = self.found
        tone, icon = ICONS[found.outcome]
        differences = tuple(self.difference(change) for change in found.differences)
        reasons = [each for each in found.reasons if not (each.old == NOTHING and each.new == "not_met")]
        return Said(
            outcome=found.outcome,
            tone=tone,
            icon=icon,
            title=self.text(TITLES[found.outcome]),
            text=self.sentence(),
            facts=tuple(self.facts()),
            differences=differences,
            because=tuple(self.because(each) for each in reasons[:MOST_REASONS]) if differences else (),
            more=max(0, len(reasons) - MOST_REASONS) if differences else 0,
            log=tuple(self.logged(each) for each in since(found.knowledge_then, found.printed))
            if found.knowledge_then != found.knowledge_now
            else (),
        )

    def sentence(self) -> str:
        found = self.found
        if found.why:
            return self.text(WHY.get(found.why, WHY["damaged"]))
        if found.outcome == CHANGED:
            return self.line(
                _("The answer is another since version {then} of the knowledge; the present version is {now}. Do not act on the old paper; below is what differs."),
                then=cut(found.knowledge_then, 60), now=found.knowledge_now,
            )  # fmt: skip
        if found.knowledge_then == found.knowledge_now:
            return self.line(
                _("Computed again with the same version of the knowledge, {now}, this case is answered the same."),
                now=found.knowledge_now,
            )
        return self.line(
            _("The knowledge has changed since version {then}, but with the present version, {now}, this case is answered the same."),
            then=cut(found.knowledge_then, 60), now=found.knowledge_now,
        )  # fmt: skip

    def facts(self) -> Iterator[tuple[str, str]]:
        """What was checked."""
        found = self.found
        if found.why:
            return
        yield (
            self.text(_("Checked")),
            self.text(_("the link of a case") if found.by_link else _("the data of a report")),
        )
        if found.copy:
            yield self.text(_("Kind")), self.text(_("copy of a case, not a record"))
        if found.case_id:
            yield self.text(_("Case")), cut(found.case_id, 60)
        if found.printed:
            yield self.text(_("Printed")), self.moment(found.printed)
        if found.code:
            yield self.text(_("Code")), found.code
        yield self.text(_("Knowledge then")), cut(found.knowledge_then, 60)
        yield self.text(_("Knowledge now")), found.knowledge_now
        if found.software:
            yield self.text(_("Software then")), cut(found.software, 60)

    def moment(self, iso: str) -> str:
        try:
            return self.wording.date(datetime.fromisoformat(iso))
        except ValueError:
            return cut(iso, 40)

    # -- differences ---------------------------------------------------------------------------------------------

    def difference(self, change: Change) -> Difference:
        return Difference(
            change.what,
            self.label(change.what),
            self.value(change.what, change.old, self.found.then),
            self.value(change.what, change.new, self.found.now),
        )

    def label(self, what: str) -> str:
        if what in LABELS:
            return self.text(LABELS[what])
        for start, template in KINDS:
            if what.startswith(start):
                return self.line(template, name=self.name(what.removeprefix(start)))
        return cut(words.plain(what), 80)

    def name(self, code: str) -> str:
        """What a code is called; one that is no longer known in plain letters."""
        for table in (words.NEXT_STEP, words.COMPUTED, labels()):
            if code in table:
                return self.text(table[code])
        return self.text(RULES[code].title) if code in RULES else cut(words.plain(code), 80)

    def value(self, what: str, value: str, written: Json) -> str:
        if value == MARKED:
            return self.text(_("another (a link holds only a mark of it)"))
        if value == NOTHING:
            return self.now_of(what) or self.text(_("not there"))
        return cut(self._value(what, value, written), LONGEST_VALUE)

    def now_of(self, what: str) -> str:
        """For a link, which holds no items of the answer of then: all of those of now."""
        plan = self.found.now.get("plan", {})
        lists: Mapping[str, Callable[[], Iterable[str]]] = {
            "recommended": lambda: (self.with_dose(each) for each in plan["recommended"]),
            "withheld": lambda: (self.name(each["code"]) for each in plan["withheld"]),
            "warning": lambda: (self.name(each["code"]) for each in self.found.now["warnings"]),
            "cause": lambda: (self.name(each["code"]) for each in self.found.now["causes"]),
        }
        return "; ".join(dict.fromkeys(lists[what]())) if what in lists and plan else ""

    def with_dose(self, item: Json) -> str:
        return ": ".join(part for part in (self.name(item["code"]), self.dose(item["dose"])) if part)

    def _value(self, what: str, value: str, written: Json) -> str:
        if what in TABLES:
            return self.text(TABLES[what][value]) if value in TABLES[what] else words.plain(value)
        kind, _blank, code = what.partition(" ")
        if kind == "recommended":
            return self.proposed(_of(written["plan"]["recommended"], code))
        if kind == "withheld":
            return self.held(_of(written["plan"]["withheld"], code))
        if kind == "warning":
            return self.text(_("raised"))
        if kind == "cause":
            return self.text(words.WEIGHT[value]) if value in words.WEIGHT else words.plain(value)
        if what.startswith("class of "):
            return self.text(words.GRADE[value]) if value in words.GRADE else words.plain(value)
        if what.startswith("next step "):
            return self.text(_("asked for"))
        if what == "recheck within hours":
            return self.line(_("{hours} h"), hours=value)
        return words.plain(value)

    def proposed(self, item: Json) -> str:
        how = "" if item.get("automatic", True) else self.text(_("for a named person's decision"))
        return "; ".join(part for part in (self.dose(item.get("dose")), how) if part) or self.text(_("yes"))

    def held(self, item: Json) -> str:
        why = (f"{self.kind(each.get('kind', ''))} ({each.get('rule', '')})" for each in item.get("because", ()))
        return "; ".join(part for part in (", ".join(dict.fromkeys(why)), self.dose(item.get("dose"))) if part)

    def kind(self, kind: str) -> str:
        return self.text(words.KIND_OF_REASON[kind]) if kind in words.KIND_OF_REASON else words.plain(kind)

    def dose(self, written: Json | None) -> str:
        """A dose of an answer in the words of the paper, by the one formatter."""
        try:
            return self.wording.dose_line(dose_of(written)) if written else ""
        except (KeyError, TypeError, ValueError, ArithmeticError):
            return self.text(_("a dose that cannot be read"))

    # -- because, and the log ------------------------------------------------------------------------------------

    def because(self, change: Change) -> Because:
        title = self.text(RULES[change.what].title) if change.what in RULES else self.text(_("no longer a rule"))
        return Because(cut(change.what, 40), title, self.outcome(change.old), self.outcome(change.new))

    def outcome(self, outcome: str) -> str:
        if outcome == NOTHING:
            return self.text(_("not asked"))
        return self.text(words.OUTCOME[outcome]) if outcome in words.OUTCOME else cut(words.plain(outcome), 40)

    def logged(self, entry: Logged) -> LogLine:
        return LogLine(entry.version, month(entry.month, self.wording.language), self.text(entry.text), entry.rules)


def _of(items: Iterable[Json], code: str) -> Json:
    """The item with this code; the last, as the comparison takes it."""
    return [each for each in items if each["code"] == code][-1]


def dose_of(written: Json) -> Dose:
    """The dose that the machine interface wrote. Raises KeyError, TypeError, ValueError, ArithmeticError."""
    if "salt_g" in written:
        most = written["max_24h_g"]
        return IVDose(
            salt_g=_decimal(written["salt_g"]),
            volume_ml=_decimal(written["volume_ml"]),
            minutes=_decimal(written["minutes"]),
            diluent=str(written["diluent"]),
            per_day=int(written["per_day"]),
            max_24h_g=None if most is None else _decimal(most),
        )
    if "mmol_per_dose" in written:
        return OralDose(str(written["drug"]), _decimal(written["mmol_per_dose"]), int(written["times_per_day"]))
    amount, times, minutes = written["amount"], written.get("times_per_day"), written.get("minutes")
    return DrugDose(
        drug=str(written["drug"]),
        route=str(written["route"]),
        amount=_decimal(amount["value"]),
        unit=str(amount["unit"]),
        times_per_day=None if times is None else int(times),
        minutes=None if minutes is None else _decimal(minutes),
    )


def _decimal(value: object) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite() or number.adjusted() > 9:
        raise InvalidOperation
    return number


@cache
def labels() -> Mapping[str, str]:
    """The label of every code of an answer."""
    lists = code_lists()
    return {row.code: row.label for name in ("causes", "warnings", "forbidden", "items") for row in lists[name]}


def since(knowledge: str, printed: str) -> tuple[Logged, ...]:
    """The clinical changes that are not older than an answer: those of later editions, and of its own edition those
    of its month and later. Where the month is not known, all of its edition."""
    edition, month_then = _edition(knowledge), printed[:7]
    return tuple(
        each
        for each in CHANGES
        if _edition(each.version) > edition or (_edition(each.version) == edition and each.month >= month_then)
    )


def _edition(version: str) -> tuple[int, ...]:
    parts = version.partition("-")[0].split(".")
    return tuple(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 6)
