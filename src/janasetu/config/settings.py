"""Django's settings, from what this installation is."""

import hmac
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from janasetu.config import log_lines
from janasetu.config.installation import Installation

INSTALLATION = Installation.current()
PACKAGE = Path(__file__).resolve().parents[1]

SECRET_KEY = INSTALLATION.secret_key
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *INSTALLATION.hosts]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in INSTALLATION.hosts]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",  # no address of it exists: the second factor needs its tables and settings
    "allauth.mfa",
    "procrastinate.contrib.django",
    "janasetu.rows",
    "janasetu.audit",
    "janasetu.bodies",
    "janasetu.people",
    "janasetu.catalogue",
    "janasetu.documents",
    "janasetu.messaging",
    "janasetu.payments",
    "janasetu.posters",
    "janasetu.registers",
    "janasetu.deliveries",
    "janasetu.cases",
    "janasetu.conversations",
    "janasetu.console",
    "janasetu.portal",
    "janasetu.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "janasetu.config.assets.CompressedPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "janasetu.config.language.BengaliFirstMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "janasetu.config.refusals.RefusedMethodMiddleware",
]
ROOT_URLCONF = "janasetu.config.urls"
WSGI_APPLICATION = "janasetu.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "config" / "templates"],  # what all faces share
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "libraries": {
                "look": "janasetu.config.templatetags.look",
                "tongue": "janasetu.config.templatetags.tongue",
            },
        },
    }
]


# What each session of ours tells the database from its beginning: see audit.sql.
_AUDIT_KEY = hmac.new(INSTALLATION.secret_key.encode(), b"audit", "sha256").hexdigest()
_TOLD = f"-c janasetu.actor=system -c janasetu.audit_key={_AUDIT_KEY}"


def _database(url: str) -> dict[str, Any]:
    """Django's form of a PostgreSQL URL; every wait has an end."""
    given = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname", "janasetu"),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            "tcp_user_timeout": 5000,
            **given,
            "options": f"{given.get('options', '')} {_TOLD}".strip(),
        },
    }


DATABASES = {"default": _database(INSTALLATION.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "bn"
LANGUAGES = [("bn", _("Bengali")), ("en", _("English"))]
LOCALE_PATHS = [
    PACKAGE / "locale",
    PACKAGE / "config" / "locale_libraries",
]  # ours first, then what theirs lack
FORMAT_MODULE_PATH = "janasetu.config.formats"
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # it would group identifiers too; amounts and counts pass through lib.bn
USE_TZ = True
TIME_ZONE = "Asia/Kolkata"
LANGUAGE_COOKIE_NAME = "janasetu_language"

STATIC_URL = "/static/"
_OWN_LOOK = INSTALLATION.data / "look"  # what a body puts over ours: janasetu/themes/CODE.css and CODE.svg
STATICFILES_DIRS = [PACKAGE / "config" / "static", *([_OWN_LOOK] if _OWN_LOOK.is_dir() else [])]
_SERVED_AS_THEY_ARE = INSTALLATION.mode == "test"
STATIC_ROOT = None if _SERVED_AS_THEY_ARE else INSTALLATION.data / "static"  # written by config.assets
WHITENOISE_USE_FINDERS = _SERVED_AS_THEY_ARE
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
_HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_AS_THEY_ARE = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _AS_THEY_ARE if _SERVED_AS_THEY_ARE else _HASHED},
}
MEDIA_FOLDER = INSTALLATION.media_folder

# Who signs papers and with which key; by the other two keys an approval, and the signer's book, are sealed.
SIGNING_KEYS = INSTALLATION.signing
APPROVAL_KEY = hmac.new(INSTALLATION.secret_key.encode(), b"approval", "sha256").digest()
SIGNER_BOOK_KEY = hmac.new(INSTALLATION.secret_key.encode(), b"signer-book", "sha256").digest()
MODELS_FOLDER = INSTALLATION.models_folder
MARKS_FOLDER = INSTALLATION.data / "keys"  # of the key that signs what stands in the QR of a paper
MARKS_ARE_SPECIMENS = INSTALLATION.mode != "serve"
RAW_BATCHES_KEPT = timedelta(days=INSTALLATION.raw_days)  # after they were split

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # only its worker needs the tasks: config.background
PROCRASTINATE_IMPORT_PATHS = [
    f"janasetu.{package}.tasks"
    for package in ("audit", "cases", "channels.speech", "config", "messaging", "registers")
]
SPEECH_ENGINE = INSTALLATION.speech_engine
SPEECH_BODIES = INSTALLATION.speech_bodies
SPEECH_OPTIONS = INSTALLATION.speech_options
_WEB = f"https://{INSTALLATION.hosts[0]}" if INSTALLATION.hosts else f"http://127.0.0.1:{INSTALLATION.port}"
PUBLIC_ADDRESS = _WEB  # under which a citizen reaches the portal, in links that we send
PAYMENT_COMPANY = "" if INSTALLATION.mode == "serve" else "sample"  # a stand-in, which only pretends
DELIVERY_SECRET = hmac.new(INSTALLATION.secret_key.encode(), b"deliveries", "sha256").digest()
PAYMENT_SECRET = hmac.new(INSTALLATION.secret_key.encode(), b"payments", "sha256").digest()
PRICES_FILE = INSTALLATION.data / "prices.yaml"  # what messages cost, as the office wrote it; may be missing

LOGIN_URL = "console:login"
LOGIN_REDIRECT_URL = "console:inbox"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]
CSRF_FAILURE_VIEW = "janasetu.console.views.resending.form_refused"
ACCOUNT_LOGIN_METHODS = {"username"}  # allauth's: nobody signs up, and no login needs an e-mail address
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # counted in our own table: bodies.actions.attempts
MFA_ADAPTER = "janasetu.bodies.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = INSTALLATION.mode != "serve"  # http://localhost, where nobody listens in
MFA_TOTP_TOLERANCE = 1  # a clock that is 30 seconds off; a code still counts once
SESSION_ENGINE = "janasetu.config.sessions"
FORM_RENDERER = "janasetu.config.widgets.Renderer"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "janasetu_session"
CSRF_COOKIE_NAME = "janasetu_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
_BEHIND_TLS = INSTALLATION.mode == "serve"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_TLS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _BEHIND_TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
_FRAMED = INSTALLATION.mode != "serve"  # /demo/ shows the console in a frame; elsewhere nobody may
X_FRAME_OPTIONS = "SAMEORIGIN" if _FRAMED else "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # other names below ours may belong to somebody else
    "security.W008",  # the front server sends plain HTTP to TLS
    "security.W021",  # whether browsers list the name is its owner's to say
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10  # the console takes five and says so; more are nobody's form
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "janasetu.config.uploads.FirstBytesHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF if _FRAMED else NONE],
        "base-uri": [NONE],
        "frame-src": [SELF],
    }
}

LOGGING = log_lines.LOGGING
structlog.configure(processors=log_lines.PROCESSORS)
