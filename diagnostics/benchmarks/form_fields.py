"""What a browser would post from a page as it stands."""

from __future__ import annotations

from html.parser import HTMLParser


def fields_of(page: str) -> dict[str, list[str]]:
    """The names and values of all that is filled in, ticked or chosen on a page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.fields


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "input" and name and ("checked" in given or given.get("type") not in ("radio", "checkbox")):
            self.fields.setdefault(name, []).append(value)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in given or self.select not in self.fields):
            self.fields[self.select] = [value]  # the first stands until one is selected

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
