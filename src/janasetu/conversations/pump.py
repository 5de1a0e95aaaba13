"""The pump: takes what waits, partition by partition, in order per contact, in one transaction a batch.

A batch that fails is halved until the message at fault stands alone; it is tried again later and
parked after MOST_ATTEMPTS. Later messages of the same person wait for it, others go on.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from django.db import OperationalError, connection, transaction
from django.db.models import F

from janasetu.conversations import turns
from janasetu.conversations.engine.saying import PHRASES
from janasetu.lib import clock
from janasetu.lib.ids import BUCKETS, PARTITIONS
from janasetu.lib.texts import as_lang
from janasetu.messaging import outbox
from janasetu.messaging.choices import InboundState
from janasetu.messaging.models import InboundMessage
from janasetu.messaging.values import Message, Outgoing
from janasetu.people import queries as people
from janasetu.people.values import ContactKey

AT_ONCE = 200
MOST_ATTEMPTS = 5
# The class of our advisory locks, so that nobody else's share a number with them.
LOCK_CLASS = 0x4A53

_BUCKETS_EACH = BUCKETS // PARTITIONS
_TABLE = InboundMessage._meta.db_table

log = structlog.get_logger("pump")

Run = Callable[..., None]


def pump_once(*, run: Run = turns.run) -> int:
    """Answer one batch of what waits; how many messages were looked at."""
    now = clock.now()
    with transaction.atomic():
        partitions = _lock(_waiting_partitions())
        messages = _take(partitions)
        if messages:
            _settle(messages, run, now=now)
    return len(messages)


def _waiting_partitions() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT bucket / %s FROM {_TABLE} WHERE state = 'new' AND contact_id IS NOT NULL",  # noqa: S608
            [_BUCKETS_EACH],
        )
        return [partition for (partition,) in cursor.fetchall()]


def _lock(partitions: Sequence[int]) -> list[int]:
    """Those of the partitions that nobody else is at work on; held until the transaction ends."""
    if not partitions:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT part FROM unnest(%s::int[]) AS part WHERE pg_try_advisory_xact_lock(%s, part)",
            [sorted(partitions), LOCK_CLASS],
        )
        return [partition for (partition,) in cursor.fetchall()]


def _take(partitions: Sequence[int]) -> list[InboundMessage]:
    """The oldest waiting messages of these partitions, in the order in which people sent them."""
    buckets = [p * _BUCKETS_EACH + offset for p in partitions for offset in range(_BUCKETS_EACH)]
    waiting = InboundMessage.objects.filter(
        bucket__in=buckets, state=InboundState.NEW, contact_id__isnull=False
    )
    return list(waiting.order_by("provider_at", "id")[:AT_ONCE])


def _settle(messages: Sequence[InboundMessage], run: Run, *, now: datetime) -> None:
    """Answer these; what fails is found by halving, and noted."""
    blocked: set[object] = set()
    stack = [list(messages)]
    while stack:
        batch = [message for message in stack.pop() if message.contact_id not in blocked]
        if not batch or _ran(batch, run, now=now):
            continue
        if len(batch) == 1:
            _failed(batch[0], now=now)
            blocked.add(batch[0].contact_id)
        else:
            middle = len(batch) // 2
            stack += [batch[middle:], batch[:middle]]  # the earlier half is popped first


def _ran(batch: Sequence[InboundMessage], run: Run, *, now: datetime) -> bool:
    try:
        with transaction.atomic():
            run(batch, now=now)
    except OperationalError:
        raise  # the database is away or lets somebody else go first: no message's fault, all wait
    except Exception:
        if len(batch) == 1:
            log.exception("turn_failed", message=str(batch[0].id), attempts=batch[0].attempts + 1)
        return False
    return True


def _failed(message: InboundMessage, *, now: datetime) -> None:
    """Count the try; the last one parks the message, and the person is told."""
    row = InboundMessage.objects.filter(bucket=message.bucket, id=message.id)
    if message.attempts + 1 < MOST_ATTEMPTS:
        row.update(attempts=F("attempts") + 1)
        return
    row.update(
        attempts=F("attempts") + 1, state=InboundState.PARKED, note="could not be answered", done_at=now
    )
    assert message.contact_id
    assert message.line_id
    key = ContactKey(message.bucket, message.contact_id)
    lang = as_lang(people.contacts([key])[key].lang)
    apology = Message(PHRASES.say("parked", lang))
    outbox.queue([Outgoing(key, message.line_id, apology, f"parked:{message.id}", message.id)], now=now)
