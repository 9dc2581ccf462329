"""What the calculators ask beside the facts of a patient: an amount to convert, a solution, a product, a daily amount.

Their limits only catch slips of the pen; the limits of doses stand in `limits.py`.
"""

from __future__ import annotations

from decimal import Decimal

from ..facts import Fact, Measurement, Range, Step
from ..text import _
from ..units import MAGNESIUM, MEQ, MEQ_DAY, MG, MG_DAY, ML, MMOL, MMOL_DAY, PERCENT, G, Unit


def _range(*limits: tuple[Unit, str, str]) -> Range:
    return Range(tuple((unit, Decimal(low), Decimal(high)) for unit, low, high in limits))


# g are grams of the salt and mL a volume of its solution: without a substance neither turns into the other unnoticed
AMOUNT = Measurement(
    "calculator.amount", "calculator.amount", _("Amount"), Step.HISTORY, units=(G, MMOL, MEQ, MG, ML),
    hard=_range((G, "0", "100"), (MMOL, "0", "400"), (MEQ, "0", "800"), (MG, "0", "10000"), (ML, "0", "2000")),
)  # fmt: skip
CONCENTRATION = Measurement(
    "calculator.concentration", "calculator.concentration", _("Strength of the solution, g of the salt per 100 mL"), Step.HISTORY,
    units=(PERCENT,), hard=_range((PERCENT, "0.1", "50")),
)  # fmt: skip
CONTENT = Measurement(
    "calculator.content", "calculator.content", _("Elemental magnesium in one tablet, sachet or dose, by its label"), Step.HISTORY,
    units=(MMOL, MG, MEQ), substance=MAGNESIUM, hard=_range((MMOL, "0.05", "50"), (MG, "1", "1215"), (MEQ, "0.1", "100")),
)  # fmt: skip
WANTED = Measurement(
    "calculator.wanted", "calculator.wanted", _("Magnesium wanted in a day"), Step.HISTORY,
    units=(MMOL_DAY, MG_DAY, MEQ_DAY), substance=MAGNESIUM,
    hard=_range((MMOL_DAY, "0.1", "200"), (MG_DAY, "2", "4861"), (MEQ_DAY, "0.2", "400")),
)  # fmt: skip

CALCULATOR_FACTS: dict[str, Fact] = {fact.key: fact for fact in (AMOUNT, CONCENTRATION, CONTENT, WANTED)}
