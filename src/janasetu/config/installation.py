"""What one installation is: its folder, addresses and secrets, read from the environment and
DIR/settings.toml.
"""

import hashlib
import hmac
import os
import re
import secrets
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from janasetu.config import data_folder, postgres
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import SettingError

Mode = Literal["demo", "serve", "test"]

_FOR_SERVE = """\
# graph_base_url = "https://graph.facebook.com/v25.0"  # `serve` needs these two; `demo` has a simulator
# business_account = ""                                # the account on which the templates hang

# [web]
# hosts = ["seba.example.gov.in"]  # `serve`: the names under which people reach it
# address = "127.0.0.1"            # where the processes listen, behind a front server
# port = 8000
# processes = 2

# [intake]
# port = 8002                      # webhooks and the desk's doorbell: /webhooks/ and /bell
# raw_days = 7                     # for so long the raw bytes of what came in are kept

# [sms]                            # a gateway of text messages, if there is one
# base_url = ""
# token = ""
# entity_id = ""                   # our number in India's register (DLT)
# templates = {}                   # the register's id by the name of our template
# reports_at = ""                  # the address under which the gateway reaches us, if not https:// and hosts
# report_tokens = []               # the secret end of that address, if not made from secret_key; newest first

# [speech]                         # an engine that writes down voices: docs/how-to/transcription.md
# engine = "bhashini"
# bodies = ["falakata"]            # only those that have agreed to it
# options = {user_id = "", api_key = ""}
"""

DEFAULT_PORT = 8000
DEFAULT_SIM_PORT = 8001
DEFAULT_INTAKE_PORT = 8002
MOST_PORT = 65535
SIMULATED_ACCOUNT = "200000000000001"  # the one that the simulator keeps
SMS_REPORTS = "/webhooks/sms"  # the token follows
SIMULATED_ENTITY, SIMULATED_TEMPLATE = "1201000000000000001", "1207000000000000001"
_IN_AN_ADDRESS = re.compile(r"[A-Za-z0-9_-]{20,200}")


@dataclass(frozen=True, kw_only=True)
class Installation:
    """The facts every process of one installation agrees on."""

    data: Path
    mode: Mode
    database_url: str
    secret_key: str
    whatsapp_app_secrets: tuple[str, ...]  # the newest first; older ones are still accepted in signatures
    whatsapp_verify_token: str
    whatsapp_access_token: str
    graph_base_url: str
    whatsapp_account: str  # the business account on which templates hang
    unlimited: bool = False  # the providers set no limits of speed: the simulator, as the demo starts it
    sms_base_url: str = ""  # of the gateway of text messages; empty where none are sent
    sms_token: str = ""
    sms_entity: str = ""  # our number in the register of those who send in bulk (DLT)
    sms_templates: Mapping[str, str] = field(default_factory=dict)  # the register's id by our template's name
    sms_reports_at: str = ""  # the public address before SMS_REPORTS, under which the gateway reaches us
    sms_report_tokens: tuple[str, ...] = ()  # the newest first; older ones are still accepted in addresses
    speech_engine: str = ""  # that writes down voices: `bhashini`, or `package.module:Name`; empty: none does
    speech_bodies: tuple[str, ...] = ()  # whose voices it may hear, by code: those that have agreed to it
    speech_options: Mapping[str, str] = field(default_factory=dict)  # what the engine wants to know
    hosts: tuple[str, ...] = ()  # under which names people reach it, beside this machine's own
    address: str = "127.0.0.1"  # on which the processes listen; a front server of the machine is before them
    port: int
    intake_port: int = DEFAULT_INTAKE_PORT
    web_processes: int = 1
    pump_processes: int = 1  # that answer; one more splits what came in
    raw_days: int = 7  # for which the raw bytes of what came in are kept when they were split
    sim_port: int

    @property
    def media_folder(self) -> Path:
        """Where files received and made live, by hash."""
        return DataFolder(self.data).media

    @property
    def models_folder(self) -> Path:
        """Where trained models live, by name."""
        return DataFolder(self.data).models

    @property
    def sms_callback(self) -> str:
        """Where the gateway tells what became of a text message; empty where none are sent."""
        if not self.sms_report_tokens:
            return ""
        return f"{self.sms_reports_at}{SMS_REPORTS}/{self.sms_report_tokens[0]}"

    @property
    def clock_file(self) -> Path | None:
        """The file whose offset moves office time; None outside the demo."""
        return self.data / "clock" if self.mode == "demo" else None

    @classmethod
    @cache
    def current(cls) -> "Installation":
        """This process's installation, read once. SettingError naming the setting that is missing or wrong.

        DataFolderError where the demo was never started there, PostgresError where its database does not run.
        """
        mode = _mode()
        if mode == "test":
            return _for_tests()
        return _from_settings(data_folder.find(data_folder.choose()), mode)


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """What DIR/settings.toml keeps from everybody else."""

    secret_key: str
    app_secrets: tuple[str, ...]
    verify_token: str
    access_token: str


