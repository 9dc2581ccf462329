"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "990ad46715136ee1d24419de35e20e6711b32b049f0e83cfba794f39b709050d"
