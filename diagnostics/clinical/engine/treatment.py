"""What to give, how much, what is withheld and why: the plan of one patient (treatment dossier).

The first question is the path; each part then adds its items, and the guard looks at every dose last.
"""

from __future__ import annotations

from dataclasses import replace

from ..assessment import Plan, Recommendation
from ..conditions import joined
from ..knowledge.rulebook import rule
from ..text import _, say
from .adjuncts import plan_adjuncts
from .culprits import plan_cause, plan_monitored_bed, plan_referrals
from .diet import plan_diet
from .draft import Draft, reason
from .electrolytes import plan_electrolytes
from .guard import inspect, inspect_withheld
from .iv import plan_intravenous
from .monitoring import (
    disagreement_warnings,
    plan_no_treatment,
    plan_recheck,
    plan_stop_sources,
    plan_targets,
    plan_tests,
    plan_toxicity,
    unknown_input_warning,
)
from .oral import plan_oral
from .path import P0, PT, Path
from .situation import Situation
from .status import near_a_limit

FAMILIES = ("oral", "iv", "amiloride", "sglt2_inhibitor", "inulin")
INTERACTING = ("oral", "amiloride", "sglt2_inhibitor", "potassium")
_FAMILY_CODES = {
    "oral": "ORAL_12_MMOL",
    "iv": "IV_INF_5G_12H",
    "amiloride": "AMILORIDE_5MG",
    "sglt2_inhibitor": "SGLT2I_10MG",
    "inulin": "INULIN_RAMP",
}


def treat(s: Situation, path: Path) -> Plan:
    """The whole plan for the path, every dose seen by the guard."""
    draft = Draft(s.inquiry)
    if path.code == PT:
        plan_toxicity(s, path, draft)
    if path.code == P0:
        plan_stop_sources(s, path, draft)
        plan_no_treatment(s, path, draft)
    plan_intravenous(s, path, draft)
    plan_stop_sources(s, path, draft)
    plan_oral(s, path, draft)
    plan_adjuncts(s, path, draft)
    plan_electrolytes(s, path, draft)
    plan_monitored_bed(s, path, draft)
    plan_cause(s, path, draft)
    plan_referrals(s, path, draft)
    plan_tests(s, path, draft)
    plan_diet(s, path, draft)
    plan_recheck(s, path, draft)
    plan_targets(s, path, draft)
    _blocking_warnings(s, path)
    disagreement_warnings(s, path, near_a_limit(s.inquiry, s.level))
    _complete(s, path, draft)
    _ask_about_unknown_drugs(s, draft)
    items = _guarded(s, draft)
    unknown_input_warning(s, draft)
    return Plan(
        path.code,
        rule(path.rule),
        path.because,
        items,
        inspect_withheld(s.inquiry.facts, tuple(draft.held), fast_profile=_fast(s)),
        tuple(draft.monitoring),
        tuple(draft.stops),
        draft.recheck,
        tuple(draft.spacing),
    )


def _fast(s: Situation) -> bool:
    return s.inquiry.knowledge.limits.iv_profile != "slow"


def _ask_about_unknown_drugs(s: Situation, draft: Draft) -> None:
    """A drug that nobody assessed is not harmless: what interacts becomes the prescriber's decision (DX-GEN-01)."""
    if not s.not_assessed:
        return
    said = say(_("Not assessed: {names}. Check its interactions first"), names=s.not_assessed)
    for code, item in draft.items.items():
        if item.dose is not None and item.family in INTERACTING:
            draft.items[code] = replace(item, automatic=False, details=(*item.details, said))


def _complete(s: Situation, path: Path, draft: Draft) -> None:
    """Every family of the product is either proposed or withheld with a reason (contract; safety H69)."""
    for family in FAMILIES:
        if not draft.has_family(family) and not draft.is_held(family):
            why = reason(path.rule, "not_indicated", say(_("not part of this path")), say(_("another path")))
            draft.withhold(family, _FAMILY_CODES[family], why)


def _guarded(s: Situation, draft: Draft) -> tuple[Recommendation, ...]:
    """The items that the guard lets pass; a refused one is withheld with the guard's words."""
    shown, refused = inspect(
        s.inquiry.facts, draft.ordered(), fast_profile=_fast(s), lower_limit=s.inquiry.knowledge.limits.lln
    )
    for item, why in refused:
        text = say(_("refused by the second check of doses: {why}"), why=joined(why))
        draft.withhold(
            item.family,
            item.code,
            reason("TX-INV-20", "contraindicated", text, say(_("a dose within the limits"))),
            label=item.text,
        )
        s.inquiry.warn("W_GUARD", say(_("A dose was refused by the second check: {why}"), why=joined(why)), "TX-INV-20")
    shown = _without_orphans(shown, draft)
    return tuple(replace(item, order=index) for index, item in enumerate(shown, start=1))


def _without_orphans(items: list[Recommendation], draft: Draft) -> list[Recommendation]:
    """The antidote at the bedside belongs to an infusion; without one it goes too."""
    waiting = any(entry.family == "iv" and entry.dose is not None for entry in draft.held)
    if waiting or any(item.family == "iv" for item in items):
        return items
    return [item for item in items if item.code != "CA_GLUC_ANTIDOTE" or item.dose is not None]


def _blocking_warnings(s: Situation, path: Path) -> None:
    stops = {stop.key for stop in s.iv.flat}
    if path.intravenous or path.kind == "iv_blocked":
        if stops & {"myasthenia", "lambert_eaton"}:
            s.inquiry.warn(
                "W_MYASTHENIA",
                say(_("Myasthenia or Lambert–Eaton syndrome: magnesium can stop breathing.")),
                "TX-INV-31",
            )
        if "av_block" in stops:
            s.inquiry.warn("W_AV_BLOCK", say(_("AV block without a pacemaker: no intravenous magnesium.")), "TX-INV-30")
    if path.kind in ("iv_blocked", "oral_blocked") and s.kidney.below_30:
        s.inquiry.warn("W_RENAL_REDUCED", say(_("Reduced kidney function: magnesium accumulates.")), "TX-PO-07")
    if s.people.pregnancy_open and (s.low or s.torsades):
        said = _(
            "Pregnancy is not known: test for it. A seizure is eclampsia until shown otherwise; amiloride, triamterene "
            "and SGLT2 inhibitors wait."
        )
        s.inquiry.warn("W_PREGNANCY", say(said), "RUL-12", "patient.pregnant")
    if s.people.pregnant or s.people.pre_eclampsia or s.people.postpartum:
        s.inquiry.warn(
            "W_PREGNANCY", say(_("Pregnancy: magnesium falls physiologically; obstetrics decides.")), "TX-OOS-02"
        )
