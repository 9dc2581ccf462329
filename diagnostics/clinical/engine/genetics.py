"""Is nephrology with genetics suggested? (DX-GENE-01)

Yes when a loss through the kidney is established or probable and any of seven reasons holds; no when the
loss is elsewhere or none of the reasons holds; not known otherwise. Childhood onset of a loss through the
gut (DX-GI-11) leads here too, for TRPM6 disease loses by gut and kidney. A known inherited disorder does not
stop the suggestion: it may not have been confirmed in the genes.
"""

from __future__ import annotations

from decimal import Decimal

from ..assessment import Cause, Route
from ..conditions import Yes, any_met
from ..evidence import Evidence, Truth
from ..facts import DRUGS as DRUG_LIST
from ..knowledge.causes import HEREDITARY
from ..knowledge.genes import BY_NAME, FEATURES, Gene
from ..knowledge.patient import (
    AGE,
    AGE_AT_FIRST_LOW,
    CAUSE_REMOVED_MONTHS,
    CONDITIONS,
    CONSANGUINITY,
    FAMILY_HISTORY,
    FINDINGS,
    ONSET_DAYS,
    U24_MAGNESIUM,
)
from ..knowledge.rulebook import rule
from ..origins import GeneLead, GeneticReferral, GutTest, Pattern
from ..text import Statement, _, say
from .causes import DAYS_PER_MONTH
from .inquiry import Inquiry
from .patterns import Fitted, not_asked, speaks_for_heredity
from .status import Level

YOUNG, CHILD = Decimal(40), Decimal(18)
PERSISTENT_MONTHS = Decimal(3)
DAYS_PER_YEAR = Decimal("365.25")
TRPM6_ROW = "DX-GI-11"

PANEL = (
    _("Panel: the Gitelman-like genes, the mitochondrial genome and the copy number of HNF1B"),
    _("A negative panel does not exclude an inherited disease"),
    _("Local criteria for genetic testing apply"),
)

CONFIRM_GITELMAN = _("Gitelman syndrome is to be confirmed genetically, and counselling offered")
GITELMAN_ROWS = ("DX-REN-P1", "DX-REN-P2", "DX-REN-P3")


def refer(
    inquiry: Inquiry,
    *,
    route: Route,
    status: str,
    level: Level,
    causes: tuple[Cause, ...],
    rows: tuple[Fitted, ...],
    patterns: tuple[Pattern, ...],
    gut: tuple[GutTest, ...],
) -> GeneticReferral:
    """DX-GENE-01: suggested, not suggested, or not known, with the reasons and what would settle it."""
    gene = rule("DX-GENE-01")
    gate = _renal_loss(route, status)
    through_gut = next((row for row in gut if row.rule.id == TRPM6_ROW), None)
    if gate is Truth.NOT_MET and through_gut is None:
        return GeneticReferral(False, rule=gene)
    if route.value == "not_applicable":
        return GeneticReferral(None, rule=gene)
    reasons = _reasons(inquiry, level, causes, rows) if gate is not Truth.NOT_MET else []
    truth = min(gate, max((reason.truth for reason in reasons), default=Truth.NOT_MET))
    if through_gut is not None:
        reasons.append(_by_gut(through_gut))
        truth = max(truth, reasons[-1].truth)
    suggested = {Truth.MET: True, Truth.NOT_MET: False}.get(truth)
    because = tuple(reason.statement for reason in reasons if reason.truth is Truth.MET)
    missing = _missing(inquiry, reasons, gate) if suggested is None else ()
    _record(inquiry, truth, because, missing)
    if suggested is False:
        return GeneticReferral(False, rule=gene)
    opened = tuple(r.statement for r in reasons if r.truth is Truth.UNKNOWN and r.statement.template)
    leads = _leads(inquiry, patterns, through_gut) if because or opened else ()
    notes = _notes(inquiry, patterns) if because or opened else ()
    return GeneticReferral(suggested, because, opened if suggested is None else (), missing, leads, notes, gene)


def _renal_loss(route: Route, status: str) -> Truth:
    """Whether a loss through the kidney is established or probable."""
    if route.value == "renal" and route.certainty in ("established", "probable"):
        return Truth.MET
    if route.value == "not_applicable":
        return Truth.NOT_MET if status in ("not_low", "high") else Truth.UNKNOWN
    return Truth.UNKNOWN if route.value in ("renal", "mixed", "indeterminate", "discordant") else Truth.NOT_MET


