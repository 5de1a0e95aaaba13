"""Case numbers, taken in blocks: nobody queues on a counter row while a batch runs."""

import threading
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from janasetu.cases.models import ReferenceSeries
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.lib.references import compose

BLOCK = 20

_lock = threading.Lock()
_blocks: dict[tuple[UUID, int], list[int]] = {}


def take(bodies: Iterable[tuple[UUID, int]], *, now: datetime) -> list[str]:
    """A new number for each (body id, body number), in the same order."""
    year = local(now).year
    wanted = list(bodies)
    with _lock:
        for body_id in {body_id for body_id, _ in wanted}:
            _fill(body_id, year, sum(1 for other, _ in wanted if other == body_id))
        return [
            compose(year=year, body=number, serial=_blocks[body_id, year].pop(0))
            for body_id, number in wanted
        ]


def _fill(body_id: UUID, year: int, needed: int) -> None:
    block = _blocks.setdefault((body_id, year), [])
    if len(block) < needed:
        size = max(BLOCK, needed - len(block))
        first = _advance(body_id, year, size)
        block.extend(range(first, first + size))


def _advance(body_id: UUID, year: int, size: int) -> int:
    """Take `size` serials on a connection of its own, so that the row is locked for a moment only."""
    apart = connection.copy()
    try:
        with apart.cursor() as cursor:
            cursor.execute(
                f"""INSERT INTO {ReferenceSeries._meta.db_table} AS series (id, body_id, year, next_serial)
                    VALUES (%s, %s, %s, 1 + %s)
                    ON CONFLICT (body_id, year) DO UPDATE SET next_serial = series.next_serial + %s
                    RETURNING next_serial - %s""",  # noqa: S608 - a table name only
                [uuid7(), body_id, year, size, size, size],
            )
            return int(cursor.fetchone()[0])
    finally:
        apart.close()
