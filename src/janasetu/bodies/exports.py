"""A body as one JSON object for scripts: the shape that `janasetu bodies` promises."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from janasetu.bodies import queries, rules
from janasetu.bodies.models import LocalBody, Officer, Title
from janasetu.lib.moments import rfc3339


def as_json(body: LocalBody) -> dict[str, Any]:
    """A body by itself; `body` comes with its parent: nothing is looked up here."""
    return {
        "code": body.code,
        "number": body.number,
        "kind": body.kind,
        "name": body.name,
        "parent": body.parent.code if body.parent else None,
        "lgd_code": body.lgd_code or None,
        "served": body.served,
    }


def in_full(body: LocalBody, *, at: datetime) -> dict[str, Any]:
    """A body with what stands above it, who was and is in office, its titles, and whether silence rules."""
    officers = body.officers.select_related("body", "department", "ward").order_by("since", "id")
    return as_json(body) | {
        "languages": body.languages,
        "aliases": body.aliases,
        "facts": body.facts,
        "within": [above.code for above in queries.chain([body.id])[body.id]],
        "wards": len(queries.wards([body.id], at)[body.id]),
        "silent": body.id in queries.silent([body.id], at),
        "officers": _officers(officers, at=at),
        "titles": [_title(title) for title in body.titles.order_by("since", "id")],
    }


def leaves(body: LocalBody, *, at: datetime) -> Iterator[dict[str, Any]]:
    """Who is away from a body or is to be, and who stands in for its posts."""
    for row in queries.absences_of(body.id, at=at):
        deputies = [one.officer.post for one in row.deputies.select_related("officer__body")]
        yield {
            "post": row.officer.post,
            "name": row.officer.name,
            "kind": row.kind,
            "since": rfc3339(row.since),
            "until": rfc3339(row.until),
            "deputy": next(iter(deputies), None),
            "entered_by": row.entered_by,
        }
    for standing in queries.standing_deputies_of(body.id, at=at):
        yield {
            "stands_in_for": standing.role_id,
            "department": standing.department.code if standing.department else None,
            "post": standing.officer.post,
            "name": standing.officer.name,
            "since": rfc3339(standing.since),
            "until": rfc3339(standing.until),
            "entered_by": standing.entered_by,
        }


def _officers(officers: Iterable[Officer], *, at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "post": officer.post,
            "acting_for": officer.acting_for_id,
            "department": officer.department.code if officer.department else None,
            "ward": officer.ward.number if officer.ward else None,
            "name": officer.name,
            "since": rfc3339(officer.since),
            "until": rfc3339(officer.until),
            "in_office": rules.in_office(officer.tenure, at),
            "order": officer.order_number or None,
        }
        for officer in officers
    ]


def _title(title: Title) -> dict[str, Any]:
    return {
        "role": title.role_id,
        "name": title.name,
        "since": rfc3339(title.since),
        "until": rfc3339(title.until),
        "order": title.order_number or None,
    }
