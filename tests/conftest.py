"""What tests lean on: a real browser that complains about everything, and a PostgreSQL of their own."""

import os
import shutil

import pytest

from tests import postgresql

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# what htmx calls a request that leaving the page ended
CUT_OFF = ("htmx:sendError", "htmx:sendAbort", "htmx:afterRequest")


def missing(what: str) -> None:
    """Skip a test whose program is not here; where all must be here, in CI, fail instead."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing; python3 dev.py test installs it")
    pytest.skip(f"{what} is missing; python3 dev.py test installs it")


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, started once."""
    if not CHROMIUM:
        missing("Chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is one of requirements-dev.txt")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS + sandbox)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, live_server):
    """An empty page of a new person; relative addresses lead to the application.

    The test fails afterwards when a page reported an error, broke the content security policy or lacked
    a file. Further pages of the same person: `page.context.new_page()`.
    """
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    problems = collect_problems(context)
    yield context.new_page()
    context.close()
    assert not problems, "the browser reported:\n" + "\n".join(problems)


def collect_problems(context) -> list[str]:
    """A list that fills with what the pages of a browser context report while they are used.

    The console's "Failed to load resource" names no address; a missing file is noticed by its answer
    instead. Answers of the application itself may well be errors: that is for the test to judge.
    """
    problems: list[str] = []

    def hear(message):
        if message.type == "error" and not message.text.startswith(("Failed to load resource", *CUT_OFF)):
            problems.append(message.text)

    def miss(request):
        # leaving a page cuts off what its panel was asking; htmx calls that an error too
        if request.failure != "net::ERR_ABORTED":
            problems.append(f"{request.failure} {request.url}")

    def look(response):
        if response.status >= 400 and response.request.resource_type not in {"document", "xhr", "fetch"}:
            problems.append(f"{response.status} {response.url}")

    context.on("console", hear)
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on("response", look)
    context.on("requestfailed", miss)
    return problems


@pytest.fixture(scope="session")
def postgres_url():
    """The DATABASE_URL of an empty PostgreSQL, started for these tests and thrown away after them."""
    if not postgresql.is_installed():
        missing("PostgreSQL")
    with postgresql.throw_away_server() as url:
        yield url
