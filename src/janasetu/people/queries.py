"""Reads of contacts."""

from collections.abc import Iterable

from janasetu.people.models import Contact
from janasetu.people.values import ContactKey


def contacts(keys: Iterable[ContactKey]) -> dict[ContactKey, Contact]:
    """Contacts by key, in one query."""
    wanted = list(keys)
    rows = Contact.objects.filter(
        bucket__in={key.bucket for key in wanted}, id__in=[key.id for key in wanted]
    )
    return {ContactKey(row.bucket, row.id): row for row in rows}


def opted_out(keys: Iterable[ContactKey]) -> set[ContactKey]:
    """Those of the contacts who want no message unasked."""
    return {key for key, row in contacts(keys).items() if row.stopped_at is not None}
