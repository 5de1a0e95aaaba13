"""The due sweeps, composed: what the jobs process runs once a second, and the demo's clock at once."""

from datetime import datetime

from janasetu.cases.actions import escalate_overdue, hand_over_due, pass_on_failed
from janasetu.lib import clock
from janasetu.messaging import outbox


def sweep(*, hears_since: datetime | None = None) -> int:
    """Everything whose time has come; how much moved. `hears_since`: as outbox.requeue_stalled has it."""
    now, wall = clock.now(), clock.wall()
    moved = hand_over_due(now=now) + escalate_overdue(now=now)
    moved += outbox.requeue_stalled(wall=wall, hears_since=hears_since)
    return moved + pass_on_failed(now=now)
