"""Chromium, where it and Playwright are installed: to print the same page, and to sit at the keyboard."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def browser() -> Iterator[Any]:
    """A browser that is open; None where it or Playwright is not installed."""
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
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS + sandbox)
        yield opened
        opened.close()


@contextmanager
def tab_of(address: str) -> Iterator[Any]:
    """An empty tab for the site at this address, in English; None without a browser."""
    with browser() as opened:
        yield None if opened is None else opened.new_context(base_url=address, locale="en-GB").new_page()


@contextmanager
def printing(page: Path) -> Iterator[Callable[[], bytes] | None]:
    """How to print a page as a tagged PDF in a browser that is already open; None without one."""
    with browser() as opened:
        if opened is None:
            yield None
            return
        tab = opened.new_page()

        def print_page() -> bytes:
            tab.goto(page.as_uri())
            return bytes(tab.pdf(tagged=True, prefer_css_page_size=True))

        yield print_page
