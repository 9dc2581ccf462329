"""Guests with a workup."""

import os

import pytest
from django.test import Client

from .checks import validating
from .pages import MILD, SEVERE, Guest, fill

# Every page in every state takes a quarter of an hour and still has findings: EVERY_STATE=1 python3 dev.py test tests/web
collect_ignore = [] if os.environ.get("EVERY_STATE") else ["test_states_en.py", "test_states_nl.py"]


@pytest.fixture
def guest(client, db) -> Guest:
    """A guest with an empty workup."""
    return Guest(client).begin()


@pytest.fixture
def other_guest(db) -> Guest:
    """Somebody else, in another browser."""
    return Guest(Client()).begin()


@pytest.fixture
def severe(guest) -> Guest:
    """A guest whose patient has a magnesium of 0.45 mmol/L on omeprazole."""
    return fill(guest, SEVERE)


@pytest.fixture
def mild(guest) -> Guest:
    """A guest whose patient takes magnesium by mouth: 0.62 mmol/L on omeprazole, otherwise well."""
    return fill(guest, MILD)


@pytest.fixture(scope="session")
def validate(tmp_path_factory):
    """html-validate, started once."""
    with validating(tmp_path_factory.mktemp("html-validate")) as validator:
        yield validator
