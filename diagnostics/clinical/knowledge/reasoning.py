"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "253f112b6731130165448d9699c3e479e006596e6fb7f2df986795da672328f6"
