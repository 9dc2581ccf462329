"""The treatment path over every combination of what its rows ask: exactly one path, the one of this table.

The table is written from the treatment dossier 1 and rulings 27 to 38 and 54 to 57, not from the code.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from diagnostics.clinical.conditions import Threshold
from diagnostics.clinical.engine import diet_enough, paths
from diagnostics.clinical.engine.emergency import Signs
from diagnostics.clinical.engine.path import Path
from diagnostics.clinical.engine.situation import Situation
from diagnostics.clinical.engine.status import Level
from diagnostics.clinical.evidence import Truth
from diagnostics.clinical.facts import Facts
from diagnostics.clinical.knowledge import patient as p
from diagnostics.clinical.knowledge.thresholds import K_BELOW_25, K_IV_TRIGGER, K_LOW
from diagnostics.clinical.units import MAGNESIUM, MMOL_L, Quantity

from .every_answer import Answers, every
from .strategies import D, taken

MET, NOT_MET, UNKNOWN = Truth.MET, Truth.NOT_MET, Truth.UNKNOWN
THREE = (NOT_MET, UNKNOWN, MET)
P0, P1, P2, P3 = "P0_NONE", "P1_DIET_CAUSE", "P2_ORAL", "P3_ORAL_ADJUNCT"
P4, P5, P6, PT, PX = "P4_IV_PLANNED", "P5_IV_URGENT", "P6_EMERGENCY", "PT_TOXICITY", "PX_REFER"


def level(number: str | None, *, severity: str, low=NOT_MET, high=NOT_MET, toxic=NOT_MET, **faults: bool) -> Level:
    value = None
    if number is not None:
        value = Quantity(D(number.lstrip("<")), MMOL_L, MAGNESIUM, "<" if number.startswith("<") else "")
    bands = ("critical", "severe", "moderate")
    reached = bands[bands.index(severity) :] if severity in bands else ()
    return Level(
        value, faults.get("unreliable", False), faults.get("haemolysed", False), low, high, toxic, severity,
        "critical" in reached, bool({"critical", "severe"} & set(reached)), bool(reached),
    )  # fmt: skip


LEVELS = {
    "not known": level(None, severity="unknown", low=UNKNOWN, high=UNKNOWN, toxic=UNKNOWN),
    "only a bound": level("<0.90", severity="unknown", low=UNKNOWN),
    "unreliable, low": level("0.35", severity="unknown", low=MET, unreliable=True),
    "unreliable, normal": level("0.85", severity="unknown", unreliable=True),
    "unreliable, high": level("1.10", severity="unknown", high=MET, unreliable=True),
    "unreliable, toxic": level("4.50", severity="unknown", high=MET, toxic=MET, unreliable=True),
    "haemolysed, normal": level("0.85", severity="unknown", haemolysed=True),
    "haemolysed, high": level("1.10", severity="unknown", high=MET, haemolysed=True),
    "haemolysed, toxic": level("4.50", severity="unknown", high=MET, toxic=MET, haemolysed=True),
    "haemolysed, low": level("0.65", severity="mild", low=MET, haemolysed=True),
    "toxic": level("4.50", severity="none", high=MET, toxic=MET),
    "toxic, or another unit": level("2.60", severity="none", high=MET, toxic=MET),
    "high": level("1.10", severity="none", high=MET),
    "normal": level("0.85", severity="none"),
    "mild": level("0.65", severity="mild", low=MET),
    "mild, a bound": level("<0.65", severity="mild", low=MET),
    "moderate": level("0.55", severity="moderate", low=MET),
    "severe": level("0.45", severity="severe", low=MET),
    "severe, a bound": level("<0.45", severity="severe", low=MET),
    "critical": level("0.35", severity="critical", low=MET),
}
POTASSIUM = ("not known", "normal", "low", "below 3.0", "below 2.5")
CALCIUM = {
    "normal": (NOT_MET, NOT_MET), "not known": (UNKNOWN, UNKNOWN), "low": (MET, NOT_MET), "very low": (MET, MET),
}  # fmt: skip
QTC = {"short": (NOT_MET, NOT_MET), "not known": (UNKNOWN, UNKNOWN), "480": (MET, NOT_MET), "500": (MET, MET)}
EMERGENCIES = (
    "torsades_de_pointes", "cardiac_arrest", "ventricular_arrhythmia_unstable", "seizure_now", "laryngospasm",
    "haemodynamic_instability_arrhythmic",
)  # fmt: skip
DISEASED = ("atrial_fibrillation", "ischaemic_heart_disease")


class Told:
    """A patient who answers only what is asked; stands in for a Situation, and for what the table looks at."""

    def __init__(self, answers: Answers, name: str) -> None:
        self.ask, self.asked = answers.ask, answers.asked
        self.iv, self.raltegravir = SimpleNamespace(flat=()), ()  # TX-SEV-18 has a table of its own
        self.level = LEVELS[name]
        self.signs: Any = _Signs(self)
        self.inquiry: Any = _Inquiry(self)
        self.facts = self.inquiry.facts
        self.oral_days = None

    def yes(self, name: str) -> bool:
        return bool(self.ask(name, (False, True)))

    def truth_of(self, name: str) -> Truth:
        return Truth(self.ask(name, THREE))

    def finding(self, code: str) -> bool:
        return self.yes(code)

    torsades = property(lambda self: self.finding("torsades_de_pointes"))
    arrest = property(lambda self: self.finding("cardiac_arrest"))
    low = property(lambda self: self.level.is_low)
    people = property(lambda self: SimpleNamespace(
        refused=self.yes("refused"), child=True, obstetric_seizure=False, pre_eclampsia=False, pregnant=False
    ))  # fmt: skip
    toxicity = property(lambda self: SimpleNamespace(truth=self.truth_of("signs of toxicity")))
    tubulopathy = property(lambda self: self.yes("tubulopathy"))
    bowel_blocked = property(lambda self: self.yes("nothing by mouth"))
    intolerable_diarrhoea = property(lambda self: self.yes("intolerable diarrhoea"))
    oral_failed = property(lambda self: self.yes("oral failed"))
    adjunct_route = property(lambda self: self.yes("adjunct route"))
    refractory = Situation.refractory
    oral_now = property(lambda self: D(12) if self.yes("on oral magnesium") else D(0))
    setting = property(lambda self: self.ask("setting", ("ward", "clinic", "community", "icu", None)))
    calcium = property(lambda self: SimpleNamespace(
        low=CALCIUM[self.ask("calcium", tuple(CALCIUM))][0], very_low=CALCIUM[self.ask("calcium", tuple(CALCIUM))][1]
    ))  # fmt: skip
    kidney = property(lambda self: SimpleNamespace(below_30=self.yes("eGFR below 30")))

    def condition(self, code: str) -> bool:
        return self.yes(code)

    def given_within_24h(self, route: str) -> Decimal:
        return D(8) if self.yes(f"given {route}") else D(0)


class _Signs:
    def __init__(self, told: Told) -> None:
        self.told = told

    def __getattr__(self, name: str) -> Truth:
        return self.told.truth_of(f"group {name}")

    @property
    def e(self) -> Truth:
        """Met by one of its findings; else the rest was asked and denied, or not asked."""
        if any(self.told.finding(code) for code in EMERGENCIES):
            return MET
        return Truth(self.told.ask("group E otherwise", (NOT_MET, UNKNOWN)))

    qtc_480 = property(lambda self: QTC[self.told.ask("QTc", tuple(QTC))][0])
    qtc_500 = property(lambda self: QTC[self.told.ask("QTc", tuple(QTC))][1])
    severe = Signs.severe
    any_symptom = Signs.any_symptom


class _Facts(Facts):
    """Facts that are asked for one by one."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        object.__setattr__(self, "told", told)

    def __getattribute__(self, name: str) -> Any:
        told = object.__getattribute__(self, "__dict__").get("told")
        if name == "drugs" and told is not None:
            return (taken("digoxin"),) if told.ask("heart drug", THREE) is MET else ()
        if name == "asked" and told is not None:
            return frozenset({"drugs"}) if told.ask("heart drug", THREE) is NOT_MET else frozenset()
        if name == "confirmed" and told is not None:
            return frozenset({p.MAGNESIUM_SERUM.key} if told.yes("unit confirmed") else ())
        return object.__getattribute__(self, name)

    def truth(self, fact: Any) -> Truth:
        return self.told.truth_of(fact.key)

    def quantity(self, fact: Any) -> Quantity | None:
        assert fact is p.USUAL_MAGNESIUM
        own = self.told.level.value.value
        usual = {"not known": None, "near": own + D("0.05"), "far": own + D("0.0501")}
        number = usual[self.told.ask("usual magnesium", tuple(usual))]
        return None if number is None else Quantity(number, MMOL_L, MAGNESIUM)


