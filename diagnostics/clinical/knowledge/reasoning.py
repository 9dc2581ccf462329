"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "84d1969624e5cb78921d1eefd45ed8188746136ff3637388d83bc336a7ccc177"
