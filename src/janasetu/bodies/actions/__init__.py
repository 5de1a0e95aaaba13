"""Writes of the offices, by noun: one act, one function, one transaction."""

from janasetu.bodies.actions.acting import appoint_acting, return_authority
from janasetu.bodies.actions.appointing import Appointee, appoint, relieve
from janasetu.bodies.actions.attempts import count_attempt, count_attempts, forget_attempts
from janasetu.bodies.actions.boards import end_board
from janasetu.bodies.actions.calendars import (
    Order,
    declare_holidays,
    follow,
    import_holidays,
    set_hours,
    withdraw_holidays,
)
from janasetu.bodies.actions.importing import Imported, import_directory
from janasetu.bodies.actions.leaves import end_absence, end_deputy, enter_absence, name_deputy
from janasetu.bodies.actions.passkeys import (
    accept_passkey,
    add_passkey,
    ask_for_new_passkey,
    ask_for_passkey,
    remove_passkey,
)
from janasetu.bodies.actions.passwords import change_password
from janasetu.bodies.actions.reference import index_names, sync_posts
from janasetu.bodies.actions.second_factors import (
    accept_code,
    makes_code,
    renew_recovery_codes,
    set_up_code_app,
)
from janasetu.bodies.actions.silences import lift_silence, set_silence

__all__ = [
    "Appointee",
    "Imported",
    "Order",
    "accept_code",
    "accept_passkey",
    "add_passkey",
    "appoint",
    "appoint_acting",
    "ask_for_new_passkey",
    "ask_for_passkey",
    "change_password",
    "count_attempt",
    "count_attempts",
    "declare_holidays",
    "end_absence",
    "end_board",
    "end_deputy",
    "enter_absence",
    "follow",
    "forget_attempts",
    "import_directory",
    "import_holidays",
    "index_names",
    "lift_silence",
    "makes_code",
    "name_deputy",
    "relieve",
    "remove_passkey",
    "renew_recovery_codes",
    "return_authority",
    "set_hours",
    "set_silence",
    "set_up_code_app",
    "sync_posts",
    "withdraw_holidays",
]
