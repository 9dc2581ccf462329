"""The files of others are those that static/vendor/VENDOR.md names, unchanged."""

import hashlib
import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
FONTS = VENDOR.parent.parent / "diagnostics" / "assets" / "fonts"
TOOLS = Path(__file__).resolve().parent / "vendor"
ROW = re.compile(r"^\| (?P<file>\S+) \| .+ \| `(?P<hash>[0-9a-f]{64})` \|$", re.MULTILINE)
LISTED = dict(ROW.findall((VENDOR / "VENDOR.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", LISTED)
def test_file_is_the_one_listed(name):
    """Each listed file has its listed hash."""
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == LISTED[name]


def test_every_file_is_listed():
    """No file of others lies here without its package, version and licence."""
    there = {path for folder in (VENDOR, FONTS) for path in folder.rglob("*") if path.is_file()}
    listed = {(VENDOR / name).resolve() for name in LISTED}
    assert there - {VENDOR / "VENDOR.md"} == listed


def test_every_folder_holds_its_licence():
    """A licence stands beside the files that it covers."""
    folders = {(VENDOR / name).resolve().parent for name in LISTED}
    assert folders
    assert all(list(folder.glob("LICENSE*")) for folder in folders)


# --- tools for the tests ---------------------------------------------------------------------------------

TOOLS_LISTED = dict(ROW.findall((TOOLS / "VENDOR.md").read_text(encoding="utf-8")))


def test_the_tools_are_the_listed_ones():
    """Each file has its listed hash, and no other file lies there."""
    there = {path.relative_to(TOOLS).as_posix() for path in TOOLS.rglob("*") if path.is_file()}
    assert there - {"VENDOR.md"} == set(TOOLS_LISTED)
    for name, listed in TOOLS_LISTED.items():
        assert hashlib.sha256((TOOLS / name).read_bytes()).hexdigest() == listed, name
