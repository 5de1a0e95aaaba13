"""Connections that we open: real sockets, a resolver that lies, and a server that drips."""

import contextlib
import ipaddress
import select
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from janasetu.channels import outward
from janasetu.channels.whatsapp import client as whatsapp
from janasetu.channels.whatsapp.client import CloudApi, FetchError
from janasetu.lib import clock

Speak = Callable[[socket.socket], None]


@contextlib.contextmanager
def server(speak: Speak) -> Iterator[tuple[int, list[bytes]]]:
    """A server on our own machine that says so to whoever comes: its port, and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    visitor, _ = listening.accept()
                    with visitor, contextlib.suppress(OSError):
                        asked.append(visitor.recv(4096))
                        speak(visitor)

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1], asked
        listening.shutdown(socket.SHUT_RDWR)


def says(content: bytes) -> Speak:
    return lambda visitor: visitor.sendall(content)


def ok(content: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(content) + content


def client(base_url: str) -> httpx.Client:
    return outward.client(base_url, timeout=httpx.Timeout(5), limits=httpx.Limits())


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """A resolver of our own: the addresses of a name, answer by answer; the last answer stays."""
    known: dict[str, list[list[str]]] = {}
    true_resolver = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: object, **more: object) -> object:
        if host not in known:
            return true_resolver(host, port, *rest, **more)  # type: ignore[arg-type]
        answers = known[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [entry for address in found for entry in true_resolver(address, port, type=socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return known


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.1", "0.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1"),
        *("64:ff9b::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::"),
    ],
)
def test_an_address_that_is_not_on_the_open_internet_is_none_of_ours(address: str) -> None:
    assert not outward.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["57.144.1.1", "8.8.8.8", "2a03:2880::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_an_address_on_the_open_internet_is_gone_to(address: str) -> None:
    assert outward.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_provider_on_our_own_machine_is_gone_to_where_the_installation_says_so(host: str) -> None:
    with server(says(ok(b"here"))) as (port, _), client(f"http://{host}:{port}/v25.0") as http:
        assert http.get(f"http://{host}:{port}/").content == b"here"


@pytest.mark.parametrize(
    "base_url", ["https://graph.facebook.com/v25.0", "http://10.1.2.3/", "http://[::1]:1/"]
)
def test_our_own_machine_is_closed_to_everybody_else(base_url: str) -> None:
    with server(says(ok(b"secret"))) as (port, asked), client(base_url) as http:
        with pytest.raises(httpx.ConnectError, match="no public address"):
            http.get(f"http://127.0.0.1:{port}/")

        assert asked == []


def test_a_name_that_leads_to_our_own_machine_is_not_followed(names: dict[str, list[list[str]]]) -> None:
    names["files.whatsapp.net"] = [["127.0.0.1", "::ffff:127.0.0.1"]]

    with server(says(ok(b"secret"))) as (port, asked), client("http://localhost:1/v25.0") as http:
        with pytest.raises(httpx.ConnectError):
            http.get(f"http://files.whatsapp.net:{port}/")

        assert asked == []


def test_a_name_that_leads_elsewhere_at_the_second_look_is_looked_at_once(
    names: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: what was allowed is what is connected to, and the name is not asked again."""
    names["files.whatsapp.net"] = [["203.0.114.7"], ["127.0.0.1"]]
    gone_to: list[str] = []

    def connect(address: tuple[str, int], *rest: object, **more: object) -> socket.socket:
        gone_to.append(address[0])
        raise OSError("no network in a test")

    monkeypatch.setattr(socket, "create_connection", connect)

    with client("https://graph.facebook.com/v25.0") as http, pytest.raises(httpx.ConnectError):
        http.get("https://files.whatsapp.net/")

    assert gone_to == ["203.0.114.7"]
    assert names["files.whatsapp.net"] == [["127.0.0.1"]]


def test_of_several_addresses_only_the_public_ones_are_tried(
    names: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    names["files.whatsapp.net"] = [["10.0.0.1", "203.0.114.7", "169.254.169.254", "2a03:2880::1"]]
    gone_to: list[str] = []

    def connect(address: tuple[str, int], *rest: object, **more: object) -> socket.socket:
        gone_to.append(address[0])
        raise OSError("no network in a test")

    monkeypatch.setattr(socket, "create_connection", connect)

    with client("https://graph.facebook.com/v25.0") as http, pytest.raises(httpx.ConnectError):
        http.get("https://files.whatsapp.net/")

    assert gone_to == ["203.0.114.7", "2a03:2880::1"]


def test_a_name_that_nobody_knows_is_an_error_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> object:
        raise socket.gaierror("unknown name")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    with (
        client("https://graph.facebook.com/v25.0") as http,
        pytest.raises(httpx.ConnectError, match="unknown"),
    ):
        http.get("https://files.whatsapp.net/")


# --- the time of the whole ---

MOMENT = 0.3  # seconds


def dripping(content: bytes, *, beginning: bytes = b"") -> Speak:
    """A byte now and then, so that no single wait is ever long."""

    def speak(visitor: socket.socket) -> None:
        visitor.sendall(beginning)
        for byte in content:
            visitor.sendall(bytes([byte]))
            select.select([visitor], [], [], MOMENT / 10)  # ends at once when the other side hangs up

    return speak


@pytest.mark.parametrize(
    "speak",
    [
        dripping(ok(b"x" * 500)),
        dripping(b"x" * 500, beginning=b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"),
        dripping(b"1\r\nx\r\n" * 99, beginning=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        dripping(b"X-Header: x\r\n" * 99, beginning=b"HTTP/1.1 200 OK\r\n"),
        dripping(b""),
    ],
    ids=["from-the-first-byte", "body", "chunks", "headers", "silence"],
)
def test_a_file_that_drips_ends_with_its_time(speak: Speak, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whatsapp, "SECONDS_OF_A_FILE", MOMENT)

    with server(speak) as (port, _):
        api = CloudApi.at(f"http://127.0.0.1:{port}", "token", media_folder=Path("/nonexistent"))
        began = clock.monotonic()
        with api.http, pytest.raises(FetchError) as error:
            api.fetch("712345", line="2000")

    assert not error.value.gone
    assert clock.monotonic() - began < MOMENT * 15  # all of it would drip for fifty


def test_what_is_done_outside_has_its_time_again() -> None:
    with server(says(ok(b"here"))) as (port, _), client(f"http://127.0.0.1:{port}") as http:
        with outward.at_most(0), pytest.raises(httpx.TimeoutException):
            http.get(f"http://127.0.0.1:{port}/")

        assert http.get(f"http://127.0.0.1:{port}/").content == b"here"
