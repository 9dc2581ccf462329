"""Five published patients from the first page to the paper; page, paper and machine interface agree."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from diagnostics.clinical.knowledge.patient import BY_KEY, BY_PATH
from diagnostics.presenters.wording import begun
from diagnostics.presenters.words import TO_CHECK

from .walker import Physician, folded, published, text_of, walked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WALKS = walked()


def assessed(name: str, folder: Path) -> dict:
    """What `manage.py assess` answers for the same facts."""
    case = {"schema": "mgcds-case/1", **published(name)["facts"]}
    path = folder / "case.json"
    path.write_text(json.dumps(case), "utf-8")
    done = subprocess.run(
        [sys.executable, "manage.py", "assess", str(path), "--format", "json"],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


def numbers_of(item: dict) -> list[str]:
    """The figures of a dose that must stand on page and paper."""
    dose = item["dose"]
    if "salt_g" in dose:
        return [f"{dose['salt_g']} g", f"{dose['mmol']} mmol", f"{dose['meq']} mEq", f"{dose['mg']} mg"]
    if "mmol_per_dose" in dose:
        return [f"{dose['mmol_per_dose']} mmol"]
    return [f"{dose['amount']['value']} {dose['amount']['unit']}"]


def says(shown: str, why: dict) -> bool:
    """Whether a page has a reason, at the start of a sentence or in it, or the names of all that it waits for."""
    text = folded(why["text"])
    if text in shown or begun(text) in shown:
        return True
    keys = [BY_PATH[path].key if path in BY_PATH else path.rpartition(".")[2] for path in why["missing"]]
    named = [TO_CHECK.get(key) or BY_KEY[key].label for key in keys]
    return bool(named) and all(name in shown for name in named) and folded(why["released_by"]) in shown


def test_five_patients_are_walked():
    assert set(WALKS) == {"ppi", "gitelman", "short_bowel", "anti_egfr", "torsades"}


@pytest.mark.parametrize("walk", sorted(WALKS))
def test_walk_from_start_to_paper(page, tmp_path, walk):
    name = WALKS[walk]
    case, answer = published(name), assessed(name, tmp_path)
    physician = Physician(page)
    physician.work_up(case["facts"])

    page.goto("/workup/conclusion/")
    verdict = page.locator(".verdict-line").first.inner_text()
    page.goto("/workup/plan/")
    plan = folded(page.locator("main").inner_text())
    paper = text_of(physician.sign(), tmp_path)

    assert folded(verdict) in paper
    assert answer["route"]["value"] in case["expected"]["route"]
    assert answer["plan"]["path"] in case["expected"]["path"]
    dosed = [item for item in answer["plan"]["recommended"] if item["dose"]]
    for item in dosed:
        for number in numbers_of(item):
            assert number in plan, (item["code"], number)
            assert number in paper, (item["code"], number)
        assert folded(item["text"]) in plan
        assert folded(item["text"]) in paper
    for entry in answer["plan"]["withheld"]:
        for why in entry["because"]:
            for shown in (plan, paper):
                assert says(shown, why), entry["code"]


@pytest.mark.parametrize("walk", ["ppi"])
def test_walk_without_scripts(browser, live_server, tmp_path, walk):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    physician = Physician(page, scripts=False)
    physician.work_up(published(WALKS[walk])["facts"])
    page.goto("/workup/conclusion/")
    verdict = page.locator(".verdict-line").first.inner_text()
    assert folded(verdict) in text_of(physician.sign(), tmp_path)
    context.close()
