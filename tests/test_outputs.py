"""Every output of one assessment says the same numbers, names its salt in full and keeps to its own row."""

from __future__ import annotations

import contextlib
import io
import json
import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from diagnostics.pdf import render_assessment
from diagnostics.presenters.handout import handout
from diagnostics.presenters.machine import assessment_json
from diagnostics.presenters.plain_text import plain_text
from diagnostics.presenters.record_text import TEXTS, record_text
from diagnostics.presenters.report import Choosing, report
from diagnostics.presenters.wording import Wording

from .clinical.test_treatment_examples import SCENARIOS, run
from .clinical.treatment_scenarios import case_of

FORBIDDEN = re.compile(r"MgSO4|MSO4|µg|\b(?:QD|QOD|OD|BD|TDS|IU|MS)\b|\d U\b(?!/)")
NBSP = re.compile(r"[\u00a0\u202f]")
INTRAVENOUS = re.compile(
    r"(?P<salt_g>[\d.]+) g magnesium sulfate heptahydrate = (?P<mmol>[\d.]+) mmol = (?P<meq>[\d.]+) mEq = (?P<mg>[\d.]+) mg magnesium"
    r".*?; in (?P<volume_ml>[\d.]+) mL"
)


def said(scenario, language="en"):
    """One scenario as text without line ends, and as JSON."""
    assessment, wording = run(scenario), Wording(language)
    text = plain_text(report(assessment, wording))
    return " ".join(NBSP.sub(" ", text).split()), assessment_json(assessment, scenario["id"], (), wording)


def pasted(scenario, language="en", **how):
    """The three texts for the record of one scenario, each without line ends."""
    shown = report(run(scenario), Wording(language))
    return {kind: " ".join(record_text(shown, kind, **how).split()) for kind in TEXTS}


def taken_home(scenario, language="en"):
    """What is on the patient's sheet when all is accepted."""
    assessment = run(scenario)
    decisions = [Choosing(item.code, "accept") for item in assessment.plan.recommended]
    return handout(assessment, Wording(language), decisions=decisions)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_forbidden_abbreviations_in_any_output(language):
    for scenario in SCENARIOS:
        text, answer = said(scenario, language)
        sheet = taken_home(scenario, language)
        at_home = " ".join([*sheet.sentences, *(f"{each.name} {each.amount}" for each in sheet.medicines)])
        for output in (text, json.dumps(answer, ensure_ascii=False), *pasted(scenario, language).values(), at_home):
            assert not FORBIDDEN.search(output), (scenario["id"], FORBIDDEN.search(output))


def doses(answer):
    """The intravenous doses that are proposed, as the JSON answer has them."""
    return [item["dose"] for item in answer["plan"]["recommended"] if item["dose"] and item["dose"].get("salt_g")]


def numbers(dose):
    return tuple(Decimal(str(dose[name])) for name in ("salt_g", "mmol", "meq", "mg", "volume_ml"))


def read_back(text):
    return {numbers(found.groupdict()) for found in INTRAVENOUS.finditer(text)}


def test_all_outputs_parse_back_to_same_numbers():
    compared = 0
    for scenario in SCENARIOS:
        text, answer = said(scenario)
        written = {numbers(dose) for dose in doses(answer) if dose["volume_ml"]}
        assert read_back(text) == written, scenario["id"]
        compared += len(written)
    assert compared > 40


def test_texts_for_the_record_parse_back_to_the_same_numbers():
    """In all three texts, with all signs and in ASCII alone."""
    for scenario in SCENARIOS:
        answer = said(scenario)[1]
        written = {numbers(dose) for dose in doses(answer) if dose["volume_ml"]}
        by_mouth = [item["dose"] for item in answer["plan"]["recommended"] if (item["dose"] or {}).get("mmol_per_dose")]
        for ascii_only in (False, True):
            for kind, text in pasted(scenario, ascii_only=ascii_only).items():
                assert read_back(text) == written, (scenario["id"], kind)
                for dose in by_mouth:
                    assert f"{dose['mmol_per_dose']} mmol = " in text, (scenario["id"], kind)


def test_the_patients_sheet_has_the_same_doses_by_mouth():
    compared = 0
    for scenario in SCENARIOS:
        sheet, answer = taken_home(scenario), said(scenario)[1]
        if sheet.instead:
            continue
        wanted = [item["dose"] for item in answer["plan"]["recommended"] if (item["dose"] or {}).get("mmol_per_dose")]
        amounts = [NBSP.sub(" ", each.amount) for each in sheet.medicines if each.name.startswith("magnesium")]
        assert [amount.partition(" = ")[0] for amount in amounts] == [
            f"{dose['mmol_per_dose']} mmol" for dose in wanted
        ]
        compared += len(wanted)
    assert compared > 20


def test_all_outputs_parse_back_to_same_numbers_on_paper(tmp_path):
    pdf_text = pytest.importorskip("tests.test_pdf").text_of
    for name in ("WT-11", "WT-20", "WT-31"):
        scenario = next(each for each in SCENARIOS if each["id"] == name)
        written = {numbers(dose) for dose in doses(said(scenario)[1]) if dose["volume_ml"]}
        paper = " ".join(NBSP.sub(" ", pdf_text(render_assessment(run(scenario), language="en"))).split())
        assert read_back(paper) == written


def test_result_lists_inputs_path_sources_and_alternatives():
    for scenario in SCENARIOS:
        text, answer = said(scenario)
        assert any(row["inputs"] for row in answer["trace"]), "the values that were used"
        assert answer["plan"]["path_rule"]
        assert answer["plan"]["path_because"]
        assert " WHY " in text
        assert all(row["citations"] for row in answer["trace"]), "each rule with its sources"
        assert " REFERENCES " in text
        for item in answer["plan"]["withheld"]:
            assert all(reason["text"] for reason in item["because"]), "what was not chosen, and why"


def lines_of(cases, tmp_path):
    """The answers of `assess --lines`, which ends with 1 where a line cannot be used."""
    path, out = tmp_path / "cases.jsonl", io.StringIO()
    path.write_text("".join(f"{line}\n" for line in cases), "utf-8")
    with contextlib.suppress(SystemExit):
        call_command("assess", path, "--lines", stdout=out, stderr=io.StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_bulk_outputs_match_rows_when_shuffled_with_failures(tmp_path):
    good = [json.dumps(case_of(scenario)) for scenario in SCENARIOS]
    alone = {json.loads(line)["id"]: answer for line, answer in zip(good, lines_of(good, tmp_path), strict=True)}
    bad = [json.dumps({"schema": "mgcds-case/1", "id": f"bad-{n}", "patinet": {}}) for n in range(20)]
    mixed = [*good, *bad, "{", ""]
    for seed in range(3):
        random.Random(seed).shuffle(mixed)
        answers = lines_of(mixed, tmp_path)
        assert len(answers) == len(mixed)
        for place, (line, answer) in enumerate(zip(mixed, answers, strict=True), 1):
            if answer["schema"] == "mgcds-error/1":
                assert line not in good
                assert answer["line"] == place
            else:
                assert line in good
                assert answer == alone[json.loads(line)["id"]]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_has_hashes(name):
    text = (Path(__file__).parent.parent / name).read_text("utf-8")
    packages = re.split(r"^(?=[a-z0-9].*==)", text, flags=re.MULTILINE | re.IGNORECASE)[1:]
    assert len(packages) > 5
    assert all("--hash=sha256:" in package for package in packages)
