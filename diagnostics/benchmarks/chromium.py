"""Chromium printing the same page, where it and Playwright are installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def printing(page: Path) -> Iterator[Callable[[], bytes] | None]:
    """How to print a page as a tagged PDF in a browser that is already open; None without one."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if not program:
        yield None
        return
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS + sandbox)
        tab = browser.new_page()

        def print_page() -> bytes:
            tab.goto(page.as_uri())
            return bytes(tab.pdf(tagged=True, prefer_css_page_size=True))

        yield print_page
        browser.close()
