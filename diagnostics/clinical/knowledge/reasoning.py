"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "f049c99b4a6da892a5ede62ab206634b1865b3c525ddb5f989fbf2db8e43068d"
