"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "cc2d6a447f2a8cb7f8c7ed6d625884493b22e51f552b08ca79467fa97359e60f"
