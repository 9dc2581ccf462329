"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "b0f109a8abdf64b95bcb213dd415945c151ed175a1ab61e1dcd3f8907e7429b0"
