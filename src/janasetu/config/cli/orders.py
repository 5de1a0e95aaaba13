"""The orders that `janasetu bodies` carries out: appointments, acting authority, a board's end, silence."""

import argparse
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from janasetu.config import lines
from janasetu.config.cli import told
from janasetu.config.errors import FrontDoorError

if TYPE_CHECKING:
    from janasetu.bodies.actions import Appointee
    from janasetu.bodies.models import LocalBody, Officer

Parser = argparse.ArgumentParser
Does = Callable[[argparse.Namespace], int | None]  # what a verb does; None is done


class Verbs(Protocol):
    """Adds a verb of the command."""

    def __call__(self, name: str, does: Does, said: str) -> Parser: ...


def add_verbs(verb: Verbs) -> None:
    """The verbs that carry out orders."""
    _add_appoint(verb("appoint", _appoint, "put somebody in a post, or let them act for one"))
    _add_relieve(verb("relieve", _relieve, "let somebody leave their posts in a body"))
    _add_return(verb("return-authority", _return_authority, "end whatever acts for a post"))
    _add_end_board(verb("end-board", _end_board, "put an administrator in a board's place"))
    _add_silence(verb("silence", _silence, "let election silence rule in a body and its parts"))
    _add_lift(verb("lift-silence", _lift_silence, "end the silence that rules in a body"))


def carried_out(options: argparse.Namespace) -> int:
    """Do one verb at office time; what an order cannot do is told in Bengali and in English."""
    from janasetu.bodies.errors import OrderRefusedError

    try:
        return told.in_office_time(lambda: options.does(options) or 0)
    except OrderRefusedError as refused:
        print(f"{refused.sentence('bn')}\n{refused.sentence('en')}", file=sys.stderr)
        return 1


def add_body(parser: Parser) -> None:
    """The argument that names the body."""
    parser.add_argument("code", metavar="CODE", help="the body")


def body_of(options: argparse.Namespace) -> "LocalBody":
    """The body that is named; NoSuchBodyError where there is none."""
    from janasetu.bodies.queries import body_of_code

    return body_of_code(options.code)


def _add_appoint(parser: Parser) -> None:
    add_body(parser)
    parser.add_argument("--role", required=True, metavar="ROLE", help="the post; with --acting-for their own")
    parser.add_argument("--acting-for", metavar="ROLE", help="the post whose authority they have meanwhile")
    parser.add_argument("--ward", metavar="N", help="the one ward whose seat it is")
    parser.add_argument(
        "--login", required=True, metavar="LOGIN", help="their login; made where it is missing"
    )
    _add_names(parser, "their name")
    _add_at(parser, "the first instant in the post")
    parser.add_argument("--until", type=lines.moment, metavar="RFC3339", help="when it ends by itself")
    _add_order(parser)


def _add_relieve(parser: Parser) -> None:
    add_body(parser)
    parser.add_argument("--login", required=True, metavar="LOGIN", help="the login of who leaves")
    parser.add_argument("--role", metavar="ROLE", help="this post alone")
    _add_at(parser, "the first instant without them")


def _add_return(parser: Parser) -> None:
    add_body(parser)
    parser.add_argument("--role", required=True, metavar="ROLE", help="the post that was acted for")
    parser.add_argument("--ward", metavar="N", help="in this ward only")
    _add_at(parser, "the first instant without them")


def _add_end_board(parser: Parser) -> None:
    add_body(parser)
    _add_at(parser, "the first instant without the board")
    _add_order(parser)
    _add_names(parser, "the administrator's name")
    parser.add_argument(
        "--login", metavar="LOGIN", help="the administrator's login (default: administrator@CODE)"
    )


def _add_silence(parser: Parser) -> None:
    add_body(parser)
    parser.add_argument(
        "--from", dest="since", type=lines.moment, required=True, metavar="RFC3339", help="when it begins"
    )
    parser.add_argument("--until", type=lines.moment, metavar="RFC3339", help="when it ends by itself")
    _add_order(parser)


def _add_lift(parser: Parser) -> None:
    add_body(parser)
    _add_at(parser, "when it ends")


def _add_at(parser: Parser, said: str) -> None:
    parser.add_argument("--at", type=lines.moment, required=True, metavar="RFC3339", help=said)


def _add_names(parser: Parser, whose: str) -> None:
    parser.add_argument("--name-bn", required=True, metavar="NAME", help=f"{whose} in Bengali")
    parser.add_argument("--name-en", required=True, metavar="NAME", help="the same in English")


