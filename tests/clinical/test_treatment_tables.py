"""What follows from the path has exactly one row too: block, urgency, recheck, infusion, oral dose, gates, potassium, calcium."""

from __future__ import annotations

from itertools import combinations as pairs
from types import SimpleNamespace
from typing import Any

import pytest

from diagnostics.clinical.engine import monitoring, paths, urgency
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.path import Path
from diagnostics.clinical.evidence import Evidence, Truth
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.base import Knowledge
from diagnostics.clinical.knowledge.thresholds import ClinicLimits
from diagnostics.clinical.text import say

from .every_answer import Answers, every
from .exactly_one import around, prove
from .strategies import ALL_ASKED, D, at, condition, finding, harmless, knowing, mg, taken, without
from .test_path_table import LEVELS, P0, P1, P2, P3, P4, P5, P6, POTASSIUM, PT, PX, QTC, Told

MET, NOT_MET, UNKNOWN = Truth.MET, Truth.NOT_MET, Truth.UNKNOWN
NO_TEXT = say("")
KINDS = {
    P0: ("high", "latent", "text_only", "pending"), PX: ("scope", "iv_blocked", "oral_blocked"),
    **dict.fromkeys((P1, P2, P3, P4, P5, P6, PT), ("",)),
}  # fmt: skip


# -- TX-SEV-18: a known hard rule in the way of the path (rulings 32, 33) ----------------------------------------------


def test_each_path_is_blocked_or_not_in_exactly_one_way():
    """Oliguria stops a planned infusion and not the first urgent load; kidney and raltegravir stop the oral paths."""
    codes = (P0, P1, P2, P3, P4, P5, P6, PT)
    rows = {
        "iv_blocked": lambda code, stops, poor, raltegravir: (
            (code == P4 and stops != ()) or (code == P5 and bool(set(stops) - {"urine"}))
        ),
        "oral_blocked": lambda code, stops, poor, raltegravir: code in (P2, P3) and (poor or raltegravir),
        "free": lambda code, stops, poor, raltegravir: (
            code in (P0, P1, P6, PT)
            or (code == P4 and stops == ())
            or (code == P5 and set(stops) <= {"urine"})
            or (code in (P2, P3) and not poor and not raltegravir)
        ),
    }

    def answer(code, stops, poor, raltegravir):
        s: Any = SimpleNamespace(
            iv=SimpleNamespace(flat=tuple(SimpleNamespace(key=k, evidence=Evidence(MET, NO_TEXT)) for k in stops)),
            kidney=SimpleNamespace(below_30=poor),
            raltegravir=[taken("raltegravir")] if raltegravir else [],
            inquiry=SimpleNamespace(met=lambda *_: None),
        )
        path = paths._blocked(s, Path(code, "TX-SEV-05", NO_TEXT))
        assert (path.code == PX) == (path.kind in ("iv_blocked", "oral_blocked"))
        assert path.wanted == (code if path.code == PX else "")
        return path.kind or "free"

    axes = {
        "code": codes,
        "stops": ((), ("urine",), ("av_block",), ("urine", "av_block"), ("kidney", "urine")),
        "poor": (False, True),
        "raltegravir": (False, True),
    }
    assert prove(rows, axes, answer) == 8 * 5 * 4


# -- urgency (rulings 26, 58, 60) ------------------------------------------------------------------------------------

STEPS = ("routine", "same_day", "urgent", "emergency")
OWN = {P0: 0, P1: 0, P2: 0, P3: 0, P4: 1, P5: 2, P6: 3}
FITS = ("seizure_now", "seizure_last_24h", "carpopedal_spasm", "tetany", "trousseau", "laryngospasm")


