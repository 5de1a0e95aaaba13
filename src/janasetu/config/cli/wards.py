"""`janasetu wards`: bring in the borders of a body's wards, and tell in which ward a place lies."""

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from janasetu.config import lines
from janasetu.config.cli import told

if TYPE_CHECKING:
    from janasetu.bodies.actions.mapping import MapOrder
    from janasetu.bodies.models import LocalBody
    from janasetu.bodies.pins import Lies

Does = Callable[[argparse.Namespace], int]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs, each with what it does."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, does: Does, said: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=said)
        added.set_defaults(does=does)
        return added

    importing = verb("import", _import, "the borders of a body's wards, from GeoJSON")
    _add_file(importing)
    importing.add_argument("--number-field", default="", metavar="NAME", help="the property with the number")
    importing.add_argument("--add", action="store_true", help="a ward that the body does not have is new")
    _add_file(verb("outline", _outline, "the outline of a body, from GeoJSON"))
    at = verb("at", _at, "the body and the ward in which a place lies")
    at.add_argument("lat", type=_degrees(90), metavar="LAT")
    at.add_argument("lon", type=_degrees(180), metavar="LON")
    at.add_argument("--body", metavar="CODE", help="the body it would be told to")
    listing = verb("list", _list, "one JSON line per ward")
    listing.add_argument("--body", required=True, metavar="CODE", help="whose")
    lines.add_json(listing)


def run(options: argparse.Namespace) -> int:
    """Do one verb; what is wrong in a file is told in Bengali and in English."""
    return told.in_office_time(lambda: options.does(options))


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.geojson", help="- reads standard input")
    parser.add_argument("--body", required=True, metavar="CODE", help="whose")
    parser.add_argument(
        "--from", dest="since", type=_day, metavar="DATE", help="the first day of these borders"
    )
    parser.add_argument("--source", default="", metavar="TEXT", help="whose work it is, and its licence")
    parser.add_argument(
        "--mend", action="store_true", help="put right what crosses itself, if hardly anything changes"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-04-01") from error


def _degrees(most: int) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            degrees = float(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"{text!r} is no number of degrees") from error
        if not abs(degrees) <= most:
            raise argparse.ArgumentTypeError(f"{text} is not between -{most} and {most}")
        return degrees

    return read


# --- files ---


def _import(options: argparse.Namespace) -> int:
    from janasetu.bodies import ward_numbers
    from janasetu.bodies.actions.mapping import import_wards
    from janasetu.bodies.errors import PHRASES
    from janasetu.bodies.ward_file import MapFaultsError
    from janasetu.lib import clock

    try:
        taken = import_wards(order=_order(options), now=clock.now())
    except MapFaultsError as error:
        return told.refuse(error.faults)
    told.say(taken.notes)
    if taken.missing:
        for lang in told.LANGS:
            missing = ward_numbers.told(taken.missing, lang)
            print(PHRASES.say("wards_missing", lang, wards=missing), file=sys.stderr)
    added = f", {taken.added} of them added" if taken.added else ""
    print(f"{lines.counted(taken.wards, 'ward')} drawn{added}; {lines.counted(len(taken.notes), 'note')}.")
    return 0


def _outline(options: argparse.Namespace) -> int:
    from janasetu.bodies.actions.mapping import import_outline
    from janasetu.bodies.ward_file import MapFaultsError
    from janasetu.lib import clock

    try:
        taken = import_outline(order=_order(options), now=clock.now())
    except MapFaultsError as error:
        return told.refuse(error.faults)
    told.say(taken.notes)
    print(f"The outline is drawn; {lines.counted(len(taken.notes), 'note')}.")
    return 0


def _order(options: argparse.Namespace) -> "MapOrder":
    from janasetu.bodies.actions.mapping import MapOrder
    from janasetu.bodies.ward_file import MOST_BYTES

    return MapOrder(
        body_id=told.body(options.body).id,
        content=told.content(options.file, most=MOST_BYTES),
        source=options.source[:200],
        since=options.since,
        number_field=getattr(options, "number_field", ""),
        mend=options.mend,
        add=getattr(options, "add", False),
    )


# --- what is on the map ---


def _at(options: argparse.Namespace) -> int:
    from janasetu.bodies.maps import where_lie
    from janasetu.bodies.pins import Pin
    from janasetu.bodies.queries import bodies
    from janasetu.lib import clock

    asked = told.body(options.body) if options.body else None
    pin = Pin(options.lat, options.lon, asked.id if asked else None)
    (lies,) = where_lie([pin], at=clock.now())
    found = bodies([lies.body]).get(lies.body) if lies.body else None
    for line in lines.as_lines([_as_json(lies, found)]):
        print(line)
    return 0 if lies.ward else 1


def _as_json(lies: "Lies", body: "LocalBody | None") -> dict[str, object]:
    return {
        "where": lies.where.value,
        "body": body.code if body else None,
        "ward": lies.ward or None,
        "beside": list(lies.beside),
        "unmapped": list(lies.unmapped),
    }


def _list(options: argparse.Namespace) -> int:
    from janasetu.bodies.geometry import square_metres
    from janasetu.bodies.maps import borders
    from janasetu.bodies.queries import wards
    from janasetu.lib import clock

    body, now = told.body(options.body), clock.now()
    drawn = borders(body.id, clock.local(now).date())
    rows: Iterable[dict[str, object]] = (
        {
            "number": ward.number,
            "name": ward.name,
            "borough": ward.borough or None,
            "since": ward.since,
            "until": ward.until,
            "km2": round(square_metres(drawn[ward.number]) / 1e6, 3) if ward.number in drawn else None,
        }
        for ward in wards([body.id], now)[body.id]
    )
    for line in lines.as_lines(rows):
        print(line)
    return 0
