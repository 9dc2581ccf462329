"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "fdfaf46227e112e68a35ea456a99613b2bec3b5a5d6fab4abf97ec2966448cd4"