def expected_urgency(a: Told, path: Path, do_not_wait: bool) -> str:
    """The path's own, one step up at most to urgent, then the minimums."""
    very_toxic = a.level.toxic is MET and a.level.value.value > 4
    if path.code == PT:
        own = 3 if very_toxic or a.toxicity.truth is MET else 1
    elif path.kind == "scope":
        own = OWN[a.ask("without scope", (P0, P4, P5, P6))]
    else:
        own = OWN[path.wanted or path.code]
    low_k = a.ask("potassium", POTASSIUM) in ("below 3.0", "below 2.5")
    if a.low and (low_k or a.yes("takes digoxin") or a.ask("QTc", tuple(QTC)) in ("480", "500")):
        own = max(own, min(own + 1, 2))
    floors = [own]
    if a.signs.e is MET or a.yes("obstetric seizure"):
        floors.append(3)
    if do_not_wait and a.low:
        floors.append(2)
    doubted = path.code == P0 and a.level.toxic is MET  # above 2.0, but perhaps false (ruling 55)
    if (doubted or not a.level.known) and any(a.finding(code) for code in FITS):
        floors.append(2)
    if a.low and (a.truth_of("group m") is MET or a.level.value.comparator):
        floors.append(1)
    if doubted or path.kind == "pending" or (path.kind == "scope" and not a.level.known):
        floors.append(1)
    return STEPS[max(floors)]


PATHS = [
    Path(code, "TX-SEV-05", NO_TEXT, kind=kind)
    for code, kinds in KINDS.items()
    for kind in kinds
    if "block" not in kind
]
PATHS += [Path(PX, "TX-SEV-18", NO_TEXT, wanted, "iv_blocked") for wanted in (P4, P5)]
PATHS += [Path(PX, "TX-SEV-18", NO_TEXT, wanted, "oral_blocked") for wanted in (P2, P3)]


class _Patient(Told):
    people = property(lambda self: SimpleNamespace(obstetric_seizure=self.yes("obstetric seizure")))  # type: ignore[assignment]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.code} {path.kind} {path.wanted}".strip())
def test_each_path_and_patient_has_exactly_one_urgency(path, monkeypatch):
    def without_scope(s):
        code = s.ask("without scope", (P0, P4, P5, P6))
        return None if code == P0 else Path(code, "", NO_TEXT)

    monkeypatch.setattr(urgency, "BY_LEVEL_AND_SIGNS", (without_scope,))
    faults, seen = [], set()
    for name in (
        "not known",
        "unreliable, low",
        "normal",
        "toxic",
        "toxic, or another unit",
        "mild",
        "mild, a bound",
        "critical",
    ):

        def both(answers: Answers, name: str = name) -> tuple[str, str]:
            a = _Patient(answers, name)
            wait = a.yes("do not wait")
            return urgency.urgency(a, path, do_not_wait=wait), expected_urgency(a, path, wait)  # type: ignore[arg-type]

        for asked, (code, table) in every(both):  # type: ignore[misc]
            seen.add(code)
            if code != table:
                faults.append(f"{name}: {code} instead of {table} at {asked}")
    assert not faults, f"{len(faults)}: " + "\n".join(faults[:4])
    assert seen <= set(STEPS)
    assert len(seen) > (1 if path.code != P6 else 0)


# -- recheck (TX-MON-02, TX-INV-61) -----------------------------------------------------------------------------------


def expected_recheck(a: Any, path: Path) -> int | None:
    """Hours to the recheck; of several reasons on an oral path the earliest."""
    wanted = path.wanted or path.code
    if path.code == P6 or (path.kind == "scope" and (a.yes("torsades") or a.yes("arrest"))):
        return 2
    if path.code == PT:
        return 4 if a.toxicity.truth is MET or a.level.value.value > 4 else 24
    if wanted in (P4, P5):
        return 24
    if path.kind in ("high", "pending", "scope"):
        return {"high": 72, "pending": 24, "scope": 24}[path.kind]
    if path.kind == "latent":
        return 2016 if a.yes("on a diuretic") or a.yes("on another risk drug") else None
    if wanted not in (P1, P2, P3):
        return None
    ward = a.setting in ("ward", "icu")
    poor = a.kidney.band in ("15", "0", "unknown") or a.kidney.below_30 or a.kidney.oliguria is MET
    hours = [336]
    bone = a.yes("bone_watch") and (ward or a.yes("hungry_bone"))
    if a.yes("refeeding") or bone or a.yes("shift_level"):
        hours.append(12)
    if a.yes("diuresis_watch"):
        hours.append(24)
    if a.level.moderate:
        hours.append(48 if ward else 168)
    if poor:
        hours.append(48 if ward else 72)
    if a.signs.m is MET:
        hours.append(72)
    if a.kidney.band != "60" or a.kidney.aki:
        hours.append(72 if ward else 168)
    if wanted != P1:
        hours.append(120 if ward else 336)
    return min(hours)


