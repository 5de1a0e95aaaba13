"""Started and ended from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time

import httpx
import pytest

from linesim.__main__ import main
from linesim.tests.kit import LINE, PERSON, SOURCES, Office, command, free_port, until

PACKAGE = SOURCES / "linesim"


def started(port: int) -> subprocess.Popen[str]:
    said = command(port=port, webhook="http://127.0.0.1:9/")
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    process = subprocess.Popen(
        said, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == f"READY http://127.0.0.1:{port}/\n"
    return process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_at_once_with_webhooks_and_polls_open(number: signal.Signals) -> None:
    port = free_port()
    with started(port) as process:
        url = f"http://127.0.0.1:{port}/control"
        httpx.post(f"{url}/phones/{PERSON}/send", json={"line": LINE, "type": "text", "text": "x"})
        answers: list[int] = []

        def poll() -> None:
            answers.append(httpx.get(f"{url}/phones/{PERSON}/messages?wait=60", timeout=30).status_code)

        polling = threading.Thread(target=poll)
        polling.start()
        until(lambda: httpx.get(f"{url}/counters").json()["retried"])
        stopped = time.monotonic()
        process.send_signal(number)
        said, complaints = process.communicate(timeout=20)
        polling.join()

    assert (process.returncode, said, complaints) == (0, "", "")
    assert time.monotonic() - stopped < 20
    assert answers == [200]


def test_a_taken_port_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code = main(["--port", str(port), "--webhook", "http://127.0.0.1:9/", "--secret", "x"])

    said, complaint = capsys.readouterr()
    assert (code, said) == (1, "")
    assert complaint == f"linesim: Port {port} of 127.0.0.1 cannot be had: Address already in use.\n"


def test_a_missing_clock_file_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--webhook", "http://127.0.0.1:9/", "--secret", "x", "--clock", "/nowhere/clock"])

    assert code == 1
    assert capsys.readouterr().err.startswith("linesim: The clock file /nowhere/clock cannot be read")


@pytest.mark.parametrize(
    "wrong",
    [
        ["--secret", "x"],
        ["--webhook", "ftp://x", "--secret", "x"],
        ["--webhook", "http://x", "--secret", "x", "--port", "70000"],
        ["--webhook", "http://x"],
    ],
)
def test_wrong_arguments_are_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)

    assert ended.value.code == 2
    assert "usage: linesim" in capsys.readouterr().err


def test_it_listens_on_the_loopback_address_only(office: Office) -> None:
    port = office.graph.base_url.port
    assert port is not None
    with socket.socket() as other:
        other.settimeout(1)
        with pytest.raises(OSError, match="refused"):
            other.connect(("127.0.0.2", port))


def test_nothing_of_the_product_is_named_in_the_sources() -> None:
    sources = [path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts]

    assert len(sources) > 40
    assert [path for path in sources if "janasetu" in path.read_text().lower()] == []
