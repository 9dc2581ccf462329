"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "738b44e5c5ef2de24486d5725359202c8517f988a8c31f4c373952aa876e19b1"
