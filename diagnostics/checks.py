"""What `manage.py check --deploy` looks at beyond the settings."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error


def version_is_current(**_options: Any) -> list[CheckMessage]:
    """The version of the knowledge speaks for the source that is here."""
    from .ledger.source import reasoning_digest, written_digest

    if reasoning_digest() == written_digest():
        return []
    return [
        Error(
            "The knowledge version is that of other code: knowledge/reasoning.py is out of date.",
            hint="Run: python3 dev.py rules --write",
            id="mgcds.E001",
        )
    ]
