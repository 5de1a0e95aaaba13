"""`janasetu holidays`: the days on which offices are closed, from the yearly order and of their own."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from janasetu.config import lines
from janasetu.config.cli import orders, told
from janasetu.config.errors import FrontDoorError

if TYPE_CHECKING:
    from janasetu.bodies.models import Holiday, LocalBody


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs, each with what it does."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, does: orders.Does, said: str) -> orders.Parser:
        added = verbs.add_parser(name, help=said)
        added.set_defaults(does=does)
        added.add_argument("--body", metavar="CODE", help="whose (default: the state's, for all offices)")
        return added

    listing = verb("list", _list, "one JSON line per day on which the body is closed")
    listing.add_argument("--year", type=int, metavar="YEAR", help="only of this calendar year")
    lines.add_json(listing)
    importing = verb("import", _import, "declare the days of a file, CSV: date, name_bn, name_en, name_hi")
    importing.add_argument("file", type=Path, metavar="FILE.csv", help="- reads standard input")
    importing.add_argument("--order", metavar="N", help="the number of the order (default: a closure)")
    importing.add_argument("--order-date", dest="dated", type=orders.day, metavar="DATE", help="its date")
    withdrawing = verb("withdraw", _withdraw, "let days be open ones after all")
    withdrawing.add_argument("days", nargs="+", type=orders.day, metavar="DATE", help="as 2026-10-19")


def run(options: argparse.Namespace) -> int:
    """Do one verb."""
    return orders.carried_out(options)


def _list(options: argparse.Namespace) -> None:
    from janasetu.bodies.queries import holidays_of

    for line in lines.as_lines(map(_as_json, holidays_of(_body(options).id, year=options.year))):
        print(line)


def _as_json(row: "Holiday") -> dict[str, Any]:
    return {
        "day": row.day,
        "name": row.name,
        "body": row.body.code,
        "kind": row.kind,
        "order": row.order_number or None,
        "order_date": row.order_date,
    }


def _import(options: argparse.Namespace) -> int:
    from janasetu.bodies.actions import Order, import_holidays
    from janasetu.bodies.csv_file import MOST_BYTES
    from janasetu.bodies.holiday_file import HolidayFaultsError
    from janasetu.lib import clock

    if options.order and options.dated is None:
        raise FrontDoorError("an order has a date: add --order-date DATE.")
    order = Order(options.order, options.dated) if options.order else None
    body = _body(options)
    try:
        content = told.content(options.file, most=MOST_BYTES)
        done = import_holidays(content, body_id=body.id, order=order, now=clock.now())
    except HolidayFaultsError as error:
        return told.refuse(error.faults)
    print(f"{body.code}: {done.new} new, {done.changed} changed, {done.same} as they were.")
    return 0


def _withdraw(options: argparse.Namespace) -> None:
    from janasetu.bodies.actions import withdraw_holidays
    from janasetu.lib import clock

    body = _body(options)
    done = withdraw_holidays(body_id=body.id, days=options.days, now=clock.now())
    if not done:
        raise FrontDoorError(f"{body.code} has declared none of these days.")
    print(f"{body.code}: {lines.counted(done, 'day')} withdrawn.")


def _body(options: argparse.Namespace) -> "LocalBody":
    """The body that is named, else the state."""
    from janasetu.bodies.choices import BodyKind
    from janasetu.bodies.models import LocalBody
    from janasetu.bodies.queries import body_of_code

    if options.body:
        return body_of_code(options.body)
    state = LocalBody.objects.filter(kind=BodyKind.STATE).order_by("code").first()
    if state is None:
        raise FrontDoorError("there is no state yet; name a body with --body CODE.")
    return state
