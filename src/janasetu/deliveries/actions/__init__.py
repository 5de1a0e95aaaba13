"""What may be done with a visit: ordered, planned, begun, ended, moved to another day."""

from janasetu.deliveries.actions.hearing import VisitWord, hear_citizens
from janasetu.deliveries.actions.ordering import VisitOrder, order_visits
from janasetu.deliveries.actions.planning import (
    call_back,
    call_off,
    fetch_no_more,
    move_inspection,
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
    "call_back",
    "call_off",
    "fetch_no_more",
    "hear_citizens",
    "move_inspection",
    "order_visits",
    "plan_visits",
    "send_new_code",
    "set_out",
    "take_word",
    "try_again",
    "wait_at_office",
]
