"""Split raw batches into rows: each channel reads its own bytes, the inbox keeps each thing once."""

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog
from django.db import InterfaceError, OperationalError, transaction

from janasetu.channels.loose import UnreadableError
from janasetu.channels.sms import reports as sms
from janasetu.channels.whatsapp import payloads as whatsapp
from janasetu.lib import clock
from janasetu.messaging import inbox
from janasetu.messaging.models import InboundBatch
from janasetu.messaging.values import Parts

AT_ONCE = 200
MOST_BYTES = 16 * 1024 * 1024  # at once

log = structlog.get_logger("split")

_READERS: dict[str, Callable[..., Parts]] = {whatsapp.CHANNEL: whatsapp.split, sms.CHANNEL: sms.split}


def split_once() -> int:
    """Split some of the oldest raw batches; how many. A batch nobody can read is kept and marked."""
    now = clock.now()
    with transaction.atomic():
        batches = inbox.unsplit(AT_ONCE, most_bytes=MOST_BYTES)
        _take_in({batch: parts for batch in batches if (parts := _read(batch)) is not None}, now=now)
    return len(batches)


def _read(batch: InboundBatch) -> Parts | None:
    """What it holds; None where nobody can tell, and that is noted."""
    try:
        return _READERS[batch.channel](bytes(batch.body), received_at=batch.received_at)
    except UnreadableError as error:
        inbox.mark_unreadable(batch.id, str(error))
    except Exception as error:
        log.exception("batch_failed", batch=str(batch.id))
        inbox.mark_unreadable(batch.id, type(error).__name__)
    return None


def _take_in(read: Mapping[InboundBatch, Parts], *, now: datetime) -> None:
    """All together; where that fails, halves, until the batch at fault stands alone and is marked."""
    stack = [list(read.items())] if read else []
    while stack:
        group = stack.pop()
        error = _failure(dict(group), now=now)
        if error is None:
            inbox.mark_split([batch.id for batch, _ in group])
        elif len(group) == 1:
            inbox.mark_unreadable(group[0][0].id, type(error).__name__)
        else:
            middle = len(group) // 2
            stack += [group[middle:], group[:middle]]  # the earlier half is popped first


def _failure(group: Mapping[InboundBatch, Parts], *, now: datetime) -> Exception | None:
    """Why these could not be taken in; None where they were."""
    try:
        with transaction.atomic():
            inbox.take_in(group, now=now)
    except (OperationalError, InterfaceError):
        raise  # the database is away, and no batch is at fault
    except Exception as error:
        if len(group) == 1:
            log.exception("batch_failed", batch=str(next(iter(group)).id))
        return error
    return None
