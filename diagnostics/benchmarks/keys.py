"""Three patients entered with the keyboard alone, in a real browser: entries, key presses, pages, and time.

The time of a person is estimated with the keystroke-level model (Card, Moran and Newell, 1980):

    T = 0.28 s × key presses + 1.35 s × acts of thought + the machine's own seconds

where each entry, each look-up with "/" and each press of a button is one act of thought. Reading the report of
the laboratory, thinking about the patient and reading the answer are not in it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from .chromium import tab_of
from .results import Goal, Row, at_most
from .served import served_site

KEY, THOUGHT = 0.28, 1.35  # seconds
PAUSE = 400  # milliseconds: a person types slower than the page waits before it saves; not counted
LONGEST = 20  # seconds to wait for the machine
NEAR = 9  # up to so many presses of Tab are quicker than a look-up

# How far a box is from the focus, in presses of Tab; a group of round choices is one stop. None: not forward.
DISTANCE = """name => {
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility() && !each.closest('dialog'));
  const group = each => each.type === 'radio' ? 'radio ' + each.name : each;
  const stops = [...new Set(all.map(group))];
  const target = all.find(each => each.id === name || (each.name === name && each.type === 'radio') || (each.name + '=' + each.value) === name);
  const here = document.activeElement, to = stops.indexOf(target ? group(target) : null);
  const before = all.filter(each => here.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING);
  const from = stops.includes(group(here)) ? stops.indexOf(group(here)) : new Set(before.map(group)).size - 1;
  return to < 0 || to < from ? null : to - from;
}"""

# The verdict has the level in it, or the treatment of an emergency stands there.
ANSWERED = """() => /mol\\/L/.test((document.querySelector('.panel-verdict') || {}).textContent || '')
  || !(document.getElementById('treat-now') || {hidden: true}).hidden"""


@dataclass
class Hands:
    """Someone at the keyboard, who counts. Nothing is clicked."""

    tab: Any
    keys: int = 0
    thoughts: int = 0
    entries: int = 0
    presses: int = 0
    pages: int = 0
    waited: float = 0.0
    first: str = ""
    asked: list[str] = field(default_factory=list)

    def key(self, name: str, times: int = 1) -> None:
        for _time in range(times):
            self.tab.keyboard.press(name)
        self.keys += times

    def type(self, text: str) -> None:
        self.tab.keyboard.type(text)
        self.keys += len(text)

    def wait(self, condition: str) -> None:
        """Wait for the machine, and count how long. Raises TimeoutError after LONGEST seconds."""
        start = time.perf_counter()
        while not self._holds(condition):
            if time.perf_counter() - start > LONGEST:
                raise TimeoutError(condition)
            time.sleep(0.01)
        self.waited += time.perf_counter() - start

    def _holds(self, condition: str) -> bool:
        try:
            return bool(self.tab.evaluate(f"() => Boolean({condition})"))
        except Exception as problem:  # the page is being left
            if "context was destroyed" in str(problem) or "navigat" in str(problem):
                return False
            raise

    def reach(self, name: str, look_up: str) -> None:
        """Go to a control: with Tab where that is near, else with "/"."""
        distance = self.tab.evaluate(DISTANCE, name)
        if distance is not None and (distance <= NEAR or not look_up):
            self.key("Tab", distance)
            return
        named = json.dumps(name)
        self.look_up(look_up, f"[document.activeElement.id, document.activeElement.name].includes({named})")

    def settle(self) -> None:
        """Let the page save, as it does while a person looks up the next value; not counted."""
        self.tab.wait_for_timeout(PAUSE)
        end = time.perf_counter() + LONGEST
        while not self._holds("!document.querySelector('.htmx-request')") and time.perf_counter() < end:
            self.tab.wait_for_timeout(20)

    def skip(self) -> None:
        """The skip link, to the main part of the page."""
        self.key("Tab")
        self.key("Enter")

    def look_up(self, text: str, then: str) -> None:
        """Search for a question or a page with "/" and go to the first that fits."""
        while self.tab.evaluate("document.activeElement.matches('input[type=text]')"):
            self.key("Tab")  # in a box "/" would be typed
        said = "document.getElementById('jump-said')"
        self.tab.evaluate(f"{said}.textContent = ''")
        self.key("/")
        self.wait(f"{said}.textContent !== ''")
        self.type(text)
        self.settle()
        before = self.tab.url.partition("#")[0]
        self.key("Enter")
        self.thoughts += 1
        self.wait(f"document.readyState === 'complete' && {then}")
        self.pages += self.tab.url.partition("#")[0] != before

    def enter(self, name: str, text: str, *, unit: bool = False, look_up: str = "") -> None:
        """Write a value, and choose the first unit of its list."""
        self.reach(f"id_{name}", look_up)
        self.type(text)
        if unit:
            self.key("Tab")
            self.key("ArrowDown")
        self._entered(name)

    def pick(self, name: str, letter: str, look_up: str = "") -> None:
        """Choose from a list by a letter, or a round choice with the blank (the first) or an arrow."""
        self.reach(f"id_{name}", look_up)
        self.type(letter)
        self._entered(name)

    def tick(self, name: str, look_up: str = "") -> None:
        """The first round choice of a group, a box to tick or a button on the page: the blank."""
        self.reach(name, look_up)
        self.key("Space")
        self._entered(name)

    def drug(self, row: int, text: str, look_up: str = "") -> None:
        """Begin a name, take the first that fits."""
        self.reach(f"id_drugs__{row}__name", look_up)
        self.type(text)
        self.wait(f"document.querySelector('#list_drugs__{row}__name:not([hidden]) [role=option]') !== null")
        self.key("ArrowDown")
        self.key("Enter")
        self._entered(f"drugs.{row}")

    def _entered(self, name: str) -> None:
        self.asked.append(name)
        self.settle()
        self.entries += 1
        self.thoughts += 1
        self.note_first_answer()

    def send(self, then: str) -> None:
        """Press Enter where the focus is, and wait for the next page."""
        self.key("Enter")
        self.presses += 1
        self.thoughts += 1
        self.wait(f"document.readyState === 'complete' && {then}")
        self.pages += 1

    def note_first_answer(self) -> None:
        """Keep how far it was when a page first said how severe it is, or what to do at once."""
        if not self.first and self.tab.evaluate(ANSWERED):
            said = " ".join(self.tab.locator(".panel-verdict").inner_text().split())
            self.first = f"first answer after {self.entries} entries and {self.presses} presses ({said})"

    @property
    def seconds(self) -> float:
        """The estimate for a person."""
        return KEY * self.keys + THOUGHT * self.thoughts + self.waited


ON = "location.pathname === '/workup/{}/'"


def begin(hands: Hands) -> None:
    """The first page, and a new workup."""
    hands.tab.goto("/")
    hands.tab.locator("main form button").first.focus()
    hands.send(ON.format("start"))
    hands.skip()


def simple(hands: Hands) -> None:
    """A proton pump inhibitor and a magnesium of 0.62 mmol/L, to the conclusion."""
    begin(hands)
    hands.tick("all-no=findings__torsades_de_pointes")
    hands.enter("patient__age_years", "71")
    hands.pick("patient__sex", "f")
    hands.enter("serum__magnesium", "0.62", unit=True, look_up="mg")
    hands.enter("serum__creatinine", "78", unit=True, look_up="cr")
    hands.enter("serum__potassium", "4.1", unit=True, look_up="k")
    hands.drug(0, "omep", look_up="ppi")
    _to_conclusion(hands)


def thiazide(hands: Hands) -> None:
    """Hydrochlorothiazide with a low potassium."""
    begin(hands)
    hands.enter("serum__magnesium", "0.58", unit=True, look_up="mg")
    hands.enter("serum__creatinine", "85", unit=True, look_up="cr")
    hands.enter("serum__potassium", "2.9", unit=True, look_up="k")
    hands.drug(0, "hydrochl", look_up="ppi")
    _to_conclusion(hands)


def torsades(hands: Hands) -> None:
    """Torsades de pointes with a critical magnesium: what to do now stands there after the first entry."""
    begin(hands)
    hands.tick("findings__torsades_de_pointes")
    hands.wait("!document.getElementById('treat-now').hidden")
    hands.enter("serum__magnesium", "0.31", unit=True, look_up="mg")
    hands.enter("serum__potassium", "3.0", unit=True, look_up="k")
    _to_conclusion(hands)


def _to_conclusion(hands: Hands) -> None:
    """Look it up like a question: "/", a few letters, Enter."""
    hands.look_up("concl", ON.format("conclusion"))


CASES: dict[str, Callable[[Hands], None]] = {
    "keys: PPI, low Mg": simple,
    "keys: thiazide, low K": thiazide,
    "keys: critical Mg, torsades": torsades,
}


@contextmanager
def at_the_keyboard(address: str) -> Iterator[Hands | None]:
    """A new browser window on the site; None without a browser."""
    with tab_of(address) as tab:
        yield Hands(tab) if tab is not None else None


def measure(rounds: int) -> list[Row]:
    """Each patient once: keys and entries are the same each time, and the machine's part is small."""
    with served_site() as address:
        return [_row(name, case, address) for name, case in CASES.items()]


def _row(name: str, case: Callable[[Hands], None], address: str) -> Row:
    with at_the_keyboard(address) as hands:
        if hands is None:
            return Row(name, None, "s", note="no browser here")
        case(hands)
        return Row(name, hands.seconds, "s", goals=goals(name, hands), note=told(hands))


def goals(name: str, hands: Hands) -> tuple[Goal, ...]:
    """Forty seconds for the simple case, and nothing asked twice."""
    twice = at_most(len(hands.asked) - len(set(hands.asked)), 0, "asked twice")
    return (at_most(hands.seconds, 40, "s"), twice) if name == "keys: PPI, low Mg" else (twice,)


def told(hands: Hands) -> str:
    """What the time is made of."""
    return (
        f"{hands.entries} entries, {hands.keys} key presses, {hands.presses} buttons, {hands.pages} pages, machine"
        f" {hands.waited:.1f} s; estimate {KEY} × {hands.keys} + {THOUGHT} × {hands.thoughts} + {hands.waited:.1f}; {hands.first}"
    )
