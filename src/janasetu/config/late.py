"""What has waited longer than it may, for the command line."""

from django.db.utils import ProgrammingError
from django.utils.translation import override

from janasetu.config.errors import FrontDoorError
from janasetu.config.installation import Installation
from janasetu.lib import bn, clock
from janasetu.lib.watches import Moment
from janasetu.portal.health import Waiting, waiting


def late() -> list[Waiting]:
    """The alarms of this moment; FrontDoorError where the tables are not those of this program."""
    moved = Installation.current().clock_file
    if moved is not None and moved.exists():
        clock.follow(moved)
    try:
        found = waiting(Moment(clock.now(), clock.wall()))
    except ProgrammingError as error:
        raise FrontDoorError("the tables are not those of this program; its next start mends that") from error
    return [one for one in found if one.alarms]


def said(one: Waiting) -> str:
    """One alarm in a line of English."""
    assert one.oldest is not None
    with override("en"):
        return f"{one.watch.name}: {one.count}, the oldest for {bn.age(one.oldest, 'en')}"