class _Inquiry:
    def __init__(self, told: Told) -> None:
        self.told = told
        self.facts: Any = _Facts(told)

    def finding(self, code: str) -> bool:
        return self.told.finding(code)

    def takes(self, *classes: str) -> bool:
        return self.told.yes(f"takes {classes[0]}")

    def passes(self, fact: Any, threshold: Threshold) -> Truth:
        assert fact is p.POTASSIUM_SERUM
        word = self.told.ask("potassium", POTASSIUM)
        reached = {K_LOW.key: POTASSIUM[2:], K_IV_TRIGGER.key: POTASSIUM[3:], K_BELOW_25.key: POTASSIUM[4:]}
        return UNKNOWN if word == "not known" else Truth.of(word in reached[threshold.key])

    def note(self, *_told: object, **_more: object) -> None:
        """What is written in the trace does not matter here."""

    met = warn = note


# -- the table ---------------------------------------------------------------------------------------------------


def potassium(a: Told, *words: str) -> bool:
    return a.ask("potassium", POTASSIUM) in words


def qtc(a: Told, *words: str) -> bool:
    return a.ask("QTc", tuple(QTC)) in words


def met(a: Told, *groups: str) -> bool:
    return any(a.truth_of(f"group {group}") is MET for group in groups)


def denied(a: Told, *groups: str) -> bool:
    return all(a.truth_of(f"group {group}") is NOT_MET for group in groups)