def ensure_settings(folder: DataFolder) -> None:
    """Write DIR/settings.toml with fresh secrets, readable by its owner alone, unless it is there already."""
    if folder.settings.exists():
        return
    making = folder.settings.with_suffix(".making")
    making.unlink(missing_ok=True)
    with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(_fresh_settings())
        file.flush()
        os.fsync(file.fileno())
    making.rename(folder.settings)


def _fresh_settings() -> str:
    return (
        "# The secrets of this installation, made by its first start. Keep the file private.\n"
        f'secret_key = "{secrets.token_hex(32)}"\n'
        "\n"
        "[whatsapp]\n"
        f'app_secrets = ["{secrets.token_hex(16)}"]  # the newest first; older ones are still accepted\n'
        f'verify_token = "{secrets.token_hex(16)}"\n'
        f'access_token = "{secrets.token_hex(16)}"\n' + _FOR_SERVE
    )


def read_secrets(folder: DataFolder) -> "Secrets":
    """The secrets of DIR/settings.toml. SettingError naming the one that is missing or wrong."""
    settings = _Settings(folder.settings)
    return Secrets(
        secret_key=settings.text("secret_key"),
        app_secrets=settings.texts("whatsapp.app_secrets"),
        verify_token=settings.text("whatsapp.verify_token"),
        access_token=settings.text("whatsapp.access_token"),
    )


def _from_settings(folder: DataFolder, mode: Mode) -> Installation:
    secrets_read = read_secrets(folder)
    sim_port = _port("JANASETU_SIM_PORT", DEFAULT_SIM_PORT)
    return Installation(
        data=folder.path,
        mode=mode,
        database_url=_database_url(folder),
        secret_key=secrets_read.secret_key,
        whatsapp_app_secrets=secrets_read.app_secrets,
        whatsapp_verify_token=secrets_read.verify_token,
        whatsapp_access_token=secrets_read.access_token,
        graph_base_url=_graph_base_url(folder, mode, sim_port),
        whatsapp_account=_whatsapp_account(folder, mode),
        unlimited=mode == "demo",
        **_sms(folder, mode, sim_port, known=secrets_read),
        **_sms_reports(folder, mode, known=secrets_read),
        **(speech(folder) if mode != "demo" else {}),
        **_places(folder, mode),
        sim_port=sim_port,
    )


def _places(folder: DataFolder, mode: Mode) -> dict[str, Any]:
    """Where the processes listen, and as whom: in the demo here alone, else as [web] and [intake] say."""
    if mode == "demo":
        return {"port": _port("JANASETU_PORT", DEFAULT_PORT)}
    settings = _Settings(folder.settings)
    return {
        "hosts": settings.texts("web.hosts"),
        "address": settings.text("web.address", "127.0.0.1"),
        "port": settings.number("web.port", DEFAULT_PORT, most=MOST_PORT),
        "web_processes": settings.number("web.processes", 2, most=64),
        "pump_processes": settings.number("pump.processes", 2, most=64),
        "intake_port": settings.number("intake.port", DEFAULT_INTAKE_PORT, most=MOST_PORT),
        "raw_days": settings.number("intake.raw_days", 7, most=3650),
    }


def _graph_base_url(folder: DataFolder, mode: Mode, sim_port: int) -> str:
    if mode == "demo":
        return _simulated_graph(sim_port)
    return _Settings(folder.settings).text("whatsapp.graph_base_url")


def _whatsapp_account(folder: DataFolder, mode: Mode) -> str:
    if mode == "demo":
        return SIMULATED_ACCOUNT
    return _Settings(folder.settings).text("whatsapp.business_account")


def _sms(folder: DataFolder, mode: Mode, sim_port: int, *, known: Secrets) -> dict[str, Any]:
    """The gateway of text messages: in the demo the simulator's, else that of [sms], which may be missing."""
    if mode == "demo":
        return {
            "sms_base_url": f"http://127.0.0.1:{sim_port}/sms/v1",
            "sms_token": known.access_token,
            "sms_entity": SIMULATED_ENTITY,
            "sms_templates": {"": SIMULATED_TEMPLATE},
        }
    settings = _Settings(folder.settings)
    if not settings.has("sms"):
        return {}
    return {
        "sms_base_url": settings.text("sms.base_url"),
        "sms_token": settings.text("sms.token"),
        "sms_entity": settings.text("sms.entity_id"),
        "sms_templates": settings.table("sms.templates"),
    }


def speech(folder: DataFolder) -> dict[str, Any]:
    """The engine that writes down voices, as `Installation` has it; nothing where none is named. SettingError
    naming what is missing or wrong.
    """
    settings = _Settings(folder.settings)
    if not settings.has("speech"):
        return {}
    return {
        "speech_engine": settings.text("speech.engine"),
        "speech_bodies": settings.texts("speech.bodies"),
        "speech_options": settings.table("speech.options"),
    }


