"""The posters of the towns, with the scans of some weeks: a sheet for every ward, and some at places."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from uuid import UUID

from janasetu.bodies.models import LocalBody
from janasetu.demo.founding.bodies import BodyIds
from janasetu.demo.towns import Town
from janasetu.lib import clock
from janasetu.posters.actions import count_scans, hang_missing
from janasetu.posters.models import Poster

_PLACES = {"basirhat": (("5", "স্টেশন মোড়"), ("5", "ইটিন্ডা বাজার")), "falakata": (("7", "থানা মোড়"),)}
_DAYS = 30


def found_posters(listed: Sequence[Town], ids: BodyIds) -> None:
    """Those of the towns that have none."""
    wanted = [ids[town.code] for town in listed if town.served and town.number]
    kept = set(Poster.objects.filter(body__in=wanted).values_list("body_id", flat=True).distinct())
    for body in LocalBody.objects.filter(id__in=wanted).exclude(id__in=kept).order_by("id"):
        _hang(body)


def _hang(body: LocalBody) -> None:
    now, by = clock.now(), f"secretary@{body.code}"
    made = hang_missing(body, by=by, now=now - timedelta(days=_DAYS))
    named = [
        Poster(body=body, serial=len(made) + at, ward=ward, place=place, hung_at=now, hung_by=by)
        for at, (ward, place) in enumerate(_PLACES.get(body.code, ()), start=1)
    ]
    made += Poster.objects.bulk_create(named)
    dice, today = Random(body.code), clock.local(now).date()  # noqa: S311 - the same town each time
    for back in range(1, _DAYS):
        count_scans(_scans(made, dice), day=today - timedelta(days=back))


def _scans(posters: Sequence[Poster], dice: Random) -> list[tuple[UUID, UUID, int]]:
    """Of one day: a poster at a place is seen by more people."""
    return [
        (one.body_id, one.id, 0)
        for one in posters
        for _ in range(dice.randint(0, 9) if one.place else dice.randint(0, 2))
    ]
