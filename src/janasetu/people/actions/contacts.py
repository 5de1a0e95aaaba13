"""Make the contact behind the names a line gives; remember the language it speaks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from janasetu.lib.ids import uuid7
from janasetu.people.actions import aliases
from janasetu.people.actions.aliases import Claim, Held
from janasetu.people.models import Contact
from janasetu.people.values import AliasName, ContactKey, Met, Sender
from janasetu.rows import bulk


def know(senders: Sequence[Sender], *, now: datetime) -> list[ContactKey]:
    """The contacts behind these senders, made where new; one set of statements for any number.

    The first known name of a sender decides; its other names are added to the same contact. Two
    senders never merge here: two people on one phone is a matter for staff. A name that has ended leads
    to nobody, but for who wrote before it ended.
    """
    return [met.contact for met in meet(senders, now=now)]


@transaction.atomic(savepoint=False)
def meet(senders: Sequence[Sender], *, now: datetime) -> list[Met]:
    """As `know`, and whether each wrote under a name that has ended since: an answer does not go there."""
    held = aliases.held(name for sender in senders for name in sender.names)
    former = [_former(sender, held) for sender in senders]
    present = [sender for sender, contact in zip(senders, former, strict=True) if contact is None]
    found = iter(_know(present, held.now, now=now))
    return [Met(contact, by_old_name=True) if contact else Met(next(found)) for contact in former]


def _former(sender: Sender, held: Held) -> ContactKey | None:
    """Who wrote this under a name that was still theirs then."""
    if sender.at is None:
        return None
    holders = (held.at(name, sender.at) for name in sender.names)
    return next((holder for holder in holders if holder), None)


def _know(
    senders: Sequence[Sender], known: dict[AliasName, ContactKey], *, now: datetime
) -> list[ContactKey]:
    chiefs = _chiefs(senders, known)
    newcomers = {chiefs[s.names[0]]: s for s in reversed(senders) if chiefs[s.names[0]] not in known}
    known = known | _make(newcomers, now=now)
    aliases.claim(
        [Claim(name, known[chief], since=now) for name, chief in chiefs.items() if name not in known]
    )
    return [known[chiefs[sender.names[0]]] for sender in senders]


def _chiefs(senders: Sequence[Sender], known: Collection[AliasName]) -> dict[AliasName, AliasName]:
    """Of each name the one that stands for its person: a known name beside it, else the first that came."""
    chiefs = {name: name for name in known}
    for sender in sorted(senders, key=lambda sender: not any(name in known for name in sender.names)):
        chief = next((chiefs[name] for name in sender.names if name in chiefs), sender.names[0])
        for name in sender.names:
            chiefs.setdefault(name, chief)
    return chiefs


def _make(newcomers: dict[AliasName, Sender], *, now: datetime) -> dict[AliasName, ContactKey]:
    """Claim the first name of each newcomer; whoever claims it first in the database makes the contact."""
    if not newcomers:
        return {}
    keys = {name: ContactKey(name.bucket, uuid7()) for name in newcomers}
    won = aliases.claim([Claim(name, key, since=now) for name, key in keys.items()])
    bulk.insert(
        Contact(id=key.id, bucket=key.bucket, profile_name=newcomers[name].profile_name[:200], created_at=now)
        for name, key in keys.items()
        if name in won
    )
    return aliases.held(newcomers).now


def remember_languages(choices: Mapping[ContactKey, str]) -> None:
    """Keep the language each of these contacts asked for."""
    for lang in set(choices.values()):
        keys = [key for key, chosen in choices.items() if chosen == lang]
        Contact.objects.filter(
            bucket__in={key.bucket for key in keys}, id__in=[key.id for key in keys]
        ).update(lang=lang)
