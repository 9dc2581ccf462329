"""For and against: every candidate treatment with its arguments, and where it stands in this plan."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from ..clinical.knowledge.candidates import AGAINST, ARGUMENTS, ELIGIBLE, EVIDENCE, FOR, LICENCE, Argument
from ..clinical.knowledge.rulebook import rule
from .planning import Planning
from .shapes import ArgumentLine, BoardItem, BoardRow, ReasonLine
from .weighing import NOT_CONSIDERED, PROPOSED, WAITS, WITHHELD, Weighed, weigh

# What a state is called, its sign, and how its reasons follow.
STATES: Mapping[str, tuple[str, str, str]] = {
    PROPOSED: (_("proposed"), "✓", _("proposed: {what}")),
    WAITS: (_("waits for an answer"), "▲", _("waits: {what}")),
    WITHHELD: (_("withheld"), "×", _("withheld because: {what}")),
    NOT_CONSIDERED: (_("not considered"), "○", _("not considered, since: {what}")),
}
MOST_NOW = 3  # reasons named in the one line; the board and the list of what is withheld have all


class Board(Planning):
    """Writes the board. It adds nothing to the plan and leaves nothing out of it."""

    def board(self) -> tuple[BoardRow, ...]:
        """All candidates; those that the plan proposes come first, those that it does not think of last."""
        ordered = sorted(weigh(self.assessment), key=lambda weighed: list(STATES).index(weighed.state))
        return tuple(self.board_row(weighed) for weighed in ordered)

    def board_row(self, weighed: Weighed) -> BoardRow:
        candidate = weighed.candidate
        word, icon, _line = STATES[weighed.state]
        items = tuple(BoardItem(item.code, self.title_of(item)) for item in weighed.items)
        if weighed.lines:
            items = tuple(BoardItem(weighed.items[0].code, self.say(line).rstrip(".")) for line in weighed.lines)
        here = tuple(self.reason(reason) for reason in weighed.because)
        sides = {side: self.arguments(candidate.code, side) for side in (FOR, AGAINST, ELIGIBLE, EVIDENCE, LICENCE)}
        return BoardRow(
            key=candidate.code,
            title=self.text(candidate.label),
            state=weighed.state,
            word=self.text(_("proposed, on a named prescriber's decision") if weighed.named else word),
            icon=icon,
            now=self.now(weighed, items, here),
            items=items,
            here=here,
            pro=sides[FOR],
            contra=sides[AGAINST],
            eligible=sides[ELIGIBLE],
            evidence=sides[EVIDENCE],
            licence=sides[LICENCE],
        )

    def now(self, weighed: Weighed, items: tuple[BoardItem, ...], here: tuple[ReasonLine, ...]) -> str:
        """State and reasons in one line."""
        told = (
            tuple(item.title for item in items)
            or self.waits_for(here, weighed.state)
            or tuple(each.text for each in here)
        )
        shown = (*told[:MOST_NOW], *(["…"] if len(told) > MOST_NOW else []))
        template = STATES[weighed.state][2]
        if weighed.named:
            template = _("proposed, on a named prescriber's decision: {what}")
        elif weighed.state == WAITS and self.waits_for(here, WAITS):
            template = _("waits for: {what}")
        return self.line(template, what="; ".join(shown))

    def waits_for(self, here: tuple[ReasonLine, ...], state: str) -> tuple[str, ...]:
        """The names of the answers that something waits for."""
        if state != WAITS:
            return ()
        return tuple(dict.fromkeys(check.label for reason in here for check in reason.missing))

    def arguments(self, code: str, side: str) -> tuple[ArgumentLine, ...]:
        return tuple(self.argument(each) for each in ARGUMENTS if (each.candidate, each.side) == (code, side))

    def argument(self, argument: Argument) -> ArgumentLine:
        """An argument with the sources read for it; without any it carries those and the mark of its rule."""
        row, read = rule(argument.rule), argument.citations
        confirmed = any(citation.kind != "design" for citation in read) if read else row.verified
        sources = self.sources.citing(read) if read else self.sources.of(row)
        return ArgumentLine(self.text(argument.text), row.id, sources, "" if confirmed else self.mark)
