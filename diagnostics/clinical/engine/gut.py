"""Which sub-cause of a loss through the gut is to be looked for, and by what test? (DX-GI-01 to -12)

Asked when the route is gastrointestinal, or extrarenal without a name (DX-XR-01, order 5), or when the gut
has a share in it. A row is shown when its trigger is met, or when something points to it and only a detail is
missing; what nobody asked and nothing points to is not shown. DX-GI-12 stands when nothing was found.
"""

from __future__ import annotations

from collections.abc import Callable

from ..assessment import Cause, Route
from ..conditions import joined
from ..evidence import Evidence, Truth
from ..facts import CONDITIONS as CONDITION_LIST
from ..facts import DRUGS as DRUG_LIST
from ..facts import DrugTaken, YesNo
from ..knowledge import thresholds as t
from ..knowledge.drugs import CLASSES, shown_name
from ..knowledge.gut import AUTOIMMUNE, BINDER_CLASSES, BINDER_NAMES, GUT_CAUSES, SEIZURES, GutCause
from ..knowledge.patient import (
    AGE_AT_FIRST_LOW,
    CONDITIONS,
    CONSANGUINITY,
    FINDINGS,
    POTASSIUM_SERUM,
    SPOT_CHLORIDE,
    WEIGHT_LOSS,
)
from ..knowledge.rulebook import rule
from ..origins import GutTest
from ..text import Statement, _, say
from .calculations import Calcium
from .causes import DAYS_PER_MONTH, still_acts
from .inquiry import Inquiry
from .status import Level
from .urine_ratios import UrineRatios

GUT_ROUTES = ("gastrointestinal", "extrarenal_unspecified")
PPI_MONTHS, PPI_DAYS_IF_SEVERE, CHILD = 3, 14, 18


