"""What a browser keeps of the calculators: which files and pages, and a stamp that tells when they changed."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from ..clinical.knowledge.base import KNOWLEDGE
from ..presenters.calculators import CALCULATORS

STATIC = (
    "img/mark.svg",
    "css/screen.css",
    "js/workup.js",
    "js/calculate.js",
    "js/calculators.js",
    "reduced/bootstrap.css",
    "reduced/Inter-Regular.woff2",
    "reduced/Inter-SemiBold.woff2",
    "vendor/htmx/htmx.min.js",
)
TEMPLATES = ("base.html", "diagnostics/calculators", "diagnostics/forms", "diagnostics/partials")


def files() -> dict[str, list[str]]:
    """The addresses to keep: files that are the same in every language, and pages that are kept in each."""
    pages = [reverse("calculators"), *(reverse("calculator", args=[key]) for key in CALCULATORS)]
    return {
        "static": [static(name) for name in STATIC],
        "pages": pages,
        "languages": [code for code, _name in settings.LANGUAGES],
    }


@lru_cache(maxsize=1)
def stamp() -> str:
    """Changes with the knowledge, the templates, the translations and the static files."""
    digest = hashlib.sha256(KNOWLEDGE.version.encode())
    for path in sorted(_sources()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> list:
    templates = settings.BASE_DIR / "templates"
    found = [path for name in TEMPLATES for path in (templates / name, *(templates / name).rglob("*.html"))]
    found += [settings.BASE_DIR / "static" / name for name in STATIC]
    found += [path for locale in settings.LOCALE_PATHS for path in locale.rglob("*.po")]
    return [path for path in found if path.is_file()]
