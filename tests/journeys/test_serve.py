"""The production processes: from their settings, all of them or a part, and no demo among them."""

import hashlib
import hmac
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from secrets import token_hex

import httpx
import pytest

from journeys.product import CHECKOUT, strangers_shell
from storm.programs import free_port

SECRET = "f" * 32
OURS = "seba.example.org"
LINE = "200000000001002"


def settings(port: int, intake_port: int) -> str:
    return f"""
secret_key = "{token_hex(32)}"
[whatsapp]
app_secrets = ["{SECRET}", "an older one"]
verify_token = "hello"
access_token = "nobody is written to"
graph_base_url = "http://127.0.0.1:{free_port()}/v25.0"
business_account = "200000000000001"
[web]
hosts = ["{OURS}"]
port = {port}
processes = 1
[intake]
port = {intake_port}
"""


def call(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(CHECKOUT / "janasetu"), *command],
        capture_output=True,
        text=True,
        env=strangers_shell(),
        timeout=60,
    )


@contextmanager
def serving(data: Path, *options: str) -> Iterator[None]:
    """`serve` while the block lasts; it must end with 0."""
    process = subprocess.Popen(
        [str(CHECKOUT / "janasetu"), "serve", *options, "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=strangers_shell(),
    )
    try:
        assert process.stdout
        with process.stdout as words:
            said = list(takewhile(lambda line: not line.startswith("READY "), words))
            assert process.poll() is None, "".join(said)
            yield
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=15) == 0


def posted(intake_port: int, *, secret: str) -> int:
    message = {
        "from": "910000900071",
        "id": f"wamid.{secret}",
        "timestamp": "1795233600",
        "type": "text",
        "text": {"body": "নমস্কার"},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "1", "phone_number_id": LINE},
        "messages": [message],
    }
    envelope = {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"value": value}]}]}
    body = json.dumps(envelope).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return httpx.post(
        f"http://127.0.0.1:{intake_port}/webhooks/whatsapp",
        content=body,
        headers={"X-Hub-Signature-256": f"sha256={signature}"},
    ).status_code


def test_it_serves_from_its_settings_a_part_or_all_and_shows_no_demo(tmp_path: Path) -> None:
    data, port, intake_port = tmp_path / "data", free_port(), free_port()

    nameless = call("serve", "--data", str(data))
    (data / "settings.toml").write_text(settings(port, intake_port))
    call("db", "start", "--data", str(data))
    with serving(data, "--only", "intake,pump,signer"):
        part = sorted(path.stem for path in (data / "run").glob("*.pid"))
        doors = [posted(intake_port, secret=secret) for secret in (SECRET, "an older one", "a wrong one")]
        page_at_the_intake = httpx.get(f"http://127.0.0.1:{intake_port}/console/").status_code
    left = sorted(path.name for path in (data / "run").glob("*.pid"))
    with serving(data):
        pages = [
            httpx.get(f"http://127.0.0.1:{port}{path}", headers={"Host": host}).status_code
            for path, host in (
                ("/", "seba.example.org"),
                ("/demo/", "seba.example.org"),
                ("/", "evil.example"),
            )
        ]
        deployed = subprocess.run(
            [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
            env={
                **strangers_shell(),
                "PYTHONPATH": str(CHECKOUT / "src"),
                "JANASETU_DATA": str(data),
                "JANASETU_MODE": "serve",
                "DJANGO_SETTINGS_MODULE": "janasetu.config.settings",
            },
            capture_output=True,
            text=True,
        )
        again = call("serve", "--only", "pump", "--data", str(data))

    assert nameless.returncode == 1
    assert nameless.stderr.strip().endswith("settings.toml: whatsapp.graph_base_url is missing.")
    assert part == ["intake", "postgres", "pump", "signer"]
    assert doors == [200, 200, 401]
    assert page_at_the_intake == 404
    assert left == ["postgres.pid"]
    assert pages == [200, 404, 400]
    assert deployed.returncode == 0, deployed.stderr
    assert (again.returncode, "runs on" in again.stderr) == (1, True)
    assert list((data / "run").iterdir()) == []


@pytest.mark.parametrize(
    ("only", "code", "sentence"),
    [("intake,postman", 2, "no process 'postman'")],
)
def test_what_is_not_there_is_said(only: str, code: int, sentence: str, tmp_path: Path) -> None:
    refused = call("serve", "--only", only, "--data", str(tmp_path / "data"))

    assert refused.returncode == code
    assert sentence in refused.stderr
