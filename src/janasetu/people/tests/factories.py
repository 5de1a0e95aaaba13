"""People for tests: contacts with invented numbers. No Indian mobile number begins with 0."""

from collections.abc import Callable
from datetime import datetime
from itertools import count

from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.lib import clock
from janasetu.people import actions
from janasetu.people.choices import AliasKind
from janasetu.people.models import Contact
from janasetu.people.values import AliasName, ContactKey, Sender

_numbers = count(1)


def new_number() -> str:
    """A WhatsApp id that nobody had before in this run."""
    return f"9100{next(_numbers):08}"


def wa(number: str) -> AliasName:
    return AliasName(AliasKind.WHATSAPP_ID, number)


def user(user_id: str) -> AliasName:
    return AliasName(AliasKind.WHATSAPP_USER, user_id)


def make_contact(number: str | None = None, *, lang: str = "bn", name: str = "রীতা রায়") -> ContactKey:
    (key,) = actions.know([Sender((wa(number or new_number()),), name)], now=clock.now())
    if lang != "bn":
        Contact.objects.filter(id=key.id).update(lang=lang)
    return key


def whose(*names: AliasName, at: datetime | None = None) -> ContactKey:
    """The contact of somebody who writes under these names."""
    (key,) = actions.know([Sender(names, at=at)], now=clock.now())
    return key


def epoch_of(contact: ContactKey) -> int:
    return Contact.objects.get(bucket=contact.bucket, id=contact.id).epoch


def statements(act: Callable[[], object]) -> int:
    """How many statements an act takes."""
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)
