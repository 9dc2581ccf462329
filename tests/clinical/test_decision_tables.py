"""Each table of limits has exactly one row for every value: severity, grades, urine classes, kidney bands.

The rows stand here a second time, each with its own condition, as the dossiers give them; a gap, an
overlap or another answer of the code fails.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.calculations import kidney_function
from diagnostics.clinical.engine.inquiry import Inquiry
from diagnostics.clinical.engine.loading import loading_result
from diagnostics.clinical.engine.status import ctcae_grade
from diagnostics.clinical.engine.urine import Setting
from diagnostics.clinical.engine.urine_24h import adequacy_allows, timed_urine
from diagnostics.clinical.evidence import Truth
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge import thresholds as t
from diagnostics.clinical.knowledge.base import KNOWLEDGE, Knowledge
from diagnostics.clinical.knowledge.thresholds import BadLimits, ClinicLimits
from diagnostics.clinical.units import CREATININE, MAGNESIUM, Quantity

from .exactly_one import around, prove
from .strategies import D, at, condition, harmless, knowing, mg, quantity, unit, without

# -- the proof itself can fail ---------------------------------------------------------------------------------

WHOLE = {"low": lambda x: x < 2, "grey": lambda x: 2 <= x <= 4, "high": lambda x: x > 4}


def test_a_whole_table_is_proved():
    assert prove(WHOLE, {"x": around(2, 4)}) == 9


def test_a_gap_between_two_rows_is_found():
    with pytest.raises(AssertionError, match="gap at"):
        prove({**WHOLE, "grey": lambda x: 2 <= x < 4}, {"x": around(2, 4)})


def test_a_value_in_two_rows_is_found():
    with pytest.raises(AssertionError, match=r"overlap .*low.*grey"):
        prove({**WHOLE, "low": lambda x: x <= 2}, {"x": around(2, 4)})


def test_another_answer_of_the_code_is_found():
    with pytest.raises(AssertionError, match="'high' instead of 'grey'"):
        prove(WHOLE, {"x": around(2, 4)}, lambda x: "low" if x < 2 else "grey" if x < 4 else "high")


def test_a_row_that_never_holds_is_found():
    with pytest.raises(AssertionError, match="never hold"):
        prove({**WHOLE, "none": lambda x: False}, {"x": around(2, 4)})


# -- severity in every unit (DX-SER-02, treatment 0.2) -----------------------------------------------------------

# unit: critical, severe, moderate, low; whether the critical limit itself is critical
SEVERITY = {
    "mmol/L": ("0.40", "0.50", "0.60", "0.70", True),
    "mg/dL": ("1.0", "1.2", "1.5", "1.7", False),
    "mEq/L": ("0.80", "1.0", "1.2", "1.4", True),
    "mg/L": ("10", "12", "15", "17", False),
}


def bands(critical: Decimal, severe: Decimal, moderate: Decimal, low: Decimal, inclusive: bool) -> dict:
    """The rows of the severity table for one set of limits; where two limits meet, the graver band takes all."""

    def is_critical(x):
        return x < critical or (inclusive and x == critical)

    rows = {
        "critical": is_critical,
        "severe": lambda x: x < severe and not is_critical(x),
        "moderate": lambda x: severe <= x < moderate and not is_critical(x),
        "mild": lambda x: moderate <= x < low,
        "none": lambda x: x >= low,
    }
    return rows if severe > critical else {name: row for name, row in rows.items() if name != "severe"}


def severity(number: Decimal, symbol: str, knowledge: Knowledge = KNOWLEDGE) -> str:
    return assess(harmless(mg(str(number), symbol)), knowledge).severity


@pytest.mark.parametrize("symbol", SEVERITY)
def test_each_magnesium_lies_in_exactly_one_band(symbol):
    *limits, inclusive = SEVERITY[symbol]
    rows = bands(*map(D, limits), inclusive)
    assert prove(rows, {"x": around(*limits)}, lambda x: severity(x, symbol)) >= 15


def test_a_doctored_severity_table_has_a_gap():
    """The limit of 0.40 mmol/L taken out of critical, and nowhere else put in."""
    rows = bands(D("0.40"), D("0.50"), D("0.60"), D("0.70"), True)
    rows["critical"] = lambda x: x < D("0.40")
    with pytest.raises(AssertionError, match=r"gap at \{'x': Decimal\('0.40'\)\}"):
        prove(rows, {"x": around("0.40", "0.50", "0.60", "0.70")})


def corners() -> list[ClinicLimits]:
    """Every combination of the ends of the four ranges that is a permitted setting."""
    names = ("lln", "moderate_below", "iv_below", "critical_at")
    found = []
    for ends in product(*(ClinicLimits.RANGES[name] for name in names)):
        limits = ClinicLimits(**dict(zip(names, map(D, ends), strict=True)))
        try:
            found.append(limits.checked())
        except BadLimits:
            continue
    return found


CORNERS = [pytest.param(c, id=f"{c.critical_at} {c.iv_below} {c.moderate_below} {c.lln}") for c in corners()]


def test_the_permitted_corners_of_the_settings_are_all_tried():
    """critical_at 0.45 with iv_below 0.40 is out of order and refused; moderate_below 0.65 with lln 0.65 too."""
    assert len(CORNERS) == 9


@pytest.mark.parametrize("symbol", SEVERITY)
@pytest.mark.parametrize("limits", CORNERS)
def test_the_bands_stay_whole_at_every_corner_of_the_settings(limits, symbol):
    """Moved limits move in every unit together; where two of them meet, the band between them is empty."""
    default = ClinicLimits()
    native = dict(zip(("critical_at", "iv_below", "moderate_below", "lln"), SEVERITY[symbol][:4], strict=True))
    inclusive = SEVERITY[symbol][4]
    factor = {"mmol/L": D(1), "mg/dL": D("2.4305"), "mEq/L": D(2), "mg/L": D("24.305")}[symbol]
    here = {
        name: D(text) if getattr(limits, name) == getattr(default, name) else getattr(limits, name) * factor
        for name, text in native.items()
    }
    rows = bands(here["critical_at"], here["iv_below"], here["moderate_below"], here["lln"], inclusive)
    knowledge = Knowledge(limits=limits)
    prove(rows, {"x": around(*here.values())}, lambda x: severity(x, symbol, knowledge))


# -- CTCAE (DX-SER-03) -------------------------------------------------------------------------------------------

CTCAE = {"mmol/L": ("0.70", "0.5", "0.4", "0.3"), "mg/dL": ("1.7", "1.2", "0.9", "0.7")}


@pytest.mark.parametrize("symbol", CTCAE)
def test_each_magnesium_has_exactly_one_grade(symbol):
    """The second figure belongs to the milder grade."""
    lower, one, two, three = map(D, CTCAE[symbol])
    rows = {
        0: lambda x: x >= lower,
        1: lambda x: one <= x < lower,
        2: lambda x: two <= x < one,
        3: lambda x: three <= x < two,
        4: lambda x: x < three,
    }
    limit = Quantity(lower, unit(symbol), MAGNESIUM)
    prove(
        rows,
        {"x": around(lower, one, two, three)},
        lambda x: ctcae_grade(Quantity(x, unit(symbol), MAGNESIUM), lower_limit=limit),
    )


@pytest.mark.parametrize("symbol, factor", [("mEq/L", 2), ("mg/L", D("24.305"))])
def test_units_without_grades_of_their_own_go_through_mmol(symbol, factor):
    limit = Quantity(D("0.70"), unit("mmol/L"), MAGNESIUM)
    grades = [
        ctcae_grade(Quantity(D(mmol) * factor, unit(symbol), MAGNESIUM), lower_limit=limit)
        for mmol in ("0.71", "0.69", "0.51", "0.49", "0.41", "0.39", "0.31", "0.29")
    ]
    assert grades == [0, 1, 1, 2, 2, 3, 3, 4]


def test_a_bound_has_no_grade():
    limit = Quantity(D("0.70"), unit("mmol/L"), MAGNESIUM)
    assert ctcae_grade(Quantity(D("0.30"), unit("mmol/L"), MAGNESIUM, "<"), lower_limit=limit) is None


# -- kidney: eGFR bands, AKI stages (DX-EGFR-03, rulings 34 and 56) ------------------------------------------------

EGFR_POINTS = (None, *around(15, 30, 60))
BAND_ORDER = ("60", "30", "15", "0")


def band_of(egfr: Decimal | None, aki: int | None = 0, condition_said: bool | None = None) -> str:
    known: list = [(p.AKI_STAGE, D(aki) if aki is not None else None)]
    known.append(at(p.EGFR_REPORTED, str(egfr)) if egfr is not None else (p.EGFR_REPORTED, None))
    facts = Facts({fact.key: answer for fact, answer in known if answer is not None})
    if condition_said is not None:
        facts = knowing(facts, condition("acute_kidney_injury", condition_said))
    return kidney_function(Inquiry(facts, KNOWLEDGE)).band


def plain_band(egfr: Decimal | None) -> str:
    if egfr is None:
        return "unknown"
    return "60" if egfr >= 60 else "30" if egfr >= 30 else "15" if egfr >= 15 else "0"


def test_each_egfr_lies_in_exactly_one_band():
    rows = {
        "60": lambda x: x is not None and x >= 60,
        "30": lambda x: x is not None and 30 <= x < 60,
        "15": lambda x: x is not None and 15 <= x < 30,
        "0": lambda x: x is not None and x < 15,
        "unknown": lambda x: x is None,
    }
    prove(rows, {"x": EGFR_POINTS}, lambda x: band_of(x))


def test_each_stage_and_egfr_lies_in_exactly_one_band():
    """Stage 1 is treated as 30 to 59, stage 2 as 15 to 29, stage 3 as below 15, when that is stricter."""

    def within(band: str):
        def holds(egfr, stage):
            floor = {None: "60", 0: "60", 1: "30", 2: "15", 3: "0"}[stage]
            if egfr is None:
                return band == ("0" if stage == 3 else "unknown")
            return band == max(plain_band(egfr), floor, key=BAND_ORDER.index)

        return holds

    rows = {band: within(band) for band in (*BAND_ORDER, "unknown")}
    prove(rows, {"egfr": EGFR_POINTS, "stage": (None, 0, 1, 2, 3)}, lambda egfr, stage: band_of(egfr, stage))


def test_each_answer_about_acute_kidney_injury_gives_exactly_one_stage():
    """The diagnosis without a stage is stage 2, and a stage of 0 beside it as well (ruling 56)."""
    rows = {
        None: lambda stage, said: stage is None and said is None,
        0: lambda stage, said: (stage is None and said is False) or (stage == 0 and said is not True),
        1: lambda stage, said: stage == 1,
        2: lambda stage, said: stage == 2 or (said is True and stage in (None, 0)),
        3: lambda stage, said: stage == 3,
    }

    def stage_of(stage, said):
        facts = knowing(Facts(), *([(p.AKI_STAGE, D(stage))] if stage is not None else []))
        if said is not None:
            facts = knowing(facts, condition("acute_kidney_injury", said))
        return kidney_function(Inquiry(facts, KNOWLEDGE)).aki

    prove(rows, {"stage": (None, 0, 1, 2, 3), "said": (None, False, True)}, stage_of)


def test_a_censored_egfr_takes_the_strictest_band_its_bound_allows():
    """ "<45" may be any kidney below 45; ">45" is at least 30 to 59."""
    rows = {
        "60": lambda x, sign: sign == ">" and x >= 60,
        "30": lambda x, sign: sign == ">" and 30 <= x < 60,
        "15": lambda x, sign: sign == ">" and 15 <= x < 30,
        "0": lambda x, sign: sign == "<" or x < 15,
    }

    def banded(x, sign):
        facts = Facts({p.EGFR_REPORTED.key: quantity(p.EGFR_REPORTED, f"{sign}{x}")})
        return kidney_function(Inquiry(facts, KNOWLEDGE)).band

    prove(rows, {"x": around(15, 30, 60, step=D("0.001")), "sign": ("<", ">")}, banded)


# -- urine: 24 hours, FEMg by kidney band, collection, retention ---------------------------------------------------

U24 = {"mmol/24h": ("0.50", "1.00", D("0.01")), "mg/24h": ("12", "24", D("0.1"))}


def low_patient(*known) -> Facts:
    """Low magnesium, a healthy kidney, no magnesium given, a complete collection."""
    return harmless(mg("0.55"), *known)


@pytest.mark.parametrize("symbol", U24)
def test_each_day_of_urine_magnesium_has_exactly_one_class(symbol):
    """Exactly 0.50, 1.00, 12.0 and 24.0 are grey; compared after rounding to 2 decimals, mg to 1 (DX-GEN-03)."""
    low, high, step = D(U24[symbol][0]), D(U24[symbol][1]), U24[symbol][2]
    half = step / 2
    rows = {
        "conserved": lambda x: x < low - half,
        "grey": lambda x: low - half <= x < high + half,
        "renal": lambda x: x >= high + half,
    }

    def graded(x):
        return assess(low_patient(at(p.U24_MAGNESIUM, str(x), symbol))).computed["urine_magnesium_24h"].grade

    points = {*around(low, high, step=step), *around(low - half, high + half)}
    prove(rows, {"x": sorted(points)}, graded)


FEMG_POINTS = sorted({*around(2, 4, 8, step=D("0.01")), *around("1.995", "4.005", "8.005")})


def test_each_femg_has_exactly_one_class_in_each_kidney_band():
    """eGFR 30 to 59: renal only above 8 %. Below 30, acute kidney injury, oliguria: invalid."""

    def bad(egfr, aki):
        return (egfr is not None and egfr < 30) or aki > 0

    rows = {
        "invalid": lambda x, egfr, aki: bad(egfr, aki),
        "conserved": lambda x, egfr, aki: not bad(egfr, aki) and x < D("1.995"),
        "grey": lambda x, egfr, aki: (
            not bad(egfr, aki)
            and (D("1.995") <= x < D("4.005") or (D("4.005") <= x < D("8.005") and egfr is not None and egfr < 60))
        ),
        "renal": lambda x, egfr, aki: (
            not bad(egfr, aki) and x >= (D("8.005") if egfr is not None and egfr < 60 else D("4.005"))
        ),
    }

    def graded(x, egfr, aki):
        known = [(p.REPORTED_FEMG, Quantity(x, unit("%"))), (p.AKI_STAGE, D(aki))]
        facts = low_patient(*known, *([at(p.EGFR_REPORTED, str(egfr))] if egfr is not None else []))
        if egfr is None:
            facts = without(facts, p.EGFR_REPORTED)
        return assess(facts).computed["femg"].grade

    prove(rows, {"x": FEMG_POINTS, "egfr": (None, *around(30, 60)), "aki": (0, 1, 3)}, graded)


def test_each_urine_class_meets_magnesium_given_in_exactly_one_way():
    """Conserved stays; grey and renal become invalid when given, lose a step when it is not known (ruling 13)."""
    rows = {
        ("conserved", False): lambda x, given: x < 2,
        ("grey", False): lambda x, given: 2 <= x <= 4 and given == "none",
        ("grey", True): lambda x, given: 2 <= x <= 4 and given is None,
        ("renal", False): lambda x, given: x > 4 and given == "none",
        ("renal", True): lambda x, given: x > 4 and given is None,
        ("invalid", False): lambda x, given: x >= 2 and given in ("iv", "oral"),
    }

    def graded(x, given):
        sample = [
            (p.SPOT_MAGNESIUM, quantity(p.SPOT_MAGNESIUM, str(x * D("0.48125")))),
            (p.SPOT_CREATININE, quantity(p.SPOT_CREATININE, "10")),
            (p.CREATININE_SERUM, quantity(p.CREATININE_SERUM, "0.08", "mmol/L")),
        ]
        facts = low_patient(*sample, (p.GIVEN_ROUTE, given))
        result = assess(facts if given else without(facts, p.GIVEN_ROUTE)).computed["femg"]
        assert result.value is not None
        assert abs(result.value.value - x) < D("0.001")
        return result.grade, result.step_down

    prove(rows, {"x": (D(1), D(2), D(3), D(4), D(5)), "given": ("none", "oral", "iv", None)}, graded)


ADEQUACY = {
    "invalid": lambda x: x < D("0.495") or x >= D("1.505"),
    "likely_under": lambda x: D("0.495") <= x < D("0.695"),
    "adequate": lambda x: D("0.695") <= x < D("1.305"),
    "likely_over": lambda x: D("1.305") <= x < D("1.505"),
}


def test_each_collection_is_adequate_or_not_in_exactly_one_way():
    """0.50 to 0.69, 0.70 to 1.30, 1.31 to 1.50, outside: by the ratio rounded to 2 decimals (DX-U24-03)."""
    points = sorted(
        {*around("0.50", "0.70", "1.30", "1.50", step=D("0.01")), *around("0.495", "0.695", "1.305", "1.505")}
    )

    def judged(x):
        predicted = (28 - D("0.2") * 50) * 70 * D("0.85")
        measured = Quantity(predicted * x, unit("mg/24h"), CREATININE)
        inquiry = Inquiry(low_patient((p.U24_CREATININE, measured)), KNOWLEDGE)
        kidney = kidney_function(inquiry)
        return timed_urine(inquiry, Setting(Truth.MET, kidney, Truth.NOT_MET, True))[1].grade

    prove(ADEQUACY, {"x": points}, judged)


def test_each_class_and_collection_is_kept_or_refused_in_exactly_one_way():
    """Under-collection can only lower urine magnesium, over-collection only raise it (DX-U24-05, DX-MLT-06)."""
    rows = {
        True: lambda grade, adequacy: (
            adequacy == "adequate"
            or (adequacy == "likely_under" and grade == "renal")
            or (adequacy == "likely_over" and grade == "conserved")
        ),
        False: lambda grade, adequacy: (
            adequacy == "invalid"
            or (adequacy == "likely_under" and grade in ("grey", "conserved"))
            or (adequacy == "likely_over" and grade in ("grey", "renal"))
        ),
    }
    prove(
        rows,
        {"grade": ("conserved", "grey", "renal"), "adequacy": ("adequate", "likely_under", "likely_over", "invalid")},
        lambda grade, adequacy: adequacy_allows(grade, adequacy, under_keeps="renal", over_keeps="conserved"),
    )


def test_each_retention_has_exactly_one_class():
    """Exactly 50.0 and 20.0 are equivocal; compared after rounding to 1 decimal (DX-MLT-04)."""
    rows = {
        "depleted": lambda x: x >= D("50.05"),
        "equivocal": lambda x: D("19.95") <= x < D("50.05"),
        "replete_or_wasting": lambda x: x < D("19.95"),
    }

    def graded(x):
        inquiry = Inquiry(low_patient((p.REPORTED_RETENTION, Quantity(x, unit("%")))), KNOWLEDGE)
        setting = Setting(Truth.MET, kidney_function(inquiry), Truth.NOT_MET, True)
        return loading_result(inquiry, setting).grade

    prove(rows, {"x": sorted({*around(20, 50, step=D("0.1")), *around("19.95", "50.05")})}, graded)


def test_a_doctored_retention_table_overlaps():
    rows = {
        "depleted": lambda x: x >= D(50),
        "equivocal": lambda x: D(20) <= x <= D(50),
        "replete_or_wasting": lambda x: x < D(20),
    }
    with pytest.raises(AssertionError, match="overlap"):
        prove(rows, {"x": around(20, 50)})


# -- every threshold as a partition of the line ------------------------------------------------------------------

EVERY_LIMIT = [
    pytest.param(threshold, u, id=f"{threshold.key} {u}") for threshold in t.THRESHOLDS for u in threshold.limits
]


@pytest.mark.parametrize("threshold, symbol", EVERY_LIMIT)
def test_a_threshold_parts_the_line_in_two(threshold, symbol):
    """Below and not below, above and not above: no value in both, none in neither, and the limit on one side."""
    limit = threshold.limits[symbol]
    half = D(5).scaleb(-threshold.places[symbol] - 1) if symbol in threshold.places else D(0)
    inclusive, below = symbol in threshold.inclusive, threshold.side == "below"
    rows = {
        Truth.MET: lambda x: (
            (x < limit - half if below else x >= limit + half if half else x > limit) or (inclusive and x == limit)
        ),
        Truth.NOT_MET: lambda x: (
            (x >= limit - half if below else x < limit + half if half else x <= limit)
            and not (inclusive and x == limit)
        ),
    }
    prove(
        rows,
        {"x": sorted({*around(limit), *around(limit - half, limit + half)})},
        lambda x: threshold.holds(Quantity(x, symbol, MAGNESIUM)),
    )
