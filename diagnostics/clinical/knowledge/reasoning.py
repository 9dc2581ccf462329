"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "aefb1163b95b84885a93b817db66863c8616181438cb852a70a0d83aa3bf239b"
