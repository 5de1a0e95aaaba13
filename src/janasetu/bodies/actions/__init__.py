"""Writes of the offices, by noun: one act, one function, one transaction."""

from janasetu.bodies.actions.acting import appoint_acting, return_authority
from janasetu.bodies.actions.appointing import Appointee, appoint
from janasetu.bodies.actions.boards import end_board
from janasetu.bodies.actions.importing import Imported, import_directory
from janasetu.bodies.actions.reference import index_names, sync_posts
from janasetu.bodies.actions.silences import lift_silence, set_silence

__all__ = [
    "Appointee",
    "Imported",
    "appoint",
    "appoint_acting",
    "end_board",
    "import_directory",
    "index_names",
    "lift_silence",
    "return_authority",
    "set_silence",
    "sync_posts",
]
