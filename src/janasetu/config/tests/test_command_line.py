"""The frame of the command line: every command answers, says that it is not built, or refuses in one
sentence.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from janasetu.config import checks, cli, data_folder, ports
from janasetu.config.cli import db, doctor
from janasetu.config.cli import test as test_command
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import FrontDoorError
from janasetu.config.postgres import binaries, throwaway


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["--help"])

    told = capsys.readouterr().out
    assert code == 0
    assert [name for name in cli.COMMANDS if f"\n  {name} " not in told] == []


def test_no_command_is_a_misuse_that_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert capsys.readouterr().out.startswith("Usage: ./janasetu COMMAND")


def test_an_unknown_command_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["ডেমো"])

    assert code == 2
    assert capsys.readouterr().err == (
        "janasetu: there is no command 'ডেমো'; ./janasetu --help lists them all.\n"
    )


def test_a_command_without_a_module_says_that_it_is_not_built(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cli.COMMANDS, "fly-kites", cli.Command("kites over the river"))

    code = cli.main(["fly-kites"])

    assert code == 3
    assert (
        capsys.readouterr().err == "janasetu: ./janasetu fly-kites (kites over the river) is not built yet.\n"
    )


def test_a_refusal_is_one_sentence_and_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["db", "--data", str(tmp_path), "url"])

    told = capsys.readouterr()
    assert (code, told.out) == (1, "")
    assert told.err == (
        f"janasetu: {tmp_path} is not a data folder: "
        "start ./janasetu demo there first, or name one with --data.\n"
    )


def test_proofs_are_named_and_an_unknown_one_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["prove", "--list"]) == 0
    assert "\nengine  5,000 random talks" in capsys.readouterr().out
    assert cli.main(["prove", "nothing"]) == 2
    assert "there is no proof 'nothing'" in capsys.readouterr().err


def test_a_port_that_is_taken_or_the_same_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]

        with pytest.raises(
            FrontDoorError, match=f"Port {number} is taken by another program: name another with --sim"
        ):
            ports.require_free(free_port(), number)
    with pytest.raises(FrontDoorError, match="--port and --sim-port are both 8000"):
        ports.require_free(8000, 8000)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_taken_port_stops_a_demo_before_anything_starts(
    folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = str(taken.getsockname()[1])

        code = cli.main(
            ["demo", "--data", str(folder.path), "--port", number, "--sim-port", str(free_port())]
        )

    assert (code, capsys.readouterr().err) == (
        1, f"janasetu: Port {number} is taken by another program: name another with --port.\n"
    )  # fmt: skip
    assert not (folder.postgres / "cluster").exists()
    assert list(folder.run.iterdir()) == []


def test_a_data_folder_in_use_stops_a_second_demo(
    folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    with data_folder.locked(folder):
        code = cli.main(["demo", "--data", str(folder.path)])

    assert code == 1
    assert capsys.readouterr().err == (
        f"janasetu: The data folder {folder.path} is in use by process {os.getpid()}: "
        "stop that one, or name another folder with --data DIR.\n"
    )


SIDE_BY_SIDE = ["-n", "3", "--dist", "loadgroup", "--no-loadscope-reorder"]


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        ([], [*SIDE_BY_SIDE]),
        (["-k", "bn"], [*SIDE_BY_SIDE, "-k", "bn"]),
        (["-n0", "--lf"], ["-n0", "--lf"]),
        (["-p", "no:xdist"], ["-p", "no:xdist"]),
        (["here.py::test_x"], [*SIDE_BY_SIDE, "{folder}/here.py::test_x"]),
        (["nowhere.py"], [*SIDE_BY_SIDE, "nowhere.py"]),
    ],
)
def test_arguments_reach_pytest_with_three_workers_unless_the_caller_speaks_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], given: list[str]
) -> None:
    (tmp_path / "here.py").touch()
    monkeypatch.chdir(tmp_path)

    assert test_command.for_pytest(arguments) == [part.format(folder=tmp_path) for part in given]


def test_the_tests_keep_what_python_compiles_whatever_the_shell_says(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("TZ", "UTC")

    told = throwaway.variables(folder, "postgresql://here/test")

    assert "PYTHONDONTWRITEBYTECODE" not in told
    assert (told["TZ"], told["JANASETU_DATABASE_URL"]) == ("UTC", "postgresql://here/test")


def test_the_database_is_started_asked_for_carried_and_stopped_by_command(
    used_folder: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = "import sys; from janasetu.config import cli; sys.exit(cli.main(sys.argv[1:]))"
    source = str(Path(cli.__file__).parents[3])
    start = [sys.executable, "-c", program, "db", "--data", str(used_folder.path), "start"]
    subprocess.run(start, env={"PYTHONPATH": source}, capture_output=True, check=True)
    data = ["--data", str(used_folder.path)]

    codes = [
        cli.main(["db", *data, *verb])
        for verb in (["url"], ["dump", str(tmp_path / "f")], ["stop"], ["stop"])
    ]
    told = capsys.readouterr().out.splitlines()

    assert codes == [0, 0, 0, 0]
    assert told[0].startswith("postgresql://janasetu@/janasetu?host=/tmp/janasetu-")
    assert told[2:] == ["The database is stopped.", "No database was running."]
    assert (
        cli.main(["db", *data, "restore", str(tmp_path / "f")]) == 0
    )  # starts it for this, and stops it again
    assert cli.main(["db", *data, "url"]) == 1


def test_a_database_that_is_not_ours_is_neither_started_nor_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/town")

    with pytest.raises(
        FrontDoorError, match="DATABASE_URL names the database, so there is none of ours to stop"
    ):
        db.run(argparse_options(verb="stop"))


def argparse_options(**named: object) -> "object":
    return type("Options", (), named)()


def test_the_doctor_tells_what_he_sees_and_ends_with_the_worst(
    folder: DataFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [
        "doctor",
        "--data",
        str(folder.path),
        "--port",
        str(free_port()),
        "--sim-port",
        str(free_port()),
    ]
    healthy = cli.main(arguments)
    told = capsys.readouterr().out
    monkeypatch.setattr(binaries, "available", list)

    broken = cli.main(arguments)

    assert (healthy, broken) == (0, 2)
    assert [line.split()[1] for line in told.splitlines()][:3] == ["python", "environment", "postgresql"]
    assert "-> apt install postgresql, or set DATABASE_URL" in capsys.readouterr().out
    assert [state.value for state in doctor.State] == [0, 1, 2]


def test_a_function_that_finds_problems_fails_its_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main("janasetu.config.tests.test_command_line:one_problem") == 1
    assert checks.main("janasetu.config.tests.test_command_line:no_problem") == 0
    assert capsys.readouterr().out == "services/x.yaml:3:1: N01 কোনো নাম নেই\n"


def one_problem() -> list[str]:
    return ["services/x.yaml:3:1: N01 কোনো নাম নেই"]


def no_problem() -> list[str]:
    return []
