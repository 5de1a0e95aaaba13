"""`janasetu landmarks`: bring in the landmarks of a body, and tell which of them words mean."""

import argparse
from pathlib import Path

from janasetu.config import lines
from janasetu.config.cli import told


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs, each with what it does."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    importing = verbs.add_parser("import", help="the landmarks of a body, from CSV; those on record go")
    importing.add_argument("file", type=Path, metavar="FILE.csv", help="- reads standard input")
    importing.add_argument("--body", required=True, metavar="CODE", help="whose")
    importing.add_argument("--source", default="", metavar="TEXT", help="whose work it is, and its licence")
    importing.set_defaults(does=_import)
    finding = verbs.add_parser("find", help="the landmark that words mean")
    finding.add_argument("words", metavar="WORDS")
    finding.add_argument("--body", required=True, metavar="CODE", help="whose")
    finding.set_defaults(does=_find)


def run(options: argparse.Namespace) -> int:
    """Do one verb; what is wrong in a file is told in Bengali and in English."""
    return told.in_office_time(lambda: int(options.does(options)))


def _import(options: argparse.Namespace) -> int:
    from janasetu.bodies.actions.mapping import MapOrder, import_landmarks
    from janasetu.bodies.csv_file import MOST_BYTES
    from janasetu.bodies.landmark_file import LandmarkFaultsError
    from janasetu.lib import clock

    order = MapOrder(
        told.body(options.body).id, told.content(options.file, most=MOST_BYTES), source=options.source[:200]
    )
    try:
        taken = import_landmarks(order=order, now=clock.now())
    except LandmarkFaultsError as error:
        return told.refuse(error.faults)
    wardless = f", {taken.wardless} without a ward" if taken.wardless else ""
    print(f"{lines.counted(taken.now, 'landmark')}{wardless}, in place of {taken.before}.")
    return 0


def _find(options: argparse.Namespace) -> int:
    from janasetu.bodies.landmarks import landmarks_meant

    (found,) = landmarks_meant([(told.body(options.body).id, options.words)])
    if found is None:
        return 1
    for line in lines.as_lines([{"name": found.name, "ward": found.ward or None}]):
        print(line)
    return 0
