"""What must hold on a page in whatever state it is: each function returns what it finds wrong, in words."""

from __future__ import annotations

import json
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
VENDOR = HERE.parent / "vendor"


# --- axe ------------------------------------------------------------------------------------------------

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"]
RUN_AXE = """([only, kind]) => axe.run(document, {runOnly: {type: kind, values: only}, resultTypes: ['violations']})
    .then(said => said.violations.map(each => each.id + ': ' + each.help + '; ' + each.nodes.map(node => node.html.slice(0, 160)).join(' | ')))"""


@cache
def axe_script() -> str:
    axe = pytest.importorskip("axe_playwright_python", reason="one of requirements-dev.txt")
    return next(Path(axe.__file__).parent.rglob("axe.min.js")).read_text("utf-8")


def axe(page: Any, *, looks_only: bool = False) -> list[str]:
    """What axe finds; `looks_only` asks the rules that depend on colours and sizes and not on the document."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_script())
    return list(page.evaluate(RUN_AXE, [LOOKS, "rule"] if looks_only else [AXE_RULES, "tag"]))


# --- HTML_CodeSniffer -------------------------------------------------------------------------------------

RUN_SNIFFER = """() => new Promise(done => HTMLCS.process('WCAG2AA', document, () => done(
    HTMLCS.getMessages().filter(each => each.type === HTMLCS.ERROR)
        .map(each => each.code + ': ' + each.msg + '; ' + (each.element.outerHTML || '').slice(0, 160)))))"""


@cache
def sniffer_script() -> str:
    return (VENDOR / "html_codesniffer" / "HTMLCS.js").read_text("utf-8")


def sniffer(page: Any) -> list[str]:
    """The errors that pa11y's HTML_CodeSniffer finds against WCAG 2 AA."""
    page.evaluate(sniffer_script())
    return list(page.evaluate(RUN_SNIFFER))


# --- html-validate ----------------------------------------------------------------------------------------


class Validator:
    """html-validate in the Node.js that comes with Playwright; stays open for the next document."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [node(), folder / "html_validate.mjs"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __call__(self, document: str) -> list[str]:
        """What is wrong with the markup of a document."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(document) + "\n")
        self.process.stdin.flush()
        return list(json.loads(self.process.stdout.readline()))


def node() -> Path:
    """The Node.js that Playwright brings with it."""
    playwright = pytest.importorskip("playwright", reason="one of requirements-dev.txt")
    return Path(playwright.__file__).parent / "driver" / "node"


@contextmanager
def validating(folder: Path) -> Iterator[Validator]:
    """html-validate, unpacked into a folder."""
    for archive in sorted((VENDOR / "npm").glob("*.tgz")):
        unpack(archive, folder / "node_modules")
    (folder / "html_validate.mjs").write_bytes((HERE / "html_validate.mjs").read_bytes())
    validator = Validator(folder)
    try:
        yield validator
    finally:
        with validator.process:
            validator.process.stdin.close()


def unpack(archive: Path, folder: Path) -> None:
    """A package of npm's as npm would lay it: under its own name."""
    with tarfile.open(archive) as packed:
        files = [each for each in packed.getmembers() if each.isfile()]
        about = next(each for each in files if each.name.count("/") == 1 and each.name.endswith("/package.json"))
        target = folder / json.load(packed.extractfile(about))["name"]
        for each in files:
            path = target / each.name.partition("/")[2]
            assert path.resolve().is_relative_to(target.resolve())
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(packed.extractfile(each).read())


# --- What a screen reader is given -----------------------------------------------------------------------

CONTROLS = {
    "button", "link", "textbox", "searchbox", "combobox", "listbox", "radio", "checkbox", "switch", "slider", "spinbutton",
    "menuitem", "tab", "DisclosureTriangle", "group", "radiogroup", "region", "form", "navigation", "complementary", "dialog", "table",
    "image",
}  # fmt: skip
LANDMARKS = {"banner", "navigation", "main", "complementary", "contentinfo", "region", "form", "search"}
TOLD = CONTROLS | LANDMARKS | {"heading", "alert", "status", "article", "figure"}
MAY_BE_NAMELESS = {"group", "form"}  # <details> is a group, named by its summary; a form is a landmark by its name only


