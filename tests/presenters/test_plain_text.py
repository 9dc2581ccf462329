"""The readable text: safety first, everything of the report that a reader at a terminal needs."""

import re

import pytest

from diagnostics.presenters.plain_text import WIDTH, plain_text, to_ascii
from diagnostics.presenters.report import report
from diagnostics.presenters.wording import Wording
from tests.presenters import sample

SAMPLES = ("severe", "not_low", "pending", "indeterminate", "out_of_scope", "toxic", "emergency")


def text_of(name, language="en", **how):
    return plain_text(report(getattr(sample, name)(), Wording(language), case_label="7"), **how)


def flowing(text):
    return " ".join(text.split())


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_text_begins_with_the_verdict_and_fits_the_terminal(name, language):
    arranged = report(getattr(sample, name)(), Wording(language))
    text = plain_text(arranged)
    assert all(len(line) <= WIDTH for line in text.splitlines() if "http" not in line)
    assert all(line.isprintable() for line in text.splitlines())
    first = arranged.banner.title if arranged.banner else arranged.verdict
    assert flowing(text).removeprefix("!! ").startswith(flowing(first))
    assert flowing(arranged.disclaimer) in flowing(text)


def test_the_emergency_comes_before_everything():
    assert text_of("emergency").startswith("!! Treat first.")


def test_doses_withheld_treatments_and_reasons_are_there():
    text = flowing(text_of("severe"))
    for part in ("DO NOW", "5 g magnesium sulfate heptahydrate = 20.3 mmol", "WITHHELD", "Amiloride: ", "released by", "WHY",
                 "WARNINGS", "WATCH", "STOP AND REASSESS WHEN", "RECHECK", "REFERENCES"):  # fmt: skip
        assert part in text


def test_an_item_is_said_once():
    text = text_of("severe")
    assert text.count("- Magnesium sulfate heptahydrate by infusion") == 1


def cited_in(text):
    """The reference numbers in a text, with [3–5, 8] spelt out."""
    for found in re.findall(r"\[(\d[\d–, ]*)\]", text):
        for part in found.split(", "):
            first, _sign, last = part.partition("–")
            yield from range(int(first), int(last or first) + 1)


def test_what_is_cited_is_listed_and_nothing_else():
    arranged = report(sample.severe(), Wording())
    body, _title, listed = plain_text(arranged).partition("REFERENCES")
    numbers = [int(number) for number in re.findall(r"^\[(\d+)\] ", listed, re.MULTILINE)]
    assert numbers == sorted(set(cited_in(body)))
    assert len(numbers) < len(arranged.references)


@pytest.mark.parametrize("name", SAMPLES)
def test_ascii_is_ascii(name):
    text = text_of(name, ascii_only=True)
    assert text.isascii()
    assert "?" not in text.replace("How urgent?", "").replace("What follows?", "")


def test_signs_are_written_out_in_ascii():
    assert to_ascii("µmol/L ≥ 5 – Sjögren “x” …") == 'umol/L >= 5 - Sjogren "x" ...'
