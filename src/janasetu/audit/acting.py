"""Who acts, and why: known to the database in the same breath as the statement that writes.

A face or a process says once who is at work; each statement on an audited table then carries it along. What
nobody says anything of is the system's own; and SQL that somebody types has neither, which shows.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.sql import quote

from janasetu.audit.sql import ACTOR, REASON
from janasetu.audit.tables import AUDITED

SYSTEM = "system"
_WRITES = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose act it is: ROLE@BODY, `citizen`, `system` or `command`; and why, where a reason was asked."""

    by: str = SYSTEM
    reason: str = ""


_NOBODY_SAID = Hand()
_acting: ContextVar[Hand] = ContextVar("acting", default=_NOBODY_SAID)


@contextmanager
def acting(*, by: str | None = None, reason: str | None = None) -> Iterator[None]:
    """What is written in this block is written by this hand; what is not said stays as it was around it."""
    here = _acting.get()
    token = _acting.set(Hand(here.by if by is None else by, here.reason if reason is None else reason))
    try:
        yield
    finally:
        _acting.reset(token)


def tell(execute: Execute, statement: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Send a statement on an audited table together with whose it is: one trip to the database, and in a
    transaction of its own the word ends with it.
    """
    if not _is_kept(statement) or many:
        return execute(statement, params, many, context)
    told = f"SELECT {_config(ACTOR, _acting.get().by)}, {_config(REASON, _acting.get().reason)}; "
    if params is not None:
        told = told.replace("%", "%%")
    result = execute(told + statement, params, many, context)
    context["cursor"].cursor.nextset()  # behind the answer to our own part
    return result


def _is_kept(statement: Any) -> bool:
    """Whether it writes to an audited table."""
    found = _WRITES.match(statement) if isinstance(statement, str) else None
    return found is not None and found[1] in AUDITED


def _config(name: str, value: str) -> str:
    return f"set_config('{name}', {quote(value)}, true)"


def listen_to(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Let every statement of this connection pass by here."""
    if tell not in connection.execute_wrappers:
        connection.execute_wrappers.append(tell)
