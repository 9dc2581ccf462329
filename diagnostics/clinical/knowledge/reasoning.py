"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "d49fdae46e3b08ab741b2c8c8dd12c090e9c18e1d3b327c9ade7d7d2513472d3"
