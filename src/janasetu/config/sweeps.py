"""The due sweeps, composed: what the jobs process runs once a second, and the demo's clock at once."""

from datetime import timedelta

from janasetu.cases.actions import (
    call_desks_to_voices,
    close_silent,
    escalate_overdue,
    follow_calendars,
    hand_over_due,
    hear_record_room,
    pass_on_failed,
    remind_of_answers,
    remind_owners,
    take_linked_answers,
    tell_alarms,
    tell_law_passed,
    tell_missed_first_actions,
)
from janasetu.lib import clock
from janasetu.messaging import outbox


def sweep(*, hears_for: timedelta | None = None) -> int:
    """Everything whose time has come; how much moved. `hears_for`: as outbox.requeue_stalled has it."""
    now, wall = clock.now(), clock.wall()
    moved = follow_calendars(now=now)  # before all else: nothing is late that a holiday puts off
    moved += hand_over_due(now=now) + tell_missed_first_actions(now=now) + escalate_overdue(now=now)
    moved += tell_law_passed(now=now)
    moved += remind_owners(now=now) + close_silent(now=now)
    moved += take_linked_answers(now=now) + remind_of_answers(now=now) + hear_record_room(now=now)
    moved += tell_alarms(now=now) + call_desks_to_voices(now=now)
    moved += outbox.requeue_stalled(wall=wall, hears_for=hears_for)
    return moved + pass_on_failed(now=now)
