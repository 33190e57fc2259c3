"""Settings, read from the environment (or a local `.env`): see the table in docs/operations.md."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from aabenraa_plan.keys import refuse_weak
from aabenraa_plan.running.logs import JSON_LINES
from aabenraa_plan.signin.configuring import one_provider, origins
from aabenraa_plan.signin.groups import roles_by_group

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env(DEBUG=(bool, False), ALLOWED_HOSTS=(list, ["127.0.0.1", "localhost"]))
env.read_env(BASE_DIR / ".env")

DEBUG = env("DEBUG")
SECRET_KEY = env("SECRET_KEY")
# Earlier keys, while sessions signed with them run out.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if not DEBUG:
    for key in (SECRET_KEY, *SECRET_KEY_FALLBACKS):
        refuse_weak(key)
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
    # A server that does not answer is given up after seconds; a slow question it is working on is not.
    patience = {"connect_timeout": 5, "tcp_user_timeout": 15_000}
    DATABASES["default"]["OPTIONS"] = patience | DATABASES["default"].get("OPTIONS", {})

# Unset, there is one database, and neither a router nor a further middleware.
REPLICA_URL = env("DATABASE_REPLICA_URL", default="")
REPLICA_MAX_LAG = env.int("REPLICA_MAX_LAG", default=10)
"""Seconds that a reader's page may be behind; a replica further behind is not read. See `running/replica.py`."""
if REPLICA_URL:
    if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        raise ImproperlyConfigured("DATABASE_REPLICA_URL needs PostgreSQL in DATABASE_URL.")
    alone = {"connect_timeout": 2, "options": "-c default_transaction_read_only=on"}
    replica = env.db("DATABASE_REPLICA_URL")
    options = DATABASES["default"]["OPTIONS"] | replica.get("OPTIONS", {}) | alone
    DATABASES["replica"] = DATABASES["default"] | replica | {"OPTIONS": options, "TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["aabenraa_plan.running.replica.ReplicaRouter"]

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
    "aabenraa_plan.running.requests.RequestLog",
    "aabenraa_plan.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "aabenraa_plan.signin.sessions.SessionEnd",
    "aabenraa_plan.signin.gate.SecondStepGate",
    "aabenraa_plan.audit.acting.ActingMiddleware",
    "aabenraa_plan.headers.HeadMiddleware",
    "extracts.addresses.NoCprInAddresses",
    "aabenraa_plan.access.AccessMiddleware",
    "aabenraa_plan.as_of.AsOfMiddleware",
]
if REPLICA_URL:
    MIDDLEWARE.append("aabenraa_plan.running.replica.ReplicaMiddleware")

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
AUDITLOG_LOGENTRY_MODEL = "aabenraa_plan.AuditEntry"
# The library would still make its own table, which nothing uses and which no test could empty.
MIGRATION_MODULES = {"auditlog": None}
AUDITLOG_STORE_JSON_CHANGES = True
AUDITLOG_CID_GETTER = "aabenraa_plan.audit.acting.number_of_action"
AUTHENTICATION_BACKENDS = ["aabenraa_plan.signin.backends.PeopleOnly"]
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
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Mål og budget: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEBUG else "https"
# Django's own: the library's would keep a list of addresses, and mail a link to one the account no longer has.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/15m/key", "reset_password": "20/m/ip,5/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0 if DEBUG else 1)
ACCOUNT_FORMS = {
    "login": "aabenraa_plan.signin.forms.LoginForm",
    "reset_password": "aabenraa_plan.signin.forms.ResetPasswordForm",
    "reset_password_from_key": "aabenraa_plan.signin.forms.ResetPasswordKeyForm",
    "user_token": "aabenraa_plan.signin.forms.LinkForm",
    "change_password": "aabenraa_plan.signin.forms.ChangePasswordForm",
    "reauthenticate": "aabenraa_plan.signin.forms.ReauthenticateForm",
}
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=not DEBUG)
"""Whether who signs in with a password must have a second step; see `aabenraa_plan.signin.gate`."""
MFA_ADAPTER = "aabenraa_plan.signin.second_step.SecondStepAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Mål og budget"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_FORMS = {
    "authenticate": "aabenraa_plan.signin.forms.CodeForm",
    "reauthenticate": "aabenraa_plan.signin.forms.CodeAgainForm",
    "activate_totp": "aabenraa_plan.signin.forms.AppForm",
    "authenticate_webauthn": "aabenraa_plan.signin.forms.KeyForm",
    "reauthenticate_webauthn": "aabenraa_plan.signin.forms.KeyAgainForm",
    "add_webauthn": "aabenraa_plan.signin.forms.NewKeyForm",
    "edit_webauthn": "aabenraa_plan.signin.forms.KeyNameForm",
}

