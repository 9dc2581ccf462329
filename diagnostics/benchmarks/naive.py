"""The page of the report as one would write it first: every list and every line a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

STYLE = """
@page { size: A4; margin: 15mm }
body { font-family: sans-serif; font-size: 10pt }
table { width: 100%; border-collapse: collapse; margin-bottom: 3mm }
td { border: 1px solid #999; padding: 1mm 2mm; vertical-align: top }
"""
LISTS = ("ul", "ol")
BETWEEN_CELLS = re.compile(r": |(?<=\)) ")  # after a label, after the strength of a rule
MOST_CELLS = 3


def in_tables(page: str) -> str:
    """The same content in tables, with a few lines of style."""
    root = ElementTree.fromstring(page)
    for parent in list(root.iter()):
        for place, part in enumerate(list(parent)):
            rows = list(rows_of(part))
            if rows:
                parent[place] = table_of(rows)
    SubElement(root[0], "style").text = STYLE
    return "<!doctype html>" + ElementTree.tostring(root, "unicode", method="html")


def rows_of(part: Element) -> Iterator[list[str]]:
    """The cells of each row that a part of the page becomes; none for what stays as it is."""
    if part.tag in LISTS:
        for entry in part:
            yield from map(cells_of, lines_of(entry))
    elif part.tag == "p" and len(list(lines_of(part))) > 1:
        yield from map(cells_of, lines_of(part))


def lines_of(part: Element) -> Iterator[str]:
    """The lines of a list entry or paragraph."""
    for each in part.iter("br"):
        each.text = "\n"
    yield from (line.strip() for line in "".join(part.itertext()).split("\n") if line.strip())


def cells_of(line: str) -> list[str]:
    """A line as cells."""
    return BETWEEN_CELLS.split(line, MOST_CELLS - 1)


def table_of(rows: list[list[str]]) -> Element:
    """A table, its last cells as wide as the rest of the row."""
    table = Element("table")
    for cells in rows:
        row = SubElement(table, "tr")
        for text in cells:
            SubElement(row, "td").text = text
        row[-1].set("colspan", str(MOST_CELLS + 1 - len(cells)))
    return table
