"""The due sweeps, composed: what the jobs process runs once a second, and the demo's clock at once."""

from janasetu.cases.actions import escalate_overdue, hand_over_due, pass_on_failed
from janasetu.lib import clock
from janasetu.messaging import outbox


def sweep() -> int:
    """Everything whose time has come; how much moved."""
    now = clock.now()
    moved = hand_over_due(now=now) + escalate_overdue(now=now) + outbox.requeue_stalled(wall=clock.wall())
    return moved + pass_on_failed(now=now)
