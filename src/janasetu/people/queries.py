"""Reads of contacts, of the persons behind them, and of what they agreed to."""

from collections.abc import Iterable
from uuid import UUID

from janasetu.people.choices import AliasKind, Relation
from janasetu.people.models import ConsentEntry, Contact, ContactAlias, PersonContact
from janasetu.people.values import Consent, ContactKey, PersonBrief

Place = tuple[UUID, ContactKey, int]  # a body, a contact, its epoch


def contacts(keys: Iterable[ContactKey]) -> dict[ContactKey, Contact]:
    """Contacts by key, in one query."""
    wanted = list(keys)
    rows = Contact.objects.filter(
        bucket__any={key.bucket for key in wanted}, id__any=[key.id for key in wanted]
    )
    return {ContactKey(row.bucket, row.id): row for row in rows}


def opted_out(keys: Iterable[ContactKey]) -> set[ContactKey]:
    """Those of the contacts who want no message unasked."""
    return {key for key, row in contacts(keys).items() if row.stopped_at is not None}


def phones_of(keys: Iterable[ContactKey]) -> dict[ContactKey, list[str]]:
    """The numbers (E.164) that each contact told in its present epoch: verified ones first, newest first."""
    found: dict[ContactKey, list[str]] = {key: [] for key in keys}
    rows = ContactAlias.objects.filter(
        bucket__in={key.bucket for key in found},
        contact_id__in=[key.id for key in found],
        kind=AliasKind.PHONE,
        until=None,
    ).order_by("-id")
    for row in sorted(rows, key=lambda row: row.verified_at is None):
        if (key := ContactKey(row.bucket, row.contact_id)) in found:
            found[key].append(row.value)
    return found


def persons_of(places: Iterable[Place]) -> dict[Place, list[PersonBrief]]:
    """For whom each contact acts with a body, in this epoch of it; first named first, in one query."""
    found: dict[Place, list[PersonBrief]] = {place: [] for place in places}
    rows = (
        PersonContact.objects.filter(
            body_id__in={body_id for body_id, _, _ in found},
            contact_id__in={contact.id for _, contact, _ in found},
            epoch__in={epoch for _, _, epoch in found},
            until=None,
        )
        .select_related("person")
        .order_by("id")
    )
    for row in rows:
        place = row.body_id, ContactKey(row.contact_bucket, row.contact_id), row.epoch
        if place in found:
            found[place].append(PersonBrief(row.person_id, row.person.name, Relation(row.relation)))
    return found


def consents(asked: Iterable[tuple[ContactKey, int]]) -> dict[tuple[ContactKey, int], list[Consent]]:
    """What each contact agreed to and refused in this epoch of it, oldest first, in one query."""
    found: dict[tuple[ContactKey, int], list[Consent]] = {place: [] for place in asked}
    rows = ConsentEntry.objects.filter(
        bucket__in={contact.bucket for contact, _ in found},
        contact_id__in=[contact.id for contact, _ in found],
        epoch__in={epoch for _, epoch in found},
    )
    for row in rows.order_by("at", "id"):
        place = ContactKey(row.bucket, row.contact_id), row.epoch
        if place in found:
            found[place].append(_consent(row))
    return found


def _consent(row: ConsentEntry) -> Consent:
    return Consent(
        purpose=row.purpose,
        given=row.given,
        at=row.at,
        body_id=row.body_id,
        person_id=row.person_id,
        text_hash=row.text_hash,
        version_id=row.version_id,
    )
