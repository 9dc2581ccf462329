"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "0f41b4239b4ba8b04db89afce8bb7280a44f0a003b68265ac21fa58e48fad686"
