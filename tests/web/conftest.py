"""Guests with a workup."""

import pytest
from django.test import Client

from .checks import validating
from .pages import MILD, SEVERE, Guest, fill


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
