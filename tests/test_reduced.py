"""The small files that pages load hold all that a page needs of the full ones; docs/web_files.py makes them."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
spec = importlib.util.spec_from_file_location("web_files", ROOT / "docs" / "web_files.py")
web_files = importlib.util.module_from_spec(spec)
spec.loader.exec_module(web_files)

AGAIN = "run python3 dev.py web"


@pytest.mark.parametrize("face", web_files.FACES)
def test_every_character_of_the_texts_is_in_the_font(face):
    """English and Dutch, signs and spaces included; nothing is drawn in a font of the machine."""
    lacking = web_files.characters() - web_files.drawn(web_files.REDUCED / f"{face}.woff2")
    assert not lacking, f"{AGAIN}: {[chr(code) for code in sorted(lacking)]}"


@pytest.mark.parametrize("face", web_files.FACES)
def test_the_signs_that_matter_are_in_the_font(face):
    assert {ord(each) for each in "ĳĲ≥≤µ⁺²⁺–·→←\u00a0\u202f−×✓⚠▲●■"} <= web_files.drawn(
        web_files.REDUCED / f"{face}.woff2"
    )


@pytest.mark.parametrize("face", web_files.FACES)
def test_the_font_has_the_features_that_the_style_sheet_asks_for(face):
    font = web_files.TTFont(web_files.REDUCED / f"{face}.woff2")
    features = {each.FeatureTag for each in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"tnum", "cv05", "ss03"} <= features


def test_the_style_sheet_is_bootstraps_without_what_no_page_uses():
    """A class that came into use since is missing in the file; one that went is still in it."""
    assert (web_files.REDUCED / "bootstrap.css").read_text("utf-8") == web_files.bootstrap(), AGAIN


def test_bootstraps_licence_heads_the_reduced_file():
    head = (web_files.REDUCED / "bootstrap.css").read_text("utf-8")[:400]
    assert "Bootstrap  v5" in head
    assert "Licensed under MIT" in head


@pytest.mark.parametrize(
    "of, name", [("bootstrap/LICENSE", "LICENSE-Bootstrap.txt"), ("inter/LICENSE.txt", "LICENSE-Inter.txt")]
)
def test_the_licences_lie_beside_them(of, name):
    assert (web_files.REDUCED / name).read_bytes() == (web_files.VENDOR / of).read_bytes()
