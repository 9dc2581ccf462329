"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "9f474b08de65a494698f5e5bbbba016908ea8b552347867da8c12626f02b2414"
