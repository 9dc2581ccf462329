"""Assessment and decisions → what the patient takes home, in plain words (TX-HAND-01).

Its facts are those that the engine chose for this patient. A treatment is told of only when it was accepted, changed
or in use already; what has no decision is left out and named to the physician. In an emergency, and for a patient
outside the scope, the sheet says nothing of its own but whom to turn to, so that it delays no care.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment, Recommendation
from ..clinical.doses import Dose, DrugDose, OralDose
from ..clinical.knowledge.advice import EMERGENCY_NUMBERS, NO_REGION
from ..clinical.knowledge.drugs import shown_name
from ..clinical.knowledge.patient import ORAL_DOSE, REGION
from ..clinical.knowledge.rulebook import rule
from ..clinical.text import Statement
from .day import Day, plan_day
from .desk import DISCLAIMER, MOST_WORD, Decided, Desk
from .planning import ITEM_LABELS
from .wording import Wording, begun, cut

# The facts that speak of a treatment, by the family of its items.
ABOUT = {
    "small_doses": "oral", "loose_stools": "oral", "keep_apart": "oral", "keep_apart_others": "oral",
    "amiloride": "amiloride", "sglt2": "sglt2_inhibitor", "inulin": "inulin",
}  # fmt: skip
# What stands in which part, in the order in which the sheet has them.
PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "treatment": (_("Your treatment"), ("small_doses", "drip")),
    "day": (_("Your day with magnesium"), ("keep_apart", "keep_apart_others")),
    "effects": (_("Side effects"), ("loose_stools", "amiloride", "sglt2", "inulin")),
    "stopped": (_("Stopped, or looked at again"), ()),
    "blood_test": (_("Your next blood test"), ("blood_test", "blood_test_only")),
    "know": (_("Good to know"), (
        "what_lowers_it", "food_helps", "food_beside_treatment", "food_potassium", "food_potassium_open", "do_not_buy",
        "no_other_disease",
    )),
}  # fmt: skip
WHAT_IT_IS = ("what_it_is_low", "what_it_is")
RING = "ring_at_once"
MOMENT_WORDS = {
    7: _("7:00, on getting up"),
    8: _("8:00, breakfast"),
    11: _("11:00"),
    13: _("13:00, midday meal"),
    16: _("16:00"),
    18: _("18:00, evening meal"),
    22: _("22:00, before bed"),
}
REVIEWS = ("PPI_STOP_SWITCH_H2RA", "CULPRIT_REVIEW")
STOPPING = (*REVIEWS, "STOP_MG")
STEP_BY_STEP = "INULIN_RAMP"
URGENT = ("urgent", "emergency")
NO_SHEET = ("PT_TOXICITY", "PX_REFER", "P7_HOME_PARENTERAL")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its sentences."""

    key: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine by mouth that was agreed: how much at a time, and how often."""

    name: str
    amount: str
    times: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A row of the day: whether magnesium is taken, and which medicines may be taken then."""

    when: str
    magnesium: str
    fits: str


