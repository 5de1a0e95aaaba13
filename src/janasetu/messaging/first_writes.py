"""How many people an account may write to first in 24 hours: who is let through, and who waits for room.

A provider counts the people who get a template although no window is open, over all lines of an account
(Cloud API: 250, 2,000, 10,000, 100,000 or any number). Rows are what we count: `first_at` is set before a
template is handed over, so that a sender that dies has counted it. Wall time. An account has the lines of a
channel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from janasetu.messaging.choices import OutboundState, StandingKind
from janasetu.messaging.models import Line, OutboundMessage, Standing, Window
from janasetu.messaging.outbox import Sending
from janasetu.messaging.reach import WINDOW
from janasetu.people.values import ContactKey

DAY = timedelta(hours=24)
_TABLE = OutboundMessage._meta.db_table
_LINES = Line._meta.db_table

# It goes as a template: none of our own words arrive now.
_AS_TEMPLATE = f"""(message.template IS NOT NULL AND (message.by_template OR NOT EXISTS (
    SELECT FROM {Window._meta.db_table} AS reach
     WHERE reach.bucket = message.bucket AND reach.contact_id = message.contact_id
       AND reach.line_id = message.line_id AND reach.last_inbound_at > %(heard)s)))"""
_KNOWN = f"""(message.bucket, message.contact_id) IN (
    SELECT bucket, contact_id FROM {_TABLE} WHERE line_id = ANY (%(lines)s) AND first_at > %(since)s)"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Account:
    """The lines that share a limit. `most`: people a day; `used`: of the last 24 hours."""

    lines: tuple[UUID, ...]
    most: int
    used: int

    @property
    def free(self) -> int:
        return max(0, self.most - self.used)


_ACCOUNTS = f"""
SELECT line.channel, array_agg(DISTINCT line.id), min(line.people_a_day),
       (SELECT count(DISTINCT (message.bucket, message.contact_id)) FROM {_TABLE} AS message
         WHERE message.first_at > %s
           AND message.line_id IN (SELECT id FROM {_LINES} AS own WHERE own.channel = line.channel))
  FROM {_LINES} AS line GROUP BY line.channel HAVING min(line.people_a_day) IS NOT NULL
"""  # noqa: S608 - table names only


def accounts(*, wall: datetime) -> dict[str, Account]:
    """Those with a limit, by channel; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS, [wall - DAY])
        return {
            channel: Account(tuple(lines), most, used) for channel, lines, most, used in cursor.fetchall()
        }


def told_limit(channel: str) -> str:
    """The provider's own word for it, as it told last of any number of ours; empty where it told none."""
    told = Standing.objects.filter(channel=channel, kind=StandingKind.NUMBER).exclude(limit="")
    return told.order_by("-state_at").values_list("limit", flat=True).first() or ""


def set_limit(channel: str, most: int | None) -> None:
    """How many people a day the account of these lines may write to first; None is any number."""
    others = Q(people_a_day__isnull=False) if most is None else ~Q(people_a_day=most)
    Line.objects.filter(others, channel=channel).update(people_a_day=most)


@transaction.atomic
def admit(account: Account, firsts: Sequence[Sending], *, wall: datetime) -> list[Sending]:
    """Count those that find room, more urgent ones first; the others, which must wait."""
    known, free = _known(account, firsts, wall=wall), account.free
    waiting, admitted = [], []
    for sending in sorted(firsts, key=lambda one: (one.lane, one.id)):
        contact = ContactKey(sending.bucket, sending.contact_id)
        if contact not in known and not free:
            waiting.append(sending)
            continue
        free -= contact not in known
        known.add(contact)
        admitted.append(sending)
    OutboundMessage.objects.filter(
        bucket__in={one.bucket for one in admitted}, id__in=[one.id for one in admitted]
    ).update(first_at=wall)
    return waiting


def _known(account: Account, firsts: Sequence[Sending], *, wall: datetime) -> set[ContactKey]:
    """Those of these people whom the account wrote to already today."""
    rows = OutboundMessage.objects.filter(
        bucket__in={one.bucket for one in firsts},
        contact_id__in=[one.contact_id for one in firsts],
        line_id__in=account.lines,
        first_at__gt=wall - DAY,
    )
    return {ContactKey(*row) for row in rows.values_list("bucket", "contact_id")}


_HOLD = f"""
UPDATE {_TABLE} AS message SET for_room = true
 WHERE message.line_id = ANY (%(lines)s) AND message.state = 'queued' AND message.retry_at IS NULL
   AND NOT message.for_room AND {_AS_TEMPLATE} AND NOT {_KNOWN}
"""  # noqa: S608 - table names only
_FREE = f"""
UPDATE {_TABLE} AS message SET for_room = false
 WHERE message.line_id = ANY (%(lines)s) AND message.state = 'queued' AND message.for_room
   AND (NOT {_AS_TEMPLATE} OR {_KNOWN})
"""  # noqa: S608 - table names only
_LET_IN = f"""
UPDATE {_TABLE} AS message SET for_room = false
  FROM (SELECT bucket, id FROM {_TABLE}
         WHERE line_id = ANY (%(lines)s) AND state = 'queued' AND for_room
         ORDER BY lane, id LIMIT %(free)s) AS next
 WHERE message.bucket = next.bucket AND message.id = next.id
"""  # noqa: S608 - a table name only


def hold(lines: Sequence[UUID], *, now: datetime, wall: datetime) -> int:
    """Set aside all that is queued and would be one person more, so that nothing else waits behind it."""
    return _run(_HOLD, lines, now=now, wall=wall)


@transaction.atomic
def let_in(account: Account, *, now: datetime, wall: datetime) -> int:
    """Let those go on that wait for room: who has written meanwhile, and as many others as there is room."""
    freed = _run(_FREE, account.lines, now=now, wall=wall)
    return freed + _run(_LET_IN, account.lines, now=now, wall=wall, free=account.free)


def let_all_in(*, keep: Sequence[UUID]) -> int:
    """Let those on all lines but these go on: nothing is counted there any more."""
    waiting = OutboundMessage.objects.filter(state=OutboundState.QUEUED, for_room=True)
    return waiting.exclude(line_id__in=keep).update(for_room=False)


def _run(statement: str, lines: Sequence[UUID], *, now: datetime, wall: datetime, free: int = 0) -> int:
    given: dict[str, Any] = {
        "lines": list(lines),
        "heard": now - WINDOW,
        "since": wall - DAY,
        "free": free,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.rowcount)
