"""Writes of posters: hang one, hang those of all wards, take one down, count the chats that they opened."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.queries import ward_numbers
from janasetu.lib.ids import BUCKETS, PARTITIONS, uuid7
from janasetu.posters.models import Poster
from janasetu.posters.rules import RefusedError, may_hang, place_called

_COUNT = """
INSERT INTO posters_posterday (id, body_id, poster_id, day, part, scans)
SELECT given.id, given.body_id, given.poster_id, %s, given.part, given.scans
  FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::int[], %s::int[])
       AS given (id, body_id, poster_id, part, scans)
 ORDER BY given.body_id, given.poster_id, given.part
    ON CONFLICT (body_id, poster_id, day, part) DO UPDATE SET scans = posters_posterday.scans + EXCLUDED.scans
"""


@transaction.atomic
def hang_for_wards(*, officer: Officer, now: datetime) -> list[Poster]:
    """A sheet for every ward that has none; of a body without wards one for all of it."""
    _require_head(officer, now)
    return hang_missing(officer.body, by=officer.post, now=now)


@transaction.atomic
def hang_missing(body: LocalBody, *, by: str, now: datetime) -> list[Poster]:
    """The same, whoever asks: the demo."""
    _hold(body)
    wards = ward_numbers([body.id], now)[body.id] or [""]
    hanging = Poster.objects.filter(body=body, place="", down_at__isnull=True)
    kept = set(hanging.values_list("ward", flat=True))
    return _hung(body, [(ward, "") for ward in wards if ward not in kept], by=by, now=now)


@transaction.atomic
def hang(*, officer: Officer, ward: str, place: str, now: datetime) -> Poster:
    """A poster for one place of a ward. RefusedError where one hangs there, or the ward is none of theirs."""
    _require_head(officer, now)
    name = place_called(place)
    if ward not in (ward_numbers([officer.body_id], now)[officer.body_id] or [""]):
        raise RefusedError("ward_unknown")
    _hold(officer.body)
    try:
        with transaction.atomic():
            return _hung(officer.body, [(ward, name)], by=officer.post, now=now)[0]
    except IntegrityError as error:
        raise RefusedError("place_taken") from error


@transaction.atomic
def take_down(*, officer: Officer, poster_id: UUID, now: datetime) -> Poster | None:
    """Its code leads nowhere from now on; what it was scanned stays. None where it does not hang."""
    _require_head(officer, now)
    hanging = Poster.objects.select_for_update().filter(
        body_id=officer.body_id, id=poster_id, down_at__isnull=True
    )
    found = hanging.first()
    if found is None:
        return None
    found.down_at, found.down_by = now, officer.post
    found.save(update_fields=["down_at", "down_by"])
    return found


def count_scans(scans: Iterable[tuple[UUID, UUID, int]], *, day: date) -> None:
    """A chat more for each: the body, the poster, and the bucket of who scanned, of which no more is kept
    than which pump sees to it. One statement; within the caller's transaction.
    """
    counted = Counter((body, poster, bucket // (BUCKETS // PARTITIONS)) for body, poster, bucket in scans)
    if not counted:
        return
    keys = sorted(counted)
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            [
                day,
                [uuid7() for _ in keys],
                [body for body, _, _ in keys],
                [poster for _, poster, _ in keys],
                [part for _, _, part in keys],
                [counted[key] for key in keys],
            ],
        )


def _require_head(officer: Officer, now: datetime) -> None:
    if not may_hang(officer.tenure, now):
        raise RefusedError("not_a_head")


def _hold(body: LocalBody) -> None:
    """Who hangs another poster of this body waits: its number is the next one. Nobody else does."""
    LocalBody.objects.select_for_update(no_key=True).get(id=body.id)


def _hung(body: LocalBody, places: Sequence[tuple[str, str]], *, by: str, now: datetime) -> list[Poster]:
    last = Poster.objects.filter(body=body).aggregate(last=Max("serial"))["last"] or 0
    made = [
        Poster(body=body, serial=last + number, ward=ward, place=place, hung_at=now, hung_by=by)
        for number, (ward, place) in enumerate(places, start=1)
    ]
    return Poster.objects.bulk_create(made)
