"""Settings: one module, read from the environment, secure unless told otherwise.

README.md lists the variables. `MGCDS_LOCAL=1`, which dev.py sets, loosens only what plain http on
this machine cannot do: secure cookies, the redirect to https, host names and collected static files.
"""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
NEW_SECRET = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"

env = environ.Env()


# --- Where and how it runs ---------------------------------------------------------------------------


def read_secret_key() -> str:
    """The secret key from the environment; on this machine alone a random one will do."""
    key = env.str("MGCDS_SECRET_KEY", default="")
    if not key and LOCAL:
        return secrets.token_urlsafe(50)
    if not key:
        raise ImproperlyConfigured(
            "MGCDS_SECRET_KEY is not set. Set it to a long random text that stays the same at every start; "
            f"{NEW_SECRET} prints one."
        )
    if len(key) < 50 or len(set(key)) < 10 or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            "MGCDS_SECRET_KEY can be guessed: it must be random and have 50 characters or more; "
            f"{NEW_SECRET} prints one."
        )
    return key


def read_debug() -> bool:
    """Debug pages show what patients told us, so they exist on a developer's own machine only."""
    debug = env.bool("MGCDS_DEBUG", default=False)
    if debug and not LOCAL:
        raise ImproperlyConfigured(
            "MGCDS_DEBUG is set, but its pages show settings and answers to any visitor. "
            "Unset it; on a developer's own machine set MGCDS_LOCAL=1 as well."
        )
    return debug


def read_allowed_hosts() -> list[str]:
    """The host names that the site answers to."""
    hosts = env.list("MGCDS_ALLOWED_HOSTS", default=[])
    if LOCAL:
        return [*hosts, "localhost", "127.0.0.1", "[::1]", "testserver"]
    if not hosts or "*" in hosts:
        raise ImproperlyConfigured(
            "MGCDS_ALLOWED_HOSTS must list the host names of the site, separated by commas and without *, "
            "for instance MGCDS_ALLOWED_HOSTS=mgcds.hospital.example."
        )
    return hosts


LOCAL = env.bool("MGCDS_LOCAL", default=False)
DEBUG = read_debug()
SECRET_KEY = read_secret_key()
SECRET_KEY_FALLBACKS = env.list("MGCDS_OLD_SECRET_KEYS", default=[])
ALLOWED_HOSTS = read_allowed_hosts()

ROOT_URLCONF = "mgcds.urls"
WSGI_APPLICATION = "mgcds.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "diagnostics",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "diagnostics.views.middleware.no_store",
    "csp.middleware.CSPMiddleware",  # before all that can answer, so that every answer carries the policy
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages are sent compressed. Their size could give a secret away (BREACH) only where a stranger can have words of his
    # choice put beside it: the token of a form is masked anew each time, and Django adds a random number of bytes.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"


# --- What is remembered ------------------------------------------------------------------------------


def read_database() -> dict:
    """The database of DATABASE_URL: SQLite in this folder, unless another is named.

    On SQLite every transaction is IMMEDIATE: one that reads and then writes would otherwise fail at
    once, with "database is locked", when another is writing. FULL keeps an acknowledged answer
    through a power cut.
    """
    database = env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'mgcds.sqlite3'}")
    options = database.setdefault("OPTIONS", {})  # holds what the query string of the URL asked for
    if database["ENGINE"].endswith("sqlite3"):
        options.update(
            transaction_mode="IMMEDIATE",
            timeout=20,
            init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        )
    else:
        database.update(CONN_MAX_AGE=0, CONN_HEALTH_CHECKS=True)  # the pool keeps the connections
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return database


def read_offline_days() -> int:
    """For how many days a device may compute without having asked whether its knowledge still holds."""
    days = env.int("MGCDS_OFFLINE_DAYS", default=30)
    if not 0 <= days <= 90:
        raise ImproperlyConfigured("MGCDS_OFFLINE_DAYS must be between 0 (never compute without a connection) and 90.")
    return days


DATABASES = {"default": read_database()}

# Shared by all processes, because limits and one-time codes kept in it must hold for all of them.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# A guest's answers are in the database under a random key; the cookie holds the key alone.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "mgcds_session"
SESSION_COOKIE_AGE = 60 * env.int("MGCDS_GUEST_IDLE_MINUTES", default=8 * 60)
SESSION_SAVE_EVERY_REQUEST = True  # the age counts from the last request

# Calculators without a connection refuse to compute with knowledge that was last confirmed longer ago than this.
OFFLINE_DAYS = read_offline_days()


# --- Security ----------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"

SECURE_SSL_REDIRECT = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # to be preloaded is for the owner of the domain to decide
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the icons inside Bootstrap's style sheet
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 1
# What is uploaded is looked at and forgotten: it stays in memory, and what is too large for that is not taken in at all.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_200_000  # of the whole request


# --- Language and time -------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nl", _("Dutch"))]
LOCALE_PATHS = [BASE_DIR / "diagnostics" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("MGCDS_TIME_ZONE", default="Europe/Amsterdam")


# --- Static files ------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("MGCDS_STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
PLAIN_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN_STORAGE if LOCAL else "mgcds.storage.StaticStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LOCAL
WHITENOISE_ALLOW_ALL_ORIGINS = False


# --- Logs --------------------------------------------------------------------------------------------
# What a request did, never what was in it: no body, no query string, no answers.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("MGCDS_LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},  # in place of Django's own handlers, which mail
        "django.server": {"handlers": [], "propagate": True},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # every scanner of the internet causes one
        "weasyprint": {"level": "WARNING"},  # tells its progress otherwise
        "gunicorn.http.wsgi": {"level": "ERROR"},  # warns of each HEAD request, whose body it has to drop
    },
}
