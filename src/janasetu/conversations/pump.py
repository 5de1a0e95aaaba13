"""The pump: takes what waits, partition by partition, in order per contact, in one transaction a batch.

A batch that fails is halved until the message at fault stands alone; it is tried again later, from then on
alone and in a transaction of its own, and parked after MOST_ATTEMPTS. Later messages of the same person wait
for it, others go on. A message that ends the whole process is found by what the dead pump had noted as under
way: all of that counts as a failed try.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import structlog
from django.db import OperationalError, connection, transaction
from django.db.models import F, QuerySet

from janasetu.audit.acting import acting
from janasetu.conversations import turns
from janasetu.conversations.engine.saying import PHRASES
from janasetu.conversations.under_way import Noted, UnderWay
from janasetu.lib import clock
from janasetu.lib.ids import BUCKETS, PARTITIONS
from janasetu.lib.texts import as_lang
from janasetu.messaging import outbox
from janasetu.messaging.choices import InboundState
from janasetu.messaging.models import InboundMessage
from janasetu.messaging.values import Message, Outgoing
from janasetu.people import queries as people
from janasetu.people.values import ContactKey
from janasetu.rows.columns import columns_of

AT_ONCE = 200
ALONE_AT_ONCE = 20  # so that nobody waits long behind what failed before
MOST_ATTEMPTS = 5
# The class of our advisory locks, so that nobody else's share a number with them.
LOCK_CLASS = 0x4A53

_BUCKETS_EACH = BUCKETS // PARTITIONS
_LOOKED_AT = 50  # of what waits in a partition
_TABLE = InboundMessage._meta.db_table

log = structlog.get_logger("pump")

Run = Callable[..., None]


@acting(by="citizen")
def pump_once(*, run: Run = turns.run, under_way: UnderWay | None = None, least: int = 1) -> int:
    """Answer one batch of what waits, then some of what failed before, each alone; how many were looked at.

    `under_way`: where a pump after us reads over what we died, should we die. `least`: where fewer wait, they
    are left to another.
    """
    note = under_way or UnderWay()
    with note, transaction.atomic():
        together, alone = _apart(_take(_hold_enough(least)))
        note.note(map(_noted, together))
        blocked = _settle(together, run, now=clock.now())
    again = [message for message in alone if message.contact_id not in blocked]
    return len(together) + sum(_answer_alone(one, run, note) for one in again[:ALONE_AT_ONCE])


def count_deaths(under_way: UnderWay) -> int:
    """Count a try for each message that a pump before us died over; how many waited still."""
    left = under_way.left_behind()
    if not left:
        return 0
    with transaction.atomic():
        _hold({one.bucket // _BUCKETS_EACH for one in left})
        messages = list(_waiting({one.bucket for one in left}).filter(id__in={one.id for one in left}))
        _failed(messages, now=clock.now())
    under_way.clear()
    log.warning("pump_had_died", under_way=len(left), counted=len(messages))
    return len(messages)


def _hold_enough(least: int = 1) -> list[int]:
    """Partitions that nobody else is at work on, with what one batch takes and not many more, so that other
    pumps find some too; held until the transaction ends. None where fewer than `least` messages wait.
    """
    waiting = deque(_waiting_partitions())
    if sum(count for _, count in waiting) < least:
        return []
    held: dict[int, int] = {}
    while waiting and sum(held.values()) < AT_ONCE:
        wanted: dict[int, int] = {}
        while waiting and sum(held.values()) + sum(wanted.values()) < AT_ONCE:
            wanted.update([waiting.popleft()])
        held |= {partition: wanted[partition] for partition in _lock(list(wanted))}
    return list(held)


# Of each partition some of what waits, so that a long queue costs no more than a short one.
_WAITING = f"""
SELECT part, waiting.count
  FROM generate_series(0, {PARTITIONS - 1}) AS part
 CROSS JOIN LATERAL (
       SELECT count(*) AS count, min(provider_at) AS oldest
         FROM (SELECT provider_at FROM {_TABLE}
                WHERE bucket BETWEEN part * {_BUCKETS_EACH} AND (part + 1) * {_BUCKETS_EACH} - 1
                  AND state = 'new' AND contact_id IS NOT NULL
                LIMIT {_LOOKED_AT}) AS looked_at) AS waiting
 WHERE waiting.count > 0
 ORDER BY waiting.oldest
"""  # noqa: S608 - a table name and our own numbers


def _waiting_partitions() -> list[tuple[int, int]]:
    """Where something waits, the oldest first, and how much: of a long queue not all is counted."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return [(partition, count) for partition, count in cursor.fetchall()]


def _lock(partitions: Sequence[int]) -> list[int]:
    """Those of the partitions that nobody else is at work on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT part FROM unnest(%s::int[]) AS part WHERE pg_try_advisory_xact_lock(%s, part)",
            [sorted(partitions), LOCK_CLASS],
        )
        return [partition for (partition,) in cursor.fetchall()]


def _hold(partitions: Iterable[int]) -> None:
    """Wait until nobody else is at work on these partitions, and hold them until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, part) FROM unnest(%s::int[]) AS part",
            [LOCK_CLASS, sorted(partitions)],  # in one order, so that two who wait never wait for each other
        )


