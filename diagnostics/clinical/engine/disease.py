"""Which disease of kidney or gut? What follows from the route: patterns, genes, referral, sub-causes and tests."""

from __future__ import annotations

from dataclasses import dataclass

from ..origins import GeneticReferral, GutTest, Pattern, Remark
from ..text import Statement
from .conclude import Conclusions
from .genetics import refer
from .gut import gut_tests
from .order_once import order_once
from .patterns import fit_rows, match_patterns, may_be_renal, traps
from .urine_ratios import urine_ratios


@dataclass(frozen=True, slots=True)
class Disease:
    """What is looked for behind the route (diagnosis dossier 11 and 12)."""

    patterns: tuple[Pattern, ...]
    traps: tuple[Remark, ...]
    referral: GeneticReferral
    gut: tuple[GutTest, ...]
    order: tuple[Statement, ...]


def look_for_disease(found: Conclusions) -> Disease:
    """Renal patterns with their genes, referral, the tests of the gut, and what to order once."""
    inquiry, s, route, causes = found.inquiry, found.situation, found.route, found.causes
    ratios = urine_ratios(inquiry, in_scope=s.people.scope.in_scope)
    rows = fit_rows(inquiry, s.calcium, ratios) if may_be_renal(route) else ()
    patterns = match_patterns(inquiry, rows, route=route, causes=causes)
    gut = gut_tests(inquiry, route=route, causes=causes, level=s.level, calcium=s.calcium, urine=ratios)
    referral = refer(
        inquiry,
        route=route,
        status=found.status.word,
        level=s.level,
        causes=causes,
        rows=rows,
        patterns=patterns,
        gut=gut,
    )
    explained = found.history.route == "renal"
    order = order_once(inquiry, route=route, causes=causes, calcium=s.calcium, explained=explained)
    return Disease(patterns, traps(patterns), referral, gut, order)
