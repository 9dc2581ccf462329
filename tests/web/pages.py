"""Pages as a browser would see and send them."""

from __future__ import annotations

from html.parser import HTMLParser

SECTIONS = ("start", "serum", "history", "urine-24h", "fractional-excretion", "loading-test")
RESULTS = ("check", "conclusion", "plan", "sign", "link")
KNOWLEDGE_PAGES = (
    "/knowledge/", "/knowledge/?q=magnesium", "/knowledge/path/", "/knowledge/limits/", "/knowledge/drugs/",
    "/knowledge/sources/", "/knowledge/sign-off/", "/knowledge/changes/", "/knowledge/chapter/disagreements/",
    "/knowledge/rule/TX-IV-H/?case=ppi-49f-seizure", "/knowledge/rule/TX-C-01/", "/knowledge/rule/DX-FEMG-03/",
)  # fmt: skip
PASTE_PAGES = ("serum/paste", "urine-24h/paste", "fractional-excretion/paste")
ALL_PAGES = tuple(f"/workup/{name}/" for name in (*SECTIONS, *RESULTS, *PASTE_PAGES, "questions"))
CALCULATOR_PAGES = tuple(
    f"/calculators/{name}"
    for name in ("", "femg/", "urine-24h/", "loading-test/", "egfr/", "dose-converter/", "oral-products/")
)


class _Form(HTMLParser):
    """Collects what the form with a given action would send: {name: [values]}."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.sent = action, False, {}
        self.select = ""
        self.area = ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("action") == self.action
        if not self.inside:
            return
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in given):
            self.sent.setdefault(name, []).append(given.get("value", "") or "")
        elif tag == "select":
            self.select = name
            self.sent[name] = [""]
        elif tag == "option" and "selected" in given and self.select:
            self.sent[self.select] = [given.get("value", "")]
        elif tag == "textarea":
            self.area = name
            self.sent[name] = [""]

    def handle_data(self, data):
        if self.area:
            self.sent[self.area][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


def fields(html: str, action: str) -> dict[str, list[str]]:
    """What the form with this action sends when nothing is changed."""
    parser = _Form(action)
    parser.feed(html)
    assert parser.sent, f"no form with action {action}"
    return parser.sent


class Guest:
    """Somebody without an account, in one browser."""

    def __init__(self, client) -> None:
        self.client = client

    def begin(self) -> Guest:
        self.client.post("/")
        return self

    def open(self, address: str) -> str:
        return self.client.get(address).content.decode()

    def form(self, step: str) -> dict[str, list[str]]:
        """What the form of a step sends as it stands."""
        return fields(self.open(f"/workup/{step}/"), f"/workup/{step}/")

    def answer(self, step: str, **answers):
        """Open a step, fill in some answers (`serum__magnesium="0.45"`, `-unit` as `_unit`), and press save."""
        return self.send(step, self.form(step), **answers)

    def send(self, step: str, form, **answers):
        return self.client.post(f"/workup/{step}/", {**form, **named(answers)})

    def panel(self, step: str, form, revision: int = 1, **answers):
        """What the page sends by itself after a change."""
        data = {**form, **named(answers), "step": step, "revision": str(revision)}
        return self.client.post("/workup/panel/", data, headers={"HX-Request": "true"})

    @property
    def workup(self):
        from diagnostics.models import Workup

        return Workup.objects.get(key=self.client.session["workup"])

    def written(self, key: str):
        return self.workup.written().get(key)


def named(answers: dict) -> dict:
    """Python names to names of the form: `x_unit`, `x_ok` and `x_change` stand for `x-unit` and so on."""
    renamed = {}
    for name, value in answers.items():
        for end in ("_unit", "_ok", "_change"):
            if name.endswith(end) and not name.endswith("_" + end):
                name = f"{name.removesuffix(end)}-{end[1:]}"
        renamed[name] = value
    return renamed


SEVERE = {
    "start": {
        "patient__age_years": "71", "patient__sex": "female", "patient__weight": "68", "patient__pregnant": "no",
        "patient__dialysis": "no",
    },
    "serum": {
        "serum__magnesium": "0.45", "serum__magnesium_unit": "mmol/L", "serum__creatinine": "78",
        "serum__creatinine_unit": "µmol/L", "serum__potassium": "3.1", "serum__potassium_unit": "mmol/L",
    },
    "history": {"drugs__0__name": "omeprazole", "drugs__0__months": "60"},
}  # fmt: skip
MILD = {
    "start": {
        **SEVERE["start"], "presentation__ecg__qtc": "420", "patient__setting": "clinic", "all-no": "findings__torsades_de_pointes",
        "all-absent": "findings",
    },
    "serum": {
        **SEVERE["serum"], "serum__magnesium": "0.62", "serum__potassium": "4.1", "serum__calcium": "2.35",
        "serum__calcium_unit": "mmol/L", "serum__albumin": "40", "serum__albumin_unit": "g/L",
    },
    "history": {
        **SEVERE["history"], "drugs__0__can_stop": "no", "asked__drugs": "absent", "all-absent": "conditions",
        "history__nil_by_mouth": "no",
    },
}  # fmt: skip


def fill(guest: Guest, case: dict[str, dict[str, str]]) -> Guest:
    """Answer the steps of a case."""
    for step, answers in case.items():
        guest.answer(step, **answers)
    return guest