class Gut:
    """The gut of one patient: each trigger is a method named by its rule, with evidence as answer."""

    def __init__(self, inquiry: Inquiry, level: Level, calcium: Calcium, urine: UrineRatios) -> None:
        self.inquiry = inquiry
        self.level = level
        self.calcium = calcium
        self.urine = urine

    def check(self, row: GutCause) -> Evidence:
        return self.triggers[row.rule]()

    @property
    def triggers(self) -> dict[str, Callable[[], Evidence]]:
        return {
            "DX-GI-01": self.proton_pump_inhibitor,
            "DX-GI-02": self.chronic_diarrhoea,
            "DX-GI-03": self.coeliac,
            "DX-GI-04": self.inflammatory,
            "DX-GI-05": self.short_bowel,
            "DX-GI-06": lambda: self.any_condition("steatorrhoea", "chronic_pancreatitis", "acute_pancreatitis"),
            "DX-GI-07": lambda: self.any_condition("bowel_resection"),
            "DX-GI-08": self.misuse,
            "DX-GI-09": lambda: self.any_condition("bariatric_surgery"),
            "DX-GI-10": self.binders,
            "DX-GI-11": self.childhood_onset,
        }

    # -- triggers ----------------------------------------------------------------------------------------------

    def proton_pump_inhibitor(self) -> Evidence:
        """Taken for 3 months or more, or for 14 days where magnesium is severely low."""
        group = CLASSES["proton_pump_inhibitor"]
        taken = [d for d in self.inquiry.facts.drugs if group.code in d.classes and still_acts(d, group)]
        if not taken:
            return _absent(DRUG_LIST in self.inquiry.facts.asked, DRUG_LIST)
        truth = max(self._long_enough(drug) for drug in taken)
        names = tuple(shown_name(drug.name) for drug in taken)
        said = {
            Truth.MET: _("takes {names}, for long enough"),
            Truth.UNKNOWN: _("takes {names}; for how long is not known"),
            Truth.NOT_MET: _("takes {names}, not for long enough"),
        }[truth]
        return Evidence(truth, say(said, names=names), missing=(DRUG_LIST,) if truth is Truth.UNKNOWN else ())

    def _long_enough(self, drug: DrugTaken) -> Truth:
        if drug.months is None:
            return Truth.UNKNOWN
        severe = self.level.severe and drug.months * DAYS_PER_MONTH >= PPI_DAYS_IF_SEVERE
        return Truth.of(drug.months >= PPI_MONTHS or severe)

    def chronic_diarrhoea(self) -> Evidence:
        """`diarrhoea` alone leaves open whether it is 3 stools a day for more than 4 weeks."""
        chronic = self.any_condition("chronic_diarrhoea")
        if chronic.truth is Truth.MET or not self.inquiry.condition("diarrhoea"):
            return chronic
        said = say(_("diarrhoea; 3 or more stools a day for over 4 weeks is not known"))
        return Evidence(Truth.UNKNOWN, said, missing=(CONDITIONS["chronic_diarrhoea"].key,))

    def coeliac(self) -> Evidence:
        """Diarrhoea or an autoimmune disease; anaemia and the family are not asked."""
        if self.inquiry.condition("coeliac_disease"):
            return Evidence(Truth.NOT_MET, say(_("coeliac disease is known")))
        return self.any_condition("chronic_diarrhoea", "diarrhoea", *AUTOIMMUNE)

    def inflammatory(self) -> Evidence:
        """Known, or weight loss beside diarrhoea; blood and calprotectin are not asked."""
        known = self.any_condition("inflammatory_bowel_disease")
        if known.truth is Truth.MET:
            return known
        loose = self.any_condition("chronic_diarrhoea", "diarrhoea")
        if loose.truth is Truth.MET and self.inquiry.yes(WEIGHT_LOSS):
            return Evidence(Truth.MET, joined([loose.statement, say(WEIGHT_LOSS.label)]))
        return Evidence(Truth.NOT_MET, known.statement)

    def short_bowel(self) -> Evidence:
        found = self.any_condition("short_bowel", "high_output_stoma")
        maybe = self.any_condition("ileostomy", "bowel_resection")
        if found.truth is Truth.MET or maybe.truth is not Truth.MET:
            return found
        said = say(_("{what}; how much comes out is not known"), what=maybe.statement)
        return Evidence(Truth.UNKNOWN, said, missing=(CONDITIONS["high_output_stoma"].key,))

    def misuse(self) -> Evidence:
        """Known, or low urine chloride; a low potassium alone asks for urine chloride."""
        known = self.any_condition("laxative_misuse", "eating_disorder")
        if known.truth is Truth.MET:
            return known
        if self.urine.chloride == "low":
            return Evidence(Truth.MET, say(_("low urine chloride in alkalosis")))
        low_potassium = self.inquiry.passes(POTASSIUM_SERUM, t.K_LOW) is Truth.MET
        loses = self.any_condition(
            "chronic_diarrhoea", "acute_diarrhoea", "diarrhoea", "vomiting", "nasogastric_suction"
        )
        if low_potassium and self.urine.chloride is None and loses.truth is not Truth.MET:
            said = say(_("low potassium without diarrhoea or vomiting on record; urine chloride not known"))
            return Evidence(Truth.UNKNOWN, said, missing=(SPOT_CHLORIDE.key,))
        return known

    def binders(self) -> Evidence:
        drugs = [d for d in self.inquiry.facts.drugs if d.acts and _binds(d)]
        if not drugs:
            return _absent(DRUG_LIST in self.inquiry.facts.asked, DRUG_LIST)
        return Evidence(Truth.MET, say(_("takes {names}"), names=tuple(shown_name(d.name) for d in drugs)))

    def childhood_onset(self) -> Evidence:
        """First low before 18 years, with low calcium, seizures or consanguinity."""
        facts = self.inquiry.facts
        signs = [
            (self.calcium.low is Truth.MET, say(_("low calcium"))),
            (self.inquiry.yes(CONSANGUINITY), say(CONSANGUINITY.label)),
        ]
        signs += [(bool(facts.answer(fact)), say(fact.label)) for fact in self._seizures()]
        present = [said for holds, said in signs if holds]
        first = facts.number(AGE_AT_FIRST_LOW)
        if first is not None and first >= CHILD:
            return Evidence(Truth.NOT_MET, say(_("first low as an adult")))
        if not present:
            return Evidence(Truth.NOT_MET, say(_("no low calcium, seizure or related parents on record")))
        if first is None:
            said = say(_("{signs}; age at the first low magnesium not known"), signs=tuple(present))
            return Evidence(Truth.UNKNOWN, said, missing=(AGE_AT_FIRST_LOW.key,))
        return Evidence(Truth.MET, say(_("first low in childhood, with {signs}"), signs=tuple(present)))

    def _seizures(self) -> list[YesNo]:
        return [*(FINDINGS[code] for code in SEIZURES), CONDITIONS["epilepsy"]]

    def any_condition(self, *codes: str) -> Evidence:
        """Any of these conditions, said by the names of those present."""
        answers = {code: self.inquiry.condition(code) for code in codes}
        present = [say(CONDITIONS[code].label) for code, answer in answers.items() if answer]
        if present:
            return Evidence(Truth.MET, joined(present))
        return _absent(None not in answers.values(), CONDITION_LIST)


