"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "9975fa96141f430e6cc43b575be9767c6035795cd9a38bfefb8e5340ac78916b"
