"""Keep of whom we know that somebody else reads their messages, and when to call them."""

from collections.abc import Mapping
from datetime import datetime

from janasetu.people.models import Contact
from janasetu.people.values import ContactKey, Quiet


def remember_quiet(wishes: Mapping[ContactKey, Quiet | None], *, now: datetime) -> None:
    """Keep each wish; None: everything may be told again. A statement for each different wish."""
    for wish in set(wishes.values()):
        keys = [key for key, asked in wishes.items() if asked == wish]
        Contact.objects.filter(
            bucket__in={key.bucket for key in keys}, id__in=[key.id for key in keys]
        ).update(
            quiet_since=now if wish else None,
            call_from=wish.call_from if wish else None,
            call_until=wish.call_until if wish else None,
        )
