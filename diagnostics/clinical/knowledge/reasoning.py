"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "2c3d1a6b0d0443b83cfe13c5e06dda486b44a29b1dd7a954f80720eb97cbacc7"
