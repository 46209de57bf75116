"""Settings, read from the environment. Every name is explained in docs/operations.md (a test compares)."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent.parent
WEB = PACKAGE / "interfaces" / "web"
DATA = Path(env.str("GEMENSAM_DATA", default=str(PROJECT / "var")))

# --- What kind of installation this is -------------------------------------------------------------
DEBUG = env.bool("GEMENSAM_DEBUG", default=False)
DEMO = env.bool("GEMENSAM_DEMO", default=False)
SECRET_KEY = env.str("GEMENSAM_SECRET_KEY", default="")
DATA_KEYS = env.list("GEMENSAM_DATA_KEYS", default=[])  # "keyid:base64 of 32 bytes", newest first
BLIND_INDEX_KEY = env.str("GEMENSAM_BLIND_INDEX_KEY", default="")
DEMO_CLOCK_FILE = DATA / "demo-clock.txt"  # how many seconds the demo's clock differs, read by every process
if DEMO and not SECRET_KEY:
    SECRET_KEY = "demo-only-" + "0" * 50
if DEMO and not DATA_KEYS:
    DATA_KEYS = ["demo:" + "ZGVtby1vbmx5LWtleS1uZXZlci1mb3ItcmVhbC1kYXQ="]
if DEMO and not BLIND_INDEX_KEY:
    BLIND_INDEX_KEY = "demo-only-blind-index"
if not (SECRET_KEY and DATA_KEYS and BLIND_INDEX_KEY):
    raise ImproperlyConfigured(
        "Set GEMENSAM_SECRET_KEY, GEMENSAM_DATA_KEYS and GEMENSAM_BLIND_INDEX_KEY (see docs/operations.md)."
    )
ALLOWED_HOSTS = env.list("GEMENSAM_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("GEMENSAM_ORIGINS", default=[])
BEHIND_TLS = env.bool("GEMENSAM_TLS", default=not (DEBUG or DEMO))
if DEMO and BEHIND_TLS:  # the demo lets anyone in as anyone: never on an address that others reach
    raise ImproperlyConfigured("GEMENSAM_DEMO and GEMENSAM_TLS exclude each other.")
BEHIND_PROXY = env.bool("GEMENSAM_BEHIND_PROXY", default=False)

# --- Parts ------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "gemensam.foundation.access",
    "gemensam.foundation.audit",
    "gemensam.foundation.directory",
    "gemensam.foundation.documents",
    "gemensam.foundation.jobs",
    "gemensam.foundation.messaging",
    "gemensam.domains.catalogue",
    "gemensam.domains.admissions",
    "gemensam.domains.pricelist",
    "gemensam.domains.applications",
    "gemensam.domains.replies",
    "gemensam.domains.settlement",
    "gemensam.domains.transfers",
    "gemensam.domains.guidance",
    "gemensam.interfaces.commands",
    "gemensam.interfaces.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages are light also where no proxy packs them
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gemensam.interfaces.web.layout.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gemensam.interfaces.web.access.middleware.SessionLimitMiddleware",
    "gemensam.interfaces.web.layout.middleware.ActorMiddleware",
    "gemensam.interfaces.web.access.middleware.SecondFactorMiddleware",
    "gemensam.interfaces.web.layout.middleware.DeclaredAccessMiddleware",
]
ROOT_URLCONF = "gemensam.config.urls"
WSGI_APPLICATION = "gemensam.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.Account"

_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # a page is "<area>/templates/<page>.html", a component <c-name>; the log-in library names its own
        "DIRS": [WEB, WEB / "access" / "templates"],
        "OPTIONS": {
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _LOADERS)])
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "gemensam.interfaces.web.layout.formats",
                "gemensam.interfaces.web.layout.words",
                "gemensam.interfaces.web.layout.import_words",
                "gemensam.interfaces.web.layout.chance_words",
                "gemensam.interfaces.web.applications.words",
                "gemensam.interfaces.web.guidance.words",
                "gemensam.interfaces.web.transfers.words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "gemensam.interfaces.web.layout.context.page_frame",
            ],
        },
    }
]
COTTON_DIR = "components"
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees its own attributes, never the page's variables

# --- Data -------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'gemensam.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged decision survives a power cut
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("GEMENSAM_DB_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
JOB_LEASE_SECONDS = env.int("GEMENSAM_JOB_LEASE_SECONDS", default=60)  # a worker silent for longer is dead
JOB_SCHEDULE = "gemensam.interfaces.jobs.schedule.SCHEDULE"
TRANSFER_TRANSPORT = "gemensam.interfaces.exchange.office_transfers.client.TRANSPORT"
TRANSFER_TIMEOUT = env.int("GEMENSAM_TRANSFER_TIMEOUT", default=30)
CACHES = {  # in the database, so that log-in limits hold over all processes and nodes
    "default": {
        "BACKEND": "gemensam.foundation.access.shared_cache.SharedCache",
        "LOCATION": "access_shared_cache",
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_LIMIT_BYTES = env.int("GEMENSAM_UPLOAD_LIMIT_BYTES", default=25 * 1024 * 1024)

# --- Log-in -----------------------------------------------------------------------------------------
PASSWORD_HASHERS = ["gemensam.foundation.access.hashers.Argon2id19MiB"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "gemensam.interfaces.web.access.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "gemensam.interfaces.web.access.adapters.SocialAccountAdapter"
MFA_ADAPTER = "gemensam.interfaces.web.access.adapters.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the office or by OIDC, never by sign-up
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser: school computers are shared
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail when the password or the second factor has been changed
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_TLS else "http"
ACCOUNT_RATE_LIMITS = {  # per account; per address only so high that a whole school behind one fits
    "login": None,  # counted with the next two, see interfaces/web/access/limits.py
    "every_try": "3000/m/ip",
    "login_failed": "2000/h/ip,5/5m/key",
    "request_login_code": "2000/h/ip,3/m/key,10/h/key",
    "reset_password": "500/h/ip,3/m/key,10/h/key",
    "reset_password_from_key": "500/h/ip",
    "own_registration": "1000/h/ip,5/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Gemensam"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO  # browsers allow passkeys on http://localhost only
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ONLY = False
OIDC_SERVER_URL = env.str("GEMENSAM_OIDC_SERVER", default="")
OIDC_CLIENT_ID = env.str("GEMENSAM_OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("GEMENSAM_OIDC_CLIENT_SECRET", default="")
OIDC_NAME = env.str("GEMENSAM_OIDC_NAME", default="e-legitimation")
OIDC_SCOPES = env.list("GEMENSAM_OIDC_SCOPES", default=["openid", "profile"])
OIDC_PERSON_CLAIMS = env.list(  # names under which providers send the personal identity number, tried in turn
    "GEMENSAM_OIDC_PERSON_CLAIMS",
    default=[
        "https://id.oidc.se/claim/personalIdentityNumber",
        "https://id.oidc.se/claim/coordinationNumber",
        "personalIdentityNumber",
    ],
)
OIDC_MATCH_EMAIL = env.bool("GEMENSAM_OIDC_MATCH_EMAIL", default=False)  # staff by verified address
OIDC_STRONG_ACR = env.list("GEMENSAM_OIDC_STRONG_ACR", default=[])  # acr values that count as a second factor
SOCIALACCOUNT_PROVIDERS = {}
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "eid",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_SERVER_URL, "scope": OIDC_SCOPES, "oauth_pkce_enabled": True},
            }
        ],
    }
SESSION_COOKIE_AGE = env.int("GEMENSAM_SESSION_SECONDS", default=8 * 3600)
SESSION_IDLE_SECONDS = env.int("GEMENSAM_IDLE_SECONDS", default=3600)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
STAFF_NEEDS_SECOND_FACTOR = env.bool("GEMENSAM_STAFF_SECOND_FACTOR", default=not DEMO)

# --- Headers ----------------------------------------------------------------------------------------
_IDP = [f"{urlsplit(OIDC_SERVER_URL).scheme}://{urlsplit(OIDC_SERVER_URL).netloc}"] if OIDC_SERVER_URL else []
_IDP += env.list("GEMENSAM_OIDC_ORIGINS", default=[])  # where the provider's log-in page is, when elsewhere
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, *_IDP],  # Chrome judges the redirect after a POST by this list
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "gemensam.interfaces.web.layout.errors.forgery"
SECURE_SSL_REDIRECT = env.bool("GEMENSAM_TLS_REDIRECT", default=False)
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Language, time, look -----------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("sv-simple", "Lätt svenska"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "sprak"
LOCALE_PATHS = [WEB / "locale", *sorted(WEB.glob("*/locale"))]  # the common English, and each area's own
FORMAT_MODULE_PATH = ["gemensam.config.formats"]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Europe/Stockholm"
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [WEB / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DEFAULT_THEME = env.str("GEMENSAM_THEME", default="lan")
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Messages -----------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("GEMENSAM_EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = env.int("GEMENSAM_EMAIL_TIMEOUT", default=20)
DEFAULT_FROM_EMAIL = env.str("GEMENSAM_FROM_EMAIL", default="antagningen@example.invalid")
SMS_URL = env.str("GEMENSAM_SMS_URL", default="")  # empty: no text messages are sent
SMS_AUTHORIZATION = env.str("GEMENSAM_SMS_AUTHORIZATION", default="")
SMS_SENDER = env.str("GEMENSAM_SMS_SENDER", default="Antagning")
SMS_FORMAT = env.str("GEMENSAM_SMS_FORMAT", default="form")
SMS_TIMEOUT = env.int("GEMENSAM_SMS_TIMEOUT", default=20)
SMS_TO_PROTECTED = env.bool("GEMENSAM_SMS_TO_PROTECTED", default=False)
if SMS_URL and not SMS_URL.startswith(("https://", "http://127.0.0.1:")):
    raise ImproperlyConfigured("GEMENSAM_SMS_URL must begin with https://")
if SMS_FORMAT not in {"form", "json"}:
    raise ImproperlyConfigured("GEMENSAM_SMS_FORMAT is form or json.")
PUBLIC_ADDRESS = env.str("GEMENSAM_PUBLIC_ADDRESS", default="http://127.0.0.1:8000")

# --- Logs: one place that removes personal data --------------------------------------------------------
LOGGING_CONFIG = "gemensam.config.logging_setup.configure"
LOG_LEVEL = env.str("GEMENSAM_LOG_LEVEL", default="INFO")
LOG_JSON = env.bool("GEMENSAM_LOG_JSON", default=not (DEBUG or DEMO))
LOGGING = {"level": LOG_LEVEL, "json": LOG_JSON}
