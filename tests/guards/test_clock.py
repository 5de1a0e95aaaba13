"""Guard: nobody tells the time but lib.clock, so that office time can be moved for everybody at once."""

import ast
import re
from collections.abc import Iterator
from typing import Protocol

import pytest

# Where else the time may be read, and why.
ALLOWED = {
    "lib/clock.py: datetime.datetime.now": "this is the clock",
    "lib/clock.py: time.monotonic": "this is the clock",
    "lib/clock.py: time.time_ns": "this is the clock",
    "channels/intake.py: SQL clock_timestamp()": "a pulse is told and read by one clock",
    "messaging/hearing.py: SQL clock_timestamp()": "as the pulse that it reads",
    "audit/sql.py: SQL clock_timestamp()": "when a row changed, nobody chooses who changed it",
}

_DATETIME = {
    f"datetime.{name}" for name in ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")
}
_COUNTERS = ("time", "monotonic", "perf_counter", "process_time", "thread_time", "clock_gettime")
_TIME = {f"time.{name}{unit}" for name in _COUNTERS for unit in ("", "_ns")}
_TIME |= {"time.localtime", "time.gmtime", "time.ctime", "time.asctime"}
_DJANGO = {f"django.utils.timezone.{name}" for name in ("now", "localtime", "localdate")}
_DJANGO |= {"django.db.models.functions.Now", "django.db.models.functions.datetime.Now"}
FORBIDDEN = _DATETIME | _TIME | _DJANGO | {"uuid.uuid1", "os.times"}

_SQL = re.compile(
    r"\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)"
    r"|\bcurrent_(?:timestamp|date|time)\b|\blocaltime(?:stamp)?\b",
    re.IGNORECASE,
)


class Parsed(Protocol):
    path: str
    tree: ast.Module


def clocks_in(tree: ast.Module) -> set[str]:
    """Every other clock that a module reads, by its full name."""
    names = _imported(tree)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute() | ast.Name() if (name := _full_name(node, names)) in FORBIDDEN:
                found.add(name)
            case ast.keyword(arg="auto_now" | "auto_now_add" as name):
                found.add(name)
            case ast.Constant(value=str() as text) if id(node) not in docstrings and _SQL.search(text):
                found.add(f"SQL {_SQL.search(text)[0]}")  # type: ignore[index]
    return found


def _imported(tree: ast.Module) -> dict[str, str]:
    """The full name behind each name that an import brought in."""
    return dict(_imports(tree))


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (
                (a.asname or a.name.partition(".")[0], a.name if a.asname else a.name.partition(".")[0])
                for a in node.names
            )
        if isinstance(node, ast.ImportFrom):
            yield from ((a.asname or a.name, f"{node.module}.{a.name}") for a in node.names)


def _full_name(node: ast.expr, names: dict[str, str]) -> str | None:
    match node:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(value=value, attr=attribute):
            before = _full_name(value, names)
            return f"{before}.{attribute}" if before else None
    return None


def test_nobody_tells_the_time_but_lib_clock(sources: list[Parsed]) -> None:
    found = {f"{source.path}: {clock}" for source in sources for clock in clocks_in(source.tree)}

    assert found == set(ALLOWED)


@pytest.mark.parametrize(
    ("code", "clock"),
    [
        ("from datetime import datetime\nx = datetime.now()", "datetime.datetime.now"),
        ("import datetime as dt\nx = dt.datetime.utcnow", "datetime.datetime.utcnow"),
        ("import datetime\nx = datetime.date.today()", "datetime.date.today"),
        ("from datetime import date as day\nx = day.today()", "datetime.date.today"),
        ("import time\nx = time.time()", "time.time"),
        ("from time import perf_counter as tick\nx = tick()", "time.perf_counter"),
        ("import time\nx = time.monotonic_ns", "time.monotonic_ns"),
        ("from django.utils import timezone\nx = timezone.now()", "django.utils.timezone.now"),
        ("from django.utils.timezone import now\nx = Field(default=now)", "django.utils.timezone.now"),
        ("from django.db.models.functions import Now\nx = Now()", "django.db.models.functions.Now"),
        ("x = DateTimeField(auto_now_add=True)", "auto_now_add"),
        ("x = DateTimeField(auto_now=True)", "auto_now"),
        ("x = f'UPDATE t SET at = NOW() WHERE id = {n}'", "SQL NOW()"),
        ("x = 'SELECT current_timestamp'", "SQL current_timestamp"),
        ("import uuid\nx = uuid.uuid1()", "uuid.uuid1"),
    ],
)
def test_the_guard_sees_a_clock_however_it_is_named(code: str, clock: str) -> None:
    assert clocks_in(ast.parse(code)) == {clock}


def test_the_guard_lets_values_and_words_be() -> None:
    code = '"""Tell now()."""\nfrom janasetu.lib import clock\nnow = clock.now()\nx = y.now()\nt = time.sleep'

    assert clocks_in(ast.parse(code)) == set()
