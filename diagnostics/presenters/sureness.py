"""How sure is it: what would change a conclusion, other published limits, intervals, and why results disagree."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext_noop as _

from ..clinical.evidence import Truth
from ..clinical.facts import Fact
from ..clinical.sureness import Cutoff, Discordance, Flip, OrdinaryReason, Spread
from . import words
from .desk import Desk
from .shapes_beyond import CutoffGroup, CutoffRow, DiscordanceLine, ReasonToCheck, SpreadLine
from .wording import begun

SMALLEST_CHANCE = Decimal("0.1")  # percent; below it the chance is only said to be below it
SIGNIFICANT = {"femg": 1, "urine_magnesium_24h": 2, "loading_test_retention": 0, "egfr": 0, "serum.magnesium": 2}


class Sureness(Desk):
    """What stands between the answer and another one."""

    # -- what would change this ------------------------------------------------------------------------------

    def flips(self) -> tuple[str, ...]:
        """For each conclusion the values that would change it, with the chance where a variation is known."""
        return tuple(self.flip(each) for each in self.assessment.robustness)

    def flip(self, flip: Flip) -> str:
        change = flip.if_
        told = {
            "would": self.would_become(flip),
            "fact": self.text(change.fact.label) if isinstance(change.fact, Fact) else self.label(change.fact),
            "to": self.wording.quantity(change.to),
            "now": self.wording.quantity(change.from_),
        }
        higher = change.to.value > change.from_.value
        said = (
            _("{would} if {fact} were {to} or more (now {now})")
            if higher
            else _("{would} if {fact} were {to} or less (now {now})")
        )
        line = begun(self.line(said, **told))
        return f"{line}{self.chance(flip.chance_percent)}"

    def chance(self, percent: Decimal | None) -> str:
        if percent is None:
            return ""
        if percent < SMALLEST_CHANCE:
            return self.line(_(": chance below {percent} %"), percent=self.wording.number(SMALLEST_CHANCE))
        places = 0 if percent >= 1 else 1
        return self.line(_(": chance about {percent} %"), percent=self.wording.number(percent, places))

    def would_become(self, flip: Flip) -> str:
        """The other conclusion in words."""
        tables = {"severity": words.SEVERITY, "route": words.ROUTE, "path": words.PLAN_PATH}
        becomes = self.named(tables[flip.conclusion], flip.would_become)
        said = {
            "severity": _("The severity would be “{becomes}”"),
            "route": _("The route would be “{becomes}”"),
            "path": _("The treatment would be “{becomes}”"),
        }[flip.conclusion]
        return self.line(said, becomes=becomes)

    def flips_note(self) -> str:
        """What the chances rest on."""
        if not any(flip.chance_percent is not None for flip in self.assessment.robustness):
            return ""
        return self.text(
            _(
                "One value at a time. The chance is that the person's own level lies there, given the variation of the "
                "assay and from day to day; these variations are settings, not figures of a source."
            )
        )

    # -- intervals -------------------------------------------------------------------------------------------

    def spreads(self) -> tuple[SpreadLine, ...]:
        """The indices with their 95 % intervals and the share of each class."""
        return tuple(self.spread(each) for each in self.assessment.spread)

    def spread(self, spread: Spread) -> SpreadLine:
        places = SIGNIFICANT.get(spread.about, 2)
        value, high = self.wording.quantity(spread.value, places), self.wording.quantity(spread.high, places)
        low = self.wording.number(spread.low.value, places)
        likely = sorted((share for share in spread.shares if share.percent >= 1), key=lambda share: -share.percent)
        shares = ", ".join(
            self.line(
                _("{grade} {percent} %"),
                grade=self.class_word(spread.about, share.grade),
                percent=self.wording.number(share.percent, 0),
            )
            for share in likely
        )
        line = self.line(
            _("{index} {value}, 95 % interval {low} to {high}: {shares}"),
            index=self.label(spread.about), value=value, low=low, high=high, shares=shares,
        )  # fmt: skip
        return SpreadLine(spread.about, begun(line), self.mark if spread.assumed else "")

    def class_word(self, about: str, grade: str) -> str:
        tables = {"serum.magnesium": words.SEVERITY, "egfr": words.EGFR_BAND}
        return self.named(tables.get(about, words.GRADE), grade)

    # -- other published limits --------------------------------------------------------------------------------

    def cutoffs(self) -> tuple[CutoffGroup, ...]:
        """The patient under every published limit, an index at a time; those that depend on the limit come first."""
        groups = [
            self.cutoff_group(about, list(rows))
            for about, rows in groupby(self.assessment.cutoffs, lambda row: row.about)
        ]
        return tuple(sorted(groups, key=lambda group: group.robust))

    def cutoff_group(self, about: str, rows: list[Cutoff]) -> CutoffGroup:
        robust = rows[0].robust
        said = self.named(words.POSITION, rows[0].would_say)
        line = self.line(
            _("{index}: all {number} published limits agree ({said})") if robust else _("{index}: depends on the limit"),
            index=self.named(words.ABOUT, about), number=Decimal(len(rows)), said=said,
        )  # fmt: skip
        return CutoffGroup(about, robust, begun(line), tuple(self.cutoff(row) for row in rows))

    def cutoff(self, row: Cutoff) -> CutoffRow:
        then = [
            self.line(template, what=self.named(table, code))
            for template, table, code in (
                (_("route: {what}"), words.ROUTE, row.route),
                (_("treatment: {what}"), words.PLAN_PATH, row.path),
            )
            if code is not None
        ]
        return CutoffRow(
            self.named(words.ABOUT, row.about),
            begun(self.say(row.cutoff)),
            self.named(words.POSITION, row.would_say),
            tuple(then),
            self.text(_("used here")) if row.used else "",
            row.rule.id,
            self.sources.of_citations(row.citations),
            "" if any(citation.kind != "design" for citation in row.citations) else self.mark,
        )

    # -- results that disagree -----------------------------------------------------------------------------------

    def discordance(self) -> tuple[DiscordanceLine, ...]:
        """Why results disagree: the likeliest ordinary reason first, each with its check."""
        return tuple(self.disagreement(each) for each in self.assessment.discordance)

    def disagreement(self, each: Discordance) -> DiscordanceLine:
        reasons = tuple(self._reason(reason) for reason in each.reasons)
        return DiscordanceLine(
            each.rule.id,
            self.say(each.text),
            self.say(each.advice),
            reasons,
            self.sources.of(each.rule),
            each.rule.verified,
        )

    def _reason(self, reason: OrdinaryReason) -> ReasonToCheck:
        found = {
            Truth.MET: _("fits this patient"),
            Truth.NOT_MET: _("speaks against it"),
            Truth.UNKNOWN: _("to be checked"),
        }
        return ReasonToCheck(
            self.say(reason.text), self.say(reason.check), self.text(found[reason.present]), reason.present.word
        )

    # -- the worth of a test --------------------------------------------------------------------------------------

    def worth_of(self, code: str) -> str:
        """What a test can still change; empty where it was not weighed."""
        found: Iterable[str] = (self.say(each.text) for each in self.assessment.worth if each.code == code)
        return next(iter(found), "")
