"""`janasetu bodies`: list, show and import bodies, and carry out orders."""

import argparse
import sys
from pathlib import Path

from janasetu.config import lines
from janasetu.config.cli import orders
from janasetu.config.errors import FrontDoorError
from janasetu.config.installation import Installation

MOST_FAULTS = 100  # of a file that are told; the rest are counted


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
    orders.add_verbs(verb)


def run(options: argparse.Namespace) -> int:
    """Do one verb; what an order cannot do is told in Bengali and in English."""
    from janasetu.bodies.errors import NoSuchBodyError, OrderRefusedError
    from janasetu.lib import clock

    here = Installation.current()
    if here.clock_file is not None:
        clock.follow(here.clock_file)
    try:
        return options.does(options) or 0
    except NoSuchBodyError as error:
        raise FrontDoorError(f"there is no body {error}; ./janasetu bodies list names them all.") from error
    except OrderRefusedError as refused:
        print(f"{refused.sentence('bn')}\n{refused.sentence('en')}", file=sys.stderr)
        return 1


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
    from janasetu.bodies.directory_file import DirectoryFaultsError

    try:
        done = import_directory(_content(options.file))
    except DirectoryFaultsError as error:
        for fault in error.faults[:MOST_FAULTS]:
            print(f"{fault.sentence('bn')}\n{fault.sentence('en')}", file=sys.stderr)
        print(f"{lines.counted(len(error.faults), 'fault')}; nothing is written.", file=sys.stderr)
        return 1
    print(f"{done.new} new, {done.changed} changed, {done.same} as they were.")
    return 0


def _content(file: Path) -> bytes:
    """What is in the file; a byte more than may be of one that is too large."""
    from janasetu.bodies.sheets import MOST_BYTES

    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise FrontDoorError(f"{file} cannot be read: {error.strerror}.") from error
