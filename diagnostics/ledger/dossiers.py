"""The ids of the clinical dossiers, which the project keeps as a list of its own.

Taken from the dossiers by `manage.py rules --dossiers FOLDER`; the project does not need them otherwise.
"""

from __future__ import annotations

import re
from pathlib import Path

from . import PROJECT

DOSSIER_IDS = PROJECT / "tests" / "data" / "dossier_ids.txt"
_ID = re.compile(r"\b(?:DX|TX)-[A-Z0-9]+(?:-[A-Z]*\d+|-[HS]\b|-SOFT)?\b")
_SOFT = re.compile(r"\bMLT-SOFT\b|\bDX-MLT-SOFT\b")
_RULING = re.compile(r"^(\d+)\. ", re.MULTILINE)
_DISAGREEMENT = re.compile(r"^\| C-(\d\d) ", re.MULTILINE)


def extracted(folder: Path) -> list[str]:
    """Every id of a rule in the dossiers of a folder; rulings and disagreements get the names they have here."""
    diagnosis, treatment, rulings = (
        (folder / f"{name}.md").read_text("utf-8") for name in ("diagnosis", "treatment", "rulings")
    )
    ids = set(_ID.findall(diagnosis + treatment))
    ids |= {f"RUL-{int(number):02}" for number in _RULING.findall(rulings)}
    ids |= {f"TX-C-{number}" for number in _DISAGREEMENT.findall(treatment)}
    return sorted(ids)


def write_ids(folder: Path) -> None:
    """Write the list anew from the dossiers of a folder."""
    head = "# The rule ids of the clinical dossiers, written by: manage.py rules --dossiers FOLDER\n"
    DOSSIER_IDS.write_text(head + "".join(f"{each}\n" for each in extracted(folder)), "utf-8")


def dossier_ids() -> tuple[str, ...]:
    """The ids as listed."""
    return tuple(line for line in DOSSIER_IDS.read_text("utf-8").splitlines() if line and not line.startswith("#"))
