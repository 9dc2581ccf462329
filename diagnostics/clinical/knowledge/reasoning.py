"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "20bb9584075654ef4b021dec4883d6af0c86c04ff0f56c759ea37b89883c2921"
