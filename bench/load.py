"""A load of HTTP requests from one process: raw bytes over kept connections, each answer timed.

Closed: every connection asks again as soon as it is answered. Offered: so many a second whether answers come
or not; a request that had to wait for a free connection is timed from when it was due.
"""

import select
import socket
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from math import ceil, inf
from time import perf_counter, time

CONNECTIONS = 64
_PATIENCE = 10.0  # seconds for the last answers
_NOW = 0.0  # due when a connection is free


@dataclass
class Answers:
    """What came back: how often each status (0: the connection broke), each answer's seconds, and which
    requests were answered 200. `begun`: when, in seconds of the wall clock.
    """

    seconds: float = 0.0
    begun: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    accepted: list[int] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Requests answered 200, a second."""
        return len(self.accepted) / self.seconds

    def milliseconds(self, share: float) -> float:
        """The wait that this share of the answers stayed within."""
        return nearest_rank(sorted(self.waits), share) * 1000 if self.waits else inf


@dataclass(slots=True)
class _Connection:
    """One kept connection: what it asked, since when, and how much of the answer is here."""

    place: tuple[str, int]
    socket: socket.socket
    number: int = -1
    due: float = 0.0
    heard: bytes = b""


def nearest_rank(ranked: Sequence[float], share: float) -> float:
    """The least of these that this share of them does not pass."""
    return ranked[max(0, ceil(share * len(ranked)) - 1)]


def request(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """One POST, whole, as it goes over the wire."""
    head = {
        "Host": "127.0.0.1",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode("ascii") + body


def get(path: str, headers: dict[str, str]) -> bytes:
    """One GET, whole."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode("ascii")


def closed(
    port: int, requests: Sequence[bytes], *, seconds: float, connections: int = CONNECTIONS
) -> Answers:
    """As much as is answered, for so long; requests are used in order, and again from the first."""
    end = perf_counter() + seconds
    dues = (_NOW for _ in iter(lambda: perf_counter() < end, False))
    return _drive(port, requests, dues, connections)


def once(port: int, requests: Sequence[bytes], *, connections: int = CONNECTIONS) -> Answers:
    """All of them, as quickly as they are answered."""
    return _drive(port, requests, (_NOW for _ in requests), connections)


def offered(
    port: int, requests: Sequence[bytes], *, per_second: float, seconds: float, connections: int = CONNECTIONS
) -> Answers:
    """So many a second, evenly."""
    begin = perf_counter()
    dues = (begin + number / per_second for number in range(round(per_second * seconds)))
    return _drive(port, requests, dues, connections)


def _drive(port: int, requests: Sequence[bytes], dues: Iterator[float], connections: int) -> Answers:
    """Send each request when it is due and a connection is free, until there are no more dues."""
    place = ("127.0.0.1", port)
    answers, poll = Answers(), select.epoll()
    asking = {one.socket.fileno(): one for one in (_connect(place, poll) for _ in range(connections))}
    free, begin, numbers = deque(asking.values()), perf_counter(), count()
    due, last = next(dues, None), perf_counter()
    answers.begun = time()
    while asking and (due is not None or len(free) < len(asking)):
        while due is not None and free and due <= perf_counter():
            _ask(free.popleft(), requests, next(numbers), due)
            due = next(dues, None)
        wait = 0.5 if due is None or not free else max(0.0, due - perf_counter())
        for handle, _ in poll.poll(wait, connections):
            one = asking[handle]
            if (status := _listen(one)) is not None:
                _note(answers, one, status)
                free.append(one if status else _renew(one, poll, asking))
                last = perf_counter()
        if due is None and perf_counter() - last > _PATIENCE:
            break
    answers.seconds = last - begin
    for one in asking.values():
        one.socket.close()
    return answers


def _connect(place: tuple[str, int], poll: select.epoll) -> _Connection:
    connected = socket.create_connection(place, timeout=5)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connected.setblocking(False)
    poll.register(connected, select.EPOLLIN)
    return _Connection(place, connected)


def _renew(broken: _Connection, poll: select.epoll, asking: dict[int, _Connection]) -> _Connection:
    """Another in the place of one that broke; one that cannot be had answers nothing any more."""
    del asking[broken.socket.fileno()]
    broken.socket.close()
    try:
        another = _connect(broken.place, poll)
    except OSError:
        return broken
    asking[another.socket.fileno()] = another
    return another


def _ask(one: _Connection, requests: Sequence[bytes], number: int, due: float) -> None:
    one.number, one.due, one.heard = number % len(requests), due or perf_counter(), b""
    with suppress(OSError):  # a broken connection shows when its answer is listened for
        sent = one.socket.send(requests[one.number])
        assert sent == len(requests[one.number])  # small requests fit the socket's own buffer


def _listen(one: _Connection) -> int | None:
    """The status of a whole answer; None while it is not whole, 0 where the connection broke."""
    try:
        part = one.socket.recv(65536)
    except BlockingIOError:
        return None
    except OSError:
        part = b""
    if not part:
        return 0
    one.heard += part
    head, separator, body = one.heard.partition(b"\r\n\r\n")
    if not separator or len(body) < _length(head):
        return None
    return int(head[9:12])


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0]) if found else 0


def _note(answers: Answers, one: _Connection, status: int) -> None:
    answers.statuses[status] += 1
    answers.waits.append(perf_counter() - one.due)
    if status == 200:
        answers.accepted.append(one.number)