def _missing(inquiry: Inquiry, reasons: list[Evidence], gate: Truth) -> tuple[str, ...]:
    """What would settle it; first the urine magnesium that decides the route, where it was not measured."""
    keys = [key for reason in reasons if reason.truth is Truth.UNKNOWN for key in reason.missing]
    if gate is Truth.UNKNOWN and inquiry.facts.quantity(U24_MAGNESIUM) is None:
        keys.insert(0, U24_MAGNESIUM.key)
    return tuple(dict.fromkeys(keys))


def _record(inquiry: Inquiry, truth: Truth, because: tuple[Statement, ...], missing: tuple[str, ...]) -> None:
    said = (
        say(_("Genetic referral: {reasons}"), reasons=because)
        if because
        else say(_("Genetic referral: no reason is known to hold"))
    )
    inquiry.note("DX-GENE-01", truth, said, missing=missing)


def _notes(inquiry: Inquiry, patterns: tuple[Pattern, ...]) -> tuple[Statement, ...]:
    notes = [say(text) for text in PANEL]
    if any(inquiry.condition(code) for code in HEREDITARY):
        notes.insert(0, say(_("An inherited disorder is on record: refer if it has not been confirmed in the genes")))
    if any(pattern.rule.id in GITELMAN_ROWS for pattern in patterns):
        notes.insert(0, say(CONFIRM_GITELMAN))
    return tuple(notes)


# -- the seven reasons; an UNKNOWN with a sentence holds but for what is missing -------------------------------------


def _reasons(inquiry: Inquiry, level: Level, causes: tuple[Cause, ...], rows: tuple[Fitted, ...]) -> list[Evidence]:
    return [
        _early(inquiry, causes),
        _persistent(inquiry, causes),
        _family(inquiry),
        *_by_pattern(inquiry, causes, rows),
        _features(inquiry),
        _nephrocalcinosis(inquiry),
        _recurrent(inquiry, level, causes),
    ]


def _open(*missing: str, said: Statement | None = None) -> Evidence:
    return Evidence(Truth.UNKNOWN, said or Statement(""), missing=missing)


def _not() -> Evidence:
    return Evidence(Truth.NOT_MET, Statement(""))


def _strong_acquired(causes: tuple[Cause, ...]) -> bool:
    return any(c.active and c.weight == "strong" and c.kind != "hereditary" for c in causes)


def first_low(inquiry: Inquiry) -> Decimal | None:
    """Age at the first low magnesium; from the time it has been low where that is told instead."""
    facts = inquiry.facts
    told, age, days = facts.number(AGE_AT_FIRST_LOW), facts.number(AGE), facts.number(ONSET_DAYS)
    if told is not None:
        return told
    return max(age - days / DAYS_PER_YEAR, Decimal(0)) if age is not None and days is not None else None


def _early(inquiry: Inquiry, causes: tuple[Cause, ...]) -> Evidence:
    """(1) First low before 18 years, or before 40 without a strong acquired cause."""
    first, now = first_low(inquiry), inquiry.facts.number(AGE)
    at_most = first if first is not None else now
    if at_most is None or (first is None and at_most >= YOUNG):
        return _open(AGE_AT_FIRST_LOW.key)
    if first is not None and first < CHILD:
        return Evidence(Truth.MET, say(_("first low before the age of 18")))
    if at_most >= YOUNG:
        return _not()
    if _strong_acquired(causes):
        return _not() if first is not None else _open(AGE_AT_FIRST_LOW.key)
    said = say(_("first low before the age of 40 without a strong acquired cause"))
    hidden = not_asked(inquiry)
    return (
        _open(*hidden, said=say(_("first low before the age of 40, unless a strong acquired cause shows")))
        if hidden
        else Evidence(Truth.MET, said)
    )


def _persistent(inquiry: Inquiry, causes: tuple[Cause, ...]) -> Evidence:
    """(2) Still low 3 months after the cause was removed; platinum apart, whose loss may stay."""
    months = inquiry.facts.number(CAUSE_REMOVED_MONTHS)
    if any(cause.code == "platinum" for cause in causes):
        return _not()
    if months is not None:
        said = say(_("still low 3 months or more after the cause was removed"))
        return Evidence(Truth.MET, said) if months >= PERSISTENT_MONTHS else _not()
    long_ago = PERSISTENT_MONTHS * DAYS_PER_MONTH
    stopped = any((taken.stopped_days_ago or 0) >= long_ago for taken in inquiry.facts.drugs)
    if stopped or DRUG_LIST not in inquiry.facts.asked:
        return _open(CAUSE_REMOVED_MONTHS.key)
    return _not()  # every drug is told and none was stopped so long ago


