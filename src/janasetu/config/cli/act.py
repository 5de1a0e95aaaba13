"""`janasetu act`: an officer's move in the demo, through the same acts and guards as the console."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from janasetu.config.errors import FrontDoorError
from janasetu.config.installation import Installation

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from janasetu.bodies.models import Department
    from janasetu.cases.models import Case
    from janasetu.lib.words import Lang


MOVES = (
    *("assign", "see", "set_out", "reply", "ask", "note", "refer", "resolve", "reject", "hasten"),
    *("correct", "merge", "split", "declare"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ref", help="the case, by its number in any digits and spacing")
    parser.add_argument("move", choices=MOVES)
    parser.add_argument("--as", dest="post", required=True, metavar="ROLE@BODY", help="who makes the move")
    parser.add_argument("--note", default="", help="what is said with it")
    parser.add_argument("--department", default="", metavar="CODE", help="where `refer` sends the case")
    parser.add_argument("--reason", default="", metavar="CODE", help="why `reject` refuses it")
    parser.add_argument("--subject", default="", metavar="CODE", help="what `correct` says it is about")
    parser.add_argument("--into", default="", metavar="REF", help="the case that `merge` makes it a part of")
    parser.add_argument("--wards", default="", metavar="5,6", help="where `declare` says it is known")
    parser.add_argument("--until", metavar="RFC3339", help="when `declare` expects it to be solved")
    parser.add_argument("--photo", metavar="FILE|sample", help="a photo as evidence")


def run(options: argparse.Namespace) -> int:
    from janasetu.bodies.queries import NoSuchOfficerError, TermEndedError
    from janasetu.cases.notices import PHRASES
    from janasetu.cases.rules import RefusedError
    from janasetu.documents import gate

    here = Installation.current()
    if here.mode == "serve":
        raise FrontDoorError("`act` is for the demo only; officers act in the console.")
    try:
        case = _act(options, here)
    except RefusedError as refused:
        return _refuse(partial(PHRASES.say, refused.key))
    except gate.FileRefusedError as refused:
        return _refuse(partial(gate.PHRASES.say, refused.reason))
    except TermEndedError as refused:
        return _refuse(refused.sentence)
    except NoSuchOfficerError as error:
        raise FrontDoorError(f"nobody holds {options.post}.") from error
    print(f"{case.grouped_ref}: {case.status}")
    return 0


def _refuse(sentence: "Callable[[Lang], str]") -> int:
    """The sentence that the console would show, in Bengali and in English."""
    print(f"{sentence('bn')}\n{sentence('en')}", file=sys.stderr)
    return 1


def _act(options: argparse.Namespace, here: Installation) -> "Case":
    from janasetu.bodies.queries import officer_by_post
    from janasetu.cases.actions import MoveOrder, make_move, split_off
    from janasetu.cases.queries import NoSuchCaseError, case_visible_to
    from janasetu.documents.actions import receive
    from janasetu.lib import clock, references

    if here.clock_file is not None:
        clock.follow(here.clock_file)
    ref = references.read(options.ref)
    try:
        officer = officer_by_post(options.post, at=clock.now())
        case = case_visible_to(officer, ref or "")
        if options.move == "split" and case.ref != ref:
            return split_off(officer=officer, ref=ref or "", now=clock.now())
        photos = [receive(_photo(options.photo), now=clock.now())] if options.photo else []
        return make_move(
            officer=officer,
            ref=case.ref,
            now=clock.now(),
            order=MoveOrder(
                options.move,
                note=options.note,
                photos=photos,
                department=_department(case, options.department),
                reason=options.reason,
                subject=options.subject,
                into=options.into,
                wards=[ward for ward in options.wards.split(",") if ward],
                expected_at=_moment(options.until),
            ),
        )
    except NoSuchCaseError as error:
        raise FrontDoorError(f"{options.post} has no case {options.ref}.") from error


def _moment(written: str | None) -> "datetime | None":
    from janasetu.lib import moments

    try:
        return moments.read(written) if written else None
    except moments.NotAMomentError as error:
        raise FrontDoorError(str(error)) from error


def _department(case: "Case", code: str) -> "Department | None":
    """The department of the case's body; None where it has none of this code, which `refer` refuses."""
    from janasetu.bodies.queries import departments

    return departments([case.body_id]).get((case.body_id, code))


def _photo(named: str) -> bytes:
    from janasetu.demo.sample_photo import draw

    if named == "sample":
        return draw()
    try:
        return Path(named).read_bytes()
    except OSError as error:
        raise FrontDoorError(f"{named} cannot be read: {error.strerror}.") from error