def tree(page: Any) -> list[tuple[int, str, str, dict[str, Any]]]:
    """(depth, role, name, properties) of what the browser hands to a screen reader, in the order of reading."""
    session = page.context.new_cdp_session(page)
    nodes = {each["nodeId"]: each for each in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    found = []

    def walk(key: str, depth: int) -> None:
        each = nodes[key]
        role, name = each.get("role", {}).get("value", ""), each.get("name", {}).get("value", "")
        told = not each["ignored"] and role in TOLD and not (role in MAY_BE_NAMELESS and not name)
        if told:
            has = {one["name"]: one["value"].get("value") for one in each.get("properties", ())}
            found.append((depth, role, " ".join(name.split()), has))
        for child in each.get("childIds", ()):
            if child in nodes:
                walk(child, depth + told)

    walk(next(key for key, each in nodes.items() if "parentId" not in each), 0)
    return found


def reading(page: Any) -> list[str]:
    """What is wrong with names, headings and landmarks."""
    read = tree(page)
    wrong = [f"{role} without a name" for _depth, role, name, _has in read if role in CONTROLS and not name]
    levels = [(has["level"], name) for _depth, role, name, has in read if role == "heading"]
    if [level for level, _name in levels].count(1) != 1:
        wrong.append(f"{[level for level, _name in levels].count(1)} headings of level 1")
    for (before, _), (level, name) in zip([(0, ""), *levels], levels, strict=False):
        if level > before + 1 and not (before == 0 and level == 2):
            wrong.append(f"from heading {before} to {level}: {name}")
    wrong += [f"an empty heading {level}" for level, name in levels if not name]
    roles = [role for _depth, role, _name, _has in read]
    wrong += [f"{roles.count(role)} × {role}" for role in ("main", "banner") if roles.count(role) != 1]
    named = [(role, name) for _depth, role, name, _has in read if role in LANDMARKS]
    wrong += [f"two {role} named “{name}”" for role, name in sorted(set(named)) if named.count((role, name)) > 1]
    return wrong


def outline(page: Any) -> str:
    """What a screen reader comes by, one thing on a line, each under what holds it."""
    lines = []
    for depth, role, name, has in tree(page):
        level = f" {has['level']}" if role == "heading" else ""
        state = "".join(f", {key}" for key in ("checked", "expanded", "invalid") if has.get(key) in (True, "true"))
        lines.append(f"{'  ' * depth}{role}{level}{': ' if name else ''}{name}{state}")
    return "\n".join(lines) + "\n"


# --- Size, motion, forced colours ----------------------------------------------------------------------------

OVERFLOWING = """() => {
    const root = document.scrollingElement, wrong = [];
    if (root.scrollWidth > root.clientWidth) {
        const wide = [...document.body.querySelectorAll('*')].filter(each => each.getBoundingClientRect().right > root.clientWidth + 1)
            .filter(each => !each.closest('.skip, .scroll, .path'));
        wrong.push('scrolls sideways by ' + (root.scrollWidth - root.clientWidth) + ' px: ' + wide.slice(-2).map(each => each.outerHTML.slice(0, 120)).join(' | '));
    }
    for (const each of document.body.querySelectorAll('*')) {
        if (!each.checkVisibility() || !each.innerText || each.matches('option, textarea, select, script') || each.closest('.visually-hidden, svg')) continue;
        const style = getComputedStyle(each);
        if (style.clipPath !== 'none' || style.position === 'absolute' && each.clientWidth <= 1) continue;
        const across = ['hidden', 'clip'].includes(style.overflowX) && each.scrollWidth > each.clientWidth + 1;
        const down = ['hidden', 'clip'].includes(style.overflowY) && each.scrollHeight > each.clientHeight + 1;
        if (across || down) wrong.push('text is cut off: ' + each.outerHTML.slice(0, 120));
    }
    for (const each of document.querySelectorAll('select')) {
        if (!each.checkVisibility() || !each.selectedOptions.length) continue;
        if (innerWidth < 500 && each.selectedOptions[0].textContent.length > 30) continue;  // wider than a phone; shown in full when opened
        const style = getComputedStyle(each), pen = document.createElement('canvas').getContext('2d');
        pen.font = style.fontWeight + ' ' + style.fontSize + ' ' + style.fontFamily;
        const room = each.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        const wide = pen.measureText(each.selectedOptions[0].textContent.trim()).width;
        if (wide > room + 1) wrong.push('choice is cut off by ' + Math.round(wide - room) + ' px: ' + each.id + ' ' + each.selectedOptions[0].textContent.trim());
    }
    return wrong;
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter(each => {
    const style = getComputedStyle(each), seconds = text => Math.max(...text.split(',').map(parseFloat));
    return seconds(style.animationDuration) > 0 && style.animationName !== 'none' || seconds(style.transitionDuration) > 0 || style.scrollBehavior === 'smooth';
}).map(each => 'moves: ' + each.outerHTML.slice(0, 100))"""
WITHOUT_EDGE = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, .btn, .pill')].filter(each => {
    if (!each.checkVisibility() || each.closest('.visually-hidden') || each.matches('.btn-link, .visually-hidden')) return false;
    const style = getComputedStyle(each), drawn = style.appearance === 'auto' && each.matches('[type=radio], [type=checkbox]');
    return !drawn && (style.borderTopStyle === 'none' || parseFloat(style.borderTopWidth) === 0 || style.borderTopColor === style.backgroundColor);
}).map(each => 'has no edge in forced colours: ' + each.outerHTML.slice(0, 100))"""


def overflow(page: Any) -> list[str]:
    """What scrolls sideways or is cut off at this size."""
    return list(page.evaluate(OVERFLOWING))


def overflow_enlarged(page: Any) -> list[str]:
    """The same for somebody whose browser is set to letters of twice the size.

    On a phone a closed list may then show a part of what was chosen: a long word is wider than the screen.
    """
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    found = overflow(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    session.detach()
    phone = page.viewport_size["width"] < 500
    return [each for each in found if not (phone and each.startswith("choice"))]


def motion(page: Any) -> list[str]:
    """What moves, though the visitor asked for less motion."""
    return list(page.evaluate(MOVING))


def forced_colours(page: Any) -> list[str]:
    """What cannot be seen in forced colours: text by its contrast, a control by its edge."""
    page.emulate_media(forced_colors="active")
    found = [
        *page.evaluate(WITHOUT_EDGE),
        *(each for each in axe(page, looks_only=True) if each.startswith("color-contrast")),
    ]
    page.emulate_media(forced_colors="null")
    return found
