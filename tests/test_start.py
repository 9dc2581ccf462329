"""What happens before the first page: dev.py, translations, static files."""

import gettext
import json
import os

from mgcds.translations import compile_translations
from tests.starts import PRODUCTION, python

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Magnesium"
msgstr "{}"
"""


def test_dev_needs_nothing_installed():
    """The script that installs everything runs on bare Python, without any package."""
    result = python("-I", "-S", "dev.py", "--help")
    assert result.returncode == 0, result.stderr
    assert "setup" in result.stdout


def test_translations_are_compiled_when_they_are_newer(tmp_path):
    """A start compiles what is new or changed, and leaves alone what is not."""
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source, compiled = folder / "django.po", folder / "django.mo"

    source.write_text(CATALOGUE.format("eerst"))
    compile_translations(tmp_path)
    assert translated("Magnesium", tmp_path) == "eerst"

    unchanged = compiled.stat().st_mtime_ns
    compile_translations(tmp_path)
    assert compiled.stat().st_mtime_ns == unchanged

    source.write_text(CATALOGUE.format("later"))
    os.utime(compiled, (1, 1))
    compile_translations(tmp_path)
    assert translated("Magnesium", tmp_path) == "later"
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]


def translated(sentence, locale):
    """A sentence in Dutch, read afresh from the compiled file."""
    with (locale / "nl" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext(sentence)


def test_static_files_can_be_collected_for_production(tmp_path):
    """Each file gets a name with its hash; a style sheet that names a missing file would fail here."""
    environment = {**PRODUCTION, "MGCDS_STATIC_ROOT": str(tmp_path)}
    result = python("manage.py", "collectstatic", "--noinput", **environment)
    assert result.returncode == 0, result.stderr
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    collected = tmp_path / names["vendor/bootstrap/bootstrap.min.css"]
    assert collected.name != "bootstrap.min.css"
    assert collected.is_file()