_OLDEST = f"""
SELECT {columns_of(InboundMessage, "message")} FROM {_TABLE} AS message
 WHERE bucket = ANY(%s) AND state = 'new' AND contact_id IS NOT NULL
 ORDER BY provider_at, id LIMIT %s
"""  # noqa: S608 - names only; in plain SQL, for every batch begins with it


def _take(partitions: Sequence[int]) -> list[InboundMessage]:
    """The oldest waiting messages of these partitions, in the order in which people sent them."""
    if not partitions:
        return []
    buckets = [p * _BUCKETS_EACH + offset for p in partitions for offset in range(_BUCKETS_EACH)]
    return list(InboundMessage.objects.raw(_OLDEST, [buckets, AT_ONCE]))


def _waiting(buckets: Iterable[int]) -> QuerySet[InboundMessage]:
    """What waits in these buckets, the oldest first."""
    waiting = InboundMessage.objects.filter(
        bucket__any=buckets, state=InboundState.NEW, contact_id__isnull=False
    )
    return waiting.order_by("provider_at", "id")


def _apart(messages: Sequence[InboundMessage]) -> tuple[list[InboundMessage], list[InboundMessage]]:
    """What may be answered together, and after it, each alone, what failed before; the least tried first.

    What a person said after something that failed is in neither: it waits.
    """
    together: list[InboundMessage] = []
    alone: dict[object, InboundMessage] = {}
    for message in messages:
        if message.contact_id in alone:
            continue
        if message.attempts:
            alone[message.contact_id] = message
        else:
            together.append(message)
    return together, sorted(alone.values(), key=lambda message: message.attempts)


def _answer_alone(message: InboundMessage, run: Run, note: UnderWay) -> int:
    """Answer this one in a transaction of its own; 0 where somebody else is at it, or it is not next."""
    with note, transaction.atomic():
        if not _lock([message.bucket // _BUCKETS_EACH]):
            return 0
        of_contact = _waiting([message.bucket]).filter(contact_id=message.contact_id)
        first = of_contact.first()
        if first is None or first.id != message.id:
            return 0
        note.note([_noted(first)])
        _settle([first], run, now=clock.now())
    return 1


def _noted(message: InboundMessage) -> Noted:
    return Noted(message.bucket, message.id)


def _settle(messages: Sequence[InboundMessage], run: Run, *, now: datetime) -> set[object]:
    """Answer these; what fails is found by halving, and counted. The contacts that wait for it."""
    blocked: set[object] = set()
    stack = [list(messages)]
    while stack:
        batch = [message for message in stack.pop() if message.contact_id not in blocked]
        if not batch or _ran(batch, run, now=now):
            continue
        if len(batch) == 1:
            _failed(batch, now=now)
            blocked.add(batch[0].contact_id)
        else:
            middle = len(batch) // 2
            stack += [batch[middle:], batch[:middle]]  # the earlier half is popped first
    return blocked


def _ran(batch: Sequence[InboundMessage], run: Run, *, now: datetime) -> bool:
    try:
        with transaction.atomic():
            run(batch, now=now)
    except OperationalError:
        raise  # the database is away or lets somebody else go first: no message's fault, all wait
    except Exception as error:
        if not connection.is_usable():  # it was frozen for too long: the database has ended the session
            raise OperationalError("the session was ended in a turn") from error
        if len(batch) == 1:
            log.exception("turn_failed", message=str(batch[0].id), attempts=batch[0].attempts + 1)
        return False
    return True


def _failed(messages: Sequence[InboundMessage], *, now: datetime) -> None:
    """Count a try for each; the last one parks a message, and the person is told."""
    _rows(messages).update(attempts=F("attempts") + 1)
    last = [message for message in messages if message.attempts + 1 >= MOST_ATTEMPTS]
    if last:
        _park(last, now=now)


def _park(messages: Sequence[InboundMessage], *, now: datetime) -> None:
    _rows(messages).update(state=InboundState.PARKED, note="could not be answered", done_at=now)
    known = people.contacts([_key(message) for message in messages])
    apologies = []
    for message in messages:
        assert message.line_id
        words = Message(PHRASES.say("parked", as_lang(known[_key(message)].lang)))
        apologies.append(Outgoing(_key(message), message.line_id, words, f"parked:{message.id}", message.id))
    outbox.queue(apologies, now=now)


def _rows(messages: Sequence[InboundMessage]) -> QuerySet[InboundMessage]:
    return InboundMessage.objects.filter(
        bucket__in={message.bucket for message in messages}, id__in=[message.id for message in messages]
    )


def _key(message: InboundMessage) -> ContactKey:
    assert message.contact_id
    return ContactKey(message.bucket, message.contact_id)
