"""Reads of offices: who holds a role, who is behind a login."""

from collections.abc import Iterable
from uuid import UUID

from janasetu.bodies.models import Department, LocalBody, Officer, Role


class NoSuchOfficerError(LookupError):
    """Nobody active holds that role in that body."""


def officer_of_login(user_id: int | None) -> Officer | None:
    """The active office of a login, with its body, role and department; None for a stranger."""
    if user_id is None:
        return None
    return (
        Officer.objects.select_related("body", "role", "department")
        .filter(user_id=user_id, active=True)
        .first()
    )


def officer_by_post(post: str) -> Officer:
    """The officer named as ROLE@BODY."""
    role, _, body = post.partition("@")
    officer = (
        Officer.objects.select_related("body", "role", "department")
        .filter(role_id=role, body__code=body, active=True)
        .order_by("id")
        .first()
    )
    if officer is None:
        raise NoSuchOfficerError(post)
    return officer


def holders(body_ids: Iterable[UUID], roles: Iterable[str]) -> dict[tuple[UUID, str], list[Officer]]:
    """Active officers by (body, role), longest in office first."""
    found: dict[tuple[UUID, str], list[Officer]] = {}
    officers = Officer.objects.filter(body_id__in=set(body_ids), role_id__in=set(roles), active=True)
    for officer in officers.select_related("body", "role").order_by("id"):
        found.setdefault((officer.body_id, officer.role_id), []).append(officer)
    return found


def holder_for(
    found: dict[tuple[UUID, str], list[Officer]], *, body_id: UUID, role: str, department_id: UUID | None
) -> Officer | None:
    """Who of `holders()` takes a matter of this department: its own holder, else the body's."""
    officers = found.get((body_id, role), [])
    own = [officer for officer in officers if department_id and officer.department_id == department_id]
    general = [officer for officer in officers if officer.department_id is None]
    return next(iter(own or general or officers), None)


def departments(body_ids: Iterable[UUID]) -> dict[tuple[UUID, str], Department]:
    """Departments by (body, code)."""
    rows = Department.objects.filter(body_id__in=set(body_ids))
    return {(row.body_id, row.code): row for row in rows}


def bodies(body_ids: Iterable[UUID]) -> dict[UUID, LocalBody]:
    """Bodies by id."""
    return LocalBody.objects.in_bulk(list(set(body_ids)))


def roles(codes: Iterable[str]) -> dict[str, Role]:
    """Roles by code."""
    return Role.objects.in_bulk(list(set(codes)))
