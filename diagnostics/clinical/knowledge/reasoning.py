"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "2fc5589ecaaf63eca6a5a6b7d09795acbd0a84f135c023b07c3b879c9bada5ec"
