"""Make the small files that pages load from the full ones in static/vendor: fonts and Bootstrap's style sheet.

Run it with `python3 dev.py web` after a font or Bootstrap was raised, a new class of Bootstrap's is used, or a text brings
a character that no text had before; tests/test_reduced.py says when. Nothing is made while the application runs.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import polib
import tinycss2
from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "static" / "vendor"
REDUCED = ROOT / "static" / "reduced"
FACES = ("Inter-Regular", "Inter-SemiBold")
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "tnum", "cv05", "ss03"]

# What people may type in Dutch, English and the languages around them, beside what the texts hold.
TYPED = (
    "".join(chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180)) if code != 0x149)
    + "–—‘’‚“”„…•‰€™−≤≥≈≠±×÷µμΔβαγ→←↑↓⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄½¼¾✓⚠▲●■\u2009\u202f\u2011"
)


# --- Fonts ------------------------------------------------------------------------------------------------


def texts() -> Iterator[str]:
    """Everything that a page can show and that stands in our files: code, templates, scripts, cases, translations."""
    for folder, ends in (
        ("diagnostics", ("py", "toml", "json")),
        ("mgcds", ("py",)),
        ("templates", ("html",)),
        ("static/js", ("js",)),
        ("static/css", ("css",)),
    ):
        for end in ends:
            for path in sorted((ROOT / folder).rglob(f"*.{end}")):
                yield path.read_text("utf-8")
    for path in sorted((ROOT / "diagnostics" / "locale").rglob("*.po")):
        for entry in polib.pofile(str(path)):
            yield "".join((entry.msgid, entry.msgstr, entry.msgid_plural, *entry.msgstr_plural.values()))
    yield TYPED


def characters() -> set[int]:
    """Every character of the texts, without those that steer and are not drawn."""
    escaped = re.compile(r"\\u([0-9a-fA-F]{4})")
    found = set()
    for text in texts():
        found.update(text)
        found.update(chr(int(code, 16)) for code in escaped.findall(text))
    found.discard("\ufffd")  # stands for what cannot be shown
    return {ord(each) for each in found if unicodedata.category(each) not in {"Cc", "Cs", "Cf", "Co", "Zl", "Zp"}}


def write_fonts() -> None:
    """Each face with the characters of the texts and the features that the style sheet asks for, and its licence."""
    options = subset.Options(
        flavor="woff2", layout_features=FEATURES, name_IDs=["*"], notdef_outline=True, hinting=False
    )
    for face in FACES:
        font = subset.load_font(str(VENDOR / "inter" / f"{face}.woff2"), options)
        maker = subset.Subsetter(options)
        maker.populate(unicodes=characters())
        maker.subset(font)
        subset.save_font(font, str(REDUCED / f"{face}.woff2"), options)
    (REDUCED / "LICENSE-Inter.txt").write_bytes((VENDOR / "inter" / "LICENSE.txt").read_bytes())


def drawn(path: Path) -> set[int]:
    """The characters that a font file has."""
    return set(TTFont(path).getBestCmap())


# --- Bootstrap --------------------------------------------------------------------------------------------

CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
WORD = re.compile(r"[\w-]+")


def words() -> set[str]:
    """Every word in what makes pages: a class that is used is among them."""
    sources = [
        *(path for path in (ROOT / "templates").rglob("*.html") if "print" not in path.parts),
        *(ROOT / "static" / "js").glob("*.js"),
        *(ROOT / "diagnostics" / "forms").glob("*.py"),
    ]
    return {word for path in sources for word in WORD.findall(path.read_text("utf-8"))}


def classes(css: str) -> set[str]:
    """The classes that a style sheet has rules for."""
    found: set[str] = set()
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            found.update(CLASS.findall(tinycss2.serialize(rule.prelude)))
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in ("media", "supports"):
            found.update(classes(tinycss2.serialize(rule.content)))
    return found


def used_part(css: str, used: set[str]) -> str:
    """The rules of a style sheet whose classes are all among those used, with only such selectors."""
    kept = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            selectors = [each for each in split(tinycss2.serialize(rule.prelude)) if set(CLASS.findall(each)) <= used]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in ("media", "supports"):
            inside = used_part(tinycss2.serialize(rule.content), used)
            if inside:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}")
        else:
            kept.append(tinycss2.serialize([rule]))
    return "".join(kept)


def split(selectors: str) -> list[str]:
    """The selectors of a list; a comma inside brackets parts nothing."""
    parts, depth = [""], 0
    for each in selectors:
        depth += (each in "([") - (each in ")]")
        if each == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += each
    return parts


def bootstrap() -> str:
    """Bootstrap's style sheet without what no page uses, under its own heading and licence."""
    full = (VENDOR / "bootstrap" / "bootstrap.min.css").read_text("utf-8")
    heading = re.search(r"/\*!.*?\*/", full, re.S)
    assert heading
    note = "/* Reduced by docs/web_files.py to the rules that a page of MgCDS can use; otherwise unchanged. */"
    return f"{heading[0]}\n{note}\n{used_part(full, words())}\n"


def main() -> None:
    REDUCED.mkdir(exist_ok=True)
    write_fonts()
    (REDUCED / "bootstrap.css").write_text(bootstrap(), "utf-8")
    (REDUCED / "LICENSE-Bootstrap.txt").write_bytes((VENDOR / "bootstrap" / "LICENSE").read_bytes())
    for path in sorted(REDUCED.iterdir()):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
