"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "890b35b3dd3b7d98209fd5b0732566dd4444a604ea974f4ebbdcf61dee3b13fc"
