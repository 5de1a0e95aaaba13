"""What may be done with money: raised, taken, let go, given back, counted at the end of a day."""

from janasetu.payments.actions.closing import close_day, take_out_book
from janasetu.payments.actions.companies import open_checkout, return_stray, take_callback
from janasetu.payments.actions.raising import FeeOrder, demands_of, end_demands, raise_demands
from janasetu.payments.actions.relieving import (
    agree_to_relief,
    ask_refund,
    ask_waiver,
    refuse_relief,
)
from janasetu.payments.actions.reminding import remind_to_pay
from janasetu.payments.actions.taking import confirm_payment, take_cash

__all__ = [
    "FeeOrder",
    "agree_to_relief",
    "ask_refund",
    "ask_waiver",
    "close_day",
    "confirm_payment",
    "demands_of",
    "end_demands",
    "open_checkout",
    "raise_demands",
    "refuse_relief",
    "remind_to_pay",
    "return_stray",
    "take_callback",
    "take_cash",
    "take_out_book",
]
