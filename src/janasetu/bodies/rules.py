"""Pure rules of office: who is in office at an instant, with whose authority, to sign what. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from janasetu.bodies import posts

LONG_AGO = datetime(1950, 1, 1, tzinfo=UTC)  # since then, where nobody wrote down since when


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody's time in a post. `acting_for`: the post whose authority they have without holding it.

    It begins at `since` and is over at `until`, which is its first instant without authority. `active` is
    false for somebody whose login is closed, `away` true for somebody who is on leave.
    """

    role: str
    acting_for: str | None = None
    since: datetime = LONG_AGO
    until: datetime | None = None
    active: bool = True
    away: bool = False


class InOffice(Protocol):
    """Whatever has a tenure: an officer."""

    @property
    def tenure(self) -> Tenure: ...


Holder = TypeVar("Holder", bound=InOffice)

# The heads of an office and of its board.
_HEADS = frozenset(
    {
        *("mayor", "chairman", "pradhan", "administrator", "commissioner", "secretary", "ea"),
        *("bdo", "sdo", "dm", "state"),
    }
)


def is_head(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office heads the office or its board at this instant."""
    return in_office(tenure, at) and not _HEADS.isdisjoint(authority(tenure))


def may_manage_staff(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office says who is away and who stands in: a head."""
    return is_head(tenure, at)


def in_office(tenure: Tenure, at: datetime) -> bool:
    """Whether the tenure runs at this instant; at `until` it is over."""
    return tenure.active and tenure.since <= at and not has_ended(tenure, at)


def has_ended(tenure: Tenure, at: datetime) -> bool:
    """Whether its time is over, whatever became of the login."""
    return tenure.until is not None and tenure.until <= at


def authority(tenure: Tenure) -> frozenset[str]:
    """The posts whose authority goes with the tenure: its own, and the one it acts for."""
    return frozenset({tenure.role} if tenure.acting_for is None else {tenure.role, tenure.acting_for})


def exercises(tenure: Tenure, role: str, at: datetime) -> bool:
    """Whether it has the authority of this post at this instant."""
    return in_office(tenure, at) and role in authority(tenure)


def may_sign(tenure: Tenure, document_type: str, at: datetime) -> bool:
    """Whether it may sign such a document at this instant: lawful for its post or the one it acts for."""
    lawful = any(posts.may_sign(role, document_type) for role in authority(tenure))
    return lawful and in_office(tenure, at)


def in_line(candidates: Iterable[Holder], role: str, at: datetime) -> list[Holder]:
    """Who answers for a post at this instant, in their order among equals.

    Those who hold it, then those who act for it. While there are neither, the seat is vacant, and it is the
    next who stands in for it; so it is, after them, while all of them are away.
    """
    here = list(candidates)
    line: list[Holder] = []
    for code in posts.line_of(role):
        line += (one for one in _answering(here, code, at) if one not in line)
        if any(not one.tenure.away for one in line):
            break
    return line


def _answering(candidates: list[Holder], role: str, at: datetime) -> list[Holder]:
    able = [one for one in candidates if exercises(one.tenure, role, at)]
    return sorted(able, key=lambda one: (one.tenure.role != role, one.tenure.acting_for is not None))
