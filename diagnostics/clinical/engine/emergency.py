"""Treat now? The symptom groups, the emergency banner and the signs of too much magnesium.

Groups COLLECT: each is met when one of its findings is present, unknown while one is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..conditions import AnyOf, Yes, any_met, passes
from ..evidence import Evidence, Truth
from ..knowledge import thresholds as t
from ..knowledge.emergency import BANNER_FLAGS, GROUPS, NONSUSTAINED_VT, TOXICITY_FINDINGS
from ..knowledge.patient import (
    AV_BLOCK,
    FINDINGS,
    HEART_RATE,
    PATELLAR_REFLEX,
    QTC,
    RESPIRATORY_RATE,
    SYSTOLIC_BP,
)
from ..text import _, say
from .inquiry import Inquiry

_ANY = {name: AnyOf(tuple(Yes(FINDINGS[code]) for code in codes)) for name, codes in GROUPS.items()}
_RULES = {"E": "DX-SYM-04", "S": "DX-SYM-03", "N": "DX-SYM-02", "cardiac": "DX-SYM-04", "M": "DX-SYM-01"}


@dataclass(frozen=True, slots=True)
class Signs:
    """What the patient shows. Each group is a truth; `symptomatic` is None while not everything was asked."""

    e: Truth
    s: Truth
    n: Truth
    cardiac: Truth
    m: Truth
    nsvt: Truth
    qtc_500: Truth
    qtc_480: Truth
    banner: Truth

    @property
    def symptomatic(self) -> bool | None:
        """True for the groups E, S, N and cardiac (ruling 24)."""
        top = max(self.e, self.s, self.n, self.cardiac, self.nsvt)
        return {Truth.MET: True, Truth.NOT_MET: False, Truth.UNKNOWN: None}[top]

    @property
    def severe(self) -> Truth:
        """Group S, non-sustained ventricular tachycardia or QTc of 500 ms or more (TX-SEV-04)."""
        return max(self.s, self.nsvt, self.qtc_500)

    @property
    def any_symptom(self) -> Truth:
        """S, N, M or cardiac (ruling 25)."""
        return max(self.s, self.n, self.m, self.cardiac, self.nsvt)


def look_for_signs(inquiry: Inquiry) -> Signs:
    """Check every symptom group and the ECG (DX-SYM-01 to -04, DX-ECG-04)."""
    groups = {name: inquiry.record(_RULES[name], _ANY[name].check(inquiry.facts)) for name in GROUPS}
    qtc = inquiry.facts.quantity(QTC)
    qtc_500 = inquiry.record("DX-ECG-04", passes(QTC, qtc, t.QTC_500))
    nsvt = Yes(FINDINGS[NONSUSTAINED_VT]).check(inquiry.facts).truth
    return Signs(
        e=groups["E"],
        s=groups["S"],
        n=groups["N"],
        cardiac=groups["cardiac"],
        m=groups["M"],
        nsvt=nsvt,
        qtc_500=qtc_500,
        qtc_480=t.QTC_480.holds(qtc),
        banner=_banner(inquiry, qtc_500),
    )


def _banner(inquiry: Inquiry, qtc_500: Truth) -> Truth:
    flags = max(inquiry.facts.truth(FINDINGS[code]) for code in BANNER_FLAGS)
    degree = inquiry.facts.number(AV_BLOCK)
    block = Truth.of(None if degree is None else degree >= 2)
    return max(flags, qtc_500, block)


def do_not_wait(inquiry: Inquiry, signs: Signs, *, severity: str) -> bool:
    """DX-SYM-00: emergency signs, a critical level, or symptoms with a severe one."""
    met = signs.banner is Truth.MET or severity == "critical" or (severity == "severe" and signs.symptomatic is True)
    said = _("Do not wait for the diagnostic tests") if met else _("No reason to treat before the tests")
    inquiry.note("DX-SYM-00", Truth.of(met), say(said))
    return met


def toxicity_signs(inquiry: Inquiry) -> Evidence:
    """Signs that fit too much magnesium (TX-SEV-02, ruling 55)."""
    facts = inquiry.facts
    parts = [Yes(FINDINGS[code]).check(facts) for code in TOXICITY_FINDINGS]
    reflex = facts.word(PATELLAR_REFLEX)
    parts.append(_stated(None if reflex is None else reflex == "absent", PATELLAR_REFLEX.key))
    degree = facts.number(AV_BLOCK)
    parts.append(_stated(None if degree is None else degree > 0, AV_BLOCK.key))
    for fact, threshold in (
        (SYSTOLIC_BP, t.HYPOTENSION),
        (HEART_RATE, t.BRADYCARDIA_TOXIC),
        (RESPIRATORY_RATE, t.RR_STOP),
    ):
        parts.append(passes(fact, facts.quantity(fact), threshold))
    return any_met(parts)


def _stated(answer: bool | None, key: str) -> Evidence:
    said = {True: _("a sign of too much magnesium is present"), False: _("not present"), None: _("not known")}[answer]
    return Evidence(Truth.of(answer), say(said), missing=(key,) if answer is None else ())
