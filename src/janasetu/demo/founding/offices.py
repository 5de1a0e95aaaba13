"""What a town has: wards, departments, titles, and the number citizens write to."""

from collections.abc import Sequence
from datetime import date, datetime, time

from janasetu.bodies.models import Department, Title, Ward
from janasetu.demo.founding.bodies import BodyIds
from janasetu.demo.founding.rows import keep
from janasetu.demo.towns import Order, Town
from janasetu.lib.clock import KOLKATA
from janasetu.messaging.models import Line


def found_wards(listed: Sequence[Town], ids: BodyIds) -> None:
    """The wards of every town, with borough and name where they have one."""
    wanted = [
        Ward(
            body_id=ids[town.code],
            number=ward.number,
            name=ward.name,
            borough=ward.borough,
            since=town.wards.since,
        )
        for town in listed
        if town.wards
        for ward in town.wards.all()
    ]
    known = Ward.objects.filter(body__in={ward.body_id for ward in wanted})
    keep(Ward, known, wanted, key=["body_id", "number", "since"], correct=["name", "borough"])


def found_departments(listed: Sequence[Town], ids: BodyIds) -> None:
    """The departments of every town."""
    wanted = [
        Department(body_id=ids[town.code], code=code, name=named.texts)
        for town in listed
        for code, named in town.departments.items()
    ]
    known = Department.objects.filter(body__in={department.body_id for department in wanted})
    keep(Department, known, wanted, key=["body_id", "code"], correct=["name"])


def found_titles(listed: Sequence[Town], ids: BodyIds) -> None:
    """What posts are called here. Who ends a title later is not contradicted."""
    wanted = [
        Title(
            body_id=ids[town.code],
            role_id=title.role,
            name=title.texts,
            since=midnight(title.since),
            until=midnight(title.until) if title.until else None,
            order_number=order_number(title.order),
            order_date=order_date(title.order),
        )
        for town in listed
        for title in town.titles
    ]
    known = Title.objects.filter(body__in={title.body_id for title in wanted})
    keep(Title, known, wanted, key=["body_id", "role_id", "since"], correct=["name"])


def found_lines(listed: Sequence[Town], ids: BodyIds) -> None:
    """The numbers citizens write to: a body's own, and the one that serves an area."""
    wanted = [
        Line(
            channel="whatsapp",
            provider_id=town.line.provider_id,
            display=town.line.display,
            body_id=None if town.line.area else ids[town.code],
            active=True,
        )
        for town in listed
        if town.line
    ]
    headers = [
        Line(channel="sms", provider_id=header, display=header, body_id=ids[town.code], active=True)
        for town in listed
        if town.line
        for header in [f"JS-{town.code[:10].upper()}"]  # what a text message says it is from
    ]
    known = Line.objects.filter(channel__in=["whatsapp", "sms"])
    keep(
        Line,
        known,
        [*wanted, *headers],
        key=["channel", "provider_id"],
        correct=["display", "body_id", "active"],
    )


def midnight(day: date) -> datetime:
    """The first instant of that day in Kolkata."""
    return datetime.combine(day, time(), tzinfo=KOLKATA)


def order_number(order: Order | None) -> str:
    return order.number if order else ""


def order_date(order: Order | None) -> date | None:
    return order.date if order else None
