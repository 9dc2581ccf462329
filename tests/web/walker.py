"""A physician who works up a patient by clicking and typing, from the facts of a case file."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

CASES = Path(__file__).parents[2] / "diagnostics" / "cases"
STEPS = ("start", "serum", "history", "urine-24h", "fractional-excretion", "loading-test")


def published(name: str) -> dict:
    """A published patient, as the case file has it."""
    return tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))


def walked() -> dict[str, str]:
    """The five patients that are walked through: what they have, and the name of their file."""
    found = {}
    for path in sorted(CASES.glob("*.toml")):
        walk = tomllib.loads(path.read_text("utf-8")).get("walk")
        if walk:
            found[walk] = path.stem
    return found


def leaves(facts: dict, before: str = "") -> Iterator[tuple[str, object]]:
    """(key of the fact, value) of everything in a case but its drugs."""
    for name, value in facts.items():
        path = f"{before}{name}"
        if path in ("id", "history.drugs"):
            continue
        if isinstance(value, dict) and set(value) != {"value", "unit"}:
            yield from leaves(value, f"{path}.")
        else:
            yield (
                path.removeprefix("presentation.")
                if ".findings." in path
                else path.replace("history.conditions", "conditions"),
                value,
            )


class Physician:
    """Fills in the pages of one browser page; `scripts` False saves by submit alone."""

    def __init__(self, page, *, scripts: bool = True) -> None:
        self.page, self.scripts = page, scripts
        self.all_asked = False
        self.left: dict[str, object] = {}

    def work_up(self, facts: dict) -> None:
        """From the first page to the conclusion."""
        self.page.goto("/")
        self.page.get_by_role("button", name="Start a workup").click()
        self.left = dict(leaves(facts))
        for step in STEPS:
            self.page.goto(f"/workup/{step}/")
            self.page.evaluate(
                "document.querySelectorAll('details').forEach(each => each.open = true)"
            ) if self.scripts else self._unfold()
            if step == "history":
                self._drugs(facts.get("history", {}).get("drugs", []))
            for key in [key for key in self.left if self._fill(key, self.left[key])]:
                del self.left[key]
            if self.all_asked:
                self._rest_is_absent()
            self._save()
        assert not self.left, f"no page asked for {sorted(self.left)}"

    def _rest_is_absent(self) -> None:
        """Say of each list on the page that whatever is not named was asked and is absent."""
        for box in self.page.locator("#step-form input[type=checkbox][value=absent]").all():
            box.check()

    def _unfold(self) -> None:
        folded_up = self.page.locator("#step-form details:not([open]) > summary")
        while folded_up.count():
            folded_up.first.click()

    def _save(self) -> None:
        """Save, confirming what the page finds unusual, as a physician would who looked again."""
        self.page.locator("#step-form .actions button[name=stay]").click()
        doubts = self.page.locator("#step-form input[type=checkbox][name$='-ok']:not(:checked)")
        if doubts.count():
            while doubts.count():
                doubts.first.check()
            self.page.locator("#step-form .actions button[name=stay]").click()
        assert self.page.locator("#errors").count() == 0, self.page.locator("#errors").inner_text()

    def _drugs(self, drugs: list[dict]) -> None:
        for row, drug in enumerate(drugs):
            if self.page.locator(f"#id_drugs__{row}__name").count() == 0:
                self.page.get_by_role("button", name="Add another").click()
            for part in ("name", "months", "stopped_days_ago"):
                if part in drug:
                    self.page.locator(f"#id_drugs__{row}__{part}").fill(str(drug[part]))
            if "can_stop" in drug:
                self.page.locator(f"#id_drugs__{row}__can_stop").select_option("yes" if drug["can_stop"] else "no")

    def _fill(self, key: str, value: object) -> bool:
        """Answer one fact on this page; False when the page does not ask for it."""
        name = key.replace(".", "__")
        if isinstance(value, bool):
            return self._answer(key, name, value)
        box = self.page.locator(f"#id_{name}")
        if box.count() == 0:
            return not isinstance(value, dict) and self._choose(name, str(value))
        if isinstance(value, dict):
            box.fill(str(value["value"]))
            if self.page.locator(f"select#unit_{name}").count():
                self.page.locator(f"select#unit_{name}").select_option(str(value["unit"]).replace("umol", "µmol"))
        elif box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(str(value))
        else:
            box.fill(str(value))
        return True

    def _choose(self, name: str, value: str) -> bool:
        choice = self.page.locator(f"#div_id_{name} input[value='{value}']")
        if choice.count():
            choice.check()
        return bool(choice.count())

    def _answer(self, key: str, name: str, value: bool) -> bool:
        question = self.page.locator(f"#div_id_{name} input[value={'yes' if value else 'no'}]")
        if question.count():
            question.check()
            return True
        of, _dot, code = key.partition(".")
        tick = self.page.locator(f"#step-form input[type=checkbox][name^='{of}-'][value='{code}']")
        if tick.count() and value:
            tick.check()
        return bool(tick.count())

    def sign(self) -> bytes:
        """Accept the plan as it stands, sign, and fetch the paper."""
        self.page.goto("/workup/sign/")
        self.page.get_by_role("button", name="sign and print").click()
        self.page.get_by_role("link", name="PDF for the record").wait_for()
        address = self.page.get_by_role("link", name="PDF for the record").get_attribute("href")
        answer = self.page.request.get(address)
        assert answer.status == 200
        return answer.body()


def text_of(pdf: bytes, folder: Path) -> str:
    """What a reader finds on the paper, blanks folded."""
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return folded(done.stdout.decode("utf-8"))


def folded(text: str) -> str:
    """Text without its line breaks and kinds of blank."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u00ad", "").split())
