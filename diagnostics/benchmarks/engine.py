"""The engine: one assessment with its whole trace, beside the bare formulas."""

from __future__ import annotations

from ..clinical.engine.assess import assess
from ..clinical.facts import Facts, Measurement
from ..clinical.formulas import adjusted_calcium, egfr_ckd_epi_2021, fractional_excretion, per_day
from ..clinical.knowledge import patient as p
from ..clinical.units import Quantity
from .patient import facts
from .results import Row, at_most
from .timing import alternate_calls


def measure(rounds: int) -> list[Row]:
    """One assessment of the full case."""
    known = facts()
    taken = alternate_calls(rounds, {"assess": lambda: assess(known), "formulas": lambda: formulas(known)})
    subject, reference = taken["assess"], taken["formulas"]
    findings = len(assess(known).trace)
    milliseconds = 1000 * subject.cpu
    return [
        Row(
            "assess, full case with trace",
            milliseconds,
            "ms CPU",
            1000 * reference.cpu,
            "the bare formulas (FEMg, eGFR, 24 h magnesium, adjusted calcium)",
            (at_most(milliseconds, 2, "ms"),),
            f"{findings} findings, {1000 * milliseconds / findings:.1f} µs each; {subject.collected}",
        )
    ]


def formulas(known: Facts) -> tuple[Quantity | None, ...]:
    """The four calculations that a plain calculator would do."""

    def value(fact: Measurement) -> Quantity:
        found = known.quantity(fact)
        assert found is not None, fact
        return found

    age = known.number(p.AGE)
    assert age is not None
    return (
        fractional_excretion(
            urine_magnesium=value(p.SPOT_MAGNESIUM),
            urine_creatinine=value(p.SPOT_CREATININE),
            serum_magnesium=value(p.MAGNESIUM_SERUM),
            serum_creatinine=value(p.CREATININE_SERUM),
        ),
        egfr_ckd_epi_2021(
            creatinine=value(p.CREATININE_SERUM), age_years=age, female=known.word(p.SEX) == "female"
        ),
        per_day(analyte=value(p.U24_MAGNESIUM), volume=value(p.U24_VOLUME), duration=value(p.U24_DURATION)),
        adjusted_calcium(calcium=value(p.CALCIUM_SERUM), albumin=value(p.ALBUMIN_SERUM)),
    )  # fmt: skip
