"""Going to a state of a page as somebody would, in one of the languages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.test import Client

from tests.conftest import collect_problems

from .states import State

LOCALES = {"en": "en-GB", "nl": "nl-NL"}
DESKTOP = {"width": 1200, "height": 900}
PHONE = {"width": 360, "height": 740}


@dataclass
class Visit:
    """A page in a state, and the document as the server wrote it."""

    page: Any
    source: str

    @property
    def document(self) -> str:
        """What the scripts made of it."""
        return self.page.content()

    def unfold(self) -> None:
        """Open whatever is folded away."""
        self.page.evaluate("document.querySelectorAll('details:not(.next-patient)').forEach(each => each.open = true)")


@contextmanager
def visiting(browser: Any, address: str, state: State, language: str) -> Iterator[Visit]:
    """Bring about a state of the application at an address, and look at it; what the browser reports fails it."""
    if state.address in ("/", "/example/"):
        call_command("demo", verbosity=0, stdout=io.StringIO())
    client = Client(headers={"accept-language": language}, raise_request_exception=False)
    guest = state.who(client)
    context = browser.new_context(base_url=address, locale=LOCALES[language], viewport=DESKTOP, reduced_motion="reduce")
    context.add_cookies(
        [{"name": name, "value": morsel.value, "url": address} for name, morsel in client.cookies.items()]
    )
    problems = collect_problems(context)
    page = context.new_page()
    documents = []
    page.on("response", lambda response: response.request.is_navigation_request() and documents.append(response))
    try:
        page.goto(state.address)
        if state.does:
            state.does(page, guest)
        page.wait_for_load_state()
        assert documents[-1].status == state.status
        yield Visit(page, documents[-1].text())
    finally:
        context.close()
    unexpected = [each for each in problems if not any(said in each for said in state.reports)]
    assert not unexpected, "the browser reported:\n" + "\n".join(unexpected)
