"""The site with a minimal page added, over a database that is thrown away."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest import mock

from django.core.management import call_command
from django.db import connections
from django.db.utils import load_backend
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import include, path
from django.views.decorators.cache import never_cache

from mgcds.settings import read_database

MINIMAL = """<!doctype html><html lang="en"><head><title>Minimal</title></head><body>
<form method="post">{% csrf_token %}<p>{{ visits }}</p><button>Go</button></form></body></html>"""


@cache
def _template() -> Any:
    return engines["django"].from_string(MINIMAL)


def minimal(request: HttpRequest) -> HttpResponse:
    """The least that a page of a form does: session, CSRF token and a template."""
    request.session["visits"] = request.session.get("visits", 0) + 1
    return HttpResponse(_template().render({"visits": request.session["visits"]}, request))


urlpatterns = [
    path("minimal/", never_cache(minimal), name="minimal"),
    path("", include("mgcds.urls")),
]


@contextmanager
def throw_away_site() -> Iterator[Client]:
    """A browser of the site on plain http, with an empty SQLite file as the database."""
    plain = override_settings(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["testserver"],
        SECURE_SSL_REDIRECT=False,
        SESSION_COOKIE_SECURE=False,
        CSRF_COOKIE_SECURE=False,
    )
    with throw_away_database(), plain:
        yield Client(enforce_csrf_checks=True)


@contextmanager
def throw_away_database() -> Iterator[None]:
    """A new SQLite file with the options of the real one and all tables, in place of the real one."""
    with tempfile.TemporaryDirectory() as folder:
        with mock.patch.dict(os.environ, DATABASE_URL=f"sqlite:///{folder}/bench.sqlite3"):
            database = connections.configure_settings({"default": read_database()})["default"]
        before = connections["default"]
        connections["default"] = load_backend(database["ENGINE"]).DatabaseWrapper(database, "default")
        try:
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            yield
        finally:
            connections["default"].close()
            connections["default"] = before
