"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "1c4a21951920516b06ab6b8e9fc333ee9710373333b33ef0be8134cb296d8630"
