"""Reads of posters: those of a body, how often each was scanned, and to which poster a code belongs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, Sum

from janasetu.bodies.models import LocalBody
from janasetu.messaging.models import Line
from janasetu.messaging.queries import lines
from janasetu.posters.codes import parts_of
from janasetu.posters.models import Poster, PosterDay

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Scans:
    """How many chats a poster opened: today, in the last seven days, in all."""

    today: int = 0
    week: int = 0
    all: int = 0


def posters_of(body_id: UUID) -> list[Poster]:
    """Those that hang, of a ward one after the other, the sheet of the whole ward first. One query."""
    hanging = Poster.objects.filter(body_id=body_id, down_at__isnull=True).select_related("body")
    return sorted(hanging, key=lambda one: (_natural(one.ward), one.place != "", one.serial))


def scans_of(body_id: UUID, *, today: date) -> Mapping[UUID, Scans]:
    """Of every poster of the body that was ever scanned, by its id. One query."""
    rows = (
        PosterDay.objects.filter(body_id=body_id)
        .values("poster_id")
        .annotate(
            total=Sum("scans"),
            week=Sum("scans", filter=Q(day__gt=today - WEEK)),
            today=Sum("scans", filter=Q(day=today)),
        )
    )
    return {
        row["poster_id"]: Scans(row["today"] or 0, row["week"] or 0, row["total"]) for row in rows.order_by()
    }


def posters_called(codes: Collection[str]) -> Mapping[str, Poster]:
    """The posters with these codes that hang, with their bodies; one query."""
    asked = {parts_of(code): code for code in codes}
    if not asked:
        return {}
    numbers = {body for body, _ in asked}
    found = Poster.objects.filter(
        body__number__in=numbers, serial__in={serial for _, serial in asked}, down_at__isnull=True
    ).select_related("body")
    named = {(one.body.number, one.serial): one for one in found if one.body.served}
    return {code: named[parts] for parts, code in asked.items() if parts in named}


def line_of(body: LocalBody) -> Line | None:
    """The line on which its posters open a chat: its own, else that of many offices; None where none is."""
    heard = [line for line in lines() if line.channel == "whatsapp" and line.body_id in (body.id, None)]
    return min(heard, key=lambda line: line.body_id is None, default=None)


def _natural(ward: str) -> tuple[int, str]:
    digits = "".join(letter for letter in ward if letter.isdigit())
    return int(digits or 0), ward