def _add_order(parser: Parser) -> None:
    parser.add_argument("--order", required=True, metavar="N", help="the number of the order")
    parser.add_argument("--dated", type=day, required=True, metavar="DATE", help="its date: 2026-11-21")


def day(text: str) -> date:
    """An argument that is a day; argparse tells what is wrong with it."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-11-21") from error


def _appoint(options: argparse.Namespace) -> None:
    from janasetu.bodies.actions import appoint

    body = body_of(options)
    officer = appoint(
        body_id=body.id,
        role=options.role,
        appointee=_appointee(options, options.login),
        since=options.at,
        until=options.until,
        order_number=options.order,
        order_date=options.dated,
        acting_for=options.acting_for,
        ward=options.ward,
    )
    _open_in_the_demo(options.login)
    print(f"{_office(officer)} {_span(officer)}, with the login {options.login}.")


def _relieve(options: argparse.Namespace) -> None:
    from janasetu.bodies.actions import relieve

    body = body_of(options)
    ended = relieve(body_id=body.id, login=options.login, role=options.role, at=options.at)
    if not ended:
        raise FrontDoorError(f"{options.login} holds no such post in {body.code} at that time.")
    print(f"{options.login} leaves {body.code} at {_told(options.at)}: {lines.counted(ended, 'post')}.")


def _return_authority(options: argparse.Namespace) -> None:
    from janasetu.bodies.actions import return_authority

    body = body_of(options)
    ended = return_authority(body_id=body.id, role=options.role, at=options.at, ward=options.ward)
    if not ended:
        raise FrontDoorError(f"nobody acts for the {options.role} in {body.code} at that time.")
    print(f"{body.code}: the authority of the {options.role} returns at {_told(options.at)}.")


def _office(officer: "Officer") -> str:
    """What the officer does there: `coordinator@basirhat acts for the councillor of ward 5`."""
    ward = f" of ward {officer.ward.number}" if officer.ward else ""
    if officer.acting_for_id:
        return f"{officer.post} acts for the {officer.acting_for_id}{ward}"
    return f"{officer.post}{ward} is in office"


def _span(officer: "Officer") -> str:
    until = f" until {_told(officer.until)}" if officer.until else ""
    return f"from {_told(officer.since)}{until}"


def _end_board(options: argparse.Namespace) -> None:
    from janasetu.bodies.actions import end_board
    from janasetu.bodies.queries import ended_the_board

    body = body_of(options)
    login = options.login or f"administrator@{body.code}"
    before = ended_the_board(options.order, body=body)
    officer = end_board(
        body_id=body.id,
        at=options.at,
        order_number=options.order,
        order_date=options.dated,
        administrator=_appointee(options, login),
    )
    login = officer.user.get_username()
    _open_in_the_demo(login)
    if before:
        print(f"{body.code}: this order was carried out before. Nothing has changed.")
    print(f"{body.code}: the board ends at {_told(officer.since)}.")
    print(f"{officer.post} acts for its {officer.acting_for_id} from then on, with the login {login}.")


def _appointee(options: argparse.Namespace, login: str) -> "Appointee":
    from janasetu.bodies.actions import Appointee

    return Appointee(login=login, name={"bn": options.name_bn, "en": options.name_en})


def _silence(options: argparse.Namespace) -> None:
    from janasetu.bodies.actions import set_silence

    body = body_of(options)
    silence = set_silence(
        body_id=body.id,
        since=options.since,
        until=options.until,
        order_number=options.order,
        order_date=options.dated,
    )
    until = f"until {_told(silence.until)}" if silence.until else "until it is lifted"
    print(f"{body.code}: silence rules from {_told(silence.since)} {until}.")


def _lift_silence(options: argparse.Namespace) -> None:
    from janasetu.bodies.actions import lift_silence

    body = body_of(options)
    if not lift_silence(body_id=body.id, at=options.at):
        raise FrontDoorError(f"no silence of its own rules in {body.code} at that time.")
    print(f"{body.code}: the silence ends at {_told(options.at)}.")


def _open_in_the_demo(login: str) -> None:
    """A new login has no password. In the demo it gets the one that all have there."""
    from django.conf import settings
    from django.contrib.auth.models import User

    from janasetu.demo.seed import PASSWORD

    user = User.objects.get(username=login)
    if settings.INSTALLATION.mode == "demo" and not user.has_usable_password():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])


def _told(moment: datetime) -> str:
    """As a clock in Kolkata shows it."""
    from janasetu.lib.clock import local

    return f"{local(moment):%Y-%m-%d %H:%M}"
