"""What changed in the clinical content, oldest first in an edition: the log that a pharmacist reads.

Changes of the software that alter no answer stand in CHANGELOG.md alone. `rules` are the ids concerned;
none means the whole rulebook. The log stands outside the knowledge, whose version must not change with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the knowledge: its edition, the month (YYYY-MM), what changed, and the rules concerned."""

    version: str
    month: str
    text: str
    rules: tuple[str, ...] = ()


CHANGES: tuple[Change, ...] = (
    Change("2026.11", "2026-11", _("First version: from a low magnesium to its severity, route and cause, a plan with doses, what is withheld and why, and what to watch. Each rule names its source.")),
    Change("2026.11", "2026-11", _("Advice beside the plan: what is particular to a cause or condition, what the diet can do, and what the patient is told. Figures that specialists use are named as such, never as an order.")),
    Change("2026.11", "2026-11", _("A level in range is measured again while a drug that lowers it goes on; a dose in use above the limit is never cut without a word; more reasons to ask nephrology and cardiology.")),
    Change("2026.11", "2026-11", _("After a loss through the kidney its patterns, genes and whether genetics should be asked; after one through the gut its sub-causes and their tests; who needs repeated magnesium measurements, and codes of other vocabularies."), ("DX-REN-P1", "DX-GENE-01", "DX-GI-01", "DX-SUR-01")),
    Change("2026.11", "2026-11", _("How sure it is: the patient under every published limit, the nearest value that would change a conclusion with its chance, what each open test can still change, and why results disagree."), ("DX-GEN-00", "DX-COMB-02", "DX-COMB-03")),
    Change("2026.11", "2026-11", _("Found by random patients: what was given by vein in 48 hours and 5 days counts against its limit; no loading test in pre-eclampsia; a very low ionised calcium is acted on beside a normal adjusted one; aspartate is not named where it must not be given; an adjunct that waits for an answer no longer leads to the vein; a level below 0.50 mmol/L treated by mouth always says why."), ("TX-INV-21", "TX-INV-65", "TX-SEV-13")),
    Change("2026.11", "2026-11", _("Found by a second evaluator written from the same rules: a dose by vein that waits for an answer is cut to body weight, kidney function and what was already given; a doubtful magnesium above 2.0 mmol/L is repeated the same day; feeding without magnesium is not left to diet; an inherited loss entered as the known cause counts as one."), ("TX-SEV-19", "TX-SEV-10", "TX-SEV-09", "RUL-55")),
    Change("2026.11", "2026-11", _("A warning no longer hides another with the same code: weak evidence, off-label use and kidney warnings of two treatments both stand."), ("TX-PO-06", "TX-SGL-05")),
    Change("2026.11", "2026-11", _("Found by a hundred thousand random patients: a short bowel below 0.60 mmol/L goes to the vein also where diarrhoea limits oral magnesium; reduced kidneys never bring more by mouth at refeeding risk, nor more at once by vein in a light body, than good ones."), ("TX-SEV-07", "TX-ELY-09", "TX-INV-26")),
    Change("2026.11", "2026-11", _("A creatinine that means kidney failure at any adult age counts as such where the age is not known; at refeeding risk with the weight not known oral magnesium starts with the lower dose."), ("DX-EGFR-01", "RUL-10", "TX-ELY-09")),
)  # fmt: skip
