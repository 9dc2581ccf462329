"""The translations: complete, with the numbers, units and places of the original."""

import ast
import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from diagnostics.clinical.doses import MAGNESIUM_SULFATE
from mgcds.translations import LOCALE

ROOT = Path(__file__).parents[1]
CATALOGUES = {path.parts[-3]: polib.pofile(str(path)) for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))}
DUTCH = CATALOGUES["nl"]

MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
PLACE = re.compile(r"\{\w*\}|%\(\w+\)[sd]|</?\w[^>]*>")
UNIT = re.compile(
    r"(\d+(?:[.,]\d+)*) ?((?:[mµnpkd]?(?:mol|g|L)|mEq|mmHg|h|min|ms|%)(?:/(?:[mµkd]?(?:mol|g|L)|mEq|h|min))?)(?![\w-])"
)
ENGLISH = re.compile(
    r"\b(the|and|with|without|below|above|known|loss|kidney|withheld|potassium|urine is|dose of)\b", re.I
)


def pairs(catalogue):
    """Each sentence with its translation, the forms of a plural one by one."""
    for entry in catalogue:
        if entry.obsolete:
            continue
        if entry.msgid_plural:
            yield entry.msgid, entry.msgstr_plural[0]
            yield entry.msgid_plural, entry.msgstr_plural[1]
        else:
            yield entry.msgid, entry.msgstr


def numbers(text):
    """The numbers of a text, whatever their decimal sign."""
    return Counter(number.replace(",", ".") for number in NUMBER.findall(text))


def units(text):
    """Each number that has a unit, with it."""
    return Counter((number.replace(",", "."), unit) for number, unit in UNIT.findall(text))


def marked_in_python(path):
    """The sentences that a module marks for translation; for a plural, the form for one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in MARKS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def marked_in_template(name):
    """The sentences of a template, as Django will look them up."""
    nodes = get_template(name).template.nodelist
    for node in nodes.get_nodes_by_type(TranslateNode):
        yield node.filter_expression.var.literal
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        yield node.render_token_list(node.singular)[0]


def marked():
    """Every sentence that is marked for translation, with the file that marks it."""
    modules = [*(ROOT / "diagnostics").rglob("*.py"), *(ROOT / "mgcds").rglob("*.py")]
    for path in modules:
        yield from ((sentence, path.name) for sentence in marked_in_python(path))
    templates = ROOT / "templates"
    for path in templates.rglob("*.html"):
        name = path.relative_to(templates).as_posix()
        yield from ((sentence, name) for sentence in marked_in_template(name))


def test_every_sentence_of_the_application_is_in_the_catalogue():
    held = {entry.msgid for entry in DUTCH if not entry.obsolete}
    found = dict(marked())
    assert len(found) > 2000
    assert not {sentence: where for sentence, where in found.items() if sentence and sentence not in held}


@pytest.mark.parametrize("language", CATALOGUES)
def test_all_languages_complete(language):
    """Nothing untranslated, nothing guessed by a tool."""
    catalogue = CATALOGUES[language]
    assert [sentence for sentence, said in pairs(catalogue) if not said.strip()] == []
    assert [entry.msgid for entry in catalogue if "fuzzy" in entry.flags] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_all_languages_same_numbers(language):
    """A dose, a limit or a time is the same in every language, with its unit."""
    wrong = [
        (sentence, said)
        for sentence, said in pairs(CATALOGUES[language])
        if numbers(sentence) != numbers(said) or units(sentence) != units(said)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_all_languages_same_places(language):
    """Each place for a value, and each tag, stands in the translation too, and no other."""
    wrong = [
        (sentence, said)
        for sentence, said in pairs(CATALOGUES[language])
        if Counter(PLACE.findall(sentence)) != Counter(PLACE.findall(said))
    ]
    assert wrong == []


def test_dutch_has_a_decimal_comma():
    """Except in a code (Y54.3), and where both ways of writing are shown to the reader."""
    english = re.compile(r"(?<![A-Za-z\d])\d+\.\d")
    wrong = [said for sentence, said in pairs(DUTCH) if english.search(said) and "0,45" not in sentence]
    assert wrong == []


def test_dutch_has_no_english_left():
    assert [said for _sentence, said in pairs(DUTCH) if ENGLISH.search(said)] == []


def test_dutch_writes_the_salt_in_full():
    """Magnesium sulfate heptahydrate is never shortened (safety H04)."""
    said = dict(pairs(DUTCH))
    assert said[MAGNESIUM_SULFATE] == "magnesiumsulfaat-heptahydraat"
    for sentence, dutch in said.items():
        assert sentence.lower().count(MAGNESIUM_SULFATE) == dutch.lower().count("magnesiumsulfaat-heptahydraat"), dutch
        assert not re.search(r"MgSO|magnesiumsulfaat(?!-heptahydraat)", dutch, re.I), dutch
