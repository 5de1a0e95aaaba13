"""Connections that we open: to public addresses only, whatever a name leads to, and no longer than allowed.

The address is looked at when the connection is made, and it is the very one that is connected to: a name that
leads elsewhere a moment later (DNS rebinding) gains nothing.
"""

import ipaddress
import socket
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from janasetu.lib import clock

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address in IPv6 (RFC 6052)
_LONGEST_SILENCE = 3600.0  # seconds, whatever somebody asks for
_until: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """All that is read and written inside has so long together; httpx.TimeoutException when it is over."""
    before = _until.set(clock.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(before)


def asked_to_wait(answer: httpx.Response) -> float:
    """Seconds of silence that an answer asks for (Retry-After, RFC 9110), at most an hour; else 0."""
    text = answer.headers.get("retry-after", "").strip()
    return min(float(text), _LONGEST_SILENCE) if text.isascii() and text.isdigit() else 0.0


def is_public(address: IpAddress) -> bool:
    """Whether this is somewhere on the open Internet; an IPv4 address inside another is what counts."""
    inner = _inside(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inside(address: IpAddress) -> IpAddress | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def client(base_url: str, *, timeout: httpx.Timeout, limits: httpx.Limits) -> httpx.Client:
    """A client that goes to public addresses only, and to our own machine where `base_url` is, as in a demo.

    It follows no redirect and asks no proxy.
    """
    transport = _Transport(_Network(_host_at_home(base_url)), limits)
    return httpx.Client(transport=transport, timeout=timeout, follow_redirects=False, trust_env=False)


def _host_at_home(base_url: str) -> str:
    """The host of the address if it is this machine by its very name, else nothing."""
    host = urlsplit(base_url).hostname or ""
    if host == "localhost":
        return host
    try:
        return host if ipaddress.ip_address(host).is_loopback else ""
    except ValueError:
        return ""


class _Transport(httpx.HTTPTransport):
    """httpx's own, over a network of ours."""

    def __init__(self, network: httpcore.NetworkBackend, limits: httpx.Limits) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=network,
        )


class _Network(httpcore.NetworkBackend):
    """Opens connections to addresses that were looked at."""

    def __init__(self, at_home: str) -> None:
        self._at_home = at_home
        self._opener = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers; httpcore.ConnectError."""
        failed: Exception = httpcore.ConnectError("no public address")
        for address in self._allowed(host, port):
            try:
                stream = self._opener.connect_tcp(
                    str(address), port, _left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream)
        raise failed

    def _allowed(self, host: str, port: int) -> list[IpAddress]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:  # unknown, or no name at all
            raise httpcore.ConnectError(str(error)) from error
        addresses = (ipaddress.ip_address(str(where[0]).partition("%")[0]) for *_, where in found)
        return [one for one in addresses if is_public(one) or (host == self._at_home and one.is_loopback)]


class _Stream(httpcore.NetworkStream):
    """A connection on which every wait ends when the time of the whole is over."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(timeout: float | None) -> float | None:
    """How long a wait may last: as long as it is given, but not beyond the whole."""
    until = _until.get()
    if until is None:
        return timeout
    left = until - clock.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time of the whole is over")
    return left if timeout is None else min(timeout, left)
