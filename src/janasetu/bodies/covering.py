"""Who acts for a post at an instant, and why: one rule for everything that comes to an officer. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, Protocol, Self, TypeVar
from uuid import UUID

from janasetu.bodies.rules import Tenure, authority


class Why(StrEnum):
    """Why somebody acts."""

    HOLDER = "holder"  # holds the post
    DEPUTY = "deputy"  # was named to stand in
    ACTING = "acting"  # acts for the post by an order
    BY_LAW = "by_law"  # stands in for the post by law
    SUPERIOR = "superior"  # answers for a post above it
    NOBODY = "nobody"


class Seated(Protocol):
    """Whoever has a tenure, and those who stand in while they are away, the first first."""

    @property
    def tenure(self) -> Tenure: ...

    @property
    def deputies(self) -> Sequence[Self]: ...


One = TypeVar("One", bound=Seated)


@dataclass(frozen=True, slots=True)
class Acting(Generic[One]):
    """Who acts, None where nobody can; who is away whose work it would be; and how far above the post they
    stand who act.
    """

    officer: One | None
    why: Why
    away: One | None = None
    height: int = 0


def who_acts(lines: Sequence[tuple[str, Sequence[One]]], *, may: Callable[[One], bool]) -> Acting[One]:
    """Who acts for the first of these posts.

    `lines`: the post and those above it, each with who answers for it in their order, as `rules.in_line` has
    them. `may`: who can have this matter at all. Who holds the post; while they are away who was named to
    stand in, then who acts for it or stands in by law, and where none of these is there, the next post above.
    What a deputy has they do not hand on: while they are away too, it is the next one's.
    """
    able = [(role, [one for one in answering if may(one)]) for role, answering in lines]
    own = next(iter(able[0][1]), None) if able else None
    away = own if own is not None and own.tenure.away else None
    for height, (role, answering) in enumerate(able):
        for one, why in _in_turn(role, answering):
            if not one.tenure.away and may(one):
                return Acting(one, Why.SUPERIOR if height else why, away, height)
    return Acting(None, Why.NOBODY, away)


def _in_turn(role: str, answering: Sequence[One]) -> Iterator[tuple[One, Why]]:
    """Each who may come to act for the post, and why it would be."""
    for one in answering:
        yield one, _why(one, role)
        if one.tenure.away:
            yield from ((deputy, Why.DEPUTY) for deputy in one.deputies)


def _why(one: Seated, role: str) -> Why:
    if one.tenure.role == role:
        return Why.HOLDER
    return Why.ACTING if role in authority(one.tenure) else Why.BY_LAW


# --- what may be entered ---

Post = tuple[str, UUID | None]  # a role, and the department for which it is held


def closes_a_circle(pairs: Sequence[tuple[Post, Post]], new: tuple[Post, Post]) -> bool:
    """Whether whoever stands in would in the end be stood in for by the post itself.

    `pairs`: the posts that are stood in for, each with the post of who does.
    """
    stands_in = [*pairs, new]
    seen: set[Post] = set()
    here = {new[1]}
    while here - seen:
        seen |= here
        here = {deputy for post, deputy in stands_in if any(_is_of(one, post) for one in here)}
    return any(_is_of(one, new[0]) for one in seen)


def _is_of(held: Post, named: Post) -> bool:
    """Whether who holds the one is stood in for by a deputy of the other."""
    return held[0] == named[0] and named[1] in (None, held[1])


def overlap(since: datetime, until: datetime | None, other: tuple[datetime, datetime | None]) -> bool:
    """Whether two times have an instant in common."""
    begins_before = until is None or other[0] < until
    return begins_before and (other[1] is None or since < other[1])
