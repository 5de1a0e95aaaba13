"""`janasetu bodies`: list, show and import bodies, carry out orders, say who is away."""

import argparse
from pathlib import Path

from janasetu.config import lines
from janasetu.config.cli import duty, leaves, orders, told


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs, each with what it does."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, does: orders.Does, said: str) -> orders.Parser:
        added = verbs.add_parser(name, help=said)
        added.set_defaults(does=does)
        return added

    listing = verb("list", _list, "one JSON line per body")
    listing.add_argument("--served", action="store_true", help="only bodies that we serve")
    lines.add_json(listing)
    orders.add_body(verb("show", _show, "one body in full, with its officers and titles"))
    importing = verb("import", _import, "a directory of districts, blocks, panchayats and towns, from CSV")
    importing.add_argument("file", type=Path, metavar="FILE.csv", help="- reads standard input")
    duty.add_arguments(verb("duty", duty.duty, "who hears the alarms of a body first"))
    orders.add_verbs(verb)
    leaves.add_verbs(verb)


def run(options: argparse.Namespace) -> int:
    """Do one verb."""
    return orders.carried_out(options)


def _list(options: argparse.Namespace) -> None:
    from janasetu.bodies.exports import as_json
    from janasetu.bodies.models import LocalBody

    bodies = LocalBody.objects.select_related("parent").order_by("code")
    if options.served:
        bodies = bodies.filter(served=True)
    for line in lines.as_lines(as_json(body) for body in bodies.iterator(chunk_size=500)):
        print(line)


def _show(options: argparse.Namespace) -> None:
    from janasetu.bodies.exports import in_full
    from janasetu.lib import clock

    for line in lines.as_lines([in_full(orders.body_of(options), at=clock.now())]):
        print(line)


def _import(options: argparse.Namespace) -> int:
    from janasetu.bodies.actions import import_directory
    from janasetu.bodies.csv_file import MOST_BYTES
    from janasetu.bodies.directory_file import DirectoryFaultsError

    try:
        done = import_directory(told.content(options.file, most=MOST_BYTES))
    except DirectoryFaultsError as error:
        return told.refuse(error.faults)
    print(f"{done.new} new, {done.changed} changed, {done.same} as they were.")
    return 0