def _family(inquiry: Inquiry) -> Evidence:
    """(3) Family history or consanguinity."""
    checked = [Yes(fact).check(inquiry.facts) for fact in (FAMILY_HISTORY, CONSANGUINITY)]
    found = any_met(checked)
    if found.truth is Truth.MET:
        return Evidence(Truth.MET, found.statement)
    return _open(*found.missing) if found.truth is Truth.UNKNOWN else _not()


def _by_pattern(inquiry: Inquiry, causes: tuple[Cause, ...], rows: tuple[Fitted, ...]) -> list[Evidence]:
    """(4) A row that is mostly inherited, without an acquired explanation."""
    return [speaks_for_heredity(inquiry, row, causes) for row in rows]


def _features(inquiry: Inquiry) -> Evidence:
    """(5) A sign outside the kidney of one of the diseases (11.3)."""
    facts = inquiry.facts
    rows = [FINDINGS.get(code) or CONDITIONS[code] for code in FEATURES]
    present = tuple(say(fact.label) for fact in rows if facts.answer(fact))
    if present:
        return Evidence(Truth.MET, say(_("signs of an inherited disease: {signs}"), signs=present))
    missing = tuple(fact.key for fact in rows if facts.answer(fact) is None)
    return _open(*missing) if missing else _not()


def _nephrocalcinosis(inquiry: Inquiry) -> Evidence:
    """(6)"""
    found = Yes(FINDINGS["nephrocalcinosis"]).check(inquiry.facts)
    if found.truth is Truth.MET:
        return Evidence(Truth.MET, say(FINDINGS["nephrocalcinosis"].label))
    return _open(*found.missing) if found.truth is Truth.UNKNOWN else _not()


def _recurrent(inquiry: Inquiry, level: Level, causes: tuple[Cause, ...]) -> Evidence:
    """(7) Below 0.50 mmol/L again and unexplained; that it happened before is told by the age at the first low."""
    explained = any(c.active and c.weight != "weak" and c.kind != "hereditary" for c in causes)
    if not level.severe or explained:
        return _not()
    first, now = inquiry.facts.number(AGE_AT_FIRST_LOW), inquiry.facts.number(AGE)
    if first is None or now is None:
        return _open(AGE_AT_FIRST_LOW.key)
    if now - first < 1:
        return _not()
    said = say(_("below 0.50 mmol/L again, unexplained"))
    hidden = not_asked(inquiry)
    return (
        _open(*hidden, said=say(_("{reason}, as far as is known"), reason=said))
        if hidden
        else Evidence(Truth.MET, said)
    )


def _by_gut(row: GutTest) -> Evidence:
    said = say(_("childhood onset with loss through the gut: TRPM6 disease loses by gut and kidney"))
    if row.state == "met":
        return Evidence(Truth.MET, said)
    return Evidence(Truth.UNKNOWN, say(_("perhaps TRPM6 disease: {why}"), why=row.because), missing=row.missing)


# -- genes -----------------------------------------------------------------------------------------------------------


def _leads(inquiry: Inquiry, patterns: tuple[Pattern, ...], through_gut: GutTest | None) -> tuple[GeneLead, ...]:
    """The genes of the rows that are shown, and of the signs that are there; those with signs first."""
    rules: dict[str, list[str]] = {}
    for pattern in patterns:
        for name in pattern.genes:
            rules.setdefault(BY_NAME[name].names[0], []).append(pattern.rule.id)
    if through_gut is not None:
        rules.setdefault("TRPM6", []).append(through_gut.rule.id)
    for gene in dict.fromkeys(BY_NAME.values()):
        if any(code in FEATURES for code in _signs(inquiry, gene)):
            rules.setdefault(gene.names[0], [])
    leads = [_lead(inquiry, BY_NAME[name], tuple(dict.fromkeys(rows))) for name, rows in rules.items()]
    return tuple(sorted(leads, key=lambda lead: not lead.here))


def _signs(inquiry: Inquiry, gene: Gene) -> tuple[str, ...]:
    facts = inquiry.facts
    return tuple(code for code in gene.features if facts.answer(FINDINGS.get(code) or CONDITIONS[code]))


def _lead(inquiry: Inquiry, gene: Gene, rules: tuple[str, ...]) -> GeneLead:
    here = tuple(say((FINDINGS.get(code) or CONDITIONS[code]).label) for code in _signs(inquiry, gene))
    shows = tuple(say(text) for text in (gene.potassium, gene.calcium, gene.urine_calcium) if text)
    return GeneLead(
        genes=gene.names,
        syndrome=say(gene.syndrome),
        omim=gene.omim_shown,
        inheritance=say(gene.inheritance),
        onset=say(gene.onset) if gene.onset else None,
        shows=shows,
        beyond=say(gene.beyond),
        here=here,
        rules=rules,
        citations=gene.citations,
        verified=gene.verified,
    )