def _binds(drug: DrugTaken) -> bool:
    return bool(drug.classes.intersection(BINDER_CLASSES)) or drug.name.casefold() in BINDER_NAMES


def _absent(asked: bool, name: str) -> Evidence:
    """Nothing points to the row: not so, or not asked."""
    if asked:
        return Evidence(Truth.NOT_MET, say(_("none on record")))
    return Evidence(Truth.UNKNOWN, Statement(""), missing=(name,))


def gut_tests(
    inquiry: Inquiry, *, route: Route, causes: tuple[Cause, ...], level: Level, calcium: Calcium, urine: UrineRatios
) -> tuple[GutTest, ...]:
    """The rows to look into, in the order of the dossier."""
    shares = "gastrointestinal" in route.also or (route.value == "mixed" and _gut_cause(causes))
    if route.value not in GUT_ROUTES and not shares:
        return ()
    gut = Gut(inquiry, level, calcium, urine)
    checked = [(row, gut.check(row)) for row in GUT_CAUSES[:-1]]
    for row, evidence in checked:
        inquiry.record(row.rule, evidence)
    found = [(row, evidence) for row, evidence in checked if _pointed_to(evidence)]
    told = [(row, evidence) for row, evidence in found if not _mere_guess(row, evidence)]
    found = told or found
    if route.value == "extrarenal_unspecified" or (not found and route.value in GUT_ROUTES):
        found.append((GUT_CAUSES[-1], _nothing_found(inquiry)))
    return tuple(_test(row, evidence) for row, evidence in found)


def _pointed_to(evidence: Evidence) -> bool:
    """The trigger is met, or something points to it and only a detail is missing."""
    return evidence.truth is Truth.MET or (evidence.truth is Truth.UNKNOWN and bool(evidence.statement.template))


def _mere_guess(row: GutCause, evidence: Evidence) -> bool:
    """Misuse guessed from a low potassium, or an onset in childhood that is only possible: nothing to look for
    while another cause is there to explain it."""
    return row.rule in ("DX-GI-08", "DX-GI-11") and evidence.truth is Truth.UNKNOWN


def _nothing_found(inquiry: Inquiry) -> Evidence:
    said = say(_("nothing that was told explains the loss"))
    inquiry.met("DX-GI-12", said)
    missing = tuple(name for name in (DRUG_LIST, CONDITION_LIST) if name not in inquiry.facts.asked)
    return Evidence(Truth.MET, said, missing=missing)


def _gut_cause(causes: tuple[Cause, ...]) -> bool:
    return any(cause.active and "gastrointestinal" in cause.routes for cause in causes)


def _test(row: GutCause, evidence: Evidence) -> GutTest:
    return GutTest(
        rule(row.rule),
        say(row.label),
        evidence.truth.word,
        evidence.statement,
        tuple(say(test) for test in row.tests),
        evidence.missing,
    )
