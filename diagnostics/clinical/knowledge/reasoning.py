"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "37d4e0e09aad21f104f509040d22d69cf721cd06bf14e812bccc239591001512"
