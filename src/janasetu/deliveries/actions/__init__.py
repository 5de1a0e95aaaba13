"""What may be done with a visit: ordered, planned, begun, ended, moved to another day."""

from janasetu.deliveries.actions.hearing import VisitWord, hear_citizens
from janasetu.deliveries.actions.ordering import VisitOrder, order_visits
from janasetu.deliveries.actions.planning import (
    call_off,
    fetch_no_more,
    plan_visits,
    send_new_code,
    set_out,
    try_again,
    wait_at_office,
)
from janasetu.deliveries.actions.running import Word, take_word

__all__ = [
    "VisitOrder",
    "VisitWord",
    "Word",
    "call_off",
    "fetch_no_more",
    "hear_citizens",
    "order_visits",
    "plan_visits",
    "send_new_code",
    "set_out",
    "take_word",
    "try_again",
    "wait_at_office",
]