# A session: minutes nobody uses it, and hours in all. See `aabenraa_plan.signin.sessions`.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=60)
SESSION_HOURS = env.int("SESSION_HOURS", default=10)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# The municipality's own sign-in (OpenID Connect), where it is set up: see docs/sign-in.md.
OIDC_SERVER_URL = env("OIDC_SERVER_URL", default="")
OIDC_GROUPS_CLAIM = env("OIDC_GROUPS_CLAIM", default="groups")
OIDC_ROLES = roles_by_group(env("OIDC_ROLES", default=""))
SOCIALACCOUNT_ADAPTER = "aabenraa_plan.signin.provider.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {}
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS = one_provider(
        server=OIDC_SERVER_URL,
        client=env("OIDC_CLIENT_ID"),
        secret=env("OIDC_CLIENT_SECRET"),
        name=env("OIDC_NAME", default="kommunens login"),
        scopes=env.list("OIDC_SCOPES", default=[]),
        encrypted=not DEBUG,
    )

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
# While developing, a static file is looked for when it is asked for, and not all of them at each start:
# each client of a test is a start, and the tests have Django's own debugging off.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

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
        "form-action": [SELF, *origins(OIDC_SERVER_URL, *env.list("OIDC_FORM_ORIGINS", default=[]))],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Messages name people: they stay on the server.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_REFERRER_POLICY = "same-origin"
# How the site is, is asked from the machine itself, without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^sundhed/"]
if not DEBUG:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers take a name with this beginning from this very host alone, and over https alone.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

# Mail is sent only where it is switched on: what waits for people, and invitations.
DIGEST = env.bool("DIGEST", default=False)
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
"""What a link in a mail begins with."""
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="maal-og-budget@localhost")
vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25"))
EMAIL_TIMEOUT = 15
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
"""Seconds that a link to choose a password holds, an invitation's too."""
INVITE_BY_MAIL = env.bool("INVITE_BY_MAIL", default=False)
"""Whether an invitation is mailed; without, its link is shown once to the administrator."""

DJANGO_TABLES2_TEMPLATE = "table.html"

# How long things are kept, see `extracts.retention` and docs/data-protection.md.
RETAIN_UPLOADS_MONTHS = env.int("RETAIN_UPLOADS_MONTHS", default=24)
RETAIN_BOOKKEEPING_MONTHS = env.int("RETAIN_BOOKKEEPING_MONTHS", default=60)
RETAIN_SIGN_INS_MONTHS = env.int("RETAIN_SIGN_INS_MONTHS", default=12)

if not DEBUG:
    LOGGING = JSON_LINES
MIN_FREE_MB = env.int("MIN_FREE_MB", default=500)
"""With less free disk the server says of itself that it cannot serve; see `aabenraa_plan.running.health`."""

ACCESSIBILITY_CONTACT = env("ACCESSIBILITY_CONTACT", default="")
"""The mail address on the accessibility statement; without one it says to tell the job centre."""

SMALL_GROUP_BELOW = env.int("SMALL_GROUP_BELOW", default=5)
"""A group of fewer citizens is hidden from readers who may not upload; see `initiatives.cohorts.masking`."""
