"""The answer: verdict, conclusions, the reasons for them, the causes, and what would change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Cause, NextStep
from ..clinical.evidence import Rule, Truth
from ..clinical.knowledge.patient import IONISED_MAGNESIUM, MAGNESIUM_SERUM
from ..clinical.knowledge.rulebook import rule
from ..clinical.text import Statement
from . import words
from .grounds import NO_FLIP, NOTHING_AGAINST, Grounds
from .shapes import Banner, CauseLine, Conclusion, NextStepLine, StepLine, Tone, Why
from .wording import begun

# The states in which it makes sense to ask where magnesium is lost and why.
LOW = ("low", "possible_latent_deficiency")


class Verdict(Grounds):
    """What is the matter, how sure is that, and what would settle the rest."""

    def tone(self) -> Tone:
        """The tone of the whole, by urgency."""
        assessment = self.assessment
        if assessment.urgency in ("emergency", "urgent") or self.banner():
            return self.tones["critical"]
        if assessment.urgency == "same_day" or assessment.status in ("suspected_spurious", "unknown", "high"):
            return self.tones["warning"]
        return self.tones["ok" if assessment.status == "not_low" else "info"]

    def level(self) -> str:
        """The magnesium as entered, total or else ionised; empty if there is none."""
        for fact in (MAGNESIUM_SERUM, IONISED_MAGNESIUM):
            value = self.facts.quantity(fact)
            if value is not None:
                return self.wording.quantity(value)
        return ""

    def verdict(self) -> str:
        """The answer in one sentence, with how sure it is."""
        said = self.what_it_is()
        if not self.assessment.scope.in_scope:
            return self.line(_("{what}: outside the scope of this tool."), what=said)
        route = self.where_it_goes()
        return self.line(_("{what}: {route}."), what=said, route=route) if route else f"{said}."

    def what_it_is(self) -> str:
        assessment = self.assessment
        level = self.level()
        if assessment.plan.path == "PT_TOXICITY":
            return self.line(_("Too much magnesium ({level})"), level=level)
        sentences = {
            "not_low": _("Magnesium is not low"),
            "possible_latent_deficiency": _("Magnesium is not low, but the body may be depleted"),
            "high": _("Magnesium is above the range"),
            "suspected_spurious": _("Magnesium reads low, but the sample may be wrong"),
            "unknown": _("Whether magnesium is low is not known yet"),
        }
        grades = {
            "mild": _("Mild hypomagnesaemia"),
            "moderate": _("Moderate hypomagnesaemia"),
            "severe": _("Severe hypomagnesaemia"),
            "critical": _("Critical hypomagnesaemia"),
        }
        said = self.text(sentences.get(assessment.status) or grades.get(assessment.severity, _("Hypomagnesaemia")))
        return self.line(_("{what} ({level})"), what=said, level=level) if level else said

    def where_it_goes(self) -> str:
        """The route with its certainty; empty where the question does not arise."""
        route = self.assessment.route
        if route.value == "not_applicable" or self.assessment.status not in LOW:
            return ""
        if route.value == "indeterminate":
            return self.text(_("where it is lost is not yet clear"))
        if route.value == "discordant":
            return self.text(_("the tests disagree about where it is lost"))
        said = self.named(words.ROUTE, route.value)
        if route.certainty != "none":
            said = self.line(
                _("{route}, {certainty}"), route=said, certainty=self.named(words.CERTAINTY, route.certainty)
            )
        if route.also:
            said = self.line(
                _("{route}, with {also}"), route=said, also=", ".join(self.named(words.ROUTE, r) for r in route.also)
            )
        return said

    def banner(self) -> Banner | None:
        assessment = self.assessment
        if assessment.plan.path == "PT_TOXICITY":
            text = _("Stop every source of magnesium. Follow the local emergency protocol.")
            return Banner(self.text(_("Too much magnesium")), self.text(text), self.tones["critical"])
        if not assessment.emergency_banner:
            return None
        text = _(
            "Do not wait for the diagnostic tests. Follow the local emergency protocol; it goes before this report."
        )
        return Banner(self.text(_("Treat first")), self.text(text), self.tones["critical"])

    def conclusions(self) -> dict[str, Conclusion]:
        assessment = self.assessment
        urgent = assessment.urgency in ("urgent", "emergency")
        severe = assessment.severity in ("severe", "critical")
        route = assessment.route
        because, path = assessment.status_because, assessment.plan.path_because
        return {
            "status": self.conclusion(
                "status",
                _("Is magnesium low?"),
                self.named(words.STATUS, assessment.status),
                self.tone(),
                because,
                self.why(self.status_rule(), because, about="status", family="level"),
            ),
            "severity": self.conclusion(
                "severity",
                _("How severe?"),
                self.named(words.SEVERITY, assessment.severity),
                self.tone_of(severe and urgent, severe),
                self.symptoms(),
                self.why(self.severity_rule(), because, about="severity", family="level"),
            ),
            "urgency": self.conclusion(
                "urgency",
                _("How urgent?"),
                self.named(words.URGENCY, assessment.urgency),
                self.tone_of(urgent, assessment.urgency == "same_day"),
                None,
                self.why(self.urgency_rule(), path, about="urgency", family="level"),
            ),
            "route": self.conclusion(
                "route",
                _("Where is it lost?"),
                self.route_answer(),
                self.tones["info"],
                route.because,
                self.why(route.rule or self.status_rule(), route.because or because, about="route"),
            ),
            "path_of_treatment": self.conclusion(
                "path",
                _("What follows?"),
                self.named(words.PLAN_PATH, assessment.plan.path),
                self.tone(),
                path,
                self.why(assessment.plan.path_rule, path, about="path", family="level"),
            ),
        }

    def status_rule(self) -> Rule:
        """The rule by which magnesium is called low, or not."""
        asked = {
            "possible_latent_deficiency": ("DX-SER-05", "DX-SER-06"),
            "high": ("DX-SER-08",),
            "suspected_spurious": ("DX-PRE-04", "DX-PRE-05", "DX-PRE-03", "DX-PRE-02", "TX-SEV-20"),
            "unknown": ("DX-PRE-04", "DX-PRE-05", "DX-PRE-03", "DX-PRE-02", "TX-SEV-20"),
        }.get(self.assessment.status, ("DX-SER-01",))
        return rule(self.first_met(asked))

    def severity_rule(self) -> Rule:
        return rule(self.first_met(("DX-SER-02", "DX-SER-01")))

    def urgency_rule(self) -> Rule:
        """Danger signs come before the ladder that follows the path (ruling 26)."""
        return rule(self.first_met(("DX-SYM-00", "RUL-26")))

    def first_met(self, ids: tuple[str, ...]) -> str:
        """The first of these rules that was met; the last where none was."""
        met = (each for each in ids if any(found.truth is Truth.MET for found in self.findings.get(each, ())))
        return next(met, ids[-1])

    def verdict_why(self, conclusions: Mapping[str, Conclusion]) -> Why | None:
        """What the sentence of the verdict rests on: the status, then severity, route and treatment in a line each."""
        why = conclusions["status"].why
        if why is None:
            return None
        told = tuple(f"{each.label} {each.answer}. {each.detail}".rstrip(" .") for each in conclusions.values())
        all_of = [each.why for each in conclusions.values() if each.why]
        flips = without_the_empty([line for each in all_of for line in each.flips], self.text(NO_FLIP))
        against = without_the_empty([line for each in all_of for line in each.against], self.text(NOTHING_AGAINST))
        return replace(why, because=told, flips=flips, against=against)

    def conclusion(
        self, key: str, label: str, answer: str, tone: Tone, because: Statement | None, why: Why
    ) -> Conclusion:
        return Conclusion(key, self.text(label), begun(answer), tone, begun(self.say(because)), why)

    def symptoms(self) -> Statement:
        said = {True: _("with symptoms"), False: _("without symptoms"), None: _("symptoms not known")}
        return Statement(said[self.assessment.symptomatic])

    def route_answer(self) -> str:
        route = self.assessment.route
        answer = self.named(words.ROUTE, route.value)
        if route.certainty != "none":
            answer = self.line(
                _("{route}, {certainty}"), route=answer, certainty=self.named(words.CERTAINTY, route.certainty)
            )
        if route.settled_by:
            by = tuple(self.named(words.SETTLED_BY, word) for word in route.settled_by)
            answer = self.line(_("{answer} (settled by {by})"), answer=answer, by=by)
        return answer

    def reasons(self, causes: tuple[CauseLine, ...]) -> tuple[str, ...]:
        """The three strongest facts: the level, the route, then the cause or the reason for the treatment."""
        assessment = self.assessment
        said = [self.say(assessment.status_because), self.say(assessment.route.because)]
        if assessment.status in LOW:
            said += [cause.line for cause in causes[:1]]
        said.append(self.say(assessment.plan.path_because))
        return tuple(dict.fromkeys(begun(text) for text in said if text))[:3]

    def cause(self, cause: Cause) -> CauseLine:
        label, weight = begun(self.say(cause.label)), self.named(words.WEIGHT, cause.weight)
        routes = ", ".join(self.named(words.ROUTE, route) for route in cause.routes)
        after = f"{routes}, {weight}" if routes else weight
        if not cause.active:
            after = self.line(_("{line}; exposure is over"), line=after)
        return CauseLine(
            key=cause.code,
            label=label,
            kind=self.named(words.CAUSE_KIND, cause.kind),
            routes=routes,
            weight=weight,
            line=f"{label}: {after}",
            line_after_label=after,
            tone=self.tones["warning" if cause.weight == "strong" else "info"],
            note=begun(self.say(cause.note)),
            active=cause.active,
            why=self.why(cause.rule, cause.note),
            sources=self.sources.of(cause.rule),
            verified=cause.rule.verified,
        )

    def next_steps(self) -> tuple[NextStepLine, ...]:
        return tuple(self.next_step(step) for step in self.assessment.next_steps)

    def next_step(self, step: NextStep) -> NextStepLine:
        """A test with its reason; a reason that begins with the name of the test does not name it twice."""
        title, text = self.named(words.NEXT_STEP, step.code), begun(self.say(step.why))
        short = next((name for name in (title, title.partition(":")[0]) if _begins_with(text, name)), "")
        line = short + text[len(short) :] if short else f"{title}: {text}"
        return NextStepLine(
            step.code,
            short or title,
            text,
            line,
            step.rule.id,
            self.sources.of(step.rule),
            self.worth_of(step.code),
            "" if step.rule.verified else self.mark,
            self.why(step.rule, step.why),
        )

    def step(self, key: str, state: str, text: str) -> StepLine:
        return StepLine(key, self.named(words.STEP, key), state, self.named(words.STEP_STATE, state), text)


def without_the_empty(lines: list[str], nothing: str) -> tuple[str, ...]:
    """Lines once each; the one that says that there are none only where it stands alone."""
    told = tuple(dict.fromkeys(lines))
    return tuple(line for line in told if line != nothing) or told


def _begins_with(text: str, name: str) -> bool:
    """Whether a text begins with a name, and the name does not go on in it as another word."""
    return text.casefold().startswith(name.casefold()) and not text[len(name) : len(name) + 1].isalnum()
