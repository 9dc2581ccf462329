"""Is diet, with the cause removed, enough for a mild deficiency? (TX-SEV-10)"""

from __future__ import annotations

from ..conditions import Takes
from ..evidence import Truth
from ..knowledge import thresholds as t
from ..knowledge.patient import CAUSE_REMOVABLE, CONDITIONS, POTASSIUM_SERUM
from ..text import _
from .causes import intake_score
from .situation import Situation


def diet_is_enough(s: Situation) -> bool:
    """TX-SEV-10 with rulings 17, 37 and 57; everything it needs must be known."""
    if s.oral_failed or s.oral_now > 0 or s.setting not in ("clinic", "community"):
        return False
    return (
        _without_symptoms(s) and _electrolytes_in_range(s) and _heart_not_at_risk(s) and (_dietary(s) or _removable(s))
    )


def _without_symptoms(s: Situation) -> bool:
    signs = s.signs
    return max(signs.e, signs.s, signs.n, signs.cardiac, signs.m, signs.nsvt) is Truth.NOT_MET


def _electrolytes_in_range(s: Situation) -> bool:
    return s.inquiry.passes(POTASSIUM_SERUM, t.K_LOW) is Truth.NOT_MET and s.calcium.low is Truth.NOT_MET


def _heart_not_at_risk(s: Situation) -> bool:
    """Ruling 17: an unknown ECG stands in the way only with heart disease."""
    diseased = any(s.condition(code) for code in ("atrial_fibrillation", "ischaemic_heart_disease"))
    if s.signs.qtc_480 is Truth.MET or (diseased and s.signs.qtc_480 is Truth.UNKNOWN):
        return False
    drugs = Takes(("digoxin", "qt_prolonging"), _("digoxin or QT-prolonging drugs")).check(s.inquiry.facts).truth
    return max(drugs, s.inquiry.facts.truth(CONDITIONS["heart_failure"])) is Truth.NOT_MET


def _dietary(s: Situation) -> bool:
    """Ruling 37: intake plausible and no strong cause. Food does not mend feeding without magnesium (DX-HX-D25)."""
    plausible = s.route.value == "intake" or intake_score(s.inquiry)[0] >= 3
    return plausible and not any(c.weight == "strong" and c.code != "dietary_deficiency" for c in s.causes)


def _removable(s: Situation) -> bool:
    """A cause that can be removed, and no other that stays (TX-DIET-01: not malabsorption, not inherited)."""
    if s.tubulopathy:
        return False
    weighty = [c for c in s.causes if c.active and c.weight != "weak" and c.kind != "intake"]
    stoppable = {code for drug in s.drugs_now if drug.can_stop for code in drug.classes}
    return s.inquiry.yes(CAUSE_REMOVABLE) or (bool(weighty) and all(c.code in stoppable for c in weighty))
