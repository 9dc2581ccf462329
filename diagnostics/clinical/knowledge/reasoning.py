"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "7a7c5b8ed672f9d59fd01a8f0bdcedc5fedb0a3107d268670744af460bc5305f"