def unit_in_doubt(a: Told) -> bool:
    """1.20 to 3.00 mmol/L fits another unit; a magnesium source or a failing kidney explains it (rulings 2, 55)."""
    explained = (
        a.yes("on oral magnesium") or a.yes("takes magnesium_product") or a.yes("eGFR below 30") or a.yes("given iv")
    )
    return a.level is LEVELS["toxic, or another unit"] and not a.yes("unit confirmed") and not explained


def stable(a: Told) -> bool:
    """TX-SEV-09 with rulings 30, 54 and 57: symptoms asked and denied; QTc, potassium, own level may be unknown."""
    return (
        a.tubulopathy
        and a.level.severity != "critical"
        and a.level.value.comparator == ""
        and not any(a.finding(code) for code in EMERGENCIES)
        and a.ask("group E otherwise", (NOT_MET, UNKNOWN)) is NOT_MET
        and denied(a, "s", "n", "cardiac", "nsvt")
        and not a.finding("frequent_ventricular_ectopy")
        and not potassium(a, "below 2.5")
        and not qtc(a, "480", "500")
        and a.ask("usual magnesium", ("not known", "near", "far")) != "far"
    )


def heart_ectopy(a: Told) -> bool:
    return a.level.moderate and (qtc(a, "480", "500") or a.finding("frequent_ventricular_ectopy"))


def diet_will_do(a: Told) -> bool:
    """TX-SEV-10 with rulings 17, 37 and 57: all known, outside hospital, nothing by mouth failed or running."""
    diseased = any(a.condition(code) for code in DISEASED)
    return (
        a.setting in ("clinic", "community")
        and not a.oral_failed
        and not a.oral_now
        and not any(a.finding(code) for code in EMERGENCIES)
        and a.ask("group E otherwise", (NOT_MET, UNKNOWN)) is NOT_MET
        and denied(a, "s", "n", "cardiac", "m", "nsvt")
        and potassium(a, "normal")
        and a.ask("calcium", tuple(CALCIUM)) == "normal"
        and (qtc(a, "short") or (qtc(a, "not known") and not diseased))
        and a.truth_of("conditions.heart_failure") is NOT_MET
        and a.ask("heart drug", THREE) is NOT_MET
        and (a.yes("dietary") or a.yes("removable"))
    )


