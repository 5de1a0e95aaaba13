"""Pure rules of posters: who hangs them, and what a place may be called. No Django."""

from datetime import datetime

from janasetu.bodies.rules import Tenure, is_head
from janasetu.lib.text import clean

MOST_OF_A_PLACE = 40  # letters: it stands in large type on one line


class RefusedError(Exception):
    """An act that the rules do not allow; `key` is its sentence in phrases.yaml beside this module."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def may_hang(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office makes posters of their body: its heads."""
    return is_head(tenure, at)


def place_called(typed: str) -> str:
    """The name of a place as it is printed; RefusedError where there is none, or it is too long."""
    name = " ".join(clean(typed).split())
    if not any(map(str.isalnum, name)):
        raise RefusedError("place_needed")
    if len(name) > MOST_OF_A_PLACE:
        raise RefusedError("place_too_long")
    return name