class _Rechecked:
    """What the recheck looks at, asked one by one."""

    def __init__(self, answers: Answers, name: str) -> None:
        self.ask = answers.ask
        self.level = LEVELS[name]
        self.low = self.level.is_low
        self.signs = SimpleNamespace(m=MET if self.yes("group M") else UNKNOWN)
        self.kidney = SimpleNamespace(
            band=self.ask("band", ("60", "30", "15", "0", "unknown")), aki=self.ask("aki", (None, 0, 1, 2)),
            below_30=self.yes("below 30"), oliguria=MET if self.yes("oliguria") else NOT_MET,
        )  # fmt: skip

    def yes(self, name: str) -> bool:
        return bool(self.ask(name, (False, True)))

    torsades = property(lambda self: self.yes("torsades"))
    arrest = property(lambda self: self.yes("arrest"))
    setting = property(lambda self: self.ask("setting", ("ward", "icu", "clinic", None)))
    toxicity = property(lambda self: SimpleNamespace(truth=MET if self.yes("toxicity") else NOT_MET))

    causes = property(lambda self: (SimpleNamespace(code="platinum", kind="drug", active=True, weight="strong"),))

    def condition(self, code: str) -> bool:
        return code in ("refeeding", "hungry_bone") and self.yes(code)

    def drugs(self, *classes: str) -> list[Any]:
        taken = "on a diuretic" if "thiazide" in classes else "on another risk drug"
        return [SimpleNamespace(name="cisplatin", stopped_days_ago=None)] if self.yes(taken) else []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.code} {path.kind} {path.wanted}".strip())
def test_each_path_and_patient_has_exactly_one_recheck(path, monkeypatch):
    own = ("bone_watch", "shift_level", "diuresis_watch")
    monkeypatch.setattr(monitoring, "own_lines", lambda s: frozenset(key for key in own if s.yes(key)))
    faults: list[str] = []
    for name in ("toxic", "toxic, or another unit") if path.code == PT else ("mild", "moderate", "severe"):

        def both(answers: Answers, name: str = name) -> tuple[int | None, int | None]:
            a: Any = _Rechecked(answers, name)
            return monitoring._first_recheck(a, path)[0], expected_recheck(a, path)

        for asked, (code, table) in every(both):  # type: ignore[misc]
            if code != table:
                faults.append(f"{name}: {code} instead of {table} at {asked}")
            assert code is not None or path.kind in ("latent", "text_only")
    assert not faults, f"{len(faults)}: " + "\n".join(faults[:4])


# -- the planned infusion by kidney band, level and profile (TX-IV-06, -07) --------------------------------------------

# kidney band, level, profile: grams, mL, minutes, times a day; "-" refers, "?" waits for creatinine
PLANNED = """
60 0.35 slow: 5 500 720 2
60 0.35 highland: 5 250 180 2
60 0.35 label: 5 500 720 2
60 0.45 slow: 5 500 720 1
60 0.45 highland: 5 250 180 2
60 0.45 label: 5 250 180 1
60 0.55 any: 4 250 480 1
60 0.65 any: 2 100 240 1
30 0.35 any: 5 500 720 1
30 0.45 any: 5 500 720 1
30 0.55 any: 4 250 480 1
30 0.65 any: 2 100 240 1
15 0.35 any: 2.5 250 720 1
15 0.45 any: 2.5 250 720 1
15 0.55 any: 2 250 480 1
15 0.65 any: 1 100 240 1
0 any any: -
unknown any any: ?
"""
BANDS = {"60": "60", "30": "59.9", "15": "29.9", "0": "14.9", "unknown": None}


def planned_rows() -> dict[str, Any]:
    rows = {}
    for line in PLANNED.strip().split("\n"):
        key, _colon, _regimen = line.partition(": ")
        band, level, profile = key.split()
        rows[line] = lambda band, level, profile, own=(band, level, profile), **_more: all(
            mine in ("any", given) for mine, given in zip(own, (band, level, profile), strict=True)
        )
    return rows


def with_kidney(facts: Facts, egfr: str | None) -> Facts:
    return without(facts, p.EGFR_REPORTED) if egfr is None else knowing(facts, at(p.EGFR_REPORTED, egfr))


