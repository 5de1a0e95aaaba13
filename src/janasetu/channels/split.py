"""Split raw batches into rows: each channel reads its own bytes, the inbox keeps each thing once."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import InterfaceError, OperationalError, transaction

from janasetu.channels.loose import Parts, UnreadableError
from janasetu.channels.sms import reports as sms
from janasetu.channels.whatsapp import payloads as whatsapp
from janasetu.lib import clock
from janasetu.messaging import inbox
from janasetu.messaging.models import InboundBatch

AT_ONCE = 50

log = structlog.get_logger("split")

_READERS: dict[str, Callable[..., Parts]] = {whatsapp.CHANNEL: whatsapp.split, sms.CHANNEL: sms.split}


def split_once() -> int:
    """Split some of the oldest raw batches; how many. A batch nobody can read is kept and marked."""
    now = clock.now()
    with transaction.atomic():
        batches = inbox.unsplit(AT_ONCE)
        done = [batch.id for batch in batches if _take_in(batch, now=now)]
        inbox.mark_split(done)
    return len(batches)


def _take_in(batch: InboundBatch, *, now: datetime) -> bool:
    """One batch in a savepoint of its own, so that one bad batch holds back no other."""
    try:
        parts = _READERS[batch.channel](bytes(batch.body), received_at=batch.received_at)
        with transaction.atomic():
            inbox.take_in(batch.id, parts.arrivals, parts.reports, now=now)
    except UnreadableError as error:
        inbox.mark_unreadable(batch.id, str(error))
        return False
    except (OperationalError, InterfaceError):
        raise  # the database is away, and no batch is at fault
    except Exception as error:
        log.exception("batch_failed", batch=str(batch.id))
        inbox.mark_unreadable(batch.id, type(error).__name__)
        return False
    return True
