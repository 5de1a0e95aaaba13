"""What an order or an office changes in its calendar: holidays declared and withdrawn, hours set.

Each leaves a CalendarChange in the same transaction, so that no due date can miss it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from janasetu.bodies.actions.importing import Imported
from janasetu.bodies.actions.orders import locked_body, numbered
from janasetu.bodies.calendars import ClosedDay, Hours, NeverOpenError
from janasetu.bodies.choices import CalendarChangeKind, HolidayKind
from janasetu.bodies.errors import OrderRefusedError
from janasetu.bodies.holiday_file import HolidayFaultsError, read
from janasetu.bodies.models import CalendarChange, Holiday, LocalBody, OfficeHours


@dataclass(frozen=True, slots=True)
class Order:
    """The order that declares holidays."""

    number: str
    dated: date | None = None


def import_holidays(content: bytes, *, body_id: UUID, order: Order | None = None, now: datetime) -> Imported:
    """Declare the days of a file: all, or none where any row is wrong, as HolidayFaultsError tells."""
    days, faults = read(content)
    if faults:
        raise HolidayFaultsError(faults)
    return declare_holidays(body_id=body_id, days=days, order=order, now=now)


@transaction.atomic
def declare_holidays(
    *, body_id: UUID, days: Sequence[ClosedDay], order: Order | None = None, now: datetime
) -> Imported:
    """Close the body, and all that lies in it, on these days; a second time nothing changes.

    With an order they are holidays by it, else closures of the body's own. Days of the same order that are
    not named stay. A constant number of statements.
    """
    body = locked_body(body_id)
    number = numbered(order.number) if order else ""
    known = {row.day: row for row in _declared(body, [one.day for one in days])}
    fresh = [_holiday(body, one, order, number, now) for one in days if one.day not in known]
    changed = [row for one in days if (row := known.get(one.day)) and _say(row, one, order, number)]
    Holiday.objects.bulk_create(fresh)
    Holiday.objects.bulk_update(changed, ["name", "kind", "order_number", "order_date"])
    _tell(body, CalendarChangeKind.DECLARED, fresh, now=now)
    return Imported(len(fresh), len(changed), len(days) - len(fresh) - len(changed))


@transaction.atomic
def withdraw_holidays(*, body_id: UUID, days: Iterable[date], now: datetime) -> int:
    """Let these days be open ones after all, as far as this body's own rows closed them; how many."""
    body = locked_body(body_id)
    rows = list(_declared(body, days))
    for row in rows:
        row.withdrawn_at = now
    Holiday.objects.bulk_update(rows, ["withdrawn_at"])
    _tell(body, CalendarChangeKind.WITHDRAWN, rows, now=now)
    return len(rows)


@transaction.atomic
def set_hours(
    *, body_id: UUID, since: date, opens: time, closes: time, days_off: frozenset[int], now: datetime
) -> OfficeHours:
    """Let the body work these hours from that day on, until the next hours on record; once.

    OrderRefusedError for hours that would end before they begin, and for a week without an open day.
    """
    if closes <= opens:
        raise OrderRefusedError("closes_before_it_opens")
    try:
        hours = Hours(since, None, opens, closes, days_off)
    except NeverOpenError as error:
        raise OrderRefusedError("never_open") from error
    body = locked_body(body_id)
    known = list(OfficeHours.objects.filter(body=body).order_by("since"))
    later = next((row for row in known if row.since > since), None)
    OfficeHours.objects.filter(body=body, id__in=[row.id for row in known if row.since < since][-1:]).update(
        until=since
    )
    row = next((row for row in known if row.since == since), None) or OfficeHours(body=body, since=since)
    told = (row.opens, row.closes, list(row.days_off))
    row.opens, row.closes, row.days_off = hours.opens, hours.closes, sorted(hours.days_off)
    row.until = later.since if later else None
    if told != (row.opens, row.closes, row.days_off):
        row.save()
        CalendarChange.objects.create(body=body, kind=CalendarChangeKind.HOURS, since=since, at=now)
    return row


def follow(changes: Iterable[CalendarChange], *, now: datetime) -> None:
    """Every due date that counts by them has followed these changes."""
    bodies = {change.body_id for change in changes}
    ids = [change.id for change in changes]
    CalendarChange.objects.filter(body_id__in=bodies, id__in=ids).update(followed_at=now)


def _declared(body: LocalBody, days: Iterable[date]) -> Iterable[Holiday]:
    return Holiday.objects.filter(body=body, day__in=list(days), withdrawn_at__isnull=True).order_by("day")


def _holiday(body: LocalBody, one: ClosedDay, order: Order | None, number: str, now: datetime) -> Holiday:
    row = Holiday(body=body, day=one.day, declared_at=now)
    _say(row, one, order, number)
    return row


def _say(row: Holiday, one: ClosedDay, order: Order | None, number: str) -> bool:
    """Let the row be as it is declared; whether it was otherwise."""
    before = (row.name, row.kind, row.order_number, row.order_date)
    row.name, row.order_number = dict(one.name), number
    row.kind = HolidayKind.ORDER if order else HolidayKind.CLOSURE
    row.order_date = order.dated if order else None
    return before != (row.name, row.kind, row.order_number, row.order_date)


def _tell(body: LocalBody, kind: CalendarChangeKind, rows: Sequence[Holiday], *, now: datetime) -> None:
    if rows:
        days = [{"day": row.day.isoformat(), "name": row.name} for row in rows]
        since = min(row.day for row in rows)
        CalendarChange.objects.create(body=body, kind=kind, since=since, days=days, at=now)
