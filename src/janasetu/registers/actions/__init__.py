"""Writes of the registers: take a file in, look somebody up, ask the record room."""

from janasetu.registers.actions.importing import (
    Sent,
    check_import,
    drop_import,
    send_register,
    take_import,
    want_import,
)
from janasetu.registers.actions.looking import look_for_case, look_through, open_entry
from janasetu.registers.actions.margins import MarginOrder, write_margin
from janasetu.registers.actions.record_room import SearchOrder, ask_record_room, enter_found, note_not_found

__all__ = [
    "MarginOrder",
    "SearchOrder",
    "Sent",
    "ask_record_room",
    "check_import",
    "drop_import",
    "enter_found",
    "look_for_case",
    "look_through",
    "note_not_found",
    "open_entry",
    "send_register",
    "take_import",
    "want_import",
    "write_margin",
]
