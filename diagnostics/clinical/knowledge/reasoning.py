"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "65118f485f8a7654a1454adc05f3ff1c8bb645197cda472fa0dddd6ce621af4c"