def sms_reports_at(folder: DataFolder) -> str:
    """The address before SMS_REPORTS where reports of text messages reach us under `serve`; empty where no
    gateway is named. SettingError naming what is missing or wrong.
    """
    settings = _Settings(folder.settings)
    if not settings.has("sms"):
        return ""
    settings.words("sms.report_tokens", ())
    at = settings.text("sms.reports_at", f"https://{settings.texts('web.hosts')[0]}").rstrip("/")
    if urlsplit(at).scheme not in {"http", "https"} or not urlsplit(at).netloc:
        raise SettingError(f"{folder.settings}: sms.reports_at must begin with https:// and a name.")
    return at


def _sms_reports(folder: DataFolder, mode: Mode, *, known: Secrets) -> dict[str, Any]:
    """Where reports of text messages come in, and the secret part of that address.

    Settings that name no secret have one all the same: nobody who does not know the installation's own can
    guess what is made from it.
    """
    if mode == "demo":
        at = f"http://127.0.0.1:{_port('JANASETU_PORT', DEFAULT_PORT)}"
    else:
        at = sms_reports_at(folder)
    if not at:
        return {}
    made = hmac.new(known.secret_key.encode(), SMS_REPORTS.encode(), hashlib.sha256).hexdigest()
    tokens = _Settings(folder.settings).words("sms.report_tokens", (made,))
    return {"sms_reports_at": at, "sms_report_tokens": tokens}


def _for_tests() -> Installation:
    """The same values in every test run, and no file read."""
    data = os.environ.get("JANASETU_DATA") or os.path.join(tempfile.gettempdir(), "janasetu-test")
    return Installation(
        data=Path(data),
        mode="test",
        database_url=os.environ.get("JANASETU_DATABASE_URL") or "postgresql:///janasetu",
        secret_key="test-secret-key-" + "0" * 48,
        whatsapp_app_secrets=("test-app-secret", "test-older-app-secret"),
        whatsapp_verify_token="test-verify-token",  # noqa: S106  # known to everybody, used by tests alone
        whatsapp_access_token="test-access-token",  # noqa: S106
        graph_base_url=_simulated_graph(DEFAULT_SIM_PORT),
        whatsapp_account=SIMULATED_ACCOUNT,
        port=DEFAULT_PORT,
        sim_port=DEFAULT_SIM_PORT,
    )


def _simulated_graph(sim_port: int) -> str:
    return f"http://127.0.0.1:{sim_port}/v25.0"


def _mode() -> Mode:
    word = os.environ.get("JANASETU_MODE") or "demo"
    match word:
        case "demo" | "serve" | "test":
            return word
    raise SettingError(f"JANASETU_MODE must be demo, serve or test, not {word!r}.")


def _database_url(folder: DataFolder) -> str:
    return named_database() or postgres.url_of(folder)


def named_database() -> str | None:
    """The database named by the caller; the supervisor's word to its children goes before his
    DATABASE_URL.
    """
    for name in ("JANASETU_DATABASE_URL", "DATABASE_URL"):
        url = os.environ.get(name)
        if url:
            if urlsplit(url).scheme not in {"postgres", "postgresql"}:
                raise SettingError(f"{name} must begin with postgresql://; Janasetu runs on PostgreSQL only.")
            return url
    return None


def _port(name: str, default: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= MOST_PORT:
        raise SettingError(f"{name} must be a port number from 1 to 65535, not {text!r}.")
    return int(text)


class _Settings:
    """DIR/settings.toml, read strictly: an error names the file and the setting."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._tree: object = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise SettingError(f"{path} is missing: start ./janasetu demo once to make it.") from error
        except (OSError, ValueError) as error:
            raise SettingError(f"{path} cannot be read: {error}") from error

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number from 1 to `most`; the default where the settings do not speak of it."""
        value = self._value(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= most:
            raise SettingError(f"{self._path}: {name} must be a whole number from 1 to {most}.")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        value = self._value(name, default)
        if not isinstance(value, str) or not value:
            raise SettingError(f"{self._path}: {name} must be a text that is not empty.")
        return value

    def has(self, name: str) -> bool:
        """Whether the settings speak of it at all."""
        return isinstance(self._tree, dict) and name in self._tree

    def table(self, name: str) -> dict[str, str]:
        """Texts by name, such as `[sms.templates]`."""
        value = self._value(name)
        if not isinstance(value, dict) or not all(isinstance(text, str) and text for text in value.values()):
            raise SettingError(f"{self._path}: {name} must be a table of texts that are not empty.")
        return value

    def words(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Secrets that stand in addresses, each long enough and of signs that an address leaves alone."""
        if self._value(name, default) == default:
            return default
        words = self.texts(name)
        if not all(_IN_AN_ADDRESS.fullmatch(word) for word in words):
            raise SettingError(f"{self._path}: {name} must be words of 20 to 200 letters, digits, - and _.")
        return words

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._value(name)
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(text, str) and text for text in value)
        ):
            raise SettingError(f"{self._path}: {name} must be a list of texts that are not empty.")
        return tuple(value)

    def _value(self, name: str, default: object = None) -> object:
        value = self._tree
        for step in name.split("."):
            if not isinstance(value, dict) or step not in value:
                if default is not None:
                    return default
                raise SettingError(f"{self._path}: {name} is missing.")
            value = value[step]
        return value
