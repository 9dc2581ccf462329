"""Report → text for a terminal: what it is, what to do now, the plan for and against, and the sources.

It prints the same `Report` as screen and paper, safety first, and so says the same.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator

from . import words
from .cited import Cited
from .machine import plain
from .shapes import Item, Report, TimedLine, WithheldLine
from .shapes_beyond import DiscordanceLine
from .wording import Wording

WIDTH = 100
_IN_ASCII = {
    "µ": "u", "≥": ">=", "≤": "<=", "≈": "~", "×": "x", "±": "+/-", "²": "2", "→": "->", "–": "-", "—": "-",
    "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "·": ";", "•": "*",
}  # fmt: skip
_ASCII = str.maketrans(_IN_ASCII)


def plain_text(report: Report, *, ascii_only: bool = False) -> str:
    """The report as lines of at most 100 characters; `ascii_only` for a terminal that knows nothing else."""
    text = plain("\n".join(_Page(report).lines()))
    return to_ascii(text) if ascii_only else text


def to_ascii(text: str) -> str:
    """The text in ASCII: accents dropped, signs written out."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_ASCII))
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return kept.encode("ascii", "replace").decode("ascii")


class _Page:
    """Writes one report, section by section."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.text = Wording(report.language).text
        self.cited: set[int] = set()

    def lines(self) -> Iterator[str]:
        report = self.report
        if report.banner:
            yield from _wrapped(f"!! {report.banner.title}. {report.banner.text}")
            yield ""
        yield from _wrapped(report.verdict)
        for conclusion in (report.urgency, report.path_of_treatment):
            yield from _wrapped(f"{conclusion.label} {conclusion.answer}", "  ")
        yield from self.part("scope", (reason.sentence for reason in report.scope))
        yield from self.items(self.text(words.LABELS["do_now"]), report.do_now)
        shown = {item.key for item in report.do_now}
        for section in report.plan:
            yield from self.items(section.title, tuple(item for item in section.items if item.key not in shown))
        yield from self.part("by_cause", self.by_cause())
        yield from self.withheld(report.withheld)
        yield from self.part("board", (f"{row.title}: {row.now}" for row in report.board))
        yield from self.part("why", report.reasons)
        yield from self.part("causes", (cause.line for cause in report.causes))
        yield from self.part(
            "next_steps", (f"{step.line}. {step.worth}" if step.worth else step.line for step in report.next_steps)
        )
        yield from self.origins()
        yield from self.part("discordance", (line for each in report.discordance for line in _disagreement(each)))
        yield from self.part("flips", report.flips)
        yield from self.part("cutoffs", (group.line for group in report.cutoffs))
        yield from self.part("warnings", (warning.text for warning in report.warnings))
        yield from self.timed("monitoring", report.monitoring)
        yield from self.timed("stop_rules", report.stop_rules)
        yield from self.timed("recheck", (report.recheck,) if report.recheck else ())
        yield from self.timed("spacing", report.spacing)
        yield from self.timed("surveillance", report.surveillance)
        yield from self.part("diet", self.diet())
        yield from self.part("for_patient", report.for_patient)
        yield from self.references()
        yield ""
        yield from _wrapped(report.disclaimer)

    def part(self, label: str, texts: Iterable[str]) -> Iterator[str]:
        """A titled list; nothing where it is empty."""
        told = list(texts)
        if told:
            yield from _title(self.text(words.LABELS[label]))
            for text in told:
                yield from _wrapped(f"- {text}", "  ")

    def origins(self) -> Iterator[str]:
        """Patterns of loss through the kidney, genes and the gut, where there is something to say."""
        report = self.report
        said = (" ".join((f"{each.title}, {each.score}.", *each.lines)) + self.cites(each) for each in report.patterns)
        yield from self.part("patterns", said)
        yield from self.part("traps", (f"{trap.title}{self.cites(trap)}" for trap in report.traps))
        if report.referral:
            genes = (f"{gene.name}: {gene.syndrome}. {gene.here}".rstrip() for gene in report.referral.genes)
            told = (report.referral.answer, *report.referral.because, *report.referral.open, *report.referral.notes)
            yield from self.part("referral", told)
            yield from self.part("genes", genes)
        tests = self.text(words.LABELS["gut_tests"])
        gut = (f"{each.title}: {each.because}. {tests}: {each.tests}.{self.cites(each)}" for each in report.gut)
        yield from self.part("gut", gut)

    def items(self, title: str, items: tuple[Item, ...]) -> Iterator[str]:
        if not items:
            return
        yield from _title(title)
        for item in items:
            tags = f" ({', '.join(item.tags)})" if item.tags else ""
            yield from _wrapped(f"- {item.title}{tags}{self.cites(item)}", "  ")
            for text in (item.dose_line, *item.details):
                yield from _wrapped(text, "    ", "    ")

    def withheld(self, withheld: tuple[WithheldLine, ...]) -> Iterator[str]:
        yield from self.part("withheld", (f"{entry.line}{self.cites(entry)}" for entry in withheld))

    def timed(self, label: str, lines: Iterable[TimedLine]) -> Iterator[str]:
        yield from self.part(label, (f"{each.line}{self.cites(each)}" for each in lines))

    def by_cause(self) -> Iterator[str]:
        for group in self.report.by_cause:
            yield from (f"{group.title}: {line.line}{self.cites(line)}" for line in group.lines)

    def diet(self) -> Iterator[str]:
        diet = self.report.diet
        if diet is not None:
            yield from (f"{line.line}{self.cites(line)}" for line in diet.lines)
            yield f"{self.text(words.LABELS['foods'])}: {diet.foods}{self.cites(diet)}"

    def cites(self, cited: Cited) -> str:
        """The reference numbers of something, which are listed at the end."""
        self.cited.update(cited.sources)
        return f" {cited.cites}" if cited.cites else ""

    def references(self) -> Iterator[str]:
        """The sources of what was printed."""
        printed = [each for each in self.report.references if each.number in self.cited]
        if printed:
            yield from _title(self.text(words.LABELS["references"]))
            for each in printed:
                note = f" ({each.note})" if each.note else ""
                yield from _wrapped(f"[{each.number}] {each.text}{note} {each.link}".rstrip(), "    ")


def _disagreement(each: DiscordanceLine) -> Iterator[str]:
    yield f"{each.text}. {each.advice}"
    for reason in each.reasons:
        yield f"{reason.text} ({reason.word}): {reason.check}"


def _wrapped(text: str, indent: str = "", first: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)


def _title(text: str) -> tuple[str, str]:
    return "", text.upper()
