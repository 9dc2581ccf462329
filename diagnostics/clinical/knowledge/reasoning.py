"""How the application reasons, as a hash of its source: written by `manage.py rules --write`, not by hand."""

REASONING = "0466dcaa006f90920ecd0e56251258b66636d9e8e50f64beb543d0802b0352a7"
