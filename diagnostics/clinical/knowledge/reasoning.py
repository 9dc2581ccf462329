"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "ef418486009a92c06667e6491bbacaeabc570f5ee2a2361bb24415300a2823f7"
