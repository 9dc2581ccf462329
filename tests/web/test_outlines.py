"""What a screen reader comes by on the main pages, in its order; and what it says after an answer.

A page that was meant to change: MGCDS_WRITE_OUTLINES=1 python -m pytest tests/web/test_outlines.py, and look at the difference.
"""

import os
import re
from pathlib import Path

import pytest

from . import checks
from .states import CONCLUSION, PLAN, SERUM, State, answers, full, settled, severe
from .visits import visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OUTLINES = Path(__file__).parent / "data" / "outlines"
KEPT = {"serum": State(full, SERUM), "conclusion": State(full, CONCLUSION), "plan": State(full, PLAN)}


@pytest.mark.parametrize("name", KEPT)
def test_a_screen_reader_comes_by_what_it_did(browser, live_server, name):
    with visiting(browser, live_server.url, KEPT[name], "en") as visit:
        read = re.sub(r"20\d\d\.\d\d-[0-9a-f]{12}", "VERSION", checks.outline(visit.page))
    kept = OUTLINES / f"{name}.txt"
    if os.environ.get("MGCDS_WRITE_OUTLINES"):
        kept.write_text(read, "utf-8")
    assert read.splitlines() == kept.read_text("utf-8").splitlines()


def test_an_answer_is_said_once_and_politely(browser, live_server):
    """The verdict alone is read out, when it is another one; the same verdict is not said again."""
    with visiting(browser, live_server.url, State(severe, SERUM), "en") as visit:
        page = visit.page
        said = page.locator("#panel-said")
        assert said.get_attribute("aria-live") == "polite"
        assert said.text_content() == ""
        page.evaluate(
            """() => { window.heard = []; new MutationObserver(() => heard.push(document.getElementById('panel-said').textContent))
            .observe(document.getElementById('panel-said'), {childList: true, characterData: true, subtree: true}); }"""
        )
        answers(page, None)
        page.locator("#id_serum__calcium").fill("2.35")
        page.locator("#unit_serum__calcium").select_option("mmol/L")
        page.locator("#id_serum__calcium").blur()
        settled(page)
        heard = page.evaluate("heard")
        assert len(heard) == 1, heard
        assert "Severe hypomagnesaemia" in heard[0]
        other = [role for _depth, role, _name, _has in checks.tree(page) if role == "alert"]
        assert not other, "nothing interrupts"
