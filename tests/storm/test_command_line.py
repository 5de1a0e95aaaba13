"""The storm's command line: what it prints and how it ends. No product is started here."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from janasetu.config import cli
from storm import __main__ as command_line
from storm.mutants import names
from storm.programs import NotReadyError
from storm.reconcile import Findings
from storm.weather import Storm

PROMISED = {  # to whoever reads it from a script
    "seed",
    "seconds",
    "clean",
    "acknowledged",
    "replies",
    "kills",
    "faults",
    "unanswered_accepts",
    "doubled_in_doubt",
    "lost",
    "inbox_doubled",
    "cases_doubled",
    "secrets_doubled",
    "replies_doubled",
    "order_violations",
    "status_downgrades",
    "stuck",
}
BESIDE = {
    "cases_lost",
    "cases_from_nowhere",
    "replies_lost",
    "promises_wrong",
    "files_wrong",
    "poison_wrong",
    "crowd_late",
    "crowd",
    "left_out",
    "drained_s",
    "webhooks",
    "slowest_s",
    "examples",
}


def _storm(**found: Any) -> Storm:
    findings = Findings(acknowledged=861, replies=878, **found)
    return Storm(1, 60.0, findings, {"F9": 1, "F1": 2}, 15, 48.62, {"200": 3656}, 3.456)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the storm was asked to be; it is over at once, and clean."""
    order: dict[str, Any] = {}

    def blow(**given: Any) -> Storm:
        order.update(given)
        return _storm()

    monkeypatch.setattr(command_line, "blow", blow)
    return order


def test_a_clean_storm_is_a_table_and_ends_with_0(
    asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    code = command_line.main(["--seconds", "5", "--seed", "7", "--calm"])

    told = capsys.readouterr()
    assert (code, told.err) == (0, "")
    assert told.out.splitlines()[:4] == [
        "seed                   1",
        "seconds                60.0",
        "clean                  True",
        "acknowledged           861",
    ]
    assert told.out.splitlines()[-1] == "faults                 F1 2, F9 1"
    assert (asked["seconds"], asked["seed"], asked["calm"], asked["keep"]) == (5.0, 7, True, None)
    assert asked["full"] is False


def test_what_cannot_be_had_here_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    storm = replace(_storm(), left_out={"F14": "there is no C compiler"})
    monkeypatch.setattr(command_line, "blow", lambda **_: storm)

    assert command_line.main(["--full"]) == 0

    assert capsys.readouterr().out.splitlines()[-1] == "left out               F14: there is no C compiler"


def test_with_json_one_object_has_all_that_is_promised(
    asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["--json"]) == 0

    told = capsys.readouterr()
    (line,) = told.out.splitlines()
    assert set(json.loads(line)) == PROMISED | BESIDE
    assert "acknowledged           861" in told.err
    assert asked["seconds"] == 60.0


def test_what_was_found_is_shown_by_example_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        command_line, "blow", lambda **_: _storm(lost=2, examples={"lost": ["wamid.in.1", "wamid.in.2"]})
    )

    assert command_line.main(["--json"]) == 1

    told = capsys.readouterr()
    assert told.err.splitlines()[-1] == "lost: wamid.in.1, wamid.in.2"
    assert json.loads(told.out)["clean"] is False


def test_a_product_that_does_not_start_ends_with_1_and_its_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def blow(**_: Any) -> Storm:
        raise NotReadyError("no room on the disk")

    monkeypatch.setattr(command_line, "blow", blow)

    assert command_line.main([]) == 1
    assert capsys.readouterr().err == "storm: the product did not start:\nno room on the disk\n"


def test_a_mistake_that_is_not_there_is_a_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["--mutant", "M99"]) == 2
    assert capsys.readouterr().err == f"storm: there is no mutant 'M99'; there are {', '.join(names())}.\n"


def test_the_front_door_starts_it_and_keeps_in_the_caller_s_folder_only_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kept").mkdir()
    monkeypatch.chdir(tmp_path)

    code = cli.main(["storm", "--seconds", "1", "--keep", "kept"])

    assert code == 2
    assert capfd.readouterr().err == f"storm: {tmp_path}/kept is there already; name a new folder.\n"
