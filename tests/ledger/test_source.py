"""The hash of the reasoning is blind to layout and sees everything else."""

from __future__ import annotations

import pytest

from diagnostics.checks import version_is_current
from diagnostics.ledger import source
from diagnostics.ledger.source import KNOWLEDGE, digest_of

ENGINE = KNOWLEDGE.parent / "engine" / "example.py"
TABLE = KNOWLEDGE / "example.py"
CODE = '''"""What it is."""
import re
from ..units import Unit
TESTS = (("low", 1), ("high", 2))
def choose(level, limit=0.5):
    """Say which."""
    if level < limit:  # below
        return "severe"
    return "mild"
'''


def digest(code: str, place=ENGINE) -> str:
    return digest_of([(place, code)])


SILENT = {
    "a comment": ("# below", "# under it"),
    "a docstring": ('"""Say which."""', '"""Say which grade it is."""'),
    "a docstring that goes": ('    """Say which."""\n', ""),
    "the docstring of the module": ("What it is.", "What it was."),
    "blank lines and brackets": ("    return \"mild\"\n", "\n    return (\n        'mild'\n    )\n"),
    "a type": ("level, limit=0.5", "level: float, limit: float = 0.5"),
    "the order of imports": ("import re\nfrom ..units import Unit", "from ..units import Unit\nimport re"),
}  # fmt: skip


@pytest.mark.parametrize("old, new", SILENT.values(), ids=SILENT)
def test_layout_and_comments_are_no_reasoning(old, new):
    assert CODE.replace(old, new) != CODE
    assert digest(CODE.replace(old, new)) == digest(CODE)


LOUD = {
    "a number in the code": ("limit=0.5", "limit=0.6"),
    "the order of a decision table": ('("low", 1), ("high", 2)', '("high", 2), ("low", 1)'),
    "a comparison": ("level < limit", "level <= limit"),
    "a word that is given": ('"mild"', '"moderate"'),
    "an import by another name": ("import re", "import sre_parse as re"),
}


@pytest.mark.parametrize("old, new", LOUD.values(), ids=LOUD)
def test_a_change_of_the_reasoning_is_seen(old, new):
    assert CODE.replace(old, new) != CODE
    assert digest(CODE.replace(old, new)) != digest(CODE)


def test_of_the_knowledge_only_functions_count_since_its_tables_go_by_value():
    assert digest(CODE.replace('("low", 1), ("high", 2)', '("high", 2)'), TABLE) == digest(CODE, TABLE)
    assert digest(CODE.replace("limit=0.5", "limit=0.6"), TABLE) != digest(CODE, TABLE)


def test_the_written_hash_is_that_of_the_source():
    """When this fails, run `python3 dev.py rules --write`: the version would speak for other code."""
    assert source.written_digest() == source.reasoning_digest()


def test_a_deployment_with_another_hash_is_an_error(monkeypatch):
    assert version_is_current() == []
    monkeypatch.setattr(source, "written_digest", lambda: "0" * 64)
    assert [each.id for each in version_is_current()] == ["mgcds.E001"]
