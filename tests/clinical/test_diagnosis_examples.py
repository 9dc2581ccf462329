"""All 188 computed examples of the diagnosis dossier, each through the code that the product uses."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from diagnostics.clinical import doses, formulas
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.route import combine
from diagnostics.clinical.engine.status import ctcae_grade
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge import thresholds as t
from diagnostics.clinical.units import (
    ALBUMIN,
    CALCIUM,
    CREATININE,
    MAGNESIUM,
    MEQ_L,
    MG_24H,
    MG_DL,
    MMOL,
    MMOL_24H,
    MMOL_L,
    PHOSPHATE,
    PMOL_L,
    POTASSIUM,
    PTH,
    UMOL_L,
    Quantity,
    Substance,
    find_unit,
)  # fmt: skip

EXAMPLES = json.loads(
    (Path(__file__).parent / "data" / "worked_examples_diagnosis.json").read_text("utf-8"),
    parse_float=Decimal,
    parse_int=Decimal,
)["examples"]
Inputs = dict[str, Any]


def q(entry: dict[str, Any], substance: Substance | None = None) -> Quantity:
    unit = find_unit({"y": "years", "1": "ratio"}.get(entry["unit"], entry["unit"]))
    assert unit is not None, entry
    return Quantity(Decimal(entry["value"]), unit, substance)


def close(value: Decimal, expected: dict[str, Any]) -> bool:
    """Four significant digits, as the examples are printed."""
    wanted = Decimal(expected["value"])
    return abs(value - wanted) <= max(abs(wanted) * Decimal("0.0005"), Decimal("0.00005"))


# -- conversions -----------------------------------------------------------------------------------------------


def _convert(name: str, substance: Substance) -> Callable[[Inputs], dict[str, Decimal]]:
    def run(i: Inputs) -> dict[str, Decimal]:
        value = q(i[name], substance)
        found = {}
        for key, unit in (("mmol_per_L", MMOL_L), ("meq_per_L", MEQ_L), ("mg_per_dL", MG_DL), ("umol_per_L", UMOL_L), ("pmol_per_L", PMOL_L),
                          ("mmol_per_24h", MMOL_24H), ("mg_per_24h", MG_24H)):  # fmt: skip
            try:
                found[key] = value.to(unit).value
            except ValueError:
                continue
        return found

    return run


def _sulfate(i: Inputs) -> dict[str, Decimal]:
    if "mgso4_7h2o" in i:
        mmol = doses.mmol_of_sulfate(Decimal(i["mgso4_7h2o"]["value"]))
        return {"mmol": mmol, "meq": doses.meq(mmol), "mg_elemental": doses.mg(mmol)}
    if "dose" in i:
        mmol = q(i["dose"], MAGNESIUM).value
        return {"mgso4_7h2o": doses.grams_of_sulfate(mmol), "mg_elemental": doses.mg(mmol), "meq": doses.meq(mmol)}
    per_kg = q(i["dose_per_kg"], MAGNESIUM).to(find_unit("mmol/kg")).value  # type: ignore[arg-type]
    mmol = per_kg * i["lbw"]["value"]
    return {"dose_mmol": mmol, "dose_meq": doses.meq(mmol), "dose_mg": doses.mg(mmol)}


# -- formulas --------------------------------------------------------------------------------------------------


def _femg(i: Inputs) -> dict[str, Decimal]:
    u_mg, u_cr = q(i["urine_mg"], MAGNESIUM), q(i["urine_creatinine"], CREATININE)
    value = formulas.fractional_excretion(
        urine_magnesium=u_mg,
        urine_creatinine=u_cr,
        serum_magnesium=q(i["serum_mg"], MAGNESIUM),
        serum_creatinine=q(i["serum_creatinine"], CREATININE),
    )
    ratio = formulas.ratio_to_creatinine(analyte=u_mg, creatinine=u_cr)
    assert value
    assert ratio
    return {
        "femg_percent": value.value,
        "femg_without_0_7_factor_percent": value.value * Decimal("0.7"),
        "urine_mg_to_creatinine": ratio.value,
    }


def _femg_ionised(i: Inputs) -> dict[str, Decimal]:
    value = formulas.fractional_excretion(
        urine_magnesium=q(i["urine_mg"], MAGNESIUM), urine_creatinine=q(i["urine_creatinine"], CREATININE),
        serum_magnesium=q(i["serum_ionised_mg"], MAGNESIUM), serum_creatinine=q(i["serum_creatinine"], CREATININE), ionised=True,
    )  # fmt: skip
    assert value
    return {"femg_ionised_percent": value.value}


def _u24(i: Inputs) -> dict[str, Decimal]:
    value = formulas.per_day(analyte=q(i["urine_mg"], MAGNESIUM), volume=q(i["volume"]), duration=q(i["duration"]))
    assert value
    return {"u24_mg": value.to(MMOL_24H).value, "u24_mg_mass": value.to(MG_24H).value}


def _adequacy(i: Inputs) -> dict[str, Decimal]:
    weight, measured = q(i["weight"]), q(i["u24_creatinine"], CREATININE)
    predicted = formulas.predicted_creatinine_excretion(
        age_years=i["age"]["value"], female=i["sex"] == "F", weight=weight
    )
    ratio = formulas.collection_ratio(measured=measured, predicted=predicted)
    return {
        "predicted_creatinine": predicted.value,
        "ratio": ratio.value,
        "measured_per_kg": measured.value / weight.value,
    }


def _egfr(i: Inputs) -> dict[str, Decimal]:
    value = formulas.egfr_ckd_epi_2021(
        creatinine=q(i["serum_creatinine"], CREATININE), age_years=i["age"]["value"], female=i["sex"] == "F"
    )
    return {"egfr": value.value}


def _load(i: Inputs) -> dict[str, Decimal]:
    load = formulas.filtered_load(serum_magnesium=q(i["serum_mg"], MAGNESIUM), gfr_ml_min=i["gfr"]["value"])
    return {"filtered_load": load.value, "u24_mg_at_that_femg": load.value * i["femg"]["value"] / 100}


def _retention(i: Inputs) -> dict[str, Decimal]:
    baseline = None
    if "pre_u24_mg" in i:
        baseline = q(i["pre_u24_mg"], MAGNESIUM)
    elif "pre_urine_mg_to_creatinine" in i:
        baseline = formulas.baseline_from_ratio(
            magnesium_per_creatinine=q(i["pre_urine_mg_to_creatinine"]),
            creatinine_24h=q(i["post_u24_creatinine"], CREATININE),
        )
    value = formulas.retention(dose=q(i["dose"], MAGNESIUM), excreted=q(i["post_u24_mg"], MAGNESIUM), baseline=baseline)
    assert value
    return {"retention_percent": value.value}


def _adjusted_mg(i: Inputs) -> dict[str, Decimal]:
    before = q(i["mg"], MAGNESIUM)
    after = formulas.albumin_adjusted_magnesium(magnesium=before, albumin=q(i["albumin"], ALBUMIN))
    return {"adjusted_mg": after.value, "shift": after.value - before.value}


def _adjusted_ca(i: Inputs) -> dict[str, Decimal]:
    value = formulas.adjusted_calcium(calcium=q(i["ca"], CALCIUM), albumin=q(i["albumin"], ALBUMIN))
    assert value
    return {"adjusted_ca": value.value}


def _ratio(name: str, substance: Substance, keys: tuple[str, str]) -> Callable[[Inputs], dict[str, Decimal]]:
    def run(i: Inputs) -> dict[str, Decimal]:
        value = formulas.ratio_to_creatinine(
            analyte=q(i[name], substance), creatinine=q(i["urine_creatinine"], CREATININE)
        )
        assert value
        return {keys[0]: value.value, keys[1]: value.value * substance.molar_mass / CREATININE.molar_mass}

    return run


FORMULAS: dict[str, Callable[[Inputs], dict[str, Decimal]]] = {
    "DX-UNIT-01": _convert("mg", MAGNESIUM), "DX-UNIT-02": _convert("u24_mg", MAGNESIUM),
    "DX-UNIT-03": lambda i: _convert("cr24" if "cr24" in i else "cr" if "cr" in i else next(iter(i)), CREATININE)(i),
    "DX-UNIT-04": _convert("ca", CALCIUM), "DX-UNIT-05": _convert("p", PHOSPHATE), "DX-UNIT-06": _convert("pth", PTH), "DX-UNIT-07": _sulfate,
    "DX-PRE-01": _adjusted_mg, "DX-CA-01": _adjusted_ca, "DX-FEMG-01": _femg, "DX-FEMG-02": _femg_ionised, "DX-U24-01": _u24, "DX-U24-03": _adequacy,
    "DX-EGFR-01": _egfr, "DX-FL-01": _load, "DX-MLT-01": _retention, "DX-MLT-02": _retention, "DX-MLT-03": _retention,
    "DX-UCA-01": _ratio("urine_ca", CALCIUM, ("ca_cr", "ca_cr_mass")), "DX-UK-01": _ratio("urine_k", POTASSIUM, ("k_cr", "k_cr_mass")),
}  # fmt: skip


# -- classes, through the whole engine ---------------------------------------------------------------------------


def _facts(**values: Any) -> Facts:
    return Facts(
        {key.replace("__", "."): value for key, value in values.items()},
        asked=frozenset({"conditions", "findings", "drugs"}),
    )


LOW_MG = Quantity(Decimal("0.50"), MMOL_L, MAGNESIUM)
ADEQUATE = {"ADEQUATE": "1", "LIKELY_UNDER": "0.6", "LIKELY_OVER": "1.4", "INVALID": "0.4"}
U24_VALUE = {"RENAL": "2.0", "GREY": "0.7", "CONSERVED": "0.2"}
MLT_EXCRETED = {"DEPLETED": "9", "EQUIVOCAL": "20", "REPLETE_OR_WASTING": "27"}


def _base(egfr: Decimal = Decimal(90), given: bool = False, mg: Quantity = LOW_MG) -> dict[str, Any]:
    return {
        "patient.age_years": Decimal(45), "patient.sex": "male", "patient.weight": Quantity(Decimal(80), find_unit("kg")),  # type: ignore[arg-type]
        "patient.height": Quantity(Decimal(180), find_unit("cm")),  # type: ignore[arg-type]
        "serum.magnesium": mg, "serum.egfr": Quantity(egfr, find_unit("mL/min/1.73m2")),  # type: ignore[arg-type]
        "presentation.aki_stage": Decimal(0), "presentation.urine_output": Quantity(Decimal(70), find_unit("mL/h")),  # type: ignore[arg-type]
        "history.magnesium_given.route": "oral" if given else "none", **({"history.magnesium_given.hours_ago": Decimal(20)} if given else {}),
    }  # fmt: skip


def _creatinine(adequacy: str) -> Quantity:
    # predicted for this man: (28 − 9) × 80 = 1520 mg/24h
    return Quantity(1520 * Decimal(ADEQUATE[adequacy]), MG_24H, CREATININE)


def _class_of(formula_id: str, i: Inputs) -> str:
    mg, base = LOW_MG, {}
    if formula_id == "DX-SER-02":
        return _severity(i)
    if formula_id in ("DX-FEMG-01", "DX-FEMG-02"):
        return _femg_class(formula_id, i)
    if formula_id == "DX-U24-01":
        base = {
            "urine_24h.magnesium": q(i["urine_mg"], MAGNESIUM),
            "urine_24h.volume": q(i["volume"]),
            "urine_24h.duration": q(i["duration"]),
        }
        return _computed({**_base(), **base}, "urine_magnesium_24h")
    if formula_id == "DX-U24-02":
        return _computed({**_base(), "urine_24h.magnesium": q(i["u24_mg"], MAGNESIUM)}, "urine_magnesium_24h")
    if formula_id == "DX-U24-03":
        values = {
            **_base(),
            "patient.sex": {"M": "male", "F": "female"}[i["sex"]],
            "patient.age_years": i["age"]["value"],
            "patient.weight": q(i["weight"]),
        }
        values.pop("patient.height")
        values |= {
            "urine_24h.creatinine": q(i["u24_creatinine"], CREATININE),
            "urine_24h.magnesium": Quantity(Decimal(1), MMOL_24H, MAGNESIUM),
        }
        return _computed(values, "collection_adequacy")
    if formula_id in ("DX-U24-05", "DX-U24-06"):
        values = {**_base(given=i.get("mg_given_last_72h", False)), "urine_24h.magnesium": Quantity(Decimal(U24_VALUE[i["u24_class"]]), MMOL_24H, MAGNESIUM),
                  "urine_24h.creatinine": _creatinine(i["adequacy"])}  # fmt: skip
        return _computed(values, "urine_magnesium_24h")
    if formula_id in ("DX-FEMG-04", "DX-FEMG-05", "DX-FEMG-06"):
        mg = LOW_MG if i.get("serum_mg_low", True) else Quantity(Decimal("0.85"), MMOL_L, MAGNESIUM)
        values = _base(i["egfr"]["value"] if "egfr" in i else Decimal(90), i.get("mg_given_last_72h", False), mg)
        return _computed({**values, "urine_spot.reported_femg": q(i["femg"])}, "femg")
    if formula_id == "DX-EGFR-01":
        return _egfr_gate(i)
    if formula_id == "DX-MLT-06":
        values = {**_base(), "loading_test.protocol": "30mmol_8h", "loading_test.urine_creatinine_24h": _creatinine(i["adequacy"]),
                  "loading_test.urine_magnesium_24h": Quantity(Decimal(MLT_EXCRETED[i["mlt_class"]]), MMOL_24H, MAGNESIUM)}  # fmt: skip
        return _computed(values, "loading_test_retention")
    if formula_id in ("DX-MLT-01", "DX-MLT-02", "DX-MLT-03"):
        return _retention_class(i)
    if formula_id == "DX-UCA-01":
        values = {
            **_base(),
            "urine_spot.calcium": q(i["urine_ca"], CALCIUM),
            "urine_spot.creatinine": q(i["urine_creatinine"], CREATININE),
        }
        word = _computed(values, "urine_calcium_creatinine")
        return {"LOW": "HYPOCALCIURIA", "HIGH": "HYPERCALCIURIA"}.get(word, word)
    assert formula_id == "DX-UK-01"
    values = {
        **_base(),
        "serum.potassium": Quantity(Decimal("3.1"), MMOL_L, POTASSIUM),
        "urine_spot.potassium": q(i["urine_k"], POTASSIUM),
        "urine_spot.creatinine": q(i["urine_creatinine"], CREATININE),
    }
    return _computed(values, "urine_potassium_creatinine").replace("POTASSIUM", "K")


def _computed(values: dict[str, Any], name: str) -> str:
    grade = assess(Facts(values, asked=frozenset({"conditions", "findings", "drugs"}))).computed[name].grade
    return (grade or "no_class").upper()


def _femg_class(formula_id: str, i: Inputs) -> str:
    values = {**_base(), "urine_spot.magnesium": q(i["urine_mg"], MAGNESIUM), "urine_spot.creatinine": q(i["urine_creatinine"], CREATININE),
              "serum.creatinine": q(i["serum_creatinine"], CREATININE)}  # fmt: skip
    if formula_id == "DX-FEMG-02":
        values.pop("serum.magnesium")
        values |= {
            "serum.ionised_magnesium": q(i["serum_ionised_mg"], MAGNESIUM),
            "serum.ionised_magnesium_interval.low": Quantity(Decimal("0.44"), MMOL_L, MAGNESIUM),
        }
    else:
        values["serum.magnesium"] = q(i["serum_mg"], MAGNESIUM)
    return _computed(values, "femg")


def _severity(i: Inputs) -> str:
    assessment = assess(_facts(**{"serum__magnesium": q(i["mg"], MAGNESIUM)}))
    return {"none": "NOT_LOW", "mild": "MILD", "moderate": "MILD", "severe": "SEVERE", "critical": "CRITICAL"}[
        assessment.severity
    ]


def _egfr_gate(i: Inputs) -> str:
    value = formulas.egfr_ckd_epi_2021(
        creatinine=q(i["serum_creatinine"], CREATININE), age_years=i["age"]["value"], female=i["sex"] == "F"
    )
    if t.EGFR_30.holds(value).word == "met":
        return "URINE_INDICES_INVALID"
    return "CAUTION" if t.EGFR_60.holds(value).word == "met" else "VALID"


def _retention_class(i: Inputs) -> str:
    value = formulas.retention(
        dose=Quantity(Decimal(100), MMOL, MAGNESIUM),
        excreted=Quantity(100 - _retention(i)["retention_percent"], MMOL_24H, MAGNESIUM),
    )
    assert value
    return (
        "DEPLETED"
        if t.RETAINED.holds(value).word == "met"
        else "REPLETE_OR_WASTING"
        if t.EXCRETED.holds(value).word == "met"
        else "EQUIVOCAL"
    )


TOKENS = {"NOT_DONE": None, "INVALID": None}


@pytest.mark.parametrize("example", EXAMPLES, ids=[e["id"] for e in EXAMPLES])
def test_diagnosis_example(example):
    formula_id, i, expected = example["formula_id"], example["inputs"], example["expected"]
    checked = False
    if formula_id in FORMULAS:
        found = FORMULAS[formula_id](i)
        for name, value in expected.items():
            assert close(found[name], value), (name, found[name], value)
            checked = True
    if "expected_class" in example:
        assert _class_of(formula_id, i) == example["expected_class"]
        checked = True
    if formula_id == "DX-SER-02":
        assert _severity(i) == expected["grade"]
        if "ctcae_v5" in expected:
            assert ctcae_grade(q(i["mg"], MAGNESIUM), lower_limit=q(i["lln"], MAGNESIUM)) == expected["ctcae_v5"]
        checked = True
    if formula_id == "DX-COMB-01":
        u24, femg, mlt = (TOKENS.get(i[k], i[k].lower()) for k in ("u24", "femg", "mlt"))
        assert combine(u24, femg, mlt).upper() == expected["conclusion"]
        checked = True
    if formula_id == "DX-UNIT-12":
        assert p.suspected_unit(q(i["mg"], MAGNESIUM)) is expected["ask_unit"]
        checked = True
    if formula_id == "DX-U24-02":
        assert close(q(i["u24_mg"]).value, expected["value"])
    assert checked, "an example that nothing checked"


def test_all_188_examples_are_here():
    assert len(EXAMPLES) == 188
