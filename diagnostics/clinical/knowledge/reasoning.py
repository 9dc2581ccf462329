"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "cc03e537b65ed828900a708188de3c97a2fd0b34550ebfbfd1e21adb5a2587bf"
