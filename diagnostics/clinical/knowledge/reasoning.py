"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "667ae4cffa33a88664be8e75d49f2b5d43949cddfac4e2ecdf4edc3acac4d0f2"
