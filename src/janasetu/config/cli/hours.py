"""`janasetu hours`: when an office is open, and on which days of the week it is not."""

import argparse
from datetime import time

from janasetu.bodies.calendars import WEEK
from janasetu.config.cli import orders


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs, each with what it does."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    showing = verbs.add_parser("show", help="the hours of a body, as they are today")
    showing.set_defaults(does=_show)
    orders.add_body(showing)
    setting = verbs.add_parser("set", help="let a body and all that lies in it work these hours")
    setting.set_defaults(does=_set)
    orders.add_body(setting)
    setting.add_argument("--opens", type=_time, required=True, metavar="HH:MM", help="when it opens")
    setting.add_argument("--closes", type=_time, required=True, metavar="HH:MM", help="when it closes")
    setting.add_argument(
        "--off", type=_days, default=_days("sat,sun"), metavar="DAYS", help="days off: sat,sun"
    )
    setting.add_argument(
        "--from", dest="since", type=orders.day, required=True, metavar="DATE", help="the first day"
    )


def run(options: argparse.Namespace) -> int:
    """Do one verb."""
    return orders.carried_out(options)


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write it as 10:00") from error


def _days(text: str) -> frozenset[int]:
    named = [name.strip().casefold()[:3] for name in text.split(",") if name.strip()]
    unknown = [name for name in named if name not in WEEK]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is no day of the week; write {', '.join(WEEK)}")
    return frozenset(WEEK.index(name) for name in named)


def _show(options: argparse.Namespace) -> None:
    from janasetu.bodies.queries import calendars
    from janasetu.lib import clock

    body = orders.body_of(options)
    hours = calendars([body.id])[body.id].hours_on(clock.local(clock.now()).date())
    print(f"{body.code}: {_told(hours.opens, hours.closes, hours.days_off)}.")


def _set(options: argparse.Namespace) -> None:
    from janasetu.bodies.actions import set_hours
    from janasetu.lib import clock

    body = orders.body_of(options)
    row = set_hours(
        body_id=body.id,
        since=options.since,
        opens=options.opens,
        closes=options.closes,
        days_off=options.off,
        now=clock.now(),
    )
    until = f" until {row.until}" if row.until else ""
    print(f"{body.code}: {_told(row.opens, row.closes, row.days_off)} from {row.since}{until}.")


def _told(opens: time, closes: time, days_off: frozenset[int] | list[int]) -> str:
    closed = ", ".join(WEEK[day] for day in sorted(days_off)) or "on no day"
    return f"open {opens:%H:%M} to {closes:%H:%M}, closed {closed}"
