"""Translations: the sentences in `locale/*/LC_MESSAGES/*.po`, compiled to the .mo files that Django reads.

It takes a millisecond, so it happens at every start and no machine needs gettext to run the application.
"""

import os
import tempfile
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "diagnostics" / "locale"


def compile_translations(locale: Path = LOCALE) -> None:
    """Compile each catalogue that is newer than its compiled form."""
    for source in locale.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            _compile(source, compiled)


def _compile(source: Path, compiled: Path) -> None:
    """Write aside and rename, so that a process starting at the same moment never reads half a file."""
    import polib

    handle, aside = tempfile.mkstemp(dir=compiled.parent, suffix=".tmp")
    os.close(handle)
    polib.pofile(str(source)).save_as_mofile(aside)
    os.chmod(aside, 0o644)
    os.replace(aside, compiled)


if __name__ == "__main__":
    compile_translations()
