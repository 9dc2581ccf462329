"""The sources as CSL-JSON, for reference managers: only what the knowledge base states about each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from diagnostics.clinical.evidence import Citation
from diagnostics.clinical.knowledge import citations

from . import PROJECT

LIST = PROJECT / "docs" / "citations.json"


def all_citations() -> tuple[Citation, ...]:
    """Every source once, in the order of the table; second names are left out."""
    return tuple({value.key: value for value in vars(citations).values() if isinstance(value, Citation)}.values())


def csl(source: Citation) -> dict[str, Any]:
    """One source as CSL-JSON; `note` is the text as it is printed and how much of it was read."""
    written: dict[str, Any] = {
        "id": source.key,
        "type": "article-journal" if source.journal else "document",
        "title": source.title or ("" if source.journal else source.text),
        "author": _authors(source.authors),
        "container-title": source.journal,
        "issued": {"date-parts": [[source.year]]} if source.year else None,
        "volume": source.volume,
        "page": source.pages,
        "DOI": source.doi,
        "PMID": source.pmid,
        "PMCID": source.pmcid,
        "URL": source.link,
        "note": f"{source.text} [{source.kind}; read: {source.read}]",
    }
    return {name: value for name, value in written.items() if value}


def _authors(text: str) -> list[dict[str, str]]:
    """Names as given: the last word is the initials where it is all capitals."""
    names = [name for part in text.split(", ") for name in part.split(" & ") if name]
    found: list[dict[str, str]] = []
    for name in names:
        alone = name.removesuffix(" et al")
        family, _, initials = alone.rpartition(" ")
        found.append({"family": family, "given": initials} if family and initials.isupper() else _whole(alone))
        if alone != name:
            found.append({"literal": "et al."})
    return found


def _whole(name: str) -> dict[str, str]:
    """A name without initials: of a person, or (several words) of a body or with a particle."""
    return {"literal": name} if " " in name else {"family": name}


def outputs() -> dict[Path, str]:
    """The file with what should stand in it."""
    return {LIST: json.dumps([csl(each) for each in all_citations()], ensure_ascii=False, indent=1) + "\n"}
