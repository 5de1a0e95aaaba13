"""The load of the benchmarks: every request counted once, slow answers timed, broken connections told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep

from bench.report import Goal, Report

from bench import load


@contextmanager
def a_server(status: int = 200, *, slow: float = 0.0) -> Iterator[tuple[int, list[bytes]]]:
    """Answers every POST with this status after so many seconds; its port, and the bodies that came."""
    bodies: list[bytes] = []

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            sleep(slow)
            self.send_response(status)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1], bodies
    finally:
        server.shutdown()
        server.server_close()


REQUESTS = [load.request("/", f"জল {number}".encode(), {"X-Signed": "yes"}) for number in range(5000)]


def test_what_is_offered_comes_at_its_rate_and_each_once() -> None:
    with a_server() as (port, bodies):
        answers = load.offered(port, REQUESTS, per_second=200, seconds=0.5, connections=8)

    assert sorted(bodies) == sorted(f"জল {number}".encode() for number in range(100))
    assert (answers.statuses, sorted(answers.accepted)) == ({200: 100}, list(range(100)))
    assert 0.4 < answers.seconds < 2


def test_who_waits_for_a_free_connection_is_timed_from_when_it_was_due() -> None:
    with a_server(slow=0.05) as (port, _):
        answers = load.offered(port, REQUESTS, per_second=1000, seconds=0.01, connections=1)

    assert len(answers.waits) == 10
    assert answers.milliseconds(1.0) > 400  # the tenth waited for nine others


def test_a_closed_load_takes_what_is_answered_and_counts_only_what_was_accepted() -> None:
    with a_server(503) as (port, bodies):
        answers = load.closed(port, REQUESTS, seconds=0.2, connections=4)

    assert answers.statuses[503] == len(bodies) > 0
    assert (answers.accepted, answers.per_second) == ([], 0.0)


def test_a_report_holds_each_figure_to_its_bar() -> None:
    report = Report(
        "pump", 5, {"vs": 4.5, "p99_ms": 80.0}, [Goal("faster", 4.5, 5), Goal("p99, ms", 80, 100, below=True)]
    )

    assert report.as_json() == {
        "name": "pump",
        "rounds": 5,
        "figures": {"vs": 4.5, "p99_ms": 80.0},
        "goals": [
            {"goal": "faster", "value": 4.5, "bar": 5, "ok": False},
            {"goal": "p99, ms", "value": 80, "bar": 100, "ok": True},
        ],
    }
