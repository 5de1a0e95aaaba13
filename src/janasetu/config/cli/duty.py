"""`janasetu bodies duty`: who hears the alarms of a body first, from when until when."""

import argparse
from uuid import UUID

from janasetu.config.cli import orders
from janasetu.config.errors import FrontDoorError


def add_arguments(parser: orders.Parser) -> None:
    """Who, and for how long; with neither, who there is."""
    orders.add_body(parser)
    parser.add_argument("--officer", metavar="ROLE", help="who is called first")
    parser.add_argument("--from", dest="since", metavar="MOMENT", help="RFC 3339; now, where it is missing")
    parser.add_argument("--until", metavar="MOMENT", help="RFC 3339")
    parser.add_argument("--relieve", action="store_true", help="end the duty of that officer now")


def duty(options: argparse.Namespace) -> int:
    """Enter a duty, end one, or tell who is on duty now and later."""
    from janasetu.bodies.queries import officer_by_post
    from janasetu.cases.actions import put_on_duty, relieve
    from janasetu.cases.notices import PHRASES
    from janasetu.cases.rules import RefusedError
    from janasetu.lib import clock, moments

    body, now = orders.body_of(options), clock.now()
    if not options.officer:
        return _told(body.id)
    officer = officer_by_post(f"{options.officer}@{body.code}", at=now)
    if options.relieve:
        print(f"{relieve(officer=officer, at=now)} ended.")
        return 0
    if not options.until:
        raise FrontDoorError("--until says when the duty ends.")
    since = moments.read(options.since) if options.since else now
    try:
        put_on_duty(officer=officer, since=since, until=moments.read(options.until), by="system")
    except RefusedError as refused:
        raise FrontDoorError(PHRASES.say(refused.key, "en")) from refused
    return 0


def _told(body_id: UUID) -> int:
    from janasetu.cases.models import Duty
    from janasetu.config import lines
    from janasetu.lib import clock

    rows = Duty.objects.filter(body_id=body_id, until__gt=clock.now()).order_by("since", "id")
    for line in lines.as_lines(
        {"officer": one.officer.post, "since": one.since.isoformat(), "until": one.until.isoformat()}
        for one in rows.select_related("officer__body")
    ):
        print(line)
    return 0
