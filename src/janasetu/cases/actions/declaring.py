"""Declare a known incident: what is broken in which wards, and when it is expected to be solved."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import Officer
from janasetu.cases import queries, rules
from janasetu.cases.actions.gathering import MERGED_COLUMNS, event, hold, make_known, take_in
from janasetu.cases.actions.joining import due_in_words, where_in_words
from janasetu.cases.choices import AT_WORK, EventCode
from janasetu.cases.duplicates import covers
from janasetu.cases.likeness import since
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.notices import Notice, tell
from janasetu.lib.moments import rfc3339

MOST_WARD: int = Case._meta.get_field("ward").max_length or 0  # characters


def declare(
    case: Case, wards: Sequence[str], expected_at: datetime | None, *, officer: Officer, now: datetime
) -> dict[str, Any]:
    """Make the case, which is locked, a known incident of these wards, or everywhere where none is named.

    Like cases of these wards that are at work and lately reported become part of it, and hear when it is
    expected to be solved. What its event says comes back. RefusedError where matters of its kind are nobody
    else's, the body has no such ward, the moment is past, or it is known there already.
    """
    rule = None if case.confidential else case.service.alike_in(case.fields)
    if rule is None:
        raise rules.RefusedError("incident_not_here")
    if expected_at and expected_at <= now:
        raise rules.RefusedError("incident_when")
    known = wards_among(case.body_id, wards, now)
    hold((case.body_id, case.category, ward) for ward in (wards or known))
    _require_unknown(case, wards)
    make_known(case, wards)
    case.expected_at = expected_at
    likes = _likes(case, earliest=since(now, rule.for_))
    take_in(likes, case, now=now)
    _write(likes, case, officer=officer, now=now)
    return {"wards": list(wards)} | ({"until": rfc3339(expected_at)} if expected_at else {})


def wards_among(body_id: UUID, wards: Sequence[str], now: datetime) -> list[str]:
    """The numbers of the body's wards. RefusedError where one of these is no number of a ward there."""
    known = [ward.number for ward in bodies.wards([body_id], now)[body_id]]
    if any(len(ward) > MOST_WARD for ward in wards) or (known and not set(wards) <= set(known)):
        raise rules.RefusedError("incident_wards")
    return known


def _require_unknown(case: Case, wards: Sequence[str]) -> None:
    others = Case.objects.filter(
        body_id=case.body_id,
        category=case.category,
        status__in=AT_WORK,
        incident_wards__isnull=False,
        parent=None,
    ).exclude(id=case.id)
    if any(not wards or not one.incident_wards or any(covers(one, ward) for ward in wards) for one in others):
        raise rules.RefusedError("incident_known")


def _likes(case: Case, *, earliest: datetime) -> list[Case]:
    """Like cases that are nobody's part yet, locked."""
    rows = Case.objects.filter(
        body_id=case.body_id,
        category=case.category,
        status__in=AT_WORK,
        parent=None,
        confidential="",
        incident_wards=None,
        opened_at__gte=earliest,
    ).exclude(id=case.id)
    inside = rows.filter(ward__in=case.incident_wards) if case.incident_wards else rows
    return list(inside.select_for_update(of=("self",)).select_related("body").order_by("id"))


def _write(likes: Sequence[Case], case: Case, *, officer: Officer, now: datetime) -> None:
    if not likes:
        return
    case.save(update_fields=["incident_wards", "expected_at", "supporters"])
    Case.objects.bulk_update(likes, MERGED_COLUMNS)
    merged = [event(one, EventCode.MERGED, officer.post, {"parent": case.ref}, at=now) for one in likes]
    joined = (
        event(case, EventCode.JOINED, officer.post, {"ref": one.ref, "merged": True}, at=now) for one in likes
    )
    CaseEvent.objects.bulk_create([*merged, *joined])
    parties = queries.parties([case.body_id], [one.id for one in likes])
    tell(
        [
            Notice(
                one,
                "joined_incident",
                source=f"event:{told.id}",
                values={"due": due_in_words(case, now=now), "where": where_in_words(case, one.ward)},
            )
            for one, told in zip(likes, merged, strict=True)
        ],
        parties,
        now=now,
    )
