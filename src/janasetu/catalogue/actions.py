"""Writes of the catalogue: publish the definitions of a folder as versions."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from janasetu.bodies.models import Role
from janasetu.catalogue.loader import Definition
from janasetu.catalogue.models import ServiceVersion


class RoleUnknownError(Exception):
    """A definition names a role that is not in the table of roles."""


@transaction.atomic
def publish(definitions: Iterable[Definition], *, now: datetime) -> None:
    """Make these the current versions of their services; earlier versions stay for those pinned to them.

    RoleUnknownError when a definition names a role that no body can have.
    """
    roles = set(Role.objects.values_list("code", flat=True))
    for definition in definitions:
        code = definition.service.code
        unknown = set(definition.service.levels) - roles
        if unknown:
            raise RoleUnknownError(f"{code}: no role is called {', '.join(sorted(unknown))}")
        ServiceVersion.objects.filter(code=code, current=True).exclude(hash=definition.hash).update(
            current=False
        )
        ServiceVersion.objects.update_or_create(
            code=code,
            hash=definition.hash,
            defaults={"current": True},
            create_defaults={"current": True, "content": definition.content, "published_at": now},
        )
