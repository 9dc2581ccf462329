"""The plan while it is being written: items, what is withheld, and everything that goes with a dose."""

from __future__ import annotations

from dataclasses import replace

from ..assessment import Monitoring, Reason, Recheck, Recommendation, Spacing, StopCriterion, Withheld
from ..doses import Dose
from ..knowledge.rulebook import rule
from ..text import Statement, _, say
from .inquiry import Inquiry


class Draft:
    """Collects the plan of one patient in the order it is to be read."""

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry
        self.items: dict[str, Recommendation] = {}
        self.held: list[Withheld] = []
        self.monitoring: list[Monitoring] = []
        self.stops: list[StopCriterion] = []
        self.spacing: list[Spacing] = []
        self.recheck: Recheck | None = None

    def propose(
        self,
        code: str,
        text: Statement,
        rule_id: str,
        *,
        dose: Dose | None = None,
        automatic: bool = True,
        off_label: bool = False,
        details: tuple[Statement, ...] = (),
        family: str = "other",
    ) -> None:
        """Add an item; the first of its code stays."""
        if code in self.items:
            if code == "CULPRIT_REVIEW":
                self._review_too(text, details)
            return
        self.items[code] = Recommendation(code, text, rule(rule_id), dose, automatic, off_label, details, family)
        self.inquiry.met(rule_id, say(_("Proposed: {text}"), text=text))

    def _review_too(self, text: Statement, details: tuple[Statement, ...]) -> None:
        """One item asks about all culprits: what comes later is a line of it."""
        first = self.items["CULPRIT_REVIEW"]
        self.items["CULPRIT_REVIEW"] = replace(first, details=(*first.details, text, *details))

    def withhold(
        self, family: str, code: str, *because: Reason, dose: Dose | None = None, label: Statement | None = None
    ) -> None:
        """List a treatment as withheld, with its reasons."""
        self.held.append(Withheld(family, code, because, dose, label))

    def monitor(self, what: str, when: Statement, rule_id: str) -> None:
        if all(entry.what != what or entry.when != when for entry in self.monitoring):
            self.monitoring.append(Monitoring(what, when, rule(rule_id)))

    def stop(self, text: Statement, rule_id: str) -> None:
        if all(entry.text != text for entry in self.stops):
            self.stops.append(StopCriterion(text, rule(rule_id)))

    def check_again(self, hours: int, text: Statement, rule_id: str) -> None:
        """Keep the earliest recheck."""
        if self.recheck is None or hours < self.recheck.within_hours:
            self.recheck = Recheck(hours, rule(rule_id), text)

    def has_family(self, family: str) -> bool:
        return any(item.family == family for item in self.items.values())

    def is_held(self, family: str) -> bool:
        return any(entry.family == family for entry in self.held)

    def ordered(self) -> tuple[Recommendation, ...]:
        return tuple(replace(item, order=index) for index, item in enumerate(self.items.values(), start=1))


def reason(
    rule_id: str, kind: str, text: Statement, released_by: Statement | None = None, missing: tuple[str, ...] = ()
) -> Reason:
    """Short way to write a reason for withholding."""
    return Reason(rule(rule_id), kind, text, released_by, missing)