def planned(band: str, level: str, profile: str) -> str:
    facts = with_kidney(harmless(mg(level), condition("ileus")), BANDS[band])
    plan = assess(facts, Knowledge(limits=ClinicLimits(iv_profile=profile))).plan
    doses = [item.dose for item in plan.recommended if item.family == "iv" and item.dose is not None]
    held = [entry for entry in plan.withheld if entry.family == "iv"]
    if plan.path == PX:
        return "-"
    assert plan.path == P4
    assert len(doses) + len(held) == 1
    if held:
        assert {why.kind for why in held[0].because} == {"not_known"}
        assert held[0].dose is None
        return "?"
    dose: Any = doses[0]
    return f"{dose.salt_g} {dose.volume_ml} {dose.minutes} {dose.per_day}"


AXES = {"band": tuple(BANDS), "level": ("0.35", "0.45", "0.55", "0.65"), "profile": ("slow", "highland", "label")}


def test_each_band_level_and_profile_has_exactly_one_infusion():
    rows = planned_rows()

    def answer(**case):
        given = planned(**case)
        return next((name for name, holds in rows.items() if holds(**case) and name.endswith(f": {given}")), given)

    assert prove(rows, AXES, answer) == 60


def test_a_doctored_table_of_infusions_has_a_gap():
    rows = {name: row for name, row in planned_rows().items() if not name.startswith("15 0.55")}
    with pytest.raises(AssertionError, match="3 of 60: gap"):
        prove(rows, AXES)


# -- the oral dose (TX-PO-01, -02, -07; rulings 33, 34) ---------------------------------------------------------------


def kidney_floor(egfr: str | None, aki: int) -> int | None:
    if egfr is None and aki < 3:
        return None
    by_egfr = next(limit for limit in (60, 30, 15, 0) if D(egfr or 0) >= limit)
    return min(by_egfr, {0: 60, 1: 30, 2: 15, 3: 0}[aki])


def test_each_level_kidney_and_stop_has_exactly_one_oral_answer():
    """Full dose from 60, 12 mmol from 30, referred below, withheld where something is not known."""

    def stopped(egfr, aki, stop):
        floor = kidney_floor(egfr, aki)
        return (floor is not None and floor < 30) or (aki >= 2) or stop == "raltegravir"

    def waiting(egfr, aki, stop):
        return not stopped(egfr, aki, stop) and (
            egfr is None or stop in ("oliguria", "swallowing not known", "drugs not known")
        )

    def free(egfr, aki, stop):
        return not stopped(egfr, aki, stop) and not waiting(egfr, aki, stop)

    rows = {
        "referred": lambda level, egfr, aki, stop: stopped(egfr, aki, stop),
        "withheld": lambda level, egfr, aki, stop: waiting(egfr, aki, stop),
        "24": lambda level, egfr, aki, stop: (
            free(egfr, aki, stop) and level == "0.55" and kidney_floor(egfr, aki) == 60
        ),
        "12": lambda level, egfr, aki, stop: (
            free(egfr, aki, stop) and (level == "0.65" or kidney_floor(egfr, aki) == 30)
        ),
    }

    def answer(level, egfr, aki, stop):
        facts = with_kidney(harmless(mg(level), (p.AKI_STAGE, D(aki))), egfr)
        if stop == "oliguria":
            facts = knowing(facts, at(p.URINE_OUTPUT, "24"))
        elif stop == "raltegravir":
            facts = Facts(facts.values, (taken("raltegravir"),), ALL_ASKED)
        elif stop == "swallowing not known":
            facts = without(facts, p.NIL_BY_MOUTH)
        elif stop == "drugs not known":
            facts = Facts(facts.values, (), ALL_ASKED - {"drugs"})
        plan = assess(facts).plan
        doses: list[Any] = [item.dose for item in plan.recommended if item.family == "oral"]
        held = [entry for entry in plan.withheld if entry.family == "oral"]
        assert len(doses) + len(held) == 1
        if plan.path == PX:
            return "referred"
        assert plan.path == P2
        if doses:
            return str(doses[0].mmol_per_day)
        assert {why.kind for why in held[0].because} <= {"not_known", "contraindicated"}
        assert (held[0].dose is None) == (egfr is None)
        return "withheld"

    axes = {
        "level": ("0.55", "0.65"),
        "egfr": (None, *(str(point) for point in around(30, 60, step=D("0.01")))),
        "aki": (0, 1, 2, 3),
        "stop": (None, "oliguria", "raltegravir", "swallowing not known", "drugs not known"),
    }
    prove(rows, axes, answer)


