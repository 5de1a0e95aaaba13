"""The offices behind the lines, as the engine sees them: read once a batch."""

from collections.abc import Collection, Mapping
from uuid import UUID

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import LocalBody
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine.office import Office
from janasetu.lib.texts import as_lang


def offices(body_ids: Collection[UUID], pinned_versions: Collection[UUID]) -> Mapping[UUID, Office]:
    """An Office for each body, with the versions that running talks are pinned to."""
    pinned = {str(version): catalogue.service(version) for version in pinned_versions}
    return {body.id: _office(body, pinned) for body in bodies.bodies(body_ids).values()}


def _office(body: LocalBody, pinned: Mapping[str, Service]) -> Office:
    services = {str(version): service for version, service in catalogue.offered(body.kind).items()}
    return Office(
        body=body.code,
        name=body.name,
        languages=tuple(as_lang(code) for code in body.languages),
        services=services,
        pinned=pinned,
    )
