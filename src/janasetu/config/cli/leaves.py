"""The verbs of `janasetu bodies` about who is away and who stands in."""

import argparse
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from janasetu.config import lines
from janasetu.config.cli import orders
from janasetu.config.errors import FrontDoorError

if TYPE_CHECKING:
    from janasetu.bodies.models import Officer

BY = "command"
_KINDS = ("leave", "training", "duty")


def add_verbs(verb: orders.Verbs) -> None:
    """The verbs."""
    _add_leave(verb("leave", _leave, "let an officer be away, and say who stands in"))
    _add_who(verb("back", _back, "an officer who is away is back; a leave to come is called off"))
    _add_deputy(verb("deputy", _deputy, "let an officer stand in for a post, or end that"))
    orders.add_body(verb("leaves", _leaves, "one JSON line per leave and standing deputy of a body"))


def _add_who(parser: orders.Parser) -> None:
    orders.add_body(parser)
    parser.add_argument("--login", required=True, metavar="LOGIN", help="the login of who is away")


def _add_leave(parser: orders.Parser) -> None:
    _add_who(parser)
    parser.add_argument(
        "--from", dest="since", type=orders.day, required=True, metavar="DATE", help="the first day away"
    )
    parser.add_argument("--until", type=orders.day, required=True, metavar="DATE", help="the last day away")
    parser.add_argument("--kind", choices=_KINDS, default="leave", help="why (default: leave)")
    parser.add_argument("--deputy", metavar="LOGIN", help="who stands in meanwhile")


def _add_deputy(parser: orders.Parser) -> None:
    orders.add_body(parser)
    parser.add_argument("--role", required=True, metavar="ROLE", help="the post that is stood in for")
    parser.add_argument("--department", metavar="CODE", help="of this department only")
    parser.add_argument("--login", metavar="LOGIN", help="who stands in")
    parser.add_argument("--end", action="store_true", help="nobody stands in from now on")
    parser.add_argument(
        "--until", type=orders.day, metavar="DATE", help="the last day (default: until ended)"
    )


def _leave(options: argparse.Namespace) -> None:
    from janasetu.bodies.actions import enter_absence
    from janasetu.lib import clock

    absence = enter_absence(
        officer=_officer(options, options.login),
        since=_midnight(options.since),
        until=_midnight(options.until, after=True),
        kind=options.kind,
        deputy=_officer(options, options.deputy) if options.deputy else None,
        by=BY,
        now=clock.now(),
    )
    meanwhile = f"; {options.deputy} stands in" if options.deputy else ""
    print(f"{absence.officer.post} is away from {options.since} to {options.until}{meanwhile}.")


def _back(options: argparse.Namespace) -> None:
    from janasetu.bodies.actions import end_absence
    from janasetu.bodies.queries import absences_of
    from janasetu.lib import clock

    body, now = orders.body_of(options), clock.now()
    known = absences_of(body.id, at=now).filter(officer__user__username=options.login)
    absence = known.first()
    if absence is None:
        raise FrontDoorError(f"{options.login} is not away from {body.code}, and is not to be.")
    end_absence(body_id=body.id, absence_id=absence.id, now=now)
    print(f"{absence.officer.post} is back.")


def _deputy(options: argparse.Namespace) -> None:
    from janasetu.bodies.actions import name_deputy
    from janasetu.bodies.queries import departments
    from janasetu.lib import clock

    body, now = orders.body_of(options), clock.now()
    department = departments([body.id]).get((body.id, options.department or ""))
    if options.department and department is None:
        raise FrontDoorError(f"{body.code} has no department {options.department}.")
    if options.end:
        _end_deputy(options, department_id=department.id if department else None)
        return
    if not options.login:
        raise FrontDoorError("--login says who stands in; with --end nobody does from now on.")
    name_deputy(
        body_id=body.id,
        role=options.role,
        officer=_officer(options, options.login),
        department_id=department.id if department else None,
        since=now,
        until=_midnight(options.until, after=True) if options.until else None,
        by=BY,
        now=now,
    )
    print(f"{options.login} stands in for the {options.role} of {body.code}.")


def _end_deputy(options: argparse.Namespace, *, department_id: UUID | None) -> None:
    from janasetu.bodies.actions import end_deputy
    from janasetu.bodies.queries import standing_deputies_of
    from janasetu.lib import clock

    now, body = clock.now(), orders.body_of(options)
    known = standing_deputies_of(body.id, at=now).filter(role=options.role)
    standing = next((one for one in known if one.department_id == department_id), None)
    if standing is None:
        raise FrontDoorError(f"nobody stands in for the {options.role} of {body.code}.")
    end_deputy(body_id=body.id, deputy_id=standing.id, now=now)
    print(f"Nobody stands in for the {options.role} of {body.code} any more.")


def _leaves(options: argparse.Namespace) -> None:
    from janasetu.bodies.exports import leaves
    from janasetu.lib import clock

    for line in lines.as_lines(leaves(orders.body_of(options), at=clock.now())):
        print(line)


def _officer(options: argparse.Namespace, login: str) -> "Officer":
    """Who of the body has this login now."""
    from janasetu.bodies.queries import colleagues_of
    from janasetu.lib import clock

    body = orders.body_of(options)
    officer = colleagues_of(body.id, at=clock.now()).filter(user__username=login).first()
    if officer is None:
        raise FrontDoorError(f"nobody with the login {login} is in office in {body.code}.")
    return officer


def _midnight(day: date, *, after: bool = False) -> datetime:
    """The first instant of a day in Kolkata, or the first after it."""
    from janasetu.lib.clock import KOLKATA

    return datetime.combine(day + timedelta(days=1 if after else 0), time(), tzinfo=KOLKATA)
