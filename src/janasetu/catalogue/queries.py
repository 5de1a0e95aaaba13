"""Reads of the catalogue: a version by its id, what a body offers now."""

from collections.abc import Callable, Collection, Iterable
from threading import Lock
from typing import Any
from uuid import UUID

from django.db import connection

from janasetu.bodies.models import LocalBody
from janasetu.bodies.queries import bodies
from janasetu.catalogue import agencies
from janasetu.catalogue.models import BodyAgency, BodyService, DefinitionFault, ServiceVersion
from janasetu.catalogue.schema import Service

_MOST_KEPT = 2048
_kept: dict[UUID, Service] = {}
_corrections: dict[tuple[UUID, UUID], Service] = {}
_lock = Lock()


def service(version_id: UUID) -> Service:
    """The definition of a version. A version never changes, so it is read once a process."""
    found = _kept.get(version_id)
    return found or _read([version_id])[version_id]


def correcting(version_id: UUID, other_id: UUID) -> Service:
    """The definition of a correction, by its version, of papers in which cases of the other version ended."""
    key = (version_id, other_id)
    found = _corrections.get(key)
    if found is None:
        found = service(version_id).correcting(service(other_id))
        with _lock:
            if len(_corrections) >= _MOST_KEPT:
                _corrections.clear()
            _corrections[key] = found
    return found


def services(version_ids: Collection[UUID]) -> dict[UUID, Service]:
    """The definitions of these versions; one query for all that this process has not read yet."""
    unread = [version_id for version_id in version_ids if version_id not in _kept]
    read = _read(unread) if unread else {}
    return {version_id: read.get(version_id) or service(version_id) for version_id in version_ids}


def services_by_code(codes: Collection[str]) -> dict[str, Service]:
    """The definition of each code as it is now; the newest there was of one that is no more. Two queries."""
    rows = ServiceVersion.objects.filter(code__in=codes).order_by("code", "-current", "-id")
    newest = dict(rows.distinct("code").values_list("code", "id"))
    read = services(list(newest.values()))
    return {code: read[version_id] for code, version_id in newest.items()}


def offered_by_bodies(rows: Iterable[LocalBody]) -> dict[UUID, dict[UUID, Service]]:
    """What each of these bodies offers now, by version id, in the order of the codes; two queries at most.

    What its kind offers, without what it has switched off, and with its own version where it has one.
    """
    kinds = {body.id: body.kind for body in rows}
    current, own = _versions(list(kinds))
    read = services({*current.values(), *(version for version in own.values() if version)})
    found: dict[UUID, dict[UUID, Service]] = {}
    for body_id, kind in kinds.items():
        versions = [own.get((body_id, code), version) for code, version in current.items()]
        found[body_id] = {
            version: read[version] for version in versions if version and kind in read[version].offered_by
        }
    return found


def version_by_body(body_ids: Collection[UUID], is_wanted: Callable[[Service], bool]) -> dict[UUID, UUID]:
    """The version of the one service like that which each of these bodies offers now; none where it offers
    none. Three queries at most, none for none.
    """
    if not body_ids:
        return {}
    return {
        body_id: version
        for body_id, offered in offered_by_bodies(bodies(body_ids).values()).items()
        for version, service in offered.items()
        if is_wanted(service)
    }


def offered(body_kind: str) -> dict[UUID, Service]:
    """What a body of this kind offers that has changed nothing, by version id."""
    return {
        version_id: one
        for version_id, one in services(list(_current().values())).items()
        if body_kind in one.offered_by
    }


def overrides(body_id: UUID) -> dict[str, BodyService]:
    """What this body changes, by the code of the service."""
    return {row.code: row for row in BodyService.objects.filter(body_id=body_id)}


def agencies_of(body_ids: Collection[UUID]) -> dict[UUID, agencies.Known]:
    """The agencies as each of these bodies has them, by code. One query."""
    patches: dict[UUID, dict[str, dict[str, Any]]] = {body_id: {} for body_id in body_ids}
    for row in BodyAgency.objects.filter(body_id__in=patches).order_by("code"):
        patches[row.body_id][row.code] = row.patch
    return {body_id: agencies.of_body(own) for body_id, own in patches.items()}


def definition_errors() -> int:
    """How many errors the definitions of the folders had when they were last read: for `/status/`."""
    return DefinitionFault.objects.filter(is_error=True).count()


def _current() -> dict[str, UUID]:
    """The version of each code as everybody has it, in the order of the codes."""
    return _versions([])[0]


# In plain SQL: every batch of turns asks it.
_VERSIONS = f"""
SELECT version.code, version.id, own.body_id, own.enabled, own.version_id
  FROM {ServiceVersion._meta.db_table} AS version
  LEFT JOIN {BodyService._meta.db_table} AS own ON own.code = version.code AND own.body_id = ANY(%s)
 WHERE version.current
 ORDER BY version.code
"""  # noqa: S608 - table names only


def _versions(
    body_ids: Collection[UUID],
) -> tuple[dict[str, UUID], dict[tuple[UUID, str], UUID | None]]:
    """The version of each code as everybody has it, and, by body and code, those of these bodies that changed
    something; None where it is switched off.
    """
    current: dict[str, UUID] = {}
    own: dict[tuple[UUID, str], UUID | None] = {}
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS, [list(body_ids)])
        for code, version, body_id, enabled, changed in cursor.fetchall():
            current[code] = version
            if body_id and (changed or not enabled):
                own[body_id, code] = changed if enabled else None
    return current, own


def _read(version_ids: Collection[UUID]) -> dict[UUID, Service]:
    """Read versions that this process does not have. ServiceVersion.DoesNotExist where one is unknown."""
    rows = ServiceVersion.objects.filter(id__in=version_ids).values_list("id", "content")
    read = {version_id: Service.model_validate_json(content) for version_id, content in rows}
    if len(read) < len(set(version_ids)):
        raise ServiceVersion.DoesNotExist(f"no such versions: {set(version_ids) - set(read)}")
    with _lock:
        for version_id in list(_kept)[: max(0, len(_kept) + len(read) - _MOST_KEPT)]:
            del _kept[version_id]
        _kept.update(read)
    return read
