"""How long somebody who guesses at a door has to wait. Pure.

A person who mistypes waits for nothing; a machine that guesses waits longer each time. Nobody is locked out
for good, so nobody can lock out somebody else for good.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

_SHORTEST = timedelta(minutes=1)
_LONGEST = timedelta(minutes=15)
_DOUBLINGS = 4  # 16 minutes are more than the longest


@dataclass(frozen=True, slots=True)
class Limit:
    """`free`: how many tries cost nothing; `forgotten_after`: a quiet time that makes them free again. The
    door waits `shortest` after the last free one, then twice as long each time, up to `longest`.
    """

    free: int
    forgotten_after: timedelta = timedelta(hours=1)
    shortest: timedelta = _SHORTEST
    longest: timedelta = _LONGEST


ONE_LOGIN_HERE = Limit(free=5)  # one login from one address: a clerk and a keyboard
ONE_LOGIN = Limit(free=30)  # one login from anywhere: guessing from many machines
ONE_ADDRESS = Limit(
    free=100
)  # all logins of one address: an office behind one line, where each errs a little
ONE_CODE = Limit(free=5)  # one-time codes, and the password asked again, of somebody who is logged in
# Papers that are checked: who looks at many has a right to, and who tries codes finds the door shut.
PAPERS_FROM_ONE_ADDRESS = Limit(free=300, shortest=timedelta(seconds=20))
WRONG_CODES_FROM_ONE_ADDRESS = Limit(free=20)
_A_MOMENT = timedelta(seconds=10)
WRONG_CODES = Limit(free=3000, forgotten_after=_A_MOMENT, shortest=_A_MOMENT, longest=2 * _A_MOMENT)
DEAD_LINKS_FROM_ONE_ADDRESS = Limit(free=30)  # links to papers that open no more, or never did
FILES_FROM_ONE_ADDRESS = Limit(free=30)


@dataclass(frozen=True, slots=True)
class Tally:
    """Tries that were counted: how many, the last of them, and until when the door waits."""

    tries: int
    last_at: datetime
    until: datetime | None = None


def counted(tally: Tally, limit: Limit, at: datetime) -> Tally:
    """The tally with one more try. The last free one, and each after it, makes the next wait: by default 1
    minute, then twice as long each time, 15 minutes at most.
    """
    before = 0 if at - tally.last_at >= limit.forgotten_after else tally.tries
    return Tally(before + 1, at, _waits_until(before + 1, limit, at))


def waits(tally: Tally, at: datetime) -> datetime | None:
    """Until when the door waits; None where it is open."""
    return tally.until if tally.until is not None and tally.until > at else None


def _waits_until(tries: int, limit: Limit, at: datetime) -> datetime | None:
    beyond = tries - limit.free
    if beyond < 0:
        return None
    return at + min(limit.shortest * (1 << min(beyond, _DOUBLINGS)), limit.longest)