# -- the gates of amiloride, SGLT2 inhibitors and inulin ----------------------------------------------------------------

OPEN: dict[str, Facts] = {
    "amiloride": harmless((p.KNOWN_ROUTE, "renal"), (p.ORAL_FAILED, True)),
    "sglt2_inhibitor": harmless((p.ORAL_FAILED, True), condition("type_2_diabetes"), (p.SETTING, "clinic")),
    "inulin": harmless((p.ORAL_FAILED, True), drugs=[taken("omeprazole", months=D(24), can_stop=False)]),
}
# what must be known to be absent (TX-AMI-03, TX-SGL-04, TX-PPI-05): conditions, then classes of drugs
CONDITION_STOPS = {
    "amiloride": "diabetic_nephropathy addison dehydration acute_diarrhoea vomiting",
    "sglt2_inhibitor": "type_1_diabetes pancreatogenic_diabetes ketoacidosis_history diabetic_ketoacidosis acutely_ill fasting "
    "dehydration sepsis critical_illness perioperative vomiting acute_diarrhoea alcohol_withdrawal fournier_gangrene "
    "recurrent_genital_infection recurrent_urinary_infection ketogenic_diet alcohol_use_disorder eating_disorder "
    "diabetes_type_unknown kidney_transplant",
    "inulin": "short_bowel ileostomy high_output_stoma irritable_bowel_syndrome fructan_allergy fructose_intolerance "
    "bowel_obstruction ileus inflammatory_bowel_disease",
}
DRUG_STOPS = {
    "amiloride": "spironolactone eplerenone triamterene enalapril losartan sacubitril_valsartan aliskiren "
    "potassium_chloride trimethoprim ciclosporin tacrolimus heparin ibuprofen",
    "sglt2_inhibitor": "dapagliflozin",
    "inulin": "",
}
ANSWER_STOPS: dict[str, tuple[tuple[Any, object], ...]] = {
    "amiloride": ((p.PREGNANT, True), (p.LACTATING, True), (p.DIALYSIS, True)),
    "sglt2_inhibitor": ((p.PREGNANT, True), (p.LACTATING, True), (p.DIALYSIS, True)),
    "inulin": ((p.COLON_PRESENT, False),),
}
NO_ANSWER = object()


def stops_of(family: str) -> list[tuple[str, Any, object]]:
    """Name, fact, and the answer that stands in the way; None for a drug."""
    found: list[tuple[str, Any, object]] = [
        (code, p.CONDITIONS[code], True) for code in CONDITION_STOPS[family].split()
    ]
    found += [(fact.key, fact, answer) for fact, answer in ANSWER_STOPS[family]]
    return found


def gate(facts: Facts, family: str) -> tuple[str, frozenset[str]]:
    """Recommended or withheld, never both nor neither, and the kinds of the reasons."""
    plan = assess(facts).plan
    given = [item for item in plan.recommended if item.family == family]
    held = [entry for entry in plan.withheld if entry.family == family]
    assert len(given) + len(held) == 1, f"{len(given)} recommended and {len(held)} withheld"
    if given:
        return "recommended", frozenset()
    assert held[0].because
    assert all(why.released_by is not None for why in held[0].because)
    return "withheld", frozenset(why.kind for why in held[0].because)


def told(facts: Facts, fact: Any, answer: object) -> Facts:
    """The answer said; for a condition not known, everything else of its list written out."""
    if answer is not NO_ANSWER:
        return knowing(facts, (fact, answer))
    if not fact.key.startswith("conditions."):
        return without(facts, fact)
    noes = {other.key: False for other in p.CONDITIONS.values() if other.key not in facts.values}
    values = {**noes, **facts.values}
    del values[fact.key]
    return Facts(values, facts.drugs, facts.asked - {"conditions"})


GATES = [pytest.param(family, *stop, id=f"{family} {stop[0]}") for family in OPEN for stop in stops_of(family)]


@pytest.mark.parametrize("family", OPEN)
def test_each_gate_is_open_when_every_stop_is_known_to_be_absent(family):
    assert gate(OPEN[family], family) == ("recommended", frozenset())


