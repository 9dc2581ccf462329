"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "b40ff1f862652c8a95a1a466bb4f9843619dce8dcaec3c65cac703c3a8be3e80"
