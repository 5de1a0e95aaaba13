"""Reads of leaves and deputies: who is away, who stands in for whom, at an instant."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateTimeField, Exists, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from janasetu.bodies.models import Absence, Deputy, Officer
from janasetu.bodies.rules import authority

_OFFICER, _ABSENCE, _DEPUTY = (model._meta.db_table for model in (Officer, Absence, Deputy))
# Of a row of officers. In plain SQL: every case that is opened asks it, and writing it from expressions takes
# longer than to answer.
_AWAY_UNTIL = f"""(
SELECT max(absence.until) FROM {_ABSENCE} AS absence JOIN {_OFFICER} AS who ON who.id = absence.officer_id
 WHERE absence.body_id = {_OFFICER}.body_id AND who.user_id = {_OFFICER}.user_id
   AND absence.since <= %s AND absence.until > %s)"""  # noqa: S608 - table names only
_STANDS_IN = f"""ARRAY(
SELECT jsonb_build_object('role', deputy.role_id, 'department', deputy.department_id, 'of', who.user_id)
  FROM {_DEPUTY} AS deputy
  LEFT JOIN {_ABSENCE} AS absence ON absence.id = deputy.absence_id
  LEFT JOIN {_OFFICER} AS who ON who.id = absence.officer_id
 WHERE deputy.body_id = {_OFFICER}.body_id AND deputy.officer_id = {_OFFICER}.id
   AND deputy.since <= %s AND (deputy.until IS NULL OR deputy.until > %s)
 ORDER BY deputy.since, deputy.id)"""  # noqa: S608 - table names only
_NAMED = f"""
SELECT deputy.officer_id FROM {_DEPUTY} AS deputy
 WHERE deputy.body_id = ANY (%s::uuid[]) AND deputy.role_id = ANY (%s::text[])
   AND deputy.since <= %s AND (deputy.until IS NULL OR deputy.until > %s)"""  # noqa: S608 - table names only


def away(*, at: datetime) -> QuerySet[Absence]:
    """The absences that run at this instant."""
    return Absence.objects.filter(since__lte=at, until__gt=at)


def away_until(*, at: datetime, officer: str = "") -> Subquery:
    """Until when the officer of a row is away from their body; NULL for who is there. A column of a query of
    officers, or of what leads to one by `officer`.
    """
    return Subquery(_away_of(officer, at=at).order_by("-until").values("until")[:1])


def away_since(*, at: datetime, officer: str = "") -> Subquery:
    """The same, of since when they are."""
    return Subquery(_away_of(officer, at=at).order_by("since").values("since")[:1])


def _away_of(officer: str, *, at: datetime) -> QuerySet[Absence]:
    return away(at=at).filter(
        body_id=OuterRef(f"{officer}body_id"), officer__user_id=OuterRef(f"{officer}user_id")
    )


def away_officers(*, at: datetime) -> QuerySet[Officer]:
    """Those who are away at this instant, in each post of theirs in that body."""
    theirs = away(at=at).filter(body_id=OuterRef("body_id"), officer__user_id=OuterRef("user_id"))
    return Officer.objects.filter(Exists(theirs))


def is_away(officer: Officer, *, at: datetime) -> bool:
    """Whether the officer is away from the body at this instant. One query."""
    return away(at=at).filter(body_id=officer.body_id, officer__user_id=officer.user_id).exists()


def back_at(officer: Officer, *, at: datetime) -> datetime | None:
    """When an officer who is away at this instant is back; None for who is there. One query."""
    theirs = away(at=at).filter(body_id=officer.body_id, officer__user_id=officer.user_id)
    return theirs.order_by("-until").values_list("until", flat=True).first()


def with_leaves(officers: QuerySet[Officer], *, at: datetime) -> QuerySet[Officer]:
    """The officers, each with until when they are away, and for what they stand in; in their own query."""
    return officers.annotate(
        away_told=RawSQL(_AWAY_UNTIL, [at, at], DateTimeField()),  # noqa: S611 - our own words
        stands_in_told=RawSQL(_STANDS_IN, [at, at], ArrayField(JSONField())),  # noqa: S611 - and these
    )


def standing_in(body_ids: Collection[UUID], codes: Collection[str], *, at: datetime) -> Q:
    """Who stands in for one of these posts, among officers."""
    if not codes:
        return Q(id__in=())
    said = [list(body_ids), list(codes), at, at]
    return Q(id__in=RawSQL(_NAMED, said))  # noqa: S611 - our own words


def deputies_of(officer: Officer, colleagues: Iterable[Officer]) -> Sequence[Officer]:
    """Who of these stands in for somebody who is away: who was named for the leave, then the standing deputy
    of the post, of the department's own before the general one. Nobody for who is there.
    """
    if officer.away_until is None:
        return ()
    ranked = ((_rank(officer, one), one) for one in colleagues if one.user_id != officer.user_id)
    return [one for rank, one in sorted(_known(ranked), key=lambda pair: pair[0])]


def deputies_of_vacant(role: str, colleagues: Iterable[Officer]) -> list[Officer]:
    """Who of these is the standing deputy of a post, whatever the department."""
    return [
        one
        for one in colleagues
        if any(
            told["role"] == role and told["of"] is None and told["department"] is None
            for told in _stands_in(one)
        )
    ]


def absences_of(body_id: UUID, *, at: datetime) -> QuerySet[Absence]:
    """The leaves of a body that run or are to come, the first first."""
    rows = Absence.objects.filter(body_id=body_id, until__gt=at)
    named = rows.select_related("officer__role", "officer__body", "officer__department")
    return named.prefetch_related("deputies__officer").order_by("since", "id")


def standing_deputies_of(body_id: UUID, *, at: datetime) -> QuerySet[Deputy]:
    """The deputies of a body's posts that stand or are to come, by post."""
    rows = Deputy.objects.filter(Q(until__isnull=True) | Q(until__gt=at), body_id=body_id, absence=None)
    return rows.select_related("role", "department", "officer__role", "officer__body").order_by(
        "role_id", "since", "id"
    )


