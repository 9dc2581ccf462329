"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "dc78352db8c7f6782adc38777514059a70bc607cc43ca334f993ece4afce14bd"
