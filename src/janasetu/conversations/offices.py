"""The offices behind the lines, as the engine sees them: read once a batch."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import LocalBody
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.fields.wards import Territory
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine.office import Office
from janasetu.conversations.readers import reader_for
from janasetu.lib import clock
from janasetu.lib.texts import LANGUAGES, as_lang

# A line that serves an area, before the person has said which office.
AREA = Office(body="", name={}, languages=LANGUAGES, services={}, kind="state", is_area=True)


def area() -> Office:
    """The area with what is told in all of it, whichever the office: so that danger is heard at once."""
    told = catalogue.offered(AREA.kind).items()
    return replace(AREA, services={str(version): one for version, one in told})


def offices(
    body_ids: Collection[UUID],
    pinned_versions: Collection[UUID] = (),
    *,
    on_area_lines: Collection[UUID] = (),
) -> Mapping[UUID, Office]:
    """An Office for each body, with the versions that running talks are pinned to.

    `on_area_lines`: bodies that the person chose on a line of many, and may change.
    """
    rows = bodies.bodies(body_ids)
    offered = catalogue.offered_by_bodies(rows.values())
    wards = bodies.ward_numbers(body_ids, clock.now())
    pinned = {str(version): one for version, one in catalogue.services(pinned_versions).items()}
    return {
        body.id: _office(
            body, offered[body.id], pinned, wards[body.id], on_area_line=body.id in on_area_lines
        )
        for body in rows.values()
    }


def _office(
    body: LocalBody,
    offered: Mapping[UUID, Service],
    pinned: Mapping[str, Service],
    wards: Sequence[str],
    *,
    on_area_line: bool,
) -> Office:
    return Office(
        body=body.code,
        name=body.name,
        languages=tuple(as_lang(code) for code in body.languages),
        services={str(version): service for version, service in offered.items()},
        pinned=pinned,
        kind=body.kind,
        on_area_line=on_area_line,
        territory=Territory.of(body.name, wards),
        reader=reader_for(offered.values(), body.facts),
    )