def colleagues_of(body_id: UUID, *, at: datetime) -> QuerySet[Officer]:
    """Everybody in office in a body, by post."""
    rows = Officer.objects.filter(_in_office(at), body_id=body_id)
    return rows.select_related("body", "role", "acting_for", "department", "ward").order_by("role_id", "id")


def sitting_in(body_ids: Collection[UUID], *, at: datetime) -> dict[UUID, set[int]]:
    """The logins that hold an office in each of these bodies at this instant. One query; none for none."""
    found: dict[UUID, set[int]] = {}
    rows = (
        Officer.objects.filter(_in_office(at), body_id__in=body_ids) if body_ids else Officer.objects.none()
    )
    for body_id, user_id in rows.values_list("body_id", "user_id"):
        found.setdefault(body_id, set()).add(user_id)
    return found


def _in_office(at: datetime) -> Q:
    return Q(active=True, since__lte=at) & (Q(until__isnull=True) | Q(until__gt=at))


def _stands_in(one: Officer) -> list[dict[str, Any]]:
    return getattr(one, "stands_in_told", None) or []


def _rank(officer: Officer, one: Officer) -> int | None:
    """How near the one is to standing in: for this leave, for the department's post, for the post; None
    where they do not.
    """
    held, department = authority(officer.tenure), officer.department_id and str(officer.department_id)
    ranks = [
        0 if told["of"] is not None else 1 if told["department"] else 2
        for told in _stands_in(one)
        if told["of"] == officer.user_id
        or (told["of"] is None and told["role"] in held and told["department"] in (None, department))
    ]
    return min(ranks, default=None)


def _known(ranked: Iterable[tuple[int | None, Officer]]) -> list[tuple[int, Officer]]:
    return [(rank, one) for rank, one in ranked if rank is not None]
