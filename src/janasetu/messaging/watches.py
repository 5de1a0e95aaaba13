"""What of messages may wait, and for how long."""

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from janasetu.lib.watches import AtRest, Moment, Rest, Watch
from janasetu.messaging.choices import BatchState, InboundState, OutboundState
from janasetu.messaging.models import InboundBatch, InboundMessage, Line, OutboundMessage
from janasetu.messaging.values import Lane


def _ready(*lanes: Lane) -> QuerySet[OutboundMessage]:
    """What waits for nothing but a sender."""
    ready = OutboundMessage.objects.filter(
        state=OutboundState.QUEUED, retry_at__isnull=True, for_room=False, lane__in=lanes
    )
    return ready.exclude(line_id__in=_held())


def _held() -> QuerySet[Line, object]:
    return Line.objects.exclude(held_for="").values("id")


def _put_off(at: Moment) -> QuerySet[OutboundMessage]:
    return OutboundMessage.objects.filter(state=OutboundState.QUEUED, retry_at__isnull=False)


WATCHES = (
    Watch(
        code="batches",
        name=_("Received, not yet opened"),
        patience=timedelta(minutes=2),
        rows=lambda at: InboundBatch.objects.filter(state=BatchState.NEW),
        since="received_at",
        mend="the pump opens them: logs/pump.log",
        states=(BatchState.NEW,),
    ),
    Watch(
        code="inbound",
        name=_("Messages not yet answered"),
        patience=timedelta(minutes=5),
        rows=lambda at: InboundMessage.objects.filter(state=InboundState.NEW),
        since="received_at",
        mend="the pump answers them: logs/pump.log; ./janasetu inbox lists them",
        states=(InboundState.NEW,),
    ),
    Watch(
        code="queued",
        name=_("Replies not yet sent"),
        patience=timedelta(minutes=5),
        rows=lambda at: _ready(Lane.TALK),
        since="queued_at",
        mend="the sender sends them: logs/sender.log; ./janasetu outbox lists them",
        states=(OutboundState.QUEUED,),
    ),
    Watch(
        code="crowd",
        name=_("Notices to many people not yet sent"),
        patience=timedelta(hours=6),
        rows=lambda at: _ready(Lane.CROWD),
        since="queued_at",
        mend="more was queued than the line's rate carries: ask the provider for more, or add a line",
    ),
    Watch(
        code="held",
        name=_("Messages on a line where sending has stopped"),
        patience=timedelta(minutes=15),
        rows=lambda at: OutboundMessage.objects.filter(state=OutboundState.QUEUED, line_id__in=_held()),
        since="queued_at",
        mend="/status/ says why the line stands still: token, payment, registration, or the provider is away",
    ),
    Watch(
        code="for_room",
        name=_("Messages beyond how many people may be written to first in a day"),
        patience=timedelta(hours=36),
        rows=lambda at: OutboundMessage.objects.filter(state=OutboundState.QUEUED, for_room=True),
        since="queued_at",
        mend="the account's limit is too low for what is queued: ask the provider to raise it",
    ),
    Watch(
        code="put_off",
        name=_("Messages to be tried again later"),
        patience=timedelta(hours=50),  # a person who has had enough for a day is tried twice
        rows=_put_off,
        since="queued_at",
        mend="the provider keeps refusing them: ./janasetu outbox lists them with its word",
    ),
    Watch(
        code="sending",
        name=_("Replies being sent"),
        patience=timedelta(minutes=5),
        rows=lambda at: OutboundMessage.objects.filter(state=OutboundState.SENDING),
        since=Coalesce("claimed_at", "queued_at"),
        mend="jobs queues again what nobody answered: logs/jobs.log",
        states=(OutboundState.SENDING,),
        by_wall=True,
    ),
    Watch(
        code="in_vain",
        name=_("Notices that did not arrive, not yet passed on"),
        patience=timedelta(minutes=15),
        rows=lambda at: OutboundMessage.objects.filter(
            state=OutboundState.FAILED, passed_on=False, about_id__isnull=False
        ),
        since=Coalesce("claimed_at", "queued_at"),
        mend="jobs passes them on: logs/jobs.log",
        states=(OutboundState.FAILED,),
        by_wall=True,
    ),
)
AT_REST: AtRest = {
    Rest.END: (BatchState.SPLIT, InboundState.DONE, InboundState.STALE, OutboundState.READ),
    Rest.PERSON: (BatchState.UNREADABLE, InboundState.PARKED),  # counted among the troubles
    Rest.OUTSIDE: (OutboundState.ACCEPTED, OutboundState.SENT, OutboundState.DELIVERED),
}
