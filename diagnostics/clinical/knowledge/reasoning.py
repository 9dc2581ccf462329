"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "0dc2f6ef7806ea9d0fba5d43f96cadecb6006a96cd77ff2cfc19c1dc3a3ea315"
