"""Who is measured again, as page, paper, plain text and machine say it."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from diagnostics.clinical.assessment import Surveillance
from diagnostics.clinical.knowledge.rulebook import rule
from diagnostics.clinical.text import say
from diagnostics.presenters.machine import assessment_json
from diagnostics.presenters.plain_text import plain_text
from diagnostics.presenters.report import report
from diagnostics.presenters.wording import Wording
from tests.presenters import sample

POSITIONS = (say("one authority: measure"), say("another: do not"))
OPTIONAL = Surveillance(
    rule("DX-SUR-01"), say("{ground}", ground="omeprazole"), say("every 6 months"), 182, 182, 182, "repeat",
    optional=True, positions=POSITIONS, missing=("serum.creatinine", "drugs"),
)  # fmt: skip
YEARLY = Surveillance(rule("DX-SUR-17"), say("Age 65 or above"), say("yearly"), 365, 365, 365, "repeat")
CYCLE = Surveillance(rule("DX-SUR-03"), say("cisplatin"), say("before every cycle"), None, None, None, "repeat")


def arranged(*lines: Surveillance):
    return report(replace(sample.severe(), surveillance=lines), Wording())


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_a_line_says_who_and_when_with_its_mark():
    (line,) = arranged(YEARLY).surveillance
    assert (line.what, line.when, line.mark) == ("Age 65 or above", "yearly", "")
    (line,) = arranged(CYCLE).surveillance
    assert (line.what, bool(line.mark)) == ("Cisplatin", True)


def test_where_authorities_disagree_the_line_says_so_and_what_each_says():
    (line,) = arranged(OPTIONAL).surveillance
    assert "optional, authorities disagree – one authority: measure; another: do not" in line.when
    (line,) = arranged(replace(OPTIONAL, optional=False)).surveillance
    assert "authorities disagree" not in line.when
    assert "(one authority: measure; another: do not)" in line.when


def test_what_is_not_known_is_named():
    (line,) = arranged(OPTIONAL).surveillance
    assert line.when.endswith("; not known: Serum creatinine, Complete list of drugs")


@pytest.mark.parametrize("lines", [(), (YEARLY,), (OPTIONAL, YEARLY)])
def test_paper_page_and_plain_text_have_the_part_only_where_a_rule_applies(lines):
    shown = arranged(*lines)
    title = "Measure magnesium again because of"
    blocks = [block for block in shown.follow_up if block.title == title]
    page = render_to_string("diagnostics/partials/side_plan.html", {"picture": SimpleNamespace(report=shown)})
    text = plain(plain_text(shown))
    assert (len(blocks) == 1) is (title in page) is (title.upper() in text) is bool(lines)
    for line in shown.surveillance:
        assert plain(line.when) in plain(blocks[0].text)
        assert plain(line.when) in plain(page)
        assert plain(line.when) in text


def test_the_machine_interface_gives_intervals_in_days():
    written = assessment_json(replace(sample.severe(), surveillance=(OPTIONAL, CYCLE)))["surveillance"]
    assert written[0] == {
        "rule": "DX-SUR-01",
        "ground": "omeprazole",
        "when": "every 6 months",
        "basis": "repeat",
        "due_in_days": 182,
        "every_days": 182,
        "latest_days": 182,
        "urgency": "routine",
        "optional": True,
        "positions": ["one authority: measure", "another: do not"],
        "missing": ["serum.creatinine", "history.drugs"],
        "verified": False,
    }
    assert (written[1]["due_in_days"], written[1]["every_days"]) == (None, None)
