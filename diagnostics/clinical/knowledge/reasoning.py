"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "617aafc1286fe45a5f359b56110e742f62b2785824a8599c078364c8fe83019b"