@pytest.mark.parametrize("family, name, fact, harmful", GATES)
def test_each_stop_known_unknown_or_absent_decides_the_gate(family, name, fact, harmful):
    """Yes is withheld, not known is withheld with that kind, no leaves it open."""
    start = OPEN[family]
    verdict, kinds = gate(told(start, fact, harmful), family)
    assert verdict == "withheld"
    assert kinds & {"contraindicated", "not_indicated", "out_of_scope"}
    verdict, kinds = gate(told(start, fact, NO_ANSWER), family)
    assert verdict == "withheld"
    assert "not_known" in kinds
    assert gate(told(start, fact, not harmful), family)[0] == "recommended"


@pytest.mark.parametrize("family, name", [(family, name) for family in OPEN for name in DRUG_STOPS[family].split()])
def test_each_drug_that_forbids_it_shuts_the_gate(family, name):
    start = OPEN[family]
    facts = Facts(start.values, (*start.drugs, taken(name)), ALL_ASKED)
    verdict, kinds = gate(facts, family)
    assert verdict == "withheld"
    assert "contraindicated" in kinds


@pytest.mark.parametrize("family", ["amiloride", "sglt2_inhibitor"])
def test_drugs_not_known_shut_the_gate(family):
    start = OPEN[family]
    verdict, kinds = gate(Facts(start.values, start.drugs, ALL_ASKED - {"drugs"}), family)
    assert verdict == "withheld"
    assert "not_known" in kinds


@pytest.mark.parametrize("family", OPEN)
def test_two_stops_together_never_open_a_gate(family):
    """Every pair of stops, each met or not known: withheld."""
    stops = stops_of(family)
    for (_one, first, bad), (_other, second, worse) in pairs(stops, 2):
        for one, other in ((bad, worse), (NO_ANSWER, worse), (bad, NO_ANSWER)):
            facts = told(told(OPEN[family], first, one), second, other)
            assert gate(facts, family)[0] == "withheld", f"{first.key} and {second.key}"


@pytest.mark.parametrize("family", ["amiloride", "sglt2_inhibitor"])
def test_each_kidney_opens_or_shuts_the_gate_in_exactly_one_way(family):
    """Amiloride from eGFR 60 without kidney injury, an SGLT2 inhibitor from 30 (TX-INV-45, -53)."""
    least = {"amiloride": 60, "sglt2_inhibitor": 30}[family]

    def is_open(egfr, aki, urine):
        return egfr is not None and D(egfr) >= least and aki == 0 and urine in ("25", None)

    rows = {
        "recommended": is_open,
        "withheld": lambda egfr, aki, urine: not is_open(egfr, aki, urine),
    }

    def answer(egfr, aki, urine):
        facts = with_kidney(OPEN[family], egfr)
        facts = without(facts, p.AKI_STAGE) if aki is None else knowing(facts, (p.AKI_STAGE, D(aki)))
        facts = told(facts, p.CONDITIONS["acute_kidney_injury"], NO_ANSWER) if aki is None else facts
        facts = without(facts, p.URINE_OUTPUT) if urine is None else knowing(facts, at(p.URINE_OUTPUT, urine))
        return gate(facts, family)[0]

    axes = {
        "egfr": (None, *(str(point) for point in around(30, 60, step=D("0.01")))),
        "aki": (None, 0, 1, 2, 3),
        "urine": (None, "24.9", "25"),
    }
    prove(rows, axes, answer)


def test_each_potassium_opens_or_shuts_amiloride_in_exactly_one_way():
    """From 3.0 to 5.0, not older than 7 days (TX-AMI-01, -02, TX-INV-44)."""

    def is_open(potassium, days):
        return potassium is not None and D(3) <= D(potassium) <= D(5) and (days is None or days <= 7)

    rows = {"recommended": is_open, "withheld": lambda potassium, days: not is_open(potassium, days)}

    def answer(potassium, days):
        facts = OPEN["amiloride"]
        facts = (
            without(facts, p.POTASSIUM_SERUM) if potassium is None else knowing(facts, at(p.POTASSIUM_SERUM, potassium))
        )
        facts = without(facts, p.TAKEN_DAYS_AGO) if days is None else knowing(facts, (p.TAKEN_DAYS_AGO, D(days)))
        return gate(facts, "amiloride")[0]

    points = (None, *(str(point) for point in around(3, 5, step=D("0.01")) if point < 9))
    prove(rows, {"potassium": points, "days": (None, 0, 7, 8)}, answer)


