"""All checks on every page in every state, in one language: each page is gone to once and looked at in several ways.

Of the eight combinations of language, colour scheme and width six are looked at, so that each two of them meet;
the colours and sizes of a page do not depend on its language. The same in a file for each language, which run side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from . import checks
from .states import STATES, State
from .visits import DESKTOP, PHONE, Visit, visiting

MARKS = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(visit: Visit, validate: checks.Validator, language: str) -> dict[str, list[str]]:
    """What each check finds, by its name."""
    page = visit.page
    found = {
        "markup as sent": validate(visit.source),
        "markup as shown": validate(visit.document),
        "reading folded": checks.reading(page),
    }
    visit.unfold()
    page.set_viewport_size(DESKTOP)
    found["reading"] = checks.reading(page)
    found["enlarged"] = checks.overflow_enlarged(page)
    found["motion"] = checks.motion(page)
    if language == "en":
        found["axe, light, wide"] = checks.axe(page)
        found["CodeSniffer"] = checks.sniffer(page)
        found["forced colours"] = checks.forced_colours(page)
    page.emulate_media(color_scheme="dark")
    found["axe, dark, wide"] = checks.axe(page, looks_only=True)
    page.set_viewport_size(PHONE)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")  # where the link to the panel lies over no control
    found["phone"] = checks.overflow(page)
    found["phone, enlarged"] = checks.overflow_enlarged(page)
    if language == "en":
        found["axe, dark, phone"] = checks.axe(page)
    page.emulate_media(color_scheme="light")
    if language == "nl":
        found["axe, light, phone"] = checks.axe(page)
        found["CodeSniffer, phone"] = checks.sniffer(page)
    return {name: each for name, each in found.items() if each}


def of_language(language: str) -> Callable[..., None]:
    """The test of all states in a language."""

    @pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
    def test_every_state(
        browser: Any, live_server: Any, settings: Any, validate: checks.Validator, state: State
    ) -> None:
        settings.ROOT_URLCONF = "tests.web.states"
        with visiting(browser, live_server.url, state, language) as visit:
            found = looked_at(visit, validate, language)
        assert not found, "\n".join(f"{name}: {line}" for name, lines in found.items() for line in lines)

    return test_every_state
