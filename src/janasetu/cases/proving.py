"""How sure the office is of who fetches a paper, and how sure its definition wants it to be. Pure.

A telephone is a channel and no identity. A number that has changed hands is somebody else's: what was proven
for its former owner counts no more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final

PROOF_HOLDS: Final = timedelta(days=30)  # what an officer has seen
SECRET_HOLDS: Final = timedelta(hours=24)  # what was typed in a talk: about as long as the talk lasts
LINK_HOLDS: Final = timedelta(hours=24)
MOST_FETCHES: Final = 5  # of one link: a phone that breaks off may try again


class Level(IntEnum):
    """The levels of a definition's `assurance`: A0, A1, A2."""

    PHONE = 0
    SECRET = 1
    PROOF = 2


def level_wanted(written: str) -> Level:
    """The level as a definition writes it: `A1`."""
    return Level(int(written.removeprefix("A")))


@dataclass(frozen=True, slots=True)
class Asker:
    """What is known of who asks for the paper of a case.

    `is_theirs`: on the very phone of whose case it is, which has not changed hands since. `was_told`: on it
    they brought the case themselves, so that nobody else was told its secret. `secret_at`: when they typed
    it; `proof_at`: when an officer last noted who they are.
    """

    is_theirs: bool = False
    was_told: bool = False
    secret_at: datetime | None = None
    proof_at: datetime | None = None


def level_of(asker: Asker, *, now: datetime) -> Level | None:
    """How sure the office is; None of a stranger."""
    if asker.is_theirs and _holds(asker.proof_at, PROOF_HOLDS, now):
        return Level.PROOF
    if _holds(asker.secret_at, SECRET_HOLDS, now) or (asker.is_theirs and asker.was_told):
        return Level.SECRET
    return Level.PHONE if asker.is_theirs else None


def may_have(asker: Asker, wanted: Level, *, now: datetime) -> bool:
    """Whether the paper itself may go to who asks."""
    level = level_of(asker, now=now)
    return level is not None and level >= wanted


def proof_holds(proof_at: datetime | None, now: datetime) -> bool:
    """Whether what an officer noted then still counts."""
    return _holds(proof_at, PROOF_HOLDS, now)


def _holds(at: datetime | None, lasts: timedelta, now: datetime) -> bool:
    return at is not None and at <= now < at + lasts
