"""Publish definitions: what is read and good becomes the current version, for all bodies at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from janasetu.bodies.models import Role
from janasetu.catalogue.actions.overriding import merge_again
from janasetu.catalogue.actions.versions import lock_versions, make_current, retire
from janasetu.catalogue.loader import Definition, Shelf, shelf
from janasetu.catalogue.models import DefinitionFault, ServiceVersion
from janasetu.catalogue.problems import Problem

MOST_TOLD = 1000  # problems kept and logged; a list of all prints `services lint`


class RoleUnknownError(Exception):
    """A definition names a role that is not in the table of roles."""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing has changed: the codes that have another version than before; and what is wrong."""

    changed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@transaction.atomic
def publish(definitions: Iterable[Definition], *, now: datetime) -> Published:
    """Make these the current versions of their services; earlier versions stay for those pinned to them.

    What bodies have changed is merged over the new versions. RoleUnknownError when a definition names a role
    that no body can have.
    """
    published = list(definitions)
    for code, roles in _unknown_roles(published).items():
        raise RoleUnknownError(f"{code}: no role is called {roles}")
    lock_versions()
    changed = make_current(published, now=now)
    return Published(changed, merge_again(changed, now=now))


@transaction.atomic
def publish_folders(folders: Sequence[Path], *, now: datetime) -> Published:
    """Publish what these folders hold and can be used; all that is wrong is told, and kept for `/status/`.

    A broken file leaves the version that worked, and stops no other. A service whose file is gone stays too,
    for a folder that is not there today is no decision. It is withdrawn by a file called `retired` in the
    folder of its code; cases and talks that have begun go on.
    """
    found = shelf(*folders)
    unknown = _unknown_roles(found.definitions)
    done = publish((one for one in found.definitions if one.service.code not in unknown), now=now)
    retired = retire(sorted(found.retired))
    problems = (
        *found.problems,
        *(Problem("P950", f"no role is called {roles}", where=code) for code, roles in unknown.items()),
        *_without_file(found),
        *done.problems,
    )
    _note(problems, now=now)
    return Published((*done.changed, *retired), problems)


def _unknown_roles(definitions: Iterable[Definition]) -> dict[str, str]:
    """The codes of definitions that name roles we do not have, with those roles."""
    known = set(Role.objects.values_list("code", flat=True))
    named = {one.service.code: set(one.service.roles()) - known for one in definitions}
    return {code: ", ".join(sorted(roles)) for code, roles in named.items() if roles}


def _without_file(found: Shelf) -> list[Problem]:
    """A warning for each service that is offered and of which no file speaks."""
    current = ServiceVersion.objects.filter(current=True).order_by("code").values_list("code", flat=True)
    said = "its file is gone; it is offered as before"
    return [Problem("W951", said, where=code) for code in current if code not in found.codes]


def _note(problems: Sequence[Problem], *, now: datetime) -> None:
    """Keep what is wrong in the place of what was; of a file that is no definition at all, the beginning."""
    DefinitionFault.objects.all().delete()
    DefinitionFault.objects.bulk_create(
        DefinitionFault(code=one.code, told=str(one), is_error=not one.is_warning, seen_at=now)
        for one in problems[:MOST_TOLD]
    )
