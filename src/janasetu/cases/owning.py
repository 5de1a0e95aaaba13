"""Whose a case is at an instant: who acts for its level, and while nobody can, for the levels above."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from janasetu.bodies import queries as bodies
from janasetu.bodies.covering import Acting
from janasetu.bodies.models import Officer


@dataclass(frozen=True, slots=True)
class Matter:
    """All of a case that says whose it is. `roles`: those of its level and of the levels above it; none where
    bodies of that kind have no such level.
    """

    body_id: UUID
    roles: tuple[str, ...]
    department_id: UUID | None
    ward: str

    @property
    def lowest(self) -> "Matter":
        """The same, as far as its own level goes."""
        return replace(self, roles=self.roles[:1])


def owners(
    matters: Sequence[Matter], *, at: datetime, instead_of: Sequence[Officer | None] = ()
) -> list[Acting[Officer]]:
    """Who acts for each, and why; one query where somebody acts for the posts themselves.

    Two more where something is looked for above the body, and as many once more where nobody is there and
    the levels above are asked. `instead_of`: of each, whose it was, who is away.
    """
    before = list(instead_of) or [None] * len(matters)
    posts = {role for one in matters for role in one.roles[:1]}
    posts |= {one.role_id for one in before if one}
    found = bodies.holders({one.body_id for one in matters}, posts, at=at)
    acting = [owner(one.lowest, found, was) for one, was in zip(matters, before, strict=True)]
    alone = {place for place, one in enumerate(acting) if not one.officer and matters[place].roles[1:]}
    if not alone:
        return acting
    higher = {role for place in alone for role in matters[place].roles[1:]}
    found |= bodies.holders({matters[place].body_id for place in alone}, higher, at=at)
    return [
        owner(matters[place], found, before[place]) if place in alone else one
        for place, one in enumerate(acting)
    ]


def owner(matter: Matter, found: bodies.Holders, instead_of: Officer | None = None) -> Acting[Officer]:
    """Who of these acts for it."""
    return bodies.acting_for(
        found,
        body_id=matter.body_id,
        roles=matter.roles,
        department_id=matter.department_id,
        ward=matter.ward,
        instead_of=instead_of,
    )
