"""The state folder: chosen by rule, ours by its marker, used by one supervisor at a time."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from janasetu.config import data_folder, installation
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import DataFolderError, SettingError
from janasetu.config.installation import Installation
from janasetu.config.tests.conftest import AS_NOBODY, needs_root

UNWRITABLE = Path("/proc/sys")  # not even root may make a folder there


def test_the_named_folder_goes_before_the_variable_and_the_variable_before_var(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_folder, "CHECKOUT", tmp_path)
    chosen = [data_folder.choose()]
    monkeypatch.setenv("JANASETU_DATA", "/somewhere")
    chosen += [data_folder.choose(), data_folder.choose("/elsewhere")]

    assert chosen == [tmp_path / "var", Path("/somewhere"), Path("/elsewhere")]


def test_a_checkout_that_cannot_be_written_sends_root_to_the_machines_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(data_folder, "CHECKOUT", UNWRITABLE)
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert data_folder.choose() == Path("/var/lib/janasetu") / data_folder.short_hash(UNWRITABLE)


def test_others_are_asked_to_name_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_folder, "CHECKOUT", UNWRITABLE)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(
        DataFolderError, match="/proc/sys/var cannot be written by you: name a folder of your own with"
    ):
        data_folder.choose()


def test_a_folder_with_other_things_in_it_is_never_taken(tmp_path: Path) -> None:
    (tmp_path / "ছবি.jpg").touch()

    with pytest.raises(DataFolderError, match="holds other things and is not a data folder"):
        data_folder.prepare(tmp_path)

    assert [entry.name for entry in tmp_path.iterdir()] == ["ছবি.jpg"]


def test_a_new_folder_is_closed_to_others(tmp_path: Path) -> None:
    folder = data_folder.prepare(tmp_path / "a" / "b")

    assert folder.path.stat().st_mode & 0o777 == 0o700


def test_a_folder_in_use_names_who_uses_it(folder: DataFolder) -> None:
    with (
        data_folder.locked(folder),
        pytest.raises(DataFolderError, match=f"is in use by process {os.getpid()}: stop that one"),
        data_folder.locked(folder),
    ):
        pytest.fail("two had the lock")


def test_the_lock_names_its_holder_while_it_is_held_and_leaves_no_file(folder: DataFolder) -> None:
    with data_folder.locked(folder):
        during = data_folder.holder(folder)

    assert (during, data_folder.holder(folder)) == (os.getpid(), None)
    assert list(folder.run.iterdir()) == []


def test_a_lock_left_by_a_killed_holder_is_free(folder: DataFolder) -> None:
    (folder.run / "supervisor.lock").write_text("1\n")

    with data_folder.locked(folder):
        assert data_folder.holder(folder) == os.getpid()


def test_emptying_keeps_the_folder_itself(folder: DataFolder) -> None:
    (folder.media / "ছবি").touch()
    (folder.path / "clock").touch()

    with data_folder.locked(folder):
        data_folder.empty(folder)

    assert sorted(entry.name for entry in folder.path.iterdir()) == [
        "janasetu-data-folder", "logs", "media", "postgres", "run",
    ]  # fmt: skip
    assert list(folder.media.iterdir()) == []


def test_a_folder_where_nothing_was_ever_started_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match=r"is not a data folder: start \./janasetu demo there first"):
        data_folder.find(tmp_path)


@needs_root
def test_somebody_elses_folder_is_refused_in_one_sentence(folder: DataFolder, tmp_path: Path) -> None:
    source = str(Path(data_folder.__file__).parents[2])
    program = (
        "import sys; from pathlib import Path; from janasetu.config import data_folder\n"
        "try: data_folder.find(Path(sys.argv[1]))\n"
        "except data_folder.DataFolderError as error: print(error)\n"
    )
    command = [*AS_NOBODY, "/usr/bin/python3", "-c", program, str(folder.path)]

    done = subprocess.run(
        command, env={"PYTHONPATH": source, "PYTHONUTF8": "1"}, capture_output=True, check=True
    )

    assert "cannot be used (Permission denied): name another with --data DIR." in done.stdout.decode()


def test_the_first_start_makes_secrets_for_its_owner_alone_and_later_ones_keep_them(
    folder: DataFolder,
) -> None:
    installation.ensure_settings(folder)
    first = installation.read_secrets(folder)
    installation.ensure_settings(folder)

    assert folder.settings.stat().st_mode & 0o777 == 0o600
    assert installation.read_secrets(folder) == first
    assert len(first.secret_key) >= 50
    assert len({first.secret_key, *first.app_secrets, first.verify_token, first.access_token}) == 4


@pytest.fixture
def _known_database(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JANASETU_DATA", str(folder.path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@db.example/town")
    Installation.current.cache_clear()


@pytest.mark.usefixtures("_known_database")
def test_an_installation_is_read_from_its_folder_and_variables(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.ensure_settings(folder)
    monkeypatch.setenv("JANASETU_SIM_PORT", "9001")

    here = Installation.current()

    assert (here.data, here.mode, here.port, here.sim_port) == (folder.path, "demo", 8000, 9001)
    assert here.database_url == "postgresql://user:secret@db.example/town"
    assert here.graph_base_url == "http://127.0.0.1:9001/v25.0"
    assert here.clock_file == folder.path / "clock"
    assert here.media_folder == folder.path / "media"
    Installation.current.cache_clear()


@pytest.mark.usefixtures("_known_database")
@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("secret_key = 5", "secret_key must be a text that is not empty"),
        ('secret_key = "x"\nwhatsapp = 3', "whatsapp.app_secrets is missing"),
        ('secret_key = "x"\n[whatsapp]\napp_secrets = []', "whatsapp.app_secrets must be a list of texts"),
        ("secret_key = ", "settings.toml cannot be read: Invalid value"),
    ],
)
def test_a_wrong_setting_is_named(folder: DataFolder, text: str, complaint: str) -> None:
    folder.settings.write_text(text)

    with pytest.raises(SettingError, match=complaint):
        Installation.current()


_SERVED = """secret_key = "x"
[whatsapp]
app_secrets = ["x"]
verify_token = "x"
access_token = "x"
graph_base_url = "https://graph.example/v25.0"
business_account = "1"
[web]
hosts = ["seba.example"]
"""


@pytest.mark.usefixtures("_known_database")
def test_where_the_processes_listen_may_be_named(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JANASETU_MODE", "serve")
    places = "port = 9000\nprocesses = 4\n[pump]\nprocesses = 3\n[intake]\nport = 9002\n"
    folder.settings.write_text(_SERVED + places)

    here = Installation.current()

    assert (here.hosts, here.address, here.port) == (("seba.example",), "127.0.0.1", 9000)
    assert (here.web_processes, here.pump_processes, here.intake_port) == (4, 3, 9002)
    Installation.current.cache_clear()


@pytest.mark.usefixtures("_known_database")
@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("port = 70000", "web.port must be a whole number from 1 to 65535"),
        ("port = true", "web.port must be a whole number"),
        ("processes = 0", "web.processes must be a whole number from 1 to 64"),
        ('[intake]\nport = "8002"', "intake.port must be a whole number"),
    ],
)
def test_a_wrong_place_is_named(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, text: str, complaint: str
) -> None:
    monkeypatch.setenv("JANASETU_MODE", "serve")
    folder.settings.write_text(_SERVED + text)

    with pytest.raises(SettingError, match=complaint):
        Installation.current()


@pytest.mark.usefixtures("_known_database")
@pytest.mark.parametrize(
    ("text", "gateway"),
    [
        ("", ("", "", "", {})),
        (
            (
                '[sms]\nbase_url = "https://sms.example/v1"\ntoken = "t"\nentity_id = "1201"\n'
                '[sms.templates]\ncase_opened_1 = "1207"\n'
            ),
            ("https://sms.example/v1", "t", "1201", {"case_opened_1": "1207"}),
        ),
    ],
)
def test_a_gateway_of_text_messages_may_be_named(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, text: str, gateway: tuple[object, ...]
) -> None:
    monkeypatch.setenv("JANASETU_MODE", "serve")
    folder.settings.write_text(_SERVED + text)

    here = Installation.current()

    assert (here.sms_base_url, here.sms_token, here.sms_entity, here.sms_templates) == gateway
    Installation.current.cache_clear()


_GATEWAY = '[sms]\nbase_url = "https://sms.example/v1"\ntoken = "t"\nentity_id = "1201"\ntemplates = {}\n'


@pytest.mark.usefixtures("_known_database")
def test_reports_of_text_messages_come_to_a_secret_address_of_the_installation(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def callback(text: str, mode: str = "serve") -> str:
        monkeypatch.setenv("JANASETU_MODE", mode)
        folder.settings.write_text(text)
        Installation.current.cache_clear()
        try:
            return Installation.current().sms_callback
        finally:
            Installation.current.cache_clear()

    made = callback(_SERVED + _GATEWAY)
    named = f'{_GATEWAY}reports_at = "http://10.0.0.7:8002/"\nreport_tokens = ["{"n" * 20}", "{"o" * 20}"]\n'

    assert re.fullmatch("https://seba.example/webhooks/sms/[0-9a-f]{64}", made)
    assert callback(_SERVED.replace('"x"', '"y"', 1) + _GATEWAY) != made
    assert callback(_SERVED + named) == f"http://10.0.0.7:8002/webhooks/sms/{'n' * 20}"
    assert callback(_SERVED) == ""
    assert callback(_SERVED, "demo") == f"http://127.0.0.1:8000/webhooks/sms/{made[-64:]}"


@pytest.mark.usefixtures("_known_database")
@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[sms]", "sms.base_url must be|sms.base_url is missing"),
        (
            '[sms]\nbase_url = "x"\ntoken = "x"\nentity_id = "1"\ntemplates = []',
            "sms.templates must be a table",
        ),
        (
            '[sms]\nbase_url = "x"\ntoken = "x"\nentity_id = "1"\n[sms.templates]\na = 7',
            "sms.templates must be a table of texts",
        ),
        (f'{_GATEWAY}report_tokens = ["short"]', "sms.report_tokens must be words of 20 to 200"),
        (f'{_GATEWAY}report_tokens = ["{"x" * 20}/{"x" * 20}"]', "sms.report_tokens must be words"),
        (f'{_GATEWAY}reports_at = "seba.example"', "sms.reports_at must begin with https://"),
        (f"{_GATEWAY}report_tokens = []", "sms.report_tokens must be a list of texts"),
    ],
)
def test_half_a_gateway_is_named(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, text: str, complaint: str
) -> None:
    monkeypatch.setenv("JANASETU_MODE", "serve")
    folder.settings.write_text(_SERVED + text)

    with pytest.raises(SettingError, match=complaint):
        Installation.current()


_SPEECH = '[speech]\nengine = "bhashini"\nbodies = ["falakata"]\noptions = {user_id = "1", api_key = "2"}\n'


@pytest.mark.usefixtures("_known_database")
@pytest.mark.parametrize(
    ("mode", "text", "speech"),
    [
        ("serve", _SPEECH, ("bhashini", ("falakata",), {"user_id": "1", "api_key": "2"})),
        ("serve", "", ("", (), {})),
        ("demo", _SPEECH, ("", (), {})),
    ],
)
def test_an_engine_writes_down_voices_where_the_settings_name_one(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, mode: str, text: str, speech: tuple[object, ...]
) -> None:
    monkeypatch.setenv("JANASETU_MODE", mode)
    folder.settings.write_text(_SERVED + text)
    Installation.current.cache_clear()

    here = Installation.current()

    assert (here.speech_engine, here.speech_bodies, here.speech_options) == speech
    Installation.current.cache_clear()


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("JANASETU_MODE", "play", "JANASETU_MODE must be demo, serve or test, not 'play'"),
        ("JANASETU_PORT", "৮০০০", "JANASETU_PORT must be a port number"),
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL must begin with postgresql://"),
    ],
)
@pytest.mark.usefixtures("_known_database")
def test_a_wrong_variable_is_named(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, name: str, text: str, complaint: str
) -> None:
    installation.ensure_settings(folder)
    monkeypatch.setenv(name, text)

    with pytest.raises(SettingError, match=complaint):
        Installation.current()


def test_in_tests_everything_is_fixed_and_no_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JANASETU_MODE", "test")
    Installation.current.cache_clear()

    here = Installation.current()

    assert (here.mode, here.whatsapp_app_secrets[0], here.clock_file) == ("test", "test-app-secret", None)
    Installation.current.cache_clear()


def test_the_address_of_an_installation_is_known_without_django() -> None:
    program = (
        "import sys, janasetu.config.installation; print('django' in sys.modules, 'psycopg' in sys.modules)"
    )
    source = str(Path(data_folder.__file__).parents[2])

    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": source},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "False False\n"
