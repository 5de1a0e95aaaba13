"""Control calls about linesim as a whole: settings, clock, counters, reset."""

from __future__ import annotations

from datetime import UTC
from typing import Annotated

from pydantic import AwareDatetime, Field, TypeAdapter
from starlette.requests import Request

from linesim.answers import JsonAnswer
from linesim.clock import ClockError, ClockRefusedError, stamp
from linesim.control.errors import ControlError, NotNowError
from linesim.control.reading import Asked, read_body, world_of


class ClockMove(Asked):
    """Forward by seconds, or to a moment."""

    advance: Annotated[float, Field(strict=True)] | None = None
    to: AwareDatetime | None = None


CLOCK_MOVE = TypeAdapter(ClockMove)


async def get_settings(request: Request) -> JsonAnswer:
    """Where webhooks go and with what they are signed."""
    settings = world_of(request).settings
    return JsonAnswer(
        {"webhook": settings.webhook, "secret": settings.secret, "verify_token": settings.verify_token}
    )


async def get_clock(request: Request) -> JsonAnswer:
    """What time it is."""
    return JsonAnswer({"now": stamp(world_of(request).clock.now())})


async def move_clock(request: Request) -> JsonAnswer:
    """Move virtual time forward."""
    clock = world_of(request).clock
    move = await read_body(request, CLOCK_MOVE)
    try:
        if move.advance is not None and move.to is None:
            now = clock.advance(move.advance)
        elif move.to is not None and move.advance is None:
            now = clock.move_to(move.to.astimezone(UTC))
        else:
            raise ControlError('Say either {"advance": seconds} or {"to": an RFC 3339 time}.')
    except ClockRefusedError as error:
        raise NotNowError(str(error)) from None
    except (ClockError, OverflowError) as error:
        raise ControlError(str(error)) from None
    return JsonAnswer({"now": stamp(now)})


async def get_counters(request: Request) -> JsonAnswer:
    """What has been counted since the last reset."""
    world = world_of(request)
    counted = world.counters
    return JsonAnswer(
        {
            "sent": counted.sent,
            "accepted": counted.accepted,
            "delivered": counted.delivered,
            "read": counted.read,
            "failed": counted.failed,
            "refused": counted.refused,
            "received": counted.received,
            "webhooks_posted": counted.webhooks_posted,
            "webhooks_waiting": world.deliveries.waiting + world.reports.waiting,
            "retried": counted.retried,
            "by_category": dict(counted.by_category),
            "refusals": dict(counted.refusals),
            "failures": dict(counted.failures),
            "costs": counted.costs(),
        }
    )


async def reset(request: Request) -> JsonAnswer:
    """Forget people, messages, files, counters and waiting webhooks."""
    world_of(request).forget()
    return JsonAnswer({"reset": True})
