"""The settings refuse to be unsafe; each case is a start of its own, with an environment of its own."""

import json

import pytest

from tests.starts import GOOD_KEY, PRODUCTION, python

SHOW = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))
"""
USE_CACHE = """
import django
django.setup()
from django.core.cache import cache
cache.set("key", "remembered")
print(cache.get("key"))
"""


def settings(*names, **environment):
    """The values of some settings in this environment."""
    result = python("-c", SHOW, *names, **environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def refusal(**environment):
    """What a start in this environment is refused with."""
    result = python("manage.py", "check", **environment)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


def test_missing_secret_is_refused_with_a_sentence_that_says_how_to_set_it():
    """No key, no start; the message holds the command that makes one."""
    said = refusal(MGCDS_ALLOWED_HOSTS="mgcds.hospital.example")
    assert said.startswith("MgCDS cannot start: MGCDS_SECRET_KEY is not set.")
    assert "token_urlsafe" in said


@pytest.mark.parametrize("key", ["secret", "x" * 80, "django-insecure-" + GOOD_KEY])
def test_default_secret_refused(key):
    """Short, monotonous and generated-for-development keys are refused, on this machine as well."""
    assert "can be guessed" in refusal(**PRODUCTION | {"MGCDS_SECRET_KEY": key})
    assert "can be guessed" in refusal(MGCDS_SECRET_KEY=key, MGCDS_LOCAL="1")


def test_debug_in_production_is_refused():
    """Debug pages would show answers of patients."""
    assert "MGCDS_DEBUG" in refusal(**PRODUCTION, MGCDS_DEBUG="1")


@pytest.mark.parametrize("hosts", ["", "*", "mgcds.hospital.example,*"])
def test_missing_or_open_host_names_are_refused(hosts):
    """The site answers to its own names only."""
    assert "MGCDS_ALLOWED_HOSTS" in refusal(**PRODUCTION | {"MGCDS_ALLOWED_HOSTS": hosts})


def test_production_is_safe_without_being_told():
    """With nothing but the required variables every protection is on."""
    expected = {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["mgcds.hospital.example"],
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    }
    assert settings(*expected, **PRODUCTION) == expected


def test_local_loosens_only_what_plain_http_cannot_do():
    """Without secure cookies and redirect; without debug, and with a random key at each start."""
    names = ["DEBUG", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_HTTPONLY", "SECRET_KEY"]
    first, second = settings(*names, MGCDS_LOCAL="1"), settings(*names, MGCDS_LOCAL="1")
    assert first.pop("SECRET_KEY") != second.pop("SECRET_KEY")
    expected = [False, False, False, True]
    assert list(first.values()) == list(second.values()) == expected


def test_nothing_inline_and_nothing_from_other_hosts():
    """The content security policy allows this site's own files, and pictures inside its style sheets."""
    policy = settings("CONTENT_SECURITY_POLICY", **PRODUCTION)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["default-src"] == ["'self'"]
    assert policy["img-src"] == ["'self'", "data:"]
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert "unsafe" not in json.dumps(policy)


def test_a_guest_is_forgotten_after_the_minutes_that_are_set():
    """Eight hours without a request, or what the environment says, counted from the last request."""
    names = ["SESSION_COOKIE_AGE", "SESSION_SAVE_EVERY_REQUEST"]
    assert settings(*names, **PRODUCTION) == {"SESSION_COOKIE_AGE": 28800, "SESSION_SAVE_EVERY_REQUEST": True}
    assert settings(*names, **PRODUCTION, MGCDS_GUEST_IDLE_MINUTES="20")["SESSION_COOKIE_AGE"] == 1200


def test_sqlite_keeps_what_it_acknowledged_and_writes_one_at_a_time():
    """Full synchronous commits through a power cut; IMMEDIATE against "database is locked"."""
    options = settings("DATABASES", **PRODUCTION)["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]


def test_postgresql_keeps_what_its_address_asks_for():
    """The query string of DATABASE_URL stays, and connections come from a pool."""
    url = "postgres://mgcds:word@db.hospital.example/mgcds?sslmode=verify-full"
    database = settings("DATABASES", **PRODUCTION, DATABASE_URL=url)["DATABASES"]["default"]
    assert database["OPTIONS"]["sslmode"] == "verify-full"
    assert database["OPTIONS"]["pool"]["max_size"] == 8
    assert database["CONN_MAX_AGE"] == 0


def test_sessions_and_cache_work_on_postgresql(postgres_url):
    """The tables are made, and checked, on a real server."""
    environment = {"DATABASE_URL": postgres_url, "MGCDS_LOCAL": "1"}
    for command in (
        ["migrate", "--verbosity", "0"],
        ["createcachetable"],
        ["check", "--database", "default"],
    ):
        result = python("manage.py", *command, **environment)
        assert result.returncode == 0, result.stderr
    assert python("-c", USE_CACHE, **environment).stdout == "remembered\n"
