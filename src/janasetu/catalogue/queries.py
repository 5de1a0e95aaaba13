"""Reads of the catalogue: a version by its id, what a body offers now."""

from functools import lru_cache
from uuid import UUID

from janasetu.catalogue.models import ServiceVersion
from janasetu.catalogue.schema import Service


@lru_cache(maxsize=256)
def service(version_id: UUID) -> Service:
    """The definition of a version. A version never changes, so it is read once a process."""
    return Service.model_validate_json(ServiceVersion.objects.get(id=version_id).content)


def offered(body_kind: str) -> dict[UUID, Service]:
    """What a body of this kind offers now, by version id."""
    current = ServiceVersion.objects.filter(current=True).order_by("code").values_list("id", flat=True)
    services = {version_id: service(version_id) for version_id in current}
    return {version_id: one for version_id, one in services.items() if body_kind in one.offered_by}


def current() -> list[Service]:
    """Every service that some body offers now, by code."""
    versions = ServiceVersion.objects.filter(current=True).order_by("code").values_list("id", flat=True)
    return [service(version_id) for version_id in versions]
