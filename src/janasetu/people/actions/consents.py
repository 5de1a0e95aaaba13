"""Log what contacts agree to and refuse; keep who wants no message unasked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from janasetu.lib.ids import uuid7
from janasetu.people import queries
from janasetu.people.models import ConsentEntry, Contact
from janasetu.people.values import Consent, ConsentOrder, ContactKey

MESSAGES = "messages"  # the purpose of a message that nobody asked for


def record_consents(orders: Sequence[ConsentOrder]) -> None:
    """Log these, in one statement; a source that was logged before is left as it was."""
    ConsentEntry.objects.bulk_create([_entry(order) for order in orders], ignore_conflicts=True)


def _entry(order: ConsentOrder) -> ConsentEntry:
    consent = order.consent
    return ConsentEntry(
        id=uuid7(),
        bucket=order.contact.bucket,
        contact_id=order.contact.id,
        epoch=order.epoch,
        body_id=consent.body_id,
        person_id=consent.person_id,
        purpose=consent.purpose,
        given=consent.given,
        text_hash=consent.text_hash,
        version_id=consent.version_id,
        source=order.source,
        at=consent.at,
    )


def remember_opting_out(choices: dict[ContactKey, bool], *, now: datetime) -> None:
    """Keep who wants no message unasked, and who writes to us again; each word is logged as a consent."""
    if choices:
        _remember_wishes(choices, now=now)


@transaction.atomic
def _remember_wishes(choices: dict[ContactKey, bool], *, now: datetime) -> None:
    for out in set(choices.values()):
        keys = [key for key, wish in choices.items() if wish == out]
        Contact.objects.filter(
            bucket__in={key.bucket for key in keys}, id__in=[key.id for key in keys]
        ).update(stopped_at=now if out else None)
    _log_wishes(choices, now=now)


def _log_wishes(choices: dict[ContactKey, bool], *, now: datetime) -> None:
    rows = queries.contacts(choices)
    record_consents(
        [
            ConsentOrder(
                contact=key,
                epoch=row.epoch,
                consent=Consent(MESSAGES, given=not choices[key], at=now),
                source=f"{MESSAGES}:{uuid7()}",
            )
            for key, row in rows.items()
        ]
    )
