"""`janasetu doctor` looks at every folder of definitions that a demo here would read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from janasetu.catalogue.loader import BUNDLED
from janasetu.catalogue.tests.wrongs import GOOD
from janasetu.config import cli, data_folder, definitions
from janasetu.config.data_folder import DataFolder

STREET = (GOOD / "street" / "service.yaml").read_text(encoding="utf-8")
OURS = len(list(BUNDLED.glob("*/service.yaml")))

Told = Callable[[], list[str]]


@pytest.fixture
def told(folder: DataFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the doctor says of the services of this state folder: the finding, and what mends it."""
    monkeypatch.setenv("JANASETU_DATA", str(folder.path))

    def look() -> list[str]:
        cli.main(["doctor"])
        printed = capsys.readouterr().out.splitlines()
        place = next(place for place, line in enumerate(printed) if line.split()[1] == "services")
        return [line.strip() for line in printed[place : place + 2] if "services" in line]

    return look


def put(folder: Path, code: str, text: str) -> None:
    (folder / code).mkdir(parents=True)
    (folder / code / "service.yaml").write_text(text, encoding="utf-8")


def test_the_doctor_counts_the_definitions_of_every_folder_and_names_the_folders(
    told: Told, folder: DataFolder
) -> None:
    alone = told()
    own = folder.path / "services"
    put(own, "street", STREET)

    assert alone == [f"ok       services     {OURS} definitions, none with an error, in {BUNDLED}"]
    assert told() == [
        f"ok       services     {OURS + 1} definitions, none with an error, in {BUNDLED}, {own}"
    ]


def test_the_doctor_sees_a_broken_file_in_the_state_folder_and_names_the_command(
    told: Told, folder: DataFolder
) -> None:
    own = folder.path / "services"
    put(own, "street", "format: [")

    assert told() == [
        f"warning  services     1 error in the definitions in {BUNDLED}, {own}",
        f"-> ./janasetu services lint --data '{folder.path}'",
    ]


def test_the_doctor_sees_the_folders_that_a_running_demo_was_told_to_read(
    told: Told, folder: DataFolder, tmp_path: Path
) -> None:
    put(tmp_path, "street", "format: [")
    variables = {definitions.NAMED: str(tmp_path)}

    with data_folder.locked(folder), definitions.noted(folder, variables):
        assert told()[0] == f"warning  services     1 error in the definitions in {BUNDLED}, {tmp_path}"
        assert definitions.folders(folder.path) == (BUNDLED, tmp_path, folder.path / "services")
    assert told()[0].startswith("ok ")
    assert list(folder.run.iterdir()) == []


def test_what_a_killed_demo_noted_counts_no_more(told: Told, folder: DataFolder, tmp_path: Path) -> None:
    put(tmp_path, "street", "format: [")

    with definitions.noted(folder, {definitions.NAMED: str(tmp_path)}):
        assert told()[0].startswith("ok ")


def test_a_folder_that_is_named_twice_is_read_once(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(definitions.NAMED, str(tmp_path))

    with data_folder.locked(folder), definitions.noted(folder, {definitions.NAMED: str(tmp_path)}):
        assert definitions.folders(folder.path) == (BUNDLED, tmp_path, folder.path / "services")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "ok       text reports no gateway of text messages is set"),
        (
            '[sms]\n[web]\nhosts = ["seba.example"]',
            "ok       text reports delivery reports come to https://seba.example/webhooks/sms/TOKEN",
        ),
        ("[sms]", "broken   text reports {settings}: web.hosts is missing."),
        (
            '[sms]\nreports_at = "seba.example"\n[web]\nhosts = ["seba.example"]',
            "broken   text reports {settings}: sms.reports_at must begin with https:// and a name.",
        ),
    ],
)
def test_the_doctor_says_where_reports_of_text_messages_come_and_keeps_the_secret(
    folder: DataFolder,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    written: str,
    said: str,
) -> None:
    monkeypatch.setenv("JANASETU_DATA", str(folder.path))
    folder.settings.write_text(written)

    cli.main(["doctor"])

    printed = capsys.readouterr().out.splitlines()
    assert [line for line in printed if "text reports" in line] == [said.format(settings=folder.settings)]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ('{user_id = "u", api_key = "k"}', "ok       voices       bhashini writes them down for falakata"),
        ('{key = "k"}', "warning  voices       the engine of {settings} is not there: bhashini: "),
        (
            "[]",
            "broken   voices       {settings}: speech.options must be a table of texts",
        ),
    ],
)
def test_the_doctor_says_whether_the_engine_that_writes_down_voices_is_there(
    folder: DataFolder,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: str,
    said: str,
) -> None:
    monkeypatch.setenv("JANASETU_DATA", str(folder.path))
    folder.settings.write_text(
        f'[speech]\nengine = "bhashini"\nbodies = ["falakata"]\noptions = {options}\n', encoding="utf-8"
    )

    cli.main(["doctor"])

    (line,) = (line for line in capsys.readouterr().out.splitlines() if line[9:].startswith("voices "))
    assert line.startswith(said.format(settings=folder.settings))
