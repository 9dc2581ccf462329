"""Adjuncts in their order, one at a time (TX-SGL-07), or all withheld.

Each family answers with its reasons for withholding; no reason means that it may be proposed. A stop
that is not known counts like one that is met, and says what to ask.
"""

from __future__ import annotations

from ..assessment import Reason
from ..text import _, say
from .amiloride import amiloride_against, plan_amiloride
from .draft import Draft, reason
from .inulin import inulin_against, plan_inulin
from .path import PX, Path
from .sglt2 import licensed, plan_sglt2, sglt2_against
from .situation import Situation


def any_adjunct_open(s: Situation) -> bool:
    """Whether at least one adjunct on the patient's own route is not known to be ruled out (ruling 36).

    One that waits for an answer counts: not knowing must not lead to the vein where knowing would not (ruling 8).
    """
    sure = s.route.value == "renal" and s.route.certainty in ("established", "probable")
    stable = s.setting in ("clinic", "community") and not s.level.severe
    return (
        (sure and _may_be_open(amiloride_against(s)))
        or (licensed(s) and stable and _may_be_open(sglt2_against(s)))
        or (s.ppi_cannot_stop and _may_be_open(inulin_against(s)))
    )


def _may_be_open(against: list[Reason]) -> bool:
    return all(why.kind == "not_known" for why in against)


def plan_adjuncts(s: Situation, path: Path, draft: Draft) -> None:
    """SGLT2 inhibitor first where it has a licensed ground, then amiloride, then inulin (TX-SGL-07)."""
    if path.code == PX or path.kind == "scope" or s.people.child is not False:
        _all_withheld(s, path, draft)
        return
    plan_sglt2(s, path, draft)
    plan_amiloride(s, path, draft)
    plan_inulin(s, path, draft)
    if s.low and s.tubulopathy:
        said = say(
            _("Salt-losing tubulopathy: a potassium-sparing drug worsens salt depletion; secure salt intake first.")
        )
        s.inquiry.warn("W_SALT_DEPLETION", said, "TX-AMI-04")


def _all_withheld(s: Situation, path: Path, draft: Draft) -> None:
    if s.people.child is None and path.kind != "scope" and path.code != PX:
        why = reason("TX-INV-01", "not_known", say(_("age not known")), say(_("the age")), ("patient.age_years",))
    elif path.kind == "scope":
        why = reason(
            "TX-SEV-01",
            "out_of_scope",
            say(_("out of scope: {why}"), why=path.because),
            say(_("the team that treats the patient")),
        )
    else:
        why = reason("TX-SEV-18", "not_indicated", say(_("a specialist decides first")), say(_("the specialist")))
    for family, code in (("sglt2_inhibitor", "SGLT2I_10MG"), ("amiloride", "AMILORIDE_5MG"), ("inulin", "INULIN_RAMP")):
        draft.withhold(family, code, why)
