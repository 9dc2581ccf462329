"""Where the loss comes from: patterns of renal loss, genes, the genetic referral, and tests of the gut."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_noop as _

from ..clinical.origins import GeneLead, GutTest, Pattern, Remark
from ..clinical.text import Statement
from . import words
from .desk import Desk
from .shapes_beyond import GeneLine, GutLine, OriginLine, ReferralLines
from .wording import begun


class Origins(Desk):
    """Writes the parts of a report that follow the route into kidney, genes and gut."""

    def origins(self) -> dict[str, object]:
        """The four parts, each empty where it has nothing to say."""
        assessment = self.assessment
        return {
            "patterns": tuple(self.pattern(pattern) for pattern in assessment.patterns),
            "traps": tuple(self.trap(remark) for remark in assessment.traps),
            "referral": self.referral(),
            "gut": tuple(self.gut_line(test) for test in assessment.gut),
        }

    def pattern(self, pattern: Pattern) -> OriginLine:
        """A row of the matrix in plain lines: how far it fits, what is acquired first, and the genes."""
        score = self.line(_("{score} of {asked} fit"), score=pattern.score, asked=pattern.asked)
        title, rule = self.say(pattern.label), pattern.rule
        lines = tuple(line for line in self.pattern_lines(pattern) if line)
        mark = "" if rule.verified else self.mark
        return OriginLine(rule.id, title, score, lines, self.sources.of(rule), mark)

    def pattern_lines(self, pattern: Pattern) -> Iterable[str]:
        yield self.listed(_("Fits: {what}."), pattern.fits)
        yield self.listed(_("Against: {what}."), pattern.against)
        yield self.listed(_("Not known: {what}."), pattern.unknown)
        yield self.acquired(pattern)
        if pattern.genes:
            genes = ", ".join(pattern.genes)
            said = self.line(_("Inherited: {genes}"), genes=genes)
            yield f"{said} ({self.say(pattern.hereditary)})." if pattern.hereditary else f"{said}."

    def acquired(self, pattern: Pattern) -> str:
        """What is excluded first: what this patient has, or else what is looked for."""
        if pattern.found:
            return self.listed(_("Acquired explanation, present here: {what}."), pattern.found)
        if not pattern.acquired:
            return ""
        said = self.listed(_("Exclude first: {what}."), pattern.acquired)
        if not pattern.first_open:
            return said
        lists = ", ".join(self.labels(pattern.first_open)).lower()
        return f"{said} {self.line(_('Not asked in full: {lists}.'), lists=lists)}"

    def listed(self, template: str, statements: tuple[Statement, ...]) -> str:
        if not statements:
            return ""
        return self.line(template, what="; ".join(self.say(each) for each in statements))

    def trap(self, remark: Remark) -> OriginLine:
        mark = "" if remark.verified else self.mark
        return OriginLine("", self.say(remark.text), "", (), self.sources.citing(remark.citations), mark)

    # -- genes ---------------------------------------------------------------------------------------------------

    def referral(self) -> ReferralLines | None:
        """None where nothing points to an inherited disease, or too little is known to say so."""
        found = self.assessment.genetic_referral
        renal = self.assessment.route.value == "renal"
        if found.suggested is False or not (found.because or (found.open and renal)):
            return None
        if found.suggested:
            answer = _("Nephrology with genetics is suggested.")
        elif found.because:
            answer = _("Not decided: a loss through the kidney must be shown first.")
        else:
            answer = _("Not decided: not enough is known.")
        rule = found.rule
        return ReferralLines(
            suggested=bool(found.suggested),
            answer=self.text(answer),
            because=tuple(begun(self.say(each)) for each in found.because),
            open=tuple(begun(self.say(each)) for each in found.open),
            missing=self.labels(found.missing[:8]),
            genes=tuple(self.gene(lead) for lead in found.leads),
            notes=tuple(self.say(note) for note in found.notes),
            sources=self.sources.of(rule),
            mark="" if rule is None or rule.verified else self.mark,
        )

    def gene(self, lead: GeneLead) -> GeneLine:
        syndrome = begun(self.say(lead.syndrome))
        if lead.omim:
            syndrome = f"{syndrome} (OMIM {lead.omim})"
        shows = "; ".join(self.say(each) for each in lead.shows)
        kind = [self.say(lead.inheritance), *([self.say(lead.onset)] if lead.onset else [])]
        parts = [", ".join(kind), *([shows] if shows else [])]
        parts.append(self.line(_("beyond the kidney: {signs}"), signs=self.say(lead.beyond)))
        here = ", ".join(self.say(each) for each in lead.here)
        return GeneLine(
            name=", ".join(lead.genes),
            syndrome=syndrome,
            text="; ".join(parts),
            here=self.line(_("This patient has: {signs}"), signs=here) if here else "",
            sources=self.sources.citing(lead.citations),
            mark="" if lead.verified else self.mark,
        )

    # -- gut -----------------------------------------------------------------------------------------------------

    def gut_line(self, test: GutTest) -> GutLine:
        because = begun(self.say(test.because))
        return GutLine(
            key=test.rule.id,
            title=self.say(test.label),
            state=test.state,
            word="" if test.state == "met" else self.named(words.GUT_STATE, test.state),
            because=because,
            tests="; ".join(self.say(each) for each in test.tests),
            sources=self.sources.of(test.rule),
            mark="" if test.rule.verified else self.mark,
        )
