"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "6f780d7b47fd90907c810dcfef3d04b79bbf2434e6ed05ea2b79a0e34e2d2840"