Row = tuple[str, str, str, Callable[[Told], bool]]
# in the order of priority; a block of rows for each row of the code
TABLE: tuple[tuple[Row, ...], ...] = (
    (
        (PT, "TX-SEV-02", "", lambda a: a.level.toxic is MET and (a.toxicity.truth is MET or not (a.level.unreliable or unit_in_doubt(a)))),
        (P0, "TX-SEV-02", "high", lambda a: a.level.toxic is MET),
        (PT, "TX-SEV-02", "", lambda a: a.level.high is MET and a.toxicity.truth is MET and not (a.arrest or a.torsades)),
    ),
    ((PX, "TX-SEV-01", "scope", lambda a: a.yes("refused")),),
    ((P0, "TX-SEV-20", "pending", lambda a: not a.level.known and not (a.torsades or a.arrest)),),
    (
        (P6, "TX-SEV-03", "", lambda a: a.torsades),
        (P6, "TX-SEV-03", "", lambda a: a.low and any(a.finding(code) for code in EMERGENCIES[1:])),
    ),
    ((P0, "TX-SEV-03", "text_only", lambda a: a.arrest and not a.low),),
    ((P0, "TX-SEV-02", "high", lambda a: a.level.high is MET),),
    (
        (P5, "TX-SEV-04", "", lambda a: a.low and (met(a, "s", "nsvt") or qtc(a, "500"))),
        (P5, "TX-SEV-04", "", lambda a: a.low and a.level.severe and met(a, "n")),
        (P5, "TX-SEV-04", "", lambda a: a.low and a.level.critical and met(a, "n", "m", "cardiac")),
    ),
    ((P4, "TX-SEV-05", "", lambda a: a.low and a.level.severe and not stable(a)),),
    (
        (P4, "TX-SEV-06", "", lambda a: a.low and potassium(a, "below 3.0", "below 2.5") and not stable(a)),
        (P4, "TX-SEV-06", "", lambda a: a.low and a.ask("calcium", tuple(CALCIUM)) == "very low" and not stable(a)),
    ),
    ((P3, "TX-SEV-13", "", lambda a: (
        a.low and a.intolerable_diarrhoea and not a.level.severe and not a.bowel_blocked and a.adjunct_route
        and a.yes("adjunct open") and not met(a, "cardiac", "n") and not heart_ectopy(a)
        and not (a.level.moderate and a.condition("short_bowel"))
    )),),
    (
        (P4, "TX-SEV-07", "", lambda a: a.low and (a.bowel_blocked or a.intolerable_diarrhoea)),
        (P4, "TX-SEV-07", "", lambda a: a.low and a.level.moderate and a.condition("short_bowel")),
        (P4, "TX-SEV-07", "", lambda a: a.low and a.level.moderate and a.oral_failed and not a.adjunct_route),
    ),
    ((P4, "TX-SEV-21", "", lambda a: a.low and met(a, "cardiac", "n")),),
    ((P4, "TX-SEV-08", "", lambda a: a.low and heart_ectopy(a)),),
    ((P3, "TX-SEV-13", "", lambda a: a.low and (a.oral_failed or a.intolerable_diarrhoea) and a.adjunct_route),),
    ((P2, "TX-SEV-09", "", lambda a: a.low and (a.level.severe or potassium(a, "below 3.0", "below 2.5")) and stable(a)),),
    ((P2, "TX-SEV-08", "", lambda a: a.low and a.level.moderate),),
    ((P1, "TX-SEV-10", "", lambda a: a.low and diet_will_do(a)),),
    ((P2, "TX-SEV-11", "", lambda a: a.low),),
    ((P0, "TX-SEV-12", "latent", lambda a: True),),
)  # fmt: skip
Result = tuple[str, str, str] | None


def by_table(a: Told, block: tuple[Row, ...]) -> Result:
    return next(((path, rule, kind) for path, rule, kind, holds in block if holds(a)), None)


def by_code(a: Told, row: Callable[[Any], Path | None]) -> Result:
    path = row(a)
    return None if path is None else (path.code, path.rule, path.kind)


@pytest.fixture(autouse=True)
def asking(monkeypatch):
    """What the rows take from other modules becomes a question too; each is proved in its own place."""
    monkeypatch.setattr(paths, "any_adjunct_open", lambda s: s.yes("adjunct open"))
    monkeypatch.setattr(diet_enough, "_dietary", lambda s: s.yes("dietary"))
    monkeypatch.setattr(diet_enough, "_removable", lambda s: s.yes("removable"))


