"""Assessment → Report: what to say, in which order and how urgent, with numbered references.

Screen and paper print the same `Report` and so cannot disagree. Nothing is computed here that belongs to
medicine: numbers, reasons and doses come from the assessment. The parts are written in `verdict.py`,
`origins.py`, `planning.py`, `board.py` and `record.py`; what each statement opens into in `grounds.py`; `shapes.py` says what a report holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment
from . import words
from .board import Board
from .counsel import Counsel
from .desk import DISCLAIMER, Choosing, Decided
from .origins import Origins
from .pathway import path_nodes
from .pictures import ALL, Pictures
from .planning import without
from .record import Record
from .shapes import Item, Report, Section
from .timeline import Watched
from .verdict import Verdict
from .wording import Wording


def report(
    assessment: Assessment,
    wording: Wording,
    *,
    decisions: Iterable[Decided] = (),
    entered: Mapping[str, str] | None = None,
    case_label: str = "",
    sampled_at: datetime | None = None,
    printed_at: datetime | None = None,
    pictures: Collection[str] = ALL,
) -> Report:
    """Arrange an assessment for screen and paper.

    `entered` holds the words typed for a fact by its key, where they are known; without it a value is
    shown from its number, whose digits are those that were entered. Dates are passed in, never looked up.
    `pictures` are those to be drawn.
    """
    editor = Editor(
        assessment,
        wording,
        decisions=decisions,
        entered=entered,
        case_label=case_label,
        sampled_at=sampled_at,
        printed_at=printed_at,
    )
    editor.wanted = pictures
    return editor.report()


class Editor(Verdict, Origins, Board, Counsel, Record, Pictures):
    """Writes one report, part by part; sources are numbered in the order in which the parts are written."""

    def report(self) -> Report:
        plan = self.plan()
        withheld = self.all_withheld()
        do_now = self.do_now(plan, withheld)
        parts: dict[str, Any] = {
            "do_now": do_now,
            "plan": plan,
            "plan_after_now": without(plan, self.said_elsewhere(do_now)),
            "withheld": withheld,
            "labels": {key: self.text(label) for key, label in words.LABELS.items()},
            **self.heading(),
            **self.answer(),
            **self.what_would_settle(),
            **self.watch(),
            **self.counsel(),
            **self.how_it_was_reached(),
        }
        watched = Watched(*(parts[name] for name in ("recheck", "surveillance", "monitoring")))
        parts |= self.pictures(do_now, plan, watched, parts["path_text"])
        before = len(self.sources.cited)
        board = self.board()  # last: the sources of what is only listed there come behind all others
        references = tuple(self.reference(number, source) for number, source in enumerate(self.sources.cited, 1))
        printed = max((before, *(number for row in board if row.considered for number in row.sources)))
        return Report(board=board, references=references[:printed], more_references=references[printed:], **parts)

    def heading(self) -> dict[str, object]:
        """Who, when, and the answer in a sentence."""
        moment = self.printed_at
        return {
            "language": self.wording.language,
            "title": self.text(_("Low magnesium: assessment and plan")),
            "identity": self.identity(),
            "printed": self.wording.date(moment) if moment else "",
            "printed_iso": moment.isoformat(timespec="seconds") if moment else "",
            "verdict": self.verdict(),
            "certainty": self.named(words.CERTAINTY, self.assessment.route.certainty),
            "tone": self.tone(),
            "banner": self.banner(),
            "knowledge_version": self.assessment.knowledge_version,
            "disclaimer": self.text(DISCLAIMER),
            "mark": self.mark,
        }

    def answer(self) -> dict[str, object]:
        """The conclusions, why, and the causes."""
        scope = self.assessment.scope
        conclusions = self.conclusions()
        causes = tuple(self.cause(cause) for cause in self.assessment.causes)
        return {
            **conclusions,
            "conclusions": tuple(conclusions.values()),
            "verdict_why": self.verdict_why(conclusions),
            "reasons": self.reasons(causes),
            "scope": () if scope.in_scope else tuple(self.reason(reason) for reason in scope.reasons),
            "causes": causes,
        }

    def what_would_settle(self) -> dict[str, object]:
        """Next tests, the state of each step, and how near the answer is to another."""
        steps = self.assessment.steps
        return {
            "next_steps": self.next_steps(),
            "steps": tuple(self.step(state.step.value, state.state, self.say(state.why)) for state in steps),
            "flips": self.flips(),
            "flips_note": self.flips_note(),
            "spreads": self.spreads(),
            "cutoffs": self.cutoffs(),
            "discordance": self.discordance(),
            **self.origins(),
        }

    def watch(self) -> dict[str, object]:
        """Warnings, monitoring, when to stop and when to measure again."""
        plan = self.assessment.plan
        warnings = tuple(self.warning(warning) for warning in self.assessment.warnings)
        recheck = self.recheck()
        monitoring = tuple(self.monitoring(line) for line in plan.monitoring)
        stop_rules = tuple(self.stop_rule(rule) for rule in plan.stop_criteria)
        spacing = tuple(self.spacing())
        surveillance = tuple(self.surveillance(line) for line in self.assessment.surveillance)
        return {
            "warnings": warnings,
            "recheck": recheck,
            "monitoring": monitoring,
            "stop_rules": stop_rules,
            "spacing": spacing,
            "surveillance": surveillance,
            "follow_up": tuple(self.follow_up(recheck, monitoring, stop_rules, spacing, surveillance)),
        }

    def how_it_was_reached(self) -> dict[str, object]:
        """Values, arithmetic, the path and the trace."""
        nodes = path_nodes(self.assessment, self.wording)
        arithmetic = self.arithmetic()
        trace = tuple(self.trace_row(finding) for finding in self.assessment.trace)
        return {
            "values": self.values(),
            "arithmetic": arithmetic,
            "path": nodes,
            "path_text": self.path_text(nodes),
            "trace": trace,
            "trace_met": tuple(self.trace_met(trace, self.said_before(arithmetic))),
            "trace_rest": tuple(self.trace_rest(trace)),
        }


__all__ = ["Choosing", "Decided", "Editor", "Item", "Report", "Section", "report"]