# -- potassium and calcium (TX-ELY-02 to -06) ---------------------------------------------------------------------------


def test_each_potassium_has_exactly_one_plan():
    """By mouth at 3.0 to 3.4, and at 2.5 to 2.9 with a quiet heart; by vein below 2.5, or below 3.0 with the heart or no way down."""

    def by_vein(k, heart, mouth):
        return k is not None and (k < D("2.5") or (k < 3 and (heart or mouth == "blocked")))

    def low(k):
        return k is not None and k < D("3.5")

    rows = {
        "none": lambda k, heart, mouth, poor: not low(k),
        "K_IV 10": lambda k, heart, mouth, poor: by_vein(k, heart, mouth) and not poor,
        "K_IV 5": lambda k, heart, mouth, poor: by_vein(k, heart, mouth) and poor,
        "withheld": lambda k, heart, mouth, poor: low(k) and not by_vein(k, heart, mouth) and mouth != "open",
        "K_ORAL 24": lambda k, heart, mouth, poor: (
            low(k) and not by_vein(k, heart, mouth) and mouth == "open" and not poor
        ),
        "K_ORAL 12": lambda k, heart, mouth, poor: low(k) and not by_vein(k, heart, mouth) and mouth == "open" and poor,
    }

    def answer(k, heart, mouth, poor):
        facts = harmless(mg("0.45"), at(p.EGFR_REPORTED, "25" if poor else "90"))
        facts = without(facts, p.POTASSIUM_SERUM) if k is None else knowing(facts, at(p.POTASSIUM_SERUM, str(k)))
        if heart:
            facts = knowing(facts, at(p.QTC, "480"))
        if mouth != "open":
            facts = knowing(facts, (p.NIL_BY_MOUTH, True)) if mouth == "blocked" else without(facts, p.NIL_BY_MOUTH)
        plan = assess(facts).plan
        given = [item for item in plan.recommended if item.code in ("K_ORAL", "K_IV")]
        held = [entry for entry in plan.withheld if entry.code in ("K_ORAL", "K_IV")]
        assert len(given) + len(held) <= 1
        dose: Any = given[0].dose if given else None
        return f"{given[0].code} {dose.amount}" if given else "withheld" if held else "none"

    axes = {
        "k": (None, *around("2.5", "3.0", "3.5", step=D("0.01"))),
        "heart": (False, True),
        "mouth": ("open", "not known", "blocked"),
        "poor": (False, True),
    }
    prove(rows, axes, answer)


def test_each_calcium_has_exactly_one_plan():
    """Below 1.90 always; low with tetany, seizure or long QT; not known with these: measure (TX-ELY-06, ruling 41)."""
    rows = {
        "gluconate": lambda ca, asks: ca is not None and (ca < D("1.90") or (asks and ca < D("2.20"))),
        "measure": lambda ca, asks: ca is None and asks,
        "magnesium first": lambda ca, asks: ca is not None and D("1.90") <= ca < D("2.20") and not asks,
        "nothing": lambda ca, asks: (ca is None and not asks) or (ca is not None and ca >= D("2.20")),
    }

    def answer(ca, asks):
        facts = harmless(mg("0.45"), *([finding("tetany")] if asks else []))
        facts = without(facts, p.ADJUSTED_CALCIUM) if ca is None else knowing(facts, at(p.ADJUSTED_CALCIUM, str(ca)))
        plan, warned = assess(facts), {w.code for w in assess(facts).warnings}
        given = any(item.code == "CA_GLUCONATE" for item in plan.plan.recommended)
        held = any(entry.code == "CA_GLUCONATE" for entry in plan.plan.withheld)
        assert not (given and held)
        return (
            "gluconate" if given else "measure" if held else "magnesium first" if "W_CA_PLAN" in warned else "nothing"
        )

    points = (None, *(point for point in around("1.90", "2.20", step=D("0.001")) if D("0.96") < point < 4))
    prove(rows, {"ca": points, "asks": (False, True)}, answer)
