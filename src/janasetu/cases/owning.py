"""Whose a case is at an instant: who acts for its level, and while nobody can, for the levels above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from janasetu.bodies import queries as bodies
from janasetu.bodies.covering import Acting
from janasetu.bodies.models import Officer
from janasetu.cases.models import Case

Inside = Mapping[UUID, set[int]]  # the logins that hold an office in a body
_NOBODY: Inside = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Matter:
    """All of a case that says whose it is. `roles`: those of its level and of the levels above it; none where
    bodies of that kind have no such level.
    """

    body_id: UUID
    roles: tuple[str, ...]
    department_id: UUID | None
    ward: str
    about_office: bool = False

    @property
    def lowest(self) -> "Matter":
        """The same, as far as its own level goes."""
        return replace(self, roles=self.roles[:1])


def owners(
    matters: Sequence[Matter], *, at: datetime, instead_of: Sequence[Officer | None] = ()
) -> list[Acting[Officer]]:
    """Who acts for each, and why; one query where somebody acts for the posts themselves, and one more where
    a matter is about the office itself.

    Two more where something is looked for above the body, and as many once more where nobody is there and
    the levels above are asked. `instead_of`: of each, whose it was, who is away.
    """
    before = list(instead_of) or [None] * len(matters)
    posts = {role for one in matters for role in one.roles[:1]}
    posts |= {one.role_id for one in before if one}
    found = bodies.holders({one.body_id for one in matters}, posts, at=at)
    inside = bodies.sitting_in({one.body_id for one in matters if one.about_office}, at=at)
    acting = [owner(one.lowest, found, was, inside) for one, was in zip(matters, before, strict=True)]
    alone = {place for place, one in enumerate(acting) if not one.officer and matters[place].roles[1:]}
    if not alone:
        return acting
    higher = {role for place in alone for role in matters[place].roles[1:]}
    found |= bodies.holders({matters[place].body_id for place in alone}, higher, at=at)
    return [
        owner(matters[place], found, before[place], inside) if place in alone else one
        for place, one in enumerate(acting)
    ]


def owner(
    matter: Matter, found: bodies.Holders, instead_of: Officer | None = None, inside: Inside = _NOBODY
) -> Acting[Officer]:
    """Who of these acts for it. What is about the office is for nobody who sits in it, in whatever post they
    hold above it too: `inside`.
    """

    def may(one: Officer) -> bool:
        sits_in_it = one.body_id == matter.body_id or one.user_id in inside.get(matter.body_id, ())
        return not (matter.about_office and sits_in_it)

    return bodies.acting_for(
        found,
        body_id=matter.body_id,
        roles=matter.roles,
        department_id=matter.department_id,
        ward=matter.ward,
        instead_of=instead_of,
        may=may,
    )


def matter_of(case: Case) -> Matter:
    """A case at its level."""
    return Matter(
        case.body_id,
        case.levels[case.level :],
        case.department_id,
        case.ward,
        about_office=case.is_about_the_office,
    )
