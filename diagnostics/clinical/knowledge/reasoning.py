"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "583e341110f4a842bbef2b32b9f57937c50f4c4c2d2efd7504bd9f80fffcf477"
