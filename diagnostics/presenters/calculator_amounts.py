"""The calculators of amounts, which know no patient: the converter of doses, and oral products compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from ..clinical.doses import MAGNESIUM_SULFATE, meq, mg
from ..clinical.engine.convert import (
    STRENGTHS,
    Amount,
    Ceiling,
    Units,
    amount_of,
    limits_passed,
    passed,
    strength_refused,
    units_a_day,
)
from ..clinical.facts import Facts
from ..clinical.knowledge import calculator as c
from ..clinical.knowledge.treatment import CONTENT_MMOL
from ..clinical.units import (
    MAGNESIUM_SULFATE_HEPTAHYDRATE_G_MOL,
    MEQ,
    MG,
    ML,
    MMOL,
    MMOL_DAY,
    PERCENT,
    G,
    Quantity,
    Unit,
)
from .calculators import Alert, Answer, Line
from .wording import NBSP, PLACES, Wording, begun

# --- the converter ----------------------------------------------------------------------------------------------


def shown_amount(value: Decimal, unit: Unit, wording: Wording) -> str:
    """An amount of magnesium with three digits, or as many places as a dose of the plan has."""
    places = PLACES.get(unit.symbol, 2)
    return wording.quantity(Quantity(value, unit), max(places, 2 - value.adjusted()) if value else places)


SALT_FORMULA = _("{mmol} = {salt} × 1000 / {mass}")
MAGNESIUM_FORMULA = _("{salt} = {mmol} × {mass} / 1000")
VOLUME_FORMULA = _("{volume} = {salt} × 100 / {percent}")
CONVERTS_ONLY = _(
    "This converts. It proposes no dose: what fits a patient depends on kidney function, level, rhythm and other drugs, and is said in a workup, where every dose passes a guard."
)
ABOVE = _("More than the hard limit for {part}: {limit}, at normal kidney function; with less it is lower.")
USUALLY = _("More than the usual limit for {part}: {limit}. A clinic may set another, up to the hard limit.")
NOT_ABOVE = _(
    "Not above any hard limit for one dose or one day. That is no permission: a patient's own limits are often lower."
)
TOO_STRONG = _("{percent} is never given by vein undiluted: at most {limit}, and in cardiac arrest only.")
SOLUTION = _("Volume of a solution of {percent}")


def of_converter(facts: Facts, wording: Wording) -> Answer:
    """The amount in all units, and which hard limits it passes."""
    written, percent = facts.quantity(c.AMOUNT), facts.quantity(c.CONCENTRATION)
    strength = percent.value if percent else None
    if written is None:
        return Answer(needs=(wording.text(c.AMOUNT.label),))
    amount = amount_of(written, percent=strength)
    if amount is None:
        return Answer(needs=(wording.text(c.CONCENTRATION.label),))
    return Answer(
        tuple(_amount_lines(amount, written, strength, wording)), tuple(_amount_alerts(amount, strength, wording))
    )


def _amount_lines(amount: Amount, written: Quantity, strength: Decimal | None, wording: Wording) -> Iterator[Line]:
    salt, mmol = shown_amount(amount.salt_g, G, wording), shown_amount(amount.mmol, MMOL, wording)
    mass = wording.number(MAGNESIUM_SULFATE_HEPTAHYDRATE_G_MOL)
    from_salt = written.unit in (G, ML)
    said = wording.line(SALT_FORMULA if from_salt else MAGNESIUM_FORMULA, salt=salt, mmol=mmol, mass=mass)
    yield Line(begun(wording.text(MAGNESIUM_SULFATE)), salt, formula="" if from_salt else said)
    yield Line(wording.text(_("Magnesium")), mmol, formula=said if from_salt else "")
    yield Line(wording.text(_("Magnesium in milliequivalents")), shown_amount(amount.meq, MEQ, wording))
    yield Line(wording.text(_("Magnesium, elemental")), shown_amount(amount.mg, MG, wording))
    for percent in dict.fromkeys((*((strength,) if strength else ()), *STRENGTHS)):
        shown, volume = percent_text(percent, wording), shown_amount(amount.millilitres(percent), ML, wording)
        formula = wording.line(VOLUME_FORMULA, volume=volume, salt=salt, percent=wording.number(percent))
        yield Line(wording.line(SOLUTION, percent=shown), volume, formula=formula)


def percent_text(percent: Decimal, wording: Wording) -> str:
    """A strength as it is printed on an ampoule."""
    return wording.quantity(Quantity(percent, PERCENT))


def ceiling_text(limit: Decimal, unit: Unit, wording: Wording) -> str:
    """A hard limit with its unit, the salt named in full."""
    said = wording.quantity(Quantity(limit, unit))
    return f"{said} {wording.text(MAGNESIUM_SULFATE)}" if unit is G else said


def _limit_alert(ceiling: Ceiling, wording: Wording) -> Alert:
    limit = ceiling_text(ceiling.limit, ceiling.unit, wording)
    said = wording.line(ABOVE if ceiling.hard else USUALLY, part=wording.text(ceiling.label), limit=limit)
    return Alert("critical" if ceiling.hard else "warning", said, ceiling.rule)


def _amount_alerts(amount: Amount, strength: Decimal | None, wording: Wording) -> Iterator[Alert]:
    over = limits_passed(amount)
    yield from (_limit_alert(ceiling, wording) for ceiling in over)
    if strength is not None and strength_refused(strength):
        said = wording.line(
            TOO_STRONG, percent=percent_text(strength, wording), limit=percent_text(STRENGTHS[1], wording)
        )
        yield Alert("warning", said, "TX-INV-16")
    if not over:
        yield Alert("info", wording.text(NOT_ABOVE))


# --- oral products ------------------------------------------------------------------------------------------------

OWN = _("From the box")
HEAD = (_("Product"), _("One holds"), _("For the amount wanted, in a day"), _("Whole numbers"))
A_DAY = _("{number} a day = {mmol}")
NO_SALT = _("The elemental content on the label counts, never the weight of the salt.")


def of_products(facts: Facts, wording: Wording) -> Answer:
    """The products that the knowledge names, and the one from the box, side by side."""
    own, wanted = facts.quantity(c.CONTENT), facts.quantity(c.WANTED)
    if own is None and wanted is None:
        return Answer(needs=tuple(wording.text(fact.label) for fact in (c.WANTED, c.CONTENT)))
    held = [(wording.text(OWN), own)] if own else []
    held += [(wording.text(label), Quantity(mmol, MMOL)) for label, mmol in CONTENT_MMOL.items()]
    head = HEAD if wanted else HEAD[:2]
    rows = tuple(_product_row(label, content, wanted, wording) for label, content in held)
    return Answer(alerts=tuple(_day_alerts(own, wanted, wording)), head=tuple(map(wording.text, head)), rows=rows)


def holds(mmol: Decimal, wording: Wording) -> str:
    """An elemental content in three units."""
    parts = ((mmol, MMOL), (meq(mmol), MEQ), (mg(mmol), MG))
    return f"{NBSP}= ".join(shown_amount(value, unit, wording) for value, unit in parts)


def _product_row(label: str, content: Quantity, wanted: Quantity | None, wording: Wording) -> tuple[str, ...]:
    if wanted is None:
        return label, holds(content.to(MMOL).value, wording)
    units = units_a_day(content=content, wanted=wanted)
    return label, holds(units.content_mmol, wording), wording.number(units.exactly, 2), _whole(units, wording)


def _whole(units: Units, wording: Wording) -> str:
    numbers: Iterable[int] = dict.fromkeys(number for number in (units.fewer, units.more) if number)
    day = (wording.line(A_DAY, number=str(n), mmol=shown_amount(units.mmol_of(n), MMOL, wording)) for n in numbers)
    return "; ".join(day)


def _day_alerts(own: Quantity | None, wanted: Quantity | None, wording: Wording) -> Iterator[Alert]:
    held = {"oral_dose": own.to(MMOL).value} if own else {}
    held |= {"oral_day": wanted.to(MMOL_DAY).value} if wanted else {}
    yield from (_limit_alert(ceiling, wording) for ceiling in passed(held))
    yield Alert("info", wording.text(NO_SALT), "TX-PO-04")
