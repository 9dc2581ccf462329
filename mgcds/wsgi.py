"""The web application, as a WSGI server such as gunicorn loads it."""

import os

from django.core.wsgi import get_wsgi_application

from mgcds.translations import compile_translations

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgcds.settings")
compile_translations()
application = get_wsgi_application()
