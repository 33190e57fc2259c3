"""Settings, read from the environment (or a local `.env`): see the table in README.md."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env(DEBUG=(bool, False), ALLOWED_HOSTS=(list, ["127.0.0.1", "localhost"]))
env.read_env(BASE_DIR / ".env")

SECRET_KEY = env("SECRET_KEY")
DEBUG = env("DEBUG")
ALLOWED_HOSTS = env("ALLOWED_HOSTS")
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A writer takes its lock when the transaction starts, so two uploads queue instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    }
else:
    # Opening a connection per request costs a factor of six.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "auditlog",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "aabenraa_plan",
    "extracts",
    "targets",
    "budget",
    "initiatives",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "extracts.addresses.NoCprInAddresses",
    "aabenraa_plan.access.AccessMiddleware",
    "aabenraa_plan.as_of.AsOfMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "aabenraa_plan.access.permissions",
                "aabenraa_plan.as_of.looking_back",
            ],
            "builtins": ["aabenraa_plan.templatetags.danish"],
        },
    }
]

# Finished pieces of pages lie in "own" and "shared", see `kept.py`. "default" counts sign-ins for their limits,
# so every process must see it, and no page may push a count out. The tables are made by migrations.
TWO_DAYS = 2 * 24 * 3600
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_counts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "own": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": TWO_DAYS},
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kept_pages",
        "TIMEOUT": TWO_DAYS,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# Large files are worked on by `manage.py db_worker`, which finds them in the database.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

ROOT_URLCONF = "aabenraa_plan.urls"
WSGI_APPLICATION = "aabenraa_plan.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "aabenraa_plan.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overview"

ACCOUNT_ADAPTER = "aabenraa_plan.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/15m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Mål og budget"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
SOCIALACCOUNT_ADAPTER = "aabenraa_plan.signin.adapters.ProviderAdapter"

LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
if not DEBUG:
    # `collectstatic` gives every file a name of its content, so browsers may keep it for good.
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("dkfds", BASE_DIR / "node_modules/dkfds/dist"),
    ("plotly", BASE_DIR / "node_modules/plotly.js-basic-dist-min"),
    ("plotly-css", BASE_DIR / "build/plotly-css"),
]
WHITENOISE_USE_FINDERS = DEBUG

# A file above this is refused before it is read; a million lines fit in it.
MAX_UPLOAD_BYTES = 100 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# `blob:` is what plotly's download-as-picture button makes.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if not DEBUG:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Mail is sent by `manage.py send_digest` alone, and only where it is switched on.
DIGEST = env.bool("DIGEST", default=False)
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
"""What a link in a mail begins with."""
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="maal-og-budget@localhost")
vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25"))
EMAIL_TIMEOUT = 15

DJANGO_TABLES2_TEMPLATE = "table.html"

SMALL_GROUP_BELOW = env.int("SMALL_GROUP_BELOW", default=5)
"""A group of fewer citizens is hidden from readers who may not upload; see `initiatives.cohorts.masking`."""