def differences(
    number: int, row: Callable[[Any], Path | None], block: tuple[Row, ...], enough: int = 4
) -> tuple[int, list[str], set[Result]]:
    """One row over every combination of the answers it asks: how many, where it differs, what came out."""
    faults: list[str] = []
    results: set[Result] = set()
    tried = 0
    for name in LEVELS:
        known = decided_before(number, LEVELS[name])
        if known is None:
            continue

        def both(answers: Answers, name: str = name, known: dict[str, Hashable] = known) -> tuple[Result, Result]:
            answers.asked.update(known)
            a = Told(answers, name)
            return by_code(a, row), by_table(a, block)

        for asked, (code, table) in every(both):  # type: ignore[misc]
            tried += 1
            results.add(code)
            if code != table:
                if len(faults) == enough:
                    return tried, faults, results
                faults.append(f"row {number}, {name}: {code} instead of {table} at {asked}")
    return tried, faults, results


def decided_before(number: int, found: Level) -> dict[str, Hashable] | None:
    """Answers that a row can count on, because an earlier row takes the rest; None where no patient is left."""
    if number > MODERATE and found.moderate:
        return None
    if number <= EMERGENCY:
        return {}
    return dict.fromkeys(EMERGENCIES if found.is_low else EMERGENCIES[:1], False)


EMERGENCY, MODERATE = 3, 15
ROWS = [
    pytest.param(n, rule, row, block, id=row.__name__)
    for n, ((rule, row), block) in enumerate(zip(paths.ROWS, TABLE, strict=True))
]


@pytest.mark.parametrize("number, rule, row, block", ROWS)
def test_each_row_holds_exactly_where_the_table_says(number, rule, row, block):
    """Row for row the same condition; the first that holds decides in both, so that every patient has one path."""
    tried, faults, results = differences(number, row, block)
    assert not faults, f"{len(faults)} of {tried}: " + "\n".join(faults[:4])
    assert results - {None} == {(path, rule_id, kind) for path, rule_id, kind, _holds in block}
    assert {rule_id for _path, rule_id, _kind, _holds in block} == {rule}


def test_the_last_row_always_holds_so_that_there_is_no_gap():
    _tried, _faults, results = differences(len(TABLE) - 1, paths.ROWS[-1][1], TABLE[-1])
    assert results == {(P0, "TX-SEV-12", "latent")}


@pytest.mark.parametrize("number", range(len(TABLE) - 1))
def test_two_rows_in_the_wrong_order_are_noticed(number):
    """A table doctored by exchanging two neighbours no longer agrees with the code."""
    _rule, row = paths.ROWS[number]
    _tried, faults, _results = differences(number, row, TABLE[number + 1])
    assert faults


class _ByChance(Answers):
    """Answers drawn at random, the same on every run."""

    def __init__(self, random: Random) -> None:
        super().__init__([])
        self.random = random

    def ask(self, name: str, options: Sequence[Hashable]) -> Hashable:
        return self.asked.setdefault(name, self.random.choice(options))


@pytest.mark.parametrize("name", LEVELS)
def test_the_whole_list_gives_the_path_of_the_whole_table(name):
    """All rows together, as choose_path runs them, on patients drawn at random."""
    random = Random(name)
    whole = tuple(row for block in TABLE for row in block)
    for _ in range(400):
        a = _patient(random, name)
        path = paths.choose_path(a)  # type: ignore[arg-type]
        assert (path.code, path.rule, path.kind) == by_table(a, whole), a.asked


def _patient(random: Random, name: str) -> Told:
    """Mostly harmless answers, so that the later rows are reached too."""
    answers = _ByChance(random)
    calm = {"refused": False, **dict.fromkeys((*EMERGENCIES, "frequent_ventricular_ectopy"), False)}
    calm |= {"group s": NOT_MET, "group nsvt": NOT_MET, "group cardiac": NOT_MET, "group n": NOT_MET, "QTc": "short"}
    calm |= {"potassium": "normal", "calcium": "normal", "nothing by mouth": False, "intolerable diarrhoea": False}
    answers.asked.update({question: answer for question, answer in calm.items() if random.random() < 0.85})
    answers.asked["eGFR below 30"] = False
    return Told(answers, name)