@dataclass(frozen=True, slots=True)
class Handout:
    """One sheet. Where `instead` is not empty it says why there is none, and all but `ring` is empty."""

    language: str
    title: str
    printed: str
    printed_iso: str
    instead: tuple[str, ...]
    what_it_is: str
    ring: str
    parts: tuple[Part, ...]
    medicines: tuple[Medicine, ...]
    day: tuple[Moment, ...]
    apart: tuple[str, ...]
    left_out: tuple[str, ...]  # suggestions without a decision, for the physician's eyes
    version: str
    disclaimer: str
    mark: str  # "not yet confirmed against a source", or empty
    labels: Mapping[str, str]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything that is read as running text."""
        told = (self.what_it_is, self.ring, *self.instead, *(line for part in self.parts for line in part.lines))
        return tuple(text for text in told if text)


LABELS = {
    "name": _("Your name"),
    "phone": _("Our phone number"),
    "ring": _("When to ring for help at once"),
    "medicine": _("Medicine"),
    "amount": _("How much each time"),
    "times": _("How often"),
    "agreed": _("What was agreed for you"),
    "time": _("Time"),
    "magnesium": _("Magnesium"),
    "fits": _("Other medicines that fit at this time"),
    "day": _("An example of a day"),
    "apart": _("Hours between your medicines and magnesium"),
    "page": _("page"),
    "of": _("of"),
}


def handout(
    assessment: Assessment, wording: Wording, *, decisions: Iterable[Decided] = (), printed_at: datetime | None = None
) -> Handout:
    """The sheet for this patient; `printed_at` is also when the time until the blood test begins."""
    return Sheet(assessment, wording, decisions=decisions, printed_at=printed_at).handout()


class Sheet(Desk):
    """Writes one sheet."""

    takes_apart = False  # whether there are drugs to keep apart from magnesium that is taken

    def handout(self) -> Handout:
        told = {fact.code: self.say(fact.text) for fact in self.assessment.advice}
        instead = tuple(self.instead())
        facts = {} if instead else {key: text for key, text in told.items() if self.concerns(key)}
        self.takes_apart = "keep_apart" in facts
        medicines = () if instead else tuple(self.medicines())
        day = None if instead else self.day()
        return Handout(
            language=self.wording.language,
            title=self.text(_("Low magnesium") if self.assessment.status == "low" else _("About your magnesium")),
            printed=self.wording.date(_day(self.printed_at)) if self.printed_at else "",
            printed_iso=self.printed_at.isoformat(timespec="seconds") if self.printed_at else "",
            instead=instead,
            what_it_is=next((facts[key] for key in WHAT_IT_IS if key in facts), ""),
            ring=told.get(RING, ""),
            parts=() if instead else tuple(self.parts(facts, medicines, day)),
            medicines=medicines,
            day=tuple(self.moments(day)) if day else (),
            apart=() if instead else tuple(self.apart()),
            left_out=() if instead else tuple(self.left_out()),
            version=self.line(_("knowledge {version}"), version=self.assessment.knowledge_version),
            disclaimer=self.text(DISCLAIMER),
            mark="" if rule("TX-HAND-01").verified else self.mark,
            labels={key: self.text(label) for key, label in LABELS.items()},
        )

    # -- instead of a sheet ---------------------------------------------------------------------------

    def instead(self) -> Iterator[str]:
        """Why nothing is handed out now, and whom to turn to."""
        assessment = self.assessment
        banner = assessment.emergency_banner or assessment.urgency in URGENT or assessment.plan.path == "PT_TOXICITY"
        if banner:
            number = self.text(EMERGENCY_NUMBERS.get(self.facts.word(REGION) or "", NO_REGION))
            yield self.text(_("You need care right now. Do not wait for this sheet."))
            yield self.line(
                _("Stay with the team that looks after you. Are you not in a hospital? Then ring {number} now."),
                number=number,
            )
        elif not assessment.scope.in_scope or assessment.plan.path in NO_SHEET:
            yield self.text(
                _("There is no sheet for you from here. A team that knows your situation tells you what to do.")
            )
            yield self.text(_("Follow their advice. Do not wait with asking for help."))

    # -- what was decided -----------------------------------------------------------------------------

    def agreed(self, item: Recommendation) -> bool:
        decided = self.decisions.get(item.code)
        return decided is not None and decided.choice in ("accept", "change")

    def rejected(self, item: Recommendation) -> bool:
        decided = self.decisions.get(item.code)
        return decided is not None and decided.choice == "reject"

    def items(self, family: str) -> list[Recommendation]:
        return [item for item in self.assessment.plan.recommended if item.family == family]

    def in_use(self, family: str) -> bool:
        """Whether the patient takes something of this family already."""
        taken = [drug for drug in self.facts.drugs if drug.stopped_days_ago is None]
        dose = self.facts.quantity(ORAL_DOSE)
        return {
            "oral": dose is not None and dose.value > 0 and not self.code_agreed("STOP_MG"),
            "amiloride": any(drug.drug == "amiloride" for drug in taken),
            "sglt2_inhibitor": any("sglt2_inhibitor" in drug.classes for drug in taken),
        }.get(family, False)

    def code_agreed(self, *codes: str) -> bool:
        return any(self.agreed(item) for item in self.assessment.plan.recommended if item.code in codes)

    def concerns(self, key: str) -> bool:
        """Whether a fact still holds after the decisions."""
        if key in ABOUT:
            return self.in_use(ABOUT[key]) or any(self.agreed(item) for item in self.items(ABOUT[key]))
        if key == "drip":
            proposed = self.items("iv")
            return not proposed or not all(self.rejected(item) for item in proposed)
        if key in ("blood_test", "blood_test_only"):
            return not any(self.rejected(item) for item in self.assessment.plan.recommended if item.code == "RECHECK")
        return True

    def left_out(self) -> Iterator[str]:
        """Suggestions that wait for a decision and would be on the sheet with one."""
        for item in self.assessment.plan.recommended:
            told = isinstance(item.dose, (OralDose, DrugDose)) and _by_mouth(item.dose)
            if item.code not in self.decisions and (told or item.code in STOPPING):
                yield self.text(ITEM_LABELS.get(item.code, "")) or begun(self.say(item.text))

    # -- the parts ------------------------------------------------------------------------------------

    def parts(self, facts: Mapping[str, str], medicines: tuple[Medicine, ...], day: Day | None) -> Iterator[Part]:
        before = {"treatment": self.treatment()}
        after = {"day": self.about_day(day), "stopped": self.stopped(), "blood_test": self.blood_test(facts)}
        for key, (title, codes) in PARTS.items():
            chosen = (facts[code] for code in codes if code in facts)
            lines = (*before.get(key, ()), *chosen, *after.get(key, ()))
            if lines or (key == "treatment" and medicines):
                yield Part(key, self.text(title), lines)

    def treatment(self) -> Iterator[str]:
        if self.assessment.urgency == "same_day":
            treated = any(self.agreed(item) and item.dose is not None for item in self.assessment.plan.recommended)
            yield self.text(_("Your treatment starts today.") if treated else _("This is looked into today."))

    def medicines(self) -> Iterator[Medicine]:
        """What is taken by mouth, as it was agreed."""
        for item in self.assessment.plan.recommended:
            if self.agreed(item) and _by_mouth(item.dose):
                decided = self.decisions[item.code]
                yield self.medicine(getattr(decided, "given", None) or item.dose, decided)

    def medicine(self, dose: Dose | None, decided: Decided) -> Medicine:
        if decided.choice == "change" and getattr(decided, "given", None) is None:
            return Medicine(self.text(ITEM_LABELS.get(decided.code, "")), cut(decided.dose), "")
        if isinstance(dose, OralDose):
            name = self.line(_("magnesium ({salt})"), salt=self.wording.salt(dose))
            return Medicine(name, self.wording.magnesium(dose.mmol_per_dose), self.often(dose.times_per_day))
        assert isinstance(dose, DrugDose)
        often = self.often(dose.times_per_day)
        if decided.code == STEP_BY_STEP:
            often = self.line(_("{often} at first; we tell you when to take more"), often=often)
        return Medicine(self.wording.value(dose.drug), self.wording.amount(dose), often)

    def often(self, times: int | None) -> str:
        if not times:
            return ""
        return self.line(_("{number} times a day"), number=times) if times > 1 else self.text(_("once a day"))

    def stopped(self) -> Iterator[str]:
        gone = [drug.name for drug in self.facts.drugs if drug.stopped_days_ago is not None]
        if gone:
            yield self.line(_("You have stopped: {names}."), names=self.names(gone))
        asked = self.asked_about()
        if asked:
            yield self.line(
                _("We look at these again: {names}. Do not change them by yourself. We tell you what to do."),
                names=self.names(asked),
            )
        if self.code_agreed("STOP_MG"):
            yield self.text(
                _("Stop everything with magnesium in it. That can be tablets, powders, laxatives or stomach tablets.")
            )

    def asked_about(self) -> list[str]:
        """The drugs in use that an agreed review names, itself or by its causes."""
        agreed = [item for item in self.assessment.plan.recommended if item.code in REVIEWS and self.agreed(item)]
        return [name for item in agreed for said in (item.text, *item.details) for name in self.named_in(said)]

    def named_in(self, said: Statement) -> Iterator[str]:
        yield from said.values.get("names", ())
        codes = {cause.code for cause in self.assessment.causes if cause.label == said.values.get("cause")}
        yield from (drug.name for drug in self.facts.drugs if drug.stopped_days_ago is None and drug.classes & codes)

    def names(self, drugs: Iterable[str]) -> str:
        return ", ".join(self.wording.value(cut(name, MOST_WORD)) for name in dict.fromkeys(map(shown_name, drugs)))

    def blood_test(self, facts: Mapping[str, str]) -> Iterator[str]:
        """The latest day of the blood test, or what was decided in its place."""
        changed = next((d for code, d in self.decisions.items() if code == "RECHECK" and d.choice == "change"), None)
        if changed is not None and changed.dose:
            yield self.line(_("Agreed with you: {words}"), words=cut(changed.dose))
        elif self.printed_at and self.assessment.plan.recheck and {"blood_test", "blood_test_only"} & set(facts):
            due = self.printed_at + timedelta(hours=self.assessment.plan.recheck.within_hours)
            exact = self.assessment.plan.recheck.within_hours < 48
            latest = self.wording.date(due if exact else _day(due))
            yield self.line(_("That is on {day} at the latest."), day=latest)

    # -- the day --------------------------------------------------------------------------------------

    def times_a_day(self) -> int:
        """How often magnesium is taken by mouth, as agreed; 0 where it is not known."""
        doses = [getattr(self.decisions[item.code], "given", None) or item.dose
                 for item in self.items("oral") if self.agreed(item)]  # fmt: skip
        return next((dose.times_per_day for dose in doses if isinstance(dose, OralDose)), 0)

    def spaced(self) -> dict[str, str]:
        """The drugs that keep apart from magnesium, with the text about their hours, when magnesium is taken."""
        if not self.takes_apart:
            return {}
        return {self.names([line.drug]): line.text.template for line in self.assessment.plan.spacing}

    def day(self) -> Day | None:
        drugs = self.spaced()
        return plan_day(self.times_a_day(), drugs) if drugs else None

    def moments(self, day: Day) -> Iterator[Moment]:
        """The moments at which something may be taken."""
        for hour, names in day.fitting.items():
            takes = hour in day.magnesium
            if takes or names:
                answer = self.text(_("yes, with food") if takes else _("no"))
                yield Moment(self.text(MOMENT_WORDS[hour]), answer, ", ".join(names) or self.text(_("none of these")))

    def apart(self) -> Iterator[str]:
        if self.spaced():
            for line in self.assessment.plan.spacing:
                yield f"{self.names([line.drug])}: {begun(self.say(line.text)).rstrip('.')}."

    def about_day(self, day: Day | None) -> Iterator[str]:
        if day is None:
            return
        yield self.text(_("The times in the table are an example. You may shift them, but keep the hours apart."))
        if day.without_time:
            yield self.line(
                _("No time of this day fits for: {names}. Ask your doctor or pharmacist first."),
                names=", ".join(day.without_time),
            )


def _day(moment: datetime) -> date:
    """The day on which a moment is here."""
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date()


def _by_mouth(dose: Dose | None) -> bool:
    return isinstance(dose, OralDose) or (isinstance(dose, DrugDose) and dose.route == "oral")
