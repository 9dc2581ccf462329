"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "8b12ba83dc7e51a6e573d2ddced2d382052654b1b2874dc627386598d5eaf025"
